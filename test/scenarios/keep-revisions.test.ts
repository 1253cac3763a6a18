import { describe, expect, it } from 'vitest';
import { createCluster } from '../../emulator/clusters.ts';
import { runTask } from '../../emulator/run-task.ts';
import { addService } from '../../emulator/services.ts';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import { play, QUICK_START, type Played } from './play.ts';
import { deploySecond } from './rollback-history.ts';
import { addCall, addRule, addSchedule, clusterArn } from './scheduled.ts';

const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-0aaa1111'], securityGroups: ['sg-0ccc3333'] } };

const READS = [
  'ecs:ListServices',
  'ecs:ListTasks',
  'ecs:ListServiceDeployments',
  'ecs:ListTaskDefinitions',
  'ecs:ListClusters',
  'events:ListEventBuses',
  'events:ListRuleNamesByTarget',
  'events:ListTargetsByRule',
  'scheduler:ListSchedules',
  'scheduler:GetSchedule',
];

/** `web:2` is live, and the revisions up to this one were registered later and never deployed. */
function registeredUpTo(last: number): (world: World) => void {
  return (world) => {
    deploySecond(world);
    const { home } = world;
    for (let revision = 3; revision <= last; revision += 1) {
      registerTaskDefinition(home, webDefinition(home, ecrImage(home, 'web', `${revision}.0.0`)));
    }
  };
}

async function keep(count: string, change: (world: World) => void, more: object = {}): Promise<Played> {
  return await play({
    scenario: 'classic-healthy',
    inputs: { ...QUICK_START, 'keep-revisions': count, ...more },
    change,
  });
}

function deregistered({ writes }: Played): string[] {
  return writes
    .filter(({ action }) => action === 'DeregisterTaskDefinition')
    .map(({ params }) => (params as { taskDefinition: string }).taskDefinition.split('/').at(-1) ?? '');
}

