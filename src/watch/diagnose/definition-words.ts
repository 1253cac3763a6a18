import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Explanation } from '../../explain/explain.ts';

interface Failed {
  /** The container that failed, where it is known. */
  container: string | undefined;
  containers: readonly ContainerDefinition[];
}

/** What the task definition says of the thing that failed: a fix can then name it. */
export function definitionWords(explanation: Explanation | undefined, { container, containers }: Failed): string[] {
  const own = container === undefined ? containers : containers.filter(({ name }) => name === container);
  const { key, path } = explanation?.groups ?? {};
  switch (explanation?.id) {
    case 'secret-key-missing':
      return secretWords(key, containers);
    case 'log-group-missing':
      return own.length === 1 ? own.flatMap(logGroupWords) : [];
    case 'out-of-memory':
      return own.length === 1 ? own.flatMap(memoryWords) : [];
    case 'says-read-only':
      return own.length === 1 ? own.flatMap((one) => readOnlyWords(path, one)) : [];
    default:
      return [];
  }
}

/** `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME:KEY:STAGE:VERSION` names one key of a secret. */
function secretWords(key: string | undefined, containers: readonly ContainerDefinition[]): string[] {
  if (key === undefined) return [];
  return containers.flatMap(({ name, secrets = [] }) =>
    secrets.flatMap(({ name: variable, valueFrom = '' }) => {
      const parts = valueFrom.split(':');
      return parts[7] === key ? [`secret ${parts[6]} gives ${variable} of container ${name}`] : [];
    }),
  );
}

function logGroupWords({ name, logConfiguration }: ContainerDefinition): string[] {
  const { 'awslogs-group': group, 'awslogs-region': region } = logConfiguration?.options ?? {};
  return group === undefined || region === undefined ? [] : [`container ${name} logs to ${group} in ${region}`];
}

function memoryWords({ name, memory }: ContainerDefinition): string[] {
  return memory === undefined ? [] : [`container ${name} has ${memory} MiB, twice that is ${2 * memory} MiB`];
}

/** A mount point lies over the root file system, so it is asked first. */
function readOnlyWords(
  path: string | undefined,
  { name, mountPoints = [], readonlyRootFilesystem }: ContainerDefinition,
): string[] {
  if (path === undefined) return [];
  const folder = path.slice(0, path.lastIndexOf('/')) || '/';
  const mount = mountPoints
    .filter(({ containerPath = '' }) => `${path}/`.startsWith(`${containerPath.replace(/\/+$/u, '')}/`))
    .toSorted((a, b) => (b.containerPath?.length ?? 0) - (a.containerPath?.length ?? 0))[0];
  if (mount?.readOnly === true) return [`mount ${mount.containerPath} of container ${name} is read-only`];
  return mount === undefined && readonlyRootFilesystem === true
    ? [`root of container ${name} is read-only, folder ${folder}`]
    : [];
}
