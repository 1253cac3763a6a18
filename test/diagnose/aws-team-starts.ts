import { GROUP, T0, WEB } from './case.ts';
import { neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { BREAKER, FAILED_EVENTS, notStarted, scaledIn, times } from './tasks.ts';

const ROLES = {
  executionRoleArn: 'arn:aws:iam::111122223333:role/shop-execution',
  taskRoleArn: 'arn:aws:iam::111122223333:role/shop-task',
};
const ECR = '111122223333.dkr.ecr.us-east-1.amazonaws.com';
const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/web/db-Xy12Zz';
const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const PUBLIC = {
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: ['subnet-0a1b2c3d', 'subnet-0b2c3d4e'],
      securityGroups: ['sg-0web'],
      assignPublicIp: 'DISABLED' as const,
    },
  },
};
const OLD_NOISE = [
  '(service web) has reached a steady state.',
  `(service web) registered 1 targets in (target-group ${GROUP})`,
  '(service web) was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster.',
];
const healthy = times(2, () => ({
  taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:1',
  startedBy: 'ecs-svc/1',
  startedAt: T0,
  containers: [{ name: 'web', lastStatus: 'RUNNING', healthStatus: 'HEALTHY' as const }],
}));

/** What keeps the tasks of ordinary teams from starting, in AWS's words, beside events and tasks that have nothing to do with it. */
export const AWS_TEAM_STARTS: readonly Open[] = [
  {
    name: 'the network is private and nothing leads to ECR',
    source: `${DOCS}resource-initialization-error.html`,
    root: 'The subnets have no way to api.ecr: no NAT gateway, no endpoint, and no public IP.',
    named: /api\.ecr\.us-east-1|ECR/,
    fix: [/NAT/, /ecr\.api/, /subnet-0a1b2c3d/],
    facts: ['subnet-0a1b2c3d'],
    never: /ecr:GetAuthorizationToken|does not exist|KMS|instance profile/,
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed caused by: Post "https://api.ecr.us-east-1.amazonaws.com/": dial tcp 44.213.79.50:443: i/o timeout',
      {
        definition: ROLES,
        containers: [{ ...WEB, image: `${ECR}/web:2` }],
        service: PUBLIC,
        running: healthy,
        oldEvents: OLD_NOISE,
      },
    ),
  },
  {
    name: 'the tag was never pushed',
    source: `${DOCS}task_cannot_pull_image.html`,
    root: 'ECR has no tag 7c1e0f2 in the repository web: the build did not push it, or to elsewhere.',
    named: /7c1e0f2/,
    fix: [/push/i, /7c1e0f2/],
    facts: [`${ECR}/web:7c1e0f2`],
    never: /NAT gateway|security group|repository policy|ecr:BatchGetImage|kept its digest/,
    given: neverStarts(
      `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${ECR}/web:7c1e0f2: ${ECR}/web:7c1e0f2: not found`,
      {
        definition: ROLES,
        containers: [{ ...WEB, image: `${ECR}/web:7c1e0f2` }],
        running: healthy,
        oldEvents: OLD_NOISE,
      },
    ),
  },
  {
    name: 'the image of a Mac',
    source: `${DOCS}task_cannot_pull_image.html`,
    root: 'The image was built for arm64 only, and the task runs on linux/amd64.',
    named: /linux\/amd64/,
    fix: [/--platform linux\/amd64/, /ARM64/, /web:2/],
    facts: ['web:2'],
    never: /does not exist|NAT gateway|log in|permission/,
    given: neverStarts(
      `CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'`,
      {
        definition: { ...ROLES, runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' } },
        containers: [{ ...WEB, image: `${ECR}/web:2` }],
        running: healthy,
      },
    ),
  },
  {
    name: 'the log group may not be created',
    source: 'https://github.com/aws/containers-roadmap/issues/1660',
    root: 'The execution role lacks logs:CreateLogGroup for awslogs-create-group.',
    named: /logs:CreateLogGroup/,
    fix: [/logs:CreateLogGroup/, /shop-execution/, /\/ecs\/web/],
    facts: ['/ecs/web', 'shop-execution'],
    never: /NAT gateway|endpoint|taskRoleArn|shop-task|has both/,
    given: neverStarts(
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log group: operation error CloudWatch Logs: CreateLogGroup, https response error StatusCode: 400, RequestID: 5f0d2f0a-7d0b-4f70-9a65-1f3cb5a0d7e1, api error AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/shop-execution/3caf853ecb00491db67740079d4a02a7 is not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:us-east-1:111122223333:log-group:/ecs/web:log-stream: because no identity-based policy allows the logs:CreateLogGroup action : exit status 1',
      {
        definition: ROLES,
        containers: [
          {
            ...WEB,
            logConfiguration: {
              logDriver: 'awslogs',
              options: { ...WEB.logConfiguration?.options, 'awslogs-create-group': 'true' },
            },
          },
        ],
        running: healthy,
      },
    ),
  },
  {
    name: 'logs have no way out of a private subnet',
    source: 'https://repost.aws/knowledge-center/ecs-resource-initialization-error',
    root: 'The task cannot reach CloudWatch Logs; AWS cannot tell whether the group exists.',
    named: /CloudWatch/,
    fix: [/com\.amazonaws\.us-east-1\.logs|logs.{0,30}endpoint|endpoint.{0,40}logs/i, /443/],
    facts: ['subnet-0a1b2c3d'],
    never: /[Cc]reate the log group|awslogs-create-group|logs:CreateLogStream/,
    given: neverStarts(
      'ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed',
      { definition: ROLES, service: PUBLIC, running: healthy, oldEvents: OLD_NOISE },
    ),
  },
  {
    name: 'EFS: the directory of the volume is not there',
    source: 'https://github.com/aws/containers-roadmap/issues/1138',
    root: 'The file system has no directory /uploads, which rootDirectory names.',
    named: /\/uploads/,
    fix: [/rootDirectory/, /creat|access point/i],
    facts: ['fs-0e5645f6', '/uploads'],
    never: /security group|2049|ClientMount|NAT/,
    given: neverStarts(
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: mounting fs-0e5645f6.efs.us-east-1.amazonaws.com:/uploads failed, reason given by server: No such file or directory' : unsuccessful EFS utils command execution; code: 32",
      {
        definition: {
          ...ROLES,
          volumes: [
            {
              name: 'uploads',
              efsVolumeConfiguration: {
                fileSystemId: 'fs-0e5645f6',
                rootDirectory: '/uploads',
                transitEncryption: 'ENABLED',
              },
            },
          ],
        },
        containers: [{ ...WEB, mountPoints: [{ sourceVolume: 'uploads', containerPath: '/app/uploads' }] }],
        running: healthy,
      },
    ),
  },
  {
    name: 'EFS: the security group keeps NFS out',
    source: `${DOCS}resource-initialization-error.html`,
    root: 'The mount targets of the file system do not let the tasks in on port 2049.',
    named: /fs-0e5645f6/,
    fix: [/2049/, /sg-0web/],
    facts: ['fs-0e5645f6', 'sg-0web'],
    never: /ClientMount|rootDirectory|does not exist/,
    given: neverStarts(
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Mount attempt 1/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. Mount attempt 2/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. b\'mount.nfs4: mount system call failed\' Traceback (most recent call last): File "/usr/sbin/supervisor_mount_efs", line 52, in <module> return_code = subprocess.check_call(["mount", "-t", "efs", "-o", opts, args.fs_id_with_path, args.dir_in_container], shell=False) File "/usr/lib64/python3.9/subprocess.py", line 373, in check_call raise CalledProcessError(retcode, cmd)',
      {
        definition: {
          ...ROLES,
          volumes: [
            { name: 'uploads', efsVolumeConfiguration: { fileSystemId: 'fs-0e5645f6', transitEncryption: 'ENABLED' } },
          ],
        },
        containers: [{ ...WEB, mountPoints: [{ sourceVolume: 'uploads', containerPath: '/app/uploads' }] }],
        service: PUBLIC,
        running: healthy,
      },
    ),
  },
  {
    name: 'a secret that the role may not read, named by resource',
    source: `${DOCS}resource-initialization-error.html`,
    root: 'The execution role lacks secretsmanager:GetSecretValue on prod/web/db.',
    named: /prod\/web\/db/,
    fix: [/secretsmanager:GetSecretValue/, /shop-execution/],
    facts: ['prod/web/db-Xy12Zz', 'shop-execution'],
    never: /shop-task|kms:Decrypt on|NAT gateway|does not exist/,
    given: neverStarts(
      `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: 7e4c, api error AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/shop-execution/8f2e6b1c is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SECRET} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
      {
        definition: ROLES,
        containers: [{ ...WEB, secrets: [{ name: 'DB_URL', valueFrom: SECRET }] }],
        running: healthy,
        oldEvents: OLD_NOISE,
      },
    ),
  },
  {
    name: 'SSM parameters: one of three has another name',
    source: `${DOCS}resource-initialization-error.html`,
    root: 'There is no parameter /prod/web/STRIPE_KEY.',
    named: /STRIPE_KEY/,
    fix: [/\/prod\/web\/STRIPE_KEY/],
    facts: ['/prod/web/STRIPE_KEY'],
    never: /ssm:GetParameters|NAT gateway|KMS|\/prod\/web\/DB_URL|starts with `\/`/,
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid parameters: /prod/web/STRIPE_KEY',
      {
        definition: ROLES,
        containers: [
          {
            ...WEB,
            secrets: [
              { name: 'DB_URL', valueFrom: 'arn:aws:ssm:us-east-1:111122223333:parameter/prod/web/DB_URL' },
              { name: 'STRIPE_KEY', valueFrom: '/prod/web/STRIPE_KEY' },
            ],
          },
        ],
        running: healthy,
      },
    ),
  },
  {
    name: 'a sidecar of Docker Hub meets its limit',
    source: 'https://docs.docker.com/docker-hub/usage/',
    root: 'Docker Hub refuses the anonymous pull of nginx:1.27 after too many.',
    named: /Docker Hub|rate limit|pull limit/i,
    fix: [/public\.ecr\.aws\/docker\/library\/nginx/, /repositoryCredentials/],
    facts: ['nginx:1.27'],
    never: /does not exist|NAT gateway or|ecr:BatchGetImage/,
    given: {
      deployment: BREAKER,
      events: ['(service web) has started 2 tasks: (task 1) (task 2).', ...FAILED_EVENTS],
      running: healthy,
      containers: [
        { ...WEB, image: `${ECR}/web:2` },
        { ...WEB, name: 'proxy', image: 'nginx:1.27', essential: true },
      ],
      tasks: [
        ...times(2, () => ({
          ...notStarted(
            'CannotPullContainerError: pull image manifest has been retried 2 time(s): failed to resolve ref docker.io/library/nginx:1.27: failed to do request: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/nginx/manifests/1.27: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
          ),
          containers: [
            { name: 'web', image: `${ECR}/web:2` },
            { name: 'proxy', image: 'nginx:1.27' },
          ],
        })),
        scaledIn,
      ],
    },
  },
];
