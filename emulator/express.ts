import type {
  CreateExpressGatewayServiceRequest,
  DeleteExpressGatewayServiceRequest,
  DescribeExpressGatewayServiceRequest,
  ECSExpressGatewayService,
  ExpressGatewayServiceConfiguration,
  UpdateExpressGatewayServiceRequest,
} from '@aws-sdk/client-ecs';
import { isDeepStrictEqual } from 'node:util';
import { ApiError, clientException, invalidParameter } from './api-error.ts';
import { addCluster, findCluster } from './clusters.ts';
import { checkTaskRole } from './definition-rules.ts';
import { withNetwork } from './express-network.ts';
import { addExpressListener, managedResources, RESOURCES_READY_SECONDS } from './express-resources.ts';
import { registerExpressDefinition, withExpressDefaults } from './express-definition.ts';
import { elbArn, hexId, lastSegment } from './names.ts';
import { currentRollout, primaryOf, startRollout } from './rollouts.ts';
import { addService, rememberView } from './services.ts';
import { findTaskDefinition } from './task-definitions.ts';
import { addTargetGroup } from './targets.ts';
import type { Region, ServiceRecord, TaskDefinitionRecord } from './world.ts';

const EXCLUDED_BY_DEFINITION = [
  'primaryContainer',
  'executionRoleArn',
  'taskRoleArn',
  'cpu',
  'memory',
  'cpuArchitecture',
] as const;

const CONFIGURED = [...EXCLUDED_BY_DEFINITION, 'healthCheckPath', 'networkConfiguration', 'scalingTarget'] as const;

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-work.html */
export function createExpressGatewayService(region: Region, request: CreateExpressGatewayServiceRequest) {
  checkModes(request);
  if (!request.taskDefinitionArn && !request.primaryContainer) {
    throw invalidParameter('primaryContainer or taskDefinitionArn must be provided.');
  }
  if (!request.taskDefinitionArn && !request.executionRoleArn) {
    throw invalidParameter('executionRoleArn must be provided with primaryContainer.');
  }
  const clusterName = lastSegment(request.cluster ?? 'default');
  const cluster = clusterName === 'default' ? addCluster(region, 'default') : findCluster(region, request.cluster);
  const name = request.serviceName ?? `express-${hexId(region.world, 8)}`;
  const custom = request.taskDefinitionArn ? findExpressDefinition(region, request.taskDefinitionArn) : undefined;
  const wanted = withExpressDefaults(region, { cluster: cluster.name, name }, pickConfiguration(request));
  checkScaling(wanted);
  const existing = region.services.some(
    (other) => other.cluster === cluster && other.name === name && other.status !== 'INACTIVE',
  );
  if (existing) throw invalidParameter('Creation of service was not idempotent.');
  const definition = custom ?? registerExpressDefinition(region, { family: `${cluster.name}-${name}` }, wanted);
  const service = addExpressService(region, { request, cluster: cluster.name, name, wanted, definition });
  return { service: renderExpress(service) };
}

export function updateExpressGatewayService(region: Region, request: UpdateExpressGatewayServiceRequest) {
  const service = findExpress(region, request.serviceArn ?? '');
  const { express } = service;
  if (!express) throw notExpress();
  if (service.status !== 'ACTIVE') throw new ApiError('ServiceNotActiveException', 'Service was not ACTIVE.');
  checkModes(request);
  const custom = request.taskDefinitionArn ? findExpressDefinition(region, request.taskDefinitionArn) : undefined;
  const before = express.configuration;
  const changes = pickConfiguration(request);
  const logs = before.primaryContainer?.awsLogsConfiguration;
  if (changes.primaryContainer && logs) {
    changes.primaryContainer = { awsLogsConfiguration: logs, ...changes.primaryContainer };
  }
  const wanted = { ...before, ...changes, ...(custom ? fromDefinition(custom) : {}) };
  const places = { cluster: service.cluster.name, name: service.name };
  const full = withNetwork(service, withExpressDefaults(region, places, wanted));
  checkScaling(full);
  checkTaskRole(service.settings, { taskRoleArn: full.taskRoleArn, done: 'updated' });
  const sameContainers = custom
    ? custom === service.taskDefinition
    : EXCLUDED_BY_DEFINITION.every((field) => isDeepStrictEqual(full[field], before[field]));
  const unchanged = sameContainers && CONFIGURED.every((field) => isDeepStrictEqual(full[field], before[field]));
  const { minTaskCount: least = 1, maxTaskCount: most = 20 } = full.scalingTarget ?? {};
  if (!unchanged) {
    rememberView(service);
    const definition = custom ?? (sameContainers ? service.taskDefinition : registerNext(region, service, full));
    service.taskDefinition = definition;
    service.desiredCount = Math.min(Math.max(service.desiredCount, least), most);
    service.steady = false;
    express.configuration = { ...full, taskDefinitionArn: definition.arn, createdAt: region.world.clock.date() };
    express.updatedAt = region.world.clock.date();
    service.settings = { ...service.settings, networkConfiguration: toAwsvpc(full) };
    const onlyScaling =
      sameContainers &&
      ['healthCheckPath', 'networkConfiguration'].every((field) =>
        isDeepStrictEqual(full[field as 'healthCheckPath'], before[field as 'healthCheckPath']),
      );
    const primary = primaryOf(service);
    if (!onlyScaling) startRollout(service);
    else if (primary) primary.desiredCount = service.desiredCount;
  }
  return {
    service: {
      serviceArn: service.arn,
      cluster: service.cluster.name,
      serviceName: service.name,
      status: { statusCode: service.status },
      targetConfiguration: express.configuration,
      createdAt: service.createdAt,
      updatedAt: express.updatedAt,
    },
  };
}

