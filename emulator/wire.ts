import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import { type ApiError } from './api-error.ts';
import { fromQuery, type Json } from './request-schema.ts';

export interface Call {
  protocol: 'json' | 'query';
  service: string;
  action: string;
  input: Json;
  region: string | undefined;
}

const TARGETS: Record<string, string> = {
  AmazonEC2ContainerServiceV20141113: 'ecs',
  Logs_20140328: 'logs',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  CodeDeploy_20141006: 'codedeploy',
};

const QUERY_VERSIONS: Record<string, { service: string; namespace: string }> = {
  '2015-12-01': { service: 'elbv2', namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/' },
  '2011-06-15': { service: 'sts', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
};

/** AWS JSON 1.1 names its operation in X-Amz-Target, Query in the form; the region stands in the signature's credential scope. */
export function readCall(request: IncomingMessage, body: string): Call {
  const region = /Credential=[^/]+\/\d{8}\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1];
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix = '', action = ''] = target.split('.');
    return { protocol: 'json', service: TARGETS[prefix] ?? prefix, action, input: parseJson(body), region };
  }
  const parameters = new URLSearchParams(body);
  const service = QUERY_VERSIONS[parameters.get('Version') ?? '']?.service ?? 'unknown';
  const action = parameters.get('Action') ?? '';
  return { protocol: 'query', service, action, input: fromQuery(service, action, parameters), region };
}

const CONTENT_TYPE = { json: 'application/x-amz-json-1.1', query: 'text/xml' };

export function writeResult(response: ServerResponse, call: Call, result: object): void {
  const requestId = randomUUID();
  if (call.protocol === 'json') {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId });
    response.end(toJson(result));
    return;
  }
  const namespace = Object.values(QUERY_VERSIONS).find((entry) => entry.service === call.service)?.namespace ?? '';
  const xml = `<${call.action}Response xmlns="${namespace}"><${call.action}Result>${toXml(result)}</${call.action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${call.action}Response>`;
  response.writeHead(200, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
  response.end(xml);
}

/** What a proxy or a load balancer says in the place of AWS. */
export function writeGatewayPage(response: ServerResponse, status: 502 | 504): void {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(`<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`);
}

/** Half of a JSON answer, then the connection breaks. */
export function writeHalf(response: ServerResponse, call: Call, result: object): void {
  const text = call.protocol === 'json' ? toJson(result) : toXml(result);
  const half = text.slice(0, Math.ceil(text.length / 2));
  response.writeHead(200, { 'content-type': CONTENT_TYPE[call.protocol], 'content-length': text.length });
  response.write(half, () => response.destroy());
}

export function writeError(response: ServerResponse, call: Call, error: ApiError): void {
  const requestId = randomUUID();
  if (call.protocol === 'json') {
    response.writeHead(error.httpStatus, {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.name,
    });
    response.end(JSON.stringify({ __type: error.name, message: error.message }));
    return;
  }
  const codes: Record<string, string> = { AccessDeniedException: 'AccessDenied', ThrottlingException: 'Throttling' };
  const code = codes[error.name] ?? error.name;
  response.writeHead(code === 'AccessDenied' ? 403 : error.httpStatus, { 'content-type': 'text/xml' });
  response.end(
    `<ErrorResponse><Error><Type>${error.httpStatus >= 500 ? 'Receiver' : 'Sender'}</Type>${toXml({ Code: code, Message: error.message })}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
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
