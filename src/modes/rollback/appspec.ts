import type { Inputs } from '../../inputs/spec.ts';
import type { AppSpec, Problem } from '../../model.ts';
import { atService, toProblem } from '../../problem.ts';
import type { History } from '../../plan/history.ts';
import type { Located } from '../../plan/locate.ts';
import { appSpecOf } from '../../plan/rollback-settings.ts';
import { parseAppSpec, readAppSpecFile } from '../appspec.ts';
import { readAppSpec } from '../../render/appspec.ts';
import { toTemplate } from '../../render/document.ts';
import type { World } from '../../world.ts';

interface Question {
  located: Located;
  history: History;
  /** The revision to roll back to. */
  taskDefinitionArn: string;
  inputs: Inputs;
}

/**
 * The AppSpec of a rollback, chosen so that it needs no checkout: the file if one is named, else that of the deployment it returns to,
 * else that of the last successful one, else one built from the service's current settings.
 */
export async function appSpecOfRollback(
  { located, history, taskDefinitionArn, inputs }: Question,
  world: World,
): Promise<{ appSpec: AppSpec; problems: Problem[] }> {
  if (inputs['codedeploy-appspec'] !== undefined) return await readAppSpecFile(inputs, world);
  const succeeded = history.deployments.filter(({ end, appSpec }) => end === 'succeeded' && appSpec !== undefined);
  const own = succeeded.find((one) => one.taskDefinitionArn === taskDefinitionArn) ?? succeeded[0];
  const former = own?.appSpec === undefined ? undefined : await parseAppSpec(own.appSpec);
  if (former !== undefined) return { appSpec: former, problems: [] };
  const name = 'the AppSpec of the service';
  const { appSpec, problems } = readAppSpec(toTemplate({ name, value: appSpecOf(located.service ?? {}) }));
  const unknown = toProblem('rollback-hooks', atService(located.name), {
    message: `The AppSpec of an earlier deployment of "${located.name}" cannot be found: it is deployed with the service's current settings, without hooks.`,
    fix: 'Allow codedeploy:ListDeployments and codedeploy:GetApplicationRevision, or set codedeploy-appspec if hooks must run.',
  });
  return { appSpec, problems: [...problems, unknown] };
}
