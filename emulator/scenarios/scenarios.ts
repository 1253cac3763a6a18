import { classicBreaker } from './classic-breaker.ts';
import { classicHealthy } from './classic-healthy.ts';
import { codeDeployCrash, codeDeployHealthy, codeDeployHookFails } from './code-deploy.ts';
import { empty } from './empty.ts';
import { expressBreaker } from './express-breaker.ts';
import { expressCanary } from './express-canary.ts';
import { exits } from './exits.ts';
import { expressFailures } from './express-failures.ts';
import { health } from './health.ts';
import { hosts } from './hosts.ts';
import { imageMissing } from './image-missing.ts';
import { interventions } from './interventions.ts';
import { mixed } from './mixed.ts';
import { noBreakerCrashLoop } from './no-breaker-crash-loop.ts';
import { placement } from './placement.ts';
import { preparation } from './preparation.ts';
import { probes } from './probes.ts';
import { pulls } from './pulls.ts';
import type { Scenario } from './scenario.ts';
import { strategies } from './strategies.ts';
import { superseded } from './superseded.ts';
import { unhealthyTargets } from './unhealthy-targets.ts';

/** Every scenario by its name. */
export const scenarios: Record<string, Scenario> = Object.fromEntries(
  [
    classicHealthy,
    classicBreaker,
    expressCanary,
    expressBreaker,
    unhealthyTargets,
    imageMissing,
    noBreakerCrashLoop,
    superseded,
    ...exits,
    ...pulls,
    ...preparation,
    ...health,
    ...placement,
    ...hosts,
    ...strategies,
    ...probes,
    ...interventions,
    ...mixed,
    ...expressFailures,
    codeDeployHealthy,
    codeDeployCrash,
    codeDeployHookFails,
    empty,
  ].map((scenario) => [scenario.name, scenario]),
);
