import type { Path, Problem, Template } from '../model.ts';
import { nearest } from './nearest.ts';
import type { JsonObject, Trace } from './trace.ts';

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;
const SHELL_LISTS = new Set(['command', 'entryPoint']);

/** The template's value with `${NAME}` filled in, and the names that nothing gives, by the path (as JSON) they stand at. */
export interface Filled {
  value: unknown;
  missing: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Fills `${NAME}` in every string of a template; what is filled in is not looked at again. */
export function fillVariables(template: Template, variables: ReadonlyMap<string, string>): Filled {
  const missing = new Map<string, Set<string>>();
  const fillText = (text: string, path: Path): string => {
    const names = new Set<string>();
    const filled = text.replace(VARIABLE, (placeholder, name: string) => {
      const value = variables.get(name);
      if (value === undefined) names.add(name);
      return value ?? placeholder;
    });
    if (names.size > 0 && template.kind === 'file' && !isShell(path)) missing.set(JSON.stringify(path), names);
    return filled;
  };
  const fill = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return fillText(value, path);
    if (Array.isArray(value)) return value.map((item, index) => fill(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key])]));
  };
  return { value: fill(template.value, []), missing };
}

/** The placeholders that are still there once every input was applied: an image that an input replaced needs no variable. */
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
        const origin = trace.locate(definition, path);
        problems.push({ ...unresolved(name, nearest(name, variables.keys())), origin });
      }
    } else if (typeof value === 'object' && value !== null) {
      const isList = Array.isArray(value);
      for (const [key, item] of Object.entries(value)) visit(item, [...path, isList ? Number(key) : key]);
    }
  };
  visit(definition, []);
  return problems;
}

/** In a command `${NAME}` is mostly the shell's own, so an unknown name is no mistake there. */
function isShell(path: Path): boolean {
  return path.some((key) => typeof key === 'string' && SHELL_LISTS.has(key));
}

function unresolved(name: string, near: string | undefined): Omit<Problem, 'origin'> {
  const fix = near === undefined ? '' : `Did you mean "${near}"? `;
  return {
    rule: 'unresolved-variable',
    severity: 'error',
    message: `Nothing gives a value for the placeholder \${${name}}.`,
    fix: `${fix}Add a line ${name}=… to the input variables; to keep the text as it is, add ${name}=\${${name}}.`,
  };
}
