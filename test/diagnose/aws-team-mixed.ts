import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, T0, taskId, WEB, type Case } from './case.ts';
import { byCodeDeploy, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';
import { exited, FAILED_EVENTS, notStarted, scaledIn, times, unhealthy } from './tasks.ts';
import { turnedAway } from './weekly.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const ECR = '111122223333.dkr.ecr.us-east-1.amazonaws.com';
const ROLES = {
  executionRoleArn: 'arn:aws:iam::111122223333:role/shop-execution',
  taskRoleArn: 'arn:aws:iam::111122223333:role/shop-task',
};
const NETWORK = {
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: ['subnet-0a1b2c3d', 'subnet-0b2c3d4e'],
      securityGroups: ['sg-0web'],
      assignPublicIp: 'DISABLED' as const,
    },
  },
};
const old = (): Partial<Task>[] =>
  times(2, () => ({
    taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:1',
    startedBy: 'ecs-svc/1',
    startedAt: T0,
    containers: [{ name: 'web', lastStatus: 'RUNNING', healthStatus: 'HEALTHY' as const }],
  }));
/** A running task of the deployment with its network interface. */
const at = (address: string, subnet: string): Partial<Task> => ({
  startedAt: T0,
  attachments: [
    {
      type: 'ElasticNetworkInterface',
      details: [
        { name: 'subnetId', value: subnet },
        { name: 'privateIPv4Address', value: address },
      ],
    },
  ],
  containers: [{ name: 'web', lastStatus: 'RUNNING' }],
});
const stands = (more: Partial<Case>): Case => ({
  standsStill: true,
  counts: { desired: 2, running: 0, pending: 0 },
  oldEvents: ['(service web) has reached a steady state.'],
  running: old(),
  ...more,
});

