import * as core from '@actions/core';
import { runOnce } from './host.ts';

const cancelled = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => cancelled.abort(new Error(`${signal} received`)));

try {
  const green = await runOnce({
    read: (name) => core.getInput(name, { trimWhitespace: false }),
    environment: process.env,
    signal: cancelled.signal,
    log: (line) => core.info(line),
    annotate: ({ command, title, message, file, line, column, endColumn }) => {
      core[command](message, { title, file, startLine: line, startColumn: column, endColumn });
    },
    output: (name, value) => core.setOutput(name, value),
    summary: async (markdown) => {
      await core.summary.addRaw(markdown).write();
    },
  });
  if (!green) process.exitCode = core.ExitCode.Failure;
  if (cancelled.signal.aborted) process.exit(core.ExitCode.Failure);
} catch (error) {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  core.setFailed(`This is a bug in ecs-express-deploy. Please report it with this stack: ${stack}`);
}
