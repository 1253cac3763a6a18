import type { Phrases } from '../phrases.ts';
import { toFlag } from './in-flags.ts';

/** How things are done on a command line, on a laptop or in any CI system. */
export const TERMINAL_PHRASES: Phrases = {
  'log-in': () =>
    'Log in before this command: `aws sso login` on a laptop (and --profile), or a role of the machine or the CI job (AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE, or keys in the environment).',
  'role-setting': () => 'the role of the profile or of AWS_ROLE_ARN',
  'duration-setting': () => 'the duration of the session (duration_seconds of the profile)',
  'region-setting': () => '--region',
  'session-policies': () => 'the session policies that were given when the role was assumed',
  'whose-keys': () => 'those of this shell or job',
  'trust-policy': (action) =>
    `Let the trust policy of the role allow ${action} to whoever runs this command. A policy of the role itself will not help.`,
  'one-at-a-time': () => 'let only one job at a time deploy the service (a lock or resource group of your CI system)',
  'why-empty': () => 'A shell variable that is unset or misspelled is empty: `set -u` makes the shell say so.',
  'why-no-registry': () => 'The variable in front of the first slash may be unset: `set -u` makes the shell say so.',
  expander: () => 'ecs-express-deploy',
  variable: (name) => `"$${name}" in double quotes, so that the shell expands it`,
  expression: (inner) => `the value of ${inner}`,
  'command-output': () => 'Let the shell run the command: "$(command)", in double quotes.',
  'literal-expression': () => 'Only GitHub Actions evaluates such expressions: give the value itself.',
  mode: (mode) => `ecs-express-deploy ${mode}`,
  'run-mode': (mode) => `run \`ecs-express-deploy ${mode}\``,
  'commit-tag': () => '$(git rev-parse HEAD)',
  input: (name) => `--${name}`,
  'the-input': (name) => `--${name}`,
  'input-name': (name) => `--${name}`,
  inputs: (names) => names.replace(/(\S+) (\S+)/, '--$1 and --$2'),
  'at-input': (name) => `--${name}`,
  setting: (setting) => {
    const [name = '', value = ''] = setting.split(': ');
    return toFlag(name, value);
  },
  'variable-line': (name) => `--variables ${name}=…`,
  step: () => 'the command',
  'this-step': () => 'this command',
  runner: () => 'this machine',
  workflow: () => 'job',
  'path-from': () => 'relative to the current folder',
  'no-files': () => 'The current folder is empty: change to the one with your files, or check them out first.',
};
