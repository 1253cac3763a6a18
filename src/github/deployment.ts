import { isSuccessStatus } from '../aws/codedeploy-status.ts';
import type { Outcome, OutcomeKind, Report, ServiceReport } from '../model.ts';
import type { Deploying } from '../world.ts';
import { shortName } from '../report/names.ts';
import { oneLine } from '../report/plain.ts';
import { serviceLabel } from '../report/service-label.ts';

/** One deployment as GitHub counts them, and the services it covers. */
export interface EnvironmentPlan {
  environment: string;
  services: readonly Deploying[];
}

type State = 'in_progress' | 'success' | 'failure' | 'error';

/** `error` = nothing is known to have failed, it just did not finish; `in_progress` = nobody followed it. */
const STATES: Record<OutcomeKind, State> = {
  succeeded: 'success',
  unchanged: 'success',
  registered: 'success',
  planned: 'success',
  checked: 'success',
  started: 'in_progress',
  'rolled-back': 'failure',
  failed: 'failure',
  stopped: 'failure',
  superseded: 'failure',
  skipped: 'failure',
  deleted: 'success',
  'timed-out': 'failure',
  cancelled: 'error',
};

const DESCRIPTION_LIMIT = 140;
const MARK_LIMIT = 100;

/** One environment for each service, named after it, or one for all of them when it was named. */
export function toEnvironments(services: readonly Deploying[], name: string | undefined): EnvironmentPlan[] {
  if (name !== undefined) return [{ environment: name, services }];
  return services.map((service) => ({ environment: serviceLabel(service, services), services: [service] }));
}

/** Production by its name: GitHub lists such environments separately, and keeps their earlier deployments active. */
export function isProduction(environment: string): boolean {
  return /(?:^|[^a-z])prod(?:uction)?(?:[^a-z]|$)/iu.test(environment);
}

/** The last status recorded for a deployment. */
export interface EndStatus {
  state: State;
  description: string;
  endpoint?: string;
  /** A deployment that was already in flight was left untouched. */
  untouched?: boolean;
}

/** How it ended. For several services in one environment, this is the outcome of the run, which is the worst of theirs. */
export function toEndStatus(report: Report, places: readonly Deploying[]): EndStatus {
  const services = report.services.filter((service) => places.some((place) => isAt(service, place)));
  const [only, ...more] = services;
  const outcome = only !== undefined && more.length === 0 ? only.outcome : report.outcome;
  const endpoints = new Set(services.flatMap(({ endpoint }) => (isWebAddress(endpoint) ? [endpoint] : [])));
  const [endpoint, ...others] = endpoints;
  const status = places.every(({ inFlight }) => inFlight !== undefined)
    ? stateInFlight(outcome, { services, continues: report.mode === 'continue' })
    : { state: outcome.kind === 'failed' && !services.some(hasStarted) ? 'error' : STATES[outcome.kind] };
  return {
    ...status,
    description: toDescription(outcome.headline, status.state === 'in_progress' ? openMark(services) : ''),
    ...(endpoint !== undefined && others.length === 0 ? { endpoint } : {}),
  };
}

/** A deployment that was stopped as requested, or is rolling back, has failed, and what ran before stays active. */
function stateInFlight(
  { kind }: Outcome,
  { services, continues }: { services: readonly ServiceReport[]; continues: boolean },
): Pick<EndStatus, 'state' | 'untouched'> {
  if (kind === 'failed' && services.every(({ standing }) => standing === undefined))
    return { state: 'error', untouched: true };
  if (continues) return { state: STATES[kind] };
  if (kind === 'succeeded' || kind === 'started') return { state: 'failure' };
  return { state: kind === 'failed' && services.every(hasSucceeded) ? 'success' : STATES[kind] };
}

/** GitHub rejects descriptions of more than 140 characters; `mark` is always kept whole at the end. */
export function toDescription(text: string, mark = ''): string {
  const line = oneLine(text);
  const room = DESCRIPTION_LIMIT - mark.length;
  return line.length <= room ? `${line}${mark}` : `${line.slice(0, room - 1).replace(/[\ud800-\udbff]$/u, '')}…${mark}`;
}

/**
 * Ends the last description of a deployment that waits, so that the step that ends it finds its record: when the record is made,
 * the deployment has no id yet. Empty if one of them has no id.
 */
export function inFlightMark(places: readonly Pick<Deploying, 'inFlight'>[]): string {
  const ids = places.flatMap(({ inFlight }) => inFlight || []).toSorted();
  const mark = ` (${ids.length === 1 ? 'deployment' : 'deployments'} ${ids.join(', ')})`;
  return ids.length === 0 || ids.length < places.length || mark.length > MARK_LIMIT ? '' : mark;
}

function openMark(services: readonly ServiceReport[]): string {
  const open = services.filter(({ outcome }) => outcome.kind === 'started');
  return inFlightMark(
    open.map(({ codeDeployDeploymentId: id, deploymentArn = '' }) => ({ inFlight: id ?? shortName(deploymentArn) })),
  );
}

function isAt(service: ServiceReport, place: Deploying): boolean {
  return service.service === place.name && service.cluster === place.cluster;
}

/** A deployment that was never seen, in any way, did not start. */
function hasStarted({ deploymentArn, timeline }: ServiceReport): boolean {
  return deploymentArn !== undefined || timeline.some(({ kind }) => kind !== 'notice' && kind !== 'warning');
}

function hasSucceeded({ timeline }: ServiceReport): boolean {
  const statuses = timeline.flatMap((event) => (event.kind === 'status' ? [event.status] : []));
  return isSuccessStatus(statuses.at(-1));
}

function isWebAddress(text: string | undefined): text is string {
  return text !== undefined && /^https?:\/\/[^\s<>"'`\\]{1,2000}$/u.test(text);
}
