import type { Block } from './log-block.ts';

/** An exception's own line: `java.net.ConnectException: …`, `Error: …`, `** (RuntimeError) …`. */
const HEAD =
  /^(?:Exception in thread "[^"]{0,200}" |Unhandled exception\. |Uncaught (?:exception )?|\[?ERROR\]? |PHP Fatal error: {1,2}Uncaught |Fatal error: Uncaught )?(?:(?:[\w$]{1,80}[.:\\]{1,2}){0,12}[A-Z][\w$]{0,80}(?:Error|Exception|Failure|Interrupt|Exit)\b|[Ee]rror(?=:)|\*\* \([\w.]{1,100}\))/u;
const FRAME =
  /^\s*(?:at \S|\.{3} \d+ (?:more|common)|--- End of|#\d+ |from \S{1,300}:\d|\^+\s*$|Stack trace:|thrown in |\([\w. ~-]{1,80}\) \S{1,300}\.exs?:\d)/u;
/** What an exception names as its reason, in each runtime's words. */
const CAUSE =
  /^\s*(?:Caused by: |---> |\[cause\]: |\[errors\]: \[?\s*|Next |\*\* \([\w.]{1,100}\) |\d{1,2}: (?=\S))(?<text>.{1,2000})$/u;
/** `cause: error: …`: the class that pg gives its errors is called `error`. */
const NESTED =
  /^\s{2,}(?:(?:\[?[a-z]\w{0,30}\]?: )?\[?\s*(?=(?:\w{1,60}\.){0,6}\w{0,60}Error: )|\[?[a-z]\w{0,30}\]?: (?=error: ))(?<text>.{1,2000})$/u;
const PYTHON = /^(?:ERROR: {1,6})?[|+\s]{0,6}Traceback \(most recent call last\):/u;
const RUBY =
  /^(?:\S{1,300}:\d{1,7}|<[\w ]{1,60}>):in [`'][^'`]{1,200}': (?<text>.{1,1500}\((?:[A-Z]\w{0,80}::){0,8}[A-Z]\w{0,80}\)|(?:[A-Z]\w{0,80}::){1,8}[A-Z]\w{0,80})$/u;
const PYTHON_LINK =
  /^(?:The above exception was the direct cause of|During handling of the above exception, another exception occurred)/u;
/** What PostgreSQL adds to an error, in lines of its own. */
const POSTGRES_MORE = /^(?:HINT|DETAIL|CONTEXT|NOTE): /u;
const HINT_LINES = 25;
const MOST_LINES = 300;
const MESSAGE_LINES = 4;
const TEXT_CHARACTERS = 1_000;

/** An exception with its stack and its causes: the cause at the bottom comes first. */
export function readChain(lines: readonly string[]): Block | undefined {
  const [first = ''] = lines;
  if (PYTHON.test(first)) return readPython(lines);
  if (first.startsWith('Error: ') && lines[1]?.trim() === '' && /^Caused by:\s*$/u.test(lines[2] ?? ''))
    return readAnyhow(lines);
  if (RUBY.test(first)) return readRuby(lines);
  if (!HEAD.test(first)) return undefined;
  return readStack(lines);
}

function readStack(lines: readonly string[]): Block | undefined {
  const message = messageOf(lines);
  const chain: { text: string; at: number }[] = [{ text: message.join(' '), at: 0 }];
  let taken = message.length;
  for (; taken < Math.min(lines.length, MOST_LINES); taken += 1) {
    const line = lines[taken] ?? '';
    const cause = CAUSE.exec(line)?.groups?.['text'] ?? NESTED.exec(line)?.groups?.['text'];
    if (cause !== undefined)
      chain.push({ text: line.trim().startsWith('Caused by: ') ? line.trim() : cause, at: taken });
    else if (!FRAME.test(line) && !isDetail(line)) break;
  }
  if (taken === 1 || taken === message.length) return undefined;
  const [first, ...causes] = chain;
  if (first === undefined) return undefined;
  const head = { ...first, text: `${first.text}${propertyOf(lines.slice(message.length, taken))}` };
  const inline = head.text.split(' ---> ');
  const texts = [...causes.toReversed().map(({ text }) => text), ...inline.toReversed()];
  return { texts: texts.map(cut), lines: taken, at: causes.at(-1)?.at ?? 0, fatal: isUncaught(head.text) };
}

/** A property of an error of Node.js that its message leaves out: the text that is no URL, the time at which a token expired. */
function propertyOf(lines: readonly string[]): string {
  const told = lines.flatMap(
    (line) => /^ {2}(?<told>(?:input|expiredAt|topic): .{1,200}?),?$/u.exec(line)?.groups?.['told'] ?? [],
  );
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
}

/** The first line, and those up to the stack where the message goes on (.NET and Java write it as it is). */
function messageOf(lines: readonly string[]): string[] {
  const end = lines.slice(1, 1 + MESSAGE_LINES).findIndex((line) => FRAME.test(line));
  const more = lines.slice(1, end + 1);
  const isMessage = end > 0 && more.every((line) => /^\s*\S/u.test(line) && !HEAD.test(line) && !isStart(line));
  return isMessage ? [lines[0] ?? '', ...more.map((line) => line.trim())] : [lines[0] ?? ''];
}

/** A line of its own: it starts with a time, a level or a bracket. */
function isStart(line: string): boolean {
  return (
    CAUSE.test(line) ||
    isDetail(line) ||
    /^\s*(?:\d{4}[-/]\d\d|\d\d:\d\d|[[{(]|(?:[A-Z]{4,8}|info|warn|fail|crit|dbug):? )/u.test(line)
  );
}

/** The properties of an error (Node.js, Npgsql), or the rest of a message that goes on below. */
function isDetail(line: string): boolean {
  return (
    /^\s*[{}[\]]+,?\s*$|^\s+Exception data:\s*$/u.test(line) ||
    /^\s+(?:\[?['"]?(?:\$?[A-Za-z_]{1,40}|Symbol\([\w.]{1,40}\))['"]?\]?: \S|\.{3})/u.test(line)
  );
}

function isUncaught(head: string): boolean {
  return /^(?:Exception in thread|Unhandled exception|Uncaught|PHP Fatal|Fatal error)/u.test(head);
}

/** ruby prints the error that nobody caught, its frames, and then its causes in the same form: the root last. */
function readRuby(lines: readonly string[]): Block | undefined {
  const found: { text: string; at: number }[] = [];
  let taken = 0;
  for (; taken < Math.min(lines.length, MOST_LINES); taken += 1) {
    const line = lines[taken] ?? '';
    const text = RUBY.exec(line)?.groups?.['text'];
    if (text !== undefined) found.push({ text, at: taken });
    else if (!/^\s+(?:from \S|\d{1,4}: from )/u.test(line)) break;
  }
  if (found.length < 2) return undefined;
  return { texts: found.toReversed().map(({ text }) => cut(text)), lines: taken, at: 0, fatal: true };
}

/** The last line of a traceback that is not indented; of several, the last one was not caught. */
function readPython(lines: readonly string[]): Block | undefined {
  const found: { text: string; at: number }[] = [];
  let taken = 1;
  for (let inTrace = true; taken < Math.min(lines.length, MOST_LINES); taken += 1) {
    const line = lines[taken] ?? '';
    if (PYTHON.test(line)) inTrace = true;
    else if (line.trim() === '' || PYTHON_LINK.test(line)) {
      if (!inTrace && !lines.slice(taken, taken + 4).some((one) => PYTHON.test(one))) break;
    } else if (inTrace && /^\S/u.test(line)) {
      found.push({ text: withItems(line.trim(), lines.slice(taken + 1, taken + 6)), at: taken });
      inTrace = false;
    } else if (!inTrace && POSTGRES_MORE.test(line)) taken += hintLines(lines.slice(taken));
    else if (!inTrace && /^\S/u.test(line)) break;
  }
  const last = found.at(-1);
  if (last === undefined) return undefined;
  const isLast = /\b\d+ validation errors? for /u.test(last.text);
  if (isLast)
    return { texts: found.toReversed().map(({ text }) => cut(text)), lines: last.at, at: last.at, fatal: false };
  const isEnd = taken >= lines.length && found.length > 0;
  return { texts: found.toReversed().map(({ text }) => cut(text)), lines: taken, at: last.at, fatal: isEnd };
}

/** How many lines behind the first one of a hint belong to it: it goes on, with blank lines between, until something starts as lines of a log do. */
function hintLines(lines: readonly string[]): number {
  const end = lines
    .slice(1, HINT_LINES)
    .findIndex(
      (line) => isStart(line) || PYTHON.test(line) || PYTHON_LINK.test(line) || /^[A-Z]{4,8}:? {2,}\S/u.test(line),
    );
  return end < 0 ? Math.min(lines.length, HINT_LINES) - 1 : end;
}

/** A message that goes on below: a list behind its colon, and what is said behind the list. */
function withItems(text: string, rest: readonly string[]): string {
  if (text.endsWith('terminated with:')) return withStatus(text, rest);
  if (!text.endsWith(':')) return text;
  const end = rest.findIndex((line) => line.trim() !== '' && !/^\s*\* \S|^, \S/u.test(line));
  const more = rest.slice(0, end < 0 ? rest.length : end).map((line) => line.trim().replace(/^\* /u, ''));
  return [text, ...more.filter((line) => line !== '')].join(' ').replaceAll(' , ', ', ');
}

/** grpc: _channel.py writes the status, the details and the peer of a call below its error. */
function withStatus(text: string, rest: readonly string[]): string {
  const fields = rest.flatMap(
    (line) => /^\t(?:status|details|debug_error_string) = (?<value>.{1,400})$/u.exec(line)?.groups?.['value'] ?? [],
  );
  return [text.replace(/<\w{1,40} of RPC that terminated with:$/u, 'gRPC'), ...fields].join(' ');
}

/** anyhow: `Caused by:` and the numbered reasons, the root last. */
function readAnyhow(lines: readonly string[]): Block {
  const end = lines.findIndex((line, index) => index > 2 && !/^\s+\S/u.test(line));
  const taken = end < 0 ? lines.length : end;
  const causes = lines.slice(3, taken).map((line) => line.trim().replace(/^\d{1,2}: /u, ''));
  const whole = [lines[0], ...causes].join(': ');
  return { texts: [whole, ...causes.toReversed()].map(cut), lines: taken, at: taken - 1, fatal: true };
}

function cut(text: string): string {
  return text.slice(0, TEXT_CHARACTERS);
}
