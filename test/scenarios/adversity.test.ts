import { describe, expect, it } from 'vitest';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { startEmulator } from '../../emulator/server.ts';
import { createWorld } from '../../emulator/world.ts';
import { EXAMPLE, play, QUICK_START, REGISTRY } from './play.ts';
import { runAction } from './run-action.ts';

const PIN = 'registered' as const;

describe('eventual consistency right after the update', () => {
  it.each([
    ['ListServiceDeployments leaves the new one out', 'listServiceDeployments', 20],
    ['ListServiceDeployments leaves the new one out until it is given up', 'listServiceDeployments', 90],
    ['DescribeServices answers from before', 'describeServices', 20],
    ['DescribeServiceDeployments says MISSING', 'describeServiceDeployments', 20],
  ] as const)('%s', async (_, read, seconds) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => {
        faults.staleSeconds[read] = seconds;
      },
    });
    expect(played.log).not.toContain('bug');
    expect(played.outputs).toMatchObject({
      outcome: 'succeeded',
      'task-definition-arn': expect.stringMatching(/web:2$/),
    });
    expect(played.exitCode).toBe(0);
  });

  it('does not mistake the old steady state for success while the new deployment is invisible', async () => {
    const played = await play({
      scenario: 'classic-breaker',
      inputs: QUICK_START,
      change: ({ faults }) => {
        faults.staleSeconds.describeServices = 15;
        faults.staleSeconds.listServiceDeployments = 15;
      },
    });
    expect(played.outputs['outcome']).toBe('rolled-back');
  });
});

describe('throttling and lost responses', () => {
  it('survives throttling of every call', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => {
        for (const action of [
          'DescribeServices',
          'RegisterTaskDefinition',
          'UpdateService',
          'ListServiceDeployments',
          'DescribeServiceDeployments',
        ]) {
          faults.throttle.set(`ecs:${action}`, 2);
        }
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
  });

  it('registers one revision if the response was lost', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => faults.dropResponse.set('ecs:RegisterTaskDefinition', 1),
    });
    expect(played.outputs).toMatchObject({
      outcome: 'succeeded',
      'task-definition-arn': expect.stringMatching(/web:2$/),
    });
    expect(played.writes.filter(({ action }) => action === 'RegisterTaskDefinition')).toHaveLength(1);
  });

  it('starts one deployment if the response was lost, even a forced one', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'force-new-deployment': 'true' },
      change: ({ faults }) => faults.dropResponse.set('ecs:UpdateService', 1),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes.filter(({ action }) => action === 'UpdateService')).toHaveLength(1);
  });

  it('repeats an update that did not take effect', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) =>
        faults.fail.set('ecs:UpdateService', { name: 'ServerException', message: 'down', httpStatus: 500, times: 1 }),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
  });
});

describe('permissions', () => {
  it.each([['ecs:ListServiceDeployments'], ['ecs:DescribeServiceDeployments']])(
    'follows the deployment by its id without %s',
    async (action) => {
      const healthy = await play({
        scenario: 'classic-healthy',
        inputs: QUICK_START,
        change: ({ faults }) => faults.deny.add(action),
      });
      expect(healthy.outputs['outcome']).toBe('succeeded');
      expect(healthy.log.match(/^::warning.*/gm)).toEqual([expect.stringContaining(`"Action":["${action}"`)]);
      const broken = await play({
        scenario: 'classic-breaker',
        inputs: QUICK_START,
        change: ({ faults }) => faults.deny.add(action),
      });
      expect(broken.outputs['outcome']).toBe('rolled-back');
    },
  );

  it.each([
    ['elasticloadbalancing:DescribeTargetHealth'],
    ['ecs:ListTasks'],
    ['ecs:DescribeTasks'],
    ['ecs:DescribeServiceRevisions'],
    ['ecr:BatchGetImage'],
    ['ecr:DescribeImages'],
    ['ecs:DescribeTaskDefinition'],
  ])('%s is optional: one message, same outcome', async (action) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => faults.deny.add(action),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log.match(/^::warning/gm)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  it.each(['classic-healthy', 'classic-breaker'])(
    'without ecs:DescribeServiceRevisions says so once and knows its own revision by name: %s',
    async (scenario) => {
      const { log } = await play({
        scenario,
        inputs: QUICK_START,
        change: ({ faults }) => faults.deny.add('ecs:DescribeServiceRevisions'),
      });
      expect(log.match(/^::warning.*"Action":\["ecs:DescribeServiceRevisions"\]/gmu)).toHaveLength(1);
      expect(log).toContain('new revision web:2');
      expect(log).not.toMatch(/new revision \d/u);
    },
  );

  it.each([
    ['ecs:DescribeServices', /Not allowed to call ecs:DescribeServices/],
    ['ecs:RegisterTaskDefinition', /Not allowed to call ecs:RegisterTaskDefinition/],
    ['ecs:UpdateService', /Not allowed to call ecs:UpdateService/],
  ])('%s is needed, and the statement to add is printed', async (action, message) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => faults.deny.add(action),
    });
    expect(played.exitCode).toBe(1);
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toMatch(message);
    expect(played.log).toContain(`"Action":"${action}"`);
    expect(played.summary).toContain(action.split(':')[1]);
  });
});

