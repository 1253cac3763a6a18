import type { Origin } from '../model.ts';

const REVISION_INPUTS = ['task-definition-arn', 'task-definition-family'];

/** Whether it stands in a revision that AWS already holds. That may well run: only what a file or an input says is blamed. */
export function isRegistered(origin: Origin): boolean {
  return origin.kind === 'service' || (origin.kind === 'input' && REVISION_INPUTS.includes(origin.input));
}
