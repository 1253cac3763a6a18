import { DEPLOYMENT_ID, WEB, type Case } from './case.ts';
import { byCodeDeploy, ends } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { alive, runningLogs } from './weekly.ts';

const CODEDEPLOY = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html';
const BLUE_GREEN = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html';
const LAMBDA = 'arn:aws:lambda:us-east-1:111122223333:function';
const FAILED_SET =
  'The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.';

const refused = (said: string): Case =>
  byCodeDeploy(
    'ECS_UPDATE_ERROR',
    `The ECS service cannot be updated due to an unexpected error: ${said} (Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException; Request ID: adb7f821-fb33-40cf-81cc-2500ae7f0585; Proxy: null). Check your ECS service status.`,
  );

/** What CodeDeploy and the strategies of ECS say of a deployment that they gave up. */
export const AWS_DEPLOYMENTS_GIVEN_UP: readonly Open[] = [
  {
    name: 'CodeDeploy: the port of the AppSpec is none of the container',
    source: 'https://medium.com/@nestjs/aws-blue-green-codedeploy-ecs',
    root: 'The AppSpec names port 443, which the container does not map.',
    named: /443/,
    fix: [/ContainerPort/, /AppSpec/i, /3000/],
    facts: ['nestjs-app', '443'],
    never: /security group|health check|quota|container instance/,
    given: {
      ...refused('The container nestjs-app did not have a container port 443 defined.'),
      containers: [{ ...WEB, name: 'nestjs-app', portMappings: [{ containerPort: 3000 }] }],
    },
  },
  {
    name: 'CodeDeploy: a validation function says no',
    source: CODEDEPLOY,
    root: 'The function of AfterAllowTestTraffic answered Failed.',
    named: /AfterAllowTestTraffic/,
    fix: [/AfterAllowTestTraffic/, /\/aws\/lambda\//],
    facts: ['AfterAllowTestTraffic'],
    never: /circuit breaker|security group|one hour|PutLifecycleEventHookExecutionStatus/,
    given: byCodeDeploy(
      'HOOK_EXECUTION_FAILURE',
      'The deployment failed because one or more of the lifecycle event validation functions failed.',
      { name: 'AfterAllowTestTraffic', message: '', log: '' },
    ),
  },
  {
    name: 'CodeDeploy: its role may not call the function',
    source: CODEDEPLOY,
    root: 'The service role of CodeDeploy lacks lambda:InvokeFunction.',
    named: /ecsCodeDeployRole/,
    fix: [/lambda:InvokeFunction/, /ecsCodeDeployRole/],
    facts: ['ecsCodeDeployRole'],
    never: /execution role|task role|GITHUB|OIDC/i,
    given: byCodeDeploy(
      'IAM_ROLE_PERMISSIONS',
      'The IAM role arn:aws:iam::111122223333:role/ecsCodeDeployRole does not give you permission to perform operations in the following AWS service: AWSLambda.',
      { name: 'AfterAllowTestTraffic', message: '', log: '' },
    ),
  },
  {
    name: 'CodeDeploy: the replacement never got healthy, because it crashes',
    source: 'https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/80',
    root: 'The program does not find a module of its own.',
    named: /config\/database/,
    fix: [/config\/database/],
    facts: ['config/database'],
    never: /security group|listener|raise .*60 minutes/i,
    given: {
      ...ends(1, [
        "Error: Cannot find module './config/database'",
        'Require stack:',
        '- /app/dist/main.js',
        '    at Module._resolveFilename (node:internal/modules/cjs/loader:1144:15)',
      ]),
      ...byCodeDeploy('TIMEOUT', FAILED_SET),
    },
  },
  {
    name: 'CodeDeploy: the replacement never got healthy, because nobody reaches it',
    source: CODEDEPLOY,
    root: 'The security group of the tasks lets the load balancer in on another port.',
    named: /Request timed out/,
    fix: [/security group/, /8080/],
    facts: ['8080'],
    never: /`command`|hook|memory/,
    given: {
      ...byCodeDeploy('TIMEOUT', FAILED_SET),
      running: alive(),
      logs: runningLogs(['INFO listening on 0.0.0.0:8080']),
      targets: [
        { reason: 'Target.Timeout', description: 'Request timed out' },
        { id: '10.0.4.5', reason: 'Target.Timeout', description: 'Request timed out' },
      ],
    },
  },
  {
    name: 'CodeDeploy: the other target group takes traffic already',
    source: 'https://forums.aws.amazon.com/thread.jspa?threadID=316383',
    root: 'The rule of the listener gives the green target group a weight.',
    named: /weight/,
    fix: [/weight/, /\b0\b/, /listener|rule/],
    facts: ['weight'],
    never: /must be behind|security group|health check/,
    given: byCodeDeploy(
      'ELASTIC_LOAD_BALANCING_INVALID',
      'The ELB could not be updated due to the following error: Green taskset target group cannot have non-zero weight prior to traffic shifting',
    ),
  },
  {
    name: 'CodeDeploy: nobody rerouted the traffic in time',
    source: CODEDEPLOY,
    root: 'The deployment group waits 60 minutes for somebody to reroute, and nobody did.',
    named: /60 minutes/,
    fix: [/continue/i, /READY_WAIT|rerout/i, /deployment group/],
    facts: ['60'],
    never: /security group|health check|unhealthy/,
    given: {
      ...byCodeDeploy(
        'TIMEOUT',
        'The deployment timed out while waiting for a notification to continue. This time out period is 60 minutes.',
      ),
      running: alive(),
    },
  },
  {
    name: 'CodeDeploy: no number where the revision belongs',
    source: 'https://github.com/aws/aws-codedeploy-agent/issues',
    root: 'The AppSpec names the task definition with the revision "latest".',
    named: /revision/,
    fix: [/TaskDefinition/, /AppSpec/i],
    facts: ['latest'],
    never: /image|security group|health check/,
    given: refused('Invalid revision number. Number: latest'),
  },
  {
    name: 'a hook that ECS does not name',
    source: BLUE_GREEN,
    root: 'The function shop-gate of the stage PRE_PRODUCTION_TRAFFIC_SHIFT failed.',
    named: /shop-gate/,
    fix: [/\/aws\/lambda\/shop-gate/],
    facts: ['PRE_PRODUCTION_TRAFFIC_SHIFT', 'shop-gate'],
    never: /shop-warm|security group|listener/,
    given: {
      deployment: {
        statusReason: 'Service deployment rolled back because PRE_PRODUCTION_TRAFFIC_SHIFT lifecycle hook(s) failed.',
        deploymentConfiguration: {
          strategy: 'BLUE_GREEN',
          lifecycleHooks: [
            { hookTargetArn: `${LAMBDA}:shop-warm`, lifecycleStages: ['POST_SCALE_UP'] },
            { hookTargetArn: `${LAMBDA}:shop-gate`, lifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'] },
          ],
        },
      },
      events: [
        `(service web) (deployment ${DEPLOYMENT_ID}) deployment failed: Service deployment rolled back because PRE_PRODUCTION_TRAFFIC_SHIFT lifecycle hook(s) failed.`,
      ],
    },
  },
  {
    name: 'the production rule forwards to a stranger',
    source: BLUE_GREEN,
    root: 'The production rule forwards to legacy-tg, which is none of the service.',
    named: /legacy-tg/,
    fix: [/rule/, /shop-blue/, /shop-green/],
    facts: ['legacy-tg'],
    never: /security group|subnet|health check/,
    given: {
      deployment: {
        statusReason: `Service deployment rolled back because of invalid networking configuration. Production listener rule is forwarding traffic to unexpected target group arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/legacy-tg/abc123. Expected traffic to be forwarded to either targetGroupArn: arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/shop-blue/def456 or alternateTargetGroupArn: arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/shop-green/ghi789`,
      },
    },
  },
  {
    name: 'VPC Lattice: the role may not register targets',
    source:
      'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForVpcLattice.html',
    root: 'The infrastructure role of the Lattice configuration lacks vpc-lattice:RegisterTargets.',
    named: /ecsLatticeRole|vpc-lattice:RegisterTargets/,
    fix: [/vpc-lattice:RegisterTargets|AmazonECSInfrastructureRolePolicyForVpcLattice/, /ecsLatticeRole/],
    facts: ['ecsLatticeRole', 'vpc-lattice:RegisterTargets'],
    never: /elasticloadbalancing:|RolePolicyForLoadBalancers|security group|health check/,
    given: {
      standsStill: true,
      running: alive(),
      events: [
        '(service web) failed to register targets in (target-group arn:aws:vpc-lattice:us-east-1:111122223333:targetgroup/tg-0123456789abcdef0) with (error User: arn:aws:sts::111122223333:assumed-role/ecsLatticeRole/ecs-service-scheduler is not authorized to perform: vpc-lattice:RegisterTargets on resource: arn:aws:vpc-lattice:us-east-1:111122223333:targetgroup/tg-0123456789abcdef0 because no identity-based policy allows the vpc-lattice:RegisterTargets action)',
      ],
      counts: { desired: 2, running: 2, pending: 0 },
    },
  },
  {
    name: 'an HTTP/2 target group before a program that speaks HTTP/1.1',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',
    root: 'The target group sends HTTP/2, which uvicorn does not speak.',
    named: /HTTP\/2|HTTP2/,
    fix: [/HTTP1|HTTP\/1/, /protocol version/i],
    facts: ['/up'],
    never: /security group|grace period|loopback/,
    given: {
      standsStill: true,
      running: alive(),
      group: { ProtocolVersion: 'HTTP2' },
      targets: [{ reason: 'Target.FailedHealthChecks', description: 'Health checks failed' }],
      logs: runningLogs([
        'INFO:     Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)',
        'WARNING:  Invalid HTTP request received.',
        'WARNING:  Invalid HTTP request received.',
      ]),
      counts: { desired: 2, running: 2, pending: 0 },
    },
  },
  {
    name: 'plain HTTP for a port of nginx that wants TLS',
    source: 'https://nginx.org/en/docs/http/configuring_https_servers.html',
    root: 'The health check speaks HTTP to the HTTPS port.',
    named: /HTTPS|TLS/,
    fix: [/HTTPS/, /health check protocol|HealthCheckProtocol|protocol/i],
    facts: ['400'],
    never: /security group|grace period|host header|login/i,
    given: {
      standsStill: true,
      running: alive(),
      targets: [
        {
          port: 8443,
          reason: 'Target.ResponseCodeMismatch',
          description: 'Health checks failed with these codes: [400]',
        },
      ],
      logs: runningLogs([
        '2026/09/01 10:00:02 [notice] 1#1: start worker processes',
        '2026/09/01 10:00:31 [info] 22#22: *3 client sent plain HTTP request to HTTPS port while reading client request headers, client: 10.0.1.9, server: _, request: "GET /up HTTP/1.1", host: "10.0.3.4:8443"',
        '10.0.1.9 - - [01/Sep/2026:10:00:31 +0000] "GET /up HTTP/1.1" 400 248 "-" "ELB-HealthChecker/2.0"',
      ]),
      counts: { desired: 2, running: 2, pending: 0 },
    },
  },
  {
    name: 'the load balancer has a trouble of its own',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html',
    root: 'The health checks failed for an internal error of the load balancer.',
    named: /internal/i,
    fix: [/again|Health Dashboard|support/i],
    facts: ['web'],
    never: /security group|grace period|loopback|listens/,
    given: {
      standsStill: true,
      running: alive(),
      targets: [{ reason: 'Elb.InternalError', description: 'Health checks failed due to an internal error' }],
      logs: runningLogs(['INFO listening on 0.0.0.0:8080']),
      counts: { desired: 2, running: 2, pending: 0 },
    },
  },
];
