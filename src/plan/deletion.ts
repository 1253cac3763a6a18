import type { Service } from '@aws-sdk/client-ecs';
import { stackOf } from '../aws/stack.ts';
import type { Problem } from '../model.ts';
import { parseServiceArn } from '../aws/arn.ts';
import { atInput, atService, toProblem } from '../problem.ts';
import { phrase } from '../phrases.ts';

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
    fix: `Give the previews another service name, so that "${name}" stays as it is.`,
  });
}

interface Place {
  name: string;
  cluster: string;
}

/** A deletion cannot be undone: who asks for it names the services twice, wherever they were named first. */
export function confirmDeletion(places: readonly Place[], confirm: readonly string[] | undefined): Problem[] {
  const names = places.map(({ name }) => name).toSorted();
  const isConfirmed = (text: string): boolean => {
    const arn = parseServiceArn(text);
    return places.some(
      ({ name, cluster }) => name === (arn?.name ?? text) && [undefined, cluster].includes(arn?.cluster),
    );
  };
  const confirmed = (confirm ?? []).map((text) => parseServiceArn(text)?.name ?? text).toSorted();
  if (names.length === 0 || (names.join() === confirmed.join() && confirm?.every(isConfirmed) === true)) return [];
  const said = confirm === undefined ? 'is empty' : `is ${confirm.map((text) => `"${text}"`).join(', ')}`;
  return [
    toProblem('not-confirmed', atInput('confirm'), {
      message: `Mode "delete" would delete ${names.map((name) => `"${name}"`).join(', ')}, but ${phrase('the-input', 'confirm')} ${said}.`,
      fix: `If that is what you want, set confirm: ${names.join(', ')}.`,
    }),
  ];
}
