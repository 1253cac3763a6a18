import { toCpuUnits, toMebibytes } from '../aws/sizes.ts';
import type { TaskDefinition } from '../model.ts';
import { READ_ONLY } from './read-only.ts';

type Json = Record<string, unknown>;

/** Values that mean the same as leaving the field out (docs: the default of each field in API_RegisterTaskDefinition and its types). */
const DEFAULTS = {
  task: { enableFaultInjection: false },
  container: {
    cpu: 0,
    essential: true,
    disableNetworking: false,
    interactive: false,
    privileged: false,
    pseudoTerminal: false,
    readonlyRootFilesystem: false,
    versionConsistency: 'enabled',
  },
  healthCheck: { interval: 30, timeout: 5, retries: 3, startPeriod: 0 },
  mountPoint: { readOnly: false },
  efs: { rootDirectory: '/', transitEncryption: 'DISABLED' },
  efsAuthorization: { iam: 'DISABLED' },
  fargatePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
} as const;

/** Unordered lists of a container, each with the key that identifies its items. */
const SETS = {
  dependsOn: 'containerName',
  environment: 'name',
  extraHosts: 'hostname',
  mountPoints: 'containerPath',
  portMappings: 'containerPort',
  resourceRequirements: 'type',
  secrets: 'name',
  systemControls: 'namespace',
  ulimits: 'name',
  volumesFrom: 'sourceContainer',
} as const;

/** Removes what AWS adds on registration, so that a file and its revision compare equal. */
export function normalize(definition: TaskDefinition): TaskDefinition {
  const task = withoutDefaults(withoutEmpty(definition) as Json, DEFAULTS.task);
  for (const key of READ_ONLY) delete task[key];
  const sharedNetwork = task['networkMode'] === 'awsvpc' || task['networkMode'] === 'host';
  change(task, 'cpu', (cpu) => toUnits(cpu, toCpuUnits));
  change(task, 'memory', (memory) => toUnits(memory, toMebibytes));
  change(task, 'tags', sortedBy('key'));
  change(task, 'requiresCompatibilities', sortedBy(''));
  change(task, 'volumes', eachOf(normalizeVolume));
  change(task, 'volumes', sortedBy('name'));
  change(
    task,
    'containerDefinitions',
    eachOf((container) => normalizeContainer(container, sharedNetwork)),
  );
  change(task, 'containerDefinitions', sortedBy('name'));
  dropUsualPlatform(task);
  return task as unknown as TaskDefinition;
}

function normalizeContainer(value: Json, sharedNetwork: boolean): Json {
  const container = withoutDefaults(value, DEFAULTS.container);
  change(container, 'healthCheck', (check) => (isJson(check) ? withoutDefaults(check, DEFAULTS.healthCheck) : check));
  change(
    container,
    'mountPoints',
    eachOf((mount) => withoutDefaults(mount, DEFAULTS.mountPoint)),
  );
  change(
    container,
    'portMappings',
    eachOf((port) =>
      withoutDefaults(port, {
        hostPort: sharedNetwork && port['hostPort'] !== 0 ? port['containerPort'] : 0,
        protocol: 'tcp',
      }),
    ),
  );
  for (const [list, key] of Object.entries(SETS)) change(container, list, sortedBy(key));
  return container;
}

/** Fargate defaults to Linux on x86; on EC2 the instance decides. */
function dropUsualPlatform(task: Json): void {
  const { requiresCompatibilities, runtimePlatform } = task;
  if (!Array.isArray(requiresCompatibilities) || !requiresCompatibilities.includes('FARGATE')) return;
  if (!isJson(runtimePlatform)) return;
  const platform = withoutDefaults(runtimePlatform, DEFAULTS.fargatePlatform);
  if (Object.keys(platform).length === 0) delete task['runtimePlatform'];
  else task['runtimePlatform'] = platform;
}

/** AWS returns `host: {}` for a volume that was given by name only. */
function normalizeVolume(value: Json): Json {
  const volume = { ...value };
  if (isJson(volume['host']) && Object.keys(volume['host']).length === 0) delete volume['host'];
  change(volume, 'efsVolumeConfiguration', (efs) => (isJson(efs) ? normalizeEfs(efs) : efs));
  return volume;
}

/** Authorization that asks for nothing is the same as none. */
function normalizeEfs(value: Json): Json {
  const efs = withoutDefaults(value, DEFAULTS.efs);
  const { authorizationConfig } = efs;
  if (!isJson(authorizationConfig)) return efs;
  const asked = withoutDefaults(authorizationConfig, DEFAULTS.efsAuthorization);
  if (Object.keys(asked).length === 0) delete efs['authorizationConfig'];
  else efs['authorizationConfig'] = asked;
  return efs;
}

function change(parent: Json, key: string, to: (value: unknown) => unknown): void {
  if (key in parent) parent[key] = to(parent[key]);
}

function withoutDefaults(value: Json, defaults: Json): Json {
  return Object.fromEntries(
    Object.entries(value).filter(([key, item]) => !(key in defaults) || item !== defaults[key]),
  );
}

function eachOf(normalizeItem: (item: Json) => Json): (list: unknown) => unknown {
  return (list) => (Array.isArray(list) ? list.map((item) => (isJson(item) ? normalizeItem(item) : item)) : list);
}

/** AWS stores `1 vCPU` as `1024` and `2 GB` as `2048` (docs: fargate-tasks-services). */
function toUnits(size: unknown, toNumber: (text: string) => number | undefined): unknown {
  if (typeof size !== 'string') return size;
  return String(toNumber(size) ?? size.trim());
}

/** Drops absent values and empty lists at any depth; list items stay, because their order and number matter. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && item !== null && !(Array.isArray(item) && item.length === 0))
      .map(([key, item]) => [key, withoutEmpty(item)]),
  );
}

function sortedBy(key: string): (list: unknown) => unknown {
  const keyOf = (item: unknown) => (isJson(item) ? `${String(item[key])} ${JSON.stringify(item)}` : String(item));
  return (list) => (Array.isArray(list) ? list.toSorted((one, other) => compare(keyOf(one), keyOf(other))) : list);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A date, such as `registeredAt` from the SDK, is a value and not an object to traverse. */
function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
