import { GROUP, T0, WEB, type Case } from './case.ts';
import { ends, failed, neverStarts } from './endings.ts';
import { field } from './field.ts';
import { failsOwnCheck, logs, type Kind } from './kinds.ts';
import { exited, FAILED_EVENTS, healthEvent, times, unhealthy } from './tasks.ts';

const unanswered = (reason: string, lines: readonly string[], more: Partial<Case> = {}): Case => ({
  ...failed,
  tasks: times(2, () => ({ ...unhealthy(), startedAt: T0 })),
  events: times(2, () => healthEvent(0, reason)).concat(FAILED_EVENTS),
  logs: logs(lines),
  ...more,
});

/** Versions that do not fit, and what volumes and networks refuse. */
export const FIELD_VERSIONS_AND_VOLUMES: readonly Kind[] = [
  // typeorm: error/EntityMetadataNotFoundError.ts; public Nest applications
  field(
    'Node: TypeORM does not know an entity',
    { cause: 'says-wiring', facts: ['Order', 'entities'], never: /security group|migration|npm ci/ },
    ends(1, [
      '[Nest] 1  - 09/01/2026, 10:00:01 AM     LOG [InstanceLoader] TypeOrmCoreModule dependencies initialized +42ms',
      '[Nest] 1  - 09/01/2026, 10:00:01 AM   ERROR [ExceptionHandler] No metadata for "Order" was found.',
      'EntityMetadataNotFoundError: No metadata for "Order" was found.',
      '    at DataSource.getMetadata (/app/node_modules/typeorm/data-source/DataSource.js:304:19)',
      '    at OrdersService.onModuleInit (/app/dist/orders/orders.service.js:18:41)',
    ]),
  ),
  // kafkajs; a public report of TLS to a port without it
  field(
    'Node: TLS to a plain port of Kafka',
    { cause: 'says-tls-broken-off', facts: ['9092', '9094'], never: /password|expired/ },
    ends(1, [
      '{"level":"INFO","timestamp":"2026-09-01T10:00:01.678Z","logger":"kafkajs","message":"[Consumer] Starting","groupId":"shop"}',
      '{"level":"ERROR","timestamp":"2026-09-01T10:00:29.678Z","logger":"kafkajs","message":"[Connection] Connection error: Client network socket disconnected before secure TLS connection was established","broker":"b-1.shop.ab12cd.c2.kafka.us-east-1.amazonaws.com:9092","clientId":"shop"}',
      '{"level":"ERROR","timestamp":"2026-09-01T10:00:39.678Z","logger":"kafkajs","message":"[BrokerPool] Failed to connect to seed broker, trying another broker from the list: Client network socket disconnected before secure TLS connection was established","retryCount":5}',
      'KafkaJSNumberOfRetriesExceeded: Client network socket disconnected before secure TLS connection was established',
      '    at /app/node_modules/kafkajs/src/retry/index.js:55:18',
    ]),
  ),
  // public reports of Flask 2.2 with Werkzeug 3
  field(
    'Python: Flask and Werkzeug do not fit',
    {
      cause: 'says-library-version',
      facts: ['url_quote', 'werkzeug'],
      never: /pip install url_quote|security group|typo/,
    },
    ends(1, [
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 1, in <module>',
      '    from flask import Flask',
      '  File "/usr/local/lib/python3.11/site-packages/flask/__init__.py", line 7, in <module>',
      '    from .app import Flask as Flask',
      '  File "/usr/local/lib/python3.11/site-packages/flask/app.py", line 28, in <module>',
      '    from . import cli',
      "ImportError: cannot import name 'url_quote' from 'werkzeug.urls' (/usr/local/lib/python3.11/site-packages/werkzeug/urls.py)",
    ]),
  ),
  // sqlalchemy: util/langhelpers.py
  field(
    'Python: the old scheme of PostgreSQL',
    {
      cause: 'says-setting-invalid',
      facts: ['postgresql://', 'postgres://'],
      never: /security group|pip install|requirements/,
    },
    ends(1, [
      'Traceback (most recent call last):',
      '  File "/app/db.py", line 5, in <module>',
      '    engine = create_engine(os.environ["DATABASE_URL"])',
      '  File "/usr/local/lib/python3.12/site-packages/sqlalchemy/engine/create.py", line 553, in create_engine',
      "sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres",
    ]),
  ),
  // apache/kafka: ClientUtils
  field(
    'Kotlin: the broker has a name from Compose',
    {
      cause: 'says-upstream-unresolved',
      facts: ['kafka', '127.0.0.1'],
      never: /security group|private hosted zone|password/,
    },
    ends(1, [
      "2026-09-01T10:00:03.101Z  WARN 1 --- [main] org.apache.kafka.clients.ClientUtils     : Couldn't resolve server kafka:9092 from bootstrap.servers as DNS resolution failed for kafka",
      '2026-09-01T10:00:03.144Z ERROR 1 --- [main] o.s.boot.SpringApplication               : Application run failed',
      '',
      "org.springframework.context.ApplicationContextException: Failed to start bean 'org.springframework.kafka.config.internalKafkaListenerEndpointRegistry'",
      '\tat org.springframework.context.support.DefaultLifecycleProcessor.doStart(DefaultLifecycleProcessor.java:295)',
      'Caused by: org.apache.kafka.common.KafkaException: Failed to construct kafka consumer',
      '\tat org.apache.kafka.clients.consumer.KafkaConsumer.<init>(KafkaConsumer.java:830)',
      'Caused by: org.apache.kafka.common.config.ConfigException: No resolvable bootstrap urls given in bootstrap.servers',
      '\t... 12 common frames omitted',
    ]),
  ),
  // rubygems/bundler: runtime.rb
  field(
    'Ruby: another version of a gem is active',
    {
      cause: 'says-library-version',
      facts: ['rake 13.2.1', 'bundle exec'],
      never: /not contain the gem|security group/,
    },
    ends(1, [
      "/usr/local/lib/ruby/3.3.0/bundler/runtime.rb:304:in `check_for_activated_spec!': You have already activated rake 13.2.1, but your Gemfile requires rake 13.1.0. Prepending `bundle exec` to your command may solve this. (Gem::LoadError)",
      "\tfrom /usr/local/lib/ruby/3.3.0/bundler/runtime.rb:25:in `block in setup'",
      "\tfrom /app/config/boot.rb:3:in `<top (required)>'",
    ]),
  ),
  // php-src: pdo_dbh.c
  field(
    'PHP: no driver for the database',
    {
      cause: 'says-driver-missing',
      facts: ['pdo_mysql', 'docker-php-ext-install'],
      never: /security group|password|host/,
    },
    ends(255, [
      'Illuminate\\Database\\QueryException: could not find driver (Connection: mysql, SQL: select * from `cache`)',
      '  at /var/www/html/vendor/laravel/framework/src/Illuminate/Database/Connection.php:829',
      'PHP Fatal error:  Uncaught PDOException: could not find driver in /var/www/html/vendor/laravel/framework/src/Illuminate/Database/Connectors/Connector.php:66',
      'Stack trace:',
      '#0 /var/www/html/vendor/laravel/framework/src/Illuminate/Database/Connectors/Connector.php(66): PDO->__construct()',
    ]),
  ),
  // nginx: ngx_connection.c; a public course shows it
  field(
    'nginx: IPv6 where there is none',
    { cause: 'says-ipv6-missing', facts: ['[::]:80', 'listen'], never: /in use|1024|root/ },
    ends(1, [
      '/docker-entrypoint.sh: Configuration complete; ready for start up',
      '2026/09/01 10:00:01 [emerg] 1#1: socket() [::]:80 failed (97: Address family not supported by protocol)',
      'nginx: [emerg] socket() [::]:80 failed (97: Address family not supported by protocol)',
    ]),
  ),
  // nginx: ngx_user.c / ngx_core_module
  field(
    'nginx: its user is not in the image',
    { cause: 'says-system-user', facts: ['pang', '/etc/nginx/nginx.conf', 'user'], never: /security group|readonly/ },
    ends(1, [
      '2026/09/01 10:00:01 [emerg] 1#1: getpwnam("pang") failed in /etc/nginx/nginx.conf:1',
      'nginx: [emerg] getpwnam("pang") failed in /etc/nginx/nginx.conf:1',
    ]),
  ),
  // postgres: initdb.c; docker-library/postgres
  field(
    'PostgreSQL: the root of a new volume is not empty',
    {
      cause: 'says-data-directory',
      facts: ['PGDATA', '/var/lib/postgresql/data'],
      never: /delete|security group|chown/,
    },
    ends(
      1,
      [
        'The files belonging to this database system will be owned by user "postgres".',
        'Data page checksums are disabled.',
        '',
        'initdb: error: directory "/var/lib/postgresql/data" exists but is not empty',
        'initdb: detail: It contains a lost+found directory, perhaps due to it being a mount point.',
        'initdb: hint: Using a mount point directly as the data directory is not recommended.',
        'Create a subdirectory under the mount point.',
      ],
      { containers: [{ ...WEB, mountPoints: [{ sourceVolume: 'data', containerPath: '/var/lib/postgresql/data' }] }] },
    ),
  ),
  // docs.aws.amazon.com/elasticloadbalancing: Target.Timeout
  field(
    'a security group in the way',
    {
      cause: 'target-timeout',
      facts: ['8080', 'sg-0a1b2c3d4e5f67890'],
      never: /another port|127\.0\.0\.1|grace period/,
    },
    unanswered(
      'Request timed out',
      ['shop 3.2.0', '2026-09-01T10:00:01Z INFO ready in 0.4 s', 'Server listening at http://0.0.0.0:8080'],
      {
        service: {
          loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }],
          networkConfiguration: {
            awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-0a1b2c3d4e5f67890'] },
          },
        },
      },
    ),
  ),
  // docs.aws.amazon.com/AmazonECS: service event messages
  field(
    'no CPU left on the instances',
    {
      cause: 'placement-resources',
      facts: ['CPU', '7f3b1a52-6b86-4838-86e5-46d896fdc8b3'],
      never: /Fargate|ENI|memory available/,
    },
    {
      standsStill: true,
      counts: { desired: 2, running: 0, pending: 0 },
      service: { launchType: 'EC2' },
      events: [
        '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 7f3b1a52-6b86-4838-86e5-46d896fdc8b3) has insufficient CPU units available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ],
    },
  ),
  // public reports of Fargate with EFS and IAM
  field(
    'EFS refuses the mount',
    { cause: 'efs-not-allowed', facts: ['elasticfilesystem:ClientMount'], never: /2049|mount target in each|DNS/ },
    neverStarts(
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/srv/data' : unsuccessful EFS utils command execution; code: 32",
    ),
  ),
  // a public post-mortem of a deployment
  field(
    'environment file that may not be read',
    { cause: 'env-file', facts: ['s3:GetObject', 'arn:aws:s3:::shop-config/prod.env'], never: /NAT|DNS/ },
    neverStarts(
      'ResourceInitializationError: failed to download env files: service call has been retried 1 time(s): operation error S3: HeadObject, https response error StatusCode: 403, api error Forbidden: Forbidden',
      {
        containers: [{ ...WEB, environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::shop-config/prod.env' }] }],
      },
    ),
  ),
  // moby: daemon/images; public reports
  field(
    'image for Windows',
    { cause: 'image-wrong-system', facts: ['windows', 'linux'], never: /does not exist|repositoryCredentials|NAT/ },
    neverStarts(
      'CannotPullContainerError: Error response from daemon: image operating system "windows" cannot be used on this platform',
    ),
  ),
  // docs.aws.amazon.com/AmazonECS: Service Connect
  field(
    'the proxy of Service Connect runs out of memory',
    { cause: 'out-of-memory', facts: ['ecs-service-connect-Xy12Z', 'memory'], never: /healthCheck command|curl/ },
    {
      ...failed,
      tasks: times(2, () => ({
        ...exited(
          {
            name: 'ecs-service-connect-Xy12Z',
            exitCode: 137,
            reason: 'OutOfMemoryError: Container killed due to memory usage',
          },
          { name: 'web', exitCode: 143 },
        ),
        cpu: '256',
        memory: '512',
        launchType: 'FARGATE',
      })),
      containers: [{ ...WEB, memory: 480 }],
      logs: logs(['shop 3.2.0', 'Server listening at http://0.0.0.0:8080']),
    },
  ),
  // docs.aws.amazon.com/AWSEC2: InvalidGroup.NotFound
  field(
    'security group that was deleted',
    {
      cause: 'invalid-network',
      facts: ['InvalidGroup.NotFound', 'sg-0a1b2c3d4e5f67890'],
      never: /quota|addresses|service-linked/,
    },
    neverStarts(
      "Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-0a1b2c3d4e5f67890': InvalidGroup.NotFound",
      {
        service: {
          networkConfiguration: {
            awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d4e5f67890'], securityGroups: ['sg-0a1b2c3d4e5f67890'] },
          },
        },
      },
    ),
  ),
  // access logs of programs whose own check asks another path
  field(
    'container health check: the path does not exist',
    {
      cause: 'check-path-wrong',
      facts: ['404', '/healthz'],
      never: /install the tool|startPeriod|is not in the image/,
    },
    failsOwnCheck(
      ['CMD-SHELL', 'curl -f http://localhost:8080/healthz || exit 1'],
      [
        'INFO:     Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)',
        'INFO:     127.0.0.1:41234 - "GET /healthz HTTP/1.1" 404 Not Found',
        'INFO:     127.0.0.1:41250 - "GET /healthz HTTP/1.1" 404 Not Found',
      ],
    ),
  ),
  // spring-boot: DataSourceHealthIndicator
  field(
    'Spring answers 503 while its database is out of reach',
    { cause: 'says-connection-timeout', facts: ['security group', '503'], never: /password|pool size|proxy/ },
    unanswered('Health checks failed with these codes: [503]', [
      '2026-09-01T10:00:11.841Z  INFO 1 --- [main] com.acme.shop.ShopApplication            : Started ShopApplication in 9.123 seconds (process running for 10.412)',
      '2026-09-01T10:00:45.101Z  WARN 1 --- [nio-8080-exec-1] o.s.b.a.jdbc.DataSourceHealthIndicator   : DataSource health check failed',
      '',
      'org.springframework.jdbc.CannotGetJdbcConnectionException: Failed to obtain JDBC Connection',
      '\tat org.springframework.jdbc.datasource.DataSourceUtils.getConnection(DataSourceUtils.java:84)',
      'Caused by: java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30000ms (total=0, active=0, idle=0, waiting=0)',
      '\tat com.zaxxer.hikari.pool.HikariPool.createTimeoutException(HikariPool.java:686)',
      'Caused by: org.postgresql.util.PSQLException: The connection attempt failed.',
      '\tat org.postgresql.core.v3.ConnectionFactoryImpl.openConnectionImpl(ConnectionFactoryImpl.java:385)',
      'Caused by: java.net.SocketTimeoutException: Connect timed out',
      '\tat java.base/sun.nio.ch.NioSocketImpl.timedFinishConnect(NioSocketImpl.java:546)',
    ]),
  ),
  // open-telemetry/opentelemetry-collector: confmap and configunmarshaler
  field(
    'OpenTelemetry collector: an exporter that it does not know',
    { cause: 'says-collector-config', facts: ['otel', 'awsemff'], never: /web exited|security group|exec format/ },
    {
      ...failed,
      tasks: times(2, () => exited({ name: 'otel', exitCode: 1 }, { name: 'web', exitCode: 143 })),
      containers: [WEB, { ...WEB, name: 'otel', image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.40.0' }],
      logs: {
        ...logs(['Server listening at http://0.0.0.0:8080']),
        ...logs(
          [
            '2026/09/01 10:00:01 AWS OTel Collector version: v0.40.0',
            '2026/09/01 10:00:01 found no extra config, skip it, err: open /opt/aws/aws-otel-collector/etc/extracfg.txt: no such file or directory',
            'Error: failed to get config: cannot unmarshal the configuration: decoding failed due to the following error(s):',
            '',
            'error decoding \'exporters\': unknown type: "awsemff" for id: "awsemff" (valid values: [awsemf awsxray otlp otlphttp debug])',
            '2026/09/01 10:00:01 application run finished with error: failed to get config',
          ],
          'otel',
        ),
      },
    },
  ),
];
