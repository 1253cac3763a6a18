import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { continueCodeDeploy } from '../../src/write/continue.ts';
import { stopCodeDeploy, stopDeployment } from '../../src/write/stop.ts';
import { stopTask } from '../../src/write/task.ts';
import type { World } from '../../src/world.ts';

const ARN = 'arn:aws:ecs:us-east-1:123456789012:service-deployment/prod/web/1';

type Sends = ('lost' | 'over' | 'done')[];

/** A world whose writes end as the list says, call by call, and whose reads show this. */
function worldOf(sends: Sends, shown: { status?: string; desiredStatus?: string } | undefined) {
  let sent = 0;
  const send = (over: string) => () => {
    sent += 1;
    const end = sends.shift() ?? 'done';
    if (end === 'done') return Promise.resolve({});
    const error = new Error(end === 'lost' ? 'socket hang up' : 'It is over.');
    return Promise.reject(
      Object.assign(error, end === 'lost' ? {} : { name: over, $metadata: { httpStatusCode: 400 } }),
    );
  };
  const aws = {
    ecs: {
      stopServiceDeployment: send('ConflictException'),
      describeServiceDeployment: () => Promise.resolve(shown),
      stopTask: send('InvalidParameterException'),
      describeTasks: () => Promise.resolve(shown === undefined ? [] : [shown]),
    },
    codeDeploy: () =>
      Promise.resolve({
        stopDeployment: send('DeploymentAlreadyCompletedException'),
        continueDeployment: send('DeploymentAlreadyCompletedException'),
        getDeployment: () => Promise.resolve(shown),
      }),
    until: () => aws,
  };
  const clock = { ...systemClock, sleep: () => Promise.resolve() };
  const world = { aws, clock, signal: new AbortController().signal } as unknown as World;
  return { world, sent: () => sent };
}

describe('a stop with a lost response', () => {
  it.each([
    ['ROLLBACK', 'ROLLBACK_REQUESTED', true, 1],
    ['ROLLBACK', 'ROLLBACK_FAILED', true, 1],
    ['ROLLBACK', 'STOPPED', false, 1],
    ['ROLLBACK', 'SUCCESSFUL', false, 1],
    ['ABORT', 'STOP_REQUESTED', true, 1],
    ['ABORT', 'ROLLBACK_IN_PROGRESS', false, 1],
    ['ROLLBACK', 'IN_PROGRESS', true, 2],
    ['ROLLBACK', 'SOMETHING_NEW', true, 2],
  ] as const)('%s of a deployment that is %s: %s', async (stopType, status, wanted, calls) => {
    const { world, sent } = worldOf(['lost'], { status });
    expect(await stopDeployment({ deploymentArn: ARN, stopType }, world)).toBe(wanted);
    expect(sent()).toBe(calls);
  });

  it.each([
    ['Stopped', true, 1],
    ['Succeeded', false, 1],
    ['InProgress', true, 2],
  ])('in CodeDeploy, of a deployment that is %s: %s', async (status, wanted, calls) => {
    const { world, sent } = worldOf(['lost'], { status });
    expect(await stopCodeDeploy({ deploymentId: 'd-1', rollback: true }, world)).toBe(wanted);
    expect(sent()).toBe(calls);
  });
});

it.each([
  ['READY_WAIT', 'InProgress', true, 1],
  ['READY_WAIT', 'Ready', true, 2],
  ['READY_WAIT', 'Stopped', false, 1],
  ['TERMINATION_WAIT', 'InProgress', true, 2],
  ['TERMINATION_WAIT', 'Succeeded', true, 1],
] as const)('a continuation whose answer is lost: %s, %s', async (wait, status, wanted, calls) => {
  const { world, sent } = worldOf(['lost'], { status });
  expect(await continueCodeDeploy({ deploymentId: 'd-1', wait }, world)).toBe(wanted);
  expect(sent()).toBe(calls);
});

it('is too late if the deployment had ended, and was ours if an unanswered call ended it', async () => {
  const before = worldOf(['over'], { status: 'SUCCESSFUL' });
  expect(await stopDeployment({ deploymentArn: ARN, stopType: 'ROLLBACK' }, before.world)).toBe(false);
  const after = worldOf(['lost', 'over'], undefined);
  expect(await stopDeployment({ deploymentArn: ARN, stopType: 'ROLLBACK' }, after.world)).toBe(true);
});

it('does not stop a task that is already stopping', async () => {
  const { world, sent } = worldOf(['lost'], { desiredStatus: 'STOPPED' });
  await stopTask({ cluster: 'prod', task: '1', reason: 'Cancelled' }, world);
  expect(sent()).toBe(1);
});

it('says that the effect is unknown if no call is answered and nothing is visible', async () => {
  const { world, sent } = worldOf(['lost', 'lost', 'lost', 'lost'], undefined);
  const stopping = stopDeployment({ deploymentArn: ARN, stopType: 'ABORT' }, world);
  await expect(stopping).rejects.toMatchObject({
    code: 'unsettled',
    fix: 'See in the console whether it did; if not, do it there.',
  });
  expect(sent()).toBe(4);
});
