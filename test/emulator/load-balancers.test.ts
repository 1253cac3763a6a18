import { expect, test } from 'vitest';
import { addLoadBalancer, addRule } from '../../emulator/load-balancers.ts';
import { addTargetGroup } from '../../emulator/targets.ts';
import { errorOf, openLab, openScenario } from './lab.ts';

const ARN = 'arn:aws:elasticloadbalancing:us-east-1:123456789012';

test('describes load balancers, listeners and rules', async () => {
  const { elbv2, ...lab } = await openScenario('classic-healthy');
  const group = (await lab.web()).loadBalancers?.[0]?.targetGroupArn ?? '';
  const { TargetGroups } = await elbv2.describeTargetGroups({ TargetGroupArns: [group] });
  const LoadBalancerArns = TargetGroups?.[0]?.LoadBalancerArns ?? [];
  const [balancer] = (await elbv2.describeLoadBalancers({ LoadBalancerArns })).LoadBalancers ?? [];
  expect(balancer).toMatchObject({
    LoadBalancerArn: LoadBalancerArns[0],
    LoadBalancerName: 'web',
    Type: 'application',
    State: { Code: 'active' },
  });
  expect(balancer?.DNSName).toMatch(/^web-\d+\.us-east-1\.elb\.amazonaws\.com$/);
  const { Listeners } = await elbv2.describeListeners({ LoadBalancerArn: balancer?.LoadBalancerArn });
  const forward = {
    Type: 'forward',
    TargetGroupArn: group,
    ForwardConfig: { TargetGroups: [{ TargetGroupArn: group, Weight: 1 }] },
  };
  expect(Listeners).toMatchObject([{ Port: 80, Protocol: 'HTTP', DefaultActions: [forward] }]);
  const { Rules } = await elbv2.describeRules({ ListenerArn: Listeners?.[0]?.ListenerArn });
  expect(Rules).toMatchObject([{ Priority: 'default', IsDefault: true, Conditions: [], Actions: [forward] }]);
  const RuleArns = [Rules?.[0]?.RuleArn ?? ''];
  expect((await elbv2.describeRules({ RuleArns })).Rules).toEqual(Rules);
  expect(RuleArns[0]).toMatch(/:listener-rule\/app\/web\/[0-9a-f]{16}\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
});

test('rejects an unknown load balancer, listener or rule by its own code', async () => {
  const { elbv2 } = await openScenario('empty');
  const balancer = `${ARN}:loadbalancer/app/gone/1`;
  const listener = `${ARN}:listener/app/gone/1/2`;
  const rule = `${ARN}:listener-rule/app/gone/1/2/3`;
  expect([
    await errorOf(elbv2.describeLoadBalancers({ LoadBalancerArns: [balancer] })),
    await errorOf(elbv2.describeLoadBalancers({ Names: ['gone'] })),
    await errorOf(elbv2.describeListeners({ LoadBalancerArn: balancer })),
    await errorOf(elbv2.describeListeners({ ListenerArns: [listener] })),
    await errorOf(elbv2.describeRules({ ListenerArn: listener })),
    await errorOf(elbv2.describeRules({ RuleArns: [rule] })),
  ]).toEqual([
    'LoadBalancerNotFoundException: One or more load balancers not found',
    "LoadBalancerNotFoundException: Load balancers '[gone]' not found",
    'LoadBalancerNotFoundException: One or more load balancers not found',
    'ListenerNotFoundException: One or more listeners not found',
    'ListenerNotFoundException: One or more listeners not found',
    'RuleNotFoundException: One or more rules not found',
  ]);
  for (const call of [
    elbv2.describeListeners({}),
    elbv2.describeListeners({ ListenerArns: [listener], LoadBalancerArn: balancer }),
    elbv2.describeRules({}),
    elbv2.describeRules({ RuleArns: [rule], ListenerArn: listener }),
    elbv2.describeRules({ RuleArns: ['rule'] }),
    elbv2.describeLoadBalancers({ PageSize: 401 }),
  ]) {
    expect(await errorOf(call)).toMatch(/^ValidationError/);
  }
});

test('lists load balancers page by page', async () => {
  const { elbv2 } = await openLab((world) => {
    for (const name of ['a', 'b', 'c']) addLoadBalancer(world.home, { name });
  });
  const first = await elbv2.describeLoadBalancers({ PageSize: 2 });
  const second = await elbv2.describeLoadBalancers({ PageSize: 2, Marker: first.NextMarker });
  const names = [...(first.LoadBalancers ?? []), ...(second.LoadBalancers ?? [])].map((one) => one.LoadBalancerName);
  expect(names).toEqual(['a', 'b', 'c']);
  expect(second.NextMarker).toBeUndefined();
});

test('shows the conditions of a rule', async () => {
  const { elbv2 } = await openLab(({ home }) => {
    const { arn, loadBalancerArns } = addTargetGroup(home, { name: 'one' });
    const listener = home.loadBalancers.find((one) => one.arn === loadBalancerArns[0])?.listeners[0];
    if (listener === undefined) throw new Error('no listener');
    addRule(listener, { groups: [arn], priority: 20, conditions: [{ field: 'path-pattern', values: ['/api/*'] }] });
    addRule(listener, {
      groups: [arn],
      priority: 10,
      conditions: [
        { field: 'http-header', name: 'X-Test', values: ['yes'] },
        { field: 'host-header', values: ['test.example.com'] },
        { field: 'query-string', values: [{ key: 'version', value: 'new' }] },
      ],
    });
  });
  const { LoadBalancers } = await elbv2.describeLoadBalancers({});
  const { Listeners } = await elbv2.describeListeners({ LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn });
  const { Rules } = await elbv2.describeRules({ ListenerArn: Listeners?.[0]?.ListenerArn });
  expect(Rules?.map(({ Priority, Conditions }) => [Priority, Conditions])).toEqual([
    [
      '10',
      [
        { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Test', Values: ['yes'] } },
        {
          Field: 'host-header',
          Values: ['test.example.com'],
          HostHeaderConfig: { Values: ['test.example.com'] },
        },
        { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'version', Value: 'new' }] } },
      ],
    ],
    ['20', [{ Field: 'path-pattern', Values: ['/api/*'], PathPatternConfig: { Values: ['/api/*'] } }]],
    ['default', []],
  ]);
});

