import { describe, expect, it } from 'vitest';
import { parseInputs } from '../../src/inputs/parse.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { planExpress } from '../../src/plan/express.ts';
import type { Located } from '../../src/plan/locate.ts';

const ROLE = 'arn:aws:iam::111122223333:role/x';

const LIVE: Located = {
  name: 'shop',
  cluster: 'default',
  kind: 'express',
  service: { serviceArn: 'arn:aws-us-gov:ecs:us-gov-west-1:111122223333:service/default/shop' },
  express: {
    activeConfigurations: [
      { cpu: '512', createdAt: new Date(1), primaryContainer: { image: 'old:1' } },
      {
        cpu: '1024',
        createdAt: new Date(2),
        healthCheckPath: '/ping',
        primaryContainer: { image: 'app:1', containerPort: 8080, environment: [{ name: 'A', value: '1' }] },
        scalingTarget: { minTaskCount: 1, maxTaskCount: 20 },
      },
    ],
  },
};

function plan(
  located: Located,
  given: Partial<Record<InputName, string>>,
  definitionMode: 'image' | 'custom' = 'image',
) {
  const { inputs } = parseInputs((name) => given[name] ?? '');
  return planExpress(located, { inputs, definitionMode, region: 'us-gov-west-1' });
}

describe('planExpress', () => {
  it('updates by the ARN of the service, and sends only what differs, the container merged with the live one', () => {
    const { target, problems } = plan(LIVE, {
      image: 'app:2',
      cpu: '1024',
      'health-check-path': '/ping',
      'max-task-count': '5',
    });
    expect(problems).toEqual([]);
    expect(target.call).toEqual({
      verb: 'update',
      request: {
        serviceArn: 'arn:aws-us-gov:ecs:us-gov-west-1:111122223333:service/default/shop',
        primaryContainer: { image: 'app:2', containerPort: 8080, environment: [{ name: 'A', value: '1' }] },
        scalingTarget: { minTaskCount: 1, maxTaskCount: 5 },
      },
    });
  });

  it('finds nothing to send if nothing differs', () => {
    expect(plan(LIVE, { image: 'app:1' }).target.changes).toEqual([]);
  });

  it('leaves to the task definition what it contains, in custom mode', () => {
    const given = { cpu: '2048', 'execution-role-arn': ROLE, 'health-check-path': '/up' } as const;
    expect(plan(LIVE, given, 'custom').target.call.request).toEqual({
      serviceArn: LIVE.service?.serviceArn,
      healthCheckPath: '/up',
    });
  });

  it('creates with everything that was given, and names no cluster when it is the default one', () => {
    const given = {
      image: 'app:1',
      'execution-role-arn': ROLE,
      'infrastructure-role-arn': ROLE,
      'health-check-path': '/',
      tags: 'a=b',
    };
    const { target, problems } = plan({ name: 'new', cluster: 'default', kind: 'express' }, given);
    expect(problems).toEqual([]);
    expect(target.call).toEqual({
      verb: 'create',
      request: {
        serviceName: 'new',
        infrastructureRoleArn: ROLE,
        executionRoleArn: ROLE,
        healthCheckPath: '/',
        primaryContainer: { image: 'app:1' },
        tags: [{ key: 'a', value: 'b' }],
      },
    });
  });

  it('says what creating requires', () => {
    const { problems } = plan({ name: 'new', cluster: 'default', kind: 'express' }, {});
    expect(problems.map(({ origin, severity }) => [severity, origin])).toEqual([
      ['error', { kind: 'input', input: 'infrastructure-role-arn' }],
      ['error', { kind: 'input', input: 'image' }],
      ['error', { kind: 'input', input: 'execution-role-arn' }],
      ['warning', { kind: 'input', input: 'health-check-path' }],
    ]);
  });
});

it('sets a tag that has the name and the default of a setting, and removes one', () => {
  const located = { ...LIVE, express: { ...LIVE.express, tags: [{ key: 'weight', value: '0' }] } };
  const { target } = plan(located, { tags: 'strategy=ROLLING', 'mutate-tags-on-update': 'true' });
  expect(target.tags).toEqual({ removed: ['weight'], added: [{ key: 'strategy', value: 'ROLLING' }] });
  expect(target.changes).toEqual([
    { setting: 'tags.weight', before: '"0"', after: undefined },
    { setting: 'tags.strategy', before: undefined, after: '"ROLLING"' },
  ]);
});
