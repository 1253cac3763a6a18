import { errorName, toDeployError } from '../aws/failure.ts';
import type { World } from '../world.ts';

/**
 * Answers a pause of a service deployment. False when the hook does not wait any more: somebody else answered, or its time ran out
 * (docs: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/continue-service-deployment.html).
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function answerHook(
  answer: { deploymentArn: string; hookId: string; action: 'CONTINUE' | 'ROLLBACK' },
  world: World,
): Promise<boolean> {
  const { deploymentArn, hookId, action } = answer;
  try {
    await world.aws.ecs.continueServiceDeployment({ serviceDeploymentArn: deploymentArn, hookId, action });
    return true;
  } catch (error) {
    if (errorName(error) === 'InvalidParameterException') return false;
    throw toDeployError(error, { action: 'ecs:ContinueServiceDeployment', doing: 'answering the pause' });
  }
}

/**
 * Ends a wait of a CodeDeploy deployment. False when it does not wait any more
 * (docs: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ContinueDeployment.html).
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function continueCodeDeploy(
  { deploymentId, wait }: { deploymentId: string; wait: 'READY_WAIT' | 'TERMINATION_WAIT' },
  world: World,
): Promise<boolean> {
  try {
    const codeDeploy = await world.aws.codeDeploy();
    await codeDeploy.continueDeployment({ deploymentId, deploymentWaitType: wait });
    return true;
  } catch (error) {
    const isLate = ['DeploymentIsNotInReadyStateException', 'DeploymentAlreadyCompletedException'];
    if (isLate.includes(errorName(error))) return false;
    throw toDeployError(error, { action: 'codedeploy:ContinueDeployment', doing: 'continuing the deployment' });
  }
}
