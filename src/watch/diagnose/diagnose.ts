import type { ContainerDefinition, Service, ServiceEvent, Task } from '@aws-sdk/client-ecs';
import { errorName, isDenied } from '../../aws/failure.ts';
import { endingAt } from '../../deadline.ts';
import type { Cause, ReportedImage, Started, TaskState } from '../../model.ts';
import type { World } from '../../world.ts';
import type { CauseId } from '../../explain/patterns.ts';
import { codeDeployFindings } from '../codedeploy/findings.ts';
import { lacksSomething } from '../standstill.ts';
import { addAlarmLog } from './alarm-log.ts';
import type { Asking } from './asking.ts';
import { addCapacityFacts } from './capacity.ts';
import { breakerFact, deploymentFindings, hookWords, resourceFindings } from './deployment.ts';
import { addDrainingDelay, drainingTargets } from './draining.ts';
import { eventFindings, unhealthyEvents } from './events.ts';
import { definitionWords } from './definition-words.ts';
import { createDefinitions, essentialNames, type Definitions } from './definitions.ts';
import { rankFindings, tierOf, toCause, type Finding } from './finding.ts';
import { withoutHealed } from './healed.ts';
import { healthFindings, readHealthCheck } from './health.ts';
import { addImageFacts } from './image-facts.ts';
import { nameImageSource } from './image-source.ts';
import type { Blamed } from './origin.ts';
import { addNames } from './naming.ts';
import { ownersOf, ownEvents, ownTargets, readOwners, withNone } from './owners.ts';
import { toPairs, withLiveTasks } from './pairs.ts';
import { addPercents } from './percents.ts';
import { keptTasks, leavingTasks, stoppingTasks } from './old-tasks.ts';
import { endedAgain } from './ended-again.ts';
import { serviceWords } from './service-words.ts';
import { findStanding, hangingResources, nothingStarted, pullingTasks, untestedTargets } from './standstill.ts';
import { groupStopped, type StoppedGroup } from './stopped.ts';
import { addZones } from './zones.ts';
import { takenOut } from './taken-out.ts';
import { addLog, addMount, failingImage, hasRun } from './task-findings.ts';
import { newEvents, type Observation } from '../observation.ts';
import { isOurs, readServiceTasks, toTaskState } from '../../aws/tasks.ts';

export interface DiagnoseRequest {
  started: Started;
  last: Observation | undefined;
  /** Lines of a container's log to show; 0 reads none. */
  logLines: number;
  /** What was deployed, to point at the line that is to blame. */
  blamed?: Blamed | undefined;
  /** What it was to run, and where each image came from. */
  images?: readonly ReportedImage[] | undefined;
  /** True when this step asked for the rollback itself: that a user did is then no news. */
  rolledBackByUs?: boolean | undefined;
  /** True if the deployment did not end: what is live tells as much as what stopped. */
  standsStill?: boolean | undefined;
  /** The time that the step has left for it. */
  milliseconds?: number;
}

export interface Diagnosis {
  causes: Cause[];
  tasks: TaskState[];
  warnings: string[];
}

/** A diagnosis is worth a few seconds at the end of a run, and no more. */
const DEADLINE_MS = 20_000;
const FRESH_MS = 2_000;
const LOG_STREAMS = 3;
/** Events about placement belong to no task, but to what the new revision asks for. */
const ASKS_DEFINITION = new Set<CauseId | undefined>([
  'placement-port',
  'placement-resources',
  'placement-attribute',
  'fargate-task-quota',
  'fargate-size-quota',
  'container-port-missing',
  'container-not-in-definition',
]);

/** Why it failed, root causes first. Never throws: what cannot be read is one warning, and the rest is told. */
export async function diagnose(request: DiagnoseRequest, world: World): Promise<Diagnosis> {
  const found: Evidence = { tasks: [], findings: [], warnings: [] };
  const milliseconds = Math.max(0, Math.min(DEADLINE_MS, request.milliseconds ?? DEADLINE_MS));
  const end = world.clock.now().getTime() + milliseconds;
  const collecting = endingAt(world, end, (bounded) => collect(request, found, bounded)).catch((error: unknown) => {
    found.warnings.push(`The diagnosis is incomplete (${errorName(error)}).`);
  });
  const complete = await world.clock.within({ milliseconds, signal: world.signal }, collecting);
  const { tasks, findings, warnings } = found;
  const [first, ...others] = rankFindings(findings);
  const tripped = first?.unit === 'task' ? breakerFact(request.last?.deployment) : [];
  const ranked =
    first === undefined
      ? []
      : [{ ...first, facts: [...tripped, ...first.facts] }, ...others.map((one) => followUp(one, first))];
  return {
    causes: ranked.map(toCause),
    tasks: tasks.map(toTaskState),
    warnings: complete ? warnings : [...warnings, LATE],
  };
}

