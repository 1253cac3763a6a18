import type { SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import { describe, expect, it } from 'vitest';
import { registerScalableTarget } from '../../emulator/auto-scaling.ts';
import type { World } from '../../emulator/world.ts';
import { WEB } from './foreign.ts';
import { play } from './play.ts';

/** Auto scaling keeps `web` between 2 and 4 tasks. */
function scaled(SuspendedState?: SuspendedState): (world: World) => void {
  return ({ home }) =>
    void registerScalableTarget(home, {
      ServiceNamespace: 'ecs',
      ResourceId: 'service/prod/web',
      ScalableDimension: 'ecs:service:DesiredCount',
      MinCapacity: 2,
      MaxCapacity: 4,
      SuspendedState,
    });
}

describe('a desired count with auto scaling', () => {
  it.each(['1', '5', '0'])('of %s, outside its limits, is an error before the write', async (count) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'desired-count': count },
      change: scaled(),
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toMatch(/::error .*desired-count-scaling/);
    expect(played.log).toMatch(new RegExp(`"web" is to be ${count}, .*between 2 and 4`));
    expect(played.writes).toEqual([]);
  });

  it('within them is sent', async () => {
    const inputs = { ...WEB, 'desired-count': '4' };
    const played = await play({ scenario: 'classic-healthy', inputs, change: scaled() });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes.map(({ action }) => action)).toEqual(['UpdateService']);
  });

  it('is free while auto scaling is suspended', async () => {
    const change = scaled({ DynamicScalingInSuspended: true, DynamicScalingOutSuspended: true });
    const played = await play({ scenario: 'classic-healthy', inputs: { ...WEB, 'desired-count': '1' }, change });
    expect(played.outputs['outcome']).toBe('succeeded');
  });

  it('is sent unchecked without the permission, with one warning', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'desired-count': '1' },
      change: (world) => {
        scaled()(world);
        world.faults.deny.add('application-autoscaling:*');
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log.match(/::warning/g)).toHaveLength(1);
    expect(played.log).toMatch(/::warning .*application-autoscaling:DescribeScalableTargets/);
  });

  it('asks nothing where no count is given', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'force-new-deployment': 'true' },
      change: scaled(),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.calls).not.toContain('DescribeScalableTargets');
  });
});
