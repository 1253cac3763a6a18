import type { Outcome, Problem, Report, ServiceReport } from '../../src/model.ts';
import {
  ACCOUNT,
  after,
  counts,
  definitionArn,
  revision,
  said,
  T0,
  targetState,
  taskState,
  timeline,
} from './timeline.ts';

const IMAGE = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.5.0';
const DEPLOYMENT = `${ACCOUNT}:service-deployment/prod/web/kZ3xq7Tg1mPnR9sVbY2wA`;

export const DIFF = `--- web:42
+++ rendered
@@ -8,9 +8,10 @@
       "name": "app",
-      "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4.9",
+      "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.5.0",
       "essential": true,
       "environment": [
+        { "name": "FEATURE_BASKET", "value": "on" },
         { "name": "LOG_LEVEL", "value": "info" }
       ],
`;

export const MUTABLE_TAG: Problem = {
  rule: 'mutable-tag',
  severity: 'warning',
  message: 'Container `sidecar` runs `datadog/agent:latest`, and nobody can tell tomorrow what ran today.',
  fix: 'Give the image a version tag or a digest.',
  origin: { kind: 'file', file: 'deploy/task-definition.json', line: 41, column: 16, endColumn: 39 },
};

/** A service report with everything that a classic rollout of four tasks behind a load balancer leaves. */
export function serviceReport(more: Partial<ServiceReport> = {}): ServiceReport {
  return {
    service: 'web',
    cluster: 'prod',
    kind: 'service',
    region: 'eu-west-1',
    outcome: { kind: 'succeeded', headline: 'web runs web:43: 4 of 4 tasks, all targets healthy.', causes: [] },
    serviceArn: `${ACCOUNT}:service/prod/web`,
    deploymentArn: DEPLOYMENT,
    taskDefinitionArn: definitionArn('web:43'),
    previousTaskDefinitionArn: definitionArn('web:42'),
    images: [{ container: 'app', image: IMAGE }],
    endpoint: 'https://shop.example.com/',
    startedAt: T0,
    finishedAt: after(218),
    timeline: rollingTimeline(),
    revisions: [revision('web:43', 'target', [4, 0, 4]), revision('web:42', 'source', [0, 0, 0])],
    tasks: [0, 1, 2, 3].map((number) => taskState(number, 'web:43')),
    targets: [7, 8, 9, 10].map((number) => targetState(number, 'healthy', { task: taskState(number, 'web:43').arn })),
    definitionDiff: DIFF,
    changes: [{ setting: 'deploymentConfiguration.deploymentCircuitBreaker.enable', before: 'false', after: 'true' }],
    links: [
      {
        label: 'Service',
        url: 'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/prod/services/web/health?region=eu-west-1',
      },
      {
        label: 'Stopped tasks',
        url: 'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/prod/services/web/tasks?status=STOPPED&region=eu-west-1',
      },
    ],
    next: ['To undo it: run the rollback workflow with `service=web rollback-to=web:42`.'],
    ...more,
  };
}

/** A report of one service, or of several. */
export function report(services: ServiceReport[], more: Partial<Report> = {}): Report {
  return {
    mode: 'deploy',
    outcome: services[0]?.outcome ?? failed('Nothing to report.'),
    startedAt: T0,
    finishedAt: services.reduce((latest, service) => (service.finishedAt > latest ? service.finishedAt : latest), T0),
    problems: [],
    registered: [definitionArn('web:43')],
    services,
    ...more,
  };
}

export function failed(headline: string): Outcome {
  return { kind: 'failed', headline, causes: [] };
}

export function success(): Report {
  return report([serviceReport()], { problems: [MUTABLE_TAG] });
}

