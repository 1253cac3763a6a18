import type { CreateServiceCommandInput, UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { addCluster } from '../../emulator/clusters.ts';
import { addHostedWeb, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { errorOf, openLab, openScenario, openWeb } from './lab.ts';

type Update = Partial<UpdateServiceCommandInput>;

/** What UpdateService says to a change of service `web`. */
function updates(lab: Awaited<ReturnType<typeof openLab>>) {
  return async (changes: Update): Promise<string> => {
    const message = await errorOf(lab.ecs.updateService({ cluster: 'prod', service: 'web', ...changes }));
    return message.replace(/^InvalidParameterException: /, '');
  };
}

/** Registers `web` as it is, with changes, and names the revision. */
async function register(lab: Awaited<ReturnType<typeof openLab>>, changes: object, main: object = {}): Promise<string> {
  const definition = webDefinition(lab.world.home, lab.image('2'));
  const containerDefinitions = (definition.containerDefinitions ?? []).map((one) => ({ ...one, ...main }));
  const { taskDefinition } = await lab.ecs.registerTaskDefinition({ ...definition, containerDefinitions, ...changes });
  return taskDefinition?.taskDefinitionArn ?? '';
}

test('rejects settings that do not match the task definition', async () => {
  const lab = await openScenario('classic-healthy');
  const update = updates(lab);
  const [balancer] = (await lab.web()).loadBalancers ?? [];
  expect(await update({ loadBalancers: [{ ...balancer, containerName: 'app' }] })).toBe(
    'The container app does not exist in the task definition.',
  );
  expect(await update({ loadBalancers: [{ ...balancer, containerPort: 80 }] })).toBe(
    'The container web did not have a container port 80 defined.',
  );
  const create = (changes: Partial<CreateServiceCommandInput>): Promise<string> =>
    errorOf(
      lab.ecs.createService({
        cluster: 'prod',
        serviceName: 'other',
        taskDefinition: 'web',
        desiredCount: 1,
        ...changes,
      }),
    );
  expect(await create({ desiredCount: undefined })).toContain('Desired count can not be null');
  expect(await create({})).toContain("must be provided when networkMode 'awsvpc' is specified.");
  expect(await update({ platformVersion: '1.4.0' })).toBe('no error');
  const { networkConfiguration } = await lab.web();
  const roleless = await register(lab, { taskRoleArn: undefined });
  const exec = { enableExecuteCommand: true, networkConfiguration };
  expect(await create({ taskDefinition: roleless, launchType: 'FARGATE', ...exec })).toContain(
    "The service couldn't be created because a valid taskRoleArn is not being used.",
  );
});

test('rejects a revision that does not fit the service', async () => {
  const lab = await openWeb({
    enableExecuteCommand: true,
    serviceRegistries: [{ registryArn: 'registry', containerName: 'web', containerPort: 8080 }],
    serviceConnectConfiguration: { enabled: true, namespace: 'shop', services: [{ portName: 'http' }] },
  });
  const deploy = async (changes: object, main: object = {}): Promise<string> =>
    await updates(lab)({ taskDefinition: await register(lab, changes, main) });
  const bridge = { networkMode: 'bridge', requiresCompatibilities: ['EC2'] };
  expect(await deploy({}, {})).toBe('no error');
  expect(await deploy(bridge)).toBe(
    'Network Configuration is not valid for the given networkMode of this task definition.',
  );
  expect(await deploy({ taskRoleArn: undefined })).toBe(
    "The service couldn't be updated because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
  );
  const named = { containerPort: 8080, name: 'api' };
  expect(await deploy({}, { portMappings: [named] })).toBe(
    'portName(http) does not refer to any named PortMapping in the Task Definition.',
  );
  expect(await deploy({}, { portMappings: [{ containerPort: 8080, name: 'http', appProtocol: 'http2' }] })).toContain(
    'The following config cannot be changed for a SC service. Previous config: ScServiceStableConfig(applicationProtocol=null,',
  );
  const withoutPort = await openWeb({
    loadBalancers: [],
    serviceRegistries: [{ registryArn: 'registry', containerName: 'web', containerPort: 8080 }],
  });
  const renamed = await register(withoutPort, {}, { name: 'app' });
  expect(await updates(withoutPort)({ taskDefinition: renamed })).toBe(
    "The container web is not valid. The value for 'containerName' must already be specified in the task definition. Registry: registry",
  );
  const lattice = await openWeb({
    vpcLatticeConfigurations: [
      { roleArn: 'arn:aws:iam::123456789012:role/lattice', targetGroupArn: 'tg', portName: 'http' },
    ],
  });
  const unnamed = await register(lattice, {}, { portMappings: [named] });
  expect(await updates(lattice)({ taskDefinition: unnamed })).toBe(
    'portName(http) does not refer to any named PortMapping in the Task Definition.',
  );
});

test('matches volumes that are configured at launch', async () => {
  const lab = await openScenario('classic-healthy');
  const update = updates(lab);
  const managedEBSVolume = { roleArn: 'arn:aws:iam::123456789012:role/ebs', sizeInGiB: 10 };
  const volume = (name: string) => ({ name, managedEBSVolume });
  const taskDefinition = await register(lab, { volumes: [{ name: 'data', configuredAtLaunch: true }] });
  expect(await update({ volumeConfigurations: [volume('data')] })).toBe(
    'Volume configuration provided but no matching configuredAtLaunch volume found in task definition',
  );
  expect(await update({ taskDefinition })).toContain('no volume configuration was provided');
  expect(await update({ taskDefinition, volumeConfigurations: [volume('data'), volume('data')] })).toContain(
    'Only one',
  );
  expect(await update({ taskDefinition, volumeConfigurations: [volume('data')] })).toBe('no error');
  expect(await update({ taskDefinition: 'web:1' })).toContain('no matching configuredAtLaunch volume found');
});

test('knows what only Fargate has, and what it cannot run', async () => {
  const hosted = await openLab((world) => addHostedWeb(world));
  const update = updates(hosted);
  expect(await update({ platformVersion: '1.4.0' })).toBe(
    'The platform version must be null when specifying an EC2 launch type.',
  );
  const strategy = [{ capacityProvider: 'FARGATE', weight: 1 }];
  expect(await update({ capacityProviderStrategy: strategy, forceNewDeployment: true })).toBe(
    'Task definition does not support launch_type FARGATE.',
  );
});

test('rejects a strategy that cannot place tasks', async () => {
  const lab = await openLab((world) => {
    addCluster(world.home, 'prod', ['FARGATE', 'FARGATE_SPOT', 'big']);
    addCluster(world.home, 'bare', []);
    addHostedWeb(world);
  });
  const update = (...capacityProviderStrategy: NonNullable<Update['capacityProviderStrategy']>): Promise<string> =>
    updates(lab)({ capacityProviderStrategy, forceNewDeployment: true });
  expect(await update({ capacityProvider: 'small', weight: 1 })).toContain(
    'cannot contain a capacity provider that is not associated with the cluster.',
  );
  expect(await update({ capacityProvider: 'FARGATE', weight: 1 }, { capacityProvider: 'big', weight: 1 })).toContain(
    'cannot contain a mix of capacity providers',
  );
  const based = (base: number) => [
    { capacityProvider: 'FARGATE', base: 1, weight: 1 },
    { capacityProvider: 'FARGATE_SPOT', base, weight: 4 },
  ];
  expect(await update(...based(1))).toContain('multiple capacity providers');
  expect(await update(...based(0))).toBe('Task definition does not support launch_type FARGATE.');
  expect(await update({ capacityProvider: 'big' })).toContain('weight value greater than zero');
  expect(await update(...Array.from({ length: 21 }, () => ({ capacityProvider: 'big', weight: 1 })))).toContain('20');
  const run = lab.ecs.runTask({
    cluster: 'bare',
    taskDefinition: 'web',
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
  });
  expect(await errorOf(run)).toContain('not associated with the cluster');
  const both = lab.ecs.createService({
    desiredCount: 1,
    cluster: 'prod',
    serviceName: 'both',
    taskDefinition: 'web',
    launchType: 'EC2',
    capacityProviderStrategy: [{ capacityProvider: 'big', weight: 1 }],
  });
  expect(await errorOf(both)).toContain('Specifying both a launch type and capacity provider strategy');
});

test('changes capacity providers only with a forced deployment', async () => {
  const lab = await openScenario('classic-healthy');
  const update = updates(lab);
  const spot = { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] };
  const refusal =
    'When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.';
  expect(await update({ capacityProviderStrategy: [] })).toBe('no error');
  expect(await update(spot)).toBe(refusal);
  expect(await update({ ...spot, taskDefinition: await register(lab, {}) })).toBe(refusal);
  expect(await update({ ...spot, forceNewDeployment: true })).toBe('no error');
  expect(await lab.web()).toMatchObject(spot);
  const same = [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }];
  expect(await update({ capacityProviderStrategy: same })).toBe('no error');
  expect(await update({ capacityProviderStrategy: [] })).toBe(refusal);
  expect(await update({ capacityProviderStrategy: [], forceNewDeployment: true })).toBe('no error');
  expect(await lab.web()).toMatchObject({ launchType: 'FARGATE' });
});

