import type {
  DeploymentCircuitBreaker,
  DeploymentConfiguration,
  Service,
  ServiceRevision,
  ServiceVolumeConfiguration,
  Tag,
} from '@aws-sdk/client-ecs';
import { toBreaker, toThreshold } from '../aws/circuit-breaker.ts';
import { isSame } from '../aws/same.ts';
import { isForCodeDeploy } from '../aws/service-settings.ts';
import { controllerOf, primaryDeployment } from '../aws/service.ts';
import type { InputName, Inputs } from '../inputs/spec.ts';
import type { Origin, ServiceDocument, ServiceSettings, SettingChange } from '../model.ts';
import { hideSecrets } from '../secrets/document.ts';
import { mergeDocument, mergeField } from './merge-document.ts';
import { pauseHooks } from './pause-hooks.ts';
import { fitToStrategy, strategyChanges } from './strategy.ts';

/** What the inputs and the service definition ask for, and what is live. */
export interface SettingsQuestion {
  inputs: Inputs;
  given: readonly InputName[];
  document?: ServiceDocument | undefined;
  /** Empty if the service is created. */
  live: Service;
  /** Whether nothing is live yet: everything is sent, defaults too. */
  creates?: boolean;
  /** Settings that only the service revision shows. */
  revision?: Pick<ServiceRevision, 'gatewayConnectors' | 'monitoring'> | undefined;
}

export interface PlannedSettings {
  settings: ServiceSettings;
  changes: SettingChange[];
}

/**
 * What to send apart from the task definition: only what the inputs or the service definition request and the service does not
 * have yet. An input wins. Nested settings are merged with the live ones, so nothing that was set elsewhere is lost
 * (docs: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html).
 */
export function planSettings(question: SettingsQuestion): PlannedSettings {
  const before = { ...liveSettings(question.live), ...question.revision };
  return differences(wantedSettings(question, before), before);
}

/** Everything that is requested, whether it is live or not. */
export function wantedSettings(question: SettingsQuestion, before: ServiceSettings): ServiceSettings {
  const { inputs, document } = question;
  return withoutUndefined<ServiceSettings>({
    ...mergeDocument(document, before),
    ...withoutUndefined<ServiceSettings>({
      desiredCount: inputs['desired-count'],
      enableECSManagedTags: inputs['enable-ecs-managed-tags'],
      healthCheckGracePeriodSeconds: inputs['health-check-grace-period-seconds'],
      platformVersion: inputs['platform-version'],
      propagateTags: inputs['propagate-tags'],
      volumeConfigurations: volumeConfigurations(question),
      ...sharedSettings(inputs),
    }),
    deploymentConfiguration: deploymentConfiguration(question),
  });
}

/** The settings that Express does not manage and that go through UpdateService after the Express call. */
export function planUnmanagedSettings(inputs: Inputs, live: Service | undefined): PlannedSettings {
  const { deploymentConfiguration: before } = live ?? {};
  const bakeTimeInMinutes = inputs['bake-time-minutes'];
  const wanted: ServiceSettings = {
    desiredCount: inputs['desired-count'],
    deploymentConfiguration:
      bakeTimeInMinutes === undefined ? undefined : fitToStrategy({ ...before, bakeTimeInMinutes }),
    ...sharedSettings(inputs),
  };
  return differences(wanted, live === undefined ? {} : liveSettings(live));
}

/** What UpdateService may change of a service that CodeDeploy deploys (docs: API_UpdateService); the rest is the AppSpec's. */
export function planCodeDeploySettings({ inputs, live, document }: Omit<SettingsQuestion, 'given'>): PlannedSettings {
  const before = liveSettings(live);
  const documented = Object.entries(mergeDocument(withoutBreaker(document), before)).filter(([field]) =>
    isForCodeDeploy(field),
  );
  const wanted: ServiceSettings = {
    ...Object.fromEntries(documented),
    ...withoutUndefined<ServiceSettings>({
      desiredCount: inputs['desired-count'],
      enableECSManagedTags: inputs['enable-ecs-managed-tags'],
      healthCheckGracePeriodSeconds: inputs['health-check-grace-period-seconds'],
      propagateTags: inputs['propagate-tags'],
    }),
  };
  return differences(wanted, before);
}

