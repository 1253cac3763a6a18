import { ApiError } from './api-error.ts';
import {
  batchGetDeploymentTargets,
  createDeployment,
  getApplication,
  getApplicationRevision,
  getDeployment,
  getDeploymentGroup,
  listDeployments,
  listDeploymentTargets,
  continueDeployment,
  stopDeployment,
} from './code-deploy.ts';
import { describeScalableTargets, registerScalableTarget } from './auto-scaling.ts';
import { describeCapacityProviders } from './capacity-providers.ts';
import { describeAlarms } from './cloudwatch.ts';
import { getMetricData } from './metrics.ts';
import { createCluster, describeClusters, listClusters } from './clusters.ts';
import { describeTasks, listTasks } from './describe-tasks.ts';
import { listEventBuses, listRuleNamesByTarget, listTargetsByRule, putRule, putTargets } from './event-bridge.ts';
import {
  batchGetImage,
  describeImages,
  describeImageScanFindings,
  describePullThroughCacheRules,
  getDownloadUrlForLayer,
} from './ecr.ts';
import { runTask, stopTaskByUser } from './run-task.ts';
import { describeListeners, describeLoadBalancers, describeRules } from './describe-load-balancers.ts';
import { batchDeleteImage, describeRepositories, getLifecyclePolicy, listImages, putImage } from './ecr-tags.ts';
import { describeTargetGroupAttributes, describeTargetGroups, describeTargetHealth } from './elbv2.ts';
import {
  createExpressGatewayService,
  deleteExpressGatewayService,
  describeExpressGatewayService,
  updateExpressGatewayService,
} from './express.ts';
import { getRole } from './iam.ts';
import { describeLogGroups, getLogEvents } from './logs.ts';
import { callerArn, ecsArn, lastSegment } from './names.ts';
import { describeParameters } from './parameter-store.ts';
import { authorize } from './policy.ts';
import { refuse, runAfterCall } from './refusals.ts';
import { checkRequest, type Json } from './request-schema.ts';
import { createSchedule, getSchedule, listSchedules, updateSchedule } from './schedules.ts';
import { describeSecret } from './secrets-manager.ts';
import {
  continueServiceDeployment,
  describeServiceDeployments,
  describeServiceRevisions,
  listServiceDeployments,
  stopServiceDeployment,
} from './service-deployments.ts';
import { createService, deleteService, describeServices, listServices, updateService } from './services.ts';
import { tagResource, untagResource } from './tags.ts';
import {
  deregisterTaskDefinition,
  describeTaskDefinition,
  listTaskDefinitionFamilies,
  listTaskDefinitions,
  registerTaskDefinition,
} from './task-definitions.ts';
import type { Region } from './world.ts';

type Operation = (region: Region, input: Json) => object;

/** The request was checked against the SDK's model, so that it is what the operation's type says. */
const typed =
  <Input>(run: (region: Region, input: Input) => object): Operation =>
  (region, input) =>
    run(region, input as Input);

