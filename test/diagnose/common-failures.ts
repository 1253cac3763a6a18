import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { WEB, type Case } from './case.ts';
import { failed, failsOwnCheck, kind, logs, unanswered, type Kind } from './kinds.ts';
import { exited, times } from './tasks.ts';

const ends = (exitCode: number, ...lines: string[]): Case => ({
  ...failed,
  tasks: times(2, () => exited({ name: 'web', exitCode })),
  logs: logs(lines),
});
const withWeb = (given: Case, more: Partial<ContainerDefinition>): Case => ({
  ...given,
  containers: [{ ...WEB, ...more }],
});

/** What databases, servers and tools say, in wordings from public issues. */
export const COMMON_FAILURES: readonly Kind[] = [
  kind(
    'CRLF: words of dash',
    'says-line-ends',
    ends(
      2,
      '/usr/local/bin/entrypoint.sh: line 2: \r: not found',
      '/usr/local/bin/entrypoint.sh: line 40: syntax error: unexpected "done" (expecting "then")',
    ),
    [],
    /needs bash/,
  ),
  kind(
    'npm: no script',
    'says-script-missing',
    ends(
      1,
      'npm ERR! Missing script: "start:prod"',
      'npm ERR!',
      'npm ERR! To see a list of scripts, run:',
      'npm ERR!   npm run',
    ),
    ['start:prod'],
  ),
  kind(
    'Java: not enough for metaspace',
    'says-heap-full',
    ends(
      1,
      'Exception in thread "main" java.lang.OutOfMemoryError: Metaspace',
      '\tat java.base/java.lang.ClassLoader.defineClass1(Native Method)',
    ),
    ['Metaspace'],
  ),
  kind(
    'Java: heap larger than the container',
    'says-memory-refused',
    ends(
      1,
      "OpenJDK 64-Bit Server VM warning: INFO: os::commit_memory(0x00000000c0000000, 1073741824, 0) failed; error='Not enough space' (errno=12)",
      '#',
      '# There is insufficient memory for the Java Runtime Environment to continue.',
      '# Native memory allocation (mmap) failed to map 1073741824 bytes. Error detail: committing reserved memory.',
    ),
    ['memory'],
    /Most likely/,
  ),
  kind(
    'Node: exit 13',
    'exit-code',
    ends(13, 'Warning: Detected unsettled top-level await at file:///app/main.js:3', 'await new Promise(() => {})'),
    ['13'],
    /its log says/,
  ),
  kind(
    'Kafka: topic authorization',
    'says-login-refused',
    ends(
      1,
      'org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed: Invalid username or password',
    ),
    ['Authentication failed'],
  ),
  kind(
    'RabbitMQ: refused',
    'says-login-refused',
    ends(
      1,
      'Error: Handshake terminated by server: 403 (ACCESS-REFUSED) with message "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile."',
    ),
    ['ACCESS'],
  ),
  kind(
    'Redis: NOAUTH',
    'says-login-refused',
    ends(
      1,
      'ReplyError: NOAUTH Authentication required.',
      '    at parseError (/app/node_modules/redis-parser/lib/parser.js:179:12)',
    ),
    ['NOAUTH'],
  ),
  kind(
    'Redis: WRONGPASS',
    'says-login-refused',
    ends(1, 'redis.exceptions.AuthenticationError: WRONGPASS invalid username-password pair or user is disabled.'),
    ['WRONGPASS'],
  ),
  kind('Redis: MOVED', 'says-redis-cluster', ends(1, 'ReplyError: MOVED 3999 10.0.4.7:6379'), ['cluster']),
  kind(
    'Elasticsearch: max_map_count',
    'says-kernel-limit',
    ends(
      78,
      'ERROR: [1] bootstrap checks failed. You must address the points described in the following [1] lines before starting Elasticsearch.',
      'bootstrap check failure [1] of [1]: max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]',
    ),
    ['vm.max_map_count', '262144'],
  ),
  kind(
    'Chromium: no sandbox',
    'says-browser-sandbox',
    ends(
      1,
      'Error: Failed to launch the browser process!',
      '[1:1:0901/100001.1:ERROR:zygote_host_impl_linux.cc(100)] Running as root without --no-sandbox is not supported. See https://crbug.com/638180.',
    ),
    ['--no-sandbox'],
  ),
  kind(
    'Prisma: engine for another OpenSSL',
    'says-prisma-engine',
    ends(
      1,
      'PrismaClientInitializationError: Prisma Client could not locate the Query Engine for runtime "linux-musl-openssl-3.0.x".',
      '',
      'This happened because Prisma Client was generated for "debian-openssl-3.0.x", but the actual deployment required "linux-musl-openssl-3.0.x".',
    ),
    ['linux-musl-openssl-3.0.x'],
    /Most likely/,
  ),
  kind(
    'Python: glibc',
    'says-libc',
    ends(
      1,
      "ImportError: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by /app/lib/_rust.abi3.so)",
    ),
    ['GLIBC_2.34'],
  ),
  kind(
    'Go: TLS to RDS',
    'says-certificate',
    ends(
      1,
      '2026/09/01 10:00:01 failed to connect to `host=db.shop.local user=shop database=orders`: failed to write startup message (x509: certificate signed by unknown authority)',
    ),
    ['unknown authority'],
    /security group/,
  ),
  kind(
    'Python: DNS',
    'says-name-unresolved',
    ends(1, 'socket.gaierror: [Errno -2] Name or service not known'),
    [],
    /password/,
  ),
  kind(
    'Mongo: SRV',
    'says-name-unresolved',
    ends(
      1,
      'Error: querySrv ENOTFOUND _mongodb._tcp.shop.abcde.mongodb.net',
      '    at QueryReqWrap.onresolve [as oncomplete] (node:internal/dns/promises:291:17)',
    ),
    ['shop.abcde.mongodb.net'],
  ),
  kind(
    'Postgres: starting up',
    'says-database-starting',
    ends(
      1,
      'psycopg2.OperationalError: connection to server at "10.0.4.7", port 5432 failed: FATAL:  the database system is starting up',
    ),
    ['starting up'],
    /nothing accepts|security group/,
  ),
  kind(
    'Postgres: recovery',
    'says-database-read-only',
    ends(1, 'ERROR:  cannot execute CREATE TABLE in a read-only transaction'),
    ['read-only'],
    /readonlyRootFilesystem/,
  ),
  kind(
    'MySQL: read only',
    'says-database-read-only',
    ends(1, 'Error: The MySQL server is running with the --read-only option so it cannot execute this statement'),
    ['--read-only'],
    /readonlyRootFilesystem/,
  ),
  kind(
    'Next: no build',
    'says-module-missing',
    ends(
      1,
      "Error: Could not find a production build in the '.next' directory. Try building your app with 'next build' before starting the production server. https://nextjs.org/docs/messages/production-start-no-build-id",
    ),
    ['.next'],
  ),
  kind(
    'Python: usage of gunicorn',
    'says-usage',
    withWeb(ends(2, 'usage: gunicorn [OPTIONS] [APP_MODULE]', 'gunicorn: error: unrecognized arguments: --worker 4'), {
      command: ['gunicorn', '--worker', '4', 'shop:app'],
    }),
    ['--worker'],
  ),
  kind(
    'gunicorn: no module',
    'says-module-missing',
    ends(
      3,
      "ModuleNotFoundError: No module named 'shop.wsgi'",
      '[2026-09-01 10:00:01 +0000] [7] [INFO] Worker exiting (pid: 7)',
      '[2026-09-01 10:00:01 +0000] [1] [ERROR] Worker (pid:7) exited with code 3',
      '[2026-09-01 10:00:01 +0000] [1] [ERROR] Shutting down: Master',
      '[2026-09-01 10:00:01 +0000] [1] [ERROR] Reason: Worker failed to boot.',
    ),
    ['shop.wsgi'],
  ),
  kind(
    'uvicorn: attribute',
    'says-app-missing',
    ends(1, 'ERROR:    Error loading ASGI app. Attribute "app" not found in module "shop.main".'),
    ['shop.main'],
  ),
  kind(
    'license',
    'error-license',
    ends(1, 'FATAL: license key expired on 2026-08-31'),
    ['license key expired'],
    /Most likely/,
  ),
  kind('Vault', 'says-file-missing', ends(1, "Error: ENOENT: no such file or directory, open '/run/secrets/db'"), [
    '/run/secrets/db',
  ]),
  kind(
    'S3 denied',
    'says-aws-denied',
    ends(
      1,
      'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::111122223333:assumed-role/web/abc is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::shop/config.json" because no identity-based policy allows the s3:GetObject action',
    ),
    ['s3:GetObject', 'arn:aws:s3:::shop/config.json'],
  ),
  kind(
    'token expired',
    'says-aws-token-expired',
    ends(1, 'ExpiredTokenException: The security token included in the request is expired'),
    ['expired'],
  ),
  kind(
    'nginx: upstream port',
    'says-connection-refused-here',
    unanswered('Health checks failed with these codes: [502]', [
      '2026/09/01 10:00:05 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.9, server: , request: "GET /up HTTP/1.1", upstream: "http://127.0.0.1:3000/up", host: "10.0.1.5"',
    ]),
    ['3000'],
  ),
  kind(
    'ASP.NET: data protection',
    'listens-elsewhere',
    unanswered('Health checks failed', [
      'warn: Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository[60]',
      "      Storing keys in a directory '/home/app/.aspnet/DataProtection-Keys' that may not be persisted outside of the container.",
      'info: Microsoft.Hosting.Lifetime[14]',
      '      Now listening on: http://[::]:80',
    ]),
    ['80', '8080'],
    /DataProtection/,
  ),
  kind(
    'own check: connection refused in the log',
    'slow-start-container',
    failsOwnCheck(
      ['CMD', 'curl', '-f', 'http://localhost:8080/'],
      ['2026-09-01 10:00:00 INFO booting', 'Started ShopApplication in 61.2 seconds (process running for 63.0)'],
    ),
    ['63', 'startPeriod'],
  ),
  kind(
    'Celery: refused',
    'says-connection-refused',
    ends(
      1,
      '[2026-09-01 10:00:01,100: ERROR/MainProcess] consumer: Cannot connect to amqp://shop:**@10.0.4.9:5672//: [Errno 111] Connection refused.',
      'Trying again in 32.00 seconds... (16/100)',
    ),
    ['10.0.4.9:5672'],
  ),
  kind(
    'Puma: pid file',
    'says-pid-file',
    ends(1, '=> Booting Puma', 'A server is already running (pid: 1, file: /app/tmp/pids/server.pid).', 'Exiting'),
    ['/app/tmp/pids/server.pid'],
    /Most likely/,
  ),
  kind('Yarn: no package', 'says-file-missing', ends(1, 'error Couldn\'t find a package.json file in "/app"'), [
    'package.json',
  ]),
  kind('Docker: entry not found in the shell', 'says-command-missing', ends(127, '/bin/sh: 1: gunicorn: not found'), [
    'gunicorn',
  ]),
  kind(
    'bash misuse',
    'error-not-found',
    ends(2, "ls: cannot access '/app/config': No such file or directory"),
    ['/app/config'],
    /wrong arguments|panic/,
  ),
  kind(
    'a pool of threads',
    'says-thread-limit',
    ends(
      1,
      'Exception in thread "main" java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached',
    ),
    ['thread'],
    /heap/,
  ),
  kind(
    'crash of Erlang',
    'says-database-missing',
    ends(1, '** (Postgrex.Error) FATAL 3D000 (invalid_catalog_name) database "orders" does not exist'),
    ['orders'],
  ),
  kind(
    'mysql: no host',
    'says-client-refused',
    ends(1, "Error: Host '10.0.1.5' is not allowed to connect to this MySQL server"),
    ['10.0.1.5'],
  ),
  kind(
    'Postgres: no right',
    'says-database-denied',
    ends(1, 'ERROR:  permission denied for schema public'),
    ['schema public', 'GRANT'],
    /chmod|`user`/,
  ),
  kind(
    'MySQL: no right',
    'says-database-denied',
    ends(1, "Error: CREATE command denied to user 'shop'@'10.0.1.5' for table 'orders'"),
    ['shop', 'CREATE', 'orders'],
    /password/,
  ),
  kind(
    'a table that exists already',
    'says-schema-exists',
    withWeb(ends(1, 'ERROR: relation "orders" already exists'), { command: ['alembic', 'upgrade', 'head'] }),
    ['orders', 'stamp'],
    /`run-task`/,
  ),
  kind(
    'segmentation fault',
    'exit-code-139',
    ends(139, 'Segmentation fault (core dumped)'),
    ['native modules'],
    /stack trace/,
  ),
  kind(
    'listens as asked, and no answer in time',
    'target-timeout',
    unanswered('Request timed out', ['Server listening on 0.0.0.0:8080']),
    ['security group'],
    /another port|127\.0\.0\.1/,
  ),
];
