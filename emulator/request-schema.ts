import * as autoScaling from '@aws-sdk/client-application-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as codedeploy from '@aws-sdk/client-codedeploy';
import * as ecs from '@aws-sdk/client-ecs';
import * as ecr from '@aws-sdk/client-ecr';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as events from '@aws-sdk/client-eventbridge';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as iam from '@aws-sdk/client-iam';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as secretsmanager from '@aws-sdk/client-secrets-manager';
import * as ssm from '@aws-sdk/client-ssm';
import { ApiError, clientException, invalidParameter } from './api-error.ts';
import { requestEnums } from './request-enums.ts';

export type Json = null | string | number | boolean | Json[] | { [key: string]: Json };

const models: Record<string, Record<string, unknown>> = {
  'application-autoscaling': autoScaling,
  cloudwatch,
  codedeploy,
  ecs,
  ecr,
  elbv2,
  events,
  scheduler,
  iam,
  logs,
  secretsmanager,
  ssm,
};
const [LIST_BIT, MAP_BIT] = [64, 128];

/** Rejects what AWS would reject before it looks at its own state: the shape of a request is checked against the SDK's own model. */
export function checkRequest(service: string, operation: string, input: Json): void {
  const schema = requestSchema(service, operation);
  if (schema) check(schema, input, { service, path: '', enumName: undefined });
}

/** Query requests carry only strings; the model tells which of them are numbers, booleans and lists. */
export function fromQuery(service: string, operation: string, parameters: URLSearchParams): Json {
  const root: Record<string, Json> = {};
  for (const [key, value] of parameters) {
    if (key === 'Action' || key === 'Version') continue;
    place(root, key.split('.'), value);
  }
  return coerce(requestSchema(service, operation), root);
}

interface Place {
  service: string;
  path: string;
  enumName: string | undefined;
}

function requestSchema(service: string, operation: string): unknown {
  const model = models[service] ?? {};
  return model[`${operation}Request$`] ?? model[`${operation}Input$`];
}

function check(schema: unknown, value: Json, at: Place): void {
  const plain = unwrap(schema);
  if (Array.isArray(plain)) return checkShape(plain, value, at);
  if (typeof plain !== 'number') return;
  if (plain >= MAP_BIT) return checkMap([0, plain - MAP_BIT], value, at);
  if (plain >= LIST_BIT) return checkList(plain - LIST_BIT, value, at);
  checkScalar(plain, value, at);
}

function checkShape(shape: unknown[], value: Json, at: Place): void {
  switch (shape[0]) {
    case 0:
      return check(shape[4], value, at);
    case 1:
      return checkList(shape[4], value, at);
    case 2:
      return checkMap([shape[4], shape[5]], value, at);
    default:
      return checkStructure(shape, value, at);
  }
}

function checkStructure(shape: unknown[], value: Json, at: Place): void {
  if (!isObject(value)) throw wrongType(value, 'a structure', at);
  const names = shape[4] as string[];
  const schemas = shape[5] as unknown[];
  const required = typeof shape[6] === 'number' ? shape[6] : 0;
  for (const key of Object.keys(value)) {
    if (!names.includes(key)) throw unknownField(join(at.path, key), names, at.service);
  }
  for (const name of names.slice(0, required)) {
    if (value[name] === undefined || value[name] === null) throw missing(join(at.path, name), at.service);
  }
  names.forEach((name, index) => {
    const member = value[name];
    if (member === undefined || member === null) return;
    const enumName = at.service === 'ecs' ? requestEnums[`${String(shape[2])}.${name}`] : undefined;
    check(schemas[index], member, { service: at.service, path: join(at.path, name), enumName });
  });
}

function checkList(item: unknown, value: Json, at: Place): void {
  if (!Array.isArray(value)) throw wrongType(value, 'a list', at);
  value.forEach((entry, index) => check(item, entry, { ...at, path: `${at.path}[${index}]` }));
}

function checkMap([key, item]: [key: unknown, item: unknown], value: Json, at: Place): void {
  if (!isObject(value)) throw wrongType(value, 'a map', at);
  for (const [name, entry] of Object.entries(value)) {
    check(key, name, { ...at, enumName: undefined });
    check(item, entry, { ...at, path: join(at.path, name) });
  }
}

function checkScalar(code: number, value: Json, at: Place): void {
  if (code === 0) {
    if (typeof value !== 'string') throw wrongType(value, 'String', at);
    checkEnum(value, at);
  }
  if (code === 1 && typeof value !== 'number') throw wrongType(value, 'Integer', at);
  if (code === 2 && typeof value !== 'boolean') throw wrongType(value, 'Boolean', at);
  if (code >= 4 && code <= 7 && typeof value !== 'number') throw wrongType(value, 'Timestamp', at);
}

function checkEnum(value: string, at: Place): void {
  if (!at.enumName) return;
  const allowed = Object.values((models.ecs?.[at.enumName] ?? {}) as Record<string, string>);
  if (allowed.length === 0 || allowed.includes(value)) return;
  throw invalidParameter(
    `1 validation error detected: Value '${value}' at '${at.path}' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(', ')}]`,
  );
}

function unwrap(schema: unknown): unknown {
  if (typeof schema === 'function') return unwrap((schema as () => unknown)());
  if (Array.isArray(schema) && schema.length === 2) return unwrap(schema[0]);
  return schema;
}

function coerce(schema: unknown, value: Json): Json {
  const plain = unwrap(schema);
  if (Array.isArray(plain)) {
    if (plain[0] === 0) return coerce(plain[4], value);
    if (plain[0] === 1) return members(value).map((entry) => coerce(plain[4], entry));
    if (plain[0] === 3 && isObject(value)) {
      const names = plain[4] as string[];
      const schemas = plain[5] as unknown[];
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [key, coerce(schemas[names.indexOf(key)], entry)]),
      );
    }
    return value;
  }
  if (typeof plain !== 'number') return value;
  if (plain >= LIST_BIT && plain < MAP_BIT) return members(value).map((entry) => coerce(plain - LIST_BIT, entry));
  if (plain === 1 && typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))) {
    return Number(value);
  }
  if (plain === 2 && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

function members(value: Json): Json[] {
  const inner = isObject(value) ? value.member : undefined;
  return inner !== undefined && isObject(inner)
    ? Object.keys(inner)
        .toSorted((a, b) => Number(a) - Number(b))
        .map((key) => inner[key] ?? null)
    : [];
}

function place(target: Record<string, Json>, keys: string[], value: string): void {
  const [first, ...rest] = keys;
  if (first === undefined) return;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const existing = target[first];
  const next: Record<string, Json> = existing !== undefined && isObject(existing) ? existing : {};
  target[first] = next;
  place(next, rest, value);
}

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const join = (path: string, name: string): string => (path ? `${path}.${name}` : name);

function wrongType(value: Json, wanted: string, at: Place): ApiError {
  const found = Array.isArray(value) ? 'a list' : value === null ? 'null' : typeof value;
  return new ApiError('SerializationException', `${at.path}: ${found} can not be converted to ${wanted}`);
}

function unknownField(path: string, names: string[], service: string): ApiError {
  const message = `Unknown parameter in input: "${path}", must be one of: ${names.join(', ')}`;
  return service === 'ecs' ? clientException(message) : new ApiError('SerializationException', message);
}

function missing(path: string, service: string): ApiError {
  const message = `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`;
  if (service === 'ecs') return clientException(message);
  if (['application-autoscaling', 'events', 'scheduler'].includes(service)) {
    return new ApiError('ValidationException', message);
  }
  return service === 'elbv2' ? new ApiError('ValidationError', message) : invalidParameter(message);
}
