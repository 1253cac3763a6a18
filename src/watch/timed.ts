import { onlyDrains, phaseOf, stageOf } from '../aws/service.ts';
import { waitsForTermination } from './codedeploy/events.ts';
import { stepMinutes } from './events.ts';
import type { Observation } from './observation.ts';

/** A wait of known length that a deployment is in: bake time, a share of the traffic, draining, CodeDeploy's termination wait. */
export interface TimedWait {
  /** Which one, so that a new one is told from the same. */
  readonly what: string;
  readonly until: Date;
}

/** The wait that a look shows; it began when it was first seen, or when ECS says so. */
export function timedWait(before: TimedWait | undefined, seen: Observation, drainSeconds = 0): TimedWait | undefined {
  const minutes = minutesToWait(seen);
  const drains = minutes === undefined && drainSeconds > 0 && onlyDrains(seen.deployment);
  if (minutes === undefined && !drains) return undefined;
  const what = JSON.stringify([seen.deployment?.lifecycleStage, productionWeight(seen), drains]);
  if (before?.what === what) return before;
  const until = drains
    ? drainingSince(seen).getTime() + drainSeconds * 1000
    : seen.at.getTime() + (minutes ?? 0) * 60_000;
  return { what, until: new Date(until) };
}

const DRAINING = /has begun draining connections/;

function drainingSince({ at, service, deployment }: Observation): Date {
  const events = (service?.events ?? []).filter(({ message = '' }) => DRAINING.test(message));
  const times = events
    .flatMap(({ createdAt }) => createdAt ?? [])
    .filter((time) => time > (deployment?.startedAt ?? at));
  return times.toSorted((one, other) => other.getTime() - one.getTime())[0] ?? at;
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
