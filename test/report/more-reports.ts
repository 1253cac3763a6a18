import type { DeployEvent, Outcome, Problem, Report, RuleName, TaskReport } from '../../src/model.ts';
import { failed, MUTABLE_TAG, report, rolledBack, serviceReport } from './reports.ts';
import { after, counts, definitionArn, revision, said, targetState, taskState, timeline } from './timeline.ts';

const ENDPOINT = 'https://ex-0123456789abcdef0123456789abcdef.ecs.eu-west-1.on.aws';

/** An Express service shifts 5 % of the traffic, bakes, shifts the rest, bakes again. */
/** A canary that waits for a person; `text` stands wherever ECS's words do. */
export function paused(text = 'POST_TEST_TRAFFIC_SHIFT'): Report {
  const hook = { id: text, type: 'PAUSE', status: 'AWAITING_ACTION', stage: text, timeoutAction: text };
  const lambda = {
    id: 'ecs-lambda-1',
    type: 'AWS_LAMBDA',
    status: text,
    target: `arn:aws:lambda:x:1:function:${text}`,
  };
  const service = serviceReport({
    outcome: { kind: 'started', headline: 'web waits.', causes: [] },
    finishedAt: after(60),
    timeline: timeline(
      [0, { kind: 'stage', stage: 'SCALE_UP' }],
      [20, { kind: 'stage', stage: text }],
      [20, { kind: 'traffic', production: 0, test: 100 }],
      [20, { kind: 'bake', until: after(180) }],
      [20, { kind: 'hook', hook: lambda }],
      [30, { kind: 'hook', hook: { ...hook, expiresAt: after(3600) } }],
    ),
  });
  return report([service]);
}

export function expressCanary(): Report {
  const stages: [number, string][] = [
    [3, 'PRE_SCALE_UP'],
    [5, 'SCALE_UP'],
    [70, 'POST_SCALE_UP'],
    [72, 'PRODUCTION_TRAFFIC_SHIFT'],
    [260, 'POST_PRODUCTION_TRAFFIC_SHIFT'],
    [262, 'BAKE_TIME'],
    [442, 'CLEAN_UP'],
  ];
  const events = timeline(
    [0, { kind: 'started', deployment: 'arn:aws:ecs:eu-west-1:123456789012:service-deployment/default/shop/Ab12' }],
    [2, { kind: 'status', status: 'IN_PROGRESS' }],
    [2, counts('shop:7', 'source', [1, 0, 1])],
    [6, counts('shop:8', 'target', [0, 1, 1])],
    [62, counts('shop:8', 'target', [1, 0, 1])],
    [66, { kind: 'target', target: targetState(3) }],
    [74, { kind: 'traffic', production: 5, test: 0 }],
    [75, { kind: 'bake', until: after(255) }],
    [256, { kind: 'traffic', production: 100 }],
    [262, { kind: 'bake', until: after(442) }],
    [300, { kind: 'resource', resource: 'auto scaling policy', status: 'ACTIVE' }],
    [448, counts('shop:7', 'source', [0, 0, 0])],
    [470, { kind: 'status', status: 'SUCCESSFUL' }],
  );
  const staged = stages.map(([seconds, stage]): DeployEvent => ({ at: after(seconds), kind: 'stage', stage }));
  const service = serviceReport({
    service: 'shop',
    cluster: 'default',
    kind: 'express',
    endpoint: ENDPOINT,
    outcome: {
      kind: 'succeeded',
      headline: 'shop serves shop:8 to all traffic: 1 of 1 task, its target healthy.',
      causes: [],
    },
    taskDefinitionArn: definitionArn('shop:8'),
    previousTaskDefinitionArn: definitionArn('shop:7'),
    finishedAt: after(472),
    timeline: [...events, ...staged].toSorted((one, other) => one.at.getTime() - other.at.getTime()),
    revisions: [
      { ...revision('shop:8', 'target', [1, 0, 1]), productionWeight: 100 },
      { ...revision('shop:7', 'source', [0, 0, 0]), productionWeight: 0 },
    ],
    tasks: [taskState(0, 'shop:8')],
    targets: [targetState(3)],
    changes: [],
  });
  return report([service], { registered: [] });
}

