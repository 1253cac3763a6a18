import type { DeploymentLifecycleHook, DeploymentLifecycleHookStage } from '@aws-sdk/client-ecs';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import type { Behaviour } from '../../emulator/behaviours.ts';
import { continueServiceDeployment } from '../../emulator/service-deployments.ts';
import { updateService } from '../../emulator/services.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';

export const WEB = { service: 'web', cluster: 'prod' } as const;

/** A colleague deploys a new revision of `web`, whose containers behave so, and some time passes. */
export function deployedByColleague(options: { does?: Behaviour; secondsAgo?: number } = {}): (world: World) => void {
  return (world) => {
    const image = ecrImage(world.home, 'web', '2.0.0');
    world.behaviours.byImage.set(image, options.does ?? { kind: 'healthy' });
    registerTaskDefinition(world.home, webDefinition(world.home, image));
    updateService(world.home, { ...WEB, taskDefinition: 'web' });
    world.clock.advance((options.secondsAgo ?? 20) * 1000);
  };
}

/** The hooks that every deployment of `web` has from now on. */
export function hooked(...lifecycleHooks: DeploymentLifecycleHook[]): (world: World) => void {
  return ({ home }) => {
    const { deploymentConfiguration: live } = home.services[0]?.settings ?? {};
    updateService(home, { ...WEB, deploymentConfiguration: { ...live, lifecycleHooks } });
  };
}

/** A pause that waits for a day, then is rolled back. */
export function pauseAt(stage: DeploymentLifecycleHookStage, more: Partial<DeploymentLifecycleHook> = {}) {
  return { targetType: 'PAUSE' as const, lifecycleStages: [stage], ...more };
}

/** Somebody answers the first pause that waits so many minutes from now. */
export function answeredAfter(
  minutes: number,
  action: 'CONTINUE' | 'ROLLBACK',
): ({ home, clock }: Pick<World, 'home' | 'clock'>) => void {
  return ({ home, clock }) =>
    clock.at(minutes * 60_000, () => {
      const [rollout] = home.services[0]?.rollouts ?? [];
      const hook = rollout?.hooks.find(({ status }) => status === 'AWAITING_ACTION');
      continueServiceDeployment(home, { serviceDeploymentArn: rollout?.arn, hookId: hook?.hookId, action });
    });
}
