import { hookPhaseOf } from '../aws/service.ts';
import { leavesOpen, type HookState, type ServiceReport } from '../model.ts';

/** The pauses in which the deployment still waits for somebody when the step has ended. */
export function openPauses({
  outcome,
  standing,
  timeline,
}: Pick<ServiceReport, 'outcome' | 'standing' | 'timeline'>): HookState[] {
  if (!leavesOpen(outcome.kind) || (standing !== undefined && standing !== 'in-flight')) return [];
  const hooks = new Map(timeline.flatMap((event) => (event.kind === 'hook' ? [[event.hook.id, event.hook]] : [])));
  return [...hooks.values()].filter((hook) => hookPhaseOf(hook) === 'paused');
}

/** `at post scale up, until 2026-11-22 10:04 UTC; then ECS rolls it back`. */
export function describePause({ type, stage, expiresAt, timeoutAction }: HookState): string {
  const known = stage === undefined ? 'at a lifecycle hook' : `at ${stage.toLowerCase().replaceAll('_', ' ')}`;
  const place = type === 'CODE_DEPLOY' ? 'before CodeDeploy reroutes the traffic' : known;
  const until = expiresAt === undefined ? '' : `, until ${formatMinute(expiresAt)}`;
  return `${place}${until}${timeoutAction === undefined ? '' : `; then ${whatThen(type, timeoutAction)}`}`;
}

function whatThen(type: string, action: string): string {
  const owner = type === 'CODE_DEPLOY' ? 'CodeDeploy' : 'ECS';
  return `${owner} ${ACTIONS[action] ?? `does ${action}`}`;
}

const ACTIONS: Partial<Record<string, string>> = { CONTINUE: 'goes on', ROLLBACK: 'rolls it back', STOP: 'stops it' };

/** A pause may last for days, so the day is part of it. */
function formatMinute(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
