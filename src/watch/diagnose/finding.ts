import { inWords, trimMessage } from '../../explain/cause.ts';
import { explain, type Explanation } from '../../explain/explain.ts';
import { rank, type Tier } from '../../explain/rank.ts';
import type { Cause, Origin } from '../../model.ts';
import { withNames, type Names } from './names.ts';

/** One thing that went wrong, and how often. */
export interface Finding {
  tier: Tier;
  /** Findings of one key are told once. */
  key: string;
  /** AWS's own words. */
  message: string;
  /** Tasks or events that say so. */
  count: number;
  unit: 'task' | 'event' | 'target';
  explanation?: Explanation | undefined;
  /** True if a log, a number or a definition says why: a list of what it might be would say less. */
  precise?: boolean;
  /** Causes that its facts rule out. */
  excludes?: readonly string[];
  facts: string[];
  /** What the definition, the task and the log say beside the message, in the words that the patterns look for. */
  known?: readonly string[];
  log: string[];
  /** The line of the log that says why. */
  logLine?: string | undefined;
  origin?: Origin | undefined;
  /** The container that it is about, where the task has several. */
  container?: string | undefined;
  /** What its texts can call by name. */
  names?: Names;
  /** The target group that it is about. */
  targetGroup?: string | undefined;
}

/** What holds a deployment up although nothing fails. */
export function holdUp(key: string, message: string): Finding {
  const explanation = explain(message);
  return { tier: 'passing', key, message, count: 1, unit: 'event', explanation, facts: [], log: [] };
}

const FURTHER = 'further settings: ';

/** Root causes first, without what the evidence rules out. */
export function rankFindings(findings: readonly Finding[]): Finding[] {
  const suspects = findings.map((finding) => ({
    tier: finding.tier,
    key: finding.key,
    cause: finding.explanation?.id,
    count: finding.count,
    unit: finding.unit,
    excludes: [...(finding.explanation?.excludes ?? []), ...(finding.excludes ?? [])],
    finding,
  }));
  return rank(suspects).map(({ finding }) => finding);
}

export function toCause(finding: Finding): Cause {
  const { message, count, unit, explanation, facts, log, logLine, origin, names = {} } = finding;
  const details = [...facts, ...log];
  const words = [message, logLine, ...facts, ...(finding.known ?? [])].filter((text) => text !== undefined).join('\n');
  const precise = finding.precise === true;
  const told = explanation === undefined ? {} : inWords(explanation, { words, precise });
  const further = furtherIn(finding, told.fix);
  return {
    message: `${trimMessage(message)}${count > 1 ? ` (${count} ${unit}s)` : ''}`,
    ...(logLine === undefined ? {} : { logLine: trimMessage(logLine) }),
    ...told,
    ...(told.explanation === undefined
      ? {}
      : { explanation: `${withNames(told.explanation, names)}${askedFor(finding)}${further.explanation}` }),
    ...(told.fix === undefined ? {} : { fix: `${withNames(told.fix, names)}${further.fix}` }),
    ...(details.length === 0 ? {} : { details }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** A report that complains of several settings: a program that has one of them corrected ends at the next. */
function furtherIn({ explanation, known = [] }: Finding, told = ''): { explanation: string; fix: string } {
  const isSetting = /^(?:says-setting-(?:missing|invalid)|error-setting)$/u.test(explanation?.id ?? '');
  const line = isSetting ? known.find((fact) => fact.startsWith(FURTHER)) : undefined;
  const names = (line?.slice(FURTHER.length).split(', ') ?? []).filter((name) => !told.includes(name)).join(', ');
  if (names === '') return { explanation: '', fix: '' };
  return { explanation: ` The same error complains of ${names}.`, fix: ` Set or correct ${names} as well.` };
}

/** Of several containers, one asks for the image. */
function askedFor({ names: { asking } = {}, explanation }: Finding): string {
  const isImage = explanation?.id.startsWith('image-') === true;
  return isImage && asking !== undefined ? ` ${asking} asks for it.` : '';
}

/** The deployment and the events of the service say the same of a hook, each in its own words. */
export function keyOf(explanation: Explanation | undefined, message: string): string {
  return explanation?.id.replace(/^hook-.*/u, 'hook') ?? message;
}

/** The tier of a text: what no retry fixes before what often passes by itself. */
export function tierOf(explanation: Explanation | undefined, usual: Finding['tier']): Finding['tier'] {
  if (explanation === undefined) return usual;
  if (explanation.echo || explanation.normal) return 'echo';
  if (explanation.noRetryHelps) return 'hopeless';
  return explanation.passes ? 'passing' : usual;
}
