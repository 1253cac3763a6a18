import type { Service, ServiceRevision, Task } from '@aws-sdk/client-ecs';
import { lastPart } from '../aws/arn.ts';
import { primaryTaskSet } from '../aws/task-sets.ts';
import type { Cause, ExpectedImage, Started, TargetState } from '../model.ts';
import { taskAddress } from './tasks.ts';

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
}

/** As many tasks as one call shows: beyond them nothing can be counted. */
const MOST_TASKS = 100;
const LOOK_AT_TASKS = 'Look at the tasks of the service in the console.';

/** Compares what runs with what was asked for. */
export function doubtsAbout(seen: Seen, wanted: Wanted): Doubts {
  const ours = ownTasks(seen.running, wanted.started);
  return {
    wrong: [
      ...deletedService(seen.service),
      ...otherDefinition(seen.service, wanted.started),
      ...otherDeployment(seen.service, wanted),
      ...otherTasks(seen, { ours, wanted }),
      ...tooFewTasks(seen, ours),
      ...otherImages(seen.revision, { ours, images: wanted.images }),
    ].slice(0, 5),
    unhealthy: unhealthyTargets(seen, { ours, wanted }),
  };
}

/** The tasks among these that run what was asked for. */
export function ownTasks(running: readonly Task[] | undefined, { taskDefinitionArn }: Started): Task[] {
  return (running ?? []).filter(
    (task) => taskDefinitionArn === undefined || task.taskDefinitionArn === taskDefinitionArn,
  );
}

function deletedService(service: Service | undefined): Cause[] {
  if (service?.status === undefined || service.status === 'ACTIVE') return [];
  const message = `The service is ${service.status}: somebody deleted it.`;
  return [{ message, mend: 'See who or what deleted the service (CloudTrail: DeleteService).' }];
}

function otherDefinition(service: Service | undefined, { taskDefinitionArn, codeDeploy }: Started): Cause[] {
  const live = codeDeploy === undefined ? service?.taskDefinition : primaryTaskSet(service)?.taskDefinition;
  if (taskDefinitionArn === undefined || live === undefined || live === taskDefinitionArn) return [];
  const message = `The service runs ${live}, not ${taskDefinitionArn}.`;
  return [{ message, mend: 'See in the console who changed the service meanwhile.' }];
}

function otherDeployment(service: Service | undefined, { started, provesPrimary }: Wanted): Cause[] {
  const primary = service?.deployments?.find(({ status }) => status === 'PRIMARY');
  const same = primary === undefined || started.primaryId === undefined || primary.id === started.primaryId;
  if (provesPrimary !== true || same) return [];
  const message = `Somebody else deployed ${lastPart(started.taskDefinitionArn ?? 'the same revision')} in the same moment, and their deployment (${primary.id}) replaced that of this step (${started.primaryId}).`;
  return [{ message, mend: 'See who deploys this service beside this workflow; give the job a concurrency group.' }];
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
  const message = `${others.length} of ${running.length} running tasks ${others.length === 1 ? 'runs' : 'run'} ${lastPart(first.taskDefinitionArn ?? 'another revision')}, not ${lastPart(wanted.started.taskDefinitionArn ?? 'the new revision')}.`;
  return [{ message, mend: LOOK_AT_TASKS }];
}

