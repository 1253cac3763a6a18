/** What kind of line a program wrote: what it died of, what went well afterwards, what it goes on waiting for, or none of these. */
export type LineKind = 'error' | 'recovery' | 'waiting' | 'other';

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
  new RegExp(
    String.raw`(?<!\b(?:unknown|invalid|unsupported|unrecogni[sz]ed|illegal|bad) (?:log(?:ging)? )?)\b(?:level|severity|lvl)["']?\s?[=:]\s?["']?(${LEVEL})\b`,
    'iu',
  ),
  new RegExp(String.raw`[[(<](${LEVEL})[\])>]`, 'iu'),
  new RegExp(String.raw`(?:^|[\s|:\]])(${LEVEL})(?=[\s|:\][]|$)`, 'u'),
  new RegExp(String.raw`^\W{0,9}(${LEVEL}):`, 'iu'),
  new RegExp(String.raw`^[\w./-]{1,80}: (${LEVEL}): `, 'iu'),
];
const BAD_LEVEL = /^(?:FATAL|CRIT|PANIC|EMERG|ALERT|SEVERE|ERR)/iu;
const DEADLY_LEVEL = /^(?:FATAL|CRIT|PANIC|EMERG)/iu;
/** Pino and Bunyan count levels: 50 is an error, 60 fatal. */
const ERROR_NUMBER = 50;