test('moves the weights of both rules during a deployment', async () => {
  const lab = await openScenario('canary');
  const [balancer] = (await lab.web()).loadBalancers ?? [];
  const { productionListenerRule = '', testListenerRule = '' } = balancer?.advancedConfiguration ?? {};
  const groups = [balancer?.targetGroupArn, balancer?.advancedConfiguration?.alternateTargetGroupArn];
  const weights = async (rule: string) => {
    const { Rules } = await lab.elbv2.describeRules({ RuleArns: [rule] });
    const forwarded = Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
    return groups.map((arn) => forwarded.find(({ TargetGroupArn }) => TargetGroupArn === arn)?.Weight).join('/');
  };
  const seen = async (): Promise<string> =>
    `production ${await weights(productionListenerRule)}, test ${await weights(testListenerRule)}`;
  expect(await seen()).toBe('production 0/100, test 0/100');
  await lab.deploy('2');
  const steps: string[] = [];
  for (let look = 0; look < 180; look++) {
    lab.seconds(5);
    const now = await seen();
    if (now !== steps.at(-1)) steps.push(now);
  }
  expect(steps).toEqual([
    'production 0/100, test 0/100',
    'production 0/100, test 100/0',
    'production 10/90, test 100/0',
    'production 100/0, test 100/0',
  ]);
  const listener = lab.world.home.loadBalancers[0]?.listeners[1];
  expect([listener?.port, listener?.rules[0]?.arn]).toEqual([8080, testListenerRule]);
});

test('gives the weights of a rule back with a rollback', async () => {
  const lab = await openScenario('blue-green');
  const [balancer] = (await lab.web()).loadBalancers ?? [];
  const rule = balancer?.advancedConfiguration?.productionListenerRule ?? '';
  const weights = async () => {
    const { Rules } = await lab.elbv2.describeRules({ RuleArns: [rule] });
    return Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups?.map(({ Weight }) => Weight);
  };
  const before = await weights();
  const { rollout } = await lab.deploy('2');
  lab.seconds(120);
  expect(await weights()).toEqual(before?.toReversed());
  await lab.ecs.stopServiceDeployment({ serviceDeploymentArn: rollout, stopType: 'ROLLBACK' });
  lab.seconds(120);
  expect(await weights()).toEqual(before);
});

test('has the host names of Express services and gateways as rules', async () => {
  const lab = await openScenario('express-canary');
  const [service] = (await lab.ecs.describeServices({ services: ['shop'] })).services ?? [];
  const rule = service?.loadBalancers?.[0]?.advancedConfiguration?.productionListenerRule ?? '';
  const { Rules } = await lab.elbv2.describeRules({ RuleArns: [rule] });
  const { service: express } = await lab.ecs.describeExpressGatewayService({ serviceArn: service?.serviceArn });
  const endpoint = express?.activeConfigurations?.[0]?.ingressPaths?.[0]?.endpoint ?? '';
  expect(Rules?.[0]?.Conditions?.[0]?.Values).toEqual([new URL(endpoint).host]);
  expect(Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups?.map(({ Weight }) => Weight)).toEqual([100, 0]);
  const { TargetGroups } = await lab.elbv2.describeTargetGroups({
    TargetGroupArns: [service?.loadBalancers?.[0]?.targetGroupArn ?? ''],
  });
  const { LoadBalancers } = await lab.elbv2.describeLoadBalancers({
    LoadBalancerArns: TargetGroups?.[0]?.LoadBalancerArns,
  });
  expect(LoadBalancers?.[0]?.LoadBalancerName).toBe('ecs-express-gateway-alb');
});
