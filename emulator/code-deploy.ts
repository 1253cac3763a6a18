import { createHash } from 'node:crypto';
import type {
  BatchGetDeploymentTargetsInput,
  CreateDeploymentInput,
  DeploymentInfo,
  ECSTarget,
  GetApplicationInput,
  GetApplicationRevisionInput,
  GetDeploymentGroupInput,
  GetDeploymentInput,
  ListDeploymentsInput,
  ListDeploymentTargetsInput,
  ContinueDeploymentInput,
  StopDeploymentInput,
} from '@aws-sdk/client-codedeploy';
import { ApiError } from './api-error.ts';
import { readAppSpec, type AppSpec } from './app-spec.ts';
import { deploymentId, eventsOf, giveUp, isOver, rollsBackOn, run } from './code-deploy-steps.ts';
import { resolveImages } from './images.ts';
import { productionOf } from './load-balancers.ts';
import { digits, ecsArn } from './names.ts';
import { createDeployment as createTaskSet, primaryOf } from './rollouts.ts';
import { renderTaskSet } from './task-sets.ts';
import type {
  CodeDeployDeploymentRecord,
  DeploymentGroupRecord,
  DeploymentRecord,
  Region,
  RevisionRecord,
  ServiceRecord,
} from './world.ts';

/** The application and deployment group that the ECS console creates for a service. */
export function addDeploymentGroup(
  service: ServiceRecord,
  settings: { targetGroups: string[] } & Partial<DeploymentGroupRecord['info']>,
): DeploymentGroupRecord {
  const { targetGroups, ...changes } = settings;
  const name = `${service.cluster.name}-${service.name}`;
  const application = `AppECS-${name}`;
  const group: DeploymentGroupRecord = {
    application,
    service,
    info: {
      applicationName: application,
      deploymentGroupId: digits(service.region.world, 12),
      deploymentGroupName: `DgpECS-${name}`,
      deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
      computePlatform: 'ECS',
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] },
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 },
        terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 5 },
      },
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          {
            targetGroups: targetGroups.map((targetGroup) => ({ name: targetGroup })),
            prodTrafficRoute: {
              listenerArns: listenerArnsOf(service.region, targetGroups),
            },
          },
        ],
      },
      ecsServices: [{ serviceName: service.name, clusterName: service.cluster.name }],
      ...changes,
    },
  };
  service.region.codeDeploy.applications.add(application);
  service.region.codeDeploy.groups.push(group);
  const primary = primaryOf(service);
  if (primary) primary.productionWeight = 100;
  return group;
}

function listenerArnsOf(region: Region, names: readonly string[]): string[] {
  const group = region.targetGroups.find(({ name }) => name === names[0]);
  return group === undefined ? [] : [productionOf(region, group).listener.arn];
}

export function getApplication(region: Region, request: GetApplicationInput) {
  const name = findApplication(region, request.applicationName);
  return { application: { applicationName: name, computePlatform: 'ECS' } };
}

export function getApplicationRevision(region: Region, request: GetApplicationRevisionInput) {
  const applicationName = findApplication(region, request.applicationName);
  const { revisionType, appSpecContent } = request.revision ?? {};
  const found = region.codeDeploy.deployments.find(
    ({ group, sha256 }) => group.application === applicationName && sha256 === appSpecContent?.sha256,
  );
  if (revisionType !== 'AppSpecContent' || !found) {
    throw new ApiError('RevisionDoesNotExistException', `No revision found for application ${applicationName}`);
  }
  const { content, sha256 } = found;
  return { applicationName, revision: { revisionType, appSpecContent: { content, sha256 } } };
}

export function getDeploymentGroup(region: Region, request: GetDeploymentGroupInput) {
  const group = findGroup(region, request);
  const ofGroup = region.codeDeploy.deployments.filter((deployment) => deployment.group === group);
  const last = (found: CodeDeployDeploymentRecord | undefined) =>
    found && {
      deploymentId: found.id,
      status: found.status,
      createTime: found.createdAt,
      ...(found.completedAt ? { endTime: found.completedAt } : {}),
    };
  return {
    deploymentGroupInfo: {
      ...group.info,
      lastAttemptedDeployment: last(ofGroup[0]),
      lastSuccessfulDeployment: last(ofGroup.find(({ status }) => status === 'Succeeded')),
    },
  };
}

