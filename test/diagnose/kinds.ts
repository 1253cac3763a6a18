import type { Task } from '@aws-sdk/client-ecs';
import type { CauseId } from '../../src/explain/patterns.ts';
import { taskId, T0, WEB, type Case } from './case.ts';
import { BREAKER, exited, FAILED_EVENTS, healthEvent, notStarted, times, unhealthy } from './tasks.ts';

/** A rollout as it fails in real life: the root cause that must come first, facts of the first message, and claims that it rules out. */
export interface Kind {
  name: string;
  given: Case;
  cause: CauseId;
  facts: readonly string[];
  never?: RegExp;
}

export const logs = (lines: readonly string[], container = 'web'): Record<string, string[]> =>
  Object.fromEntries(times(2, () => 0).map((_, index) => [`ecs/${container}/${taskId(index)}`, [...lines]]));
export const failed = { deployment: BREAKER, events: FAILED_EVENTS };

/** The program ends with code 1, twice, and this is its log. */
export const crash = (...lines: string[]): Case => ({
  ...failed,
  tasks: times(2, () => exited({ name: 'web', exitCode: 1 })),
  logs: logs(lines),
});
export const neverStarts = (reason: string): Case => ({ ...failed, tasks: times(2, () => notStarted(reason)) });
/** The load balancer calls two tasks unhealthy for this reason. */
export const unanswered = (reason: string, lines: string[], more: Partial<Case> = {}): Case => ({
  ...failed,
  tasks: times(2, () => ({ ...unhealthy(), startedAt: T0 })),
  events: [healthEvent(0, reason), healthEvent(1, reason), ...FAILED_EVENTS],
  logs: logs(lines),
  ...more,
});
export const failsOwnCheck = (command: string[], lines: string[]): Case => ({
  ...failed,
  containers: [{ ...WEB, healthCheck: { command, interval: 10, retries: 3, startPeriod: 10 } }],
  tasks: times(2, (): Partial<Task> => ({
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: 'Task failed container health checks',
    startedAt: T0,
    containers: [{ name: 'web', exitCode: 137, healthStatus: 'UNHEALTHY' }],
  })),
  logs: logs(lines),
});
export const kind = (
  name: string,
  cause: CauseId,
  given: Case,
  facts: readonly string[] = [],
  never?: RegExp,
): Kind => ({
  name,
  given,
  cause,
  facts,
  never,
});

