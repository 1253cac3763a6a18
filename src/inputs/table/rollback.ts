import { ROLLBACK } from './groups.ts';
import type { InputSpec } from './input-spec.ts';
import { ROLLS_BACK } from './used-by.ts';

/** Where a rollback goes. */
export const ROLLBACK_INPUTS = {
  'rollback-to': {
    group: ROLLBACK,
    type: 'text',
    modes: ROLLS_BACK,
    description:
      'Where `mode: rollback` goes: `previous`, the number of a revision of the live family (`41`), `family:41`, the ARN of a task definition, or `commit:<sha>` (7 to 40 digits): the newest revision of the family that `provenance-tags` tagged with this commit. `previous` is the newest revision before the live one that was deployed successfully to this service. With `mode: plan`, shows what the rollback would change. Default: `previous`.',
  },
} as const satisfies Record<string, InputSpec>;
