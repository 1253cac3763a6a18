import type { HealthCheck, Service } from '@aws-sdk/client-ecs';
import { errorName, isDenied, isUnknownOperation } from '../../aws/failure.ts';
import { explain } from '../../explain/explain.ts';
import type { TargetState } from '../../model.ts';
import type { World } from '../../world.ts';
import type { UnhealthyEvent } from './events.ts';
import type { Finding } from './finding.ts';
import type { StoppedGroup } from './stopped.ts';

export interface HealthSeen {
  stopped: readonly StoppedGroup[];
  events: readonly UnhealthyEvent[];
  targets: readonly TargetState[];
}

/** One finding for each target group that called tasks of ours unhealthy, with the reason that the load balancer gave most often. */
export function healthFindings({ stopped, events, targets }: HealthSeen): { finding: Finding; targetGroup: string }[] {
  const crashed = new Set(
    stopped
      .filter(({ targetGroup }) => targetGroup === undefined)
      .flatMap(({ tasks }) => tasks.map(({ taskArn }) => taskArn?.split('/').at(-1))),
  );
  const ours = events.filter(({ task }) => !crashed.has(task));
  const unhealthy = targets.filter(({ state }) => state === 'unhealthy');
  const groups = new Set([
    ...stopped.flatMap(({ targetGroup }) => targetGroup ?? []),
    ...ours.map(({ targetGroup }) => targetGroup),
    ...unhealthy.map(({ targetGroupArn }) => targetGroupArn),
  ]);
  return [...groups].map((targetGroup) => {
    const tasks = stopped.find((group) => group.targetGroup === targetGroup)?.tasks.length ?? 0;
    const told = ours.filter((event) => event.targetGroup === targetGroup);
    const here = unhealthy.filter(({ targetGroupArn }) => targetGroupArn === targetGroup);
    const reason = mostFrequent([
      ...told.map((event) => event.reason),
      ...here.map(({ description, reason: code }) => description ?? code ?? ''),
    ]);
    const alone = tasks === 0 && told.length === 0;
    const what = alone ? 'Targets are unhealthy' : 'Task failed ELB health checks';
    const message = `${what} in (target-group ${groupName(targetGroup)})${reason === undefined ? '' : `: ${reason}`}`;
    const finding: Finding = {
      tier: 'health',
      key: `health ${targetGroup}`,
      message,
      count: alone ? here.length : Math.max(tasks, new Set(told.map(({ task }) => task)).size),
      unit: alone ? 'target' : 'task',
      explanation: (reason === undefined ? undefined : explain(reason)) ?? explain('Task failed ELB health checks'),
      facts: here.map(
        ({ id, port, reason: code, description }) =>
          `Target ${id}${port === undefined ? '' : `:${port}`}: ${description ?? 'unhealthy'}${code === undefined ? '' : ` (${code})`}`,
      ),
      log: [],
    };
    return { finding, targetGroup };
  });
}

/** The health check of a target group as people reckon with it; nothing where it may not be read. */
export async function readHealthCheck(
  asked: { targetGroup: string; service: Service | undefined; warn: (message: string) => void },
  world: World,
): Promise<string[]> {
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
    } = group;
    const grace = asked.service?.healthCheckGracePeriodSeconds ?? 0;
    const what = path === undefined ? protocol : `${protocol} GET ${path}`;
    const codes = matcher?.HttpCode ?? matcher?.GrpcCode;
    return [
      `Health check: ${what} on ${port === 'traffic-port' ? 'the container port' : `port ${port}`}${codes === undefined ? '' : `, expects ${codes}`}${timeout === undefined ? '' : ` within ${timeout} s`}.`,
      `Unhealthy after ${interval} s × ${threshold} = ${interval * threshold} s; grace period of the service: ${grace === 0 ? 'none' : `${grace} s`}.`,
    ];
  } catch (error) {
    if (isDenied(error) || isUnknownOperation(error)) {
      asked.warn(
        'The health check cannot be read: allow elasticloadbalancing:DescribeTargetGroups to have its path and timing shown.',
      );
    } else asked.warn(`The health check of ${groupName(asked.targetGroup)} cannot be read (${errorName(error)}).`);
    return [];
  }
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
