import { createAws } from './aws/clients.ts';
import { readDenial, type Denial } from './aws/denial.ts';
import { observe } from './aws/observe.ts';
import type { Provenance } from './aws/provenance.ts';
import { hasProxy } from './aws/proxy.ts';
import { readRegion } from './aws/region.ts';
import type { shareReads } from './aws/share.ts';
import { DeployError } from './errors.ts';
import { provenanceProblems } from './inputs/provenance.ts';
import { parseInputs, type Surroundings } from './inputs/parse.ts';
import { INPUTS, type InputName, type Inputs } from './inputs/spec.ts';
import type { InputSpec } from './inputs/table/input-spec.ts';
import { isGreen, type Clock, type DeployEvent, type Outcome, type Report } from './model.ts';
import type { Asked } from './modes/asked.ts';
import { withParts } from './modes/parts.ts';
import { fillPhrases, type Phrases } from './phrases.ts';
import { sourceProblems } from './plan/credentials.ts';
import { wantedServices } from './plan/wanted.ts';
import { serviceLabel, type Place } from './report/service-label.ts';
import { tidy } from './report/tidy.ts';
import { run } from './run.ts';
import { hideInEvents } from './secrets/events.ts';
import { mapTexts } from './secrets/map-texts.ts';
import { createSecrets, type Secrets } from './secrets/secrets.ts';
import type { Deploying, Files, RollbackGuide, World } from './world.ts';

/** Where a run takes place: it knows the inputs and the listeners. GitHub Actions is one host; only src/github/ knows about it. */
export interface Host {
  /** The raw text of an input, `''` when it was left out. */
  read: (name: InputName) => string;
  /** Everything else that was passed, to find undeclared inputs. */
  surroundings?: Surroundings;
  environment: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  clock: Clock;
  files: Files;
  /** Its words for what depends on the host. */
  phrases: Phrases;
  /** What is deployed by whom; called if `provenance-tags` asks for it. */
  provenance?: () => Promise<Provenance>;
  /** Whether a pull request is open or closed. */
  pullRequest?: ((inputs: Inputs) => World['pullRequest']) | undefined;
  /** Called once, as soon as the inputs are known. */
  listen: (about: Listening) => Promise<Listener>;
}

export interface Listening {
  inputs: Inputs;
  /** Removes known secrets from a finished text; everything that leaves the host goes through it. */
  hide: (text: string) => string;
}

/** Listens to a run. Nothing it does changes the outcome, and it never throws. */
export interface Listener {
  /** Called at once, in the order things were seen. `service` names the one it is about, if there are several. */
  emit: (event: DeployEvent, service?: string) => void;
  /** Called right before the first write, with its services. */
  begin?: ((services: readonly Deploying[]) => void) | undefined;
  rollbackGuide?: RollbackGuide | undefined;
  /** Called once, at the end. */
  end: (report: Report) => Promise<void>;
}

export const VERSION = '0.1.0';

/** Runs once and reports, with secrets hidden; true when the step may be green. Throws only for a bug before there is a listener. */
export async function runOnce(host: Host): Promise<boolean> {
  const secrets = createSecrets(host.environment);
  try {
    return await runAndReport(host, secrets);
  } catch (bug) {
    throw new Error(secrets.hide(stackOf(bug)), { cause: bug });
  }
}

async function runAndReport(host: Host, secrets: Secrets): Promise<boolean> {
  const read = parseInputs(host.read, host.surroundings);
  const { inputs, problems } = read;
  const usesAws = inputs.mode !== 'check';
  if (usesAws) problems.push(...sourceProblems(host.environment));
  learnInputs(inputs, { read: host.read, secrets });
  const startedAt = host.clock.now();
  const refused = (outcome: Outcome): Report => {
    const finishedAt = host.clock.now();
    return { mode: inputs.mode, outcome, startedAt, finishedAt, problems, registered: [], services: [] };
  };
  const listener = await host.listen({ inputs, hide: secrets.hideKnown });
  const provenance = inputs['provenance-tags'] ? ((await host.provenance?.()) ?? {}) : undefined;
  problems.push(...provenanceProblems(provenance));
  const credentialsExpireAt = toDate(host.environment['AWS_CREDENTIAL_EXPIRATION']);
  const denials: Denial[] = [];
  const ended = await runQuietly(
    { ...read, provenance, credentialsExpireAt },
    { host, listener, secrets, denials, refused },
  );
  const missingPermissions = denials.length === 0 ? undefined : await missedIn(ended, denials);
  const report = inWords(secrets.hideAll(tidy({ ...ended, missingPermissions })), host);
  await listener.end(report);
  return isGreen(report.outcome.kind);
}

interface Running {
  host: Host;
  listener: Listener;
  secrets: Secrets;
  /** Grows while the step runs. */
  denials: Denial[];
  /** Builds the report of a run that ended before it had one. */
  refused: (outcome: Outcome) => Report;
}

