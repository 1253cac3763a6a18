import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addCluster } from '../../emulator/clusters.ts';
import { addService } from '../../emulator/services.ts';
import { addTargetGroup } from '../../emulator/targets.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import { startEmulator } from '../../emulator/server.ts';
import { createWorld, type World } from '../../emulator/world.ts';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';

const SEED = '../shared/seeds/003_74759fb99e343fce.txt';
const SPEED = 600;

test('the AWS CLI reads the emulator and waits for it', { timeout: 120_000 }, async () => {
  if (!available('aws')) return;
  const { url } = await startReal('classic-healthy');
  const aws = (...words: string[]): Promise<Run> => run('aws', [...words, '--region', 'us-east-1'], { url });
  const described = await aws('ecs', 'describe-services', '--cluster', 'prod', '--services', 'web');
  const [service] = (
    JSON.parse(described.stdout) as { services: { status: string; loadBalancers: { targetGroupArn: string }[] }[] }
  ).services;
  expect(service?.status).toBe('ACTIVE');
  expect((await aws('ecs', 'wait', 'services-stable', '--cluster', 'prod', '--services', 'web')).code).toBe(0);
  const arn = service?.loadBalancers[0]?.targetGroupArn ?? '';
  const health = await aws('elbv2', 'describe-target-health', '--target-group-arn', arn);
  const { TargetHealthDescriptions } = JSON.parse(health.stdout) as {
    TargetHealthDescriptions: { TargetHealth: { State: string } }[];
  };
  expect(TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth.State)).toEqual(['healthy', 'healthy']);
  const missing = await aws('ecs', 'wait', 'services-stable', '--cluster', 'prod', '--services', 'wbe');
  expect([missing.code, missing.stderr.includes('MISSING')]).toEqual([255, true]);
});

test('the AWS CLI runs a task and waits for its end', { timeout: 120_000 }, async () => {
  if (!available('aws')) return;
  const { url, world } = await startReal('classic-healthy');
  world.behaviours.oneOff.set('web', { kind: 'exits', exitCode: 3 });
  const ecs = (...words: string[]): Promise<Run> =>
    run('aws', ['ecs', ...words, '--cluster', 'prod', '--region', 'us-east-1'], { url });
  const network = 'awsvpcConfiguration={subnets=[subnet-0aaa1111]}';
  const started = await ecs('run-task', '--task-definition', 'web', '--network-configuration', network);
  const { tasks } = JSON.parse(started.stdout) as { tasks: { taskArn: string }[] };
  const arn = tasks[0]?.taskArn ?? '';
  expect((await ecs('wait', 'tasks-stopped', '--tasks', arn)).code).toBe(0);
  const described = await ecs('describe-tasks', '--tasks', arn, '--query', 'tasks[].containers[].exitCode');
  expect(JSON.parse(described.stdout)).toEqual([3]);
});

test('a deploy script of AWS CLI and jq deploys on the emulator', { timeout: 120_000 }, async () => {
  const script = deployScript();
  if (!script) return;
  const { url, world, directory } = await startOrderApi(script);
  const { code, stdout, stderr } = await run('bash', [join(directory, 'deploy.sh'), directory, 'v2'], {
    url,
    pythonPath: directory,
  });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('Deployment completed: 111122223333.dkr.ecr.ap-east-1.amazonaws.com/order-api:v2');
  expect(world.home.services[0]?.deployments[0]?.rolloutState).toBe('COMPLETED');
});

test('a deploy script of AWS CLI and jq fails when the rollout fails', { timeout: 120_000 }, async () => {
  const script = deployScript();
  if (!script) return;
  const { url, world, directory } = await startOrderApi(script);
  world.behaviours.fallback = { kind: 'exits', exitCode: 1 };
  const { code, stdout } = await run('bash', [join(directory, 'deploy.sh'), directory, 'v2'], {
    url,
    pythonPath: directory,
  });
  expect(code).toBe(1);
  expect(stdout).toContain('ECS service failed to stabilize.');
  expect(stdout).toContain('is unable to consistently start tasks successfully.');
});

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

function available(...tools: string[]): boolean {
  const missing = tools.find(
    (tool) => !(process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool))),
  );
  if (missing) console.log(`skipped: ${missing} CLI not found`);
  return missing === undefined;
}

/** The script as its author published it; it is read where it lies and not kept here. */
function deployScript(): string | undefined {
  if (!available('aws', 'jq', 'bash')) return undefined;
  if (!existsSync(SEED)) {
    console.log(`skipped: ${SEED} not found`);
    return undefined;
  }
  const [, text = ''] = readFileSync(SEED, 'utf8').split('deploy script#\n');
  const last = 'echo "Deployment completed: ${IMAGE_URI}"';
  return text.slice(0, text.indexOf(last)) + last;
}

async function startReal(name: string) {
  const world = createWorld();
  scenarios[name]?.fill(world);
  return start(world);
}

async function start(world: World) {
  const emulator = await startEmulator({ world, time: 'real', speed: SPEED });
  onTestFinished(() => emulator.close());
  return emulator;
}

/** The service that the script's own metadata.env and task definition describe. */
async function startOrderApi(script: string) {
  const world = createWorld({ account: '111122223333', region: 'ap-east-1' });
  const region = world.home;
  addCluster(region, 'prod-apps');
  region.logGroups.set('/ecs/order-api', new Map());
  const targets = addTargetGroup(region, { name: 'order-api', intervalSeconds: 10, deregistrationDelaySeconds: 30 });
  const [, definitionText = ''] = readFileSync(SEED, 'utf8').split('keeps image as a placeholder:\n');
  const definition = definitionText.slice(0, definitionText.indexOf('deploy script#'));
  registerTaskDefinition(
    region,
    JSON.parse(definition.replace('__IMAGE_URI__', 'order-api:v1')) as { family: string; containerDefinitions: [] },
  );
  addService(region, {
    cluster: 'prod-apps',
    serviceName: 'order-api',
    taskDefinition: 'order-api',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0aaa1111'] } },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: 'order-api', containerPort: 8080 }],
  });
  world.clock.advance(3_600_000);
  world.behaviours.byImage.set('order-api:v1', { kind: 'healthy' });
  const directory = mkdtempSync(join(tmpdir(), 'second-opinion-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const metadata = {
    AWS_REGION: 'ap-east-1',
    AWS_ACCOUNT_ID: '111122223333',
    ECR_REPOSITORY: 'order-api',
    ECS_CLUSTER: 'prod-apps',
    ECS_SERVICE: 'order-api',
    CONTAINER_NAME: 'order-api',
    TARGET_GROUP_ARN: targets.arn,
  };
  const lines = Object.entries(metadata).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(directory, 'metadata.env'), lines.join(''));
  writeFileSync(join(directory, 'task-definition.json'), definition);
  writeFileSync(join(directory, 'deploy.sh'), script);
  writeFileSync(join(directory, 'sitecustomize.py'), SHORT_SLEEPS);
  return { ...(await start(world)), world, directory };
}

/** The CLI's waiter sleeps 15 s at a time, up to 40 times; the emulator's clock runs as much faster. */
const SHORT_SLEEPS = `import time
_sleep = time.sleep
time.sleep = lambda seconds: _sleep(seconds / ${SPEED})
`;

function run(command: string, words: string[], place: { url: string; pythonPath?: string }): Promise<Run> {
  const { url, pythonPath } = place;
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_PAGER: '',
    NODE_OPTIONS: '',
    ...(pythonPath ? { PYTHONPATH: pythonPath } : {}),
  };
  return new Promise((resolve) => {
    execFile(command, words, { env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });
}
