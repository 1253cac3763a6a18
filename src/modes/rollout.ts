import {
  codeDeployConsoleUrl,
  lastPart,
  serviceConsoleUrl,
  stoppedTasksConsoleUrl,
  targetGroupConsoleUrl,
} from '../aws/arn.ts';
import { toDeployError } from '../aws/failure.ts';
import { liveTaskDefinition, revisionToReturnTo } from '../aws/task-sets.ts';
import { unlessCancelled } from '../cancel.ts';
import { deployCodeDeploy } from '../deploy/codedeploy.ts';
import { deployExpress } from '../deploy/express.ts';
import { deployService } from '../deploy/service.ts';
import { rollBackCodeDeploy, rollBackDeployment } from '../deploy/stop.ts';
import { DeployError } from '../errors.ts';
import { explainError } from '../explain/cause.ts';
import { openPauses } from '../explain/pause.ts';
import { tellRollback, tellWayBack } from './go-back.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { DeployEvent, Outcome, ServiceReport, Started, Target } from '../model.ts';
import type { Work } from '../plan/decide.ts';
import { newestConfiguration } from '../plan/express.ts';
import type { Prepared } from './deploy/prepare.ts';
import { fillAppSpec } from '../render/appspec.ts';
import { diffDefinitions } from '../render/diff.ts';
import { watch, type WatchRequest, type WatchResult } from '../watch/watch.ts';
import { asRequest } from './deploy/template.ts';
import type { World } from '../world.ts';

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
    report.outcome = {
      kind: world.signal.aborted ? 'cancelled' : 'failed',
      headline:
        error.code === 'unsettled'
          ? `Whether ${target.name} was deployed is not known.`
          : `${target.name} was not deployed.`,
      causes: [explainError(error)],
    };
  }
  report.finishedAt = world.clock.now();
  linkReport(report);
  if (rollout.work.kind === 'roll-back') tellRollback(report, rollout.work.to);
  tellWayBack(report, rollout.work.kind === 'roll-back' ? 'To undo this rollback' : 'To go back');
  return report;
}

