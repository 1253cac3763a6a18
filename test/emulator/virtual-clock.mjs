// Preloaded (NODE_OPTIONS=--import) into a child process that runs against an emulator in virtual time: its sleeps
// advance the emulator's clock instead of waiting, and its dates are the emulator's. Global timers stay real, so that
// the SDK's own timeouts do, until nothing else can happen: then the next of them rings, and time moves on by as much.
// That is so when the emulator holds back every answer that is waited for, or when nothing is waited for but a timer.
import diagnostics from 'node:diagnostics_channel';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import timersPromises from 'node:timers/promises';

const QUIET_MILLISECONDS = 5;
const RECHECK_MILLISECONDS = 30;
const IDLE_MILLISECONDS = 400;
const AT_WORK = 0.02;
// Shorter timers are not worth the risk of ringing early.
const LONG_MILLISECONDS = 500;
// The demo shows time passing: with a speed of 20 a virtual second takes 50 ms.
const speed = Number(process.env.EMULATOR_SPEED ?? Number.POSITIVE_INFINITY);
const emulatorUrl = process.env.EMULATOR_URL;
// A test that cancels while a call hangs needs the deadline of that call to stay away.
const ringsEarly = process.env.EMULATOR_DEADLINES !== 'real' && speed === Number.POSITIVE_INFINITY;
const RealDate = Date;
const realTimeout = setTimeout;
const realClear = clearTimeout;

let now = 0;
const inFlight = new Set();
let quietTimer;
const sleepers = new Set();
const timers = new Map();
let idleTimer;
let cancelled = false;

const start = emulatorUrl ? await ask('GET', '/_emulator/now') : undefined;
if (start?.now !== undefined) {
  now = start.now;
  patchDate();
  patchSleep();
  patchTimers();
  watchRequests();
}

// The timers are Node's own; what is known of them is when they ring in virtual time, and how to ring them now.
function patchTimers() {
  globalThis.setTimeout = (run, milliseconds, ...args) => {
    const ring = () => {
      forget(timer);
      run(...args);
    };
    const timer = realTimeout(ring, milliseconds);
    if (milliseconds >= LONG_MILLISECONDS) timers.set(timer, { wakeAt: now + milliseconds, ring });
    settle();
    return timer;
  };
  globalThis.clearTimeout = (timer) => {
    if (timer !== undefined) forget(timer);
    realClear(timer);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.prependListener(signal, () => (cancelled = true));
}

function forget(timer) {
  timers.delete(timer);
}

// Rings the timer that is next, unless a sleeper or a byte of a held answer comes before it.
async function ringNext(nextByteAt = Number.POSITIVE_INFINITY) {
  const [[timer, next] = []] = [...timers].toSorted(([, one], [, other]) => one.wakeAt - other.wakeAt);
  const until = Math.min(next?.wakeAt ?? Number.POSITIVE_INFINITY, earliestWake(), nextByteAt);
  if (until === Number.POSITIVE_INFINITY) return;
  await advanceTo(until);
  if (next !== undefined && next.wakeAt <= now && timers.has(timer)) {
    realClear(timer);
    next.ring();
  }
  wakeSleepers();
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
  realClear(idleTimer);
  if (sleepers.size === 0 && timers.size === 0) return;
  for (const request of inFlight) if (request.destroyed) inFlight.delete(request);
  if (inFlight.size > 0) quietTimer = realTimeout(ringsEarly ? recheck : settle, RECHECK_MILLISECONDS);
  else if (sleepers.size > 0) quietTimer = realTimeout(advance, QUIET_MILLISECONDS + (earliestWake() - now) / speed);
  else if (!cancelled && ringsEarly) {
    const since = performance.eventLoopUtilization();
    idleTimer = realTimeout(() => void idle(since), IDLE_MILLISECONDS).unref();
  }
}

async function recheck() {
  const waitsFor = inFlight.size;
  const { held = 0, nextAt } = (await ask('GET', '/_emulator/held')) ?? {};
  if (held >= waitsFor && inFlight.size === waitsFor) await ringNext(nextAt);
  settle();
}

// On a busy machine a module may load for longer; but then the process is at work, or waits for a processor.
async function idle(since) {
  if (performance.eventLoopUtilization(since).utilization < AT_WORK) await ringNext();
  settle();
}

function earliestWake() {
  return Math.min(...[...sleepers].map((sleeper) => sleeper.wakeAt));
}

async function advance() {
  await advanceTo(earliestWake());
  wakeSleepers();
  settle();
}

async function advanceTo(time) {
  if (time <= now) return;
  const answer = await ask('POST', '/_emulator/advance', { milliseconds: time - now });
  now = Math.max(now, answer?.now ?? time);
}

function wakeSleepers() {
  for (const sleeper of sleepers) if (sleeper.wakeAt <= now) sleeper.wake();
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

// An answer is there when its body is.
function answered({ request, response }) {
  response.once('close', () => ended({ request }));
}

function watchRequests() {
  diagnostics.subscribe('http.client.request.start', began);
  diagnostics.subscribe('http.client.response.finish', answered);
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
          resolve(JSON.parse(text));
        } catch {
          resolve(undefined);
        }
      });
      response.on('error', () => resolve(undefined));
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