export const ERRORS: Problem[] = [
  problem('unknown-field', 9, [
    'The API has no field `containerDefinitions[0].enviroment`. Did you mean `environment`?',
    'Rename it to `environment`.',
  ]),
  problem('fargate-size', 4, [
    'Fargate has no size of 256 CPU units with 4096 MiB.',
    'Use 512 CPU units with 4096 MiB.',
  ]),
  problem('unresolved-variable', 22, ['Nothing replaces `${VERSION}`.', 'Give it in `variables`.']),
];

/** The checks stopped the run before any write. */
export function failedChecks(): Report {
  return report([], {
    outcome: failed('3 mistakes in deploy/task-definition.json: nothing was deployed.'),
    problems: [...ERRORS, MUTABLE_TAG],
    registered: [],
    finishedAt: after(1),
  });
}

/** The checks of a pull request, without AWS. */
export function checked(): Report {
  return report([], {
    mode: 'check',
    outcome: { kind: 'checked', headline: 'Checked deploy/task-definition.json: 1 warning found.', causes: [] },
    problems: [MUTABLE_TAG],
    registered: [],
    finishedAt: after(1),
    checked: {
      documents: ['deploy/task-definition.json'],
      containers: [{ name: 'web', image: 'web:latest' }, { name: 'log' }],
      rules: ['inputs', 'files'],
      notChecked: ['whether the images exist'],
      next: ['With AWS credentials, `mode: plan` shows more.'],
    },
  });
}

export function plan(changes = true): Report {
  const { deploymentArn: _, ...service } = serviceReport({
    outcome: {
      kind: 'planned',
      headline: changes
        ? 'A deploy would register a new revision of web and replace 4 tasks.'
        : 'web is as you want it.',
      causes: [],
    },
    timeline: [],
    tasks: [],
    targets: [],
    revisions: [],
    next: [],
    taskDefinitionArn: definitionArn('web:42'),
    ...(changes ? {} : { definitionDiff: '', changes: [] }),
  });
  return report([service], { mode: 'plan', registered: [], problems: changes ? [MUTABLE_TAG] : [] });
}

export function registered(): Report {
  return report([], {
    mode: 'register',
    outcome: { kind: 'registered', headline: 'Registered web:43; no service was touched.', causes: [] },
    problems: [MUTABLE_TAG],
    finishedAt: after(2),
  });
}

export function severalServices(): Report {
  const [broken] = rolledBack().services;
  const worker = serviceReport({
    service: 'worker',
    taskDefinitionArn: definitionArn('worker:9'),
    previousTaskDefinitionArn: definitionArn('worker:8'),
    targets: [],
    outcome: { kind: 'succeeded', headline: 'worker runs worker:9: 4 of 4 tasks.', causes: [] },
  });
  delete worker.endpoint;
  const mailer = serviceReport({
    service: 'mailer',
    taskDefinitionArn: definitionArn('mailer:3'),
    previousTaskDefinitionArn: definitionArn('mailer:3'),
    timeline: [],
    outcome: { kind: 'unchanged', headline: 'mailer runs mailer:3 already; nothing to do.', causes: [] },
  });
  const services = [...(broken === undefined ? [] : [broken]), worker, mailer];
  return report(services, {
    outcome: { ...rolledBack().outcome, headline: '1 of 3 services failed: web was rolled back.' },
  });
}

