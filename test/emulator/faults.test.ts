import { expect, test, vi } from 'vitest';
import type { Broken, Distortion } from '../../emulator/faults.ts';
import { webDefinition } from '../../emulator/scenarios/live-web.ts';
import { errorOf, openScenario } from './lab.ts';

test('denies, throttles, drops and forgets on demand', async () => {
  const lab = await openScenario('classic-healthy');
  const { faults } = lab.world;
  const update = () => lab.ecs.updateService({ cluster: 'prod', service: 'web', forceNewDeployment: true });
  faults.deny.add('ecs:UpdateService');
  expect(await errorOf(update())).toBe(
    'AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/deploy/session is not authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:us-east-1:123456789012:service/prod/web because no identity-based policy allows the ecs:UpdateService action',
  );
  faults.deny.clear();
  faults.deny.add('elasticloadbalancing:*');
  expect(await errorOf(lab.elbv2.describeTargetGroups({}))).toMatch(/^AccessDenied/);
  faults.throttle.set('ecs:UpdateService', 1);
  expect(await errorOf(update())).toBe('ThrottlingException: Rate exceeded');
  faults.unsupported.add('ecs:ListServiceDeployments');
  const list = lab.ecs.listServiceDeployments({ cluster: 'prod', service: 'web' });
  expect(await errorOf(list)).toMatch(/^UnsupportedOperation/);
  faults.fail.set('ecs:DescribeClusters', { name: 'ServerException', message: 'try later', httpStatus: 500, times: 1 });
  expect(await errorOf(lab.ecs.describeClusters({}))).toBe('ServerException: try later');
  expect((await lab.web()).deployments).toHaveLength(1);
  faults.dropResponse.set('ecs:UpdateService', 1);
  expect(await errorOf(update())).not.toBe('no error');
  expect((await lab.web()).deployments).toHaveLength(2);
  faults.hang.set('ecs:UpdateService', 'after');
  const hanging = lab.ecs.updateService(
    { cluster: 'prod', service: 'web', desiredCount: 7 },
    { abortSignal: AbortSignal.timeout(100) },
  );
  expect(await errorOf(hanging)).toMatch(/abort/i);
  expect((await lab.web()).desiredCount).toBe(7);
  faults.hang.clear();
  faults.afterCall.push({
    action: 'ecs:DescribeClusters',
    delaySeconds: 0,
    run: (region) => region.alarms.set('later', 'ALARM'),
  });
  faults.latencyMilliseconds = 1500;
  await lab.ecs.describeClusters({});
  lab.seconds(1);
  expect(lab.world.home.alarms.get('later')).toBe('ALARM');
  await lab.ecs.describeClusters({});
  expect(lab.requests.at(-1)?.atSeconds).toBe(4);
});

