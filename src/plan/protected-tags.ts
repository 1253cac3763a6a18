import { createHash } from 'node:crypto';
import type { ProtectedImage } from '../model.ts';

/** What a lifecycle rule can name all protected images by. */
export const PROTECTED = 'protected.';

/** Docker takes no longer tag, although ECR does (docs: API_PutImage of ECR, 300). */
const LONGEST_PART = 26;
/** Enough of a digest to tell images of one container apart. */
const DIGEST_LENGTH = 12;

export interface TagPlace {
  /** Of the service: a repository may hold images for several Regions. */
  region: string;
  cluster: string;
  service: string;
}

/** The tag of one container's image: `protected.live.us-east-1.prod.web.app`. None of the names can contain a dot. */
export function protectedTag(role: ProtectedImage['role'], place: TagPlace, container: string): string {
  return `${PROTECTED}${role}.${whereOf(place)}.${short(container)}`;
}

/** A tag that cannot be moved is another one for each image. */
export function withDigest(tag: string, digest: string): string {
  return `${tag}.${digest.replace('sha256:', '').slice(0, DIGEST_LENGTH)}`;
}

/** Whether this step, or an earlier one for the same service, made the tag. */
export function isOwnTag(tag: string, place: TagPlace): boolean {
  const roles = ['live', 'previous'] satisfies ProtectedImage['role'][];
  return roles.some((role) => tag.startsWith(`${PROTECTED}${role}.${whereOf(place)}.`));
}

export interface TagRules {
  imageTagMutability?: string | undefined;
  imageTagMutabilityExclusionFilters?: readonly { filter?: string | undefined }[] | undefined;
}

/**
 * Whether the tag can be moved to another image. A setting that this version does not know counts as one that forbids it (docs: ECR user
 * guide, image-tag-mutability).
 */
export function canMove(
  tag: string,
  { imageTagMutability, imageTagMutabilityExclusionFilters = [] }: TagRules,
): boolean {
  const isExcluded = imageTagMutabilityExclusionFilters.some(({ filter = '' }) => matchesPattern(tag, filter));
  switch (imageTagMutability) {
    case 'MUTABLE':
      return true;
    case 'MUTABLE_WITH_EXCLUSION':
      return !isExcluded;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return isExcluded;
    default:
      return false;
  }
}

/** ECR's patterns of tags: `*` stands for any characters. */
export function matchesPattern(tag: string, pattern: string): boolean {
  const source = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${source}$`).test(tag);
}

function whereOf({ region, cluster, service }: TagPlace): string {
  return [region, cluster, service].map(short).join('.');
}

/** Long names keep their beginning, and a hash of the whole keeps them apart. */
function short(name: string): string {
  if (name.length <= LONGEST_PART) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, LONGEST_PART - hash.length - 1)}-${hash}`;
}
