import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import type { CauseId } from '../../src/explain/patterns.ts';
import { GROUP, T0, taskId, WEB, type Case } from './case.ts';
import { ends, failed, neverStarts } from './endings.ts';
import { logs } from './kinds.ts';
import { exited, FAILED_EVENTS, scaledIn, times, unhealthy } from './tasks.ts';

/** A rollout that failed as public reports tell it, with what an engineer would say of it. */
export interface WeeklyFailure {
  name: string;
  cause: CauseId;
  /** Where the wording is to be seen in public. */
  source: string;
  given: Case;
  /** What the first cause must say of where, which and how many. */
  facts: readonly string[];
  /** What its fix must say. */
  fix: readonly (string | RegExp)[];
  /** Claims that the evidence rules out. */
  never: RegExp;
}

const unhealthyFor = (reason: string, number: number, port = 8080): string =>
  `(service web) (task ${taskId(number)}) (port ${port}) is unhealthy in (target-group ${GROUP}) due to (reason ${reason}).`;

/** Two tasks that the load balancer called unhealthy until the circuit breaker gave up. */
const turnedAway = (reason: string, lines: readonly string[], more: Partial<Case> = {}): Case => ({
  ...failed,
  tasks: [...times(2, () => ({ ...unhealthy(), startedAt: T0 })), scaledIn],
  events: [unhealthyFor(reason, 0), unhealthyFor(reason, 1), ...FAILED_EVENTS],
  logs: logs(lines),
  ...more,
});

const runningLogs = (lines: readonly string[], container = 'web'): Record<string, string[]> =>
  Object.fromEntries([100, 101].map((number) => [`ecs/${container}/${taskId(number)}`, [...lines]]));

/** Tasks that wait with these containers. */
const waiting = (containers: NonNullable<Task['containers']>): Partial<Task>[] =>
  times(2, () => ({ lastStatus: 'PENDING', startedAt: T0, containers }));

const alive = (more: Partial<NonNullable<Task['containers']>[number]> = {}): Partial<Task>[] =>
  times(2, () => ({ startedAt: T0, containers: [{ name: 'web', lastStatus: 'RUNNING', ...more }] }));

const SIDECAR: ContainerDefinition = { ...WEB, essential: false };

