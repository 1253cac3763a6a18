/** How long servers say that they took: morgan, Rails, gunicorn, JSON logs. */
const TOOK =
  /\b(?<number>\d{1,7}(?:\.\d{1,6})?) ?(?<unit>ms|µs|us|s)\b|\b(?:duration|elapsed|latency|took|time|request_time|response[_-]?time)(?:_?(?<named>ms|s|seconds))?["']?[=: ]{1,2}["']?(?<value>\d{1,7}(?:\.\d{1,6})?)(?<after>ms|s)?/giu;

/** The longest time in seconds that requests of the path took, if all of them took longer than is waited for. */
export function answersLate(lines: readonly string[], path: string, timeout: number): number | undefined {
  const seconds = lines
    .map((line) => line.slice(0, 1_000))
    .filter((line) => isAbout(line, path))
    .flatMap((line) => secondsIn(line) ?? []);
  return seconds.length > 0 && seconds.every((one) => one > timeout) ? Math.max(...seconds) : undefined;
}

function isAbout(line: string, path: string): boolean {
  const at = line.indexOf(path);
  if (at < 0 || /[\w/-]/u.test(line[at + path.length] ?? ' ')) return false;
  return /\b(?:GET|HEAD)\b|"path"|path=/u.test(line);
}

function secondsIn(line: string): number | undefined {
  const found = [...line.matchAll(TOOK)].map(({ groups }) => groups ?? {}).at(-1);
  if (found === undefined) return undefined;
  const number = Number(found['number'] ?? found['value']);
  const unit = found['unit'] ?? found['after'] ?? found['named'] ?? 's';
  return number * ({ ms: 0.001, µs: 1e-6, us: 1e-6 }[unit] ?? 1);
}