test('allows what a policy allows', async () => {
  const lab = await openScenario('classic-healthy');
  const arn = 'arn:aws:ecs:us-east-1:123456789012';
  const role = 'arn:aws:iam::123456789012:role/';
  lab.world.policy = [
    { Effect: 'Allow', Action: ['ecs:DescribeServices', 'ecs:UpdateService'], Resource: `${arn}:service/prod/*` },
    { Effect: 'Allow', Action: 'ecs:RegisterTaskDefinition', Resource: `${arn}:task-definition/web:*` },
    { Effect: 'Allow', Action: 'elasticloadbalancing:Describe*', Resource: '*' },
  ];
  const register = (family = 'web', more = {}) =>
    errorOf(lab.ecs.registerTaskDefinition({ ...webDefinition(lab.world.home, lab.image('2')), family, ...more }));
  const denied = (action: string, resource: string) =>
    `AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/deploy/session is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
  expect((await lab.web()).serviceName).toBe('web');
  expect(await errorOf(lab.elbv2.describeTargetGroups({}))).toBe('no error');
  expect(await errorOf(lab.ecs.describeServices({ cluster: 'other', services: ['web'] }))).toBe(
    denied('ecs:DescribeServices', `${arn}:service/other/web`),
  );
  expect(await errorOf(lab.ecs.listTasks({ cluster: 'prod' }))).toBe(denied('ecs:ListTasks', '*'));
  expect(await register('api')).toBe(denied('ecs:RegisterTaskDefinition', `${arn}:task-definition/api:*`));
  expect(await register()).toBe(denied('iam:PassRole', `${role}web-task`));
  const Condition = { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } };
  lab.world.policy.push({
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: [`${role}web-task`, `${role}ecs*`],
    Condition,
  });
  expect(await register()).toBe('no error');
  expect(await register('web', { tags: [{ key: 'team', value: 'web' }] })).toBe(
    denied('ecs:TagResource', `${arn}:task-definition/web:*`),
  );
  expect(await errorOf(lab.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:2' }))).toBe(
    'no error',
  );
  lab.world.policy.pop();
  expect(await errorOf(lab.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' }))).toBe(
    denied('iam:PassRole', `${role}web-task`),
  );
});

test('breaks in transit', async () => {
  const lab = await openScenario('classic-healthy');
  const { faults, clock } = lab.world;
  let wanted = 2;
  const scale = async (how: Distortion, more: Partial<Broken> = {}): Promise<string> => {
    wanted += 1;
    faults.distort.set('ecs:UpdateService', { how, times: 1, ...more });
    const abortSignal = AbortSignal.timeout(300);
    const answer = lab.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: wanted }, { abortSignal });
    return await errorOf(answer.then(({ service }) => Promise.reject(new Error(`service ${service?.serviceName}`))));
  };
  const isDone = async (): Promise<boolean> => (await lab.web()).desiredCount === wanted;
  for (const [how, error, acts] of [
    ['reset', /hang up|ECONNRESET/, false],
    ['bad-gateway', /^SyntaxError/, false],
    ['gateway-timeout', /^SyntaxError/, true],
    ['html', /^SyntaxError/, true],
    ['forbidden-html', /^SyntaxError/, true],
    ['empty', /service undefined/, true],
    ['empty-object', /service undefined/, true],
    ['half', /aborted/, true],
    ['cut', /^SyntaxError/, true],
    ['stall', /abort/i, true],
    ['trickle', /abort/i, true],
    ['late', /abort/i, true],
  ] as const) {
    expect(await scale(how), how).toMatch(error);
    expect(await isDone(), how).toBe(acts);
    expect(await scale(how, { acts: !acts }), how).toMatch(error);
    expect(await isDone(), how).toBe(!acts);
  }
  faults.throttleUntil = clock.now() + 2_000;
  expect(await errorOf(lab.ecs.describeClusters({}))).toBe('ThrottlingException: Rate exceeded');
  lab.seconds(2);
  expect(await errorOf(lab.ecs.describeClusters({}))).toBe('no error');
  faults.distort.set('ecs:DescribeServices', { how: 'stale', times: 2 });
  const before = (await lab.web()).desiredCount;
  await lab.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 1 });
  expect([(await lab.web()).desiredCount, (await lab.web()).desiredCount]).toEqual([before, 1]);
  faults.fail.set('ecs:DescribeClusters', {
    name: 'ServiceUnavailableException',
    message: 'busy',
    httpStatus: 503,
    retryAfterSeconds: 7,
    times: 1,
  });
  const refusal: unknown = await lab.ecs.describeClusters({}).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ $response: { headers: { 'retry-after': '7' } } });
  faults.expiresAt = 'ecs:ListClusters';
  expect(await errorOf(lab.ecs.describeClusters({}))).toBe('no error');
  expect(await errorOf(lab.ecs.listClusters({}))).toMatch(/^ExpiredTokenException: .* is expired$/);
  expect(await errorOf(lab.ecs.describeClusters({}))).toMatch(/^ExpiredTokenException/);
  expect(await errorOf(lab.elbv2.describeTargetGroups({}))).toMatch(/^ExpiredToken:/);
});

test('rejects a signature with a wrong date', async () => {
  const lab = await openScenario('classic-healthy');
  const { faults, clock } = lab.world;
  const update = () => lab.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 3 });
  const aheadSeconds = (minutes: number): number => (Date.now() - clock.now()) / 1000 + minutes * 60;
  faults.clock = { aheadSeconds: aheadSeconds(20), dateHeader: false };
  expect(await errorOf(update())).toMatch(
    /^InvalidSignatureException: Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
  );
  faults.clock = { aheadSeconds: aheadSeconds(-20), dateHeader: false };
  expect(await errorOf(update())).toMatch(/^InvalidSignatureException: Signature not yet current: .* \+ 5 min\.\)$/);
  expect(await errorOf(lab.elbv2.describeTargetGroups({}))).toMatch(
    /^SignatureDoesNotMatch: Signature not yet current/,
  );
  faults.clock = { aheadSeconds: aheadSeconds(20), dateHeader: false, name: 'RequestTimeTooSkewed' };
  expect(await errorOf(update())).toMatch(/^RequestTimeTooSkewed/);
  expect(lab.world.home.services[0]?.desiredCount).toBe(2);
  faults.clock = { aheadSeconds: aheadSeconds(4) };
  expect(await errorOf(update())).toBe('no error');
  faults.clock = { aheadSeconds: aheadSeconds(20) };
  await errorOf(update());
  expect(await errorOf(update()), 'the client has set its clock by the Date of the refusal').toBe('no error');
});

test('says how many responses it holds back', async () => {
  const lab = await openScenario('classic-healthy');
  const { faults } = lab.world;
  const ask = async (): Promise<unknown> => (await fetch(`${lab.url}/_emulator/held`)).json();
  expect(await ask()).toEqual({ held: 0 });
  faults.hang.set('ecs:DescribeClusters', 'before');
  faults.distort.set('ecs:ListClusters', { how: 'late', times: 1, seconds: 40 });
  const over = new AbortController();
  const hanging = errorOf(lab.ecs.describeClusters({}, { abortSignal: over.signal }));
  const late = lab.ecs.listClusters({});
  await vi.waitUntil(() => lab.requests.length === 2);
  expect(await ask()).toEqual({ held: 2, nextAt: lab.world.clock.now() + 40_000 });
  lab.seconds(40);
  expect((await late).clusterArns).toHaveLength(1);
  over.abort();
  await hanging;
  await vi.waitUntil(async () => JSON.stringify(await ask()) === '{"held":0}');
});

test('lags behind a write for a while', async () => {
  const lab = await openScenario('classic-healthy');
  lab.world.faults.staleSeconds = { describeServices: 3, listServiceDeployments: 3, describeServiceDeployments: 3 };
  const { rollout } = await lab.deploy('2');
  const list = async (): Promise<number | undefined> =>
    (await lab.ecs.listServiceDeployments({ cluster: 'prod', service: 'web' })).serviceDeployments?.length;
  expect((await lab.web()).deployments).toHaveLength(1);
  expect(await list()).toBe(1);
  const described = await lab.ecs.describeServiceDeployments({ serviceDeploymentArns: [rollout] });
  expect(described.failures).toEqual([{ arn: rollout, reason: 'MISSING' }]);
  lab.seconds(3);
  expect((await lab.web()).deployments).toHaveLength(2);
  expect(await list()).toBe(2);
  expect((await lab.rollout(rollout)).status).toBe('IN_PROGRESS');
});

test('shows statuses of the future', async () => {
  const lab = await openScenario('classic-healthy');
  lab.world.faults.statusAs.set('SUCCESSFUL', 'PARTIALLY_SUCCESSFUL');
  const { rollout } = await lab.deploy('2');
  lab.seconds(300);
  expect((await lab.rollout(rollout)).status).toBe('PARTIALLY_SUCCESSFUL');
});
