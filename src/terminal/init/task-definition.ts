import type { LiveDefinition } from '../../model.ts';
import { asRequest } from '../../modes/template.ts';
import { READ_ONLY } from '../../render/read-only.ts';

/** What a deploy puts its image in place of. */
const IMAGE = '__IMAGE_URI__';

/** What people look for first. */
const FIRST = ['family', 'networkMode', 'requiresCompatibilities', 'cpu', 'memory', 'executionRoleArn', 'taskRoleArn'];

/** A registered revision as a file: what would be registered again, with room for the image if there is one container. */
export function toTaskDefinition(live: LiveDefinition): Record<string, unknown> {
  const request = withoutEmpty(asRequest(live)) as Record<string, unknown>;
  const names = [...FIRST.filter((name) => name in request), ...Object.keys(request)];
  const fields = Object.fromEntries(
    names.filter((name) => !READ_ONLY.has(name)).map((name) => [name, request[name]] as const),
  );
  const containers = fields['containerDefinitions'] as { image?: string }[] | undefined;
  const [only, ...more] = containers ?? [];
  return only === undefined || more.length > 0
    ? fields
    : { ...fields, containerDefinitions: [{ ...only, image: IMAGE }] };
}

/** AWS answers with an empty list for each one that was left out. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const given = Object.entries(value).filter(
    ([, item]) => item !== undefined && item !== null && !(Array.isArray(item) && item.length === 0),
  );
  return Object.fromEntries(given.map(([key, item]) => [key, withoutEmpty(item)]));
}
