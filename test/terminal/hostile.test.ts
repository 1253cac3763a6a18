import headless from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideInEvents } from '../../src/secrets/events.ts';
import { createSecrets } from '../../src/secrets/secrets.ts';
import type { DeployEvent, Report } from '../../src/model.ts';
import { tidy } from '../../src/report/tidy.ts';
import { toHost, type Live } from '../../src/terminal/host.ts';
import { openScreen } from '../../src/terminal/live/screen.ts';
import { HOSTILE, withEveryText } from '../report/hostile.ts';
import { failedChecks } from '../report/more-reports.ts';
import { rolledBack } from '../report/reports.ts';
import { T0 } from '../report/timeline.ts';
import { validReport } from '../report/valid-report.ts';
import { runs } from '../random.ts';

/** What texts of others try on a terminal, and in the lines that programs read. */
const PIECES = [
  '\u001b[2J',
  '\u001b[1;1H',
  '\u001b[9A',
  '\u001b[?1049h',
  '\u001b[8m',
  '\u001bc',
  '\u001b]0;title\u0007',
  '\u001b]8;;https://evil.example\u001b\\',
  '\u001b]52;c;ZXZpbA==\u0007',
  '\u001b]2;unended',
  '\u001bP+q\u001b\\',
  '\u001b[6n',
  '\u009b3J',
  '\u009d0;title\u009c',
  '\u0007',
  '\b\b\b\b',
  '\u007f',
  '\u0000',
  '\r',
  '\r\n',
  '\n',
  '\v\f\u0085\u2028\u2029',
  '\t\t',
  '\u202e\u2066\u200f',
  '\u200b\u2060\ufeff',
  '\ud800',
  '\udfff',
  'e\u0301\u0301\u0301\u0301',
  '\u0301',
  '\u20dd\ufe0f',
  '漢字かな한글',
  '👩‍👩‍👧‍👦',
  '👩‍💻\u200d👩\u200d',
  '🏳️‍🌈🇩🇪',
  '\u1100\u1161\u11a8',
  '\u3164\u115f\u034f',
  '﷽',
  'ａｂｃ',
  '"},{"event":"forged"}',
  '{"report":{}}',
  'word ',
  'x',
  '-'.repeat(30),
];

const anyText = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...HOSTILE),
);

type Kind = 'status' | 'waiting' | 'notice' | 'warning' | 'task-log' | 'resource' | 'service-event' | 'endpoint';

function toEvent(kind: Kind, text: string): DeployEvent {
  const at = T0;
  switch (kind) {
    case 'status':
      return { at, kind, status: text, reason: text };
    case 'waiting':
    case 'notice':
    case 'warning':
      return { at, kind, message: text };
    case 'task-log':
      return { at, kind, container: text, line: text };
    case 'resource':
      return { at, kind, resource: text, status: text };
    case 'service-event':
      return { at, kind, id: text, message: text };
    case 'endpoint':
      return { at, kind, endpoint: text };
  }
}

const anyEvent = fc
  .tuple(
    fc.constantFrom<Kind>(
      'status',
      'waiting',
      'notice',
      'warning',
      'task-log',
      'resource',
      'service-event',
      'endpoint',
    ),
    anyText,
  )
  .map(([kind, text]) => toEvent(kind, text));
const anyService = fc.oneof(fc.constant(undefined), fc.constant('web'), anyText);
const anyRun = fc.record({
  said: fc.array(fc.tuple(anyEvent, anyService), { maxLength: 6 }),
  report: fc
    .tuple(fc.constantFrom<() => Report>(rolledBack, failedChecks), anyText)
    .map(([of, text]) => withEveryText(of(), text)),
});

interface Played {
  said: [DeployEvent, string | undefined][];
  report: Report;
}

/** What the host of the command line prints of a run, with secrets and what is invisible taken out as in every run. */
async function play(
  { said, report }: Played,
  to: { json: boolean; print: (line: string) => void; live?: Live; between?: () => Promise<void> },
): Promise<void> {
  const secrets = createSecrets();
  const shown = hideInEvents(secrets);
  const host = toHost({
    asked: { mode: 'deploy', inputs: {}, own: to.json ? { json: true } : {} },
    environment: {},
    signal: new AbortController().signal,
    clock: { now: () => T0, sleep: async () => undefined, within: async () => true },
    files: { read: async () => new Uint8Array(), list: async () => [], writeOutput: async (name) => name },
    print: to.print,
    write: async () => undefined,
    live: to.live,
    ended: () => undefined,
  });
  const listener = await host.listen({ inputs: {} as never, hide: secrets.hideKnown });
  for (const [event, service] of said) {
    listener.emit(shown(event), service);
    await to.between?.();
  }
  await listener.end(secrets.hideAll(tidy(report)));
}

