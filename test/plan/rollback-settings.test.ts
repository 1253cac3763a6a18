import type { Service, ServiceRevision } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { appSpecOf, keptSettings } from '../../src/plan/rollback-settings.ts';

const NETWORK = { awsvpcConfiguration: { subnets: ['a', 'b'], securityGroups: ['s'] } };

it.each<[title: string, revision: ServiceRevision, live: Service, names: string[]]>([
  ['nothing set on either side', {}, { loadBalancers: [], serviceRegistries: [] }, []],
  [
    'the order of subnets and the default of the public address',
    { networkConfiguration: NETWORK },
    {
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ['b', 'a'], securityGroups: ['s'], assignPublicIp: 'DISABLED' },
      },
    },
    [],
  ],
  [
    'another subnet and no load balancer then',
    { networkConfiguration: NETWORK },
    {
      networkConfiguration: { awsvpcConfiguration: { subnets: ['c'] } },
      loadBalancers: [{ targetGroupArn: 'tg', containerName: 'web', containerPort: 80 }],
    },
    ['load balancers', 'network'],
  ],
  [
    'capacity',
    { capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }] },
    { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
    ['capacity providers'],
  ],
])('%s', (...[, revision, live, names]) => {
  expect(keptSettings(revision, live)).toEqual(names);
});

it('makes an AppSpec of what the primary task set has', () => {
  const loadBalancers = [{ targetGroupArn: 'tg', containerName: 'web', containerPort: 8080 }];
  const primary = { status: 'PRIMARY', loadBalancers, networkConfiguration: NETWORK, platformVersion: '1.4.0' };
  expect(appSpecOf({ loadBalancers: [], taskSets: [primary] })).toEqual({
    version: '0.0',
    Resources: [
      {
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: {
            TaskDefinition: '',
            LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 8080 },
            PlatformVersion: '1.4.0',
            NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['a', 'b'], SecurityGroups: ['s'] } },
          },
        },
      },
    ],
  });
});
