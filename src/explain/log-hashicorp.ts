import type { Block } from './log-block.ts';

const TEXT_CHARACTERS = 600;
const MOST_LINES = 12;

/** hashicorp/go-multierror: `1 error occurred:` and each error as a list item below. */
export function readErrorList(lines: readonly string[]): Block | undefined {
  const head =
    /^(?<head>.{0,500}?):? ?\* ?\d{1,3} errors? occurred:\s*$|^(?<plain>.{0,500}?):? ?\d{1,3} errors? occurred:\s*$/u.exec(
      lines[0] ?? '',
    )?.groups;
  if (head === undefined) return undefined;
  const { items, taken } = itemsOf(lines.slice(1));
  if (items.length === 0) return undefined;
  const told = items.join('; ');
  const before = head['head'] ?? head['plain'] ?? '';
  return toBlock(before.trim() === '' ? told : `${before}: ${told}`, taken + 1);
}

/** hashicorp/vault and consul: api/response.go writes the request, the status and the errors into lines of their own. */
export function readApiError(lines: readonly string[]): Block | undefined {
  const [first = ''] = lines;
  if (!/\bError making API request\.\s*$/u.test(first)) return undefined;
  const rest = lines.slice(1, MOST_LINES);
  const url = rest.find((line) => line.startsWith('URL: '));
  const code = rest.findIndex((line) => /^Code: \d{3}\./u.test(line));
  if (url === undefined || code < 0) return undefined;
  const { items, taken } = itemsOf(rest.slice(code + 1));
  const answer = (rest[code] ?? '').replace(/\. Errors:\s*$/u, '');
  const told = items.join('; ');
  const whole = `${first.trim().slice(0, 300)} ${url}: ${answer}: ${told}`;
  return { ...toBlock(whole, code + taken + 2), texts: [told, whole].map((text) => text.slice(0, TEXT_CHARACTERS)) };
}

/** The items of a list; one that only counts those below it says nothing. */
function itemsOf(lines: readonly string[]): { items: string[]; taken: number } {
  const end = lines.slice(0, MOST_LINES).findIndex((line) => line.trim() !== '' && !/^\s*\* \S/u.test(line));
  const taken = end < 0 ? Math.min(lines.length, MOST_LINES) : end;
  const items = lines
    .slice(0, taken)
    .map((line) => line.trim().replace(/^\* /u, ''))
    .filter((line) => line !== '' && !/^\d{1,3} errors? occurred:$/u.test(line));
  return { items, taken };
}

function toBlock(text: string, lines: number): Block {
  return { texts: [text.slice(0, TEXT_CHARACTERS)], lines, at: 0, fatal: true };
}
