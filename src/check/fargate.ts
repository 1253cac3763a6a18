import type { Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Container, Context } from './context.ts';
import { hasPlaceholder } from './placeholders.ts';
import { toCpuUnits, toMebibytes } from '../aws/sizes.ts';

/** CPU units, and the memory sizes in MiB that go with them (docs: fargate-tasks-services, Task CPU and memory). */
const SIZES: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, steps(1024, 4096, 1024)],
  [1024, steps(2048, 8192, 1024)],
  [2048, steps(4096, 16_384, 1024)],
  [4096, steps(8192, 30_720, 1024)],
  [8192, steps(16_384, 61_440, 4096)],
  [16_384, steps(32_768, 122_880, 8192)],
  [32_768, [61_440, 122_880, 249_856]],
]);

const WINDOWS_CPU = [1024, 2048, 4096];
const LOG_DRIVERS = ['awslogs', 'splunk', 'awsfirelens'];

/** What Fargate requires and what it does not support (docs: fargate-tasks-services). */
export function* fargateRules(context: Context): Iterable<Problem> {
  if (!context.fargate) return;
  const { definition, locate, raw } = context;
  yield* size(context);
  if (definition.networkMode !== 'awsvpc' && (definition.networkMode !== undefined || !raw['networkMode'])) {
    yield toProblem('fargate-network-mode', locate(['networkMode']), {
      message: `Fargate supports only network mode awsvpc, but ${definition.networkMode === undefined ? 'networkMode is not set, which means bridge' : `networkMode is ${definition.networkMode}`}.`,
      fix: 'Set "networkMode": "awsvpc".',
    });
  }
  for (const { path, what } of [...unsupportedOfTask(context), ...context.containers.flatMap(unsupportedOfContainer)]) {
    yield toProblem('fargate-unsupported', locate(path), {
      message: `Fargate does not support ${what}.`,
      fix: 'Remove it.',
    });
  }
}

function* size({ definition, locate, raw }: Context): Iterable<Problem> {
  for (const field of ['cpu', 'memory'] as const) {
    if (raw[field] !== undefined && raw[field] !== '') continue;
    yield toProblem('fargate-size', locate([field]), {
      message: `Fargate requires ${field} for the task, not just for its containers.`,
      fix: `Add "${field}" to the task definition, for example ${field === 'cpu' ? '"256"' : '"512"'}.`,
    });
  }
  const { cpu = '', memory = '' } = definition;
  if (hasPlaceholder(cpu) || hasPlaceholder(memory)) return;
  const units = toCpuUnits(cpu);
  const mebibytes = toMebibytes(memory);
  if (units === undefined) return;
  const family = definition.runtimePlatform?.operatingSystemFamily ?? 'LINUX';
  if (family.startsWith('WINDOWS') && SIZES.has(units) && !WINDOWS_CPU.includes(units)) {
    yield toProblem('fargate-size', locate(['cpu']), {
      message: `Fargate offers Windows tasks with ${WINDOWS_CPU.join(', ')} CPU units, not with ${units}.`,
      fix: `Use ${nearest(units, WINDOWS_CPU)}.`,
    });
    return;
  }
  if (mebibytes === undefined) return;
  if (SIZES.get(units)?.includes(mebibytes) === true) return;
  const offered = nextSize(units, mebibytes);
  if (offered === undefined) {
    yield tooLarge({ units, mebibytes }, locate);
    return;
  }
  yield toProblem('fargate-size', locate([SIZES.has(units) ? 'memory' : 'cpu']), {
    message: `Fargate does not offer ${units} CPU units with ${mebibytes} MiB.${SIZES.has(units) ? ` With ${units} it offers ${range(SIZES.get(units) ?? [])}.` : ` It offers ${[...SIZES.keys()].join(', ')} CPU units.`}`,
    fix: `Use the next size up: cpu "${offered.cpu}", memory "${offered.memory}".`,
  });
}

