import type { Service } from '@aws-sdk/client-ecs';
import { toDeployError } from '../aws/failure.ts';
import { ALL_SUSPENDED, giveBackCommand, heldBefore, HELD_TAG, isSameState, wholeState } from '../aws/held-scaling.ts';
import { endingAt } from '../deadline.ts';
import { DeployError } from '../errors.ts';
import type { Cause, DeployEvent, Target } from '../model.ts';
import type { World } from '../world.ts';
import { giveBackScaling, removeTrace, suspendScaling, type Held } from '../write/scaling.ts';

/** Nobody else would give it back: even a step whose time is over takes a moment for it. */
const GIVING_BACK_MS = 15_000;
const AT_LEAST_MS = 5_000;
/** A cancelled step has seconds, of which the report needs some. */
const CANCELLED_MS = 4_000;
const READING = {
  action: 'application-autoscaling:DescribeScalableTargets',
  doing: 'reading the auto scaling of the service',
};
const GIVING_BACK = { action: 'application-autoscaling:RegisterScalableTarget', doing: 'giving back the auto scaling' };

const NOTHING_SCALES = 'need not be suspended: nothing scales the service';

/** Resolves to what went wrong, if it did. */
export type GiveBack = () => Promise<Cause | undefined>;

/** A service, and where to tell what happens to it. */
export interface Holding {
  target: Pick<Target, 'name' | 'cluster'> & { service?: Service | undefined };
  say: (event: DeployEvent) => void;
  /** When the step must have ended. */
  endBy?: Date | undefined;
}

/** Suspends the auto scaling of a service until the result is called, or the run is cancelled. */
export async function holdScaling({ target, say, endBy }: Holding, world: World): Promise<GiveBack> {
  const serviceArn = target.service?.serviceArn;
  const place = { cluster: target.cluster, service: target.name };
  const live = serviceArn === undefined ? undefined : await readLive(place, world);
  const trace = heldBefore(target.service);
  const before = trace ?? wholeState(live?.SuspendedState);
  if (serviceArn === undefined || live === undefined || isSameState(before, ALL_SUSPENDED)) {
    if (trace !== undefined) await giveBackTrace({ target, say }, world);
    else tell({ place }, live === undefined ? NOTHING_SCALES : 'was suspended before, and stays so', world);
    return async () => await Promise.resolve(undefined);
  }
  const held = { place, serviceArn, before, endBy };
  if (trace !== undefined) {
    const message = `${leftBehind(target.name)} This step gives it back at its end.`;
    say({ at: world.clock.now(), kind: 'warning', message });
  }
  const giveBack = once(async () => await release(held, say, world));
  const cancel = (): void => void giveBack();
  world.signal.addEventListener('abort', cancel, { once: true });
  try {
    await suspendScaling(held, world);
  } catch (error) {
    const stuck = await giveBack();
    if (stuck === undefined) throw error;
    const { code, message } = toDeployError(error, GIVING_BACK);
    throw new DeployError(code, `${message} ${stuck.message}`, { fix: stuck.fix ?? '', cause: error });
  }
  tell(held, 'is suspended during the deployment', world);
  return async () => {
    world.signal.removeEventListener('abort', cancel);
    const working = giveBack();
    const lastMoment = { milliseconds: CANCELLED_MS, signal: new AbortController().signal };
    if (!world.signal.aborted || (await world.clock.within(lastMoment, working))) return await working;
    return stillSuspended(held, 'AWS did not answer before the cancelled run had to end.', world);
  };
}

/** Gives back what an earlier step left suspended. This step was not asked to touch auto scaling: if it cannot, it says what to do and goes on. */
export async function giveBackTrace({ target, say }: Holding, world: World): Promise<void> {
  const { name, cluster, service } = target;
  const before = heldBefore(service);
  if (before === undefined || service?.serviceArn === undefined) return;
  const held = { place: { cluster, service: name }, serviceArn: service.serviceArn, before };
  const stuck = await release(held, say, world);
  const left = leftBehind(name);
  const message =
    stuck === undefined ? `${left} It was restored.` : `${left} ${stuck.message} ${stuck.fix ?? ''}`.trimEnd();
  say({ at: world.clock.now(), kind: 'warning', message });
}

async function readLive(place: Held['place'], { aws }: World) {
  try {
    return await (await aws.scaling()).describeTarget(place);
  } catch (error) {
    throw toDeployError(error, READING);
  }
}

function leftBehind(name: string): string {
  return `An earlier run left the auto scaling of ${name} suspended, probably because it was killed.`;
}

async function release(
  held: Held & Pick<Holding, 'endBy'>,
  say: Holding['say'],
  world: World,
): Promise<Cause | undefined> {
  const { place, serviceArn, endBy } = held;
  const { region } = world.aws;
  const now = world.clock.now().getTime();
  const end = Math.max(now + AT_LEAST_MS, Math.min(now + GIVING_BACK_MS, endBy?.getTime() ?? Infinity));
  try {
    await endingAt(world, end, (bounded) => giveBackScaling(held, bounded));
  } catch (error) {
    return stillSuspended(held, toDeployError(error, GIVING_BACK).message, world);
  }
  tell(held, 'is as it was before', world);
  try {
    await endingAt(world, end, (bounded) => removeTrace(held, bounded));
  } catch (error) {
    const { code, message } = toDeployError(error, { action: 'ecs:UntagResource', doing: 'removing a tag' });
    // The one warning about missing permissions has the statement.
    const isDenied = code === 'access-denied';
    const why = isDenied ? ', because the role may not do it.' : `: ${message}`;
    const command = `aws ecs untag-resource --resource-arn ${serviceArn} --tag-keys ${HELD_TAG} --region ${region}`;
    const told = `The tag ${HELD_TAG} of ${place.service} was not removed${why} Run \`${command}\`.`;
    say({ at: world.clock.now(), kind: isDenied ? 'notice' : 'warning', message: told });
  }
  return undefined;
}

function stillSuspended({ place, before }: Held, why: string, { aws: { region } }: World): Cause {
  const command = giveBackCommand(place, { state: before, region });
  return {
    message: `The auto scaling of ${place.service} could not be restored: ${why}`,
    fix: `Run \`${command}\`. The next deploy of the service tries it too.`,
  };
}

/** For the log alone: what goes as asked needs no annotation. */
function tell({ place: { service: name, cluster } }: Pick<Held, 'place'>, what: string, world: World): void {
  const message = `The auto scaling of ${name} ${what}.`;
  world.emit({ at: world.clock.now(), kind: 'notice', message }, { name, cluster });
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let working: Promise<T> | undefined;
  return async () => await (working ??= work());
}
