import type { Service, ServiceDeployment } from '@aws-sdk/client-ecs';
import { primaryDeployment, rolloutOf } from '../../aws/service.ts';
import type { Started } from '../../model.ts';
import { ownTaskSet } from '../codedeploy/task-sets.ts';
import type { Following } from '../state.ts';
import { definitionOf } from './revisions.ts';
import type { Memory } from './verdict.ts';

interface Seen {
  at: Date;
  deployment?: ServiceDeployment | undefined;
  service?: Service | undefined;
}

/**
 * Fills in what the call that started the deployment did not return: its task definition, its task set, and the id of the PRIMARY
 * deployment (Express), which is the one that was not there before.
 */
export function adopt(following: Following, { deployment, service }: Seen): Started {
  const { started } = following;
  const own = ownTaskSet(service, started);
  const taskDefinitionArn =
    started.taskDefinitionArn ?? definitionOf(following, deployment?.targetServiceRevision?.arn) ?? own?.taskDefinition;
  const known = { ...started, taskDefinitionArn };
  return { ...known, primaryId: started.primaryId ?? own?.id ?? newPrimary(service, known) };
}

/** What DescribeServices has shown of our PRIMARY deployment so far. */
export function remember(memory: Memory, started: Started, { at, service }: Seen): Memory {
  const primary = primaryDeployment(service);
  const ours = service?.deployments?.find(({ id }) => id !== undefined && id === started.primaryId);
  const failed = rolloutOf(ours) === 'failed';
  const lastPrimary = ours !== undefined && ours === primary ? at : (memory.lastPrimary ?? started.startedAt);
  return {
    seen: memory.seen || ours !== undefined || started.primaryId !== undefined,
    failed: memory.failed || failed,
    reason: failed ? ours?.rolloutStateReason : memory.reason,
    lastPrimary,
    goneSeconds: (at.getTime() - lastPrimary.getTime()) / 1000,
  };
}

function newPrimary(service: Service | undefined, started: Started): string | undefined {
  const primary = primaryDeployment(service);
  const isNew = primary?.id !== undefined && primary.id !== started.baseline.primaryId;
  const matches = started.taskDefinitionArn === undefined || primary?.taskDefinition === started.taskDefinitionArn;
  return isNew && matches ? primary.id : undefined;
}
