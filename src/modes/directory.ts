import { posix } from 'node:path';
import type { Layer } from '../inputs/layers.ts';
import { METADATA, readFolder, type FolderInputs } from '../inputs/metadata.ts';
import { nearest } from '../inputs/nearest.ts';
import type { Origin, Problem } from '../model.ts';
import { phrase } from '../phrases.ts';
import { toProblem } from '../problem.ts';
import { whyUnreadable, type Unreadable, type Workspace } from './read-document.ts';

/** What a deployment folder gives, or what is wrong with it. */
export type ReadFolder = Partial<FolderInputs> & { problems: Problem[] };

/** Reads the folder that the input `directory` names. */
export async function readDirectory(given: string, origin: Origin, world: Workspace): Promise<ReadFolder> {
  const path = posix.normalize(given).replace(/\/$/, '');
  const files = await world.files.list(path).catch((error: unknown) => ({ error }));
  if ('error' in files) return { problems: [await noFolder({ path, error: files.error }, origin, world)] };
  if (!files.includes(METADATA)) {
    const folders = await namesIn(path, world);
    const message = `The folder "${path}" has no ${METADATA}.`;
    const inside = folders.length === 0 ? '' : ` It has: ${folders.slice(0, 10).join(', ')}.`;
    const fix = `Set directory to the folder of one environment, such as deployment/ecs/web/prod.${inside}`;
    return { problems: [toProblem('directory-missing', origin, { message, fix })] };
  }
  const bytes = await world.files.read(`${path}/${METADATA}`).catch((error: unknown) => ({ error }));
  if ('error' in bytes)
    return { problems: [unreadable({ noun: 'file' }, { path: `${path}/${METADATA}`, error: bytes.error }, origin)] };
  const metadata = new TextDecoder().decode(bytes);
  world.learn?.(metadata);
  const folder = readFolder({ path, metadata, files });
  world.learn?.(folder.layer.values['variables']);
  return folder;
}

interface Failed {
  path: string;
  error: unknown;
}

function unreadable(what: Unreadable, { path, error }: Failed, origin: Origin): Problem {
  const [reason, fix] = whyUnreadable(error, what);
  return toProblem('file-unreadable', origin, { message: `The ${what.noun} "${path}" ${reason}.`, fix });
}

async function noFolder({ path, error }: Failed, origin: Origin, world: Workspace): Promise<Problem> {
  const isThere = !['ENOENT', 'ENOTDIR'].includes((error as { code?: string }).code ?? '');
  if (isThere) return unreadable({ noun: 'folder', input: 'directory' }, { path, error }, origin);
  const slashed = path.replaceAll('\\', '/');
  const beside = await namesIn(posix.dirname(slashed), world);
  if (slashed === path && beside.includes(posix.basename(path))) {
    const fix = `Set directory to the folder that ${METADATA} is in.`;
    return toProblem('directory-missing', origin, { message: `"${path}" is a file, not a folder.`, fix });
  }
  const near = await nearFolder(slashed, world);
  return toProblem('directory-missing', origin, {
    message: `The folder "${path}" does not exist.`,
    fix: near === undefined ? `Set directory to a folder, ${phrase('path-from')}.` : `Did you mean "${near}"?`,
  });
}

/** The path, with each name in it that does not exist replaced by the nearest beside it. */
async function nearFolder(path: string, world: Workspace): Promise<string | undefined> {
  let found = path.startsWith('/') ? '/' : '.';
  for (const name of path.split('/').filter((part) => part !== '' && part !== '.')) {
    const names = name === '..' ? [name] : await namesIn(found, world);
    const near = names.includes(name) ? name : nearest(name, names);
    if (near === undefined) return undefined;
    found = posix.join(found, near);
  }
  return found;
}

async function namesIn(path: string, world: Workspace): Promise<string[]> {
  return await world.files.list(path).catch(() => []);
}

/** The layers with the folder below the one that names it; a tag becomes an image of the folder's repository. */
export function withFolder(layers: readonly Layer[], { layer, repository }: ReadFolder): Layer[] {
  if (layer === undefined) return [...layers];
  const index = layers.findIndex(({ values }) => 'directory' in values);
  const all = [...layers.slice(0, index + 1), layer, ...layers.slice(index + 1)];
  const tagged = all.find(({ values }) => 'image-tag' in values || 'image' in values);
  if (repository === undefined || tagged === undefined || !('image-tag' in tagged.values)) return all;
  const { 'image-tag': tag, ...values } = tagged.values;
  const image = { ...tagged, values: { ...values, image: `${repository}:${String(tag)}` } };
  return all.map((one) => (one === tagged ? image : one));
}
