import type { SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import { errorName } from '../aws/failure.ts';
import { ALL_SUSPENDED, HELD_TAG, isSameState, toHeldTag } from '../aws/held-scaling.ts';
import type { ScaledPlace } from '../aws/scaling.ts';
import { DeployError } from '../errors.ts';
import type { World } from '../world.ts';
import { ask } from './ask.ts';

/** A service whose auto scaling is held, and what was suspended before. */
export interface Held {
  place: ScaledPlace;
  serviceArn: string;
  before: Required<SuspendedState>;
}

const LOOKS = 3;
const LOOK_EVERY_MS = 500;

/**
 * Leaves a trace on the service, then suspends its auto scaling.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function suspendScaling({ place, serviceArn, before }: Held, world: World): Promise<void> {
  await ask(
    {
      send: ({ aws }) => aws.ecs.tagResource(serviceArn, [toHeldTag(before)]),
      find: () => Promise.resolve(undefined),
      over: [],
      action: 'ecs:TagResource',
      doing: `noting on ${place.service} what its auto scaling does`,
    },
    world,
  );
  await setSuspended({ place, state: ALL_SUSPENDED, doing: `suspending the auto scaling of ${place.service}` }, world);
}

/**
 * Gives the auto scaling of a service back as it was, and proves it. Nothing is left to do if the scalable target is gone.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function giveBackScaling({ place, before }: Held, world: World): Promise<void> {
  const now = await read(place, world);
  if (now === undefined || isSameState(now.SuspendedState, before)) return;
  try {
    await setSuspended({ place, state: before, doing: `giving back the auto scaling of ${place.service}` }, world);
  } catch (error) {
    const isGone = error instanceof DeployError && errorName(error.cause) === 'ValidationException';
    if (!isGone || (await read(place, world)) !== undefined) throw error;
  }
  for (let looks = 1; looks <= LOOKS; looks += 1) {
    const shown = await read(place, world);
    if (shown === undefined || isSameState(shown.SuspendedState, before)) return;
    await world.clock.sleep(LOOK_EVERY_MS, new AbortController().signal);
  }
  throw new DeployError(
    'aws',
    `AWS accepted that the auto scaling of ${place.service} goes on, but does not show it.`,
    {
      fix: '',
    },
  );
}

/** @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws` */
export async function removeTrace({ place, serviceArn }: Held, world: World): Promise<void> {
  await ask(
    {
      send: ({ aws }) => aws.ecs.untagResource(serviceArn, [HELD_TAG]),
      find: () => Promise.resolve(undefined),
      over: [],
      action: 'ecs:UntagResource',
      doing: `removing the tag ${HELD_TAG} of ${place.service}`,
    },
    world,
  );
}

async function setSuspended(
  { place, state, doing }: { place: ScaledPlace; state: Required<SuspendedState>; doing: string },
  world: World,
): Promise<void> {
  await ask(
    {
      send: async ({ aws }) => await (await aws.scaling()).setSuspended(place, state),
      find: async (looking) => (isSameState((await read(place, looking))?.SuspendedState, state) ? true : undefined),
      over: [],
      action: 'application-autoscaling:RegisterScalableTarget',
      doing,
    },
    world,
  );
}

async function read(place: ScaledPlace, { aws }: World) {
  return await (await aws.scaling()).describeTarget(place);
}
