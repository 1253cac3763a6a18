import type { Colors } from 'picocolors/types.js';
import { formatDuration } from '../../duration.ts';
import { plainLogText } from '../../report/escape.ts';
import type { Progress } from './progress.ts';

interface Look {
  now: Date;
  /** Counts up with each drawing. */
  turn: number;
  /** Columns of the terminal. */
  width: number;
  /** Rows that may be used; services beyond them are counted. */
  height: number;
  colors: Colors;
}

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const BAR_CELLS = 10;

/** What moves at the bottom of a terminal: a line for each service, and what each waits for. */
export function toFrame(all: readonly Progress[], look: Look): string[] {
  const perService = all.map((one) => linesOf(one, look, Math.max(...all.map(({ service }) => service.length))));
  const lines: string[] = [];
  let left = perService.length;
  for (const some of perService) {
    if (lines.length + some.length >= look.height && left > 1) break;
    lines.push(...some);
    left -= 1;
  }
  return left === 0 ? lines : [...lines, look.colors.dim(`… and ${left} more`)];
}

function linesOf(progress: Progress, look: Look, nameWidth: number): string[] {
  const { colors, now, turn, width } = look;
  const { service, since, doing, waiting } = progress;
  const spinner = SPINNER[turn % SPINNER.length] ?? '';
  const name = service === '' ? [] : [service.padEnd(nameWidth)];
  const parts = [...name, formatDuration(now.getTime() - since.getTime()), ...counters(progress, now), doing];
  const first = fit(parts.filter((part) => part !== '').join('  '), width - 2);
  const lines = [`${colors.cyan(spinner)} ${first}`];
  if (waiting !== undefined) lines.push(`  ${colors.dim(fit(waiting, width - 2))}`);
  return lines;
}

function counters({ tasks, failed, traffic, until }: Progress, now: Date): string[] {
  const left = until === undefined ? 0 : until.at.getTime() - now.getTime();
  return [
    tasks === undefined ? '' : `${bar(tasks.running, tasks.desired)} ${tasks.running} of ${tasks.desired} running`,
    failed === undefined
      ? ''
      : `✖ ${failed.failed}${failed.threshold === undefined ? '' : ` of ${failed.threshold}`} failed`,
    traffic === undefined ? '' : `${traffic} % traffic`,
    until === undefined || left <= 0 ? '' : `${until.what}: ${formatDuration(left)} left`,
  ];
}

function bar(done: number, all: number): string {
  const full = all === 0 ? BAR_CELLS : Math.min(BAR_CELLS, Math.floor((done / all) * BAR_CELLS));
  return '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
}

/**
 * A line that wraps would make the terminal jump. Each character counts for itself and rather too much: terminals differ in which
 * characters they draw as one, such as the parts of a family emoji.
 */
function fit(text: string, width: number): string {
  const most = Math.max(1, width);
  const all = Array.from(plainLogText(text));
  let columns = 0;
  /** As much as fits beside the ellipsis. */
  let fitting = 0;
  for (const [index, char] of all.entries()) {
    columns += columnsOf(char);
    if (columns > most) return `${all.slice(0, fitting).join('')}…`;
    if (columns < most) fitting = index + 1;
  }
  return all.join('');
}

/** All but letters of the alphabets and the signs that fill a single column; marks count as if they stood alone. */
const WIDE = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u1100-\u1fff\u2c00-\u{10ffff}]/u;

function columnsOf(char: string): number {
  return WIDE.test(char) ? 2 : 1;
}
