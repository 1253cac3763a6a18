import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registerScalableTarget } from '../../emulator/auto-scaling.ts';
import type { Behaviour } from '../../emulator/behaviours.ts';
import type { Statement } from '../../emulator/statement.ts';
import { createDeployment } from '../../emulator/code-deploy.ts';
import type { World } from '../../emulator/world.ts';
import { deployedByColleague, hooked, pauseAt, WEB } from './foreign.ts';
import { EXAMPLE, play, QUICK_START, REGISTRY } from './play.ts';
import { APPSPEC, FILES, GROUP } from './play-codedeploy.ts';
import { addRule, addSchedule } from './scheduled.ts';
import { deploySecond, deploySecondImage, registerSecond } from './rollback-history.ts';

type Given = Parameters<typeof play>[0];

const PAGE = readFileSync(resolve(import.meta.dirname, '../../docs/permissions.md'), 'utf8');
const README = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');

/** The policies under these headings of docs/permissions.md, to the letter but for the account. */
function policies(headings: string): Statement[] {
  return headings.split(' + ').flatMap((heading) => {
    const json = new RegExp(`^## ${heading}\n[\\s\\S]*?\`\`\`json\n([\\s\\S]*?)\`\`\``, 'm').exec(PAGE)?.[1];
    const own = (json ?? '').replaceAll('111122223333', '123456789012');
    return (JSON.parse(own) as { Statement: Statement[] }).Statement;
  });
}

const CRASH: Behaviour = { kind: 'exits', exitCode: 1, logLines: ['Error: PORT is not set'] };
const DONE: Behaviour = { kind: 'exits', exitCode: 0, afterSeconds: 5 };
const crashes = ({ behaviours }: World): void => void (behaviours.fallback = CRASH);
const ROLES = {
  'infrastructure-role-arn': 'arn:aws:iam::123456789012:role/ecsInfrastructureRole',
  'execution-role-arn': 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
};
const SHOP = { service: 'shop', image: `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}` };
const FAMILY = EXAMPLE.replaceAll('111122223333', '123456789012');
const WITH_TAGS = { ...QUICK_START, tags: 'team=web' };
const TYPO = { ...QUICK_START, service: 'wbe' };

const startedByCodeDeploy = (world: World): void => {
  registerSecond(world);
  const content = APPSPEC.replace('<TASK_DEFINITION>', 'web:2');
  createDeployment(world.home, { ...GROUP, revision: { appSpecContent: { content } } });
  world.clock.advance(20_000);
};

const pausedByColleague = (world: World): void => {
  hooked(pauseAt('POST_PRODUCTION_TRAFFIC_SHIFT'))(world);
  deployedByColleague({ secondsAgo: 600 })(world);
};

