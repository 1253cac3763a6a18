import { addEvent } from './events.ts';
import { resolveImages } from './images.ts';
import { digits, ecsArn, word } from './names.ts';
import { REVISION_FIELDS } from './service-fields.ts';
import type { DeploymentRecord, RevisionRecord, RolloutRecord, RolloutStatus, ServiceRecord } from './world.ts';

const TERMINAL: readonly RolloutStatus[] = ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'];

export const isTerminal = (rollout: RolloutRecord): boolean => TERMINAL.includes(rollout.status);
export const currentRollout = (service: ServiceRecord): RolloutRecord | undefined =>
  service.rollouts[0] && !isTerminal(service.rollouts[0]) ? service.rollouts[0] : undefined;
export const primaryOf = (service: ServiceRecord): DeploymentRecord | undefined =>
  service.deployments.find((deployment) => deployment.status === 'PRIMARY');
/** CodeDeploy creates and removes the task sets of such a service; its scheduler only keeps their tasks running. */
export const isCodeDeploy = (service: ServiceRecord): boolean =>
  service.settings.deploymentController?.type === 'CODE_DEPLOY';
export const isRolling = (service: ServiceRecord): boolean =>
  (service.settings.deploymentConfiguration.strategy ?? 'ROLLING') === 'ROLLING';

/** Starts a service deployment: a new revision, a new PRIMARY, the former one ACTIVE; one still in progress is superseded. */
export function startRollout(service: ServiceRecord): RolloutRecord {
  const { clock } = service.region.world;
  supersede(service);
  const sources = service.deployments.filter((deployment) => deployment.status !== 'INACTIVE');
  const previous = primaryOf(service);
  for (const deployment of sources) {
    deployment.status = 'ACTIVE';
    if (isRolling(service)) deployment.desiredCount = 0;
  }
  const target = createDeployment(service, createRevision(service));
  target.onAlternateTargets = !isRolling(service) && previous !== undefined && !previous.onAlternateTargets;
  service.deployments.unshift(target);
  service.steady = false;
  service.heldBack.clear();
  const rollout: RolloutRecord = {
    arn: ecsArn(
      service.region,
      `service-deployment/${service.cluster.name}/${service.name}/${word(service.region.world, 21)}`,
    ),
    status: 'PENDING',
    createdAt: clock.date(),
    updatedAt: clock.date(),
    sources,
    target,
    configuration: service.settings.deploymentConfiguration,
    failureCount: 0,
    breakerTriggered: false,
    alarmsAtStart: new Set([...service.region.alarms].filter(([, state]) => state === 'ALARM').map(([name]) => name)),
    triggeredAlarms: [],
    stageSince: clock.now(),
    step: 0,
    hooks: [],
  };
  service.rollouts.unshift(rollout);
  clock.at(2000, () => {
    if (rollout.status !== 'PENDING') return;
    rollout.startedAt = clock.date();
    setStatus(service, rollout, 'IN_PROGRESS');
  });
  return rollout;
}

export function setStatus(service: ServiceRecord, rollout: RolloutRecord, status: RolloutStatus): void {
  const now = service.region.world.clock.date();
  rollout.status = status;
  rollout.updatedAt = now;
  if (isTerminal(rollout)) rollout.finishedAt = now;
  if (status === 'STOPPED') rollout.stoppedAt = now;
}

