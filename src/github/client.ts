import type * as GitHubPackage from '@actions/github';
import { DeployError } from '../errors.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { Mode, Report } from '../model.ts';
import type { Deploying, World } from '../world.ts';
import { toComment } from './comment.ts';
import {
  inFlightMark,
  isProduction,
  toDescription,
  toEndStatus,
  toEnvironments,
  type EndStatus,
  type EnvironmentPlan,
} from './deployment.ts';
import { toTrouble, type Feature } from './trouble.ts';
import { readEvent } from './event.ts';
import { toGitHubRun, toMarker, type GitHubRun } from './github-run.ts';

/** Tells GitHub about a run. Never throws, and never takes longer than its deadline. */
export interface GitHubReporting {
  /** Called right before the first write, with its services. Returns at once: a deployment does not wait for GitHub. */
  begin: (services: readonly Deploying[]) => void;
  end: (report: Report) => Promise<void>;
}

export interface GitHubRequest extends Pick<World, 'files' | 'signal'> {
  clock: Pick<World['clock'], 'sleep'>;
  inputs: Pick<
    Inputs,
    | 'cluster'
    | 'environment-name'
    | 'environment-url'
    | 'github-deployment'
    | 'github-token'
    | 'mode'
    | 'pull-request-comment'
    | 'service'
    | 'service-name'
  >;
  environment: Readonly<Record<string, string | undefined>>;
  tell: (command: 'warning' | 'notice', about: Feature, message: string) => void;
  /** Removes known secrets from the finished text; nobody masks what is sent to GitHub. */
  hide: (text: string) => string;
}

interface Connection {
  octokit: ReturnType<typeof GitHubPackage.getOctokit>;
  run: GitHubRun;
  repository: { owner: string; repo: string };
}

/** A deployment recorded on GitHub. */
interface Opened extends EnvironmentPlan {
  id: number;
  /** An earlier step created the record, and its deployment is paused. */
  waits?: true;
}

type Attempt = <T>(
  about: Feature,
  work: (github: Connection, signal: AbortSignal) => Promise<T>,
) => Promise<T | undefined>;

const DEADLINE_MILLISECONDS = 10_000;
/** The runner kills a cancelled step after ten seconds, and the summary has been written by then. */
const CANCELLED_DEADLINE_MILLISECONDS = 2_000;
/** The most that GitHub returns per page. */
const PAGE = 100;
/** How many of the newest records of its environment are searched for a paused deployment. */
const NEWEST = 10;

/** The texts in a request that came from elsewhere. */
const TEXTS = ['description', 'environment_url'];
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Deployments and the pull request comment, as far as the inputs request them. */
export function connectGitHub(request: GitHubRequest): GitHubReporting {
  const attempt = toAttempt(request);
  let opening: Promise<(Opened | undefined)[]> = Promise.resolve([]);
  return {
    begin: (services) => {
      if (!request.inputs['github-deployment']) return;
      const plans = toEnvironments(services, request.inputs['environment-name']);
      opening = Promise.all(plans.map((plan) => findOrOpen(plan, request.inputs.mode, attempt)));
    },
    end: async (report) => {
      const commented = request.inputs['pull-request-comment'] ? comment(report, request, attempt) : undefined;
      const opened = await within(() => opening, request).catch(() => []);
      await Promise.all([
        commented,
        ...opened.map((one) => one && close(one, { report, url: request.inputs['environment-url'] }, attempt)),
      ]);
    },
  };
}

/** A deployment in flight has a record if the step that started it left it paused. */
async function findOrOpen(plan: EnvironmentPlan, mode: Mode, attempt: Attempt): Promise<Opened | undefined> {
  const { environment, services } = plan;
  const mark = inFlightMark(services);
  if (mark === '') return await open(plan, 'Deploying to Amazon ECS.', attempt);
  const id = await attempt('github-deployment', (github, signal) => findWaiting(github, { environment, mark, signal }));
  if (id !== undefined) return { ...plan, id, waits: true };
  return await open(plan, `A deployment on Amazon ECS is in flight: mode ${mode}.`, attempt);
}

async function findWaiting(
  { octokit, repository }: Connection,
  { environment, mark, signal }: { environment: string; mark: string; signal: AbortSignal },
): Promise<number | undefined> {
  const request = { signal };
  const newest = { ...repository, environment, task: 'deploy', per_page: NEWEST, request };
  const { data: deployments } = await octokit.rest.repos.listDeployments(newest);
  for (const { id } of deployments) {
    const all = { ...repository, deployment_id: id, per_page: PAGE, request };
    const { data: statuses } = await octokit.rest.repos.listDeploymentStatuses(all);
    const [last] = statuses.toSorted((one, other) => other.id - one.id);
    if (last?.state === 'in_progress' && last.description.endsWith(mark)) return id;
  }
  return undefined;
}

/** Commit checks do not matter here: the deployment happens anyway. */
async function open(plan: EnvironmentPlan, begins: string, attempt: Attempt): Promise<Opened | undefined> {
  const opened = await attempt('github-deployment', async ({ octokit, run, repository }, signal) => {
    const { data } = await octokit.rest.repos.createDeployment({
      ...repository,
      ref: run.sha,
      task: 'deploy',
      environment: plan.environment,
      description: toDescription(plan.services.map(({ name, cluster }) => `${name} in ${cluster}`).join(', ')),
      auto_merge: false,
      required_contexts: [],
      production_environment: isProduction(plan.environment),
      transient_environment: false,
      request: { signal },
    });
    return 'id' in data ? { ...plan, id: data.id } : undefined;
  });
  if (opened !== undefined) await say(opened, { state: 'in_progress', description: begins }, attempt);
  return opened;
}

