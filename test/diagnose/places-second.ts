import type { Task } from '@aws-sdk/client-ecs';
import { WEB } from './case.ts';
import type { Open } from './field-fixes.ts';
import { crash, logs, neverStarts, unanswered } from './kinds.ts';
import { BREAKER, exited, FAILED_EVENTS, notStarted, times } from './tasks.ts';

const NOISE = ['(service web) has started 2 tasks: (task 1) (task 2).'];

/** The same for a second set, written when the first was explained. */
export const PLACES_SECOND: readonly Open[] = [
  {
    name: 'Alembic: the database is ahead of the image',
    source: 'https://github.com/sqlalchemy/alembic/discussions/1143',
    root: 'The database was migrated by an image that has revision 3f2a1bc9d0e1, and this one lacks it.',
    named: /3f2a1bc9d0e1/,
    fix: [/image that contains 3f2a1bc9d0e1/, /downgrade/],
    facts: ['3f2a1bc9d0e1'],
    never: /security group|password|`command` of/,
    given: crash(
      'INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.',
      'INFO  [alembic.runtime.migration] Will assume transactional DDL.',
      "ERROR [alembic.util.messaging] Can't locate revision identified by '3f2a1bc9d0e1'",
      "  FAILED: Can't locate revision identified by '3f2a1bc9d0e1'",
    ),
  },
  {
    name: 'NestJS: a provider that its module lacks',
    source: 'https://github.com/nestjs/nest/issues/598',
    root: 'OrdersModule does not provide OrdersRepository.',
    named: /OrdersRepository/,
    fix: [/OrdersRepository/, /OrdersModule/],
    facts: ['OrdersRepository', 'OrdersModule'],
    never: /security group|`environment`/,
    given: crash(
      '[Nest] 1  - 09/01/2026, 10:00:01 AM     LOG [NestFactory] Starting Nest application...',
      '[Nest] 1  - 09/01/2026, 10:00:01 AM   ERROR [ExceptionHandler] Nest can\'t resolve dependencies of the OrdersService (?, ConfigService). Please make sure that the argument "OrdersRepository" at index [0] is available in the OrdersModule context.',
      '',
      'Potential solutions:',
      '- Is OrdersModule a valid NestJS module?',
      '- If "OrdersRepository" is a provider, is it part of the current OrdersModule?',
      '- If "OrdersRepository" is exported from a separate @Module, is that module imported within OrdersModule?',
      '    at Injector.lookupComponentInParentModules (/app/node_modules/@nestjs/core/injector/injector.js:254:19)',
    ),
  },
  {
    name: 'Hibernate: the schema lacks a column',
    source:
      'https://github.com/hibernate/hibernate-orm/blob/main/hibernate-core/src/main/java/org/hibernate/tool/schema/internal/AbstractSchemaValidator.java',
    root: 'The migration that adds orders.discount did not run before the deployment.',
    named: /discount/,
    fix: [/discount/, /orders/, /migrat/i],
    facts: ['discount', 'orders'],
    never: /security group|password|ddl-auto: create/,
    given: crash(
      '2026-09-01T10:00:06.140Z  INFO 1 --- [main] o.hibernate.jpa.internal.util.LogHelper  : HHH000204: Processing PersistenceUnitInfo [name: default]',
      '2026-09-01T10:00:07.002Z ERROR 1 --- [main] o.s.boot.SpringApplication               : Application run failed',
      "org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'entityManagerFactory' defined in class path resource: [PersistenceUnit: default] Unable to build Hibernate SessionFactory",
      '\tat org.springframework.beans.factory.support.AbstractAutowireCapableBeanFactory.initializeBean(AbstractAutowireCapableBeanFactory.java:1806)',
      'Caused by: org.hibernate.tool.schema.spi.SchemaManagementException: Schema-validation: missing column [discount] in table [orders]',
      '\tat org.hibernate.tool.schema.internal.AbstractSchemaValidator.validateTable(AbstractSchemaValidator.java:145)',
      '\t... 20 common frames omitted',
    ),
  },
  {
    name: '.NET on Alpine: cultures without ICU',
    source: 'https://github.com/dotnet/SqlClient/issues/220',
    root: 'The Alpine image runs in invariant mode and has no ICU.',
    named: /[Cc]ulture/,
    fix: [/DOTNET_SYSTEM_GLOBALIZATION_INVARIANT/, /icu-libs/],
    facts: ['en-us'],
    never: /security group|certificate/,
    given: crash(
      'info: Microsoft.Hosting.Lifetime[0] Application is starting',
      "Unhandled exception. System.Globalization.CultureNotFoundException: Only the invariant culture is supported in globalization-invariant mode. See https://aka.ms/GlobalizationInvariantMode for more information. (Parameter 'name')",
      'en-us is an invalid culture identifier.',
      '   at System.Globalization.CultureInfo..ctor(String name, Boolean useUserOverride)',
      '   at Shop.Program.Main(String[] args) in /src/Shop/Program.cs:line 12',
    ),
  },
  {
    name: 'Go: templates that stayed in the build stage',
    source: 'https://github.com/gin-gonic/gin/issues/1366',
    root: 'The final image has no folder templates.',
    named: /templates/,
    fix: [/templates/, /COPY|copy|image/, /Dockerfile|embed|workingDirectory/],
    facts: ['templates/*.html'],
    never: /security group|`environment`/,
    given: crash(
      '[GIN-debug] [WARNING] Creating an Engine instance with the Logger and Recovery middleware already attached.',
      'panic: html/template: pattern matches no files: `templates/*.html`',
      '',
      'goroutine 1 [running]:',
      'html/template.Must(...)',
      '\t/usr/local/go/src/html/template/template.go:368',
      'github.com/gin-gonic/gin.(*Engine).LoadHTMLGlob(0xc0001d2000, {0x9f3c1a, 0x10})',
      '\t/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/gin.go:247 +0x1a5',
      'main.main()',
      '\t/src/cmd/web/main.go:33 +0x9c',
    ),
  },
  {
    name: 'Ruby: libpq is not in the final stage',
    source: 'https://github.com/ged/ruby-pg/issues/478',
    root: 'The last stage of the Dockerfile does not install libpq5.',
    named: /libpq/,
    fix: [/libpq/, /apt-get|apk|install/],
    facts: ['libpq.so.5'],
    never: /security group|architecture|musl/,
    given: crash(
      'bundler: failed to load command: puma (/usr/local/bundle/bin/puma)',
      "/usr/local/bundle/gems/pg-1.5.6/lib/pg.rb:49:in `require': libpq.so.5: cannot open shared object file: No such file or directory - /usr/local/bundle/gems/pg-1.5.6/lib/pg_ext.so (LoadError)",
      "\tfrom /usr/local/bundle/gems/pg-1.5.6/lib/pg.rb:49:in `block in <module:PG>'",
      "\tfrom /app/config/application.rb:7:in `<top (required)>'",
    ),
  },
  {
    name: 'nginx: the site was copied somewhere else',
    source: 'https://github.com/nginxinc/docker-nginx/issues/173',
    root: 'There is no index.html in /usr/share/nginx/html.',
    named: /403|index/,
    fix: [/\/usr\/share\/nginx\/html/, /COPY|root/],
    facts: ['/usr/share/nginx/html'],
    never: /security group|without a login|token|Host/,
    given: unanswered(
      'Health checks failed with these codes: [403]',
      [
        '/docker-entrypoint.sh: Configuration complete; ready for start up',
        '2026/09/01 10:00:01 [notice] 1#1: start worker processes',
        '2026/09/01 10:00:16 [error] 29#29: *1 directory index of "/usr/share/nginx/html/" is forbidden, client: 10.0.1.9, server: localhost, request: "GET / HTTP/1.1", host: "10.0.3.4"',
        '10.0.1.9 - - [01/Sep/2026:10:00:16 +0000] "GET / HTTP/1.1" 403 153 "-" "ELB-HealthChecker/2.0" "-"',
      ],
      { group: { HealthCheckPath: '/' } },
    ),
  },
  {
    name: 'Node: an error of its own',
    source: 'https://nodejs.org/api/errors.html',
    root: 'registry.js knows no provider adyen.',
    named: /adyen/,
    fix: [/\/app\/dist\/payments\/registry\.js:31/],
    facts: ['adyen'],
    never: /security group|npm install|not in the image/,
    given: crash(
      '{"level":30,"time":1788256801000,"msg":"starting shop 4.2.0"}',
      '/app/dist/payments/registry.js:31',
      '        throw new Error(`Payment provider "${name}" is not registered`);',
      '              ^',
      '',
      'Error: Payment provider "adyen" is not registered',
      '    at Registry.get (/app/dist/payments/registry.js:31:15)',
      '    at bootstrap (/app/dist/main.js:18:22)',
      'Node.js v20.11.1',
    ),
  },
  {
    name: 'CodeDeploy: an alarm of the deployment group',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html',
    root: 'The alarm web-p99-latency went off.',
    named: /web-p99-latency/,
    fix: [/web-p99-latency/, /threshold|metric/],
    facts: ['web-p99-latency'],
    never: /circuit breaker|security group/,
    given: {
      events: NOISE,
      codeDeploy: {
        deployment: {
          status: 'Stopped',
          errorInformation: {
            code: 'ALARM_ACTIVE',
            message:
              'One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <web-p99-latency>',
          },
        },
        failedTasks: 0,
        rollsBackOnFailure: true,
        terminationWaitMinutes: 5,
      },
    },
  },
  {
    name: 'Express: no rule left on the shared load balancer',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
    root: 'The load balancer that Express services share has all the rules that it may have.',
    named: /rules/,
    fix: [/quota/i, /[Rr]ules/],
    facts: ['rules'],
    never: /security group|infrastructure role|subnets/,
    given: {
      events: NOISE,
      resources: [
        { resource: 'load balancer', status: 'ACTIVE' },
        {
          resource: 'listener rule',
          status: 'FAILED',
          reason:
            "The maximum number of rules on load balancer 'ecs-express-gateway-alb-1' has been reached (Service: ElasticLoadBalancingV2, Status Code: 400, Error Code: TooManyRules)",
        },
      ],
    },
  },
  {
    name: 'the execution role may not read a parameter',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data-parameters.html',
    root: 'shop-exec lacks ssm:GetParameters on /shop/db/password.',
    named: /not authorized/,
    fix: [/shop-exec/, /ssm:GetParameters/, /\/shop\/db\/password/],
    facts: ['shop-exec'],
    never: /NAT|VPC endpoint|does not exist/,
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/shop-exec/0a1b2c3d is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1:111122223333:parameter/shop/db/password because no identity-based policy allows the ssm:GetParameters action status code: 400, request id: 7e1',
    ),
  },
  {
    name: 'private subnets without a way to the layers in S3',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
    root: 'The subnets have endpoints for ECR, but no gateway endpoint for S3.',
    named: /starport-layer-bucket|S3/,
    fix: [/S3/, /gateway endpoint/, /subnet-0a1/],
    facts: ['S3'],
    never: /image does not exist|execution role|Docker Hub|repositoryCredentials/,
    given: {
      ...neverStarts(
        'CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/1f2e3d-111122223333-9a/8b7c": dial tcp 52.216.88.11:443: i/o timeout',
      ),
      service: {
        launchType: 'FARGATE',
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: ['subnet-0a1', 'subnet-0b2'],
            securityGroups: ['sg-0c3'],
            assignPublicIp: 'DISABLED',
          },
        },
      },
    },
  },
  {
    name: 'a collector beside the program has no configuration',
    source: 'https://github.com/open-telemetry/opentelemetry-collector/issues/5444',
    root: 'The image of otel has no /etc/otelcol/config.yaml.',
    named: /\/etc\/otelcol\/config\.yaml/,
    fix: [/\/etc\/otelcol\/config\.yaml/, /image|mount/],
    facts: ['otel', '/etc/otelcol/config.yaml'],
    never: /security group|container web exited/,
    given: {
      deployment: BREAKER,
      events: [...NOISE, ...FAILED_EVENTS],
      containers: [WEB, { ...WEB, name: 'otel', image: 'registry.example.com/otel:3' }],
      tasks: times(2, () => exited({ name: 'web', exitCode: 143 }, { name: 'otel', exitCode: 1 })),
      logs: {
        ...logs(['listening on 8080']),
        ...logs(
          [
            'Error: failed to get config: cannot resolve the configuration: cannot retrieve the configuration: unable to read the file file:/etc/otelcol/config.yaml: open /etc/otelcol/config.yaml: no such file or directory',
            '2026/09/01 10:00:01 collector server run finished with error: failed to get config: cannot resolve the configuration: cannot retrieve the configuration: unable to read the file file:/etc/otelcol/config.yaml: open /etc/otelcol/config.yaml: no such file or directory',
          ],
          'otel',
        ),
      },
    },
  },
  {
    name: 'a proxy of a private registry of GitLab',
    source: 'https://docs.gitlab.com/user/packages/container_registry/authenticate_with_container_registry/',
    root: 'Container envoy comes from a private project and has no login.',
    named: /registry\.gitlab\.com/,
    fix: [/repositoryCredentials/, /read_registry/, /envoy/],
    facts: ['envoy'],
    never: /Docker Hub|ecr:|container web/i,
    given: {
      deployment: BREAKER,
      events: [...NOISE, ...FAILED_EVENTS],
      containers: [WEB, { ...WEB, name: 'envoy', image: 'registry.gitlab.com/acme/proxy/envoy:1.2' }],
      tasks: times(2, (): Partial<Task> => ({
        ...notStarted('Task failed to start'),
        containers: [
          { name: 'web', image: 'registry.example.com/web:2' },
          {
            name: 'envoy',
            image: 'registry.gitlab.com/acme/proxy/envoy:1.2',
            reason:
              'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref registry.gitlab.com/acme/proxy/envoy:1.2: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://gitlab.com/jwt/auth?scope=repository%3Aacme%2Fproxy%2Fenvoy%3Apull&service=container_registry: 403 Forbidden',
          },
        ],
      })),
    },
  },
  {
    name: 'the key of a secret is closed to the execution role',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
    root: 'The execution role lacks kms:Decrypt on the key of shop/api.',
    named: /KMS/,
    fix: [/kms:Decrypt/, /shop-exec/, /shop\/api/],
    facts: ['kms:Decrypt'],
    never: /NAT|VPC endpoint|does not exist|task role/,
    given: {
      ...neverStarts(
        'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/api-GhIjKl from secrets manager: AccessDeniedException: Access to KMS is not allowed status code: 400, request id: 1b2',
      ),
      definition: { executionRoleArn: 'arn:aws:iam::111122223333:role/shop-exec' },
      containers: [
        {
          ...WEB,
          secrets: [
            { name: 'API_KEY', valueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/api-GhIjKl' },
          ],
        },
      ],
    },
  },
];
