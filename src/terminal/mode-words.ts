import type { Mode } from '../model.ts';

/** One line about each mode, for `--help`. */
export const MODE_WORDS = {
  deploy: 'Render, check, register and deploy, and follow the deployment to its end',
  plan: 'Show what deploy (or, with --rollback-to, rollback) would change; writes nothing',
  check: 'Check inputs, files and image references without AWS; needs no credentials',
  register: 'Only register the task definition',
  'run-task': 'Only run the one-off task',
  rollback: 'Return to an earlier revision, or stop the deployment in flight and roll it back',
  watch: 'Follow the deployment in flight, whoever started it, or report the last one',
  continue: 'Resume a paused deployment and follow it',
  stop: 'Stop the deployment in flight and follow it',
  delete: 'Delete the service and follow it until it is gone; needs --confirm or --preview',
} as const satisfies Record<Mode, string>;
