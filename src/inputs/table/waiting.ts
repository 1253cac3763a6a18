import { WAITING } from './groups.ts';
import type { InputSpec } from './input-spec.ts';
import {
  CAN_END_EARLY,
  DEPLOYS,
  DEPLOYS_OR_ROLLS_BACK,
  FOLLOWS,
  GOES_ON,
  STOPS,
  WAITS_OR_ROLLS_BACK,
  WATCHES,
  WATCHES_OR_WAITS,
} from './used-by.ts';

/** How long the step waits, and what ends the wait. */
export const WAITING_INPUTS = {
  'wait-for-service-stability': {
    group: WAITING,
    type: 'boolean',
    default: 'true',
    modes: CAN_END_EARLY,
    description: 'Follow the deployment until it ends. `false` ends the step as soon as the deployment has started.',
  },
  'wait-for-minutes': {
    group: WAITING,
    type: 'integer',
    min: 1,
    max: 360,
    default: '30',
    modes: FOLLOWS,
    description:
      'How long to follow the deployment, and before it the one-off task, in minutes. Reading and checking before the first write takes nothing from it, and may take as long. For a CodeDeploy service, the wait times of its deployment group are added.',
  },
  'wait-max-delay-seconds': {
    group: WAITING,
    type: 'integer',
    min: 1,
    max: 600,
    modes: WATCHES_OR_WAITS,
    description:
      'Longest pause between two polls of the deployment, in seconds. Rarely needed: the step polls every 1.5 to 15 seconds, depending on what the deployment is doing.',
  },
  'require-healthy-targets': {
    group: WAITING,
    type: 'boolean',
    default: 'true',
    modes: WATCHES,
    description:
      'Fail if the load balancer’s targets are not healthy within 60 seconds after the deployment succeeded (30 seconds once `wait-for-minutes` is up). `false` turns this into a warning.',
  },
  'if-in-progress': {
    group: WAITING,
    type: 'choice',
    choices: ['proceed', 'wait', 'fail'],
    default: 'proceed',
    modes: DEPLOYS,
    description:
      'What to do if another deployment of the service is already running: `proceed` replaces it, `wait` waits until it ends, `fail` stops before the first write. CodeDeploy cannot replace a deployment, so `proceed` stops there too.',
  },
  'fail-fast': {
    group: WAITING,
    type: 'boolean',
    default: 'true',
    modes: GOES_ON,
    description:
      'Stop waiting, and roll back if rollback is on, once two tasks have stopped for a reason that no retry can fix: an image or secret that does not exist, the wrong CPU architecture, a role that cannot be assumed (after one minute, because new roles need that long). The same applies if ECS lacks permission to create what an Express service needs.',
  },
  'on-timeout': {
    group: WAITING,
    type: 'choice',
    choices: ['fail', 'rollback'],
    default: 'fail',
    modes: WAITS_OR_ROLLS_BACK,
    description:
      'What to do when the time is up: `fail` leaves the deployment running, `rollback` rolls back the deployment that this step started, follows that rollback for up to 15 minutes, and stops its one-off task.',
  },
  'on-cancel': {
    group: WAITING,
    type: 'choice',
    choices: ['leave', 'rollback'],
    default: 'leave',
    modes: DEPLOYS_OR_ROLLS_BACK,
    description:
      'What to do when the job is cancelled: `leave` leaves the deployment running, `rollback` rolls back the deployment that this step started. A running one-off task is always stopped.',
  },
  'on-pause': {
    group: WAITING,
    type: 'choice',
    choices: ['wait', 'return', 'verify'],
    default: 'wait',
    modes: [...GOES_ON, 'plan'],
    description:
      'What to do when the deployment is paused (a PAUSE hook, or CodeDeploy waiting to reroute traffic): `wait` keeps following it, `return` ends the step with outcome `started`, so that a later job can use `mode: continue` or `mode: stop`; `verify` sends the probes of `smoke-test`, then continues or rolls back. With `return` they are sent before the step ends.',
  },
  'stop-type': {
    group: WAITING,
    type: 'choice',
    choices: ['rollback', 'abort'],
    default: 'rollback',
    modes: STOPS,
    description:
      'How `mode: stop` stops the deployment: `rollback` returns to what ran before, `abort` leaves everything as it is at that moment.',
  },
} as const satisfies Record<string, InputSpec>;
