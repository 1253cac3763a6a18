import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The names of files that only one of two flat folders has, or that are not the same in both. */
export async function differentFiles(one: string, other: string): Promise<string[]> {
  const list = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
  const names = new Set([...(await list(one)), ...(await list(other))]);
  const read = (folder: string, name: string): Promise<string | undefined> =>
    readFile(join(folder, name), 'latin1').catch(() => undefined);
  const same = await Promise.all([...names].map(async (name) => (await read(one, name)) === (await read(other, name))));
  return [...names].filter((_, index) => !same[index]).toSorted();
}
