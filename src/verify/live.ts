import type { Task } from '@aws-sdk/client-ecs';
import { isDenied, isUnknownOperation } from '../aws/failure.ts';
import { isProvisioning } from '../aws/resources.ts';
import { targetGroups, readTargetHealth } from '../aws/targets.ts';
import { taskPhaseOf } from '../aws/task-status.ts';
import { readServiceTasks, taskAddresses } from '../aws/tasks.ts';
import type { Provable, Started, TargetState } from '../model.ts';
import type { World } from '../world.ts';
import type { Live } from './doubts.ts';

/** What runs now, with notes about what could not be read. */
export interface Seen {
  live: Live;
  at: Date;
  /** How the call for the health of the targets failed; a missing permission does not count. */
  unansweredHealth: string | undefined;
  warnings: string[];
}

/** Reads the service, its running tasks and their targets, all at once. Throws if the service or its tasks cannot be read this time. */
export async function readLive(provable: Provable, world: World): Promise<Seen> {
  const { started, requestedTasks, readsTargets } = provable;
  const at = world.clock.now();
  const known = targetGroups(provable.service, provable.revision);
  const [service, revision, running, early] = await Promise.all([
    readService(started, world),
    readRevision(provable, world),
    readRunning(provable, world),
    readsTargets ? readTargetHealth(known, world.aws) : undefined,
  ]);
  const seen = service ?? provable.service;
  const groups = targetGroups(seen, revision);
  const isSame = groups.length === known.length && groups.every((arn) => known.includes(arn));
  const health = early === undefined || isSame ? early : await readTargetHealth(groups, world.aws);
  const targets = health !== undefined && 'targets' in health ? health.targets : undefined;
  return {
    live: { service: seen, revision, requestedTasks, running: running.tasks, targets },
    at,
    unansweredHealth: health !== undefined && 'failed' in health ? health.failed : undefined,
    warnings: [
      ...running.warnings,
      ...(health !== undefined && 'unread' in health && health.unread !== undefined ? [health.unread] : []),
    ],
  };
}

async function readService({ cluster, service }: Started, world: World): Promise<Live['service']> {
  return (await world.aws.ecs.describeServices({ cluster, services: [service] })).services?.[0];
}

/** Its resources may have been created since the last look. */
async function readRevision({ revision }: Provable, world: World): Promise<Live['revision']> {
  const arn = revision?.serviceRevisionArn;
  if (arn === undefined || !isProvisioning(revision)) return revision;
  return (await world.aws.ecs.describeServiceRevisions([arn]))[0] ?? revision;
}

async function readRunning(
  { started, running }: Provable,
  world: World,
): Promise<{ tasks?: Task[]; warnings: string[] }> {
  try {
    const tasks = await (running ?? readServiceTasks({ started, stopped: false }, world));
    return { tasks: tasks.filter((task) => taskPhaseOf(task) === 'running'), warnings: [] };
  } catch (error) {
    if (!isDenied(error) && !isUnknownOperation(error)) throw error;
    const unknown = 'This endpoint does not list tasks, so what they run was not verified.';
    return { warnings: isDenied(error) ? [] : [unknown] };
  }
}

/** Which task is behind each target. */
export function withTasks(targets: TargetState[] | undefined, tasks: readonly Task[]): TargetState[] | undefined {
  const byAddress = new Map(
    tasks.flatMap((task) => taskAddresses(task).map((address) => [address, task.taskArn] as const)),
  );
  return targets?.map((target) => ({ ...target, task: byAddress.get(target.id)?.split('/').at(-1) }));
}
