import type { AppSpec, AppSpecService, Origin, Path, Problem, Template } from '../model.ts';
import { toProblem } from '../problem.ts';
import { propertyProblems, rootProblems } from './appspec-fields.ts';
import { hookProblems } from './appspec-hooks.ts';
import { phrase } from '../phrases.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The resource type of a service (docs: https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html). */
const SERVICE_TYPE = 'AWS::ECS::Service';

/** Finds what a deployment needs in an AppSpec. Keys are case-insensitive, as in CodeDeploy's own tools. */
export function readAppSpec({ value, locate, spelling }: Template): {
  appSpec: AppSpec;
  problems: Problem[];
} {
  const problems: Problem[] = [];
  const root = toFields(value);
  const reading = { locate, problems, show: (path: Path, item: unknown) => spelling?.(path) ?? inShort(item) };
  const services = readServices(root, reading);
  const hooks = keyOf(root, 'Hooks');
  problems.push(...rootProblems(root, reading), ...versionProblems(root, reading));
  if (hooks !== undefined) problems.push(...hookProblems({ value: root[hooks], path: [hooks] }, reading));
  return { appSpec: { value, services, locate }, problems };
}

/** The content for CodeDeploy: JSON, with the revision in every service resource. */
export function fillAppSpec({ value, services }: AppSpec, taskDefinitionArn: string): string {
  const filled: unknown = structuredClone(value);
  for (const { path, taskDefinitionKey } of services) {
    const properties = valueAt(filled, path);
    if (isFields(properties)) Object.assign(properties, { [taskDefinitionKey]: taskDefinitionArn });
  }
  return JSON.stringify(filled);
}

