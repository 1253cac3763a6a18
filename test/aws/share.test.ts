import type { DescribeServicesCommandOutput, Service } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import type { Aws } from '../../src/aws/clients.ts';
import { failedCall } from '../../src/aws/failure.ts';
import { shareReads } from '../../src/aws/share.ts';

type Ecs = Aws['ecs'];

const arnOf = (name: string): string => `arn:aws:ecs:us-east-1:123456789012:service/prod/${name}`;

/** An AWS that knows every service but `gone`, and lets nobody read `secret`. */
function createAws({ named = true } = {}) {
  const asked: string[][] = [];
  const ecs = {
    describeServices: async ({ services }: { services: string[] }): Promise<DescribeServicesCommandOutput> => {
      asked.push(services);
      if (services.includes('secret')) throw Object.assign(new Error('no'), { name: 'AccessDeniedException' });
      const found = services.filter((name) => name !== 'gone');
      return {
        $metadata: {},
        services: found.map((name): Service => ({ ...(named && { serviceName: name }), serviceArn: arnOf(name) })),
        failures: services.includes('gone') ? [{ arn: arnOf('gone'), reason: 'MISSING' }] : [],
      };
    },
    describeServiceDeployments: async (arns: string[]) => {
      asked.push(arns);
      return arns.filter((arn) => arn !== 'gone').map((serviceDeploymentArn) => ({ serviceDeploymentArn }));
    },
    describeServiceRevisions: async (arns: string[]) => {
      asked.push(arns);
      return arns.map((serviceRevisionArn) => ({ serviceRevisionArn }));
    },
    describeTasks: async ({ tasks }: { tasks: string[] }) => {
      asked.push(tasks);
      return tasks.map((taskArn) => ({ taskArn }));
    },
    describeTaskDefinition: async (name: string) => {
      asked.push([name]);
      return { $metadata: {}, taskDefinition: { taskDefinitionArn: name } };
    },
  };
  const aws = { ecs: ecs as unknown as Ecs, until: () => aws } as unknown as Aws;
  const waiting: (() => void)[] = [];
  const clock = {
    sleep: async () => await new Promise<void>((resolve) => void waiting.push(resolve)),
  };
  return { shared: shareReads(aws, clock), asked, passTime: () => waiting.splice(0).forEach((wake) => wake()) };
}

const namesOf = ({ services = [] }: DescribeServicesCommandOutput) => services.map(({ serviceName }) => serviceName);

test('services that are read at the same moment are read ten a call, and each gets its own answer', async () => {
  const { shared, asked, passTime } = createAws();
  const names = Array.from({ length: 12 }, (_, index) => `s${index}`);
  const reading = Promise.all(names.map((name) => shared.ecs.describeServices({ cluster: 'prod', services: [name] })));
  passTime();
  expect((await reading).map(namesOf)).toEqual(names.map((name) => [name]));
  expect(asked.map((call) => call.length)).toEqual([10, 2]);
});

test('clusters do not share a call', async () => {
  const { shared, asked, passTime } = createAws();
  const one = shared.ecs.describeServices({ cluster: 'prod', services: ['web'] });
  passTime();
  const other = shared.ecs.describeServices({ cluster: 'test', services: ['web'] });
  passTime();
  await Promise.all([one, other]);
  expect(asked).toEqual([['web'], ['web']]);
});

test('a service that does not exist is missing for its reader alone', async () => {
  const { shared, passTime } = createAws();
  const reading = Promise.all(
    ['web', 'gone'].map((name) => shared.ecs.describeServices({ cluster: 'prod', services: [name] })),
  );
  passTime();
  const [web, gone] = await reading;
  expect(web?.failures).toEqual([]);
  expect(gone).toMatchObject({ services: [], failures: [{ reason: 'MISSING' }] });
});

test('a refusal for one of a group is no answer about the others', async () => {
  const { shared, asked, passTime } = createAws();
  const reading = Promise.allSettled(
    ['web', 'secret', 'api'].map((name) => shared.ecs.describeServices({ cluster: 'prod', services: [name] })),
  );
  passTime();
  const results = await reading;
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(asked).toEqual([['web', 'secret', 'api'], ['web'], ['secret'], ['api']]);
});

test('deployments are read twenty a call, revisions and tasks with those of others', async () => {
  const { shared, asked, passTime } = createAws();
  const arns = Array.from({ length: 21 }, (_, index) => `d${index}`);
  const reading = Promise.all([...arns, 'gone'].map((arn) => shared.ecs.describeServiceDeployment(arn)));
  passTime();
  const found = await reading;
  expect(found.map((one) => one?.serviceDeploymentArn)).toEqual([...arns, undefined]);
  expect(asked.map((call) => call.length)).toEqual([20, 2]);
  const revisions = Promise.all([
    shared.ecs.describeServiceRevisions(['a', 'b']),
    shared.ecs.describeServiceRevisions(['c']),
  ]);
  passTime();
  expect((await revisions).map((some) => some.length)).toEqual([2, 1]);
  const tasks = Promise.all(['a', 'b'].map((arn) => shared.ecs.describeTasks({ cluster: 'prod', tasks: [arn] })));
  passTime();
  expect(await tasks).toEqual([[{ taskArn: 'a' }], [{ taskArn: 'b' }]]);
  expect(asked.slice(2)).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b'],
  ]);
});

test('a definition that is on its way is not asked for again, and later it is', async () => {
  const { shared, asked } = createAws();
  await Promise.all([shared.ecs.describeTaskDefinition('web:1'), shared.ecs.describeTaskDefinition('web:1')]);
  await shared.ecs.describeTaskDefinition('web:1');
  expect(asked).toEqual([['web:1'], ['web:1']]);
});

test('a reader with a deadline does not wait longer because others do', async () => {
  const { shared } = createAws();
  const over = new AbortController();
  const reading = shared.until(over.signal).ecs.describeServices({ cluster: 'prod', services: ['web'] });
  over.abort();
  const error: unknown = await reading.catch((failure: unknown) => failure);
  expect(failedCall(error)).toBe('ecs:DescribeServices: no answer in the time that was left');
});

test('a service is found by its ARN, should AWS leave out its name', async () => {
  const { shared, passTime } = createAws({ named: false });
  const reading = shared.ecs.describeServices({ cluster: 'prod', services: ['web'] });
  passTime();
  expect((await reading).services).toEqual([{ serviceArn: arnOf('web') }]);
});
