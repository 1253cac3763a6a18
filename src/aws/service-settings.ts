import type { UpdateServiceRequest } from '@aws-sdk/client-ecs';

/** What UpdateService changes beside the task definition. */
export type ServiceSetting = Exclude<keyof UpdateServiceRequest, 'cluster' | 'service' | 'taskDefinition'>;

export interface SettingFacts {
  /** Whether ECS starts a deployment by itself when it changes. */
  deploys: boolean;
  /** Whether AWS refuses a change that comes without forceNewDeployment. */
  needsForce: boolean;
  /** For what it holds once AWS has accepted it: the service as it runs, tasks that start later, or deployments that start later. */
  holdsFor: 'service' | 'new tasks' | 'next deployment';
}

const DEPLOYS: SettingFacts = { deploys: true, needsForce: false, holdsFor: 'service' };
const AT_ONCE: SettingFacts = { deploys: false, needsForce: false, holdsFor: 'service' };
const NEW_TASKS: SettingFacts = { deploys: false, needsForce: false, holdsFor: 'new tasks' };
const NEXT_DEPLOYMENT: SettingFacts = { deploys: false, needsForce: false, holdsFor: 'next deployment' };

/**
 * How ECS treats a change of each setting. A field that a newer SDK knows does not compile until somebody decides about it.
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

/** The names of the settings that are there, each with what ECS does when it changes. */
export function settingFacts(settings: object): (SettingFacts & { name: ServiceSetting })[] {
  const given = settings as Partial<Record<ServiceSetting, unknown>>;
  const names = Object.keys(SETTINGS) as ServiceSetting[];
  return names.filter((name) => given[name] !== undefined).map((name) => ({ name, ...SETTINGS[name] }));
}
