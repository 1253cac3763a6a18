import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, for the source in demo/ as for what is built of it in demo/dist/. */
export const ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'action.yml'))) return folder;
  if (dirname(folder) === folder)
    throw new Error('The demo is not in a clone of its repository: there is no action.yml above it.');
  return rootAbove(dirname(folder));
}
