import type { Task } from '@aws-sdk/client-ecs';
import { awsError, T0, taskId, WEB } from './case.ts';
import { ends, failed } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { failsOwnCheck, logs, unanswered } from './kinds.ts';
import { log } from './noisy-logs.ts';
import { exited, times } from './tasks.ts';

/** Errors that healed, warnings about something else, and tasks of which little is known: the loudest line is not the cause. */
export const NOISY_TRAPS: readonly Open[] = [
  {
    name: 'A program that was told to stop, and did not',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html',
    root: 'It got SIGTERM and did not end before stopTimeout.',
    named: /asked to stop/,
    fix: [/stopTimeout/],
    facts: ['SIGKILL'],
    never: /ran out of memory|Raise `memory`/,
    given: ends(
      137,
      log(`
10:00:01 INFO  ready on 8080
10:07:12 INFO  SIGTERM received, draining
10:07:42 INFO  still 3 open connections after 30s
`),
    ),
  },
  {
    name: 'A job that is done',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html',
    root: 'The program did its work and ended with 0; a service wants one that stays.',
    named: /exit(ed)? (with )?(code )?0|code 0/,
    fix: [/command|foreground|task|job/],
    facts: ['0'],
    never: /5432|nothing (listens|accepts)|security group|refused/,
    given: ends(
      0,
      log(`
10:00:01 INFO  reindex 1.2.0
10:00:01 WARN  postgres: dial tcp 10.0.4.7:5432: connect: connection refused, retry 1/5
10:00:03 WARN  postgres: dial tcp 10.0.4.7:5432: connect: connection refused, retry 2/5
10:00:05 INFO  postgres: connected
10:00:09 INFO  reindexed 18421 documents, 0 errors
10:00:09 INFO  done
`),
    ),
  },
  {
    name: 'Go: a bug, after a metric that was refused',
    source: 'https://go.dev/doc/effective_go#recover',
    root: 'The program panics at /src/cmd/api/shards.go:41: index 3 of a slice of 3.',
    named: /index out of range|panic/,
    fix: [/shards\.go:41/],
    facts: ['index out of range [3] with length 3'],
    never: /PutMetricData|cloudwatch:|task role|security group/,
    given: ends(
      2,
      log(`
{"time":"2026-09-01T10:00:01Z","level":"INFO","msg":"api starting","version":"8.0.0"}
{"time":"2026-09-01T10:00:01Z","level":"WARN","msg":"metrics disabled","err":"operation error CloudWatch: PutMetricData, https response error StatusCode: 403, RequestID: 0f7b, api error AccessDenied: User: arn:aws:sts::111122223333:assumed-role/shop-task/0123 is not authorized to perform: cloudwatch:PutMetricData because no identity-based policy allows the cloudwatch:PutMetricData action"}
{"time":"2026-09-01T10:00:02Z","level":"INFO","msg":"loading shards","file":"/etc/api/shards.json"}
panic: runtime error: index out of range [3] with length 3

goroutine 1 [running]:
main.loadShards({0xc0000b4000, 0x3, 0x4})
	/src/cmd/api/shards.go:41 +0x1d4
main.main()
	/src/cmd/api/main.go:77 +0x2fb
`),
    ),
  },
  {
    name: 'Java: a time zone that PostgreSQL does not know',
    source: 'https://github.com/pgjdbc/pgjdbc/issues/2747',
    root: 'The JVM runs in a time zone whose name the server does not know.',
    named: /TimeZone|time zone/,
    fix: [/user\.timezone|TZ|time zone/],
    facts: ['Europe/Kyiv'],
    never: /security group|password|refused|payment/,
    given: ends(
      1,
      log(`
{"@timestamp":"2026-09-01T10:00:01.1Z","level":"INFO","logger":"c.a.Main","message":"invoices 6.0.1","error":null}
{"@timestamp":"2026-09-01T10:00:02.1Z","level":"INFO","logger":"c.a.Replay","message":"replaying 3 dead letters","sample":"{\\"reason\\":\\"connection refused\\",\\"host\\":\\"payment.shop.internal\\"}","errors":0}
{"@timestamp":"2026-09-01T10:00:03.4Z","level":"ERROR","logger":"com.zaxxer.hikari.pool.HikariPool","message":"HikariPool-1 - Exception during pool initialization.","stack_trace":"org.postgresql.util.PSQLException: FATAL: invalid value for parameter \\"TimeZone\\": \\"Europe/Kyiv\\"\\n\\tat org.postgresql.core.v3.QueryExecutorImpl.readStartupMessages(QueryExecutorImpl.java:2752)\\n\\tat com.zaxxer.hikari.pool.HikariPool.checkFailFast(HikariPool.java:561)"}
{"@timestamp":"2026-09-01T10:00:03.5Z","level":"INFO","logger":"c.a.Main","message":"shutting down"}
`),
    ),
  },
  {
    name: 'Python: a key that is missing in data, not in the environment',
    source: 'https://docs.python.org/3/library/exceptions.html#KeyError',
    root: 'The program reads the key items of a document that lacks it, at /app/shop/seed.py line 22.',
    named: /KeyError|items/,
    fix: [/seed\.py/],
    facts: ['items'],
    never: /environment|secrets|`items` of (the )?container|security group/,
    given: ends(
      1,
      log(`
INFO:shop:seeding catalogue from s3://shop-seed/catalogue.json
WARNING:botocore.credentials:Found credentials in environment variables is discouraged
INFO:shop:read 88121 bytes
Traceback (most recent call last):
  File "/usr/local/lib/python3.12/runpy.py", line 198, in _run_module_as_main
    return _run_code(code, main_globals, None,
  File "/app/shop/__main__.py", line 9, in <module>
    seed()
  File "/app/shop/seed.py", line 22, in seed
    for item in payload['items']:
KeyError: 'items'
`),
    ),
  },
  {
    name: 'Node: a variable that is not there, seen only in the source line',
    source: 'https://stackoverflow.com/questions/14782232',
    root: 'CORS_ORIGINS is not set, and config.js splits it.',
    named: /CORS_ORIGINS/,
    fix: [/CORS_ORIGINS/, /environment|secrets/],
    facts: ['CORS_ORIGINS'],
    never: /bug in|security group|Redis/,
    given: ends(
      1,
      log(`
{"level":"info","message":"gateway 4.4.0"}
{"level":"warn","message":"redis: reconnecting (ECONNRESET)"}
{"level":"info","message":"redis: ready"}
/app/dist/config.js:12
    origins: process.env.CORS_ORIGINS.split(','),
                                      ^

TypeError: Cannot read properties of undefined (reading 'split')
    at Object.<anonymous> (/app/dist/config.js:12:39)
    at Module._compile (node:internal/modules/cjs/loader:1554:14)
    at Object..js (node:internal/modules/cjs/loader:1706:10)

Node.js v22.14.0
`),
    ),
  },
  {
    name: 'One host that went away among tasks that crash',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html',
    root: 'STRIPE_WEBHOOK_SECRET is not set; that one instance was terminated is an aside.',
    named: /STRIPE_WEBHOOK_SECRET/,
    fix: [/STRIPE_WEBHOOK_SECRET/],
    facts: ['STRIPE_WEBHOOK_SECRET'],
    never: /security group|memory/,
    given: {
      ...failed,
      service: { launchType: 'EC2' },
      tasks: [
        {
          stopCode: 'TerminationNotice',
          stoppedReason: 'Host EC2 (instance i-0abc1234def567890) terminated.',
          startedAt: T0,
          containers: [{ name: 'web', exitCode: 143 }],
        },
        ...times(3, () => exited({ name: 'web', exitCode: 1 })),
      ],
      logs: Object.fromEntries(
        [1, 2, 3].map((number) => [
          `ecs/web/${taskId(number)}`,
          [
            '[10:00:01] INFO: checkout 3.1.0',
            '[10:00:01] INFO: postgres pool ready',
            'Error: Missing required environment variable: STRIPE_WEBHOOK_SECRET',
            '    at requireEnv (/app/dist/env.js:7:11)',
          ],
        ]),
      ),
    },
  },
  {
    name: 'nginx: a proxy that asks another port than the application has',
    source: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html',
    root: 'nginx asks 127.0.0.1:3000, and the container api listens on 8000.',
    named: /3000/,
    fix: [/3000/, /8000|api/],
    facts: ['3000'],
    never: /security group|HealthCheckPath to/,
    given: unanswered('Health checks failed with these codes: [502]', [], {
      containers: [
        { ...WEB, portMappings: [{ containerPort: 8080 }] },
        { ...WEB, name: 'api', image: 'registry.example.com/api:2' },
      ],
      logs: {
        ...logs(
          log(`
/docker-entrypoint.sh: Configuration complete; ready for start up
2026/09/01 10:00:01 [notice] 1#1: nginx/1.27.1
2026/09/01 10:00:01 [notice] 1#1: start worker processes
2026/09/01 10:00:16 [error] 22#22: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.21, server: _, request: "GET /up HTTP/1.1", upstream: "http://127.0.0.1:3000/up", host: "10.0.3.4:8080"
10.0.1.21 - - [01/Sep/2026:10:00:16 +0000] "GET /up HTTP/1.1" 502 157 "-" "ELB-HealthChecker/2.0" "-"
2026/09/01 10:00:31 [error] 22#22: *3 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.2.17, server: _, request: "GET /up HTTP/1.1", upstream: "http://127.0.0.1:3000/up", host: "10.0.3.4:8080"
10.0.2.17 - - [01/Sep/2026:10:00:31 +0000] "GET /up HTTP/1.1" 502 157 "-" "ELB-HealthChecker/2.0" "-"
`),
        ),
        ...logs(
          log(`
INFO:     Started server process [1]
INFO:     Application startup complete.
INFO:     Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)
`),
          'api',
        ),
      },
    }),
  },
  {
    name: 'The check of the container asks a path that is not there',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html',
    root: 'The command of the health check asks for /healthz, and the application answers 404.',
    named: /\/healthz|404/,
    fix: [/\/healthz/, /command|healthCheck/],
    facts: ['/healthz', '404'],
    never: /security group|target group|memory/,
    given: failsOwnCheck(
      ['CMD-SHELL', 'curl -fsS http://localhost:8080/healthz || exit 1'],
      log(`
[2026-09-01 10:00:01 +0000] [1] [INFO] Starting gunicorn 22.0.0
[2026-09-01 10:00:01 +0000] [1] [INFO] Listening at: http://0.0.0.0:8080 (1)
[2026-09-01 10:00:01 +0000] [8] [INFO] Booting worker with pid: 8
127.0.0.1 - - [01/Sep/2026:10:00:21 +0000] "GET /healthz HTTP/1.1" 404 179 "-" "curl/7.88.1"
10.0.1.21 - - [01/Sep/2026:10:00:24 +0000] "GET /up HTTP/1.1" 200 2 "-" "ELB-HealthChecker/2.0"
127.0.0.1 - - [01/Sep/2026:10:00:31 +0000] "GET /healthz HTTP/1.1" 404 179 "-" "curl/7.88.1"
10.0.1.21 - - [01/Sep/2026:10:00:39 +0000] "GET /up HTTP/1.1" 200 2 "-" "ELB-HealthChecker/2.0"
127.0.0.1 - - [01/Sep/2026:10:00:41 +0000] "GET /healthz HTTP/1.1" 404 179 "-" "curl/7.88.1"
[2026-09-01 10:00:52 +0000] [1] [INFO] Handling signal: term
`),
    ),
  },
  {
    name: 'The check of the container never arrives',
    source: 'https://github.com/aws/containers-roadmap/issues/1114',
    root: 'The program is well and was never asked: the image may lack curl.',
    named: /curl/,
    fix: [/curl/],
    facts: ['curl'],
    never: /security group|target group|crash|memory/,
    given: failsOwnCheck(
      ['CMD-SHELL', 'curl -f http://localhost:8080/health || exit 1'],
      log(`
time="2026-09-01T10:00:01Z" level=info msg="starting ledger" version=1.0.4
time="2026-09-01T10:00:01Z" level=warning msg="no config file, using defaults"
time="2026-09-01T10:00:01Z" level=info msg="listening on :8080"
time="2026-09-01T10:00:52Z" level=info msg="received terminated, shutting down"
`),
    ),
  },
  {
    name: 'Old tasks that take an hour to drain',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
    root: 'The deregistration delay of the target group is 3600 s.',
    named: /3600|drain/,
    fix: [/deregistration/, /3600|lower|reduce|seconds/i],
    facts: ['3600'],
    never: /security group|health check fail|crash/,
    given: {
      standsStill: true,
      delay: 3600,
      counts: { desired: 2, running: 2, pending: 0 },
      targets: [
        { id: '10.0.3.4', state: 'healthy' },
        { id: '10.0.3.5', state: 'healthy' },
        {
          id: '10.0.9.1',
          state: 'draining',
          reason: 'Target.DeregistrationInProgress',
          description: 'Target deregistration is in progress',
        },
      ],
      running: times(2, () => ({ startedAt: T0, containers: [{ name: 'web', lastStatus: 'RUNNING' }] })),
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        '(service web) registered 2 targets in (target-group web)',
        '(service web) has begun draining connections on 2 tasks.',
      ],
    },
  },
  {
    name: 'Nothing is left of the tasks',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html',
    root: 'The tasks stopped too long ago for ECS to show them.',
    named: /tasks/,
    fix: [/log|task/],
    facts: [],
    never: /security group|memory|image|password/,
    given: { ...failed, tasks: [] },
  },
  {
    name: 'The log may not be read',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/permissions-reference-cwl.html',
    root: 'The program ended with 1, and the role of the workflow may not read its log.',
    named: /code 1|exited/,
    fix: [/log/],
    facts: ['1'],
    never: /security group|memory|password/,
    given: {
      ...failed,
      tasks: times(2, () => exited({ name: 'web', exitCode: 1 })),
      errors: {
        lastLines: awsError(
          'AccessDeniedException',
          'User: arn:aws:sts::111122223333:assumed-role/deploy/gh is not authorized to perform: logs:GetLogEvents on resource: arn:aws:logs:us-east-1:111122223333:log-group:/ecs/web:log-stream:ecs/web/x',
        ),
      },
    },
  },
  {
    name: 'An instruction that the processor does not have',
    source: 'https://github.com/numpy/numpy/issues/18131',
    root: 'The program was built for a processor with more instructions than the host has.',
    named: /instruction/i,
    fix: [/build|compile|march|AVX|architecture/i],
    facts: ['132'],
    never: /security group|memory|exec format/,
    given: ends(
      132,
      log(`
2026-09-01 10:00:01 INFO embedding-service 0.3.1
2026-09-01 10:00:01 WARN could not find cuda drivers on your machine, GPU will not be used.
2026-09-01 10:00:02 INFO loading model all-MiniLM-L6-v2
/app/start.sh: line 4:     9 Illegal instruction     (core dumped) python -m embedding.serve
`),
    ),
  },
  {
    name: 'A glibc program on Alpine',
    source: 'https://github.com/grpc/grpc-node/issues/1405',
    root: 'The native module was built for glibc, and the image is Alpine with musl.',
    named: /glibc|musl|Alpine/,
    fix: [/Alpine|musl|glibc|bookworm|slim/, /image|build|base/],
    facts: ['__vsnprintf_chk'],
    never: /security group|not installed: symbol|`command`/,
    given: ends(
      127,
      log(`
Starting pdf-renderer 2.2.0
Error relocating /app/lib/libpdfium.so: __memcpy_chk: symbol not found
Error relocating /app/lib/libpdfium.so: __vsnprintf_chk: symbol not found
`),
    ),
  },
  {
    name: 'A last word that is only the end of a stop',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html',
    root: 'The health check got 503 while the program was warming up; the connection errors come from the stop.',
    named: /503/,
    fix: [/\/up/, /health-check-grace-period-seconds/],
    facts: ['503', '/up'],
    never: /ECONNRESET|security group|Redis/,
    given: {
      ...unanswered(
        'Health checks failed with these codes: [503]',
        log(`
{"level":"info","msg":"recommender 10.1.0 listening on 8080"}
{"level":"info","msg":"warming up: 12% of the model loaded"}
{"level":"warn","msg":"GET /up 503 warming up"}
{"level":"info","msg":"warming up: 31% of the model loaded"}
{"level":"warn","msg":"GET /up 503 warming up"}
{"level":"info","msg":"SIGTERM"}
{"level":"error","msg":"redis: read ECONNRESET"}
{"level":"error","msg":"redis: Connection is closed."}
`),
      ),
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason:
          'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/6d0ecf831eec9f09)',
        startedAt: T0,
        containers: [{ name: 'web', exitCode: 137 }],
      })),
    },
  },
];
