import type * as YamlModule from 'yaml';
import type { Document, Node, Pair, ParsedNode, YAMLMap } from 'yaml';
import type { Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { ParsedText, Source, Span } from './source.ts';
import { explainYamlError } from './yaml-error.ts';
import { phrase } from '../phrases.ts';

const WHOLE_PLACEHOLDER =
  /^[ \t]*(?:[^\s#"'][^\n]{0,200}?:|-)[ \t]{1,40}(\{\{[^\n]{0,200}?\}\})[ \t]*(?:#[^\n]*)?\r?$/gm;

/**
 * The words and signs that a document may have. The largest task definition that ECS accepts (64 KB) has about 40,000, a manifest of a
 * hundred services with their task definitions 170,000; a mebibyte of quotes has 500,000, which cost the parser 10 s and 700 MB.
 */
const MOST_TOKENS = 250_000;

/** Parses YAML and remembers where every value is. The parser is loaded only here, since most templates are JSON. */
export async function parseYaml(source: Source): Promise<{ parsed?: ParsedText; problems: Problem[] }> {
  const yaml = await import('yaml');
  if (hasMoreTokens(yaml, source.text)) return { problems: [tooMany(source)] };
  const document = yaml.parseDocument(source.text, { prettyErrors: false, merge: true, uniqueKeys: false });
  /** The parser recurses for each level, and mistakes a stack overflow for a syntax error. */
  if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) throw new RangeError('nested too deeply');
  const placeholders = unquotedPlaceholders(source);
  if (placeholders.length > 0) return { problems: placeholders };
  const mistakes = [...duplicateKeys(source, { yaml, document }), ...syntaxProblems(source, document)];
  if (mistakes.length > 0) return { problems: mistakes };
  const unnamed = keyThatIsNoText(yaml, document);
  if (unnamed !== undefined) return { problems: [badKey(source, toSpan(unnamed))] };
  const problems: Problem[] = document.warnings.map((warning) =>
    toProblem('yaml-tag', source.at(toSpan(warning.pos)), {
      message: `The tag of this value has no meaning here: ${firstLine(warning.message)}.`,
      fix: 'Write the value itself. Tags such as !Ref and !Sub work only in CloudFormation.',
    }),
  );
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return { parsed: { value, find: (path) => findNode(yaml, document, path) }, problems };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { problems: [badAlias(source, error.message)] };
  }
}

/** Counts without keeping them; a short text, whose tokens are its characters and at most as many marks, is not worth the time. */
function hasMoreTokens(yaml: typeof YamlModule, text: string): boolean {
  if (text.length <= MOST_TOKENS / 2) return false;
  const tokens = new yaml.Lexer().lex(text);
  for (let count = 0; count <= MOST_TOKENS; count += 1) if (tokens.next().done === true) return false;
  return true;
}

function tooMany(source: Source): Problem {
  return toProblem('file-unreadable', source.at({ offset: 0, length: 0 }), {
    message: `${source.name} has more than ${MOST_TOKENS / 1000} thousand words and signs, so it is not read.`,
    fix: `Check that this is the right ${source.noun}. A system this large fits into several manifests.`,
  });
}

function syntaxProblems(source: Source, document: Document.Parsed): Problem[] {
  const [other] = document.errors;
  if (other === undefined) return [];
  if (other.code === 'MULTIPLE_DOCS') {
    return [
      toProblem('several-documents', source.at(toSpan(other.pos)), {
        message: `The ${source.noun} contains more than one YAML document.`,
        fix: 'Keep one: remove everything from this "---" on.',
      }),
    ];
  }
  const explained = explainYamlError(source, document.errors);
  return explained === undefined ? [] : [explained];
}

interface Parsed {
  yaml: typeof YamlModule;
  document: Document.Parsed;
}

/** The parser would compare each key with each. */
function duplicateKeys(source: Source, { yaml, document }: Parsed): Problem[] {
  const problems: Problem[] = [];
  yaml.visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!yaml.isScalar(key)) continue;
        const [start = 0] = key.range ?? [];
        if (seen.has(key.value)) problems.push(duplicateKey(source, start));
        seen.add(key.value);
      }
    },
  });
  return problems;
}

