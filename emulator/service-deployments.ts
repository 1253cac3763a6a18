import type {
  ContinueServiceDeploymentRequest,
  DeploymentLifecycleHookDetail,
  DescribeServiceDeploymentsRequest,
  DescribeServiceRevisionsRequest,
  GatewayConnector,
  ListServiceDeploymentsRequest,
  ServiceDeployment,
  ServiceRevision,
  StopServiceDeploymentRequest,
} from '@aws-sdk/client-ecs';
import { ApiError, clientException, invalidParameter } from './api-error.ts';
import { breakerThreshold } from './breaker.ts';
import { gatewayConnections } from './gateways.ts';
import { paginate } from './paginate.ts';
import { revisionCounts } from './render-service.ts';
import { isRolling, isTerminal, rollBack, setStatus, stopSoon } from './rollouts.ts';
import { findService } from './services.ts';
import type { DeploymentRecord, Region, RevisionRecord, RolloutRecord, ServiceRecord } from './world.ts';

export function listServiceDeployments(region: Region, request: ListServiceDeploymentsRequest) {
  const service = findService(region, request.cluster, request.service);
  const { clock, faults } = region.world;
  const newest = clock.now() - faults.staleSeconds.listServiceDeployments * 1000;
  const [after, before] = [toTime(request.createdAt?.after), toTime(request.createdAt?.before)];
  const rollouts = service.rollouts
    .filter((rollout) => faults.staleSeconds.listServiceDeployments === 0 || rollout.createdAt.getTime() <= newest)
    .filter((rollout) => !request.status?.length || request.status.includes(rollout.status))
    .filter((rollout) => after === undefined || rollout.createdAt.getTime() > after)
    .filter((rollout) => before === undefined || rollout.createdAt.getTime() < before);
  const page = paginate(rollouts, request.maxResults ?? 20, request.nextToken);
  return {
    serviceDeployments: page.items.map((rollout) => ({
      serviceDeploymentArn: rollout.arn,
      serviceArn: service.arn,
      clusterArn: service.cluster.arn,
      ...times(rollout),
      targetServiceRevisionArn: rollout.target.revision.arn,
      ...shownStatus(region, rollout),
    })),
    ...page.next,
  };
}

export function describeServiceDeployments(region: Region, request: DescribeServiceDeploymentsRequest) {
  const arns = request.serviceDeploymentArns ?? [];
  if (arns.length > 20) throw invalidParameter('serviceDeploymentArns can have at most 20 elements.');
  const { clock, faults } = region.world;
  const newest = clock.now() - faults.staleSeconds.describeServiceDeployments * 1000;
  const found = arns.map((arn) => ({ arn, entry: findRollout(region, arn) }));
  const visible = (entry: { rollout: RolloutRecord } | undefined): boolean =>
    entry !== undefined &&
    (faults.staleSeconds.describeServiceDeployments === 0 || entry.rollout.createdAt.getTime() <= newest);
  return {
    serviceDeployments: found.flatMap(({ entry }) =>
      entry && visible(entry) ? [renderRollout(entry.service, entry.rollout)] : [],
    ),
    failures: found.filter(({ entry }) => !visible(entry)).map(({ arn }) => ({ arn, reason: 'MISSING' })),
  };
}

export function describeServiceRevisions(region: Region, request: DescribeServiceRevisionsRequest) {
  const found = (request.serviceRevisionArns ?? []).map((arn) => {
    const service = region.services.find((candidate) => candidate.revisions.some((revision) => revision.arn === arn));
    if (service?.status === 'INACTIVE') {
      throw invalidParameter('Cannot call DescribeServiceRevisions for a service that is INACTIVE');
    }
    return { arn, service, revision: service?.revisions.find((revision) => revision.arn === arn) };
  });
  return {
    serviceRevisions: found.flatMap(({ service, revision }) =>
      service && revision ? [renderRevision(service, revision)] : [],
    ),
    failures: found.filter(({ revision }) => !revision).map(({ arn }) => ({ arn, reason: 'MISSING' })),
  };
}

export function stopServiceDeployment(region: Region, request: StopServiceDeploymentRequest) {
  const found = findRollout(region, request.serviceDeploymentArn ?? '');
  if (!found) throw new ApiError('ServiceDeploymentNotFoundException', 'The service deployment does not exist.');
  const { service, rollout } = found;
  if (isTerminal(rollout)) {
    throw new ApiError('ConflictException', 'The service deployment is in a terminal state and can not be stopped.');
  }
  if (rollout.status === 'PENDING' || rollout.status === 'IN_PROGRESS') {
    if (request.stopType === 'ABORT') {
      rollout.target.startsHeld = true;
      stopSoon(service, rollout);
    } else {
      requestRollback(service, rollout, 'Service deployment rolled back because it was requested by the user.');
    }
  }
  return { serviceDeploymentArn: rollout.arn };
}

