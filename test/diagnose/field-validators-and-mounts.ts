import type { Task } from '@aws-sdk/client-ecs';
import { T0, WEB, type Case } from './case.ts';
import { failed, neverStarts } from './endings.ts';
import { field } from './field.ts';
import { failsOwnCheck, logs, type Kind } from './kinds.ts';
import { BREAKER, exited, FAILED_EVENTS, healthEvent, notStarted, scaledIn, times, unhealthy } from './tasks.ts';
const ends = (code: number, lines: readonly string[]): Case => ({
  ...failed,
  tasks: [
    ...times(2, () => exited({ name: 'web', exitCode: code }, { name: 'aws-guardduty-agent-Xy12', exitCode: 0 })),
    scaledIn,
  ],
  logs: logs(lines),
});
const containerFails = (reason: string): Case => ({
  ...failed,
  tasks: times(2, () => notStarted('Task failed to start', reason)),
});

/** What libraries and validators refuse, and what hooks, mounts and log drivers do. */
export const FIELD_VALIDATORS_AND_MOUNTS: readonly Kind[] = [
  field(
    'Go: viper finds no file',
    { cause: 'says-file-missing', facts: ['config', '/etc/shop'], never: /security group/ },
    ends(1, [
      '2026/09/01 10:00:01 INFO build 4f1c',
      'panic: fatal error config file: Config File "config" Not Found in "[/app /etc/shop]"',
      '',
      'goroutine 1 [running]:',
      'main.main()',
    ]),
  ),
  field(
    'Go: expired certificate',
    { cause: 'says-certificate', facts: ['expired', 'Renew'], never: /lacks the CA|security group/ },
    ends(1, [
      '{"level":"info","msg":"starting"}',
      '{"level":"warn","msg":"cache miss","key":"jwks"}',
      '{"level":"fatal","msg":"cannot load jwks","error":"Get \\"https://idp.corp.example/jwks\\": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-09-01T10:00:00Z is after 2026-08-30T23:59:59Z"}',
    ]),
  ),
  field(
    'Node: Nest lacks a provider',
    { cause: 'says-wiring', facts: ['OrdersService'], never: /security group|npm ci/ },
    ends(1, [
      '[Nest] 1  - 09/01/2026, 10:00:01 AM     LOG [NestFactory] Starting Nest application...',
      '[Nest] 1  - 09/01/2026, 10:00:01 AM     LOG [InstanceLoader] ConfigModule dependencies initialized +12ms',
      "[Nest] 1  - 09/01/2026, 10:00:01 AM   ERROR [ExceptionHandler] Nest can't resolve dependencies of the OrdersService (?). Please make sure that the argument ConfigService at index [0] is available in the OrdersModule context.",
    ]),
  ),
  field(
    'Node: port is not a number',
    { cause: 'says-setting-invalid', facts: ['NaN'], never: /in use|1024/ },
    ends(1, [
      'node:internal/validators:343',
      '    throw new ERR_SOCKET_BAD_PORT(name, port, allowZero);',
      '    ^',
      '',
      'RangeError [ERR_SOCKET_BAD_PORT]: options.port should be >= 0 and < 65536. Received type number (NaN).',
      '    at validatePort (node:internal/validators:411:11)',
      "  code: 'ERR_SOCKET_BAD_PORT'",
      '}',
    ]),
  ),
  field(
    'Node: URL of Mongo',
    { cause: 'says-setting-invalid', facts: ['mongodb://'], never: /security group|resolve/ },
    ends(1, [
      '(node:1) Warning: Accessing non-existent property of module exports inside circular dependency',
      'MongoParseError: Invalid scheme, expected connection string to start with "mongodb://" or "mongodb+srv://"',
      '    at new ConnectionString (/app/node_modules/mongodb-connection-string-url/lib/index.js:86:19)',
    ]),
  ),
  field(
    'Python: pydantic 2',
    { cause: 'says-library-version', facts: ['pydantic-settings'], never: /security group|environment variable/ },
    ends(1, [
      'Traceback (most recent call last):',
      '  File "/app/settings.py", line 1, in <module>',
      '    from pydantic import BaseSettings',
      '  File "/usr/local/lib/python3.12/site-packages/pydantic/_migration.py", line 296, in wrapper',
      'pydantic.errors.PydanticImportError: `BaseSettings` has been moved to the `pydantic-settings` package. See https://docs.pydantic.dev/2.9/migration/#basesettings-has-moved-to-pydantic-settings for more details.',
    ]),
  ),
  field(
    'Python: address that is not its own',
    { cause: 'says-address-unavailable', facts: ['10.0.1.5', '0.0.0.0'], never: /in use|below 1024/ },
    ends(1, [
      'INFO:     Started server process [1]',
      'INFO:     Waiting for application startup.',
      'INFO:     Application startup complete.',
      "ERROR:    [Errno 99] error while attempting to bind on address ('10.0.1.5', 8080): cannot assign requested address",
      'INFO:     Waiting for application shutdown.',
    ]),
  ),
  field(
    'Java: option that the JVM dropped',
    { cause: 'says-usage', facts: ['UseConcMarkSweepGC'], never: /Raise `memory`|security group/ },
    ends(1, [
      'Picked up JAVA_TOOL_OPTIONS: -XX:+UseConcMarkSweepGC',
      "Unrecognized VM option 'UseConcMarkSweepGC'",
      'Error: Could not create the Java Virtual Machine.',
      'Error: A fatal exception has occurred. Program will exit.',
    ]),
  ),
  field(
    'Java: a bean is missing',
    { cause: 'says-wiring', facts: ['com.example.OrderClient'], never: /security group|`environment`/ },
    ends(1, [
      '2026-09-01T10:00:03.100Z  INFO 1 --- [main] com.example.Shop : The following 1 profile is active: "prod"',
      '2026-09-01T10:00:04.100Z  WARN 1 --- [main] o.s.c.a.AnnotationConfigApplicationContext : Exception encountered during context initialization - cancelling refresh attempt',
      '',
      '***************************',
      'APPLICATION FAILED TO START',
      '***************************',
      '',
      'Description:',
      '',
      "Parameter 0 of constructor in com.example.OrderController required a bean of type 'com.example.OrderClient' that could not be found.",
      '',
      '',
      'Action:',
      '',
      "Consider defining a bean of type 'com.example.OrderClient' in your configuration.",
      '',
    ]),
  ),
  field(
    '.NET: no ICU',
    { cause: 'says-culture-missing', facts: ['invariant', 'icu-libs'], never: /security group/ },
    ends(134, [
      'info: Shop[0]',
      '      starting',
      "Unhandled exception. System.Globalization.CultureNotFoundException: Only the invariant culture is supported in globalization-invariant mode. See https://aka.ms/GlobalizationInvariantMode for more information. (Parameter 'name')",
      'de-DE is an invalid culture identifier.',
      '   at System.Globalization.CultureInfo..ctor(String name, Boolean useUserOverride)',
    ]),
  ),
  field(
    'Ruby: Sidekiq at localhost',
    { cause: 'says-connection-refused-here', facts: ['6379'], never: /security group/ },
    failsOwnCheck(
      ['CMD-SHELL', 'pgrep sidekiq'],
      [
        '2026-09-01T10:00:01.000Z pid=1 tid=9x INFO: Booting Sidekiq 7.2.4 with Sidekiq::Config options',
        '2026-09-01T10:00:03.000Z pid=1 tid=a1 WARN: RedisClient::CannotConnectError: Connection refused - connect(2) for 127.0.0.1:6379',
        '2026-09-01T10:00:05.000Z pid=1 tid=a1 WARN: RedisClient::CannotConnectError: Connection refused - connect(2) for 127.0.0.1:6379',
        '2026-09-01T10:00:08.000Z pid=1 tid=a1 ERROR: Error fetching job: Connection refused - connect(2) for 127.0.0.1:6379',
      ],
    ),
  ),
  field(
    'PHP-FPM: no pool',
    { cause: 'says-web-config', facts: ['pool'], never: /connection|security group/ },
    ends(78, [
      "[01-Sep-2026 10:00:01] WARNING: Nothing matches the include pattern '/usr/local/etc/php-fpm.d/*.conf' from /usr/local/etc/php-fpm.conf at line 146.",
      '[01-Sep-2026 10:00:01] ERROR: No pool defined. at least one pool section must be specified in config file',
      '[01-Sep-2026 10:00:01] ERROR: failed to post process the configuration',
      '[01-Sep-2026 10:00:01] ERROR: FPM initialization failed',
    ]),
  ),
  field(
    'Rust: port in use',
    { cause: 'port-in-use', facts: ['in use'], never: /security group|1024/ },
    ends(1, [
      '2026-09-01T10:00:01Z  INFO shop: metrics on 0.0.0.0:8080',
      'Error: Os { code: 98, kind: AddrInUse, message: "Address already in use" }',
    ]),
  ),
  field(
    'Elixir: repo is not started',
    { cause: 'says-wiring', facts: ['Shop.Repo'], never: /security group|password/ },
    ends(1, [
      '10:00:01.100 [info] Running ShopWeb.Endpoint with Bandit',
      '** (RuntimeError) could not lookup Ecto repo Shop.Repo because it was not started or it does not exist',
      '    (ecto 3.12.4) lib/ecto/repo/registry.ex:22: Ecto.Repo.Registry.lookup/1',
      'Kernel pid terminated (application_controller)',
    ]),
  ),
  field(
    'HAProxy: server name',
    { cause: 'says-upstream-unresolved', facts: ['app'], never: /certificate/ },
    ends(1, [
      '[NOTICE]   (1) : haproxy version is 2.9.7',
      "[ALERT]    (1) : config : [/usr/local/etc/haproxy/haproxy.cfg:23] : 'server be/app1' : could not resolve address 'app'.",
      '[ALERT]    (1) : config : Failed to initialize server(s) addr.',
    ]),
  ),
  field(
    'Keycloak: production without keys',
    { cause: 'says-https-no-certificate', facts: ['HTTPS', 'KC_HTTP_ENABLED'], never: /expired|trust store/ },
    ends(1, [
      '2026-09-01 10:00:05,100 INFO  [org.infinispan.CONTAINER] (main) ISPN000556: Starting user marshaller',
      '2026-09-01 10:00:06,100 ERROR [org.keycloak.quarkus.runtime.cli.ExecutionExceptionHandler] (main) ERROR: Failed to start server in (production) mode',
      '2026-09-01 10:00:06,101 ERROR [org.keycloak.quarkus.runtime.cli.ExecutionExceptionHandler] (main) ERROR: Key material not provided to setup HTTPS. Please configure your keys/certificates or start the server in development mode.',
      "2026-09-01 10:00:06,102 ERROR [org.keycloak.quarkus.runtime.cli.ExecutionExceptionHandler] (main) For more details run the same command passing the '--verbose' option.",
    ]),
  ),
  field(
    'Grafana: data folder',
    { cause: 'says-file-denied', facts: ['/var/lib/grafana'], never: /security group/ },
    ends(1, [
      "GF_PATHS_DATA='/var/lib/grafana' is not writable.",
      'You may have issues with file permissions, more information here: http://docs.grafana.org/installation/docker/#migrate-to-v51-or-later',
      "mkdir: can't create directory '/var/lib/grafana/plugins': Permission denied",
    ]),
  ),
  field(
    'Prisma: database out of reach',
    { cause: 'says-unreachable', facts: ['db.shop.internal:5432'], never: /npm ci|migration state/ },
    ends(1, [
      'Prisma schema loaded from prisma/schema.prisma',
      'Datasource "db": PostgreSQL database "shop", schema "public" at "db.shop.internal:5432"',
      '',
      "Error: P1001: Can't reach database server at `db.shop.internal:5432`",
      '',
      'Please make sure your database server is running at `db.shop.internal:5432`.',
    ]),
  ),
  field(
    'Splunk: token',
    { cause: 'logging-server', facts: ['Invalid token', 'splunk-token'], never: /FireLens|log group/ },
    neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to initialize logging driver: splunk: failed to verify connection - 403 Forbidden - {"text":"Invalid token","code":4}',
    ),
  ),
  field(
    'placement: nothing in the provider',
    { cause: 'no-instances', facts: ['ec2-gpu'], never: /insufficient|launch type should be FARGATE/ },
    {
      deployment: BREAKER,
      events: [
        '(service web) was unable to place a task. Reason: No Container Instances were found in your capacity provider (ec2-gpu).',
        ...FAILED_EVENTS,
      ],
      service: { capacityProviderStrategy: [{ capacityProvider: 'ec2-gpu' }] },
    },
  ),
  field(
    'hook: no status',
    { cause: 'hook-answer-invalid', facts: ['smoke', 'hookStatus'], never: /trust policy/ },
    {
      deployment: {
        statusReason:
          'Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. ECS was unable to parse the response from arn:aws:lambda:us-east-1:111122223333:function:smoke due to HookStatus must not be null.',
      },
      events: FAILED_EVENTS,
      tasks: [scaledIn],
    },
  ),
  field(
    'alarm after healthy start',
    { cause: 'alarm', facts: ['shop-5xx'], never: /exited|memory/ },
    {
      deployment: {
        statusReason: 'Service deployment rolled back because CloudWatch alarm(s) were detected in ALARM state.',
        alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['shop-5xx'] },
      },
      events: ['(service web) has reached a steady state.', '(service web) rolling back to deployment ecs-svc/1.'],
      tasks: [scaledIn, scaledIn],
    },
  ),
  field(
    'EFS: connection reset',
    { cause: 'efs-mount', facts: ['2049'], never: /DNS is off|policy refuses|rootDirectory/ },
    neverStarts(
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: Connection reset by peer : unsuccessful EFS utils command execution; code: 32',
    ),
  ),
  field(
    'ECR of another account',
    {
      cause: 'denied-without-resource',
      facts: ['ecr:BatchGetImage', '444455556666', '111122223333'],
      never: /NAT|tag or digest does not exist/,
    },
    neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 444455556666.dkr.ecr.us-east-1.amazonaws.com/web:2: unexpected status from HEAD request to https://444455556666.dkr.ecr.us-east-1.amazonaws.com/v2/web/manifests/2: 403 Forbidden: User: arn:aws:sts::111122223333:assumed-role/ecsTaskExecutionRole/0123 is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-east-1:444455556666:repository/web because no resource-based policy allows the ecr:BatchGetImage action',
    ),
  ),
  field(
    'mount of a folder on a file',
    { cause: 'mount-source', facts: ['/etc/nginx/nginx.conf'], never: /not in the image|chmod/ },
    containerFails(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting "/var/lib/docker/volumes/ecs-web-2-conf-a0f1/_data" to rootfs at "/etc/nginx/nginx.conf": mount /var/lib/docker/volumes/ecs-web-2-conf-a0f1/_data:/etc/nginx/nginx.conf (via /proc/self/fd/6), flags: 0x5000: not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type',
    ),
  ),
  field(
    'ulimit',
    { cause: 'limit-refused', facts: ['rlimit', 'ulimits'], never: /entryPoint|image/ },
    containerFails(
      'CannotStartContainerError: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error setting rlimits for ready process: error setting rlimit type 7: operation not permitted: unknown',
    ),
  ),
  field(
    'DNS of the VPC does not answer',
    {
      cause: 'dns-unanswered',
      facts: ['secretsmanager.us-east-1.amazonaws.com', '10.0.0.2', 'enableDnsSupport'],
      never: /secret does not exist|Create the secret/,
    },
    neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf from secrets manager: RequestError: send request failed caused by: Post "https://secretsmanager.us-east-1.amazonaws.com/": dial tcp: lookup secretsmanager.us-east-1.amazonaws.com on 10.0.0.2:53: read udp 10.0.1.5:41234->10.0.0.2:53: i/o timeout',
    ),
  ),
  field(
    'nginx before php-fpm',
    { cause: 'says-connection-refused-here', facts: ['9000'], never: /security group|database/ },
    {
      ...failed,
      tasks: times(2, () => unhealthy()),
      events: [
        healthEvent(0, 'Health checks failed with these codes: [502]'),
        healthEvent(1, 'Health checks failed with these codes: [502]'),
        ...FAILED_EVENTS,
      ],
      targets: [{ reason: 'Target.ResponseCodeMismatch', description: 'Health checks failed with these codes: [502]' }],
      logs: logs([
        '10.0.0.9 - - [01/Sep/2026:10:00:05 +0000] "GET /up HTTP/1.1" 502 157 "-" "ELB-HealthChecker/2.0"',
        '2026/09/01 10:00:05 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.9, server: _, request: "GET /up HTTP/1.1", upstream: "fastcgi://127.0.0.1:9000", host: "10.0.1.5"',
      ]),
    },
  ),
  field(
    'Express: role may not',
    {
      cause: 'express-infrastructure-role',
      facts: ['elasticloadbalancing:CreateListener', 'AmazonECSInfrastructureRoleforExpressGatewayServices'],
      never: /quota/,
    },
    {
      standsStill: true,
      resources: [
        {
          resource: 'listener',
          status: 'FAILED',
          reason:
            'User: arn:aws:sts::111122223333:assumed-role/infra/ECSExpress is not authorized to perform: elasticloadbalancing:CreateListener on resource: arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/x/1 because no identity-based policy allows the elasticloadbalancing:CreateListener action',
        },
        { resource: 'certificate', status: 'PROVISIONING' },
      ],
    },
  ),
  field(
    'unhealthy sidecar keeps the service waiting',
    { cause: 'dependency-awaited', facts: ['redis', 'HEALTHY'], never: /Fargate has/ },
    {
      standsStill: true,
      running: times(2, (): Partial<Task> => ({
        lastStatus: 'PENDING',
        startedAt: T0,
        containers: [
          { name: 'web', lastStatus: 'PENDING' },
          { name: 'redis', lastStatus: 'RUNNING', healthStatus: 'UNKNOWN' },
        ],
      })),
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'redis', condition: 'HEALTHY' }] },
        { ...WEB, name: 'redis', essential: false },
      ],
      logs: logs(['1:M 01 Sep 2026 10:00:01.000 * Ready to accept connections tcp'], 'redis'),
    },
  ),
];
