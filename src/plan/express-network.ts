import type { ECSExpressGatewayService, ExpressGatewayServiceConfiguration } from '@aws-sdk/client-ecs';
import { lastPart } from '../aws/arn.ts';
import { newestConfiguration } from '../aws/express.ts';
import { errorName } from '../aws/failure.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { World } from '../world.ts';

/** Optional reads must not hold up a deploy. */
const PATIENCE_MS = 10_000;

/**
 * Express makes a security group for each service and shows it beside those that were given: whoever compares has to know it.
 * Read where the inputs name a network, and only there.
 */
export async function readOwnGroups(
  express: ECSExpressGatewayService | undefined,
  { inputs, world }: { inputs: Inputs; world: World },
): Promise<string[]> {
  const revision = newestConfiguration(express?.activeConfigurations)?.serviceRevisionArn;
  if (revision === undefined || (inputs.subnets === undefined && inputs['security-groups'] === undefined)) return [];
  const { clock, signal } = world;
  const reading = world.aws.ecs
    .describeServiceRevisions([revision])
    .catch((error: unknown) => new Error(errorName(error)));
  const inTime = await clock.within({ milliseconds: PATIENCE_MS, signal }, reading);
  const found = inTime ? await reading : new Error('no answer within 10 s');
  if (!(found instanceof Error)) {
    const groups = found.flatMap(({ ecsManagedResources }) => ecsManagedResources?.serviceSecurityGroups ?? []);
    return groups.flatMap(({ arn }) => (arn === undefined ? [] : [lastPart(arn)]));
  }
  const message = `Not known: which security group Express added itself (ecs:DescribeServiceRevisions: ${found.message}); the network may be sent again though it is the same.`;
  world.emit({ at: clock.now(), kind: 'notice', message });
  return [];
}

/** The configuration as it was asked for. A group that somebody names himself stays, whoever made it. */
export function withoutOwnGroups(
  configuration: ExpressGatewayServiceConfiguration | undefined,
  { own, named }: { own: readonly string[]; named: readonly string[] },
): ExpressGatewayServiceConfiguration | undefined {
  const groups = configuration?.networkConfiguration?.securityGroups;
  if (groups === undefined || own.length === 0) return configuration;
  const securityGroups = groups.filter((group) => named.includes(group) || !own.includes(group));
  return { ...configuration, networkConfiguration: { ...configuration?.networkConfiguration, securityGroups } };
}
