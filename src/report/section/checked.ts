import type { CheckedReport } from '../../model.ts';
import { codeSpan, prose } from '../escape.ts';
import { shortImage } from '../names.ts';
import { capped, table } from './table.ts';

const CONTAINERS = 50;

/** What a check without AWS looked at, what it could not, and what comes next. */
export function checkedSection({ documents, containers, rules, notChecked, next }: CheckedReport): string {
  const images = containers.map(({ name, image }) => [
    codeSpan(name),
    image === undefined ? 'not known' : codeSpan(shortImage(image)),
  ]);
  const { shown, hidden } = capped(images, CONTAINERS);
  const more = hidden === 0 ? '' : `\n\n… and ${hidden} more.`;
  return [
    `**Checked:** ${[...documents.map((one) => codeSpan(one)), prose(`rules for ${rules.join(', ')}`)].join(' · ')}`,
    ...(containers.length === 0 ? [] : [table(['Container', 'Image'], shown) + more]),
    list('Not checked, because only AWS knows', notChecked),
    list('Next steps', next),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `**${title}**\n\n${items.map((item) => `- ${prose(asSentence(item))}`).join('\n')}`;
}

function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}
