import { expect, it } from 'vitest';
import { mistypedText } from '../../src/terminal/mistyped.ts';
import { runCommandLine } from './run-command-line.ts';

it.each([
  ["error: unknown option '--enviroment=A=b'\n", "error: unknown option '--enviroment'\n"],
  [
    "error: unknown option '--x=it's\nhere'\n(Did you mean --y?)\n",
    "error: unknown option '--x'\n(Did you mean --y?)\n",
  ],
  ["error: unknown command '\u001b[2J\u202edeploy'\n", "error: unknown command 'deploy'\n"],
  [
    "error: unknown command 'a\n::error::b ##[error]c'\n",
    "error: unknown command 'a\n:\u200b:error::b ##\u200b[error]c'\n",
  ],
  ['error: too many arguments: password=hunter22\n', 'error: too many arguments: password=***\n'],
])('%j is told as %j', (text, told) => expect(mistypedText(text)).toBe(told));

it.each(['deploy', 'init --service=web', 'iam', 'schema'])(
  '%s shows no value of a flag that it lacks',
  async (command) => {
    const { errors, exitCode } = await runCommandLine({
      args: [...command.split(' '), '--unknown=\u001b[2Jcorrecthorse'],
      built: true,
    });
    expect(errors).toContain(`error: unknown option '--unknown'\n`);
    expect([errors.includes('correcthorse'), exitCode]).toEqual([false, 2]);
  },
);
