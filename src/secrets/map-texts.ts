import { acrossLines } from './private-keys.ts';

/** Every text in a value, with the name of its field; a private key may span several items of a list. */
export function mapTexts(value: unknown, change: (text: string, field: string) => string, field = ''): unknown {
  if (typeof value === 'string') return change(value, field);
  if (Array.isArray(value)) {
    const changeLine = acrossLines((line) => change(line, field));
    return value.map((item) => (typeof item === 'string' ? changeLine(item) : mapTexts(item, change, field)));
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change, key)]));
}
