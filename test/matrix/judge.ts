import { isDeepStrictEqual } from 'node:util';
import { isNeeded } from '../permissions/use.ts';
import type { Fault } from './faults.ts';
import { CREDENTIALS, type Tried } from './run.ts';
import { CANARY, type MatrixUse } from './uses.ts';
import { countsOf } from './world-facts.ts';

export interface Cell {
  use: MatrixUse;
  action: string;
  fault: Fault;
}

const SECRETS = [CANARY, CREDENTIALS.AWS_SECRET_ACCESS_KEY, CREDENTIALS.AWS_SESSION_TOKEN];
/** What the step may take longer than it was told to wait. */
const GRACE_SECONDS = 30;
const WRITE = /:(Continue|Create|Delete|Deregister|Put|Register|Run|Stop|Tag|Untag|Update)/;

export const isWrite = (action: string): boolean => WRITE.test(action);

/** What is wrong with a run in which nothing broke. */
export function judgeWhole(use: MatrixUse, whole: Tried): string[] {
  return [
    ...(whole.outputs['outcome'] === use.outcome && whole.exitCode === 0 ? [] : [`ends as ${outcomeOf(whole)}`]),
    ...judgeAny(use, whole),
  ];
}

/** What is wrong with a run in which one call broke, as the emulator's world and the same run without the fault show it. */
export function judge({ use, action, fault }: Cell, whole: Tried, tried: Tried): string[] {
  const green = tried.exitCode === 0;
  const ends =
    green || !fault.heals
      ? []
      : [`ends as ${outcomeOf(tried)}, though the fault is over: ${annotations(tried, 'error')[0]}`];
  return [
    ...ends,
    ...(green ? judgeGreen({ use, action, fault }, whole, tried) : judgeRed(fault, tried)),
    ...(use.goesOtherWays === true && green ? [] : judgeDoubles(whole, tried)),
    ...judgeAny(use, tried),
  ];
}

function judgeGreen({ use, action, fault }: Cell, whole: Tried, tried: Tried): string[] {
  const isOptional = use.optional?.includes(action) === true || !isNeeded({ ...use, what: use.name }, action);
  const more = extraWarnings(tried).length - extraWarnings(whole).length;
  return [
    ...(tried.outputs['outcome'] === use.outcome ? [] : [`is green as ${outcomeOf(tried)}`]),
    ...(isDeepStrictEqual(seenBy(use, tried), seenBy(use, whole))
      ? []
      : [`is green, and AWS has ${JSON.stringify(tried.after)} instead of ${JSON.stringify(whole.after)}`]),
    ...(fault.heals || fault.acts || isOptional ? [] : ['is green, though the call is needed']),
    ...(more <= (fault.heals ? 0 : (use.warnings ?? 1))
      ? []
      : [`${more} more warnings: ${annotations(tried, 'warning').join(' | ')}`]),
  ];
}

function seenBy({ goesOtherWays }: MatrixUse, { after }: Tried): unknown {
  return goesOtherWays ? Object.entries(after.services).map(([name, { runs }]) => [name, runs]) : after;
}

/** To return to a revision that nothing proves is a danger of its own (contract: where a rollback goes). */
const extraWarnings = (tried: Tried): string[] =>
  annotations(tried, 'warning').filter((warning) => !warning.startsWith('::warning title=rollback-unproven::'));

function judgeRed({ cause }: Fault, tried: Tried): string[] {
  const errors = annotations(tried, 'error');
  const told = [tried.log, tried.summary].join('\n');
  const unnamed = newNames(tried).filter((name) => !told.includes(name));
  const changed = !isDeepStrictEqual(countsOf(tried.before), countsOf(tried.after));
  return [
    ...(errors.length > 0 ? [] : ['is red without an error']),
    ...(cause === undefined || errors.some((error) => cause.test(error)) ? [] : [`does not name it: ${errors[0]}`]),
    ...(unnamed.length === 0 ? [] : [`does not name what is left: ${unnamed.join(', ')}`]),
    ...(changed && /nothing was (?:changed|deployed|registered)/i.test(told) ? ['says that nothing was done'] : []),
  ];
}

/** No more of anything than the run without a fault made. */
function judgeDoubles(whole: Tried, tried: Tried): string[] {
  const most = countsOf(whole.after);
  return Object.entries(countsOf(tried.after)).flatMap(([what, count]) =>
    count <= (most[what] ?? 0) ? [] : [`${count} ${what} instead of ${most[what] ?? 0}`],
  );
}

function judgeAny({ given }: MatrixUse, { log, summary, report, outputs, seconds, late }: Tried): string[] {
  const minutes = Number(given.inputs['wait-for-minutes'] ?? 30);
  const sinks = [log, summary, report, ...Object.values(outputs)].join('\n');
  return [
    ...(/\bbug\b|^\s+at .*:\d+:\d+/m.test(log) ? ['breaks with a bug'] : []),
    ...(seconds <= minutes * 60 + GRACE_SECONDS ? [] : [`lasts ${seconds} s`]),
    ...(late.length === 0 ? [] : [`still calls ${late.join(', ')} after its end`]),
    ...SECRETS.filter((secret) => sinks.includes(secret)).map((secret) => `shows ${secret}`),
  ];
}

/** The revisions that this run registered. */
function newNames({ before, after }: Tried): string[] {
  return Object.entries(after.revisions).flatMap(([family, all]) =>
    all.slice(before.revisions[family]?.length ?? 0).map((name) => name.split(' ')[0] ?? ''),
  );
}

const outcomeOf = ({ outputs, exitCode }: Tried): string => `${outputs['outcome']} (exit code ${exitCode})`;

function annotations({ log }: Tried, kind: 'error' | 'warning'): string[] {
  return log.split('\n').filter((line) => line.startsWith(`::${kind} `) || line.startsWith(`::${kind}::`));
}
