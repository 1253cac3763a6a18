import { phrase } from '../../phrases.ts';
import { lastPart } from '../../aws/arn.ts';
import { currentRevisions, groupsOfRevision, groupsOfService, rulesOfRevision } from '../../aws/traffic-groups.ts';
import { type Cause, type DeployEvent, type Outcome, type ServiceReport, type Target } from '../../model.ts';
import { readMeasured, type MeasuredGroup } from '../../plan/measured.ts';
import { sidesByWeight } from '../../plan/sides.ts';
import { verifySucceeded } from '../../verify/release/release.ts';
import type { Verification } from '../../verify/release/verification.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import { withoutEnd } from '../follow-write.ts';
import { goBack, isUnfinished, withBack, type Back } from './go-back.ts';
import type { OtherModes } from '../other-modes.ts';
import { lookSince, replacedOutcome } from './replaced.ts';

export interface Verifying {
  verification: Verification | undefined;
  place: Pick<Target, 'name' | 'cluster' | 'kind'>;
  /** Whether this step has created the service. */
  isCreated: boolean;
  asked: Asked;
  others: OtherModes;
}

/** A release counts only once it does what the probes ask of it; one that does not is rolled back, if the inputs want that. */
export async function verifySuccess(
  report: ServiceReport,
  { verification, place, isCreated, asked, others }: Verifying,
  world: World,
): Promise<ServiceReport> {
  const { kind } = report.outcome;
  if (verification === undefined || (kind !== 'succeeded' && kind !== 'unchanged')) return report;
  const timeline = [...report.timeline];
  const say = (event: DeployEvent): void => {
    timeline.push(event);
    world.emit(event, place);
  };
  const causes = await verify(report, { verification, place, say }, world);
  const seen = { ...report, timeline, finishedAt: world.clock.now() };
  const { outcome } = seen;
  if (world.signal.aborted) {
    const stays = asked.inputs['on-cancel'] === 'rollback' && kind === 'succeeded' ? NOT_CANCELLED : '';
    const headline = `Cancelled while verifying the release. ${lead(report)}, which was not verified.${stays}`;
    return { ...seen, outcome: { kind: 'cancelled', headline, causes: [] } };
  }
  const since = await lookSince(report, world);
  if (since.kind === 'replaced') {
    const replaced = replacedOutcome(report, since.revision);
    return { ...seen, standing: 'over', outcome: { ...replaced, causes: [...replaced.causes, ...causes] } };
  }
  if (since.kind === 'unread') {
    const message = `Whether another deployment has replaced ${lastPart(report.taskDefinitionArn ?? 'this one')} meanwhile could not be read (${since.why}).`;
    say({ at: world.clock.now(), kind: 'warning', message });
  }
  if (causes.length === 0) return { ...seen, outcome: { ...outcome, headline: passedHeadline(seen) } };
  const former = report.previousTaskDefinitionArn;
  const failedHeadline = `${lead(report)}, but it failed its verification.`;
  const stays = staysBecause(report, { isCreated, asked });
  if (stays !== undefined || former === undefined) {
    const headline = `${failedHeadline} ${stays ?? ''}`.trim();
    return { ...seen, outcome: { kind: 'failed', headline, causes: [...causes] } };
  }
  const message = `Verification failed, so ${place.name} goes back to ${lastPart(former)}.`;
  say({ at: world.clock.now(), kind: 'waiting', message });
  const failed: Outcome = { kind: 'failed', headline: failedHeadline, causes: [...causes] };
  const back = await goBack(seen, { former, asked, others }, world);
  return {
    ...withBack({ ...seen, outcome: failed }, back),
    outcome: {
      kind: BACK_KINDS[back.outcome.kind] ?? 'failed',
      headline: backHeadline(seen, { former, back }),
      causes: isBack(back) ? [...causes] : [...causes, ...back.outcome.causes],
    },
  };
}

const NOT_CANCELLED = ' It was not rolled back, because its deployment had already succeeded.';

const BACK_KINDS: Partial<Record<Outcome['kind'], Outcome['kind']>> = {
  succeeded: 'rolled-back',
  unchanged: 'rolled-back',
  cancelled: 'cancelled',
  superseded: 'superseded',
};

function isBack({ outcome }: Back): boolean {
  return BACK_KINDS[outcome.kind] === 'rolled-back';
}

