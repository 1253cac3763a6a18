import { FIXED_VALUES } from '../aws/members.ts';
import { REQUESTS, type RequestName } from '../aws/requests.ts';
import type { Origin, Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import { readShape, type Report } from './fields.ts';

/** Checks names, types, nesting and fixed values against the SDK's own schemas, so that no list is maintained by hand. */
export function checkFields(
  value: unknown,
  locate: (path: Path) => Origin,
  shape: RequestName = 'RegisterTaskDefinitionRequest',
): Problem[] {
  return readFields({ value, locate }, shape).problems;
}

/** A value, where each part of it was written, and how. */
interface Written {
  value: unknown;
  locate: (path: Path) => Origin;
  spelling?: ((path: Path) => string | undefined) | undefined;
}

/**
 * Checks like `checkFields` and returns the value without its wrongly typed parts, so that later rules can trust the
 * types. A wrongly typed list item becomes an empty object, so that the others keep their index.
 */
export function readFields(
  { value, locate, spelling }: Written,
  shape: RequestName,
): { problems: Problem[]; sound: Record<string, unknown> } {
  const problems: Problem[] = [];
  const report: Report = (rule, path, words) => problems.push(toProblem(rule, locate(path), words));
  const sound = readShape(value, REQUESTS[shape], { report, enums: FIXED_VALUES, spelling });
  return { problems, sound: (sound ?? {}) as Record<string, unknown> };
}
