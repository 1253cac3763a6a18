import type { DeploymentStatus, LifecycleEventStatus, TargetLabel } from '@aws-sdk/client-codedeploy';
import { isOver, phaseOf } from './service.ts';

/** Where a deployment of CodeDeploy stands. `ready`: it waits until somebody, or time, has the traffic rerouted. */
export type CodeDeployPhase = 'running' | 'ready' | 'succeeded' | 'failed' | 'stopped' | 'unknown';

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html */
const PHASES: Record<DeploymentStatus, CodeDeployPhase> = {
  Created: 'running',
  Queued: 'running',
  InProgress: 'running',
  Baking: 'running',
  Ready: 'ready',
  Succeeded: 'succeeded',
  Failed: 'failed',
  Stopped: 'stopped',
};

export function codeDeployPhaseOf(deployment: { status?: string | undefined } | undefined): CodeDeployPhase {
  const status = deployment?.status ?? '';
  return Object.hasOwn(PHASES, status) ? PHASES[status as DeploymentStatus] : 'unknown';
}

/** Whether a deployment in this phase changes no more. */
const OVER: Record<CodeDeployPhase, boolean> = {
  running: false,
  ready: false,
  succeeded: true,
  failed: true,
  stopped: true,
  unknown: false,
};

export function isCodeDeployOver(deployment: { status?: string | undefined } | undefined): boolean {
  return OVER[codeDeployPhaseOf(deployment)];
}

/** The statuses of deployments that have not ended, to ask for them. */
export const UNFINISHED: readonly DeploymentStatus[] = (Object.keys(PHASES) as DeploymentStatus[]).filter(
  (status) => !OVER[PHASES[status]],
);

export type LifecyclePhase = 'pending' | 'running' | 'succeeded' | 'failed' | 'skipped' | 'unknown';

const EVENTS: Record<LifecycleEventStatus, LifecyclePhase> = {
  Pending: 'pending',
  InProgress: 'running',
  Succeeded: 'succeeded',
  Failed: 'failed',
  Skipped: 'skipped',
  Unknown: 'unknown',
};

export function lifecyclePhaseOf({ status }: { status?: string | undefined }): LifecyclePhase {
  return status !== undefined && Object.hasOwn(EVENTS, status) ? EVENTS[status as LifecycleEventStatus] : 'unknown';
}

/** The task set that a deployment makes is green (docs: CDAPI/ECSTaskSet). */
export function isReplacement(label: TargetLabel): boolean {
  return label === 'Green';
}

/** `BeforeAllowTraffic` as the constants of ECS are written, so that both read the same in the report. */
export function toConstant(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

const statusesIn = (phases: readonly CodeDeployPhase[]): ReadonlySet<string> =>
  new Set(Object.entries(PHASES).flatMap(([status, phase]) => (phases.includes(phase) ? [toConstant(status)] : [])));
const ENDS = statusesIn(['succeeded', 'failed', 'stopped']);
const SUCCESSES = statusesIn(['succeeded']);

/** Whether a status as it is shown, in the words of ECS or as a constant of CodeDeploy, is an end. */
export function isEndStatus(status: string): boolean {
  return isOver({ status }) || ENDS.has(status);
}

export function isSuccessStatus(status: string | undefined): boolean {
  return status !== undefined && (phaseOf({ status }) === 'succeeded' || SUCCESSES.has(status));
}
