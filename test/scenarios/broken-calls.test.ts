import { describe, expect, it } from 'vitest';
import { createDeployment } from '../../emulator/code-deploy.ts';
import type { Distortion } from '../../emulator/faults.ts';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { deployedByColleague, hooked, pauseAt, WEB } from './foreign.ts';
import { APPSPEC, FILES, group, GROUP } from './play-codedeploy.ts';
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

type Change = NonNullable<Parameters<typeof play>[0]['change']>;
type Spoil = (world: World, action: string) => void;

const broken =
  (how: Distortion): Spoil =>
  ({ faults }, action) =>
    void faults.distort.set(action, { how, times: 1 });

describe('every call of a deployment fails once', () => {
  it.each<[string, Spoil]>([
    ['its answer is lost', ({ faults }, action) => void faults.dropResponse.set(action, 1)],
    ['half of its answer is lost', broken('half')],
    ['it never reaches AWS', broken('reset')],
    ['a gateway answers in HTML', broken('gateway-timeout')],
    ['a proxy answers in HTML, as if all were well', broken('html')],
    ['a proxy forbids it in HTML', broken('forbidden-html')],
    ['its answer is empty', broken('empty')],
    ['its answer has no members', broken('empty-object')],
    ['its answer ends in the middle', broken('cut')],
    ['its answer stops in the middle', broken('stall')],
    [
      'AWS breaks',
      ({ faults }, action) =>
        void faults.fail.set(action, { name: 'ServerException', message: 'down', httpStatus: 503, times: 1 }),
    ],
    ['it is throttled', ({ faults }, action) => void faults.throttle.set(action, 2)],
  ])('%s: one revision, one deployment, and the truth', async (_, spoil) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: (world) => CALLS.forEach((action) => spoil(world, action)),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(made(played)).toEqual({ revisions: 1, deployments: 1 });
    expect(played.log).not.toMatch(/\bbug\b/);
    const { dropResponse, distort, fail, throttle } = played.emulator.world.faults;
    const left = [
      ...dropResponse.values(),
      ...[...distort.values(), ...fail.values()].map(({ times }) => times),
      ...throttle.values(),
    ];
    expect(left, 'each call met its fault').toEqual(CALLS.map(() => 0));
  });
});

const READY = group({
  blueGreenDeploymentConfiguration: {
    deploymentReadyOption: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 60 },
  },
});
const byCodeDeploy: Change = ({ home, clock }) => {
  registerTaskDefinition(home, webDefinition(home, ecrImage(home, 'web', '2.0.0')));
  const content = APPSPEC.replace('<TASK_DEFINITION>', 'web:2');
  createDeployment(home, { ...GROUP, revision: { appSpecContent: { content } } });
  clock.advance(80_000);
};
const taggedBefore: Change = ({ home }) => {
  const [shop] = home.services.filter(({ name }) => name === 'shop');
  if (shop !== undefined) shop.tags = [{ key: 'old', value: '1' }];
};

/** Each kind of write, and what is written where nothing breaks. */
const WRITES: [name: string, writes: string[], request: Parameters<typeof play>[0]][] = [
  ['a deployment', ['RegisterTaskDefinition', 'UpdateService'], { scenario: 'classic-healthy', inputs: QUICK_START }],
  [
    'settings',
    ['UpdateService'],
    { scenario: 'classic-healthy', inputs: { ...WEB, 'health-check-grace-period-seconds': '77' } },
  ],
  [
    'an Express service that is made',
    ['CreateExpressGatewayService'],
    { scenario: 'express-canary', inputs: { service: 'store', ...IMAGE_MODE } },
  ],
  [
    'an Express service and its tags',
    ['UntagResource', 'TagResource', 'UpdateExpressGatewayService'],
    {
      scenario: 'express-canary',
      inputs: { service: 'shop', image: IMAGE_MODE.image ?? '', tags: 'team=shop', 'mutate-tags-on-update': 'true' },
      change: taggedBefore,
    },
  ],
  [
    'a deployment of CodeDeploy',
    ['RegisterTaskDefinition', 'CreateDeployment'],
    { scenario: 'codedeploy-healthy', files: FILES, inputs: QUICK_START },
  ],
  [
    'a rollback',
    ['UpdateService'],
    {
      scenario: 'classic-healthy',
      inputs: { ...WEB, mode: 'rollback' },
      begin: deployedByColleague({ secondsAgo: 600 }),
    },
  ],
  [
    'a rollback of what is in flight',
    ['StopServiceDeployment'],
    { scenario: 'classic-healthy', inputs: { ...WEB, mode: 'rollback' }, begin: deployedByColleague() },
  ],
  [
    'a stop',
    ['StopServiceDeployment'],
    {
      scenario: 'classic-healthy',
      inputs: { ...WEB, mode: 'stop', 'stop-type': 'abort' },
      begin: deployedByColleague(),
    },
  ],
  [
    'the answer to a pause',
    ['ContinueServiceDeployment'],
    {
      scenario: 'canary',
      inputs: { ...WEB, mode: 'continue' },
      change: hooked(pauseAt('POST_TEST_TRAFFIC_SHIFT')),
      begin: deployedByColleague({ secondsAgo: 120 }),
    },
  ],
  [
    'a stop in CodeDeploy',
    ['StopDeployment'],
    { scenario: 'codedeploy-healthy', inputs: { ...WEB, mode: 'stop' }, begin: byCodeDeploy },
  ],
  [
    'a continuation in CodeDeploy',
    ['ContinueDeployment'],
    { scenario: 'codedeploy-healthy', inputs: { ...WEB, mode: 'continue' }, change: READY, begin: byCodeDeploy },
  ],
];