/** A deployment that was left untouched stays paused, and so does its record. */
async function close(
  opened: Opened,
  { report, url }: { report: Report; url: string | undefined },
  attempt: Attempt,
): Promise<void> {
  const ended = toEndStatus(report, opened.services);
  const status = url === undefined ? ended : { ...ended, endpoint: url };
  if (opened.waits !== true || status.untouched !== true) await say(opened, status, attempt);
}

async function say(opened: Opened, status: EndStatus, attempt: Attempt): Promise<void> {
  const { state, description, endpoint } = status;
  await attempt('github-deployment', ({ octokit, run, repository }, signal) =>
    octokit.rest.repos.createDeploymentStatus({
      ...repository,
      deployment_id: opened.id,
      state,
      description,
      log_url: run.runUrl,
      ...(endpoint === undefined ? {} : { environment_url: endpoint }),
      request: { signal },
    }),
  );
}

async function comment(report: Report, request: GitHubRequest, attempt: Attempt): Promise<void> {
  const { inputs, environment, tell } = request;
  const services = (inputs.service ?? inputs['service-name'] ?? []).toSorted();
  const marker = toMarker(environment, [inputs.cluster, services]);
  await attempt('pull-request-comment', async (github, signal) => {
    const { octokit, run, repository } = github;
    if (run.pullRequest === undefined) {
      return tell(
        'notice',
        'pull-request-comment',
        'This run does not belong to a pull request: there is nothing to comment on.',
      );
    }
    const body = toComment(report, { marker, runUrl: run.runUrl, sha: run.sha });
    const id = await findComment(github, { number: run.pullRequest, marker, signal });
    if (id === undefined) {
      await octokit.rest.issues.createComment({
        ...repository,
        issue_number: run.pullRequest,
        body,
        request: { signal },
      });
    } else {
      await octokit.rest.issues.updateComment({ ...repository, comment_id: id, body, request: { signal } });
    }
  });
}

/** The oldest comment with our marker. A comment by another author is never ours, whatever it contains: its author could change it later. */
async function findComment(
  { octokit, repository }: Connection,
  { number, marker, signal }: { number: number; marker: string; signal: AbortSignal },
): Promise<number | undefined> {
  for (let page = 1; ; page += 1) {
    const { data } = await octokit.rest.issues.listComments({
      ...repository,
      issue_number: number,
      per_page: PAGE,
      page,
      request: { signal },
    });
    const found = data.find(
      ({ body, user, author_association: role }) =>
        body?.startsWith(marker) === true &&
        (user?.type === 'Bot' || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(role)),
    );
    if (found !== undefined) return found.id;
    if (data.length < PAGE) return undefined;
  }
}

/** Calls to GitHub that may fail: they have a deadline, and each kind of trouble gives one warning, however often it occurs. */
function toAttempt(request: GitHubRequest): Attempt {
  const told = new Set<string>();
  let connecting: Promise<Connection> | undefined;
  return async (about, work) => {
    try {
      connecting ??= connect(request);
      const github = await connecting;
      return await within((signal) => work(github, signal), request);
    } catch (error) {
      const { kind, message } = toTrouble(error, about);
      if (!told.has(kind)) request.tell('warning', about, message);
      told.add(kind);
      return undefined;
    }
  };
}

async function connect({ inputs, environment, files, hide }: GitHubRequest): Promise<Connection> {
  const token = inputs['github-token'];
  const run = toGitHubRun(environment, await readEvent(environment, files));
  if (token === undefined || run === undefined) {
    throw new DeployError(
      'invalid-input',
      token === undefined ? 'Input "github-token" is empty.' : 'GITHUB_REPOSITORY is not set.',
      {
        fix: token === undefined ? 'Remove the input, or set it to a token.' : 'Run this in GitHub Actions.',
      },
    );
  }
  const github = await loadGitHub();
  const octokit = github.getOctokit(token, { baseUrl: run.apiUrl, log: SILENT });
  octokit.hook.before('request', (options) => {
    for (const field of TEXTS) if (typeof options[field] === 'string') options[field] = hide(options[field]);
  });
  return { octokit, run, repository: { owner: run.owner, repo: run.repo } };
}

/** The package reads the event of the run as it loads. */
async function loadGitHub(): Promise<typeof GitHubPackage> {
  try {
    return await import('@actions/github');
  } catch (cause) {
    throw new DeployError('invalid-input', 'The file in GITHUB_EVENT_PATH is not JSON.', {
      fix: 'Correct the file, or unset GITHUB_EVENT_PATH.',
      cause,
    });
  }
}

async function within<T>(work: (signal: AbortSignal) => Promise<T>, request: GitHubRequest): Promise<T> {
  const asking = new AbortController();
  const waiting = new AbortController();
  const late = runOut(request, waiting.signal).then((milliseconds) => {
    const error = new Error(`no answer within ${milliseconds / 1_000} s`);
    asking.abort(error);
    throw error;
  });
  try {
    return await Promise.race([work(asking.signal), late]);
  } finally {
    waiting.abort();
  }
}

/** The deadline, which a cancel cuts short. */
async function runOut({ clock, signal }: GitHubRequest, over: AbortSignal): Promise<number> {
  if (!signal.aborted) {
    try {
      await clock.sleep(DEADLINE_MILLISECONDS, AbortSignal.any([over, signal]));
      return DEADLINE_MILLISECONDS;
    } catch (error) {
      if (over.aborted) throw error;
    }
  }
  await clock.sleep(CANCELLED_DEADLINE_MILLISECONDS, over);
  return CANCELLED_DEADLINE_MILLISECONDS;
}
