import { STALE_SECONDS, type LiveService, type SettingState } from './setting-state.ts';

/** The count is true once that many tasks run and none is pending; auto scaling may have raised it since. */
export function proveCount(asked: number, { service, seconds }: LiveService): SettingState {
  const { desiredCount = 0, runningCount = 0, pendingCount = 0 } = service;
  const says = progress(asked, { runningCount, pendingCount });
  if (desiredCount === asked) {
    return { says, kind: runningCount === asked && pendingCount === 0 ? 'true' : 'not-yet' };
  }
  if (seconds < STALE_SECONDS) return { says, kind: 'not-yet' };
  if (desiredCount > asked && runningCount >= asked) {
    return { says: `${says}, and the desired count is ${desiredCount} by now`, kind: 'true' };
  }
  return {
    says: `its desired count is ${desiredCount}, not ${asked}`,
    kind: 'false',
    cause: {
      message: `The desired count was set to ${asked}, but is now ${desiredCount}: auto scaling or someone else changed it.`,
      fix: 'Remove desired-count if auto scaling decides, or choose a count between its minimum and maximum.',
    },
  };
}

function progress(asked: number, now: { runningCount: number; pendingCount: number }): string {
  const pending = now.pendingCount > 0 ? ` (${now.pendingCount} pending)` : '';
  if (now.runningCount === asked) return `${counted(asked)}${pending}`;
  return now.runningCount < asked
    ? `only ${now.runningCount} of ${counted(asked)}${pending}`
    : `${counted(now.runningCount)}, ${now.runningCount - asked} more than desired${pending}`;
}

function counted(count: number): string {
  return count === 1 ? '1 task is running' : `${count} tasks are running`;
}
