import { launchTypeOf, toAfterwards } from '../../check/afterwards.ts';
import { checkAppSpec } from '../../check/appspec.ts';
import { imagesIn } from '../../check/images-to-run.ts';
import { checkLive } from '../../check/live.ts';
import { checkImages, type ImageCheck } from '../../check/remote.ts';
import { checkDefinition } from '../../check/rules.ts';
import type { Problem } from '../../model.ts';
import type { Asked } from '../asked.ts';
import type { Prepared } from '../prepared.ts';
import type { World } from '../../world.ts';

/** What is registered was checked by AWS; what has to be looked at is whether it fits the service of today, and its images. */
export async function checkReturns(returns: Prepared[], asked: Asked, world: World): Promise<ImageCheck> {
  const { inputs } = asked;
  if (inputs.checks === 'off') return { problems: [], digests: new Map() };
  const images = await checkImages(
    returns.flatMap(({ rendered, target }) => (rendered === undefined ? [] : imagesIn(rendered, target))),
    world,
  );
  return {
    problems: [...returns.flatMap((one) => checkReturn(one, asked)), ...images.problems],
    digests: images.digests,
  };
}

/** Nothing is registered, so that nothing can be fixed in what comes back. */
const ANOTHER = 'Name another revision in rollback-to: a rollback does not change the revision.';

function checkReturn({ target, rendered }: Prepared, asked: Asked): Problem[] {
  if (rendered === undefined) return [];
  const { definition, locate } = rendered;
  const found = checkDefinition({
    definition,
    locate,
    express: target.kind === 'express' && target.definitionMode === 'custom',
    loadBalancers: target.kind === 'service' ? target.service.loadBalancers : undefined,
    hasGracePeriod: true,
    launchType: launchTypeOf(toAfterwards(target)),
  });
  const isOwn = target.kind !== 'express' || target.definitionMode === 'custom';
  return [
    ...checkLive({ ...asked, target, definition: isOwn ? definition : undefined, locate, isRollback: true }),
    ...(target.kind === 'codedeploy' ? checkAppSpec(target.appSpec, definition) : []),
    ...found.filter(({ severity }) => severity === 'error').map((problem) => ({ ...problem, fix: ANOTHER })),
    ...found.filter(({ rule }) => rule === 'mutable-tag'),
  ];
}
