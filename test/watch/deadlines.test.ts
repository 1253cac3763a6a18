import { describe, expect, it } from 'vitest';
import type { CodeDeployGroup, DeployEvent, Rendered, ServiceReport, Started, Target } from '../../src/model.ts';
import { parseInputs } from '../../src/inputs/parse.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { readEndpoint } from '../../src/modes/endpoint.ts';
import { followSettings } from '../../src/modes/settings/follow.ts';
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
    rollBackOnRefuted: true,
    failFast: true,
    readsLogs: true,
    rollBack: () => Promise.resolve(true),
  },
};

const never = (): Promise<never> => new Promise(() => undefined);
/** Whatever is called never answers, and ends where it is told to. */
const deaf = (signal: AbortSignal): never => {
  const call = async (): Promise<never> =>
    await new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
    });
  return new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : call) }) as never;
};

function createSilentWorld() {
  const clock = createVirtualClock(START);
  const view = (signal: AbortSignal): World['aws'] => {
    const known = () => Promise.resolve(deaf(signal));
    return {
      region: 'us-east-1',
      ecs: deaf(signal),
      codeDeploy: known,
      elbv2: known,
      ecr: known,
      logs: known,
      scaling: known,
      events: known,
      scheduler: known,
      iam: known,
      secretsManager: known,
      parameterStore: known,
      cloudWatch: known,
      until: view,
    };
  };
  const { signal } = new AbortController();
  const http = (): never => deaf(signal);
  const world: World = {
    aws: view(signal),
    files: deaf(signal),
    http,
    lookUpHost: http,
    clock,
    signal,
    emit: () => undefined,
  };
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

describe('if AWS never answers, nothing outlasts the wait by more than 30 s, and the log has a line every 30 s', () => {
  it.each<[string, Partial<WatchRequest>]>([
    ['ECS', {}],
    ['a deployment that is known', { started: { ...STARTED, deploymentArn: 'arn:aws:ecs:…:service-deployment/1' } }],
    ['CodeDeploy', { started: { ...STARTED, codeDeploy: { deploymentId: 'd-1', group: GROUP } } }],
  ])('%s', async (_, changes) => {
    const measured = await measure(async function* (world) {
      const watched = yield* watch({ ...REQUEST, ...changes }, world);
      return await conclude(watched, {}, world);
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

  it.each([
    ['a count', 0],
    ['a count, after a deployment that took the whole wait', 110],
  ])('settings: %s', async (_, seconds) => {
    const given: Partial<Record<InputName, string>> = { service: 'web', 'wait-for-minutes': '2' };
    const { inputs } = parseInputs((name) => given[name] ?? '');
    const target = { name: 'web', cluster: 'prod', kind: 'service', service: {} } as unknown as Target;
    const settings = { desiredCount: 3 };
    const { world, clock } = createSilentWorld();
    const told = [START];
    const report = { timeline: [], tasks: [], next: [] } as unknown as ServiceReport;
    const say = ({ at }: DeployEvent): void => void told.push(at);
    const request = {
      target,
      inputs,
      settings,
      started: STARTED,
      replaced: false,
      since: START,
      lead: '',
      report,
      say,
    };
    const following = clock.sleep(seconds * 1000, world.signal).then(async () => await followSettings(request, world));
    const outcome = await clock.run(following);
    expect(outcome.kind).not.toBe('succeeded');
    expect(clock.now().getTime() - START.getTime()).toBeLessThanOrEqual(150_000);
    if (seconds > 0) return;
    const times = [...told, clock.now()].map((at) => at.getTime() / 1000);
    expect(Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? 0)))).toBeLessThanOrEqual(30);
  });

  it('the endpoint of an Express service', async () => {
    const { world, clock } = createSilentWorld();
    const endBy = new Date(START.getTime() + 7_000);
    expect(await clock.run(readEndpoint({ started: STARTED, endBy }, world))).toBeUndefined();
    expect(clock.now().getTime()).toBeLessThanOrEqual(endBy.getTime());
  });

  it('verifying a success', async () => {
    const endBy = new Date(START.getTime() + 45_000);
    const provable = { started: STARTED, endedAt: START, readsTargets: true, images: [], awaitsHealth: true, endBy };
    const measured = await measure((world) => verify(provable, world));
    expect(measured.value.unseen).toHaveLength(1);
    expect(measured.seconds).toBeLessThanOrEqual(45);
    expect(measured.longestSilence).toBeLessThanOrEqual(30);
  });
});

it('waits 15 minutes for its own rollback that AWS never confirms, and no longer', async () => {
  const started = { ...STARTED, deploymentArn: 'arn:aws:ecs:…:service-deployment/1' };
  const intervention = { ...REQUEST.intervention, rollBackOnTimeout: true };
  const measured = await measure((world) => watch({ ...REQUEST, started, intervention }, world));
  expect(measured.value.ending).toMatchObject({ kind: 'silent', rollback: 'requested' });
  expect(measured.seconds).toBeLessThanOrEqual(150 + 15 * 60 + 30);
  expect(measured.longestSilence).toBeLessThanOrEqual(30);
});