function tooFewTasks({ service, requestedTasks, running }: Seen, ours: Task[]): Cause[] {
  if (service === undefined || running === undefined || running.length >= MOST_TASKS) return [];
  const required = requiredTasks(service, requestedTasks);
  if (ours.length >= required) return [];
  const message = `${ours.length} of ${required} tasks of the new revision ${ours.length === 1 ? 'runs' : 'run'}.`;
  return [
    {
      message,
      mend: 'Look at the stopped tasks of the service in the console: they were lost after the deployment ended.',
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

function otherImages(
  revision: ServiceRevision | undefined,
  { ours, images }: { ours: Task[]; images: readonly ExpectedImage[] },
): Cause[] {
  const causes = ours.flatMap((task) =>
    (task.containers ?? []).flatMap((container) => {
      const expected = images.find(({ container: name }) => name === container.name);
      if (expected === undefined) return [];
      const where = `Container ${expected.container} of task ${lastPart(task.taskArn ?? '')} runs`;
      if (container.image !== undefined && !isSameReference(container.image, expected.image)) {
        return [`${where} the image ${container.image}, not ${expected.image}.`];
      }
      const digests = digestsOf(expected, revision);
      const { imageDigest } = container;
      return imageDigest === undefined || digests.length === 0 || digests.includes(imageDigest)
        ? []
        : [`${where} the digest ${imageDigest} of ${withoutDigest(expected.image)}, not ${digests[0]}.`];
    }),
  );
  const mend =
    'The host may have kept an older image of this tag, or the tag was pushed again: deploy by digest, or with force-new-deployment: true.';
  return [...new Set(causes)].map((message) => ({ message, mend }));
}

/** A digest that was asked for is the truth; for a tag it is what the registry holds, or what ECS resolved for this deployment. */
function digestsOf({ container, image, digests }: ExpectedImage, revision: ServiceRevision | undefined): string[] {
  const asked = /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1];
  if (asked !== undefined) return [asked, ...digests];
  const resolved = revision?.containerImages?.find(({ containerName }) => containerName === container)?.imageDigest;
  return resolved === undefined ? [...digests] : [...digests, resolved];
}

/** ECS may add the digest that it resolved a tag to. */
function isSameReference(seen: string, asked: string): boolean {
  return seen === asked || withoutDigest(seen) === withoutDigest(asked);
}

function withoutDigest(image: string): string {
  return image.replace(/@sha256:[0-9a-f]{64}$/, '');
}

/** Targets of our tasks that are not healthy, and tasks that are none; where addresses are not known, every target that is not draining counts. */
function unhealthyTargets(
  { service, targets, requestedTasks }: Seen,
  { ours, wanted }: { ours: Task[]; wanted: Wanted },
): Cause[] {
  if (targets === undefined || service?.desiredCount === 0 || !servesTargets(service, targets)) return [];
  const addressed = ours.filter((task) => taskAddress(task) !== undefined);
  if (addressed.length === 0) return withoutAddresses(targets, { tasks: ours.length });
  const settled = addressed.filter(({ createdAt }) => createdAt === undefined || createdAt <= wanted.endedAt);
  const counted = settled.length >= requiredTasks(service ?? {}, requestedTasks) ? settled : addressed;
  const ids = new Set(targets.map(({ id }) => id));
  const missing = counted.filter((task) => !ids.has(taskAddress(task) ?? ''));
  if (missing.length === counted.length) return [noneRegistered()];
  const addresses = new Set(counted.map(taskAddress));
  return [
    ...missing.map((task) => ({
      message: `Task ${lastPart(task.taskArn ?? '')} (${taskAddress(task)}) is not registered in the target groups of the service: it gets no traffic.`,
      mend: 'Check the load balancer settings of the service.',
    })),
    ...targets.filter((target) => addresses.has(target.id) && isUnhealthy(target)).map(toCause),
  ];
}

function withoutAddresses(targets: TargetState[], { tasks }: { tasks: number }): Cause[] {
  const serving = targets.filter(({ state }) => !state.includes('draining'));
  if (serving.length === 0) return [noneRegistered()];
  const groups = Map.groupBy(serving, ({ targetGroupArn }) => targetGroupArn);
  const registered = Math.max(...[...groups.values()].map(({ length }) => length));
  const few: Cause[] =
    registered >= tasks
      ? []
      : [
          {
            message: `${registered} of ${tasks} running tasks are registered in the target groups of the service.`,
            mend: 'Check the load balancer settings of the service.',
          },
        ];
  return [...few, ...serving.filter(isUnhealthy).map(toCause)];
}

function noneRegistered(): Cause {
  return {
    message: 'No task of this deployment is registered in the target groups of the service.',
    mend: 'Check the load balancer settings of the service.',
  };
}

function servesTargets(service: Service | undefined, targets: TargetState[]): boolean {
  return (
    targets.length > 0 || (service?.loadBalancers ?? []).some(({ targetGroupArn }) => targetGroupArn !== undefined)
  );
}

/** A target whose group has its health check disabled gets traffic without one. */
function isUnhealthy({ state, reason }: TargetState): boolean {
  return state !== 'healthy' && reason !== 'Target.HealthCheckDisabled';
}

function toCause({ id, port, state, reason, description }: TargetState): Cause {
  return {
    message: `Target ${id}:${port ?? '?'} is ${state}${description === undefined ? '' : `: ${description}`}${reason === undefined ? '' : ` (${reason})`}`,
    mend: 'Check port and path of the health check, the security group between load balancer and tasks, and the grace period.',
  };
}
