import type { Seen } from './changes.ts';
import { waitsForTermination } from './codedeploy/events.ts';
import type { CodeDeploySeen } from './codedeploy/seen.ts';

const PROTECTED = /tasks? under protection/;
const NO_CAPACITY = /unable to place a task|Capacity is unavailable/;

/** When nothing moves for long: what the deployment is waiting for, as far as a look can tell. */
export function explainWaiting({ deployment, codeDeploy, service, revisions, targets = [], at }: Seen): string {
  const reasons = [
    codeDeployReason(codeDeploy),
    stageReason(deployment?.lifecycleStage),
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
    ...revisions.map(({ role, pending, running, desired }) => {
      if (pending > 0) return count(pending, 'task is starting', 'tasks are starting');
      if (role === 'source' && running > desired)
        return count(running - desired, 'old task is stopping', 'old tasks are stopping');
      return role === 'target' && running < desired
        ? `${desired - running} of ${desired} new tasks not started yet`
        : undefined;
    }),
  ].filter((reason) => reason !== undefined);
  const since = deployment?.startedAt ?? deployment?.createdAt ?? codeDeploy?.deployment.createTime;
  const minutes = since === undefined ? undefined : Math.round((at.getTime() - since.getTime()) / 60_000);
  const time = minutes === undefined || minutes === 0 ? '' : ` (${minutes} min since the start)`;
  return `waiting: ${reasons.length === 0 ? 'ECS reports no progress' : reasons.join(', ')}${time}`;
}

function stageReason(stage: string | undefined): string | undefined {
  return stage === 'BAKE_TIME' ? 'both revisions run until the bake time is over' : undefined;
}

function codeDeployReason(seen: CodeDeploySeen | undefined): string | undefined {
  if (seen === undefined) return undefined;
  if (waitsForTermination(seen))
    return 'the traffic is shifted, the old tasks go on until the termination wait is over';
  const { lifecycleEventName: name } =
    seen.target?.lifecycleEvents?.find(({ status }) => status === 'InProgress') ?? {};
  if (seen.deployment.status === 'Ready') return 'the traffic is not rerouted yet';
  return name === undefined ? undefined : `CodeDeploy is at ${name}`;
}

function eventReasons(messages: string[]): string[] {
  return [
    ...(messages.some((message) => PROTECTED.test(message)) ? ['old tasks are protected against scale-in'] : []),
    ...(messages.some((message) => NO_CAPACITY.test(message)) ? ['there is no capacity for new tasks'] : []),
  ];
}

function count(number: number, one: string, many: string): string | undefined {
  return number === 0 ? undefined : `${number} ${number === 1 ? one : many}`;
}
