import type { Mode, Template } from '../model.ts';

/** How the text of an input is read (see formats.ts for each). */
export type InputType =
  | { type: 'text' }
  | { type: 'document' }
  | { type: 'boolean' }
  | { type: 'integer'; min: number; max: number }
  | { type: 'choice'; choices: readonly string[] }
  | { type: 'names' }
  | { type: 'lines' }
  | { type: 'pairs'; keys: readonly [name: string, value: string] }
  | { type: 'words' }
  | { type: 'json-array' }
  | { type: 'json-object' };

/** Which kind of service can use an input; absent = every kind. */
export type ServiceKind = 'classic' | 'codedeploy' | 'express';

export type InputSpec = InputType & {
  group: string;
  description: string;
  default?: string;
  /** The modes that can use it; absent = every mode. Mode `check` accepts every input. */
  modes?: readonly Mode[];
  services?: readonly ServiceKind[];
};

const WRITES = ['deploy', 'plan'] as const;
const DEPLOYS = ['deploy'] as const;
const REGISTERS_OR_ROLLS_BACK = ['deploy', 'plan', 'register', 'run-task', 'rollback'] as const;
const READS = ['deploy', 'plan', 'run-task'] as const;
const WAITS = ['deploy', 'run-task'] as const;
const ROLLS_BACK = ['rollback', 'plan'] as const;
const WRITES_OR_ROLLS_BACK = [...WRITES, 'rollback'] as const;
const DEPLOYS_OR_ROLLS_BACK = [...DEPLOYS, 'rollback'] as const;
const DEPLOYS_OR_CHANGES = [...DEPLOYS_OR_ROLLS_BACK, 'continue', 'stop'] as const;
const WAITS_OR_ROLLS_BACK = [...WAITS, 'rollback'] as const;
const WATCHES = ['deploy', 'rollback', 'watch', 'continue', 'stop'] as const;
const WATCHES_OR_WAITS = [...WATCHES, 'run-task'] as const;
const WRITES_OR_WATCHES = [...WRITES, 'rollback', 'watch', 'continue', 'stop'] as const;
const NAMES_SERVICES = [...READS, 'rollback', 'watch', 'continue', 'stop', 'delete'] as const;
const DELETES = ['delete'] as const;
const PREVIEWS = [...WRITES, 'delete'] as const;
const CAN_END_EARLY = [...DEPLOYS, 'rollback', 'delete'] as const;
const FOLLOWS = [...WATCHES_OR_WAITS, 'delete'] as const;
const NAMES_CLUSTER = [...NAMES_SERVICES, 'register'] as const;
const TEMPLATED = ['deploy', 'plan', 'register', 'run-task'] as const;
const GOES_ON = ['deploy', 'rollback', 'watch', 'continue'] as const;
const STOPS = ['stop'] as const;
/** `classic` is a service whose rolling, blue/green, linear or canary deployments ECS does itself. */
const CLASSIC = ['classic'] as const;
const CODE_DEPLOY = ['codedeploy'] as const;
const CLASSIC_OR_CODE_DEPLOY = ['classic', 'codedeploy'] as const;
const CLASSIC_OR_EXPRESS = ['classic', 'express'] as const;
const EXPRESS = ['express'] as const;
const EVERY_KIND = ['classic', 'codedeploy', 'express'] as const;

const TARGET = 'Target';
export const TEMPLATE = 'Template';
export const CHANGES = 'Changes to the template';
export const SETTINGS = 'Service settings';
export const EXPRESS_SETTINGS = 'Express services';
export const TASK = 'One-off task';
export const CODE_DEPLOY_SETTINGS = 'CodeDeploy services';
export const ROLLBACK = 'Rollback';
export const AFTER = 'After the deployment';
const WAITING = 'Waiting';
export const CHECKS = 'Checks';
export const REPORT = 'Report';
export const CLIENT = 'Client';

