import type { ServiceDeployment } from '@aws-sdk/client-ecs';
import { isEndStatus } from '../aws/codedeploy-status.ts';
import { monitorOf, phaseOf, resourcePhaseOf, stageOf } from '../aws/service.ts';
import type { DeployEvent, TargetState } from '../model.ts';
import { failedTasks, type Observation } from './observation.ts';
import { codeDeployEvents } from './codedeploy/events.ts';

/** What is new since the last look, in order of time; nothing is reported twice. */
export function toEvents(
  before: Observation | undefined,
  after: Observation,
  knownEvents: ReadonlySet<string>,
): DeployEvent[] {
  return inOrder([
    ...serviceEvents(before, after, knownEvents),
    ...statusEvents(before, after),
    ...codeDeployEvents(before?.codeDeploy, after.codeDeploy, after.at),
    ...countEvents(before, after),
    ...failureEvents(before, after),
    ...trafficEvents(before, after),
    ...hookEvents(before, after),
    ...resourceEvents(before, after),
    ...endpointEvents(before, after),
    ...targetEvents(before, after),
  ]);
}

/** In order of time; of simultaneous events, the end of the deployment comes last. */
export function inOrder(events: readonly DeployEvent[]): DeployEvent[] {
  const rank = (event: DeployEvent): number => (event.kind === 'status' && isEndStatus(event.status) ? 1 : 0);
  return events.toSorted((a, b) => a.at.getTime() - b.at.getTime() || rank(a) - rank(b));
}

function serviceEvents(before: Observation | undefined, after: Observation, known: ReadonlySet<string>): DeployEvent[] {
  const told = new Set((before?.service?.events ?? []).map(({ id }) => id));
  const fresh = (after.service?.events ?? []).filter(({ id }) => id !== undefined && !known.has(id) && !told.has(id));
  return fresh
    .toReversed()
    .map(({ id = '', createdAt, message = '' }) => ({ at: createdAt ?? after.at, kind: 'service-event', id, message }));
}

function statusEvents(before: Observation | undefined, after: Observation): DeployEvent[] {
  const events: DeployEvent[] = [];
  const { status, statusReason, lifecycleStage } = after.deployment ?? {};
  const changed = before?.deployment?.status !== status || before?.deployment?.statusReason !== statusReason;
  if (status !== undefined && changed) events.push({ at: after.at, kind: 'status', status, reason: statusReason });
  if (lifecycleStage !== undefined && before?.deployment?.lifecycleStage !== lifecycleStage) {
    events.push({ at: after.at, kind: 'stage', stage: lifecycleStage });
    const minutes = after.deployment?.deploymentConfiguration?.bakeTimeInMinutes;
    if (stageOf(lifecycleStage)?.kind === 'baking' && minutes !== undefined && before !== undefined) {
      events.push(bake(after.at, minutes));
    }
  }
  return events;
}

function countEvents(before: Observation | undefined, after: Observation): DeployEvent[] {
  return after.revisions.flatMap((revision): DeployEvent[] => {
    const { role, arn, taskDefinitionArn, desired, running, pending } = revision;
    const last = before?.revisions.find((other) => other.arn === arn);
    const same = last?.desired === desired && last.running === running && last.pending === pending;
    if (same || (last === undefined && role === 'target' && desired + running + pending === 0)) return [];
    return [
      { at: after.at, kind: 'counts', role, taskDefinition: taskDefinitionArn ?? arn, desired, running, pending },
    ];
  });
}

function failureEvents(before: Observation | undefined, after: Observation): DeployEvent[] {
  const failed = failedTasks(after);
  if (failed === undefined || failed === 0 || failed === (before && failedTasks(before))) return [];
  const breaker = after.deployment?.deploymentCircuitBreaker;
  const threshold = monitorOf(breaker) === 'off' ? undefined : breaker?.threshold;
  return [{ at: after.at, kind: 'failed-tasks', failed, threshold }];
}

