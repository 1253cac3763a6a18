import type {
  DeploymentConfiguration,
  Deployment,
  DeploymentLifecycleHookStatus,
  DeploymentRolloutState,
  GatewayRouteStatus,
  ManagedResourceStatus,
  Service,
  ServiceDeployment,
  ServiceDeploymentLifecycleStage,
  ServiceDeploymentRollbackMonitorsStatus,
  ServiceDeploymentStatus,
  StabilityStatus,
  TaskSet,
} from '@aws-sdk/client-ecs';

/*
 * What ECS's values mean, once for the whole action. A value from a newer SDK fails to compile here until someone
 * decides how to treat it; one that only AWS knows is `unknown`, which is never a success.
 */

/** How far the runner's clock and AWS's may be apart when their times are compared. */
export const CLOCK_SKEW_MS = 60_000;

/** The phase of a service deployment. */
export type Phase =
  | 'pending'
  | 'running'
  | 'stopping'
  | 'going-back'
  | 'succeeded'
  | 'rolled-back'
  | 'rollback-failed'
  | 'stopped'
  | 'unknown';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html */
const PHASES: Record<ServiceDeploymentStatus, Phase> = {
  PENDING: 'pending',
  IN_PROGRESS: 'running',
  STOP_REQUESTED: 'stopping',
  ROLLBACK_REQUESTED: 'going-back',
  ROLLBACK_IN_PROGRESS: 'going-back',
  SUCCESSFUL: 'succeeded',
  ROLLBACK_SUCCESSFUL: 'rolled-back',
  ROLLBACK_FAILED: 'rollback-failed',
  STOPPED: 'stopped',
};

/** Whether a deployment in this phase is final. */
const OVER: Record<Phase, boolean> = {
  pending: false,
  running: false,
  stopping: false,
  'going-back': false,
  succeeded: true,
  'rolled-back': true,
  'rollback-failed': true,
  stopped: true,
  unknown: false,
};

export function phaseOf(deployment: { status?: string | undefined } | undefined): Phase {
  return lookUp(PHASES, deployment?.status) ?? 'unknown';
}

export function isOver(deployment: { status?: string | undefined } | undefined): boolean {
  return OVER[phaseOf(deployment)];
}

/** Whether all the new tasks run while the deployment goes on: now their targets matter. */
export function isComplete(deployment: ServiceDeployment | undefined): boolean {
  const { requestedTaskCount = 0, runningTaskCount = 0 } = deployment?.targetServiceRevision ?? {};
  return phaseOf(deployment) === 'running' && requestedTaskCount > 0 && runningTaskCount >= requestedTaskCount;
}

/** Whether every new task runs and no old one is wanted any more: only their connections have to end. */
export function onlyDrains(deployment: ServiceDeployment | undefined): boolean {
  const { targetServiceRevision: target, sourceServiceRevisions = [] } = deployment ?? {};
  if (phaseOf(deployment) !== 'running' || (target?.pendingTaskCount ?? 0) > 0) return false;
  if ((target?.runningTaskCount ?? 0) < (target?.requestedTaskCount ?? Infinity)) return false;
  return sourceServiceRevisions.every(
    ({ requestedTaskCount = 0, runningTaskCount = 0 }) => requestedTaskCount === 0 || runningTaskCount === 0,
  );
}

/** Whether a rollback is as good as over: all old tasks run, and no new one is left. */
export function isBack(deployment: ServiceDeployment | undefined): boolean {
  const { targetServiceRevision: target = {}, sourceServiceRevisions = [] } = deployment ?? {};
  const { requestedTaskCount = 0, runningTaskCount = 0, pendingTaskCount = 0 } = target;
  if (phaseOf(deployment) !== 'going-back' || requestedTaskCount + runningTaskCount + pendingTaskCount > 0)
    return false;
  return sourceServiceRevisions.every((source) => (source.runningTaskCount ?? 0) >= (source.requestedTaskCount ?? 0));
}

/** The words for the rollback of a CodeDeploy deployment, so that both read the same. */
export const ROLLBACK = {
  running: 'ROLLBACK_IN_PROGRESS',
  succeeded: 'ROLLBACK_SUCCESSFUL',
  failed: 'ROLLBACK_FAILED',
} as const satisfies Record<string, ServiceDeploymentStatus>;

/** The rollout state of an entry of `deployments` in DescribeServices. */
export type Rollout = 'running' | 'completed' | 'failed' | 'unknown';

const ROLLOUTS: Record<DeploymentRolloutState, Rollout> = {
  IN_PROGRESS: 'running',
  COMPLETED: 'completed',
  FAILED: 'failed',
};

