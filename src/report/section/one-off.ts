import type { TaskContainer, TaskReport } from '../../model.ts';
import { formatDuration } from '../../duration.ts';
import { formatTime } from '../time-of-day.ts';
import { codeBlock, codeSpan, escapeHtml, escapeMarkdown, link, prose } from '../escape.ts';
import { eventText } from '../log.ts';
import { shortId, shortName } from '../names.ts';
import { outcomeWords } from '../outcome-words.ts';
import { warningAlert } from './alert.ts';
import { counted, folded, table } from './table.ts';

const LINE_LIMIT = 500;

/** The one-off task: how each container ended, the end of its log, and what it took from which service. */
export function taskSection(task: TaskReport): string {
  return [
    `**One-off task** ${head(task)}`,
    warningAlert(task.timeline),
    containersTable(task.containers),
    ...task.containers.map((container) => logPart(container, task)),
    eventsPart(task),
    task.links.length === 0 ? '' : `Links: ${task.links.map(({ label, url }) => link(label, url)).join(' · ')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function head({ outcome, arns, taskDefinitionArn, cluster, inherited, startedAt, finishedAt }: TaskReport): string {
  const { icon, word } = outcomeWords(outcome.kind);
  return [
    `${icon} ${word}`,
    ...arns.map((arn) => codeSpan(shortId(arn))),
    codeSpan(shortName(taskDefinitionArn)),
    `in ${codeSpan(cluster)}`,
    ...(inherited === undefined
      ? []
      : [`${escapeMarkdown(inherited.what.join(', '))} from service ${codeSpan(inherited.service)}`]),
    formatDuration(finishedAt.getTime() - startedAt.getTime()),
  ].join(' · ');
}

function containersTable(containers: TaskContainer[]): string {
  if (containers.length === 0) return '';
  const rows = containers.map(({ name, essential, exitCode, lastStatus, reason }) => [
    codeSpan(name),
    essential ? 'yes' : 'no',
    exitCode === undefined ? escapeMarkdown((lastStatus ?? '').toLowerCase()) : `exit code ${exitCode}`,
    prose(reason ?? ''),
  ]);
  return table(['Container', 'Essential', 'Ended', 'Reason'], rows);
}

/** What the red box already shows is not repeated. */
function logPart({ name, log }: TaskContainer, { outcome }: TaskReport): string {
  const told = outcome.causes.some(({ details = [] }) => log.every((line) => details.includes(line)));
  if (log.length === 0 || told) return '';
  return folded(
    `Last ${counted(log.length, 'line')} of ${escapeHtml(name)}`,
    codeBlock(log.map((line) => line.slice(0, LINE_LIMIT)).join('\n'), 'text'),
  );
}

function eventsPart({ timeline }: TaskReport): string {
  const told = timeline.filter(({ kind }) => kind === 'task');
  if (told.length === 0) return '';
  const rows = told.slice(-50).map((event) => [formatTime(event.at), escapeMarkdown(eventText(event))]);
  return folded(counted(told.length, 'event'), table(['UTC', 'Event'], rows));
}
