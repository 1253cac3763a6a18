import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { startEmulator, type Emulator } from '../emulator/server.ts';
import type { RolloutRecord } from '../emulator/world.ts';
import { createRollout, type Rollout } from './random-rollout.ts';
import { startSdkWaiter, type SdkWaiter } from './sdk-waiter.ts';
import { createRandom } from './statistics.ts';
import { startStep, type StepEnd } from './step.ts';

/** One of many rollouts; seconds and minutes in the emulator's time. */
export interface Followed {
  seed: number;
  kind: Rollout['kind'];
  /** The status in which ECS left the service deployment. */
  status: string;
  green: boolean;
  deploymentMinutes: number;
  /** From the end of the service deployment to the end of the step. */
  lateSeconds: number;
  /** The same for the SDK's waiter, with many random seeds; those that gave up are excluded. */
  sdkLateSeconds: number[];
  sdkGaveUp: number;
  /** Calls from the update to the end of the step, by their name, and the minutes that they took. */
  calls: Record<string, number>;
  waitMinutes: number;
}

const VIRTUAL_CLOCK = `--import ${resolve(import.meta.dirname, '../test/emulator/virtual-clock.mjs')}`;
const SDK_WAITERS = 20;
const LONGEST_MINUTES = 60;

/** Follows that many different rollouts on the emulator, in its time. */
export async function measureLateness(entry: string, count: number, firstSeed: number): Promise<Followed[]> {
  const seeds = Array.from({ length: count }, (_, index) => firstSeed + index);
  const followed: Followed[] = [];
  const worker = async (): Promise<void> => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) followed.push(await follow(entry, seed));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return followed.toSorted((a, b) => a.seed - b.seed);
}

async function follow(entry: string, seed: number): Promise<Followed> {
  const rollout = createRollout(seed);
  const { world } = rollout;
  const waiters: SdkWaiter[] = [];
  world.faults.afterCall.push({
    action: `ecs:${rollout.write}`,
    delaySeconds: 0,
    run: () => startWaiters(rollout, waiters, seed),
  });
  const emulator = await startEmulator({ world });
  try {
    emulator.advance(rollout.offsetMilliseconds);
    const step = await startStep({
      entry,
      url: emulator.url,
      inputs: rollout.inputs,
      taskDefinition: rollout.taskDefinition,
      nodeOptions: [VIRTUAL_CLOCK],
      environment: { EMULATOR_URL: emulator.url },
    });
    const end = await step.end;
    const endedAt = world.clock.now();
    const deployment = finish(emulator, waiters, end);
    return { ...toResult({ rollout, deployment, emulator, end, endedAt, waiters }), seed };
  } finally {
    await emulator.close();
  }
}

function startWaiters({ world }: Rollout, waiters: SdkWaiter[], seed: number): void {
  const [service] = world.home.services;
  if (service === undefined) return;
  for (let index = 0; index < SDK_WAITERS; index += 1) {
    waiters.push(startSdkWaiter(service, createRandom(seed * 1000 + index)));
  }
}

/** Advances time until the deployment and all its waiters have ended. */
function finish({ world, advance }: Emulator, waiters: SdkWaiter[], end: StepEnd): RolloutRecord {
  const deployment = world.home.services[0]?.rollouts[0];
  if (deployment === undefined || waiters.length === 0) throw new Error(`Nothing was deployed:\n${end.log}`);
  for (let minute = 0; minute < LONGEST_MINUTES; minute += 1) {
    if (deployment.finishedAt !== undefined && waiters.every(({ over }) => over)) break;
    advance(60_000);
  }
  if (deployment.finishedAt === undefined) throw new Error(`The deployment does not end:\n${end.log}`);
  return deployment;
}

interface Ended {
  rollout: Rollout;
  deployment: RolloutRecord;
  emulator: Emulator;
  end: StepEnd;
  endedAt: number;
  waiters: SdkWaiter[];
}

function toResult({ rollout, deployment, emulator, end, endedAt, waiters }: Ended): Omit<Followed, 'seed'> {
  const finishedAt = deployment.finishedAt?.getTime() ?? Number.NaN;
  const from = emulator.requests.findIndex(({ action }) => action === rollout.write);
  const calls: Record<string, number> = {};
  for (const { action } of emulator.requests.slice(from + 1)) calls[action] = (calls[action] ?? 0) + 1;
  const stable = waiters.flatMap(({ stableAt }) => stableAt ?? []);
  return {
    kind: rollout.kind,
    status: deployment.status,
    green: end.exitCode === 0,
    deploymentMinutes: (finishedAt - deployment.createdAt.getTime()) / 60_000,
    lateSeconds: (endedAt - finishedAt) / 1000,
    sdkLateSeconds: stable.map((at) => (at - finishedAt) / 1000),
    sdkGaveUp: waiters.length - stable.length,
    calls,
    waitMinutes: (endedAt - deployment.createdAt.getTime()) / 60_000,
  };
}
