import type { OutcomeKind, Report, ServiceReport } from '../model.ts';
import { oneLine } from './plain.ts';
import { serviceLabel, type Place } from './service-label.ts';

/** One deployment as GitHub counts them, and the services that it stands for. */
export interface EnvironmentPlan {
  environment: string;
  services: readonly Place[];
}

type State = 'in_progress' | 'success' | 'failure' | 'error';

/** `error` = nothing is known to have failed, it just did not come to an end; `in_progress` = nobody followed it. */
const STATES: Record<OutcomeKind, State> = {
  succeeded: 'success',
  unchanged: 'success',
  registered: 'success',
  planned: 'success',
  started: 'in_progress',
  'rolled-back': 'failure',
  failed: 'failure',
  stopped: 'failure',
  superseded: 'failure',
  'timed-out': 'failure',
  cancelled: 'error',
};

const DESCRIPTION_LIMIT = 140;

/** One environment for each service, named after it, or one for all of them when it was named. */
export function toEnvironments(services: readonly Place[], name: string | undefined): EnvironmentPlan[] {
  if (name !== undefined) return [{ environment: name, services }];
  return services.map((service) => ({ environment: serviceLabel(service, services), services: [service] }));
}

/** Production by its name: GitHub lists such environments apart, and keeps their former deployments active. */
export function isProduction(environment: string): boolean {
  return /(?:^|[^a-z])prod(?:uction)?(?:[^a-z]|$)/iu.test(environment);
}

/** How it ended. Of several services in one environment the outcome of the run speaks, which is that of the worst. */
export function toEndStatus(
  report: Report,
  places: readonly Place[],
): { state: State; description: string; endpoint?: string } {
  const services = report.services.filter((service) => places.some((place) => isAt(service, place)));
  const [only, ...more] = services;
  const outcome = only !== undefined && more.length === 0 ? only.outcome : report.outcome;
  const started = services.some(hasStarted);
  const endpoints = new Set(services.flatMap(({ endpoint }) => (isWebAddress(endpoint) ? [endpoint] : [])));
  const [endpoint, ...others] = endpoints;
  return {
    state: outcome.kind === 'failed' && !started ? 'error' : STATES[outcome.kind],
    description: toDescription(outcome.headline),
    ...(endpoint !== undefined && others.length === 0 ? { endpoint } : {}),
  };
}

/** GitHub refuses a description of more than 140 characters. */
export function toDescription(text: string): string {
  const line = oneLine(text);
  return line.length <= DESCRIPTION_LIMIT
    ? line
    : `${line.slice(0, DESCRIPTION_LIMIT - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}

function isAt(service: ServiceReport, place: Place): boolean {
  return service.service === place.name && service.cluster === place.cluster;
}

/** A deployment that was never seen, and of which nothing was heard, did not start. */
function hasStarted({ deploymentArn, timeline }: ServiceReport): boolean {
  return deploymentArn !== undefined || timeline.some(({ kind }) => kind !== 'notice' && kind !== 'warning');
}

function isWebAddress(text: string | undefined): text is string {
  return text !== undefined && /^https?:\/\/[^\s<>"'`\\]{1,2000}$/u.test(text);
}
