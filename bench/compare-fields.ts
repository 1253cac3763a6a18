import { isDeepStrictEqual } from 'node:util';

export interface Write {
  action: string;
  params: unknown;
}

export interface Difference {
  path: string;
  words: string;
}

/** What differs between two runs, leaf by leaf; calls of one kind are compared in their order. */
export function differences(theirs: readonly Write[], ours: readonly Write[]): Difference[] {
  const kinds = [...new Set([...theirs, ...ours].map(({ action }) => action))];
  return kinds.flatMap((kind) => {
    const [a, b] = [theirs, ours].map((writes) => writes.filter(({ action }) => action === kind)) as [Write[], Write[]];
    return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => index).flatMap((index) => {
      const [one, other] = [a[index], b[index]];
      if (one === undefined) return [{ path: kind, words: 'only ours sends it' }];
      if (other === undefined) return [{ path: kind, words: 'only theirs sends it' }];
      return compare(kind, one.params, other.params);
    });
  });
}

function compare(path: string, theirs: unknown, ours: unknown): Difference[] {
  if (isDeepStrictEqual(theirs, ours)) return [];
  if (isContainer(theirs) && isContainer(ours) && Array.isArray(theirs) === Array.isArray(ours)) {
    const keys = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
    return keys.flatMap((key) => compare(`${path}.${key}`, theirs[key], ours[key]));
  }
  return [{ path, words: `theirs ${text(theirs)}, ours ${text(ours)}` }];
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
