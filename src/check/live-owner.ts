import { stackOf } from '../aws/stack.ts';
import type { Problem } from '../model.ts';
import { atService, toProblem } from '../problem.ts';
import type { LiveContext } from './live-context.ts';

/** The template of the stack does not know what others change. */
export function* ownerRules({ target: { name, service } }: LiveContext): Iterable<Problem> {
  const stack = stackOf(service);
  if (stack === undefined) return;
  yield toProblem('cloudformation-owned', atService(name), {
    message: `Service "${name}" belongs to the CloudFormation stack "${stack}": the next update of the stack that changes the service undoes this change.`,
    fix: 'Make the same change in the template of the stack, or its CDK app, before its next update.',
  });
}
