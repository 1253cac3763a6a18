import type { LogEntry } from './log-block.ts';
import { readChain } from './log-chains.ts';
import { readReport } from './log-reports.ts';

/** Further lines of one error say nothing more. */
const BLOCK_LINES = 400;
const SIDE_LINES = 20;
const SIDE_CHARACTERS = 300;

/** Puts the lines of a log together to what they tell: a stack trace is one error, and its message is not its first line. */
export function toEntries(lines: readonly string[]): LogEntry[] {
  const entries: LogEntry[] = [];
  for (let index = 0; index < lines.length;) {
    const rest = lines.slice(index, index + BLOCK_LINES);
    const block = readReport(rest) ?? readChain(rest);
    if (block === undefined) entries.push({ index, texts: [lines[index] ?? ''], fatal: false });
    else entries.push({ ...block, index: index + (block.at ?? 0), around: around(rest.slice(0, block.lines)) });
    index += block?.lines ?? 1;
  }
  return entries;
}

/** What stands beside the message of an error, without its stack. */
function around(lines: readonly string[]): string {
  return lines
    .filter((line) => !/^\s*(?:at |File "|from |\.\.\. \d)/u.test(line))
    .slice(0, SIDE_LINES)
    .map((line) => line.slice(0, SIDE_CHARACTERS))
    .join('\n');
}
