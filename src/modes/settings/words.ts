import type { PromisedSettings, ServiceSettings } from '../../model.ts';

/** Settings as a sentence names them: `FARGATE_SPOT, ECS Exec and a count of 3`. */
export function nameSettings(settings: PromisedSettings): string {
  const { forceNewDeployment: _, ...named } = settings;
  return listWords(Object.entries(named).map(([name, value]) => nameSetting(name, value)));
}

export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function nameSetting(name: string, value: unknown): string {
  switch (name) {
    case 'desiredCount':
      return `a count of ${String(value)}`;
    case 'enableExecuteCommand':
      return value === true ? 'ECS Exec' : 'ECS Exec (off)';
    case 'capacityProviderStrategy': {
      const providers = (value as ServiceSettings['capacityProviderStrategy']) ?? [];
      return providers.length === 0 ? name : providers.map(({ capacityProvider }) => capacityProvider).join('/');
    }
    case 'deploymentConfiguration':
      return 'the deployment configuration';
    case 'scalingTarget':
      return 'the auto scaling limits';
    default:
      return name;
  }
}
