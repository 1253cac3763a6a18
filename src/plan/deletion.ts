import type { Service } from '@aws-sdk/client-ecs';
import { stackOf } from '../aws/stack.ts';
import type { Problem } from '../model.ts';
import { atService, toProblem } from '../problem.ts';

interface Doomed {
  name: string;
  service?: Service | undefined;
}

/** What speaks against deleting a service. */
export function checkDeletion(
  { name, service }: Doomed,
  { preview, tagged }: { preview: string | undefined; tagged: string | undefined },
): Problem[] {
  const stack = stackOf(service);
  const owned =
    stack === undefined
      ? []
      : [
          toProblem('deletes-stack-service', atService(name), {
            message: `Service "${name}" belongs to the CloudFormation stack "${stack}", which would fail at its next update if the service were gone.`,
            fix: 'Remove the service from the template of the stack, or its CDK app.',
          }),
        ];
  const isOther = preview !== undefined && tagged !== preview;
  return isOther ? [...owned, notPreview(name, preview)] : owned;
}

/** A service that happens to have the name of a preview. */
export function notPreview(name: string, preview: string): Problem {
  return toProblem('not-a-preview', atService(name), {
    message: `Service "${name}" exists, but it is not the preview of pull request ${preview}: it has no tag deploy:preview with this number.`,
    fix: `Delete it with mode: delete and confirm: ${name}, or give the previews another service name.`,
  });
}
