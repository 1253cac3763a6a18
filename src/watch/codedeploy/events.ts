import type { DeploymentInfo, LifecycleEvent } from '@aws-sdk/client-codedeploy';
import type { DeployEvent } from '../../model.ts';
import { endReason } from './verdict.ts';
import type { CodeDeployObservation } from './observation.ts';

/** What is new since the last look: status, lifecycle events, the wait for the end of the old tasks, the rollback. */
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

/** `BeforeAllowTraffic` as the constants of ECS are written, so that both read the same in the report. */
export function toConstant(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
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
  const ended = after.status === 'Failed' || after.status === 'Stopped';
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

/** Ready means that somebody must reroute the traffic, or that time must pass. */
function readyReason({ status, blueGreenDeploymentConfiguration }: DeploymentInfo): string | undefined {
  if (status !== 'Ready') return undefined;
  const { actionOnTimeout, waitTimeInMinutes = 0 } = blueGreenDeploymentConfiguration?.deploymentReadyOption ?? {};
  return actionOnTimeout === 'STOP_DEPLOYMENT'
    ? `the traffic must be rerouted in CodeDeploy within ${waitTimeInMinutes} min, else it stops`
    : 'the traffic is about to be rerouted';
}

/** An event is told when it begins, and once more when it fails. */
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
    const began = had === undefined || had === 'Pending';
    return [
      ...(began ? [{ at: startTime ?? at, kind: 'stage', stage } as const] : []),
      ...(status === 'Failed' ? [{ at: endTime ?? at, kind: 'stage', stage, failure: diagnosis(event) } as const] : []),
    ];
  });
}

function hasBegun({ status }: LifecycleEvent): boolean {
  return status === 'InProgress' || status === 'Succeeded' || status === 'Failed';
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
  return [
    { at, kind: 'stage', stage: 'TERMINATION_WAIT' },
    { at, kind: 'bake', until: new Date(at.getTime() + after.terminationWaitMinutes * 60_000) },
  ];
}

/** The traffic has been shifted, and the old tasks go on for as long as the group says. */
export function waitsForTermination({ deployment, target }: CodeDeployObservation): boolean {
  if (deployment.status !== 'InProgress') return false;
  if (deployment.instanceTerminationWaitTimeStarted === true) return true;
  const last = target?.lifecycleEvents?.find(({ lifecycleEventName }) => lifecycleEventName === 'AfterAllowTraffic');
  return last?.status === 'Succeeded';
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
    events.push({ at, kind: 'status', status: 'ROLLBACK_IN_PROGRESS', reason });
  }
  const { status } = after.rollback ?? {};
  const wentBack = status === 'Succeeded' || status === 'Failed' || status === 'Stopped';
  if (wentBack && before?.rollback?.status !== status) {
    const reason = after.rollback === undefined ? undefined : endReason(after.rollback);
    events.push({
      at: after.rollback?.completeTime ?? at,
      kind: 'status',
      status: status === 'Succeeded' ? 'ROLLBACK_SUCCESSFUL' : 'ROLLBACK_FAILED',
      ...(reason === undefined ? {} : { reason }),
    });
  }
  return events;
}
