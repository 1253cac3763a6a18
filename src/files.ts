import { open, readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Files } from './world.ts';

/** A folder to read from, and one to write new files to. */
export function toFiles(workspace: string, temporary = tmpdir()): Files {
  return {
    read: (path) => readRegular(resolve(workspace, path)),
    list: (path) => readdir(resolve(workspace, path)),
    writeOutput: (name, text) => writeNew(join(temporary, name.replaceAll(/[^\w.-]/g, '_')), text),
  };
}

/** Far larger than any task definition, and still cheap to check. */
const MOST_BYTES = 1024 * 1024;

/** Reading a pipe could block forever, and a device never ends. */
async function readRegular(path: string): Promise<Uint8Array> {
  const found = await stat(path);
  if (found.isDirectory()) throw withCode('EISDIR', path);
  if (!found.isFile()) throw withCode('EINVAL', path);
  if (found.size > MOST_BYTES) throw withCode('EFBIG', path);
  return await readFile(path);
}

function withCode(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}

/** Far more steps than a job has. */
const MOST_FILES = 1_000;

/** Never overwrites a file or follows a symlink: an earlier step of the job may have created one with this name. */
async function writeNew(path: string, text: string): Promise<string> {
  const dot = path.lastIndexOf('.');
  for (let number = 1; ; number++) {
    const free = number === 1 ? path : `${path.slice(0, dot)}-${number}${path.slice(dot)}`;
    try {
      const file = await open(free, 'wx', 0o600);
      try {
        await file.writeFile(text);
      } finally {
        await file.close();
      }
      return free;
    } catch (error) {
      if (!isTaken(error) || number === MOST_FILES) throw error;
    }
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
