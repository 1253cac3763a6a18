import { definitionOf } from '../appspec.ts';
import { isBadCredentials, isThrottled } from '../../aws/failure.ts';
import { liveTaskDefinition } from '../../aws/service.ts';
import type { Attached } from '../../plan/attached.ts';
import type { World } from '../../world.ts';

/** Until CodeDeploy has created the task set, only the AppSpec says which revision is deployed; if it cannot be read, the task set says it later. */
export async function nameRevision(attached: Attached, world: World): Promise<Attached> {
  const { started, codeDeploy, located } = attached;
  const live = liveTaskDefinition(located.service);
  const sha256 = codeDeploy?.revision?.appSpecContent?.sha256;
  if (started.taskDefinitionArn !== undefined || started.codeDeploy === undefined) return attached;
  if (live === undefined || sha256 === undefined) return attached;
  try {
    const client = await world.aws.codeDeploy();
    const content = await client.getAppSpec({ applicationName: started.codeDeploy.group.application, sha256 });
    const taskDefinitionArn = content === undefined ? undefined : await definitionOf(content, live);
    if (taskDefinitionArn === undefined) return attached;
    return { ...attached, started: { ...started, taskDefinitionArn } };
  } catch (error) {
    if (isBadCredentials(error) || isThrottled(error)) throw error;
    return attached;
  }
}
