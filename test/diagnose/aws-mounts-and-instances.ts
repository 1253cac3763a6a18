import { WEB } from './case.ts';
import { failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { failsOwnCheck, logs } from './kinds.ts';
import { times } from './tasks.ts';
import { PRIVATE, ROLES, stands } from './stage.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';

/** Mounts, ports and names that the host has already, and instances that do not come. */
export const AWS_MOUNTS_AND_INSTANCES: readonly Open[] = [
  {
    name: 'Amazon ECR Public from private subnets',
    source: `${DOCS}task_cannot_pull_image.html`,
    root: 'public.ecr.aws is only reachable over the internet; private subnets have no NAT.',
    named: /public\.ecr\.aws/,
    fix: [/NAT|pull-through|copy/i, /public\.ecr\.aws|private/],
    facts: ['public.ecr.aws'],
    never: /ecr\.api, ecr\.dkr/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref public.ecr.aws/docker/library/redis:7: failed to do request: Head "https://public.ecr.aws/v2/docker/library/redis/manifests/7": dial tcp 99.83.145.10:443: i/o timeout',
      {
        service: { ...PRIVATE, launchType: 'FARGATE' },
        definition: ROLES,
        containers: [{ ...WEB, image: 'public.ecr.aws/docker/library/redis:7' }],
      },
    ),
  },
  {
    name: 'an image that is larger than 30 GiB of storage',
    source: `${DOCS}fargate-task-storage.html`,
    root: 'The 30 GiB of ephemeral storage are too small for the image.',
    named: /storage|GiB/i,
    fix: [/ephemeralStorage/, /30/],
    facts: ['30'],
    never: /container instance|20 GiB|NAT/,
    given: neverStarts(
      'CannotPullContainerError: ref pull has been retried 1 time(s): failed to extract layer sha256:8a1e: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/22/fs/opt/models/llama.bin: no space left on device: unknown',
      { service: { launchType: 'FARGATE' }, definition: { ephemeralStorage: { sizeInGiB: 30 } } },
    ),
  },
  {
    name: 'a container that is left on the instance',
    source: `${DOCS}CannotCreateContainerError.html`,
    root: 'Docker on the instance still has a container with the name.',
    named: /name|Docker/i,
    fix: [/docker rm|instance|agent/i],
    facts: [],
    never: /NAT|image|memory/,
    given: neverStarts(
      'CannotCreateContainerError: Error response from daemon: Conflict. The container name "/ecs-web-2-web-a1b2c3" is already in use by container "0f1e2d". You have to remove (or rename) that container to be able to reuse that name.',
      { service: { launchType: 'EC2' } },
    ),
  },
  {
    name: 'a port that the host itself has',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/1259',
    root: 'Port 53 on the host is held by the host itself (systemd-resolved), not by a task.',
    named: /53/,
    fix: [/53/, /host/i],
    facts: ['53'],
    never: /old task|NAT|image/,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: driver failed programming external connectivity on endpoint ecs-dns-3-dns-c8 (7f2d): Error starting userland proxy: listen udp4 0.0.0.0:53: bind: address already in use',
      {
        service: { launchType: 'EC2', schedulingStrategy: 'DAEMON' },
        definition: { networkMode: 'bridge' },
        containers: [{ ...WEB, portMappings: [{ containerPort: 53, hostPort: 53, protocol: 'udp' }] }],
      },
    ),
  },
  {
    name: 'a mount inside another that is read-only',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/2442',
    root: 'The mount point cannot be created since the root file system is read-only in the image / nested mount.',
    named: /read-only|mount/i,
    fix: [/\/app\/cache|mountPoints|directory/],
    facts: ['/app/cache'],
    never: /NAT|role|EFS/,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting "/var/lib/docker/volumes/cache/_data" to rootfs at "/app/cache": create mountpoint for /app/cache mount: mkdirat /var/lib/docker/overlay2/ab/merged/app/cache: read-only file system: unknown',
      {
        service: { launchType: 'EC2' },
        containers: [
          {
            ...WEB,
            mountPoints: [
              { sourceVolume: 'code', containerPath: '/app', readOnly: true },
              { sourceVolume: 'cache', containerPath: '/app/cache' },
            ],
          },
        ],
      },
    ),
  },
  {
    name: 'a snapshot with another file system',
    source: `${DOCS}troubleshoot-ebs-volumes.html`,
    root: 'Snapshot has ext4, the volume asks for xfs.',
    named: /filesystemType|file system/i,
    fix: [/filesystemType|ext4/],
    facts: [],
    never: /role|quota|NAT/,
    given: {
      ...failed,
      tasks: times(2, () => ({
        stopCode: 'TaskFailedToStart' as const,
        stoppedReason:
          'ResourceInitializationError: ECS is unable to configure the Amazon EBS volume vol-0a1b2c: mount failed: wrong fs type, bad option, bad superblock on /dev/nvme1n1',
        containers: [{ name: 'web' }],
      })),
      service: {
        deployments: [
          {
            status: 'PRIMARY',
            volumeConfigurations: [
              {
                name: 'data',
                managedEBSVolume: {
                  roleArn: 'arn:aws:iam::111122223333:role/ecsInfra',
                  snapshotId: 'snap-0a1b2c3d',
                  filesystemType: 'xfs',
                },
              },
            ],
          },
        ],
      },
    },
  },
  {
    name: 'a check of the container that is redirected to HTTPS',
    source: `${DOCS}healthcheck.html`,
    root: 'The check gets 301 to https, which localhost cannot answer.',
    named: /301|redirect|https/i,
    fix: [/health|redirect|SECURE_SSL_REDIRECT|path/i],
    facts: ['301'],
    never: /wget is not|memory|target group/,
    given: failsOwnCheck(
      ['CMD-SHELL', 'curl -fsSL http://localhost:8000/health/ || exit 1'],
      [
        'Listening at: http://0.0.0.0:8000',
        '127.0.0.1 - "GET /health/ HTTP/1.1" 301 0 "-" "curl/8.5.0"',
        '127.0.0.1 - "GET /health/ HTTP/1.1" 301 0 "-" "curl/8.5.0"',
      ],
    ),
  },
  {
    name: 'a container that never passes its check, and another that waits for it',
    source: `${DOCS}task_definition_parameters.html`,
    root: 'redis is unhealthy as its check uses the wrong password.',
    named: /redis/,
    fix: [/redis/, /NOAUTH|password|-a|REDISCLI_AUTH|auth/i],
    facts: ['redis'],
    never: /security group|Fargate capacity/,
    given: {
      ...failed,
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'redis', condition: 'HEALTHY' }] },
        {
          ...WEB,
          name: 'redis',
          image: 'redis:7',
          healthCheck: { command: ['CMD-SHELL', 'redis-cli ping | grep PONG'], interval: 5, retries: 3 },
        },
      ],
      tasks: times(2, () => ({
        stopCode: 'TaskFailedToStart' as const,
        stoppedReason: 'Task failed to start',
        containers: [
          {
            name: 'web',
            reason:
              'dependency graph: failed to resolve container ordering dependency [redis] for target [web] as dependency did not become healthy.',
          },
          { name: 'redis', exitCode: 137, healthStatus: 'UNHEALTHY' as const },
        ],
      })),
      logs: logs(
        [
          '1:C 01 Sep 2026 10:00:00.000 * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo',
          '1:M 01 Sep 2026 10:00:00.010 * Ready to accept connections tcp',
        ],
        'redis',
      ),
    },
  },
  {
    name: 'Managed Instances: no address left in the subnet',
    source: `${DOCS}ManagedInstances.html`,
    root: 'Managed Instances: subnet full.',
    named: /subnet|address/i,
    fix: [/subnet/i],
    facts: ['subnet-0a1b2c3d'],
    never: /instance types|quota of vCPU/,
    given: stands({
      events: times(
        2,
        () =>
          "(service web) was unable to place a task. Reason: ResourceInitializationError: Unable to launch instance(s) for capacity provider mi. InsufficientFreeAddressesInSubnet: There are not enough free addresses in subnet 'subnet-0a1b2c3d' to satisfy the requested number of instances. RequestId: 1.",
      ),
    }),
  },
  {
    name: 'Managed Instances: a type that the zone does not offer',
    source: `${DOCS}ManagedInstances.html`,
    root: 'Type g6e is not offered in the zone.',
    named: /us-east-1e|zone|instance type/i,
    fix: [/subnet|zone|instanceRequirements|types/i],
    facts: ['us-east-1e'],
    never: /quota|NAT/,
    given: stands({
      events: times(
        2,
        () =>
          '(service web) was unable to place a task. Reason: ResourceInitializationError: Unable to launch instance(s) for capacity provider mi. Unsupported: Your requested instance type (g6e.xlarge) is not supported in your requested Availability Zone (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing us-east-1a, us-east-1b.',
      ),
    }),
  },
  {
    name: 'Managed Instances: the key of the volumes is disabled',
    source: `${DOCS}ManagedInstances.html`,
    root: 'The key of encrypted EBS volumes may not be used by role.',
    named: /key|KMS/i,
    fix: [/kms:|key/i],
    facts: [],
    never: /quota|instance types/,
    given: stands({
      events: times(
        2,
        () =>
          '(service web) was unable to place a task. Reason: ResourceInitializationError: Unable to launch instance(s) for capacity provider mi. Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state: key/0a1b-22.',
      ),
    }),
  },
  {
    name: 'Express: a certificate that waits for its validation',
    source: `${DOCS}express-service-troubleshooting.html`,
    root: 'Certificate validation is pending.',
    named: /certificate/i,
    fix: [/wait|certificate|DNS/i],
    facts: [],
    never: /role may not|quota|subnet/,
    given: stands({
      resources: [
        {
          resource: 'certificate',
          status: 'PROVISIONING',
          reason: 'Certificate arn:aws:acm:us-east-1:111122223333:certificate/1 is in PENDING_VALIDATION status.',
        },
      ],
    }),
  },
];
