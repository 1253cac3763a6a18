import { formatMinutes } from '../duration.ts';
import { lastPart } from '../aws/arn.ts';
import { explainCause } from '../explain/cause.ts';
import { describePause } from '../explain/pause.ts';
import type { Cause, HookState, Outcome } from '../model.ts';
import { lastKnown, lastSeen, ownerOf, whatNow, type Aftermath } from './aftermath.ts';
import type { Ending } from './ending.ts';
import {
  clockTime,
  leftRunning,
  liveCounts,
  primaryRevision,
  reached,
  stageWords,
  statusAndCounts,
  traffic,
  type Furthest,
} from './progress.ts';
import { rollbackHeadline, stoppedCause, supersededCause } from './stopped-by.ts';
import { phrase } from '../phrases.ts';

export interface OutcomeFacts extends Aftermath {
  causes: readonly Cause[];
  furthest?: Furthest;
}

/** Puts an ending into words. Only a deployment that ECS called successful and that passed verification is a success. */
export async function toOutcome(ending: Ending, facts: OutcomeFacts): Promise<Outcome> {
  const { started, last, furthest } = facts;
  const causes = [...facts.causes];
  const service = started.service;
  const deployed = lastPart(started.taskDefinitionArn ?? 'the new revision');
  const deployment = `The deployment of ${deployed} to ${service}`;
  const primary = primaryRevision(last);
  const live = primary === deployed ? undefined : primary;
  const owner = ownerOf(started);
  switch (ending.kind) {
    case 'succeeded':
      return {
        kind: 'succeeded',
        headline:
          last?.service?.desiredCount === 0
            ? `${service} is set to ${deployed} but scaled to 0 tasks, so nothing was started or tested.`
            : `${service} runs ${deployed}.`,
        causes: [],
      };
    case 'rolled-back':
      return {
        kind: 'rolled-back',
        headline: await rollbackHeadline(
          { service, deployed, live: live ?? 'the previous revision' },
          { reason: ending.reason, reached: reached(furthest, ending.reason) },
        ),
        causes: await withReason(causes, ending.reason),
      };
    case 'failed':
      return {
        kind: 'failed',
        headline:
          ending.rollbackFailed === true
            ? `${deployment} failed, and so did its rollback: the service may be down.`
            : `${deployment} failed${reached(furthest, ending.reason)} and was not rolled back.`,
        causes: await withReason(causes, ending.reason),
      };
    case 'stopped':
      return {
        kind: 'stopped',
        headline: `Someone stopped the deployment of ${deployed} to ${service}.`,
        causes: await withReason([...causes, stoppedCause(started, last)], ending.reason),
      };
    case 'superseded':
      return {
        kind: 'superseded',
        headline: `Another deployment${live === undefined ? '' : ` (${live})`} replaced the deployment of ${deployed} to ${service}.`,
        causes: await withReason([supersededCause(started, last), ...causes], ending.reason),
      };
    case 'timed-out': {
      const isBack = ending.rollback === 'done';
      const now = { before: isBack ? '' : statusAndCounts(last), after: isBack ? liveCounts(last) : '' };
      return {
        kind: 'timed-out',
        headline: `${deployment} did not finish within ${formatMinutes(ending.minutes)}${now.before}; ${whatNow(ending.rollback, facts)}${now.after}.`,
        causes,
      };
    }
    case 'silent':
      return {
        kind: ending.timedOut ? 'timed-out' : 'failed',
        headline: `It is unknown how the deployment of ${deployed} to ${service} ended: AWS has not answered since ${clockTime(ending.since)}${lastKnown(ending.rollback, facts)}.`,
        causes: [{ message: ending.failure.message, fix: `${SEE_HOW_IT_ENDED} ${ending.failure.fix}` }, ...causes],
      };
    case 'cancelled':
      return {
        kind: 'cancelled',
        headline: `Cancelled while following the deployment of ${deployed} to ${service}${statusAndCounts(last)}: ${facts.standing === 'over' && ending.rollback !== 'late' ? 'what is running was not verified' : whatNow(ending.rollback, facts)}.`,
        causes,
      };
    case 'hopeless':
      return {
        kind: ending.rollback === 'done' ? 'rolled-back' : 'failed',
        headline: `${deployed} cannot start on ${service}, and retrying will not help; ${whatNow(ending.rollback, facts)}.`,
        causes,
      };
    case 'deleted':
      return {
        kind: 'failed',
        headline: `${service} was deleted while ${deployed} was being deployed to it.`,
        causes: [
          {
            message: `ECS reports the service as ${ending.status}.`,
            fix: `Find out who or what deleted the service (CloudTrail: DeleteService). Create it again, then run ${phrase('step')} again.`,
          },
          ...causes,
        ],
      };
    case 'refuted':
      return {
        kind: ending.rollback === 'done' ? 'rolled-back' : 'failed',
        headline: `${deployment} failed its verification${afterRefusal(ending, facts)}.`,
        causes: [...ending.causes, ...causes],
      };
    case 'paused':
      if (ending.failure !== undefined) {
        const { message, fix } = ending.failure;
        return {
          kind: 'failed',
          headline: `${deployment} passed its verification, but could not be continued: it is still paused ${ending.hooks.map(describePause).join(' and ')}.`,
          causes: [{ message, fix }],
        };
      }
      return {
        kind: 'started',
        headline: `${deployment} ${ending.verified === 'passed' ? 'passed its verification and ' : ''}is paused${traffic(last?.revisions ?? [])}, waiting for someone to continue it ${ending.hooks.map(describePause).join(' and ')}.`,
        causes: [],
      };
    case 'unknown':
      return {
        kind: 'failed',
        headline: `${deployment} has a status that this version does not know: ${ending.status}.`,
        causes: [
          {
            message: `${owner} reports ${ending.status}.`,
            fix: 'Check the deployment in the console, and update this action.',
          },
          ...causes,
        ],
      };
    case 'blind':
      return {
        kind: 'failed',
        headline: `${deployment} could not be followed to its end, so its result is unknown${lastSeen(last)}${ending.failure.code === 'not-found' ? '' : `; ${owner} goes on with it without this step`}.`,
        causes: [{ message: ending.failure.message, fix: `${SEE_HOW_IT_ENDED} ${ending.failure.fix}` }, ...causes],
      };
    case 'as-asked':
      return {
        kind: 'succeeded',
        headline:
          ending.end === 'stopped'
            ? `${deployment} was stopped as requested${traffic(last?.revisions ?? [])}, without a rollback${leftRunning(last)}.`
            : `${service} was rolled back as requested: ${live ?? 'the previous revision'} is running again instead of ${deployed}.`,
        causes: [],
      };
    case 'too-late':
      return {
        kind: 'failed',
        headline: `${deployment} succeeded before it could be stopped.`,
        causes: [{ message: `${service} runs ${deployed}.`, fix: `To roll back, ${phrase('run-mode', 'rollback')}.` }],
      };
    case 'doubted':
      return {
        kind: 'failed',
        headline: `${owner} reports the deployment of ${deployed} to ${service} as successful, but ${ending.unseen ? 'what is running could not be verified' : 'what is running is not what you asked for'}.`,
        causes: [...ending.doubts],
      };
  }
}

