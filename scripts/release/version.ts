/** A version that can be released, in its parts. */
export interface Version {
  text: string;
  tag: string;
  numbers: readonly [number, number, number];
  isPreRelease: boolean;
}

export function toVersion(text: string): Version | undefined {
  const found = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z][0-9A-Za-z.-]*)?$/.exec(text);
  if (found === null) return undefined;
  const numbers = [Number(found[1]), Number(found[2]), Number(found[3])] as const;
  return { text, tag: `v${text}`, numbers, isPreRelease: found[4] !== undefined };
}

/**
 * The tags that move to a new version, most used last: v1.4, then v1. A fix of an old line does not take v1 back to it,
 * and a pre-release moves nothing.
 */
export function movingTags(version: Version, existing: readonly string[]): string[] {
  if (version.isPreRelease) return [];
  const [major, minor] = version.numbers;
  const others = existing
    .flatMap((tag) => toVersion(tag.replace(/^v/, '')) ?? [])
    .filter(({ isPreRelease }) => !isPreRelease);
  const ofMajor = others.filter(({ numbers }) => numbers[0] === major);
  const ofMinor = ofMajor.filter(({ numbers }) => numbers[1] === minor);
  const isNewest = (line: readonly Version[]): boolean => line.every((other) => !isOlder(version, other));
  return [...(isNewest(ofMinor) ? [`v${major}.${minor}`] : []), ...(isNewest(ofMajor) ? [`v${major}`] : [])];
}

/** Whether GitHub shall call it the latest release. */
export function isLatest(version: Version, existing: readonly string[]): boolean {
  const others = existing.flatMap((tag) => toVersion(tag.replace(/^v/, '')) ?? []);
  return !version.isPreRelease && others.every((other) => other.isPreRelease || !isOlder(version, other));
}

/** What CHANGELOG.md says under the heading of a version. */
export function notesOf(version: Version, changelog: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const own = sections.find((section) => /^\[?([^\s\]]+)/.exec(section)?.[1] === version.text);
  return own?.replace(/^.*\n?/, '').trim() ?? '';
}

function isOlder(one: Version, other: Version): boolean {
  const index = one.numbers.findIndex((number, at) => number !== other.numbers[at]);
  return index >= 0 && (one.numbers[index] ?? 0) < (other.numbers[index] ?? 0);
}
