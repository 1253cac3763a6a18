import type { Inputs } from '../../inputs/spec.ts';
import type { AppSpec, Problem } from '../../model.ts';
import { readAppSpec } from '../../render/appspec.ts';
import { fillVariables } from '../../render/variables.ts';
import { readFile } from './read-file.ts';
import type { World } from '../../world.ts';

/** Where CodeDeploy's own tools and the official action look. */
const DEFAULT_FILE = 'appspec.yaml';

/** The AppSpec that the inputs name; without services when it cannot be read, so that the other checks go on. */
export async function readAppSpecFile(
  inputs: Inputs,
  world: World,
): Promise<{ appSpec: AppSpec; problems: Problem[] }> {
  const given = inputs['codedeploy-appspec'];
  const file = given ?? DEFAULT_FILE;
  const because = given === undefined ? { because: 'CodeDeploy needs an AppSpec to deploy this service' } : {};
  const asked = {
    file,
    input: 'codedeploy-appspec',
    variables: inputs.variables,
    holds: 'AppSpec',
    ...because,
  } as const;
  const source = await readFile(asked, world);
  if (source.template === undefined) {
    const origin = { kind: 'input', input: 'codedeploy-appspec' } as const;
    return { appSpec: { file, value: {}, services: [], locate: () => origin }, problems: source.problems };
  }
  const { value } = fillVariables(source.template, new Map(inputs.variables));
  const { appSpec, problems } = readAppSpec({ ...source.template, value });
  return { appSpec, problems: [...source.problems, ...problems] };
}
