import { T0, WEB, type Case } from './case.ts';
import { ends, failed, neverStarts } from './endings.ts';
import { field } from './field.ts';
import { failsOwnCheck, logs, type Kind } from './kinds.ts';
import { exited, FAILED_EVENTS, healthEvent, times, unhealthy } from './tasks.ts';

const answers = (code: number, lines: readonly string[], more: Partial<Case> = {}): Case => ({
  ...failed,
  tasks: times(2, () => ({ ...unhealthy(), startedAt: T0 })),
  events: times(2, () => healthEvent(0, `Health checks failed with these codes: [${code}]`)).concat(FAILED_EVENTS),
  targets: [{ reason: 'Target.ResponseCodeMismatch', description: `Health checks failed with these codes: [${code}]` }],
  logs: logs(lines),
  ...more,
});
/** Nothing died: the service just does not get on. */
const standsStill = (event: string, more: Partial<Case> = {}): Case => ({
  standsStill: true,
  counts: { desired: 2, running: 0, pending: 0 },
  oldEvents: ['(service web) has reached a steady state.'],
  events: [event],
  ...more,
});

/** Builds, runtimes and the containers beside the program, in wordings from public reports. */
export const FIELD_BUILDS_AND_SIDECARS: readonly Kind[] = [
  // github.com/mattn/go-sqlite3 (its stub), gorm's way to print it
  field(
    'Go: built without cgo',
    { cause: 'says-cgo-off', facts: ['CGO_ENABLED=1', 'go-sqlite3'], never: /security group|does not exist|refuses/ },
    ends(2, [
      '{"time":"2026-09-01T10:00:01Z","level":"INFO","msg":"starting shop","version":"1.42.0"}',
      '{"time":"2026-09-01T10:00:01Z","level":"WARN","msg":"statsd is not reachable, metrics are off"}',
      '2026/09/01 10:00:01 /src/internal/store/store.go:31',
      "[error] failed to initialize database, got error Binary was compiled with 'CGO_ENABLED=0', go-sqlite3 requires cgo to work. This is a stub",
      'panic: failed to connect database',
      '',
      'goroutine 1 [running]:',
      'main.main()',
      '\t/src/cmd/shop/main.go:24 +0x1a5',
    ]),
  ),
  // github.com/golang/go: runtime/panic.go; public traces of milvus and daprd
  field(
    'Go: nil pointer',
    {
      cause: 'says-crash',
      facts: ['/src/internal/billing/client.go:57'],
      never: /memory limit|out of memory|architecture|security group/,
    },
    ends(2, [
      '{"time":"2026-09-01T10:00:01Z","level":"INFO","msg":"listening","addr":":8080"}',
      'panic: runtime error: invalid memory address or nil pointer dereference',
      '[signal SIGSEGV: segmentation violation code=0x1 addr=0x18 pc=0x7a3c55]',
      '',
      'goroutine 1 [running]:',
      'github.com/acme/shop/internal/billing.(*Client).Ping(...)',
      '\t/src/internal/billing/client.go:57',
      'main.main()',
      '\t/src/cmd/shop/main.go:88 +0x2b5',
    ]),
  ),
  // github.com/prisma/prisma: "The Prisma engines do not seem to be compatible with your system"
  field(
    'Node: Prisma engine for another OpenSSL',
    {
      cause: 'says-prisma-engine',
      facts: ['libssl.so.1.1', 'binaryTargets'],
      never: /musl or glibc|glibc or musl|other C library/,
    },
    ends(1, [
      '> shop@3.1.0 start',
      '> node dist/main.js',
      'prisma:error ',
      'Invalid `prisma.user.findUnique()` invocation:',
      '',
      '',
      'Unable to require(`/app/node_modules/.prisma/client/libquery_engine-linux-musl.so.node`).',
      "The Prisma engines do not seem to be compatible with your system. Please refer to the documentation about Prisma's system requirements: https://pris.ly/d/system-requirements",
      '',
      'Details: Error loading shared library libssl.so.1.1: No such file or directory (needed by /app/node_modules/.prisma/client/libquery_engine-linux-musl.so.node)',
    ]),
  ),
  // github.com/vercel/next.js/issues/58657, github.com/DefangLabs/samples/pull/654
  field(
    'Node: Next listens on the name of the host only',
    {
      cause: 'check-host-wrong',
      facts: ['HOSTNAME', '0.0.0.0', 'ip-10-0-97-61.us-west-2.compute.internal'],
      never: /install curl|startPeriod|security group/,
    },
    {
      ...failsOwnCheck(
        ['CMD-SHELL', 'curl -f http://localhost:8080/api/health || exit 1'],
        [
          '   ▲ Next.js 15.4.2',
          '   - Local:        http://ip-10-0-97-61.us-west-2.compute.internal:8080',
          '   - Network:      http://ip-10-0-97-61.us-west-2.compute.internal:8080',
          ' ✓ Starting...',
          ' ✓ Ready in 214ms',
        ],
      ),
    },
  ),
  // github.com/sqlalchemy/alembic: script/base.py, util/messaging.py
  field(
    'Python: database ahead of the image',
    { cause: 'says-migration-failed', facts: ['4f1c2a9b7d3e'], never: /security group|exec format|processor|refuses/ },
    ends(255, [
      'INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.',
      'INFO  [alembic.runtime.migration] Will assume transactional DDL.',
      "ERROR [alembic.util.messaging] Can't locate revision identified by '4f1c2a9b7d3e'",
      "  FAILED: Can't locate revision identified by '4f1c2a9b7d3e'",
    ]),
  ),
  // github.com/redis/redis-py/issues/2056 and 1001
  field(
    'Python: plain Redis protocol to an encrypted ElastiCache',
    { cause: 'says-connection-reset', facts: ['rediss://'], never: /nothing listens|refuses|password/ },
    ends(1, [
      'INFO:shop:settings loaded from /app/shop/settings.py',
      'INFO:shop:connecting to redis://master.shop.ab12cd.use1.cache.amazonaws.com:6379/0',
      'Traceback (most recent call last):',
      '  File "/usr/local/lib/python3.12/site-packages/redis/connection.py", line 604, in read_response',
      '    response = self._parser.read_response(disable_decoding=disable_decoding)',
      '  File "/usr/local/lib/python3.12/site-packages/redis/_parsers/socket.py", line 65, in _read_from_socket',
      '    raise ConnectionError(SERVER_CLOSED_CONNECTION_ERROR)',
      'redis.exceptions.ConnectionError: Connection closed by server.',
    ]),
  ),
  // docs.oracle.com: UnsupportedClassVersionError; JVMS table 4.1-A for the numbers
  field(
    'Java: compiled for a newer runtime',
    { cause: 'says-runtime-too-old', facts: ['Java 21', 'Java 17'], never: /processor|architecture|memory/ },
    ends(1, [
      'Picked up JAVA_TOOL_OPTIONS: -XX:MaxRAMPercentage=75',
      'Exception in thread "main" java.lang.UnsupportedClassVersionError: com/acme/shop/ShopApplication has been compiled by a more recent version of the Java Runtime (class file version 65.0), this version of the Java Runtime only recognizes class file versions up to 61.0',
      '\tat java.base/java.lang.ClassLoader.defineClass1(Native Method)',
      '\tat java.base/java.lang.ClassLoader.defineClass(ClassLoader.java:1017)',
    ]),
  ),
  // github.com/quarkusio/registry.quarkus.io/issues/140, github.com/mercedes-benz/sechub/issues/1104
  field(
    'Java: Flyway finds an edited migration',
    { cause: 'says-migration-failed', facts: ['version 12', 'repair'], never: /security group|out of reach|locked/ },
    ends(1, [
      '  .   ____          _            __ _ _',
      ' :: Spring Boot ::                (v3.3.4)',
      '2026-09-01T10:00:05.112Z  INFO 1 --- [main] com.zaxxer.hikari.HikariDataSource       : HikariPool-1 - Start completed.',
      '2026-09-01T10:00:05.644Z ERROR 1 --- [main] o.s.boot.SpringApplication               : Application run failed',
      '',
      "org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'flywayInitializer' defined in class path resource [org/springframework/boot/autoconfigure/flyway/FlywayAutoConfiguration$FlywayConfiguration.class]: Validate failed: Migrations have failed validation",
      'Migration checksum mismatch for migration version 12',
      '-> Applied to database : -1015374055',
      '-> Resolved locally    : -291822826',
      'Either revert the changes to the migration, or run repair to update the schema history.',
      'Need more flexibility with validation rules? Learn more: https://rd.gt/3AbJUZE',
      '\tat org.springframework.beans.factory.support.AbstractAutowireCapableBeanFactory.initializeBean(AbstractAutowireCapableBeanFactory.java:1806)',
    ]),
  ),
  // github.com/smallrye/smallrye-config: ConfigMessages 14; shape from public Quarkus applications
  field(
    'Kotlin: Quarkus lacks a property',
    {
      cause: 'says-setting-missing',
      facts: ['app.ai.api-key', 'APP_AI_API_KEY'],
      never: /security group|class path|file is not/,
    },
    ends(1, [
      '__  ____  __  _____   ___  __ ____  ______ ',
      ' --/ __ \\/ / / / _ | / _ \\/ //_/ / / / __/ ',
      '2026-09-01 10:00:02,118 ERROR [io.qua.run.Application] (main) Failed to start application: java.lang.RuntimeException: Failed to start quarkus',
      '\tat io.quarkus.runner.ApplicationImpl.doStart(Unknown Source)',
      '\tat io.quarkus.runtime.Application.start(Application.java:101)',
      'Caused by: io.smallrye.config.ConfigValidationException: Configuration validation failed:',
      '\tjava.util.NoSuchElementException: SRCFG00014: The config property app.ai.api-key is required but it could not be found in any config source',
      '\tat io.smallrye.config.ConfigMappings.mapConfiguration(ConfigMappings.java:89)',
      '\t... 5 more',
    ]),
  ),
  // github.com/dotnet/aspnetcore/issues/32444, github.com/MCKRUZ/microsoft-agentic-harness/issues/602
  field(
    '.NET: HTTPS without a certificate',
    {
      cause: 'says-https-no-certificate',
      facts: ['ASPNETCORE_URLS', 'http://+:8080'],
      never: /lacks the CA|unknown authority|expired/,
    },
    ends(134, [
      'info: Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager[62]',
      '      User profile is available.',
      'warn: Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository[60]',
      "      Storing keys in a directory '/home/app/.aspnet/DataProtection-Keys' that may not be persisted outside of the container.",
      'fail: Microsoft.Extensions.Hosting.Internal.Host[11]',
      '      Hosting failed to start',
      '      System.InvalidOperationException: Unable to configure HTTPS endpoint. No server certificate was specified, and the default developer certificate could not be found or is out of date.',
      "      To generate a developer certificate run 'dotnet dev-certs https'. To trust the certificate (Windows and macOS only) run 'dotnet dev-certs https --trust'.",
      '      For more information on configuring HTTPS see https://go.microsoft.com/fwlink/?linkid=848054.',
      '         at Microsoft.AspNetCore.Hosting.ListenOptionsHttpsExtensions.UseHttps(ListenOptions listenOptions)',
      'Unhandled exception. System.InvalidOperationException: Unable to configure HTTPS endpoint. No server certificate was specified, and the default developer certificate could not be found or is out of date.',
    ]),
  ),
  // github.com/basecamp/kamal/issues/1580, github.com/rails/rails/issues/31397
  field(
    'Ruby: another master key',
    { cause: 'says-key-wrong', facts: ['RAILS_MASTER_KEY', 'config/master.key'], never: /login|security group/ },
    ends(1, [
      '=> Booting Puma',
      '=> Rails 8.0.2 application starting in production ',
      'bin/rails aborted!',
      'ActiveSupport::MessageEncryptor::InvalidMessage: ActiveSupport::MessageEncryptor::InvalidMessage (ActiveSupport::MessageEncryptor::InvalidMessage)',
      "/rails/config/environment.rb:5:in '<main>'",
      'Tasks: TOP => db:prepare => db:load_config => environment',
      '(See full trace by running task with --trace)',
    ]),
  ),
  // github.com/Seldaek/monolog: StreamHandler.php
  field(
    'PHP: log file that cannot be written, 500 to the load balancer',
    {
      cause: 'says-file-denied',
      facts: ['/var/www/html/storage/logs/laravel.log', 'LOG_CHANNEL'],
      never: /chmod \+x|security group|health check path/,
    },
    answers(500, [
      '[01-Sep-2026 10:00:03] NOTICE: fpm is running, pid 8',
      '[01-Sep-2026 10:00:03] NOTICE: ready to handle connections',
      'PHP Fatal error:  Uncaught UnexpectedValueException: The stream or file "/var/www/html/storage/logs/laravel.log" could not be opened in append mode: Failed to open stream: Permission denied',
      'The exception occurred while attempting to log: Vite manifest not found',
      '10.0.1.9 -  01/Sep/2026:10:00:20 +0000 "GET /index.php" 500',
    ]),
  ),
  // github.com/launchbadge/sqlx: migrate/error.rs
  field(
    'Rust: an edited migration',
    { cause: 'says-migration-failed', facts: ['20260812093000'], never: /security group|out of reach|locked/ },
    ends(1, [
      '2026-09-01T10:00:01.201Z  INFO shop: connected to postgres',
      'Error: migration 20260812093000 was previously applied but has been modified',
    ]),
  ),
  // github.com/elixir-ecto/postgrex; the RDS wording is from a public Phoenix on ECS guide
  field(
    'Elixir: no connection slots left',
    {
      cause: 'says-too-many-connections',
      facts: ['POOL_SIZE', 'max_connections'],
      never: /Raise the pool|security group|password/,
    },
    ends(1, [
      '10:00:02.026 [info] Running ShopWeb.Endpoint with Bandit 1.5.7 at :::8080 (http)',
      '10:00:02.407 [error] Postgrex.Protocol (#PID<0.2080.0>) failed to connect: ** (Postgrex.Error) FATAL 53300 (too_many_connections) remaining connection slots are reserved for non-replication superuser and rds_superuser connections',
      '10:00:02.418 [error] Postgrex.Protocol (#PID<0.2081.0>) failed to connect: ** (Postgrex.Error) FATAL 53300 (too_many_connections) remaining connection slots are reserved for non-replication superuser and rds_superuser connections',
      '** (DBConnection.ConnectionError) connection not available and request was dropped from queue after 2978ms. This means requests are coming in and your connection pool cannot serve them fast enough. You can address this by:',
      '',
      '  1. Ensuring your database is available and that you can connect to it',
      '  2. Tracking down slow queries and making sure they are running fast enough',
      '  3. Increasing the pool_size (although this increases resource consumption)',
    ]),
  ),
  // github.com/nginx/nginx: ngx_event_openssl.c; OpenSSL 3 wording from a public install guide
  field(
    'nginx: certificate that is not in the image',
    {
      cause: 'says-file-missing',
      facts: ['/etc/nginx/certs/tls.crt'],
      never: /expired|unknown authority|lacks the CA/,
    },
    ends(1, [
      '/docker-entrypoint.sh: Configuration complete; ready for start up',
      '2026/09/01 10:00:01 [notice] 1#1: using the "epoll" event method',
      '2026/09/01 10:00:01 [emerg] 1#1: cannot load certificate "/etc/nginx/certs/tls.crt": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory:calling fopen(/etc/nginx/certs/tls.crt, r) error:10000080:BIO routines::no such file)',
      'nginx: [emerg] cannot load certificate "/etc/nginx/certs/tls.crt": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory:calling fopen(/etc/nginx/certs/tls.crt, r) error:10000080:BIO routines::no such file)',
    ]),
  ),
  // docs.aws.amazon.com/elasticloadbalancing: Target.ResponseCodeMismatch; access log line of a public ECS sample
  field(
    'health check is redirected to HTTPS',
    {
      cause: 'target-redirect',
      facts: ['301', '/up', 'redirect to https', '200-299,301'],
      never: /does not exist|login|security group/,
    },
    answers(301, [
      'server listening on 0.0.0.0:8080',
      '10.0.1.9 - - [01/Sep/2026:10:00:20 +0000] "GET /up HTTP/1.1" 301 65 "-" "ELB-HealthChecker/2.0"',
      '10.0.2.9 - - [01/Sep/2026:10:00:35 +0000] "GET /up HTTP/1.1" 301 65 "-" "ELB-HealthChecker/2.0"',
    ]),
  ),
  // github.com/spring-projects/spring-boot: TomcatWebServer
  field(
    'application under a context path',
    { cause: 'target-404', facts: ['/shop/up'], never: /another port|security group/ },
    answers(404, [
      '2026-09-01T10:00:09.835Z  INFO 1 --- [main] o.s.b.w.embedded.tomcat.TomcatWebServer  : Tomcat initialized with port 8080 (http)',
      "2026-09-01T10:00:11.835Z  INFO 1 --- [main] o.s.b.w.embedded.tomcat.TomcatWebServer  : Tomcat started on port 8080 (http) with context path '/shop'",
      '2026-09-01T10:00:11.841Z  INFO 1 --- [main] com.acme.shop.ShopApplication            : Started ShopApplication in 9.123 seconds (process running for 10.412)',
    ]),
  ),
  // nginx: ngx_http_upstream.c; line from a public nginx sidecar guide
  field(
    'nginx sidecar asks another port than the program listens on',
    { cause: 'says-connection-refused-here', facts: ['3000', '3001'], never: /security group|database/ },
    answers(
      502,
      [
        '/docker-entrypoint.sh: Configuration complete; ready for start up',
        '2026/09/01 10:00:36 [error] 23#23: *1340 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.153, server: , request: "GET /up HTTP/1.1", upstream: "http://127.0.0.1:3000/up", host: "10.0.3.4:8080"',
        '10.0.1.153 - - [01/Sep/2026:10:00:36 +0000] "GET /up HTTP/1.1" 502 157 "-" "ELB-HealthChecker/2.0" "-"',
      ],
      {
        tasks: times(2, () => ({
          ...unhealthy(),
          startedAt: T0,
          containers: [
            { name: 'web', exitCode: 0 },
            { name: 'app', exitCode: 143 },
          ],
        })),
        containers: [WEB, { ...WEB, name: 'app', image: 'registry.example.com/app:2' }],
        logs: {
          ...logs([
            '2026/09/01 10:00:36 [error] 23#23: *1340 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.153, server: , request: "GET /up HTTP/1.1", upstream: "http://127.0.0.1:3000/up", host: "10.0.3.4:8080"',
            '10.0.1.153 - - [01/Sep/2026:10:00:36 +0000] "GET /up HTTP/1.1" 502 157 "-" "ELB-HealthChecker/2.0" "-"',
          ]),
          ...logs(['shop 3.2.0', 'Server listening at http://0.0.0.0:3001'], 'app'),
        },
      },
    ),
  ),
  // docs.aws.amazon.com: HealthCheck of a container definition (CMD takes words, CMD-SHELL a line)
  field(
    'container health check: a whole line after CMD',
    {
      cause: 'check-form-wrong',
      facts: ['CMD-SHELL', 'curl -f http://localhost:8080/healthz'],
      never: /startPeriod|install curl/,
    },
    failsOwnCheck(
      ['CMD', 'curl -f http://localhost:8080/healthz || exit 1'],
      ['shop 3.2.0', 'Server listening at http://0.0.0.0:8080'],
    ),
  ),
  // github.com/aws/aws-app-mesh-examples/issues/342
  field(
    'no network interface left on the instances',
    {
      cause: 'placement-interfaces',
      facts: ['awsvpcTrunking', 'acf43593-6b86-4838-86e5-46d896fdc8b3'],
      never: /Fargate|lower `cpu`|subnet/,
    },
    standsStill(
      '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance acf43593-6b86-4838-86e5-46d896fdc8b3) encountered error "RESOURCE:ENI". For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      { service: { launchType: 'EC2' } },
    ),
  ),
  // github.com/aws/aws-lambda-web-adapter/issues/429 (one pull a second without a login)
  field(
    'ECR Public throttles',
    {
      cause: 'image-rate-limit-public',
      facts: ['public.ecr.aws', 'pull-through cache'],
      never: /Docker Hub|typing|does not exist/,
    },
    neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref public.ecr.aws/docker/library/nginx:1.27: pulling from host public.ecr.aws failed with status code [manifests 1.27]: 429 Too Many Requests - Server message: toomanyrequests: Rate exceeded',
    ),
  ),
  // public test data of an ECS event parser; many public runbooks name the same text
  field(
    'a key that the secret does not hold',
    {
      cause: 'secret-key-missing',
      facts: ['DB_PASSWORD', 'prod/db-AbCdEf', 'PGPASSWORD'],
      never: /policy|permission|NAT|other-XyZabc/,
    },
    {
      ...neverStarts(
        'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key DB_PASSWORD',
      ),
      containers: [
        {
          ...WEB,
          secrets: [
            { name: 'API_KEY', valueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/other-XyZabc' },
            {
              name: 'PGPASSWORD',
              valueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf:DB_PASSWORD::',
            },
          ],
        },
      ],
    },
  ),
  // github.com/appsmithorg/appsmith-docs/issues/2234, github.com/aws/copilot-cli/issues/5419
  field(
    'file system without a mount target',
    {
      cause: 'efs-unresolved',
      facts: ['fs-01bd17a53b98b8014', 'mount target', 'enableDnsSupport'],
      never: /access point|2049/,
    },
    neverStarts(
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve "fs-01bd17a53b98b8014.efs.us-east-1.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID. See https://docs.aws.amazon.com/console/efs/mount-dns-name for more detail. Attempting to lookup mount target ip address using botocore. Failed to import necessary dependency botocore, please install botocore first. : unsuccessful EFS utils command execution; code: 1',
    ),
  ),
  // github.com/aws-samples/eks-workshop/issues/1056, docs.aws.amazon.com/app-mesh: troubleshooting setup
  field(
    'App Mesh: Envoy has no credentials, the program waits for it',
    {
      cause: 'says-mesh-refused',
      facts: ['envoy', 'appmesh:StreamAggregatedResources', 'task role'],
      never: /execution role|Fargate has|startPeriod/,
    },
    {
      standsStill: true,
      running: times(2, () => ({
        lastStatus: 'PENDING',
        containers: [
          { name: 'web', lastStatus: 'PENDING' },
          { name: 'envoy', lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' },
        ],
      })),
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'envoy', condition: 'HEALTHY' }] },
        {
          ...WEB,
          name: 'envoy',
          image: '840364872350.dkr.ecr.us-east-1.amazonaws.com/aws-appmesh-envoy:v1.27.2.0-prod',
          healthCheck: {
            command: ['CMD-SHELL', 'curl -s http://localhost:9901/server_info | grep state | grep -q LIVE'],
          },
        },
      ],
      logs: Object.fromEntries(
        ['5', '6'].map((digit) => [
          `ecs/envoy/${`a`.repeat(30)}6${digit === '5' ? '4' : '5'}`,
          [
            '[2026-09-01 10:00:02.101][1][info][main] [source/server/server.cc:857] starting main dispatch loop',
            '[2026-09-01 10:00:08.884][24][error][aws] [source/extensions/common/aws/credentials_provider_impl.cc:94] Could not retrieve credentials listing from the instance metadata',
            '[2026-09-01 10:00:08.885][1][warning][config] [./source/common/config/grpc_stream.h:163] StreamAggregatedResources gRPC config stream closed: 16, Missing Authentication Token',
            '[2026-09-01 10:00:28.885][1][warning][config] [./source/common/config/grpc_stream.h:163] StreamAggregatedResources gRPC config stream closed: 16, Missing Authentication Token',
          ],
        ]),
      ),
    },
  ),
  // github.com/aws/aws-for-fluent-bit/issues/348
  field(
    'FireLens: a property that the router does not know takes the task down',
    {
      cause: 'says-router-config',
      facts: ['log_router', 'Reserve_Data', 'record_modifier'],
      never: /web exited|security group|processor|exec format/,
    },
    {
      ...failed,
      tasks: times(2, () => ({
        ...exited({ name: 'log_router', exitCode: 255 }, { name: 'web', exitCode: 143 }),
      })),
      containers: [
        { ...WEB, logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'datadog' } } },
        {
          ...WEB,
          name: 'log_router',
          image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:2.24.0',
          firelensConfiguration: {
            type: 'fluentbit',
            options: { 'config-file-type': 'file', 'config-file-value': '/extra.conf' },
          },
        },
      ],
      logs: logs(
        [
          '[2026/09/01 10:00:31] [ info] [fluent bit] version=1.9.3, commit=9eb4996b7d, pid=1',
          '[2026/09/01 10:00:31] [error] [lib] backend failed',
          '[2026/09/01 10:00:31] [ info] [input:forward:forward.1] listening on 127.0.0.1:24224',
          "[2026/09/01 10:00:31] [error] [config] record_modifier: unknown configuration property 'Reserve_Data'. The following properties are allowed: record, remove_key, allowlist_key, and whitelist_key.",
          '[2026/09/01 10:00:31] [ help] try the command: /fluent-bit/bin/fluent-bit -F record_modifier -h',
          '[2026/09/01 10:00:31] [ info] [input] pausing forward.0',
          'AWS for Fluent Bit Container Image Version 2.24.0',
        ],
        'log_router',
      ),
    },
  ),
  // docs.aws.amazon.com/AmazonECS: service event messages
  field(
    'no Spot capacity',
    { cause: 'fargate-capacity', facts: ['FARGATE_SPOT', 'FARGATE', 'base'], never: /quota|vCPU|container instance/ },
    standsStill(
      '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      { service: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }] } },
    ),
  ),
  // github.com/aws-samples: task protection sample (its README shows the event)
  field(
    'old tasks are protected',
    {
      cause: 'scale-in-protection',
      facts: ['2 tasks', 'update-task-protection'],
      never: /health check|deregistration|crash/,
    },
    standsStill(
      '(service web) was unable to reach steady state because (taskSet ecs-svc/6163164058718610164) was unable to scale in due to (reason 2 tasks under protection)',
      {
        counts: { desired: 2, running: 2, pending: 0 },
        running: times(2, () => ({
          startedAt: T0,
          healthStatus: 'HEALTHY',
          containers: [{ name: 'web', lastStatus: 'RUNNING' }],
        })),
        targets: times(2, () => ({ state: 'healthy' })),
        events: [
          '(service web) has started 2 tasks: (task 1) (task 2).',
          '(service web) registered 2 targets in (target-group arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/6d0ecf831eec9f09)',
          '(service web) was unable to reach steady state because (taskSet ecs-svc/6163164058718610164) was unable to scale in due to (reason 2 tasks under protection)',
        ],
      },
    ),
  ),
  // github.com/aws-samples/aws-modern-application-workshop/issues/88
  field(
    'a role that ECS cannot assume',
    {
      cause: 'role-not-assumable',
      facts: ['shop-task', 'ecs-tasks.amazonaws.com'],
      never: /security group|image|infrastructure role/,
    },
    standsStill(
      "(service web) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::111122223333:role/shop-task' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).",
    ),
  ),
  // docs.aws.amazon.com/AmazonECS: failed-to-start-error; the code from public Fargate tests
  field(
    'subnet without free addresses',
    { cause: 'subnet-full', facts: ['subnet-0a1b2c3d4e5f67890', 'addresses'], never: /NAT|security group|endpoint/ },
    neverStarts(
      "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-0a1b2c3d4e5f67890': InsufficientFreeAddressesInSubnet",
    ),
  ),
  // github.com/mastodon/mastodon/issues/20238, github.com/Freika/dawarich/issues/753
  field(
    'Ruby: Rails blocks the host name of the health check',
    {
      cause: 'says-host-refused',
      facts: ['config.host_authorization', '/up', '10.0.3.4:8080'],
      never: /login|security group/,
    },
    answers(403, [
      '* Listening on http://0.0.0.0:8080',
      'I, [2026-09-01T10:00:31.022114 #1]  INFO -- : Started GET "/up" for 10.0.5.23 at 2026-09-01 10:00:31 +0000',
      'E, [2026-09-01T10:00:31.024694 #1] ERROR -- : [ActionDispatch::HostAuthorization::DefaultResponseApp] Blocked hosts: 10.0.3.4:8080',
    ]),
  ),
];
