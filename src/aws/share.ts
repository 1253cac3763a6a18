import type { DescribeServicesCommandOutput, ServiceDeployment, ServiceRevision, Task } from '@aws-sdk/client-ecs';
import DataLoader from 'dataloader';
import type { Clock } from '../model.ts';
import { lastPart } from './arn.ts';
import type { Aws } from './clients.ts';
import { endingWith } from './ending-with.ts';

/** How long a read waits for others that go into the same call. */
const WINDOW_MS = 20;
/** Most that one call takes (docs: API_DescribeServices and so on). */
const MOST_SERVICES = 10;
const MOST_DEPLOYMENTS = 20;
const MOST_REVISIONS = 20;
const MOST_TASKS = 100;

/** What IAM calls the shared reads. */
const ACTIONS = {
  describeServices: 'ecs:DescribeServices',
  describeServiceDeployment: 'ecs:DescribeServiceDeployments',
  describeServiceRevisions: 'ecs:DescribeServiceRevisions',
  describeTaskDefinition: 'ecs:DescribeTaskDefinition',
  describeTasks: 'ecs:DescribeTasks',
  manifests: 'ecr:BatchGetImage',
} as const;

type Shared = Pick<
  Aws['ecs'],
  | 'describeServices'
  | 'describeServiceDeployment'
  | 'describeServiceRevisions'
  | 'describeTaskDefinition'
  | 'describeTasks'
>;

/** The same AWS for a step with several services: what is read at the same moment is read in one call. */
export function shareReads(aws: Aws, clock: Pick<Clock, 'sleep'>): Aws {
  const shared = share(aws.ecs, clock);
  const manifests = new Map<string, Promise<unknown>>();
  const view = (base: Aws, signal: AbortSignal | undefined): Aws => ({
    ...base,
    ecs: { ...base.ecs, ...(signal === undefined ? shared : allEndingWith(signal, shared)) },
    ecr: async (region) => {
      const [own, ecr] = await Promise.all([aws.ecr(region), base.ecr(region)]);
      const reads = { manifests: once(own.manifests, manifests, region) };
      return { ...ecr, ...(signal === undefined ? reads : allEndingWith(signal, reads)) };
    },
    until: (end) => view(base.until(end), signal === undefined ? end : AbortSignal.any([signal, end])),
  });
  return view(aws, undefined);
}

function share(ecs: Aws['ecs'], clock: Pick<Clock, 'sleep'>): Shared {
  const services = perCluster((cluster) => inGroups(readServices(ecs, cluster), { most: MOST_SERVICES, clock }));
  const tasks = perCluster((cluster) => inGroups(readTasks(ecs, cluster), { most: MOST_TASKS, clock }));
  const deployments = inGroups(readDeployments(ecs), { most: MOST_DEPLOYMENTS, clock });
  const revisions = inGroups(readRevisions(ecs), { most: MOST_REVISIONS, clock });
  return {
    describeServices: async ({ cluster, services: asked }) => {
      const [only, ...more] = asked;
      const isAlone = only !== undefined && more.length === 0;
      return isAlone ? await services(cluster).load(only) : await ecs.describeServices({ cluster, services: asked });
    },
    describeServiceDeployment: async (arn) => await deployments.load(arn),
    describeServiceRevisions: async (arns) => await loadAll(revisions, arns),
    describeTaskDefinition: once(ecs.describeTaskDefinition, new Map(), ''),
    describeTasks: async ({ cluster, tasks: arns }) => await loadAll(tasks(cluster), arns),
  };
}

function perCluster<T>(make: (cluster: string) => T): (cluster: string) => T {
  const known = new Map<string, T>();
  return (cluster) => {
    const found = known.get(cluster) ?? make(cluster);
    known.set(cluster, found);
    return found;
  };
}

async function loadAll<V>(loader: DataLoader<string, V | undefined>, keys: readonly string[]): Promise<V[]> {
  return (await Promise.all(keys.map((key) => loader.load(key)))).filter((value) => value !== undefined);
}

/** A call that is already on its way with the same request is not sent again. */
function once<A, V>(call: (asked: A) => Promise<V>, known: Map<string, Promise<unknown>>, where: string) {
  return async (asked: A): Promise<V> => {
    const key = `${where} ${JSON.stringify(asked)}`;
    const reading = (known.get(key) as Promise<V> | undefined) ?? call(asked);
    known.set(key, reading);
    try {
      return await reading;
    } finally {
      known.delete(key);
    }
  };
}

/** Reads several at once; what it returns picks the answer for one. */
type ReadSeveral<V> = (keys: readonly string[]) => Promise<(key: string) => V>;

/** A refusal for one of a group says nothing about the others: each is read alone then. */
function inGroups<V>(
  read: ReadSeveral<V>,
  { most, clock }: { most: number; clock: Pick<Clock, 'sleep'> },
): DataLoader<string, V> {
  const readAlone = async (key: string): Promise<V | Error> =>
    await read([key]).then(
      (pick) => pick(key),
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
  const readGroup = async (keys: readonly string[]): Promise<(V | Error)[]> => {
    const [only, ...more] = keys;
    if (only !== undefined && more.length === 0) return [await readAlone(only)];
    try {
      const pick = await read(keys);
      return keys.map(pick);
    } catch {
      return await Promise.all(keys.map(readAlone));
    }
  };
  return new DataLoader(readGroup, {
    cache: false,
    maxBatchSize: most,
    batchScheduleFn: (start) => void clock.sleep(WINDOW_MS).then(start, start),
  });
}

function readServices(ecs: Aws['ecs'], cluster: string): ReadSeveral<DescribeServicesCommandOutput> {
  return async (names) => {
    const asked = [...new Set(names)];
    const { services = [], failures = [], ...rest } = await ecs.describeServices({ cluster, services: asked });
    return (name) => ({
      ...rest,
      services: services.filter(({ serviceArn = '' }) => lastPart(serviceArn) === lastPart(name)),
      failures: failures.filter(({ arn = '' }) => lastPart(arn) === lastPart(name)),
    });
  };
}

function readDeployments(ecs: Aws['ecs']): ReadSeveral<ServiceDeployment | undefined> {
  return async (arns) => {
    const found = await ecs.describeServiceDeployments([...new Set(arns)]);
    return (arn) => found.find(({ serviceDeploymentArn }) => serviceDeploymentArn === arn);
  };
}

function readRevisions(ecs: Aws['ecs']): ReadSeveral<ServiceRevision | undefined> {
  return async (arns) => {
    const found = await ecs.describeServiceRevisions([...new Set(arns)]);
    return (arn) => found.find(({ serviceRevisionArn }) => serviceRevisionArn === arn);
  };
}

function readTasks(ecs: Aws['ecs'], cluster: string): ReadSeveral<Task | undefined> {
  return async (arns) => {
    const found = await ecs.describeTasks({ cluster, tasks: [...new Set(arns)] });
    return (arn) => found.find(({ taskArn }) => taskArn === arn);
  };
}

/** The same calls, each ending with the signal. */
function allEndingWith<T extends object>(signal: AbortSignal, shared: T): T {
  const calls = Object.entries(shared as Record<string, (asked: unknown) => unknown>).map(([name, call]) => [
    name,
    async (asked: unknown) =>
      await endingWith(signal, ACTIONS[name as keyof typeof ACTIONS], Promise.resolve(call(asked))),
  ]);
  return Object.fromEntries(calls) as T;
}