const operations: Record<string, Record<string, Operation>> = {
  ecs: {
    RegisterTaskDefinition: typed(registerTaskDefinition),
    DescribeTaskDefinition: typed(describeTaskDefinition),
    DeregisterTaskDefinition: typed(deregisterTaskDefinition),
    ListTaskDefinitions: typed(listTaskDefinitions),
    ListTaskDefinitionFamilies: typed(listTaskDefinitionFamilies),
    CreateCluster: typed(createCluster),
    DescribeClusters: typed(describeClusters),
    ListClusters: typed(listClusters),
    DescribeCapacityProviders: typed(describeCapacityProviders),
    CreateService: typed(createService),
    UpdateService: typed(updateService),
    DeleteService: typed(deleteService),
    DescribeServices: typed(describeServices),
    ListServices: typed(listServices),
    ListServiceDeployments: typed(listServiceDeployments),
    DescribeServiceDeployments: typed(describeServiceDeployments),
    DescribeServiceRevisions: typed(describeServiceRevisions),
    StopServiceDeployment: typed(stopServiceDeployment),
    ContinueServiceDeployment: typed(continueServiceDeployment),
    TagResource: typed(tagResource),
    UntagResource: typed(untagResource),
    RunTask: typed(runTask),
    StopTask: typed(stopTaskByUser),
    ListTasks: typed(listTasks),
    DescribeTasks: typed(describeTasks),
    CreateExpressGatewayService: typed(createExpressGatewayService),
    UpdateExpressGatewayService: typed(updateExpressGatewayService),
    DescribeExpressGatewayService: typed(describeExpressGatewayService),
    DeleteExpressGatewayService: typed(deleteExpressGatewayService),
  },
  elbv2: {
    DescribeTargetHealth: typed(describeTargetHealth),
    DescribeTargetGroups: typed(describeTargetGroups),
    DescribeTargetGroupAttributes: typed(describeTargetGroupAttributes),
    DescribeLoadBalancers: typed(describeLoadBalancers),
    DescribeListeners: typed(describeListeners),
    DescribeRules: typed(describeRules),
  },
  logs: { GetLogEvents: typed(getLogEvents), DescribeLogGroups: typed(describeLogGroups) },
  ecr: {
    BatchGetImage: typed(batchGetImage),
    DescribeImages: typed(describeImages),
    DescribeImageScanFindings: typed(describeImageScanFindings),
    DescribePullThroughCacheRules: typed(describePullThroughCacheRules),
    GetDownloadUrlForLayer: typed(getDownloadUrlForLayer),
    PutImage: typed(putImage),
    BatchDeleteImage: typed(batchDeleteImage),
    GetLifecyclePolicy: typed(getLifecyclePolicy),
    DescribeRepositories: typed(describeRepositories),
    ListImages: typed(listImages),
  },
  'application-autoscaling': {
    DescribeScalableTargets: typed(describeScalableTargets),
    RegisterScalableTarget: typed(registerScalableTarget),
  },
  events: {
    PutRule: typed(putRule),
    PutTargets: typed(putTargets),
    ListEventBuses: typed(listEventBuses),
    ListRuleNamesByTarget: typed(listRuleNamesByTarget),
    ListTargetsByRule: typed(listTargetsByRule),
  },
  scheduler: {
    CreateSchedule: typed(createSchedule),
    GetSchedule: typed(getSchedule),
    ListSchedules: typed(listSchedules),
    UpdateSchedule: typed(updateSchedule),
  },
  iam: { GetRole: typed(getRole) },
  secretsmanager: { DescribeSecret: typed(describeSecret) },
  ssm: { DescribeParameters: typed(describeParameters) },
  cloudwatch: { DescribeAlarms: typed(describeAlarms), GetMetricData: typed(getMetricData) },
  codedeploy: {
    GetApplication: typed(getApplication),
    GetApplicationRevision: typed(getApplicationRevision),
    GetDeploymentGroup: typed(getDeploymentGroup),
    CreateDeployment: typed(createDeployment),
    GetDeployment: typed(getDeployment),
    ListDeployments: typed(listDeployments),
    ListDeploymentTargets: typed(listDeploymentTargets),
    BatchGetDeploymentTargets: typed(batchGetDeploymentTargets),
    ContinueDeployment: typed(continueDeployment),
    StopDeployment: typed(stopDeployment),
  },
  sts: {
    GetCallerIdentity: (region) => ({
      UserId: 'AROAEXAMPLE:session',
      Account: region.world.account,
      Arn: callerArn(region),
    }),
  },
};

const IAM_PREFIX: Record<string, string> = { elbv2: 'elasticloadbalancing' };

export function perform(region: Region, service: string, call: { action: string; input: Json }): object {
  const run = operations[service]?.[call.action];
  if (!run) throw new ApiError('UnknownOperationException', `Unknown operation: ${call.action}`);
  const name = `${IAM_PREFIX[service] ?? service}:${call.action}`;
  refuse(region, name, resourceOf(region, call.input));
  authorize(region, name, call.input);
  checkRequest(service, call.action, call.input);
  const result = run(region, withoutNulls(call.input));
  runAfterCall(region, name);
  return result;
}

/** AWS treats a null member as left out. */
function withoutNulls(input: Json): Json {
  if (Array.isArray(input)) return input.filter((entry) => entry !== null).map(withoutNulls);
  if (typeof input !== 'object' || input === null) return input;
  const members = Object.entries(input).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}

function resourceOf(region: Region, input: Json): string {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return '*';
  const [listed] = Array.isArray(input.services) ? input.services : [];
  const service = input.serviceArn ?? input.service ?? listed;
  if (typeof service !== 'string') return '*';
  if (service.startsWith('arn:')) return service;
  const cluster = typeof input.cluster === 'string' ? lastSegment(input.cluster) : 'default';
  return ecsArn(region, `service/${cluster}/${service}`);
}
