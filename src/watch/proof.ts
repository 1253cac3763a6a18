import type { Deployment, Service, ServiceRevision, Task } from '@aws-sdk/client-ecs';
import { lastPart } from '../aws/arn.ts';
import { primaryDeployment, primaryTaskSet, stateOf } from '../aws/service.ts';
import type { Cause, ExpectedImage, Started, TargetState } from '../model.ts';
import { compareImages } from './proof-images.ts';
import { unhealthyTargets } from './proof-targets.ts';

/** What was seen after the end of a deployment. Absent parts could not be read. */
export interface Seen {
  service?: Service | undefined;
  /** The service revision that the deployment went to. */
  revision?: ServiceRevision | undefined;
  /** How many tasks the deployment wanted when it ended; the scaling may want another number since. */
  requestedTasks?: number | undefined;
  /** Running tasks of the service, at most 100. */
  running?: Task[] | undefined;
  targets?: TargetState[] | undefined;
}

export interface Wanted {
  started: Started;
  images: readonly ExpectedImage[];
  /** Whether the PRIMARY deployment must be the one that our own call made. */
  provesPrimary?: boolean | undefined;
  /** When the deployment was over. Tasks that ECS started later need time of their own. */
  endedAt: Date;
}

/** What speaks against the success: something else runs, or targets are not healthy. */
export interface Doubts {
  wrong: Cause[];
  unhealthy: Cause[];
  /** What is odd and proves nothing. */
  notes: string[];
  /** A newer deployment, by which somebody replaced ours after its success. */
  replacedBy?: Deployment | undefined;
}

/** As many tasks as one call shows: beyond them nothing can be counted. */
const MOST_TASKS = 100;
const LOOK_AT_TASKS = 'Look at the tasks of the service in the console.';

/** Compares what runs with what was asked for. */
export function doubtsAbout(seen: Seen, wanted: Wanted): Doubts {
  const ours = ownTasks(seen.running, wanted.started);
  const images = compareImages(ours, { images: wanted.images, revision: seen.revision });
  const required = requiredTasks(seen.service ?? {}, seen.requestedTasks);
  return {
    wrong: [
      ...deletedService(seen.service),
      ...otherDefinition(seen.service, wanted.started),
      ...otherDeployment(seen.service, wanted),
      ...otherTasks(seen, { ours, wanted }),
      ...tooFewTasks(seen, { ours, required }),
      ...images.wrong,
    ].slice(0, 5),
    unhealthy: unhealthyTargets(seen, { ours: settledTasks(ours, { required, endedAt: wanted.endedAt }), wanted }),
    notes: images.notes,
    replacedBy: newerDeployment(seen.service, wanted.started),
  };
}

/** The tasks among these that run what was asked for; those of the deployment before do not, even where its definition is the same. */
export function ownTasks(
  running: readonly Task[] | undefined,
  { taskDefinitionArn, primaryId, baseline }: Started,
): Task[] {
  const former = primaryId === undefined || primaryId === baseline.primaryId ? undefined : baseline.primaryId;
  return (running ?? []).filter(
    (task) =>
      (taskDefinitionArn === undefined || task.taskDefinitionArn === taskDefinitionArn) &&
      (former === undefined || task.startedBy !== former),
  );
}

/** Tasks that ECS started after the end need time to become healthy; they count only where the others are too few. */
function settledTasks(ours: Task[], { required, endedAt }: { required: number; endedAt: Date }): Task[] {
  const settled = ours.filter(({ createdAt }) => createdAt === undefined || createdAt <= endedAt);
  return settled.length >= required ? settled : ours;
}

function newerDeployment(
  service: Service | undefined,
  { primaryId, primaryCreatedAt, codeDeploy }: Started,
): Deployment | undefined {
  if (primaryId === undefined || primaryCreatedAt === undefined || codeDeploy !== undefined) return undefined;
  const primary = primaryDeployment(service);
  const newer = (primary?.createdAt?.getTime() ?? 0) > primaryCreatedAt.getTime();
  return newer && primary?.id !== primaryId ? primary : undefined;
}

