import type { Answers, Behaviour, HttpAnswer, HttpRequest } from './behaviours.ts';
import { targetGroupsOf } from './reached-groups.ts';
import type { Region, TargetGroupRecord, TargetRecord, TaskRecord } from './world.ts';

/** The container that a target reaches. */
export interface Reached {
  task: TaskRecord;
  image: string;
  behaviour: Behaviour;
  isRunning: boolean;
}

/**
 * Where a load balancer sends a request: to one healthy target after the other or, if all registered ones are unhealthy, to
 * each of these (it fails open); nowhere if none is in use.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function targetsInUse({ targets }: TargetGroupRecord): TargetRecord[] {
  const healthy = targets.filter(({ state }) => state === 'healthy');
  return healthy.length > 0 ? healthy : targets.filter(({ state }) => state === 'unhealthy');
}

export function reach(region: Region, target: TargetRecord): Reached | undefined {
  const task = region.tasks.find(({ targets }) => targets.includes(target));
  if (task === undefined) return undefined;
  const { container } = targetGroupsOf(task).find(({ group }) => group === target.group) ?? {};
  const index = task.containers.findIndex(({ name }) => name === container);
  const definition = task.definition.definition.containerDefinitions?.[index];
  return {
    task,
    image: definition?.image ?? '',
    behaviour: task.behaviours[index] ?? { kind: 'healthy' },
    isRunning: task.containers[index]?.lastStatus === 'RUNNING',
  };
}

/** What a container answers: as its image is told to, else as its health check fares. */
export function answerOf(reached: Reached, request: Omit<HttpRequest, 'count'>): HttpAnswer {
  if (!reached.isRunning) return { fails: 'closes' };
  const { answers, answered } = reached.task.region.world.behaviours;
  const count = (answered.get(reached.image) ?? 0) + 1;
  answered.set(reached.image, count);
  const given = toAnswer(answers.get(reached.image), { ...request, count });
  const { family, revision } = reached.task.definition;
  const usual = { status: 200, body: `${family}:${revision} answers ${request.url}\n`, afterMilliseconds: 0 };
  return { ...usual, ...byHealth(reached.behaviour), ...given };
}

function toAnswer(answers: Answers | undefined, request: HttpRequest): HttpAnswer {
  return typeof answers === 'function' ? answers(request) : (answers ?? {});
}

/** Who fails the health check answers every request so. */
function byHealth(behaviour: Behaviour): HttpAnswer {
  if (behaviour.kind !== 'unhealthy-target') return {};
  if (behaviour.timeout === true) return { fails: 'hangs' };
  return behaviour.as === undefined ? { status: behaviour.code ?? 503 } : { fails: 'closes' };
}