function at(hook: HookState | undefined): string {
  if (hook?.type === 'CODE_DEPLOY') return ' before CodeDeploy rerouted the traffic';
  return hook?.stage === undefined ? '' : ` at ${stageWords(hook.stage)}`;
}

/** A pause that nobody answered stays. */
function afterRefusal({ hook, rollback }: Extract<Ending, { kind: 'refuted' }>, facts: Aftermath): string {
  if (hook === undefined || (rollback !== 'none' && rollback !== 'refused'))
    return `${at(hook)}; ${whatNow(rollback, facts)}`;
  const start = rollback === 'refused' ? 'it could not be rolled back and ' : 'it ';
  return `; ${start}is still paused ${describePause(hook)}`;
}

const SEE_HOW_IT_ENDED = `To follow the deployment, or to see how it ended, ${phrase('run-mode', 'watch')}.`;

/** ECS's own reason goes last, and only if it adds something to the known causes. */
async function withReason(causes: readonly Cause[], reason: string | undefined): Promise<Cause[]> {
  if (reason === undefined || reason.trim() === '' || causes.some(({ message }) => message === reason))
    return [...causes];
  const { explain } = await import('../explain/explain.ts');
  const { id = '', echo = false } = explain(reason) ?? {};
  const isSaid = echo || id === 'alarm' || id === 'superseded' || id === 'rolled-back-by-user';
  return isSaid && causes.length > 0 ? [...causes] : [...causes, await explainCause(reason)];
}
