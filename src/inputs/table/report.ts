import { REPORT } from './groups.ts';
import type { InputSpec } from './input-spec.ts';
import { DEPLOYS_OR_CHANGES, WATCHES_OR_WAITS } from './used-by.ts';

/** Who is told, and what. */
export const REPORT_INPUTS = {
  'github-token': {
    group: REPORT,
    onlyIn: 'github',
    type: 'text',
    default: '${{ github.token }}',
    description:
      'Token for `github-deployment` (needs `deployments: write`) and `pull-request-comment` (needs `pull-requests: write`).',
  },
  'github-deployment': {
    group: REPORT,
    onlyIn: 'github',
    type: 'boolean',
    default: 'false',
    modes: DEPLOYS_OR_CHANGES,
    description:
      'Record the deployment, its result and the URL of the service in the environments of the GitHub repository. A deployment that `on-pause: return` leaves paused stays `in_progress` until a step with this input and `mode: continue`, `stop` or `rollback` ends it: as `success`, or as `failure` if it was stopped or rolled back. These modes create a record if there is none. Not needed in a job with `environment:`, because GitHub records that itself.',
  },
  'environment-name': {
    group: REPORT,
    onlyIn: 'github',
    type: 'text',
    modes: DEPLOYS_OR_CHANGES,
    description:
      'Name of the environment for `github-deployment`. Default: one environment per service, named after it.',
  },
  'environment-url': {
    group: REPORT,
    onlyIn: 'github',
    type: 'text',
    modes: DEPLOYS_OR_CHANGES,
    description:
      'Web address of the environment, which GitHub shows beside the deployment. Default: the endpoint that ECS knows (Express).',
  },
  'pull-request-comment': {
    group: REPORT,
    onlyIn: 'github',
    type: 'boolean',
    default: 'false',
    description:
      'Show the plan or the result in one comment on the pull request; later runs update it. The comment contains no values of environment variables and no log lines, because GitHub does not mask secrets in comments.',
  },
  'log-lines': {
    group: REPORT,
    type: 'integer',
    min: 0,
    max: 200,
    default: '20',
    modes: WATCHES_OR_WAITS,
    description: 'How many of the last log lines of a failing container to show. `0` reads no logs.',
  },
} as const satisfies Record<string, InputSpec>;
