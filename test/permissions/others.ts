import type { Behaviour } from '../../emulator/behaviours.ts';
import { createDeployment } from '../../emulator/code-deploy.ts';
import { createExpressGatewayService } from '../../emulator/express.ts';
import type { World } from '../../emulator/world.ts';
import { deployedByColleague, hooked, pauseAt, WEB } from '../scenarios/foreign.ts';
import { APPSPEC, FILES, group, GROUP } from '../scenarios/play-codedeploy.ts';
import { QUICK_START, REGISTRY } from '../scenarios/play.ts';
import { deploySecond, deploySecondImage, registerSecond } from '../scenarios/rollback-history.ts';
import { addSchedule } from '../scenarios/scheduled.ts';
import type { Used } from './use.ts';

const CRASH: Behaviour = { kind: 'exits', exitCode: 1, logLines: ['Error: PORT is not set'] };
const DONE: Behaviour = { kind: 'exits', exitCode: 0, afterSeconds: 5 };
const crashes = ({ behaviours }: World): void => void (behaviours.fallback = CRASH);
const WITH_TAGS = { ...QUICK_START, tags: 'team=web' };

/** One step, and no wait for the old tasks: the same calls, but far fewer looks. */
const shiftsAtOnce = group({
  deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
  blueGreenDeploymentConfiguration: {
    terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 0 },
  },
});

/** An alarm ends it after minutes; without one, CodeDeploy waits an hour for tasks that crash. */
const crashesUntilAlarm = (world: World): void => {
  crashes(world);
  group({
    alarmConfiguration: { enabled: true, alarms: [{ name: 'errors' }] },
    autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_STOP_ON_ALARM'] },
  })(world);
  world.clock.at(world.startAt + 240_000 - world.clock.now(), () => void world.home.alarms.set('errors', 'ALARM'));
};

const startedByCodeDeploy = (world: World): void => {
  shiftsAtOnce(world);
  registerSecond(world);
  const content = APPSPEC.replace('<TASK_DEFINITION>', 'web:2');
  createDeployment(world.home, { ...GROUP, revision: { appSpecContent: { content } } });
  world.clock.advance(20_000);
};

const pausedByColleague = (world: World): void => {
  hooked(pauseAt('POST_PRODUCTION_TRAFFIC_SHIFT'))(world);
  deployedByColleague({ secondsAgo: 600 })(world);
};

const previews = (world: World): void => {
  for (const number of ['17', '18'])
    createExpressGatewayService(world.home, {
      serviceName: `shop-pr-${number}`,
      infrastructureRoleArn: 'arn:aws:iam::123456789012:role/ecsInfrastructureRole',
      executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
      primaryContainer: { image: `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}` },
      tags: [{ key: 'deploy:preview', value: number }],
    });
  world.clock.advance(20 * 60_000);
};

