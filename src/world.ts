import type { Aws } from './aws/clients.ts';
import type { Clock, DeployEvent, Target } from './model.ts';

/** The files of the runner, narrowed to what the steps need. */
export interface Files {
  /** Rejects with ENOENT when the file is not there. */
  read: (path: string) => Promise<Uint8Array>;
  /** The names of the files in a folder. */
  list: (path: string) => Promise<string[]>;
  /** Writes a file of its own, which later steps of the job can read; resolves to its path. */
  writeOutput: (name: string, text: string) => Promise<string>;
}

/** Everything a step may touch beside its arguments; a plain object, and all the injection there is. */
export interface World {
  aws: Aws;
  files: Files;
  clock: Clock;
  /** Aborted when the run is cancelled. */
  signal: AbortSignal;
  /** How long the step may wait for one thing, such as the answer to a write (the input `wait-for-minutes`). */
  waitMinutes?: number | undefined;
  /** Tells the reader at once; which service it is about is left out while there is one. */
  emit: (event: DeployEvent, service?: Pick<Target, 'name' | 'cluster'>) => void;
  /** How a reader starts a rollback with these values, where the host knows. */
  wayBack?: WayBack | undefined;
  /** Told of every document that may hold secrets, so that no report shows their values. */
  learn?: ((document: unknown) => void) | undefined;
  /** Told once, right before the first write of a deployment, which services it is for. */
  deploying?: ((services: readonly Deploying[]) => void) | undefined;
}

/** A service that is about to be deployed, or whose deployment in flight is about to go on or to be stopped. */
export interface Deploying extends Pick<Target, 'name' | 'cluster'> {
  /** The id of that deployment. */
  inFlight?: string | undefined;
}

/** What to do to roll back with these values, as it follows "To go back, ", or a page to read. */
export type WayBack = (values: Readonly<Record<string, string>>) => {
  how?: string | undefined;
  link?: { label: string; url: string } | undefined;
};
