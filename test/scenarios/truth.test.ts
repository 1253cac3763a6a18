import { describe, expect, it } from 'vitest';
import { addHostedWeb, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { updateService } from '../../emulator/services.ts';
import { addTargetGroup } from '../../emulator/targets.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { Region, TaskRecord, World } from '../../emulator/world.ts';
import { play, QUICK_START, type Played } from './play.ts';

/** Runs a rollout that ECS calls successful; `lie` makes what runs differ from it the moment it is over. */
async function afterSuccess(lie: (world: World) => void, inputs: Partial<typeof QUICK_START> = {}): Promise<Played> {
  return await play({
    scenario: 'classic-healthy',
    inputs: { ...QUICK_START, ...inputs },
    begin: onSuccess(lie),
  });
}

/** Primary deployment before the action ran. */
let former = '';

const onSuccess =
  (lie: (world: World) => void) =>
  (world: World): void => {
    const [service] = world.home.services;
    const known = service?.rollouts.length ?? 0;
    former = service?.deployments[0]?.id ?? '';
    const look = (): void => {
      const [rollout] = service?.rollouts ?? [];
      if (service?.rollouts.length === known + 1 && rollout?.status === 'SUCCESSFUL') lie(world);
      else world.clock.at(500, look);
    };
    look();
  };

const running = ({ home }: World): TaskRecord[] =>
  home.tasks.filter(({ lastStatus, desiredStatus }) => lastStatus === 'RUNNING' && desiredStatus === 'RUNNING');

/** One more target group for the service `web`. */
function addGroup(home: Region, name: string): void {
  const { arn } = addTargetGroup(home, { name, intervalSeconds: 10, deregistrationDelaySeconds: 30 });
  home.services[0]?.settings.loadBalancers?.push({ targetGroupArn: arn, containerName: 'web', containerPort: 8080 });
}

/** Most calls within a minute of the emulator's time, once the deployment has begun. */
function busiestMinute({ emulator: { requests } }: Played): number {
  const update = requests.find(({ action }) => action === 'UpdateService')?.atSeconds ?? 0;
  const times = requests.map(({ atSeconds }) => atSeconds).filter((at) => at > update + 10);
  return Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + 60).length));
}

/** Calls from the first look at running tasks to the end of the step. */
function callsAfterSuccess({ calls }: Played): number {
  return calls.length - calls.indexOf('ListTasks', calls.indexOf('UpdateService'));
}

it('a success stays one if what was missing is there at the last look, whose answer takes its time', async () => {
  const played = await afterSuccess(({ home, clock, faults }) => {
    const [group] = home.targetGroups;
    const taken = group?.targets.splice(0, 1) ?? [];
    clock.at(50_000, () => {
      group?.targets.unshift(...taken);
      faults.distort.set('ecs:DescribeTasks', { how: 'late', seconds: 3, times: 1 });
    });
  });
  expect(played.log).toContain('is not registered in the target group web');
  expect(played.outputs['outcome']).toBe('succeeded');
  expect(played.exitCode).toBe(0);
});

