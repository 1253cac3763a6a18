import { systemClock } from './clock.ts';
import { runCommandLine } from './terminal/main.ts';

/** The command line: the process itself, its signals and its exit code. */
export async function main(): Promise<void> {
  const cancelled = new AbortController();
  const cancel = (signal: NodeJS.Signals): void => cancelled.abort(new Error(`${signal} received`));
  process.once('SIGINT', cancel).once('SIGTERM', cancel);
  // A terminal that closes may send it twice: by the kernel and by the shell.
  process.on('SIGHUP', cancel);
  const { argv, env, stdout, stderr } = process;
  const code = await runCommandLine({ argv, env, stdout, stderr, signal: cancelled.signal, clock: systemClock });
  process.exitCode = code;
  if (cancelled.signal.aborted) process.exit();
}
