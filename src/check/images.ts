import type { Origin, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Container, Context } from './context.ts';
import { findImageFault, findTagFault, splitImage, type ImageFault } from './image-reference.ts';
import { hasPlaceholder } from './placeholders.ts';
import { isRegistered } from './registered.ts';
import { quoteList, shorten } from './words.ts';
import { phrase } from '../phrases.ts';

/** Images that are missing or invalid, and images that may change without a new revision (docs: API_ContainerDefinition, image). */
export function* imageRules({ containers, locate, allowImagePlaceholder }: Context): Iterable<Problem> {
  const byTag: Container[] = [];
  for (const container of containers) {
    const { path, label, raw } = container;
    const origin = locate([...path, 'image']);
    const image = raw['image'];
    if (image === undefined || image === null || image === '') {
      if (allowImagePlaceholder !== true) yield missing(label, origin);
      continue;
    }
    if (typeof image !== 'string' || hasPlaceholder(image)) continue;
    const fault = checkImage(image, origin, label);
    if (fault !== undefined) {
      if (!isRegistered(origin) && !isTag(origin)) yield fault;
      continue;
    }
    const { tag, digest } = splitImage(image);
    if (digest !== undefined) continue;
    if (tag === undefined || tag === 'latest') yield mutable({ label, image, tag, origin });
    else byTag.push(container);
  }
  const [first] = byTag;
  if (first !== undefined) yield withoutDigest(byTag, locate([...first.path, 'image']));
}

/** The input image-tag is checked on its own, because only the tag in the image is its doing. */
function isTag(origin: Origin): boolean {
  return origin.kind === 'input' && origin.input === 'image-tag';
}

/** What is wrong with the input image-tag. */
export function checkTag(tag: string): Problem[] {
  const fault = faultOfTagInput(tag);
  if (fault === undefined) return [];
  const message = `${phrase('input', 'image-tag')} is "${shorten(tag, 300)}", which ${fault.what}.`;
  return [toProblem('bad-image', { kind: 'input', input: 'image-tag' }, { message, fix: fault.fix })];
}

function faultOfTagInput(tag: string): ImageFault | undefined {
  if (/^@|^sha\d+:/.test(tag)) {
    return { what: 'is a digest, not a tag', fix: 'Set image to the whole reference with its digest instead.' };
  }
  if (tag.startsWith(':')) return { what: 'starts with ":"', fix: 'Remove the ":".' };
  if (tag.includes(':')) return { what: 'is more than a tag', fix: 'Set image to the whole reference instead.' };
  return findTagFault(tag);
}

/** What is wrong with one image, wherever it was given. */
export function checkImage(image: string, origin: Origin, container?: string): Problem | undefined {
  const subject = `The image "${shorten(image, 300)}"${container === undefined ? '' : ` of container ${container}`}`;
  const account = /^([A-Za-z][\w-]*)\.dkr[.-]ecr\./.exec(image)?.[1];
  if (account !== undefined) {
    return toProblem('placeholder-left', origin, {
      message: `${subject} has "${account}" instead of an AWS account ID.`,
      fix: `Write the 12 digits, or \${ACCOUNT_ID} and set ACCOUNT_ID in ${phrase('the-input', 'variables')}.`,
    });
  }
  const fault = findImageFault(image);
  if (fault === undefined) return undefined;
  return toProblem('bad-image', origin, { message: `${subject} ${fault.what}.`, fix: fault.fix });
}

/** The image that an input sets for an Express service in image mode. */
export function checkExpressImage(image: string): Problem[] {
  const origin: Origin = { kind: 'input', input: 'image' };
  if (hasPlaceholder(image)) {
    return [
      toProblem('placeholder-left', origin, {
        message: `The image "${shorten(image, 300)}" still contains a placeholder.`,
        fix: 'Set image to the URI of the image that was pushed.',
      }),
    ];
  }
  return [checkImage(image, origin)].filter((problem) => problem !== undefined);
}

function missing(label: string, origin: Origin): Problem {
  return toProblem('missing-image', origin, {
    message: `Container ${label} has no image.`,
    fix: 'Write its image in the file, or set image (with container-name) or images.',
  });
}

function mutable(found: { label: string; image: string; tag: string | undefined; origin: Origin }): Problem {
  const { label, image, tag, origin } = found;
  const which = tag === undefined ? 'has no tag, so it means latest' : 'has the tag latest';
  return toProblem('mutable-tag', origin, {
    message: `The image "${image}" of container ${label} ${which}: what runs can change without a new revision.`,
    fix: 'Use the digest (@sha256:…), or a tag that never moves.',
  });
}

function withoutDigest(containers: readonly Container[], origin: Origin): Problem {
  const names = containers.map(({ value, label }) => value.name ?? label);
  const one = containers.length === 1;
  return toProblem('image-without-digest', origin, {
    message: `The ${one ? 'image of container' : 'images of containers'} ${quoteList(names)} ${one ? 'is' : 'are'} given by tag: a rollback to this revision would run whatever the tag points to by then.`,
    fix: 'Use the digest (@sha256:…), which docker/build-push-action returns as an output.',
  });
}
