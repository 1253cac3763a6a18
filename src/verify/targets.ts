import type { Service, ServiceRevision, Task } from '@aws-sdk/client-ecs';
import { lastPart } from '../aws/arn.ts';
import { gatewayTargetGroups, portsWithoutTargets } from '../aws/gateways.ts';
import type { Cause, Started, TargetState } from '../model.ts';
import { taskAddresses } from '../aws/tasks.ts';

const CHECK_SETTINGS = 'Check the load balancer settings of the service.';

/** Targets of these tasks that are not healthy, and tasks that are missing in a target group of the service. */
export function unhealthyTargets(
  live: { service?: Service | undefined; revision?: ServiceRevision | undefined; targets?: TargetState[] | undefined },
  { ours, expected }: { ours: Task[]; expected: { started: Started } },
): Cause[] {
  const { service, targets } = live;
  if (targets === undefined || service?.desiredCount === 0) return [];
  const addressed = ours.filter((task) => taskAddresses(task).length > 0);
  const missing = placesOf(live, expected.started).flatMap((groups) => {
    const registered = targets.filter(({ targetGroupArn }) => groups.includes(targetGroupArn));
    return addressed.length === 0
      ? fewerTargets(registered, { tasks: ours.length, groups })
      : missingTasks(registered, { addressed, groups });
  });
  const addresses = new Set(addressed.flatMap(taskAddresses));
  const own = targets.filter(({ id, state }) =>
    addressed.length === 0 ? !state.includes('draining') : addresses.has(id),
  );
  const unseen = portsWithoutTargets(live.revision).map(gatewayWithoutTargets);
  return [...unseen, ...missing, ...own.filter(isUnhealthy).map(toCause)];
}

/**
 * Where each task must be a target: one place per load balancer of the service, whose two target groups a deployment may
 * swap, and one per ingress path of an Express service. A task set has its own; any of them will do.
 */
function placesOf(
  { service, revision, targets = [] }: Parameters<typeof unhealthyTargets>[0],
  { codeDeploy }: Started,
): string[][] {
  const all = [...new Set(targets.map(({ targetGroupArn }) => targetGroupArn))];
  const balancers = (service?.loadBalancers ?? []).map(({ targetGroupArn, advancedConfiguration }) => [
    targetGroupArn,
    advancedConfiguration?.alternateTargetGroupArn,
  ]);
  const paths = (revision?.ecsManagedResources?.ingressPaths ?? []).map(({ targetGroups = [] }) =>
    targetGroups.map(({ arn }) => arn),
  );
  const places = [...balancers, ...paths, ...gatewayTargetGroups(revision)]
    .map((arns) => arns.filter((arn) => arn !== undefined))
    .filter((arns) => arns.length > 0);
  if (codeDeploy === undefined && places.length > 0) return places;
  return all.length > 0 || places.length > 0 ? [[...all, ...places.flat()]] : [];
}

function missingTasks(
  registered: TargetState[],
  { addressed, groups }: { addressed: Task[]; groups: string[] },
): Cause[] {
  const ids = new Set(registered.map(({ id }) => id));
  const missing = addressed.filter((task) => !taskAddresses(task).some((address) => ids.has(address)));
  if (missing.length === addressed.length) return [noneRegistered(groups)];
  return missing.map((task) => ({
    message: `Task ${lastPart(task.taskArn ?? '')} (${taskAddresses(task)[0]}) is not registered in ${nameGroups(groups)}, so it gets no traffic from it.`,
    fix: CHECK_SETTINGS,
  }));
}

/** A task without its own network interface is a target by instance and a changing port: only the number of targets can be checked. */
function fewerTargets(registered: TargetState[], { tasks, groups }: { tasks: number; groups: string[] }): Cause[] {
  const serving = registered.filter(({ state }) => !state.includes('draining'));
  if (serving.length === 0) return [noneRegistered(groups)];
  const byGroup = Map.groupBy(serving, ({ targetGroupArn }) => targetGroupArn);
  const most = Math.max(...[...byGroup.values()].map(({ length }) => length));
  const message = `${most} of ${tasks} running tasks are registered in ${nameGroups(groups)}.`;
  return most >= tasks ? [] : [{ message, fix: CHECK_SETTINGS }];
}

function noneRegistered(groups: string[]): Cause {
  const message = `No task of this deployment is registered in ${nameGroups(groups)}.`;
  return { message, fix: CHECK_SETTINGS };
}

function gatewayWithoutTargets(portName: string): Cause {
  return {
    message: `The gateway has no target group for port "${portName}" of this deployment, so nothing shows that requests reach its tasks.`,
    fix: 'Check that a gateway is associated with the cluster and that its route for the service is ACTIVE (aws ecs list-gateway-routes).',
  };
}

function nameGroups(arns: string[]): string {
  const names = arns.map((arn) => arn.split('/').at(-2) ?? arn);
  return names.length === 1 ? `the target group ${names[0]}` : `the target groups ${names.join(' and ')}`;
}

/** A target whose group has its health check disabled gets traffic without one. */
function isUnhealthy({ state, reason }: TargetState): boolean {
  return state !== 'healthy' && reason !== 'Target.HealthCheckDisabled';
}

function toCause({ id, port, state, reason, description }: TargetState): Cause {
  return {
    message: `Target ${id}:${port ?? '?'} is ${state}${description === undefined ? '' : `: ${description}`}${reason === undefined ? '' : ` (${reason})`}`,
    fix: 'Check the port and path of the health check, the security groups between load balancer and tasks, and the health check grace period.',
  };
}
