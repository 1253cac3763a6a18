import type { Container, ContainerDefinition } from '@aws-sdk/client-ecs';
import { type Behaviour, nextBehaviour, pullFailureMessage } from './behaviours.ts';
import { findImage } from './images.ts';
import { writeLog } from './logs.ts';
import { ecsArn, hexId } from './names.ts';
import { deregisterTargets, drainMilliseconds, hasInterface } from './targets.ts';
import { targetGroupsOf } from './reached-groups.ts';
import type {
  ClusterRecord,
  DeploymentRecord,
  OneOff,
  Region,
  ServiceLaunch,
  ServiceRecord,
  TaskDefinitionRecord,
  TaskRecord,
} from './world.ts';

/** Typical Fargate times; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html names the states. */
const PROVISION_SECONDS = 8;
const PULL_SECONDS = 10;
const ACTIVATE_SECONDS = 2;
const RUN_SECONDS = 3;
/** How long after its container the agent of ECS Exec is ready. */
const EXEC_SECONDS = 4;
const SIGTERM_SECONDS = 3;
const DEPROVISION_SECONDS = 10;

export interface NewTask {
  cluster: ClusterRecord;
  definition: TaskDefinitionRecord;
  startedBy: string;
  group: string;
  service?: ServiceRecord;
  deployment?: DeploymentRecord;
  oneOff?: OneOff;
  launch?: ServiceLaunch;
}

export function startTask(region: Region, wanted: NewTask): TaskRecord {
  const { world } = region;
  const id = hexId(world, 32);
  const arn = ecsArn(region, `task/${wanted.cluster.name}/${id}`);
  const definitions = wanted.definition.definition.containerDefinitions ?? [];
  const task: TaskRecord = {
    ...wanted,
    region,
    id,
    arn,
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    containers: definitions.map((definition): Container => ({
      containerArn: ecsArn(region, `container/${wanted.cluster.name}/${id}/${hexId(world, 36)}`),
      taskArn: arn,
      name: definition.name,
      image: definition.image,
      lastStatus: 'PENDING',
      networkInterfaces: [],
      healthStatus: definition.healthCheck ? 'UNKNOWN' : undefined,
      cpu: String(definition.cpu ?? 0),
    })),
    behaviours: definitions.map(
      ({ name = '', image = '' }) =>
        (wanted.oneOff && world.behaviours.oneOff.get(name)) ?? nextBehaviour(world.behaviours, image),
    ),
    ip: `10.0.${Math.floor(world.random() * 200)}.${4 + Math.floor(world.random() * 250)}`,
    availabilityZone: `${region.name}${region.tasks.length % 2 === 0 ? 'a' : 'b'}`,
    healthStatus: 'UNKNOWN',
    targets: [],
    registered: false,
    wasHealthy: false,
    failureCounted: false,
    protected: false,
    createdAt: world.clock.date(),
  };
  region.tasks.push(task);
  const slow = task.behaviours.find((behaviour) => behaviour.kind === 'slow');
  const extraSeconds = slow?.kind === 'slow' ? slow.startSeconds : 0;
  const waits = world.behaviours.idleProviders.has(wanted.launch?.capacityProvider ?? '');
  if (!waits) later(task, PROVISION_SECONDS, () => provision(task, extraSeconds));
  return task;
}

export const tasksOf = (service: ServiceRecord, deployment?: DeploymentRecord): TaskRecord[] =>
  service.region.tasks.filter(
    (task) => task.service === service && (deployment === undefined || task.deployment === deployment),
  );

/** Healthy as the deployment sees it: targets where it has some, the container check where it has one, else 40 s of RUNNING. */
export function isHealthy(task: TaskRecord): boolean {
  if (task.desiredStatus !== 'RUNNING' || task.lastStatus !== 'RUNNING') return false;
  const balanced = targetGroupsOf(task).length > 0;
  const checked = hasContainerCheck(task);
  if (balanced && !(task.registered && task.targets.every((target) => target.state === 'healthy'))) return false;
  if (checked && task.healthStatus !== 'HEALTHY') return false;
  if (balanced || checked) return true;
  return task.region.world.clock.now() - (task.startedAt?.getTime() ?? 0) >= 40_000;
}

