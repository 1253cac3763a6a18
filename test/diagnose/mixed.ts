import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, T0, taskId, WEB, type Case } from './case.ts';
import { BREAKER, exited, FAILED_EVENTS, healthEvent, IMAGE, notStarted, scaledIn, times, unhealthy } from './tasks.ts';

/** The same log from each task. */
const logOf = (...lines: string[]): Record<string, string[]> =>
  Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`ecs/web/${taskId(index)}`, lines]));
const FETCH = 'ResourceInitializationError: unable to pull secrets or registry auth: ';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf';
const OLD = { startedBy: 'ecs-svc/1', taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:1' };
const failed = { deployment: BREAKER, events: FAILED_EVENTS };
const place = (why: string): string => `(service web) was unable to place a task. Reason: ${why}`;
const noInstance = (why: string): string =>
  `(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 47d5cb9a6e384959) ${why}. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`;
const waitsInVain = (why: string, ...containers: NonNullable<Task['containers']>): Partial<Task> => ({
  ...notStarted('Task failed to start'),
  containers: [
    {
      name: 'web',
      reason: `dependency graph: failed to resolve container ordering dependency [side] for target [web] as dependency ${why}.`,
    },
    ...containers,
  ],
});
const at = (address: string): Partial<Task> => ({
  attachments: [{ details: [{ name: 'privateIPv4Address', value: address }] }],
});
const after = (seconds: number): Date => new Date(T0.getTime() + seconds * 1000);

/** Rollouts as they fail in real life, several things at once: what the first cause names, what it tells to do, and what it says besides. */
export const MIXED: [name: string, given: Case, cause: RegExp, fix: RegExp, details?: RegExp][] = [
  [
    'typing mistake in the tag, old targets drain and one of them is called unhealthy',
    {
      ...failed,
      tasks: times(2, () =>
        notStarted(
          `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${IMAGE}: ${IMAGE}: not found`,
        ),
      ),
      running: [{ ...OLD, ...at('10.0.9.9') }],
      targets: [
        { id: '10.0.9.9', reason: 'Target.Timeout', description: 'Request timed out' },
        { id: '10.0.9.8', state: 'draining', reason: 'Target.DeregistrationInProgress' },
      ],
    },
    /web:2: not found \(2 tasks\)$/,
    /Push the image/,
  ],
  [
    'crash loop with an error in the log, and the echo of the load balancer',
    {
      ...failed,
      tasks: times(4, () => exited({ name: 'web', exitCode: 1 })),
      events: [healthEvent(0, 'Health checks failed'), healthEvent(1, 'Request timed out'), ...FAILED_EVENTS],
      targets: [{ id: '10.0.3.4', reason: 'Target.FailedHealthChecks', description: 'Health checks failed' }],
      running: [at('10.0.3.4')],
      logs: logOf('booting', 'Traceback (most recent call last):', "KeyError: 'STRIPE_API_KEY'"),
    },
    /code 1 \(4 tasks\); its log says: KeyError: 'STRIPE_API_KEY'$/,
    /Set STRIPE_API_KEY in `environment`/,
  ],
  [
    'out of memory that shows as a failing health check of the load balancer',
    {
      ...failed,
      tasks: [
        {
          ...unhealthy(),
          containers: [
            { name: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
          ],
        },
      ],
      events: [healthEvent(0, 'Request timed out'), ...FAILED_EVENTS],
    },
    /^OutOfMemoryError: .*container web exited with code 137$/,
    /Raise `memory`/,
  ],
  [
    'out of memory that shows as a failing health check of the container',
    {
      tasks: [
        {
          stoppedReason: 'Task failed container health checks',
          startedAt: T0,
          containers: [
            {
              name: 'web',
              exitCode: 137,
              healthStatus: 'UNHEALTHY',
              reason: 'OutOfMemoryError: Container killed due to memory usage',
            },
          ],
        },
      ],
    },
    /^OutOfMemoryError/,
    /Raise `memory`/,
  ],
  [
    'an essential sidecar that ends with 0 takes the task down, the application is killed after its stop timeout',
    {
      tasks: [
        {
          ...exited({ name: 'web', exitCode: 137 }, { name: 'migrate', exitCode: 0 }),
          stoppingAt: T0,
          executionStoppedAt: after(31),
        },
      ],
      containers: [WEB, { name: 'migrate', essential: true }],
    },
    /container migrate exited with code 0$/,
    /`essential` of container migrate to false/,
  ],
  [
    'an essential sidecar that ends with 0, the application ends on SIGTERM',
    {
      tasks: [exited({ name: 'web', exitCode: 143 }, { name: 'migrate', exitCode: 0 })],
      containers: [WEB, { name: 'migrate', essential: true }],
    },
    /container migrate exited with code 0$/,
    /`essential` of container migrate to false/,
  ],
  [
    'the database refuses connections, and the load balancer gets 503',
    {
      ...failed,
      tasks: times(2, unhealthy),
      events: [healthEvent(0, 'Health checks failed with these codes: [503]'), ...FAILED_EVENTS],
      logs: logOf(
        'listening on 0.0.0.0:8080',
        'Error: connect ECONNREFUSED 10.0.4.7:5432',
        '    at TCPConnectWrap.afterConnect (node:net:1607:16)',
      ),
    },
    /\[503\] \(2 tasks\); its log says: Error: connect ECONNREFUSED 10\.0\.4\.7:5432$/,
    /10\.0\.4\.7:5432/,
  ],
  [
    'FARGATE_SPOT has no room',
    {
      events: [
        place(
          'Capacity is unavailable at this time. Please try again later or in a different availability zone. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
        ),
        '(service web) was unable to reach steady state.',
      ],
    },
    /Capacity is unavailable/,
    /base of on-demand FARGATE/,
  ],
  [
    'a subnet without NAT gateway',
    {
      ...failed,
      tasks: [
        notStarted(
          'CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/web:2: failed to do request: Head "https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/web/manifests/2": dial tcp 44.213.79.50:443: i/o timeout',
        ),
      ],
    },
    /i\/o timeout/,
    /NAT gateway/,
  ],
  [
    'a key of a secret is missing, Fargate cuts the text of the task',
    {
      tasks: [
        notStarted(
          `${FETCH}execution resource retrieval failed: unable to retrieve secret from asm: service call has been...`,
          `${FETCH}execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key DATABASE_URL`,
        ),
      ],
    },
    /did not contain json key DATABASE_URL$/,
    /Add the key DATABASE_URL to the secret/,
  ],
  [
    'no permission on the key of a secret',
    {
      tasks: [
        notStarted(
          `${FETCH}execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: AccessDeniedException: Access to KMS is not allowed status code: 400, request id: 7e1d2f`,
        ),
      ],
    },
    /Access to KMS is not allowed/,
    /kms:Decrypt/,
  ],
  [
    'the log group is missing, and events say so too',
    {
      tasks: times(2, () =>
        notStarted(
          'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1',
        ),
      ),
      events: [
        place(
          'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1.',
        ),
      ],
    },
    /log group does not exist/,
    /Create the log group/,
  ],
  [
    'EFS without a mount target in the zone',
    {
      tasks: [
        notStarted(
          'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve "fs-0a1b2c3d.efs.us-east-1.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID. : unsuccessful EFS utils command execution; code: 1',
        ),
      ],
    },
    /Failed to resolve "fs-0a1b2c3d/,
    /mount target of fs-0a1b2c3d.*`fileSystemId`/,
  ],
  [
    'the application listens on another port than the target group checks',
    {
      tasks: times(2, unhealthy),
      events: [healthEvent(0, 'Request timed out'), healthEvent(1, 'Request timed out')],
      logs: logOf('Server running at http://127.0.0.1:3000/'),
    },
    /Request timed out \(2 tasks\)$/,
    /\b8080\b/,
  ],
  [
    '404 at first, 503 more often',
    {
      tasks: times(3, unhealthy),
      events: [
        healthEvent(0, 'Health checks failed with these codes: [404]'),
        ...[1, 2].map((n) => healthEvent(n, 'Health checks failed with these codes: [503]')),
      ],
    },
    /\[503\] \(3 tasks\)$/,
    /log of the container/,
  ],
  [
    'the health check is redirected to https',
    { tasks: [unhealthy()], events: [healthEvent(0, 'Health checks failed with these codes: [301]')] },
    /\[301\]$/,
    /\/up .*200-299,301/,
  ],
  [
    'a slow start and no grace period',
    {
      tasks: [{ ...unhealthy(), startedAt: T0, stoppingAt: after(62) }],
      events: [healthEvent(0, 'Health checks failed')],
      service: { healthCheckGracePeriodSeconds: 0 },
      logs: logOf('Tomcat initialized with port 8080', 'Starting service [Tomcat]'),
    },
    /Health checks failed$/,
    /./,
  ],
  [
    'one task crashed once, and later the alarm ended the deployment',
    {
      deployment: {
        statusReason: 'Service deployment rolled back because the deployment alarm(s) went into ALARM state.',
        alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['web-p99'] },
      },
      tasks: [exited({ name: 'web', exitCode: 1 }), scaledIn],
      events: ['(service web) (deployment ecs-svc/4965514251646323336) deployment failed: alarm detected.'],
    },
    /CloudWatch alarm web-p99/,
    /metric/,
  ],
  [
    'tasks crash again and again, and the alarm answers to it',
    {
      deployment: {
        statusReason: 'Service deployment rolled back because the deployment alarm(s) went into ALARM state.',
        alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['web-p99'] },
      },
      tasks: times(2, () => exited({ name: 'web', exitCode: 1 })),
      events: ['(service web) (deployment ecs-svc/4965514251646323336) deployment failed: alarm detected.'],
    },
    /container web exited with code 1 \(2 tasks\)$/,
    /\/ecs\/web/,
  ],
  [
    'auto scaling wants more tasks while they crash',
    {
      tasks: [exited({ name: 'web', exitCode: 1 })],
      events: [
        '(service web) Message: Successfully set desired count to 5. Change successfully fulfilled by ecs. Cause: monitor alarm TargetTracking-service/prod/web-AlarmHigh-1 in state ALARM triggered policy cpu60',
      ],
    },
    /container web exited with code 1$/,
    /\/ecs\/web/,
  ],
  [
    'a sidecar that the task can do without runs out of memory, and the application fails on its own',
    {
      tasks: [
        exited(
          { name: 'web', exitCode: 1 },
          { name: 'metrics', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
        ),
      ],
      containers: [WEB, { name: 'metrics', essential: false }],
    },
    /container web exited with code 1$/,
    /\/ecs\/web/,
    /metrics with code 137 \(OutOfMemoryError: Container killed due to memory usage\)/,
  ],
  [
    'the log router of FireLens ends, and the application cannot reach it',
    {
      tasks: [
        {
          stoppedReason: 'Task failed to start',
          containers: [
            {
              name: 'web',
              reason:
                'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to initialize logging driver: dial unix /var/run/fluent.sock: connect: no such file or directory',
            },
            { name: 'log_router', exitCode: 255 },
          ],
        },
      ],
      containers: [WEB, { name: 'log_router', essential: true }],
    },
    /container log_router exited with code 255$/,
    /log_router a `logConfiguration`/,
    /did not start: web \(CannotStartContainerError/,
  ],
  [
    'the application fails on its own, and the agent of GuardDuty could not be pulled',
    {
      tasks: [
        exited(
          { name: 'web', exitCode: 1 },
          { name: 'aws-guardduty-agent-Xk2pQ', reason: 'CannotPullContainerError: i/o timeout' },
        ),
      ],
    },
    /container web exited with code 1$/,
    /\/ecs\/web/,
    /^(?![^]*guardduty)/,
  ],
  [
    'one container hangs and the image of the other is not there',
    {
      tasks: times(2, () => ({
        stoppedReason: 'Task failed to start',
        containers: [
          { name: 'web', reason: 'DockerTimeoutError: Could not transition to created; timed out after waiting 4m0s' },
          {
            name: 'xray',
            reason:
              'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref public.ecr.aws/acme/xray:3: public.ecr.aws/acme/xray:3: not found',
          },
        ],
      })),
      containers: [WEB, { name: 'xray', essential: true }],
    },
    /^CannotPullContainerError: .*acme\/xray:3: not found \(container xray\) \(2 tasks\)$/,
    /Push the image/,
    /did not start: web \(DockerTimeoutError/,
  ],
  [
    'the application ended with 0, and its sidecar was killed soon after',
    {
      tasks: [exited({ name: 'web', exitCode: 0 }, { name: 'envoy', exitCode: 137 })],
      containers: [WEB, { name: 'envoy', essential: true }],
    },
    /container web exited with code 0$/,
    /foreground/,
    /envoy with code 137 \(killed: .*`stopTimeout`/,
  ],
  [
    'an alarm goes off although the tasks are fine',
    {
      deployment: {
        statusReason: 'Service deployment rolled back because an alarm was triggered.',
        alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['web-p99'] },
      },
      tasks: [scaledIn],
      events: ['(service web) (deployment ecs-svc/4965514251646323336) deployment failed: alarm detected.'],
    },
    /CloudWatch alarm web-p99/,
    /metric/,
  ],
  [
    'a hook’s function runs into its timeout',
    {
      deployment: {
        statusReason:
          'Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. ECS was unable to parse the response from arn:aws:lambda:us-east-1:111122223333:function:smoke due to HookStatus must not be null',
        lifecycleStage: 'CLEAN_UP',
        lifecycleHookDetails: [{ hookId: 'ecs-lambda-1', status: 'FAILED' }],
        deploymentConfiguration: {
          lifecycleHooks: [
            {
              hookTargetArn: 'arn:aws:lambda:us-east-1:111122223333:function:smoke',
              lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
            },
            {
              hookTargetArn: 'arn:aws:lambda:us-east-1:111122223333:function:other',
              lifecycleStages: ['TEST_TRAFFIC_SHIFT'],
            },
          ],
        },
      },
      events: [
        '(service web) (deployment ecs-svc/4965514251646323336) deployment failed: Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. ECS was unable to parse the response from arn:aws:lambda:us-east-1:111122223333:function:smoke due to HookStatus must not be null',
      ],
      tasks: [scaledIn],
    },
    /HookStatus must not be null/,
    /return `hookStatus`/,
  ],
  [
    'ECS may not call the hook',
    {
      deployment: {
        statusReason:
          'Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. ECS was unable to assume role arn:aws:iam::111122223333:role/hooks',
      },
    },
    /unable to assume role/,
    /ecs\.amazonaws\.com/,
  ],
  [
    'nobody continued a pause',
    {
      deployment: {
        statusReason: 'Service deployment rolled back because PRE_PRODUCTION_TRAFFIC_SHIFT pause hook timed out.',
        lifecycleHookDetails: [{ hookId: 'ecs-pause-1', targetType: 'PAUSE', status: 'TIMED_OUT' }],
      },
    },
    /PRE_PRODUCTION_TRAFFIC_SHIFT pause hook timed out/,
    /Continue the deployment in time/,
  ],
  [
    'the subnet has no addresses left, and the service says that it cannot start tasks',
    {
      tasks: [
        notStarted(
          "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment disabled in subnet 'subnet-0a1b': InsufficientFreeAddressesInSubnet",
        ),
      ],
      events: [
        '(service web) is unable to consistently start tasks successfully. For more information, see the Troubleshooting section.',
      ],
    },
    /InsufficientFreeAddressesInSubnet/,
    /larger subnets/,
  ],
  [
    'the quota of network interfaces',
    {
      tasks: [
        notStarted(
          "Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-0a1b': NetworkInterfaceLimitExceeded",
        ),
      ],
    },
    /NetworkInterfaceLimitExceeded/,
    /Network interfaces per Region/,
  ],
  [
    'the Service Connect proxy is not healthy',
    {
      tasks: [
        {
          stoppedReason: 'Task failed container health checks',
          startedAt: T0,
          containers: [
            { name: 'web', exitCode: 143, healthStatus: 'HEALTHY' },
            { name: 'ecs-service-connect-Hx7TyB', exitCode: 137, healthStatus: 'UNHEALTHY' },
          ],
        },
      ],
      containers: [{ ...WEB, healthCheck: { command: ['CMD', 'true'] } }],
    },
    /container ecs-service-connect-Hx7TyB/,
    /more CPU and memory/,
  ],
  [
    'a container with SUCCESS to be awaited that ends with an error',
    {
      ...failed,
      containers: [WEB, { ...WEB, name: 'side', essential: false }],
      tasks: times(3, () => waitsInVain('did not exit successfully', { name: 'side', exitCode: 4 })),
      logs: Object.fromEntries(
        times(3, () => 0).map((_, index) => [`ecs/side/${taskId(index)}`, ['migration 42 failed']]),
      ),
    },
    /did not exit successfully: container side exited with code 4 \(3 tasks\); its log says: migration 42 failed$/,
    /log of side/,
  ],
  [
    'a container with HEALTHY to be awaited that is killed with its task',
    { ...failed, tasks: [waitsInVain('did not become healthy', { name: 'side', exitCode: 137 })] },
    /as dependency did not become healthy\.$/,
    /log of side/,
  ],
  [
    'a container to be awaited whose image cannot be pulled',
    {
      ...failed,
      tasks: [waitsInVain('did not start', { name: 'side', reason: `CannotPullContainerError: ${IMAGE}: not found` })],
    },
    /CannotPullContainerError: .*: not found \(container side\)$/,
    /Push the image/,
  ],
  [
    'a chain of containers that wait for one another',
    {
      ...failed,
      tasks: [
        waitsInVain(
          'did not start',
          {
            name: 'side',
            reason:
              'dependency graph: failed to resolve container ordering dependency [init] for target [side] as dependency did not exit successfully.',
          },
          { name: 'init', exitCode: 3 },
        ),
      ],
    },
    /\[init\] for target \[side\].*: container init exited with code 3$/,
    /log of init/,
  ],
  [
    'the revision was deregistered',
    { events: [place('TaskDefinition is inactive.')] },
    /TaskDefinition is inactive/,
    /ACTIVE/,
  ],
  [
    'an ARM image on X86 Fargate, old wording of EC2',
    {
      tasks: [
        notStarted(
          'Task failed to start',
          'CannotPullContainerError: Error response from daemon: image with reference 111122223333.dkr.ecr.us-east-1.amazonaws.com/web:2 was found but does not match the specified platform: wanted linux/amd64, actual: linux/arm64',
        ),
      ],
    },
    /wanted linux\/amd64/,
    /--platform linux\/amd64/,
  ],
  [
    'an ARM image whose program says so in its log',
    {
      ...failed,
      tasks: times(3, () => exited({ name: 'web', exitCode: 1 })),
      logs: logOf('exec /usr/bin/node: exec format error'),
    },
    /\(3 tasks\); its log says: .*exec format error$/,
    /architecture of the task/,
  ],
  [
    'an image of Windows Server 2022 on a host of 2019',
    {
      tasks: [
        notStarted(
          'CannotPullContainerError: a Windows version 10.0.20348-based image is incompatible with a 10.0.17763 host',
        ),
      ],
    },
    /incompatible with a 10\.0\.17763 host/,
    /operatingSystemFamily/,
  ],
  [
    'the rate limit of Docker Hub',
    {
      tasks: [
        notStarted(
          'CannotPullContainerError: inspect image has been retried 5 time(s): httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/nginx/manifests/sha256:11: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
        ),
      ],
    },
    /429 Too Many Requests/,
    /pull-through cache/,
  ],
  [
    'a lifecycle policy of ECR deleted the digest',
    {
      tasks: [
        notStarted(
          'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/web:2@sha256:0f9e: 111122223333.dkr.ecr.us-east-1.amazonaws.com/web:2@sha256:0f9e: not found',
        ),
      ],
      errors: {},
    },
    /not found$/,
    /Push the image/,
  ],
  [
    'the execution role is gone',
    {
      events: [
        "(service web) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).",
        '(service web) is unable to consistently start tasks successfully.',
      ],
    },
    /unable to assume the role 'arn:aws:iam::111122223333:role\/ecsTaskExecutionRole'/,
    /trust policy of arn:aws:iam::111122223333:role\/ecsTaskExecutionRole/,
  ],
  [
    'the quota of vCPUs',
    {
      events: [place('You’ve reached the limit on the number of vCPUs you can run concurrently.')],
      deployment: BREAKER,
    },
    /limit on the number of vCPUs/,
    /higher quota/,
  ],
  [
    'protected tasks block scaling in, old targets drain',
    {
      events: [
        '(service web) was unable to reach steady state because (taskSet ecs-svc/1) was unable to scale in due to (reason 2 tasks under protection).',
        '(service web) has begun draining connections on 1 tasks.',
      ],
      targets: [{ state: 'draining', reason: 'Target.DeregistrationInProgress' }],
    },
    /2 tasks under protection/,
    /update-task-protection/,
  ],
  [
    'the host port is taken',
    { events: [noInstance('is already using a port required by your task')] },
    /already using a port/,
    /`hostPort` to 0/,
  ],
  [
    'no GPU on the instances',
    { events: [noInstance('has insufficient GPU resource available')] },
    /insufficient GPU/,
    /Add instances/,
  ],
  [
    'the agent lost its connection',
    { events: [noInstance("doesn't have the agent connected")] },
    /agent connected/,
    /Restart the agent/,
  ],
  [
    'one hundred and one hundred percent',
    {
      events: [
        '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
      ],
    },
    /because of the service deployment configuration/,
    /Raise `maximumPercent`/,
  ],
  [
    'a person rolled back what crashed',
    {
      deployment: { statusReason: 'Service deployment rolled back because it was requested by the user.' },
      tasks: [exited({ name: 'web', exitCode: 1 })],
      logs: logOf('Error: getaddrinfo ENOTFOUND db.prod.local'),
    },
    /ENOTFOUND db\.prod\.local$/,
    /host name/,
  ],
  [
    'no circuit breaker: it goes on for ever',
    {
      events: ['(service web) is unable to consistently start tasks successfully.'],
      tasks: times(8, () => exited({ name: 'web', exitCode: 1 })),
      logs: logOf("Error: Cannot find module '/app/dist/main.js'"),
    },
    /\(8 tasks\); its log says: .*Cannot find module '\/app\/dist\/main\.js'$/,
    /\/app\/dist\/main\.js/,
  ],
  [
    'the rules of the load balancer do not fit blue/green',
    {
      deployment: {
        statusReason:
          'Service deployment rolled back because of invalid networking configuration: Target group arn:aws:elasticloadbalancing:us-west-2:111122223333:targetgroup/green/abc123 is not associated with either productionListenerRule or testListenerRule.',
      },
    },
    /is not associated with either productionListenerRule/,
    /production rule/,
  ],
  [
    'managed instances: EC2 gives none',
    {
      events: [
        place(
          'ResourceInitializationError: Unable to launch instance(s) for capacity provider web-spot. UnfulfillableCapacity: Unable to fulfill capacity due to your request configuration.',
        ),
      ],
    },
    /UnfulfillableCapacity/,
    /more instance types/,
  ],
  [
    'a private image of GitHub without a login',
    {
      tasks: [
        notStarted(
          'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ghcr.io/acme/web:2: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Aacme%2Fweb%3Apull&service=ghcr.io: 403 Forbidden',
        ),
      ],
    },
    /anonymous token/,
    /`repositoryCredentials`/,
  ],
  [
    'the FireLens router crashes and takes the application with it',
    {
      tasks: [exited({ name: 'web', exitCode: 143 }, { name: 'log_router', exitCode: 1 })],
      containers: [
        { ...WEB, logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'datadog' } } },
        { ...WEB, name: 'log_router' },
      ],
      logs: { [`ecs/log_router/${taskId(0)}`]: ['[error] [config] could not open configuration file'] },
    },
    /container log_router exited with code 1; its log says: .*could not open configuration file$/,
    /log router/,
  ],
  [
    'a Spot interruption on the way, then a real crash',
    {
      tasks: [
        {
          stopCode: 'SpotInterruption',
          stoppedReason: 'Your Spot Task was interrupted.',
          containers: [{ name: 'web', exitCode: 143 }],
        },
        exited({ name: 'web', exitCode: 139 }),
      ],
    },
    /code 139$/,
    /native modules/,
  ],
  [
    'targets of the new revision are in a zone that the load balancer does not serve',
    {
      running: [at('10.0.3.4')],
      targets: [
        {
          state: 'unused',
          reason: 'Target.NotInUse',
          description: 'Target is in an Availability Zone that is not enabled for the load balancer',
        },
      ],
    },
    /Targets are not in use in \(target-group web\): Target is in an Availability Zone that is not enabled/,
    /[Ee]nable .* for the load balancer/,
  ],
  [
    'the target group belongs to another VPC',
    {
      events: [
        `(service web) failed to register targets in (target-group ${GROUP}) with (error The following targets are not in the target group VPC 'vpc-1': 'i-0381a63c79abcf413')`,
      ],
    },
    /not in the target group VPC/,
    /in the VPC of the tasks/,
  ],
];
