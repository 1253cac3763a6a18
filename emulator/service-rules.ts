import type { UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { invalidParameter } from './api-error.ts';
import { sameStrategy } from './capacity.ts';
import type { Region, ServiceRecord, ServiceSettings, TaskDefinitionRecord } from './world.ts';

/** What CreateService and UpdateService refuse about a service's settings and its task definition together. */
export function checkSettings(region: Region, settings: ServiceSettings, record: TaskDefinitionRecord): void {
  const { definition } = record;
  if (definition.networkMode === 'awsvpc' && !settings.networkConfiguration) {
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  for (const balancer of settings.loadBalancers ?? []) {
    const container = definition.containerDefinitions?.find((candidate) => candidate.name === balancer.containerName);
    if (!container) {
      throw invalidParameter(`The container ${balancer.containerName} does not exist in the task definition.`);
    }
    if (!container.portMappings?.some((mapping) => mapping.containerPort === balancer.containerPort)) {
      throw invalidParameter(
        `The container ${balancer.containerName} did not have a container port ${balancer.containerPort} defined.`,
      );
    }
    const arn = balancer.targetGroupArn;
    if (arn && !region.targetGroups.some((group) => group.arn === arn)) {
      throw invalidParameter(`The target group with targetGroupArn ${arn} does not exist.`);
    }
  }
  checkStrategy(settings);
  if (settings.enableExecuteCommand === true && !definition.taskRoleArn) {
    throw invalidParameter(
      "The service couldn't be updated because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
    );
  }
  for (const volume of settings.volumeConfigurations ?? []) {
    const known = definition.volumes?.some(
      (candidate) => candidate.name === volume.name && candidate.configuredAtLaunch,
    );
    if (!known) {
      throw invalidParameter(
        'Volume configuration provided but no matching configuredAtLaunch volume found in task definition',
      );
    }
  }
}

/** Another strategy is for new tasks, so AWS wants the old ones replaced in the same call. */
export function checkForce({ settings }: ServiceRecord, request: UpdateServiceRequest): void {
  const { capacityProviderStrategy: strategy, forceNewDeployment } = request;
  if (!strategy || forceNewDeployment === true || sameStrategy(strategy, settings.capacityProviderStrategy)) return;
  throw invalidParameter(
    'When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.',
  );
}

/** A service of CodeDeploy or of an external controller leaves its deployments to that controller. */
export function checkControllerAllows(service: ServiceRecord, request: UpdateServiceRequest): void {
  const controller = service.settings.deploymentController?.type ?? 'ECS';
  if (controller !== 'CODE_DEPLOY' && controller !== 'EXTERNAL') return;
  const refuse = (what: string): never => {
    throw invalidParameter(
      controller === 'CODE_DEPLOY'
        ? `Unable to update ${what} on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.`
        : `Unable to update ${what} on services with an EXTERNAL deployment controller.`,
    );
  };
  if (request.taskDefinition) refuse('task definition');
  if (request.networkConfiguration) refuse('network parameters');
  if (request.loadBalancers) refuse('load balancers');
  if (request.serviceRegistries) refuse('service registries');
  if (request.platformVersion) refuse('platform version');
  if (request.forceNewDeployment) {
    throw invalidParameter(`Cannot force a new deployment on services with a ${controller} deployment controller.`);
  }
  if (controller === 'EXTERNAL' && request.deploymentConfiguration) refuse('deployment configuration');
}

function checkStrategy(settings: ServiceSettings): void {
  const {
    strategy = 'ROLLING',
    bakeTimeInMinutes,
    minimumHealthyPercent,
    maximumPercent,
  } = settings.deploymentConfiguration;
  if (strategy === 'ROLLING') {
    if ((minimumHealthyPercent ?? 100) >= 100 && (maximumPercent ?? 200) <= 100) {
      throw invalidParameter('minimumHealthyPercent and maximumPercent can not both be 100.');
    }
    return;
  }
  if ((settings.loadBalancers ?? []).some((balancer) => !balancer.advancedConfiguration)) {
    throw invalidParameter(
      'advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy',
    );
  }
  if (strategy === 'BLUE_GREEN' && bakeTimeInMinutes === undefined) {
    throw invalidParameter('bakeTimeInMinutes is required when using the BLUE_GREEN deployment strategy');
  }
}
