import type { Service, Task } from '@aws-sdk/client-ecs';
import { errorName, isDenied } from '../../aws/failure.ts';
import type { Cause, TaskState } from '../../model.ts';
import type { World } from '../../world.ts';
import { codeDeployFindings } from '../codedeploy/findings.ts';
import { breakerFact, deploymentFindings, resourceFindings } from './deployment.ts';
import { eventFindings, unhealthyEvents } from './events.ts';
import { createDefinitions, essentialNames } from './definitions.ts';
import { alarmFirst, rankFindings, toCause, type Finding } from './finding.ts';
import { groupName, healthFindings, readHealthCheck } from './health.ts';
import { addImageFacts } from './image-facts.ts';
import type { Blamed } from './origin.ts';
import { ownEvents, ownTargets, readOwners } from './owners.ts';
import { groupStopped } from './stopped.ts';
import { addLog, failingImage, hasRun, toFinding } from './task-findings.ts';
import type { Following } from '../following.ts';
import type { Snapshot } from '../snapshot.ts';
import { readStoppedTasks, toTaskState } from '../../aws/tasks.ts';

export interface DiagnoseRequest {
  following: Following;
  last: Snapshot | undefined;
  /** Lines of a container's log to show; 0 reads none. */
  logLines: number;
  /** What was deployed, to point at the line that is to blame. */
  blamed?: Blamed | undefined;
  /** True when this step asked for the rollback itself: that a user did is then no news. */
  rolledBackByUs?: boolean | undefined;
}

export interface Diagnosis {
  causes: Cause[];
  tasks: TaskState[];
}

/** A diagnosis is worth a few seconds at the end of a run, and no more. */
const DEADLINE_MS = 20_000;
const LOG_STREAMS = 3;

/** Why it failed, root causes first. Never throws: what cannot be read is one warning, and the rest is told. */
export async function diagnose(request: DiagnoseRequest, world: World): Promise<Diagnosis> {
  const found: Found = { tasks: [], findings: [] };
  const collecting = collect(request, found, world).catch((error: unknown) => {
    request.following.warn(`The diagnosis is not complete (${errorName(error)}).`);
  });
  const complete = await world.clock.within({ milliseconds: DEADLINE_MS, signal: world.signal }, collecting);
  if (!complete)
    request.following.warn('The diagnosis is not complete: AWS took too long to answer, or the run was cancelled.');
  const ranked = rankFindings(alarmFirst(found.findings));
  const [first, ...others] = ranked;
  if (first !== undefined && first.unit === 'task') first.facts.unshift(...breakerFact(request.last?.deployment));
  return {
    causes: [first, ...others].flatMap((finding) => finding ?? []).map(toCause),
    tasks: found.tasks.map(toTaskState),
  };
}

interface Found {
  tasks: Task[];
  findings: Finding[];
}

/** Fills `found` step by step, so that what is known at the deadline is told. */
async function collect(request: DiagnoseRequest, found: Found, world: World): Promise<void> {
  const { following, last } = request;
  const known = following.started.baseline.eventIds;
  found.findings = deploymentFindings(last?.deployment);
  const service = (await readService(following, world)) ?? last?.service;
  const events = (service?.events ?? []).filter(({ id }) => id !== undefined && !known.has(id)).toReversed();
  const byUs = request.rolledBackByUs === true;
  const said = [
    ...resourceFindings(last?.resources ?? []),
    ...deploymentFindings(last?.deployment),
    ...codeDeployFindings(last?.codeDeploy),
    ...eventFindings(events),
  ];
  const ownStops = new Set(['rolled-back-by-user', 'codedeploy-stopped', 'deployment-failed']);
  const told = said.filter(({ explanation }) => !(byUs && ownStops.has(explanation?.id ?? '')));
  found.findings = told;
  found.tasks = await readStopped(following, world);
  const definitions = createDefinitions(request, world);
  const essential = await essentialNames(found.tasks, definitions);
  const stopped = groupStopped(found.tasks, essential);
  const unhealthy = unhealthyEvents(events);
  const targets = (last?.targets ?? []).filter(({ state }) => state === 'unhealthy' || state === 'unused');
  const owners =
    unhealthy.length + targets.length === 0
      ? { ours: new Set<string>(), foreign: new Set<string>() }
      : await readOwners({ following, stopped: found.tasks }, world);
  const health = healthFindings({
    stopped,
    events: ownEvents(unhealthy, owners),
    targets: ownTargets(targets, owners),
  });
  const seen = [
    ...stopped
      .filter(({ targetGroup }) => targetGroup === undefined)
      .map((group) => ({ group, finding: toFinding(group, request.blamed) })),
    ...health.map(({ finding, targetGroup }) => ({
      finding,
      group: stopped.find(
        (group) => group.targetGroup !== undefined && groupName(group.targetGroup) === groupName(targetGroup),
      ),
    })),
  ];
  const explained = new Set(seen.map(({ finding }) => finding.explanation?.id));
  found.findings = [
    ...seen.map(({ finding }) => finding),
    ...told.filter(({ explanation }) => !explained.has(explanation?.id)),
  ];
  for (const { finding, targetGroup } of health) {
    finding.facts.unshift(...(await readHealthCheck({ targetGroup, service, warn: following.warn }, world)));
  }
  for (const { finding, group } of seen) {
    if (group !== undefined) await addImageFacts({ finding, image: failingImage(group), warn: following.warn }, world);
  }
  const order = rankFindings(alarmFirst(found.findings));
  const logged = seen
    .filter(({ finding, group }) => group !== undefined && hasRun(group) && order.includes(finding))
    .toSorted((a, b) => order.indexOf(a.finding) - order.indexOf(b.finding));
  for (const { finding, group } of logged.slice(0, LOG_STREAMS)) {
    if (group !== undefined) await addLog({ finding, group, service }, { ...request, definitions }, world);
  }
}

/** The newest events: the last look at the service may be seconds old. */
async function readService({ started }: Following, world: World): Promise<Service | undefined> {
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

async function readStopped({ started, warn }: Following, world: World): Promise<Task[]> {
  try {
    return await readStoppedTasks(started, world);
  } catch (error) {
    if (!isDenied(error))
      warn(`The stopped tasks could not be read (${errorName(error)}), so they do not name the cause.`);
    return [];
  }
}
