import type { ServerResponse } from 'node:http';
import type { Clock } from './clock.ts';
import type { Broken, Faults } from './faults.ts';
import type { Answer } from './wire.ts';

/** Answers that are held back, and when their next byte is due, in the emulator's time. */
export type Held = Map<ServerResponse, number | undefined>;

interface Door {
  faults: Faults<never>;
  clock: Clock;
  held: Held;
  signedAt: Date | undefined;
}

/** A response as AWS sends it, with AWS's time. */
export function writeAnswer(response: ServerResponse, { status, headers, body }: Answer, door: Door): void {
  response.sendDate = false;
  response.writeHead(status, { ...dateHeader(door), ...headers });
  response.end(body);
}

/** The same response after a broken network or proxy. */
export function writeBroken(response: ServerResponse, answer: Answer, door: Door & { broken: Required<Broken> }): void {
  const { body, headers } = answer;
  const half = body.slice(0, Math.ceil(body.length / 2));
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  switch (door.broken.how) {
    case 'reset':
      response.destroy();
      return;
    case 'bad-gateway':
      return writeAnswer(response, toPage(502), door);
    case 'gateway-timeout':
      return writeAnswer(response, toPage(504), door);
    case 'html':
      return writeAnswer(response, toPage(200), door);
    case 'forbidden-html':
      return writeAnswer(response, toPage(403), door);
    case 'empty':
      return writeAnswer(response, { status: 200, headers: {}, body: '' }, door);
    case 'empty-object':
      return writeAnswer(response, { status: 200, headers, body: '{}' }, door);
    case 'cut':
      return writeAnswer(response, { ...answer, body: half }, door);
    case 'half':
      begin(response, { ...answer, headers: { ...headers, ...length } }, door);
      response.write(half, () => response.destroy());
      return;
    case 'stall':
      begin(response, { ...answer, headers: { ...headers, ...length } }, door);
      response.write(half);
      hold(response, undefined, door);
      return;
    case 'trickle':
      begin(response, { ...answer, headers: { ...headers, ...length } }, door);
      return trickle(response, body, door);
    case 'stale':
      return writeAnswer(response, answer, door);
    case 'late':
      return later({ response, door }, door.broken.seconds, () => writeAnswer(response, answer, door));
  }
}

/** What a proxy or load balancer responds instead of AWS. */
function toPage(status: number): Answer {
  const body = `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}

function begin(response: ServerResponse, { status, headers }: Answer, door: Door): void {
  response.sendDate = false;
  response.writeHead(status, { ...dateHeader(door), ...headers });
}

function trickle(response: ServerResponse, rest: string, door: Door): void {
  later({ response, door }, 1, () => {
    response.write(rest.slice(0, 1));
    if (rest.length > 1) trickle(response, rest.slice(1), door);
    else response.end();
  });
}

function later(held: { response: ServerResponse; door: Door }, seconds: number, work: () => void): void {
  const { response, door } = held;
  hold(response, door.clock.now() + seconds * 1000, door);
  door.clock.at(seconds * 1000, () => {
    if (response.destroyed) return;
    work();
  });
}

/** Until the response is over, for whatever reason. */
export function hold(response: ServerResponse, nextAt: number | undefined, { held }: Pick<Door, 'held'>): void {
  if (!held.has(response)) response.once('close', () => held.delete(response));
  held.set(response, nextAt);
}

/** When the first held-back response continues, in the emulator's time. */
export function nextByte(held: Held): { nextAt?: number } {
  const next = [...held.values()].filter((time) => time !== undefined);
  return next.length === 0 ? {} : { nextAt: Math.min(...next) };
}

/** Without a clock of AWS's own, the time is what the caller takes it for: it may live in virtual time or not. */
function dateHeader({ faults, clock, signedAt }: Door): Record<string, string> {
  if (faults.clock === undefined) return signedAt === undefined ? {} : { date: signedAt.toUTCString() };
  if (faults.clock.dateHeader === false) return {};
  return { date: new Date(clock.now() + faults.clock.aheadSeconds * 1000).toUTCString() };
}