const FRAME =
  /^\s*(?:at \S|\.{3} \d+ (?:more|common)|File "|from \S{1,300}:\d|#\d+ |goroutine \d|created by |\([\w. ~-]{1,80}\) \S{1,300}\.[eh]rl?s?:\d|\([\w. ~-]{1,80}\) \S{1,300}\.exs?:\d|(?:from )?\S{1,300}:\d{1,7}:in [`'][^'`]{1,200}'$|exit status \d|\^+\s*$|[{}[\]]+,?\s*$|Node\.js v\d|note: (?:run with|Some details)|Stack trace:|thrown in |--- End of |Traceback \()|^\s+\S{1,300}\.(?:c|cs|ex|go|java|js|jsx|kt|php|py|rb|rs|ts|tsx):\d|^\s+(?!\w*(?:Error|Exception):)\[?['"]?(?:[A-Za-z]{1,40}|Symbol\([\w.]{1,40}\))['"]?\]?: \S|^[\w./*()-]{1,200}\([\da-fx{}, .?]{0,200}\)$/u;
/** Runners and runtimes say that something failed, not what. */
const ECHO =
  /^(?:[\w-]{1,40}: )?hint: |^npm (?:ERR!|error|notice|verb)(?! Missing)|ELIFECYCLE|\*\*\* \[[^\]]{1,120}\] Error \d|\b(?:command|script|process|worker|child)\b.{0,80}\b(?:failed|exited|died)\b.{0,40}\b(?:code|status|signal(?! 9\b))\b|A complete log of this run|\bfailed to boot\b(?! within)|Shutting down: |^Reason: |For more information, see|^\(Background on this error at: |UnhandledPromiseRejectionWarning: Unhandled promise rejection\.|failed to launch: exec\.d|^\s*(?:Description|Action|Errors?|System check identified some issues|SystemCheckError: System check identified some issues):\s*$|^(?:rails|rake) aborted!|^bundler: failed to load command|^\s*(?:throw|raise) \w|^triggerUncaughtException|^node:internal\/|Kernel pid terminated|could not start kernel pid|init terminating in do_boot|Runtime terminating during boot|^Crash dump is being written|configuration file contains errors, aborting|Backtrace:?$|^error Command failed|^exit status \d|^BEGIN failed--compilation aborted|^Compilation failed in require|^Execution halted$|^Emitted 'error' event|APPLICATION FAILED TO START|Application run failed$|^\s*Error starting ApplicationContext|\bFPM initialization failed|failed to post process the configuration|\[engine\] output initialization failed|\[output\] failed to initialize '|For more details run the same command|^Run `bundle install` to install missing gems|^Exiting with (?:code|status)|^Error occurred during initialization of VM$|^agent library failed|^\[?Process exited|^http: Server closed$|^Error: (?:Could not create the Java Virtual Machine|A fatal exception has occurred)\.|\[Server\] Aborting$|^Aborting\.?$|^nginx: configuration file \S+ test failed$|^VCL compilation failed$|\bFatal errors? found in configuration\.?$|\bError\(s\) found in configuration file\b|^(?:\S{10,19} \S{8,15} )?\S{0,40}(?:collector server run|application run) finished with error: .{1,200}:$/iu;
/** The same of programs: "Application startup failed. Exiting." */
const IN_SHORT =
  /\b(?:application|server|app|service|process|program|start-?up|boot(?:strap)?|initiali[sz]ation|database (?:setup|initiali[sz]ation))(?: \w{1,20}){0,3} (?:failed|aborted|crashed)[.!]*(?: exiting[.!]*)?$|\b(?:failed|unable) to (?:start|boot|initiali[sz]e|bootstrap|launch)(?: [\w-]{1,20}){0,4}[.!]*$|\bexiting[.!]*$|\bshutting down[.!]*$/iu;
/** It says why before it says that it ends. */
const REASONED = /: (?:no|not|missing|invalid|unknown|unable|cannot|could not|failed)\b.{4,200},? exiting[.!]*$/iu;
/** Telemetry that finds no collector is seldom why a program ends; an agent that the JVM cannot load is. */
const TELEMETRY =
  /^(?!.*\[output(?::[\w-]{1,60}:\S{1,60})?\] )(?!.*(?:\byou (?:must|need to) |cannot start pipelines|failed to (?:get config|build pipelines)|no valid API key configured|\bmust be set\b|which is not configured|invalid configuration: |address already in use|JAR manifest missing|agent library|Premain-Class))(?=.*(?:\b(?:otel|open-?telemetry|otlp|statsd|sentry|datadog|dd-trace|new-?relic|x-?ray|zipkin|jaeger)\b|\.exporter\.))/iu;
const QUIETLY =
  /(?<!UnhandledPromiseRejection)Warning: |\b(?:(?<!and |region\s+to\s+|[.-])retry(?:ing)?(?![.-]\w)|skipp(?:ed|ing)|(?<!user\s+is\s+|renegotiation\s+)disabl(?:ed|ing)|ignor(?:ed|ing)|(?<!not\s+)optional(?!\s?=\s?false)|fall(?:ing)? ?back|using (?:the )?default|continuing|(?<!no\s+valid\s+providers\s+in\s+chain\.\s+)deprecated|will (?:re)?try|trying again|waiting for)\b|, using \w/iu;
const WAITING =
  /\b(?:wait(?:ing|s)? (?:for|on|until)|(?<![.-])(?:re-?)?try(?:ing)?(?![.-]\w)(?: again)?|attempt(?: #?\d+| \d+\/\d+)|sleeping|not (?:yet )?(?:ready|available|reachable|up)(?: yet)?|still (?:waiting|unavailable|not)|unavailable)\b/iu;
/** What runtimes and start scripts say of themselves each time: none of it ends a program. */
const HARMLESS =
  /^\s*(?:SLF4J: |log4j:WARN |Picked up \w{0,20}JAVA\w{0,20}OPTIONS|⚠|\/docker-entrypoint\.sh: (?:\/docker-entrypoint\.d\/|Looking for|Launching|Configuration complete)|\[dotenv@|npm (?:warn|notice))|\bmaxprocs: |"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \/\S{0,400} HTTP\/[\d.]{1,4}" [2-4]\d\d\b/iu;
/** Counts of nothing, and settings that are only listed: the words in them say nothing. */
const COUNTS_AND_SETTINGS =
  /\b(?:no|0|zero) (?:errors?|failures?|failed|warnings?|issues?|problems?)\b|\b(?:errors?|failures?|failed|denied|aborted)["']?\s?[=:]\s?0\b|\b[A-Z][A-Z_\d]{2,60}=[\w.-]{1,60}(?=\s|$)|\b\w{0,40}timeout["']?\s?(?:=>|[=:])\s?["']?\d[\w.]{0,12}/giu;
/** What a program does without, it does not wait for. */
const GOES_ON = /\b(?:continuing|ignor(?:ed|ing)|skipp(?:ed|ing)|optional|disabled|without it)\b/iu;
/** Servers and proxies write it as information or a warning, although it is why their health checks fail. */
const TELLING =
  /gave\s+up:\s+['’]?[\w:.-]{1,80}['’]?\s+entered\s+FATAL\s+state|spawnerr:\s+can['’]t\s+find\s+command|plain\s+HTTP\s+request\s+(?:was\s+sent\s+)?to\s+HTTPS\s+port|error\s+decoding\s+['’]\w{1,40}['’]:\s|Couldn['’]t\s+resolve\s+server\s+\S+\s+from\s+bootstrap|does\s+not\s+match\s+an\s+allowed\s+host|Invalid\s+HTTP\s+request\s+received|StreamAggregatedResources\s+gRPC\s+config\s+stream\b[\s\S]{0,220}\bclosed:/iu;
const FINALLY =
  /\b(?:giving up|gave up|given up|exhausted|exceeded|timed out (?:while|waiting)|after \d{1,6} (?:tries|attempts|retries|seconds|ms))\b/iu;
const RECOVERY =
  /\b(?:(?:re-?)?connected|is (?:now )?up|listening|started|ready|recovered|up and running|accepting connections|serving|succeeded|successful(?:ly)?)\b|\b(?:GET|HEAD) \/\S{0,200} (?:HTTP\/[\d.]+"? )?[23]\d\d\b/iu;
const NOT =
  /\b(?:not|never|no|cannot|can't|failed|failure|unable|isn't|wasn't|error|stopp(?:ed|ing)|clos(?:ed|ing)|shut(?:ting)?|exit(?:ed|ing)?|disconnected|terminat(?:ed|ing))\b/iu;
const LOOKS_BAD =
  /(?:error|exception|[a-z](?:Conflict|NotFound|Mismatch|Violation|Failure)(?=:))\b|\b(?:fatal|panic(?:ked)?|failed|failure|cannot|can't|can not|could not|couldn't|unable|refused|denied|forbidden|invalid|illegal|unexpected|missing|not (?:found|set|defined|a )|no such|undefined|aborted|timed? ?out|unsupported|unresolved|must (?:be|have|not)|required|expired|mismatch|expected|corrupt(?:ed)?|killed|too many|deadline exceeded|is not|does not|unknown)\b|^Killed$|\(\w{1,30}\.E\d{3}\) |\bE[A-Z]{4,12}\b:|:\d{1,6}:in [`'][^'`]{1,160}': .{1,400}\((?:[A-Z]\w{0,80}::){0,8}[A-Z]\w{0,80}\)$/iu;

/** What a program hardly says of something that went well: enough where nothing in its log looks like an error. */
const LOOKS_ODD =
  /\b(?:violations?|already (?:running|started|in use|bound)|rejected|unauthori[sz]ed|not (?:allowed|authorized|permitted|accepted)|insufficient|incompatible|inconsistent|unreachable|incorrect|malformed|exceed(?:s|ed)|too (?:old|new|long|short|large|small|low|high|few)|broken|damaged|revoked|(?:multiple|ambiguous) (?:[\w-]{2,20} ){1,4}found|not enabled (?:for|on|in)|please (?:configure|specify|provide|choose|define))\b|\bno \w[\w -]{2,40} found (?:in|at|under) \//iu;
const AGAIN = /\b(?:re-?try\w*|try(?:ing)? again|reconnect\w*|continuing|ignor\w+|skipp\w+)\b/iu;

/** True for a line that may be the last word of a program, although its form does not say so. */
export function looksOdd(line: string): boolean {
  const { text, level } = unwrap(line.slice(0, READ_CHARACTERS));
  if (FRAME.test(text) || HARMLESS.test(text) || TELEMETRY.test(text) || AGAIN.test(text)) return false;
  return /^(?:error|fatal): /iu.test(text) || (level === undefined && !QUIETLY.test(text) && LOOKS_ODD.test(text));
}

/** Puts a line of a container's log in its place; `known` tells whether a text is one that a program is known to die of. */
export function readLogLine(line: string, known: (text: string) => boolean, given?: string): LogLine {
  const { text, level = given } = unwrap(line.slice(0, READ_CHARACTERS * 16));
  const kindOf = (): LineKind => {
    if (text.trim() === '' || isRubyFrame(text)) return 'other';
    if ((level === undefined && FRAME.test(text)) || ECHO.test(text)) return 'other';
    if (IN_SHORT.test(text) && !REASONED.test(text)) return 'other';
    if (HARMLESS.test(text)) return RECOVERY.test(text) && !NOT.test(text) ? 'recovery' : 'other';
    const bad = level !== undefined && BAD_LEVEL.test(level);
    const deadly = level !== undefined && DEADLY_LEVEL.test(level);
    if (TELLING.test(text)) return 'error';
    const quiet = (level !== undefined && !bad) || TELEMETRY.test(text) || (QUIETLY.test(text) && !FINALLY.test(text));
    if (!bad && RECOVERY.test(text) && !NOT.test(text)) return 'recovery';
    if (deadly || (bad && !quiet)) return 'error';
    if (!quiet && (known(text) || LOOKS_BAD.test(text.replace(COUNTS_AND_SETTINGS, '')))) return 'error';
    return WAITING.test(text) && !GOES_ON.test(text) && !TELEMETRY.test(text) ? 'waiting' : 'other';
  };
  const labelled =
    (level !== undefined && BAD_LEVEL.test(level)) || /^(?:\w{0,60}\.){0,9}\w{0,60}(?:Error|Exception): /u.test(text);
  return { kind: kindOf(), text, labelled };
}

/** ruby: logger.rb (Formatter) puts its prefix before each line of an error, and Rails the id of the request. */
const RUBY_PREFIX = /^[DIWEFAU], \[[^\]]{10,60}\] {1,2}\w{3,7} -- [^:]{0,60}: (?:\[[\w-]{4,40}\] ?){0,3}/u;

/** The lines of a template, of a stack, and what closes an error, each behind the prefix. */
function isRubyFrame(text: string): boolean {
  const prefix = RUBY_PREFIX.exec(text)?.[0];
  return (
    prefix !== undefined &&
    /^\s*(?:\d{1,6}: |[\w./-]{1,200}\.(?:rb|erb|haml|slim|builder):\d{1,6}|\):?$|$)/u.test(text.slice(prefix.length))
  );
}

/** php-fpm writes what the program says as a notice of its own, whatever it is (sapi/fpm: fpm_stdio.c). */
const PHP_FPM =
  /^(?:\[[^\]]{10,40}\] )?(?:NOTICE|WARNING): (?:\[pool [^\]]{1,60}\] child \d{1,7} said into std(?:err|out): "(?:NOTICE: )?)?(?:PHP message: )/u;

/** The configuration that the message is about, in a field of its own; `file` may also be where the line was logged. */
function fileBeside(object: Readonly<Record<string, unknown>>, message: string): string {
  const file = firstText([object['file'], object['path'], object['config'], object['filename']]);
  const isTold =
    file === undefined ||
    message.includes(file) ||
    !/^\/\S{1,200}\.(?:ya?ml|json|toml|ini|conf|cfg|env|properties|pem|crt|key)$/u.test(file);
  return isTold ? '' : ` (file: ${file})`;
}

/** The message and level of a JSON line; of any other the line itself and the level that it names at its beginning. */
function unwrap(written: string): { text: string; level: string | undefined } {
  const line = written.replace(PHP_FPM, '');
  const object = line.trimStart().startsWith('{') ? parse(line) : undefined;
  if (object !== undefined) {
    const message = firstText([
      object['msg'],
      object['message'],
      object['@m'],
      object['@mt'],
      object['Message'],
      object['event'],
      object['error'],
      object['err'],
      object['exception'],
    ]);
    const cause =
      message === undefined
        ? undefined
        : firstText([
            object['err'],
            object['error'],
            messageOf(object['attr']),
            rootOf(
              object['exception'] ??
                object['stack_trace'] ??
                object['error.stack_trace'] ??
                object['@x'] ??
                object['Exception'] ??
                object['exc_info'],
            ),
            object['error.message'],
          ]);
    const whole = cause === undefined || cause === message ? message : `${message}: ${cause}`;
    const text = whole === undefined ? undefined : `${whole}${fileBeside(object, whole)}`;
    if (text !== undefined) return { text: text.slice(0, READ_CHARACTERS), level: levelOf(object) };
  }
  const pairs = logfmt(line) ?? slog(line);
  if (pairs !== undefined) return pairs;
  const text = line.slice(0, READ_CHARACTERS);
  const head = text.slice(0, HEAD_CHARACTERS);
  return { text, level: LEVELS.map((one) => one.exec(head)?.[1]).find((one) => one !== undefined) };
}

/** log/slog of Go, as it writes unless it is told how: `2026/09/01 10:00:01 ERROR cannot start err="dial tcp: …"`. */
const SLOG =
  /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (?<level>DEBUG|INFO|WARN|ERROR)(?:[+-]\d{1,2})? (?<message>[^="]{1,300}?)(?: [\w.-]{1,60}=(?:"(?:[^"\\]|\\.){0,400}"|[^\s"]{1,300})){0,20}? (?:err|error)=(?:"(?<quoted>(?:[^"\\]|\\.){1,1500})"|(?<bare>[^\s"]{1,300}))/u;

function slog(line: string): { text: string; level: string | undefined } | undefined {
  const found = SLOG.exec(line.slice(0, READ_CHARACTERS))?.groups;
  if (found === undefined) return undefined;
  const cause = found['quoted']?.replace(/\\(["\\])/gu, '$1') ?? found['bare'];
  return { text: `${found['message']}: ${cause}`, level: found['level'] };
}

/** `level=error msg="cannot start" err="dial tcp: connection refused"` (github.com/kr/logfmt). */
function logfmt(line: string): { text: string; level: string | undefined } | undefined {
  if (!/(?:^|\s)(?:level|lvl|severity)=/u.test(line.slice(0, HEAD_CHARACTERS))) return undefined;
  const value = (...names: string[]): string | undefined => {
    for (const name of names) {
      const found = new RegExp(
        `(?:^|\\s)${name}=(?:"(?<quoted>(?:[^"\\\\]|\\\\.){1,1500})"|(?<bare>[^\\s"]{1,300}))`,
        'u',
      ).exec(line.slice(0, READ_CHARACTERS))?.groups;
      const text = found?.['quoted']?.replace(/\\(["\\])/gu, '$1') ?? found?.['bare'];
      if (text !== undefined) return text;
    }
    return undefined;
  };
  const message = value('msg', 'message');
  const cause = value('err', 'error', 'exception', 'reason');
  const text = message !== undefined && cause !== undefined ? `${message}: ${cause}` : (message ?? cause);
  return text === undefined ? undefined : { text, level: value('level', 'lvl', 'severity') };
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

/** mongod: src/mongo/logv2 puts what a message is about into `attr`. */
function messageOf(attributes: unknown): unknown {
  const { message, error } = (typeof attributes === 'object' && attributes !== null ? attributes : {}) as Record<
    string,
    unknown
  >;
  const { msg } = (typeof message === 'object' && message !== null ? message : {}) as Record<string, unknown>;
  return msg ?? message ?? error;
}

/** A message goes on below its first line, such as the place in a file. */
const ROOT_LINES = 3;

/** Of a stack trace in a field: the exception at its bottom. */
function rootOf(value: unknown): unknown {
  if (typeof value !== 'string' || !value.includes('\n')) return value;
  const lines = value.slice(0, READ_CHARACTERS * 8).split('\n');
  if (value.startsWith('Traceback ')) return lines.findLast((line) => /^\S/u.test(line));
  const from = Math.max(
    0,
    lines.findLastIndex((line) => /^\s*(?:Caused by: |---> )/u.test(line)),
  );
  const frame = lines.findIndex((line, index) => index > from && /^\s*(?:at \S|\.{3} \d)/u.test(line));
  const message = lines.slice(from, frame < 0 ? from + ROOT_LINES : Math.min(frame, from + ROOT_LINES));
  return message
    .map((line) => line.trim())
    .join(' ')
    .trim()
    .replace(/^---> /u, '');
}

function levelOf(object: Record<string, unknown>): string | undefined {
  const level =
    object['level'] ??
    object['severity'] ??
    object['lvl'] ??
    object['levelname'] ??
    object['@l'] ??
    object['LogLevel'] ??
    object['log.level'] ??
    (object['log'] as { level?: unknown } | undefined)?.level;
  if (typeof level === 'number') return level >= ERROR_NUMBER + 10 ? 'FATAL' : level >= ERROR_NUMBER ? 'ERROR' : 'INFO';
  return typeof level === 'string' ? level : undefined;
}