export const KINDS: readonly Kind[] = [
  kind(
    'Node: database without TLS',
    'says-tls-required',
    crash(
      'connecting',
      'error: no pg_hba.conf entry for host "10.0.1.5", user "shop", database "orders", no encryption',
      '    at Parser.parseErrorMessage (/app/node_modules/pg-protocol/dist/parser.js:287:98)',
      "  code: '28000',",
      '}',
    ),
    ['no encryption', 'sslmode'],
    /password was changed|security group/,
  ),
  kind(
    'Python: database out of reach',
    'says-connection-timeout',
    crash(
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 3, in <module>',
      '    engine.connect()',
      'psycopg2.OperationalError: connection to server at "db.shop.local" (10.0.4.7), port 5432 failed: Connection timed out',
      '\tIs the server running on that host and accepting TCP/IP connections?',
      '',
      'The above exception was the direct cause of the following exception:',
      '',
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 9, in <module>',
      'sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server at "db.shop.local" (10.0.4.7), port 5432 failed: Connection timed out',
    ),
    ['db.shop.local', 'security group'],
    /nothing accepts|password/,
  ),
  kind(
    'Go: database refuses, message in a panic',
    'says-connection-refused',
    crash(
      '2026/09/01 10:00:01 starting',
      'panic: dial tcp 10.0.4.7:5432: connect: connection refused',
      '',
      'goroutine 1 [running]:',
      'main.main()',
      '\t/src/main.go:18 +0x1d',
      'exit status 2',
    ),
    ['10.0.4.7:5432'],
    /localhost|security group/,
  ),
  kind(
    'Go: setting missing',
    'says-setting-missing',
    crash('2026/09/01 10:00:01 required key DATABASE_URL missing value'),
    ['DATABASE_URL'],
  ),
  kind(
    'Go: port that is no number',
    'says-setting-invalid',
    crash('panic: strconv.Atoi: parsing "8080/tcp": invalid syntax', '', 'goroutine 1 [running]:'),
    ['8080/tcp'],
  ),
  kind(
    'Go: recovered panic raised again',
    'says-connection-refused-here',
    crash(
      'panic: dial tcp 127.0.0.1:6379: connect: connection refused [recovered]',
      '\tpanic: dial tcp 127.0.0.1:6379: connect: connection refused',
      '',
      'goroutine 1 [running]:',
    ),
    ['port 6379'],
    /security group/,
  ),
  kind(
    'Rust: panic with the message on the next line',
    'says-setting-missing',
    crash(
      "thread 'main' panicked at src/main.rs:12:44:",
      'DATABASE_URL must be set: NotPresent',
      'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace',
    ),
    ['DATABASE_URL'],
  ),
  kind(
    'Rust: anyhow with causes',
    'says-connection-refused',
    crash(
      'Error: cannot start the shop',
      '',
      'Caused by:',
      '    0: error communicating with database',
      '    1: Connection refused (os error 111)',
    ),
    ['os error 111'],
  ),
  kind(
    'Rust: pool',
    'says-pool-empty',
    crash('Error: pool timed out while waiting for an open connection'),
    [],
    /security group of the task on/,
  ),
  kind(
    'Java: placeholder below a long trace',
    'says-setting-missing',
    crash(
      '2026-09-01 ERROR 1 --- [main] o.s.boot.SpringApplication : Application run failed',
      "org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'pay'",
      '\tat org.springframework.A.a(A.java:1)',
      'Caused by: java.lang.IllegalArgumentException: Could not resolve placeholder \'STRIPE_KEY\' in value "${STRIPE_KEY}"',
      '\tat org.springframework.B.b(B.java:2)',
      '\t... 40 more',
    ),
    ['STRIPE_KEY'],
  ),
  kind(
    'Java: failure analysis',
    'port-in-use',
    crash(
      '***************************',
      'APPLICATION FAILED TO START',
      '***************************',
      '',
      'Description:',
      '',
      'Web server failed to start. Port 8080 was already in use.',
      '',
      'Action:',
      '',
      "Identify and stop the process that's listening on port 8080 or configure this application to listen on another port.",
    ),
    ['8080'],
  ),
  kind(
    'Java: no data source',
    'says-setting-missing',
    crash(
      'APPLICATION FAILED TO START',
      '',
      'Description:',
      '',
      "Failed to configure a DataSource: 'url' attribute is not specified and no embedded datasource could be configured.",
      '',
      'Reason: Failed to determine a suitable driver class',
      '',
      'Action:',
      '',
      'Consider the following',
    ),
    ['url'],
  ),
  kind(
    'Java: pool exhausted',
    'says-pool-empty',
    crash(
      'Caused by: java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30014ms (total=10, active=10, idle=0, waiting=25)',
    ),
    ['30014'],
    /never got a connection/,
  ),
  kind(
    'Java: pool that never filled',
    'says-pool-unfilled',
    crash(
      'java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30002ms (total=0, active=0, idle=0, waiting=0)',
    ),
    ['30002'],
    /in use/,
  ),
  kind(
    'Java: database refuses',
    'says-connection-refused',
    crash(
      'org.postgresql.util.PSQLException: Connection to db.shop.local:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.',
      '\tat org.postgresql.core.v3.ConnectionFactoryImpl.openConnectionImpl(ConnectionFactoryImpl.java:342)',
      'Caused by: java.net.ConnectException: Connection refused',
      '\tat java.base/sun.nio.ch.Net.pollConnect(Native Method)',
    ),
    ['db.shop.local:5432'],
  ),
  kind(
    'Java: newer class files',
    'says-runtime-too-old',
    crash(
      'Error: LinkageError occurred while loading main class com.shop.App',
      '\tjava.lang.UnsupportedClassVersionError: com/shop/App has been compiled by a more recent version of the Java Runtime (class file version 65.0), this version of the Java Runtime only recognizes class file versions up to 61.0',
    ),
    ['65.0'],
  ),
  kind(
    'Java: heap',
    'says-heap-full',
    crash(
      'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
      '\tat com.shop.Cache.fill(Cache.java:9)',
    ),
    ['Java heap space'],
  ),
  kind(
    'Kotlin: lock of Liquibase',
    'says-migration-locked',
    crash(
      'liquibase.exception.LockException: Could not acquire change log lock.  Currently locked by ip-10-0-1-5 (10.0.1.5) since 9/1/26, 9:58 AM',
    ),
    ['10.0.1.5'],
  ),
  kind(
    'Java: Flyway',
    'says-migration-failed',
    crash(
      'org.flywaydb.core.api.exception.FlywayValidateException: Validate failed: Migrations have failed validation',
      'Migration checksum mismatch for migration version 12',
    ),
    ['checksum mismatch'],
  ),
  kind(
    '.NET: unhandled exception with an inner one',
    'says-connection-refused',
    crash(
      'Unhandled exception. Npgsql.NpgsqlException (0x80004005): Failed to connect to 10.0.4.7:5432',
      ' ---> System.Net.Sockets.SocketException (111): Connection refused',
      '   at Npgsql.Internal.NpgsqlConnector.Connect(NpgsqlTimeout timeout)',
      '   --- End of inner exception stack trace ---',
      '   at Program.<Main>$(String[] args) in /src/Program.cs:line 9',
    ),
    ['Connection refused'],
  ),
  kind(
    '.NET: console logger',
    'port-in-use',
    crash(
      'fail: Microsoft.Extensions.Hosting.Internal.Host[11]',
      '      Hosting failed to start',
      '      System.IO.IOException: Failed to bind to address http://0.0.0.0:8080: address already in use.',
      '         at Microsoft.AspNetCore.Server.Kestrel.Core.Internal.AddressBinder.BindEndpointAsync()',
    ),
    ['8080'],
  ),
  kind(
    '.NET: login',
    'says-login-refused',
    crash("Unhandled exception. Microsoft.Data.SqlClient.SqlException (0x80131904): Login failed for user 'shop'."),
    ['shop'],
  ),
  kind(
    '.NET: framework',
    'says-runtime-too-old',
    crash(
      'You must install or update .NET to run this application.',
      '',
      "Framework: 'Microsoft.NETCore.App', version '9.0.0' (x64)",
    ),
    ['9.0.0'],
  ),
  kind(
    'Ruby: setting',
    'says-setting-missing',
    crash('rails aborted!', 'KeyError: key not found: "STRIPE_KEY"', "/app/config/initializers/stripe.rb:1:in `fetch'"),
    ['STRIPE_KEY'],
  ),
  kind(
    'Ruby: pending migrations',
    'says-migration-failed',
    crash(
      '! Unable to load application: ActiveRecord::PendingMigrationError: Migrations are pending. To resolve this issue, run:',
      'bundler: failed to load command: puma (/usr/local/bundle/bin/puma)',
    ),
    ['pending'],
  ),
  kind(
    'Ruby: no file for it',
    'says-module-missing',
    crash(
      "<internal:/usr/local/lib/ruby/rubygems/core_ext/kernel_require.rb>:136:in `require': cannot load such file -- pg (LoadError)",
      "\tfrom <internal:/usr/local/lib/ruby>:136:in `require'",
    ),
    ['pg'],
  ),
  kind(
    'PHP: database',
    'says-connection-refused',
    crash(
      'PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /app/db.php:9',
      'Stack trace:',
      '#0 /app/db.php(9): PDO->__construct()',
      '  thrown in /app/db.php on line 9',
    ),
    ['Connection refused'],
  ),
  kind(
    'PHP: Laravel console',
    'says-login-refused',
    crash(
      'In Connection.php line 829:',
      '',
      "  SQLSTATE[HY000] [1045] Access denied for user 'shop'@'10.0.1.5' (using password: YES)",
      '',
    ),
    ['shop'],
  ),
  kind(
    'PHP: memory limit',
    'says-heap-full',
    crash(
      'PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /app/x.php on line 3',
    ),
    ['134217728'],
  ),
  kind(
    'PHP: key',
    'says-setting-missing',
    crash('production.ERROR: No application encryption key has been specified. {"exception":"x"}'),
    ['encryption key'],
  ),
  kind(
    'Elixir: setting',
    'says-setting-missing',
    crash(
      '** (RuntimeError) environment variable SECRET_KEY_BASE is missing.',
      'You can generate one by calling: mix phx.gen.secret',
      '',
      '    /app/releases/0.1.0/runtime.exs:21: (file)',
      'Runtime terminating during boot ({#{...}})',
      'Crash dump is being written to: erl_crash.dump...done',
    ),
    ['SECRET_KEY_BASE'],
  ),
  kind(
    'Elixir: name from compose',
    'says-upstream-unresolved',
    crash(
      '[error] Postgrex.Protocol (#PID<0.215.0>) failed to connect: ** (DBConnection.ConnectionError) tcp connect (db:5432): non-existing domain - :nxdomain',
    ),
    ['host db'],
    /private hosted zone/,
  ),
  kind(
    'Elixir: pool',
    'says-pool-empty',
    crash(
      '** (DBConnection.ConnectionError) connection not available and request was dropped from queue after 2000ms.',
    ),
    ['2000ms'],
  ),
  kind(
    'Node: Prisma, message below an empty header',
    'says-unreachable',
    crash(
      'PrismaClientInitializationError: ',
      'Invalid `prisma.user.findMany()` invocation:',
      '',
      '',
      "Can't reach database server at `db.shop.local:5432`",
      '',
      'Please make sure your database server is running at `db.shop.local:5432`.',
      '    at ei.handleRequestError (/app/node_modules/@prisma/client/runtime/library.js:121:7568)',
    ),
    ['db.shop.local:5432'],
  ),
  kind(
    'Node: zod',
    'says-setting-missing',
    crash(
      'ZodError: [',
      '  {',
      '    "code": "invalid_type",',
      '    "expected": "string",',
      '    "received": "undefined",',
      '    "path": [',
      '      "DATABASE_URL"',
      '    ],',
      '    "message": "Required"',
      '  }',
      ']',
      '    at get error (/app/node_modules/zod/lib/types.js:55:31)',
    ),
    ['DATABASE_URL'],
  ),
  kind(
    'Node: envalid',
    'says-setting-missing',
    crash(
      '================================',
      ' Missing environment variables:',
      '    SESSION_SECRET: undefined',
      '================================',
      '',
      'Exiting with error code 1',
    ),
    ['SESSION_SECRET'],
  ),
  kind(
    'Node: aggregate error',
    'says-connection-refused-here',
    crash(
      'AggregateError [ECONNREFUSED]: ',
      '    at internalConnectMultiple (node:net:1122:18) {',
      "  code: 'ECONNREFUSED',",
      '  [errors]: [',
      '    Error: connect ECONNREFUSED ::1:5432',
      '        at createConnectionError (node:net:1652:14) {',
      '      errno: -111',
      '    },',
      '    Error: connect ECONNREFUSED 127.0.0.1:5432',
      '        at createConnectionError (node:net:1652:14)',
      '  ]',
      '}',
    ),
    ['port 5432'],
    /security group/,
  ),
  kind(
    'Node: cause',
    'says-name-unresolved',
    crash(
      'TypeError: fetch failed',
      '    at node:internal/deps/undici/undici:13502:13',
      '  [cause]: Error: getaddrinfo ENOTFOUND api.shop.internal',
      '      at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26) {',
      '    errno: -3008,',
      '  }',
      '}',
    ),
    ['api.shop.internal'],
  ),
  kind(
    'Node: pino JSON',
    'says-login-refused',
    crash(
      '{"level":30,"msg":"starting"}',
      '{"level":60,"err":{"type":"DatabaseError","message":"password authentication failed for user \\"shop\\""},"msg":"cannot start"}',
    ),
    ['shop'],
  ),
  kind(
    'Go: logfmt',
    'says-certificate',
    crash(
      'level=info msg=starting',
      'level=fatal msg="cannot start" err="tls: failed to verify certificate: x509: certificate signed by unknown authority"',
    ),
    ['unknown authority'],
    /expired/,
  ),
  kind(
    'Python: pydantic',
    'says-setting-missing',
    crash(
      'Traceback (most recent call last):',
      '  File "/app/settings.py", line 9, in <module>',
      '    settings = Settings()',
      'pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings',
      'database_url',
      '  Field required [type=missing, input_value={}, input_type=dict]',
      '    For further information visit https://errors.pydantic.dev/2.8/v/missing',
    ),
    ['database_url'],
  ),
  kind(
    'Python: chown on EFS',
    'says-chown-refused',
    {
      ...crash("chown: changing ownership of '/data': Operation not permitted"),
      containers: [{ ...WEB, mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] }],
      definition: {
        volumes: [
          {
            name: 'data',
            efsVolumeConfiguration: {
              fileSystemId: 'fs-0123456789abcdef0',
              authorizationConfig: { accessPointId: 'fsap-0123456789abcdef0' },
            },
          },
        ],
      },
    },
    ['/data', 'access point fsap-0123456789abcdef0', 'volume data'],
  ),
  kind(
    'Python: chown on a volume of Docker',
    'says-chown-refused',
    {
      ...crash("chown: changing ownership of '/data': Operation not permitted"),
      containers: [{ ...WEB, mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] }],
      definition: { volumes: [{ name: 'data', host: {} }] },
    },
    ['/data', 'volume data'],
    /EFS|access point/,
  ),
  kind(
    'Python: chown without a volume',
    'says-chown-refused',
    crash("chown: changing ownership of '/data': Operation not permitted"),
    ['/data', 'Dockerfile'],
    /EFS|access point|mount/,
  ),
  kind('Python: read-only', 'says-read-only', crash("OSError: [Errno 30] Read-only file system: '/app/cache'"), [
    '/app/cache',
  ]),
  kind(
    'nginx: upstream from compose',
    'says-upstream-unresolved',
    crash(
      '2026/09/01 10:00:01 [emerg] 1#1: host not found in upstream "app" in /etc/nginx/conf.d/default.conf:3',
      'nginx: [emerg] host not found in upstream "app" in /etc/nginx/conf.d/default.conf:3',
    ),
    ['127.0.0.1'],
    /VPC/,
  ),
  kind(
    'nginx: privileged port',
    'says-port-denied',
    crash('nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)'),
    ['port 80'],
  ),
  kind(
    'nginx: directive',
    'says-web-config',
    crash('nginx: [emerg] unknown directive "proxy_set_heder" in /etc/nginx/conf.d/default.conf:7'),
    ['default.conf', 'line 7'],
  ),
  kind(
    'Envoy',
    'says-proxy-config',
    crash(
      "[2026-09-01 10:00:01.123][1][critical][main] [source/server/server.cc:414] error initializing configuration '/etc/envoy/envoy.yaml': Unable to parse JSON as proto",
    ),
    ['/etc/envoy/envoy.yaml'],
  ),
  kind(
    'Fluent Bit',
    'says-router-config',
    crash(
      "[2026/09/01 10:00:02] [error] [config] section 'datadogg' tried to instance a plugin name that doesn't exist",
      '[2026/09/01 10:00:02] [error] configuration file contains errors, aborting.',
    ),
    ['datadogg'],
  ),
  kind(
    'CRLF in a script',
    'says-line-ends',
    crash('/usr/bin/env: ‘bash\\r’: No such file or directory'),
    ['CRLF', '.gitattributes'],
    /not in the image|typing mistake/,
  ),
  kind(
    'musl and glibc',
    'says-libc',
    crash(
      'Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by /app/node_modules/bcrypt/bcrypt_lib.node)',
    ),
    ['ld-linux-x86-64.so.2'],
  ),
  kind(
    'wrong ELF class',
    'says-wrong-processor',
    crash('ImportError: /usr/lib/libfoo.so.1: wrong ELF class: ELFCLASS32'),
    ['ELFCLASS32'],
  ),
  kind('disk of the task', 'says-disk-full', crash("Error: ENOSPC: no space left on device, write '/tmp/model.bin'"), [
    '/tmp/model.bin',
    'ephemeralStorage',
  ]),
  kind(
    'a log that ends in waiting',
    'says-waiting',
    crash('starting', 'Waiting for kafka:9092 ...', 'Waiting for kafka:9092 ...', 'Waiting for kafka:9092 ...'),
    ['kafka:9092'],
  ),
  kind(
    'what was waited out, then the error',
    'says-schema-missing',
    crash('waiting for db: connection refused', 'db is up', 'ERROR:  relation "orders" does not exist'),
    ['orders'],
    /refuse|nothing accepts/,
  ),
  kind(
    'slow behind the load balancer',
    'slow-start',
    unanswered('Request timed out', ['booting', 'Started ShopApplication in 74.2 seconds (process running for 76.1)'], {
      service: { healthCheckGracePeriodSeconds: 30 },
    }),
    ['76.1', '30', '120'],
    /security group|another port/,
  ),
  kind(
    'slow, with numbers of the brief',
    'slow-start',
    unanswered('Health checks failed', ['ready in 11.8 s'], { service: { healthCheckGracePeriodSeconds: 10 } }),
    ['from 10 to 30 s', '11.8'],
  ),
  kind(
    'slow container',
    'slow-start-container',
    failsOwnCheck(['CMD-SHELL', 'curl -f http://localhost:8080/'], ['Started ShopApplication in 61.0 seconds']),
    ['from 10 to', '61'],
  ),
  kind(
    'health check without curl',
    'check-tool-missing',
    failsOwnCheck(['CMD-SHELL', 'curl -f http://localhost:8080/'], ['listening on 8080', '/bin/sh: curl: not found']),
    ['curl'],
  ),
  kind(
    'killed workers',
    'says-worker-killed',
    unanswered('Request timed out', [
      '[2026-09-01 10:00:01 +0000] [1] [INFO] Listening at: http://0.0.0.0:8080 (1)',
      '[2026-09-01 10:00:31 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:8)',
      '[2026-09-01 10:00:32 +0000] [1] [ERROR] Worker (pid:8) was sent SIGKILL! Perhaps out of memory?',
      '[2026-09-01 10:00:32 +0000] [9] [INFO] Booting worker with pid: 9',
    ]),
    ['pid 8'],
    /security group|another port/,
  ),
  kind(
    'plain HTTP to HTTPS',
    'says-http-to-https',
    unanswered('Health checks failed with these codes: [400]', [
      '2026/09/01 10:00:12 http: TLS handshake error from 10.0.1.5:51324: client sent an HTTP request to an HTTPS server',
    ]),
    ['HTTPS'],
    /needs a login/,
  ),
  kind(
    'host name refused',
    'says-host-refused',
    unanswered('Health checks failed with these codes: [400]', [
      "Invalid HTTP_HOST header: '10.0.1.23:8080'. You may need to add '10.0.1.23' to ALLOWED_HOSTS.",
    ]),
    ['10.0.1.23:8080'],
    /needs a login/,
  ),
  kind(
    'another port',
    'listens-elsewhere',
    unanswered('Request timed out', ['Server listening on 0.0.0.0:3000']),
    ['3000', '8080'],
    /security group/,
  ),
  kind(
    'registry refuses the token',
    'image-login-refused',
    neverStarts(
      'CannotPullContainerError: failed to resolve ref ghcr.io/shop/web:2: failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://ghcr.io/token: 403 Forbidden',
    ),
    ['repositoryCredentials'],
    /has no `repositoryCredentials`|typing mistake/,
  ),
  kind(
    'layers that cannot be unpacked',
    'image-not-unpackable',
    neverStarts(
      'CannotPullContainerError: failed to register layer: ApplyLayer exit status 1 stdout: stderr: archive/tar: invalid tar header',
    ),
    ['invalid tar header'],
    /does not exist|no such image/,
  ),
  kind(
    'log driver without credentials',
    'logging-credentials',
    neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to initialize logging driver: NoCredentialProviders: no valid providers in chain. Deprecated.',
    ),
    ['instance profile'],
    /Create the log group|169\.254/,
  ),
  kind(
    'infrastructure role of managed instances',
    'managed-instances-role',
    neverStarts(
      'ResourceInitializationError: Unable to launch instance(s). User: arn:aws:sts::111122223333:assumed-role/ecsInfra/ECS is not authorized to perform: ec2:CreateFleet on resource: arn:aws:ec2:us-east-1:111122223333:launch-template/lt-1',
    ),
    ['ecsInfra', 'ec2:CreateFleet'],
    /iam:PassRole on this role/,
  ),
  kind(
    "dependency in the agent's words",
    'dependency-failed',
    {
      ...failed,
      containers: [WEB, { ...WEB, name: 'migrate', essential: false }],
      tasks: times(2, () => ({
        ...notStarted('Task failed to start'),
        containers: [
          {
            name: 'web',
            exitCode: 143,
            reason:
              'CannotStartContainerError: dependency graph: failed to resolve container ordering dependency [migrate(registry.example.com/migrate:2) (STOPPED->RUNNING) - Exit: 3] for target [web(registry.example.com/web:2) (NONE->RUNNING)] as dependency did not exit successfully.',
          },
          { name: 'migrate', exitCode: 3 },
        ],
      })),
    },
    ['migrate', 'code 3'],
    /health check failed/,
  ),
  kind(
    'live: a container waits for one that is unhealthy',
    'dependency-awaited',
    {
      standsStill: true,
      running: [
        {
          lastStatus: 'PENDING',
          containers: [
            { name: 'web', lastStatus: 'PENDING' },
            { name: 'db', lastStatus: 'RUNNING', healthStatus: 'UNHEALTHY' },
          ],
        },
      ],
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }] },
        { ...WEB, name: 'db', healthCheck: { command: ['CMD', 'pg_isready'] } },
      ],
    },
    ['web', 'db', 'HEALTHY'],
  ),
  kind(
    'live: a provider that does not scale',
    'provider-stands-still',
    {
      standsStill: true,
      running: times(2, () => ({
        lastStatus: 'PROVISIONING',
        capacityProviderName: 'ec2-large',
        containers: [{ name: 'web', lastStatus: 'PENDING' }],
      })),
    },
    ['ec2-large'],
    /Fargate has/,
  ),
];
