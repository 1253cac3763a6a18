import { posix } from 'node:path';
import { nearest } from '../inputs/nearest.ts';
import { unevaluated } from '../inputs/unexpanded.ts';
import type { GivenDocument, InputName, Inputs } from '../inputs/spec.ts';
import type { Problem, Template } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { parseDocument, parseFile, type DocumentFile } from '../render/document.ts';
import { withoutSchemaReference } from '../render/schema-reference.ts';
import type { World } from '../world.ts';
import { phrase } from '../phrases.ts';

/** A document that an input names or contains; `failed` if there is one but it cannot be used. */
export interface Source {
  template?: Template | undefined;
  failed: boolean;
  problems: Problem[];
}

export interface AskedDocument extends Pick<DocumentFile, 'holds'> {
  /** The file, or the text of the input. */
  given: GivenDocument;
  input: InputName;
  variables: Inputs['variables'];
  /** Why a file that no input names is needed. */
  because?: string;
}

/** What documents are read from; there is no way to AWS from here. */
export type Workspace = Pick<World, 'files' | 'learn'>;

type AskedFile = Omit<AskedDocument, 'given'> & { file: string };

/** The one entrance for documents, wherever they are written; a missing file is a problem like any other. */
export async function readDocument(asked: AskedDocument, world: Workspace): Promise<Source> {
  const { given, input, variables, holds } = asked;
  if ('template' in given) {
    const template = { ...given.template, value: withoutSchemaReference(given.template.value) };
    return { template, failed: false, problems: [] };
  }
  if ('file' in given) return await readFile({ ...asked, file: given.file }, world);
  const document = { text: given.text, source: { kind: 'input', input } } as const;
  const { template, problems } = await parseDocument(document, { variables: new Map(variables), holds });
  world.learn?.(template?.value ?? given.text);
  return { template, failed: template === undefined, problems: [...unevaluated(document), ...problems] };
}

async function readFile(asked: AskedFile, world: Workspace): Promise<Source> {
  const { file, variables, holds } = asked;
  let bytes: Uint8Array;
  try {
    bytes = await world.files.read(file);
  } catch (error) {
    return { failed: true, problems: [await unreadable(asked, error, world)] };
  }
  const { template, problems } = await parseFile({ file, bytes, variables: new Map(variables), holds });
  world.learn?.(template?.value ?? new TextDecoder().decode(bytes));
  return { template, failed: template === undefined, problems };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

async function unreadable(asked: AskedFile, error: unknown, world: Workspace): Promise<Problem> {
  const { file, input, holds = 'task definition', because = '' } = asked;
  const code = codeOf(error);
  const what = `${because === '' ? 'The' : `${because}, and the`} ${holds} file "${file}"`;
  const [reason, fix] =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? ['does not exist', await findNear(asked, world)]
      : whyUnreadable(error, { noun: 'file', input });
  const rule = code === 'ENOENT' ? 'file-missing' : 'file-unreadable';
  return toProblem(rule, atInput(input), { message: `${what} ${reason}.`, fix });
}

/** What cannot be read; `input` is absent if no input can name another one. */
export interface Unreadable {
  noun: 'file' | 'folder';
  input?: string;
}

/** Why something that is there cannot be read, and what to do. */
export function whyUnreadable(error: unknown, { noun, input }: Unreadable): [reason: string, fix: string] {
  const { path = '' } = error as { path?: string };
  switch (codeOf(error)) {
    case 'EISDIR':
      return [
        'is a folder',
        input === undefined ? 'Put a file in its place.' : `Set ${input} to the path of a file in it.`,
      ];
    case 'EFBIG':
      return ['is larger than 1 MiB', 'Check that this is the right file.'];
    case 'EINVAL':
      return [
        'is not a regular file',
        input === undefined ? 'Put a regular file in its place.' : `Set ${input} to the path of a regular file.`,
      ];
    case 'LINK_OUT':
      return [
        `is a link, or lies behind one, that leads to ${path}, outside the workspace`,
        `If you trust that ${noun}, ${input === undefined ? 'put a copy of it in place of the link' : `set ${input} to its own path`}.`,
      ];
    case 'LINK_BROKEN':
      return [
        `is a link to ${path}, which leads nowhere`,
        `Change the link, or check out or create the ${noun} that it leads to.`,
      ];
    case 'EACCES':
    case 'EPERM':
      return [`cannot be read by the user that runs ${phrase('this-step')}`, `Change the permissions of the ${noun}.`];
    default:
      return ['cannot be read', `Check the path and the permissions of the ${noun}.`];
  }
}

/** `family:3`, which AWS's own tools accept instead of a path. */
const REVISION = /^(?<family>[\w-]{1,255}):(?<revision>[1-9]\d*)$/;

async function findNear({ file, input }: AskedFile, world: Workspace): Promise<string> {
  const { family, revision } = REVISION.exec(file)?.groups ?? {};
  if (input === 'task-definition' && family !== undefined) {
    return `To use a registered revision, set ${phrase('setting', `task-definition-family: ${family}`)} and ${phrase('setting', `task-definition-revision: ${revision}`)}.`;
  }
  if (/^[\w-]+:\s/.test(file))
    return `Set ${input} to a path. The document itself needs more than one line, or braces.`;
  // On Windows a path may have backslashes; on Linux it was then written for Windows.
  const path = file.replaceAll('\\', '/');
  const [folder, name] = [posix.dirname(path), posix.basename(path)];
  const near = nearest(name, await list(folder, world));
  if (near !== undefined) return `Did you mean "${posix.join(folder, near)}"?`;
  const top = await list('.', world);
  return top.every((one) => one.startsWith('.'))
    ? phrase('no-files')
    : `Set ${input} to the path of the file, ${phrase('path-from')}. If an earlier step writes the file, check that it ran.`;
}

async function list(folder: string, world: Workspace): Promise<string[]> {
  try {
    return await world.files.list(folder);
  } catch {
    return [];
  }
}
