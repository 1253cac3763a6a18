import type { Inputs } from '../../inputs/spec.ts';
import type { ProtectedImages, ServiceReport } from '../../model.ts';
import type { World } from '../../world.ts';
import { judgePolicies } from './advice.ts';
import type { Protection } from './after.ts';
import { protectService } from './protect.ts';
import { readImages, type Needed } from './revisions.ts';
import { rememberRepositories } from './repository.ts';

/** A plan: what would be live afterwards, and what a rollback would go to then. */
export interface Planned {
  report: ServiceReport;
  /** Without images, those of the revision. */
  live: { taskDefinitionArn: string | undefined; images?: Needed['images'] };
  previous: Planned['live'];
  inputs: Inputs;
}

/** What a deploy or a rollback would tag, from what ECR says now; nothing is written. */
export async function planProtection(all: readonly Planned[], world: World): Promise<Protection> {
  const asked = all.filter(({ inputs }) => inputs['protect-images']);
  if (asked.length === 0) return { protectedImages: undefined, advice: [] };
  const repositoryOf = rememberRepositories();
  const planning = asked.map(async ({ report: { service, cluster, region }, live, previous }) => {
    const result: ProtectedImages = { service, cluster, images: [], removedTags: [], notes: [] };
    const needed: Needed[] = [];
    for (const { role, taskDefinitionArn, images } of [
      { role: 'previous' as const, ...previous },
      { role: 'live' as const, ...live },
    ]) {
      const read = await imagesOf({ taskDefinitionArn, images }, world);
      if ('note' in read) result.notes.push(read.note);
      else if (read.images.length > 0) needed.push({ role, taskDefinitionArn, images: read.images });
    }
    const place = { region, cluster, service };
    const kept = await protectService({ place, needed, writes: false, isComplete: false, repositoryOf, result }, world);
    return { result, advice: judgePolicies(service, kept) };
  });
  const done = await Promise.all(planning);
  return { protectedImages: done.map(({ result }) => result), advice: done.flatMap(({ advice }) => advice) };
}

async function imagesOf(
  { taskDefinitionArn: arn, images }: Planned['live'],
  world: World,
): Promise<{ images: Needed['images'] } | { note: string }> {
  if (images !== undefined || arn === undefined) return { images: images ?? [] };
  return await readImages(arn, { deployments: [] }, world);
}
