import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CommanderError, type Command } from 'commander';
import { systemClock } from '../clock.ts';
import { toFiles } from '../files.ts';
import { runOnce, VERSION } from '../host.ts';
import type { Report } from '../model.ts';
import { hideInText } from '../secrets/text.ts';
import { toProgram, type AskedRun } from './arguments.ts';
import { BUG, exitCodeOf, USAGE_ERROR } from './exit-codes.ts';
import { toHost } from './host.ts';

/** The process, as far as the command line touches it. */
export interface Process {
  argv: readonly string[];
  env: Record<string, string | undefined>;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  signal: AbortSignal;
}

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
    await addCompletion(program, process.argv);
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

/** The library behind it is loaded only for shells; everybody else sees in `--help` that it is there. */
async function addCompletion(program: Command, [, , wanted = '']: readonly string[]): Promise<void> {
  program.commandsGroup('More:');
  if (['completion', 'complete'].includes(wanted)) {
    const { default: tab } = await import('@bomb.sh/tab/commander');
    tab(program, { completionCommandName: 'completion' });
  } else {
    program.command('completion').argument('<shell>', 'bash, zsh, fish or powershell').description(COMPLETION);
  }
}

const COMPLETION = 'Print the completion script for bash, zsh, fish or powershell';

async function runMode(asked: AskedRun, { env, stdout, signal }: Process): Promise<number> {
  const { own } = asked;
  useAccount(own, env);
  const isTerminal = stdout.isTTY && own.json !== true && env['TERM'] !== 'dumb' && !env['CI'];
  const { openScreen } = isTerminal ? await import('./live/screen.ts') : {};
  const screen = openScreen?.({ stream: stdout, clock: systemClock, colored: !env['NO_COLOR'] });
  let report: Report | undefined;
  const host = toHost({
    asked,
    environment: env,
    signal,
    clock: systemClock,
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
  return report === undefined ? BUG : exitCodeOf(report.outcome.kind);
}

/** What a flag says wins over the environment, as in the AWS CLI: a profile over keys. */
function useAccount({ region, profile }: AskedRun['own'], env: Process['env']): void {
  if (region !== undefined) env['AWS_REGION'] = region;
  if (profile === undefined) return;
  env['AWS_PROFILE'] = profile;
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) delete env[name];
}
