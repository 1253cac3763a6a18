import type { Task } from '@aws-sdk/client-ecs';
import { T0, WEB } from './case.ts';
import { ends, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';
import { scaledIn, times } from './tasks.ts';

const AUTH =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ';
const OCI =
  'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ';
const EXEC = {
  executionRoleArn: 'arn:aws:iam::111122223333:role/ledger-exec',
  taskRoleArn: 'arn:aws:iam::111122223333:role/ledger-task',
};
const LEDGER = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/ledger-AbCdEf';
const volumeFails = (reason: string): Partial<Task>[] =>
  times(2, () => ({
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'Task failed to start',
    stoppedAt: T0,
    containers: [{ name: 'web' }],
    attachments: [
      {
        type: 'AmazonElasticBlockStorage',
        status: 'DELETED',
        details: [
          { name: 'volumeName', value: 'data' },
          { name: 'statusReason', value: reason },
        ],
      },
    ],
  }));

/** What keeps tasks from starting a few times a year. */
export const AWS_RARE_STARTS: readonly Open[] = [
  {
    name: 'a key that is asked of a secret in plain text',
    source: 'https://repost.aws/knowledge-center/ecs-secrets-manager-issues',
    root: 'The secret is plain text, and valueFrom asks for the key PASSWORD.',
    named: /not JSON/i,
    fix: [/prod\/ledger-AbCdEf/, /DB_PASSWORD|PASSWORD/],
    facts: ['PASSWORD'],
    never: /permission|NAT|kms|does not exist/i,
    given: neverStarts(
      `${AUTH}unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager could not be parsed: invalid character 'p' looking for beginning of value`,
      {
        definition: EXEC,
        containers: [{ ...WEB, secrets: [{ name: 'DB_PASSWORD', valueFrom: `${LEDGER}:PASSWORD::` }] }],
      },
    ),
  },
  {
    name: 'a colon too many in a secret’s ARN',
    source: 'https://github.com/aws/containers-roadmap/issues/385',
    root: 'valueFrom has an ARN with too few colons after the key.',
    named: /valueFrom/,
    fix: [/:key::/, /DB_PASSWORD in `secrets` of container web/],
    facts: ['ARN'],
    never: /permission|NAT|kms/i,
    given: neverStarts(
      `${AUTH}unable to retrieve secret from asm: unexpected ARN format with parameters when trying to retrieve ASM secret`,
      {
        definition: EXEC,
        containers: [{ ...WEB, secrets: [{ name: 'DB_PASSWORD', valueFrom: `${LEDGER}:PASSWORD` }] }],
      },
    ),
  },
  {
    name: 'a reason that Fargate cut off',
    source: 'https://github.com/docker-archive/compose-cli/issues/1510',
    root: 'The secret could not be fetched; the text ends before it says why.',
    named: /secret/i,
    fix: [/ledger-exec|execution role|valueFrom/],
    facts: ['secret'],
    never: /registry login|does not exist in|could not connect/,
    given: neverStarts(
      `${AUTH}unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:1111222...`,
      { definition: EXEC, containers: [{ ...WEB, secrets: [{ name: 'DB_PASSWORD', valueFrom: LEDGER }] }] },
    ),
  },
  {
    name: 'Docker on an instance does not get through to ECR',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/1730',
    root: 'The container instance has no way to ECR.',
    named: /registry/i,
    fix: [/NAT|endpoint/i, /443/],
    facts: ['111122223333.dkr.ecr.us-east-1.amazonaws.com'],
    never: /ecr:GetAuthorizationToken|does not exist|assignPublicIp/,
    given: neverStarts(
      'CannotPullContainerError: Error response from daemon: Get "https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
      { service: { launchType: 'EC2' } },
    ),
  },
  {
    name: 'a device that the instance does not have',
    source: 'https://github.com/moby/moby/issues/30310',
    root: 'The instance has no /dev/fuse.',
    named: /\/dev\/fuse/,
    fix: [/device|linuxParameters/i],
    facts: ['/dev/fuse'],
    never: /chmod|security group|execution role/,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: error gathering device information while adding custom device "/dev/fuse": no such file or directory',
      {
        service: { launchType: 'EC2' },
        containers: [{ ...WEB, linuxParameters: { devices: [{ hostPath: '/dev/fuse' }] } }],
      },
    ),
  },
  {
    name: 'a limit of open files above that of the host',
    source: 'https://github.com/moby/moby/issues/4717',
    root: 'The ulimit nofile is higher than the host allows.',
    named: /ulimit/i,
    fix: [/ulimits/],
    facts: ['ulimit'],
    never: /memory|chmod|security group/,
    given: neverStarts(
      `${OCI}error during container init: error setting rlimits for ready process: error setting rlimit type 7: operation not permitted: unknown`,
      {
        service: { launchType: 'EC2' },
        containers: [{ ...WEB, ulimits: [{ name: 'nofile', softLimit: 2_000_000, hardLimit: 2_000_000 }] }],
      },
    ),
  },
  {
    name: 'a kernel setting that is not the container’s to set',
    source: 'https://github.com/opencontainers/runc/issues/2420',
    root: 'The sysctl belongs to the host, not to a namespace of the container.',
    named: /net\.core\.rmem_max/,
    fix: [/systemControls/],
    facts: ['net.core.rmem_max'],
    never: /chmod|memory of|security group/,
    given: neverStarts(
      `${OCI}error during container init: sysctl "net.core.rmem_max" is not in a separate kernel namespace: unknown`,
      {
        containers: [{ ...WEB, systemControls: [{ namespace: 'net.core.rmem_max', value: '26214400' }] }],
      },
    ),
  },
  {
    name: 'a shell in an image from scratch',
    source: 'https://docs.docker.com/build/building/base-images/',
    root: 'The image has no sh, and the entry point calls it.',
    named: /\bsh\b/,
    fix: [/entryPoint|command/],
    facts: ['sh'],
    never: /chmod|memory|security group/,
    given: neverStarts(`${OCI}error during container init: exec: "sh": executable file not found in $PATH: unknown`, {
      containers: [{ ...WEB, entryPoint: ['sh', '-c'], command: ['/ledger serve'] }],
    }),
  },
  {
    name: 'a volume that the quota does not allow',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-ebs-volumes-scenarios.html',
    root: 'The account has as much EBS storage as its quota allows.',
    named: /quota/i,
    fix: [/quota/i],
    facts: ['data'],
    never: /trust policy|KMS|execution role/,
    given: {
      ...failed,
      tasks: volumeFails(
        'ECS was unable to create the EBS volume: VolumeLimitExceeded: You have exceeded your maximum gp3 storage limit of 50 TiB in this Region.',
      ),
    },
  },
  {
    name: 'a volume with a key that is disabled',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-ebs-volumes-scenarios.html',
    root: 'The KMS key of the volume is disabled.',
    named: /KMS/,
    fix: [/kmsKeyId|key/],
    facts: ['data'],
    never: /quota|trust policy|execution role/,
    given: {
      ...failed,
      tasks: volumeFails(
        'ECS failed to provision the EBS volume. The KMS key arn:aws:kms:us-east-1:111122223333:key/1a2b is not enabled or does not exist.',
      ),
    },
  },
  {
    name: 'an access point without IAM on a file system that wants it',
    source: 'https://github.com/aws-samples/aws-cdk-examples/issues/920',
    root: 'The file system policy wants IAM, and the volume does not use it.',
    named: /fs-0c0ffee0c0ffee0c0/,
    fix: [/iam|authorizationConfig/, /ENABLED/],
    facts: ['fs-0c0ffee0c0ffee0c0'],
    never: /2049|mount target|execution role/,
    given: neverStarts(
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' : unsuccessful EFS utils command execution; code: 32",
      {
        definition: {
          ...EXEC,
          volumes: [
            {
              name: 'shared',
              efsVolumeConfiguration: { fileSystemId: 'fs-0c0ffee0c0ffee0c0', transitEncryption: 'ENABLED' },
            },
          ],
        },
      },
    ),
  },
  {
    name: 'capacity was short at first, and then the program crashed',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html',
    root: 'The placement healed; the program misses LEDGER_DSN.',
    named: /LEDGER_DSN/,
    fix: [/LEDGER_DSN/],
    facts: ['LEDGER_DSN'],
    never: /add instances|insufficient memory/i,
    given: {
      ...ends(1, [
        'ledger 4.1 starting',
        'panic: environment variable LEDGER_DSN not set',
        'goroutine 1 [running]:',
        'main.main()',
      ]),
      events: [
        '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching container-instance 0a1b has insufficient memory available.',
        ...failed.events,
      ],
      service: { launchType: 'EC2', desiredCount: 2 },
    },
  },
  {
    name: 'the kernel kills the program inside the container',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html',
    root: 'The shell reports that its program was killed: most likely out of memory.',
    named: /memory|killed/i,
    fix: [/memory/],
    facts: ['137'],
    never: /security group|health check failed|not in the image/,
    given: {
      ...ends(137, ['loading index', '/app/run.sh: line 9:    17 Killed                  java -jar ledger.jar']),
      tasks: [...(ends(137, []).tasks ?? []), scaledIn],
      definition: { cpu: '512', memory: '1024' },
    },
  },
  {
    name: 'a certificate of the registry that expired',
    source: 'https://docs.docker.com/engine/security/certificates/',
    root: 'The certificate of the registry expired.',
    named: /expired/i,
    fix: [/renew/i],
    facts: ['2026-08-30T12:00:00Z'],
    never: /certs\.d|unknown authority|typo/,
    given: neverStarts(
      'CannotPullContainerError: Error response from daemon: Get "https://registry.corp.example/v2/": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-09-01T10:00:00Z is after 2026-08-30T12:00:00Z',
      { logs: logs([]) },
    ),
  },
];
