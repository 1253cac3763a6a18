import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { word } from './names.ts';
import { currentRollout, failDeployment, isTerminal, rollBack } from './rollouts.ts';
import type { DeploymentRecord, RolloutRecord, RolloutStatus, ServiceRecord } from './world.ts';

const FIRST_STAGES = ['PRE_SCALE_UP', 'SCALE_UP', 'POST_SCALE_UP'];
const TRAFFIC_STAGES = [
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
];
const LAST_STAGE = 'CLEAN_UP';
/** A requested rollback or stop freezes the deployment where it is. */
const WALKING: readonly RolloutStatus[] = ['IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'];

/** Healthy tasks of the PRIMARY deployment, and tasks of others that are not gone yet. */
interface TaskCounts {
  healthy: number;
  leaving: number;
}

/** One step of https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html for each look of the scheduler. */
export function advanceStages(service: ServiceRecord, primary: DeploymentRecord, tasks: TaskCounts): void {
  const rollout = currentRollout(service);
  if (!rollout || !WALKING.includes(rollout.status) || rollout.stage === 'DONE') return;
  if (primary.rolloutState !== 'IN_PROGRESS') return;
  if (rollout.rollback) return shiftBack(service, rollout, tasks);
  if (rollout.stage === undefined) return enter(service, rollout, stagesOf(rollout)[0] ?? LAST_STAGE);
  if (awaitsHook(service, rollout) || !stageDone(service, rollout, tasks)) return;
  const steps = trafficSteps(rollout.configuration);
  if (rollout.stage === 'PRODUCTION_TRAFFIC_SHIFT' && rollout.step < steps.length - 1) {
    rollout.step += 1;
    return enter(service, rollout, 'PRE_PRODUCTION_TRAFFIC_SHIFT');
  }
  const stages = stagesOf(rollout);
  enter(service, rollout, stages[stages.indexOf(rollout.stage) + 1] ?? 'DONE');
}

export function scaleUpAllowed(service: ServiceRecord): boolean {
  const rollout = currentRollout(service);
  return (
    !rollout ||
    rollout.rollback !== undefined ||
    ![undefined, 'PRE_SCALE_UP', 'RECONCILE_SERVICE'].includes(rollout.stage)
  );
}

/** The share of production traffic that the new revision gets, step by step. */
export function trafficSteps(configuration: DeploymentConfiguration): { percent: number; bakeMinutes: number }[] {
  if (configuration.strategy === 'CANARY') {
    const { canaryPercent = 5, canaryBakeTimeInMinutes = 10 } = configuration.canaryConfiguration ?? {};
    return [
      { percent: canaryPercent, bakeMinutes: canaryBakeTimeInMinutes },
      { percent: 100, bakeMinutes: 0 },
    ];
  }
  if (configuration.strategy === 'LINEAR') {
    const { stepPercent = 10, stepBakeTimeInMinutes = 6 } = configuration.linearConfiguration ?? {};
    const count = Math.ceil(100 / stepPercent);
    return Array.from({ length: count }, (_, index) => ({
      percent: Math.min(100, stepPercent * (index + 1)),
      bakeMinutes: index === count - 1 ? 0 : stepBakeTimeInMinutes,
    }));
  }
  return [{ percent: 100, bakeMinutes: 0 }];
}

export function stagesOf(rollout: RolloutRecord): string[] {
  const reconcile = rollout.sources.length > 1 ? ['RECONCILE_SERVICE'] : [];
  const shift = rollout.sources.length > 0 ? TRAFFIC_STAGES : ['PRODUCTION_TRAFFIC_SHIFT'];
  return [...reconcile, ...FIRST_STAGES, ...shift, LAST_STAGE];
}

function enter(service: ServiceRecord, rollout: RolloutRecord, stage: string): void {
  const { clock } = service.region.world;
  rollout.stage = stage;
  rollout.stageSince = clock.now();
  rollout.updatedAt = clock.date();
  const step = trafficSteps(rollout.configuration)[rollout.step];
  if (stage === 'TEST_TRAFFIC_SHIFT') setWeights(rollout, { test: 100 });
  if (stage === 'PRODUCTION_TRAFFIC_SHIFT') {
    setWeights(rollout, { production: rollout.sources.length === 0 ? 100 : (step?.percent ?? 100) });
    if (rollout.sources.length === 0) rollout.step = trafficSteps(rollout.configuration).length - 1;
  }
  if (stage === LAST_STAGE) {
    setWeights(rollout, { production: 100 });
    for (const source of rollout.sources) source.desiredCount = 0;
  }
  openPauseHooks(service, rollout, stage);
  callLambdaHooks(service, rollout, stage);
}

function stageDone(service: ServiceRecord, rollout: RolloutRecord, tasks: TaskCounts): boolean {
  const minutes = (service.region.world.clock.now() - rollout.stageSince) / 60_000;
  switch (rollout.stage) {
    case 'PRE_SCALE_UP':
      return service.region.world.clock.now() >= (service.express?.readyAt ?? 0);
    case 'SCALE_UP':
      return tasks.healthy >= service.desiredCount;
    case LAST_STAGE:
      return tasks.leaving === 0;
    case 'PRODUCTION_TRAFFIC_SHIFT':
      return (
        rollout.sources.length === 0 || minutes >= (trafficSteps(rollout.configuration)[rollout.step]?.bakeMinutes ?? 0)
      );
    case 'BAKE_TIME':
      return minutes >= (rollout.configuration.bakeTimeInMinutes ?? 0);
    default:
      return true;
  }
}

