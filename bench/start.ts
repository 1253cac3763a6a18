import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWorld } from '../emulator/world.ts';
import { interleave, spread, type Spread } from './statistics.ts';
import { DEPLOY_WEB, nextWeb, startStep, type Candidate } from './step.ts';

export interface Start {
  name: string;
  firstCall: string;
  milliseconds: Spread;
}

/** From the start of the process to the arrival of its first request to AWS. */
export async function measureStart(candidates: Candidate[], runs: number): Promise<Start[]> {
  const firstCalls = new Map<Candidate, string>();
  const measure = async (candidate: Candidate): Promise<number> => {
    const { call, milliseconds } = await firstRequest(candidate);
    firstCalls.set(candidate, call);
    return milliseconds;
  };
  await interleave(candidates, 2, measure);
  const values = await interleave(candidates, runs, measure);
  return [...values].map(([candidate, milliseconds]) => ({
    name: candidate.name,
    firstCall: firstCalls.get(candidate) ?? '',
    milliseconds: spread(milliseconds),
  }));
}

async function firstRequest({
  name,
  entry,
  inputs = DEPLOY_WEB,
}: Candidate): Promise<{ call: string; milliseconds: number }> {
  const server = createServer();
  const arrived = new Promise<{ call: string; at: number }>((resolve) => {
    server.on('request', (request) => {
      const at = performance.now();
      resolve({ call: String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, ''), at });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const step = await startStep({ entry, url, inputs, taskDefinition: nextWeb(createWorld()) });
  const first = await Promise.race([arrived, step.end]);
  step.kill();
  const { log } = await step.end;
  server.closeAllConnections();
  server.close();
  if (!('at' in first)) throw new Error(`${name} ended before it called AWS:\n${log}`);
  return { call: first.call, milliseconds: first.at - step.startedAt };
}
