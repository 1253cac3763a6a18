import type { Task } from '@aws-sdk/client-ecs';
import { T0, WEB, type Case } from './case.ts';
import { ends, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';
import { log } from './noisy-logs.ts';
import { exited, scaledIn, times } from './tasks.ts';

const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/orders-AbCdEf';
const ROLES = {
  executionRoleArn: 'arn:aws:iam::111122223333:role/shop-execution',
  taskRoleArn: 'arn:aws:iam::111122223333:role/shop-task',
};
const REFUSED =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:';
const OTHER = '444455556666.dkr.ecr.us-east-1.amazonaws.com/shop/web:2';

/** ECS goes on asking and nothing of the new revision runs. */
const unplaced = (event: string, more: Partial<Case>): Case => ({
  standsStill: true,
  counts: { desired: 2, running: 0, pending: 0 },
  oldEvents: ['(service web) has reached a steady state.'],
  events: times(3, () => event),
  ...more,
});

/** Tasks that ECS cannot start or place, as it says it, among other events and the lines of containers that were well. */
export const NOISY_STARTS: readonly Open[] = [
  {
    name: 'ECR: the repository of another account lets nobody in',
    source: 'https://repost.aws/knowledge-center/ecs-tasks-pull-images-ecr-repository',
    root: 'The repository shop/web of account 444455556666 does not allow this account to pull.',
    named: /444455556666/,
    fix: [/repository policy/, /444455556666/, /ecr:BatchGetImage/],
    facts: ['444455556666'],
    never: /security group|NAT gateway|repositoryCredentials/,
    given: {
      ...neverStarts(
        `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${OTHER}: unexpected status from HEAD request to https://444455556666.dkr.ecr.us-east-1.amazonaws.com/v2/shop/web/manifests/2: 403 Forbidden`,
        { definition: ROLES, containers: [{ ...WEB, image: OTHER }] },
      ),
    },
  },
  {
    name: 'Secrets Manager: the key of the secret is out of reach',
    source: 'https://repost.aws/knowledge-center/ecs-fargate-access-secrets-manager',
    root: 'The execution role may read the secret, and may not decrypt with its KMS key.',
    named: /KMS/,
    fix: [/kms:Decrypt/, /shop-execution/],
    facts: ['prod/orders-AbCdEf'],
    never: /secretsmanager:GetSecretValue|security group|taskRoleArn/,
    given: neverStarts(
      `${REFUSED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: 0f7b1c6e-5a0e-4b7e-9a51-3f6d0a1b2c3d, api error AccessDeniedException: Access to KMS is not allowed`,
      { definition: ROLES, containers: [{ ...WEB, secrets: [{ name: 'DB_PASSWORD', valueFrom: SECRET }] }] },
    ),
  },
  {
    name: 'Secrets Manager: a key that the secret does not have',
    source: 'https://repost.aws/knowledge-center/ecs-unable-to-pull-secrets',
    root: 'The secret prod/orders has no key stripe_key, which STRIPE_KEY of web asks for.',
    named: /stripe_key/,
    fix: [/stripe_key/, /valueFrom|secret/],
    facts: ['stripe_key', 'STRIPE_KEY'],
    never: /permission|security group|does not exist in/,
    given: neverStarts(
      `${REFUSED} unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key stripe_key`,
      {
        definition: ROLES,
        containers: [
          {
            ...WEB,
            secrets: [
              { name: 'DB_PASSWORD', valueFrom: `${SECRET}:password::` },
              { name: 'STRIPE_KEY', valueFrom: `${SECRET}:stripe_key::` },
            ],
          },
        ],
      },
    ),
  },
  {
    name: 'S3: an environment file that may not be read',
    source: 'https://github.com/aws/aws-cdk/issues/12720',
    root: 'The execution role may not read the environment file prod/web.env of the bucket shop-config.',
    named: /env(ironment)? ?file/i,
    fix: [/s3:GetObject/, /shop-execution/, /shop-config\/prod\/web\.env/],
    facts: ['shop-config/prod/web.env'],
    never: /Secrets Manager|security group|image/,
    given: neverStarts(
      'ResourceInitializationError: failed to download env files: service call has been retried 1 time(s): operation error S3: HeadObject, https response error StatusCode: 403, RequestID: 4T1Z, HostID: q8, api error Forbidden: Forbidden.',
      {
        definition: ROLES,
        containers: [{ ...WEB, environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::shop-config/prod/web.env' }] }],
      },
    ),
  },
  {
    name: 'EFS: a file system that lets no anonymous client in',
    source: 'https://repost.aws/knowledge-center/fargate-access-efs',
    root: 'The policy of the file system wants IAM, and the volume mounts without it.',
    named: /EFS|file system/,
    fix: [/iam/i, /ENABLED|ClientMount/, /fs-0a1b2c3d4e5f60718/],
    facts: ['access denied by server'],
    never: /2049|security group|mount target in/,
    given: neverStarts(
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' : unsuccessful EFS utils command execution; code: 32",
      {
        definition: {
          ...ROLES,
          volumes: [
            {
              name: 'media',
              efsVolumeConfiguration: {
                fileSystemId: 'fs-0a1b2c3d4e5f60718',
                transitEncryption: 'ENABLED',
                authorizationConfig: { iam: 'DISABLED' },
              },
            },
          ],
        },
      },
    ),
  },
  {
    name: 'dependsOn: a migration that may not create',
    source: 'https://github.com/aws/amazon-ecs-agent/pull/3218',
    root: 'The container migrate ended with 1 because its database user may not create in the schema public.',
    named: /migrate/,
    fix: [/GRANT/, /schema public/],
    facts: ['permission denied for schema public'],
    never: /security group|raise .*startTimeout|health check/,
    given: {
      ...failed,
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'migrate', condition: 'SUCCESS' }] },
        { ...WEB, name: 'migrate', essential: false, command: ['python', 'manage.py', 'migrate', '--noinput'] },
      ],
      tasks: times(2, (): Partial<Task> => ({
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        startedAt: T0,
        containers: [
          { name: 'migrate', exitCode: 1 },
          {
            name: 'web',
            exitCode: 143,
            reason:
              'CannotStartContainerError: dependency graph: failed to resolve container ordering dependency [migrate(registry.example.com/web:2) (STOPPED->RUNNING) - Exit: 1] for target [web(registry.example.com/web:2) (NONE->RUNNING)] as dependency did not exit successfully.',
          },
        ],
      })),
      logs: logs(
        log(`
System check identified some issues:

WARNINGS:
catalog.Item: (models.W042) Auto-created primary key used when not defining a primary key type, by default 'django.db.models.AutoField'.
	HINT: Configure the DEFAULT_AUTO_FIELD setting or the CatalogConfig.default_auto_field attribute to point to a subclass of AutoField, e.g. 'django.db.models.BigAutoField'.
Operations to perform:
  Apply all migrations: admin, auth, catalog, contenttypes, sessions
Running migrations:
Traceback (most recent call last):
  File "/usr/local/lib/python3.12/site-packages/django/db/backends/utils.py", line 103, in _execute
    return self.cursor.execute(sql)
psycopg.errors.InsufficientPrivilege: permission denied for schema public
LINE 1: CREATE TABLE "django_migrations" ("id" bigint NOT NULL PRIMA...
                     ^

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/usr/local/lib/python3.12/site-packages/django/db/migrations/recorder.py", line 78, in ensure_schema
    editor.create_model(self.Migration)
django.db.utils.ProgrammingError: permission denied for schema public
LINE 1: CREATE TABLE "django_migrations" ("id" bigint NOT NULL PRIMA...
                     ^

django.db.migrations.exceptions.MigrationSchemaMissing: Unable to create the django_migrations table (permission denied for schema public
LINE 1: CREATE TABLE "django_migrations" ("id" bigint NOT NULL PRIMA...
                     ^)
`),
        'migrate',
      ),
    },
  },
  {
    name: 'Sidecar: a container that did its work takes the task down',
    source: 'https://github.com/aws/containers-roadmap/issues/849',
    root: 'The container fetch-config ends with 0 after its work and is marked essential.',
    named: /fetch-config/,
    fix: [/essential/, /false/, /fetch-config/],
    facts: ['fetch-config'],
    never: /web (crashed|failed)|memory|security group/,
    given: {
      ...failed,
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'fetch-config', condition: 'START' }] },
        {
          ...WEB,
          name: 'fetch-config',
          image: 'amazon/aws-cli:2.17.40',
          command: ['s3', 'cp', 's3://shop/app.yml', '/conf/'],
        },
      ],
      tasks: times(2, () => exited({ name: 'fetch-config', exitCode: 0 }, { name: 'web', exitCode: 143 })),
      logs: {
        ...logs(
          [
            'Completed 1.3 KiB/1.3 KiB (18.4 KiB/s) with 1 file(s) remaining',
            'download: s3://shop/app.yml to ../conf/app.yml',
          ],
          'fetch-config',
        ),
        ...logs([
          '2026/09/01 10:00:02 using /conf/app.yml',
          '2026/09/01 10:00:02 listening on :8080',
          '2026/09/01 10:00:03 terminated: shutting down',
        ]),
      },
    },
  },
  {
    name: 'EC2: no instance of the architecture',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    root: 'The task definition asks for ARM64, and the closest instance lacks that attribute.',
    named: /attribute/,
    fix: [/ARM64/, /X86_64|Graviton|instance/],
    facts: ['4b6cf9a1d2e34f5a8b7c6d5e4f3a2b1c', 'ARM64'],
    never: /CPU units|memory available|security group/,
    given: unplaced(
      '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 4b6cf9a1d2e34f5a8b7c6d5e4f3a2b1c) is missing an attribute required by your task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      {
        service: { launchType: 'EC2' },
        definition: {
          runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
          requiresAttributes: [
            { name: 'com.amazonaws.ecs.capability.logging-driver.awslogs' },
            { name: 'ecs.capability.execution-role-awslogs' },
            { name: 'ecs.cpu-architecture', value: 'arm64' },
          ],
        },
      },
    ),
  },
  {
    name: 'EC2: the old task holds the host port',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    root: 'Host port 8080 is fixed and taken by the old task, which may not stop first.',
    named: /port/,
    fix: [/hostPort/, /0|minimumHealthyPercent/],
    facts: ['8080'],
    never: /security group|CPU|memory/,
    given: unplaced(
      '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 4b6cf9a1d2e34f5a8b7c6d5e4f3a2b1c) is already using a port required by your task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      {
        counts: { desired: 1, running: 0, pending: 0 },
        service: {
          launchType: 'EC2',
          desiredCount: 1,
          deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
        },
        definition: { networkMode: 'bridge' },
        containers: [{ ...WEB, portMappings: [{ containerPort: 8080, hostPort: 8080 }] }],
      },
    ),
  },
  {
    name: 'Scale-in protection: the old tasks may not stop',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html',
    root: 'The new tasks run, and two old ones are protected from being stopped.',
    named: /protect/,
    fix: [/protection/, /UpdateTaskProtection|update-task-protection|expire/],
    facts: ['2 tasks under protection'],
    never: /security group|health check|Auto Scaling group/,
    given: {
      standsStill: true,
      counts: { desired: 2, running: 2, pending: 0 },
      running: times(2, () => ({ startedAt: T0, containers: [{ name: 'web', lastStatus: 'RUNNING' }] })),
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        '(service web) was unable to reach steady state because (taskSet ecs-svc/1) was unable to scale in due to (reason 2 tasks under protection)',
      ],
    },
  },
  {
    name: 'Memory: a sidecar with too little of it',
    source: 'https://github.com/DataDog/datadog-agent/issues/8190',
    root: 'The container datadog-agent may use 128 MiB and was killed when it wanted more; web was well.',
    named: /datadog-agent/,
    fix: [/memory/, /datadog-agent/, /128/],
    facts: ['datadog-agent', '128'],
    never: /memory. of (container )?web|security group/,
    given: ends(
      0,
      log(`
2026-09-01T10:00:01.310Z INFO  [main] orders: starting
2026-09-01T10:00:02.004Z WARN  [dd-trace] agent not reachable yet: connect ECONNREFUSED 127.0.0.1:8126
2026-09-01T10:00:04.118Z INFO  [main] orders: listening on 0.0.0.0:8080
2026-09-01T10:00:31.540Z INFO  [main] orders: SIGTERM, closing
`),
      {
        definition: { cpu: '512', memory: '1024' },
        containers: [
          WEB,
          { ...WEB, name: 'datadog-agent', image: 'public.ecr.aws/datadog/agent:7', memory: 128, essential: true },
        ],
        tasks: [
          ...times(2, () =>
            exited(
              { name: 'web', exitCode: 143 },
              {
                name: 'datadog-agent',
                exitCode: 137,
                reason: 'OutOfMemoryError: Container killed due to memory usage',
              },
            ),
          ),
          scaledIn,
        ],
      },
    ),
  },
];