/** THE table of inputs: action.yml, the README, docs/inputs.md, the types and the parsing all come from it. */
export const INPUTS = {
  mode: {
    group: TARGET,
    type: 'choice',
    choices: ['deploy', 'plan', 'check', 'register', 'run-task', 'rollback', 'watch', 'continue', 'stop', 'delete'],
    default: 'deploy',
    description:
      'What to do. `deploy` renders the task definition, checks it, registers it, deploys it and follows the deployment. `plan` does the same up to the first write and shows what would change. `check` checks inputs, files and image references without AWS, so that it needs no credentials; it accepts the inputs of every mode, and an empty `image`. `register` only registers the task definition. `run-task` only runs the one-off task. `rollback` returns to an earlier revision without registering anything; if a deployment is in flight, it is stopped and rolled back instead. `watch` follows the deployment in flight, whoever started it, or reports the last one. `continue` resumes a paused deployment and follows it. `stop` stops the deployment in flight and follows it. `delete` deletes the service and follows it until it is gone; it needs `confirm` or `preview`.',
  },
  service: {
    group: TARGET,
    type: 'names',
    modes: NAMES_SERVICES,
    description:
      'Name or ARN of the ECS service, classic or Express. Several services, one per line or separated by commas, are deployed in parallel from the same template. Required, except in the modes `check`, `register`, `plan` and `run-task`.',
  },
  'service-name': {
    group: TARGET,
    type: 'names',
    modes: NAMES_SERVICES,
    description: 'Another name for `service`, as in the official Express action.',
  },
  cluster: {
    group: TARGET,
    type: 'text',
    modes: NAMES_CLUSTER,
    description:
      'Name or ARN of the cluster. Default: the cluster in the service ARN, else `default`. In mode `register` only `schedules: true` uses it.',
  },
  'service-type': {
    group: TARGET,
    type: 'choice',
    choices: ['auto', 'classic', 'express'],
    default: 'auto',
    modes: NAMES_SERVICES,
    description:
      'Kind of the service. `auto` asks ECS. A service that does not exist is created if this is `express` or if `infrastructure-role-arn` is set.',
  },
  manifest: {
    group: TARGET,
    type: 'document',
    description:
      'Several services, each with its own inputs, as one system: the path of a YAML or JSON file, or the document itself. `services` has one key for each service, and below it the same names as the inputs of this action; `defaults` has what they share. `wave: 2` starts when wave 1 has succeeded. All services are checked before the first write. `${NAME}` is filled in from `variables`. See docs/many-services.md.',
  },
  directory: {
    group: TARGET,
    type: 'text',
    description:
      'The folder of one environment, such as `deployment/ecs/web/prod`: its `task-definition.json`, perhaps a `service-definition.yaml`, and a `metadata.env` with AWS_REGION, AWS_ACCOUNT_ID, ECR_REPOSITORY, ECS_CLUSTER, ECS_SERVICE and CONTAINER_NAME. With `image-tag` that is all a deploy needs. Other inputs win over the folder, and its values fill `${NAME}` too.',
  },
  preview: {
    group: TARGET,
    type: 'text',
    modes: PREVIEWS,
    services: EXPRESS,
    description:
      'The number of a pull request: the step works on an Express service of its own, `<service>-pr-<number>`, which it creates, updates or, with `mode: delete`, deletes. With `closed` and `mode: delete`, every preview of the service whose pull request is closed is deleted. See docs/previews.md.',
  },
  confirm: {
    group: TARGET,
    type: 'names',
    modes: DELETES,
    description: 'The services to delete, once more: `mode: delete` refuses to delete anything else.',
  },
  'on-failure': {
    group: TARGET,
    type: 'choice',
    choices: ['stop', 'continue', 'rollback-all'],
    default: 'stop',
    modes: DEPLOYS,
    description:
      'What happens when one of several services fails. `stop`: the services that are being deployed go on to their end, and later waves do not start. `continue`: later waves start nevertheless. `rollback-all`: as `stop`, and then every service that this step deployed returns to the revision that it ran before.',
  },

  'task-definition': {
    group: TEMPLATE,
    type: 'document',
    modes: TEMPLATED,
    description:
      'The task definition: the path of a file, or the document itself (more than one line, or starting with `{` or `[`; up to 128 KiB, which is all that the runner can pass), in JSON (comments allowed) or YAML. The output of `aws ecs describe-task-definition` works too: read-only fields are dropped.',
  },
  'task-definition-arn': {
    group: TEMPLATE,
    type: 'text',
    modes: TEMPLATED,
    description: 'ARN of the task definition revision to use as the template. Ignored when `task-definition` is set.',
  },
  'task-definition-family': {
    group: TEMPLATE,
    type: 'text',
    modes: TEMPLATED,
    description:
      'Family whose latest ACTIVE revision (or `task-definition-revision`) is the template. Ignored when `task-definition` or `task-definition-arn` is set.',
  },
  'task-definition-revision': {
    group: TEMPLATE,
    type: 'integer',
    min: 1,
    max: 1_000_000,
    modes: TEMPLATED,
    description: 'Revision of `task-definition-family` to use as the template.',
  },
  image: {
    group: TEMPLATE,
    type: 'text',
    modes: TEMPLATED,
    description:
      'Image URI to deploy, by digest or by an immutable tag. It goes to the containers in `container-name`; without that, to the only container, to the containers whose image is `__IMAGE_URI__`, or to `Main` on Express.',
  },
  'container-name': {
    group: TEMPLATE,
    type: 'names',
    modes: TEMPLATED,
    description:
      'Container, or comma-separated containers, that get `image` and the changes below. Optional if there is only one candidate.',
  },
  images: {
    group: TEMPLATE,
    type: 'pairs',
    keys: ['name', 'image'],
    modes: TEMPLATED,
    description: 'Images of several containers: `container=uri` lines or a JSON object.',
  },
  'image-tag': {
    group: TEMPLATE,
    type: 'text',
    modes: TEMPLATED,
    description:
      'Tag to deploy, instead of a whole `image`: it replaces the tag or digest of the image that the container has in the template (the file, the revision, or what is live). It goes to the same container as `image`.',
  },
  variables: {
    group: TEMPLATE,
    type: 'pairs',
    keys: ['name', 'value'],
    modes: TEMPLATED,
    description:
      'Values for the `${NAME}` placeholders in the template: `NAME=value` lines or a JSON object. A placeholder without a value is an error on its line.',
  },

  'environment-variables': {
    group: CHANGES,
    type: 'pairs',
    keys: ['name', 'value'],
    modes: TEMPLATED,
    description: 'Environment variables to add or change: `NAME=value` lines or the JSON of `environment`.',
  },
  'env-files': {
    group: CHANGES,
    type: 'lines',
    modes: TEMPLATED,
    description: 'ARNs of environment files in S3, one per line. They replace `environmentFiles`.',
  },
  secrets: {
    group: CHANGES,
    type: 'pairs',
    keys: ['name', 'valueFrom'],
    modes: TEMPLATED,
    description:
      'Secrets to add or change: `NAME=ARN` lines or the JSON of `secrets`. The ARN is that of a Secrets Manager secret or a Parameter Store parameter; a parameter name works too. Never the secret itself.',
  },
  'docker-labels': {
    group: CHANGES,
    type: 'pairs',
    keys: ['name', 'value'],
    modes: TEMPLATED,
    description: 'Docker labels to add or change: `key=value` lines or a JSON object.',
  },
  'log-configuration-log-driver': {
    group: CHANGES,
    type: 'choice',
    choices: ['json-file', 'syslog', 'journald', 'gelf', 'fluentd', 'awslogs', 'splunk', 'awsfirelens'],
    modes: TEMPLATED,
    description: 'Log driver of the container.',
  },
  'log-configuration-options': {
    group: CHANGES,
    type: 'pairs',
    keys: ['name', 'value'],
    modes: TEMPLATED,
    description: 'Log options to add or change: `key=value` lines or a JSON object.',
  },
  command: {
    group: CHANGES,
    type: 'words',
    modes: TEMPLATED,
    description:
      'Command of the container: a JSON array, or a line that is split into words as in a POSIX shell (quotes and backslashes work; nothing is expanded).',
  },
  'task-role-arn': {
    group: CHANGES,
    type: 'text',
    modes: TEMPLATED,
    description: 'ARN of the IAM role for the application in the containers.',
  },
  'execution-role-arn': {
    group: CHANGES,
    type: 'text',
    modes: TEMPLATED,
    description: 'ARN of the IAM role that ECS uses to pull images, read secrets and write logs.',
  },
  cpu: {
    group: CHANGES,
    type: 'text',
    modes: TEMPLATED,
    description: 'Task CPU, in CPU units (`256`, `1024`) or vCPUs (`1 vCPU`).',
  },
  memory: {
    group: CHANGES,
    type: 'text',
    modes: TEMPLATED,
    description: 'Memory of the task in MiB (`512`) or GB (`2 GB`).',
  },
  'cpu-architecture': {
    group: CHANGES,
    type: 'choice',
    choices: ['X86_64', 'ARM64'],
    modes: TEMPLATED,
    description: 'CPU architecture of the task.',
  },
  tags: {
    group: CHANGES,
    type: 'pairs',
    keys: ['key', 'value'],
    modes: TEMPLATED,
    description:
      'Tags: `key=value` lines or the JSON of `tags`. They are set on the task definition or, when an Express service is created from an image, on the service.',
  },
  'keep-null-value-keys': {
    group: CHANGES,
    type: 'names',
    modes: TEMPLATED,
    description:
      'Accepted for compatibility and not needed: empty values are always kept, and only nulls, which AWS rejects, are dropped.',
  },

  'service-definition': {
    group: SETTINGS,
    type: 'document',
    modes: WRITES,
    services: EVERY_KIND,
    description:
      'The settings of the service in the format of the ECS API (CreateService and UpdateService; for Express CreateExpressGatewayService): the path of a file, or the document itself, in JSON (comments allowed) or YAML. The output of `aws ecs describe-services` works too. Only what differs from the live service is sent; nested settings are merged with the live ones, lists replace them. Its `serviceName` and `cluster` count if `service` and `cluster` are empty, and its `taskDefinition` if no input names one. An input wins over the same field in it.',
  },
  'desired-count': {
    group: SETTINGS,
    type: 'integer',
    min: 0,
    max: 5000,
    modes: WRITES,
    services: EVERY_KIND,
    description:
      'Number of tasks; the step ends when that many are running. Leave it out if the service has auto scaling, because it overwrites the scaled count; a count outside the limits of auto scaling is an error. On Express it is sent after the Express deployment, and must be within the limits of its auto scaling.',
  },
  'force-new-deployment': {
    group: SETTINGS,
    type: 'boolean',
    default: 'false',
    modes: WRITES,
    services: CLASSIC_OR_CODE_DEPLOY,
    description: 'Start a deployment even if nothing has changed.',
  },
  'circuit-breaker': {
    group: SETTINGS,
    type: 'choice',
    choices: ['rollback', 'on', 'off', 'keep'],
    default: 'rollback',
    modes: WRITES,
    services: CLASSIC,
    description:
      'Deployment circuit breaker: `rollback` turns it on with rollback, `on` turns it on without, `off` turns it off, `keep` leaves the service as it is.',
  },
  'circuit-breaker-threshold': {
    group: SETTINGS,
    type: 'text',
    modes: WRITES,
    services: CLASSIC,
    description:
      'Number of failed tasks after which the circuit breaker trips: a count (`3`) or a percentage of the desired count (`50%`), which ECS keeps within 3 and 200 tasks unless it is `50% unbounded`.',
  },
  'circuit-breaker-reset-on-healthy-task': {
    group: SETTINGS,
    type: 'boolean',
    modes: WRITES,
    services: CLASSIC,
    description: 'Whether a healthy task resets the count of failed tasks to zero.',
  },
  'minimum-healthy-percent': {
    group: SETTINGS,
    type: 'integer',
    min: 0,
    max: 100,
    modes: WRITES,
    services: CLASSIC,
    description: 'Minimum percentage of the desired count that must stay healthy during the deployment.',
  },
  'maximum-percent': {
    group: SETTINGS,
    type: 'integer',
    min: 100,
    max: 200,
    modes: WRITES,
    services: CLASSIC,
    description: 'Maximum percentage of the desired count that may run during the deployment.',
  },
  'deployment-strategy': {
    group: SETTINGS,
    type: 'choice',
    choices: ['rolling', 'blue-green', 'linear', 'canary'],
    modes: WRITES,
    services: CLASSIC,
    description:
      "How ECS replaces the tasks. `blue-green`, `linear` and `canary` shift traffic between two target groups, so every load balancer of the service needs both (`advancedConfiguration`). Percentages and step times stay as they are on the service, or get AWS's defaults. Default: as the service has it.",
  },
  'bake-time-minutes': {
    group: SETTINGS,
    type: 'integer',
    min: 0,
    max: 1440,
    modes: WRITES,
    services: CLASSIC_OR_EXPRESS,
    description:
      'How long both revisions keep running after all production traffic has shifted (blue-green, linear and canary). Required for `blue-green`. On Express it is sent after the Express deployment, and applies from the next one on.',
  },
  'pause-at': {
    group: SETTINGS,
    type: 'names',
    modes: WRITES,
    services: CLASSIC,
    description:
      'Stages at which the deployment pauses until someone continues it (see `on-pause`): `PRE_SCALE_UP`, `POST_SCALE_UP`, `POST_TEST_TRAFFIC_SHIFT`, `PRE_PRODUCTION_TRAFFIC_SHIFT` or `POST_PRODUCTION_TRAFFIC_SHIFT`. The service gets one PAUSE hook for them in place of those it has; its Lambda hooks stay.',
  },
  'deployment-alarms': {
    group: SETTINGS,
    type: 'names',
    modes: WRITES,
    services: CLASSIC,
    description: 'CloudWatch alarms that fail the deployment and roll it back. They replace the alarms of the service.',
  },
  'capacity-provider-strategy': {
    group: SETTINGS,
    type: 'json-array',
    modes: WRITES,
    services: CLASSIC_OR_EXPRESS,
    description:
      '`capacityProviderStrategy` as JSON. AWS accepts a change only with a forced deployment, so the step forces one and verifies where the tasks run. On Express it is sent after the Express deployment.',
  },
  'enable-execute-command': {
    group: SETTINGS,
    type: 'boolean',
    modes: WRITES,
    services: CLASSIC_OR_EXPRESS,
    description:
      'Whether ECS Exec is enabled. Applies to new tasks only; use `force-new-deployment` to replace the running ones. On Express it is sent after the Express deployment, with a forced deployment.',
  },
  'health-check-grace-period-seconds': {
    group: SETTINGS,
    type: 'integer',
    min: 0,
    max: 2_147_483_647,
    modes: WRITES,
    services: CLASSIC_OR_CODE_DEPLOY,
    description: 'How long a new task may fail the load balancer’s health check, in seconds.',
  },
  'platform-version': {
    group: SETTINGS,
    type: 'text',
    modes: READS,
    services: CLASSIC,
    description: 'Fargate platform version.',
  },
  'enable-ecs-managed-tags': {
    group: SETTINGS,
    type: 'boolean',
    modes: READS,
    services: CLASSIC_OR_CODE_DEPLOY,
    description: 'Whether ECS tags the tasks with the names of the cluster and the service.',
  },
  'propagate-tags': {
    group: SETTINGS,
    type: 'choice',
    choices: ['SERVICE', 'TASK_DEFINITION', 'NONE'],
    modes: READS,
    services: CLASSIC_OR_CODE_DEPLOY,
    description: 'Where tasks get their tags from.',
  },
  'service-managed-ebs-volume-name': {
    group: SETTINGS,
    type: 'text',
    modes: WRITES,
    services: CLASSIC,
    description: 'Name of the `configuredAtLaunch` volume that `service-managed-ebs-volume` configures.',
  },
  'service-managed-ebs-volume': {
    group: SETTINGS,
    type: 'json-object',
    modes: WRITES,
    services: CLASSIC,
    description: '`managedEBSVolume` as JSON. The other volumes of the service are kept.',
  },

  'infrastructure-role-arn': {
    group: EXPRESS_SETTINGS,
    type: 'text',
    modes: WRITES,
    services: EXPRESS,
    description:
      'ARN of the IAM role that ECS uses to create the load balancer, auto scaling and so on. Required to create an Express service.',
  },
  'container-port': {
    group: EXPRESS_SETTINGS,
    type: 'integer',
    min: 1,
    max: 65535,
    modes: WRITES,
    services: EXPRESS,
    description: 'Port on which the container receives requests (image mode).',
  },
  'log-group': {
    group: EXPRESS_SETTINGS,
    type: 'text',
    modes: WRITES,
    services: EXPRESS,
    description: 'CloudWatch log group (image mode).',
  },
  'log-stream-prefix': {
    group: EXPRESS_SETTINGS,
    type: 'text',
    modes: WRITES,
    services: EXPRESS,
    description: 'Prefix of the log streams (image mode); requires `log-group`. Default with `log-group`: `ecs`.',
  },
  'repository-credentials': {
    group: EXPRESS_SETTINGS,
    type: 'text',
    modes: WRITES,
    services: EXPRESS,
    description: 'ARN of the Secrets Manager secret with the credentials of a private registry (image mode).',
  },
  'mutate-tags-on-update': {
    group: EXPRESS_SETTINGS,
    type: 'boolean',
    default: 'false',
    modes: WRITES,
    services: EXPRESS,
    description:
      'On update, make the tags of the service equal to `tags`: missing tags are added, all others are removed.',
  },
  subnets: {
    group: EXPRESS_SETTINGS,
    type: 'names',
    modes: WRITES,
    services: EXPRESS,
    description: 'Subnet IDs.',
  },
  'security-groups': {
    group: EXPRESS_SETTINGS,
    type: 'names',
    modes: WRITES,
    services: EXPRESS,
    description: 'Security group IDs.',
  },
  'health-check-path': {
    group: EXPRESS_SETTINGS,
    type: 'text',
    modes: WRITES,
    services: EXPRESS,
    description:
      'Path of the load balancer’s health check. Always set it, because AWS documents two different defaults.',
  },
  'min-task-count': {
    group: EXPRESS_SETTINGS,
    type: 'integer',
    min: 0,
    max: 5000,
    modes: WRITES,
    services: EXPRESS,
    description: 'Minimum number of tasks for auto scaling.',
  },
  'max-task-count': {
    group: EXPRESS_SETTINGS,
    type: 'integer',
    min: 1,
    max: 5000,
    modes: WRITES,
    services: EXPRESS,
    description: 'Maximum number of tasks for auto scaling.',
  },
  'auto-scaling-metric': {
    group: EXPRESS_SETTINGS,
    type: 'choice',
    choices: ['AVERAGE_CPU', 'AVERAGE_MEMORY', 'REQUEST_COUNT_PER_TARGET'],
    modes: WRITES,
    services: EXPRESS,
    description: 'Metric for auto scaling.',
  },
  'auto-scaling-target-value': {
    group: EXPRESS_SETTINGS,
    type: 'integer',
    min: 1,
    max: 1_000_000,
    modes: WRITES,
    services: EXPRESS,
    description: 'Target value of the auto scaling metric.',
  },

  'run-task': {
    group: TASK,
    type: 'boolean',
    default: 'false',
    modes: WRITES,
    description:
      'Run one task of the new revision after it is registered and before the service is touched, for example a database migration. If the task fails, nothing is deployed. To run only the task, use `mode: run-task`.',
  },
  'run-task-container-overrides': {
    group: TASK,
    type: 'json-array',
    modes: READS,
    description: '`containerOverrides` as JSON: how this task differs from the task definition (`command` and so on).',
  },
  'run-task-subnets': {
    group: TASK,
    type: 'names',
    modes: READS,
    description: 'Subnet IDs. Default: the subnets of the service.',
  },
  'run-task-security-groups': {
    group: TASK,
    type: 'names',
    modes: READS,
    description: 'Security group IDs. Default: the security groups of the service.',
  },
  'run-task-assign-public-IP': {
    group: TASK,
    type: 'choice',
    choices: ['ENABLED', 'DISABLED'],
    modes: READS,
    description: 'Whether the task gets a public IP address. Default: the setting of the service, else `DISABLED`.',
  },
  'run-task-capacity-provider-strategy': {
    group: TASK,
    type: 'json-array',
    modes: READS,
    description: '`capacityProviderStrategy` as JSON. Default: the strategy of the service.',
  },
  'run-task-launch-type': {
    group: TASK,
    type: 'choice',
    choices: ['FARGATE', 'EC2', 'EXTERNAL'],
    modes: READS,
    description:
      'Launch type. Ignored when `run-task-capacity-provider-strategy` is set. Default: the launch type of the service, else `FARGATE` if the task definition allows it.',
  },
  'run-task-started-by': {
    group: TASK,
    type: 'text',
    default: 'GitHub-Actions',
    modes: READS,
    description: 'The `startedBy` name that ECS stores with the task.',
  },
  'run-task-tags': {
    group: TASK,
    type: 'pairs',
    keys: ['key', 'value'],
    modes: READS,
    description:
      'Tags of the task: `key=value` lines or the JSON of `tags`. Default: the tags that tasks of the service get.',
  },
  'run-task-managed-ebs-volume-name': {
    group: TASK,
    type: 'text',
    modes: READS,
    description: 'Name of the `configuredAtLaunch` volume that `run-task-managed-ebs-volume` configures.',
  },
  'run-task-managed-ebs-volume': {
    group: TASK,
    type: 'json-object',
    modes: READS,
    description: '`managedEBSVolume` as JSON. Default: the volumes of the service.',
  },
  'wait-for-task-stopped': {
    group: TASK,
    type: 'boolean',
    default: 'true',
    modes: WAITS,
    description:
      'Follow the task until it stops, for at most `wait-for-minutes`. `false` continues as soon as the task has started, whatever its result.',
  },
  'codedeploy-appspec': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'document',
    modes: WRITES_OR_ROLLS_BACK,
    services: CODE_DEPLOY,
    description:
      'The AppSpec, as the path of a file or as the document itself (YAML or JSON), for a service with the CODE_DEPLOY deployment controller. Its task definition is replaced by the one to deploy. Default: `appspec.yaml`.',
  },
  'codedeploy-application': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'text',
    modes: WRITES_OR_WATCHES,
    services: CODE_DEPLOY,
    description: 'CodeDeploy application. Default: `AppECS-<cluster>-<service>`, each name truncated to 46 characters.',
  },
  'codedeploy-deployment-group': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'text',
    modes: WRITES_OR_WATCHES,
    services: CODE_DEPLOY,
    description:
      'CodeDeploy deployment group. Default: `DgpECS-<cluster>-<service>`, each name truncated to 46 characters.',
  },
  'codedeploy-deployment-description': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'text',
    modes: WRITES_OR_ROLLS_BACK,
    services: CODE_DEPLOY,
    description: 'Description of the CodeDeploy deployment. Truncated to 512 characters, with a warning.',
  },
  'codedeploy-deployment-config': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'text',
    modes: WRITES_OR_ROLLS_BACK,
    services: CODE_DEPLOY,
    description:
      'CodeDeploy deployment configuration, such as `CodeDeployDefault.ECSCanary10Percent5Minutes`. Default: that of the deployment group.',
  },

  'rollback-to': {
    group: ROLLBACK,
    type: 'text',
    modes: ROLLS_BACK,
    description:
      'Where `mode: rollback` goes: `previous`, the number of a revision of the live family (`41`), `family:41`, the ARN of a task definition, or `commit:<sha>` (7 to 40 digits): the newest revision of the family that `provenance-tags` tagged with this commit. `previous` is the newest revision before the live one that was deployed successfully to this service. With `mode: plan`, shows what the rollback would change. Default: `previous`.',
  },

  'wait-for-service-stability': {
    group: WAITING,
    type: 'boolean',
    default: 'true',
    modes: CAN_END_EARLY,
    description: 'Follow the deployment until it ends. `false` ends the step as soon as the deployment has started.',
  },
  'wait-for-minutes': {
    group: WAITING,
    type: 'integer',
    min: 1,
    max: 360,
    default: '30',
    modes: FOLLOWS,
    description:
      'How long to follow the deployment, and before it the one-off task, in minutes. For a CodeDeploy service, the wait times of its deployment group are added.',
  },
  'wait-max-delay-seconds': {
    group: WAITING,
    type: 'integer',
    min: 1,
    max: 600,
    modes: WATCHES_OR_WAITS,
    description:
      'Longest pause between two polls of the deployment, in seconds. Rarely needed: the step polls every 1.5 to 15 seconds, depending on what the deployment is doing.',
  },
  'require-healthy-targets': {
    group: WAITING,
    type: 'boolean',
    default: 'true',
    modes: WATCHES,
    description:
      'Fail if the load balancer’s targets are not healthy within 60 seconds after the deployment succeeded (30 seconds once `wait-for-minutes` is up). `false` turns this into a warning.',
  },
  'if-in-progress': {
    group: WAITING,
    type: 'choice',
    choices: ['proceed', 'wait', 'fail'],
    default: 'proceed',
    modes: DEPLOYS,
    description:
      'What to do if another deployment of the service is already running: `proceed` replaces it, `wait` waits until it ends, `fail` stops before the first write. CodeDeploy cannot replace a deployment, so `proceed` stops there too.',
  },
  'fail-fast': {
    group: WAITING,
    type: 'boolean',
    default: 'true',
    modes: GOES_ON,
    description:
      'Stop waiting, and roll back if rollback is on, once two tasks have stopped for a reason that no retry can fix: an image or secret that does not exist, the wrong CPU architecture, a role that cannot be assumed (after one minute, because new roles need that long). The same applies if ECS lacks permission to create what an Express service needs.',
  },
  'on-timeout': {
    group: WAITING,
    type: 'choice',
    choices: ['fail', 'rollback'],
    default: 'fail',
    modes: WAITS_OR_ROLLS_BACK,
    description:
      'What to do when the time is up: `fail` leaves the deployment running, `rollback` rolls back the deployment that this step started, follows that rollback for up to 15 minutes, and stops its one-off task.',
  },
  'on-cancel': {
    group: WAITING,
    type: 'choice',
    choices: ['leave', 'rollback'],
    default: 'leave',
    modes: DEPLOYS_OR_ROLLS_BACK,
    description:
      'What to do when the job is cancelled: `leave` leaves the deployment running, `rollback` rolls back the deployment that this step started. A running one-off task is always stopped.',
  },

  'on-pause': {
    group: WAITING,
    type: 'choice',
    choices: ['wait', 'return'],
    default: 'wait',
    modes: GOES_ON,
    description:
      'What to do when the deployment is paused (a PAUSE hook, or CodeDeploy waiting to reroute traffic): `wait` keeps following it, `return` ends the step with outcome `started`, so that a later job can use `mode: continue` or `mode: stop`.',
  },
  'stop-type': {
    group: WAITING,
    type: 'choice',
    choices: ['rollback', 'abort'],
    default: 'rollback',
    modes: STOPS,
    description:
      'How `mode: stop` stops the deployment: `rollback` returns to what ran before, `abort` leaves everything as it is at that moment.',
  },

  'keep-revisions': {
    group: AFTER,
    type: 'integer',
    min: 1,
    max: 1_000_000,
    modes: DEPLOYS,
    description:
      'After a successful deployment, deregister the ACTIVE revisions of the family except the newest N and those that a service, a deployment in flight, a rollback, a running task, or an EventBridge rule or schedule needs ([details](after.md#keep-revisions)). It does not look at the services of other clusters. Failing to deregister never changes the outcome.',
  },
  schedules: {
    group: AFTER,
    type: 'names',
    modes: REGISTERS_OR_ROLLS_BACK,
    description:
      'EventBridge rules and EventBridge Scheduler schedules that run the family, by name, one per line or separated by commas (`bus/rule` and `group/schedule` outside the default ones), or `true` for all that run it in the cluster. They are checked before the first write, and run the new revision once the deployment has succeeded, after `mode: rollback` the revision that it returned to; in the modes `register` and `run-task` once it is registered or has run ([details](after.md#schedules)).',
  },
  'suspend-auto-scaling': {
    group: AFTER,
    type: 'boolean',
    default: 'false',
    modes: WRITES_OR_ROLLS_BACK,
    services: CLASSIC_OR_CODE_DEPLOY,
    description:
      'Suspend Application Auto Scaling of the service during the deployment, and give it back exactly as it was, whether the deployment succeeds, fails, times out or is cancelled ([details](after.md#suspend-auto-scaling)). If the job is killed, the next step gives it back. If it cannot be given back, the step fails and shows the command to run.',
  },
  'provenance-tags': {
    group: AFTER,
    type: 'boolean',
    default: 'false',
    modes: REGISTERS_OR_ROLLS_BACK,
    description:
      'Tag each registered revision with the commit, the URL of the run and the actor (`deploy:commit`, `deploy:run-url`, `deploy:actor`), and after a successful deployment the service too. A tag of the same key in `tags` or the file wins. `rollback-to: commit:<sha>` finds revisions by it ([details](after.md#provenance-tags)).',
  },

  checks: {
    group: CHECKS,
    type: 'choice',
    choices: ['on', 'strict', 'off'],
    default: 'on',
    description:
      'Checks before the first write: `on` fails on errors, `strict` on warnings too, `off` passes the template through unchecked.',
  },

  preflight: {
    group: CHECKS,
    type: 'choice',
    choices: ['auto', 'off'],
    default: 'auto',
    modes: REGISTERS_OR_ROLLS_BACK,
    description:
      'Whether to ask AWS, before the first write, if everything that the task definition and the service need is there: roles, secrets, parameters, log groups, alarms, target groups, and what a rollback would need ([rules](checks.md#preflight)). It only reads, at the same time as the other reads, and never reads the value of a secret. What the role may not read is listed in the summary and is neither an error nor a warning. `off` makes none of these calls; neither does `checks: off`.',
  },

  summary: { group: REPORT, type: 'boolean', default: 'true', description: 'Write the job summary.' },
  annotations: { group: REPORT, type: 'boolean', default: 'true', description: 'Write annotations.' },
  'github-token': {
    group: REPORT,
    type: 'text',
    default: '${{ github.token }}',
    description:
      'Token for `github-deployment` (needs `deployments: write`) and `pull-request-comment` (needs `pull-requests: write`).',
  },
  'github-deployment': {
    group: REPORT,
    type: 'boolean',
    default: 'false',
    modes: DEPLOYS_OR_CHANGES,
    description:
      'Record the deployment, its result and the URL of the service in the environments of the GitHub repository. A deployment that `on-pause: return` leaves paused stays `in_progress` until a step with this input and `mode: continue`, `stop` or `rollback` ends it: as `success`, or as `failure` if it was stopped or rolled back. These modes create a record if there is none. Not needed in a job with `environment:`, because GitHub records that itself.',
  },
  'environment-name': {
    group: REPORT,
    type: 'text',
    modes: DEPLOYS_OR_CHANGES,
    description:
      'Name of the environment for `github-deployment`. Default: one environment per service, named after it.',
  },
  'environment-url': {
    group: REPORT,
    type: 'text',
    modes: DEPLOYS_OR_CHANGES,
    description:
      'Web address of the environment, which GitHub shows beside the deployment. Default: the endpoint that ECS knows (Express).',
  },
  'pull-request-comment': {
    group: REPORT,
    type: 'boolean',
    default: 'false',
    description:
      'Show the plan or the result in one comment on the pull request; later runs update it. The comment contains no values of environment variables and no log lines, because GitHub does not mask secrets in comments.',
  },
  'log-lines': {
    group: REPORT,
    type: 'integer',
    min: 0,
    max: 200,
    default: '20',
    modes: WATCHES_OR_WAITS,
    description: 'How many of the last log lines of a failing container to show. `0` reads no logs.',
  },

  'max-retries': {
    group: CLIENT,
    type: 'integer',
    min: 0,
    max: 20,
    default: '3',
    description:
      'How often a read that AWS throttles or does not answer is retried. Writes do not use it: a throttled one had no effect and is sent up to six times in all; one without an answer is looked up first, and sent again only if it had no effect.',
  },
} as const satisfies Record<string, InputSpec>;

