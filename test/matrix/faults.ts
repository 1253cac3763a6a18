import type { Distortion } from '../../emulator/faults.ts';
import type { World } from '../../emulator/world.ts';

/** What goes wrong with one call of a run. */
export interface Fault {
  id: string;
  title: string;
  /** Over after a while: the run must end as if nothing had happened. */
  heals: boolean;
  /** Of the whole run, whichever call it is. */
  ofTheRun?: true;
  /** A read can be answered from before. A write cannot. */
  readsOnly?: true;
  writesOnly?: true;
  /** AWS did as it was asked, so that green is the truth if the run finds out. */
  acts?: true;
  /** What a red run must say of it. */
  cause?: RegExp;
  inflict: (world: World, action: string) => void;
}

const FOR_EVER = 1e9;
const HOUR = 3600;

const once =
  (how: Distortion, more: { acts?: boolean; seconds?: number } = {}): Fault['inflict'] =>
  ({ faults }, action) =>
    void faults.distort.set(action, { how, times: 1, ...more });

const fails =
  (fail: { name: string; message: string; httpStatus: number; retryAfterSeconds?: number }): Fault['inflict'] =>
  ({ faults }, action) =>
    void faults.fail.set(action, { ...fail, times: 1 });

export const MATRIX_FAULTS: readonly Fault[] = [
  {
    id: 'throttled-400',
    title: 'throttled once (HTTP 400)',
    heals: true,
    inflict: ({ faults }, action) => void faults.throttle.set(action, 1),
  },
  {
    id: 'throttled-429',
    title: 'throttled once (HTTP 429)',
    heals: true,
    inflict: fails({ name: 'TooManyRequestsException', message: 'Rate exceeded', httpStatus: 429 }),
  },
  {
    id: 'throttled-for-ever',
    title: 'throttled for ever',
    heals: false,
    cause: /throttl/i,
    inflict: ({ faults }, action) => void faults.throttle.set(action, FOR_EVER),
  },
  {
    id: 'server-error',
    title: 'HTTP 500 once',
    heals: true,
    inflict: fails({ name: 'ServerException', message: 'Service failure', httpStatus: 500 }),
  },
  {
    id: 'unavailable',
    title: 'HTTP 503 once, with Retry-After',
    heals: true,
    inflict: fails({
      name: 'ServiceUnavailableException',
      message: 'Service unavailable',
      httpStatus: 503,
      retryAfterSeconds: 7,
    }),
  },
  { id: 'reset-before', title: 'reset before AWS acted', heals: true, inflict: once('reset') },
  { id: 'reset-after', title: 'reset after AWS acted', heals: true, inflict: once('reset', { acts: true }) },
  { id: 'half', title: 'half an answer, then a reset', heals: true, inflict: once('half') },
  { id: 'stalled', title: 'half an answer, then silence', heals: true, inflict: once('stall') },
  {
    id: 'slow',
    title: 'every answer 4 s late',
    heals: true,
    inflict: ({ faults }, action) => void faults.distort.set(action, { how: 'late', seconds: 4, times: FOR_EVER }),
  },
  { id: 'hangs-once', title: 'one answer an hour late', heals: true, inflict: once('late', { seconds: HOUR }) },
  {
    id: 'hangs',
    title: 'never answered',
    heals: false,
    cause: /no answer|no response|not answer|came within|timed out/i,
    inflict: ({ faults }, action) => void faults.hang.set(action, 'before'),
  },
  {
    id: 'hangs-acted',
    title: 'never answered, though AWS acted',
    heals: false,
    writesOnly: true,
    acts: true,
    inflict: ({ faults }, action) => void faults.hang.set(action, 'after'),
  },
  { id: 'malformed', title: 'malformed', heals: true, inflict: once('cut') },
  { id: 'empty', title: 'an empty body', heals: true, inflict: once('empty') },
  { id: 'html', title: 'a page of HTML', heals: true, inflict: once('html') },
  {
    id: 'stale',
    title: 'each answer is the one before',
    heals: true,
    readsOnly: true,
    inflict: ({ faults }, action) => void faults.distort.set(action, { how: 'stale', times: FOR_EVER }),
  },
  {
    id: 'expired',
    title: 'the token expires at this call',
    heals: false,
    cause: /expired/i,
    inflict: ({ faults }, action) => void (faults.expiresAt = action),
  },
  {
    id: 'denied',
    title: 'access denied',
    heals: false,
    cause: /not allowed|not authorized|\b(?:without|lacks) [\w-]+:\w+/i,
    inflict: ({ faults }, action) => void faults.deny.add(action),
  },
  {
    id: 'clock-behind',
    title: 'the clock of the runner is 20 minutes behind',
    heals: true,
    ofTheRun: true,
    inflict: ({ faults, clock }) => void (faults.clock = { aheadSeconds: (Date.now() - clock.now()) / 1000 + 1200 }),
  },
  {
    id: 'clock-ahead',
    title: 'the clock of the runner is 20 minutes ahead',
    heals: true,
    ofTheRun: true,
    inflict: ({ faults, clock }) => void (faults.clock = { aheadSeconds: (Date.now() - clock.now()) / 1000 - 1200 }),
  },
];
