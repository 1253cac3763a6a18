import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { Deployment, ServiceDeployment, ServiceDeploymentBrief, ServiceRevision } from '@aws-sdk/client-ecs';
import { errorName, failedCall, isBadCredentials, isDenied, isThrottled, isUnknownOperation } from '../aws/failure.ts';
import { readDenial, type Denial } from '../aws/denial.ts';
import {
  controllerOf,
  firstTaskSet,
  isOver,
  isPrimary,
  NO_SERVICE_DEPLOYMENTS,
  notListed,
  rolloutOf,
  stabilityOf,
} from '../aws/service.ts';
import type { Started } from '../model.ts';
import type { World } from '../world.ts';
import { deploymentInFlight } from './in-progress.ts';
import type { Located } from './locate.ts';
import { newestFirst, pickDeployment } from './pick.ts';

/** A deployment that someone else started, with what AWS shows of it, in the shape we use to follow our own. */
export interface Attached {
  located: Located;
  started: Started;
  /** True when nothing is in flight: this is the last one. */
  over: boolean;
  /** The revision it replaces. */
  previousTaskDefinitionArn?: string | undefined;
  /** Absent if service deployments cannot be read. */
  deployment?: ServiceDeployment | undefined;
  /** The permission without which they cannot be read. */
  denial?: Denial | undefined;
  /** The call that failed, and how, if no permission is missing. */
  failed?: string | undefined;
  codeDeploy?: DeploymentInfo | undefined;
  /** The newest ones, newest first. */
  recent: ServiceDeploymentBrief[];
}

/** How long a list may lag behind DescribeServices. */
const LOOKS = 6;
const LOOK_EVERY_MS = 2_000;
/** Tasks and the entry in DescribeServices are created within seconds of the service deployment. */
const SAME_MOMENT_MS = 60_000;

/** Finds the deployment of a service that is in flight, or the last one; undefined when there was none. Read-only. */
export async function readAttached(located: Located, world: World): Promise<Attached | undefined> {
  if (located.kind === 'codedeploy') return (await readCodeDeploy(located, world)) ?? byTaskSet(located);
  if (controllerOf(located.service) !== 'ECS') return byTaskSet(located);
  const listing = await listUntilSeen(located, world);
  const { recent } = listing;
  const picked = pickDeployment(recent ?? []);
  if (picked !== undefined && isOver(picked) && deploymentInFlight(located.service) !== undefined)
    return byId(located, listing);
  const { deployment, ...unread } = await describe(picked?.serviceDeploymentArn, world);
  if (deployment !== undefined) return await byDeployment({ located, deployment, recent }, world);
  return byId(located, picked === undefined ? listing : unread);
}

/** DescribeServices may show a deployment that the list does not have yet; it is listed within seconds. */
async function listUntilSeen(located: Located, world: World): Promise<Listing> {
  for (let look = 1; ; look += 1) {
    const listing = await listRecent(located, world);
    const { recent } = listing;
    const picked = pickDeployment(recent ?? []);
    const isSeen = picked !== undefined && !isOver(picked);
    if (recent === undefined || isSeen || look === LOOKS || deploymentInFlight(located.service) === undefined)
      return listing;
    await world.clock.sleep(LOOK_EVERY_MS, world.signal);
  }
}

interface Listing {
  /** Absent if they cannot be listed. */
  recent?: ServiceDeploymentBrief[];
  /** Why not, unless a permission is missing. */
  unlisted?: string;
  denial?: Denial | undefined;
  failed?: string | undefined;
}

async function listRecent({ cluster, name }: Located, world: World): Promise<Listing> {
  try {
    return { recent: await world.aws.ecs.listServiceDeployments({ cluster, service: name }) };
  } catch (error) {
    if (isBadCredentials(error) || isThrottled(error)) throw error;
    if (isDenied(error)) return { denial: readDenial(error) };
    if (isUnknownOperation(error)) return { unlisted: NO_SERVICE_DEPLOYMENTS };
    return { unlisted: notListed(errorName(error)), failed: failedCall(error) };
  }
}

type Described = Pick<Attached, 'deployment' | 'denial' | 'failed'>;

