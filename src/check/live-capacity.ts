import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import type { InputName } from '../inputs/spec.ts';
import type { Origin, Problem } from '../model.ts';
import { isFargate, toItems } from '../aws/capacity.ts';
import { launchTypeOf, readProperties } from './afterwards.ts';
import { toProblem } from '../problem.ts';
import { didYouMean } from './did-you-mean.ts';
import type { LiveContext } from './live-context.ts';
import { quoteList } from './words.ts';

export interface CapacityCheck {
  strategy: readonly CapacityProviderStrategyItem[];
  origin: Origin;
  /** Where the strategy is set, as a fix names it: an input or an AppSpec key. */
  setting: InputName | 'CapacityProviderStrategy';
  cluster: string;
  /** The capacity providers of the cluster; undefined if unknown. */
  clusterProviders?: readonly string[] | undefined;
}

/** Where the tasks of the service are placed. */
export function* capacityRules(context: LiveContext): Iterable<Problem> {
  const { target, clusterFacts } = context;
  const clusterProviders = clusterFacts?.capacityProviders;
  const { cluster } = target;
  const strategy = toItems(target.settings.capacityProviderStrategy);
  const setting = 'capacity-provider-strategy';
  yield* strategyRules({ strategy, origin: context.originOf(setting), setting, cluster, clusterProviders });
  if (target.kind === 'codedeploy') {
    const { value, locate } = readProperties(target.appSpec);
    yield* strategyRules({
      strategy: toItems(value.capacityProviderStrategy),
      origin: locate('capacityProviderStrategy'),
      setting: 'CapacityProviderStrategy',
      cluster,
      clusterProviders,
    });
  }
  yield* platformVersion(context);
}

/** Strategies that RunTask and UpdateService reject (docs: API_CapacityProviderStrategyItem). */
export function* strategyRules(check: CapacityCheck): Iterable<Problem> {
  const { strategy, origin, setting } = check;
  if (strategy.length === 0) return;
  yield* unknownProviders(check);
  const names = strategy.map(({ capacityProvider = '' }) => capacityProvider);
  if (names.some(isFargate) && !names.every(isFargate)) {
    const own = names.filter((name) => !isFargate(name));
    yield toProblem('capacity-provider-mix', origin, {
      message: `The capacity provider strategy mixes Fargate with ${quoteList(own)}, which ECS rejects.`,
      fix: `In ${setting}, use either only Fargate capacity providers or only ${quoteList(own)}.`,
    });
  }
  const based = strategy.filter(({ base = 0 }) => base > 0);
  if (based.length > 1) {
    const [first] = based;
    const one = strategy.map((item) => (item === first ? item : withoutBase(item)));
    yield toProblem('capacity-provider-base', origin, {
      message: `${based.map(({ capacityProvider, base }) => `${capacityProvider} (base ${base})`).join(' and ')} both have a base, but ECS allows only one.`,
      fix: `Keep the base of one of them, for example ${setting}: ${spell(one, setting)}`,
    });
  }
  if (strategy.every(({ weight = 0 }) => weight === 0)) {
    const weighted = strategy.map((item) => ({ ...item, weight: 1 }));
    yield toProblem('capacity-provider-weight', origin, {
      message: `No capacity provider of the strategy (${names.join(', ')}) has a weight above 0, so ECS could not place any task; a missing weight counts as 0.`,
      fix: `Give one of them a weight, for example ${setting}: ${spell(weighted, setting)}`,
    });
  }
}

function* unknownProviders({ strategy, origin, setting, cluster, clusterProviders }: CapacityCheck): Iterable<Problem> {
  if (clusterProviders === undefined) return;
  const names = strategy.map(({ capacityProvider = '' }) => capacityProvider);
  const unknown = [...new Set(names)].filter((name) => !clusterProviders.includes(name));
  if (unknown.length === 0) return;
  const has = clusterProviders.length === 0 ? 'none' : quoteList(clusterProviders);
  const [first = ''] = unknown;
  const near =
    clusterProviders.length === 0 ? undefined : didYouMean(first.slice(first.lastIndexOf('/') + 1), clusterProviders);
  const use = clusterProviders.length === 0 ? '' : `Use one of ${has} in ${setting}, or add`;
  yield toProblem('capacity-provider-unknown', origin, {
    message: `The cluster "${cluster}" does not have the capacity provider ${quoteList(unknown)}. It has: ${has}.`,
    fix: `${near === undefined ? '' : `${near} `}${use === '' ? 'Add' : use} ${quoteList(unknown)} to the cluster first.`,
  });
}

/** The format in which the user has to write it. */
function spell(strategy: readonly CapacityProviderStrategyItem[], setting: CapacityCheck['setting']): string {
  if (setting !== 'CapacityProviderStrategy') return JSON.stringify(strategy);
  const capital = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);
  return JSON.stringify(
    strategy.map((item) => Object.fromEntries(Object.entries(item).map(([key, value]) => [capital(key), value]))),
  );
}

function withoutBase({ base, ...item }: CapacityProviderStrategyItem): CapacityProviderStrategyItem {
  void base;
  return item;
}

/** Only Fargate has platform versions; ECS rejects them anywhere else, even LATEST. */
function* platformVersion({ target, after, inputs, document, originOf }: LiveContext): Iterable<Problem> {
  if (launchTypeOf(after) === 'FARGATE' || target.kind === 'express') return;
  const appSpec = target.kind === 'codedeploy' ? readProperties(target.appSpec) : undefined;
  const documented = document?.fields['platformVersion'];
  const ours = inputs['platform-version'] ?? (typeof documented === 'string' ? documented : undefined);
  const asked = appSpec === undefined ? ours : appSpec.value.platformVersion;
  if (asked === undefined) return;
  const providers = after.capacityProviders.map(({ capacityProvider }) => capacityProvider).join(', ');
  const where = providers === '' ? `launch type ${after.launchType ?? 'EC2'}` : `capacity provider ${providers}`;
  const origin = appSpec?.locate('platformVersion') ?? originOf('platform-version');
  yield toProblem('platform-version', origin, {
    message: `Platform version ${asked} is set, but only Fargate has platform versions, and service "${target.name}" runs with ${where}.`,
    fix: appSpec === undefined ? 'Remove platform-version.' : 'Remove PlatformVersion from the AppSpec.',
  });
}
