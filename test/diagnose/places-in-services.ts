import type { Task } from '@aws-sdk/client-ecs';
import { T0, WEB, type Case } from './case.ts';
import type { Open } from './field-fixes.ts';
import { failsOwnCheck, logs, neverStarts, unanswered } from './kinds.ts';
import { BREAKER, exited, FAILED_EVENTS, notStarted, times } from './tasks.ts';

const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/db-AbCdEf';
const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const NOISE = ['(service web) has started 2 tasks: (task 1) (task 2).'];
const codeDeploy = (code: string, message: string, hook?: { name: string; message: string; log: string }): Case => ({
  codeDeploy: {
    deployment: {
      status: 'Failed',
      deploymentId: 'd-ABCDEF123',
      errorInformation: { code: code as 'TIMEOUT', message },
    },
    target: {
      lifecycleEvents: [
        { lifecycleEventName: 'BeforeInstall', status: 'Succeeded' },
        ...(hook === undefined
          ? []
          : [
              {
                lifecycleEventName: hook.name,
                status: 'Failed' as const,
                diagnostics: { errorCode: 'UnknownError' as const, message: hook.message, logTail: hook.log },
              },
            ]),
      ],
    },
    failedTasks: 0,
    rollsBackOnFailure: true,
    terminationWaitMinutes: 5,
  },
  events: NOISE,
});

