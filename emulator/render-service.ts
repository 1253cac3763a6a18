import type { Deployment, PlacementStrategy, Service, ServiceCurrentRevisionSummary } from '@aws-sdk/client-ecs';
import { roleArn } from './names.ts';
import { currentRollout, isCodeDeploy, isRolling, primaryOf } from './rollouts.ts';
import { renderTaskSet } from './task-sets.ts';
import { isLive, isPending, tasksOf } from './tasks.ts';
import type { DeploymentRecord, ServiceRecord } from './world.ts';

/** A service as DescribeServices shows it. */
export function renderService(service: ServiceRecord): Service {
  const { region, settings } = service;
  const codeDeploy = isCodeDeploy(service);
  const deployments = service.deployments.map((deployment) => renderDeployment(service, deployment));
  const rollout = currentRollout(service);
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.cluster.arn,
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: sum(deployments, 'runningCount'),
    pendingCount: sum(deployments, 'pendingCount'),
    taskDefinition: service.taskDefinition.arn,
    deployments: codeDeploy ? [] : deployments,
    ...(codeDeploy ? { taskSets: service.deployments.map((taskSet) => renderTaskSet(service, taskSet)) } : {}),
    events: [...service.events],
    createdAt: service.createdAt,
    createdBy: roleArn(region, 'deploy'),
    loadBalancers: settings.loadBalancers ?? [],
    serviceRegistries: settings.serviceRegistries ?? [],
    placementConstraints: settings.placementConstraints ?? [],
    placementStrategy: (settings.placementStrategy ?? []).map(spell),
    ...launch(service),
    ...(settings.networkConfiguration ? { networkConfiguration: settings.networkConfiguration } : {}),
    ...(settings.healthCheckGracePeriodSeconds === undefined
      ? {}
      : { healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds }),
    deploymentConfiguration: settings.deploymentConfiguration,
    deploymentController: settings.deploymentController ?? { type: 'ECS' },
    schedulingStrategy: settings.schedulingStrategy ?? 'REPLICA',
    enableECSManagedTags: settings.enableECSManagedTags ?? false,
    enableExecuteCommand: settings.enableExecuteCommand ?? false,
    propagateTags: settings.propagateTags ?? 'NONE',
    availabilityZoneRebalancing: settings.availabilityZoneRebalancing ?? 'DISABLED',
    resourceManagementType: service.express ? 'ECS' : 'CUSTOMER',
    ...(rollout ? { currentServiceDeployment: rollout.arn } : {}),
    currentServiceRevisions: service.deployments.map((deployment) => revisionCounts(service, deployment)),
  };
}

export function revisionCounts(service: ServiceRecord, deployment: DeploymentRecord): ServiceCurrentRevisionSummary {
  const tasks = tasksOf(service, deployment);
  return {
    arn: deployment.revision.arn,
    requestedTaskCount: requestedTasks(service, deployment),
    runningTaskCount: tasks.filter(isRunning).length,
    pendingTaskCount: tasks.filter((task) => isLive(task) && isPending(task)).length,
  };
}

function renderDeployment(service: ServiceRecord, deployment: DeploymentRecord): Deployment {
  const counts = revisionCounts(service, deployment);
  const { settings } = deployment.revision;
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployment.revision.taskDefinition.arn,
    desiredCount: counts.requestedTaskCount,
    pendingCount: counts.pendingTaskCount,
    runningCount: counts.runningTaskCount,
    failedTasks: deployment.failedTasks,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    ...launch(service),
    ...(settings.networkConfiguration ? { networkConfiguration: settings.networkConfiguration } : {}),
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
    ...(settings.serviceConnectConfiguration
      ? { serviceConnectConfiguration: settings.serviceConnectConfiguration }
      : {}),
    ...(settings.volumeConfigurations ? { volumeConfigurations: settings.volumeConfigurations } : {}),
    ...(settings.vpcLatticeConfigurations ? { vpcLatticeConfigurations: settings.vpcLatticeConfigurations } : {}),
  };
}

/** ECS takes `cpu` and returns `CPU`; `host` is another word for `instanceId`. */
function spell({ type, field }: PlacementStrategy): PlacementStrategy {
  if (field === undefined) return { type };
  if (/^(cpu|memory)$/i.test(field)) return { type, field: field.toUpperCase() };
  return { type, field: field === 'host' ? 'instanceId' : field };
}

/** A new PRIMARY starts at 0; an ACTIVE one of a rolling deployment is asked for what is left of it. */
function requestedTasks(service: ServiceRecord, deployment: DeploymentRecord): number {
  const live = tasksOf(service, deployment).filter(isLive).length;
  const untouched = deployment === primaryOf(service) && tasksOf(service, deployment).length === 0;
  if (untouched && deployment.failedTasks === 0 && currentRollout(service)?.status === 'PENDING') return 0;
  return deployment.status === 'PRIMARY' || !isRolling(service) ? deployment.desiredCount : live;
}

/** A draining task still serves, so it still counts. */
const isRunning = (task: { lastStatus: string }): boolean => ['RUNNING', 'DEACTIVATING'].includes(task.lastStatus);

function launch(service: ServiceRecord) {
  const { settings } = service;
  const strategy = settings.capacityProviderStrategy ?? [];
  const launchType = settings.launchType ?? 'EC2';
  const fargate = launchType === 'FARGATE' || strategy.some((entry) => entry.capacityProvider?.startsWith('FARGATE'));
  return {
    ...(strategy.length > 0 ? { capacityProviderStrategy: strategy } : { launchType }),
    ...(fargate ? { platformVersion: settings.platformVersion ?? 'LATEST', platformFamily: 'Linux' } : {}),
  };
}

const sum = (deployments: Deployment[], field: 'runningCount' | 'pendingCount'): number =>
  deployments.reduce((total, deployment) => total + (deployment[field] ?? 0), 0);