/** An alarm answers to what the tasks do. */
function followUp(finding: Finding, first: Finding): Finding {
  const follows = finding.tier === 'reaction' && first.tier !== 'reaction';
  return follows ? { ...finding, known: [...(finding.known ?? []), 'another cause comes first'] } : finding;
}

const LATE = 'The diagnosis is incomplete: AWS took too long to answer, or the run was cancelled.';

/** What a diagnosis rests on; filled step by step, so that what is known at the deadline is told. */
interface Evidence {
  tasks: Task[];
  findings: Finding[];
  warnings: string[];
}

async function collect(request: DiagnoseRequest, found: Evidence, world: World): Promise<void> {
  const { started, last } = request;
  const { region } = world.aws;
  const warn = (message: string): void => void found.warnings.push(message);
  found.findings = deploymentFindings(last?.deployment);
  const service = isFresh(last, world) ? last?.service : ((await readService(started, world)) ?? last?.service);
  const events = newEvents({ service }, started).toReversed();
  const byUs = request.rolledBackByUs === true;
  const said = [
    ...resourceFindings(last?.resources ?? []),
    ...(request.standsStill === true ? hangingResources(last?.resources ?? []) : []),
    ...deploymentFindings(last?.deployment),
    ...codeDeployFindings(last?.codeDeploy, started.codeDeploy?.hooks),
    ...eventFindings(events),
  ];
  const ownStops = new Set(['rolled-back-by-user', 'codedeploy-stopped', 'deployment-failed']);
  const told = said.filter(({ explanation }) => !(byUs && ownStops.has(explanation?.id ?? '')));
  found.findings = told;
  const listed = await readStopped({ started, warn }, world);
  const others = (listed ?? []).filter((task) => !isOurs(task, started));
  found.tasks = (listed ?? []).filter((task) => isOurs(task, started));
  const definitions = createDefinitions({ ...request, warn }, world);
  const essential = await essentialNames(found.tasks, definitions);
  const ended = withoutHealed(groupStopped(found.tasks, essential), found.tasks);
  const standing =
    request.standsStill === true && ended.every(passes)
      ? await readStanding({ started, definitions, stopped: others }, world)
      : NOTHING;
  const stopped = [...standing.groups, ...ended];
  const gone = takenOut({ live: standing.live, targets: last?.targets, events });
  told.push(...gone);
  if (request.standsStill === true && last !== undefined && !lacksSomething(last) && gone.length === 0) {
    const now = world.clock.now();
    const leaving = [
      ...drainingTargets(last.targets ?? []),
      ...(await slowToStop(others, definitions, now)),
      ...leavingTasks(others, now),
    ];
    told.push(
      ...leaving,
      ...(leaving.length > 0 ? [] : keptTasks({ ...standing, service, events, now, cluster: started.cluster })),
    );
  }
  if (request.standsStill === true) told.push(...endedAgain(found.tasks, { started, deployment: last?.deployment }));
  const slow = standing.live.filter((task) => pullsLong(task, world));
  told.push(...pullingTasks(slow));
  if (request.standsStill === true && last !== undefined && found.tasks.length === 0)
    told.push(
      ...untestedTargets(ownTargets(last.targets ?? [], ownersOf({ started, stopped: [], running: standing.live }))),
      ...(told.some(({ explanation }) => explanation === undefined)
        ? []
        : nothingStarted(last, { live: standing.live, events })),
    );
  const unhealthy = unhealthyEvents(events);
  const targets = (last?.targets ?? []).filter(({ state }) => state === 'unhealthy' || state === 'unused');
  const owners =
    unhealthy.length + targets.length === 0
      ? { ours: new Set<string>(), foreign: new Set<string>() }
      : withNone(await readOwners({ started, stopped: found.tasks }, world), last);
  const health = healthFindings({
    stopped,
    events: ownEvents(unhealthy, owners),
    targets: ownTargets(targets, owners),
  });
  const seen = toPairs({ groups: stopped, health, blamed: request.blamed }).map((pair) =>
    withLiveTasks(pair, standing.live),
  );
  addZones(health, { targets, live: standing.live });
  const explained = new Set(seen.map(({ finding }) => finding.explanation?.id));
  addUnlisted(
    told,
    listed !== undefined && found.tasks.length === 0 ? await definitions(started.taskDefinitionArn) : undefined,
  );
  for (const { finding } of seen) addTakenBack(finding, ended);
  for (const { finding } of seen) if (request.standsStill === true && finding.tier === 'passing') finding.tier = 'echo';
  found.findings = [
    ...seen.map(({ finding }) => finding),
    ...told.filter((one) => !explained.has(one.explanation?.id) && !isOvercome(one, { events, ended })),
  ];
  for (const { finding, targetGroup } of health) {
    const port = targets.find(({ targetGroupArn }) => targetGroupArn === targetGroup)?.port;
    finding.facts.unshift(...(await readHealthCheck({ targetGroup, service, port, warn }, world)));
  }
  await addSurroundings(found.findings, { started, service, warn }, world);
  for (const { finding, group } of seen) {
    const image = group && failingImage(group);
    if (group !== undefined) await addImageFacts({ finding, image, warn }, world);
    nameImageSource(finding, { image, images: request.images ?? [] });
  }
  addExec(found.findings, standing.groups);
  const order = rankFindings(found.findings);
  const logged = seen
    .filter(({ finding, group }) => group !== undefined && hasRun(group) && order.includes(finding))
    .toSorted((a, b) => order.indexOf(a.finding) - order.indexOf(b.finding));
  for (const { finding, group } of logged.slice(0, LOG_STREAMS)) {
    if (group !== undefined) await addLog({ finding, group, service }, { ...request, definitions }, world);
  }
  if (seen.length === 0)
    await addAlarmLog(found.findings, { ...request, service, definitions, tasks: found.tasks.toReversed() }, world);
  for (const finding of found.findings) {
    if (!ASKS_DEFINITION.has(finding.explanation?.id)) continue;
    const whole = await definitions.whole(started.taskDefinitionArn);
    const known = { container: undefined, containers: whole.containerDefinitions ?? [], whole, region };
    finding.known = [...(finding.known ?? []), ...definitionWords(finding.explanation, known)];
  }
  for (const { finding, group } of seen) {
    if (group !== undefined) await addDefinition({ finding, group, region }, definitions);
    if (group !== undefined) await addMount({ finding, group, service }, { ...request, definitions });
  }
  await addNames(found.findings, { started, service, definitions }, world);
}

