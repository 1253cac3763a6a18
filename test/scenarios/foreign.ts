import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import type { Behaviour } from '../../emulator/behaviours.ts';
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