/** Mixed evidence, as pagers show it. */
export const AWS_TEAM_MIXED: readonly Open[] = [
  {
    name: 'layers come from S3, and the endpoint for S3 is missing',
    source: 'https://repost.aws/knowledge-center/ecs-pull-container-error',
    root: 'ECR answers; the layers come from S3, to which the private subnets have no way.',
    named: /S3|layer/,
    fix: [/S3/, /gateway endpoint|NAT/i, /subnet-0a1b2c3d/],
    facts: ['prod-us-east-1-starport-layer-bucket'],
    never: /ecr:BatchGetImage|does not exist|ecr\.api/,
    given: neverStarts(
      `CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/6bc1-111122223333/sha256:1f0c": dial tcp 52.217.233.242:443: i/o timeout`,
      { definition: ROLES, containers: [{ ...WEB, image: `${ECR}/web:2` }], service: NETWORK, running: old() },
    ),
  },
  {
    name: 'two tasks fail for the secret, one was only scaled in, one Spot task left',
    source: `${DOCS}resource-initialization-error.html`,
    root: 'The secret is in eu-west-1 and the ARN names us-east-1.',
    named: /prod\/web\/api/,
    fix: [/prod\/web\/api/, /us-east-1|Region/],
    facts: ['prod/web/api'],
    never: /Spot capacity|NAT gateway|secretsmanager:GetSecretValue/,
    given: {
      ...failed,
      definition: ROLES,
      containers: [
        {
          ...WEB,
          secrets: [
            { name: 'API_KEY', valueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/web/api' },
          ],
        },
      ],
      tasks: [
        {
          ...exited({ name: 'web', exitCode: 0 }),
          stopCode: 'SpotInterruption',
          stoppedReason: 'Your Spot Task was interrupted.',
          taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:1',
          startedBy: 'ecs-svc/1',
        },
        ...times(2, () =>
          notStarted(
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/web/api from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
          ),
        ),
        scaledIn,
      ],
      running: old(),
    },
  },
  {
    name: 'the start script has a typing mistake',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/2040',
    root: 'The image has no docker-entrypoint.sh in its PATH.',
    named: /docker-entry\.sh/,
    fix: [/`entryPoint` of container web/, /docker-entry\.sh/],
    facts: ['docker-entry.sh'],
    never: /health check|architecture|NAT|`command`/,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "docker-entry.sh": executable file not found in $PATH: unknown',
      { containers: [{ ...WEB, entryPoint: ['docker-entry.sh'], command: ['serve'] }], running: old() },
    ),
  },
  {
    name: 'bridge network, a fixed host port, as many tasks as instances',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'Port 8080 of each instance is held by an old task.',
    named: /8080/,
    fix: [/hostPort/, /minimum-healthy-percent|minimumHealthyPercent|instance/],
    facts: ['8080'],
    never: /security group|Fargate|memory/,
    given: stands({
      events: times(
        3,
        () =>
          '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance d20a57cd80a34befb98a3ddac785d9d7) is already using a port required by your task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ),
      service: {
        launchType: 'EC2',
        desiredCount: 2,
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
      },
      definition: { networkMode: 'bridge' },
      containers: [{ ...WEB, portMappings: [{ containerPort: 8080, hostPort: 8080 }] }],
    }),
  },
  {
    name: 'awsvpc on small instances',
    source: `${DOCS}container-instance-eni.html`,
    root: 'The instances have no network interface left.',
    named: /network interface/,
    fix: [/awsvpcTrunking/],
    facts: [],
    never: /Fargate has|security group|subnet.{0,20}full|memory/,
    given: stands({
      events: times(
        3,
        () =>
          '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 7dd4) encountered error "RESOURCE:ENI". For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ),
      service: { launchType: 'EC2', ...NETWORK },
      definition: { networkMode: 'awsvpc' },
    }),
  },
  {
    name: 'the subnet has no address left',
    source: 'https://repost.aws/knowledge-center/ecs-eni-error',
    root: 'subnet-0a1b2c3d has no free IP address.',
    named: /subnet-0a1b2c3d/,
    fix: [/subnet/, /address/],
    facts: ['subnet-0a1b2c3d'],
    never: /quota|security group|NAT/,
    given: neverStarts(
      "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-0a1b2c3d': InsufficientFreeAddressesInSubnet",
      { service: NETWORK, running: old() },
    ),
  },
  {
    name: 'an arm64 instance, an amd64 image',
    source: 'https://github.com/aws/containers-roadmap/issues/1452',
    root: 'The image was built for another processor than the task runs on.',
    named: /architecture|processor|platform/i,
    fix: [/--platform linux\/amd64/, /ARM64/],
    facts: ['/usr/local/bin/docker-entrypoint.sh'],
    never: /shebang|line ends|chmod|health check/,
    given: {
      ...failed,
      definition: { runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' } },
      tasks: [...times(2, () => exited({ name: 'web', exitCode: 255 })), scaledIn],
      logs: logs(['exec /usr/local/bin/docker-entrypoint.sh: exec format error']),
      running: old(),
    },
  },
  {
    name: 'a sidecar of Datadog takes the task with it',
    source: 'https://github.com/DataDog/datadog-agent/issues/9066',
    root: 'The container datadog-agent is essential and ends without an API key.',
    named: /datadog-agent/,
    fix: [/DD_API_KEY/],
    facts: ['datadog-agent'],
    never: /container web exited|Set .{0,20} container web|security group/,
    given: {
      ...failed,
      containers: [WEB, { ...WEB, name: 'datadog-agent', image: 'public.ecr.aws/datadog/agent:7' }],
      tasks: [
        ...times(2, () => exited({ name: 'web', exitCode: 143 }, { name: 'datadog-agent', exitCode: 1 })),
        scaledIn,
      ],
      logs: {
        ...logs(['Server listening on http://0.0.0.0:8080', 'SIGTERM received, closing']),
        ...logs(
          [
            '[s6-init] making user provided files available at /var/run/s6/etc...exited 0.',
            '[cont-init.d] 01-check-apikey.sh: executing... ',
            '==================================================================================',
            'You must set an DD_API_KEY environment variable to run the Datadog Agent container',
            '==================================================================================',
            '[cont-init.d] 01-check-apikey.sh: exited 1.',
          ],
          'datadog-agent',
        ),
      },
      running: old(),
    },
  },
  {
    name: 'the service waits for Service Connect',
    source: `${DOCS}service-connect-concepts-deploy.html`,
    root: 'The Service Connect proxy of the task is not healthy.',
    named: /Service Connect|ecs-service-connect/,
    fix: [/Service Connect/, /`cpu` .{0,20}from 256 to 512/],
    facts: [],
    never: /target group|curl|grace period/,
    given: {
      ...failed,
      service: {
        deployments: [
          {
            id: 'ecs-svc/4965514251646323336',
            status: 'PRIMARY',
            serviceConnectConfiguration: {
              enabled: true,
              namespace: 'shop',
              services: [{ portName: 'http', discoveryName: 'web' }],
            },
          },
        ],
      },
      definition: { cpu: '256', memory: '512' },
      tasks: [
        ...times(2, (): Partial<Task> => ({
          stopCode: 'ServiceSchedulerInitiated',
          stoppedReason: 'Task failed container health checks',
          startedAt: T0,
          cpu: '256',
          memory: '512',
          containers: [
            { name: 'web', exitCode: 143, healthStatus: 'UNKNOWN' },
            { name: 'ecs-service-connect-4Xyz', exitCode: 137, healthStatus: 'UNHEALTHY' },
          ],
        })),
        scaledIn,
      ],
      logs: logs(['Server listening on http://0.0.0.0:8080', 'SIGTERM received, closing']),
      running: old(),
    },
  },
  {
    name: 'a hook says no',
    source: `${DOCS}deployment-lifecycle-hooks.html`,
    root: 'The hook web-smoke at POST_TEST_TRAFFIC_SHIFT answered FAILED.',
    named: /hook/i,
    fix: [/web-smoke/, /log/],
    facts: ['web-smoke', 'POST_TEST_TRAFFIC_SHIFT'],
    never: /circuit breaker|health check|security group/,
    given: {
      deployment: {
        statusReason:
          'Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. Lifecycle hook target arn:aws:lambda:us-east-1:111122223333:function:web-smoke returned FAILED status.',
      },
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        `(service web) registered 2 targets in (target-group ${GROUP})`,
        '(service web) rolling back to deployment ecs-svc/1.',
      ],
      tasks: [scaledIn, scaledIn],
      running: old(),
    },
  },
  {
    name: 'CodeDeploy and the listener that nobody told',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/error-codes.html',
    root: 'The primary task set is behind a target group that the listener does not forward to.',
    named: /listener/i,
    fix: [/listener/],
    facts: [],
    never: /security group|grace period|health check path/,
    given: {
      ...byCodeDeploy(
        'INVALID_ELB_CONFIGURATION',
        'The ELB could not be updated due to the following error: Primary taskset target group must be behind listener arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2',
      ),
      running: old(),
    },
  },
  {
    name: 'health check: the application redirects to its login',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
    root: 'The health check asks for / and the application answers 302 to /login.',
    named: /302/,
    fix: [/302|path/i],
    facts: ['302', '/login'],
    never: /security group|grace period from|another port/,
    given: turnedAway(
      'Health checks failed with these codes: [302]',
      [
        'Server listening on http://0.0.0.0:8080',
        '10.0.1.5 - - [01/Sep/2026:10:00:12 +0000] "GET / HTTP/1.1" 302 28 "-" "ELB-HealthChecker/2.0" location=/login',
      ],
      { group: { HealthCheckPath: '/' }, running: old() },
    ),
  },
  {
    name: 'only some tasks fail: a zone without a load balancer',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',
    root: 'A subnet of the service is in a zone that the load balancer does not have.',
    named: /Availability Zone/,
    fix: [/load balancer/, /subnet/],
    facts: [],
    never: /security group|health check path|memory/,
    given: {
      standsStill: true,
      counts: { desired: 2, running: 2, pending: 0 },
      running: [...old(), at('10.0.1.9', 'subnet-0b2c3d4e'), at('10.0.3.4', 'subnet-0a1b2c3d')],
      service: NETWORK,
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        `(service web) registered 2 targets in (target-group ${GROUP})`,
      ],
      targets: [
        { state: 'healthy', id: '10.0.1.9' },
        {
          state: 'unused',
          id: '10.0.3.4',
          reason: 'Target.NotInUse',
          description: 'Target is in an Availability Zone that is not enabled for the load balancer',
        },
      ],
    },
  },
  {
    name: 'Express: the load balancer quota',
    source: `${DOCS}express-service-work.html`,
    root: 'The account may not create another load balancer.',
    named: /load balancer/i,
    fix: [/quota/i],
    facts: ['TooManyLoadBalancers'],
    never: /security group|health check|certificate/,
    given: {
      standsStill: true,
      counts: { desired: 1, running: 0, pending: 0 },
      resources: [
        { resource: 'log group', status: 'ACTIVE' },
        {
          resource: 'load balancer',
          status: 'FAILED',
          reason:
            "User: arn:aws:sts::111122223333:assumed-role/ecsInfra/ECS: The maximum number of load balancers has been reached on account '111122223333' (Service: ElasticLoadBalancingV2, Status Code: 400, Request ID: 9a0c) TooManyLoadBalancers",
        },
        { resource: 'certificate', status: 'PROVISIONING' },
      ],
    },
  },
  {
    name: 'a disk that is full of images',
    source: 'https://repost.aws/knowledge-center/ecs-docker-pull-error',
    root: 'The disk of the instance has no room for the image.',
    named: /disk|space/,
    fix: [/prune|ECS_IMAGE_CLEANUP|volume/i],
    facts: [],
    never: /ephemeralStorage|NAT|does not exist/,
    given: neverStarts(
      'CannotPullContainerError: write /var/lib/docker/tmp/GetImageBlob830011234: no space left on device',
      {
        service: { launchType: 'EC2' },
        definition: { requiresCompatibilities: ['EC2'] },
        containers: [{ ...WEB, image: `${ECR}/web:2` }],
        running: old(),
      },
    ),
  },
  {
    name: 'an execution role that does not trust ECS',
    source: `${DOCS}task_execution_IAM_role.html`,
    root: 'ECS may not assume the role shop-execution: it does not trust ecs-tasks.amazonaws.com, or was deleted.',
    named: /shop-execution/,
    fix: [/ecs-tasks\.amazonaws\.com/, /shop-execution/],
    facts: ['shop-execution'],
    never: /shop-task|iam:PassRole|instance profile|ecs\.amazonaws\.com/,
    given: stands({
      definition: ROLES,
      events: times(
        3,
        () =>
          "(service web) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::111122223333:role/shop-execution' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).",
      ),
    }),
  },
  {
    name: 'one essential container ends well because it only migrates',
    source: `${DOCS}task_definition_parameters.html`,
    root: 'The container migrate is essential, ends with code 0, and ends the task with it.',
    named: /migrate/,
    fix: [/essential/, /false/],
    facts: ['migrate'],
    never: /migration failed|security group|foreground/,
    given: {
      ...failed,
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'migrate', condition: 'SUCCESS' }] },
        { ...WEB, name: 'migrate', essential: true, command: ['npm', 'run', 'migrate'] },
      ],
      tasks: [...times(2, () => exited({ name: 'web', exitCode: 143 }, { name: 'migrate', exitCode: 0 })), scaledIn],
      logs: {
        ...logs(['Server listening on http://0.0.0.0:8080', 'SIGTERM received, closing']),
        ...logs(['No pending migrations', 'Done in 1.2s'], 'migrate'),
      },
      running: old(),
    },
  },
  {
    name: 'the application says the wrong port to the load balancer',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
    root: 'The application listens on 3000; the service sends to 8080.',
    named: /3000/,
    fix: [/3000/, /8080/],
    facts: ['3000', '8080'],
    never: /security group|grace period|127\.0\.0\.1/,
    given: {
      ...failed,
      tasks: [...times(2, () => ({ ...unhealthy(), startedAt: T0 })), scaledIn],
      events: [
        `(service web) (task ${taskId(0)}) (port 8080) is unhealthy in (target-group ${GROUP}) due to (reason Health checks failed).`,
        `(service web) deregistered 1 targets in (target-group ${GROUP})`,
        ...FAILED_EVENTS,
      ],
      logs: logs([
        '  ▲ Next.js 15.1.0',
        '   - Local:        http://ip-10-0-3-4.ec2.internal:3000',
        '   - Network:      http://0.0.0.0:3000',
        ' ✓ Ready in 412ms',
      ]),
      running: old(),
    },
  },
  {
    name: 'the old tasks of a worker do not let go',
    source: `${DOCS}task-scale-in-protection.html`,
    root: 'Old tasks are protected from scale-in; the deployment waits for them.',
    named: /protect/i,
    fix: [/protect/i],
    facts: [],
    never: /health check|memory|security group/,
    given: stands({
      counts: { desired: 2, running: 2, pending: 0 },
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        '(service web) was unable to scale in due to (reason 2 tasks under protection).',
      ],
      running: [...old(), ...times(2, () => ({ startedAt: T0, containers: [{ name: 'web', lastStatus: 'RUNNING' }] }))],
    }),
  },
  {
    name: 'EBS: the infrastructure role is denied the key',
    source: `${DOCS}troubleshoot-ebs-volumes.html`,
    root: 'ECS could not create the volume: the role ecsInfra may not use the KMS key.',
    named: /volume|EBS/,
    fix: [/ecsInfra/, /KMS|kms:/],
    facts: ['ecsInfra'],
    never: /shop-execution|shop-task|security group|NAT|another account/,
    given: neverStarts(
      'TaskFailedToStart: Failed to attach EBS volume: Unexpected EC2 error while attempting to create volume: User: arn:aws:sts::111122223333:assumed-role/ecsInfra/ECSTaskVolumesForEBS is not authorized to perform: kms:GenerateDataKeyWithoutPlaintext on resource: arn:aws:kms:us-east-1:111122223333:key/0d990263 because no resource-based policy allows the kms:GenerateDataKeyWithoutPlaintext action',
      { definition: ROLES, running: old() },
    ),
  },
];
