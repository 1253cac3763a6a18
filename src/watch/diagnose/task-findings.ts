import type { Container, ContainerDefinition, Service, Task } from '@aws-sdk/client-ecs';
import { taskPhaseOf } from '../../aws/task-status.ts';
import { trimMessage } from '../../explain/cause.ts';
import { explainKind, explainLine, lastWords } from '../../explain/log.ts';
import type { CauseId } from '../../explain/patterns.ts';
import { variableRead } from '../../explain/source-line.ts';
import { weigh, type Evidence } from '../../explain/weigh.ts';
import { namedIn } from '../../explain/named.ts';
import type { World } from '../../world.ts';
import { readBeside, type Beside } from './beside.ts';
import { chooseContainer, tailNote } from './choose.ts';
import { circumstances } from './circumstances.ts';
import { clientAddress } from './client-address.ts';
import type { Definitions } from './definitions.ts';
import { askedPort, evidenceOf } from './evidence.ts';
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
    container: (tasks[0]?.containers ?? []).length > 1 ? container : undefined,
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
        ? ' (killed: it exceeded its `stopTimeout` or its memory limit)'
        : '';
  const ended = others.filter((one) => exitCode !== undefined && one.exitCode !== undefined);
  const unstarted = others.filter((one) => one.exitCode === undefined && why(one) !== '' && !isMonitor(one));
  const endings = ended.map((one) => `${one.name} with code ${one.exitCode}${why(one)}`).join(', ');
  const failures = unstarted.map((one) => `${one.name}${why(one)}`).join(', ');
  return [
    ...(endings === '' ? [] : [`Other containers of the task exited too: ${endings}.`]),
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

/** A container that never ran wrote no log; in a task that does not run yet, or never did, some may have. */
export function hasRun({ tasks, container, exitCode }: StoppedGroup): boolean {
  const ran = (task: Task): boolean =>
    (task.containers ?? []).some(
      (one) => one.name === container && (one.exitCode !== undefined || taskPhaseOf(one) === 'running'),
    );
  return exitCode !== undefined || tasks.some((task) => task.startedAt !== undefined || ran(task));
}

export interface LogReading {
  logLines: number;
  blamed?: Blamed | undefined;
  definitions: Definitions;
}

export interface Logged {
  finding: Finding;
  group: StoppedGroup;
  service: Service | undefined;
  /** True for a task that was run on its own. */
  isOneOff?: boolean;
}

/** Adds the end of the failing container's log; a line that says why the program did not run becomes the cause. */
export async function addLog(
  { finding, group, service, isOneOff = false }: Logged,
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
  const tail = await readFirstLog(group, asked, world);
  const { lines, note, task } = tail;
  const said = lastWords(lines);
  const read = { finding, group, said, lines, container, service };
  const best = weigh(evidenceOf(read));
  const telling = best?.index ?? said?.index;
  const shown = shownLines(lines, { limit: logLines, telling });
  finding.log = [note ?? tailNote(shown, { container, task }), ...shown];
  if (best !== undefined && best.source !== 'stop-reason') blame(finding, { best, container, blamed });
  const beside = asksNeighbour(finding)
    ? await readNeighbour({ finding, task, container, containers }, world)
    : undefined;
  if (beside?.said !== undefined) {
    const { said: error, container: other } = beside;
    const best = { source: 'log', explanation: error.explanation, line: error.line, sure: true } as const;
    blame(finding, { best, container: other, blamed });
    finding.facts.push(`The line is from the log of container ${other.name}.`);
    const told = shownLines(beside.lines, { limit: logLines, telling: error.index });
    finding.log = [tailNote(told, { container: other, task }), ...told];
  }
  if (containers.length > 1) finding.container = (beside?.said === undefined ? container : beside.container).name;
  const { logLine } = finding;
  const told =
    beside?.said === undefined
      ? { container, tail }
      : { container: beside.container, tail: { lines: [...beside.lines] } };
  addClientAddress(finding, container);
  const port = askedPort({ finding, container, group, service });
  if (finding.explanation?.id === 'listens-elsewhere')
    finding.known = [...(finding.known ?? []), ...otherPorts(finding, service)];
  const logIndex = logLine === undefined ? undefined : (beside?.said?.index ?? telling);
  const setting = missingSetting(finding) ?? settingRead(finding, { lines: told.tail.lines, index: logIndex });
  const path = askedPath(finding);
  const { address, host } = finding.explanation?.groups ?? {};
  const found = circumstances({
    group,
    ...told,
    containers,
    isOneOff,
    logLine,
    logIndex,
    setting,
    port,
    taken: finding.explanation?.id === 'port-in-use' ? finding.explanation.groups['port'] : undefined,
    path,
    address: address ?? host,
  });
  finding.known = [...(finding.known ?? []), ...found, ...(beside?.fact === undefined ? [] : [beside.fact])];
}

/** A program may serve several target groups: then the port that it listens on is no mistake. */
function otherPorts({ explanation }: Finding, service: Service | undefined): string[] {
  const own = Number(explanation?.groups['own']);
  const isAsked = (service?.loadBalancers ?? []).some(({ containerPort }) => containerPort === own);
  return isAsked ? ['another target group asks the port that it listens on'] : [];
}

/** A proxy that gets no answer from its own task tells nothing of the reason. */
function asksNeighbour({ explanation, message }: Finding): boolean {
  if (explanation?.id === 'says-connection-refused-here' || explanation?.id === 'says-upstream-slow') return true;
  return explanation?.id === 'target-5xx' && /codes?: \[?50[234]\b/u.test(message);
}

async function readNeighbour(
  asked: {
    finding: Finding;
    task: Task | undefined;
    container: ContainerDefinition;
    containers: ContainerDefinition[];
  },
  world: World,
): Promise<Beside | undefined> {
  const { finding, task, container, containers } = asked;
  if (task === undefined || containers.length < 2) return undefined;
  const port = finding.explanation?.groups['port'];
  return await readBeside({ container, containers, task, port: port === undefined ? undefined : Number(port) }, world);
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

function blame(
  finding: Finding,
  { best, container, blamed }: { best: Evidence; container: ContainerDefinition; blamed: Blamed | undefined },
): void {
  if (best.line !== undefined) finding.logLine = best.line;
  if (best.words !== undefined) finding.known = [...(finding.known ?? []), best.words];
  if (best.explanation === undefined) {
    finding.precise = true;
    if (endedByItself(finding)) finding.explanation = explainKind(best.line ?? '') ?? finding.explanation;
    return;
  }
  finding.precise = best.explanation.causes.length === 0;
  finding.explanation = best.explanation;
  finding.tier = tierOf(best.explanation, finding.tier);
  finding.origin = locateCause(
    { id: best.explanation.id, message: `${finding.message}; ${best.line ?? ''}`, container: container.name },
    blamed,
  );
}

/** True where all that is known is that the program gave up: what a signal ended may have logged an error long before. */
function endedByItself({ explanation }: Finding): boolean {
  return explanation !== undefined && GAVE_UP.has(explanation.id);
}

const GAVE_UP = new Set<CauseId>(['exit-code-0', 'exit-code-1', 'exit-code-2', 'exit-code-255', 'exit-code']);

/** An error without an address: the variable of the container with that of the client's server has it. */
function addClientAddress(finding: Finding, container: ContainerDefinition): void {
  const { explanation, logLine } = finding;
  if (explanation === undefined || logLine === undefined || !CONNECTS.has(explanation.id)) return;
  if (explanation.groups['host'] !== undefined || explanation.groups['address'] !== undefined) return;
  const address = clientAddress(logLine, container);
  if (address === undefined) return;
  const isHere = explanation.id === 'says-connection-refused' && /^(?:localhost|127\.)/u.test(address);
  const line = isHere ? `connect ECONNREFUSED ${address}` : logLine;
  finding.explanation = explainLine(line, address) ?? explanation;
}

const CONNECTS = new Set<CauseId>([
  'says-connection-timeout',
  'says-connection-refused',
  'says-connection-reset',
  'says-unreachable',
]);

/** The setting that an error misses; nginx writes the names of variables in small letters. */
function missingSetting({ explanation, logLine = '' }: Finding): string | undefined {
  const name = explanation?.groups['name'];
  if (explanation?.id === 'says-template-unset') return name?.toUpperCase();
  if (explanation?.id === 'says-crash' || explanation?.id.startsWith('error-') === true)
    return namedIn(logLine)['setting'];
  if (explanation?.id === 'says-setting-invalid') return name;
  if (explanation?.id !== 'says-setting-missing') return undefined;
  return /^connection string /iu.test(logLine) || /connection string ['"]/iu.test(logLine)
    ? `ConnectionStrings:${name}`
    : name;
}

/** The setting that the program found empty, by the line of its source. */
function settingRead(
  { explanation }: Finding,
  { lines, index }: { lines: readonly string[]; index: number | undefined },
): string | undefined {
  const { id = '' } = explanation ?? {};
  const isOpen = id === 'says-crash' || id.startsWith('error-') || id.startsWith('exit-code-');
  return isOpen && index !== undefined ? variableRead(lines, index) : undefined;
}

/** The path that the load balancer asks: health.ts writes it into the facts. */
function askedPath({ facts, targetGroup }: Finding): string | undefined {
  const check = targetGroup === undefined ? undefined : facts.find((fact) => fact.startsWith('Health check: '));
  return /^Health check: \w{1,10} GET (?<path>\/\S{0,300}) on /u.exec(check ?? '')?.groups?.['path'];
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