/** The deployment reached its end: every desired task is healthy, every other one gone. */
export function completeDeployment(service: ServiceRecord, deployment: DeploymentRecord): void {
  const now = service.region.world.clock.date();
  deployment.rolloutState = 'COMPLETED';
  deployment.rolloutStateReason = `ECS deployment ${deployment.id} completed.`;
  deployment.updatedAt = now;
  service.deployments = service.deployments.filter((other) => other === deployment);
  service.lastCompleted = deployment;
  if (!isCodeDeploy(service)) addEvent(service, `(deployment ${deployment.id}) deployment completed.`);
  const rollout = currentRollout(service);
  if (!rollout) return;
  delete rollout.stage;
  setStatus(service, rollout, rollout.rollback ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL');
}

export interface Failure {
  event: string;
  stateReason: string;
  statusReason: string;
  rollback: boolean;
}

/** The breaker or an alarm found the deployment failed: back to the newest completed one, in the same service deployment. */
export function failDeployment(service: ServiceRecord, rollout: RolloutRecord, failure: Failure): void {
  const failed = primaryOf(service);
  if (!failed) return;
  failed.rolloutState = 'FAILED';
  failed.rolloutStateReason = failure.stateReason;
  failed.startsHeld = true;
  failed.updatedAt = service.region.world.clock.date();
  addEvent(service, `(deployment ${failed.id}) deployment failed: ${failure.event}`);
  if (rollout.rollback) return setStatus(service, rollout, 'ROLLBACK_FAILED');
  if (failure.rollback && service.lastCompleted) return rollBack(service, rollout, failure.statusReason);
  rollout.statusReason = failure.statusReason.replace('rolled back', 'stopped');
  stopSoon(service, rollout);
}

export function rollBack(service: ServiceRecord, rollout: RolloutRecord, reason: string): void {
  const { clock } = service.region.world;
  const to = service.lastCompleted;
  const failed = primaryOf(service);
  if (!to || !failed) return stopSoon(service, rollout);
  failed.status = 'ACTIVE';
  failed.startsHeld = true;
  if (isRolling(service)) failed.desiredCount = 0;
  to.status = 'PRIMARY';
  to.rolloutState = 'IN_PROGRESS';
  to.rolloutStateReason = `ECS deployment circuit breaker: rolling back to deploymentId ${to.id}.`;
  to.desiredCount = service.desiredCount;
  to.failedTasks = 0;
  to.startsHeld = false;
  to.updatedAt = clock.date();
  service.deployments = [to, ...service.deployments.filter((deployment) => deployment !== to)];
  service.taskDefinition = to.revision.taskDefinition;
  const former = REVISION_FIELDS.map((field) => [field, to.revision.settings[field]]);
  service.settings = { ...service.settings, ...Object.fromEntries(former) };
  if (service.express && to.revision.express) service.express.configuration = to.revision.express;
  service.steady = false;
  rollout.rollback = {
    reason,
    startedAt: clock.date(),
    to,
    ...(rollout.stage === undefined ? {} : { from: rollout.stage }),
  };
  rollout.statusReason = reason;
  rollout.step = 0;
  delete rollout.stage;
  setStatus(service, rollout, 'ROLLBACK_IN_PROGRESS');
  addEvent(service, `rolling back to deployment ${to.id}.`);
}

export function stopSoon(service: ServiceRecord, rollout: RolloutRecord): void {
  setStatus(service, rollout, 'STOP_REQUESTED');
  service.region.world.clock.at(5000, () => {
    if (rollout.status === 'STOP_REQUESTED') setStatus(service, rollout, 'STOPPED');
  });
}

function supersede(service: ServiceRecord): void {
  const running = currentRollout(service);
  if (!running) return;
  if (running.rollback) setStatus(service, running, 'ROLLBACK_FAILED');
  else if (running.status !== 'STOP_REQUESTED') stopSoon(service, running);
}

/** What CreateService starts for the CODE_DEPLOY controller: a task set that has the traffic, and no service deployment. */
export function startTaskSet(service: ServiceRecord): void {
  const taskSet = createDeployment(service, createRevision(service));
  taskSet.productionWeight = 100;
  service.deployments.unshift(taskSet);
}

function createRevision(service: ServiceRecord): RevisionRecord {
  const { region } = service;
  const revision: RevisionRecord = {
    arn: ecsArn(region, `service-revision/${service.cluster.name}/${service.name}/${digits(region.world, 19)}`),
    taskDefinition: service.taskDefinition,
    digests: resolveImages(region, service.taskDefinition),
    settings: service.settings,
    createdAt: region.world.clock.date(),
  };
  if (service.express) {
    service.express.configuration = { ...service.express.configuration, serviceRevisionArn: revision.arn };
    revision.express = service.express.configuration;
  }
  service.revisions.unshift(revision);
  return revision;
}

export function createDeployment(service: ServiceRecord, revision: RevisionRecord): DeploymentRecord {
  const now = service.region.world.clock.date();
  const id = `ecs-svc/${digits(service.region.world, 19)}`;
  return {
    id,
    status: 'PRIMARY',
    revision,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    desiredCount: service.desiredCount,
    failedTasks: 0,
    unhealthyReplaced: 0,
    retryNotBefore: 0,
    startsHeld: false,
    onAlternateTargets: false,
    productionWeight: 0,
    testWeight: 0,
    createdAt: now,
    updatedAt: now,
  };
}
