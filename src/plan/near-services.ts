import { distance } from 'fastest-levenshtein';
import { lastPart } from '../aws/arn.ts';
import type { Problem, Target } from '../model.ts';
import { atService, toProblem } from '../problem.ts';
import type { World } from '../world.ts';
import { isCreated } from './create.ts';
import { phrase } from '../phrases.ts';

/** A typo in a name would create a service beside the one that was meant, and end green. */
export async function nearServiceProblems(targets: readonly Target[], world: World): Promise<Problem[]> {
  const created = targets.filter(isCreated);
  const clusters = new Map(created.map(({ cluster }) => [cluster, listNames(cluster, world)]));
  const found = await Promise.all(
    created.map(async ({ name, cluster }) => {
      const near = nearest(name, (await clusters.get(cluster)) ?? []);
      if (near === undefined) return undefined;
      return toProblem('create-near', atService(name), {
        message: `Service "${name}" does not exist, so ${phrase('this-step')} creates it; the cluster "${cluster}" has a service "${near}".`,
        fix: `If you mean "${near}", correct the name.`,
      });
    }),
  );
  return found.flatMap((problem) => problem ?? []);
}

/** Without the permission, nothing is said about names. */
async function listNames(cluster: string, world: World): Promise<string[]> {
  try {
    return (await world.aws.ecs.listServices(cluster)).map(lastPart);
  } catch {
    return [];
  }
}

function nearest(name: string, names: readonly string[]): string | undefined {
  const [best] = names
    .filter((one) => one !== name && !isSibling(name, one))
    .map((one) => ({ one, edits: distance(one.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= Math.max(2, name.length / 3) && best.edits < name.length
    ? best.one
    : undefined;
}

/** Names that people give on purpose: `web-1` and `web-2`, `api-eu` and `api-us`, `web` and `web-admin`. */
function isSibling(one: string, other: string): boolean {
  const [left, right] = [one, other].map((name) => name.replaceAll(/\d+/g, '0').split(/[-_]/));
  if (left === undefined || right === undefined) return false;
  if (left.length !== right.length) return true;
  return left.every((part, index) => {
    const same = right[index] ?? '';
    return (
      part === same || part.replace(/0$/, '') === same.replace(/0$/, '') || Math.max(part.length, same.length) <= 2
    );
  });
}