export function createDeployment(region: Region, request: CreateDeploymentInput) {
  const group = findGroup(region, request);
  const active = activeOf(group);
  if (active) {
    throw new ApiError(
      'DeploymentLimitExceededException',
      `The Deployment Group '${group.info.deploymentGroupName}' already has an active Deployment '${active.id}'`,
    );
  }
  if ((request.description ?? '').length > 512) {
    throw new ApiError('DescriptionTooLongException', 'The description is too long.');
  }
  const sent = request.revision?.appSpecContent ?? {};
  const appSpec = readAppSpec(region, sent);
  const blue = primaryOf(group.service);
  if (!blue) throw new ApiError('InvalidECSServiceException', 'The ECS service has no primary task set.');
  const { clock } = region.world;
  const id = deploymentId(group.service);
  const deployment: CodeDeployDeploymentRecord = {
    id,
    group,
    creator: 'user',
    status: 'Created',
    config: request.deploymentConfigName ?? group.info.deploymentConfigName,
    content: sent.content ?? '',
    sha256:
      sent.sha256 ??
      createHash('sha256')
        .update(sent.content ?? '')
        .digest('hex'),
    hooks: appSpec.hooks,
    events: eventsOf(group.info.loadBalancerInfo?.targetGroupPairInfoList?.[0]?.testTrafficRoute !== undefined),
    blue,
    green: newTaskSet(group, { appSpec, blue, deploymentId: id }),
    createdAt: clock.date(),
    alarmsAtStart: new Set([...region.alarms].filter(([, state]) => state === 'ALARM').map(([name]) => name)),
    ...(request.description === undefined ? {} : { description: request.description }),
  };
  region.codeDeploy.deployments.unshift(deployment);
  run(deployment);
  return { deploymentId: id };
}

export function getDeployment(region: Region, request: GetDeploymentInput) {
  return { deploymentInfo: render(findDeployment(region, request.deploymentId)) };
}

export function listDeployments(region: Region, request: ListDeploymentsInput) {
  const group = request.deploymentGroupName === undefined ? undefined : findGroup(region, request);
  const wanted = request.includeOnlyStatuses ?? [];
  const found = region.codeDeploy.deployments
    .filter((deployment) => group === undefined || deployment.group === group)
    .filter(({ status }) => wanted.length === 0 || wanted.includes(status));
  return { deployments: found.map(({ id }) => id) };
}

export function listDeploymentTargets(region: Region, request: ListDeploymentTargetsInput) {
  return { targetIds: [targetId(findDeployment(region, request.deploymentId))] };
}

export function batchGetDeploymentTargets(region: Region, request: BatchGetDeploymentTargetsInput) {
  const deployment = findDeployment(region, request.deploymentId);
  const known = (request.targetIds ?? []).filter((id) => id === targetId(deployment));
  if (known.length === 0) {
    throw new ApiError('DeploymentTargetDoesNotExistException', 'The deployment target does not exist.');
  }
  return { deploymentTargets: [{ deploymentTargetType: 'ECSTarget', ecsTarget: renderTarget(deployment) }] };
}

export function stopDeployment(region: Region, request: StopDeploymentInput) {
  const deployment = findDeployment(region, request.deploymentId);
  if (isOver(deployment)) {
    throw new ApiError('DeploymentAlreadyCompletedException', `The deployment ${deployment.id} is already completed.`);
  }
  giveUp(deployment, {
    status: 'Stopped',
    code: 'MANUAL_STOP',
    message: 'The deployment was stopped by user.',
    rollBack: request.autoRollbackEnabled ?? rollsBackOn(deployment, 'DEPLOYMENT_STOP_ON_REQUEST'),
  });
  return { status: 'Pending', statusMessage: 'Stop request was accepted.' };
}

export function continueDeployment(region: Region, request: ContinueDeploymentInput) {
  const deployment = findDeployment(region, request.deploymentId);
  const { deploymentWaitType: wait = 'READY_WAIT' } = request;
  if (isOver(deployment)) {
    throw new ApiError('DeploymentAlreadyCompletedException', `The deployment ${deployment.id} is already completed.`);
  }
  const waits = wait === 'READY_WAIT' ? deployment.status === 'Ready' : deployment.terminationSince !== undefined;
  if (!waits) {
    throw new ApiError(
      'DeploymentIsNotInReadyStateException',
      `The deployment ${deployment.id} is not in a state in which it waits for ${wait}.`,
    );
  }
  deployment.endWait?.();
  return {};
}

/** The new task set is there from the start and gets its tasks at Install. */
function newTaskSet(
  { service, info }: DeploymentGroupRecord,
  made: { appSpec: AppSpec; blue: DeploymentRecord; deploymentId: string },
): DeploymentRecord {
  const { region } = service;
  const { appSpec, blue } = made;
  const pair = info.loadBalancerInfo?.targetGroupPairInfoList?.[0]?.targetGroups ?? [];
  const used = blue.revision.settings.loadBalancers?.[0]?.targetGroupArn;
  const free = region.targetGroups.find(
    ({ name, arn }) => arn !== used && pair.some((targetGroup) => targetGroup.name === name),
  );
  const { definition, container, port, network, platformVersion, capacityProviderStrategy } = appSpec;
  const revision: RevisionRecord = {
    arn: ecsArn(region, `service-revision/${service.cluster.name}/${service.name}/${digits(region.world, 19)}`),
    taskDefinition: definition,
    digests: resolveImages(region, definition),
    settings: {
      ...service.settings,
      loadBalancers: [{ targetGroupArn: free?.arn ?? used, containerName: container, containerPort: port }],
      ...(network ? { networkConfiguration: { awsvpcConfiguration: network } } : {}),
      ...(platformVersion ? { platformVersion } : {}),
      ...(capacityProviderStrategy ? { capacityProviderStrategy } : {}),
    },
    createdAt: region.world.clock.date(),
  };
  service.revisions.unshift(revision);
  return {
    ...createTaskSet(service, revision),
    status: 'ACTIVE',
    desiredCount: 0,
    externalId: made.deploymentId,
  };
}