function tooLarge({ units, mebibytes }: { units: number; mebibytes: number }, locate: Context['locate']): Problem {
  const asked = mebibytes > LARGEST.memory ? `${mebibytes} MiB of memory` : `${units} CPU units`;
  return toProblem('fargate-size', locate([mebibytes > LARGEST.memory ? 'memory' : 'cpu']), {
    message: `Fargate has no task with ${asked}: the most is ${LARGEST.memory} MiB, with ${LARGEST.cpu} CPU units.`,
    fix: `Use at most cpu "${LARGEST.cpu}" and memory "${LARGEST.memory}", or run the task on EC2.`,
  });
}

const LARGEST = { cpu: 32_768, memory: 249_856 };

/** The smallest size with at least what was requested. */
function nextSize(units: number, mebibytes: number): { cpu: number; memory: number } | undefined {
  for (const [cpu, memories] of SIZES) {
    const memory = cpu < units ? undefined : memories.find((each) => each >= mebibytes);
    if (memory !== undefined) return { cpu, memory };
  }
  return undefined;
}

interface Unsupported {
  path: Path;
  what: string;
}

function unsupportedOfTask({ definition }: Context): Unsupported[] {
  const found: Unsupported[] = [];
  if (isGiven(definition.ipcMode)) found.push({ path: ['ipcMode'], what: 'ipcMode' });
  if (definition.pidMode === 'host') found.push({ path: ['pidMode'], what: 'pidMode "host", only "task"' });
  if (isGiven(definition.placementConstraints))
    found.push({ path: ['placementConstraints'], what: 'placementConstraints' });
  for (const [index, { dockerVolumeConfiguration, host }] of (definition.volumes ?? []).entries()) {
    const place = ['volumes', index] as const;
    if (dockerVolumeConfiguration !== undefined) {
      found.push({ path: [...place, 'dockerVolumeConfiguration'], what: 'Docker volumes' });
    }
    if (isGiven(host?.sourcePath))
      found.push({ path: [...place, 'host', 'sourcePath'], what: 'host volumes (sourcePath)' });
  }
  return found;
}

function unsupportedOfContainer({ value, path, label }: Container): Unsupported[] {
  const { linuxParameters: linux = {}, logConfiguration, resourceRequirements = [] } = value;
  const found: Unsupported[] = [];
  const add = (place: Path, what: string) =>
    found.push({ path: [...path, ...place], what: `${what} (container ${label})` });
  if (value.privileged === true) add(['privileged'], 'privileged containers');
  if (value.disableNetworking === true) add(['disableNetworking'], 'disableNetworking');
  if (isGiven(value.dockerSecurityOptions)) add(['dockerSecurityOptions'], 'dockerSecurityOptions');
  for (const field of ['devices', 'sharedMemorySize', 'maxSwap', 'swappiness'] as const) {
    if (isGiven(linux[field])) add(['linuxParameters', field], `linuxParameters.${field}`);
  }
  const added = (linux.capabilities?.add ?? []).filter(
    (capability) => capability !== '' && !/^(?:CAP_)?SYS_PTRACE$/.test(capability),
  );
  if (added.length > 0)
    add(['linuxParameters', 'capabilities', 'add'], `adding the capability ${added.join(', ')}, only SYS_PTRACE`);
  const gpu = resourceRequirements.findIndex(({ type }) => type === 'GPU');
  if (gpu >= 0) add(['resourceRequirements', gpu], 'GPUs');
  const driver = logConfiguration?.logDriver;
  if (driver !== undefined && !LOG_DRIVERS.includes(driver)) {
    add(['logConfiguration', 'logDriver'], `the log driver ${driver}, only ${LOG_DRIVERS.join(', ')}`);
  }
  return found;
}

/** Whether a value means anything: skeletons are full of empty strings, lists and zeros. */
function isGiven(value: string | number | readonly unknown[] | undefined): boolean {
  return typeof value === 'number' ? value !== 0 : value !== undefined && value.length > 0;
}

function nearest(wanted: number, offered: readonly number[]): number {
  return offered.find((each) => each >= wanted) ?? offered.at(-1) ?? wanted;
}

function range(values: readonly number[]): string {
  return values.length <= 3
    ? `${values.join(', ')} MiB`
    : `${values[0]} to ${values.at(-1)} MiB in steps of ${(values[1] ?? 0) - (values[0] ?? 0)}`;
}

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}