export function describeExpressGatewayService(region: Region, request: DescribeExpressGatewayServiceRequest) {
  const service = findExpress(region, request.serviceArn ?? '');
  const rendered = renderExpress(service);
  return { service: request.include?.includes('TAGS') ? { ...rendered, tags: service.tags } : rendered };
}

export function deleteExpressGatewayService(region: Region, request: DeleteExpressGatewayServiceRequest) {
  const service = findExpress(region, request.serviceArn ?? '');
  rememberView(service);
  service.status = 'DRAINING';
  service.desiredCount = 0;
  return { service: renderExpress(service) };
}

interface NewExpress {
  request: CreateExpressGatewayServiceRequest;
  cluster: string;
  name: string;
  wanted: ExpressGatewayServiceConfiguration;
  definition: TaskDefinitionRecord;
}

function addExpressService(region: Region, fresh: NewExpress): ServiceRecord {
  const { wanted, definition, name } = fresh;
  const now = region.world.clock.date();
  const endpoint = `https://${name.slice(0, 2).toLowerCase()}-${hexId(region.world, 32)}.ecs.${region.name}.on.aws`;
  const groups = ['1', '2'].map((suffix) =>
    addTargetGroup(region, {
      name: `ecs-gateway-${name}-${suffix}`.slice(0, 32),
      healthCheckPath: wanted.healthCheckPath ?? '/',
    }),
  );
  const main = definition.definition.containerDefinitions?.find((container) => container.name === 'Main');
  const configuration = {
    ...wanted,
    ...(fresh.request.taskDefinitionArn ? fromDefinition(definition) : {}),
    taskDefinitionArn: definition.arn,
    ingressPaths: [{ accessType: 'PUBLIC' as const, endpoint }],
    createdAt: now,
  };
  const listenerRule = elbArn(region, `listener-rule/app/ecs-express-gateway-alb/${hexId(region.world, 16)}`);
  const service = addService(region, {
    cluster: fresh.cluster,
    serviceName: name,
    taskDefinition: definition.arn,
    desiredCount: wanted.scalingTarget?.minTaskCount ?? 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: [] } },
    healthCheckGracePeriodSeconds: 300,
    tags: fresh.request.tags,
    loadBalancers: [
      {
        targetGroupArn: groups[0]?.arn,
        containerName: 'Main',
        containerPort: main?.portMappings?.[0]?.containerPort ?? 80,
        advancedConfiguration: {
          alternateTargetGroupArn: groups[1]?.arn,
          productionListenerRule: listenerRule,
          roleArn: fresh.request.infrastructureRoleArn,
        },
      },
    ],
    deploymentConfiguration: {
      strategy: 'CANARY',
      bakeTimeInMinutes: 3,
      canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 3 },
      deploymentCircuitBreaker: { enable: true, rollback: true },
      alarms: { alarmNames: [`ecs-express-${name}-5xx`], enable: true, rollback: true },
    },
  });
  const resources = managedResources(service, { endpoint, groups, listenerRule, configuration });
  addExpressListener(region, { resources, endpoint, groups, listenerRule });
  service.express = {
    infrastructureRoleArn: fresh.request.infrastructureRoleArn ?? '',
    endpoint,
    configuration,
    resources,
    readyAt: region.world.behaviours.unfinished.size > 0 ? Infinity : now.getTime() + RESOURCES_READY_SECONDS * 1000,
    updatedAt: now,
  };
  // The revision exists already; it learns what Express adds to it.
  const [revision] = service.revisions;
  const full = withNetwork(service, configuration);
  service.settings = { ...service.settings, networkConfiguration: toAwsvpc(full) };
  service.express.configuration = full;
  if (revision) {
    service.express.configuration = { ...full, serviceRevisionArn: revision.arn };
    revision.express = service.express.configuration;
    revision.settings = service.settings;
  }
  return service;
}

