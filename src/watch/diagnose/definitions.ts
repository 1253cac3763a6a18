import type { ContainerDefinition, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import { errorName, isDenied } from '../../aws/failure.ts';
import type { Started } from '../../model.ts';
import type { World } from '../../world.ts';
import type { Blamed } from './origin.ts';

/** Containers of a revision, or the whole of it; empty where it cannot be read. */
export interface Definitions {
  (taskDefinitionArn: string | undefined): Promise<ContainerDefinition[]>;
  whole: (taskDefinitionArn: string | undefined) => Promise<TaskDefinition>;
}

/** The one that is known without a call. */
export function onlyDefinition(definition: TaskDefinition): Definitions {
  const containers = definition.containerDefinitions ?? [];
  return Object.assign(() => Promise.resolve(containers), { whole: () => Promise.resolve(definition) });
}

/** Reads each revision once; what was just registered needs no call. */
export function createDefinitions(
  { started, blamed, warn }: { started: Started; blamed?: Blamed | undefined; warn: (message: string) => void },
  world: World,
): Definitions {
  const known = new Map<string, Promise<TaskDefinition>>();
  const read = async (arn: string): Promise<TaskDefinition> => {
    if (blamed !== undefined && arn === started.taskDefinitionArn) return blamed.definition;
    try {
      return (await world.aws.ecs.describeTaskDefinition(arn)).taskDefinition ?? {};
    } catch (error) {
      if (!isDenied(error))
        warn(
          `The logs of the stopped tasks were not read, because their task definition could not be read (${errorName(error)}).`,
        );
      return {};
    }
  };
  const whole = async (arn: string | undefined): Promise<TaskDefinition> => {
    if (arn === undefined) return {};
    const reading = known.get(arn) ?? read(arn);
    known.set(arn, reading);
    return await reading;
  };
  return Object.assign(
    async (arn: string | undefined): Promise<ContainerDefinition[]> => (await whole(arn)).containerDefinitions ?? [],
    { whole },
  );
}

/** The containers that their tasks cannot be without, for each revision that could be read. */
export async function essentialNames(
  tasks: readonly Task[],
  definitions: Definitions,
): Promise<Map<string, ReadonlySet<string>>> {
  const arns = new Set(tasks.flatMap(({ taskDefinitionArn }) => taskDefinitionArn ?? []));
  const names = new Map<string, ReadonlySet<string>>();
  for (const arn of arns) {
    const containers = await definitions(arn);
    if (containers.length > 0) names.set(arn, essentialOf(containers));
  }
  return names;
}

export function essentialOf(containers: readonly ContainerDefinition[]): ReadonlySet<string> {
  return new Set(containers.filter(({ essential }) => essential !== false).flatMap(({ name }) => name ?? []));
}
