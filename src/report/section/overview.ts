import { failedItself, isGreen, type Report, type ServiceReport } from '../../model.ts';
import { formatDuration } from '../../duration.ts';
import { codeSpan, escapeHtml, prose } from '../escape.ts';
import { shortName } from '../names.ts';
import { outcomeWords } from '../outcome-words.ts';
import { reportLabel } from '../service-label.ts';
import { hasChanges } from '../acts.ts';
import { endpointLink, isUnregistered, revisionChange } from './head.ts';
import { capped, counted, table } from './table.ts';

const ROWS = 200;

/** Several services: one row each, with the cause if it failed. */
export function overviewSection(report: Report): string {
  const { shown, hidden } = capped(
    failedFirst(report.services).map((service) => overviewRow(service, report)),
    ROWS,
  );
  const rest = hidden === 0 ? '' : `\n\n… and ${counted(hidden, 'more service')}.`;
  const wave = hasWaves(report) ? ['Wave'] : [];
  const took = report.mode === 'plan' ? [] : ['Took'];
  return table(['Service', ...wave, 'Outcome', 'Revision', ...took, 'Endpoint or cause'], shown) + rest;
}

/** Anyone who opens the summary of a red run looks for the red service. */
export function failedFirst(services: ServiceReport[]): ServiceReport[] {
  const rank = (service: ServiceReport): number =>
    failedItself(service) ? 0 : service.returned === true ? 1 : service.outcome.kind === 'skipped' ? 2 : 3;
  return services.toSorted((one, other) => rank(one) - rank(other));
}

function hasWaves({ services }: Report): boolean {
  return new Set(services.map(({ wave }) => wave)).size > 1;
}

/** The title of a service's folded part, in HTML. */
export function serviceTitle(service: ServiceReport, report: Report): string {
  const { icon, word } = outcomeWords(service.outcome.kind);
  const revision =
    service.taskDefinitionArn === undefined ? '' : ` · ${escapeHtml(shortName(service.taskDefinitionArn))}`;
  return `${icon} <b>${escapeHtml(reportLabel(service, report))}</b> ${word}${revision}`;
}

function overviewRow(service: ServiceReport, report: Report): string[] {
  const { icon, word } = outcomeWords(service.outcome.kind);
  const green = isGreen(service.outcome.kind);
  const cause = service.outcome.causes[0]?.message ?? service.outcome.headline;
  const endpoint = service.endpoint === undefined ? '' : endpointLink(service.endpoint);
  return [
    codeSpan(reportLabel(service, report)),
    ...(hasWaves(report) ? [String(service.wave ?? '')] : []),
    unbroken(`${icon} ${report.mode === 'plan' ? plannedWord(service) : word}`),
    wayBack(service) ?? revisionChange(service) + (isUnregistered(service, report) ? ' → new revision' : ''),
    ...(report.mode === 'plan' ? [] : [unbroken(formatDuration(took(service)))]),
    green ? endpoint : prose(cause.slice(0, 200)),
  ];
}

function took({ startedAt, finishedAt }: ServiceReport): number {
  return finishedAt.getTime() - startedAt.getTime();
}

/** Every row of a plan is planned: what would become of the service says more. */
function plannedWord(service: ServiceReport): string {
  if (!hasChanges(service)) return 'no change';
  return service.creates === true ? 'would be created' : 'would change';
}

/** `web:43 → back to web:42`: of a deployment that was rolled back, the live revision is the old one. */
function wayBack(service: ServiceReport): string | undefined {
  const { outcome, returned, previousTaskDefinitionArn: before, taskDefinitionArn: after, revisions } = service;
  if (outcome.kind !== 'rolled-back' || before === undefined || after === undefined || before === after)
    return undefined;
  if (returned === true) return backTo(before, after);
  const runsAgain = revisions.some(({ taskDefinitionArn, running }) => taskDefinitionArn === before && running > 0);
  return runsAgain ? backTo(after, before) : undefined;
}

function backTo(left: string, live: string): string {
  return `${codeSpan(shortName(left))} → back to ${codeSpan(shortName(live))}`;
}

function unbroken(text: string): string {
  return text.replaceAll(' ', '&nbsp;');
}
