import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, taskId, T0, WEB, type Case } from './case.ts';
import { failsOwnCheck, logs, unanswered } from './kinds.ts';
import { BREAKER, exited, FAILED_EVENTS, notStarted, scaledIn, times, unhealthy } from './tasks.ts';

export interface Open {
  name: string;
  /** Where the wording was found. */
  source: string;
  /** What went wrong, in one sentence. */
  root: string;
  /** In the title or explanation of the cause. */
  named: RegExp;
  /** In the fix. */
  fix: readonly RegExp[];
  facts: readonly string[];
  never: RegExp;
  given: Case;
}

const EVENTS = [
  '(service web) has started 2 tasks: (task 1) (task 2).',
  '(service web) registered 1 targets in (target-group ' + GROUP + ')',
];
const failed = { deployment: BREAKER, events: [...EVENTS, ...FAILED_EVENTS] };
const ends = (code: number, lines: readonly string[], more: Partial<Case> = {}): Case => ({
  ...failed,
  tasks: [...times(2, () => exited({ name: 'web', exitCode: code })), scaledIn],
  logs: logs(lines),
  ...more,
});
const neverStarts = (reason: string, more: Partial<Case> = {}): Case => ({
  ...failed,
  tasks: [...times(3, () => notStarted(reason)), scaledIn],
  ...more,
});
const still = (...events: string[]): Case => ({
  standsStill: true,
  events: [...EVENTS, ...events],
  running: [
    {
      containers: [{ name: 'web', lastStatus: 'RUNNING' }],
      taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:1',
      startedBy: 'ecs-svc/1',
    },
  ],
  counts: { desired: 2, running: 0, pending: 0 },
});

