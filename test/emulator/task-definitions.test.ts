import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { errorOf, openScenario } from './lab.ts';

const fargate: RegisterTaskDefinitionCommandInput = {
  family: 'api',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'api', image: 'public.ecr.aws/nginx/nginx:1.27' }],
};

test('registers a revision and fills in what AWS fills in', async () => {
  const lab = await openScenario('empty');
  await lab.ecs.registerTaskDefinition(fargate);
  const { taskDefinition, tags } = await lab.ecs.registerTaskDefinition({
    ...fargate,
    cpu: '1 vCPU',
    memory: '2 GB',
    tags: [{ key: 'team', value: 'shop' }],
  });
  expect(taskDefinition).toMatchObject({
    taskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/api:2',
    revision: 2,
    status: 'ACTIVE',
    cpu: '1024',
    memory: '2048',
    volumes: [],
    placementConstraints: [],
    compatibilities: ['EC2', 'FARGATE'],
    registeredAt: new Date('2026-11-21T10:00:00Z'),
  });
  expect(taskDefinition?.containerDefinitions?.[0]).toMatchObject({
    essential: true,
    environment: [],
    mountPoints: [],
  });
  expect(tags).toEqual([{ key: 'team', value: 'shop' }]);
  const { taskDefinition: filled } = await lab.ecs.registerTaskDefinition({
    ...fargate,
    volumes: [{ name: 'files', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }],
    containerDefinitions: [{ name: 'api', image: 'api:1', healthCheck: { command: ['CMD', 'true'], retries: 2 } }],
  });
  expect(filled?.volumes?.[0]?.efsVolumeConfiguration).toEqual({ fileSystemId: 'fs-1', rootDirectory: '/' });
  expect(filled?.containerDefinitions?.[0]?.healthCheck).toMatchObject({ interval: 30, timeout: 5, retries: 2 });
});

test('rejects a task definition that AWS rejects', async () => {
  const lab = await openScenario('empty');
  const [main = { name: 'api', image: 'nginx' }] = fargate.containerDefinitions ?? [];
  const refusal = (changes: Partial<RegisterTaskDefinitionCommandInput>): Promise<string> =>
    errorOf(lab.ecs.registerTaskDefinition({ ...fargate, ...changes }));
  expect(await refusal({ memory: '4096' })).toBe('ClientException: No Fargate configuration exists for given values.');
  expect(await refusal({ cpu: '8192', memory: '16384' })).toBe('no error');
  expect(await refusal({ networkMode: 'bridge' })).toBe(
    'ClientException: Fargate only supports network mode ‘awsvpc’.',
  );
  expect(await refusal({ cpu: undefined })).toBe(
    "ClientException: Fargate requires that 'cpu' be defined at the task level.",
  );
  expect(await refusal({ containerDefinitions: [{ ...main, image: lab.image('1') }] })).toBe(
    'ClientException: Fargate requires task definition to have execution role ARN to support ECR images.',
  );
  expect(await refusal({ containerDefinitions: [{ ...main, image: '' }] })).toBe(
    'ClientException: Container.image should not be null or empty.',
  );
  expect(await refusal({ containerDefinitions: [{ ...main, essential: false }] })).toContain('essential');
  expect(await refusal({ containerDefinitions: [main, main] })).toContain('Duplicate container name');
  expect(await refusal({ requiresCompatibilities: ['EC2'], memory: undefined })).toBe(
    "ClientException: Invalid setting for container 'api'. At least one of 'memory' or 'memoryReservation' must be specified.",
  );
  expect(await refusal({ containerDefinitions: [{ ...main, privileged: true }] })).toContain(
    'do not support privileged',
  );
  expect(await refusal({ ephemeralStorage: { sizeInGiB: 20 } })).toContain('between 21 and 200');
  const mapping = { containerPort: 80, hostPort: 8080 };
  expect(await refusal({ containerDefinitions: [{ ...main, portMappings: [mapping] }] })).toContain('must match');
  expect(await refusal({ containerDefinitions: [{ ...main, mountPoints: [{ sourceVolume: 'data' }] }] })).toContain(
    'data',
  );
});

test('describes, lists and deregisters revisions', async () => {
  const lab = await openScenario('empty');
  for (let count = 0; count < 3; count++) await lab.ecs.registerTaskDefinition(fargate);
  await lab.ecs.registerTaskDefinition({ ...fargate, family: 'web' });
  await lab.ecs.deregisterTaskDefinition({ taskDefinition: 'api:3' });
  expect((await lab.ecs.describeTaskDefinition({ taskDefinition: 'api' })).taskDefinition?.revision).toBe(2);
  expect((await lab.ecs.describeTaskDefinition({ taskDefinition: 'api:3' })).taskDefinition?.status).toBe('INACTIVE');
  expect(await errorOf(lab.ecs.describeTaskDefinition({ taskDefinition: 'apo' }))).toBe(
    'ClientException: Unable to describe task definition.',
  );
  const page = await lab.ecs.listTaskDefinitions({ familyPrefix: 'api', sort: 'DESC', maxResults: 1 });
  expect(page.taskDefinitionArns?.map((arn) => arn.split('/')[1])).toEqual(['api:2']);
  const rest = await lab.ecs.listTaskDefinitions({ familyPrefix: 'api', sort: 'DESC', nextToken: page.nextToken });
  expect(rest.taskDefinitionArns?.map((arn) => arn.split('/')[1])).toEqual(['api:1']);
  expect((await lab.ecs.listTaskDefinitionFamilies({ status: 'ACTIVE' })).families).toEqual(['api', 'web']);
});
