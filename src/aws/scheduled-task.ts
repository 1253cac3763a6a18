/** A target of EventBridge or its Scheduler, as far as it says which task it runs. */
export interface EventTarget {
  Arn?: string | undefined;
  EcsParameters?: { TaskDefinitionArn?: string | undefined } | undefined;
  Input?: string | undefined;
}

/** Scheduler can also call RunTask itself, with the request as `Input` (docs: EventBridge Scheduler, "Using universal targets"). */
const RUN_TASK = /^arn:[\w-]+:scheduler:::aws-sdk:ecs:runTask$/;

/** Whether the ARN of a target, which is all that a list shows of it, may stand for a task. */
export function mayRunTask(arn: string): boolean {
  return RUN_TASK.test(arn) || /^arn:[\w-]+:ecs:[^:]*:[^:]*:cluster\//.test(arn);
}

/** The cluster and the task definition that a target runs; undefined if it runs no ECS task. */
export function taskOf({ Arn: arn = '', EcsParameters: ecs, Input: input = '' }: EventTarget) {
  if (RUN_TASK.test(arn)) {
    const { Cluster: cluster = 'default', TaskDefinition: taskDefinition } = parseRequest(input);
    return typeof taskDefinition === 'string' && typeof cluster === 'string' ? { cluster, taskDefinition } : undefined;
  }
  const taskDefinition = ecs?.TaskDefinitionArn;
  return taskDefinition === undefined ? undefined : { cluster: arn, taskDefinition };
}

/** The same target with another task definition. */
export function withTaskDefinition<T extends EventTarget>(target: T, taskDefinition: string): T {
  if (RUN_TASK.test(target.Arn ?? '')) {
    return {
      ...target,
      Input: JSON.stringify({ ...parseRequest(target.Input ?? ''), TaskDefinition: taskDefinition }),
    };
  }
  return { ...target, EcsParameters: { ...target.EcsParameters, TaskDefinitionArn: taskDefinition } };
}

/** Every time zone's clock shows the time of `at(…)` within half a day of UTC. */
const FARTHEST_ZONE_MS = 12 * 3_600_000;

/** Whether a schedule never runs again: AWS rejects an update of it. */
export function hasEnded(
  {
    EndDate: end,
    ScheduleExpression: expression = '',
  }: { EndDate?: Date | undefined; ScheduleExpression?: string | undefined },
  now: Date,
): boolean {
  const once = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression)?.[1];
  const last = once === undefined ? end?.getTime() : new Date(`${once}Z`).getTime() + FARTHEST_ZONE_MS;
  return last !== undefined && last < now.getTime();
}

function parseRequest(input: string): Record<string, unknown> {
  try {
    const request: unknown = JSON.parse(input);
    return typeof request === 'object' && request !== null ? (request as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
