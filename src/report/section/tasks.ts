import { taskPhaseOf } from '../../aws/task-status.ts';
import { isGreen, type ContainerState, type ServiceReport, type TargetState, type TaskState } from '../../model.ts';
import { formatTime } from '../time-of-day.ts';
import { codeSpan, escapeMarkdown } from '../escape.ts';
import { targetName } from '../log.ts';
import { inWords, plainEvent, shortId, shortName } from '../names.ts';
import { groupDigits } from '../plain.ts';
import { counted, folded, table } from './table.ts';

const ROWS = 20;
const ALIKE = 5;

/** The tasks of the deployment, stopped ones first: they are what the reader is here for. */
export function tasksSection(service: ServiceReport): string {
  if (service.tasks.length === 0) return '';
  const stopped = service.tasks.filter(isStopped);
  const running = service.tasks.filter((task) => !isStopped(task));
  const rows = [...alikeRows(stopped), ...running.slice(0, stopped.length > 0 ? ALIKE : ROWS).map(taskRow)];
  const shown = rows.slice(0, ROWS);
  const body = table(['Task', 'Revision', 'Status', 'Containers', 'Why it stopped'], shown);
  const rest =
    service.tasks.length > shown.length
      ? `\n\nShowing the most relevant of ${counted(service.tasks.length, 'task')}.`
      : '';
  const open = !isGreen(service.outcome.kind) && stopped.length > 0;
  return folded(`${counted(service.tasks.length, 'task')} (${statuses(service.tasks)})`, body + rest, open);
}

/** The load balancer's view, unhealthy targets first. */
export function targetsSection(service: ServiceReport): string {
  if (service.targets.length === 0) return '';
  const ill = service.targets
    .filter((target) => target.state !== 'healthy')
    .toSorted((one, other) => rank(one) - rank(other));
  const healthy = service.targets.filter((target) => target.state === 'healthy');
  const shown = [...ill, ...healthy.slice(0, ill.length > 0 ? ALIKE : ROWS)].slice(0, ROWS);
  const body = table(['Target', 'State', 'Reason', 'Target group', 'Task'], shown.map(targetRow));
  const rest =
    service.targets.length > shown.length
      ? `\n\nShowing the most relevant of ${counted(service.targets.length, 'target')}.`
      : '';
  const open = service.targets.some((target) => target.state.startsWith('unhealthy'));
  const title = `${counted(service.targets.length, 'target')} (${tally(service.targets.map((target) => target.state))})`;
  return folded(title, body + rest, open);
}

/** A hundred tasks that stopped for the same reason are one piece of news. */
function alikeRows(tasks: TaskState[]): string[][] {
  const groups = Map.groupBy(tasks, (task) => taskRow(task).slice(3).join('|'));
  return [...groups.values()].flatMap((alike) => {
    const rows = alike.slice(0, ALIKE).map(taskRow);
    const hidden = alike.length - rows.length;
    return hidden === 0 ? rows : [...rows, [`${groupDigits(hidden)} more`, '', '', '', 'for the same reason']];
  });
}

function taskRow(task: TaskState): string[] {
  const stopped = isStopped(task);
  return [
    codeSpan(shortId(task.arn)),
    task.taskDefinitionArn === undefined ? '' : codeSpan(shortName(task.taskDefinitionArn)),
    escapeMarkdown(inWords(task.lastStatus) + sinceWhen(task)),
    task.containers
      .slice(0, 10)
      .map((container) => containerText(container, stopped ? (task.stoppedReason ?? '') : undefined))
      .join('<br>'),
    escapeMarkdown(plainEvent(task.stoppedReason ?? task.stopCode ?? '')),
  ];
}

/** Health and age mean nothing for a task that ECS is stopping. */
function sinceWhen(task: TaskState): string {
  if (isStopped(task)) return task.stoppedAt === undefined ? '' : ` at ${formatTime(task.stoppedAt)}`;
  if (task.stoppedReason !== undefined || task.stopCode !== undefined) return '';
  const { healthStatus = 'UNKNOWN', startedAt } = task;
  const health = healthStatus === 'UNKNOWN' ? '' : `, ${inWords(healthStatus)}`;
  return startedAt === undefined ? health : `${health} since ${formatTime(startedAt)}`;
}

/** The next column says why a task stopped, so the container does not repeat it. */
function containerText(container: ContainerState, stoppedReason: string | undefined): string {
  const name = codeSpan(container.name);
  if (stoppedReason === undefined)
    return container.digest === undefined ? name : `${name} ${codeSpan(shortDigest(container.digest))}`;
  const exit = container.exitCode === undefined ? '' : `exit code ${container.exitCode}`;
  const reason = container.reason === undefined || stoppedReason.includes(container.reason) ? '' : container.reason;
  const facts = [exit, reason].filter((text) => text !== '').join(', ');
  return facts === '' ? name : `${name} ${escapeMarkdown(facts)}`;
}

function targetRow(target: TargetState): string[] {
  const reason = [target.description, target.reason === undefined ? undefined : `(${target.reason})`];
  return [
    codeSpan(targetName(target)),
    escapeMarkdown(target.state),
    escapeMarkdown(reason.filter((text) => text !== undefined).join(' ')),
    codeSpan(groupName(target.targetGroupArn)),
    target.task === undefined ? '' : codeSpan(shortId(target.task)),
  ];
}

function isStopped(task: TaskState): boolean {
  return taskPhaseOf(task) === 'stopped' || task.stoppedAt !== undefined;
}

function rank(target: TargetState): number {
  return ['unhealthy', 'unavailable', 'unused', 'initial', 'draining'].findIndex((state) =>
    target.state.startsWith(state),
  );
}

function statuses(tasks: TaskState[]): string {
  return tally(tasks.map((task) => inWords(task.lastStatus)));
}

function tally(words: string[]): string {
  const groups = Map.groupBy(words, (word) => word);
  return [...groups].map(([word, all]) => `${groupDigits(all.length)} ${word.replace(/[^\w ]/gu, ' ')}`).join(', ');
}

function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/u, '').slice(0, 12);
}

function groupName(arn: string): string {
  return /targetgroup\/([^/]+)\//u.exec(arn)?.[1] ?? shortName(arn);
}
