import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { InputName } from '../../src/inputs/spec.ts';
import { deployedByColleague, hooked, pauseAt } from '../scenarios/foreign.ts';
import { actions, deploy as deployWithCodeDeploy } from '../scenarios/play-codedeploy.ts';
import { play, REGISTRY, type Played } from '../scenarios/play.ts';
import { deploySecond } from '../scenarios/rollback-history.ts';
import { blockOf, rowsOf } from './page.ts';

/** As `ecspresso init` writes them, with the tag of the image as its README shows. */
const TASK = {
  containerDefinitions: [
    {
      cpu: 0,
      essential: true,
      image: `${REGISTRY}/web:{{ must_env \`IMAGE_TAG\` }}`,
      name: 'web',
      portMappings: [{ appProtocol: '', containerPort: 8080, hostPort: 8080, protocol: 'tcp' }],
    },
  ],
  cpu: '512',
  executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
  family: 'web',
  ipcMode: '',
  memory: '1024',
  networkMode: 'awsvpc',
  pidMode: '',
  requiresCompatibilities: ['FARGATE'],
  tags: [],
};
const SERVICE = {
  deploymentConfiguration: {
    deploymentCircuitBreaker: { enable: true, rollback: true },
    maximumPercent: 200,
    minimumHealthyPercent: 100,
  },
  deploymentController: { type: 'ECS' },
  desiredCount: 3,
  enableECSManagedTags: false,
  enableExecuteCommand: false,
  launchType: 'FARGATE',
  networkConfiguration: {
    awsvpcConfiguration: { securityGroups: ['sg-0ccc3333'], subnets: ['subnet-0aaa1111', 'subnet-0bbb2222'] },
  },
  pendingCount: 0,
  platformFamily: 'Linux',
  platformVersion: 'LATEST',
  propagateTags: 'NONE',
  runningCount: 0,
  schedulingStrategy: 'REPLICA',
};

