import type { ProtectedImage, ProtectedImages, Report } from '../../model.ts';
import { codeSpan, prose } from '../escape.ts';
import { shortName } from '../names.ts';
import { capped, table } from './table.ts';

const SHOWN = 50;
const DIGEST_LENGTH = 19;
const STATES: Record<ProtectedImage['state'], string> = {
  protected: '✅ protected',
  tagged: 'tagged',
  'not-protected': 'not protected',
  'to-protect': 'would be tagged',
};

/** Which images have a tag that says that they are needed, and why others do not. */
export function protectedImagesSection({ protectedImages = [] }: Report): string {
  return protectedImages.map((one) => sectionOf(one, protectedImages.length > 1)).join('\n\n');
}

function sectionOf({ service, images, removedTags, notes }: ProtectedImages, isOneOfMany: boolean): string {
  const title = `**Protected images${isOneOfMany ? ` of ${codeSpan(service)}` : ''}**`;
  const { shown, hidden } = capped(images.map(rowOf), SHOWN);
  const head = ['revision', 'container', 'state', 'digest', 'tag in ECR', 'note'];
  const lines = [
    ...(hidden > 0 ? [`… and ${hidden} more`] : []),
    ...(removedTags.length === 0 ? [] : [`Removed: ${removedTags.map((tag) => codeSpan(tag)).join(', ')}`]),
    ...notes.map(prose),
  ];
  return [title, shown.length === 0 ? '' : table(head, shown), lines.map((line) => `- ${line}`).join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

function rowOf({ role, taskDefinitionArn, container, image, state, digest, tag, note }: ProtectedImage): string[] {
  const revision = taskDefinitionArn === undefined ? 'new revision' : codeSpan(shortName(taskDefinitionArn));
  const why = [digest === undefined ? codeSpan(image) : '', prose(note ?? '')].filter((part) => part !== '');
  return [
    `${role} ${revision}`,
    codeSpan(container),
    STATES[state],
    digest === undefined ? '' : codeSpan(digest.slice(0, DIGEST_LENGTH)),
    tag === undefined ? '' : codeSpan(tag),
    why.join(': '),
  ];
}
