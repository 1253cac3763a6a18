import type { Service, ServiceDeployment, ServiceEvent } from '@aws-sdk/client-ecs';
import { hookPhaseOf, phaseOf, primaryDeployment } from '../aws/service.ts';
import type { HookState, RevisionState, Started, TargetState } from '../model.ts';
import type { CodeDeployObservation } from './codedeploy/observation.ts';
import type { ManagedResource } from '../aws/resources.ts';
import type { TaskSetObservation } from './task-set/observation.ts';

/** What one look showed: pure data, one shape for every kind of service. Parts that were not due keep their values from the previous look. */
export interface Observation {
  at: Date;
  deployment?: ServiceDeployment | undefined;
  codeDeploy?: CodeDeployObservation | undefined;
  /** Of a service that ECS created for CodeDeploy. */
  taskSet?: TaskSetObservation | undefined;
  service?: Service | undefined;
  serviceAt?: Date | undefined;
  /** What ECS creates for an Express service. */
  resources: readonly ManagedResource[];
  /** The URL at which ECS exposes the service. */
  endpoint?: string | undefined;
  targets?: TargetState[] | undefined;
  /** When they were last returned, and last requested. */
  targetsAt?: Date | undefined;
  targetsAskedAt?: Date | undefined;
  /** Both sides of the deployment. */
  revisions: RevisionState[];
  hooks: readonly HookState[];
}

/** Failed tasks of the deployment so far, as the circuit breaker counts them. */
export function failedTasks({ deployment, service, codeDeploy, taskSet }: Observation): number | undefined {
  const counted = codeDeploy ?? taskSet;
  if (counted !== undefined) return counted.failedTasks;
  return deployment?.deploymentCircuitBreaker?.failureCount ?? primaryDeployment(service)?.failedTasks;
}

/** Service events since the deployment was started. */
export function newEvents({ service }: Pick<Observation, 'service'>, { baseline }: Started): ServiceEvent[] {
  return (service?.events ?? []).filter(({ id }) => id !== undefined && !baseline.eventIds.has(id));
}

/** The hooks that wait for a person right now; none do in a deployment that is rolling back. */
export function openHooks({
  at,
  deployment,
  codeDeploy,
  hooks,
}: Pick<Observation, 'at' | 'deployment' | 'codeDeploy' | 'hooks'>): HookState[] {
  const runs = codeDeploy !== undefined || phaseOf(deployment) === 'running';
  if (!runs) return [];
  return hooks.filter(
    (hook) =>
      hookPhaseOf(hook) === 'paused' && (hook.expiresAt === undefined || hook.expiresAt.getTime() > at.getTime()),
  );
}
