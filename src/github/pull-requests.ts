import { getOctokit } from '@actions/github';
import type { Inputs } from '../inputs/spec.ts';
import type { World } from '../world.ts';
import { toGitHubRun } from './github-run.ts';

const DEADLINE_MILLISECONDS = 10_000;
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

interface Asking extends Pick<World, 'clock' | 'signal'> {
  inputs: Pick<Inputs, 'github-token'>;
  environment: Readonly<Record<string, string | undefined>>;
}

type State = 'open' | 'closed' | 'unknown';

/** Whether a pull request of this repository is open; `unknown` if GitHub does not say so. Never throws. */
export async function askPullRequest(number: number, { inputs, environment, clock, signal }: Asking): Promise<State> {
  const token = inputs['github-token'];
  const run = toGitHubRun(environment, undefined);
  if (token === undefined || run === undefined) return 'unknown';
  const { owner, repo, apiUrl } = run;
  const octokit = getOctokit(token, { baseUrl: apiUrl, log: SILENT });
  const asking = octokit.rest.pulls.get({ owner, repo, pull_number: number }).then(
    ({ data }): State => data.state,
    (): State => 'unknown',
  );
  const isAnswered = await clock.within({ milliseconds: DEADLINE_MILLISECONDS, signal }, asking);
  return isAnswered ? await asking : 'unknown';
}
