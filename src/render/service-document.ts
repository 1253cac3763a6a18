import { plainTypeAt } from '../aws/field-types.ts';
import type { Path, Problem, ServiceDocument, Template } from '../model.ts';
import { phrase } from '../phrases.ts';
import { toProblem } from '../problem.ts';
import { READ_ONLY_OF_SERVICE } from './read-only.ts';
import { fillVariables, unresolvedIn } from './variables.ts';

type Fields = Record<string, unknown>;

/** Settings that DescribeServices shows in the deployments only (docs: API_Deployment). */
const OF_DEPLOYMENTS = ['serviceConnectConfiguration', 'volumeConfigurations', 'vpcLatticeConfigurations'];

/** What a document says about a service: the document itself, or the one service of an answer of AWS, without what is read-only. */
export function readServiceDocument(
  template: Template,
  variables: ReadonlyMap<string, string>,
): { document?: Omit<ServiceDocument, 'kind'>; problems: Problem[] } {
  const start = startOf(toFields(template.value));
  const { value, missing } = fillVariables(template, variables, (path) =>
    plainTypeAt('service definition', path.slice(start?.length ?? 0)),
  );
  const root = toFields(value);
  if (start === undefined) return { problems: [notOne(template, root['services'] as unknown[])] };
  const described = toFields(start.reduce<unknown>((node, key) => (node as Fields)[key], root));
  const deployment = toFields(list(described['deployments'])[0]);
  const lifted = OF_DEPLOYMENTS.filter((key) => !(key in described) && deployment[key] !== undefined);
  const { clusterArn } = described;
  const fields = withoutNulls({
    ...Object.fromEntries(lifted.map((key) => [key, deployment[key]])),
    ...Object.fromEntries(Object.entries(described).filter(([key]) => !READ_ONLY_OF_SERVICE.has(key))),
    ...(clusterArn === undefined || 'cluster' in described ? {} : { cluster: clusterArn }),
  }) as Fields;
  const ownTags = ownTagsIn(fields['tags']);
  const source = ([key = '', ...rest]: Path): Path => {
    if (key === 'cluster' && !('cluster' in described)) return [...start, 'clusterArn'];
    const [index, ...member] = rest;
    if (key === 'tags' && index !== undefined) return [...start, key, ownTags[Number(index)] ?? index, ...member];
    return [...start, ...(lifted.includes(String(key)) ? ['deployments', 0] : []), key, ...rest];
  };
  const locate: ServiceDocument['locate'] = (path) => template.locate(path.length === 0 ? start : source(path));
  const spelling = template.spelling && ((path: Path) => template.spelling?.(source(path)));
  const problems = [...unresolvedIn(template, missing), ...unwritten(template, start)];
  return { document: { fields: withoutAwsTags(fields, ownTags), locate, spelling }, problems };
}

/** Where the service is: `describe-services` lists it, `create-service` and `update-service` wrap it. */
function startOf(root: Fields): Path | undefined {
  const { services, service } = root;
  if (Array.isArray(services) && !('serviceName' in root)) return services.length === 1 ? ['services', 0] : undefined;
  return isFields(service) ? ['service'] : [];
}

function notOne(template: Template, services: readonly unknown[]): Problem {
  const names = services.flatMap((service) => toFields(service)['serviceName'] ?? []).map(String);
  const what = services.length === 0 ? 'no service' : `${services.length} services (${names.join(', ')})`;
  return toProblem('service-definition-count', template.locate(['services']), {
    message: `A service definition describes one service, but "services" lists ${what}.`,
    fix: services.length === 0 ? 'Check the names given to describe-services.' : 'Keep one of them in the document.',
  });
}

/** A saved answer may hold tags of CloudFormation, which AWS rejects from anyone else. */
function withoutAwsTags(fields: Fields, own: readonly number[]): Fields {
  const { tags } = fields;
  return Array.isArray(tags) ? { ...fields, tags: own.map((index): unknown => tags[index]) } : fields;
}

/** Where the tags are that AWS did not set. */
function ownTagsIn(tags: unknown): number[] {
  return list(tags).flatMap((tag, index) => (String(toFields(tag)['key']).startsWith('aws:') ? [] : [index]));
}

/** Where YAML has a key and nothing behind it: often an expression that came out empty. A written `null` is meant. */
function unwritten(template: Template, start: Path): Problem[] {
  const described = start.reduce<unknown>((node, key) => (node as Fields)[key], template.value);
  return nullsIn(described, start)
    .filter((path) => !/^(?:null|~)$/i.test(template.spelling?.(path) ?? ''))
    .map((path) =>
      toProblem('empty-value', template.locate(path), {
        message: `"${String(path.at(-1))}" has no value, so the service definition says nothing about it.`,
        fix: `Give it a value, or remove it. ${phrase('why-empty')}`,
      }),
    );
}

function nullsIn(value: unknown, path: Path): Path[] {
  if (value === null) return [path];
  if (typeof value !== 'object') return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => nullsIn((value as Record<string | number, unknown>)[key], [...path, key]));
}

/** A null means "not given", as in the API. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isFields(value)) return value;
  const given = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(given.map(([key, item]) => [key, withoutNulls(item)]));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function toFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
