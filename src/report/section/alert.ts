import { isGreen, type Cause, type DeployEvent, type Outcome } from '../../model.ts';
import { isInDocument } from '../../problem.ts';
import { causeText } from '../cause-text.ts';
import { codeBlock, codeSpan, link, prose } from '../escape.ts';
import { originText } from '../origin.ts';

const MORE_CAUSES = 5;
const DETAIL_LINES = 60;
const WARNINGS = 10;

type Kind = 'CAUTION' | 'WARNING' | 'NOTE';

/** What broke and how to fix it, in GitHub's red box; nothing for a run that ended well. */
export function failureAlert(outcome: Outcome): string {
  const [first, ...more] = outcome.causes;
  if (isGreen(outcome.kind) || first === undefined) return '';
  const others = more.slice(0, MORE_CAUSES).map((cause) => `- ${causeLine(cause)}`);
  const hidden = more.length - others.length;
  return alert('CAUTION', [
    causeTitle(first),
    ...(first.explanation === undefined ? [] : [prose(first.explanation)]),
    ...(first.fix === undefined ? [] : [`**Fix:** ${prose(first.fix)}`]),
    ...detailsBlock(first.details ?? []),
    ...(first.link === undefined ? [] : [link('Read more', first.link)]),
    ...(others.length === 0 ? [] : [`Also:\n${others.join('\n')}`]),
    ...(hidden > 0 ? [`… and ${hidden} more.`] : []),
  ]);
}

/** What succeeded with a blemish, in the yellow box. */
export function warningAlert(timeline: DeployEvent[]): string {
  const messages = [...new Set(timeline.flatMap((event) => (event.kind === 'warning' ? [event.message] : [])))];
  if (messages.length === 0) return '';
  const hidden = messages.length - WARNINGS;
  const [only] = messages;
  if (messages.length === 1 && only !== undefined) return alert('WARNING', [prose(only)]);
  const lines = messages.slice(0, WARNINGS).map((message) => `- ${prose(message)}`);
  return alert('WARNING', [lines.join('\n'), ...(hidden > 0 ? [`… and ${hidden} more.`] : [])]);
}

/** A GitHub alert: a quote with a kind. Every line needs its `>`, or the text would break out of the box. */
export function alert(kind: Kind, paragraphs: string[]): string {
  return [`[!${kind}]`, paragraphs.join('\n\n')]
    .join('\n')
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

function causeTitle(cause: Cause): string {
  const where =
    cause.origin !== undefined && isInDocument(cause.origin) ? ` ${codeSpan(originText(cause.origin))}` : '';
  return `**${prose(causeText(cause))}**${where}`;
}

function causeLine(cause: Cause): string {
  return [causeText(cause), cause.fix]
    .filter((text) => text !== undefined)
    .map(prose)
    .join(' ');
}

function detailsBlock(details: string[]): string[] {
  if (details.length === 0) return [];
  return [
    codeBlock(
      details
        .slice(-DETAIL_LINES)
        .map((line) => line.slice(0, 500))
        .join('\n'),
      'text',
    ),
  ];
}
