import type { Service } from '@aws-sdk/client-ecs';
import { hasRoom, roomForOne, roomOf } from '../aws/percents.ts';
import { neverReached, rolloutOf } from '../aws/service.ts';
import type { Path, Problem, ServiceDocument } from '../model.ts';
import { toProblem } from '../problem.ts';
import { controllerOfTarget } from './afterwards.ts';
import type { LiveContext } from './live-context.ts';

/** How many tasks the service runs, and how it replaces them (docs: API_DeploymentConfiguration). */
export function* deploymentRules(context: LiveContext): Iterable<Problem> {
  yield* daemon(context);
  if (context.target.kind === 'service' && controllerOfTarget(context.target) !== 'ECS') return;
  if (context.target.settings.deploymentConfiguration !== undefined) {
    yield* percentRange(context);
    yield* bothHundred(context);
    yield* zoneRebalancing(context);
    yield* strategy(context);
  }
  yield* bakeTime(context);
  yield* pauses(context);
  yield* standsStill(context);
}

/** ECS rejects any desired count. That of a saved answer of AWS is not sent while it equals the live one. */
function* daemon({ target, inputs, given, after, originOf }: LiveContext): Iterable<Problem> {
  if (!after.isDaemon) return;
  if (inputs['desired-count'] !== undefined || target.settings.desiredCount !== undefined) {
    yield toProblem('daemon-desired-count', originOf('desired-count'), {
      message: `Service "${target.name}" is a DAEMON service: ECS runs one task on each container instance (now ${target.service?.desiredCount ?? 0}) and rejects a desired count.`,
      fix: 'Remove desired-count.',
    });
  }
  const { maximumPercent = 100 } = after.deployment;
  if (maximumPercent <= 100 || !given.includes('maximum-percent')) return;
  yield toProblem('daemon-maximum-percent', originOf('maximum-percent'), {
    message: `Service "${target.name}" is a DAEMON service, and ECS rejects a maximum percent of ${maximumPercent}: an instance never runs two of its tasks.`,
    fix: 'Remove maximum-percent.',
  });
}

function* percentRange({ after, originOf }: LiveContext): Iterable<Problem> {
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = after.deployment;
  if (minimumHealthyPercent > 100) {
    yield toProblem('deployment-percent', originOf('minimum-healthy-percent'), {
      message: `A minimum healthy percent of ${minimumHealthyPercent} asks for more tasks than there are, and ECS rejects it.`,
      fix: 'Set it to 100 or less.',
    });
  }
  if (maximumPercent < 100) {
    yield toProblem('deployment-percent', originOf('maximum-percent'), {
      message: `A maximum percent of ${maximumPercent} allows fewer tasks than the service has, and ECS rejects it.`,
      fix: 'Set it to 100 or more.',
    });
  }
}

function* bothHundred({ after, originOf, given }: LiveContext): Iterable<Problem> {
  const { strategy: name = 'ROLLING', minimumHealthyPercent = 100, maximumPercent = 200 } = after.deployment;
  if (name !== 'ROLLING' || minimumHealthyPercent !== 100 || maximumPercent !== 100) return;
  const input = given.includes('maximum-percent') ? 'maximum-percent' : 'minimum-healthy-percent';
  yield toProblem('deployment-percent', originOf(input), {
    message: `With minimum healthy percent ${minimumHealthyPercent} and maximum percent ${maximumPercent} ECS could never replace a task, so it rejects the combination.`,
    fix: after.isDaemon ? 'Set minimum-healthy-percent to 0.' : 'Set maximum-percent to 200.',
  });
}

function* zoneRebalancing({ target, after, originOf, updateCommand }: LiveContext): Iterable<Problem> {
  const { maximumPercent = 200 } = after.deployment;
  if (!after.rebalancesZones || maximumPercent > 100) return;
  yield toProblem('zone-rebalancing', originOf('maximum-percent'), {
    message: `Availability Zone rebalancing is on for service "${target.name}", and ECS rejects a maximum percent of ${maximumPercent} with it.`,
    fix: `Set maximum-percent to 200, or turn rebalancing off first: ${updateCommand} --availability-zone-rebalancing DISABLED`,
  });
}

