import type { GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import { expect, test } from 'vitest';
import { listenersOf } from '../../emulator/load-balancers.ts';
import { addTraffic } from '../../emulator/traffic.ts';
import { errorOf, openLab, openScenario } from './lab.ts';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';

type Lab = Awaited<ReturnType<typeof openLab>>;

const START = new Date('2026-11-21T10:00:00Z');
const after = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000);

/** What CloudWatch says of a target group of service web. */
function read(lab: Lab, metric: string, options: { stat?: string; group?: number; period?: number; lb?: string } = {}) {
  const { stat = 'Sum', group = 0, period = 60 } = options;
  const record = lab.world.home.targetGroups[group];
  const dimensions = {
    TargetGroup: record?.arn.split(':').at(-1),
    LoadBalancer: options.lb ?? record?.loadBalancerArns[0]?.split(':loadbalancer/')[1],
  };
  return {
    Id: 'm1',
    MetricStat: {
      Metric: {
        Namespace: 'AWS/ApplicationELB',
        MetricName: metric,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: period,
      Stat: stat,
    },
  };
}

async function valuesOf(lab: Lab, query: ReturnType<typeof read>, range: Partial<GetMetricDataCommandInput> = {}) {
  const { MetricDataResults } = await lab.cloudWatch.getMetricData({
    StartTime: START,
    EndTime: after(60),
    ScanBy: 'TimestampAscending',
    MetricDataQueries: [query],
    ...range,
  });
  return MetricDataResults?.[0]?.Values ?? [];
}

const openBusy = (scenario: string, requestsPerMinute: number) =>
  openLab((world) => {
    scenarios[scenario]?.fill(world);
    world.clock.advanceTo(world.startAt);
    const [listener] = listenersOf(world.home);
    if (listener !== undefined) addTraffic(listener, { requestsPerMinute });
  });

test('counts what load balancers answered', async () => {
  const lab = await openScenario('rolling-probes');
  const [listener] = listenersOf(lab.world.home);
  const url = `http://127.0.0.1:${listener?.port}`;
  const image = lab.image('1.0.0');
  lab.world.behaviours.answers.set(image, ({ url: path }) => ({ status: Number(path.slice(1)) }));
  for (const status of [200, 200, 302, 404, 500, 503]) await fetch(`${url}/${status}`, { redirect: 'manual' });
  lab.world.behaviours.answers.set(image, { fails: 'closes' });
  await fetch(url);
  lab.seconds(119);
  expect(await valuesOf(lab, read(lab, 'RequestCount'))).toEqual([]);
  lab.seconds(1);
  const counts = async (...names: string[]) =>
    Promise.all(names.map(async (name) => (await valuesOf(lab, read(lab, name)))[0]));
  expect(await counts('RequestCount', 'HTTPCode_Target_2XX_Count', 'HTTPCode_Target_3XX_Count')).toEqual([7, 2, 1]);
  expect(await counts('HTTPCode_Target_4XX_Count', 'HTTPCode_Target_5XX_Count', 'HTTPCode_ELB_5XX_Count')).toEqual([
    1, 2, 1,
  ]);
});

test('publishes no data point where there is nothing to count', async () => {
  const lab = await openBusy('classic-healthy', 60);
  lab.seconds(180);
  expect(await valuesOf(lab, read(lab, 'RequestCount'))).toEqual([60, 60]);
  expect(await valuesOf(lab, read(lab, 'HTTPCode_Target_5XX_Count'))).toEqual([]);
  expect(await valuesOf(lab, read(lab, 'RequestCount', { lb: 'app/other/1' }))).toEqual([]);
  for (const group of lab.world.home.targetGroups) group.targets.splice(0);
  lab.seconds(180);
  expect(await valuesOf(lab, read(lab, 'RequestCount'))).toEqual([60, 60, 60]);
});

test('counts the healthy hosts of a target group', async () => {
  const lab = await openBusy('unhealthy-targets', 60);
  lab.seconds(60);
  await lab.deploy('2', { kind: 'unhealthy-target', code: 500 });
  lab.seconds(180);
  const most = (metric: string) => valuesOf(lab, read(lab, metric, { stat: 'Maximum' }));
  expect(await most('HealthyHostCount')).toEqual([2, 2, 2]);
  const [before, ...after] = await most('UnHealthyHostCount');
  expect([before, Math.max(...after)]).toEqual([0, 2]);
});

test('splits declared traffic by the weights, each image with its errors and times', async () => {
  const lab = await openBusy('canary', 600);
  const { underLoad } = lab.world.behaviours;
  underLoad.set(lab.image('1.0.0'), { milliseconds: 40, slowShare: 0.02, slowMilliseconds: 900 });
  underLoad.set(lab.image('2'), { errorRate: 0.25, milliseconds: 80 });
  const { rollout } = await lab.deploy('2');
  while ((await lab.rollout(rollout)).lifecycleStage !== 'PRODUCTION_TRAFFIC_SHIFT') lab.seconds(5);
  const begun = new Date(Math.ceil(lab.world.clock.now() / 60_000) * 60_000);
  lab.seconds(300);
  const range = { StartTime: begun, EndTime: new Date(begun.getTime() + 180_000) };
  const value = async (metric: string, group: number, stat = 'Sum') =>
    (await valuesOf(lab, read(lab, metric, { group, stat, period: 180 }), range))[0];
  const [green, blue] = [0, 1];
  expect([await value('RequestCount', blue), await value('RequestCount', green)]).toEqual([1620, 180]);
  expect([await value('HTTPCode_Target_5XX_Count', blue), await value('HTTPCode_Target_5XX_Count', green)]).toEqual([
    undefined,
    45,
  ]);
  expect([
    await value('TargetResponseTime', blue, 'p50'),
    await value('TargetResponseTime', blue, 'p99'),
    await value('TargetResponseTime', green, 'p99'),
    await value('TargetResponseTime', green, 'Average'),
  ]).toEqual([0.04, 0.9, 0.08, expect.closeTo(0.08, 6)]);
});

test('reads data points by period and order, page by page', async () => {
  const lab = await openBusy('classic-healthy', 60);
  lab.seconds(600);
  const query = read(lab, 'RequestCount');
  const ask = (changes: Partial<GetMetricDataCommandInput>) =>
    lab.cloudWatch.getMetricData({ StartTime: START, EndTime: after(5), MetricDataQueries: [query], ...changes });
  const [newest] = (await ask({})).MetricDataResults ?? [];
  expect(newest).toMatchObject({ Id: 'm1', Label: 'RequestCount', StatusCode: 'Complete' });
  expect(newest?.Timestamps).toEqual([4, 3, 2, 1, 0].map(after));
  const odd = { StartTime: new Date(after(1).getTime() + 30_000), EndTime: after(3) };
  expect((await ask({ ...odd, ScanBy: 'TimestampAscending' })).MetricDataResults?.[0]?.Timestamps).toEqual(
    [1, 2].map(after),
  );
  const first = await ask({ MaxDatapoints: 3 });
  expect(first.MetricDataResults?.[0]).toMatchObject({ StatusCode: 'PartialData', Values: [60, 60, 60] });
  const second = await ask({ MaxDatapoints: 3, NextToken: first.NextToken });
  expect(second.MetricDataResults?.[0]).toMatchObject({ StatusCode: 'Complete', Values: [60, 60] });
  expect(second.NextToken).toBeUndefined();
  const [whole] =
    (await ask({ MetricDataQueries: [read(lab, 'RequestCount', { period: 300 })] })).MetricDataResults ?? [];
  expect(whole?.Values).toEqual([300]);
});

test('rejects queries for metrics that CloudWatch would reject', async () => {
  const lab = await openScenario('classic-healthy');
  const query = read(lab, 'RequestCount');
  const ask = (changes: Partial<GetMetricDataCommandInput>) =>
    errorOf(
      lab.cloudWatch.getMetricData({ StartTime: START, EndTime: after(5), MetricDataQueries: [query], ...changes }),
    );
  for (const changes of [
    { EndTime: START },
    { MetricDataQueries: [] },
    { MetricDataQueries: [{ ...query, Id: 'M1' }] },
    { MetricDataQueries: [query, query] },
    { MetricDataQueries: [read(lab, 'RequestCount', { period: 90 })] },
    { MetricDataQueries: [{ Id: 'm1' }] },
  ]) {
    expect(await ask(changes)).toMatch(/^Validation/);
  }
  expect(await ask({ NextToken: 'nonsense' })).toMatch(/^InvalidNextToken/);
});

test('says what it does not know of CloudWatch', async () => {
  const lab = await openBusy('classic-healthy', 60);
  lab.seconds(180);
  const query = read(lab, 'RequestCount');
  query.MetricStat.Metric.Dimensions.push({ Name: 'AvailabilityZone', Value: 'us-east-1a' });
  const ask = (MetricDataQueries: GetMetricDataCommandInput['MetricDataQueries']) =>
    errorOf(lab.cloudWatch.getMetricData({ StartTime: START, EndTime: after(5), MetricDataQueries }));
  for (const queries of [
    [query],
    [{ Id: 'm1', Expression: 'm2 / m3' }],
    [read(lab, 'TargetConnectionErrorCount')],
    [read(lab, 'RequestCount', { stat: 'TM(10%:90%)' })],
    [read(lab, 'RequestCount', { period: 10 })],
  ]) {
    expect(await ask(queries)).toMatch(/^NotEmulated/);
  }
});
