import type { Behaviour, TargetVerdict } from './behaviours.ts';
import { addListener, addLoadBalancer } from './load-balancers.ts';
import { elbArn, hexId } from './names.ts';
import type { Region, TargetGroupRecord, TargetRecord, TaskRecord } from './world.ts';

const FIRST_EPHEMERAL_PORT = 32_768;
const ALL_CHECKS_PASS: Behaviour = { kind: 'healthy' };

/** With no load balancer of its own it gets one, whose listener for HTTP on port 80 forwards everything to it. */
export function addTargetGroup(
  region: Region,
  settings: Partial<TargetGroupRecord> & { name: string },
): TargetGroupRecord {
  const id = hexId(region.world, 16);
  const group: TargetGroupRecord = {
    arn: elbArn(region, `targetgroup/${settings.name}/${id}`),
    port: 80,
    healthCheckPath: '/',
    intervalSeconds: 30,
    timeoutSeconds: 5,
    healthyThreshold: 5,
    unhealthyThreshold: 2,
    deregistrationDelaySeconds: 300,
    targetType: 'ip',
    loadBalancerArns: [elbArn(region, `loadbalancer/app/${settings.name}/${hexId(region.world, 16)}`)],
    targets: [],
    ...settings,
  };
  region.targetGroups.push(group);
  for (const arn of settings.loadBalancerArns === undefined ? group.loadBalancerArns : []) {
    addListener(addLoadBalancer(region, { name: group.name, arn }), { port: 80, groups: [group.arn] });
  }
  return group;
}

/** A new target needs one passed check; a failing one is unhealthy after `unhealthyThreshold` checks. */
export function registerTarget(
  task: TaskRecord,
  reached: { group: TargetGroupRecord; container: string; port: number },
): void {
  const { clock } = task.region.world;
  const { group } = reached;
  const target: TargetRecord = {
    group,
    ...addressOf(task, reached.port),
    availabilityZone: task.availabilityZone,
    state: 'initial',
    reason: 'Elb.RegistrationInProgress',
    description: 'Target registration is in progress',
  };
  group.targets.push(target);
  task.targets.push(target);
  clock.at(2000, () => {
    if (target.state !== 'initial') return;
    target.reason = 'Elb.InitialHealthChecking';
    target.description = 'Initial health checks in progress';
  });
  const index = task.containers.findIndex((container) => container.name === reached.container);
  const behaviour = task.behaviours[index] ?? ALL_CHECKS_PASS;
  if (behaviour.kind === 'unhealthy-target') {
    clock.at(group.intervalSeconds * group.unhealthyThreshold * 1000, () => {
      target.unhealthySince = clock.now();
      fail(target, behaviour.as ?? verdictOf(behaviour));
    });
  } else {
    clock.at(group.intervalSeconds * 1000, () => pass(target));
  }
}

/** In a network mode other than awsvpc a task is reached on its instance: in mode bridge by a port that Docker picks. */
function addressOf(task: TaskRecord, port: number): { id: string; port: number } {
  if (hasInterface(task)) return { id: task.ip, port };
  const id = task.availabilityZone.endsWith('a') ? 'i-0a1b2c3d4e5f67890' : 'i-0b1c2d3e4f5a67890';
  const isBridge = (task.definition.definition.networkMode ?? 'bridge') === 'bridge';
  return { id, port: isBridge ? FIRST_EPHEMERAL_PORT + task.region.tasks.indexOf(task) : port };
}

/** Whether a task has its own network interface. */
export const hasInterface = (task: TaskRecord): boolean => task.definition.definition.networkMode === 'awsvpc';

/** Draining lasts for the deregistration delay; a task that is gone is dropped at once by its owner. */
export function deregisterTargets(task: TaskRecord): TargetGroupRecord[] {
  const groups = task.targets.map((target) => target.group);
  for (const target of task.targets) {
    target.state = 'draining';
    target.reason = 'Target.DeregistrationInProgress';
    target.description = 'Target deregistration is in progress';
    task.region.world.clock.at(target.group.deregistrationDelaySeconds * 1000, () => remove(target));
  }
  task.targets = [];
  return groups;
}

export const drainMilliseconds = (groups: TargetGroupRecord[]): number =>
  Math.max(0, ...groups.map((group) => group.deregistrationDelaySeconds)) * 1000;

function pass(target: TargetRecord): void {
  if (target.state !== 'initial') return;
  target.state = 'healthy';
  delete target.reason;
  delete target.description;
}

function fail(target: TargetRecord, verdict: TargetVerdict): void {
  if (target.state === 'initial') Object.assign(target, verdict);
}

function verdictOf({ code = 503, timeout = false }: { code?: number; timeout?: boolean }): TargetVerdict {
  return timeout
    ? { state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' }
    : {
        state: 'unhealthy',
        reason: 'Target.ResponseCodeMismatch',
        description: `Health checks failed with these codes: [${code}]`,
      };
}

function remove(target: TargetRecord): void {
  const index = target.group.targets.indexOf(target);
  if (index >= 0) target.group.targets.splice(index, 1);
}
