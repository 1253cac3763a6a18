import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ECSClient } from '@aws-sdk/client-ecs';
import { onTestFinished } from 'vitest';
import { connect } from '../../src/aws/connection.ts';
import { systemClock } from '../../src/clock.ts';

export const CREDENTIALS = { accessKeyId: 'a', secretAccessKey: 'b' };

/** The address of a server that gives this body to each call. */
export async function endpointOf(bodyOf: () => string): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.setHeader('x-amzn-requestid', 'r-1').end(bodyOf()));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function connectTo(service: string) {
  return connect({
    service,
    region: 'us-east-1',
    maxRetries: 1,
    version: '0',
    clock: systemClock,
    signal: new AbortController().signal,
    agents: undefined,
    profile: undefined,
  });
}

/** A connection to an endpoint that gives these responses, the last one for ever. */
export async function answering(...answers: object[]) {
  let calls = 0;
  const endpoint = await endpointOf(() => JSON.stringify(answers[Math.min(calls++, answers.length - 1)]));
  const connection = connectTo('ecs');
  const make = (config: object) => new ECSClient({ ...config, endpoint, credentials: CREDENTIALS });
  return { reads: connection.reads(make), writes: connection.writes(make), calls: () => calls };
}
