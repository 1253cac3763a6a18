import { lastPart } from '../../aws/arn.ts';
import { currentRevisions, groupsOfRevision, groupsOfService } from '../../aws/traffic-groups.ts';
import { isGreen, type Cause, type DeployEvent, type Outcome, type ServiceReport, type Target } from '../../model.ts';
import { isCreated } from '../../plan/create.ts';
import { readMeasured, type MeasuredGroup } from '../../plan/measured.ts';
import { verifySucceeded } from '../../verify/release/release.ts';
import type { Verification } from '../../verify/release/verification.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import { withoutEnd } from '../follow-write.ts';
import type { Rollout } from '../rolling.ts';
import { goBack, withBack } from './go-back.ts';
import type { OtherModes } from './piece.ts';

export interface Verifying {
  rollout: Rollout;
  asked: Asked;
  others: OtherModes;
}

/** A release counts only once it does what the probes ask of it; one that does not is rolled back, if the inputs want that. */
export async function verifySuccess(
  report: ServiceReport,
  { rollout, asked, others }: Verifying,
  world: World,
): Promise<ServiceReport> {
  const { verification, target } = rollout;
  const { kind } = report.outcome;
  if (verification === undefined || (kind !== 'succeeded' && kind !== 'unchanged')) return report;
  const timeline = [...report.timeline];
  const say = (event: DeployEvent): void => {
    timeline.push(event);
    world.emit(event, target);
  };
  const causes = await verify(report, { verification, target, say }, world);
  const seen = { ...report, timeline, finishedAt: world.clock.now() };
  const { outcome } = seen;
  if (world.signal.aborted) {
    const headline = `Cancelled while verifying the release. ${withoutEnd(outcome.headline)}, which was not verified.`;
    return { ...seen, outcome: { kind: 'cancelled', headline, causes: [] } };
  }
  const [first] = causes;
  if (first === undefined) return seen;
  const why = withoutEnd(first.message);
  const former = report.previousTaskDefinitionArn;
  const stays = staysBecause(report, { rollout, asked });
  if (stays !== undefined || former === undefined) {
    const headline = `${withoutEnd(outcome.headline)}, but failed its verification: ${why}. ${stays ?? ''}`.trim();
    return { ...seen, outcome: { kind: 'failed', headline, causes: [...causes] } };
  }
  const message = `Verification failed, so ${target.name} goes back to ${lastPart(former)}.`;
  say({ at: world.clock.now(), kind: 'notice', message });
  const failed: Outcome = {
    kind: 'failed',
    headline: `${withoutEnd(outcome.headline)}, but failed its verification: ${why}.`,
    causes: [...causes],
  };
  const back = await goBack(seen, { former, asked, others }, world);
  const isBack = isGreen(back.outcome.kind);
  const headline = isBack
    ? `${target.name} was rolled back to ${lastPart(former)}, because ${lastPart(report.taskDefinitionArn ?? 'the new revision')} failed its verification: ${why}.`
    : `${failed.headline} It could not be rolled back to ${lastPart(former)}: ${back.outcome.headline}`;
  return {
    ...withBack({ ...seen, outcome: failed }, back),
    outcome: {
      kind: isBack ? 'rolled-back' : back.outcome.kind === 'cancelled' ? 'cancelled' : 'failed',
      headline,
      causes: [...causes, ...(isBack ? [] : back.outcome.causes)],
    },
  };
}

interface Telling {
  verification: Verification;
  target: Target;
  say: (event: DeployEvent) => void;
}

async function verify(
  { endpoint, taskDefinitionArn, service, finishedAt }: ServiceReport,
  { verification, target, say }: Telling,
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
  const live = measures ? await readTraffic(target, world) : { groups: [], hasOwnGroups: false };
  const verifying = verifySucceeded({ verification: { ...verification, filling }, since: finishedAt, ...live }, world);
  let step = await verifying.next();
  for (; step.done !== true; step = await verifying.next()) say(step.value);
  return step.value;
}

/** A deployment may have swapped the target groups of the service. What cannot be read is not judged. */
async function readTraffic(
  { cluster, name, kind }: Target,
  world: World,
): Promise<{ groups: MeasuredGroup[]; hasOwnGroups: boolean }> {
  try {
    const found = await world.aws.ecs.describeServices({ cluster, services: [name] });
    const [service] = found.services ?? [];
    const [revision] = await world.aws.ecs.describeServiceRevisions(currentRevisions(service));
    const own = groupsOfRevision(revision);
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
  { rollout, asked }: Pick<Verifying, 'rollout' | 'asked'>,
): string | undefined {
  if (outcome.kind === 'unchanged') return 'This step changed nothing, so it rolls nothing back.';
  if (asked.inputs['on-verification-failure'] === 'fail')
    return `${service} was left as it is (on-verification-failure: fail).`;
  if (isCreated(rollout.target) || former === undefined) return 'It has no earlier revision to return to.';
  if (former === taskDefinitionArn)
    return `It ran ${lastPart(former)} before, too, so there is no other revision to return to.`;
  return undefined;
}
