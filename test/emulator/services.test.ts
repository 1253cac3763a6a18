import { expect, test } from 'vitest';
import { addCluster } from '../../emulator/clusters.ts';
import { addHostedWeb } from '../../emulator/scenarios/live-web.ts';
import { errorOf, openLab, openScenario, openWeb } from './lab.ts';

test('reports what is missing instead of throwing', async () => {
  const lab = await openScenario('classic-healthy');
  const { services, failures } = await lab.ecs.describeServices({ cluster: 'prod', services: ['wbe', 'web'] });
  expect(services).toHaveLength(1);
  expect(failures).toEqual([{ arn: 'arn:aws:ecs:us-east-1:123456789012:service/prod/wbe', reason: 'MISSING' }]);
  expect((await lab.ecs.describeClusters({ clusters: ['prd'] })).failures?.[0]?.reason).toBe('MISSING');
  expect((await lab.ecs.describeTasks({ cluster: 'prod', tasks: ['0'.repeat(32)] })).failures?.[0]?.reason).toBe(
    'MISSING',
  );
  expect(await errorOf(lab.ecs.describeServices({ cluster: 'prd', services: ['web'] }))).toBe(
    'ClusterNotFoundException: Cluster not found.',
  );
  expect(await errorOf(lab.ecs.updateService({ cluster: 'prod', service: 'wbe' }))).toBe(
    'ServiceNotFoundException: Service not found.',
  );
});

test('describes capacity providers', async () => {
  const strategy = [{ capacityProvider: 'pool', weight: 1 }];
  const lab = await openLab((world) => {
    addCluster(world.home, 'prod', ['FARGATE', 'pool', 'own']);
    world.home.capacityProviders.set('own', { managedInstancesProvider: {}, updateStatus: 'UPDATE_FAILED' });
    world.behaviours.idleProviders.add('pool');
    addHostedWeb(world, { launchType: undefined, capacityProviderStrategy: strategy });
  });
  const names = ['FARGATE', 'pool', 'own', 'poll'];
  const { capacityProviders = [], failures } = await lab.ecs.describeCapacityProviders({ capacityProviders: names });
  const [fargate, pool, own] = capacityProviders;
  expect(fargate).toMatchObject({ name: 'FARGATE', status: 'ACTIVE' });
  expect(fargate?.autoScalingGroupProvider).toBeUndefined();
  expect(pool?.autoScalingGroupProvider).toMatchObject({
    autoScalingGroupArn: expect.stringMatching(/:autoScalingGroupName\/pool-asg$/),
    managedScaling: { status: 'ENABLED', targetCapacity: 100 },
  });
  expect(own?.autoScalingGroupProvider).toBeUndefined();
  expect(own?.updateStatus).toBe('UPDATE_FAILED');
  expect(failures).toEqual([{ arn: 'arn:aws:ecs:us-east-1:123456789012:capacity-provider/poll', reason: 'MISSING' }]);
  const inCluster = await lab.ecs.describeCapacityProviders({ cluster: 'prod', capacityProviders: ['FARGATE_SPOT'] });
  expect(inCluster.failures).toHaveLength(1);
  expect(await lab.web()).toMatchObject({ runningCount: 0, pendingCount: 2 });
  const { taskArns } = await lab.ecs.listTasks({ cluster: 'prod', serviceName: 'web' });
  const { tasks = [] } = await lab.ecs.describeTasks({ cluster: 'prod', tasks: taskArns });
  expect(tasks.map(({ lastStatus, capacityProviderName }) => [lastStatus, capacityProviderName])).toEqual([
    ['PROVISIONING', 'pool'],
    ['PROVISIONING', 'pool'],
  ]);
});

test('shows a placement strategy in its own spelling', async () => {
  const lab = await openLab((world) => void addHostedWeb(world));
  const fields = ['attribute:ecs.availability-zone', 'host', 'memory'];
  const { service } = await lab.ecs.updateService({
    cluster: 'prod',
    service: 'web',
    placementStrategy: fields.map((field) => ({ type: field === 'memory' ? 'binpack' : 'spread', field })),
  });
  const shown = service?.placementStrategy?.map(({ field }) => field);
  expect(shown).toEqual(['attribute:ecs.availability-zone', 'instanceId', 'MEMORY']);
});

