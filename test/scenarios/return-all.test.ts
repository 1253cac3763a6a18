import { expect, test } from 'vitest';
import { createExpressGatewayService } from '../../emulator/express.ts';
import { roleArn } from '../../emulator/names.ts';
import { addService } from '../../emulator/services.ts';
import type { World } from '../../emulator/world.ts';
import { EXAMPLE, play, REGISTRY } from './play.ts';

const GOOD = `${REGISTRY}/web@sha256:${'5d'.repeat(32)}`;
const BAD = `${REGISTRY}/web:broken`;

const APPSPEC = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: { ContainerName: web, ContainerPort: 8080 }
`;

const SYSTEM = `defaults:
  cluster: prod
  image: ${GOOD}
services:
  web:
    task-definition: task-definition.json
  shop: {}
  worker:
    task-definition: worker.json
    image: ${BAD}
    wave: 2
`;

/** Beside `web`, which CodeDeploy deploys: the Express service `shop`, and the classic service `worker`. */
function withOtherKinds({ home, behaviours }: World): void {
  const [group] = home.codeDeploy.groups;
  // A canary would take ten minutes of every way, there and back.
  if (group !== undefined) group.info.deploymentConfigName = 'CodeDeployDefault.ECSAllAtOnce';
  const { networkConfiguration } = home.services[0]?.settings ?? {};
  addService(home, {
    cluster: 'prod',
    serviceName: 'worker',
    taskDefinition: 'web:1',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration,
  });
  createExpressGatewayService(home, {
    cluster: 'prod',
    serviceName: 'shop',
    infrastructureRoleArn: roleArn(home, 'ecsInfrastructureRole'),
    executionRoleArn: roleArn(home, 'ecsTaskExecutionRole'),
    primaryContainer: { image: `${REGISTRY}/shop:1`, containerPort: 80 },
  });
  behaviours.byImage.set(BAD, { kind: 'exits', exitCode: 1, logLines: ['Error: DATABASE_URL is not set'] });
}

type Played = Parameters<typeof play>[0];

const deploy = (inputs: Played['inputs'], more: Pick<Played, 'onLog'> & { system?: string } = {}) =>
  play({
    ...more,
    scenario: 'codedeploy-healthy',
    change: withOtherKinds,
    files: {
      'appspec.yaml': APPSPEC,
      'worker.json': EXAMPLE.replace('"family": "web"', '"family": "worker"'),
      'system.yml': more.system ?? SYSTEM,
    },
    inputs: { manifest: 'system.yml', variables: 'REGION=us-east-1', 'on-failure': 'rollback-all', ...inputs },
  });

test('a system returns to what it ran, whoever deploys its services, and no warning stops that', async () => {
  const played = await deploy({ checks: 'strict' });
  const { services } = JSON.parse(played.report) as { services: { name: string; outcome: string }[] };
  expect(services.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    'web rolled-back',
    'shop rolled-back',
    'worker rolled-back',
  ]);
  expect(played.exitCode).toBe(1);
  expect(played.summary).toMatch(/web was rolled back to web:1, because worker failed/);
  expect(played.log).not.toContain('rollback-unproven');
  const deployed = played.writes.filter(({ action }) => action === 'CreateDeployment').length;
  const [, returned] = [...played.log.matchAll(/web {2}deployment (d-\w+) started/g)].map(([, id]) => id);
  expect(deployed).toBe(2);
  expect(played.outputs['codedeploy-deployment-id']).toBe(JSON.stringify({ web: returned }));
});

test('a cancel before a service goes back leaves what was deployed in the report', async () => {
  const played = await deploy({}, { onLog: (log, kill) => void (log.includes('Rolling web back') && kill('SIGINT')) });
  const { services } = JSON.parse(played.report) as { services: { name: string; outcome: string }[] };
  expect(services.map(({ name }) => name)).toEqual(['web', 'shop', 'worker']);
  expect(services.find(({ name }) => name === 'shop')).toMatchObject({ outcome: 'cancelled' });
  expect(played.outputs).toMatchObject({ outcome: 'cancelled', changes: 'true' });
  expect(played.log).not.toContain('nothing was changed');
});

/** An Express service takes half an hour there and back, which shows nothing new in every test. */
const WITHOUT_EXPRESS = SYSTEM.replace('  shop: {}\n', '');

test.each([
  ['ecs:DescribeTaskDefinition', 'Wave 2', /^web was not rolled back to web:1\. .*ecs:DescribeTaskDefinition/],
  ['ecs:DescribeServices', 'Rolling web back', /^The rollback of web to web:1 has started, but was not followed/],
])('a rollback that may not call %s says what became of it', async (action, after, told) => {
  const played = await deploy(
    {},
    {
      system: WITHOUT_EXPRESS,
      onLog: (log, _, { world }) => void (log.includes(after) && world.faults.deny.add(action)),
    },
  );
  const { services } = JSON.parse(played.report) as { services: { name: string; headline: string }[] };
  expect(services[0]?.headline).toMatch(told);
  expect(services[0]?.headline).not.toMatch(/othing was changed/);
});

const WITH_FRESH = `${WITHOUT_EXPRESS}  fresh:
    task-definition: worker.json
    service-definition:
      desiredCount: 1
      launchType: FARGATE
      networkConfiguration: { awsvpcConfiguration: { subnets: [subnet-0aaa1111], securityGroups: [sg-0ccc3333] } }
`;

test('a service that the step created stays, and the verdict says so', async () => {
  const played = await deploy({}, { system: WITH_FRESH });
  const { headline } = JSON.parse(played.report) as { headline: string };
  expect(headline).toMatch(/Not rolled back, because this step created it: fresh\./);
});

test('a plan shows that ECS would register a revision for an Express service', async () => {
  const { summary } = await deploy({ mode: 'plan' });
  expect(summary).toMatch(/`shop` \|[^\n]* `prod-shop:1` → new revision/);
});
