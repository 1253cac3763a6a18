import {
  DescribeServicesCommand,
  ECSClient,
  ListServicesCommand,
  UpdateServiceCommand,
  type DescribeServicesCommandOutput,
} from '@aws-sdk/client-ecs';
import { CodeDeployClient, ListDeploymentTargetsCommand } from '@aws-sdk/client-codedeploy';
import { DescribeTargetHealthCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it, vi } from 'vitest';
import type { Broken } from '../../emulator/faults.ts';
import { connect } from '../../src/aws/connection.ts';
import { isUnsettled } from '../../src/aws/failure.ts';
import { systemClock } from '../../src/clock.ts';
import type { Clock } from '../../src/model.ts';
import { errorOf, openScenario } from '../emulator/lab.ts';
import { heldClock } from './held-clock.ts';

type Lab = Awaited<ReturnType<typeof openScenario>>;

async function open(more: { scenario?: string; maxRetries?: number; clock?: (lab: Lab) => Clock } = {}) {
  const { scenario = 'classic-healthy', maxRetries = 3 } = more;
  const { signal } = new AbortController();
  const lab = await openScenario(scenario);
  const { endpoint, region, credentials } = lab.settings;
  const held = heldClock(lab);
  const clock = more.clock?.(lab) ?? held;
  const signed: object[] = [];
  const signedWith = (identity: object) => void signed.push(identity);
  const options = {
    region,
    maxRetries,
    version: '0',
    clock,
    signal,
    agents: undefined,
    profile: undefined,
    signedWith,
  };
  const to = (service: string) => connect({ ...options, service });
  const settings = { endpoint, credentials };
  const ecs = to('ecs');
  const sent = (action: string): number => lab.requests.filter((request) => request.action === action).length;
  return {
    lab,
    clock: held,
    sent,
    signed,
    ecs,
    reads: ecs.reads((config) => new ECSClient({ ...config, ...settings })),
    writes: ecs.writes((config) => new ECSClient({ ...config, ...settings })),
    elbv2: to('elasticloadbalancing').reads((config) => new ElasticLoadBalancingV2Client({ ...config, ...settings })),
    codeDeploy: to('codedeploy').reads((config) => new CodeDeployClient({ ...config, ...settings })),
    settings,
  };
}

const describeWeb = () => new DescribeServicesCommand({ cluster: 'prod', services: ['web'] });
const scale = (desiredCount: number) => new UpdateServiceCommand({ cluster: 'prod', service: 'web', desiredCount });

it('tells what a call is signed with, wherever the SDK got it', async () => {
  const { reads, signed, settings } = await open();
  await reads.send(describeWeb());
  expect(signed).toEqual([settings.credentials]);
});

const HOWS: Broken['how'][] = [
  'reset',
  'bad-gateway',
  'gateway-timeout',
  'html',
  'forbidden-html',
  'empty',
  'empty-object',
  'half',
  'cut',
  'stall',
];

describe('a read with a broken response', () => {
  it.each(HOWS)('is retried: %s', async (how) => {
    const { lab, reads, elbv2, sent } = await open();
    lab.world.faults.distort.set('ecs:DescribeServices', { how, times: 1 });
    const { services } = await reads.send(describeWeb());
    expect(services?.[0]?.serviceName).toBe('web');
    expect(sent('DescribeServices')).toBe(2);

    lab.world.faults.distort.set('elasticloadbalancing:DescribeTargetHealth', { how, times: 1 });
    const [group] = lab.world.home.targetGroups;
    await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn: group?.arn }));
    expect(sent('DescribeTargetHealth')).toBe(2);
  });

  it.each<[Broken['how'], RegExp]>([
    ['empty-object', /^EmptyAnswer/],
    ['html', /^SyntaxError/],
    ['stall', /^TimeoutError: only part of the response came within 10 s/],
  ])('is no answer when it stays so: %s', async (how, error) => {
    const { lab, reads } = await open();
    lab.world.faults.distort.set('ecs:DescribeServices', { how, times: 99 });
    expect(await errorOf(reads.send(describeWeb()))).toMatch(error);
  });

  it('may omit an empty list that AWS does not promise', async () => {
    const { lab, codeDeploy } = await open({ scenario: 'codedeploy-healthy' });
    lab.world.faults.distort.set('codedeploy:ListDeploymentTargets', { how: 'empty-object', times: 99 });
    await codeDeploy.send(new ListDeploymentTargetsCommand({ deploymentId: 'd-1' })).catch(() => undefined);
    expect(lab.requests.map(({ action }) => action)).toContain('ListDeploymentTargets');
  });
});

