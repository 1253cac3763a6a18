import type {
  CreateServiceRequest,
  DeleteServiceRequest,
  DescribeServicesRequest,
  ListServicesRequest,
  UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import { isDeepStrictEqual } from 'node:util';
import { ApiError, clientException, invalidParameter } from './api-error.ts';
import { findCluster } from './clusters.ts';
import { ecsArn, lastSegment } from './names.ts';
import { paginate } from './paginate.ts';
import { renderService } from './render-service.ts';
import { isCodeDeploy, startRollout, startTaskSet } from './rollouts.ts';
import { keepScheduling } from './scheduler.ts';
import { DEPLOYING_FIELDS, QUIET_FIELDS } from './service-fields.ts';
import { checkControllerAllows, checkExpressAllows, checkNewService, checkUpdate } from './service-rules.ts';
import { findTaskDefinition } from './task-definitions.ts';
import type { Region, ServiceRecord, ServiceSettings } from './world.ts';

/** A DAEMON service has one task on each of the two container instances. */
const INSTANCES = 2;

export function createService(region: Region, request: CreateServiceRequest) {
  const { desiredCount, schedulingStrategy = 'REPLICA' } = request;
  if (schedulingStrategy === 'REPLICA' && desiredCount === undefined) {
    throw invalidParameter('Desired count can not be null for a service with the REPLICA scheduling strategy.');
  }
  const service = addService(region, request);
  return { service: renderService(service) };
}

export function addService(region: Region, request: CreateServiceRequest): ServiceRecord {
  const cluster = findCluster(region, request.cluster);
  const { serviceName = '', cluster: _, taskDefinition, desiredCount, clientToken, tags = [], ...sent } = request;
  void clientToken;
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(serviceName)) throw invalidParameter('Invalid service name.');
  const twin = region.services.find(
    (other) => other.name === serviceName && other.cluster === cluster && isThere(other),
  );
  if (twin?.status === 'DRAINING') throw invalidParameter('Unable to Start a service that is still Draining.');
  if (twin !== undefined) {
    throw invalidParameter('Creation of service was not idempotent.');
  }
  if (!taskDefinition) throw invalidParameter('TaskDefinition can not be blank.');
  const definition = findTaskDefinition(region, taskDefinition);
  const daemon = sent.schedulingStrategy === 'DAEMON';
  const settings: ServiceSettings = {
    ...sent,
    deploymentConfiguration: {
      strategy: 'ROLLING',
      maximumPercent: daemon ? 100 : 200,
      minimumHealthyPercent: daemon ? 0 : 100,
      deploymentCircuitBreaker: { enable: false, rollback: false },
      ...sent.deploymentConfiguration,
    },
  };
  checkNewService(region, settings, { cluster, record: definition, desiredCount });
  const service: ServiceRecord = {
    region,
    cluster,
    name: serviceName,
    arn: ecsArn(region, `service/${cluster.name}/${serviceName}`),
    status: 'ACTIVE',
    settings,
    desiredCount: desiredCount ?? (daemon ? INSTANCES : 1),
    taskDefinition: definition,
    deployments: [],
    rollouts: [],
    revisions: [],
    events: [],
    tags,
    createdAt: region.world.clock.date(),
    hiddenUntil: 0,
    steady: false,
    ticking: false,
    heldBack: new Set(),
  };
  region.services.push(service);
  if (isCodeDeploy(service)) startTaskSet(service);
  else if (settings.deploymentController?.type !== 'EXTERNAL') startRollout(service);
  keepScheduling(service);
  return service;
}

export function updateService(region: Region, request: UpdateServiceRequest) {
  const service = findService(region, request.cluster, request.service);
  if (service.status !== 'ACTIVE') throw new ApiError('ServiceNotActiveException', 'Service was not ACTIVE.');
  const definition = request.taskDefinition
    ? findTaskDefinition(region, request.taskDefinition)
    : service.taskDefinition;
  checkControllerAllows(service, request);
  checkExpressAllows(service, request);
  if (definition.definition.status === 'INACTIVE' && definition !== service.taskDefinition) {
    throw clientException('TaskDefinition is inactive');
  }
  const settings = mergeSettings(service.settings, request);
  checkUpdate(service, request, { settings, record: definition });
  rememberView(service);
  const deploys =
    request.forceNewDeployment === true ||
    definition !== service.taskDefinition ||
    DEPLOYING_FIELDS.some((field) => !sameSetting(settings[field], service.settings[field]));
  service.settings = settings;
  service.taskDefinition = definition;
  service.desiredCount = request.desiredCount ?? service.desiredCount;
  service.steady = service.steady && request.desiredCount === undefined;
  if (deploys && settings.deploymentController?.type !== 'EXTERNAL') {
    startRollout(service);
  } else {
    for (const deployment of service.deployments) {
      if (deployment.status === 'PRIMARY') deployment.desiredCount = service.desiredCount;
    }
  }
  return { service: renderService(service) };
}

