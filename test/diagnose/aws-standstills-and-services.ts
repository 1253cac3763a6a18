import { GROUP, T0, taskId, WEB, type Case } from './case.ts';
import { failed } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { failsOwnCheck, logs } from './kinds.ts';
import { exited, notStarted, scaledIn, times } from './tasks.ts';
import { runningLogs, turnedAway, waiting } from './weekly.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const HEALTH = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';
const stands = (more: Partial<Case>): Case => ({
  standsStill: true,
  events: ['(service web) has started 2 tasks: (task 1) (task 2).'],
  ...more,
});

/** What stands still, and what services around ECS say. */
export const AWS_STANDSTILLS_AND_SERVICES: readonly Open[] = [
  {
    name: 'the program limits how often the health check may ask',
    source: HEALTH,
    root: 'The program answers the health check with 429: its rate limit counts the load balancer.',
    named: /429/,
    fix: [/\/up/, /limit/i],
    facts: ['429', '/up'],
    never: /login|security group|another port/,
    given: turnedAway('Health checks failed with these codes: [429]', [
      'INFO listening on 0.0.0.0:8080',
      'WARN rate limit hit for 10.0.1.9 /up',
    ]),
  },
  {
    name: 'a sidecar proxy that waits too long for the program',
    source: HEALTH,
    root: 'The proxy gets no answer from the program in time: 504.',
    named: /504/,
    fix: [/\/up/],
    facts: ['504', 'app'],
    never: /login|security group/,
    given: {
      ...turnedAway('Health checks failed with these codes: [504]', [
        '2026/09/01 10:00:31 [error] 29#29: *1 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 10.0.1.9, server: , request: "GET /up HTTP/1.1", upstream: "http://127.0.0.1:9000/up", host: "10.0.3.4:8080"',
      ]),
      containers: [
        { ...WEB, image: 'nginx:1.27' },
        { ...WEB, name: 'app' },
      ],
    },
  },
  {
    name: 'a start period that is shorter than the start',
    source: `${DOCS}healthcheck.html`,
    root: 'The program is ready after 71 s, and the health check gives up after 40 s.',
    named: /71/,
    fix: [/startPeriod/, /from 10 to/],
    facts: ['71'],
    never: /curl is not|security group|memory/,
    given: failsOwnCheck(
      ['CMD-SHELL', 'curl -f http://localhost:8080/up'],
      ['booting', 'Started OrdersApplication in 69.8 seconds (process running for 71.0)'],
    ),
  },
  {
    name: 'an NLB that the security group of the tasks does not let in',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html',
    root: 'The program listens; the load balancer does not get through to the port.',
    named: /8080/,
    fix: [/security group/i, /8080/, /sg-0task/],
    facts: ['sg-0task'],
    never: /127\.0\.0\.1|health check path|login/,
    given: turnedAway('Request timed out', ['server listening on 0.0.0.0:8080'], {
      group: { Protocol: 'TCP', HealthCheckProtocol: 'TCP', HealthCheckPath: undefined, Matcher: undefined },
      service: {
        healthCheckGracePeriodSeconds: 60,
        loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }],
        networkConfiguration: {
          awsvpcConfiguration: { subnets: ['subnet-0a'], securityGroups: ['sg-0task'], assignPublicIp: 'DISABLED' },
        },
      },
    }),
  },
  {
    name: 'an Auto Scaling group that is as large as it may be',
    source: `${DOCS}managed-scaling-behavior.html`,
    root: 'The capacity provider asks for instances, and its group launches none.',
    named: /orders-ec2/,
    fix: [/orders-asg/, /maximum/i],
    facts: ['orders-ec2'],
    never: /Fargate|health check|turn on managed scaling/i,
    given: stands({
      events: [],
      running: times(2, () => ({
        lastStatus: 'PROVISIONING',
        capacityProviderName: 'orders-ec2',
        containers: [{ name: 'web', lastStatus: 'PENDING' }],
      })),
      service: { capacityProviderStrategy: [{ capacityProvider: 'orders-ec2', weight: 1 }] },
      provider: {
        name: 'orders-ec2',
        status: 'ACTIVE',
        autoScalingGroupProvider: {
          autoScalingGroupArn:
            'arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:1a:autoScalingGroupName/orders-asg',
          managedScaling: { status: 'ENABLED', targetCapacity: 100 },
        },
      },
    }),
  },
  {
    name: 'two causes, the more frequent one first',
    source: `${DOCS}deployment-circuit-breaker.html`,
    root: 'Three tasks could not read their log group; one ran out of memory.',
    named: /\/ecs\/web/,
    fix: [/\/ecs\/web/],
    facts: ['/ecs/web', 'us-east-1'],
    never: /security group|login/,
    given: {
      ...failed,
      tasks: [
        ...times(3, () =>
          notStarted(
            'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.',
          ),
        ),
        exited({ name: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }),
        scaledIn,
      ],
    },
  },
  {
    name: 'a certificate that Express still waits for',
    source: `${DOCS}express-service-troubleshooting.html`,
    root: 'The certificate waits for its validation, and so does everything else.',
    named: /certificate/i,
    fix: [/certificate|DNS|ACM/i],
    facts: ['certificate', 'PENDING_VALIDATION'],
    never: /execution role|memory/,
    given: stands({
      events: [],
      resources: [
        { resource: 'load balancer', status: 'ACTIVE' },
        {
          resource: 'certificate',
          status: 'PROVISIONING',
          reason: 'Certificate arn:aws:acm:us-east-1:111122223333:certificate/1a2b is PENDING_VALIDATION',
        },
        { resource: 'listener rule', status: 'PROVISIONING' },
      ],
    }),
  },
  {
    name: 'Express runs into the quota of load balancers',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
    root: 'The account has as many Application Load Balancers as it may have.',
    named: /quota/i,
    fix: [/Service Quotas/, /Elastic Load Balancing|load balancer/i],
    facts: ['load balancer'],
    never: /infrastructure-role-arn|execution role|certificate/,
    given: stands({
      events: [],
      resources: [
        {
          resource: 'load balancer',
          status: 'FAILED',
          reason: 'TooManyLoadBalancers: The maximum number of load balancers has been reached',
        },
      ],
    }),
  },
  {
    name: 'a hook that says no',
    source: `${DOCS}troubleshooting-blue-green.html`,
    root: 'The Lambda function of the hook found the new revision wanting.',
    named: /FAILED/,
    fix: [/\/aws\/lambda\/orders-smoke/],
    facts: ['orders-smoke', 'POST_TEST_TRAFFIC_SHIFT'],
    never: /lambda:InvokeFunction|trust policy|security group/,
    given: {
      deployment: {
        statusReason:
          'Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. Lifecycle hook target arn:aws:lambda:us-east-1:111122223333:function:orders-smoke returned FAILED status.',
      },
      events: ['(service web) rolling back to deployment ecs-svc/1.'],
      tasks: [scaledIn],
    },
  },
  {
    name: 'a role that may not see the health of targets',
    source: `${DOCS}troubleshooting-blue-green.html`,
    root: 'The role for load balancers lacks elasticloadbalancing:DescribeTargetHealth.',
    named: /elasticloadbalancing:DescribeTargetHealth/,
    fix: [/elasticloadbalancing:DescribeTargetHealth/, /ordersELB/],
    facts: ['ordersELB'],
    never: /VPC|target type|security group/,
    given: stands({
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        `(service web) failed to describe target health on target-group ${GROUP} with (error User: arn:aws:sts::111122223333:assumed-role/ordersELB/ecs-service-scheduler is not authorized to perform: elasticloadbalancing:DescribeTargetHealth because no identity-based policy allows the elasticloadbalancing:DescribeTargetHealth action)`,
      ],
      running: times(2, () => ({ startedAt: T0, containers: [{ name: 'web', lastStatus: 'RUNNING' }] })),
    }),
  },
  {
    name: 'a target that vanished though its task runs',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeregisterTargets.html',
    root: 'Somebody deregistered the targets; the drained ones are gone already.',
    named: /deregister/i,
    fix: [/CloudTrail/, /web/],
    facts: ['10.0.3.4'],
    never: /security group|health check path|deregistration delay/i,
    given: stands({
      events: [
        '(service web) has started 1 tasks: (task 1).',
        `(service web) registered 1 targets in (target-group ${GROUP})`,
      ],
      running: [
        {
          taskArn: `arn:aws:ecs:us-east-1:111122223333:task/prod/${taskId(100)}`,
          startedAt: T0,
          desiredStatus: 'RUNNING',
          containers: [{ name: 'web', lastStatus: 'RUNNING' }],
          attachments: [
            {
              type: 'ElasticNetworkInterface',
              status: 'ATTACHED',
              details: [{ name: 'privateIPv4Address', value: '10.0.3.4' }],
            },
          ],
        },
      ],
      targets: [{ id: '10.0.9.9', state: 'healthy' }],
      counts: { desired: 1, running: 1, pending: 0 },
    }),
  },
  {
    name: 'a proxy that waits for a database that never gets healthy',
    source: `${DOCS}task_definition_parameters.html#container_definition_dependson`,
    root: 'web waits for redis, which has no health check in the task definition.',
    named: /redis/,
    fix: [/healthCheck/, /redis/],
    facts: ['redis', 'web'],
    never: /security group|capacity/,
    given: stands({
      running: waiting([
        { name: 'web', lastStatus: 'PENDING' },
        { name: 'redis', lastStatus: 'RUNNING', healthStatus: 'UNKNOWN' },
      ]),
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'redis', condition: 'HEALTHY' }] },
        { ...WEB, name: 'redis', image: 'redis:7' },
      ],
      logs: runningLogs(['* Ready to accept connections tcp'], 'redis'),
    }),
  },
  {
    name: 'a bigger task than Fargate gives this account',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'The task asks for 16 vCPU, more than the account may have in one task.',
    named: /CPU/,
    fix: [/quota|smaller/i, /16/],
    facts: ['CPU'],
    never: /container instance|subnet/,
    given: stands({
      events: [
        '(service web) was unable to place a task. Reason: The requested CPU configuration is above your limit.',
      ],
      service: { launchType: 'FARGATE' },
      definition: { cpu: '16384', memory: '32768' },
      counts: { desired: 2, running: 0, pending: 0 },
    }),
  },
  {
    name: 'a log driver that waits for a router which is not there yet',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/2792',
    root: 'web starts before the log router listens.',
    named: /log router|log_router/i,
    fix: [/dependsOn/, /log_router/],
    facts: ['log_router'],
    never: /log group|security group|NAT/,
    given: {
      ...failed,
      containers: [
        { ...WEB, logConfiguration: { logDriver: 'awsfirelens' } },
        { ...WEB, name: 'log_router', firelensConfiguration: { type: 'fluentbit' } },
      ],
      tasks: times(2, () => ({
        ...notStarted(
          'Task failed to start',
          'CannotStartContainerError: failed to initialize logging driver: dial unix /var/run/fluent.sock: connect: no such file or directory',
        ),
      })),
      logs: logs(['[info] [output:cloudwatch_logs] worker #0 started'], 'log_router'),
    },
  },
];
