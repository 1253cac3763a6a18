import type { DeploymentInfo, ECSTarget } from '@aws-sdk/client-codedeploy';
import { isBadCredentials } from '../../aws/credentials.ts';
import { errorName, isDenied, isUnknownOperation } from '../../aws/failure.ts';
import type { World } from '../../world.ts';
import type { Following } from '../following.ts';
import { isDue } from '../pace.ts';
import { readStoppedTasks } from '../../aws/tasks.ts';
import type { CodeDeployObservation } from './observation.ts';

/** Lifecycle events last from a second to minutes; CodeDeploy throttles earlier than ECS. */
const LIFECYCLE_EVERY_MS = 8_000;

interface Look {
  following: Following;
  before: CodeDeployObservation | undefined;
  /** Whether everything is to be read again, however fresh it is. */
  all: boolean;
}

/** Takes one look at the deployment that CodeDeploy does; undefined where ECS itself deploys. */
export async function readCodeDeploy(look: Look, world: World): Promise<CodeDeployObservation | undefined> {
  const { following, before } = look;
  const { codeDeploy: ours } = following.started;
  if (ours === undefined) return undefined;
  const codeDeploy = await world.aws.codeDeploy();
  const deployment = (await codeDeploy.getDeployment(ours.deploymentId)) ?? before?.deployment;
  if (deployment === undefined) return undefined;
  const rollbackId = deployment.rollbackInfo?.rollbackDeploymentId;
  const now = world.clock.now();
  const isNews =
    look.all ||
    deployment.status !== before?.deployment.status ||
    deployment.instanceTerminationWaitTimeStarted !== before?.deployment.instanceTerminationWaitTimeStarted;
  const isOld = isNews || isDue({ last: before?.targetAt, every: LIFECYCLE_EVERY_MS, now });
  const [target, rollback, failedTasks] = await Promise.all([
    isOld ? readTarget(look, world) : before?.target,
    rollbackId === undefined ? undefined : readRollback(rollbackId, look, world),
    isOld ? countFailedTasks(look, world) : (before?.failedTasks ?? 0),
  ]);
  return {
    deployment,
    target: target ?? before?.target,
    targetAt: isOld ? now : before?.targetAt,
    rollback: rollback ?? before?.rollback,
    failedTasks,
    rollsBackOnFailure: rollsBackOnFailure(deployment) ?? ours.group.rollsBackOnFailure,
    terminationWaitMinutes: ours.group.terminationWaitMinutes,
  };
}

/** A rollback that cannot be read must not hide why the deployment failed. */
async function readRollback(id: string, { following }: Look, world: World): Promise<DeploymentInfo | undefined> {
  try {
    return await (await world.aws.codeDeploy()).getDeployment(id);
  } catch (error) {
    if (isBadCredentials(error)) throw error;
    following.warn(`The rollback ${id} cannot be read (${errorName(error)}).`);
    return undefined;
  }
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
    if (!isDenied(error)) following.warn(`Lifecycle events and traffic could not be read (${errorName(error)}).`);
    return undefined;
  }
}

/** CodeDeploy goes on starting tasks for an hour and counts none of the failures. */
async function countFailedTasks({ following, before }: Look, world: World): Promise<number> {
  const had = before?.failedTasks ?? 0;
  try {
    const stopped = await readStoppedTasks(following.started, world);
    if (stopped.length === 0) return had;
    const { explain } = await import('../../explain/explain.ts');
    const failed = stopped.filter(({ stoppedReason }) => explain(stoppedReason ?? '')?.normal !== true);
    return Math.max(had, failed.length);
  } catch {
    return had;
  }
}
