import { createDeployment } from '../../emulator/code-deploy.ts';
import { updateExpressGatewayService } from '../../emulator/express.ts';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { updateService } from '../../emulator/services.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import { APPSPEC, GROUP } from './play-codedeploy.ts';

/** `web:2` with the image `web:2.0.0` is registered. */
export function registerSecond(world: World): string {
  const { home } = world;
  const image = ecrImage(home, 'web', '2.0.0');
  world.behaviours.byImage.set(image, { kind: 'healthy' });
  return registerTaskDefinition(home, webDefinition(home, image)).taskDefinition.taskDefinitionArn ?? '';
}

/** `web:2` is registered and deployed, a quarter of an hour ago. */
export function deploySecond(world: World): void {
  updateService(world.home, { cluster: 'prod', service: 'web', taskDefinition: registerSecond(world) });
  world.clock.advance(20 * 60_000);
}

/** The same with CodeDeploy, twice: what was there before it has no AppSpec. */
export function deploySecondWithCodeDeploy(world: World): void {
  for (const taskDefinition of ['web:1', registerSecond(world)]) {
    const content = APPSPEC.replace('<TASK_DEFINITION>', taskDefinition);
    createDeployment(world.home, { ...GROUP, revision: { appSpecContent: { content } } });
    world.clock.advance(25 * 60_000);
  }
}

/** A deployment of `web:3` that started a moment ago. */
export function startThird({ home }: World): void {
  registerTaskDefinition(home, webDefinition(home, ecrImage(home, 'web', '3.0.0')));
  const content = APPSPEC.replace('<TASK_DEFINITION>', 'web:3');
  createDeployment(home, { ...GROUP, revision: { appSpecContent: { content } } });
}

/** The Express service `shop` is given the image `shop:2.0.0` and a variable. */
export function deploySecondImage({ home, clock }: World): void {
  const [service] = home.services;
  updateExpressGatewayService(home, {
    serviceArn: service?.arn,
    primaryContainer: {
      image: ecrImage(home, 'shop', '2.0.0'),
      containerPort: 8080,
      environment: [{ name: 'NEW_CHECKOUT', value: 'on' }],
    },
  });
  clock.advance(20 * 60_000);
}

/** The Express service `shop` with task definitions of its owner, `store:1` and then `store:2`. */
export function deployOwnDefinitions({ home, clock }: World): void {
  const [service] = home.services;
  for (const tag of ['1.0.0', '2.0.0']) {
    const { containerDefinitions = [], ...web } = webDefinition(home, ecrImage(home, 'shop', tag));
    const own = {
      ...web,
      family: 'store',
      containerDefinitions: containerDefinitions.map((one) => ({ ...one, name: 'Main' })),
    };
    const { taskDefinition } = registerTaskDefinition(home, own);
    updateExpressGatewayService(home, {
      serviceArn: service?.arn,
      taskDefinitionArn: taskDefinition.taskDefinitionArn,
    });
    clock.advance(20 * 60_000);
  }
}