export type InputName = keyof typeof INPUTS;

/** The path of a file, the document itself with its lines as they were given, or a part of another document. */
export type GivenDocument = { file: string } | { text: string } | { template: Template };

/** `KEY=value` lines or JSON, in the order given. */
export type Pairs = readonly (readonly [key: string, value: string])[];

type Value<S extends InputType> = S extends { type: 'choice'; choices: readonly (infer C)[] }
  ? C
  : S extends { type: 'text' }
    ? string
    : S extends { type: 'document' }
      ? GivenDocument
      : S extends { type: 'boolean' }
        ? boolean
        : S extends { type: 'integer' }
          ? number
          : S extends { type: 'names' | 'lines' | 'words' }
            ? readonly string[]
            : S extends { type: 'pairs' }
              ? Pairs
              : S extends { type: 'json-array' }
                ? readonly unknown[]
                : Record<string, unknown>;

/** The inputs as the rest of the program sees them: typed, checked, defaults filled in. */
export type Inputs = {
  readonly [N in InputName]: (typeof INPUTS)[N] extends { default: infer D }
    ? Value<(typeof INPUTS)[N]> | (D extends Expression ? undefined : never)
    : Value<(typeof INPUTS)[N]> | undefined;
};

/** A default that only the runner can evaluate; elsewhere it is as good as none. */
type Expression = `\${{${string}`;

