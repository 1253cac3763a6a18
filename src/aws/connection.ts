import type { Clock } from '../model.ts';
import { CALL_MS, toLate, withDeadline } from './attempt.ts';
import { isBroken, markRetryable, toEmptyAnswer, toUnreadableAnswer } from './broken.ts';
import { isClockCorrected, noteClockOffset } from './clock-skew.ts';
import { isComplete, mayBeLeftOut } from './complete.ts';
import { contradictsItself } from './contradiction.ts';
import { noteProfile } from './credentials.ts';
import { noteAction } from './failure.ts';
import { fitTypes } from './fit-types.ts';
import type { Agents } from './proxy.ts';
import type { Schema } from './shape.ts';

const READ_ATTEMPT_MS = 10_000;
/** Longer, because the effect of an unanswered write has to be looked up. */
const WRITE_ATTEMPT_MS = 30_000;

export interface ConnectionOptions {
  /** As IAM spells it. */
  service: string;
  region: string;
  maxRetries: number;
  version: string;
  clock: Clock;
  /** Aborted when the response is no longer needed. */
  signal: AbortSignal;
  agents: Agents | undefined;
  /** The value of AWS_PROFILE. */
  profile: string | undefined;
  signedWith?: SignedWith | undefined;
}

/** Called with what a request is signed with, wherever the SDK got it. */
export type SignedWith = (identity: { secretAccessKey?: string; sessionToken?: string }) => void;

export interface ClientConfig {
  region: string;
  maxAttempts: number;
  customUserAgent: [string, string][];
  requestHandler: { connectionTimeout: number } & Partial<Agents>;
}

/** The part of an SDK client that we use. */
interface Client {
  send: (...call: never) => unknown;
  config: Config;
  middlewareStack: { remove: (name: string) => boolean };
}

interface Config {
  requestHandler: unknown;
  /** How far AWS's clock is ahead of the runner's, as far as the SDK knows. */
  systemClockOffset?: number;
}

export type Sender<C extends Client> = Pick<C, 'send'>;
type Open = <C extends Client>(make: (config: ClientConfig) => C) => Sender<C>;

/** A connection to an AWS service: every call ends, no broken response is believed, and clock skew is corrected. */
export interface Connection {
  /** A client whose calls the SDK retries if AWS did not answer, or not in a readable way. */
  reads: Open;
  /** A client whose calls are sent once: the effect of one with a lost response has to be looked up. */
  writes: Open;
  /** The same clients; their calls end when the signal is aborted. */
  until: (signal: AbortSignal) => Connection;
}

export function connect(options: ConnectionOptions): Connection {
  const { region, maxRetries, version, agents, clock, service, profile, signedWith } = options;
  const config = {
    region,
    customUserAgent: [['ecs-express-deploy', version]] as [string, string][],
    requestHandler: { connectionTimeout: 5_000, ...agents },
  };
  const reads = keepOne({ ...config, maxAttempts: maxRetries + 1 }, { clock, milliseconds: READ_ATTEMPT_MS });
  const writes = keepOne({ ...config, maxAttempts: 1 }, { clock, milliseconds: WRITE_ATTEMPT_MS });
  const view = (signal: AbortSignal): Connection => ({
    reads: (make) => toSender(() => reads(make), { clock, signal, service, profile, signedWith }),
    writes: (make) => toSender(() => writes(make), { clock, signal, service, profile, signedWith }),
    until: (end) => view(AbortSignal.any([signal, end])),
  });
  return view(options.signal);
}

/** Creates the client at its first call. */
function keepOne(config: ClientConfig, deadline: { clock: Clock; milliseconds: number }) {
  let client: Client | undefined;
  return (make: (config: ClientConfig) => Client): Client => {
    if (client === undefined) {
      client = make(config);
      // It would copy every request and answer for a log that nobody reads.
      client.middlewareStack.remove('loggerMiddleware');
      withDeadline(client.config.requestHandler, deadline);
    }
    return client;
  };
}

interface Bounds {
  clock: Clock;
  signal: AbortSignal;
  service: string;
  profile: string | undefined;
  signedWith?: SignedWith | undefined;
}

