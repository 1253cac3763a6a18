import { lastPart } from '../aws/arn.ts';
import { openPauses } from '../explain/pause.ts';
import { mayRun, type Outcome, type ServiceReport } from '../model.ts';
import type { RollbackGuide } from '../world.ts';
import { phrase } from '../phrases.ts';

/** How to undo a deployment, for a reader who has to do it now; nothing if it rolled back on its own or is paused. */
export function addRollbackSteps(
  report: ServiceReport,
  { purpose = 'To roll back', rollbackGuide }: { purpose?: string; rollbackGuide?: RollbackGuide | undefined } = {},
): void {
  const { service, cluster, outcome, previousTaskDefinitionArn: previous, taskDefinitionArn: now } = report;
  const to = report.standing === undefined || hasRolledBack(report) ? undefined : ROLLBACK_TO[report.standing];
  if (to === undefined || previous === undefined || now === undefined || previous === now) return;
  if (!mayRun(outcome.kind) || openPauses(report).length > 0) return;
  const values = { service, cluster, 'rollback-to': to === 'previous' ? to : lastPart(previous) };
  const listed = Object.entries(values).map(([name, value]) => `\`${name}: ${value}\``);
  const { how: own, link } = rollbackGuide?.(values, report.region) ?? {};
  const how =
    own === undefined ? `${purpose}, ${phrase('run-mode', 'rollback')}, ${listed.join(', ')}.` : `${purpose}, ${own}.`;
  const unlessOver = ` This stops the deployment if it is still in flight, and ${lastPart(previous)} runs again. Do not use it after the deployment was rolled back: it would roll back one revision further.`;
  report.next.push(to === 'previous' ? `${how}${unlessOver}` : how);
  if (link !== undefined) report.links.push(link);
}

/** Nobody may think that an existing service was updated. */
export function asCreated({ service, outcome, creates }: ServiceReport): Outcome {
  if (creates !== true || outcome.kind !== 'succeeded') return outcome;
  return { ...outcome, headline: outcome.headline.replace(`${service} runs `, `${service} was created and runs `) };
}

/**
 * ECS has nothing to return to after a creation: the service stays, whatever became of it, until someone deletes it. `later` says what
 * CodeDeploy needs, if that is who deploys it from now on.
 */
export function tellCreated(report: ServiceReport, later: readonly string[]): void {
  const { service, cluster, region, outcome, serviceArn } = report;
  if (serviceArn === undefined) return;
  if (outcome.kind !== 'succeeded') {
    const headline = outcome.headline.replace(
      / and was not rolled back\.$/,
      ': the service was created, still exists, and has no earlier revision to roll back to.',
    );
    report.outcome = { ...outcome, headline };
  }
  const remove = `\`aws ecs delete-service --cluster ${cluster} --service ${service} --region ${region} --force\``;
  if (outcome.kind === 'succeeded') {
    report.next.push(`To undo this, delete the service: ${remove}.`, ...later);
    return;
  }
  const stays = `The service ${service} was created and still exists: ECS keeps it, and has no earlier revision to go back to.`;
  const again =
    later.length === 0
      ? `Deploy again with the fix, or delete it: ${remove}.`
      : `Only CodeDeploy can give it another revision: to start over with the fix, delete it first: ${remove}.`;
  report.next.push(`${stays} ${again}`);
}

/** While the end is unknown, `previous` is the right target: it stops the deployment in flight, and CodeDeploy accepts nothing else. */
const ROLLBACK_TO = { over: 'named', 'in-flight': 'previous', unknown: 'previous', 'going-back': undefined } as const;

function hasRolledBack({ timeline }: ServiceReport): boolean {
  return timeline.some((event) => event.kind === 'status' && event.status.startsWith('ROLLBACK_'));
}

/** A requested rollback is a success, unless it was itself rolled back. */
export function tellRequestedRollback(report: ServiceReport, to: string): void {
  const { service, outcome, standing, previousTaskDefinitionArn: previous, taskDefinitionArn: now } = report;
  const [asked, from] = [lastPart(to), previous === undefined ? 'what ran before' : lastPart(previous)];
  if (standing === 'going-back') {
    report.next.push(`That undoes this rollback. To return to ${asked} after all, run the rollback again afterwards.`);
  }
  if (outcome.kind === 'rolled-back') {
    const headline = `The rollback of ${service} to ${asked} did not succeed: it was itself rolled back${whatRuns(report)}.`;
    report.outcome = { ...outcome, headline };
  }
  if (outcome.kind !== 'succeeded') return;
  const headline =
    now === undefined || now === to
      ? `${service} was rolled back as requested: ${asked} is running again instead of ${from}.`
      : `${service} was rolled back as requested: the settings of ${asked} are live again instead of ${from}, registered by ECS as ${lastPart(now)}.`;
  report.outcome = { ...outcome, headline };
}

function whatRuns({ revisions }: ServiceReport): string {
  const [source, ...more] = revisions.filter(({ role }) => role === 'source');
  const arn = more.length === 0 ? source?.taskDefinitionArn : undefined;
  return arn === undefined ? '' : `, and ${lastPart(arn)} is running again`;
}
