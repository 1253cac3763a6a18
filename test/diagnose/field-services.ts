import type { Task } from '@aws-sdk/client-ecs';
import { T0, taskId, WEB } from './case.ts';
import { field } from './field.ts';
import { logs, type Kind } from './kinds.ts';
import { BREAKER, exited, FAILED_EVENTS, healthEvent, notStarted, scaledIn, times, unhealthy } from './tasks.ts';

const failed = { deployment: BREAKER, events: FAILED_EVENTS };
const neverStarts = (reason: string) => ({
  ...failed,
  oldEvents: [
    '(service web) has reached a steady state.',
    '(service web) was unable to place a task. Reason: Internal error.',
  ],
  events: ['(service web) has started 2 tasks: (task 1) (task 2).', ...FAILED_EVENTS],
  tasks: [...times(2, () => notStarted(reason)), scaledIn],
});
const containerFails = (reason: string) => ({
  ...failed,
  tasks: times(2, () => notStarted('Task failed to start', reason)),
});
const INSTANCE = '4ae3a0b6f4c94b3d8b3f6b0f5a1c2d3e';
const unplaced = (detail: string) => ({
  deployment: BREAKER,
  events: [
    '(service web) has stopped 1 running tasks: (task 7).',
    ...times(
      3,
      () =>
        `(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance ${INSTANCE}) ${detail}. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
    ),
    ...FAILED_EVENTS,
  ],
});

export const FIELD_SERVICES: readonly Kind[] = [
  field(
    'placement: an attribute that no instance has',
    { cause: 'placement-attribute', facts: [INSTANCE.slice(0, 12)], never: /CPU|Fargate/ },
    unplaced('is missing an attribute required by your task'),
  ),
  field(
    'placement: the agent is disconnected',
    { cause: 'agent-disconnected', facts: [INSTANCE.slice(0, 12)], never: /CPU|memory|Fargate/ },
    unplaced('encountered error "AGENT"'),
  ),
  field(
    'placement: no interface left on the instances',
    { cause: 'placement-interfaces', facts: [INSTANCE.slice(0, 12), 'awsvpcTrunking'], never: /CPU|Fargate/ },
    unplaced('encountered error "RESOURCE:ENI"'),
  ),
  field(
    'network: subnet out of addresses',
    { cause: 'subnet-full', facts: ['subnet-0abc1234'], never: /permission|role/ },
    neverStarts(
      "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment disabled in subnet 'subnet-0abc1234': InsufficientFreeAddressesInSubnet",
    ),
  ),
  field(
    'network: interface not ready in time',
    { cause: 'network-interface', facts: ['network interface'], never: /security group of the load balancer|image/ },
    neverStarts('Timeout waiting for network interface provisioning to complete.'),
  ),
  field(
    'secret: no such key in its JSON',
    { cause: 'secret-key-missing', facts: ['DB_PASS'], never: /permission|NAT|role/ },
    neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key DB_PASS',
    ),
  ),
  field(
    'secret: key of KMS is closed',
    { cause: 'secret-key-denied', facts: ['KMS', 'kms:Decrypt'], never: /NAT|does not exist/ },
    neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf from secrets manager: AccessDeniedException: Access to KMS is not allowed status code: 400, request id: 0b1c',
    ),
  ),
  field(
    'secret: marked for deletion',
    { cause: 'secret-deleted', facts: ['prod/db-AbCdEf', 'restore-secret'], never: /permission|NAT|role/ },
    neverStarts(
      "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf from secrets manager: InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.",
    ),
  ),
  field(
    'parameter: not in this Region',
    { cause: 'parameter-not-found', facts: ['/prod/db-url'], never: /NAT|permission/ },
    neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid parameters: /prod/db-url',
    ),
  ),
  field(
    'ECR: an endpoint that does not answer',
    { cause: 'endpoint-closed', facts: ['10.0.5.7:443'], never: /does not exist|ecr:GetAuthorizationToken/ },
    neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed caused by: Post "https://api.ecr.us-east-1.amazonaws.com/": dial tcp 10.0.5.7:443: i/o timeout',
    ),
  ),
  field(
    'ECR: pull-through cache may not import',
    { cause: 'image-cache-not-allowed', facts: ['ecr:BatchImportUpstreamImage'], never: /NAT|image does not exist/ },
    neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/docker-hub/library/nginx:1.27: unexpected status from HEAD request to https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/docker-hub/library/nginx/manifests/1.27: 403 Forbidden: User: arn:aws:sts::111122223333:assumed-role/ecsTaskExecutionRole/0123 is not authorized to perform: ecr:BatchImportUpstreamImage on resource: arn:aws:ecr:us-east-1:111122223333:repository/docker-hub/library/nginx',
    ),
  ),
  field(
    'EFS: folder that is not there',
    { cause: 'efs-directory-missing', facts: ['fs-0abc1234', '/grafana'], never: /security group|2049/ },
    neverStarts(
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: mounting fs-0abc1234.efs.us-east-1.amazonaws.com:/grafana failed, reason given by server: No such file or directory' : unsuccessful EFS utils command execution; code: 32",
    ),
  ),
  field(
    'EFS: server denies the mount',
    {
      cause: 'efs-not-allowed',
      facts: ['fs-0abc1234', 'elasticfilesystem:ClientMount'],
      never: /2049|mount target in/,
    },
    neverStarts(
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' : unsuccessful EFS utils command execution; code: 32 fs-0abc1234",
    ),
  ),
  field(
    'environment file: forbidden',
    { cause: 'env-file', facts: ['403', 's3:GetObject'], never: /NAT|valueFrom/ },
    neverStarts(
      'ResourceInitializationError: failed to download env files: file download command: non empty error stream: Forbidden: Forbidden status code: 403, request id: 7Q2, host id: x',
    ),
  ),
  field(
    'log group: logs out of reach',
    { cause: 'logging-unreachable', facts: ['logs'], never: /Create the log group/ },
    neverStarts(
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: RequestError: send request failed caused by: Post "https://logs.us-east-1.amazonaws.com/": dial tcp 52.94.12.8:443: i/o timeout : exit status 1',
    ),
  ),
  field(
    'task role: ECS may not assume it',
    { cause: 'role-not-assumable', facts: ['shop-task', 'ecs-tasks.amazonaws.com'], never: /NAT|image/ },
    {
      ...failed,
      events: [
        "(service web) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::111122223333:role/shop-task' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).",
        ...FAILED_EVENTS,
      ],
    },
  ),
  field(
    'runtime: the container limit is too low to start',
    { cause: 'out-of-memory', facts: ['memory limit'], never: /entryPoint|command/ },
    containerFails(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown',
    ),
  ),
  field(
    'EC2: port of the host taken',
    { cause: 'port-in-use', facts: ['8080'], never: /entryPoint/ },
    containerFails(
      'CannotStartContainerError: Error response from daemon: driver failed programming external connectivity on endpoint ecs-web-2-web-c8f3 (d2b1): Bind for 0.0.0.0:8080 failed: port is already allocated',
    ),
  ),
  field(
    'EC2: no GPU driver',
    { cause: 'gpu-missing', facts: ['gpu'], never: /entryPoint|log driver/ },
    containerFails(
      'CannotStartContainerError: Error response from daemon: could not select device driver "" with capabilities: [[gpu]]',
    ),
  ),
  field(
    'EC2: a host folder that does not exist',
    { cause: 'mount-source', facts: ['/mnt/efs/conf'], never: /entryPoint|not in the image/ },
    containerFails(
      'CannotCreateContainerError: Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /mnt/efs/conf',
    ),
  ),
  field(
    'FireLens: the router dies first',
    { cause: 'says-router-config', facts: ['log_router', 'opensearchh'], never: /log group|chmod/ },
    {
      ...failed,
      containers: [
        { name: 'web', essential: true, logConfiguration: { logDriver: 'awsfirelens' } },
        { ...WEB, name: 'log_router', firelensConfiguration: { type: 'fluentbit' } },
      ],
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'Task failed to start',
        containers: [
          {
            name: 'web',
            reason:
              'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: dial unix /var/run/fluent.sock: connect: no such file or directory',
          },
          { name: 'log_router', exitCode: 255 },
        ],
      })),
      logs: logs(
        [
          'Fluent Bit v1.9.10',
          '[2026/09/01 10:00:01] [ info] [fluent bit] version=1.9.10, commit=557c8336e7, pid=1',
          "[2026/09/01 10:00:01] [error] [config] section 'opensearchh' tried to instance a plugin name that doesn't exist",
          '[2026/09/01 10:00:01] [error] configuration file contains errors, aborting.',
        ],
        'log_router',
      ),
    },
  ),
  field(
    'sidecar: Datadog without its key',
    { cause: 'says-setting-missing', facts: ['datadog-agent', 'DD_API_KEY'], never: /Raise `memory`/ },
    {
      ...failed,
      containers: [WEB, { ...WEB, name: 'datadog-agent' }],
      tasks: times(2, () => exited({ name: 'web', exitCode: 143 }, { name: 'datadog-agent', exitCode: 1 })),
      logs: {
        ...logs(['Server listening on 0.0.0.0:8080', 'GET /up 200 3ms', 'SIGTERM received, closing']),
        ...logs(
          [
            '[s6-init] making user provided files available at /var/run/s6/etc...exited 0.',
            '==================================================================================',
            'You must set an DD_API_KEY environment variable to run the Datadog Agent container',
            '==================================================================================',
            '[cont-init.d] 01-check-apikey.sh: exited 1.',
          ],
          'datadog-agent',
        ),
      },
    },
  ),
  field(
    'Service Connect: its agent is unhealthy',
    { cause: 'service-connect-proxy', facts: ['ecs-service-connect-Ab12C'], never: /health check command of web|curl/ },
    {
      ...failed,
      events: times(2, () => `(service web) (task ${taskId(0)}) failed container health checks.`).concat(FAILED_EVENTS),
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Task failed container health checks',
        startedAt: T0,
        containers: [
          { name: 'web', exitCode: 143, healthStatus: 'UNKNOWN' },
          { name: 'ecs-service-connect-Ab12C', exitCode: 137, healthStatus: 'UNHEALTHY' },
        ],
      })),
      logs: logs(['Server listening on 0.0.0.0:8080', 'GET / 200']),
    },
  ),
  field(
    'dependsOn: waits for a server to end',
    { cause: 'dependency-awaited', facts: ['web', 'init', 'SUCCESS'], never: /health check of init fail/ },
    {
      standsStill: true,
      running: times(2, () => ({
        lastStatus: 'PENDING',
        containers: [
          { name: 'web', lastStatus: 'PENDING' },
          { name: 'init', lastStatus: 'RUNNING' },
        ],
      })),
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] },
        { ...WEB, name: 'init', essential: false },
      ],
      logs: logs(['Server listening on 0.0.0.0:9000'], 'init'),
    },
  ),
  field(
    'load balancer: path asks for a login',
    { cause: 'target-refused', facts: ['401', '/up'], never: /security group|port is wrong/ },
    {
      ...failed,
      tasks: times(2, () => unhealthy()),
      events: [
        healthEvent(0, 'Health checks failed with these codes: [401]'),
        healthEvent(1, 'Health checks failed with these codes: [401]'),
        ...FAILED_EVENTS,
      ],
      targets: [{ reason: 'Target.ResponseCodeMismatch', description: 'Health checks failed with these codes: [401]' }],
      logs: logs(['Server listening on 0.0.0.0:8080', '10.0.0.9 - "GET /up HTTP/1.1" 401 Unauthorized']),
    },
  ),
  field(
    'load balancer: gRPC without a health service',
    { cause: 'target-grpc', facts: ['12', '/grpc.health.v1.Health/Check'], never: /security group/ },
    {
      ...failed,
      tasks: times(2, () => unhealthy()),
      events: [
        healthEvent(0, 'Health checks failed with these GRPC codes: [12]'),
        healthEvent(1, 'Health checks failed with these GRPC codes: [12]'),
        ...FAILED_EVENTS,
      ],
      logs: logs(['INFO gRPC server listening on [::]:8080']),
    },
  ),
  field(
    'load balancer: security group',
    { cause: 'target-timeout', facts: ['8080'], never: /127\.0\.0\.1|localhost/ },
    {
      ...failed,
      tasks: times(2, () => ({ ...unhealthy(), startedAt: T0 })),
      events: [healthEvent(0, 'Request timed out'), healthEvent(1, 'Request timed out'), ...FAILED_EVENTS],
      targets: [{ reason: 'Target.Timeout', description: 'Request timed out' }],
      logs: logs([
        'WARN retrying redis (1/5)',
        'redis connected',
        'Server listening on 0.0.0.0:8080',
        'ready in 2.1 s',
      ]),
    },
  ),
  field(
    'Express: quota of certificates',
    { cause: 'resource-quota', facts: ['2500'], never: /permission|iam/i },
    {
      standsStill: true,
      resources: [
        { resource: 'service', status: 'ACTIVE' },
        {
          resource: 'certificate',
          status: 'FAILED',
          reason:
            'Error: you have reached your limit of 2500 certificates. (Service: AcmClient, Status Code: 400) LimitExceededException',
        },
        { resource: 'listener', status: 'PROVISIONING' },
      ],
    },
  ),
  field(
    'Express: quota of listener rules',
    { cause: 'resource-quota', facts: ['TooManyRules'], never: /permission|iam/i },
    {
      standsStill: true,
      resources: [
        {
          resource: 'listener rule',
          status: 'FAILED',
          reason:
            "The maximum number of rules on load balancer 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/ecs-express-gateway-alb-1/6d0e' has been reached (Service: ElasticLoadBalancingV2, Status Code: 400, Error Code: TooManyRules)",
        },
      ],
    },
  ),
  field(
    'EBS: a type that the zone does not have',
    { cause: 'volume-attach', facts: ['io2'], never: /EFS|2049/ },
    neverStarts(
      "ResourceInitializationError: failed to create EBS volume: InvalidParameterValue: The volume type 'io2' is not available in the availability zone 'us-east-1e'",
    ),
  ),
  field(
    'Cloud Map: instances unhealthy',
    { cause: 'exit-code-143', facts: ['srv-abc'], never: /target group/ },
    {
      ...failed,
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason:
          'Task failed Route53 health checks in (service-registry arn:aws:servicediscovery:us-east-1:111122223333:service/srv-abc)',
        startedAt: T0,
        containers: [{ name: 'web', exitCode: 143 }],
      })),
      service: { loadBalancers: [] },
    },
  ),
];
