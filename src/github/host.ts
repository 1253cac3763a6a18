import type { Host, Listener, Listening } from '../host.ts';
import type { InputName, Inputs } from '../inputs/spec.ts';
import type { Clock, Report } from '../model.ts';
import { inLogOrder } from '../report/log-time.ts';
import { toJsonReport } from '../report/json.ts';
import { formatEvent, formatMissing, formatOutcome, formatProblems, formatWarning } from '../report/log.ts';
import { toSummary } from '../report/summary.ts';
import type { Files } from '../world.ts';
import { toAnnotations, type Annotation } from './annotations.ts';
import { readProvenance } from './event.ts';
import type { GitHubReporting } from './client.ts';
import { toOutputs } from '../report/outputs.ts';
import { GITHUB_PHRASES } from './phrases.ts';
import { docsUrl, readRollbackWorkflow } from './rollback-workflow.ts';
import { readWorkflowPlaces } from './workflow-place.ts';

/** What a GitHub Actions step receives and produces (docs: workflow commands, environment files). */
export interface Runner {
  read: (name: InputName) => string;
  environment: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  clock: Clock;
  files: Files;
  log: (line: string) => void;
  annotate: (annotation: Annotation) => void;
  output: (name: string, value: string) => void;
  summary: (markdown: string) => Promise<void>;
}

/** A GitHub Actions step as a host: log, annotations, outputs, job summary, deployments and pull request comment. */
export function toHost(runner: Runner): Host {
  const { read, environment, signal, clock, files } = runner;
  return {
    read,
    environment,
    signal,
    clock,
    files,
    phrases: GITHUB_PHRASES,
    provenance: async () => await readProvenance(environment, files),
    surroundings: surroundings(environment),
    pullRequest: (inputs) => async (number) => {
      const { askPullRequest } = await import('./pull-requests.ts');
      return await askPullRequest(number, { inputs, environment, clock, signal });
    },
    listen: async (about) => await listen(withoutSecrets(runner, about), about),
  };
}

async function listen(runner: Runner, { inputs, hide }: Listening): Promise<Listener> {
  const github = await connectGitHub(runner, { inputs, hide });
  const ordered = inLogOrder(runner.clock.now);
  const warned = new Set<string>();
  return {
    emit: (event, service) => {
      if (event.kind === 'warning') warned.add(formatWarning(event.message));
      runner.log(formatEvent(ordered(event), service));
    },
    begin: github?.begin,
    rollbackGuide: await readRollbackWorkflow(runner.files, runner.environment),
    end: async (report) => {
      await publish(report, { runner, inputs, hide, warned });
      await github?.end(report);
    },
  };
}

/** Every text that leaves the run, whatever it was built from, has its known secret values hidden. */
function withoutSecrets(runner: Runner, { hide }: Pick<Listening, 'hide'>): Runner {
  return {
    ...runner,
    log: (line) => runner.log(hide(line)),
    annotate: (annotation) =>
      runner.annotate({ ...annotation, title: hide(annotation.title), message: hide(annotation.message) }),
    output: (name, value) => runner.output(name, hide(value)),
    summary: (markdown) => runner.summary(hide(markdown)),
  };
}

/** The runner passes every input as INPUT_<NAME>, including those that action.yml does not declare. */
function surroundings(environment: Runner['environment']): NonNullable<Host['surroundings']> {
  const names = Object.keys(environment).flatMap((name) => /^INPUT_(.+)$/.exec(name)?.[1] ?? []);
  return { names, isSet: (name) => environment[name] !== undefined };
}

/** GitHub's client is loaded only if a report to GitHub was requested. */
async function connectGitHub(
  { files, clock, signal, environment, annotate, log }: Runner,
  { inputs, hide }: Listening,
): Promise<GitHubReporting | undefined> {
  if (!inputs['github-deployment'] && !inputs['pull-request-comment']) return undefined;
  const github = await import('./client.ts');
  const tell = (command: Annotation['command'], title: string, message: string): void =>
    inputs.annotations ? annotate({ command, title, message }) : log(message);
  return github.connectGitHub({ inputs, files, clock, signal, environment, hide, tell });
}

interface Publishing {
  runner: Runner;
  inputs: Pick<Inputs, 'annotations' | 'summary'>;
  hide: (text: string) => string;
  /** Lines that the log has already. */
  warned: ReadonlySet<string>;
}

/** Reporting never changes the outcome: anything that goes wrong here is a warning, because a later step may need what is missing. */
async function publish(report: Report, { runner, inputs, hide, warned }: Publishing): Promise<void> {
  for (const line of formatProblems(report.problems)) if (!warned.has(line)) runner.log(line);
  runner.log(formatOutcome(report.outcome));
  if (report.missingPermissions !== undefined) runner.log(formatMissing(report.missingPermissions));
  const annotate = (annotation: Annotation): void => {
    try {
      runner.annotate(annotation);
    } catch (error) {
      runner.log(String(error));
    }
  };
  const quietly = async <T>(what: string, work: () => Promise<T> | T): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      const message = `${what} could not be written: ${error instanceof Error ? error.message : String(error)}`;
      runner.log(message);
      if (inputs.annotations) annotate({ command: 'warning', title: 'Report', message });
      return undefined;
    }
  };
  const file = await quietly('The JSON report', () =>
    runner.files.writeOutput('ecs-express-deploy-report.json', hide(toJsonReport(report))),
  );
  await quietly('The outputs', () => {
    const outputs = toOutputs(report, { report: file });
    for (const [name, value] of Object.entries(outputs)) runner.output(name, value);
  });
  if (inputs.annotations) {
    await quietly('The annotations', async () => {
      const places = await readWorkflowPlaces(
        report.problems.map(({ origin }) => origin),
        runner,
      );
      const options = { docs: docsUrl(runner.environment), placeOf: places };
      toAnnotations(report, options).forEach(runner.annotate);
    });
  }
  if (inputs.summary) await quietly('The summary', () => runner.summary(toSummary(report)));
}
