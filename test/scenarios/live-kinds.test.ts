import { describe, expect, it } from 'vitest';
import { createExpressGatewayService } from '../../emulator/express.ts';
import { roleArn } from '../../emulator/names.ts';
import { webDefinition } from '../../emulator/scenarios/live-web.ts';
import { updateService } from '../../emulator/services.ts';
import { findTaskDefinition, registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import type { Given } from './follow-fix.ts';
import { APPSPEC, deploy as deployCodeDeploy } from './play-codedeploy.ts';
import { play, QUICK_START, REGISTRY, type Played } from './play.ts';

const IMAGE = `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}`;

interface Told {
  rule: string;
  severity: string;
  fix: string;
}

function errorsOf({ report }: Played): Told[] {
  return (JSON.parse(report) as { problems: Told[] }).problems.filter(({ severity }) => severity === 'error');
}

/** What was refused, and that nothing was written. */
function refused(played: Played): string[] {
  expect({ exitCode: played.exitCode, writes: played.writes }).toEqual({ exitCode: 1, writes: [] });
  return errorsOf(played).map(({ rule }) => rule);
}

/** Takes the task role away from the live revision of `web`, and turns ECS Exec on behind its back. */
function execWithoutRole({ home }: World): void {
  const [service] = home.services;
  if (service !== undefined) service.settings = { ...service.settings, enableExecuteCommand: true };
}

/** `web:1` had no task role, `web:2` has one, and ECS Exec came with it. */
function roleSinceSecond({ home, clock }: World): void {
  const first = findTaskDefinition(home, 'web:1');
  first.definition = { ...first.definition, taskRoleArn: undefined };
  const image = first.definition.containerDefinitions?.[0]?.image ?? '';
  registerTaskDefinition(home, { ...webDefinition(home, image), tags: [{ key: 'second', value: 'yes' }] });
  updateService(home, { cluster: 'prod', service: 'web', taskDefinition: 'web:2', enableExecuteCommand: true });
  clock.advance(15 * 60 * 1000);
}

describe('an Express service', () => {
  const update = async (given: Given, change?: (world: World) => void): Promise<Played> =>
    await play({ scenario: 'express-canary', inputs: { service: 'shop', ...given }, ...(change && { change }) });
  const bare = ({ home, clock }: World): void => {
    createExpressGatewayService(home, {
      serviceName: 'bare',
      infrastructureRoleArn: roleArn(home, 'ecsInfrastructureRole'),
      executionRoleArn: roleArn(home, 'ecsTaskExecutionRole'),
      primaryContainer: { image: IMAGE },
    });
    clock.advance(60 * 60 * 1000);
  };
  const two =
    '[{ "capacityProvider": "FARGATE", "base": 1, "weight": 1 }, { "capacityProvider": "FARGATE_SPOT", "base": 1, "weight": 1 }]';

  it.each<[title: string, given: Given, rules: string[]]>([
    [
      'an update without task role',
      { service: 'bare', image: IMAGE, 'enable-execute-command': 'true' },
      ['exec-task-role'],
    ],
    ['two bases', { image: IMAGE, 'capacity-provider-strategy': two }, ['capacity-provider-base']],
    [
      'an unknown provider',
      { 'capacity-provider-strategy': '[{ "capacityProvider": "SPOT", "weight": 1 }]' },
      ['capacity-provider-unknown'],
    ],
    ['a minimum above the live maximum', { 'min-task-count': '7' }, ['express-scaling']],
    ['a size that does not go with the live one', { memory: '512' }, ['fargate-size']],
    [
      'a creation without task role and weight',
      {
        service: 'new',
        image: IMAGE,
        'infrastructure-role-arn': 'arn:aws:iam::123456789012:role/ecsInfrastructureRole',
        'execution-role-arn': 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
        'health-check-path': '/',
        'enable-execute-command': 'true',
        'capacity-provider-strategy': '[{ "capacityProvider": "FARGATE_SPOT" }]',
      },
      ['capacity-provider-weight', 'exec-task-role'],
    ],
  ])('is refused before the first write: %s', async (...[, given, rules]) => {
    expect(refused(await update(given, bare))).toEqual(rules);
    expect(refused(await update({ ...given, mode: 'plan' }, bare))).toEqual(rules);
  });

  it('keeps its infrastructure role, and says so', async () => {
    const { log, outputs, writes } = await update({
      image: IMAGE,
      'infrastructure-role-arn': 'arn:aws:iam::123456789012:role/other',
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('role/ecsInfrastructureRole');
    expect(JSON.stringify(writes)).not.toContain('role/other');
  });
});

describe('a rollback', () => {
  const back: Given = { mode: 'rollback', service: 'web', cluster: 'prod' };

  it('checks whether the old revision fits the service now', async () => {
    const rolled = await play({ scenario: 'classic-healthy', change: roleSinceSecond, inputs: back });
    expect(refused(rolled)).toEqual(['exec-task-role']);
    const [{ fix } = { fix: '' }] = errorsOf(rolled);
    expect(fix).toContain(
      'aws ecs update-service --cluster prod --service web --region us-east-1 --disable-execute-command',
    );
    const followed = await play({
      scenario: 'classic-healthy',
      change: roleSinceSecond,
      begin: ({ home }) => updateService(home, { cluster: 'prod', service: 'web', enableExecuteCommand: false }),
      inputs: back,
    });
    expect(followed.outputs).toMatchObject({
      outcome: 'succeeded',
      'task-definition-arn': expect.stringMatching(/web:1$/),
    });
  });

  it('shows it in its plan', async () => {
    const inputs: Given = { ...back, mode: 'plan', 'rollback-to': 'web:1' };
    expect(refused(await play({ scenario: 'classic-healthy', change: roleSinceSecond, inputs }))).toEqual([
      'exec-task-role',
    ]);
  });
});

describe('a CodeDeploy service', () => {
  const appSpec = (properties: string): string =>
    APPSPEC.replace('        LoadBalancerInfo:', `${properties}\n        LoadBalancerInfo:`);
  const providers = (...lines: string[]): string =>
    appSpec(['        CapacityProviderStrategy:', ...lines.map((line) => `          - ${line}`)].join('\n'));

  it.each<[title: string, file: string, change: ((world: World) => void) | undefined, rules: string[]]>([
    ['ECS Exec is on and there is no task role', APPSPEC, execWithoutRole, ['exec-task-role']],
    [
      'two bases',
      providers(
        '{ CapacityProvider: FARGATE, Base: 1, Weight: 1 }',
        '{ CapacityProvider: FARGATE_SPOT, Base: 1, Weight: 1 }',
      ),
      undefined,
      ['capacity-provider-base'],
    ],
    ['no weight', providers('{ CapacityProvider: FARGATE_SPOT }'), undefined, ['capacity-provider-weight']],
    [
      'an unknown provider',
      providers('{ CapacityProvider: big, Weight: 1 }'),
      undefined,
      ['capacity-provider-unknown'],
    ],
    [
      'a platform version beside own providers',
      providers('{ CapacityProvider: big, Weight: 1 }').replace(
        '        LoadBalancerInfo:',
        '        PlatformVersion: 1.4.0\n        LoadBalancerInfo:',
      ),
      undefined,
      ['capacity-provider-unknown', 'platform-version'],
    ],
  ])('is refused before the first write: %s', async (...[, file, change, rules]) => {
    const template = JSON.stringify({
      ...webDefinition(
        { name: 'us-east-1', partition: 'aws', world: { account: '123456789012' } } as World['home'],
        '__IMAGE_URI__',
      ),
      taskRoleArn: undefined,
    });
    const played = await deployCodeDeploy(
      {},
      { files: { 'appspec.yaml': file, 'task-definition.json': template }, ...(change && { change }) },
    );
    expect(refused(played)).toEqual(rules);
  });
});

describe('a one-off task', () => {
  const run = async (given: Given, definition: object = {}): Promise<Played> => {
    const region = { name: 'us-east-1', partition: 'aws', world: { account: '123456789012' } } as World['home'];
    const template = JSON.stringify({ ...webDefinition(region, '__IMAGE_URI__'), ...definition });
    return await play({
      scenario: 'classic-healthy',
      files: { 'task-definition.json': template },
      inputs: { ...QUICK_START, variables: '', mode: 'run-task', ...given },
    });
  };

  it.each<[title: string, given: Given, definition: object, rules: string[]]>([
    [
      'an unknown provider',
      { 'run-task-capacity-provider-strategy': '[{ "capacityProvider": "big", "weight": 1 }]' },
      {},
      ['capacity-provider-unknown'],
    ],
    [
      'no weight',
      { 'run-task-capacity-provider-strategy': '[{ "capacityProvider": "FARGATE_SPOT" }]' },
      {},
      ['capacity-provider-weight'],
    ],
    [
      'garbage',
      { 'run-task-capacity-provider-strategy': '[null, { "capacityProvider": 7, "weight": 1 }]' },
      {},
      ['wrong-type', 'wrong-type', 'capacity-provider-unknown'],
    ],
    [
      'Fargate for what it cannot run',
      { 'run-task-launch-type': 'FARGATE' },
      { networkMode: 'bridge', requiresCompatibilities: ['EC2'] },
      ['fargate-network-mode'],
    ],
    [
      'a volume that nobody configures',
      {},
      { volumes: [{ name: 'data', configuredAtLaunch: true }] },
      ['launch-volume-settings'],
    ],
  ])('is refused before the first write: %s', async (...[, given, definition, rules]) => {
    expect(refused(await run(given, definition))).toEqual(rules);
  });
});

describe('the capacity providers of the cluster', () => {
  const spot: Given = {
    ...QUICK_START,
    'capacity-provider-strategy': '[{ "capacityProvider": "FARGATE_SPOT", "weight": 1 }]',
    'force-new-deployment': 'true',
  };

  it('are read only if some are requested', async () => {
    const { calls } = await play({ scenario: 'classic-healthy', inputs: QUICK_START });
    expect(calls).not.toContain('DescribeClusters');
  });

  it('need not be readable', async () => {
    const { log, outputs } = await play({
      scenario: 'classic-healthy',
      change: ({ faults }) => void faults.deny.add('ecs:DescribeClusters'),
      inputs: spot,
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('ecs:DescribeClusters');
  });
});
