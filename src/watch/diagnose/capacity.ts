import { isFargate } from '../../aws/capacity.ts';
import { supplyOf, type Supply } from '../../aws/capacity-provider.ts';
import { errorName, isDenied, isUnknownOperation } from '../../aws/failure.ts';
import { explain } from '../../explain/explain.ts';
import type { CauseId } from '../../explain/patterns.ts';
import type { World } from '../../world.ts';
import { tierOf, type Finding } from './finding.ts';
import { providersOf } from './service-words.ts';
import type { Asking } from './asking.ts';

/** What a provider with room, or one that launches an instance, would heal. */
const FOR_WANT_OF_INSTANCES = new Set<string>([
  'provider-stands-still',
  'placement',
  'placement-resources',
  'no-instances',
  'fargate-capacity',
  'cannot-place',
] satisfies CauseId[]);

/** Says what the capacity provider has, where tasks wait for an instance of it: its state is the cause, and the wait only follows. */
export async function addCapacityFacts(
  finding: Finding,
  { started, service, warn }: Asking,
  world: World,
): Promise<void> {
  if (!FOR_WANT_OF_INSTANCES.has(finding.explanation?.id ?? '')) return;
  const named = / for capacity provider (?<name>\S+)$/u.exec(finding.message)?.groups?.['name'];
  const names = (named === undefined ? providersOf(service) : [named]).filter((name) => !isFargate(name));
  const causes: string[] = [];
  for (const name of names.slice(0, PROVIDERS_ASKED)) {
    const supply = await readSupply({ name, cluster: started.cluster, warn }, world);
    if (supply === undefined) continue;
    finding.facts.push(...factsOf(name, supply));
    const words = causeOf(name, supply, started.cluster);
    if (words !== undefined) causes.push(words);
  }
  const [explanation] = causes.flatMap((words) => explain(words) ?? []);
  if (explanation === undefined) return;
  finding.explanation = explanation;
  finding.tier = tierOf(explanation, finding.tier === 'passing' ? 'event' : finding.tier);
}

const PROVIDERS_ASKED = 3;

async function readSupply(
  { name, cluster, warn }: { name: string; cluster: string; warn: Asking['warn'] },
  world: World,
): Promise<Supply | undefined> {
  try {
    return supplyOf(await world.aws.ecs.describeCapacityProvider({ cluster, name }));
  } catch (error) {
    if (!isDenied(error) && !isUnknownOperation(error))
      warn(`Capacity provider ${name} could not be read (${errorName(error)}).`);
    return undefined;
  }
}

/** One sentence that the table of causes knows. */
function causeOf(name: string, supply: Supply, cluster: string): string | undefined {
  const provider = `Capacity provider ${name}`;
  switch (supply.kind) {
    case 'missing':
      return `${provider} is not in cluster ${cluster}`;
    case 'inactive':
      return `${provider} is ${supply.status}`;
    case 'broken':
      return `${provider} is at ${supply.status}${supply.reason === undefined ? '' : `: ${supply.reason}`}`;
    case 'unscaled':
      return `${provider} does not scale its Auto Scaling group ${supply.group}`;
    case 'scaled':
      return `${provider} scales its Auto Scaling group ${supply.group}`;
    case 'managed':
      return 'Unable to launch instances';
    case 'unknown':
      return undefined;
  }
}

function factsOf(name: string, supply: Supply): string[] {
  const provider = `Capacity provider ${name}`;
  switch (supply.kind) {
    case 'missing':
    case 'inactive':
    case 'broken':
    case 'unknown':
      return [];
    case 'unscaled':
      return [`${provider}: managed scaling is off; Auto Scaling group ${supply.groupArn}.`];
    case 'scaled':
      return [
        `${provider}: managed scaling is on (target capacity ${supply.target} %); Auto Scaling group ${supply.groupArn}.`,
      ];
    case 'managed':
      return [`${provider}: ECS Managed Instances, launched with the infrastructure role ${supply.role}.`];
  }
}
