import type { Inputs } from '../../inputs/spec.ts';
import type { AppSpec, Problem } from '../../model.ts';
import { readAppSpec } from '../../render/appspec.ts';
import { fillVariables } from '../../render/variables.ts';
import { readFile } from './template.ts';
import type { World } from '../../world.ts';

/** Where CodeDeploy's own tools and the official action look. */
const DEFAULT_FILE = 'appspec.yaml';

/** The AppSpec that the inputs name; without services when it cannot be read, so that the other checks go on. */
export async function readAppSpecFile(
  inputs: Inputs,
  world: World,
): Promise<{ appSpec: AppSpec; problems: Problem[] }> {
  const file = inputs['codedeploy-appspec'] ?? DEFAULT_FILE;
  const { variables } = inputs;
  const source = await readFile({ file, input: 'codedeploy-appspec', variables, holds: 'AppSpec' }, world);
  if (source.template === undefined) {
    const origin = { kind: 'input', input: 'codedeploy-appspec' } as const;
    return { appSpec: { file, value: {}, services: [], locate: () => origin }, problems: source.problems };
  }
  const { value } = fillVariables(source.template, new Map(variables));
  const { appSpec, problems } = readAppSpec({ ...source.template, value });
  return { appSpec, problems: [...source.problems, ...problems] };
}
