import { describe, expect, it } from 'vitest';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { deployedByColleague, hooked, pauseAt, WEB } from './foreign.ts';
import { FILES } from './play-codedeploy.ts';
import { play, QUICK_START, REGISTRY, type Played } from './play.ts';

const CALLS = [
  'ecs:DescribeServices',
  'ecs:DescribeTaskDefinition',
  'ecs:RegisterTaskDefinition',
  'ecs:UpdateService',
  'ecs:ListServiceDeployments',
  'ecs:DescribeServiceDeployments',
  'ecs:DescribeServiceRevisions',
  'ecs:ListTasks',
  'ecs:DescribeTasks',
  'elasticloadbalancing:DescribeTargetHealth',
  'ecr:BatchGetImage',
] as const;

const IMAGE_MODE: Partial<Record<InputName, string>> = {
  image: `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}`,
  'infrastructure-role-arn': 'arn:aws:iam::111122223333:role/ecsInfrastructureRole',
  'execution-role-arn': 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
};

/** Revisions and service deployments that this run made, as AWS keeps them. */
function made({ emulator: { world } }: Played): { revisions: number; deployments: number } {
  const web = world.home.services.find(({ name }) => name === 'web');
  return { revisions: (world.home.families.get('web')?.length ?? 0) - 1, deployments: (web?.rollouts.length ?? 0) - 1 };
}

describe.each(CALLS)('%s', (action) => {
  it.each<[string, Parameters<typeof play>[0]['change']]>([
    ['loses its answer', ({ faults }) => faults.dropResponse.set(action, 1)],
    ['loses half of its answer', ({ faults }) => faults.distort.set(action, { how: 'half', times: 1 })],
    ['never reaches AWS', ({ faults }) => faults.distort.set(action, { how: 'reset', times: 1 })],
    [
      'is answered in HTML by a gateway',
      ({ faults }) => faults.distort.set(action, { how: 'gateway-timeout', times: 1 }),
    ],
    [
      'breaks inside AWS',
      ({ faults }) =>
        faults.fail.set(action, { name: 'ServerException', message: 'Service Unavailable', httpStatus: 503, times: 1 }),
    ],
    ['is throttled', ({ faults }) => faults.throttle.set(action, 3)],
  ])('%s: one revision, one deployment, and the truth', async (_, change) => {
    const played = await play({ scenario: 'classic-healthy', inputs: QUICK_START, change });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(made(played)).toEqual({ revisions: 1, deployments: 1 });
    expect(played.log).not.toMatch(/\bbug\b/);
  });
});

describe('a lost answer, and reads that are as before the write for a while', () => {
  const sent = ({ writes }: Played, action: string): number => writes.filter((write) => write.action === action).length;

  it('starts one deployment', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'force-new-deployment': 'true' },
      change: ({ faults }) => {
        faults.dropResponse.set('ecs:UpdateService', 1);
        faults.staleSeconds = { describeServices: 12, listServiceDeployments: 12, describeServiceDeployments: 12 };
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(sent(played, 'UpdateService')).toBe(1);
  });

  it('finds the deployment in the list when the service is shown as before for long', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => {
        faults.distort.set('ecs:UpdateService', { how: 'half', times: 1 });
        faults.staleSeconds = { describeServices: 45, listServiceDeployments: 3, describeServiceDeployments: 3 };
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(sent(played, 'UpdateService')).toBe(1);
  });

  it('registers one revision, also with tags and while somebody else registers others', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, mode: 'register', tags: 'team=shop' },
      change: ({ faults, home }) => {
        faults.dropResponse.set('ecs:RegisterTaskDefinition', 1);
        const register = () => registerTaskDefinition(home, webDefinition(home, ecrImage(home, 'web', '2.0.0')));
        faults.afterCall.push({ action: 'ecs:RegisterTaskDefinition', delaySeconds: 0, run: register });
      },
    });
    expect(played.outputs['task-definition-arn']).toMatch(/web:2$/);
    expect(sent(played, 'RegisterTaskDefinition')).toBe(1);
  });

  it('says that nothing is known when no call is ever answered', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => faults.distort.set('ecs:UpdateService', { how: 'reset', times: 99 }),
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('Whether web was deployed is not known.');
    expect(played.log).toContain('Look at the service');
    expect(played.exitCode).toBe(1);
  });

  it('stops a CodeDeploy deployment that runs out of time, though the answer to that is lost', async () => {
    const played = await play({
      scenario: 'codedeploy-crash',
      files: FILES,
      inputs: { ...QUICK_START, 'wait-for-minutes': '1', 'on-timeout': 'rollback' },
      change: ({ faults }) => faults.dropResponse.set('codedeploy:StopDeployment', 1),
    });
    expect(played.outputs['outcome']).toBe('timed-out');
    expect(played.log).not.toContain('cannot be rolled back');
  });

  it('creates one Express service', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { service: 'store', ...IMAGE_MODE },
      change: ({ faults }) => {
        faults.dropResponse.set('ecs:CreateExpressGatewayService', 1);
        faults.staleSeconds.describeServices = 12;
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(sent(played, 'CreateExpressGatewayService')).toBe(1);
  });

  it('updates an Express service once', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { service: 'shop', image: IMAGE_MODE.image ?? '' },
      change: ({ faults }) => {
        faults.dropResponse.set('ecs:UpdateExpressGatewayService', 1);
        faults.staleSeconds.describeServices = 12;
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(sent(played, 'UpdateExpressGatewayService')).toBe(1);
  });
});

