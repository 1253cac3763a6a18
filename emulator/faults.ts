import { ApiError } from './api-error.ts';
import type { Call } from './wire.ts';
import type { Region } from './world.ts';

/** What is wrong with an answer: see "breaks on the way" in README.md. */
export type Distortion =
  | 'reset'
  | 'bad-gateway'
  | 'gateway-timeout'
  | 'html'
  | 'forbidden-html'
  | 'empty'
  | 'empty-object'
  | 'half'
  | 'cut'
  | 'stall'
  | 'trickle'
  | 'late';

/** How the first N answers break. */
export interface Broken {
  how: Distortion;
  times: number;
  /** Whether the call takes effect before its answer breaks; left out: what is usual for it. */
  acts?: boolean;
  /** How late a late answer is, in the emulator's time. */
  seconds?: number;
}

/** What goes wrong on the way to AWS or at its door; every knob is off by default. Actions are written `ecs:UpdateService`. */
export interface Faults {
  /** Refused with AccessDeniedException. `ecs:*` denies a whole service. */
  deny: Set<string>;
  /** The first N calls are answered with `Rate exceeded`. */
  throttle: Map<string, number>;
  /** Every call is answered with `Rate exceeded` until then, in the emulator's time. */
  throttleUntil: number;
  /** The first N calls are applied, but their answer never arrives: the connection drops. */
  dropResponse: Map<string, number>;
  distort: Map<string, Broken>;
  /** Calls that are never answered, and whether they take effect first. */
  hang: Map<string, 'before' | 'after'>;
  /** AWS's clock beside the emulator's time: requests that are signed more than 5 minutes off it are refused. Signatures are not checked without it. */
  clock?: { aheadSeconds: number; name?: string; dateHeader?: boolean };
  /** Operations that an older endpoint does not know. */
  unsupported: Set<string>;
  /** The first N calls fail so, without being applied. */
  fail: Map<string, { name: string; message: string; httpStatus?: number; times: number }>;
  /** Each call takes so long, in the emulator's time. */
  latencyMilliseconds: number;
  /** After a write these reads answer from before it (DescribeServices), leave the new out (ListServiceDeployments) or say MISSING (DescribeServiceDeployments). */
  staleSeconds: { describeServices: number; listServiceDeployments: number; describeServiceDeployments: number };
  /** Shows one service deployment status as another, to try statuses of the future. */
  statusAs: Map<string, string>;
  /** Run once, after the next successful call of the action: a colleague's deployment, for instance. */
  afterCall: { action: string; delaySeconds: number; run: (region: Region) => void }[];
}

export function createFaults(): Faults {
  return {
    deny: new Set(),
    throttle: new Map(),
    dropResponse: new Map(),
    distort: new Map(),
    hang: new Map(),
    throttleUntil: 0,
    unsupported: new Set(),
    fail: new Map(),
    latencyMilliseconds: 0,
    staleSeconds: { describeServices: 0, listServiceDeployments: 0, describeServiceDeployments: 0 },
    statusAs: new Map(),
    afterCall: [],
  };
}

export function refuse(region: Region, action: string, resource: string): void {
  const { faults } = region.world;
  if (faults.unsupported.has(action)) {
    throw new ApiError('UnsupportedOperation', `The operation ${action.split(':')[1]} is not supported.`);
  }
  if (faults.deny.has(action) || faults.deny.has(`${action.split(':')[0]}:*`)) {
    const caller = callerArn(region);
    throw new ApiError(
      'AccessDeniedException',
      `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    );
  }
  const throttled = region.world.clock.now() < faults.throttleUntil;
  if (throttled || takeOne(faults.throttle, action)) throw new ApiError('ThrottlingException', 'Rate exceeded');
  const failure = faults.fail.get(action);
  if (failure && failure.times > 0) {
    failure.times -= 1;
    throw new ApiError(failure.name, failure.message, failure.httpStatus);
  }
}

const SKEW_MILLISECONDS = 5 * 60_000;

/** Where a clock is set, a request that is signed too long before or after AWS's time. */
export function refuseSignature({ faults, clock }: Region['world'], call: Pick<Call, 'protocol' | 'signedAt'>): void {
  if (faults.clock === undefined || call.signedAt === undefined) return;
  const server = clock.now() + faults.clock.aheadSeconds * 1000;
  const late = server - call.signedAt.getTime();
  if (Math.abs(late) <= SKEW_MILLISECONDS) return;
  const signed = toAmzDate(call.signedAt.getTime());
  const bound = toAmzDate(server - Math.sign(late) * SKEW_MILLISECONDS);
  const text =
    late > 0
      ? `Signature expired: ${signed} is now earlier than ${bound} (${toAmzDate(server)} - 5 min.)`
      : `Signature not yet current: ${signed} is still later than ${bound} (${toAmzDate(server)} + 5 min.)`;
  const usual = call.protocol === 'json' ? 'InvalidSignatureException' : 'SignatureDoesNotMatch';
  throw new ApiError(faults.clock.name ?? usual, text, 403);
}

function toAmzDate(time: number): string {
  return new Date(time).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

export const dropsResponse = (faults: Faults, action: string): boolean => takeOne(faults.dropResponse, action);

export function takeDistortion({ distort }: Faults, action: string): Required<Broken> | undefined {
  const broken = distort.get(action);
  if (broken === undefined || broken.times <= 0) return undefined;
  broken.times -= 1;
  const acts = broken.how !== 'reset' && broken.how !== 'bad-gateway';
  return { acts, seconds: 0, ...broken };
}

export function runAfterCall(region: Region, action: string): void {
  const { faults, clock } = region.world;
  const due = faults.afterCall.filter((entry) => entry.action === action);
  faults.afterCall = faults.afterCall.filter((entry) => entry.action !== action);
  for (const entry of due) clock.at(entry.delaySeconds * 1000, () => entry.run(region));
}

export const callerArn = (region: Region): string =>
  `arn:${region.partition}:sts::${region.world.account}:assumed-role/deploy/session`;

function takeOne(counts: Map<string, number>, action: string): boolean {
  const left = counts.get(action) ?? 0;
  if (left <= 0) return false;
  counts.set(action, left - 1);
  return true;
}
