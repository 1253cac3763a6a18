import { hookPhaseOf } from '../aws/service.ts';
import { describePause } from '../explain/pause.ts';
import type { Cause, DeployEvent, HookState, Outcome, Problem, Report, TargetState } from '../model.ts';
import { isInDocument } from '../problem.ts';
import type { MetricResult, ProbeResult } from '../release.ts';
import { causeText } from './cause-text.ts';
import { formatDuration } from '../duration.ts';
import { formatTime } from './time-of-day.ts';
import { plainLogText } from './escape.ts';
import { inWords, shortId, shortName, plainEvent } from './names.ts';
import { originText, type InputPlace } from './origin.ts';
import { outcomeWords } from './outcome-words.ts';
import { visibleText } from '../visible.ts';

/** A program may write a whole document on one line. */
const LOG_LINE_LIMIT = 8_000;

/** Of many targets that come to the same state at once, the last one shown says how many more there are. */
export function isShown(event: DeployEvent): boolean {
  return event.kind !== 'target' || event.ofMore !== true;
}

/** One line to read at a glance during the rollout, with its subject; see log-time.ts for the order. */
export function formatEvent(event: DeployEvent, service?: string): string {
  if (event.kind === 'task-log') return taskLogLine(event);
  const parts = [formatTime(event.at), ...(service === undefined ? [] : [service]), eventText(event)];
  return parts.map((part) => plainLogText(part)).join('  ');
}

/** Without advice. A fix is told once for each rule: sixty services that do not exist need no sixty times the same two lines. */
export function formatProblems(problems: readonly Problem[], place?: InputPlace): string[] {
  return withFixesOnce(problems.filter(({ severity }) => severity !== 'advice')).map((one) =>
    formatProblem(one, place),
  );
}

/** The same lines as in formatProblems, before the marks. */
export function warningTexts(problems: readonly Problem[], place: InputPlace): string[] {
  return withFixesOnce(problems.filter(({ severity }) => severity === 'warning')).map((one) => problemText(one, place));
}

function withFixesOnce(problems: readonly Problem[]): Problem[] {
  const told = new Set<string>();
  return problems.map((problem) => {
    const key = `${problem.rule} ${problem.fix}`;
    const isTold = told.has(key);
    told.add(key);
    return isTold ? { ...problem, fix: '' } : problem;
  });
}

/** One mistake on one line, place first, so that editors and eyes find it. */
export function formatProblem(problem: Problem, place?: InputPlace): string {
  return plainLogText(`${problem.severity === 'error' ? '✖' : WARNING} ${problemText(problem, place)}`);
}

/** A warning that is told before the first write; the end of the log leaves it out by the same line. */
export function formatWarning(message: string): string {
  return plainLogText(`${WARNING} ${message}`);
}

const WARNING = '⚠';

function problemText({ rule, origin, message, fix }: Problem, place?: InputPlace): string {
  return `${originText(origin, place)}: ${asSentence(message)}${fix === '' ? '' : ` ${fix}`} (${rule})`;
}

/** AWS's own texts often end without a period. */
function asSentence(text: string): string {
  return /[.!?…:]$/.test(text) ? text : `${text}.`;
}

/** The last lines of the run: the verdict, then each cause with its fix. */
export function formatOutcome(outcome: Outcome, place?: InputPlace): string {
  const { icon } = outcomeWords(outcome.kind);
  const lines = [
    `${icon} ${plainLogText(outcome.headline)}`,
    ...outcome.causes.flatMap((cause) => causeLines(cause, place)),
  ];
  return lines.join('\n');
}

/** The permissions that the role lacks, and the statement that grants them. */
export function formatMissing({ message, fix }: NonNullable<Report['missingPermissions']>): string {
  return `⚠ ${plainLogText(message)}\n  → ${plainLogText(fix)}`;
}

