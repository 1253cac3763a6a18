import type { UpdateServiceRequest } from '@aws-sdk/client-ecs';

/** What UpdateService changes apart from the task definition. */
export type ServiceSetting = Exclude<keyof UpdateServiceRequest, 'cluster' | 'service' | 'taskDefinition'>;

export interface SettingFacts {
  /** Whether ECS itself starts a deployment when it changes. */
  deploys: boolean;
  /** Whether AWS rejects a change without forceNewDeployment. */
  needsForce: boolean;
  /** What it applies to once AWS has accepted it: the running service, tasks that start later, or deployments that start later. */
  holdsFor: 'service' | 'new tasks' | 'next deployment';
}

const DEPLOYS: SettingFacts = { deploys: true, needsForce: false, holdsFor: 'service' };
const AT_ONCE: SettingFacts = { deploys: false, needsForce: false, holdsFor: 'service' };
const NEW_TASKS: SettingFacts = { deploys: false, needsForce: false, holdsFor: 'new tasks' };
const NEXT_DEPLOYMENT: SettingFacts = { deploys: false, needsForce: false, holdsFor: 'next deployment' };

/**
 * How ECS treats a change of each setting. A field from a newer SDK does not compile until someone decides how to treat it.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html and
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
const SETTINGS: Record<ServiceSetting, SettingFacts> = {
  desiredCount: AT_ONCE,
  availabilityZoneRebalancing: AT_ONCE,
  // "You must force a new deployment": DG/service-capacity-providers, and UpdateService says so.
  capacityProviderStrategy: { deploys: false, needsForce: true, holdsFor: 'new tasks' },
  deploymentConfiguration: NEXT_DEPLOYMENT,
  deploymentController: NEXT_DEPLOYMENT,
  enableECSManagedTags: NEW_TASKS,
  // DG/ecs-exec: "You can't turn on ECS Exec for existing tasks."
  enableExecuteCommand: NEW_TASKS,
  forceNewDeployment: DEPLOYS,
  // No page says whether these two start a deployment; ECS's answer shows whether it did.
  gatewayConnectors: AT_ONCE,
  monitoring: AT_ONCE,
  healthCheckGracePeriodSeconds: AT_ONCE,
  loadBalancers: DEPLOYS,
  networkConfiguration: DEPLOYS,
  placementConstraints: NEW_TASKS,
  placementStrategy: NEW_TASKS,
  platformVersion: DEPLOYS,
  propagateTags: NEW_TASKS,
  serviceConnectConfiguration: DEPLOYS,
  serviceRegistries: DEPLOYS,
  volumeConfigurations: DEPLOYS,
  vpcLatticeConfigurations: DEPLOYS,
};

/** What UpdateService changes of a service that CodeDeploy deploys (docs: API_UpdateService). */
const FOR_CODE_DEPLOY: ReadonlySet<string> = new Set<ServiceSetting>([
  'desiredCount',
  'deploymentConfiguration',
  'healthCheckGracePeriodSeconds',
  'placementConstraints',
  'placementStrategy',
  'enableECSManagedTags',
  'propagateTags',
]);

export function isForCodeDeploy(field: string): boolean {
  return FOR_CODE_DEPLOY.has(field);
}

/** Whether UpdateService takes a field of a service definition as a setting. */
export function isSetting(field: string): field is ServiceSetting {
  return field in SETTINGS && field !== 'forceNewDeployment' && field !== 'deploymentController';
}

/** The names of the given settings, each with what ECS does when it changes. */
export function settingFacts(settings: object): (SettingFacts & { name: ServiceSetting })[] {
  const given = settings as Partial<Record<ServiceSetting, unknown>>;
  const names = Object.keys(SETTINGS) as ServiceSetting[];
  return names.filter((name) => given[name] !== undefined).map((name) => ({ name, ...SETTINGS[name] }));
}
