import type { Task } from '@aws-sdk/client-ecs';
import { WEB, type Case } from './case.ts';
import { failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { scaledIn, times } from './tasks.ts';

const EXECUTION_ROLE = 'arn:aws:iam::111122223333:role/checkout-exec';
const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const AUTH =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ';

const containers = (image: string): Partial<Case> => ({ containers: [{ ...WEB, image }] });
const secret = (name: string, valueFrom: string): Partial<Case> => ({
  definition: { executionRoleArn: EXECUTION_ROLE, taskRoleArn: 'arn:aws:iam::111122223333:role/checkout-task' },
  containers: [{ ...WEB, secrets: [{ name, valueFrom }] }],
});

/** What keeps an image or a secret from a task, in AWS's own words. */
export const AWS_PULLS_AND_SECRETS: readonly Open[] = [
  {
    name: 'an image without its registry is asked of Docker Hub',
    source: 'https://github.com/fujiwara/tracer',
    root: 'The image names no registry, so Docker Hub is asked, which has no such public repository.',
    named: /docker hub/i,
    fix: [/dkr\.ecr\.|registry/i],
    facts: ['docker.io/library/checkout-api:4.12'],
    never: /rate limit|security group|repositoryCredentials.*most likely first/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/library/checkout-api:4.12: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
      containers('checkout-api:4.12'),
    ),
  },
  {
    name: 'the layers are refused by the policy of an S3 endpoint',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
    root: 'The policy of the S3 gateway endpoint does not allow the bucket that holds ECR layers.',
    named: /S3/,
    fix: [/endpoint/i, /prod-us-east-1-starport-layer-bucket/],
    facts: ['403'],
    never: /does not exist|no such (image|tag)|typing mistake/,
    given: neverStarts(
      'CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: unexpected status code https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/1a2b-111122223333-5d/9e1c?X-Amz-Security-Token=abc&X-Amz-Signature=def: 403 Forbidden',
      containers('111122223333.dkr.ecr.us-east-1.amazonaws.com/checkout:4.12'),
    ),
  },
  {
    name: 'an interface endpoint of ECR does not let the tasks in',
    source: 'https://repost.aws/knowledge-center/ecs-pull-container-error',
    root: 'ECR resolves to a private address, so the interface endpoint is there and its security group refuses 443.',
    named: /10\.20\.3\.44/,
    fix: [/security group/i, /endpoint/i, /443/],
    facts: ['10.20.3.44:443'],
    never: /does not exist|NAT gateway|public IP|typing mistake/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/billing:9f1: failed to do request: Head "https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/billing/manifests/9f1": dial tcp 10.20.3.44:443: i/o timeout',
      containers('111122223333.dkr.ecr.us-east-1.amazonaws.com/billing:9f1'),
    ),
  },
  {
    name: 'an image of another account without a repository policy',
    source: 'https://repost.aws/knowledge-center/secondary-account-access-ecr',
    root: 'The repository belongs to account 444455556666, whose repository policy does not allow this account.',
    named: /444455556666/,
    fix: [/repository policy/i, /444455556666/],
    facts: ['shared/base-api', '444455556666'],
    never: /rate limit|security group|docker hub/i,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 444455556666.dkr.ecr.us-east-1.amazonaws.com/shared/base-api:3.1: unexpected status from HEAD request to https://444455556666.dkr.ecr.us-east-1.amazonaws.com/v2/shared/base-api/manifests/3.1: 403 Forbidden',
      {
        ...containers('444455556666.dkr.ecr.us-east-1.amazonaws.com/shared/base-api:3.1'),
        definition: { executionRoleArn: EXECUTION_ROLE },
      },
    ),
  },
  {
    name: 'an attestation where the image should be',
    source: 'https://github.com/aws/aws-cdk/issues/30258',
    root: 'The build attached a provenance attestation, and the task pulls that in place of the image.',
    named: /attestation|provenance/i,
    fix: [/provenance/],
    facts: ['application/vnd.in-toto+json'],
    never: /disk|does not exist|permission/i,
    given: neverStarts(
      'CannotPullContainerError: ref pull has been retried 1 time(s): failed to unpack image on snapshotter overlayfs: failed to extract layer sha256:c02342326b04a05fa0fc4c703c4aaa8ffb46cc0f2eda269c4a0dee53c8296182: failed to get stream processor for application/vnd.in-toto+json: no processor for media-type: unknown',
      containers('111122223333.dkr.ecr.us-east-1.amazonaws.com/checkout:4.12'),
    ),
  },
  {
    name: 'a sidecar of Docker Hub runs into its limit',
    source: 'https://docs.docker.com/docker-hub/usage/',
    root: 'The sidecar, not the application, comes from Docker Hub, which limits anonymous pulls.',
    named: /limit/i,
    fix: [/repositoryCredentials|pull.through cache/i],
    facts: ['datadog-agent'],
    never: /does not exist|execution role lacks|security group/,
    given: {
      ...failed,
      containers: [
        { ...WEB, image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/checkout:4.12' },
        { ...WEB, name: 'datadog-agent', image: 'datadog/agent:7', essential: false },
      ],
      tasks: [
        ...times(2, (): Partial<Task> => ({
          stopCode: 'TaskFailedToStart',
          stoppedReason:
            'CannotPullContainerError: pull image manifest has been retried 5 time(s): httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/datadog/agent/manifests/sha256:1a2b: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
          containers: [
            { name: 'web', image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/checkout:4.12' },
            { name: 'datadog-agent', image: 'datadog/agent:7' },
          ],
        })),
        scaledIn,
      ],
    },
  },
  {
    name: 'the certificate of a registry inside the company',
    source: 'https://docs.docker.com/engine/security/certificates/',
    root: 'The container instances do not trust the authority that signed the certificate of the registry.',
    named: /certificate/i,
    fix: [/certs\.d|trust/i],
    facts: ['registry.corp.example'],
    never: /does not exist|typing mistake|expired/,
    given: neverStarts(
      'CannotPullContainerError: Error response from daemon: Get "https://registry.corp.example/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      containers('registry.corp.example/shop/checkout:4.12'),
    ),
  },
  {
    name: 'a service control policy forbids what the role allows',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html',
    root: 'A service control policy denies ecr:GetAuthorizationToken; no policy of the role can change that.',
    named: /service control policy|SCP/i,
    fix: [/service control policy|SCP/i],
    facts: ['checkout-exec', 'ecr:GetAuthorizationToken'],
    never: /AmazonECSTaskExecutionRolePolicy|endpoint|security group/,
    given: {
      ...failed,
      events: [
        `(service web) was unable to place a task. Reason: ${AUTH}unable to retrieve ecr registry auth: service call has been retried 1 time(s): operation error ECR: GetAuthorizationToken, https response error StatusCode: 400, RequestID: 415e6826-9d7a-4ef1-8eea-8eec9105a1a8, api error AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/checkout-exec/bc88e is not authorized to perform: ecr:GetAuthorizationToken on resource: * with an explicit deny in a service control policy.`,
        ...failed.events,
      ],
      definition: { executionRoleArn: EXECUTION_ROLE },
      tasks: [],
    },
  },
  {
    name: 'a key that the secret does not hold',
    source: 'https://github.com/aws-samples/aws-genai-llm-gateway',
    root: 'The secret has no JSON key DB_PASSWORD_RO.',
    named: /DB_PASSWORD_RO/,
    fix: [/DB_PASSWORD_RO/, /prod\/checkout-AbCdEf/],
    facts: ['DB_PASSWORD_RO'],
    never: /permission|GetSecretValue|endpoint|NAT/,
    given: neverStarts(
      `${AUTH}unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key DB_PASSWORD_RO`,
      secret(
        'DB_PASSWORD',
        'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/checkout-AbCdEf:DB_PASSWORD_RO::',
      ),
    ),
  },
  {
    name: 'the key of a secret may not be used',
    source: 'https://repost.aws/knowledge-center/ecs-secrets-manager-issues',
    root: 'The execution role may read the secret, but not decrypt with its customer managed key.',
    named: /KMS/,
    fix: [/kms:Decrypt/, /checkout-exec/],
    facts: ['prod/pay/stripe-AbCdEf'],
    never: /secret does not exist|endpoint|NAT|task role/,
    given: neverStarts(
      `${AUTH}unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/pay/stripe-AbCdEf from secrets manager: AccessDeniedException: Access to KMS is not allowed status code: 400, request id: 5a1f`,
      secret('STRIPE_KEY', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/pay/stripe-AbCdEf'),
    ),
  },
  {
    name: 'a parameter that does not exist',
    source: 'https://repost.aws/knowledge-center/ecs-unable-to-pull-secrets',
    root: 'The parameter /prod/orders/DB_URL does not exist in the Region.',
    named: /prod\/orders\/DB_URL/,
    fix: [/create/i, /DB_URL in `secrets` of container web/],
    facts: ['prod/orders/DB_URL'],
    never: /ssm:GetParameters|kms|endpoint|NAT/i,
    given: neverStarts(
      `${AUTH}unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /prod/orders/DB_URL`,
      secret('DB_URL', '/prod/orders/DB_URL'),
    ),
  },
  {
    name: 'Secrets Manager out of reach',
    source: 'https://github.com/Releem/releem-agent/issues/195',
    root: 'The tasks have no way out to Secrets Manager on port 443.',
    named: /Secrets Manager/,
    fix: [/com\.amazonaws\.us-east-1\.secretsmanager|secretsmanager.*endpoint|endpoint.*secretsmanager/i, /NAT|443/],
    facts: ['prod/checkout-AbCdEf'],
    never: /secretsmanager:GetSecretValue|kms:|does not exist/,
    given: neverStarts(
      `${AUTH}unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/checkout-AbCdEf from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.`,
      {
        ...secret('DB_PASSWORD', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/checkout-AbCdEf'),
        service: {
          networkConfiguration: {
            awsvpcConfiguration: { subnets: ['subnet-0a'], securityGroups: ['sg-0b'], assignPublicIp: 'DISABLED' },
          },
        },
      },
    ),
  },
  {
    name: 'a role that the tasks may not take',
    source: `${DOCS}task_execution_IAM_role.html`,
    root: 'The trust policy of the task role does not name ecs-tasks.amazonaws.com, or the role is gone.',
    named: /CruddurTaskRole/,
    fix: [/ecs-tasks\.amazonaws\.com/],
    facts: ['CruddurTaskRole'],
    never: /infrastructure role|execution role/,
    given: {
      ...failed,
      definition: { taskRoleArn: 'arn:aws:iam::111122223333:role/CruddurTaskRole', executionRoleArn: EXECUTION_ROLE },
      events: [
        "(service web) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::111122223333:role/CruddurTaskRole' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).",
        ...failed.events,
      ],
      tasks: [scaledIn],
    },
  },
  {
    name: 'an environment file that the role may not read',
    source: 'https://github.com/aws/aws-cdk/issues/12720',
    root: 'The execution role may not read the environment file, or it does not exist: S3 answers 403 to both.',
    named: /environment file|env file/i,
    fix: [/s3:GetObject/, /checkout-exec|execution role/],
    facts: ['shop-env/prod/web.env'],
    never: /task role|NAT|security group/,
    given: neverStarts(
      'ResourceInitializationError: failed to download env files: service call has been retried 1 time(s): operation error S3: HeadObject, https response error StatusCode: 403, RequestID: 9F2, HostID: x, api error Forbidden: Forbidden.',
      {
        definition: { executionRoleArn: EXECUTION_ROLE },
        containers: [{ ...WEB, environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::shop-env/prod/web.env' }] }],
      },
    ),
  },
  {
    name: 'processors that the image was not built for',
    source: 'https://github.com/aws/containers-roadmap/issues/1869',
    root: 'The tasks run on ARM64, and the image has no such variant.',
    named: /arm64/i,
    fix: [/linux\/arm64/, /X86_64/],
    facts: ['linux/arm64'],
    never: /does not exist|permission|typing mistake/,
    given: neverStarts(
      "CannotPullContainerError: pull image manifest has been retried 5 time(s): image Manifest does not contain descriptor matching platform 'linux/arm64'",
      {
        ...containers('111122223333.dkr.ecr.us-east-1.amazonaws.com/checkout:4.12'),
        definition: { runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } },
      },
    ),
  },
];
