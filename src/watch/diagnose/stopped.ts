import type { Container, Task } from '@aws-sdk/client-ecs';
import { healthOf, stopKindOf } from '../../aws/task-status.ts';
import { explain, type Explanation } from '../../explain/explain.ts';

/** Tasks that stopped for the same reason, the newest first. */
export interface StoppedGroup {
  /** AWS's words, with container and exit code where one ended. */
  message: string;
  explanation: Explanation | undefined;
  tasks: Task[];
  /** The container that took the task down. */
  container?: string | undefined;
  exitCode?: number | undefined;
  /** Set where the load balancer called the task unhealthy. */
  targetGroup?: string | undefined;
  failedContainerCheck: boolean;
}

const SIGTERM = 143;
const SIGKILL = 137;
/** Who does not end on SIGTERM is killed after `stopTimeout`, 30 s by default. */
const STOP_TIMEOUT_MS = 25_000;

interface Context {
  essential: ReadonlySet<string> | undefined;
  /** True where another container than the named one ended the task: a code 137 then follows from the stop. */
  othersEnded: (name: string) => boolean;
}

const PROXY = 'ecs-service-connect-';
/** The agent's words of a container that waits in vain for another (`dependsOn`). */
const AWAITED =
  /container ordering dependency {1,2}\[(?<awaited>[^\](\s]{1,255})[^\]]{0,400}\]|dependency container (?<ended>\S{1,255}) (?:has )?exited/iu;

/** Groups stopped tasks by what stopped them; tasks that were only not needed any more are left out. */
export function groupStopped(
  tasks: readonly Task[],
  essential: ReadonlyMap<string, ReadonlySet<string>>,
): StoppedGroup[] {
  const groups = new Map<string, StoppedGroup>();
  const newestFirst = tasks.toSorted((a, b) => stopTime(b) - stopTime(a));
  for (const task of newestFirst) {
    const group = toGroup(task, essential.get(task.taskDefinitionArn ?? ''));
    if (group.explanation?.normal === true) continue;
    const key = JSON.stringify([
      group.explanation?.plain ?? shapeOf(group.message),
      group.container,
      group.exitCode,
      group.targetGroup,
    ]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, group);
    else known.tasks.push(task);
  }
  return [...groups.values()].toSorted((a, b) => b.tasks.length - a.tasks.length);
}

/** The container whose end ended the task: the others were only asked to end with it. */
function findCulprit(task: Task, essential: ReadonlySet<string> | undefined): Container | undefined {
  const candidates = (task.containers ?? []).filter(
    ({ exitCode, reason }) => exitCode !== undefined || isTelling(reason),
  );
  const slowly = stoppedSlowly(task);
  const ended = candidates.filter((one) => endedByItself(one) && isNeeded(one, essential));
  const othersEnded = (name: string): boolean => slowly || ended.some((one) => one.name !== name);
  const context = { essential, othersEnded };
  return candidates.toSorted((a, b) => suspicion(b, context) - suspicion(a, context))[0];
}

/** True when a container had to be killed at the end: its code 137 then follows from the stop. */
function stoppedSlowly({ stoppingAt, executionStoppedAt }: Task): boolean {
  return (
    stoppingAt !== undefined &&
    executionStoppedAt !== undefined &&
    executionStoppedAt.getTime() - stoppingAt.getTime() >= STOP_TIMEOUT_MS
  );
}

/** What differs from task to task (ids, addresses, numbers) is no other reason. */
export function shapeOf(message: string): string {
  return message
    .slice(0, 2_000)
    .replace(/\b(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,})\b/giu, '#')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/gu, '#')
    .replace(/(?:request id|RequestID):? ?[\w-]*/giu, '#')
    .replace(/retried \d+ time/giu, 'retried # time')
    .replace(/\b(?:eni|i|subnet)-[0-9a-f]+\b/gu, '#');
}

