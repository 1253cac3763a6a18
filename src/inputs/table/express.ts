import { EXPRESS_SETTINGS } from './groups.ts';
import type { InputSpec } from './input-spec.ts';
import { EXPRESS, WRITES } from './used-by.ts';

/** Settings that only Express services have. */
export const EXPRESS_SETTINGS_INPUTS = {
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
} as const satisfies Record<string, InputSpec>;
