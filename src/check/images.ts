import type { Origin, Problem } from '../model.ts';
import { toProblem } from './catalogue.ts';
import type { Container, Context } from './context.ts';
import { hasPlaceholder } from './placeholders.ts';
import { quoteList } from './words.ts';

/** Images that are absent or cannot work, and images that may change under a revision's feet (docs: API_ContainerDefinition, image). */
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
    const fault = faultOf(image, label);
    if (fault !== undefined) {
      yield toProblem('bad-image', origin, fault);
      continue;
    }
    if (image.includes('@')) continue;
    const tag = tagOf(image);
    if (tag === undefined || tag === 'latest') yield mutable({ label, image, tag, origin });
    else byTag.push(container);
  }
  const [first] = byTag;
  if (first !== undefined) yield withoutDigest(byTag, locate([...first.path, 'image']));
}

function missing(label: string, origin: Origin): Problem {
  return toProblem('missing-image', origin, {
    message: `Container ${label} has no image. AWS would say: Container.image should not be null or empty.`,
    fix: 'Write its image, or give it in the input image (with container-name) or images.',
  });
}

function faultOf(image: string, label: string): { message: string; fix: string } | undefined {
  if (image.startsWith('/')) {
    return {
      message: `The image of container ${label} starts with "/": its registry is missing.`,
      fix: 'GitHub empties an output that holds a masked value, such as the account id in a registry name: build the image URI in this step, or do not mask the account id.',
    };
  }
  if (/\s/.test(image)) {
    return { message: `The image of container ${label} holds a space or a line end: "${image}".`, fix: 'Remove it.' };
  }
  if (/^[a-z]+:\/\//i.test(image)) {
    return {
      message: `The image of container ${label} is a URL: "${image}".`,
      fix: 'Leave out what stands before the registry, "https://" for instance.',
    };
  }
  return malformed(image, label);
}

/** The parts of an image reference (docs: github.com/distribution/reference, reference.go): no registry holds an image that breaks them. */
function malformed(image: string, label: string): { message: string; fix: string } | undefined {
  const [reference = '', digest] = image.split('@');
  const tag = tagOf(reference);
  const says = (what: string): string => `The image "${image}" of container ${label} ${what}.`;
  if (digest !== undefined && !/^[a-z0-9]+:[0-9a-f]{32,}$/.test(digest)) {
    return { message: says(`has no valid digest after "@"`), fix: 'Write it as @sha256: and 64 hexadecimal digits.' };
  }
  if (/^[:@]/.test(image)) {
    return {
      message: says('has no repository'),
      fix: 'An output or variable that should hold the repository is empty: look at the step that sets it.',
    };
  }
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) {
    return {
      message: says(tag === '' ? 'ends with ":" and no tag' : `has "${tag}" as its tag, which cannot be one`),
      fix: 'Give the tag that was pushed; an empty one is often an output or variable that is not set.',
    };
  }
  if (/[A-Z]/.test(repositoryOf(reference)) && !isStandIn(reference)) {
    return {
      message: says('has a capital letter in its repository: AWS registers it, and no registry holds it'),
      fix: 'Write it in lower case, as it was pushed.',
    };
  }
  return undefined;
}

/** What stands behind the registry: a first part with a dot, a port or a capital letter, as Docker reads it. */
function repositoryOf(reference: string): string {
  const tag = tagOf(reference);
  const name = tag === undefined ? reference : reference.slice(0, -tag.length - 1);
  const [first = '', ...rest] = name.split('/');
  return rest.length > 0 && (/[.:A-Z]/.test(first) || first === 'localhost') ? rest.join('/') : name;
}

/** `XXXX.dkr.ecr.…` is filled in by something else. */
function isStandIn(reference: string): boolean {
  return /^[^/]*\.dkr\.ecr\./.test(reference) && !/^\d{12}\./.test(reference);
}

function tagOf(image: string): string | undefined {
  const name = image.slice(image.lastIndexOf('/') + 1);
  const colon = name.indexOf(':');
  return colon < 0 ? undefined : name.slice(colon + 1);
}

function mutable({
  label,
  image,
  tag,
  origin,
}: {
  label: string;
  image: string;
  tag: string | undefined;
  origin: Origin;
}): Problem {
  return toProblem('mutable-tag', origin, {
    message:
      tag === undefined
        ? `The image "${image}" of container ${label} has no tag, which means latest: what runs can change without a new revision.`
        : `The image "${image}" of container ${label} has the tag latest: what runs can change without a new revision.`,
    fix: 'Name the image by its digest (@sha256:…), or by a tag that is never moved.',
  });
}

function withoutDigest(containers: readonly Container[], origin: Origin): Problem {
  const names = containers.map(({ value, label }) => value.name ?? label);
  const [subject, verb] =
    containers.length === 1 ? ['The image of container', 'is'] : ['The images of containers', 'are'];
  return toProblem('image-without-digest', origin, {
    message: `${subject} ${quoteList(names)} ${verb} named by tag; a rollback to this revision runs what the tag points at then.`,
    fix: 'Name the image by its digest (@sha256:…), as docker/build-push-action puts out.',
  });
}
