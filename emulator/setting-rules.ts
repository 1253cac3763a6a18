import type { ServiceConnectService, TaskDefinition } from '@aws-sdk/client-ecs';
import { invalidParameter } from './api-error.ts';
import { isFargate } from './capacity-rules.ts';
import type { ServiceSettings } from './world.ts';

const MOST_STRATEGIES = 5;
const BINPACKED = /^(?:cpu|memory)$/i;
const DNS_NAME = /^[a-z0-9_.][a-z0-9_.-]{0,126}$/;

/** Settings that CreateService and UpdateService reject whatever else the service has, or only with what it has. */
export function checkSettings(settings: ServiceSettings, { networkMode }: TaskDefinition): void {
  checkPlacement(settings);
  checkRole(settings, networkMode === 'awsvpc');
  const fargate = onFargate(settings);
  for (const { targetGroupArn, loadBalancerName } of settings.loadBalancers ?? []) {
    if (targetGroupArn !== undefined && loadBalancerName !== undefined) {
      throw invalidParameter(
        'loadBalancerName and targetGroupArn cannot both be specified. You must specify either a loadBalancerName or a targetGroupArn in all loadBalancer entries',
      );
    }
    if (fargate && loadBalancerName !== undefined)
      throw invalidParameter('Classic Load Balancers are not supported with Fargate.');
  }
  if ((settings.serviceRegistries ?? []).length > 1)
    throw invalidParameter('service registries can have at most 1 items.');
  for (const service of settings.serviceConnectConfiguration?.services ?? []) checkAliases(service);
}

function checkPlacement(settings: ServiceSettings): void {
  const { placementConstraints = [], placementStrategy = [] } = settings;
  if (onFargate(settings)) {
    if (placementConstraints.length > 0)
      throw invalidParameter('Placement constraints are not supported with FARGATE launch type.');
    if (placementStrategy.length > 0)
      throw invalidParameter('Placement strategies are not supported with FARGATE launch type.');
  }
  if (settings.schedulingStrategy === 'DAEMON' && placementStrategy.length > 0) {
    throw invalidParameter(
      'The daemon scheduling strategy does not support placement strategies. Remove the placement strategy and try again',
    );
  }
  if (placementStrategy.length > MOST_STRATEGIES)
    throw invalidParameter(`Maximum number of strategies is ${MOST_STRATEGIES}.`);
  for (const { type, field = '' } of placementStrategy) {
    if (type === 'random' && field !== '') throw invalidParameter('random field should not be specified.');
    if (type === 'binpack' && !BINPACKED.test(field)) throw invalidParameter(`binpack field '${field}' is invalid.`);
  }
  if (placementConstraints.some(({ type, expression = '' }) => type === 'distinctInstance' && expression !== ''))
    throw invalidParameter('distinctInstance expression should not be specified.');
}

function checkRole({ role, loadBalancers = [] }: ServiceSettings, awsvpc: boolean): void {
  if (role === undefined) return;
  if (loadBalancers.length === 0)
    throw invalidParameter('IAM roles are only valid for services configured to use load balancers.');
  if (awsvpc) throw invalidParameter('You cannot specify an IAM role for services that require a service linked role.');
}

function checkAliases({ clientAliases = [] }: ServiceConnectService): void {
  if (clientAliases.length > 1)
    throw invalidParameter(`${clientAliases.length} clientAliases exceeds the max limit of 1`);
  if (clientAliases.some(({ dnsName }) => dnsName !== undefined && !DNS_NAME.test(dnsName))) {
    throw invalidParameter(
      "The DNS name that you provided is invalid. The name must be a valid DNS name but doesn't need to be fully-qualified. Up to 127 characters are allowed. The characters can include lowercase letters, numbers, underscores (_), hyphens (-), and periods (.). A hyphen can't be the first character.",
    );
  }
}

function onFargate({ launchType, capacityProviderStrategy = [] }: ServiceSettings): boolean {
  const names = capacityProviderStrategy.map(({ capacityProvider = '' }) => capacityProvider);
  return names.length > 0 ? names.every(isFargate) : launchType === 'FARGATE';
}
