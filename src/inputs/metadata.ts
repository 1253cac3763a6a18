import { parseEnv } from 'node:util';
import { partitionOf } from '../aws/partition.ts';
import type { Origin, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Layer } from './layers.ts';

/** The file of a deployment folder that says where it is deployed to. */
export const METADATA = 'metadata.env';

/** What a deployment folder holds. */
export interface Folder {
  path: string;
  /** The text of its `metadata.env`. */
  metadata: string;
  /** The names of its files. */
  files: readonly string[];
}

export interface FolderInputs {
  layer: Layer;
  region: string | undefined;
  /** The repository in ECR, with its registry. */
  repository: string | undefined;
  problems: Problem[];
}

/** The inputs that a folder gives: its files, and the values of its `metadata.env`, which fill placeholders too. */
export function readFolder({ path, metadata, files }: Folder): FolderInputs {
  const file = `${path}/${METADATA}`;
  const values = parseEnv(metadata) as Record<string, string>;
  const at = (key: string): Origin => ({ kind: 'file', file, line: lineOf(key, metadata), column: 1 });
  const { AWS_REGION: region, ECR_REPOSITORY: name, ECS_CLUSTER: cluster } = present(values);
  const { AWS_ACCOUNT_ID: account, ECS_SERVICE: service, CONTAINER_NAME: container } = present(values);
  const problems = [
    ...twice(metadata, values).map(({ key, line, first }) =>
      bad(
        { kind: 'file', file, line, column: 1 },
        `${key} is already set on line ${first}`,
        'Remove one of the two lines.',
      ),
    ),
    ...unreadable(metadata, values).map(({ line, what, fix }) =>
      bad({ kind: 'file', file, line, column: 1 }, what, fix),
    ),
    ...(account === undefined || /^\d{12}$/.test(account)
      ? []
      : [bad(at('AWS_ACCOUNT_ID'), `AWS_ACCOUNT_ID is "${account}", which is not an account`, 'Use its 12 digits.')]),
    ...(name === undefined || isWhole(name) || (region !== undefined && account !== undefined)
      ? []
      : [
          bad(
            at('ECR_REPOSITORY'),
            'ECR_REPOSITORY needs AWS_REGION and AWS_ACCOUNT_ID beside it',
            'Add them, or write the repository with its registry.',
          ),
        ]),
  ];
  const registry = `${account}.dkr.ecr.${region}.${partitionOf(region ?? '').domain}`;
  const keys: Record<string, string> = {
    cluster: 'ECS_CLUSTER',
    service: 'ECS_SERVICE',
    'container-name': 'CONTAINER_NAME',
  };
  const given = {
    cluster: cluster === undefined ? undefined : whole(cluster, { region, account }),
    service,
    'container-name': container,
    'task-definition': pathOf('task-definition'),
    'service-definition': pathOf('service-definition'),
    variables: Object.keys(values).length === 0 ? undefined : values,
  };
  return {
    layer: {
      values: present(given),
      locate: ([key = '']) => {
        const from = keys[key];
        return from === undefined ? { kind: 'file', file, line: 1, column: 1 } : at(from);
      },
    },
    region,
    repository: name === undefined || problems.length > 0 ? undefined : isWhole(name) ? name : `${registry}/${name}`,
    problems,
  };

  function pathOf(stem: string): string | undefined {
    const found = EXTENSIONS.map((extension) => `${stem}.${extension}`).find((one) => files.includes(one));
    return found === undefined ? undefined : `${path}/${found}`;
  }
}

const EXTENSIONS = ['json', 'jsonc', 'yaml', 'yml'];

/** The ARN of a cluster, so that another Region or account is an error and not another cluster of the same name. */
function whole(
  cluster: string,
  { region, account }: { region: string | undefined; account: string | undefined },
): string {
  if (region === undefined || account === undefined || cluster.startsWith('arn:')) return cluster;
  return `arn:${partitionOf(region).name}:ecs:${region}:${account}:cluster/${cluster}`;
}

function isWhole(repository: string): boolean {
  const [host = '', ...rest] = repository.split('/');
  const dot = host.indexOf('.', 1);
  return rest.length > 0 && dot !== -1 && dot < host.length - 1;
}

/** Lines that the parser drops or misreads: a value that is lost sends the deployment somewhere else. */
function unreadable(
  metadata: string,
  values: Readonly<Record<string, string>>,
): { line: number; what: string; fix: string }[] {
  if (Object.values(values).some((value) => value.includes('\n'))) return [];
  return metadata.split(/\r\n|[\r\n]/).flatMap((text, index) => {
    const line = index + 1;
    if (/^\s*(?:#|$)/.test(text)) return [];
    const [, key, given = ''] = /^(?:export\s+)?([\w.-]+)\s*=(.*)$/.exec(text.trim()) ?? [];
    const value = given.trim();
    if (key === undefined) return [{ line, what: `Line ${line} is not a line KEY=value`, fix: 'Write KEY=value.' }];
    const [quote = ''] = value;
    if (`"'\``.includes(quote) && quote !== '' && !value.slice(1).includes(quote)) {
      return [{ line, what: `${key} has a quote that is never closed`, fix: 'Close it, or remove it.' }];
    }
    if (!/^[\u201c\u201d\u2018\u2019]/.test(value)) return [];
    return [{ line, what: `${key} has typographic quotes, which are part of its value`, fix: 'Remove them.' }];
  });
}

/** Of two values, only one can be where the deployment goes. */
function twice(text: string, values: Readonly<Record<string, string>>): { key: string; line: number; first: number }[] {
  if (Object.values(values).some((value) => value.includes('\n'))) return [];
  const seen = new Map<string, number>();
  return text.split(/\r\n|[\r\n]/).flatMap((each, index) => {
    const [, key] = /^\s*(?:export\s+)?([\w.-]+)\s*=/.exec(each) ?? [];
    if (key === undefined) return [];
    const first = seen.get(key);
    if (first !== undefined) return [{ key, line: index + 1, first }];
    seen.set(key, index + 1);
    return [];
  });
}

function lineOf(key: string, text: string): number {
  const lines = text.split(/\r\n|[\r\n]/);
  const index = lines.findIndex((line) => new RegExp(`^\\s*(?:export\\s+)?${key}\\s*=`).test(line));
  return index < 0 ? 1 : index + 1;
}

function bad(origin: Origin, what: string, fix: string): Problem {
  return toProblem('directory-metadata', origin, { message: `${what}.`, fix });
}

/** Without what is empty. */
function present<T>(values: Readonly<Record<string, T>>): Record<string, NonNullable<T>> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return Object.fromEntries(given) as Record<string, NonNullable<T>>;
}
