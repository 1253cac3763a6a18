import { familyOf } from '../plan/rollback.ts';
import type { World } from '../world.ts';

/** The ACTIVE revisions of a family, newest first. */
export async function listActive(family: string, world: World): Promise<string[]> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await world.aws.ecs.listTaskDefinitionsPage({ familyPrefix: family, nextToken });
    arns.push(...(page.taskDefinitionArns ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return arns.filter((arn) => familyOf(arn) === family);
}
