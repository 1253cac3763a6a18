import { isCreated } from '../../plan/create.ts';
import { decide, type Work } from '../../plan/decide.ts';
import type { World } from '../../world.ts';
import { imagesOf } from '../images.ts';
import type { Asked } from '../asked.ts';
import type { Decided } from '../decided.ts';
import type { Prepared } from '../prepared.ts';
import type { Draft } from './prepare.ts';
import { sameRevision } from './same-revision.ts';

export async function decideOne(
  prepared: Prepared,
  { asked, draft, world }: { asked: Asked; draft: Draft; world: World },
): Promise<Decided> {
  return { ...prepared, work: await decideWork(prepared, { asked, draft, world }) };
}

async function decideWork(
  prepared: Prepared,
  { asked, draft, world }: { asked: Asked; draft: Draft; world: World },
): Promise<Work> {
  const { target, rendered } = prepared;
  if (isCreated(target)) return { kind: 'register-and-update' };
  const imageChanged = target.kind === 'express' && rendered === undefined && 'primaryContainer' in target.call.request;
  return await decide(
    {
      target,
      images: imagesOf(prepared).map(({ image }) => image),
      sameDefinition:
        rendered === undefined ? !imageChanged : target.live !== undefined && sameRevision(rendered, target.live),
      force:
        (asked.inputs['force-new-deployment'] && target.kind !== 'express') ||
        (target.kind === 'codedeploy' && target.appSpecChanges.length > 0),
      digests: draft.digests,
    },
    world,
  );
}
