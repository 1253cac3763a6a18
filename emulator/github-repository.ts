/** One repository of GitHub and the token that may reach it. */
export interface GitHub {
  repository: string;
  token: string;
  /** What the token may write. Everything may be read, unless the repository is private and no permission is left. */
  permissions: Set<'deployments' | 'issues' | 'pull_requests'>;
  private: boolean;
  /** Branches, tags and commits that exist. */
  refs: Set<string>;
  /** Numbers of the issues and pull requests that exist. */
  issues: Set<number>;
  /** Those of them that are closed. */
  closed: Set<number>;
  /** A commit status that has not succeeded: deployments that require contexts are refused. */
  pendingContexts: boolean;
  /** The ref lacks commits of the default branch: a deployment that merges is a merge and nothing else. */
  behind: boolean;
  deployments: Deployment[];
  comments: Comment[];
  /** Every answer has this status, or there is none at all. */
  fault: number | 'silent' | undefined;
}

export interface GitHubCall {
  /** The number in the path. */
  id: number;
  body: Record<string, unknown>;
  url: URL;
}

export interface Status {
  state: string;
  description: string;
  log_url: string;
  environment_url: string;
}

export interface Deployment {
  id: number;
  ref: string;
  task: string;
  environment: string;
  description: string;
  production_environment: boolean;
  transient_environment: boolean;
  /** Oldest first. */
  statuses: Status[];
}

export interface Comment {
  id: number;
  issue: number;
  body: string;
  user: { login: string; type: 'Bot' | 'User' };
  author_association: string;
}