describe('the policy of docs/permissions.md is enough', () => {
  it.each<[policy: string, what: string, outcome: string, given: Given]>([
    ['Deploy a classic service', 'a deploy', 'succeeded', { scenario: 'classic-healthy', inputs: WITH_TAGS }],
    [
      'Deploy a classic service',
      'a failing deploy',
      'rolled-back',
      { scenario: 'classic-healthy', inputs: QUICK_START, change: crashes },
    ],
    [
      'Deploy a classic service',
      'a deploy that fails fast',
      'rolled-back',
      {
        scenario: 'classic-healthy',
        inputs: QUICK_START,
        change: ({ behaviours }) => (behaviours.fallback = { kind: 'cannot-pull', cause: 'wrong-platform' }),
      },
    ],
    [
      'Roll back + Provenance tags',
      'a rollback to a commit',
      'succeeded',
      {
        scenario: 'classic-healthy',
        inputs: { mode: 'rollback', ...WEB, 'rollback-to': 'commit:1c0ffee', 'provenance-tags': 'true' },
        change: (world) => {
          deploySecond(world);
          const [first] = world.home.families.get('web') ?? [];
          first?.tags.push({ key: 'deploy:commit', value: `1c0ffee${'0'.repeat(33)}` });
        },
        environment: { GITHUB_REPOSITORY: 'org/shop', GITHUB_SHA: 'b'.repeat(40) },
      },
    ],
    [
      'Deploy a classic service + Keep revisions',
      'a deploy that deregisters old revisions',
      'succeeded',
      {
        scenario: 'classic-healthy',
        inputs: { ...QUICK_START, 'keep-revisions': '1' },
        change: (world) => {
          for (let count = 0; count < 3; count += 1) registerSecond(world);
        },
      },
    ],
    [
      'Deploy a classic service + Schedules',
      'a deploy that schedules follow',
      'succeeded',
      {
        scenario: 'classic-healthy',
        inputs: { ...QUICK_START, schedules: 'true' },
        change: (world) => {
          addRule(world, { name: 'hourly', runs: 'web:1' });
          addSchedule(world, { name: 'nightly', runs: 'web:1' });
        },
      },
    ],
    [
      'Deploy a classic service + Suspend auto scaling',
      'a deploy that suspends auto scaling',
      'succeeded',
      {
        scenario: 'classic-healthy',
        inputs: { ...QUICK_START, 'suspend-auto-scaling': 'true' },
        change: ({ home }) =>
          void registerScalableTarget(home, {
            ServiceNamespace: 'ecs',
            ResourceId: 'service/prod/web',
            ScalableDimension: 'ecs:service:DesiredCount',
            MinCapacity: 2,
            MaxCapacity: 4,
          }),
      },
    ],
    [
      'Deploy a classic service + Protect images',
      'a deploy that protects its images',
      'succeeded',
      {
        scenario: 'classic-healthy',
        inputs: {
          ...WEB,
          image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:2.0.0',
          'protect-images': 'true',
        },
        change: ({ home }) =>
          void home.repositories.set('123456789012.dkr.ecr.us-east-1.amazonaws.com/web', {
            tagMutability: 'IMMUTABLE',
          }),
      },
    ],
    [
      'Roll back + Protect images',
      'a rollback that protects its images',
      'succeeded',
      {
        scenario: 'classic-healthy',
        change: deploySecond,
        inputs: { ...WEB, mode: 'rollback', 'protect-images': 'true' },
      },
    ],
    [
      'Plan + Protect images',
      'a plan that shows what it would protect',
      'planned',
      {
        scenario: 'classic-healthy',
        inputs: {
          ...WEB,
          mode: 'plan',
          image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:2.0.0',
          'protect-images': 'true',
        },
      },
    ],
    [
      'Register + Schedules',
      'a registration that a schedule follows',
      'registered',
      {
        scenario: 'classic-healthy',
        inputs: { ...QUICK_START, service: '', mode: 'register', schedules: 'true' },
        change: (world) => addSchedule(world, { name: 'nightly', runs: 'web:1' }),
      },
    ],
    [
      'Deploy a classic service + Create a classic service',
      'a service that is created',
      'succeeded',
      {
        scenario: 'classic-healthy',
        inputs: {
          ...QUICK_START,
          service: 'shop',
          'service-definition':
            '{ "desiredCount": 1, "launchType": "FARGATE", "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-0aaa1111"] } } }',
        },
      },
    ],
    ['Deploy a classic service', 'a canary', 'succeeded', { scenario: 'canary', inputs: QUICK_START }],
    ['Deploy a classic service', 'a misspelt name', 'failed', { scenario: 'classic-healthy', inputs: TYPO }],
    [
      'Deploy a classic service',
      'a deploy that changes nothing',
      'unchanged',
      {
        scenario: 'classic-healthy',
        inputs: { ...WEB, image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.0.0' },
      },
    ],
    ['Deploy an Express service', 'an update', 'succeeded', { scenario: 'express-canary', inputs: SHOP }],
    [
      'Deploy an Express service',
      'a failing update',
      'rolled-back',
      { scenario: 'express-canary', inputs: SHOP, change: crashes },
    ],
    [
      'Deploy an Express service',
      'a creation',
      'succeeded',
      { scenario: 'express-canary', inputs: { ...SHOP, service: 'store', ...ROLES } },
    ],
    [
      'Deploy an Express service',
      'settings of the service',
      'succeeded',
      { scenario: 'express-canary', inputs: { ...SHOP, 'enable-execute-command': 'false' } },
    ],
    [
      'Deploy with CodeDeploy',
      'a deploy',
      'succeeded',
      { scenario: 'codedeploy-healthy', files: FILES, inputs: QUICK_START },
    ],
    [
      'Deploy with CodeDeploy',
      'a failing deploy',
      'rolled-back',
      {
        scenario: 'codedeploy-healthy',
        files: FILES,
        inputs: { ...QUICK_START, 'wait-for-minutes': '90' },
        change: crashes,
      },
    ],
    ['Plan', 'a plan', 'planned', { scenario: 'classic-healthy', inputs: { ...QUICK_START, mode: 'plan' } }],
    [
      'Plan',
      'a plan of a rollback',
      'planned',
      {
        scenario: 'classic-healthy',
        change: deploySecond,
        inputs: { ...WEB, mode: 'plan', 'rollback-to': 'previous' },
      },
    ],
    [
      'Plan + Deploy with CodeDeploy',
      'a plan',
      'planned',
      { scenario: 'codedeploy-healthy', files: FILES, inputs: { ...QUICK_START, mode: 'plan' } },
    ],
    [
      'Register',
      'a registration',
      'registered',
      { scenario: 'classic-healthy', inputs: { ...WITH_TAGS, service: '', cluster: '', mode: 'register' } },
    ],
    [
      'Run a one-off task',
      'a task',
      'succeeded',
      {
        scenario: 'classic-healthy',
        inputs: { ...QUICK_START, mode: 'run-task', 'run-task': 'true' },
        change: ({ behaviours }) => void behaviours.oneOff.set('web', DONE),
      },
    ],
    [
      'Run a one-off task',
      'a failing task',
      'failed',
      {
        scenario: 'classic-healthy',
        inputs: { ...QUICK_START, mode: 'run-task', 'run-task': 'true' },
        change: ({ behaviours }) => void behaviours.oneOff.set('web', CRASH),
      },
    ],
    [
      'Run a one-off task',
      'a task that takes too long',
      'timed-out',
      {
        scenario: 'classic-healthy',
        inputs: {
          ...QUICK_START,
          mode: 'run-task',
          'run-task': 'true',
          'wait-for-minutes': '2',
          'on-timeout': 'rollback',
        },
        change: ({ behaviours }) => void behaviours.oneOff.set('web', { kind: 'healthy' }),
      },
    ],
    [
      'Deploy a classic service + Run a one-off task',
      'a deploy after a task',
      'succeeded',
      {
        scenario: 'classic-healthy',
        inputs: { ...QUICK_START, 'run-task': 'true' },
        change: ({ behaviours }) => void behaviours.oneOff.set('web', DONE),
      },
    ],
    [
      'Roll back',
      'a rollback',
      'succeeded',
      { scenario: 'classic-healthy', change: deploySecond, inputs: { ...WEB, mode: 'rollback' } },
    ],
    [
      'Roll back',
      'a rollback of what is in flight',
      'succeeded',
      { scenario: 'classic-healthy', begin: deployedByColleague(), inputs: { ...WEB, mode: 'rollback' } },
    ],
    [
      'Roll back',
      'a rollback of what waits at a pause',
      'succeeded',
      { scenario: 'blue-green', begin: pausedByColleague, inputs: { ...WEB, mode: 'rollback' } },
    ],
    [
      'Roll back + Deploy an Express service',
      'a rollback',
      'succeeded',
      { scenario: 'express-canary', change: deploySecondImage, inputs: { service: 'shop', mode: 'rollback' } },
    ],
    [
      'Watch',
      'a watch',
      'succeeded',
      { scenario: 'classic-healthy', begin: deployedByColleague(), inputs: { ...WEB, mode: 'watch' } },
    ],
    [
      'Watch',
      'a watch of a failure',
      'rolled-back',
      { scenario: 'classic-healthy', begin: deployedByColleague({ does: CRASH }), inputs: { ...WEB, mode: 'watch' } },
    ],
    [
      'Watch + Deploy with CodeDeploy',
      'a watch',
      'succeeded',
      { scenario: 'codedeploy-healthy', begin: startedByCodeDeploy, inputs: { ...WEB, mode: 'watch' } },
    ],
    [
      'Continue',
      'a pause that ends',
      'succeeded',
      { scenario: 'blue-green', begin: pausedByColleague, inputs: { ...WEB, mode: 'continue' } },
    ],
    [
      'Stop',
      'a deployment that is stopped',
      'succeeded',
      { scenario: 'classic-healthy', begin: deployedByColleague(), inputs: { ...WEB, mode: 'stop' } },
    ],
    [
      'Stop',
      'a pause that is rolled back',
      'succeeded',
      { scenario: 'blue-green', begin: pausedByColleague, inputs: { ...WEB, mode: 'stop' } },
    ],
  ])('%s: %s', async (policy, _, outcome, given) => {
    const { outputs, log, summary, emulator } = await play({
      ...given,
      files: { 'task-definition.json': FAMILY, ...given.files },
      inputs: Object.fromEntries(
        Object.entries(given.inputs).map(([name, value]) => [name, value?.replaceAll('111122223333', '123456789012')]),
      ),
      begin: (world) => {
        given.begin?.(world);
        world.policy = policies(policy);
      },
    });
    expect(emulator.world.denied).toEqual([]);
    expect(outputs['outcome']).toBe(outcome);
    for (const text of [log, summary]) expect(text).not.toMatch(/permission|not authorized/i);
  });

  it('and the README shows that of a deploy', () => {
    const json = /<!-- generated:policy -->\s*```json\n([\s\S]*?)```/.exec(README)?.[1];
    expect(JSON.parse((json ?? '').replaceAll('111122223333', '123456789012'))).toEqual({
      Version: '2012-10-17',
      Statement: policies('Deploy a classic service'),
    });
  });
});

describe('what a role lacks is reported once', () => {
  const OPTIONAL = [
    'elasticloadbalancing:DescribeTargetHealth',
    'elasticloadbalancing:DescribeTargetGroups',
    'logs:GetLogEvents',
    'ecr:BatchGetImage',
    'ecr:DescribeImages',
    'ecs:ListServiceDeployments',
    'ecs:DescribeServiceRevisions',
    'ecs:ListTasks',
  ];
  const denied = (world: World, actions = OPTIONAL): void => actions.forEach((action) => world.faults.deny.add(action));
  const warnings = (log: string): string[] => log.split('\n').filter((line) => line.startsWith('::warning'));

  it('after a deploy that succeeds', async () => {
    const { outputs, log, summary, report } = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: denied,
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(warnings(log)).toHaveLength(1);
    const [warning = ''] = warnings(log);
    expect(warning).toMatch(/^::warning title=Missing permissions::/);
    const statement = JSON.parse(/\{"Effect".*\}/.exec(warning.replaceAll('%2C', ','))?.[0] ?? '');
    expect(statement).toMatchObject({ Effect: 'Allow', Resource: '*' });
    expect(statement.Action).toContain('elasticloadbalancing:DescribeTargetHealth');
    expect(statement.Action).toContain('ecs:ListServiceDeployments');
    expect(statement.Action).not.toContain('logs:GetLogEvents');
    expect(summary.match(/\[!WARNING\]/g)).toHaveLength(1);
    expect(summary).toContain('target health is not verified');
    expect(JSON.parse(report).missingPermissions.fix).toContain('"Effect":"Allow"');
  });

  it('after a deploy that fails, next to its cause', async () => {
    const { log } = await play({
      scenario: 'classic-breaker',
      inputs: QUICK_START,
      change: (world) => {
        world.policy = [
          { Effect: 'Allow', Action: ['ecs:*', 'iam:*', 'elasticloadbalancing:*', 'ecr:*'], Resource: '*' },
        ];
      },
    });
    expect(warnings(log)).toHaveLength(1);
    expect(warnings(log)[0]).toContain(
      '"Resource":["arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web:log-stream:*"]',
    );
  });

  it('but not the permission that fails the step', async () => {
    const { log } = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: (world) => denied(world, ['ecs:UpdateService']),
    });
    expect(log).toContain('"Action":"ecs:UpdateService"');
    expect(warnings(log)).toEqual([]);
  });
});
