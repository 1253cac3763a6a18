import type {
  Candidate,
  Cause,
  CheckedReport,
  DeployEvent,
  Mode,
  NamedService,
  NotChecked,
  OldRevisions,
  ProtectedImages,
  Origin,
  OutcomeKind,
  Report,
  ReportedImage,
  RevisionState,
  ServiceReport,
  ScheduleReport,
  SettingChange,
  Severity,
  TargetState,
  TaskContainer,
  TaskReport,
  TaskState,
} from '../model.ts';

/** How a run, a service or a task ended, and why. */
interface JsonOutcome {
  outcome: OutcomeKind;
  headline: string;
  causes: JsonCause[];
}

interface JsonCause extends Omit<Cause, 'origin'> {
  origin?: JsonOrigin;
}

/** Where a problem or a cause was written: a place in a file, an input, a service, an environment variable, or an AWS call. Lines and columns count from 1. */
interface JsonOrigin {
  file?: string;
  line?: number;
  column?: number;
  endColumn?: number;
  input?: string;
  service?: string;
  variable?: string;
  call?: string;
}

interface JsonProblem {
  /** A name in docs/checks.md, or the code of an error; new ones may appear at any time. */
  rule: string;
  severity: Severity;
  message: string;
  fix: string;
  origin: JsonOrigin;
}

interface JsonService extends JsonOutcome {
  name: string;
  cluster: string;
  region: string;
  /** Its wave in the manifest. */
  wave?: number;
  /** Set if it was rolled back because another service of the step failed. */
  returned?: true;
  /** Set if `on-failure: rollback-all` left it as it is, because this step created it. */
  stays?: true;
  /** Set if it did not exist: this step creates it, or would. */
  creates?: true;
  /** Absent in mode `register`, which does not look at the service. */
  type?: 'classic' | 'express' | 'codedeploy';
  /** Where the deployment was when the step ended; absent if none was started or followed. */
  deploymentState?: 'in-flight' | 'rolling-back' | 'over' | 'unknown';
  serviceArn?: string;
  deploymentArn?: string;
  /** Set if one write had to wait for another to end: how each of them ended. */
  results?: JsonResult[];
  codeDeployDeploymentId?: string;
  taskDefinitionArn?: string;
  previousTaskDefinitionArn?: string;
  images: ReportedImage[];
  endpoint?: string;
  startedAt: Date;
  finishedAt: Date;
  events: DeployEvent[];
  revisions: RevisionState[];
  tasks: TaskState[];
  targets: TargetState[];
  /** A unified diff; empty if nothing differs. */
  taskDefinitionDiff: string;
  settingChanges: SettingChange[];
  /** Whether the step changes the service, or would. */
  changes?: boolean;
  links: { label: string; url: string }[];
  nextSteps: string[];
  /** Commands for a terminal: the logs, a shell in a task. */
  commands?: { label: string; command: string }[];
}

/** One of several consecutive writes. */
interface JsonResult extends JsonOutcome {
  name: string;
  deploymentArn?: string;
}

interface JsonTask extends JsonOutcome {
  cluster: string;
  region: string;
  taskDefinitionArn: string;
  /** What RunTask started; empty if it refused. */
  taskArns: string[];
  /** The service that supplied network and launch settings for the task, and which ones. */
  inherited?: { service: string; what: string[] };
  startedAt: Date;
  finishedAt: Date;
  events: DeployEvent[];
  state?: TaskState;
  containers: TaskContainer[];
  links: { label: string; url: string }[];
}

/** What the output `report` points at. Removing a key or changing its meaning raises `schemaVersion`; new keys may appear at any time. */
export interface JsonReport extends JsonOutcome {
  schemaVersion: 1;
  mode: Mode;
  startedAt: Date;
  finishedAt: Date;
  problems: JsonProblem[];
  taskDefinitionFile?: string;
  /** Set instead if there are several. */
  taskDefinitionFiles?: readonly { family: string; path: string }[];
  registeredTaskDefinitionArns: string[];
  /** Revisions that it would have registered, if they were not there already; only in mode `register`. */
  unchangedTaskDefinitionArns?: readonly string[];
  oneOffTask?: JsonTask;
  /** Set instead if there are several. */
  oneOffTasks?: JsonTask[];
  services: JsonService[];
  /** What the role may not do, and the step did without, with the policy statement that allows it. */
  missingPermissions?: { message: string; fix: string };
  /** What could not be looked at before the first write, and the policy statement that would allow it. */
  notChecked?: NotChecked;
  /** What each service could roll back to; only in a rollback. */
  rollbackCandidates?: { service: string; cluster: string; revisions: Candidate[] }[];
  /** What `keep-revisions` deregistered, and what it kept although it is old; one entry a family. */
  oldRevisions?: OldRevisions[];
  /** The images that `protect-images` tagged, or would tag, and those that it did not; one entry a service. */
  protectedImages?: ProtectedImages[];
  /** What `schedules` did with each rule and schedule, or would do. */
  schedules?: ScheduleReport[];
  /** How the system was verified after the last wave; only with a manifest. */
  systemVerification?: DeployEvent[];
  /** What `mode: check` looked at, and what only AWS could tell; only in that mode. */
  checked?: JsonChecked;
}