describe('a success reported by ECS is red if', () => {
  it('a task runs a digest other than the requested one', async () => {
    const played = await afterSuccess((world) => {
      for (const container of running(world)[0]?.containers ?? []) container.imageDigest = `sha256:${'0'.repeat(64)}`;
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain(`the digest sha256:${'0'.repeat(64)} of`);
    expect(played.exitCode).toBe(1);
  });

  it('a task of the old revision is left', async () => {
    const played = await afterSuccess((world) => {
      const [task] = running(world);
      const old = world.home.families.get('web')?.[0];
      if (task !== undefined && old !== undefined) task.definition = old;
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('runs web:1, not web:2');
  });

  it('a running task is in no target group', async () => {
    const played = await afterSuccess((world) => {
      for (const group of world.home.targetGroups) group.targets.splice(0, 1);
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('is not registered in the target group web');
  });

  it('the load balancer does not report health for a minute', async () => {
    const played = await afterSuccess(({ faults }) =>
      faults.throttle.set('elasticloadbalancing:DescribeTargetHealth', 500),
    );
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('It is unknown whether the targets are healthy');
    expect(played.log).toContain('successful, but what is running could not be verified');
    expect(played.log).not.toContain('allow elasticloadbalancing');
  });

  it('a task of the previous deployment is left, although its revision is the same', async () => {
    const played = await afterSuccess(
      (world) => {
        const [task] = running(world);
        if (task !== undefined) task.startedBy = former;
      },
      { 'task-definition': '', variables: '', image: '', 'force-new-deployment': 'true' },
    );
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain(`belongs to the previous deployment (${former})`);
  });

  it('a running task is missing in one of two target groups', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ home }) => {
        addGroup(home, 'web-internal');
      },
      begin: onSuccess((world) => world.home.targetGroups[1]?.targets.splice(0, 1)),
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('is not registered in the target group web-internal');
  });

  it('someone deployed again right after it: superseded, at once', async () => {
    const played = await afterSuccess((world) =>
      updateService(world.home, { cluster: 'prod', service: 'web', taskDefinition: 'web:1' }),
    );
    expect(played.outputs['outcome']).toBe('superseded');
    expect(played.log).toContain('Another deployment (web:1) replaced the deployment of web:2');
    expect(played.log).toContain('`concurrency`');
    expect(played.calls.filter((call) => call === 'ListTasks').length).toBeLessThan(4);
  });
});

describe('a definition that is already live', () => {
  const LIVE = { service: 'web', cluster: 'prod', 'task-definition-family': 'web', 'wait-for-minutes': '5' };

  it('is not called unchanged while its deployment never succeeded', async () => {
    const played = await play({
      scenario: 'no-breaker-crash-loop',
      inputs: LIVE,
      change: (world) => {
        const image = 'crash:1';
        world.behaviours.byImage.set(image, { kind: 'exits', exitCode: 1 });
        registerTaskDefinition(world.home, webDefinition(world.home, image));
        updateService(world.home, { cluster: 'prod', service: 'web', taskDefinition: 'web:2' });
        world.clock.advance(600_000);
      },
    });
    expect(played.outputs['outcome']).not.toBe('unchanged');
    expect(played.log).toContain('the deployment of web:2 has not ended (ECS deployment ecs-svc/');
    expect(played.exitCode).toBe(1);
  });

  it.each([
    ['health-check-path', '/up', ['UpdateExpressGatewayService']],
    ['min-task-count', '3', ['UpdateExpressGatewayService', 'UpdateService']],
  ])('is deployed once by Express, with %s', async (input, value, writes) => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { service: 'shop', [input]: value },
      begin: (world) => updateService(world.home, { service: 'shop', forceNewDeployment: true }),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes.map(({ action }) => action)).toEqual(writes);
  });

  it('is redeployed if no task is left', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: LIVE,
      begin: (world) => {
        for (const task of running(world)) Object.assign(task, { lastStatus: 'STOPPED', desiredStatus: 'STOPPED' });
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).toContain('no task of the service is running: redeploying');
  });
});

describe('a permission that is revoked along the way', () => {
  it.each(['elasticloadbalancing:DescribeTargetHealth', 'ecs:ListTasks', 'ecs:DescribeServiceDeployments'])(
    '%s is one warning, and no reason to fail',
    async (action) => {
      const played = await play({
        scenario: 'classic-healthy',
        inputs: QUICK_START,
        change: ({ faults }) =>
          faults.afterCall.push({ action: 'ecs:UpdateService', delaySeconds: 20, run: () => faults.deny.add(action) }),
      });
      expect(played.outputs['outcome']).toBe('succeeded');
      expect(played.log.match(/^::warning .*/gm)).toEqual([expect.stringContaining(action)]);
    },
  );
});

describe('tasks that are reached through their instance', () => {
  async function deploy(lie: (world: World) => void): Promise<Played> {
    return await play({
      scenario: 'empty',
      inputs: { service: 'web', cluster: 'prod', 'force-new-deployment': 'true' },
      change: addHostedWeb,
      begin: onSuccess(lie),
    });
  }

  it('are a success if each is a target', async () => {
    const played = await deploy(() => undefined);
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).not.toContain('registered in the target group');
  });

  it('are not if one is missing', async () => {
    const played = await deploy((world) => world.home.targetGroups[0]?.targets.splice(0, 1));
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('running tasks are registered in the target group web');
  });
});

