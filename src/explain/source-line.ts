/** How a line of a program reads a variable of the environment that may be missing (Node.js, Python, Ruby). */
const READS = [
  /\bprocess\.env(?:\.(?<name>[A-Za-z_]\w{1,80})|\[['"](?<name2>[A-Za-z_]\w{1,80})['"]\])(?:\??\.(?<then>\w{1,60}))?/gu,
  /\bos\.(?:getenv|environ\.get)\(\s*['"](?<name>[A-Za-z_]\w{1,80})['"]\s*\)(?:\.(?<then>\w{1,60}))?/gu,
  /\bos\.environ\[\s*['"](?<name>[A-Za-z_]\w{1,80})['"]\s*\](?:\.(?<then>\w{1,60}))?/gu,
  /\bENV\[\s*['"](?<name>[A-Za-z_]\w{1,80})['"]\s*\](?:\.(?<then>\w{1,60}))?/gu,
];
/** What was asked of a value that is not there. */
const ASKED =
  /of (?:undefined|null) \(reading '(?<node>\w{1,60})'\)|'NoneType' object has no attribute '(?<python>\w{1,60})'|undefined method [`'](?<ruby>\w{1,60}[?!]?)' for nil/u;
/** What was made of it; the line names nothing that was asked. */
const MADE =
  /\bInvalid URL\b|\bin JSON at position \d|\bis not valid JSON\b|\bJSONDecodeError\b|\bnot '?NoneType'?|'NoneType'$/u;
/** V8 and Python print the line of the source above the error, Ruby below it. */
const ABOVE = 4;
const BELOW = 3;

/** The variable whose missing value an error is about, by the line of the source that is printed beside it. */
export function variableRead(lines: readonly string[], index: number): string | undefined {
  const error = (lines[index] ?? '').slice(0, 500).trimEnd();
  const { node, python, ruby } = ASKED.exec(error)?.groups ?? {};
  const asked = node ?? python ?? ruby;
  if (asked === undefined && !MADE.test(error)) return undefined;
  const above = lines.slice(Math.max(0, index - ABOVE), index).toReversed();
  for (const line of [...above, ...lines.slice(index + 1, index + 1 + BELOW)]) {
    const names = READS.flatMap((shape) =>
      [...line.slice(0, 500).matchAll(shape)].flatMap(({ groups = {} }) => {
        const { name, name2, then } = groups;
        const isMeant = asked === undefined ? then === undefined : then === asked;
        return isMeant ? [name ?? name2] : [];
      }),
    );
    const [name, ...others] = new Set(names);
    if (name !== undefined) return others.length === 0 ? name : undefined;
  }
  return undefined;
}
