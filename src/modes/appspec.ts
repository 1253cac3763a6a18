import type { Inputs } from '../inputs/spec.ts';
import type { AppSpec, Path, Problem } from '../model.ts';
import { numberAt } from '../render/appspec-fields.ts';
import { readAppSpec } from '../render/appspec.ts';
import { parseDocument } from '../render/document.ts';
import { fillVariables, unresolvedIn } from '../render/variables.ts';
import { readDocument, type Workspace } from './read-document.ts';

/** The default path of CodeDeploy's own tools and the official action. */
const DEFAULT_FILE = 'appspec.yaml';

/** The AppSpec that the inputs name or contain; without services if it cannot be read, so that the other checks continue. */
export async function readAppSpecFile(
  inputs: Inputs,
  world: Workspace,
): Promise<{ appSpec: AppSpec; problems: Problem[] }> {
  const given = inputs['codedeploy-appspec'];
  const because = given === undefined ? { because: 'CodeDeploy needs an AppSpec to deploy this service' } : {};
  const asked = {
    given: given ?? { file: DEFAULT_FILE },
    input: 'codedeploy-appspec',
    variables: inputs.variables,
    holds: 'AppSpec',
    ...because,
  } as const;
  const source = await readDocument(asked, world);
  if (source.template === undefined) {
    const origin = { kind: 'input', input: 'codedeploy-appspec' } as const;
    return { appSpec: { value: {}, services: [], locate: () => origin }, problems: source.problems };
  }
  const { value, missing } = fillVariables(source.template, new Map(inputs.variables), numberAt);
  const { appSpec, problems } = readAppSpec({ ...source.template, value });
  const unset = new Map([...missing].filter(([path]) => !isTaskDefinition(JSON.parse(path) as Path)));
  return { appSpec, problems: [...source.problems, ...unresolvedIn(source.template, unset), ...problems] };
}

/** A placeholder there needs no value: the revision to deploy takes its place. */
function isTaskDefinition(path: Path): boolean {
  return String(path.at(-1)).toLowerCase() === 'taskdefinition';
}

/** The task definition that an AppSpec of CodeDeploy deploys: an ARN, or `family:N` of this account and Region. */
export async function definitionOf(content: string, live: string): Promise<string | undefined> {
  const appSpec = await parseAppSpec(content);
  const [service] = appSpec?.services ?? [];
  if (appSpec === undefined || service === undefined) return undefined;
  const properties = service.path.reduce<unknown>(
    (node, key) => (node as Record<string | number, unknown> | undefined)?.[key],
    appSpec.value,
  );
  const name = (properties as Record<string, unknown> | undefined)?.[service.taskDefinitionKey];
  if (typeof name !== 'string' || !/:\d+$/.test(name)) return undefined;
  return name.startsWith('arn:') ? name : `${live.slice(0, live.lastIndexOf('/') + 1)}${name}`;
}

/** The AppSpec that CodeDeploy stores for a deployment; undefined if it deploys no service. */
export async function parseAppSpec(content: string): Promise<AppSpec | undefined> {
  const source = { kind: 'file', file: 'the AppSpec in CodeDeploy' } as const;
  const { template } = await parseDocument({ text: content, source }, { holds: 'AppSpec' });
  const appSpec = template && readAppSpec(template).appSpec;
  return appSpec === undefined || appSpec.services.length === 0 ? undefined : appSpec;
}
