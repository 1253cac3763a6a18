import { newestConfiguration } from '../aws/express.ts';
import type { Origin, Rendered, ReportedImage } from '../model.ts';
import { isInDocument } from '../problem.ts';
import type { Prepared } from './prepared.ts';

/** The images that a service will run, and where each came from. */
export function imagesOf({ target, rendered }: Prepared): ReportedImage[] {
  if (rendered !== undefined) return imagesOfRendered(rendered, target.live?.arn);
  if (target.kind !== 'express') {
    return (target.live?.definition.containerDefinitions ?? []).map(({ name = '', image = '' }) => ({
      container: name,
      image,
      from: 'live',
    }));
  }
  const live = newestConfiguration(target.express?.activeConfigurations)?.primaryContainer?.image;
  const image = target.call.request.primaryContainer?.image ?? live;
  if (image === undefined) return [];
  if (target.tagged !== undefined) return [{ container: 'Main', image, from: 'live', tagFrom: 'input' }];
  return [{ container: 'Main', image, from: image === live ? 'live' : 'input' }];
}

export function imagesOfRendered({ definition, locate, template }: Rendered, live?: string): ReportedImage[] {
  return (definition.containerDefinitions ?? []).map(({ name = '', image = '' }, index) => {
    const origin = locate(['containerDefinitions', index, 'image']);
    if (origin.kind === 'input' && origin.input === 'image-tag') {
      const rest = locate(['containerDefinitions', index, 'name']);
      return { container: name, image, from: sourceOf(rest, { template, live }), tagFrom: 'input' };
    }
    return { container: name, image, from: sourceOf(origin, { template, live }) };
  });
}

/** A note if all images came from the task definition: they may be old ones that an empty input did not replace. */
export function imageNote(images: readonly ReportedImage[]): string {
  const written = images.find(({ from }) => from === 'file' || from === 'document');
  if (written === undefined || images.some(({ from, tagFrom }) => from === 'input' || tagFrom === 'input')) return '';
  return written.from === 'file' ? ' (image from the file)' : ' (image from the input task-definition)';
}

/** Puts the note before the period. */
export function withNote(headline: string, note: string): string {
  return headline.replace(/\.?$/, (stop) => `${note}${stop}`);
}

const IMAGE_INPUTS = ['image', 'images'];

/** A service definition may name the revision: its position is that name's, and the image is the revision's. */
function sourceOf(
  origin: Origin,
  { template, live }: { template: string; live: string | undefined },
): ReportedImage['from'] {
  const isRevision = template.startsWith('arn:');
  const ofRevision = template === live ? 'live' : 'revision';
  switch (origin.kind) {
    case 'file':
      return isRevision ? ofRevision : 'file';
    case 'input':
      if (isInDocument(origin)) return isRevision ? ofRevision : 'document';
      return IMAGE_INPUTS.includes(origin.input) ? 'input' : 'revision';
    case 'service':
      return ofRevision;
    case 'environment':
    case 'aws':
      return undefined;
  }
}
