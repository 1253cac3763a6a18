import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import type { CauseId } from '../../src/explain/patterns.ts';
import { GROUP, T0, taskId, WEB, type Case } from './case.ts';
import { failed } from './endings.ts';
import { logs } from './kinds.ts';
import { FAILED_EVENTS, scaledIn, times, unhealthy } from './tasks.ts';

/** A rollout that failed as public reports tell it, with what an engineer would say of it. */
export interface WeeklyFailure {
  name: string;
  cause: CauseId;
  /** Where the wording is to be seen in public. */
  source: string;
  given: Case;
  /** What the first cause must say of where, which and how many. */
  facts: readonly string[];
  /** What its fix must say. */
  fix: readonly (string | RegExp)[];
  /** Claims that the evidence rules out. */
  never: RegExp;
}

export const unhealthyFor = (reason: string, number: number, port = 8080): string =>
  `(service web) (task ${taskId(number)}) (port ${port}) is unhealthy in (target-group ${GROUP}) due to (reason ${reason}).`;

/** Two tasks that the load balancer called unhealthy until the circuit breaker gave up. */
export const turnedAway = (reason: string, lines: readonly string[], more: Partial<Case> = {}): Case => ({
  ...failed,
  tasks: [...times(2, () => ({ ...unhealthy(), startedAt: T0 })), scaledIn],
  events: [unhealthyFor(reason, 0), unhealthyFor(reason, 1), ...FAILED_EVENTS],
  logs: logs(lines),
  ...more,
});

export const runningLogs = (lines: readonly string[], container = 'web'): Record<string, string[]> =>
  Object.fromEntries([100, 101].map((number) => [`ecs/${container}/${taskId(number)}`, [...lines]]));

/** Tasks that wait with these containers. */
export const waiting = (containers: NonNullable<Task['containers']>): Partial<Task>[] =>
  times(2, () => ({ lastStatus: 'PENDING', startedAt: T0, containers }));

export const alive = (more: Partial<NonNullable<Task['containers']>[number]> = {}): Partial<Task>[] =>
  times(2, () => ({ startedAt: T0, containers: [{ name: 'web', lastStatus: 'RUNNING', ...more }] }));

export const SIDECAR: ContainerDefinition = { ...WEB, essential: false };
