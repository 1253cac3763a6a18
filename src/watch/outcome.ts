import { lastPart } from '../aws/arn.ts';
import { primaryDeployment, primaryTaskSet } from '../aws/service.ts';
import type { DeployError } from '../errors.ts';
import { explainCause } from '../explain/cause.ts';
import { describePause } from '../explain/pause.ts';
import type { Cause, HookState, Outcome, RevisionState, Standing, Started } from '../model.ts';
import type { Snapshot } from './snapshot.ts';
import { rollbackHeadline, stoppedCause, supersededCause } from './stopped-by.ts';
import type { Verdict } from './ecs/verdict.ts';

/** How the deployment is to end. */
export type Wanted = 'succeeded' | 'rolled-back' | 'stopped';

/** Every way a wait ends. */
export type Ending =
  | {
      kind: Extract<Verdict, { kind: 'ended' }>['outcome'];
      reason?: string | undefined;
      rollbackFailed?: boolean | undefined;
    }
  | { kind: 'timed-out'; minutes: number; rollback: Rollback }
  | { kind: 'cancelled'; rollback: Rollback }
  | { kind: 'hopeless'; rollback: Rollback }
  | { kind: 'deleted'; status: string }
  /** It waits for somebody, and the inputs ask not to wait for that. */
  | { kind: 'paused'; hooks: HookState[] }
  | { kind: 'unknown'; status: string }
  | { kind: 'blind'; failure: DeployError }
  /** It was to go back, or to stop, and did. */
  | { kind: 'as-asked'; end: 'rolled-back' | 'stopped' }
  /** It was to go back, or to stop, and succeeded before. */
  | { kind: 'too-late' }
  /** ECS says successful; what was seen speaks against it, or nothing could be seen. */
  | { kind: 'doubted'; doubts: Cause[]; unseen: boolean };

/** What became of our own rollback: not wanted, asked of ECS, asked without an answer, over, refused, or asked after the end. */
export type Rollback = 'none' | 'requested' | 'unanswered' | 'done' | 'refused' | 'late';

interface Context {
  started: Started;
  causes: Cause[];
  snapshot?: Snapshot | undefined;
  /** Where it was when it last went forward. */
  furthest?: { stage: string; production: number } | undefined;
  revisions?: RevisionState[];
  wanted?: Wanted | undefined;
  standing?: Standing | undefined;
  /** The revision to which a rollback goes, where that is known. */
  former?: string | undefined;
}

