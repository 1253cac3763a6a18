import { toCpuUnits, toMebibytes } from './sizes.ts';

/** AWS's default for a setting that is left out (docs: the default of each field in the API reference). */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  assignPublicIp: 'DISABLED',
  base: 0,
  cpuArchitecture: 'X86_64',
  enable: false,
  enableECSManagedTags: false,
  enableExecuteCommand: false,
  filesystemType: 'xfs',
  healthCheckGracePeriodSeconds: 0,
  platformVersion: 'LATEST',
  propagateTags: 'NONE',
  resetOnHealthyTask: true,
  rollback: false,
  strategy: 'ROLLING',
  thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 },
  weight: 0,
};

/** Unordered lists, each with the member that identifies its items. */
const SETS: Readonly<Record<string, string>> = {
  alarmNames: '',
  capacityProviderStrategy: 'capacityProvider',
  environment: 'name',
  loadBalancers: 'targetGroupArn',
  secrets: 'name',
  securityGroups: '',
  serviceRegistries: 'registryArn',
  subnets: '',
  tagSpecifications: 'resourceType',
  tags: 'key',
  volumeConfigurations: 'name',
};

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
  if (setting.endsWith('RoleArn') || setting === 'roleArn') return isSameRole(String(a), String(b));
  return String(a) === String(b);
}

/** A role's short name means the role with that name in the service's account (docs: API_TaskDefinition, taskRoleArn). */
export function isSameRole(one: string, other: string): boolean {
  return one === other || one.endsWith(`:role/${other}`) || other.endsWith(`:role/${one}`);
}

function orDefault(value: unknown, setting: string): unknown {
  const isLeftOut = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  return isLeftOut ? DEFAULTS[setting] : value;
}

function isSameList(one: unknown, other: unknown, setting: string): boolean {
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  const by = SETS[setting];
  const [a, b] = by === undefined ? [one, other] : [sorted(one, by), sorted(other, by)];
  return a.every((item: unknown, index) => isSame(item, b[index]));
}

function sorted(list: readonly unknown[], by: string): unknown[] {
  const keyOf = (item: unknown): string => {
    const key = isRecord(item) ? item[by] : item;
    return isText(key) ? String(key) : '';
  };
  return list.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : keyOf(one) > keyOf(other) ? 1 : 0));
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

/** Inputs and AppSpec files may hold numbers as text. */
function isText(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