export function describeServices(region: Region, request: DescribeServicesRequest) {
  const cluster = findCluster(region, request.cluster);
  const wanted = request.services ?? [];
  if (wanted.length === 0) throw invalidParameter('Services cannot be empty.');
  if (wanted.length > 10) throw invalidParameter('Services cannot have more than 10 elements.');
  const found = wanted.map((name) => ({
    name,
    service: region.services.findLast((service) => service.cluster === cluster && namesService(service, name)),
  }));
  const now = region.world.clock.now();
  return {
    services: found.flatMap(({ service }) => {
      if (!service) return [];
      const view = service.stale && now < service.stale.until ? service.stale.view : renderService(service);
      return [{ ...view, ...(request.include?.includes('TAGS') ? { tags: service.tags } : {}) }];
    }),
    failures: found
      .filter(({ service }) => !service)
      .map(({ name }) => ({
        arn: name.startsWith('arn:') ? name : ecsArn(region, `service/${cluster.name}/${name}`),
        reason: 'MISSING',
      })),
  };
}

export function listServices(region: Region, request: ListServicesRequest) {
  const cluster = findCluster(region, request.cluster);
  const arns = region.services
    .filter((service) => service.cluster === cluster && isThere(service))
    .filter((service) => !request.launchType || service.settings.launchType === request.launchType)
    .map((service) => service.arn);
  const page = paginate(arns, request.maxResults ?? 10, request.nextToken);
  return { serviceArns: page.items, ...page.next };
}

export function deleteService(region: Region, request: DeleteServiceRequest) {
  const service = findService(region, request.cluster, request.service);
  if (service.desiredCount > 0 && !request.force) {
    throw invalidParameter('The service cannot be stopped while it is scaled above 0.');
  }
  rememberView(service);
  service.status = 'DRAINING';
  service.desiredCount = 0;
  return { service: renderService(service) };
}

export function findService(region: Region, clusterName: string | undefined, name: string | undefined): ServiceRecord {
  const cluster = findCluster(region, clusterName);
  const service = region.services.findLast(
    (candidate) => candidate.cluster === cluster && namesService(candidate, name ?? ''),
  );
  if (!service || service.status === 'INACTIVE') throw new ApiError('ServiceNotFoundException', 'Service not found.');
  return service;
}

/** Reads may lag behind a write; this is what they keep returning. */
export function rememberView(service: ServiceRecord): void {
  const { clock, faults } = service.region.world;
  const seconds = faults.staleSeconds.describeServices;
  if (seconds > 0) service.stale = { until: clock.now() + seconds * 1000, view: renderService(service) };
}

/** Left out = kept, `[]` = removed; deploymentConfiguration is merged member by member, each member as a whole. */
function mergeSettings(current: ServiceSettings, request: UpdateServiceRequest): ServiceSettings {
  const changes = Object.fromEntries(
    [...DEPLOYING_FIELDS, ...QUIET_FIELDS].flatMap((field) => {
      const value = request[field];
      return value === undefined || value === null ? [] : [[field, value]];
    }),
  );
  const deploymentConfiguration = { ...current.deploymentConfiguration, ...present(request.deploymentConfiguration) };
  return { ...current, ...changes, deploymentConfiguration };
}

const present = (value: object | undefined): object =>
  Object.fromEntries(Object.entries(value ?? {}).filter(([, member]) => member !== undefined && member !== null));

/** Nothing and an empty list are the same setting. */
function sameSetting(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(plain(a), plain(b));
}

const plain = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 0 ? null : JSON.parse(JSON.stringify(value ?? null));

const namesService = (service: ServiceRecord, name: string): boolean =>
  name.startsWith('arn:') ? service.arn === name : service.name === lastSegment(name);

const isThere = (service: ServiceRecord): boolean => service.status !== 'INACTIVE';
