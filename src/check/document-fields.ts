import type { Path, ServiceDocument } from '../model.ts';
import type { InputName } from '../inputs/spec.ts';

/** The inputs that set a field of the service, each with its place in a service definition. */
export const DOCUMENT_FIELDS: Partial<Record<InputName, Path>> = {
  'desired-count': ['desiredCount'],
  'circuit-breaker': ['deploymentConfiguration', 'deploymentCircuitBreaker'],
  'circuit-breaker-threshold': ['deploymentConfiguration', 'deploymentCircuitBreaker', 'thresholdConfiguration'],
  'circuit-breaker-reset-on-healthy-task': [
    'deploymentConfiguration',
    'deploymentCircuitBreaker',
    'resetOnHealthyTask',
  ],
  'minimum-healthy-percent': ['deploymentConfiguration', 'minimumHealthyPercent'],
  'maximum-percent': ['deploymentConfiguration', 'maximumPercent'],
  'deployment-strategy': ['deploymentConfiguration', 'strategy'],
  'bake-time-minutes': ['deploymentConfiguration', 'bakeTimeInMinutes'],
  'deployment-alarms': ['deploymentConfiguration', 'alarms', 'alarmNames'],
  'capacity-provider-strategy': ['capacityProviderStrategy'],
  'enable-execute-command': ['enableExecuteCommand'],
  'health-check-grace-period-seconds': ['healthCheckGracePeriodSeconds'],
  'platform-version': ['platformVersion'],
  'enable-ecs-managed-tags': ['enableECSManagedTags'],
  'propagate-tags': ['propagateTags'],
  'service-managed-ebs-volume-name': ['volumeConfigurations'],
};

/** Where the service definition has what an input would set; undefined if it does not. */
export function placeInDocument(input: InputName, document: ServiceDocument | undefined): Path | undefined {
  const path = DOCUMENT_FIELDS[input];
  if (document === undefined || path === undefined) return undefined;
  const value = path.reduce<unknown>(
    (node, key) => (typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined),
    document.fields,
  );
  return value === undefined ? undefined : path;
}
