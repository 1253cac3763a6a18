import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addTargetGroup } from '../../emulator/targets.ts';
import type { World } from '../../emulator/world.ts';
import { play, playInTurn, QUICK_START } from './play.ts';

const GROUP = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/';
const DEFINITION = await readFile(resolve(import.meta.dirname, '../../examples/service-definition.yaml'), 'utf8');

const { service: _, cluster: __, ...TEMPLATE } = QUICK_START;

interface Request extends Omit<Parameters<typeof play>[0], 'scenario' | 'inputs'> {
  text?: string;
  inputs?: Parameters<typeof play>[0]['inputs'];
}

/** Cluster `prod` has the service `web`, and a target group without a service. */
function situation({ text: _text, inputs: _inputs, ...request }: Request) {
  let arn = '';
  const change = (world: World): void => {
    arn = addTargetGroup(world.home, { name: 'shop', intervalSeconds: 10 }).arn;
    request.change?.(world);
  };
  return { scenario: 'classic-healthy', ...request, change, arn: () => arn };
}

/** The emulator's ARNs are the same in every run, so a first look tells that of the target group. */
async function groupArn(): Promise<string> {
  const { arn, ...request } = situation({});
  await play({ ...request, inputs: { mode: 'check', ...TEMPLATE } });
  return arn();
}

async function create({ text = DEFINITION, inputs = {}, ...request }: Request = {}) {
  const { arn: _arn, ...rest } = situation(request);
  const variables = `REGION=us-east-1\nTARGET_GROUP=${await groupArn()}`;
  return await play({ ...rest, inputs: { ...TEMPLATE, variables, 'service-definition': text, ...inputs } });
}

const actions = ({ writes }: { writes: { action: string }[] }): string[] => writes.map(({ action }) => action);

const rules = ({ report }: { report: string }): string[] =>
  (JSON.parse(report) as { problems: { rule: string }[] }).problems.map(({ rule }) => rule);