/** Puts an ending into words. Only a deployment that ECS called successful, and that was not doubted, is a success. */
export async function toOutcome(ending: Ending, context: Context): Promise<Outcome> {
  const { started, causes, snapshot } = context;
  const service = started.service;
  const wanted = lastPart(started.taskDefinitionArn ?? 'the new revision');
  const primary = primaryOf(snapshot);
  const live = primary === wanted ? undefined : primary;
  const owner = ownerOf(started);
  switch (ending.kind) {
    case 'succeeded':
      return {
        kind: 'succeeded',
        headline:
          snapshot?.service?.desiredCount === 0
            ? `${service} goes to ${wanted}, and is scaled to 0 tasks: nothing of it runs or was tried.`
            : `${service} runs ${wanted}.`,
        causes: [],
      };
    case 'rolled-back':
      return {
        kind: 'rolled-back',
        headline: await rollbackHeadline(
          { service, wanted, live: live ?? 'the revision before' },
          { reason: ending.reason, reached: reached(context, ending.reason) },
        ),
        causes: await withReason(causes, ending.reason),
      };
    case 'failed':
      return {
        kind: 'failed',
        headline:
          ending.rollbackFailed === true
            ? `The deployment of ${wanted} to ${service} failed, and so did its rollback: the service may be down.`
            : `The deployment of ${wanted} to ${service} failed${reached(context, ending.reason)} and was not rolled back.`,
        causes: await withReason(causes, ending.reason),
      };
    case 'stopped':
      return {
        kind: 'stopped',
        headline: `Somebody stopped the deployment of ${wanted} to ${service}.`,
        causes: await withReason(
          [...causes, stoppedCause(started, { snapshot, left: running(snapshot) })],
          ending.reason,
        ),
      };
    case 'superseded':
      return {
        kind: 'superseded',
        headline: `Another deployment${live === undefined ? '' : ` (${live})`} replaced that of ${wanted} to ${service}.`,
        causes: await withReason([supersededCause(started, snapshot), ...causes], ending.reason),
      };
    case 'timed-out':
      return {
        kind: 'timed-out',
        headline: `The deployment of ${wanted} to ${service} was not over after ${ending.minutes} min${progress(snapshot)}; ${whatNow(ending.rollback, { live, context })}.`,
        causes,
      };
    case 'cancelled':
      return {
        kind: 'cancelled',
        headline: `Cancelled: the deployment of ${wanted} to ${service}${progress(snapshot)}; ${context.standing === 'over' && ending.rollback !== 'late' ? 'what runs was not verified' : whatNow(ending.rollback, { live, context })}.`,
        causes: [],
      };
    case 'hopeless':
      return {
        kind: ending.rollback === 'done' ? 'rolled-back' : 'failed',
        headline: `${wanted} cannot start on ${service}, and no retry fixes it; ${whatNow(ending.rollback, { live, context })}.`,
        causes,
      };
    case 'deleted':
      return {
        kind: 'failed',
        headline: `${service} was deleted while ${wanted} was deployed to it.`,
        causes: [
          {
            message: `ECS says that the service is ${ending.status}.`,
            fix: 'See who or what deleted the service (CloudTrail: DeleteService); create it again, then run the step again.',
          },
          ...causes,
        ],
      };
    case 'paused':
      return {
        kind: 'started',
        headline: `The deployment of ${wanted} to ${service} waits${traffic(context)} for somebody to continue it ${ending.hooks.map(describePause).join(' and ')}.`,
        causes: [],
      };
    case 'unknown':
      return {
        kind: 'failed',
        headline: `The deployment of ${wanted} to ${service} has a status that this version does not know: ${ending.status}.`,
        causes: [
          {
            message: `${owner} says ${ending.status}.`,
            fix: 'Look at the deployment in the console, and use a newer version of this action.',
          },
          ...causes,
        ],
      };
    case 'blind':
      return {
        kind: 'failed',
        headline: `The deployment of ${wanted} to ${service} could not be followed to its end; it goes on in ${owner}.`,
        causes: [{ message: ending.failure.message, fix: ending.failure.fix }, ...causes],
      };
    case 'as-asked':
      return {
        kind: 'succeeded',
        headline:
          ending.end === 'stopped'
            ? `The deployment of ${wanted} to ${service} was stopped as asked${traffic(context)}, and not rolled back${running(snapshot)}.`
            : `${service} was rolled back as asked: ${live ?? 'the revision before'} runs again instead of ${wanted}.`,
        causes: [],
      };
    case 'too-late':
      return {
        kind: 'failed',
        headline: `The deployment of ${wanted} to ${service} succeeded before it could be stopped.`,
        causes: [{ message: `${service} runs ${wanted}.`, fix: 'To go back, run mode: rollback.' }],
      };
    case 'doubted':
      return {
        kind: 'failed',
        headline: `${owner} calls the deployment of ${wanted} to ${service} successful, but ${ending.unseen ? 'whether it is what was asked for is not known' : 'it is not what was asked for'}.`,
        causes: ending.doubts,
      };
  }
}

const WHAT_WAS_ASKED = { 'rolled-back': 'a rollback was asked for', stopped: 'a stop was asked for' };

