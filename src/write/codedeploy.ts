import { createHash } from 'node:crypto';
import { CLOCK_SKEW_MS } from '../aws/service.ts';
import type { CodeDeploy } from '../aws/codedeploy.ts';
import { isDenied, isUnknownOperation, toDeployError } from '../aws/failure.ts';
import { writeOnce } from '../aws/write.ts';
import type { CodeDeployTarget, Started } from '../model.ts';
import type { World } from '../world.ts';
import { findSettings } from './effect.ts';

export interface CodeDeployUpdate {
  target: CodeDeployTarget;
  /** The AppSpec, with the revision filled in. */
  content: string;
  /** The Lambda function of each of its hooks. */
  hooks: Readonly<Record<string, string>>;
  /** The revision to deploy. */
  taskDefinitionArn: string;
  /** False when only settings of the service change. */
  deploys: boolean;
  /** Called when AWS has accepted the settings, before the deployment is created. */
  settingsSent: () => void;
}

/**
 * Changes what UpdateService may change and creates the deployment.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function deployCodeDeploy(update: CodeDeployUpdate, world: World): Promise<Started> {
  const { target, taskDefinitionArn, deploys, hooks } = update;
  const { service, cluster, name, group } = target;
  const startedAt = world.clock.now();
  if (Object.keys(target.settings).length > 0) {
    await updateSettings(target, world);
    update.settingsSent();
  }
  const started: Started = {
    cluster,
    service: name,
    serviceArn: service.serviceArn ?? name,
    baseline: {
      eventIds: new Set((service.events ?? []).flatMap(({ id }) => id ?? [])),
      taskSetIds: new Set((service.taskSets ?? []).flatMap(({ id }) => id ?? [])),
    },
    startedAt,
    deploys,
    taskDefinitionArn,
  };
  if (!deploys) return started;
  const deploymentId = await createDeployment(update, world);
  return { ...started, codeDeploy: { deploymentId, group, hooks } };
}

/** Settings come first: CodeDeploy starts as many new tasks as the service's desired count at that point. */
async function updateSettings({ cluster, name, settings }: CodeDeployTarget, world: World): Promise<void> {
  await writeOnce(
    {
      action: 'ecs:UpdateService',
      doing: 'updating the service',
      send: () => world.aws.ecs.updateService({ cluster, service: name, ...settings }),
      findEffect: (looking) => findSettings({ cluster, name, settings }, looking),
    },
    world,
  );
}

async function createDeployment({ target, content }: CodeDeployUpdate, world: World): Promise<string> {
  const { group, description, deploymentConfig } = target;
  const sha256 = createHash('sha256').update(content).digest('hex');
  const codeDeploy = await world.aws.codeDeploy();
  const since = world.clock.now();
  const request = {
    applicationName: group.application,
    deploymentGroupName: group.name,
    revision: { revisionType: 'AppSpecContent' as const, appSpecContent: { content, sha256 } },
    ...(description === undefined ? {} : { description }),
    ...(deploymentConfig === undefined ? {} : { deploymentConfigName: deploymentConfig }),
  };
  return await writeOnce(
    {
      action: 'codedeploy:CreateDeployment',
      doing: 'creating the CodeDeploy deployment',
      send: () => codeDeploy.createDeployment(request),
      findEffect: (looking) => findCreated({ target, sha256, since }, looking),
    },
    world,
  );
}

/** The deployment of a call whose response was lost: new in the group, with our content. */
async function findCreated(
  { target, sha256, since }: { target: CodeDeployTarget; sha256: string; since: Date },
  world: World,
): Promise<string | undefined> {
  const { known } = target.group;
  try {
    const codeDeploy = await world.aws.codeDeploy();
    const candidates = (await readDeploymentIds(target, codeDeploy)).filter((id) => !known.includes(id));
    for (const id of candidates) {
      const deployment = await codeDeploy.getDeployment(id);
      const isFresh = (deployment?.createTime?.getTime() ?? 0) >= since.getTime() - CLOCK_SKEW_MS;
      if (isFresh && deployment?.revision?.appSpecContent?.sha256 === sha256) return id;
    }
    return undefined;
  } catch (error) {
    throw toDeployError(error, {
      action: 'codedeploy:GetDeployment',
      doing: 'checking whether the CodeDeploy deployment was created',
    });
  }
}

/** The group names its last deployment; the list, if it can be read, shows others too. */
async function readDeploymentIds({ group }: CodeDeployTarget, codeDeploy: CodeDeploy): Promise<string[]> {
  const name = { applicationName: group.application, deploymentGroupName: group.name };
  const last = (await codeDeploy.getDeploymentGroup(name))?.lastAttemptedDeployment?.deploymentId;
  try {
    const listed = await codeDeploy.listDeployments({ ...name, unfinished: true });
    return [...new Set([...(last === undefined ? [] : [last]), ...listed])];
  } catch (error) {
    if (isDenied(error) || isUnknownOperation(error)) return last === undefined ? [] : [last];
    throw error;
  }
}