/** The circuit breaker of ECS does nothing where CodeDeploy deploys, and nobody documents that ECS keeps it (docs: API_DeploymentCircuitBreaker). */
function withoutBreaker(document: ServiceDocument | undefined): ServiceDocument | undefined {
  const { deploymentConfiguration, ...others } = (document?.fields ?? {}) as ServiceSettings;
  if (document === undefined || deploymentConfiguration === undefined) return document;
  const { deploymentCircuitBreaker: _, ...kept } = deploymentConfiguration;
  return { ...document, fields: { ...others, deploymentConfiguration: kept } };
}

/** Where a setting was written, for the checks against the API's own schema. */
export function locateInSettings(
  service: string,
  { given, document }: Pick<SettingsQuestion, 'given' | 'document'>,
): (path: readonly (string | number)[]) => Origin {
  const inputs: Record<string, InputName> = {
    volumeConfigurations: 'service-managed-ebs-volume',
    capacityProviderStrategy: 'capacity-provider-strategy',
  };
  return (path) => {
    const [setting = ''] = path;
    const input = inputs[setting];
    if (document !== undefined && setting in document.fields && (input === undefined || !given.includes(input)))
      return document.locate(path);
    return input === undefined ? { kind: 'service', service } : { kind: 'input', input };
  };
}

function sharedSettings(inputs: Inputs): ServiceSettings {
  return {
    capacityProviderStrategy: inputs['capacity-provider-strategy'] as ServiceSettings['capacityProviderStrategy'],
    enableExecuteCommand: inputs['enable-execute-command'],
  };
}

export function liveSettings(live: Service): ServiceSettings {
  const primary = primaryDeployment(live);
  return {
    desiredCount: live.desiredCount,
    availabilityZoneRebalancing: live.availabilityZoneRebalancing,
    capacityProviderStrategy: live.capacityProviderStrategy,
    deploymentConfiguration: live.deploymentConfiguration,
    enableECSManagedTags: live.enableECSManagedTags,
    enableExecuteCommand: live.enableExecuteCommand,
    healthCheckGracePeriodSeconds: live.healthCheckGracePeriodSeconds,
    loadBalancers: live.loadBalancers,
    networkConfiguration: live.networkConfiguration ?? primary?.networkConfiguration,
    placementConstraints: live.placementConstraints,
    placementStrategy: live.placementStrategy,
    platformVersion: live.platformVersion,
    propagateTags: live.propagateTags,
    serviceConnectConfiguration: primary?.serviceConnectConfiguration,
    serviceRegistries: live.serviceRegistries,
    volumeConfigurations: primary?.volumeConfigurations,
    vpcLatticeConfigurations: primary?.vpcLatticeConfigurations,
  };
}

function deploymentConfiguration(question: SettingsQuestion): DeploymentConfiguration | undefined {
  const { inputs, live, creates } = question;
  const byEcs = controllerOf(question.document?.fields) === 'ECS';
  const document = byEcs ? question.document : withoutBreaker(question.document);
  const before = live.deploymentConfiguration ?? {};
  const documented = (mergeField('deploymentConfiguration', { document, live: before }) ?? {}) as typeof before;
  const alarms = inputs['deployment-alarms'];
  const stages = inputs['pause-at'];
  const strategy = withoutUndefined(strategyChanges(inputs));
  const changes: DeploymentConfiguration = {
    ...strategy,
    minimumHealthyPercent: inputs['minimum-healthy-percent'],
    maximumPercent: inputs['maximum-percent'],
    deploymentCircuitBreaker: byEcs ? circuitBreaker(question, { ...documented, ...strategy }) : undefined,
    lifecycleHooks: stages && pauseHooks(documented.lifecycleHooks ?? [], stages),
    alarms:
      alarms === undefined
        ? undefined
        : { alarmNames: [...alarms], enable: alarms.length > 0, rollback: alarms.length > 0 },
  };
  const after = { ...documented, ...withoutUndefined(changes) };
  const isEmpty = Object.keys(after).length === 0;
  return isEmpty || (creates !== true && isSame(before, after)) ? undefined : fitToStrategy(after);
}

