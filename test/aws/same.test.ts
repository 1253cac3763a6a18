import { describe, expect, test } from 'vitest';
import { isSame } from '../../src/aws/same.ts';

const ROLE = 'arn:aws:iam::123456789012:role/web';

describe('what AWS treats as equal', () => {
  test.each<[setting: string, one: unknown, other: unknown]>([
    ['desiredCount', 2, 2],
    ['desiredCount', 2, '2'],
    ['cpu', '1024', '1 vCPU'],
    ['cpu', '256', '.25 vcpu'],
    ['memory', '2048', '2 GB'],
    ['executionRoleArn', ROLE, 'web'],
    ['taskRoleArn', 'web', ROLE],
    ['platformVersion', undefined, 'LATEST'],
    ['propagateTags', undefined, 'NONE'],
    ['enableExecuteCommand', undefined, false],
    ['healthCheckGracePeriodSeconds', undefined, 0],
    ['cpuArchitecture', undefined, 'X86_64'],
    ['placementStrategy', [{ type: 'binpack', field: 'memory' }], [{ type: 'binpack', field: 'MEMORY' }]],
    ['placementStrategy', [{ type: 'spread', field: 'host' }], [{ type: 'spread', field: 'instanceId' }]],
    ['subnets', ['a', 'b'], ['b', 'a']],
    ['capacityProviderStrategy', [], undefined],
    [
      'capacityProviderStrategy',
      [
        { capacityProvider: 'FARGATE', base: 0, weight: 1 },
        { capacityProvider: 'FARGATE_SPOT', base: 0, weight: 4 },
      ],
      [
        { capacityProvider: 'FARGATE_SPOT', weight: '4' },
        { capacityProvider: 'FARGATE', weight: 1 },
      ],
    ],
    [
      'deploymentConfiguration',
      { maximumPercent: 200, alarms: { alarmNames: ['a', 'b'], enable: true, rollback: true } },
      { strategy: 'ROLLING', maximumPercent: 200, alarms: { alarmNames: ['b', 'a'], enable: true, rollback: true } },
    ],
    ['deploymentConfiguration', {}, { alarms: { alarmNames: [], enable: false, rollback: false } }],
    [
      'deploymentCircuitBreaker',
      { enable: true, rollback: true },
      {
        enable: true,
        rollback: true,
        resetOnHealthyTask: true,
        thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 },
      },
    ],
    [
      'networkConfiguration',
      { awsvpcConfiguration: { subnets: ['a', 'b'], securityGroups: ['x', 'y'] } },
      { awsvpcConfiguration: { subnets: ['b', 'a'], securityGroups: ['y', 'x'], assignPublicIp: 'DISABLED' } },
    ],
    [
      'volumeConfigurations',
      [{ name: 'data', managedEBSVolume: { roleArn: ROLE, sizeInGiB: 10, filesystemType: 'xfs' } }],
      [{ name: 'data', managedEBSVolume: { roleArn: 'web', sizeInGiB: '10' } }],
    ],
    [
      'primaryContainer',
      {
        image: 'a',
        environment: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
        command: [],
        secrets: [],
      },
      {
        image: 'a',
        environment: [
          { name: 'B', value: '2' },
          { name: 'A', value: '1' },
        ],
      },
    ],
  ])('%s: %j and %j', (setting, one, other) => {
    expect(isSame(one, other, setting)).toBe(true);
    expect(isSame(other, one, setting)).toBe(true);
  });
});

describe('what differs', () => {
  test.each<[setting: string, one: unknown, other: unknown]>([
    ['desiredCount', undefined, 0],
    ['desiredCount', 0, '00'],
    ['cpu', '1024', '1 GB'],
    ['executionRoleArn', ROLE, 'arn:aws:iam::210987654321:role/web'],
    ['executionRoleArn', 'arn:aws:iam::123456789012:role/team/web', 'web'],
    ['platformVersion', 'LATEST', '1.4.0'],
    ['subnets', ['a'], ['a', 'b']],
    ['placementStrategy', [{ type: 'binpack', field: 'memory' }], [{ type: 'binpack', field: 'CPU' }]],
    ['placementStrategy', [{ type: 'spread', field: 'attribute:Rack' }], [{ type: 'spread', field: 'attribute:rack' }]],
    ['subnets', ['a', 'a'], ['a', 'b']],
    ['command', ['a', 'b'], ['b', 'a']],
    ['enableExecuteCommand', 'false', false],
    [
      'capacityProviderStrategy',
      [{ capacityProvider: 'FARGATE', weight: 1 }],
      [{ capacityProvider: 'FARGATE', weight: 1, base: 1 }],
    ],
    ['environment', [{ name: 'A', value: '1' }], [{ name: 'A', value: '2' }]],
    ['environment', [{ name: 'A', value: '1' }], [{ name: 'A', value: '01' }]],
    ['deploymentConfiguration', { maximumPercent: 200 }, { maximumPercent: 150 }],
    ['networkConfiguration', 'x', {}],
  ])('%s: %j and %j', (setting, one, other) => {
    expect(isSame(one, other, setting)).toBe(false);
    expect(isSame(other, one, setting)).toBe(false);
  });
});
