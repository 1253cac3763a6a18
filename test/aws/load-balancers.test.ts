import { afterEach, expect, it, vi } from 'vitest';
import { listenersOf } from '../../emulator/load-balancers.ts';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { addTraffic } from '../../emulator/traffic.ts';
import { errorOf, openLab, openScenario } from '../emulator/lab.ts';
import { openAws } from './open-aws.ts';

afterEach(() => vi.unstubAllEnvs());

it('follows a rule of the service to the address of its listener', async () => {
  const lab = await openScenario('blue-green');
  const elbv2 = await openAws(lab).elbv2();
  const [balancer] = (await lab.web()).loadBalancers ?? [];
  const { testListenerRule = '' } = balancer?.advancedConfiguration ?? {};
  const [rule] = await elbv2.describeRules([testListenerRule]);
  expect(rule?.Actions?.[0]?.ForwardConfig?.TargetGroups?.map(({ Weight }) => Weight)).toEqual([0, 100]);
  const [listener] = listenersOf(lab.world.home).slice(1);
  const [found] = await elbv2.describeListeners({ listenerArns: [listener?.arn ?? ''] });
  expect(found?.Port).toBe(8080);
  const all = await elbv2.describeListeners({ loadBalancerArn: found?.LoadBalancerArn ?? '' });
  expect(all.map(({ Port }) => Port)).toEqual([80, 8080]);
  const [described] = await elbv2.describeLoadBalancers([found?.LoadBalancerArn ?? '']);
  expect(described?.DNSName).toMatch(/^web-\d+\.us-east-1\.elb\.amazonaws\.com$/);
  expect(await errorOf(elbv2.describeRules([`${testListenerRule}0`]))).toMatch(/^RuleNotFoundException/);
});

it('reads the metrics of target groups, oldest first, and none for what was never counted', async () => {
  const lab = await openLab((world) => {
    scenarios['classic-healthy']?.fill(world);
    world.clock.advanceTo(world.startAt);
    for (const listener of listenersOf(world.home)) addTraffic(listener, { requestsPerMinute: 120 });
    world.clock.advance(600_000);
  });
  const cloudWatch = await openAws(lab).cloudWatch();
  const [group] = lab.world.home.targetGroups;
  const on = { targetGroupArn: group?.arn ?? '', loadBalancerArn: group?.loadBalancerArns[0] ?? '' };
  const from = new Date('2026-11-21T10:00:00Z');
  const metrics = await cloudWatch.metricsOfTargetGroups(
    [
      { id: 'requests', name: 'RequestCount', stat: 'Sum', ...on },
      { id: 'errors', name: 'HTTPCode_Target_5XX_Count', stat: 'Sum', ...on },
      { id: 'p99', name: 'TargetResponseTime', stat: 'p99', ...on },
    ],
    { from, to: new Date('2026-11-21T10:02:00Z'), periodSeconds: 60 },
  );
  const next = new Date('2026-11-21T10:01:00Z');
  expect(Object.fromEntries(metrics)).toEqual({
    requests: [
      { time: from, value: 120 },
      { time: next, value: 120 },
    ],
    errors: [],
    p99: [
      { time: from, value: 0.05 },
      { time: next, value: 0.05 },
    ],
  });
});
