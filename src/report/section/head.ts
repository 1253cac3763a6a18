import type { Report, ServiceReport } from '../../model.ts';
import { formatDuration } from '../../duration.ts';
import { codeSpan, escapeMarkdown, link, prose } from '../escape.ts';
import { shortImage, shortName } from '../names.ts';
import { outcomeWords } from '../outcome-words.ts';

const KINDS: Record<ServiceReport['kind'], string> = {
  service: '',
  express: ' (Express)',
  codedeploy: ' (CodeDeploy)',
};

/** The one line that most readers read, the verdict, and the facts below it. */
export function headOf(service: ServiceReport, report: Report): string {
  const { icon } = outcomeWords(service.outcome.kind);
  return `### ${icon} ${prose(service.outcome.headline)}\n\n${facts(service, report)}`;
}

/** The top of a report with no service in it, or with several. */
export function headOfReport(report: Report): string {
  const { icon, word } = outcomeWords(report.outcome.kind);
  const revisions = report.services.length === 0 ? report.registered.map((arn) => codeSpan(shortName(arn))) : [];
  const duration = formatDuration(report.finishedAt.getTime() - report.startedAt.getTime());
  return `### ${icon} ${prose(report.outcome.headline)}\n\n${[`**${word}**`, ...revisions, duration].join(' · ')}`;
}

/** Outcome, service, old → new revision, image, duration, endpoint, in that order on every page. */
export function facts(service: ServiceReport, report: Report): string {
  const duration = formatDuration(service.finishedAt.getTime() - service.startedAt.getTime());
  const kind = KINDS[service.kind];
  return [
    `**${outcomeWords(service.outcome.kind).word}**`,
    `${codeSpan(service.service)}${kind} in ${codeSpan(service.cluster)}, ${escapeMarkdown(service.region)}`,
    revisionChange(service) + (isUnregistered(service, report) ? ' → new revision' : ''),
    ...service.images.slice(0, 3).map(imageFact),
    ...(service.images.length > 3 ? [`and ${service.images.length - 3} more images`] : []),
    report.mode === 'plan' ? '' : duration,
    service.endpoint === undefined ? '' : endpointLink(service.endpoint),
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
}

function imageFact({ image, from, tagFrom }: ServiceReport['images'][number]): string {
  const source = from === undefined ? '' : IMAGE_SOURCES[from];
  const where = tagFrom === undefined ? `image from ${source}` : `tag from input image-tag, repository from ${source}`;
  return `${codeSpan(shortImage(image))}${source === '' ? '' : ` (${where})`}`;
}

/** Where the image came from: one from the file may be old, kept because an input was empty. */
const IMAGE_SOURCES = {
  input: 'the input',
  file: 'the file',
  document: 'the input task-definition',
  revision: 'the revision',
  live: 'the live revision',
} as const;

/** The plan of a rollback names the revision; that of a deploy shows one that is not registered yet. */
export function isUnregistered(service: ServiceReport, { mode }: Report): boolean {
  const { previousTaskDefinitionArn: before, taskDefinitionArn: after, definitionDiff, kind, changes } = service;
  // ECS registers a revision for every update of an Express service's own container.
  const byEcs = kind === 'express' && changes.some(({ setting }) => setting.startsWith('primaryContainer.'));
  return mode === 'plan' && before === after && (definitionDiff.trim() !== '' || byEcs);
}

/** `web:42` → `web:43`. */
export function revisionChange(service: ServiceReport): string {
  const [before, after] = [service.previousTaskDefinitionArn, service.taskDefinitionArn];
  if (after === undefined) return before === undefined ? '' : codeSpan(shortName(before));
  if (before === undefined || before === after) return codeSpan(shortName(after));
  return `${codeSpan(shortName(before))} → ${codeSpan(shortName(after))}`;
}

/** The endpoint without `https://`, as people say it; plain text if it is not a URL. */
export function endpointLink(endpoint: string): string {
  return link(endpoint.replace(/^https?:\/\//u, '').replace(/\/$/u, ''), endpoint);
}
