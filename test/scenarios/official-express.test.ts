import { describe, expect, it } from 'vitest';
import type { World } from '../../emulator/world.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { actions, ECR, errors, ROLE, SECRET, sent, warnings } from './official.ts';
import { play, type Played } from './play.ts';

/** The four inputs that amazon-ecs-deploy-express-service requires. */
const REQUIRED = {
  image: `${ECR}/shop:2.0.0`,
  'execution-role-arn': `${ROLE}/ecsTaskExecutionRole`,
  'infrastructure-role-arn': `${ROLE}/ecsInfrastructureRole`,
} as const;

const deploy = (
  inputs: Partial<Record<InputName, string>>,
  options: { change?: (world: World) => void } = {},
): Promise<Played> => play({ scenario: 'express-canary', ...options, inputs: { ...REQUIRED, ...inputs } });
const create = (inputs: Partial<Record<InputName, string>> = {}) => deploy({ 'service-name': 'store', ...inputs });
const update = (inputs: Partial<Record<InputName, string>> = {}, options: { change?: (world: World) => void } = {}) =>
  deploy({ 'service-name': 'shop', ...inputs }, options);

describe('examples of amazon-ecs-deploy-express-service', () => {
  it('creates a service from the four required inputs', async () => {
    const played = await create();
    expect(played.outputs).toMatchObject({
      outcome: 'succeeded',
      'service-arn': expect.stringMatching(/:service\/default\/store$/),
      endpoint: expect.stringMatching(/^https:/),
    });
    expect(played.writes).toEqual([
      {
        action: 'CreateExpressGatewayService',
        params: {
          serviceName: 'store',
          infrastructureRoleArn: REQUIRED['infrastructure-role-arn'],
          executionRoleArn: REQUIRED['execution-role-arn'],
          primaryContainer: { image: REQUIRED.image },
        },
      },
    ]);
  });

  it('creates a service with every input', async () => {
    const played = await create({
      'container-port': '3000',
      'environment-variables': '[{"name":"STAGE","value":"live"},{"name":"EMPTY","value":""}]',
      secrets: `[{"name":"TOKEN","valueFrom":"${SECRET}:token"}]`,
      command: '["node","main.js"]',
      tags: '[{"key":"Team","value":"shop"}]',
      cpu: '512',
      memory: '1024',
      'task-role-arn': `${ROLE}/shop-task`,
      subnets: 'subnet-0aaa1111, subnet-0bbb2222',
      'security-groups': 'sg-0ccc3333',
      'health-check-path': '/up',
      'min-task-count': '2',
      'max-task-count': '6',
      'auto-scaling-metric': 'AVERAGE_MEMORY',
      'auto-scaling-target-value': '65',
    });
    expect(sent(played, 'CreateExpressGatewayService')).toEqual({
      serviceName: 'store',
      infrastructureRoleArn: REQUIRED['infrastructure-role-arn'],
      executionRoleArn: REQUIRED['execution-role-arn'],
      taskRoleArn: `${ROLE}/shop-task`,
      cpu: '512',
      memory: '1024',
      healthCheckPath: '/up',
      primaryContainer: {
        image: REQUIRED.image,
        containerPort: 3000,
        command: ['node', 'main.js'],
        environment: [
          { name: 'STAGE', value: 'live' },
          { name: 'EMPTY', value: '' },
        ],
        secrets: [{ name: 'TOKEN', valueFrom: `${SECRET}:token` }],
      },
      networkConfiguration: { subnets: ['subnet-0aaa1111', 'subnet-0bbb2222'], securityGroups: ['sg-0ccc3333'] },
      scalingTarget: {
        minTaskCount: 2,
        maxTaskCount: 6,
        autoScalingMetric: 'AVERAGE_MEMORY',
        autoScalingTargetValue: 65,
      },
      tags: [{ key: 'Team', value: 'shop' }],
    });
    expect(warnings(played).filter((text) => !text.includes('by tag'))).toEqual([]);
  });

  it('updates variables and secrets, and keeps the rest of the live container', async () => {
    const played = await update({
      'environment-variables': '[{"name":"STAGE","value":"live"}]',
      secrets: `[{"name":"TOKEN","valueFrom":"${SECRET}:token"}]`,
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes).toEqual([
      {
        action: 'UpdateExpressGatewayService',
        params: {
          serviceArn: played.outputs['service-arn'],
          primaryContainer: {
            image: REQUIRED.image,
            containerPort: 8080,
            awsLogsConfiguration: expect.objectContaining({ logStreamPrefix: 'ecs' }),
            environment: [{ name: 'STAGE', value: 'live' }],
            secrets: [{ name: 'TOKEN', valueFrom: `${SECRET}:token` }],
          },
        },
      },
    ]);
  });

  it('updates scaling, size and the other inputs, merged with what is live', async () => {
    const played = await update({ cpu: '512', memory: '1024', 'max-task-count': '9' });
    expect(sent(played, 'UpdateExpressGatewayService')).toMatchObject({
      cpu: '512',
      memory: '1024',
      scalingTarget: {
        minTaskCount: 2,
        maxTaskCount: 9,
        autoScalingMetric: 'AVERAGE_CPU',
        autoScalingTargetValue: 60,
      },
    });
  });

  it('sends nothing when nothing differs', async () => {
    const played = await update({ image: `${ECR}/shop:1.0.0`, 'container-port': '8080', 'min-task-count': '2' });
    expect(played.outputs['outcome']).toBe('unchanged');
    expect(played.writes).toEqual([]);
  });
});

describe('tags of an Express service', () => {
  const tagged = ({ home }: World): void => {
    for (const service of home.services) {
      service.tags = [
        { key: 'Team', value: 'old' },
        { key: 'Gone', value: '1' },
        { key: 'aws:cloudformation:stack-name', value: 'shop' },
      ];
    }
  };

  it.each([
    ['JSON', '[{"key":"Team","value":"shop"},{"key":"Stage","value":"live"}]'],
    ['lines', 'Team=shop\n\nStage=live'],
  ])('become those that are given with mutate-tags-on-update, as %s', async (_, tags) => {
    const played = await update({ tags, 'mutate-tags-on-update': 'true' }, { change: tagged });
    expect(actions(played)).toEqual(['UntagResource', 'TagResource', 'UpdateExpressGatewayService']);
    const resourceArn = played.outputs['service-arn'];
    expect(sent(played, 'UntagResource')).toEqual({ resourceArn, tagKeys: ['Gone'] });
    expect(sent(played, 'TagResource')).toEqual({
      resourceArn,
      tags: [
        { key: 'Team', value: 'shop' },
        { key: 'Stage', value: 'live' },
      ],
    });
  });

  it('are refused before the first write if ECS allows none like them', async () => {
    const played = await update({ tags: 'aws:team=shop', 'mutate-tags-on-update': 'true' }, { change: tagged });
    expect(played.log).toMatch(/input tags: .*which AWS reserves.*\(bad-tag\)/);
    expect(played.writes).toEqual([]);
  });

  it('are all removed by mutate-tags-on-update alone, with a warning before the first write', async () => {
    const played = await update({ 'mutate-tags-on-update': 'true' }, { change: tagged });
    expect(actions(played)).toEqual(['UntagResource', 'UpdateExpressGatewayService']);
    expect(sent(played, 'UntagResource')).toMatchObject({ tagKeys: ['Team', 'Gone'] });
    expect(warnings(played)).toEqual([
      'Input "mutate-tags-on-update" is set without "tags": the update removes every tag of Express service "shop" (Team, Gone).',
    ]);
  });

  it('are changed if nothing else differs, and a plan shows which', async () => {
    const same = { image: `${ECR}/shop:1.0.0`, tags: 'Team=shop', 'mutate-tags-on-update': 'true' };
    const played = await update(same, { change: tagged });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).toContain('Changing tags of shop in default');
    expect(actions(played)).toEqual(['UntagResource', 'TagResource']);
    const planned = await update({ ...same, mode: 'plan' }, { change: tagged });
    expect(planned.outputs['changes']).toBe('true');
    expect(planned.summary).toMatch(/tags\.Gone.*\n.*tags\.Team|tags\.Team.*\n.*tags\.Gone/u);
    expect(planned.writes).toEqual([]);
    const equal = await update({ ...same, tags: 'Team=old\nGone=1' }, { change: tagged });
    expect(equal.outputs['outcome']).toBe('unchanged');
  });

  it('stay on update without it, with a warning', async () => {
    const played = await update({ tags: 'Team=shop' }, { change: tagged });
    expect(actions(played)).toEqual(['UpdateExpressGatewayService']);
    expect(warnings(played)).toContain(
      'Input "tags" is ignored: Express service "shop" already exists, and its tags are not changed.',
    );
  });
});