function backHeadline(
  { service, taskDefinitionArn }: ServiceReport,
  { former, back }: { former: string; back: Back },
): string {
  const { outcome } = back;
  const [was, bad] = [lastPart(former), lastPart(taskDefinitionArn ?? 'the new revision')];
  if (isBack(back)) return `${service} was rolled back to ${was}, because ${bad} failed its verification.`;
  const start = `${bad} failed its verification, `;
  if (isUnfinished(back))
    return `${start}and the rollback of ${service} to ${was} has started, but was not followed to its end. ${outcome.headline}`;
  return `${start}but ${service} was not rolled back to ${was}. ${outcome.headline}`;
}

/** What the deployment itself came to. */
function lead({ outcome, service, taskDefinitionArn }: ServiceReport): string {
  if (outcome.kind !== 'unchanged' || taskDefinitionArn === undefined) return withoutEnd(outcome.headline);
  return `${service} already runs ${lastPart(taskDefinitionArn)}`;
}

/** What was not judged did not pass. */
function passedHeadline({ outcome, timeline }: ServiceReport): string {
  const metrics = timeline.filter((event) => event.kind === 'metric');
  const open = metrics.filter(({ result }) => result.verdict === 'not-judged').length;
  const asked = timeline.some(({ kind }) => kind === 'probe') || metrics.length > open;
  const passed = asked ? ' and passed its verification' : '';
  const which = metrics.length === 1 ? 'its metric check' : `${open} of ${metrics.length} metric checks`;
  const rest = open === 0 ? '' : `; ${which} ${open === 1 ? 'was' : 'were'} not judged`;
  return `${withoutEnd(outcome.headline)}${passed}${rest}.`;
}

interface Telling {
  verification: Verification;
  place: Verifying['place'];
  say: (event: DeployEvent) => void;
}

async function verify(
  { endpoint, taskDefinitionArn, service, finishedAt }: ServiceReport,
  { verification, place, say }: Telling,
  world: World,
): Promise<readonly Cause[]> {
  const revision = taskDefinitionArn === undefined ? undefined : lastPart(taskDefinitionArn);
  const filling = { ...verification.filling, endpoint: endpoint ?? verification.filling.endpoint, revision };
  const needsEndpoint = verification.probes.some(({ url }) => url.includes('{endpoint}'));
  if (needsEndpoint && filling.endpoint === undefined) {
    const message = `No probe could be sent, because ECS does not say at which address ${service} is reached.`;
    return [{ message, fix: 'Write the address of the service instead of {endpoint}.' }];
  }
  const measures = verification.checks.some(({ kind }) => kind === 'metric');
  const live = measures ? await readTraffic(place, world) : { groups: [], hasOwnGroups: false };
  const verifying = verifySucceeded({ verification: { ...verification, filling }, since: finishedAt, ...live }, world);
  let step = await verifying.next();
  for (; step.done !== true; step = await verifying.next()) say(step.value);
  return step.value;
}

/** A deployment may have swapped the target groups of the service. What cannot be read is not judged. */
async function readTraffic(
  { cluster, name, kind }: Verifying['place'],
  world: World,
): Promise<{ groups: MeasuredGroup[]; hasOwnGroups: boolean }> {
  try {
    const found = await world.aws.ecs.describeServices({ cluster, services: [name] });
    const [service] = found.services ?? [];
    const [revision] = await world.aws.ecs.describeServiceRevisions(currentRevisions(service));
    const rules = rulesOfRevision(revision);
    const own =
      rules.length > 0 ? (await sidesByWeight({ rules, percent: 100 }, world)).fresh : groupsOfRevision(revision);
    const groups = await readMeasured(own.length > 0 ? own : groupsOfService(service), world);
    const strategy = service?.deploymentConfiguration?.strategy ?? 'ROLLING';
    return { groups, hasOwnGroups: kind !== 'service' || strategy !== 'ROLLING' };
  } catch {
    return { groups: [], hasOwnGroups: false };
  }
}

/** Why it is left as it is; undefined if it can be rolled back. */
function staysBecause(
  { outcome, service, previousTaskDefinitionArn: former, taskDefinitionArn }: ServiceReport,
  { isCreated, asked }: Pick<Verifying, 'isCreated' | 'asked'>,
): string | undefined {
  if (outcome.kind === 'unchanged') return 'This step changed nothing, so it rolls nothing back.';
  if (asked.inputs['on-verification-failure'] === 'fail')
    return `${service} was left as it is (${phrase('setting', 'on-verification-failure: fail')}).`;
  if (isCreated || former === undefined) return 'It has no earlier revision to return to.';
  if (former === taskDefinitionArn)
    return `It ran ${lastPart(former)} before, too, so there is no other revision to return to.`;
  return undefined;
}
