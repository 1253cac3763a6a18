import { GUIDE, type Pattern } from './pattern.ts';
import { PULL } from './pull-networks.ts';

const PAGE = `${GUIDE}/task_cannot_pull_image.html`;

/** The registry was reached, and does not let the task in. */
export const IMAGE_NOT_ALLOWED = {
  id: 'image-not-allowed',
  title: 'The role is not allowed to pull the image',
  pattern: new RegExp(
    `^(?!.*(?:starport-layer-bucket|\\.s3[.-])).*${PULL}.*(?:not authorized to perform|AccessDenied|403 Forbidden|401 Unauthorized|no basic auth credentials|unauthorized\\b|authorization failed|Check that the role has the permissions)|can't pull the image\\. Check that the role has the permissions`,
    'i',
  ),
  plain: 'The registry answered, but refused the pull.',
  causes: [
    {
      text: '{caller|the execution role} lacks ecr:GetAuthorizationToken, ecr:BatchGetImage or ecr:GetDownloadUrlForLayer',
      when: /amazonaws\.com|can't pull the image/i,
    },
    {
      text: 'the repository policy of another account does not allow this account',
      when: /amazonaws\.com/i,
      unless: /no identity-based policy allows/i,
    },
    {
      text: 'the registry needs a login (`repositoryCredentials`)',
      unless: /amazonaws\.com|can't pull the image/i,
    },
    {
      text: 'the policy of the VPC endpoint for S3 or ECR is too restrictive',
      when: /amazonaws\.com/i,
      unless: /no identity-based policy allows/i,
    },
    {
      text: 'the tag or digest does not exist (some registries answer that with 403)',
      unless: /Amazon ECR has the image|not authorized to perform/i,
    },
  ],
  fix: 'Attach AmazonECSTaskExecutionRolePolicy to {caller|the role in `executionRoleArn`}; for another account, add this one to the repository policy. Then check that the image exists (`aws ecr describe-images`).',
  variants: [
    {
      where: 'the login of a pull-through cache is refused upstream',
      when: /(?:UpstreamAccessDenied|pull.?through.?cache|upstream registry)[\s\S]*?(?:(?<secret>arn:[\w-]{3,12}:secretsmanager:\S{10,300}?|ecr-pullthroughcache\/[\w+=,.@-]{1,200})(?=[\s'",]|$))/i,
      plain: 'The registry behind the pull-through cache of Amazon ECR rejects the login in {secret}.',
      fix: 'Store a valid {"username": "…", "accessToken": "…"} in {secret}, the secret of the pull-through cache rule (`aws ecr describe-pull-through-cache-rules`), then deploy again.',
    },
    {
      where: 'an instance has no login to Amazon ECR, and the task definition no execution role',
      when: /no basic auth credentials[\s\S]*^execution role: none$[\s\S]*^runs on instances$|no basic auth credentials[\s\S]*^runs on instances$[\s\S]*^execution role: none$/m,
      plain:
        'The agent of the container instance has no login to Amazon ECR: without `executionRoleArn` it logs in with the role of the instance, which is not allowed to (or has no credentials).',
      fix: 'Attach AmazonEC2ContainerServiceforEC2Role to the role of the container instances, or set `executionRoleArn` of the task definition to a role with AmazonECSTaskExecutionRolePolicy.',
    },
    {
      where: 'it may not log in',
      when: /not authorized to perform: ecr:GetAuthorizationToken on resource: \*/,
      plain:
        '{Caller|The execution role} is not allowed ecr:GetAuthorizationToken, the login to Amazon ECR that each pull begins with.',
      fix: 'Attach AmazonECSTaskExecutionRolePolicy to {caller|the role in `executionRoleArn`} (for an instance role AmazonEC2ContainerServiceforEC2Role), which allows ecr:GetAuthorizationToken and what else a pull needs.',
    },
    {
      where: 'AWS names the action, and the role is that of an instance',
      when: /sts::(?<account>\d{12}):assumed-role\/\S{1,200}\/i-[0-9a-f]{6,32} is not authorized to perform: (?<action>ecr:\w{1,60}) on resource: (?<resource>arn:[\w-]{1,20}:ecr:[\w-]{1,30}:\k<account>:\S{1,300})/,
      plain: 'Amazon ECR refused the pull: {caller} is not allowed {action} on {resource}.',
      fix: 'Attach AmazonEC2ContainerServiceforEC2Role to {caller}, or allow it {action} on {resource}.',
    },
    {
      where: 'AWS names the action, and the repository is in the account of the role',
      when: /sts::(?<account>\d{12}):.{1,300} is not authorized to perform: (?<action>ecr:\w{1,60}) on resource: (?<resource>arn:[\w-]{1,20}:ecr:[\w-]{1,30}:\k<account>:\S{1,300})/,
      plain: 'Amazon ECR refused the pull: {caller|the execution role} is not allowed {action} on {resource}.',
      fix: 'Allow {caller|the role in `executionRoleArn`} {action} on {resource} (AmazonECSTaskExecutionRolePolicy has what a pull needs).',
    },
    {
      where: 'AWS names the action',
      when: /not authorized to perform: (?<action>ecr:\w{1,60}) on resource: (?<resource>arn:\S{1,300})/,
      plain: 'Amazon ECR refused the pull: {caller|the execution role} is not allowed {action} on {resource}.',
      fix: 'Allow {caller|the role in `executionRoleArn`} {action} on {resource} (AmazonECSTaskExecutionRolePolicy has what a pull needs); for another account, also in the repository policy.',
    },
    {
      where: 'the repository is in another account',
      when: /^repository (?<repository>\S{1,256}) of account (?<owner>\d{12}), task of account (?<own>\d{12})$/m,
      plain:
        'The repository {repository} belongs to account {owner}, and Amazon ECR refuses account {own}: most likely its repository policy does not allow it (ECR answers the same for a repository or tag that does not exist).',
      fix: 'In account {owner}, allow account {own} ecr:BatchGetImage, ecr:GetDownloadUrlForLayer and ecr:BatchCheckLayerAvailability in the repository policy of {repository}; then check that the role in `executionRoleArn` may pull (AmazonECSTaskExecutionRolePolicy), and that the tag exists.',
    },
  ],
  link: PAGE,
} as const satisfies Pattern;
