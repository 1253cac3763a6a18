import { describe, expect, it } from 'vitest';
import { INPUTS, type InputName } from '../../src/inputs/spec.ts';
import { filledIn } from '../../src/inputs/table/input-spec.ts';
import { DEPLOY, parse, told, type Given } from './reading.ts';

describe('parseInputs', () => {
  it('fills in the defaults of the table', () => {
    const { inputs, problems, given } = parse(DEPLOY);
    expect(problems).toEqual([]);
    expect(given).toEqual(['service', 'image']);
    expect(inputs).toMatchObject({
      mode: 'deploy',
      'wait-for-minutes': 30,
      'wait-for-service-stability': true,
      'max-retries': 3,
    });
    expect(inputs.cluster).toBeUndefined();
  });

  it('treats the defaults that the runner sends as left out', () => {
    const names = Object.keys(INPUTS) as InputName[];
    const defaults = Object.fromEntries(names.map((name) => [name, filledIn(INPUTS[name]) ?? '']));
    expect(parse(defaults).given).toEqual([]);
  });

  it('treats a default computed by the runner as left out, and as undefined if nobody computed it', () => {
    expect(parse({ 'github-token': 'ghs_example' })).toMatchObject({
      given: [],
      inputs: { 'github-token': 'ghs_example' },
    });
    expect(parse({}).inputs['github-token']).toBeUndefined();
    expect(parse({ 'github-token': ' ' }).inputs['github-token']).toBeUndefined();
  });

  it('reports every mistake at once', () => {
    const mistakes = {
      'wait-for-minutes': '400',
      summary: 'maybe',
      'min-task-count': '5',
      'max-task-count': '2',
      secrets: 'A=arn:aws:s3:::bucket',
      cpu: '$CPU',
    };
    expect(told({ ...DEPLOY, ...mistakes }).toSorted()).toEqual([
      'input-combination min-task-count',
      'input-format summary',
      'input-format wait-for-minutes',
      'secret-value secrets',
      'unexpanded-variable cpu',
    ]);
  });

  it('continues with what was meant, or with the default', () => {
    const { inputs, bad } = parse({ ...DEPLOY, mode: 'plna', 'wait-for-minutes': '-0', summary: 'maybe' });
    expect(inputs).toMatchObject({ mode: 'plan', 'wait-for-minutes': 30, summary: true });
    expect([...bad]).toEqual(['mode', 'wait-for-minutes', 'summary']);
  });

  it.each(['service', 'cluster'] as const)('looks for no service where %s is wrong', (name) => {
    const { inputs, given } = parse({ ...DEPLOY, [name]: '$NAME' });
    expect(inputs).not.toHaveProperty('service');
    expect(given).toContain('service');
  });

  it.each([
    [{ service: 'a', 'service-name': 'b', image: 'web:1' }, 'input-combination service-name'],
    [{ ...DEPLOY, 'task-definition-revision': '3' }, 'input-combination task-definition-revision'],
    [{ ...DEPLOY, 'service-managed-ebs-volume-name': 'data' }, 'input-combination service-managed-ebs-volume'],
    [{ ...DEPLOY, 'min-task-count': '5', 'max-task-count': '2' }, 'input-combination min-task-count'],
    [{ ...DEPLOY, 'circuit-breaker-threshold': '0' }, 'input-combination circuit-breaker-threshold'],
    [{ ...DEPLOY, 'environment-variables': 'A=1\nB=2', secrets: 'B=/b\nC=/c' }, 'input-combination secrets'],
    [{ service: 'web', image: '/app:1' }, 'input-combination image'],
    [{ ...DEPLOY, 'container-name': 'web', images: 'web=web:2' }, 'input-combination images'],
    [
      { mode: 'run-task', service: 'web', 'run-task-container-overrides': '[{"name":"a"},{"name":"b"},{"name":"a"}]' },
      'input-combination run-task-container-overrides',
    ],
  ] as const)('%j is an error', (given, problem) => {
    expect(told(given)).toEqual([problem]);
    expect(parse(given).problems).toMatchObject([{ severity: 'error' }]);
  });

  it('lets image and images name different containers', () => {
    expect(told({ ...DEPLOY, 'container-name': 'worker', images: 'web=web:2' })).toEqual([]);
  });

  it.each([
    [{ ...DEPLOY, 'environment-name': 'live' }, 'environment-name'],
    [{ service: 'web', images: 'web=web:1', 'container-name': 'web' }, 'container-name'],
    [{ ...DEPLOY, 'circuit-breaker': 'off', 'circuit-breaker-threshold': '3' }, 'circuit-breaker-threshold'],
    [{ ...DEPLOY, 'wait-for-service-stability': 'off', 'on-cancel': 'rollback' }, 'on-cancel'],
    [{ ...DEPLOY, 'wait-for-service-stability': 'false', 'wait-for-minutes': '5' }, 'wait-for-minutes'],
    [{ ...DEPLOY, 'task-definition': 'a.json', 'task-definition-arn': 'arn' }, 'task-definition-arn'],
    [{ ...DEPLOY, 'task-definition-arn': 'arn', 'task-definition-family': 'web' }, 'task-definition-family'],
    [{ ...DEPLOY, 'task-definition': 'a.json', 'task-definition-revision': '3' }, 'task-definition-revision'],
    [{ ...DEPLOY, 'run-task-subnets': 'subnet-1' }, 'run-task-subnets'],
    [{ mode: 'watch', service: 'web', cpu: '256' }, 'cpu'],
    [{ mode: 'watch', service: 'web', 'task-role-arn': 'arn' }, 'task-role-arn'],
  ] as const)('%j warns of what is ignored', (given, input) => {
    expect(told(given)).toEqual([`input-unused ${input}`]);
    expect(parse(given).problems).toMatchObject([{ severity: 'warning' }]);
  });

  it.each([
    { ...DEPLOY, 'environment-name': 'live', 'github-deployment': 'true' },
    { service: 'web', 'container-name': 'web', command: 'npm start' },
    { ...DEPLOY, 'wait-for-service-stability': 'false', 'run-task': 'true', 'wait-for-minutes': '5' },
    { service: 'web', 'task-definition-family': 'web', 'task-definition-revision': '3' },
  ] as const)('%j warns of nothing', (given) => {
    expect(told(given)).toEqual([]);
  });

  it('does not report what depends on an invalid input', () => {
    expect(told({ ...DEPLOY, 'environment-name': 'live', 'github-deployment': 'ture' })).toEqual([
      'input-format github-deployment',
    ]);
  });
});

