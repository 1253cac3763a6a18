import { rulesOf } from '../emulator/load-balancers.ts';
import { weightsOf } from '../emulator/rule-weights.ts';
import type { Region, RuleOfListenerRecord, TargetGroupRecord, TargetRecord } from '../emulator/world.ts';
import type { TargetGroupView, Tone } from './messages.ts';
import { counted } from './wording.ts';

/** Target groups with the share of the traffic that each one gets. */
export function targetGroupViews(region: Region): TargetGroupView[] {
  return region.targetGroups.map((group) => ({
    name: group.name,
    shares: sharesOf(region, group),
    targets: group.targets.map((target) => targetView(region, target)),
    reasons: counted(
      group.targets.flatMap(({ state, description = '' }) => (TONES[state] === 'bad' ? [description] : [])),
    ),
  }));
}

/** Each route once; a rule that a service moves tells more than the others that lead to the same group. */
function sharesOf(region: Region, group: TargetGroupRecord): TargetGroupView['shares'] {
  const leading = rulesOf(region).filter((rule) => weightsOf(rule).some(({ arn }) => arn === group.arn));
  const routes = leading.map((rule) => ({ rule, route: routeOf(region, rule) }));
  return (['production', 'test'] as const).flatMap((route) => {
    const own = routes.find((one) => one.route === route) ?? (route === 'production' ? unmoved(routes) : undefined);
    return own === undefined ? [] : [{ route, percent: percentOf(own.rule, group) }];
  });
}

interface Route {
  rule: RuleOfListenerRecord;
  route: 'production' | 'test' | undefined;
}

const unmoved = (routes: Route[]): Route | undefined => routes.find(({ route }) => route === undefined);

/** What a service says the rule is for; undefined if none does. */
function routeOf(region: Region, { arn }: RuleOfListenerRecord): Route['route'] {
  const configured = region.services.flatMap(({ settings }) => settings.loadBalancers ?? []);
  if (configured.some((one) => one.advancedConfiguration?.productionListenerRule === arn)) return 'production';
  return configured.some((one) => one.advancedConfiguration?.testListenerRule === arn) ? 'test' : undefined;
}

function percentOf(rule: RuleOfListenerRecord, { arn }: TargetGroupRecord): number {
  const weights = weightsOf(rule);
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  const own = weights.find((one) => one.arn === arn)?.weight ?? 0;
  return total === 0 ? 0 : Math.round((own / total) * 100);
}

function targetView(region: Region, target: TargetRecord): TargetGroupView['targets'][number] {
  const task = region.tasks.find(({ ip, targets }) => targets.includes(target) || ip === target.id);
  return {
    address: `${target.id}:${target.port}`,
    tone: TONES[target.state],
    state: target.state,
    revision: task === undefined ? '' : `${task.definition.family}:${task.definition.revision}`,
  };
}

const TONES: Record<TargetRecord['state'], Tone> = {
  initial: 'waiting',
  healthy: 'good',
  unhealthy: 'bad',
  unused: 'idle',
  draining: 'leaving',
};
