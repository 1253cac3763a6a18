import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { invalidParameter } from './api-error.ts';
import { isFargate } from './capacity-rules.ts';
import { checkGatewayConnectors } from './gateways.ts';
import type { Region, ServiceRecord, ServiceSettings, TaskDefinitionRecord } from './world.ts';

/** Combinations of service settings and task definition that CreateService and UpdateService reject. */
export function checkAgainstDefinition(
  region: Region,
  settings: ServiceSettings,
  { record, done }: { record: TaskDefinitionRecord; done: 'created' | 'updated' },
): void {
  const { definition } = record;
  checkNetwork(settings, definition);
  checkLaunch(settings, definition);
  checkLoadBalancers(region, settings, definition);
  checkGatewayConnectors(settings.gatewayConnectors ?? [], definition);
  checkRegistries(settings, definition);
  checkServiceConnect(settings, definition);
  checkLattice(settings, definition);
  checkVolumes(settings, definition);
  checkTaskRole(settings, { taskRoleArn: definition.taskRoleArn, done });
}

/** The agent of ECS Exec talks to Systems Manager with the task role. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
export function checkTaskRole(
  settings: ServiceSettings,
  { taskRoleArn, done }: { taskRoleArn: string | undefined; done: 'created' | 'updated' },
): void {
  if (settings.enableExecuteCommand !== true || taskRoleArn) return;
  throw invalidParameter(
    `The service couldn't be ${done} because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.`,
  );
}

/** Service Connect cannot change the protocol of a port (SDK, PortMapping.appProtocol). */
export function checkKeptProtocols(
  service: ServiceRecord,
  settings: ServiceSettings,
  { definition }: TaskDefinitionRecord,
): void {
  for (const { portName = '' } of connectedPorts(settings)) {
    const before = namedPort(service.taskDefinition.definition, portName);
    const after = namedPort(definition, portName);
    if (!before || !after || before.appProtocol === after.appProtocol) continue;
    const config = (protocol: string | undefined): string =>
      `ScServiceStableConfig(applicationProtocol=${protocol ?? null}, transportProtocol=tcp, ecsServiceArn=${service.arn})`;
    throw invalidParameter(
      `The following config cannot be changed for a SC service. Previous config: ${config(before.appProtocol)}, current config: ${config(after.appProtocol)}`,
    );
  }
}

function checkNetwork({ networkConfiguration }: ServiceSettings, { networkMode }: TaskDefinition): void {
  if (networkMode === 'awsvpc' && !networkConfiguration) {
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  if (networkMode !== 'awsvpc' && networkConfiguration) {
    throw invalidParameter('Network Configuration is not valid for the given networkMode of this task definition.');
  }
}

function checkLaunch(settings: ServiceSettings, definition: TaskDefinition): void {
  const providers = (settings.capacityProviderStrategy ?? []).map(({ capacityProvider = '' }) => capacityProvider);
  const fargate = providers.length > 0 ? providers.every(isFargate) : settings.launchType === 'FARGATE';
  if (!fargate && settings.platformVersion) {
    throw invalidParameter('The platform version must be null when specifying an EC2 launch type.');
  }
  if (fargate && settings.schedulingStrategy === 'DAEMON') {
    throw invalidParameter('The daemon scheduling strategy does not support the FARGATE launch type.');
  }
  if (fargate && !definition.compatibilities?.includes('FARGATE')) {
    throw invalidParameter('Task definition does not support launch_type FARGATE.');
  }
}

function checkLoadBalancers(region: Region, settings: ServiceSettings, definition: TaskDefinition): void {
  for (const { containerName = '', containerPort, targetGroupArn: arn } of settings.loadBalancers ?? []) {
    const container = definition.containerDefinitions?.find(({ name }) => name === containerName);
    if (!container) {
      throw invalidParameter(`The container ${containerName} does not exist in the task definition.`);
    }
    if (!container.portMappings?.some((mapping) => mapping.containerPort === containerPort)) {
      throw invalidParameter(`The container ${containerName} did not have a container port ${containerPort} defined.`);
    }
    if (!arn) continue;
    const group = region.targetGroups.find((one) => one.arn === arn);
    if (!group) throw invalidParameter(`The target group with targetGroupArn ${arn} does not exist.`);
    const networkMode = definition.networkMode ?? 'bridge';
    if ((networkMode === 'awsvpc') !== (group.targetType === 'ip')) {
      throw invalidParameter(
        `The provided target group ${arn} has target type ${group.targetType}, which is incompatible with the ${networkMode} network mode specified in the task definition.`,
      );
    }
  }
}

function checkRegistries(settings: ServiceSettings, definition: TaskDefinition): void {
  for (const { containerName, containerPort, registryArn } of settings.serviceRegistries ?? []) {
    if (!containerName) continue;
    const container = definition.containerDefinitions?.find(({ name }) => name === containerName);
    if (!container) {
      throw invalidParameter(
        `The container ${containerName} is not valid. The value for 'containerName' must already be specified in the task definition. Registry: ${registryArn}`,
      );
    }
    if (containerPort && !container.portMappings?.some((mapping) => mapping.containerPort === containerPort)) {
      throw invalidParameter(
        `The container port ${containerPort} is not valid. The value for 'containerPort' must already be specified in the task definition. Registry: ${registryArn}`,
      );
    }
  }
}

function checkServiceConnect(settings: ServiceSettings, definition: TaskDefinition): void {
  for (const { portName = '' } of connectedPorts(settings)) {
    if (namedPort(definition, portName)) continue;
    throw invalidParameter(`portName(${portName}) does not refer to any named PortMapping in the Task Definition.`);
  }
}

function checkLattice({ vpcLatticeConfigurations = [] }: ServiceSettings, definition: TaskDefinition): void {
  for (const { portName = '' } of vpcLatticeConfigurations) {
    if (namedPort(definition, portName)) continue;
    throw invalidParameter(`portName(${portName}) does not refer to any named PortMapping in the Task Definition.`);
  }
}

function checkVolumes(settings: ServiceSettings, definition: TaskDefinition): void {
  const configured = settings.volumeConfigurations ?? [];
  const launched = (definition.volumes ?? []).filter(({ configuredAtLaunch }) => configuredAtLaunch);
  if (configured.some(({ name }) => !launched.some((volume) => volume.name === name))) {
    throw invalidParameter(
      'Volume configuration provided but no matching configuredAtLaunch volume found in task definition',
    );
  }
  const missing = launched.find(({ name }) => !configured.some((volume) => volume.name === name));
  if (missing) {
    throw invalidParameter(
      `The volume ${missing.name} is configured at launch in the task definition but no volume configuration was provided.`,
    );
  }
  if (configured.length > 1) throw invalidParameter('Only one volume can be configured at launch for each task.');
}

const connectedPorts = ({ serviceConnectConfiguration: connect }: ServiceSettings) =>
  connect?.enabled ? (connect.services ?? []) : [];

const namedPort = ({ containerDefinitions = [] }: TaskDefinition, portName: string) =>
  containerDefinitions.flatMap(({ portMappings = [] }) => portMappings).find(({ name }) => name === portName);
