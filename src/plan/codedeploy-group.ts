import type { DeploymentGroupInfo } from '@aws-sdk/client-codedeploy';
import { UNFINISHED } from '../aws/codedeploy-status.ts';
import type { CodeDeploy } from '../aws/codedeploy.ts';
import { errorName } from '../aws/failure.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { CodeDeployGroup, Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import type { World } from '../world.ts';

/** Optional reads must not hold up a deploy. */
const PATIENCE_MS = 10_000;
/** Length of each part of a default name. */
const PART_CHARACTERS = 46;

/** Reads the deployment group that deploys a service: the one named in the inputs, or the one that the ECS console creates. */
export async function readDeploymentGroup(
  service: { name: string; cluster: string },
  { inputs, world }: { inputs: Inputs; world: World },
): Promise<CodeDeployGroup | Problem> {
  const { application, name } = codeDeployNames(service, inputs);
  const codeDeploy = await world.aws.codeDeploy();
  let info: DeploymentGroupInfo | undefined;
  try {
    info = await codeDeploy.getDeploymentGroup({ applicationName: application, deploymentGroupName: name });
  } catch (error) {
    const problem = missing(errorName(error), { application, name, inputs, region: world.aws.region });
    if (problem === undefined) throw error;
    return problem;
  }
  const wrong = misfit(info ?? {}, { service, application, name });
  if (wrong !== undefined) return wrong;
  const unfinished = await listUnfinished({ application, name, codeDeploy }, world);
  return toGroup({ application, name, info: info ?? {}, unfinished });
}

/** The application and the deployment group that the inputs name, or those that the ECS console creates. */
export function codeDeployNames(
  service: { name: string; cluster: string },
  inputs: Pick<Inputs, 'codedeploy-application' | 'codedeploy-deployment-group'>,
): { application: string; name: string } {
  return {
    application: inputs['codedeploy-application'] ?? defaultName('AppECS', service),
    name: inputs['codedeploy-deployment-group'] ?? defaultName('DgpECS', service),
  };
}

/** CodeDeploy allows names of 100 characters, so the AWS CLI and the console cut both parts (`aws ecs deploy`). */
export function defaultName(kind: 'AppECS' | 'DgpECS', { cluster, name }: { cluster: string; name: string }): string {
  return `${kind}-${cluster.slice(0, PART_CHARACTERS)}-${name.slice(0, PART_CHARACTERS)}`;
}

/** The deployment of a group that runs right now. */
export async function readActive(
  { application, name }: CodeDeployGroup,
  world: World,
): Promise<CodeDeployGroup['active']> {
  const codeDeploy = await world.aws.codeDeploy();
  const info = await codeDeploy.getDeploymentGroup({ applicationName: application, deploymentGroupName: name });
  const unfinished = await listUnfinished({ application, name, codeDeploy }, world);
  return toGroup({ application, name, info: info ?? {}, unfinished }).active;
}

/** Whether a deployment with this status is still running. */
function isUnfinished(status: string | undefined): boolean {
  return UNFINISHED.some((one) => one === status);
}

/** What matters to a deployment about its group. */
export function toGroup({
  application,
  name,
  info,
  unfinished,
}: {
  application: string;
  name: string;
  info: DeploymentGroupInfo;
  unfinished: readonly string[];
}): CodeDeployGroup {
  const { deploymentReadyOption: ready, terminateBlueInstancesOnDeploymentSuccess: termination } =
    info.blueGreenDeploymentConfiguration ?? {};
  const { enabled, events = [] } = info.autoRollbackConfiguration ?? {};
  const last = info.lastAttemptedDeployment;
  const lastRuns = last?.deploymentId !== undefined && isUnfinished(last.status);
  const targetGroups = (info.loadBalancerInfo?.targetGroupPairInfoList ?? []).flatMap((pair) =>
    (pair.targetGroups ?? []).flatMap((group) => group.name ?? []),
  );
  const active = lastRuns ? last.deploymentId : unfinished[0];
  return {
    application,
    name,
    readyWaitMinutes: ready?.waitTimeInMinutes ?? 0,
    terminationWaitMinutes: termination?.action === 'KEEP_ALIVE' ? 0 : (termination?.terminationWaitTimeInMinutes ?? 0),
    rollsBackOnFailure: enabled === true && events.includes('DEPLOYMENT_FAILURE'),
    ...(targetGroups.length === 0 ? {} : { targetGroups }),
    known: [...new Set([...unfinished, ...(last?.deploymentId === undefined ? [] : [last.deploymentId])])],
    ...(active === undefined
      ? {}
      : { active: { id: active, ...(lastRuns && last.createTime !== undefined ? { since: last.createTime } : {}) } }),
  };
}

/** The group itself names its last deployment; the list adds to that if it can be read, and CreateDeployment has the last word. */
async function listUnfinished(
  { application, name, codeDeploy }: { application: string; name: string; codeDeploy: CodeDeploy },
  { clock, signal }: World,
): Promise<string[]> {
  const group = { applicationName: application, deploymentGroupName: name };
  const listing = codeDeploy.listDeployments({ ...group, unfinished: true }).catch(() => []);
  return (await clock.within({ milliseconds: PATIENCE_MS, signal }, listing)) ? await listing : [];
}

function missing(
  error: string,
  { application, name, inputs, region }: { application: string; name: string; inputs: Inputs; region: string },
): Problem | undefined {
  if (error === 'ApplicationDoesNotExistException') {
    return toProblem('codedeploy-application-missing', atInput('codedeploy-application'), {
      message: `CodeDeploy has no application "${application}" in Region ${region}.`,
      fix:
        inputs['codedeploy-application'] === undefined
          ? `That is the default name: set yours in codedeploy-application, or create it: \`aws deploy create-application --application-name ${application} --compute-platform ECS\`, and then its deployment group.`
          : 'Correct codedeploy-application, the Region or the account.',
    });
  }
  if (error === 'DeploymentGroupDoesNotExistException') {
    return toProblem('codedeploy-group-missing', atInput('codedeploy-deployment-group'), {
      message: `The CodeDeploy application "${application}" has no deployment group "${name}".`,
      fix:
        inputs['codedeploy-deployment-group'] === undefined
          ? 'That is the default name: set yours in codedeploy-deployment-group, or create it with `aws deploy create-deployment-group`.'
          : 'Correct codedeploy-deployment-group.',
    });
  }
  return undefined;
}

/** A group of another service would deploy there. */
function misfit(
  { ecsServices = [], computePlatform }: DeploymentGroupInfo,
  asked: { service: { name: string; cluster: string }; application: string; name: string },
): Problem | undefined {
  const { service, application, name } = asked;
  const fits = ecsServices.some(
    ({ serviceName, clusterName }) =>
      serviceName === service.name && (clusterName === undefined || clusterName === service.cluster),
  );
  if (fits || (ecsServices.length === 0 && (computePlatform ?? 'ECS') === 'ECS')) return undefined;
  const deploys =
    ecsServices.length === 0
      ? `for the compute platform ${computePlatform}`
      : `of ${ecsServices.map(({ serviceName, clusterName }) => `${clusterName}/${serviceName}`).join(', ')}`;
  return toProblem('codedeploy-group-of-another-service', atInput('codedeploy-deployment-group'), {
    message: `The CodeDeploy deployment group "${name}" of "${application}" is ${deploys}, not of ${service.cluster}/${service.name}.`,
    fix: 'Set codedeploy-application and codedeploy-deployment-group to the deployment group of this service.',
  });
}
