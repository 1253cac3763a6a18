/** What a role is for; a role that does several needs the permissions of each. */
export type Use =
  | 'deploy'
  | 'express'
  | 'codedeploy'
  | 'plan'
  | 'register'
  | 'run-task'
  | 'rollback'
  | 'watch'
  | 'continue'
  | 'stop'
  | 'keep-revisions'
  | 'provenance-tags'
  | 'schedules'
  | 'suspend-auto-scaling'
  | 'protect-images'
  | 'smoke-test'
  | 'metric-checks'
  | 'create'
  | 'delete'
  | 'sweep';

/** What a step may be asked for that needs more than the rest of it. */
export type Need =
  | 'continue'
  | 'stop'
  | 'rollback'
  | 'rollback-in-flight'
  | 'rollback-at-pause'
  | 'rollback-to-commit'
  | 'create'
  | 'delete'
  | 'run-task'
  | 'tags'
  | 'live-template'
  | 'schedules'
  | 'suspend-auto-scaling'
  | 'endpoint'
  | 'metric-checks'
  | 'verify-at-pause'
  | 'sweep';

/** The resource that a permission is granted on, as narrow as AWS checks it. */
export type On =
  | 'cluster'
  | 'capacity-provider'
  | 'service'
  | 'task'
  | 'task-definition'
  | 'tagged'
  | 'task-role'
  | 'role'
  | 'secret'
  | 'log-groups'
  | 'infrastructure-role'
  | 'log'
  | 'repository'
  | 'codedeploy'
  | 'rule'
  | 'schedule'
  | 'schedule-role'
  | 'scalable-target'
  | 'anything';

export interface Permission {
  action: string;
  on: On;
  uses: readonly Use[];
  /** What the step loses without it; absent if it cannot work without it. */
  without?: string;
  /** What fails without it, with the statement to add, although other steps do without. */
  neededFor?: readonly Need[];
  /** Only a failure or a standstill is explained less well without it: no loss where all went well. */
  explains?: true;
  /** Only the look before the first write needs it: what it could not read is listed in the summary, without a warning. */
  preflight?: true;
}

const ON_SERVICES = ['deploy', 'express', 'codedeploy', 'plan', 'rollback', 'watch', 'continue', 'stop'] as const;
const FOLLOWS = ['deploy', 'express', 'codedeploy', 'rollback', 'watch', 'continue', 'stop'] as const;
const RENDERS = ['deploy', 'express', 'codedeploy', 'plan', 'register', 'run-task'] as const;
const LOOKS_AT_IMAGES = [...RENDERS, 'rollback'] as const;
const REGISTERS = ['deploy', 'express', 'codedeploy', 'register', 'run-task'] as const;
const CODE_DEPLOY = ['codedeploy'] as const;
const EXPRESS = ['express'] as const;
const READS_SCHEDULES = ['schedules', 'keep-revisions'] as const;
const WITHOUT_ENDPOINT = 'the address of a load balancer is unknown ({endpoint}, {test-endpoint})';
const WITHOUT_RULES = 'rules that run the family are not found, and no old revision is deregistered';
const WITHOUT_SCHEDULES = 'schedules that run the family are not found, and no old revision is deregistered';
const SERVICE_DEPLOYMENTS =
  'the deployment is followed by its id in DescribeServices, without stages, traffic and circuit breaker, and the deployment history is unknown';

/**
 * THE table of AWS permissions that this action uses. The policies in README and docs, the warning about missing permissions and the tests that
 * run each mode with exactly its policy come from it.
 */
