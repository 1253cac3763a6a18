import { codeDeployPhaseOf } from '../aws/codedeploy-status.ts';
import { hookPhaseOf } from '../aws/service.ts';
import type { World } from '../world.ts';
import { ask } from './ask.ts';

/**
 * Answers a pause of a service deployment. False if the hook is no longer waiting: someone else answered, or it timed out
 * (docs: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/continue-service-deployment.html).
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function answerHook(
  answer: { deploymentArn: string; hookId: string; action: 'CONTINUE' | 'ROLLBACK' },
  world: World,
): Promise<boolean> {
  const { deploymentArn, hookId, action } = answer;
  const request = { serviceDeploymentArn: deploymentArn, hookId, action };
  return await ask(
    {
      send: ({ aws }) => aws.ecs.continueServiceDeployment(request),
      find: (looking) => isAnswered({ deploymentArn, hookId }, looking),
      over: ['InvalidParameterException'],
      action: 'ecs:ContinueServiceDeployment',
      doing: 'answering the pause',
    },
    world,
  );
}

async function isAnswered(
  { deploymentArn, hookId }: { deploymentArn: string; hookId: string },
  { aws }: World,
): Promise<boolean | undefined> {
  const deployment = await aws.ecs.describeServiceDeployment(deploymentArn);
  const hook = deployment?.lifecycleHookDetails?.find((one) => one.hookId === hookId);
  if (deployment === undefined) return undefined;
  switch (hook && hookPhaseOf(hook)) {
    case 'paused':
    case 'unknown':
      return undefined;
    case 'timed-out':
      return false;
    case 'running':
    case 'passed':
    case 'failed':
    case undefined:
      return true;
  }
}

/**
 * Ends a wait of a CodeDeploy deployment. False if it is no longer waiting
 * (docs: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ContinueDeployment.html).
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function continueCodeDeploy(
  { deploymentId, wait }: { deploymentId: string; wait: 'READY_WAIT' | 'TERMINATION_WAIT' },
  world: World,
): Promise<boolean> {
  return await ask(
    {
      send: async ({ aws }) =>
        await (await aws.codeDeploy()).continueDeployment({ deploymentId, deploymentWaitType: wait }),
      find: (looking) => goesOn({ deploymentId, wait }, looking),
      over: ['DeploymentIsNotInReadyStateException', 'DeploymentAlreadyCompletedException'],
      action: 'codedeploy:ContinueDeployment',
      doing: 'continuing the deployment',
    },
    world,
  );
}

/** Ending a termination wait becomes visible only when the deployment ends. */
async function goesOn(
  { deploymentId, wait }: { deploymentId: string; wait: 'READY_WAIT' | 'TERMINATION_WAIT' },
  { aws }: World,
): Promise<boolean | undefined> {
  const phase = codeDeployPhaseOf(await (await aws.codeDeploy()).getDeployment(deploymentId));
  switch (phase) {
    case 'succeeded':
      return true;
    case 'failed':
    case 'stopped':
      return false;
    case 'running':
      return wait === 'READY_WAIT' ? true : undefined;
    case 'ready':
    case 'unknown':
      return undefined;
  }
}
