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
