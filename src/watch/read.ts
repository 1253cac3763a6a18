import { endpointOf } from '../aws/gateways.ts';
import { readTargetHealth, targetGroups } from '../aws/targets.ts';
import type { TargetState } from '../model.ts';
import type { World } from '../world.ts';
import { readCodeDeploy } from './codedeploy/read.ts';
import { toPause } from './codedeploy/pause.ts';
import { taskSetStates } from './codedeploy/task-sets.ts';
import { adopt } from './ecs/adopt.ts';
import { hasNews, readDeployment, readService, revisionArns } from './ecs/read.ts';
import { managedResources } from '../aws/resources.ts';
import { readRevisions } from './ecs/revisions.ts';
import { ecsSides } from './ecs/sides.ts';
import { toHooks } from './ecs/hooks.ts';
import type { Observation } from './observation.ts';
import { choosePace, isDue, targetsEvery } from './pace.ts';
import type { Following, Read, WatchState } from './state.ts';

/** Reads what is due, or everything with `all`, and merges it with the previous look. */
export async function readObservation(
  { following, last, request }: Pick<WatchState, 'following' | 'last' | 'request'>,
  { all = false }: { all?: boolean },
  world: World,
): Promise<Read<Observation>> {
  const now = world.clock.now();
  const pace = choosePace({ ...request, followsDeployment: following.by === 'arn' });
  const serviceDue = all || isDue({ last: last?.serviceAt, every: pace.serviceEvery, now });
  const groups = targetGroups(last?.service, revisionOf(following, last)).length;
  const targetsDue = all || isDue({ last: last?.targetsAskedAt, every: targetsEvery(pace, groups), now });
  const [read, dueService, codeDeploy] = await Promise.all([
    readDeployment(following, world),
    serviceDue ? readService(following.started, world) : undefined,
    readCodeDeploy({ following, before: last?.codeDeploy, all }, world),
  ]);
  const deployment = read.value ?? last?.deployment;
  const readsService = serviceDue || hasNews(last?.deployment, deployment);
  const service =
    (readsService ? (dueService ?? (await readService(following.started, world))) : undefined) ?? last?.service;
  const revisions =
    deployment !== undefined && (targetsDue || last?.deployment === undefined)
      ? await readRevisions(revisionArns(deployment), following, world)
      : undefined;
  const knowing = { ...following, ...read.learnt, ...revisions?.learnt };
  const revision = revisionOf(knowing, { deployment });
  const targets = targetsDue ? await readTargets(knowing, targetGroups(service, revision), world) : undefined;
  const started = adopt(knowing, { at: now, deployment, service });
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
      hooks:
        seen.codeDeploy === undefined
          ? toHooks(deployment, last?.hooks ?? [])
          : toPause(seen.codeDeploy, { at: now, before: last?.hooks ?? [] }),
    },
    learnt: { ...read.learnt, ...codeDeploy.learnt, ...revisions?.learnt, ...targets?.learnt, started },
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
