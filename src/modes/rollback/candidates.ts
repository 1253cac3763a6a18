import { errorName, isDenied, isUnknownOperation } from '../../aws/failure.ts';
import type { Candidate, LiveDefinition } from '../../model.ts';
import { familyOf, toCandidates, type Question } from '../../plan/rollback.ts';
import { readDefinition } from '../template.ts';
import type { World } from '../../world.ts';

/** ACTIVE revisions of the live family, down to some older than the live one; undefined if they cannot be listed. */
export async function readFamily(live: string, world: World): Promise<string[] | undefined> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  try {
    do {
      const page = await world.aws.ecs.listTaskDefinitionsPage({ familyPrefix: familyOf(live), nextToken });
      arns.push(...(page.taskDefinitionArns ?? []));
      nextToken = page.nextToken;
    } while (nextToken !== undefined && (arns.at(-1) === live || !arns.includes(live)) && arns.length < 1_000);
    return arns;
  } catch (caught) {
    if (isDenied(caught) || isUnknownOperation(caught)) return undefined;
    throw caught;
  }
}

/** Revisions that are gone or cannot be read are left out. */
export async function readAll(arns: readonly string[], world: World): Promise<Map<string, LiveDefinition>> {
  const read = await Promise.all([...new Set(arns)].map(async (arn) => [arn, await readOne(arn, world)] as const));
  return new Map(read.flatMap(([arn, definition]) => (definition === undefined ? [] : [[arn, definition]])));
}

async function readOne(arn: string, world: World): Promise<LiveDefinition | undefined> {
  try {
    return await readDefinition(arn, world);
  } catch (caught) {
    if (errorName(caught) === 'ClientException') return undefined;
    throw caught;
  }
}

/** The candidates, with the images and the status of each revision. */
export async function describeCandidates(
  question: Question,
  known: { chosen?: string; definitions: Map<string, LiveDefinition> },
  world: World,
): Promise<Candidate[]> {
  const listed = toCandidates(question);
  const { chosen } = known;
  const isListed = chosen === undefined || listed.some((one) => one.taskDefinitionArn === chosen);
  const all = isListed
    ? listed
    : [...listed, { taskDefinitionArn: chosen, succeeded: 0, failed: 0, stopped: 0, images: [] }];
  const missing = all.map((one) => one.taskDefinitionArn).filter((arn) => !known.definitions.has(arn));
  const definitions = new Map([...known.definitions, ...(await readAll(missing, world))]);
  return all.map((candidate) => {
    const read = definitions.get(candidate.taskDefinitionArn);
    const { status, registeredAt } = (read?.definition ?? {}) as { status?: string; registeredAt?: Date };
    return {
      ...candidate,
      ...(candidate.taskDefinitionArn === chosen ? { role: 'chosen' as const } : {}),
      ...(status === undefined ? {} : { status }),
      ...(registeredAt === undefined ? {} : { registeredAt }),
      images: (read?.definition.containerDefinitions ?? []).map(({ name: container = '', image = '' }) => ({
        container,
        image,
      })),
    };
  });
}
