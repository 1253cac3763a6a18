import { VERIFIED } from './groups.ts';
import type { InputSpec } from './input-spec.ts';
import { EVERY_KIND, RELEASES } from './used-by.ts';

/** What a release must show before it counts. */
export const VERIFIED_INPUTS = {
  'smoke-test': {
    group: VERIFIED,
    type: 'probes',
    modes: RELEASES,
    services: EVERY_KIND,
    description:
      'Requests that the new release must answer: one `URL [status]` per line (200 if left out), or a JSON array of `{url, method, headers, body, status, contains, maxMillis, attempts, every}`. `{endpoint}` and `{test-endpoint}` stand for the addresses of the production and the test listener, `{service}` and `{revision}` for the names. They are sent after the deployment succeeded, and with `on-pause: verify` at the pause; a failed one fails the step ([details](verified-releases.md)). With a manifest, a `smoke-test` of the step is sent once, after the last wave.',
  },
  'smoke-test-timeout-seconds': {
    group: VERIFIED,
    type: 'integer',
    min: 1,
    max: 3600,
    default: '60',
    modes: RELEASES,
    services: EVERY_KIND,
    description:
      'How long failing probes of `smoke-test` are repeated, in seconds. It is not part of `wait-for-minutes`.',
  },
  'metric-checks': {
    group: VERIFIED,
    type: 'metric-checks',
    modes: RELEASES,
    services: EVERY_KIND,
    description:
      'Conditions on CloudWatch, one per line: `alarm NAME` (must be OK), `5xx-rate < 1%`, `p99 < 800ms`, or compared with the old revision while both take traffic: `5xx-rate <= old + 0.5%`, `p99 <= old * 1.2`. Each looks at 5 minutes and needs 100 requests, unless it says otherwise (`over 10 minutes, min 500 requests`). With too little traffic nothing is judged, which the step says in a warning ([details](verified-releases.md#metric-checks)).',
  },
  'on-verification-failure': {
    group: VERIFIED,
    type: 'choice',
    choices: ['rollback', 'fail'],
    default: 'rollback',
    modes: RELEASES,
    services: EVERY_KIND,
    description:
      'What to do if a probe or a metric check fails: `rollback` returns to what ran before (at a pause and in flight by rolling back the deployment, after its success by deploying the former revision) and follows that too, `fail` leaves everything as it is. The step is red in either case.',
  },
} as const satisfies Record<string, InputSpec>;
