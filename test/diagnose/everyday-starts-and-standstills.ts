import { T0, WEB, GROUP } from './case.ts';
import { neverStarts, failed } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs, unanswered } from './kinds.ts';
import { alive, runningLogs, SIDECAR } from './weekly.ts';
import { exited, notStarted, scaledIn, times } from './tasks.ts';

/** Tasks that do not start or do not get on, among events and lines that mislead. */
export const EVERYDAY_STARTS_AND_STANDSTILLS: readonly Open[] = [
  {
    name: "dependsOn timed out in the agent's words (startTimeout)",
    source: 'https://github.com/aws/amazon-ecs-agent (dependencygraph/graph.go)',
    root: 'Container vault-agent never became HEALTHY within its startTimeout of 30 s, so web was not started.',
    given: {
      ...failed,
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'vault-agent', condition: 'HEALTHY' }] },
        {
          ...SIDECAR,
          name: 'vault-agent',
          startTimeout: 30,
          healthCheck: { command: ['CMD-SHELL', 'test -f /secrets/ready'], interval: 10, retries: 3 },
        },
      ],
      tasks: [
        ...times(2, () => ({
          ...notStarted('Task failed to start'),
          containers: [
            {
              name: 'web',
              reason:
                'dependency graph: container ordering dependency [vault-agent(registry.example.com/vault:1.17) (RUNNING->RUNNING)] for target [web(registry.example.com/web:2) (NONE->RUNNING)] has timed out.',
            },
            { name: 'vault-agent', exitCode: 137, healthStatus: 'UNHEALTHY' as const },
          ],
        })),
        scaledIn,
      ],
      logs: logs(
        [
          '==> Vault Agent started! Log data will stream in below:',
          '2026-09-01T10:00:02.121Z [INFO]  agent.auth.handler: starting auth handler',
          '2026-09-01T10:00:02.511Z [ERROR] agent.auth.handler: error authenticating: error="Put \\"https://vault.shop.internal:8200/v1/auth/aws/login\\": dial tcp 10.0.8.8:8200: i/o timeout" backoff=1s',
          '2026-09-01T10:00:30.511Z [ERROR] agent.auth.handler: error authenticating: error="Put \\"https://vault.shop.internal:8200/v1/auth/aws/login\\": dial tcp 10.0.8.8:8200: i/o timeout" backoff=16s',
        ],
        'vault-agent',
      ),
    },
    named: /vault-agent/,
    fix: [/vault\.shop\.internal|8200|10\.0\.8\.8|startTimeout/],
    facts: ['vault-agent', '8200'],
    never: /out of memory|not in the image|load balancer/i,
  },
  {
    name: 'Standstill: target group has no listener (Target.NotInUse)',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
    root: 'The target group is attached to no listener rule, so no health check runs and the rollout waits; attach it.',
    given: {
      standsStill: true,
      counts: { desired: 2, running: 2, pending: 0 },
      running: alive({ healthStatus: 'UNKNOWN', networkInterfaces: [{ privateIpv4Address: '10.0.3.4' }] }),
      targets: times(2, () => ({
        state: 'unused',
        reason: 'Target.NotInUse',
        description: 'Target group is not configured to receive traffic from the load balancer',
      })),
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        `(service web) registered 2 targets in (target-group ${GROUP})`,
      ],
      logs: runningLogs(['listening on 0.0.0.0:8080', 'WARN deprecated option "timeout" used']),
    },
    named: /not configured to receive traffic|no listener|NotInUse/i,
    fix: [/listener/i, /rule/i],
    facts: ['target-group web'],
    never: /grace period|security group|another port|Fargate/i,
  },
  {
    name: 'Standstill: Fargate has no capacity in the zone',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    root: 'Fargate had no capacity for this size in the zones of the given subnets; add subnets in other zones or retry.',
    given: {
      standsStill: true,
      counts: { desired: 4, running: 1, pending: 0 },
      service: {
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0aa11'], securityGroups: ['sg-1'] } },
      },
      events: [
        '(service web) has started 1 tasks: (task 1).',
        '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
      ],
      running: alive({ healthStatus: 'HEALTHY' }).slice(0, 1),
      logs: runningLogs(['INFO memory limit reached=false', 'ready']),
    },
    named: /Capacity is unavailable/,
    fix: [/subnet/i, /zone/i],
    facts: ['subnet-0aa11'],
    never: /quota|container instance|out of memory|vCPU/i,
  },
  {
    name: 'EC2 awsvpc: no network interface left on the instance',
    source: 'https://github.com/aws/aws-app-mesh-examples/issues/342',
    root: 'Each instance has its ENI limit used up; turn on awsvpcTrunking, add instances or larger ones.',
    given: {
      standsStill: true,
      counts: { desired: 3, running: 2, pending: 0 },
      service: { launchType: 'EC2' },
      running: alive({ healthStatus: 'HEALTHY' }),
      events: [
        '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance acf435936b86483886e546d896fdc8b3) encountered error "RESOURCE:ENI". For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ],
      logs: runningLogs(['ready on 8080']),
    },
    named: /RESOURCE:ENI/,
    fix: [/awsvpcTrunking|trunking/i, /instance/i],
    facts: ['acf435936b86483886e546d896fdc8b3'],
    never: /subnet has no free|IP addresses|CPU units|memory/i,
  },
  {
    name: 'Pull from another account: no repository policy',
    source: 'https://github.com/aws/containers-roadmap/issues/2053',
    root: 'The repository in account 999988887777 has no policy that lets this account pull; add one there.',
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 999988887777.dkr.ecr.us-east-1.amazonaws.com/platform/base:14: pulling from host 999988887777.dkr.ecr.us-east-1.amazonaws.com failed with status code [manifests 14]: 403 Forbidden: User: arn:aws:sts::111122223333:assumed-role/web-exec/0f1e is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-east-1:999988887777:repository/platform/base because no resource-based policy allows the ecr:BatchGetImage action',
    ),
    named: /no resource-based policy/,
    fix: [/repository policy/i, /999988887777/, /ecr:BatchGetImage/],
    facts: ['999988887777', 'platform/base'],
    never: /NAT|network|does not exist|repositoryCredentials/i,
  },
  {
    name: 'Secret has no value yet',
    source: 'https://github.com/aws/aws-sdk-js-v3/issues/7701',
    root: 'The secret exists but has no version with AWSCURRENT: nobody put a value in it.',
    given: neverStarts(
      "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/web/stripe-Ab3dEf from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    ),
    named: /AWSCURRENT/,
    fix: [/value/i, /put-secret-value|put a value|store a value|set (its|a) value/i],
    facts: ['arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/web/stripe-Ab3dEf'],
    never: /secret does not exist|secretsmanager:GetSecretValue|NAT|kms/i,
  },
  {
    name: 'Next.js middleware redirects the health check (307)',
    source: 'https://github.com/amannn/next-intl/issues/590',
    root: 'The health check path /up is answered 307 by the locale middleware; exclude it in the matcher, or accept 200-399.',
    given: unanswered('Health checks failed with these codes: [307]', [
      '   ▲ Next.js 15.1.3',
      '   - Local:        http://localhost:8080',
      '   - Network:      http://0.0.0.0:8080',
      ' ✓ Starting...',
      ' ⚠ "next start" does not work with "output: standalone" configuration. Use "node .next/standalone/server.js" instead.',
      ' ✓ Ready in 812ms',
      'redirecting /up -> /en/up',
    ]),
    named: /307/,
    fix: [/\/up/, /redirect/i, /matcher|200-399|path/i],
    facts: ['307', '/up'],
    never: /security group|grace period|another port|standalone/i,
  },
  {
    name: 'FastAPI loads a model longer than the grace period (timestamps only)',
    source: 'https://github.com/encode/uvicorn (startup lines)',
    root: 'From the first log line to "Application startup complete" 95 s passed, grace period is 60 s; raise it above.',
    given: unanswered('Health checks failed', [
      '2026-09-01 10:00:02,001 INFO uvicorn.error Started server process [1]',
      '2026-09-01 10:00:02,002 INFO uvicorn.error Waiting for application startup.',
      '2026-09-01 10:00:02,900 WARNING app.model CUDA not available, falling back to CPU',
      '2026-09-01 10:00:03,000 INFO app.model loading /models/ranker.onnx',
      '2026-09-01 10:01:36,700 INFO app.model loaded in 93.7s',
      '2026-09-01 10:01:37,001 INFO uvicorn.error Application startup complete.',
      '2026-09-01 10:01:37,005 INFO uvicorn.error Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)',
    ]),
    named: /grace period|slower|start/i,
    fix: [/grace period/i, /60/, /1[0-9]{2}/],
    facts: ['60'],
    never: /security group|another port|CUDA|memory/i,
  },
  {
    name: 'Container health check asks the old port',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html',
    root: 'The health check in the task definition asks port 3000, the program listens on 8080.',
    given: {
      ...failed,
      containers: [
        {
          ...WEB,
          portMappings: [{ containerPort: 8080 }],
          healthCheck: {
            command: ['CMD-SHELL', 'wget -q --spider http://localhost:3000/healthz || exit 1'],
            interval: 10,
            retries: 3,
            startPeriod: 20,
          },
        },
      ],
      tasks: times(2, () => ({
        stopCode: 'ServiceSchedulerInitiated' as const,
        stoppedReason: 'Task failed container health checks',
        startedAt: T0,
        containers: [{ name: 'web', exitCode: 143, healthStatus: 'UNHEALTHY' as const }],
      })),
      logs: logs([
        '{"level":"info","msg":"db pool ready","ts":"2026-09-01T10:00:03Z"}',
        '{"level":"warn","msg":"cache: connection timeout, retry 1","ts":"2026-09-01T10:00:04Z"}',
        '{"level":"info","msg":"cache connected","ts":"2026-09-01T10:00:05Z"}',
        '{"level":"info","msg":"http server listening on :8080","ts":"2026-09-01T10:00:06Z"}',
        '{"level":"info","msg":"SIGTERM received, shutting down","ts":"2026-09-01T10:01:06Z"}',
      ]),
    },
    named: /3000/,
    fix: [/8080/, /3000/],
    facts: ['3000', '8080'],
    never: /startPeriod from|wget (is|not)|target group|security group/i,
  },
  {
    name: 'EFS without a mount target',
    source: 'https://github.com/aws/efs-utils (mount_efs)',
    root: "The file system has no mount target in the task's subnet zone (or the VPC has DNS off); create one.",
    given: neverStarts(
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve "fs-0a1b2c3d4e5f67890.efs.us-east-1.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID. See https://docs.aws.amazon.com/console/efs/mount-dns-name for more detail. Attempting to lookup mount target ip address using botocore. Failed to import necessary dependency botocore, please install botocore first. : unsuccessful EFS utils command execution; code: 1',
    ),
    named: /fs-0a1b2c3d4e5f67890/,
    fix: [/mount target/i, /zone|subnet/i],
    facts: ['fs-0a1b2c3d4e5f67890'],
    never: /^.*(?:Install|install) botocore on|2049 .*(must|needs)|access point|elasticfilesystem:ClientMount/i,
  },
  {
    name: 'Breaker with two causes: most ran out of memory, one was a Spot interruption',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html',
    root: 'The container was killed at its memory limit of 512 MiB; raise memory. The Spot interruption is a side show.',
    given: {
      ...failed,
      containers: [{ ...WEB, memory: 512 }],
      tasks: [
        {
          stopCode: 'SpotInterruption',
          stoppedReason: 'Your Spot Task was interrupted.',
          startedAt: T0,
          containers: [{ name: 'web', exitCode: 143 }],
        },
        ...times(3, () =>
          exited({ name: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }),
        ),
        scaledIn,
      ],
      logs: logs(['ready on 8080', 'import: 120000 rows', 'import: 240000 rows']),
    },
    named: /memory/i,
    fix: [/memory/i, /512/],
    facts: ['512'],
    never: /stop timeout|stopTimeout|FARGATE base/i,
  },
  {
    name: 'Standstill: old tasks are protected from scale-in',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html',
    root: 'Two old tasks hold scale-in protection; wait until it ends or take it off (UpdateTaskProtection).',
    given: {
      standsStill: true,
      counts: { desired: 2, running: 2, pending: 0 },
      running: alive({ healthStatus: 'HEALTHY' }),
      targets: [{ state: 'healthy' }, { state: 'healthy' }],
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        '(service web) was unable to reach steady state because (taskSet ecs-svc/3234567890123456789) was unable to scale in due to (reason 2 tasks under protection)',
      ],
      logs: runningLogs(['ready', 'job timeout=0 errors=0']),
    },
    named: /protection/i,
    fix: [/protection/i, /UpdateTaskProtection|update-task-protection|expire/i],
    facts: ['2'],
    never: /minimumHealthyPercent|grace period|target group|deregistration/i,
  },
];
