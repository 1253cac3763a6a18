import type {
  DeregisterTaskDefinitionRequest,
  DescribeTaskDefinitionRequest,
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionsRequest,
  RegisterTaskDefinitionRequest,
  TaskDefinition,
  Volume,
} from '@aws-sdk/client-ecs';
import { clientException } from './api-error.ts';
import { callerArn, ecsArn, lastSegment } from './names.ts';
import { paginate } from './paginate.ts';
import { checkTags } from './tags.ts';
import { checkTaskDefinition, toCpuUnits, toMebibytes } from './task-definition-rules.ts';
import type { Region, TaskDefinitionRecord } from './world.ts';

/** API/HealthCheck. */
const HEALTH_CHECK = { interval: 30, timeout: 5, retries: 3 };

export function registerTaskDefinition(region: Region, request: RegisterTaskDefinitionRequest) {
  checkTaskDefinition(request);
  const family = request.family ?? '';
  const revisions = region.families.get(family) ?? [];
  const revision = revisions.length + 1;
  const { tags = [], ...sent } = request;
  checkTags(tags);
  const arn = ecsArn(region, `task-definition/${family}:${revision}`);
  const record: TaskDefinitionRecord = {
    arn,
    family,
    revision,
    tags,
    definition: { ...withDefaults(sent), taskDefinitionArn: arn, revision, ...registration(region, request) },
  };
  region.families.set(family, [...revisions, record]);
  return { taskDefinition: record.definition, tags };
}

export function describeTaskDefinition(region: Region, request: DescribeTaskDefinitionRequest) {
  const record = findTaskDefinition(region, request.taskDefinition ?? '');
  return {
    taskDefinition: record.definition,
    ...(request.include?.includes('TAGS') ? { tags: record.tags } : {}),
  };
}

export function deregisterTaskDefinition(region: Region, request: DeregisterTaskDefinitionRequest) {
  const name = lastSegment(request.taskDefinition ?? '');
  if (!name.includes(':')) throw clientException('The specified task definition must have a revision.');
  const record = findTaskDefinition(region, name);
  record.definition = { ...record.definition, status: 'INACTIVE', deregisteredAt: region.world.clock.date() };
  return { taskDefinition: record.definition };
}

export function listTaskDefinitions(region: Region, request: ListTaskDefinitionsRequest) {
  const status = request.status ?? 'ACTIVE';
  const arns = [...region.families.keys()]
    .filter((family) => request.familyPrefix === undefined || family === request.familyPrefix)
    .toSorted()
    .flatMap((family) => region.families.get(family) ?? [])
    .filter((record) => record.definition.status === status)
    .map((record) => record.arn);
  if (request.sort === 'DESC') arns.reverse();
  const page = paginate(arns, request.maxResults ?? 100, request.nextToken);
  return { taskDefinitionArns: page.items, ...page.next };
}

export function listTaskDefinitionFamilies(region: Region, request: ListTaskDefinitionFamiliesRequest) {
  const families = [...region.families.entries()]
    .filter(([family]) => family.startsWith(request.familyPrefix ?? ''))
    .filter(([, revisions]) => {
      const active = revisions.some((record) => record.definition.status === 'ACTIVE');
      return !request.status || request.status === 'ALL' || (request.status === 'ACTIVE') === active;
    })
    .map(([family]) => family)
    .toSorted();
  const page = paginate(families, request.maxResults ?? 100, request.nextToken);
  return { families: page.items, ...page.next };
}

/** `family` is the latest ACTIVE revision; `family:N` and the ARN are that very one. */
export function findTaskDefinition(region: Region, nameOrArn: string): TaskDefinitionRecord {
  const [family = '', revision] = lastSegment(nameOrArn).split(':');
  const revisions = region.families.get(family) ?? [];
  const found =
    revision === undefined
      ? revisions.findLast((record) => record.definition.status === 'ACTIVE')
      : revisions.find((record) => record.revision === Number(revision));
  if (!found || (nameOrArn.startsWith('arn:') && found.arn !== nameOrArn)) {
    throw clientException('Unable to describe task definition.');
  }
  return found;
}

/** AWS returns empty lists for what was left out, and plain integers for cpu and memory. */
function withDefaults(request: Omit<RegisterTaskDefinitionRequest, 'tags'>): TaskDefinition {
  return {
    ...request,
    ...(request.cpu === undefined ? {} : { cpu: toCpuUnits(request.cpu) }),
    ...(request.memory === undefined ? {} : { memory: toMebibytes(request.memory) }),
    networkMode: request.networkMode ?? 'bridge',
    volumes: (request.volumes ?? []).map(withRoot),
    placementConstraints: request.placementConstraints ?? [],
    containerDefinitions: (request.containerDefinitions ?? []).map((container) => ({
      ...container,
      cpu: container.cpu ?? 0,
      essential: container.essential ?? true,
      environment: container.environment ?? [],
      mountPoints: container.mountPoints ?? [],
      volumesFrom: container.volumesFrom ?? [],
      systemControls: container.systemControls ?? [],
      ...(container.healthCheck ? { healthCheck: { ...HEALTH_CHECK, ...container.healthCheck } } : {}),
      portMappings: (container.portMappings ?? []).map((mapping) => ({
        ...mapping,
        ...(request.networkMode === 'awsvpc' ? { hostPort: mapping.containerPort } : {}),
        protocol: mapping.protocol ?? 'tcp',
      })),
    })),
  };
}

/** An EFS volume without a folder is shown with the root of the file system. */
function withRoot(volume: Volume): Volume {
  const { efsVolumeConfiguration: efs } = volume;
  return efs ? { ...volume, efsVolumeConfiguration: { ...efs, rootDirectory: efs.rootDirectory ?? '/' } } : volume;
}

function registration(region: Region, request: RegisterTaskDefinitionRequest): TaskDefinition {
  const fargate = request.networkMode === 'awsvpc' && request.cpu !== undefined && request.memory !== undefined;
  return {
    status: 'ACTIVE',
    compatibilities: fargate ? ['EC2', 'FARGATE'] : ['EC2'],
    requiresAttributes: [{ name: 'com.amazonaws.ecs.capability.docker-remote-api.1.18' }],
    registeredAt: region.world.clock.date(),
    registeredBy: callerArn(region),
  };
}
