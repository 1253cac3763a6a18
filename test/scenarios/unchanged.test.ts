import type { CreateExpressGatewayServiceRequest } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { createExpressGatewayService } from '../../emulator/express.ts';
import { roleArn } from '../../emulator/names.ts';
import { addLiveWeb, ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import type { World } from '../../emulator/world.ts';
import type { Given } from './follow-fix.ts';
import { APPSPEC, deploy as deployCodeDeploy } from './play-codedeploy.ts';
import { play, type Played } from './play.ts';

/** Nothing differs, so that nothing is written. */
function expectUnchanged({ log, outputs, writes }: Played): void {
  expect({ outcome: outputs['outcome'], writes }, log).toEqual({ outcome: 'unchanged', writes: [] });
}

const DIGEST = `@sha256:${'5d'.repeat(32)}`;

describe('an Express service that already has everything', () => {
  const live: Partial<CreateExpressGatewayServiceRequest> = {
    cpu: '1024',
    memory: '2048',
    taskRoleArn: 'arn:aws:iam::123456789012:role/store-task',
    networkConfiguration: { subnets: ['subnet-a', 'subnet-b'], securityGroups: ['sg-a', 'sg-b'] },
    scalingTarget: { minTaskCount: 2, maxTaskCount: 6 },
    primaryContainer: {
      image: `nginx${DIGEST}`,
      containerPort: 8080,
      awsLogsConfiguration: { logGroup: '/ecs/shop', logStreamPrefix: 'ecs' },
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      secrets: [
        { name: 'S', valueFrom: 'arn:aws:ssm:us-east-1:123456789012:parameter/s' },
        { name: 'T', valueFrom: 'arn:aws:ssm:us-east-1:123456789012:parameter/t' },
      ],
    },
  };
  const fill = ({ home, clock }: World): void => {
    createExpressGatewayService(home, {
      serviceName: 'store',
      infrastructureRoleArn: roleArn(home, 'ecsInfrastructureRole'),
      executionRoleArn: roleArn(home, 'ecsTaskExecutionRole'),
      ...live,
    });
    clock.advance(60 * 60 * 1000);
  };

  it.each<[title: string, given: Given]>([
    ['variables in another order', { 'environment-variables': 'B=2\nA=1' }],
    [
      'secrets in another order',
      {
        secrets: 'T=arn:aws:ssm:us-east-1:123456789012:parameter/t\nS=arn:aws:ssm:us-east-1:123456789012:parameter/s',
      },
    ],
    ['subnets in another order', { subnets: 'subnet-b, subnet-a' }],
    ['security groups beside the one that Express adds', { 'security-groups': 'sg-b, sg-a' }],
    ['sizes with their unit', { cpu: '1 vCPU', memory: '2 GB' }],
    ['roles by their name', { 'execution-role-arn': 'ecsTaskExecutionRole', 'task-role-arn': 'store-task' }],
    ['the architecture that it has by itself', { 'cpu-architecture': 'X86_64' }],
    ['half of the scaling', { 'max-task-count': '6' }],
    ['the port and the logs', { 'container-port': '8080', 'log-group': '/ecs/shop' }],
    ['ECS Exec as off as it was', { 'enable-execute-command': 'false' }],
  ])('is left alone: %s', async (...[, given]) => {
    expectUnchanged(
      await play({
        scenario: 'empty',
        change: fill,
        inputs: { service: 'store', image: `nginx${DIGEST}`, ...given },
      }),
    );
  });
});

describe('a classic service that already has everything', () => {
  const fill = (world: World): void => {
    addLiveWeb(
      world,
      {
        launchType: undefined,
        capacityProviderStrategy: [
          { capacityProvider: 'FARGATE', base: 0, weight: 1 },
          { capacityProvider: 'FARGATE_SPOT', base: 0, weight: 4 },
        ],
        volumeConfigurations: [
          {
            name: 'data',
            managedEBSVolume: { roleArn: roleArn(world.home, 'ebs'), sizeInGiB: 10, filesystemType: 'xfs' },
          },
        ],
        deploymentConfiguration: {
          deploymentCircuitBreaker: { enable: true, rollback: true },
          alarms: { alarmNames: ['errors', 'latency'], enable: true, rollback: true },
        },
      },
      (region, image) => ({
        ...webDefinition(region, image),
        volumes: [{ name: 'data', configuredAtLaunch: true }],
        containerDefinitions: [
          ...(webDefinition(region, image).containerDefinitions ?? []).map((web) => ({
            ...web,
            environment: [
              { name: 'A', value: '1' },
              { name: 'B', value: '2' },
            ],
          })),
          { name: 'agent', image: ecrImage(region, 'agent', '1.0.0'), essential: false },
        ],
      }),
    );
  };
  const strategy =
    '[{ "capacityProvider": "FARGATE_SPOT", "weight": 4 }, { "capacityProvider": "FARGATE", "weight": 1 }]';

  it.each<[title: string, given: Given]>([
    ['capacity providers in another order, without their base of 0', { 'capacity-provider-strategy': strategy }],
    ['alarms in another order', { 'deployment-alarms': 'latency, errors' }],
    [
      'a breaker with the threshold that it has by itself',
      { 'circuit-breaker-threshold': '50%', 'circuit-breaker-reset-on-healthy-task': 'true' },
    ],
    ['percentages as they are', { 'minimum-healthy-percent': '100', 'maximum-percent': '200' }],
    ['no grace period', { 'health-check-grace-period-seconds': '0' }],
    ['the latest platform', { 'platform-version': 'LATEST' }],
    ['nothing propagated', { 'propagate-tags': 'NONE', 'enable-ecs-managed-tags': 'false' }],
    [
      'the volume with its defaults left out and a number as text',
      {
        'service-managed-ebs-volume-name': 'data',
        'service-managed-ebs-volume': '{ "sizeInGiB": "10", "roleArn": "ebs" }',
      },
    ],
    ['variables in another order', { 'container-name': 'web', 'environment-variables': 'B=2\nA=1' }],
    [
      'roles by their name, sizes with their unit',
      { 'task-role-arn': 'web-task', 'execution-role-arn': 'ecsTaskExecutionRole', cpu: '.25 vCPU', memory: '0.5 GB' },
    ],
  ])('is left alone: %s', async (...[, given]) => {
    expectUnchanged(
      await play({ scenario: 'empty', change: fill, inputs: { service: 'web', cluster: 'prod', ...given } }),
    );
  });
});

describe('a CodeDeploy service that already has everything', () => {
  it.each<[title: string, properties: string]>([
    ['a port as text', ''],
    [
      'subnets and groups in another order, the address as it is by itself',
      '        NetworkConfiguration:\n          AwsvpcConfiguration:\n            Subnets: [subnet-0bbb2222, subnet-0aaa1111]\n            SecurityGroups: [sg-0ccc3333]\n            AssignPublicIp: DISABLED\n',
    ],
  ])('is left alone: %s', async (...[, properties]) => {
    const file = APPSPEC.replace('ContainerPort: 8080', 'ContainerPort: "8080"').replace(
      '        LoadBalancerInfo:',
      `${properties}        LoadBalancerInfo:`,
    );
    const given = { 'task-definition': '', image: '', variables: '', 'task-definition-arn': 'web:1' };
    expectUnchanged(await deployCodeDeploy(given, { files: { 'appspec.yaml': file } }));
  });
});
