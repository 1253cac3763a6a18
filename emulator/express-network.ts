import type { ExpressGatewayServiceConfiguration } from '@aws-sdk/client-ecs';
import { lastSegment } from './names.ts';
import type { ServiceRecord } from './world.ts';

const DEFAULT_SUBNETS = ['subnet-0aaa1111', 'subnet-0bbb2222'];
const DEFAULT_GROUPS = ['sg-0ccc3333'];

/** The network of the tasks: what was requested, else that of the default VPC, and always the group that Express created for the service. */
export function withNetwork(
  service: ServiceRecord,
  wanted: ExpressGatewayServiceConfiguration,
): ExpressGatewayServiceConfiguration {
  const { subnets = DEFAULT_SUBNETS, securityGroups = DEFAULT_GROUPS } = wanted.networkConfiguration ?? {};
  const groups = [...new Set([...securityGroups, ...ownGroups(service)])];
  return { ...wanted, networkConfiguration: { subnets, securityGroups: groups } };
}

function ownGroups({ express }: ServiceRecord): string[] {
  return (express?.resources.serviceSecurityGroups ?? []).map(({ arn = '' }) => lastSegment(arn));
}
