import { ACCESS, ROLES } from './access.ts';
import { AWS_ERRORS } from './aws-errors.ts';
import { CODE_DEPLOY } from './codedeploy.ts';
import { CONTAINERS } from './containers.ts';
import { DEPLOYMENT } from './deployment.ts';
import { EXITS } from './exits.ts';
import { HEALTH } from './health.ts';
import { HOOKS } from './hooks.ts';
import { LOGGING } from './logging.ts';
import type { PatternGroup } from './pattern.ts';
import { PLACEMENT } from './placement.ts';
import { POLICIES } from './policies.ts';
import { ARGUMENTS } from './program/arguments.ts';
import { AWS_CALLS } from './program/aws-calls.ts';
import { BINARIES } from './program/binaries.ts';
import { BROKERS } from './program/brokers.ts';
import { CHECKS } from './program/checks.ts';
import { CONNECTIONS } from './program/connections.ts';
import { CRASHES } from './program/crashes.ts';
import { DATABASES } from './program/databases.ts';
import { ERROR_CLASSES } from './program/error-classes.ts';
import { FILES } from './program/files.ts';
import { MEMORY } from './program/memory.ts';
import { LOGINS } from './program/logins.ts';
import { MIGRATIONS } from './program/migrations.ts';
import { MODULES } from './program/modules.ts';
import { PRODUCTS } from './program/products.ts';
import { RIGHTS } from './program/rights.ts';
import { SERVERS } from './program/servers.ts';
import { SETTINGS } from './program/settings.ts';
import { SURROUNDINGS } from './program/surroundings.ts';
import { TLS } from './program/tls.ts';
import { PULLS } from './pulls.ts';
import { REGISTRATION } from './registration.ts';
import { RUN_TASK } from './run-task.ts';
import { SECRETS } from './secrets.ts';
import { VOLUMES_AND_NETWORK } from './volumes-and-network.ts';

/** In the order in which they are tried: what names a cause comes before what only repeats it. */
const GROUPS = [
  POLICIES,
  ROLES,
  PULLS,
  SECRETS,
  LOGGING,
  VOLUMES_AND_NETWORK,
  CONTAINERS,
  EXITS,
  HEALTH,
  CODE_DEPLOY,
  HOOKS,
  ACCESS,
  RUN_TASK,
  REGISTRATION,
  PLACEMENT,
  DEPLOYMENT,
  AWS_ERRORS,
  RIGHTS,
  BINARIES,
  MODULES,
  PRODUCTS,
  SURROUNDINGS,
  ARGUMENTS,
  SERVERS,
  CHECKS,
  FILES,
  AWS_CALLS,
  SETTINGS,
  MEMORY,
  MIGRATIONS,
  TLS,
  BROKERS,
  DATABASES,
  LOGINS,
  CONNECTIONS,
  CRASHES,
  ERROR_CLASSES,
] as const;

/** THE list of causes: each is an entry of one of the tables, and an anchor in docs/troubleshooting.md. */
export type CauseId = (typeof GROUPS)[number]['patterns'][number]['id'];

export const PATTERN_GROUPS: readonly PatternGroup[] = GROUPS;
