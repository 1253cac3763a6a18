import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CommanderError } from 'commander';
import { toFiles } from '../files.ts';
import { runOnce, VERSION } from '../host.ts';
import type { Report } from '../model.ts';
import { hideInText } from '../secrets/text.ts';
import { toProgram, type AskedRun } from './arguments.ts';
import { BUG, exitCodeOf, USAGE_ERROR } from './exit-codes.ts';
import { toHost } from './host.ts';
import { addMore } from './more.ts';
import { useAccount } from './account.ts';
import { tellPlainly } from './mistyped.ts';
import type { Process } from './process.ts';

/** Runs a command line to its end; resolves to the exit code. */
export async function runCommandLine(process: Process): Promise<number> {
  let code = 0;
  const program = toProgram({
    version: VERSION,
    run: async (asked) => {
      code = await runMode(asked, process);
    },
  });
  try {
    await addMore(program, { process, end: (its) => void (code = its) });
    tellPlainly(program);
    await program.parseAsync([...process.argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_ERROR;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `This is a bug in ecs-express-deploy. Please report it with this stack:\n${hideInText(text)}\n`,
    );
    return BUG;
  }
}

async function runMode(asked: AskedRun, { env, stdout, signal, clock }: Process): Promise<number> {
  const { own } = asked;
  useAccount(own, env);
  const isTerminal = stdout.isTTY && own.json !== true && env['TERM'] !== 'dumb' && !env['CI'];
  const { openScreen } = isTerminal ? await import('./live/screen.ts') : {};
  const screen = openScreen?.({ stream: stdout, clock, colored: !env['NO_COLOR'] });
  let report: Report | undefined;
  const host = toHost({
    asked,
    environment: env,
    signal,
    clock,
    files: toFiles('.'),
    print: screen?.print ?? ((line) => stdout.write(`${line}\n`)),
    write: async (path, text) => {
      await mkdir(dirname(resolve(path)), { recursive: true });
      await writeFile(path, text);
    },
    live: screen,
    ended: (whole) => {
      report = whole;
    },
  });
  try {
    await runOnce(host);
  } finally {
    screen?.close();
  }
  return report === undefined ? BUG : exitCodeOf(report.outcome);
}
