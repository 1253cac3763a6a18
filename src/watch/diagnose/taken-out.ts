import type { ServiceEvent, Task } from '@aws-sdk/client-ecs';
import { taskPhaseOf } from '../../aws/task-status.ts';
import { taskAddresses } from '../../aws/tasks.ts';
import { explain, toPlain } from '../../explain/explain.ts';
import type { TargetState } from '../../model.ts';
import type { Finding } from './finding.ts';
import { groupName } from './health.ts';

interface Seen {
  /** Live tasks of our deployment. */
  live: readonly Task[];
  /** All that was seen of the target groups; undefined where they could not be read. */
  targets: readonly TargetState[] | undefined;
  events: readonly ServiceEvent[];
}

/** Targets of tasks that run on, which ECS itself would take out only together with their task. */
export function takenOut({ live, targets, events }: Seen): Finding[] {
  if (targets === undefined) return [];
  const addresses = new Set(live.filter((task) => taskPhaseOf(task) === 'running').flatMap(taskAddresses));
  const leaving = targets.filter((target) => addresses.has(target.id) && isLeaving(target));
  const groups = Map.groupBy(leaving, ({ targetGroupArn }) => groupName(targetGroupArn));
  for (const [group, count] of registered(events)) {
    const known = new Set(
      targets.flatMap(({ id, targetGroupArn }) => (groupName(targetGroupArn) === group ? [id] : [])),
    );
    const gone = [...addresses].filter((address) => !known.has(address));
    if (groups.has(group) || gone.length === 0 || count < addresses.size) continue;
    groups.set(
      group,
      gone.map((id) => ({ id, targetGroupArn: group, state: 'unused' })),
    );
  }
  return [...groups].map(([group, gone]) => toFinding(group, gone));
}

/** Whether a target of a running task is one that somebody else takes out: then it is no old one. */
export function isLeaving({ state, reason }: Pick<TargetState, 'state' | 'reason'>): boolean {
  return state.includes('draining') || (state === 'unused' && reason === 'Target.NotRegistered');
}

const CHANGED = /^(?<what>de)?registered (?<count>\d{1,4}) targets? in \(target-group (?<group>[^\s)]{1,300})\)/iu;

/** How many targets ECS registered in each group since the start; groups from which it took some itself are left out. */
function registered(events: readonly ServiceEvent[]): Map<string, number> {
  const counts = new Map<string, number>();
  const left = new Set<string>();
  for (const { message = '' } of events) {
    const { what, count, group } = CHANGED.exec(toPlain(message))?.groups ?? {};
    if (group === undefined) continue;
    const name = groupName(group);
    if (what !== undefined) left.add(name);
    counts.set(name, (counts.get(name) ?? 0) + Number(count));
  }
  for (const name of left) counts.delete(name);
  return counts;
}

function toFinding(group: string, targets: readonly TargetState[]): Finding {
  const names = targets.map(({ id, port }) => (port === undefined ? id : `${id}:${port}`)).slice(0, 5);
  const [noun, verb] = targets.length === 1 ? ['Target', 'was'] : ['Targets', 'were'];
  const message = `${noun} ${names.join(', ')} of running tasks ${verb} taken out of (target-group ${group})`;
  return {
    tier: 'health',
    key: `taken out ${group}`,
    message,
    count: 1,
    unit: 'target',
    explanation: explain(message),
    facts: [],
    log: [],
  };
}
