import type { CreateServiceRequest, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { addCluster } from '../clusters.ts';
import { roleArn } from '../names.ts';
import { addService } from '../services.ts';
import { addTargetGroup } from '../targets.ts';
import { registerTaskDefinition } from '../task-definitions.ts';
import type { Region, ServiceRecord, World } from '../world.ts';

const LOG_GROUPS = ['/ecs/web', '/ecs/api', '/ecs/shop', '/ecs/worker', '/ecs/order-api'];

export const ecrImage = (region: Region, repository: string, tag: string): string =>
  `${region.world.account}.dkr.ecr.${region.name}.amazonaws.com${region.partition === 'aws-cn' ? '.cn' : ''}/${repository}:${tag}`;

/** Cluster `prod` with service `web`: two Fargate tasks of `web:1` behind a target group, deployed an hour ago and steady since. */
export function addLiveWeb(
  world: World,
  changes: Partial<CreateServiceRequest> = {},
  define: typeof webDefinition = webDefinition,
): ServiceRecord {
  const region = world.home;
  addCluster(region, 'prod');
  for (const group of LOG_GROUPS) region.logGroups.set(group, new Map());
  const image = ecrImage(region, 'web', '1.0.0');
  world.behaviours.byImage.set(image, { kind: 'healthy' });
  const definition = define(region, image);
  const targets = addTargetGroup(region, {
    name: 'web',
    intervalSeconds: 10,
    deregistrationDelaySeconds: 30,
    targetType: definition.networkMode === 'awsvpc' ? 'ip' : 'instance',
  });
  registerTaskDefinition(region, definition);
  const service = addService(region, {
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: {
      awsvpcConfiguration: { subnets: ['subnet-0aaa1111', 'subnet-0bbb2222'], securityGroups: ['sg-0ccc3333'] },
    },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: 'web', containerPort: 8080 }],
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    ...changes,
  });
  world.clock.advance(60 * 60 * 1000);
  return service;
}

/** The same on two container instances, in network mode `bridge`. */
export function addHostedWeb(world: World, changes: Partial<CreateServiceRequest> = {}): ServiceRecord {
  const hosted = { launchType: 'EC2', networkConfiguration: undefined } as const;
  return addLiveWeb(world, { ...hosted, ...changes }, hostedDefinition);
}

function hostedDefinition(region: Region, image: string): RegisterTaskDefinitionRequest {
  const { containerDefinitions = [] } = webDefinition(region, image);
  return {
    family: 'web',
    networkMode: 'bridge',
    requiresCompatibilities: ['EC2'],
    executionRoleArn: roleArn(region, 'ecsTaskExecutionRole'),
    containerDefinitions: containerDefinitions.map((container) => ({
      ...container,
      memory: 512,
      portMappings: [{ containerPort: 8080, hostPort: 0, protocol: 'tcp' }],
    })),
  };
}

export function webDefinition(region: Region, image: string): RegisterTaskDefinitionRequest {
  return {
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: roleArn(region, 'ecsTaskExecutionRole'),
    taskRoleArn: roleArn(region, 'web-task'),
    containerDefinitions: [
      {
        name: 'web',
        image,
        essential: true,
        portMappings: [{ containerPort: 8080, protocol: 'tcp', name: 'http' }],
        environment: [{ name: 'LOG_LEVEL', value: 'info' }],
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': '/ecs/web',
            'awslogs-region': region.name,
            'awslogs-stream-prefix': 'ecs',
          },
        },
      },
    ],
  };
}
