import { firstMatch, toPlain, type Explanation } from './explain.ts';
import { readLogLine } from './log-line.ts';
import { PATTERN_GROUPS } from './patterns.ts';

/** What a program said before it ended. */
export interface LastWords {
  /** The line as the program wrote it, without JSON around it. */
  line: string;
  /** Where it stands among the lines given. */
  index: number;
  /** True where the program itself calls it an error. */
  labelled: boolean;
  explanation?: Explanation | undefined;
}

const LOG_PATTERNS = PATTERN_GROUPS.flatMap(({ patterns }) => patterns).filter(({ log }) => log !== undefined);

/** The container runtime's own line, the only one where a program never ran. */
const RUNTIME = /^(?:exec \S{1,300}: |standard_init_\w{1,40}\.go:\d+: )/u;

/**
 * The last error in a container's log. What the program itself calls harmless is none, nor is one after which it says that
 * all went well; stack frames, and runners that repeat that something failed, are passed over.
 */
export function lastWords(lines: readonly string[]): LastWords | undefined {
  const isKnown = (text: string): boolean => explainLine(text) !== undefined;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const { kind, text, labelled } = readLogLine(lines[index] ?? '', isKnown);
    if (kind === 'recovery') return undefined;
    if (kind === 'error') return { line: text.trim(), index, labelled, explanation: explainLine(text) };
  }
  return undefined;
}

/** True where the log is but the runtime's word that the program cannot run: a program that ran may have tried something in vain. */
export function neverRan(lines: readonly string[]): boolean {
  const [only, ...more] = lines.map((line) => line.trim()).filter((line) => line !== '');
  return only !== undefined && more.length === 0 && RUNTIME.test(only) && explainLine(only)?.noRetryHelps === true;
}

/** What is known of a line of a log, or of what was read in it. */
export function explainLine(line: string): Explanation | undefined {
  return firstMatch(toPlain(line), LOG_PATTERNS);
}
