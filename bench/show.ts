import type { FirstTry } from './first-try.ts';
import type { Followed } from './lateness.ts';
import type { Loaded } from './loaded.ts';
import type { Many } from './many.ts';
import type { Memory } from './memory.ts';
import type { RoundTrips } from './round-trips.ts';
import type { Start } from './start.ts';
import { quantile, type Spread } from './statistics.ts';
import { toTable } from './table.ts';

export function showStart(rows: Start[]): string {
  const official = rows.find(({ name }) => name === 'official')?.milliseconds.median;
  return section('Start of the process to the first call to AWS, ms (target: at most 0.7 of the official)', [
    ['', 'median', 'half of the runs', 'of official', 'first call'],
    ...rows.map(({ name, milliseconds, firstCall }) => [name, ...spreadCells(milliseconds, official), firstCall]),
  ]);
}

export function showMemory(rows: Memory[]): string {
  const officialOf = (waits: boolean): number | undefined =>
    rows.find((row) => row.name === 'official' && row.waits === waits)?.mebibytes.median;
  return section('Peak memory, MiB (target: at most 0.9 of the official)', [
    ['', 'median', 'half of the runs', 'of official', 'the step ends'],
    ...rows.map(({ name, waits, mebibytes }) => [
      name,
      ...spreadCells(mebibytes, officialOf(waits)),
      waits ? 'with the deployment' : 'when the update was sent',
    ]),
  ]);
}

export function showTrips(rows: RoundTrips[]): string {
  const official = rows.find(({ name }) => name === 'official')?.whole.median;
  return section('A deployment that is stable at once, with 100 ms added to each call', [
    [
      '',
      'serial calls to UpdateService',
      'half of the runs',
      'in all',
      'half of the runs',
      'process, ms',
      'half of the runs',
      'of official',
    ],
    ...rows.map(({ name, toUpdate, toEnd, whole }) => [
      name,
      ...cells(toUpdate),
      ...cells(toEnd),
      ...spreadCells(whole, official),
    ]),
  ]);
}

export function showMany(rows: Many[]): string {
  const [first] = rows;
  return section('A manifest of services, on the emulator in virtual time, one run each', [
    [
      'services',
      'calls',
      'Describe calls a second, at most',
      'peak MiB',
      'of the first',
      'plan, ms',
      'of the first',
      'check, ms',
      'of the first',
    ],
    ...rows.map((row) => [
      String(row.services),
      String(row.calls),
      String(row.looks),
      row.mebibytes.toFixed(0),
      ratio(row.mebibytes, first?.mebibytes),
      row.planMilliseconds.toFixed(0),
      ratio(row.planMilliseconds, first?.planMilliseconds),
      row.checkMilliseconds.toFixed(0),
      ratio(row.checkMilliseconds, first?.checkMilliseconds),
    ]),
  ]);
}

export function showFirstTry(rows: FirstTry[]): string {
  return section('npm start in a fresh clone, with an empty npm cache', [
    ['commit', 'seconds to the first line of a deployment', 'half of the runs', 'MB installed'],
    ...rows.map(({ commit, seconds, installed }) => [commit, ...cells(seconds), installed.toFixed(0)]),
  ]);
}

export function showLoaded(rows: Loaded[]): string {
  const official = rows.find(({ name }) => name === 'official');
  return section('dist/, bytes (target: loaded at most 0.5 of the official dist/)', [
    ['', 'loaded', 'of official loaded', 'of official dist/', 'all of dist/', 'files loaded'],
    ...rows.map(({ name, loadedBytes, totalBytes, files }) => [
      name,
      String(loadedBytes),
      ratio(loadedBytes, official?.loadedBytes),
      ratio(loadedBytes, official?.totalBytes),
      String(totalBytes),
      files.join(' '),
    ]),
  ]);
}

export function showLateness(rows: Followed[]): string {
  const kinds = [...new Set(rows.map(({ kind }) => kind))].toSorted();
  const groups = [
    ...kinds.map((kind) => ({ name: kind, rows: rows.filter((row) => row.kind === kind) })),
    { name: 'all', rows },
  ];
  const wrong = rows.filter(({ status, green }) => green !== (status === 'SUCCESSFUL'));
  return [
    section('End of the deployment to the end of the step, seconds of virtual time (target: median at most 3)', [
      [
        'rollouts',
        'number',
        'median',
        '95th percentile',
        'max',
        "SDK's waiter: median",
        '95th percentile',
        'max',
        'gave up',
      ],
      ...groups.map((group) => [group.name, String(group.rows.length), ...latenessCells(group.rows)]),
    ]),
    section('Calls a minute, from the update to the end of the step (target: at most 25)', [
      ['rollouts', 'minutes (median)', 'median', 'max', 'all calls / all minutes'],
      ...groups.map((group) => [group.name, ...callCells(group.rows)]),
    ]),
    section('The same by call', [
      ['call', 'median', 'max', 'all calls / all minutes'],
      ...[...new Set(rows.flatMap(({ calls }) => Object.keys(calls)))].toSorted().map((call) => {
        const counted = rows.map((row) => ({ calls: row.calls[call] ?? 0, minutes: row.waitMinutes }));
        return [call, ...rateCells(counted)];
      }),
    ]),
    `Verdicts that disagree with ECS: ${wrong.length === 0 ? 'none' : wrong.map(({ seed }) => `seed ${seed}`).join(', ')}\n`,
  ].join('\n');
}

function latenessCells(rows: Followed[]): string[] {
  const quantiles = (seconds: number[]): string[] => [0.5, 0.95, 1].map((of) => quantile(seconds, of).toFixed(1));
  const gaveUp = rows.reduce((total, row) => total + row.sdkGaveUp, 0);
  const sdk = rows.flatMap(({ sdkLateSeconds }) => sdkLateSeconds);
  return [
    ...quantiles(rows.map(({ lateSeconds }) => lateSeconds)),
    ...quantiles(sdk),
    `${gaveUp} of ${sdk.length + gaveUp}`,
  ];
}

function callCells(rows: Followed[]): string[] {
  const counted = rows.map(({ calls, waitMinutes }) => ({ calls: sum(Object.values(calls)), minutes: waitMinutes }));
  return [
    quantile(
      rows.map(({ waitMinutes }) => waitMinutes),
      0.5,
    ).toFixed(1),
    ...rateCells(counted),
  ];
}

function rateCells(counted: { calls: number; minutes: number }[]): string[] {
  const rates = counted.map(({ calls, minutes }) => calls / minutes);
  const overall = sum(counted.map(({ calls }) => calls)) / sum(counted.map(({ minutes }) => minutes));
  return [quantile(rates, 0.5), quantile(rates, 1), overall].map((rate) => rate.toFixed(1));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function cells({ median, low, high }: Spread): string[] {
  return [median.toFixed(1), `${low.toFixed(1)} to ${high.toFixed(1)}`];
}

function spreadCells(spread: Spread, official: number | undefined): string[] {
  return [...cells(spread), ratio(spread.median, official)];
}

function ratio(value: number, official: number | undefined): string {
  return official === undefined ? '' : (value / official).toFixed(2);
}

function section(title: string, rows: string[][]): string {
  return `${title}\n${toTable(rows)}\n`;
}
