import type { HealthCheck, LoadBalancer, Service } from '@aws-sdk/client-ecs';
import { errorName, isDenied, isUnknownOperation } from '../../aws/failure.ts';
import { explain } from '../../explain/explain.ts';
import type { TargetState } from '../../model.ts';
import type { World } from '../../world.ts';
import type { UnhealthyEvent } from './events.ts';
import { tierOf, type Finding } from './finding.ts';
import type { StoppedGroup } from './stopped.ts';

export interface HealthEvidence {
  stopped: readonly StoppedGroup[];
  events: readonly UnhealthyEvent[];
  targets: readonly TargetState[];
}

/** One finding for each target group that called tasks of ours unhealthy, with the reason that the load balancer gave most often. */
export function healthFindings({
  stopped,
  events,
  targets,
}: HealthEvidence): { finding: Finding; targetGroup: string }[] {
  const crashes = stopped.filter(({ targetGroup }) => targetGroup === undefined);
  const crashed = new Set(crashes.flatMap(({ tasks }) => tasks.map(({ taskArn }) => taskArn?.split('/').at(-1))));
  const told = events.filter(({ task }) => !crashed.has(task));
  const unhealthy = targets.filter(({ state, reason }) => state === 'unhealthy' || isCutOff({ state, reason }));
  const groups = new Map<string, string>();
  for (const group of [
    ...told.map(({ targetGroup }) => targetGroup),
    ...stopped.flatMap(({ targetGroup }) => targetGroup ?? []),
    ...unhealthy.map(({ targetGroupArn }) => targetGroupArn),
  ]) {
    if (group.startsWith('arn:') || !groups.has(groupName(group))) groups.set(groupName(group), group);
  }
  return [...groups].map(([name, targetGroup]) => {
    const ofGroup = (group: string | undefined): boolean => group !== undefined && groupName(group) === name;
    const ofThis = {
      stopped: stopped.filter((group) => ofGroup(group.targetGroup)),
      events: told.filter((event) => ofGroup(event.targetGroup)),
      targets: unhealthy.filter(({ targetGroupArn }) => ofGroup(targetGroupArn)),
    };
    const finding = { ...healthFinding(name, ofThis, crashes.some(isOwnFault)), targetGroup };
    return { finding, targetGroup };
  });
}

function healthFinding(name: string, { stopped, events, targets }: HealthEvidence, crashed: boolean): Finding {
  const tasks = stopped.reduce((sum, group) => sum + group.tasks.length, 0);
  const reason = mostFrequent([...events.map((event) => event.reason), ...targets.map(describeTarget)]);
  const alone = tasks === 0 && events.length === 0;
  const cutOff = targets.length > 0 && targets.every(isCutOff);
  const what = alone ? `Targets are ${cutOff ? 'not in use' : 'unhealthy'}` : 'Task failed ELB health checks';
  return {
    tier: alone && crashed ? 'echo' : 'health',
    key: `health ${name}`,
    message: `${what} in (target-group ${name})${reason === undefined ? '' : `: ${reason}`}`,
    count: alone ? targets.length : Math.max(tasks, new Set(events.map(({ task }) => task)).size),
    unit: alone ? 'target' : 'task',
    explanation:
      (reason === undefined ? undefined : explain(reason)) ??
      targets.map(({ reason: code = '' }) => explain(code)).find((one) => one !== undefined) ??
      (alone && cutOff ? undefined : explain('Task failed ELB health checks')),
    facts: [
      ...lifetimeFact(stopped),
      ...targets.map((target) => {
        const port = target.port === undefined ? '' : `:${target.port}`;
        const code = target.reason === undefined || target.description === undefined ? '' : ` (${target.reason})`;
        return `Target ${target.id}${port}: ${describeTarget(target) || 'unhealthy'}${code}`;
      }),
    ],
    log: [],
  };
}

/** A program that crashes leaves unhealthy targets behind; lost capacity explains none. */
function isOwnFault({ explanation }: StoppedGroup): boolean {
  return ['task', 'hopeless'].includes(tierOf(explanation, 'task'));
}

