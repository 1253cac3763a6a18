// Preloaded (NODE_OPTIONS=--import) into a child process that runs against an emulator in virtual time: its sleeps
// advance the emulator's clock instead of waiting, and its dates are the emulator's. Global timers stay real, so that
// the SDK's own timeouts do.
import diagnostics from 'node:diagnostics_channel';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import timersPromises from 'node:timers/promises';

const QUIET_MILLISECONDS = 5;
const RECHECK_MILLISECONDS = 100;
// The demo shows time passing: with a speed of 20 a virtual second takes 50 ms.
const speed = Number(process.env.EMULATOR_SPEED ?? Number.POSITIVE_INFINITY);
const emulatorUrl = process.env.EMULATOR_URL;
const RealDate = Date;
const realTimeout = setTimeout;
const realClear = clearTimeout;

let now = 0;
const inFlight = new Set();
let quietTimer;
const sleepers = new Set();

const start = emulatorUrl ? await ask('GET', '/_emulator/now') : undefined;
if (start !== undefined) {
  now = start;
  patchDate();
  patchSleep();
  watchRequests();
}

function patchSleep() {
  timersPromises.setTimeout = (milliseconds = 1, value, options = {}) =>
    new Promise((resolve, reject) => {
      const { signal } = options ?? {};
      const abort = () => {
        sleepers.delete(sleeper);
        reject(new DOMException('The operation was aborted', { name: 'AbortError', cause: signal?.reason }));
        settle();
      };
      const sleeper = {
        wakeAt: now + Math.max(0, milliseconds),
        wake: () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', abort);
          resolve(value);
        },
      };
      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort, { once: true });
      sleepers.add(sleeper);
      settle();
    });
  syncBuiltinESMExports();
}

// Nothing asked and nothing answered for a few real milliseconds: everybody sleeps, so time may go on.
function settle() {
  realClear(quietTimer);
  if (sleepers.size === 0) return;
  for (const request of inFlight) if (request.destroyed) inFlight.delete(request);
  const wait = QUIET_MILLISECONDS + (earliestWake() - now) / speed;
  quietTimer = inFlight.size === 0 ? realTimeout(advance, wait) : realTimeout(settle, RECHECK_MILLISECONDS);
}

function earliestWake() {
  return Math.min(...[...sleepers].map((sleeper) => sleeper.wakeAt));
}

async function advance() {
  const wakeAt = earliestWake();
  if (wakeAt > now) {
    const answer = await ask('POST', '/_emulator/advance', { milliseconds: wakeAt - now });
    now = Math.max(now, answer ?? wakeAt);
  }
  for (const sleeper of sleepers) if (sleeper.wakeAt <= now) sleeper.wake();
  settle();
}

function own(message) {
  return message.request?.getHeader?.('x-virtual-clock') !== undefined;
}

function began(message) {
  if (own(message)) return;
  inFlight.add(message.request);
  settle();
}

function ended(message) {
  if (inFlight.delete(message.request)) settle();
}

function watchRequests() {
  diagnostics.subscribe('http.client.request.start', began);
  diagnostics.subscribe('http.client.response.finish', ended);
  diagnostics.subscribe('http.client.request.error', ended);
  diagnostics.subscribe('undici:request:create', began);
  diagnostics.subscribe('undici:request:trailers', ended);
  diagnostics.subscribe('undici:request:error', ended);
}

function patchDate() {
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now] : args, newTarget === globalThis.Date ? target : newTarget),
    apply: () => new RealDate(now).toString(),
    get: (target, property) => (property === 'now' ? () => now : Reflect.get(target, property)),
  });
}

function ask(method, path, body) {
  return new Promise((resolve) => {
    const request = http.request(`${emulatorUrl}${path}`, {
      method,
      agent: false,
      headers: { 'x-virtual-clock': '1', connection: 'close' },
    });
    request.on('error', () => resolve(undefined));
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => {
        try {
          resolve(JSON.parse(text).now);
        } catch {
          resolve(undefined);
        }
      });
      response.on('error', () => resolve(undefined));
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
