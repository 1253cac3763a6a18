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
import { toProblem } from './catalogue.ts';
import { didYouMean } from './did-you-mean.ts';
import { describeValue, formatPath } from './words.ts';

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

/** The SDK's schemas carry no enums, so these lead from a member to the SDK's enum object. */
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

/** Required by the service, though the API model does not say so (docs: API_ContainerDefinition). */
const ALSO_REQUIRED: Readonly<Record<string, readonly string[]>> = { ContainerDefinition: ['name'] };

/** The only numbers of these requests that need not be whole. */
const FRACTIONAL = new Set(['stepPercent', 'canaryPercent']);

const NUMBER = 1;
const BOOLEAN = 2;
const LIST = 64;
const MAP = 128;
const TIMESTAMPS = new Set([4, 5, 6, 7]);

type Schema = number | (() => Schema) | readonly unknown[];

/** Checks names, types, nesting and fixed values against the SDK's own schemas, so that no list is kept by hand. */
export function checkFields(
  value: unknown,
  locate: (path: Path) => Origin,
  shape: ShapeName = 'RegisterTaskDefinitionRequest',
): Problem[] {
  return readFields(value, locate, shape).problems;
}

/**
 * Checks like `checkFields` and gives what is left without the values of a wrong type, so that later rules can trust the
 * types. A list item of a wrong type stays as an empty object: the others keep their index.
 */
export function readFields(
  value: unknown,
  locate: (path: Path) => Origin,
  shape: ShapeName,
): { problems: Problem[]; sound: Record<string, unknown> } {
  const problems: Problem[] = [];
  const report: Report = (rule, path, words) => problems.push(toProblem(rule, locate(path), words));
  const sound = read({ value, schema: SHAPES[shape] as Schema, path: [], report });
  return { problems, sound: (sound ?? {}) as Record<string, unknown> };
}

type Report = (
  rule: 'placeholder-left' | 'unknown-field' | 'wrong-type' | 'missing-field' | 'bad-value' | 'empty-value',
  path: Path,
  words: { message: string; mend: string },
) => void;

interface Reading {
  value: unknown;
  schema: Schema;
  path: Path;
  report: Report;
  member?: string;
}

function read(reading: Reading): unknown {
  const schema = unwrap(reading.schema);
  if (typeof schema === 'number') {
    if (schema >= MAP) return readMap(reading, schema - MAP);
    if (schema >= LIST) return readList(reading, schema - LIST);
    return readScalar(reading, schema);
  }
  switch (schema[0]) {
    case 1:
      return readList(reading, schema[4] as Schema);
    case 2:
      return readMap(reading, schema[5] as Schema);
    case 3:
    case 4:
      return readStructure(reading, schema);
    default:
      return reading.value;
  }
}

function unwrap(schema: Schema): number | readonly unknown[] {
  if (typeof schema === 'function') return unwrap(schema());
  if (typeof schema === 'number') return schema;
  return schema.length <= 2 ? unwrap(schema[0] as Schema) : schema;
}

function readScalar(reading: Reading, code: number): unknown {
  const { value, member } = reading;
  if (code === BOOLEAN) return typeof value === 'boolean' ? value : wrongType(reading, 'true or false');
  if (code === NUMBER) {
    const whole = member === undefined || !FRACTIONAL.has(member.slice(member.indexOf('.') + 1));
    const fits = typeof value === 'number' && (whole ? Number.isSafeInteger(value) : Number.isFinite(value));
    return fits ? value : wrongType(reading, whole ? 'a whole number' : 'a number');
  }
  if (TIMESTAMPS.has(code)) return value;
  if (code !== 0) return value;
  return typeof value === 'string' ? readText(reading, value) : wrongType(reading, 'a text');
}

function readText({ path, report, member }: Reading, value: string): unknown {
  const known = member === undefined ? undefined : ENUMS[member];
  if (known === undefined) return value;
  const values = Object.values(known);
  if (values.includes(value)) return value;
  const name = formatPath(path);
  if (value === '') {
    report('empty-value', path, {
      message: `${name} is an empty text; the ECS API knows ${values.join(', ')}.`,
      mend: 'Remove the field to get the default.',
    });
    return undefined;
  }
  if (PLACEHOLDER.test(value)) {
    report('placeholder-left', path, {
      message: `${name} still holds the placeholder "${value}".`,
      mend: `Fill it in with one of: ${values.join(', ')}.`,
    });
    return undefined;
  }
  report('bad-value', path, {
    message: `${name} is "${value}"; the ECS API knows ${values.join(', ')}.`,
    mend: didYouMean(value, values) ?? 'Use one of these values.',
  });
  return undefined;
}

