import type { Template } from '../model.ts';
import type { MetricCheck, Probe } from '../release.ts';
import type { InputType } from './table/input-spec.ts';
import { AFTER_INPUTS } from './table/after.ts';
import { CHANGES_INPUTS } from './table/changes.ts';
import { CHECKS_INPUTS } from './table/checks.ts';
import { CLIENT_INPUTS } from './table/client.ts';
import { CODE_DEPLOY_SETTINGS_INPUTS } from './table/codedeploy.ts';
import { EXPRESS_SETTINGS_INPUTS } from './table/express.ts';
import { TASK_INPUTS } from './table/one-off-task.ts';
import { REPORT_INPUTS } from './table/report.ts';
import { ROLLBACK_INPUTS } from './table/rollback.ts';
import { SETTINGS_INPUTS } from './table/service-settings.ts';
import { TARGET_INPUTS } from './table/target.ts';
import { TEMPLATE_INPUTS } from './table/template.ts';
import { VERIFIED_INPUTS } from './table/verified-release.ts';
import { WAITING_INPUTS } from './table/waiting.ts';

/** THE table of inputs, by topic: action.yml, the README, docs/inputs.md, the types and the parsing all come from it. */
export const INPUTS = {
  ...TARGET_INPUTS,
  ...TEMPLATE_INPUTS,
  ...CHANGES_INPUTS,
  ...SETTINGS_INPUTS,
  ...EXPRESS_SETTINGS_INPUTS,
  ...TASK_INPUTS,
  ...CODE_DEPLOY_SETTINGS_INPUTS,
  ...ROLLBACK_INPUTS,
  ...WAITING_INPUTS,
  ...VERIFIED_INPUTS,
  ...AFTER_INPUTS,
  ...CHECKS_INPUTS,
  ...REPORT_INPUTS,
  ...CLIENT_INPUTS,
} as const;

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
              : S extends { type: 'probes' }
                ? readonly Probe[]
                : S extends { type: 'metric-checks' }
                  ? readonly MetricCheck[]
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
