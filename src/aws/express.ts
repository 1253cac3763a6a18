import type { ExpressGatewayServiceConfiguration } from '@aws-sdk/client-ecs';

/** Fields that only the calls of Express have (docs: API_CreateExpressGatewayService). */
export const OF_EXPRESS: readonly string[] = [
  'infrastructureRoleArn',
  'primaryContainer',
  'executionRoleArn',
  'taskRoleArn',
  'cpu',
  'memory',
  'cpuArchitecture',
  'healthCheckPath',
  'scalingTarget',
  'taskDefinitionArn',
];

/** The settings that the calls of Express lack, so that UpdateService changes them. */
export const BESIDE_EXPRESS: readonly string[] = [
  'desiredCount',
  'capacityProviderStrategy',
  'enableExecuteCommand',
  'forceNewDeployment',
];

/** Several configurations are active during a deployment; the newest is the one requested last. */
export function newestConfiguration(
  configurations: ExpressGatewayServiceConfiguration[] | undefined,
): ExpressGatewayServiceConfiguration | undefined {
  return configurations?.toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0))[0];
}