export const isLive = (task: TaskRecord): boolean => task.desiredStatus === 'RUNNING';
export const isGone = (task: TaskRecord): boolean =>
  ['STOPPING', 'DEPROVISIONING', 'STOPPED'].includes(task.lastStatus);
export const isPending = (task: TaskRecord): boolean =>
  ['PROVISIONING', 'PENDING', 'ACTIVATING'].includes(task.lastStatus);

/** The scheduler, or a user, asks: targets drain first, then SIGTERM. */
export function stopTask(task: TaskRecord, stop: { stopCode: string; reason: string }): void {
  if (task.desiredStatus === 'STOPPED') return;
  markStopping(task, stop);
  const groups = deregisterTargets(task);
  const wasRunning = task.lastStatus === 'RUNNING';
  task.lastStatus = wasRunning ? 'DEACTIVATING' : 'STOPPING';
  task.region.world.clock.at(drainMilliseconds(groups), () => {
    task.lastStatus = 'STOPPING';
    task.region.world.clock.at(wasRunning ? SIGTERM_SECONDS * 1000 : 0, () => {
      for (const container of task.containers) {
        if (container.lastStatus !== 'STOPPED') terminate(container);
      }
      deprovision(task);
    });
  });
}

/** The task ends on its own: nobody waits for its targets. */
function endTask(task: TaskRecord, stop: { stopCode: string; reason: string }): void {
  if (task.desiredStatus === 'STOPPED') return;
  markStopping(task, stop);
  deregisterTargets(task);
  for (const container of task.containers) {
    if (container.lastStatus !== 'STOPPED') terminate(container);
  }
  deprovision(task);
}

function markStopping(task: TaskRecord, stop: { stopCode: string; reason: string }): void {
  task.desiredStatus = 'STOPPED';
  task.stopCode = stop.stopCode;
  task.stoppedReason = stop.reason;
  task.stoppingAt = task.region.world.clock.date();
}

function provision(task: TaskRecord, extraSeconds: number): void {
  task.lastStatus = 'PENDING';
  const missingGroup = missingLogGroup(task);
  if (missingGroup !== undefined) {
    const reason =
      'ResourceInitializationError: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.';
    return endTask(task, { stopCode: 'TaskFailedToStart', reason });
  }
  const secret = task.behaviours.find((behaviour) => behaviour.kind === 'secret-missing');
  if (secret?.kind === 'secret-missing') {
    const reason = `ResourceInitializationError: unable to pull secrets or registry auth: The task can't retrieve the secret with ARN '${secret.secretArn}' from Secrets Manager. Check whether the secret exists in the specified Region.`;
    return endTask(task, { stopCode: 'TaskFailedToStart', reason });
  }
  const unprepared = task.behaviours.find((behaviour) => behaviour.kind === 'cannot-prepare');
  if (unprepared?.kind === 'cannot-prepare') {
    const reason = `ResourceInitializationError: ${unprepared.message}`;
    return endTask(task, { stopCode: 'TaskFailedToStart', reason });
  }
  task.pullStartedAt = task.region.world.clock.date();
  later(task, PULL_SECONDS + extraSeconds, () => pull(task));
}

function pull(task: TaskRecord): void {
  for (const [index, container] of task.containers.entries()) {
    const failure = startFailure(task, container, task.behaviours[index]);
    if (failure) {
      container.reason = failure;
      return endTask(task, { stopCode: 'TaskFailedToStart', reason: failure });
    }
  }
  for (const container of task.containers) {
    container.imageDigest = findImage(task.region, container.image ?? '')?.digest;
    container.runtimeId = `${task.id}-${hexId(task.region.world, 10)}`;
    if (hasInterface(task))
      container.networkInterfaces = [{ attachmentId: hexId(task.region.world, 36), privateIpv4Address: task.ip }];
  }
  task.pullStoppedAt = task.region.world.clock.date();
  startInOrder(task);
}

