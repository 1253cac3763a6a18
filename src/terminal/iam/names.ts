import { parseArn, type Arn } from '../../aws/arn.ts';
import { parseEcrImage, type EcrImage } from '../../aws/image.ts';
import { partitionOf } from '../../aws/partition.ts';
import type { Names } from '../../aws/policy.ts';
import type { Asked } from '../../modes/asked.ts';
import { readDocument, type Workspace } from '../../modes/read-document.ts';
import { defaultName } from '../../plan/codedeploy-group.ts';
import { wantedServices } from '../../plan/wanted.ts';
import { fillVariables } from '../../render/variables.ts';
import { kindOf } from './uses.ts';

/** What stands in a policy for a name that nobody gave, and how it is found. */
export const PLACEHOLDERS = {
  ACCOUNT: 'the number of the AWS account: `aws sts get-caller-identity --query Account --output text`',
  REGION: 'the Region of the service, or add --region',
  FAMILY: 'the family of the task definition, or add --task-definition',
  TASK_ROLE: 'the name of the role of the tasks (taskRoleArn), or add --task-definition',
  EXECUTION_ROLE: 'the name of the role that starts the tasks (executionRoleArn), or add --task-definition',
  INFRASTRUCTURE_ROLE: 'the name of the infrastructure role of the Express service, or add --infrastructure-role-arn',
  LOG_GROUP: 'the log group of the containers, or add --task-definition',
  REPOSITORY: 'the repository of the image in Amazon ECR, or add --image',
  SCHEDULE_ROLE: 'the name of the role in the targets of your rules and schedules',
} as const;

/** The names in the policy: those that are given, and placeholders in capitals. */
export async function readNames(asked: Asked, { files, regions }: Given): Promise<Names> {
  const { inputs } = asked;
  const definition = await readDefinition(asked, files);
  const isExpress = kindOf(asked) === 'express';
  const wanted = wantedServices(inputs);
  const [service] = wanted;
  const cluster = service?.cluster ?? inputs.cluster?.slice(inputs.cluster.lastIndexOf('/') + 1) ?? 'default';
  const roles = toRoles([
    inputs['task-role-arn'] ?? definition.taskRoleArn,
    inputs['execution-role-arn'] ?? definition.executionRoleArn,
  ]);
  const isKnown = definition.isRead || (isExpress && roles.length > 0);
  const taskRoles = isKnown ? roles : [...roles, ...['TASK_ROLE', 'EXECUTION_ROLE'].slice(0, 2 - roles.length)];
  const infrastructure = toRoles([inputs['infrastructure-role-arn']])[0] ?? 'INFRASTRUCTURE_ROLE';
  const place = placeOf([
    ...(inputs.service ?? []),
    inputs.cluster,
    inputs['execution-role-arn'],
    inputs['task-role-arn'],
    inputs['infrastructure-role-arn'],
    definition.executionRoleArn,
    definition.taskRoleArn,
    inputs['task-definition-arn'],
  ]);
  const region = regions.flag ?? asked.region ?? place.region ?? regions.usual ?? 'REGION';
  const partition = place.partition ?? partitionOf(region).name;
  const images = [inputs.image, ...(inputs.images ?? []).map(([, one]) => one), ...definition.images];
  const repositories = images.flatMap((one) => parseEcrImage(one ?? '') ?? []);
  const account = place.account ?? repositories[0]?.registryId ?? 'ACCOUNT';
  const toArn = (one: EcrImage): string =>
    `arn:${partition}:ecr:${one.region}:${one.registryId}:repository/${one.repositoryName}`;
  return {
    partition,
    region,
    account,
    cluster,
    // The search for revisions in use reads every service of the cluster, and a sweep every preview.
    ...(inputs['keep-revisions'] !== undefined || inputs.preview !== undefined || wanted.length === 0
      ? {}
      : { services: wanted.map(({ name }) => name) }),
    family: definition.family ?? (isExpress && service !== undefined ? `${cluster}-${service.name}` : 'FAMILY'),
    taskRoles,
    roles: isExpress ? [...taskRoles, infrastructure] : taskRoles,
    infrastructureRole: infrastructure,
    logGroups: logGroupsOf(asked, definition, isExpress),
    application: inputs['codedeploy-application'] ?? defaultName('AppECS', { cluster, name: service?.name ?? '*' }),
    repositories: [...new Set(repositories.map(toArn))],
    otherRepositories: repositories.filter((one) => one.registryId !== account || one.region !== region).map(toArn),
    scheduleRole: 'SCHEDULE_ROLE',
  };
}

interface Given {
  files: Workspace['files'];
  /** What a flag says, which wins over folders and ARNs; and what the environment says, which does not. */
  regions: { flag: string | undefined; usual: string | undefined };
}

interface Definition {
  isRead: boolean;
  family?: string | undefined;
  taskRoleArn?: string | undefined;
  executionRoleArn?: string | undefined;
  logGroups: string[];
  images: string[];
}

/** What the template says, as far as it can be read without AWS. */
async function readDefinition({ inputs }: Asked, files: Workspace['files']): Promise<Definition> {
  const given = inputs['task-definition'];
  const named = inputs['task-definition-family'] ?? inputs['task-definition-arn'];
  const family = named?.slice(named.lastIndexOf('/') + 1).replace(/:\d*$/, '');
  if (given === undefined) return { isRead: false, family, logGroups: [], images: [] };
  const { template } = await readDocument({ given, input: 'task-definition', variables: inputs.variables }, { files });
  if (template === undefined) return { isRead: false, family, logGroups: [], images: [] };
  const value = fillVariables(template, new Map(inputs.variables)).value;
  const containers = at(value, 'containerDefinitions');
  const each = Array.isArray(containers) ? (containers as unknown[]) : [];
  const groups = each.map((one) => at(at(at(one, 'logConfiguration'), 'options'), 'awslogs-group'));
  return {
    isRead: true,
    family: textOf(at(value, 'family')),
    taskRoleArn: textOf(at(value, 'taskRoleArn')),
    executionRoleArn: textOf(at(value, 'executionRoleArn')),
    logGroups: [...new Set(groups.flatMap((group) => textOf(group) ?? []))],
    images: each.flatMap((one) => textOf(at(one, 'image')) ?? []),
  };
}

function logGroupsOf({ inputs }: Asked, { logGroups }: Definition, isExpress: boolean): readonly string[] {
  const option = inputs['log-configuration-options']?.find(([name]) => name === 'awslogs-group')?.[1];
  const given = [...new Set([inputs['log-group'], option, ...logGroups].flatMap((group) => group ?? []))];
  if (given.length > 0) return given;
  return isExpress ? ['/aws/ecs/*'] : ['LOG_GROUP'];
}

/** The names of roles, with their paths; the same role may be given twice. */
function toRoles(roles: readonly (string | undefined)[]): string[] {
  return [...new Set(roles.flatMap((role) => role?.replace(/^arn:[^:]*:iam::[^:]*:role\//, '') ?? []))];
}

function placeOf(texts: readonly (string | undefined)[]): Partial<Pick<Arn, 'partition' | 'region' | 'account'>> {
  const arns = texts.flatMap((text) => parseArn(text ?? '') ?? []);
  return {
    partition: arns[0]?.partition,
    account: arns.find(({ account }) => /^\d{12}$/.test(account))?.account,
    region: arns.find(({ service, region }) => service === 'ecs' && region !== '')?.region,
  };
}

/** A placeholder without a value names nothing. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && !value.includes('${') ? value : undefined;
}

function at(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined;
}
