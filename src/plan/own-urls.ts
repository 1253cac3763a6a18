import type { LoadBalancer } from '@aws-sdk/client-ecs';
import type { Address } from '../aws/listener-address.ts';
import { withoutBrackets } from '../off-limits.ts';
import { isOwnUrl, type Place, type Probe } from '../release.ts';
import type { World } from '../world.ts';
import { readAddresses, type Addresses } from './addresses.ts';

/** Looking up names must not hold up a deploy. */
const PATIENCE_MS = 5_000;

/**
 * Where probes of one's own URLs lead in a service whose test and production listener answer with different revisions, by their
 * URLs; `unknown` where neither listener has the address, or it cannot be read. Read-only, never rejects.
 */
export async function readPlaces(
  { probes, balancers }: { probes: readonly Probe[]; balancers: readonly LoadBalancer[] },
  world: World,
): Promise<ReadonlyMap<string, Place>> {
  const own = probes.filter(isOwnUrl);
  if (own.length === 0 || balancers[0]?.advancedConfiguration === undefined) return new Map();
  const addresses = await readAddresses(balancers, world).catch((): Addresses => ({}));
  const places = own.map(async (probe): Promise<[string, Place]> => [
    probe.url,
    await placeOf(probe, addresses, world),
  ]);
  return new Map(await Promise.all(places));
}

async function placeOf({ url, headers }: Probe, { production, test }: Addresses, world: World): Promise<Place> {
  if (!URL.canParse(url) || /[{}]/.test(new URL(url).host)) return 'unknown';
  const asked = new URL(url);
  const [isTest, isProduction] = await Promise.all([leadsTo(asked, test, world), leadsTo(asked, production, world)]);
  if (isTest && isProduction) return matches({ asked, headers }, { production, test }) ? 'test' : 'production';
  return isTest ? 'test' : isProduction ? 'production' : 'unknown';
}

/** One port of one load balancer serves both: a rule tells them apart by the host, or by a header. */
function matches(
  { asked, headers }: { asked: URL; headers: Probe['headers'] },
  { production, test }: Addresses,
): boolean {
  const needed = Object.entries(test?.headers ?? {});
  const given = new Headers(headers);
  if (needed.length > 0) return needed.every(([name, value]) => given.get(name) === value);
  return hostOf(test) === asked.hostname && hostOf(production) !== asked.hostname;
}

function hostOf(address: Address | undefined): string | undefined {
  return address && new URL(address.url).hostname;
}

/** By the port and the name, or by what the name stands for: a record of one's own points to the load balancer. */
async function leadsTo(asked: URL, address: Address | undefined, world: World): Promise<boolean> {
  if (address === undefined) return false;
  const at = new URL(address.url);
  if (portOf(asked) !== portOf(at)) return false;
  if (asked.hostname === at.hostname) return true;
  const [one, other] = await Promise.all([ipsOf(asked.hostname, world), ipsOf(at.hostname, world)]);
  return one.some((ip) => other.includes(ip));
}

function portOf({ protocol, port }: URL): string {
  return port === '' ? (protocol === 'https:' ? '443' : '80') : port;
}

async function ipsOf(host: string, world: World): Promise<readonly string[]> {
  const looking = world.lookUpHost(withoutBrackets(host));
  const inTime = await world.clock.within({ milliseconds: PATIENCE_MS, signal: world.signal }, looking);
  const found = inTime ? await looking : 'unknown';
  return typeof found === 'string' ? [] : found;
}