describe('never green on a lie', () => {
  it('is red for an unknown future status', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => faults.statusAs.set('SUCCESSFUL', 'SUCCESSFUL_ENOUGH'),
    });
    expect(played.exitCode).toBe(1);
    expect(played.log).toContain('a status that this version does not know: SUCCESSFUL_ENOUGH');
  });

  it('says so if told not to wait', async () => {
    const played = await play({
      scenario: 'classic-breaker',
      inputs: { ...QUICK_START, 'wait-for-service-stability': 'false' },
    });
    expect(played.outputs['outcome']).toBe('started');
    expect(played.log).toContain('it was not followed');
    expect(played.exitCode).toBe(0);
  });

  it('does not hide tasks that crashed on the way to a success', async () => {
    const played = await play({ scenario: 'dies-once-healthy', inputs: QUICK_START });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).toMatch(/::warning [^\n]*2 tasks of this deployment stopped .*exited with code 1/);
  });

  it('is red when the time is up', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { service: 'shop', image: `shop@sha256:${'5d'.repeat(32)}`, 'wait-for-minutes': '2' },
    });
    expect(played.outputs['outcome']).toBe('timed-out');
    expect(played.exitCode).toBe(1);
  });
});

describe('a live task definition that is the template but cannot be read', () => {
  it.each<[string, Parameters<typeof play>[0]['change']]>([
    ['denied', ({ faults }) => faults.deny.add('ecs:DescribeTaskDefinition')],
    ['throttled', ({ faults }) => faults.throttle.set('ecs:DescribeTaskDefinition', 500)],
  ])('is never unchanged: %s', async (_, change) => {
    const image = `${REGISTRY}/web:1.0.2`;
    for (const mode of ['deploy', 'plan', 'run-task']) {
      const played = await play({
        scenario: 'classic-healthy',
        inputs: { service: 'web', cluster: 'prod', image, mode, 'force-new-deployment': 'true' },
        change,
      });
      expect({ mode, outcome: played.outputs['outcome'], writes: played.writes }).toEqual({
        mode,
        outcome: 'failed',
        writes: [],
      });
      expect(played.log).toContain('live task definition');
    }
  });

  it('is no obstacle if nothing is put into it', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { service: 'web', cluster: 'prod', 'force-new-deployment': 'true' },
      change: ({ faults }) => faults.deny.add('ecs:DescribeTaskDefinition'),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
  });
});

describe('nothing to do', () => {
  it('is unchanged if the definition is already live, and sends nothing', async () => {
    const first = await play({
      scenario: 'classic-healthy',
      inputs: { service: 'web', cluster: 'prod', 'task-definition-family': 'web' },
    });
    expect(first.outputs['outcome']).toBe('unchanged');
    expect(first.exitCode).toBe(0);
    expect(first.writes).toEqual([]);
  });

  it("is unchanged with the tags of the live definition too, including CloudFormation's", async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { service: 'web', cluster: 'prod', 'container-name': 'web', 'environment-variables': 'LOG_LEVEL=info' },
      change: ({ home }) => {
        const [definition] = home.families.get('web') ?? [];
        const tags = { team: 'shop', 'aws:cloudformation:stack-name': 'web' };
        if (definition !== undefined) definition.tags = Object.entries(tags).map(([key, value]) => ({ key, value }));
      },
    });
    expect(played.outputs).toMatchObject({ outcome: 'unchanged', changes: 'false' });
    expect(played.summary).not.toContain('cloudformation');
    expect(played.writes).toEqual([]);
  });

  it('names the revision that was registered if the update was rejected', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => faults.deny.add('ecs:UpdateService'),
    });
    expect(played.outputs).toMatchObject({
      outcome: 'failed',
      changes: 'true',
      'task-definition-arn': expect.stringMatching(/web:2$/),
      'previous-task-definition-arn': expect.stringMatching(/web:1$/),
    });
  });

  it('deploys a tag that may have moved', async () => {
    const inputs = { service: 'web', cluster: 'prod', 'force-new-deployment': 'true' };
    const played = await play({ scenario: 'classic-healthy', inputs });
    expect(played.writes).toEqual([
      { action: 'UpdateService', params: { cluster: 'prod', service: 'web', forceNewDeployment: true } },
    ]);
    expect(played.outputs['outcome']).toBe('succeeded');
  });
});

describe('other modes', () => {
  it('plan shows the diff and writes nothing', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, mode: 'plan', 'desired-count': '3' },
    });
    expect(played.outputs).toMatchObject({ outcome: 'planned', changes: 'true' });
    expect(played.writes).toEqual([]);
    expect(played.summary).toContain('```diff');
    expect(played.summary).toContain('desiredCount');
  });

  it('register registers and touches no service', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, service: '', cluster: '', mode: 'register' },
    });
    expect(played.outputs).toMatchObject({ outcome: PIN, 'task-definition-arn': expect.stringMatching(/web:2$/) });
    expect(played.writes.map(({ action }) => action)).toEqual(['RegisterTaskDefinition']);
  });
});

describe('cancelling', () => {
  it('ends at once, says what continues, and still writes outputs and summary', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      onLog: (log, kill) => {
        if (log.includes('in progress') && !log.includes('Cancelled')) kill('SIGINT');
      },
    });
    expect(played.outputs).toMatchObject({
      outcome: 'cancelled',
      'deployment-arn': expect.stringContaining('service-deployment'),
    });
    expect(played.log).toContain('continues in ECS');
    expect(played.summary).toContain('cancelled');
    expect(played.exitCode).toBe(1);
  });
});

it('a log that nobody reads any more ends no deployment half way', async () => {
  const world = createWorld({});
  scenarios['classic-healthy']?.fill(world);
  const emulator = await startEmulator({ world, time: 'virtual' });
  try {
    const run = await runAction({
      url: emulator.url,
      inputs: QUICK_START,
      files: { 'task-definition.json': EXAMPLE },
      onLog: (_log, _kill, hangUp) => hangUp(),
    });
    expect(run.outputs).toMatchObject({ outcome: 'succeeded' });
    expect(run.exitCode).toBe(0);
  } finally {
    await emulator.close();
  }
});
