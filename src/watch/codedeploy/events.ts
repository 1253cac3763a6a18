import { formatMinutes } from '../../duration.ts';
import type { DeploymentInfo, LifecycleEvent } from '@aws-sdk/client-codedeploy';
import { ROLLBACK } from '../../aws/service.ts';
import { codeDeployPhaseOf, isCodeDeployOver, lifecyclePhaseOf, toConstant } from '../../aws/codedeploy-status.ts';
import type { DeployEvent } from '../../model.ts';
import { endReason } from './verdict.ts';
import type { CodeDeployObservation } from './observation.ts';

/** What is new since the last look: status, lifecycle events, the termination wait of the old tasks, the rollback. */
export function codeDeployEvents(
  before: CodeDeployObservation | undefined,
  after: CodeDeployObservation | undefined,
  at: Date,
): DeployEvent[] {
  if (after === undefined) return [];
  return [
    ...startEvents(before, after, at),
    ...statusEvents(before?.deployment, after.deployment, at),
    ...lifecycleEvents(before, after, at),
    ...terminationEvents(before, after, at),
    ...rollbackEvents(before, after, at),
  ];
}

function startEvents(
  before: CodeDeployObservation | undefined,
  { deployment }: CodeDeployObservation,
  at: Date,
): DeployEvent[] {
  const { deploymentId, createTime } = deployment;
  return before === undefined && deploymentId !== undefined
    ? [{ at: createTime ?? at, kind: 'started', deployment: deploymentId }]
    : [];
}

function statusEvents(before: DeploymentInfo | undefined, after: DeploymentInfo, at: Date): DeployEvent[] {
  if (after.status === undefined || before?.status === after.status) return [];
  const ended = ['failed', 'stopped'].includes(codeDeployPhaseOf(after));
  const reason = ended ? endReason(after) : readyReason(after);
  return [
    {
      at: after.completeTime ?? at,
      kind: 'status',
      status: toConstant(after.status),
      ...(reason === undefined ? {} : { reason }),
    },
  ];
}

/** Ready means that someone must reroute the traffic, or that time must pass. */
function readyReason(deployment: DeploymentInfo): string | undefined {
  if (codeDeployPhaseOf(deployment) !== 'ready') return undefined;
  const { actionOnTimeout, waitTimeInMinutes = 0 } =
    deployment.blueGreenDeploymentConfiguration?.deploymentReadyOption ?? {};
  return actionOnTimeout === 'STOP_DEPLOYMENT'
    ? `the traffic must be rerouted in CodeDeploy within ${formatMinutes(waitTimeInMinutes)}, or it stops`
    : 'the traffic is about to be rerouted';
}

/** An event is reported when it starts, and again if it fails. */
function lifecycleEvents(
  before: CodeDeployObservation | undefined,
  after: CodeDeployObservation,
  at: Date,
): DeployEvent[] {
  const known = new Map(
    (before?.target?.lifecycleEvents ?? []).map((event) => [event.lifecycleEventName, event.status]),
  );
  return (after.target?.lifecycleEvents ?? []).flatMap((event): DeployEvent[] => {
    const { lifecycleEventName: name, status, startTime, endTime } = event;
    const had = known.get(name);
    if (name === undefined || status === undefined || had === status || !hasBegun(event)) return [];
    const stage = toConstant(name);
    const began = had === undefined || lifecyclePhaseOf({ status: had }) === 'pending';
    return [
      ...(began ? [{ at: startTime ?? at, kind: 'stage', stage } as const] : []),
      ...(lifecyclePhaseOf(event) === 'failed'
        ? [{ at: endTime ?? at, kind: 'stage', stage, failure: diagnosis(event) } as const]
        : []),
    ];
  });
}

function hasBegun(event: LifecycleEvent): boolean {
  return ['running', 'succeeded', 'failed'].includes(lifecyclePhaseOf(event));
}

/** What CodeDeploy or the hook says about a failed event. */
export function diagnosis({ diagnostics }: LifecycleEvent): string {
  const { message, errorCode, scriptName } = diagnostics ?? {};
  const code = errorCode === undefined || errorCode === 'Success' ? undefined : errorCode;
  return [scriptName, message, code].filter((part) => part !== undefined && part !== '').join(', ');
}

function terminationEvents(
  before: CodeDeployObservation | undefined,
  after: CodeDeployObservation,
  at: Date,
): DeployEvent[] {
  const waits = waitsForTermination(after) && after.terminationWaitMinutes > 0;
  if (!waits || (before !== undefined && waitsForTermination(before))) return [];
  const since = terminationSince(after) ?? (before === undefined ? undefined : at);
  return [
    { at, kind: 'stage', stage: 'TERMINATION_WAIT' },
    ...(since === undefined
      ? []
      : [{ at, kind: 'bake' as const, until: new Date(since.getTime() + after.terminationWaitMinutes * 60_000) }]),
  ];
}

/** When the last hook was over, after which the old tasks wait to be terminated. */
export function terminationSince(seen: CodeDeployObservation | undefined): Date | undefined {
  return seen === undefined ? undefined : lastHook(seen)?.endTime;
}

function lastHook({ target }: CodeDeployObservation) {
  return target?.lifecycleEvents?.find(({ lifecycleEventName }) => lifecycleEventName === 'AfterAllowTraffic');
}

/** The traffic has shifted, and the old tasks keep running for as long as the group says. */
export function waitsForTermination(seen: CodeDeployObservation): boolean {
  const { deployment } = seen;
  if (codeDeployPhaseOf(deployment) !== 'running') return false;
  if (deployment.instanceTerminationWaitTimeStarted === true) return true;
  const last = lastHook(seen);
  return last !== undefined && lifecyclePhaseOf(last) === 'succeeded';
}

function rollbackEvents(
  before: CodeDeployObservation | undefined,
  after: CodeDeployObservation,
  at: Date,
): DeployEvent[] {
  const { rollbackDeploymentId: id, rollbackMessage } = after.deployment.rollbackInfo ?? {};
  const isNews = id !== before?.deployment.rollbackInfo?.rollbackDeploymentId;
  const events: DeployEvent[] = [];
  if (id !== undefined && isNews) {
    const reason = rollbackMessage === undefined || rollbackMessage === '' ? `deployment ${id}` : rollbackMessage;
    events.push({ at: rollbackStart(after) ?? at, kind: 'status', status: ROLLBACK.running, reason });
  }
  const { status } = after.rollback ?? {};
  if (isCodeDeployOver(after.rollback) && before?.rollback?.status !== status) {
    const reason = after.rollback === undefined ? undefined : endReason(after.rollback);
    events.push({
      at: after.rollback?.completeTime ?? at,
      kind: 'status',
      status: codeDeployPhaseOf(after.rollback) === 'succeeded' ? ROLLBACK.succeeded : ROLLBACK.failed,
      ...(reason === undefined ? {} : { reason }),
    });
  }
  return events;
}

/** CodeDeploy creates the rollback in the moment in which the deployment fails: it comes after that. */
function rollbackStart({ deployment, rollback }: CodeDeployObservation): Date | undefined {
  const { createTime } = rollback ?? {};
  const failedAt = deployment.completeTime?.getTime() ?? 0;
  return createTime === undefined ? undefined : new Date(Math.max(createTime.getTime(), failedAt + 1));
}
