import { codeDeployPhaseOf, lifecyclePhaseOf } from '../aws/codedeploy-status.ts';
import { hookPhaseOf, phaseOf, primaryDeployment, resourcePhaseOf, rolloutOf, stageOf } from '../aws/service.ts';
import type { Cause } from '../model.ts';
import { waitsForTermination } from './codedeploy/events.ts';
import type { Observation } from './observation.ts';

/** How long nothing has got further, and what was found out about it. */
export interface Standstill {
  readonly since: Date;
  readonly reached: Reached;
  /** When the cause was last looked for, and the last one found since the deployment got further. */
  readonly askedAt?: Date | undefined;
  readonly found?: { readonly at: Date; readonly cause: Cause } | undefined;
  /** The last line about it. */
  readonly told?: { readonly at: Date; readonly text: string } | undefined;
}

/** The best so far: a task that crashes and starts again gets no further. */
interface Reached {
  /** Stage, statuses, hooks, resources and the size of the deployment: a change of any is progress, and counting starts again. */
  readonly at: string;
  readonly running: number;
  readonly healthy: number;
  readonly traffic: number;
  /** Old tasks that still run. */
  readonly left: number;
}

/** A normal start, with image pull and first health checks, takes less. */
const STILL_MS = 120_000;
const EVERY_MS = 180_000;
const REPEAT_MS = 600_000;

/** Starts again whenever the deployment got further. */
export function follow(before: Standstill | undefined, now: Observation): Standstill {
  const seen = reachedBy(now);
  if (before === undefined) return { since: now.at, reached: seen };
  const best = before.reached;
  const fresh = { since: now.at, askedAt: before.askedAt, told: before.told };
  if (best.at !== seen.at) return { ...fresh, reached: seen };
  const reached = {
    at: best.at,
    running: Math.max(best.running, seen.running),
    healthy: Math.max(best.healthy, seen.healthy),
    traffic: Math.max(best.traffic, seen.traffic),
    left: Math.min(best.left, seen.left),
  };
  const further =
    reached.left < best.left ||
    reached.running + reached.healthy + reached.traffic > best.running + best.healthy + best.traffic;
  return further ? { ...fresh, reached } : before;
}

/** Whether it is time to find out why nothing moves. Pauses, hooks, bake times and traffic steps take as long as they were told to. */
export function isDue({ since, askedAt }: Standstill, seen: Observation): boolean {
  const still = seen.at.getTime() - since.getTime() >= STILL_MS;
  const asked = askedAt !== undefined && seen.at.getTime() - askedAt.getTime() < EVERY_MS;
  return still && !asked && isUnderWay(seen) && !isTimed(seen);
}

/** Whether a line says something new: that more tasks failed in the same way does not. The same one is repeated now and then. */
export function isNews({ told }: Standstill, text: string, at: Date): boolean {
  return (
    told === undefined ||
    withoutCount(told.text) !== withoutCount(text) ||
    at.getTime() - told.at.getTime() >= REPEAT_MS
  );
}

function withoutCount(text: string): string {
  return text.replace(/ \(\d+ (?:tasks|events|targets)\)/u, '');
}

/** Whether something of the new revision is not there yet: only then are its tasks worth a look. While old tasks drain, nothing is. */
export function lacksSomething({ revisions, targets = [] }: Observation): boolean {
  const target = revisions.find(({ role }) => role === 'target');
  const lacksTasks = target !== undefined && (target.running < target.desired || target.pending > 0);
  return lacksTasks || targets.some(({ state }) => ['initial', 'unhealthy', 'unused'].includes(state));
}

function reachedBy({
  deployment,
  codeDeploy,
  service,
  revisions,
  resources,
  hooks,
  targets = [],
}: Observation): Reached {
  const target = revisions.find(({ role }) => role === 'target');
  const sources = revisions.filter(({ role }) => role === 'source');
  const at = [
    deployment?.status,
    deployment?.lifecycleStage,
    rolloutOf(primaryDeployment(service)),
    codeDeploy?.deployment.status,
    ...(codeDeploy?.target?.lifecycleEvents ?? []).map(lifecyclePhaseOf),
    ...hooks.map(({ id, status }) => `${id} ${status}`),
    ...resources.map(resourcePhaseOf),
    target?.desired,
  ];
  return {
    at: JSON.stringify(at),
    running: target?.running ?? 0,
    healthy: targets.filter(({ state }) => state === 'healthy').length,
    traffic: (target?.productionWeight ?? 0) + (target?.testWeight ?? 0),
    left: sources.reduce((sum, { running }) => sum + running, 0),
  };
}

function isUnderWay({ deployment, codeDeploy, service }: Observation): boolean {
  if (codeDeploy !== undefined)
    return codeDeployPhaseOf(codeDeploy.deployment) === 'running' && !waitsForTermination(codeDeploy);
  if (deployment !== undefined) return ['pending', 'running'].includes(phaseOf(deployment));
  return [undefined, 'running'].includes(rolloutOf(primaryDeployment(service)));
}

function isTimed({ deployment, hooks, revisions }: Observation): boolean {
  const kind = stageOf(deployment?.lifecycleStage)?.kind;
  const share = revisions.find(({ role }) => role === 'target')?.productionWeight ?? 0;
  const inSteps = kind === 'shifting' && share > 0 && share < 100;
  return kind === 'baking' || inSteps || hooks.some((hook) => ['running', 'paused'].includes(hookPhaseOf(hook)));
}
