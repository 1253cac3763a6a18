import { describe, expect, it } from 'vitest';
import { parseInputs } from '../../src/inputs/parse.ts';
import { INPUTS, type InputName, type InputSpec } from '../../src/inputs/spec.ts';

function parse(given: Partial<Record<InputName, string>>) {
  return parseInputs((name) => given[name] ?? '');
}

describe('parseInputs', () => {
  it('fills in the defaults of the table', () => {
    const { inputs, problems, given } = parse({});
    expect(problems).toEqual([]);
    expect(given).toEqual([]);
    expect(inputs).toMatchObject({
      mode: 'deploy',
      'wait-for-minutes': 30,
      'wait-for-service-stability': true,
      'max-retries': 3,
    });
    expect(inputs.cluster).toBeUndefined();
  });

  it('takes the defaults that the runner sends for left out', () => {
    const names = Object.keys(INPUTS) as InputName[];
    const defaults = Object.fromEntries(names.map((name) => [name, (INPUTS[name] as InputSpec).default ?? '']));
    expect(parse(defaults).given).toEqual([]);
  });

  it('takes a default that the runner computes for left out, and for nothing where nobody computed it', () => {
    expect(parse({ 'github-token': 'ghs_example' })).toMatchObject({
      given: [],
      inputs: { 'github-token': 'ghs_example' },
    });
    expect(parse({}).inputs['github-token']).toBeUndefined();
    expect(parse({ 'github-token': ' ' }).inputs['github-token']).toBeUndefined();
  });

  it('reports every mistake at once', () => {
    const { problems } = parse({ 'wait-for-minutes': '400', summary: 'maybe', mode: 'deplyo' });
    expect(problems.map(({ origin }) => origin)).toEqual([
      { kind: 'input', input: 'mode' },
      { kind: 'input', input: 'wait-for-minutes' },
      { kind: 'input', input: 'summary' },
    ]);
  });

  it.each([
    [{ service: 'a', 'service-name': 'b' }, /exclude each other/],
    [{ 'task-definition-revision': '3' }, /without "task-definition-family"/],
    [{ 'service-managed-ebs-volume-name': 'data' }, /go together/],
    [{ 'min-task-count': '5', 'max-task-count': '2' }, /above/],
    [{ 'circuit-breaker-threshold': '0' }, /neither a count nor a share/],
    [{ 'environment-variables': 'A=1\nB=2', secrets: 'B=arn\nC=arn' }, /"secrets" both set "B"\./],
    [{ image: '/app:1' }, /registry in front of it came out empty/],
  ] as const)('%j is an error', (given, message) => {
    const errors = parse(given).problems.filter(({ severity }) => severity === 'error');
    expect(errors.map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    [{ 'environment-name': 'live', image: 'a' }, 'environment-name'],
    [{ 'container-name': 'web' }, 'container-name'],
    [{ 'circuit-breaker': 'off', 'circuit-breaker-threshold': '3' }, 'circuit-breaker-threshold'],
    [{ 'wait-for-service-stability': 'false', 'on-cancel': 'rollback' }, 'on-cancel'],
    [{ 'wait-for-service-stability': 'false', 'wait-for-minutes': '5' }, 'wait-for-minutes'],
    [{ 'task-definition': 'a.json', 'task-definition-arn': 'arn' }, 'task-definition-arn'],
    [{ 'task-definition-arn': 'arn', 'task-definition-family': 'web' }, 'task-definition-family'],
    [{ 'task-definition': 'a.json', 'task-definition-revision': '3' }, 'task-definition-revision'],
    [{ 'run-task-subnets': 'subnet-1' }, 'run-task-subnets'],
  ] as const)('%j warns of what has no effect', (given, input) => {
    expect(parse(given).problems).toEqual([
      expect.objectContaining({ rule: 'input-unused', severity: 'warning', origin: { kind: 'input', input } }),
    ]);
  });

  it.each([
    { 'environment-name': 'live', 'github-deployment': 'true' },
    { 'container-name': 'web', command: 'npm start' },
    { 'wait-for-service-stability': 'false', 'run-task': 'true', 'wait-for-minutes': '5' },
    { 'task-definition-family': 'web', 'task-definition-revision': '3' },
  ] as const)('%j warns of nothing', (given) => {
    expect(parse(given).problems).toEqual([]);
  });

  it('warns of an input that the mode cannot use', () => {
    const { problems } = parse({ mode: 'register', 'task-definition': 'a.json', service: 'web' });
    expect(problems).toEqual([expect.objectContaining({ rule: 'input-unused', severity: 'warning' })]);
  });
});

it.each([
  ['web', 1],
  ['worker', 0],
])('image and images may not both be for one container: %s', (container, errors) => {
  const inputs: Record<string, string> = { image: 'web:1.2', 'container-name': container, images: 'web=web:1.3' };
  const { problems } = parseInputs((name) => inputs[name] ?? '');
  expect(problems.filter(({ rule }) => rule === 'input-combination')).toHaveLength(errors);
});
