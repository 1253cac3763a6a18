import { lastPart } from './arn.ts';

/** How a response is judged: by its members and its request. */
type Members = Readonly<Record<string, unknown>>;
type Judge = (answer: Members, request: Members) => boolean;

/**
 * Whether a response has the members that AWS always returns. A proxy that responds instead of AWS, or a lost body, looks like a success
 * without members: taken literally, it would say that a live service does not exist.
 */
export function isComplete(operation: string, answer: Members, request: Members): boolean {
  const judge = ANSWERS[operation];
  if (judge === undefined) throw new Error(`The response of ${operation} is not described.`);
  return judge(answer, request);
}

/** AWS does not rule out that these omit an empty list: the second response without it is believed. */
export function mayBeLeftOut(operation: string): boolean {
  return [
    'ListDeployments',
    'ListDeploymentTargets',
    'ListRuleNamesByTarget',
    'ListTargetsByRule',
    'DescribeAlarms',
  ].includes(operation);
}

const ANSWERS: Readonly<Record<string, Judge>> = {
  // Amazon ECS
  DescribeServices: (answer, { services }) => tellsOfEach(answer, services),
  ListServices: lists('serviceArns'),
  ListClusters: lists('clusterArns'),
  DescribeClusters: (answer, { clusters }) => tellsOfAsMany(answer, { found: 'clusters', asked: clusters }),
  DescribeCapacityProviders: (answer, { capacityProviders }) =>
    tellsOfAsMany(answer, { found: 'capacityProviders', asked: capacityProviders }),
  DescribeTaskDefinition: holds('taskDefinition', 'taskDefinitionArn'),
  DescribeExpressGatewayService: holds('service', 'serviceArn'),
  ListServiceDeployments: lists('serviceDeployments'),
  ListTaskDefinitions: lists('taskDefinitionArns'),
  DescribeServiceDeployments: (answer, request) =>
    tellsOfAsMany(answer, { found: 'serviceDeployments', asked: request['serviceDeploymentArns'] }),
  DescribeServiceRevisions: (answer, request) =>
    tellsOfAsMany(answer, { found: 'serviceRevisions', asked: request['serviceRevisionArns'] }),
  ListTasks: lists('taskArns'),
  DescribeTasks: (answer, { tasks }) => tellsOfAsMany(answer, { found: 'tasks', asked: tasks }),
  RegisterTaskDefinition: holds('taskDefinition', 'taskDefinitionArn'),
  DeregisterTaskDefinition: holds('taskDefinition', 'taskDefinitionArn'),
  CreateService: holds('service', 'serviceArn'),
  UpdateService: holds('service', 'serviceArn'),
  CreateExpressGatewayService: holds('service', 'serviceArn'),
  UpdateExpressGatewayService: holds('service', 'serviceArn'),
  DeleteService: holds('service', 'serviceArn'),
  DeleteExpressGatewayService: holds('service', 'serviceArn'),
  RunTask: ({ tasks, failures }) => list(tasks).length + list(failures).length > 0,
  StopTask: holds('task'),
  StopServiceDeployment: holds('serviceDeploymentArn'),
  ContinueServiceDeployment: holds('serviceDeploymentArn'),
  TagResource: isFromAws,
  UntagResource: isFromAws,

  // Elastic Load Balancing, CloudWatch Logs, Amazon ECR
  DescribeTargetHealth: lists('TargetHealthDescriptions'),
  DescribeTargetGroups: lists('TargetGroups'),
  DescribeTargetGroupAttributes: lists('Attributes'),
  DescribeLoadBalancers: lists('LoadBalancers'),
  DescribeListeners: lists('Listeners'),
  DescribeRules: lists('Rules'),
  GetLogEvents: lists('events'),
  DescribeLogGroups: lists('logGroups'),
  BatchGetImage: ({ images, failures }) => list(images).length + list(failures).length > 0,
  DescribeImages: lists('imageDetails'),
  DescribeImageScanFindings: holds('imageId'),
  DescribePullThroughCacheRules: lists('pullThroughCacheRules'),
  GetDownloadUrlForLayer: holds('downloadUrl'),
  DescribeRepositories: lists('repositories'),
  ListImages: lists('imageIds'),
  GetLifecyclePolicy: holds('lifecyclePolicyText'),
  PutImage: holds('image'),
  BatchDeleteImage: ({ imageIds, failures }) => list(imageIds).length + list(failures).length > 0,

  // Application Auto Scaling
  DescribeScalableTargets: lists('ScalableTargets'),
  RegisterScalableTarget: isFromAws,

  // EventBridge and its Scheduler
  ListEventBuses: lists('EventBuses'),
  ListRuleNamesByTarget: lists('RuleNames'),
  ListTargetsByRule: lists('Targets'),
  PutTargets: holds('FailedEntryCount'),
  ListSchedules: lists('Schedules'),
  GetSchedule: holds('Target', 'Arn'),
  UpdateSchedule: holds('ScheduleArn'),

  // IAM, Secrets Manager, Systems Manager, CloudWatch
  GetRole: holds('Role', 'Arn'),
  DescribeSecret: holds('ARN'),
  DescribeParameters: lists('Parameters'),
  DescribeAlarms: lists('MetricAlarms'),
  GetMetricData: lists('MetricDataResults'),

  // CodeDeploy
  GetDeploymentGroup: holds('deploymentGroupInfo'),
  ListDeployments: lists('deployments'),
  GetDeployment: holds('deploymentInfo'),
  GetApplicationRevision: holds('revision'),
  ListDeploymentTargets: lists('targetIds'),
  BatchGetDeploymentTargets: lists('deploymentTargets'),
  GetDeploymentTarget: holds('deploymentTarget'),
  CreateDeployment: holds('deploymentId'),
  StopDeployment: holds('status'),
  ContinueDeployment: isFromAws,
};

/** A member, or a member of a member, that is present. */
function holds(member: string, inner?: string): Judge {
  return (answer) => {
    const value = answer[member];
    return inner === undefined ? isThere(value) : isThere(toMembers(value)[inner]);
  };
}

function lists(member: string): Judge {
  return (answer) => Array.isArray(answer[member]);
}

/** Only a MISSING failure says that a service does not exist; one in neither list got no answer. */
function tellsOfEach({ services, failures }: Members, asked: unknown): boolean {
  const found = new Set(list(services).map((service) => lastPart(String(toMembers(service)['serviceArn']))));
  const missing = list(failures).filter((failure) => toMembers(failure)['reason'] === 'MISSING');
  return list(asked).filter((name) => !found.has(lastPart(String(name)))).length <= missing.length;
}

function tellsOfAsMany(answer: Members, { found, asked }: { found: string; asked: unknown }): boolean {
  return list(answer[found]).length + list(answer['failures']).length >= list(asked).length;
}

/** The response to these is empty, but AWS's responses always have a request id, unlike a proxy's page. */
function isFromAws(answer: Members): boolean {
  return isThere(toMembers(answer['$metadata'])['requestId']);
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function toMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}
