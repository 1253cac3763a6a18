import { phrase } from '../phrases.ts';
import { FRACTIONAL } from '../aws/members.ts';
import { toShape, type Scalar, type Schema, type Structure } from '../aws/shape.ts';
import type { Path } from '../model.ts';
import { didYouMean } from './did-you-mean.ts';
import { tooManyNetworkIds, wrongNetworkId } from './network-ids.ts';
import { hasPlaceholder } from './placeholders.ts';
import { wrongResourceArn } from './resource-arns.ts';
import { rewritten } from './rewritten.ts';
import { describeValue, formatPath, shorten } from './words.ts';

export type Report = (
  rule:
    | 'placeholder-left'
    | 'unknown-field'
    | 'wrong-type'
    | 'missing-field'
    | 'bad-value'
    | 'network-id'
    | 'resource-arn',
  path: Path,
  words: { message: string; fix: string },
) => void;

interface Means {
  report: Report;
  /** How the file spells a value. */
  spelling?: ((path: Path) => string | undefined) | undefined;
  /** The fixed values of a member, by `Structure.member`. */
  enums: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Walks a value along its schema, reports what does not match, and returns what does. */
export function readShape(value: unknown, schema: Schema, means: Means): unknown {
  return read({ value, schema, path: [], ...means });
}

interface Reading extends Means {
  value: unknown;
  schema: Schema;
  path: Path;
  /** `Structure.member`, to look up its fixed values; list items use their list's. */
  member?: string;
}

function read(reading: Reading): unknown {
  const shape = toShape(reading.schema);
  switch (shape.kind) {
    case 'list':
      return readList(reading, shape.item);
    case 'map':
      return readMap(reading, shape.item);
    case 'structure':
      return readStructure(reading, shape);
    case 'text':
    case 'number':
    case 'boolean':
    case 'any':
      return readScalar(reading, shape.kind);
  }
}

function readScalar(reading: Reading, kind: Scalar['kind']): unknown {
  const { value, member = '' } = reading;
  if (kind === 'boolean') return typeof value === 'boolean' ? value : wrongType(reading, 'true or false');
  if (kind === 'number' && FRACTIONAL.has(member)) {
    return typeof value === 'number' && Number.isFinite(value) ? value : wrongType(reading, 'a number');
  }
  if (kind === 'number') return Number.isSafeInteger(value) ? value : wrongType(reading, 'a whole number');
  if (kind === 'any') return value;
  return typeof value === 'string' ? readText(reading, value) : wrongType(reading, 'a string');
}

function readText({ path, report, enums, member = '' }: Reading, value: string): unknown {
  if (!hasPlaceholder(value)) {
    const wrongId = wrongNetworkId(member, value);
    if (wrongId !== undefined) report('network-id', path, wrongId);
    const wrongArn = wrongResourceArn(member, value);
    if (wrongArn !== undefined) report('resource-arn', path, wrongArn);
  }
  const known = enums[member];
  if (known === undefined) return value;
  const values = Object.values(known);
  if (values.includes(value)) return value;
  const name = formatPath(path);
  const list = values.join(', ');
  if (value === '') {
    report('bad-value', path, {
      message: `${name} is an empty string. Valid values: ${list}.`,
      fix: 'Remove the field to use the default.',
    });
  } else if (hasPlaceholder(value)) {
    report('placeholder-left', path, {
      message: `${name} still contains the placeholder ${shorten(value, 80)}.`,
      fix: `Replace it with one of: ${list}.`,
    });
  } else {
    report('bad-value', path, {
      message: `${name} is "${shorten(value, 80)}". Valid values: ${list}.`,
      fix: didYouMean(value, values) ?? 'Use one of these values.',
    });
  }
  return undefined;
}

function readList(reading: Reading, item: Schema): unknown {
  const { value, path } = reading;
  if (!Array.isArray(value)) return wrongType(reading, 'a list');
  const tooMany = tooManyNetworkIds(reading.member ?? '', value.length);
  if (tooMany !== undefined) reading.report('network-id', path, tooMany);
  const items = value.map((each: unknown, index) =>
    read({ ...reading, value: each, schema: item, path: [...path, index] }),
  );
  if (toShape(item).kind !== 'structure') return items.includes(undefined) ? undefined : items;
  return items.map((each) => each ?? {});
}

function readMap(reading: Reading, item: Schema): unknown {
  const { value, path } = reading;
  if (!isRecord(value)) return wrongType(reading, 'an object');
  const entries = Object.entries(value).map(
    ([key, each]) => [key, read({ ...reading, value: each, schema: item, path: [...path, key] })] as const,
  );
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}

function readStructure(reading: Reading, { name, members, required }: Structure): unknown {
  const { value, path, report } = reading;
  if (!isRecord(value)) return wrongType(reading, 'an object');
  const sound: Record<string, unknown> = {};
  const known = [...members.keys()];
  const unknown = Object.keys(value).filter((key) => value[key] !== undefined && !members.has(key));
  for (const key of unknown) report('unknown-field', [...path, key], unknownField({ key, path, members: known }));
  for (const [key, each] of Object.entries(value)) {
    const memberSchema = members.get(key);
    if (each === undefined || memberSchema === undefined) continue;
    const place = { path: [...path, key], member: `${name}.${key}` };
    const checked = read({ ...reading, value: each, schema: memberSchema, ...place });
    if (checked !== undefined) sound[key] = checked;
  }
  for (const key of required) {
    if (value[key] !== undefined && value[key] !== null) continue;
    report('missing-field', [...path, key], {
      message: `${formatPath([...path, key])} is missing, but the ECS API requires it.`,
      fix: `Add "${key}".`,
    });
  }
  return sound;
}

function unknownField({ key, path, members }: { key: string; path: Path; members: readonly string[] }) {
  const whole = members.includes('containerDefinitions') ? 'a task definition' : 'the request';
  return {
    message: `The ECS API has no field "${shorten(key, 80)}" in ${path.length === 0 ? whole : formatPath(path)}.`,
    fix:
      misplaced(key, members) ??
      didYouMean(key, members) ??
      `Remove it. If AWS added the field after this version of the action was released, set ${phrase('setting', 'checks: off')} to send it anyway.`,
  };
}

/** Fields that people put in the wrong place. */
function misplaced(key: string, members: readonly string[]): string | undefined {
  if (key === 'valueFrom' && members.includes('value')) {
    return 'Move it to "secrets", the list for values from Secrets Manager and Parameter Store.';
  }
  if (!members.includes('containerDefinitions')) return undefined;
  if (key === 'environmentFiles') return 'Move it into a container definition.';
  if (key === 'awsvpcConfiguration' || key === 'networkConfiguration') {
    return 'Remove it: the network configuration belongs to the service or the one-off task.';
  }
  return undefined;
}

type Wanted = 'a string' | 'a number' | 'a whole number' | 'true or false' | 'a list' | 'an object';

function wrongType({ value, schema, path, report, spelling }: Reading, wanted: Wanted): undefined {
  const name = path.length === 0 ? 'The definition' : formatPath(path);
  if (isJsonText(value) && (wanted === 'a list' || wanted === 'an object')) {
    report('wrong-type', path, {
      message: `${name} must be ${wanted}, but is a string that contains JSON.`,
      fix: 'Remove the quotes around it, and the backslashes inside.',
    });
    return undefined;
  }
  const spelt = mayBeSecret(path) ? undefined : spellingOf(value, spelling?.(path));
  report('wrong-type', path, {
    message: `${name} must be ${wanted}, but is ${describeValue(value, spelt)}.`,
    fix: rewritten({ value, schema, spelt }) ?? fixOf(value, wanted, spelt),
  });
  return undefined;
}

/** What may hold values of variables, tags, options or secrets, whatever its form: Compose writes `DB_PASSWORD=x`. */
const HOLDERS: readonly Path[number][] = ['value', 'options', 'environment', 'secrets', 'secretOptions'];

function mayBeSecret(path: Path): boolean {
  return path.at(-1) !== 'name' && path.some((key) => HOLDERS.includes(key));
}

/** A number is quoted as written in the file: `012` would be printed as 12. */
function spellingOf(value: unknown, inFile: string | undefined): string | undefined {
  if (typeof value === 'string') return shorten(value, 40);
  return typeof value === 'number' || typeof value === 'boolean' ? inFile && shorten(inFile, 40) : undefined;
}

/** As Terraform's jsonencode writes container definitions, for instance. */
function isJsonText(value: unknown): boolean {
  return typeof value === 'string' && /^\s*[[{]/.test(value);
}

function fixOf(value: unknown, wanted: Wanted, spelt: string | undefined): string {
  const isNumberText = typeof value === 'string' && /^-?\d+$/.test(value);
  if (isNumberText && (wanted === 'a whole number' || wanted === 'a number')) return 'Remove the quotes.';
  if (wanted === 'true or false' && (value === 'true' || value === 'false')) return 'Remove the quotes.';
  if (wanted === 'a string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return spelt === undefined ? 'Put it in quotes.' : `Put it in quotes: "${spelt}".`;
  }
  return `Write ${wanted}.`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
