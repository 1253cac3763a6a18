import { systemClock } from '../src/clock.ts';
import { toFiles } from '../src/files.ts';
import type { Host } from '../src/host.ts';
import type { InputName } from '../src/inputs/spec.ts';
import type { Phrases } from '../src/phrases.ts';

/** The second host: inputs from an object, every event and the end as a line of JSON. It proves that the core knows no GitHub. */
export function jsonLinesHost(
  inputs: Partial<Record<InputName, string>>,
  { print, environment, folder, ...rest }: JsonLines,
): Host {
  return {
    read: (name) => inputs[name] ?? '',
    environment,
    signal: new AbortController().signal,
    clock: systemClock,
    files: toFiles(folder),
    phrases: SHELL_PHRASES,
    listen: async ({ hide }) => {
      const tell = (line: object): void => print(hide(JSON.stringify(line)));
      return {
        emit: (event, service) => tell({ ...event, service }),
        end: async ({ outcome, problems }) => tell({ kind: 'end', outcome, problems }),
      };
    },
    ...rest,
  };
}

interface JsonLines extends Partial<Pick<Host, 'clock' | 'listen'>> {
  print: (line: string) => void;
  environment: Record<string, string>;
  /** Where the files are. */
  folder: string;
}

const SHELL_PHRASES: Phrases = {
  'at-input': (name) => name,
  'input-name': (name) => name,
  inputs: (names) => names.replace(' ', ' and '),
  'log-in': () => 'Run aws sso login.',
  'role-setting': () => 'AWS_PROFILE',
  'duration-setting': () => 'duration_seconds of the profile',
  'region-setting': () => 'AWS_REGION',
  'session-policies': () => 'the policy of the session',
  'whose-keys': () => 'those of your shell',
  'trust-policy': (action) => `Let the trust policy of the role allow ${action} to you.`,
  'one-at-a-time': () => 'deploy from one place',
  'why-empty': () => 'The variable may be unset.',
  'why-no-registry': () => 'The variable before the slash may be unset.',
  expander: () => 'ecs-express-deploy',
  variable: (name) => `"$${name}"`,
  expression: (inner) => inner,
  'command-output': () => 'Let the shell run the command.',
  'literal-expression': () => 'Give the value itself.',
  mode: (mode) => mode,
  'run-mode': (mode) => `run ${mode}`,
  'commit-tag': () => '$(git rev-parse HEAD)',
  input: (name) => name,
  'the-input': (name) => name,
  setting: (setting) => setting,
  'variable-line': (name) => `${name}=…`,
  step: () => 'the program',
  'this-step': () => 'this program',
  runner: () => 'this machine',
  workflow: () => 'program',
  'path-from': () => 'from here',
  'no-files': () => 'There are no files here.',
};
