import type { Block } from './log-block.ts';
import { readApiError, readErrorList } from './log-hashicorp.ts';

type Reader = (lines: readonly string[]) => Block | undefined;

const TEXT_CHARACTERS = 600;
const LEVELS: Record<string, string> = { crit: 'CRITICAL', fail: 'ERROR', warn: 'WARN', info: 'INFO', dbug: 'DEBUG' };

/** Errors whose message stands below a banner, in the shape of the framework that prints it. */
export function readReport(lines: readonly string[]): Block | undefined {
  for (const read of READERS) {
    const block = read(lines);
    if (block !== undefined) return block;
  }
  return undefined;
}

const READERS: readonly Reader[] = [
  readSpring,
  readRustPanic,
  readGoPanic,
  readDotnetConsole,
  readDotnetHost,
  readConsoleBanner,
  readZod,
  readEmptyHeader,
  readNodeAddon,
  readPrismaCode,
  readPydantic,
  readCollector,
  readYaml,
  readKeycloak,
  readVcc,
  readElixirArgument,
  readClap,
  readApiError,
  readErrorList,
  readList,
];

/** spring-boot: LoggingFailureAnalysisReporter prints `Description:` and `Action:`. */
function readSpring(lines: readonly string[]): Block | undefined {
  if (lines[0]?.trim() !== 'APPLICATION FAILED TO START') return undefined;
  const start = lines.findIndex((line) => line.trim() === 'Description:');
  if (start < 0) return undefined;
  const end = lines.findIndex((line, index) => index > start && line.trim() === 'Action:');
  const told = lines.slice(start + 1, end < 0 ? start + 12 : end).filter((line) => line.trim() !== '');
  const at = lines.findIndex((line, index) => index > start && line.trim() !== '');
  return block({ text: told.map((line) => line.trim()).join(' '), lines: end < 0 ? lines.length : end + 4, at });
}

