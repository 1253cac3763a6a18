import {
  EventBridgeClient,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListTargetsByRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { listPages } from './pages.ts';
import type { ClientConfig, Connection } from './connection.ts';

/** The calls to EventBridge that this action makes. */
export type EventBridge = ReturnType<typeof createEventBridge>;

/** A rule, and the name of its event bus. */
export interface RuleName {
  rule: string;
  bus: string;
}

export function createEventBridge(connection: Connection) {
  const make = (config: ClientConfig): EventBridgeClient => new EventBridgeClient(config);
  const reads = connection.reads(make);
  const writes = connection.writes(make);
  return {
    listBuses: async (): Promise<string[]> =>
      await listPages(async (NextToken) => {
        const { EventBuses = [], NextToken: next } = await reads.send(new ListEventBusesCommand({ NextToken }));
        return { items: EventBuses.flatMap(({ Name }) => Name ?? []), next };
      }),

    /** The rules of a bus that have this target: of a task, its cluster. */
    listRulesOf: async ({ arn, bus }: { arn: string; bus: string }): Promise<string[]> =>
      await listPages(async (NextToken) => {
        const command = new ListRuleNamesByTargetCommand({ TargetArn: arn, EventBusName: bus, NextToken });
        const { RuleNames = [], NextToken: next } = await reads.send(command);
        return { items: RuleNames, next };
      }),

    listTargets: async ({ rule, bus }: RuleName): Promise<Target[]> =>
      await listPages(async (NextToken) => {
        const command = new ListTargetsByRuleCommand({ Rule: rule, EventBusName: bus, NextToken });
        const { Targets = [], NextToken: next } = await reads.send(command);
        return { items: Targets, next };
      }),

    /** Replaces the target of the same id; the answer says what failed. */
    putTarget: async ({ rule, bus }: RuleName, target: Target) =>
      await writes.send(new PutTargetsCommand({ Rule: rule, EventBusName: bus, Targets: [target] })),
  };
}
