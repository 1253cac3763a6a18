import { createLogUpdate } from 'log-update';
import { createColors } from 'picocolors';
import type { Clock } from '../../model.ts';
import type { Live } from '../host.ts';
import { toFrame } from './frame.ts';
import { advance, type Progress } from './progress.ts';

interface Screen {
  stream: NodeJS.WriteStream;
  clock: Clock;
  /** Whether colors may be used (https://no-color.org). */
  colored: boolean;
}

/** Ten times a second moves; more only costs. */
const EVERY_MILLISECONDS = 100;

/** Draws the progress at the bottom of a terminal; lines that are printed meanwhile go above it. */
export function openScreen({ stream, clock, colored }: Screen): Live & { print: (line: string) => void } {
  const update = createLogUpdate(stream, { showCursor: true });
  const colors = createColors(colored);
  let all: Progress[] = [];
  let turn = 0;
  const over = new AbortController();
  const draw = (): void => {
    const { columns: width, rows } = stream;
    const look = { now: clock.now(), turn: turn++, width, height: Math.floor(rows / 2), colors };
    update(toFrame(all, look).join('\n'));
  };
  const drawOnAndOn = async (): Promise<void> => {
    while (!over.signal.aborted) {
      if (all.length > 0) draw();
      await clock.sleep(EVERY_MILLISECONDS, over.signal).catch(() => undefined);
    }
  };
  void drawOnAndOn();
  return {
    see: (event, service) => {
      all = advance(all, event, service);
    },
    print: (line) => {
      update.clear();
      stream.write(`${line}\n`);
      if (!over.signal.aborted && all.length > 0) draw();
    },
    close: () => {
      over.abort();
      update.clear();
      update.done();
    },
  };
}
