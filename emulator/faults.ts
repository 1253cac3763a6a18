/** What is wrong with a response: see "breaks in transit" in README.md. */
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
  | 'stale'
  | 'late';

/** How the first N answers break. */
export interface Broken {
  how: Distortion;
  times: number;
  /** Whether the call takes effect before its response breaks; the default depends on the kind. */
  acts?: boolean;
  /** How late a late answer is, in the emulator's time. */
  seconds?: number;
}

/** What goes wrong in transit or at AWS's endpoint; every knob is off by default. Actions are written `ecs:UpdateService`. */
export interface Faults<Where> {
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
  /** AWS's clock relative to the emulator's time: requests signed more than 5 minutes off are rejected. Signatures are not checked without it. */
  clock?: { aheadSeconds: number; name?: string; dateHeader?: boolean };
  /** Operations that an older endpoint does not know. */
  unsupported: Set<string>;
  /** The first N calls fail like this, without being applied. */
  fail: Map<string, { name: string; message: string; httpStatus?: number; retryAfterSeconds?: number; times: number }>;
  /** The credentials expire right before the first call of this action. */
  expiresAt?: string;
  /** Each call takes this long, in the emulator's time. */
  latencyMilliseconds: number;
  /** After a write these reads answer from before it (DescribeServices), leave the new out (ListServiceDeployments) or say MISSING (DescribeServiceDeployments). */
  staleSeconds: { describeServices: number; listServiceDeployments: number; describeServiceDeployments: number };
  /** Shows one service deployment status as another, to try unknown future statuses. */
  statusAs: Map<string, string>;
  /** Run once, after the next successful call of the action: a colleague's deployment, for instance. */
  afterCall: { action: string; delaySeconds: number; run: (where: Where) => void }[];
}

export function createFaults<Where>(): Faults<Where> {
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

export const dropsResponse = ({ dropResponse }: Faults<never>, action: string): boolean =>
  takeOne(dropResponse, action);

export function takeDistortion({ distort }: Faults<never>, action: string): Required<Broken> | undefined {
  const broken = distort.get(action);
  if (broken === undefined || broken.times <= 0) return undefined;
  broken.times -= 1;
  const acts = broken.how !== 'reset' && broken.how !== 'bad-gateway';
  return { acts, seconds: 0, ...broken };
}

/** Whether one of the first N calls is left, which then is used up. */
export function takeOne(counts: Map<string, number>, action: string): boolean {
  const left = counts.get(action) ?? 0;
  if (left <= 0) return false;
  counts.set(action, left - 1);
  return true;
}
