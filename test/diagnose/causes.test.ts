import { describe, expect, it } from 'vitest';
import { causeText } from '../../src/report/cause-text.ts';
import { awsError, diagnoseCase, taskId, WEB, type Case } from './case.ts';
import { BREAKER, exited, FAILED_EVENTS, healthEvent, IMAGE, notStarted, scaledIn, times, unhealthy } from './tasks.ts';

/** Failed rollouts: what the first cause says and what it tells to do. */
const TABLE: [name: string, given: Case, message: RegExp, fix: RegExp][] = [
  [
    'image that does not exist',
    {
      tasks: times(3, () =>
        notStarted(
          `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${IMAGE}: ${IMAGE}: not found`,
        ),
      ),
    },
    /not found \(3 tasks\)$/,
    /Push the image/,
  ],
  [
    'image for another platform',
    {
      tasks: [
        notStarted(
          "CannotPullContainerError: pull image manifest has been retried 5 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'",
        ),
      ],
    },
    /descriptor matching platform/,
    /--platform linux\/amd64/,
  ],
  [
    'registry out of reach',
    {
      tasks: [
        notStarted(
          `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${IMAGE}: failed to do request: Head "https://x": dial tcp 1.2.3.4:443: i/o timeout`,
        ),
      ],
    },
    /i\/o timeout/,
    /NAT gateway/,
  ],
  [
    'pull forbidden',
    {
      tasks: [
        notStarted(
          `CannotPullContainerError: failed to resolve ref ${IMAGE}: unexpected status from HEAD request: 403 Forbidden`,
        ),
      ],
    },
    /403 Forbidden/,
    /AmazonECSTaskExecutionRolePolicy/,
  ],
  [
    'rate limit of Docker Hub',
    { tasks: [notStarted('CannotPullContainerError: toomanyrequests: You have reached your pull rate limit.')] },
    /rate limit/,
    /pull-through cache/,
  ],
  [
    'EC2 says why at the container',
    {
      tasks: [
        notStarted(
          'Task failed to start',
          'CannotPullContainerError: Error response from daemon: manifest for web:9 not found: manifest unknown',
        ),
      ],
    },
    /manifest unknown/,
    /Push the image/,
  ],
  [
    'Fargate cut the task text off',
    {
      tasks: [
        notStarted(
          'CannotPullContainerError: pull image manifest has been retried 5 ti...',
          `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${IMAGE}: ${IMAGE}: not found`,
        ),
      ],
    },
    /: not found$/,
    /Push the image/,
  ],
  [
    'secret that does not exist',
    {
      tasks: [
        notStarted(
          "ResourceInitializationError: unable to pull secrets or registry auth: The task can’t retrieve the secret with ARN 'arn:aws:secretsmanager:us-east-1:1:secret:db-AbCdEf' from Secrets Manager. Check whether the secret exists in the specified Region.",
        ),
      ],
    },
    /db-AbCdEf/,
    /Create the secret/,
  ],
  [
    'secret not allowed',
    {
      tasks: [
        notStarted(
          'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret x from secrets manager: AccessDeniedException: User: y is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:1:secret:db-AbCdEf because',
        ),
      ],
    },
    /AccessDenied/,
    /secretsmanager:GetSecretValue on arn/,
  ],
  [
    'no way to ECR',
    {
      tasks: [
        notStarted(
          'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration.',
        ),
      ],
    },
    /connection issue/,
    /ecr.api/,
  ],
  [
    'log group missing',
    {
      tasks: [
        notStarted(
          'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1',
        ),
      ],
    },
    /log group does not exist/,
    /Create the log group/,
  ],
  [
    'EFS mount',
    {
      tasks: [
        notStarted(
          'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: Connection timed out',
        ),
      ],
    },
    /EFS/,
    /2049/,
  ],
  [
    'exit code 1',
    { tasks: times(4, () => exited({ name: 'web', exitCode: 1 })), deployment: BREAKER, events: FAILED_EVENTS },
    /container web exited with code 1 \(4 tasks\)$/,
    /\/ecs\/web/,
  ],
  ['exit code 127', { tasks: [exited({ name: 'web', exitCode: 127 })] }, /code 127$/, /ENTRYPOINT/],
  ['exit code 0', { tasks: [exited({ name: 'web', exitCode: 0 })] }, /code 0$/, /foreground/],
  [
    'out of memory',
    {
      tasks: [exited({ name: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' })],
    },
    /OutOfMemoryError/,
    /Raise `memory`/,
  ],
  ['killed without a reason', { tasks: [exited({ name: 'web', exitCode: 137 })] }, /code 137$/, /`memory`/],
  ['segmentation fault', { tasks: [exited({ name: 'web', exitCode: 139 })] }, /code 139$/, /native modules/],
  [
    'wrong architecture, said by the log',
    {
      tasks: [exited({ name: 'web', exitCode: 255 })],
      logs: { [`ecs/web/${taskId(0)}`]: ['exec /app/server: exec format error'] },
    },
    /exec format error/,
    /architecture of the task/,
  ],
  [
    'command not in the image',
    {
      tasks: [
        notStarted(
          'CannotStartContainerError: failed to create shim task: OCI runtime create failed: exec: "nmp": executable file not found in $PATH: unknown',
        ),
      ],
    },
    /nmp/,
    /nmp in ENTRYPOINT or CMD/,
  ],
  [
    'a sidecar was asked to end with the application',
    {
      tasks: [exited({ name: 'sidecar', exitCode: 143 }, { name: 'web', exitCode: 3 })],
      containers: [{ name: 'sidecar', essential: true }, WEB],
    },
    /container web exited with code 3$/,
    /./,
  ],
  [
    'the essential container ended, the other failed on the way',
    {
      tasks: [exited({ name: 'helper', exitCode: 1 }, { name: 'web', exitCode: 137 })],
      containers: [{ name: 'helper', essential: false }, WEB],
    },
    /container web exited with code 137$/,
    /./,
  ],
  [
    'ELB: 503',
    {
      tasks: times(2, unhealthy),
      events: [
        healthEvent(0, 'Health checks failed with these codes: [503]'),
        healthEvent(1, 'Health checks failed with these codes: [503]'),
        ...FAILED_EVENTS,
      ],
      deployment: BREAKER,
    },
    /target-group web\): Health checks failed with these codes: \[503\] \(2 tasks\)$/,
    /grace period/,
  ],
  [
    'ELB: 404',
    { tasks: [unhealthy()], events: [healthEvent(0, 'Health checks failed with these codes: [404]')] },
    /\[404\]/,
    /health check path/,
  ],
  [
    'ELB: timeout',
    { tasks: [unhealthy()], events: [healthEvent(0, 'Request timed out')] },
    /Request timed out$/,
    /security group/,
  ],
  [
    'ELB: reason unknown',
    { tasks: [unhealthy()] },
    /Task failed ELB health checks in \(target-group web\)$/,
    /grace period/,
  ],
  [
    'targets unhealthy while it runs',
    { targets: [{ reason: 'Target.Timeout', description: 'Request timed out' }, { id: '10.0.3.5' }] },
    /Targets are unhealthy in \(target-group web\): Request timed out \(2 targets\)$/,
    /security group/,
  ],
  [
    'container health check',
    {
      tasks: [
        {
          stopCode: 'ServiceSchedulerInitiated',
          stoppedReason: 'Task failed container health checks',
          startedAt: new Date(),
          containers: [{ name: 'web', healthStatus: 'UNHEALTHY', exitCode: 137 }],
        },
      ],
      containers: [
        {
          ...WEB,
          healthCheck: {
            command: ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'],
            interval: 10,
            retries: 3,
            startPeriod: 20,
          },
        },
      ],
    },
    /failed container health checks$/,
    /startPeriod/,
  ],
  [
    'no capacity on Fargate',
    {
      events: [
        '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
      ],
      deployment: BREAKER,
    },
    /Capacity is unavailable/,
    /Availability Zones.*FARGATE/,
  ],
  [
    'no room on the instances',
    {
      events: [
        '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 1) has insufficient memory available.',
      ],
    },
    /insufficient memory/,
    /Add instances/,
  ],
  [
    'role that nobody may assume',
    {
      events: [
        "(service web) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::1:role/web' that was provided for this task.).",
        '(service web) is unable to consistently start tasks successfully.',
      ],
    },
    /unable to assume the role/,
    /ecs-tasks\.amazonaws\.com/,
  ],
  [
    'quota',
    {
      events: [
        '(service web) was unable to place a task. Reason: You’ve reached the limit on the number of vCPUs you can run concurrently.',
      ],
    },
    /limit on the number of vCPUs/,
    /Service Quotas/,
  ],
  [
    'alarm',
    {
      deployment: {
        alarms: { status: 'TRIGGERED', alarmNames: ['web-5xx', 'web-p99'], triggeredAlarmNames: ['web-5xx'] },
      },
      events: ['(service web) (deployment ecs-svc/1) deployment failed: alarm detected.'],
      tasks: [scaledIn],
    },
    /CloudWatch alarm web-5xx went into ALARM/,
    /metric/,
  ],
  [
    'hook',
    {
      deployment: {
        statusReason: 'Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. x',
        deploymentConfiguration: {
          lifecycleHooks: [
            {
              hookTargetArn: 'arn:aws:lambda:us-east-1:1:function:smoke',
              lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
            },
          ],
        },
      },
    },
    /POST_TEST_TRAFFIC_SHIFT/,
    /Lambda/,
  ],
  [
    'network that is not valid',
    {
      deployment: {
        statusReason: 'Service deployment rolled back because of invalid networking configuration. Subnets gone.',
      },
    },
    /invalid networking/,
    /subnets/,
  ],
  [
    'scale-in protection',
    {
      events: [
        '(service web) was unable to reach steady state because (taskSet ecs-svc/1) was unable to scale in due to (reason 2 tasks under protection)',
      ],
    },
    /2 tasks under protection/,
    /update-task-protection/,
  ],
  [
    'Spot',
    { tasks: [{ stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.', containers: [] }] },
    /Spot/,
    /on-demand/,
  ],
];

const CASES = TABLE.map(([name, given, message, fix]) => ({ name, given, message, fix }));

describe('the first cause of a failed rollout', () => {
  it.each(CASES)('$name', async ({ given, message, fix }) => {
    const { causes, warnings } = await diagnoseCase(given);
    expect(causes.map(causeText)[0]).toMatch(message);
    expect(causes[0]?.fix).toMatch(fix);
    expect(causes[0]?.explanation).toBeTruthy();
    expect(causes[0]?.link).toMatch(/^https:/);
    expect(warnings).toEqual([]);
  });
});

describe('the text of AWS', () => {
  it('is kept, except what means nothing', async () => {
    const text = `(service web) was unable to place a task. Reason: CannotPullContainerError: failed to resolve ref ${IMAGE}: ${IMAGE}: not found.`;
    const { causes } = await diagnoseCase({ events: [text] });
    expect(causes[0]?.message).toBe(
      `service web was unable to place a task. Reason: CannotPullContainerError: failed to resolve ref ${IMAGE}: not found.`,
    );
  });
});

describe('the order of causes', () => {
  it('drops echoes if a root is known', async () => {
    const { causes } = await diagnoseCase({
      tasks: [exited({ name: 'web', exitCode: 1 }), scaledIn],
      deployment: BREAKER,
      events: FAILED_EVENTS,
    });
    expect(causes).toHaveLength(1);
  });

  it('reports an echo if nothing else is known', async () => {
    const { causes } = await diagnoseCase({ deployment: BREAKER, events: FAILED_EVENTS });
    expect(causes.map(({ message }) => message)).toEqual([BREAKER.statusReason]);
  });

  it('ignores tasks that were simply no longer needed', async () => {
    expect((await diagnoseCase({ tasks: [scaledIn, scaledIn] })).causes).toEqual([]);
  });

  it('ranks what no retry can fix above what happened more often, and what resolves itself last', async () => {
    const { causes } = await diagnoseCase({
      tasks: [
        ...times(3, () => ({
          stopCode: 'SpotInterruption' as const,
          stoppedReason: 'Your Spot Task was interrupted.',
        })),
        ...times(2, () => exited({ name: 'web', exitCode: 1 })),
        notStarted(
          'ResourceInitializationError: failed to initialize logging driver: ResourceNotFoundException: The specified log group does not exist.',
        ),
      ],
    });
    expect(causes.map(({ message }) => message)).toEqual([
      expect.stringContaining('log group'),
      expect.stringContaining('code 1 (2 tasks)'),
      expect.stringContaining('Spot'),
    ]);
  });

  it('groups what differs in ids and addresses only', async () => {
    const { causes } = await diagnoseCase({
      tasks: [1, 2].map((number) =>
        notStarted(
          `CannotPullContainerError: failed to resolve ref ${IMAGE}: failed to do request: dial tcp 1.2.3.${number}:443: i/o timeout`,
        ),
      ),
    });
    expect(causes).toHaveLength(1);
    expect(causes[0]?.message).toMatch(/\(2 tasks\)$/);
  });

  it('keeps events of earlier deployments out', async () => {
    const { causes } = await diagnoseCase({
      oldEvents: ['(service web) was unable to place a task. Reason: Capacity is unavailable at this time.'],
    });
    expect(causes).toEqual([]);
  });

  it('keeps tasks of other deployments out', async () => {
    const { causes, tasks } = await diagnoseCase({
      tasks: [{ ...exited({ name: 'web', exitCode: 1 }), startedBy: 'ecs-svc/999' }],
    });
    expect(causes).toEqual([]);
    expect(tasks).toEqual([]);
  });

  it('reports the crash and not the targets that it left behind', async () => {
    const { causes } = await diagnoseCase({
      tasks: [exited({ name: 'web', exitCode: 1 })],
      events: [healthEvent(0, 'Health checks failed')],
    });
    expect(causes.map(({ message }) => message)).toEqual([
      'Essential container in task exited: container web exited with code 1',
    ]);
  });

  it('reports the same thing once, whether a task or an event says it', async () => {
    const text = `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${IMAGE}: ${IMAGE}: not found`;
    const { causes } = await diagnoseCase({
      tasks: [notStarted(text)],
      events: [`(service web) was unable to place a task. Reason: ${text}.`],
    });
    expect(causes).toHaveLength(1);
  });

  it('shows an unknown text as it is', async () => {
    const { causes } = await diagnoseCase({ tasks: [notStarted('Der Container wollte nicht\u0007')] });
    expect(causes).toEqual([{ message: 'Der Container wollte nicht\u0007' }]);
  });
});

describe('a service on container instances', () => {
  it('has events that name instance, port and target group', async () => {
    const { causes, warnings } = await diagnoseCase({
      events: [
        '(service web) (instance i-0abc) (port 32768) is unhealthy in (target-group web) due to (reason Health checks failed with these codes: [404]).',
        '(service web) (instance i-0def) (port 32769) is unhealthy in (target-group web) due to (reason Health checks failed with these codes: [404]).',
      ],
    });
    expect(causes.map(({ message }) => message)).toEqual([
      'Task failed ELB health checks in (target-group web): Health checks failed with these codes: [404] (2 tasks)',
    ]);
    expect(warnings).toEqual([]);
  });

  it('ends with an unknown exit code', async () => {
    const { causes } = await diagnoseCase({ tasks: [exited({ name: 'web', exitCode: 78 })], deployment: BREAKER });
    expect(causes[0]?.message).toMatch(/code 78$/);
    expect(causes[0]?.fix).toContain('documentation');
  });
});

describe('an Express service', () => {
  it('names the resource that ECS could not create', async () => {
    const resources = [
      { resource: 'service', status: 'ACTIVE' },
      {
        resource: 'certificate',
        status: 'FAILED',
        reason: 'User: x is not authorized to perform: acm:RequestCertificate on resource: *',
      },
    ];
    const { causes } = await diagnoseCase({ resources });
    expect(causes[0]?.message).toMatch(/^ECS could not create the certificate of the service: User: x/);
    expect(causes[0]?.fix).toContain('acm:RequestCertificate');
  });
});

describe('the facts of a cause', () => {
  it('calculate the health check of the target group', async () => {
    const { causes } = await diagnoseCase({
      tasks: [unhealthy()],
      logs: { [`ecs/web/${taskId(0)}`]: ['listening on 127.0.0.1:8080'] },
    });
    expect(causes[0]?.details).toEqual([
      'Health check: HTTP GET /up on the container port, expects 200-299 within 5 s.',
      'Unhealthy after 15 s × 3 = 45 s; grace period of the service: 60 s.',
      'Last line of the log of container web, task aaaaaaaaaaaa:',
      'listening on 127.0.0.1:8080',
    ]);
  });

  it('calculate the health check of the container', async () => {
    const found = CASES.find(({ name }) => name === 'container health check');
    const { causes } = await diagnoseCase({ ...found?.given, logLines: 0 });
    expect(causes[0]?.details).toEqual([
      'Health check: curl -f http://localhost/ || exit 1',
      'Unhealthy after 10 s × 3 = 30 s, the first 20 s (startPeriod) not counted.',
    ]);
  });

  it('count the failures that tripped the circuit breaker', async () => {
    const deployment = {
      ...BREAKER,
      deploymentCircuitBreaker: { status: 'TRIGGERED' as const, failureCount: 3, threshold: 3 },
    };
    const { causes } = await diagnoseCase({ tasks: [exited({ name: 'web', exitCode: 1 })], deployment, logLines: 0 });
    expect(causes[0]?.details).toEqual(['The circuit breaker tripped after 3 failures in a row (it trips at 3).']);
  });

  it('name the image if the text does not', async () => {
    const { causes } = await diagnoseCase({
      tasks: [
        notStarted(
          "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'",
        ),
      ],
    });
    expect(causes[0]?.details).toEqual([`Image: ${IMAGE}`]);
  });

  it('say whether ECR has the image', async () => {
    const denied = notStarted(
      `CannotPullContainerError: failed to resolve ref ${IMAGE}: unexpected status from HEAD request: 403 Forbidden`,
    );
    const there = await diagnoseCase({ tasks: [denied], digest: `sha256:${'5d'.repeat(32)}` });
    expect(there.causes[0]?.details).toEqual(['Amazon ECR has the image (sha256:5d5d5d5d5d5d…).']);
    expect(there.causes[0]?.fix).toContain('AmazonECSTaskExecutionRolePolicy');
    const gone = await diagnoseCase({ tasks: [denied], errors: { imageDigest: awsError('ImageNotFoundException') } });
    expect(gone.causes[0]?.details).toEqual(['Amazon ECR: repository web has no image with tag 2.']);
    expect(gone.causes[0]?.fix).toContain('Push the image');
  });

  it('say that the tag moved, or that the image came later', async () => {
    const [asked, now] = [`sha256:${'9f'.repeat(32)}`, `sha256:${'5d'.repeat(32)}`];
    const byDigest = `${IMAGE.replace(/:2$/, '')}@${asked}`;
    const notFound = (image: string) => notStarted(`CannotPullContainerError: ${image}: not found`);
    const moved = { ...notFound(byDigest), containers: [{ name: 'web', image: IMAGE }] };
    expect((await diagnoseCase({ tasks: [moved], digest: now })).causes[0]?.details).toContainEqual(
      expect.stringMatching(/tag 2 .*sha256:5d5d5d5d5d5d….*sha256:9f9f9f9f9f9f…/),
    );
    expect((await diagnoseCase({ tasks: [notFound(IMAGE)], digest: now })).causes[0]?.details).toContainEqual(
      expect.stringMatching(/now \(sha256:5d5d5d5d5d5d…\)/),
    );
  });

  it('name the function of a hook', async () => {
    const found = CASES.find(({ name }) => name === 'hook');
    const { causes } = await diagnoseCase(found?.given ?? {});
    expect(causes[0]?.details).toEqual([
      'Hook at POST_TEST_TRAFFIC_SHIFT: Lambda function smoke (arn:aws:lambda:us-east-1:1:function:smoke), its log group: /aws/lambda/smoke',
    ]);
  });
});