const actionOf = (write: string): string =>
  `${/^(Create|Stop|Continue)Deployment$/.test(write) ? 'codedeploy' : 'ecs'}:${write}`;

describe.each(WRITES)('%s', (_, writes, request) => {
  it('is looked up after an answer without members, and followed', async () => {
    const played = await play({
      ...request,
      begin: (world) => {
        request.begin?.(world);
        for (const write of writes) broken('empty-object')(world, actionOf(write));
      },
    });
    expect(played.writes.map(({ action }) => action)).toEqual(writes);
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.exitCode).toBe(0);
  });

  it('gets through with a clock that is 20 minutes behind', async () => {
    const played = await play({
      ...request,
      begin: (world) => {
        request.begin?.(world);
        world.faults.clock = { aheadSeconds: (Date.now() - world.clock.now()) / 1000 + 1200 };
      },
    });
    const sent = played.writes.map(({ action }) => action);
    expect(sent.length, 'the first write of a client is refused').toBeGreaterThan(writes.length);
    expect(sent.filter((action, index) => action !== sent[index - 1])).toEqual(writes);
    expect(played.outputs['outcome']).toBe('succeeded');
  });

  it.each(writes)('ends with the wait when %s is never answered', async (write) => {
    const played = await play({
      ...request,
      inputs: { ...request.inputs, 'wait-for-minutes': '1' },
      begin: (world) => {
        request.begin?.(world);
        world.faults.hang.set(actionOf(write), 'before');
      },
    });
    expect(played.exitCode).toBe(1);
    expect(played.seconds).toBeLessThanOrEqual(90);
    expect(played.log).not.toMatch(/nothing was (?:changed|deployed)|was not (?:deployed|registered)/i);
  });
});

describe('an empty response', () => {
  it.each(['empty-object', 'html', 'empty'] as const)('never has a live service created again: %s', async (how) => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { service: 'shop', ...IMAGE_MODE },
      change: ({ faults }) => void faults.distort.set('ecs:DescribeServices', { how, times: 99 }),
    });
    expect(played.writes).toEqual([]);
    expect(played.exitCode).toBe(1);
    expect(played.log).toMatch(
      /AWS's response to ecs:DescribeServices was empty|The response to ecs:DescribeServices .* did not come from AWS/,
    );
    expect(played.log).not.toContain('does not exist');
  });
});

describe('the clock of the runner', () => {
  it("is corrected from AWS's responses", async () => {
    const played = await play({
      scenario: 'classic-healthy',
      built: true,
      inputs: QUICK_START,
      change: ({ faults }) => void (faults.clock = { aheadSeconds: -1200 }),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(made(played)).toEqual({ revisions: 1, deployments: 1 });
  });

  it('is reported as wrong if no response has the time', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      built: true,
      inputs: QUICK_START,
      change: ({ faults }) => void (faults.clock = { aheadSeconds: 1200, dateHeader: false }),
    });
    expect(played.log).toContain("The runner's clock is 20 minutes behind AWS's");
    expect(played.log).not.toContain('role-duration-seconds');
    expect(played.writes).toEqual([]);
  });
});

describe('a lost response, and reads that lag behind the write', () => {
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

  it('finds the deployment in the list if the service lags for a long time', async () => {
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

  it('registers one revision, also with tags and while someone else registers others', async () => {
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

  it('says that the result is unknown if no call is ever answered', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => faults.distort.set('ecs:UpdateService', { how: 'reset', times: 99 }),
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('It is unknown whether the update of web took effect');
    expect(played.log).toContain('Check the service');
    expect(played.exitCode).toBe(1);
  });

  it('stops a CodeDeploy deployment that runs out of time, although the response is lost', async () => {
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

it('creates the first Express service in an account without a default cluster', async () => {
  const played = await play({
    scenario: 'empty',
    inputs: { service: 'store', 'service-type': 'express', ...IMAGE_MODE },
    change: ({ home }) => home.clusters.delete('default'),
  });
  expect(played.outputs['outcome']).toBe('succeeded');
});

it('names the missing cluster, and the closest existing one', async () => {
  const played = await play({ scenario: 'classic-healthy', inputs: { ...QUICK_START, cluster: 'prd' } });
  expect(played.log).toContain('The cluster "prd" does not exist in Region us-east-1. Did you mean "prod"?');
  expect(played.writes).toEqual([]);
});

it('reports a pause as answered, although the response is lost', async () => {
  const played = await play({
    scenario: 'canary',
    inputs: { ...WEB, mode: 'continue' },
    change: hooked(pauseAt('POST_TEST_TRAFFIC_SHIFT')),
    begin: (world) => {
      deployedByColleague({ secondsAgo: 120 })(world);
      world.faults.dropResponse.set('ecs:ContinueServiceDeployment', 1);
    },
  });
  expect(played.log).toContain('with CONTINUE.');
  expect(played.log).not.toContain('someone else answered');
  expect(played.outputs['outcome']).toBe('succeeded');
});

it('survives half a minute in which AWS throttles everything', async () => {
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

it("uses the profile's Region if the environment names none", async () => {
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