test('starts deployments only for changes that need one', async () => {
  const lab = await openScenario('classic-healthy');
  const update = async (changes: object): Promise<number> => {
    const { service } = await lab.ecs.updateService({ cluster: 'prod', service: 'web', ...changes });
    const count = service?.deployments?.length ?? 0;
    lab.seconds(600);
    return count;
  };
  expect(await update({})).toBe(1);
  expect(await update({ taskDefinition: 'web:1', loadBalancers: (await lab.web()).loadBalancers })).toBe(1);
  expect(await update({ desiredCount: 3, healthCheckGracePeriodSeconds: 30, propagateTags: 'SERVICE' })).toBe(1);
  expect((await lab.web()).runningCount).toBe(3);
  expect(await update({ forceNewDeployment: true })).toBe(2);
  expect(await update({ platformVersion: '1.4.0' })).toBe(2);
  expect((await lab.ecs.listServiceDeployments({ cluster: 'prod', service: 'web' })).serviceDeployments).toHaveLength(
    3,
  );
});

test('keeps what is left out and removes what is empty', async () => {
  const lab = await openScenario('classic-healthy');
  await lab.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration: { maximumPercent: 150 } });
  expect(await lab.web()).toMatchObject({
    loadBalancers: [{ containerName: 'web', containerPort: 8080 }],
    deploymentConfiguration: { maximumPercent: 150, deploymentCircuitBreaker: { enable: true, rollback: true } },
  });
  await lab.ecs.updateService({ cluster: 'prod', service: 'web', loadBalancers: [] });
  lab.seconds(600);
  expect((await lab.web()).loadBalancers).toEqual([]);
});