function setWeights(rollout: RolloutRecord, weights: { production?: number; test?: number }): void {
  const [source] = rollout.sources;
  if (weights.production !== undefined) {
    rollout.target.productionWeight = weights.production;
    if (source) source.productionWeight = 100 - weights.production;
  }
  if (weights.test !== undefined) {
    rollout.target.testWeight = weights.test;
    if (source) source.testWeight = 100 - weights.test;
  }
}

/** Traffic returns as soon as the earlier revision is complete again; then the new one is cleaned up. */
function shiftBack(service: ServiceRecord, rollout: RolloutRecord, tasks: TaskCounts): void {
  const to = rollout.rollback?.to;
  if (!to || tasks.healthy < service.desiredCount) return;
  if (rollout.stage === undefined) {
    enterRollback(service, rollout, 'PRODUCTION_TRAFFIC_SHIFT');
    for (const deployment of service.deployments) {
      deployment.productionWeight = deployment === to ? 100 : 0;
      deployment.testWeight = deployment === to ? 100 : 0;
    }
  } else if (rollout.stage === 'PRODUCTION_TRAFFIC_SHIFT') {
    enterRollback(service, rollout, LAST_STAGE);
    for (const deployment of service.deployments) if (deployment !== to) deployment.desiredCount = 0;
  } else if (tasks.leaving === 0) {
    rollout.stage = 'DONE';
  }
}

function enterRollback(service: ServiceRecord, rollout: RolloutRecord, stage: string): void {
  rollout.stage = stage;
  rollout.stageSince = service.region.world.clock.now();
  rollout.updatedAt = service.region.world.clock.date();
}

function openPauseHooks(service: ServiceRecord, rollout: RolloutRecord, stage: string): void {
  const { clock } = service.region.world;
  for (const hook of rollout.configuration.lifecycleHooks ?? []) {
    if (hook.targetType !== 'PAUSE' || !(hook.lifecycleStages ?? []).some((wanted) => wanted === stage)) continue;
    const minutes = hook.timeoutConfiguration?.timeoutInMinutes ?? 1440;
    rollout.hooks.push({
      stage,
      hookId: `ecs-pause-${word(service.region.world, 16)}`,
      targetType: 'PAUSE',
      status: 'AWAITING_ACTION',
      expiresAt: new Date(clock.now() + minutes * 60_000),
      timeoutAction: hook.timeoutConfiguration?.action ?? 'ROLLBACK',
    });
  }
}

/** A function that answers FAILED ends the deployment; until one answers, the stage lasts. */
function callLambdaHooks(service: ServiceRecord, rollout: RolloutRecord, stage: string): void {
  const { behaviours, clock } = service.region.world;
  for (const { hookTargetArn, lifecycleStages = [] } of rollout.configuration.lifecycleHooks ?? []) {
    if (hookTargetArn === undefined || !lifecycleStages.some((wanted) => wanted === stage)) continue;
    const hookId = `ecs-lambda-${word(service.region.world, 16)}`;
    const hook: RolloutRecord['hooks'][number] = {
      stage,
      hookId,
      targetType: 'AWS_LAMBDA',
      targetArn: hookTargetArn,
      status: 'IN_PROGRESS',
    };
    rollout.hooks.push(hook);
    const answer = (): void => {
      if (isTerminal(rollout) || rollout.rollback !== undefined) return;
      if (behaviours.failingHooks.has(hookTargetArn)) return failHook(service, rollout, hook);
      hook.status = 'SUCCEEDED';
    };
    const seconds = behaviours.hookSeconds.get(hookTargetArn);
    if (seconds === undefined) answer();
    else clock.at(seconds * 1000, answer);
    if (isFailed(hook)) return;
  }
}

const isFailed = ({ status }: RolloutRecord['hooks'][number]): boolean => status === 'FAILED';

function failHook(service: ServiceRecord, rollout: RolloutRecord, hook: RolloutRecord['hooks'][number]): void {
  hook.status = 'FAILED';
  const statusReason = `Service deployment rolled back because ${hook.stage} lifecycle hook(s) failed.`;
  failDeployment(service, rollout, {
    event: statusReason,
    stateReason: `ECS deployment failed: ${hook.stage} lifecycle hook(s) failed.`,
    statusReason,
    rollback: true,
  });
}

/** Every hook of the stage must be done; an expired pause takes its time-out action. */
function awaitsHook(service: ServiceRecord, rollout: RolloutRecord): boolean {
  const now = service.region.world.clock.now();
  for (const hook of rollout.hooks) {
    if (hook.status !== 'AWAITING_ACTION' || now < (hook.expiresAt?.getTime() ?? Infinity)) continue;
    hook.status = 'TIMED_OUT';
    if (hook.timeoutAction === 'CONTINUE') continue;
    rollBack(service, rollout, `Service deployment rolled back because ${hook.stage} pause hook timed out.`);
    return true;
  }
  return rollout.hooks.some(({ status }) => status === 'AWAITING_ACTION' || status === 'IN_PROGRESS');
}
