import type { Container, ContainerDefinition, Service, Task } from '@aws-sdk/client-ecs';
import { lastPart } from '../../aws/arn.ts';
import { trimMessage } from '../../explain/cause.ts';
import type { Explanation } from '../../explain/explain.ts';
import { listensWrong } from '../../explain/listening.ts';
import { explainLine, lastWords, type LastWords } from '../../explain/log.ts';
import type { World } from '../../world.ts';
import { essentialOf, type Definitions } from './definitions.ts';
import { tierOf, type Finding } from './finding.ts';
import { describeContainerCheck } from './health.ts';
import { LINES_READ, shownLines } from './log-lines.ts';
import { readLogTail, type LogRequest, type LogTail } from './log-tail.ts';
import { hiddenByMount, mayBeHidden } from './mounts.ts';
import { locateCause, type Blamed } from './origin.ts';
import { shapeOf, type StoppedGroup } from './stopped.ts';

const TASKS_ASKED = 3;
const SIGKILL = 137;

/** What a group of stopped tasks says about its cause. */
export function toFinding(group: StoppedGroup, blamed: Blamed | undefined): Finding {
  const { message, explanation, tasks, container } = group;
  const image = failingImage(group);
  const namesImage = explanation?.id.startsWith('image-') === true && image !== undefined && !message.includes(image);
  return {
    tier: tierOf(explanation, 'task'),
    key: JSON.stringify([explanation?.plain ?? shapeOf(message), container]),
    message,
    count: tasks.length,
    unit: 'task',
    explanation,
    facts: [...(namesImage ? [`Image: ${image}`] : []), ...otherExits(group)],
    log: [],
    origin: explanation && locateCause({ id: explanation.id, message: `${message} ${image ?? ''}`, container }, blamed),
  };
}

/** How the other containers of the task ended: whether they or the first are to blame cannot always be told. */
function otherExits({ tasks, container, exitCode }: StoppedGroup): string[] {
  const others = (tasks[0]?.containers ?? []).filter(({ name }) => name !== container).slice(0, 9);
  const why = ({ reason = '', exitCode: code }: Container): string =>
    reason !== ''
      ? ` (${trimMessage(reason)})`
      : code === SIGKILL
        ? ' (killed: it outlived its `stopTimeout`, or grew to its memory limit)'
        : '';
  const ended = others.filter((one) => exitCode !== undefined && one.exitCode !== undefined);
  const unstarted = others.filter((one) => one.exitCode === undefined && why(one) !== '' && !isMonitor(one));
  const endings = ended.map((one) => `${one.name} with code ${one.exitCode}${why(one)}`).join(', ');
  const failures = unstarted.map((one) => `${one.name}${why(one)}`).join(', ');
  return [
    ...(endings === '' ? [] : [`Other containers of the task ended too: ${endings}.`]),
    ...(failures === '' ? [] : [`Other containers of the task did not start: ${failures}.`]),
  ];
}

/** GuardDuty adds its agent to tasks, which run without it. */
function isMonitor({ name = '' }: Container): boolean {
  return name.startsWith('aws-guardduty-agent');
}

/** The image that a text names, or that of the container that failed. */
export function failingImage({ message, tasks, container }: StoppedGroup): string | undefined {
  const containers = tasks[0]?.containers ?? [];
  const inText = containers.find(({ image }) => image !== undefined && message.includes(image));
  const named = inText ?? containers.find(({ name }) => name === container);
  return (named ?? (containers.length === 1 ? containers[0] : undefined))?.image;
}

/** A task that never ran wrote no log. */
export function hasRun({ tasks, exitCode }: StoppedGroup): boolean {
  return exitCode !== undefined || tasks.some(({ startedAt }) => startedAt !== undefined);
}

export interface LogReading {
  logLines: number;
  blamed?: Blamed | undefined;
  definitions: Definitions;
}

/** Adds the end of the failing container's log; a line that says why the program did not run becomes the cause. */
export async function addLog(
  { finding, group, service }: { finding: Finding; group: StoppedGroup; service: Service | undefined },
  { logLines, blamed, definitions }: LogReading,
  world: World,
): Promise<void> {
  const containers = await definitions(group.tasks[0]?.taskDefinitionArn);
  const container = chooseContainer({ group, containers, service });
  if (container === undefined) return;
  if (group.failedContainerCheck && container.healthCheck !== undefined)
    finding.facts.push(...describeContainerCheck(container.healthCheck));
  if (logLines === 0) return;
  const asked = { container, lines: Math.max(logLines, LINES_READ) };
  const { lines, note, task } = await readFirstLog(group, asked, world);
  const said = lastWords(lines);
  const shown = shownLines(lines, { limit: logLines, telling: said?.index });
  finding.log = [note ?? tailNote(shown, { container, task }), ...shown];
  const wrong = NOT_REACHED.has(finding.explanation?.id ?? '')
    ? findListening({ lines, container, service })
    : undefined;
  if (wrong !== undefined) finding.explanation = wrong;
  else if (said !== undefined && isTheCause({ finding, group, said })) blameLine(finding, { said, container, blamed });
}