it('creates the first Express service of an account, where the cluster default is not there yet', async () => {
  const played = await play({
    scenario: 'empty',
    inputs: { service: 'store', 'service-type': 'express', ...IMAGE_MODE },
    change: ({ home }) => home.clusters.delete('default'),
  });
  expect(played.outputs['outcome']).toBe('succeeded');
});

it('names the cluster that does not exist, and the nearest that does', async () => {
  const played = await play({ scenario: 'classic-healthy', inputs: { ...QUICK_START, cluster: 'prd' } });
  expect(played.log).toContain('The cluster "prd" does not exist in Region us-east-1. Did you mean "prod"?');
  expect(played.writes).toEqual([]);
});

it('tells a pause as answered, though the answer to that is lost', async () => {
  const played = await play({
    scenario: 'canary',
    inputs: { ...WEB, mode: 'continue' },
    change: hooked(pauseAt('POST_TEST_TRAFFIC_SHIFT')),
    begin: (world) => {
      deployedByColleague({ secondsAgo: 120 })(world);
      world.faults.dropResponse.set('ecs:ContinueServiceDeployment', 1);
    },
  });
  expect(played.log).toContain('Answered CONTINUE to the hook');
  expect(played.log).not.toContain('somebody else answered');
  expect(played.outputs['outcome']).toBe('succeeded');
});

it('comes through half a minute in which AWS throttles everything', async () => {
  const played = await play({
    scenario: 'classic-healthy',
    inputs: QUICK_START,
    change: ({ clock, faults }) => {
      const throttle = () => (faults.throttleUntil = clock.now() + 30_000);
      faults.afterCall.push({ action: 'ecs:RegisterTaskDefinition', delaySeconds: 0, run: throttle });
    },
  });
  expect(played.outputs['outcome']).toBe('succeeded');
  expect(made(played)).toEqual({ revisions: 1, deployments: 1 });
});

it('takes the Region of the profile where the environment names none', async () => {
  const played = await play({
    // The profile's file is named as seen from the workspace, where only a process of its own stands.
    built: true,
    scenario: 'classic-healthy',
    inputs: { ...QUICK_START, mode: 'plan' },
    files: {
      'aws-config':
        '[profile prod]\nregion = us-east-1\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = example\n',
    },
    environment: {
      AWS_REGION: undefined,
      AWS_PROFILE: 'prod',
      AWS_CONFIG_FILE: 'aws-config',
      AWS_SHARED_CREDENTIALS_FILE: 'none',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  expect(played.summary).toContain('us-east-1');
  expect(played.outputs['outcome']).toBe('planned');
});
