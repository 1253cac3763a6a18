import { formatMinutes } from '../../duration.ts';
import type { Service } from '@aws-sdk/client-ecs';
import { errorName, isBadCredentials, toDeployError } from '../../aws/failure.ts';
import { stateOf } from '../../aws/service.ts';
import type { DeployEvent, Outcome } from '../../model.ts';
import { QUIET_MS } from '../../patience.ts';
import type { Located } from '../../plan/locate.ts';
import type { World } from '../../world.ts';
import { phrase } from '../../phrases.ts';

const LOOK_EVERY_MS = 5_000;
/** How long reads may still show the service as it was before the deletion. */
const STALE_MS = 60_000;
/** How long reads may keep failing before the wait is given up. */
const SILENCE_MS = 300_000;

interface Wait {
  minutes: number;
  since: Date;
  say: (event: DeployEvent) => void;
}

/**
 * Looks until ECS says that the service is gone, or no longer knows it.
 *
 * @throws DeployError if a read is refused, or fails for five minutes
 */
export async function followDeletion(
  { name, cluster }: Located,
  { minutes, since, say }: Wait,
  world: World,
): Promise<Outcome> {
  const until = since.getTime() + minutes * 60_000;
  let told = { text: '', at: 0 };
  let answeredAt = since.getTime();
  let left = 'ECS has accepted it';
  for (;;) {
    const seen = await look({ name, cluster }, world);
    const now = world.clock.now();
    if ('error' in seen) {
      if (now.getTime() - answeredAt >= SILENCE_MS || !seen.passes) throw seen.error;
    } else {
      answeredAt = now.getTime();
      if (isGone(seen.service)) return { kind: 'deleted', headline: `${name} was deleted.`, causes: [] };
      const isActive = stateOf(seen.service) === 'active';
      if (isActive && now.getTime() - since.getTime() >= STALE_MS) return notDeleted(name);
      left = isActive ? left : whatIsLeft(seen.service);
    }
    if (left !== told.text || now.getTime() - told.at >= QUIET_MS) {
      say({ at: now, kind: 'waiting', message: `deleting: ${left}` });
      told = { text: left, at: now.getTime() };
    }
    if (now.getTime() >= until) return late({ name, minutes, left });
    const cancelled = await world.clock.sleep(Math.min(LOOK_EVERY_MS, until - now.getTime()), world.signal).then(
      () => false,
      () => true,
    );
    if (cancelled) return stopped(name, left);
  }
}

type Seen = { service: Service | undefined } | { error: Error; passes: boolean };

async function look({ name, cluster }: Pick<Located, 'name' | 'cluster'>, world: World): Promise<Seen> {
  try {
    const { services = [] } = await world.aws.ecs.describeServices({ cluster, services: [name] });
    return { service: services[0] };
  } catch (error) {
    if (errorName(error) === 'ClusterNotFoundException') return { service: undefined };
    const failure = toDeployError(error, { action: 'ecs:DescribeServices', doing: 'following the deletion' });
    return { error: failure, passes: !isBadCredentials(error) && failure.code !== 'access-denied' };
  }
}

function isGone(service: Service | undefined): boolean {
  return service === undefined || stateOf(service) === 'deleted';
}

function whatIsLeft(service: Service | undefined): string {
  const { runningCount = 0, pendingCount = 0 } = service ?? {};
  const tasks = runningCount + pendingCount;
  if (tasks === 0) return 'no task is left; ECS removes what belongs to the service';
  return `${tasks === 1 ? '1 task is' : `${tasks} tasks are`} stopping`;
}

/** Someone created it again, or ECS has not begun. */
function notDeleted(name: string): Outcome {
  return {
    kind: 'failed',
    headline: `${name} was not deleted: ECS says that it is active.`,
    causes: [
      {
        message: `ECS accepted the deletion of ${name}, but the service is active.`,
        fix: `Find out who created it again, then run ${phrase('step')} again.`,
      },
    ],
  };
}

function late({ name, minutes, left }: { name: string; minutes: number; left: string }): Outcome {
  const headline = `${name} is still being deleted after ${formatMinutes(minutes)} (wait-for-minutes): ${left}.`;
  return {
    kind: 'timed-out',
    headline,
    causes: [{ message: headline, fix: 'ECS goes on. Raise wait-for-minutes to wait until it is gone.' }],
  };
}

function stopped(name: string, left: string): Outcome {
  return { kind: 'cancelled', headline: `Cancelled; ECS goes on deleting ${name} (${left}).`, causes: [] };
}
