import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { classicHealthy } from '../emulator/scenarios/classic-healthy.ts';
import { startEmulator } from '../emulator/server.ts';
import { createWorld } from '../emulator/world.ts';
import { interleave, spread, type Spread } from './statistics.ts';
import { DEPLOY_WEB, mustBeGreen, nextWeb, startStep, type Candidate } from './step.ts';

export interface RoundTrips {
  name: string;
  /** Serial calls before the update is sent, and from the first call to the end of the step. */
  toUpdate: Spread;
  toEnd: Spread;
  /** Milliseconds from the start of the process to its end, at that delay. */
  whole: Spread;
}

/** About the time from a runner to AWS and back. */
const DELAY_MS = 100;
/** Long enough for the whole deployment: it is over before its update is answered. */
const LATER_MS = 15 * 60_000;

/** How many calls wait for each other when a deployment is stable at once: what a delay of every call adds to a step. */
export async function measureRoundTrips(candidates: Candidate[], runs: number): Promise<RoundTrips[]> {
  const steps = new Map<Candidate, { toUpdate: number[]; toEnd: number[]; whole: number[] }>();
  const measure = async (candidate: Candidate): Promise<number> => {
    const undelayed = await deploy(candidate, 0);
    const delayed = await deploy(candidate, DELAY_MS);
    const trips = (part: 'toUpdate' | 'toEnd'): number => (delayed[part] - undelayed[part]) / DELAY_MS;
    const known = steps.get(candidate) ?? { toUpdate: [], toEnd: [], whole: [] };
    known.toUpdate.push(trips('toUpdate'));
    known.toEnd.push(trips('toEnd'));
    known.whole.push(delayed.whole);
    steps.set(candidate, known);
    return trips('toEnd');
  };
  await interleave(candidates, runs, measure);
  return [...steps].map(([{ name }, { toUpdate, toEnd, whole }]) => ({
    name,
    toUpdate: spread(toUpdate),
    toEnd: spread(toEnd),
    whole: spread(whole),
  }));
}

/** Milliseconds from the first call, and of the whole process. */
async function deploy(
  { name, entry }: Candidate,
  delay: number,
): Promise<{ toUpdate: number; toEnd: number; whole: number }> {
  const world = createWorld();
  classicHealthy.fill(world);
  const emulator = await startEmulator({ world });
  const calls: { action: string; at: number }[] = [];
  const answered = (action: string): void => {
    if (action === 'UpdateService') emulator.advance(LATER_MS);
  };
  const proxy = await startProxy({ target: emulator.url, delay, calls, answered });
  try {
    const { port } = proxy.address() as AddressInfo;
    const step = await startStep({
      entry,
      url: `http://127.0.0.1:${port}`,
      inputs: DEPLOY_WEB,
      taskDefinition: nextWeb(world),
    });
    const end = await step.end;
    const endedAt = performance.now();
    mustBeGreen(end, name);
    const [first] = calls;
    const update = calls.find(({ action }) => action === 'UpdateService');
    if (first === undefined || update === undefined) throw new Error(`${name} deployed nothing:\n${end.log}`);
    return { toUpdate: update.at - first.at, toEnd: endedAt - first.at, whole: endedAt - step.startedAt };
  } finally {
    proxy.closeAllConnections();
    proxy.close();
    await emulator.close();
  }
}

interface Proxy {
  target: string;
  delay: number;
  calls: { action: string; at: number }[];
  answered: (action: string) => void;
}

async function startProxy({ target, delay, calls, answered }: Proxy): Promise<Server> {
  const server = createServer((request, response) => {
    const action = String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    calls.push({ action, at: performance.now() });
    const { method, headers } = request;
    const forward = (): void => {
      const forwarded = send(`${target}${request.url ?? '/'}`, { method, headers }, (answer) => {
        answered(action);
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      request.pipe(forwarded);
    };
    setTimeout(forward, delay);
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
