import { expect, test } from 'vitest';
import { errorOf, openScenario } from './lab.ts';

const infrastructureRoleArn = 'arn:aws:iam::123456789012:role/ecsInfrastructureRole';
const executionRoleArn = 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole';
const shopArn = 'arn:aws:ecs:us-east-1:123456789012:service/default/shop';

test('creates an Express service and what it needs', async () => {
  const lab = await openScenario('empty');
  const { service } = await lab.ecs.createExpressGatewayService({
    infrastructureRoleArn,
    executionRoleArn,
    serviceName: 'api',
    primaryContainer: { image: lab.image('1', 'api') },
  });
  expect(service).toMatchObject({
    serviceArn: 'arn:aws:ecs:us-east-1:123456789012:service/default/api',
    status: { statusCode: 'ACTIVE' },
    activeConfigurations: [
      {
        cpu: '1024',
        memory: '2048',
        healthCheckPath: '/',
        primaryContainer: { containerPort: 80 },
        scalingTarget: {
          minTaskCount: 1,
          maxTaskCount: 20,
          autoScalingMetric: 'AVERAGE_CPU',
          autoScalingTargetValue: 60,
        },
      },
    ],
  });
  const [configuration] = service?.activeConfigurations ?? [];
  expect(configuration?.ingressPaths?.[0]?.endpoint).toMatch(/^https:\/\/ap-[0-9a-f]{32}\.ecs\.us-east-1\.on\.aws$/);
  const balancer = async (): Promise<string | undefined> => {
    const { serviceRevisions } = await lab.ecs.describeServiceRevisions({
      serviceRevisionArns: [configuration?.serviceRevisionArn ?? ''],
    });
    return serviceRevisions?.[0]?.ecsManagedResources?.ingressPaths?.[0]?.loadBalancer?.status;
  };
  expect(await balancer()).toBe('PROVISIONING');
  lab.seconds(60);
  expect((await lab.ecs.listTasks({ serviceName: 'api' })).taskArns).toEqual([]);
  lab.seconds(600);
  expect(await balancer()).toBe('ACTIVE');
  const { services } = await lab.ecs.describeServices({ services: ['api'] });
  expect(services?.[0]).toMatchObject({
    resourceManagementType: 'ECS',
    runningCount: 1,
    deploymentConfiguration: { strategy: 'CANARY' },
  });
  const { taskDefinition } = await lab.ecs.describeTaskDefinition({ taskDefinition: services?.[0]?.taskDefinition });
  expect(taskDefinition?.containerDefinitions?.[0]?.name).toBe('Main');
  const { taskDefinitions } = { taskDefinitions: lab.world.home.families.size };
  expect(taskDefinitions).toBe(1);
  const without = lab.ecs.createExpressGatewayService({ infrastructureRoleArn, primaryContainer: { image: 'nginx' } });
  expect(await errorOf(without)).toContain('executionRoleArn');
  const elsewhere = lab.ecs.createExpressGatewayService({
    infrastructureRoleArn,
    executionRoleArn,
    cluster: 'other',
    primaryContainer: { image: 'nginx' },
  });
  expect(await errorOf(elsewhere)).toBe('ClusterNotFoundException: Cluster not found.');
  await lab.ecs.deleteExpressGatewayService({ serviceArn: service?.serviceArn });
  lab.seconds(900);
  const described = await lab.ecs.describeExpressGatewayService({ serviceArn: service?.serviceArn });
  expect(described.service?.status?.statusCode).toBe('INACTIVE');
  lab.world.behaviours.unfinished.set('certificate', 'Waiting for DNS validation');
  const created = await lab.ecs.createExpressGatewayService({
    infrastructureRoleArn,
    executionRoleArn,
    serviceName: 'late',
    primaryContainer: { image: lab.image('1', 'api') },
  });
  lab.seconds(900);
  const [active] = created.service?.activeConfigurations ?? [];
  const { serviceRevisions } = await lab.ecs.describeServiceRevisions({
    serviceRevisionArns: [active?.serviceRevisionArn ?? ''],
  });
  const [path] = serviceRevisions?.[0]?.ecsManagedResources?.ingressPaths ?? [];
  expect(path).toMatchObject({
    loadBalancer: { status: 'ACTIVE' },
    certificate: { status: 'PROVISIONING', statusReason: 'Waiting for DNS validation' },
  });
  expect((await lab.ecs.listTasks({ serviceName: 'late' })).taskArns).toEqual([]);
});

