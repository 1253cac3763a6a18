import type { Path, Problem, Template } from '../model.ts';

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;
const SHELL_LISTS = new Set(['command', 'entryPoint']);

/** Fills `${NAME}` in every string of a template; what is filled in is not looked at again. */
export function fillVariables(
  template: Template,
  variables: ReadonlyMap<string, string>,
): { value: unknown; problems: Problem[] } {
  const problems: Problem[] = [];
  const fillText = (text: string, path: Path): string =>
    text.replace(VARIABLE, (placeholder, name: string) => {
      const value = variables.get(name);
      if (value !== undefined) return value;
      if (template.kind === 'file' && !isShell(path)) problems.push(unresolved({ template, variables, name, path }));
      return placeholder;
    });
  const fill = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return fillText(value, path);
    if (Array.isArray(value)) return value.map((item, index) => fill(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key])]));
  };
  return { value: fill(template.value, []), problems };
}

/** In a command `${NAME}` is mostly the shell's own (corpus 23, 52, 61), so an unknown name is no mistake there. */
function isShell(path: Path): boolean {
  return path.some((key) => typeof key === 'string' && SHELL_LISTS.has(key));
}

function unresolved({
  template,
  variables,
  name,
  path,
}: {
  template: Template;
  variables: ReadonlyMap<string, string>;
  name: string;
  path: Path;
}): Problem {
  const known = variables.size === 0 ? '' : ` The input variables gives: ${[...variables.keys()].join(', ')}.`;
  return {
    rule: 'unresolved-variable',
    severity: 'error',
    message: `Nothing gives a value for the placeholder \${${name}}.${known}`,
    mend: `Add a line ${name}=… to the input variables; to keep the text as it is, add ${name}=\${${name}}.`,
    origin: template.locate(path),
  };
}
