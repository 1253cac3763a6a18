import type { RuleName } from '../../../src/rules.ts';
import type { Example } from '../example.ts';
import { OF_DEPLOYMENTS } from './deployments.ts';
import { OF_CODEDEPLOY, OF_EXPRESS, OF_TASKS } from './express.ts';
import { OF_INPUTS } from './inputs.ts';
import { OF_PREFLIGHT } from './preflight.ts';
import { OF_ROLLBACKS } from './rollbacks.ts';
import { OF_SCHEDULES } from './schedules.ts';
import { OF_SERVICES } from './services.ts';
import { OF_VERIFIED_RELEASES } from './verified-releases.ts';
import { WITHOUT_AWS } from './without-aws.ts';

/** One example for each rule, the shortest that triggers it. */
export const EXAMPLES: Record<RuleName, Example> = {
  ...WITHOUT_AWS,
  ...OF_INPUTS,
  ...OF_SERVICES,
  ...OF_EXPRESS,
  ...OF_CODEDEPLOY,
  ...OF_TASKS,
  ...OF_DEPLOYMENTS,
  ...OF_ROLLBACKS,
  ...OF_SCHEDULES,
  ...OF_PREFLIGHT,
  ...OF_VERIFIED_RELEASES,
};
