import { describe, expect, it } from 'vitest';
import type { CodeDeployGroup, DeployEvent, Rendered, Started } from '../../src/model.ts';
import { verify } from '../../src/verify/verify.ts';
import { conclude } from '../../src/watch/conclude.ts';
import type { WatchRequest } from '../../src/watch/state.ts';
import { watchTask } from '../../src/watch/task/watch.ts';
import { watch } from '../../src/watch/watch.ts';
import type { World } from '../../src/world.ts';
import { createVirtualClock } from './virtual-clock.ts';

const START = new Date('2026-11-21T10:00:00Z');
const STARTED: Started = {
  cluster: 'prod',
  service: 'web',
  serviceArn: 'arn:aws:ecs:us-east-1:111122223333:service/prod/web',
  baseline: { primaryId: 'ecs-svc/1', eventIds: new Set(), serviceDeployments: new Set() },
  startedAt: START,
  taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:2',
  primaryId: 'ecs-svc/2',
  deploys: true,
};
const GROUP: CodeDeployGroup = {
  application: 'web',
  name: 'web',
  readyWaitMinutes: 0,
  terminationWaitMinutes: 0,
  rollsBackOnFailure: true,
  known: [],
};
const REQUEST: WatchRequest = {
  started: STARTED,
  waitMinutes: 2,
  requireHealthyTargets: true,
  logLines: 20,
  intervention: {
    owned: true,
    rollBackOnTimeout: false,
    rollBackOnCancel: false,
    failFast: true,
    readsLogs: true,
    rollBack: () => Promise.resolve(true),
  },
};

const never = (): Promise<never> => new Promise(() => undefined);
/** Whatever is called never answers. */
const DEAF = new Proxy({}, { get: () => never }) as never;

function createSilentWorld() {
  const clock = createVirtualClock(START);
  const known = () => Promise.resolve(DEAF);
  const aws: World['aws'] = {
    region: 'us-east-1',
    ecs: DEAF,
    codeDeploy: known,
    elbv2: known,
    ecr: known,
    logs: known,
    until: () => aws,
  };
  const world: World = { aws, files: DEAF, clock, signal: new AbortController().signal, emit: () => undefined };
  return { world, clock };
}

/** Everything that is told, and after how many seconds it is over. */
async function play<T>(told: DeployEvent[], events: AsyncGenerator<DeployEvent, T>): Promise<T> {
  for (;;) {
    const step = await events.next();
    if (step.done === true) return step.value;
    told.push(step.value);
  }
}

async function measure<T>(steps: (world: World) => AsyncGenerator<DeployEvent, T>) {
  const { world, clock } = createSilentWorld();
  const told: DeployEvent[] = [];
  const value = await clock.run(play(told, steps(world)));
  const times = [START, ...told.map(({ at }) => at), clock.now()].map((at) => at.getTime() / 1000);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  return { value, seconds: (clock.now().getTime() - START.getTime()) / 1000, longestSilence: Math.max(...gaps) };
}

describe('where AWS never answers, nothing outlasts the wait by more than 30 s, and something is said every 30 s', () => {
  it.each<[string, Partial<WatchRequest>]>([
    ['ECS', {}],
    ['a deployment that is known', { started: { ...STARTED, deploymentArn: 'arn:aws:ecs:…:service-deployment/1' } }],
    ['CodeDeploy', { started: { ...STARTED, codeDeploy: { deploymentId: 'd-1', group: GROUP } } }],
  ])('%s', async (_, changes) => {
    const measured = await measure(async function* (world) {
      const watched = yield* watch({ ...REQUEST, ...changes }, world);
      return await conclude(watched, undefined, world);
    });
    expect(measured.value.result.outcome.kind).toBe('timed-out');
    expect(measured.value.result.standing).toBe('unknown');
    expect(measured.seconds).toBeLessThanOrEqual(150);
    expect(measured.longestSilence).toBeLessThanOrEqual(30);
  });

  it('a one-off task', async () => {
    const rendered: Rendered = {
      template: 't',
      spelling: () => undefined,
      definition: { family: 'web', containerDefinitions: [] },
      locate: () => ({ kind: 'input', input: '' }),
      problems: [],
    };
    const request = {
      cluster: 'prod',
      task: { taskArn: 'arn:aws:ecs:us-east-1:111122223333:task/prod/1' },
      taskDefinitionArn: STARTED.taskDefinitionArn ?? '',
      rendered,
      waitMinutes: 2,
      logLines: 20,
      stopOnTimeout: true,
      stop: never,
    };
    const measured = await measure((world) => watchTask(request, world));
    expect(measured.value.outcome.kind).toBe('timed-out');
    expect(measured.seconds).toBeLessThanOrEqual(150);
    expect(measured.longestSilence).toBeLessThanOrEqual(30);
  });

  it('the proof of a success', async () => {
    const endBy = new Date(START.getTime() + 45_000);
    const provable = { started: STARTED, endedAt: START, readsTargets: true, images: [], awaitsHealth: true, endBy };
    const measured = await measure((world) => verify(provable, world));
    expect(measured.value.unseen).toHaveLength(1);
    expect(measured.seconds).toBeLessThanOrEqual(45);
    expect(measured.longestSilence).toBeLessThanOrEqual(30);
  });
});

it('waits a quarter of an hour for a rollback of its own that AWS never confirms, and no longer', async () => {
  const started = { ...STARTED, deploymentArn: 'arn:aws:ecs:…:service-deployment/1' };
  const intervention = { ...REQUEST.intervention, rollBackOnTimeout: true };
  const measured = await measure((world) => watch({ ...REQUEST, started, intervention }, world));
  expect(measured.value.ending).toMatchObject({ kind: 'silent', rollback: 'requested' });
  expect(measured.seconds).toBeLessThanOrEqual(150 + 15 * 60 + 30);
  expect(measured.longestSilence).toBeLessThanOrEqual(30);
});
