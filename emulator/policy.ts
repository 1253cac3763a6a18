import { ApiError } from './api-error.ts';
import { callerArn, ecsArn, lastSegment, logGroupArn, roleArn } from './names.ts';
import type { Statement } from './statement.ts';
import type { Region } from './world.ts';

interface Question {
  action: string;
  resources: string[];
  /** The service that a role is passed to. */
  passedTo?: string;
}

type Input = Record<string, unknown>;

const TASKS = 'ecs-tasks.amazonaws.com';
const ECS = 'ecs.amazonaws.com';
const EVENTS = 'events.amazonaws.com';
const SCHEDULER = 'scheduler.amazonaws.com';

/** Denies what no statement of the policy allows; everything is allowed without a policy. */
export function authorize(region: Region, action: string, input: unknown): void {
  const { policy } = region.world;
  if (policy === undefined) return;
  const request = typeof input === 'object' && input !== null ? (input as Input) : {};
  const questions = [{ action, resources: resourcesOf(region, action, request) }, ...onBehalf(region, action, request)];
  for (const question of questions) {
    for (const resource of question.resources) {
      if (policy.some((statement) => allows(statement, question, resource))) continue;
      region.world.denied.push(`${question.action} on ${resource}`);
      throw new ApiError(
        'AccessDeniedException',
        `User: ${callerArn(region)} is not authorized to perform: ${question.action} on resource: ${resource} because no identity-based policy allows the ${question.action} action`,
      );
    }
  }
}

function allows({ Action, Resource, Condition }: Statement, { action, passedTo }: Question, resource: string): boolean {
  const service = [Condition?.StringEquals['iam:PassedToService'] ?? []].flat();
  const isMet = service.length === 0 || (passedTo !== undefined && service.includes(passedTo));
  return isMet && [Action].flat().some(matches(action)) && [Resource].flat().some(matches(resource));
}

function matches(text: string): (pattern: string) => boolean {
  return (pattern) => toRegExp(pattern).test(text);
}

/** By pattern: each call asks each statement again. */
const known = new Map<string, RegExp>();

function toRegExp(pattern: string): RegExp {
  const former = known.get(pattern);
  if (former !== undefined) return former;
  const source = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  const expression = new RegExp(`^${source.replaceAll('?', '.')}$`);
  known.set(pattern, expression);
  return expression;
}

/** Which resources the action is checked on, after the service authorization reference; `*` where it knows none. */
function resourcesOf(region: Region, action: string, input: Input): string[] {
  const [service = '', name = ''] = action.split(':');
  if (service === 'ecs') return ecsResources(region, name, input);
  if (service === 'ecr' && typeof input['repositoryName'] === 'string') return [ecrArn(region, input)];
  if (name === 'DescribeRepositories')
    return texts(input['repositoryNames'] ?? '*').map((one) => ecrArn(region, { ...input, repositoryName: one }));
  if (service === 'codedeploy') return codeDeployResources(region, name, input);
  if (service === 'events' && typeof input['Rule'] === 'string') return [ruleArn(region, input)];
  if (service === 'scheduler' && typeof input['Name'] === 'string') return [scheduleArn(region, input)];
  if (name === 'RegisterScalableTarget') return [scalableTargetArn(region, input)];
  if (service === 'iam') return [roleArn(region, text(input['RoleName']))];
  if (service === 'secretsmanager') return [secretArn(region, text(input['SecretId']))];
  if (name === 'DescribeAlarms')
    return [`arn:${region.partition}:cloudwatch:${region.name}:${region.world.account}:alarm:*`];
  if (name === 'DescribeLogGroups') return [`${logGroupArn(region, '')}:log-stream:`];
  if (name === 'GetLogEvents')
    return [`${logGroupArn(region, text(input['logGroupName']))}:log-stream:${text(input['logStreamName'])}`];
  return ['*'];
}

function ecsResources(region: Region, name: string, input: Input): string[] {
  const services = texts(input['services'] ?? input['service'] ?? input['serviceArn'] ?? input['serviceName']);
  const parts = texts(input['serviceDeploymentArns'] ?? input['serviceDeploymentArn'] ?? input['serviceRevisionArns']);
  if (parts.length > 0) return parts.flatMap((arn) => [serviceOf(arn), arn]);
  if (name === 'DescribeClusters')
    return texts(input['clusters'] ?? 'default').map((cluster) => ecsArn(region, `cluster/${lastSegment(cluster)}`));
  if (name === 'DescribeCapacityProviders')
    return texts(input['capacityProviders']).map((provider) =>
      ecsArn(region, `capacity-provider/${lastSegment(provider)}`),
    );
  if (name === 'ListTasks' || name === 'ListServices') return ['*'];
  if (name === 'RegisterTaskDefinition') return [ecsArn(region, `task-definition/${text(input['family'])}:*`)];
  if (name === 'RunTask') return [definitionOf(region, input)?.taskDefinitionArn ?? '*'];
  if (name === 'DescribeTasks' || name === 'StopTask')
    return texts(input['tasks'] ?? input['task']).map((task) => inCluster(region, { kind: 'task', name: task, input }));
  if (name === 'TagResource' || name === 'UntagResource') return texts(input['resourceArn']);
  return services.length === 0
    ? ['*']
    : services.map((service) => inCluster(region, { kind: 'service', name: service, input }));
}

function inCluster(region: Region, { kind, name, input }: { kind: string; name: string; input: Input }): string {
  if (name.startsWith('arn:')) return name;
  return ecsArn(region, `${kind}/${lastSegment(text(input['cluster'] ?? 'default'))}/${name}`);
}

