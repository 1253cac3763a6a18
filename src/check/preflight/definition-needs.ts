import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { parseArn } from '../../aws/arn.ts';
import { findValueFromFault } from '../../aws/value-from.ts';
import type { Origin, Path, Rendered, TaskDefinition } from '../../model.ts';
import { hasPlaceholder } from '../placeholders.ts';
import { readFields } from '../schema.ts';
import type { Need, Needed } from './need.ts';

const TASKS = 'ecs-tasks.amazonaws.com';
const SECRET_ARN = /^(?<id>arn:[\w-]+:secretsmanager:(?<region>[\w-]+):(?<account>\d{12}):secret:[^:]+)/;

type Written = Pick<Rendered, 'definition' | 'locate'>;

/** Roles, secrets, parameters and log groups that a task definition names. What is not well-formed is reported elsewhere. */
export function definitionNeeds({ definition, locate }: Written, region: string): Need[] {
  const sound = readFields({ value: definition, locate }, 'RegisterTaskDefinitionRequest')
    .sound as unknown as TaskDefinition;
  const roles = (['executionRoleArn', 'taskRoleArn'] as const).flatMap((field) =>
    roleNeed(sound[field], { by: field, origin: locate([field]), principal: TASKS }),
  );
  const containers = sound.containerDefinitions ?? [];
  return [
    ...roles,
    ...containers.flatMap((container, index) =>
      containerNeeds(container, { place: ['containerDefinitions', index], locate, region }),
    ),
  ];
}

/** A role by its ARN, or by its name alone, as ECS accepts it. */
export function roleNeed(role: string | undefined, rest: { by: string; origin: Origin; principal: string }): Need[] {
  if (role === undefined || role === '' || hasPlaceholder(role)) return [];
  if (!role.startsWith('arn:')) return /^[\w+=,.@-]+$/.test(role) ? [{ kind: 'role', name: role, ...rest }] : [];
  const found = /^arn:aws[a-z-]*:iam::(?<account>\d{12}):role\/(?:[\w+=,.@/-]+\/)?(?<name>[\w+=,.@-]+)$/.exec(role);
  const { account = '', name = '' } = found?.groups ?? {};
  return name === '' ? [] : [{ kind: 'role', name, arn: role, account, ...rest }];
}

/** What a `valueFrom` refers to; undefined if it is not well-formed, or cannot be looked up without its value. */
export function valueNeed(text: string | undefined, region: string): Needed | undefined {
  if (text === undefined || hasPlaceholder(text) || findValueFromFault(text) !== undefined) return undefined;
  const secret = SECRET_ARN.exec(text)?.groups;
  if (secret !== undefined) {
    const { id = '', account = '' } = secret;
    return { kind: 'secret', id, account, region: secret['region'] ?? region };
  }
  const arn = parseArn(text);
  const path = arn === undefined ? text : arn.resource.replace(/^parameter\//, '');
  const name = path.replace(/:[\w.-]+$/, '');
  // Public parameters and references to secrets are not listed (docs: parameter-store-public-parameters).
  if (/^\/?aws\//.test(name)) return undefined;
  if (arn === undefined) return { kind: 'parameter', names: [name], region, isShown: name.startsWith('/') };
  const names = name.includes('/') ? [`/${name}`] : [name, `/${name}`];
  return { kind: 'parameter', names, region: arn.region, account: arn.account, isShown: true };
}

interface Place {
  place: Path;
  locate: (path: Path) => Origin;
  region: string;
}

function containerNeeds(container: Partial<ContainerDefinition>, { place, locate, region }: Place): Need[] {
  const {
    name = `containerDefinitions[${place.at(-1)}]`,
    secrets,
    logConfiguration,
    repositoryCredentials,
  } = container;
  const of = `container "${name}"`;
  const values = [
    ...(secrets ?? []).map((one, index) => ({ ...one, path: ['secrets', index] })),
    ...(logConfiguration?.secretOptions ?? []).map((one, index) => ({
      ...one,
      path: ['logConfiguration', 'secretOptions', index],
    })),
  ].flatMap(({ name: variable, valueFrom, path }): Need[] => {
    const need = valueNeed(valueFrom, region);
    const origin = locate([...place, ...path, 'valueFrom']);
    return need === undefined ? [] : [{ ...need, origin, by: `${variable ?? 'a secret'} of ${of}` }];
  });
  const credentials = credentialsNeed(repositoryCredentials?.credentialsParameter, {
    region,
    by: `the registry of ${of}`,
    origin: locate([...place, 'repositoryCredentials', 'credentialsParameter']),
  });
  return [...values, ...credentials, ...logGroup(logConfiguration, { of, place, locate, region })];
}

/** Credentials of a registry are a secret by its ARN, or by its name in the same Region (docs: API_RepositoryCredentials). */
export function credentialsNeed(
  id: string | undefined,
  { region, ...rest }: { region: string; by: string; origin: Origin },
): Need[] {
  if (id === undefined || id === '' || hasPlaceholder(id)) return [];
  if (!id.startsWith('arn:')) return /^[\w/+=.@!-]+$/.test(id) ? [{ kind: 'secret', id, region, ...rest }] : [];
  const need = valueNeed(id, region);
  return need?.kind === 'secret' ? [{ ...need, ...rest }] : [];
}

function logGroup(
  logConfiguration: Partial<ContainerDefinition>['logConfiguration'],
  { of, place, locate, region }: Place & { of: string },
): Need[] {
  const { logDriver, options = {} } = logConfiguration ?? {};
  const name = options['awslogs-group'];
  if (logDriver !== 'awslogs' || name === undefined || !/^[\w./#-]{1,512}$/.test(name)) return [];
  const itsRegion = options['awslogs-region'] || region;
  if (options['awslogs-create-group'] === 'true' || !/^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(itsRegion)) return [];
  const origin = locate([...place, 'logConfiguration', 'options', 'awslogs-group']);
  return [{ kind: 'log group', name, region: itsRegion, origin, by: of }];
}