const PLACEHOLDER = /\$\{.*\}|\{\{.*\}\}|^<.*>$|^__\w+__$|^\$[A-Z_]+$/;

function readList(reading: Reading, item: Schema): unknown {
  const { value, path, report, member } = reading;
  if (!Array.isArray(value)) return wrongType(reading, 'a list');
  const scalar = typeof unwrap(item) === 'number';
  const items = value.map((each: unknown, index) =>
    read({ value: each, schema: item, path: [...path, index], report, ...(member === undefined ? {} : { member }) }),
  );
  if (scalar) return items.includes(undefined) ? undefined : items;
  return items.map((each) => each ?? {});
}

function readMap(reading: Reading, item: Schema): unknown {
  const { value, path, report } = reading;
  if (!isRecord(value)) return wrongType(reading, 'an object');
  const entries = Object.entries(value).map(
    ([key, each]) => [key, read({ value: each, schema: item, path: [...path, key], report })] as const,
  );
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}

function readStructure(reading: Reading, schema: readonly unknown[]): unknown {
  const { value, path, report } = reading;
  if (!isRecord(value)) return wrongType(reading, 'an object');
  const [, , name, , members, schemas, requiredCount = 0] = schema as [
    3,
    string,
    string,
    unknown,
    string[],
    Schema[],
    number?,
  ];
  const sound: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue;
    const index = members.indexOf(key);
    const memberSchema = schemas[index];
    if (index < 0 || memberSchema === undefined) {
      report('unknown-field', [...path, key], unknownField({ key, path, members }));
      continue;
    }
    const checked = read({ value: each, schema: memberSchema, path: [...path, key], report, member: `${name}.${key}` });
    if (checked !== undefined) sound[key] = checked;
  }
  for (const key of [...members.slice(0, requiredCount), ...(ALSO_REQUIRED[name] ?? [])]) {
    if (value[key] !== undefined && value[key] !== null) continue;
    report('missing-field', [...path, key], {
      message: `${formatPath([...path, key])} is missing; the ECS API requires it.`,
      mend: `Add "${key}".`,
    });
  }
  return sound;
}

function unknownField({ key, path, members }: { key: string; path: Path; members: readonly string[] }) {
  const place =
    path.length === 0
      ? members.includes('containerDefinitions')
        ? 'a task definition'
        : 'the request'
      : formatPath(path);
  const hint = HINTS[key]?.(members);
  return {
    message: `"${key}" is no field of ${place} in the ECS API.`,
    mend:
      hint ??
      didYouMean(key, members) ??
      'Remove it; when AWS has added it since this version, set the input checks to off and it is passed on untouched.',
  };
}

/** Fields that people put in the wrong place. */
const HINTS: Readonly<Record<string, (members: readonly string[]) => string | undefined>> = {
  valueFrom: (members) =>
    members.includes('value') ? 'Values from Secrets Manager or Parameter Store belong under "secrets".' : undefined,
  awsvpcConfiguration: () => 'It belongs to the service or the task, not to the task definition: remove it here.',
  environmentFiles: () => 'It belongs inside a container definition.',
};

function wrongType({ value, path, report }: Reading, wanted: string): undefined {
  const mends = { true: 'Remove the quotes.', false: 'Put quotes around it.' };
  const looksRight =
    typeof value === 'string' &&
    ((wanted === 'true or false' && /^(?:true|false)$/.test(value)) ||
      (/number/.test(wanted) && /^-?\d+$/.test(value)));
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  report('wrong-type', path, {
    message: `${path.length === 0 ? 'The definition' : formatPath(path)} must be ${wanted}, and is ${describeValue(value)}.`,
    mend: looksRight
      ? mends.true
      : wanted === 'a text' && isScalar
        ? `${mends.false.slice(0, -1)}: "${String(value)}".`
        : wanted === 'a list'
          ? 'Put it in square brackets: [ … ].'
          : `Write ${wanted}.`,
  });
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
