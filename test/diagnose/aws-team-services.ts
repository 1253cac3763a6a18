import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, T0, WEB, type Case } from './case.ts';
import { byCodeDeploy, failed } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';
import { log } from './noisy-logs.ts';
import { exited, scaledIn, times, unhealthy } from './tasks.ts';
import { turnedAway } from './weekly.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const HEALTH = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';
const NETWORK = {
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: ['subnet-0a1b2c3d', 'subnet-0b2c3d4e'],
      securityGroups: ['sg-0web'],
      assignPublicIp: 'DISABLED' as const,
    },
  },
};
const STEADY = ['(service web) has reached a steady state.', '(service web) has stopped 1 running tasks: (task old).'];
const old = (): Partial<Task>[] =>
  times(2, () => ({
    taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:1',
    startedBy: 'ecs-svc/1',
    startedAt: T0,
    containers: [{ name: 'web', lastStatus: 'RUNNING', healthStatus: 'HEALTHY' as const }],
  }));
const unplaced = (event: string, more: Partial<Case> = {}): Case => ({
  standsStill: true,
  counts: { desired: 2, running: 0, pending: 0 },
  oldEvents: STEADY,
  events: times(3, () => event),
  running: old(),
  ...more,
});

/** What ordinary teams meet once ECS has begun: capacity, health, memory, CodeDeploy, hooks, alarms and Express. */
export const AWS_TEAM_SERVICES: readonly Open[] = [
  {
    name: 'EC2: the rollout needs memory that the old tasks still hold',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'No instance has 2048 MiB free for a new task while the old ones run.',
    named: /memory/,
    fix: [/memory/, /instance/, /minimum-healthy-percent|maximum-percent|minimumHealthyPercent/],
    facts: ['2048'],
    never: /Fargate|network interface|GPU|attribute/,
    given: unplaced(
      '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance d20a57cd80a34befb98a3ddac785d9d7) has insufficient memory available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      {
        service: {
          launchType: 'EC2',
          desiredCount: 2,
          deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
        },
        definition: { cpu: '512', memory: '2048', requiresCompatibilities: ['EC2'] },
      },
    ),
  },
  {
    name: 'a Fargate task quota of the account',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'The account has used up its quota of Fargate tasks (vCPU).',
    named: /quota|limit/i,
    fix: [/Service Quotas/, /vCPU/],
    facts: [],
    never: /instance type|container instances|Availability Zone|security group/,
    given: unplaced(
      '(service web) was unable to place a task. Reason: You’ve reached the limit on the number of vCPUs you can run concurrently.',
      {
        service: { launchType: 'FARGATE' },
        definition: { cpu: '4096', memory: '8192', requiresCompatibilities: ['FARGATE'] },
      },
    ),
  },
  {
    name: 'Spot has none and the strategy knows nothing else',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'AWS has no Spot capacity for it now, and the strategy names FARGATE_SPOT only.',
    named: /Spot/i,
    fix: [/FARGATE\b/, /base|capacity-provider-strategy/],
    facts: ['FARGATE_SPOT'],
    never: /Auto Scaling group|instance type|Service Quotas|security group/,
    given: unplaced(
      '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
      { service: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }] } },
    ),
  },
  {
    name: 'the load balancer cannot get to the tasks',
    source: HEALTH,
    root: 'The application listens on 8080 on every address; the security group of the tasks does not let the load balancer in.',
    named: /8080|timed out|time/i,
    fix: [/security group/, /sg-0web/, /8080/],
    facts: ['8080', 'sg-0web'],
    never: /listens? on (another|a different) port|127\.0\.0\.1|Matcher/,
    given: turnedAway(
      'Request timed out',
      ['> web@2.0.0 start', '> node dist/server.js', 'Server listening on http://0.0.0.0:8080'],
      {
        service: {
          healthCheckGracePeriodSeconds: 60,
          loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }],
          ...NETWORK,
        },
        containers: [{ ...WEB, portMappings: [{ containerPort: 8080 }] }],
        running: old(),
      },
    ),
  },
  {
    name: 'the health check needs a database that does not answer',
    source: HEALTH,
    root: 'The application answers 503 at /up because its database check fails.',
    named: /503/,
    fix: [/orders\.cluster-abc\.us-east-1\.rds\.amazonaws\.com|database/],
    facts: ['orders.cluster-abc.us-east-1.rds.amazonaws.com'],
    never: /HealthCheckPath to|grace period from|listens on/,
    given: turnedAway(
      'Health checks failed with these codes: [503]',
      log(`
2026-09-01T10:00:09.830Z  INFO 1 --- [main] c.e.orders.OrdersApplication : Started OrdersApplication in 8.2 seconds (process running for 9.02)
2026-09-01T10:00:40.111Z  WARN 1 --- [nio-8080-exec-1] com.zaxxer.hikari.pool.PoolBase : HikariPool-1 - Failed to validate connection
2026-09-01T10:00:40.113Z  WARN 1 --- [nio-8080-exec-1] o.s.b.a.jdbc.DataSourceHealthIndicator : DataSource health check failed
Caused by: java.net.SocketTimeoutException: Connect timed out
org.postgresql.util.PSQLException: Connection to orders.cluster-abc.us-east-1.rds.amazonaws.com:5432 failed: Connect timed out
`),
      { running: old() },
    ),
  },
  {
    name: 'the container has too little memory',
    source: `${DOCS}stopped-task-error-codes.html`,
    root: 'The container web was killed for memory, at a limit of 512 MiB.',
    named: /memory/,
    fix: [/512/, /1024/, /memory/],
    facts: ['512'],
    never: /exit code 137 (means|is) .{0,30}(stop|signal)|stopTimeout|security group/,
    given: {
      ...failed,
      definition: { cpu: '256', memory: '512', requiresCompatibilities: ['FARGATE'] },
      tasks: [
        ...times(2, () =>
          exited({ name: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }),
        ),
        scaledIn,
      ],
      logs: logs(['Server listening on http://0.0.0.0:8080', 'warming cache: 40000 of 120000']),
      running: old(),
    },
  },
  {
    name: 'the health check of the container has no curl',
    source: `${DOCS}task_definition_parameters.html`,
    root: 'The image has no curl, which the container health check calls.',
    named: /health check/i,
    fix: [/curl/, /healthCheck/],
    facts: ['curl'],
    never: /security group|target group|grace period/,
    given: {
      ...failed,
      containers: [
        {
          ...WEB,
          image: 'registry.example.com/web:2-alpine',
          healthCheck: {
            command: ['CMD-SHELL', 'curl -f http://localhost:8080/up || exit 1'],
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
        'Server listening on http://0.0.0.0:8080',
        '/bin/sh: 1: curl: not found',
        'SIGTERM received, closing',
      ]),
      running: old(),
    },
  },
  {
    name: 'CodeDeploy: the new tasks did not get healthy in time',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html',
    root: 'The replacement tasks fail the health check with 502 from nginx, whose upstream is not there.',
    named: /502|upstream|127\.0\.0\.1:3000/,
    fix: [/3000/, /proxy_pass/, /container/],
    facts: ['3000'],
    never: /increase the timeout|terminationWait|CodeDeploy role|uses its default|`environment`/i,
    given: {
      ...byCodeDeploy(
        'HEALTH_CONSTRAINTS',
        'The ECS service cannot be updated due to an unexpected error: The service did not stabilize.',
      ),
      events: [
        `(service web) (taskSet ecs-svc/4965514251646323336) (port 8080) is unhealthy in (target-group ${GROUP}) due to (reason Health checks failed with these codes: [502]).`,
      ],
      tasks: times(2, () => ({ ...unhealthy(), startedAt: T0 })),
      logs: logs(
        log(`
2026/09/01 10:00:12 [error] 22#22: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.5, server: _, request: "GET /up HTTP/1.1", upstream: "http://127.0.0.1:3000/up", host: "10.0.3.4:8080"
10.0.1.5 - - [01/Sep/2026:10:00:12 +0000] "GET /up HTTP/1.1" 502 157 "-" "ELB-HealthChecker/2.0"
`),
      ),
      running: old(),
    },
  },
  {
    name: 'an alarm rolls it back',
    source: `${DOCS}deployment-alarm-failure.html`,
    root: 'The alarm web-5xx went off during the deployment.',
    named: /web-5xx/,
    fix: [/web-5xx/],
    facts: ['web-5xx'],
    never: /circuit breaker|health check|exit code|security group/,
    given: {
      deployment: {
        statusReason: 'Service deployment rolled back because of alarm(s) detected.',
        alarms: { status: 'TRIGGERED', alarmNames: ['web-5xx', 'web-latency'], triggeredAlarmNames: ['web-5xx'] },
      },
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        `(service web) registered 2 targets in (target-group ${GROUP})`,
        '(service web) (deployment ecs-svc/4965514251646323336) deployment failed: alarm detected.',
        '(service web) rolling back to deployment ecs-svc/1.',
      ],
      tasks: [scaledIn, scaledIn],
      running: old(),
    },
  },
  {
    name: 'capacity provider whose group has no room to grow',
    source: 'https://github.com/aws/containers-roadmap/issues/76',
    root: 'The Auto Scaling group of the provider web-asg adds no instance: the vCPU quota or its launch template stops it.',
    named: /web-asg/,
    fix: [/Auto Scaling/, /activit/i],
    facts: ['web-asg'],
    never: /Fargate|FARGATE|security group/,
    given: unplaced(
      '(service web) was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your capacity provider. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      {
        service: { capacityProviderStrategy: [{ capacityProvider: 'web-asg', weight: 1 }] },
        definition: { requiresCompatibilities: ['EC2'], memory: '1024' },
      },
    ),
  },
];