export function rolledBack(): Report {
  const outcome: Outcome = {
    kind: 'rolled-back',
    headline: 'web was rolled back to web:42: the circuit breaker stopped web:43 after 3 failed tasks.',
    causes: [
      {
        message: 'Essential container in task exited: `app` ended with exit code 1.',
        logLine: 'Error: environment variable DATABASE_URL is not set',
        explanation: 'All 3 tasks of web:43 started, wrote the lines below and ended within 6 seconds.',
        fix: 'Set `DATABASE_URL` in the task definition, or read it from a secret.',
        link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html',
        origin: { kind: 'file', file: 'deploy/task-definition.json', line: 12, column: 7 },
        details: [
          '> web@1.5.0 start',
          '> node server.js',
          '',
          'Error: environment variable DATABASE_URL is not set',
          '    at loadConfig (/app/config.js:18:11)',
          '    at Object.<anonymous> (/app/server.js:4:16)',
        ],
      },
      { message: 'The circuit breaker tripped at 3 failed tasks.' },
    ],
  };
  const stopped = [4, 5, 6].map((number) =>
    taskState(number, 'web:43', {
      lastStatus: 'STOPPED',
      healthStatus: 'UNKNOWN',
      stoppedAt: after(30 + number * 20),
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [
        { name: 'app', exitCode: 1, lastStatus: 'STOPPED' },
        { name: 'sidecar', exitCode: 143, lastStatus: 'STOPPED' },
      ],
    }),
  );
  const service = serviceReport({
    outcome,
    finishedAt: after(247),
    timeline: rollbackTimeline(),
    revisions: [revision('web:43', 'target', [0, 0, 0]), revision('web:42', 'source', [4, 0, 4])],
    tasks: [...[0, 1, 2, 3].map((number) => taskState(number, 'web:42')), ...stopped],
    next: [
      'web:42 serves all traffic; nothing is left running of web:43.',
      'Fix the cause and run this workflow again.',
    ],
  });
  return report([service], { problems: [MUTABLE_TAG] });
}

function rollingTimeline(): ServiceReport['timeline'] {
  return timeline(
    [0, { kind: 'started', deployment: DEPLOYMENT }],
    [0, { kind: 'status', status: 'PENDING' }],
    [1, { kind: 'status', status: 'IN_PROGRESS' }],
    [1, counts('web:42', 'source', [4, 0, 4])],
    [2, counts('web:43', 'target', [0, 4, 4])],
    [4, said('has started 4 tasks: (task 5e9d3c1f1aa2) (task 5e9d3c1f39a9) (task 5e9d3c1f5898) (task 5e9d3c1f7787).')],
    [38, counts('web:43', 'target', [2, 2, 4])],
    [45, counts('web:43', 'target', [4, 0, 4])],
    [
      52,
      said(
        'registered 4 targets in (target-group arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web-tg/6d0ecf831eec9f09)',
      ),
    ],
    [55, { kind: 'target', target: targetState(7, 'initial', { reason: 'Elb.InitialHealthChecking' }) }],
    [81, { kind: 'target', target: targetState(7) }],
    [84, { kind: 'target', target: targetState(8) }],
    [90, { kind: 'target', target: targetState(9) }],
    [92, { kind: 'target', target: targetState(10) }],
    [95, said('has begun draining connections on 4 tasks.')],
    [120, counts('web:42', 'source', [2, 0, 0])],
    [150, counts('web:42', 'source', [0, 0, 0])],
    [150, said('has stopped 4 running tasks: (task 11aa) (task 22bb) (task 33cc) (task 44dd).')],
    [212, said('(deployment ecs-svc/1234567890123456789) deployment completed.')],
    [214, said('has reached a steady state.')],
    [214, { kind: 'status', status: 'SUCCESSFUL' }],
  );
}

function rollbackTimeline(): ServiceReport['timeline'] {
  return timeline(
    [0, { kind: 'started', deployment: DEPLOYMENT }],
    [1, { kind: 'status', status: 'IN_PROGRESS' }],
    [1, counts('web:42', 'source', [4, 0, 4])],
    [2, counts('web:43', 'target', [0, 4, 4])],
    [40, counts('web:43', 'target', [2, 2, 4])],
    [46, counts('web:43', 'target', [0, 4, 4])],
    [46, { kind: 'failed-tasks', failed: 1, threshold: 3 }],
    [80, { kind: 'failed-tasks', failed: 2, threshold: 3 }],
    [118, { kind: 'failed-tasks', failed: 3, threshold: 3 }],
    [120, said('(deployment ecs-svc/1234567890123456789) deployment failed: tasks failed to start.')],
    [
      121,
      {
        kind: 'status',
        status: 'ROLLBACK_IN_PROGRESS',
        reason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
      },
    ],
    [122, counts('web:43', 'target', [0, 0, 0])],
    [122, said('rolling back to deployment ecs-svc/9876543210987654321.')],
    [240, said('has reached a steady state.')],
    [243, { kind: 'status', status: 'ROLLBACK_SUCCESSFUL' }],
  );
}
