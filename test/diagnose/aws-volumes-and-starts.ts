import type { Task, Volume } from '@aws-sdk/client-ecs';
import { T0, WEB } from './case.ts';
import { failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { failsOwnCheck, logs } from './kinds.ts';
import { exited, scaledIn, times } from './tasks.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const EFS = 'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: ';
const efs = (more: Partial<NonNullable<Volume['efsVolumeConfiguration']>>): Volume => ({
  name: 'grafana-db',
  efsVolumeConfiguration: { fileSystemId: 'fs-0a1b2c3d4e5f60718', transitEncryption: 'ENABLED', ...more },
});
const ROLES = {
  taskRoleArn: 'arn:aws:iam::111122223333:role/grafana-task',
  executionRoleArn: 'arn:aws:iam::111122223333:role/grafana-exec',
};

/** What keeps volumes, log drivers and containers from starting, in AWS's own words. */
export const AWS_VOLUMES_AND_STARTS: readonly Open[] = [
  {
    name: 'a folder of EFS that nobody made',
    source: 'https://github.com/acp-io/terraform-grafana/issues/4',
    root: 'The root directory /grafana does not exist on the file system.',
    named: /\/grafana/,
    fix: [/access point|create/i, /\/grafana/],
    facts: ['fs-0a1b2c3d4e5f60718'],
    never: /2049|security group|mount target|elasticfilesystem:/,
    given: neverStarts(
      `${EFS}b'mount.nfs4: mounting fs-0a1b2c3d4e5f60718.efs.us-east-1.amazonaws.com:/grafana failed, reason given by server: No such file or directory' : unsuccessful EFS utils command execution; code: 32`,
      { definition: { ...ROLES, volumes: [efs({ rootDirectory: '/grafana' })] } },
    ),
  },
  {
    name: 'a file system that the task role may not mount',
    source: 'https://github.com/aws/copilot-cli/issues/3350',
    root: 'IAM authorization is on, and the task role or the file system policy does not allow the mount.',
    named: /fs-0a1b2c3d4e5f60718|grafana-db/,
    fix: [/elasticfilesystem:ClientMount/, /grafana-task|task role/],
    facts: ['fs-0a1b2c3d4e5f60718'],
    never: /2049|security group|execution role|mount target/,
    given: neverStarts(
      `${EFS}b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' : unsuccessful EFS utils command execution; code: 32`,
      {
        definition: {
          ...ROLES,
          volumes: [efs({ authorizationConfig: { accessPointId: 'fsap-0a1b2c3d4e5f60718', iam: 'ENABLED' } })],
        },
      },
    ),
  },
  {
    name: 'a file system without a mount target in the zone',
    source: 'https://repost.aws/knowledge-center/fargate-unable-to-mount-efs',
    root: 'The VPC has no mount target of this file system for the zone of the task, or does not resolve its name.',
    named: /resolve/i,
    fix: [/mount target/i],
    facts: ['fs-0a1b2c3d4e5f60718'],
    never: /elasticfilesystem:|access denied|root directory/i,
    given: neverStarts(
      `${EFS}Failed to resolve "fs-0a1b2c3d4e5f60718.efs.us-east-1.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID. See https://docs.aws.amazon.com/console/efs/mount-dns-name for more detail. : unsuccessful EFS utils command execution; code: 1`,
      { definition: { ...ROLES, volumes: [efs({})] } },
    ),
  },
  {
    name: 'the log group is looked for in another Region',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/2442',
    root: 'awslogs-region says eu-west-1, where the group does not exist.',
    named: /eu-west-1/,
    fix: [/awslogs-region/, /us-east-1/],
    facts: ['/ecs/web', 'eu-west-1'],
    never: /NAT|endpoint|logs:CreateLogStream/,
    given: neverStarts(
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. status code: 400, request id: 5b2c : exit status 1',
      {
        containers: [
          {
            ...WEB,
            logConfiguration: {
              logDriver: 'awslogs',
              options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs' },
            },
          },
        ],
      },
    ),
  },
  {
    name: 'CloudWatch Logs out of reach',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch-logs-and-interface-VPC.html',
    root: 'The tasks have no way to the endpoint of CloudWatch Logs.',
    named: /CloudWatch Logs|log driver/i,
    fix: [/com\.amazonaws\.us-east-1\.logs|endpoint/i],
    facts: ['logs.us-east-1.amazonaws.com'],
    never: /create the log group|group (is missing|does not exist)|logs:Create/i,
    given: neverStarts(
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: RequestError: send request failed\ncaused by: Post "https://logs.us-east-1.amazonaws.com/": dial tcp 52.46.141.7:443: i/o timeout : exit status 1',
    ),
  },
  {
    name: 'an assignment where the program should be',
    source: 'https://docs.docker.com/reference/dockerfile/#cmd',
    root: 'The command starts with NODE_ENV=production, which is taken for the name of a program.',
    named: /NODE_ENV=production/,
    fix: [/environment/i],
    facts: ['NODE_ENV=production'],
    never: /chmod|not in the image|install/i,
    given: neverStarts(
      'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "NODE_ENV=production": executable file not found in $PATH: unknown',
      { containers: [{ ...WEB, command: ['NODE_ENV=production', 'node', 'server.js'] }] },
    ),
  },
  {
    name: 'a volume mounted over a file',
    source: 'https://github.com/opencontainers/runc/issues/3860',
    root: 'The volume is a folder and is mounted at a path that is a file in the image.',
    named: /\/etc\/nginx\/nginx\.conf/,
    fix: [/folder|directory/i, /\/etc\/nginx\b/],
    facts: ['/etc/nginx/nginx.conf'],
    never: /chmod|not in the image|permission/i,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting "/var/lib/ecs/volumes/config" to rootfs at "/etc/nginx/nginx.conf": mount src=/var/lib/ecs/volumes/config, dst=/etc/nginx/nginx.conf, dstFd=/proc/thread-self/fd/8, flags=0x5000: not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type',
      {
        definition: { volumes: [{ name: 'config', host: {} }] },
        containers: [{ ...WEB, mountPoints: [{ sourceVolume: 'config', containerPath: '/etc/nginx/nginx.conf' }] }],
      },
    ),
  },
  {
    name: 'Docker may not give a mount on EFS to the image’s user',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/2469',
    root: 'Docker copies the owner of the image’s folder to the mount, which an EFS access point refuses.',
    named: /\/var\/lib\/postgresql\/data|pgdata/,
    fix: [/access point|another path|subdirectory|empty/i],
    facts: ['pgdata'],
    never: /2049|security group|chmod \+x/,
    given: neverStarts(
      'CannotCreateContainerError: Error response from daemon: failed to chown /var/lib/docker/volumes/ecs-billing-7-pgdata-aab0/_data: lchown /var/lib/docker/volumes/ecs-billing-7-pgdata-aab0/_data: operation not permitted',
      {
        definition: { volumes: [{ ...efs({ authorizationConfig: { accessPointId: 'fsap-01' } }), name: 'pgdata' }] },
        containers: [{ ...WEB, mountPoints: [{ sourceVolume: 'pgdata', containerPath: '/var/lib/postgresql/data' }] }],
      },
    ),
  },
  {
    name: 'the disk of the container instance is full',
    source: `${DOCS}CannotCreateContainerError.html`,
    root: 'The thin pool of the container instance has no free blocks left.',
    named: /thin pool|disk|space/i,
    fix: [/container instance|volume|prune/i],
    facts: ['4454'],
    never: /ephemeralStorage|does not exist|memory/i,
    given: neverStarts(
      'CannotCreateContainerError: Error response from daemon: devmapper: Thin Pool has 2862 free data blocks which is less than minimum required 4454 free data blocks. Create more free space in thin pool or use dm.min_free_space option to change behavior',
    ),
  },
  {
    name: 'the log router runs out of memory and takes the task down',
    source: `${DOCS}task_definition_parameters.html`,
    root: 'The log router reached its limit of 64 MiB; it is essential, so the task stopped.',
    named: /log_router/,
    fix: [/64/, /log_router/],
    facts: ['log_router', '64'],
    never: /container web (ran out|was killed|crashed)|exit code 143.*cause/,
    given: {
      ...failed,
      containers: [
        { ...WEB, memory: 1024 },
        {
          ...WEB,
          name: 'log_router',
          image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable',
          memory: 64,
          firelensConfiguration: { type: 'fluentbit' },
        },
      ],
      tasks: [
        ...times(2, () =>
          exited(
            { name: 'web', exitCode: 143 },
            { name: 'log_router', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
          ),
        ),
        scaledIn,
      ],
      logs: logs(['INFO listening on 8080', 'WARN SIGTERM received', 'ERROR shutting down: connection reset by peer']),
    },
  },
  {
    name: 'the health check asks another port than the program serves',
    source: `${DOCS}healthcheck.html`,
    root: 'The container health check asks port 9000; the program listens on 8080.',
    named: /9000/,
    fix: [/8080/],
    facts: ['9000', '8080'],
    never: /memory|curl is not|start period/i,
    given: failsOwnCheck(
      ['CMD-SHELL', 'wget -qO- http://127.0.0.1:9000/up || exit 1'],
      ['level=info msg="configuration loaded"', 'level=info msg="Server listening on 0.0.0.0:8080"'],
    ),
  },
  {
    name: 'a health check with a shell that the image does not have',
    source: 'https://github.com/GoogleContainerTools/distroless',
    root: 'The image is distroless: it has neither a shell nor curl for the health check.',
    named: /health check/i,
    fix: [/\bCMD\b/],
    facts: ['curl'],
    never: /memory|security group|start period/i,
    given: {
      ...failsOwnCheck(
        ['CMD-SHELL', 'curl -f http://localhost:8080/up || exit 1'],
        ['{"level":30,"msg":"Server listening at http://0.0.0.0:8080"}'],
      ),
      containers: [
        {
          ...WEB,
          image: 'gcr.io/distroless/nodejs20-debian12:nonroot',
          healthCheck: {
            command: ['CMD-SHELL', 'curl -f http://localhost:8080/up || exit 1'],
            interval: 10,
            retries: 3,
          },
        },
      ],
    },
  },
  {
    name: 'an EBS volume for whose role ECS is not trusted',
    source: `${DOCS}troubleshoot-ebs-volumes-scenarios.html`,
    root: 'The infrastructure role of the volume does not trust ecs.amazonaws.com.',
    named: /ecsInfra/,
    fix: [/ecs\.amazonaws\.com/],
    facts: ['ecsInfra'],
    never: /ecs-tasks\.amazonaws\.com|execution role|security group/,
    given: {
      ...failed,
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'Task failed to start',
        stoppedAt: T0,
        containers: [{ name: 'web' }],
        attachments: [
          {
            type: 'AmazonElasticBlockStorage',
            status: 'FAILED',
            details: [
              { name: 'volumeName', value: 'data' },
              {
                name: 'statusReason',
                value:
                  "ECS was unable to assume the configured ECS Infrastructure Role 'arn:aws:iam::111122223333:role/ecsInfra'. Please verify that the role being passed has the proper trust relationship with Amazon ECS.",
              },
            ],
          },
        ],
      })),
    },
  },
];
