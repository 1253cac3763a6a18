import { error, getInput, info, notice, setFailed, setOutput, summary, warning } from '@actions/core';
import { runOnce } from './host.ts';

const ANNOTATE = { error, warning, notice };

const cancelled = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => cancelled.abort(new Error(`${signal} received`)));

try {
  const green = await runOnce({
    read: (name) => getInput(name, { trimWhitespace: false }),
    environment: process.env,
    signal: cancelled.signal,
    log: info,
    annotate: ({ command, title, message, file, line, column, endColumn }) => {
      ANNOTATE[command](message, { title, file, startLine: line, startColumn: column, endColumn });
    },
    output: setOutput,
    summary: async (markdown) => {
      await summary.addRaw(markdown).write();
    },
  });
  if (!green) process.exitCode = 1;
  if (cancelled.signal.aborted) process.exit(1);
} catch (bug) {
  const stack = bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
  setFailed(`This is a bug in ecs-express-deploy. Please report it with this stack: ${stack}`);
}
