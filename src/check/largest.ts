import type { Origin, Path } from '../model.ts';
import { isInDocument } from '../problem.ts';

/** The input or value without which a definition would be short enough, if there is one. */
export function largestPart(
  definition: unknown,
  { excess, locate }: { excess: number; locate: (path: Path) => Origin },
): { origin: Origin; what: string } | undefined {
  const texts = textsIn(definition, []).map((text) => ({ ...text, origin: locate(text.path) }));
  const byInput = Map.groupBy(texts, ({ origin }) =>
    origin.kind === 'input' && !isInDocument(origin) ? origin.input : '',
  );
  const inputs = [...byInput]
    .filter(([input]) => input !== '')
    .map(([input, parts]) => ({ input, bytes: parts.reduce((sum, part) => sum + part.bytes, 0) }));
  const [input] = inputs.toSorted((one, other) => other.bytes - one.bytes);
  if (input !== undefined && input.bytes >= excess) {
    const what = ` The input "${input.input}" alone has ${input.bytes}.`;
    return { origin: { kind: 'input', input: input.input }, what };
  }
  const [text] = texts.toSorted((one, other) => other.bytes - one.bytes);
  if (text === undefined || text.bytes < excess) return undefined;
  return { origin: text.origin, what: ` The value here alone has ${text.bytes}.` };
}

function textsIn(value: unknown, path: Path): { path: Path; bytes: number }[] {
  if (typeof value === 'string') return [{ path, bytes: Buffer.byteLength(value) }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]));
}