/** Where the task's own words say why it was stopped, its containers' exit codes only follow from that. */
function toGroup(task: Task, essential: ReadonlySet<string> | undefined): StoppedGroup {
  const { stoppedReason = '', containers = [] } = task;
  const ofTask = explain(stoppedReason);
  const starved = ofTask?.normal === true ? undefined : findStarved(task, essential);
  const vain = ofTask?.normal === true ? undefined : findAwaited(task);
  const known = starved ?? vain?.container;
  const byUser = ofTask === undefined && stopKindOf(task) === 'by-user';
  const wasStopped = known === undefined && (byUser || (ofTask !== undefined && (ofTask.normal || !ofTask.echo)));
  const culprit = known ?? findCulprit(task, essential);
  const unhealthy = wasStopped ? containers.find((one) => healthOf(one) === 'unhealthy')?.name : undefined;
  const ofContainer = isTelling(culprit?.reason) ? culprit?.reason : vain?.words;
  const text = starved?.reason ?? mostTelling(mostTelling(stoppedReason, ofContainer), attachmentReason(task));
  const reason = text === '' ? `Task stopped${task.stopCode === undefined ? '' : ` (${task.stopCode})`}` : text;
  const plain = byUser && known === undefined && text !== '' ? `Task stopped by a user (StopTask): ${text}` : reason;
  const awaitedHealth = starved === undefined && /did not become healthy/iu.test(vain?.words ?? '');
  const isOneOfSeveral = containers.length > 1 && /failed container health checks/iu.test(plain);
  const told = isOneOfSeveral || unhealthy?.startsWith(PROXY) === true ? unhealthy : undefined;
  const words = wasStopped ? withUnhealthy(plain, told) : withExit(plain, culprit, awaitedHealth);
  const others = containers.filter(
    ({ name = '' }) => name !== culprit?.name && !name.startsWith('aws-guardduty-agent'),
  );
  const isFromOne = culprit?.exitCode === undefined && isTelling(ofContainer) && words.includes(ofContainer ?? '');
  const message = isFromOne && others.length > 0 ? withContainer(words, culprit?.name) : words;
  return {
    message,
    explanation: ofTask?.normal === true ? ofTask : explain(words),
    tasks: [task],
    container: unhealthy ?? culprit?.name,
    exitCode: wasStopped ? undefined : culprit?.exitCode,
    targetGroup:
      starved === undefined ? /target-group (?<group>[^\s)]+)/u.exec(stoppedReason)?.groups?.['group'] : undefined,
    failedContainerCheck:
      awaitedHealth || (starved === undefined && /failed container health checks/iu.test(stoppedReason)),
  };
}

/** Why a volume or network interface of the task was not attached: ECS tells it there alone (docs: API_Attachment). */
function attachmentReason({ attachments = [] }: Task): string | undefined {
  const reasons = attachments.flatMap(({ details = [] }) => {
    const value = (name: string): string | undefined => details.find((one) => one.name === name)?.value;
    const [reason, volume] = [value('statusReason'), value('volumeName')];
    if (reason === undefined || reason === '') return [];
    return [volume === undefined ? reason : `EBS volume ${volume} could not be attached: ${reason}`];
  });
  return reasons[0];
}

/** The container for which others wait in vain, at the end of the chain, however little the task needs it itself. */
function findAwaited({
  stoppedReason = '',
  containers = [],
}: Task): { container: Container; words: string } | undefined {
  const texts = [...containers.map(({ reason = '' }) => reason), stoppedReason];
  const awaited = texts.flatMap((words) => {
    const { awaited: name, ended } = AWAITED.exec(words)?.groups ?? {};
    const container = containers.find((one) => one.name !== undefined && one.name === (name ?? ended));
    return container === undefined ? [] : [{ container, words }];
  });
  return awaited.find(({ container }) => !AWAITED.test(container.reason ?? '')) ?? awaited[0];
}

