import type { Explanation } from './explain.ts';

/** Where something about one failure was read. */
export type Source = 'stop-reason' | 'log' | 'waiting' | 'start-up' | 'listening' | 'definition' | 'registry';

/** What one source says of why one container or task failed. */
export interface Evidence {
  source: Source;
  /** Absent for words that nobody has described. */
  explanation?: Explanation | undefined;
  /** What was put together from numbers or the definition, where that says it. */
  words?: string | undefined;
  /** The line that says it, if it stands in a log. */
  line?: string | undefined;
  /** Where that line stands in the log. */
  index?: number | undefined;
  /** True if the program itself ended, or called its line an error. */
  sure: boolean;
}

/** A program's own words say more than how it ended; what proves itself, by a mount or by numbers, says most. */
const STRENGTH: Record<Source, { explained: number; unexplained: number }> = {
  registry: { explained: 95, unexplained: 0 },
  definition: { explained: 90, unexplained: 0 },
  listening: { explained: 85, unexplained: 0 },
  log: { explained: 80, unexplained: 60 },
  'start-up': { explained: 75, unexplained: 0 },
  waiting: { explained: 70, unexplained: 55 },
  'stop-reason': { explained: 100, unexplained: 40 },
};
const SYMPTOM = 10;
/** A program that gave up on another one still says more than how the task ended. */
const SYMPTOM_IN_LOG = 50;

/** THE weighing of one failure: the strongest evidence that no other evidence rules out. */
export function weigh(evidence: readonly Evidence[]): Evidence | undefined {
  const excluded = new Set(evidence.flatMap(({ explanation }) => explanation?.excludes ?? []));
  const standing = evidence.filter(
    ({ explanation, sure }) => sure && (explanation === undefined || !excluded.has(explanation.id)),
  );
  return standing.toSorted((a, b) => strengthOf(b) - strengthOf(a))[0];
}

function strengthOf({ source, explanation }: Evidence): number {
  if (explanation === undefined) return STRENGTH[source].unexplained;
  if (!explanation.symptom && !explanation.echo) return STRENGTH[source].explained;
  return source === 'log' ? SYMPTOM_IN_LOG : SYMPTOM;
}
