import type { Followed } from './lateness.ts';
import type { Memory } from './memory.ts';
import type { RoundTrips } from './round-trips.ts';
import type { Start } from './start.ts';
import { quantile } from './statistics.ts';
import { toTable } from './table.ts';

/** Everything that one run of the bench measured. */
interface Measured {
  start: readonly Start[];
  memory: readonly Memory[];
  trips: readonly RoundTrips[];
  lateness: readonly Followed[];
}

/** A number to reach: an amount, or a share of what another action needs. */
interface Goal {
  what: string;
  ours: number | undefined;
  than?: number | undefined;
  most: number;
}

/** What is to be reached, side by side with the official actions, and whether it is. */
export function showVerdicts({ start, memory, trips, lateness }: Measured): string {
  const startOf = (name: string): number | undefined => start.find((one) => one.name === name)?.milliseconds.median;
  const memoryOf = (name: string): number | undefined =>
    memory.find((one) => one.name === name && one.waits)?.mebibytes.median;
  const tripsOf = (name: string): RoundTrips | undefined => trips.find((one) => one.name === name);
  const failed = lateness.filter(({ status }) => status !== 'SUCCESSFUL');
  const late = (rows: readonly Followed[], of: number): number =>
    quantile(
      rows.map(({ lateSeconds }) => lateSeconds),
      of,
    );
  const goals: Goal[] = [
    { what: 'start to first call, of D', ours: startOf('ours'), than: startOf('official'), most: 0.48 },
    { what: 'start to first call, of X', ours: startOf('ours'), than: startOf('express'), most: 0.55 },
    { what: 'peak memory, following, of D', ours: memoryOf('ours'), than: memoryOf('official'), most: 0.75 },
    { what: 'serial round trips to UpdateService', ours: tripsOf('ours')?.toUpdate.median, most: 3.3 },
    { what: 'the same of D', ours: tripsOf('official')?.toUpdate.median, most: Number.NaN },
    { what: 'serial round trips of the whole step', ours: tripsOf('ours')?.toEnd.median, most: 7 },
    { what: 'the same of D', ours: tripsOf('official')?.toEnd.median, most: Number.NaN },
    { what: 'end noticed late, s, median', ours: late(lateness, 0.5), most: 1.2 },
    { what: 'end noticed late, s, 95th percentile', ours: late(lateness, 0.95), most: 3 },
    { what: 'calls a minute, median', ours: rate(lateness), most: 15 },
    { what: 'failing: verdict late, s, median', ours: late(failed, 0.5), most: 1.5 },
    { what: 'failing: calls a minute, median', ours: rate(failed), most: 30 },
  ];
  const rows = goals.map(({ what, ours, than, most }) => {
    const value = than === undefined ? ours : (ours ?? Number.NaN) / than;
    if (Number.isNaN(most)) return [what, shown(ours), '', '', '', ''];
    const isMet = value !== undefined && value <= most;
    return [
      what,
      shown(ours),
      shown(than),
      than === undefined ? '' : shown(value),
      `<= ${most}`,
      isMet ? 'met' : 'missed',
    ];
  });
  return `What is to be reached (D: amazon-ecs-deploy-task-definition, X: amazon-ecs-deploy-express-service)\n${toTable(
    [['', 'ours', 'theirs', 'ratio', 'to reach', ''], ...rows],
  )}\n`;
}

function rate(rows: readonly Followed[]): number {
  const rates = rows.map(({ calls, waitMinutes }) => {
    const all = Object.values(calls).reduce((total, count) => total + count, 0);
    return all / waitMinutes;
  });
  return quantile(rates, 0.5);
}

function shown(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : value.toFixed(value < 1 ? 2 : 1);
}
