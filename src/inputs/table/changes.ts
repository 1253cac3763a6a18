import { CHANGES } from './groups.ts';
import type { InputSpec } from './input-spec.ts';
import { TEMPLATED } from './used-by.ts';

/** What changes in it. */
export const CHANGES_INPUTS = {
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
} as const satisfies Record<string, InputSpec>;
