import { codeDeployPhaseOf } from '../aws/codedeploy-status.ts';
import { phaseOf } from '../aws/service.ts';
import type { World } from '../world.ts';
import { ask } from './ask.ts';

/**
 * Asks ECS to roll back one service deployment. True when a rollback is in progress
 * (docs: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html).
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function rollBackDeployment(deploymentArn: string, world: World): Promise<boolean> {
  return await stopDeployment({ deploymentArn, stopType: 'ROLLBACK' }, world);
}

/**
 * Asks ECS to stop one service deployment, with or without a rollback. False when it has already ended.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function stopDeployment(
  { deploymentArn, stopType }: { deploymentArn: string; stopType: 'ROLLBACK' | 'ABORT' },
  world: World,
): Promise<boolean> {
  return await ask(
    {
      send: ({ aws }) => aws.ecs.stopServiceDeployment(deploymentArn, stopType),
      find: (looking) => isStopped({ deploymentArn, stopType }, looking),
      over: ['ConflictException'],
      action: 'ecs:StopServiceDeployment',
      doing: stopType === 'ROLLBACK' ? 'rolling back the deployment' : 'stopping the deployment',
    },
    world,
  );
}

async function isStopped(
  { deploymentArn, stopType }: { deploymentArn: string; stopType: 'ROLLBACK' | 'ABORT' },
  { aws }: World,
): Promise<boolean | undefined> {
  const phase = phaseOf(await aws.ecs.describeServiceDeployment(deploymentArn));
  switch (phase) {
    case 'going-back':
    case 'rolled-back':
    case 'rollback-failed':
      return stopType === 'ROLLBACK';
    case 'stopping':
    case 'stopped':
      return stopType === 'ABORT';
    case 'succeeded':
      return false;
    case 'pending':
    case 'running':
    case 'unknown':
      return undefined;
  }
}

/**
 * Asks CodeDeploy to stop one deployment and to roll it back. True when a rollback is in progress.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function rollBackCodeDeploy(deploymentId: string, world: World): Promise<boolean> {
  return await stopCodeDeploy({ deploymentId, rollback: true }, world);
}

/**
 * Asks CodeDeploy to stop one deployment, with or without a rollback. False when it has already ended.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function stopCodeDeploy(
  { deploymentId, rollback }: { deploymentId: string; rollback: boolean },
  world: World,
): Promise<boolean> {
  return await ask(
    {
      send: async ({ aws }) =>
        await (await aws.codeDeploy()).stopDeployment({ deploymentId, autoRollbackEnabled: rollback }),
      find: (looking) => isStoppedInCodeDeploy(deploymentId, looking),
      over: ['DeploymentAlreadyCompletedException'],
      action: 'codedeploy:StopDeployment',
      doing: rollback ? 'rolling back the deployment' : 'stopping the deployment',
    },
    world,
  );
}

async function isStoppedInCodeDeploy(deploymentId: string, { aws }: World): Promise<boolean | undefined> {
  const phase = codeDeployPhaseOf(await (await aws.codeDeploy()).getDeployment(deploymentId));
  switch (phase) {
    case 'stopped':
      return true;
    case 'succeeded':
    case 'failed':
      return false;
    case 'running':
    case 'ready':
    case 'unknown':
      return undefined;
  }
}