/** More than anybody wants to read: 1,000 tasks, 1,000 targets, as many events. */
export function huge(tasks = 1_000, events = 100): Report {
  const messages = Array.from({ length: events }, (_, number): DeployEvent => {
    return {
      at: after(number * 9),
      ...said(`has started 10 tasks: ${'(task 0123456789abcdef0123456789abcdef) '.repeat(10)}`),
      kind: 'service-event',
      id: String(number),
      message: `(service web) has started 10 tasks: ${'(task 0123456789abcdef0123456789abcdef) '.repeat(10)}`,
    };
  });
  const growth = Array.from({ length: events }, (_, number): DeployEvent => {
    const running = Math.floor((tasks * (number + 1)) / events);
    return {
      at: after(number * 9 + 1),
      kind: 'counts',
      role: 'target',
      taskDefinition: definitionArn('web:43'),
      running,
      pending: Math.min(10, tasks - running),
      desired: tasks,
    };
  });
  const outcome: Outcome = {
    kind: 'timed-out',
    headline: `web was not done after 15 min: 980 of ${tasks} tasks run, the deployment goes on.`,
    causes: [
      {
        message: 'service web operations are being throttled. Will try again later.',
        explanation: 'ECS slows the service down after many starts.',
        fix: 'Raise `wait-for-minutes`, or look at the stopped tasks.',
      },
    ],
  };
  const stopped = {
    lastStatus: 'STOPPED',
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'CannotPullContainerError: toomanyrequests: Too Many Requests',
  };
  const service = serviceReport({
    outcome,
    finishedAt: after(900),
    timeline: [...messages, ...growth].toSorted((one, other) => one.at.getTime() - other.at.getTime()),
    tasks: Array.from({ length: tasks }, (_, number) => taskState(number, 'web:43', number % 50 === 7 ? stopped : {})),
    targets: Array.from({ length: tasks }, (_, number) =>
      targetState(
        number,
        number % 100 === 3 ? 'unhealthy' : 'healthy',
        number % 100 === 3 ? { reason: 'Target.Timeout', description: 'Request timed out' } : {},
      ),
    ),
    revisions: [revision('web:43', 'target', [980, 0, tasks]), revision('web:42', 'source', [20, 0, 20])],
  });
  return report([service]);
}

/** Migrations that failed: no service was touched. */
export function oneOffFailed(): Report {
  const arn = 'arn:aws:ecs:eu-west-1:123456789012:task/prod/0123456789abcdef0123456789abcdef';
  const log = ['Applying 0042_add_orders', 'error: relation "orders" already exists'];
  const outcome: Outcome = {
    ...failed('The one-off task of web:43 failed (migrate: exit code 3). web keeps web:42.'),
    causes: [{ message: 'Container migrate exited with code 3', fix: 'Look at its log.', details: log }],
  };
  const task: TaskReport = {
    cluster: 'prod',
    region: 'eu-west-1',
    outcome,
    taskDefinitionArn: definitionArn('web:43'),
    arns: [arn],
    inherited: { service: 'web', what: ['network', 'launch type'] },
    startedAt: after(0),
    finishedAt: after(30),
    timeline: timeline(
      [0, { kind: 'task', task: arn, status: 'PROVISIONING' }],
      [30, { kind: 'task', task: arn, status: 'STOPPED', reason: 'Essential container in task exited' }],
      [30, { kind: 'warning', message: 'The log of container agent cannot be shown.' }],
    ),
    containers: [
      { name: 'migrate', essential: true, exitCode: 3, log },
      { name: 'agent', essential: false, exitCode: 143, reason: 'stopped', log: ['agent: bye'] },
    ],
    links: [{ label: 'Task', url: 'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/prod/tasks/0123' }],
  };
  return report([], { outcome, registered: [definitionArn('web:43')], tasks: [task] });
}

/** A linear shift of three hours in ten steps. */
export function threeHours(): Report {
  const steps = Array.from({ length: 10 }, (_, step): DeployEvent => ({
    at: after(300 + step * 1_020),
    kind: 'traffic',
    production: (step + 1) * 10,
  }));
  const service = serviceReport({
    finishedAt: after(10_800),
    timeline: [
      ...timeline(
        [1, counts('web:42', 'source', [12, 0, 12])],
        [2, counts('web:43', 'target', [0, 12, 12])],
        [180, counts('web:43', 'target', [12, 0, 12])],
      ),
      ...steps,
      ...timeline([10_500, counts('web:42', 'source', [0, 0, 0])], [10_790, { kind: 'status', status: 'SUCCESSFUL' }]),
    ],
  });
  return report([service]);
}

function problem(rule: RuleName, line: number, [message, fix]: [message: string, fix: string]): Problem {
  const origin = { kind: 'file', file: 'deploy/task-definition.json', line, column: 7 } as const;
  return { rule, severity: 'error', message, fix, origin };
}
