import { error, getInput, info, notice, setFailed, setOutput, setSecret, summary, warning } from '@actions/core';
import { systemClock } from './clock.ts';
import { toFiles } from './files.ts';
import type { Annotation } from './github/annotations.ts';
import { toHost } from './github/host.ts';
import { runOnce } from './host.ts';
import { INPUTS } from './inputs/spec.ts';
import { hideInText } from './secrets/text.ts';

const ANNOTATE = { error, warning, notice };

/**
 * A function, not top-level await: the bundle starts 8 ms sooner. Its name is the one that @github/local-action calls. Red until proven
 * green, even if something never settles.
 */
export async function run(): Promise<void> {
  process.exitCode = 1;
  const cancelled = new AbortController();
  const cancel = (signal: NodeJS.Signals): void => cancelled.abort(new Error(`${signal} received`));
  process.once('SIGINT', cancel).once('SIGTERM', cancel);
  hideToken();
  const runner = {
    read: readInput,
    environment: process.env,
    signal: cancelled.signal,
    clock: systemClock,
    files: toFiles(process.env['GITHUB_WORKSPACE'] ?? '.', process.env['RUNNER_TEMP'] || undefined),
    log: info,
    annotate: ({ command, title, message, file, line, column, endColumn }: Annotation) => {
      ANNOTATE[command](message, { title, file, startLine: line, startColumn: column, endColumn });
    },
    output: setOutput,
    summary: async (markdown: string) => {
      await summary.addRaw(markdown).write();
    },
  };
  try {
    if (await runOnce(toHost(runner))) process.exitCode = 0;
    if (cancelled.signal.aborted) process.exit();
  } catch (bug) {
    const text = bug instanceof Error ? bug.message : String(bug);
    setFailed(`This is a bug in ecs-express-deploy. Please report it with this stack: ${hideInText(text)}`);
  }
}

/** A runner that does not evaluate the defaults of action.yml, as @github/local-action, passes this one on as it stands. */
function readInput(name: string): string {
  const text = getInput(name, { trimWhitespace: false });
  return text === INPUTS['github-token'].default ? '' : text;
}

/** The runner masks its own token, but not any other that may be given. */
function hideToken(): void {
  const token = readInput('github-token').trim();
  if (token !== '') setSecret(token);
}
