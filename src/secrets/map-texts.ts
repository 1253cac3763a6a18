import { acrossLines } from './private-keys.ts';

/** Every text in a value; a private key may span several items of a list. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    const changeLine = acrossLines(change);
    return value.map((item) => (typeof item === 'string' ? changeLine(item) : mapTexts(item, change)));
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}
