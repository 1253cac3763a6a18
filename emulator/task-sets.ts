import type { TaskSet } from '@aws-sdk/client-ecs';
import { ecsArn } from './names.ts';
import { isHealthy, isLive, isPending, tasksOf } from './tasks.ts';
import type { DeploymentRecord, ServiceRecord } from './world.ts';

/** What the API calls a task set is what a service of the ECS controller has as a deployment. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html */
export function renderTaskSet(service: ServiceRecord, taskSet: DeploymentRecord): TaskSet {
  const { region, cluster } = service;
  const { settings, taskDefinition } = taskSet.revision;
  const tasks = tasksOf(service, taskSet).filter(isLive);
  const running = tasks.filter((task) => task.lastStatus === 'RUNNING');
  const steady = tasks.filter(isHealthy).length === taskSet.desiredCount && tasks.length === taskSet.desiredCount;
  return {
    id: taskSet.id,
    taskSetArn: ecsArn(region, `task-set/${cluster.name}/${service.name}/${taskSet.id}`),
    serviceArn: service.arn,
    clusterArn: cluster.arn,
    startedBy: taskSet.externalId === undefined ? 'ECS' : 'CODE_DEPLOY',
    ...(taskSet.externalId === undefined ? {} : { externalId: taskSet.externalId }),
    status: taskSet.status === 'PRIMARY' ? 'PRIMARY' : taskSet.desiredCount === 0 ? 'DRAINING' : 'ACTIVE',
    taskDefinition: taskDefinition.arn,
    computedDesiredCount: taskSet.desiredCount,
    pendingCount: tasks.filter(isPending).length,
    runningCount: running.length,
    createdAt: taskSet.createdAt,
    updatedAt: taskSet.updatedAt,
    launchType: settings.launchType ?? 'EC2',
    ...(settings.launchType === 'FARGATE' ? { platformVersion: settings.platformVersion ?? '1.4.0' } : {}),
    ...(settings.networkConfiguration ? { networkConfiguration: settings.networkConfiguration } : {}),
    ...(settings.capacityProviderStrategy ? { capacityProviderStrategy: settings.capacityProviderStrategy } : {}),
    loadBalancers: settings.loadBalancers ?? [],
    serviceRegistries: settings.serviceRegistries ?? [],
    scale: { value: 100, unit: 'PERCENT' },
    stabilityStatus: steady ? 'STEADY_STATE' : 'STABILIZING',
    stabilityStatusAt: taskSet.updatedAt,
    tags: [],
  };
}
