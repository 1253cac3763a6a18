import { settingFacts, type ServiceSetting } from '../aws/service-settings.ts';
import type { PromisedSettings, ServiceSettings } from '../model.ts';
import { proveCount } from './count.ts';
import { proveExec } from './exec.ts';
import { proveProviders } from './providers.ts';
import { proveScaling } from './scaling.ts';
import type { LiveService, SettingState } from './setting-state.ts';
import { proveShown } from './shown.ts';

export type SettingProof = SettingState & { setting: ServiceSetting | 'scalingTarget' };

/** Compares each setting with what runs. */
export function proveSettings({ scalingTarget, ...settings }: PromisedSettings, live: LiveService): SettingProof[] {
  const proofs = settingFacts(settings)
    .filter(({ name }) => name !== 'forceNewDeployment')
    .map(({ name }): SettingProof => ({ setting: name, ...prove(name, settings, live) }));
  return scalingTarget === undefined
    ? proofs
    : [{ setting: 'scalingTarget', ...proveScaling(scalingTarget, live) }, ...proofs];
}

/** Whether the tasks must be read to prove these. */
export function needsTasks({ capacityProviderStrategy, enableExecuteCommand }: ServiceSettings): boolean {
  return capacityProviderStrategy !== undefined || enableExecuteCommand !== undefined;
}

function prove(name: ServiceSetting, settings: ServiceSettings, live: LiveService): SettingState {
  switch (name) {
    case 'desiredCount':
      return proveCount(settings.desiredCount ?? 0, live);
    case 'capacityProviderStrategy':
      return proveProviders(settings.capacityProviderStrategy ?? [], live);
    case 'enableExecuteCommand':
      return proveExec(settings.enableExecuteCommand === true, live);
    default:
      return proveShown(name, settings[name], live);
  }
}
