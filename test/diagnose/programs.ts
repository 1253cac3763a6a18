import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { awsError, taskId, WEB, type Case } from './case.ts';
import { failed, kind, logs, neverStarts, type Kind } from './kinds.ts';
import { exited, times } from './tasks.ts';

/** The container ends with this code, twice, and this is its log. */
const ends = (exitCode: number, lines: readonly string[], more: Partial<Case> = {}): Case => ({
  ...failed,
  tasks: times(2, () => exited({ name: 'web', exitCode })),
  logs: logs(lines),
  ...more,
});
const withWeb = (more: Partial<ContainerDefinition>, ...others: ContainerDefinition[]): Partial<Case> => ({
  containers: [{ ...WEB, ...more }, ...others],
});
const SIDECAR: ContainerDefinition = { name: 'proxy', image: 'nginx:1.27', essential: false };
const onNetwork = (mode: 'awsvpc' | 'host'): Partial<Task> =>
  mode === 'awsvpc'
    ? { launchType: 'FARGATE', attachments: [{ type: 'ElasticNetworkInterface' }] }
    : {
        launchType: 'EC2',
        attachments: [],
        containerInstanceArn: 'arn:aws:ecs:us-east-1:111122223333:container-instance/prod/1',
      };
const portTaken = (mode: 'awsvpc' | 'host', line: string, ...others: ContainerDefinition[]): Case => ({
  ...ends(1, [line]),
  containers: [WEB, ...others],
  tasks: times(2, () => ({ ...exited({ name: 'web', exitCode: 1 }), ...onNetwork(mode) })),
});
const NOT_A_MIGRATION_AHEAD = /before the deployment|have not run/;
const HOW_TO_FIX_LINES = /last lines|end of (?:its|the) log/;

