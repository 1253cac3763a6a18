import type { ExpressGatewayServiceConfiguration } from '@aws-sdk/client-ecs';

/** Several configurations are active in the middle of a deployment; the newest is the one asked for last. */
export function newestConfiguration(
  configurations: ExpressGatewayServiceConfiguration[] | undefined,
): ExpressGatewayServiceConfiguration | undefined {
  return configurations?.toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0))[0];
}
