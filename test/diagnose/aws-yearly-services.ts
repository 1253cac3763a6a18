import { GROUP, T0, taskId, WEB, type Case } from './case.ts';
import { failed } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { failsOwnCheck, logs } from './kinds.ts';
import { exited, FAILED_EVENTS, scaledIn, times, unhealthy } from './tasks.ts';
import { turnedAway } from './weekly.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const HEALTH = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';
const stands = (more: Partial<Case>): Case => ({ standsStill: true, ...more });

/** What a year of deployments shows of services that do not get healthy or do not get on. */
export const AWS_YEARLY_SERVICES: readonly Open[] = [
  {
    name: 'a path that is gone, in an event without a task',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'The application has nothing at /up; its log shows that /healthz answers.',
    named: /404/,
    fix: [/\/healthz/, /\/up/],
    facts: ['/up', '/healthz'],
    never: /security group|login|grace period/,
    given: {
      ...failed,
      tasks: [...times(2, () => ({ ...unhealthy(), startedAt: T0 })), scaledIn],
      events: [
        `(service web) (port 8080) is unhealthy in (target-group ${GROUP}) due to (reason Health checks failed with these codes: [404]).`,
        ...FAILED_EVENTS,
      ],
      logs: logs(['listening on 0.0.0.0:8080', 'GET /healthz 200 3ms', 'GET /up 404 1ms']),
    },
  },
  {
    name: 'an application that only knows its own host name',
    source: HEALTH,
    root: 'Django refuses the address of the task as a host name.',
    named: /10\.0\.3\.4/,
    fix: [/ALLOWED_HOSTS/],
    facts: ['ALLOWED_HOSTS'],
    never: /login|security group|grace period/,
    given: turnedAway('Health checks failed with these codes: [400]', [
      'Listening at: http://0.0.0.0:8080 (1)',
      "Invalid HTTP_HOST header: '10.0.3.4:8080'. You may need to add '10.0.3.4' to ALLOWED_HOSTS.",
    ]),
  },
  {
    name: 'a matcher that expects another success',
    source: HEALTH,
    root: 'The application answers 200, and the target group expects 204.',
    named: /200/,
    fix: [/matcher/i, /200/],
    facts: ['200', '204'],
    never: /security group|login|crash/,
    given: turnedAway(
      'Health checks failed with these codes: [200]',
      ['listening on 0.0.0.0:8080', 'GET /up 200 2ms'],
      { group: { Matcher: { HttpCode: '204' } } },
    ),
  },
  {
    name: 'unhealthy tasks that take longer to end than they may',
    source: HEALTH,
    root: 'The program is too slow for the health check; code 137 only says that it was killed in the end.',
    named: /health check/i,
    fix: [/8080/],
    facts: ['8080'],
    never: /out of memory|raise `memory`/i,
    given: {
      ...failed,
      tasks: times(2, () => ({ ...unhealthy(), startedAt: T0, containers: [{ name: 'web', exitCode: 137 }] })),
      events: [
        `(service web) (task ${taskId(0)}) (port 8080) is unhealthy in (target-group ${GROUP}) due to (reason Request timed out).`,
        ...FAILED_EVENTS,
      ],
      service: {
        healthCheckGracePeriodSeconds: 60,
        loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }],
      },
      logs: logs(['boot', 'memory: 210 MiB of 1024 MiB used']),
    },
  },
  {
    name: 'a health check that asks port 80 without saying so',
    source: `${DOCS}healthcheck.html`,
    root: 'The check asks port 80, which its URL means, and the program listens on 3000.',
    named: /80\b/,
    fix: [/3000/],
    facts: ['3000'],
    never: /not in the image|startPeriod|memory/,
    given: failsOwnCheck(
      ['CMD-SHELL', 'wget --spider -q http://localhost/ || exit 1'],
      ['> next start', 'ready - started server on 0.0.0.0:3000, url: http://localhost:3000'],
    ),
  },
  {
    name: 'all percents at 100 with four tasks',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'At 100 % least and most, ECS may neither stop nor start a task.',
    named: /100/,
    fix: [/200/, /75/],
    facts: ['100', '4'],
    never: /memory|capacity provider/,
    given: stands({
      events: [
        '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
      ],
      service: { desiredCount: 4, deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } },
      counts: { desired: 4, running: 0, pending: 0 },
    }),
  },
  {
    name: 'Cloud Map is full',
    source: 'https://docs.aws.amazon.com/cloud-map/latest/dg/cloud-map-limits.html',
    root: 'The Cloud Map service has as many instances as its quota allows.',
    named: /Cloud Map/,
    fix: [/quota/i],
    facts: ['ResourceLimitExceeded'],
    never: /was deleted|service-linked role|security group/,
    given: stands({
      events: [
        '(service web) (task 1a2b) Service Discovery instance could not be registered. (error ResourceLimitExceeded: The service has reached the quota of instances)',
      ],
      running: times(1, () => ({ startedAt: T0, containers: [{ name: 'web', lastStatus: 'RUNNING' }] })),
    }),
  },
  {
    name: 'tasks wait for Fargate Spot',
    source: `${DOCS}fargate-capacity-providers.html`,
    root: 'Fargate Spot has no capacity for the tasks, which wait in PROVISIONING.',
    named: /FARGATE_SPOT/,
    fix: [/FARGATE\b(?!_)/],
    facts: ['FARGATE_SPOT'],
    never: /Auto Scaling group|managed scaling/,
    given: stands({
      running: times(2, () => ({
        lastStatus: 'PROVISIONING',
        capacityProviderName: 'FARGATE_SPOT',
        containers: [{ name: 'web', lastStatus: 'PENDING' }],
      })),
      service: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
    }),
  },
  {
    name: 'Fargate retires the host in the middle of a deployment',
    source: `${DOCS}task-maintenance.html`,
    root: 'AWS retired the host of the tasks.',
    named: /maintenance|retire/i,
    fix: [/deploy again/i],
    facts: ['maintenance'],
    never: /memory|crash|health check/,
    given: {
      ...failed,
      tasks: times(2, () => ({
        ...exited({ name: 'web', exitCode: 143 }),
        stopCode: 'ServiceSchedulerInitiated' as const,
        stoppedReason: 'ECS is performing maintenance on the underlying infrastructure hosting the task',
      })),
      logs: logs(['listening on 8080', 'ERROR aborted 2 jobs on SIGTERM']),
    },
  },
  {
    name: 'Managed Instances find no instance',
    source: `${DOCS}ManagedInstances.html`,
    root: 'EC2 has no capacity for the instance types that the provider allows.',
    named: /EC2/,
    fix: [/instance types/i],
    facts: ['UnfulfillableCapacity'],
    never: /execution role|Fargate|infrastructure role is wrong/,
    given: stands({
      events: [
        '(service web) was unable to place a task. Reason: ResourceInitializationError: Unable to launch instance(s) for capacity provider mi-large. UnfulfillableCapacity: Unable to fulfill capacity due to your request configuration. Please adjust your request and try again.',
      ],
      service: { capacityProviderStrategy: [{ capacityProvider: 'mi-large', weight: 1 }] },
      counts: { desired: 2, running: 0, pending: 0 },
    }),
  },
  {
    name: 'an alarm that only answers to a crash loop',
    source: `${DOCS}deployment-alarm-failure.html`,
    root: 'The program crashes for want of a table; the alarm answers to that.',
    named: /invoices/,
    fix: [/migrat/i],
    facts: ['invoices'],
    never: /memory|threshold of the alarm is the cause/,
    given: {
      deployment: { alarms: { status: 'TRIGGERED', alarmNames: ['web-5xx'], triggeredAlarmNames: ['web-5xx'] } },
      events: ['(service web) (deployment ecs-svc/4965514251646323336) deployment failed: alarm detected.'],
      tasks: times(3, () => exited({ name: 'web', exitCode: 1 })),
      logs: Object.fromEntries(
        [0, 1, 2].map((number) => [
          `ecs/web/${taskId(number)}`,
          ['boot', 'psycopg2.errors.UndefinedTable: relation "invoices" does not exist'],
        ]),
      ),
    },
  },
  {
    name: 'two tasks of one service on one instance that may have only one',
    source: `${DOCS}task-placement-constraints.html`,
    root: 'distinctInstance allows one task an instance, and there are too few instances.',
    named: /distinctInstance/,
    fix: [/distinctInstance/, /4/],
    facts: ['4'],
    never: /memory leak|GPU|agent is old/,
    given: stands({
      events: ['(service web) was unable to place a task because no container instance met all of its requirements.'],
      service: {
        launchType: 'EC2',
        desiredCount: 4,
        placementConstraints: [{ type: 'distinctInstance' }],
        deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 200 },
      },
      counts: { desired: 4, running: 2, pending: 0 },
      containers: [WEB],
    }),
  },
];
