import type { Service, ServiceDeployment } from '@aws-sdk/client-ecs';
import { errorName, isDenied, isUnknownOperation } from '../aws/failure.ts';
import { gatewayTargetGroups } from '../aws/gateways.ts';
import { NO_SERVICE_DEPLOYMENTS } from '../aws/service.ts';
import type { RevisionState, TargetState } from '../model.ts';
import type { World } from '../world.ts';
import { readCodeDeploy } from './codedeploy/read.ts';
import type { CodeDeployObservation } from './codedeploy/observation.ts';
import { taskSetStates } from './codedeploy/task-sets.ts';
import type { Following } from './following.ts';
import { isDue, targetsEvery, type Pace } from './pace.ts';
import { managedResources, type ManagedResource } from './ecs/resources.ts';
import { learnRevisions } from './ecs/revisions.ts';

/** What one look at a deployment showed. Parts that were not due keep what the look before had. */
export interface Snapshot {
  at: Date;
  deployment?: ServiceDeployment | undefined;
  codeDeploy?: CodeDeployObservation | undefined;
  service?: Service;
  serviceAt?: Date;
  /** What ECS makes for an Express service. */
  resources: ManagedResource[];
  targets?: TargetState[] | undefined;
  /** When they were last told, and last asked for. */
  targetsAt?: Date | undefined;
  targetsAskedAt?: Date | undefined;
}

/** Takes one look; reads only what is due. */
export async function readSnapshot(
  look: {
    following: Following;
    before: Snapshot | undefined;
    pace: Pace;
    /** Whether to read what is not due, too. */
    all?: boolean;
    /** Whether the deployment is over, so that it changes no more. */
    ended?: boolean;
  },
  world: World,
): Promise<Snapshot> {
  const { following, before, pace, all = false, ended = false } = look;
  const now = world.clock.now();
  const serviceDue = all || isDue({ last: before?.serviceAt, every: pace.serviceEvery, now });
  const groups = targetGroups({ following, deployment: before?.deployment, service: before?.service }).length;
  const targetsDue = all || isDue({ last: before?.targetsAskedAt, every: targetsEvery(pace, groups), now });
  const [read, dueService, codeDeploy] = await Promise.all([
    ended ? undefined : readDeployment(following, world),
    serviceDue ? readService(following, world) : undefined,
    readCodeDeploy({ following, before: before?.codeDeploy, all }, world),
  ]);
  const deployment = read ?? before?.deployment;
  const readsService = serviceDue || hasNews(before?.deployment, deployment);
  const service = readsService ? (dueService ?? (await readService(following, world))) : before?.service;
  if (deployment !== undefined && (targetsDue || before?.deployment === undefined)) {
    await learnRevisions(revisionArns(deployment), { following, world });
  }
  const targets =
    targetsDue && following.readsTargets ? await readTargets({ following, deployment, service }, world) : undefined;
  return {
    at: now,
    deployment,
    codeDeploy,
    service: service ?? before?.service,
    serviceAt: readsService ? now : before?.serviceAt,
    resources: managedResources(following.revisions.get(deployment?.targetServiceRevision?.arn ?? '')),
    targets: targets ?? before?.targets,
    targetsAt: targets === undefined ? before?.targetsAt : now,
    targetsAskedAt: targetsDue ? now : before?.targetsAskedAt,
  };
}

/** What led to a change stands in the events of the service, and is to be told before it. */
function hasNews(before: ServiceDeployment | undefined, now: ServiceDeployment | undefined): boolean {
  return toldOf(before) !== toldOf(now);
}

function toldOf(deployment: ServiceDeployment | undefined): string {
  const { status, lifecycleStage, deploymentCircuitBreaker } = deployment ?? {};
  const { targetServiceRevision, sourceServiceRevisions } = deployment ?? {};
  const { failureCount } = deploymentCircuitBreaker ?? {};
  return JSON.stringify([status, lifecycleStage, failureCount, targetServiceRevision, sourceServiceRevisions]);
}

async function readDeployment(following: Following, world: World): Promise<ServiceDeployment | undefined> {
  const byEcs = following.started.codeDeploy === undefined;
  if (following.arn === undefined || !following.readsDeployment || !byEcs) return undefined;
  try {
    return await world.aws.ecs.describeServiceDeployment(following.arn);
  } catch (error) {
    if (!isDenied(error) && !isUnknownOperation(error)) throw error;
    following.readsDeployment = false;
    if (!isDenied(error)) following.warn(NO_SERVICE_DEPLOYMENTS);
    return undefined;
  }
}

