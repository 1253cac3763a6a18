import { isComplete, onlyDrains, phaseOf } from '../aws/service.ts';
import { endpointOf } from '../aws/gateways.ts';
import { longestDraining, readTargetHealth, targetGroups } from '../aws/targets.ts';
import type { TargetState } from '../model.ts';
import type { World } from '../world.ts';
import { readCodeDeploy } from './codedeploy/read.ts';
import { toPause } from './codedeploy/pause.ts';
import { taskSetStates } from './codedeploy/task-sets.ts';
import { adopt } from './ecs/adopt.ts';
import { hasNews, readDeployment, readService, revisionArns, type Both } from './ecs/read.ts';
import { managedResources } from '../aws/resources.ts';
import { readRevisions } from './ecs/revisions.ts';
import { ecsSides } from './ecs/sides.ts';
import { toHooks } from './ecs/hooks.ts';
import { openHooks, type Observation } from './observation.ts';
import { INFORM_EVERY_MS, isDue, targetsEvery } from './pace.ts';
import type { Following, Read, WatchState } from './state.ts';

/** How to read: everything with `all`; `early` are reads that are under way already. */
export interface Reading {
  all?: boolean;
  early?: Promise<Both> | undefined;
}

/** Reads what is due, or everything with `all`, and merges it with the previous look. */
export async function readObservation(
  { following, last }: Pick<WatchState, 'following' | 'last'>,
  { all = false, early }: Reading,
  world: World,
): Promise<Read<Observation>> {
  const now = world.clock.now();
  const serviceDue = all || following.by === 'id' || isDue({ last: last?.serviceAt, every: INFORM_EVERY_MS, now });
  const [read, readAtOnce, codeDeploy] = await Promise.all([
    early === undefined ? readDeployment(following, world) : early.then((both) => both.read),
    early === undefined
      ? serviceDue
        ? readService(following.started, world)
        : undefined
      : early.then((both) => both.service),
    readCodeDeploy({ following, before: last?.codeDeploy, all }, world),
  ]);
  const deployment = read.value ?? last?.deployment;
  const isNews = hasNews(last?.deployment, deployment);
  const readsService = serviceDue || isNews;
  const service =
    (readsService ? (readAtOnce ?? (await readService(following.started, world))) : undefined) ?? last?.service;
  const hooks =
    codeDeploy.value === undefined
      ? toHooks(deployment, last?.hooks ?? [])
      : toPause(codeDeploy.value, { at: now, before: last?.hooks ?? [] });
  const paused = openHooks({ at: now, deployment, codeDeploy: codeDeploy.value, hooks });
  const pauses = paused.length > (last === undefined ? 0 : openHooks(last).length);
  const groups = targetGroups(last?.service, revisionOf(following, last)).length;
  const drains = following.drainSeconds === undefined && onlyDrains(deployment);
  // A success is verified at once, and that reads the targets.
  const targetsDue =
    all ||
    pauses ||
    drains ||
    (phaseOf(deployment) !== 'succeeded' &&
      isDue({
        last: last?.targetsAskedAt,
        every: targetsEvery({ groups, isNews: isNews && isComplete(deployment) }),
        now,
      }));
  const revisions =
    deployment !== undefined && (targetsDue || last?.deployment === undefined)
      ? await readRevisions(revisionArns(deployment), following, world)
      : undefined;
  const knowing = { ...following, ...read.learnt, ...revisions?.learnt };
  const revision = revisionOf(knowing, { deployment });
  const started = adopt(knowing, { at: now, deployment, service });
  const targets = targetsDue ? await readTargets(knowing, targetGroups(service, revision), world) : undefined;
  const draining = drainingGroups(targets?.value ?? last?.targets ?? []);
  const drainSeconds = drains ? await longestDraining(draining, world.aws) : undefined;
  const seen = { at: now, deployment, service, codeDeploy: codeDeploy.value };
  return {
    value: {
      ...seen,
      serviceAt: readsService ? now : last?.serviceAt,
      resources: managedResources(revision),
      endpoint: endpointOf(revision) ?? last?.endpoint,
      targets: targets?.value ?? last?.targets,
      targetsAt: targets?.value === undefined ? last?.targetsAt : now,
      targetsAskedAt: targetsDue ? now : last?.targetsAskedAt,
      revisions:
        seen.codeDeploy === undefined || deployment?.targetServiceRevision !== undefined
          ? ecsSides(seen, { ...knowing, started })
          : taskSetStates(seen, started),
      hooks,
    },
    learnt: {
      ...read.learnt,
      ...codeDeploy.learnt,
      ...revisions?.learnt,
      ...targets?.learnt,
      ...(drains && { drainSeconds: drainSeconds ?? 0 }),
      started,
    },
    warnings: [read, codeDeploy, revisions, targets].flatMap((one) => one?.warnings ?? []),
  };
}

/** The target service revision of the deployment. */
export function revisionOf(
  { revisions }: Pick<Following, 'revisions'>,
  seen: Pick<Observation, 'deployment'> | undefined,
) {
  return revisions.get(seen?.deployment?.targetServiceRevision?.arn ?? '');
}

function drainingGroups(targets: readonly TargetState[]): string[] {
  const draining = targets.filter(({ state }) => state.includes('draining'));
  return [...new Set(draining.map(({ targetGroupArn }) => targetGroupArn))];
}

async function readTargets(
  { readsTargets }: Following,
  groups: readonly string[],
  world: World,
): Promise<Read<TargetState[] | undefined>> {
  if (!readsTargets) return { value: undefined };
  const health = await readTargetHealth(groups, world.aws);
  if ('targets' in health) return { value: health.targets };
  return {
    value: undefined,
    learnt: health.forGood ? { readsTargets: false } : {},
    warnings: health.unread === undefined ? [] : [health.unread],
  };
}
