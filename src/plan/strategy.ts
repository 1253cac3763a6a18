import type { DeploymentConfiguration, DeploymentStrategy } from '@aws-sdk/client-ecs';
import type { Inputs } from '../inputs/spec.ts';

const STRATEGIES: Record<NonNullable<Inputs['deployment-strategy']>, DeploymentStrategy> = {
  rolling: 'ROLLING',
  'blue-green': 'BLUE_GREEN',
  linear: 'LINEAR',
  canary: 'CANARY',
};

/** The strategy and bake time that the inputs request; what they do not request is left out. */
export function strategyChanges(inputs: Inputs): Pick<DeploymentConfiguration, 'strategy' | 'bakeTimeInMinutes'> {
  const asked = inputs['deployment-strategy'];
  return {
    strategy: asked === undefined ? undefined : STRATEGIES[asked],
    bakeTimeInMinutes: inputs['bake-time-minutes'],
  };
}

/** Drops what belongs to another strategy: ECS rejects it (docs: API_DeploymentConfiguration, "only valid when"). */
export function fitToStrategy(configuration: DeploymentConfiguration): DeploymentConfiguration {
  const { linearConfiguration, canaryConfiguration, earlySuccessCriteria, ...rest } = configuration;
  const strategy = configuration.strategy ?? 'ROLLING';
  return {
    ...rest,
    ...(strategy === 'LINEAR' && linearConfiguration !== undefined ? { linearConfiguration } : {}),
    ...(strategy === 'CANARY' && canaryConfiguration !== undefined ? { canaryConfiguration } : {}),
    ...(strategy === 'ROLLING' && earlySuccessCriteria !== undefined ? { earlySuccessCriteria } : {}),
  };
}
