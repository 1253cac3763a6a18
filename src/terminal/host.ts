import type { Host, Listener, Listening } from '../host.ts';
import type { InputName } from '../inputs/spec.ts';
import type { Cause, Clock, DeployEvent, Report } from '../model.ts';
import { toJsonReport } from '../report/json.ts';
import { inLogOrder } from '../report/log-time.ts';
import { formatEvent, formatMissing, formatOutcome, formatProblems, formatWarning, isShown } from '../report/log.ts';
import { oneLine } from '../report/plain.ts';
import { toOutputs } from '../report/outputs.ts';
import { toSummary } from '../report/summary.ts';
import type { Files } from '../world.ts';
import type { AskedRun } from './arguments.ts';
import { toJsonLine } from './json-line.ts';
import { TERMINAL_PHRASES } from './phrases.ts';
import { planDiffLines } from './plan-diff.ts';
import { readProvenance } from './provenance.ts';
import { inFlags } from './in-flags.ts';
import { formatOutputs } from './outputs-file.ts';
import { OWN_DEFAULTS } from './own-defaults.ts';
import { rollbackCommand, withPlace } from './rollback-command.ts';

/** What a process on a command line receives and produces. */
export interface Terminal {
  asked: AskedRun;
  environment: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  clock: Clock;
  files: Files;
  /** Standard output, a line at a time. */
  print: (line: string) => void;
  /** Writes a file that a flag names, over what is there. */
  write: (path: string, text: string) => Promise<void>;
  /** Shows the live state below the lines, if the output is a terminal. */
  live?: Live | undefined;
  /** Told once, at the end. */
  ended: (report: Report) => void;
}

/** What moves at the bottom of a terminal. */
export interface Live {
  see: (event: DeployEvent, service: string | undefined) => void;
  /** Removes what moves; nothing is drawn after it. */
  close: () => void;
}

/** A command line as a host: lines or JSON on standard output, files where flags ask for them. */
export function toHost(terminal: Terminal): Host {
  const { asked, environment, signal, clock, files } = terminal;
  return {
    read: (name) => (name === 'mode' ? asked.mode : (asked.inputs[name] ?? ownDefault(name, asked))),
    environment,
    signal,
    clock,
    files,
    phrases: TERMINAL_PHRASES,
    surroundings: {
      names: [],
      isSet: (name) => environment[name] !== undefined,
      cameOutEmpty: (name) => asked.inputs[name]?.trim() === '',
    },
    provenance: async () => readProvenance(environment),
    listen: async (about) => listen(terminal, about),
  };
}

function ownDefault(name: InputName, { mode, inputs }: AskedRun): string {
  const runsTask = mode === 'run-task' || inputs['run-task'] !== undefined;
  return runsTask ? (OWN_DEFAULTS[name] ?? '') : '';
}

function listen(terminal: Terminal, { hide }: Listening): Listener {
  const { asked, live } = terminal;
  const print = (line: string): void => terminal.print(hide(line));
  /** Events and the report have no secrets; a second pass could hide a part of the JSON's form. */
  const printJson = (value: object): void => terminal.print(toJsonLine(value));
  const ordered = inLogOrder(terminal.clock.now);
  const warned = new Set<string>();
  const toLine = inFlagsUnless(asked);
  const show = (event: DeployEvent, service: string | undefined): void => {
    if (asked.own.json === true) return printJson({ service, event });
    live?.see(event, service);
    if (isShown(event) && (live === undefined || event.kind !== 'waiting')) {
      const line = formatEvent(event, service);
      print(event.kind === 'warning' ? toLine(line) : line);
    }
  };
  return {
    emit: (event, service) => {
      if (event.kind === 'warning') warned.add(toLine(formatWarning(event.message)));
      show(ordered(event), service);
    },
    rollbackGuide: rollbackCommand(asked.own),
    end: async (report) => {
      live?.close();
      const trouble = await writeFiles(report, terminal);
      if (asked.own.json === true) printJson({ report: JSON.parse(toJsonReport(report)) as unknown });
      else for (const line of [...lastLines(report, { warned, toLine, own: asked.own }), ...trouble]) print(line);
      terminal.ended(report);
    },
  };
}

/** The inputs of a manifest are its keys, which no flag stands for. */
function inFlagsUnless({ inputs: { manifest } }: AskedRun): (text: string) => string {
  return manifest === undefined ? inFlags : (text) => text;
}

interface Told {
  /** Lines that were printed as they came. */
  warned: ReadonlySet<string>;
  /** The words for the inputs that a text names. */
  toLine: (text: string) => string;
  own: AskedRun['own'];
}

/** What the reader of a terminal has instead of a summary. */
function lastLines(report: Report, { warned, toLine, own }: Told): string[] {
  const problems = formatProblems(report.problems, TERMINAL_PHRASES)
    .map(toLine)
    .filter((line) => !warned.has(line));
  const [one, ...others] = report.services;
  const placed = (text: string): string =>
    one === undefined || others.length > 0 ? text : withPlace(text, { ...one, profile: own.profile });
  const withFlags = (cause: Cause): Cause =>
    cause.fix === undefined ? cause : { ...cause, fix: placed(toLine(cause.fix)) };
  const missing = report.missingPermissions === undefined ? [] : [formatMissing(report.missingPermissions)];
  const next = report.services.flatMap((of) =>
    of.next.map((step) => `→ ${withPlace(step, { ...of, profile: own.profile })}`),
  );
  const endpoints = report.services.flatMap(({ endpoint: url }) =>
    url === undefined ? [] : [{ label: 'Endpoint', url }],
  );
  const links = report.services.flatMap(({ links: some }) => some);
  const commands = report.services.flatMap(({ commands: some = [] }) => some);
  return [
    ...problems,
    ...planDiffLines(report),
    formatOutcome({ ...report.outcome, causes: report.outcome.causes.map(withFlags) }, TERMINAL_PHRASES),
    ...missing,
    ...new Set(next.map(oneLine)),
    ...commands.map(({ label, command }) => `  ${oneLine(`${label}: ${command}`)}`),
    ...new Set([...endpoints, ...links].map(({ label, url }) => `  ${oneLine(`${label}: ${url}`)}`)),
  ];
}

/** A file that cannot be written is told, and changes nothing about how the run ended. */
async function writeFiles(report: Report, { asked: { own }, write }: Terminal): Promise<string[]> {
  const wanted: [path: string | undefined, text: () => string][] = [
    [own.summaryFile, () => toSummary(report)],
    [own.reportFile, () => toJsonReport(report)],
    [own.outputsFile, () => formatOutputs(toOutputs(report, { report: own.reportFile }))],
  ];
  const told = wanted.map(async ([path, text]) => {
    if (path === undefined) return [];
    try {
      await write(path, text());
      return [];
    } catch (error) {
      return [formatWarning(`${path} could not be written: ${error instanceof Error ? error.message : String(error)}`)];
    }
  });
  return (await Promise.all(told)).flat();
}
