/** What a container does once its image is asked for: the part of the world that AWS does not decide. */
export type Behaviour =
  | { kind: 'healthy'; logLines?: string[] }
  | { kind: 'slow'; startSeconds: number; logLines?: string[] }
  | { kind: 'exits'; exitCode: number; afterSeconds?: number; logLines?: string[]; reason?: string }
  /** A job: one log line every so many seconds, then the end. */
  | { kind: 'works'; exitCode: number; secondsPerLine: number; logLines: string[] }
  | { kind: 'oom'; afterSeconds?: number; logLines?: string[] }
  /** `message` instead of the usual words for the cause. */
  | { kind: 'cannot-pull'; cause: PullFailure; message?: string }
  | { kind: 'secret-missing'; secretArn: string }
  /** Anything else that a task needs before its containers start: ResourceInitializationError. */
  | { kind: 'cannot-prepare'; message: string }
  /** `error` instead of CannotStartContainerError. */
  | { kind: 'cannot-start'; message: string; error?: string }
  /** `as` instead of a status code or a time-out; an unused target is never checked, so that nobody stops its task. */
  | { kind: 'unhealthy-target'; code?: number; timeout?: boolean; as?: TargetVerdict; logLines?: string[] }
  | { kind: 'unhealthy-container'; logLines?: string[] }
  /** No task can be placed: the event that says so, and whether it counts as a failure of the deployment. */
  | { kind: 'no-capacity'; event?: string; counted?: boolean }
  /** The host is taken away from under a running task. */
  | { kind: 'taken'; stopCode: string; reason: string; afterSeconds?: number; logLines?: string[] }
  | { kind: 'sequence'; steps: Behaviour[] };

export interface TargetVerdict {
  state: 'unhealthy' | 'unused';
  reason: string;
  description: string;
}

export type PullFailure = 'not-found' | 'network' | 'forbidden' | 'wrong-platform' | 'rate-limit';

/** What a target sends for a request; what is left out is as a healthy one would send it. */
export interface HttpAnswer {
  status?: number;
  body?: string;
  headers?: Record<string, string>;
  /** Until the answer begins, in the emulator's time. */
  afterMilliseconds?: number;
  /** The target closes the connection, or never answers. */
  fails?: 'closes' | 'hangs';
}

export interface HttpRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
  /** The how many-th request this image answers, from 1. */
  count: number;
}

export type Answers = HttpAnswer | ((request: HttpRequest) => HttpAnswer);

/** How an image does under declared traffic, which sends no real requests. */
export interface UnderLoad {
  /** From 0 to 1: this share of the requests is answered with 500. */
  errorRate?: number;
  milliseconds?: number;
  /** From 0 to 1: this share of the requests takes `slowMilliseconds`. */
  slowShare?: number;
  slowMilliseconds?: number;
}

export interface Behaviours {
  byImage: Map<string, Behaviour>;
  /** What an image answers on an open listener; each other one tells its revision and the path, with status 200. */
  answers: Map<string, Answers>;
  /** Requests that an image has answered. */
  answered: Map<string, number>;
  /** Every image without an entry answers in 50 ms, and never with an error. */
  underLoad: Map<string, UnderLoad>;
  /** What a container of that name does in a task outside of any service; else its image decides. */
  oneOff: Map<string, Behaviour>;
  /** For every image without its own entry. */
  fallback: Behaviour;
  /** ARNs of Lambda functions that answer FAILED when a lifecycle hook calls them. */
  failingHooks: Set<string>;
  /** How long such functions take to answer; all others answer at once. */
  hookSeconds: Map<string, number>;
  /** Capacity providers with no room for another task. */
  fullProviders: Set<string>;
  /** Capacity providers that have no instance for another task and launch none: its tasks stay PROVISIONING. */
  idleProviders: Set<string>;
  /** What ECS never finishes creating for an Express service, and the reason that it gives. */
  unfinished: Map<string, string>;
}

export function createBehaviours(): Behaviours {
  return {
    byImage: new Map(),
    answers: new Map(),
    answered: new Map(),
    underLoad: new Map(),
    oneOff: new Map(),
    fallback: { kind: 'healthy' },
    failingHooks: new Set(),
    hookSeconds: new Map(),
    fullProviders: new Set(),
    idleProviders: new Set(),
    unfinished: new Map(),
  };
}

/** A sequence gives each task its next step and stays at the last one. */
export function nextBehaviour(behaviours: Behaviours, image: string): Behaviour {
  const found = behaviours.byImage.get(image) ?? behaviours.fallback;
  if (found.kind !== 'sequence') return found;
  const [first, ...rest] = found.steps;
  if (!first) return { kind: 'healthy' };
  if (rest.length > 0) behaviours.byImage.set(image, { kind: 'sequence', steps: rest });
  return first;
}

/** Looks without using up a step of a sequence. */
export function peekBehaviour(behaviours: Behaviours, image: string): Behaviour {
  const found = behaviours.byImage.get(image) ?? behaviours.fallback;
  return found.kind === 'sequence' ? (found.steps[0] ?? { kind: 'healthy' }) : found;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html */
export function pullFailureMessage(image: string, cause: PullFailure): string {
  switch (cause) {
    case 'not-found':
      return `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: ${image}: not found`;
    case 'network':
      return `CannotPullContainerError: The task cannot pull '${image}' from the Amazon ECR repository '${image.replace(/[:@][^/]*$/, '')}'. There is a connection issue between the task and Amazon ECR. Check your task network configuration.`;
    case 'forbidden':
      return `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${image}: unexpected status from HEAD request: 403 Forbidden`;
    case 'wrong-platform':
      return "CannotPullContainerError: pull image manifest has been retried 1 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'";
    case 'rate-limit':
      return `CannotPullContainerError: pull image manifest has been retried 5 time(s): httpReadSeeker: failed open: unexpected status code 429: toomanyrequests: Too Many Requests`;
  }
}
