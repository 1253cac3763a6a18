import { breakerThreshold } from '../emulator/breaker.ts';
import { isOver } from '../emulator/code-deploy-steps.ts';
import { isCodeDeploy, isRolling, isTerminal } from '../emulator/rollouts.ts';
import { stagesOf, trafficSteps } from '../emulator/stages.ts';
import { tasksOf } from '../emulator/tasks.ts';
import type {
  CodeDeployDeploymentRecord,
  DeploymentRecord,
  RolloutRecord,
  ServiceRecord,
  TaskRecord,
  World,
} from '../emulator/world.ts';
import type { RevisionView, Scene, ServiceView, StageView, Tone } from './messages.ts';
import { taskView, toneOf as toneOfTask, wasSeen } from './task-view.ts';
import { targetGroupViews } from './target-group-views.ts';
import { counted, inWords, shortened } from './wording.ts';

/** The emulated system as the page shows it; changes nothing in it. */
export function sceneOf(world: World): Scene {
  const region = world.home;
  return {
    services: region.services.filter(({ status }) => status !== 'INACTIVE').map(serviceView),
    targetGroups: targetGroupViews(region),
  };
}

function serviceView(service: ServiceRecord): ServiceView {
  const { startAt } = service.region.world;
  const codeDeploy = service.region.codeDeploy.deployments.filter(({ group }) => group.service === service);
  const rollouts = service.rollouts.filter(({ createdAt }) => createdAt.getTime() >= startAt);
  const told = isCodeDeploy(service) ? codeDeployProgress(codeDeploy) : rolloutProgress(service, rollouts);
  return {
    name: service.name,
    cluster: service.cluster.name,
    kind: kindOf(service),
    desired: service.desiredCount,
    ...told,
    facts: [...told.facts, ...alarmFacts(service)],
    event: newestEvent(service),
    revisions: deploymentsOf(service, [
      ...codeDeploy.map(({ green }) => green),
      ...rollouts.map(({ target }) => target),
    ]).map((one) => revisionView(service, one)),
  };
}

function kindOf(service: ServiceRecord): string {
  if (isCodeDeploy(service)) return 'CodeDeploy';
  const strategy = (service.settings.deploymentConfiguration.strategy ?? 'ROLLING').toLowerCase().replace('_', '/');
  return service.express === undefined ? strategy : `Express, ${strategy}`;
}

type Progress = Pick<ServiceView, 'status' | 'tone' | 'reason' | 'stages' | 'facts'>;

const AT_REST: Progress = { status: 'no deployment yet', tone: 'idle', reason: '', stages: [], facts: [] };

/** Of the newest one; what became of those that it replaced is a fact beside it. */
function rolloutProgress(service: ServiceRecord, [rollout, ...earlier]: RolloutRecord[]): Progress {
  if (rollout === undefined) return AT_REST;
  return {
    status: inWords(rollout.status),
    tone: toneOf(rollout),
    reason: rollout.statusReason ?? '',
    stages: isRolling(service) ? rollingStages(rollout) : shiftingStages(rollout),
    facts: [
      ...stepFacts(rollout),
      ...breakerFacts(service, rollout),
      ...earlier.map(({ status }) => `earlier deployment: ${inWords(status)}`),
    ],
  };
}

function toneOf(rollout: RolloutRecord): Tone {
  if (rollout.status === 'SUCCESSFUL') return 'good';
  const isBad = isTerminal(rollout) || rollout.rollback !== undefined || rollout.status.endsWith('_REQUESTED');
  return isBad ? 'bad' : 'waiting';
}

/** A rolling deployment has no stages of its own; its statuses, in their order, are what there is to see. */
function rollingStages(rollout: RolloutRecord): StageView[] {
  const { status, bakingSince } = rollout;
  const isOverNow = isTerminal(rollout);
  const began = status === 'PENDING' ? 'now' : 'done';
  const work: StageView[] = [
    { name: 'pending', state: began },
    { name: 'replace tasks', state: status === 'PENDING' ? 'ahead' : workState(rollout) },
  ];
  if (bakingSince !== undefined) work.push({ name: 'bake time', state: isOverNow ? 'done' : 'now' });
  return [...work, ...endStages(rollout)];
}

function workState(rollout: RolloutRecord): StageView['state'] {
  if (toneOf(rollout) === 'bad') return 'failed';
  return isTerminal(rollout) || rollout.bakingSince !== undefined ? 'done' : 'now';
}

/** A way back has stages too, but those that led to it are what one wants to see. */
function shiftingStages(rollout: RolloutRecord): StageView[] {
  const { status, rollback, stage } = rollout;
  const names = stagesOf(rollout);
  const reached = rollback === undefined ? stage : rollback.from;
  const at = status === 'SUCCESSFUL' ? names.length : names.indexOf(reached ?? '');
  const isOver = rollback !== undefined || isTerminal(rollout);
  const stateAt = (index: number): StageView['state'] => {
    if (index < at) return 'done';
    if (index === at) return isOver ? 'failed' : 'now';
    return isOver ? 'skipped' : 'ahead';
  };
  return [...names.map((name, index) => ({ name: inWords(name), state: stateAt(index) })), ...endStages(rollout)];
}

