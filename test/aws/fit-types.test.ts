import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodeDeployClient, ContinueDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { DescribeServicesCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { isUnsettled, toDeployError } from '../../src/aws/failure.ts';
import { fitTypes } from '../../src/aws/fit-types.ts';
import { toShape, type Schema } from '../../src/aws/shape.ts';
import { errorOf } from '../emulator/lab.ts';
import { answering, connectTo, CREDENTIALS, endpointOf } from './answering.ts';

const AWS = join(import.meta.dirname, '../../src/aws');

const services = new DescribeServicesCommand({ services: [] }).schema as unknown as readonly Schema[];
const WEB = { serviceArn: 'arn:aws:ecs:us-east-1:123456789012:service/prod/web' };

it.each<[object, string]>([
  [{ services: {} }, 'services is an object instead of a list'],
  [{ services: 'web' }, 'services is text instead of a list'],
  [{ services: [null] }, 'services[0] is empty instead of an object'],
  [{ services: [[]] }, 'services[0] is a list instead of an object'],
  [{ services: [WEB, { desiredCount: 'two' }] }, 'services[1].desiredCount is text instead of a number'],
  [{ services: [WEB, { desiredCount: true }] }, 'services[1].desiredCount is true or false instead of a number'],
  [{ services: [{ status: {} }] }, 'services[0].status is an object instead of text'],
  [
    { services: [{ enableExecuteCommand: 'yes' }] },
    'services[0].enableExecuteCommand is text instead of true or false',
  ],
  [{ services: [{ events: 'none' }] }, 'services[0].events is text instead of a list'],
  [{ services: [{ deployments: [{ id: [] }] }] }, 'services[0].deployments[0].id is a list instead of text'],
  [{ services: [{ serviceName: new Date(0) }] }, 'services[0].serviceName is a time instead of text'],
])('says which value is of the wrong type: %j', (answer, wanted) => {
  expect(fitTypes(answer, services[5] as Schema)).toBe(wanted);
});

it('reads a number as text, and text as a number or as true or false, where the API has the other', () => {
  const answer = {
    services: [
      { status: 42, desiredCount: '2', enableExecuteCommand: 'false', loadBalancers: [{ containerPort: '80' }] },
    ],
  };
  expect(fitTypes(answer, services[5] as Schema)).toBeUndefined();
  expect(answer.services).toEqual([
    { status: '42', desiredCount: 2, enableExecuteCommand: false, loadBalancers: [{ containerPort: 80 }] },
  ]);
});

it('leaves alone what is left out, null, unknown or a time', () => {
  const answer = { services: [{ ...WEB, events: null, createdAt: new Date(0), newInAws: 7 }], $metadata: {} };
  expect(fitTypes(answer, services[5] as Schema)).toBeUndefined();
});

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
  const { writes, calls } = await answering({ service: { serviceArn: {} } });
  const update = async () => await writes.send(new UpdateServiceCommand({ service: 'web' }));
  expect(await errorOf(update())).toMatch(/^UnreadableAnswer: service.serviceArn is an object instead of text/);
  expect(isUnsettled(await update().catch((failure: unknown) => failure))).toBe(true);
  expect(calls()).toBe(2);
});

it('sends a call once whose success says nothing', async () => {
  let calls = 0;
  const endpoint = await endpointOf(() => ((calls += 1), ''));
  const make = (config: object) => new CodeDeployClient({ ...config, endpoint, credentials: CREDENTIALS });
  await connectTo('codedeploy')
    .writes(make)
    .send(new ContinueDeploymentCommand({ deploymentId: 'd-1' }));
  expect(calls).toBe(1);
});

/** Every command that src/aws sends, by the package that has it. */
function commandsSent(): [name: string, client: string][] {
  return readdirSync(AWS).flatMap((file) =>
    [
      ...readFileSync(join(AWS, file), 'utf8').matchAll(/import \{([^}]+)\} from '(@aws-sdk\/client-[\w-]+)'/gu),
    ].flatMap(([, names = '', client = '']) =>
      [...names.matchAll(/\w+Command\b/gu)].map(([name]): [string, string] => [name, client]),
    ),
  );
}

it.each(commandsSent())('knows each type in an answer to %s', async (name, client) => {
  const commands = (await import(client)) as Record<string, new (input: object) => { schema: readonly Schema[] }>;
  const walked = new Set<Schema>();
  const walk = (schema: Schema): void => {
    if (walked.has(schema)) return;
    walked.add(schema);
    const shape = toShape(schema);
    if (shape.kind === 'structure') for (const member of shape.members.values()) walk(member);
    else if (shape.kind === 'list' || shape.kind === 'map') walk(shape.item);
  };
  walk(new commands[name]!({}).schema[5]!);
  expect(walked.size).toBeGreaterThan(0);
});
