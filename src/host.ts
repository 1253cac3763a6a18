import { toFiles } from './files.ts';
import { createAws } from './aws/clients.ts';
import { readDenial, toMissingPermissions, type Denial } from './aws/missing-permissions.ts';
import { observe } from './aws/observe.ts';
import { readRegion } from './aws/region.ts';
import { DeployError } from './errors.ts';
import { parseInputs, type Surroundings } from './inputs/parse.ts';
import { INPUTS, type InputName, type Inputs, type InputSpec } from './inputs/spec.ts';
import { isGreen, type Clock, type Outcome, type Report } from './model.ts';
import { sourceProblems } from './plan/credentials.ts';
import { wantedServices } from './plan/locate.ts';
import { toAnnotations, type Annotation } from './report/annotations.ts';
import type { GitHubReporting } from './report/github.ts';
import { inLogOrder } from './report/log-time.ts';
import { toJsonReport } from './report/json.ts';
import { formatEvent, formatMissing, formatOutcome, formatProblem } from './report/log.ts';
import { toOutputs } from './report/outputs.ts';
import { readWayBack } from './report/rollback-workflow.ts';
import { serviceLabel, type Place } from './report/service-label.ts';
import { toSummary } from './report/summary.ts';
import { tidy } from './report/tidy.ts';
import { run } from './run.ts';
import { hideInEvents } from './secrets/events.ts';
import { createSecrets, type Secrets } from './secrets/secrets.ts';
import type { World } from './world.ts';

/** Where inputs come from and where the report goes: the runner, and nothing else of it. */
export interface Host {
  read: (name: InputName) => string;
  environment: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  clock: Clock;
  log: (line: string) => void;
  annotate: (annotation: Annotation) => void;
  output: (name: string, value: string) => void;
  summary: (markdown: string) => Promise<void>;
}

export const VERSION = '0.1.0';

/** Runs once and reports, without secrets; true when the step may be green. Never throws for a user's mistake. */
export async function runOnce(host: Host): Promise<boolean> {
  const secrets = createSecrets(host.environment);
  const shown = withoutSecrets(host, secrets);
  try {
    return await runAndReport(shown, secrets);
  } catch (bug) {
    const stack = secrets.hide(bug instanceof Error ? (bug.stack ?? bug.message) : String(bug));
    const message = `This is a bug in ecs-express-deploy. Please report it with this stack: ${stack}`;
    shown.annotate({ command: 'error', title: 'Bug in ecs-express-deploy', message });
    return false;
  }
}

async function runAndReport(host: Host, secrets: Secrets): Promise<boolean> {
  const read = parseInputs(host.read, surroundings(host.environment));
  const { inputs, problems } = read;
  problems.push(...sourceProblems(host.environment));
  learnInputs(inputs, { read: host.read, secrets });
  const files = toFiles(host.environment);
  const { clock } = host;
  const startedAt = clock.now();
  const ended = (outcome: Outcome): Report => ({
    mode: inputs.mode,
    outcome,
    startedAt,
    finishedAt: clock.now(),
    problems,
    registered: [],
    services: [],
  });
  const github = await connectGitHub(inputs, { host, files, secrets });
  const credentialsExpireAt = toDate(host.environment['AWS_CREDENTIAL_EXPIRATION']);
  const denials: Denial[] = [];
  const ran = await runQuietly({ ...read, credentialsExpireAt }, { host, files, ended, github, secrets, denials });
  const missingPermissions = toMissingPermissions(denials.filter(({ action }) => !isTold(action, ran)));
  const report = secrets.hideAll(tidy({ ...ran, missingPermissions }));
  await publish(report, { host, files, secrets, summary: inputs.summary, annotations: inputs.annotations });
  await github?.end(report);
  return isGreen(report.outcome.kind);
}

/** Whatever is put together, from wherever: no value that is known to be secret leaves the run. */
function withoutSecrets(host: Host, { hideKnown }: Secrets): Host {
  return {
    ...host,
    log: (line) => host.log(hideKnown(line)),
    annotate: (annotation) =>
      host.annotate({ ...annotation, title: hideKnown(annotation.title), message: hideKnown(annotation.message) }),
    output: (name, value) => host.output(name, hideKnown(value)),
    summary: (markdown) => host.summary(hideKnown(markdown)),
  };
}

/** By the names that the inputs give to their values, and by what the text of one says that cannot be read. */
function learnInputs(inputs: Inputs, { read, secrets }: { read: Host['read']; secrets: Secrets }): void {
  for (const name of Object.keys(INPUTS) as InputName[]) {
    const spec: InputSpec = INPUTS[name];
    const value = inputs[name];
    const pairs = spec.type === 'pairs' && Array.isArray(value) ? (value as [string, string][]) : undefined;
    const [key = 'name', item = 'value'] = spec.type === 'pairs' ? spec.keys : [];
    secrets.learn(pairs?.map(([one, other]) => ({ [key]: one, [item]: other })) ?? { [name]: value });
    secrets.learn(read(name));
  }
}

/** The runner passes every input as INPUT_<NAME>, also those that action.yml does not declare. */
function surroundings(environment: Host['environment']): Surroundings {
  const names = Object.keys(environment).flatMap((name) => /^INPUT_(.+)$/.exec(name)?.[1] ?? []);
  return { names, isSet: (name) => environment[name] !== undefined };
}

