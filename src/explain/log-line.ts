/** What kind of line a program wrote: what it died of, what went well afterwards, or neither. */
export type LineKind = 'error' | 'recovery' | 'other';

export interface LogLine {
  kind: LineKind;
  /** The words without the JSON around them. */
  text: string;
  /** True where the program itself calls it an error. */
  labelled: boolean;
}

/** Further on, a line says nothing more about its kind. */
const READ_CHARACTERS = 4_000;
const HEAD_CHARACTERS = 160;

const LEVEL =
  'FATAL|CRITICAL|CRIT|PANIC|EMERGENCY|EMERG|ALERT|SEVERE|ERROR|ERR|WARNING|WARN|INFO|INFORMATION|NOTICE|LOG|DEBUG|TRACE|VERBOSE';
/** A level stands in capitals, in brackets, behind its key, or in front of a colon; the word alone is only a word. */
const LEVELS = [
  new RegExp(String.raw`\b(?:level|severity|lvl)["']?\s?[=:]\s?["']?(${LEVEL})\b`, 'iu'),
  new RegExp(String.raw`[[(<](${LEVEL})[\])>]`, 'iu'),
  new RegExp(String.raw`(?:^|[\s|:\]])(${LEVEL})(?=[\s|:\][]|$)`, 'u'),
  new RegExp(String.raw`^\W{0,9}(${LEVEL}):`, 'iu'),
];
const BAD_LEVEL = /^(?:FATAL|CRIT|PANIC|EMERG|ALERT|SEVERE|ERR)/iu;
const DEADLY_LEVEL = /^(?:FATAL|CRIT|PANIC|EMERG)/iu;
/** Pino and Bunyan count levels: 50 is an error, 60 fatal. */
const ERROR_NUMBER = 50;

const FRAME =
  /^\s*(?:at \S|\.{3} \d+ (?:more|common)|File "|from \S{1,300}:\d|#\d+ |goroutine \d|created by |exit status \d|\^+\s*$|[{}[\]]+,?\s*$|Node\.js v\d|note: (?:run with|Some details)|Stack trace:|thrown in |--- End of |Traceback \()|^\s+\S{1,300}\.(?:c|cs|ex|go|java|js|jsx|kt|php|py|rb|rs|ts|tsx):\d|^\s+(?!\w*(?:Error|Exception):)\[?['"]?[A-Za-z]{1,40}['"]?\]?: \S|^[\w./*()-]{1,200}\([\da-fx{}, .?]{0,200}\)$/u;
/** Runners say that something failed, not what. */
const ECHO =
  /^npm (?:ERR!|error|notice|verb)(?! Missing)|ELIFECYCLE|\*\*\* \[[^\]]{1,120}\] Error \d|\b(?:command|script|process|worker|child)\b.{0,80}\b(?:failed|exited|died)\b.{0,40}\b(?:code|status|signal)\b|A complete log of this run|\bfailed to boot\b|Shutting down: |^Reason: |For more information, see|^\s*(?:Description|Action):\s*$/iu;
/** The same of programs: "Application startup failed. Exiting." */
const IN_SHORT =
  /\b(?:application|server|app|start-?up|boot(?:strap)?|initiali[sz]ation)(?: \w{1,20}){0,3} failed[.!]*(?: exiting[.!]*)?$|\bfailed to (?:start|boot)(?: \w{1,20}){0,3}[.!]*$|\bexiting[.!]*$/iu;
/** Telemetry that finds no collector is seldom why a program ends. */
const TELEMETRY =
  /\b(?:otel|open-?telemetry|otlp|statsd|sentry|datadog|dd-trace|new-?relic|x-?ray|zipkin|jaeger)\b|\.exporter\./iu;
const QUIETLY =
  /\w*Warning: |\b(?:retry(?:ing)?|skipp(?:ed|ing)|disabled?|ignor(?:ed|ing)|optional|fall(?:ing)? ?back|using (?:the )?default|continuing|deprecated|will (?:re)?try|trying again|waiting for)\b|, using \w/iu;
const FINALLY =
  /\b(?:giving up|gave up|given up|exhausted|exceeded|after \d{1,6} (?:tries|attempts|retries|seconds|ms))\b/iu;
