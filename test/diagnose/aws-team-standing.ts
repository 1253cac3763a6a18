import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, T0, WEB, type Case } from './case.ts';
import { failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';
import { exited, FAILED_EVENTS, scaledIn, times } from './tasks.ts';
import { placed } from './stage.ts';
import { runningLogs, turnedAway } from './weekly.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const HEALTH = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';
const ROLES = {
  executionRoleArn: 'arn:aws:iam::111122223333:role/shop-execution',
  taskRoleArn: 'arn:aws:iam::111122223333:role/shop-task',
};
const NETWORK = {
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: ['subnet-0a1b2c3d', 'subnet-0b2c3d4e'],
      securityGroups: ['sg-0web'],
      assignPublicIp: 'DISABLED' as const,
    },
  },
};
const old = (): Partial<Task>[] =>
  times(2, () => ({
    taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:1',
    startedBy: 'ecs-svc/1',
    startedAt: T0,
    containers: [{ name: 'web', lastStatus: 'RUNNING', healthStatus: 'HEALTHY' as const }],
  }));
const stands = (more: Partial<Case>): Case => ({
  standsStill: true,
  counts: { desired: 2, running: 0, pending: 0 },
  oldEvents: ['(service web) has reached a steady state.'],
  running: old(),
  ...more,
});

