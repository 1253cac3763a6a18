import type { ECSExpressGatewayService, ExpressGatewayServiceConfiguration } from '@aws-sdk/client-ecs';
import { lastPart } from '../aws/arn.ts';
import { newestConfiguration } from '../aws/express.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { World } from '../world.ts';
import { readOptionally } from './optional-read.ts';

/**
 * Express creates a security group for each service and lists it with the given ones: a comparison has to know it.
 * Read only if the inputs name a network.
 */
export async function readOwnGroups(
  express: ECSExpressGatewayService | undefined,
  { inputs, world }: { inputs: Inputs; world: World },
): Promise<string[]> {
  const revision = newestConfiguration(express?.activeConfigurations)?.serviceRevisionArn;
  if (revision === undefined || (inputs.subnets === undefined && inputs['security-groups'] === undefined)) return [];
  const unknown = 'Not known which security groups Express added itself, so the same network may be sent again';
  const asked = { action: 'ecs:DescribeServiceRevisions', unknown };
  const found = (await readOptionally(world.aws.ecs.describeServiceRevisions([revision]), asked, world)) ?? [];
  const groups = found.flatMap(({ ecsManagedResources }) => ecsManagedResources?.serviceSecurityGroups ?? []);
  return groups.flatMap(({ arn }) => (arn === undefined ? [] : [lastPart(arn)]));
}

/** The configuration as it was requested. A group that the inputs name stays, whoever created it. */
export function withoutOwnGroups(
  configuration: ExpressGatewayServiceConfiguration | undefined,
  { own, named }: { own: readonly string[]; named: readonly string[] },
): ExpressGatewayServiceConfiguration | undefined {
  const groups = configuration?.networkConfiguration?.securityGroups;
  if (groups === undefined || own.length === 0) return configuration;
  const securityGroups = groups.filter((group) => named.includes(group) || !own.includes(group));
  return { ...configuration, networkConfiguration: { ...configuration?.networkConfiguration, securityGroups } };
}
