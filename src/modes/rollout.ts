import { lastPart, serviceConsoleUrl } from '../aws/arn.ts';
import { heldBefore } from '../aws/held-scaling.ts';
import { liveTaskDefinition } from '../aws/service.ts';
import { deployCodeDeploy } from '../write/codedeploy.ts';
import { createService } from '../write/create-service.ts';
import { changeTags } from '../write/tags.ts';
import { deployService } from '../write/service.ts';
import { DeployError } from '../errors.ts';
import type { Inputs } from '../inputs/spec.ts';
import {
  isGreen,
  type Cause,
  type CodeDeployTarget,
  type DeployEvent,
  type Outcome,
  type ServiceReport,
  type ServiceTarget,
  type Started,
  type Target,
} from '../model.ts';
import { forcedBy } from '../plan/decide.ts';
import { GRACE_MS } from '../patience.ts';
import { fillAppSpec, hooksOf } from '../render/appspec.ts';
import type { World } from '../world.ts';
import { beginReport } from './begin-report.ts';
import { addCommands } from './commands.ts';
import { rollOutExpress } from './express.ts';
import { resultsWith } from './deployment-result.ts';
import { failure } from './failure.ts';
import { followWrite, withoutEnd } from './follow-write.ts';
import type { GiveBack } from './hold-scaling.ts';
import { addRollbackSteps, asCreated, tellCreated, tellRequestedRollback } from './rollback-steps.ts';
import { imageNote, withNote } from './images.ts';
import { laterDeploys } from './later-deploys.ts';
import { linkReport } from './links.ts';
import { tagDeployed } from './provenance.ts';
import { refusedHeadlines } from './refused.ts';
import type { Rolling, Rollout } from './rolling.ts';
import { asFound } from './settings/as-found.ts';
import { forcedNotes } from './settings/forced.ts';
import { showChanges } from './settings/show.ts';
import { promisedSettings } from './settings/promised.ts';
import { nameSettings } from './settings/words.ts';
import { reportUnchanged } from './unchanged.ts';

/** Deploys one service and follows it to its end; an expected failure becomes the outcome, never an exception. */
export async function rollOut(rollout: Rollout, inputs: Inputs, world: World): Promise<ServiceReport> {
  const { target } = rollout;
  const report = { ...(await beginReport(rollout, world)), acts: rollout.work.kind !== 'unchanged' };
  const say = (event: DeployEvent): void => {
    report.timeline.push(event);
    world.emit(event, target);
  };
  if ('note' in rollout.work && rollout.work.note !== undefined)
    say({ at: world.clock.now(), kind: 'notice', message: rollout.work.note });
  const rolling: Rolling = { rollout, inputs, report, say, accepted: [] };
  let stuck: Cause | undefined;
  try {
    const giveBack = await hold(rolling, world);
    try {
      await deployAndFollow(rolling, world);
    } finally {
      stuck = await giveBack?.();
    }
    await tagDeployed(rolling, world);
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    const { accepted } = rolling;
    const isNew =
      rollout.work.kind === 'register-and-update' &&
      rollout.existing === undefined &&
      rollout.taskDefinitionArn !== target.live?.arn;
    const registered = isNew ? rollout.taskDefinitionArn : undefined;
    const headlines = refusedHeadlines(target, { accepted, registered, shared: rollout.among.sharesRevision });
    const headline = error.code === 'unsettled' ? headlines.unsettled : headlines.failed;
    tellAtOnce(`${headline} ${error.message}`, rollout, world);
    report.outcome = await failure(error, headlines, world);
  }
  report.outcome = asCreated(report);
  if (TELLS_IMAGE.includes(report.outcome.kind)) {
    const headline = withNote(report.outcome.headline, imageNote(report.images));
    report.outcome = { ...report.outcome, headline };
  }
  if (stuck !== undefined) Object.assign(report, whileSuspended(report, stuck));
  report.finishedAt = world.clock.now();
  linkReport(report);
  if (target.kind === 'service' && target.creates !== undefined) tellCreated(report, laterDeploys(target, inputs));
  if (rollout.work.kind === 'roll-back') tellRequestedRollback(report, rollout.work.to);
  const purpose = rollout.work.kind === 'roll-back' ? 'To undo this rollback' : 'To roll back';
  addRollbackSteps(report, { purpose, rollbackGuide: world.rollbackGuide });
  addCommands(report, rollout);
  return report;
}

/** Auto scaling is held on request; what an earlier step left suspended is given back in any case. */
async function hold({ rollout, inputs, say }: Rolling, world: World): Promise<GiveBack | undefined> {
  const { target, work } = rollout;
  const asked = inputs['suspend-auto-scaling'] && inputs['wait-for-service-stability'] && target.kind !== 'express';
  if (!asked && heldBefore(target.service) === undefined) return undefined;
  const { giveBackTrace, holdScaling } = await import('./hold-scaling.ts');
  const waitEnd = world.clock.now().getTime() + inputs['wait-for-minutes'] * 60_000;
  const endBy = new Date(waitEnd + GRACE_MS);
  if (asked && work.kind !== 'unchanged') return await holdScaling({ target, say, endBy }, world);
  await giveBackTrace({ target, say }, world);
  return undefined;
}

