import { PERMISSIONS, type On, type Permission, type Use } from './permissions.ts';

export interface Statement {
  Effect: 'Allow';
  Action: string | string[];
  Resource: string | string[];
  Condition?: { StringEquals: Record<string, string | readonly string[]> };
}

/** The names in the example. */
export interface Names {
  partition: string;
  region: string;
  account: string;
  cluster: string;
  /** The only services that the role may touch; absent if it may touch each one in the cluster. */
  services?: readonly string[];
  family: string;
  taskRoles: readonly string[];
  /** All roles of the tasks and the service. */
  roles: readonly string[];
  infrastructureRole: string;
  logGroups: readonly string[];
  /** ARNs of the image repositories that are named, and of those among them in other accounts and Regions. */
  repositories?: readonly string[];
  otherRepositories?: readonly string[];
  application: string;
  /** The role with which EventBridge starts tasks. */
  scheduleRole: string;
}

/** The resources for each permission, as narrow as possible for a role that deploys to one cluster. */
const RESOURCES: Record<On, (names: Names) => string[]> = {
  cluster: (names) => [arn(names, 'ecs', `cluster/${names.cluster}`)],
  'capacity-provider': (names) => [arn(names, 'ecs', 'capacity-provider/*')],
  service: (names) => ['service', 'service-deployment', 'service-revision'].flatMap((kind) => services(names, kind)),
  task: (names) => [ecs(names, 'task')],
  'task-definition': (names) => [taskDefinitions(names)],
  tagged: (names) => [taskDefinitions(names), ...services(names, 'service'), ecs(names, 'task')],
  'task-role': ({ taskRoles, ...names }) => taskRoles.map((role) => roleArn(names, role)),
  role: ({ roles, ...names }) => roles.map((role) => roleArn(names, role)),
  secret: (names) => [arn(names, 'secretsmanager', 'secret:*')],
  'log-groups': (names) => [arn(names, 'logs', 'log-group:*')],
  'infrastructure-role': (names) => [roleArn(names, names.infrastructureRole)],
  log: (names) => names.logGroups.map((group) => arn(names, 'logs', `log-group:${group}:log-stream:*`)),
  repository: (names) => [arn(names, 'ecr', 'repository/*'), ...(names.otherRepositories ?? [])],
  codedeploy: (names) => [
    arn(names, 'codedeploy', `application:${names.application}`),
    arn(names, 'codedeploy', `deploymentgroup:${names.application}/*`),
    arn(names, 'codedeploy', 'deploymentconfig:*'),
  ],
  rule: (names) => [arn(names, 'events', 'rule/*')],
  schedule: (names) => [arn(names, 'scheduler', 'schedule/*')],
  'schedule-role': (names) => [roleArn(names, names.scheduleRole)],
  'scalable-target': (names) => [arn(names, 'application-autoscaling', 'scalable-target/*')],
  anything: () => ['*'],
};

/** The service that each kind of role is passed to. */
const PASSED_TO: Partial<Record<On, string | readonly string[]>> = {
  'task-role': 'ecs-tasks.amazonaws.com',
  'infrastructure-role': 'ecs.amazonaws.com',
  'schedule-role': ['events.amazonaws.com', 'scheduler.amazonaws.com'],
};

export interface Policy {
  Version: string;
  Statement: Statement[];
}

/** A policy that allows exactly what these uses need, with one statement per kind of resource. */
export function toPolicy(uses: readonly Use[], names: Names): Policy {
  return { Version: '2012-10-17', Statement: toStatements(permissionsOf(uses), names) };
}

/** The rows of the table that any of these uses needs. */
export function permissionsOf(uses: readonly Use[]): Permission[] {
  return PERMISSIONS.filter((permission) => permission.uses.some((use) => uses.includes(use)));
}

export function toStatements(permissions: readonly Permission[], names: Names): Statement[] {
  return [...Map.groupBy(permissions, ({ on }) => on)].map(([on, group]) => {
    const service = PASSED_TO[on];
    return {
      Effect: 'Allow',
      Action: oneOrAll(group.map(({ action }) => action)),
      Resource: oneOrAll(RESOURCES[on](names)),
      ...(service === undefined ? {} : { Condition: { StringEquals: { 'iam:PassedToService': service } } }),
    };
  });
}

function oneOrAll(list: string[]): string | string[] {
  const [only, ...more] = list;
  return only !== undefined && more.length === 0 ? only : list;
}

function arn({ partition, region, account }: Names, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

function ecs(names: Names, kind: string): string {
  return arn(names, 'ecs', `${kind}/${names.cluster}/*`);
}

function services(names: Names, kind: string): string[] {
  const inside = kind === 'service' ? '' : '/*';
  return (
    names.services?.map((name) => arn(names, 'ecs', `${kind}/${names.cluster}/${name}${inside}`)) ?? [ecs(names, kind)]
  );
}

function taskDefinitions(names: Names): string {
  return arn(names, 'ecs', `task-definition/${names.family}:*`);
}

function roleArn({ partition, account }: Pick<Names, 'partition' | 'account'>, role: string): string {
  return `arn:${partition}:iam::${account}:role/${role}`;
}
