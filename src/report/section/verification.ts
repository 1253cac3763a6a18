import type { DeployEvent, ServiceReport } from '../../model.ts';
import type { MetricResult, ProbeResult } from '../../release.ts';
import { formatTime } from '../time-of-day.ts';
import { codeSpan, prose } from '../escape.ts';
import { inWords } from '../names.ts';
import { capped, table } from './table.ts';

const SHOWN = 50;
const MARKS: Record<MetricResult['verdict'], string> = { passed: '✅', failed: '❌', 'not-judged': '⚠️' };

/** What the release was asked, and what it answered; failures first. */
export function verificationSection({ timeline }: Pick<ServiceReport, 'timeline'>): string {
  const probes = timeline.filter((event) => event.kind === 'probe').toSorted(byFailure);
  const metrics = timeline.filter((event) => event.kind === 'metric');
  if (probes.length + metrics.length === 0) return '';
  return ['**Verification**', probeTable(probes), metricTable(metrics)].filter((part) => part !== '').join('\n\n');
}

type Of<K extends DeployEvent['kind']> = Extract<DeployEvent, { kind: K }>;

function byFailure(one: Of<'probe'>, other: Of<'probe'>): number {
  return Number(one.result.passed) - Number(other.result.passed);
}

function probeTable(probes: readonly Of<'probe'>[]): string {
  if (probes.length === 0) return '';
  const { shown, hidden } = capped(probes.map(probeRow), SHOWN);
  return `${table(['UTC', 'When', 'Probe', 'Result', 'Status', 'Time', 'Attempts'], shown)}${more(hidden)}`;
}

function probeRow({ at, result }: Of<'probe'>): string[] {
  const { method, url, passed, what, status, millis, attempts } = result;
  return [
    formatTime(at),
    whenOf(result),
    codeSpan(`${method} ${url}`),
    passed ? '✅ passed' : `❌ ${prose(what)}`,
    status === undefined ? '' : String(status),
    `${millis} ms`,
    attempts === 1 ? '' : String(attempts),
  ];
}

function metricTable(metrics: readonly Of<'metric'>[]): string {
  if (metrics.length === 0) return '';
  const { shown, hidden } = capped(metrics.map(metricRow), SHOWN);
  return `${table(['UTC', 'When', 'Metric check', 'New', 'Old', 'Result'], shown)}${more(hidden)}`;
}

function metricRow({ at, result }: Of<'metric'>): string[] {
  const { check, verdict, value = '', old = '', what } = result;
  const words = verdict === 'not-judged' || value === '' ? what : verdict;
  return [
    formatTime(at),
    whenOf(result),
    codeSpan(check),
    prose(value),
    prose(old),
    `${MARKS[verdict]} ${prose(words)}`,
  ];
}

function whenOf({ stage }: Pick<ProbeResult | MetricResult, 'stage'>): string {
  return stage === undefined ? 'after the deployment' : inWords(stage);
}

function more(hidden: number): string {
  return hidden === 0 ? '' : `\n\n… and ${hidden} more.`;
}