/** The outputs, with their descriptions for action.yml and the docs. */
export const OUTPUTS = {
  'task-definition': 'Path of the rendered task definition file.',
  'task-definition-arn':
    'ARN of the registered (or unchanged) task definition revision. After a rollback or its plan: the revision to return to.',
  'previous-task-definition-arn':
    'ARN of the revision that is replaced: what was live before, or, if a deployment is rolled back, the revision that it was deploying.',
  'service-arn': 'ARN of the service.',
  'deployment-arn': 'ARN of the service deployment that this step started or followed.',
  'codedeploy-deployment-id': 'ID of the CodeDeploy deployment that this step started or followed.',
  outcome:
    'How the step ended: `succeeded`, `rolled-back`, `failed`, `stopped`, `superseded`, `timed-out`, `cancelled`, `registered`, `planned`, `checked`, `unchanged`, `deleted`, or `started` (the deployment is still running and its result is unknown).',
  endpoint: 'URL of the service, if ECS knows it (Express).',
  changes:
    '`true` if this step changed something, or with `mode: plan` would change something; otherwise `false`. Not set by `mode: check`.',
  'target-health': 'Health of the load balancer’s targets when the step ended, as JSON.',
  'run-task-arn': 'ARNs of the one-off tasks that this step started, as a JSON array.',
  report: 'Path of a JSON report with everything the summary shows (schema: docs/report.schema.json).',
} as const satisfies Record<string, string>;