describe('the look after the success', () => {
  it('is a warning at once with require-healthy-targets: false', async () => {
    const lie = (world: World): void => {
      for (const group of world.home.targetGroups) group.targets.splice(0, 1);
    };
    const played = await afterSuccess(lie, { 'require-healthy-targets': 'false' });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).toContain('is not registered in the target group web');
    expect(played.calls.filter((call) => call === 'ListTasks').length).toBeLessThan(6);
  });

  it.each([1, 2, 4])('stays within 25 calls a minute with %s target groups', async (groups) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ home }) => {
        for (let number = 1; number < groups; number += 1) addGroup(home, `web-${number}`);
      },
      begin: onSuccess((world) => world.home.targetGroups.at(-1)?.targets.splice(0, 1)),
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(callsAfterSuccess(played)).toBeLessThanOrEqual(25);
  });

  it('is repeated five times at most while targets stay unhealthy', async () => {
    const played = await afterSuccess((world) => {
      for (const group of world.home.targetGroups) group.targets.splice(0, 1);
    });
    expect(played.outputs['outcome']).toBe('failed');
    const stoppedTasks = 2;
    expect(played.calls.filter((call) => call === 'ListTasks').length).toBeLessThanOrEqual(5 + stoppedTasks);
  });
});

describe('a service that is deleted while it deploys', () => {
  it.each([true, false])('is reported as deleted (service deployments readable: %s)', async (readable) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => {
        if (!readable) faults.deny.add('ecs:ListServiceDeployments');
        faults.afterCall.push({
          action: 'ecs:UpdateService',
          delaySeconds: 20,
          run: ({ services }) => {
            if (services[0] !== undefined) services[0].status = 'DRAINING';
          },
        });
      },
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('web was deleted while web:2 was being deployed to it');
  });
});

describe('followed by its id', () => {
  it('is what happens if ECS lists the service deployment but never describes it', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => {
        faults.staleSeconds.describeServiceDeployments = 3_600;
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).toContain('does not describe it (MISSING)');
    expect(busiestMinute(played)).toBeLessThanOrEqual(25);
  });

  it('is what happens if the list stays throttled after the update', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'max-retries': '0' },
      change: ({ faults }) => {
        faults.staleSeconds.listServiceDeployments = 10;
        faults.afterCall.push({
          action: 'ecs:UpdateService',
          delaySeconds: 2,
          run: () => faults.throttle.set('ecs:ListServiceDeployments', 10_000),
        });
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).toMatch(/ecs:ListServiceDeployments: ThrottlingException.* followed by its id/);
  });

  it('a rollback that was over before the first look is reported as rolled back', async () => {
    const played = await play({
      scenario: 'classic-breaker',
      inputs: QUICK_START,
      change: ({ faults }) => {
        faults.deny.add('ecs:ListServiceDeployments');
        faults.staleSeconds.describeServices = 600;
      },
    });
    expect(played.outputs['outcome']).toBe('rolled-back');
  });

  it('is not blamed on a permission if the list was only throttled', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'max-retries': '0' },
      change: ({ faults }) => {
        faults.throttle.set('ecs:ListServiceDeployments', 3);
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).not.toContain('followed by its id');
    expect(played.log).not.toContain('Missing permissions');
    expect(played.calls).toContain('DescribeServiceDeployments');
  });
});

describe('someone else deploys the same revision in the same second', () => {
  it('is never green because of their deployment', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => {
        faults.staleSeconds.listServiceDeployments = 10;
        faults.afterCall.push({
          action: 'ecs:UpdateService',
          delaySeconds: 0.4,
          run: (region) =>
            updateService(region, {
              cluster: 'prod',
              service: 'web',
              taskDefinition: 'web:2',
              forceNewDeployment: true,
            }),
        });
      },
    });
    expect(played.outputs['outcome']).not.toBe('succeeded');
    expect(played.exitCode).toBe(1);
  });

  it('is not red because of their deployment, which ours replaced', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'force-new-deployment': 'true', 'max-retries': '0' },
      change: ({ faults }) => {
        faults.staleSeconds.listServiceDeployments = 10;
        faults.throttle.set('ecs:ListServiceDeployments', 3);
        faults.afterCall.push({
          action: 'ecs:RegisterTaskDefinition',
          delaySeconds: 0.1,
          run: (region) => updateService(region, { cluster: 'prod', service: 'web', taskDefinition: 'web:2' }),
        });
      },
    });
    expect(played.log).toContain('was started by someone else at the same moment');
    expect(played.outputs['outcome']).toBe('succeeded');
  });
});
