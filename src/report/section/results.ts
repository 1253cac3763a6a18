import type { ServiceReport } from '../../model.ts';
import { codeSpan, escapeMarkdown, prose } from '../escape.ts';
import { shortId } from '../names.ts';
import { outcomeWords } from '../outcome-words.ts';
import { table } from './table.ts';

/** How each of several writes ended, in order; empty if there was only one. */
export function resultsSection({ results = [] }: ServiceReport): string {
  if (results.length < 2) return '';
  const rows = results.map(({ name, outcome, deploymentArn }, index) => [
    `${index + 1}. ${escapeMarkdown(name)}`,
    `${outcomeWords(outcome.kind).icon} ${prose(outcome.headline)}`,
    deploymentArn === undefined ? '' : codeSpan(shortId(deploymentArn)),
  ]);
  return table(['Sent', 'Result', 'Deployment'], rows);
}
