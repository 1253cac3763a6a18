import { DeployError } from '../errors.ts';
import { plainLogText } from '../report/escape.ts';

/** The inputs that make the action write to GitHub. */
export type Feature = 'github-deployment' | 'pull-request-comment';

const WANTED: Record<Feature, { what: string; scope: string }> = {
  'github-deployment': { what: 'The deployment was not recorded on GitHub', scope: 'deployments: write' },
  'pull-request-comment': { what: 'The pull request comment was not written', scope: 'pull-requests: write' },
};

/** What octokit appends to GitHub's message. */
const DOCUMENTATION = / - https:\/\/docs\.github\.com\S*$/u;

/** Says why GitHub did not accept a report and how to fix it. Problems with the same fix share a `kind`. */
export function toTrouble(error: unknown, about: Feature): { kind: string; message: string } {
  const { what, scope } = WANTED[about];
  const status = statusOf(error);
  const text = error instanceof Error ? error.message : String(error);
  const reason = plainLogText(text.replace(DOCUMENTATION, ''), { limit: 300 });
  if (error instanceof DeployError) return { kind: error.code, message: `${what}: ${error.message} ${error.fix}` };
  if (status === undefined || status >= 500) {
    return {
      kind: 'unreachable',
      message: `${what}: GitHub did not answer (${reason}). The deployment itself is not affected.`,
    };
  }
  if (status === 401) {
    return { kind: 'token', message: `${what}: GitHub does not accept the token in github-token (${reason}).` };
  }
  if (status === 429 || (status === 403 && /rate limit/iu.test(reason))) {
    return { kind: 'rate limit', message: `${what}: the token has reached its rate limit (${reason}).` };
  }
  if (status === 403 || status === 404) {
    const forks = about === 'pull-request-comment' ? ' The token of a pull request from a fork is read-only.' : '';
    return {
      kind: scope,
      message: `${what}: the token lacks the permission (HTTP ${status}, ${reason}). Add "${scope}" to the job's permissions.${forks}`,
    };
  }
  return { kind: `${about} ${status}`, message: `${what}: GitHub rejected it (HTTP ${status}, ${reason}).` };
}

/** Octokit gives a broken connection status 500; an error before any request has none. */
function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}