export function continueServiceDeployment(region: Region, request: ContinueServiceDeploymentRequest) {
  const found = findRollout(region, request.serviceDeploymentArn ?? '');
  if (!found) throw new ApiError('ServiceDeploymentNotFoundException', 'The service deployment does not exist.');
  const { service, rollout } = found;
  if (isTerminal(rollout)) {
    throw clientException('Continuing a service deployment is not allowed for service deployment in terminal states.');
  }
  if (!/^ecs-[a-z]+-.+$/.test(request.hookId ?? '')) {
    throw invalidParameter('Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}');
  }
  const hook = rollout.hooks.find((candidate) => candidate.hookId === request.hookId);
  if (hook?.status !== 'AWAITING_ACTION') {
    throw invalidParameter(
      'Provided hookId is either completed, unavailable, or not associated with the given Resource ARN',
    );
  }
  const back = request.action === 'ROLLBACK';
  hook.status = back ? 'FAILED' : 'SUCCEEDED';
  if (back) {
    requestRollback(service, rollout, `Service deployment rolled back because ${hook.stage} lifecycle hook(s) failed.`);
  }
  return { serviceDeploymentArn: rollout.arn };
}

function requestRollback(service: ServiceRecord, rollout: RolloutRecord, reason: string): void {
  setStatus(service, rollout, 'ROLLBACK_REQUESTED');
  rollout.target.startsHeld = true;
  service.region.world.clock.at(5000, () => {
    if (rollout.status !== 'ROLLBACK_REQUESTED') return;
    rollout.target.rolloutState = 'FAILED';
    rollout.target.rolloutStateReason = `ECS deployment ${rollout.target.id} stopped.`;
    rollBack(service, rollout, reason);
  });
}

function findRollout(region: Region, arn: string): { service: ServiceRecord; rollout: RolloutRecord } | undefined {
  for (const service of region.services) {
    const rollout = service.rollouts.find((candidate) => candidate.arn === arn);
    if (rollout) return { service, rollout };
  }
  return undefined;
}

function renderRollout(service: ServiceRecord, rollout: RolloutRecord): ServiceDeployment {
  const { rollback, stage } = rollout;
  const breaker = rollout.configuration.deploymentCircuitBreaker;
  return {
    serviceDeploymentArn: rollout.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    ...times(rollout),
    ...(rollout.stoppedAt ? { stoppedAt: rollout.stoppedAt } : {}),
    updatedAt: rollout.updatedAt,
    sourceServiceRevisions: rollout.sources.map((source) => revisionState(service, source)),
    targetServiceRevision: revisionState(service, rollout.target),
    ...shownStatus(service.region, rollout),
    ...(stage && stage !== 'DONE' ? { lifecycleStage: stage as ServiceDeployment['lifecycleStage'] } : {}),
    ...(rollout.hooks.length > 0 ? { lifecycleHookDetails: rollout.hooks.map(hookDetail) } : {}),
    deploymentConfiguration: rollout.configuration,
    ...(rollback
      ? {
          rollback: {
            reason: rollback.reason,
            startedAt: rollback.startedAt,
            serviceRevisionArn: rollback.to.revision.arn,
          },
        }
      : {}),
    deploymentCircuitBreaker: {
      status: monitorStatus(breaker?.enable ?? false, rollout.breakerTriggered, isTerminal(rollout)),
      failureCount: rollout.failureCount,
      threshold: breakerThreshold(breaker ?? { enable: false, rollback: false }, service.desiredCount),
    },
    alarms: {
      status: monitorStatus(
        rollout.configuration.alarms?.enable ?? false,
        rollout.triggeredAlarms.length > 0,
        isTerminal(rollout),
      ),
      alarmNames: rollout.configuration.alarms?.alarmNames ?? [],
      triggeredAlarmNames: rollout.triggeredAlarms,
    },
  };
}

function revisionState(service: ServiceRecord, deployment: DeploymentRecord) {
  const present = service.deployments.includes(deployment);
  const counts = present
    ? revisionCounts(service, deployment)
    : { arn: deployment.revision.arn, requestedTaskCount: 0, runningTaskCount: 0, pendingTaskCount: 0 };
  if (isRolling(service)) return counts;
  return {
    ...counts,
    requestedTestTrafficWeight: deployment.testWeight,
    requestedProductionTrafficWeight: deployment.productionWeight,
  };
}

