import type { ServiceDeploymentBrief } from '@aws-sdk/client-ecs';
import { isDenied, isUnknownOperation } from '../../aws/failure.ts';
import { CLOCK_SKEW_MS, isPrimary, NO_SERVICE_DEPLOYMENTS, phaseOf } from '../../aws/service.ts';
import { readStoppedTasks, readServiceTasks } from '../../aws/tasks.ts';
import type { EarlyTasks } from '../../model.ts';
import type { World } from '../../world.ts';
import type { Following, Read } from '../state.ts';
import { readBoth, type Both } from './read.ts';
import { definitionOf, readRevisions } from './revisions.ts';

/** Anything older belongs to a deleted service with the same name, however wrong the runner's clock is. */
const OLDER_MS = 5 * CLOCK_SKEW_MS;

/** ECS creates a service deployment and its PRIMARY within a second or two; one further apart may be someone else's. */
const SAME_MOMENT_MS = 2_000;

/** The state of the search for our own service deployment. `unavailable` carries the reason, unless a permission is missing: that is reported once, at the end. */
export type Found =
  /** `early` was asked for along with the proof that it is ours. */
  | { kind: 'found'; arn: string; early?: Early | undefined }
  | { kind: 'not-yet' }
  | { kind: 'unavailable'; reason?: string | undefined };

/** What was asked for before it was certain that it is needed. */
export interface Early {
  both: Promise<Both>;
  /** Only if the deployment had already succeeded: they are read to prove it. */
  tasks?: EarlyTasks | undefined;
}

/**
 * Finds the service deployment that our call started among those that were not there before. With several new ones (someone else
 * deployed at the same moment), ours is the one that targets our service revision or task definition, closest in time to our PRIMARY deployment.
 */
export async function findDeployment(following: Following, world: World): Promise<Read<Found>> {
  const { cluster, service, baseline, primaryCreatedAt, startedAt } = following.started;
  const known = baseline.serviceDeployments;
  if (known === undefined) return { value: { kind: 'unavailable', reason: baseline.unlisted } };
  const notBefore = (primaryCreatedAt ?? startedAt).getTime() - OLDER_MS;
  try {
    const briefs = await world.aws.ecs.listServiceDeployments({ cluster, service });
    const fresh = briefs.filter(
      ({ serviceDeploymentArn: arn, createdAt }) =>
        arn !== undefined &&
        !known.has(arn) &&
        !following.notOurs.has(arn) &&
        (createdAt?.getTime() ?? notBefore) >= notBefore,
    );
    const [only] = fresh.length === 1 ? fresh : [];
    const early = only === undefined ? undefined : readEarly(only, following, world);
    const picked = await pickOurs(fresh, { following, former: formerRevisions(briefs, fresh) }, world);
    return picked.value.kind === 'found' ? { ...picked, value: { ...picked.value, early } } : picked;
  } catch (error) {
    if (isDenied(error)) return { value: { kind: 'unavailable' } };
    if (isUnknownOperation(error)) return { value: { kind: 'unavailable', reason: NO_SERVICE_DEPLOYMENTS } };
    throw error;
  }
}

function readEarly(only: ServiceDeploymentBrief, following: Following, world: World): Early {
  const { started } = following;
  const both = readBoth({ ...following, arn: only.serviceDeploymentArn }, world);
  both.catch(() => undefined);
  if (phaseOf(only) !== 'succeeded') return { both };
  const running = readServiceTasks({ started, stopped: false }, world);
  const stopped = readStoppedTasks(started, world);
  for (const tasks of [running, stopped]) tasks.catch(() => undefined);
  return { both, tasks: { running, stopped } };
}

/** The service names its deployment before any list does; it is ours as long as the PRIMARY is ours. */
export async function findCurrent({ started }: Following, world: World): Promise<string | undefined> {
  const { cluster, service: name, baseline, primaryId } = started;
  const { services } = await world.aws.ecs.describeServices({ cluster, services: [name] });
  const { currentServiceDeployment: arn, deployments = [] } = services?.[0] ?? {};
  const isOurs = deployments.some((one) => isPrimary(one) && one.id !== undefined && one.id === primaryId);
  const isNew = arn !== undefined && baseline.serviceDeployments?.has(arn) === false;
  return isOurs && isNew ? arn : undefined;
}

/** What the service most likely ran before: read in the same call, because the watch shows both sides. */
function formerRevisions(
  briefs: readonly ServiceDeploymentBrief[],
  fresh: readonly ServiceDeploymentBrief[],
): string[] {
  const former = briefs.find((brief) => !fresh.includes(brief) && phaseOf(brief) === 'succeeded');
  return former?.targetServiceRevisionArn === undefined ? [] : [former.targetServiceRevisionArn];
}

interface Search {
  following: Following;
  former: readonly string[];
}

async function pickOurs(
  fresh: ServiceDeploymentBrief[],
  { following, former }: Search,
  world: World,
): Promise<Read<Found>> {
  const { serviceRevisionArn, taskDefinitionArn, primaryCreatedAt } = following.started;
  const nearestFirst = fresh.toSorted((a, b) => distance(a, primaryCreatedAt) - distance(b, primaryCreatedAt));
  if (serviceRevisionArn !== undefined) {
    const ours = nearestFirst.find((one) => one.targetServiceRevisionArn === serviceRevisionArn);
    return { value: toFound(ours) };
  }
  const revisions = nearestFirst.flatMap(({ targetServiceRevisionArn }) => targetServiceRevisionArn ?? []);
  if (taskDefinitionArn === undefined || revisions.length === 0) return provenLater(nearestFirst, following);
  const read = await readRevisions([...revisions, ...former], following, world);
  const candidates = nearestFirst.filter(({ targetServiceRevisionArn }) => {
    const definition = definitionOf({ revisions: read.value }, targetServiceRevisionArn);
    return definition === undefined ? nearestFirst.length === 1 : definition === taskDefinitionArn;
  });
  const { value, learnt } = provenLater(candidates, following);
  return { value, learnt: { ...read.learnt, ...learnt }, warnings: read.warnings };
}

/** The closest one; if it is not the only one, or does not match the time of our call, it may be someone else's. */
function provenLater(candidates: readonly ServiceDeploymentBrief[], { started }: Following): Read<Found> {
  const { primaryId, primaryCreatedAt } = started;
  const [nearest] = candidates;
  const certain = candidates.length === 1 && distance(nearest, primaryCreatedAt) <= SAME_MOMENT_MS;
  return { value: toFound(nearest), learnt: { provesPrimary: primaryId !== undefined && !certain } };
}

function toFound({ serviceDeploymentArn: arn }: ServiceDeploymentBrief = {}): Found {
  return arn === undefined ? { kind: 'not-yet' } : { kind: 'found', arn };
}

/** Milliseconds between a service deployment and our PRIMARY deployment; if ECS gave no time for ours, the oldest is the closest. */
function distance({ createdAt }: ServiceDeploymentBrief = {}, primaryCreatedAt: Date | undefined): number {
  return Math.abs((createdAt?.getTime() ?? 0) - (primaryCreatedAt?.getTime() ?? 0));
}
