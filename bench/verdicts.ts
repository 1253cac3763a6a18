import type { FirstTry } from './first-try.ts';
import type { Followed } from './lateness.ts';
import type { Many } from './many.ts';
import type { Memory } from './memory.ts';
import type { RoundTrips } from './round-trips.ts';
import type { Start } from './start.ts';
import { quantile, type Spread } from './statistics.ts';
import { toTable } from './table.ts';

/** Everything that one run of the bench measured. */
interface Measured {
  start: readonly Start[];
  memory: readonly Memory[];
  trips: readonly RoundTrips[];
  lateness: readonly Followed[];
  many: readonly Many[];
  /** This commit, then the one that it is compared with. */
  firstTry: readonly FirstTry[];
}

/** A number to reach: an amount, or a share of what another action needs. */
interface Goal {
  what: string;
  ours: number | Spread | undefined;
  than?: number | Spread | undefined;
  most: number;
}

/** What is to be reached, side by side with the official actions, and whether it is. */
export function showVerdicts({ start, memory, trips, lateness, many, firstTry }: Measured): string {
  const startOf = (name: string): Spread | undefined => start.find((one) => one.name === name)?.milliseconds;
  const memoryOf = (name: string): Spread | undefined =>
    memory.find((one) => one.name === name && one.waits)?.mebibytes;
  const tripsOf = (name: string): RoundTrips | undefined => trips.find((one) => one.name === name);
  const failed = lateness.filter(({ status }) => status !== 'SUCCESSFUL');
  const late = (rows: readonly Followed[], of: number): number =>
    quantile(
      rows.map(({ lateSeconds }) => lateSeconds),
      of,
    );
  const [fewest, mostServices] = [many[0], many.at(-1)];
  const [now, before] = firstTry;
  const goals: Goal[] = [
    { what: 'start to first call, of D', ours: startOf('ours'), than: startOf('official'), most: 0.48 },
    { what: 'start to first call, of X', ours: startOf('ours'), than: startOf('express'), most: 0.55 },
    { what: 'peak memory, following, of D', ours: memoryOf('ours'), than: memoryOf('official'), most: 0.75 },
    { what: 'serial round trips to UpdateService', ours: tripsOf('ours')?.toUpdate, most: 3.3 },
    { what: 'the same of D', ours: tripsOf('official')?.toUpdate, most: Number.NaN },
    { what: 'serial round trips of the whole step', ours: tripsOf('ours')?.toEnd, most: 7 },
    { what: 'the same of D', ours: tripsOf('official')?.toEnd, most: Number.NaN },
    {
      what: 'whole step at 100 ms a call, of D',
      ours: tripsOf('ours')?.whole,
      than: tripsOf('official')?.whole,
      most: 1.1,
    },
    { what: 'end noticed late, s, median', ours: late(lateness, 0.5), most: 1.2 },
    { what: 'end noticed late, s, 95th percentile', ours: late(lateness, 0.95), most: 3 },
    { what: 'calls a minute, median', ours: rate(lateness), most: 15 },
    { what: 'failing: verdict late, s, median', ours: late(failed, 0.5), most: 1.5 },
    { what: 'failing: calls a minute, median', ours: rate(failed), most: 30 },
    {
      what: `${mostServices?.services} services: peak memory, of ${fewest?.services}`,
      ours: mostServices?.mebibytes,
      than: fewest?.mebibytes,
      most: 1.3,
    },
    {
      what: `${mostServices?.services} services: Describe calls a second, at most`,
      ours: mostServices?.looks,
      most: 15,
    },
    {
      what: 'npm start: first line of a deployment, s, of --before',
      ours: now?.seconds,
      than: before?.seconds,
      most: 0.35,
    },
    { what: 'npm start: MB installed', ours: now?.installed, most: 180 },
  ];
  const rows = goals.map(({ what, ours, than, most }) => {
    const value = than === undefined ? middle(ours) : middle(ours) / middle(than);
    const compared = [what, shown(middle(ours)), noise(ours), shown(middle(than)), noise(than)];
    if (Number.isNaN(most)) return compared;
    return [...compared, than === undefined ? '' : shown(value), `<= ${most}`, verdict(value, most)];
  });
  const head = ['', 'ours', 'half of the runs', 'theirs', 'half of the runs', 'ratio', 'to reach', ''];
  return `What is to be reached (D: amazon-ecs-deploy-task-definition, X: amazon-ecs-deploy-express-service)\n${toTable([head, ...rows])}\n`;
}

function verdict(value: number, most: number): string {
  if (Number.isNaN(value)) return 'not measured';
  return value <= most ? 'met' : 'missed';
}

function middle(value: number | Spread | undefined): number {
  return typeof value === 'object' ? value.median : (value ?? Number.NaN);
}

function noise(value: number | Spread | undefined): string {
  return typeof value === 'object' ? `${shown(value.low)} to ${shown(value.high)}` : '';
}

function rate(rows: readonly Followed[]): number {
  const rates = rows.map(({ calls, waitMinutes }) => {
    const all = Object.values(calls).reduce((total, count) => total + count, 0);
    return all / waitMinutes;
  });
  return quantile(rates, 0.5);
}

function shown(value: number): string {
  return Number.isNaN(value) ? '' : value.toFixed(value < 1 ? 2 : 1);
}