function registerNext(region: Region, service: ServiceRecord, wanted: ExpressGatewayServiceConfiguration) {
  return registerExpressDefinition(
    region,
    { family: service.taskDefinition.family, former: service.taskDefinition },
    wanted,
  );
}

function renderExpress(service: ServiceRecord): ECSExpressGatewayService {
  const { express } = service;
  if (!express) throw notExpress();
  const rollout = currentRollout(service);
  return {
    cluster: service.cluster.name,
    serviceName: service.name,
    serviceArn: service.arn,
    infrastructureRoleArn: express.infrastructureRoleArn,
    status: { statusCode: service.status },
    ...(rollout ? { currentDeployment: rollout.arn } : {}),
    activeConfigurations: service.deployments.flatMap(({ revision }) => (revision.express ? [revision.express] : [])),
    createdAt: service.createdAt,
    updatedAt: express.updatedAt,
  };
}

function findExpress(region: Region, arn: string): ServiceRecord {
  const service = region.services.findLast((candidate) => candidate.arn === arn);
  if (!service) throw new ApiError('ServiceNotFoundException', 'Service not found.');
  if (!service.express) throw notExpress();
  return service;
}

function findExpressDefinition(region: Region, arn: string): TaskDefinitionRecord {
  const record = findTaskDefinition(region, arn);
  const { definition } = record;
  const main = definition.containerDefinitions?.find((container) => container.name === 'Main');
  if (!main) throw invalidParameter("The task definition must have a container named 'Main'.");
  const [mapping, ...more] = main.portMappings ?? [];
  if (!mapping || more.length > 0 || !mapping.containerPort || !mapping.name || (mapping.protocol ?? 'tcp') !== 'tcp') {
    throw invalidParameter(
      "The container 'Main' must have a single TCP port mapping that includes a container port and port name.",
    );
  }
  if (!definition.requiresCompatibilities?.includes('FARGATE')) {
    throw invalidParameter('The task definition must have FARGATE compatibility.');
  }
  if (definition.status !== 'ACTIVE') throw clientException('TaskDefinition is inactive');
  return record;
}

function checkModes(request: CreateExpressGatewayServiceRequest | UpdateExpressGatewayServiceRequest): void {
  if (!request.taskDefinitionArn) return;
  const both = EXCLUDED_BY_DEFINITION.filter((field) => request[field] !== undefined && request[field] !== null);
  if (both.length > 0) throw invalidParameter(`You cannot specify ${both.join(', ')} together with taskDefinitionArn.`);
}

function pickConfiguration(
  request: CreateExpressGatewayServiceRequest | UpdateExpressGatewayServiceRequest,
): ExpressGatewayServiceConfiguration {
  return Object.fromEntries(
    CONFIGURED.flatMap((field) => {
      const value = request[field];
      return value === undefined || value === null ? [] : [[field, value]];
    }),
  );
}

function fromDefinition(record: TaskDefinitionRecord): ExpressGatewayServiceConfiguration {
  const { definition } = record;
  const main = definition.containerDefinitions?.find((container) => container.name === 'Main');
  return {
    executionRoleArn: definition.executionRoleArn,
    taskRoleArn: definition.taskRoleArn,
    cpu: definition.cpu,
    memory: definition.memory,
    taskDefinitionArn: record.arn,
    primaryContainer: { image: main?.image, containerPort: main?.portMappings?.[0]?.containerPort },
  };
}

function toAwsvpc({ networkConfiguration: network }: ExpressGatewayServiceConfiguration) {
  const { subnets = [], securityGroups = [] } = network ?? {};
  return { awsvpcConfiguration: { subnets, securityGroups, assignPublicIp: 'ENABLED' as const } };
}

function checkScaling({ scalingTarget }: ExpressGatewayServiceConfiguration): void {
  const { minTaskCount = 1, maxTaskCount = 20 } = scalingTarget ?? {};
  if (minTaskCount > maxTaskCount) {
    throw invalidParameter('minTaskCount must be less than or equal to maxTaskCount.');
  }
}

const notExpress = (): ApiError => invalidParameter('The service is not an Express Gateway service.');