/** What the task definition says of the thing that failed. */
async function addDefinition(
  { finding, group, region }: { finding: Finding; group: StoppedGroup; region: string },
  definitions: Definitions,
): Promise<void> {
  const whole = await definitions.whole(group.tasks[0]?.taskDefinitionArn);
  const { container, tasks, message } = group;
  const failed = { container, containers: whole.containerDefinitions ?? [], whole, region, task: tasks[0], message };
  finding.known = [...(finding.known ?? []), ...definitionWords(finding.explanation, failed)];
}

/** What the service, its capacity providers and target groups say of a finding. */
async function addSurroundings(findings: readonly Finding[], asking: Asking, world: World): Promise<void> {
  for (const finding of findings) {
    const hooks = finding.key === 'hook' ? hookWords(asking.service?.deploymentConfiguration, finding.message) : [];
    finding.known = [...(finding.known ?? []), ...hooks, serviceWords(asking.service)];
    await addCapacityFacts(finding, asking, world);
    await addDrainingDelay(finding, asking.warn, world);
    addPercents(finding, asking.service);
  }
}

/** Where nothing is left of the tasks that failed, their logs are. */
function addUnlisted(findings: readonly Finding[], containers: readonly ContainerDefinition[] | undefined): void {
  if (containers === undefined) return;
  const groups = new Set(containers.flatMap((one) => one.logConfiguration?.options?.['awslogs-group'] ?? []));
  const told = groups.size === 0 ? '' : `, log groups ${[...groups].join(', ')}`;
  for (const finding of findings)
    if (finding.explanation?.id === 'circuit-breaker')
      finding.known = [...(finding.known ?? []), `no stopped task is listed${told}`];
}

