import { WEB, type Case } from './case.ts';
import { ends, failed } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';
import { log } from './noisy-logs.ts';
import { exited, times } from './tasks.ts';

/** Two tasks whose containers ended with these codes, each with its own log. */
const together = (codes: Record<string, number>, lines: Record<string, string[]>, more: Partial<Case>): Case => ({
  ...failed,
  tasks: times(2, () => exited(...Object.entries(codes).map(([name, exitCode]) => ({ name, exitCode })))),
  logs: Object.assign({}, ...Object.entries(lines).map(([name, own]) => logs(own, name))) as Record<string, string[]>,
  ...more,
});

const WEB_IS_FINE = log(`
2026-09-01 10:00:01,018 INFO  web starting, revision 41c2ee0
2026-09-01 10:00:01,911 WARN  web retrying exporter connection to localhost:4317 (connection refused)
2026-09-01 10:00:02,400 INFO  web listening on 0.0.0.0:8080
2026-09-01 10:00:03,120 INFO  web received SIGTERM, draining
2026-09-01 10:00:03,401 INFO  web stopped
`);

/** Programs that end for a reason of their own, and sidecars that take the task down with them. */
export const NOISY_PROGRAMS: readonly Open[] = [
  {
    name: 'Node: a migration adds a column that is already there',
    source: 'https://github.com/typeorm/typeorm/issues/4957',
    root: 'The migration AddDiscountCode1725000000000 adds a column that the table orders already has.',
    named: /discount_code/,
    fix: [/AddDiscountCode1725000000000|migration/, /IF NOT EXISTS|migrations table|as (applied|run|executed)/i],
    facts: ['discount_code', 'orders'],
    never: /Redis|security group|password/,
    given: ends(
      1,
      log(`
[Nest] 1  - 09/01/2026, 10:00:01 AM     LOG [NestFactory] Starting Nest application...
[Nest] 1  - 09/01/2026, 10:00:01 AM     LOG [InstanceLoader] ConfigModule dependencies initialized +12ms
[ioredis] Unhandled error event: Error: connect ECONNREFUSED 10.0.7.12:6379
    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)
[ioredis] Unhandled error event: Error: connect ECONNREFUSED 10.0.7.12:6379
    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)
[Nest] 1  - 09/01/2026, 10:00:03 AM     LOG [CacheService] Redis connection ready
[Nest] 1  - 09/01/2026, 10:00:03 AM     LOG [InstanceLoader] TypeOrmModule dependencies initialized +41ms
query: SELECT * FROM "information_schema"."tables" WHERE "table_schema" = 'public' AND "table_name" = 'migrations'
query: SELECT * FROM "migrations" "migrations" ORDER BY "id" DESC
57 migrations are already loaded in the database.
58 migrations were found in the source code.
1 migrations are new migrations must be executed.
query: START TRANSACTION
query: ALTER TABLE "orders" ADD "discount_code" character varying(32)
query failed: ALTER TABLE "orders" ADD "discount_code" character varying(32)
error: error: column "discount_code" of relation "orders" already exists
Migration "AddDiscountCode1725000000000" failed, error: column "discount_code" of relation "orders" already exists
query: ROLLBACK
[Nest] 1  - 09/01/2026, 10:00:04 AM   ERROR [TypeOrmModule] Unable to connect to the database. Retrying (9)...
QueryFailedError: column "discount_code" of relation "orders" already exists
    at PostgresQueryRunner.query (/app/node_modules/typeorm/driver/postgres/PostgresQueryRunner.js:219:19)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async AddDiscountCode1725000000000.up (/app/dist/migrations/1725000000000-AddDiscountCode.js:9:9)
[Nest] 1  - 09/01/2026, 10:00:04 AM   ERROR [ExceptionHandler] column "discount_code" of relation "orders" already exists
`),
    ),
  },
  {
    name: 'Java: two migrations with one number',
    source:
      'https://github.com/flyway/flyway/blob/main/flyway-core/src/main/java/org/flywaydb/core/internal/resolver/CompositeMigrationResolver.java',
    root: 'Two files of the image carry the version 31.',
    named: /version 31/,
    fix: [/[Rr]ename|renumber/, /V31__add_vat_rate\.sql|V31__add_carrier\.sql/],
    facts: ['31'],
    never: /security group|password|flyway repair|checksum/,
    given: ends(
      1,
      log(`
Picked up JAVA_TOOL_OPTIONS: -XX:MaxRAMPercentage=75 -javaagent:/opt/dd-java-agent.jar
[dd.trace 2026-09-01 10:00:01:310 +0000] [dd-task-scheduler] INFO datadog.trace.agent.core.StatusLogger - DATADOG TRACER CONFIGURATION {"version":"1.38.0","os_name":"Linux","agent_error":true,"agent_url":"http://localhost:8126"}
[dd.trace 2026-09-01 10:00:02:001 +0000] [dd-trace-processor] WARN datadog.trace.agent.common.writer.ddagent.DDAgentApi - Error while sending 1 (size=1KB) traces to the DD agent. java.net.ConnectException: Failed to connect to localhost/127.0.0.1:8126 (Will not log errors for 5 minutes)

 :: Spring Boot ::                (v3.2.9)

2026-09-01T10:00:05.100Z  INFO 1 --- [           main] c.acme.billing.BillingApplication        : Starting BillingApplication v2.14.0 using Java 21.0.4
2026-09-01T10:00:08.200Z  INFO 1 --- [           main] com.zaxxer.hikari.HikariDataSource       : HikariPool-1 - Starting...
2026-09-01T10:00:08.411Z  INFO 1 --- [           main] com.zaxxer.hikari.HikariDataSource       : HikariPool-1 - Start completed.
2026-09-01T10:00:08.502Z  INFO 1 --- [           main] org.flywaydb.core.FlywayExecutor         : Database: jdbc:postgresql://billing.c1abc.us-east-1.rds.amazonaws.com:5432/billing (PostgreSQL 16.3)
2026-09-01T10:00:08.610Z  WARN 1 --- [           main] ConfigServletWebServerApplicationContext : Exception encountered during context initialization - cancelling refresh attempt: org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'flywayInitializer' defined in class path resource [org/springframework/boot/autoconfigure/flyway/FlywayAutoConfiguration$FlywayConfiguration.class]: Found more than one migration with version 31
Offenders:
-> BOOT-INF/classes/db/migration/V31__add_vat_rate.sql (SQL)
-> BOOT-INF/classes/db/migration/V31__add_carrier.sql (SQL)
2026-09-01T10:00:08.655Z  INFO 1 --- [           main] com.zaxxer.hikari.HikariDataSource       : HikariPool-1 - Shutdown initiated...
2026-09-01T10:00:08.701Z  INFO 1 --- [           main] com.zaxxer.hikari.HikariDataSource       : HikariPool-1 - Shutdown completed.
2026-09-01T10:00:08.804Z ERROR 1 --- [           main] o.s.boot.SpringApplication               : Application run failed

org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'flywayInitializer' defined in class path resource [org/springframework/boot/autoconfigure/flyway/FlywayAutoConfiguration$FlywayConfiguration.class]: Found more than one migration with version 31
	at org.springframework.beans.factory.support.AbstractAutowireCapableBeanFactory.initializeBean(AbstractAutowireCapableBeanFactory.java:1788) ~[spring-beans-6.1.12.jar!/:6.1.12]
	at org.springframework.boot.SpringApplication.run(SpringApplication.java:342) ~[spring-boot-3.2.9.jar!/:3.2.9]
Caused by: org.flywaydb.core.api.FlywayException: Found more than one migration with version 31
Offenders:
-> BOOT-INF/classes/db/migration/V31__add_vat_rate.sql (SQL)
-> BOOT-INF/classes/db/migration/V31__add_carrier.sql (SQL)
	at org.flywaydb.core.internal.resolver.CompositeMigrationResolver.checkForIncompatibilities(CompositeMigrationResolver.java:147) ~[flyway-core-9.22.3.jar!/:na]
	... 24 common frames omitted
`),
    ),
  },
  {
    name: 'Java: a heap that is smaller than the task',
    source: 'https://github.com/openjdk/jdk/blob/master/src/hotspot/share/utilities/debug.cpp',
    root: 'The heap is full at -Xmx256m, and the JVM was told to exit then; the task has 2048 MiB.',
    named: /heap/i,
    fix: [/-Xmx|MaxRAMPercentage/, /JAVA_TOOL_OPTIONS/],
    facts: ['Java heap space', '256'],
    never: /killed the (container|task)|security group|out of memory on the host/,
    given: ends(
      3,
      log(`
Picked up JAVA_TOOL_OPTIONS: -XX:+ExitOnOutOfMemoryError -Xmx256m
10:00:01.204 [main] INFO  io.micronaut.runtime.Micronaut - Startup completed in 1812ms. Server Running: http://ip-10-0-3-4.ec2.internal:8080
10:00:01.911 [scheduled-executor-thread-1] INFO  c.acme.pricing.CatalogLoader - loading catalog, 1811042 rows
10:00:06.310 [scheduled-executor-thread-1] INFO  c.acme.pricing.CatalogLoader - 250000 rows
10:00:09.882 [default-nioEventLoopGroup-1-2] WARN  c.acme.pricing.PriceController - catalog not ready, answering from snapshot
10:00:12.004 [scheduled-executor-thread-1] INFO  c.acme.pricing.CatalogLoader - 500000 rows
Terminating due to java.lang.OutOfMemoryError: Java heap space
`),
      {
        tasks: times(2, () => ({ ...exited({ name: 'web', exitCode: 3 }), cpu: '1024', memory: '2048' })),
        containers: [
          { ...WEB, environment: [{ name: 'JAVA_TOOL_OPTIONS', value: '-XX:+ExitOnOutOfMemoryError -Xmx256m' }] },
        ],
      },
    ),
  },
  {
    name: 'Python: an unpinned dependency of Flask',
    source: 'https://github.com/pallets/flask/issues/5279',
    root: 'The image has a Werkzeug 3 under a Flask that needs Werkzeug 2.',
    named: /werkzeug|url_quote/i,
    fix: [/[Pp]in|upgrade/, /werkzeug/i],
    facts: ['url_quote', 'werkzeug'],
    never: /`command`|memory|not installed|PYTHONPATH/,
    given: ends(
      3,
      log(`
[2026-09-01 10:00:01 +0000] [1] [INFO] Starting gunicorn 21.2.0
[2026-09-01 10:00:01 +0000] [1] [INFO] Listening at: http://0.0.0.0:8080 (1)
[2026-09-01 10:00:01 +0000] [1] [INFO] Using worker: gthread
[2026-09-01 10:00:01 +0000] [7] [INFO] Booting worker with pid: 7
/usr/local/lib/python3.11/site-packages/flask_sqlalchemy/__init__.py:14: UserWarning: Neither SQLALCHEMY_DATABASE_URI nor SQLALCHEMY_BINDS is set. Defaulting SQLALCHEMY_DATABASE_URI to "sqlite:///:memory:".
[2026-09-01 10:00:02 +0000] [7] [ERROR] Exception in worker process
Traceback (most recent call last):
  File "/usr/local/lib/python3.11/site-packages/gunicorn/arbiter.py", line 609, in spawn_worker
    worker.init_process()
  File "/usr/local/lib/python3.11/site-packages/gunicorn/util.py", line 371, in import_app
    mod = importlib.import_module(module)
  File "/app/shop/__init__.py", line 3, in <module>
    from flask import Flask
  File "/usr/local/lib/python3.11/site-packages/flask/__init__.py", line 7, in <module>
    from .app import Flask as Flask
  File "/usr/local/lib/python3.11/site-packages/flask/app.py", line 28, in <module>
    from . import cli
  File "/usr/local/lib/python3.11/site-packages/flask/helpers.py", line 16, in <module>
    from werkzeug.urls import url_quote
ImportError: cannot import name 'url_quote' from 'werkzeug.urls' (/usr/local/lib/python3.11/site-packages/werkzeug/urls.py)
[2026-09-01 10:00:02 +0000] [7] [INFO] Worker exiting (pid: 7)
[2026-09-01 10:00:02 +0000] [1] [ERROR] Worker (pid:7) exited with code 3
[2026-09-01 10:00:02 +0000] [1] [ERROR] Shutting down: Master
[2026-09-01 10:00:02 +0000] [1] [ERROR] Reason: Worker failed to boot.
`),
    ),
  },
  {
    name: 'Keycloak: production mode without a host name',
    source:
      'https://github.com/keycloak/keycloak/blob/main/quarkus/tests/integration/src/test/java/org/keycloak/it/cli/dist/HostnameV2DistTest.java',
    root: 'Keycloak starts in production mode and nobody told it its host name.',
    named: /host ?name/i,
    fix: [/KC_HOSTNAME/],
    facts: ['hostname is not configured'],
    never: /security group|DNS|does not resolve|hosted zone/,
    given: ends(
      1,
      log(`
WARNING: The following used run time options are UNAVAILABLE and will be ignored during build time:
	- tracing-endpoint: Available only when 'opentelemetry' feature and Tracing is enabled.
2026-09-01 10:00:06,017 WARN  [org.infinispan.PERSISTENCE] (main) ISPN000554: jboss-marshalling is deprecated and planned for removal
2026-09-01 10:00:07,110 INFO  [org.infinispan.CONTAINER] (main) ISPN000556: Starting user marshaller 'org.infinispan.commons.marshall.ImmutableProtoStreamMarshaller'
2026-09-01 10:00:08,402 INFO  [org.keycloak.quarkus.runtime.storage.infinispan.CacheManagerFactory] (main) Starting Infinispan embedded cache manager
2026-09-01 10:00:09,120 WARN  [org.jgroups.protocols.UDP] (main) JGRP000015: the send buffer of socket MulticastSocket was set to 1.00MB, but the OS only allocated 212.99KB
2026-09-01 10:00:11,330 INFO  [org.jgroups.protocols.pbcast.GMS] (main) ip-10-0-3-4-5192: no members discovered after 2004 ms: creating cluster as coordinator
2026-09-01 10:00:12,006 ERROR [org.keycloak.quarkus.runtime.cli.ExecutionExceptionHandler] (main) ERROR: Failed to start server in (production) mode
2026-09-01 10:00:12,006 ERROR [org.keycloak.quarkus.runtime.cli.ExecutionExceptionHandler] (main) ERROR: hostname is not configured; either configure hostname, or set hostname-strict to false
2026-09-01 10:00:12,006 ERROR [org.keycloak.quarkus.runtime.cli.ExecutionExceptionHandler] (main) For more details run the same command passing the '--verbose' option. Also you can use '--help' to see the details about the usage of the particular command.
`),
    ),
  },
  {
    name: 'Grafana: a volume that belongs to root',
    source: 'https://github.com/grafana/grafana/blob/main/packaging/docker/run.sh',
    root: 'The EFS volume at /var/lib/grafana belongs to root, and Grafana runs as user 472.',
    named: /\/var\/lib\/grafana/,
    fix: [/access point/, /472|user|owner/],
    facts: ['/var/lib/grafana'],
    never: /readonlyRootFilesystem|security group|2049/,
    given: ends(
      1,
      log(`
GF_PATHS_DATA='/var/lib/grafana' is not writable.
You may have issues with file permissions, more information here: http://docs.grafana.org/installation/docker/#migrate-to-v51-or-later
mkdir: can't create directory '/var/lib/grafana/plugins': Permission denied
`),
      {
        definition: {
          volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-0a1b2c3d4e5f60718' } }],
        },
        containers: [{ ...WEB, mountPoints: [{ sourceVolume: 'data', containerPath: '/var/lib/grafana' }] }],
      },
    ),
  },
  {
    name: 'OpenTelemetry: an exporter that the new collector lacks',
    source: 'https://github.com/open-telemetry/opentelemetry-collector/issues/11337',
    root: 'The sidecar otel reads a configuration with the exporter logging, which its version no longer has.',
    named: /otel/,
    fix: [/debug/, /logging/],
    facts: ['otel', 'logging'],
    never: /security group|container web (ended|crashed|exited) first|awslogs/,
    given: together(
      { web: 143, otel: 1 },
      {
        web: WEB_IS_FINE,
        otel: log(`
2026/09/01 10:00:02 ADOT Collector version: v0.43.1
2026/09/01 10:00:02 found no extra config, skip it, err: open /opt/aws/aws-otel-collector/etc/extracfg.txt: no such file or directory
2026/09/01 10:00:02 attn: users of the prometheus receiver, prometheus exporter or prometheusremotewrite exporter please refer to https://github.com/aws-observability/aws-otel-collector/issues/2043 in regards to an ADOT Collector v0.31.0 breaking change
Error: failed to get config: cannot unmarshal the configuration: decoding failed due to the following error(s):

'exporters' unknown type: "logging" for id: "logging" (valid values: [awscloudwatchlogs awsemf awsxray debug otlp otlphttp prometheus prometheusremotewrite])
2026/09/01 10:00:02 application run finished with error: failed to get config: cannot unmarshal the configuration: decoding failed due to the following error(s):

'exporters' unknown type: "logging" for id: "logging" (valid values: [awscloudwatchlogs awsemf awsxray debug otlp otlphttp prometheus prometheusremotewrite])
`),
      },
      {
        containers: [
          WEB,
          { ...WEB, name: 'otel', image: 'public.ecr.aws/aws-observability/aws-otel-collector:latest' },
        ],
      },
    ),
  },
  {
    name: 'Python: two containers of one task on one port',
    source: 'https://github.com/encode/uvicorn/discussions/1562',
    root: 'The containers web and admin share a network, and both want port 8080.',
    named: /8080/,
    fix: [/admin/, /another port|different port|other port|change .*port/i],
    facts: ['8080', 'admin'],
    never: /container instance|another task|hostPort|security group/,
    given: together(
      { web: 143, admin: 1 },
      {
        web: WEB_IS_FINE,
        admin: log(`
INFO:     Started server process [1]
INFO:     Waiting for application startup.
INFO:     Application startup complete.
ERROR:    [Errno 98] error while attempting to bind on address ('0.0.0.0', 8080): address already in use
INFO:     Waiting for application shutdown.
INFO:     Application shutdown complete.
`),
      },
      {
        definition: { networkMode: 'awsvpc' },
        containers: [
          { ...WEB, portMappings: [{ containerPort: 8080 }] },
          { ...WEB, name: 'admin', image: 'registry.example.com/admin:2', portMappings: [{ containerPort: 8081 }] },
        ],
      },
    ),
  },
  {
    name: 'Node: a native package for another platform',
    source: 'https://github.com/parcel-bundler/lightningcss/issues/956',
    root: 'The image has no lightningcss for linux-arm64 with glibc.',
    named: /lightningcss/,
    fix: [/npm ci|install/, /optional|platform|\.dockerignore|lockfile|package-lock/i],
    facts: ['lightningcss.linux-arm64-gnu.node'],
    never: /security group|`command`|COPY (the file|it)/,
    given: ends(
      1,
      log(`

> storefront@12.0.1 start
> next start -p 8080

   ▲ Next.js 15.1.3
   - Local:        http://localhost:8080
   - Network:      http://10.0.3.4:8080

 ✓ Starting...
 ⚠ You have enabled experimental feature(s) that are not production-ready
Error: Cannot find module '../lightningcss.linux-arm64-gnu.node'
Require stack:
- /app/node_modules/lightningcss/node/index.js
- /app/node_modules/@tailwindcss/node/dist/index.js
- /app/node_modules/@tailwindcss/postcss/dist/index.js
    at Function._resolveFilename (node:internal/modules/cjs/loader:1225:15)
    at Function._load (node:internal/modules/cjs/loader:1055:27)
    at TracingChannel.traceSync (node:diagnostics_channel:322:14)
    at Module.require (node:internal/modules/cjs/loader:1311:12) {
  code: 'MODULE_NOT_FOUND',
  requireStack: [
    '/app/node_modules/lightningcss/node/index.js'
  ]
}
npm error Lifecycle script \`start\` failed with error:
npm error code 1
npm error path /app
npm error workspace storefront@12.0.1
`),
    ),
  },
  {
    name: '.NET: a server certificate that nobody trusts',
    source: 'https://github.com/dotnet/SqlClient/issues/1479',
    root: 'The driver verifies the certificate of SQL Server, and the image does not trust its authority.',
    named: /certificate/,
    fix: [/CA|bundle|TrustServerCertificate|Encrypt/],
    facts: ['not trusted'],
    never: /password|security group|nothing (listens|accepts)|login/,
    given: ends(
      134,
      log(`
info: Microsoft.Hosting.Lifetime[0]
      Application is shutting down...
warn: Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository[60]
      Storing keys in a directory '/home/app/.aspnet/DataProtection-Keys' that may not be persisted outside of the container. Protected data will be unavailable when container is destroyed.
warn: Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager[35]
      No XML encryptor configured. Key {5b3d0c1a-0c9e-4a3e-9f4b-2c6f6f7b1a10} may be persisted to storage in unencrypted form.
info: Shop.Catalog.Startup[0]
      Applying migrations
fail: Microsoft.EntityFrameworkCore.Database.Connection[20004]
      An error occurred using the connection to database 'catalog' on server 'catalog.c1abc.us-east-1.rds.amazonaws.com,1433'.
Unhandled exception. Microsoft.Data.SqlClient.SqlException (0x80131904): A connection was successfully established with the server, but then an error occurred during the login process. (provider: SSL Provider, error: 0 - The certificate chain was issued by an authority that is not trusted.)
 ---> System.ComponentModel.Win32Exception (0x80090325): The certificate chain was issued by an authority that is not trusted.
   at Microsoft.Data.SqlClient.SqlInternalConnection.OnError(SqlException exception, Boolean breakConnection, Action\`1 wrapCloseInAction)
   at Microsoft.Data.SqlClient.TdsParser.ThrowExceptionAndWarning(TdsParserStateObject stateObj, SqlCommand command, Boolean callerHasConnectionLock, Boolean asyncClose)
   at Microsoft.EntityFrameworkCore.Migrations.Internal.Migrator.Migrate(String targetMigration)
   at Program.<Main>$(String[] args) in /src/Program.cs:line 58
ClientConnectionId:8c1f0d55-70d8-4d14-b7c6-0b3f0c5e6f3b
Error Number:-2146893019,State:0,Class:20
`),
    ),
  },
  {
    name: 'Go: a low port without the right to it',
    source: 'https://github.com/caddyserver/caddy/issues/5055',
    root: 'The program may not listen on port 80 as the user of the image.',
    named: /port 80\b|:80\b/,
    fix: [/8080|above 1023|1024/, /port/],
    facts: [':80'],
    never: /GuardDuty|security group|already in use|403/,
    given: {
      ...together(
        { web: 1 },
        {
          web: log(`
time=2026-09-01T10:00:01.001Z level=INFO msg="edge-proxy starting" version=0.44.2
time=2026-09-01T10:00:01.002Z level=WARN msg="geoip database is 41 days old"
time=2026-09-01T10:00:01.118Z level=INFO msg="routes loaded" count=212
time=2026-09-01T10:00:01.119Z level=INFO msg="listening" addr=:9102 what=metrics
time=2026-09-01T10:00:01.120Z level=ERROR msg="cannot serve" err="listen tcp :80: bind: permission denied"
`),
        },
        { containers: [{ ...WEB, user: '1000', portMappings: [{ containerPort: 80 }] }] },
      ),
      tasks: times(2, () =>
        exited(
          { name: 'web', exitCode: 1 },
          {
            name: 'aws-guardduty-agent-fcKq31',
            reason:
              'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 593207742271.dkr.ecr.us-east-1.amazonaws.com/aws-guardduty-agent-fargate:v1.4.1-Fg_x86_64: unexpected status from HEAD request: 403 Forbidden',
          },
        ),
      ),
    },
  },
];
