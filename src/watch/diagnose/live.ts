import type { ServiceEvent, Task } from '@aws-sdk/client-ecs';
import { isOurs, readServiceTasks, readStoppedTasks } from '../../aws/tasks.ts';
import type { Cause, Started } from '../../model.ts';
import type { World } from '../../world.ts';
import { codeDeployFindings } from '../codedeploy/findings.ts';
import { failedTasks, newEvents, type Observation } from '../observation.ts';
import { lacksSomething } from '../standstill.ts';
import type { Asking } from './asking.ts';
import { addCapacityFacts } from './capacity.ts';
import { createDefinitions, essentialNames, type Definitions } from './definitions.ts';
import { resourceFindings } from './deployment.ts';
import { eventFindings, unhealthyEvents } from './events.ts';
import { rankFindings, toCause, type Finding } from './finding.ts';
import { healthFindings } from './health.ts';
import { addNames } from './naming.ts';
import type { Blamed } from './origin.ts';
import { ownersOf, ownEvents, ownTargets } from './owners.ts';
import { toPairs, withLiveTasks } from './pairs.ts';
import { addPercents } from './percents.ts';
import { serviceWords } from './service-words.ts';
import { findStanding, hangingResources, pullingTasks, untestedTargets } from './standstill.ts';
import { groupStopped, type StoppedGroup } from './stopped.ts';
import { takenOut } from './taken-out.ts';
import { addLog, hasRun } from './task-findings.ts';

export interface LiveRequest {
  started: Started;
  last: Observation;
  /** 0 reads no log. */
  logLines: number;
  blamed?: Blamed | undefined;
}

export interface LiveCause {
  cause: Cause;
  /** The same in one line of the log. */
  line: string;
}

/** The log of the newest task may not have arrived. */
const LOGS = 2;

/**
 * Why a deployment does not get on, while it is waited for: what the last look showed, its tasks, and one log. Three calls
 * mostly, none if nothing is missing; undefined if nothing says why. May throw.
 */
export async function diagnoseLive(request: LiveRequest, world: World): Promise<LiveCause | undefined> {
  const { started, last, blamed } = request;
  const definitions = createDefinitions({ ...request, warn: () => undefined }, world);
  const events = currentEvents(last, started);
  const isUnhealthy = unhealthyEvents(events).length > 0;
  const hasFailures = isUnhealthy || (failedTasks(last) ?? 0) > 0;
  const tasks =
    lacksSomething(last) || isUnhealthy ? await readTasks({ started, hasFailures, definitions }, world) : NONE;
  const owners = ownersOf({ started, ...tasks });
  const targets = tasks.running.length === 0 ? [] : ownTargets(last.targets ?? [], owners);
  const health = healthFindings({
    stopped: tasks.groups,
    events: ownEvents(unhealthyEvents(events), owners),
    targets,
  });
  const live = tasks.running.filter((task) => isOurs(task, started));
  const pairs = toPairs({ groups: tasks.groups, health, blamed }).map((pair) => withLiveTasks(pair, live));
  const [first] = rankFindings([
    ...pairs.map(({ finding }) => finding),
    ...resourceFindings(last.resources),
    ...hangingResources(last.resources),
    ...codeDeployFindings(last.codeDeploy, started.codeDeploy?.hooks),
    ...eventFindings(events),
    ...takenOut({ live, targets: last.targets, events }),
    ...untestedTargets(targets),
    ...pullingTasks(live),
  ]);
  if (first === undefined) return undefined;
  const group = pairs.find(({ finding }) => finding === first)?.group;
  if (group !== undefined && request.logLines > 0 && hasRun(group)) {
    const newest = { ...group, tasks: group.tasks.slice(0, LOGS) };
    await addLog({ finding: first, group: newest, service: last.service }, { ...request, definitions }, world);
  }
  await addSurroundings(first, { started, service: last.service, warn: () => undefined }, world);
  await addNames([first], { started, service: last.service, definitions }, world);
  return { cause: toCause(first), line: inOneLine(first, group?.container) };
}

/** What the service and its capacity providers say of it. */
async function addSurroundings(finding: Finding, asking: Asking, world: World): Promise<void> {
  finding.known = [...(finding.known ?? []), serviceWords(asking.service)];
  await addCapacityFacts(finding, asking, world);
  addPercents(finding, asking.service);
}

/** Tasks as they are now, and why. Live ones are read only where no stopped one tells more. */
interface Tasks {
  groups: StoppedGroup[];
  stopped: Task[];
  running: Task[];
}

const NONE: Tasks = { groups: [], stopped: [], running: [] };

async function readTasks(
  { started, hasFailures, definitions }: { started: Started; hasFailures: boolean; definitions: Definitions },
  world: World,
): Promise<Tasks> {
  const stopped = hasFailures ? await readStoppedTasks(started, world) : [];
  const ended = groupStopped(stopped, await essentialNames(stopped, definitions));
  if (ended.length > 0) return { groups: ended, stopped, running: [] };
  const running = await readServiceTasks({ started, stopped: false }, world);
  const ours = running.filter((task) => isOurs(task, started));
  return { groups: await findStanding(ours, { definitions, now: world.clock.now(), stopped }), stopped, running };
}

const STARTED = /has started \d+ tasks/u;

/** Oldest first. What ECS said before it started all the tasks that it wants is settled. */
function currentEvents(last: Observation, started: Started): ServiceEvent[] {
  const events = newEvents(last, started);
  const target = last.revisions.find(({ role }) => role === 'target');
  const complete = target === undefined || target.running + target.pending >= target.desired;
  const settled = complete ? events.findIndex(({ message = '' }) => STARTED.test(message)) : -1;
  return (settled === -1 ? events : events.slice(0, settled)).toReversed();
}

function inOneLine(finding: Finding, container: string | undefined): string {
  const { message, explanation: plain } = toCause({ ...finding, precise: true });
  const { logLine, facts, explanation } = finding;
  const check = facts.find((fact) => fact.startsWith('Health check: '));
  const words = message.replace(/\.$/u, '').replace(/^[A-Z](?=[a-z])/u, (letter) => letter.toLowerCase());
  const log = container === undefined || words.includes(container) ? 'its log' : `the log of container ${container}`;
  if (logLine !== undefined) return cut(`${words}; ${log} says: ${logLine.trim()}`);
  if (check !== undefined) return cut(`${words} (${check.replace('Health', 'health')})`);
  return cut(explanation === undefined || explanation.symptom ? words : `${words}. ${plain}`);
}

function cut(text: string): string {
  return text.length <= CHARACTERS ? text : `${text.slice(0, CHARACTERS).toWellFormed()}…`;
}

/** One line of the log that a person reads at a glance. */
const CHARACTERS = 400;
