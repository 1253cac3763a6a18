import { firstMatch, READ_CHARACTERS, toPlain, type Explanation } from './explain.ts';
import type { LogEntry } from './log-block.ts';
import { toEntries } from './log-entries.ts';
import { looksOdd, readLogLine } from './log-line.ts';
import { namedIn } from './named.ts';
import { PATTERN_GROUPS } from './patterns.ts';

/** What a program said before it ended. */
export interface LastWords {
  kind: 'error' | 'waiting';
  /** The message as the program wrote it, without JSON or a stack around it. */
  line: string;
  /** Where it stands among the lines given. */
  index: number;
  /** True if the program itself calls it an error. */
  labelled: boolean;
  /** True if the program said next to nothing afterwards. */
  isLast: boolean;
  explanation?: Explanation | undefined;
}

const LOG_PATTERNS = PATTERN_GROUPS.flatMap(({ patterns }) => patterns).filter(
  ({ log }) => log === true || log === 'only',
);
const KINDS = PATTERN_GROUPS.flatMap(({ patterns }) => patterns).filter(({ log }) => log === 'kind');

/** The container runtime's own line, the only one where a program never ran. */
const RUNTIME = /^(?:exec \S{1,300}: |standard_init_\w{1,40}\.go:\d+: )/u;
/** After this, errors are those of a program that is being stopped. */
const STOPPING =
  /\b(?:SIGTERM|signal[: ]+(?:term(?:inated)?|15)|(?:received|caught|got) (?:a )?(?:termination|shutdown|terminate|stop) signal)\b|graceful(?:ly)? (?:shut|stop|exit)/iu;
/** Where a program that was told to stop says so: further up, it lived on. */
const STOP_LINES = 20;
/** The same, if an error came first: without one it may shut down something else. */
const ENDING =
  /\bshutting (?:[\w-]{1,20} ){0,2}down\b|\bshutting down\b|\bstopping (?:the )?(?:server|application|service)\b|\bgoodbye\b/iu;