const RECOVERY =
  /\b(?:(?:re-?)?connected|is (?:now )?up|listening|started|ready|recovered|up and running|accepting connections|serving|succeeded|successful(?:ly)?)\b|\b(?:GET|HEAD) \/\S{0,200} (?:HTTP\/[\d.]+"? )?[23]\d\d\b/iu;
const NOT =
  /\b(?:not|never|no|cannot|can't|failed|failure|unable|isn't|wasn't|error|stopp(?:ed|ing)|clos(?:ed|ing)|shut(?:ting)?|exit(?:ed|ing)?|disconnected|terminat(?:ed|ing))\b/iu;
const LOOKS_BAD =
  /(?:error|exception)\b|\b(?:fatal|panic(?:ked)?|failed|failure|cannot|can't|can not|could not|couldn't|unable|refused|denied|forbidden|invalid|illegal|unexpected|missing|not (?:found|set|defined|a )|no such|undefined|aborted|timed? ?out|unsupported|unresolved|must (?:be|have|not)|required|expired|mismatch|expected|corrupt(?:ed)?|killed|too many|is not|does not|unknown)\b|^Killed$|\bE[A-Z]{4,12}\b:/iu;

/** Puts a line of a container's log in its place; `known` tells whether a text is one that a program is known to die of. */
export function readLogLine(line: string, known: (text: string) => boolean): LogLine {
  const { text, level } = unwrap(line.slice(0, READ_CHARACTERS * 16));
  const kindOf = (): LineKind => {
    if (text.trim() === '') return 'other';
    if ((level === undefined && FRAME.test(text)) || ECHO.test(text) || IN_SHORT.test(text)) return 'other';
    const bad = level !== undefined && BAD_LEVEL.test(level);
    const deadly = level !== undefined && DEADLY_LEVEL.test(level);
    const quiet = (level !== undefined && !bad) || TELEMETRY.test(text) || (QUIETLY.test(text) && !FINALLY.test(text));
    if (!bad && RECOVERY.test(text) && !NOT.test(text)) return 'recovery';
    if (deadly || (bad && !quiet)) return 'error';
    return !quiet && (known(text) || LOOKS_BAD.test(text)) ? 'error' : 'other';
  };
  const labelled =
    (level !== undefined && BAD_LEVEL.test(level)) || /^(?:\w{0,60}\.){0,9}\w{0,60}(?:Error|Exception): /u.test(text);
  return { kind: kindOf(), text, labelled };
}

/** The message and level of a JSON line; of any other the line itself and the level that it names at its beginning. */
function unwrap(line: string): { text: string; level: string | undefined } {
  const object = line.trimStart().startsWith('{') ? parse(line) : undefined;
  if (object !== undefined) {
    const message = firstText([object['msg'], object['message'], object['error'], object['err'], object['exception']]);
    const cause = message === undefined ? undefined : firstText([object['err'], object['error'], object['exception']]);
    const text = cause === undefined || cause === message ? message : `${message}: ${cause}`;
    if (text !== undefined) return { text: text.slice(0, READ_CHARACTERS), level: levelOf(object) };
  }
  const text = line.slice(0, READ_CHARACTERS);
  const head = text.slice(0, HEAD_CHARACTERS);
  return { text, level: LEVELS.map((one) => one.exec(head)?.[1]).find((one) => one !== undefined) };
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** An error is written as a text or as an object with a message. */
function firstText(values: unknown[]): string | undefined {
  for (const value of values) {
    const text = typeof value === 'object' && value !== null ? (value as { message?: unknown }).message : value;
    if (typeof text === 'string' && text.trim() !== '') return text;
  }
  return undefined;
}

function levelOf(object: Record<string, unknown>): string | undefined {
  const level = object['level'] ?? object['severity'] ?? object['lvl'] ?? object['levelname'];
  if (typeof level === 'number') return level >= ERROR_NUMBER + 10 ? 'FATAL' : level >= ERROR_NUMBER ? 'ERROR' : 'INFO';
  return typeof level === 'string' ? level : undefined;
}
