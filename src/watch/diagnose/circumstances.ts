import type { Container, ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { healthOf, stopKindOf } from '../../aws/task-status.ts';
import { endpointFacts } from '../../explain/endpoints.ts';
import { libraryOf, ownPlace } from '../../explain/frames.ts';
import { askedPath, checkedPort, listensAsAsked, servesHttps } from '../../explain/listening.ts';
import { migrationTool } from '../../explain/migrating.ts';
import { READ_MORE, wasAskedToStop } from '../../explain/log.ts';
import { namedIn } from '../../explain/named.ts';
import { servedPath } from '../../explain/served-path.ts';
import { readStartUp } from '../../explain/start-up.ts';
import type { LogTail } from './log-tail.ts';
import { furtherSettings } from './further-settings.ts';
import { heldPort } from './held-port.ts';
import { hostFact } from './host-fact.ts';
import { mountFact } from './mounts.ts';
import { programFacts } from './program-facts.ts';
import { runtimeFact } from './runtime-fact.ts';
import { settingFact } from './setting-fact.ts';
import type { StoppedGroup } from './stopped.ts';

export interface Surroundings {
  group: StoppedGroup;
  container: ContainerDefinition;
  /** All of the task. */
  containers: readonly ContainerDefinition[];
  tail: LogTail;
  /** True for a task that was run on its own, not for a service. */
  isOneOff: boolean;
  /** The line of the log that says why, if one does. */
  logLine: string | undefined;
  /** Where that line stands. */
  logIndex: number | undefined;
  /** The setting that the program asks for. */
  setting: string | undefined;
  /** The port that the load balancer asks. */
  port: number | undefined;
  /** The port that the program found taken. */
  taken: string | undefined;
  /** The path that it asks. */
  path: string | undefined;
  /** The address of another server that the error is about. */
  address: string | undefined;
}

/** What is known of a failure beside its message, one fact a line: what the variants and reasons of the patterns look for. */
export function circumstances(known: Surroundings): string[] {
  const { group, container, containers, tail, isOneOff, logLine, logIndex, setting, port, taken, path, address } =
    known;
  const [task = {}] = group.tasks;
  const others = otherNames({ task, container, containers });
  const command = [...(container.entryPoint ?? []), ...(container.command ?? [])].join(' ');
  const tool = migrationTool(command, tail.lines);
  const network = networkFact(task);
  const place = logIndex === undefined ? undefined : ownPlace(tail.lines, logIndex);
  const served =
    path === undefined ? undefined : (servedPath(tail.lines, path) ?? checkedPath({ container, task, path }));
  return [
    others.length === 0 ? 'containers: 1' : `containers: ${others.length + 1}, beside it ${others.join(', ')}`,
    ...samePort(container, containers),
    ...network,
    ...(task.launchType === 'FARGATE' ? ['runs on Fargate'] : []),
    ...(network.includes('network: of the container') ? [] : heldPort(taken, { container, containers })),
    ...(endedByItself(group, task) ? ['ended: by itself'] : []),
    ...(wasAskedToStop(tail.lines) ? ['log: asked to stop'] : []),
    ...(isOneOff ? ['one-off task'] : []),
    ...(tool === undefined ? [] : [`migrates: ${tool}`]),
    ...(command === '' ? [] : [`command: ${command}`]),
    ...(port !== undefined && listensAsAsked(tail.lines, port) ? ['listens: as the load balancer asks'] : []),
    ...(port !== undefined && servesHttps(tail.lines, port) ? ['serves: https'] : []),
    ...(checksServedPort(container, tail.lines) ? ['listens: as the health check asks'] : []),
    ...(container.image === undefined ? [] : [`image of the container: ${container.image}`]),
    ...((container.mountPoints ?? []).length === 0 ? ['mounts: none'] : []),
    ...mountFact(logLine ?? '', container),
    ...runtimeFact(tail.lines),
    ...(place === undefined ? libraryFact(tail.lines, logIndex) : [`place: ${place}`]),
    ...(served === undefined ? [] : [`serves ${served.path}: ${served.why}`]),
    ...redirectFact(tail.lines),
    ...endpointFacts(address),
    ...hostFact(address, container),
    ...readyFact(known),
    ...programFacts({ container, task, lines: tail.lines, logLine }),
    ...(setting === undefined ? [] : [settingFact(setting, { container, containers })]),
    ...furtherSettings(setting, { lines: tail.lines, logLine, logIndex }),
    ...actionFact(tail.lines),
    ...(logIndex === undefined ? [] : adviceFact(tail.lines.slice(logIndex, logIndex + ADVICE_LINES))),
    ...(logLine === undefined
      ? lastLine(tail.lines)
      : [`log says: ${logLine.replace(STAMPS, '')}`, ...namedFacts(logLine)]),
    tail.fix === undefined ? 'log: shown' : `log not shown: ${tail.fix}`,
  ];
}

/** What a logger puts in front of a message: times, levels, ids of processes. */
const STAMPS =
  /^(?:(?:\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d[\d.,:+Z-]{0,20}\]?|[[<](?:error|fatal|crit(?:ical)?|emerg|err|\d[\d.]{0,20})[\]>])\s{1,4}){1,6}/iu;

function libraryFact(lines: readonly string[], index: number | undefined): string[] {
  const library = index === undefined ? undefined : libraryOf(lines, index);
  return library === undefined ? [] : [`library: ${library}`];
}

/** What to run is told right below an error. */
const ADVICE_LINES = 6;
const ADVISES =
  /\b(?:run|execute|try)(?: the command)?:? ?[\x22\x27\x60](?<command>[a-z][\w./-]{1,60} (?!--?h(?:elp)?\b)[\w./:=@ -]{2,120})[\x22\x27\x60]/iu;

