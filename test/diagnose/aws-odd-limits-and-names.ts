import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, WEB, type Case } from './case.ts';
import { byCodeDeploy, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { times } from './tasks.ts';
import { alive, runningLogs } from './weekly.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const EXECUTION = 'arn:aws:iam::111122223333:role/shop-execution';
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const LOGIN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:hub-login-AbCdEf';

const stands = (event: string, more: Partial<Case> = {}): Case => ({
  standsStill: true,
  events: [event],
  counts: { desired: 2, running: 0, pending: 0 },
  ...more,
});

/** Names with a typo, keys that are off, and what one service of AWS says of another. */
export const AWS_ODD_LIMITS_AND_NAMES: readonly Open[] = [
  {
    name: 'Managed Instances: no instance type is as asked',
    source: `${DOCS}managed-instances-errors.html`,
    root: 'The requirements of the capacity provider and the size of the task leave no instance type.',
    named: /instance type|requirements/i,
    fix: [/instanceRequirements|requirements/, /shop-mi/],
    facts: ['shop-mi'],
    never: /quota|role|deploy again later/i,
    given: neverStarts(
      'ResourceInitializationError: Unable to launch instance(s) for capacity provider shop-mi. InvalidParameterValue: Your requirements did not match any instance types.',
      { service: { capacityProviderStrategy: [{ capacityProvider: 'shop-mi', weight: 1 }] } },
    ),
  },
  {
    name: 'the login of the registry is no JSON',
    source: `${DOCS}private-auth.html`,
    root: 'The secret in repositoryCredentials is plain text.',
    named: /JSON/,
    fix: [/username/, /password/, /hub-login/],
    facts: ['hub-login'],
    never: /NAT|GetSecretValue|take the key out/i,
    given: neverStarts(
      `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to get registry auth from asm: service call has been retried 1 time(s): unable to unmarshal secret value: invalid character 'd' looking for beginning of value`,
      {
        containers: [{ ...WEB, image: 'docker.io/acme/web:2', repositoryCredentials: { credentialsParameter: LOGIN } }],
      },
    ),
  },
  {
    name: 'VPC Lattice calls the tasks unhealthy',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'The health check of the Lattice target group fails.',
    named: /Lattice/,
    fix: [/health check/, /security group/, /Lattice/],
    facts: ['Lattice'],
    never: /Cloud Map|elbv2|load balancer's security group/,
    given: stands(
      '(service web) (task 0123456789abcdef) is unhealthy in VPC Lattice target-group arn:aws:vpc-lattice:us-east-1:111122223333:targetgroup/tg-0123456789abcdef0.',
      { running: alive(), counts: { desired: 2, running: 2, pending: 0 } },
    ),
  },
  {
    name: 'layers that Docker on the instance is too old for',
    source: 'https://github.com/moby/moby/issues/45028',
    root: 'The layers are compressed with zstd, which this Docker does not know.',
    named: /zstd|unpack/,
    fix: [/gzip/, /AMI|Docker/],
    facts: ['zstd'],
    never: /NAT|does not exist/i,
    given: neverStarts(
      'CannotPullContainerError: Error response from daemon: failed to register layer: unsupported layer compression: application/vnd.oci.image.layer.v1.tar+zstd',
      { service: { launchType: 'EC2' } },
    ),
  },
  {
    name: 'the key of a parameter is disabled',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html',
    root: 'The KMS key of the parameter is disabled.',
    named: /disabled/,
    fix: [/enable/i, /1234abcd/],
    facts: ['1234abcd'],
    never: /NAT|endpoint|Allow .{0,60}kms:Decrypt/,
    given: neverStarts(
      `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): InvalidKeyId: ${KEY} is disabled. (Service: AWSKMS; Status Code: 400; Error Code: DisabledException)`,
      {
        containers: [{ ...WEB, secrets: [{ name: 'DB_URL', valueFrom: '/shop/db' }] }],
        definition: { executionRoleArn: EXECUTION },
      },
    ),
  },
  {
    name: 'no log group left',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html',
    root: 'The quota of log groups is reached.',
    named: /quota|limit/i,
    fix: [/Service Quotas|quota/, /[Ll]og groups/],
    facts: [],
    never: /NAT|port 443|logs:CreateLogGroup|typo/,
    given: neverStarts(
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log group: LimitExceededException: Resource limit exceeded. : exit status 1',
    ),
  },
  {
    name: 'a Region that does not exist, in the log options',
    source: `${DOCS}using_awslogs.html`,
    root: 'awslogs-region has a typo.',
    named: /us-east1/,
    fix: [/awslogs-region/, /us-east1/],
    facts: ['us-east1'],
    never: /NAT|enableDns|hosted zone|`image`/,
    given: neverStarts(
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 3 times: failed to create Cloudwatch log stream: RequestError: send request failed caused by: Post "https://logs.us-east1.amazonaws.com/": dial tcp: lookup logs.us-east1.amazonaws.com on 10.0.0.2:53: no such host : exit status 1',
      {
        containers: [
          {
            ...WEB,
            logConfiguration: {
              logDriver: 'awslogs',
              options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'us-east1', 'awslogs-stream-prefix': 'ecs' },
            },
          },
        ],
      },
    ),
  },
  {
    name: 'a health check on a port that the security group does not open',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
    root: 'The program serves the management port 9090; the load balancer may not go there.',
    named: /timed out/,
    fix: [/9090/, /security group/, /sg-0web/],
    facts: ['9090'],
    never: /127\.0\.0\.1|listen on|HealthCheckPort to 8080/,
    given: stands(`(service web) registered 2 targets in (target-group ${GROUP})`, {
      running: alive(),
      group: { HealthCheckPort: '9090' },
      service: {
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1'], securityGroups: ['sg-0web'] } },
      },
      targets: [{ reason: 'Target.Timeout', description: 'Request timed out' }],
      logs: runningLogs([
        "INFO Tomcat started on port 8080 (http) with context path '/'",
        "INFO Tomcat started on port 9090 (http) with context path '/'",
        'INFO Started ShopApplication in 6.1 seconds',
      ]),
      counts: { desired: 2, running: 2, pending: 0 },
    }),
  },
  {
    name: 'CodeDeploy: an NLB shifts all at once',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html',
    root: 'The deployment group has an NLB and a gradual configuration.',
    named: /gradual/i,
    fix: [/CodeDeployDefault\.ECSAllAtOnce/],
    facts: ['gradual'],
    never: /security group|health check/,
    given: byCodeDeploy(
      'ELASTIC_LOAD_BALANCING_INVALID',
      'Only ALB supports gradual traffic routing, use AllAtOnce Traffic routing instead when you create/update Deployment group.',
    ),
  },
  {
    name: 'CodeDeploy: the new tasks find no room',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html',
    root: 'No instance has the memory for a second set of tasks.',
    named: /memory/,
    fix: [/1024/, /instances/],
    facts: ['1024'],
    never: /health of its targets|security group|listener|minimumHealthyPercent/,
    given: {
      ...byCodeDeploy(
        'TIMEOUT',
        'The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.',
      ),
      events: [
        '(service web, taskSet ecs-svc/4965514251646323336) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 2811a2a83e7d47f5a6fe6307a40f0f3b) has insufficient memory available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      ],
      service: { launchType: 'EC2', deploymentController: { type: 'CODE_DEPLOY' } },
      definition: { memory: '1024' },
    },
  },
  {
    name: 'the service-linked role is gone',
    source: `${DOCS}using-service-linked-roles.html`,
    root: 'ECS has no service-linked role to register targets with.',
    named: /AWSServiceRoleForECS/,
    fix: [/create-service-linked-role/, /ecs\.amazonaws\.com/],
    facts: ['AWSServiceRoleForECS'],
    never: /ecs-tasks\.amazonaws\.com|target type|another VPC/,
    given: stands(
      `(service web) failed to register targets in (target-group ${GROUP}) with (error ECS was unable to assume the role 'arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'. Please verify that the role exists.)`,
      { running: alive(), counts: { desired: 2, running: 2, pending: 0 } },
    ),
  },
  {
    name: 'a volume whose file system is another one',
    source: `${DOCS}troubleshoot-ebs-volumes-scenarios.html`,
    root: 'The snapshot holds ext4; the service says xfs.',
    named: /file ?system/i,
    fix: [/filesystemType/],
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
                value:
                  'ECS was unable to attach the volume: the filesystem type xfs does not match the file system ext4 of the volume, unable to mount',
              },
            ],
          },
        ],
        containers: [{ name: 'web' }],
      })),
    },
  },
  {
    name: 'Docker Hub does not take the password',
    source: 'https://docs.docker.com/docker-hub/download-rate-limit/',
    root: 'The login in the secret is wrong.',
    named: /login|password|username/i,
    fix: [/hub-login/, /username|password|token/i],
    facts: ['hub-login'],
    never: /NAT|AmazonECSTaskExecutionRolePolicy|repository policy/,
    given: neverStarts(
      'CannotPullContainerError: Error response from daemon: Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password',
      {
        containers: [{ ...WEB, image: 'docker.io/acme/web:2', repositoryCredentials: { credentialsParameter: LOGIN } }],
      },
    ),
  },
  {
    name: 'S3 Files has no mount target in the zone',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-troubleshooting.html',
    root: 'The S3 file system has no mount target where the task runs.',
    named: /fs-0abc/,
    fix: [/mount target/, /fs-0abc/],
    facts: ['fs-0abc', 'media'],
    never: /elasticfilesystem|EFS file system|taskRoleArn/,
    given: neverStarts(
      'ResourceInitializationError: failed to invoke EFS utils commands to set up S3 Files volumes: stderr: Failed to resolve "fs-0abc.s3files.us-east-1.on.aws" - check that your file system ID is correct : unsuccessful EFS utils command execution; code: 1',
      {
        definition: {
          volumes: [
            {
              name: 'media',
              s3filesVolumeConfiguration: {
                fileSystemArn: 'arn:aws:s3files:us-east-1:111122223333:file-system/fs-0abc',
              },
            },
          ],
        },
      },
    ),
  },
  {
    name: 'agents too old for ECS Exec',
    source: `${DOCS}ecs-exec.html`,
    root: 'The agents do not offer execute-command.',
    named: /attribute|ECS Exec/,
    fix: [/agent|AMI/, /enable-execute-command/],
    facts: ['ECS Exec'],
    never: /GPU|ARM64|splunk|processor/,
    given: stands(
      '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching container-instance 2811a2a83e7d47f5a6fe6307a40f0f3b is missing an attribute required by your task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      {
        service: { launchType: 'EC2' },
        definition: {
          requiresAttributes: [
            { name: 'ecs.capability.execute-command' },
            { name: 'com.amazonaws.ecs.capability.docker-remote-api.1.19' },
          ],
        },
      },
    ),
  },
];
