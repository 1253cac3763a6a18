import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, T0, taskId, WEB, type Case } from './case.ts';
import { failed } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { failsOwnCheck, logs } from './kinds.ts';
import { times } from './tasks.ts';
import { runningLogs, turnedAway, waiting } from './weekly.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const HEALTH = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';
const running = (more: Partial<Task> = {}): Partial<Task>[] =>
  [0, 1].map((index) => ({
    taskArn: `arn:aws:ecs:us-east-1:111122223333:task/prod/${taskId(100 + index)}`,
    startedAt: T0,
    desiredStatus: 'RUNNING',
    containers: [{ name: 'web', lastStatus: 'RUNNING' }],
    attachments: [
      {
        type: 'ElasticNetworkInterface',
        status: 'ATTACHED',
        details: [{ name: 'privateIPv4Address', value: `10.0.3.${4 + index}` }],
      },
    ],
    ...more,
  }));
const stands = (more: Partial<Case>): Case => ({
  standsStill: true,
  events: ['(service web) has started 2 tasks: (task 1) (task 2).'],
  counts: { desired: 2, running: 2, pending: 0 },
  ...more,
});

/** Services that do not get healthy in ways that look like others. */
export const AWS_ODD_SERVICES: readonly Open[] = [
  {
    name: 'a web server that answers with its own page',
    source: HEALTH,
    root: 'nginx serves 403 for / because there is no index file.',
    named: /no index page/,
    fix: [/index/],
    facts: ['403', '/up'],
    never: /security group|grace period|another port/,
    given: turnedAway('Health checks failed with these codes: [403]', [
      '/docker-entrypoint.sh: Configuration complete; ready for start up',
      '2026/09/01 10:00:31 [error] 29#29: *1 directory index of "/usr/share/nginx/html/up/" is forbidden, client: 10.0.1.9, server: localhost, request: "GET /up/ HTTP/1.1", host: "10.0.3.4:8080"',
    ]),
  },
  {
    name: 'the program says itself that it is not ready',
    source: HEALTH,
    root: 'The health endpoint answers 500 because a migration is missing.',
    named: /sessions/,
    fix: [/migrat/i],
    facts: ['sessions'],
    never: /security group|login|grace period from/,
    given: turnedAway('Health checks failed with these codes: [500]', [
      'listening on 0.0.0.0:8080',
      'ERROR: relation "sessions" does not exist at character 15',
      'GET /up 500 12ms',
    ]),
  },
  {
    name: 'each check takes longer than the load balancer waits',
    source: HEALTH,
    root: 'The path answers after 7.4 s, and the load balancer waits 5 s.',
    named: /7\.4/,
    fix: [/timeout/i, /from 5|5 s/],
    facts: ['7.4', '5 s'],
    never: /security group|another port|login/,
    given: turnedAway('Request timed out', [
      'listening on 0.0.0.0:8080',
      'GET /up 200 7412.118 ms - 2',
      'GET /up 200 7398.2 ms - 2',
    ]),
  },
  {
    name: 'the targets stay unhealthy while the tasks run',
    source: HEALTH,
    root: 'The health check path does not exist.',
    named: /404/,
    fix: [/\/up/],
    facts: ['404', '/up'],
    never: /security group|login|capacity/,
    given: stands({
      running: running(),
      targets: [
        {
          id: '10.0.3.4',
          state: 'unhealthy',
          reason: 'Target.ResponseCodeMismatch',
          description: 'Health checks failed with these codes: [404]',
        },
        {
          id: '10.0.3.5',
          state: 'unhealthy',
          reason: 'Target.ResponseCodeMismatch',
          description: 'Health checks failed with these codes: [404]',
        },
      ],
      logs: runningLogs(['listening on 0.0.0.0:8080', 'GET /up 404 1ms']),
    }),
  },
  {
    name: 'old targets drain for fifteen minutes',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
    root: 'The old targets drain for 900 s.',
    named: /900/,
    fix: [/deregistration/i],
    facts: ['900'],
    never: /CloudTrail|somebody|security group/i,
    given: stands({
      running: running(),
      targets: [
        { id: '10.0.3.4', state: 'healthy' },
        { id: '10.0.3.5', state: 'healthy' },
        {
          id: '10.0.9.9',
          state: 'draining',
          reason: 'Target.DeregistrationInProgress',
          description: 'Target deregistration is in progress',
        },
      ],
      delay: 900,
      service: { desiredCount: 2, deployments: [] },
    }),
  },
  {
    name: 'a health check with the wrong quotes',
    source: `${DOCS}healthcheck.html`,
    root: 'The command is one string with CMD, so it is looked for as one program.',
    named: /health check|healthCheck/i,
    fix: [/CMD-SHELL/],
    facts: ['CMD'],
    never: /memory|security group|startPeriod to/,
    given: failsOwnCheck(['CMD', 'curl -f http://localhost:8080/up || exit 1'], ['listening on 0.0.0.0:8080']),
  },
  {
    name: 'an image that is still on its way',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-pull-behavior.html',
    root: 'The image is large, and its pull takes more than ten minutes.',
    named: /pull/i,
    fix: [/smaller image|SOCI|wait-for-minutes/],
    facts: ['models:9'],
    never: /does not exist|NAT|permission/,
    given: stands({
      running: times(2, () => ({
        lastStatus: 'PENDING',
        pullStartedAt: new Date(T0.getTime() - 700_000),
        containers: [{ name: 'web', image: 'registry.example.com/models:9', lastStatus: 'PENDING' }],
      })),
      counts: { desired: 2, running: 0, pending: 2 },
    }),
  },
  {
    name: 'a router that never gets healthy holds the program back',
    source: `${DOCS}using_firelens.html`,
    root: 'web waits for log_router to be HEALTHY, which is UNHEALTHY: its check asks a port that is off.',
    named: /log_router/,
    fix: [/log_router/, /localhost:2020/],
    facts: ['log_router', 'HEALTHY'],
    never: /capacity|security group|database/,
    given: {
      standsStill: true,
      events: ['(service web) has started 2 tasks: (task 1) (task 2).'],
      running: waiting([
        { name: 'web', lastStatus: 'PENDING' },
        { name: 'log_router', lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' },
      ]),
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'log_router', condition: 'HEALTHY' }] },
        {
          ...WEB,
          name: 'log_router',
          healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost:2020/api/v1/health || exit 1'] },
        },
      ],
      logs: runningLogs(['[info] [output:cloudwatch_logs:0] worker #0 started'], 'log_router'),
    },
  },
  {
    name: 'the service throttles itself',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'AWS throttles the calls that ECS makes to the load balancer.',
    named: /throttl/i,
    fix: [/wait/i],
    facts: ['throttled'],
    never: /permission|memory|security group/,
    given: stands({
      events: ['(service web) operations are being throttled on elb. Will try again later.'],
      counts: { desired: 2, running: 0, pending: 0 },
    }),
  },
  {
    name: 'an alarm without its name in the text',
    source: `${DOCS}deployment-alarm-failure.html`,
    root: 'One of the alarms of the deployment went off.',
    named: /alarm/i,
    fix: [/orders-5xx/],
    facts: ['orders-5xx'],
    never: /memory|crash loop|security group/,
    given: {
      events: ['(service web) (deployment ecs-svc/4965514251646323336) deployment failed: alarm detected.'],
      service: { deploymentConfiguration: { alarms: { alarmNames: ['orders-5xx'], enable: true, rollback: true } } },
      tasks: [],
    },
  },
  {
    name: 'an event that names another service’s group',
    source: HEALTH,
    root: 'The target group was deleted.',
    named: /target group/i,
    fix: [/target group/i, /update-service|again/],
    facts: ['TARGET GROUP IS NOT FOUND'],
    never: /security group|health check path|login/,
    given: {
      ...failed,
      events: [
        `(service web) task set (ts-1) (task ${taskId(0)}) is not healthy in target-group (${GROUP}) due to TARGET GROUP IS NOT FOUND.`,
        ...failed.events,
      ],
      tasks: [],
      logs: logs([]),
    },
  },
];