async function readService({ started }: Following, world: World): Promise<Service | undefined> {
  const { services } = await world.aws.ecs.describeServices({ cluster: started.cluster, services: [started.service] });
  return services?.[0];
}

function revisionArns(deployment: ServiceDeployment): string[] {
  const sources = deployment.sourceServiceRevisions ?? [];
  return [deployment.targetServiceRevision, ...sources].flatMap((revision) => revision?.arn ?? []);
}

async function readTargets(
  seen: { following: Following; deployment: ServiceDeployment | undefined; service: Service | undefined },
  world: World,
): Promise<TargetState[] | undefined> {
  const arns = targetGroups(seen);
  if (arns.length === 0) return [];
  try {
    const elbv2 = await world.aws.elbv2();
    const health = await Promise.all(arns.map(async (arn) => ({ arn, found: await elbv2.describeTargetHealth(arn) })));
    return health.flatMap(({ arn, found }) =>
      found.map(({ Target, TargetHealth }) => ({
        targetGroupArn: arn,
        id: Target?.Id ?? 'unknown',
        state: TargetHealth?.State ?? 'unknown',
        port: Target?.Port,
        reason: TargetHealth?.Reason,
        description: TargetHealth?.Description,
      })),
    );
  } catch (error) {
    const unknown = isUnknownOperation(error);
    if (unknown || isDenied(error)) seen.following.readsTargets = false;
    if (unknown) seen.following.warn('This endpoint does not know target health, so it is not verified.');
    else if (!isDenied(error))
      seen.following.warn(`Target health could not be read (${errorName(error)}); trying again.`);
    return undefined;
  }
}

/** The target groups that our revision serves: those of the service, and those that ECS manages for an Express service. */
export function targetGroups(seen: {
  following: Following;
  deployment: ServiceDeployment | undefined;
  service: Service | undefined;
}): string[] {
  const revision = seen.following.revisions.get(seen.deployment?.targetServiceRevision?.arn ?? '');
  const arns = [
    ...(seen.service?.taskSets ?? []).flatMap(({ loadBalancers = [] }) =>
      loadBalancers.map(({ targetGroupArn }) => targetGroupArn),
    ),
    ...(seen.service?.loadBalancers ?? []).flatMap(({ targetGroupArn, advancedConfiguration }) => [
      targetGroupArn,
      advancedConfiguration?.alternateTargetGroupArn,
    ]),
    ...(revision?.resolvedConfiguration?.loadBalancers ?? []).map(({ targetGroupArn }) => targetGroupArn),
    ...(revision?.ecsManagedResources?.ingressPaths ?? []).flatMap(({ targetGroups: groups }) =>
      (groups ?? []).map(({ arn }) => arn),
    ),
    ...gatewayTargetGroups(revision).flat(),
  ];
  return [...new Set(arns.flatMap((arn) => arn ?? []))];
}

/** Both sides of the deployment with their counts, from the service deployment or, failing that, from DescribeServices. */
export function toRevisionStates(snapshot: Snapshot, following: Following): RevisionState[] {
  const { deployment, service } = snapshot;
  if (deployment?.targetServiceRevision !== undefined) {
    const sides = [
      { role: 'target' as const, revision: deployment.targetServiceRevision },
      ...(deployment.sourceServiceRevisions ?? []).map((revision) => ({ role: 'source' as const, revision })),
    ];
    return sides.map(({ role, revision }) => ({
      role,
      arn: revision.arn ?? '',
      desired: revision.requestedTaskCount ?? 0,
      running: revision.runningTaskCount ?? 0,
      pending: revision.pendingTaskCount ?? 0,
      taskDefinitionArn:
        following.taskDefinitions.get(revision.arn ?? '') ??
        (role === 'target' ? ownTaskDefinition(following) : undefined),
      productionWeight: revision.requestedProductionTrafficWeight,
      testWeight: revision.requestedTestTrafficWeight,
    }));
  }
  if (snapshot.codeDeploy !== undefined) return taskSetStates(snapshot, following.started);
  return (service?.deployments ?? []).map((deployment_) => ({
    role: deployment_.id === following.started.primaryId ? ('target' as const) : ('source' as const),
    arn: deployment_.id ?? '',
    desired: deployment_.desiredCount ?? 0,
    running: deployment_.runningCount ?? 0,
    pending: deployment_.pendingCount ?? 0,
    taskDefinitionArn: deployment_.taskDefinition,
  }));
}

/** The revision that our own deployment goes to runs what we started, whether or not it may be read. */
function ownTaskDefinition({ started, provesPrimary }: Following): string | undefined {
  return provesPrimary === true ? undefined : started.taskDefinitionArn;
}
