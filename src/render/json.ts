import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import { explainJsonError } from './json-error.ts';
import { lineOf, type ParsedText, type Source, type Span } from './source.ts';
import { applyEdits, findUnquotedPlaceholders, toEdit, type Edit, type UnquotedPlaceholder } from './unquoted.ts';
import { phrase } from '../phrases.ts';

/** Parses JSON with comments and remembers where every value is; a trailing comma is a mistake, as in AWS's own tools. */
export function parseJson(
  source: Source,
  variables: ReadonlyMap<string, string>,
): { parsed?: ParsedText; problems: Problem[] } {
  const errors: ParseError[] = [];
  const root = parseTree(source.text, errors, { allowTrailingComma: false, disallowComments: false });
  if (root !== undefined && errors.length === 0) return fromTree(source, root);

  const placeholders = placeholdersInTheWay(source.text, errors);
  const edits = placeholders.map((placeholder) => toEdit(placeholder, variables));
  const missing = placeholders.filter((_, index) => edits[index] === undefined);
  if (missing.length > 0) {
    return { problems: missing.map((placeholder) => unquotedPlaceholder(source, placeholder)) };
  }
  if (placeholders.length > 0) return parseEdited(source, edits as Edit[]);
  return { problems: syntaxProblems(source, errors) };
}

/** Placeholders outside quotes, unless the file is broken before the first of them: then it is not a JSON template at all. */
function placeholdersInTheWay(text: string, errors: readonly ParseError[]): UnquotedPlaceholder[] {
  const placeholders = findUnquotedPlaceholders(text);
  const [first] = placeholders;
  const [error] = errors;
  return first !== undefined && (error === undefined || error.offset >= first.offset) ? placeholders : [];
}

function parseEdited(source: Source, edits: readonly Edit[]): { parsed?: ParsedText; problems: Problem[] } {
  const { text, toOriginal } = applyEdits(source.text, edits);
  const toSpan = ({ offset, length }: Span) => {
    const start = toOriginal(offset);
    return { offset: start, length: toOriginal(offset + length) - start };
  };
  const edited: Source = { ...source, text, at: (span) => source.at(toSpan(span)) };
  const result = parseJson(edited, new Map());
  const { parsed } = result;
  if (parsed === undefined) return result;
  return { ...result, parsed: { value: parsed.value, find: (path) => toSpan(parsed.find(path)) } };
}

function fromTree(source: Source, root: Node): { parsed?: ParsedText; problems: Problem[] } {
  const problems: Problem[] = [];
  const value = toValue(root, (property, first) => problems.push(duplicateKey(source, property, first)));
  if (problems.length > 0) return { problems };
  return { parsed: { value, find: (path) => findNode(root, path) }, problems };
}

/** Builds plain values; a key named `__proto__` stays an ordinary key. */
function toValue(node: Node, onDuplicate: (property: Node, first: Node) => void): unknown {
  if (node.type === 'array') return (node.children ?? []).map((child) => toValue(child, onDuplicate));
  if (node.type !== 'object') return node.value;
  const object: Record<string, unknown> = {};
  const seen = new Map<string, Node>();
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    const first = seen.get(name);
    if (first === undefined) seen.set(name, key);
    else onDuplicate(key, first);
    Object.defineProperty(object, name, {
      value: toValue(value, onDuplicate),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return object;
}

/** The values of an object by their keys, which are looked up once for each problem. */
const MEMBERS = new WeakMap<Node, ReadonlyMap<unknown, Node | undefined>>();

function members(object: Node): ReadonlyMap<unknown, Node | undefined> {
  const known = MEMBERS.get(object);
  if (known !== undefined) return known;
  const pairs = (object.children ?? []).map(
    ({ children }) => [children?.[0]?.value as unknown, children?.[1]] as const,
  );
  const found = new Map(pairs.toReversed());
  MEMBERS.set(object, found);
  return found;
}

function findNode(root: Node, path: Path): Span {
  let node = root;
  for (const key of path) {
    const child =
      node.type === 'array' && typeof key === 'number'
        ? node.children?.[key]
        : node.type === 'object'
          ? members(node).get(String(key))
          : undefined;
    if (child === undefined) break;
    node = child;
  }
  return node;
}

function duplicateKey(source: Source, key: Node, first: Node): Problem {
  const line = lineOf(source.at(first));
  return toProblem('duplicate-key', source.at(key), {
    message: `"${String(key.value)}" appears twice in the same object; the first one is on line ${line}.`,
    fix: 'Remove one of them.',
  });
}

function unquotedPlaceholder(source: Source, placeholder: UnquotedPlaceholder): Problem {
  const { text, variable } = placeholder;
  return toProblem('unquoted-placeholder', source.at(placeholder), {
    message: `The placeholder ${text} is not in quotes, so this is not valid JSON until something fills it in.`,
    fix:
      variable !== undefined && /^[A-Za-z_]\w*$/.test(variable)
        ? `Set ${variable} to a number, true or false in ${phrase('the-input', 'variables')}. For a string, put ${text} in quotes.`
        : `Fill it in before ${phrase('this-step')}, or write it as \${NAME} and set NAME in ${phrase('the-input', 'variables')}.`,
  });
}

function syntaxProblems(source: Source, errors: readonly ParseError[]): Problem[] {
  const tokens = tokensOf(source.text);
  const problems: Problem[] = [];
  const told = new Set<number>();
  for (const error of errors) {
    const comma = tokens.trailingCommas.get(error.offset);
    if (comma !== undefined && told.has(comma)) continue;
    if (comma === undefined) {
      const code = printParseErrorCode(error.error);
      return [...problems, explainJsonError(source, { code, span: error, unclosed: tokens.unclosed })];
    }
    told.add(comma);
    problems.push(
      toProblem('trailing-comma', source.at({ offset: comma, length: 1 }), {
        message: 'JSON does not allow a comma after the last item.',
        fix: 'Remove this comma.',
      }),
    );
  }
  return problems;
}

/** One pass over the tokens: commas before a closing bracket (by that bracket's offset), and the innermost bracket never closed. */
function tokensOf(text: string): { trailingCommas: ReadonlyMap<number, number>; unclosed: number | undefined } {
  const scanner = createScanner(text, true);
  const trailingCommas = new Map<number, number>();
  const open: number[] = [];
  let comma: number | undefined;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const offset = scanner.getTokenOffset();
    const char = scanner.getTokenLength() === 1 ? text[offset] : undefined;
    if (char === '{' || char === '[') open.push(offset);
    if (char === '}' || char === ']') {
      open.pop();
      if (comma !== undefined) trailingCommas.set(offset, comma);
    }
    comma = char === ',' ? offset : undefined;
    if (scanner.getTokenLength() === 0) break;
  }
  return { trailingCommas, unclosed: open.at(-1) };
}
