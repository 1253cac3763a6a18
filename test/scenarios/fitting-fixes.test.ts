import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { InputName } from '../../src/inputs/spec.ts';
import { EXAMPLE, play, QUICK_START, type Played } from './play.ts';

type Given = Partial<Record<InputName, string>>;

interface Reported {
  rule: string;
  severity: string;
  message: string;
  fix: string;
  origin: { file?: string; input?: string; line?: number };
}

function problemsOf({ report }: Played): Reported[] {
  return (JSON.parse(report) as { problems: Reported[] }).problems;
}

async function deployWith(inputs: Given, files: Record<string, string> = {}): Promise<Played> {
  return await play({ scenario: 'classic-healthy', inputs: { ...QUICK_START, ...inputs }, files });
}

async function firstOf(inputs: Given, files?: Record<string, string>): Promise<Reported | undefined> {
  const played = await deployWith(inputs, files);
  expect(played.writes).toEqual([]);
  return problemsOf(played)[0];
}

describe('the fix fits what was written', () => {
  it('does not send anyone to candidates that do not exist', async () => {
    const inputs = { service: 'web', cluster: 'prod', mode: 'rollback', 'rollback-to': 'web:77' };
    const played = await play({ scenario: 'classic-healthy', inputs });
    const [problem] = problemsOf(played);
    expect(problem?.rule).toBe('rollback-missing');
    expect(problem?.message).toContain('web:77');
    expect(problem?.fix).not.toContain('candidate');
    expect(problem?.fix).toContain('mode: deploy');
  });

  it('names the input of an image that ECR does not have', async () => {
    const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:gone';
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, image },
      change: ({ home }) => void home.images.set(image, { missing: true }),
    });
    expect(played.writes).toEqual([]);
    const problem = problemsOf(played).find(({ rule }) => rule === 'image-missing');
    expect(problem).toMatchObject({ origin: { input: 'image' } });
    expect(problem?.fix).toContain('the input "image"');
  });

  it('tells the placeholder of a document in the input by its line, and both ways to fill it in', async () => {
    const problem = await firstOf({ 'task-definition': '{"family":"web",\n"executionRoleArn":"${ROLE}"}' });
    expect(problem).toMatchObject({ rule: 'unresolved-variable', origin: { input: 'task-definition', line: 2 } });
    expect(problem?.message).toContain('ROLE');
    expect(problem?.fix).toContain('ROLE=');
    expect(problem?.fix).toContain('${{ env.ROLE }}');
  });

  it('shows an expression that was not evaluated', async () => {
    const problem = await firstOf({ image: '${{ steps.build.outputs.image }}' });
    expect(problem).toMatchObject({ rule: 'unexpanded-variable', origin: { input: 'image' } });
    expect(problem?.message).toMatch(/`\$\{\{ steps\.build\.outputs\.image \}\}`.*not evaluate/);
  });

  it('names the input that makes the definition too large', async () => {
    const problem = await firstOf({ 'environment-variables': `BIG=${'x'.repeat(90_000)}` });
    expect(problem).toMatchObject({ rule: 'definition-too-large', origin: { input: 'environment-variables' } });
    expect(problem?.message).toMatch(/"environment-variables" alone has 900\d\d\./);
  });

  it.each([
    [{ cpu: '300', memory: '99999999' }, /99999999 MiB.*249856 MiB/],
    [{ cpu: '65536', memory: '249856' }, /65536 CPU units.*32768 CPU units/],
  ])('offers no smaller Fargate size as the next one up: %j', async (size, message) => {
    const problem = await firstOf(size);
    expect(problem?.rule).toBe('fargate-size');
    expect(problem?.message).toMatch(message);
    expect(problem?.fix).toMatch(/at most.*249856/);
  });

  it.each<[InputName, string]>([
    ['service', 'arn:aws:ecs:us-east-1:123456789012:web'],
    ['cluster', 'arn:aws:ecs:us-east-1:123456789012:service/prod/web'],
  ])('says that the ARN in %s is of something else', async (input, arn) => {
    const problem = await firstOf({ [input]: arn });
    expect(problem).toMatchObject({ rule: 'input-format', origin: { input } });
    expect(problem?.message).toContain(arn);
  });

  it('gives a command that can be run as it is', async () => {
    const problem = await firstOf({ 'task-definition': '', 'task-definition-family': 'wep' });
    expect(problem?.rule).toBe('task-definition-missing');
    expect(problem?.fix).toContain('--family-prefix wep ');
  });

  it('tells the fix for sixty services once', async () => {
    const service = Array.from({ length: 60 }, (_, index) => `ghost-${index}`).join(',');
    const played = await deployWith({ service });
    const lines = played.log.split('\n').filter((line) => line.includes('(service-missing)'));
    expect(lines).toHaveLength(50);
    expect(lines.at(-1)).toContain('10 more');
    expect(lines.filter((line) => line.includes('service-type: express'))).toHaveLength(1);
    expect(played.summary.match(/service-type: express/g)).toHaveLength(1);
    expect(new Set(problemsOf(played).map(({ fix }) => fix)).size).toBe(1);
  });
});

it('advises about a file of another family than the service runs', async () => {
  const played = await deployWith(
    {},
    { 'task-definition.json': EXAMPLE.replace('"family": "web"', '"family": "wep"') },
  );
  const problem = problemsOf(played).find(({ rule }) => rule === 'other-family');
  expect(problem).toMatchObject({ severity: 'advice', origin: { file: 'task-definition.json' } });
  expect(problem?.message).toMatch(/"wep".*"web"/);
  expect(played.exitCode).toBe(0);
  expect(problemsOf(await deployWith({})).map(({ rule }) => rule)).not.toContain('other-family');
});

it('warns if the outputs cannot be written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'outputs-'));
  const played = await play({
    scenario: 'classic-healthy',
    built: true,
    inputs: QUICK_START,
    environment: { GITHUB_OUTPUT: folder },
  });
  expect(played.log).toMatch(/^::warning .*The outputs could not be written/m);
});