describe('what the API requires of an Express service', () => {
  it("gives a log group Express's default prefix", async () => {
    const played = await create({ 'log-group': '/ecs/shop' });
    expect(sent(played, 'CreateExpressGatewayService')).toMatchObject({
      primaryContainer: { awsLogsConfiguration: { logGroup: '/ecs/shop', logStreamPrefix: 'ecs' } },
    });
  });

  it.each<[string, Partial<Record<InputName, string>>, RegExp]>([
    ['a prefix without log group', { 'log-stream-prefix': 'shop' }, /logGroup is missing/],
    ['tags without =', { tags: 'Team' }, /Input "tags".*no "="/],
    [
      'more tasks at least than at most',
      { 'min-task-count': '5', 'max-task-count': '2' },
      /"min-task-count" \(5\).*\(2\)/,
    ],
    [
      'a part of a per cent, which the API does not take',
      { 'auto-scaling-target-value': '65.5' },
      /not a whole number/,
    ],
    ['a port that is no number', { 'container-port': 'http' }, /not a whole number/],
    [
      'no infrastructure role',
      { 'infrastructure-role-arn': '', 'service-type': 'express' },
      /requires "infrastructure-role-arn"/,
    ],
  ])('refuses %s before any write', async (_, inputs, message) => {
    const played = await create(inputs);
    expect(played.exitCode).toBe(1);
    expect(played.writes).toEqual([]);
    expect(errors(played)).toEqual([expect.stringMatching(message)]);
  });
});

