import { SETTINGS } from './groups.ts';
import type { InputSpec } from './input-spec.ts';
import { CLASSIC, CLASSIC_OR_CODE_DEPLOY, CLASSIC_OR_EXPRESS, EVERY_KIND, READS, WRITES } from './used-by.ts';

/** Settings of a service, apart from its task definition. */
export const SETTINGS_INPUTS = {
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
} as const satisfies Record<string, InputSpec>;
