import type { Mode } from '../model.ts';

/** How the text of an input is read (see formats.ts for each). */
export type InputType =
  | { type: 'text' }
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
  /** The modes that can use it; absent = every mode. */
  modes?: readonly Mode[];
  services?: readonly ServiceKind[];
};

const WRITES = ['deploy', 'plan'] as const;
const DEPLOYS = ['deploy'] as const;
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
const NAMES_SERVICES = [...READS, 'rollback', 'watch', 'continue', 'stop'] as const;
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
const SETTINGS = 'Service settings';
const EXPRESS_SETTINGS = 'Express services';
const TASK = 'One-off task';
const CODE_DEPLOY_SETTINGS = 'Services of CodeDeploy';
const ROLLBACK = 'Rollback';
const WAITING = 'Waiting';
const CHECKS = 'Checks';
const REPORT = 'Report';
const CLIENT = 'Client';

/** THE table of inputs: action.yml, the README, docs/inputs.md, the types and the parsing all come from it. */
export const INPUTS = {
  mode: {
    group: TARGET,
    type: 'choice',
    choices: ['deploy', 'plan', 'register', 'run-task', 'rollback', 'watch', 'continue', 'stop'],
    default: 'deploy',
    description:
      'What to do. `deploy` renders, checks, registers, deploys and watches. `plan` does everything up to the first write and shows what would change. `register` renders, checks and registers a revision and touches no service. `run-task` runs the one-off task and touches no service. `rollback` brings an earlier revision back, registering nothing; a deployment in flight is stopped and rolled back instead. `watch` follows the deployment that is in flight, whoever started it, or reports the last one. `continue` ends the pause in which a deployment waits, then follows it. `stop` stops the deployment in flight, then follows it.',
  },
  service: {
    group: TARGET,
    type: 'names',
    modes: NAMES_SERVICES,
    description:
      'Name or ARN of the ECS service, classic or Express. Several, by line or comma, are deployed side by side from the same template. Left out: only a revision is registered, with a warning.',
  },
  'service-name': {
    group: TARGET,
    type: 'names',
    modes: NAMES_SERVICES,
    description: 'The same as `service` (the name that the official Express action uses).',
  },
  cluster: {
    group: TARGET,
    type: 'text',
    modes: NAMES_SERVICES,
    description: 'Name or ARN of the cluster. Taken from the service ARN when one is given; else `default`.',
  },
  'service-type': {
    group: TARGET,
    type: 'choice',
    choices: ['auto', 'classic', 'express'],
    default: 'auto',
    modes: NAMES_SERVICES,
    description:
      'What the service is. `auto` asks ECS; a service that does not exist is created when it is `express` or when `infrastructure-role-arn` is given.',
  },

  'task-definition': {
    group: TEMPLATE,
    type: 'text',
    modes: TEMPLATED,
    description:
      'Path of the task definition: JSON (comments allowed) or YAML. A whole `describe-task-definition` answer works too; read-only attributes are dropped.',
  },
  'task-definition-arn': {
    group: TEMPLATE,
    type: 'text',
    modes: TEMPLATED,
    description: 'ARN of the task definition revision to take as template. Of no effect beside `task-definition`.',
  },
  'task-definition-family': {
    group: TEMPLATE,
    type: 'text',
    modes: TEMPLATED,
    description:
      'Family whose latest ACTIVE revision (or `task-definition-revision`) is the template. Of no effect beside `task-definition` and `task-definition-arn`.',
  },
  'task-definition-revision': {
    group: TEMPLATE,
    type: 'integer',
    min: 1,
    max: 1_000_000,
    modes: TEMPLATED,
    description: 'Revision of `task-definition-family` to take as template.',
  },
  image: {
    group: TEMPLATE,
    type: 'text',
    modes: TEMPLATED,
    description:
      'Image URI to deploy, by digest or by an immutable tag. Goes to `container-name`, to the only container, to the one `__IMAGE_URI__` placeholder, or, on Express, to `Main`.',
  },
  'container-name': {
    group: TEMPLATE,
    type: 'names',
    modes: TEMPLATED,
    description:
      'Container, or comma list of containers, that gets `image` and the changes below. May be left out when there is only one choice.',
  },
  images: {
    group: TEMPLATE,
    type: 'pairs',
    keys: ['name', 'image'],
    modes: TEMPLATED,
    description: 'Images of several containers: `container=uri` lines, or a JSON object.',
  },
  variables: {
    group: TEMPLATE,
    type: 'pairs',
    keys: ['name', 'value'],
    modes: TEMPLATED,
    description:
      'Values for the `${NAME}` placeholders of the template: `NAME=value` lines, or a JSON object. A placeholder without a value is an error on its line.',
  },

  'environment-variables': {
    group: CHANGES,
    type: 'pairs',
    keys: ['name', 'value'],
    modes: TEMPLATED,
    description: 'Environment variables to add or change: `NAME=value` lines, or the JSON of `environment`.',
  },
  'env-files': {
    group: CHANGES,
    type: 'lines',
    modes: TEMPLATED,
    description: 'S3 object ARNs of environment files, one a line. They replace `environmentFiles`.',
  },
  secrets: {
    group: CHANGES,
    type: 'pairs',
    keys: ['name', 'valueFrom'],
    modes: TEMPLATED,
    description: 'Secrets to add or change: `NAME=valueFrom` lines, or the JSON of `secrets`.',
  },
  'docker-labels': {
    group: CHANGES,
    type: 'pairs',
    keys: ['name', 'value'],
    modes: TEMPLATED,
    description: 'Docker labels to add or change: `key=value` lines, or a JSON object.',
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
    description: 'Log options to add or change: `key=value` lines, or a JSON object.',
  },
  command: {
    group: CHANGES,
    type: 'words',
    modes: TEMPLATED,
    description: 'Command of the container: a JSON array, or a line that is split as a shell splits words.',
  },
  'task-role-arn': { group: CHANGES, type: 'text', description: 'ARN of the role that the application uses.' },
  'execution-role-arn': {
    group: CHANGES,
    type: 'text',
    modes: TEMPLATED,
    description: 'ARN of the role that ECS uses to pull images, read secrets and write logs.',
  },
  cpu: { group: CHANGES, type: 'text', description: 'CPU units of the task (`256`, `1024`) or vCPUs (`1 vCPU`).' },
  memory: { group: CHANGES, type: 'text', description: 'Memory of the task in MiB (`512`) or GB (`2 GB`).' },
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
      'Tags: `key=value` lines, or the JSON of `tags`. Put on the task definition; for an Express service that is created from an image, on the service.',
  },
  'keep-null-value-keys': {
    group: CHANGES,
    type: 'names',
    modes: TEMPLATED,
    description:
      'Accepted for compatibility and not needed: empty values are kept; only nulls, which AWS rejects, are dropped.',
  },

  'desired-count': {
    group: SETTINGS,
    type: 'integer',
    min: 0,
    max: 5000,
    modes: WRITES,
    services: EVERY_KIND,
    description:
      'Number of tasks; the step ends when as many run. Leave it out under auto scaling: a value overwrites the scaled one. On Express it is sent after the Express deployment, and lies between the minimum and maximum of its auto scaling.',
  },
  'force-new-deployment': {
    group: SETTINGS,
    type: 'boolean',
    default: 'false',
    modes: WRITES,
    services: CLASSIC_OR_CODE_DEPLOY,
    description: 'Start a deployment even when nothing differs.',
  },
  'circuit-breaker': {
    group: SETTINGS,
    type: 'choice',
    choices: ['rollback', 'on', 'off', 'keep'],
    default: 'rollback',
    modes: WRITES,
    services: CLASSIC,
    description:
      'Deployment circuit breaker: `rollback` turns it on and rolls back, `on` only stops, `off` turns it off, `keep` leaves the service as it is.',
  },
  'circuit-breaker-threshold': {
    group: SETTINGS,
    type: 'text',
    modes: WRITES,
    services: CLASSIC,
    description: 'Failed tasks until the breaker trips: a number (`3`) or a share of the desired count (`50%`).',
  },
  'circuit-breaker-reset-on-healthy-task': {
    group: SETTINGS,
    type: 'boolean',
    modes: WRITES,
    services: CLASSIC,
    description: 'Whether a healthy task sets the count of failures back to zero.',
  },
  'minimum-healthy-percent': {
    group: SETTINGS,
    type: 'integer',
    min: 0,
    max: 100,
    modes: WRITES,
    services: CLASSIC,
    description: 'Lower limit of healthy tasks during the deployment, in per cent of the desired count.',
  },
  'maximum-percent': {
    group: SETTINGS,
    type: 'integer',
    min: 100,
    max: 200,
    modes: WRITES,
    services: CLASSIC,
    description: 'Upper limit of tasks during the deployment, in per cent of the desired count.',
  },
  'deployment-strategy': {
    group: SETTINGS,
    type: 'choice',
    choices: ['rolling', 'blue-green', 'linear', 'canary'],
    modes: WRITES,
    services: CLASSIC,
    description:
      'How ECS replaces the tasks. `blue-green`, `linear` and `canary` shift the traffic between two target groups, which each load balancer of the service must have (`advancedConfiguration`). Percentages and step times stay as the service has them, else as AWS sets them. Left out: as the service has it.',
  },
  'bake-time-minutes': {
    group: SETTINGS,
    type: 'integer',
    min: 0,
    max: 1440,
    modes: WRITES,
    services: CLASSIC_OR_EXPRESS,
    description:
      'How long both revisions run after all production traffic has shifted: blue-green, linear and canary deployments. `blue-green` needs one. On Express it is sent after the Express deployment and holds from the next one on.',
  },
  'deployment-alarms': {
    group: SETTINGS,
    type: 'names',
    modes: WRITES,
    services: CLASSIC,
    description: 'CloudWatch alarms that fail the deployment and roll it back; they replace the ones of the service.',
  },
  'capacity-provider-strategy': {
    group: SETTINGS,
    type: 'json-array',
    modes: WRITES,
    services: CLASSIC_OR_EXPRESS,
    description:
      'JSON of `capacityProviderStrategy`. AWS accepts a change only with a forced deployment, so the step forces one, and verifies where the tasks run. On Express it is sent after the Express deployment.',
  },
  'enable-execute-command': {
    group: SETTINGS,
    type: 'boolean',
    modes: WRITES,
    services: CLASSIC_OR_EXPRESS,
    description:
      'ECS Exec. It holds for new tasks only; use `force-new-deployment` to replace the running ones. On Express it is sent after the Express deployment, with a forced deployment.',
  },
  'health-check-grace-period-seconds': {
    group: SETTINGS,
    type: 'integer',
    min: 0,
    max: 2_147_483_647,
    modes: WRITES,
    services: CLASSIC_OR_CODE_DEPLOY,
    description: 'Seconds in which a new task may fail the load balancer’s health check.',
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
    description: 'Whether ECS tags the tasks with the names of the cluster and of the service.',
  },
  'propagate-tags': {
    group: SETTINGS,
    type: 'choice',
    choices: ['SERVICE', 'TASK_DEFINITION', 'NONE'],
    modes: READS,
    services: CLASSIC_OR_CODE_DEPLOY,
    description: 'Where tasks take their tags from.',
  },
  'service-managed-ebs-volume-name': {
    group: SETTINGS,
    type: 'text',
    modes: WRITES,
    services: CLASSIC,
    description: 'Name of the `configuredAtLaunch` volume that `service-managed-ebs-volume` describes.',
  },
  'service-managed-ebs-volume': {
    group: SETTINGS,
    type: 'json-object',
    modes: WRITES,
    services: CLASSIC,
    description: 'JSON of `managedEBSVolume`. Other volumes of the service are kept.',
  },

  'infrastructure-role-arn': {
    group: EXPRESS_SETTINGS,
    type: 'text',
    modes: WRITES,
    services: EXPRESS,
    description:
      'Role with which ECS makes the load balancer, scaling and the rest. Needed to create an Express service.',
  },
  'container-port': {
    group: EXPRESS_SETTINGS,
    type: 'integer',
    min: 1,
    max: 65535,
    modes: WRITES,
    services: EXPRESS,
    description: 'Port on which the container takes requests (image mode).',
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
    description: 'Prefix of the log streams (image mode), which needs `log-group`. Left out beside `log-group`: `ecs`.',
  },
  'repository-credentials': {
    group: EXPRESS_SETTINGS,
    type: 'text',
    modes: WRITES,
    services: EXPRESS,
    description: 'ARN of the secret with the credentials of a private registry (image mode).',
  },
  'mutate-tags-on-update': {
    group: EXPRESS_SETTINGS,
    type: 'boolean',
    default: 'false',
    modes: WRITES,
    services: EXPRESS,
    description: 'On update, make the tags of the service equal to `tags`: missing ones are added, others removed.',
  },
  subnets: {
    group: EXPRESS_SETTINGS,
    type: 'names',
    modes: WRITES,
    services: EXPRESS,
    description: 'Subnet ids.',
  },
  'security-groups': {
    group: EXPRESS_SETTINGS,
    type: 'names',
    modes: WRITES,
    services: EXPRESS,
    description: 'Security group ids.',
  },
  'health-check-path': {
    group: EXPRESS_SETTINGS,
    type: 'text',
    modes: WRITES,
    services: EXPRESS,
    description: 'Path of the load balancer’s health check. Send it: the documented defaults contradict each other.',
  },
  'min-task-count': {
    group: EXPRESS_SETTINGS,
    type: 'integer',
    min: 0,
    max: 5000,
    modes: WRITES,
    services: EXPRESS,
    description: 'Fewest tasks of auto scaling.',
  },
  'max-task-count': {
    group: EXPRESS_SETTINGS,
    type: 'integer',
    min: 1,
    max: 5000,
    modes: WRITES,
    services: EXPRESS,
    description: 'Most tasks of auto scaling.',
  },
  'auto-scaling-metric': {
    group: EXPRESS_SETTINGS,
    type: 'choice',
    choices: ['AVERAGE_CPU', 'AVERAGE_MEMORY', 'REQUEST_COUNT_PER_TARGET'],
    modes: WRITES,
    services: EXPRESS,
    description: 'Metric of auto scaling.',
  },
  'auto-scaling-target-value': {
    group: EXPRESS_SETTINGS,
    type: 'integer',
    min: 1,
    max: 1_000_000,
    modes: WRITES,
    services: EXPRESS,
    description: 'Value that auto scaling holds the metric at.',
  },

  'run-task': {
    group: TASK,
    type: 'boolean',
    default: 'false',
    modes: WRITES,
    description:
      'Run one task of the new revision after it is registered and before any service is touched: database migrations, for instance. When it fails, nothing is deployed. `mode: run-task` runs it alone.',
  },
  'run-task-container-overrides': {
    group: TASK,
    type: 'json-array',
    modes: READS,
    description: 'JSON of `containerOverrides`: what differs from the task definition in this one task (`command`, …).',
  },
  'run-task-subnets': {
    group: TASK,
    type: 'names',
    modes: READS,
    description: 'Subnet ids. Left out: those of the service.',
  },
  'run-task-security-groups': {
    group: TASK,
    type: 'names',
    modes: READS,
    description: 'Security group ids. Left out: those of the service.',
  },
  'run-task-assign-public-IP': {
    group: TASK,
    type: 'choice',
    choices: ['ENABLED', 'DISABLED'],
    modes: READS,
    description: 'Whether the task gets a public IP address. Left out: as the service has it, else `DISABLED`.',
  },
  'run-task-capacity-provider-strategy': {
    group: TASK,
    type: 'json-array',
    modes: READS,
    description: 'JSON of `capacityProviderStrategy`. Left out: that of the service.',
  },
  'run-task-launch-type': {
    group: TASK,
    type: 'choice',
    choices: ['FARGATE', 'EC2', 'EXTERNAL'],
    modes: READS,
    description:
      'Launch type; of no effect beside `run-task-capacity-provider-strategy`. Left out: as the service has it, else `FARGATE` where the task definition allows it.',
  },
  'run-task-started-by': {
    group: TASK,
    type: 'text',
    default: 'GitHub-Actions',
    modes: READS,
    description: 'Name that ECS keeps with the task.',
  },
  'run-task-tags': {
    group: TASK,
    type: 'pairs',
    keys: ['key', 'value'],
    modes: READS,
    description:
      'Tags of the task: `key=value` lines, or the JSON of `tags`. Left out: those that the tasks of the service get.',
  },
  'run-task-managed-ebs-volume-name': {
    group: TASK,
    type: 'text',
    modes: READS,
    description: 'Name of the `configuredAtLaunch` volume that `run-task-managed-ebs-volume` describes.',
  },
  'run-task-managed-ebs-volume': {
    group: TASK,
    type: 'json-object',
    modes: READS,
    description: 'JSON of `managedEBSVolume`. Left out: the volumes of the service.',
  },
  'wait-for-task-stopped': {
    group: TASK,
    type: 'boolean',
    default: 'true',
    modes: WAITS,
    description:
      'Follow the task to its end, at most `wait-for-minutes`. `false` goes on when the task has started: nothing is known of its end.',
  },
  'codedeploy-appspec': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'text',
    modes: WRITES_OR_ROLLS_BACK,
    services: CODE_DEPLOY,
    description:
      'Path of the AppSpec file, YAML or JSON, for a service with the CODE_DEPLOY deployment controller. Left out: `appspec.yaml`. The task definition in it is replaced by the one that is deployed.',
  },
  'codedeploy-application': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'text',
    modes: WRITES_OR_WATCHES,
    services: CODE_DEPLOY,
    description:
      'CodeDeploy application. Left out: `AppECS-<cluster>-<service>`, cluster and service cut to 46 characters each.',
  },
  'codedeploy-deployment-group': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'text',
    modes: WRITES_OR_WATCHES,
    services: CODE_DEPLOY,
    description:
      'CodeDeploy deployment group. Left out: `DgpECS-<cluster>-<service>`, cluster and service cut to 46 characters each.',
  },
  'codedeploy-deployment-description': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'text',
    modes: WRITES_OR_ROLLS_BACK,
    services: CODE_DEPLOY,
    description: 'Description of the CodeDeploy deployment; what is beyond 512 characters is cut off, with a warning.',
  },
  'codedeploy-deployment-config': {
    group: CODE_DEPLOY_SETTINGS,
    type: 'text',
    modes: WRITES_OR_ROLLS_BACK,
    services: CODE_DEPLOY,
    description:
      'CodeDeploy deployment configuration, such as `CodeDeployDefault.ECSCanary10Percent5Minutes`. Left out: that of the deployment group.',
  },

  'rollback-to': {
    group: ROLLBACK,
    type: 'text',
    modes: ROLLS_BACK,
    description:
      'Where `mode: rollback` goes: `previous`, the number of a revision of the live family (`41`), `family:41`, or the ARN of a task definition. Left out: `previous`, the newest revision that was deployed successfully to the service before the live one. With `mode: plan` it shows what that rollback would change.',
  },

  'wait-for-service-stability': {
    group: WAITING,
    type: 'boolean',
    default: 'true',
    modes: DEPLOYS_OR_ROLLS_BACK,
    description: 'Follow the deployment to its end. `false` ends the step when the deployment has started.',
  },
  'wait-for-minutes': {
    group: WAITING,
    type: 'integer',
    min: 1,
    max: 360,
    default: '30',
    modes: WATCHES_OR_WAITS,
    description:
      'How long to follow the deployment, and the one-off task before it, in minutes. For a service of CodeDeploy the wait times of its deployment group are added.',
  },
  'wait-max-delay-seconds': {
    group: WAITING,
    type: 'integer',
    min: 1,
    max: 600,
    modes: WATCHES_OR_WAITS,
    description: 'Longest pause between two looks at the deployment, in seconds. Rarely needed: looks are 4 s apart.',
  },
  'require-healthy-targets': {
    group: WAITING,
    type: 'boolean',
    default: 'true',
    modes: WATCHES,
    description:
      'Fail when the load balancer’s targets are not healthy within 60 s after the deployment succeeded. `false` makes it a warning.',
  },
  'if-in-progress': {
    group: WAITING,
    type: 'choice',
    choices: ['proceed', 'wait', 'fail'],
    default: 'proceed',
    modes: DEPLOYS,
    description:
      'When another deployment of the service is already running: `proceed` replaces it, `wait` waits for its end first, `fail` stops before the first write. CodeDeploy never replaces a deployment: there `proceed` stops before the first write too.',
  },
  'fail-fast': {
    group: WAITING,
    type: 'boolean',
    default: 'true',
    modes: GOES_ON,
    description:
      'Stop waiting, and roll back where rollback is on, once two tasks stopped for a cause that no retry fixes: an image or secret that does not exist, the wrong CPU architecture, a role that cannot be assumed (once a minute has passed, as a new role needs). The same where ECS may not make what an Express service needs.',
  },
  'on-timeout': {
    group: WAITING,
    type: 'choice',
    choices: ['fail', 'rollback'],
    default: 'fail',
    modes: WAITS_OR_ROLLS_BACK,
    description:
      'When the time is over: `fail` leaves the deployment running in ECS, `rollback` rolls back the deployment that this step started, and stops its one-off task.',
  },
  'on-cancel': {
    group: WAITING,
    type: 'choice',
    choices: ['leave', 'rollback'],
    default: 'leave',
    modes: DEPLOYS_OR_ROLLS_BACK,
    description:
      'When the job is cancelled: `leave` leaves the deployment running in ECS, `rollback` rolls back the deployment that this step started. A one-off task that runs is always stopped.',
  },

  'on-pause': {
    group: WAITING,
    type: 'choice',
    choices: ['wait', 'return'],
    default: 'wait',
    modes: GOES_ON,
    description:
      'When the deployment waits for somebody in a PAUSE hook, or CodeDeploy waits to reroute the traffic: `wait` goes on following it, `return` ends the step with outcome `started`, so that a later job can go on with `mode: continue` or `mode: stop`.',
  },
  'stop-type': {
    group: WAITING,
    type: 'choice',
    choices: ['rollback', 'abort'],
    default: 'rollback',
    modes: STOPS,
    description:
      'How `mode: stop` stops the deployment: `rollback` goes back to what ran before, `abort` leaves everything as it is at that moment.',
  },

  checks: {
    group: CHECKS,
    type: 'choice',
    choices: ['on', 'strict', 'off'],
    default: 'on',
    description:
      'Checks before the first write: `on` fails on errors, `strict` on warnings too, `off` passes the template through untouched.',
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
      'Record the deployment in the environments of the GitHub repository, with its end and the URL of the service. One that `on-pause: return` leaves waiting stays `in_progress` until a step with this input and `mode: continue`, `stop` or `rollback` ends it: `success`, or `failure` when it was stopped or rolled back, and then what ran before stays active. For a deployment that has no such record these modes make one. Not needed in a job that has `environment:`, for which GitHub records one itself.',
  },
  'environment-name': {
    group: REPORT,
    type: 'text',
    modes: DEPLOYS_OR_CHANGES,
    description: 'Environment of `github-deployment`. Left out: one for each service, with the name of the service.',
  },
  'pull-request-comment': {
    group: REPORT,
    type: 'boolean',
    default: 'false',
    description:
      'Show the plan or the result in one comment of the pull request, which later runs update. It shows no values of environment variables and no log lines, because GitHub masks no secrets in comments.',
  },
  'log-lines': {
    group: REPORT,
    type: 'integer',
    min: 0,
    max: 200,
    default: '20',
    modes: WATCHES_OR_WAITS,
    description: 'Last lines of a failing container’s log to show. `0` reads no log.',
  },

  'max-retries': {
    group: CLIENT,
    type: 'integer',
    min: 0,
    max: 20,
    default: '3',
    description: 'How often a throttled or broken AWS call is tried again.',
  },
} as const satisfies Record<string, InputSpec>;

