import { previewOf } from '../../aws/provenance.ts';
import { checkDeletion, confirmDeletion } from '../../plan/deletion.ts';
import { locateServices } from '../../plan/locate.ts';
import { wantedServices } from '../../plan/wanted.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import { orProblems } from '../template.ts';
import type { Doomed } from './doomed.ts';
import { findClosedPreviews } from './closed-previews.ts';

/** Finds the services and every reason not to delete them. Read-only. */
export async function prepareDeletion(asked: Asked, world: World): Promise<Doomed> {
  const { inputs } = asked;
  const empty: Doomed = { located: [], nothing: '', problems: [] };
  if (asked.bad.has('preview')) return empty;
  const reading = { action: 'ecs:DescribeServices', doing: 'reading the services' };
  return await orProblems<Doomed>(empty, reading, async () => {
    if (inputs.preview === 'closed') return await findClosedPreviews(asked, world);
    const isPreview = inputs.preview !== undefined;
    const unconfirmed = isPreview ? [] : confirmDeletion(wantedServices(inputs), inputs.confirm);
    const { located, problems } = await locateServices(inputs, world);
    const gone = problems.filter(({ rule }) => isPreview && GONE.includes(rule));
    const [place] = wantedServices(inputs);
    return {
      located,
      nothing: `There is nothing to delete: ${place?.name ?? 'the preview'} does not exist.`,
      problems: [
        ...unconfirmed,
        ...problems.filter((problem) => !gone.includes(problem)),
        ...located.flatMap((one) => checkDeletion(one, { preview: inputs.preview, tagged: previewOf(one.service) })),
      ],
    };
  });
}

/** A preview that was never deployed, or is gone already, is as it should be. */
const GONE: readonly string[] = ['service-missing', 'service-inactive', 'cluster-missing'];
