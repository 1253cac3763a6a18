import type { DeployEvent, RevisionState, ServiceReport } from '../../model.ts';
import { codeBlock, codeSpan, escapeMarkdown } from '../escape.ts';
import { eventText } from '../log.ts';
import { toMermaid } from '../mermaid.ts';
import { formatTime } from '../time-of-day.ts';
import { shortName } from '../names.ts';
import { capped, counted, folded, table } from './table.ts';

const EVENTS = 100;

/** The rollout as a chart. */
export function pictureSection(service: ServiceReport): string {
  const picture = toMermaid(service);
  return picture === '' ? '' : codeBlock(picture, 'mermaid');
}

/** How many tasks each revision runs, and which gets the traffic. */
export function deploymentsSection(service: ServiceReport): string {
  if (service.revisions.length === 0) return '';
  const traffic = service.revisions.some((revision) => revision.productionWeight !== undefined);
  const test = service.revisions.some((revision) => revision.testWeight !== undefined);
  const head = ['Revision', '', 'Running', 'Pending', 'Desired'];
  const { shown, hidden } = capped(
    service.revisions.map((revision) => revisionRow(revision, { traffic, test })),
    20,
  );
  const body = table([...head, ...(traffic ? ['Traffic'] : []), ...(test ? ['Test traffic'] : [])], shown);
  return hidden === 0 ? body : `${body}\n\n… and ${counted(hidden, 'more revision')}.`;
}

/** What happened, oldest first, in ECS's own words. */
export function eventsSection(service: ServiceReport): string {
  const told = service.timeline
    .filter((event) => event.kind !== 'counts' && event.kind !== 'target')
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .filter(isNews);
  if (told.length === 0) return '';
  const last = told.slice(-EVENTS);
  const hidden = told.length - last.length;
  const rows = last.map((event) => [formatTime(event.at), escapeMarkdown(eventText(event))]);
  const earlier = hidden === 0 ? '' : `\n\nThe last ${EVENTS} of ${counted(told.length, 'event')}.`;
  return folded(counted(told.length, 'event'), table(['UTC', 'Event'], rows) + earlier);
}

/** The log repeats every half minute what we wait for; the summary shows it once. */
function isNews(event: DeployEvent, index: number, events: readonly DeployEvent[]): boolean {
  if (event.kind !== 'waiting') return true;
  const earlier = events.slice(0, index).findLast(({ kind }) => kind === 'waiting');
  return earlier?.kind !== 'waiting' || withoutTime(earlier.message) !== withoutTime(event.message);
}

function withoutTime(message: string): string {
  return message.replace(/ \((?:[^()]{1,100} (?:ago|left)|(?:no progress|paused) for [^()]{1,20})\)/u, '');
}

function revisionRow(revision: RevisionState, columns: { traffic: boolean; test: boolean }): string[] {
  return [
    codeSpan(shortName(revision.taskDefinitionArn ?? revision.arn)),
    revision.role === 'target' ? 'new' : 'old',
    ...[revision.running, revision.pending, revision.desired].map(String),
    ...(columns.traffic ? [percent(revision.productionWeight)] : []),
    ...(columns.test ? [percent(revision.testWeight)] : []),
  ];
}

function percent(weight: number | undefined): string {
  return weight === undefined ? '' : `${weight} %`;
}
