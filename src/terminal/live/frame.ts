import cliTruncate from 'cli-truncate';
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

/** A line that wraps would make the terminal jump. */
function fit(text: string, width: number): string {
  return cliTruncate(plainLogText(text), Math.max(1, width));
}
