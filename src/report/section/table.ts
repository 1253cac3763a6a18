import { groupDigits } from '../plain.ts';

/** A GFM table. Cells are escaped Markdown; empty columns are left out. */
export function table(head: string[], rows: string[][]): string {
  const columns = head.map((_, column) => column).filter((column) => rows.some((row) => (row[column] ?? '') !== ''));
  const line = (cells: string[]): string => `| ${columns.map((column) => cells[column] ?? '').join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Long parts are folded. The title is HTML, the body Markdown. */
export function folded(title: string, body: string, open = false): string {
  return `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** `3 tasks`, `1 task`, `1,000 tasks`. */
export function counted(count: number, noun: string): string {
  return `${groupDigits(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A thousand rows help nobody: the first ones are shown, the rest are counted. */
export function capped(rows: string[][], limit: number): { shown: string[][]; hidden: number } {
  return { shown: rows.slice(0, limit), hidden: Math.max(0, rows.length - limit) };
}
