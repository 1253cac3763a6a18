import { ecrImage, webDefinition } from '../../../emulator/scenarios/live-web.ts';
import { addService } from '../../../emulator/services.ts';
import { registerTaskDefinition } from '../../../emulator/task-definitions.ts';
import type { World } from '../../../emulator/world.ts';

/** Service `api`, which runs `api:1`, beside `web`. */
export function besideWeb({ home, clock }: World): void {
  registerTaskDefinition(home, { ...webDefinition(home, ecrImage(home, 'api', '1.0.0')), family: 'api' });
  const { networkConfiguration } = home.services[0]?.settings ?? {};
  addService(home, { cluster: 'prod', serviceName: 'api', taskDefinition: 'api:1', networkConfiguration });
  clock.advance(10 * 60_000);
}