/** A container starts once those that it names in `dependsOn` are as it wants them; until then the task is PENDING. */
function startInOrder(task: TaskRecord): void {
  if (task.lastStatus !== 'PENDING') return;
  const definitions = task.definition.definition.containerDefinitions ?? [];
  const ready = definitions.map((definition) => isReady(task, definition));
  if (ready.every(Boolean)) {
    task.lastStatus = 'ACTIVATING';
    return later(task, ACTIVATE_SECONDS, () => run(task));
  }
  const startable = task.containers.filter(({ lastStatus }, index) => lastStatus === 'PENDING' && ready[index]);
  for (const container of startable) startContainer(task, container);
  if (startable.length > 0) startInOrder(task);
}

function isReady({ containers }: TaskRecord, { dependsOn = [] }: ContainerDefinition): boolean {
  return dependsOn.every(({ containerName, condition }) => {
    const awaited = containers.find(({ name }) => name === containerName);
    if (condition === 'HEALTHY') return awaited?.healthStatus === 'HEALTHY';
    if (condition === 'COMPLETE') return awaited?.lastStatus === 'STOPPED';
    if (condition === 'SUCCESS') return awaited?.lastStatus === 'STOPPED' && awaited.exitCode === 0;
    return awaited?.lastStatus !== 'PENDING';
  });
}

function startFailure(task: TaskRecord, container: Container, behaviour: Behaviour | undefined): string | undefined {
  const image = container.image ?? '';
  if (behaviour?.kind === 'cannot-pull') {
    const { cause, message } = behaviour;
    return message === undefined ? pullFailureMessage(image, cause) : `CannotPullContainerError: ${message}`;
  }
  if (!findImage(task.region, image)) return pullFailureMessage(image, 'not-found');
  if (behaviour?.kind === 'cannot-start') {
    return `${behaviour.error ?? 'CannotStartContainerError'}: ${behaviour.message}`;
  }
  return undefined;
}

function run(task: TaskRecord): void {
  task.lastStatus = 'RUNNING';
  task.startedAt = task.region.world.clock.date();
  for (const container of task.containers) if (container.lastStatus === 'PENDING') startContainer(task, container);
}

