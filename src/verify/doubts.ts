import type { Service, ServiceRevision, Task } from '@aws-sdk/client-ecs';
import { lastPart } from '../aws/arn.ts';
import { primaryDeployment, primaryTaskSet, stateOf } from '../aws/service.ts';
import type { Cause, ExpectedImage, Started, TargetState } from '../model.ts';
import { compareImages } from './images.ts';
import { unhealthyTargets } from './targets.ts';
import { phrase } from '../phrases.ts';

/** What runs after a deployment has ended. Absent parts could not be read. */
export interface Live {
  service?: Service | undefined;
  /** The service revision that the deployment went to. */
  revision?: ServiceRevision | undefined;
  /** The desired count when the deployment ended; auto scaling may have changed it since. */
  requestedTasks?: number | undefined;
  /** Running tasks of the service, at most 100. */
  running?: Task[] | undefined;
  targets?: TargetState[] | undefined;
}

/** What must run. */
export interface Expected {
  started: Started;
  images: readonly ExpectedImage[];
  /** Whether the PRIMARY deployment must be the one that our own call made. */
  provesPrimary?: boolean | undefined;
  /** When the deployment ended. Tasks that ECS started later need extra time. */
  endedAt: Date;
}

/** Evidence against the success: something else runs, or targets are not healthy. */
export interface Doubts {
  wrong: Cause[];
  unhealthy: Cause[];
  /** What looks odd but proves nothing. */
  notes: string[];
  /** Whether a newer deployment took the place of ours after its success. */
  replaced: boolean;
}

/** One call shows this many tasks: more cannot be counted. */
const MOST_TASKS = 100;
const LOOK_AT_TASKS = 'Check the tasks of the service in the console.';

/** Compares what runs with what was requested. */
export function doubtsAbout(live: Live, expected: Expected): Doubts {
  const ours = ownTasks(live.running, expected.started);
  const images = compareImages(ours, { images: expected.images, revision: live.revision });
  const required = requiredTasks(live.service ?? {}, live.requestedTasks);
  return {
    wrong: [
      ...deletedService(live.service),
      ...otherDefinition(live.service, expected.started),
      ...otherDeployment(live.service, expected),
      ...otherTasks(live, { ours, expected }),
      ...tooFewTasks(live, { ours, required }),
      ...images.wrong,
    ].slice(0, 5),
    unhealthy: unhealthyTargets(live, { ours: settledTasks(ours, { required, endedAt: expected.endedAt }), expected }),
    notes: images.notes,
    replaced: isReplaced(live.service, expected.started),
  };
}

/** The tasks that belong to our deployment; those of the previous deployment do not, even if its definition is the same. */
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

/** Tasks that ECS started after the end need time to become healthy; they count only if there are too few others. */
function settledTasks(ours: Task[], { required, endedAt }: { required: number; endedAt: Date }): Task[] {
  const settled = ours.filter(({ createdAt }) => createdAt === undefined || createdAt <= endedAt);
  return settled.length >= required ? settled : ours;
}

function isReplaced(service: Service | undefined, { primaryId, primaryCreatedAt, codeDeploy }: Started): boolean {
  if (primaryId === undefined || primaryCreatedAt === undefined || codeDeploy !== undefined) return false;
  const primary = primaryDeployment(service) ?? primaryTaskSet(service);
  const newer = (primary?.createdAt?.getTime() ?? 0) > primaryCreatedAt.getTime();
  return newer && primary?.id !== primaryId;
}

function deletedService(service: Service | undefined): Cause[] {
  if (service?.status === undefined || stateOf(service) === 'active') return [];
  const message = `The service is ${service.status}: someone deleted it.`;
  return [{ message, fix: 'Find out who or what deleted the service (CloudTrail: DeleteService).' }];
}

function otherDefinition(service: Service | undefined, { taskDefinitionArn, codeDeploy }: Started): Cause[] {
  const live = codeDeploy === undefined ? service?.taskDefinition : primaryTaskSet(service)?.taskDefinition;
  if (taskDefinitionArn === undefined || live === undefined || live === taskDefinitionArn) return [];
  const message = `The service runs ${live}, not ${taskDefinitionArn}.`;
  return [{ message, fix: 'Check in CloudTrail who called UpdateService.' }];
}

function otherDeployment(service: Service | undefined, { started, provesPrimary }: Expected): Cause[] {
  const primary = primaryDeployment(service);
  const same = primary === undefined || started.primaryId === undefined || primary.id === started.primaryId;
  if (provesPrimary !== true || same) return [];
  const message = `Someone else deployed ${lastPart(started.taskDefinitionArn ?? 'the same revision')} at the same moment, and their deployment (${primary.id}) replaced ${phrase('this-step')}’s (${started.primaryId}).`;
  return [{ message, fix: `Find out who else deploys this service, and ${phrase('one-at-a-time')}.` }];
}

/** Old tasks may stay on purpose: until they are cleaned up later, or until CodeDeploy terminates them. */
function otherTasks(
  { service, running = [] }: Live,
  { ours, expected }: { ours: Task[]; expected: Expected },
): Cause[] {
  const { earlySuccessCriteria } = service?.deploymentConfiguration ?? {};
  const cleanedUpLater =
    earlySuccessCriteria?.enable === true && earlySuccessCriteria.sourceServiceRevisionCleanup === 'DEFERRED';
  const others = running.filter((task) => !ours.includes(task));
  const [first] = others;
  if (first === undefined || (ours.length > 0 && (cleanedUpLater || expected.started.codeDeploy !== undefined)))
    return [];
  const { taskDefinitionArn } = expected.started;
  const revision = lastPart(first.taskDefinitionArn ?? 'another revision');
  const message =
    first.taskDefinitionArn === taskDefinitionArn
      ? `${others.length} of ${running.length} running tasks ${others.length === 1 ? 'belongs' : 'belong'} to the previous deployment (${first.startedBy}).`
      : `${others.length} of ${running.length} running tasks ${others.length === 1 ? 'runs' : 'run'} ${revision}, not ${lastPart(taskDefinitionArn ?? 'the new revision')}.`;
  return [{ message, fix: LOOK_AT_TASKS }];
}

function tooFewTasks({ service, running }: Live, { ours, required }: { ours: Task[]; required: number }): Cause[] {
  if (service === undefined || running === undefined || running.length >= MOST_TASKS) return [];
  if (ours.length >= required) return [];
  const message = `${ours.length} of ${required} tasks of the new revision ${ours.length === 1 ? 'runs' : 'run'}.`;
  return [
    {
      message,
      fix: 'Check the stopped tasks of the service in the console: they stopped after the deployment ended.',
    },
  ];
}

/** The smaller of the desired counts then and now; less if the service's own settings accept fewer healthy tasks. */
function requiredTasks(
  { desiredCount = 0, deploymentConfiguration }: Service,
  requestedTasks: number | undefined,
): number {
  const count =
    requestedTasks === undefined || requestedTasks === 0 ? desiredCount : Math.min(desiredCount, requestedTasks);
  const { enable, healthyPercent = 100 } = deploymentConfiguration?.earlySuccessCriteria ?? {};
  return enable === true ? Math.ceil((count * healthyPercent) / 100) : count;
}
