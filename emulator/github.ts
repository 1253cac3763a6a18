import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDeployment, createStatus, listDeployments, listStatuses } from './github-deployments.ts';
import { refuse, type Reply } from './github-reply.ts';
import type { GitHub, GitHubCall } from './github-repository.ts';
import { getPullRequest } from './github-pulls.ts';
import { createComment, listComments, updateComment } from './github-comments.ts';

export interface GitHubRequest {
  method: string;
  path: string;
  body: Record<string, unknown>;
}

export interface GitHubEmulator {
  url: string;
  github: GitHub;
  requests: GitHubRequest[];
  close(): Promise<void>;
}

interface Route {
  method: string;
  path: RegExp;
  /** Any one of these lets the token pass; none for what only reads. */
  needs: readonly ('deployments' | 'issues' | 'pull_requests')[];
  answer: (github: GitHub, call: GitHubCall) => Reply;
}

const COMMENTING = ['issues', 'pull_requests'] as const;

const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^deployments$/, needs: [], answer: listDeployments },
  { method: 'POST', path: /^deployments$/, needs: ['deployments'], answer: createDeployment },
  { method: 'GET', path: /^deployments\/(\d+)\/statuses$/, needs: [], answer: listStatuses },
  { method: 'POST', path: /^deployments\/(\d+)\/statuses$/, needs: ['deployments'], answer: createStatus },
  { method: 'GET', path: /^pulls\/(\d+)$/, needs: [], answer: getPullRequest },
  { method: 'GET', path: /^issues\/(\d+)\/comments$/, needs: [], answer: listComments },
  { method: 'POST', path: /^issues\/(\d+)\/comments$/, needs: COMMENTING, answer: createComment },
  { method: 'PATCH', path: /^issues\/comments\/(\d+)$/, needs: COMMENTING, answer: updateComment },
];

/** A loopback GitHub REST API: point GITHUB_API_URL at `url`, or at `url` + `/api/v3` as GitHub Enterprise Server has it. */
export async function startGitHub(given: Partial<GitHub> = {}): Promise<GitHubEmulator> {
  const github: GitHub = {
    repository: 'acme/shop',
    token: 'ghs_example',
    permissions: new Set(['deployments', 'issues', 'pull_requests']),
    private: false,
    refs: new Set(),
    issues: new Set(),
    closed: new Set(),
    pendingContexts: false,
    behind: false,
    deployments: [],
    comments: [],
    fault: undefined,
    ...given,
  };
  const requests: GitHubRequest[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const body = await readJson(request);
    requests.push({ method: request.method ?? '', path: url.pathname + url.search, body });
    if (github.fault === 'silent') return;
    send(response, answer(github, { method: request.method ?? '', token: tokenOf(request), url, body }));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    github,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  github: GitHub,
  { method, token, url, body }: { method: string; token: string; url: URL; body: Record<string, unknown> },
): Reply {
  if (typeof github.fault === 'number') return refuse(github.fault, 'Server Error');
  if (token !== github.token) return refuse(401, 'Bad credentials');
  const [, owner, repo, rest = ''] = /^(?:\/api\/v3)?\/repos\/([^/]+)\/([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
  const route = ROUTES.find((candidate) => candidate.method === method && candidate.path.test(rest));
  const hidden = github.private && github.permissions.size === 0;
  if (`${owner}/${repo}` !== github.repository || route === undefined || hidden) return refuse(404, 'Not Found');
  if (route.needs.length > 0 && !route.needs.some((permission) => github.permissions.has(permission)))
    return refuse(403, 'Resource not accessible by integration');
  return route.answer(github, { id: Number(route.path.exec(rest)?.[1]), body, url });
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

function tokenOf(request: IncomingMessage): string {
  return (request.headers.authorization ?? '').replace(/^(?:token|bearer) /i, '');
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