/** ECS waits for no agent of ECS Exec, but whoever reads why it stands still wants to know that it stopped too. */
function addExec(findings: readonly Finding[], standing: readonly StoppedGroup[]): void {
  const exec = standing.find(({ explanation }) => explanation?.id === 'exec-agent-stopped');
  const [first] = rankFindings(findings);
  if (exec === undefined || first === undefined || first.explanation?.id === exec.explanation?.id) return;
  first.facts.push(`${exec.message}. ${exec.explanation?.fix ?? ''}`);
}

/** Tasks that wait for Spot after others that it took back. */
function addTakenBack(finding: Finding, ended: readonly StoppedGroup[]): void {
  if (finding.explanation?.id !== 'provider-stands-still') return;
  const count = ended
    .filter(({ explanation }) => explanation?.id === 'spot-interruption')
    .reduce((sum, { tasks }) => sum + tasks.length, 0);
  if (count > 0)
    finding.known = [...(finding.known ?? []), `taken back by Spot: ${count} task${count === 1 ? '' : 's'}`];
}

/** The last look at a deployment that failed read the service right before. */
function isFresh(last: Observation | undefined, { clock }: World): boolean {
  const { service, serviceAt } = last ?? {};
  return service !== undefined && serviceAt !== undefined && clock.now().getTime() - serviceAt.getTime() < FRESH_MS;
}

/** The newest events: the last look at the service may be seconds old. */
async function readService(started: Started, world: World): Promise<Service | undefined> {
  try {
    const { services } = await world.aws.ecs.describeServices({
      cluster: started.cluster,
      services: [started.service],
    });
    return services?.[0];
  } catch {
    return undefined;
  }
}

const STARTED = /has started \d+ tasks/u;

/** What ECS could not do at first and did later is no cause of tasks that then failed on their own. */
function isOvercome(
  { message, tier, unit }: Finding,
  { events, ended }: { events: readonly ServiceEvent[]; ended: readonly StoppedGroup[] },
): boolean {
  if (unit !== 'event' || tier !== 'passing' || ended.every(passes)) return false;
  const last = events.findLastIndex((event) => event.message === message);
  return last >= 0 && events.slice(last + 1).some((event) => STARTED.test(event.message ?? ''));
}

/** A pull of a few minutes is nothing to tell of. */
const LONG_PULL_MS = 180_000;

function pullsLong({ pullStartedAt }: Task, world: World): boolean {
  return pullStartedAt !== undefined && world.clock.now().getTime() - pullStartedAt.getTime() >= LONG_PULL_MS;
}

interface Standing {
  /** Live tasks that do not get on, by what each waits for. */
  groups: StoppedGroup[];
  /** All of ours. */
  live: Task[];
  /** Live tasks of other deployments of the service. */
  others: Task[];
}

const NOTHING: Standing = { groups: [], live: [], others: [] };

/** What often heals by itself says nothing of why the rest stands still. */
function passes({ explanation }: StoppedGroup): boolean {
  return tierOf(explanation, 'task') === 'passing';
}

/** Live tasks of ours; none if they cannot be read. */
async function readStanding(
  { started, definitions, stopped }: { started: Started; definitions: Definitions; stopped: readonly Task[] },
  world: World,
): Promise<Standing> {
  try {
    const running = await readServiceTasks({ started, stopped: false }, world);
    const live = running.filter((task) => isOurs(task, started));
    const others = running.filter((task) => !isOurs(task, started));
    return { groups: await findStanding(live, { definitions, now: world.clock.now(), stopped }), live, others };
  } catch {
    return NOTHING;
  }
}

/** Old tasks that take their time to stop; `stopTimeout` is that of their own revision. */
async function slowToStop(others: readonly Task[], definitions: Definitions, now: Date): Promise<Finding[]> {
  if (stoppingTasks(others, { containers: [], now }).length === 0) return [];
  return stoppingTasks(others, { containers: await definitions(others[0]?.taskDefinitionArn), now });
}

/** Of all revisions: ECS lists those that it told to stop with those that have stopped. */
async function readStopped(
  { started, warn }: { started: Started; warn: (message: string) => void },
  world: World,
): Promise<Task[] | undefined> {
  try {
    return await readServiceTasks({ started, stopped: true }, world);
  } catch (error) {
    if (!isDenied(error))
      warn(`The stopped tasks could not be read (${errorName(error)}), so the cause is taken from other messages.`);
    return undefined;
  }
}
