import type {
  CapacityProviderStrategyItem,
  DeploymentConfiguration,
  LoadBalancer,
  NetworkConfiguration,
  Service,
  ServiceConnectConfiguration,
  ServiceRegistry,
  ServiceVolumeConfiguration,
  VpcLatticeConfiguration,
} from '@aws-sdk/client-ecs';
import { spellAsEcs } from '../aws/spelling.ts';
import { isFargate, toItems } from '../aws/capacity.ts';
import { controllerOf, primaryDeployment, primaryTaskSet } from '../aws/service.ts';
import type { AppSpec, Origin, Path, Target } from '../model.ts';

/** The parts of a service that decide whether ECS accepts a revision, as they will be once the settings are applied. */
export interface Afterwards {
  launchType?: string | undefined;
  capacityProviders: readonly CapacityProviderStrategyItem[];
  platformVersion?: string | undefined;
  network?: NetworkConfiguration['awsvpcConfiguration'];
  loadBalancers: readonly LoadBalancer[];
  registries: readonly ServiceRegistry[];
  connect: readonly NonNullable<ServiceConnectConfiguration['services']>[number][];
  lattice: readonly VpcLatticeConfiguration[];
  volumes: readonly ServiceVolumeConfiguration[];
  execs: boolean;
  isDaemon: boolean;
  rebalancesZones: boolean;
  desiredCount?: number | undefined;
  deployment: DeploymentConfiguration;
}

/** If CodeDeploy deploys, the AppSpec has the last word; the task set shows what the service itself no longer shows. */
export function toAfterwards(target: Target): Afterwards {
  const { settings } = target;
  const service: Service = target.service ?? {};
  const primary = primaryDeployment(service);
  const live = primaryTaskSet(service) ?? service;
  const asked = target.kind === 'codedeploy' ? readProperties(target.appSpec).value : {};
  const creates = target.kind === 'service' ? target.creates : undefined;
  const connect = settings.serviceConnectConfiguration ?? primary?.serviceConnectConfiguration;
  const network =
    settings.networkConfiguration ??
    asked.networkConfiguration ??
    live.networkConfiguration ??
    primary?.networkConfiguration;
  return {
    launchType: live.launchType ?? creates?.launchType,
    capacityProviders: toItems(
      settings.capacityProviderStrategy ?? asked.capacityProviderStrategy ?? live.capacityProviderStrategy,
    ),
    platformVersion: settings.platformVersion ?? asked.platformVersion ?? live.platformVersion,
    network: network?.awsvpcConfiguration,
    loadBalancers: settings.loadBalancers ?? live.loadBalancers ?? [],
    registries: settings.serviceRegistries ?? live.serviceRegistries ?? [],
    connect: connect?.enabled === true ? (connect.services ?? []) : [],
    lattice: settings.vpcLatticeConfigurations ?? primary?.vpcLatticeConfigurations ?? [],
    volumes: settings.volumeConfigurations ?? primary?.volumeConfigurations ?? [],
    execs: settings.enableExecuteCommand ?? service.enableExecuteCommand ?? false,
    isDaemon: (creates ?? service).schedulingStrategy === 'DAEMON',
    rebalancesZones: (settings.availabilityZoneRebalancing ?? service.availabilityZoneRebalancing) === 'ENABLED',
    desiredCount: settings.desiredCount ?? service.desiredCount,
    deployment: { ...service.deploymentConfiguration, ...settings.deploymentConfiguration },
  };
}

/** Who deploys the service, or will once it is created. */
export function controllerOfTarget({ service, ...target }: Target): string {
  return controllerOf(target.kind === 'service' ? (target.creates ?? service) : service);
}

/** FARGATE also for Fargate capacity providers; undefined for the account's own capacity providers. */
export function launchTypeOf({ launchType, capacityProviders }: Afterwards): string | undefined {
  if (capacityProviders.length === 0) return launchType;
  return capacityProviders.every(({ capacityProvider = '' }) => isFargate(capacityProvider)) ? 'FARGATE' : undefined;
}

interface Properties {
  platformVersion?: string;
  networkConfiguration?: NetworkConfiguration;
  capacityProviderStrategy?: CapacityProviderStrategyItem[];
}

/** What the AppSpec sets in the task set, spelled as ECS spells it, and where each value is. */
export function readProperties({ value, services, locate }: AppSpec): {
  value: Properties;
  locate: (name: keyof Properties) => Origin;
} {
  const path: Path = services[0]?.path ?? [];
  const raw = path.reduce<unknown>((node, key) => (node as Record<string | number, unknown>)[key], value);
  const keys = typeof raw === 'object' && raw !== null ? Object.keys(raw) : [];
  return {
    value: path.length === 0 ? {} : (spellAsEcs(raw) as Properties),
    locate: (name) => locate([...path, keys.find((key) => key.toLowerCase() === name.toLowerCase()) ?? name]),
  };
}
