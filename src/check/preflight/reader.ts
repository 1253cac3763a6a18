import DataLoader from 'dataloader';
import { isBadCredentials, errorName, isDenied, isThrottled, isUnknownOperation } from '../../aws/failure.ts';
import type { Aws } from '../../aws/clients.ts';
import type { EcrImage } from '../../aws/image.ts';
import { readDenial, type Denial } from '../../aws/denial.ts';
import type { World } from '../../world.ts';

/** What AWS says: it exists, it does not, or nothing that proves either. */
export type Read<T> = { found: T } | { missing: true } | { unread: string; denial?: Denial | undefined };

type Reading<K, T> = (key: K) => Promise<Read<T>>;

interface Regional {
  region: string;
  name: string;
}

/** Looks things up, each of them once, however many definitions need it. Never rejects. */
export interface Reader {
  role: Reading<string, { arn: string; trust: string }>;
  secret: Reading<Regional, { deletedAt: Date | undefined }>;
  parameter: Reading<Regional, true>;
  logGroup: Reading<Regional, true>;
  alarm: Reading<string, { isInAlarm: boolean }>;
  targetGroup: Reading<string, { type: string | undefined }>;
  /** Missing: never scanned. */
  findings: Reading<EcrImage, Readonly<Record<string, number>>>;
}

/** These reads must not hold up a deploy. */
const PATIENCE_MS = 5_000;

export function createReader(world: World): Reader {
  const reading = <K, T>({ action, read, missing = NOTHING }: Call<K, T>): Reading<K, T> =>
    once((key: K) => attempt({ action, missing, read: (aws) => read(aws, key) }, world));
  const parameters = perRegion((region) =>
    inOneCall(async (aws, names) => {
      const existing = await (await aws.parameterStore(region)).existing(names);
      return (name) => (existing.has(name) ? true : undefined);
    }, world),
  );
  const alarms = inOneCall(async (aws, names) => {
    const found = await (await aws.cloudWatch()).alarms(names);
    return (name) => {
      const state = found.get(name);
      return state === undefined ? undefined : { isInAlarm: state === 'alarm' };
    };
  }, world);
  return {
    role: reading({
      action: 'iam:GetRole',
      read: async (aws, name) => await (await aws.iam()).role(name),
      missing: /^NoSuchEntity/,
    }),
    secret: reading({
      action: 'secretsmanager:DescribeSecret',
      read: async (aws, { region, name }) => ({ deletedAt: await (await aws.secretsManager(region)).deletionOf(name) }),
      missing: /^ResourceNotFoundException$/,
    }),
    parameter: reading({
      action: 'ssm:DescribeParameters',
      read: async (_, { region, name }) => await parameters(region).load(name),
    }),
    logGroup: reading({
      action: 'logs:DescribeLogGroups',
      read: async (aws, { region, name }) => ((await (await aws.logs(region)).hasGroup(name)) ? true : undefined),
    }),
    alarm: reading({ action: 'cloudwatch:DescribeAlarms', read: async (_, name) => await alarms.load(name) }),
    targetGroup: reading({
      action: 'elasticloadbalancing:DescribeTargetGroups',
      read: async (aws, arn) => ({ type: (await (await aws.elbv2()).describeTargetGroup(arn))?.TargetType }),
      missing: /^TargetGroupNotFound/,
    }),
    findings: reading({
      action: 'ecr:DescribeImageScanFindings',
      read: async (aws, image) => await (await aws.ecr(image.region)).findingCounts(image),
      missing: /^(?:ScanNotFound|ImageNotFound|RepositoryNotFound|UnsupportedImageType|Validation)/,
    }),
  };
}

interface Call<K, T> {
  action: string;
  /** Undefined if it does not exist. */
  read: (aws: Aws, key: K) => Promise<T | undefined>;
  /** Names of errors that say that it does not exist. */
  missing?: RegExp;
}

/** No error says that it does not exist. */
const NOTHING = /^$/;

function once<K, T>(read: Reading<K, T>): Reading<K, T> {
  const loader = new DataLoader<K, Read<T>, string>(async (keys) => await Promise.all(keys.map(read)), {
    batch: false,
    cacheKeyFn: (key) => JSON.stringify(key),
  });
  return (key) => loader.load(key);
}

/** Names that are asked for at the same moment share a call. */
function inOneCall<T>(
  read: (aws: Aws, names: readonly string[]) => Promise<(name: string) => T>,
  world: World,
): DataLoader<string, T> {
  return new DataLoader<string, T>(async (names) => names.map(await bounded((aws) => read(aws, names), world)));
}

function perRegion<T>(make: (region: string) => T): (region: string) => T {
  const known = new Map<string, T>();
  return (region) => {
    const found = known.get(region) ?? make(region);
    known.set(region, found);
    return found;
  };
}

interface Attempt<T> {
  action: string;
  missing: RegExp;
  read: (aws: Aws) => Promise<T | undefined>;
}

async function attempt<T>({ action, missing, read }: Attempt<T>, world: World): Promise<Read<T>> {
  try {
    const found = await bounded(read, world);
    return found === undefined ? { missing: true } : { found };
  } catch (error) {
    if (missing.test(errorName(error))) return { missing: true };
    return { unread: whyUnread(error, action), denial: isDenied(error) ? readDenial(error) : undefined };
  }
}

/** Calls that AWS does not answer in time are given up. */
async function bounded<T>(read: (aws: Aws) => Promise<T>, { aws, clock, signal }: World): Promise<T> {
  const over = new AbortController();
  const reading = read(aws.until(over.signal));
  const settled = reading.catch(() => undefined);
  if (!(await clock.within({ milliseconds: PATIENCE_MS, signal }, settled))) over.abort();
  return await reading;
}

function whyUnread(error: unknown, action: string): string {
  if (errorName(error) === 'TimeoutError') return `no answer to ${action} within ${PATIENCE_MS / 1000} s`;
  if (isDenied(error)) return `${action} is not allowed`;
  if (isThrottled(error)) return `AWS throttled ${action}`;
  if (isBadCredentials(error)) return 'the credentials are not valid';
  if (isUnknownOperation(error)) return `this endpoint does not support ${action}`;
  return `${action} failed: ${errorName(error)}`;
}
