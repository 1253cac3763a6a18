import { freeTextOf } from '../aws/free-text.ts';
import type { Origin, Path, Problem, Template } from '../model.ts';
import { phrase } from '../phrases.ts';
import { toProblem } from '../problem.ts';
import { nearest } from './nearest.ts';
import type { JsonObject, Trace } from './trace.ts';

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** The template's value with `${NAME}` filled in, and the names without a value, by their path (as JSON). */
export interface Filled {
  value: unknown;
  missing: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What the API takes at a path, where that is no text. */
export type TypeAt = (path: Path) => 'number' | 'boolean' | undefined;

/**
 * Fills `${NAME}` in every string of a template; filled-in text is not expanded again. A string that is nothing but a placeholder
 * becomes a number or a boolean where the API takes one: neither YAML nor JSON can write such a placeholder in another way.
 */
export function fillVariables(
  template: Template,
  variables: ReadonlyMap<string, string>,
  typeAt: TypeAt = () => undefined,
): Filled {
  const missing = new Map<string, Set<string>>();
  const fillText = (text: string, path: Path): string => {
    const names = new Set<string>();
    const filled = text.replace(VARIABLE, (placeholder, name: string) => {
      const value = variables.get(name);
      if (value === undefined) names.add(name);
      return value ?? placeholder;
    });
    if (names.size > 0 && template.kind === 'document') missing.set(JSON.stringify(path), names);
    return filled;
  };
  const fill = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') {
      const text = fillText(value, path);
      return WHOLE.test(value.trim()) && text !== value ? asType(text, typeAt(path)) : text;
    }
    if (Array.isArray(value)) return value.map((item, index) => fill(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key])]));
  };
  return { value: fill(template.value, []), missing };
}

const WHOLE = /^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/;
const NUMERAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Anything that is no number or boolean stays as it is, and is an error with its text. */
function asType(text: string, type: ReturnType<TypeAt>): unknown {
  const plain = text.trim();
  if (type === 'number' && NUMERAL.test(plain)) return Number(plain);
  if (type === 'boolean' && /^(?:true|false)$/i.test(plain)) return plain.toLowerCase() === 'true';
  return text;
}

/** The placeholders of a document in which each is an error. */
export function unresolvedIn(template: Template, missing: Filled['missing']): Problem[] {
  return [...missing].flatMap(([path, names]) =>
    [...names].map((name) =>
      toProblem('unresolved-variable', template.locate(JSON.parse(path) as Path), {
        message: `The placeholder \${${name}} has no value: ${phrase('the-input', 'variables')} does not set ${name}.`,
        fix: `Add ${phrase('variable-line', name)}.`,
      }),
    ),
  );
}

/** The placeholders left after every input was applied: an image that an input replaced needs no variable. */
export function unresolvedVariables({
  missing,
  variables,
  definition,
  trace,
}: Pick<Filled, 'missing'> & {
  variables: ReadonlyMap<string, string>;
  definition: JsonObject;
  trace: Trace;
}): Problem[] {
  if (missing.size === 0) return [];
  const problems: Problem[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (typeof value === 'string') {
      const source = trace.sourceOf(definition, path);
      const names = 'path' in source ? missing.get(JSON.stringify(source.path)) : undefined;
      for (const name of names ?? []) {
        const near = nearest(name, variables.keys());
        problems.push(...unresolved({ name, near, path, origin: trace.locate(definition, path) }));
      }
    } else if (typeof value === 'object' && value !== null) {
      const isList = Array.isArray(value);
      for (const [key, item] of Object.entries(value)) visit(item, [...path, isList ? Number(key) : key]);
    }
  };
  visit(definition, []);
  return problems;
}

interface Unresolved {
  name: string;
  /** The name of an existing variable that was perhaps meant. */
  near: string | undefined;
  path: Path;
  origin: Origin;
}

/** A document that is written in the workflow can have an expression of the host instead. */
function setOne(name: string, origin: Origin): string {
  const line = `Add ${phrase('variable-line', name)}`;
  return origin.kind === 'input' ? `${line}, or write ${phrase('variable', name)}.` : `${line}.`;
}

/** In a value, `${NAME}` mostly belongs to the application, so it is only advice; in a command it mostly belongs to the shell, so it is ignored. */
function unresolved({ name, near, path, origin }: Unresolved): Problem[] {
  const meant = near === undefined ? '' : `Did you mean "${near}"? `;
  switch (freeTextOf(path)) {
    case 'command':
      return [];
    case 'value':
      return [
        toProblem('placeholder-kept', origin, {
          message: `${phrase('input', 'variables')} does not set ${name}, so the container gets \${${name}} as written.`,
          fix: `${meant}Ignore this if the application fills it in. Otherwise, add ${phrase('variable-line', name)}.`,
        }),
      ];
    case undefined:
      return [
        toProblem('unresolved-variable', origin, {
          message: `The placeholder \${${name}} has no value: ${phrase('the-input', 'variables')} does not set ${name}.`,
          fix: `${meant}${setOne(name, origin)} To keep the text as it is, add ${name}=\${${name}}.`,
        }),
      ];
  }
}