test('leaves a CodeDeploy service to CodeDeploy', async () => {
  const lab = await openWeb({ deploymentController: { type: 'CODE_DEPLOY' }, deploymentConfiguration: {} });
  expect((await lab.web()).deployments).toEqual([]);
  expect(await errorOf(lab.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' }))).toBe(
    'InvalidParameterException: Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
  );
  const update = (changes: object): Promise<string> =>
    errorOf(lab.ecs.updateService({ cluster: 'prod', service: 'web', ...changes }));
  expect(await update({ forceNewDeployment: true })).toBe(
    'InvalidParameterException: Cannot force a new deployment on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
  );
  expect(await update({ platformVersion: '1.4.0' })).toContain('Unable to update platform version');
  const spot = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
  expect(await update({ capacityProviderStrategy: spot })).toContain('you must force a new deployment');
  expect(await update({ desiredCount: 3, propagateTags: 'SERVICE', healthCheckGracePeriodSeconds: 9 })).toBe(
    'no error',
  );
});

test('creates a CodeDeploy service with a task set of its own', async () => {
  const lab = await openScenario('classic-healthy');
  const { loadBalancers, networkConfiguration } = await lab.web();
  const create = (changes: object = {}) =>
    lab.ecs.createService({
      cluster: 'prod',
      serviceName: 'shop',
      taskDefinition: 'web',
      desiredCount: 1,
      launchType: 'FARGATE',
      deploymentController: { type: 'CODE_DEPLOY' },
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
      loadBalancers,
      networkConfiguration,
      ...changes,
    });
  const refusals: [object, string][] = [
    [{ loadBalancers: [] }, 'the service requires an Application Load Balancer or Network Load Balancer.'],
    [{ loadBalancers: [...(loadBalancers ?? []), ...(loadBalancers ?? [])] }, 'multiple target groups'],
    [{ schedulingStrategy: 'DAEMON', desiredCount: undefined }, 'the DAEMON scheduling strategy'],
    [{ serviceConnectConfiguration: { enabled: true } }, 'Service Connect'],
    [{ volumeConfigurations: [{ name: 'data' }] }, 'volume configurations'],
    [{ deploymentConfiguration: { strategy: 'CANARY' } }, 'the deployment strategy CANARY'],
    [{ launchType: 'EC2', deploymentConfiguration: { maximumPercent: 150 } }, 'with the EC2 launch type'],
  ];
  for (const [changes, words] of refusals) expect(await errorOf(create(changes))).toContain(words);
  const { service } = await create();
  expect(service).toMatchObject({
    deploymentController: { type: 'CODE_DEPLOY' },
    deployments: [],
    taskSets: [{ status: 'PRIMARY', startedBy: 'ECS', computedDesiredCount: 1, stabilityStatus: 'STABILIZING' }],
  });
  expect(service?.taskSets?.[0]?.externalId).toBeUndefined();
  lab.seconds(60);
  const { services } = await lab.ecs.describeServices({ cluster: 'prod', services: ['shop'] });
  expect(services?.[0]?.taskSets).toMatchObject([{ runningCount: 1, stabilityStatus: 'STEADY_STATE' }]);
  expect((await lab.ecs.listServiceDeployments({ cluster: 'prod', service: 'shop' })).serviceDeployments).toEqual([]);
});

test('rejects settings that no service can have', async () => {
  const lab = await openScenario('classic-healthy');
  const { loadBalancers = [], networkConfiguration } = await lab.web();
  const create = (changes: object) =>
    errorOf(
      lab.ecs.createService({
        cluster: 'prod',
        serviceName: 'shop',
        taskDefinition: 'web',
        desiredCount: 1,
        networkConfiguration,
        ...changes,
      }),
    );
  const aliases = (...clientAliases: object[]): object => ({
    serviceConnectConfiguration: { enabled: true, services: [{ portName: 'http', clientAliases }] },
  });
  const placed = (...placementStrategy: object[]): object => ({ placementStrategy });
  const refusals: [object, string][] = [
    [{ launchType: 'FARGATE', placementConstraints: [{ type: 'distinctInstance' }] }, 'Placement constraints are not'],
    [{ launchType: 'FARGATE', ...placed({ type: 'random' }) }, 'Placement strategies are not supported with FARGATE'],
    [
      { schedulingStrategy: 'DAEMON', desiredCount: undefined, ...placed({ type: 'random' }) },
      'does not support placement',
    ],
    [placed(...Array.from({ length: 6 }, () => ({ type: 'random' }))), 'Maximum number of strategies is 5.'],
    [placed({ type: 'random', field: 'host' }), 'random field should not be specified.'],
    [placed({ type: 'binpack', field: 'instanceId' }), "binpack field 'instanceId' is invalid."],
    [{ placementConstraints: [{ type: 'distinctInstance', expression: 'a' }] }, 'distinctInstance expression'],
    [{ role: 'ecs' }, 'IAM roles are only valid for services configured to use load balancers.'],
    [{ role: 'ecs', loadBalancers }, 'You cannot specify an IAM role for services that require a service linked role.'],
    [{ loadBalancers: [{ ...loadBalancers[0], loadBalancerName: 'web' }] }, 'cannot both be specified'],
    [
      {
        launchType: 'FARGATE',
        loadBalancers: [{ loadBalancerName: 'web', containerName: 'web', containerPort: 8080 }],
      },
      'Classic Load Balancers are not supported with Fargate.',
    ],
    [
      { serviceRegistries: [{ registryArn: 'a' }, { registryArn: 'b' }] },
      'service registries can have at most 1 items.',
    ],
    [aliases({ port: 80 }), 'Service Connect needs a namespace'],
    [aliases({ port: 80 }, { port: 81 }), '2 clientAliases exceeds the max limit of 1'],
    [aliases({ port: 80, dnsName: 'Shop' }), 'The DNS name that you provided is invalid.'],
    [{ deploymentConfiguration: { minimumHealthyPercent: 101 } }, 'minimumHealthyPercent must be at most 100'],
    [{ deploymentConfiguration: { maximumPercent: 99 } }, 'maximumPercent must be at least 100'],
  ];
  for (const [changes, words] of refusals) expect(await create(changes)).toContain(words);
  const update = lab.ecs.updateService({ cluster: 'prod', service: 'web', placementStrategy: [{ type: 'random' }] });
  expect(await errorOf(update)).toContain('Placement strategies are not supported with FARGATE');
});

test('adds and removes tags', async () => {
  const lab = await openScenario('classic-healthy');
  const { serviceArn: resourceArn = '' } = await lab.web();
  const tags = async (): Promise<unknown> =>
    (await lab.ecs.describeServices({ cluster: 'prod', services: ['web'], include: ['TAGS'] })).services?.[0]?.tags;
  await lab.ecs.tagResource({
    resourceArn,
    tags: [
      { key: 'Team', value: 'web' },
      { key: 'Stage', value: 'live' },
    ],
  });
  await lab.ecs.tagResource({ resourceArn, tags: [{ key: 'Team', value: 'shop' }] });
  expect(await tags()).toEqual([
    { key: 'Stage', value: 'live' },
    { key: 'Team', value: 'shop' },
  ]);
  await lab.ecs.untagResource({ resourceArn, tagKeys: ['Stage', 'Other'] });
  expect(await tags()).toEqual([{ key: 'Team', value: 'shop' }]);
  expect((await lab.web()).deployments).toHaveLength(1);
  expect(await errorOf(lab.ecs.tagResource({ resourceArn: `${resourceArn}x`, tags: [] }))).toMatch(
    /^InvalidParameterException: The specified resource is not found/,
  );
  expect(await errorOf(lab.ecs.tagResource({ resourceArn, tags: [{ key: 'aws:x', value: '' }] }))).toMatch(/reserved/);
  for (const tags of [
    [{ key: 'actor', value: 'dependabot[bot]' }],
    [{ key: 'actor', value: 'x'.repeat(257) }],
    [{ key: 'x'.repeat(129), value: '' }],
    Array.from({ length: 51 }, (_, index) => ({ key: `key-${index}`, value: '' })),
  ]) {
    expect(await errorOf(lab.ecs.tagResource({ resourceArn, tags }))).toMatch(/^InvalidParameterException/);
  }
});
