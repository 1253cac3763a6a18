import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { GROUP, T0, taskId, WEB, type Case } from './case.ts';
import { failed } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';
import { exited, scaledIn, times } from './tasks.ts';
import { alive, runningLogs, turnedAway, waiting } from './weekly.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const HEALTH = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';

const ADDRESSES = ['10.0.3.4', '10.0.4.5'];
/** Running tasks with their network interfaces, as DescribeTasks shows them with awsvpc. */
const addressed = (): Case['running'] =>
  alive().map((task, index) => ({
    ...task,
    taskArn: `arn:aws:ecs:us-east-1:111122223333:task/prod/${taskId(100 + index)}`,
    desiredStatus: 'RUNNING',
    attachments: [
      {
        type: 'ElasticNetworkInterface',
        status: 'ATTACHED',
        details: [
          { name: 'subnetId', value: index === 0 ? 'subnet-0a1' : 'subnet-0b2' },
          { name: 'privateIPv4Address', value: ADDRESSES[index] },
        ],
      },
    ],
  }));

/** Tasks that run while the rollout does not get on. */
const hangs = (more: Partial<Case>): Case => ({
  standsStill: true,
  events: ['(service web) has started 2 tasks: (task 1) (task 2).'],
  running: addressed(),
  counts: { desired: 2, running: 2, pending: 0 },
  ...more,
});
const PROXY: ContainerDefinition[] = [
  { ...WEB, image: 'nginx:1.27', portMappings: [{ containerPort: 8080 }] },
  { ...WEB, name: 'app', image: 'registry.example.com/app:2' },
];