export const PERMISSIONS: readonly Permission[] = [
  { action: 'ecs:DescribeServices', on: 'service', uses: [...ON_SERVICES, 'run-task', 'delete', 'sweep'] },
  {
    action: 'ecs:DeleteService',
    on: 'service',
    uses: ['delete'],
    without: 'a classic service is not deleted',
    neededFor: ['delete'],
  },
  {
    action: 'ecs:DeleteExpressGatewayService',
    on: 'service',
    uses: ['delete', 'sweep'],
    without: 'an Express service is not deleted',
    neededFor: ['delete'],
  },
  {
    action: 'ecs:CreateService',
    on: 'service',
    uses: ['create'],
    without: 'a service that does not exist is not created (service-definition)',
    neededFor: ['create'],
  },
  { action: 'ecs:UpdateService', on: 'service', uses: ['deploy', 'express', 'codedeploy', 'rollback'] },
  {
    action: 'ecs:ListServiceDeployments',
    on: 'service',
    uses: ON_SERVICES,
    without: SERVICE_DEPLOYMENTS,
    neededFor: ['continue', 'stop'],
  },
  {
    action: 'ecs:DescribeServiceDeployments',
    on: 'service',
    uses: ON_SERVICES,
    without: SERVICE_DEPLOYMENTS,
    neededFor: ['continue', 'stop'],
  },
  { action: 'ecs:DescribeServiceRevisions', on: 'service', uses: ON_SERVICES, without: SERVICE_DEPLOYMENTS },
  {
    action: 'ecs:StopServiceDeployment',
    on: 'service',
    uses: ['deploy', 'express', 'rollback', 'stop'],
    without: 'a deployment is not rolled back on timeout, on cancel, or when retrying cannot help',
    neededFor: ['stop', 'rollback-in-flight'],
  },
  {
    action: 'ecs:ContinueServiceDeployment',
    on: 'service',
    uses: ['rollback', 'continue', 'stop', 'smoke-test', 'metric-checks'],
    without: 'a paused deployment cannot be continued or rolled back',
    neededFor: ['continue', 'rollback-at-pause', 'verify-at-pause'],
  },
  {
    action: 'ecs:DescribeClusters',
    on: 'cluster',
    uses: ['deploy', 'express', 'codedeploy', 'plan', 'run-task', 'schedules'],
    without: 'capacity providers and Service Connect are not checked against the cluster',
  },
  { action: 'ecs:CreateExpressGatewayService', on: 'service', uses: EXPRESS },
  { action: 'ecs:UpdateExpressGatewayService', on: 'service', uses: EXPRESS },
  { action: 'ecs:DescribeExpressGatewayService', on: 'service', uses: EXPRESS },
  { action: 'ecs:RegisterTaskDefinition', on: 'task-definition', uses: REGISTERS },
  { action: 'ecs:RunTask', on: 'task-definition', uses: ['run-task'] },
  {
    action: 'ecs:TagResource',
    on: 'tagged',
    uses: [...REGISTERS, 'provenance-tags', 'suspend-auto-scaling'],
    without: 'provenance tags are not set',
    neededFor: ['tags', 'suspend-auto-scaling'],
  },
  {
    action: 'ecs:UntagResource',
    on: 'tagged',
    uses: [...EXPRESS, 'suspend-auto-scaling'],
    without: 'tags are not removed (mutate-tags-on-update, suspend-auto-scaling)',
  },
  {
    action: 'ecs:DescribeTasks',
    on: 'task',
    uses: [...FOLLOWS, 'run-task'],
    without: 'running tasks are not verified, and stopped ones do not say why',
    neededFor: ['run-task'],
  },
  {
    action: 'ecs:StopTask',
    on: 'task',
    uses: ['run-task'],
    without: 'a one-off task that takes too long is not stopped',
  },
  {
    action: 'iam:PassRole',
    on: 'task-role',
    uses: ['deploy', 'express', 'codedeploy', 'register', 'run-task', 'rollback'],
  },
  { action: 'iam:PassRole', on: 'infrastructure-role', uses: EXPRESS },
  {
    action: 'ecs:DescribeTaskDefinition',
    on: 'anything',
    uses: [...RENDERS, ...FOLLOWS],
    without:
      'the live task definition can neither be compared nor be the template, and the logs of stopped tasks are not found',
    neededFor: ['rollback', 'live-template'],
  },
  {
    action: 'ecs:ListTaskDefinitions',
    on: 'anything',
    uses: ['rollback', 'plan', 'keep-revisions', 'protect-images'],
    without: 'only revisions in the deployment history can be rolled back to, and no old revision is deregistered',
    neededFor: ['rollback-to-commit'],
  },
  {
    action: 'ecs:DeregisterTaskDefinition',
    on: 'anything',
    uses: ['keep-revisions'],
    without: 'no old revision is deregistered (keep-revisions)',
  },
  {
    action: 'ecs:ListTasks',
    on: 'anything',
    uses: FOLLOWS,
    without: 'running tasks are not verified, and stopped ones do not say why',
  },
  {
    action: 'ecs:ListServices',
    on: 'anything',
    uses: [...ON_SERVICES, 'delete', 'sweep'],
    without: 'a misspelled service gets no suggestion, and the previews of closed pull requests are not found',
    neededFor: ['sweep'],
  },
  {
    action: 'ecs:ListClusters',
    on: 'anything',
    uses: ON_SERVICES,
    without: 'a misspelled cluster gets no suggestion, and no old revision is deregistered',
  },
  {
    action: 'elasticloadbalancing:DescribeTargetHealth',
    on: 'anything',
    uses: FOLLOWS,
    without: 'target health is not verified',
  },
  {
    action: 'elasticloadbalancing:DescribeTargetGroups',
    on: 'anything',
    uses: [...FOLLOWS, 'plan', 'smoke-test', 'metric-checks'],
    without: 'the settings of a failing health check are unknown, and new target groups are not checked',
    explains: true,
    neededFor: ['endpoint', 'metric-checks'],
  },
  {
    action: 'elasticloadbalancing:DescribeTargetGroupAttributes',
    on: 'anything',
    uses: FOLLOWS,
    without: 'how long old targets drain is unknown',
    explains: true,
  },
  {
    action: 'elasticloadbalancing:DescribeRules',
    on: 'anything',
    uses: ['smoke-test', 'metric-checks'],
    without: WITHOUT_ENDPOINT,
    neededFor: ['endpoint'],
  },
  {
    action: 'elasticloadbalancing:DescribeListeners',
    on: 'anything',
    uses: ['smoke-test'],
    without: WITHOUT_ENDPOINT,
    neededFor: ['endpoint'],
  },
  {
    action: 'elasticloadbalancing:DescribeLoadBalancers',
    on: 'anything',
    uses: ['smoke-test'],
    without: WITHOUT_ENDPOINT,
    neededFor: ['endpoint'],
  },
  {
    action: 'cloudwatch:GetMetricData',
    on: 'anything',
    uses: ['metric-checks'],
    without: 'metrics are not judged (metric-checks)',
    neededFor: ['metric-checks'],
  },
  {
    action: 'ecs:DescribeCapacityProviders',
    on: 'capacity-provider',
    uses: FOLLOWS,
    without: 'why a capacity provider has no room is unknown',
    explains: true,
  },
  {
    action: 'logs:GetLogEvents',
    on: 'log',
    uses: [...FOLLOWS, 'run-task'],
    without: 'no log lines of containers are shown',
    explains: true,
  },
  {
    action: 'ecr:BatchGetImage',
    on: 'repository',
    uses: [...LOOKS_AT_IMAGES, 'protect-images'],
    without: 'images are not checked for existence and architecture',
  },
  {
    action: 'ecr:GetDownloadUrlForLayer',
    on: 'repository',
    uses: LOOKS_AT_IMAGES,
    without: 'the architecture of single-platform images is not checked',
  },
  {
    action: 'ecr:DescribeImages',
    on: 'repository',
    uses: [...RENDERS, ...FOLLOWS, 'protect-images'],
    without: 'the digest behind a tag is unknown',
  },
  {
    action: 'ecr:DescribeRepositories',
    on: 'repository',
    uses: ['protect-images'],
    without: 'whether tags can be moved is unknown, and no image is protected (protect-images)',
  },
  {
    action: 'ecr:ListImages',
    on: 'repository',
    uses: ['protect-images'],
    without: 'tags of images that need no protection any more are not found (protect-images)',
  },
  {
    action: 'ecr:GetLifecyclePolicy',
    on: 'repository',
    uses: ['protect-images'],
    without: 'it is not checked whether a lifecycle policy expires protected images (protect-images)',
  },
  {
    action: 'ecr:PutImage',
    on: 'repository',
    uses: ['protect-images'],
    without: 'no image is protected (protect-images)',
  },
  {
    action: 'ecr:BatchDeleteImage',
    on: 'repository',
    uses: ['protect-images'],
    without: 'tags of images that need no protection any more stay (protect-images)',
  },
  {
    action: 'ecr:DescribePullThroughCacheRules',
    on: 'anything',
    uses: LOOKS_AT_IMAGES,
    without: 'images of a pull-through cache are guessed by their names',
  },
  {
    action: 'application-autoscaling:DescribeScalableTargets',
    on: 'anything',
    uses: ['deploy', 'codedeploy', 'plan', 'suspend-auto-scaling'],
    without: 'a desired count is not checked against the limits of auto scaling',
    neededFor: ['suspend-auto-scaling'],
  },
  {
    action: 'application-autoscaling:RegisterScalableTarget',
    on: 'scalable-target',
    uses: ['suspend-auto-scaling'],
    without: 'auto scaling that a killed run left suspended is not restored',
    neededFor: ['suspend-auto-scaling'],
  },
  {
    action: 'events:ListEventBuses',
    on: 'anything',
    uses: READS_SCHEDULES,
    without: WITHOUT_RULES,
    neededFor: ['schedules'],
  },
  {
    action: 'events:ListRuleNamesByTarget',
    on: 'anything',
    uses: READS_SCHEDULES,
    without: WITHOUT_RULES,
    neededFor: ['schedules'],
  },
  {
    action: 'events:ListTargetsByRule',
    on: 'rule',
    uses: READS_SCHEDULES,
    without: WITHOUT_RULES,
    neededFor: ['schedules'],
  },
  {
    action: 'events:PutTargets',
    on: 'rule',
    uses: ['schedules'],
    without: 'rules are not moved (schedules)',
    neededFor: ['schedules'],
  },
  {
    action: 'scheduler:ListSchedules',
    on: 'anything',
    uses: READS_SCHEDULES,
    without: WITHOUT_SCHEDULES,
    neededFor: ['schedules'],
  },
  {
    action: 'scheduler:GetSchedule',
    on: 'schedule',
    uses: READS_SCHEDULES,
    without: WITHOUT_SCHEDULES,
    neededFor: ['schedules'],
  },
  {
    action: 'scheduler:UpdateSchedule',
    on: 'schedule',
    uses: ['schedules'],
    without: 'schedules are not moved (schedules)',
    neededFor: ['schedules'],
  },
  { action: 'iam:PassRole', on: 'schedule-role', uses: ['schedules'] },
  {
    action: 'iam:GetRole',
    on: 'role',
    uses: LOOKS_AT_IMAGES,
    without: 'it is not checked whether roles exist and trust ECS',
    preflight: true,
  },
  {
    action: 'secretsmanager:DescribeSecret',
    on: 'secret',
    uses: LOOKS_AT_IMAGES,
    without: 'it is not checked whether secrets exist; no value is ever read',
    preflight: true,
  },
  {
    action: 'ssm:DescribeParameters',
    on: 'anything',
    uses: LOOKS_AT_IMAGES,
    without: 'it is not checked whether parameters exist; no value is ever read',
    preflight: true,
  },
  {
    action: 'logs:DescribeLogGroups',
    on: 'log-groups',
    uses: LOOKS_AT_IMAGES,
    without: 'it is not checked whether log groups exist',
    preflight: true,
  },
  {
    action: 'cloudwatch:DescribeAlarms',
    on: 'anything',
    uses: ['deploy', 'plan', 'metric-checks'],
    without: 'it is not checked whether deployment alarms exist, and whether one is in ALARM already',
    preflight: true,
  },
  {
    action: 'ecr:DescribeImageScanFindings',
    on: 'repository',
    uses: RENDERS,
    without: 'scan findings of images are not shown',
    preflight: true,
  },
  { action: 'codedeploy:GetDeploymentGroup', on: 'codedeploy', uses: CODE_DEPLOY },
  { action: 'codedeploy:CreateDeployment', on: 'codedeploy', uses: CODE_DEPLOY },
  { action: 'codedeploy:GetDeployment', on: 'codedeploy', uses: CODE_DEPLOY },
  { action: 'codedeploy:GetDeploymentConfig', on: 'codedeploy', uses: CODE_DEPLOY },
  { action: 'codedeploy:RegisterApplicationRevision', on: 'codedeploy', uses: CODE_DEPLOY },
  { action: 'codedeploy:GetApplicationRevision', on: 'codedeploy', uses: CODE_DEPLOY },
  {
    action: 'codedeploy:ListDeployments',
    on: 'codedeploy',
    uses: CODE_DEPLOY,
    without: 'earlier deployments, and one whose response was lost, are not found',
  },
  {
    action: 'codedeploy:ListDeploymentTargets',
    on: 'anything',
    uses: CODE_DEPLOY,
    without: 'lifecycle events and traffic are not shown',
  },
  {
    action: 'codedeploy:BatchGetDeploymentTargets',
    on: 'anything',
    uses: CODE_DEPLOY,
    without: 'lifecycle events and traffic are not shown',
  },
  {
    action: 'codedeploy:GetDeploymentTarget',
    on: 'anything',
    uses: CODE_DEPLOY,
    without: 'lifecycle events and traffic are not shown',
  },
  {
    action: 'codedeploy:StopDeployment',
    on: 'anything',
    uses: CODE_DEPLOY,
    without: 'a deployment is not rolled back on timeout, on cancel, or when retrying cannot help',
  },
  {
    action: 'codedeploy:ContinueDeployment',
    on: 'anything',
    uses: CODE_DEPLOY,
    without: 'a paused deployment cannot be continued',
  },
];