/** What an event says, without time and service: shared by the log and the summary. */
export function eventText(event: DeployEvent): string {
  switch (event.kind) {
    case 'started':
      return `deployment ${shortId(event.deployment)} started`;
    case 'status':
      return `deployment: ${inWords(event.status)}${because(event.reason)}`;
    case 'stage':
      return event.failure === undefined
        ? `stage: ${inWords(event.stage)}`
        : `✖ stage ${inWords(event.stage)} failed${because(event.failure)}`;
    case 'counts':
      return countsText(event);
    case 'failed-tasks':
      return `✖ ${event.failed} ${event.failed === 1 ? 'task' : 'tasks'} failed${thresholdText(event.threshold)}`;
    case 'traffic':
      return `traffic to the new revision: ${trafficText(event)}`;
    case 'bake':
      return `deployment: baking until ${formatTime(event.until)} (${formatDuration(event.until.getTime() - event.at.getTime())})`;
    case 'hook':
      return hookText(event.hook);
    case 'service-event':
      return `service event: ${plainEvent(event.message)}`;
    case 'target':
      return (
        targetText(event.target) +
        (event.more === undefined ? '' : `; and ${event.more} more targets ${event.target.state}`)
      );
    case 'resource':
      return `${event.resource}: ${inWords(event.status)}${because(event.reason)}`;
    case 'endpoint':
      return `endpoint: ${event.endpoint} (it answers once the service runs)`;
    case 'task':
      return `one-off task ${shortId(event.task)}: ${inWords(event.status)}${because(event.reason)}`;
    case 'task-log':
      return `${event.container} | ${event.line}`;
    case 'probe':
      return probeText(event.result);
    case 'metric':
      return metricText(event.result);
    case 'waiting':
    case 'notice':
      return event.message;
    case 'warning':
      return `⚠ ${event.message}`;
  }
}

/** What a container wrote, indented as it wrote it. */
function taskLogLine({ at, container, line }: DeployEvent & { kind: 'task-log' }): string {
  const text = plainLogText(line, { lines: 'keep', limit: LOG_LINE_LIMIT }).trimEnd();
  return `${formatTime(at)}  ${plainLogText(container)} | ${text}`;
}

/** `10.0.1.7:8080`: how a target is named everywhere in the report. */
export function targetName(target: TargetState): string {
  return target.port === undefined ? target.id : `${target.id}:${target.port}`;
}

function hookText(hook: HookState): string {
  const { id, type, status, target } = hook;
  const phase = hookPhaseOf(hook);
  if (phase === 'paused') return `⏸ deployment: paused ${describePause(hook)} (hook ${id}); waiting to be continued`;
  const name = target === undefined ? `hook ${id}` : `hook ${id}, Lambda function ${target.split(':function:').at(-1)}`;
  const what = type === 'PAUSE' ? `pause (${name})` : name;
  return `${phase === 'failed' || phase === 'timed-out' ? '✖ ' : ''}${what}: ${inWords(status)}`;
}

function probeText({ passed, method, url, what, attempts }: ProbeResult): string {
  const tries = attempts === 1 ? '' : ` (attempt ${attempts})`;
  return `${passed ? '✔' : '✖'} probe ${method} ${url} ${what}${tries}`;
}

const MARKS = { passed: '✔', failed: '✖', 'not-judged': '–' } as const;

function metricText({ verdict, check, what }: MetricResult): string {
  return `${MARKS[verdict]} metric ${check}: ${what}`;
}

function countsText(event: DeployEvent & { kind: 'counts' }): string {
  const which = event.role === 'target' ? 'new' : 'old';
  const pending = event.pending > 0 ? `, ${event.pending} pending` : '';
  const revision = `${which} revision ${shortName(event.taskDefinition)}`;
  return `${revision}: ${event.running} of ${event.desired} running${pending}`;
}

function thresholdText(threshold: number | undefined): string {
  return threshold === undefined ? '' : ` (the circuit breaker trips at ${threshold})`;
}

function trafficText(event: DeployEvent & { kind: 'traffic' }): string {
  const shares = [
    event.production === undefined ? undefined : `${event.production} % production`,
    event.test === undefined ? undefined : `${event.test} % test`,
  ];
  return shares.filter((share) => share !== undefined).join(', ');
}

function targetText(target: TargetState): string {
  const mark = { healthy: '✔ ', unhealthy: '✖ ' }[target.state] ?? '';
  return `${mark}target ${targetName(target)} ${target.state}${because(target.description ?? target.reason)}`;
}

function because(reason: string | undefined): string {
  return reason === undefined || reason === '' ? '' : `: ${reason}`;
}

function causeLines(cause: Cause, place?: InputPlace): string[] {
  const where = cause.origin !== undefined && isInDocument(cause.origin) ? `${originText(cause.origin, place)}: ` : '';
  return [
    `  ${plainLogText(where + causeText(cause))}`,
    ...(cause.explanation === undefined ? [] : [`  ${plainLogText(cause.explanation)}`]),
    ...detailLines(cause.details ?? []),
    ...(cause.fix === undefined ? [] : [`  → ${plainLogText(cause.fix)}`]),
    ...(cause.link === undefined ? [] : [`  ${plainLogText(cause.link)}`]),
  ];
}

function detailLines(details: string[]): string[] {
  const lines = details.flatMap((detail) => visibleText(detail).split('\n'));
  return lines.map((line) => `    | ${plainLogText(line, { lines: 'keep' })}`.trimEnd());
}
