import type { DeploymentGroupInfo } from '@aws-sdk/client-codedeploy';
import type { Service } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { parseInputs } from '../../src/inputs/parse.ts';
import type { AppSpec, CodeDeployGroup } from '../../src/model.ts';
import { toGroup } from '../../src/plan/codedeploy-group.ts';
import { planCodeDeploy } from '../../src/plan/codedeploy.ts';

const SINCE = new Date('2026-11-21T10:00:00Z');
const GROUP: CodeDeployGroup = {
  application: 'app',
  name: 'group',
  readyWaitMinutes: 0,
  terminationWaitMinutes: 0,
  rollsBackOnFailure: false,
  known: [],
};

describe('toGroup', () => {
  it.each<[string, DeploymentGroupInfo, string[], Partial<CodeDeployGroup>]>([
    ['a bare group', {}, [], {}],
    [
      'waits',
      {
        blueGreenDeploymentConfiguration: {
          deploymentReadyOption: { waitTimeInMinutes: 10 },
          terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 60 },
        },
      },
      [],
      { readyWaitMinutes: 10, terminationWaitMinutes: 60 },
    ],
    [
      'old tasks that stay',
      {
        blueGreenDeploymentConfiguration: {
          terminateBlueInstancesOnDeploymentSuccess: { action: 'KEEP_ALIVE', terminationWaitTimeInMinutes: 60 },
        },
      },
      [],
      {},
    ],
    [
      'rollback on failure',
      { autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] } },
      [],
      { rollsBackOnFailure: true },
    ],
    [
      'rollback on alarms only',
      { autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_STOP_ON_ALARM'] } },
      [],
      {},
    ],
    ['rollback turned off', { autoRollbackConfiguration: { enabled: false, events: ['DEPLOYMENT_FAILURE'] } }, [], {}],
    [
      'a deployment that runs',
      { lastAttemptedDeployment: { deploymentId: 'd-1', status: 'InProgress', createTime: SINCE } },
      [],
      { active: { id: 'd-1', since: SINCE }, known: ['d-1'] },
    ],
    [
      'a deployment that is over',
      { lastAttemptedDeployment: { deploymentId: 'd-1', status: 'Failed', createTime: SINCE } },
      [],
      { known: ['d-1'] },
    ],
    ['one that only the list shows', {}, ['d-2'], { active: { id: 'd-2' }, known: ['d-2'] }],
  ])('%s', (...[, info, unfinished, expected]) => {
    expect(toGroup({ application: 'app', name: 'group', info, unfinished })).toEqual({ ...GROUP, ...expected });
  });
});

describe('planCodeDeploy', () => {
  const SERVICE: Service = {
    desiredCount: 2,
    taskSets: [
      {
        status: 'PRIMARY',
        platformVersion: '1.4.0',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['a', 'b'], assignPublicIp: 'DISABLED' } },
        capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 0 }],
        loadBalancers: [{ targetGroupArn: 'tg', containerName: 'web', containerPort: 8080 }],
      },
    ],
  };

  function plan(properties: object, given: Record<string, string> = {}) {
    const { inputs } = parseInputs((name) => given[name] ?? '');
    const value = { Resources: [{ Service: { Properties: properties } }] };
    const path = ['Resources', 0, 'Service', 'Properties'];
    const appSpec: AppSpec = {
      value,
      services: [{ path, taskDefinitionKey: 'TaskDefinition' }],
      locate: () => ({ kind: 'input', input: 'x' }),
    };
    const located = { name: 'web', cluster: 'prod', kind: 'codedeploy' as const, service: SERVICE, group: GROUP };
    return planCodeDeploy(located, { inputs, appSpec, region: 'us-east-1' });
  }

  it.each<[string, object, string[]]>([
    ['the task definition', { TaskDefinition: 'x' }, []],
    ['the latest platform', { PlatformVersion: 'LATEST' }, []],
    ['nothing', { PlatformVersion: null, NetworkConfiguration: null }, []],
    ['another platform', { platformversion: '1.3.0' }, ['AppSpec.PlatformVersion']],
    [
      'the same subnets in another order',
      { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['b', 'a'] } } },
      [],
    ],
    [
      'fewer subnets',
      { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['a'] } } },
      ['AppSpec.NetworkConfiguration'],
    ],
    ['the same providers', { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] }, []],
    [
      'other providers',
      { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] },
      ['AppSpec.CapacityProviderStrategy'],
    ],
    ['the same load balancer', { LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 8080 } }, []],
    ['another port', { LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 80 } }, ['AppSpec.LoadBalancerInfo']],
  ])('an AppSpec with %s', (...[, properties, expected]) => {
    expect(plan(properties).target.appSpecChanges.map(({ setting }) => setting)).toEqual(expected);
  });

  it('keeps the settings that UpdateService accepts and that differ', () => {
    const { target } = plan(
      {},
      { 'desired-count': '2', 'enable-ecs-managed-tags': 'true', 'minimum-healthy-percent': '50' },
    );
    expect(target.settings).toEqual({ enableECSManagedTags: true });
  });

  it('cuts a description that CodeDeploy would reject, and says so', () => {
    const short = plan({}, { 'codedeploy-deployment-description': 'x'.repeat(512) });
    expect([short.target.description?.length, short.problems]).toEqual([512, []]);
    const long = plan({}, { 'codedeploy-deployment-description': 'x'.repeat(513) });
    expect([long.target.description?.length, long.problems.map(({ rule }) => rule)]).toEqual([
      512,
      ['codedeploy-description-cut'],
    ]);
  });
});
