import { TASK } from './groups.ts';
import type { InputSpec } from './input-spec.ts';
import { READS, WAITS, WRITES } from './used-by.ts';

/** A task that runs once, before the services. */
export const TASK_INPUTS = {
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
} as const satisfies Record<string, InputSpec>;
