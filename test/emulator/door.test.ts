import { ECS } from '@aws-sdk/client-ecs';
import { STS } from '@aws-sdk/client-sts';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../emulator/server.ts';
import { errorOf, openScenario } from './lab.ts';

test('speaks AWS JSON 1.1 and Query on one port', async () => {
  const lab = await openScenario('classic-healthy');
  expect((await lab.ecs.listClusters({})).clusterArns).toEqual(['arn:aws:ecs:us-east-1:123456789012:cluster/prod']);
  expect((await lab.logs.describeLogGroups({ logGroupNamePrefix: '/ecs/w' })).logGroups).toHaveLength(2);
  expect((await lab.elbv2.describeTargetGroups({})).TargetGroups?.[0]?.TargetGroupName).toBe('web');
  expect((await lab.sts.getCallerIdentity({})).Account).toBe('123456789012');
  const unknownGroup = lab.elbv2.describeTargetHealth({ TargetGroupArn: 'arn:aws:elasticloadbalancing:x' });
  expect(await errorOf(unknownGroup)).toBe('TargetGroupNotFoundException: One or more target groups not found');
  expect(lab.requests.map((request) => `${request.service} ${request.action}`)).toEqual([
    'ecs ListClusters',
    'logs DescribeLogGroups',
    'elbv2 DescribeTargetGroups',
    'sts GetCallerIdentity',
    'elbv2 DescribeTargetHealth',
  ]);
});

test('rejects a request that the model does not allow', async () => {
  const lab = await openScenario('classic-healthy');
  const send = async (action: string, body: object): Promise<string> => {
    const response = await fetch(lab.url, {
      method: 'POST',
      headers: { 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${action}` },
      body: JSON.stringify(body),
    });
    const { __type, message } = (await response.json()) as { __type: string; message: string };
    return `${response.status} ${__type}: ${message}`;
  };
  expect(await send('UpdateService', { service: 'web', desiredCount: '2' })).toBe(
    '400 SerializationException: desiredCount: string can not be converted to Integer',
  );
  expect(await send('UpdateService', { cluster: 'prod' })).toContain(
    "400 ClientException: 1 validation error detected: Value null at 'service'",
  );
  expect(await send('UpdateService', { service: 'web', desiredCoutn: 2 })).toContain(
    'Unknown parameter in input: "desiredCoutn"',
  );
  expect(
    await send('UpdateService', {
      service: 'web',
      networkConfiguration: { awsvpcConfiguration: { subnets: 'subnet-1' } },
    }),
  ).toContain('SerializationException: networkConfiguration.awsvpcConfiguration.subnets: string');
  expect(await send('CreateService', { serviceName: 'x', launchType: 'FARGATTE' })).toContain(
    "InvalidParameterException: 1 validation error detected: Value 'FARGATTE' at 'launchType'",
  );
  expect(await send('MakeCoffee', {})).toBe('400 UnknownOperationException: Unknown operation: MakeCoffee');
  expect(await send('UpdateService', { cluster: 'prod', service: 'web', desiredCount: null })).toContain('200');
});

test('takes Region and partition from the credential scope', async () => {
  const lab = await openScenario('classic-healthy', 'cn-north-1');
  expect((await lab.web()).serviceArn).toBe('arn:aws-cn:ecs:cn-north-1:123456789012:service/prod/web');
  const elsewhere = new STS({ ...lab.settings, region: 'us-gov-west-1' });
  expect((await elsewhere.getCallerIdentity({})).Arn).toMatch(/^arn:aws-us-gov:sts/);
  const government = new ECS({ ...lab.settings, region: 'us-gov-west-1' });
  expect((await government.listClusters({})).clusterArns).toEqual([]);
});

test('stops time until it is advanced', async () => {
  const lab = await openScenario('empty');
  const now = async (path: string, body?: object): Promise<string> => {
    const response = await fetch(`${lab.url}/_emulator/${path}`, {
      method: body ? 'POST' : 'GET',
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = (await response.json()) as { now: number };
    return new Date(answer.now).toISOString();
  };
  expect(await now('now')).toBe('2026-11-21T10:00:00.000Z');
  expect(await now('advance', { milliseconds: 90_000 })).toBe('2026-11-21T10:01:30.000Z');
  lab.advance(30_000);
  await lab.ecs.listClusters({});
  const requests = (await (await fetch(`${lab.url}/_emulator/requests`)).json()) as object[];
  expect(requests).toEqual([{ service: 'ecs', action: 'ListClusters', params: {}, atSeconds: 120 }]);
  const real = await startEmulator({ time: 'real', speed: 1e6 });
  onTestFinished(() => real.close());
  const before = (await (await fetch(`${real.url}/_emulator/now`)).json()) as { now: number };
  const after = (await (await fetch(`${real.url}/_emulator/now`)).json()) as { now: number };
  expect(after.now).toBeGreaterThan(before.now);
});
