import type { Provable, Started } from '../model.ts';
import type { Ending } from './ending.ts';
import { definitionOf } from './ecs/revisions.ts';
import { revisionOf } from './read.ts';
import type { WatchState } from './state.ts';
import type { Watched } from './watch.ts';

/** What has to be verified about a success; undefined if there was none. */
export function toProve({ state, ending }: Watched, now: Date): Provable | undefined {
  const { last, following, earlyTasks } = state;
  if (last === undefined || (ending.kind !== 'succeeded' && !isReturn(ending))) return undefined;
  return {
    started: promised(state, ending),
    provesPrimary: following.provesPrimary,
    revision: revisionOf(following, last),
    requestedTasks: last.deployment?.targetServiceRevision?.requestedTaskCount,
    endedAt: last.deployment?.finishedAt ?? now,
    service: last.service,
    readsTargets: following.readsTargets,
    running: earlyTasks?.running,
  };
}

/** What must run at the end: after a requested rollback, the former revision. */
export function promised({ following, last }: WatchState, ending: Ending): Started {
  if (!isReturn(ending)) return following.started;
  const taskDefinitionArn = definitionOf(following, last?.deployment?.rollback?.serviceRevisionArn);
  return { ...following.started, taskDefinitionArn, primaryId: undefined };
}

function isReturn(ending: Ending): boolean {
  return ending.kind === 'as-asked' && ending.end === 'rolled-back';
}
