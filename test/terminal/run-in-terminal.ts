import { resolve } from 'node:path';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

const ENTRY = resolve(import.meta.dirname, '../../dist/cli.js');

export interface Seen {
  exitCode: number;
  /** What the screen and the lines that scrolled off it showed, whenever it changed. */
  screens: string[];
  last: string;
}

interface Request {
  args: readonly string[];
  folder: string;
  environment: Record<string, string>;
  columns?: number;
  /** Called with each screen; may press keys. */
  onScreen?: (screen: string, press: (keys: string) => void) => void;
}

/** Runs the built command line in a real pseudo-terminal, and reads the screen as a terminal draws it. */
export async function runInTerminal({ args, folder, environment, columns = 100, onScreen }: Request): Promise<Seen> {
  const terminal = new headless.Terminal({ cols: columns, rows: 30, allowProposedApi: true });
  const { CI: _ci, NO_COLOR: _noColor, ...inherited } = process.env;
  const child = spawn(process.execPath, [ENTRY, ...args], {
    cols: columns,
    rows: 30,
    cwd: folder,
    env: { ...inherited, TERM: 'xterm-256color', ...environment },
  });
  const screens: string[] = [];
  child.onData((data) =>
    terminal.write(data, () => {
      const screen = textOf(terminal);
      if (screen === screens.at(-1)) return;
      screens.push(screen);
      onScreen?.(screen, (keys) => child.write(keys));
    }),
  );
  const { exitCode } = await new Promise<{ exitCode: number }>((end) => child.onExit(end));
  await new Promise<void>((written) => terminal.write('', written));
  return { exitCode, screens, last: textOf(terminal) };
}

function textOf({ buffer: { active } }: InstanceType<typeof headless.Terminal>): string {
  const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
  return lines.join('\n').trimEnd();
}