async function runQuietly(asked: Parameters<typeof run>[0], running: Running): Promise<Report> {
  const { environment } = running.host;
  const over = new AbortController();
  try {
    const given = environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'];
    const { inputs } = asked;
    const { host, secrets } = running;
    const whole = await withParts(asked, host, { files: host.files, learn: secrets.learn });
    for (const part of whole.parts ?? []) learnValues(part.inputs, secrets);
    const needsNone = inputs.mode === 'check';
    const region = given || whole.region || (needsNone ? undefined : await readRegion());
    const services = servicesOf(whole);
    const share = services.length > 1 ? (await import('./aws/share.ts')).shareReads : undefined;
    return await run(whole, createWorld(running, { region, services, share, inputs, over: over.signal }));
  } catch (error) {
    return running.refused(error instanceof DeployError ? toOutcome(error) : broken(error));
  } finally {
    over.abort();
  }
}

/** Every service of the step, by which its lines in the log are told apart. */
function servicesOf({ inputs, parts }: Asked): Place[] {
  return (parts ?? [{ inputs }]).flatMap((part) => wantedServices(part.inputs));
}

interface Surrounding {
  region: string | undefined;
  services: readonly Place[];
  /** If there are several services. */
  share: typeof shareReads | undefined;
  inputs: Inputs;
  over: AbortSignal;
}

function createWorld(
  { host, listener, secrets, denials }: Running,
  { region, services, share, inputs, over }: Surrounding,
): World {
  const label = (service: Place | undefined): string | undefined =>
    service !== undefined && services.length > 1 ? serviceLabel(service, services) : undefined;
  const shown = hideInEvents(secrets);
  const connect = (): World['aws'] =>
    createAws({
      region,
      maxRetries: inputs['max-retries'],
      version: VERSION,
      clock: host.clock,
      environment: host.environment,
      signal: over,
      signedWith: ({ secretAccessKey, sessionToken }) => [secretAccessKey, sessionToken].forEach(secrets.add),
    });
  let aws: World['aws'] | undefined;
  return {
    /** Created at the first call, so that a missing Region is reported along with the problems in the files. */
    get aws() {
      if (aws === undefined) {
        const observed = observe(connect(), {
          definition: secrets.learn,
          denied: (error) => void denials.push(...[readDenial(error) ?? []].flat()),
        });
        aws = share === undefined ? observed : share(observed, host.clock);
      }
      return aws;
    },
    files: host.files,
    clock: host.clock,
    http: async (request) => await (await import('./http/send.ts')).send(request),
    lookUpHost: async (name) =>
      await (await import('./http/look-up.ts')).lookUpHost(name, { hasProxy: hasProxy(host.environment) }),
    signal: host.signal,
    waitMinutes: inputs['wait-for-minutes'],
    deploying: listener.begin,
    rollbackGuide: listener.rollbackGuide,
    sharesReads: services.length > 1,
    pullRequest: host.pullRequest?.(inputs),
    learn: secrets.learn,
    emit: (event, service) => listener.emit(inWords(shown(event), host), label(service)),
  };
}

function inWords<T>(value: T, { phrases }: Pick<Host, 'phrases'>): T {
  return mapTexts(value, (text) => fillPhrases(text, phrases)) as T;
}

/** Finds secrets by the names the inputs give their values, and in the text of inputs that cannot be parsed. */
function learnInputs(inputs: Inputs, { read, secrets }: { read: Host['read']; secrets: Secrets }): void {
  learnValues(inputs, secrets);
  for (const name of Object.keys(INPUTS) as InputName[]) secrets.learn(read(name));
}

function learnValues(inputs: Inputs, secrets: Secrets): void {
  for (const name of Object.keys(INPUTS) as InputName[]) {
    const spec: InputSpec = INPUTS[name];
    const value = inputs[name];
    const pairs = spec.type === 'pairs' && Array.isArray(value) ? (value as [string, string][]) : undefined;
    const [key = 'name', item = 'value'] = spec.type === 'pairs' ? spec.keys : [];
    secrets.learn(pairs?.map(([one, other]) => ({ [key]: one, [item]: other })) ?? { [name]: value });
  }
}

/** What the run had to do without, for want of a permission. */
async function missedIn(report: Report, denials: readonly Denial[]): Promise<Report['missingPermissions']> {
  return (await import('./modes/missed.ts')).missedPermissions(report, denials);
}

function toDate(text: string | undefined): Date | undefined {
  return text === undefined || text === '' ? undefined : new Date(text);
}

function toOutcome(error: DeployError): Outcome {
  const cancelled = error.code === 'cancelled';
  return {
    kind: cancelled ? 'cancelled' : 'failed',
    headline: cancelled ? `${error.message} ${error.fix}`.trim() : `Nothing was changed: ${error.message}`,
    causes: cancelled ? [] : [{ message: error.message, fix: error.fix }],
  };
}

/** An unexpected failure; it is unknown here what AWS received before it. */
function broken(bug: unknown): Outcome {
  const headline = 'A crash: this is a bug in ecs-express-deploy.';
  const fix = 'Please report it with this stack trace. Check the service: it may have been changed.';
  return {
    kind: 'failed',
    headline,
    causes: [{ message: headline, fix, details: stackOf(bug).split('\n') }],
    isBug: true,
  };
}

function stackOf(bug: unknown): string {
  return bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
}
