import { phrase } from '../phrases.ts';

/** The parts of an image reference, each as written, so possibly empty or invalid. */
export interface ImageParts {
  /** `registry.example.com:5000`; absent for Docker Hub. */
  registry?: string;
  repository: string;
  tag?: string;
  digest?: string;
}

/** What is wrong with an image reference: the end of a sentence that starts with the image, and the fix. */
export interface ImageFault {
  what: string;
  fix: string;
}

const COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])$/i;
const ECR_HOST = /^(?<account>[^.]*)\.dkr[.-]ecr(?:-fips)?\.(?<rest>.*)$/;
const MAX_REPOSITORY = 255;
const MAX_TAG = 128;
const HEX_DIGITS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** What JavaScript and Python print for a missing value. */
const NO_VALUE = /^(?:undefined|null)$/;
const WHY_EMPTY = 'Check what sets it: an output or variable is empty there.';

/** Splits a reference as Docker does: a first part with a dot or port is the registry. */
export function splitImage(image: string): ImageParts {
  const at = image.indexOf('@');
  const name = at < 0 ? image : image.slice(0, at);
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasRegistry = /[.:[]/.test(first) || first === 'localhost';
  const rest = hasRegistry ? name.slice(slash + 1) : name;
  const colon = rest.indexOf(':');
  return {
    ...(hasRegistry ? { registry: first } : {}),
    repository: colon < 0 ? rest : rest.slice(0, colon),
    ...(colon < 0 ? {} : { tag: rest.slice(colon + 1) }),
    ...(at < 0 ? {} : { digest: image.slice(at + 1) }),
  };
}

/** Finds the part that is invalid in any registry (grammar: github.com/distribution/reference, reference.go). */
export function findImageFault(image: string): ImageFault | undefined {
  const whole = faultOfWhole(image);
  if (whole !== undefined) return whole;
  const { registry, repository, tag, digest } = splitImage(image);
  return (
    (registry === undefined ? undefined : faultOfRegistry(registry, image)) ??
    faultOfRepository(repository, { registry, tag, digest }) ??
    (tag === undefined ? undefined : faultOfTag(tag)) ??
    (digest === undefined ? undefined : faultOfDigest(digest))
  );
}

/** Texts that are not a single reference. */
function faultOfWhole(image: string): ImageFault | undefined {
  if (/^[\w.-]+=/.test(image)) {
    return { what: `starts with "${image.slice(0, image.indexOf('=') + 1)}"`, fix: 'Keep only what follows the "=".' };
  }
  if (/["'`]/.test(image)) return { what: 'contains a quote', fix: 'Remove the quotes.' };
  if (/^(?:image|uri)[\w.-]*:\s/i.test(image)) {
    return { what: `starts with "${image.slice(0, image.indexOf(':') + 1)}"`, fix: 'Keep only what follows it.' };
  }
  if (image.split(/[\s,;]+/).filter((part) => part !== '').length > 1) {
    return { what: 'is more than one image, or has a space or comma in it', fix: 'Set one image per container.' };
  }
  if (/[\s,;]/.test(image)) return { what: 'starts or ends with a space, line break or comma', fix: 'Remove it.' };
  if (NO_VALUE.test(image)) return { what: 'is the text of a missing value', fix: WHY_EMPTY };
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(image)?.[0];
  if (scheme !== undefined) return { what: 'is a URL', fix: `Remove "${scheme}".` };
  if (image.startsWith('/')) {
    return {
      what: 'starts with "/": its registry is missing',
      fix: phrase('why-no-registry'),
    };
  }
  if (/^(?:sha\d+:)?[0-9a-f]{64}$/i.test(image)) {
    return { what: 'is a digest without a repository', fix: 'Write <repository>@sha256:<digest>.' };
  }
  if (isRegistryAlone(image)) {
    return { what: 'is a registry without a repository', fix: `Write ${image}/<repository>:<tag>.` };
  }
  return undefined;
}

/** Docker would look for it on Docker Hub, where no name without a slash has a dot. */
function isRegistryAlone(image: string): boolean {
  return (
    /^[^/:@]+\.(?:com|io|net|org|dev|cn|aws|eu|gov|uk|cloud|local|internal)(?::\d+)?$/i.test(image) ||
    /^localhost:\d+$/.test(image)
  );
}

function faultOfRegistry(registry: string, image: string): ImageFault | undefined {
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(registry) ?? [];
  if (port !== undefined && !/^\d{1,5}$/.test(port)) {
    return /[.[]/.test(host) || host === 'localhost'
      ? { what: `has "${port}" as the port of its registry`, fix: 'Write a port number.' }
      : slashInTag(image.slice(image.indexOf(':') + 1));
  }
  if (!HOST.test(host)) {
    return {
      what: `has the registry "${registry}", which is not a host name`,
      fix:
        host.includes('..') || /^\.|\.$/.test(host) ? `A part of it is empty. ${WHY_EMPTY}` : 'Correct the host name.',
    };
  }
  const { account = '', rest = '' } = ECR_HOST.exec(host)?.groups ?? {};
  if (/^\d+$/.test(account) && account.length !== 12) {
    return {
      what: `has an AWS account ID of ${account.length} digits, "${account}"`,
      fix: 'An account ID has 12 digits; a leading 0 is lost if a tool reads the ID as a number.',
    };
  }
  if (rest.startsWith('amazonaws.')) {
    return {
      what: 'has no Region in its ECR host name',
      fix: `Write ${account}.dkr.ecr.<Region>.${rest}. ${WHY_EMPTY}`,
    };
  }
  return undefined;
}

function faultOfRepository(
  repository: string,
  { registry, tag, digest }: Omit<ImageParts, 'repository'>,
): ImageFault | undefined {
  if (repository === '') {
    return { what: `has no repository${registry === undefined ? '' : ' after its registry'}`, fix: WHY_EMPTY };
  }
  const parts = repository.split('/');
  if (parts.includes('')) {
    const where = repository.endsWith('/')
      ? (tag ?? digest) === undefined
        ? 'ends with "/"'
        : 'has a "/" at the end of its repository'
      : 'has "//" in its repository';
    return { what: `${where}: a part of the repository is empty`, fix: WHY_EMPTY };
  }
  const missing = parts.find((part) => NO_VALUE.test(part));
  if (missing !== undefined) return { what: `has "${missing}" in its repository`, fix: WHY_EMPTY };
  if (/[A-Z]/.test(repository)) {
    return {
      what: 'has a capital letter in its repository',
      fix: 'Write the repository in lower case, as it was pushed.',
    };
  }
  const wrong = parts.find((part) => !COMPONENT.test(part));
  if (wrong !== undefined) {
    return {
      what: `has "${wrong}" in its repository`,
      fix: 'Use a-z and 0-9, with ".", "_", "__" or "-" only between them.',
    };
  }
  if (repository.length > MAX_REPOSITORY) {
    return {
      what: `has a repository of ${repository.length} characters`,
      fix: `Use at most ${MAX_REPOSITORY} characters.`,
    };
  }
  return undefined;
}

/** The same for a tag on its own: the end of a sentence that starts with it. */
export function findTagFault(tag: string): ImageFault | undefined {
  if (NO_VALUE.test(tag)) return { what: 'is the text of a missing value', fix: WHY_EMPTY };
  if (tag.includes('/')) return { ...slashInTag(tag), what: 'contains a slash' };
  if (tag.length > MAX_TAG) return { what: `has ${tag.length} characters`, fix: `Use at most ${MAX_TAG} characters.` };
  const fault = faultOfTag(tag);
  return fault && { ...fault, what: 'is not a valid tag' };
}

function faultOfTag(tag: string): ImageFault | undefined {
  if (tag === '') return { what: 'ends with ":" but has no tag', fix: WHY_EMPTY };
  if (NO_VALUE.test(tag)) return { what: `has "${tag}" as its tag`, fix: WHY_EMPTY };
  if (tag.includes('/')) return slashInTag(tag);
  if (tag.includes(':')) return { what: `has two tags, "${tag.split(':').join('" and "')}"`, fix: 'Keep one of them.' };
  if (tag.length > MAX_TAG) {
    return { what: `has a tag of ${tag.length} characters`, fix: `Use at most ${MAX_TAG} characters.` };
  }
  const wrong = /^[.-]/.exec(tag)?.[0] ?? /[^\w.-]/.exec(tag)?.[0];
  if (wrong === undefined) return undefined;
  return {
    what: `has the tag "${tag}", which ${tag.startsWith(wrong) ? 'starts with' : 'contains'} "${wrong}"`,
    fix: 'Use letters, digits, "_", "." and "-", starting with a letter, digit or "_".',
  };
}

function slashInTag(tag: string): ImageFault {
  return {
    what: `has the tag "${tag}", which contains a slash`,
    fix: `A branch name is often not a valid tag: use the tag that was pushed, such as ${phrase('commit-tag')}, or the digest.`,
  };
}

function faultOfDigest(digest: string): ImageFault | undefined {
  if (digest === '') return { what: 'ends with "@" but has no digest', fix: WHY_EMPTY };
  const [algorithm = '', ...rest] = digest.split(':');
  const hex = rest.join(':');
  const digits = HEX_DIGITS[algorithm];
  const fix = 'Write @sha256: and the 64 hexadecimal digits that the push reported.';
  if (rest.length === 0) return { what: 'has a digest without "sha256:" in front', fix };
  if (digits === undefined) return { what: `has a digest of the unknown kind "${algorithm}"`, fix };
  if (/[^0-9a-f]/.test(hex)) return { what: `has a digest with characters other than 0-9 and a-f`, fix };
  if (hex.length !== digits) {
    return { what: `has a digest of ${hex.length} digits; ${algorithm} has ${digits}`, fix };
  }
  return undefined;
}
