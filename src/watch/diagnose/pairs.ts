import type { Task } from '@aws-sdk/client-ecs';
import type { Finding } from './finding.ts';
import { groupName, type healthFindings } from './health.ts';
import type { Blamed } from './origin.ts';
import type { StoppedGroup } from './stopped.ts';
import { toFinding } from './task-findings.ts';

/** A finding, and the tasks that it is about: their log may say why. */
export interface Pair {
  finding: Finding;
  group?: StoppedGroup | undefined;
}

interface Seen {
  groups: readonly StoppedGroup[];
  health: ReturnType<typeof healthFindings>;
  blamed?: Blamed | undefined;
}

/** What the tasks say themselves, and what the load balancer says of them. */
export function toPairs({ groups, health, blamed }: Seen): Pair[] {
  return [
    ...groups
      .filter(({ targetGroup }) => targetGroup === undefined)
      .map((group) => ({ group, finding: toFinding(group, blamed) })),
    ...health.map(({ finding, targetGroup }) => ({
      finding,
      group: groups.find(
        (one) => one.targetGroup !== undefined && groupName(one.targetGroup) === groupName(targetGroup),
      ),
    })),
  ];
}

/** The log of a live task may say why its target is unhealthy; `live` are those of our deployment. */
export function withLiveTasks({ finding, group }: Pair, live: readonly Task[]): Pair {
  const { message, explanation } = finding;
  const tasks = live.filter((task) => task.startedAt !== undefined);
  const [, targetGroup] = /target-group (?<group>[^\s)]+)/u.exec(message) ?? [];
  if (group !== undefined || targetGroup === undefined || tasks.length === 0) return { finding, group };
  return { finding, group: { message, explanation, tasks, targetGroup, failedContainerCheck: false } };
}