/** AWS refuses or waits: the fix must say which field of which resource, and with which value. */
export const PLACES_IN_SERVICES: readonly Open[] = [
  {
    name: 'CodeDeploy: the live target group is not behind the listener',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-create-ecs-cfn.html',
    root: 'The rule of the production listener forwards to another target group than the service uses.',
    named: /listener/,
    fix: [/listener/, /target group/, /rule|forward/],
    facts: ['listener'],
    never: /security group|health check/,
    given: codeDeploy(
      'ELB_INVALID_INSTANCE',
      'The ELB could not be updated due to the following error: Primary taskset target group must be behind listener arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2',
    ),
  },
  {
    name: 'CodeDeploy: a hook function never answers',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html',
    root: 'The function of AfterAllowTestTraffic ended without PutLifecycleEventHookExecutionStatus.',
    named: /AfterAllowTestTraffic/,
    fix: [/PutLifecycleEventHookExecutionStatus/, /AfterAllowTestTraffic|function/],
    facts: ['AfterAllowTestTraffic'],
    never: /security group|circuit breaker/,
    given: codeDeploy(
      'TIMEOUT',
      'The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within one hour after a deployment hook is invoked.',
      {
        name: 'AfterAllowTestTraffic',
        message:
          'The lifecycle event hook did not report a status within one hour: arn:aws:lambda:us-east-1:111122223333:function:shop-smoke',
        log: '',
      },
    ),
  },
  {
    name: 'Express: the infrastructure role may not make a load balancer',
    source: `${DOCS}express-service-troubleshooting.html`,
    root: 'The infrastructure role lacks its managed policy.',
    named: /not authorized/,
    fix: [
      /shopInfrastructure/,
      /AmazonECSInfrastructureRoleforExpressGatewayServices|elasticloadbalancing:CreateLoadBalancer/,
    ],
    facts: ['shopInfrastructure', 'elasticloadbalancing:CreateLoadBalancer'],
    never: /execution role|task role|deployer|security group/,
    given: {
      resources: [
        { resource: 'log group', status: 'ACTIVE' },
        {
          resource: 'load balancer',
          status: 'FAILED',
          reason:
            'User: arn:aws:sts::111122223333:assumed-role/shopInfrastructure/ecs-service-scheduler is not authorized to perform: elasticloadbalancing:CreateLoadBalancer on resource: arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/ecs-express-gateway-alb-1/* because no identity-based policy allows the elasticloadbalancing:CreateLoadBalancer action',
        },
      ],
      events: NOISE,
    },
  },
  {
    name: 'Express: both subnets in one zone',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',
    root: 'The load balancer needs subnets in two zones.',
    named: /two/i,
    fix: [/`subnets`/, /two|second/, /Availability Zone/],
    facts: ['subnet'],
    never: /security group|quota|role/,
    given: {
      resources: [
        {
          resource: 'load balancer',
          status: 'FAILED',
          reason:
            'At least two subnets in two different Availability Zones must be specified (Service: ElasticLoadBalancingV2, Status Code: 400, Request ID: 7c0d1a)',
        },
      ],
      events: NOISE,
    },
  },
  {
    name: 'ghcr.io without a login',
    source: 'https://github.com/orgs/community/discussions/26279',
    root: 'The package is private and the definition gives no login for ghcr.io.',
    named: /ghcr\.io/,
    fix: [/repositoryCredentials/, /read:packages|token/, /ghcr\.io|GitHub|package/],
    facts: ['ghcr.io/acme/shop:1.4'],
    never: /Docker Hub|ecr:GetAuthorizationToken|NAT/,
    given: {
      ...neverStarts(
        'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ghcr.io/acme/shop:1.4: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Aacme%2Fshop%3Apull&service=ghcr.io: 401 Unauthorized',
      ),
      containers: [{ ...WEB, image: 'ghcr.io/acme/shop:1.4' }],
    },
  },
  {
    name: 'public.ecr.aws throttles anonymous pulls',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/public/public-service-quotas.html',
    root: 'Anonymous pulls of public.ecr.aws are limited.',
    named: /toomanyrequests|Rate exceeded/i,
    fix: [/pull[- ]through cache|private (?:ECR )?repositor|copy/i, /ECR/],
    facts: ['public.ecr.aws'],
    never: /Docker Hub|docker\.io|repositoryCredentials/,
    given: {
      ...neverStarts(
        'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: unexpected status code https://public.ecr.aws/v2/nginx/nginx/manifests/1.27: 429 Too Many Requests - Server message: toomanyrequests: Rate exceeded',
      ),
      containers: [{ ...WEB, image: 'public.ecr.aws/nginx/nginx:1.27' }],
    },
  },
  {
    name: 'an entry point without the right to run, in one of two containers',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/1391',
    root: '/docker-entrypoint.sh of the proxy image is not executable.',
    named: /docker-entrypoint\.sh/,
    fix: [/chmod \+x|--chmod/, /\/docker-entrypoint\.sh/, /proxy/],
    facts: ['proxy', '/docker-entrypoint.sh'],
    never: /security group|architecture|`web`/,
    given: {
      deployment: BREAKER,
      events: [...NOISE, ...FAILED_EVENTS],
      containers: [WEB, { ...WEB, name: 'proxy', image: 'registry.example.com/proxy:9' }],
      tasks: times(2, (): Partial<Task> => ({
        ...notStarted('Task failed to start'),
        containers: [
          { name: 'web', image: 'registry.example.com/web:2' },
          {
            name: 'proxy',
            image: 'registry.example.com/proxy:9',
            reason:
              'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/docker-entrypoint.sh": permission denied: unknown',
          },
        ],
      })),
    },
  },
  {
    name: 'Spring Security guards the health check',
    source: 'https://github.com/spring-projects/spring-boot/issues/39738',
    root: 'The path of the health check asks for a login.',
    named: /401/,
    fix: [/\/actuator\/health/, /without (?:a )?login|permit|401/],
    facts: ['401', '/actuator/health'],
    never: /security group|grace period|timed out/,
    given: unanswered(
      'Health checks failed with these codes: [401]',
      [
        "2026-09-01T10:00:06.140Z  INFO 1 --- [main] o.s.b.w.e.tomcat.TomcatWebServer  : Tomcat started on port 8080 (http) with context path '/'",
        '2026-09-01T10:00:06.160Z  INFO 1 --- [main] com.shop.ShopApplication          : Started ShopApplication in 6.6 seconds (process running for 7.1)',
        '2026-09-01T10:00:15.011Z  WARN 1 --- [exec-1] o.s.s.w.a.ExceptionTranslationFilter : Full authentication is required',
      ],
      { group: { HealthCheckPath: '/actuator/health' } },
    ),
  },
  {
    name: 'the log group is missing',
    source: `${DOCS}resource-initialization-error.html`,
    root: 'The log group /ecs/web does not exist.',
    named: /log group/,
    fix: [/\/ecs\/web/, /us-east-1/, /create-log-group|awslogs-create-group/],
    facts: ['/ecs/web'],
    never: /VPC endpoint|NAT|not authorized/,
    given: neverStarts(
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: operation error CloudWatch Logs: CreateLogStream, https response error StatusCode: 400, RequestID: 1c2, ResourceNotFoundException: The specified log group does not exist. : exit status 1',
    ),
  },
  {
    name: 'a secret without the key that is asked for',
    source: `${DOCS}resource-initialization-error.html`,
    root: 'The secret shop/db has no key DB_PASS.',
    named: /DB_PASS/,
    fix: [/DB_PASS/, /shop\/db/, /DATABASE_PASSWORD/],
    facts: ['DB_PASS', 'shop/db-AbCdEf', 'DATABASE_PASSWORD'],
    never: /kms|not authorized|NAT|VPC endpoint/,
    given: {
      ...neverStarts(
        'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key DB_PASS',
      ),
      containers: [
        {
          ...WEB,
          secrets: [
            { name: 'DATABASE_PASSWORD', valueFrom: `${SECRET}:DB_PASS::` },
            { name: 'API_KEY', valueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/api-GhIjKl' },
          ],
        },
      ],
    },
  },
  {
    name: 'EFS refuses the mount',
    source: 'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html',
    root: 'The file system policy asks for IAM, and the mount sends none.',
    named: /access denied/,
    fix: [/fs-0123456789abcdef0/, /elasticfilesystem:ClientMount/, /"?iam"?.*ENABLED|authorizationConfig/],
    facts: ['fs-0123456789abcdef0'],
    never: /security group|2049|DNS|execution role/,
    given: {
      ...neverStarts(
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' : unsuccessful EFS utils command execution; code: 32",
      ),
      definition: {
        taskRoleArn: 'arn:aws:iam::111122223333:role/shop-task',
        volumes: [
          {
            name: 'uploads',
            efsVolumeConfiguration: { fileSystemId: 'fs-0123456789abcdef0', transitEncryption: 'ENABLED' },
          },
        ],
      },
      containers: [{ ...WEB, mountPoints: [{ sourceVolume: 'uploads', containerPath: '/uploads' }] }],
    },
  },
  {
    name: 'more heap than the container may use',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html',
    root: 'The heap of 768 MiB does not fit into 512 MiB.',
    named: /memory/i,
    fix: [/`memory`/, /512/, /768/],
    facts: ['512', '768'],
    never: /security group|health check|leak/,
    given: {
      deployment: BREAKER,
      events: [...NOISE, ...FAILED_EVENTS],
      containers: [{ ...WEB, memory: 512, environment: [{ name: 'JAVA_TOOL_OPTIONS', value: '-Xmx768m' }] }],
      definition: { memory: '1024', cpu: '512', requiresCompatibilities: ['FARGATE'] },
      tasks: times(2, () =>
        exited({ name: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }),
      ),
      logs: logs(['Picked up JAVA_TOOL_OPTIONS: -Xmx768m', 'INFO Warming up the catalogue cache']),
    },
  },
  {
    name: 'a start that outlasts the start period',
    source: `${DOCS}healthcheck.html`,
    root: 'The program is ready after 58.2 s, the container has 10 s and three checks of 10 s.',
    named: /health check/,
    fix: [/startPeriod/, /10/, /\b(?:59|6\d|7\d|8\d|9\d)\b/],
    facts: ['58.2'],
    never: /security group|HealthCheckGracePeriod|not in the image/,
    given: failsOwnCheck(
      ['CMD-SHELL', 'curl -f http://localhost:8080/up || exit 1'],
      [
        '2026-09-01T10:00:01.000Z  INFO 1 --- [main] com.shop.ShopApplication : Starting ShopApplication v1.4 using Java 21',
        '2026-09-01T10:00:59.200Z  INFO 1 --- [main] com.shop.ShopApplication : Started ShopApplication in 58.2 seconds (process running for 59.0)',
      ],
    ),
  },
  {
    name: 'an alarm stops the deployment',
    source: `${DOCS}deployment-alarm-failure.html`,
    root: 'The alarm web-5xx went off during the deployment.',
    named: /alarm/i,
    fix: [/web-5xx/],
    facts: ['web-5xx'],
    never: /circuit breaker|security group|failed to start/,
    given: {
      deployment: {
        statusReason:
          'Service deployment rolled back because one or more of your CloudWatch alarms were in ALARM state.',
        alarms: { status: 'TRIGGERED', alarmNames: ['web-5xx', 'web-p99'], triggeredAlarmNames: ['web-5xx'] },
      },
      events: [
        ...NOISE,
        '(service web) (deployment ecs-svc/4965514251646323336) deployment failed: alarm detected.',
        '(service web) rolling back to deployment ecs-svc/1.',
      ],
    },
  },
  {
    name: 'the agent of ECS Exec does not run',
    source: 'https://github.com/aws/aws-cli/issues/6903',
    root: 'The agent of ECS Exec stops at once, because the root file system is read-only.',
    named: /Exec/,
    fix: [/readonlyRootFilesystem/, /`?web`?/],
    facts: ['ExecuteCommandAgent', 'read-only file system'],
    never: /security group|health check|capacity/,
    given: {
      standsStill: true,
      events: NOISE,
      service: { enableExecuteCommand: true },
      containers: [{ ...WEB, readonlyRootFilesystem: true }],
      definition: { taskRoleArn: 'arn:aws:iam::111122223333:role/shop-task' },
      counts: { desired: 1, running: 1, pending: 0 },
      running: [
        {
          startedAt: T0,
          enableExecuteCommand: true,
          containers: [
            {
              name: 'web',
              lastStatus: 'RUNNING',
              managedAgents: [
                {
                  name: 'ExecuteCommandAgent',
                  lastStatus: 'STOPPED',
                  reason: 'unable to start ExecuteCommandAgent [create]: mkdir /var/lib/amazon: read-only file system',
                },
              ],
            },
          ],
        },
      ],
    },
  },
];
