import { refuse, type Reply } from './github-reply.ts';
import type { Comment, GitHub, GitHubCall } from './github-repository.ts';

const BODY_LIMIT = 65_536;
const BOT = { login: 'github-actions[bot]', type: 'Bot' } as const;

/** https://docs.github.com/rest/issues/comments#list-issue-comments */
export function listComments(github: GitHub, { id, url }: GitHubCall): Reply {
  if (!github.issues.has(id)) return refuse(404, 'Not Found');
  const perPage = Math.min(100, Number(url.searchParams.get('per_page') ?? 30));
  const page = Number(url.searchParams.get('page') ?? 1);
  const all = github.comments.filter(({ issue }) => issue === id).toSorted((one, other) => one.id - other.id);
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const link = (to: number, rel: string): string => {
    const target = new URL(url);
    target.searchParams.set('page', String(to));
    return `<${target.href}>; rel="${rel}"`;
  };
  return {
    status: 200,
    body: all.slice((page - 1) * perPage, page * perPage),
    headers: page < last ? { link: [link(page + 1, 'next'), link(last, 'last')].join(', ') } : {},
  };
}

/** https://docs.github.com/rest/issues/comments#create-an-issue-comment */
export function createComment(github: GitHub, { id, body }: GitHubCall): Reply {
  if (!github.issues.has(id)) return refuse(404, 'Not Found');
  const problem = bodyProblem(body['body']);
  if (problem !== undefined) return problem;
  const comment: Comment = {
    id: Math.max(0, ...github.comments.map((other) => other.id)) + 1,
    issue: id,
    body: String(body['body']),
    user: BOT,
    author_association: 'NONE',
  };
  github.comments.push(comment);
  return { status: 201, body: comment };
}

/** https://docs.github.com/rest/issues/comments#update-an-issue-comment */
export function updateComment(github: GitHub, { id, body }: GitHubCall): Reply {
  const comment = github.comments.find((candidate) => candidate.id === id);
  if (comment === undefined) return refuse(404, 'Not Found');
  const problem = bodyProblem(body['body']);
  if (problem !== undefined) return problem;
  comment.body = String(body['body']);
  return { status: 200, body: comment };
}

function bodyProblem(body: unknown): Reply | undefined {
  const error = { resource: 'IssueComment', code: 'unprocessable', field: 'data' };
  if (typeof body !== 'string' || body.trim() === '')
    return refuse(422, 'Validation Failed', [{ ...error, message: "Body can't be blank" }]);
  if (body.length <= BODY_LIMIT) return undefined;
  return refuse(422, 'Validation Failed', [
    { ...error, message: `Body is too long (maximum is ${BODY_LIMIT} characters)` },
  ]);
}
