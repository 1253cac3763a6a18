import { T0, WEB, type Case } from './case.ts';
import { ends, failed, neverStarts } from './endings.ts';
import { field } from './field.ts';
import { logs, type Kind } from './kinds.ts';
import { exited, FAILED_EVENTS, healthEvent, scaledIn, times, unhealthy } from './tasks.ts';

const answers = (code: number, lines: readonly string[]): Case => ({
  ...failed,
  tasks: times(2, () => ({ ...unhealthy(), startedAt: T0 })),
  events: times(2, () => healthEvent(0, `Health checks failed with these codes: [${code}]`)).concat(FAILED_EVENTS),
  logs: logs(lines),
});
const RETRIED =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:';

/** What the image depends on, and limits of memory, rate and tags. */
export const FIELD_DEPENDENCIES_AND_LIMITS: readonly Kind[] = [
  // golang/go: net.AddrError
  field(
    'Go: address without a colon',
    { cause: 'says-setting-invalid', facts: [':8080', 'LISTEN_ADDR'], never: /in use|security group|refuses/ },
    ends(
      1,
      [
        '{"time":"2026-09-01T10:00:01Z","level":"INFO","msg":"starting shop","addr":"8080"}',
        '2026/09/01 10:00:01 listen tcp: address 8080: missing port in address',
      ],
      { containers: [{ ...WEB, environment: [{ name: 'LISTEN_ADDR', value: '8080' }] }] },
    ),
  ),
  // github.com/webpack/webpack/issues/14532
  field(
    'Node: MD4 of an old webpack',
    {
      cause: 'says-openssl-legacy',
      facts: ['NODE_OPTIONS', '--openssl-legacy-provider'],
      never: /libssl|apk add|certificate/,
    },
    ends(1, [
      '> shop@1.0.0 start',
      '> react-scripts start',
      '',
      'Error: error:0308010C:digital envelope routines::unsupported',
      '    at new Hash (node:internal/crypto/hash:69:19)',
      '    at Object.createHash (node:crypto:133:10)',
      '    at module.exports (/app/node_modules/webpack/lib/util/createHash.js:135:53)',
      "  opensslErrorStack: [ 'error:03000086:digital envelope routines::initialization error' ],",
      "  library: 'digital envelope routines',",
      "  reason: 'unsupported',",
      "  code: 'ERR_OSSL_EVP_UNSUPPORTED'",
      '}',
      'Node.js v20.11.1',
    ]),
  ),
  // benoitc/gunicorn: gunicorn/util.py; public reports of Flask deployments
  field(
    'Python: gunicorn finds no application object',
    {
      cause: 'says-app-missing',
      facts: ["'app'", "'main'", 'top level of main'],
      never: /pip install|requirements|security group|port/,
    },
    ends(
      4,
      [
        '[2026-09-01 10:00:01 +0000] [1] [INFO] Starting gunicorn 22.0.0',
        '[2026-09-01 10:00:01 +0000] [1] [INFO] Listening at: http://0.0.0.0:8080 (1)',
        '[2026-09-01 10:00:01 +0000] [1] [INFO] Using worker: sync',
        '[2026-09-01 10:00:01 +0000] [7] [INFO] Booting worker with pid: 7',
        "Failed to find attribute 'app' in 'main'.",
        '[2026-09-01 10:00:01 +0000] [7] [INFO] Worker exiting (pid: 7)',
        '[2026-09-01 10:00:01 +0000] [1] [ERROR] Worker (pid:7) exited with code 4',
        '[2026-09-01 10:00:01 +0000] [1] [ERROR] Shutting down: Master',
        '[2026-09-01 10:00:01 +0000] [1] [ERROR] Reason: App failed to load.',
      ],
      { containers: [{ ...WEB, command: ['gunicorn', 'main:app', '-b', '0.0.0.0:8080'] }] },
    ),
  ),
  // hibernate/hibernate-orm: AbstractSchemaValidator
  field(
    'Java: a column of another type',
    {
      cause: 'says-schema-type',
      facts: ['total', 'orders', 'numeric', 'float(53)'],
      never: /does not have|have not run|security group/,
    },
    ends(1, [
      '2026-09-01T10:00:05.112Z  INFO 1 --- [main] com.zaxxer.hikari.HikariDataSource       : HikariPool-1 - Start completed.',
      '2026-09-01T10:00:06.644Z ERROR 1 --- [main] o.s.boot.SpringApplication               : Application run failed',
      '',
      "org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'entityManagerFactory': [PersistenceUnit: default] Unable to build Hibernate SessionFactory; nested exception is org.hibernate.tool.schema.spi.SchemaManagementException: Schema-validation: wrong column type encountered in column [total] in table [orders]; found [numeric (Types#NUMERIC)], but expecting [float(53) (Types#FLOAT)]",
      '\tat org.springframework.beans.factory.support.AbstractAutowireCapableBeanFactory.initializeBean(AbstractAutowireCapableBeanFactory.java:1806)',
      'Caused by: org.hibernate.tool.schema.spi.SchemaManagementException: Schema-validation: wrong column type encountered in column [total] in table [orders]; found [numeric (Types#NUMERIC)], but expecting [float(53) (Types#FLOAT)]',
      '\t... 30 common frames omitted',
    ]),
  ),
  // public reports of System.Drawing.Common on Linux
  field(
    '.NET: a native library is missing',
    { cause: 'says-module-missing', facts: ['libgdiplus', 'apt-get install'], never: /NuGet|security group|processor/ },
    ends(134, [
      'info: Microsoft.Hosting.Lifetime[14]',
      '      Now listening on: http://[::]:8080',
      "Unhandled exception. System.TypeInitializationException: The type initializer for 'Gdip' threw an exception.",
      " ---> System.DllNotFoundException: Unable to load shared library 'libgdiplus' or one of its dependencies. In order to help diagnose loading problems, consider setting the LD_DEBUG environment variable: liblibgdiplus: cannot open shared object file: No such file or directory",
      '   at System.Drawing.SafeNativeMethods.Gdip.GdiplusStartup(IntPtr& token, StartupInput& input, StartupOutput& output)',
      '   --- End of inner exception stack trace ---',
      '   at Shop.Labels.Warm() in /src/Labels.cs:line 18',
    ]),
  ),
  // rails/execjs: runtimes.rb
  field(
    'Ruby: no JavaScript runtime',
    { cause: 'says-js-runtime', facts: ['ExecJS', 'nodejs'], never: /security group|bundle install|gem is missing/ },
    ends(1, [
      '=> Booting Puma',
      '=> Rails 7.1.3 application starting in production ',
      "/usr/local/bundle/gems/execjs-2.9.1/lib/execjs/runtimes.rb:68:in `autodetect': Could not find a JavaScript runtime. See https://github.com/rails/execjs for a list of available runtimes. (ExecJS::RuntimeUnavailable)",
      "\tfrom /usr/local/bundle/gems/execjs-2.9.1/lib/execjs.rb:5:in `<module:ExecJS>'",
      "\tfrom /app/config/application.rb:7:in `<main>'",
    ]),
  ),
  // composer/composer: platform_check.php
  field(
    'PHP: dependencies for a newer PHP',
    { cause: 'says-runtime-too-old', facts: ['8.2.0', '8.1.34'], never: /health check path|security group|database/ },
    answers(500, [
      '[01-Sep-2026 10:00:03] NOTICE: fpm is running, pid 8',
      '[01-Sep-2026 10:00:03] NOTICE: ready to handle connections',
      'PHP Fatal error:  Composer detected issues in your platform: Your Composer dependencies require a PHP version ">= 8.2.0". You are running 8.1.34. in /var/www/html/vendor/composer/platform_check.php on line 24',
      '10.0.1.9 -  01/Sep/2026:10:00:20 +0000 "GET /index.php" 500',
    ]),
  ),
  // rust-lang/rust: std::io::Error without the path
  field(
    'Rust: a file that the error does not name',
    { cause: 'says-crash', facts: ['src/config.rs:41'], never: /entryPoint|executable|security group/ },
    ends(101, [
      '2026-09-01T10:00:01.201Z  INFO shop: starting',
      "thread 'main' panicked at src/config.rs:41:44:",
      'called `Result::unwrap()` on an `Err` value: Os { code: 2, kind: NotFound, message: "No such file or directory" }',
      'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace',
    ]),
  ),
  // erlang/otp: erlexec.c; docs of emqx
  field(
    'Elixir: no HOME',
    { cause: 'says-setting-missing', facts: ['HOME'], never: /security group|secrets/ },
    ends(1, ['erlexec: HOME must be set']),
  ),
  // nginx: ngx_http_variables.c; docker-nginx: 20-envsubst-on-templates.sh
  field(
    'nginx: a variable of the template is not set',
    { cause: 'says-template-unset', facts: ['BACKEND_HOST'], never: /security group|does not resolve/ },
    ends(1, [
      '/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh',
      '20-envsubst-on-templates.sh: Running envsubst on /etc/nginx/templates/default.conf.template to /etc/nginx/conf.d/default.conf',
      '/docker-entrypoint.sh: Configuration complete; ready for start up',
      '2026/09/01 10:00:01 [emerg] 1#1: unknown "backend_host" variable',
      'nginx: [emerg] unknown "backend_host" variable',
    ]),
  ),
  // docs.aws.amazon.com/AmazonECS: stopped task error codes; the limit is that of the task
  field(
    'memory of the task, not of a container',
    { cause: 'out-of-memory', facts: ['512', '1024'], never: /exec format|stopTimeout/ },
    {
      ...failed,
      tasks: times(2, () => ({
        ...exited(
          { name: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
          { name: 'agent', exitCode: 143 },
        ),
        cpu: '256',
        memory: '512',
        launchType: 'FARGATE',
      })),
      containers: [WEB, { ...WEB, name: 'agent' }],
      logs: logs(['shop 3.2.0', 'Server listening at http://0.0.0.0:8080']),
    },
  ),
  // docs.aws.amazon.com/AmazonECS: service event messages; willy and jets document it
  field(
    'instances lack an attribute',
    {
      cause: 'placement-attribute',
      facts: ['2fe5e0d1-6b86-4838-86e5-46d896fdc8b3', 'requiresAttributes'],
      never: /insufficient|Fargate|subnet/,
    },
    {
      standsStill: true,
      counts: { desired: 2, running: 0, pending: 0 },
      service: { launchType: 'EC2' },
      events: [
        '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 2fe5e0d1-6b86-4838-86e5-46d896fdc8b3) is missing an attribute required by your task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ],
    },
  ),
  // docs.aws.amazon.com/kms and public clients: the text of a key that may not be used
  field(
    'parameter whose key may not be used',
    { cause: 'secret-key-denied', facts: ['kms:Decrypt', '/prod/db/password'], never: /NAT|parameter does not exist/ },
    neverStarts(
      `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.`,
      {
        containers: [
          {
            ...WEB,
            secrets: [
              { name: 'PGPASSWORD', valueFrom: 'arn:aws:ssm:us-east-1:111122223333:parameter/prod/db/password' },
            ],
          },
        ],
      },
    ),
  ),
  // docs.aws.amazon.com/AmazonECR: layers come from the bucket prod-REGION-starport-layer-bucket
  field(
    'layers of the image out of reach',
    {
      cause: 'image-layer-unreachable',
      facts: ['S3', 'gateway endpoint'],
      never: /typo|GetAuthorizationToken|repositoryCredentials/,
    },
    neverStarts(
      'CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/4f1c-111122223333-9cb60dc0-7284-5643-3987-da6dac0465f0/04620aac": dial tcp 52.217.80.10:443: i/o timeout',
    ),
  ),
  // github.com/aws-samples/amazon-ecs-firelens-examples/issues/12
  field(
    'FireLens: the output has no Name',
    { cause: 'firelens-options', facts: ['`Name`', 'container web'], never: /NAT|image|CloudWatch/ },
    neverStarts(
      'ResourceInitializationError: unable to generate firelens config: unable to apply log options of container web to firelens config: missing output key Name which is required for firelens configuration of type fluentbit',
      {
        containers: [
          { ...WEB, logConfiguration: { logDriver: 'awsfirelens', options: { name: 'datadog', apiKey: 'x' } } },
          { ...WEB, name: 'log_router', firelensConfiguration: { type: 'fluentbit' } },
        ],
      },
    ),
  ),
  // a public incident report of Fargate services under a tag policy
  field(
    'tag policy of the organization',
    { cause: 'tag-policy', facts: ['tag policy', 'propagate-tags'], never: /addresses|security group|NAT/ },
    neverStarts('Unexpected EC2 error while attempting to tag the network interface: TagPolicyViolation'),
  ),
  // liquibase: StandardLockService; public runbooks
  field(
    'migration waits for a stale lock, the program for the migration',
    {
      cause: 'says-migration-locked',
      facts: ['migrate', 'release-locks'],
      never: /such as a server or a proxy|Fargate has|security group/,
    },
    {
      standsStill: true,
      running: times(2, () => ({
        lastStatus: 'PENDING',
        containers: [
          { name: 'web', lastStatus: 'PENDING' },
          { name: 'migrate', lastStatus: 'RUNNING' },
        ],
      })),
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'migrate', condition: 'SUCCESS' }] },
        { ...WEB, name: 'migrate', essential: false, command: ['liquibase', 'update'] },
      ],
      logs: Object.fromEntries(
        ['64', '65'].map((end) => [
          `ecs/migrate/${'a'.repeat(30)}${end}`,
          [
            'Starting Liquibase at 10:00:02 (version 4.27.0 #1525 built at 2026-03-25 17:08+0000)',
            'Waiting for changelog lock....',
            'Waiting for changelog lock....',
            'Waiting for changelog lock....',
          ],
        ]),
      ),
    },
  ),
  // access log of a public deployment whose limiter met the health check
  field(
    'rate limit meets the health check',
    { cause: 'target-limited', facts: ['429', '/up'], never: /login|does not exist|security group/ },
    answers(429, [
      'Server listening at http://0.0.0.0:8080',
      '10.0.1.9 - - [01/Sep/2026:10:00:20 +0000] "GET /up HTTP/1.1" 429 55 "-" "ELB-HealthChecker/2.0"',
      '10.0.2.9 - - [01/Sep/2026:10:00:22 +0000] "GET /up HTTP/1.1" 429 55 "-" "ELB-HealthChecker/2.0"',
    ]),
  ),
  // docs.aws.amazon.com/AmazonECS: essential and dependsOn
  field(
    'a finished migration takes the task with it',
    {
      cause: 'exit-code-0',
      facts: ['migrate', '`essential`', 'false'],
      never: /out of memory|daemon|in the foreground/,
    },
    {
      ...failed,
      tasks: times(2, () => ({
        ...exited({ name: 'migrate', exitCode: 0 }, { name: 'web', exitCode: 143 }),
      })),
      containers: [WEB, { ...WEB, name: 'migrate', command: ['alembic', 'upgrade', 'head'] }],
      logs: {
        ...logs(['Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)']),
        ...logs(
          [
            'INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.',
            'INFO  [alembic.runtime.migration] Running upgrade 1a2b -> 3c4d, add total',
          ],
          'migrate',
        ),
      },
    },
  ),
  // several at once: what ended most of the tasks comes before what passes
  field(
    'memory, while Spot takes a task away',
    { cause: 'out-of-memory', facts: ['256', '512', '3 tasks'], never: /Spot/ },
    {
      ...failed,
      tasks: [
        {
          stopCode: 'SpotInterruption',
          stoppedReason: 'Your Spot Task was interrupted.',
          startedAt: T0,
          containers: [{ name: 'web', exitCode: 143 }],
        },
        ...times(3, () =>
          exited({ name: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }),
        ),
        scaledIn,
      ],
      containers: [{ ...WEB, memory: 256 }],
      logs: logs(['shop 3.2.0', 'Server listening at http://0.0.0.0:8080']),
      service: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }] },
    },
  ),
];
