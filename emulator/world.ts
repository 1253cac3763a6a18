import type { SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import type { Target } from '@aws-sdk/client-eventbridge';
import type { CreateScheduleInput } from '@aws-sdk/client-scheduler';
import type {
  CapacityProvider,
  Container,
  CreateServiceRequest,
  DeploymentConfiguration,
  DeploymentLifecycleHookDetail,
  ECSManagedResources,
  ExpressGatewayServiceConfiguration,
  LaunchType,
  Service,
  ServiceEvent,
  Tag,
  TaskDefinition,
  TaskOverride,
} from '@aws-sdk/client-ecs';
import type {
  DeploymentGroupInfo,
  DeploymentStatus,
  ErrorInformation,
  LifecycleEvent,
  RollbackInfo,
} from '@aws-sdk/client-codedeploy';
import { type Behaviours, type Behaviour, createBehaviours } from './behaviours.ts';
import { type Clock, createClock } from './clock.ts';
import { createFaults, type Faults } from './faults.ts';
import type { Statement } from './statement.ts';

/** Everything that exists in the emulated AWS. Its clock starts two hours before `startAt`, so that a scenario has a past. */
export interface World {
  readonly clock: Clock;
  readonly startAt: number;
  readonly account: string;
  readonly home: Region;
  readonly regions: Map<string, Region>;
  readonly behaviours: Behaviours;
  readonly faults: Faults<Region>;
  /** IAM's roles by name, where one is not the usual. */
  readonly roles: Map<string, RoleRecord>;
  /** What the caller is allowed; everything while it is undefined. */
  policy: Statement[] | undefined;
  /** What the policy refused so far. */
  readonly denied: string[];
  /** `startEmulator` gives the endpoints of Express services and gateways real ports: `http://127.0.0.1:PORT`. */
  openEndpoints: boolean;
  region(name: string): Region;
  random(): number;
}

export interface WorldOptions {
  startAt?: Date;
  account?: string;
  region?: string;
  seed?: number;
}

export interface Region {
  readonly world: World;
  readonly name: string;
  readonly partition: string;
  readonly clusters: Map<string, ClusterRecord>;
  readonly families: Map<string, TaskDefinitionRecord[]>;
  readonly services: ServiceRecord[];
  readonly tasks: TaskRecord[];
  readonly targetGroups: TargetGroupRecord[];
  readonly loadBalancers: LoadBalancerRecord[];
  /** Requests that load balancers took, by target group and minute. */
  readonly traffic: Map<string, Map<number, TrafficRecord>>;
  readonly gateways: GatewayRecord[];
  readonly logGroups: Map<string, Map<string, LogLine[]>>;
  readonly images: Map<string, ImageRecord>;
  /** By URI, where one is not the usual: it exists, its tags can be moved, and it has no lifecycle policy. */
  readonly repositories: Map<string, RepositoryRecord>;
  /** Prefixes of repositories whose images ECR fetches from another registry when they are pulled. */
  readonly pullThroughPrefixes: Set<string>;
  readonly alarms: Map<string, 'OK' | 'ALARM'>;
  readonly missingAlarms: Set<string>;
  /** Secrets by the name or ARN that asks for them, where one is not the usual. */
  readonly secrets: Map<string, SecretRecord>;
  readonly missingParameters: Set<string>;
  /** Client tokens of RunTask, each with what was asked and the ids of the tasks. */
  readonly taskTokens: Map<string, { asked: string; ids: string[] }>;
  /** What DescribeCapacityProviders says of a provider, where it is not the usual. */
  readonly capacityProviders: Map<string, Partial<CapacityProvider>>;
  readonly codeDeploy: CodeDeployRecord;
  /** Of Application Auto Scaling, by resource id: `service/<cluster>/<name>`. */
  readonly scalableTargets: Map<string, ScalableTargetRecord>;
  readonly rules: RuleRecord[];
  /** Ids of the targets that PutTargets reports as failed, with the reason. */
  readonly failingTargets: Map<string, { ErrorCode: string; ErrorMessage: string }>;
  readonly schedules: ScheduleRecord[];
}

/** A rule of EventBridge. What triggers it does not matter here: nothing does. */
export interface RuleRecord {
  name: string;
  bus: string;
  /** The AWS service that created it. */
  managedBy: string | undefined;
  targets: Target[];
}

/** A schedule of EventBridge Scheduler, which never runs. */
export interface ScheduleRecord {
  name: string;
  group: string;
  createdAt: Date;
  updatedAt: Date;
  settings: Omit<CreateScheduleInput, 'Name' | 'GroupName' | 'ClientToken'>;
}

export interface RoleRecord {
  missing?: boolean;
  /** `/team/` */
  path?: string;
  /** The services that may assume it. */
  trusts?: string[];
}

export interface SecretRecord {
  missing?: boolean;
  /** When it is scheduled to be deleted. */
  deletedAt?: Date;
}

export interface ScalableTargetRecord {
  min: number;
  max: number;
  suspended: SuspendedState;
  createdAt: Date;
}

export interface ClusterRecord {
  name: string;
  arn: string;
  status: 'ACTIVE' | 'INACTIVE';
  /** Names of the capacity providers that are associated with it. */
  capacityProviders: string[];
  /** The default namespace of Service Connect. */
  namespace?: string;
}

export interface TaskDefinitionRecord {
  arn: string;
  family: string;
  revision: number;
  definition: TaskDefinition;
  tags: Tag[];
}

export type ServiceSettings = Omit<
  CreateServiceRequest,
  'serviceName' | 'cluster' | 'taskDefinition' | 'desiredCount' | 'clientToken' | 'deploymentConfiguration' | 'tags'
> & { deploymentConfiguration: DeploymentConfiguration };

export interface ServiceRecord {
  region: Region;
  cluster: ClusterRecord;
  name: string;
  arn: string;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  settings: ServiceSettings;
  desiredCount: number;
  taskDefinition: TaskDefinitionRecord;
  /** Newest first, as DescribeServices shows them. */
  deployments: DeploymentRecord[];
  /** Newest first. */
  rollouts: RolloutRecord[];
  revisions: RevisionRecord[];
  events: ServiceEvent[];
  tags: Tag[];
  createdAt: Date;
  lastCompleted?: DeploymentRecord;
  express?: ExpressRecord;
  stale?: { until: number; view: Service };
  hiddenUntil: number;
  steady: boolean;
  ticking: boolean;
  heldBack: Set<string>;
}

export interface RevisionRecord {
  arn: string;
  /** What its images were resolved to when it was created, by the name of the image. */
  digests: ReadonlyMap<string, string>;
  taskDefinition: TaskDefinitionRecord;
  settings: ServiceSettings;
  express?: ExpressGatewayServiceConfiguration;
  createdAt: Date;
}

/** An entry of DescribeServices' `deployments`, named `ecs-svc/…`. */
export interface DeploymentRecord {
  id: string;
  status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE';
  revision: RevisionRecord;
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutStateReason: string;
  /** Tasks it should have; a rolling deployment that is being replaced has none of its own. */
  desiredCount: number;
  failedTasks: number;
  unhealthyReplaced: number;
  retryNotBefore: number;
  startsHeld: boolean;
  onAlternateTargets: boolean;
  productionWeight: number;
  testWeight: number;
  /** The CodeDeploy deployment that made this task set. */
  externalId?: string;
  createdAt: Date;
  updatedAt: Date;
}

/** What CodeDeploy knows in a region. */
export interface CodeDeployRecord {
  applications: Set<string>;
  groups: DeploymentGroupRecord[];
  /** Newest first. */
  deployments: CodeDeployDeploymentRecord[];
  /** Lambda function → what it tells CodeDeploy; every other one says Succeeded at once. */
  hooks: Map<string, { status: 'Succeeded' | 'Failed'; afterSeconds?: number; message?: string }>;
}

export interface DeploymentGroupRecord {
  application: string;
  info: DeploymentGroupInfo & { deploymentGroupName: string; deploymentConfigName: string };
  service: ServiceRecord;
}

export interface CodeDeployDeploymentRecord {
  id: string;
  group: DeploymentGroupRecord;
  creator: 'user' | 'codeDeployRollback';
  status: DeploymentStatus;
  config: string;
  content: string;
  sha256: string;
  description?: string;
  /** Hook event in small letters → Lambda function. */
  hooks: ReadonlyMap<string, string>;
  events: LifecycleEvent[];
  blue: DeploymentRecord;
  green: DeploymentRecord;
  createdAt: Date;
  startedAt?: Date;
  completedAt?: Date;
  error?: ErrorInformation;
  rollback?: RollbackInfo;
  terminationSince?: number;
  /** Ends the current wait, as its timeout or ContinueDeployment does. */
  endWait?: () => void;
  alarmsAtStart: ReadonlySet<string>;
}

export type RolloutStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'SUCCESSFUL'
  | 'STOP_REQUESTED'
  | 'STOPPED'
  | 'ROLLBACK_REQUESTED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_SUCCESSFUL'
  | 'ROLLBACK_FAILED';

/** What the API calls a service deployment. */
export interface RolloutRecord {
  arn: string;
  status: RolloutStatus;
  statusReason?: string;
  createdAt: Date;
  startedAt?: Date;
  finishedAt?: Date;
  stoppedAt?: Date;
  updatedAt: Date;
  sources: DeploymentRecord[];
  target: DeploymentRecord;
  configuration: DeploymentConfiguration;
  failureCount: number;
  breakerTriggered: boolean;
  alarmsAtStart: Set<string>;
  triggeredAlarms: string[];
  rollback?: { reason: string; startedAt: Date; to: DeploymentRecord; /** Where it began. */ from?: string };
  /** When a rolling deployment with alarms had all its tasks and started to bake. */
  bakingSince?: number;
  stage?: string;
  stageSince: number;
  step: number;
  hooks: (DeploymentLifecycleHookDetail & { stage: string })[];
}

export interface TaskRecord {
  region: Region;
  cluster: ClusterRecord;
  service?: ServiceRecord;
  deployment?: DeploymentRecord;
  id: string;
  arn: string;
  definition: TaskDefinitionRecord;
  startedBy: string;
  group: string;
  /** What RunTask was given, for a task outside of any service. */
  oneOff?: OneOff;
  /** What a task of a service keeps from the settings at its launch. */
  launch?: ServiceLaunch;
  lastStatus: string;
  desiredStatus: 'RUNNING' | 'STOPPED';
  containers: Container[];
  behaviours: Behaviour[];
  ip: string;
  availabilityZone: string;
  healthStatus: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';
  /** Targets as long as they are registered. */
  targets: TargetRecord[];
  registered: boolean;
  wasHealthy: boolean;
  failureCounted: boolean;
  /** Under scale-in protection: the scheduler leaves it running. */
  protected: boolean;
  stopCode?: string;
  stoppedReason?: string;
  createdAt: Date;
  pullStartedAt?: Date;
  pullStoppedAt?: Date;
  startedAt?: Date;
  stoppingAt?: Date;
  executionStoppedAt?: Date;
  stoppedAt?: Date;
}

export interface OneOff {
  launchType?: LaunchType;
  capacityProvider?: string;
  platformVersion?: string;
  overrides: TaskOverride;
  tags: Tag[];
}

export interface ServiceLaunch {
  capacityProvider?: string;
  enableExecuteCommand: boolean;
  tags: Tag[];
}

export interface TargetGroupRecord {
  arn: string;
  name: string;
  port: number;
  healthCheckPath: string;
  intervalSeconds: number;
  timeoutSeconds: number;
  healthyThreshold: number;
  unhealthyThreshold: number;
  deregistrationDelaySeconds: number;
  targetType: 'ip' | 'instance';
  loadBalancerArns: string[];
  targets: TargetRecord[];
  /** Which of its targets gets the next request of an open listener. */
  turn?: number;
}

export interface LoadBalancerRecord {
  region: Region;
  arn: string;
  name: string;
  /** Of an open listener: the loopback address. */
  dnsName: string;
  listeners: ListenerRecord[];
}

export interface ListenerRecord {
  balancer: LoadBalancerRecord;
  arn: string;
  port: number;
  protocol: 'HTTP' | 'HTTPS';
  /** `startEmulator` opens a real port for it, which is then its port. */
  open: boolean;
  /** In the order in which they are tried; the default rule is the last one. */
  rules: RuleOfListenerRecord[];
}

export interface RuleOfListenerRecord {
  listener: ListenerRecord;
  arn: string;
  priority: number | 'default';
  conditions: RuleCondition[];
  /** As long as no service moves its traffic. */
  groups: { arn: string; weight: number }[];
  /** Requests that each target group got since the weights last changed. */
  sent: Map<string, number>;
}

export type RuleCondition =
  | { field: 'host-header'; values: string[] }
  | { field: 'path-pattern'; values: string[] }
  | { field: 'http-header'; name: string; values: string[] }
  | { field: 'query-string'; values: { key?: string; value: string }[] };

/** What a target group got in one minute. */
export interface TrafficRecord {
  loadBalancerArn: string;
  requests: number;
  /** By class of the status that targets answered: `2` is 2xx. */
  byTarget: Map<number, number>;
  /** Errors that the load balancer answered in a target's place. */
  byBalancer: Map<number, number>;
  /** How many targets were healthy, and how many were not, whenever something was noted. */
  hosts: { healthy: number; unhealthy: number }[];
  /** Seconds until a target answered, and how often. */
  seconds: { value: number; count: number }[];
}

/** An ECS gateway; the services of its clusters that have a connector get a route each. */
export interface GatewayRecord {
  arn: string;
  name: string;
  clusters: string[];
  accessType: 'PUBLIC' | 'PRIVATE';
  loadBalancerArn: string;
  /** By the ARN of the service. */
  routes: Map<string, GatewayRouteRecord>;
}

export interface GatewayRouteRecord {
  arn: string;
  url: string;
  listenerRuleArn: string;
  readyAt: number;
  production: TargetGroupRecord;
  alternate: TargetGroupRecord;
}

export interface TargetRecord {
  group: TargetGroupRecord;
  id: string;
  port: number;
  availabilityZone: string;
  state: 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining';
  unhealthySince?: number;
  reason?: string;
  description?: string;
}

export interface LogLine {
  timestamp: number;
  message: string;
}

export interface ImageRecord {
  digest?: string;
  /** As in an image index: `linux/amd64`. */
  platforms?: string[];
  /** Pushed without an index: only its configuration names its platform. */
  single?: boolean;
  missing?: boolean;
  /** An hour before the start, if it is left out. */
  pushedAt?: Date;
  /** What a scan found, by severity; not scanned without it. */
  findings?: Record<string, number>;
}

export interface RepositoryRecord {
  tagMutability?: 'MUTABLE' | 'IMMUTABLE' | 'IMMUTABLE_WITH_EXCLUSION' | 'MUTABLE_WITH_EXCLUSION';
  /** Wildcard filters of tags to which the opposite applies. */
  exclusions?: string[];
  /** The document, or its text. */
  lifecyclePolicy?: object | string;
}

export interface ExpressRecord {
  infrastructureRoleArn: string;
  endpoint: string;
  resources: ECSManagedResources;
  configuration: ExpressGatewayServiceConfiguration;
  /** When the last of the managed resources is ACTIVE. */
  readyAt: number;
  updatedAt: Date;
}

export function createWorld(options: WorldOptions = {}): World {
  const startAt = (options.startAt ?? new Date('2026-11-21T10:00:00Z')).getTime();
  const regions = new Map<string, Region>();
  const world: World = {
    clock: createClock(startAt - 2 * 3600 * 1000),
    startAt,
    account: options.account ?? '123456789012',
    regions,
    behaviours: createBehaviours(),
    faults: createFaults(),
    roles: new Map(),
    policy: undefined,
    denied: [],
    openEndpoints: false,
    random: createRandom(options.seed ?? 1),
    region: (name) => {
      const region = regions.get(name) ?? createRegion(world, name);
      regions.set(name, region);
      return region;
    },
    get home() {
      return world.region(options.region ?? 'us-east-1');
    },
  };
  return world;
}

function createRegion(world: World, name: string): Region {
  return {
    world,
    name,
    partition: partitionOf(name),
    clusters: new Map(),
    families: new Map(),
    services: [],
    tasks: [],
    targetGroups: [],
    loadBalancers: [],
    traffic: new Map(),
    gateways: [],
    logGroups: new Map(),
    images: new Map(),
    repositories: new Map(),
    pullThroughPrefixes: new Set(),
    alarms: new Map(),
    missingAlarms: new Set(),
    secrets: new Map(),
    missingParameters: new Set(),
    taskTokens: new Map(),
    capacityProviders: new Map(),
    scalableTargets: new Map(),
    rules: [],
    failingTargets: new Map(),
    schedules: [],
    codeDeploy: { applications: new Set(), groups: [], deployments: [], hooks: new Map() },
  };
}

/** Repeatable identifiers: the same calls give the same ids, so that tests may keep snapshots. (mulberry32) */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
}