function render(deployment: CodeDeployDeploymentRecord): DeploymentInfo {
  const { group, status } = deployment;
  const { info } = group;
  return {
    applicationName: group.application,
    deploymentGroupName: info.deploymentGroupName,
    deploymentConfigName: deployment.config,
    deploymentId: deployment.id,
    revision: { revisionType: 'AppSpecContent', appSpecContent: { sha256: deployment.sha256 } },
    status: shown(group.service.region, status),
    ...(deployment.error ? { errorInformation: deployment.error } : {}),
    createTime: deployment.createdAt,
    ...(deployment.startedAt ? { startTime: deployment.startedAt } : {}),
    ...(deployment.completedAt ? { completeTime: deployment.completedAt } : {}),
    deploymentOverview: {
      Pending: 0,
      InProgress: isOver(deployment) ? 0 : 1,
      Succeeded: 0,
      Failed: 0,
      Skipped: 0,
      Ready: 0,
    },
    ...(deployment.description === undefined ? {} : { description: deployment.description }),
    creator: deployment.creator,
    ignoreApplicationStopFailures: false,
    autoRollbackConfiguration: info.autoRollbackConfiguration,
    updateOutdatedInstancesOnly: false,
    ...(deployment.rollback ? { rollbackInfo: deployment.rollback } : {}),
    deploymentStyle: info.deploymentStyle,
    instanceTerminationWaitTimeStarted: deployment.terminationSince !== undefined,
    blueGreenDeploymentConfiguration: info.blueGreenDeploymentConfiguration,
    loadBalancerInfo: info.loadBalancerInfo,
    fileExistsBehavior: 'DISALLOW',
    deploymentStatusMessages: [],
    computePlatform: 'ECS',
  };
}

function renderTarget(deployment: CodeDeployDeploymentRecord): ECSTarget {
  const { group, blue, green, status } = deployment;
  const { service } = group;
  const sets = [blue, green].filter((taskSet) => service.deployments.includes(taskSet));
  return {
    deploymentId: deployment.id,
    targetId: targetId(deployment),
    targetArn: service.arn,
    lastUpdatedAt: service.region.world.clock.date(),
    lifecycleEvents: deployment.events.map((event) => ({ ...event })),
    status: isOver(deployment) ? (status === 'Succeeded' ? 'Succeeded' : 'Failed') : 'InProgress',
    taskSetsInfo: sets.map((taskSet) => {
      const {
        id,
        computedDesiredCount,
        pendingCount,
        runningCount,
        status: state,
        loadBalancers,
      } = renderTaskSet(service, taskSet);
      const arn = loadBalancers?.[0]?.targetGroupArn;
      return {
        identifer: id,
        desiredCount: computedDesiredCount,
        pendingCount,
        runningCount,
        status: state,
        trafficWeight: taskSet.productionWeight,
        targetGroup: { name: service.region.targetGroups.find((targetGroup) => targetGroup.arn === arn)?.name },
        taskSetLabel: taskSet === blue ? 'Blue' : 'Green',
      };
    }),
  };
}

/** To try unknown future statuses. */
function shown(region: Region, status: CodeDeployDeploymentRecord['status']): CodeDeployDeploymentRecord['status'] {
  return (region.world.faults.statusAs.get(status) ?? status) as CodeDeployDeploymentRecord['status'];
}

const targetId = ({ group }: CodeDeployDeploymentRecord): string =>
  `${group.service.cluster.name}:${group.service.name}`;

const activeOf = (group: DeploymentGroupRecord): CodeDeployDeploymentRecord | undefined =>
  group.service.region.codeDeploy.deployments.find((deployment) => deployment.group === group && !isOver(deployment));

function findApplication(region: Region, name: string | undefined): string {
  if (name !== undefined && region.codeDeploy.applications.has(name)) return name;
  throw new ApiError('ApplicationDoesNotExistException', `No application found for name: ${name}`);
}

function findGroup(
  region: Region,
  asked: { applicationName?: string | undefined; deploymentGroupName?: string | undefined },
): DeploymentGroupRecord {
  const application = findApplication(region, asked.applicationName);
  const group = region.codeDeploy.groups.find(
    (one) => one.application === application && one.info.deploymentGroupName === asked.deploymentGroupName,
  );
  if (group) return group;
  throw new ApiError(
    'DeploymentGroupDoesNotExistException',
    `No Deployment Group found for name: ${asked.deploymentGroupName}`,
  );
}

function findDeployment(region: Region, id: string | undefined): CodeDeployDeploymentRecord {
  const found = region.codeDeploy.deployments.find((deployment) => deployment.id === id);
  if (found) return found;
  throw new ApiError('DeploymentDoesNotExistException', `The deployment ${id} could not be found`);
}
