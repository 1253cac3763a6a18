import type { Clock } from '../model.ts';

/** The process, as far as the command line touches it. */
export interface Process {
  argv: readonly string[];
  env: Record<string, string | undefined>;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  signal: AbortSignal;
  clock: Clock;
}

/** What a command needs to run. */
export interface Running {
  process: Process;
  /** Told once, with the exit code. */
  end: (code: number) => void;
}
