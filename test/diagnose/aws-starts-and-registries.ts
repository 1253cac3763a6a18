import type { Task } from '@aws-sdk/client-ecs';
import { WEB } from './case.ts';
import { ends, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';
import { exited, FAILED_EVENTS, BREAKER, scaledIn, times } from './tasks.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const AUTH =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ';
const EXEC = {
  executionRoleArn: 'arn:aws:iam::111122223333:role/orders-exec',
  taskRoleArn: 'arn:aws:iam::111122223333:role/orders-task',
};
const DIGEST = 'sha256:9b1e4f0f5a6c7d8e9b1e4f0f5a6c7d8e9b1e4f0f5a6c7d8e9b1e4f0f5a6c7d8e';

/** More of what keeps tasks from starting, where AWS's text says one thing and the definition or the log another. */
export const AWS_STARTS_AND_REGISTRIES: readonly Open[] = [
  {
    name: 'a digest that a lifecycle policy deleted',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html',
    root: 'The image with that digest is gone from ECR.',
    named: /digest|no such image/i,
    fix: [/push|digest/i],
    facts: ['orders'],
    never: /permission|security group|repositoryCredentials/,
    given: neverStarts(
      `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/orders@${DIGEST}: 111122223333.dkr.ecr.us-east-1.amazonaws.com/orders@${DIGEST}: not found`,
      { containers: [{ ...WEB, image: `111122223333.dkr.ecr.us-east-1.amazonaws.com/orders@${DIGEST}` }] },
    ),
  },
  {
    name: 'the first pull through the cache that nobody may make',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html',
    root: 'The role may not import the image into the pull-through cache.',
    named: /pull-through cache/i,
    fix: [/ecr:BatchImportUpstreamImage/, /orders-exec/],
    facts: ['docker-hub/library/redis'],
    never: /rate limit|security group|lacks ecr:GetAuthorizationToken/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/docker-hub/library/redis:7: unexpected status from HEAD request: 403 Forbidden: User: arn:aws:sts::111122223333:assumed-role/orders-exec/5d is not authorized to perform: ecr:BatchImportUpstreamImage on resource: arn:aws:ecr:us-east-1:111122223333:repository/docker-hub/library/redis because no identity-based policy allows the ecr:BatchImportUpstreamImage action',
      { definition: EXEC },
    ),
  },
  {
    name: 'the login of a private registry that the role may not read',
    source: `${DOCS}private-auth.html`,
    root: 'The execution role may not read the secret in repositoryCredentials.',
    named: /repositoryCredentials/,
    fix: [/secretsmanager:GetSecretValue/, /orders-exec/],
    facts: ['dockerhub-login'],
    never: /NAT|endpoint|does not exist|task role/,
    given: neverStarts(
      `${AUTH}unable to get registry auth from asm: service call has been retried 1 time(s): asm fetching secret from the service for arn:aws:secretsmanager:us-east-1:111122223333:secret:dockerhub-login-AbCdEf: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/orders-exec/1f is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:111122223333:secret:dockerhub-login-AbCdEf because no identity-based policy allows the secretsmanager:GetSecretValue action`,
      {
        definition: EXEC,
        containers: [
          {
            ...WEB,
            repositoryCredentials: {
              credentialsParameter: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:dockerhub-login-AbCdEf',
            },
          },
        ],
      },
    ),
  },
  {
    name: 'a secret without a value at the stage that is asked',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html',
    root: 'The secret has no version with stage AWSPREVIOUS.',
    named: /AWSPREVIOUS/,
    fix: [/valueFrom/],
    facts: ['AWSPREVIOUS'],
    never: /permission|NAT|endpoint|KMS/,
    given: neverStarts(
      `${AUTH}unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/orders-AbCdEf from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSPREVIOUS`,
      {
        definition: EXEC,
        containers: [
          {
            ...WEB,
            secrets: [
              {
                name: 'TOKEN',
                valueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/orders-AbCdEf::AWSPREVIOUS:',
              },
            ],
          },
        ],
      },
    ),
  },
  {
    name: 'GuardDuty cannot pull its agent, and the program crashes for its own reason',
    source: 'https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-ecs-fargate.html',
    root: 'The program misses REDIS_URL; the agent of GuardDuty is beside the point.',
    named: /REDIS_URL/,
    fix: [/REDIS_URL/],
    facts: ['REDIS_URL'],
    never: /GuardDuty.*cause|pull the image|AmazonECSTaskExecutionRolePolicy/i,
    given: {
      ...failed,
      tasks: [
        ...times(3, () =>
          exited(
            { name: 'web', exitCode: 1 },
            {
              name: 'aws-guardduty-agent-x1',
              reason:
                'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 593207742271.dkr.ecr.us-east-1.amazonaws.com/aws-guardduty-agent-fargate:v1.3.0: 403 Forbidden',
            },
          ),
        ),
        scaledIn,
      ],
      logs: logs(['starting orders 3.2', 'Error: REDIS_URL is required', '    at loadConfig (/app/config.js:12:11)']),
    },
  },
  {
    name: 'a mount target whose security group is closed',
    source: 'https://repost.aws/knowledge-center/fargate-unable-to-mount-efs',
    root: 'The mount target does not accept NFS from the tasks.',
    named: /fs-0a1b2c3d4e5f60718|media/,
    fix: [/2049/, /sg-0task/],
    facts: ['sg-0task', '2049'],
    never: /elasticfilesystem:|root directory|DNS/,
    given: neverStarts(
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: Connection timed out' : unsuccessful EFS utils command execution; code: 32",
      {
        definition: {
          ...EXEC,
          volumes: [{ name: 'media', efsVolumeConfiguration: { fileSystemId: 'fs-0a1b2c3d4e5f60718' } }],
        },
        service: {
          networkConfiguration: {
            awsvpcConfiguration: { subnets: ['subnet-0a'], securityGroups: ['sg-0task'], assignPublicIp: 'DISABLED' },
          },
        },
      },
    ),
  },
  {
    name: 'a host port that another container of the instance has',
    source: 'https://github.com/moby/moby/issues/6476',
    root: 'Port 8080 of the instance is taken by something that ECS does not know.',
    named: /8080/,
    fix: [/hostPort|another/i],
    facts: ['8080'],
    never: /security group|memory|not in the image/,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint ecs-orders-7-web-aab0 (1f2e): Bind for 0.0.0.0:8080 failed: port is already allocated',
      {
        containers: [{ ...WEB, portMappings: [{ containerPort: 8080, hostPort: 8080 }] }],
        service: { launchType: 'EC2' },
      },
    ),
  },
  {
    name: 'the runtime takes longer than a minute to start a container',
    source: `${DOCS}stopped-task-error-codes.html`,
    root: 'The container did not start within the minute that the runtime waits.',
    named: /in time|timed out/i,
    fix: [/CPU|log driver|volume/i],
    facts: ['1m'],
    never: /not in the image|health check|security group/,
    given: neverStarts(
      'ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting 1m: failed to start container: context deadline exceeded',
      { definition: { cpu: '256', memory: '512' } },
    ),
  },
  {
    name: 'a task definition for EC2 on a Fargate service',
    source: `${DOCS}failed-to-start-error.html`,
    root: 'The task definition does not fit the compute of the service.',
    named: /task definition/i,
    fix: [/requiresCompatibilities|capacity provider|launch type/i],
    facts: ['compute strategy'],
    never: /execution role|GuardDuty|memory leak/,
    given: neverStarts('The selected task definition is not compatible with the selected compute strategy', {
      service: { launchType: 'FARGATE' },
      definition: { requiresCompatibilities: ['EC2'], networkMode: 'bridge' },
    }),
  },
  {
    name: 'EC2 was slow to give a network interface',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/4825',
    root: 'The network interface did not come in time.',
    named: /network interface/i,
    fix: [/deploy again/i],
    facts: ['network interface'],
    never: /free addresses|execution role|image/,
    given: neverStarts('Timeout waiting for network interface provisioning to complete.'),
  },
  {
    name: 'a task that ends well where a service should run on',
    source: `${DOCS}stopped-task-error-codes.html`,
    root: 'The program did its work and ended; a service must keep running.',
    named: /ended|exit(ed)? (with )?(code )?0/i,
    fix: [/run-task|foreground|keep/i],
    facts: ['0'],
    never: /memory|health check|security group/,
    given: ends(0, ['INFO applied 3 migrations', 'WARN 1 row skipped: duplicate key', 'INFO done in 2.1 s']),
  },
  {
    name: 'a crash in native code',
    source: `${DOCS}stopped-task-error-codes.html`,
    root: 'The program crashed with a segmentation fault.',
    named: /139|segmentation/i,
    fix: [/native|architecture|core|version/i],
    facts: ['139'],
    never: /OutOfMemory|health check|security group/,
    given: ends(139, ['INFO loading model', 'INFO model loaded in 4.1 s']),
  },
  {
    name: 'somebody stops the tasks by hand',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html',
    root: 'A person or script calls StopTask on the tasks.',
    named: /StopTask|stopped by (a )?(user|person)|by hand/i,
    fix: [/CloudTrail|StopTask/],
    facts: ['StopTask'],
    never: /memory|crash|health check/,
    given: {
      deployment: BREAKER,
      events: FAILED_EVENTS,
      tasks: times(3, (): Partial<Task> => ({
        ...exited({ name: 'web', exitCode: 143 }),
        stopCode: 'UserInitiated',
        stoppedReason: 'Task stopped by user',
      })),
      logs: logs(['INFO listening on 8080', 'ERROR SIGTERM: 3 jobs aborted']),
    },
  },
];
