import type { Origin } from '../model.ts';

const REVISION_INPUTS = ['task-definition-arn', 'task-definition-family'];

/** Whether it is in an already registered revision. That may well run: only files and inputs are blamed. */
export function isRegistered(origin: Origin): boolean {
  return origin.kind === 'service' || (origin.kind === 'input' && REVISION_INPUTS.includes(origin.input));
}
