import type { DeploymentInfo, ECSTarget } from '@aws-sdk/client-codedeploy';
import { isBadCredentials } from '../../aws/credentials.ts';
import { errorName, isDenied, isUnknownOperation } from '../../aws/failure.ts';
import type { World } from '../../world.ts';
import type { Following, Read } from '../state.ts';
import { isDue } from '../pace.ts';
import { countFailedTasks } from '../task-set/failed-tasks.ts';
import type { CodeDeployObservation } from './observation.ts';

/** Lifecycle events last from a second to minutes; CodeDeploy throttles earlier than ECS. */
const LIFECYCLE_EVERY_MS = 8_000;
/** While the deployment waits as told, which may take two days, nothing happens unless its status changes. */
const WAITING_EVERY_MS = 60_000;

interface Look {
  following: Following;
  before: CodeDeployObservation | undefined;
  /** Whether to read everything again, however fresh it is. */
  all: boolean;
  /** Whether the deployment waits for a known time. */
  waits: boolean;
}

/** Takes one look at the CodeDeploy deployment; undefined if ECS itself deploys. */
export async function readCodeDeploy(look: Look, world: World): Promise<Read<CodeDeployObservation | undefined>> {
  const { following, before } = look;
  const { codeDeploy: ours } = following.started;
  if (ours === undefined) return { value: undefined };
  const codeDeploy = await world.aws.codeDeploy();
  const deployment = (await codeDeploy.getDeployment(ours.deploymentId)) ?? before?.deployment;
  if (deployment === undefined) return { value: undefined };
  const rollbackId = deployment.rollbackInfo?.rollbackDeploymentId;
  const now = world.clock.now();
  const isNews =
    look.all ||
    deployment.status !== before?.deployment.status ||
    deployment.instanceTerminationWaitTimeStarted !== before?.deployment.instanceTerminationWaitTimeStarted;
  const isOld =
    isNews || isDue({ last: before?.targetAt, every: look.waits ? WAITING_EVERY_MS : LIFECYCLE_EVERY_MS, now });
  const [target, rollback, failedTasks] = await Promise.all([
    isOld ? readTarget(look, world) : undefined,
    rollbackId === undefined ? undefined : readRollback(rollbackId, world),
    isOld ? countFailedTasks(following.started, before?.failedTasks, world) : (before?.failedTasks ?? 0),
  ]);
  return {
    value: {
      deployment,
      target: target?.value ?? before?.target,
      targetAt: isOld ? now : before?.targetAt,
      rollback: rollback?.value ?? before?.rollback,
      failedTasks,
      rollsBackOnFailure: rollsBackOnFailure(deployment) ?? ours.group.rollsBackOnFailure,
      terminationWaitMinutes: ours.group.terminationWaitMinutes,
    },
    learnt: target?.learnt,
    warnings: [...(target?.warnings ?? []), ...(rollback?.warnings ?? [])],
  };
}

/** A rollback that cannot be read must not hide why the deployment failed. */
async function readRollback(id: string, world: World): Promise<Read<DeploymentInfo | undefined>> {
  try {
    return { value: await (await world.aws.codeDeploy()).getDeployment(id) };
  } catch (error) {
    if (isBadCredentials(error)) throw error;
    return { value: undefined, warnings: [`The rollback ${id} could not be read (${errorName(error)}).`] };
  }
}

function rollsBackOnFailure({ autoRollbackConfiguration }: DeploymentInfo): boolean | undefined {
  const { enabled, events = [] } = autoRollbackConfiguration ?? {};
  return enabled === undefined ? undefined : enabled && events.includes('DEPLOYMENT_FAILURE');
}

async function readTarget({ following, before }: Look, world: World): Promise<Read<ECSTarget | undefined>> {
  const { started, readsLifecycle } = following;
  const id = started.codeDeploy?.deploymentId;
  if (id === undefined || !readsLifecycle) return { value: undefined };
  try {
    return { value: await (await world.aws.codeDeploy()).getEcsTarget(id, before?.target?.targetId) };
  } catch (error) {
    const forGood = isDenied(error) || isUnknownOperation(error);
    const warning = `Lifecycle events and traffic could not be read (${errorName(error)}).`;
    return {
      value: undefined,
      learnt: forGood ? { readsLifecycle: false } : {},
      warnings: isDenied(error) ? [] : [warning],
    };
  }
}
