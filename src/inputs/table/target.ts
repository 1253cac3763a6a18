import { TARGET } from './groups.ts';
import type { InputSpec } from './input-spec.ts';
import { DELETES, DEPLOYS, EXPRESS, NAMES_CLUSTER, NAMES_SERVICES, PREVIEWS } from './used-by.ts';

/** What the step works on. */
export const TARGET_INPUTS = {
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
    leftOut: {
      word: 'none',
      fix: 'Run this only for pull requests, since other events have no number of one, or set it to "none" if the service itself is meant.',
    },
    modes: PREVIEWS,
    services: EXPRESS,
    description:
      'The number of a pull request: the step works on an Express service of its own, `<service>-pr-<number>`, which it creates, updates or, with `mode: delete`, deletes. With `closed` and `mode: delete`, every preview of the service whose pull request is closed is deleted. With `none` it works on the service itself; a value that comes out empty is an error. See docs/previews.md.',
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
} as const satisfies Record<string, InputSpec>;