export type InputName = keyof typeof INPUTS;

/** `KEY=value` lines or JSON, in the order given. */
export type Pairs = readonly (readonly [key: string, value: string])[];

type Value<S extends InputType> = S extends { type: 'choice'; choices: readonly (infer C)[] }
  ? C
  : S extends { type: 'text' }
    ? string
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
  'task-definition': 'Path of the rendered task definition.',
  'task-definition-arn':
    'ARN of the registered (or unchanged) task definition revision; of a rollback or its plan, the one that comes back.',
  'previous-task-definition-arn':
    'ARN of the revision that it replaces: what was live before, or what a deployment in flight that is rolled back went to.',
  'service-arn': 'ARN of the service.',
  'deployment-arn': 'ARN of the service deployment that this step started or followed.',
  'codedeploy-deployment-id': 'ID of the CodeDeploy deployment that this step started or followed.',
  outcome:
    'How it ended: `succeeded`, `rolled-back`, `failed`, `stopped`, `superseded`, `timed-out`, `cancelled`, `registered`, `planned`, `unchanged`, or `started` (the deployment goes on and its end is not known).',
  endpoint: 'URL of the service, where ECS knows it (Express).',
  changes: '`true` when this step changed something, or with `mode: plan` would change something; else `false`.',
  'target-health': 'Health of the load balancer’s targets at the end, as JSON.',
  'run-task-arn': 'ARNs of the one-off tasks that this step started, as a JSON array.',
  report: 'Path of a JSON report with everything the summary shows (schema: docs/report.schema.json).',
} as const satisfies Record<string, string>;
