import type { World } from '../../emulator/world.ts';

/** What counts of the emulated AWS: what exists, what runs and how each deployment ended. */
export interface Facts {
  /** Revisions by family. */
  revisions: Readonly<Record<string, string[]>>;
  services: Readonly<Record<string, ServiceFacts>>;
  /** How each deployment of CodeDeploy stands, newest first. */
  codeDeploy: string[];
  oneOffTasks: number;
}

interface ServiceFacts {
  status: string;
  runs: string;
  desiredCount: number;
  /** How each service deployment stands, newest first. */
  rollouts: string[];
}

export function factsOf({ home }: World): Facts {
  return {
    revisions: Object.fromEntries(
      [...home.families].map(([family, records]) => [
        family,
        records.map(({ revision, definition }) => `${family}:${revision} ${definition.status}`),
      ]),
    ),
    services: Object.fromEntries(
      home.services.map(({ name, status, taskDefinition, desiredCount, rollouts }) => [
        name,
        {
          status,
          runs: `${taskDefinition.family}:${taskDefinition.revision}`,
          desiredCount,
          rollouts: rollouts.map((rollout) => rollout.status),
        },
      ]),
    ),
    codeDeploy: home.codeDeploy.deployments.map(({ status }) => status),
    oneOffTasks: home.tasks.filter(({ service }) => service === undefined).length,
  };
}

/** How many things there are of which each write makes one. */
export function countsOf({ revisions, services, codeDeploy, oneOffTasks }: Facts): Readonly<Record<string, number>> {
  return {
    ...Object.fromEntries(Object.entries(revisions).map(([family, all]) => [`revisions of ${family}`, all.length])),
    ...Object.fromEntries(
      Object.entries(services).map(([name, { rollouts }]) => [`deployments of ${name}`, rollouts.length]),
    ),
    services: Object.keys(services).length,
    'deployments of CodeDeploy': codeDeploy.length,
    'one-off tasks': oneOffTasks,
  };
}
