import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, T0, WEB } from './case.ts';
import { ends, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { unanswered } from './kinds.ts';
import { log } from './noisy-logs.ts';
import { scaledIn, times } from './tasks.ts';

const GHCR = 'ghcr.io/acme/shop:2026.9.1';
const SDK_KEY = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/launchdarkly-AbCdEf';
const EXECUTION = { executionRoleArn: 'arn:aws:iam::111122223333:role/shop-execution' };

/** Rarer programs and rarer refusals. */
export const NOISY_RARER: readonly Open[] = [
  {
    name: 'GitHub registry: a private package and no credentials',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html',
    root: 'ghcr.io gives the private package to nobody without a token, and the container names none.',
    named: /ghcr\.io/,
    fix: [/repositoryCredentials/, /read:packages|token/],
    facts: ['ghcr.io/acme/shop'],
    never: /security group|NAT gateway|AmazonECSTaskExecutionRolePolicy|ecr:/,
    given: neverStarts(
      `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${GHCR}: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Aacme%2Fshop%3Apull&service=ghcr.io: 401 Unauthorized`,
      { definition: EXECUTION, containers: [{ ...WEB, image: GHCR }] },
    ),
  },
  {
    name: 'Somebody stopped the tasks',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html',
    root: 'StopTask was called on each task, for incident 4711.',
    named: /[Ss]topp?(ed)?.*(by hand|someone|StopTask|a user|request)|StopTask/,
    fix: [/StopTask|who|CloudTrail/],
    facts: ['incident 4711'],
    never: /crash|security group|memory|health check/,
    given: {
      ...failed,
      tasks: times(3, (): Partial<Task> => ({
        stopCode: 'UserInitiated',
        stoppedReason: 'incident 4711: killing orders workers',
        startedAt: T0,
        containers: [{ name: 'web', exitCode: 143 }],
      })),
    },
  },
  {
    name: 'Fargate: an image that does not fit on the disk',
    source: 'https://repost.aws/knowledge-center/ecs-fargate-size-disk-container',
    root: 'The unpacked image does not fit into the 20 GiB of the task.',
    named: /disk|space|storage/,
    fix: [/ephemeralStorage/, /20|21|200/],
    facts: ['no space left on device'],
    never: /security group|prune|EFS volume is full/,
    given: neverStarts(
      'CannotPullContainerError: ref pull has been retried 1 time(s): failed to extract layer sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/40/fs/opt/models/weights.bin: no space left on device: unknown',
      { definition: { ...EXECUTION, cpu: '4096', memory: '16384', requiresCompatibilities: ['FARGATE'] } },
    ),
  },
  {
    name: 'Windows: an image for another host version',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-considerations.html',
    root: 'The image was built on another Windows version than the task definition asks for.',
    named: /Windows|operating system/,
    fix: [/WINDOWS_SERVER_2019_CORE|operatingSystemFamily/, /base image|ltsc2019|build/i],
    facts: ['WINDOWS_SERVER_2019_CORE'],
    never: /security group|arm64|amd64/,
    given: neverStarts(
      'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: hcs::CreateComputeSystem web: The container operating system does not match the host operating system.: unknown',
      {
        definition: {
          ...EXECUTION,
          runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'WINDOWS_SERVER_2019_CORE' },
        },
      },
    ),
  },
  {
    name: 'Node: a LaunchDarkly key of another environment',
    source: 'https://github.com/launchdarkly/node-server-sdk/blob/main/messages.js',
    root: 'LaunchDarkly does not know the SDK key in LAUNCHDARKLY_SDK_KEY.',
    named: /LaunchDarkly|SDK key/,
    fix: [/LAUNCHDARKLY_SDK_KEY/],
    facts: ['invalid SDK key'],
    never: /security group|IAM|access key/i,
    given: ends(
      1,
      log(`
info: [LaunchDarkly] Initializing stream processor to receive feature flag updates
{"level":"info","msg":"postgres pool ready","max":10,"t":"2026-09-01T10:00:01.201Z"}
{"level":"warn","msg":"no sentry dsn","t":"2026-09-01T10:00:01.202Z"}
error: [LaunchDarkly] Received error 401 (invalid SDK key) for streaming request - giving up permanently
{"level":"error","msg":"boot failed","err":{"name":"LaunchDarklyStreamingError","message":"Received error 401 (invalid SDK key) for streaming request - giving up permanently"},"t":"2026-09-01T10:00:01.690Z"}
{"level":"info","msg":"postgres pool closed","t":"2026-09-01T10:00:01.711Z"}
`),
      { containers: [{ ...WEB, secrets: [{ name: 'LAUNCHDARKLY_SDK_KEY', valueFrom: SDK_KEY }] }] },
    ),
  },
  {
    name: 'Rails: a master key that opens nothing',
    source: 'https://github.com/rails/rails/issues/42227',
    root: 'RAILS_MASTER_KEY is not the key of the encrypted credentials in the image.',
    named: /credentials|RAILS_MASTER_KEY|key/,
    fix: [/RAILS_MASTER_KEY/],
    facts: ['InvalidMessage'],
    never: /security group|database password|message queue/,
    given: ends(
      1,
      log(`
=> Booting Puma
=> Rails 7.2.1 application starting in production
=> Run \`bin/rails server --help\` for more startup options
W, [2026-09-01T10:00:02.201938 #1]  WARN -- : Sprockets manifest is older than 30 days
Exiting
/usr/local/bundle/ruby/3.3.0/gems/activesupport-7.2.1/lib/active_support/messages/codec.rb:57:in \`catch_and_raise': ActiveSupport::MessageEncryptor::InvalidMessage (ActiveSupport::MessageEncryptor::InvalidMessage)
	from /usr/local/bundle/ruby/3.3.0/gems/activesupport-7.2.1/lib/active_support/message_encryptor.rb:242:in \`decrypt_and_verify'
	from /usr/local/bundle/ruby/3.3.0/gems/activesupport-7.2.1/lib/active_support/encrypted_file.rb:115:in \`decrypt'
	from /usr/local/bundle/ruby/3.3.0/gems/activesupport-7.2.1/lib/active_support/encrypted_configuration.rb:57:in \`read'
	from /rails/config/environments/production.rb:88:in \`block in <main>'
	from /rails/config/environment.rb:5:in \`<main>'
`),
      {
        containers: [
          { ...WEB, secrets: [{ name: 'RAILS_MASTER_KEY', valueFrom: SDK_KEY.replace('launchdarkly', 'rails') }] },
        ],
      },
    ),
  },
  {
    name: 'nginx: no place for temporary files',
    source: 'https://github.com/nginxinc/docker-nginx/issues/416',
    root: 'The root file system is read-only, and nginx makes its temporary folders below /var/cache/nginx.',
    named: /\/var\/cache\/nginx|read-only/i,
    fix: [/\/var\/cache\/nginx/, /volume|mount|tmpfs|readonlyRootFilesystem/],
    facts: ['/var/cache/nginx/client_temp'],
    never: /security group|`user`|chown/,
    given: ends(
      1,
      log(`
/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration
/docker-entrypoint.sh: Looking for shell scripts in /docker-entrypoint.d/
/docker-entrypoint.sh: Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh
10-listen-on-ipv6-by-default.sh: info: can not modify /etc/nginx/conf.d/default.conf (read-only file system?)
/docker-entrypoint.sh: Sourcing /docker-entrypoint.d/15-local-resolvers.envsh
/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh
/docker-entrypoint.sh: Configuration complete; ready for start up
2026/09/01 10:00:01 [warn] 1#1: the "user" directive makes sense only if the master process runs with super-user privileges, ignored in /etc/nginx/nginx.conf:2
nginx: [warn] the "user" directive makes sense only if the master process runs with super-user privileges, ignored in /etc/nginx/nginx.conf:2
2026/09/01 10:00:01 [emerg] 1#1: mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)
nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)
`),
      { containers: [{ ...WEB, readonlyRootFilesystem: true }] },
    ),
  },
  {
    name: 'Rust: the database knows a migration that the image lacks',
    source: 'https://github.com/launchbadge/sqlx/blob/main/sqlx-core/src/migrate/error.rs',
    root: 'The migration 20260828093011 was applied by another image than this one.',
    named: /20260828093011/,
    fix: [/image/, /20260828093011/],
    facts: ['20260828093011'],
    never: /security group|password|checksum/,
    given: ends(
      101,
      log(`
\u001b[2m2026-09-01T10:00:01.001337Z\u001b[0m \u001b[32m INFO\u001b[0m \u001b[2mledger\u001b[0m\u001b[2m:\u001b[0m starting \u001b[3mversion\u001b[0m\u001b[2m=\u001b[0m"0.9.4"
\u001b[2m2026-09-01T10:00:01.120118Z\u001b[0m \u001b[33m WARN\u001b[0m \u001b[2msqlx::pool::acquire\u001b[0m\u001b[2m:\u001b[0m acquired connection, but time to acquire exceeded slow threshold
\u001b[2m2026-09-01T10:00:01.240007Z\u001b[0m \u001b[32m INFO\u001b[0m \u001b[2mledger::db\u001b[0m\u001b[2m:\u001b[0m running migrations
thread 'main' panicked at src/db.rs:31:10:
migrations run: VersionMissing(20260828093011)
note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace
`),
    ),
  },
  {
    name: 'Java: an agent that the image does not have',
    source: 'https://github.com/DataDog/dd-trace-java/issues/2124',
    root: 'JAVA_TOOL_OPTIONS loads /opt/dd-java-agent.jar, and the image has no such file.',
    named: /\/opt\/dd-java-agent\.jar/,
    fix: [/\/opt\/dd-java-agent\.jar/, /JAVA_TOOL_OPTIONS|-javaagent/],
    facts: ['/opt/dd-java-agent.jar'],
    never: /memory|security group|heap/,
    given: ends(
      1,
      log(`
Picked up JAVA_TOOL_OPTIONS: -XX:MaxRAMPercentage=75 -javaagent:/opt/dd-java-agent.jar
Error opening zip file or JAR manifest missing : /opt/dd-java-agent.jar
Error occurred during initialization of VM
agent library failed to init: instrument
`),
      {
        containers: [
          {
            ...WEB,
            environment: [
              { name: 'JAVA_TOOL_OPTIONS', value: '-XX:MaxRAMPercentage=75 -javaagent:/opt/dd-java-agent.jar' },
            ],
          },
        ],
      },
    ),
  },
  {
    name: 'Spring: the configuration server does not know the password',
    source: 'https://github.com/spring-cloud/spring-cloud-config/issues/1586',
    root: 'The configuration server at config.shop.internal:8888 answers 401.',
    named: /401|config server|configuration server/i,
    fix: [/spring\.cloud\.config|SPRING_CLOUD_CONFIG|user name|username|credential/i],
    facts: ['config.shop.internal:8888'],
    never: /security group|nothing (listens|accepts)|database/,
    given: ends(
      1,
      log(`
 :: Spring Boot ::                (v3.3.4)

2026-09-01T10:00:02.100Z  INFO 1 --- [           main] c.e.billing.BillingApplication           : Starting BillingApplication v1.0.0 using Java 21.0.4 with PID 1
2026-09-01T10:00:02.410Z  INFO 1 --- [           main] o.s.c.c.c.ConfigServerConfigDataLoader   : Fetching config from server at : http://config.shop.internal:8888
2026-09-01T10:00:02.777Z  WARN 1 --- [           main] o.s.c.c.c.ConfigServerConfigDataLoader   : Could not locate PropertySource ([ConfigServerConfigDataResource@4d15107f uris = array<String>['http://config.shop.internal:8888'], optional = false, profiles = 'prod']): 401 : [no body]
2026-09-01T10:00:02.801Z ERROR 1 --- [           main] o.s.boot.SpringApplication               : Application run failed

org.springframework.cloud.config.client.ConfigClientFailFastException: Could not locate PropertySource and the resource is not optional, failing
	at org.springframework.cloud.config.client.ConfigServerConfigDataLoader.doLoad(ConfigServerConfigDataLoader.java:226) ~[spring-cloud-config-client-4.1.3.jar!/:4.1.3]
	at org.springframework.boot.SpringApplication.run(SpringApplication.java:335) ~[spring-boot-3.3.4.jar!/:3.3.4]
Caused by: org.springframework.web.client.HttpClientErrorException$Unauthorized: 401 : [no body]
	at org.springframework.web.client.HttpClientErrorException.create(HttpClientErrorException.java:106) ~[spring-web-6.1.13.jar!/:6.1.13]
	... 11 more
`),
    ),
  },
  {
    name: 'Elixir: a variable that the release wants',
    source: 'https://github.com/elixir-lang/elixir/blob/main/lib/elixir/lib/system.ex',
    root: 'PHX_HOST is not set.',
    named: /PHX_HOST/,
    fix: [/PHX_HOST/, /environment|secrets/],
    facts: ['PHX_HOST'],
    never: /security group|DNS|DATABASE_URL/,
    given: ends(
      1,
      log(`
10:00:01.310 [notice] :alarm_handler: {:set, {:system_memory_high_watermark, []}}
ERROR! Config provider Config.Reader failed with:
** (System.EnvError) could not fetch environment variable "PHX_HOST" because it is not set
    (elixir 1.17.2) lib/system.ex:711: System.fetch_env!/1
    /app/releases/0.4.1/runtime.exs:38: (file)
    (elixir 1.17.2) src/elixir.erl:386: :elixir.eval_external_handler/3
    (stdlib 6.0.1) erl_eval.erl:904: :erl_eval.do_apply/7

Runtime terminating during boot ({#{message=><<"could not fetch environment variable ...">>,'__struct__'=>'Elixir.System.EnvError'},[{'Elixir.System',fetch_env!,1,[{file,"lib/system.ex"},{line,711}]}]})

Crash dump is being written to: erl_crash.dump...done
`),
    ),
  },
  {
    name: 'Kong: a database that was never bootstrapped',
    source: 'https://github.com/Kong/kong/issues/8053',
    root: 'The database of Kong has no schema yet.',
    named: /bootstrap|migrations|schema/,
    fix: [/kong migrations bootstrap/],
    facts: ['bootstrap'],
    never: /security group|password|does not exist/,
    given: ends(
      1,
      log(`
2026/09/01 10:00:01 [warn] 1#0: the "user" directive makes sense only if the master process runs with super-user privileges, ignored in /usr/local/kong/nginx.conf:7
2026/09/01 10:00:01 [notice] 1#0: [lua] globalpatches.lua:460: randomseed(): seeding from OpenSSL RAND_bytes(): 51342
Error: /usr/local/share/lua/5.1/kong/cmd/start.lua:99: Database needs bootstrapping or is older than Kong 1.0.

To start a new installation from scratch, run 'kong migrations bootstrap'.

To migrate from a version older than 1.0, migrated to Kong 1.5.0 first.
If you still have 'apis' entities, you can convert them to Routes and Services
using the 'kong migrations migrate-apis' command in Kong 1.5.0.

  Run with --v (verbose) or --vv (debug) for more details
`),
    ),
  },
  {
    name: 'Temporal: a schema older than the server',
    source: 'https://github.com/temporalio/temporal/blob/main/common/persistence/sql/version_checker.go',
    root: 'The schema of the database temporal is 1.11, and the server needs 1.14.',
    named: /1\.14|schema/,
    fix: [/temporal-sql-tool|update-schema|schema|migrat/],
    facts: ['1.14', '1.11'],
    never: /security group|password|downgrade the database/,
    given: ends(
      1,
      log(`
TEMPORAL_ADDRESS is not set, setting it to 10.0.3.4:7233
2026/09/01 10:00:01 Loading config; env=docker,zone=,configDir=config
{"level":"info","ts":"2026-09-01T10:00:01.310Z","msg":"Build info.","git-time":"2026-06-01T12:00:00.000Z","go-version":"go1.23.2","logging-call-at":"main.go:146"}
{"level":"info","ts":"2026-09-01T10:00:01.311Z","msg":"Use rpc address 127.0.0.1:7233 for cluster active.","component":"metadata-initializer"}
{"level":"warn","ts":"2026-09-01T10:00:01.312Z","msg":"Not using any authorizer and flag \`--allow-no-auth\` not detected. Future versions will require using the flag \`--allow-no-auth\` if you do not want to set an authorizer.","logging-call-at":"main.go:178"}
Unable to start server. Error: sql schema version compatibility check failed: version mismatch for keyspace/database: "temporal". Expected version: 1.14 cannot be greater than Actual version: 1.11
`),
    ),
  },
  {
    name: 'NLB: the health check asks another port',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html',
    root: 'The health check goes to port 9000, and the program listens on 8080.',
    named: /9000/,
    fix: [/9000/, /8080|traffic-port/],
    facts: ['9000', '8080'],
    never: /HealthCheckPath|HTTP status|grace period/,
    given: unanswered(
      'Health checks failed',
      log(`
2026-09-01T10:00:01Z INF mqtt-gateway starting version=0.12.0
2026-09-01T10:00:01Z WRN tls is terminated elsewhere, accepting plain connections
2026-09-01T10:00:01Z INF listening address=0.0.0.0:8080
`),
      {
        group: { Protocol: 'TCP', HealthCheckProtocol: 'TCP', HealthCheckPort: '9000' },
        service: { loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }] },
        containers: [{ ...WEB, portMappings: [{ containerPort: 8080 }] }],
      },
    ),
  },
  {
    name: 'CodeDeploy: its role may not touch ECS',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/error-codes.html',
    root: 'The service role of the deployment group lacks the rights for ECS.',
    named: /role/,
    fix: [/AWSCodeDeployRoleForECS/, /shop-codedeploy/],
    facts: ['shop-codedeploy'],
    never: /task role|execution role|security group|circuit breaker/,
    given: {
      codeDeploy: {
        deployment: {
          status: 'Failed',
          deploymentId: 'd-7H2KQ2ABC',
          errorInformation: {
            code: 'IAM_ROLE_PERMISSIONS',
            message:
              'The IAM role arn:aws:iam::111122223333:role/shop-codedeploy does not give you permission to perform operations in the following AWS service: AmazonECS. Contact your AWS administrator if you need help.',
          },
        },
        failedTasks: 0,
        rollsBackOnFailure: true,
        terminationWaitMinutes: 5,
      },
      oldEvents: ['(service web) has reached a steady state.'],
    },
  },
  {
    name: 'Fargate: the account has no vCPU left',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    root: 'The account runs as many vCPUs on Fargate as its quota allows in this Region.',
    named: /vCPU/,
    fix: [/vCPU/, /quota/],
    facts: ['vCPU'],
    never: /security group|different Availability Zone|container instance/,
    given: {
      standsStill: true,
      counts: { desired: 12, running: 5, pending: 0 },
      service: { launchType: 'FARGATE', desiredCount: 12 },
      definition: { cpu: '4096', memory: '8192' },
      events: [
        '(service web) has started 5 tasks: (task 1) (task 2) (task 3) (task 4) (task 5).',
        ...times(
          3,
          () =>
            "(service web) was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently.",
        ),
      ],
      tasks: [scaledIn],
    },
  },
  {
    name: 'EC2: a capacity provider without an instance',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    root: 'No instance of the capacity provider shop-asg has joined the cluster.',
    named: /instance/,
    fix: [/ECS_CLUSTER|Auto Scaling group/, /prod|shop-asg/],
    facts: ['shop-asg'],
    never: /security group of the (task|load balancer)|CPU units|memory available/,
    given: {
      standsStill: true,
      counts: { desired: 2, running: 0, pending: 0 },
      service: { capacityProviderStrategy: [{ capacityProvider: 'shop-asg', weight: 1, base: 0 }] },
      events: times(
        2,
        () =>
          '(service web) was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your capacity provider.',
      ),
      provider: {
        name: 'shop-asg',
        status: 'ACTIVE',
        autoScalingGroupProvider: {
          autoScalingGroupArn:
            'arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:0f6d1f4e:autoScalingGroupName/shop-asg',
          managedScaling: { status: 'ENABLED', targetCapacity: 100 },
        },
      },
    },
  },
];
