import type { Service } from '@aws-sdk/client-ecs';
import { lastPart } from '../../aws/arn.ts';
import { isFargate } from '../../aws/capacity.ts';
import { controllerOf, primaryDeployment } from '../../aws/service.ts';

/** What the service says of itself, as the conditions of the explanations read it: what it rules out is not advised. */
export function serviceWords(service: Service | undefined): string {
  if (service === undefined) return '';
  const primary = primaryDeployment(service);
  const providers = providersOf(service);
  const launchType = providers.length === 0 ? (primary?.launchType ?? service.launchType) : undefined;
  const isOnFargate = launchType === 'FARGATE' || (providers.length > 0 && providers.every(isFargate));
  const network = (primary ?? service).networkConfiguration ?? service.networkConfiguration;
  const { assignPublicIp, subnets = [], securityGroups = [] } = network?.awsvpcConfiguration ?? {};
  const { minimumHealthyPercent, strategy = 'ROLLING', alarms } = service.deploymentConfiguration ?? {};
  const controller = controllerOf(service);
  const connected = primary?.serviceConnectConfiguration;
  const alarmNames = alarms?.enable === true ? (alarms.alarmNames ?? []) : [];
  return [
    isOnFargate ? 'runs on Fargate' : launchType === undefined && providers.length === 0 ? '' : 'runs on instances',
    launchType === 'FARGATE' || isOnDemand(providers) ? 'on demand' : '',
    launchType === undefined ? '' : `launch type ${launchType}`,
    providers.length === 0 ? '' : `capacity providers ${providers.join(' ')}`,
    assignPublicIp === undefined ? '' : `assignPublicIp ${assignPublicIp}`,
    subnets.length === 0 ? '' : `subnets ${subnets.join(', ')}`,
    securityGroups.length === 0 ? '' : `security groups ${securityGroups.join(', ')}`,
    ...(service.placementConstraints ?? []).map(({ type, expression }) =>
      type === 'distinctInstance'
        ? `one task an instance, ${service.desiredCount ?? 0} desired`
        : `members of ${expression}`,
    ),
    minimumHealthyPercent === undefined ? '' : `minimumHealthyPercent ${minimumHealthyPercent};`,
    service.schedulingStrategy === 'DAEMON' ? 'scheduling DAEMON' : '',
    roleNames(service).length === 0 ? '' : `roles of the service: ${roleNames(service).join(', ')}`,
    `strategy ${controller === 'ECS' ? strategy : controller}`,
    connected?.enabled === true && connected.namespace !== undefined
      ? `Service Connect: namespace ${lastPart(connected.namespace)}`
      : '',
    alarmNames.length === 0 ? '' : `deployment alarms: ${alarmNames.join(', ')}`,
  ].join('\n');
}

/** The roles that ECS itself uses for a service, besides its service-linked one. */
function roleNames({ roleArn, loadBalancers = [], deployments = [] }: Service): string[] {
  const arns = [
    roleArn,
    ...loadBalancers.map(({ advancedConfiguration }) => advancedConfiguration?.roleArn),
    ...deployments.flatMap(({ volumeConfigurations = [], vpcLatticeConfigurations = [] }) => [
      ...volumeConfigurations.map(({ managedEBSVolume }) => managedEBSVolume?.roleArn),
      ...vpcLatticeConfigurations.map((one) => one.roleArn),
    ]),
  ];
  const names = arns.flatMap((arn) => (arn === undefined || arn === '' ? [] : [lastPart(arn)]));
  return [...new Set(names)].filter((name) => name !== 'AWSServiceRoleForECS');
}

function isOnDemand(providers: readonly string[]): boolean {
  return providers.length > 0 && providers.every((name) => name === 'FARGATE');
}

/** The capacity providers of the newest deployment; none with a launch type. */
export function providersOf(service: Service | undefined): string[] {
  const strategy = primaryDeployment(service)?.capacityProviderStrategy ?? service?.capacityProviderStrategy ?? [];
  return strategy.flatMap(({ capacityProvider }) => capacityProvider ?? []);
}