/** A service that runs what was asked, but no longer scales, is not what was asked. */
function whileSuspended(report: ServiceReport, cause: Cause): Pick<ServiceReport, 'outcome' | 'results'> {
  const { service, outcome } = report;
  const causes = [...outcome.causes, cause];
  const suspended = `The auto scaling of ${service} is still suspended.`;
  const results = resultsWith(report, { name: 'Auto scaling', headline: suspended, cause });
  if (!isGreen(outcome.kind)) {
    return { outcome: { ...outcome, headline: `${outcome.headline} ${suspended}`, causes }, results };
  }
  const headline = `${withoutEnd(outcome.headline)}, but the auto scaling of ${service} is still suspended.`;
  return { outcome: { kind: 'failed', headline, causes }, results };
}

/** The verdict on all services comes when the last one has ended, which may be long after this one failed. */
function tellAtOnce(message: string, { target, among }: Rollout, world: World): void {
  if (among.count > 1) world.emit({ at: world.clock.now(), kind: 'notice', message }, target);
}

/** Task states that need no investigation: running, or about to be. */
const TELLS_IMAGE: readonly Outcome['kind'][] = ['succeeded', 'started', 'unchanged'];

async function deployAndFollow(rolling: Rolling, world: World): Promise<void> {
  const { rollout, inputs, report } = rolling;
  const { target } = rollout;
  const live = target.live?.arn ?? liveTaskDefinition(target.service);
  if (rollout.work.kind === 'unchanged') return await reportUnchanged(rolling, live, world);
  const message = `${announce(rollout, live)} in ${target.cluster}${live === undefined ? '' : ` (live: ${nameOf(live)})`}: ${serviceConsoleUrl(placeOf(target))}`;
  world.emit({ at: world.clock.now(), kind: 'notice', message }, target);
  showChanges(target, world);
  report.taskDefinitionArn = rollout.taskDefinitionArn ?? live;
  if (target.kind === 'express') return await rollOutExpress({ ...rolling, target }, world);
  const started = await start(rolling, target, world);
  report.serviceArn = started.serviceArn;
  report.taskDefinitionArn = started.taskDefinitionArn ?? live;
  report.codeDeployDeploymentId = started.codeDeploy?.deploymentId;
  const settings = promisedSettings({ target, work: rollout.work, sent: target.settings }, inputs);
  const waits = inputs['wait-for-service-stability'];
  const sent = { settings: target.settings, tags: target.tags !== undefined };
  await followWrite(rolling, { started, sent, settings, waits, since: started.startedAt }, world);
}

function announce({ target, work, taskDefinitionArn }: Rollout, live: string | undefined): string {
  if (work.kind === 'roll-back') return `Rolling ${target.name} back to ${nameOf(work.to)}`;
  if (target.kind === 'service' && target.creates !== undefined)
    return `Creating ${target.name} with ${nameOf(taskDefinitionArn)}`;
  const forced = forcedBy(target).length > 0;
  if (work.kind === 'update' && (!work.force || (forced && work.note === undefined))) {
    return `Changing ${changedSettings(target).join(', ')} of ${target.name}${work.force ? ' with a new deployment' : ''}`;
  }
  const isUnnamed = taskDefinitionArn === undefined && target.kind === 'express';
  return `Deploying ${isUnnamed ? 'a new revision' : nameOf(taskDefinitionArn ?? live)} to ${target.name}`;
}

/** The fields that are sent, as AWS spells them; AWS decides whether they start a deployment. */
function changedSettings(target: Target): string[] {
  if (target.kind !== 'express') {
    return [...Object.keys(target.settings), ...(target.tags !== undefined ? ['tags'] : [])];
  }
  const sent = { ...target.call.request, ...target.settings, ...(target.tags !== undefined ? { tags: [] } : {}) };
  return Object.keys(sent).filter((field) => field !== 'serviceArn');
}

async function start(rolling: Rolling, target: ServiceTarget | CodeDeployTarget, world: World): Promise<Started> {
  const { rollout, inputs, accepted } = rolling;
  const { work, taskDefinitionArn, listed } = rollout;
  await changeTags(target, () => void accepted.push('its tags were changed'), world);
  if (target.kind === 'codedeploy') {
    const deploys = work.kind !== 'update' || work.force;
    const arn = taskDefinitionArn ?? target.live?.arn ?? liveTaskDefinition(target.service) ?? '';
    const content = fillAppSpec(target.appSpec, arn);
    const settingsSent = (): void => {
      accepted.push(`its settings were changed (${nameSettings(target.settings)})`);
    };
    const hooks = hooksOf(target.appSpec);
    return await deployCodeDeploy({ target, content, hooks, taskDefinitionArn: arn, deploys, settingsSent }, world);
  }
  if (target.creates !== undefined) {
    const { creates, cluster, name } = target;
    return await createService({ creates, cluster, name, taskDefinitionArn: taskDefinitionArn ?? '' }, world);
  }
  if (work.kind === 'update' && !work.force && Object.keys(target.settings).length === 0)
    return asFound(target, target.live?.arn ?? liveTaskDefinition(target.service), world);
  const forced = forcedBy(target);
  const asked = work.kind !== 'roll-back' && inputs['force-new-deployment'];
  for (const message of forcedNotes(forced)) world.emit({ at: world.clock.now(), kind: 'notice', message }, target);
  const force = asked || forced.length > 0 || (work.kind === 'update' && work.force);
  const settings = { ...target.settings, ...(force ? { forceNewDeployment: true } : {}) };
  return await deployService({ ...target, settings, taskDefinitionArn, listed }, world);
}

function placeOf({ region, cluster, name }: Target): { region: string; cluster: string; service: string } {
  return { region, cluster, service: name };
}

function nameOf(arn: string | undefined): string {
  return arn === undefined ? 'the new revision' : lastPart(arn);
}
