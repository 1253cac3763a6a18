import { OF_EXPRESS } from '../aws/express.ts';
import { isSame } from '../aws/same.ts';
import type { InputName, Inputs } from '../inputs/spec.ts';
import type { Path, Problem, ServiceDocument } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { phrase } from '../phrases.ts';

/** Whether a service definition is for an Express service. */
export function isExpressDocument(fields: ServiceDocument['fields'], { 'service-type': type }: Inputs): boolean {
  return type === 'express' || (type === 'auto' && OF_EXPRESS.some((field) => field in fields));
}

type Form = 'text' | 'number' | 'boolean' | 'list' | 'name and value' | 'name and valueFrom' | 'key and value';

/** Each input of an Express service, and its place in the service definition: what one of them takes, the other takes too. */
const PLACES: readonly (readonly [InputName, Path, Form])[] = [
  ['infrastructure-role-arn', ['infrastructureRoleArn'], 'text'],
  ['execution-role-arn', ['executionRoleArn'], 'text'],
  ['task-role-arn', ['taskRoleArn'], 'text'],
  ['task-definition-arn', ['taskDefinitionArn'], 'text'],
  ['cpu', ['cpu'], 'text'],
  ['memory', ['memory'], 'text'],
  ['cpu-architecture', ['cpuArchitecture'], 'text'],
  ['health-check-path', ['healthCheckPath'], 'text'],
  ['image', ['primaryContainer', 'image'], 'text'],
  ['container-port', ['primaryContainer', 'containerPort'], 'number'],
  ['log-group', ['primaryContainer', 'awsLogsConfiguration', 'logGroup'], 'text'],
  ['log-stream-prefix', ['primaryContainer', 'awsLogsConfiguration', 'logStreamPrefix'], 'text'],
  ['repository-credentials', ['primaryContainer', 'repositoryCredentials', 'credentialsParameter'], 'text'],
  ['command', ['primaryContainer', 'command'], 'list'],
  ['environment-variables', ['primaryContainer', 'environment'], 'name and value'],
  ['secrets', ['primaryContainer', 'secrets'], 'name and valueFrom'],
  ['subnets', ['networkConfiguration', 'subnets'], 'list'],
  ['security-groups', ['networkConfiguration', 'securityGroups'], 'list'],
  ['min-task-count', ['scalingTarget', 'minTaskCount'], 'number'],
  ['max-task-count', ['scalingTarget', 'maxTaskCount'], 'number'],
  ['auto-scaling-metric', ['scalingTarget', 'autoScalingMetric'], 'text'],
  ['auto-scaling-target-value', ['scalingTarget', 'autoScalingTargetValue'], 'number'],
  ['tags', ['tags'], 'key and value'],
  ['desired-count', ['desiredCount'], 'number'],
  ['enable-execute-command', ['enableExecuteCommand'], 'boolean'],
  ['bake-time-minutes', ['deploymentConfiguration', 'bakeTimeInMinutes'], 'number'],
  ['capacity-provider-strategy', ['capacityProviderStrategy'], 'list'],
];

/** A build changes these with every deploy, so an input in their place is no contradiction. */
const EXPECTED: readonly InputName[] = ['image', 'task-definition-arn'];

/** The inputs with what the service definition of an Express service says where they are empty. */
export function fillFromExpress(
  { inputs, given, bad }: { inputs: Inputs; given: readonly InputName[]; bad: ReadonlySet<InputName> },
  { fields }: Pick<ServiceDocument, 'fields'>,
): { inputs: Inputs; given: readonly InputName[]; problems: Problem[] } {
  const filled: Partial<Record<InputName, unknown>> = {};
  const problems: Problem[] = [];
  for (const [name, path, form] of PLACES) {
    const value = toInput(at(fields, path), form);
    if (value === undefined || bad.has(name)) continue;
    if (inputs[name] === undefined) filled[name] = value;
    else if (!EXPECTED.includes(name) && !isSame(inputs[name], value, String(path.at(-1))))
      problems.push(overruled(name, path));
  }
  const names = Object.keys(filled) as InputName[];
  return { inputs: { ...inputs, ...(filled as Partial<Inputs>) }, given: [...given, ...names], problems };
}

function overruled(name: InputName, path: Path): Problem {
  return toProblem('input-over-definition', atInput(name), {
    message: `${phrase('input', name)} takes the place of ${path.join('.')} in the service definition.`,
    fix: 'Remove one of them.',
  });
}

/** A value of the wrong type is left to the checks of the document. */
function toInput(value: unknown, form: Form): unknown {
  switch (form) {
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'number':
      return typeof value === 'number' ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'list':
      return Array.isArray(value) ? value : undefined;
    case 'name and value':
    case 'name and valueFrom':
    case 'key and value': {
      const [key = '', item = ''] = form.split(' and ');
      if (!Array.isArray(value)) return undefined;
      // Only a tag may have no value: it is empty then.
      const missing = form === 'key and value' ? '' : undefined;
      const pairs = value.map((one: unknown) => [at(one, [key]), at(one, [item]) ?? missing]);
      return pairs.flat().every((text) => typeof text === 'string') ? pairs : undefined;
    }
  }
}

function at(node: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    node,
  );
}