/** Registered, but the load balancer neither checks nor uses it; one that is not registered yet will be. */
function isCutOff({ state, reason }: Pick<TargetState, 'state' | 'reason'>): boolean {
  return state === 'unused' && reason !== undefined && reason !== 'Target.NotRegistered';
}

/** A task that is stopped as soon as the grace period is over was only slow. */
function lifetimeFact(stopped: readonly StoppedGroup[]): string[] {
  const [task] = stopped.flatMap(({ tasks }) => tasks);
  const end = task?.stoppingAt ?? task?.stoppedAt;
  if (task?.startedAt === undefined || end === undefined) return [];
  const seconds = Math.round((end.getTime() - task.startedAt.getTime()) / 1000);
  return seconds > 0 ? [`ECS stopped the task ${seconds} s after its start.`] : [];
}

function describeTarget({ description, reason = '' }: TargetState): string {
  return description ?? reason;
}

/** The health check of a target group as people reckon with it; nothing where it may not be read. */
export async function readHealthCheck(
  asked: {
    targetGroup: string;
    service: Service | undefined;
    port?: number | undefined;
    warn: (message: string) => void;
  },
  world: World,
): Promise<string[]> {
  if (!asked.targetGroup.startsWith('arn:')) return [];
  try {
    const group = await (await world.aws.elbv2()).describeTargetGroup(asked.targetGroup);
    if (group === undefined) return [];
    const {
      HealthCheckIntervalSeconds: interval = 30,
      UnhealthyThresholdCount: threshold = 2,
      HealthCheckTimeoutSeconds: timeout,
    } = group;
    const {
      HealthCheckProtocol: protocol = 'HTTP',
      HealthCheckPath: path,
      HealthCheckPort: port = 'traffic-port',
      Matcher: matcher,
      ProtocolVersion: version,
    } = group;
    const grace = asked.service?.healthCheckGracePeriodSeconds ?? 0;
    const what = path === undefined ? protocol : `${protocol} GET ${path}`;
    const number = balancerOf(asked.targetGroup, asked.service)?.containerPort ?? asked.port;
    const containerPort = number === undefined ? 'the container port' : `container port ${number}`;
    const codes = matcher?.HttpCode ?? matcher?.GrpcCode;
    return [
      `Health check: ${what} on ${port === 'traffic-port' ? containerPort : `port ${port}`}${codes === undefined ? '' : `, expects ${codes}`}${timeout === undefined ? '' : ` within ${timeout} s`}.`,
      ...(version === undefined || version === 'HTTP1' ? [] : [`Protocol version of the target group: ${version}.`]),
      `Unhealthy after ${interval} s × ${threshold} = ${interval * threshold} s; grace period of the service: ${grace === 0 ? 'none' : `${grace} s`}.`,
    ];
  } catch (error) {
    if (!isDenied(error) && !isUnknownOperation(error))
      asked.warn(`The health check of ${groupName(asked.targetGroup)} could not be read (${errorName(error)}).`);
    return [];
  }
}

/** Which container and port of the service a target group reaches. */
export function balancerOf(targetGroup: string, service: Service | undefined): LoadBalancer | undefined {
  const isIt = (arn: string | undefined): boolean => arn !== undefined && groupName(arn) === groupName(targetGroup);
  return service?.loadBalancers?.find(
    ({ targetGroupArn, advancedConfiguration }) =>
      isIt(targetGroupArn) || isIt(advancedConfiguration?.alternateTargetGroupArn),
  );
}

/** The `healthCheck` of a container with its arithmetic (defaults: API/HealthCheck). */
export function describeContainerCheck({
  command = [],
  interval = 30,
  retries = 3,
  startPeriod = 0,
}: HealthCheck): string[] {
  return [
    `Health check: ${command.slice(command[0] === 'CMD' || command[0] === 'CMD-SHELL' ? 1 : 0).join(' ')}`,
    `Unhealthy after ${interval} s × ${retries} = ${interval * retries} s${startPeriod === 0 ? '; startPeriod: none' : `, the first ${startPeriod} s (startPeriod) not counted`}.`,
  ];
}

export function groupName(arn: string): string {
  return /targetgroup\/([^/]+)/u.exec(arn)?.[1] ?? arn;
}

function mostFrequent(texts: string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
