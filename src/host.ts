import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createAws } from './aws/clients.ts';
import { systemClock } from './clock.ts';
import { DeployError } from './errors.ts';
import { parseInputs } from './inputs/parse.ts';
import type { InputName } from './inputs/spec.ts';
import type { DeployEvent, Outcome, Problem, Report } from './model.ts';
import { toAnnotations, type Annotation } from './report/annotations.ts';
import { toJsonReport } from './report/json.ts';
import { formatEvent, formatOutcome, formatProblem } from './report/log.ts';
import { outcomeWords } from './report/outcome-words.ts';
import { toOutputs } from './report/outputs.ts';
import { toSummary } from './report/summary.ts';
import { run } from './run.ts';
import type { World } from './world.ts';

/** What the action and the command line have in common: where inputs come from and where the report goes. */
export interface Host {
  read: (name: InputName) => string;
  environment: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  log: (line: string) => void;
  annotate: (annotation: Annotation) => void;
  output: (name: string, value: string) => void;
  summary: (markdown: string) => Promise<void>;
}

export const VERSION = '0.1.0';

/** Runs once and reports; true when the step may be green. Never throws for a user's mistake. */
export async function runOnce(host: Host): Promise<boolean> {
  const { inputs, problems, given } = parseInputs(host.read);
  const files = toFiles(host.environment);
  const startedAt = systemClock.now();
  const severalServices = (inputs.service ?? inputs['service-name'] ?? []).length > 1;
  const emit = (event: DeployEvent, service?: string): void => host.log(formatEvent(event, severalServices ? service : undefined));
  let finished: { report: Report; taskDefinition?: string };
  const invalid = problems.some(({ severity }) => severity === 'error');
  try {
    if (invalid) throw new Refused();
    const { AWS_REGION, AWS_DEFAULT_REGION } = host.environment;
    const aws = createAws({ region: AWS_REGION ?? AWS_DEFAULT_REGION, maxRetries: inputs['max-retries'], version: VERSION });
    const world: World = { aws, files, clock: systemClock, signal: host.signal, emit };
    const { report, draft } = await run({ inputs, given, problems }, world);
    const [rendered] = draft.rendered;
    finished = {
      report,
      taskDefinition: rendered && (await files.writeOutput(`task-definition-${rendered.definition.family ?? 'rendered'}.json`, `${JSON.stringify(rendered.definition, null, 2)}\n`)),
    };
  } catch (error) {
    if (!(error instanceof DeployError) && !(error instanceof Refused)) throw error;
    const outcome = error instanceof Refused ? refusedInputs(problems) : refusedError(error);
    const mode = inputs.mode ?? 'deploy';
    finished = { report: { mode, outcome, startedAt, finishedAt: systemClock.now(), problems, registered: [], services: [] } };
  }
  await publish(finished, { host, files, summary: inputs.summary ?? true, annotations: inputs.annotations ?? true });
  return outcomeWords(finished.report.outcome.kind).green;
}

/** The inputs are not even readable; there is nothing to run with. */
class Refused extends Error {}

function refusedInputs(problems: Problem[]): Outcome {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return {
    kind: 'failed',
    headline: `Nothing was changed: ${errors[0]?.message ?? 'the inputs are not valid.'}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''}`,
    causes: errors.map(({ message, mend, origin }) => ({ message, mend, origin })),
  };
}

function refusedError(error: DeployError): Outcome {
  return { kind: 'failed', headline: `Nothing was changed: ${error.message}`, causes: [{ message: error.message, mend: error.hint }] };
}

interface Publishing {
  host: Host;
  files: World['files'];
  summary: boolean;
  annotations: boolean;
}

/** Reporting never changes the outcome: whatever goes wrong here is one line in the log. */
async function publish({ report, taskDefinition }: { report: Report; taskDefinition?: string }, to: Publishing): Promise<void> {
  const { host } = to;
  for (const problem of report.problems) host.log(formatProblem(problem));
  host.log(formatOutcome(report.outcome));
  const quietly = async <T>(what: string, work: () => Promise<T> | T): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      host.log(`${what} could not be written: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const reportFile = await quietly('The JSON report', () => to.files.writeOutput('ecs-express-deploy-report.json', toJsonReport(report)));
  await quietly('The outputs', () => {
    for (const [name, value] of Object.entries(toOutputs(report, { taskDefinition, report: reportFile }))) host.output(name, value);
  });
  if (to.annotations) await quietly('The annotations', () => toAnnotations(report).forEach((annotation) => host.annotate(annotation)));
  if (to.summary) await quietly('The summary', () => host.summary(toSummary(report)));
}

function toFiles(environment: Host['environment']): World['files'] {
  const workspace = environment['GITHUB_WORKSPACE'] ?? '.';
  const temporary = environment['RUNNER_TEMP'] ?? environment['TMPDIR'] ?? '/tmp';
  return {
    read: (path) => readFile(resolve(workspace, path)),
    writeOutput: async (name, text) => {
      const path = join(temporary, name.replaceAll(/[^\w.-]/g, '_'));
      await writeFile(path, text, { mode: 0o600 });
      return path;
    },
  };
}