function deletedService(service: Service | undefined): Cause[] {
  if (service?.status === undefined || stateOf(service) === 'active') return [];
  const message = `The service is ${service.status}: somebody deleted it.`;
  return [{ message, fix: 'See who or what deleted the service (CloudTrail: DeleteService).' }];
}

function otherDefinition(service: Service | undefined, { taskDefinitionArn, codeDeploy }: Started): Cause[] {
  const live = codeDeploy === undefined ? service?.taskDefinition : primaryTaskSet(service)?.taskDefinition;
  if (taskDefinitionArn === undefined || live === undefined || live === taskDefinitionArn) return [];
  const message = `The service runs ${live}, not ${taskDefinitionArn}.`;
  return [{ message, fix: 'See in the console who changed the service meanwhile.' }];
}

function otherDeployment(service: Service | undefined, { started, provesPrimary }: Wanted): Cause[] {
  const primary = primaryDeployment(service);
  const same = primary === undefined || started.primaryId === undefined || primary.id === started.primaryId;
  if (provesPrimary !== true || same) return [];
  const message = `Somebody else deployed ${lastPart(started.taskDefinitionArn ?? 'the same revision')} in the same moment, and their deployment (${primary.id}) replaced that of this step (${started.primaryId}).`;
  return [{ message, fix: 'See who deploys this service beside this workflow; give the job a concurrency group.' }];
}

/** Old tasks may stay on purpose: until they are cleaned up later, or until CodeDeploy ends them. */
function otherTasks({ service, running = [] }: Seen, { ours, wanted }: { ours: Task[]; wanted: Wanted }): Cause[] {
  const { earlySuccessCriteria } = service?.deploymentConfiguration ?? {};
  const cleanedUpLater =
    earlySuccessCriteria?.enable === true && earlySuccessCriteria.sourceServiceRevisionCleanup === 'DEFERRED';
  const others = running.filter((task) => !ours.includes(task));
  const [first] = others;
  if (first === undefined || (ours.length > 0 && (cleanedUpLater || wanted.started.codeDeploy !== undefined)))
    return [];
  const { taskDefinitionArn } = wanted.started;
  const revision = lastPart(first.taskDefinitionArn ?? 'another revision');
  const message =
    first.taskDefinitionArn === taskDefinitionArn
      ? `${others.length} of ${running.length} running tasks ${others.length === 1 ? 'is' : 'are'} of the deployment before this one (${first.startedBy}).`
      : `${others.length} of ${running.length} running tasks ${others.length === 1 ? 'runs' : 'run'} ${revision}, not ${lastPart(taskDefinitionArn ?? 'the new revision')}.`;
  return [{ message, fix: LOOK_AT_TASKS }];
}

function tooFewTasks({ service, running }: Seen, { ours, required }: { ours: Task[]; required: number }): Cause[] {
  if (service === undefined || running === undefined || running.length >= MOST_TASKS) return [];
  if (ours.length >= required) return [];
  const message = `${ours.length} of ${required} tasks of the new revision ${ours.length === 1 ? 'runs' : 'run'}.`;
  return [
    {
      message,
      fix: 'Look at the stopped tasks of the service in the console: they were lost after the deployment ended.',
    },
  ];
}

/** The smaller of what the deployment wanted and what the service wants now; less where fewer healthy tasks are a success by its own settings. */
function requiredTasks(
  { desiredCount = 0, deploymentConfiguration }: Service,
  requestedTasks: number | undefined,
): number {
  const wanted =
    requestedTasks === undefined || requestedTasks === 0 ? desiredCount : Math.min(desiredCount, requestedTasks);
  const { enable, healthyPercent = 100 } = deploymentConfiguration?.earlySuccessCriteria ?? {};
  return enable === true ? Math.ceil((wanted * healthyPercent) / 100) : wanted;
}