/** The Lambda function (name or ARN) of each hook. */
export function hooksOf({ value }: AppSpec): Record<string, string> {
  const root = toFields(value);
  const key = keyOf(root, 'Hooks');
  const hooks: unknown = key === undefined ? undefined : root[key];
  const entries = Array.isArray(hooks) ? hooks.flatMap((one) => Object.entries(toFields(one))) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

interface Reading {
  locate: (path: Path) => Origin;
  problems: Problem[];
  /** A value as the file spells it, or shortened. */
  show: (path: Path, value: unknown) => string;
}

function readServices(root: Fields, reading: Reading): AppSpecService[] {
  const key = keyOf(root, 'Resources');
  const resources = key === undefined ? undefined : root[key];
  if (key === undefined || !Array.isArray(resources)) {
    reading.problems.push(
      toProblem('appspec-resource', reading.locate(key === undefined ? [] : [key]), {
        message: key === undefined ? 'The AppSpec has no "Resources".' : `"${key}" in the AppSpec is not a list.`,
        fix: `Write "Resources:" as a list with a resource of type ${SERVICE_TYPE}.`,
      }),
    );
    return [];
  }
  const found = resources.flatMap((item: unknown, index) =>
    Object.entries(toFields(item)).map(([name, resource]) => ({ resource, path: [key, index, name] })),
  );
  const services = found.filter(({ resource }) => field(resource, 'Type') === SERVICE_TYPE);
  if (services.length === 0) {
    const types = found.slice(0, 10).map(({ resource }) => inShort(field(resource, 'Type') ?? 'none'));
    reading.problems.push(
      toProblem('appspec-resource', reading.locate(typePath(found[0]) ?? [key]), {
        message: `The AppSpec has no resource of type ${SERVICE_TYPE}${types.length === 0 ? '' : `; it has ${types.join(', ')}`}.`,
        fix: `Write "Type: ${SERVICE_TYPE}" for the resource of the service.`,
      }),
    );
  }
  const [, second] = services;
  if (second !== undefined) {
    reading.problems.push(
      toProblem('appspec-resource', reading.locate(second.path), {
        message: `The AppSpec has ${services.length} resources of type ${SERVICE_TYPE}; a deployment has one.`,
        fix: 'Keep the one of this service.',
      }),
    );
  }
  return services.flatMap((service) => readService(service, reading));
}

/** Where the type of a resource is, or the resource if it has none. */
function typePath(found: { resource: unknown; path: Path } | undefined): Path | undefined {
  const key = keyOf(toFields(found?.resource), 'Type');
  return found === undefined || key === undefined ? found?.path : [...found.path, key];
}

function readService({ resource, path }: { resource: unknown; path: Path }, reading: Reading): AppSpecService[] {
  const propertiesKey = keyOf(toFields(resource), 'Properties');
  const properties = propertiesKey === undefined ? undefined : toFields(resource)[propertiesKey];
  if (propertiesKey === undefined || !isFields(properties)) {
    reading.problems.push(
      toProblem('appspec-field', reading.locate(path), {
        message: `The resource of type ${SERVICE_TYPE} has no "Properties".`,
        fix: 'Write "Properties:" with TaskDefinition and LoadBalancerInfo.',
      }),
    );
    return [];
  }
  const at = [...path, propertiesKey];
  reading.problems.push(...propertyProblems({ value: properties, path: at }, reading));
  return [
    {
      path: at,
      taskDefinitionKey: keyOf(properties, 'TaskDefinition') ?? 'TaskDefinition',
      ...readLoadBalancer(properties, at, reading),
    },
  ];
}

function readLoadBalancer(
  properties: Fields,
  path: Path,
  { locate, problems, show }: Reading,
): Pick<AppSpecService, 'container' | 'port'> {
  const key = keyOf(properties, 'LoadBalancerInfo');
  const info = toFields(key === undefined ? undefined : properties[key]);
  const [nameKey, portKey] = [keyOf(info, 'ContainerName'), keyOf(info, 'ContainerPort')];
  const missing = [nameKey === undefined ? 'ContainerName' : '', portKey === undefined ? 'ContainerPort' : ''];
  if (key === undefined || nameKey === undefined || portKey === undefined) {
    problems.push(
      toProblem('appspec-field', locate(key === undefined ? path : [...path, key]), {
        message: `"LoadBalancerInfo" in the AppSpec has no ${missing.filter(Boolean).join(' and no ')}, so it is unclear where traffic goes.`,
        fix: 'Write "LoadBalancerInfo:" with the ContainerName and ContainerPort from the task definition.',
      }),
    );
    return {};
  }
  const [name, port] = [info[nameKey], info[portKey]];
  const number = typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port;
  const places = { name: [...path, key, nameKey], port: [...path, key, portKey] };
  if (typeof name !== 'string')
    problems.push(wrongValue('ContainerName', show(places.name, name), locate(places.name)));
  if (typeof number !== 'number')
    problems.push(wrongValue('ContainerPort', show(places.port, port), locate(places.port)));
  return {
    ...(typeof name === 'string' ? { container: { name, path: places.name } } : {}),
    ...(typeof number === 'number' ? { port: { number, path: places.port } } : {}),
  };
}

function wrongValue(name: string, shown: string, origin: Origin): Problem {
  const wanted = name === 'ContainerPort' ? 'a port number' : 'the name of a container';
  return toProblem('appspec-field', origin, {
    message: `${name} in the AppSpec is ${shown}, not ${wanted}.`,
    fix: `Write ${wanted} from the task definition. A placeholder must be filled in before ${phrase('this-step')}.`,
  });
}

/** CodeDeploy takes no version but `0.0`; YAML and JSON parse it as the number 0. */
function versionProblems(root: Fields, { locate, show }: Reading): Problem[] {
  const key = keyOf(root, 'version');
  const version = key === undefined ? undefined : root[key];
  if (version === 0 || version === '0.0') return [];
  return [
    toProblem('appspec-version', locate(key === undefined ? [] : [key]), {
      message: `The AppSpec has ${key === undefined ? 'no version' : `version ${show([key], version)}`}; CodeDeploy takes only 0.0.`,
      fix: 'Write "version: 0.0".',
    }),
  ];
}

function inShort(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function field(value: unknown, name: string): unknown {
  const fields = toFields(value);
  const key = keyOf(fields, name);
  return key === undefined ? undefined : fields[key];
}

function keyOf(fields: Fields, name: string): string | undefined {
  return Object.keys(fields).find((key) => key.toLowerCase() === name.toLowerCase());
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((node, key) => (node as Record<string | number, unknown>)[key], root);
}

function toFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
