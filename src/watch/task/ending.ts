import { formatMinutes } from '../../duration.ts';
import { lastPart } from '../../aws/arn.ts';
import type { DeployError } from '../../errors.ts';
import type { Cause, Outcome } from '../../model.ts';
import { clockTime } from '../progress.ts';
import type { Silence } from '../state.ts';

/** Every way that following a one-off task can end. */
export type TaskEnding =
  | { kind: 'succeeded' }
  | { kind: 'failed'; how: 'never-started' | 'interrupted' | 'exit' }
  | { kind: 'timed-out'; minutes: number; stop: Stop }
  /** AWS has not answered for a long time, or not when the time was up: the task's state is unknown. */
  | { kind: 'silent'; since: Date; failure: DeployError; timedOut: boolean; stop: Stop }
  | { kind: 'cancelled'; stop: Stop }
  | { kind: 'vanished' }
  | { kind: 'blind'; failure: DeployError };

/** The state of stopping it: not wanted, requested, or refused. */
export type Stop = 'none' | 'requested' | 'refused';

interface Context {
  taskDefinitionArn: string;
  /** The last status that ECS showed. */
  status: string;
  causes: Cause[];
  /** How the containers that decide ended, in words. */
  exits: string;
  /** The last lines of the log. */
  tail: readonly string[];
  silence?: Silence | undefined;
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
        headline: `${task} did not finish within ${formatMinutes(ending.minutes)} (${status}); ${whatNow(ending.stop)}.`,
        causes: [stillRunning(context, ending.minutes)],
      };
    case 'silent':
      return {
        kind: ending.timedOut ? 'timed-out' : 'failed',
        headline: `It is unknown how ${lowerFirst(task)} ended: AWS has not answered since ${clockTime(ending.since)} (last seen: ${status})${ending.stop === 'requested' ? '; it was asked to stop' : ''}.`,
        causes: [{ message: ending.failure.message, fix: `Check the task in the console. ${ending.failure.fix}` }],
      };
    case 'cancelled':
      return {
        kind: 'cancelled',
        headline: `Cancelled while following ${lowerFirst(task)} (${status}): ${whatNow(ending.stop, context.silence)}.`,
        causes: [],
      };
    case 'vanished':
      return {
        kind: 'failed',
        headline: `ECS no longer shows ${lowerFirst(task)}, so its result is unknown.`,
        causes: [
          { message: 'ECS does not show the task that RunTask started.', fix: 'Look for the task in the console.' },
        ],
      };
    case 'blind':
      return {
        kind: 'failed',
        headline: `${task} could not be followed to its end, so its result is unknown.`,
        causes: [{ message: ending.failure.message, fix: ending.failure.fix }],
      };
  }
}

function failedHow(how: 'never-started' | 'interrupted' | 'exit', exits: string): string {
  if (how === 'never-started') return 'never started';
  return how === 'interrupted' ? `was stopped before it finished (${exits})` : `failed (${exits})`;
}

function whatNow(stop: Stop, silence?: Silence): string {
  if (stop === 'requested') return 'it was stopped';
  if (silence !== undefined) return `AWS has not answered since ${clockTime(silence.since)}, so its state is unknown`;
  return stop === 'refused' ? 'it could not be stopped and keeps running in ECS' : 'it keeps running in ECS';
}

function stillRunning({ status, tail }: Context, minutes: number): Cause {
  return {
    message: `The one-off task was still ${status} after ${formatMinutes(minutes)}.`,
    fix: 'Check its log to see what it is waiting for; raise wait-for-minutes if it just needs longer.',
    ...(tail.length === 0 ? {} : { details: [...tail] }),
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
