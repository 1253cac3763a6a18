import { refuse, type Reply } from './github-reply.ts';
import type { Deployment, GitHub, GitHubCall } from './github-repository.ts';

const STATES = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'];
const DESCRIPTION_LIMIT = 140;

/** https://docs.github.com/rest/deployments/deployments#list-deployments */
export function listDeployments(github: GitHub, { url }: GitHubCall): Reply {
  const asked = (['ref', 'task', 'environment'] as const).flatMap((name) => {
    const value = url.searchParams.get(name);
    return value === null || value === 'none' ? [] : [{ name, value }];
  });
  const found = github.deployments.filter((one) => asked.every(({ name, value }) => one[name] === value));
  return { status: 200, body: onePage(found, url) };
}

/** https://docs.github.com/rest/deployments/statuses#list-deployment-statuses */
export function listStatuses(github: GitHub, { id, url }: GitHubCall): Reply {
  const deployment = github.deployments.find((candidate) => candidate.id === id);
  if (deployment === undefined) return refuse(404, 'Not Found');
  const statuses = deployment.statuses.map((status, index) => ({ id: index + 1, ...status }));
  return { status: 200, body: onePage(statuses, url) };
}

function onePage<T>(oldestFirst: readonly T[], url: URL): T[] {
  const perPage = Math.min(100, Number(url.searchParams.get('per_page') ?? 30));
  const page = Number(url.searchParams.get('page') ?? 1);
  return oldestFirst.toReversed().slice((page - 1) * perPage, page * perPage);
}

/** https://docs.github.com/rest/deployments/deployments#create-a-deployment */
export function createDeployment(github: GitHub, { body }: GitHubCall): Reply {
  const { ref, environment = 'production' } = body;
  if (typeof ref !== 'string' || ref === '') return refuse(422, 'Invalid request.\n\n"ref" wasn\'t supplied.');
  if (!github.refs.has(ref)) return refuse(422, `No ref found for: ${ref}`);
  if (body['auto_merge'] !== false && github.behind)
    return { status: 202, body: { message: `Auto-merged main into ${ref} on deployment.` } };
  const contexts = body['required_contexts'];
  if (github.pendingContexts && !(Array.isArray(contexts) && contexts.length === 0))
    return refuse(409, `Conflict: Commit status checks failed for ${ref}.`);
  const deployment: Deployment = {
    id: github.deployments.length + 1,
    ref,
    task: text(body['task'], 'deploy'),
    environment: text(environment, 'production'),
    description: text(body['description'], ''),
    production_environment:
      body['production_environment'] === true ||
      (body['production_environment'] === undefined && environment === 'production'),
    transient_environment: body['transient_environment'] === true,
    statuses: [],
  };
  github.deployments.push(deployment);
  return { status: 201, body: deployment };
}

/** https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
export function createStatus(github: GitHub, { id, body }: GitHubCall): Reply {
  const deployment = github.deployments.find((candidate) => candidate.id === id);
  if (deployment === undefined) return refuse(404, 'Not Found');
  const status = {
    state: text(body['state'], ''),
    description: text(body['description'], ''),
    log_url: text(body['log_url'], ''),
    environment_url: text(body['environment_url'], ''),
  };
  const invalid = [
    STATES.includes(status.state) ? undefined : 'state',
    status.description.length > DESCRIPTION_LIMIT ? 'description' : undefined,
    ...(['log_url', 'environment_url'] as const).filter((name) => !/^(?:https?:\/\/\S+)?$/.test(status[name])),
  ].filter((field) => field !== undefined);
  if (invalid.length > 0)
    return refuse(
      422,
      'Validation Failed',
      invalid.map((field) => ({ resource: 'DeploymentStatus', code: 'custom', field, message: `${field} is invalid` })),
    );
  deployment.statuses.push(status);
  if (status.state === 'success' && body['auto_inactive'] !== false) retireOlder(github, deployment);
  return { status: 201, body: { id: deployment.statuses.length, ...status } };
}

function retireOlder(github: GitHub, { id, environment }: Deployment): void {
  for (const older of github.deployments) {
    const active = older.id < id && older.environment === environment && older.statuses.at(-1)?.state === 'success';
    if (active && !older.production_environment && !older.transient_environment)
      older.statuses.push({ state: 'inactive', description: '', log_url: '', environment_url: '' });
  }
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
