import type { Service, ServiceRevision } from '@aws-sdk/client-ecs';
import { gatewayTargetGroups } from './gateways.ts';
import { primaryTaskSet } from './service.ts';

/** The target groups through which a service revision gets its traffic, as ECS resolved them (docs: API_ResolvedConfiguration). */
export function groupsOfRevision(revision: ServiceRevision | undefined): string[] {
  const arns = [
    ...(revision?.resolvedConfiguration?.loadBalancers ?? []).map(({ targetGroupArn }) => targetGroupArn),
    ...(revision?.ecsManagedResources?.ingressPaths ?? []).flatMap(({ targetGroups = [] }) =>
      targetGroups.map(({ arn }) => arn),
    ),
    ...gatewayTargetGroups(revision).map(([current]) => current),
  ];
  return [...new Set(arns.filter((arn) => arn !== undefined))];
}

/** The listener rules that lead to an Express service: its revisions share the target groups, of which each uses one. */
export function rulesOfRevision(revision: ServiceRevision | undefined): string[] {
  const paths = revision?.ecsManagedResources?.ingressPaths ?? [];
  return paths.flatMap(({ rule }) => rule?.arn ?? []);
}

/** Those of the service itself, for a deployment that shifts no traffic. */
export function groupsOfService(service: Service | undefined): string[] {
  const balancers = primaryTaskSet(service)?.loadBalancers ?? service?.loadBalancers ?? [];
  return balancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
}

/** The service revisions that run now. */
export function currentRevisions(service: Service | undefined): string[] {
  return (service?.currentServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []);
}