function toSender<C extends Client>(client: () => Client, bounds: Bounds): Sender<C> {
  return { send: async (command: Command) => await call(client(), command, bounds) };
}

type Handler = (args: { input: Record<string, unknown> }) => Promise<{ output: Output }>;
type Output = Record<string, unknown> & { $metadata: { httpStatusCode?: number } };
type Middleware = (next: Handler, context: Context) => Handler;

interface Context {
  commandName?: string;
  __smithy_context?: { selectedHttpAuthScheme?: { identity: Parameters<SignedWith>[0] } };
}

interface Command {
  /** Of the operation: 9, its namespace, its name, its traits, its input, its output. */
  schema?: readonly unknown[];
  middlewareStack: { add: (middleware: Middleware, options: object) => void };
}

async function call(client: Client, command: Command, bounds: Bounds): Promise<unknown> {
  const { clock, signal, profile } = bounds;
  const begunAt = clock.now().getTime();
  const seen: Seen = {};
  const judged = judge(bounds, { seen, output: command.schema?.[5] as Schema | undefined });
  command.middlewareStack.add(judged, {
    step: 'finalizeRequest',
    priority: 'low',
    name: 'judgeAnswer',
    override: true,
  });
  const over = new AbortController();
  const sent = sendUntilClear(client, command, over.signal);
  const settled = sent.catch(() => undefined);
  if (await clock.within({ milliseconds: CALL_MS, signal }, settled)) return await sent.catch(explain);
  over.abort();
  throw seen.failure ?? unanswered();

  /** The call may be over before its time: the work that it is for has a deadline too. */
  function unanswered(): Error {
    const late = toLate(clock.now().getTime() - begunAt);
    if (seen.action !== undefined) noteAction(late, seen.action);
    return late;
  }

  function explain(error: unknown): never {
    noteClockOffset(error, client.config.systemClockOffset);
    noteProfile(error, profile);
    throw error;
  }
}

/** A response that contradicts itself is read again, once. */
async function sendUntilClear(client: Client, command: Command, abortSignal: AbortSignal): Promise<unknown> {
  const answer = await send(client, command, abortSignal);
  const operation = String(command.schema?.[2]);
  return contradictsItself(operation, answer) ? await send(client, command, abortSignal) : answer;
}

/** AWS rejects a request with a wrong date and returns its own time: the request is dated again, once. */
async function send(client: Client, command: Command, abortSignal: AbortSignal): Promise<unknown> {
  const sendOn = client.send.bind(client) as (command: Command, options: object) => Promise<unknown>;
  try {
    return await sendOn(command, { abortSignal });
  } catch (error) {
    if (!isClockCorrected(error)) throw error;
  }
  return await sendOn(command, { abortSignal });
}

/** What became of a call so far: how its last attempt failed. */
interface Seen {
  action?: string;
  failure?: unknown;
}

/** Sits inside the SDK's retry loop, so that a broken response is retried like a missing one. */
function judge(
  { service, signedWith }: Bounds,
  { seen, output: schema }: { seen: Seen; output: Schema | undefined },
): Middleware {
  let empty = 0;
  return (next, { commandName = '', __smithy_context: chosen }) =>
    async (args) => {
      signedWith?.(chosen?.selectedHttpAuthScheme?.identity ?? {});
      const operation = commandName.replace(/Command$/, '');
      seen.action = `${service}:${operation}`;
      try {
        const result = await next(args);
        const { output } = result;
        const status = output.$metadata.httpStatusCode ?? 200;
        const wrong = schema === undefined ? undefined : fitTypes(output, schema);
        if (wrong !== undefined) throw toUnreadableAnswer(wrong, status);
        if (isComplete(operation, output, args.input)) return result;
        empty += 1;
        if (mayBeLeftOut(operation) && empty > 1) return result;
        throw toEmptyAnswer(status);
      } catch (error) {
        if (isBroken(error)) markRetryable(error);
        noteAction(error, seen.action);
        seen.failure = error;
        throw error;
      }
    };
}
