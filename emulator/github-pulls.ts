import { refuse, type Reply } from './github-reply.ts';
import type { GitHub, GitHubCall } from './github-repository.ts';

/** https://docs.github.com/rest/pulls/pulls#get-a-pull-request */
export function getPullRequest(github: GitHub, { id }: GitHubCall): Reply {
  if (!github.issues.has(id)) return refuse(404, 'Not Found');
  return { status: 200, body: { number: id, state: github.closed.has(id) ? 'closed' : 'open' } };
}
