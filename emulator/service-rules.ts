import type { UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { invalidParameter } from './api-error.ts';
import { checkCapacity, sameStrategy } from './capacity-rules.ts';
import { checkAgainstDefinition, checkKeptProtocols } from './definition-rules.ts';
import { checkForCodeDeploy } from './code-deploy-rules.ts';
import { checkDeploymentSettings, checkDesiredCount } from './deployment-rules.ts';
import { checkSettings } from './setting-rules.ts';
import type { ClusterRecord, Region, ServiceRecord, ServiceSettings, TaskDefinitionRecord } from './world.ts';

/** What CreateService rejects. */
export function checkNewService(
  region: Region,
  settings: ServiceSettings,
  {
    cluster,
    record,
    desiredCount,
  }: { cluster: ClusterRecord; record: TaskDefinitionRecord; desiredCount: number | undefined },
): void {
  const strategy = settings.capacityProviderStrategy ?? [];
  if (settings.launchType && strategy.length > 0) {
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  checkDesiredCount(settings, desiredCount);
  checkForCodeDeploy(settings);
  checkCapacity(cluster, strategy);
  checkSettings(settings, record.definition);
  checkDeploymentSettings(settings, 'created');
  checkAgainstDefinition(region, settings, { record, done: 'created' });
  checkNamespace(cluster, settings);
}

/** Resulting service settings that UpdateService rejects. */
export function checkUpdate(
  service: ServiceRecord,
  request: UpdateServiceRequest,
  { settings, record }: { settings: ServiceSettings; record: TaskDefinitionRecord },
): void {
  checkDesiredCount(settings, request.desiredCount);
  checkForce(service, request);
  checkCapacity(service.cluster, request.capacityProviderStrategy ?? []);
  checkSettings(settings, record.definition);
  checkDeploymentSettings(settings, 'updated');
  checkAgainstDefinition(service.region, settings, { record, done: 'updated' });
  checkKeptProtocols(service, settings, record);
  if (service.settings.serviceConnectConfiguration?.enabled !== true) checkNamespace(service.cluster, settings);
}

function checkNamespace(cluster: ClusterRecord, { serviceConnectConfiguration: connect }: ServiceSettings): void {
  if (connect?.enabled !== true || connect.namespace || cluster.namespace) return;
  throw invalidParameter('Service Connect needs a namespace: neither the service nor its cluster has one.');
}

/** A service with the CodeDeploy or an external controller leaves its deployments to that controller. */
export function checkControllerAllows(service: ServiceRecord, request: UpdateServiceRequest): void {
  const controller = service.settings.deploymentController?.type ?? 'ECS';
  if (controller !== 'CODE_DEPLOY' && controller !== 'EXTERNAL') return;
  const instead = controller === 'CODE_DEPLOY' ? ' Use AWS CodeDeploy to trigger a new deployment.' : '';
  const refuse = (what: string): never => {
    throw invalidParameter(
      `Unable to update ${what} on services with a ${controller} deployment controller.${instead}`,
    );
  };
  if (request.taskDefinition) refuse('task definition');
  if (request.networkConfiguration) refuse('network parameters');
  if (request.loadBalancers) refuse('load balancers');
  if (request.serviceRegistries) refuse('service registries');
  if (request.serviceConnectConfiguration) refuse('service connect configuration');
  if (request.volumeConfigurations) refuse('volume configurations');
  if (request.platformVersion) refuse('platform version');
  if (request.forceNewDeployment) {
    throw invalidParameter(
      `Cannot force a new deployment on services with a ${controller} deployment controller.${instead}`,
    );
  }
  if (controller === 'EXTERNAL' && request.deploymentConfiguration) refuse('deployment configuration');
}

/** Express manages the load balancer and the deployment strategy itself. */
export function checkExpressAllows(service: ServiceRecord, request: UpdateServiceRequest): void {
  if (!service.express) return;
  const { strategy } = request.deploymentConfiguration ?? {};
  const changed = strategy !== undefined && strategy !== service.settings.deploymentConfiguration.strategy;
  if (changed) throw invalidParameter('The deployment strategy of an Express Gateway service cannot be changed.');
  if (request.loadBalancers)
    throw invalidParameter('The load balancers of an Express Gateway service cannot be changed.');
}

function checkForce({ settings }: ServiceRecord, request: UpdateServiceRequest): void {
  const { capacityProviderStrategy: wanted, forceNewDeployment } = request;
  if (!wanted || forceNewDeployment === true) return;
  if (sameStrategy(wanted, settings.capacityProviderStrategy ?? [])) return;
  throw invalidParameter(
    'When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.',
  );
}