test('updates an Express service as a canary', async () => {
  const lab = await openScenario('express-canary');
  const primaryContainer = { image: lab.image('2', 'shop') };
  const { service } = await lab.ecs.updateExpressGatewayService({ serviceArn: shopArn, primaryContainer });
  expect(service?.targetConfiguration).toMatchObject({ primaryContainer, executionRoleArn, cpu: '1024' });
  const { service: live } = await lab.ecs.describeExpressGatewayService({ serviceArn: shopArn });
  expect(live?.activeConfigurations?.map((entry) => entry.primaryContainer?.image)).toEqual([
    lab.image('2', 'shop'),
    lab.image('1.0.0', 'shop'),
  ]);
  const rollout = live?.currentDeployment ?? '';
  const shifts: string[] = [];
  for (let look = 0; look < 200; look++) {
    lab.seconds(5);
    const { lifecycleStage, targetServiceRevision, sourceServiceRevisions } = await lab.rollout(rollout);
    if (lifecycleStage !== 'PRODUCTION_TRAFFIC_SHIFT' && lifecycleStage !== 'BAKE_TIME') continue;
    const weights = [targetServiceRevision, sourceServiceRevisions?.[0]].map(
      (entry) => entry?.requestedProductionTrafficWeight,
    );
    const line = `${lifecycleStage} ${weights.join(':')}`;
    if (shifts.at(-1) !== line) shifts.push(line);
  }
  expect(shifts).toEqual(['PRODUCTION_TRAFFIC_SHIFT 5:95', 'PRODUCTION_TRAFFIC_SHIFT 100:0', 'BAKE_TIME 100:0']);
  expect((await lab.rollout(rollout)).status).toBe('SUCCESSFUL');
  const again = await lab.ecs.updateExpressGatewayService({ serviceArn: shopArn, scalingTarget: { maxTaskCount: 9 } });
  expect(again.service?.targetConfiguration?.scalingTarget).toMatchObject({ minTaskCount: 1, maxTaskCount: 9 });
  const after = await lab.ecs.describeExpressGatewayService({ serviceArn: shopArn });
  expect(after.service?.currentDeployment).toBeUndefined();
  expect(after.service?.activeConfigurations).toHaveLength(1);
});

test('takes a custom task definition', async () => {
  const lab = await openScenario('express-canary');
  const register = async (portMappings: object[], name = 'Main'): Promise<string> => {
    const { taskDefinition } = await lab.ecs.registerTaskDefinition({
      family: 'shop-custom',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '512',
      memory: '1024',
      executionRoleArn,
      containerDefinitions: [
        { name, image: lab.image('3', 'shop'), portMappings },
        { name: 'sidecar', image: 'envoy:1', essential: false },
      ],
    });
    return taskDefinition?.taskDefinitionArn ?? '';
  };
  const update = (taskDefinitionArn: string, changes: object = {}): Promise<string> =>
    errorOf(lab.ecs.updateExpressGatewayService({ serviceArn: shopArn, taskDefinitionArn, ...changes }));
  const mapping = { containerPort: 8080, name: 'http' };
  expect(await update(await register([mapping], 'app'))).toContain("container named 'Main'");
  expect(await update(await register([{ containerPort: 8080 }]))).toContain('single TCP port mapping');
  const arn = await register([mapping]);
  expect(await update(arn, { cpu: '256' })).toContain('cpu together with taskDefinitionArn');
  expect(await update(arn)).toBe('no error');
  lab.seconds(1200);
  const { services } = await lab.ecs.describeServices({ services: ['shop'] });
  expect(services?.[0]).toMatchObject({ taskDefinition: arn, deployments: [{ rolloutState: 'COMPLETED' }] });
  const create = await lab.ecs.createExpressGatewayService({
    infrastructureRoleArn,
    serviceName: 'two',
    taskDefinitionArn: arn,
  });
  expect(create.service?.activeConfigurations?.[0]).toMatchObject({ taskDefinitionArn: arn, cpu: '512' });
});

