const VERB =
  /\b(?:listen(?:ing|s)?|serving|responding|running|start(?:ed|ing)|bound|ready|launched|local:|network:|server \(https?)(?![\w-])/iu;
const HOST = '(?<host>\\d{1,3}(?:\\.\\d{1,3}){3}|localhost|\\[[\\da-f:]{2,40}\\]|\\*|(?<=\\/\\/)[\\w.-]{1,100})';
const AFTER = '(?<port>\\d{2,5})(?![\\d:.]\\d|[\\d:])';
/** Behind one of the verbs, nearest first. */
const PLACES = [
  new RegExp(`^.{0,100}?(?:${HOST}:|(?<![\\w\\d]):|\\bport\\(?s?\\)?["']?\\s?[=:]?\\s?["']?)${AFTER}`, 'iu'),
  new RegExp(`^\\w{0,20}(?: (?:http|https|server))? (?:on|at)(?: port)? ${AFTER}`, 'iu'),
];
/** PHP and others name the address first. */
const BEFORE = new RegExp(
  `https?:\\/\\/${HOST}:${AFTER}.{0,40}\\b(?:started|launched|ready|listening|running)\\b`,
  'iu',
);
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** Ports beside the one that serves. */
const BESIDE =
  /\b(?:debugger|inspector|metrics?|prometheus|admin|actuator|management|pprof|jmx|profiler|telemetry|statsd|hmr|live-?reload|cluster|gossip|control)\b/iu;
/** Somebody else's port, or one that is not open. */
const NOT_OWN =
  /\b(?:connect(?:ed|ing|ion|s)?|client|proxying|forward(?:ed|ing)?|upstream|database|postgres\w*|redis|mysql|mongo\w*|kafka|rabbitmq|broker|fail(?:ed|ure)?|cannot|could not|unable|error|refused|in use|wait(?:ing|s)?|not listening|stopp(?:ed|ing)|EADDRINUSE|trying)\b/iu;
const CHECKED =
  /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\]):(?<port>\d{2,5})|\bnc (?:-\S+ ){0,4}\S{1,80} (?<port2>\d{2,5})/iu;

