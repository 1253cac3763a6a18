import { toCpuUnits, toMebibytes } from './sizes.ts';

/** AWS's default for a setting that is left out (docs: the default of each field in the API reference). */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  action: 'ROLLBACK',
  assignPublicIp: 'DISABLED',
  availabilityZoneRebalancing: 'DISABLED',
  base: 0,
  canaryBakeTimeInMinutes: 10,
  canaryPercent: 5,
  cpuArchitecture: 'X86_64',
  enable: false,
  enableECSManagedTags: false,
  enableExecuteCommand: false,
  enabled: false,
  filesystemType: 'xfs',
  healthCheckGracePeriodSeconds: 0,
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  platformVersion: 'LATEST',
  propagateTags: 'NONE',
  resetOnHealthyTask: true,
  rollback: false,
  schedulingStrategy: 'REPLICA',
  stepBakeTimeInMinutes: 6,
  stepPercent: 10,
  strategy: 'ROLLING',
  targetType: 'AWS_LAMBDA',
  thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 },
  timeoutConfiguration: { timeoutInMinutes: 1440, action: 'ROLLBACK' },
  timeoutInMinutes: 1440,
  weight: 0,
};

/** Lists whose order means nothing; that of `placementStrategy` does. */
const SETS: ReadonlySet<string> = new Set([
  'alarmNames',
  'capacityProviderStrategy',
  'clientAliases',
  'environment',
  'gatewayConnectors',
  'lifecycleHooks',
  'lifecycleStages',
  'loadBalancers',
  'metricConfigurations',
  'metricNames',
  'placementConstraints',
  'secretOptions',
  'secrets',
  'securityGroups',
  'serviceRegistries',
  'services',
  'subnets',
  'tagSpecifications',
  'tags',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
]);

/**
 * Whether AWS treats two values of a setting as equal: in any order, with defaults written or left out, numbers as text,
 * sizes with or without a unit, roles by name or by ARN. This is the only comparison of settings, so that none is sent needlessly.
 */
export function isSame(one: unknown, other: unknown, setting = ''): boolean {
  const [a, b] = [orDefault(one, setting), orDefault(other, setting)];
  if (Array.isArray(a) || Array.isArray(b)) return isSameList(a, b, setting);
  if (isRecord(a) || isRecord(b)) return isSameRecord(a, b);
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (setting === 'cpu') return isSameSize(a, b, toCpuUnits);
  if (setting === 'memory') return isSameSize(a, b, toMebibytes);
  if (!isText(a) || !isText(b)) return false;
  if (setting === 'field') return placementField(String(a)) === placementField(String(b));
  if (setting.endsWith('RoleArn') || setting === 'roleArn') return isSameRole(String(a), String(b));
  return String(a) === String(b);
}

/** A role's short name means the role with that name in the service's account (docs: API_TaskDefinition, taskRoleArn). */
export function isSameRole(one: string, other: string): boolean {
  return one === other || one.endsWith(`:role/${other}`) || other.endsWith(`:role/${one}`);
}

/** The live value without what an AppSpec or a service definition leaves out: that stays as it is, so it is not compared. */
export function onlyAsked(live: unknown, wanted: unknown): unknown {
  if (!isRecord(live) || !isRecord(wanted)) return live;
  return Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, onlyAsked(live[key], value)]));
}

function orDefault(value: unknown, setting: string): unknown {
  const isLeftOut = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  return isLeftOut ? DEFAULTS[setting] : value;
}

function isSameList(one: unknown, other: unknown, setting: string): boolean {
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  if (!SETS.has(setting)) return one.every((item: unknown, index) => isSame(item, other[index]));
  const left: unknown[] = [...other];
  return one.every((item: unknown) => {
    const index = left.findIndex((candidate) => isSame(item, candidate));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

/** An omitted record equals one whose members are all omitted. */
function isSameRecord(one: unknown = {}, other: unknown = {}): boolean {
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isSame(one[key], other[key], key));
}

function isSameSize(one: unknown, other: unknown, toNumber: (text: string) => number | undefined): boolean {
  const [a, b] = [toNumber(String(one)), toNumber(String(other))];
  return a !== undefined && a === b;
}

/** AWS returns `cpu` as `CPU`; `host` means `instanceId` (docs: API_PlacementStrategy). */
function placementField(field: string): string {
  if (/^(?:cpu|memory)$/i.test(field)) return field.toLowerCase();
  return field === 'host' ? 'instanceId' : field;
}

/** Inputs and AppSpec files may hold numbers as text. */
function isText(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
