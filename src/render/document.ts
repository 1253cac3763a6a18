import type { Document, Origin, Path, Problem, Template } from '../model.ts';
import { toProblem } from '../problem.ts';
import { decodeText } from './encoding.ts';
import { parseJson } from './json.ts';
import { aContent, otherDocument, type Content } from './other-document.ts';
import { withoutSchemaReference } from './schema-reference.ts';
import { toSource, type ParsedText, type Source } from './source.ts';
import { parseYaml } from './yaml.ts';

/** How to read a document. */
export interface ReadingOptions {
  /** The values for `${NAME}` placeholders outside quotes. */
  variables?: ReadonlyMap<string, string>;
  /** What it should be; a task definition by default. */
  holds?: Content;
}

/** A file as it was read. */
export interface DocumentFile extends ReadingOptions {
  file: string;
  bytes: Uint8Array;
}

/** Far deeper than any task definition needs, and far from a stack overflow. */
const MAX_DEPTH = 64;

interface Reading {
  template?: Template;
  problems: Problem[];
}

/** Parses the bytes of a file. */
export async function parseFile({ file, bytes, ...options }: DocumentFile): Promise<Reading> {
  const decoded = decodeText(bytes);
  if ('badByte' in decoded) return { problems: [badEncoding(file, decoded, bytes)] };
  return await parseDocument({ text: decoded.text, source: { kind: 'file', file } }, options);
}

/** Parses JSON or YAML and remembers where every value is, so that later problems can point at line and column. */
export async function parseDocument(
  document: Document,
  { variables, holds = 'task definition' }: ReadingOptions = {},
): Promise<Reading> {
  const source = toSource(document);
  if (source.text.trim() === '') return { problems: [emptyFile(source)] };
  try {
    const { parsed, problems } = await parseText({ source, triesYaml: mayBeYaml(document) }, variables ?? new Map());
    if (parsed === undefined) {
      const other = otherDocument(source, undefined, holds);
      return { problems: conflictMarkers(source) ?? (other === undefined ? problems : [other]) };
    }
    if (isDeeper(parsed.value, MAX_DEPTH)) return { problems: [tooDeep(source, holds)] };
    const shape = otherDocument(source, parsed.value, holds) ?? notAnObject(source, parsed, holds);
    if (shape !== undefined) return { problems: [...problems, shape] };
    // CodeDeploy reads an AppSpec as it is.
    const value = holds === 'AppSpec' ? parsed.value : withoutSchemaReference(parsed.value);
    return { template: unwrap(source, { ...parsed, value }, holds), problems };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { problems: [tooDeep(source, holds)] };
  }
}

/** A template that did not come from a file: a definition as AWS returned it. */
export function toTemplate({ name, value, origin }: { name: string; value: unknown; origin?: Origin }): Template {
  const place: Origin = origin ?? { kind: 'input', input: 'task-definition-arn' };
  return { name, kind: 'revision', value, locate: () => place };
}

/** A text that starts with a bracket may be YAML nevertheless; a file says so by its name. */
function mayBeYaml({ source }: Document): (problems: readonly Problem[]) => boolean {
  if (source.kind === 'file') return () => /\.ya?ml$/i.test(source.file);
  return (problems) => problems.every(({ rule }) => rule === 'json-syntax');
}

