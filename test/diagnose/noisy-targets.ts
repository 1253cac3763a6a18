import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, T0, WEB, type Case } from './case.ts';
import type { Open } from './field-fixes.ts';
import { unanswered } from './kinds.ts';
import { log } from './noisy-logs.ts';
import { FAILED_EVENTS, healthEvent, scaledIn, times, unhealthy } from './tasks.ts';

const alive = (): Partial<Task>[] =>
  times(2, () => ({ startedAt: T0, containers: [{ name: 'web', lastStatus: 'RUNNING' }] }));
const AZ = 'Target is in an Availability Zone that is not enabled for the load balancer';

/** Tasks that run and that a load balancer, an alarm, CodeDeploy or Express turns down. */
export const NOISY_TARGETS: readonly Open[] = [
  {
    name: 'PHP: a log file on a read-only root',
    source: 'https://github.com/laravel/framework/issues/50431',
    root: 'The root file system is read-only, and Laravel writes its log below /var/www/html/storage.',
    named: /\/var\/www\/html\/storage\/logs|read-only/i,
    fix: [/readonlyRootFilesystem|volume|mount/, /LOG_CHANNEL|stderr|\/var\/www\/html\/storage/],
    facts: ['/var/www/html/storage/logs/laravel.log'],
    never: /security group|health check path|HealthCheckPath to/,
    given: unanswered(
      'Health checks failed with these codes: [500]',
      log(`
[01-Sep-2026 10:00:01] NOTICE: fpm is running, pid 8
[01-Sep-2026 10:00:01] NOTICE: ready to handle connections
2026/09/01 10:00:01 [notice] 1#1: nginx/1.26.1
2026/09/01 10:00:01 [notice] 1#1: start worker process 9
10.0.1.21 - - [01/Sep/2026:10:00:14 +0000] "GET /up HTTP/1.1" 500 6617 "-" "ELB-HealthChecker/2.0"
NOTICE: PHP message: PHP Fatal error:  Uncaught UnexpectedValueException: The stream or file "/var/www/html/storage/logs/laravel.log" could not be opened in append mode: Failed to open stream: Read-only file system
The exception occurred while attempting to log: The /var/www/html/bootstrap/cache directory must be present and writable.
Context: {"exception":{}} in /var/www/html/vendor/monolog/monolog/src/Monolog/Handler/StreamHandler.php:156
10.0.2.17 - - [01/Sep/2026:10:00:29 +0000] "GET /up HTTP/1.1" 500 6617 "-" "ELB-HealthChecker/2.0"
NOTICE: PHP message: PHP Fatal error:  Uncaught UnexpectedValueException: The stream or file "/var/www/html/storage/logs/laravel.log" could not be opened in append mode: Failed to open stream: Read-only file system
`),
      { containers: [{ ...WEB, readonlyRootFilesystem: true, portMappings: [{ containerPort: 8080 }] }] },
    ),
  },
  {
    name: 'ALB: the application redirects to HTTPS',
    source: 'https://repost.aws/knowledge-center/fargate-alb-health-checks',
    root: 'The application answers /up with a redirect to HTTPS, and the target group accepts 200 to 299.',
    named: /301/,
    fix: [/\/up/, /redirect/, /force_ssl|exclude|exempt|200-399|301/],
    facts: ['301', '/up'],
    never: /security group|does not listen|grace period/,
    given: unanswered(
      'Health checks failed with these codes: [301]',
      log(`
=> Booting Puma
=> Rails 7.1.3.4 application starting in production
Puma starting in single mode...
* Puma version: 6.4.2 (ruby 3.3.4-p94) ("The Eagle of Durango")
* Listening on http://0.0.0.0:8080
Use Ctrl-C to stop
{"method":"GET","path":"/up","format":"*/*","status":301,"duration":0.31,"host":"10.0.3.4","location":"https://10.0.3.4/up","user_agent":"ELB-HealthChecker/2.0"}
{"method":"GET","path":"/up","format":"*/*","status":301,"duration":0.22,"host":"10.0.3.4","location":"https://10.0.3.4/up","user_agent":"ELB-HealthChecker/2.0"}
- Gracefully stopping, waiting for requests to finish
`),
    ),
  },
  {
    name: 'ALB: the application lives below a context path',
    source: 'https://repost.aws/knowledge-center/ecs-fargate-health-check-failures',
    root: 'The application answers below /orders, and the health check asks for /actuator/health.',
    named: /404/,
    fix: [/\/orders\/actuator\/health/, /HealthCheckPath|health check path/i],
    facts: ['404', '/actuator/health', '/orders'],
    never: /security group|grace period|does not listen/,
    given: unanswered(
      'Health checks failed with these codes: [404]',
      log(`
2026-09-01T10:00:02.100Z  INFO 1 --- [orders] [           main] c.e.orders.OrdersApplication             : Starting OrdersApplication v4.1.0 using Java 21.0.4 with PID 1
2026-09-01T10:00:05.300Z  WARN 1 --- [orders] [           main] o.h.e.j.dialect.internal.DialectFactory  : HHH90000025: PostgreSQLDialect does not need to be specified explicitly using 'hibernate.dialect'
2026-09-01T10:00:09.414Z  INFO 1 --- [orders] [           main] o.s.b.a.e.web.EndpointLinksResolver      : Exposing 1 endpoint beneath base path '/actuator'
2026-09-01T10:00:09.801Z  INFO 1 --- [orders] [           main] o.s.b.w.embedded.tomcat.TomcatWebServer  : Tomcat started on port 8080 (http) with context path '/orders'
2026-09-01T10:00:09.830Z  INFO 1 --- [orders] [           main] c.e.orders.OrdersApplication             : Started OrdersApplication in 8.214 seconds (process running for 9.02)
2026-09-01T10:01:31.002Z  INFO 1 --- [orders] [ionShutdownHook] o.s.b.w.e.tomcat.GracefulShutdown        : Commencing graceful shutdown. Waiting for active requests to complete
`),
      { group: { HealthCheckPath: '/actuator/health' } },
    ),
  },
  {
    name: 'ALB: a start that takes longer than the grace period',
    source: 'https://repost.aws/knowledge-center/ecs-task-failing-health-check',
    root: 'The application needs 96 s to start, and ECS stops its tasks after a grace period of 30 s.',
    named: /96|grace period/,
    fix: [/health-check-grace-period-seconds: 180/, /from 30/],
    facts: ['101.7', '30'],
    never: /security group|wrong port|HealthCheckPath to/,
    given: unanswered(
      'Health checks failed',
      log(`
2026-09-01T10:00:04.100Z  INFO 1 --- [catalog] [           main] c.e.catalog.CatalogApplication           : Starting CatalogApplication v9.0.2 using Java 17.0.12 with PID 1
2026-09-01T10:00:31.217Z  INFO 1 --- [catalog] [           main] .s.d.r.c.RepositoryConfigurationDelegate : Finished Spring Data repository scanning in 2103 ms. Found 114 JPA repository interfaces.
2026-09-01T10:00:52.001Z  WARN 1 --- [catalog] [           main] org.hibernate.orm.deprecation            : HHH90000025: PostgreSQLDialect does not need to be specified explicitly
2026-09-01T10:01:36.330Z  INFO 1 --- [catalog] [           main] o.s.b.w.embedded.tomcat.TomcatWebServer  : Tomcat started on port 8080 (http) with context path '/'
2026-09-01T10:01:36.512Z  INFO 1 --- [catalog] [           main] c.e.catalog.CatalogApplication           : Started CatalogApplication in 96.412 seconds (process running for 101.7)
2026-09-01T10:01:37.004Z  INFO 1 --- [catalog] [ionShutdownHook] o.s.b.w.e.tomcat.GracefulShutdown        : Commencing graceful shutdown. Waiting for active requests to complete
2026-09-01T10:01:37.020Z  INFO 1 --- [catalog] [tomcat-shutdown] o.s.b.w.e.tomcat.GracefulShutdown        : Graceful shutdown complete
`),
      {
        service: {
          healthCheckGracePeriodSeconds: 30,
          loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }],
        },
      },
    ),
  },
  {
    name: 'ALB: HTTPS to a program that speaks HTTP',
    source: 'https://github.com/Kludex/uvicorn/issues/344',
    root: 'The target group speaks HTTPS to its targets, and uvicorn serves plain HTTP.',
    named: /HTTPS/,
    fix: [/HTTP\b/, /protocol/i],
    facts: ['HTTPS'],
    never: /security group|upgrade uvicorn|malformed client/,
    given: unanswered(
      'Health checks failed',
      log(`
INFO:     Started server process [1]
INFO:     Waiting for application startup.
INFO:     Application startup complete.
INFO:     Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)
WARNING:  Invalid HTTP request received.
WARNING:  Invalid HTTP request received.
WARNING:  Invalid HTTP request received.
INFO:     Shutting down
INFO:     Waiting for application shutdown.
INFO:     Application shutdown complete.
INFO:     Finished server process [1]
`),
      { group: { Protocol: 'HTTPS', HealthCheckProtocol: 'HTTPS' } },
    ),
  },
  {
    name: 'ALB: a gRPC server without the health service',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
    root: 'The server does not implement grpc.health.v1.Health and answers 12, UNIMPLEMENTED.',
    named: /12|UNIMPLEMENTED/i,
    fix: [/grpc\.health\.v1|health (checking )?(service|protocol)/i, /Matcher|GrpcCode|12/],
    facts: ['12'],
    never: /security group|HTTP status|200-299/,
    given: unanswered(
      'Health checks failed with these codes: [12]',
      log(`
{"level":"info","ts":1756720801.1,"caller":"server/main.go:41","msg":"starting inventory","version":"0.18.2"}
{"level":"warn","ts":1756720801.2,"caller":"zap@v1.27.0/logger.go:217","msg":"reflection is enabled"}
{"level":"info","ts":1756720801.3,"caller":"server/main.go:77","msg":"grpc server listening","addr":"[::]:8080"}
`),
      {
        group: {
          ProtocolVersion: 'GRPC',
          HealthCheckPath: '/grpc.health.v1.Health/Check',
          Matcher: { GrpcCode: '0' },
        },
      },
    ),
  },
  {
    name: 'ALB: a task in a zone that the load balancer does not serve',
    source: 'https://github.com/awsdocs/elb-application-load-balancers-user-guide',
    root: 'A subnet of the service is in an Availability Zone that the load balancer is not enabled for.',
    named: /Availability Zone/,
    fix: [/subnet/, /load balancer/, /enable|add/i],
    facts: ['Availability Zone'],
    never: /security group|health check path|does not listen/,
    given: unanswered(AZ, ['listening on 0.0.0.0:8080'], {
      targets: [
        { id: '10.0.3.4', state: 'healthy' },
        { id: '10.0.9.8', state: 'unused', reason: 'Target.NotInUse', description: AZ },
      ],
      service: {
        loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }],
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0aa1', 'subnet-0bb2', 'subnet-0cc3'] } },
      },
    }),
  },
  {
    name: 'Alarm: the new revision answers with errors',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html',
    root: 'The alarm shop-5xx went off, because the new revision queries a column that is not there.',
    named: /shop-5xx/,
    fix: [/shop-5xx|alarm/],
    facts: ['shop-5xx'],
    never: /circuit breaker|security group|tasks failed to start/,
    given: {
      deployment: {
        status: 'ROLLBACK_SUCCESSFUL',
        alarms: { status: 'TRIGGERED', alarmNames: ['shop-p99', 'shop-5xx'], triggeredAlarmNames: ['shop-5xx'] },
      },
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        '(service web) (deployment ecs-svc/4965514251646323336) deployment failed: alarm detected.',
        '(service web) rolling back to deployment ecs-svc/1.',
      ],
      tasks: [scaledIn, scaledIn],
    },
  },
  {
    name: 'CodeDeploy: the replacement tasks answer 404',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html',
    root: 'The replacement tasks answer the health check of /up with 404 until CodeDeploy gives up.',
    named: /404/,
    fix: [/\/up/, /route|path|HealthCheckPath/],
    facts: ['404', '/up'],
    never: /circuit breaker|security group|hook/,
    given: {
      codeDeploy: {
        deployment: {
          status: 'Failed',
          deploymentId: 'd-9F3KQ2XYZ',
          errorInformation: {
            code: 'TIMEOUT',
            message:
              'The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.',
          },
        },
        failedTasks: 4,
        rollsBackOnFailure: true,
        terminationWaitMinutes: 5,
      },
      tasks: times(2, () => ({ ...unhealthy(), startedAt: T0 })),
      events: [
        healthEvent(0, 'Health checks failed with these codes: [404]'),
        healthEvent(1, 'Health checks failed with these codes: [404]'),
      ],
    } satisfies Case,
  },
  {
    name: 'Express: the infrastructure role may not scale',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html',
    root: 'The infrastructure role shop-infra may not register the service with Application Auto Scaling.',
    named: /shop-infra/,
    fix: [/AmazonECSInfrastructureRoleforExpressGatewayServices/, /shop-infra/],
    facts: ['application-autoscaling:RegisterScalableTarget'],
    never: /security group|task role|execution role/,
    given: {
      service: { resourceManagementType: 'ECS' },
      resources: [
        { resource: 'log group', status: 'ACTIVE' },
        { resource: 'ingress path', status: 'ACTIVE' },
        {
          resource: 'scalable target',
          status: 'FAILED',
          reason:
            'User: arn:aws:sts::111122223333:assumed-role/shop-infra/ECSExpress is not authorized to perform: application-autoscaling:RegisterScalableTarget on resource: arn:aws:application-autoscaling:us-east-1:111122223333:scalable-target/* because no identity-based policy allows the application-autoscaling:RegisterScalableTarget action',
        },
      ],
      events: [
        '(service web) has started 1 tasks: (task 1).',
        '(service web) registered 1 targets in (target-group web)',
      ],
      running: alive(),
      counts: { desired: 1, running: 1, pending: 0 },
      standsStill: true,
    },
  },
  {
    name: 'ALB: nothing reaches a program that listens',
    source: 'https://repost.aws/knowledge-center/ecs-fargate-health-check-failures',
    root: 'The program listens on all addresses at the right port, so the way to it is closed.',
    named: /timed out/i,
    fix: [/security group/, /8080/],
    facts: ['8080', 'Request timed out'],
    never: /127\.0\.0\.1|HealthCheckPath to|crash/,
    given: unanswered(
      'Request timed out',
      log(`
{"@timestamp":"2026-09-01T10:00:01.100Z","log.level":"INFO","message":"Starting cart-service 7.7.1"}
{"@timestamp":"2026-09-01T10:00:01.420Z","log.level":"WARN","message":"CSRF protection is disabled"}
{"@timestamp":"2026-09-01T10:00:02.001Z","log.level":"INFO","message":"Server listening at http://0.0.0.0:8080"}
{"@timestamp":"2026-09-01T10:01:02.001Z","log.level":"INFO","message":"metrics: 0 requests in the last minute"}
`),
      {
        service: {
          loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }],
          networkConfiguration: {
            awsvpcConfiguration: { subnets: ['subnet-0aa1'], securityGroups: ['sg-0123456789abcdef0'] },
          },
        },
      },
    ),
  },
  {
    name: 'Standstill: FARGATE_SPOT keeps taking the tasks back',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',
    root: 'AWS reclaimed the Spot capacity of each task, and the service has no base on FARGATE.',
    named: /Spot/,
    fix: [/FARGATE\b/, /base|weight/],
    facts: ['Spot'],
    never: /crash|security group|health check/,
    given: {
      standsStill: true,
      counts: { desired: 2, running: 0, pending: 1, failed: 0 },
      service: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }] },
      tasks: times(3, () => ({
        stopCode: 'SpotInterruption',
        stoppedReason: 'Your Spot Task was interrupted.',
        capacityProviderName: 'FARGATE_SPOT',
        startedAt: T0,
        containers: [{ name: 'web', exitCode: 143 }],
      })),
      running: [{ lastStatus: 'PROVISIONING', capacityProviderName: 'FARGATE_SPOT', containers: [{ name: 'web' }] }],
      events: [...times(2, () => '(service web) has started 1 tasks: (task 1).'), ...FAILED_EVENTS.slice(2)],
    },
  },
];