function whatNow(rollback: Rollback, { live, context }: { live: string | undefined; context: Context }): string {
  const { wanted = 'succeeded', standing, former } = context;
  const owner = ownerOf(context.started);
  const toRun = former === undefined ? '' : `: ${lastPart(former)} is to run again`;
  switch (rollback) {
    case 'none':
      if (wanted !== 'succeeded')
        return `${WHAT_WAS_ASKED[wanted]} and goes on in ${owner}${wanted === 'stopped' ? '' : toRun}`;
      return standing === 'going-back' ? `${owner} is rolling it back${toRun}` : `it goes on in ${owner}`;
    case 'requested':
      return `a rollback was asked for and goes on in ${owner}${toRun}`;
    case 'unanswered':
      return `a rollback was asked for, and ${owner} has not answered: whether it began is not known`;
    case 'done':
      return `it was rolled back, ${live ?? 'the revision before'} runs again`;
    case 'refused':
      return `it could not be rolled back and goes on in ${owner}`;
    case 'late':
      return 'it ended before it could be rolled back';
  }
}

function ownerOf({ codeDeploy }: Started): string {
  return codeDeploy === undefined ? 'ECS' : 'CodeDeploy';
}

/** ECS's own reason goes last, and only where it says more than the echo of a cause that is known. */
async function withReason(causes: Cause[], reason: string | undefined): Promise<Cause[]> {
  if (reason === undefined || reason.trim() === '' || causes.some(({ message }) => message === reason)) return causes;
  const { explain } = await import('../explain/explain.ts');
  const { id = '', echo = false } = explain(reason) ?? {};
  const isSaid = echo || id === 'alarm' || id === 'superseded' || id === 'rolled-back-by-user';
  return isSaid && causes.length > 0 ? causes : [...causes, await explainCause(reason)];
}

function primaryOf(snapshot: Snapshot | undefined): string | undefined {
  const service = snapshot?.service;
  const primary = primaryDeployment(service) ?? primaryTaskSet(service);
  return primary?.taskDefinition === undefined ? undefined : lastPart(primary.taskDefinition);
}

/** ` at production traffic shift, with 10 % of the production traffic`; nothing where ECS tells no stages. A hook's stage is ECS's own word. */
function reached({ furthest }: Context, reason: string | undefined): string {
  const named = /because (?<stage>[A-Z][A-Z_]{5,}) (?:pause |lifecycle )?hook/u.exec(reason ?? '')?.groups?.['stage'];
  const stage = (named ?? furthest?.stage)?.toLowerCase().replaceAll('_', ' ');
  if (stage === undefined) return '';
  if (furthest === undefined) return ` at ${stage}`;
  return furthest.production === 0
    ? ` at ${stage}, before it got production traffic`
    : ` at ${stage}, with ${furthest.production} % of the production traffic`;
}

function traffic({ revisions = [] }: Context): string {
  const { productionWeight: production, testWeight: test } = revisions.find(({ role }) => role === 'target') ?? {};
  const shares = [
    ...(production === undefined ? [] : [`${production} % of the production traffic`]),
    ...(test === undefined || test === production ? [] : [`${test} % of the test traffic`]),
  ];
  return shares.length === 0 ? '' : ` with ${shares.join(' and ')}`;
}

/** What is left running where nothing was brought back. */
function running(snapshot: Snapshot | undefined): string {
  const counts = (snapshot?.service?.deployments ?? []).map(
    ({ taskDefinition = '', runningCount = 0 }) =>
      `${runningCount} ${runningCount === 1 ? 'task' : 'tasks'} of ${lastPart(taskDefinition)}`,
  );
  return counts.length === 0 ? '' : `; now run ${counts.join(' and ')}`;
}

function progress(snapshot: Snapshot | undefined): string {
  const revision = snapshot?.deployment?.targetServiceRevision;
  if (revision === undefined) return '';
  return ` (${snapshot?.deployment?.status}, ${revision.runningTaskCount ?? 0} of ${revision.requestedTaskCount ?? 0} tasks running)`;
}
