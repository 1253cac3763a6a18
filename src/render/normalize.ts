import type { TaskDefinition } from '../model.ts';
import { READ_ONLY } from './read-only.ts';

type Json = Record<string, unknown>;

/**
 * Takes away what AWS adds on registration, so that a file and the revision made from it compare equal
 * (docs: API_RegisterTaskDefinition; its response adds empty lists and the defaults of each field).
 */
export function normalize(definition: TaskDefinition): TaskDefinition {
  const { cpu, memory, containerDefinitions, ...rest } = withoutEmpty(definition) as Json;
  for (const key of READ_ONLY) delete rest[key];
  const awsvpc = rest['networkMode'] === 'awsvpc' || rest['networkMode'] === 'host';
  return {
    ...rest,
    ...(cpu === undefined ? {} : { cpu: toUnits(cpu, 'vcpu') }),
    ...(memory === undefined ? {} : { memory: toUnits(memory, 'gb') }),
    ...(Array.isArray(containerDefinitions)
      ? { containerDefinitions: containerDefinitions.map((container) => normalizeContainer(container, awsvpc)) }
      : {}),
    ...(Array.isArray(rest['tags']) ? { tags: sortedBy(rest['tags'], 'key') } : {}),
  } as unknown as TaskDefinition;
}

function normalizeContainer(container: unknown, awsvpc: boolean): unknown {
  if (!isJson(container)) return container;
  const { cpu, essential, portMappings, environment, secrets, ...rest } = container;
  return {
    ...rest,
    ...(cpu === undefined || cpu === 0 ? {} : { cpu }),
    ...(essential === undefined || essential === true ? {} : { essential }),
    ...(Array.isArray(portMappings) ? { portMappings: portMappings.map((port) => normalizePort(port, awsvpc)) } : {}),
    ...(environment === undefined ? {} : { environment: sortedBy(environment, 'name') }),
    ...(secrets === undefined ? {} : { secrets: sortedBy(secrets, 'name') }),
  };
}

function normalizePort(port: unknown, awsvpc: boolean): unknown {
  if (!isJson(port)) return port;
  const { hostPort, protocol, ...rest } = port;
  const isDefault = hostPort === undefined || hostPort === 0 || (awsvpc && hostPort === port['containerPort']);
  return {
    ...rest,
    ...(isDefault ? {} : { hostPort }),
    ...(protocol === undefined || protocol === 'tcp' ? {} : { protocol }),
  };
}

/** AWS stores `1 vCPU` as `1024` and `2 GB` as `2048` (docs: fargate-tasks-services). */
function toUnits(size: unknown, unit: 'vcpu' | 'gb'): unknown {
  if (typeof size !== 'string') return size;
  const match = new RegExp(`^(\\d+(?:\\.\\d+)?|\\.\\d+)\\s*${unit}$`, 'i').exec(size.trim());
  return match === null ? size.trim() : String(Math.round(Number(match[1]) * 1024));
}

/** Drops absent values and empty lists at any depth; list items stay, for their order and number mean something. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && item !== null && !(Array.isArray(item) && item.length === 0))
      .map(([key, item]) => [key, withoutEmpty(item)]),
  );
}

function sortedBy(list: unknown, key: string): unknown {
  if (!Array.isArray(list)) return list;
  const keyOf = (item: unknown) => (isJson(item) ? String(item[key]) : '');
  return [...list].sort((one, other) => compare(keyOf(one), keyOf(other)));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
