import type { ExpressGatewayServiceConfiguration } from '@aws-sdk/client-ecs';

/** Several configurations are active during a deployment; the newest is the one requested last. */
export function newestConfiguration(
  configurations: ExpressGatewayServiceConfiguration[] | undefined,
): ExpressGatewayServiceConfiguration | undefined {
  return configurations?.toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0))[0];
}
