import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const PAGE = readFileSync(resolve(import.meta.dirname, '../../docs/migrating.md'), 'utf8');

/** A chapter of docs/migrating.md. */
export function chapter(title: string): string {
  const [, after = ''] = PAGE.split(`\n## ${title}\n`);
  return after.split('\n## ')[0] ?? '';
}

/** The first cells of the rows of its tables, without the heads. */
export function rowsOf(title: string): string[] {
  const lines = chapter(title).split('\n');
  return lines.flatMap((line, index) => {
    const isHead = lines[index + 1]?.startsWith('| --') === true;
    const cell = /^\| (.*?) +\|/.exec(line)?.[1];
    return cell === undefined || isHead || cell.startsWith('--') ? [] : [cell];
  });
}

/** The first block of a language in a chapter. */
export function blockOf(title: string, language: string): string {
  return new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 's').exec(chapter(title))?.[1] ?? '';
}
