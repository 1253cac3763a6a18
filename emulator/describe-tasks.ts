import type { DescribeTasksRequest, ListTasksRequest, Task } from '@aws-sdk/client-ecs';
import { invalidParameter } from './api-error.ts';
import { findCluster } from './clusters.ts';
import { ecsArn, lastSegment } from './names.ts';
import { paginate } from './paginate.ts';
import { findService } from './services.ts';
import { hasInterface } from './targets.ts';
import type { Region, TaskRecord } from './world.ts';

const KEPT_MILLISECONDS = 60 * 60 * 1000;

/** Without desiredStatus only tasks that should be running; STOPPED must be asked for. */
export function listTasks(region: Region, request: ListTasksRequest) {
  const cluster = findCluster(region, request.cluster);
  const service = request.serviceName ? findService(region, request.cluster, request.serviceName) : undefined;
  const wanted = request.desiredStatus ?? 'RUNNING';
  const arns = region.tasks
    .filter((task) => task.cluster === cluster && !isForgotten(task))
    .filter((task) => task.desiredStatus === wanted)
    .filter((task) => !service || task.service === service)
    .filter((task) => !request.family || task.definition.family === request.family)
    .filter((task) => !request.startedBy || task.startedBy === request.startedBy)
    .map((task) => task.arn);
  const page = paginate(arns, request.maxResults ?? 100, request.nextToken);
  return { taskArns: page.items, ...page.next };
}

export function describeTasks(region: Region, request: DescribeTasksRequest) {
  const cluster = findCluster(region, request.cluster);
  const wanted = request.tasks ?? [];
  if (wanted.length > 100) throw invalidParameter('Tasks cannot have more than 100 elements.');
  const found = wanted.map((name) => ({
    name,
    task: region.tasks.find((task) => task.cluster === cluster && task.id === lastSegment(name) && !isForgotten(task)),
  }));
  return {
    tasks: found.flatMap(({ task }) => (task ? [renderTask(task, request.include?.includes('TAGS') ?? false)] : [])),
    failures: found
      .filter(({ task }) => !task)
      .map(({ name }) => ({
        arn: name.startsWith('arn:') ? name : ecsArn(region, `task/${cluster.name}/${name}`),
        reason: 'MISSING',
      })),
  };
}

export function renderTask(task: TaskRecord, withTags: boolean): Task {
  const { definition } = task.definition;
  const { oneOff, launch } = task;
  const settings = task.deployment?.revision.settings;
  const capacity = oneOff?.capacityProvider ?? launch?.capacityProvider;
  return {
    taskArn: task.arn,
    clusterArn: task.cluster.arn,
    taskDefinitionArn: task.definition.arn,
    group: task.group,
    startedBy: task.startedBy,
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    healthStatus: task.healthStatus,
    connectivity: task.startedAt ? 'CONNECTED' : undefined,
    availabilityZone: task.availabilityZone,
    ...(definition.cpu ? { cpu: definition.cpu } : {}),
    ...(definition.memory ? { memory: definition.memory } : {}),
    ...(capacity ? { capacityProviderName: capacity } : {}),
    launchType: capacity ? 'FARGATE' : (oneOff?.launchType ?? settings?.launchType ?? 'FARGATE'),
    enableExecuteCommand: launch?.enableExecuteCommand ?? false,
    platformVersion: oneOff?.platformVersion ?? '1.4.0',
    platformFamily: 'Linux',
    containers: task.containers.map((container) => ({ ...container })),
    attachments: hasInterface(task)
      ? [
          {
            id: task.id,
            type: 'ElasticNetworkInterface',
            status: task.lastStatus === 'STOPPED' ? 'DELETED' : 'ATTACHED',
            details: [{ name: 'privateIPv4Address', value: task.ip }],
          },
        ]
      : [],
    attributes: [{ name: 'ecs.cpu-architecture', value: architecture(task) }],
    overrides: {
      ...oneOff?.overrides,
      containerOverrides: (definition.containerDefinitions ?? []).map(({ name }) => ({
        name,
        ...oneOff?.overrides.containerOverrides?.find((override) => override.name === name),
      })),
    },
    tags: withTags ? (oneOff?.tags ?? launch?.tags ?? []) : [],
    version: 1,
    ...stopFields(task),
    createdAt: task.createdAt,
    ...(task.pullStartedAt ? { pullStartedAt: task.pullStartedAt } : {}),
    ...(task.pullStoppedAt ? { pullStoppedAt: task.pullStoppedAt } : {}),
    ...(task.startedAt ? { startedAt: task.startedAt } : {}),
  };
}

function stopFields(task: TaskRecord): Task {
  return {
    ...(task.stopCode ? { stopCode: task.stopCode as Task['stopCode'] } : {}),
    ...(task.stoppedReason ? { stoppedReason: task.stoppedReason } : {}),
    ...(task.stoppingAt ? { stoppingAt: task.stoppingAt } : {}),
    ...(task.executionStoppedAt ? { executionStoppedAt: task.executionStoppedAt } : {}),
    ...(task.stoppedAt ? { stoppedAt: task.stoppedAt } : {}),
  };
}

const architecture = (task: TaskRecord): string =>
  task.definition.definition.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64';

const isForgotten = (task: TaskRecord): boolean =>
  task.stoppedAt !== undefined && task.region.world.clock.now() - task.stoppedAt.getTime() > KEPT_MILLISECONDS;