/** CodeDeploy, and every other mode. */
export const OTHERS: Used[] = [
  {
    policy: 'Roll back + Provenance tags',
    what: 'a rollback to a commit',
    outcome: 'succeeded',
    needs: ['rollback', 'rollback-to-commit'],
    given: {
      scenario: 'classic-healthy',
      inputs: { mode: 'rollback', ...WEB, 'rollback-to': 'commit:1c0ffee', 'provenance-tags': 'true' },
      change: (world) => {
        deploySecond(world);
        const [first] = world.home.families.get('web') ?? [];
        first?.tags.push({ key: 'deploy:commit', value: `1c0ffee${'0'.repeat(33)}` });
      },
      environment: { GITHUB_REPOSITORY: 'org/shop', GITHUB_SHA: 'b'.repeat(40) },
    },
  },
  {
    policy: 'Roll back + Protect images',
    what: 'a rollback that protects its images',
    outcome: 'succeeded',
    needs: ['rollback'],
    given: {
      scenario: 'classic-healthy',
      change: deploySecond,
      inputs: { ...WEB, mode: 'rollback', 'protect-images': 'true' },
    },
  },
  {
    policy: 'Plan + Protect images',
    what: 'a plan that shows what it would protect',
    outcome: 'planned',
    needs: ['live-template'],
    given: {
      scenario: 'classic-healthy',
      inputs: {
        ...WEB,
        mode: 'plan',
        image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:2.0.0',
        'protect-images': 'true',
      },
    },
  },
  {
    policy: 'Register + Schedules',
    what: 'a registration that a schedule follows',
    outcome: 'registered',
    needs: ['schedules'],
    given: {
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, service: '', mode: 'register', schedules: 'true' },
      change: (world) => addSchedule(world, { name: 'nightly', runs: 'web:1' }),
    },
  },
  {
    policy: 'Deploy with CodeDeploy',
    what: 'a deploy',
    outcome: 'succeeded',
    given: { scenario: 'codedeploy-healthy', files: FILES, inputs: QUICK_START, change: shiftsAtOnce },
  },
  {
    policy: 'Deploy with CodeDeploy',
    what: 'a failing deploy',
    outcome: 'rolled-back',
    once: true,
    given: { scenario: 'codedeploy-healthy', files: FILES, inputs: QUICK_START, change: crashesUntilAlarm },
  },
  {
    policy: 'Plan',
    what: 'a plan',
    outcome: 'planned',
    given: { scenario: 'classic-healthy', inputs: { ...QUICK_START, mode: 'plan' } },
  },
  {
    policy: 'Plan',
    what: 'a plan of a rollback',
    outcome: 'planned',
    given: {
      scenario: 'classic-healthy',
      change: deploySecond,
      inputs: { ...WEB, mode: 'plan', 'rollback-to': 'previous' },
    },
  },
  {
    policy: 'Plan + Deploy with CodeDeploy',
    what: 'a plan',
    outcome: 'planned',
    given: { scenario: 'codedeploy-healthy', files: FILES, inputs: { ...QUICK_START, mode: 'plan' } },
  },
  {
    policy: 'Register',
    what: 'a registration',
    outcome: 'registered',
    needs: ['tags'],
    given: { scenario: 'classic-healthy', inputs: { ...WITH_TAGS, service: '', cluster: '', mode: 'register' } },
  },
  {
    policy: 'Run a one-off task',
    what: 'a task',
    outcome: 'succeeded',
    needs: ['run-task'],
    given: {
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, mode: 'run-task', 'run-task': 'true' },
      change: ({ behaviours }) => void behaviours.oneOff.set('web', DONE),
    },
  },
  {
    policy: 'Run a one-off task',
    what: 'a failing task',
    outcome: 'failed',
    needs: ['run-task'],
    given: {
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, mode: 'run-task', 'run-task': 'true' },
      change: ({ behaviours }) => void behaviours.oneOff.set('web', CRASH),
    },
  },
  {
    policy: 'Run a one-off task',
    what: 'a task that takes too long',
    outcome: 'timed-out',
    needs: ['run-task'],
    given: {
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
  },
  {
    policy: 'Roll back',
    what: 'a rollback',
    outcome: 'succeeded',
    needs: ['rollback'],
    given: { scenario: 'classic-healthy', change: deploySecond, inputs: { ...WEB, mode: 'rollback' } },
  },
  {
    policy: 'Roll back',
    what: 'a rollback of what is in flight',
    outcome: 'succeeded',
    needs: ['rollback', 'rollback-in-flight'],
    given: { scenario: 'classic-healthy', begin: deployedByColleague(), inputs: { ...WEB, mode: 'rollback' } },
  },
  {
    policy: 'Roll back',
    what: 'a rollback of what waits at a pause',
    outcome: 'succeeded',
    needs: ['rollback', 'rollback-at-pause'],
    given: { scenario: 'blue-green', begin: pausedByColleague, inputs: { ...WEB, mode: 'rollback' } },
  },
  {
    policy: 'Roll back + Deploy an Express service',
    what: 'a rollback',
    outcome: 'succeeded',
    needs: ['rollback'],
    given: { scenario: 'express-canary', change: deploySecondImage, inputs: { service: 'shop', mode: 'rollback' } },
  },
  {
    policy: 'Watch',
    what: 'a watch',
    outcome: 'succeeded',
    given: { scenario: 'classic-healthy', begin: deployedByColleague(), inputs: { ...WEB, mode: 'watch' } },
  },
  {
    policy: 'Watch',
    what: 'a watch of a failure',
    outcome: 'rolled-back',
    given: {
      scenario: 'classic-healthy',
      begin: deployedByColleague({ does: CRASH }),
      inputs: { ...WEB, mode: 'watch' },
    },
  },
  {
    policy: 'Watch + Deploy with CodeDeploy',
    what: 'a watch',
    outcome: 'succeeded',
    given: { scenario: 'codedeploy-healthy', begin: startedByCodeDeploy, inputs: { ...WEB, mode: 'watch' } },
  },
  {
    policy: 'Continue',
    what: 'a pause that ends',
    outcome: 'succeeded',
    needs: ['continue'],
    given: { scenario: 'blue-green', begin: pausedByColleague, inputs: { ...WEB, mode: 'continue' } },
  },
  {
    policy: 'Stop',
    what: 'a deployment that is stopped',
    outcome: 'succeeded',
    needs: ['stop'],
    given: { scenario: 'classic-healthy', begin: deployedByColleague(), inputs: { ...WEB, mode: 'stop' } },
  },
  {
    policy: 'Stop',
    what: 'a pause that is rolled back',
    outcome: 'succeeded',
    needs: ['stop', 'rollback-at-pause'],
    given: { scenario: 'blue-green', begin: pausedByColleague, inputs: { ...WEB, mode: 'stop' } },
  },
  {
    policy: 'Delete',
    what: 'a classic service that is deleted',
    outcome: 'deleted',
    needs: ['delete'],
    given: { scenario: 'classic-healthy', inputs: { mode: 'delete', ...WEB, confirm: 'web' } },
  },
  {
    policy: 'Delete',
    what: 'an Express service that is deleted',
    outcome: 'deleted',
    needs: ['delete'],
    cluster: 'default',
    given: { scenario: 'express-canary', inputs: { mode: 'delete', service: 'shop', confirm: 'shop' } },
  },
  {
    policy: 'Delete the previews of closed pull requests',
    what: 'a preview that is swept',
    outcome: 'deleted',
    needs: ['delete', 'sweep'],
    cluster: 'default',
    github: { issues: new Set([17, 18]), closed: new Set([17]) },
    given: {
      scenario: 'empty',
      change: previews,
      inputs: { mode: 'delete', service: 'shop', preview: 'closed', 'github-token': 'ghs_example' },
      environment: { GITHUB_REPOSITORY: 'acme/shop' },
    },
  },
];
