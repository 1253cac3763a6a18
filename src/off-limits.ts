import { BlockList, isIP } from 'node:net';

/**
 * Where instances, tasks and pods get their credentials from (docs: instancedata-data-retrieval, task-iam-roles, pod-identities):
 * a probe has no business there.
 */
const OFF_LIMITS = new BlockList();
OFF_LIMITS.addSubnet('169.254.0.0', 16, 'ipv4');
OFF_LIMITS.addSubnet('fe80::', 10, 'ipv6');
OFF_LIMITS.addSubnet('fd00:ec2::', 32, 'ipv6');
OFF_LIMITS.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');

/** Whether the host of a URL is an address that serves credentials. `URL` has already made any other spelling of it a plain one. */
export function isOffLimits(host: string): boolean {
  const address = withoutBrackets(host);
  const version = isIP(address);
  return version !== 0 && OFF_LIMITS.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** The host of a URL as a name or an address. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
