import type { Target } from '@aws-sdk/client-eventbridge';
import { lastPart } from '../aws/arn.ts';
import { errorName } from '../aws/failure.ts';
import { hasEnded, taskOf, withTaskDefinition, type EventTarget } from '../aws/scheduled-task.ts';
import type { Schedule } from '../aws/scheduler.ts';
import { DeployError } from '../errors.ts';
import type { ScheduledTask } from '../model.ts';
import type { World } from '../world.ts';
import { ask } from './ask.ts';
import { phrase } from '../phrases.ts';

/** A failed entry had no effect: the call may be repeated. */
const TRIES = 3;
/** Right after the write, AWS may still show the previous state. */
const LOOKS = 4;
const PAUSE_MS = 1_000;

export interface Move {
  task: ScheduledTask;
  /** The revision to run from now on. */
  to: string;
}

/** How a move ended, and what else there is to know. */
export interface Moved {
  state: 'moved' | 'kept';
  /** What it ran right before. */
  before: string;
  note?: string | undefined;
}

/**
 * Makes a rule or schedule run another revision and changes nothing else of it; what it ran before may have changed since the
 * plan. Safe to repeat.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function moveSchedule({ task, to }: Move, world: World): Promise<Moved> {
  const place = await open(task, world);
  const before = taskOf(place.target)?.taskDefinition ?? '';
  if (familyOf(before) !== familyOf(to)) throw changed(task, before);
  if (before === to) return { state: 'kept', before, note: 'it runs this revision already' };
  if (familyOf(before) === lastPart(before)) {
    return { state: 'kept', before, note: 'it names no revision, so it runs the latest ACTIVE one' };
  }
  if (place.ended) return { state: 'kept', before, note: 'it has ended and never runs again' };
  const note = await place.write(withTaskDefinition(place.target, to));
  await proveMoved({ task, to }, world);
  return { state: 'moved', before, note };
}

/** A target as AWS has it now, and how to replace it. */
interface Place {
  target: EventTarget;
  ended: boolean;
  /** Resolves to what could not be kept, if there is something. */
  write: (target: EventTarget) => Promise<string | undefined>;
}

async function open(task: ScheduledTask, world: World): Promise<Place> {
  const { place } = task;
  if (place.kind === 'schedule') {
    const schedule = await (await world.aws.scheduler()).getSchedule(place);
    return {
      target: schedule.Target ?? {},
      ended: hasEnded(schedule, world.clock.now()),
      write: async (target) => await updateSchedule({ task, schedule, target }, world),
    };
  }
  const targets = await (await world.aws.events()).listTargets(place);
  const target = targets.find(({ Id }) => Id === place.targetId);
  if (target === undefined) throw changed(task, '');
  const write = async (next: EventTarget): Promise<undefined> => {
    await putTarget({ task, target: { ...target, ...next } as Target }, world);
  };
  return { target, ended: false, write };
}

async function putTarget({ task, target }: { task: ScheduledTask; target: Target }, world: World): Promise<void> {
  const { place } = task;
  if (place.kind !== 'rule') return;
  for (let tries = 1; ; tries += 1) {
    let failed: { ErrorCode?: string | undefined; ErrorMessage?: string | undefined } | undefined;
    await ask(
      {
        send: async ({ aws }) => {
          failed = (await (await aws.events()).putTarget(place, target)).FailedEntries?.[0];
        },
        find: (looking) => shows({ task, to: taskOf(target)?.taskDefinition ?? '' }, looking),
        over: [],
        action: 'events:PutTargets',
        doing: `moving the rule ${task.name}`,
      },
      world,
    );
    if (failed === undefined) return;
    if (tries === TRIES) {
      throw new DeployError(
        'aws',
        `EventBridge did not take the target of the rule ${task.name}: ${failed.ErrorCode}: ${failed.ErrorMessage}`,
        { fix: `Fix what EventBridge reports, then run ${phrase('step')} again.` },
      );
    }
    await pause(world);
  }
}

interface Update {
  task: ScheduledTask;
  schedule: Schedule;
  target: EventTarget;
}

/** UpdateSchedule resets what it is not given, but takes no StartDate of more than five minutes ago, not even the one it has. */
async function updateSchedule({ task, schedule, target }: Update, world: World): Promise<string | undefined> {
  const { $metadata: _answer, Arn: _arn, CreationDate: _made, LastModificationDate: _last, Target, ...kept } = schedule;
  const send = async (start: Date | undefined): Promise<void> => {
    const { Name, ScheduleExpression, FlexibleTimeWindow } = kept;
    const request = { ...kept, Name, ScheduleExpression, FlexibleTimeWindow, StartDate: start };
    await ask(
      {
        send: async ({ aws }) =>
          await (
            await aws.scheduler()
          ).updateSchedule({ ...request, Target: { ...Target, ...target } as typeof Target }),
        find: (looking) => shows({ task, to: taskOf(target)?.taskDefinition ?? '' }, looking),
        over: [],
        action: 'scheduler:UpdateSchedule',
        doing: `moving the schedule ${task.name}`,
      },
      world,
    );
  };
  const { StartDate: start } = kept;
  try {
    await send(start);
    return undefined;
  } catch (error) {
    const isPast = start !== undefined && start < world.clock.now();
    if (!isPast || errorName((error as Error).cause) !== 'ValidationException') throw error;
  }
  await send(undefined);
  return `its start date (${start?.toISOString()}) has passed, and AWS does not take it again`;
}

async function shows({ task, to }: Move, world: World): Promise<true | undefined> {
  const { target } = await open(task, world);
  return taskOf(target)?.taskDefinition === to ? true : undefined;
}

async function proveMoved({ task, to }: Move, world: World): Promise<void> {
  for (let looks = 1; looks <= LOOKS; looks += 1) {
    if ((await shows({ task, to }, world)) === true) return;
    if (looks < LOOKS) await pause(world);
  }
  throw new DeployError('aws', `AWS accepted the change of ${task.name}, but does not show ${lastPart(to)} in it.`, {
    fix: `Look at it in the console, then run ${phrase('step')} again.`,
  });
}

function changed({ name }: ScheduledTask, now: string): DeployError {
  const runs = now === '' ? 'no longer runs an ECS task' : `runs ${lastPart(now)} now`;
  return new DeployError('aws', `Somebody changed ${name} during the deployment: it ${runs}.`, {
    fix: `Correct its target or the input schedules, then run ${phrase('step')} again.`,
  });
}

function familyOf(taskDefinition: string): string {
  return lastPart(taskDefinition).replace(/:\d+$/, '');
}

async function pause({ clock }: World): Promise<void> {
  await clock.sleep(PAUSE_MS, new AbortController().signal);
}
