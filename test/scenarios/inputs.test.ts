import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLE, play, playInTurn, QUICK_START, REGISTRY, type Played } from './play.ts';

const PLACE = { service: 'web', cluster: 'prod' } as const;
const FILE = { 'task-definition': 'task-definition.json', variables: 'REGION=us-east-1' } as const;
const IMAGE = `${REGISTRY}/web@sha256:${'5d'.repeat(32)}`;
const WITH_IMAGE = { 'task-definition.json': EXAMPLE.replaceAll('__IMAGE_URI__', IMAGE) };

type Inputs = Parameters<typeof play>[0]['inputs'];

async function step(inputs: Inputs, files: Record<string, string> = {}, scenario = 'classic-healthy'): Promise<Played> {
  return await play({ scenario, inputs, files });
}

/** The rules of the errors, as the log shows them. */
function errors({ log }: Played): string[] {
  return [...log.matchAll(/^✖ .* \((?<rule>[\w-]+)\)$/gm)].map(({ groups }) => groups?.['rule'] ?? '');
}

function expectRefused(played: Played, rules: string[]): void {
  expect(errors(played)).toEqual(rules);
  expect(played).toMatchObject({ exitCode: 1, writes: [] });
  expect(played.outputs['outcome']).toBe('failed');
}

describe('a step whose inputs are empty', () => {
  it('has no image, and nothing else to deploy', async () => {
    expectRefused(await step({ ...PLACE, image: '' }), ['nothing-to-deploy']);
  });

  it('has a container name and no image, with or without a file', async () => {
    expectRefused(await step({ ...PLACE, image: '', 'container-name': 'web' }), ['empty-image']);
    const asked = { ...PLACE, ...FILE, image: '', 'container-name': 'web' };
    expectRefused(await step(asked, WITH_IMAGE), ['empty-image']);
  });

  it('has no image except in its file: the headline says so', async () => {
    const played = await step({ ...PLACE, ...FILE, image: '' }, WITH_IMAGE);
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).toContain('✅ web runs web:2 (image from the file).');
    expect(played.summary).toContain('(image from the file)');
  });

  it('has a misspelled service, which is named', async () => {
    const inputs = { cluster: 'prod', ...FILE, image: IMAGE, servce: 'web' } as Inputs;
    const played = await step(inputs);
    expectRefused(played, ['unknown-input']);
    expect(played.log).toMatch(/"servce"\. Did you mean "service"\?/);
  });

  it.each(['deploy', 'watch', 'rollback', 'continue', 'stop'])('has no service in mode %s', async (mode) => {
    const played = await play({ scenario: 'classic-healthy', inputs: { mode, cluster: 'prod', service: '' } });
    expectRefused(played, ['no-service']);
  });

  it('needs no service to plan a registration, and gets no warning', async () => {
    const played = await step({ mode: 'plan', ...FILE, image: IMAGE });
    expect(played).toMatchObject({ exitCode: 0, writes: [] });
    expect(played.log).not.toContain('nothing is deployed');
  });
});

describe('two values for one thing', () => {
  it('are image and images for the only container', async () => {
    expectRefused(await step({ ...QUICK_START, images: `web=${IMAGE}` }), ['image-given-twice']);
  });

  it('are a duplicate container, and a duplicate key', async () => {
    const images = `web=${IMAGE}\nweb=${IMAGE}`;
    const played = await step({ ...PLACE, ...FILE, images, 'environment-variables': '{"A":"1","A":"2"}' });
    expectRefused(played, ['input-format', 'input-format']);
  });
});

it('registers the words of a shell line', async () => {
  const command = "sh -c \"echo \\\"hi there\\\" && exec node server.js\" my\\ app.js \\\n  'it'\\''s' $HOME";
  const played = await step({ mode: 'register', ...FILE, image: IMAGE, command });
  expect(played.writes[0]?.params).toMatchObject({
    containerDefinitions: [
      { command: ['sh', '-c', 'echo "hi there" && exec node server.js', 'my app.js', "it's", '$HOME'] },
    ],
  });
});

describe('all mistakes at once', () => {
  it('a bad input hides neither a bad file nor a missing service nor a bad image', async () => {
    const inputs = {
      service: 'wbe',
      cluster: 'prod',
      'task-definition': 'bad.json',
      image: `${REGISTRY}/web:feature/login`,
      'desired-count': '-0',
      summary: 'maybe',
      'execution-role-arn': '$ROLE',
    };
    const played = await step(inputs, { 'bad.json': '{"family": "web", ' });
    expect(errors(played).toSorted()).toEqual(
      ['bad-image', 'input-format', 'input-format', 'json-syntax', 'service-missing', 'unexpanded-variable'].toSorted(),
    );
    expect(played.writes).toEqual([]);
    expect(played.log).toMatch(/infrastructure-role-arn.*execution-role-arn/);
  });

  it('does not wait for another deployment first', async () => {
    const played = await step({ ...PLACE, image: IMAGE, 'desired-count': '+5', 'if-in-progress': 'wait' });
    expectRefused(played, ['input-format']);
    expect(played.seconds).toBeLessThan(60);
  });
});

it.each([
  ['a mode', { mode: 'rolback' }, /Did you mean "rollback"\?/],
  ['a file', { 'task-definition': 'task-defintion.json' }, /Did you mean "task-definition\.json"\?/],
])('%s that is misspelled is named', async (_, inputs, said) => {
  const played = await step({ ...PLACE, ...inputs });
  expect(played).toMatchObject({ exitCode: 1, writes: [] });
  expect(played.log).toMatch(said);
});

it('never shows a secret given instead of its ARN', async () => {
  const planted = 'pl4nted-V4lue!of-a-secret';
  const folder = await mkdtemp(join(tmpdir(), 'inputs-'));
  const played = await play({
    scenario: 'classic-healthy',
    built: true,
    inputs: { ...QUICK_START, secrets: `DB_PASSWORD=${planted}` },
    environment: { RUNNER_TEMP: folder },
  });
  expectRefused(played, ['secret-value']);
  const report = await readFile(played.outputs['report'] ?? '', 'utf8');
  for (const sink of [played.log, played.summary, JSON.stringify(played.outputs), report])
    expect(sink).not.toContain(planted);
  await rm(folder, { recursive: true });
});

it('gives each step of a job its own files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'inputs-'));
  const asked = { mode: 'plan', ...FILE, image: IMAGE };
  const request = { scenario: 'classic-healthy', built: true, environment: { RUNNER_TEMP: folder } };
  const [first, second] = await playInTurn(request, [asked, { ...asked, checks: 'off' }]);
  for (const name of ['report', 'task-definition']) {
    const paths = [first, second].map((played) => played?.outputs[name] ?? '');
    expect(new Set(paths).size).toBe(2);
    for (const path of paths) expect((await stat(path)).mode & 0o777).toBe(0o600);
  }
  await rm(folder, { recursive: true });
});
