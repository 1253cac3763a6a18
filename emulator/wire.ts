import type { IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';
import { type ApiError } from './api-error.ts';
import { fromQuery, type Json } from './request-schema.ts';

export interface Call {
  protocol: 'json' | 'query' | 'rest';
  service: string;
  action: string;
  input: Json;
  region: string | undefined;
  /** When the caller claims to have signed the request. */
  signedAt: Date | undefined;
}

const TARGETS: Record<string, string> = {
  AmazonEC2ContainerServiceV20141113: 'ecs',
  Logs_20140328: 'logs',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  CodeDeploy_20141006: 'codedeploy',
  AnyScaleFrontendService: 'application-autoscaling',
  AWSEvents: 'events',
  secretsmanager: 'secretsmanager',
  AmazonSSM: 'ssm',
  GraniteServiceVersion20100801: 'cloudwatch',
};

const QUERY_VERSIONS: Record<string, { service: string; namespace: string }> = {
  '2015-12-01': { service: 'elbv2', namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/' },
  '2010-05-08': { service: 'iam', namespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
  '2011-06-15': { service: 'sts', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
};

/** EventBridge Scheduler names its operations by method and path. */
const SCHEDULER: Record<string, string> = {
  'GET /schedules': 'ListSchedules',
  'GET /schedules/{Name}': 'GetSchedule',
  'POST /schedules/{Name}': 'CreateSchedule',
  'PUT /schedules/{Name}': 'UpdateSchedule',
};
/** Members that travel in the query under another name. */
const IN_QUERY: Record<string, string> = { groupName: 'GroupName', ScheduleGroup: 'GroupName' };

/** AWS JSON 1.1 names its operation in X-Amz-Target, Query in the form, REST in the path; the Region is in the signature's credential scope. */
export function readCall(request: IncomingMessage, body: string): Call {
  const region = /Credential=[^/]+\/\d{8}\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1];
  const signedAt = readAmzDate(request.headers['x-amz-date']);
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix = '', action = ''] = target.split('.');
    return { protocol: 'json', service: TARGETS[prefix] ?? prefix, action, input: parseJson(body), region, signedAt };
  }
  const rest = readRest(request, body);
  if (rest !== undefined) return { protocol: 'rest', service: 'scheduler', ...rest, region, signedAt };
  const parameters = new URLSearchParams(body);
  const service = QUERY_VERSIONS[parameters.get('Version') ?? '']?.service ?? 'unknown';
  const action = parameters.get('Action') ?? '';
  return { protocol: 'query', service, action, input: fromQuery(service, action, parameters), region, signedAt };
}

function readRest(request: IncomingMessage, body: string): Pick<Call, 'action' | 'input'> | undefined {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, folder = '', name] = pathname.split('/');
  const action = SCHEDULER[`${request.method} /${folder}${name === undefined ? '' : '/{Name}'}`];
  if (action === undefined) return undefined;
  const query = [...searchParams].map(([key, value]) => [
    IN_QUERY[key] ?? key,
    key === 'MaxResults' ? Number(value) : value,
  ]);
  const path = name === undefined ? {} : { Name: decodeURIComponent(name) };
  const document = body === '' ? {} : parseJson(body);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return { action, input: document };
  return { action, input: { ...document, ...Object.fromEntries(query), ...path } };
}

/** An answer before it is sent. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const CONTENT_TYPES = { json: 'application/x-amz-json-1.1', rest: 'application/json' } as const;

export function toResult(call: Call, result: object): Answer {
  const requestId = randomUUID();
  if (call.protocol !== 'query') {
    const headers = { 'content-type': CONTENT_TYPES[call.protocol], 'x-amzn-requestid': requestId };
    return { status: 200, headers, body: toJson(result) };
  }
  const namespace = Object.values(QUERY_VERSIONS).find((entry) => entry.service === call.service)?.namespace ?? '';
  const body = `<${call.action}Response xmlns="${namespace}"><${call.action}Result>${toXml(result)}</${call.action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${call.action}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

export function toErrorAnswer(call: Call, error: ApiError): Answer {
  const requestId = randomUUID();
  const { retryAfterSeconds } = error;
  const retry: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  if (call.protocol !== 'query') {
    const headers = {
      ...retry,
      'content-type': CONTENT_TYPES[call.protocol],
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.name,
    };
    const text = call.protocol === 'rest' ? { Message: error.message } : { __type: error.name, message: error.message };
    return { status: error.httpStatus, headers, body: JSON.stringify(text) };
  }
  const codes: Record<string, string> = {
    AccessDeniedException: 'AccessDenied',
    ThrottlingException: 'Throttling',
    ExpiredTokenException: 'ExpiredToken',
  };
  const code = codes[error.name] ?? error.name;
  const body = `<ErrorResponse><Error><Type>${error.httpStatus >= 500 ? 'Receiver' : 'Sender'}</Type>${toXml({ Code: code, Message: error.message })}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
  const status = code === 'AccessDenied' ? 403 : error.httpStatus;
  return { status, headers: { ...retry, 'content-type': 'text/xml' }, body };
}

/** `20261121T100000Z` */
function readAmzDate(header: string | string[] | undefined): Date | undefined {
  const [, date, time] = /^(\d{8})T(\d{6})Z$/.exec(String(header)) ?? [];
  if (date === undefined || time === undefined) return undefined;
  return new Date(
    `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`,
  );
}

/** Dates travel as seconds since the epoch, with milliseconds behind the point. */
function toJson(value: object): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, plain: unknown) {
    const original = this[key];
    return original instanceof Date ? original.getTime() / 1000 : plain;
  });
}

function toXml(value: unknown): string {
  if (Array.isArray(value)) return value.map((entry) => `<member>${toXml(entry)}</member>`).join('');
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => `<${key}>${toXml(entry)}</${key}>`)
      .join('');
  }
  return String(value).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function parseJson(body: string): Json {
  try {
    return JSON.parse(body || '{}') as Json;
  } catch {
    return body;
  }
}
