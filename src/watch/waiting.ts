import { codeDeployPhaseOf, lifecyclePhaseOf } from '../aws/codedeploy-status.ts';
import { hookPhaseOf, phaseOf, stageOf } from '../aws/service.ts';
import { describePause } from '../explain/pause.ts';
import type { Seen } from './changes.ts';
import { waitsForTermination } from './codedeploy/events.ts';
import type { CodeDeployObservation } from './codedeploy/observation.ts';
import { waitingHooks } from './hooks.ts';

const PROTECTED = /tasks? under protection/;
const NO_CAPACITY = /unable to place a task|Capacity is unavailable/;
const NO_ROOM = /unable to stop or start tasks during a deployment/;

/** When nothing moves for long: what the deployment is waiting for, as far as a look can tell. */
export function explainWaiting(seen: Seen): string {
  const { codeDeploy, service, revisions, targets = [] } = seen;
  const time = sinceStart(seen);
  const paused = waitingHooks(seen, seen.hooks);
  if (paused.length > 0) return `waiting for somebody to continue it ${paused.map(describePause).join(' and ')}${time}`;
  const reasons = [
    codeDeployReason(codeDeploy),
    stageReason(seen),
    ...hookReasons(seen),
    ...eventReasons(service?.events?.slice(0, 5).map(({ message = '' }) => message) ?? []),
    count(
      targets.filter(({ state }) => state.includes('draining')).length,
      'old target is draining',
      'old targets are draining',
    ),
    count(
      targets.filter(({ state }) => state === 'initial').length,
      'target passes its first health checks',
      'targets pass their first health checks',
    ),
    count(targets.filter(({ state }) => state === 'unhealthy').length, 'target is unhealthy', 'targets are unhealthy'),
    count(
      targets.filter(({ state, reason }) => state === 'unused' && reason === 'Target.NotInUse').length,
      'target is not in use',
      'targets are not in use',
    ),
    ...revisions.map(({ role, pending, running, desired }) => {
      if (pending > 0) return count(pending, 'task is starting', 'tasks are starting');
      if (role === 'source' && running > desired)
        return count(running - desired, 'old task is stopping', 'old tasks are stopping');
      return role === 'target' && running < desired
        ? `${desired - running} of ${desired} new tasks not started yet`
        : undefined;
    }),
  ].filter((reason) => reason !== undefined);
  return `waiting: ${reasons.length === 0 ? 'ECS reports no progress' : reasons.join(', ')}${time}`;
}

function sinceStart({ deployment, codeDeploy, at }: Seen): string {
  const since = deployment?.startedAt ?? deployment?.createdAt ?? codeDeploy?.deployment.createTime;
  const minutes = since === undefined ? 0 : Math.round((at.getTime() - since.getTime()) / 60_000);
  return minutes === 0 ? '' : ` (${minutes} min since the start)`;
}

function stageReason({ deployment, revisions }: Seen): string | undefined {
  const stage = stageOf(deployment?.lifecycleStage);
  if (stage?.kind === 'baking') return 'both revisions run until the bake time is over';
  const share = revisions.find(({ role }) => role === 'target')?.productionWeight ?? 0;
  return stage?.kind === 'shifting' && phaseOf(deployment) === 'running' && share > 0 && share < 100
    ? `${share} % of the production traffic goes to the new revision until this step is over`
    : undefined;
}

function hookReasons({ hooks = [] }: Seen): string[] {
  return hooks
    .filter((hook) => hookPhaseOf(hook) === 'running')
    .map(({ id, target }) => `${target === undefined ? `hook ${id}` : lambdaName(target)} has not answered`);
}

function lambdaName(arn: string): string {
  return `Lambda function ${arn.split(':function:').at(-1)}`;
}

function codeDeployReason(seen: CodeDeployObservation | undefined): string | undefined {
  if (seen === undefined) return undefined;
  if (waitsForTermination(seen))
    return 'the traffic is shifted, the old tasks go on until the termination wait is over';
  const { lifecycleEventName: name } =
    seen.target?.lifecycleEvents?.find((event) => lifecyclePhaseOf(event) === 'running') ?? {};
  if (codeDeployPhaseOf(seen.deployment) === 'ready') return 'the traffic is not rerouted yet';
  return name === undefined ? undefined : `CodeDeploy is at ${name}`;
}

function eventReasons(messages: string[]): string[] {
  return [
    ...(messages.some((message) => PROTECTED.test(message)) ? ['old tasks are protected against scale-in'] : []),
    ...(messages.some((message) => NO_CAPACITY.test(message)) ? ['there is no capacity for new tasks'] : []),
    ...(messages.some((message) => NO_ROOM.test(message))
      ? ['minimumHealthyPercent and maximumPercent leave no room to stop or start a task']
      : []),
  ];
}

function count(number: number, one: string, many: string): string | undefined {
  return number === 0 ? undefined : `${number} ${number === 1 ? one : many}`;
}