test('rolls an Express service back', async () => {
  const lab = await openScenario('express-breaker');
  const primaryContainer = { image: lab.image('2', 'shop') };
  await lab.ecs.updateExpressGatewayService({ serviceArn: shopArn, primaryContainer });
  const { service } = await lab.ecs.describeExpressGatewayService({ serviceArn: shopArn });
  lab.seconds(600);
  expect(await lab.rollout(service?.currentDeployment ?? '')).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    statusReason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
  });
  const after = await lab.ecs.describeExpressGatewayService({ serviceArn: shopArn });
  expect(after.service?.activeConfigurations?.map((entry) => entry.primaryContainer?.image)).toEqual([
    lab.image('1.0.0', 'shop'),
  ]);
});

test('adds its own security group to the tasks', async () => {
  const lab = await openScenario('express-canary');
  const groups = async () => {
    const { service } = await lab.ecs.describeExpressGatewayService({ serviceArn: shopArn });
    const [configuration] = service?.activeConfigurations ?? [];
    const serviceRevisionArns = [configuration?.serviceRevisionArn ?? ''];
    const { serviceRevisions } = await lab.ecs.describeServiceRevisions({ serviceRevisionArns });
    const [own] = serviceRevisions?.[0]?.ecsManagedResources?.serviceSecurityGroups ?? [];
    return { own: own?.arn?.split('/').at(-1), shown: configuration?.networkConfiguration?.securityGroups };
  };
  const before = await groups();
  expect(before.own).toMatch(/^sg-[0-9a-f]{17}$/);
  expect(before.shown).toEqual(['sg-0ccc3333', before.own]);
  await lab.ecs.updateExpressGatewayService({
    serviceArn: shopArn,
    networkConfiguration: { subnets: ['subnet-0aaa1111'], securityGroups: ['sg-0ddd4444'] },
  });
  expect((await groups()).shown).toEqual(['sg-0ddd4444', before.own]);
  const { services } = await lab.ecs.describeServices({ services: ['shop'] });
  expect(services?.[0]?.networkConfiguration?.awsvpcConfiguration).toMatchObject({
    subnets: ['subnet-0aaa1111'],
    securityGroups: ['sg-0ddd4444', before.own],
  });
});

test('protects what Express manages', async () => {
  const lab = await openScenario('empty');
  const { service } = await lab.ecs.createExpressGatewayService({
    infrastructureRoleArn,
    executionRoleArn,
    serviceName: 'api',
    primaryContainer: { image: lab.image('1', 'api') },
  });
  const update = (changes: object): Promise<string> => errorOf(lab.ecs.updateService({ service: 'api', ...changes }));
  expect(await update({ deploymentConfiguration: { strategy: 'ROLLING' } })).toContain('strategy');
  expect(await update({ loadBalancers: [] })).toContain('load balancers');
  expect(await update({ deploymentConfiguration: { bakeTimeInMinutes: 5 }, desiredCount: 2 })).toBe('no error');
  expect(await update({ enableExecuteCommand: true })).toContain('a valid taskRoleArn is not being used');
  const express = (changes: object): Promise<string> =>
    errorOf(lab.ecs.updateExpressGatewayService({ serviceArn: service?.serviceArn, ...changes }));
  expect(await express({ scalingTarget: { minTaskCount: 30 } })).toContain('minTaskCount');
  expect(await express({ taskRoleArn: executionRoleArn })).toBe('no error');
  expect(await update({ enableExecuteCommand: true })).toBe('no error');
});
