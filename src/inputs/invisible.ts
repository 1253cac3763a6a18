import { INVISIBLE_FIX, invisibleWords } from '../invisible.ts';
import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { INPUTS, type InputName, type Pairs } from './spec.ts';
import type { InputSpec } from './table/input-spec.ts';
import { phrase } from '../phrases.ts';

/** What people write to people, and what must never be shown. */
const NO_NAMES: readonly InputName[] = ['codedeploy-deployment-description', 'github-token'];

/** Inputs in which anything but an ARN may be the secret itself. */
const SECRET_UNLESS_ARN: readonly InputName[] = ['secrets', 'repository-credentials'];

/**
 * A name with a character that nobody sees: AWS would look for another service, role or image than the reader. A text that could
 * not be parsed is looked at as it is.
 */
export function invisibleProblem(name: InputName, value: unknown): Problem | undefined {
  const words = textsOf(name, value)
    .map(invisibleWords)
    .find((found) => found !== undefined);
  if (words === undefined) return undefined;
  return toProblem('input-format', atInput(name), {
    message: `${phrase('input', name)} ${words}.`,
    fix: INVISIBLE_FIX,
  });
}

/** The parts of an input that name something. */
function textsOf(name: InputName, value: unknown): string[] {
  const spec: InputSpec = INPUTS[name];
  if (NO_NAMES.includes(name)) return [];
  switch (spec.type) {
    case 'text':
      return shown(name, [String(value)]);
    case 'names':
    case 'lines':
      return Array.isArray(value) ? value.map(String) : [];
    case 'pairs':
      return ((Array.isArray(value) ? value : []) as Pairs).flatMap(([key, text]) => [
        key,
        ...(name === 'images' || name === 'secrets' ? shown(name, [text]) : []),
      ]);
    case 'document':
      return isFile(value) ? [value.file] : [];
    case 'boolean':
    case 'integer':
    case 'choice':
      return typeof value === 'string' ? [value] : [];
    case 'words':
    case 'probes':
    case 'metric-checks':
    case 'json-array':
    case 'json-object':
      return [];
  }
}

function shown(name: InputName, texts: string[]): string[] {
  return SECRET_UNLESS_ARN.includes(name) ? texts.filter((text) => text.startsWith('arn:')) : texts;
}

function isFile(value: unknown): value is { file: string } {
  return typeof value === 'object' && value !== null && 'file' in value;
}
