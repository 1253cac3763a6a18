/** What the server tells the page; plain data, so that both sides can read it. */
export type Message =
  | { type: 'begin'; at: number; title: string; inputs: [name: string, value: string][] }
  | { type: 'clock'; at: number }
  | { type: 'scene'; at: number; scene: Scene }
  | { type: 'line'; at: number; line: LogLine }
  | { type: 'end'; at: number; verdict: Verdict }
  | { type: 'stopped'; at: number; reason: string };

export interface Verdict {
  green: boolean;
  /** The output `outcome`; empty if the step ended before it had one. */
  outcome: string;
  exitCode: number | null;
  /** In the emulator's time. */
  seconds: number;
  /** Where the summary is. */
  summary: string;
}

export interface LogLine {
  kind: 'plain' | 'group' | 'error' | 'warning' | 'notice' | 'debug';
  text: string;
}

/** What the page offers. */
export interface Offer {
  /** Starts a play; other sites cannot read it. */
  token: string;
  groups: { title: string; shows: { name: string; title: string }[] }[];
  speeds: { value: string; title: string }[];
  speed: string;
}

/** The emulated system at one moment, as the page shows it. */
export interface Scene {
  services: ServiceView[];
  targetGroups: TargetGroupView[];
}

export interface ServiceView {
  name: string;
  cluster: string;
  /** `classic service, rolling` */
  kind: string;
  desired: number;
  /** Where the newest deployment stands, in words. */
  status: string;
  tone: Tone;
  reason: string;
  stages: StageView[];
  /** What else is worth knowing: `circuit breaker: 2 failures, trips at 3`. */
  facts: string[];
  /** The newest event of the service during the play. */
  event: string;
  revisions: RevisionView[];
}

export interface StageView {
  name: string;
  state: 'ahead' | 'now' | 'done' | 'failed' | 'skipped';
}

export interface RevisionView {
  id: string;
  /** `web:2` */
  name: string;
  role: 'live' | 'new' | 'old' | 'failed' | 'stopped';
  desired: number;
  tasks: TaskView[];
  /** Tasks that are gone and no longer shown. */
  gone: number;
  /** Why tasks failed, each reason once with how many it stopped. */
  reasons: string[];
}

export interface TaskView {
  id: string;
  tone: Tone;
  /** `running`, `exit code 1` */
  state: string;
  /** What its targets or its own health check say. */
  health: string;
}

export interface TargetGroupView {
  name: string;
  shares: { route: 'production' | 'test'; percent: number }[];
  targets: { address: string; tone: Tone; state: string; revision: string }[];
  /** What health checks found wrong, each once with how many targets it is true of. */
  reasons: string[];
}

export type Tone = 'good' | 'waiting' | 'bad' | 'leaving' | 'idle';
