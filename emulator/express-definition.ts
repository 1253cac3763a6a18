import type { ContainerDefinition, ExpressGatewayServiceConfiguration } from '@aws-sdk/client-ecs';
import { digits } from './names.ts';
import { findTaskDefinition, registerTaskDefinition } from './task-definitions.ts';
import type { Region, TaskDefinitionRecord } from './world.ts';

/** What the developer guide says Express fills in; the SDK's text names smaller numbers and `/ping`. */
export function withExpressDefaults(
  region: Region,
  place: { cluster: string; name: string },
  wanted: ExpressGatewayServiceConfiguration,
): ExpressGatewayServiceConfiguration {
  const container = wanted.primaryContainer;
  return {
    cpu: '1024',
    memory: '2048',
    healthCheckPath: '/',
    cpuArchitecture: 'X86_64',
    ...wanted,
    scalingTarget: {
      minTaskCount: 1,
      maxTaskCount: 20,
      autoScalingMetric: 'AVERAGE_CPU',
      autoScalingTargetValue: 60,
      ...wanted.scalingTarget,
    },
    ...(container
      ? {
          primaryContainer: {
            containerPort: 80,
            ...container,
            awsLogsConfiguration: container.awsLogsConfiguration ?? {
              logGroup: `/aws/ecs/${place.cluster}/${place.name}-${digits(region.world, 4)}`,
              logStreamPrefix: 'ecs',
            },
          },
        }
      : {}),
  };
}

/** Image mode: Express registers the revision; sidecars that someone added to the former one stay. */
export function registerExpressDefinition(
  region: Region,
  revision: { family: string; former?: TaskDefinitionRecord },
  wanted: ExpressGatewayServiceConfiguration,
): TaskDefinitionRecord {
  const { family, former } = revision;
  const sidecars = (former?.definition.containerDefinitions ?? []).filter((container) => container.name !== 'Main');
  const group = wanted.primaryContainer?.awsLogsConfiguration?.logGroup ?? '';
  if (!region.logGroups.has(group)) region.logGroups.set(group, new Map());
  const { taskDefinition } = registerTaskDefinition(region, {
    family,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: wanted.cpu,
    memory: wanted.memory,
    executionRoleArn: wanted.executionRoleArn,
    taskRoleArn: wanted.taskRoleArn,
    runtimePlatform: { cpuArchitecture: wanted.cpuArchitecture ?? 'X86_64', operatingSystemFamily: 'LINUX' },
    containerDefinitions: [mainContainer(region, wanted), ...sidecars],
  });
  return findTaskDefinition(region, taskDefinition.taskDefinitionArn ?? '');
}

function mainContainer(region: Region, wanted: ExpressGatewayServiceConfiguration): ContainerDefinition {
  const main = wanted.primaryContainer ?? { image: '' };
  const { image, containerPort = 80, awsLogsConfiguration: logs, repositoryCredentials, ...rest } = main;
  const credentialsParameter = repositoryCredentials?.credentialsParameter;
  return {
    ...rest,
    ...(credentialsParameter ? { repositoryCredentials: { credentialsParameter } } : {}),
    name: 'Main',
    image,
    essential: true,
    portMappings: [{ containerPort, name: `main-${containerPort}-tcp`, protocol: 'tcp' }],
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': logs?.logGroup ?? '',
        'awslogs-region': region.name,
        'awslogs-stream-prefix': logs?.logStreamPrefix ?? 'ecs',
      },
    },
  };
}
