import type { Inputs } from '../../inputs/spec.ts';
import type { AppSpec, Problem } from '../../model.ts';
import type { History } from '../../plan/history.ts';
import type { Located } from '../../plan/locate.ts';
import { warning } from '../../plan/rollback-problems.ts';
import { appSpecOf } from '../../plan/rollback-settings.ts';
import { readAppSpecFile } from '../deploy/appspec.ts';
import { readAppSpec } from '../../render/appspec.ts';
import { parseDocument, toTemplate } from '../../render/document.ts';
import type { World } from '../../world.ts';

interface Question {
  located: Located;
  history: History;
  /** The revision to go back to. */
  taskDefinitionArn: string;
  inputs: Inputs;
}

/**
 * The AppSpec of a rollback, so that it needs no checkout: the file where one is named, else that of the deployment it goes back to,
 * else that of the last one that succeeded, else one with what the service has now.
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
  const unknown = warning(located.name, 'rollback-hooks', {
    message: `The AppSpec of an earlier deployment of "${located.name}" is not known: it is deployed as the service is now, without hooks.`,
    fix: 'Allow codedeploy:ListDeployments and codedeploy:GetApplicationRevision, or give codedeploy-appspec where hooks must run.',
  });
  return { appSpec, problems: [...problems, unknown] };
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

async function parseAppSpec(content: string): Promise<AppSpec | undefined> {
  const bytes = new TextEncoder().encode(content);
  const { template } = await parseDocument({ file: 'the AppSpec in CodeDeploy', bytes, holds: 'AppSpec' });
  const appSpec = template && readAppSpec(template).appSpec;
  return appSpec === undefined || appSpec.services.length === 0 ? undefined : appSpec;
}
