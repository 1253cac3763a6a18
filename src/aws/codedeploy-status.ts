import type { DeploymentStatus, LifecycleEventStatus, TargetLabel } from '@aws-sdk/client-codedeploy';
import { isOver, phaseOf } from './service.ts';

/** The phase of a CodeDeploy deployment. `ready`: it waits for someone, or for a timeout, to reroute the traffic. */
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

/** Whether a deployment in this phase is final. */
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

/** The statuses of unfinished deployments, for requests. */
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

/** The task set that a deployment creates is green (docs: CDAPI/ECSTaskSet). */
export function isReplacement(label: TargetLabel): boolean {
  return label === 'Green';
}

/** `BeforeAllowTraffic` in the style of ECS constants, so that both look the same in the report. */
export function toConstant(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

const statusesIn = (phases: readonly CodeDeployPhase[]): ReadonlySet<string> =>
  new Set(Object.entries(PHASES).flatMap(([status, phase]) => (phases.includes(phase) ? [toConstant(status)] : [])));
const ENDS = statusesIn(['succeeded', 'failed', 'stopped']);
const SUCCESSES = statusesIn(['succeeded']);

/** Whether a displayed status, in ECS's words or as a CodeDeploy constant, is final. */
export function isEndStatus(status: string): boolean {
  return isOver({ status }) || ENDS.has(status);
}

export function isSuccessStatus(status: string | undefined): boolean {
  return status !== undefined && (phaseOf({ status }) === 'succeeded' || SUCCESSES.has(status));
}