/** How programs fail, and what their exit code, log and definition rule out. */
export const PROGRAMS: readonly Kind[] = [
  // the migration itself fails
  kind(
    'a service that migrates at its start: no table',
    'says-schema-missing',
    ends(
      1,
      [
        '2026-09-01 10:00:01 Running upgrade 3f1 -> 9ab, add totals',
        'Traceback (most recent call last):',
        '  File "/usr/lib/python3/alembic/env.py", line 3, in <module>',
        'sqlalchemy.exc.ProgrammingError: (psycopg2.errors.UndefinedTable) relation "orders" does not exist',
      ],
      withWeb({ command: ['sh', '-c', 'alembic upgrade head && gunicorn shop'] }),
    ),
    ['orders', 'schema'],
    NOT_A_MIGRATION_AHEAD,
  ),
  kind(
    'a migration known by its log alone',
    'says-schema-missing',
    ends(1, [
      '  Applying orders.0042_totals...',
      'django.db.utils.ProgrammingError: relation "orders_order" does not exist',
    ]),
    ['orders_order'],
    NOT_A_MIGRATION_AHEAD,
  ),
  kind(
    'a migration of Rails: MySQL',
    'says-schema-missing',
    ends(
      1,
      [
        '== 20260901 AddTotals: migrating =====',
        "ActiveRecord::StatementInvalid: Mysql2::Error: Table 'shop.orders' doesn't exist",
      ],
      withWeb({ command: ['bin/rails', 'db:migrate'] }),
    ),
    ['shop.orders'],
    NOT_A_MIGRATION_AHEAD,
  ),
  kind('a server without its tables', 'says-schema-missing', ends(1, ['error: relation "orders" does not exist']), [
    'orders',
    'run-task',
  ]),

  // no log to read
  kind(
    'log denied',
    'exit-code-1',
    { ...ends(1, []), errors: { lastLines: awsError('AccessDeniedException') } },
    ['logs:GetLogEvents', 'aws logs tail /ecs/web', `ecs/web/${taskId(1)}`, 'us-east-1'],
    HOW_TO_FIX_LINES,
  ),
  kind('log empty', 'exit-code-1', ends(1, []), ['/ecs/web', 'wrote nothing'], HOW_TO_FIX_LINES),
  kind('log blank', 'exit-code-1', ends(1, ['', '   ']), ['/ecs/web', 'wrote nothing'], HOW_TO_FIX_LINES),
  kind(
    'no log kept',
    'exit-code-1',
    { ...ends(1, []), containers: [{ name: 'web', image: 'web:2', essential: true }] },
    ['logConfiguration', 'awslogs'],
    HOW_TO_FIX_LINES,
  ),
  kind(
    'log elsewhere',
    'exit-code-2',
    { ...ends(2, []), containers: [{ ...WEB, logConfiguration: { logDriver: 'splunk' } }] },
    ['splunk'],
    HOW_TO_FIX_LINES,
  ),
  kind(
    'log denied: code of its own',
    'exit-code',
    { ...ends(78, []), errors: { lastLines: awsError('AccessDeniedException') } },
    ['78', 'logs:GetLogEvents'],
    HOW_TO_FIX_LINES,
  ),
  kind(
    'log denied: killed',
    'exit-code-137',
    { ...ends(137, []), errors: { lastLines: awsError('AccessDeniedException') } },
    ['SIGKILL', 'memory', 'logs:GetLogEvents'],
    HOW_TO_FIX_LINES,
  ),

  // the port is taken
  kind(
    'port in use: one container',
    'port-in-use',
    portTaken('awsvpc', 'Error: listen EADDRINUSE: address already in use :::3000'),
    ['3000', 'twice'],
    /two containers|hostPort|old task|each container/,
  ),
  kind(
    'port in use: host network',
    'port-in-use',
    portTaken('host', 'OSError: [Errno 98] Address already in use'),
    ['container instance'],
    /two containers|each container/,
  ),
  kind(
    'port in use: two containers',
    'port-in-use',
    portTaken('awsvpc', 'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)', SIDECAR),
    ['80', 'proxy'],
    /hostPort/,
  ),

  // exit 2
  kind(
    'Go: nil pointer',
    'says-crash',
    ends(2, [
      'panic: runtime error: invalid memory address or nil pointer dereference',
      '[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x6d1b2f]',
      '',
      'goroutine 1 [running]:',
      'main.main()',
      '\t/src/main.go:18 +0x1d',
    ]),
    ['nil pointer'],
    /called with wrong arguments|wrong arguments|syntax error/,
  ),
  kind(
    'Go: panic of its own',
    'says-crash',
    ends(2, ['panic: cannot load tenants', '', 'goroutine 1 [running]:', 'main.main()', '\t/src/main.go:18 +0x1d']),
    ['cannot load tenants'],
    /wrong arguments|syntax error/,
  ),
  kind(
    'Go: deadlock',
    'says-crash',
    ends(2, ['fatal error: all goroutines are asleep - deadlock!', '', 'goroutine 1 [chan receive]:']),
    ['deadlock'],
    /wrong arguments|syntax error/,
  ),
  kind(
    'Python: usage',
    'says-usage',
    ends(2, ['usage: serve.py [-h] --port PORT', 'serve.py: error: the following arguments are required: --port']),
    ['--port', 'command'],
    /panic/,
  ),
  kind(
    'Go: flag',
    'says-usage',
    ends(2, [
      'flag provided but not defined: -listen-addr',
      'Usage of /server:',
      '  -addr string',
      '    \tlisten address',
    ]),
    ['-listen-addr', 'command'],
    /panic/,
  ),
  kind(
    'Rust: clap',
    'says-usage',
    ends(2, [
      "error: unexpected argument '--bind' found",
      '',
      'Usage: server [OPTIONS]',
      '',
      "For more information, try '--help'.",
    ]),
    ['--bind'],
    /panic/,
  ),
  kind(
    'shell: syntax',
    'says-shell-syntax',
    ends(2, ['/entrypoint.sh: line 12: syntax error: unexpected end of file']),
    ['/entrypoint.sh', '12'],
    /panic/,
  ),
  kind(
    'dash: syntax',
    'says-shell-syntax',
    ends(2, ['/entrypoint.sh: 7: Syntax error: "(" unexpected']),
    ['/entrypoint.sh', '7'],
    /panic/,
  ),
  kind(
    'Node: TypeError',
    'says-crash',
    ends(1, [
      '/app/dist/main.js:41',
      '    const url = config.db.url;',
      '                          ^',
      '',
      "TypeError: Cannot read properties of undefined (reading 'url')",
      '    at Object.<anonymous> (/app/dist/main.js:41:27)',
      '    at Module._compile (node:internal/modules/cjs/loader:1554:14)',
      '',
      'Node.js v22.14.0',
    ]),
    ["reading 'url'"],
    /Most likely/,
  ),
  kind(
    'Python: AttributeError',
    'says-crash',
    ends(1, [
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 3, in <module>',
      "AttributeError: 'NoneType' object has no attribute 'split'",
    ]),
    ['NoneType'],
    /Most likely/,
  ),
  kind(
    'Rust: unwrap',
    'says-crash',
    ends(101, [
      "thread 'main' panicked at src/main.rs:12:44:",
      'called `Option::unwrap()` on a `None` value',
      'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace',
    ]),
    ['101', 'unwrap'],
    /up to the program/,
  ),

  // exit 0
  kind('finished: server line', 'exit-code-0', ends(0, ['Server started']), ['keep running'], /its log says/),
  kind(
    'finished: migrations',
    'exit-code-0',
    ends(0, ['Running migrations', 'No error: migrations done, 0 failed']),
    [],
    /its log says/,
  ),
  kind(
    'finished: a warning of old',
    'exit-code-0',
    ends(0, ['could not find cache, starting cold', 'imported 300 orders', 'Done in 3.2s.']),
    [],
    /its log says/,
  ),
  kind(
    'finished: waiting',
    'exit-code-0',
    ends(0, ['waiting for jobs', 'waiting for jobs', 'bye']),
    [],
    /its log says/,
  ),

  // the command
  kind(
    'command as one string',
    'executable-missing',
    neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "npm start": executable file not found in $PATH: unknown',
    ),
    ['npm start', '["sh", "-c", "npm start"]'],
    /Windows line endings|Most likely/,
  ),
  kind(
    'command that is not there',
    'executable-missing',
    neverStarts(
      'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/app/server": stat /app/server: no such file or directory: unknown',
    ),
    ['/app/server'],
    /Windows line endings|one string/,
  ),
];
