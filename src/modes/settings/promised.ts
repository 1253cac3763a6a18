import type { Inputs } from '../../inputs/spec.ts';
import type { ServiceSettings, Target } from '../../model.ts';
import type { Work } from '../../plan/decide.ts';

/**
 * What must be true of the tasks at the end: settings that were sent, and those that the inputs request and the service already has.
 * A service with a count, or with ECS Exec, does not necessarily run that many tasks, or tasks with the agent.
 */
export function promisedSettings(
  { target, work, sent }: { target: Target; work: Work; sent: ServiceSettings },
  inputs: Inputs,
): ServiceSettings {
  if (work.kind === 'roll-back') return {};
  const desiredCount = inputs['desired-count'];
  const enableExecuteCommand = inputs['enable-execute-command'];
  const capacityProviderStrategy = inputs['capacity-provider-strategy'] as ServiceSettings['capacityProviderStrategy'];
  return {
    ...sent,
    ...(desiredCount === undefined ? {} : { desiredCount }),
    ...(target.kind === 'codedeploy' || enableExecuteCommand === undefined ? {} : { enableExecuteCommand }),
    ...(target.kind === 'codedeploy' || capacityProviderStrategy === undefined ? {} : { capacityProviderStrategy }),
  };
}

/** Only what is visible in the tasks: a successful deployment has proved the other settings. */
export function shownByTasks(settings: ServiceSettings): ServiceSettings {
  const { desiredCount, enableExecuteCommand, capacityProviderStrategy } = settings;
  return {
    ...(desiredCount === undefined ? {} : { desiredCount }),
    ...(enableExecuteCommand === undefined ? {} : { enableExecuteCommand }),
    ...(capacityProviderStrategy === undefined ? {} : { capacityProviderStrategy }),
  };
}
