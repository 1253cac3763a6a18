import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A folder of files as people have them; its expected.json says what is right to say about each. */
export interface Corpus {
  folder: string;
  expected: Record<string, Expected>;
}

export interface Expected {
  kind: 'task-definition' | 'service-definition' | 'appspec';
  /** `template`: something fills it in before AWS sees it. `unknown`: only AWS can tell. */
  verdict: 'valid' | 'invalid' | 'template' | 'unknown';
  /** Every error as `rule line:column`, in the order of the file. */
  errors?: string[];
}

/** The project's own files. */
export const OWN = resolve(import.meta.dirname, 'corpus');

/** Files that other people wrote. They are not ours to publish, so they lie beside the repository, where they are at all. */
export const FOREIGN = resolve(import.meta.dirname, '../../shared/corpus');

export function readCorpus(folder: string): Corpus {
  return { folder, expected: JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Corpus['expected'] };
}

/** The files of one kind, with what is expected of each. */
export function filesOf({ expected }: Corpus, kind: Expected['kind']): [file: string, expected: Expected][] {
  return Object.entries(expected).filter(([, one]) => one.kind === kind);
}

export function bytesOf({ folder }: Corpus, file: string): Uint8Array {
  return readFileSync(join(folder, file));
}
