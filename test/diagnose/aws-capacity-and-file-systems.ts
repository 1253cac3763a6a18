import type { Task } from '@aws-sdk/client-ecs';
import { T0, WEB, type Case } from './case.ts';
import { neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { failed } from './endings.ts';
import { times } from './tasks.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const PLACEMENT =
  '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching container-instance 2811a2a83e7d47f5a6fe6307a40f0f3b';
const EXECUTION = 'arn:aws:iam::111122223333:role/shop-execution';

const unplaced = (event: string, more: Partial<Case> = {}): Case => ({
  standsStill: true,
  events: [event],
  service: { launchType: 'EC2' },
  counts: { desired: 2, running: 0, pending: 0 },
  ...more,
});

/** Tasks that find no place, no address, no volume, no image. */
export const AWS_CAPACITY_AND_FILE_SYSTEMS: readonly Open[] = [
  {
    name: 'a placement constraint of the service that no instance meets',
    source: `${DOCS}api_failures_messages.html`,
    root: 'No instance has the attribute stack == blue, which the service asks for.',
    named: /placement constraint/i,
    fix: [/attribute:stack == blue/, /instance/],
    facts: ['attribute:stack == blue'],
    never: /security group|quota|\bAMI\b|memory/,
    given: unplaced(
      `${PLACEMENT} encountered error "MemberOf placement constraint unsatisfied.". For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
      {
        service: {
          launchType: 'EC2',
          placementConstraints: [{ type: 'memberOf', expression: 'attribute:stack == blue' }],
        },
      },
    ),
  },
  {
    name: 'a task for ARM on instances for Intel',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'The task asks for ARM64; the instances are x86.',
    named: /attribute/,
    fix: [/ARM64|arm64|Graviton/, /X86_64|runtimePlatform/],
    facts: ['ARM64'],
    never: /GPU|logging driver|security group|ECS_AVAILABLE/,
    given: unplaced(
      `${PLACEMENT} is missing an attribute required by your task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
      {
        definition: {
          runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
          requiresAttributes: [
            { name: 'com.amazonaws.ecs.capability.docker-remote-api.1.19' },
            { name: 'ecs.cpu-architecture', value: 'arm64' },
          ],
        },
      },
    ),
  },
  {
    name: 'a log driver that the instances do not offer',
    source: `${DOCS}ecs-agent-config.html`,
    root: 'The agents do not offer the log driver splunk.',
    named: /attribute/,
    fix: [/ECS_AVAILABLE_LOGGING_DRIVERS/, /splunk/],
    facts: ['splunk'],
    never: /GPU|ARM64|security group/,
    given: unplaced(
      `${PLACEMENT} is missing an attribute required by your task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
      {
        containers: [{ ...WEB, logConfiguration: { logDriver: 'splunk', options: {} } }],
        definition: {
          requiresAttributes: [
            { name: 'com.amazonaws.ecs.capability.logging-driver.splunk' },
            { name: 'com.amazonaws.ecs.capability.docker-remote-api.1.22' },
          ],
        },
      },
    ),
  },
  {
    name: 'the vCPUs of Fargate Spot are used up',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'The account may run no more Spot vCPUs.',
    named: /vCPU/,
    fix: [/Fargate Spot vCPU resource count/],
    facts: ['vCPU'],
    never: /On-Demand vCPU resource count|container instance|Auto Scaling group/,
    given: unplaced(
      '(service web) was unable to place a task. Reason: You’ve reached the limit on the number of vCPUs you can run concurrently.',
      {
        service: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
        definition: { cpu: '1024', memory: '2048' },
      },
    ),
  },
  {
    name: 'a capacity provider that does not scale',
    source: `${DOCS}cluster-auto-scaling.html`,
    root: 'Managed scaling of the provider is off, and no instance has room.',
    named: /scaling/,
    fix: [/web-asg/, /managed ?scaling/i],
    facts: ['shop-cp', 'web-asg'],
    never: /Fargate|Spot|image/,
    given: {
      standsStill: true,
      events: [],
      service: { capacityProviderStrategy: [{ capacityProvider: 'shop-cp', weight: 1 }] },
      running: times(2, (): Partial<Task> => ({
        lastStatus: 'PROVISIONING',
        capacityProviderName: 'shop-cp',
        createdAt: new Date(T0.getTime() - 900_000),
        containers: [{ name: 'web', lastStatus: 'PENDING' }],
      })),
      provider: {
        name: 'shop-cp',
        status: 'ACTIVE',
        autoScalingGroupProvider: {
          autoScalingGroupArn:
            'arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:0f1e:autoScalingGroupName/web-asg',
          managedScaling: { status: 'DISABLED' },
        },
      },
      counts: { desired: 2, running: 0, pending: 2 },
    },
  },
  {
    name: 'too many calls to the load balancer',
    source: 'https://tech.scribd.com/blog/2021/ecs-deploys.html',
    root: 'ELB throttles the calls that ECS makes for the account.',
    named: /throttl/i,
    fix: [/fewer|at once|in turn|one after|spread|parallel/i],
    facts: [],
    never: /security group|wait-max-delay|GITHUB|grace period/,
    given: {
      standsStill: true,
      events: ['(service web) operations are being throttled on elb. Will try again later.'],
      counts: { desired: 40, running: 12, pending: 0 },
    },
  },
  {
    name: 'a subnet that is gone',
    source: `${DOCS}failed-to-start-error.html`,
    root: 'The subnet of the service was deleted.',
    named: /subnet-0a1b2c3d/,
    fix: [/subnet-0a1b2c3d/, /`?subnets`?|networkConfiguration/],
    facts: ['subnet-0a1b2c3d'],
    never: /NAT|free address|endpoint|route/i,
    given: neverStarts(
      "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment disabled in subnet 'subnet-0a1b2c3d': InvalidSubnetID.NotFound",
    ),
  },
  {
    name: 'a security group that is gone',
    source: 'https://repost.aws/knowledge-center/ecs-task-stopped',
    root: 'The security group of the service was deleted.',
    named: /security group/,
    fix: [/security ?group/i, /networkConfiguration|securityGroups|`security-groups`/],
    facts: [],
    never: /NAT|inbound|free address|port 443/i,
    given: neverStarts(
      "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment disabled in subnet 'subnet-0a1b2c3d': InvalidGroup.NotFound",
      {
        service: {
          networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0f00'] } },
        },
      },
    ),
  },
  {
    name: 'the name of a file system does not resolve',
    source: 'https://github.com/cn-terraform/terraform-aws-jenkins/issues/23',
    root: 'No mount target in the zone of the task, or no DNS in the VPC.',
    named: /fs-0867a83d8ed398433/,
    fix: [/mount target/, /enableDnsSupport/],
    facts: ['fs-0867a83d8ed398433'],
    never: /access point|port 2049/,
    given: neverStarts(
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve "fs-0867a83d8ed398433.efs.us-east-1.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID. See https://docs.aws.amazon.com/console/efs/mount-dns-name for more detail. Attempting to lookup mount target ip address using botocore. Failed to import necessary dependency botocore, please install botocore first. : unsuccessful EFS utils command execution; code: 1',
    ),
  },
  {
    name: 'a volume from a snapshot that is gone',
    source: `${DOCS}troubleshoot-ebs-volumes-scenarios.html`,
    root: 'The snapshot of the EBS volume does not exist.',
    named: /snap-0123456789abcdef0/,
    fix: [/snapshot/i, /snapshotId|service-managed-ebs-volume/],
    facts: ['snap-0123456789abcdef0'],
    never: /quota|KMS|trust/,
    given: {
      ...failed,
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'Task failed to start: EBS volume could not be attached.',
        attachments: [
          {
            type: 'AmazonElasticBlockStorage',
            status: 'FAILED',
            details: [
              {
                name: 'statusReason',
                value:
                  "ECS was unable to create the EBS volume: The snapshot 'snap-0123456789abcdef0' does not exist. (InvalidSnapshot.NotFound)",
              },
            ],
          },
        ],
        containers: [{ name: 'web' }],
      })),
    },
  },
  {
    name: 'S3 Files refuses the task role',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-troubleshooting.html',
    root: 'The task role lacks s3files:ClientMount.',
    named: /S3 Files|s3files|access denied/i,
    fix: [/s3files:ClientMount/, /shop-task/],
    facts: ['shop-task'],
    never: /elasticfilesystem|2049|execution role/,
    given: neverStarts(
      "ResourceInitializationError: failed to invoke EFS utils commands to set up S3 Files volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' : unsuccessful EFS utils command execution; code: 32",
      {
        definition: {
          taskRoleArn: 'arn:aws:iam::111122223333:role/shop-task',
          executionRoleArn: EXECUTION,
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
    name: 'FSx refuses the user of the secret',
    source: 'https://github.com/aws/amazon-ecs-agent/pull/2563',
    root: 'The user name or password in the secret of the FSx volume is wrong.',
    named: /user name or password/i,
    fix: [/secret/i, /fsx-login/],
    facts: ['fsx-login'],
    never: /EFS|2049|elasticfilesystem/,
    given: neverStarts(
      'ResourceInitializationError: fsxwindowsfileserver: failed to perform host mount of the remote share: New-SmbGlobalMapping : The user name or password is incorrect. : exit status 1',
      {
        definition: {
          executionRoleArn: EXECUTION,
          volumes: [
            {
              name: 'share',
              fsxWindowsFileServerVolumeConfiguration: {
                fileSystemId: 'fs-0eeb5730b2EXAMPLE',
                rootDirectory: 'share',
                authorizationConfig: {
                  credentialsParameter: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:fsx-login-AbCdEf',
                  domain: 'corp.example.com',
                },
              },
            },
          ],
        },
      },
    ),
  },
  {
    name: 'Parameter Store out of reach, in the old shape',
    source: 'https://stackoverflow.com/questions/61265108',
    root: 'The subnets have no way to SSM.',
    named: /Parameter Store|SSM|ssm/,
    fix: [/com\.amazonaws\.us-east-1\.ssm|\bssm\b/, /NAT|endpoint/, /443/],
    facts: [],
    never: /ecr\.dkr|IAM policy|ssm:GetParameters to/,
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 5 time(s): RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.',
      { definition: { executionRoleArn: EXECUTION } },
    ),
  },
  {
    name: 'a subnet with IPv6 only',
    source: 'https://github.com/aws/containers-roadmap/issues/2287',
    root: 'The subnet has no IPv4, and the API of ECR is asked over IPv4.',
    named: /network is unreachable|IPv4/,
    fix: [/route|NAT|IPv4|dual/i, /ecr\.api|endpoint/],
    facts: ['api.ecr.us-east-1.amazonaws.com'],
    never: /IAM|execution role|repository policy/,
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "https://api.ecr.us-east-1.amazonaws.com/": dial tcp 35.180.244.40:443: connect: network is unreachable',
    ),
  },
  {
    name: 'a Linux image on Windows tasks',
    source: 'https://stackoverflow.com/questions/48066994',
    root: 'The image has no build for Windows Server 2022.',
    named: /windows/i,
    fix: [/Windows/, /operatingSystemFamily|runtimePlatform/],
    facts: ['10.0.20348'],
    never: /--platform linux\/|ARM64/,
    given: neverStarts(
      'CannotPullContainerError: Error response from daemon: no matching manifest for windows/amd64 10.0.20348 in the manifest list entries',
      {
        definition: {
          runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', cpuArchitecture: 'X86_64' },
        },
      },
    ),
  },
  {
    name: 'a registry whose name is misspelt',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/943',
    root: 'The host of the image ends in amazonawss.com.',
    named: /amazonawss/,
    fix: [/`image`|image/, /amazonaws\.com/],
    facts: ['amazonawss.com'],
    never: /NAT gateway|VPC endpoint|private DNS|enableDns/i,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonawss.com/web:2: failed to do request: Head "https://111122223333.dkr.ecr.us-east-1.amazonawss.com/v2/web/manifests/2": dial tcp: lookup 111122223333.dkr.ecr.us-east-1.amazonawss.com on 10.0.0.2:53: no such host',
      { containers: [{ ...WEB, image: '111122223333.dkr.ecr.us-east-1.amazonawss.com/web:2' }] },
    ),
  },
];
