import {
  ApplicationProtocol,
  AssignPublicIp,
  AvailabilityZoneRebalancing,
  Compatibility,
  ContainerCondition,
  CPUArchitecture,
  CreateExpressGatewayServiceRequest$,
  CreateServiceRequest$,
  DeploymentControllerType,
  DeploymentLifecycleHookAction,
  DeploymentStrategy,
  DeviceCgroupPermission,
  EFSAuthorizationConfigIAM,
  EFSTransitEncryption,
  EnvironmentFileType,
  ExpressCpuArchitecture,
  ExpressGatewayServiceScalingMetric,
  FirelensConfigurationType,
  IpcMode,
  LaunchType,
  LogDriver,
  NetworkMode,
  OSFamily,
  PidMode,
  PlacementConstraintType,
  PlacementStrategyType,
  PropagateTags,
  ProxyConfigurationType,
  RegisterTaskDefinitionRequest$,
  ResourceType,
  RunTaskRequest$,
  SchedulingStrategy,
  Scope,
  TaskDefinitionPlacementConstraintType,
  ThresholdType,
  TransportProtocol,
  UlimitName,
  UpdateExpressGatewayServiceRequest$,
  UpdateServiceRequest$,
  VersionConsistency,
} from '@aws-sdk/client-ecs';
import type { Origin, Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import { readShape, type Report } from './fields.ts';

/** The requests whose fields can be checked. */
const SHAPES = {
  RegisterTaskDefinitionRequest: RegisterTaskDefinitionRequest$,
  CreateServiceRequest: CreateServiceRequest$,
  UpdateServiceRequest: UpdateServiceRequest$,
  CreateExpressGatewayServiceRequest: CreateExpressGatewayServiceRequest$,
  UpdateExpressGatewayServiceRequest: UpdateExpressGatewayServiceRequest$,
  RunTaskRequest: RunTaskRequest$,
} as const;

export type ShapeName = keyof typeof SHAPES;

/** The SDK's schemas have no enums, so this maps a member to the SDK's enum object. */
const ENUMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'RegisterTaskDefinitionRequest.networkMode': NetworkMode,
  'RegisterTaskDefinitionRequest.requiresCompatibilities': Compatibility,
  'RegisterTaskDefinitionRequest.pidMode': PidMode,
  'RegisterTaskDefinitionRequest.ipcMode': IpcMode,
  'RuntimePlatform.cpuArchitecture': CPUArchitecture,
  'RuntimePlatform.operatingSystemFamily': OSFamily,
  'ProxyConfiguration.type': ProxyConfigurationType,
  'TaskDefinitionPlacementConstraint.type': TaskDefinitionPlacementConstraintType,
  'EFSVolumeConfiguration.transitEncryption': EFSTransitEncryption,
  'EFSAuthorizationConfig.iam': EFSAuthorizationConfigIAM,
  'DockerVolumeConfiguration.scope': Scope,
  'ContainerDefinition.versionConsistency': VersionConsistency,
  'ContainerDependency.condition': ContainerCondition,
  'Device.permissions': DeviceCgroupPermission,
  'EnvironmentFile.type': EnvironmentFileType,
  'FirelensConfiguration.type': FirelensConfigurationType,
  'LogConfiguration.logDriver': LogDriver,
  'PortMapping.protocol': TransportProtocol,
  'PortMapping.appProtocol': ApplicationProtocol,
  'ResourceRequirement.type': ResourceType,
  'Ulimit.name': UlimitName,
  'CreateServiceRequest.launchType': LaunchType,
  'CreateServiceRequest.schedulingStrategy': SchedulingStrategy,
  'CreateServiceRequest.propagateTags': PropagateTags,
  'CreateServiceRequest.availabilityZoneRebalancing': AvailabilityZoneRebalancing,
  'UpdateServiceRequest.propagateTags': PropagateTags,
  'UpdateServiceRequest.availabilityZoneRebalancing': AvailabilityZoneRebalancing,
  'RunTaskRequest.launchType': LaunchType,
  'RunTaskRequest.propagateTags': PropagateTags,
  'AwsVpcConfiguration.assignPublicIp': AssignPublicIp,
  'DeploymentController.type': DeploymentControllerType,
  'DeploymentConfiguration.strategy': DeploymentStrategy,
  'DeploymentLifecycleHookTimeoutConfiguration.action': DeploymentLifecycleHookAction,
  'PlacementConstraint.type': PlacementConstraintType,
  'PlacementStrategy.type': PlacementStrategyType,
  'CreateExpressGatewayServiceRequest.cpuArchitecture': ExpressCpuArchitecture,
  'UpdateExpressGatewayServiceRequest.cpuArchitecture': ExpressCpuArchitecture,
  'ExpressGatewayScalingTarget.autoScalingMetric': ExpressGatewayServiceScalingMetric,
  'ThresholdConfiguration.type': ThresholdType,
};

/** Checks names, types, nesting and fixed values against the SDK's own schemas, so that no list is maintained by hand. */
export function checkFields(
  value: unknown,
  locate: (path: Path) => Origin,
  shape: ShapeName = 'RegisterTaskDefinitionRequest',
): Problem[] {
  return readFields({ value, locate }, shape).problems;
}

/** A value, where each part of it was written, and how. */
interface Written {
  value: unknown;
  locate: (path: Path) => Origin;
  spelling?: ((path: Path) => string | undefined) | undefined;
}

/**
 * Checks like `checkFields` and returns the value without its wrongly typed parts, so that later rules can trust the
 * types. A wrongly typed list item becomes an empty object, so that the others keep their index.
 */
export function readFields(
  { value, locate, spelling }: Written,
  shape: ShapeName,
): { problems: Problem[]; sound: Record<string, unknown> } {
  const problems: Problem[] = [];
  const report: Report = (rule, path, words) => problems.push(toProblem(rule, locate(path), words));
  const sound = readShape(value, SHAPES[shape], { report, enums: ENUMS, spelling });
  return { problems, sound: (sound ?? {}) as Record<string, unknown> };
}
