import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, T0, WEB, type Case } from './case.ts';
import { byCodeDeploy, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';
import { exited, scaledIn, times, unhealthy } from './tasks.ts';
import { turnedAway } from './weekly.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const ECR = '111122223333.dkr.ecr.us-east-1.amazonaws.com';
const HEALTH = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';
const ROLES = {
  executionRoleArn: 'arn:aws:iam::111122223333:role/shop-execution',
  taskRoleArn: 'arn:aws:iam::111122223333:role/shop-task',
};
const network = (assignPublicIp: 'ENABLED' | 'DISABLED') => ({
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: ['subnet-0a1b2c3d', 'subnet-0b2c3d4e'],
      securityGroups: ['sg-0web'],
      assignPublicIp,
    },
  },
});
const PULL_SECRETS =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:';
const old = (): Partial<Task>[] =>
  times(2, () => ({
    taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:1',
    startedBy: 'ecs-svc/1',
    startedAt: T0,
    containers: [{ name: 'web', lastStatus: 'RUNNING', healthStatus: 'HEALTHY' as const }],
  }));
const stands = (events: string[], more: Partial<Case>): Case => ({
  standsStill: true,
  counts: { desired: 2, running: 0, pending: 0 },
  oldEvents: ['(service web) has reached a steady state.'],
  running: old(),
  events,
  ...more,
});
const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/web/db-Xy12Zz';
const FOREIGN = 'arn:aws:secretsmanager:us-east-1:444455556666:secret:shared/db-Qw34Er';
const EFS = {
  name: 'uploads',
  efsVolumeConfiguration: { fileSystemId: 'fs-0e5645f6', rootDirectory: '/', transitEncryption: 'ENABLED' as const },
};
const MOUNTED = { ...WEB, mountPoints: [{ sourceVolume: 'uploads', containerPath: '/app/uploads' }] };