/** What load balancers, deployments and Express resources say of tasks that run. */
export const AWS_TARGETS_AND_DEPLOYMENTS: readonly Open[] = [
  {
    name: 'the health check path asks for a login',
    source: HEALTH,
    root: 'The health check path answers 401 because it asks for a login.',
    named: /401/,
    fix: [/\/up/, /login|authentic/i],
    facts: ['401', '/up'],
    never: /security group|grace period|another port/,
    given: turnedAway('Health checks failed with these codes: [401]', [
      'WARN database pool is warming up, retrying',
      'INFO listening on 0.0.0.0:8080',
      '10.0.1.9 - - "GET /up HTTP/1.1" 401 "ELB-HealthChecker/2.0"',
    ]),
  },
  {
    name: 'the health check path redirects to HTTPS',
    source: HEALTH,
    root: 'The program sends every plain request to HTTPS, the health check too.',
    named: /301/,
    fix: [/200-399|301|redirect/],
    facts: ['301', '/up'],
    never: /security group|login|another port/,
    given: turnedAway('Health checks failed with these codes: [301]', [
      'INFO listening on 0.0.0.0:8080',
      '{"method":"GET","path":"/up","status":301,"location":"https://10.0.3.4/up","agent":"ELB-HealthChecker/2.0"}',
    ]),
  },
  {
    name: 'nginx passes the request on to a port where nobody listens',
    source: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html',
    root: 'nginx asks port 9000 of the task; the application listens on 8000.',
    named: /9000/,
    fix: [/9000|8000/],
    facts: ['9000'],
    never: /security group|login|grace period/,
    given: {
      ...turnedAway('Health checks failed with these codes: [502]', [
        '/docker-entrypoint.sh: Configuration complete; ready for start up',
        '2026/09/01 10:00:31 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.9, server: , request: "GET /up HTTP/1.1", upstream: "http://127.0.0.1:9000/up", host: "10.0.3.4:8080"',
      ]),
      containers: PROXY,
      logs: {
        ...logs([
          '/docker-entrypoint.sh: Configuration complete; ready for start up',
          '2026/09/01 10:00:31 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.9, server: , request: "GET /up HTTP/1.1", upstream: "http://127.0.0.1:9000/up", host: "10.0.3.4:8080"',
        ]),
        ...logs(['INFO:     Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)'], 'app'),
      },
    },
  },
  {
    name: 'the program listens on the loopback only',
    source: HEALTH,
    root: 'The program listens on 127.0.0.1, which the load balancer cannot reach.',
    named: /127\.0\.0\.1|loopback/,
    fix: [/0\.0\.0\.0/],
    facts: ['8080'],
    never: /security group|health check path|grace period/,
    given: turnedAway('Health checks failed', [
      'INFO:     Application startup complete.',
      'INFO:     Uvicorn running on http://127.0.0.1:8080 (Press CTRL+C to quit)',
    ]),
  },
  {
    name: 'a target group that speaks TLS to a program that does not',
    source: HEALTH,
    root: 'The health check speaks HTTPS, and the program plain HTTP.',
    named: /HTTPS/,
    fix: [/HTTP\b/],
    facts: ['HTTPS'],
    never: /security group|grace period|login/,
    given: turnedAway(
      'Health checks failed',
      [
        'INFO:     Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)',
        'WARNING:  Invalid HTTP request received.',
        'WARNING:  Invalid HTTP request received.',
      ],
      { group: { Protocol: 'HTTPS', HealthCheckProtocol: 'HTTPS', Port: 443 } },
    ),
  },
  {
    name: 'a gRPC health check for a method that is not there',
    source: HEALTH,
    root: 'The health check calls a gRPC method that the server does not implement: code 12.',
    named: /12|unimplemented/i,
    fix: [/grpc\.health\.v1|path|matcher|GrpcCode/i],
    facts: ['12'],
    never: /security group|HTTP status|login/,
    given: turnedAway('Health checks failed with these codes: [12]', ['gRPC server listening on [::]:8080'], {
      group: { ProtocolVersion: 'GRPC', HealthCheckPath: '/AWS.ALB/healthcheck', Matcher: { GrpcCode: '0' } },
    }),
  },
  {
    name: 'slower than its grace period of none',
    source: HEALTH,
    root: 'The program needs 94.6 s to start, and there is no grace period.',
    named: /94\.6|96\.2/,
    fix: [/from 0 to 1[0-9]0 s/],
    facts: ['96.2', 'grace period'],
    never: /security group|another port|login/,
    given: turnedAway(
      'Health checks failed with these codes: [503]',
      [
        '  .   ____          _',
        ' :: Spring Boot ::  (v3.3.2)',
        'Started PaymentsApplication in 94.6 seconds (process running for 96.2)',
      ],
      { service: { healthCheckGracePeriodSeconds: 0 } },
    ),
  },
  {
    name: 'a target group without a listener',
    source: HEALTH,
    root: 'No listener rule forwards to the target group.',
    named: /listener/i,
    fix: [/listener|rule/i],
    facts: ['web'],
    never: /security group|Availability Zone|health check path/,
    given: hangs({
      targets: [
        {
          state: 'unused',
          reason: 'Target.NotInUse',
          description: 'Target group is not configured to receive traffic from the load balancer',
        },
        {
          state: 'unused',
          id: '10.0.4.5',
          reason: 'Target.NotInUse',
          description: 'Target group is not configured to receive traffic from the load balancer',
        },
      ],
    }),
  },
  {
    name: 'a zone that the load balancer does not serve',
    source: HEALTH,
    root: 'The task runs in an Availability Zone that is not enabled for the load balancer.',
    named: /Availability Zone/,
    fix: [/Availability Zone|subnet/i],
    facts: ['10.0.3.4', 'subnet-0a1'],
    never: /listener rule|security group|health check path|subnet-0b2/,
    given: hangs({
      targets: [
        {
          state: 'unused',
          reason: 'Target.NotInUse',
          description: 'Target is in an Availability Zone that is not enabled for the load balancer',
        },
        { state: 'healthy', id: '10.0.4.5' },
      ],
    }),
  },
  {
    name: 'somebody else takes the targets out',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeregisterTargets.html',
    root: 'The targets of running tasks were deregistered by somebody other than this deployment.',
    named: /deregister/i,
    fix: [/CloudTrail|DeregisterTargets/],
    facts: ['10.0.3.4'],
    never: /security group|health check path|deregistration delay/i,
    given: hangs({
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        `(service web) registered 2 targets in (target-group ${GROUP})`,
      ],
      targets: [
        {
          state: 'draining',
          reason: 'Target.DeregistrationInProgress',
          description: 'Target deregistration is in progress',
          task: taskId(100),
        },
        {
          state: 'draining',
          id: '10.0.4.5',
          reason: 'Target.DeregistrationInProgress',
          description: 'Target deregistration is in progress',
          task: taskId(101),
        },
      ],
    }),
  },
  {
    name: 'targets in another VPC than their group',
    source: 'https://github.com/boltops-tools/ufo/blob/master/docs',
    root: 'The target group belongs to another VPC than the instances of the cluster.',
    named: /vpc-11111111/,
    fix: [/VPC/],
    facts: ['vpc-11111111', 'i-0381a63c79abcf413'],
    never: /security group|health check path|permission/,
    given: hangs({
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        `(service web) failed to register targets in (target-group ${GROUP}) with (error The following targets are not in the target group VPC 'vpc-11111111': 'i-0381a63c79abcf413')`,
      ],
    }),
  },
  {
    name: 'percents that allow neither one more task nor one less',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'With one task, 100 % at least and 150 % at most leave no room: 1.5 is rounded down to 1.',
    named: /100|150/,
    fix: [/200/],
    facts: ['150', '100'],
    never: /memory|capacity provider|security group/,
    given: {
      standsStill: true,
      events: [
        '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
      ],
      service: { desiredCount: 1, deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 150 } },
      counts: { desired: 1, running: 0, pending: 0 },
    },
  },
  {
    name: 'a container that is awaited to end, and never does',
    source: `${DOCS}task_definition_parameters.html#container_definition_dependson`,
    root: 'web waits for warmup to end, and warmup keeps running.',
    named: /warmup/,
    fix: [/COMPLETE/, /START|HEALTHY|exit|end/],
    facts: ['warmup', 'COMPLETE'],
    never: /health check of|capacity|image/,
    given: {
      standsStill: true,
      events: ['(service web) has started 2 tasks: (task 1) (task 2).'],
      running: waiting([
        { name: 'web', lastStatus: 'PENDING' },
        { name: 'warmup', lastStatus: 'RUNNING' },
      ]),
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'warmup', condition: 'COMPLETE' }] },
        { ...WEB, name: 'warmup', essential: false },
      ],
      logs: runningLogs(['cache warmed: 1200 entries', 'serving metrics on :9102'], 'warmup'),
    },
  },
  {
    name: 'an alarm of the deployment',
    source: `${DOCS}deployment-alarm-failure.html`,
    root: 'The deployment alarm web-5xx-high went off.',
    named: /alarm/i,
    fix: [/web-5xx-high/],
    facts: ['web-5xx-high'],
    never: /memory|crash|security group/,
    given: {
      events: [
        '(service web) (deployment ecs-svc/4965514251646323336) deployment failed: alarm detected.',
        '(service web) rolling back to deployment ecs-svc/1.',
      ],
      deployment: {
        status: 'ROLLBACK_SUCCESSFUL',
        alarms: { status: 'TRIGGERED', alarmNames: ['web-5xx-high', 'web-p99'], triggeredAlarmNames: ['web-5xx-high'] },
      },
      service: {
        deploymentConfiguration: { alarms: { alarmNames: ['web-5xx-high', 'web-p99'], enable: true, rollback: true } },
      },
      tasks: [scaledIn],
    },
  },
  {
    name: 'a lifecycle hook that answers nothing ECS can read',
    source: `${DOCS}troubleshooting-blue-green.html`,
    root: 'The Lambda function of the hook returned no hookStatus.',
    named: /hookStatus|HookStatus/,
    fix: [/hookStatus/],
    facts: ['bgd-prod-pre-scale-hook'],
    never: /lambda:InvokeFunction|security group|health check/,
    given: {
      deployment: {
        statusReason:
          'Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. ECS was unable to parse the response from arn:aws:lambda:us-east-1:111122223333:function:bgd-prod-pre-scale-hook due to: HookStatus must not be null.',
      },
      events: ['(service web) rolling back to deployment ecs-svc/1.'],
      tasks: [scaledIn],
    },
  },
  {
    name: 'a role that may not shift the traffic',
    source: `${DOCS}troubleshooting-blue-green.html`,
    root: 'The role for load balancers lacks elasticloadbalancing:ModifyListener.',
    named: /elasticloadbalancing:ModifyListener/,
    fix: [/elasticloadbalancing:ModifyListener/, /myELBRole/],
    facts: ['myELBRole', 'my-alb'],
    never: /Lambda function (failed|returned)|task role|execution role/,
    given: {
      deployment: {
        statusReason:
          'Service deployment rolled back because TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. User: arn:aws:sts::111122223333:assumed-role/myELBRole/ECSNetworkingWithELB is not authorized to perform: elasticloadbalancing:ModifyListener on resource: arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/my-alb/abc123/def456 because no identity-based policy allows the elasticloadbalancing:ModifyListener action',
      },
      events: ['(service web) rolling back to deployment ecs-svc/1.'],
      tasks: [scaledIn],
    },
  },
  {
    name: 'an Express load balancer that the role may not make',
    source: `${DOCS}express-service-troubleshooting.html`,
    root: 'The infrastructure role lacks elasticloadbalancing:CreateLoadBalancer.',
    named: /elasticloadbalancing:CreateLoadBalancer/,
    fix: [/AmazonECSInfrastructureRoleforExpressGatewayServices/, /ecsExpressInfra/],
    facts: ['ecsExpressInfra', 'load balancer'],
    never: /execution role|task role|subnet/,
    given: {
      standsStill: true,
      deployment: {
        statusReason: 'Service deployment rolled back because PROVISIONING lifecycle hook(s) failed. AccessDenied',
      },
      resources: [
        { resource: 'log group', status: 'ACTIVE' },
        {
          resource: 'load balancer',
          status: 'FAILED',
          reason:
            'User: arn:aws:sts::111122223333:assumed-role/ecsExpressInfra/ECSExpressGateway is not authorized to perform: elasticloadbalancing:CreateLoadBalancer on resource: arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/ecs-express-gateway-alb-1a2b/* because no identity-based policy allows the elasticloadbalancing:CreateLoadBalancer action',
        },
        { resource: 'certificate', status: 'PROVISIONING' },
      ],
    },
  },
  {
    name: 'the proxy of Service Connect runs out of memory',
    source: `${DOCS}service-connect-concepts-deploy.html`,
    root: 'The Service Connect proxy was killed for want of memory; the task has too little for both.',
    named: /ecs-service-connect/,
    fix: [/memory/i, /512/],
    facts: ['ecs-service-connect-x7fq2', '512'],
    never: /container web (ran out|was killed|crashed)|port name/,
    given: {
      ...failed,
      definition: { cpu: '256', memory: '512' },
      tasks: [
        ...times(2, () => ({
          ...exited(
            { name: 'web', exitCode: 143 },
            {
              name: 'ecs-service-connect-x7fq2',
              exitCode: 137,
              reason: 'OutOfMemoryError: Container killed due to memory usage',
            },
          ),
          memory: '512',
          startedAt: T0,
        })),
        scaledIn,
      ],
      logs: logs(['INFO listening on 8080', 'INFO SIGTERM, bye']),
    },
  },
];
