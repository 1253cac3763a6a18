import { describe, expect, it } from 'vitest';
import { addDeploymentGroup } from '../../emulator/code-deploy.ts';
import { addTargetGroup } from '../../emulator/targets.ts';
import type { World } from '../../emulator/world.ts';
import { actions, FILES } from './play-codedeploy.ts';
import { play, playInTurn, QUICK_START, REGISTRY } from './play.ts';

type Inputs = Parameters<typeof play>[0]['inputs'];

const DEFINITION = `desiredCount: 2
launchType: FARGATE
deploymentController:
  type: CODE_DEPLOY
networkConfiguration:
  awsvpcConfiguration:
    subnets: [subnet-0aaa1111, subnet-0bbb2222]
loadBalancers:
  - targetGroupArn: \${TARGET_GROUP}
    containerName: web
    containerPort: 8080
`;

/** As DescribeServices shows it for a service that uses none of these. */
const AS_DESCRIBED = `deploymentConfiguration:
  deploymentCircuitBreaker: { enable: false, rollback: false }
  maximumPercent: 200
  minimumHealthyPercent: 100
  strategy: ROLLING
  bakeTimeInMinutes: 0
`;

/** Cluster `prod` has the service `web`, and two target groups without a service. */
function situation(change?: (world: World) => void) {
  const groups: string[] = [];
  const fill = (world: World): void => {
    groups.push(...['shop', 'shop-green'].map((name) => addTargetGroup(world.home, { name, intervalSeconds: 10 }).arn));
    change?.(world);
  };
  return { groups, request: { scenario: 'classic-healthy', files: FILES, change: fill } };
}

/** The emulator's ARNs are the same in every run, so a first look tells that of the target group. */
async function inputsOf(more: Inputs = {}): Promise<Inputs> {
  const { groups, request } = situation();
  await play({ ...request, inputs: { mode: 'check', 'task-definition': 'task-definition.json', image: 'web:2.0.0' } });
  const variables = `REGION=us-east-1\nTARGET_GROUP=${groups[0]}`;
  return { ...QUICK_START, service: 'shop', variables, 'service-definition': DEFINITION, ...more };
}

const create = async (more: Inputs = {}, change?: (world: World) => void) =>
  await play({ ...situation(change).request, inputs: await inputsOf(more) });

function addGroup({ home }: World): void {
  const shop = home.services.find(({ name }) => name === 'shop');
  if (shop === undefined) throw new Error('no service shop');
  addDeploymentGroup(shop, { targetGroups: ['shop', 'shop-green'] });
}

