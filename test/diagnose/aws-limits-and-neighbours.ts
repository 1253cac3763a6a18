import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, T0, WEB, type Case } from './case.ts';
import { byCodeDeploy, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';
import { exited, IMAGE, notStarted, scaledIn, times } from './tasks.ts';
import { alive, runningLogs, turnedAway } from './weekly.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const EXECUTION = 'arn:aws:iam::111122223333:role/shop-execution';
const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/stripe-AbCdEf';
const DATADOG = { ...WEB, name: 'datadog', image: 'public.ecr.aws/datadog/agent:7' };
const PRIVATE = {
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: ['subnet-0a1', 'subnet-0b2'],
      securityGroups: ['sg-0web'],
      assignPublicIp: 'DISABLED' as const,
    },
  },
};

const made = (resource: string, reason: string): Case => ({
  events: ['(service web) has started 1 tasks: (task 1).'],
  resources: [
    { resource: 'load balancer', status: 'ACTIVE' },
    { resource, status: 'FAILED', reason },
  ],
});

/** Limits of the account, and what stands beside the container or the deployment. */
export const AWS_LIMITS_AND_NEIGHBOURS: readonly Open[] = [
  {
    name: 'a sidecar that the task need not have takes it along',
    source: 'https://github.com/DataDog/datadog-agent/issues/2811',
    root: 'The agent of Datadog ended for want of a key, and being essential took web along.',
    named: /datadog/,
    fix: [/DD_API_KEY/],
    facts: ['datadog', 'code 1'],
    never: /memory|stopTimeout|container web exited/,
    given: {
      ...failed,
      containers: [WEB, DATADOG],
      tasks: times(2, () => exited({ name: 'web', exitCode: 143 }, { name: 'datadog', exitCode: 1 })),
      logs: {
        ...logs(['INFO listening on 0.0.0.0:8080', 'INFO SIGTERM received, shutting down']),
        ...logs(
          [
            '[s6-init] making user provided files available at /var/run/s6/etc...exited 0.',
            '==================================================================================',
            'You must set an DD_API_KEY environment variable to run the Datadog Agent container',
            '==================================================================================',
          ],
          'datadog',
        ),
      },
    },
  },
  {
    name: 'Express: the role may not set up scaling',
    source: `${DOCS}express-service-troubleshooting.html`,
    root: 'The infrastructure role lacks application-autoscaling:RegisterScalableTarget.',
    named: /application-autoscaling:RegisterScalableTarget/,
    fix: [
      /AmazonECSInfrastructureRoleforExpressGatewayServices|application-autoscaling:RegisterScalableTarget/,
      /ecsExpressInfra/,
    ],
    facts: ['scalable target', 'ecsExpressInfra'],
    never: /subnet|quota|certificate/,
    given: made(
      'scalable target',
      'User: arn:aws:sts::111122223333:assumed-role/ecsExpressInfra/ECSExpress is not authorized to perform: application-autoscaling:RegisterScalableTarget on resource: arn:aws:application-autoscaling:us-east-1:111122223333:scalable-target/* because no identity-based policy allows the application-autoscaling:RegisterScalableTarget action (Service: ApplicationAutoScaling, Status Code: 400)',
    ),
  },
  {
    name: 'Express: no certificate left this year',
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html',
    root: 'The quota of certificates of ACM is reached.',
    named: /certificate/,
    fix: [/Service Quotas/, /Certificate Manager|ACM/],
    facts: ['certificate'],
    never: /infrastructure role|subnet|Elastic Load Balancing quota/,
    given: made(
      'certificate',
      'Error: you have reached your limit of 20 certificates in the last year. (Service: Acm, Status Code: 400, Error Code: LimitExceededException)',
    ),
  },
  {
    name: 'a secret that the text does not name',
    source: 'https://stackoverflow.com/questions/66022890',
    root: 'The one secret of the task does not exist.',
    named: /shop\/stripe|does not exist|has no secret/,
    fix: [/shop\/stripe/, /STRIPE_KEY|valueFrom/],
    facts: ['shop/stripe'],
    never: /NAT|endpoint|port 443/,
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): ResourceNotFoundException: Secrets Manager can’t find the specified secret.',
      {
        containers: [{ ...WEB, secrets: [{ name: 'STRIPE_KEY', valueFrom: SECRET }] }],
        definition: { executionRoleArn: EXECUTION },
      },
    ),
  },
  {
    name: 'a log option that the driver does not know',
    source: 'https://github.com/moby/moby/blob/master/daemon/logger/awslogs/cloudwatchlogs.go',
    root: 'The option is misspelt.',
    named: /awslogs-streamprefix/,
    fix: [/awslogs-streamprefix/, /awslogs-stream-prefix|options/],
    facts: ['awslogs-streamprefix'],
    never: /log group|IAM|execution role|port 443/,
    given: neverStarts(
      "ResourceInitializationError: failed to validate logger args: unknown log opt 'awslogs-streamprefix' for awslogs log driver: exit status 1",
    ),
  },
  {
    name: 'a name that no log group can have',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html',
    root: 'The name of the log group has a blank.',
    named: /\/ecs\/web app/,
    fix: [/\/ecs\/web app/, /awslogs-group/],
    facts: ['/ecs/web app'],
    never: /port 443|logs:CreateLogGroup|Create the log group/,
    given: neverStarts(
      "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log group: operation error CloudWatch Logs: CreateLogGroup, https response error StatusCode: 400, RequestID: 1, InvalidParameterException: 1 validation error detected: Value '/ecs/web app' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+ : exit status 1",
      {
        containers: [
          { ...WEB, logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/ecs/web app' } } },
        ],
      },
    ),
  },
  {
    name: 'a gRPC server that says that it does not serve',
    source: 'https://grpc.io/docs/guides/status-codes/',
    root: 'The server answers UNAVAILABLE (14).',
    named: /14/,
    fix: [/UNAVAILABLE|log|serving|ready/i],
    facts: ['14'],
    never: /Implement (?:the service )?grpc\.health|accept code 14|add the code 14|security group/,
    given: turnedAway(
      'Health checks failed with these codes: [14]',
      ['INFO grpc server listening on 0.0.0.0:8080', 'WARN ledger not reachable yet, serving status NOT_SERVING'],
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
    name: 'a daemon whose percents leave no room',
    source: `${DOCS}service_definition_parameters.html`,
    root: 'A DAEMON service has a maximum of 100 %, so only a lower minimum lets it change.',
    named: /minimumHealthyPercent|minimum/,
    fix: [/minimum/i],
    facts: ['100'],
    never: /raise `?maximum|maximumPercent.{0,20}(?:to|from) \d|Fargate/i,
    given: {
      standsStill: true,
      events: [
        '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
      ],
      service: {
        schedulingStrategy: 'DAEMON',
        launchType: 'EC2',
        desiredCount: 3,
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 },
      },
      counts: { desired: 3, running: 0, pending: 0 },
    },
  },
  {
    name: 'Managed Instances: the quota of vCPUs of EC2',
    source: `${DOCS}managed-instances-errors.html`,
    root: 'The account may run no more than 32 vCPUs of standard instances.',
    named: /vCPU/,
    fix: [/Service Quotas/, /EC2|Elastic Compute/, /Standard/],
    facts: ['32'],
    never: /Fargate|minimumHealthyPercent from|security group|infrastructure role/,
    given: neverStarts(
      'ResourceInitializationError: Unable to launch instance(s) for capacity provider shop-mi. VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance bucket that the specified instance type belongs to.',
      { service: { capacityProviderStrategy: [{ capacityProvider: 'shop-mi', weight: 1 }] } },
    ),
  },
  {
    name: 'the load balancer takes no more targets',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
    root: 'The quota of targets of the load balancer is reached.',
    named: /targets/,
    fix: [/Service Quotas/, /[Tt]argets per/],
    facts: ['web'],
    never: /security group|health check path|grace period|role/,
    given: {
      standsStill: true,
      running: alive(),
      events: [
        `(service web) failed to register targets in (target-group ${GROUP}) with (error The maximum number of targets on load balancer 'shop' has been reached (Service: AmazonElasticLoadBalancing; Status Code: 400; Error Code: TooManyTargets))`,
      ],
      counts: { desired: 2, running: 2, pending: 0 },
    },
  },
  {
    name: 'a volume that is not attached in time',
    source: `${DOCS}troubleshoot-ebs-volumes-scenarios.html`,
    root: 'EBS did not attach the volume within the time that ECS waits.',
    named: /in time|timed out/i,
    fix: [/again|CloudTrail/],
    facts: ['data'],
    never: /quota|KMS|snapshot that exists|2049/,
    given: {
      ...failed,
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'Task failed to start',
        attachments: [
          {
            type: 'AmazonElasticBlockStorage',
            status: 'FAILED',
            details: [
              { name: 'volumeName', value: 'data' },
              {
                name: 'statusReason',
                value: 'ECS timed out while configuring the EBS volume attachment to your Task.',
              },
            ],
          },
        ],
        containers: [{ name: 'web' }],
      })),
    },
  },
  {
    name: 'an endpoint without private DNS',
    source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html',
    root: 'The name resolves to a public address, though the subnet has only endpoints.',
    named: /Secrets Manager/,
    fix: [/private DNS/i, /secretsmanager/],
    facts: ['secretsmanager'],
    never: /GetSecretValue|IAM|kms/i,
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/stripe-AbCdEf from secrets manager: RequestError: send request failed caused by: Post "https://secretsmanager.us-east-1.amazonaws.com/": dial tcp 52.94.233.130:443: i/o timeout',
      { service: PRIVATE, definition: { executionRoleArn: EXECUTION } },
    ),
  },
  {
    name: 'storage that Fargate did not provide in time',
    source:
      'https://github.com/dagster-io/dagster/blob/master/python_modules/libraries/dagster-aws/dagster_aws/ecs/launcher.py',
    root: 'Fargate was slow to provide the ephemeral storage.',
    named: /EphemeralStorage|storage/i,
    fix: [/again/],
    facts: [],
    never: /EBS volume|infrastructure role|volumeConfigurations|KMS|snapshot/,
    given: neverStarts('Timeout waiting for EphemeralStorage provisioning to complete.', {
      service: { launchType: 'FARGATE' },
    }),
  },
  {
    name: 'CodeDeploy: two alarms at once',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html',
    root: 'The alarms shop-5xx and shop-p99 went off.',
    named: /shop-5xx/,
    fix: [/shop-5xx/, /shop-p99/],
    facts: ['shop-5xx', 'shop-p99'],
    never: /circuit breaker|security group/,
    given: byCodeDeploy(
      'ALARM_ACTIVE',
      'One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <shop-5xx> <shop-p99>',
    ),
  },
  {
    name: 'CodeDeploy: a target group is gone',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html',
    root: 'A target group of the deployment group was deleted.',
    named: /target group/i,
    fix: [/target group/, /deployment group/],
    facts: ['shop-green'],
    never: /security group|health check|--load-balancers/,
    given: byCodeDeploy(
      'ELASTIC_LOAD_BALANCING_INVALID',
      'The ELB could not be updated due to the following error: One or more target groups not found: shop-green (Service: AmazonElasticLoadBalancing; Status Code: 400; Error Code: TargetGroupNotFound)',
    ),
  },
  {
    name: 'a hook that runs too long',
    source: `${DOCS}deployment-lifecycle-hooks.html`,
    root: 'The function shop-warm of POST_SCALE_UP did not end in time.',
    named: /shop-warm/,
    fix: [/\/aws\/lambda\/shop-warm/, /timeout/i],
    facts: ['POST_SCALE_UP', 'shop-warm'],
    never: /pause|mode: continue|ContinueServiceDeployment|shop-gate/,
    given: {
      deployment: {
        statusReason: 'Service deployment rolled back because POST_SCALE_UP lifecycle hook(s) timed out.',
        deploymentConfiguration: {
          lifecycleHooks: [
            {
              hookTargetArn: 'arn:aws:lambda:us-east-1:111122223333:function:shop-warm',
              lifecycleStages: ['POST_SCALE_UP'],
            },
            {
              hookTargetArn: 'arn:aws:lambda:us-east-1:111122223333:function:shop-gate',
              lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
            },
          ],
        },
      },
    },
  },
  {
    name: 'Parameter Store throttles many tasks at once',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-throughput.html',
    root: 'More GetParameters a second than the account has.',
    named: /throttle|more than AWS allows/i,
    fix: [/throughput/, /Parameter Store/],
    facts: [],
    never: /NAT|endpoint|port 443|GetParameters on/,
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 3 time(s): ThrottlingException: Rate exceeded',
      { definition: { executionRoleArn: EXECUTION } },
    ),
  },
  {
    name: 'ECR of another account asks for a login',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/2137',
    root: 'The role or the repository policy of the other account does not let it in.',
    named: /444455556666|login|authorization/i,
    fix: [/repository policy|policy of (?:the )?repository/i, /444455556666/],
    facts: ['444455556666'],
    never: /repositoryCredentials|Docker Hub|NAT/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 444455556666.dkr.ecr.us-east-1.amazonaws.com/shop/web:2: pulling from host 444455556666.dkr.ecr.us-east-1.amazonaws.com failed with status code [manifests 2]: 403 Forbidden',
      { containers: [{ ...WEB, image: '444455556666.dkr.ecr.us-east-1.amazonaws.com/shop/web:2' }] },
    ),
  },
  {
    name: 'capacity was short, then the image of the sidecar was missing',
    source: 'https://github.com/aws/containers-roadmap/issues/1344',
    root: 'The tag of the sidecar’s image does not exist.',
    named: /proxy:9\.9/,
    fix: [/proxy:9\.9|push/i],
    facts: ['proxy:9.9'],
    never: /FARGATE_SPOT|subnets in other|Availability Zones of/,
    given: {
      ...failed,
      events: [
        '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
        '(service web) has started 2 tasks: (task 1) (task 2).',
        ...failed.events,
      ],
      containers: [WEB, { ...WEB, name: 'proxy', image: 'registry.example.com/proxy:9.9' }],
      tasks: [
        ...times(2, () => ({
          ...notStarted(
            'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref registry.example.com/proxy:9.9: registry.example.com/proxy:9.9: not found',
          ),
          containers: [
            { name: 'web', image: IMAGE },
            { name: 'proxy', image: 'registry.example.com/proxy:9.9' },
          ],
        })),
        scaledIn,
      ],
    },
  },
  {
    name: 'the agents of all instances are gone',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'The agent of the nearest instance is disconnected.',
    named: /agent/i,
    fix: [/agent/, /2811a2a83e7d/],
    facts: ['2811a2a83e7d'],
    never: /memory|CPU units|attribute|security group of the tasks/,
    given: {
      standsStill: true,
      events: [
        '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 2811a2a83e7d47f5a6fe6307a40f0f3b) encountered error "AGENT". For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ],
      service: { launchType: 'EC2' },
      running: [{ lastStatus: 'RUNNING', startedBy: 'ecs-svc/1', startedAt: T0, containers: [{ name: 'web' }] }],
      logs: runningLogs(['INFO listening on 0.0.0.0:8080']),
      counts: { desired: 2, running: 0, pending: 0 },
    },
  },
];
