import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError } from './api-error.ts';
import { hold, nextByte, writeAnswer, writeBroken, type Held } from './answers.ts';
import { dropsResponse, takeDistortion } from './faults.ts';
import { openListeners, type OpenListeners } from './open-listeners.ts';
import { perform } from './operations.ts';
import { refuseSignature } from './refusals.ts';
import type { Json } from './request-schema.ts';
import { type Answer, type Call, readCall, toErrorAnswer, toResult } from './wire.ts';
import { createWorld, type World } from './world.ts';

export interface RecordedRequest {
  service: string;
  action: string;
  params: Json;
  /** Seconds of the emulator's time since it started. */
  atSeconds: number;
}

export interface Emulator {
  url: string;
  world: World;
  requests: RecordedRequest[];
  held: Held;
  advance(milliseconds: number): void;
  close(): Promise<void>;
}

export interface EmulatorOptions {
  world?: World;
  /** `virtual`: time stands still until it is advanced. `real`: it runs, `speed` times as fast as the wall clock. */
  time?: 'virtual' | 'real';
  speed?: number;
  port?: number;
}

/** A loopback AWS: point AWS_ENDPOINT_URL at `url`. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const world = options.world ?? createWorld();
  world.clock.advanceTo(world.startAt);
  const startedAt = world.clock.now();
  const requests: RecordedRequest[] = [];
  const realStart = performance.now();
  const speed = options.speed ?? 1;
  const held: Held = new Map();
  const answered = new Map<string, Answer>();
  let skipped = 0;
  const catchUp = (): void => {
    if (options.time !== 'real') return;
    world.clock.advanceTo(startedAt + skipped + (performance.now() - realStart) * speed);
  };
  const advance = (milliseconds: number): void => {
    catchUp();
    if (options.time === 'real') skipped += milliseconds;
    world.clock.advance(milliseconds);
  };

  const realMilliseconds = (milliseconds: number): number | undefined =>
    options.time === 'real' ? milliseconds / speed : undefined;
  const listeners = await openListeners({ world, held, catchUp, realMilliseconds });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    catchUp();
    const host = { world, requests, startedAt, advance, held, listeners, answered };
    if (request.url?.startsWith('/_emulator/')) control(request, response, { ...host, body });
    else answer(response, host, readCall(request, body));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  // Idle connections stay open: the wall clock, which decides about them, means nothing here.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    requests,
    held,
    advance,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, listeners.close()]);
    },
  };
}

interface Host {
  world: World;
  requests: RecordedRequest[];
  startedAt: number;
  advance: (milliseconds: number) => void;
  held: Held;
  listeners: OpenListeners;
  /** The last answer to each question. */
  answered: Map<string, Answer>;
}

function answer(response: ServerResponse, host: Host, call: Call): void {
  const { world } = host;
  if (world.faults.latencyMilliseconds > 0) host.advance(world.faults.latencyMilliseconds);
  const region = call.region === undefined ? world.home : world.region(call.region);
  const atSeconds = (world.clock.now() - host.startedAt) / 1000;
  host.requests.push({ service: call.service, action: call.action, params: call.input, atSeconds });
  const prefix = call.service === 'elbv2' ? 'elasticloadbalancing' : call.service;
  const name = `${prefix}:${call.action}`;
  const hangs = world.faults.hang.get(name);
  const broken = takeDistortion(world.faults, name);
  const door = { faults: world.faults, clock: world.clock, held: host.held, signedAt: call.signedAt };
  if (hangs === 'before') return hold(response, undefined, door);
  if (broken?.acts === false) return writeBroken(response, toResult(call, {}), { ...door, broken });
  try {
    refuseSignature(world, call);
    const result = addressed(host, toResult(call, perform(region, call.service, call)));
    const before = instead(host, `${name} ${JSON.stringify(call.input)}`, result);
    if (hangs === 'after') hold(response, undefined, door);
    else if (dropsResponse(world.faults, name)) response.destroy();
    else if (broken?.how === 'stale') writeAnswer(response, before, door);
    else if (broken !== undefined) writeBroken(response, result, { ...door, broken });
    else writeAnswer(response, result, door);
  } catch (error) {
    writeAnswer(response, toErrorAnswer(call, error instanceof ApiError ? error : serverError(error)), door);
  }
}

/** What the same question was answered with before, if it was asked before. */
function instead({ answered }: Host, question: string, result: Answer): Answer {
  const before = answered.get(question) ?? result;
  answered.set(question, result);
  return before;
}

const addressed = ({ listeners }: Host, result: Answer): Answer => ({
  ...result,
  body: listeners.addressed(result.body),
});

/** What broke inside the emulator is a bug in it; its stack goes to stderr. */
function serverError(error: unknown): ApiError {
  process.stderr.write(`emulator: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return new ApiError('ServerException', error instanceof Error ? error.message : String(error), 500);
}

function control(request: IncomingMessage, response: ServerResponse, host: Host & { body: string }): void {
  const reply = (value: object): void => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  const path = request.url?.replace('/_emulator/', '');
  if (path === 'requests') return reply(host.requests);
  if (path === 'advance' && request.method === 'POST') {
    const { milliseconds } = JSON.parse(host.body || '{}') as { milliseconds?: number };
    host.advance(milliseconds ?? 0);
    return reply({ now: host.world.clock.now() });
  }
  if (path === 'held') {
    return reply({ held: host.held.size, ...nextByte(host.held) });
  }
  if (path === 'now') return reply({ now: host.world.clock.now() });
  response.writeHead(404);
  response.end();
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
