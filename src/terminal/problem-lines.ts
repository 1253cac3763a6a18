import type { Problem } from '../model.ts';
import { fillPhrases } from '../phrases.ts';
import { formatProblems } from '../report/log.ts';
import { inFlags } from './in-flags.ts';
import { TERMINAL_PHRASES } from './phrases.ts';

/** Mistakes as lines for a shell. Phrases first: they have flags and modes of their own, which are not inputs to rename. */
export function problemLines(problems: readonly Problem[]): string[] {
  return formatProblems(problems, TERMINAL_PHRASES).map((line) => inFlags(fillPhrases(line, TERMINAL_PHRASES)));
}
