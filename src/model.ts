import type {
  CreateExpressGatewayServiceRequest,
  CreateServiceRequest,
  ECSExpressGatewayService,
  ExpressGatewayScalingTarget,
  RegisterTaskDefinitionCommandInput,
  RunTaskCommandInput,
  Service,
  ServiceRevision,
  Tag,
  Task,
  UpdateExpressGatewayServiceRequest,
  UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import type { ErrorCode } from './errors.ts';
import type { MetricResult, ProbeResult } from './release.ts';
import type { RuleName, Severity } from './rules.ts';

export type { RuleName, Severity };

/** What a run is asked to do (the input `mode`). */
export type Mode =
  // The first is the default.
  'deploy' | 'plan' | 'check' | 'register' | 'run-task' | 'rollback' | 'watch' | 'continue' | 'stop' | 'delete';

/** A path in a JSON document: `['containerDefinitions', 0, 'image']`. */
export type Path = readonly (string | number)[];

/** Where a mistake was written. Lines and columns count from 1. */
export type Origin =
  | { kind: 'file'; file: string; line: number; column: number; endColumn?: number }
  /** The position is in the text of the input, if the mistake is inside a document that was written there. */
  | { kind: 'input'; input: string; line?: number; column?: number; endColumn?: number }
  | { kind: 'service'; service: string }
  | { kind: 'environment'; variable: string }
  /** No one wrote it: `call` (`ecs:DescribeServices`) got no usable answer. */
  | { kind: 'aws'; call: string };

/** The text of a task definition or AppSpec, and where it was written: in a file, or in the input itself. */
export interface Document {
  text: string;
  source: { kind: 'file'; file: string } | { kind: 'input'; input: string };
}

/** A mistake found before any write. `rule` is stable: users grep for it; `fix` is one imperative sentence. */
export interface Problem {
  rule: RuleName | ErrorCode;
  severity: Severity;
  message: string;
  fix: string;
  origin: Origin;
}

/** The fields of RegisterTaskDefinition, spelled as AWS spells them. */
export type TaskDefinition = RegisterTaskDefinitionCommandInput;

/** A template as it was read: the raw value, and the line and column of each path. */
export interface Template {
  /** Shown to people: the file name as given, the input that contains it, or the revision's ARN. */
  name: string;
  kind: 'document' | 'revision';
  value: unknown;
  locate: (path: Path) => Origin;
  /** How the file spells a number or another plain value: `012` and `1.10` do not survive parsing and printing. */
  spelling?: (path: Path) => string | undefined;
}

/** What the input `service-definition` wants of a service; the fields are spelled as the API spells them, with nulls left out. */
export interface ServiceDocument {
  /** Whether it has the fields of the Express calls, or of CreateService and UpdateService. */
  kind: 'classic' | 'express';
  fields: Readonly<Record<string, unknown>>;
  /** All that was written, if some of it has the wrong type and is not in `fields`. */
  written?: Readonly<Record<string, unknown>>;
  locate: (path: Path) => Origin;
  spelling?: ((path: Path) => string | undefined) | undefined;
}

/** A template with every change applied: what would be registered. `locate` points at the file, or at the input that set the value. */
export interface Rendered {
  template: string;
  definition: TaskDefinition;
  locate: (path: Path) => Origin;
  spelling: (path: Path) => string | undefined;
  problems: Problem[];
}

/** The part of UpdateService that is sent in addition to `cluster`, `service` and `taskDefinition`. */
export type ServiceSettings = Omit<UpdateServiceRequest, 'cluster' | 'service' | 'taskDefinition'>;

/** What the checks know of a cluster. */
export interface ClusterFacts {
  capacityProviders: readonly string[];
  /** The default namespace of Service Connect. */
  namespace?: string | undefined;
}

/** What must be true of a service at the end; Express has its auto scaling limits in addition to the settings of UpdateService. */
export type PromisedSettings = ServiceSettings & { scalingTarget?: ExpressGatewayScalingTarget };

/** One changed setting, for the plan: its path, its live value, its new value. Values are JSON text; absent means not set. */
export interface SettingChange {
  setting: string;
  before?: string;
  after?: string;
}

/** The live task definition of a service, and its tags. */
export interface LiveDefinition {
  arn: string;
  definition: TaskDefinition;
  tags: Tag[];
}

interface TargetBase {
  /** Plain service name. */
  name: string;
  /** Plain cluster name. */
  cluster: string;
  region: string;
  live?: LiveDefinition;
  changes: SettingChange[];
  /** What TagResource and UntagResource change of a live service; absent if nothing. */
  tags?: TagChanges | undefined;
}

/** Changes of a service's tags, which no call but TagResource and UntagResource makes. */
export interface TagChanges {
  removed: string[];
  added: Tag[];
}

/** A classic service that its owner manages, with the ECS deployment controller. */
export interface ServiceTarget extends TargetBase {
  kind: 'service';
  /** Empty if it is created. */
  service: Service;
  settings: ServiceSettings;
  /** Set if it does not exist and is created: the whole call, apart from the revision. */
  creates?: Omit<CreateServiceRequest, 'taskDefinition'> | undefined;
}

/** An Express service: created or updated, from an image or from a custom task definition. */
export interface ExpressTarget extends TargetBase {
  kind: 'express';
  definitionMode: 'image' | 'custom';
  /** Set if only the tag of the live image changes, with the digest that the tag takes the place of. */
  tagged?: { digest: string | undefined };
  call:
    | { verb: 'create'; request: CreateExpressGatewayServiceRequest }
    | { verb: 'update'; request: UpdateExpressGatewayServiceRequest };
  service?: Service;
  express?: ECSExpressGatewayService;
  /** Settings that Express does not manage; they go through UpdateService after the Express call. */
  settings: ServiceSettings;
}

/** The deployment group that deploys a service, as it is configured. */
export interface CodeDeployGroup {
  application: string;
  name: string;
  /** How long it waits on its own: for someone to reroute the traffic, and before it terminates the old tasks. */
  readyWaitMinutes: number;
  terminationWaitMinutes: number;
  /** Whether it rolls back when a deployment fails. */
  rollsBackOnFailure: boolean;
  /** The names of its pair of target groups: each deployment moves the service from one to the other. */
  targetGroups?: readonly string[];
  /** Its unfinished deployment. CodeDeploy runs one at a time. */
  active?: { id: string; since?: Date };
  /** Ids of the deployments it already had. */
  known: readonly string[];
}

/** An AppSpec file: how CodeDeploy deploys the new revision. */
export interface AppSpec {
  value: unknown;
  /** Its resources of type AWS::ECS::Service. Paths keep the spelling of the file. */
  services: AppSpecService[];
  locate: (path: Path) => Origin;
}

export interface AppSpecService {
  /** Path of the resource's `Properties`. */
  path: Path;
  taskDefinitionKey: string;
  container?: { name: string; path: Path };
  port?: { number: number; path: Path };
}

/** A classic service that CodeDeploy deploys (the CODE_DEPLOY deployment controller). */
export interface CodeDeployTarget extends TargetBase {
  kind: 'codedeploy';
  service: Service;
  /** What UpdateService may change in addition to the deployment. */
  settings: ServiceSettings;
  group: CodeDeployGroup;
  appSpec: AppSpec;
  /** What the AppSpec would change apart from the task definition. */
  appSpecChanges: SettingChange[];
  description?: string;
  deploymentConfig?: string;
}

export type Target = ServiceTarget | ExpressTarget | CodeDeployTarget;

/** A task that runs once, outside any service. */
export interface TaskTarget {
  cluster: string;
  region: string;
  /** Everything except the revision, which may not be registered yet, and the client token. */
  request: Omit<RunTaskCommandInput, 'cluster' | 'taskDefinition' | 'clientToken'>;
  /** The service that supplies what the inputs leave out, and what it supplied, in words. */
  inherited?: { service: string; what: string[] } | undefined;
}

/** The deployments of a service known right before the write: any other that shows up later is new. */
export interface Baseline {
  primaryId?: string;
  /** ARNs of its newest service deployments; undefined when they cannot be listed. */
  serviceDeployments?: ReadonlySet<string>;
  /** Why they could not be listed, unless a permission is missing. */
  unlisted?: string;
  /** Ids of the events that the service already had; they are never reported as new. */
  eventIds: ReadonlySet<string>;
  /** Ids of its task sets, if it has any. */
  taskSetIds?: ReadonlySet<string>;
}

/** An image that the tasks must run, and its digests: its own and, for an index, those of its platforms. Empty if no registry supplied them. */
export interface ExpectedImage extends ReportedImage {
  digests: readonly string[];
}

/** What the write started. */
export interface Started {
  cluster: string;
  service: string;
  serviceArn: string;
  baseline: Baseline;
  startedAt: Date;
  /** The revision that the deployment must run. */
  taskDefinitionArn?: string;
  /** `ecs-svc/…` of the new PRIMARY; absent when nothing was started, or when AWS did not say. */
  primaryId?: string;
  /** When ECS created it, by AWS's clock. */
  primaryCreatedAt?: Date;
  /** The service revision that the deployment targets, if AWS names it (Express). */
  serviceRevisionArn?: string;
  /** The service deployment, if it is known from the start because someone else started it. */
  deploymentArn?: string;
  /** The CodeDeploy deployment, if CodeDeploy deploys the service. */
  codeDeploy?: {
    deploymentId: string;
    group: CodeDeployGroup;
    /** The Lambda function (name or ARN) of each hook in the AppSpec. */
    hooks?: Readonly<Record<string, string>>;
  };
  /** Set if ECS created the service for CodeDeploy: with a task set, whose id is `primaryId`, and without a deployment. */
  byTaskSet?: true;
  /** False when the write only changed settings that start no deployment. */
  deploys: boolean;
}

/** Task counts and traffic of one side of a deployment. Weights are percentages; absent if the strategy shifts no traffic. */
export interface RevisionState {
  role: 'target' | 'source';
  arn: string;
  taskDefinitionArn?: string;
  desired: number;
  running: number;
  pending: number;
  productionWeight?: number;
  testWeight?: number;
}

/** A lifecycle hook of a deployment. `type`, `status` and `timeoutAction` are AWS's own values. */
export interface HookState {
  id: string;
  type: string;
  status: string;
  /** The stage that it blocks, if known. */
  stage?: string;
  /** The function that it calls. */
  target?: string;
  expiresAt?: Date;
  /** What happens at `expiresAt`. */
  timeoutAction?: string;
}

/** One target of a load balancer. `state` and `reason` are ELB's own values (docs: Target group health checks). */
export interface TargetState {
  targetGroupArn: string;
  id: string;
  port?: number;
  state: string;
  reason?: string;
  description?: string;
  /** The task behind it (last part of its ARN), if its address is known. */
  task?: string;
}

/** One container of a task. `digest` is the sha256 digest it runs. */
export interface ContainerState {
  name: string;
  image?: string;
  digest?: string;
  lastStatus?: string;
  healthStatus?: string;
  exitCode?: number;
  reason?: string;
  /** Set if the ECS Exec agent is running in it. */
  acceptsExec?: true;
}

/** One task of the deployment. */
export interface TaskState {
  arn: string;
  taskDefinitionArn?: string;
  lastStatus: string;
  healthStatus?: string;
  startedAt?: Date;
  stoppedAt?: Date;
  stopCode?: string;
  stoppedReason?: string;
  containers: ContainerState[];
}

/** What a watcher saw, in the order it saw it. `at` is AWS's time if AWS gives one, else the time of the look. */
export type DeployEvent = { at: Date } & (
  | { kind: 'started'; deployment: string }
  | { kind: 'status'; status: string; reason?: string }
  | { kind: 'stage'; stage: string; failure?: string }
  | {
      kind: 'counts';
      role: 'target' | 'source';
      taskDefinition: string;
      desired: number;
      running: number;
      pending: number;
    }
  | { kind: 'failed-tasks'; failed: number; threshold?: number }
  | { kind: 'traffic'; production?: number; test?: number }
  | { kind: 'bake'; until: Date }
  | { kind: 'hook'; hook: HookState }
  | { kind: 'service-event'; id: string; message: string }
  | {
      kind: 'target';
      target: TargetState;
      /** How many more came to the same state, for the same reason, in the same look. */
      more?: number;
      /** One of those: the log does not show it. */
      ofMore?: true;
    }
  | { kind: 'resource'; resource: string; status: string; reason?: string }
  | { kind: 'endpoint'; endpoint: string }
  | { kind: 'task'; task: string; status: string; reason?: string }
  | { kind: 'task-log'; container: string; line: string }
  | { kind: 'probe'; result: ProbeResult }
  | { kind: 'metric'; result: MetricResult }
  | { kind: 'waiting'; message: string }
  | { kind: 'notice'; message: string }
  | { kind: 'warning'; message: string }
);

/**
 * Every way a run can end (the output `outcome`); a new one must say here what it means for the step and the service.
 * `started`: the inputs asked not to wait, so the end is unknown. `skipped`: not deployed, because another service of the step failed.
 */
const OUTCOMES = {
  succeeded: { green: true, leavesOpen: false, mayRun: true },
  'rolled-back': { green: false, leavesOpen: false, mayRun: false },
  failed: { green: false, leavesOpen: false, mayRun: true },
  stopped: { green: false, leavesOpen: false, mayRun: true },
  superseded: { green: false, leavesOpen: false, mayRun: false },
  'timed-out': { green: false, leavesOpen: true, mayRun: true },
  cancelled: { green: false, leavesOpen: true, mayRun: true },
  registered: { green: true, leavesOpen: false, mayRun: false },
  planned: { green: true, leavesOpen: false, mayRun: false },
  checked: { green: true, leavesOpen: false, mayRun: false },
  unchanged: { green: true, leavesOpen: false, mayRun: false },
  deleted: { green: true, leavesOpen: false, mayRun: false },
  started: { green: true, leavesOpen: true, mayRun: true },
  skipped: { green: false, leavesOpen: false, mayRun: false },
} as const satisfies Record<string, { green: boolean; leavesOpen: boolean; mayRun: boolean }>;

export type OutcomeKind = keyof typeof OUTCOMES;

/** Whether the step is green. */
export function isGreen(kind: OutcomeKind): boolean {
  return OUTCOMES[kind].green;
}

/** Whether it failed itself: a service that was left out because of another did not. */
export function isFailure(kind: OutcomeKind): boolean {
  return !isGreen(kind) && kind !== 'skipped';
}

/** Whether the deployment may still be in progress after a step with this outcome. */
export function leavesOpen(kind: OutcomeKind): boolean {
  return OUTCOMES[kind].leavesOpen;
}

/** Whether tasks of the new revision may be running after a step with this outcome. */
export function mayRun(kind: OutcomeKind): boolean {
  return OUTCOMES[kind].mayRun;
}

/** Why it ended that way. `message` is AWS's own text if there is one; `explanation` and `fix` are ours. */
export interface Cause {
  /** The entry of docs/troubleshooting.md that explains it; absent for a text that nobody has described. */
  id?: string;
  message: string;
  /** The line of a container's log that says why: a separate field, because not every report may show logs. */
  logLine?: string | undefined;
  explanation?: string;
  fix?: string;
  link?: string;
  origin?: Origin;
  /** Log lines or further facts, oldest first. */
  details?: string[];
}

/** The verdict. `headline` is one sentence for the log's last line, the annotation's title and the summary's top. */
export interface Outcome {
  kind: OutcomeKind;
  headline: string;
  causes: Cause[];
  /** Set if this program broke. */
  isBug?: true;
}

/** A success to verify: what the deployment should have achieved, as far as the watch knows. */
export interface Provable {
  started: Started;
  /** Whether the PRIMARY deployment must be the one that our own call made. */
  provesPrimary?: boolean | undefined;
  /** The service revision that the deployment went to. */
  revision?: ServiceRevision | undefined;
  /** The desired count when the deployment ended; auto scaling may have changed it since. */
  requestedTasks?: number | undefined;
  /** When the deployment ended. Tasks that ECS started later need extra time. */
  endedAt: Date;
  /** The service as last seen. */
  service?: Service | undefined;
  readsTargets: boolean;
  /** The running tasks, if they were asked for after the end. */
  running?: Promise<Task[]> | undefined;
}

/** The tasks of the service, asked for before the look at a deployment that is listed as over. */
export interface EarlyTasks {
  running: Promise<Task[]>;
  /** Ours alone. */
  stopped: Promise<Task[]>;
}

/** What a look at the service after a success showed. */
export interface Proof {
  /** Evidence against the success. */
  wrong: Cause[];
  /** Targets that are not healthy. */
  unhealthy: Cause[];
  /** What could not be read for another reason than a missing permission: unknown is never success. */
  unseen: Cause[];
  /** What looks odd but proves nothing. */
  notes: string[];
  /** Whether a newer deployment took the place of ours after its success. */
  replaced: boolean;
  tasks: TaskState[];
  at: Date;
  service?: Service | undefined;
  targets?: TargetState[] | undefined;
}

/** Where a deployment was when the step ended. `unknown`: it was started, but its fate is not known. */
export type Standing = 'in-flight' | 'going-back' | 'over' | 'unknown';

/**
 * An image of a report, and who chose it: an input, the file, the task definition in the input `task-definition`, a registered
 * revision, or nobody, in which case the live one stays.
 */
export interface ReportedImage {
  container: string;
  image: string;
  from?: 'input' | 'file' | 'document' | 'revision' | 'live' | undefined;
  /** Set if the tag is from the input `image-tag`; `from` is then where the rest is from. */
  tagFrom?: 'input' | undefined;
}

/** Whether a service failed itself: one that was left out, or went back, because of another did not. */
export function failedItself({ outcome, returned }: Pick<ServiceReport, 'outcome' | 'returned'>): boolean {
  return isFailure(outcome.kind) && returned !== true;
}

/** One of several consecutive writes, and how it ended. */
export interface WriteResult {
  name: string;
  outcome: Outcome;
  deploymentArn?: string;
}

/** Everything the summary shows of one service. Plain data: the JSON report is this, serialized. */
export interface ServiceReport {
  service: string;
  cluster: string;
  kind: Target['kind'];
  region: string;
  /** Its wave in the manifest. */
  wave?: number | undefined;
  /** Set if it was rolled back because another service of the step failed (`on-failure: rollback-all`). */
  returned?: true;
  /** Set if `rollback-all` left it as it is, because the step created it: there is nothing to return to. */
  stays?: true;
  /** Set if it did not exist: this step creates it, or would. */
  creates?: true;
  outcome: Outcome;
  /** Absent if no deployment was started or followed. */
  standing?: Standing | undefined;
  serviceArn?: string;
  deploymentArn?: string;
  /** Set if one write had to wait for another to end: `outcome` covers all of them. */
  results?: WriteResult[];
  codeDeployDeploymentId?: string;
  taskDefinitionArn?: string;
  previousTaskDefinitionArn?: string;
  images: ReportedImage[];
  endpoint?: string;
  startedAt: Date;
  finishedAt: Date;
  timeline: DeployEvent[];
  revisions: RevisionState[];
  tasks: TaskState[];
  targets: TargetState[];
  /** Unified diff of the task definition against what was live; empty when nothing differs. */
  definitionDiff: string;
  changes: SettingChange[];
  /** Whether this step changes the service, or would; if absent, the differences decide. */
  acts?: boolean;
  links: { label: string; url: string }[];
  next: string[];
  /** Commands for a terminal. */
  commands?: { label: string; command: string }[];
}

/** The target of a rollback (the input `rollback-to`). A number is a revision of the live family. */
export type RollbackTo =
  | { kind: 'previous' }
  | { kind: 'number'; revision: number }
  | { kind: 'revision'; family: string; revision: number }
  | { kind: 'arn'; arn: string }
  /** The newest revision that was registered from this commit, of which at least 7 digits are given. */
  | { kind: 'commit'; commit: string };

/** A revision that a service can roll back to, and how its deployments to this service ended. */
export interface Candidate {
  taskDefinitionArn: string;
  role?: 'live' | 'chosen';
  succeeded: number;
  failed: number;
  stopped: number;
  deployedAt?: Date;
  succeededAt?: Date;
  /** ACTIVE or INACTIVE, in AWS's own words; absent if it could not be read. */
  status?: string;
  registeredAt?: Date;
  images: { container: string; image: string }[];
}

/** The revisions to choose from, newest first. */
export interface Candidates {
  service: string;
  cluster: string;
  revisions: Candidate[];
}

/** One container of the one-off task: only essential ones decide. `log` holds its last lines. */
export interface TaskContainer extends ContainerState {
  essential: boolean;
  log: string[];
}

/** Everything the summary shows of the one-off task. */
export interface TaskReport {
  cluster: string;
  region: string;
  outcome: Outcome;
  taskDefinitionArn: string;
  /** What RunTask started; empty if it refused. */
  arns: string[];
  inherited?: TaskTarget['inherited'];
  startedAt: Date;
  finishedAt: Date;
  /** Without the log lines, which appear in full only in the step's log. */
  timeline: DeployEvent[];
  state?: TaskState | undefined;
  containers: TaskContainer[];
  links: { label: string; url: string }[];
}

/** What `keep-revisions` did with one family. */
export interface OldRevisions {
  family: string;
  /** Oldest first. */
  deregistered: string[];
  /** Old enough, but something needs them. */
  inUse: { taskDefinitionArn: string; why: string }[];
  /** Why nothing, or not everything, was deregistered. */
  notes: string[];
}

/** What `protect-images` did for one service, or would do. */
export interface ProtectedImages {
  service: string;
  cluster: string;
  images: ProtectedImage[];
  /** Tags of this service that nothing needs any more. */
  removedTags: string[];
  /** Why something was left as it was. */
  notes: string[];
}

/** The image of one container, and the tag in ECR that says that it is needed. */
export interface ProtectedImage {
  /** `previous`: what a rollback would go to. */
  role: 'live' | 'previous';
  /** Absent if a plan shows a revision that is not registered yet. */
  taskDefinitionArn?: string | undefined;
  container: string;
  /** As the revision names it. */
  image: string;
  /** Of an index, if the image is for several platforms. */
  digest?: string | undefined;
  tag?: string | undefined;
  /** `tagged`: the tag is there, but a lifecycle policy can still remove the image, or cannot be read. `to-protect`: by a plan. */
  state: 'protected' | 'tagged' | 'not-protected' | 'to-protect';
  note?: string | undefined;
}

/** What runs a task definition at set times or on events. */
export interface ScheduledTask {
  place:
    // A target of an EventBridge rule.
    | { kind: 'rule'; rule: string; bus: string; targetId: string }
    // Of EventBridge Scheduler.
    | { kind: 'schedule'; name: string; group: string };
  /** As people name it, with its bus or group unless that is the default one. */
  name: string;
  /** Its name or ARN. */
  cluster: string;
  /** As the target names it: a revision, or a family, which stands for its latest ACTIVE revision. */
  taskDefinition: string;
}

/** What `schedules` did with one rule or schedule, or would do. */
export interface ScheduleReport {
  kind: ScheduledTask['place']['kind'];
  name: string;
  cluster: string;
  /** `to-move`: by a plan. */
  state: 'moved' | 'kept' | 'failed' | 'to-move';
  /** What it ran before. */
  before: string;
  /** What it runs now or, if it failed, should run; absent if that is not registered yet. */
  after?: string | undefined;
  /** Why it was kept, why it failed, or what else has changed. */
  note?: string | undefined;
}

/** What could not be looked at before the first write: no warning, because nothing is known to be wrong. */
export interface NotChecked {
  /** Such as `role "web-task": iam:GetRole is not allowed`. */
  what: string[];
  /** The policy statement that allows it, if a permission is missing. */
  fix?: string;
}

/** What a run without AWS looked at, and what only AWS could tell. */
export interface CheckedReport {
  /** The task definition and the AppSpec, by file or input. */
  documents: string[];
  /** The containers of the task definition; an image that is not built yet is left out. */
  containers: { name: string; image?: string | undefined }[];
  /** The groups of docs/checks.md whose rules applied. */
  rules: string[];
  /** Phrases such as `whether the images exist`. */
  notChecked: string[];
  next: string[];
}

/** A service for which the step only registered a revision or ran a task: it was not touched. */
export interface NamedService extends Pick<ServiceReport, 'service' | 'cluster' | 'region' | 'wave' | 'outcome'> {
  /** Absent if the step did not look at it. */
  kind?: Target['kind'] | undefined;
  serviceArn?: string | undefined;
  /** What was registered, or what the task ran. */
  taskDefinitionArn?: string | undefined;
}

/** Everything the summary shows. */
export interface Report {
  mode: Mode;
  outcome: Outcome;
  startedAt: Date;
  finishedAt: Date;
  problems: Problem[];
  /** The rendered task definitions: the family and the path of each. */
  renderedFiles?: readonly { family: string; path: string }[] | undefined;
  /** Revisions that this run registered. */
  registered: string[];
  /** Revisions that it would have registered, if they were not there already. */
  alreadyRegistered?: readonly string[] | undefined;
  /** The one-off tasks, if any ran. */
  tasks?: TaskReport[] | undefined;
  services: ServiceReport[];
  /** Only in the modes `register` and `run-task`, and only in the JSON report. */
  named?: readonly NamedService[] | undefined;
  /** What the role may not do, and the step did without. */
  missingPermissions?: { message: string; fix: string } | undefined;
  /** What AWS could not be asked, or did not answer, about roles, secrets, log groups and the like. */
  notChecked?: NotChecked | undefined;
  /** What each service could roll back to; only in a rollback. */
  candidates?: Candidates[];
  /** Only with `keep-revisions`, after a success. */
  oldRevisions?: OldRevisions[] | undefined;
  /** Only with `protect-images`. */
  protectedImages?: ProtectedImages[] | undefined;
  /** Only with `schedules`. */
  schedules?: ScheduleReport[] | undefined;
  /** How the system was verified after the last wave; only with a manifest. */
  verification?: DeployEvent[] | undefined;
  /** Only in mode `check`. */
  checked?: CheckedReport | undefined;
}

/** Time, injected so that tests can control it. */
export interface Clock {
  now: () => Date;
  /** Resolves after the given time; rejects with the signal's reason when it is aborted. */
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Waits for network calls, for this long in real time or until the run is cancelled; false if they have not finished. */
  within: (deadline: { milliseconds: number; signal: AbortSignal }, calls: Promise<unknown>) => Promise<boolean>;
}
