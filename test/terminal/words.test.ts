import { expect, it } from 'vitest';
import { INPUTS } from '../../src/inputs/spec.ts';
import { inFlags } from '../../src/terminal/in-flags.ts';
import { TERMINAL_PHRASES } from '../../src/terminal/phrases.ts';
import { readSource } from '../source-files.ts';
import { runCommandLine } from './run-command-line.ts';

/** What only GitHub Actions has; a shell has commands, flags and a machine. */
const OF_GITHUB = /\b(?:the|this) step\b|\brunners?\b|\bworkflows?\b|\binput "|^[✖⚠] (?:line \d+ of )?input /im;

it.each<[string, Parameters<typeof runCommandLine>[0]]>([
  ['mistakes in flags', { args: ['watch', '--service', '$NAME', '--log-lines', 'many', '--image', 'x'] }],
  ['a placeholder without a value', { args: ['check', '--task-definition', 'task-definition.json'] }],
  ['a file that does not exist', { args: ['check', '--task-definition', 'no-such.json'] }],
  [
    'no answer from AWS',
    { args: ['watch', '--service', 'web'], environment: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } },
  ],
  [
    'a replaced deployment',
    { scenario: 'superseded', args: ['deploy', '--service=web', '--cluster=prod', '--image-tag=2'] },
  ],
])('%s is told in the words of a shell', async (_, request) => {
  const { exitCode, out } = await runCommandLine(request);
  expect([exitCode, out]).toEqual([expect.any(Number), expect.stringMatching(/✖|⏭️/)]);
  expect(out).not.toMatch(OF_GITHUB);
  expect(out).not.toMatch(/[⟦⟧]/);
});

it('a call that got no answer is at no flag', async () => {
  const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
  const { out } = await runCommandLine({ args: ['watch', '--service', 'web'], environment });
  expect(out).toMatch(/^✖ AWS: No answer from AWS while /m);
});

it.each([
  ['force-new-deployment: true', '--force-new-deployment'],
  ['wait-for-service-stability: false', '--no-wait-for-service-stability'],
  ['enable-execute-command: false', '--enable-execute-command false'],
  ['rollback-to: 41', '--rollback-to 41'],
])('%s is the flag %s', (setting, flag) => expect(TERMINAL_PHRASES.setting(setting)).toBe(flag));

it.each([
  ['Set service. A shell variable is empty.', 'Set --service. A shell variable is empty.'],
  ['or set image (with container-name) or images.', 'or set --image (with --container-name) or --images.'],
  ['Set image-tag, or image. A', 'Set --image-tag, or --image. A'],
  ['If that is what you want, set confirm: web.', 'If that is what you want, set --confirm web.'],
  ['Raise `memory` from 512 to 1024 MiB (input `memory`).', 'Raise `memory` from 512 to 1024 MiB (`--memory`).'],
  ['Continue it in time (`mode: continue`).', 'Continue it in time (`ecs-express-deploy continue`).'],
  ['turn Exec off (`enable-execute-command: false`)', 'turn Exec off (`--enable-execute-command false`)'],
  ['Remove task-definition-arn, or --task-definition.', 'Remove --task-definition-arn, or --task-definition.'],
])('%s names flags: %s', (fix, inFlagsOfShell) => expect(inFlags(fix)).toBe(inFlagsOfShell));

it.each([
  'Use ecs-express-deploy run-task, or aws ecs run-task.',
  'examples/service-definition.yaml:3:1: Set "cluster".',
  'Set the image of the container, and command of the other one.',
  'The platform version is too old. (platform-version)',
  'Write "image-tag": "1" in ${service-type}.',
])('%s names none', (text) => expect(inFlags(text)).toBe(text));

/** Texts that are for GitHub alone: its host, the descriptions of its inputs, and the README that is made of them. */
const FOR_GITHUB =
  /^(?:github\/|action\.ts|main\.ts|phrases\.ts|rules\.ts|inputs\/(?:spec|unknown)\.ts|inputs\/table\/)/;

const NAMES = Object.keys(INPUTS);
const HYPHENATED = `(?:${NAMES.filter((name) => name.includes('-')).join('|')})"`;
const WORDS = NAMES.filter((name) => !name.includes('-')).join('|');

it('no text that both hosts print is in the words of one', () => {
  const lines = [...readSource()].flatMap(([path, code]) =>
    FOR_GITHUB.test(path) ? [] : textsOf(code).map((text) => `${path}: ${text}`),
  );
  expect(lines.length).toBeGreaterThan(1000);
  expect(lines.filter((line) => /\b(?:the|this) step\b|\b(?:the|this) runner\b|\bInputs? "/.test(line))).toEqual([]);
  /** Quotes are GitHub's; a shell has flags. In a manifest it is a key. */
  const quoted = new RegExp(`(?<!Mode )"(?:${HYPHENATED}|(?:${WORDS})" (?:is|are) empty)`);
  expect(lines.filter((line) => quoted.test(line) && !line.startsWith('inputs/manifest.ts'))).toEqual([]);
});

function textsOf(source: string): string[] {
  return [...source.matchAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g)].map(([text]) => text);
}