/** "Error: timeout" at the root says less than what came of it. */
const SHORT = 24;
/** How far above a vague last error its cause may stand. */
const NEAR = 15;
/** Quotes in what was printed as a value of another text. */
const ESCAPED = /\\(["'])/gu;
/** Where Ruby raised an error is no file that the error is about. */
const RUBY_FRAME = /^\S{1,300}:\d{1,7}:in [`'][^'`]{1,200}': /u;
/** A program that waits says the same over and over. */
const REPEATED = 2;

/** A last word stands at the end. */
const LAST = 2;
/** "Exiting." after an error changes nothing. */
const PARTING_WORDS = 1;

type Told = Omit<LastWords, 'isLast'> & {
  /** An address beside the message. */
  beside?: string | undefined;
};

interface Read extends Told {
  from: 'error' | 'recovery' | 'waiting' | 'other';
}

/**
 * The last error in a container's log, or what it kept waiting for. What the program itself calls harmless is none, nor
 * is one after which it says that all went well; stack frames, banners and repetitions are passed over.
 */
export function lastWords(lines: readonly string[]): LastWords | undefined {
  const read = toEntries(lines).map(readEntry);
  const failed = read.findIndex(({ from }) => from === 'error');
  const stop = read.findIndex(
    ({ line, from }, index) =>
      index > 0 && from !== 'error' && (STOPPING.test(line) || (failed >= 0 && index > failed && ENDING.test(line))),
  );
  const before = stop < 0 ? read : read.slice(0, stop);
  const recovered = before.findLastIndex(({ from }) => from === 'recovery');
  const since = before.slice(recovered + 1);
  const said = lastError(since) ?? lastWaiting(since) ?? lastOdd(since, lines);
  if (said === undefined) return undefined;
  const placed = withAddress(said, since);
  const later = since.filter(({ index, line }) => index > said.index && line !== '');
  return { ...placed, isLast: later.length <= PARTING_WORDS };
}

/** Whether the last lines say that the program was asked to stop. */
export function wasAskedToStop(lines: readonly string[]): boolean {
  return lines.slice(-STOP_LINES).some((line) => STOPPING.test(line.slice(0, 1_000)));
}

/** The address that stands beside the error, or that one shortly before named, where the error itself names none. */
function withAddress(said: Told, read: readonly Read[]): Told {
  const { explanation, line, index } = said;
  if (
    explanation === undefined ||
    explanation.groups['host'] !== undefined ||
    explanation.groups['address'] !== undefined
  )
    return said;
  const before = read
    .filter((one) => one.index < index && index - one.index <= NEAR && tellsAddress(one))
    .map((one) => namedIn(one.line)['address'] ?? one.beside)
    .findLast((one) => one !== undefined);
  const address = said.beside ?? before;
  return address === undefined ? said : { ...said, explanation: explainLine(line, address) ?? explanation };
}

/** An error, or a warning about the same thing: that a connection fails. */
function tellsAddress({ from, line }: Read): boolean {
  return (
    from === 'error' ||
    from === 'waiting' ||
    /\b(?:(?:re-?)?connecting|dialing)\b/iu.test(line) ||
    /\b(?:not be established|unreachable|connection (?:failed|error|lost)|(?:cannot|could not|couldn't|failed to|unable to) (?:connect|resolve|reach))\b/iu.test(
      line,
    )
  );
}

/** The last error; a plain one gives way to a known one right above it. */
function lastError(read: readonly Read[]): Told | undefined {
  const index = read.findLastIndex(({ from }) => from === 'error');
  const last = read[index];
  if (last === undefined) return undefined;
  const root = read
    .slice(Math.max(0, index - NEAR), index)
    .findLast(
      ({ from, explanation }) =>
        (from === 'error' || last.explanation?.id.startsWith('says-pool-') === true) &&
        last.explanation &&
        explanation?.excludes.includes(last.explanation.id),
    );
  if (root !== undefined) return { ...root, kind: 'error' };
  const reason =
    (last.explanation === undefined || /waiting for a node assignment|NoBrokersAvailable/u.test(last.line)) &&
    CONNECTS.test(last.line)
      ? whyNoConnection(read.slice(Math.max(0, index - NEAR), index))
      : undefined;
  if (reason !== undefined && (last.explanation === undefined || reason.explanation?.id !== last.explanation.id))
    return { ...reason, kind: 'error' };
  const above = read[index - 1];
  const goesOn = last.explanation === undefined && !last.labelled && above?.explanation !== undefined;
  if (goesOn && above?.from === 'error' && above.index === last.index - 1) return { ...above, kind: 'error' };
  const isBarePanic = last.explanation?.id === 'says-crash' && last.line.startsWith('panic: ') && isVague(last.line);
  const isKnown = last.explanation !== undefined && !last.explanation.symptom && !isBarePanic;
  if (isKnown || (last.explanation === undefined && !isVague(last.line))) return { ...last, kind: 'error' };
  const known = read
    .slice(Math.max(0, index - NEAR), index)
    .findLast(({ from, explanation }) => explanation?.symptom === false && (from === 'error' || from === 'waiting'));
  const longer = isBarePanic && above?.from === 'error' && above.labelled && above.line.length > last.line.length;
  const earlier = read.slice(Math.max(0, index - NEAR), index).filter(({ from }) => from === 'error');
  const telling =
    earlier.findLast(({ line }) => isPlaced(line)) ??
    earlier.findLast(({ line }) => !isVague(line) && explainKind(line) !== undefined) ??
    earlier.findLast(({ line, labelled }) => labelled && !isVague(line));
  return { ...(known ?? (longer ? above : isPlaced(last.line) ? last : (telling ?? last))), kind: 'error' };
}

/** An error that only says that a connection failed. */
const CONNECTS =
  /\b(?:connect\w*|deadline exceeded|bootstrap|brokers?|NoBrokersAvailable|unreachable|unavailable|configure topics|existing topics|node assignment)\b/iu;

/** The error before it that says why; clients of Kafka and etcd only warn of their servers. */
function whyNoConnection(read: readonly Read[]): Told | undefined {
  const said = read.findLast(
    ({ from, explanation }) =>
      (from === 'error' || from === 'waiting') &&
      /^says-(?:connection-|name-|upstream-|login-|certificate|tls-|kafka-)/u.test(explanation?.id ?? ''),
  );
  const warned =
    read.findLast(({ line }) =>
      /^.{0,300}\bConnection to node -?\d+ \([^)]{1,260}\) could not be established/u.test(line),
    ) ??
    read.findLast(({ line }) =>
      /^.{0,300}(?:\b(?:DNS lookup failed for |Error while dialing: )|\[net\] getaddrinfo\(host=)/u.test(line),
    ) ??
    read.findLast(({ line }) =>
      /^.{0,300}\bBootstrap broker \S{1,260} \(id: -\d+ rack: null\) disconnected/u.test(line),
    );
  return said ?? (warned === undefined ? undefined : { ...warned, explanation: explainLine(warned.line) });
}

/** It names what it is about: an address, a file, a URL. */
function isPlaced(line: string): boolean {
  const { address, file } = namedIn(line);
  return address !== undefined || file !== undefined || /\bhttps?:\/\//u.test(line);
}

/** "Migration failed", "cannot start": what comes of something, and nothing that could be looked up. */
function isVague(line: string): boolean {
  return (
    line.length < 160 &&
    !/runtime error: |\*\* \([\w.]{1,100}\) \S|\bSQLSTATE\b|\bERROR \d{2}[A-Z\d]{3}\b/u.test(line) &&
    !/(?:[A-Z]\w{2,40}(?:Error|Exception)|Caused by): \S/u.test(line) &&
    /\b(?:fail(?:ed|ure)|abort(?:ed|ing)|cannot|could not|unable|exit(?:ed|ing)?|crash(?:ed)?|stopp(?:ed|ing)|giving up|gave up|exhausted|unhealthy|error)\b/iu.test(
      line,
    )
  );
}

/** Among the very last lines, one that something is wrong in, though the program does not call it an error. */
function lastOdd(read: readonly Read[], lines: readonly string[]): Told | undefined {
  const spoken = read.filter(({ line }) => line !== '').slice(-LAST);
  const odd = spoken.findLast(({ index, from }) => from !== 'recovery' && looksOdd(lines[index] ?? ''));
  return odd === undefined ? undefined : { ...odd, kind: 'error', explanation: explainLine(odd.line) };
}

/** What a program that never got further said again and again. */
function lastWaiting(read: readonly Read[]): Told | undefined {
  const telling = read.filter(({ from }) => from === 'waiting');
  const last = telling.at(-1);
  if (last === undefined) return undefined;
  const shape = shapeOf(last.line);
  const again = telling.filter(({ line }) => shapeOf(line) === shape).length;
  if (again < REPEATED) return undefined;
  const known = telling.findLast(({ explanation }) => explanation !== undefined);
  const told = last.explanation === undefined ? (known ?? last) : last;
  return { ...told, kind: 'waiting', explanation: told.explanation ?? explainLine(`waits for: ${last.line}`) };
}

function shapeOf(line: string): string {
  return line.replace(/\d+/gu, '#').slice(0, 200);
}

function readEntry({ index, texts, level, fatal, around = '' }: LogEntry): Read {
  const explained = texts.map((text) => explainLine(readLogLine(text, () => false).text));
  const best = explained.reduce(
    (most, one, at) => (one !== undefined && one.named > (explained[most]?.named ?? -1) ? at : most),
    0,
  );
  const root = explained.findIndex((one) => one?.excludes.includes(explained[best]?.id ?? '') === true);
  const plain = texts.findIndex((text) => text.length > SHORT);
  const telling = root >= 0 ? root : explained[best] === undefined && plain > 0 ? plain : best;
  const raw = texts[telling] ?? '';
  const { kind, text, labelled } = readLogLine(raw, () => explained[telling] !== undefined, level);
  const isChain = fatal || texts.length > 1;
  const from = isChain && (fatal || kind === 'recovery' || kind === 'other') ? 'error' : kind;
  return {
    from: fatal ? 'error' : from,
    kind: 'error',
    line: text.trim(),
    index,
    labelled: labelled || fatal,
    explanation: explained[telling],
    beside: namedIn(around)['address'] ?? addressField(raw),
  };
}

/** A field of a JSON or logfmt line that is only about where: `"target":"dns:///db.shop:5432"`, `addr=10.0.1.2:6379`. */
const WHERE =
  /(?:^|[\s,{])"?(?:target|addr(?:ess)?|host(?:name)?|url|uri|endpoint|server|broker|upstream|peer)"?\s?[:=]\s?"?(?<where>[^\s",}]{3,300})/giu;

function addressField(line: string): string | undefined {
  return [...line.slice(0, READ_CHARACTERS).matchAll(WHERE)]
    .map(({ groups }) => namedIn(groups?.['where'] ?? '')['address'])
    .findLast((one) => one !== undefined);
}

/** True where the log is but the runtime's word that the program cannot run: a program that ran may have tried something in vain. */
export function neverRan(lines: readonly string[]): boolean {
  const [only, ...more] = lines.map((line) => line.trim()).filter((line) => line !== '');
  return only !== undefined && more.length === 0 && RUNTIME.test(only) && explainLine(only)?.noRetryHelps === true;
}

/** What is known of a line of a log, or of what was read in it. */
export function explainLine(line: string, address = namedIn(line)['address']): Explanation | undefined {
  return firstMatch(toPlain(line.replace(ESCAPED, '$1')), LOG_PATTERNS, { address });
}

/** The address of a page that explains an error is not what it is about. */
export const READ_MORE =
  /\b(?:see|consult|browse to|go to|visit(?:ing)?|refer to|read more|more (?:information|details|about)|learn more|documentation|docs|background|help)\b[^\n]{0,80}?https?:\/\/\S{1,300}/giu;

/** What kind of error a line is that nothing else explains, with what it names. */
export function explainKind(line: string): Explanation | undefined {
  const text = toPlain(line).replace(RUBY_FRAME, '');
  return firstMatch(text, KINDS, namedIn(text.replace(READ_MORE, '')));
}