/** Traffic shifts between two target groups of each load balancer (docs: DG/troubleshooting-blue-green). */
function* strategy({ target, given, after, originOf }: LiveContext): Iterable<Problem> {
  const { strategy: name = 'ROLLING', bakeTimeInMinutes } = after.deployment;
  if (name === 'ROLLING' || !given.includes('deployment-strategy')) return;
  const origin = originOf('deployment-strategy');
  if (name === 'BLUE_GREEN' && bakeTimeInMinutes === undefined) {
    yield toProblem('strategy-bake-time', origin, {
      message: `Blue/green deployments need a bake time, but service "${target.name}" has none.`,
      fix: 'Set bake-time-minutes, for example to 5; 0 is allowed.',
    });
  }
  const single = after.loadBalancers.filter((one) => one.advancedConfiguration === undefined);
  if (single.length === 0) return;
  const ports = single.map(({ containerName, containerPort }) => `${containerName}:${containerPort}`).join(', ');
  yield toProblem('strategy-load-balancers', origin, {
    message: `Service "${target.name}" has one target group for ${ports}; but a strategy that shifts traffic needs two.`,
    fix: 'Set deployment-strategy to rolling, or first give each load balancer of the service an advancedConfiguration with alternateTargetGroupArn, productionListenerRule and roleArn (in Terraform or CloudFormation, or with aws ecs update-service --load-balancers).',
  });
}

function* bakeTime({ target, given, after, originOf }: LiveContext): Iterable<Problem> {
  if ((after.deployment.strategy ?? 'ROLLING') !== 'ROLLING' || !given.includes('bake-time-minutes')) return;
  if (target.kind !== 'service') return;
  yield toProblem('strategy-bake-time', originOf('bake-time-minutes'), {
    message: `Service "${target.name}" uses rolling deployments, which have no bake time.`,
    fix: 'Remove bake-time-minutes, or set deployment-strategy to blue-green, linear or canary.',
  });
}

/** Somebody who asks for a pause counts on it: without the stage, the deployment would go through unapproved. */
function* pauses({ target, given, after, document, originOf }: LiveContext): Iterable<Problem> {
  const isInput = given.includes('pause-at');
  if (target.kind !== 'service' || !(isInput || hasHooks(document))) return;
  const stages = neverReached(after.deployment);
  if (stages.length === 0) return;
  const origin = isInput ? originOf('pause-at') : document?.locate(HOOKS);
  yield toProblem('pause-never-reached', origin ?? originOf('pause-at'), {
    message: `Service "${target.name}" uses rolling deployments, which shift no traffic, so the deployment would never pause at ${stages.join(' or ')}.`,
    fix: 'Set deployment-strategy to blue-green, linear or canary, or remove the pause.',
  });
}

const HOOKS: Path = ['deploymentConfiguration', 'lifecycleHooks'];

function hasHooks(document: ServiceDocument | undefined): boolean {
  const configuration = document?.fields['deploymentConfiguration'];
  return typeof configuration === 'object' && configuration !== null && 'lifecycleHooks' in configuration;
}

/**
 * ECS silently accepts two percents that let it neither start nor stop a task. While all tasks run, that is certain to last
 * for ever; where some do not, their places are room.
 */
function* standsStill({
  target,
  after,
  originOf,
  given,
  replacesTasks,
  isRollback,
  updateCommand,
}: LiveContext): Iterable<Problem> {
  const { strategy: name = 'ROLLING', maximumPercent = 200 } = after.deployment;
  const count = after.desiredCount ?? 0;
  if (target.kind !== 'service' || after.isDaemon || name !== 'ROLLING' || count === 0 || maximumPercent <= 100) return;
  const room = roomOf(count, after.deployment);
  if (hasRoom(room)) return;
  const input = given.includes('maximum-percent') ? 'maximum-percent' : 'minimum-healthy-percent';
  const works = roomForOne(room);
  const isCertain = replacesTasks === true && !after.rebalancesZones && runsAll(target.service, count);
  const tasks = count === 1 ? 'Its task runs' : `All ${count} tasks run`;
  yield toProblem(isCertain ? 'deployment-deadlock' : 'deployment-stands-still', originOf(input), {
    message: `${isCertain ? `${tasks}, so a` : 'A'} rolling deployment of service "${target.name}" ${isCertain ? 'can' : 'could'} neither stop a task nor start one: with ${count} desired, minimum healthy percent ${room.minimum} keeps ${room.least} running and maximum percent ${room.maximum} allows no more than ${room.most}.`,
    fix:
      isRollback === true
        ? `First change the service: ${updateCommand} --deployment-configuration maximumPercent=${works.maximum}`
        : `Set maximum-percent to ${works.maximum}, or minimum-healthy-percent to ${works.minimum}.`,
  });
}

/** Whether every task that the service should have runs, of one deployment that has ended. */
function runsAll({ deployments = [], runningCount = 0, pendingCount = 0 }: Service, count: number): boolean {
  const [only, ...more] = deployments;
  return more.length === 0 && rolloutOf(only) === 'completed' && pendingCount === 0 && runningCount >= count;
}
