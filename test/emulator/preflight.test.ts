import { expect, test } from 'vitest';
import { addTargetGroup } from '../../emulator/targets.ts';
import { errorOf, openScenario } from './lab.ts';

test('reports scan findings of an image', async () => {
  const { world, ecr, image } = await openScenario('classic-healthy');
  world.home.images.set(image('scanned'), { findings: { CRITICAL: 2, HIGH: 5 } });
  const read = (imageTag: string) => ecr.describeImageScanFindings({ repositoryName: 'web', imageId: { imageTag } });
  expect(await read('scanned')).toMatchObject({
    imageScanStatus: { status: 'COMPLETE' },
    imageScanFindings: { findingSeverityCounts: { CRITICAL: 2, HIGH: 5 } },
  });
  expect(await errorOf(read('1.0.0'))).toMatch(/^ScanNotFoundException/);
  world.home.images.set(image('gone'), { missing: true });
  expect(await errorOf(read('gone'))).toMatch(/^ImageNotFoundException/);
});

test('tells whether a role exists and whom it trusts', async () => {
  const { world, iam } = await openScenario('classic-healthy');
  const read = async (RoleName: string) => {
    const { Role } = await iam.getRole({ RoleName });
    const policy = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')) as {
      Statement: { Effect: string; Action: string; Principal: { Service: string[] } }[];
    };
    return { arn: Role?.Arn, statement: policy.Statement[0] };
  };
  expect(await read('web-task')).toMatchObject({
    arn: 'arn:aws:iam::123456789012:role/web-task',
    statement: {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: ['ecs-tasks.amazonaws.com', 'ecs.amazonaws.com'] },
    },
  });
  world.roles.set('old', { path: '/team/', trusts: ['ec2.amazonaws.com'] });
  expect(await read('old')).toMatchObject({
    arn: 'arn:aws:iam::123456789012:role/team/old',
    statement: { Principal: { Service: ['ec2.amazonaws.com'] } },
  });
  world.roles.set('gone', { missing: true });
  expect(await errorOf(read('gone'))).toBe('NoSuchEntityException: The role with name gone cannot be found.');
  world.faults.deny.add('iam:GetRole');
  expect(await errorOf(read('web-task'))).toMatch(/^AccessDenied/);
});

test('tells whether a secret or a parameter exists, but never its value', async () => {
  const { world, secrets, parameters } = await openScenario('classic-healthy');
  const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-Ab1Cd2';
  expect(await secrets.describeSecret({ SecretId: arn })).toMatchObject({ ARN: arn, Name: 'prod/db' });
  const deletedAt = new Date('2026-12-01T00:00:00Z');
  world.home.secrets.set('old', { deletedAt });
  expect(await secrets.describeSecret({ SecretId: 'old' })).toMatchObject({ Name: 'old', DeletedDate: deletedAt });
  world.home.secrets.set(arn, { missing: true });
  expect(await errorOf(secrets.describeSecret({ SecretId: arn }))).toMatch(/^ResourceNotFoundException/);

  world.home.missingParameters.add('/gone');
  const named = (Values: string[]) => ({ ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values }] });
  const found = await parameters.describeParameters(named(['/db/url', '/gone', 'plain']));
  expect(found.Parameters?.map(({ Name }) => Name)).toEqual(['/db/url', 'plain']);
  expect(JSON.stringify(found)).not.toContain('"Value"');
  const first = await parameters.describeParameters({ ...named(['/a', '/b']), MaxResults: 1 });
  const second = await parameters.describeParameters({
    ...named(['/a', '/b']),
    MaxResults: 1,
    NextToken: first.NextToken,
  });
  expect([...(first.Parameters ?? []), ...(second.Parameters ?? [])].map(({ Name }) => Name)).toEqual(['/a', '/b']);
  expect(second.NextToken).toBeUndefined();
  const many = Array.from({ length: 51 }, (_, index) => `/${index}`);
  expect(await errorOf(parameters.describeParameters(named(many)))).toMatch(/^InvalidFilterValue/);
});

test('tells the state of alarms', async () => {
  const { world, cloudWatch } = await openScenario('classic-healthy');
  world.home.alarms.set('5xx', 'ALARM');
  world.home.missingAlarms.add('gone');
  const { MetricAlarms, CompositeAlarms } = await cloudWatch.describeAlarms({
    AlarmNames: ['latency', '5xx', 'gone'],
    AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
  });
  expect(MetricAlarms?.map(({ AlarmName, StateValue }) => [AlarmName, StateValue])).toEqual([
    ['latency', 'OK'],
    ['5xx', 'ALARM'],
  ]);
  expect(CompositeAlarms).toEqual([]);
});

test('a target group has to have the target type of the network mode', async () => {
  const { world, ecs } = await openScenario('classic-healthy');
  const { arn } = addTargetGroup(world.home, { name: 'hosts', targetType: 'instance' });
  const loadBalancers = [{ targetGroupArn: arn, containerName: 'web', containerPort: 8080 }];
  expect(await errorOf(ecs.updateService({ cluster: 'prod', service: 'web', loadBalancers }))).toBe(
    `InvalidParameterException: The provided target group ${arn} has target type instance, which is incompatible with the awsvpc network mode specified in the task definition.`,
  );
});
