import { createHash } from 'node:crypto';

/** What reports need to know about this run on GitHub. */
export interface GitHubRun {
  apiUrl: string;
  owner: string;
  repo: string;
  /** What was deployed: on a pull request the head commit, because GITHUB_SHA is a temporary merge commit. */
  sha: string;
  runUrl: string;
  /** The number of the pull request that this run is about. */
  pullRequest?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The parts we read of https://docs.github.com/webhooks/webhook-events-and-payloads; anything may be absent. */
interface Payload {
  pull_request?: { number?: unknown; head?: { sha?: unknown } };
  issue?: { number?: unknown; pull_request?: unknown };
}

/** Undefined outside GitHub Actions. `payload` is the parsed file at GITHUB_EVENT_PATH. */
export function toGitHubRun(environment: Environment, payload: unknown): GitHubRun | undefined {
  const [owner, repo] = environment['GITHUB_REPOSITORY']?.split('/') ?? [];
  if (owner === undefined || owner === '' || repo === undefined || repo === '') return undefined;
  const { pull_request: pull, issue } = isRecord(payload) ? (payload as Payload) : {};
  const number = pull?.number ?? (isRecord(issue?.pull_request) ? issue?.number : undefined);
  const head = environment['GITHUB_EVENT_NAME'] === 'pull_request' ? pull?.head?.sha : undefined;
  return {
    apiUrl: (environment['GITHUB_API_URL'] || 'https://api.github.com').replace(/\/+$/u, ''),
    owner,
    repo,
    sha: typeof head === 'string' ? head : (environment['GITHUB_SHA'] ?? ''),
    runUrl: toRunUrl(environment),
    ...(typeof number === 'number' ? { pullRequest: number } : {}),
  };
}

/** The hidden line by which the next run finds the comment of this job for these services. */
export function toMarker(
  environment: Environment,
  target: readonly (string | readonly string[] | undefined)[],
): string {
  const { GITHUB_WORKFLOW, GITHUB_JOB, AWS_REGION, AWS_DEFAULT_REGION } = environment;
  const key = JSON.stringify([GITHUB_WORKFLOW, GITHUB_JOB, AWS_REGION ?? AWS_DEFAULT_REGION, ...target]);
  return `<!-- ecs-express-deploy: ${createHash('sha256').update(key).digest('hex').slice(0, 16)} -->`;
}

function toRunUrl(environment: Environment): string {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT } = environment;
  const attempt = (GITHUB_RUN_ATTEMPT ?? '1') === '1' ? '' : `/attempts/${GITHUB_RUN_ATTEMPT}`;
  return `${GITHUB_SERVER_URL || 'https://github.com'}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}${attempt}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
