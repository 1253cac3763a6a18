import DataLoader from 'dataloader';
import { isBadCredentials, errorName, isDenied, isThrottled, isUnknownOperation } from '../../aws/failure.ts';
import type { EcrImage } from '../../aws/image.ts';
import { readDenial, type Denial } from '../../aws/missing-permissions.ts';
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
  const reading = <K, T>(action: string, read: (key: K) => Promise<T | undefined>, missing = NOTHING): Reading<K, T> =>
    once((key: K) => attempt({ action, missing, read: () => read(key) }, world));
  const parameters = perRegion((region) =>
    inOneCall(async (names) => {
      const existing = await (await world.aws.parameterStore(region)).existing(names);
      return (name) => (existing.has(name) ? true : undefined);
    }),
  );
  const alarms = inOneCall(async (names) => {
    const found = await (await world.aws.cloudWatch()).alarms(names);
    return (name) => {
      const isInAlarm = found.get(name);
      return isInAlarm === undefined ? undefined : { isInAlarm };
    };
  });
  return {
    role: reading('iam:GetRole', async (name) => await (await world.aws.iam()).role(name), /^NoSuchEntity/),
    secret: reading(
      'secretsmanager:DescribeSecret',
      async ({ region, name }) => ({ deletedAt: await (await world.aws.secretsManager(region)).deletionOf(name) }),
      /^ResourceNotFoundException$/,
    ),
    parameter: reading('ssm:DescribeParameters', ({ region, name }) => parameters(region).load(name)),
    logGroup: reading('logs:DescribeLogGroups', async ({ region, name }) =>
      (await (await world.aws.logs(region)).hasGroup(name)) ? true : undefined,
    ),
    alarm: reading('cloudwatch:DescribeAlarms', (name) => alarms.load(name)),
    targetGroup: reading(
      'elasticloadbalancing:DescribeTargetGroups',
      async (arn) => ({ type: (await (await world.aws.elbv2()).describeTargetGroup(arn))?.TargetType }),
      /^TargetGroupNotFound/,
    ),
    findings: reading(
      'ecr:DescribeImageScanFindings',
      async (image) => await (await world.aws.ecr(image.region)).findingCounts(image),
      /^(?:ScanNotFound|ImageNotFound|RepositoryNotFound|UnsupportedImageType|Validation)/,
    ),
  };
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
function inOneCall<T>(read: (names: readonly string[]) => Promise<(name: string) => T>): DataLoader<string, T> {
  return new DataLoader<string, T>(async (names) => names.map(await read(names)));
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
  /** Names of errors that say that it does not exist. */
  missing: RegExp;
  read: () => Promise<T | undefined>;
}

async function attempt<T>({ action, missing, read }: Attempt<T>, { clock, signal }: World): Promise<Read<T>> {
  const reading = read().then(
    (found): Read<T> => (found === undefined ? { missing: true } : { found }),
    (error: unknown): Read<T> =>
      missing.test(errorName(error))
        ? { missing: true }
        : { unread: whyUnread(error, action), denial: isDenied(error) ? readDenial(error) : undefined },
  );
  const inTime = await clock.within({ milliseconds: PATIENCE_MS, signal }, reading);
  return inTime ? await reading : { unread: `no answer to ${action} within ${PATIENCE_MS / 1000} s` };
}

function whyUnread(error: unknown, action: string): string {
  if (isDenied(error)) return `${action} is not allowed`;
  if (isThrottled(error)) return `AWS throttled ${action}`;
  if (isBadCredentials(error)) return 'the credentials are not valid';
  if (isUnknownOperation(error)) return `this endpoint does not support ${action}`;
  return `${action} failed: ${errorName(error)}`;
}