/** Undefined if the endpoint does not support rollout states. */
export function rolloutOf(deployment: Deployment | undefined): Rollout | undefined {
  const state = deployment?.rolloutState;
  return state === undefined ? undefined : (lookUp(ROLLOUTS, state) ?? 'unknown');
}

/** PRIMARY: the deployment that ECS is moving to, or the task set that serves production traffic. */
export function isPrimary({ status }: { status?: string | undefined }): boolean {
  return status === 'PRIMARY';
}

export function primaryDeployment(service: Service | undefined): Deployment | undefined {
  return service?.deployments?.find(isPrimary);
}

/** Only services with the CodeDeploy or an external controller have one. */
export function primaryTaskSet(service: Service | undefined): TaskSet | undefined {
  return service?.taskSets?.find(isPrimary);
}

const STABILITY: Record<StabilityStatus, 'steady' | 'stabilizing'> = {
  STEADY_STATE: 'steady',
  STABILIZING: 'stabilizing',
};

/** Whether a task set has as many tasks as it should, and all of them are healthy (docs: API_TaskSet). */
export function stabilityOf({ stabilityStatus: status }: TaskSet): 'steady' | 'stabilizing' | 'unknown' {
  return status === undefined ? 'stabilizing' : (lookUp(STABILITY, status) ?? 'unknown');
}

/** The task set with which ECS created a service for CodeDeploy, until CodeDeploy makes one, which has its deployment's id. */
export function firstTaskSet(service: Service | undefined): TaskSet | undefined {
  const [only, ...more] = service?.taskSets ?? [];
  return more.length === 0 && only?.externalId === undefined ? only : undefined;
}

/** Who deploys a service: ECS, unless it says otherwise. */
export function controllerOf(service: Pick<Service, 'deploymentController'> | undefined): string {
  return service?.deploymentController?.type ?? 'ECS';
}

/** Old tasks end as new ones take over; the other strategies keep them for a while. */
export function isRolling(service: Service | undefined): boolean {
  return controllerOf(service) === 'ECS' && (service?.deploymentConfiguration?.strategy ?? 'ROLLING') === 'ROLLING';
}

/** The running revision: that of the primary task set, which may be ahead of the service; else that of the service. */
export function liveTaskDefinition(service: Service | undefined): string | undefined {
  return primaryTaskSet(service)?.taskDefinition ?? service?.taskDefinition;
}

/** What a deployment that starts now would roll back to: for ECS the newest completed one, for CodeDeploy whatever has the traffic. */
export function revisionToReturnTo(service: Service | undefined): string | undefined {
  const completed = service?.deployments?.filter((one) => rolloutOf(one) === 'completed') ?? [];
  const [newest] = completed.toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
  return primaryTaskSet(service)?.taskDefinition ?? newest?.taskDefinition;
}

/** DRAINING services are being deleted; INACTIVE ones are gone, although ECS shows them for a while (docs: API_Service). */
export function stateOf(service: Service | undefined): 'active' | 'deleting' | 'deleted' | 'unknown' {
  const states = { ACTIVE: 'active', DRAINING: 'deleting', INACTIVE: 'deleted' } as const;
  return lookUp(states, service?.status) ?? 'unknown';
}

/** ECS only starts tasks of ACTIVE revisions. */
export function isActiveRevision({ status }: { status?: string | undefined }): boolean {
  return status === undefined || status === 'ACTIVE';
}

const MONITORS: Record<ServiceDeploymentRollbackMonitorsStatus, 'off' | 'watching' | 'triggered'> = {
  DISABLED: 'off',
  MONITORING: 'watching',
  MONITORING_COMPLETE: 'watching',
  TRIGGERED: 'triggered',
};

/** What a circuit breaker or a set of alarms does in a deployment. */
export function monitorOf(monitor: { status?: string | undefined } | undefined): 'off' | 'watching' | 'triggered' {
  return lookUp(MONITORS, monitor?.status) ?? 'watching';
}

/** Whether the circuit breaker or an alarm ended the deployment. */
export function isTriggered({ deploymentCircuitBreaker, alarms }: ServiceDeployment): boolean {
  return [deploymentCircuitBreaker, alarms].some((monitor) => monitorOf(monitor) === 'triggered');
}

export type HookPhase = 'running' | 'paused' | 'passed' | 'failed' | 'timed-out' | 'unknown';

const HOOKS: Record<DeploymentLifecycleHookStatus, HookPhase> = {
  IN_PROGRESS: 'running',
  AWAITING_ACTION: 'paused',
  SUCCEEDED: 'passed',
  FAILED: 'failed',
  TIMED_OUT: 'timed-out',
};

export function hookPhaseOf({ status }: { status?: string | undefined }): HookPhase {
  return lookUp(HOOKS, status) ?? 'unknown';
}