export const FIELD_FIXES: readonly Open[] = [
  {
    name: 'Go: golang-migrate left the database dirty',
    source: 'https://github.com/golang-migrate/migrate/issues/282',
    root: 'Migration 27 failed half way in an earlier run, so golang-migrate refuses to go on.',
    named: /migration/i,
    fix: [/force/, /27|26/],
    facts: ['27'],
    never: /security group|`environment`|another (task|process) holds|locked/,
    given: ends(1, [
      'time="2026-09-01T10:00:01Z" level=info msg="starting ChirpStack Application Server" docs="https://www.chirpstack.io/" version=3.17.4',
      'time="2026-09-01T10:00:01Z" level=info msg="storage: setting up storage package"',
      'time="2026-09-01T10:00:01Z" level=info msg="storage: connecting to PostgreSQL database"',
      'time="2026-09-01T10:00:01Z" level=warning msg="tls not enabled for metrics"',
      'time="2026-09-01T10:00:01Z" level=info msg="storage: applying PostgreSQL data migrations"',
      'time="2026-09-01T10:00:02Z" level=fatal msg="setup storage error: storage: migrate up error: Dirty database version 27. Fix and force version."',
    ]),
  },
  {
    name: 'Node: Knex finds the lock of a dead run',
    source: 'https://github.com/knex/knex/issues/1217',
    root: 'An earlier migration run died and left the lock in knex_migrations_lock.',
    named: /lock/i,
    fix: [/migrate:unlock|knex_migrations_lock/],
    facts: ['lock'],
    never: /security group|disk|password/,
    given: ends(1, [
      'npm warn config production Use `--omit=dev` instead.',
      '> shop@3.2.0 start',
      '> knex migrate:latest && node server.js',
      'Using environment: production',
      "Can't take lock to run migrations: Migration table is already locked",
      "If you are sure migrations are not running you can release the lock manually by running 'knex migrate:unlock'",
      'Migration table is already locked',
      'MigrationLocked: Migration table is already locked',
      '    at Migrator._getLock (/app/node_modules/knex/lib/migrations/migrate/Migrator.js:368:13)',
      'npm error Lifecycle script `start` failed with error:',
      'npm error code 1',
    ]),
  },
  {
    name: 'Elixir: the pool is empty because the database does not answer',
    source: 'https://github.com/blockscout/blockscout/issues/6406',
    root: 'The database does not answer on port 5432, so the pool never gets a connection.',
    named: /shop-db\.abc\.us-east-1\.rds\.amazonaws\.com/,
    fix: [/security group/, /5432/],
    facts: ['shop-db.abc.us-east-1.rds.amazonaws.com', '5432'],
    never: /pool_size|larger pool|pool is too small/,
    given: ends(1, [
      '10:00:01.120 [info] Running migrations for Shop.Repo',
      '10:00:16.301 [error] Postgrex.Protocol (#PID<0.222.0>) failed to connect: ** (DBConnection.ConnectionError) tcp connect (shop-db.abc.us-east-1.rds.amazonaws.com:5432): timeout',
      '10:00:31.322 [error] Postgrex.Protocol (#PID<0.223.0>) failed to connect: ** (DBConnection.ConnectionError) tcp connect (shop-db.abc.us-east-1.rds.amazonaws.com:5432): timeout',
      '** (DBConnection.ConnectionError) connection not available and request was dropped from queue after 2962ms. This means requests are coming in and your connection pool cannot serve them fast enough. You can address this by:',
      '',
      '  1. Ensuring your database is available and that you can connect to it',
      '  2. Tracking down slow queries and making sure they are running fast enough',
      '  3. Increasing the pool_size (although this increases resource consumption)',
      '  4. Allowing requests to wait longer by increasing :queue_target and :queue_interval',
      '',
      'See DBConnection.start_link/2 for more information',
      '    (ecto_sql 3.9.0) lib/ecto/adapters/sql.ex:905: Ecto.Adapters.SQL.raise_sql_call_error/1',
      '    (elixir 1.13.1) lib/enum.ex:1593: Enum."-map/2-lists^map/1-0-"/2',
    ]),
  },
  {
    name: '.NET: EF Core model without its migration',
    source: 'https://github.com/dotnet/efcore/issues/35158',
    root: 'The model of ShopDbContext changed and nobody added the migration.',
    named: /ShopDbContext/,
    fix: [/migrations add/],
    facts: ['ShopDbContext'],
    never: /security group|`environment`|locked|connection string/,
    given: ends(139, [
      'info: Microsoft.EntityFrameworkCore.Database.Command[20101]',
      "      Executed DbCommand (14ms) [Parameters=[], CommandType='Text', CommandTimeout='30']",
      '      SELECT EXISTS (',
      "Unhandled exception. System.InvalidOperationException: An error was generated for warning 'Microsoft.EntityFrameworkCore.Migrations.PendingModelChangesWarning': The model for context 'ShopDbContext' has pending changes. Add a new migration before updating the database. This exception can be suppressed or logged by passing event ID 'RelationalEventId.PendingModelChangesWarning' to the 'ConfigureWarnings' method in 'DbContext.OnConfiguring' or 'AddDbContext'.",
      '   at Microsoft.EntityFrameworkCore.Diagnostics.EventDefinition`1.Log[TLoggerCategory](IDiagnosticsLogger`1 logger, TParam arg)',
      '   at Microsoft.EntityFrameworkCore.Migrations.Internal.Migrator.Migrate(String targetMigration)',
      '   at Program.<Main>$(String[] args) in /src/Program.cs:line 31',
    ]),
  },
  {
    name: 'Rust: sqlx finds an applied migration edited',
    source: 'https://github.com/raphaelmansuy/edgequake/issues/195',
    root: 'The file of migration 20240901120000 was edited after it had been applied.',
    named: /20240901120000/,
    fix: [/restore|revert|put back/i, /new migration/i],
    facts: ['20240901120000'],
    never: /security group|locked|force/,
    given: ends(1, [
      '2026-09-01T10:00:01.004Z  INFO shop_api: starting version=0.11.0',
      '2026-09-01T10:00:01.090Z  INFO sqlx::postgres::notice: relation "_sqlx_migrations" already exists, skipping',
      'Error: migration 20240901120000 was previously applied but has been modified',
    ]),
  },
  {
    name: 'Java: Quarkus lacks a property',
    source: 'https://github.com/quarkusio/quarkus/issues/25236',
    root: 'The property shop.payment.api-key is not set anywhere.',
    named: /shop\.payment\.api-key/,
    fix: [/SHOP_PAYMENT_API_KEY/, /`environment`|`secrets`/],
    facts: ['shop.payment.api-key', 'SHOP_PAYMENT_API_KEY'],
    never: /security group|resolve/,
    given: ends(1, [
      '__  ____  __  _____   ___  __ ____  ______ ',
      ' --/ __ \\/ / / / _ | / _ \\/ //_/ / / / __/ ',
      '2026-09-01 10:00:02,120 WARN  [io.qua.config] (main) Unrecognized configuration key "quarkus.http.prot" was provided; it will be ignored; verify that the dependency extension for this configuration is set or that you did not make a typo',
      '2026-09-01 10:00:02,349 ERROR [io.qua.run.Application] (main) Failed to start application: io.smallrye.config.ConfigValidationException: Configuration validation failed:',
      '\tjava.util.NoSuchElementException: SRCFG00014: The config property shop.payment.api-key is required but it could not be found in any config source',
      '\tat io.smallrye.config.ConfigMappingProvider.mapConfiguration(ConfigMappingProvider.java:967)',
      '\tat io.quarkus.runtime.Application.start(Application.java:101)',
    ]),
  },
  {
    name: 'PHP-FPM: the directory of its socket is missing',
    source: 'https://github.com/phalcon/phalcon-compose/issues/26',
    root: 'The directory /run/php does not exist in the image, so php-fpm cannot make its socket.',
    named: /\/run\/php/,
    fix: [/mkdir|create/i, /\/run\/php/],
    facts: ['/run/php'],
    never: /in use|1024|security group|another process/,
    given: ends(78, [
      "[01-Sep-2026 10:00:01] NOTICE: [pool www] 'user' directive is ignored when FPM is not running as root",
      "[01-Sep-2026 10:00:01] ERROR: unable to bind listening socket for address '/run/php/php8.2-fpm.sock': No such file or directory (2)",
      '[01-Sep-2026 10:00:01] ERROR: FPM initialization failed',
    ]),
  },
  {
    name: 'Python: Celery may not list the queues',
    source: 'https://github.com/celery/kombu/issues/1340',
    root: 'The task role lacks sqs:ListQueues.',
    named: /ListQueues/,
    fix: [/task role|taskRoleArn/, /sqs:ListQueues/],
    facts: ['sqs:ListQueues'],
    never: /execution role|security group|password/,
    given: ends(1, [
      ' -------------- celery@ip-10-0-1-23 v5.3.6 (emerald-rush)',
      '[2026-09-01 10:00:02,101: WARNING/MainProcess] /usr/local/lib/python3.11/site-packages/celery/worker/consumer/consumer.py:507: CPendingDeprecationWarning: The broker_connection_retry configuration setting will no longer determine',
      "[2026-09-01 10:00:02,530: CRITICAL/MainProcess] Unrecoverable error: ClientError('An error occurred (AccessDenied) when calling the ListQueues operation: Access to the resource https://queue.amazonaws.com/ is denied.')",
      'Traceback (most recent call last):',
      '  File "/usr/local/lib/python3.11/site-packages/kombu/transport/SQS.py", line 366, in _update_queue_cache',
      '    resp = client.list_queues(QueueNamePrefix=queue_name_prefix)',
      'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the ListQueues operation: Access to the resource https://queue.amazonaws.com/ is denied.',
    ]),
  },
  {
    name: 'Ruby: Sidekiq wants a newer Redis',
    source: 'https://github.com/sidekiq/sidekiq/blob/main/lib/sidekiq/cli.rb',
    root: 'The Redis server is 6.2.6, this Sidekiq needs 7.0.0.',
    named: /6\.2\.6/,
    fix: [/7\.0\.0/, /upgrade|update/i],
    facts: ['6.2.6', '7.0.0'],
    never: /security group|nothing accepts|password|refused/,
    given: ends(1, [
      '2026-09-01T10:00:01.100Z pid=1 tid=gs1 INFO: Booted Rails 7.1.3 application in production environment',
      '2026-09-01T10:00:01.101Z pid=1 tid=gs1 INFO: Running in ruby 3.3.0 (2023-12-25 revision 5124f9ac75) [x86_64-linux]',
      'You are connecting to Redis 6.2.6, Sidekiq requires Redis 7.0.0 or greater',
      "/usr/local/bundle/gems/sidekiq-8.0.1/lib/sidekiq/cli.rb:73:in `run'",
      "/usr/local/bundle/gems/sidekiq-8.0.1/bin/sidekiq:31:in `<top (required)>'",
    ]),
  },
  {
    name: 'Node: Next.js was never built',
    source: 'https://nextjs.org/docs/messages/production-start-no-build-id',
    root: 'The image holds no .next build.',
    named: /\.next|production build/,
    fix: [/next build/, /Dockerfile|image/],
    facts: ['.next'],
    never: /security group|`environment`|volume/,
    given: ends(1, [
      '> web@1.0.0 start',
      '> next start -p 8080',
      '   ▲ Next.js 15.1.3',
      '   - Local:        http://localhost:8080',
      ' ✓ Starting...',
      "Error: Could not find a production build in the '.next' directory. Try building your app with 'next build' before starting the production server. https://nextjs.org/docs/messages/production-start-no-build-id",
      '    at setupFsCheck (/app/node_modules/next/dist/server/lib/router-utils/filesystem.js:151:19)',
    ]),
  },
  {
    name: 'Kotlin: MSK refuses the task role',
    source: 'https://github.com/aws/aws-msk-iam-auth/issues/66',
    root: 'The task role lacks kafka-cluster:Connect and the like for the MSK cluster.',
    named: /Access denied|refuse|IAM|MSK/i,
    fix: [/kafka-cluster:Connect/, /task role|taskRoleArn/],
    facts: ['kafka-cluster:Connect'],
    never: /password|user name|security group|execution role/,
    given: ends(1, [
      '2026-09-01 10:00:06.381  INFO 1 --- [main] o.a.kafka.common.utils.AppInfoParser     : Kafka version: 3.6.1',
      '2026-09-01 10:00:06.458  INFO 1 --- [main] o.a.k.clients.consumer.KafkaConsumer     : [Consumer clientId=consumer-orders-1, groupId=orders] Subscribed to topic(s): orders',
      '2026-09-01 10:00:07.557  INFO 1 --- [ntainer#0-0-C-1] o.apache.kafka.common.network.Selector   : [Consumer clientId=consumer-orders-1, groupId=orders] Failed authentication with b-1.shop.c7.kafka.us-east-1.amazonaws.com/10.0.9.170 (channelId=-1) (Authentication failed due to invalid credentials with SASL mechanism AWS_MSK_IAM)',
      '2026-09-01 10:00:07.560 ERROR 1 --- [ntainer#0-0-C-1] o.s.k.l.KafkaMessageListenerContainer    : Fatal consumer exception; stopping container',
      'org.apache.kafka.common.errors.SaslAuthenticationException: [cc8333d3-37a9-4bb8-9d5a-1b1127502cad]: Access denied',
    ]),
  },
  {
    name: 'Java: the agent of OpenTelemetry is not in the image',
    source: 'https://learn.microsoft.com/azure/azure-monitor/app/java-standalone-troubleshoot',
    root: 'JAVA_TOOL_OPTIONS names a -javaagent whose file is not in the image.',
    named: /\/otel\/opentelemetry-javaagent\.jar/,
    fix: [/JAVA_TOOL_OPTIONS|-javaagent/, /image|Dockerfile|copy/i],
    facts: ['/otel/opentelemetry-javaagent.jar'],
    never: /Raise `memory`|security group|wrong processor/,
    given: ends(1, [
      'Picked up JAVA_TOOL_OPTIONS: -javaagent:/otel/opentelemetry-javaagent.jar -XX:MaxRAMPercentage=75',
      'Error opening zip file or JAR manifest missing : /otel/opentelemetry-javaagent.jar',
      'Error occurred during initialization of VM',
      'agent library failed Agent_OnLoad: instrument',
    ]),
  },
  {
    name: 'nginx: a variable of the template is empty',
    source: 'https://github.com/nginx/nginx/blob/master/src/http/ngx_http_upstream.c',
    root: 'The upstream in default.conf line 3 came out as ":" because its variables are empty.',
    named: /default\.conf/,
    fix: [/line 3|default\.conf:3/, /variable|empty/],
    facts: ['/etc/nginx/conf.d/default.conf', '3'],
    never: /resolve|security group|DNS/,
    given: ends(1, [
      '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration',
      '/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh',
      '20-envsubst-on-templates.sh: Running envsubst on /etc/nginx/templates/default.conf.template to /etc/nginx/conf.d/default.conf',
      '/docker-entrypoint.sh: Configuration complete; ready for start up',
      '2026/09/01 10:00:01 [emerg] 1#1: invalid port in upstream ":" in /etc/nginx/conf.d/default.conf:3',
      'nginx: [emerg] invalid port in upstream ":" in /etc/nginx/conf.d/default.conf:3',
    ]),
  },
  {
    name: 'OpenTelemetry collector: an exporter that was removed takes the task with it',
    source: 'https://github.com/open-telemetry/opentelemetry-collector/issues/11337',
    root: 'The sidecar otel does not know the exporter "logging" and exits; it is essential, so the task stops.',
    named: /otel/,
    fix: [/logging/, /debug|exporter/],
    facts: ['otel', 'logging'],
    never: /security group|web (failed|exited|crashed)|healthCheck/,
    given: {
      ...failed,
      containers: [WEB, { ...WEB, name: 'otel', image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.42.0' }],
      tasks: times(2, () => exited({ name: 'web', exitCode: 143 }, { name: 'otel', exitCode: 1 })),
      logs: {
        ...logs(['listening on 8080', 'SIGTERM received, shutting down']),
        ...logs(
          [
            '2026/09/01 10:00:01 ADOT Collector version: v0.42.0',
            '2026/09/01 10:00:01 found no extra config, skip it, err: open /opt/aws/aws-otel-collector/etc/extracfg.txt: no such file or directory',
            '2026/09/01 10:00:01 Reading AOT config from environment: receivers: ...',
            'Error: failed to get config: cannot unmarshal the configuration: decoding failed due to the following error(s):',
            '',
            '\'exporters\' unknown type: "logging" for id: "logging" (valid values: [awsxray awsemf debug otlp otlphttp])',
            '2026/09/01 10:00:01 application run finished with error: failed to get config',
          ],
          'otel',
        ),
      },
    },
  },
  {
    name: 'Python: Django wants a newer PostgreSQL',
    source: 'https://docs.djangoproject.com/en/5.2/releases/5.2/',
    root: 'The database server is PostgreSQL 13.15, this Django needs 14.',
    named: /13\.15/,
    fix: [/14/, /upgrade|update/i],
    facts: ['13.15', '14'],
    never: /security group|password|pip install|driver/,
    given: ends(1, [
      'Operations to perform:',
      '  Apply all migrations: admin, auth, shop',
      'Traceback (most recent call last):',
      '  File "/app/manage.py", line 22, in <module>',
      '    main()',
      '  File "/usr/local/lib/python3.12/site-packages/django/db/backends/base/base.py", line 214, in check_database_version_supported',
      '    raise NotSupportedError(',
      'django.db.utils.NotSupportedError: PostgreSQL 14 or later is required (found 13.15).',
    ]),
  },
  {
    name: 'Java: Spring Cloud Config on its default address',
    source: 'https://github.com/spring-cloud/spring-cloud-config',
    root: 'Nobody told the program where the config server is, so it asks localhost:8888.',
    named: /localhost:8888/,
    fix: [/spring\.cloud\.config\.uri|SPRING_CLOUD_CONFIG_URI|SPRING_CONFIG_IMPORT|config server/i],
    facts: ['8888'],
    never: /security group|password/,
    given: ends(1, [
      '2026-09-01T10:00:02.101Z  INFO 1 --- [shop] [main] o.s.c.c.c.ConfigServerConfigDataLoader : Fetching config from server at : http://localhost:8888',
      '2026-09-01T10:00:02.140Z  INFO 1 --- [shop] [main] o.s.c.c.c.ConfigServerConfigDataLoader : Connect Timeout Exception on Url - http://localhost:8888. Will be trying the next url if available',
      '2026-09-01T10:00:02.150Z ERROR 1 --- [shop] [main] o.s.boot.SpringApplication : Application run failed',
      'org.springframework.cloud.config.client.ConfigClientFailFastException: Could not locate PropertySource and the resource is not optional, failing',
      '\tat org.springframework.cloud.config.client.ConfigServerConfigDataLoader.doLoad(ConfigServerConfigDataLoader.java:197)',
      'Caused by: org.springframework.web.client.ResourceAccessException: I/O error on GET request for "http://localhost:8888/shop/prod": Connection refused',
    ]),
  },
  {
    name: 'Fargate: quota of vCPUs',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    root: 'The account has used up its quota of Fargate vCPUs.',
    named: /vCPU/,
    fix: [/quota/i],
    facts: ['vCPU'],
    never: /container instance|security group|Auto Scaling group/,
    given: still(
      '(service web) was unable to place a task. Reason: You’ve reached the limit on the number of vCPUs you can run concurrently.',
    ),
  },
  {
    name: 'EC2: the agent of the closest instance is gone',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    root: 'The ECS agent of the only fitting instance is disconnected.',
    named: /agent/i,
    fix: [/restart/i, /9c1d4e6f0a3b4f6f8a1b2c3d4e5f6a7b/],
    facts: ['9c1d4e6f0a3b4f6f8a1b2c3d4e5f6a7b'],
    never: /memory|CPU units|Exec/,
    given: still(
      '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 9c1d4e6f0a3b4f6f8a1b2c3d4e5f6a7b) encountered error "AGENT". For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
    ),
  },
  {
    name: 'percents that allow no step',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    root: 'minimumHealthyPercent 100 and maximumPercent 100 allow neither a stop nor a start.',
    named: /maximum/i,
    fix: [/maximum-percent|maximumPercent|minimum-healthy-percent|minimumHealthyPercent/, /200|50|0/],
    facts: ['100'],
    never: /security group|capacity provider|quota/,
    given: {
      ...still(
        '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
      ),
      service: { desiredCount: 1, deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } },
      counts: { desired: 1, running: 0, pending: 0 },
    },
  },
  {
    name: 'the target group was deleted',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    root: 'The target group that the service uses no longer exists.',
    named: /target group/i,
    fix: [/recreate|create|delete|loadBalancers/i],
    facts: ['web'],
    never: /health check path|security group|grace period/,
    given: {
      ...still(
        `(service web) (task ${taskId(100)}) (port 8080) is unhealthy in (target-group ${GROUP}) due to (reason TARGET GROUP IS NOT FOUND).`,
      ),
      running: [{ containers: [{ name: 'web', lastStatus: 'RUNNING' }] }],
      counts: { desired: 1, running: 1, pending: 0 },
    },
  },
  {
    name: 'targets in a zone that the load balancer does not serve',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
    root: 'The service starts tasks in a subnet whose zone the load balancer does not have.',
    named: /Availability Zone/i,
    fix: [/load balancer/, /subnet|zone/i],
    facts: ['Availability Zone'],
    never: /health check path|security group|grace period|listener rule/,
    given: {
      ...still(),
      targets: [
        {
          state: 'unused',
          reason: 'Target.NotInUse',
          description: 'Target is in an Availability Zone that is not enabled for the load balancer',
        },
      ] as Case['targets'],
      running: [
        {
          containers: [{ name: 'web', lastStatus: 'RUNNING', networkInterfaces: [{ privateIpv4Address: '10.0.3.4' }] }],
          attachments: [
            { type: 'ElasticNetworkInterface', details: [{ name: 'privateIPv4Address', value: '10.0.3.4' }] },
          ],
        },
      ],
      counts: { desired: 1, running: 1, pending: 0 },
    },
  },
  {
    name: 'EFS: IAM refuses the mount',
    source: 'https://github.com/aws/aws-cdk/issues/13442',
    root: 'The task role may not mount the file system (IAM authorization is on).',
    named: /fs-0486fc40aef1fa1a5/,
    fix: [/elasticfilesystem:ClientMount/, /task role|taskRoleArn/],
    facts: ['fs-0486fc40aef1fa1a5', 'elasticfilesystem:ClientMount'],
    never: /2049|DNS|security group/,
    given: neverStarts(
      `ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/srv/data' Traceback (most recent call last): File "/usr/sbin/supervisor_mount_efs", line 52, in <module> return_code = subprocess.check_call(["mount", "-t", "efs", "-o", opts, args.fs_id_with_path, args.dir_in_container], shell=False) File "/usr/lib64/python3.9/subprocess.py", line 373, in check_call raise CalledProcessError(retcode, cmd) subprocess.CalledProcessError: Command '['mount', '-t', 'efs', '-o', 'noresvport,tls,iam,awscredsuri=/v2/credentials/3f626a1f', 'fs-0486fc40aef1fa1a5:/srv/data', '/efs-vols/data']' returned non-zero exit status 32.`,
    ),
  },
  {
    name: 'EFS: the root directory is missing',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html',
    root: 'The directory /data/neo4j does not exist on the file system.',
    named: /\/data\/neo4j/,
    fix: [/rootDirectory|access point|directory/i, /\/data\/neo4j/],
    facts: ['/data/neo4j', 'fs-0c8a1b2c3d4e5f6a7'],
    never: /2049|security group|ClientMount|DNS/,
    given: neverStarts(
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: mounting fs-0c8a1b2c3d4e5f6a7.efs.us-east-1.amazonaws.com:/data/neo4j failed, reason given by server: No such file or directory' : unsuccessful EFS utils command execution; code: 32",
    ),
  },
  {
    name: 'a secret that is no JSON, asked for a key',
    source: 'https://github.com/aws/amazon-ecs-agent/blob/master/ecs-agent/asm/asm.go',
    root: 'The secret holds plain text, but valueFrom asks for the JSON key "password".',
    named: /JSON/,
    fix: [/JSON/, /:password::|key/, /valueFrom/],
    facts: ['shop/db'],
    never: /GetSecretValue|permission|does not exist|security group/,
    given: neverStarts(
      "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): invalid character 'p' looking for beginning of value",
      {
        containers: [
          {
            ...WEB,
            secrets: [
              {
                name: 'DB_PASSWORD',
                valueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/db-AbCdEf:password::',
              },
            ],
          },
        ],
      },
    ),
  },
  {
    name: 'ECR layers from S3 without a way there',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
    root: 'The task reaches ECR but not S3, where the layers are.',
    named: /S3/,
    fix: [/S3/, /endpoint/i],
    facts: ['S3'],
    never: /typing mistake|does not exist|permission|repositoryCredentials/,
    given: neverStarts(
      'CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/a1b2-111122223333-9cb60dc0/0462?X-Amz-Algorithm=AWS4-HMAC-SHA256": dial tcp 52.217.66.98:443: i/o timeout',
    ),
  },
  {
    name: 'FireLens: its configuration is not in the bucket',
    source: 'https://github.com/aws/amazon-ecs-agent/blob/master/agent/taskresource/firelens/firelens_unix.go',
    root: 'The object extra.conf is missing in the bucket firelens-configs.',
    named: /extra\.conf/,
    fix: [/extra\.conf/, /config-file-value|upload/i],
    facts: ['extra.conf', 'firelens-configs'],
    never: /s3:GetObject|execution role|security group/,
    given: neverStarts(
      'ResourceInitializationError: Unable to download firelens s3 config file: unable to download s3 config extra.conf from bucket firelens-configs: NoSuchKey: The specified key does not exist.',
    ),
  },
  {
    name: 'the agent of Service Connect is unhealthy',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/4397',
    root: "The Service Connect proxy never became healthy; the program's own check is not at fault.",
    named: /Service Connect/,
    fix: [/memory|CPU|agent|proxy/i],
    facts: ['ecs-service-connect-Y84Lt'],
    never: /`healthCheck|startPeriod|health check command/,
    given: {
      ...failed,
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Task failed container health checks',
        startedAt: T0,
        containers: [
          { name: 'web', exitCode: 143 },
          { name: 'ecs-service-connect-Y84Lt', exitCode: 137, healthStatus: 'UNHEALTHY' },
        ],
      })),
      logs: logs(['Keycloak 26.0.7 started in 9.112s. Listening on: http://0.0.0.0:8080']),
    },
  },
  {
    name: 'stands still: web waits for a migration that waits for a lock',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html',
    root: 'web waits until migrate succeeds, and migrate waits for the lock of Flyway.',
    named: /migrate/,
    fix: [/migrate/],
    facts: ['web', 'migrate', 'SUCCESS', 'lock'],
    never: /security group|capacity|health check/,
    given: {
      standsStill: true,
      events: EVENTS,
      counts: { desired: 1, running: 0, pending: 1 },
      running: [
        {
          lastStatus: 'PENDING',
          containers: [
            { name: 'web', lastStatus: 'PENDING' },
            { name: 'migrate', lastStatus: 'RUNNING' },
          ],
        },
      ],
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'migrate', condition: 'SUCCESS' }] },
        { ...WEB, name: 'migrate', essential: false },
      ],
      logs: {
        [`ecs/migrate/${taskId(100)}`]: [
          'Flyway Community Edition 10.4.1 by Redgate',
          'Database: jdbc:postgresql://db.shop.local:5432/shop (PostgreSQL 15.4)',
          'Waiting for lock on table "public"."flyway_schema_history" to be released',
          'Waiting for lock on table "public"."flyway_schema_history" to be released',
        ],
      },
    },
  },
  {
    name: 'a worker out of memory, and 502 of the load balancer behind it',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/out-of-memory.html',
    root: 'The container worker needs more than its 256 MiB.',
    named: /worker/,
    fix: [/memory/, /256|512/],
    facts: ['worker', '256'],
    never: /security group|health check path/,
    given: {
      ...failed,
      containers: [WEB, { ...WEB, name: 'worker', memory: 256 }],
      tasks: [
        ...times(2, () =>
          exited(
            { name: 'web', exitCode: 143 },
            { name: 'worker', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
          ),
        ),
        { ...unhealthy(), startedAt: T0 },
        scaledIn,
      ],
      events: [
        ...EVENTS,
        `(service web) (task ${taskId(2)}) (port 8080) is unhealthy in (target-group ${GROUP}) due to (reason Health checks failed with these codes: [502]).`,
        ...FAILED_EVENTS,
      ],
      logs: logs(['listening on 8080', 'worker socket closed: ECONNRESET']),
    },
  },
  {
    name: 'Rails sends the health check to HTTPS',
    source: 'https://github.com/rails/rails/blob/main/actionpack/lib/action_dispatch/middleware/ssl.rb',
    root: 'force_ssl answers the plain health check with 301.',
    named: /301/,
    fix: [/\/up/, /ssl|HTTPS|redirect|200-399|matcher/i],
    facts: ['301', '/up'],
    never: /security group|another port|grace period/,
    given: unanswered('Health checks failed with these codes: [301]', [
      '=> Booting Puma',
      '=> Rails 7.1.3 application starting in production ',
      '* Listening on http://0.0.0.0:8080',
      'I, [2026-09-01T10:00:12.001 #1]  INFO -- : [1f0c] Started GET "/up" for 10.0.1.5 at 2026-09-01 10:00:12 +0000',
    ]),
  },
  {
    name: 'too little memory on the instances, as the breaker words it',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    root: 'No instance has enough free memory for the task.',
    named: /memory/,
    fix: [/memory/],
    facts: ['9c1d4e6f0a3b4f6f8a1b2c3d4e5f6a7b'],
    never: /exit code|security group/,
    given: {
      deployment: BREAKER,
      events: [
        ...EVENTS,
        '(service web) could not launch 2 tasks for deployment ecs-svc/4965514251646323336 because no container instance met all of its requirements. The closest matching (container-instance 9c1d4e6f0a3b4f6f8a1b2c3d4e5f6a7b) has insufficient memory available.',
        ...FAILED_EVENTS,
      ],
      containers: [{ ...WEB, memory: 3000 }],
    },
  },
  {
    name: 'the check of the container asks for a path that is not there',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html',
    root: 'The health check asks for /healthz, which the program answers with 404.',
    named: /\/healthz/,
    fix: [/\/healthz/, /healthCheck|command/],
    facts: ['/healthz', '404'],
    never: /curl.*(missing|not in)|startPeriod|security group/,
    given: failsOwnCheck(
      ['CMD-SHELL', 'curl -fsS http://127.0.0.1:8080/healthz || exit 1'],
      [
        'INFO:     Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)',
        'INFO:     127.0.0.1:41022 - "GET /healthz HTTP/1.1" 404 Not Found',
        'INFO:     127.0.0.1:41030 - "GET /healthz HTTP/1.1" 404 Not Found',
        'INFO:     127.0.0.1:41038 - "GET /healthz HTTP/1.1" 404 Not Found',
      ],
    ),
  },
  {
    name: 'tasks with scale-in protection hold the old revision',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    root: 'Tasks of the old revision are protected from scale-in, so the deployment cannot end.',
    named: /protect/i,
    fix: [/protect/i],
    facts: ['protect'],
    never: /quota|capacity|health check/,
    given: {
      ...still(
        '(service web) was unable to reach steady state because task set (task-set ecs-svc/1) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.',
      ),
      counts: { desired: 2, running: 2, pending: 0 },
    },
  },
];