/** `rollback` is the default, but unless requested it is forced neither onto anything but rolling deployments nor over the service definition. */
function circuitBreaker(
  { inputs, given, document }: SettingsQuestion,
  before: DeploymentConfiguration,
): DeploymentCircuitBreaker | undefined {
  const live = before.deploymentCircuitBreaker;
  const choice = inputs['circuit-breaker'];
  const threshold = inputs['circuit-breaker-threshold'];
  const reset = inputs['circuit-breaker-reset-on-healthy-task'];
  const rolling = (before.strategy ?? 'ROLLING') === 'ROLLING';
  const { deploymentConfiguration: documented } = (document?.fields ?? {}) as ServiceSettings;
  const isDefault = !given.includes('circuit-breaker');
  const keep = choice === 'keep' || (isDefault && (!rolling || documented?.deploymentCircuitBreaker !== undefined));
  if (keep && threshold === undefined && reset === undefined) return undefined;
  return {
    ...live,
    ...(keep ? { enable: live?.enable ?? false, rollback: live?.rollback ?? false } : toBreaker(choice)),
    ...(reset === undefined ? {} : { resetOnHealthyTask: reset }),
    ...(threshold === undefined ? {} : { thresholdConfiguration: toThreshold(threshold) }),
  };
}

/** The inputs describe one volume; the service's other volumes are kept. */
function volumeConfigurations({ inputs, live }: SettingsQuestion): ServiceVolumeConfiguration[] | undefined {
  const name = inputs['service-managed-ebs-volume-name'];
  const managedEBSVolume = inputs['service-managed-ebs-volume'] as ServiceVolumeConfiguration['managedEBSVolume'];
  if (name === undefined || managedEBSVolume === undefined) return undefined;
  const others = (liveSettings(live).volumeConfigurations ?? []).filter((volume) => volume.name !== name);
  return [...others, { name, managedEBSVolume }];
}

function differences(wanted: ServiceSettings, live: ServiceSettings): PlannedSettings {
  const settings: Record<string, unknown> = {};
  const changes: SettingChange[] = [];
  for (const [key, value] of Object.entries(withoutUndefined(wanted))) {
    const before: unknown = live[key as keyof ServiceSettings];
    if (isSame(before, value, key)) continue;
    settings[key] = value;
    changes.push(...settingChanges(key, before, value));
  }
  return { settings, changes };
}

/** Leaf by leaf, so that the reader sees only what differs in a nested setting. */
export function settingChanges(setting: string, before: unknown, after: unknown): SettingChange[] {
  if (isSame(before, after, setting.slice(setting.lastIndexOf('.') + 1))) return [];
  if (isRecord(after) && (before === undefined || isRecord(before))) {
    const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])];
    return keys.flatMap((key) => settingChanges(`${setting}.${key}`, before?.[key], after[key]));
  }
  return [toChange(setting, before, after)];
}

/** Tag by tag. A key may be anything, so that AWS's defaults for settings of that name say nothing about it. */
export function tagChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): SettingChange[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => toChange(`tags.${key}`, before.get(key), after.get(key)));
}

/** Tags by their keys; one without a value has an empty one. */
export function tagsByKey(tags: readonly Tag[]): Map<string, string> {
  return new Map(tags.map(({ key = '', value = '' }) => [key, value]));
}

function toChange(setting: string, before: unknown, after: unknown): SettingChange {
  const shown = hideSecrets({ [setting]: before }, { [setting]: after });
  return { setting, before: JSON.stringify(shown.before[setting]), after: JSON.stringify(shown.after[setting]) };
}

function withoutUndefined<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