describe('an invisible character in a name', () => {
  const ZERO_WIDTH = '\u200b';
  it.each<[InputName, string]>([
    ['service', `web, a${ZERO_WIDTH}pi`],
    ['service-name', `a${ZERO_WIDTH}pi`],
    ['cluster', `a${ZERO_WIDTH}pi`],
    ['task-definition', `a${ZERO_WIDTH}pi.json`],
    ['task-definition-family', `a${ZERO_WIDTH}pi`],
    ['image', `a${ZERO_WIDTH}pi:1`],
    ['images', `web=a${ZERO_WIDTH}pi:1`],
    ['image-tag', `a${ZERO_WIDTH}pi`],
    ['container-name', `a${ZERO_WIDTH}pi`],
    ['environment-variables', `a${ZERO_WIDTH}pi=1`],
    ['secrets', `A=arn:aws:ssm:us-east-1:123456789012:parameter/a${ZERO_WIDTH}pi`],
    ['execution-role-arn', `arn:aws:iam::123456789012:role/a${ZERO_WIDTH}pi`],
    ['deployment-alarms', `a${ZERO_WIDTH}pi`],
    ['subnets', `a${ZERO_WIDTH}pi`],
    ['mode', `a${ZERO_WIDTH}pi`],
    ['desired-count', `a${ZERO_WIDTH}pi`],
  ])('of %s is told by its code point and place', (name, text) => {
    const { problems, bad } = parse({ ...DEPLOY, [name]: text });
    const found = problems.filter(({ origin }) => origin.kind === 'input' && origin.input === name);
    expect(found.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      expect.stringMatching(/^input-format .*U\+200B \(zero-width space\) after "[^"]*a"/),
    ]);
    expect(bad).toContain(name);
  });

  it('is told in the name of an input too', () => {
    const { problems } = parse(DEPLOY, { names: [`clus${ZERO_WIDTH}ter`], isSet: () => false });
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(/U\+200B/)]);
  });

  it.each<[InputName, string]>([
    ['environment-variables', `GREETING=hi${ZERO_WIDTH}there`],
    ['command', `echo "hi${ZERO_WIDTH}there"`],
    ['environment-name', 'production 🧑‍🚀 ⚙️'],
  ])('belongs to the application, or to an emoji, in %s', (name, text) => {
    const { problems } = parse({ ...DEPLOY, 'github-deployment': 'true', [name]: text });
    expect(problems).toEqual([]);
  });
});

describe('the inputs of a deploy, given to another mode of the same step', () => {
  const STEP: Given = {
    service: 'web',
    cluster: 'prod',
    'task-definition': 'task-definition.json',
    image: 'web:1',
    'desired-count': '3',
    'circuit-breaker': 'on',
    'on-pause': 'return',
    'on-timeout': 'rollback',
    'if-in-progress': 'wait',
    'wait-for-minutes': '10',
    'suspend-auto-scaling': 'true',
    'keep-revisions': '10',
    'run-task': 'true',
    'github-deployment': 'true',
  };

  it.each(['plan', 'check', 'register'])('are not warned about in mode %s', (mode) => {
    expect(told({ ...STEP, mode })).toEqual([]);
  });

  it.each(['watch', 'rollback', 'run-task'])(
    'are warned about in mode %s, where they may be believed to work',
    (mode) => {
      expect(told({ ...STEP, mode })).toContain('input-unused desired-count');
    },
  );

  it('run-task: true is no surprise in mode run-task', () => {
    expect(told({ ...STEP, mode: 'run-task' })).not.toContain('input-unused run-task');
  });

  it('are warned about in the plan of a rollback', () => {
    expect(told({ ...STEP, mode: 'plan', 'rollback-to': 'previous' })).toContain('input-unused image');
  });
});
