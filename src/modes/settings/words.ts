import type { PromisedSettings, ServiceSettings } from '../../model.ts';

/** What was sent apart from the revision. */
export interface Sent {
  settings: PromisedSettings;
  /** Whether tags of the service were changed. */
  tags: boolean;
}

/** Settings as a sentence names them: `FARGATE_SPOT, ECS Exec and a count of 3`. */
export function nameSettings(settings: PromisedSettings): string {
  return listWords(settingWords(settings));
}

/** The same with the tags: `a count of 3 and its tags`. */
export function nameSent({ settings, tags }: Sent): string {
  return listWords([...settingWords(settings), ...(tags ? ['its tags'] : [])]);
}

/** What AWS has accepted, as the start of a sentence. */
export function updatedWords(name: string, { settings, tags }: Sent): string {
  if (!tags) return `The settings of ${name} were updated`;
  return Object.keys(settings).length === 0
    ? `The tags of ${name} were changed`
    : `The settings and tags of ${name} were updated`;
}

function settingWords(settings: PromisedSettings): string[] {
  const { forceNewDeployment: _, ...named } = settings;
  return Object.entries(named).map(([name, value]) => nameSetting(name, value));
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
