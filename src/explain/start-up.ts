/** What a program says of its own start: seconds until it was ready. */
export interface StartUp {
  seconds: number;
  line: string;
}

const NUMBER = '(?<number>\\d{1,7}(?:[.,]\\d{1,6})?)';
const UNIT = '(?<unit>ms|milliseconds?|s|secs?|seconds?|m|min|minutes?)\\b';
/** Frameworks say how long their start took; each says it in its own way. */
const SAYS = [
  // spring-boot (StartupInfoLogger): the time of the process holds the start of the JVM too
  new RegExp(`\\bStarted \\S{1,80} in .{1,40}\\(process running for ${NUMBER}\\)`, 'iu'),
  new RegExp(
    `\\b(?:started|ready|listening|running|up|boot(?:ed)?|start-?up|loaded|initiali[sz]ed|compiled)\\b.{0,80}?\\b(?:in|after|took) \\[?${NUMBER}\\]? ?${UNIT}`,
    'iu',
  ),
  new RegExp(
    `\\b(?:start-?up|boot|initiali[sz]ation|warm-?up) (?:\\w{1,20} ){0,3}(?:took|completed in|finished in|time:?) \\[?${NUMBER}\\]? ?${UNIT}`,
    'iu',
  ),
  new RegExp(`\\bStarted @(?<number>\\d{1,7})(?<unit>ms)\\b`, 'iu'),
];
const READY =
  /\b(?:listening|(?:now |is )?ready(?: to accept)?|started (?:server|application|http|on)|server (?:is )?(?:started|running)|application start(?:up complete|ed)|accepting connections|serving (?:on|at|http)|running on)\b/iu;
const NOT_READY = /\b(?:not|never|until|before|waiting|wait|failed|unable|error|will be|starting)\b/iu;
const TIME = /^\W{0,3}(?<time>\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)/u;
const JSON_TIME =
  /"(?:time|timestamp|ts|@timestamp|@t)":\s?"?(?<time>\d{4}-\d{2}-\d{2}T[\d:.]{8,18}Z?|\d{10,13}(?:\.\d{1,6})?)/u;

/** How long the program took until it was ready, by its own words, or by the times in its log. */
export function readStartUp(lines: readonly string[], startedAt: Date | undefined): StartUp | undefined {
  for (const line of lines.toReversed()) {
    const seconds = saidSeconds(line.slice(0, 1_000));
    if (seconds !== undefined) return { seconds, line: line.trim() };
  }
  const ready = lines.find((line) => READY.test(line.slice(0, 500)) && !NOT_READY.test(line.slice(0, 500)));
  const at = ready === undefined ? undefined : timeOf(ready);
  const first = startedAt?.getTime() ?? lines.map(timeOf).find((time) => time !== undefined);
  if (ready === undefined || at === undefined || first === undefined || at <= first) return undefined;
  return { seconds: Math.round((at - first) / 100) / 10, line: ready.trim() };
}

/** What frameworks say when they begin to start, and when they are ready: one without the other has not got there. */
const STARTS: readonly [RegExp, RegExp][] = [
  [/\bStarting \S{1,80} .{0,60}using Java \d/u, /\bStarted \S{1,80} in \d/u],
  [/\[NestFactory\] Starting Nest application/u, /Nest application successfully started|listening/iu],
  [/=> Booting Puma|Puma starting/u, /\bListening on\b/u],
  [/▲ Next\.js \d/u, /✓ Ready in/u],
];

/** True where the log shows the beginning of a start, and nothing of its end. */
export function isStillStarting(lines: readonly string[]): boolean {
  return STARTS.some(
    ([begins, ends]) =>
      lines.some((line) => begins.test(line.slice(0, 500))) && !lines.some((line) => ends.test(line.slice(0, 500))),
  );
}

function saidSeconds(line: string): number | undefined {
  for (const said of SAYS) {
    const groups = said.exec(line)?.groups;
    if (groups === undefined) continue;
    const number = Number((groups['number'] ?? '').replace(',', '.'));
    if (Number.isFinite(number)) return Math.round(number * factorOf(groups['unit']) * 10) / 10;
  }
  return undefined;
}

function factorOf(unit = 's'): number {
  if (/^ms|^milli/iu.test(unit)) return 0.001;
  return /^m/iu.test(unit) ? 60 : 1;
}

function timeOf(line: string): number | undefined {
  const found = (TIME.exec(line) ?? JSON_TIME.exec(line.slice(0, 1_000)))?.groups?.['time'];
  if (found === undefined) return undefined;
  if (/^\d{10,13}(?:\.|$)/u.test(found))
    return found.length >= 13 && !found.includes('.') ? Number(found) : Number(found) * 1_000;
  const text = found.replace(' ', 'T').replace(',', '.');
  const time = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/u.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** The next round number that leaves a start room to vary. */
export function roomFor(seconds: number): number {
  const wanted = Math.max(30, seconds * 1.5);
  const step = wanted <= 60 ? 10 : 30;
  return Math.ceil(wanted / step) * step;
}
