import type {
  ListEventBusesRequest,
  ListRuleNamesByTargetRequest,
  ListTargetsByRuleRequest,
  PutRuleRequest,
  PutTargetsRequest,
  PutTargetsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { ApiError } from './api-error.ts';
import { lastSegment } from './names.ts';
import { paginate } from './paginate.ts';
import type { Region, RuleRecord } from './world.ts';

const DEFAULT_BUS = 'default';
const MOST_TARGETS = 5;

/** Creates a rule without targets, and its event bus with it; a rule that exists keeps its targets. */
export function putRule(region: Region, request: PutRuleRequest) {
  const { Name: name = '', EventBusName: given } = request;
  const bus = nameOf(given);
  const known = region.rules.find((rule) => rule.name === name && rule.bus === bus);
  const rule = known ?? { name, bus, managedBy: undefined, targets: [] };
  if (known === undefined) region.rules.push(rule);
  return { RuleArn: arnOf(region, rule) };
}

export function listEventBuses(region: Region, { NextToken, Limit = 100 }: ListEventBusesRequest) {
  const names = [...new Set([DEFAULT_BUS, ...region.rules.map(({ bus }) => bus)])];
  const buses = names.map((Name) => ({
    Name,
    Arn: `arn:${region.partition}:events:${region.name}:${region.world.account}:event-bus/${Name}`,
  }));
  const page = paginate(buses, Limit, NextToken);
  return { EventBuses: page.items, ...next(page) };
}

export function listRuleNamesByTarget(region: Region, request: ListRuleNamesByTargetRequest) {
  const { TargetArn: arn, EventBusName: given, Limit = 100, NextToken: token } = request;
  const bus = nameOf(given);
  if (bus !== DEFAULT_BUS && !region.rules.some((rule) => rule.bus === bus)) {
    throw missing(`Event bus ${bus} does not exist.`);
  }
  const names = region.rules
    .filter((rule) => rule.bus === bus && rule.targets.some(({ Arn }) => Arn === arn))
    .map(({ name }) => name);
  const page = paginate(names, Limit, token);
  return { RuleNames: page.items, ...next(page) };
}

export function listTargetsByRule(region: Region, request: ListTargetsByRuleRequest) {
  const { Rule: name = '', EventBusName: bus, Limit = 100, NextToken: token } = request;
  const page = paginate(find(region, name, bus).targets, Limit, token);
  return { Targets: page.items, ...next(page) };
}

/** A target whose id the rule already has is replaced as a whole. */
export function putTargets(region: Region, request: PutTargetsRequest) {
  const { Rule: name = '', EventBusName: bus, Targets: targets = [] } = request;
  const rule = find(region, name, bus);
  if (rule.managedBy !== undefined) {
    throw new ApiError('ManagedRuleException', `Rule ${name} is managed by ${rule.managedBy}.`);
  }
  const failed: PutTargetsResultEntry[] = [];
  for (const target of targets) {
    const others = rule.targets.filter(({ Id }) => Id !== target.Id);
    const failure = region.failingTargets.get(target.Id ?? '');
    if (failure !== undefined) failed.push({ TargetId: target.Id, ...failure });
    else if (others.length === MOST_TARGETS)
      throw new ApiError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
    else rule.targets = [...others, target];
  }
  return { FailedEntryCount: failed.length, FailedEntries: failed };
}

function find(region: Region, name: string, bus: string | undefined): RuleRecord {
  const found = region.rules.find((rule) => rule.name === name && rule.bus === nameOf(bus));
  if (found === undefined) throw missing(`Rule ${name} does not exist on EventBus ${nameOf(bus)}.`);
  return found;
}

/** A bus is named, or its ARN given. */
function nameOf(bus: string | undefined): string {
  return bus === undefined ? DEFAULT_BUS : lastSegment(bus);
}

function arnOf({ partition, name: region, world }: Region, { bus, name }: RuleRecord): string {
  const path = bus === DEFAULT_BUS ? name : `${bus}/${name}`;
  return `arn:${partition}:events:${region}:${world.account}:rule/${path}`;
}

function missing(message: string): ApiError {
  return new ApiError('ResourceNotFoundException', message);
}

function next({ next: { nextToken } }: { next: { nextToken?: string } }): { NextToken?: string } {
  return nextToken === undefined ? {} : { NextToken: nextToken };
}
