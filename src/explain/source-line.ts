/** How a line of a program reads a variable of the environment (Node.js, Python, Ruby). */
const READS = [
  /\bprocess\.env(?:\.|\[['"])(?<name>[A-Za-z_]\w{1,80})/gu,
  /\bos\.(?:getenv\(|environ(?:\.get\(|\[))\s*['"](?<name>[A-Za-z_]\w{1,80})['"]/gu,
  /\bENV(?:\.fetch\(|\[)\s*['"](?<name>[A-Za-z_]\w{1,80})['"]/gu,
];
/** What an error says of a value that is not there. */
const IS_NOTHING = /\b(?:undefined|null|nil|NoneType|NaN)\b|Invalid URL/u;
/** V8 and Python print the line of the source above the error, Ruby below it. */
const ABOVE = 4;
const BELOW = 3;

/** The variable that the line of the source beside an error reads, where the error is about a value that is not there. */
export function variableRead(lines: readonly string[], index: number): string | undefined {
  if (!IS_NOTHING.test((lines[index] ?? '').slice(0, 500))) return undefined;
  const near = [
    ...lines.slice(Math.max(0, index - ABOVE), index).toReversed(),
    ...lines.slice(index + 1, index + 1 + BELOW),
  ];
  for (const line of near) {
    const names = READS.flatMap((shape) =>
      [...line.slice(0, 500).matchAll(shape)].flatMap(({ groups }) => groups?.['name'] ?? []),
    );
    const [name, ...others] = new Set(names);
    if (name !== undefined) return others.length === 0 ? name : undefined;
  }
  return undefined;
}
