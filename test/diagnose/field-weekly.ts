import { WEB, type Case } from './case.ts';
import { failed, neverStarts } from './endings.ts';
import { field } from './field.ts';
import { logs, unanswered, type Kind } from './kinds.ts';
import { BREAKER, exited, FAILED_EVENTS, IMAGE, notStarted, scaledIn, times } from './tasks.ts';
const ends = (code: number, lines: readonly string[]): Case => ({
  ...failed,
  tasks: [...times(2, () => exited({ name: 'web', image: IMAGE, exitCode: code })), scaledIn],
  logs: logs(lines),
});
const containerFails = (reason: string): Case => ({
  ...failed,
  tasks: times(2, () => notStarted('Task failed to start', reason)),
});

const ONE_SUBNET: Case['service'] = {
  networkConfiguration: {
    awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-0aa11'], assignPublicIp: 'DISABLED' },
  },
};

/** What engineers meet every week: judged by what one of them would tell another to change. */
export const FIELD_WEEKLY: readonly Kind[] = [
  field(
    'Go: pgx is refused by the database',
    {
      cause: 'says-connection-refused',
      facts: ['10.0.3.7:5432 (db.shop.internal)', 'environment'],
      never: /127\.0\.0\.1/,
    },
    ends(1, [
      '{"time":"2026-09-01T10:00:01Z","level":"INFO","msg":"config loaded","env":"prod"}',
      '{"time":"2026-09-01T10:00:01Z","level":"WARN","msg":"tracing disabled"}',
      '2026/09/01 10:00:02 unable to connect to database: failed to connect to `user=shop database=shop`: 10.0.3.7:5432 (db.shop.internal): dial error: dial tcp 10.0.3.7:5432: connect: connection refused',
      'exit status 1',
    ]),
  ),
  field(
    'Node: DynamoDB refuses the task role',
    {
      cause: 'says-aws-denied',
      facts: ['dynamodb:Query', 'role shop-task (', 'table/orders'],
      never: /executionRoleArn/,
    },
    ends(1, [
      '> shop@2.1.0 start',
      '> node dist/main.js',
      '(node:1) NOTE: The AWS SDK for JavaScript (v2) is in maintenance mode.',
      'AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/shop-task/6f1c is not authorized to perform: dynamodb:Query on resource: arn:aws:dynamodb:us-east-1:111122223333:table/orders/index/by-day because no identity-based policy allows the dynamodb:Query action',
      '    at throwDefaultError (/app/node_modules/@smithy/smithy-client/dist-cjs/index.js:388:20)',
      "  '$fault': 'client',",
    ]),
  ),
  field(
    'Python: a variable of Django is missing',
    { cause: 'says-setting-missing', facts: ['DJANGO_SECRET_KEY'], never: /security group/ },
    ends(1, [
      'Traceback (most recent call last):',
      '  File "/app/manage.py", line 22, in <module>',
      '    main()',
      '  File "/app/shop/settings.py", line 24, in <module>',
      '    SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]',
      '  File "<frozen os>", line 685, in __getitem__',
      "KeyError: 'DJANGO_SECRET_KEY'",
    ]),
  ),
  field(
    'Java: Flyway meets an edited migration',
    { cause: 'says-migration-failed', facts: ['version 7', 'repair'], never: /security group|npx/ },
    ends(1, [
      '2026-09-01T10:00:03.100Z  INFO 1 --- [main] com.zaxxer.hikari.HikariDataSource : HikariPool-1 - Start completed.',
      '2026-09-01T10:00:04.100Z  WARN 1 --- [main] ConfigServletWebServerApplicationContext : Exception encountered during context initialization - cancelling refresh attempt',
      '2026-09-01T10:00:04.200Z ERROR 1 --- [main] o.s.boot.SpringApplication : Application run failed',
      'org.flywaydb.core.api.exception.FlywayValidateException: Validate failed: Migrations have failed validation',
      'Migration checksum mismatch for migration version 7',
      '-> Applied to database : 1062144176',
      '-> Resolved locally    : 1432425380',
      'Either revert the changes to the migration, or run repair to update the schema history.',
    ]),
  ),
  field(
    '.NET: pool of Npgsql',
    { cause: 'says-pool-empty', facts: ['Max Pool Size (now 100)'], never: /Allow/ },
    ends(134, [
      'info: Microsoft.Hosting.Lifetime[14]',
      '      Now listening on: http://[::]:8080',
      "Unhandled exception. Npgsql.NpgsqlException (0x80004005): The connection pool has been exhausted, either raise 'Max Pool Size' (currently 100) or 'Timeout' (currently 15 seconds) in your connection string.",
      '   at Npgsql.PoolingDataSource.<Get>g__RentAsync|34_0(NpgsqlConnection conn, NpgsqlTimeout timeout)',
    ]),
  ),
  field(
    'Ruby: Rails and its wrong password',
    { cause: 'says-login-refused', facts: ['user shop', '10.0.3.7', 'secret'], never: /security group/ },
    ends(1, [
      '=> Booting Puma',
      '=> Rails 7.1.3 application starting in production',
      'bin/rails aborted!',
      'ActiveRecord::DatabaseConnectionError: There is an issue connecting to your database with your username/password, username: shop.',
      '',
      'Please check your database configuration to ensure the username/password are valid.',
      'Caused by:',
      'PG::ConnectionBad: connection to server at "10.0.3.7", port 5432 failed: FATAL:  password authentication failed for user "shop"',
    ]),
  ),
  field(
    'PHP: Laravel finds no host',
    { cause: 'says-upstream-unresolved', facts: ['mysql', '127.0.0.1'], never: /password/ },
    ends(1, [
      '   INFO  Running migrations.',
      '',
      '   Illuminate\\Database\\QueryException ',
      '',
      '  SQLSTATE[HY000] [2002] php_network_getaddresses: getaddrinfo for mysql failed: Name or service not known (Connection: mysql, SQL: select * from information_schema.tables)',
      '',
      '  at vendor/laravel/framework/src/Illuminate/Database/Connection.php:829',
    ]),
  ),
  field(
    'Rust: sqlx without TLS',
    { cause: 'says-tls-required', facts: ['sslmode=require', 'shop'], never: /MySQL/ },
    ends(101, [
      '2026-09-01T10:00:01Z  INFO shop: starting version=2.1.0',
      "thread 'main' panicked at src/main.rs:31:10:",
      'pool: Database(PgDatabaseError { severity: Fatal, code: "28000", message: "no pg_hba.conf entry for host \\"10.0.1.5\\", user \\"shop\\", database \\"orders\\", no encryption", detail: None, hint: None })',
      'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace',
    ]),
  ),
  field(
    'Elixir: a release setting is missing',
    { cause: 'says-setting-missing', facts: ['SECRET_KEY_BASE'], never: /security group/ },
    ends(1, [
      'ERROR! Config provider Config.Reader failed with:',
      '** (RuntimeError) environment variable SECRET_KEY_BASE is missing.',
      'You can generate one by calling: mix phx.gen.secret',
      '',
      '    /app/releases/0.1.0/runtime.exs:31: (file)',
      'Runtime terminating during boot ({#{message=><<"environment variable SECRET_KEY_BASE is missing.">>}})',
    ]),
  ),
  field(
    'nginx: port 80 without root',
    { cause: 'says-port-denied', facts: ['80', '8080'], never: /in use/ },
    ends(1, [
      '/docker-entrypoint.sh: Configuration complete; ready for start up',
      '2026/09/01 10:00:01 [warn] 1#1: the "user" directive makes sense only if the master process runs with super-user privileges, ignored in /etc/nginx/nginx.conf:2',
      '2026/09/01 10:00:01 [emerg] 1#1: bind() to 0.0.0.0:80 failed (13: Permission denied)',
      'nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)',
    ]),
  ),
  field(
    'Envoy: read-only folder',
    { cause: 'says-read-only', facts: ['volume at /etc/envoy (', 'container web to false'], never: /security group/ },
    {
      ...ends(1, ['starting proxy', "sed: couldn't open temporary file /etc/envoy/sedKd82: Read-only file system"]),
      containers: [{ ...WEB, readonlyRootFilesystem: true }],
    },
  ),
  field(
    'Fluent Bit: no right to its log group',
    { cause: 'says-aws-denied', facts: ['logs:CreateLogStream', 'shop-task'], never: /executionRoleArn/ },
    {
      ...failed,
      tasks: times(2, () => exited({ name: 'web', exitCode: 0 }, { name: 'log_router', image: IMAGE, exitCode: 1 })),
      containers: [{ ...WEB }, { ...WEB, name: 'log_router' }],
      logs: {
        ...logs(['started'], 'web'),
        ...logs(
          [
            'Fluent Bit v1.9.10',
            '[2026/09/01 10:00:02] [ info] [output:cloudwatch_logs:cloudwatch_logs.1] Creating log stream web in log group /ecs/shop',
            "[2026/09/01 10:00:03] [error] [output:cloudwatch_logs:cloudwatch_logs.1] CreateLogStream API responded with error='AccessDeniedException', message='User: arn:aws:sts::111122223333:assumed-role/shop-task/6f1c is not authorized to perform: logs:CreateLogStream on resource: arn:aws:logs:us-east-1:111122223333:log-group:/ecs/shop:log-stream:web because no identity-based policy allows the logs:CreateLogStream action'",
            '[2026/09/01 10:00:03] [error] [output:cloudwatch_logs:cloudwatch_logs.1] Failed to create log stream',
          ],
          'log_router',
        ),
      },
    },
  ),
  field(
    'health check: 404',
    { cause: 'target-404', facts: ['/up'], never: /security group/ },
    unanswered(
      'Health checks failed with these codes: [404]',
      [
        'Now listening on: http://[::]:8080',
        '10.0.0.9 - - [01/Sep/2026:10:00:05 +0000] "GET /up HTTP/1.1" 404 19 "-" "ELB-HealthChecker/2.0"',
      ],
      {
        targets: [
          { reason: 'Target.ResponseCodeMismatch', description: 'Health checks failed with these codes: [404]' },
        ],
      },
    ),
  ),
  field(
    'health check: redirect to https',
    { cause: 'target-redirect', facts: ['/up', '200-299,301'], never: /security group/ },
    unanswered('Health checks failed with these codes: [301]', ['Listening on http://0.0.0.0:8080', 'GET /up 301'], {
      targets: [{ reason: 'Target.ResponseCodeMismatch', description: 'Health checks failed with these codes: [301]' }],
    }),
  ),
  field(
    'health check: timeout at the security group',
    { cause: 'target-timeout', facts: ['8080', 'sg-0aa11'], never: /127\.0\.0\.1/ },
    unanswered('Request timed out', ['Server listening on http://0.0.0.0:8080'], {
      targets: [{ reason: 'Target.Timeout', description: 'Request timed out' }],
      service: ONE_SUBNET,
    }),
  ),
  field(
    'health check: the program listens on another port',
    { cause: 'listens-elsewhere', facts: ['3000', '8080'], never: /grace period/ },
    unanswered(
      'Health checks failed',
      [
        '> next start',
        '   - Local:        http://localhost:3000',
        '   - Network:      http://0.0.0.0:3000',
        ' ✓ Ready in 312ms',
      ],
      {
        targets: [{ reason: 'Target.FailedHealthChecks', description: 'Health checks failed' }],
      },
    ),
  ),
  field(
    'out of memory',
    { cause: 'out-of-memory', facts: ['512', '1024', 'container web'], never: /security group/ },
    {
      ...failed,
      tasks: times(2, () =>
        exited({ name: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }),
      ),
      containers: [{ ...WEB, memory: 512 }],
      logs: logs(['Loading model', 'Loaded 40%']),
    },
  ),
  field(
    'tag is not in ECR',
    { cause: 'image-not-found', facts: [`Push the image ${IMAGE}`], never: /NAT|repositoryCredentials/ },
    neverStarts(
      `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${IMAGE}: ${IMAGE}: not found`,
    ),
  ),
  field(
    'ECR out of reach',
    { cause: 'registry-auth-failed', facts: ['subnet-1', 'sg-0aa11', '443', 'NAT'], never: /executionRoleArn/ },
    {
      ...neverStarts(
        'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed caused by: Post "https://api.ecr.us-east-1.amazonaws.com/": dial tcp 52.46.148.77:443: i/o timeout',
      ),
      service: ONE_SUBNET,
    },
  ),
  field(
    'secret has no such key',
    {
      cause: 'secret-key-missing',
      facts: ['DB_PASS', 'secret prod/db', 'container web'],
      never: /kms|secretsmanager:GetSecretValue/,
    },
    {
      ...neverStarts(
        'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key DB_PASS',
      ),
      containers: [
        {
          ...WEB,
          secrets: [
            {
              name: 'DB_PASS',
              valueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf:DB_PASS::',
            },
          ],
        },
      ],
    },
  ),
  field(
    'log group is missing',
    { cause: 'log-group-missing', facts: ['/ecs/web in us-east-1', 'awslogs-create-group'], never: /NAT/ },
    containerFails(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to initialize logging driver: failed to create Cloudwatch log stream: operation error CloudWatch Logs: CreateLogStream, https response error StatusCode: 400, RequestID: 5f0e, ResourceNotFoundException: The specified log group does not exist.',
    ),
  ),
  field(
    'parameter may not be read',
    {
      cause: 'secret-not-allowed',
      facts: ['ssm:GetParameters', 'ecsTaskExecutionRole', 'parameter/prod/db'],
      never: /NAT/,
    },
    neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm: The task cannot retrieve secrets from ssm: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/ecsTaskExecutionRole/8f0a is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1:111122223333:parameter/prod/db because no identity-based policy allows the ssm:GetParameters action',
    ),
  ),
  field(
    'image for ARM on x86',
    { cause: 'image-wrong-platform', facts: ['linux/amd64', 'ARM64'], never: /security group/ },
    containerFails(
      "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'",
    ),
  ),
  field(
    'memory of the instances is used up',
    { cause: 'placement-resources', facts: ['memory', 'Add instances'], never: /Fargate/ },
    {
      deployment: BREAKER,
      events: [
        '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 0a1b2c3d4e5f) has insufficient memory available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
        ...FAILED_EVENTS,
      ],
      containers: [{ ...WEB, memory: 1024 }],
      service: { launchType: 'EC2' },
    },
  ),
  field(
    'EFS: no answer at the mount target',
    { cause: 'efs-mount', facts: ['2049', 'sg-0aa11'], never: /access point|DNS/ },
    {
      ...neverStarts(
        'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: Connection timed out : unsuccessful EFS utils command execution; code: 32',
      ),
      service: ONE_SUBNET,
    },
  ),
  field(
    'health check: 500',
    { cause: 'target-5xx', facts: ['/up', '500'], never: /security group|matcher/ },
    unanswered('Health checks failed with these codes: [500]', ['listening on :8080'], {
      targets: [{ reason: 'Target.ResponseCodeMismatch', description: 'Health checks failed with these codes: [500]' }],
    }),
  ),
  field(
    'health check: nobody answers',
    { cause: 'target-connection-failed', facts: ['0.0.0.0:8080', 'HTTP', 'sg-0aa11'], never: /404/ },
    unanswered('Health checks failed', ['application: ready'], {
      targets: [{ reason: 'Target.FailedHealthChecks', description: 'Health checks failed' }],
      service: ONE_SUBNET,
    }),
  ),
  field(
    'mount point is read-only',
    { cause: 'says-read-only', facts: ['mount point /data', 'container web'], never: /readonlyRootFilesystem/ },
    {
      ...ends(1, [
        'starting',
        "Error: EROFS: read-only file system, open '/data/cache/index.json'",
        '    at Object.openSync (node:fs:573:18)',
      ]),
      containers: [{ ...WEB, mountPoints: [{ sourceVolume: 'data', containerPath: '/data', readOnly: true }] }],
    },
  ),
  field(
    'Python: a service control policy denies S3',
    {
      cause: 'says-aws-denied',
      facts: ['s3:PutObject', 'service control policy', 'role shop-task'],
      never: /in a policy of/,
    },
    ends(1, [
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 9, in <module>',
      'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the PutObject operation: User: arn:aws:sts::111122223333:assumed-role/shop-task/6f1c is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::shop-files/a.txt" with an explicit deny in a service control policy',
    ]),
  ),
];
