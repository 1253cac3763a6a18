import type { GatewayConnector } from '@aws-sdk/client-ecs';
import { findPort, gatewayTargetGroups } from './gateways.ts';
import type { TargetGroupRecord, TaskRecord } from './world.ts';

/** The target groups of a task, with the container and port that each of them reaches. */
export function targetGroupsOf(task: TaskRecord): ReachedGroup[] {
  const { deployment } = task;
  const { loadBalancers: balancers = [], gatewayConnectors: connectors = [] } = deployment?.revision.settings ?? {};
  const own = balancers.flatMap((balancer) => {
    const alternate = deployment?.onAlternateTargets
      ? balancer.advancedConfiguration?.alternateTargetGroupArn
      : undefined;
    const arn = alternate ?? balancer.targetGroupArn;
    const group = task.region.targetGroups.find((candidate) => candidate.arn === arn);
    return group ? [{ group, container: balancer.containerName ?? '', port: balancer.containerPort ?? 0 }] : [];
  });
  return [...own, ...gatewayGroupsOf(task, connectors)];
}

export interface ReachedGroup {
  group: TargetGroupRecord;
  container: string;
  port: number;
}

function gatewayGroupsOf(task: TaskRecord, connectors: readonly GatewayConnector[]): ReachedGroup[] {
  const { service, deployment, definition } = task;
  const reached = findPort(definition.definition, connectors[0]?.portName);
  if (service === undefined || reached === undefined) return [];
  const alternate = deployment?.onAlternateTargets === true;
  return gatewayTargetGroups(service, { connectors, alternate }).map((group) => ({ group, ...reached }));
}
