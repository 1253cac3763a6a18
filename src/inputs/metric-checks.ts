import type { Metric, MetricCheck, MetricLimit } from '../release.ts';
import { toOneFault, type Fault } from './faults.ts';
import { usefulLines } from './lines.ts';
import type { Parsed } from './parsed.ts';
import { quote } from './place.ts';

const DEFAULTS = { minutes: 5, minRequests: 100 };
const MOST_MINUTES = 60;
const EXAMPLES =
  'Write one check per line, such as "alarm checkout-5xx", "5xx-rate < 1%", "5xx-rate <= old + 0.5%" or "p99 <= old * 1.2 over 10 minutes, min 200 requests".';

/** Lines such as `5xx-rate <= old + 0.5% over 5 minutes, min 100 requests`. */
export function parseMetricChecks(text: string): Parsed<readonly MetricCheck[]> {
  const read = usefulLines(text).map(({ line, number }) => ({ ...toCheck(line.trim()), number }));
  const faults = read.flatMap(({ fault, number }): Fault[] =>
    fault === undefined ? [] : [{ ...fault, place: `line ${number}` }],
  );
  const fault = toOneFault(faults);
  if (fault !== undefined) return fault;
  const value = read.flatMap(({ check }) => check ?? []);
  return value.length > 0 ? { value } : { message: 'contains no check', fix: EXAMPLES };
}

type Read = { check: MetricCheck; fault?: undefined } | { check?: undefined; fault: Fault };

function toCheck(line: string): Read {
  const [, alarm] = /^alarm\s+(.+)$/i.exec(line) ?? [];
  if (alarm !== undefined) return { check: { kind: 'alarm', name: unquoted(alarm), text: line } };
  const [first = '', ...options] = line.split(/,|\s(?=over\s|min\s)/i).map((part) => part.trim());
  const parts = /^(?<metric>\S+?)\s*(?<sign><=?)\s*(?<limit>.+)$/.exec(first)?.groups;
  if (parts === undefined) return wrong(`has no check that this version knows (${quote(line)})`, EXAMPLES);
  const metric = toMetric(parts['metric'] ?? '');
  if (metric === undefined)
    return wrong(
      `has the unknown metric ${quote(parts['metric'] ?? '')}`,
      'The metrics are 5xx-rate, average, and p50 to p99.9.',
    );
  const limit = toLimit(parts['limit'] ?? '', metric);
  if (limit === undefined)
    return wrong(`has the limit ${quote(parts['limit'] ?? '')}, which says nothing about ${metric}`, limitsOf(metric));
  const settings = { ...DEFAULTS };
  for (const option of options.filter((one) => one !== '')) {
    const [, minutes] = /^over\s+(\d+)\s*(?:m|min|minutes?)$/i.exec(option) ?? [];
    const [, requests] = /^min\s+(\d+)\s+requests?$/i.exec(option) ?? [];
    if (minutes === undefined && requests === undefined)
      return wrong(`has the unknown part ${quote(option)}`, EXAMPLES);
    if (minutes !== undefined) settings.minutes = Number(minutes);
    if (requests !== undefined) settings.minRequests = Number(requests);
  }
  if (settings.minutes < 1 || settings.minutes > MOST_MINUTES)
    return wrong(`looks at ${settings.minutes} minutes`, `Use 1 to ${MOST_MINUTES} minutes.`);
  if (settings.minRequests < 1) return wrong('is judged without a request', 'Use min 1 requests or more.');
  return { check: { kind: 'metric', metric, limit, orEqual: parts['sign'] === '<=', ...settings, text: line } };
}

function toMetric(word: string): Metric | undefined {
  const name = word.toLowerCase();
  if (name === '5xx-rate' || name === 'average') return name;
  const [, rank] = /^p(\d{1,2}(?:\.\d{1,2})?)$/.exec(name) ?? [];
  return rank === undefined || Number(rank) === 0 ? undefined : `p${Number(rank)}`;
}

/** Percent for the rate, milliseconds for the latencies. */
function toLimit(text: string, metric: Metric): MetricLimit | undefined {
  const [, times] = /^old\s*\*\s*(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (times !== undefined) return { kind: 'old', factor: Number(times), plus: 0 };
  if (text === 'old') return { kind: 'old', factor: 1, plus: 0 };
  const [, plus] = /^old\s*\+\s*(.+)$/.exec(text) ?? [];
  const value = toAmount(plus ?? text, metric);
  if (value === undefined) return undefined;
  return plus === undefined ? { kind: 'absolute', value } : { kind: 'old', factor: 1, plus: value };
}

function toAmount(text: string, metric: Metric): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*(%|ms|s)$/.exec(text) ?? [];
  if (number === undefined || (unit === '%') !== (metric === '5xx-rate')) return undefined;
  const amount = Number(number) * (unit === 's' ? 1000 : 1);
  return unit === '%' && amount > 100 ? undefined : amount;
}

function limitsOf(metric: Metric): string {
  return metric === '5xx-rate'
    ? 'Use a percentage (1%), or the old revision: old, old + 0.5%, old * 1.5.'
    : 'Use a time (800ms, 1.5s), or the old revision: old, old + 100ms, old * 1.2.';
}

function wrong(what: string, fix: string): Read {
  return { fault: { what, fix } };
}

function unquoted(name: string): string {
  return /^(["'])(.*)\1$/.exec(name.trim())?.[2] ?? name.trim();
}
