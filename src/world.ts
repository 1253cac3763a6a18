import type { Aws } from './aws/clients.ts';
import type { Clock, DeployEvent, Target } from './model.ts';

/** The files of the runner, narrowed to what the steps need. */
export interface Files {
  /** Rejects with ENOENT when the file is not there; with LINK_OUT, and where it leads as `path`, when a link leads out of the workspace. */
  read: (path: string) => Promise<Uint8Array>;
  /** The names of the files in a folder. */
  list: (path: string) => Promise<string[]>;
  /** Writes a new file that later steps of the job can read; resolves to its path. */
  writeOutput: (name: string, text: string) => Promise<string>;
}

/** A request to what was deployed. */
export interface HttpRequest {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  followsRedirects: boolean;
  /** Ends it. */
  signal: AbortSignal;
}

/** Why there was no answer. `blocked-port`: no client that follows the Fetch standard calls it. `off-limits`: it leads to where instances get their credentials from. `elsewhere`: a redirect asks to send the body to another host. */
export type HttpFailure =
  | 'no-host'
  | 'refused'
  | 'closed'
  | 'timed-out'
  | 'unreachable'
  | 'certificate'
  | 'not-tls'
  | 'not-http'
  | 'blocked-port'
  | 'redirects'
  | 'off-limits'
  | 'elsewhere'
  | 'other';

/** `url` is the last one after redirects; `millis` is real time, and counts reading the body. */
export type HttpAnswer = { url: string; millis: number } & (
  | { kind: 'answered'; status: number; body: string }
  // `code` is the one of Node.js.
  | { kind: 'unanswered'; failure: HttpFailure; code?: string }
);

/** Everything a step may touch apart from its arguments; a plain object, and all the injection there is. */
export interface World {
  aws: Aws;
  files: Files;
  clock: Clock;
  /** Sends a request to what was deployed; never rejects. */
  http: (request: HttpRequest) => Promise<HttpAnswer>;
  /** The addresses of a host name, `no` if it has none; never rejects. */
  lookUpHost: (host: string) => Promise<readonly string[] | 'no' | 'unknown'>;
  /** Aborted when the run is cancelled. */
  signal: AbortSignal;
  /** How long the step may wait for one thing, such as the answer to a write (the input `wait-for-minutes`). */
  waitMinutes?: number | undefined;
  /** Whether several services are followed, whose looks should coincide so that they share calls. */
  sharesReads?: boolean | undefined;
  /** Shows the event to the reader at once; the service is omitted if there is only one. */
  emit: (event: DeployEvent, service?: Pick<Target, 'name' | 'cluster'>) => void;
  /** How a reader starts a rollback with these values, if the host knows. */
  rollbackGuide?: RollbackGuide | undefined;
  /** Whether a pull request is open or closed, if the host can ask. */
  pullRequest?: ((number: number) => Promise<'open' | 'closed' | 'unknown'>) | undefined;
  /** Receives every document that may hold secrets, so that no report shows their values. */
  learn?: ((document: unknown) => void) | undefined;
  /** Called once, right before the first write of a deployment, with the services it is for. */
  deploying?: ((services: readonly Deploying[]) => void) | undefined;
}

/** A service that is about to be deployed, or whose deployment in flight is about to be continued or stopped. */
export interface Deploying extends Pick<Target, 'name' | 'cluster'> {
  /** The id of that deployment. */
  inFlight?: string | undefined;
}

/** How to roll back with these values, in words that follow "To roll back, ", or a page to read. */
export type RollbackGuide = (
  values: Readonly<Record<string, string>>,
  region: string,
) => {
  how?: string | undefined;
  link?: { label: string; url: string } | undefined;
};