interface JsonChecked {
  /** The task definition and the AppSpec, by file or input. */
  documents: string[];
  /** The containers of the task definition; an image that is not built yet is left out. */
  containers: { name: string; image?: string }[];
  /** Groups of docs/checks.md. */
  ruleGroups: string[];
  notChecked: string[];
  nextSteps: string[];
}

/** Everything the summary shows, for programs: dates as ISO 8601, nothing shortened. docs/report.schema.json describes it. */
export function toJsonReport(report: Report): string {
  return `${JSON.stringify(toPublic(report), undefined, 2)}\n`;
}

function toPublic(report: Report): JsonReport {
  const { mode, outcome, startedAt, finishedAt, problems, renderedFiles = [], registered, tasks, services } = report;
  return {
    schemaVersion: 1,
    mode,
    ...toOutcome(outcome),
    startedAt,
    finishedAt,
    problems: problems.map((problem) => ({ ...problem, origin: toOrigin(problem.origin) })),
    taskDefinitionFile: renderedFiles.length === 1 ? renderedFiles[0]?.path : undefined,
    taskDefinitionFiles: renderedFiles.length > 1 ? renderedFiles : undefined,
    registeredTaskDefinitionArns: registered,
    unchangedTaskDefinitionArns: report.alreadyRegistered,
    oneOffTask: tasks?.length === 1 ? tasks.map(toTask)[0] : undefined,
    oneOffTasks: tasks !== undefined && tasks.length > 1 ? tasks.map(toTask) : undefined,
    services: [...services.map(toService), ...(report.named ?? []).map((one) => toNamed(one, report))],
    missingPermissions: report.missingPermissions,
    notChecked: report.notChecked,
    rollbackCandidates: report.candidates,
    oldRevisions: report.oldRevisions,
    protectedImages: report.protectedImages,
    schedules: report.schedules,
    systemVerification: report.verification,
    checked: report.checked && toChecked(report.checked),
  };
}

function toChecked({ rules, next, ...same }: CheckedReport): JsonChecked {
  return { ...same, ruleGroups: rules, nextSteps: next };
}

function toOutcome({ kind, headline, causes }: Report['outcome']): JsonOutcome {
  return {
    outcome: kind,
    headline,
    causes: causes.map((cause) => ({ ...cause, origin: cause.origin && toOrigin(cause.origin) })),
  };
}

function toOrigin({ kind: _kind, ...place }: Origin): JsonOrigin {
  return place;
}

const TYPES = { service: 'classic', express: 'express', codedeploy: 'codedeploy' } as const;
const STATES = { 'in-flight': 'in-flight', 'going-back': 'rolling-back', over: 'over', unknown: 'unknown' } as const;

function toService(report: ServiceReport): JsonService {
  const { service, kind, outcome, standing, results, timeline, definitionDiff, changes, acts, next, ...same } = report;
  return {
    name: service,
    type: TYPES[kind],
    ...toOutcome(outcome),
    deploymentState: standing && STATES[standing],
    results: results?.map(({ outcome: end, ...result }) => ({ ...result, ...toOutcome(end) })),
    ...same,
    events: timeline,
    taskDefinitionDiff: definitionDiff,
    settingChanges: changes,
    changes: acts,
    nextSteps: next,
  };
}

function toNamed({ service, kind, outcome, ...same }: NamedService, { startedAt, finishedAt }: Report): JsonService {
  return {
    name: service,
    ...(kind === undefined ? {} : { type: TYPES[kind] }),
    ...toOutcome(outcome),
    ...same,
    images: [],
    startedAt,
    finishedAt,
    events: [],
    revisions: [],
    tasks: [],
    targets: [],
    taskDefinitionDiff: '',
    settingChanges: [],
    changes: false,
    links: [],
    nextSteps: [],
  };
}

function toTask({ outcome, arns, timeline, ...same }: TaskReport): JsonTask {
  return { ...toOutcome(outcome), ...same, taskArns: arns, events: timeline };
}