/** The container that lacked memory; one that the task can do without did not end it where one that it needs ended by itself. */
function findStarved(task: Task, essential: ReadonlySet<string> | undefined): Container | undefined {
  const { containers = [] } = task;
  const starved = containers.filter(({ reason }) => isOutOfMemory(reason));
  const needed = starved.find((one) => isNeeded(one, essential));
  const ended = containers.some((one) => isNeeded(one, essential) && endedByItself(one));
  return needed ?? (ended ? undefined : starved[0]);
}

function isNeeded({ name = '' }: Container, essential: ReadonlySet<string> | undefined): boolean {
  return essential === undefined || essential.has(name) || name.startsWith(PROXY);
}

/** True for a program that ended with a code of its own, without being told to end. */
function endedByItself({ exitCode }: Container): boolean {
  return exitCode !== undefined && exitCode !== SIGTERM && exitCode !== SIGKILL;
}

/** A container that lacks memory fails its health checks before or while it is killed: those only follow. */
function isOutOfMemory(reason: string | undefined): boolean {
  return reason !== undefined && explain(reason)?.id === 'out-of-memory';
}

/** Nobody knows from the definition that the proxy of Service Connect is in the task, nor from AWS's words which of several containers it was. */
function withUnhealthy(message: string, container: string | undefined): string {
  return container !== undefined ? `${message.replace(/\.$/u, '')}: container ${container} is unhealthy` : message;
}

/** The agent's words do not say which of several containers they are about. */
function withContainer(message: string, container: string | undefined): string {
  const isNamed = [`container ${container}`, `[${container}`].some((words) => message.includes(words));
  return container === undefined || isNamed ? message : `${message.replace(/\.$/u, '')} (container ${container})`;
}

/** Of the task's and the container's words the ones that name a cause; Fargate cuts one of the two off. */
function mostTelling(stoppedReason: string, reason: string | undefined): string {
  if (reason === undefined || reason === '') return stoppedReason;
  const [ofTask, ofContainer] = [explain(stoppedReason), explain(reason)];
  if (stoppedReason === '' || reason.startsWith(stoppedReason.replace(/(?:\.{3}|…)$/u, ''))) return reason;
  const taskSaysWhy = ofTask !== undefined && !ofTask.echo;
  if (taskSaysWhy) return stoppedReason;
  return ofContainer === undefined ? `${stoppedReason}: ${reason}` : reason;
}

/** A container that was awaited until it is healthy and was then told to end has not failed by its exit code. */
function withExit(message: string, culprit: Container | undefined, awaitedHealth: boolean): string {
  const { name, exitCode } = culprit ?? {};
  const wasEnded = awaitedHealth && (exitCode === SIGTERM || exitCode === SIGKILL);
  if (name === undefined || exitCode === undefined || wasEnded) return message;
  return `${message.replace(/\.$/u, '')}: container ${name} exited with code ${exitCode}`;
}

function isTelling(reason: string | undefined): boolean {
  return reason !== undefined && reason !== '';
}

function suspicion(one: Container, { essential, othersEnded }: Context): number {
  const { name = '', exitCode, reason } = one;
  const needed = isNeeded(one, essential) ? 10 : 0;
  const followed = exitCode === undefined || exitCode === SIGTERM || (exitCode === SIGKILL && othersEnded(name));
  const code = followed ? 0 : exitCode === 0 ? 1 : exitCode === SIGKILL ? 2 : 4;
  return needed + weightOf(reason) + code;
}

/** What its own reason says of a container: what no retry fixes was told at once, and a router that is not there has a cause of its own. */
function weightOf(reason: string | undefined): number {
  if (reason === undefined || reason === '') return 0;
  const { echo, noRetryHelps, passes, id } = explain(reason) ?? {};
  if (echo === true) return 0;
  if (noRetryHelps === true) return 7;
  return passes === true ? 4 : id === 'logging-router' ? 3 : 5;
}

function stopTime({ stoppedAt, stoppingAt, createdAt }: Task): number {
  return (stoppedAt ?? stoppingAt ?? createdAt)?.getTime() ?? 0;
}