function renderRevision(service: ServiceRecord, revision: RevisionRecord): ServiceRevision {
  const { settings, taskDefinition } = revision;
  const strategy = settings.capacityProviderStrategy ?? [];
  const arm = revision.express?.cpuArchitecture === 'ARM64';
  return {
    serviceRevisionArn: revision.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    taskDefinition: taskDefinition.arn,
    ...(strategy.length > 0 ? { capacityProviderStrategy: strategy } : { launchType: settings.launchType ?? 'EC2' }),
    ...(settings.platformVersion ? { platformVersion: settings.platformVersion } : {}),
    loadBalancers: settings.loadBalancers ?? [],
    serviceRegistries: settings.serviceRegistries ?? [],
    ...(settings.networkConfiguration ? { networkConfiguration: settings.networkConfiguration } : {}),
    containerImages: (taskDefinition.definition.containerDefinitions ?? []).map((container) => ({
      containerName: container.name,
      image: container.image,
      imageDigest: revision.digests.get(container.image ?? ''),
    })),
    guardDutyEnabled: false,
    ...(settings.volumeConfigurations ? { volumeConfigurations: settings.volumeConfigurations } : {}),
    ...(settings.serviceConnectConfiguration
      ? { serviceConnectConfiguration: settings.serviceConnectConfiguration }
      : {}),
    ...(settings.vpcLatticeConfigurations ? { vpcLatticeConfigurations: settings.vpcLatticeConfigurations } : {}),
    ...(service.settings.monitoring ? { monitoring: service.settings.monitoring } : {}),
    createdAt: revision.createdAt,
    ...renderResolved(service, revision),
    ...renderGateways(service, settings.gatewayConnectors ?? []),
    ...(service.express
      ? {
          ecsManagedResources: service.express.resources,
          overrides: { runtimePlatform: { cpuArchitecture: arm ? 'ARM64' : 'X86_64' } },
        }
      : {}),
  };
}

/** Through which of its target groups a revision gets its traffic (API/API_ResolvedConfiguration, API/API_ServiceRevisionLoadBalancer). */
function renderResolved(service: ServiceRecord, revision: RevisionRecord): Partial<ServiceRevision> {
  const balancers = revision.settings.loadBalancers ?? [];
  if (balancers.length === 0) return {};
  const alternate = service.deployments.find((one) => one.revision === revision)?.onAlternateTargets === true;
  const loadBalancers = balancers.map(({ targetGroupArn, advancedConfiguration: advanced }) => ({
    targetGroupArn: (alternate ? advanced?.alternateTargetGroupArn : undefined) ?? targetGroupArn,
    ...(advanced?.productionListenerRule ? { productionListenerRule: advanced.productionListenerRule } : {}),
  }));
  return { resolvedConfiguration: { loadBalancers } };
}

function renderGateways(service: ServiceRecord, gatewayConnectors: GatewayConnector[]): Partial<ServiceRevision> {
  if (gatewayConnectors.length === 0) return {};
  return {
    gatewayConnectors,
    ecsManagedResources: { gatewayConnections: gatewayConnections(service, gatewayConnectors) },
  };
}

const hookDetail = ({
  hookId,
  targetType,
  targetArn,
  status,
  expiresAt,
  timeoutAction,
}: DeploymentLifecycleHookDetail) => ({
  hookId,
  targetType,
  ...(targetArn === undefined ? {} : { targetArn }),
  status,
  expiresAt,
  timeoutAction,
});

function shownStatus(region: Region, rollout: RolloutRecord) {
  const shown = region.world.faults.statusAs.get(rollout.status) ?? rollout.status;
  return {
    status: shown as RolloutRecord['status'],
    ...(rollout.statusReason ? { statusReason: rollout.statusReason } : {}),
  };
}

function monitorStatus(enabled: boolean, triggered: boolean, over: boolean) {
  if (!enabled) return 'DISABLED';
  if (triggered) return 'TRIGGERED';
  return over ? 'MONITORING_COMPLETE' : 'MONITORING';
}

const times = (rollout: RolloutRecord) => ({
  createdAt: rollout.createdAt,
  ...(rollout.startedAt ? { startedAt: rollout.startedAt } : {}),
  ...(rollout.finishedAt ? { finishedAt: rollout.finishedAt } : {}),
});

/** Timestamps arrive as seconds since the epoch. */
const toTime = (value: Date | undefined): number | undefined =>
  value === undefined ? undefined : typeof value === 'number' ? value * 1000 : value.getTime();