interface Run {
  host: Host;
  files: World['files'];
  ended: (outcome: Outcome) => Report;
  github: GitHubReporting | undefined;
  secrets: Secrets;
  /** Grows while the step runs. */
  denials: Denial[];
}

/** What the step failed for says itself which permission is missing. */
function isTold(action: string, { outcome, services, task, problems }: Report): boolean {
  const outcomes = [
    outcome,
    ...services.map((service) => service.outcome),
    ...(task === undefined ? [] : [task.outcome]),
  ];
  const errors = problems.filter(({ severity }) => severity === 'error');
  return [...outcomes.flatMap(({ causes }) => causes), ...errors].some(({ message }) => message.includes(action));
}

async function runQuietly(asked: Parameters<typeof run>[0], request: Run): Promise<Report> {
  const { host, ended, github } = request;
  const over = new AbortController();
  try {
    const { AWS_REGION, AWS_DEFAULT_REGION } = host.environment;
    const region = AWS_REGION || AWS_DEFAULT_REGION || (await readRegion());
    const wayBack = await readWayBack(request.files, host.environment);
    return await run(asked, createWorld({ ...request, region, wayBack, inputs: asked.inputs, over: over.signal }));
  } catch (error) {
    if (error instanceof DeployError) return ended(refusedError(error));
    await github?.end(ended({ kind: 'failed', headline: 'The step broke: this is a bug in it.', causes: [] }));
    throw error;
  } finally {
    over.abort();
  }
}

/** GitHub's client is loaded only where a report to GitHub is asked for. */
async function connectGitHub(
  inputs: Inputs,
  { host, files, secrets }: Pick<Run, 'host' | 'files' | 'secrets'>,
): Promise<Run['github']> {
  if (!inputs['github-deployment'] && !inputs['pull-request-comment']) return undefined;
  const github = await import('./report/github.ts');
  return github.connectGitHub({
    inputs,
    files,
    clock: host.clock,
    signal: host.signal,
    environment: host.environment,
    hide: secrets.hideKnown,
    tell: (command, title, message) =>
      inputs.annotations ? host.annotate({ command, title, message }) : host.log(message),
  });
}

function createWorld({
  host,
  files,
  github,
  region,
  inputs,
  secrets,
  denials,
  wayBack,
  over,
}: Omit<Run, 'ended'> & {
  region: string | undefined;
  inputs: Inputs;
  wayBack: World['wayBack'];
  over: AbortSignal;
}): World {
  const services = wantedServices(inputs);
  const label = (service: Place | undefined): string | undefined =>
    service !== undefined && services.length > 1 ? serviceLabel(service, services) : undefined;
  const shown = hideInEvents(secrets);
  const ordered = inLogOrder(host.clock.now);
  let aws: World['aws'] | undefined;
  return {
    /** Made at the first call, so that a missing Region is one more problem beside those of the files. */
    get aws() {
      aws ??= observe(
        createAws({
          region,
          maxRetries: inputs['max-retries'],
          version: VERSION,
          clock: host.clock,
          environment: host.environment,
          signal: over,
        }),
        {
          definition: secrets.learn,
          denied: (error) => void denials.push(...[readDenial(error) ?? []].flat()),
        },
      );
      return aws;
    },
    files,
    clock: host.clock,
    signal: host.signal,
    waitMinutes: inputs['wait-for-minutes'],
    deploying: github?.begin,
    wayBack,
    learn: secrets.learn,
    emit: (event, service) => host.log(formatEvent(ordered(shown(event)), label(service))),
  };
}

function toDate(text: string | undefined): Date | undefined {
  return text === undefined || text === '' ? undefined : new Date(text);
}

function refusedError(error: DeployError): Outcome {
  const cancelled = error.code === 'cancelled';
  return {
    kind: cancelled ? 'cancelled' : 'failed',
    headline: cancelled ? `${error.message} ${error.fix}` : `Nothing was changed: ${error.message}`,
    causes: [{ message: error.message, fix: error.fix }],
  };
}

interface Publishing extends Pick<Run, 'host' | 'files' | 'secrets'> {
  summary: boolean;
  annotations: boolean;
}

/** Reporting never changes the outcome: whatever goes wrong here is one line in the log. */
async function publish(report: Report, to: Publishing): Promise<void> {
  const { host, files, secrets } = to;
  for (const problem of report.problems) if (problem.severity !== 'advice') host.log(formatProblem(problem));
  host.log(formatOutcome(report.outcome));
  if (report.missingPermissions !== undefined) host.log(formatMissing(report.missingPermissions));
  const quietly = async <T>(what: string, work: () => Promise<T> | T): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      host.log(`${what} could not be written: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const reportFile = await quietly('The JSON report', () =>
    files.writeOutput('ecs-express-deploy-report.json', secrets.hideKnown(toJsonReport(report))),
  );
  await quietly('The outputs', () => {
    for (const [name, value] of Object.entries(
      toOutputs(report, { taskDefinition: report.renderedFile, report: reportFile }),
    ))
      host.output(name, value);
  });
  if (to.annotations)
    await quietly('The annotations', () => toAnnotations(report).forEach((annotation) => host.annotate(annotation)));
  if (to.summary) await quietly('The summary', () => host.summary(toSummary(report)));
}
