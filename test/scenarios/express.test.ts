import { expect, it } from 'vitest';
import { EXAMPLE, play, REGISTRY } from './play.ts';

const IMAGE = `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}`;
const ROLES = {
  'infrastructure-role-arn': 'arn:aws:iam::111122223333:role/ecsInfrastructureRole',
  'execution-role-arn': 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
};
const TEMPLATE = {
  'task-definition.json': EXAMPLE.replace('"name": "web"', '"name": "Main"').replaceAll(
    '"family": "web"',
    '"family": "shop"',
  ),
};

it('creates an Express service from an image', async () => {
  const { outputs, writes } = await play({
    scenario: 'express-canary',
    inputs: { 'service-name': 'store', image: IMAGE, ...ROLES, 'container-port': '8080', 'health-check-path': '/up' },
  });
  expect(outputs).toMatchObject({ outcome: 'succeeded', endpoint: expect.stringMatching(/^https:\/\/.*\.on\.aws$/) });
  expect(writes).toEqual([
    {
      action: 'CreateExpressGatewayService',
      params: {
        serviceName: 'store',
        infrastructureRoleArn: ROLES['infrastructure-role-arn'],
        executionRoleArn: ROLES['execution-role-arn'],
        healthCheckPath: '/up',
        primaryContainer: { image: IMAGE, containerPort: 8080 },
      },
    },
  ]);
});

it('creates an Express service from a custom task definition', async () => {
  const { outputs, writes } = await play({
    scenario: 'express-canary',
    inputs: {
      service: 'store',
      'service-type': 'express',
      'task-definition': 'task-definition.json',
      image: IMAGE,
      variables: 'REGION=us-east-1',
      ...ROLES,
    },
    files: TEMPLATE,
  });
  expect(outputs['outcome']).toBe('succeeded');
  expect(writes.map(({ action }) => action)).toEqual(['RegisterTaskDefinition', 'CreateExpressGatewayService']);
  expect(writes[1]?.params).toEqual({
    serviceName: 'store',
    infrastructureRoleArn: ROLES['infrastructure-role-arn'],
    taskDefinitionArn: outputs['task-definition-arn'],
  });
});

it('updates an Express service with a custom task definition', async () => {
  const { outputs, writes } = await play({
    scenario: 'express-canary',
    inputs: { service: 'shop', 'task-definition': 'task-definition.json', image: IMAGE, variables: 'REGION=us-east-1' },
    files: TEMPLATE,
  });
  expect(outputs['outcome']).toBe('succeeded');
  expect(writes.at(-1)).toEqual({
    action: 'UpdateExpressGatewayService',
    params: { serviceArn: outputs['service-arn'], taskDefinitionArn: outputs['task-definition-arn'] },
  });
});

it('refuses a template that breaks the Express rules before any write', async () => {
  const { exitCode, log, writes } = await play({
    scenario: 'express-canary',
    inputs: { service: 'shop', 'task-definition': 'task-definition.json', image: IMAGE, variables: 'REGION=us-east-1' },
  });
  expect(exitCode).toBe(1);
  expect(log).toMatch(/::error .*file=task-definition\.json,line=/);
  expect(writes).toEqual([]);
});

it('sends what Express does not manage through UpdateService', async () => {
  const { outputs, writes, log } = await play({
    scenario: 'express-canary',
    inputs: {
      service: 'shop',
      image: IMAGE,
      'enable-execute-command': 'true',
      'task-role-arn': 'arn:aws:iam::123456789012:role/shop',
    },
  });
  expect(outputs['outcome']).toBe('succeeded');
  expect(writes.map(({ action }) => action)).toEqual(['UpdateExpressGatewayService', 'UpdateService']);
  expect(log).toContain('Sending ECS Exec through UpdateService: Express does not manage it.');
});

it('says what it changes if no revision is deployed', async () => {
  const { outputs, log, writes } = await play({
    scenario: 'express-canary',
    inputs: { service: 'shop', 'max-task-count': '9' },
  });
  expect(outputs['outcome']).toBe('succeeded');
  expect(log).toContain('Changing scalingTarget of shop in default');
  expect(log).not.toContain('Deploying');
  expect(writes.map(({ action }) => action)).toEqual(['UpdateExpressGatewayService']);
});

it('names what redeploys a tag: the digest, because no input forces a deployment', async () => {
  const image = `${REGISTRY.replace('111122223333', '123456789012')}/shop:1.0.0`;
  const { outputs, log } = await play({ scenario: 'express-canary', inputs: { service: 'shop', image } });
  expect(outputs['outcome']).toBe('unchanged');
  expect(log).toContain(`Assumed immutable because of its tag: ${image}. Set image by digest`);
  expect(log).not.toContain('force-new-deployment');
});

it('plans to create what does not exist', async () => {
  const { outputs, log, writes } = await play({
    scenario: 'express-canary',
    inputs: { service: 'store', image: IMAGE, mode: 'plan', 'health-check-path': '/', ...ROLES },
  });
  expect(outputs).toMatchObject({ outcome: 'planned', changes: 'true' });
  expect(log).toContain('A deploy would create store: create the Express service.');
  expect(writes).toEqual([]);
});
