import { errorName, toDeployError } from '../aws/failure.ts';
import type { World } from '../world.ts';

/**
 * Asks ECS to roll back one service deployment; used on our own alone. True when a rollback is under way
 * (docs: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html).
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function rollBackDeployment(deploymentArn: string, world: World): Promise<boolean> {
  try {
    await world.aws.ecs.stopServiceDeployment(deploymentArn, 'ROLLBACK');
    return true;
  } catch (error) {
    if (errorName(error) === 'ConflictException') return false;
    throw toDeployError(error, { action: 'ecs:StopServiceDeployment', doing: 'rolling back the deployment' });
  }
}

/**
 * Asks CodeDeploy to stop one deployment and to roll it back; used on our own alone. True when a rollback is under way.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function rollBackCodeDeploy(deploymentId: string, world: World): Promise<boolean> {
  try {
    const codeDeploy = await world.aws.codeDeploy();
    await codeDeploy.rollBackDeployment(deploymentId);
    return true;
  } catch (error) {
    if (errorName(error) === 'DeploymentAlreadyCompletedException') return false;
    throw toDeployError(error, { action: 'codedeploy:StopDeployment', doing: 'rolling back the deployment' });
  }
}
