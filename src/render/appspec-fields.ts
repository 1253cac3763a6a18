import type { Origin, Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import { nearest } from './nearest.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Reading {
  locate: (path: Path) => Origin;
  /** A value as the file spells it, or shortened. */
  show: (path: Path, value: unknown) => string;
}

/** What CodeDeploy takes at a place of an AppSpec. */
type Kind =
  | { fields: Readonly<Record<string, Kind>> }
  | { listOf: Kind }
  // A text or a number.
  | { wanted: string; fits: (value: unknown) => boolean };

const TEXT: Kind = { wanted: 'text', fits: (value) => typeof value === 'string' && value.trim() !== '' };
const ANYTHING: Kind = { wanted: 'anything', fits: () => true };
const upTo = (largest: number): Kind => ({
  wanted: `a whole number from 0 to ${largest}`,
  fits: (value) => /^\d+$/.test(String(value)) && Number(value) <= largest,
});

/** The properties of a service (docs: https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html). */
const PROPERTIES: Kind = {
  fields: {
    TaskDefinition: ANYTHING,
    LoadBalancerInfo: { fields: { ContainerName: ANYTHING, ContainerPort: ANYTHING } },
    PlatformVersion: {
      wanted: 'a platform version in quotes, such as "1.4.0"',
      fits: (value) => typeof value === 'string',
    },
    NetworkConfiguration: {
      fields: {
        AwsvpcConfiguration: {
          fields: {
            Subnets: { listOf: TEXT },
            SecurityGroups: { listOf: TEXT },
            AssignPublicIp: {
              wanted: 'ENABLED or DISABLED',
              fits: (value) => value === 'ENABLED' || value === 'DISABLED',
            },
          },
        },
      },
    },
    CapacityProviderStrategy: {
      listOf: { fields: { CapacityProvider: TEXT, Base: upTo(100_000), Weight: upTo(1000) } },
    },
  },
};

const ROOT: Kind = { fields: { version: ANYTHING, Resources: ANYTHING, Hooks: ANYTHING } };

/** The fields of an AppSpec that CodeDeploy does not have. */
export function rootProblems(value: unknown, reading: Reading): Problem[] {
  return visit(value, { kind: ROOT, path: [] }, reading);
}

/** The properties of a service that CodeDeploy does not have or could not use; container and port are read on their own. */
export function propertyProblems({ value, path }: { value: unknown; path: Path }, reading: Reading): Problem[] {
  return visit(value, { kind: PROPERTIES, path }, reading);
}

/** The fields that are numbers: a placeholder there stands for a number. */
export function numberAt(path: Path): 'number' | undefined {
  return /^(?:containerport|base|weight)$/i.test(String(path.at(-1))) ? 'number' : undefined;
}

/** Without a value, an optional field is as good as absent. */
function visit(value: unknown, { kind, path }: { kind: Kind; path: Path }, reading: Reading): Problem[] {
  if (value === null || value === undefined) return [];
  if ('fields' in kind) {
    if (!isFields(value)) return [wrong({ path, value, wanted: 'a group of fields' }, reading)];
    return Object.entries(value).flatMap(([key, item]) => {
      const known = Object.keys(kind.fields).find((name) => name.toLowerCase() === key.toLowerCase());
      const inner = known === undefined ? undefined : kind.fields[known];
      if (inner === undefined) return [unknown([...path, key], Object.keys(kind.fields), reading)];
      return visit(item, { kind: inner, path: [...path, key] }, reading);
    });
  }
  if ('listOf' in kind) {
    if (!Array.isArray(value)) return [wrong({ path, value, wanted: 'a list' }, reading)];
    return value.flatMap((item: unknown, index) => visit(item, { kind: kind.listOf, path: [...path, index] }, reading));
  }
  return kind.fits(value) ? [] : [wrong({ path, value, wanted: kind.wanted }, reading)];
}

function unknown(path: Path, names: readonly string[], { locate }: Reading): Problem {
  const name = String(path.at(-1));
  const near = nearest(name, names);
  return toProblem('appspec-field', locate(path), {
    message: `The AppSpec has a field "${name}" that CodeDeploy does not document at this place.`,
    fix: `${near === undefined ? '' : `Did you mean "${near}"? `}Valid fields: ${names.join(', ')}.`,
  });
}

function wrong(
  { path, value, wanted }: { path: Path; value: unknown; wanted: string },
  { locate, show }: Reading,
): Problem {
  const name = path.findLast((key) => typeof key === 'string');
  return toProblem('appspec-field', locate(path), {
    message: `${name} in the AppSpec is ${show(path, value)}, not ${wanted}.`,
    fix: `Write ${wanted}, or remove the field: the deployment then uses the setting of the service.`,
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