/** A URL without a port means that of its scheme. */
const USUAL_PORT = /\b(?<scheme>https?):\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?=[/\s"'|;&]|$)/iu;

interface Heard {
  host: string | undefined;
  port: number;
  /** True for metrics, a debugger and the like. */
  isBeside: boolean;
}

/** What the log says of the port that the program listens on, where that is not what the load balancer asks. */
export function listensWrong(lines: readonly string[], asked: number): string | undefined {
  const heard = lines.flatMap(hear);
  if (heard.some((one) => one.port === asked && !isLoopback(one))) return undefined;
  const own = heard.filter((one) => one.port === asked || !one.isBeside);
  const last = own.find(({ port }) => port === asked) ?? own.at(-1);
  if (last === undefined) return listensOnSocket(lines, asked);
  const elsewhere = last.port === asked ? '' : `port ${last.port}, the load balancer asks port ${asked}`;
  if (own.every(isLoopback))
    return `listens on ${last.host} alone${elsewhere === '' ? ` (port ${last.port})` : `, ${elsewhere}`}`;
  return `listens on ${elsewhere === '' ? `${last.host} alone (port ${last.port})` : elsewhere}`;
}

const SOCKET = /\blisten(?:ing|s)? (?:at|on):? (?:http:\/\/)?unix:(?:\/\/)?(?<socket>\/[\w./-]{1,200})/iu;

/** Servers of Python and Ruby name the file of their socket; a log that names a port as well does not get here. */
function listensOnSocket(lines: readonly string[], asked: number): string | undefined {
  const socket = lines.map((line) => SOCKET.exec(line.slice(0, 500))?.groups?.['socket']).findLast((one) => one);
  return socket === undefined ? undefined : `listens on socket ${socket} alone, the load balancer asks port ${asked}`;
}

/** True where the log shows that the program listens on this port, and not for itself alone. */
export function listensAsAsked(lines: readonly string[], asked: number): boolean {
  return lines.flatMap(hear).some((one) => one.port === asked && !isLoopback(one));
}

/** True where the log shows that the program takes only TLS on this port: Tomcat and others say so behind it, the rest by the scheme. */
export function servesHttps(lines: readonly string[], asked: number): boolean {
  const secure = new RegExp(`\\b${asked} \\(https\\)|\\bhttps://[^\\s/]{1,100}:${asked}\\b`, 'iu');
  return lines.some((line) => secure.test(line.slice(0, 1_000)) && hear(line).some(({ port }) => port === asked));
}

/** The port that the program serves, by the last word of its log. */
export function servedPort(lines: readonly string[]): number | undefined {
  return lines.flatMap(hear).findLast(({ isBeside }) => !isBeside)?.port;
}

/** The port that a health check command asks; undefined where it names none. */
export function checkedPort(command: readonly string[]): number | undefined {
  const text = command.join(' ').slice(0, 2_000);
  const groups = CHECKED.exec(text)?.groups;
  const port = groups?.['port'] ?? groups?.['port2'];
  if (port !== undefined) return Number(port);
  const scheme = USUAL_PORT.exec(text)?.groups?.['scheme']?.toLowerCase();
  return scheme === undefined ? undefined : scheme === 'https' ? 443 : 80;
}

/** The port that the program serves, where its own health check asks another one. */
export function checksWrong(lines: readonly string[], command: readonly string[]): string | undefined {
  const asked = checkedPort(command);
  const heard = lines.flatMap(hear);
  if (asked === undefined || heard.some(({ port }) => port === asked)) return undefined;
  const last = heard.findLast(({ isBeside }) => !isBeside);
  return last && `health check asks port ${asked}, the program listens on port ${last.port}`;
}

/** An address that only the task's network has: its host name as ECS or Docker gives it, or an IP address that is not a wildcard. */
const OWN_ADDRESS =
  /^(?:ip-\d{1,3}(?:-\d{1,3}){3}(?:\.[\w.-]{1,100})?|[\da-f]{12}|(?!0\.0\.0\.0|127\.)\d{1,3}(?:\.\d{1,3}){3})$/iu;
const ASKED_HOST = /(?<host>localhost|127\.0\.0\.1|\[::1\]):(?<port>\d{2,5})/iu;

/** The address that the program listens on, where its own health check asks localhost, and the log shows no other. */
export function checksHost(lines: readonly string[], command: readonly string[]): string | undefined {
  const { host, port } = ASKED_HOST.exec(command.join(' ').slice(0, 2_000))?.groups ?? {};
  const heard = lines.flatMap(hear).filter((one) => one.port === Number(port));
  const [own] = heard;
  if (own?.host === undefined || !heard.every((one) => OWN_ADDRESS.test(one.host ?? ''))) return undefined;
  const next = lines.some((line) => /\bNext\.js \d/u.test(line.slice(0, 300))) ? ', as Next.js' : '';
  return `health check asks ${host}:${port}, the program listens on ${own.host} alone${next}`;
}

const ASKED_PATH = /https?:\/\/[\w.[\]:-]{1,100}(?<path>\/[^\s"'|;&]{0,300})/iu;

/** The path that a health check command asks. */
export function askedPath(command: readonly string[]): string | undefined {
  return ASKED_PATH.exec(command.join(' ').slice(0, 2_000))?.groups?.['path'];
}

/** curl follows with `-L`, wget always: then a redirect that fails is the end of the check. */
const FOLLOWS = /\bcurl\b.{0,200}(?: -[A-Za-z]{0,12}L| --location)|\bwget\b/u;

/** The path that the health check asks and the error that the program answers with, by the last line of its log about it. */
export function checkAnswer(lines: readonly string[], command: readonly string[]): string | undefined {
  const path = askedPath(command);
  if (path === undefined) return undefined;
  const codes = lines.flatMap((line) => {
    const text = line.slice(0, 500);
    const at = text.indexOf(`GET ${path}`);
    const code = /^(?: HTTP\/[\d.]{1,3})?"? (?<code>[1-5]\d\d)\b/u.exec(text.slice(at + 4 + path.length))?.groups?.[
      'code'
    ];
    return at < 0 || code === undefined ? [] : [code];
  });
  const last = codes.at(-1);
  const redirects = /^30[12378]$/u.test(last ?? '') && FOLLOWS.test(command.join(' '));
  return last?.startsWith('4') === true || redirects ? `health check asks ${path} and gets ${last}` : undefined;
}

function isLoopback({ host }: Heard): boolean {
  return host !== undefined && LOOPBACK.has(host);
}

function hear(line: string): Heard[] {
  const text = line.slice(0, 1_000);
  const verb = VERB.exec(text);
  if (verb === null || NOT_OWN.test(text)) return [];
  const rest = text.slice(verb.index);
  const groups = (BEFORE.exec(text) ?? PLACES.map((place) => place.exec(rest)).find((found) => found !== null))?.groups;
  if (groups === undefined) return [];
  return [{ host: groups['host']?.toLowerCase(), port: Number(groups['port']), isBeside: BESIDE.test(text) }];
}
