import { T0, WEB, type Case } from './case.ts';
import { ends, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { exited, notStarted, scaledIn, times } from './tasks.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const AUTH =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ';
const EXEC = {
  executionRoleArn: 'arn:aws:iam::111122223333:role/invoices-exec',
  taskRoleArn: 'arn:aws:iam::111122223333:role/invoices-task',
};
const network = (assignPublicIp: 'ENABLED' | 'DISABLED'): Case['service'] => ({
  launchType: 'FARGATE',
  networkConfiguration: {
    awsvpcConfiguration: { subnets: ['subnet-0a', 'subnet-0b'], securityGroups: ['sg-0task'], assignPublicIp },
  },
});

/** What a year of deployments shows of tasks that do not start. */
export const AWS_YEARLY_STARTS: readonly Open[] = [
  {
    name: 'the instance role may not log in to ECR',
    source: 'https://repost.aws/knowledge-center/ecs-pull-container-api-error-ecr',
    root: 'On EC2 without an execution role, the instance role pulls, and it lacks ecr:GetAuthorizationToken.',
    named: /ecsInstanceRole/,
    fix: [
      /ecsInstanceRole/,
      /ecr:GetAuthorizationToken|AmazonEC2ContainerServiceforEC2Role|AmazonECSTaskExecutionRolePolicy/,
    ],
    facts: ['ecsInstanceRole'],
    never: /execution role|does not exist|security group/,
    given: neverStarts(
      'CannotPullECRContainerError: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/ecsInstanceRole/i-0abc12de34f567890 is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action',
      { service: { launchType: 'EC2' } },
    ),
  },
  {
    name: 'a VPC that does not resolve the registry',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html',
    root: 'The name of the registry does not resolve in the VPC.',
    named: /resolve|no such host/i,
    fix: [/enableDns|DNS/],
    facts: ['111122223333.dkr.ecr.us-east-1.amazonaws.com'],
    never: /AmazonECSTaskExecutionRolePolicy|tag has a typo|image does not exist/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/invoices:88: failed to do request: Head "https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/invoices/manifests/88": dial tcp: lookup 111122223333.dkr.ecr.us-east-1.amazonaws.com on 10.0.0.2:53: no such host',
      { service: network('DISABLED') },
    ),
  },
  {
    name: 'a layer that the registry lost',
    source: 'https://github.com/containerd/containerd/issues/3604',
    root: 'A layer of the image is not in the registry.',
    named: /layer/i,
    fix: [/push/i],
    facts: ['sha256:77aa'],
    never: /NAT|gateway endpoint|execution role|policy of the S3/,
    given: neverStarts(
      'CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: content at https://registry.example.com/v2/shop/invoices/blobs/sha256:77aa not found: not found',
      { containers: [{ ...WEB, image: 'registry.example.com/shop/invoices:88' }], service: network('DISABLED') },
    ),
  },
  {
    name: 'a registry that is down',
    source: 'https://www.githubstatus.com/history',
    root: 'GitHub’s registry answers 503.',
    named: /registry/i,
    fix: [/deploy again/i],
    facts: ['503'],
    never: /login|repositoryCredentials|NAT|typo/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ghcr.io/shop/invoices:88: unexpected status from HEAD request to https://ghcr.io/v2/shop/invoices/manifests/88: 503 Service Unavailable',
      { service: network('DISABLED') },
    ),
  },
  {
    name: 'an image that does not fit into the storage of the task',
    source: `${DOCS}fargate-task-storage.html`,
    root: 'The image needs more than the 20 GiB of the task.',
    named: /ephemeral storage|disk|space/i,
    fix: [/ephemeralStorage\.sizeInGiB/],
    facts: ['20'],
    never: /container instance|invalid tar|gzip/,
    given: neverStarts(
      'CannotPullContainerError: ref pull has been retried 1 time(s): failed to extract layer sha256:1f2e: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/44/fs/opt/model.bin: no space left on device: unknown',
      { service: network('ENABLED'), definition: { cpu: '1024', memory: '4096' } },
    ),
  },
  {
    name: 'a parameter that the role may not read, in the new shape',
    source: 'https://github.com/aws/copilot-cli/issues/3104',
    root: 'The execution role lacks ssm:GetParameters on the parameter.',
    named: /invoices-exec/,
    fix: [/ssm:GetParameters/, /parameter\/prod\/invoices\/DB_URL/, /invoices-exec/],
    facts: ['/prod/invoices/DB_URL'],
    never: /secretsmanager:|NAT|kms|does not exist/i,
    given: neverStarts(
      `${AUTH}unable to retrieve secrets from ssm: service call has been retried 1 time(s): operation error SSM: GetParameters, https response error StatusCode: 400, RequestID: 3e0c8a2f-0000, api error AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/invoices-exec/9f2 is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1:111122223333:parameter/prod/invoices/DB_URL because no identity-based policy allows the ssm:GetParameters action`,
      { definition: EXEC, containers: [{ ...WEB, secrets: [{ name: 'DB_URL', valueFrom: '/prod/invoices/DB_URL' }] }] },
    ),
  },
  {
    name: 'a secret that Terraform deleted',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html',
    root: 'The secret is marked for deletion.',
    named: /delet/i,
    fix: [/restore-secret/],
    facts: ['prod/invoices/stripe'],
    never: /not allowed|NAT|kms|typo/i,
    given: neverStarts(
      `${AUTH}unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/invoices/stripe-AbCdEf from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: 1c, InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.`,
      {
        definition: EXEC,
        containers: [
          {
            ...WEB,
            secrets: [
              {
                name: 'STRIPE',
                valueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/invoices/stripe-AbCdEf',
              },
            ],
          },
        ],
      },
    ),
  },
  {
    name: 'an environment file that nobody uploaded',
    source: `${DOCS}use-environment-file.html`,
    root: 'The environment file does not exist in the bucket.',
    named: /environmentFiles|environment file/i,
    fix: [/upload/i, /shop-env\/prod\/invoices\.env/],
    facts: ['shop-env/prod/invoices.env'],
    never: /s3:GetObject|NAT|task role/,
    given: neverStarts(
      'ResourceInitializationError: failed to download env files: service call has been retried 1 time(s): operation error S3: HeadObject, https response error StatusCode: 404, RequestID: 7J, HostID: x, api error NotFound: Not Found',
      {
        definition: EXEC,
        containers: [{ ...WEB, environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::shop-env/prod/invoices.env' }] }],
      },
    ),
  },
  {
    name: 'a log group that the role may not create',
    source: `${DOCS}using_awslogs.html`,
    root: 'awslogs-create-group is on, and the role lacks logs:CreateLogGroup.',
    named: /logs:CreateLogGroup/,
    fix: [/logs:CreateLogGroup/, /invoices-exec/],
    facts: ['/ecs/invoices'],
    never: /NAT|does not exist|security group/,
    given: neverStarts(
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log group: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/invoices-exec/4d is not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:us-east-1:111122223333:log-group:/ecs/invoices:log-stream: because no identity-based policy allows the logs:CreateLogGroup action status code: 400, request id: 8 : exit status 1',
      {
        definition: EXEC,
        containers: [
          {
            ...WEB,
            logConfiguration: {
              logDriver: 'awslogs',
              options: {
                'awslogs-group': '/ecs/invoices',
                'awslogs-region': 'us-east-1',
                'awslogs-stream-prefix': 'ecs',
                'awslogs-create-group': 'true',
              },
            },
          },
        ],
      },
    ),
  },
  {
    name: 'a user that the image does not know',
    source: 'https://docs.docker.com/reference/dockerfile/#user',
    root: 'The user app is not in the image.',
    named: /app/,
    fix: [/user/],
    facts: ['app'],
    never: /chmod|security group|not in the image: /,
    given: neverStarts(
      'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: unable to find user app: no matching entries in passwd file: unknown',
      { containers: [{ ...WEB, user: 'app' }] },
    ),
  },
  {
    name: 'no GPU driver on the instances',
    source: `${DOCS}ecs-gpu.html`,
    root: 'The AMI of the instances has no NVIDIA runtime.',
    named: /GPU/,
    fix: [/GPU/, /AMI/],
    facts: ['gpu'],
    never: /memory|Fargate has|security group/,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: could not select device driver "" with capabilities: [[gpu]]',
      {
        service: { launchType: 'EC2' },
        containers: [{ ...WEB, resourceRequirements: [{ type: 'GPU', value: '1' }] }],
      },
    ),
  },
  {
    name: 'the quota of network interfaces',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
    root: 'The account has as many network interfaces as its quota allows.',
    named: /network interface/i,
    fix: [/quota/i],
    facts: ['network interface'],
    never: /free addresses|larger subnets|awsvpcTrunking/,
    given: neverStarts(
      "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment disabled in subnet 'subnet-0a': NetworkInterfaceLimitExceeded",
      { service: network('DISABLED') },
    ),
  },
  {
    name: 'memory of the task, of which no container has its own',
    source: `${DOCS}task-cpu-memory-error.html`,
    root: 'The container used all of the 1024 MiB of the task.',
    named: /1024/,
    fix: [/from 1024 to 2048/],
    facts: ['1024', '2048'],
    never: /leaks memory most likely|container instance/,
    given: {
      ...failed,
      definition: { cpu: '512', memory: '1024' },
      tasks: [
        ...times(2, () => ({
          ...exited({ name: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }),
          startedAt: T0,
          launchType: 'FARGATE' as const,
          cpu: '512',
          memory: '1024',
        })),
        scaledIn,
      ],
    },
  },
  {
    name: 'a start script that is not executable',
    source: `${DOCS}stopped-task-error-codes.html`,
    root: 'The start script lost its executable bit.',
    named: /start\.sh/,
    fix: [/chmod \+x/],
    facts: ['/app/start.sh'],
    never: /not in the image|memory|architecture/,
    given: ends(126, ['/bin/sh: 1: /app/start.sh: Permission denied']),
  },
  {
    name: 'an image for Intel on tasks with ARM',
    source: 'https://github.com/aws/containers-roadmap/issues/1869',
    root: 'The tasks run on ARM64, and the program in the image is for x86-64.',
    named: /processor|architecture/i,
    fix: [/linux\/arm64/, /X86_64/],
    facts: ['exec format error'],
    never: /built on a Mac|linux\/amd64|memory/,
    given: ends(255, ['exec /usr/local/bin/docker-entrypoint.sh: exec format error'], {
      definition: { runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } },
    }),
  },
  {
    name: 'the router’s configuration in a bucket that the role may not read',
    source: `${DOCS}firelens-taskdef.html`,
    root: 'The execution role may not read the configuration of the log router.',
    named: /log router/,
    fix: [/s3:GetObject/, /shop-logs\/router\.conf/],
    facts: ['shop-logs'],
    never: /log group|NAT|does not exist/,
    given: {
      ...failed,
      definition: EXEC,
      containers: [
        WEB,
        {
          ...WEB,
          name: 'log_router',
          firelensConfiguration: {
            type: 'fluentbit',
            options: { 'config-file-type': 's3', 'config-file-value': 'arn:aws:s3:::shop-logs/router.conf' },
          },
        },
      ],
      tasks: times(2, () =>
        notStarted(
          'ResourceInitializationError: Unable to download firelens s3 config file: unable to download s3 config router.conf from bucket shop-logs: AccessDenied: Access Denied status code: 403, request id: 9K',
        ),
      ),
    },
  },
];
