import { describe, expect, it } from 'vitest';
import { updateService } from '../../emulator/services.ts';
import type { TaskRecord, World } from '../../emulator/world.ts';
import { play, QUICK_START, type Played } from './play.ts';

/** Runs a rollout that ECS calls successful; `lie` makes what runs differ from it the moment it is over. */
async function afterSuccess(lie: (world: World) => void, inputs: Partial<typeof QUICK_START> = {}): Promise<Played> {
  return await play({
    scenario: 'classic-healthy',
    inputs: { ...QUICK_START, ...inputs },
    begin: (world) => {
      const look = (): void => {
        const [rollout] = world.home.services[0]?.rollouts ?? [];
        if (world.home.services[0]?.rollouts.length === 2 && rollout?.status === 'SUCCESSFUL') lie(world);
        else world.clock.at(500, look);
      };
      look();
    },
  });
}

const running = ({ home }: World): TaskRecord[] =>
  home.tasks.filter(({ lastStatus, desiredStatus }) => lastStatus === 'RUNNING' && desiredStatus === 'RUNNING');

describe('what ECS calls successful is red when', () => {
  it('a task runs another digest than the one that was asked for', async () => {
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
    expect(played.log).toContain('is not registered in the target groups');
  });

  it('the load balancer does not tell the health for a minute', async () => {
    const played = await afterSuccess(({ faults }) =>
      faults.throttle.set('elasticloadbalancing:DescribeTargetHealth', 500),
    );
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('Whether the targets are healthy is not known');
    expect(played.log).not.toContain('allow elasticloadbalancing');
  });
});

describe('the look after the success', () => {
  it('is a warning at once with require-healthy-targets: false', async () => {
    const lie = (world: World): void => {
      for (const group of world.home.targetGroups) group.targets.splice(0, 1);
    };
    const played = await afterSuccess(lie, { 'require-healthy-targets': 'false' });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).toContain('is not registered in the target groups');
    expect(played.calls.filter((call) => call === 'ListTasks').length).toBeLessThan(6);
  });

  it('is repeated five times at most while targets stay unhealthy', async () => {
    const played = await afterSuccess((world) => {
      for (const group of world.home.targetGroups) group.targets.splice(0, 1);
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.calls.filter((call) => call === 'ListTasks').length).toBeLessThanOrEqual(6);
  });
});

describe('a service that is deleted while it deploys', () => {
  it.each([true, false])('is told as that (service deployments readable: %s)', async (readable) => {
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
    expect(played.log).toContain('web was deleted while web:2 was deployed to it');
  });
});

describe('followed by its id', () => {
  it('is what happens when ECS lists the service deployment and never describes it', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => {
        faults.staleSeconds.describeServiceDeployments = 3_600;
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).toContain('does not describe it (MISSING)');
  });

  it('a rollback that was over before the first look is told as rolled back', async () => {
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

  it('is not blamed on a permission when the list was only throttled', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'max-retries': '0' },
      change: ({ faults }) => {
        faults.throttle.set('ecs:ListServiceDeployments', 3);
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).not.toContain('followed by its id');
    expect(played.log).not.toContain('allow ecs:ListServiceDeployments');
    expect(played.calls).toContain('DescribeServiceDeployments');
  });
});

describe('somebody else deploys the same revision in the same second', () => {
  it('is never green by their deployment', async () => {
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
});
