import type { RunTaskRequest } from '@aws-sdk/client-ecs';
import { invalidParameter } from './api-error.ts';
import { checkCapacity } from './capacity-rules.ts';
import type { ClusterRecord, TaskDefinitionRecord } from './world.ts';

/** Combinations of request and task definition that RunTask rejects. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export function checkRunTask(
  cluster: ClusterRecord,
  request: RunTaskRequest,
  { definition }: TaskDefinitionRecord,
): void {
  if (definition.status !== 'ACTIVE') throw invalidParameter('TaskDefinition is inactive');
  if ((request.count ?? 1) > 10) throw invalidParameter('count cannot be greater than 10.');
  if (definition.networkMode === 'awsvpc' && !request.networkConfiguration?.awsvpcConfiguration) {
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  if (definition.networkMode !== 'awsvpc' && request.networkConfiguration) {
    throw invalidParameter('Network Configuration is not valid for the given networkMode of this task definition.');
  }
  if (request.launchType && (request.capacityProviderStrategy ?? []).length > 0) {
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  checkCapacity(cluster, request.capacityProviderStrategy ?? []);
  if (request.launchType === 'EC2' && request.platformVersion) {
    throw invalidParameter('The platform version must be null when specifying an EC2 launch type.');
  }
  if (request.launchType === 'FARGATE' && !definition.compatibilities?.includes('FARGATE')) {
    throw invalidParameter('Task definition does not support launch_type FARGATE.');
  }
  if (request.propagateTags === 'SERVICE') {
    throw invalidParameter('propagateTags SERVICE is not supported for tasks outside of a service.');
  }
  for (const { name } of request.overrides?.containerOverrides ?? []) {
    if (definition.containerDefinitions?.some((container) => container.name === name)) continue;
    throw invalidParameter(`Override for container named ${name} is not a container in the TaskDefinition.`);
  }
  for (const { name, configuredAtLaunch } of definition.volumes ?? []) {
    if (!configuredAtLaunch || request.volumeConfigurations?.some((volume) => volume.name === name)) continue;
    throw invalidParameter(
      `The volume ${name} is configured at launch in the task definition but no volume configuration was provided.`,
    );
  }
  for (const { name } of request.volumeConfigurations ?? []) {
    if (definition.volumes?.some((volume) => volume.name === name && volume.configuredAtLaunch)) continue;
    throw invalidParameter(
      'Volume configuration provided but no matching configuredAtLaunch volume found in task definition',
    );
  }
}