describe('a one-off task before an Express service is deployed from an image', () => {
  const migrates = ({ behaviours }: World): void =>
    void behaviours.oneOff.set('Main', { kind: 'exits', exitCode: 0, afterSeconds: 20 });
  const MIGRATE = {
    'run-task': 'true',
    'run-task-container-overrides': '[{"name":"Main","command":["npm","run","migrate"]}]',
  } as const;

  it('runs the new image with the task definition that Express created, in its network', async () => {
    const played = await update({ ...MIGRATE, 'environment-variables': 'STAGE=live' }, { change: migrates });
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'RunTask', 'UpdateExpressGatewayService']);
    expect(sent(played, 'RegisterTaskDefinition')).toMatchObject({
      containerDefinitions: [{ name: 'Main', image: REQUIRED.image, environment: [{ name: 'STAGE', value: 'live' }] }],
    });
    expect(sent(played, 'RunTask')).toMatchObject({
      networkConfiguration: { awsvpcConfiguration: { subnets: expect.any(Array) as unknown } },
      overrides: { containerOverrides: [{ name: 'Main', command: ['npm', 'run', 'migrate'] }] },
    });
    expect(sent(played, 'UpdateExpressGatewayService')).not.toHaveProperty('taskDefinitionArn');
    expect(played.outputs['outcome']).toBe('succeeded');
  });

  it('leaves the service untouched when it fails', async () => {
    const played = await update(MIGRATE, {
      change: ({ behaviours }) => void behaviours.oneOff.set('Main', { kind: 'exits', exitCode: 3, afterSeconds: 5 }),
    });
    expect(played.exitCode).toBe(1);
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'RunTask']);
  });

  it('has nothing to run before the service exists, and says so before any write', async () => {
    const played = await create(MIGRATE);
    expect(played.writes).toEqual([]);
    expect(errors(played)).toEqual([
      'Express service "store" does not exist yet: before its first deploy there is no task definition for the one-off task.',
    ]);
  });
});
