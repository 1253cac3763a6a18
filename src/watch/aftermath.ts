import { lastPart } from '../aws/arn.ts';
import { describePause } from '../explain/pause.ts';
import type { Standing, Started } from '../model.ts';
import type { Goal, Rollback } from './ending.ts';
import { openHooks, type Observation } from './observation.ts';
import { clockTime, primaryRevision, statusAndCounts } from './progress.ts';
import type { Silence } from './state.ts';

/** What is known about a deployment that the step leaves behind. */
export interface Aftermath {
  started: Started;
  last?: Observation | undefined;
  silence?: Silence | undefined;
  goal?: Goal | undefined;
  standing?: Standing | undefined;
  /** The target of a rollback, if known. */
  former?: string | undefined;
}

/** What continues in AWS after the step; claims nothing that was not seen. */
export function whatNow(rollback: Rollback, { started, last, silence, goal, standing, former }: Aftermath): string {
  const owner = ownerOf(started);
  const back = former === undefined ? '' : ` to ${lastPart(former)}`;
  const unheard = silence && `AWS has not answered since ${clockTime(silence.since)}, so its state is unknown`;
  switch (rollback) {
    case 'none':
      if (unheard !== undefined) return unheard;
      if (goal === 'rolled-back') return `the rollback${back} that you requested continues in ${owner}`;
      if (goal === 'stopped') return `the stop that you requested is still in progress in ${owner}`;
      return standing === 'going-back' ? `${owner} is rolling it back${back}` : goesOn(last, owner);
    case 'requested':
      return `a rollback${back} was requested${unheard === undefined ? ` and continues in ${owner}` : `; ${unheard}`}`;
    case 'unanswered':
      return `a rollback was requested, but ${owner} has not answered: it is unknown whether it started`;
    case 'done':
      return `it was rolled back, and ${liveRevision(started, last)} is running again`;
    case 'refused':
      return unheard ?? `it could not be rolled back and continues in ${owner}`;
    case 'late':
      return 'it ended before it could be rolled back';
  }
}

/** A deployment that waits for somebody does not go on by itself. */
function goesOn(last: Observation | undefined, owner: string): string {
  const paused = last === undefined ? [] : openHooks(last);
  return paused.length === 0
    ? `it continues in ${owner}`
    : `it is still paused ${paused.map(describePause).join(' and ')}`;
}

/** What was known when AWS fell silent. */
export function lastKnown(rollback: Rollback, { last }: Aftermath): string {
  const asked = rollback === 'none' ? '' : '; a rollback was requested';
  return `${lastSeen(last)}${asked}`;
}

/** ` (last seen: IN_PROGRESS, 1 of 2 tasks running)`. */
export function lastSeen(last: Observation | undefined): string {
  return statusAndCounts(last).replace('(', '(last seen: ');
}

/** What runs instead of the revision that was deployed. */
export function liveRevision({ taskDefinitionArn = '' }: Started, last: Observation | undefined): string {
  const primary = primaryRevision(last);
  return primary === undefined || primary === lastPart(taskDefinitionArn) ? 'the previous revision' : primary;
}

export function ownerOf({ codeDeploy }: Started): string {
  return codeDeploy === undefined ? 'ECS' : 'CodeDeploy';
}
