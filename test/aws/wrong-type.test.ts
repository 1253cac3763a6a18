import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect, it, onTestFinished } from 'vitest';
import { connect } from '../../src/aws/connection.ts';
import { isUnsettled, toDeployError } from '../../src/aws/failure.ts';
import type { Schema } from '../../src/aws/shape.ts';
import { wrongType } from '../../src/aws/wrong-type.ts';
import { systemClock } from '../../src/clock.ts';
import { errorOf } from '../emulator/lab.ts';

const services = new DescribeServicesCommand({ services: [] }).schema as unknown as readonly Schema[];
const WEB = { serviceArn: 'arn:aws:ecs:us-east-1:123456789012:service/prod/web' };

it.each<[object, string]>([
  [{ services: {} }, 'services is an object instead of a list'],
  [{ services: 'web' }, 'services is text instead of a list'],
  [{ services: [null] }, 'services[0] is empty instead of an object'],
  [{ services: [[]] }, 'services[0] is a list instead of an object'],
  [{ services: [WEB, { desiredCount: '2' }] }, 'services[1].desiredCount is text instead of a number'],
  [{ services: [{ status: 42 }] }, 'services[0].status is a number instead of text'],
  [{ services: [{ status: {} }] }, 'services[0].status is an object instead of text'],
  [
    { services: [{ enableExecuteCommand: 'true' }] },
    'services[0].enableExecuteCommand is text instead of true or false',
  ],
  [{ services: [{ serviceName: true }] }, 'services[0].serviceName is true or false instead of text'],
  [{ services: [{ events: 'none' }] }, 'services[0].events is text instead of a list'],
  [{ services: [{ deployments: [{ id: [] }] }] }, 'services[0].deployments[0].id is a list instead of text'],
  [{ services: [{ serviceName: new Date(0) }] }, 'services[0].serviceName is a time instead of text'],
])('says which value is of the wrong type: %j', (answer, wanted) => {
  expect(wrongType(answer, services[5] as Schema)).toBe(wanted);
});

it('leaves alone what is left out, null, unknown or a time', () => {
  const answer = { services: [{ ...WEB, events: null, createdAt: new Date(0), newInAws: 7 }], $metadata: {} };
  expect(wrongType(answer, services[5] as Schema)).toBeUndefined();
});

/** A connection to an endpoint that gives these responses, the last one for ever. */
async function answering(...answers: object[]) {
  let calls = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end(JSON.stringify(answers[Math.min(calls++, answers.length - 1)])));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const connection = connect({
    service: 'ecs',
    region: 'us-east-1',
    maxRetries: 1,
    version: '0',
    clock: systemClock,
    signal: new AbortController().signal,
    agents: undefined,
    profile: undefined,
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const make = (config: object) =>
    new ECSClient({ ...config, endpoint, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  return { reads: connection.reads(make), writes: connection.writes(make), calls: () => calls };
}

const describeWeb = () => new DescribeServicesCommand({ services: ['web'] });
const UNREADABLE = { services: [{ ...WEB, deployments: {} }], failures: [] };

it('reads again what is of the wrong type', async () => {
  const { reads, calls } = await answering(UNREADABLE, { services: [WEB], failures: [] });
  expect((await reads.send(describeWeb())).services).toEqual([WEB]);
  expect(calls()).toBe(2);
});

it('names the call and the value if it stays so', async () => {
  const { reads } = await answering(UNREADABLE);
  const error: unknown = await reads.send(describeWeb()).catch((failure: unknown) => failure);
  const { message, fix } = toDeployError(error, { action: 'ecs:X', doing: 'reading the service' });
  expect(message).toBe(
    "AWS's response to ecs:DescribeServices cannot be read while reading the service: services[0].deployments is an object instead of a list.",
  );
  expect(fix).toMatch(/a proxy or gateway/);
});

it('does not know whether a write had an effect', async () => {
  const { writes, calls } = await answering({ service: { serviceArn: 7 } });
  const update = async () => await writes.send(new UpdateServiceCommand({ service: 'web' }));
  expect(await errorOf(update())).toMatch(/^UnreadableAnswer: service.serviceArn is a number instead of text/);
  expect(isUnsettled(await update().catch((failure: unknown) => failure))).toBe(true);
  expect(calls()).toBe(2);
});
