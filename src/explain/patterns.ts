import { ACCESS, ROLES } from './access.ts';
import { APPLICATION } from './application.ts';
import { CODE_DEPLOY } from './codedeploy.ts';
import { DEPLOYMENT } from './deployment.ts';
import { EXITS } from './exits.ts';
import { HEALTH } from './health.ts';
import { HOOKS } from './hooks.ts';
import type { PatternGroup } from './pattern.ts';
import { PLACEMENT } from './placement.ts';
import { POLICIES } from './policies.ts';
import { PULLS } from './pulls.ts';
import { REGISTRATION } from './registration.ts';
import { RUN_TASK } from './run-task.ts';
import { START } from './start.ts';

/** THE table of messages, in the order in which they are tried: what names a cause stands before what only echoes it. */
export const PATTERN_GROUPS: readonly PatternGroup[] = [
  POLICIES,
  ROLES,
  PULLS,
  START,
  EXITS,
  HEALTH,
  CODE_DEPLOY,
  HOOKS,
  ACCESS,
  RUN_TASK,
  REGISTRATION,
  PLACEMENT,
  DEPLOYMENT,
  APPLICATION,
];