describe('a write with a broken response', () => {
  it.each(HOWS)('is sent once, and its effect is unknown: %s', async (how) => {
    const { lab, writes, sent } = await open();
    lab.world.faults.distort.set('ecs:UpdateService', { how, times: 1 });
    const error: unknown = await writes.send(scale(3)).catch((failure: unknown) => failure);
    expect(isUnsettled(error)).toBe(true);
    expect(sent('UpdateService')).toBe(1);
  });
});

describe('deadlines', () => {
  it.each<[string, (lab: Lab) => void]>([
    ['no answer', ({ world }) => world.faults.hang.set('ecs:DescribeServices', 'before')],
    ['half an answer', ({ world }) => world.faults.distort.set('ecs:DescribeServices', { how: 'stall', times: 99 })],
  ])('a call ends though there is %s', async (_, spoil) => {
    const { lab, clock, reads, writes, sent } = await open({ maxRetries: 20 });
    spoil(lab);
    expect(await errorOf(reads.send(describeWeb()))).toMatch(/^TimeoutError/);
    expect(sent('DescribeServices')).toBe(6);
    expect(clock.seconds()).toBe(60);
    lab.world.faults.hang.set('ecs:UpdateService', 'after');
    expect(await errorOf(writes.send(scale(3)))).toMatch(/^TimeoutError/);
    expect(clock.seconds()).toBe(90);
  });

  it('a call ends once its response is no longer needed, and no more are made', async () => {
    const { lab, ecs, settings, sent } = await open();
    lab.world.faults.hang.set('ecs:DescribeServices', 'before');
    const over = new AbortController();
    const reads = ecs.until(over.signal).reads((config) => new ECSClient({ ...config, ...settings }));
    const sending = errorOf(reads.send(describeWeb()));
    over.abort();
    expect(await sending).toMatch(/^TimeoutError/);
    expect(await errorOf(reads.send(new ListServicesCommand({ cluster: 'prod' })))).toMatch(/^TimeoutError/);
    expect(sent('DescribeServices')).toBeLessThanOrEqual(1);
  });

  it("reports AWS's last words rather than the timeout", async () => {
    const untilThrottled = ({ requests }: Lab): Clock => ({
      ...systemClock,
      within: async ({ milliseconds, signal }, calls) => {
        if (milliseconds < 60_000) return await systemClock.within({ milliseconds, signal }, calls);
        await vi.waitUntil(() => requests.length > 0);
        return await systemClock.within({ milliseconds: 50, signal }, calls);
      },
    });
    const { lab, reads } = await open({ maxRetries: 20, clock: untilThrottled });
    lab.world.faults.throttle.set('ecs:DescribeServices', 99);
    expect(await errorOf(reads.send(describeWeb()))).toMatch(/^ThrottlingException/);
  });
});

describe('a wrong clock', () => {
  /** The clients' clock is the real one, and the emulator's may be anywhere. */
  const skewed = async (more: { name?: string; dateHeader?: boolean } = {}, options = {}) => {
    const opened = await open(options);
    const ahead = Date.now() - opened.lab.world.clock.now() + 20 * 60_000;
    opened.lab.world.faults.clock = { aheadSeconds: ahead / 1000, ...more };
    return opened;
  };

  it.each([undefined, 'RequestTimeTooSkewed', 'RequestExpired', 'SignatureDoesNotMatch', 'AccessDeniedException'])(
    'is set by the answer to the first write: %s',
    async (name) => {
      const { lab, writes, sent } = await skewed(name === undefined ? {} : { name });
      await writes.send(scale(3));
      await writes.send(scale(4));
      expect(sent('UpdateService')).toBe(3);
      expect(lab.world.home.services[0]?.desiredCount).toBe(4);
    },
  );

  it('is corrected for a read that must not be repeated', async () => {
    const { reads } = await skewed({}, { maxRetries: 0 });
    const { services }: DescribeServicesCommandOutput = await reads.send(describeWeb());
    expect(services).toHaveLength(1);
  });

  it('is reported if the response has no date', async () => {
    const { writes, sent } = await skewed({ dateHeader: false });
    expect(await errorOf(writes.send(scale(3)))).toMatch(/^InvalidSignatureException: Signature expired/);
    expect(sent('UpdateService')).toBe(1);
  });

  it('does not repeat a write that was denied for another reason', async () => {
    const { lab, writes, sent } = await open();
    lab.world.faults.deny.add('ecs:UpdateService');
    lab.world.faults.clock = { aheadSeconds: (Date.now() - lab.world.clock.now()) / 1000 };
    expect(await errorOf(writes.send(scale(3)))).toMatch(/^AccessDeniedException/);
    expect(sent('UpdateService')).toBe(1);
  });
});
