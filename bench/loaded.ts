import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deployRecorded } from './deploy.ts';
import type { Candidate } from './step.ts';

export interface Loaded {
  name: string;
  /** Bytes of the files of dist/ that a deployment loads. */
  loadedBytes: number;
  files: string[];
  /** Bytes of everything that lies in dist/. */
  totalBytes: number;
}

/** What a deployment loads of its dist/, from its start to its end. */
export async function measureLoaded(candidate: Candidate): Promise<Loaded> {
  const folder = dirname(candidate.entry);
  const record = await deployRecorded(candidate, { waits: true, preload: 'record-loaded.cjs' });
  const modules = new Set(
    record
      .trim()
      .split('\n')
      .map((url) => fileURLToPath(url)),
  );
  const files = [...modules].filter((file) => dirname(file) === folder);
  const everything = (await readdir(folder)).map((name) => join(folder, name));
  return {
    name: candidate.name,
    loadedBytes: await bytesOf(files),
    files: files.map((file) => file.slice(folder.length + 1)),
    totalBytes: await bytesOf(everything),
  };
}

async function bytesOf(files: string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((total, size) => total + size, 0);
}