describe('keep-revisions', () => {
  it('deregisters what is old and unused, oldest first, and says so', async () => {
    const played = await keep('2', registeredUpTo(6));
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(deregistered(played)).toEqual(['web:1', 'web:3', 'web:4', 'web:5']);
    expect(played.summary).toMatch(/Old revisions of .*web.*: 4 revisions deregistered/);
    expect(played.summary).toMatch(/Kept .*web:2.*: web would roll back to it/);
    expect(played.log).not.toContain('::warning');
    const report = JSON.parse(played.report) as { oldRevisions: { deregistered: string[] }[] };
    expect(report.oldRevisions[0]?.deregistered).toHaveLength(4);
  });

  it('reads every page of a family with more than a hundred revisions', async () => {
    const played = await keep('5', registeredUpTo(108));
    expect(played.calls.filter((call) => call === 'ListTaskDefinitions')).toHaveLength(2);
    expect(deregistered(played)).toHaveLength(100);
    expect(played.summary).toMatch(/3 more can go/);
  });

  it('keeps what another service or a running task uses', async () => {
    const played = await keep('1', (world) => {
      registeredUpTo(6)(world);
      addService(world.home, {
        cluster: 'prod',
        serviceName: 'api',
        taskDefinition: 'web:3',
        desiredCount: 1,
        launchType: 'FARGATE',
        networkConfiguration: NETWORK,
      });
      runTask(world.home, {
        cluster: 'prod',
        taskDefinition: 'web:5',
        launchType: 'FARGATE',
        networkConfiguration: NETWORK,
      });
      world.clock.advance(10 * 60_000);
    });
    expect(deregistered(played)).toEqual(['web:1', 'web:4', 'web:6']);
    expect(played.summary).toMatch(/web:3.*: service api uses it/);
    expect(played.summary).toMatch(/web:5.*: a task is running it/);
  });

  it('keeps what a rule or schedule runs, wherever it runs it', async () => {
    const played = await keep('1', (world) => {
      registeredUpTo(9)(world);
      createCluster(world.home, { clusterName: 'staging' });
      addRule(world, { name: 'hourly', runs: 'web:3' });
      addRule(world, { name: 'on-upload', bus: 'files', runs: 'web:4', Arn: clusterArn('staging') });
      addSchedule(world, { name: 'nightly', runs: 'web:5' });
      addSchedule(world, { name: 'report', GroupName: 'night', runs: 'web:6' });
      addCall(world, { name: 'call', runs: 'web:7' });
      addSchedule(world, { name: 'latest', runs: 'web' });
      addSchedule(world, { name: 'other', runs: 'api:8' });
    });
    expect(deregistered(played)).toEqual(['web:1', 'web:8', 'web:9']);
    expect(played.summary).toMatch(/web:4.*: the rule files\/on-upload runs it/);
    expect(played.summary).toMatch(/web:6.*: the schedule night\/report runs it/);
  });

  it('lets go what the schedules have left', async () => {
    const fill = (world: World): void => {
      registeredUpTo(4)(world);
      addSchedule(world, { name: 'nightly', runs: 'web:1' });
    };
    expect(deregistered(await keep('1', fill))).toEqual(['web:3', 'web:4']);
    expect(deregistered(await keep('1', fill, { schedules: 'nightly' }))).toEqual(['web:1', 'web:3', 'web:4']);
    const stuck = (world: World): void => {
      fill(world);
      world.faults.deny.add('scheduler:UpdateSchedule');
    };
    expect(deregistered(await keep('1', stuck, { schedules: 'nightly' }))).toEqual(['web:3', 'web:4']);
  });

  it('keeps everything after a failed deployment', async () => {
    const played = await keep('1', (world) => {
      registeredUpTo(6)(world);
      world.behaviours.fallback = { kind: 'exits', exitCode: 1 };
    });
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(deregistered(played)).toEqual([]);
  });

  it('keeps everything without knowing what is in use', async () => {
    for (const action of READS) {
      const played = await keep('1', (world) => {
        registeredUpTo(6)(world);
        addRule(world, { name: 'hourly', runs: 'web:9' });
        addSchedule(world, { name: 'nightly', runs: 'web:9' });
        world.faults.deny.add(action);
      });
      expect(played.outputs['outcome'], action).toBe('succeeded');
      expect(deregistered(played), action).toEqual([]);
      expect(played.summary, action).toContain('Nothing was deregistered');
      expect(played.log, action).toContain(action);
    }
  });

  it('stays green without the permission, with one warning', async () => {
    const played = await keep('1', (world) => {
      registeredUpTo(6)(world);
      world.faults.deny.add('ecs:DeregisterTaskDefinition');
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(deregistered(played)).toHaveLength(1);
    expect(played.log.match(/::warning/g)).toHaveLength(1);
    expect(played.log).toMatch(/::warning .*ecs:DeregisterTaskDefinition/);
  });

  it('waits out throttling', async () => {
    const played = await keep('2', (world) => {
      registeredUpTo(6)(world);
      world.faults.throttle.set('ecs:DeregisterTaskDefinition', 2);
    });
    expect(new Set(deregistered(played))).toEqual(new Set(['web:1', 'web:3', 'web:4', 'web:5']));
    expect(played.summary).toMatch(/4 revisions deregistered/);
  });

  it('looks at a family once for several services', async () => {
    const played = await keep(
      '2',
      (world) => {
        registeredUpTo(6)(world);
        addService(world.home, {
          cluster: 'prod',
          serviceName: 'api',
          taskDefinition: 'web:2',
          desiredCount: 1,
          launchType: 'FARGATE',
          networkConfiguration: NETWORK,
        });
        world.clock.advance(10 * 60_000);
      },
      { service: 'web,api' },
    );
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(deregistered(played)).toEqual(['web:1', 'web:3', 'web:4', 'web:5']);
    expect(played.calls.filter((call) => call === 'ListTaskDefinitions')).toHaveLength(1);
  });

  it.each(['0', 'ten', '-1'])('is an error before any write if it is %s', async (count) => {
    const played = await keep(count, registeredUpTo(3));
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.writes).toEqual([]);
    expect(played.log).toContain('keep-revisions');
  });
});