/** The words for CodeDeploy's own pause, which is reported as a hook. */
export const HOOK = {
  paused: 'AWAITING_ACTION',
  passed: 'SUCCEEDED',
} as const satisfies Record<string, DeploymentLifecycleHookStatus>;

type ResourcePhase = 'making' | 'ready' | 'failed' | 'removing' | 'removed';

const RESOURCES: Record<ManagedResourceStatus | GatewayRouteStatus, ResourcePhase> = {
  PROVISIONING: 'making',
  ACTIVE: 'ready',
  FAILED: 'failed',
  DEPROVISIONING: 'removing',
  DELETED: 'removed',
  CREATE_IN_PROGRESS: 'making',
  CREATE_FAILED: 'failed',
  UPDATE_IN_PROGRESS: 'making',
  UPDATE_FAILED: 'failed',
  DELETE_IN_PROGRESS: 'removing',
  DELETE_FAILED: 'failed',
};

/** The state of a resource that ECS creates for an Express service or behind a gateway. */
export function resourcePhaseOf({ status }: { status: string }): ResourcePhase | 'unknown' {
  return lookUp(RESOURCES, status) ?? 'unknown';
}

/** What happens at a stage (docs: DG/blue-green-deployment-how-it-works), and what the reader is waiting for, also in a rollback. */
const STAGES: Record<
  ServiceDeploymentLifecycleStage,
  { kind: 'scaling-up' | 'baking' | 'shifting' | 'other'; words: string; back?: string }
> = {
  RECONCILE_SERVICE: { kind: 'other', words: 'ECS is preparing the deployment' },
  PRE_SCALE_UP: { kind: 'other', words: 'hooks are running before the new tasks start' },
  SCALE_UP: { kind: 'scaling-up', words: 'the new tasks are starting' },
  POST_SCALE_UP: { kind: 'other', words: 'the new tasks are running and get no traffic yet' },
  TEST_TRAFFIC_SHIFT: {
    kind: 'other',
    words: 'test traffic is moving to the new revision',
    back: 'test traffic is moving back to the old revision',
  },
  POST_TEST_TRAFFIC_SHIFT: { kind: 'other', words: 'the new revision gets the test traffic' },
  PRODUCTION_TRAFFIC_SHIFT: {
    kind: 'shifting',
    words: 'production traffic is moving to the new revision',
    back: 'production traffic is moving back to the old revision',
  },
  POST_PRODUCTION_TRAFFIC_SHIFT: { kind: 'other', words: 'the new revision gets the production traffic' },
  BAKE_TIME: { kind: 'baking', words: 'both revisions keep running until the bake time ends' },
  CLEAN_UP: {
    kind: 'other',
    words: 'the old tasks are being removed',
    back: 'the new tasks are being removed',
  },
};

export function stageOf(stage: string | undefined): (typeof STAGES)[ServiceDeploymentLifecycleStage] | undefined {
  return lookUp(STAGES, stage);
}

/** Looks up own keys only, whatever objects inherit. */
function lookUp<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}

/** Why a deployment is followed by its id, unless a permission is missing: that is reported elsewhere. */
export function notListed(why: string): string {
  return `The service deployments cannot be listed (${why}), so the deployment is followed by its id in DescribeServices: stages, traffic and circuit breaker are not shown.`;
}

/** Older endpoints, and AWS emulators. */
export const NO_SERVICE_DEPLOYMENTS =
  'This endpoint does not support service deployments, so the deployment is followed by its id in DescribeServices: stages, traffic and circuit breaker are not shown.';

/** Pauses at which no request reaches the new revision, and those at which only the test listener leads to it. */
export const UNREACHED_PAUSES: readonly string[] = ['PRE_SCALE_UP', 'POST_SCALE_UP'];
export const TESTABLE_PAUSES: readonly string[] = ['POST_TEST_TRAFFIC_SHIFT', 'PRE_PRODUCTION_TRAFFIC_SHIFT'];

/** The stages at which ECS can pause a deployment (docs: DG/deployment-lifecycle-hooks). */
export const PAUSE_STAGES: readonly string[] = [
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
];

/** Where a deployment with these hooks would pause although its strategy never gets there: a rolling deployment shifts no traffic. */
export function neverReached({ strategy = 'ROLLING', lifecycleHooks = [] }: DeploymentConfiguration): string[] {
  if (strategy !== 'ROLLING') return [];
  const stages = lifecycleHooks.flatMap((hook) => (hook.targetType === 'PAUSE' ? (hook.lifecycleStages ?? []) : []));
  return [...new Set<string>(stages)].filter((stage) => stage.endsWith('_TRAFFIC_SHIFT'));
}
