import type { DeploymentInfo, ECSTarget } from '@aws-sdk/client-codedeploy';
import { errorName, isDenied, isUnknownOperation } from '../../aws/failure.ts';
import { explain } from '../../explain/explain.ts';
import type { World } from '../../world.ts';
import type { Following } from '../following.ts';
import { readStoppedTasks } from '../tasks.ts';
import type { CodeDeploySeen } from './seen.ts';

interface Look {
  following: Following;
  before: CodeDeploySeen | undefined;
  /** Whether lifecycle events and stopped tasks are to be read again. */
  isDue: boolean;
}

/** Takes one look at the deployment that CodeDeploy does; undefined where ECS itself deploys. */
export async function readCodeDeploy(look: Look, world: World): Promise<CodeDeploySeen | undefined> {
  const { following, before } = look;
  const { codeDeploy: ours } = following.started;
  if (ours === undefined) return undefined;
  const codeDeploy = await world.aws.codeDeploy();
  const deployment = (await codeDeploy.getDeployment(ours.deploymentId)) ?? before?.deployment;
  if (deployment === undefined) return undefined;
  const rollbackId = deployment.rollbackInfo?.rollbackDeploymentId;
  const isNews = look.isDue || deployment.status !== before?.deployment.status;
  const [target, rollback, failedTasks] = await Promise.all([
    isNews ? readTarget(look, world) : before?.target,
    rollbackId === undefined ? undefined : codeDeploy.getDeployment(rollbackId),
    isNews ? countFailedTasks(look, world) : (before?.failedTasks ?? 0),
  ]);
  return {
    deployment,
    target: target ?? before?.target,
    rollback: rollback ?? before?.rollback,
    failedTasks,
    rollsBackOnFailure: rollsBackOnFailure(deployment) ?? ours.group.rollsBackOnFailure,
    terminationWaitMinutes: ours.group.terminationWaitMinutes,
  };
}

function rollsBackOnFailure({ autoRollbackConfiguration }: DeploymentInfo): boolean | undefined {
  const { enabled, events = [] } = autoRollbackConfiguration ?? {};
  return enabled === undefined ? undefined : enabled && events.includes('DEPLOYMENT_FAILURE');
}

async function readTarget({ following }: Look, world: World): Promise<ECSTarget | undefined> {
  const id = following.started.codeDeploy?.deploymentId;
  if (id === undefined || following.lifecycleIsHidden === true) return undefined;
  try {
    return await (await world.aws.codeDeploy()).getEcsTarget(id);
  } catch (error) {
    if (isDenied(error) || isUnknownOperation(error)) following.lifecycleIsHidden = true;
    following.warn(
      `Lifecycle events and traffic cannot be read (${errorName(error)}): allow codedeploy:ListDeploymentTargets and codedeploy:BatchGetDeploymentTargets to have them shown.`,
    );
    return undefined;
  }
}

/** CodeDeploy goes on starting tasks for an hour and counts none of the failures. */
async function countFailedTasks({ following, before }: Look, world: World): Promise<number> {
  const had = before?.failedTasks ?? 0;
  try {
    const stopped = await readStoppedTasks(following.started, world);
    const failed = stopped.filter(({ stoppedReason }) => explain(stoppedReason ?? '')?.normal !== true);
    return Math.max(had, failed.length);
  } catch {
    return had;
  }
}
