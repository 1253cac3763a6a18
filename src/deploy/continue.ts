import type { World } from '../world.ts';
import { ask } from './ask.ts';

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
  const request = { serviceDeploymentArn: deploymentArn, hookId, action };
  return await ask(
    {
      send: () => world.aws.ecs.continueServiceDeployment(request),
      over: ['InvalidParameterException'],
      action: 'ecs:ContinueServiceDeployment',
      doing: 'answering the pause',
    },
    world,
  );
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
  const codeDeploy = await world.aws.codeDeploy();
  return await ask(
    {
      send: () => codeDeploy.continueDeployment({ deploymentId, deploymentWaitType: wait }),
      over: ['DeploymentIsNotInReadyStateException', 'DeploymentAlreadyCompletedException'],
      action: 'codedeploy:ContinueDeployment',
      doing: 'continuing the deployment',
    },
    world,
  );
}