describe('a service that does not exist', () => {
  it('is created, followed until its tasks and targets are healthy, and green', async () => {
    const played = await create({ built: true });
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'CreateService']);
    expect(played.writes[1]?.params).toEqual({
      serviceName: 'shop',
      cluster: 'prod',
      taskDefinition: expect.stringMatching(/task-definition\/web:2$/),
      desiredCount: 2,
      launchType: 'FARGATE',
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ['subnet-0aaa1111', 'subnet-0bbb2222'], securityGroups: ['sg-0ccc3333'] },
      },
      loadBalancers: [{ targetGroupArn: expect.stringContaining(GROUP), containerName: 'web', containerPort: 8080 }],
      healthCheckGracePeriodSeconds: 60,
      deploymentConfiguration: {
        minimumHealthyPercent: 50,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      tags: [{ key: 'team', value: 'shop' }],
    });
    expect(JSON.parse(played.outputs['target-health'] ?? '')).toHaveLength(2);
    expect(played.outputs['service-arn']).toMatch(/service\/prod\/shop$/);
    expect(played.summary).toContain('aws ecs delete-service --cluster prod --service shop --region us-east-1 --force');
    expect(played.log).toContain('✅ shop was created and runs web:2');
  });

  it('whose name is almost that of another one is told of before it is created', async () => {
    const planned = await create({
      inputs: { service: 'wbe', mode: 'plan' },
      text: DEFINITION.replace(/serviceName: .*\n/, ''),
    });
    expect(rules(planned)).toContain('create-near');
    expect(planned.log).toMatch(/A deploy would create wbe/);
    expect(planned.report).toContain('"creates": true');
    const text = DEFINITION.replace(/serviceName: .*\n/, '');
    const strict = await create({ inputs: { service: 'wbe', checks: 'strict' }, text });
    expect(strict.writes).toEqual([]);
    const played = await create({ inputs: { service: 'wbe' }, text });
    const lines = played.log.split('\n');
    const warned = lines.findIndex((line) => line.includes('create-near'));
    expect(warned).toBeGreaterThanOrEqual(0);
    expect(warned).toBeLessThan(lines.findIndex((line) => line.includes('Registered')));
    expect(played.log).toContain('wbe was created and runs web:2');
  });

  it('is planned: the request is shown, and nothing is sent', async () => {
    const played = await create({ inputs: { mode: 'plan' } });
    expect(played.outputs).toMatchObject({ outcome: 'planned', changes: 'true' });
    expect(played.log).toContain('would create shop: register a revision, create the service');
    expect(played.log).toContain('desiredCount: – → 2');
    expect(played.summary).toContain('subnet-0aaa1111');
    expect(played.writes).toEqual([]);
  });

  it('is not created twice: the second step finds nothing to change', async () => {
    const variables = `REGION=us-east-1\nTARGET_GROUP=${await groupArn()}`;
    const inputs = { ...TEMPLATE, variables, 'service-definition': DEFINITION };
    const { arn: _arn, ...rest } = situation({});
    const [first, second] = await playInTurn(rest, [inputs, inputs]);
    expect(first?.outputs['outcome']).toBe('succeeded');
    expect(second?.outputs['outcome']).toBe('unchanged');
    expect(second?.writes).toEqual([]);
  });

  it.each(['dropResponse', 'reset'] as const)('is created once if the call breaks (%s)', async (how) => {
    const played = await create({
      change: ({ faults }) => {
        if (how === 'dropResponse') faults.dropResponse.set('ecs:CreateService', 1);
        else faults.distort.set('ecs:CreateService', { how, times: 1 });
      },
    });
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(played.emulator.world.home.services.filter(({ name }) => name === 'shop')).toHaveLength(1);
    expect(actions(played).filter((action) => action === 'CreateService')).toHaveLength(how === 'reset' ? 2 : 1);
  });

  it('that fails is red, with its cause, and says that the service is still there and how to remove it', async () => {
    const played = await create({
      begin: (world) => {
        world.behaviours.fallback = { kind: 'exits', exitCode: 1, logLines: ['Error: PORT is not set'] };
      },
    });
    expect(played.exitCode).toBe(1);
    expect(played.log).toContain('PORT is not set');
    expect(played.summary).toContain('aws ecs delete-service --cluster prod --service shop --region us-east-1 --force');
    expect(played.summary).toContain('still exists');
  });

  it('that AWS refuses to create leaves a registered revision, and says so', async () => {
    const refusal = { name: 'InvalidParameterException', message: 'The subnet is full.', times: 1 };
    const played = await create({ change: ({ faults }) => void faults.fail.set('ecs:CreateService', refusal) });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('The creation of shop failed; web:2 is registered and unused');
    expect(played.summary).not.toContain('delete-service');
  });

  it('needs ecs:CreateService, and names it', async () => {
    const played = await create({ change: ({ faults }) => void faults.deny.add('ecs:CreateService') });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('ecs:CreateService');
  });

  it('is not created while anything is wrong: all mistakes are told at once', async () => {
    const text = [
      'serviceName: shop.api',
      'cluster: prod',
      'launchType: FARGATE',
      'loadBalancers:',
      '  - containerName: wbe',
      '    containerPort: 8080',
      'serviceConnectConfiguration:',
      '  enabled: true',
      '  services:',
      '    - portName: grpc',
      'role: ecsServiceRole',
      'deploymentConfiguration:',
      '  minimumHealthyPercent: 150',
      '  maximumPercent: 50',
    ].join('\n');
    const played = await create({ text });
    expect(rules(played)).toEqual(
      expect.arrayContaining([
        'create-name',
        'create-count',
        'create-network',
        'load-balancer-container',
        'service-connect-namespace',
        'service-connect-port',
        'create-role',
        'deployment-percent',
      ]),
    );
    expect(played.writes).toEqual([]);
  });

  it('is created from an existing revision', async () => {
    const text = DEFINITION.replace('serviceName', 'taskDefinition: web:1\nserviceName');
    const played = await create({ text, inputs: { 'task-definition': '', image: '' } });
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(actions(played)).toEqual(['CreateService']);
    expect(played.writes[0]?.params).toMatchObject({ taskDefinition: expect.stringMatching(/web:1$/) });
    expect(played.log).not.toContain('image from the');
  });
});
