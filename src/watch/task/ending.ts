import { lastPart } from '../../aws/arn.ts';
import type { DeployError } from '../../errors.ts';
import type { Cause, Outcome } from '../../model.ts';

/** Every way to follow a one-off task to its end, or not. */
export type TaskEnding =
  | { kind: 'succeeded' }
  | { kind: 'failed'; how: 'never-started' | 'interrupted' | 'exit' }
  | { kind: 'timed-out'; minutes: number; stop: Stop }
  | { kind: 'cancelled'; stop: Stop }
  | { kind: 'vanished' }
  | { kind: 'blind'; failure: DeployError };

/** What became of stopping it: not wanted, asked of ECS, or refused. */
export type Stop = 'none' | 'requested' | 'refused';

interface Context {
  taskDefinitionArn: string;
  /** The last status that ECS showed. */
  status: string;
  causes: Cause[];
  /** How the containers that decide ended, in words. */
  exits: string;
  /** The last lines of the log. */
  tail: string[];
}

/** Puts the ending into words. Only a task whose essential containers all ended with 0 is a success. */
export function toTaskOutcome(ending: TaskEnding, context: Context): Outcome {
  const task = `The one-off task of ${lastPart(context.taskDefinitionArn)}`;
  const { causes, exits, status } = context;
  switch (ending.kind) {
    case 'succeeded':
      return { kind: 'succeeded', headline: `${task} succeeded (${exits}).`, causes: [] };
    case 'failed':
      return { kind: 'failed', headline: `${task} ${failedHow(ending.how, exits)}.`, causes };
    case 'timed-out':
      return {
        kind: 'timed-out',
        headline: `${task} was not over after ${ending.minutes} min (${status}); ${whatNow(ending.stop)}.`,
        causes: [stillRunning(context, ending.minutes)],
      };
    case 'cancelled':
      return {
        kind: 'cancelled',
        headline: `Cancelled: ${lowerFirst(task)} had not ended (${status}); ${whatNow(ending.stop)}.`,
        causes: [],
      };
    case 'vanished':
      return {
        kind: 'failed',
        headline: `${task} is not shown by ECS: how it ended is not known.`,
        causes: [
          { message: 'ECS does not show the task that RunTask started.', fix: 'Look for the task in the console.' },
        ],
      };
    case 'blind':
      return {
        kind: 'failed',
        headline: `${task} could not be followed to its end; it goes on in ECS.`,
        causes: [{ message: ending.failure.message, fix: ending.failure.fix }],
      };
  }
}

function failedHow(how: 'never-started' | 'interrupted' | 'exit', exits: string): string {
  if (how === 'never-started') return 'never started';
  return how === 'interrupted' ? `was stopped before its end (${exits})` : `failed (${exits})`;
}

function whatNow(stop: Stop): string {
  if (stop === 'requested') return 'it was stopped';
  return stop === 'refused' ? 'it could not be stopped and goes on in ECS' : 'it goes on in ECS';
}

function stillRunning({ status, tail }: Context, minutes: number): Cause {
  return {
    message: `ECS shows the one-off task as ${status} after ${minutes} min.`,
    fix: 'See in its log what it waits for; raise wait-for-minutes if it only needs longer.',
    ...(tail.length === 0 ? {} : { details: tail }),
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
