import { describe, expect, it } from 'vitest';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { play, QUICK_START, REGISTRY } from './play.ts';

type Inputs = Partial<Record<InputName, string>>;

const SHORT: Inputs = { 'wait-for-minutes': '4' };
const KEEP: Inputs = { ...SHORT, 'circuit-breaker': 'keep' };

/** An Express service needs no task definition. */
const SHOP: Inputs = {
  service: 'shop',
  image: `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}`,
  cluster: '',
  'task-definition': '',
  variables: '',
};

/** Of each scenario: its outcome, what the first annotation must name, and what the summary must advise. */
const FAILURES: [scenario: string, outcome: string, cause: string, fix: string, inputs?: Inputs][] = [
  ['no-breaker-crash-loop', 'timed-out', 'Error: DATABASE_URL is not set', 'in `environment` (or `secrets`)', KEEP],
  [
    'out-of-memory',
    'rolled-back',
    'OutOfMemoryError: Container killed due to memory usage',
    'Raise `memory` of the task from 512 to 1024 MiB',
  ],
  ['exec-format', 'rolled-back', 'exec /app/server: exec format error', 'docker buildx build --platform linux/amd64'],
  ['command-not-found', 'rolled-back', 'gunicorn: not found', 'Install gunicorn in the image'],
  ['command-not-executable', 'rolled-back', 'The shell found /app/start.sh', '`chmod +x /app/start.sh`'],
  ['ends-with-zero', 'rolled-back', 'exited with code 0', 'Start the server in the foreground'],
  ['segmentation-fault', 'rolled-back', 'SIGSEGV', 'install native modules'],
  ['killed', 'rolled-back', 'The program was killed (SIGKILL)', 'Raise `memory`'],
  [
    'dies-after-40-s',
    'rolled-back',
    'Error: the licence server does not answer',
    'Check that the service that the line names runs',
  ],
  [
    'cannot-start-entrypoint',
    'rolled-back',
    'exec: "/app/entrypoint.sh": stat /app/entrypoint.sh: no such file',
    'Correct /app/entrypoint.sh in ENTRYPOINT or CMD of the Dockerfile',
  ],
  [
    'runtime-timeout',
    'rolled-back',
    'ContainerRuntimeTimeoutError: Could not transition to running',
    'Give the task more than 0.25 vCPU',
  ],
  ['image-missing', 'failed', 'ECR has no image', 'Push the image before this step'],
  ['pull-not-found', 'rolled-back', 'The registry has no image with the digest', 'correct it in the input `image`'],
  [
    'pull-network',
    'rolled-back',
    'There is a connection issue between the task and Amazon ECR',
    'VPC endpoints for ecr.api, ecr.dkr and S3',
  ],
  ['pull-timeout', 'rolled-back', 'dial tcp 52.94.12.8:443: i/o timeout', 'VPC endpoints for ecr.api, ecr.dkr and S3'],
  ['pull-forbidden', 'rolled-back', '403 Forbidden', 'in the repository policy of web'],
  ['pull-permissions', 'rolled-back', 'The task can’t pull the image', 'Attach AmazonECSTaskExecutionRolePolicy'],
  [
    'pull-wrong-platform',
    'rolled-back',
    'The image has no variant for linux/amd64',
    'docker buildx build --platform linux/amd64',
  ],
  ['pull-rate-limit', 'rolled-back', 'toomanyrequests', 'ECR pull-through cache'],
  ['pull-docker-hub-limit', 'rolled-back', 'You have reached your pull rate limit', '`repositoryCredentials`'],
  ['pull-layers', 'rolled-back', 'starport-layer-bucket', 'in the policy of the S3 endpoint'],
  ['pull-disk-full', 'rolled-back', 'no space left on device', '`ephemeralStorage.sizeInGiB`'],
  ['pull-access-denied', 'rolled-back', 'pull access denied', '`repositoryCredentials` of the container'],
  ['secret-missing', 'rolled-back', 'Secrets Manager has no secret', 'or correct its ARN in `valueFrom`'],
  ['secret-forbidden', 'rolled-back', 'secretsmanager:GetSecretValue', ' secretsmanager:GetSecretValue on '],
  ['log-group-missing', 'rolled-back', 'The specified log group does not exist', 'Create the log group'],
  [
    'parameters-unreachable',
    'rolled-back',
    'cannot pull secrets from AWS Systems Manager',
    'the VPC endpoint com.amazonaws.us-east-1.ssm',
  ],
  [
    'registry-login-no-route',
    'rolled-back',
    'cannot pull registry authentication from Amazon ECR',
    'VPC endpoints for ecr.api, ecr.dkr and S3',
  ],
  ['efs-mount', 'rolled-back', 'Failed to mount fs-0123456789abcdef0', 'port 2049'],
  [
    'unhealthy-targets',
    'rolled-back',
    'Health checks failed with these codes: [503]',
    '`health-check-grace-period-seconds`',
  ],
  ['target-404', 'rolled-back', 'codes: [404]', 'Change the health check path of the target group from /'],
  ['target-redirect', 'rolled-back', 'codes: [302]', 'from / to /health'],
  ['target-timeout', 'rolled-back', 'Request timed out', 'listen on 0.0.0.0'],
  [
    'target-wrong-port',
    'rolled-back',
    'the program listens on port 3000, but the load balancer checks port 8080',
    'change `containerPort`',
  ],
  ['container-check-failing', 'rolled-back', 'Task failed container health checks', 'in the image (`docker run`'],
  ['fargate-capacity', 'rolled-back', 'Capacity is unavailable at this time', 'Availability Zones'],
  ['vcpu-quota', 'rolled-back', 'limit on the number of vCPUs', 'Ask for a higher quota'],
  ['task-quota', 'rolled-back', 'limit on the number of tasks', 'Ask for a higher quota'],
  [
    'size-quota',
    'rolled-back',
    'The requested CPU configuration is above your limit',
    'or choose a smaller size: the task takes 0.25 vCPU',
  ],
  [
    'no-container-instance',
    'rolled-back',
    'no container instance met all of its requirements',
    'Add instances or make the task smaller, or lower `minimumHealthyPercent`',
  ],
  [
    'insufficient-cpu',
    'rolled-back',
    'has insufficient CPU units available',
    'a capacity provider with managed scaling',
  ],
  ['port-taken', 'rolled-back', 'already using a port required by your task', 'Set `hostPort` to 0'],
  [
    'empty-capacity-provider',
    'rolled-back',
    'No Container Instances were found in your capacity provider',
    'Start instances that join cluster prod',
  ],
  ['throttled', 'timed-out', 'operations are being throttled', 'deploy fewer services at once', SHORT],
  [
    'iam-misconfigured',
    'timed-out',
    'IAM permissions policies have been misconfigured',
    'the service-linked role',
    SHORT,
  ],
  [
    'percent-deadlock',
    'failed',
    'with 1 desired, minimum healthy percent 100 keeps 1 running and maximum percent 150 allows no more than 1',
    'Set maximum-percent to 200, or minimum-healthy-percent to 0',
  ],
  ['protected-tasks', 'timed-out', '2 tasks under protection', 'update-task-protection', SHORT],
  ['spot-interruption', 'rolled-back', 'Your Spot Task was interrupted', 'keep a base of on-demand capacity'],
  ['host-terminated', 'rolled-back', '(i-0a1b2c3d4e5f67890)', 'managed instance draining'],
  [
    'alarm-rollback',
    'rolled-back',
    'CloudWatch alarm web-5xx went into ALARM',
    'metric of web-5xx during the deployment',
  ],
  [
    'alarm-without-rollback',
    'failed',
    'CloudWatch alarm web-5xx went into ALARM',
    'metric of web-5xx during the deployment',
  ],
  ['hook-failed', 'rolled-back', 'POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed', '(/aws/lambda/'],
  [
    'hook-timed-out',
    'rolled-back',
    'PRE_PRODUCTION_TRAFFIC_SHIFT pause hook timed out',
    'Continue the deployment in time',
  ],
  ['blue-green-crash', 'rolled-back', 'Error: REDIS_URL is not set', 'in `environment` (or `secrets`)'],
  [
    'invalid-networking',
    'rolled-back',
    'because of invalid networking configuration',
    'subnets and security groups of the service',
  ],
  ['rolled-back-by-colleague', 'rolled-back', 'A person or a script called StopServiceDeployment', 'CloudTrail'],
  [
    'rollback-failed',
    'failed',
    'Error: the password of the database was changed',
    'Correct the user, password, key or token',
  ],
  ['stopped-by-colleague', 'stopped', 'running now: 2 tasks of web:2', 'CloudTrail'],
  ['superseded', 'superseded', 'A deployment of web:1 to web started at', 'the same `concurrency` group'],
  ['old-target-unhealthy', 'timed-out', 'ECS has been pulling', 'wait-for-minutes', SHORT],
  [
    'target-not-in-use',
    'timed-out',
    'Targets are not in use in (target-group web): Target group is not configured to receive traffic',
    'Add the target group to a listener rule',
    SHORT,
  ],
  ['role-gone', 'rolled-back', 'unable to assume the role', 'sts:AssumeRole in the trust policy of'],
  ['spot-then-crash', 'rolled-back', 'Error: SESSION_KEY is not set', 'in `environment` (or `secrets`)'],
  ['could-not-launch', 'rolled-back', 'could not launch 2 tasks', 'AWS Health Dashboard'],
  ['express-target-404', 'rolled-back', 'codes: [404]', '`health-check-path`', SHOP],
  ['express-out-of-memory', 'rolled-back', 'OutOfMemoryError', 'Raise `memory`', SHOP],
  ['express-pull-forbidden', 'rolled-back', '403 Forbidden', 'in the repository policy of shop', SHOP],
  ['slow-start', 'timed-out', 'ECS has been pulling', 'wait-for-minutes', { 'wait-for-minutes': '5' }],
  ['slow-drain', 'timed-out', 'draining', 'wait-for-minutes', { 'wait-for-minutes': '3' }],
  ['alarm-of-a-crash', 'rolled-back', 'SESSION_KEY is not set', 'in `environment`'],
  ['colleague-sees-crash', 'rolled-back', 'SESSION_KEY is not set', 'in `environment`'],
];

describe('the reader of a failed deployment', () => {
  it.concurrent.each(FAILURES)('%s: %s', async (...[scenario, outcome, cause, fix, inputs]) => {
    const played = await play({ scenario, inputs: { ...QUICK_START, ...inputs } });
    const [first = ''] = played.log.split('\n').filter((line) => line.startsWith('::error'));
    expect({ outcome: played.outputs['outcome'], exitCode: played.exitCode }).toEqual({ outcome, exitCode: 1 });
    expect(first).toContain(cause);
    expect(played.summary).toContain(fix);
  });
});

/** Told elsewhere, or not yet well enough. */
const ELSEWHERE = [
  'classic-healthy',
  'classic-breaker',
  'express-canary',
  'blue-green',
  'canary',
  'linear',
  'express-breaker',
  'dies-once-healthy',
  'empty',
  'rolling-probes',
  'blue-green-probes',
  'canary-probes',
  'codedeploy-crash',
  'codedeploy-healthy',
  'codedeploy-hook-fails',
];

it('leaves no scenario out', () => {
  const told = FAILURES.map(([scenario]) => scenario);
  expect([...told, ...ELSEWHERE].toSorted()).toEqual(Object.keys(scenarios).toSorted());
});
