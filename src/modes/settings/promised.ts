import type { Inputs } from '../../inputs/spec.ts';
import type { ServiceSettings, Target } from '../../model.ts';
import type { Work } from '../../plan/decide.ts';

/**
 * What must be true of the tasks at the end: settings that were sent, and those that the inputs ask for and the service has already.
 * That a service has a count, or ECS Exec, does not say that so many tasks run, or that they have the agent.
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

/** Only what shows in the tasks: a deployment that succeeded with the other settings has proved them. */
export function shownByTasks(settings: ServiceSettings): ServiceSettings {
  const { desiredCount, enableExecuteCommand, capacityProviderStrategy } = settings;
  return {
    ...(desiredCount === undefined ? {} : { desiredCount }),
    ...(enableExecuteCommand === undefined ? {} : { enableExecuteCommand }),
    ...(capacityProviderStrategy === undefined ? {} : { capacityProviderStrategy }),
  };
}