/** A mount that hides the program comes first: the image may be as it should. */
export async function addMount(
  { finding, group, service }: { finding: Finding; group: StoppedGroup; service: Service | undefined },
  { blamed, definitions }: Pick<LogReading, 'blamed' | 'definitions'>,
): Promise<void> {
  if (!mayBeHidden(finding.explanation)) return;
  const containers = await definitions(group.tasks[0]?.taskDefinitionArn);
  const container = chooseContainer({ group, containers, service });
  if (container === undefined) return;
  const { message, logLine } = finding;
  const texts = [message, logLine, ...(container.entryPoint ?? []), ...(container.command ?? [])];
  const hidden = hiddenByMount(texts, container);
  if (hidden === undefined) return;
  finding.explanation = hidden;
  finding.origin = locateCause({ id: hidden.id, message, container: container.name }, blamed);
}

function blameLine(
  finding: Finding,
  { said, container, blamed }: { said: LastWords; container: ContainerDefinition; blamed: Blamed | undefined },
): void {
  finding.logLine = said.line;
  if (said.explanation === undefined) return;
  finding.explanation = said.explanation;
  finding.tier = tierOf(said.explanation, finding.tier);
  finding.origin = locateCause(
    { id: said.explanation.id, message: `${finding.message}; ${said.line}`, container: container.name },
    blamed,
  );
}

function findListening(seen: {
  lines: readonly string[];
  container: ContainerDefinition;
  service: Service | undefined;
}): Explanation | undefined {
  const balanced = seen.service?.loadBalancers?.find(({ containerName }) => containerName === seen.container.name);
  if (balanced?.containerPort === undefined) return undefined;
  const wrong = listensWrong(seen.lines, balanced.containerPort);
  return wrong === undefined ? undefined : explainLine(wrong);
}

/** The load balancer got no answer at all. */
const NOT_REACHED = new Set(['target-timeout', 'target-connection-failed', 'elb-health']);
/** What its log may explain; a wrong path or a missing login explain themselves. */
const ANSWERS_WITH_ERROR = 'target-5xx';

/** What ended the task is told by its log only where its program ended by itself, or answered with an error of its own. */
function isTheCause({ finding, group, said }: { finding: Finding; group: StoppedGroup; said: LastWords }): boolean {
  const { explanation, tier } = finding;
  if (explanation?.id === 'out-of-memory' || tier === 'hopeless') return false;
  if (group.exitCode !== undefined) return true;
  if (explanation?.id === ANSWERS_WITH_ERROR && said.explanation !== undefined) return true;
  return said.labelled && [ANSWERS_WITH_ERROR, ...NOT_REACHED].includes(explanation?.id ?? '');
}

function tailNote(
  { length }: readonly string[],
  { container, task }: { container: ContainerDefinition; task: Task | undefined },
): string {
  const last = length === 1 ? 'Last line' : `Last ${length} lines`;
  return `${last} of the log of container ${container.name}, task ${lastPart(task?.taskArn ?? '').slice(0, 12)}:`;
}

/** What the newest task wrote may not have arrived yet: then an older one that ended in the same way tells it. */
async function readFirstLog(
  { tasks }: StoppedGroup,
  asked: Omit<LogRequest, 'task'>,
  world: World,
): Promise<LogTail & { task?: Task }> {
  let first: LogTail = { lines: [] };
  for (const task of tasks.slice(0, TASKS_ASKED)) {
    const tail = { ...(await readLogTail({ ...asked, task }, world)), task };
    if (tail.lines.length > 0 || tail.isFinal === true) return tail;
    if (first.note === undefined) first = tail;
  }
  return first;
}

/** The container that failed, that is checked, or that the load balancer reaches; else the first that the task cannot be without. */
function chooseContainer(seen: {
  group: StoppedGroup;
  containers: ContainerDefinition[];
  service: Service | undefined;
}): ContainerDefinition | undefined {
  const { group, containers, service } = seen;
  const essential = essentialOf(containers);
  const byName = (name: string | undefined): ContainerDefinition | undefined =>
    containers.find((one) => one.name === name);
  const isAdded = group.targetGroup === undefined && group.container !== undefined;
  if (isAdded && byName(group.container) === undefined) return undefined;
  const balanced = service?.loadBalancers?.map(({ containerName }) => containerName)[0];
  return (
    (group.targetGroup === undefined ? byName(group.container) : byName(balanced)) ??
    (group.failedContainerCheck ? containers.find(({ healthCheck }) => healthCheck !== undefined) : undefined) ??
    containers.find(({ name }) => name !== undefined && essential.has(name))
  );
}