/** Rollouts that stand still or end for a reason that stands between others. */
export const AWS_TEAM_STANDING: readonly Open[] = [
  {
    name: 'no instance is of the zone or type that the constraint asks',
    source: `${DOCS}task-placement-constraints.html`,
    root: 'The service asks for instances of type m5.large, and the cluster has none.',
    named: /m5\.large/,
    fix: [/m5\.large/, /placement/i],
    facts: ['m5.large'],
    never: /Fargate|memory|security group/,
    given: stands({
      events: times(3, () =>
        placed(
          'The closest matching (container-instance d20a57cd80a34befb98a3ddac785d9d7) is missing an attribute required by your task.',
        ),
      ),
      service: {
        launchType: 'EC2',
        placementConstraints: [{ type: 'memberOf', expression: 'attribute:ecs.instance-type == m5.large' }],
      },
    }),
  },
  {
    name: 'distinct instances, and as many old tasks as instances',
    source: `${DOCS}task-placement-constraints.html`,
    root: 'Each instance holds an old task already; distinctInstance lets no second one in.',
    named: /distinctInstance|one task/i,
    fix: [/distinctInstance|instance/, /minimum-?[hH]ealthy/],
    facts: [],
    never: /Fargate|attribute required|memory/,
    given: stands({
      events: times(3, () =>
        placed(
          'The closest matching (container-instance d20a57cd80a34befb98a3ddac785d9d7) encountered error "DISTINCT_INSTANCE_CONSTRAINT".',
        ),
      ),
      service: {
        launchType: 'EC2',
        desiredCount: 2,
        placementConstraints: [{ type: 'distinctInstance' }],
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
      },
    }),
  },
  {
    name: 'percents that let nothing move',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'One task, minimum 100 and maximum 100: ECS may neither stop the old one nor start a new one.',
    named: /100/,
    fix: [/maximum-percent|maximumPercent|minimum-healthy-percent|minimumHealthyPercent/, /200|to 0/],
    facts: ['100'],
    never: /security group|health check|Fargate/,
    given: stands({
      counts: { desired: 1, running: 0, pending: 0 },
      events: [
        '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
      ],
      service: { desiredCount: 1, deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } },
    }),
  },
  {
    name: 'the database starts slowly and the application waits for it',
    source: `${DOCS}task_definition_parameters.html`,
    root: 'Container db never gets healthy, and web waits for it.',
    named: /db/,
    fix: [/db/],
    facts: ['web', 'db'],
    never: /security group|target group|Fargate/,
    given: stands({
      running: [
        ...old(),
        ...times(2, () => ({
          lastStatus: 'PENDING',
          startedAt: T0,
          containers: [
            { name: 'web', lastStatus: 'PENDING' },
            { name: 'db', lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' as const },
          ],
        })),
      ],
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }] },
        {
          ...WEB,
          name: 'db',
          image: 'postgres:16',
          healthCheck: { command: ['CMD-SHELL', 'pg_isready -U shop -d orders'] },
        },
      ],
      logs: Object.fromEntries(
        [102, 103].map((number) => [
          `ecs/db/${number.toString(16).padStart(32, 'a')}`,
          [
            'Error: Database is uninitialized and superuser password is not specified.',
            '       You must specify POSTGRES_PASSWORD to a non-empty value for the',
          ],
        ]),
      ),
    }),
  },
  {
    name: 'targets that nobody has checked: the rule is missing',
    source: HEALTH,
    root: 'No listener rule forwards to the target group.',
    named: /listener/,
    fix: [/listener/, /rule/],
    facts: [],
    never: /security group|grace period|Availability Zone/,
    given: stands({
      counts: { desired: 1, running: 1, pending: 0 },
      running: [
        ...old(),
        {
          startedAt: T0,
          attachments: [
            {
              type: 'ElasticNetworkInterface',
              details: [
                { name: 'subnetId', value: 'subnet-0a1b2c3d' },
                { name: 'privateIPv4Address', value: '10.0.3.4' },
              ],
            },
          ],
          containers: [{ name: 'web', lastStatus: 'RUNNING' }],
        },
      ],
      events: [`(service web) registered 1 targets in (target-group ${GROUP})`],
      targets: [
        {
          state: 'unused',
          id: '10.0.3.4',
          reason: 'Target.NotInUse',
          description: 'Target group is not configured to receive traffic from the load balancer',
        },
      ],
    }),
  },
  {
    name: 'Express: the certificate waits',
    source: `${DOCS}express-service-work.html`,
    root: 'The infrastructure role may not create the security group of the Express service.',
    named: /security group/,
    fix: [/ecsInfra/, /ec2:CreateSecurityGroup|AmazonECSInfrastructureRoleforExpressGatewayServices/],
    facts: ['ec2:CreateSecurityGroup'],
    never: /health check|quota|shop-execution/,
    given: stands({
      resources: [
        { resource: 'log group', status: 'ACTIVE' },
        {
          resource: 'service security group',
          status: 'FAILED',
          reason:
            'User: arn:aws:sts::111122223333:assumed-role/ecsInfra/ECSExpress is not authorized to perform: ec2:CreateSecurityGroup on resource: arn:aws:ec2:us-east-1:111122223333:vpc/vpc-0a because no identity-based policy allows the ec2:CreateSecurityGroup action',
        },
        { resource: 'load balancer', status: 'PROVISIONING' },
      ],
    }),
  },
  {
    name: 'Fluent Bit has no right to write',
    source: 'https://github.com/aws/aws-for-fluent-bit/issues/25',
    root: 'The task role shop-task lacks logs:CreateLogStream; the router writes with the task role.',
    named: /shop-task/,
    fix: [/shop-task/, /logs:CreateLogStream/],
    facts: ['shop-task'],
    never: /in a policy of the role shop-execution|security group|NAT/,
    given: {
      ...failed,
      definition: ROLES,
      containers: [
        { ...WEB, logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'cloudwatch' } } },
        {
          ...WEB,
          name: 'log_router',
          image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable',
          essential: true,
          firelensConfiguration: { type: 'fluentbit' },
        },
      ],
      tasks: [...times(2, () => exited({ name: 'web', exitCode: 143 }, { name: 'log_router', exitCode: 1 })), scaledIn],
      logs: logs(
        [
          'Fluent Bit v1.9.10',
          '[2026/09/01 10:00:03] [ info] [engine] started (pid=1)',
          '[2026/09/01 10:00:04] [error] [output:cloudwatch:cloudwatch.1] AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/shop-task/8f2e6b1c is not authorized to perform: logs:CreateLogStream on resource: arn:aws:logs:us-east-1:111122223333:log-group:/ecs/shop:log-stream:web because no identity-based policy allows the logs:CreateLogStream action',
          '[2026/09/01 10:00:05] [engine] caught signal (SIGTERM)',
        ],
        'log_router',
      ),
      running: old(),
    },
  },
  {
    name: 'the application crashes, and an old event speaks of capacity',
    source: `${DOCS}stopped-task-error-codes.html`,
    root: 'The module express is not in the image.',
    named: /express/,
    fix: [/express/, /dependencies|npm/],
    facts: ['express'],
    never: /container instance|memory available|capacity/,
    given: {
      ...failed,
      oldEvents: [
        placed(
          'The closest matching (container-instance d20a57cd80a34befb98a3ddac785d9d7) has insufficient memory available.',
        ),
      ],
      events: [
        placed(
          'The closest matching (container-instance d20a57cd80a34befb98a3ddac785d9d7) has insufficient memory available.',
        ),
        '(service web) has started 2 tasks: (task 1) (task 2).',
        ...FAILED_EVENTS,
      ],
      tasks: [...times(2, () => exited({ name: 'web', exitCode: 1 })), scaledIn],
      logs: logs([
        "Error: Cannot find module 'express'",
        'Require stack:',
        '- /app/dist/server.js',
        '    at Module._resolveFilename (node:internal/modules/cjs/loader:1145:15)',
        "  code: 'MODULE_NOT_FOUND',",
        'Node.js v20.11.1',
      ]),
      running: old(),
    },
  },
  {
    name: 'an alarm went off because the new tasks crash',
    source: `${DOCS}deployment-alarm-failure.html`,
    root: 'The program cannot reach its database; the alarm only follows.',
    named: /db\.shop\.local/,
    fix: [/db\.shop\.local|security group/],
    facts: ['5432'],
    never: /threshold|circuit breaker/,
    given: {
      deployment: {
        statusReason: 'Service deployment rolled back because of alarm(s) detected.',
        alarms: { status: 'TRIGGERED', alarmNames: ['web-5xx'], triggeredAlarmNames: ['web-5xx'] },
      },
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        '(service web) (deployment ecs-svc/4965514251646323336) deployment failed: alarm detected.',
      ],
      tasks: [...times(2, () => exited({ name: 'web', exitCode: 1 })), scaledIn],
      logs: logs([
        'Error: connect ETIMEDOUT db.shop.local:5432',
        '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1595:16)',
        "  code: 'ETIMEDOUT',",
        '  port: 5432',
      ]),
      running: old(),
    },
  },
  {
    name: 'GPU: the only one is taken',
    source: `${DOCS}ecs-gpu.html`,
    root: 'The task needs a GPU, and each is used by an old task.',
    named: /GPU/,
    fix: [/GPU/, /minimum-?[hH]ealthy|instance/],
    facts: ['1'],
    never: /Fargate|memory|port required|below 1|1 GPUs/,
    given: stands({
      events: times(3, () =>
        placed(
          'The closest matching (container-instance d20a57cd80a34befb98a3ddac785d9d7) has insufficient GPU resource available.',
        ),
      ),
      service: {
        launchType: 'EC2',
        desiredCount: 1,
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
      },
      containers: [{ ...WEB, resourceRequirements: [{ type: 'GPU', value: '1' }] }],
    }),
  },
  {
    name: 'the load balancer says 502 and the program resets',
    source: HEALTH,
    root: 'The program speaks TLS on 8080, and the health check plain HTTP.',
    named: /HTTPS|TLS/,
    fix: [/HTTPS|https/],
    facts: ['8080'],
    never: /security group|grace period|listens on port/,
    given: turnedAway(
      'Health checks failed with these codes: [400]',
      ["Tomcat started on port 8080 (https) with context path '/'"],
      {
        service: { loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }], ...NETWORK },
        running: old(),
      },
    ),
  },
  {
    name: 'live: targets fail while the deployment goes on',
    source: HEALTH,
    root: 'The live tasks answer 500 at /up: a table is missing.',
    named: /relation "sessions"|sessions/,
    fix: [/migrat/i],
    facts: ['sessions'],
    never: /security group|HealthCheckPath to|grace period/,
    given: {
      standsStill: true,
      counts: { desired: 2, running: 2, pending: 0 },
      running: times(2, () => ({
        startedAt: T0,
        attachments: [
          { type: 'ElasticNetworkInterface', details: [{ name: 'privateIPv4Address', value: '10.0.3.4' }] },
        ],
        containers: [{ name: 'web', lastStatus: 'RUNNING' }],
      })),
      targets: [
        {
          state: 'unhealthy',
          id: '10.0.3.4',
          reason: 'Target.ResponseCodeMismatch',
          description: 'Health checks failed with these codes: [500]',
        },
      ],
      logs: runningLogs([
        'Server listening on http://0.0.0.0:8080',
        'error: relation "sessions" does not exist',
        'GET /up 500 12ms',
        'error: relation "sessions" does not exist',
        'GET /up 500 9ms',
      ]),
    },
  },
  {
    name: 'EBS: the volume type has no size left in the account',
    source: `${DOCS}troubleshoot-ebs-volumes.html`,
    root: 'The quota of gp3 storage is used up.',
    named: /gp3|quota|limit/i,
    fix: [/quota/i],
    facts: [],
    never: /security group|KMS|NAT|role/,
    given: neverStarts(
      'TaskFailedToStart: Failed to attach EBS volume: VolumeLimitExceeded: You have exceeded the maximum gp3 storage limit of 50 TiB in this region. Please contact AWS Support to request an Elastic Block Store service limit increase.',
      { definition: ROLES, running: old() },
    ),
  },
  {
    name: 'a service that Cloud Map does not know any more',
    source: `${DOCS}service-discovery.html`,
    root: 'The Cloud Map service of the registry was deleted.',
    named: /No service found with id srv-0abc/,
    fix: [/reason/],
    facts: ['srv-0abc1234def5678.\n'],
    never: /target group|security group|health check|quota|capacity/,
    given: stands({
      events: times(
        2,
        () =>
          '(service web) failed to launch a task with (error ServiceNotFound: No service found with id srv-0abc1234def5678.).',
      ),
      service: {
        serviceRegistries: [
          { registryArn: 'arn:aws:servicediscovery:us-east-1:111122223333:service/srv-0abc1234def5678' },
        ],
      },
    }),
  },
];
