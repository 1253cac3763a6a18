import type { Task } from '@aws-sdk/client-ecs';
import { WEB, type Case } from './case.ts';
import { ends, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { exited, notStarted, times } from './tasks.ts';

const AUTH = 'ResourceInitializationError: unable to pull secrets or registry auth: ';
const EXEC = {
  executionRoleArn: 'arn:aws:iam::111122223333:role/search-exec',
  taskRoleArn: 'arn:aws:iam::111122223333:role/search-task',
};
const network = (launchType: 'FARGATE' | 'EC2', assignPublicIp: 'ENABLED' | 'DISABLED'): Case['service'] => ({
  launchType,
  networkConfiguration: {
    awsvpcConfiguration: { subnets: ['subnet-0a'], securityGroups: ['sg-0task'], assignPublicIp },
  },
});

/** Starts that fail in ways that look like others. */
export const AWS_ODD_STARTS: readonly Open[] = [
  {
    name: 'ECR out of reach from public subnets',
    source: 'https://stackoverflow.com/questions/61265108',
    root: 'The tasks have public addresses, but the subnet has no route to an internet gateway.',
    named: /ECR/,
    fix: [/internet gateway/i, /subnet-0a/, /sg-0task/],
    facts: ['subnet-0a'],
    never: /assignPublicIp|permission|lacks ecr/,
    given: {
      ...failed,
      events: [
        `(service web) was unable to place a task. Reason: ${AUTH}The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "https://api.ecr.us-east-1.amazonaws.com/": dial tcp 44.213.79.50:443: i/o timeout.`,
        ...failed.events,
      ],
      service: network('FARGATE', 'ENABLED'),
      tasks: [],
    },
  },
  {
    name: 'secrets out of reach from an instance',
    source: 'https://repost.aws/knowledge-center/ecs-unable-to-pull-secrets',
    root: 'The container instance has no way to Secrets Manager.',
    named: /Secrets Manager/,
    fix: [/instance/, /com\.amazonaws\.us-east-1\.secretsmanager/],
    facts: ['instance'],
    never: /sg-0task|assignPublicIp|GetSecretValue/,
    given: neverStarts(
      `${AUTH}execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/search-AbCdEf from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded`,
      { definition: EXEC, service: network('EC2', 'DISABLED') },
    ),
  },
  {
    name: 'no GPU left, in the words of Managed Instances',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html',
    root: 'The old task holds the only GPU.',
    named: /GPU/,
    fix: [/GPU/, /from 100 to 0/],
    facts: ['GPU'],
    never: /memory|attribute|crash/,
    given: {
      standsStill: true,
      events: ['(service web) was unable to place a task. Reason: TaskFailedToStart: RESOURCE:GPU.'],
      service: {
        launchType: 'EC2',
        desiredCount: 1,
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
      },
      containers: [{ ...WEB, resourceRequirements: [{ type: 'GPU', value: '1' }] }],
      counts: { desired: 1, running: 0, pending: 0 },
    },
  },
  {
    name: 'Managed Instances may not pass the role of their instances',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-profile.html',
    root: 'The infrastructure role lacks iam:PassRole on the instance role.',
    named: /ecsInfra/,
    fix: [/iam:PassRole/, /ecsInfra/, /ecsInstanceRole/],
    facts: ['ecsInstanceRole'],
    never: /execution role|deploying role lacks|capacity of the types/,
    given: {
      standsStill: true,
      events: [
        '(service web) was unable to place a task. Reason: ResourceInitializationError: Unable to launch instance(s) for capacity provider managed. UnauthorizedOperation: You are not authorized to perform this operation. User: arn:aws:sts::111122223333:assumed-role/ecsInfra/ECSFargateManagedInstances is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/ecsInstanceRole because no identity-based policy allows the iam:PassRole action.',
      ],
      service: { capacityProviderStrategy: [{ capacityProvider: 'managed', weight: 1 }] },
      counts: { desired: 2, running: 0, pending: 0 },
    },
  },
  {
    name: 'the quota of Spot instances',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-spot-limits.html',
    root: 'The account has as many Spot instances as its quota allows.',
    named: /quota/i,
    fix: [/Service Quotas|quota/i, /EC2/],
    facts: ['MaxSpotInstanceCountExceeded'],
    never: /role is wrong|no capacity of the types|Fargate/,
    given: {
      standsStill: true,
      events: [
        '(service web) was unable to place a task. Reason: ResourceInitializationError: Unable to launch instance(s) for capacity provider spot. MaxSpotInstanceCountExceeded: Max spot instance count exceeded.',
      ],
      service: { capacityProviderStrategy: [{ capacityProvider: 'spot', weight: 1 }] },
      counts: { desired: 2, running: 0, pending: 0 },
    },
  },
  {
    name: 'two containers of a task want one port',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html',
    root: 'web and admin both listen on 8080 in the one network of the task.',
    named: /8080/,
    fix: [/8080/, /admin/],
    facts: ['admin'],
    never: /hostPort|security group|old task/,
    given: {
      ...ends(1, ['listen tcp :8080: bind: address already in use']),
      containers: [
        { ...WEB, portMappings: [{ containerPort: 8080 }] },
        { ...WEB, name: 'admin', portMappings: [{ containerPort: 8080 }] },
      ],
      tasks: times(2, (): Partial<Task> => ({
        ...exited({ name: 'web', exitCode: 1 }, { name: 'admin', exitCode: 143 }),
        launchType: 'FARGATE',
      })),
    },
  },
  {
    name: 'an image of a private registry without a login',
    source:
      'https://docs.github.com/packages/working-with-a-github-packages-registry/working-with-the-container-registry',
    root: 'The image is private, and the container has no login.',
    named: /private|login/i,
    fix: [/repositoryCredentials/],
    facts: ['ghcr.io/shop/search'],
    never: /expired|execution role|Docker Hub/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ghcr.io/shop/search:5: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Ashop%2Fsearch%3Apull&service=ghcr.io: 401 Unauthorized',
      { containers: [{ ...WEB, image: 'ghcr.io/shop/search:5' }], service: network('FARGATE', 'ENABLED') },
    ),
  },
  {
    name: 'the tag is not in ECR, and the text speaks of the network',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html',
    root: 'The tag does not exist in ECR.',
    named: /does not exist|no such image/i,
    fix: [/push/i, /search:5/],
    facts: ['search:5'],
    never: /NAT|security group|network ACL/,
    given: neverStarts(
      'CannotPullContainerError: The task can’t pull the image. Check whether the image exists. pull image manifest has been retried 1 time(s): failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/search:5: 111122223333.dkr.ecr.us-east-1.amazonaws.com/search:5: not found',
      {
        containers: [{ ...WEB, image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/search:5' }],
        service: network('FARGATE', 'DISABLED'),
      },
    ),
  },
  {
    name: 'a container that a failed one takes along',
    source:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_dependson',
    root: 'The migration ended with code 1, so web was never started.',
    named: /migrate/,
    fix: [/lock/],
    facts: ['migrate', '1'],
    never: /health check failed|web crashed|security group/,
    given: {
      ...failed,
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'migrate', condition: 'SUCCESS' }] },
        { ...WEB, name: 'migrate', essential: false },
      ],
      tasks: times(2, () => ({
        ...notStarted('Task failed to start'),
        containers: [
          {
            name: 'web',
            reason:
              'dependency graph: failed to resolve container ordering dependency [migrate(registry.example.com/search:5) (STOPPED->RUNNING) - Exit: 1] for target [web(registry.example.com/search:5) (NONE->RUNNING)] as dependency did not exit successfully.',
          },
          { name: 'migrate', exitCode: 1 },
        ],
      })),
      logs: Object.fromEntries(
        [0, 1].map((number) => [
          `ecs/migrate/${number.toString(16).padStart(32, 'a')}`,
          ['Applying 0042_orders', 'ERROR: canceling statement due to lock timeout'],
        ]),
      ),
    },
  },
  {
    name: 'a health check that itself takes the memory',
    source: 'https://github.com/nodejs/docker-node/issues/1340',
    root: 'The container ran out of its 256 MiB.',
    named: /memory/i,
    fix: [/256/, /512/],
    facts: ['256'],
    never: /security group|not in the image|startPeriod/,
    given: {
      ...failed,
      containers: [
        {
          ...WEB,
          memory: 256,
          healthCheck: { command: ['CMD-SHELL', "node -e \"require('http').get('http://localhost:8080/up')\""] },
        },
      ],
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        startedAt: new Date('2026-09-01T10:00:00Z'),
        containers: [
          {
            name: 'web',
            exitCode: 137,
            healthStatus: 'UNHEALTHY',
            reason: 'OutOfMemoryError: Container killed due to memory usage',
          },
        ],
      })),
    },
  },
  {
    name: 'a command written as one string',
    source: 'https://docs.docker.com/reference/dockerfile/#cmd',
    root: 'The command is one string with blanks.',
    named: /npm run start/,
    fix: [/\["npm", "start"\]|item of its own/],
    facts: ['npm run start'],
    never: /not in the image|chmod|memory/,
    given: neverStarts(
      'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "npm run start": executable file not found in $PATH: unknown',
      { containers: [{ ...WEB, command: ['npm run start'] }] },
    ),
  },
  {
    name: 'an agent that loses its instance',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html',
    root: 'The instance was stopped beneath the tasks.',
    named: /i-0dead12de34f5678/,
    fix: [/draining|deploy again/i],
    facts: ['i-0dead12de34f5678'],
    never: /memory|health check|Fargate/,
    given: {
      ...failed,
      service: { launchType: 'EC2' },
      tasks: times(2, (): Partial<Task> => ({
        ...exited({ name: 'web', exitCode: 137 }),
        stopCode: 'TerminationNotice',
        stoppedReason: 'Host EC2 (instance i-0dead12de34f5678) stopped.',
      })),
    },
  },
];
