import type { Task } from '@aws-sdk/client-ecs';
import { errorName, isDenied } from '../aws/failure.ts';
import { primaryTaskSet } from '../aws/task-sets.ts';
import type { Cause, Started, TargetState, TaskState } from '../model.ts';
import type { World } from '../world.ts';
import { choosePace } from './pace.ts';
import type { Following } from './following.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';
import { readServiceTasks, taskAddress, toTaskState } from './tasks.ts';

/** How long tasks and targets may take to be as asked for after ECS called the deployment successful. */
const VERIFY_SECONDS = 60;
const LOOK_EVERY_MS = 3_000;

export interface Verified {
  tasks: TaskState[];
  snapshot: Snapshot;
  /** Why the success is not believed: something else runs. */
  wrongRevision: Cause[];
  /** Targets of our tasks that are not healthy. */
  unhealthy: Cause[];
}

/** After ECS says SUCCESSFUL: do the running tasks run what was asked for, and are their targets healthy? Looks again for up to 60 s. */
export async function verify(following: Following, last: Snapshot, world: World): Promise<Verified> {
  const until = world.clock.now().getTime() + VERIFY_SECONDS * 1000;
  for (;;) {
    const over = world.clock.now().getTime() >= until;
    const verified = await lookAtResult(following, last, world).catch((error: unknown) => {
      if (over || isDenied(error)) throw error;
      return undefined;
    });
    const settled = verified?.wrongRevision.length === 0 && verified.unhealthy.length === 0;
    if (verified !== undefined && (settled || over)) return verified;
    await world.clock.sleep(LOOK_EVERY_MS, world.signal);
  }
}

async function lookAtResult(following: Following, last: Snapshot, world: World): Promise<Verified> {
  const pace = choosePace({ followsDeployment: true });
  const [snapshot, running] = await Promise.all([
    readSnapshot({ following, before: last, pace, all: true }, world),
    readRunning(following, world),
  ]);
  const ours = (running ?? []).filter((task) => runsWhatWasAsked(task, following.started));
  return {
    tasks: ours.map(toTaskState),
    snapshot: { ...snapshot, targets: withTasks(snapshot.targets, ours) },
    wrongRevision: wrongRevision({ snapshot, running, ours }, following.started),
    unhealthy: unhealthyTargets(snapshot, ours),
  };
}

function runsWhatWasAsked({ taskDefinitionArn }: Task, started: Started): boolean {
  return started.taskDefinitionArn === undefined || taskDefinitionArn === started.taskDefinitionArn;
}

function wrongRevision(
  seen: { snapshot: Snapshot; running: Task[] | undefined; ours: Task[] },
  started: Started,
): Cause[] {
  const { service } = seen.snapshot;
  const live = started.codeDeploy === undefined ? service?.taskDefinition : primaryTaskSet(service)?.taskDefinition;
  if (started.taskDefinitionArn === undefined) return [];
  if (live !== undefined && live !== started.taskDefinitionArn) {
    return [
      {
        message: `The service runs ${live}, not ${started.taskDefinitionArn}.`,
        mend: 'See in the console who changed the service meanwhile.',
      },
    ];
  }
  const others = (seen.running ?? []).length - seen.ours.length;
  if (others === 0 || seen.ours.length > 0) return [];
  return [
    {
      message: `None of the ${others} running tasks runs ${started.taskDefinitionArn}.`,
      mend: 'Look at the tasks of the service in the console.',
    },
  ];
}

async function readRunning({ started, warn }: Following, world: World): Promise<Task[] | undefined> {
  try {
    const tasks = await readServiceTasks({ started, stopped: false }, world);
    return tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  } catch (error) {
    warn(
      `Running tasks cannot be read (${errorName(error)}): allow ecs:ListTasks and ecs:DescribeTasks to have them verified.`,
    );
    return undefined;
  }
}

/** Targets of our tasks that are not healthy; where addresses are not known, every target that is not draining counts. */
function unhealthyTargets({ targets, service }: Snapshot, tasks: Task[]): Cause[] {
  if (targets === undefined || service?.desiredCount === 0 || (targets.length === 0 && !servesTargets(service)))
    return [];
  const addresses = new Set(tasks.flatMap((task) => taskAddress(task) ?? []));
  const ours = targets.filter(({ id, state }) =>
    addresses.size > 0 ? addresses.has(id) : !state.includes('draining'),
  );
  if (ours.length === 0)
    return [
      {
        message: 'No task of this deployment is registered in the target groups of the service.',
        mend: 'Check the load balancer settings of the service.',
      },
    ];
  return ours.filter(({ state }) => state !== 'healthy').map(toCause);
}

function servesTargets(service: Snapshot['service']): boolean {
  return service?.loadBalancers?.some(({ targetGroupArn }) => targetGroupArn !== undefined) ?? false;
}

function toCause({ id, port, state, reason, description }: TargetState): Cause {
  return {
    message: `Target ${id}:${port ?? '?'} is ${state}${description === undefined ? '' : `: ${description}`}${reason === undefined ? '' : ` (${reason})`}`,
    mend: 'Check port and path of the health check, the security group between load balancer and tasks, and the grace period.',
  };
}

function withTasks(targets: TargetState[] | undefined, tasks: Task[]): TargetState[] | undefined {
  const byAddress = new Map(tasks.map((task) => [taskAddress(task), task.taskArn]));
  return targets?.map((target) => ({ ...target, task: byAddress.get(target.id)?.split('/').at(-1) }));
}