function trafficEvents(before: Observation | undefined, after: Observation): DeployEvent[] {
  const now = after.revisions.find(({ role }) => role === 'target');
  const last = before?.revisions.find(({ role }) => role === 'target');
  const { productionWeight: production, testWeight: test } = now ?? {};
  if (production === undefined && test === undefined) return [];
  if (production === last?.productionWeight && test === last?.testWeight) return [];
  if (last === undefined && !production && !test) return [];
  const step =
    last === undefined || production === last.productionWeight ? undefined : stepMinutes(after.deployment, production);
  return [
    { at: after.at, kind: 'traffic', production, test },
    ...(step === undefined || step === 0 ? [] : [bake(after.at, step)]),
  ];
}

/** How long linear and canary deployments hold each share of the traffic (docs: API_LinearConfiguration, API_CanaryConfiguration). */
export function stepMinutes(
  deployment: ServiceDeployment | undefined,
  production: number | undefined,
): number | undefined {
  const { strategy, linearConfiguration, canaryConfiguration } = deployment?.deploymentConfiguration ?? {};
  if (phaseOf(deployment) !== 'running' || !production || production === 100) return undefined;
  if (strategy === 'LINEAR') return linearConfiguration?.stepBakeTimeInMinutes ?? 6;
  return strategy === 'CANARY' ? (canaryConfiguration?.canaryBakeTimeInMinutes ?? 10) : undefined;
}

function bake(at: Date, minutes: number): DeployEvent {
  return { at, kind: 'bake', until: new Date(at.getTime() + minutes * 60_000) };
}

function hookEvents(before: Observation | undefined, after: Observation): DeployEvent[] {
  return after.hooks.flatMap((hook): DeployEvent[] => {
    const last = before?.hooks.find(({ id }) => id === hook.id);
    return last?.status === hook.status ? [] : [{ at: after.at, kind: 'hook', hook }];
  });
}

/** Reported when a resource is created or fails, not if it was there all along. */
function resourceEvents(before: Observation | undefined, after: Observation): DeployEvent[] {
  return after.resources.flatMap(({ resource, status, reason }, index): DeployEvent[] => {
    const last = before?.resources[index];
    const news =
      last === undefined ? resourcePhaseOf({ status }) !== 'ready' : last.status !== status || last.reason !== reason;
    return news ? [{ at: after.at, kind: 'resource', resource, status, reason }] : [];
  });
}

/** Told while the service is being made: whoever updates one knows where it is. */
function endpointEvents(before: Observation | undefined, { at, endpoint, resources }: Observation): DeployEvent[] {
  const isNew = resources.some((resource) => resourcePhaseOf(resource) === 'making');
  return endpoint === undefined || before?.endpoint !== undefined || !isNew ? [] : [{ at, kind: 'endpoint', endpoint }];
}

/** Targets that a log shows one by one when many come to the same state at once. */
const SHOWN_TARGETS = 10;

/** The first look shows the previous state: its healthy targets are not news. */
function targetEvents(before: Observation | undefined, after: Observation): DeployEvent[] {
  const isNews = before?.targets !== undefined;
  const known = new Map((before?.targets ?? []).map((target) => [targetKey(target), target]));
  const news = (after.targets ?? []).filter((target) => {
    const last = known.get(targetKey(target));
    const same = last?.state === target.state && last.reason === target.reason;
    return !same && (isNews || target.state !== 'healthy');
  });
  const alike = Map.groupBy(news, ({ targetGroupArn, state, reason }) => `${targetGroupArn} ${state} ${reason}`);
  return [...alike.values()].flatMap((group) =>
    group.map((target, index): DeployEvent => ({
      at: after.at,
      kind: 'target',
      target,
      ...place(index, group.length),
    })),
  );
}

function place(index: number, count: number): { more?: number; ofMore?: true } {
  if (count <= SHOWN_TARGETS || index < SHOWN_TARGETS - 1) return {};
  return index < SHOWN_TARGETS ? { more: count - SHOWN_TARGETS } : { ofMore: true };
}

function targetKey({ targetGroupArn, id, port }: TargetState): string {
  return `${targetGroupArn} ${id} ${port}`;
}