/** rust: library/std/src/panicking.rs; the message is on the next line since Rust 1.73. */
function readRustPanic(lines: readonly string[]): Block | undefined {
  const where = /^thread '[^']{0,200}' (?:\(\d+\) )?panicked at (?<rest>.{1,2000})$/u.exec(lines[0] ?? '')?.groups;
  if (where === undefined) return undefined;
  const { rest = '' } = where;
  const old = /^'(?<message>.{1,2000})', \S+:\d+/u.exec(rest)?.groups?.['message'];
  if (old !== undefined) return block({ text: old, lines: 1, at: 0 });
  const closed = rest.startsWith("'") ? lines.slice(1, 8).findIndex((line) => /', \S+:\d+/u.test(line)) + 1 : 0;
  if (closed > 0) {
    const whole = [rest.slice(1), ...lines.slice(1, closed), (lines[closed] ?? '').replace(/', \S+:\d.*$/u, '')];
    return block({ text: whole.map((line) => line.trim()).join(' '), lines: closed + 1, at: 0 });
  }
  const after = lines.slice(1).findIndex((line) => /^(?:note: |stack backtrace:|\s*$)/u.test(line));
  const message = lines.slice(1, after < 0 ? 4 : after + 1).filter((line) => line.trim() !== '');
  if (message.length === 0) return undefined;
  return block({ text: message.join(' '), lines: message.length + 1, at: 1 });
}

/** go: runtime/panic.go; a panic that was recovered and raised again prints both. */
function readGoPanic(lines: readonly string[]): Block | undefined {
  if (!/^(?:panic: |fatal error: )/u.test(lines[0] ?? '')) return undefined;
  const end = lines.findIndex((line) => /^goroutine \d+/u.test(line));
  const head = lines.slice(0, end < 0 ? 1 : Math.min(end, 6)).filter((line) => line.trim() !== '');
  const last = head.findLastIndex((line) => line.trim().startsWith('panic: '));
  const more = head.slice(last + 1).filter((line) => !line.startsWith('[signal'));
  const text = last < 0 ? more.join(' ') : [head[last] ?? '', ...more].map((line) => line.trim()).join(' ');
  const signal = head.find((line) => line.startsWith('[signal'));
  return block({ text: signal === undefined ? text : `${text} ${signal}`, lines: head.length, at: 0 });
}

/** dotnet/runtime: SimpleConsoleFormatter writes `fail: Category[0]` and the message indented below. */
function readDotnetConsole(lines: readonly string[]): Block | undefined {
  const level = /^(?<level>crit|fail|warn|info|dbug): [\w.`+<>]{1,200}\[\d+\]$/u.exec(lines[0] ?? '')?.groups?.[
    'level'
  ];
  if (level === undefined) return undefined;
  const message = takeWhile(lines.slice(1), (line) => /^ {6}\S/u.test(line)).map((line) => line.trim());
  if (message.length === 0) return undefined;
  const taken = takeWhile(lines.slice(1), (line) => /^ {3,}\S/u.test(line)).length;
  const errors = message.filter((line) => !/^(?:at |--- End )/u.test(line));
  const chain = errors.flatMap((line) => line.split(/ ?---> /u)).filter((line) => line !== '');
  return {
    texts: chain.toReversed().map((text) => text.slice(0, TEXT_CHARACTERS)),
    lines: taken + 1,
    at: 1,
    level: LEVELS[level],
    fatal: level === 'crit',
  };
}

/** dotnet/runtime: the host lists what it misses and what it found, with blank lines between. */
function readDotnetHost(lines: readonly string[]): Block | undefined {
  if (!/^You must install or update \.NET to run this application\.$/u.test(lines[0]?.trim() ?? '')) return undefined;
  const end = lines.findIndex((line) => /^\s*(?:Learn (?:more|about)\b|To install missing framework)/u.test(line));
  const rest = lines.slice(0, end < 0 ? 12 : end).map((line) => line.trim());
  const taken = takeWhile(lines.slice(rest.length), (line) =>
    /^\s*$|^\s*(?:Learn|To install missing|https:\/\/aka\.ms\/)/u.test(line),
  ).length;
  return block({ text: rest.filter((line) => line !== '').join(' '), lines: rest.length + taken, at: 0 });
}

/** symfony/console: `In Connection.php line 829:`, a blank line, and the message indented. */
function readConsoleBanner(lines: readonly string[]): Block | undefined {
  if (!/^\s*In \S{1,120}\.php line \d+:\s*$/u.test(lines[0] ?? '')) return undefined;
  const rest = lines.slice(1, 12);
  const first = rest.findIndex((line) => line.trim() !== '');
  const message = takeWhile(rest.slice(Math.max(first, 0)), (line) => line.trim() !== '');
  if (first < 0 || message.length === 0) return undefined;
  const text = message.map((line) => line.trim()).join(' ');
  return block({ text, lines: first + message.length + 1, at: first + 1 });
}

/** zod: ZodError.message is the JSON of its issues. */
function readZod(lines: readonly string[]): Block | undefined {
  if (!/(?:\bZodError|\b[Ii]nvalid environment variables):? \[\s*$/u.test(lines[0] ?? '')) return undefined;
  const end = lines.findIndex((line) => line.startsWith(']'));
  if (end < 0) return undefined;
  const body = lines.slice(1, end).join(' ').slice(0, 20_000);
  const issues = [
    ...body.matchAll(
      /"?path"?: \[\s*["'](?<name>[^"']{1,200})["'][^\]]{0,200}\],?\s*"?message"?: ["'](?<why>[^"']{1,300})["']/gu,
    ),
  ];
  const told = issues.map(({ groups }) => `${groups?.['name']}: ${groups?.['why']}`).join('; ');
  return told === '' ? undefined : block({ text: `ZodError: ${told}`, lines: end + 1, at: 0 });
}

/** prisma: `PrismaClientInitializationError:` alone, the call, and the message two lines below. */
function readEmptyHeader(lines: readonly string[]): Block | undefined {
  const head = /^\s*(?<name>(?:\w{1,60}\.){0,6}\w{0,60}(?:Error|Exception)): ?$/u.exec(lines[0] ?? '')?.groups?.[
    'name'
  ];
  if (head === undefined) return undefined;
  const rest = lines.slice(1, 15);
  const isMessage = (line: string): boolean =>
    line.trim() !== '' && !/^(?:Invalid `|\s*at |→|\s*\d+ )/u.test(line) && !/^\s*(?:In|The above)\b.*:$/u.test(line);
  const first = rest.findIndex(isMessage);
  if (first < 0) return undefined;
  const message = takeWhile(rest.slice(first), (line) => line.trim() !== '' && !/^\s*at /u.test(line));
  return block({
    text: `${head}: ${message.map((line) => line.trim()).join(' ')}`,
    lines: first + message.length + 1,
    at: first + 1,
  });
}

/** node: src/node_binding.cc breaks the sentence about a native module into lines. */
function readNodeAddon(lines: readonly string[]): Block | undefined {
  if (!/\bThe module '[^']{1,300}'\s*$/u.test(lines[0] ?? '')) return undefined;
  const end = lines.slice(0, 8).findIndex((line) => line.startsWith('the module (for instance'));
  if (end < 0) return undefined;
  const text = lines
    .slice(0, end)
    .map((line) => line.trim())
    .join(' ');
  return block({ text, lines: end + 1, at: 0 });
}

/** prisma: `Error: P3009` alone, and what it means below. */
function readPrismaCode(lines: readonly string[]): Block | undefined {
  const code = /^(?<head>Error: P\d{4})\s*$/u.exec(lines[0] ?? '')?.groups?.['head'];
  if (code === undefined) return undefined;
  const rest = lines.slice(1, 12);
  const first = rest.findIndex((line) => line.trim() !== '');
  const message = takeWhile(rest.slice(Math.max(first, 0)), (line) => line.trim() !== '');
  if (first < 0 || message.length === 0) return undefined;
  const told = message.map((line) => line.trim().replace(/ ?Read more about .*$/u, ''));
  return block({ text: `${code}: ${told.join(' ')}`, lines: first + message.length + 1, at: first + 1 });
}

/** pydantic: `1 validation error for Settings`, the field, and what is wrong with it. */
function readPydantic(lines: readonly string[]): Block | undefined {
  if (!/\b\d+ validation errors? for \w+/u.test(lines[0] ?? '')) return undefined;
  const told: string[] = [];
  let taken = 1;
  for (let field = ''; taken < Math.min(lines.length, 60); taken += 1) {
    const line = lines[taken] ?? '';
    if (/^\S+$/u.test(line)) field = line;
    else if (field !== '' && /^ {2}\S/u.test(line)) told.push(`${field}: ${line.trim()}`);
    else if (!/^ {4}\S/u.test(line)) break;
  }
  if (told.length === 0) return undefined;
  return block({ text: `${lines[0]?.trim()}: ${told.join('; ')}`, lines: taken, at: 0 });
}

/** opentelemetry-collector: the reasons of "decoding failed due to the following error(s):" stand below a blank line. */
function readCollector(lines: readonly string[]): Block | undefined {
  const head = lines[0] ?? '';
  if (!/failed to get config: .{1,200}due to the following error\(s\):\s*$/u.test(head)) return undefined;
  const rest = takeWhile(lines.slice(1, 16), (line) =>
    /^$|^\W{0,8}(?:error decoding )?'[\w.:/[\]-]*'/u.test(line.trim()),
  );
  const reasons = rest.map((line) => line.trim().replace(/^\* /u, '')).filter((line) => line !== '');
  if (reasons.length === 0) return undefined;
  const at = 1 + rest.findIndex((line) => line.trim() !== '');
  return block({ text: reasons.join('; '), lines: 1 + rest.length, at });
}

/** snakeyaml, PyYAML: what is wrong, and below it `in "file", line 3, column 9`, the place of the mistake last. */
function readYaml(lines: readonly string[]): Block | undefined {
  const [head = ''] = lines;
  if (
    !/\b(?:yaml\.(?:snakeyaml\.)?(?:scanner|parser|constructor|reader|composer|error)\.\w{3,40}|YAMLException|YAMLParseException)\b/u.test(
      head,
    )
  )
    return undefined;
  const mark = lines.slice(1, 9).findLastIndex((line) => /^\s*in ['"<].{1,300}, line \d/u.test(line)) + 1;
  if (mark === 0) return undefined;
  const told = lines.slice(1, mark).filter((line) => /^(?! *\^| {3,})/u.test(line) && !/^\s*in ['"<]/u.test(line));
  const text = [head, ...told, lines[mark] ?? ''].map((line) => line.trim()).join(' ');
  return block({ text, lines: mark + 1, at: 0 });
}

/** elixir: `errors were found at the given arguments:`, which of them, and the call, with blank lines between. */
function readElixirArgument(lines: readonly string[]): Block | undefined {
  const [head = ''] = lines;
  if (!/\*\* \(ArgumentError\) errors were found at the given arguments:/u.test(head)) return undefined;
  const rest = takeWhile(lines.slice(1, 10), (line) => /^$|^ +(?:\* |:?\w)/u.test(line));
  const told = rest.map((line) => line.trim()).filter((line) => line !== '');
  return told.length === 0 ? undefined : block({ text: told.join(' '), lines: 1 + rest.length, at: 2 });
}

/** clap: the values that an argument may have stand below the one that it got. */
function readClap(lines: readonly string[]): Block | undefined {
  const [first = '', second = ''] = lines;
  const isClap = first.startsWith("error: invalid value '") && /^\s+\[possible values: .{1,400}\]$/u.test(second);
  return isClap ? block({ text: `${first} ${second.trim()}`, lines: 2, at: 0 }) : undefined;
}

/** varnish: the compiler of its configuration writes what is wrong, and the place in the next line. */
function readVcc(lines: readonly string[]): Block | undefined {
  if (lines[0] !== 'Message from VCC-compiler:') return undefined;
  const at = lines.slice(1, 6).findIndex((line) => /^\('[^']{1,200}' Line \d/u.test(line)) + 1;
  if (at < 2) return undefined;
  const text = lines.slice(1, at + 1).map((line) => line.trim());
  return block({ text: text.join(' '), lines: at + 1, at: at - 1 });
}

/** keycloak: its launcher prints the message of each exception of a chain as a line of its own, the root last. */
function readKeycloak(lines: readonly string[]): Block | undefined {
  const KEYCLOAK = /ERROR \[org\.keycloak\.quarkus\.runtime\.cli\.\w+\] \([\w-]{1,40}\) ERROR: (?<text>.{1,600})$/u;
  const told = takeWhile(lines.slice(0, 12), (line) => KEYCLOAK.test(line)).map(
    (line) => KEYCLOAK.exec(line)?.groups?.['text'] ?? '',
  );
  const root = told.at(-1) ?? '';
  if (told.length < 2) return undefined;
  const bare = /^[a-z\d][\w-]*(?:\.[\w-]+)+$/iu.test(root) && /connection attempt failed/iu.test(told.at(-2) ?? '');
  const texts = [bare ? `${told.at(-2)} UnknownHostException: ${root}` : root, ...told.slice(0, -1).toReversed()];
  return { texts, lines: told.length, at: told.length - 1, fatal: true };
}

const LIST_ITEMS = 20;
const BULLET = /^\s*(?:[-*•✗✘×❌]|\d{1,2}[.)]) {1,4}(?=\S)/u;

/** envalid and others: `Missing environment variables:` and the names below, indented or behind bullets. */
function readList(lines: readonly string[]): Block | undefined {
  const head =
    /^\W{0,8}(?:(?:error|fatal|critical|panic|warn(?:ing)?)\W{1,3})?(?<head>[^{}[\]]{0,160}\b(?:missing|invalid|required|failed|errors?|unset|validation|not (?:present|defined|set))\b[^{}[\]]{0,80}):\s*$/iu.exec(
      lines[0] ?? '',
    )?.groups?.['head'];
  if (head === undefined || /Traceback|stack ?trace/iu.test(head)) return undefined;
  const indent = /^\s*/u.exec(lines[0] ?? '')?.[0].length ?? 0;
  const items = takeWhile(
    lines.slice(1, 1 + LIST_ITEMS),
    (line) =>
      line.trim() !== '' &&
      !/^\s+at /u.test(line) &&
      ((/^\s*/u.exec(line)?.[0].length ?? 0) > indent || BULLET.test(line)),
  );
  if (items.length === 0) return undefined;
  const text = `${head.trim()}: ${items.map((line) => line.trim().replace(BULLET, '')).join('; ')}`;
  return { ...block({ text, lines: items.length + 1, at: 0 }), fatal: false };
}

function block({ text, lines, at }: { text: string; lines: number; at: number }): Block {
  return { texts: [text.slice(0, TEXT_CHARACTERS)], lines, at, fatal: true };
}

function takeWhile(lines: readonly string[], isWanted: (line: string) => boolean): string[] {
  const end = lines.findIndex((line) => !isWanted(line));
  return lines.slice(0, end < 0 ? lines.length : end);
}
