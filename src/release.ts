/** A request that the new release must answer as expected (the input `smoke-test`). */
export interface Probe {
  /** May contain the placeholders `{endpoint}`, `{test-endpoint}`, `{service}` and `{revision}`, as may headers, body and `contains`. */
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  /** The status code that it must answer with. */
  status: number;
  contains?: string | undefined;
  /** Milliseconds from the request to the end of the answer. */
  maxMillis?: number | undefined;
  /** If absent, as many as the time allows. */
  attempts?: number | undefined;
  /** Seconds between two attempts. */
  every: number;
}

/** What ECS knows, and what stands for it in a probe, in braces; a revision is told as `web:43`. */
export const PLACEHOLDERS = ['endpoint', 'test-endpoint', 'service', 'revision'] as const;

export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Each placeholder in a text; its name is the first group. */
export const PLACEHOLDER = new RegExp(`\\{(${PLACEHOLDERS.join('|')})\\}`, 'g');

/** Where a URL of one's own leads while both revisions run. */
export type Place = 'test' | 'production' | 'unknown';

/** Whether a probe is sent to an address that its author wrote. */
export function isOwnUrl({ url }: Probe): boolean {
  return !/^\{(?:test-)?endpoint\}/.test(url);
}

/** The placeholders that a probe uses anywhere. */
export function placeholdersOf({ url, headers, body = '', contains = '' }: Probe): Set<Placeholder> {
  const texts = [url, ...Object.values(headers), body, contains];
  return new Set(texts.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name as Placeholder)));
}

/** Whether the inputs ask for a verification. */
export function isVerified(inputs: { 'smoke-test'?: unknown; 'metric-checks'?: unknown }): boolean {
  return (inputs['smoke-test'] ?? inputs['metric-checks']) !== undefined;
}

/** How a probe ended: what log, summary and report show of it. */
export interface ProbeResult {
  method: string;
  url: string;
  /** The stage at which the deployment was paused; absent after its success. */
  stage?: string | undefined;
  passed: boolean;
  attempts: number;
  /** Of the last answer; absent if there was none. */
  status?: number | undefined;
  /** How long the last attempt took. */
  millis: number;
  /** Words that follow the request: `answered 500 instead of 200`. */
  what: string;
}

/** A condition on CloudWatch alarms or metrics (the input `metric-checks`). */
export type MetricCheck = { text: string } & (
  | { kind: 'alarm'; name: string }
  | {
      kind: 'metric';
      metric: Metric;
      limit: MetricLimit;
      /** Whether a value that equals the limit passes. */
      orEqual: boolean;
      /** The window that is looked at. */
      minutes: number;
      /** With fewer, nothing is judged. */
      minRequests: number;
    }
);

/** `5xx-rate` is in percent of the requests, latencies are in milliseconds. */
export type Metric = '5xx-rate' | 'average' | `p${number}`;

export type MetricLimit =
  | { kind: 'absolute'; value: number }
  /** The value of the old revision in the same minutes, times `factor`, plus `plus`. */
  | { kind: 'old'; factor: number; plus: number };

/** How a metric check ended. */
export interface MetricResult {
  /** As it was written. */
  check: string;
  /** The stage at which the deployment was; absent after its success. */
  stage?: string | undefined;
  verdict: 'passed' | 'failed' | 'not-judged';
  /** Such as `1.2 % of 4,120 requests`; the value of the old revision is in `old`. */
  value?: string | undefined;
  old?: string | undefined;
  /** Words that follow the check: `new 3.1 %, old 0.2 %`. */
  what: string;
}
