import { toDeployError } from '../../aws/failure.ts';
import { unlessCancelled } from '../../cancel.ts';
import { endingAt } from '../../deadline.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { Problem, ProtectedImages, ServiceReport } from '../../model.ts';
import type { Located } from '../../plan/locate.ts';
import type { World } from '../../world.ts';
import { judgePolicies } from './advice.ts';
import { describeProtected, protectService } from './protect.ts';
import { readNeeded } from './revisions.ts';
import { rememberRepositories } from './repository.ts';

const LONGEST_MS = 60_000;
/** Part of what a step may take after `wait-for-minutes`. */
const AFTER_WAIT_MS = 20_000;
const UNAFFECTED = { when: 'while images were protected', left: 'the deployment is not affected' };
const READING = { action: 'ecs:ListServiceDeployments', doing: 'looking for the images to protect' };

export interface Deployed {
  report: ServiceReport;
  located: Located | undefined;
  inputs: Inputs;
}

export interface Protection {
  protectedImages: ProtectedImages[] | undefined;
  advice: Problem[];
}

/** After a success, the images of the live revision and of the way back get their tags in ECR. Whatever goes wrong here is only reported. */
export async function protectDeployed(all: readonly Deployed[], world: World): Promise<Protection> {
  const asked = all.filter(({ inputs }) => inputs['protect-images']);
  if (asked.length === 0) return { protectedImages: undefined, advice: [] };
  const advice: Problem[] = [];
  const protectedImages: ProtectedImages[] = [];
  const repositoryOf = rememberRepositories();
  for (const { report, located, inputs } of asked) {
    const { taskDefinitionArn: live, outcome, service, cluster, region, startedAt } = report;
    const isLive = outcome.kind === 'succeeded' || outcome.kind === 'unchanged';
    if (!isLive || live === undefined || located === undefined || world.signal.aborted) continue;
    const result: ProtectedImages = { service, cluster, images: [], removedTags: [], notes: [] };
    const waitEnd = startedAt.getTime() + inputs['wait-for-minutes'] * 60_000;
    const end = Math.min(waitEnd + AFTER_WAIT_MS, world.clock.now().getTime() + LONGEST_MS);
    const place = { region, cluster, service };
    const work = endingAt(world, end, async (bounded) => {
      const { needed, notes, isComplete } = await readNeeded({ located, live }, bounded);
      result.notes.push(...notes);
      const kept = await protectService({ place, needed, writes: true, isComplete, repositoryOf, result }, bounded);
      advice.push(...judgePolicies(service, kept));
    });
    await unlessCancelled({ signal: world.signal, ...UNAFFECTED }, work).catch((error: unknown) => {
      result.notes.push(toDeployError(error, READING).message);
    });
    tell(result, world);
    protectedImages.push(result);
  }
  return { protectedImages, advice };
}

function tell(result: ProtectedImages, world: World): void {
  const { service, cluster, notes, removedTags } = result;
  const removed = removedTags.length === 0 ? [] : [`removed ${removedTags.join(', ')}`];
  for (const text of [...describeProtected(result), ...removed, ...notes]) {
    world.emit({ at: world.clock.now(), kind: 'notice', message: `Images: ${text}` }, { name: service, cluster });
  }
}