async function describe(arn: string | undefined, world: World): Promise<Described> {
  if (arn === undefined) return {};
  let unread: Described = {};
  const deployment = await orUndefined(async () => {
    try {
      return await world.aws.ecs.describeServiceDeployment(arn);
    } catch (error) {
      unread = isDenied(error) ? { denial: readDenial(error) } : { failed: failedCall(error) };
      throw error;
    }
  });
  return deployment === undefined ? unread : { deployment };
}

async function byDeployment(
  found: { located: Located; deployment: ServiceDeployment; recent: ServiceDeploymentBrief[] | undefined },
  world: World,
): Promise<Attached> {
  const { located, deployment, recent = [] } = found;
  const { serviceDeploymentArn: arn, targetServiceRevision: target, sourceServiceRevisions: sources = [] } = deployment;
  const asked = [target, ...sources].flatMap((revision) => revision?.arn ?? []);
  const revisions = (await orUndefined(() => world.aws.ecs.describeServiceRevisions(asked))) ?? [];
  const startedAt = deployment.createdAt ?? deployment.startedAt ?? world.clock.now();
  const taskDefinition = definitionOf(revisions, target?.arn);
  const own = ownDeployment(located, { taskDefinition, startedAt });
  const others = recent.flatMap(({ serviceDeploymentArn }) => serviceDeploymentArn ?? []).filter((one) => one !== arn);
  const started: Started = {
    ...startedOf(located, { startedAt, own }),
    ...(arn === undefined ? {} : { deploymentArn: arn }),
  };
  started.baseline.serviceDeployments = new Set(others);
  const taskDefinitionArn = taskDefinition ?? own?.taskDefinition;
  if (taskDefinitionArn !== undefined) started.taskDefinitionArn = taskDefinitionArn;
  const source = sources.map((one) => definitionOf(revisions, one.arn)).find((one) => one !== undefined);
  return {
    located,
    started,
    deployment,
    recent: newestFirst(recent),
    over: isOver(deployment),
    previousTaskDefinitionArn: source,
  };
}

/** If service deployments cannot be read, DescribeServices still shows the PRIMARY and a failed one next to it. */
function byId(located: Located, { recent, unlisted, denial, failed: broken }: Listing): Attached | undefined {
  const deployments = located.service?.deployments ?? [];
  const primary = deployments.find(isPrimary);
  const failed = deployments.find((one) => rolloutOf(one) === 'failed');
  const own = failed ?? rolledBack(located, primary) ?? primary;
  if (own === undefined) return undefined;
  const started = startedOf(located, { startedAt: own.createdAt ?? new Date(0), own });
  if (own.taskDefinition !== undefined) started.taskDefinitionArn = own.taskDefinition;
  if (recent !== undefined)
    started.baseline.serviceDeployments = new Set(
      recent.flatMap(({ serviceDeploymentArn }) => serviceDeploymentArn ?? []),
    );
  if (unlisted !== undefined) started.baseline.unlisted = unlisted;
  const former = deployments.find((one) => one !== own);
  const over = own !== failed && rolloutOf(primary) !== 'running';
  return {
    located,
    started,
    over,
    denial,
    failed: broken,
    recent: [],
    previousTaskDefinitionArn: former?.taskDefinition,
  };
}

const FAILURE = /\(deployment (?<id>ecs-svc\/\d+)\) deployment failed/;
const STEADY = /has reached a steady state|deployment completed/;

/** A deployment that was rolled back is gone from the list, but the events still mention it. */
function rolledBack({ service }: Located, primary: Deployment | undefined): Deployment | undefined {
  const events = service?.events ?? [];
  const at = events.findIndex(({ message = '' }) => FAILURE.test(message));
  const id = FAILURE.exec(events[at]?.message ?? '')?.groups?.['id'];
  if (id === undefined || id === primary?.id) return undefined;
  if ((events[at]?.createdAt?.getTime() ?? 0) < (primary?.createdAt?.getTime() ?? 0)) return undefined;
  const older = events.slice(at + 1);
  const steady = older.findIndex(({ message = '' }) => STEADY.test(message));
  const first = older.slice(0, steady < 0 ? undefined : steady).at(-1) ?? events[at];
  return { id, createdAt: first?.createdAt };
}