/** The first command that the lines advise, unless it is one that only shows something. */
function adviceFact(lines: readonly string[]): string[] {
  const command = lines
    .map((line) => ADVISES.exec(line.slice(0, 1_000))?.groups?.['command'])
    .find((one) => one !== undefined && !/\b(?:help|fund|audit|version|verbose|docs?)\b/iu.test(one));
  return command === undefined ? [] : [`log advises: ${command}`];
}

/** spring-boot: what the analyzer of the failure advises, unless it is only to change the configuration. */
function actionFact(lines: readonly string[]): string[] {
  const at = lines.findLastIndex((line) => line.trim() === 'Action:');
  const rest = at < 0 ? [] : lines.slice(at + 1, at + 8);
  const said = rest.filter((line) => line.trim() !== '').map((line) => line.trim());
  const action = said.join(' ').slice(0, 300);
  return action === '' || /^(?:Update your application's configuration|Correct )/u.test(action)
    ? []
    : [`action: ${action}`];
}

/** What the program wrote last, where nothing in its log is an error. */
function lastLine(lines: readonly string[]): string[] {
  const usage = lines.findLast((line) => /^usage: /iu.test(line));
  const last = usage ?? lines.findLast((line) => line.trim() !== '' && !/^exit status \d|^npm |^\s*at /u.test(line));
  return last === undefined ? [] : [`log ends with: ${last.trim().slice(0, 200)}`];
}

/** What an error that nobody knows is about, as far as it names it. */
function namedFacts(logLine: string): string[] {
  const { address, file, configuration } = namedIn(logLine.replace(READ_MORE, ''));
  return [
    ...(address === undefined ? [] : [`error names host ${address}`]),
    ...(file === undefined ? [] : [`error names file ${file}`]),
    ...(configuration === undefined ? [] : [`error names configuration ${configuration}`]),
  ];
}

/** True numbers rule out that the start was slow. */
function readyFact({ group, container, tail }: Surroundings): string[] {
  const { interval = 30, retries = 3, startPeriod = 0 } = container.healthCheck ?? {};
  const start = readStartUp(tail.lines, group.tasks[0]?.startedAt);
  const inTime = start !== undefined && start.seconds <= startPeriod + interval * (retries - 1);
  return container.healthCheck !== undefined && inTime ? [`ready in time: after ${start.seconds} s`] : [];
}

/** Where the application sends those who ask, by its last word on it (Rails: `Redirected to`; others log the header or, with the status, a field). */
function redirectFact(lines: readonly string[]): string[] {
  const place = lines
    .map(
      (line) =>
        /\b(?:(?:Redirect(?:ed|ing) to|Location:) |30[1278]\b.{0,400}?\blocation["']?[:=] ?["']?)(?<place>(?:https?:\/|\/)[^\s"',]{1,300})/iu.exec(
          line.slice(0, 1_000),
        )?.groups?.['place'],
    )
    .findLast((found) => found !== undefined);
  return place === undefined ? [] : [`redirects to: ${place}`];
}

/** Its own health check asks another path, and the container is healthy. */
function checkedPath({
  container,
  task,
  path,
}: {
  container: ContainerDefinition;
  task: Task;
  path: string;
}): { path: string; why: string } | undefined {
  const asked = askedPath(container.healthCheck?.command ?? []);
  const isHealthy = (task.containers ?? []).some((one) => one.name === container.name && healthOf(one) === 'healthy');
  return asked === undefined || asked === path || !isHealthy
    ? undefined
    : { path: asked, why: `its own health check asks ${asked} and passes` };
}

function checksServedPort({ healthCheck }: ContainerDefinition, lines: readonly string[]): boolean {
  const port = checkedPort(healthCheck?.command ?? []);
  return port !== undefined && listensAsAsked(lines, port);
}

/** The proxy of Service Connect is in no definition; GuardDuty's agent listens on no port. */
function otherNames({ task, container, containers }: Pick<Surroundings, 'container' | 'containers'> & { task: Task }) {
  const names = [...containers, ...(task.containers ?? [])].flatMap(({ name }) => name ?? []);
  return [...new Set(names)].filter((name) => name !== container.name && !name.startsWith('aws-guardduty-agent'));
}

/** With awsvpc the containers of a task share one network of their own; with bridge each has one; with host all share the host's. */
function networkFact({ launchType, attachments = [], containers = [] }: Task): string[] {
  if (launchType === 'FARGATE' || attachments.some(({ type }) => type === 'ElasticNetworkInterface'))
    return ['network: of the task'];
  const bindings = containers.flatMap(({ networkBindings = [] }) => networkBindings);
  if (bindings.some(({ hostPort, containerPort }) => hostPort !== containerPort)) return ['network: of the container'];
  return launchType === 'EC2' ? ['network: of the container instance'] : [];
}

/** Two containers of a task with one network cannot have one port. */
function samePort(container: ContainerDefinition, containers: readonly ContainerDefinition[]): string[] {
  const portsOf = ({ portMappings = [] }: ContainerDefinition) =>
    portMappings.flatMap(({ containerPort }) => containerPort ?? []);
  const own = new Set(portsOf(container));
  return containers.flatMap((other) => {
    const port = other === container ? undefined : portsOf(other).find((one) => own.has(one));
    return port === undefined ? [] : [`containers ${container.name} and ${other.name} both map port ${port}`];
  });
}

/** Nobody asked the container to end where it alone ended and that ended the task. */
function endedByItself({ exitCode, container }: StoppedGroup, task: Task): boolean {
  const isAlone = (task.containers ?? []).every((one: Container) => one.name === container);
  return exitCode !== undefined && stopKindOf(task) === 'exited' && isAlone;
}
