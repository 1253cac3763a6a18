import { lastPart, serviceConsoleUrl } from '../aws/arn.ts';
import { liveTaskDefinition, revisionToReturnTo } from '../aws/service.ts';
import { deployCodeDeploy } from '../deploy/codedeploy.ts';
import { deployExpress } from '../deploy/express.ts';
import { deployService } from '../deploy/service.ts';
import { DeployError } from '../errors.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { DeployEvent, ServiceReport, Started, Target } from '../model.ts';
import type { Work } from '../plan/decide.ts';
import { fillAppSpec } from '../render/appspec.ts';
import type { World } from '../world.ts';
import { beginReport, imagesOf } from './begin-report.ts';
import type { Prepared } from './prepared.ts';
import { readEndpoint } from './endpoint.ts';
import { failure } from './failure.ts';
import { applyResult, follow, type Telling } from './follow.ts';
import { tellRollback, tellWayBack } from './go-back.ts';
import { linkReport } from './links.ts';

export interface Rollout {
  prepared: Prepared;
  work: Work;
  /** The registered revision; absent when the live one stays. */
  taskDefinitionArn?: string | undefined;
  /** Image URI → digests that stand for it in ECR. */
  digests: ReadonlyMap<string, readonly string[]>;
}

/** Deploys one service and follows it to its end; an expected failure becomes the outcome, never an exception. */
export async function rollOut(rollout: Rollout, inputs: Inputs, world: World): Promise<ServiceReport> {
  const { target } = rollout.prepared;
  const report = { ...(await beginReport(rollout.prepared, world)), acts: rollout.work.kind !== 'unchanged' };
  const say = (event: DeployEvent): void => {
    report.timeline.push(event);
    world.emit(event, target);
  };
  if ('note' in rollout.work && rollout.work.note !== undefined)
    say({ at: world.clock.now(), kind: 'notice', message: rollout.work.note });
  try {
    await deployAndWatch({ rollout, inputs, report, say }, world);
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    const headlines = {
      unsettled: `Whether ${target.name} was deployed is not known.`,
      failed: `${target.name} was not deployed.`,
    };
    report.outcome = await failure(error, headlines, world);
  }
  report.finishedAt = world.clock.now();
  linkReport(report);
  if (rollout.work.kind === 'roll-back') tellRollback(report, rollout.work.to);
  tellWayBack(report, rollout.work.kind === 'roll-back' ? 'To undo this rollback' : 'To go back');
  return report;
}

interface Step extends Telling {
  rollout: Rollout;
  inputs: Inputs;
}

async function deployAndWatch({ rollout, inputs, report, say }: Step, world: World): Promise<void> {
  const { target } = rollout.prepared;
  const live = target.live?.arn ?? liveTaskDefinition(target.service);
  if (rollout.work.kind === 'unchanged') {
    report.outcome = {
      kind: 'unchanged',
      headline:
        target.service?.desiredCount === 0
          ? `${target.name} has ${nameOf(live)} already, and is scaled to 0 tasks: nothing to do.`
          : `${target.name} already runs ${nameOf(live)}: nothing to do.`,
      causes: [],
    };
    const missing = missingTasks(target);
    if (missing !== undefined) say({ at: world.clock.now(), kind: 'warning', message: missing });
    return;
  }
  const message = `${announce(rollout, live)} in ${target.cluster}${live === undefined ? '' : ` (live: ${nameOf(live)})`}: ${serviceConsoleUrl(placeOf(target))}`;
  world.emit({ at: world.clock.now(), kind: 'notice', message }, target);
  report.taskDefinitionArn = rollout.taskDefinitionArn ?? live;
  const started = await start({ ...rollout, inputs }, world);
  report.serviceArn = started.serviceArn;
  report.taskDefinitionArn = started.taskDefinitionArn ?? live;
  report.codeDeployDeploymentId = started.codeDeploy?.deploymentId;
  report.standing = started.deploys ? 'in-flight' : 'over';
  if (!started.deploys) {
    report.outcome = {
      kind: 'succeeded',
      headline: `The settings of ${target.name} were updated; they need no deployment.`,
      causes: [],
    };
  } else if (!inputs['wait-for-service-stability']) {
    report.outcome = {
      kind: 'started',
      headline: `The deployment of ${nameOf(started.taskDefinitionArn)} to ${target.name} has started; it was not followed.`,
      causes: [],
    };
  } else {
    const { prepared, digests } = rollout;
    const images = imagesOf(prepared).map((one) => ({ ...one, digests: digests.get(one.image) ?? [] }));
    const { rendered: blamed } = prepared;
    const former = revisionToReturnTo(target.service);
    applyResult(report, await follow({ started, owned: true, former, images, blamed, inputs, say }, world));
  }
  if (target.kind === 'express' && !world.signal.aborted) report.endpoint = await readEndpoint(started, world);
}

/** A service that has what was asked for may still be short of tasks, and nothing that this step does will fix it. */
function missingTasks({ name, service }: Target): string | undefined {
  const { desiredCount = 0, runningCount = desiredCount, pendingCount = 0 } = service ?? {};
  if (runningCount >= desiredCount) return undefined;
  return `Only ${runningCount} of ${desiredCount} tasks of ${name} run (${pendingCount} pending), and nothing was deployed: its events and stopped tasks tell why.`;
}

function announce({ prepared: { target }, work, taskDefinitionArn }: Rollout, live: string | undefined): string {
  if (work.kind === 'roll-back') return `Rolling ${target.name} back to ${nameOf(work.to)}`;
  if (work.kind === 'update' && !work.force) return `Changing ${changedSettings(target).join(', ')} of ${target.name}`;
  const isUnnamed = taskDefinitionArn === undefined && target.kind === 'express';
  return `Deploying ${isUnnamed ? 'a new revision' : nameOf(taskDefinitionArn ?? live)} to ${target.name}`;
}

/** The fields that are sent, as AWS spells them; whether they start a deployment is for AWS to say. */
function changedSettings(target: Target): string[] {
  if (target.kind !== 'express') return Object.keys(target.settings);
  const sent = { ...target.call.request, ...target.settings, ...(target.tags === undefined ? {} : { tags: [] }) };
  return Object.keys(sent).filter((field) => field !== 'serviceArn');
}

async function start(
  { prepared, work, taskDefinitionArn, inputs }: Rollout & { inputs: Inputs },
  world: World,
): Promise<Started> {
  const { target } = prepared;
  const isChange = work.kind !== 'roll-back';
  const force =
    (work.kind === 'update' && work.force) || (isChange && target.kind === 'service' && inputs['force-new-deployment']);
  const settings = { ...target.settings, ...(force ? { forceNewDeployment: true } : {}) };
  switch (target.kind) {
    case 'service':
      return await deployService({ ...target, settings, taskDefinitionArn }, world);
    case 'codedeploy': {
      const deploys = work.kind !== 'update' || work.force;
      const arn = taskDefinitionArn ?? target.live?.arn ?? liveTaskDefinition(target.service) ?? '';
      const content = fillAppSpec(target.appSpec, arn);
      return await deployCodeDeploy({ target, content, taskDefinitionArn: arn, deploys }, world);
    }
    case 'express': {
      return await deployExpress({ target: { ...target, settings }, taskDefinitionArn }, world);
    }
  }
}

function placeOf({ region, cluster, name }: Target): { region: string; cluster: string; service: string } {
  return { region, cluster, service: name };
}

function nameOf(arn: string | undefined): string {
  return arn === undefined ? 'the new revision' : lastPart(arn);
}
