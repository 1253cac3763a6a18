import { onlyDrains, phaseOf, stageOf } from '../aws/service.ts';
import { terminationSince, waitsForTermination } from './codedeploy/events.ts';
import { stepMinutes } from './events.ts';
import type { Observation } from './observation.ts';

/** A wait of known length that a deployment is in: bake time, a share of the traffic, draining, CodeDeploy's termination wait. */
export interface TimedWait {
  /** Which one, so that a new one is told from the same. */
  readonly what: string;
  /** When it ends at the earliest: it may have begun right after the look before the one that showed it. */
  readonly earliest: Date;
  readonly until: Date;
  /** Whether it had begun before anybody looked, so that it may end long before `until`. */
  readonly isJoined: boolean;
  /** Whether only old connections have to end, which nothing interrupts. */
  readonly drains: boolean;
}

interface Before {
  readonly timed?: TimedWait | undefined;
  readonly last?: Observation | undefined;
}

/** The wait that a look shows; it began when it was first seen, or when ECS says so. */
export function timedWait({ timed: before, last }: Before, seen: Observation, drainSeconds = 0): TimedWait | undefined {
  const minutes = minutesToWait(seen);
  const drains = minutes === undefined && drainSeconds > 0 && onlyDrains(seen.deployment);
  if (minutes === undefined && !drains) return undefined;
  const what = JSON.stringify([seen.deployment?.lifecycleStage, productionWeight(seen), drains]);
  if (before?.what === what) return before;
  const milliseconds = drains ? drainSeconds * 1000 : (minutes ?? 0) * 60_000;
  const known = drains ? drainingSince(seen) : terminationSince(seen.codeDeploy);
  const ends = (since: Date): Date => new Date(since.getTime() + milliseconds);
  const isJoined = known === undefined && last === undefined;
  return { what, drains, isJoined, earliest: ends(known ?? last?.at ?? seen.at), until: ends(known ?? seen.at) };
}

const DRAINING = /has begun draining connections/;

function drainingSince({ at, service, deployment }: Observation): Date | undefined {
  const events = (service?.events ?? []).filter(({ message = '' }) => DRAINING.test(message));
  const times = events
    .flatMap(({ createdAt }) => createdAt ?? [])
    .filter((time) => time > (deployment?.startedAt ?? at));
  return times.toSorted((one, other) => other.getTime() - one.getTime())[0];
}

function minutesToWait(seen: Observation): number | undefined {
  const { codeDeploy, deployment } = seen;
  if (codeDeploy !== undefined) return waitsForTermination(codeDeploy) ? codeDeploy.terminationWaitMinutes : undefined;
  if (phaseOf(deployment) !== 'running') return undefined;
  return stageOf(deployment?.lifecycleStage)?.kind === 'baking'
    ? deployment?.deploymentConfiguration?.bakeTimeInMinutes
    : stepMinutes(deployment, productionWeight(seen));
}

function productionWeight({ revisions }: Observation): number | undefined {
  return revisions.find(({ role }) => role === 'target')?.productionWeight;
}
