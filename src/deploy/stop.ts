import type { World } from '../world.ts';
import { ask } from './ask.ts';

/**
 * Asks ECS to roll back one service deployment. True when a rollback is under way
 * (docs: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html).
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function rollBackDeployment(deploymentArn: string, world: World): Promise<boolean> {
  return await stopDeployment({ deploymentArn, stopType: 'ROLLBACK' }, world);
}

/**
 * Asks ECS to stop one service deployment, with or without going back. False when it has ended already.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function stopDeployment(
  { deploymentArn, stopType }: { deploymentArn: string; stopType: 'ROLLBACK' | 'ABORT' },
  world: World,
): Promise<boolean> {
  return await ask(
    {
      send: () => world.aws.ecs.stopServiceDeployment(deploymentArn, stopType),
      over: ['ConflictException'],
      action: 'ecs:StopServiceDeployment',
      doing: stopType === 'ROLLBACK' ? 'rolling back the deployment' : 'stopping the deployment',
    },
    world,
  );
}

/**
 * Asks CodeDeploy to stop one deployment and to roll it back. True when a rollback is under way.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function rollBackCodeDeploy(deploymentId: string, world: World): Promise<boolean> {
  return await stopCodeDeploy({ deploymentId, rollback: true }, world);
}

/**
 * Asks CodeDeploy to stop one deployment, with or without going back. False when it has ended already.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function stopCodeDeploy(
  { deploymentId, rollback }: { deploymentId: string; rollback: boolean },
  world: World,
): Promise<boolean> {
  const codeDeploy = await world.aws.codeDeploy();
  return await ask(
    {
      send: () => codeDeploy.stopDeployment({ deploymentId, autoRollbackEnabled: rollback }),
      over: ['DeploymentAlreadyCompletedException'],
      action: 'codedeploy:StopDeployment',
      doing: rollback ? 'rolling back the deployment' : 'stopping the deployment',
    },
    world,
  );
}