function endStages(rollout: RolloutRecord): StageView[] {
  if (rollout.status === 'SUCCESSFUL') return [{ name: 'successful', state: 'done' }];
  if (isTerminal(rollout)) return [{ name: inWords(rollout.status), state: 'failed' }];
  if (toneOf(rollout) === 'bad') return [{ name: inWords(rollout.status), state: 'now' }];
  return [{ name: 'successful', state: 'ahead' }];
}

function stepFacts(rollout: RolloutRecord): string[] {
  const steps = trafficSteps(rollout.configuration);
  return steps.length > 1 && !isTerminal(rollout) ? [`traffic step ${rollout.step + 1} of ${steps.length}`] : [];
}

function breakerFacts(service: ServiceRecord, rollout: RolloutRecord): string[] {
  const breaker = rollout.configuration.deploymentCircuitBreaker;
  if (breaker?.enable !== true) return ['no circuit breaker'];
  const { failureCount } = rollout;
  const limit = breakerThreshold(breaker, service.desiredCount);
  return [`circuit breaker: ${failureCount} ${failureCount === 1 ? 'failure' : 'failures'}, trips at ${limit}`];
}

function alarmFacts({ region }: ServiceRecord): string[] {
  return [...region.alarms].filter(([, state]) => state === 'ALARM').map(([name]) => `alarm ${name} is on`);
}

/** The events are those of the deployment that somebody asked for, also while CodeDeploy takes it back by another one. */
function codeDeployProgress(deployments: CodeDeployDeploymentRecord[]): Progress {
  const [newest] = deployments;
  const asked = deployments.find(({ creator }) => creator === 'user') ?? newest;
  if (newest === undefined || asked === undefined) return AT_REST;
  const isRollback = newest !== asked;
  const isGood = newest.status === 'Succeeded' && !isRollback;
  return {
    status: `${isRollback ? 'rollback ' : ''}${inWords(newest.status)}`,
    tone: isGood ? 'good' : isRollback || isOver(newest) ? 'bad' : 'waiting',
    reason: asked.error?.message ?? '',
    stages: asked.events.map(({ lifecycleEventName = '', status = '' }) => ({
      name: inWords(lifecycleEventName),
      state: EVENT_STATES[status] ?? 'ahead',
    })),
    facts: [`configuration ${asked.config}`],
  };
}

const EVENT_STATES: Record<string, StageView['state']> = {
  InProgress: 'now',
  Succeeded: 'done',
  Failed: 'failed',
  Skipped: 'skipped',
};

/** The newest first; one that was deployed during the play stays to be seen when ECS has dropped it. */
function deploymentsOf(service: ServiceRecord, played: DeploymentRecord[]): DeploymentRecord[] {
  const all = new Set([...played, ...service.deployments]);
  return [...all].toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
}

function revisionView(service: ServiceRecord, deployment: DeploymentRecord): RevisionView {
  const tasks = tasksOf(service, deployment);
  const shown = tasks.filter((task) => wasSeen(task, service.region.world.clock.now()));
  const { family, revision } = deployment.revision.taskDefinition;
  return {
    id: deployment.id,
    name: `${family}:${revision}`,
    role: roleOf(service, deployment),
    desired: service.deployments.includes(deployment) ? deployment.desiredCount : 0,
    tasks: shown.map(taskView),
    gone: tasks.length - shown.length,
    reasons: reasonsOf(tasks),
  };
}

function reasonsOf(tasks: TaskRecord[]): string[] {
  const stopped = tasks.filter((task) => task.desiredStatus === 'STOPPED' && toneOfTask(task) === 'bad');
  return counted(
    stopped.flatMap(({ stoppedReason }) => (stoppedReason === undefined ? [] : [shortened(stoppedReason)])),
  );
}

function newestEvent({ events, region }: ServiceRecord): string {
  const [newest] = events;
  const isOfPlay = (newest?.createdAt?.getTime() ?? 0) >= region.world.startAt;
  return isOfPlay ? shortened(newest?.message ?? '') : '';
}

function roleOf(service: ServiceRecord, deployment: DeploymentRecord): RevisionView['role'] {
  if (deployment.rolloutState === 'FAILED') return 'failed';
  const rollout = service.rollouts.find(({ target }) => target === deployment);
  if (rollout?.status === 'STOP_REQUESTED' || rollout?.status === 'STOPPED') return 'stopped';
  if (deployment.startsHeld) return 'failed';
  const isLive = isCodeDeploy(service) ? deployment.status === 'PRIMARY' : deployment === service.lastCompleted;
  if (isLive) return 'live';
  const isOfPlay = deployment.createdAt.getTime() >= service.region.world.startAt;
  return isOfPlay && (isCodeDeploy(service) || deployment.status === 'PRIMARY') ? 'new' : 'old';
}