/** Runs the command of the page on both files. */
function converted(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'ecspresso-'));
  const files = { 'ecs-task-def.json': TASK, 'ecs-service-def.json': SERVICE };
  try {
    for (const [name, value] of Object.entries(files))
      writeFileSync(join(folder, name), JSON.stringify(value, null, 2));
    const { status } = spawnSync('bash', ['-euc', blockOf('ecspresso', 'sh')], { cwd: folder });
    expect(status).toBe(0);
    return Object.fromEntries(Object.keys(files).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const FILES = converted();
const WEB = { service: 'web', cluster: 'prod' } as const;
const TASK_FILE = { ...WEB, 'task-definition': 'ecs-task-def.json', variables: 'IMAGE_TAG=1.5.0' } as const;

type Given = Partial<Record<InputName, string>>;
type Options = Partial<Parameters<typeof play>[0]>;

const step = async (inputs: Given, options: Options = {}): Promise<Played> =>
  await play({ scenario: 'classic-healthy', files: FILES, ...options, inputs });

/** Outcome and calls that write, in one line. */
const told = (played: Played): string => [played.outputs['outcome'], ...actions(played)].join(' ');

const sentBy = ({ writes }: Played, action: string): unknown => writes.find((write) => write.action === action)?.params;

/** `undefined`: the row names what is not built, or what another tool does. */
const ROWS: Record<string, (() => Promise<void>) | undefined> = {
  '`region`, `cluster`, `service`': undefined,
  '`task_definition`': async () => {
    const played = await step(TASK_FILE);
    expect(told(played)).toBe('succeeded RegisterTaskDefinition UpdateService');
    expect(JSON.stringify(sentBy(played, 'RegisterTaskDefinition'))).toContain('/web:1.5.0"');
    expect(played.log).not.toMatch(/^::(?:warning|error)/m);
  },
  '`service_definition`': async () => {
    const inputs = { ...TASK_FILE, 'service-definition': 'ecs-service-def.json' };
    const changed = await step(inputs);
    expect(told(changed)).toBe('succeeded RegisterTaskDefinition UpdateService');
    expect(Object.keys(sentBy(changed, 'UpdateService') as object).toSorted()).toEqual([
      'cluster',
      'desiredCount',
      'service',
      'taskDefinition',
    ]);
    const created = await step({ ...inputs, service: 'shop' });
    expect(told(created)).toBe('succeeded RegisterTaskDefinition CreateService');
  },
  '`express_definition`': async () => {
    const files = { 'ecs-express-def.json': JSON.stringify({ healthCheckPath: '/health', cpu: '512' }) };
    const given = { service: 'shop', cluster: 'default', 'service-definition': 'ecs-express-def.json' };
    const played = await step({ ...given, image: `${REGISTRY}/shop:2.0.0` }, { scenario: 'express-canary', files });
    expect(told(played)).toBe('succeeded UpdateExpressGatewayService');
    expect(sentBy(played, 'UpdateExpressGatewayService')).toMatchObject({ healthCheckPath: '/health', cpu: '512' });
  },
  '`appspec`': undefined,
  '`codedeploy`': async () => {
    const names = {
      'codedeploy-application': 'AppECS-prod-web',
      'codedeploy-deployment-group': 'DgpECS-prod-web',
      'codedeploy-deployment-config': 'CodeDeployDefault.ECSAllAtOnce',
    };
    const played = await deployWithCodeDeploy(names);
    expect(sentBy(played, 'CreateDeployment')).toMatchObject({
      applicationName: 'AppECS-prod-web',
      deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
    });
  },
  '`timeout: 20m`': undefined,
  '`ignore.tags`': undefined,
  '`required_version`': undefined,
  '`{{ must_env }}`': async () => {
    expect(FILES['ecs-task-def.json']).toContain('/web:${IMAGE_TAG}"');
    const played = await step({ ...TASK_FILE, variables: '' });
    expect(told(played)).toBe('failed');
    expect(played.log).toMatch(/title=unresolved-variable,file=ecs-task-def\.json.*IMAGE_TAG/);
    const kept = await step(TASK_FILE, { files: { 'ecs-task-def.json': JSON.stringify(TASK, null, 2) } });
    expect(kept.log).toMatch(/title=placeholder-left,.*\$\{IMAGE_TAG\}/);
  },
  '`{{ env }}` with a default': undefined,
  'plugins `tfstate`, `cloudformation`': undefined,
  'plugin `ssm`': undefined,
  'plugin `secretsmanager_arn`': undefined,
  'plugin `external`': undefined,
  Jsonnet: async () => {
    const files = { 'ecs-task-def.jsonnet': "local env = std.native('env');\n{ family: 'web' }\n" };
    const played = await step({ ...WEB, 'task-definition': 'ecs-task-def.jsonnet' }, { files });
    expect(played.log).toMatch(/title=other-document,.*Jsonnet/);
  },
  '`init`': undefined, // test/terminal/init.test.ts
  '`deploy`': async () => expect(told(await step(TASK_FILE))).toBe('succeeded RegisterTaskDefinition UpdateService'),
  '`deploy --tasks 3`, `scale`': async () => {
    const played = await step({ ...WEB, 'desired-count': '3' });
    expect(told(played)).toBe('succeeded UpdateService');
    expect(sentBy(played, 'UpdateService')).toEqual({ ...WEB, desiredCount: 3 });
  },
  '`deploy --skip-task-definition`': async () => {
    const played = await step({ ...WEB, 'service-definition': 'ecs-service-def.json' });
    expect(told(played)).toBe('succeeded UpdateService');
  },
  '`deploy --skip-task-definition --revision 1`': async () => {
    const inputs = { ...WEB, 'task-definition-family': 'web', 'task-definition-revision': '1' };
    const played = await step(inputs, { change: deploySecond });
    expect(told(played)).toBe('succeeded UpdateService');
    expect(played.outputs['task-definition-arn']).toMatch(/\/web:1$/);
  },
  '`deploy --latest-task-definition`': async () => {
    const played = await step({ ...WEB, 'task-definition-family': 'web' }, { change: deployedByColleague() });
    expect(played.outputs['task-definition-arn']).toMatch(/\/web:2$/);
  },
  '`deploy --force-new-deployment`, `refresh`': async () => {
    const played = await step({ ...WEB, 'force-new-deployment': 'true' });
    expect(told(played)).toBe('succeeded UpdateService');
    expect(sentBy(played, 'UpdateService')).toMatchObject({ forceNewDeployment: true });
  },
  '`deploy --no-update-service`': undefined,
  '`deploy --suspend-auto-scaling`': undefined, // test/scenarios/suspend-auto-scaling.test.ts
  '`deploy --auto-scaling-min`, `--auto-scaling-max`': undefined,
  '`deploy --wait-until=stable`, `deployed`': undefined,
  '`deploy --wait-until=paused`': async () => {
    const change = hooked(pauseAt('POST_TEST_TRAFFIC_SHIFT'));
    const played = await step({ ...TASK_FILE, 'on-pause': 'return' }, { scenario: 'blue-green', change });
    expect([played.exitCode, played.outputs['outcome']]).toEqual([0, 'started']);
  },
  '`deploy --wait-until=ecs:…`, `codedeploy:…`': undefined,
  '`deploy --no-wait`': async () => {
    const played = await step({ ...TASK_FILE, 'wait-for-service-stability': 'false' });
    expect([played.exitCode, played.outputs['outcome']]).toEqual([0, 'started']);
  },
  '`deploy --rollback-events`': undefined,
  '`deploy --dry-run`, `diff`': async () => {
    const played = await step({ ...TASK_FILE, mode: 'plan', 'service-definition': 'ecs-service-def.json' });
    expect(told(played)).toBe('planned');
    expect(played.log).toMatch(/desiredCount: 2 → 3/);
  },
  '`verify`': async () => {
    const change: Options['change'] = ({ roles }) => void roles.set('ecsTaskExecutionRole', { missing: true });
    const played = await step({ ...TASK_FILE, mode: 'plan' }, { change });
    expect(played.log).toMatch(/title=role-missing,file=ecs-task-def\.json.*ecsTaskExecutionRole/);
  },
  '`render`': async () => {
    const played = await step({ ...TASK_FILE, mode: 'plan' });
    expect(played.outputs['task-definition']).toMatch(/\.json$/);
  },
  '`continue`': async () => {
    const change = (world: Parameters<ReturnType<typeof hooked>>[0]): void => {
      hooked(pauseAt('POST_TEST_TRAFFIC_SHIFT'))(world);
      deployedByColleague({ secondsAgo: 600 })(world);
    };
    expect(told(await step({ ...WEB, mode: 'continue' }, { scenario: 'blue-green', change }))).toBe(
      'succeeded ContinueServiceDeployment',
    );
  },
  '`rollback`': async () => {
    const played = await step({ ...WEB, mode: 'stop' }, { begin: deployedByColleague() });
    expect(told(played)).toBe('succeeded StopServiceDeployment');
    expect(sentBy(played, 'StopServiceDeployment')).toMatchObject({ stopType: 'ROLLBACK' });
  },
  '`rollback --with-previous-task-definition`': async () => {
    const played = await step({ ...WEB, mode: 'rollback' }, { change: deploySecond });
    expect(told(played)).toBe('succeeded UpdateService');
    expect(played.outputs['task-definition-arn']).toMatch(/\/web:1$/);
  },
  '`register`': async () =>
    expect(told(await step({ ...TASK_FILE, mode: 'register' }))).toBe('registered RegisterTaskDefinition'),
  '`run --task-def migrate.json`': async () => {
    const files = { 'migrate.json': FILES['ecs-task-def.json'] ?? '' };
    const inputs = { ...TASK_FILE, mode: 'run-task', 'task-definition': 'migrate.json' };
    const played = await step(inputs, {
      files,
      change: ({ behaviours }) => void behaviours.oneOff.set('web', { kind: 'exits', exitCode: 0, afterSeconds: 5 }),
    });
    expect(told(played)).toBe('succeeded RegisterTaskDefinition RunTask');
    expect(sentBy(played, 'RunTask')).toMatchObject({
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0aaa1111', 'subnet-0bbb2222'] } },
    });
  },
  '`run --overrides`': undefined, // test/scenarios/run-task.test.ts
  '`run --count`': undefined,
  '`run --no-wait`': undefined, // test/scenarios/run-task.test.ts
  '`wait`, `status`': async () => {
    const last = await step({ ...WEB, mode: 'watch' }, { change: deploySecond });
    expect([last.exitCode, told(last)]).toEqual([0, 'succeeded']);
    const inFlight = await step({ ...WEB, mode: 'watch' }, { begin: deployedByColleague() });
    expect(told(inFlight)).toBe('succeeded');
  },
  '`delete`': undefined, // test/scenarios/delete.test.ts
  '`deregister --keeps 5`': undefined, // test/scenarios/keep-revisions.test.ts
  '`tasks`, `tasks logs`, `exec`, `revisions`': undefined,
  '`--assume-role-arn`, `--envfile`': undefined,
  '`--log-format json`': undefined,
  '`--filter-command`': undefined,
  '`docs`, `skills`': undefined,
};

describe('from ecspresso: the page has a row for', () => {
  it('all that these tests run, and nothing else', () => expect(rowsOf('ecspresso')).toEqual(Object.keys(ROWS)));

  it.each(Object.entries(ROWS).flatMap(([row, run]) => (run === undefined ? [] : [{ row, run }])))(
    '$row',
    async ({ run }) => await run(),
  );
});

describe('from ecspresso', () => {
  it('its own configuration as a file is told as what it is', async () => {
    const text = 'region: us-east-1\ncluster: prod\nservice: web\ntask_definition: ecs-task-def.json\n';
    const played = await step({ ...WEB, 'task-definition': 'ecspresso.yml' }, { files: { 'ecspresso.yml': text } });
    expect(played.log.match(/^::error [^\n]*/gm)).toEqual([expect.stringMatching(/title=other-document,.*ecspresso/)]);
  });

  it('a new service with the controller EXTERNAL is an error before any write', async () => {
    const text = JSON.stringify({ ...SERVICE, deploymentController: { type: 'EXTERNAL' } }, null, 2);
    const inputs = { ...TASK_FILE, service: 'shop', 'service-definition': 'ecs-service-def.json' };
    const played = await step(inputs, { files: { ...FILES, 'ecs-service-def.json': text } });
    expect(told(played)).toBe('failed');
    expect(played.log).toMatch(/title=deployment-controller,file=ecs-service-def\.json,line=\d+.*EXTERNAL/);
  });
});