interface Step {
  rollout: Rollout;
  inputs: Inputs;
  report: ServiceReport;
  say: (event: DeployEvent) => void;
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

/** A service that has what was asked for may still be short of tasks, and nothing that this step does will mend it. */
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

export interface Follow
  extends
    Pick<Step, 'inputs' | 'say'>,
    Pick<WatchRequest, 'started' | 'since' | 'wanted' | 'former' | 'images' | 'blamed'> {
  /** Whether this step started the deployment: nothing is ever done to somebody else's. */
  owned: boolean;
  /** The pause that this step answered. */
  answered?: string | undefined;
}

/** Follows a deployment to its end and tells what happens on the way. */
export async function follow(
  { started, since, wanted, former, answered, images, blamed, owned, inputs, say }: Follow,
  world: World,
): Promise<WatchResult> {
  const watching = watch(
    {
      started,
      since,
      wanted,
      former,
      onPause: { return: inputs['on-pause'] === 'return', answered },
      waitMinutes: inputs['wait-for-minutes'] + ownWaitMinutes(started),
      maxDelaySeconds: inputs['wait-max-delay-seconds'],
      requireHealthyTargets: inputs['require-healthy-targets'],
      images,
      intervention: {
        owned,
        rollBackOnTimeout: owned && inputs['on-timeout'] === 'rollback',
        rollBackOnCancel: owned && inputs['on-cancel'] === 'rollback',
        failFast: inputs['fail-fast'] && (wanted ?? 'succeeded') === 'succeeded',
        rollBack: (id) =>
          started.codeDeploy === undefined ? rollBackDeployment(id, world) : rollBackCodeDeploy(id, world),
        readsLogs: inputs['log-lines'] > 0,
      },
      logLines: inputs['log-lines'],
      blamed,
    },
    world,
  );
  for (;;) {
    const step = await watching.next();
    if (step.done === true) return step.value;
    say(step.value);
  }
}

/** CodeDeploy waits by itself before it shifts the traffic and before it ends the old tasks, as its group says. */
function ownWaitMinutes({ codeDeploy }: Started): number {
  const { readyWaitMinutes = 0, terminationWaitMinutes = 0 } = codeDeploy?.group ?? {};
  return readyWaitMinutes + terminationWaitMinutes;
}

export function applyResult(report: ServiceReport, result: WatchResult): void {
  Object.assign(report, {
    outcome: result.outcome,
    standing: result.standing,
    deploymentArn: result.deploymentArn,
    taskDefinitionArn: result.taskDefinitionArn ?? report.taskDefinitionArn,
    revisions: result.revisions,
    tasks: result.tasks,
    targets: result.targets,
  });
}

export async function readEndpoint(started: Started, world: World): Promise<string | undefined> {
  try {
    const { signal } = world;
    const reading = world.aws.ecs.describeExpressService(started.serviceArn);
    const express = await unlessCancelled({ signal, doing: 'reading the endpoint', left: '' }, reading);
    const configurations = express?.activeConfigurations ?? [];
    const paths = configurations.flatMap(({ ingressPaths }) => ingressPaths ?? []);
    const endpoint = (paths.find(({ accessType }) => accessType === 'PUBLIC') ?? paths[0])?.endpoint;
    return endpoint === undefined || endpoint.startsWith('http') ? endpoint : `https://${endpoint}`;
  } catch (error) {
    const failure = toDeployError(error, {
      action: 'ecs:DescribeExpressGatewayService',
      doing: 'reading the endpoint',
    });
    world.emit(
      { at: world.clock.now(), kind: 'warning', message: failure.message },
      { name: started.service, cluster: started.cluster },
    );
    return undefined;
  }
}

/** The report before anything was done: what is live, what would change. */
export async function beginReport({ target, rendered }: Prepared, world: World): Promise<ServiceReport> {
  const { live } = target;
  const now = world.clock.now();
  return {
    service: target.name,
    cluster: target.cluster,
    kind: target.kind,
    region: target.region,
    outcome: { kind: 'planned', headline: '', causes: [] } satisfies Outcome,
    serviceArn: target.service?.serviceArn,
    taskDefinitionArn: live?.arn,
    previousTaskDefinitionArn: live?.arn ?? liveTaskDefinition(target.service),
    images: imagesOf({ target, rendered }),
    startedAt: now,
    finishedAt: now,
    timeline: [],
    revisions: [],
    tasks: [],
    targets: [],
    definitionDiff:
      rendered === undefined || live === undefined
        ? ''
        : await diffDefinitions({
            before: asRequest(live),
            after: rendered.definition,
            beforeName: lastPart(live.arn),
            afterName: rendered.template.startsWith('arn:')
              ? `${rendered.definition.family} (rendered)`
              : rendered.template,
          }),
    changes: target.changes,
    links: [],
    next: [],
  };
}

export function imagesOf({ target, rendered }: Prepared): { container: string; image: string }[] {
  if (rendered !== undefined) {
    return (rendered.definition.containerDefinitions ?? []).map(({ name = '', image = '' }) => ({
      container: name,
      image,
    }));
  }
  if (target.kind !== 'express')
    return (target.live?.definition.containerDefinitions ?? []).map(({ name = '', image = '' }) => ({
      container: name,
      image,
    }));
  const image =
    target.call.request.primaryContainer?.image ??
    newestConfiguration(target.express?.activeConfigurations)?.primaryContainer?.image;
  return image === undefined ? [] : [{ container: 'Main', image }];
}

/** Where in the console to go on, and what to look at there when nobody waited for the end. */
export function linkReport(report: ServiceReport): void {
  const { region } = report;
  const place = { region, cluster: report.cluster, service: report.service };
  const groups = [...new Set(report.targets.map(({ targetGroupArn }) => targetGroupArn))];
  const { codeDeployDeploymentId: deploymentId } = report;
  report.links = [
    { label: 'Deployments', url: serviceConsoleUrl(place) },
    ...(deploymentId === undefined
      ? []
      : [{ label: 'CodeDeploy', url: codeDeployConsoleUrl({ region, deploymentId }) }]),
    { label: 'Stopped tasks', url: stoppedTasksConsoleUrl(place) },
    ...groups.map((targetGroupArn) => ({
      label: `Target group ${targetGroupArn.split('/').at(-2) ?? ''}`,
      url: targetGroupConsoleUrl({ region, targetGroupArn }),
    })),
  ];
  if (openPauses(report).length > 0) {
    report.next.push(
      'To go on, run this action with `mode: continue`; to go back, with `mode: stop`; to follow it, with `mode: watch`.',
    );
  }
  const { standing } = report;
  if (standing === 'going-back') {
    report.next.push('It is being rolled back: to follow that, run this action with `mode: watch`.');
  } else if (standing !== 'over' && ['timed-out', 'cancelled'].includes(report.outcome.kind)) {
    report.next.push(
      `See ${deploymentId === undefined ? 'Deployments for what ECS' : 'CodeDeploy for what it'} does now.`,
    );
  }
}

function placeOf({ region, cluster, name }: Target): { region: string; cluster: string; service: string } {
  return { region, cluster, service: name };
}

function nameOf(arn: string | undefined): string {
  return arn === undefined ? 'the new revision' : lastPart(arn);
}
