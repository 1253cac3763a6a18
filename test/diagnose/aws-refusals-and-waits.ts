import { T0, taskId, WEB } from './case.ts';
import { failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';
import { notStarted, scaledIn, times, unhealthy } from './tasks.ts';
import { turnedAway } from './weekly.ts';
import { ECR, PRIVATE, ROLES, stands } from './stage.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';

/** Refusals that name who refuses, waits that have a number, and failures that were over before. */
export const AWS_REFUSALS_AND_WAITS: readonly Open[] = [
  {
    name: 'a registry inside the VPC refuses the connection',
    source: `${DOCS}task_cannot_pull_image.html`,
    root: 'The registry host docker.com (wrong host?) / a proxy refuses connections at 10.0.0.1:443.',
    named: /refused/i,
    fix: [/registry|host|name|10\.0\.0\.1/i],
    facts: ['10.0.0.1:443'],
    never: /NAT gateway|ecr\.api|not found/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref registry.corp.local/shop:2: failed to do request: Head "https://registry.corp.local/v2/shop/manifests/2": dial tcp 10.0.0.1:443: connect: connection refused',
      { service: PRIVATE, containers: [{ ...WEB, image: 'registry.corp.local/shop:2' }] },
    ),
  },
  {
    name: 'a memory limit in which nothing starts',
    source: 'https://github.com/moby/moby/issues/43576',
    root: 'The memory limit of 6 MiB of container web is too low for it to start.',
    named: /memory/i,
    fix: [/memory/, /6/],
    facts: ['6 MiB'],
    never: /CPU|image|entry ?point|not found/,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown',
      { service: { launchType: 'EC2' }, containers: [{ ...WEB, memory: 6 }] },
    ),
  },
  {
    name: 'an image that needs a newer CUDA than the driver of the instance',
    source: 'https://github.com/NVIDIA/nvidia-docker/issues/1563',
    root: 'The image needs CUDA >= 12.4; the NVIDIA driver of the instance is older.',
    named: /CUDA|driver/i,
    fix: [/AMI|driver/i, /12\.4/],
    facts: ['12.4'],
    never: /no GPU|memory|NAT/,
    given: neverStarts(
      "CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error running hook #0: error running hook: exit status 1, stdout: , stderr: Auto-detected mode as 'legacy' nvidia-container-cli: requirement error: unsatisfied condition: cuda>=12.4, please update your driver to a newer version, or use an earlier cuda container: unknown",
      {
        service: { launchType: 'EC2' },
        containers: [
          {
            ...WEB,
            image: 'nvidia/cuda:12.4.1-runtime-ubuntu22.04',
            resourceRequirements: [{ type: 'GPU', value: '1' }],
          },
        ],
      },
    ),
  },
  {
    name: 'two log options that exclude each other',
    source: `${DOCS}using_awslogs.html`,
    root: 'awslogs-datetime-format and awslogs-multiline-pattern are both set.',
    named: /awslogs-datetime-format/,
    fix: [/awslogs-datetime-format|awslogs-multiline-pattern/, /remove|one/i],
    facts: ['awslogs-multiline-pattern'],
    never: /log group|IAM|NAT/,
    given: neverStarts(
      "ResourceInitializationError: failed to validate logger args: : you cannot configure log opt 'awslogs-datetime-format' and 'awslogs-multiline-pattern' at the same time",
      {
        containers: [
          {
            ...WEB,
            logConfiguration: {
              logDriver: 'awslogs',
              options: {
                'awslogs-group': '/ecs/web',
                'awslogs-region': 'us-east-1',
                'awslogs-stream-prefix': 'ecs',
                'awslogs-datetime-format': '%Y',
                'awslogs-multiline-pattern': '^\\d',
              },
            },
          },
        ],
      },
    ),
  },
  {
    name: 'an environment file that S3 does not give in time',
    source: `${DOCS}use-environment-file.html`,
    root: 'The env file in S3 cannot be reached: no network path to S3 from private subnets.',
    named: /S3|reach|network/i,
    fix: [/S3/, /gateway endpoint|NAT/i],
    facts: ['shop-config/prod.env'],
    never: /s3:GetObject|does not exist|permission/i,
    given: neverStarts(
      'ResourceInitializationError: failed to download env files: file download command: non empty error stream: RequestCanceled: request context canceled caused by: context deadline exceeded',
      {
        service: PRIVATE,
        definition: ROLES,
        containers: [{ ...WEB, environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::shop-config/prod.env' }] }],
      },
    ),
  },
  {
    name: 'a container that is slower than its startTimeout',
    source: `${DOCS}task_definition_parameters.html`,
    root: 'web waited longer than its dependency config-sync took (startTimeout).',
    named: /config-sync/,
    fix: [/startTimeout/, /config-sync/],
    facts: ['config-sync'],
    never: /security group|image|memory/,
    given: {
      ...failed,
      tasks: times(2, () => ({
        stopCode: 'TaskFailedToStart' as const,
        stoppedReason: 'Task failed to start',
        containers: [
          {
            name: 'web',
            reason:
              'dependency graph: container ordering dependency [config-sync(shop/config-sync:1) (RUNNING->RUNNING)] for target [web(shop/web:2) (NONE->RUNNING)] has timed out.',
          },
          { name: 'config-sync', exitCode: 137 },
        ],
      })),
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'config-sync', condition: 'SUCCESS' }] },
        { ...WEB, name: 'config-sync', essential: false, startTimeout: 30 },
      ],
      logs: { ...logs(['downloading 4.2 GB of rules', 'progress 31%', 'progress 64%'], 'config-sync') },
    },
  },
  {
    name: 'a credential spec whose parameter is not there',
    source: `${DOCS}linux-gmsa.html`,
    root: 'The credential spec cannot be fetched: the parameter is in the wrong shape.',
    named: /credential ?spec/i,
    fix: [/credential/i],
    facts: ['/gmsa/spec'],
    never: /Secrets Manager|NAT/,
    given: neverStarts(
      'ResourceInitializationError: fetching secret data from SSM Parameter Store in map[/gmsa/spec:true]: invalid parameters: /gmsa/spec',
      {
        definition: ROLES,
        service: { launchType: 'EC2' },
        containers: [
          { ...WEB, credentialSpecs: ['credentialspec:arn:aws:ssm:us-east-1:111122223333:parameter/gmsa/spec'] },
        ],
      },
    ),
  },
  {
    name: 'workers that are killed for their memory',
    source: 'https://github.com/benoitc/gunicorn/issues/1777',
    root: 'Memory: kernel killed the worker (gunicorn SIGKILL perhaps out of memory).',
    named: /memory/i,
    fix: [/memory/, /512/],
    facts: ['512'],
    never: /security group|grace period|path/,
    given: turnedAway(
      'Request timed out',
      [
        '[2026-09-01 10:00:00 +0000] [1] [INFO] Listening at: http://0.0.0.0:8080 (1)',
        '[2026-09-01 10:00:40 +0000] [1] [ERROR] Worker (pid:9) was sent SIGKILL! Perhaps out of memory?',
        '[2026-09-01 10:00:40 +0000] [14] [INFO] Booting worker with pid: 14',
        '[2026-09-01 10:01:12 +0000] [1] [ERROR] Worker (pid:14) was sent SIGKILL! Perhaps out of memory?',
      ],
      { containers: [{ ...WEB, memory: 512 }], definition: { cpu: '256', memory: '512' } },
    ),
  },
  {
    name: 'a subnet too full for the load balancer',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html',
    root: 'ELB needs 8 free addresses in the subnet.',
    named: /8|address/i,
    fix: [/address|subnet/i],
    facts: ['subnet-0a1b2c3d'],
    never: /role|quota|certificate/,
    given: stands({
      events: [],
      resources: [
        {
          resource: 'load balancer',
          status: 'FAILED',
          reason:
            'Not enough IP space available in subnet-0a1b2c3d. ELB requires at least 8 free IP addresses in each subnet.',
        },
      ],
    }),
  },
  {
    name: 'one pull that failed at first, and an application that waits for Redis',
    source: `${DOCS}task_cannot_pull_image.html`,
    root: 'The app answers 503 while it warms: log says what is missing (redis).',
    named: /redis|503/i,
    fix: [/redis|6379/i],
    facts: ['redis.shop.local'],
    never: /NAT gateway|pull/,
    given: turnedAway(
      'Health checks failed with these codes: [503]',
      [
        'INFO listening on 0.0.0.0:8080',
        'WARN readiness: redis: dial tcp: lookup redis.shop.local on 10.0.0.2:53: no such host',
        'WARN readiness: redis: dial tcp: lookup redis.shop.local on 10.0.0.2:53: no such host',
      ],
      {
        logs: Object.fromEntries(
          [1, 2, 3, 4].map((n) => [
            'ecs/web/' + taskId(n),
            [
              'INFO listening on 0.0.0.0:8080',
              'WARN readiness: redis: dial tcp: lookup redis.shop.local on 10.0.0.2:53: no such host',
              'WARN readiness: redis: dial tcp: lookup redis.shop.local on 10.0.0.2:53: no such host',
            ],
          ]),
        ),
        tasks: [
          notStarted(
            `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${ECR}/web:2: failed to do request: Head "https://${ECR}/v2/web/manifests/2": net/http: TLS handshake timeout`,
          ),
          ...times(4, () => ({ ...unhealthy(), startedAt: new Date(T0.getTime() + 60000) })),
          scaledIn,
        ],
      },
    ),
  },
  {
    name: 'a namespace of Service Connect that is gone',
    source: `${DOCS}service-connect.html`,
    root: 'Service Connect namespace not found',
    named: /namespace/i,
    fix: [/namespace/i],
    facts: ['shop.internal'],
    never: /security group|memory/,
    given: stands({
      events: times(
        3,
        () =>
          '(service web) failed to launch a task with (error Service Connect: namespace shop.internal was not found in AWS Cloud Map).',
      ),
    }),
  },
  {
    name: 'an alarm, and an error in the log of the new tasks',
    source: `${DOCS}deployment-alarm-failure.html`,
    root: 'Alarm web-5xx triggered; new tasks log pool exhausted.',
    named: /web-5xx|alarm/i,
    fix: [/log/i],
    facts: ['web-5xx'],
    never: /security group|health check/,
    given: {
      deployment: {
        statusReason: 'Service deployment rolled back because one or more alarms were triggered.',
        alarms: { status: 'TRIGGERED', alarmNames: ['web-5xx', 'web-p99'], triggeredAlarmNames: ['web-5xx'] },
      },
      events: [
        '(service web) (deployment ecs-svc/4965514251646323336) deployment failed: alarm detected.',
        '(service web) rolling back to deployment ecs-svc/1.',
      ],
      tasks: times(2, () => ({ ...scaledIn, startedAt: T0 })),
      logs: logs([
        'GET /orders 500 30001ms',
        'Error: timeout exceeded when trying to connect',
        '    at /app/node_modules/pg-pool/index.js:45:11',
        'GET /orders 500 30002ms',
      ]),
    },
  },
];
