import { GROUP, T0, WEB } from './case.ts';
import { logs } from './kinds.ts';
import { times } from './tasks.ts';
import { alive, runningLogs, SIDECAR, unhealthyFor, waiting, type WeeklyFailure } from './weekly.ts';

/** Rollouts in which no task died, and none gets on. */
export const WEEKLY_STANDSTILLS: readonly WeeklyFailure[] = [
  {
    name: 'Envoy of App Mesh may not read its configuration',
    cause: 'says-mesh-refused',
    source:
      'https://github.com/aws/aws-app-mesh-roadmap/issues/80, https://docs.aws.amazon.com/app-mesh/latest/userguide/troubleshooting-setup.html',
    given: {
      standsStill: true,
      events: ['(service web) has started 2 tasks: (task 1) (task 2).'],
      running: waiting([
        { name: 'web', lastStatus: 'PENDING' },
        { name: 'envoy', lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' },
      ]),
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'envoy', condition: 'HEALTHY' }] },
        {
          ...WEB,
          name: 'envoy',
          healthCheck: {
            command: ['CMD-SHELL', 'curl -s http://localhost:9901/server_info | grep state | grep -q LIVE'],
            interval: 5,
            retries: 3,
            startPeriod: 10,
          },
        },
      ],
      logs: runningLogs(
        [
          '[2026-09-01 10:00:01.123][1][info][main] [source/server/server.cc:422] initializing epoch 0',
          '[2026-09-01 10:00:01.800][1][warning][main] [source/server/server.cc:936] there is no configured limit to the number of allowed active downstream connections.',
          '[2026-09-01 10:00:02.941][15][warning][config] [./source/common/config/grpc_stream.h:163] StreamAggregatedResources gRPC config stream to appmesh-envoy-management.us-east-1.amazonaws.com:443 closed: 7, Unauthorized to perform appmesh:StreamAggregatedResources for arn:aws:appmesh:us-east-1:111122223333:mesh/shop/virtualNode/web.',
          '[2026-09-01 10:00:04.326][15][warning][config] [./source/common/config/grpc_stream.h:163] StreamAggregatedResources gRPC config stream to appmesh-envoy-management.us-east-1.amazonaws.com:443 closed: 7, Unauthorized to perform appmesh:StreamAggregatedResources for arn:aws:appmesh:us-east-1:111122223333:mesh/shop/virtualNode/web.',
        ],
        'envoy',
      ),
    },
    facts: ['envoy', 'appmesh:StreamAggregatedResources', 'virtualNode/web'],
    fix: ['appmesh:StreamAggregatedResources', /task role/i],
    never: /execution role|security group|curl is not/,
  },
  {
    name: 'stands still: listens on the loopback, and its own check is content',
    cause: 'listens-on-loopback',
    source: 'https://github.com/encode/uvicorn/discussions (default host 127.0.0.1)',
    given: {
      standsStill: true,
      events: [unhealthyFor('Health checks failed', 100), unhealthyFor('Health checks failed', 101)],
      running: alive({ healthStatus: 'HEALTHY' }),
      containers: [
        { ...WEB, healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost:8080/up'], interval: 10 } },
      ],
      targets: [{ reason: 'Target.FailedHealthChecks', description: 'Health checks failed' }],
      logs: runningLogs([
        'INFO:     Started server process [1]',
        'INFO:     Waiting for application startup.',
        'INFO:     Application startup complete.',
        'INFO:     Uvicorn running on http://127.0.0.1:8080 (Press CTRL+C to quit)',
        'INFO:     127.0.0.1:51324 - "GET /up HTTP/1.1" 200 OK',
        'INFO:     127.0.0.1:51330 - "GET /up HTTP/1.1" 200 OK',
      ]),
    },
    facts: ['127.0.0.1', '8080'],
    fix: ['0.0.0.0', /--host|HOST|bind/i],
    never: /security group|grace period|wrong path/,
  },
  {
    name: 'stands still: the load balancer does not get through',
    cause: 'target-timeout',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html',
    given: {
      standsStill: true,
      events: [unhealthyFor('Request timed out', 100), unhealthyFor('Request timed out', 101)],
      running: alive(),
      targets: [{ reason: 'Target.Timeout', description: 'Request timed out' }],
      logs: runningLogs([
        '{"level":30,"time":1788256801000,"msg":"connecting to redis"}',
        '{"level":40,"time":1788256802000,"msg":"redis: connect ECONNREFUSED 10.0.7.7:6379, retrying in 500 ms"}',
        '{"level":30,"time":1788256803000,"msg":"redis ready"}',
        '{"level":30,"time":1788256804000,"msg":"Server listening at http://0.0.0.0:8080"}',
      ]),
    },
    facts: ['8080', 'security group'],
    fix: [/inbound|ingress|allow/i, '8080'],
    never: /127\.0\.0\.1|another port|6379|nothing accepts/,
  },
  {
    name: 'stands still: the collector has no curl',
    cause: 'check-image-bare',
    source: 'https://github.com/aws-observability/aws-otel-collector/issues/2034',
    given: {
      standsStill: true,
      events: ['(service web) has started 2 tasks: (task 1) (task 2).'],
      running: waiting([
        { name: 'web', lastStatus: 'PENDING' },
        { name: 'otel', lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' },
      ]),
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'otel', condition: 'HEALTHY' }] },
        {
          ...SIDECAR,
          name: 'otel',
          image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.40.0',
          healthCheck: {
            command: ['CMD-SHELL', 'curl -f http://127.0.0.1:13133/ || exit 1'],
            interval: 10,
            retries: 3,
          },
        },
      ],
      logs: runningLogs(
        [
          '2026/09/01 10:00:01 AWS OTel Collector version: v0.40.0',
          '2026-09-01T10:00:01.500Z\twarn\tinternal@v0.102.1/warning.go:42\tUsing the 0.0.0.0 address exposes this server to every network interface, which may facilitate Denial of Service attacks.',
          '2026-09-01T10:00:02.000Z\tinfo\thealthcheckextension@v0.102.0/healthcheckextension.go:35\tStarting health_check extension\t{"kind": "extension", "name": "health_check", "config": {"Endpoint":"localhost:13133"}}',
          '2026-09-01T10:00:02.100Z\tinfo\tservice@v0.102.1/service.go:206\tEverything is ready. Begin running and processing data.',
        ],
        'otel',
      ),
    },
    facts: ['otel', 'curl'],
    fix: ['/healthcheck'],
    never: /security group|startPeriod|0\.0\.0\.0/,
  },
  {
    name: 'stands still: no network interface left on the instances',
    cause: 'placement-interfaces',
    source: 'https://github.com/aws/aws-app-mesh-examples/issues/342',
    given: {
      standsStill: true,
      oldEvents: [
        '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance acf43593-6b86-4838-86e5-46d896fdc8b3) has insufficient memory available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ],
      events: [
        '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance acf43593-6b86-4838-86e5-46d896fdc8b3) encountered error "RESOURCE:ENI". For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ],
      counts: { desired: 4, running: 1, pending: 0 },
      service: { launchType: 'EC2', desiredCount: 4 },
    },
    facts: ['ENI', 'acf43593-6b86-4838-86e5-46d896fdc8b3'],
    fix: [/awsvpcTrunking|trunking/, /instance/],
    never: /insufficient memory|`memory`|subnet/,
  },
  {
    name: 'stands still: two tasks want one host port of two instances',
    cause: 'placement-port',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    given: {
      standsStill: true,
      events: [
        '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 0a1b2c3d-6b86-4838-86e5-46d896fdc8b3) is already using a port required by your task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ],
      counts: { desired: 2, running: 0, pending: 0 },
      service: {
        launchType: 'EC2',
        desiredCount: 2,
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
      },
      containers: [{ ...WEB, portMappings: [{ containerPort: 8080, hostPort: 8080 }] }],
    },
    facts: ['8080'],
    fix: [/`hostPort` .*8080 to 0/, /minimum-healthy-percent: 0/, /instance/],
    never: /RESOURCE:ENI|memory|Address already in use/,
  },
  {
    name: 'stands still: percents that leave no room for one task',
    cause: 'percent-deadlock',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    given: {
      standsStill: true,
      events: [
        '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
      ],
      counts: { desired: 1, running: 0, pending: 0 },
      service: { desiredCount: 1, deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 150 } },
    },
    facts: ['100', '150', '1 desired'],
    fix: [/maximum(-p|P)ercent/, /200/],
    never: /capacity|memory|security group/,
  },
  {
    name: 'stands still: the migration waits for a lock',
    cause: 'says-migration-locked',
    source: 'https://github.com/OsiriX-Foundation/kheops/issues/55, https://github.com/gocd/gocd/issues/12038',
    given: {
      standsStill: true,
      events: ['(service web) has started 2 tasks: (task 1) (task 2).'],
      running: waiting([
        { name: 'web', lastStatus: 'PENDING' },
        { name: 'migrate', lastStatus: 'RUNNING' },
      ]),
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'migrate', condition: 'SUCCESS' }] },
        { ...SIDECAR, name: 'migrate' },
      ],
      logs: runningLogs(
        [
          'Starting Liquibase at 10:00:01 (version 4.21.1 #9070 built at 2026-04-13 20:56+0000)',
          'Liquibase Version: 4.21.1',
          'Liquibase Open Source 4.21.1 by Liquibase',
          '2026-09-01 10:00:03 INFO [liquibase.lockservice] Waiting for changelog lock....',
          '2026-09-01 10:00:13 INFO [liquibase.lockservice] Waiting for changelog lock....',
          '2026-09-01 10:00:23 INFO [liquibase.lockservice] Waiting for changelog lock....',
        ],
        'migrate',
      ),
    },
    facts: ['migrate', 'changelog lock'],
    fix: [/release-?locks|DATABASECHANGELOGLOCK/i],
    never: /security group|health check/,
  },
  {
    name: 'stands still: old tasks drain for an hour',
    cause: 'targets-draining',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html',
    given: {
      standsStill: true,
      counts: { desired: 4, running: 4, pending: 0 },
      delay: 3600,
      service: { desiredCount: 4 },
      events: [
        '(service web) has started 4 tasks: (task a) (task b) (task c) (task d).',
        `(service web) registered 4 targets in (target-group ${GROUP})`,
        '(service web) has begun draining connections on 4 tasks.',
        `(service web) deregistered 4 targets in (target-group ${GROUP})`,
      ],
      running: alive(),
      targets: [
        { id: '10.0.3.4', state: 'healthy' },
        ...['10.0.9.1', '10.0.9.2', '10.0.9.3', '10.0.9.4'].map((id) => ({
          id,
          state: 'draining' as const,
          reason: 'Target.DeregistrationInProgress',
          description: 'Target deregistration is in progress',
        })),
      ],
      logs: runningLogs(['ERROR payments: upstream 504, retrying', 'payments: ok', 'Server listening on 0.0.0.0:8080']),
    },
    facts: ['3600', '4'],
    fix: ['deregistration_delay.timeout_seconds', /\b(30|60)\b/],
    never: /security group|payments/,
  },
  {
    name: 'stands still: no Spot capacity, and nothing else asked for',
    cause: 'fargate-capacity',
    source:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',
    given: {
      standsStill: true,
      counts: { desired: 3, running: 1, pending: 0 },
      tasks: [
        {
          stopCode: 'SpotInterruption',
          stoppedReason: 'Your Spot Task was interrupted.',
          startedAt: T0,
          containers: [{ name: 'web', exitCode: 143 }],
        },
      ],
      events: [
        '(service web) has started 1 tasks: (task a).',
        '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ],
      service: {
        desiredCount: 3,
        capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }],
      },
      logs: logs(['SIGTERM received, draining', 'bye']),
    },
    facts: ['FARGATE_SPOT'],
    fix: [/FARGATE\b(?!_)/, /base/, /capacity-provider-strategy|capacityProviderStrategy/],
    never: /instance type|memory|SIGTERM/,
  },
  {
    name: 'stands still: a container that others await never ends',
    cause: 'dependency-awaited',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html',
    given: {
      standsStill: true,
      events: ['(service web) has started 2 tasks: (task 1) (task 2).'],
      running: waiting([
        { name: 'web', lastStatus: 'PENDING' },
        { name: 'config', lastStatus: 'RUNNING' },
      ]),
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'config', condition: 'COMPLETE' }] },
        { ...SIDECAR, name: 'config' },
      ],
      logs: runningLogs(
        [
          'WARN cache is cold',
          'fetched 14 parameters from /prod/shop',
          'wrote /config/app.yaml',
          'watching for changes every 60s',
          'Listening on 0.0.0.0:9000',
        ],
        'config',
      ),
    },
    facts: ['config', 'COMPLETE'],
    fix: [/START|HEALTHY/, /exit|end/, /config/],
    never: /health check (fails|failed)|security group/,
  },
  {
    name: 'stands still: no instance has the memory',
    cause: 'placement-resources',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    given: {
      standsStill: true,
      counts: { desired: 4, running: 2, pending: 0 },
      events: [
        '(service web) has started 2 tasks: (task a) (task b).',
        '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 0a1b2c3d4e5f60718293a4b5c6d7e8f9) has insufficient memory available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ],
      service: {
        launchType: 'EC2',
        desiredCount: 4,
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
      },
      containers: [
        { ...WEB, memory: 2048, cpu: 256 },
        { ...SIDECAR, name: 'xray', memory: 256 },
      ],
      running: alive(),
      logs: runningLogs(['Server listening on 0.0.0.0:8080', 'WARN pool is at 80 %']),
    },
    facts: ['2304 MiB', '0a1b2c3d4e5f60718293a4b5c6d7e8f9'],
    fix: [/instance/, /minimum/i],
    never: /port required|CPU units (are|is) insufficient|security group|ENI/,
  },
  {
    name: 'stands still: a huge image is being pulled',
    cause: 'image-pulling',
    source:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html (pullStartedAt)',
    given: {
      standsStill: true,
      counts: { desired: 2, running: 0, pending: 2 },
      events: ['(service web) has started 2 tasks: (task 1) (task 2).'],
      running: times(2, () => ({
        lastStatus: 'PENDING',
        pullStartedAt: new Date(T0.getTime() - 25 * 60_000),
        containers: [
          { name: 'web', lastStatus: 'PENDING', image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/ml:2' },
        ],
      })),
    },
    facts: ['111122223333.dkr.ecr.us-east-1.amazonaws.com/ml:2', '09:35:00'],
    fix: [/smaller|SOCI|wait-for-minutes/],
    never: /capacity provider|security group/,
  },
  {
    name: 'stands still: each instance may have one task',
    cause: 'placement',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html',
    given: {
      standsStill: true,
      counts: { desired: 3, running: 0, pending: 0 },
      events: [
        '(service web) was unable to place a task because no container instance met all of its requirements. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ],
      service: {
        launchType: 'EC2',
        desiredCount: 3,
        placementConstraints: [{ type: 'distinctInstance' }],
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
      },
    },
    facts: ['distinctInstance'],
    fix: [/distinctInstance/, /instance/, /minimum/i],
    never: /memory|port|ENI/,
  },
];