export const WEEKLY_FAILURES: readonly WeeklyFailure[] = [
  {
    name: 'Go: plaintext to the TLS port of Kafka',
    cause: 'says-kafka-protocol',
    source: 'https://github.com/IBM/sarama/issues/3037',
    given: ends(1, [
      '{"level":"info","time":"2026-09-01T10:00:01Z","message":"connected to postgres db.shop.internal:5432"}',
      '{"level":"warn","time":"2026-09-01T10:00:02Z","message":"metrics exporter not configured, skipping"}',
      '{"level":"error","error":"1 error occurred:\\n\\t* Error creating consumer for brokers [b-1.shop.u91w03.c17.kafka.us-east-1.amazonaws.com:9094 b-2.shop.u91w03.c17.kafka.us-east-1.amazonaws.com:9094]: kafka: client has run out of available brokers to talk to: 2 errors occurred:\\n\\t* unexpected EOF\\n\\t* unexpected EOF\\n\\n\\n","caller":"/build/internal/app/app.go:146","time":"2026-09-01T10:00:38Z","message":"Unexpected error during MessageBroker.Run"}',
      '{"level":"info","caller":"/build/internal/app/app.go:156","time":"2026-09-01T10:00:38Z","message":"Shutting down HTTP server"}',
      '{"level":"error","error":"http: Server closed","fn":"app.Run.httpServer.Notify","time":"2026-09-01T10:00:38Z"}',
    ]),
    facts: ['b-1.shop.u91w03.c17.kafka.us-east-1.amazonaws.com:9094'],
    fix: [/TLS|SSL/, /9092|9094/],
    never: /nothing accepts|port.*in use|Server closed.*cause/,
  },
  {
    name: 'Node: heap smaller than the container',
    cause: 'says-heap-full',
    source: 'https://nodejs.org/en/learn/diagnostics/memory/understanding-and-tuning-memory',
    given: ends(
      134,
      [
        '> shop@4.2.0 start',
        '> node dist/main.js',
        '[Nest] 1  - 09/01/2026, 10:00:01 AM     LOG [NestApplication] Nest application successfully started +12ms',
        '',
        '<--- Last few GCs --->',
        '',
        '[1:0x7f3a9c000]    41213 ms: Mark-Compact (reduce) 505.9 (518.7) -> 504.8 (519.2) MB, pooled: 0 MB, 412.11 / 0.00 ms  (average mu = 0.114, current mu = 0.021) allocation failure; scavenge might not succeed',
        '',
        '<--- JS stacktrace --->',
        '',
        'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
        '----- Native stack trace -----',
        ' 1: 0xb9a330 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]',
      ],
      {
        containers: [
          {
            ...WEB,
            memory: 2048,
            environment: [{ name: 'NODE_OPTIONS', value: '--enable-source-maps --max-old-space-size=512' }],
          },
        ],
      },
    ),
    facts: ['512', '2048'],
    fix: ['max-old-space-size', /153\d|15\d\d|16\d\d/],
    never: /Raise (the )?`?memory`?|security group|OutOfMemoryError/,
  },
  {
    name: 'Python: Redis wants a password and got none',
    cause: 'says-login-refused',
    source: 'https://github.com/redis/redis-py, text of redis/src/networking.c (helloCommand)',
    given: ends(1, [
      '[2026-09-01 10:00:01 +0000] [1] [INFO] Starting gunicorn 22.0.0',
      'redis connect attempt 1/5 to shop-redis.abc123.use1.cache.amazonaws.com:6379 failed: Error 111 connecting to shop-redis.abc123.use1.cache.amazonaws.com:6379. Connection refused.',
      'redis connect attempt 2/5: TCP connection established',
      'Traceback (most recent call last):',
      '  File "/usr/local/lib/python3.12/site-packages/redis/connection.py", line 494, in on_connect',
      '    response = self.read_response()',
      '  File "/usr/local/lib/python3.12/site-packages/redis/connection.py", line 624, in read_response',
      '    raise response',
      'redis.exceptions.AuthenticationError: HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time',
    ]),
    facts: ['Redis'],
    fix: [/password|AUTH token/, /`?secrets`?|REDIS_URL|redis(s)?:\/\/:/],
    never: /nothing accepts|security group|connection refused/i,
  },
  {
    name: 'Java: a migration failed in an earlier rollout',
    cause: 'says-migration-failed',
    source: 'https://github.com/OtterMind/Chat2DB/issues/1625',
    given: ends(
      1,
      [
        '2026-09-01T10:00:04.100Z  INFO 1 --- [main] com.zaxxer.hikari.HikariDataSource : HikariPool-1 - Starting...',
        '2026-09-01T10:00:05.100Z  INFO 1 --- [main] com.zaxxer.hikari.HikariDataSource : HikariPool-1 - Start completed.',
        '2026-09-01T10:00:06.000Z  WARN 1 --- [main] ConfigServletWebServerApplicationContext : Exception encountered during context initialization - cancelling refresh attempt',
        "org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'flywayInitializer' defined in class path resource [org/springframework/boot/autoconfigure/flyway/FlywayAutoConfiguration$FlywayConfiguration.class]",
        '\tat org.springframework.beans.factory.support.AbstractAutowireCapableBeanFactory.initializeBean(AbstractAutowireCapableBeanFactory.java:1806)',
        'Caused by: org.flywaydb.core.api.exception.FlywayValidateException: Validate failed: Migrations have failed validation',
        'Detected failed migration to version 12 (add orders index).',
        'Please remove any half-completed changes then run repair to fix the schema history.',
        'Need more flexibility with validation rules? Learn more: https://rd.gt/3AbJUZE',
        '\tat org.flywaydb.core.Flyway.lambda$migrate$0(Flyway.java:146)',
        '\t... 18 common frames omitted',
        '2026-09-01T10:00:06.200Z  INFO 1 --- [main] com.zaxxer.hikari.HikariDataSource : HikariPool-1 - Shutdown completed.',
      ],
      { events: [unhealthyFor('Request timed out', 0), ...FAILED_EVENTS] },
    ),
    facts: ['12'],
    fix: ['repair', /half|remove|undo|revert/i],
    never: /security group|bean.*missing|checksum/,
  },
  {
    name: 'Kotlin: heap as large as the container',
    cause: 'out-of-memory',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html',
    given: {
      ...failed,
      tasks: [
        ...times(2, () =>
          exited({
            name: 'web',
            exitCode: 137,
            reason: 'OutOfMemoryError: Container killed due to memory usage',
          }),
        ),
        scaledIn,
      ],
      events: [unhealthyFor('Request timed out', 0), ...FAILED_EVENTS],
      containers: [
        { ...WEB, memory: 1024, environment: [{ name: 'JAVA_TOOL_OPTIONS', value: '-Xmx1024m -XX:+UseG1GC' }] },
      ],
      logs: logs([
        'Picked up JAVA_TOOL_OPTIONS: -Xmx1024m -XX:+UseG1GC',
        '2026-09-01 10:00:03.100 [main] INFO  Application - Autoreload is disabled because the development mode is off.',
        '2026-09-01 10:00:03.900 [DefaultDispatcher-worker-1] INFO  Application - Responding at http://0.0.0.0:8080',
        '2026-09-01 10:00:12.000 [catalog] INFO  CatalogLoader - loaded 250000 of 900000 products',
      ]),
    },
    facts: ['1024'],
    fix: [/-Xmx|MaxRAMPercentage/, /75|768|1[35]\d\d/],
    never: /security group|another port|127\.0\.0\.1/,
  },
  {
    name: '.NET 8: listens on 8080, is asked on 80',
    cause: 'listens-elsewhere',
    source: 'https://learn.microsoft.com/dotnet/core/compatibility/containers/8.0/aspnet-port',
    given: turnedAway(
      'Request timed out',
      [
        'warn: Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository[60]',
        "      Storing keys in a directory '/root/.aspnet/DataProtection-Keys' that may not be persisted outside of the container. Protected data will be unavailable when container is destroyed.",
        'info: Microsoft.Hosting.Lifetime[14]',
        '      Now listening on: http://[::]:8080',
        'info: Microsoft.Hosting.Lifetime[0]',
        '      Application started. Press Ctrl+C to shut down.',
        'info: Microsoft.Hosting.Lifetime[0]',
        '      Hosting environment: Production',
      ],
      {
        events: [unhealthyFor('Request timed out', 0, 80), unhealthyFor('Request timed out', 1, 80), ...FAILED_EVENTS],
        service: { loadBalancers: [{ containerName: 'web', containerPort: 80, targetGroupArn: GROUP }] },
        targets: [{ port: 80, reason: 'Target.Timeout', description: 'Request timed out' }],
        containers: [{ ...WEB, portMappings: [{ containerPort: 80 }] }],
      },
    ),
    facts: ['8080', '80'],
    fix: [/ASPNETCORE_(HTTP_PORTS|URLS)|containerPort/, /8080/],
    never: /security group|persisted|grace period/,
  },
  {
    name: 'Ruby: Rails refuses the host of the health check',
    cause: 'says-host-refused',
    source: 'https://github.com/mastodon/mastodon/issues/20238',
    given: turnedAway('Health checks failed with these codes: [403]', [
      '=> Booting Puma',
      '=> Rails 7.1.3 application starting in production',
      '* Listening on http://0.0.0.0:8080',
      'W, [2026-09-01T10:00:03.001000 #1]  WARN -- : You are running Redis 5.0, some features are off',
      'E, [2026-09-01T10:00:05.024694 #1] ERROR -- : [ActionDispatch::HostAuthorization::DefaultResponseApp] Blocked hosts: 10.0.3.4:8080',
      'E, [2026-09-01T10:00:20.024694 #1] ERROR -- : [ActionDispatch::HostAuthorization::DefaultResponseApp] Blocked hosts: 10.0.3.4:8080',
    ]),
    facts: ['10.0.3.4:8080', '403'],
    fix: [/config\.host/, /\/up|10\.0/],
    never: /login|security group|WAF/,
  },
  {
    name: 'PHP: the database has no connection left',
    cause: 'says-too-many-connections',
    source: 'https://github.com/laravel/framework, SQLSTATE[08004] of pdo_mysql',
    given: ends(1, [
      "AH00558: apache2: Could not reliably determine the server's fully qualified domain name, using 10.0.1.5. Set the 'ServerName' directive globally to suppress this message",
      '   INFO  Running migrations.',
      '   Illuminate\\Database\\QueryException ',
      "  SQLSTATE[08004] [1040] Too many connections (Connection: mysql, Host: shop.cluster-abc.us-east-1.rds.amazonaws.com, Port: 3306, Database: shop, SQL: select exists (select 1 from information_schema.tables where table_schema = 'shop' and table_name = 'migrations' and table_type in ('BASE TABLE', 'SYSTEM VERSIONED')) as `exists`)",
      '  at vendor/laravel/framework/src/Illuminate/Database/Connection.php:829',
      '    825▕                     $this->getName(), $query, $this->prepareBindings($bindings), $e',
      '  +36 vendor frames ',
      '  37  artisan:13',
    ]),
    facts: ['shop.cluster-abc.us-east-1.rds.amazonaws.com', 'Too many connections'],
    fix: [/max_connections|RDS Proxy/, /pool|max_children|maximumPercent|connections (that )?each task/],
    never: /password|security group|migration (failed|lock)/,
  },
  {
    name: 'Rust: no CA certificates in the image',
    cause: 'says-certificate',
    source: 'https://github.com/moghtech/komodo/issues/1621',
    given: ends(101, [
      '2026-09-01T10:00:01.000Z  INFO shop: starting build 4f1c',
      '2026-09-01T10:00:01.100Z  WARN shop::config: OTEL_EXPORTER_OTLP_ENDPOINT is not set, traces are off',
      '',
      "thread 'main' (1) panicked at /usr/local/cargo/registry/src/index.crates.io-1949cf8c6b5b557f/reqwest-0.13.4/src/async_impl/client.rs:2507:38:",
      'Client::new(): reqwest::Error { kind: Builder, source: General("No CA certificates were loaded from the system") }',
      'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace',
    ]),
    facts: ['CA certificates'],
    fix: ['ca-certificates', /image|Dockerfile/],
    never: /expired|OTEL_EXPORTER_OTLP_ENDPOINT`? (is|to)|security group/,
  },
  {
    name: 'Elixir: the pool is empty because the database wants TLS',
    cause: 'says-tls-required',
    source: 'https://github.com/elixir-ecto/postgrex, https://elixirforum.com/t/49541',
    given: ends(1, [
      '10:00:01.100 [info] Running ShopWeb.Endpoint with Bandit 1.5.2 at :::8080 (http)',
      '10:00:01.500 [error] Postgrex.Protocol (#PID<0.2146.0> ("db_conn_1")) failed to connect: ** (Postgrex.Error) FATAL 28000 (invalid_authorization_specification) no pg_hba.conf entry for host "10.0.1.5", user "shop", database "shop_prod", no encryption',
      '10:00:02.700 [error] Postgrex.Protocol (#PID<0.2147.0> ("db_conn_2")) failed to connect: ** (Postgrex.Error) FATAL 28000 (invalid_authorization_specification) no pg_hba.conf entry for host "10.0.1.5", user "shop", database "shop_prod", no encryption',
      '** (DBConnection.ConnectionError) connection not available and request was dropped from queue after 2982ms. This means requests are coming in and your connection pool cannot serve them fast enough. You can address this by:',
      '',
      '  1. Ensuring your database is available and that you can connect to it',
      '  2. Tracking down slow queries and making sure they are running fast enough',
      '  3. Increasing the pool_size (although this increases resource consumption)',
      '    (ecto_sql 3.11.2) lib/ecto/adapters/sql.ex:1078: Ecto.Adapters.SQL.raise_sql_call_error/1',
    ]),
    facts: ['no encryption', 'shop_prod'],
    fix: [/ssl: true|sslmode/],
    never: /pool_size|raise the pool|larger pool|security group|password was/,
  },
  {
    name: 'nginx: cache folder on a read-only root',
    cause: 'says-read-only',
    source: 'https://github.com/namespacelabs/foundation/issues/47',
    given: ends(
      1,
      [
        '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration',
        '10-listen-on-ipv6-by-default.sh: info: can not modify /etc/nginx/conf.d/default.conf (read-only file system?)',
        '/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh',
        '/docker-entrypoint.sh: Configuration complete; ready for start up',
        '2026/09/01 10:00:02 [warn] 1#1: the "user" directive makes sense only if the master process runs with super-user privileges, ignored in /etc/nginx/nginx.conf:2',
        '2026/09/01 10:00:02 [emerg] 1#1: mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)',
        'nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)',
      ],
      { containers: [{ ...WEB, readonlyRootFilesystem: true }] },
    ),
    facts: ['/var/cache/nginx', 'readonlyRootFilesystem'],
    fix: [/volume|mountPoints/, '/var/cache/nginx'],
    never: /super-user|default\.conf.*(wrong|invalid)|chown/,
  },
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
    name: 'Fluent Bit: YAML where the classic format is read',
    cause: 'says-router-config',
    source: 'https://github.com/aws/aws-for-fluent-bit/issues/1024',
    given: {
      ...failed,
      containers: [
        { ...WEB, logConfiguration: { logDriver: 'awsfirelens', options: {} } },
        {
          ...WEB,
          name: 'log_router',
          firelensConfiguration: {
            type: 'fluentbit',
            options: { 'config-file-type': 's3', 'config-file-value': 'arn:aws:s3:::shop-config/fluent-bit.yaml' },
          },
        },
      ],
      tasks: [...times(2, () => exited({ name: 'web', exitCode: 143 }, { name: 'log_router', exitCode: 1 })), scaledIn],
      logs: logs(
        [
          'AWS for Fluent Bit Container Image Version 3.0.0',
          'Fluent Bit v4.1.1',
          '* Fluent Bit is a CNCF graduated project under the Fluent organization',
          '[2026/09/01 10:00:02.598146238] [error] [config] error in /fluent-bit/etc/external.conf:1: undefined value - check config is in valid classic format',
          '[2026/09/01 10:00:02.598200000] [error] configuration file contains errors, aborting.',
        ],
        'log_router',
      ),
    },
    facts: ['log_router', 'external.conf'],
    fix: [/classic/, /fluent-bit\.yaml|config-file-value/],
    never: /SIGTERM handler|plugin name|security group/,
  },
  {
    name: 'Node: Prisma was generated on another system',
    cause: 'says-prisma-engine',
    source: 'https://github.com/prisma/orm/issues/21502',
    given: ends(
      1,
      [
        '> shop@1.0.0 start:prod',
        '[Nest] 1  - 09/01/2026, 10:00:01 AM     LOG [InstanceLoader] PrismaModule dependencies initialized +9ms',
        '/app/node_modules/@prisma/client/runtime/library.js:64',
        '`}async getCurrentBinaryTarget(){{if(this.targetPromise!==void 0)return this.targetPromise;',
        '',
        'PrismaClientInitializationError: Prisma Client could not locate the Query Engine for runtime "linux-musl-openssl-3.0.x".',
        '',
        'This happened because Prisma Client was generated for "debian-openssl-1.1.x", but the actual deployment required "linux-musl-openssl-3.0.x".',
        'Add "linux-musl-openssl-3.0.x" to `binaryTargets` in the "schema.prisma" file and run `prisma generate` after saving it:',
        '',
        'The following locations have been searched:',
        '  /app/node_modules/.prisma/client',
        '  /tmp/prisma-engines',
        "  clientVersion: '5.9.1',",
        '  errorCode: undefined',
        '}',
        'Node.js v20.11.0',
      ],
      { events: [unhealthyFor('Health checks failed', 0), ...FAILED_EVENTS] },
    ),
    facts: ['linux-musl-openssl-3.0.x'],
    fix: ['binaryTargets', 'prisma generate', 'linux-musl-openssl-3.0.x'],
    never: /security group|npm ci|DATABASE_URL/,
  },
  {
    name: 'Python: the task role may not read S3',
    cause: 'says-aws-denied',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html',
    given: ends(1, [
      'INFO:botocore.credentials:Found credentials from IAM Role via container metadata',
      'INFO:shop.config:loading s3://shop-config/prod/app.yaml',
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 21, in <module>',
      '    settings = load_settings()',
      '  File "/usr/local/lib/python3.12/site-packages/botocore/client.py", line 1017, in _make_api_call',
      '    raise error_class(parsed_response, operation_name)',
      'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::111122223333:assumed-role/shop-task/0f1e2d is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::shop-config/prod/app.yaml" because no identity-based policy allows the s3:GetObject action',
    ]),
    facts: ['shop-task', 's3:GetObject', 'arn:aws:s3:::shop-config/prod/app.yaml'],
    fix: ['s3:GetObject', 'shop-task'],
    never: /bucket does not exist|deployer|Allow the execution role/,
  },
  {
    name: 'health check without the slash',
    cause: 'target-redirect',
    source: 'https://docs.djangoproject.com/en/5.0/ref/settings/#append-slash',
    given: turnedAway(
      'Health checks failed with these codes: [301]',
      [
        '[2026-09-01 10:00:01 +0000] [1] [INFO] Listening at: http://0.0.0.0:8080 (1)',
        '127.0.0.1 - - [01/Sep/2026:10:00:04 +0000] "GET /up/ HTTP/1.1" 200 2 "-" "curl/8.5.0"',
        '10.0.9.9 - - [01/Sep/2026:10:00:05 +0000] "GET /up HTTP/1.1" 301 0 "-" "ELB-HealthChecker/2.0"',
        '127.0.0.1 - - [01/Sep/2026:10:00:14 +0000] "GET /up/ HTTP/1.1" 200 2 "-" "curl/8.5.0"',
        '10.0.9.9 - - [01/Sep/2026:10:00:20 +0000] "GET /up HTTP/1.1" 301 0 "-" "ELB-HealthChecker/2.0"',
      ],
      {
        targets: [
          {
            reason: 'Target.ResponseCodeMismatch',
            description: 'Health checks failed with these codes: [301]',
          },
        ],
        containers: [
          { ...WEB, healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost:8080/up/'], interval: 10 } },
        ],
      },
    ),
    facts: ['301', '/up'],
    fix: [/\/up\/(?!\w)/],
    never: /login|security group|does not exist/,
  },
  {
    name: 'health check outside the context path',
    cause: 'target-404',
    source: 'https://docs.spring.io/spring-boot/how-to/webserver.html (TomcatWebServer log)',
    given: turnedAway('Health checks failed with these codes: [404]', [
      "2026-09-01T10:00:04.100Z  INFO 1 --- [shop] [main] o.s.b.a.e.web.EndpointLinksResolver : Exposing 1 endpoint beneath base path '/actuator'",
      "2026-09-01T10:00:05.100Z  INFO 1 --- [shop] [main] o.s.b.w.embedded.tomcat.TomcatWebServer : Tomcat started on port 8080 (http) with context path '/shop'",
      '2026-09-01T10:00:05.200Z  INFO 1 --- [shop] [main] com.example.ShopApplication : Started ShopApplication in 4.812 seconds (process running for 5.3)',
      '2026-09-01T10:00:20.000Z  WARN 1 --- [shop] [nio-8080-exec-1] o.s.web.servlet.PageNotFound : No mapping for GET /up',
    ]),
    facts: ['404', '/shop', '/up'],
    fix: [/\/shop\/(?:up|actuator\/health)/],
    never: /grace period|security group|another port/,
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
    name: 'WildFly needs 138 s and has 60',
    cause: 'slow-start',
    source: 'https://github.com/resteasy/resteasy, log line WFLYSRV0025',
    given: turnedAway(
      'Health checks failed with these codes: [404]',
      [
        '10:00:04,175 INFO  [org.jboss.as] (MSC service thread 1-2) WFLYSRV0049: WildFly Full 26.1.3.Final (WildFly Core 18.1.2.Final) starting',
        '10:00:21,343 INFO  [org.wildfly.extension.undertow] (MSC service thread 1-3) WFLYUT0006: Undertow HTTP listener default listening on 0.0.0.0:8080',
        '10:02:18,001 INFO  [org.jboss.as.server] (ServerService Thread Pool -- 42) WFLYSRV0010: Deployed "shop.war" (runtime-name : "shop.war")',
        '10:02:18,417 INFO  [org.jboss.as] (Controller Boot Thread) WFLYSRV0025: WildFly Full 26.1.3.Final (WildFly Core 18.1.2.Final) started in 138417ms - Started 437 of 638 services (350 services are lazy, passive or on-demand)',
      ],
      { service: { healthCheckGracePeriodSeconds: 60 } },
    ),
    facts: ['138', '60'],
    fix: [/grace/i, /from 60/, /to (1[4-9]\d|2\d\d)/],
    never: /security group|another port|path is wrong/,
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
    name: 'secret without the key',
    cause: 'secret-key-missing',
    source: 'https://github.com/rileydakota/valheim-ecs-fargate-cdk/issues/9, agent text "did not contain json key"',
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key DB_PASSWORD',
      {
        containers: [
          {
            ...WEB,
            secrets: [
              { name: 'API_TOKEN', valueFrom: 'arn:aws:ssm:us-east-1:111122223333:parameter/prod/shop/token' },
              {
                name: 'SHOP_DB_PASSWORD',
                valueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/shop/db-AbCdEf:DB_PASSWORD::',
              },
            ],
          },
        ],
      },
    ),
    facts: ['DB_PASSWORD', 'prod/shop/db'],
    fix: [/key `?DB_PASSWORD`?/, /valueFrom|secrets/],
    never: /execution role|NAT gateway|log in to the registry|\/prod\/shop\/token/,
  },
  {
    name: 'layers of ECR out of reach',
    cause: 'image-layer-unreachable',
    source:
      'https://repost.aws/knowledge-center/ecs-pull-container-api-error-ecr, bucket prod-region-starport-layer-bucket',
    given: neverStarts(
      'CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/53f8f2-111122223333-4c1a/2f3e?X-Amz-Security-Token=...": dial tcp 52.217.103.12:443: i/o timeout',
    ),
    facts: ['starport-layer-bucket'],
    fix: [/S3/, /gateway endpoint/i, /route table/i],
    never: /tag .*does not exist|rate limit|ecr:BatchGetImage/,
  },
  {
    name: 'EFS: no mount target in the zone',
    cause: 'efs-unresolved',
    source:
      'https://github.com/kubernetes-sigs/aws-efs-csi-driver, text of efs-utils "No matching mount target in the az"',
    given: neverStarts(
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve "fs-0263715a9518b3f0c.efs.us-east-1.amazonaws.com". The file system mount target ip address cannot be found, please pass mount target ip address via mount options. No matching mount target in the az us-east-1b. Please create one mount target in us-east-1b, or try the mount target in another AZ by passing the availability zone option : unsuccessful EFS utils command execution; code: 1',
    ),
    facts: ['fs-0263715a9518b3f0c', 'us-east-1b'],
    fix: [/mount target/, /us-east-1b/],
    never: /enableDns|policy refuses|DNS resolution/,
  },
  {
    name: 'tag policy refuses the network interface',
    cause: 'tag-policy',
    source:
      'public report of stoppedReason "Unexpected EC2 error while attempting to tag the network interface: TagPolicyViolation"',
    given: neverStarts('Unexpected EC2 error while attempting to tag the network interface: TagPolicyViolation'),
    facts: ['TagPolicyViolation'],
    fix: [/tag policy/i, /propagate|tags/],
    never: /free addresses|subnet|security group/,
  },
  {
    name: 'sidecar out of memory takes the task with it',
    cause: 'out-of-memory',
    source: 'https://github.com/department-of-veterans-affairs/notification-api/issues/1699',
    given: {
      ...failed,
      containers: [
        { ...WEB, memory: 2048 },
        { ...WEB, name: 'datadog-agent', memory: 256 },
      ],
      tasks: [
        ...times(2, () =>
          exited(
            { name: 'web', exitCode: 143 },
            {
              name: 'datadog-agent',
              exitCode: 137,
              reason: 'OutOfMemoryError: Container killed due to memory usage',
            },
          ),
        ),
        scaledIn,
      ],
      logs: {
        ...logs([
          'Server listening on 0.0.0.0:8080',
          'GET /up 200 2ms',
          'Received SIGTERM, shutting down gracefully',
          'Closed 3 connections',
        ]),
        ...logs(
          [
            '2026-09-01 10:00:09 UTC | CORE | INFO | (pkg/aggregator/aggregator.go:512) | Flushing 512 series',
            '2026-09-01 10:00:19 UTC | CORE | WARN | (pkg/util/ecs/metadata/v3or4/client.go:88) | ECS metadata query failed, retrying',
          ],
          'datadog-agent',
        ),
      },
    },
    facts: ['datadog-agent', '256'],
    fix: ['datadog-agent', /512|memory/],
    never: /memory of `?web|`web` (ran|was killed)|2048/,
  },
  {
    name: 'Spring: the health of Redis counts for the load balancer',
    cause: 'says-connection-timeout',
    source: 'https://docs.spring.io/spring-boot/reference/actuator/endpoints.html, log of RedisReactiveHealthIndicator',
    given: turnedAway(
      'Health checks failed with these codes: [503]',
      [
        "2026-09-01T10:00:04.100Z  INFO 1 --- [shop] [main] o.s.b.w.embedded.tomcat.TomcatWebServer : Tomcat started on port 8080 (http) with context path '/'",
        '2026-09-01T10:00:05.200Z  INFO 1 --- [shop] [main] com.example.ShopApplication : Started ShopApplication in 4.812 seconds (process running for 5.3)',
        '2026-09-01T10:00:20.000Z  WARN 1 --- [shop] [nio-8080-exec-1] o.s.b.a.d.r.RedisHealthIndicator : Redis health check failed',
        'org.springframework.data.redis.RedisConnectionFailureException: Unable to connect to Redis',
        '\tat org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory$ExceptionTranslatingConnectionProvider.translateException(LettuceConnectionFactory.java:1858)',
        'Caused by: io.lettuce.core.RedisConnectionException: Unable to connect to cache.shop.internal/<unresolved>:6379',
        '\tat io.lettuce.core.RedisConnectionException.create(RedisConnectionException.java:78)',
        'Caused by: io.netty.channel.ConnectTimeoutException: connection timed out after 10000 ms: cache.shop.internal/10.0.7.7:6379',
        '\tat io.netty.channel.nio.AbstractNioChannel$AbstractNioUnsafe$1.run(AbstractNioChannel.java:263)',
      ],
      { service: { healthCheckGracePeriodSeconds: 60 } },
    ),
    facts: ['cache.shop.internal', '6379', '503'],
    fix: [/security group/, /6379/],
    never: /grace period/,
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
    name: 'several causes: one is everywhere, the others once',
    cause: 'says-setting-missing',
    source: 'https://github.com/aws/containers-roadmap/issues/1133 (task failures told apart)',
    given: {
      ...failed,
      tasks: [
        ...times(3, () => exited({ name: 'web', exitCode: 1 })),
        {
          stopCode: 'SpotInterruption',
          stoppedReason: 'Your Spot Task was interrupted.',
          startedAt: T0,
          containers: [{ name: 'web', exitCode: 143 }],
        },
        scaledIn,
      ],
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        '(service web) was unable to place a task. Reason: Capacity is unavailable at this time.',
        '(service web) has started 1 tasks: (task 3).',
        unhealthyFor('Request timed out', 0),
        ...FAILED_EVENTS,
      ],
      containers: [{ ...WEB, environment: [{ name: 'PAYMENT_API_URL', value: 'https://pay.example.com' }] }],
      logs: logs([
        'time=2026-09-01T10:00:01Z level=INFO msg="starting shop" version=2.4.1',
        'time=2026-09-01T10:00:01Z level=WARN msg="cannot reach statsd, metrics are off" addr=localhost:8125',
        'time=2026-09-01T10:00:02Z level=ERROR msg="startup failed" err="config: required key PAYMENTS_API_URL missing value"',
      ]),
    },
    facts: ['PAYMENTS_API_URL', '3 tasks'],
    fix: ['PAYMENTS_API_URL', 'PAYMENT_API_URL'],
    never: /8125|security group/,
  },
  {
    name: 'Go: a profile of the developer in the container',
    cause: 'says-aws-profile',
    source: 'https://github.com/aws/aws-sdk-go-v2 (config/shared_config.go)',
    given: ends(
      1,
      [
        '{"level":"info","msg":"shop 2.4.1"}',
        '{"level":"fatal","msg":"cannot load AWS configuration","error":"failed to get shared config profile, shop-dev"}',
      ],
      { containers: [{ ...WEB, environment: [{ name: 'AWS_PROFILE', value: 'shop-dev' }] }] },
    ),
    facts: ['shop-dev', 'AWS_PROFILE'],
    fix: [/[Rr]emove `?AWS_PROFILE/, /task role|taskRoleArn/],
    never: /security group|access key/,
  },
  {
    name: 'Ruby: a library of the system is missing',
    cause: 'says-library-missing',
    source: 'https://github.com/libvips/ruby-vips (lib/vips.rb)',
    given: ends(1, [
      '=> Booting Puma',
      '=> Rails 7.1.3 application starting in production',
      'DEPRECATION WARNING: `config.active_storage.replace_on_assign_to_many` is deprecated',
      "/usr/local/bundle/gems/ffi-1.16.3/lib/ffi/dynamic_library.rb:94:in `load_library': Could not open library 'vips.so.42': vips.so.42: cannot open shared object file: No such file or directory. (LoadError)",
      "Could not open library 'libvips.so.42': libvips.so.42: cannot open shared object file: No such file or directory.",
      'Searched in <system library path>, /usr/lib, /usr/local/lib, /opt/local/lib, /opt/homebrew/lib',
      "\tfrom /usr/local/bundle/gems/ruby-vips-2.2.1/lib/vips.rb:45:in `<module:Vips>'",
      "\tfrom /app/config/application.rb:7:in `<top (required)>'",
    ]),
    facts: ['libvips.so.42'],
    fix: [/libvips|apt-get install|apk add/, /Dockerfile|image/],
    never: /musl|processor|security group|deprecated/,
  },
  {
    name: 'Rust: no role for the task',
    cause: 'says-aws-credentials-missing',
    source: 'https://github.com/smithy-lang/smithy-rs (aws-credential-types, provider chain)',
    given: ends(101, [
      '2026-09-01T10:00:01.000Z  INFO shop: reading parameters from /prod/shop',
      '2026-09-01T10:00:02.000Z  WARN aws_config::imds::region: failed to load region from IMDS err=FailedToLoadToken(FailedToLoadToken { source: DispatchFailure(DispatchFailure { source: ConnectorError { kind: Timeout } }) })',
      "thread 'main' panicked at src/settings.rs:31:10:",
      'cannot read parameters: DispatchFailure(DispatchFailure { source: ConnectorError { kind: Other(None), source: CredentialsNotLoaded(CredentialsNotLoaded { source: Some("no providers in chain provided credentials") }), connection: Unknown } })',
      'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace',
    ]),
    facts: ['credentials'],
    fix: [/taskRoleArn|task-role-arn/],
    never: /timeout|security group|IMDS/,
  },
  {
    name: 'nginx: a name too long for its table',
    cause: 'says-web-config',
    source: 'https://github.com/nginx/nginx (src/core/ngx_hash.c)',
    given: ends(1, [
      '/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh',
      '20-envsubst-on-templates.sh: Running envsubst on /etc/nginx/templates/default.conf.template to /etc/nginx/conf.d/default.conf',
      '/docker-entrypoint.sh: Configuration complete; ready for start up',
      '2026/09/01 10:00:02 [emerg] 1#1: could not build server_names_hash, you should increase server_names_hash_bucket_size: 64',
      'nginx: [emerg] could not build server_names_hash, you should increase server_names_hash_bucket_size: 64',
    ]),
    facts: ['server_names_hash_bucket_size', '64'],
    fix: ['server_names_hash_bucket_size', '128'],
    never: /security group|variable is (empty|not set)/,
  },
  {
    name: 'Python: Celery speaks plain AMQP to the TLS port of Amazon MQ',
    cause: 'says-connection-reset',
    source:
      'https://github.com/celery/celery (consumer), https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-best-practices-rabbitmq.html',
    given: ends(1, [
      ' -------------- celery@ip-10-0-1-5 v5.4.0 (opalescent)',
      '.> transport:   amqp://shop:**@b-1a2b3c4d.mq.us-east-1.amazonaws.com:5671//',
      '[2026-09-01 10:00:02,443: WARNING/MainProcess] No hostname was supplied. Reverting to default',
      '[2026-09-01 10:00:02,643: ERROR/MainProcess] consumer: Cannot connect to amqp://shop:**@b-1a2b3c4d.mq.us-east-1.amazonaws.com:5671//: [Errno 104] Connection reset by peer.',
      'Trying again in 2.00 seconds... (1/100)',
      '[2026-09-01 10:00:04,643: ERROR/MainProcess] consumer: Cannot connect to amqp://shop:**@b-1a2b3c4d.mq.us-east-1.amazonaws.com:5671//: Server unexpectedly closed connection.',
      'Trying again in 4.00 seconds... (2/100)',
      '[2026-09-01 10:00:08,643: CRITICAL/MainProcess] Unrecoverable error: OperationalError(ConnectionResetError(104, "Connection reset by peer"))',
    ]),
    facts: ['b-1a2b3c4d.mq.us-east-1.amazonaws.com:5671'],
    fix: [/amqps:\/\//],
    never: /nothing (is listening|accepts)|password/,
  },
  {
    name: 'container health check that is answered too late',
    cause: 'check-answer-late',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html',
    given: {
      ...failed,
      containers: [
        {
          ...WEB,
          healthCheck: {
            command: ['CMD-SHELL', 'curl -f http://localhost:8080/health || exit 1'],
            interval: 10,
            timeout: 2,
            retries: 3,
            startPeriod: 30,
          },
        },
      ],
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Task failed container health checks',
        startedAt: T0,
        containers: [{ name: 'web', exitCode: 137, healthStatus: 'UNHEALTHY' }],
      })),
      logs: logs([
        'Server listening on 0.0.0.0:8080',
        'GET /health 200 2350.114 ms - 15',
        'GET /orders 200 18.201 ms - 2048',
        'GET /health 200 2411.870 ms - 15',
        'GET /health 200 2388.002 ms - 15',
      ]),
    },
    facts: ['/health', '2 s'],
    fix: [/`?timeout`?/, /from 2/, /to (3|4|5|6|8|10)/],
    never: /curl is not|install the tool|startPeriod|security group/,
  },
  {
    name: '.NET: the host of the health check is not allowed',
    cause: 'says-host-refused',
    source: 'https://github.com/dotnet/aspnetcore (src/Middleware/HostFiltering/src/LoggerExtensions.cs)',
    given: turnedAway(
      'Health checks failed with these codes: [400]',
      [
        'info: Microsoft.Hosting.Lifetime[14]',
        '      Now listening on: http://[::]:8080',
        'warn: Microsoft.AspNetCore.HttpsPolicy.HttpsRedirectionMiddleware[3]',
        '      Failed to determine the https port for redirect.',
        'info: Microsoft.AspNetCore.HostFiltering.HostFilteringMiddleware[6]',
        "      The host '10.0.3.4:8080' does not match an allowed host.",
        'info: Microsoft.AspNetCore.HostFiltering.HostFilteringMiddleware[6]',
        "      The host '10.0.3.4:8080' does not match an allowed host.",
      ],
      { containers: [{ ...WEB, environment: [{ name: 'AllowedHosts', value: 'shop.example.com' }] }] },
    ),
    facts: ['10.0.3.4', '400'],
    fix: ['AllowedHosts'],
    never: /login|https port|security group/,
  },
  {
    name: 'Go: the gRPC port is asked with HTTP/1.1',
    cause: 'says-http2-only',
    source: 'https://github.com/golang/net (http2/server.go: bogus greeting)',
    given: turnedAway('Health checks failed', [
      '{"level":"info","msg":"grpc listening","addr":"0.0.0.0:8080"}',
      '2026/09/01 10:00:12 http2: server: error reading preface from client 10.0.9.9:4212: bogus greeting "GET /up HTTP/1.1\\r\\nHost: 10"',
      '2026/09/01 10:00:27 http2: server: error reading preface from client 10.0.9.9:4316: bogus greeting "GET /up HTTP/1.1\\r\\nHost: 10"',
      '{"level":"info","msg":"served 0 requests in the last minute"}',
    ]),
    facts: ['HTTP/1.1', 'GET /up'],
    fix: [/protocol version|ProtocolVersion/i, /GRPC|HTTP2/],
    never: /security group|grace period|another port|127\.0\.0\.1/,
  },
  {
    name: 'Fluent Bit: the output has no key',
    cause: 'says-router-config',
    source: 'https://github.com/fluent/fluent-bit (plugins/out_datadog/datadog_conf.c)',
    given: {
      ...failed,
      containers: [
        {
          ...WEB,
          logConfiguration: {
            logDriver: 'awsfirelens',
            options: { Name: 'datadog', Host: 'http-intake.logs.datadoghq.eu', TLS: 'on' },
          },
        },
        { ...WEB, name: 'log_router', firelensConfiguration: { type: 'fluentbit' } },
      ],
      tasks: [
        ...times(2, () => exited({ name: 'web', exitCode: 143 }, { name: 'log_router', exitCode: 255 })),
        scaledIn,
      ],
      logs: logs(
        [
          'AWS for Fluent Bit Container Image Version 2.32.2',
          '[2026/09/01 10:00:02] [ info] [fluent bit] version=1.9.10, commit=557c8336e7, pid=1',
          '[2026/09/01 10:00:02] [ info] [cmetrics] version=0.3.7',
          '[2026/09/01 10:00:02] [error] [output:datadog:datadog.1] no ApiKey configuration key defined',
          "[2026/09/01 10:00:02] [error] [output] failed to initialize 'datadog' plugin",
          '[2026/09/01 10:00:02] [error] [engine] output initialization failed',
        ],
        'log_router',
      ),
    },
    facts: ['log_router', 'datadog', 'ApiKey'],
    fix: [/apikey/i, /secretOptions|logConfiguration/, /web/],
    never: /classic format|plugin name|security group/,
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
    name: 'Java: OpenSearch gets unsigned requests',
    cause: 'says-aws-unsigned',
    source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/handling-errors.html',
    given: ends(1, [
      '2026-09-01T10:00:04.100Z  INFO 1 --- [main] com.example.Search : index shop-products',
      '2026-09-01T10:00:05.100Z  WARN 1 --- [main] o.e.c.RestClient : request [GET https://vpc-shop-abc.us-east-1.es.amazonaws.com/] returned 1 warnings',
      "org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'searchIndex'",
      '\tat org.springframework.A.a(A.java:1)',
      'Caused by: org.opensearch.client.ResponseException: method [HEAD], host [https://vpc-shop-abc.us-east-1.es.amazonaws.com], URI [/shop-products], status line [HTTP/1.1 403 Forbidden]',
      '{"Message":"User: anonymous is not authorized to perform: es:ESHttpHead because no resource-based policy allows the es:ESHttpHead action"}',
      '\tat org.opensearch.client.RestClient.convertResponse(RestClient.java:376)',
      '\t... 12 more',
    ]),
    facts: ['es:ESHttpHead', 'vpc-shop-abc.us-east-1.es.amazonaws.com'],
    fix: [/sign|SigV4/i, /task role|access policy/],
    never: /execution role|security group|bean.*missing/,
  },
  {
    name: 'Spring Security closes the path, Actuator answers',
    cause: 'target-refused',
    source:
      'https://docs.spring.io/spring-boot/reference/web/spring-security.html (UserDetailsServiceAutoConfiguration log)',
    given: turnedAway(
      'Health checks failed with these codes: [401]',
      [
        '2026-09-01T10:00:03.100Z  WARN 1 --- [main] .s.s.UserDetailsServiceAutoConfiguration : Using generated security password: 0f1e2d3c-aaaa-bbbb',
        "2026-09-01T10:00:04.100Z  INFO 1 --- [main] o.s.b.a.e.web.EndpointLinksResolver : Exposing 1 endpoint beneath base path '/actuator'",
        "2026-09-01T10:00:05.100Z  INFO 1 --- [main] o.s.b.w.embedded.tomcat.TomcatWebServer : Tomcat started on port 8080 (http) with context path '/'",
        '2026-09-01T10:00:05.200Z  INFO 1 --- [main] com.example.ShopApplication : Started ShopApplication in 4.812 seconds (process running for 5.3)',
        '10.0.9.9 - - [01/Sep/2026:10:00:20 +0000] "GET /up HTTP/1.1" 401 -',
      ],
      { service: { loadBalancers: [{ containerName: 'web', containerPort: 8080, targetGroupArn: GROUP }] } },
    ),
    facts: ['401', '/up'],
    fix: [/without a login|permitAll/, /\/up/],
    never: /host name|firewall|rate limit|security group/,
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
    name: 'image of Docker Hub from a subnet without a way out',
    cause: 'image-unreachable',
    source: 'https://github.com/deepfence/terraform-aws-cloud-scanner/issues/13',
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref docker.io/library/redis:7: failed to do request: Head "https://registry-1.docker.io/v2/library/redis/manifests/7": dial tcp 44.208.254.194:443: i/o timeout',
      {
        events: [
          '(service web) has started 2 tasks: (task 1) (task 2).',
          '(service web) was unable to place a task. Reason: Internal error.',
          '(service web) has started 2 tasks: (task 3) (task 4).',
          ...FAILED_EVENTS,
        ],
        service: {
          launchType: 'FARGATE',
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: ['subnet-0aa', 'subnet-0bb'],
              securityGroups: ['sg-0cc'],
              assignPublicIp: 'DISABLED',
            },
          },
        },
        containers: [WEB, { ...WEB, name: 'redis', image: 'redis:7' }],
      },
    ),
    facts: ['registry-1.docker.io', 'subnet-0aa'],
    fix: [/NAT/, /subnet-0aa/],
    never: /tag .*does not exist|VPC endpoint for ECR|log in|Internal error/,
  },
  {
    name: 'image for one processor, task for the other',
    cause: 'image-wrong-platform',
    source: 'public reports of "image Manifest does not contain descriptor matching platform \'linux/arm64 v8\'"',
    given: neverStarts(
      "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/arm64 v8'",
      { events: [unhealthyFor('Request timed out', 7), ...FAILED_EVENTS] },
    ),
    facts: ['linux/arm64'],
    fix: [/--platform linux\/arm64/, /X86_64/],
    never: /execution role|NAT|security group/,
  },
  {
    name: 'EFS refuses the task role',
    cause: 'efs-not-allowed',
    source:
      'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html (access denied by server while mounting 127.0.0.1:/)',
    given: neverStarts(
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' : unsuccessful EFS utils command execution; code: 32",
    ),
    facts: ['access denied by server'],
    fix: [/elasticfilesystem:ClientMount/, /task role/, /policy/],
    never: /2049|DNS|execution role/,
  },
  {
    name: 'proxy of Service Connect stays unhealthy',
    cause: 'service-connect-proxy',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html',
    given: {
      ...failed,
      containers: [{ ...WEB, memory: 960, cpu: 256 }],
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Task failed container health checks',
        startedAt: T0,
        cpu: '256',
        memory: '1024',
        launchType: 'FARGATE',
        containers: [
          { name: 'web', exitCode: 143 },
          { name: 'ecs-service-connect-hN3kq', exitCode: 137, healthStatus: 'UNHEALTHY' },
        ],
      })),
      logs: logs(['Server listening on 0.0.0.0:8080', 'received SIGTERM']),
    },
    facts: ['ecs-service-connect-hN3kq', '256', '64'],
    fix: [/cpu|CPU/, /memory/],
    never: /healthCheck`? command|curl|security group of the load balancer/,
  },
  {
    name: 'database sidecar starts longer than its check allows',
    cause: 'slow-start-container',
    source: 'https://github.com/docker-library/postgres (log of the entrypoint), API_HealthCheck',
    given: {
      ...failed,
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }] },
        { ...WEB, name: 'db', healthCheck: { command: ['CMD-SHELL', 'pg_isready -U shop'], interval: 5, retries: 2 } },
      ],
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Task failed container health checks',
        startedAt: T0,
        containers: [{ name: 'web' }, { name: 'db', exitCode: 0, healthStatus: 'UNHEALTHY' }],
      })),
      logs: logs(
        [
          '2026-09-01 10:00:01.100 UTC [1] LOG:  starting PostgreSQL 16.2 on x86_64-pc-linux-gnu',
          '2026-09-01 10:00:01.300 UTC [29] LOG:  database system was interrupted; last known up at 2026-08-31 22:11:09 UTC',
          '2026-09-01 10:00:05.000 UTC [40] FATAL:  the database system is starting up',
          '2026-09-01 10:00:10.000 UTC [41] FATAL:  the database system is starting up',
          '2026-09-01 10:00:41.900 UTC [1] LOG:  database system is ready to accept connections',
        ],
        'db',
      ),
    },
    facts: ['container db', '41.9', '10 s'],
    fix: [/startPeriod/, /to (60|70|90)/],
    never: /install|curl|security group|deploy again once/,
  },
  {
    name: 'Python: the model loads longer than the worker may take',
    cause: 'says-worker-killed',
    source: 'https://github.com/benoitc/gunicorn (arbiter.py)',
    given: turnedAway(
      'Request timed out',
      [
        '[2026-09-01 10:00:01 +0000] [1] [INFO] Listening at: http://0.0.0.0:8080 (1)',
        '[2026-09-01 10:00:01 +0000] [7] [INFO] Booting worker with pid: 7',
        'loading model shop-ranker (3.1 GB)',
        '[2026-09-01 10:00:31 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:7)',
        '[2026-09-01 10:00:31 +0000] [7] [INFO] Worker exiting (pid: 7)',
        '[2026-09-01 10:00:32 +0000] [9] [INFO] Booting worker with pid: 9',
        'loading model shop-ranker (3.1 GB)',
      ],
      { containers: [{ ...WEB, memory: 8192, command: ['gunicorn', '-w', '1', '-b', '0.0.0.0:8080', 'app:app'] }] },
    ),
    facts: ['30 s'],
    fix: [/--timeout/, /\b(60|90|120)\b/],
    never: /Raise `?memory|too little memory|security group|another port/,
  },
  {
    name: 'Node: port 80 without root',
    cause: 'says-port-denied',
    source: 'https://nodejs.org/api/errors.html (EACCES on listen)',
    given: ends(
      1,
      [
        '> shop@1.0.0 start',
        '> node server.js',
        'config loaded from /app/config.json',
        'node:events:497',
        "      throw er; // Unhandled 'error' event",
        '      ^',
        '',
        'Error: listen EACCES: permission denied 0.0.0.0:80',
        '    at Server.setupListenHandle [as _listen2] (node:net:1855:21)',
        "Emitted 'error' event on Server instance at:",
        "  code: 'EACCES',",
        '  errno: -13,',
        "  syscall: 'listen',",
        "  address: '0.0.0.0',",
        '  port: 80',
        '}',
      ],
      { containers: [{ ...WEB, user: 'node', portMappings: [{ containerPort: 80 }] }] },
    ),
    facts: ['80'],
    fix: [/8080|above 1024|1024/, /containerPort|systemControls|ip_unprivileged_port_start/],
    never: /chmod|chown|in use/,
  },
  {
    name: '.NET: a colon in the name of a variable',
    cause: 'says-setting-missing',
    source: 'https://learn.microsoft.com/aspnet/core/fundamentals/configuration/#non-prefixed-environment-variables',
    given: ends(
      134,
      [
        'info: Microsoft.Hosting.Lifetime[0]',
        '      Hosting environment: Production',
        "Unhandled exception. System.InvalidOperationException: Connection string 'Default' not found.",
        '   at Program.<Main>$(String[] args) in /src/Shop/Program.cs:line 14',
      ],
      {
        containers: [{ ...WEB, environment: [{ name: 'ConnectionStrings:Default', value: 'Host=db.shop.internal' }] }],
      },
    ),
    facts: ['Default'],
    fix: ['ConnectionStrings__Default'],
    never: /security group|refused/,
  },
  {
    name: 'Ruby: the assets were not built',
    cause: 'says-assets-missing',
    source: 'public reports of "The asset "application.css" is not present in the asset pipeline"',
    given: turnedAway('Health checks failed with these codes: [500]', [
      '=> Booting Puma',
      '* Listening on http://0.0.0.0:8080',
      'I, [2026-09-01T10:00:20.000000 #1]  INFO -- : [0f1e] Started GET "/up" for 10.0.9.9 at 2026-09-01 10:00:20 +0000',
      'I, [2026-09-01T10:00:20.010000 #1]  INFO -- : [0f1e] Completed 500 Internal Server Error in 9ms (ActiveRecord: 0.0ms)',
      'F, [2026-09-01T10:00:20.011000 #1] FATAL -- : [0f1e] ActionView::Template::Error (The asset "application.css" is not present in the asset pipeline.',
      '):',
      'F, [2026-09-01T10:00:20.011000 #1] FATAL -- : [0f1e]     8:     <%= stylesheet_link_tag "application" %>',
      'F, [2026-09-01T10:00:20.011000 #1] FATAL -- : [0f1e] app/views/layouts/application.html.erb:8',
    ]),
    facts: ['application.css'],
    fix: [/assets:precompile/, /Dockerfile|image/],
    never: /security group|grace period|database/,
  },
  {
    name: 'PHP: older than Composer installed for',
    cause: 'says-runtime-too-old',
    source: 'https://github.com/composer/composer (AutoloadGenerator, platform_check.php)',
    given: ends(255, [
      "AH00558: apache2: Could not reliably determine the server's fully qualified domain name",
      'PHP Fatal error:  Composer detected issues in your platform: Your Composer dependencies require a PHP version ">= 8.3.0". You are running 8.1.27. in /var/www/html/vendor/composer/platform_check.php on line 24',
    ]),
    facts: ['8.3.0', '8.1.27'],
    fix: [/PHP >= 8\.3/, /image|FROM/],
    never: /processor|host stopped|security group/,
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
    name: 'secret of another Region',
    cause: 'secret-not-found',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html',
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf from secrets manager: ResourceNotFoundException: Secrets Manager can’t find the specified secret.',
      {
        containers: [
          {
            ...WEB,
            secrets: [
              { name: 'DB_PASSWORD', valueFrom: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf' },
            ],
          },
        ],
      },
    ),
    facts: ['prod/db-AbCdEf', 'eu-west-1'],
    fix: [/Region|eu-west-1/, /valueFrom|secrets/],
    never: /NAT|execution role lacks|json key/,
  },
  {
    name: 'Node: the command of a package is not in the image',
    cause: 'says-command-missing',
    source: 'public reports of "sh: next: not found"',
    given: ends(127, [
      '',
      '> shop-web@0.1.0 start',
      '> next start -p 8080',
      '',
      'sh: next: not found',
      'npm notice New major version of npm available! 9.8.1 -> 10.8.0',
    ]),
    facts: ['next'],
    fix: [/dependencies|npm ci/, /next/],
    never: /Windows line endings|npm available|security group/,
  },
];