function startedOf(
  { cluster, name, service }: Located,
  { startedAt, own }: { startedAt: Date; own: Deployment | undefined },
): Started {
  const deployments = service?.deployments ?? [];
  const former = deployments.find((one) => one.id !== own?.id && (own !== undefined || isPrimary(one)));
  const told = (service?.events ?? []).filter(({ createdAt }) => (createdAt?.getTime() ?? 0) < startedAt.getTime());
  return {
    cluster,
    service: name,
    serviceArn: service?.serviceArn ?? name,
    startedAt,
    deploys: true,
    baseline: {
      ...(former?.id === undefined ? {} : { primaryId: former.id }),
      eventIds: new Set(told.flatMap(({ id }) => id ?? [])),
    },
    ...(own?.id === undefined ? {} : { primaryId: own.id }),
  };
}

/** The `ecs-svc/…` entry that belongs to a service deployment: AWS links them by time and revision alone. */
function ownDeployment(
  { service }: Located,
  { taskDefinition, startedAt }: { taskDefinition: string | undefined; startedAt: Date },
): Deployment | undefined {
  const distance = ({ createdAt }: Deployment): number => Math.abs((createdAt?.getTime() ?? 0) - startedAt.getTime());
  const [nearest] = (service?.deployments ?? [])
    .filter((one) => taskDefinition === undefined || one.taskDefinition === taskDefinition)
    .toSorted((a, b) => distance(a) - distance(b));
  return nearest !== undefined && distance(nearest) <= SAME_MOMENT_MS ? nearest : undefined;
}

function definitionOf(revisions: ServiceRevision[], arn: string | undefined): string | undefined {
  return revisions.find(({ serviceRevisionArn }) => serviceRevisionArn === arn)?.taskDefinition;
}

/** Before CodeDeploy's first deployment: the task set with which ECS created the service. */
function byTaskSet(located: Located): Attached | undefined {
  const own = firstTaskSet(located.service);
  if (own === undefined) return undefined;
  const startedAt = own.createdAt ?? located.service?.createdAt ?? new Date(0);
  const { baseline, ...started } = startedOf(located, { startedAt, own: undefined });
  return {
    located,
    over: stabilityOf(own) === 'steady',
    recent: [],
    started: {
      ...started,
      byTaskSet: true,
      baseline: { ...baseline, taskSetIds: new Set() },
      ...(own.id === undefined ? {} : { primaryId: own.id }),
      ...(own.taskDefinition === undefined ? {} : { taskDefinitionArn: own.taskDefinition }),
    },
  };
}

/** CodeDeploy puts the id of its deployment on the task set it creates. */
async function readCodeDeploy(located: Located, world: World): Promise<Attached | undefined> {
  const { group, service } = located;
  const id = group?.active?.id ?? group?.known.at(-1);
  if (group === undefined || id === undefined) return undefined;
  const codeDeploy = await (await world.aws.codeDeploy()).getDeployment(id);
  const sets = service?.taskSets ?? [];
  const own = sets.find(({ externalId }) => externalId === id);
  const others = sets.filter((set) => set !== own);
  const started = startedOf(located, { startedAt: codeDeploy?.createTime ?? world.clock.now(), own: undefined });
  return {
    located,
    codeDeploy,
    over: group.active === undefined,
    recent: [],
    previousTaskDefinitionArn: others[0]?.taskDefinition,
    started: {
      ...started,
      codeDeploy: { deploymentId: id, group },
      baseline: { ...started.baseline, taskSetIds: new Set(others.flatMap((set) => set.id ?? [])) },
      ...(own?.id === undefined ? {} : { primaryId: own.id }),
      ...(own?.taskDefinition === undefined ? {} : { taskDefinitionArn: own.taskDefinition }),
    },
  };
}

/** If service deployments cannot be read for any reason, the deployment is followed in DescribeServices, with a warning. */
async function orUndefined<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isBadCredentials(error) || isThrottled(error)) throw error;
    return undefined;
  }
}