describe('a service that does not exist, and that CodeDeploy will deploy', () => {
  it('is planned: the request is shown, and what CodeDeploy needs', async () => {
    const text = `${DEFINITION}${AS_DESCRIBED}`;
    const played = await create({ mode: 'plan', 'codedeploy-application': 'shop', 'service-definition': text });
    expect(played.log).toContain('A deploy would create shop');
    expect(played.log).toContain('deploymentController.type: – → "CODE_DEPLOY"');
    expect(played.summary).toContain('a CodeDeploy application (shop) with a deployment group (DgpECS-prod-shop)');
    expect(played.writes).toEqual([]);
  });

  it('is created, followed until its task set is steady, and deployed by CodeDeploy from then on', async () => {
    const inputs = await inputsOf();
    const { request } = situation();
    const steps = [
      inputs,
      { mode: 'watch', service: 'shop', cluster: 'prod' },
      { ...inputs, image: `${REGISTRY}/web@sha256:${'6e'.repeat(32)}` },
      { ...inputs, image: `${REGISTRY}/web@sha256:${'7f'.repeat(32)}` },
    ];
    const between = (world: World): void => {
      if (world.home.codeDeploy.groups.length === 0) addGroup(world);
      world.clock.advance(60 * 60_000);
    };
    const [created, watched, deployed, swapped] = await playInTurn({ ...request, between }, steps);
    expect(created?.outputs['outcome'], created?.log).toBe('succeeded');
    expect(created?.log).toContain('✅ shop was created and runs web:2');
    expect(created?.log).not.toContain('::warning');
    expect(created && actions(created)).toEqual(['RegisterTaskDefinition', 'CreateService']);
    expect(created?.writes[1]?.params).not.toHaveProperty('deploymentConfiguration');
    expect(created?.calls).not.toContain('ecs:ListServiceDeployments');
    expect(JSON.parse(created?.outputs['target-health'] ?? '')).toHaveLength(2);
    expect(created?.summary).toContain('From now on CodeDeploy deploys shop.');
    expect(watched?.log).toContain('✅ shop runs web:2');
    expect(deployed?.outputs['outcome'], deployed?.log).toBe('succeeded');
    expect(deployed && actions(deployed)).toEqual(['RegisterTaskDefinition', 'CreateDeployment']);
    expect(swapped?.outputs['outcome'], swapped?.log).toBe('succeeded');
  });

  it('is created without a circuit breaker, which it cannot use, and says so', async () => {
    const breaker = 'deploymentConfiguration:\n  deploymentCircuitBreaker: { enable: true, rollback: true }\n';
    const given = { 'service-definition': `${DEFINITION}${breaker}`, 'circuit-breaker': 'on', checks: 'off' };
    const played = await create(given);
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(JSON.stringify(played.writes)).not.toContain('deploymentCircuitBreaker');
    expect(played.log).toMatch(/line 13 .*circuit breaker is not set for service "shop".*\(circuit-breaker-unused\)/);
    expect(played.log).toMatch(/Input "circuit-breaker" is ignored by a CodeDeploy service/);
  });

  it('is created once if the response is lost', async () => {
    const played = await create({}, ({ faults }) => void faults.dropResponse.set('ecs:CreateService', 1));
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(actions(played).filter((action) => action === 'CreateService')).toHaveLength(1);
  });

  it('and whose tasks cannot start is red at once, and says that it stays until it is deleted', async () => {
    const played = await create({}, ({ behaviours }) => {
      behaviours.fallback = {
        kind: 'cannot-start',
        message: 'OCI runtime create failed: exec: "serve": executable file not found in $PATH: unknown',
      };
    });
    expect(played.outputs['outcome'], played.log).toBe('failed');
    expect(played.log).toContain('web:2 cannot start on shop, and retrying will not help');
    expect(played.summary).toContain('Only CodeDeploy can give it another revision');
    expect(played.summary).toContain('aws ecs delete-service --cluster prod --service shop --region us-east-1 --force');
  });

  it('and whose tasks fail times out with the cause; mode watch follows it without a deployment group', async () => {
    const { request } = situation(({ behaviours }) => {
      behaviours.fallback = { kind: 'exits', exitCode: 1, logLines: ['Error: PORT is not set'] };
    });
    const inputs = await inputsOf({ 'wait-for-minutes': '3', 'on-timeout': 'rollback' });
    const [created, watched] = await playInTurn(request, [
      inputs,
      { mode: 'watch', service: 'shop', cluster: 'prod', 'wait-for-minutes': '1' },
    ]);
    expect(created?.outputs['outcome'], created?.log).toBe('timed-out');
    expect(created?.log).toContain('did not finish within 3 min (0 of 2 tasks running); it continues in ECS.');
    expect(created?.log).toContain('PORT is not set');
    expect(created?.log).toContain('tasks failed');
    expect(created && actions(created)).toEqual(['RegisterTaskDefinition', 'CreateService']);
    expect(watched?.outputs['outcome'], watched?.log).toBe('timed-out');
    expect(watched?.log).toContain('PORT is not set');
  });

  it('is not created with what CodeDeploy cannot do: each mistake is told at its place', async () => {
    const text = `${DEFINITION.replace('FARGATE', 'EC2')}  - targetGroupArn: \${TARGET_GROUP}
    containerName: web
    containerPort: 8080
schedulingStrategy: REPLICA
serviceConnectConfiguration:
  enabled: true
deploymentConfiguration:
  strategy: BLUE_GREEN
  bakeTimeInMinutes: 5
  maximumPercent: 150
`;
    const played = await create({ 'service-definition': text, 'pause-at': 'POST_SCALE_UP' });
    const told = played.log.split('\n').filter((line) => line.startsWith('✖') && line.endsWith('(create-codedeploy)'));
    expect(told).toEqual([
      expect.stringMatching(/line 9 of input service-definition: "loadBalancers" has 2 entries/),
      expect.stringMatching(/line 17 .* cannot have Service Connect/),
      expect.stringMatching(/line 19 .*"deploymentConfiguration\.strategy"/),
      expect.stringMatching(/line 20 .*"deploymentConfiguration\.bakeTimeInMinutes"/),
      expect.stringMatching(/input pause-at: "deploymentConfiguration\.lifecycleHooks"/),
      expect.stringMatching(/line 21 .* runs on EC2 and CodeDeploy deploys it/),
    ]);
    expect(played.writes).toEqual([]);
  });
});
