import { openPauses } from '../explain/pause.ts';
import { isGreen, type Cause, type Origin, type Outcome, type Problem, type Report } from '../model.ts';
import { causeText } from '../report/cause-text.ts';
import { plainLogText } from '../report/escape.ts';
import { oneLine } from '../report/plain.ts';
import { outcomeWords } from '../report/outcome-words.ts';
import { reportLabel } from '../report/service-label.ts';
import type { Place } from './workflow-place.ts';

/** The fields of a workflow command `::error file=…,line=…::message`. */
export interface Annotation {
  command: 'error' | 'warning' | 'notice';
  title: string;
  message: string;
  file?: string;
  line?: number;
  column?: number;
  endColumn?: number;
}

interface AnnotationOptions {
  /** Where the documentation of this version is. */
  docs?: string | undefined;
  /** The line of the workflow file that holds a line of an input, if it is known. */
  placeOf?: (origin: Origin) => Place | undefined;
}

const PER_KIND = 10;
const MESSAGE_LIMIT = 4_096;
const TITLE_LIMIT = 200;

/**
 * What the run's first page shows. GitHub shows ten of each kind per step and silently drops the rest, so the
 * root cause comes first and the last one counts what is missing.
 */
export function toAnnotations(report: Report, { docs, placeOf }: AnnotationOptions = {}): Annotation[] {
  return [
    ...limited([...failures(report, docs), ...ofProblems(report.problems, { severity: 'error', placeOf })]),
    ...limited([
      ...ofProblems(report.problems, { severity: 'warning', placeOf }),
      ...ofEvents(report, 'warning'),
      ...ofMissing(report),
    ]),
    ...limited([...ofPauses(report), ...ofEvents(report, 'notice')]),
  ];
}

function failures(report: Report, docs: string | undefined): Annotation[] {
  const parts = [...(report.tasks ?? []), ...report.services].map(({ outcome }) => outcome);
  const ofSystem = report.verification === undefined ? [] : [report.outcome];
  const outcomes = report.services.length > 0 ? [...ofSystem, ...parts] : [report.outcome];
  const failed = outcomes.filter((outcome) => !isGreen(outcome.kind));
  if (failed.length === 0) return [];
  const hasError = report.problems.some((problem) => problem.severity === 'error');
  const causes = failed.flatMap((outcome) =>
    outcome.causes.map((cause) => ofCause(outcome, { ...cause, link: entryOf(cause, docs) })),
  );
  if (causes.length === 0 && hasError) return [];
  return unique(
    causes.length > 0
      ? causes
      : [annotation('error', { title: nameOfEnd(report.outcome), message: report.outcome.headline })],
  );
}

/** The headline is the message; a title that repeats it says nothing. */
function nameOfEnd({ kind }: Outcome): string {
  const { word } = outcomeWords(kind);
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function ofCause(outcome: Outcome, cause: Cause): Annotation {
  const more = cause.link === undefined ? undefined : `More: ${cause.link}`;
  const head = [causeText(cause), cause.explanation, cause.fix, more].filter((text) => text !== undefined);
  const text = head.map((part) => plainLogText(part, { limit: 1_000 })).join('\n');
  const details = lastLines(cause.details ?? [], MESSAGE_LIMIT - text.length - 200);
  return annotation(
    'error',
    { title: outcome.headline, message: details === '' ? text : `${text}\n\n${details}` },
    cause.origin,
  );
}

/** The entry of the troubleshooting page that explains a cause, in the version of the action that runs. */
function entryOf({ id }: Cause, docs: string | undefined): string | undefined {
  return id === undefined || docs === undefined ? undefined : `${docs}/troubleshooting.md#${id}`;
}

function ofProblems(
  problems: Problem[],
  { severity, placeOf }: Pick<AnnotationOptions, 'placeOf'> & { severity: 'error' | 'warning' },
): Annotation[] {
  return problems
    .filter((problem) => problem.severity === severity)
    .map(({ rule, message, fix, origin }) => {
      const found = placeOf?.(origin);
      const where = found === undefined ? lineOfInput(origin) : '';
      const told = annotation(severity, { title: rule, message: `${where}${message}\n${fix}` }, origin);
      return found === undefined ? told : { ...told, ...found };
    });
}

/** An annotation cannot point into an input. */
function lineOfInput(origin: Origin): string {
  if (origin.kind !== 'input' || origin.line === undefined) return '';
  return `Line ${origin.line} of the input \`${origin.input}\`: `;
}

function ofEvents(report: Report, kind: 'warning' | 'notice'): Annotation[] {
  const timelines = [
    ...(report.tasks ?? []).map(({ timeline }) => ({ title: 'One-off task', timeline })),
    ...report.services.map((service) => ({ title: reportLabel(service, report), timeline: service.timeline })),
  ];
  const found = timelines.flatMap(({ title, timeline }) =>
    timeline.flatMap((event) => (event.kind === kind ? [annotation(kind, { title, message: event.message })] : [])),
  );
  return unique(found);
}

function ofMissing({ missingPermissions: missing }: Report): Annotation[] {
  if (missing === undefined) return [];
  return [annotation('warning', { title: 'Missing permissions', message: `${missing.message}\n${missing.fix}` })];
}

/** Whoever has to continue the deployment looks at the run's first page. */
function ofPauses(report: Report): Annotation[] {
  return report.services
    .filter((service) => openPauses(service).length > 0)
    .map((service) => {
      const message = [service.outcome.headline, ...service.next].join('\n');
      return annotation('notice', { title: `${reportLabel(service, report)} waits`, message });
    });
}

function annotation(
  command: Annotation['command'],
  { title, message }: { title: string; message: string },
  origin?: Origin,
): Annotation {
  return {
    command,
    title: plainLogText(title, { limit: TITLE_LIMIT }),
    message: plainLogText(message.replaceAll('\t', ' '), { lines: 'keep', limit: MESSAGE_LIMIT - 100 }),
    ...place(origin),
  };
}

function place(origin: Origin | undefined): Pick<Annotation, 'file' | 'line' | 'column' | 'endColumn'> {
  if (origin?.kind !== 'file') return {};
  const { line, column, endColumn } = origin;
  return { file: toSlashes(oneLine(origin.file)), line, column, ...(endColumn === undefined ? {} : { endColumn }) };
}

/** GitHub finds a file in the repository by its path with slashes, which the inputs of a Windows runner may not have. */
function toSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

function lastLines(details: string[], room: number): string {
  const kept: string[] = [];
  let used = 0;
  for (const line of details.toReversed()) {
    const text = plainLogText(line, { limit: 500 });
    used += text.length + 1;
    if (used > room) break;
    kept.unshift(text);
  }
  return kept.join('\n');
}

function unique(annotations: Annotation[]): Annotation[] {
  const seen = new Set<string>();
  return annotations.filter(({ message }) => !seen.has(message) && seen.add(message));
}

function limited(annotations: Annotation[]): Annotation[] {
  if (annotations.length <= PER_KIND) return annotations;
  const last = annotations[PER_KIND - 1];
  if (last === undefined) return annotations;
  const tail = `\n\n… and ${annotations.length - PER_KIND} more ${last.command}s: see the job summary.`;
  const message = `${last.message.slice(0, MESSAGE_LIMIT - tail.length)}${tail}`;
  return [...annotations.slice(0, PER_KIND - 1), { ...last, message }];
}