function duplicateKey(source: Source, start: number): Problem {
  return toProblem('duplicate-key', source.at({ offset: start, length: 1 }), {
    message: `"${keyAt(source.text, start)}" appears twice in the same mapping.`,
    fix: 'Remove one of them.',
  });
}

/** The parser would write a list as text, and each list inside of it again. */
function keyThatIsNoText(yaml: typeof YamlModule, document: Document.Parsed): [number, number] | undefined {
  let found: [number, number] | undefined;
  yaml.visit(document, {
    Pair: (_, { key }) => {
      if (!yaml.isCollection(key)) return undefined;
      const [start = 0] = key.range ?? [];
      found = [start, start + 1];
      return yaml.visit.BREAK;
    },
  });
  return found;
}

function badKey(source: Source, at: Span): Problem {
  return toProblem('yaml-syntax', source.at(at), {
    message: 'The name of a field is a list or a mapping.',
    fix: 'Write each field as "name: value". A name that starts with a bracket or a question mark must be in quotes.',
  });
}

function badAlias(source: Source, message: string): Problem {
  return toProblem('yaml-syntax', source.at({ offset: Math.max(0, source.text.indexOf('*')), length: 0 }), {
    message: `An alias leads nowhere or to too much: ${firstLine(message)}.`,
    fix: 'Write the values themselves instead of anchors and aliases. A value that starts with * must be in quotes.',
  });
}

function unquotedPlaceholders(source: Source): Problem[] {
  return [...source.text.matchAll(WHOLE_PLACEHOLDER)].map((match) => {
    const text = match[1] ?? '';
    return toProblem(
      'unquoted-placeholder',
      source.at({ offset: match.index + match[0].indexOf(text), length: text.length }),
      {
        message: `The placeholder ${text} is not in quotes, so YAML reads it as a mapping.`,
        fix: `Fill it in before ${phrase('this-step')}, or write it as \${NAME} and set NAME in ${phrase('the-input', 'variables')}.`,
      },
    );
  });
}

function findNode(yaml: typeof YamlModule, document: Document.Parsed, path: Path): Span {
  let node: ParsedNode | Node | null = document.contents;
  for (const key of path) {
    const child: Node | undefined = childOf(yaml, resolve(yaml, document, node), key);
    if (child === undefined) break;
    node = child;
  }
  const range = node?.range;
  return range === undefined || range === null ? { offset: 0, length: 0 } : toSpan([range[0], range[1]]);
}

function childOf(yaml: typeof YamlModule, node: Node | null | undefined, key: string | number): Node | undefined {
  if (yaml.isSeq(node)) {
    const item = typeof key === 'number' ? node.items[key] : undefined;
    return yaml.isNode(item) ? item : undefined;
  }
  if (!yaml.isMap(node)) return undefined;
  const pair = pairsOf(yaml, node).get(String(key));
  if (yaml.isNode(pair?.value)) return pair.value;
  return yaml.isNode(pair?.key) ? pair.key : undefined;
}

/** The pairs of a mapping by their keys, which are looked up once for each problem. */
const PAIRS = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

function pairsOf(yaml: typeof YamlModule, map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = PAIRS.get(map);
  if (known !== undefined) return known;
  const found = new Map(
    map.items.flatMap((pair) => (yaml.isScalar(pair.key) ? [[String(pair.key.value), pair] as const] : [])),
  );
  PAIRS.set(map, found);
  return found;
}

function resolve(yaml: typeof YamlModule, document: Document.Parsed, node: Node | null): Node | null | undefined {
  return yaml.isAlias(node) ? node.resolve(document) : node;
}

function toSpan([start, end]: readonly [number, number]): Span {
  return { offset: start, length: Math.max(0, end - start) };
}

function keyAt(text: string, offset: number): string {
  return /^[^:\n]+/.exec(text.slice(offset))?.[0] ?? 'A key';
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/[.:]$/, '');
}
