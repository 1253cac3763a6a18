/** What a list of IDs holds. */
interface IdKind {
  prefix: string;
  /** `subnet`. */
  what: string;
  /** How many AWS takes; absent if no page says so. */
  most?: number;
}

const SUBNET = { prefix: 'subnet-', what: 'subnet' };
const GROUP = { prefix: 'sg-', what: 'security group' };

/** Lists of IDs by `Structure.member` (docs: API_AwsVpcConfiguration, API_ExpressGatewayServiceNetworkConfiguration). */
const ID_LISTS: Readonly<Record<string, IdKind>> = {
  'AwsVpcConfiguration.subnets': { ...SUBNET, most: 16 },
  'AwsVpcConfiguration.securityGroups': { ...GROUP, most: 5 },
  'ExpressGatewayServiceNetworkConfiguration.subnets': SUBNET,
  'ExpressGatewayServiceNetworkConfiguration.securityGroups': GROUP,
};

interface Words {
  message: string;
  fix: string;
}

/** What is wrong with an entry of such a list: whether the ID exists is for AWS to say. */
export function wrongNetworkId(member: string, value: string): Words | undefined {
  const kind = ID_LISTS[member];
  if (kind === undefined || value.startsWith(kind.prefix)) return undefined;
  const other = kind.what === SUBNET.what ? GROUP : SUBNET;
  return {
    message: `"${value.slice(0, 80)}" is not the ID of a ${kind.what}.`,
    fix: value.startsWith(other.prefix)
      ? `It is the ID of a ${other.what}: move it to the ${other.what}s.`
      : `Write the ID, which starts with ${kind.prefix}. AWS takes neither names nor ARNs here.`,
  };
}

export function tooManyNetworkIds(member: string, count: number): Words | undefined {
  const { most, what = '' } = ID_LISTS[member] ?? {};
  if (most === undefined || count <= most) return undefined;
  return { message: `There are ${count} ${what}s; ECS takes ${most}.`, fix: `Remove ${count - most} of them.` };
}
