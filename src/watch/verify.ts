import type { Task } from '@aws-sdk/client-ecs';
import { taskPhaseOf } from '../aws/task-status.ts';
import { isBadCredentials, isDenied, isUnknownOperation } from '../aws/failure.ts';
import type { Cause, ExpectedImage, TargetState, TaskState } from '../model.ts';
import type { World } from '../world.ts';
import { choosePace } from './pace.ts';
import { doubtsAbout, ownTasks, type Doubts } from './proof.ts';
import type { Following } from './following.ts';
import { readSnapshot, targetGroups, type Snapshot } from './snapshot.ts';
import { readServiceTasks, taskAddresses, toTaskState } from '../aws/tasks.ts';

/** Pauses between looks, a minute in all: the first look nearly always settles it. */
const PAUSES_MS = [
  [3_000, 7_000, 15_000, 35_000],
  [5_000, 15_000, 40_000],
  [15_000, 45_000],
];
/** Service, list of tasks, tasks; targets are a call for each group. */
const CALLS_BESIDE_TARGETS = 3;
/** Of 25; two are for the tasks that stopped on the way. */
const CALLS_A_MINUTE = 23;

export interface Verified extends Doubts {
  tasks: TaskState[];
  snapshot: Snapshot;
  /** What could not be read, though nobody forbade it: unknown is no success. */
  unseen: Cause[];
}

export interface Verification {
  following: Following;
  last: Snapshot;
  images: readonly ExpectedImage[];
  /** Whether unhealthy targets are worth waiting for. */
  awaitsHealth: boolean;
}

/** After ECS says SUCCESSFUL: do the running tasks run what was asked for, and are their targets healthy? Looks again for up to 60 s. */
export async function verify(verification: Verification, world: World): Promise<Verified> {
  const { last, following } = verification;
  const endedAt = last.deployment?.finishedAt ?? world.clock.now();
  const pauses = pausesFor(targetGroups({ following, deployment: last.deployment, service: last.service }).length);
  for (let look = 0; ; look += 1) {
    const pause = pauses[look];
    const verified = await lookAtResult({ ...verification, endedAt }, world).catch((error: unknown) => {
      if (pause === undefined || isDenied(error) || isBadCredentials(error)) throw error;
      return undefined;
    });
    const targets = verified === undefined ? [] : [...verified.unhealthy, ...verified.unseen];
    const healthy = targets.length === 0 || !verification.awaitsHealth;
    const settled = verified?.replacedBy !== undefined || (verified?.wrong.length === 0 && healthy);
    if (verified !== undefined && (settled || pause === undefined)) return verified;
    await world.clock.sleep(pause ?? 0, world.signal);
  }
}

/** As many looks as a minute has calls for. */
function pausesFor(groups: number): readonly number[] {
  const looks = Math.floor(CALLS_A_MINUTE / (CALLS_BESIDE_TARGETS + groups));
  return PAUSES_MS.find((pauses) => pauses.length < looks) ?? [60_000];
}

async function lookAtResult(
  { following, last, images, awaitsHealth, endedAt }: Verification & { endedAt: Date },
  world: World,
): Promise<Verified> {
  const pace = choosePace({ followsDeployment: true });
  const [snapshot, running] = await Promise.all([
    readSnapshot({ following, before: last, pace, all: true, ended: true }, world),
    readRunning(following, world),
  ]);
  const { started } = following;
  const target = snapshot.deployment?.targetServiceRevision;
  const ours = ownTasks(running, started);
  const seen = {
    service: snapshot.service,
    revision: following.revisions.get(target?.arn ?? ''),
    requestedTasks: last.deployment?.targetServiceRevision?.requestedTaskCount,
    running,
    targets: snapshot.targetsAt === snapshot.at ? snapshot.targets : undefined,
  };
  const doubts = doubtsAbout(seen, { started, images, endedAt, provesPrimary: following.provesPrimary });
  return {
    ...doubts,
    unseen: awaitsHealth ? unreadTargets(snapshot, following) : [],
    tasks: ours.map(toTaskState),
    snapshot: { ...snapshot, targets: withTasks(snapshot.targets, ours) },
  };
}

/** Unknown is not healthy; a missing permission was a warning already. */
function unreadTargets({ at, targetsAt }: Snapshot, { readsTargets }: Following): Cause[] {
  return targetsAt === at || !readsTargets
    ? []
    : [
        {
          message: 'Whether the targets are healthy is not known: the load balancer did not answer.',
          fix: 'Look at the target groups of the service in the console, then run the step again.',
        },
      ];
}

async function readRunning({ started, warn }: Following, world: World): Promise<Task[] | undefined> {
  try {
    const tasks = await readServiceTasks({ started, stopped: false }, world);
    return tasks.filter((task) => taskPhaseOf(task) === 'running');
  } catch (error) {
    if (!isDenied(error) && !isUnknownOperation(error)) throw error;
    if (!isDenied(error)) warn('This endpoint does not list tasks, so what they run is not verified.');
    return undefined;
  }
}

function withTasks(targets: TargetState[] | undefined, tasks: Task[]): TargetState[] | undefined {
  const byAddress = new Map(
    tasks.flatMap((task) =>
      taskAddresses(task).map((address): [string, string | undefined] => [address, task.taskArn]),
    ),
  );
  return targets?.map((target) => ({ ...target, task: byAddress.get(target.id)?.split('/').at(-1) }));
}
