import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, T0, WEB, type Case } from './case.ts';
import { failed, neverStarts } from './endings.ts';
import { field } from './field.ts';
import { logs, type Kind } from './kinds.ts';
import { exited, FAILED_EVENTS, healthEvent, times, unhealthy } from './tasks.ts';

const unanswered = (reason: string, lines: readonly string[], more: Partial<Case> = {}): Case => ({
  ...failed,
  tasks: times(2, () => ({ ...unhealthy(), startedAt: T0 })),
  events: times(2, () => healthEvent(0, reason)).concat(FAILED_EVENTS),
  logs: logs(lines),
  service: {
    healthCheckGracePeriodSeconds: 60,
    loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }],
  },
  ...more,
});
const standsStill = (event: string, more: Partial<Case> = {}): Case => ({
  standsStill: true,
  counts: { desired: 2, running: 0, pending: 0 },
  events: [event],
  ...more,
});
const CLOSEST =
  '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 7f3b1a52-6b86-4838-86e5-46d896fdc8b3)';
const RETRIED =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:';
const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf';

/** Capacity, quotas and access, with the fixes that engineers would give each other. */
export const FIELD_CAPACITY_AND_ACCESS: readonly Kind[] = [
  // docs.aws.amazon.com/AmazonECS: ContainerDependency (HEALTHY needs a health check)
  field(
    'the awaited container has no health check',
    { cause: 'dependency-awaited', facts: ['redis', '`healthCheck`', 'START'], never: /its log|they show why/ },
    {
      standsStill: true,
      running: times(2, (): Partial<Task> => ({
        lastStatus: 'PENDING',
        containers: [
          { name: 'web', lastStatus: 'PENDING' },
          { name: 'redis', lastStatus: 'RUNNING', healthStatus: 'UNKNOWN' },
        ],
      })),
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'redis', condition: 'HEALTHY' }] },
        { ...WEB, name: 'redis', image: 'redis:7', essential: false },
      ],
      logs: {},
    },
  ),
  // docs.aws.amazon.com/AmazonECS: service event messages
  field(
    'percents that leave no room',
    { cause: 'percent-deadlock', facts: ['100', '200'], never: /capacity|Fargate has/ },
    standsStill(
      '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
      { service: { desiredCount: 1, deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } } },
    ),
  ),
  field(
    'host port taken on every instance',
    { cause: 'placement-port', facts: ['hostPort', '8080', '7f3b1a52'], never: /CPU|memory|Fargate/ },
    standsStill(
      `${CLOSEST} is already using a port required by your task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
      {
        service: { launchType: 'EC2', desiredCount: 2 },
        containers: [{ ...WEB, portMappings: [{ containerPort: 8080, hostPort: 8080 }] }],
      },
    ),
  ),
  field(
    'no memory left on the instances',
    { cause: 'placement-resources', facts: ['memory', '7f3b1a52'], never: /CPU units|Fargate|port/ },
    standsStill(
      `${CLOSEST} has insufficient memory available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
      { service: { launchType: 'EC2', desiredCount: 2 }, containers: [{ ...WEB, memory: 2048 }] },
    ),
  ),
  // docs.aws.amazon.com/AmazonECS: task cannot pull image
  field(
    'repository that does not exist',
    { cause: 'image-not-found', facts: ['shop/webb'], never: /NAT|rate limit/ },
    neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/shop/webb:2: 111122223333.dkr.ecr.us-east-1.amazonaws.com/shop/webb:2: not found',
    ),
  ),
  field(
    'Docker Hub rate limit',
    { cause: 'image-rate-limit', facts: ['repositoryCredentials', 'pull-through'], never: /does not exist|typo/ },
    neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/redis/manifests/sha256:86e3bff9634b85a5239a65974ac3c98f51277a8e1519fbd57b5e528f55ab8bf7: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
    ),
  ),
  field(
    'image for another processor',
    { cause: 'image-wrong-platform', facts: ['linux/amd64', 'runtimePlatform'], never: /does not exist|login/ },
    neverStarts(
      "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'",
    ),
  ),
  field(
    'secret that the role may not read',
    {
      cause: 'secret-not-allowed',
      facts: ['secretsmanager:GetSecretValue', SECRET, 'shop-exec'],
      never: /NAT|does not exist/,
    },
    neverStarts(
      `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, api error AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/shop-exec/0a1b is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SECRET} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
    ),
  ),
  field(
    'parameter that does not exist',
    { cause: 'parameter-not-found', facts: ['/prod/db/pass'], never: /NAT|policy/ },
    neverStarts(
      `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid parameters: /prod/db/pass`,
    ),
  ),
  field(
    'log group that does not exist',
    { cause: 'log-group-missing', facts: ['/ecs/web', 'awslogs-create-group'], never: /NAT|169\.254/ },
    neverStarts(
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: operation error CloudWatch Logs: CreateLogStream, https response error StatusCode: 400, ResourceNotFoundException: The specified log group does not exist. : exit status 1',
    ),
  ),
  field(
    'EFS does not answer',
    { cause: 'efs-mount', facts: ['2049'], never: /ClientMount|access point|DNS/ },
    neverStarts(
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: Connection timed out : unsuccessful EFS utils command execution; code: 32',
    ),
  ),
  // pallets/flask: cli.py
  field(
    'Flask listens on localhost',
    { cause: 'listens-on-loopback', facts: ['127.0.0.1', 'flask run --host=0.0.0.0'], never: /security group/ },
    unanswered('Request timed out', [
      " * Serving Flask app 'main'",
      ' * Debug mode: off',
      'WARNING: This is a development server. Do not use it in a production deployment. Use a production WSGI server instead.',
      ' * Running on http://127.0.0.1:8080',
      'Press CTRL+C to quit',
    ]),
  ),
  // vitejs/vite: logger.ts
  field(
    'Vite listens on localhost',
    { cause: 'listens-on-loopback', facts: ['localhost', '--host 0.0.0.0'], never: /security group/ },
    unanswered('Request timed out', [
      '> shop@1.0.0 preview',
      '> vite preview --port 8080',
      '  ➜  Local:   http://localhost:8080/',
      '  ➜  Network: use --host to expose',
    ]),
  ),
  // spring-boot: StartupInfoLogger; no line says that it was ready
  field(
    'a JVM that is still starting when it is stopped',
    { cause: 'still-starting', facts: ['from 60 to', '95 s'], never: /security group|127\.0\.0\.1/ },
    unanswered(
      'Request timed out',
      [
        ' :: Spring Boot ::                (v3.3.4)',
        '2026-09-01T10:00:05.112Z  INFO 1 --- [main] com.acme.shop.ShopApplication            : Starting ShopApplication v3.2.0 using Java 21.0.4 with PID 1',
        '2026-09-01T10:00:48.112Z  INFO 1 --- [main] .s.d.r.c.RepositoryConfigurationDelegate : Bootstrapping Spring Data JPA repositories in DEFAULT mode.',
        '2026-09-01T10:01:22.644Z  INFO 1 --- [main] com.zaxxer.hikari.HikariDataSource       : HikariPool-1 - Start completed.',
      ],
      {
        tasks: times(2, () => ({
          ...unhealthy(),
          startedAt: T0,
          stoppingAt: new Date(T0.getTime() + 95_000),
          stoppedAt: new Date(T0.getTime() + 125_000),
          cpu: '256',
        })),
      },
    ),
  ),
  // nginx in front of a program that died
  field(
    'nginx waits for a program that crashed beside it',
    { cause: 'says-setting-missing', facts: ['STRIPE_KEY', 'app'], never: /security group|proxy_pass/ },
    unanswered(
      'Health checks failed with these codes: [502]',
      [
        '2026/09/01 10:00:36 [error] 23#23: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.9, server: , request: "GET /up HTTP/1.1", upstream: "http://127.0.0.1:3000/up", host: "10.0.3.4:8080"',
      ],
      {
        containers: [WEB, { ...WEB, name: 'app', essential: false }],
        tasks: times(2, () => ({
          ...unhealthy(),
          startedAt: T0,
          containers: [
            { name: 'web', exitCode: 0 },
            { name: 'app', exitCode: 1 },
          ],
        })),
        logs: {
          ...logs([
            '2026/09/01 10:00:36 [error] 23#23: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.9, server: , request: "GET /up HTTP/1.1", upstream: "http://127.0.0.1:3000/up", host: "10.0.3.4:8080"',
          ]),
          ...logs(
            ['shop 3.2.0', 'Error: STRIPE_KEY is not set', '    at Object.<anonymous> (/app/dist/config.js:7:9)'],
            'app',
          ),
        },
      },
    ),
  ),
  // most of the tasks decide
  field(
    'three crash, one is only unhealthy',
    { cause: 'says-connection-refused', facts: ['10.0.4.7:5432', '3 tasks'], never: /health check path/ },
    {
      ...failed,
      tasks: [...times(3, () => exited({ name: 'web', exitCode: 1 })), { ...unhealthy(), startedAt: T0 }],
      events: [healthEvent(3, 'Request timed out'), ...FAILED_EVENTS],
      logs: Object.fromEntries(
        ['0', '1', '2', '3'].map((end) => [
          `ecs/web/${'a'.repeat(31)}${end}`,
          [
            'starting',
            'Error: connect ECONNREFUSED 10.0.4.7:5432',
            '    at TCPConnectWrap.afterConnect (node:net:1595:16)',
          ],
        ]),
      ),
    },
  ),
  field(
    'quota of vCPUs',
    { cause: 'fargate-task-quota', facts: ['vCPU', 'quota'], never: /Availability Zone|container instance/ },
    standsStill(
      '(service web) was unable to place a task. Reason: You’ve reached the limit on the number of vCPUs you can run concurrently.',
      { service: { launchType: 'FARGATE', desiredCount: 2 } },
    ),
  ),
  // aws-sdk-java-v2: DynamoDbException
  field(
    'Java: the task role may not read a table',
    {
      cause: 'says-aws-denied',
      facts: ['dynamodb:DescribeTable', 'table/orders', 'shop-task'],
      never: /security group|execution role lacks/,
    },
    {
      ...failed,
      tasks: times(2, () => exited({ name: 'web', exitCode: 1 })),
      logs: logs([
        'Exception in thread "main" software.amazon.awssdk.services.dynamodb.model.DynamoDbException: User: arn:aws:sts::111122223333:assumed-role/shop-task/0a1b2c is not authorized to perform: dynamodb:DescribeTable on resource: arn:aws:dynamodb:us-east-1:111122223333:table/orders because no identity-based policy allows the dynamodb:DescribeTable action (Service: DynamoDb, Status Code: 400, Request ID: X)',
        '\tat software.amazon.awssdk.core.internal.http.CombinedResponseHandler.handleErrorResponse(CombinedResponseHandler.java:125)',
      ]),
    },
  ),
  // mattn, Node: the size of the heap is known
  field(
    'Node: heap limit, with the memory of the container',
    { cause: 'says-heap-full', facts: ['--max-old-space-size=768', '1024'], never: /MaxRAMPercentage|memory_limit/ },
    {
      ...failed,
      tasks: times(2, () => exited({ name: 'web', exitCode: 134 })),
      containers: [{ ...WEB, memory: 1024 }],
      logs: logs([
        'loading catalogue',
        '<--- Last few GCs --->',
        '[1:0x7f]    31045 ms: Mark-Compact 252.3 (257.6) -> 251.9 (258.1) MB, 310.6 / 0.0 ms  (average mu = 0.1) allocation failure; scavenge might not succeed',
        'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
        '----- Native stack trace -----',
        ' 1: 0xb82c28 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]',
      ]),
    },
  ),
  field(
    'Go: times out, with the security groups of the tasks',
    { cause: 'says-connection-timeout', facts: ['sg-0a1b2c3d4e5f67890', '10.0.4.7', '5432'], never: /password|refuse/ },
    {
      ...failed,
      tasks: times(2, () => exited({ name: 'web', exitCode: 1 })),
      service: {
        networkConfiguration: {
          awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-0a1b2c3d4e5f67890'] },
        },
      },
      logs: logs([
        '2026/09/01 10:00:01 INFO starting',
        '2026/09/01 10:00:31 failed to connect to `user=shop database=orders`: 10.0.4.7:5432 (db.shop.local): dial error: timeout: dial tcp 10.0.4.7:5432: i/o timeout',
      ]),
    },
  ),
];
