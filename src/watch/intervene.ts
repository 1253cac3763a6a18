import { errorName } from '../aws/failure.ts';
import { DeployError } from '../errors.ts';
import type { World } from '../world.ts';
import type { Seen } from './changes.ts';
import type { Rollback } from './outcome.ts';
import { findCurrent, findDeployment } from './ecs/find.ts';
import type { Following } from './following.ts';

/** What the watcher may do to the deployment that this step started, and to no other. */
export interface Intervention {
  /** False for a deployment that somebody else started: nothing is ever done to it. */
  owned: boolean;
  rollBackOnTimeout: boolean;
  rollBackOnCancel: boolean;
  failFast: boolean;
  /** Asks ECS to roll back; false when the deployment is over already. */
  rollBack: (deploymentArn: string) => Promise<boolean>;
  /** Whether logs may be read to find a program that cannot run at all. */
  readsLogs: boolean;
}

/** A cancelled step has about ten seconds in all; the runner kills it after that. */
const CANCEL_MILLISECONDS = 3_000;

/** Rolls back our own deployment; what stands in the way is a warning, never an exception. */
export async function rollBackOwn(following: Following, intervention: Intervention): Promise<Rollback> {
  if (following.arn === undefined) {
    following.warn(
      'The deployment cannot be rolled back: ECS did not show which service deployment this step started.',
    );
    return 'refused';
  }
  try {
    return (await intervention.rollBack(following.arn)) ? 'requested' : 'late';
  } catch (error) {
    if (error instanceof DeployError && error.code === 'unsettled') {
      following.warn(error.message);
      return 'unanswered';
    }
    if (!(error instanceof DeployError && error.code === 'access-denied'))
      following.warn(
        `The deployment could not be rolled back: ${error instanceof Error ? error.message : errorName(error)}`,
      );
    return 'refused';
  }
}

/** The same within the seconds that a cancelled step has. */
export async function rollBackInTime(
  following: Following,
  intervention: Intervention,
  world: World,
): Promise<Rollback> {
  let rollback: Rollback = 'refused';
  const asking = (async () => {
    if (following.arn === undefined) {
      const found = await findDeployment(following, world).catch(() => undefined);
      following.arn = found?.kind === 'found' ? found.arn : await findCurrent(following, world).catch(() => undefined);
    }
    if (following.arn !== undefined) rollback = 'unanswered';
    rollback = await rollBackOwn(following, intervention);
  })();
  const deadline = { milliseconds: CANCEL_MILLISECONDS, signal: new AbortController().signal };
  await world.clock.within(deadline, asking);
  return rollback;
}

/** Whether the owner of the service wants failed deployments rolled back. */
export function rollbackIsOn({ deployment, service, codeDeploy }: Seen): boolean {
  if (codeDeploy !== undefined) return codeDeploy.rollsBackOnFailure;
  const { deploymentCircuitBreaker: breaker, alarms } =
    deployment?.deploymentConfiguration ?? service?.deploymentConfiguration ?? {};
  return (
    (breaker?.enable === true && breaker.rollback === true) || (alarms?.enable === true && alarms.rollback === true)
  );
}
