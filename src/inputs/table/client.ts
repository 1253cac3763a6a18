import { CLIENT } from './groups.ts';
import type { InputSpec } from './input-spec.ts';

/** How AWS is called. */
export const CLIENT_INPUTS = {
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
