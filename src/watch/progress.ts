import { lastPart } from '../aws/arn.ts';
import { phaseOf, primaryDeployment, primaryTaskSet, type Phase } from '../aws/service.ts';
import type { RevisionState } from '../model.ts';
import type { Observation } from './observation.ts';

/** Where a deployment was when it last made progress. */
export type Furthest = { readonly stage: string; readonly production: number } | undefined;

/** The revision that ECS is moving to, or that has the traffic. */
export function primaryRevision(seen: Observation | undefined): string | undefined {
  const service = seen?.service;
  const primary = primaryDeployment(service) ?? primaryTaskSet(service);
  return primary?.taskDefinition === undefined ? undefined : lastPart(primary.taskDefinition);
}

/** ` at production traffic shift, with 10 % of the production traffic`; empty if ECS names no stages. A hook's stage is ECS's own word. */
export function reached(furthest: Furthest, reason: string | undefined): string {
  const named = /because (?<stage>[A-Z][A-Z_]{5,}) (?:pause |lifecycle )?hook/u.exec(reason ?? '')?.groups?.['stage'];
  const found = named ?? furthest?.stage;
  const stage = found && stageWords(found);
  if (stage === undefined) return '';
  if (furthest === undefined) return ` at ${stage}`;
  return furthest.production === 0
    ? ` at ${stage}, before it got any production traffic`
    : ` at ${stage}, with ${furthest.production} % of the production traffic`;
}

/** ` with 10 % of the production traffic and 100 % of the test traffic`. */
export function traffic(revisions: readonly RevisionState[]): string {
  const { productionWeight: production, testWeight: test } = revisions.find(({ role }) => role === 'target') ?? {};
  const shares = [
    ...(production === undefined ? [] : [`${production} % of the production traffic`]),
    ...(test === undefined || test === production ? [] : [`${test} % of the test traffic`]),
  ];
  return shares.length === 0 ? '' : ` with ${shares.join(' and ')}`;
}

/** What is left running if nothing was rolled back. */
export function leftRunning(seen: Observation | undefined): string {
  const counts = (seen?.service?.deployments ?? []).map(
    ({ taskDefinition = '', runningCount = 0 }) =>
      `${runningCount} ${runningCount === 1 ? 'task' : 'tasks'} of ${lastPart(taskDefinition)}`,
  );
  return counts.length === 0 ? '' : `; running now: ${counts.join(' and ')}`;
}

/** ` (IN_PROGRESS, 1 of 2 tasks running)`; during a rollback, the new revision's counts are zero and say nothing. */
export function statusAndCounts(seen: Observation | undefined): string {
  const revision = seen?.deployment?.targetServiceRevision;
  if (revision === undefined) return seen?.taskSet === undefined ? '' : countsOfTarget(seen);
  const status = seen?.deployment?.status;
  if (RETURNS.has(phaseOf(seen?.deployment))) return ` (${status}${leftRunning(seen)})`;
  return ` (${status}, ${revision.runningTaskCount ?? 0} of ${revision.requestedTaskCount ?? 0} tasks running)`;
}

function countsOfTarget({ revisions }: Observation): string {
  const { running, desired } = revisions.find(({ role }) => role === 'target') ?? {};
  return running === undefined ? '' : ` (${running} of ${desired} tasks running)`;
}

const RETURNS = new Set<Phase>(['going-back', 'rolled-back', 'rollback-failed']);

/** ` with 2 of 2 tasks`, of what runs now. */
export function liveCounts(seen: Observation | undefined): string {
  const { runningCount, desiredCount } = primaryDeployment(seen?.service) ?? {};
  return runningCount === undefined || desiredCount === undefined
    ? ''
    : ` with ${runningCount} of ${desiredCount} tasks`;
}

/** `10:04:31 UTC`. */
export function clockTime(date: Date): string {
  return `${date.toISOString().slice(11, 19)} UTC`;
}

/** `post test traffic shift`. */
export function stageWords(stage: string): string {
  return stage.toLowerCase().replaceAll('_', ' ');
}
