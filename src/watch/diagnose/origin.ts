import type { Origin, Path, Rendered } from '../../model.ts';

/** Template and definition of what was deployed, for pointing at the line that is to blame. */
export type Blamed = Pick<Rendered, 'definition' | 'locate'>;

export interface Blame {
  /** Id of the explanation. */
  id: string;
  message: string;
  container?: string | undefined;
}

/** The line of the template that a cause speaks of; undefined where no line is to blame. */
export function locateCause(blame: Blame, blamed: Blamed | undefined): Origin | undefined {
  if (blamed === undefined) return undefined;
  const path = blame.id.startsWith('role-not') ? rolePath(blame.message, blamed) : containerPath(blame, blamed);
  if (path === undefined || valueAt(blamed.definition, path) === undefined) return undefined;
  return blamed.locate(path);
}

function containerPath({ id, message, container }: Blame, { definition }: Blamed): Path | undefined {
  const containers = definition.containerDefinitions ?? [];
  const byImage = containers.findIndex(({ image }) => image !== undefined && message.includes(image));
  const byName = containers.findIndex(({ name }) => name === container);
  const index =
    id.startsWith('image-') && byImage >= 0 ? byImage : byName >= 0 ? byName : containers.length === 1 ? 0 : -1;
  const found = containers[index];
  if (found === undefined) return secretPath(message, definition);
  const at = (...path: Path): Path => ['containerDefinitions', index, ...path];
  if (/^(?:image-|exec-format)/u.test(id)) return at('image');
  if (/^log(?:ging)?-/u.test(id)) return at('logConfiguration', 'options', 'awslogs-group');
  if (/^(?:secret-|parameter-|denied-)/u.test(id)) return secretPath(message, definition);
  if (/^(?:executable-|exit-code-12[67]|cannot-start)/u.test(id))
    return at(found.command === undefined ? 'entryPoint' : 'command');
  if (id.startsWith('mount-')) return at('mountPoints');
  if (id === 'working-directory-denied') return at('workingDirectory');
  if (id === 'container-health') return at('healthCheck');
  if (id === 'out-of-memory') return found.memory === undefined ? ['memory'] : at('memory');
  if (id === 'env-file') return at('environmentFiles');
  if (id === 'says-setting-missing') return at('environment');
  return undefined;
}

/** The secret whose ARN or name the text holds. */
function secretPath(message: string, { containerDefinitions = [] }: Blamed['definition']): Path | undefined {
  for (const [index, { secrets = [] }] of containerDefinitions.entries()) {
    const at = secrets.findIndex(
      ({ valueFrom }) => valueFrom !== undefined && valueFrom !== '' && message.includes(secretName(valueFrom)),
    );
    if (at >= 0) return ['containerDefinitions', index, 'secrets', at, 'valueFrom'];
  }
  return undefined;
}

/** `valueFrom` may add a JSON key, version stage and version id to the ARN of a secret. */
function secretName(valueFrom: string): string {
  return valueFrom.startsWith('arn:') ? valueFrom.split(':').slice(0, 7).join(':') : valueFrom;
}

function rolePath(message: string, { definition }: Blamed): Path | undefined {
  return (['taskRoleArn', 'executionRoleArn'] as const).flatMap((field): Path[] =>
    definition[field] !== undefined && message.includes(definition[field]) ? [[field]] : [],
  )[0];
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null ? (node as Record<string | number, unknown>)[key] : undefined,
    root,
  );
}
