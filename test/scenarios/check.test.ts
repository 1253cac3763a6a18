import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { APPSPEC } from './play-codedeploy.ts';
import { EXAMPLE, play, QUICK_START, REGISTRY, type Played } from './play.ts';

const FILE = { 'task-definition.json': EXAMPLE };
const { image: IMAGE = '', ...WITHOUT_IMAGE } = QUICK_START;

const EXPRESS = { 'service-type': 'express', 'task-definition': '' };

const NETWORKED = APPSPEC.replace(
  /^( *)LoadBalancerInfo:/m,
  (line, indent: string) => `${indent}NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [sg-1] } }\n${line}`,
);

/** No Region, no credentials, and a profile that does not exist. */
const NO_AWS = {
  AWS_REGION: undefined,
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_PROFILE: 'nobody',
};

const check = (inputs: Played['outputs'], files: Record<string, string> = FILE) =>
  play({ scenario: 'classic-healthy', files, environment: NO_AWS, inputs: { mode: 'check', ...inputs } });

interface Checked {
  documents: string[];
  containers: { name: string; image?: string }[];
  ruleGroups: string[];
  notChecked: string[];
}

const checkedOf = ({ report }: Played): Checked => (JSON.parse(report) as { checked: Checked }).checked;

describe('a sound deploy', () => {
  it('is checked without a single request, Region or credential', async () => {
    const inputs = { ...QUICK_START, mode: 'check' };
    const played = await play({ scenario: 'classic-healthy', built: true, files: FILE, environment: NO_AWS, inputs });
    expect(played).toMatchObject({ exitCode: 0, calls: [] });
    expect(played.outputs).toEqual({ outcome: 'checked', report: expect.any(String) });
    expect(played.log).not.toMatch(/^::|✖|⚠/m);
    expect(played.summary).toMatch(/^### ✅ Checked task-definition\.json: no mistakes found\./);
    expect(checkedOf(played)).toMatchObject({
      documents: ['task-definition.json'],
      containers: [{ name: 'web', image: IMAGE }],
      ruleGroups: expect.arrayContaining(['inputs', 'the task definition']),
      notChecked: [
        expect.stringMatching(/^whether web exists/),
        'whether the images exist',
        expect.stringContaining('roles'),
      ],
    });
  });

  it.each<[what: string, inputs: Record<string, string>]>([
    ['an image that came out empty', { 'container-name': 'web' }],
    ['a placeholder for it in the file', {}],
    ['an image without its registry', { image: '/web:1.4.2' }],
    ['images that came out empty', { images: 'web=' }],
  ])('with %s: advice, and nothing else', async (_, inputs) => {
    const played = await check({ ...WITHOUT_IMAGE, checks: 'strict', ...inputs });
    expect(played).toMatchObject({ exitCode: 0, calls: [] });
    expect(played.summary).toMatch(/💡[^\n]*container "web"[^\n]*image-unknown/);
    expect(played.log + played.summary + played.report).not.toContain('not-built-yet');
    expect(checkedOf(played).containers).toEqual([{ name: 'web' }]);
  });

  it('of an Express service from an image that is not built', async () => {
    const played = await check({ service: 'shop', image: '/shop:1', 'container-port': '8080' }, {});
    expect(played.outputs['outcome']).toBe('checked');
    expect(played.summary).toContain('image-unknown');
    expect(checkedOf(played).notChecked).toContain('the task definition that shop runs');
  });

  it.each<[of: string, inputs: Record<string, string>]>([
    ['run-task', { 'run-task-container-overrides': '[{"name": "web", "command": ["migrate"]}]' }],
    ['rollback', { 'rollback-to': '41' }],
    ['stop', { 'stop-type': 'abort', 'codedeploy-application': 'web' }],
    ['deploy', { 'github-deployment': 'true', 'if-in-progress': 'wait', 'on-timeout': 'rollback' }],
  ])('with the inputs of mode %s: none of them is ignored', async (_, inputs) => {
    const played = await check({ ...QUICK_START, ...inputs }, { ...FILE, 'appspec.yaml': APPSPEC });
    expect(played.outputs['outcome']).toBe('checked');
    expect(played.log).not.toMatch(/⚠|✖/);
  });

  it('of several services and an AppSpec', async () => {
    const inputs = { ...QUICK_START, service: 'web,worker', 'codedeploy-appspec': APPSPEC };
    const played = await check(inputs);
    expect(played.outputs['outcome']).toBe('checked');
    expect(checkedOf(played)).toMatchObject({ documents: ['task-definition.json', 'the input codedeploy-appspec'] });
    expect(checkedOf(played).notChecked[0]).toContain('web and worker');
  });
});

describe('a mistake', () => {
  const told = async (inputs: Record<string, string>, files?: Record<string, string>) => {
    const played = await check({ ...QUICK_START, ...inputs }, files);
    expect(played).toMatchObject({ exitCode: 1, calls: [], outputs: { outcome: 'failed' } });
    expect(played.summary).not.toContain('Nothing was written');
    return played.log;
  };

  it.each<[what: string, inputs: Record<string, string>, said: RegExp]>([
    ['in an input', { 'desired-count': 'two' }, /input desired-count.*\(input-format\)/],
    ['in an image', { image: `${REGISTRY}/web:feature/login` }, /input image: .*feature\/login.*\(bad-image\)/],
    ['in a tag of an image without its registry', { image: 'web:a:b' }, /input image: .*\(bad-image\)/],
    ['in the name of a container', { 'container-name': 'wbe' }, /Did you mean "web"\?.*\(unknown-container\)/],
    ['in a setting', { 'capacity-provider-strategy': '[{"capacityprovider": "FARGATE"}]' }, /\(unknown-field\)/],
    [
      'in the bases of a strategy',
      {
        'capacity-provider-strategy':
          '[{"capacityProvider": "FARGATE", "base": 1}, {"capacityProvider": "FARGATE_SPOT", "base": 1}]',
      },
      /\(capacity-provider-base\)/,
    ],
    ['in the one-off task', { 'run-task-container-overrides': '[{"name": "wbe"}]' }, /"wbe".*\(run-task-container\)/],
    ['in a subnet of the one-off task', { 'run-task-subnets': 'sg-1' }, /input run-task-subnets: .*\(network-id\)/],
    ['in the network of the AppSpec', { 'codedeploy-appspec': NETWORKED }, /line \d+ of input.*\(network-id\)/],
    ['in a tag of the one-off task', { 'run-task-tags': 'aws:team=shop' }, /run-task-tags: .*\(bad-tag\)/],
    [
      'in a tag of an Express service',
      { ...EXPRESS, tags: `team=${'x'.repeat(257)}` },
      /input tags: .*256.*\(bad-tag\)/,
    ],
    ['in the AppSpec', { 'codedeploy-appspec': APPSPEC.replace('8080', '80') }, /line 9 of input.*\(appspec-port\)/],
    [
      'in where the AppSpec is',
      { 'codedeploy-application': 'web' },
      /"appspec\.yaml" does not exist.*\(file-missing\)/,
    ],
    ['in the file', { 'task-definition': 'x.json' }, /"x\.json" does not exist.*\(file-missing\)/],
    ['of warning, under checks: strict', { image: 'web:latest', checks: 'strict' }, /\(mutable-tag\)/],
    ['of a switch', { checks: 'off' }, /input checks: .*\(input-combination\)/],
  ])('%s is red', async (_, inputs, said) => {
    expect(await told(inputs)).toMatch(said);
  });

  it('in the file is an annotation on its line', async () => {
    const log = await told({}, { 'task-definition.json': EXAMPLE.replace('networkMode', 'networkmode') });
    expect(log).toMatch(/^::error title=unknown-field,file=task-definition\.json,line=\d+,col=\d+/m);
  });

  it('where only one container waits for the image', async () => {
    const file = JSON.stringify({
      family: 'web',
      containerDefinitions: [
        { name: 'web', image: '__IMAGE_URI__', memory: 128 },
        { name: 'log', memory: 128 },
      ],
    });
    const played = await check(WITHOUT_IMAGE, { 'task-definition.json': file });
    expect(played.log).toMatch(/Container "log" has no image.*\(missing-image\)/);
    expect(played.log.match(/^✖/gm)).toHaveLength(1);
  });

  it('of a step that checks nothing', async () => {
    const played = await check({ service: 'web', cluster: 'prod' });
    expect(played.log).toMatch(/Mode "check" has nothing to do.*\(nothing-to-do\)/);
    expect(played.exitCode).toBe(1);
  });
});

it('the example workflow checks the example task definition', async () => {
  const path = resolve(import.meta.dirname, '../../examples/workflows/check.yml');
  const { jobs } = parse(readFileSync(path, 'utf8')) as {
    jobs: { check: { steps: { uses: string; with?: Record<string, string> }[] } };
  };
  const given = jobs.check.steps.find(({ uses }) => uses.startsWith('org/ecs-express-deploy@'))?.with ?? {};
  const inputs = Object.entries(given).map(([name, text]) => [name, text.replaceAll(/\$\{\{.*?\}\}/g, '')]);
  const played = await check(Object.fromEntries(inputs) as Record<string, string>);
  expect(played).toMatchObject({ exitCode: 0, calls: [], outputs: { outcome: 'checked' } });
  expect(played.log).not.toMatch(/⚠|✖/);
});