function startContainer(task: TaskRecord, container: Container): void {
  container.lastStatus = 'RUNNING';
  const index = task.containers.indexOf(container);
  const definition = task.definition.definition.containerDefinitions?.[index];
  const behaviour = task.behaviours[index];
  if (!definition || !behaviour) return;
  if ('logLines' in behaviour) writeLog(task, definition, behaviour);
  if (task.launch?.enableExecuteCommand) startExecAgent(task, container, definition.readonlyRootFilesystem === true);
  const check = definition.healthCheck;
  if (check) {
    const failing = behaviour.kind === 'unhealthy-container';
    const interval = check.interval ?? 30;
    const seconds = failing ? (check.startPeriod ?? 0) + interval * (check.retries ?? 3) : interval;
    later(task, seconds, () => setContainerHealth(task, container, failing ? 'UNHEALTHY' : 'HEALTHY'));
  }
  scheduleExit(task, container, { behaviour, essential: definition.essential !== false });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html: its agent has to write into the container's file system. */
function startExecAgent(task: TaskRecord, container: Container, readOnly: boolean): void {
  const name = 'ExecuteCommandAgent';
  container.managedAgents = [{ name, lastStatus: 'PENDING' }];
  later(task, EXEC_SECONDS, () => {
    container.managedAgents = [
      readOnly
        ? { name, lastStatus: 'STOPPED', reason: 'The container root filesystem is read-only.' }
        : { name, lastStatus: 'RUNNING', lastStartedAt: task.region.world.clock.date() },
    ];
  });
}

function scheduleExit(task: TaskRecord, container: Container, how: { behaviour: Behaviour; essential: boolean }): void {
  const { behaviour } = how;
  if (behaviour.kind === 'taken') {
    const { stopCode, reason, afterSeconds = RUN_SECONDS } = behaviour;
    return later(task, afterSeconds, () => endTask(task, { stopCode, reason }));
  }
  if (behaviour.kind !== 'exits' && behaviour.kind !== 'oom' && behaviour.kind !== 'works') return;
  later(task, runSeconds(behaviour), () => {
    const outOfMemory = 'OutOfMemoryError: Container killed due to memory usage';
    const reason = behaviour.kind === 'oom' ? outOfMemory : behaviour.kind === 'exits' ? behaviour.reason : undefined;
    if (reason !== undefined) container.reason = reason;
    stopContainer(container, behaviour.kind === 'oom' ? 137 : behaviour.exitCode);
    if (how.essential) {
      task.executionStoppedAt = task.region.world.clock.date();
      endTask(task, { stopCode: 'EssentialContainerExited', reason: 'Essential container in task exited' });
    }
    startInOrder(task);
  });
}

function runSeconds(behaviour: Extract<Behaviour, { kind: 'exits' | 'oom' | 'works' }>): number {
  if (behaviour.kind === 'works') return behaviour.secondsPerLine * (behaviour.logLines.length + 1);
  return behaviour.afterSeconds ?? RUN_SECONDS;
}

function setContainerHealth(task: TaskRecord, container: Container, health: 'HEALTHY' | 'UNHEALTHY'): void {
  container.healthStatus = health;
  const checked = task.containers.filter((candidate) => candidate.healthStatus !== undefined);
  if (checked.some((candidate) => candidate.healthStatus === 'UNHEALTHY')) task.healthStatus = 'UNHEALTHY';
  else if (checked.every((candidate) => candidate.healthStatus === 'HEALTHY')) task.healthStatus = 'HEALTHY';
  startInOrder(task);
}

/** SIGTERM; a container that never ran has no exit code. */
function terminate(container: Container): void {
  stopContainer(container, container.lastStatus === 'RUNNING' ? 143 : undefined);
}

function stopContainer(container: Container, exitCode: number | undefined): void {
  container.lastStatus = 'STOPPED';
  for (const agent of container.managedAgents ?? []) agent.lastStatus = 'STOPPED';
  if (exitCode !== undefined) container.exitCode = exitCode;
}

function deprovision(task: TaskRecord): void {
  const { clock } = task.region.world;
  task.lastStatus = 'DEPROVISIONING';
  task.executionStoppedAt ??= clock.date();
  clock.at(DEPROVISION_SECONDS * 1000, () => {
    task.lastStatus = 'STOPPED';
    task.stoppedAt = clock.date();
  });
}

function missingLogGroup(task: TaskRecord): string | undefined {
  for (const container of task.definition.definition.containerDefinitions ?? []) {
    const options = container.logConfiguration?.options;
    if (container.logConfiguration?.logDriver !== 'awslogs' || !options) continue;
    const group = options['awslogs-group'];
    if (group === undefined) continue;
    const region = task.region.world.region(options['awslogs-region'] ?? task.region.name);
    if (region.logGroups.has(group)) continue;
    if (options['awslogs-create-group'] !== 'true') return group;
    region.logGroups.set(group, new Map());
  }
  return undefined;
}

function later(task: TaskRecord, seconds: number, step: () => void): void {
  task.region.world.clock.at(seconds * 1000, () => {
    if (task.desiredStatus === 'RUNNING') step();
  });
}

export const hasContainerCheck = (task: TaskRecord): boolean =>
  (task.definition.definition.containerDefinitions ?? []).some((container) => container.healthCheck !== undefined);