async function parseText(
  { source, triesYaml }: { source: Source; triesYaml: (problems: readonly Problem[]) => boolean },
  variables: ReadonlyMap<string, string>,
): Promise<{ parsed?: ParsedText; problems: Problem[] }> {
  const looksLikeJson = /^\s*(?:[{[]|\/[/*])/.test(source.text);
  if (!looksLikeJson) return parseYaml(source);
  const json = parseJson(source, variables);
  if (json.parsed !== undefined || !triesYaml(json.problems)) return json;
  const yaml = await parseYaml(source);
  return yaml.parsed === undefined ? json : yaml;
}

/** The `describe-task-definition` response wraps the definition and has the tags next to it (docs: API_DescribeTaskDefinition). */
function unwrap(source: Source, { value, find }: ParsedText, holds: Content): Template {
  if (holds === 'service definition' || holds === 'manifest') return toDocumentTemplate(source, { value, find });
  const outer = value as Record<string, unknown>;
  const inner = outer['taskDefinition'];
  if (!isRecord(inner) || 'containerDefinitions' in outer) return toDocumentTemplate(source, { value, find });
  const tagsBeside = isUseful(outer['tags']) && !isUseful(inner['tags']);
  return toDocumentTemplate(source, {
    value: tagsBeside ? { ...inner, tags: outer['tags'] } : inner,
    find: (path) => find(tagsBeside && path[0] === 'tags' ? path : ['taskDefinition', ...path]),
  });
}

function toDocumentTemplate({ name, text, at }: Source, { value, find }: ParsedText): Template {
  const spelling = (path: Path): string | undefined => {
    const { offset, length } = find(path);
    const spelt = text.slice(offset, offset + length);
    return /^[\w.+~-]+$/.test(spelt) ? spelt : undefined;
  };
  const named = name.replace(/^The input/, 'the input');
  return { name: named, kind: 'document', value, locate: (path) => at(find(path)), spelling };
}

function isUseful(tags: unknown): boolean {
  return Array.isArray(tags) && tags.length > 0;
}

/** What every document of its kind has. */
const FIELDS: Record<Content, string> = {
  AppSpec: '"version" and "Resources"',
  'task definition': '"family" and "containerDefinitions"',
  'service definition': 'fields such as "desiredCount" and "deploymentConfiguration"',
  manifest: '"services", and perhaps "defaults"',
};

function notAnObject(source: Source, { value, find }: ParsedText, holds: Content): Problem | undefined {
  if (isRecord(value)) return undefined;
  const kind = Array.isArray(value) ? 'a list' : value === null ? 'nothing' : `a ${typeof value}`;
  const origin = source.at({ ...find([]), length: 0 });
  if (Array.isArray(value) && holds === 'task definition') {
    return toProblem('not-an-object', origin, {
      message: `The ${source.noun} contains a list. A list of container definitions is only part of a task definition.`,
      fix: 'Wrap it: { "family": "…", "containerDefinitions": [ … ] }.',
    });
  }
  const noSpace = typeof value === 'string' && /^[\w.-]+:\S/.test(value);
  return toProblem('not-an-object', origin, {
    message: `The ${source.noun} contains ${kind}, not ${aContent(holds)}.`,
    fix: noSpace ? 'Put a space after each colon: "name: value".' : `Write an object with ${FIELDS[holds]}.`,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((item) => isDeeper(item, depth - 1));
}

function conflictMarkers(source: Source): Problem[] | undefined {
  const markers = [...source.text.matchAll(/^<{7}(?: [^\n]*)?$/gm)];
  if (markers.length === 0) return undefined;
  return markers.map((marker) =>
    toProblem('merge-conflict', source.at({ offset: marker.index, length: marker[0].trimEnd().length }), {
      message: `The ${source.noun} contains an unresolved git merge conflict, from here to the line with >>>>>>>.`,
      fix: 'Keep one side and remove the lines with <<<<<<<, ======= and >>>>>>>.',
    }),
  );
}

function emptyFile(source: Source): Problem {
  return toProblem('empty-file', source.at({ offset: 0, length: 0 }), {
    message: `${source.name} is empty.`,
    fix: 'Check what writes the file.',
  });
}

function tooDeep(source: Source, holds: Content): Problem {
  return toProblem('too-deep', source.at({ offset: 0, length: 0 }), {
    message: `${source.name} is nested more than ${MAX_DEPTH} levels deep, so it cannot be ${aContent(holds)}.`,
    fix: `Check whether this is the right ${holds}.`,
  });
}

function badEncoding(file: string, bad: { encoding: string; badByte: number }, bytes: Uint8Array): Problem {
  const before = new TextDecoder('latin1').decode(bytes.subarray(0, bad.badByte));
  return toProblem(
    'encoding',
    toSource({ text: before, source: { kind: 'file', file } }).at({ offset: before.length, length: 0 }),
    {
      message: `The file is not valid ${bad.encoding.toUpperCase()}: byte ${bad.badByte + 1} cannot be decoded.`,
      fix: 'Save the file as UTF-8.',
    },
  );
}
