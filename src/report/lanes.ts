import { isGreen, type DeployEvent, type ServiceReport } from '../model.ts';
import { targetName } from './log.ts';
import { inWords, shortName } from './names.ts';
import { outcomeWords } from './outcome-words.ts';

/** The color of a bar: `active` is starting, `done` is settled or leaving, `crit` went wrong. */
export type Tone = 'plain' | 'active' | 'done' | 'crit';

/** From this moment on the lane shows this; an empty label is a gap. Times are milliseconds. */
export interface Step {
  at: number;
  label: string;
  tone: Tone;
}

/** A row of the chart: either consecutive bars or single moments. */
export interface Lane {
  name: string;
  kind: 'bars' | 'moments';
  steps: Step[];
}

/** Everything in a rollout is a value that holds until the next one, so every row of the chart is built the same way. */
export function toLanes(service: ServiceReport): Lane[] {
  const { timeline } = service;
  const lanes: Lane[] = [
    { name: 'deployment', kind: 'bars', steps: deploymentSteps(timeline) },
    { name: 'traffic', kind: 'bars', steps: trafficSteps(timeline) },
    ...revisionLanes(timeline),
    { name: 'new targets', kind: 'bars', steps: targetSteps(timeline) },
    { name: 'failures', kind: 'bars', steps: failureSteps(timeline) },
    { name: 'moments', kind: 'moments', steps: moments(service) },
  ];
  const drawn = lanes.filter((lane) => lane.steps.length > 0);
  return drawn.some((lane) => lane.kind === 'bars') ? drawn : [];
}

function deploymentSteps(timeline: DeployEvent[]): Step[] {
  const staged = timeline.some((event) => event.kind === 'stage');
  return timeline.flatMap((event): Step[] => {
    const at = event.at.getTime();
    if (event.kind === 'stage' && event.failure !== undefined)
      return [{ at, label: `${inWords(event.stage)} failed`, tone: 'crit' }];
    if (event.kind === 'stage') return [{ at, label: inWords(event.stage), tone: 'plain' }];
    if (event.kind === 'bake' && !staged) return [{ at, label: 'bake time', tone: 'plain' }];
    if (event.kind !== 'status') return [];
    if (/^(?:SUCCESSFUL|SUCCEEDED|STOPPED|ROLLBACK_SUCCESSFUL|ROLLBACK_FAILED|COMPLETED|FAILED)$/u.test(event.status))
      return [{ at, label: '', tone: 'done' }];
    const turned = /ROLLBACK|STOP|FAIL/u.test(event.status);
    return staged && !turned ? [] : [{ at, label: inWords(event.status), tone: turned ? 'crit' : 'plain' }];
  });
}

function trafficSteps(timeline: DeployEvent[]): Step[] {
  return timeline.flatMap((event): Step[] => {
    if (event.kind !== 'traffic' || event.production === undefined) return [];
    return [{ at: event.at.getTime(), label: `${event.production} % new`, tone: 'active' }];
  });
}

function revisionLanes(timeline: DeployEvent[]): Lane[] {
  const byRevision = Map.groupBy(
    timeline.filter((event) => event.kind === 'counts'),
    (event) => event.taskDefinition,
  );
  return [...byRevision].slice(0, 8).map(([arn, events]) => ({
    name: shortName(arn),
    kind: 'bars',
    steps: events.map(({ at, role, running, desired, pending }) => ({
      at: at.getTime(),
      label: countsLabel(running, desired, pending),
      tone: role === 'target' ? 'active' : 'done',
    })),
  }));
}

function countsLabel(running: number, desired: number, pending: number): string {
  if (running + desired + pending === 0) return '';
  return running > desired ? `${running} → ${desired}` : `${running}/${desired}`;
}

function targetSteps(timeline: DeployEvent[]): Step[] {
  const states = new Map<string, string>();
  return timeline.flatMap((event): Step[] => {
    if (event.kind !== 'target') return [];
    states.set(targetName(event.target), event.target.state);
    const all = [...states.values()];
    const unhealthy = all.filter((state) => state.startsWith('unhealthy')).length;
    const healthy = `${all.filter((state) => state === 'healthy').length} healthy`;
    const at = event.at.getTime();
    return unhealthy === 0
      ? [{ at, label: healthy, tone: 'active' }]
      : [{ at, label: `${healthy}, ${unhealthy} unhealthy`, tone: 'crit' }];
  });
}

function failureSteps(timeline: DeployEvent[]): Step[] {
  return timeline.flatMap((event): Step[] => {
    if (event.kind !== 'failed-tasks') return [];
    const { failed, threshold } = event;
    const limit = threshold === undefined ? '' : ` (limit ${threshold})`;
    const label = failed === 0 ? '' : `${failed} failed${limit}`;
    return [{ at: event.at.getTime(), label, tone: 'crit' }];
  });
}

function moments(service: ServiceReport): Step[] {
  const { timeline, outcome } = service;
  const healthy = timeline.find((event) => event.kind === 'target' && event.target.state === 'healthy');
  const turned = timeline.find((event) => event.kind === 'status' && event.status.startsWith('ROLLBACK'));
  const { word } = outcomeWords(outcome.kind);
  const green = isGreen(outcome.kind);
  return [
    ...(healthy === undefined ? [] : [moment(healthy.at, 'first healthy target', 'plain')]),
    ...(turned === undefined ? [] : [moment(turned.at, 'rollback starts', 'crit')]),
    ...verdicts(timeline),
    moment(service.finishedAt, word, green ? 'done' : 'crit'),
  ];
}

/** When the probes at one place were over. */
function verdicts(timeline: DeployEvent[]): Step[] {
  const probes = timeline.filter((event) => event.kind === 'probe');
  return [...Map.groupBy(probes, ({ result }) => result.stage)].flatMap(([, same]): Step[] => {
    const last = same.at(-1);
    const failed = same.filter(({ result }) => !result.passed).length;
    if (last === undefined) return [];
    return failed === 0
      ? [moment(last.at, 'probes passed', 'done')]
      : [moment(last.at, failed === 1 ? 'probe failed' : `${failed} probes failed`, 'crit')];
  });
}

function moment(at: Date, label: string, tone: Tone): Step {
  return { at: at.getTime(), label, tone };
}
