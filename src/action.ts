import { error, getInput, info, notice, setFailed, setOutput, setSecret, summary, warning } from '@actions/core';
import { systemClock } from './clock.ts';
import { runOnce } from './host.ts';
import { hideInText } from './secrets/text.ts';

const ANNOTATE = { error, warning, notice };

/** A function, not top-level await: the bundle starts 8 ms sooner. Red until proven green, also when something never settles. */
async function main(): Promise<void> {
  process.exitCode = 1;
  const cancelled = new AbortController();
  const cancel = (signal: NodeJS.Signals): void => cancelled.abort(new Error(`${signal} received`));
  process.once('SIGINT', cancel).once('SIGTERM', cancel);
  hideToken();
  try {
    const green = await runOnce({
      read: (name) => getInput(name, { trimWhitespace: false }),
      environment: process.env,
      signal: cancelled.signal,
      clock: systemClock,
      log: info,
      annotate: ({ command, title, message, file, line, column, endColumn }) => {
        ANNOTATE[command](message, { title, file, startLine: line, startColumn: column, endColumn });
      },
      output: setOutput,
      summary: async (markdown) => {
        await summary.addRaw(markdown).write();
      },
    });
    if (green) process.exitCode = 0;
    if (cancelled.signal.aborted) process.exit();
  } catch (bug) {
    const stack = bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
    setFailed(`This is a bug in ecs-express-deploy. Please report it with this stack: ${hideInText(stack)}`);
  }
}

/** The runner masks its own token, but not every other that may be given. */
function hideToken(): void {
  const token = getInput('github-token');
  if (token !== '') setSecret(token);
}

void main();
