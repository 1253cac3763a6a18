import type { Problem } from '../model.ts';
import { parseServiceArn } from '../aws/arn.ts';
import { atInput, toProblem } from '../problem.ts';
import { quote } from './place.ts';
import type { Inputs } from './spec.ts';
import { phrase } from '../phrases.ts';

/** Modes that know no previews. */
const OF_THE_SERVICE: readonly Inputs['mode'][] = ['rollback', 'watch', 'continue', 'stop', 'run-task'];

/** The longest name of a service. */
const LONGEST = 255;

/** What is wrong with a preview. */
export function previewProblems(inputs: Inputs): Problem[] {
  const { mode, preview, 'service-type': type } = inputs;
  if (preview === undefined) return [];
  const services = inputs.service ?? inputs['service-name'] ?? [];
  const [base = '', ...others] = services;
  if (preview !== 'closed' && !/^[1-9]\d{0,9}$/.test(preview)) {
    return [
      toProblem('input-format', atInput('preview'), {
        message: `${phrase('input', 'preview')} is ${quote(preview)}, which is neither the number of a pull request nor "closed".`,
        fix: 'Set it to the number of the pull request.',
      }),
    ];
  }
  const found: Problem[] = [];
  if (OF_THE_SERVICE.includes(mode) || inputs['rollback-to'] !== undefined) {
    found.push(
      toProblem('input-combination', atInput('preview'), {
        message: `${phrase('input', 'preview')} is set, but mode "${mode}" would work on the service itself.`,
        fix: `Remove preview, and set service to the preview: ${parseServiceArn(base)?.name ?? base}-pr-${preview}.`,
      }),
    );
  }
  if (preview === 'closed' && mode !== 'delete') {
    found.push(
      toProblem('input-combination', atInput('preview'), {
        message: `${phrase('input', 'preview')} is "closed", which only mode "delete" can use, but mode is "${mode}".`,
        fix: `Use ${phrase('mode', 'delete')}, or set preview to the number of the pull request.`,
      }),
    );
  }
  if (preview !== 'closed' && others.length > 0) {
    found.push(
      toProblem('input-combination', atInput('preview'), {
        message: `${phrase('input', 'preview')} makes a preview of one service, but ${phrase('input-name', 'service')} names ${services.length}.`,
        fix: 'Name one service, and give each of the others its own step.',
      }),
    );
  }
  if (type === 'classic' || inputs['service-definition'] !== undefined) {
    const input = type === 'classic' ? 'service-type' : 'service-definition';
    found.push(
      toProblem('input-combination', atInput('preview'), {
        message: `${phrase('input', 'preview')} makes an Express service, but "${input}" is for a classic one.`,
        fix: `Remove ${input}, or remove preview.`,
      }),
    );
  }
  const name = `${parseServiceArn(base)?.name ?? base}-pr-${preview}`;
  if (name.length > LONGEST) {
    found.push(
      toProblem('input-combination', atInput('preview'), {
        message: `The preview would be called "${name}", which has more than ${LONGEST} characters.`,
        fix: 'Use a shorter service name.',
      }),
    );
  }
  return found;
}