/** Evidence that rules out what is most often at fault. */
export const AWS_TEAM_TRAPS: readonly Open[] = [
  {
    name: 'Docker Hub is out of reach from a public subnet',
    source: 'https://repost.aws/knowledge-center/ecs-pull-container-error',
    root: 'The tasks have public addresses; the way out (route to an internet gateway, egress, ACL) is closed.',
    named: /registry-1\.docker\.io|Docker Hub|registry/,
    fix: [/internet gateway/, /443/, /sg-0web/],
    facts: ['registry-1.docker.io'],
    never: /assignPublicIp` ENABLED|ecr\.api|private subnet|does not exist|DNS/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref docker.io/shop/web:2: failed to do request: Head "https://registry-1.docker.io/v2/shop/web/manifests/2": dial tcp 44.208.254.194:443: i/o timeout',
      { definition: ROLES, containers: [{ ...WEB, image: 'shop/web:2' }], service: network('ENABLED'), running: old() },
    ),
  },
  {
    name: 'the instance role may not pull',
    source: 'https://repost.aws/knowledge-center/ecs-tasks-pull-images-ecr-repository',
    root: 'The instance role shop-instances lacks ecr:BatchGetImage; the task has no execution role.',
    named: /shop-instances/,
    fix: [/shop-instances/, /AmazonEC2ContainerServiceforEC2Role|ecr:BatchGetImage/],
    facts: ['shop-instances'],
    never: /another account|repositoryCredentials|repository policy|AmazonECSTaskExecutionRolePolicy/,
    given: neverStarts(
      `CannotPullContainerError: Error response from daemon: pull access denied for ${ECR}/web, repository does not exist or may require 'docker login': denied: User: arn:aws:sts::111122223333:assumed-role/shop-instances/i-0abc1234def567890 is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-east-1:111122223333:repository/web because no identity-based policy allows the ecr:BatchGetImage action`,
      { containers: [{ ...WEB, image: `${ECR}/web:2` }], service: { launchType: 'EC2' }, running: old() },
    ),
  },
  {
    name: 'the secret has no way to be fetched',
    source: 'https://repost.aws/knowledge-center/ecs-unable-to-pull-secrets',
    root: 'The private subnets have no way to Secrets Manager.',
    named: /Secrets Manager/,
    fix: [/secretsmanager/, /subnet-0a1b2c3d/, /443/],
    facts: ['subnet-0a1b2c3d'],
    never: /GetSecretValue` on|lacks secretsmanager|does not exist|KMS/,
    given: neverStarts(
      `${PULL_SECRETS} unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret ${SECRET} from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.`,
      {
        definition: ROLES,
        containers: [{ ...WEB, secrets: [{ name: 'DB_URL', valueFrom: SECRET }] }],
        service: network('DISABLED'),
        running: old(),
      },
    ),
  },
  {
    name: 'a secret of another account',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html',
    root: 'The secret of account 444455556666 does not let the role of this account in.',
    named: /444455556666/,
    fix: [/resource-based policy|resource policy/, /shop-execution/, /secretsmanager:GetSecretValue/],
    facts: ['444455556666'],
    never: /NAT gateway|shop-task|does not exist|for a KMS key|if the resource/,
    given: neverStarts(
      `${PULL_SECRETS} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${FOREIGN} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: 7e4c, api error AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/shop-execution/8f2e6b1c is not authorized to perform: secretsmanager:GetSecretValue on resource: ${FOREIGN} because no resource-based policy allows the secretsmanager:GetSecretValue action`,
      {
        definition: ROLES,
        containers: [{ ...WEB, secrets: [{ name: 'DB_URL', valueFrom: FOREIGN }] }],
        running: old(),
      },
    ),
  },
  {
    name: 'a parameter whose key is out of reach',
    source: 'https://repost.aws/knowledge-center/ecs-unable-to-pull-secrets',
    root: 'The execution role may not decrypt the SecureString.',
    named: /KMS|key|decrypt/i,
    fix: [/kms:Decrypt/, /shop-execution/],
    facts: ['/prod/web/DB_URL'],
    never: /ssm:GetParameters|NAT gateway|shop-task|secretsmanager/,
    given: neverStarts(
      `${PULL_SECRETS} unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.`,
      {
        definition: ROLES,
        containers: [
          {
            ...WEB,
            secrets: [{ name: 'DB_URL', valueFrom: 'arn:aws:ssm:us-east-1:111122223333:parameter/prod/web/DB_URL' }],
          },
        ],
        running: old(),
      },
    ),
  },
  {
    name: 'an image that is too large for Fargate',
    source: `${DOCS}fargate-task-storage.html`,
    root: 'The image does not fit into the 20 GiB of the task.',
    named: /disk|space|storage/i,
    fix: [/ephemeralStorage/, /20/],
    facts: ['20'],
    never: /container instance|docker system prune|root volume|does not exist/,
    given: neverStarts(
      'CannotPullContainerError: ref pull has been retried 1 time(s): failed to extract layer sha256:8c1c: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/45/fs/opt/conda/lib/libtorch_cuda.so: no space left on device: unknown',
      {
        definition: { ...ROLES, requiresCompatibilities: ['FARGATE'] },
        containers: [{ ...WEB, image: `${ECR}/web:2` }],
        service: { launchType: 'FARGATE', ...network('ENABLED') },
        running: old(),
      },
    ),
  },
  {
    name: 'NLB: its address is not in the security group',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html',
    root: 'The program listens on 8080; the security group of the tasks does not let the load balancer in.',
    named: /8080|health check/i,
    fix: [/security group/, /sg-0web/, /8080/],
    facts: ['sg-0web'],
    never: /health check path|HealthCheckPath|matcher|codes|Check that the application/i,
    given: turnedAway('Health checks failed', ['Server listening on http://0.0.0.0:8080'], {
      group: { Protocol: 'TCP', HealthCheckProtocol: 'TCP', HealthCheckPath: undefined, Matcher: undefined },
      service: {
        loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }],
        ...network('DISABLED'),
      },
      containers: [{ ...WEB, portMappings: [{ containerPort: 8080 }] }],
      running: old(),
    }),
  },
  {
    name: 'the container listens to itself only',
    source: HEALTH,
    root: 'Vite preview listens on localhost only.',
    named: /localhost:8080 only/,
    fix: [/0\.0\.0\.0/],
    facts: ['8080'],
    never: /security group|grace period|HealthCheckPath/,
    given: turnedAway(
      'Health checks failed',
      ['> vite preview --port 8080', '  ➜  Local:   http://localhost:8080/', '  ➜  Network: use --host to expose'],
      {
        service: {
          loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }],
          ...network('DISABLED'),
        },
        containers: [{ ...WEB, portMappings: [{ containerPort: 8080 }] }],
        running: old(),
      },
    ),
  },
  {
    name: 'the path does not exist',
    source: HEALTH,
    root: 'The application knows no /up; it answers /api/health.',
    named: /404/,
    fix: [/\/api\/health/, /\/up/],
    facts: ['404', '/api/health'],
    never: /security group|grace period|login/,
    given: turnedAway(
      'Health checks failed with these codes: [404]',
      [
        '[Nest] 1  - 09/01/2026, 10:00:02 AM     LOG [RouterExplorer] Mapped {/api/orders, GET} route +1ms',
        '[Nest] 1  - 09/01/2026, 10:00:02 AM     LOG [RouterExplorer] Mapped {/api/health, GET} route +0ms',
        '[Nest] 1  - 09/01/2026, 10:00:02 AM     LOG [NestApplication] Nest application successfully started +2ms',
      ],
      { running: old() },
    ),
  },
  {
    name: 'the container check begins before Java is up',
    source: `${DOCS}healthcheck.html`,
    root: 'The start takes 74 s; the check gives up after 30 s with no startPeriod.',
    named: /74|start/,
    fix: [/startPeriod/, /from (?:0|none)|to \d+/],
    facts: ['startPeriod'],
    never: /security group|target group|curl/,
    given: {
      ...failed,
      containers: [
        {
          ...WEB,
          healthCheck: {
            command: ['CMD-SHELL', 'wget -q -O- http://localhost:8080/actuator/health || exit 1'],
            interval: 10,
            timeout: 5,
            retries: 3,
          },
        },
      ],
      tasks: [
        ...times(2, (): Partial<Task> => ({
          stopCode: 'ServiceSchedulerInitiated',
          stoppedReason: 'Task failed container health checks',
          startedAt: T0,
          containers: [{ name: 'web', exitCode: 143, healthStatus: 'UNHEALTHY' }],
        })),
        scaledIn,
      ],
      logs: logs([
        '2026-09-01T10:01:14.3Z  INFO 1 --- [main] c.e.ShopApplication : Started ShopApplication in 74.2 seconds (process running for 76.1)',
        '2026-09-01T10:01:15.0Z  INFO 1 --- [ionShutdownHook] o.s.b.w.e.tomcat.GracefulShutdown : Commencing graceful shutdown. Waiting for active requests to complete',
      ]),
      running: old(),
    },
  },
  {
    name: 'unhealthy tasks that were killed after 30 seconds',
    source: HEALTH,
    root: 'The application is too slow; code 137 only says that it did not stop in time.',
    named: /9\.4|5 s/,
    fix: [/timeout|faster/],
    facts: ['/up'],
    never: /OutOfMemory|out of memory|raise `memory`|security group/i,
    given: turnedAway(
      'Request timed out',
      ['Server listening on http://0.0.0.0:8080', 'GET /up 200 8123ms', 'GET /up 200 9410ms'],
      {
        tasks: [
          ...times(2, () => ({ ...unhealthy(), startedAt: T0, containers: [{ name: 'web', exitCode: 137 }] })),
          scaledIn,
        ],
        service: {
          loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }],
          ...network('DISABLED'),
        },
        running: old(),
      },
    ),
  },
  {
    name: 'targets of another VPC',
    source: `${DOCS}troubleshoot-service-load-balancers.html`,
    root: 'The target group is in another VPC than the subnets of the service.',
    named: /VPC/,
    fix: [/VPC/, /subnet-0a1b2c3d|subnets/],
    facts: ['vpc-0shop'],
    never: /security group|health check|grace/,
    given: stands(
      times(
        3,
        () =>
          `(service web) failed to register targets in (target-group ${GROUP}) with (error InvalidTarget: The following targets are not in the target group VPC 'vpc-0shop': '10.9.3.4')`,
      ),
      { service: network('DISABLED') },
    ),
  },
  {
    name: 'EFS: IAM is on and the role may not mount',
    source: 'https://repost.aws/knowledge-center/fargate-unable-to-mount-efs',
    root: 'The policy of the file system or of the task role does not allow the mount.',
    named: /fs-0e5645f6/,
    fix: [/elasticfilesystem:ClientMount/, /shop-task/],
    facts: ['fs-0e5645f6', 'shop-task'],
    never: /2049|shop-execution|NAT|does not exist|root directory/,
    given: neverStarts(
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' : unsuccessful EFS utils command execution; code: 32",
      {
        definition: {
          ...ROLES,
          volumes: [
            {
              ...EFS,
              efsVolumeConfiguration: { ...EFS.efsVolumeConfiguration, authorizationConfig: { iam: 'ENABLED' } },
            },
          ],
        },
        containers: [MOUNTED],
        service: network('DISABLED'),
        running: old(),
      },
    ),
  },
  {
    name: 'EFS: no mount target in the zone',
    source: 'https://repost.aws/knowledge-center/fargate-unable-to-mount-efs',
    root: 'The file system has no mount target in the zone of the task (or the VPC no DNS).',
    named: /fs-0e5645f6/,
    fix: [/mount target/, /subnet-0a1b2c3d/],
    facts: ['fs-0e5645f6'],
    never: /2049|ClientMount|rootDirectory/,
    given: neverStarts(
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve "fs-0e5645f6.efs.us-east-1.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID. See https://docs.aws.amazon.com/console/efs/mount-dns-name for more detail. Attempting to lookup mount target ip address using botocore. Failed to import necessary dependency botocore, please install botocore first. : unsuccessful EFS utils command execution; code: 1',
      { definition: { ...ROLES, volumes: [EFS] }, containers: [MOUNTED], service: network('DISABLED'), running: old() },
    ),
  },
  {
    name: 'the CPU of small instances',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'The task reserves 2048 CPU units; no instance has them free.',
    named: /2048/,
    fix: [/2048/, /cpu/i],
    facts: ['2048'],
    never: /memory|Fargate|port/,
    given: stands(
      times(
        3,
        () =>
          '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance d20a57cd80a34befb98a3ddac785d9d7) has insufficient CPU units available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ),
      {
        service: {
          launchType: 'EC2',
          desiredCount: 2,
          deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
        },
        definition: { requiresCompatibilities: ['EC2'] },
        containers: [{ ...WEB, cpu: 2048, memoryReservation: 512 }],
      },
    ),
  },
  {
    name: 'CodeDeploy: the validation hook fails',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html',
    root: 'The hook AfterAllowTestTraffic failed: its test got a 500.',
    named: /AfterAllowTestTraffic/,
    fix: [/hook|function|log/i],
    facts: ['AfterAllowTestTraffic'],
    never: /security group|circuit breaker|grace period/,
    given: {
      ...byCodeDeploy(
        'HOOK_EXECUTION_FAILURE',
        'The deployment failed because the hook AfterAllowTestTraffic failed.',
        {
          name: 'AfterAllowTestTraffic',
          message: 'The following validation lifecycle event hook failed: web-validate',
          log: 'Validation test failed: GET /orders answered 500',
        },
      ),
      running: old(),
    },
  },
  {
    name: 'a program that ends with code 1 and writes no log',
    source: `${DOCS}stopped-task-error-codes.html`,
    root: 'The program ended with code 1; the step may not read the log.',
    named: /code 1/,
    fix: [/log/],
    facts: ['web'],
    never: /security group|memory|architecture|most likely the/i,
    given: {
      ...failed,
      tasks: [...times(2, () => exited({ name: 'web', exitCode: 1 })), scaledIn],
      errors: {
        lastLines: Object.assign(new Error('User is not authorized to perform: logs:GetLogEvents'), {
          name: 'AccessDeniedException',
          $metadata: { httpStatusCode: 400 },
        }),
      },
      running: old(),
    },
  },
  {
    name: 'somebody stops the tasks',
    source: `${DOCS}stopped-task-error-codes.html`,
    root: 'A person or script stopped the tasks by StopTask.',
    named: /stopped by|StopTask|user/i,
    fix: [/CloudTrail|StopTask/],
    facts: [],
    never: /health check|memory|exit code|code 137|crash/,
    given: {
      ...failed,
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'UserInitiated',
        stoppedReason: 'Task stopped by user',
        startedAt: T0,
        containers: [{ name: 'web', exitCode: 137 }],
      })),
      logs: logs(['Server listening on http://0.0.0.0:8080']),
      running: old(),
    },
  },
  {
    name: 'the service asks for a container port that the definition lost',
    source: `${DOCS}troubleshoot-service-load-balancers.html`,
    root: 'The service sends to port 8080 of web; the revision maps 3000.',
    named: /8080/,
    fix: [/3000/, /8080/],
    facts: ['8080', '3000', 'web'],
    never: /security group|health check path|listens on|uses\./,
    given: stands(
      times(
        2,
        () =>
          '(service web) failed to launch a task with (error The container web did not have a container port 8080 defined.).',
      ),
      { containers: [{ ...WEB, portMappings: [{ containerPort: 3000 }] }] },
    ),
  },
  {
    name: 'the network interface takes too long',
    source: `${DOCS}stopped-task-error-codes.html`,
    root: 'AWS did not attach the network interface in time; that passes.',
    named: /network interface/i,
    fix: [/again/],
    facts: [],
    never: /subnet.{0,20}(?:full|no address)|security group|NAT/,
    given: neverStarts('Timeout waiting for network interface provisioning to complete.', {
      service: { launchType: 'FARGATE', ...network('DISABLED') },
      running: old(),
    }),
  },
];
