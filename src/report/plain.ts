import { visibleText } from '../visible.ts';

/** A text of 200 KB would bury the report, so what goes beyond the limit is counted instead of shown. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text
    .slice(0, limit)
    .toWellFormed()
    .replace(/\ufffd$/u, '');
  return `${kept}… (${groupDigits(text.length - kept.length)} more characters)`;
}

/** Table cells, log lines and labels have one line. */
export function oneLine(text: string): string {
  return visibleText(text)
    .replace(/[^\S ]+/gu, ' ')
    .trim();
}

/** `1,234`: without the locale data of Node.js, which takes 5 MiB of memory and 15 ms to load. */
export function groupDigits(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
