import { registerScalableTarget } from '../../emulator/auto-scaling.ts';
import type { Behaviour } from '../../emulator/behaviours.ts';
import { productionOf } from '../../emulator/load-balancers.ts';
import { addTraffic } from '../../emulator/traffic.ts';
import type { World } from '../../emulator/world.ts';
import { WEB } from '../scenarios/foreign.ts';
import { QUICK_START, REGISTRY } from '../scenarios/play.ts';
import { registerSecond } from '../scenarios/rollback-history.ts';
import { addRule, addSchedule } from '../scenarios/scheduled.ts';
import type { Used } from './use.ts';

const CRASH: Behaviour = { kind: 'exits', exitCode: 1, logLines: ['Error: PORT is not set'] };
const DONE: Behaviour = { kind: 'exits', exitCode: 0, afterSeconds: 5 };
const crashes = ({ behaviours }: World): void => void (behaviours.fallback = CRASH);
const ROLES = {
  'infrastructure-role-arn': 'arn:aws:iam::123456789012:role/ecsInfrastructureRole',
  'execution-role-arn': 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
};
const SHOP = { service: 'shop', image: `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}` };
const WITH_TAGS = { ...QUICK_START, tags: 'team=web' };
const TYPO = { ...QUICK_START, service: 'wbe' };

/** Deploys, by mode: deploy. */
export const DEPLOYS: Used[] = [
  {
    policy: 'Deploy a classic service',
    what: 'a deploy',
    outcome: 'succeeded',
    needs: ['tags'],
    given: { scenario: 'classic-healthy', inputs: WITH_TAGS },
  },
  {
    policy: 'Deploy a classic service',
    what: 'a failing deploy',
    outcome: 'rolled-back',
    given: { scenario: 'classic-healthy', inputs: QUICK_START, change: crashes },
  },
  {
    policy: 'Deploy a classic service',
    what: 'a deploy that fails fast',
    outcome: 'rolled-back',
    endsWithout: { 'ecs:StopServiceDeployment': 'failed' },
    given: {
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ behaviours }) => (behaviours.fallback = { kind: 'cannot-pull', cause: 'wrong-platform' }),
    },
  },
  {
    policy: 'Deploy a classic service + Keep revisions',
    what: 'a deploy that deregisters old revisions',
    outcome: 'succeeded',
    given: {
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'keep-revisions': '1' },
      change: (world) => {
        for (let count = 0; count < 3; count += 1) registerSecond(world);
      },
    },
  },
  {
    policy: 'Deploy a classic service + Schedules',
    what: 'a deploy that schedules follow',
    outcome: 'succeeded',
    needs: ['schedules'],
    given: {
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, schedules: 'true' },
      change: (world) => {
        addRule(world, { name: 'hourly', runs: 'web:1' });
        addSchedule(world, { name: 'nightly', runs: 'web:1' });
      },
    },
  },
  {
    policy: 'Deploy a classic service + Suspend auto scaling',
    what: 'a deploy that suspends auto scaling',
    outcome: 'succeeded',
    needs: ['suspend-auto-scaling'],
    given: {
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
  },
  {
    policy: 'Deploy a classic service + Protect images',
    what: 'a deploy that protects its images',
    outcome: 'succeeded',
    needs: ['live-template'],
    given: {
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
  },
  {
    policy: 'Deploy a classic service + Create a classic service',
    what: 'a service that is created',
    outcome: 'succeeded',
    needs: ['create'],
    given: {
      scenario: 'classic-healthy',
      inputs: {
        ...QUICK_START,
        service: 'shop',
        'service-definition':
          '{ "desiredCount": 1, "launchType": "FARGATE", "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-0aaa1111"] } } }',
      },
    },
  },
  {
    policy: 'Deploy a classic service',
    what: 'a canary',
    outcome: 'succeeded',
    given: { scenario: 'canary', inputs: QUICK_START },
  },
  {
    policy: 'Deploy a classic service',
    what: 'a misspelt name',
    outcome: 'failed',
    given: { scenario: 'classic-healthy', inputs: TYPO },
  },
  {
    policy: 'Deploy a classic service',
    what: 'a deploy that changes nothing',
    outcome: 'unchanged',
    needs: ['live-template'],
    given: {
      scenario: 'classic-healthy',
      inputs: { ...WEB, image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.0.0' },
    },
  },
  {
    policy: 'Deploy an Express service',
    what: 'an update',
    outcome: 'succeeded',
    given: { scenario: 'express-canary', inputs: SHOP },
  },
  {
    policy: 'Deploy an Express service',
    what: 'a failing update',
    outcome: 'rolled-back',
    given: { scenario: 'express-canary', inputs: SHOP, change: crashes },
  },
  {
    policy: 'Deploy an Express service',
    what: 'a creation',
    outcome: 'succeeded',
    given: { scenario: 'express-canary', inputs: { ...SHOP, service: 'store', ...ROLES } },
  },
  {
    policy: 'Deploy an Express service',
    what: 'settings of the service',
    outcome: 'succeeded',
    given: { scenario: 'express-canary', inputs: { ...SHOP, 'enable-execute-command': 'false' } },
  },
  {
    policy: 'Deploy a classic service + Run a one-off task',
    what: 'a deploy after a task',
    outcome: 'succeeded',
    needs: ['run-task'],
    given: {
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'run-task': 'true' },
      change: ({ behaviours }) => void behaviours.oneOff.set('web', DONE),
    },
  },
  {
    policy: 'Deploy a classic service + Smoke tests + Roll back',
    what: 'a release that is probed at its load balancer',
    outcome: 'succeeded',
    needs: ['endpoint'],
    given: { scenario: 'rolling-probes', inputs: { ...QUICK_START, 'smoke-test': '{endpoint}/health' } },
  },
  {
    policy: 'Deploy a classic service + Smoke tests + Roll back',
    what: 'a release that is probed at a pause',
    outcome: 'succeeded',
    needs: ['endpoint', 'verify-at-pause'],
    given: {
      scenario: 'blue-green-probes',
      inputs: {
        ...QUICK_START,
        'pause-at': 'POST_TEST_TRAFFIC_SHIFT',
        'on-pause': 'verify',
        'smoke-test': '{test-endpoint}/health',
      },
    },
  },
  {
    policy: 'Deploy a classic service + Metric checks + Roll back',
    what: 'a canary whose metrics are judged',
    outcome: 'succeeded',
    needs: ['metric-checks'],
    given: {
      scenario: 'canary-probes',
      inputs: { ...QUICK_START, 'metric-checks': '5xx-rate <= old + 0.5%' },
      begin: ({ home }) => {
        const [group] = home.targetGroups;
        if (group !== undefined) addTraffic(productionOf(home, group).listener, { requestsPerMinute: 6000 });
      },
    },
  },
];
