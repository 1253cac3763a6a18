import { CHECKS, REPORT } from './groups.ts';
import type { InputSpec } from './input-spec.ts';
import { REGISTERS_OR_ROLLS_BACK } from './used-by.ts';

/** What is checked before the first write. */
export const CHECKS_INPUTS = {
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
      'Whether to ask AWS, before the first write, if what the task definition and the service need is there: roles, secrets, parameters, log groups, alarms, target groups, and what a rollback would need ([rules](checks.md#preflight)). Subnets, security groups and file systems are not looked up. It only reads, at the same time as the other reads, and never reads the value of a secret. What the role may not read is listed in the summary and is neither an error nor a warning. `off` makes none of these calls; neither does `checks: off`.',
  },

  summary: { group: REPORT, onlyIn: 'github', type: 'boolean', default: 'true', description: 'Write the job summary.' },
  annotations: { group: REPORT, onlyIn: 'github', type: 'boolean', default: 'true', description: 'Write annotations.' },
} as const satisfies Record<string, InputSpec>;