/** `…:service-deployment/prod/web/1` and `…:service-revision/prod/web/1` belong to `…:service/prod/web`. */
function serviceOf(arn: string): string {
  return arn.replace(/:service-(?:deployment|revision)\//, ':service/').replace(/\/[^/]*$/, '');
}

function ecrArn(region: Region, input: Input): string {
  const account = text(input['registryId'] ?? region.world.account);
  return `arn:${region.partition}:ecr:${region.name}:${account}:repository/${text(input['repositoryName'])}`;
}

function ruleArn({ partition, name, world }: Region, { Rule: rule, EventBusName: bus }: Input): string {
  const of = bus === undefined || bus === 'default' ? '' : `${lastSegment(text(bus))}/`;
  return `arn:${partition}:events:${name}:${world.account}:rule/${of}${text(rule)}`;
}

function scheduleArn({ partition, name, world }: Region, { Name: schedule, GroupName: group }: Input): string {
  return `arn:${partition}:scheduler:${name}:${world.account}:schedule/${text(group ?? 'default')}/${text(schedule)}`;
}

function scalableTargetArn({ partition, name, world }: Region, { ResourceId: id }: Input): string {
  return `arn:${partition}:application-autoscaling:${name}:${world.account}:scalable-target/ecs/${text(id)}`;
}

/** IAM does not know the six characters that Secrets Manager adds to a name. */
function secretArn(region: Region, id: string): string {
  if (id.startsWith('arn:')) return id;
  return `arn:${region.partition}:secretsmanager:${region.name}:${region.world.account}:secret:${id}-??????`;
}

function codeDeployResources(region: Region, name: string, input: Input): string[] {
  const arn = (resource: string): string =>
    `arn:${region.partition}:codedeploy:${region.name}:${region.world.account}:${resource}`;
  const application = text(input['applicationName']);
  const group = input['deploymentGroupName'] ?? input['currentDeploymentGroupName'];
  if (name.endsWith('ApplicationRevision')) return [arn(`application:${application}`)];
  if (name === 'GetDeployment') {
    const found = region.codeDeploy.deployments.find(({ id }) => id === input['deploymentId'])?.group;
    return found === undefined
      ? ['*']
      : [arn(`deploymentgroup:${found.application}/${found.info.deploymentGroupName}`)];
  }
  return group === undefined ? ['*'] : [arn(`deploymentgroup:${application}/${text(group)}`)];
}

/** What the caller must be allowed besides the call itself: the roles that it passes, the tags that it sets. */
function onBehalf(region: Region, action: string, input: Input): Question[] {
  switch (action) {
    case 'ecs:RegisterTaskDefinition':
      return [...passRoles(input), ...tagging(input, resourcesOf(region, action, input))];
    case 'ecs:UpdateService':
      return input['taskDefinition'] === undefined ? [] : passRoles(definitionOf(region, input) ?? {});
    case 'ecs:RunTask':
      return [
        ...passRoles(definitionOf(region, input) ?? {}),
        ...tagging(input, [inCluster(region, { kind: 'task', name: '*', input })]),
      ];
    case 'ecs:CreateExpressGatewayService':
    case 'ecs:UpdateExpressGatewayService': {
      const infrastructure = texts(input['infrastructureRoleArn']);
      return [
        ...passRoles(input),
        ...(infrastructure.length === 0 ? [] : [{ action: 'iam:PassRole', resources: infrastructure, passedTo: ECS }]),
        ...tagging(input, resourcesOf(region, action, input)),
      ];
    }
    case 'events:PutTargets':
      return passTo(EVENTS, [input['Targets'] ?? []].flat());
    case 'scheduler:UpdateSchedule':
      return passTo(SCHEDULER, [input['Target']]);
    case 'codedeploy:CreateDeployment': {
      const application = resourcesOf(region, 'codedeploy:GetApplicationRevision', input);
      return [
        { action: 'codedeploy:GetDeploymentConfig', resources: [configurationArn(region, input)] },
        { action: 'codedeploy:RegisterApplicationRevision', resources: application },
        { action: 'codedeploy:GetApplicationRevision', resources: application },
      ];
    }
    default:
      return [];
  }
}

function passRoles(of: object): Question[] {
  const { taskRoleArn, executionRoleArn } = of as Input;
  const resources = [...texts(taskRoleArn), ...texts(executionRoleArn)];
  return resources.length === 0 ? [] : [{ action: 'iam:PassRole', resources, passedTo: TASKS }];
}

/** The role with which EventBridge starts the task. */
function passTo(service: string, targets: unknown[]): Question[] {
  const resources = targets.flatMap((target) => texts((target as Input | undefined)?.['RoleArn']));
  return resources.length === 0 ? [] : [{ action: 'iam:PassRole', resources, passedTo: service }];
}

function tagging(input: Input, resources: string[]): Question[] {
  const tags = input['tags'];
  return Array.isArray(tags) && tags.length > 0 ? [{ action: 'ecs:TagResource', resources }] : [];
}

function configurationArn(region: Region, input: Input): string {
  const name = text(input['deploymentConfigName'] ?? 'CodeDeployDefault.ECSAllAtOnce');
  return `arn:${region.partition}:codedeploy:${region.name}:${region.world.account}:deploymentconfig:${name}`;
}

function definitionOf(region: Region, input: Input) {
  const [family = '', revision] = lastSegment(text(input['taskDefinition'])).split(':');
  const revisions = region.families.get(family) ?? [];
  return (revision === undefined ? revisions.at(-1) : revisions[Number(revision) - 1])?.definition;
}

function texts(value: unknown): string[] {
  return [value ?? []].flat().filter((item) => typeof item === 'string');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
