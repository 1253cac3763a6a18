import { isOver, onlyDrains, phaseOf } from '../aws/service.ts';
import { endpointOf } from '../aws/gateways.ts';
import { longestDraining, readTargetHealth, targetGroups } from '../aws/targets.ts';
import type { TargetState } from '../model.ts';
import type { World } from '../world.ts';
import { readCodeDeploy } from './codedeploy/read.ts';
import { toPause } from './codedeploy/pause.ts';
import { taskSetStates } from './codedeploy/task-sets.ts';
import { readTaskSet } from './task-set/read.ts';
import { adopt } from './ecs/adopt.ts';
import { newsOf, readDeployment, readService, revisionArns, type Both } from './ecs/read.ts';
import { managedResources } from '../aws/resources.ts';
import { readRevisions } from './ecs/revisions.ts';
import { ecsSides } from './ecs/sides.ts';
import { toHooks } from './ecs/hooks.ts';
import { openHooks, type Observation } from './observation.ts';
import { AFTER_STEPS_MS, isDue, serviceEvery, targetsEvery } from './pace.ts';
import type { Following, Read, WatchState } from './state.ts';

/** How to read: everything with `all`; `early` are reads that are under way already. */
export interface Reading {
  all?: boolean;
  early?: Promise<Both> | undefined;
}

/** Reads what is due, or everything with `all`, and merges it with the previous look. */
export async function readObservation(
  { following, last, timed, request }: Pick<WatchState, 'following' | 'last' | 'timed' | 'request'>,
  { all = false, early: underWay }: Reading,
  world: World,
): Promise<Read<Observation>> {
  const now = world.clock.now();
  const serviceDue =
    all ||
    following.by !== 'arn' ||
    isDue({ last: last?.serviceAt, every: serviceEvery({ timed, deployment: last?.deployment }), now });
  const [read, readAtOnce, codeDeploy, taskSet] = await Promise.all([
    underWay === undefined ? readDeployment(following, world) : underWay.then((both) => both.read),
    underWay === undefined
      ? serviceDue
        ? readService(following.started, world)
        : undefined
      : underWay.then((both) => both.service),
    readCodeDeploy({ following, before: last?.codeDeploy, all, waits: timed !== undefined }, world),
    readTaskSet({ following, before: last?.taskSet, all }, world),
  ]);
  const deployment = read.value ?? last?.deployment;
  const news = newsOf(last?.deployment, deployment);
  const verifies = phaseOf(deployment) === 'succeeded' && (request.goal ?? 'succeeded') === 'succeeded';
  // A success is verified at once, which reads both; any other end is judged by what was read after it.
  const hasFailed = isOver(deployment) && !verifies;
  const isStep =
    news === 'steps' && timed === undefined && isDue({ last: last?.serviceAt, every: AFTER_STEPS_MS, now });
  const isTold = !verifies && readAtOnce === undefined && (news === 'more' || isStep);
  const known = targetGroups(last?.service, revisionOf(following, last));
  const [late, early] = await Promise.all([
    hasFailed || isTold ? readService(following.started, world) : undefined,
    hasFailed ? readTargets(following, known, world) : undefined,
  ]);
  const service = late ?? readAtOnce ?? last?.service;
  const hooks =
    codeDeploy.value === undefined
      ? toHooks(deployment, last?.hooks ?? [])
      : toPause(codeDeploy.value, { at: now, before: last?.hooks ?? [] });
  const paused = openHooks({ at: now, deployment, codeDeploy: codeDeploy.value, hooks });
  const pauses = paused.length > (last === undefined ? 0 : openHooks(last).length);
  const drains = following.drainSeconds === undefined && onlyDrains(deployment);
  const targetsDue =
    all ||
    hasFailed ||
    pauses ||
    drains ||
    (!verifies &&
      isDue({
        last: last?.targetsAskedAt,
        every: targetsEvery({ groups: known.length, timed, deployment, isNews: news !== 'none' }),
        now,
      }));
  const revisions =
    deployment !== undefined && (targetsDue || last?.deployment === undefined)
      ? await readRevisions(revisionArns(deployment), following, world)
      : undefined;
  const knowing = { ...following, ...read.learnt, ...revisions?.learnt };
  const revision = revisionOf(knowing, { deployment });
  const started = adopt(knowing, { at: now, deployment, service });
  const groups = targetGroups(service, revision);
  const targets = targetsDue
    ? ((isSame(groups, known) ? early : undefined) ?? (await readTargets(knowing, groups, world)))
    : undefined;
  const draining = drainingGroups(targets?.value ?? last?.targets ?? []);
  const drainSeconds = drains ? await longestDraining(draining, world.aws) : undefined;
  const seen = { at: now, deployment, service, codeDeploy: codeDeploy.value };
  return {
    value: {
      ...seen,
      taskSet,
      serviceAt: late === undefined && readAtOnce === undefined ? last?.serviceAt : now,
      resources: managedResources(revision),
      endpoint: endpointOf(revision) ?? last?.endpoint,
      targets: targets?.value ?? last?.targets,
      targetsAt: targets?.value === undefined ? last?.targetsAt : now,
      targetsAskedAt: targetsDue ? now : last?.targetsAskedAt,
      revisions:
        (seen.codeDeploy === undefined && taskSet === undefined) || deployment?.targetServiceRevision !== undefined
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

function isSame(groups: readonly string[], known: readonly string[]): boolean {
  return groups.length === known.length && groups.every((arn) => known.includes(arn));
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
