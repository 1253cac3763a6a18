import type { DeployError } from '../errors.ts';
import type { Cause } from '../model.ts';
import type { Candidate, Explanation } from './explain.ts';
import { fill } from './fill.ts';

const MESSAGE_CHARACTERS = 1_500;

/** A text of AWS as a cause, with what is known about it. The explanations are loaded for the first thing that goes wrong. */
export async function explainCause(message: string): Promise<Cause> {
  const { explain } = await import('./explain.ts');
  const explanation = explain(message);
  return {
    message: trimMessage(message),
    ...(explanation === undefined ? {} : inWords(explanation, { words: message, precise: false })),
  };
}

/** A call that AWS refused; where its text is known, its fix is better than a general fix. */
export async function explainError(error: DeployError): Promise<Cause> {
  const cause = await explainCause(error.message);
  const { explain } = await import('./explain.ts');
  const isKnown = error.code === 'aws' && cause.fix !== undefined && explain(error.message)?.general === false;
  if (isKnown) return cause;
  return { ...(error.code === 'aws' ? cause : { message: cause.message, link: cause.link }), fix: error.fix };
}

/** What the report shows of an explanation: the words that fit what is known; of the possible reasons, those that it leaves. */
export function inWords(
  explanation: Explanation,
  known: { words: string; precise: boolean },
): Pick<Cause, 'id' | 'explanation' | 'fix' | 'link'> {
  const { id, plain, causes, fix, link } = explanation;
  const variant = variantFor(explanation, known.words);
  const left = known.precise || variant?.plain !== undefined ? [] : remaining(causes, known.words);
  const likely = left.length > 1 ? ` Most likely causes: ${left.join('; ')}.` : '';
  const others = remaining(explanation.alternatives, known.words);
  return {
    id,
    explanation: `${variant?.plain ?? plain}${likely}`,
    fix: variant?.fix === undefined || variant.open ? withAlternatives(variant?.fix ?? fix, others) : variant.fix,
    link,
  };
}

function variantFor(
  { variants, groups }: Explanation,
  words: string,
): { plain?: string; fix?: string; open: boolean } | undefined {
  for (const { when, plain, fix, alternatives = false } of variants) {
    const match = when.exec(words);
    if (match === null) continue;
    const filled = (text: string): string => fill(text, { ...groups, ...match.groups });
    return {
      open: alternatives,
      ...(plain === undefined ? {} : { plain: filled(plain) }),
      ...(fix === undefined ? {} : { fix: filled(fix) }),
    };
  }
  return undefined;
}

/** `Add instances, or make the task smaller.` */
function withAlternatives(fix: string, alternatives: readonly string[]): string {
  return alternatives.length === 0 ? fix : `${fix.replace(/\.$/u, '')}, or ${alternatives.join(', or ')}.`;
}

/** The reasons that fit the words: what a text rules out is never listed. */
export function remaining(causes: readonly Candidate[], words: string): string[] {
  return causes
    .filter(({ when, unless }) => when?.test(words) !== false && unless?.test(words) !== true)
    .map(({ text }) => text);
}

/** Without what says nothing: the account in a target group's ARN, an image named twice in a row. */
export function trimMessage(message: string): string {
  const text = message
    .trim()
    .slice(0, 2 * MESSAGE_CHARACTERS)
    .replace(/^\(service ([\w-]+)\) /u, 'service $1 ')
    .replace(/arn:[\w-]+:elasticloadbalancing:[\w-]*:\d*:targetgroup\/([\w-]+)\/\w+/gu, '$1')
    .replace(/(\S{8,300}): \1: /gu, '$1: ');
  return text.length <= MESSAGE_CHARACTERS ? text : `${text.slice(0, MESSAGE_CHARACTERS).toWellFormed()}…`;
}
