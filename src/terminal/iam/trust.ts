/** Who may get the role: the jobs of a repository, on a branch or in an environment. */
export interface Trusted {
  /** `org/repo`. */
  github: string;
  branch?: string | undefined;
  environment?: string | undefined;
  ownerId?: string | undefined;
  repositoryId?: string | undefined;
}

const ISSUER = 'token.actions.githubusercontent.com';

/** The trust policy of a role that only these jobs get. With the IDs it has both forms of the subject: a repository sends one of them. */
export function toTrustPolicy(trusted: Trusted, { partition, account }: { partition: string; account: string }) {
  const subjects = subjectsOf(trusted);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${ISSUER}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${ISSUER}:aud`]: 'sts.amazonaws.com',
            [`${ISSUER}:sub`]: subjects.length === 1 ? subjects[0] : subjects,
          },
        },
      },
    ],
  };
}

/** docs: https://docs.github.com/en/actions/reference/security/oidc */
function subjectsOf({ github, branch = 'main', environment, ownerId, repositoryId }: Trusted): string[] {
  const [owner = '', repository = ''] = github.split('/');
  // GitHub encodes a colon in the name of an environment.
  const job =
    environment === undefined ? `ref:refs/heads/${branch}` : `environment:${environment.replaceAll(':', '%3A')}`;
  const plain = `repo:${github}:${job}`;
  return ownerId === undefined || repositoryId === undefined
    ? [plain]
    : [plain, `repo:${owner}@${ownerId}/${repository}@${repositoryId}:${job}`];
}
