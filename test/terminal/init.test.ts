import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createExpressGatewayService } from '../../emulator/express.ts';
import { roleArn } from '../../emulator/names.ts';
import { addLiveWeb, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import type { JsonReport } from '../../src/report/json.ts';
import { runCommandLine, type Ran } from './run-command-line.ts';

interface Live {
  scenario: string;
  begin?: (world: World) => void;
}

const WEB = ['--service=web', '--cluster=prod'];
const IMAGE = '123456789012.dkr.ecr.us-east-1.amazonaws.com';

/** The files of a live service, as they are in the folder `app`. */
async function init({ args, ...live }: Live & { args: readonly string[] }): Promise<Ran> {
  return await runCommandLine({ ...live, args: ['init', ...args, '--output-folder=app'] });
}

/** The inputs of the step in the workflow that was written, as flags. */
function flagsOf(written: Ran['written'], image: string): string[] {
  const workflow = parse(written['app/.github/workflows/deploy.yml'] ?? '') as {
    jobs: { deploy: { steps: { uses?: string; with?: Record<string, string> }[] } };
  };
  const step = workflow.jobs.deploy.steps.find(({ uses }) => uses?.startsWith('org/ecs-express-deploy@'));
  const inputs = Object.entries({ ...step?.with, image });
  return inputs.map(([name, value]) => `--${name}=${/\.(json|yaml)$/.test(value) ? `app/${value}` : value}`);
}

async function plan(live: Live, written: Ran['written'], image: string): Promise<JsonReport> {
  const args = ['plan', ...flagsOf(written, image), '--json'];
  const { out } = await runCommandLine({ ...live, args, files: written });
  return (JSON.parse(out.trim().split('\n').at(-1) ?? '') as { report: JsonReport }).report;
}

function addSidecar(world: World): void {
  const { containerDefinitions = [], ...definition } = webDefinition(world.home, `${IMAGE}/web:1.0.0`);
  const sidecar = { name: 'proxy', image: 'public.ecr.aws/envoy:1', essential: false };
  const withPassword = containerDefinitions.map((container) => ({
    ...container,
    environment: [{ name: 'DB_PASSWORD', value: 'hunter2-horse-battery' }],
  }));
  addLiveWeb(
    world,
    {
      schedulingStrategy: 'REPLICA',
      enableExecuteCommand: true,
      propagateTags: 'SERVICE',
      tags: [{ key: 'team', value: 'web' }],
      deploymentConfiguration: { maximumPercent: 150, deploymentCircuitBreaker: { enable: false, rollback: false } },
    },
    () => ({ ...definition, containerDefinitions: [...withPassword, sidecar] }),
  );
}

function addCustomExpress(world: World): void {
  const region = world.home;
  const { containerDefinitions = [], ...definition } = webDefinition(region, `${IMAGE}/web:1.0.0`);
  const main = containerDefinitions.map((container) => ({ ...container, name: 'Main' }));
  registerTaskDefinition(region, { ...definition, containerDefinitions: main });
  createExpressGatewayService(region, {
    serviceName: 'own',
    infrastructureRoleArn: roleArn(region, 'ecsInfrastructureRole'),
    taskDefinitionArn: 'web:1',
    healthCheckPath: '/health',
    scalingTarget: { minTaskCount: 1, maxTaskCount: 2 },
  });
  world.clock.advance(60 * 60 * 1000);
}

describe('init', () => {
  it.each<[what: string, live: Live, args: string[], image: string, paths: string[]]>([
    [
      'a classic service',
      { scenario: 'classic-healthy' },
      WEB,
      `${IMAGE}/web:1.0.0`,
      ['service-definition.yaml', 'task-definition.json'],
    ],
    [
      'a classic service with two containers and much set',
      { scenario: 'empty', begin: addSidecar },
      WEB,
      `${IMAGE}/web:1.0.0`,
      ['service-definition.yaml', 'task-definition.json'],
    ],
    [
      'a canary',
      { scenario: 'canary' },
      WEB,
      `${IMAGE}/web:1.0.0`,
      ['service-definition.yaml', 'task-definition.json'],
    ],
    [
      'an Express service of an image',
      { scenario: 'express-canary' },
      ['--service=shop'],
      `${IMAGE}/shop:1.0.0`,
      ['service-definition.yaml'],
    ],
    [
      'an Express service of a task definition',
      { scenario: 'express-canary', begin: addCustomExpress },
      ['--service=own'],
      `${IMAGE}/web:1.0.0`,
      ['service-definition.yaml', 'task-definition.json'],
    ],
    [
      'a service of CodeDeploy',
      { scenario: 'codedeploy-healthy' },
      WEB,
      `${IMAGE}/web:1.0.0`,
      ['appspec.yaml', 'service-definition.yaml', 'task-definition.json'],
    ],
  ])('writes the files of %s, with which a plan has nothing to change', async (_, live, args, image, paths) => {
    const { written, exitCode, errors, writes } = await init({ ...live, args });
    expect([exitCode, writes], errors).toEqual([0, []]);
    expect(Object.keys(written)).toEqual(
      ['app/.github/workflows/deploy.yml', ...paths.map((path) => `app/${path}`)].toSorted(),
    );
    const report = await plan(live, written, image);
    expect(report.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(report.services.map(({ outcome, changes }) => [outcome, changes])).toEqual([['planned', false]]);
  });

  it('writes a definition that creates a service of CodeDeploy again', async () => {
    const { written } = await init({ scenario: 'codedeploy-healthy', args: WEB });
    const definition = written['app/service-definition.yaml'] ?? '';
    const files = {
      ...written,
      'app/service-definition.yaml': definition.replace('serviceName: web', 'serviceName: again'),
    };
    const flags = flagsOf(written, `${IMAGE}/web:1.0.0`);
    const { out } = await runCommandLine({
      scenario: 'codedeploy-healthy',
      args: ['plan', ...flags, '--service=again', '--json'],
      files,
    });
    const { report } = JSON.parse(out.trim().split('\n').at(-1) ?? '') as { report: JsonReport };
    expect(report.problems.filter(({ severity }) => severity !== 'advice')).toEqual([]);
    expect(report.services[0]?.settingChanges.map(({ setting }) => setting)).toEqual([
      'launchType',
      'deploymentController.type',
      'desiredCount',
      'loadBalancers',
      'networkConfiguration.awsvpcConfiguration.subnets',
      'networkConfiguration.awsvpcConfiguration.securityGroups',
    ]);
  });

  it('writes only what differs from the defaults of AWS, and room for the image of the one container', async () => {
    const { written } = await init({ scenario: 'classic-healthy', args: WEB });
    expect(written['app/service-definition.yaml']).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=https://raw.githubusercontent.com/org/ecs-express-deploy/v1/schemas/service-definition.json
      serviceName: web
      cluster: prod
      launchType: FARGATE
      desiredCount: 2
      deploymentConfiguration:
        deploymentCircuitBreaker:
          enable: true
          rollback: true
      loadBalancers:
        - targetGroupArn: arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/a08ff49b6f772632
          containerName: web
          containerPort: 8080
      networkConfiguration:
        awsvpcConfiguration:
          subnets:
            - subnet-0aaa1111
            - subnet-0bbb2222
          securityGroups:
            - sg-0ccc3333
      "
    `);
    expect(written['app/task-definition.json']).toContain('"image": "__IMAGE_URI__"');
    expect(written['app/task-definition.json']).not.toMatch(/revision|registeredAt|: \[\]/);
  });

  it('keeps the images of several containers, and tells which variables look secret without hiding them', async () => {
    const { written, errors } = await init({ scenario: 'empty', begin: addSidecar, args: WEB });
    expect(written['app/task-definition.json']).toContain('public.ecr.aws/envoy:1');
    expect(written['app/task-definition.json']).toContain('hunter2-horse-battery');
    expect(written['app/.github/workflows/deploy.yml']).toContain('container-name: web');
    expect(errors).toContain('web.DB_PASSWORD');
    expect(errors).not.toContain('hunter2');
  });

  it('overwrites nothing without --force: all that exists is told, and nothing is written', async () => {
    const files = { '.github/workflows/deploy.yml': 'name: mine\n' };
    const refused = await runCommandLine({ args: ['init', ...WEB], files });
    expect([refused.exitCode, refused.written]).toEqual([1, files]);
    for (const path of ['task-definition.json', '.github/workflows/deploy.yml'])
      expect(refused.errors).toContain(`${path} exists`);
    const forced = await runCommandLine({ args: ['init', ...WEB, '--force'], files });
    expect(forced.exitCode).toBe(0);
    expect(forced.written['.github/workflows/deploy.yml']).toContain('name: deploy');
  });

  it('ends with commands that work as they stand', async () => {
    const { out, written } = await init({ scenario: 'classic-healthy', args: WEB });
    const commands = [...out.matchAll(/^ {3}ecs-express-deploy (.*)$/gm)].map(([, text = '']) => text.split(' '));
    const files = Object.fromEntries(Object.entries(written).map(([path, text]) => [path.replace('app/', ''), text]));
    const [planned, printed, ...others] = await Promise.all(
      commands.map(async (args) => await runCommandLine({ args, files })),
    );
    expect(others).toEqual([]);
    expect(planned?.out).toMatch(/Nothing would change for web/);
    expect([planned?.exitCode, printed?.exitCode]).toEqual([0, 0]);
    expect(printed?.out).toContain('"trustPolicy"');
    expect(printed?.errors).not.toContain('Replace ');
  });

  it('says what is wrong with the service that it is asked for', async () => {
    const { exitCode, errors, written } = await init({
      scenario: 'classic-healthy',
      args: ['--service=wbe', '--cluster=prod'],
    });
    expect([exitCode, written]).toEqual([1, {}]);
    expect(errors).toMatch(/wbe.*"web"/s);
  });

  it('pins the actions that README pins', async () => {
    const { written } = await init({ scenario: 'classic-healthy', args: WEB });
    const pins = (text: string): string[] => text.match(/uses: (actions|aws-actions)\/\S+ # \S+/g) ?? [];
    const readme = readFileSync(join(resolve(import.meta.dirname, '../..'), 'README.md'), 'utf8');
    expect(pins(written['app/.github/workflows/deploy.yml'] ?? '')).toHaveLength(2);
    expect(pins(readme)).toEqual(expect.arrayContaining(pins(written['app/.github/workflows/deploy.yml'] ?? '')));
  });
});
