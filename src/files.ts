import { constants, lstat, open, readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Files } from './world.ts';

/** A folder to read from, and one to write new files to. */
export function toFiles(workspace: string, temporary = tmpdir()): Files {
  return {
    read: async (path) => await readRegular(await realPath(workspace, path)),
    list: async (path) => await readdir(await realPath(workspace, path)),
    writeOutput: (name, text) => writeNew(join(temporary, name.replaceAll(/[^\w.-]/g, '_')), text),
  };
}

/**
 * Where a path leads. Whoever wrote it may name a file outside the workspace, but a link in the workspace may not lead there: it
 * may come from a pull request, and what is wrong with a file is shown with parts of it.
 */
async function realPath(workspace: string, path: string): Promise<string> {
  const named = resolve(workspace, path);
  const [real, root] = await Promise.all([
    realpath(named).catch((error: unknown) => broken(named, error)),
    realpath(workspace),
  ]);
  if (isInside(resolve(workspace), named) && !isInside(root, real)) throw withCode('LINK_OUT', real);
  return real;
}

/** A link that leads nowhere is there for everyone who looks at the folder. */
async function broken(named: string, error: unknown): Promise<never> {
  const found = await lstat(named).catch(() => undefined);
  if (found?.isSymbolicLink() === true) throw withCode('LINK_BROKEN', await readlink(named));
  throw error;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Far larger than any task definition, and still cheap to check. */
const MOST_BYTES = 1024 * 1024;

/** Reading a pipe could block forever, and a device never ends. Files of the kernel do both, and call themselves regular and empty. */
async function readRegular(path: string): Promise<Uint8Array> {
  const found = await stat(path);
  if (found.isDirectory()) throw withCode('EISDIR', path);
  if (!found.isFile()) throw withCode('EINVAL', path);
  if (found.size > MOST_BYTES) throw withCode('EFBIG', path);
  return found.size > 0 ? await readFile(path) : await readUnsized(path);
}

async function readUnsized(path: string): Promise<Uint8Array> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const bytes = Buffer.alloc(MOST_BYTES + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length);
      length += bytesRead;
      if (length > MOST_BYTES) throw withCode('EFBIG', path);
      if (bytesRead === 0) return bytes.subarray(0, length);
    }
  } finally {
    await file.close();
  }
}

function withCode(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code, path });
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
