import type { CapacityProvider } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { addCluster } from '../../emulator/clusters.ts';
import { addHostedWeb } from '../../emulator/scenarios/live-web.ts';
import type { World } from '../../emulator/world.ts';
import { validReport } from '../report/valid-report.ts';
import { EXAMPLE, play, QUICK_START, type Played } from './play.ts';

/** What ECS and its neighbours say of a rollout that stands still, and what a slow one may not cost. */

const HOSTED = EXAMPLE.replace('"networkMode": "awsvpc"', '"networkMode": "bridge"')
  .replace('"FARGATE"', '"EC2"')
  .replace(/"containerPort": 8080/u, '"containerPort": 8080, "hostPort": 0');

const onPool =
  (provider: Partial<CapacityProvider>) =>
  (world: World): void => {
    addCluster(world.home, 'prod', ['pool']);
    addHostedWeb(world, { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'pool', weight: 1 }] });
    world.home.capacityProviders.set('pool', provider);
    world.behaviours.idleProviders.add('pool');
  };
const SHORT = { ...QUICK_START, 'wait-for-minutes': '5' };
const hosted = { scenario: 'empty', files: { 'task-definition.json': HOSTED } } as const;
const OFF: Partial<CapacityProvider> = {
  autoScalingGroupProvider: {
    autoScalingGroupArn: 'arn:aws:autoscaling:us-east-1:1:autoScalingGroup:2:autoScalingGroupName/pool-asg',
    managedScaling: { status: 'DISABLED' },
  },
};

function firstCause({ report }: Played) {
  return validReport(report).services[0]?.causes[0];
}

function annotation({ log }: Played): string {
  return log.split('\n').find((line) => line.startsWith('::error')) ?? '';
}

describe('tasks that stay PROVISIONING at a capacity provider', () => {
  it('name its Auto Scaling group, and that managed scaling is off', async () => {
    const played = await play({ ...hosted, inputs: SHORT, change: onPool(OFF) });
    expect(played.outputs['outcome']).toBe('timed-out');
    expect(firstCause(played)?.id).toBe('provider-not-scaling');
    expect(annotation(played)).toMatch(/pool.*managed scaling is off.*pool-asg/);
    expect(played.log).toMatch(/^[\d:]{8} {2}waiting \(no progress .*managed scaling is off/mu);
  });

  it('name the group that launches nothing although it scales', async () => {
    const played = await play({ ...hosted, inputs: SHORT, change: onPool({}) });
    expect(firstCause(played)?.id).toBe('provider-at-limit');
    expect(annotation(played)).toContain('--auto-scaling-group-name pool-asg');
  });

  it('fold a missing permission into the one warning', async () => {
    const played = await play({
      ...hosted,
      inputs: SHORT,
      change: (world) => {
        onPool(OFF)(world);
        world.faults.deny.add('ecs:DescribeCapacityProviders');
      },
    });
    expect(firstCause(played)?.id).toBe('provider-stands-still');
    expect(played.log.match(/^::warning.*/gmu)).toEqual([
      expect.stringContaining('"Action":["ecs:DescribeCapacityProviders"]'),
    ]);
  });
});

describe('percents that let ECS neither start nor stop a task', () => {
  it('are an error before anything is registered', async () => {
    const played = await play({ scenario: 'percent-deadlock', inputs: QUICK_START });
    expect(played.writes).toEqual([]);
    expect(annotation(played)).toMatch(/deployment-deadlock.*keeps 1 running.*no more than 1.*maximum-percent to 200/);
  });

  it('are healed by the number of the fix', async () => {
    const played = await play({ scenario: 'percent-deadlock', inputs: { ...QUICK_START, 'maximum-percent': '200' } });
    expect(played.outputs['outcome']).toBe('succeeded');
  });

  it('are told with their numbers at once where nobody checked', async () => {
    const inputs = { ...QUICK_START, checks: 'off', 'wait-for-minutes': '4' } as const;
    const played = await play({ scenario: 'percent-deadlock', inputs });
    expect(played.log).toMatch(
      /^10:00:\d\d {2}another attempt does not fix this: .*1 must run and no more than 1 may/mu,
    );
    expect(annotation(played)).toMatch(/1 must run and no more than 1 may.*Raise `maximumPercent` to 200/);
  });

  it('stop nobody who changes a setting alone', async () => {
    const inputs = { service: 'web', cluster: 'prod', 'health-check-grace-period-seconds': '30' };
    const played = await play({ scenario: 'percent-deadlock', inputs });
    expect(played.outputs['outcome']).toBe('succeeded');
  });
});

it('old targets that drain are named with their delay', async () => {
  const played = await play({ scenario: 'slow-drain', inputs: { ...QUICK_START, 'wait-for-minutes': '3' } });
  expect(firstCause(played)?.id).toBe('targets-draining');
  expect(annotation(played)).toMatch(/2 old targets are draining in \(target-group web\), deregistration delay \d+ s/);
});

describe('a slow deploy that succeeds', () => {
  it('misses no permission that only explains failures', async () => {
    const played = await play({
      ...hosted,
      inputs: QUICK_START,
      change: (world) => {
        onPool(OFF)(world);
        world.behaviours.idleProviders.clear();
        world.behaviours.fallback = { kind: 'no-capacity', counted: false };
        world.faults.deny.add('ecs:DescribeCapacityProviders');
      },
      begin: ({ clock, behaviours }) => clock.at(200_000, () => void (behaviours.fallback = { kind: 'healthy' })),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.calls).toContain('DescribeCapacityProviders');
    expect(played.log).not.toMatch(/::(?:warning|error)|⚠/);
  });
});
