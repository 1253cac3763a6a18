import { WEB } from './case.ts';
import { byCodeDeploy, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';
import { exited, FAILED_EVENTS, scaledIn, times } from './tasks.ts';
import { runningLogs, alive } from './weekly.ts';
import { ago, old, ROLES, stands } from './stage.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';

/** Texts that name their own reason, where something else is usual in that place. */
export const AWS_REASONS_IN_THE_TEXT: readonly Open[] = [
  {
    name: 'a pull that the host ended',
    source: `${DOCS}task_cannot_pull_image.html`,
    root: 'The pull was killed on the host (no more is known).',
    named: /killed/i,
    fix: [/again/],
    facts: [],
    never: /role|tag|does not exist|NAT/,
    given: neverStarts('CannotPullContainerError: pull command failed: : signal: killed'),
  },
  {
    name: 'a quota of the disk instead of its end',
    source: `${DOCS}fargate-task-storage.html`,
    root: 'Ephemeral storage full.',
    named: /storage|disk|quota/i,
    fix: [/ephemeralStorage/],
    facts: [],
    never: /role|NAT|tag/,
    given: neverStarts(
      'CannotPullContainerError: ref pull has been retried 1 time(s): failed to extract layer sha256:0a1b: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/90/fs/opt/model.safetensors: disk quota exceeded: unknown',
      { service: { launchType: 'FARGATE' }, definition: { ephemeralStorage: { sizeInGiB: 21 } } },
    ),
  },
  {
    name: 'something that the service names is not there',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'ECS found no instances/resources for the constraint (no more known).',
    named: /resources could not be found/i,
    fix: [/instance|cluster|capacity/i],
    facts: [],
    never: /health|image|role lacks/,
    given: stands({
      service: { launchType: 'EC2' },
      events: ['(service web) was unable to place a task because the resources could not be found.'],
    }),
  },
  {
    name: 'CodeDeploy may not read the alarms',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/error-codes.html',
    root: 'CodeDeploy role may not read CloudWatch alarms.',
    named: /AmazonCloudWatch|cloudwatch/i,
    fix: [/cloudwatch:DescribeAlarms|CloudWatch/i, /CodeDeployRole/],
    facts: ['CodeDeployRole'],
    never: /went into ALARM|health check/,
    given: byCodeDeploy(
      'IAM_ROLE_PERMISSIONS',
      'The IAM role arn:aws:iam::111122223333:role/CodeDeployRole does not give you permission to perform operations in the following AWS service: AmazonCloudWatch. Contact your AWS administrator if you need help.',
    ),
  },
  {
    name: 'a kill without a reason, and the memory of the container',
    source: 'https://github.com/aws/amazon-ecs-agent',
    root: 'SIGKILL: memory limit or kill; not provable.',
    named: /137|killed/i,
    fix: [/memory|256/i],
    facts: ['256'],
    never: /health check|NAT/,
    given: {
      ...failed,
      service: { launchType: 'EC2' },
      containers: [{ ...WEB, memory: 256 }],
      tasks: times(2, () => exited({ name: 'web', exitCode: 137 })),
      logs: logs(['INFO loading model', 'INFO loaded 40%', 'INFO loaded 90%']),
    },
  },
  {
    name: 'a secret that cannot be decrypted, for no reason that AWS gives',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html',
    root: 'KMS key of the secret cannot be used.',
    named: /KMS|key|decrypt/i,
    fix: [/key/i],
    facts: ['shop/db-AbCdEf'],
    never: /NAT|does not exist/,
    given: neverStarts(
      `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/db-AbCdEf from secrets manager: DecryptionFailure: Secrets Manager can't decrypt the protected secret text using the provided KMS key. status code: 400`,
      { definition: ROLES },
    ),
  },
  {
    name: 'an environment file that is not in the bucket',
    source: 'https://github.com/aws/amazon-ecs-agent',
    root: 'Object web.env is not in bucket.',
    named: /web\.env/,
    fix: [/upload|web\.env|environmentFiles/i],
    facts: ['shop-env'],
    never: /NAT|chmod/,
    given: neverStarts(
      'ResourceInitializationError: failed to download env files: file download command: non empty error stream: unable to download env file with key prod/web.env from bucket shop-env, error: NoSuchKey: The specified key does not exist. status code: 404',
      { definition: ROLES },
    ),
  },
  {
    name: 'EFS with IAM and no task role',
    source: 'https://github.com/aws/efs-utils/issues/80',
    root: 'iam is on, no task role: no credentials.',
    named: /task role|credential/i,
    fix: [/taskRoleArn|task-role-arn/],
    facts: [],
    never: /2049|security group|mount target/,
    given: neverStarts(
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: AWS Access Key ID and Secret Access Key are not found in AWS credentials file (/root/.aws/credentials), config file (/root/.aws/config), from ECS credentials relative uri, or from the instance security credentials service : unsuccessful EFS utils command execution; code: 1',
      {
        definition: {
          executionRoleArn: ROLES.executionRoleArn,
          volumes: [
            {
              name: 'data',
              efsVolumeConfiguration: {
                fileSystemId: 'fs-0a1b2c3d',
                transitEncryption: 'ENABLED',
                authorizationConfig: { iam: 'ENABLED' },
              },
            },
          ],
        },
      },
    ),
  },
  {
    name: 'a hook whose function is gone',
    source: `${DOCS}lambda-lifecycle-hooks.html`,
    root: 'The Lambda function of the hook does not exist.',
    named: /smoke/,
    fix: [/function|smoke/i],
    facts: ['smoke'],
    never: /task|health check|container log/,
    given: {
      deployment: {
        statusReason:
          'Service deployment rolled back because POST_SCALE_UP lifecycle hook(s) failed. Hook arn:aws:lambda:us-east-1:111122223333:function:smoke: Function not found: arn:aws:lambda:us-east-1:111122223333:function:smoke (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException)',
      },
      events: FAILED_EVENTS,
      tasks: [scaledIn],
    },
  },
  {
    name: 'an AppArmor profile that the host does not have',
    source: 'https://github.com/moby/moby',
    root: 'AppArmor profile cannot be applied on host.',
    named: /apparmor/i,
    fix: [/dockerSecurityOptions|apparmor|instance/i],
    facts: [],
    never: /memory|NAT|chmod|image lacks/,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: unable to apply apparmor profile: apparmor failed to apply profile: write /proc/self/attr/apparmor/exec: no such file or directory: unknown',
      { service: { launchType: 'EC2' }, containers: [{ ...WEB, dockerSecurityOptions: ['apparmor:shop'] }] },
    ),
  },
  {
    name: 'a Linux bridge that is full',
    source: 'https://github.com/moby/moby',
    root: 'docker0 has the maximum of ports.',
    named: /bridge|docker0/i,
    fix: [/instance|fewer|awsvpc/i],
    facts: [],
    never: /hostPort|NAT|user/,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to create endpoint ecs-web-2-web-a1b2 on network bridge: adding interface veth1a2b to bridge docker0 failed: exchange full',
      { service: { launchType: 'EC2' } },
    ),
  },
  {
    name: 'an image that is damaged on the instance',
    source: 'https://github.com/moby/moby',
    root: 'Docker data of the instance is damaged.',
    named: /layer/i,
    fix: [/instance|docker/i],
    facts: [],
    never: /push|NAT|tag/,
    given: neverStarts(`CannotCreateContainerError: Error response from daemon: layer does not exist`, {
      service: { launchType: 'EC2' },
    }),
  },
  {
    name: 'tasks that wait until others on their instance have stopped',
    source: 'https://github.com/aws/amazon-ecs-agent',
    root: 'New tasks wait on the instance for resources of tasks that still stop.',
    named: /stopping|room|resources/i,
    fix: [/stopTimeout|SIGTERM|instance/i],
    facts: [],
    never: /Secrets Manager or Parameter/,
    given: stands({
      service: { launchType: 'EC2', loadBalancers: [] },
      counts: { desired: 2, running: 0, pending: 2 },
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        '(service web) has stopped 2 running tasks: (task 8) (task 9).',
      ],
      running: times(2, () => ({
        lastStatus: 'PENDING',
        createdAt: ago(280),
        containerInstanceArn: 'arn:aws:ecs:us-east-1:111122223333:container-instance/prod/0a1b',
        launchType: 'EC2',
        containers: [{ name: 'web', lastStatus: 'PENDING' }],
      })),
      tasks: old().map((t) => ({
        ...t,
        desiredStatus: 'STOPPED',
        lastStatus: 'STOPPING',
        stoppingAt: ago(290),
        stoppedAt: undefined,
        containerInstanceArn: 'arn:aws:ecs:us-east-1:111122223333:container-instance/prod/0a1b',
      })),
    }),
  },
  {
    name: 'an alarm, and a log with warnings alone',
    source: `${DOCS}deployment-alarm-failure.html`,
    root: 'Alarm web-p99 stopped it.',
    named: /web-p99/,
    fix: [/web-p99/],
    facts: ['web-p99'],
    never: /deprecat/i,
    given: {
      deployment: {
        statusReason: 'Service deployment rolled back because of CloudWatch alarm(s) web-p99 in ALARM state.',
      },
      events: FAILED_EVENTS,
      running: alive(),
      tasks: [scaledIn],
      logs: runningLogs([
        'WARN DeprecationWarning: Buffer() is deprecated due to security issues',
        'INFO listening on 8080',
        'INFO GET /up 200',
      ]),
    },
  },
  {
    name: 'rules of Docker that a firewall removed',
    source: 'https://github.com/moby/moby',
    root: "Docker's chain is gone (firewalld/iptables flush): restart Docker.",
    named: /iptables|chain/i,
    fix: [/restart docker|systemctl restart docker|instance/i],
    facts: [],
    never: /security group|memory/,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: driver failed programming external connectivity on endpoint ecs-web-2-web-a1b2 (0a1b): (iptables failed: iptables --wait -t nat -A DOCKER -p tcp -d 0/0 --dport 32768 -j DNAT --to-destination 172.17.0.2:8080 ! -i docker0: iptables: No chain/target/match by that name. (exit status 1))',
      { service: { launchType: 'EC2' } },
    ),
  },
];
