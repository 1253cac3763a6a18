const LISTENS =
  /\b(?:listen(?:ing|s)?|serving|running|started|bound|ready)\b.{0,80}?(?:(?<host>\d{1,3}(?:\.\d{1,3}){3}|localhost|\[[\da-f:]{2,40}\]|\*):|(?<!\d):|\bport\(?s?\)?:? )(?<port>\d{2,5})(?![\d:.])/iu;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

interface Heard {
  host: string | undefined;
  port: number;
}

/** What the log says of the port that the program listens on, where that is not what the load balancer asks. */
export function listensWrong(lines: readonly string[], asked: number): string | undefined {
  const heard = lines.flatMap(hear);
  const here = heard.filter(({ port }) => port === asked);
  const [loopback] = here.flatMap(({ host }) => (host !== undefined && LOOPBACK.has(host) ? [host] : []));
  if (here.length > 0) {
    const isOpen = here.some(({ host }) => host === undefined || !LOOPBACK.has(host));
    return isOpen || loopback === undefined ? undefined : `listens on ${loopback} alone`;
  }
  const last = heard.at(-1);
  return last && `listens on port ${last.port}, the load balancer asks port ${asked}`;
}

function hear(line: string): Heard[] {
  const groups = LISTENS.exec(line.slice(0, 1_000))?.groups;
  return groups === undefined ? [] : [{ host: groups['host']?.toLowerCase(), port: Number(groups['port']) }];
}
