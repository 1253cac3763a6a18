import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { WEB, type Case } from './case.ts';
import { ends, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { failsOwnCheck, logs, unanswered } from './kinds.ts';
import { exited, IMAGE, scaledIn, times } from './tasks.ts';

const withWeb = (more: Partial<ContainerDefinition>): Partial<Case> => ({ containers: [{ ...WEB, ...more }] });

/** More of what a platform engineer sees every week: names, roles, networks, sidecars, memory. */
export const EVERYDAY_NETWORKS_AND_ROLES: readonly Omit<Open, 'source' | 'root'>[] = [
  {
    name: 'the health check needs curl, and the program answers on its port',
    given: failsOwnCheck(
      ['CMD-SHELL', 'curl -f http://localhost:8080/up || exit 1'],
      ['{"level":30,"msg":"connecting"}', '{"level":30,"msg":"Server listening at http://0.0.0.0:8080"}'],
    ),
    named: /health check/,
    fix: [/curl/],
    facts: ['curl'],
    never: /security group|listens on 127/,
  },
  {
    name: 'Go misses a required variable of envconfig',
    given: ends(2, [
      '2026/09/01 10:00:02 shop 1.9.0 starting',
      'panic: required key DATABASE_URL missing value',
      '',
      'goroutine 1 [running]:',
      'main.main()',
      '\t/src/cmd/shop/main.go:31 +0x1d4',
    ]),
    named: /DATABASE_URL/,
    fix: [/DATABASE_URL/, /environment/, /secrets/],
    facts: ['DATABASE_URL'],
    never: /nil pointer|security group/,
  },
  {
    name: 'Rails has no secret_key_base',
    given: ends(1, [
      'bin/rails aborted!',
      "ArgumentError: Missing `secret_key_base` for 'production' environment, set this string with `bin/rails credentials:edit` (ArgumentError)",
      '',
      '          raise ArgumentError, "Missing `secret_key_base` for \'#{Rails.env}\' environment, set this string with `bin/rails credentials:edit`"',
      "/app/config/environment.rb:5:in `<main>'",
      'Tasks: TOP => db:migrate => db:load_config => environment',
    ]),
    named: /ArgumentError: Missing .secret_key_base/,
    fix: [/SECRET_KEY_BASE|RAILS_MASTER_KEY/],
    facts: ['secret_key_base'],
    never: /argument of the command|security group/,
  },
  {
    name: '.NET has no connection string',
    given: ends(134, [
      'info: Microsoft.EntityFrameworkCore.Infrastructure[10403]',
      "      Entity Framework Core 8.0.7 initialized 'ShopContext'",
      "Unhandled exception. System.ArgumentNullException: Value cannot be null. (Parameter 'connectionString')",
      '   at System.ArgumentNullException.Throw(String paramName)',
      '   at Program.<Main>$(String[] args) in /src/Program.cs:line 18',
    ]),
    named: /connectionString/,
    fix: [/ConnectionStrings__/],
    facts: ['connectionString'],
    never: /native|abort\(\)/,
  },
  {
    name: 'Spring keeps the database of the laptop',
    given: ends(1, [
      '2026-09-01T10:00:09.331Z  WARN 1 --- [main] o.h.e.j.e.i.JdbcEnvironmentInitiator : HHH000342: Could not obtain connection to query metadata',
      'org.postgresql.util.PSQLException: Connection to localhost:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.',
      '\tat org.postgresql.core.v3.ConnectionFactoryImpl.openConnectionImpl(ConnectionFactoryImpl.java:346)',
      'Caused by: java.net.ConnectException: Connection refused',
      '\tat java.base/sun.nio.ch.Net.pollConnect(Native Method)',
      '\t... 52 common frames omitted',
    ]),
    named: /localhost:5432/,
    fix: [/SPRING_DATASOURCE_URL|host/, /environment|variable|setting/],
    facts: ['localhost', '5432'],
    never: /security group/,
  },
  {
    name: 'an ARM image on an x86 task',
    given: ends(255, ['exec /usr/local/bin/docker-entrypoint.sh: exec format error']),
    named: /exec format error/,
    fix: [/--platform/, /runtimePlatform|cpuArchitecture/],
    facts: ['exec format error'],
    never: /memory/,
  },
  {
    name: 'the kernel kills the worker for its memory',
    given: {
      ...failed,
      ...withWeb({ memory: 512 }),
      tasks: [
        ...times(2, () => ({
          ...exited({
            name: 'web',
            exitCode: 137,
            reason: 'OutOfMemoryError: Container killed due to memory usage',
            image: IMAGE,
          }),
        })),
        scaledIn,
      ],
      logs: logs(['loading model', 'Error: connect ECONNREFUSED 10.0.9.9:6379', 'redis connected', 'model ready']),
    },
    named: /memory/,
    fix: [/512/, /memory/],
    facts: ['512'],
    never: /6379|stopTimeout/,
  },
  {
    name: 'the heap of the JVM is smaller than it needs',
    given: ends(
      3,
      [
        'Picked up JAVA_TOOL_OPTIONS: -Xmx256m',
        '2026-09-01T10:00:09.331Z  INFO 1 --- [main] com.example.Shop : Loading catalogue',
        'java.lang.OutOfMemoryError: Java heap space',
        '\tat java.base/java.util.Arrays.copyOf(Arrays.java:3537)',
        'Terminating due to java.lang.OutOfMemoryError: Java heap space',
      ],
      withWeb({ memory: 2048, environment: [{ name: 'JAVA_TOOL_OPTIONS', value: '-Xmx256m' }] }),
    ),
    named: /Java heap space/,
    fix: [/Xmx/, /256|JAVA_TOOL_OPTIONS/],
    facts: ['heap'],
    never: /kernel killed|leak is certain/,
  },
  {
    name: 'the security group of the VPC endpoint of ECR is closed',
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed caused by: Post "https://api.ecr.us-east-1.amazonaws.com/": dial tcp 10.0.4.17:443: i/o timeout',
    ),
    named: /10\.0\.4\.17|ECR/,
    fix: [/endpoint/, /security group/, /443/],
    facts: ['10.0.4.17'],
    never: /assignPublicIp|NAT gateway/,
  },
  {
    name: 'the agent of Datadog has no key',
    given: {
      ...failed,
      containers: [WEB, { ...WEB, name: 'datadog-agent', image: 'public.ecr.aws/datadog/agent:7' }],
      tasks: [
        ...times(2, () => exited({ name: 'web', exitCode: 143 }, { name: 'datadog-agent', exitCode: 1 })),
        scaledIn,
      ],
      logs: {
        ...logs(['listening on port 8080', 'got SIGTERM']),
        ...logs(
          [
            '[s6-init] making user provided files available at /var/run/s6/etc...exited 0.',
            '[cont-init.d] 01-check-apikey.sh: executing...',
            '==================================================================================',
            'You must set an DD_API_KEY environment variable to run the Datadog Agent container',
            '==================================================================================',
            '[cont-init.d] 01-check-apikey.sh: exited 1.',
          ],
          'datadog-agent',
        ),
      },
    },
    named: /DD_API_KEY/,
    fix: [/DD_API_KEY/, /datadog-agent/],
    facts: ['datadog-agent'],
    never: /port 8080|memory/,
  },
  {
    name: 'ECS may not assume the task role',
    given: {
      standsStill: true,
      counts: { desired: 1, running: 0, pending: 0 },
      events: [
        "(service web) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::111122223333:role/webTaskRole' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).",
      ],
      oldEvents: ['(service web) has reached a steady state.'],
    },
    named: /webTaskRole/,
    fix: [/trust/, /ecs-tasks\.amazonaws\.com/, /webTaskRole/],
    facts: ['webTaskRole'],
    never: /capacity|secret/,
  },
  {
    name: 'the name of a service in the mesh does not resolve',
    given: ends(
      1,
      [
        'checking dependencies',
        'Error: getaddrinfo ENOTFOUND payments.shop.local',
        '    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26) {',
        '  errno: -3008,',
        "  code: 'ENOTFOUND',",
        "  syscall: 'getaddrinfo',",
        "  hostname: 'payments.shop.local'",
        '}',
      ],
      withWeb({ environment: [{ name: 'PAYMENTS_URL', value: 'http://payments.shop.local:8080' }] }),
    ),
    named: /payments\.shop\.local/,
    fix: [/payments\.shop\.local|PAYMENTS_URL/, /namespace|Service Connect|Cloud Map/],
    facts: ['payments.shop.local'],
    never: /security group|internet gateway/,
  },
  {
    name: 'Prisma was generated for another platform',
    given: ends(1, [
      'prisma:warn In production, we recommend using `prisma generate --no-engine`',
      'PrismaClientInitializationError: Prisma Client could not locate the Query Engine for runtime "linux-arm64-openssl-3.0.x".',
      '',
      'This happened because Prisma Client was generated for "debian-openssl-3.0.x", but the actual deployment required "linux-arm64-openssl-3.0.x".',
      'Add "linux-arm64-openssl-3.0.x" to `binaryTargets` in the "schema.prisma" file and run `prisma generate` after saving it:',
    ]),
    named: /linux-arm64-openssl-3\.0\.x/,
    fix: [/binaryTargets/, /linux-arm64-openssl-3\.0\.x/],
    facts: ['linux-arm64-openssl-3.0.x'],
    never: /DATABASE_URL|connection/,
  },
  {
    name: 'Fastify listens on the loopback address',
    given: unanswered('Health checks failed', [
      '{"level":40,"msg":"retrying redis"}',
      '{"level":30,"time":1756720800000,"pid":1,"msg":"Server listening at http://127.0.0.1:8080"}',
    ]),
    named: /127\.0\.0\.1/,
    fix: [/0\.0\.0\.0/],
    facts: ['127.0.0.1', '8080'],
    never: /redis|security group/,
  },
  {
    name: 'the task role may not read the table',
    given: ends(1, [
      'INFO:     Started server process [1]',
      'Traceback (most recent call last):',
      '  File "/app/shop/orders.py", line 12, in load',
      '    table.get_item(Key={"id": "1"})',
      '  File "/usr/local/lib/python3.12/site-packages/botocore/client.py", line 1023, in _make_api_call',
      '    raise error_class(parsed_response, operation_name)',
      'botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the GetItem operation: User: arn:aws:sts::111122223333:assumed-role/webTaskRole/0f3c is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:us-east-1:111122223333:table/orders because no identity-based policy allows the dynamodb:GetItem action',
    ]),
    named: /webTaskRole/,
    fix: [/webTaskRole/, /dynamodb:GetItem/, /table\/orders/],
    facts: ['webTaskRole', 'dynamodb:GetItem'],
    never: /executionRoleArn|permissions boundary/,
  },
];
