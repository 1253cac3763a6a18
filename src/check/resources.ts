import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Container, Context } from './context.ts';
import { hasPlaceholder } from './placeholders.ts';
import { toCpuUnits, toMebibytes } from '../aws/sizes.ts';

const MIN_EC2_CPU = 128;
const MAX_EC2_CPU = 196_608;

/** CPU, memory and storage of task and containers (docs: task_definition_parameters, Task size). */
export function* resourceRules(context: Context): Iterable<Problem> {
  const { definition, locate, containers } = context;
  const cpu = definition.cpu === undefined ? undefined : toCpuUnits(definition.cpu);
  const memory = definition.memory === undefined ? undefined : toMebibytes(definition.memory);
  yield* unreadable(context, { cpu, memory });
  for (const container of containers) yield* containerMemory(container, context);
  yield* overTask(context, { cpu, memory });
  const size = definition.ephemeralStorage?.sizeInGiB;
  if (size !== undefined && (size < 21 || size > 200)) {
    yield toProblem('ephemeral-storage-range', locate(['ephemeralStorage', 'sizeInGiB']), {
      message: `ephemeralStorage.sizeInGiB is ${size}; ECS allows 21 to 200.`,
      fix: size === 20 ? 'Remove ephemeralStorage: 20 GiB is the default.' : 'Use a number from 21 to 200.',
    });
  }
}

interface TaskSize {
  cpu: number | undefined;
  memory: number | undefined;
}

function* unreadable(
  { definition, locate, fargate, launchType }: Context,
  { cpu, memory }: TaskSize,
): Iterable<Problem> {
  if (isText(definition.cpu) && cpu === undefined) {
    yield toProblem('task-size', locate(['cpu']), {
      message: `ECS cannot read the task's cpu "${definition.cpu}".`,
      fix: 'Write CPU units ("256") or vCPUs ("0.25 vCPU").',
    });
  }
  if (isText(definition.memory) && memory === undefined) {
    yield toProblem('task-size', locate(['memory']), {
      message: `ECS cannot read the task's memory "${definition.memory}".`,
      fix: 'Write MiB ("512") or GB ("0.5 GB").',
    });
  }
  const forEc2 = definition.requiresCompatibilities?.includes('EC2') === true || launchType === 'EC2';
  if (!fargate && forEc2 && cpu !== undefined && (cpu < MIN_EC2_CPU || cpu > MAX_EC2_CPU)) {
    yield toProblem('task-size', locate(['cpu']), {
      message: `The task's cpu is ${cpu} units; ECS allows ${MIN_EC2_CPU} to ${MAX_EC2_CPU}.`,
      fix: 'Use a value in that range, or remove it.',
    });
  }
}

function* containerMemory({ value, raw, path, label }: Container, { raw: task, locate }: Context): Iterable<Problem> {
  const { memory, memoryReservation } = value;
  const taskHasMemory = task['memory'] !== undefined && task['memory'] !== '';
  if (!taskHasMemory && raw['memory'] === undefined && raw['memoryReservation'] === undefined) {
    yield toProblem('container-memory-missing', locate(path), {
      message: `Neither container ${label} nor the task sets memory.`,
      fix: 'Add "memory" or "memoryReservation" to the container, or "memory" to the task.',
    });
  }
  if (memory !== undefined && memoryReservation !== undefined && memoryReservation > memory) {
    yield toProblem('memory-reservation', locate([...path, 'memoryReservation']), {
      message: `memoryReservation of container ${label} is ${memoryReservation}, more than its memory of ${memory}.`,
      fix: `Lower memoryReservation to ${memory} or less.`,
    });
  }
}

function* overTask({ containers, locate }: Context, { cpu, memory }: TaskSize): Iterable<Problem> {
  if (memory !== undefined) {
    const over = containers.filter(({ value }) => (value.memory ?? 0) > memory);
    for (const { value, path, label } of over) {
      yield toProblem('container-over-task', locate([...path, 'memory']), {
        message: `Container ${label} needs ${value.memory} MiB of memory, but the task has ${memory}.`,
        fix: 'Lower the memory of the container, or raise the memory of the task.',
      });
    }
    const total = sum(containers, ({ value }) => value.memoryReservation ?? value.memory);
    if (over.length === 0 && total > memory) {
      yield toProblem('container-over-task', locate(['memory']), {
        message: `The containers together need ${total} MiB of memory, but the task has ${memory}.`,
        fix: 'Lower the memory of the containers, or raise the memory of the task.',
      });
    }
  }
  const total = sum(containers, ({ value }) => value.cpu);
  if (cpu !== undefined && total > cpu) {
    yield toProblem('container-over-task', locate(['cpu']), {
      message: `The containers together need ${total} CPU units, but the task has ${cpu}.`,
      fix: 'Lower the cpu of the containers, or raise the cpu of the task.',
    });
  }
}

function sum(containers: readonly Container[], valueOf: (container: Container) => number | undefined): number {
  return containers.reduce((total, container) => total + (valueOf(container) ?? 0), 0);
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== '' && !hasPlaceholder(text);
}