describe('--json', () => {
  /** Other than in a string's escapes: nothing that a terminal obeys, a line ends at, or a reader cannot see. */
  const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

  it('has a JSON value on each line, whatever is said', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        const lines: string[] = [];
        await play(run, { json: true, print: (line) => void lines.push(line) });
        expect(lines.filter((line) => UNPRINTABLE.test(line))).toEqual([]);
        const values = lines.map((line) => JSON.parse(line) as Record<string, object>);
        const keys = values.map((value) =>
          Object.keys(value)
            .filter((key) => key !== 'service')
            .join(),
        );
        expect(keys).toEqual([...run.said.map(() => 'event'), 'report']);
        expect(values.slice(0, -1).map(({ event }) => event)).toMatchObject(run.said.map(([{ kind }]) => ({ kind })));
        validReport(JSON.stringify(values.at(-1)?.['report']));
      }),
      { numRuns: runs(60) },
    );
  });
});

describe('the live view', () => {
  it.each([20, 40, 80, 200])('stays below what is printed, and is gone at the end: %i columns', async (columns) => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        const { seen, lines, close } = await watched(columns);
        await play(run, { json: false, print: seen.print, live: seen.live, between: seen.check });
        await close();
        expect(lines.filter((line) => OBEYED.test(line))).toEqual([]);
        const several = lines.filter(
          (line) => line.includes('\n') && !/^(?:[\d:]{8} {2}.* \| |↩️|❌|⚠ .*\n {2}→ .*$)/u.test(line),
        );
        expect(several).toEqual([]);
      }),
      { numRuns: runs(10) },
    );
  });
});

/** What a terminal obeys; lines end with a line feed, and a program may indent with tabs. */
const OBEYED = /[[\p{Cc}\u202a-\u202e\u2066-\u2069]--[\n\t]]/v;
const ROWS = 24;

/** A terminal with the live view, and one to which the same lines are printed without it. */
async function watched(columns: number) {
  const [live, plain] = [openTerminal(columns), openTerminal(columns)];
  const waiting: (() => void)[] = [];
  const clock = {
    now: () => T0,
    sleep: async (_: number, signal?: AbortSignal) =>
      await new Promise<void>((resolve, reject) => {
        waiting.push(resolve);
        signal?.addEventListener('abort', () => reject(new Error('over')));
      }),
    within: async () => true,
  };
  const stream = { columns, rows: ROWS, isTTY: true, write: live.write } as unknown as NodeJS.WriteStream;
  const screen = openScreen({ stream, clock, colored: true });
  const lines: string[] = [];
  const print = (line: string): void => {
    lines.push(line);
    screen.print(line);
    plain.write(`${line}\n`);
  };
  const check = async (): Promise<void> => {
    for (const wake of waiting.splice(0)) wake();
    await Promise.resolve();
    const [shown, printed] = await Promise.all([live.text(), plain.text()]);
    expect(shown.slice(0, printed.length)).toEqual(printed);
    expect(shown.length - printed.length).toBeLessThanOrEqual(ROWS / 2);
  };
  const close = async (): Promise<void> => {
    screen.close();
    expect(await live.text()).toEqual(await plain.text());
    expect([...live.heard, ...plain.heard]).toEqual([]);
    expect(live.cursor()).toEqual(plain.cursor());
    for (const { dispose } of [live, plain]) dispose();
  };
  return { seen: { print, live: screen, check }, lines, close };
}

/** xterm.js, which is the terminal of VS Code and of many others. */
function openTerminal(columns: number) {
  const terminal = new headless.Terminal({
    cols: columns,
    rows: ROWS,
    scrollback: 100_000,
    convertEol: true,
    allowProposedApi: true,
  });
  const heard: string[] = [];
  terminal.onBell(() => heard.push('bell'));
  terminal.onTitleChange((title) => heard.push(`title ${title}`));
  terminal.onData((answer) => heard.push(`answer ${answer}`));
  for (const code of [0, 1, 2, 4, 8, 9, 52, 133, 777, 1337])
    terminal.parser.registerOscHandler(code, () => {
      heard.push(`OSC ${code}`);
      return false;
    });
  return {
    heard,
    write: (text: string) => terminal.write(text),
    cursor: () => [terminal.buffer.active.cursorX, terminal.buffer.active.type],
    dispose: () => terminal.dispose(),
    text: async (): Promise<string[]> => {
      await new Promise<void>((written) => terminal.write('', written));
      const { active } = terminal.buffer;
      const rows = Array.from(
        { length: active.length },
        (_, row) => active.getLine(row)?.translateToString(true) ?? '',
      );
      return rows.slice(0, rows.findLastIndex((row) => row !== '') + 1);
    },
  };
}