test('limits how a service deploys', async () => {
  const lab = await openWeb({ availabilityZoneRebalancing: 'ENABLED' });
  const configure = (deploymentConfiguration: Update['deploymentConfiguration']): Promise<string> =>
    updates(lab)({ deploymentConfiguration });
  expect(await configure({ maximumPercent: 100 })).toBe(
    'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
  );
  expect(await configure({ maximumPercent: 100, minimumHealthyPercent: 50 })).toContain(
    'Availability Zone Rebalancing does not support maximumPercent <= 100 %',
  );
  expect(await configure({ strategy: 'CANARY' })).toBe(
    'advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy',
  );
  const daemon = await openLab((world) =>
    addHostedWeb(world, { schedulingStrategy: 'DAEMON', desiredCount: undefined }),
  );
  expect(await daemon.web()).toMatchObject({ schedulingStrategy: 'DAEMON', desiredCount: 2, runningCount: 2 });
  const change = updates(daemon);
  const counted =
    'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again.';
  expect(await change({ desiredCount: 2 })).toBe(counted);
  expect(await change({ desiredCount: 0 })).toBe(counted);
  expect(await change({ deploymentConfiguration: { maximumPercent: 200 } })).toContain('values above 100');
  expect(await change({ availabilityZoneRebalancing: 'ENABLED' })).toContain('does not support DAEMON services');
  expect(await change({ forceNewDeployment: true })).toBe('no error');
});
