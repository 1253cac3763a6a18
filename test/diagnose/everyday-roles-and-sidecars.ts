import { WEB } from './case.ts';
import { neverStarts, failed } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs, unanswered } from './kinds.ts';
import { SIDECAR } from './weekly.ts';
import { exited, scaledIn, times, notStarted } from './tasks.ts';

/** Tasks that a sidecar, a role, a parameter or a dependency keeps from getting up. */
export const EVERYDAY_ROLES_AND_SIDECARS: readonly Open[] = [
  {
    name: 'FireLens: the socket of the log router is not there',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/3149',
    root: 'The log router was not running when web started; it must be up (its own log/error), firelensConfiguration container essential and started first.',
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to initialize logging driver: dial unix /var/lib/ecs/data/firelens/0f1e2d3c4b5a69788796a5b4c3d2e1f0/socket/fluent.sock: connect: no such file or directory',
      {
        containers: [
          { ...WEB, logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'cloudwatch_logs' } } },
          {
            ...SIDECAR,
            name: 'log_router',
            image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable',
            firelensConfiguration: { type: 'fluentbit' },
          },
        ],
      },
    ),
    named: /log router|FireLens|fluent/i,
    fix: [/log_router/, /dependsOn/],
    facts: ['fluent.sock', 'log_router'],
    never: /log group|Create the|executable|not in the image|execution role/i,
  },
  {
    name: 'Service Connect proxy runs out of memory',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html',
    root: 'The proxy that Service Connect adds was killed for memory; raise the memory of the task (proxy needs 64 MiB and more on top of the containers).',
    given: {
      ...failed,
      containers: [{ ...WEB, memory: 960 }],
      tasks: [
        ...times(3, () =>
          exited(
            {
              name: 'ecs-service-connect-a1B2c3',
              exitCode: 137,
              reason: 'OutOfMemoryError: Container killed due to memory usage',
            },
            { name: 'web', exitCode: 143 },
          ),
        ),
        scaledIn,
      ],
      logs: logs(['ready on 8080', 'heap used=120MB limit=700MB', 'SIGTERM received']),
    },
    named: /ecs-service-connect|Service Connect/,
    fix: [/task/i, /memory/i],
    facts: ['137'],
    never: /heap of the program|container web above|leaks memory/i,
  },
  {
    name: 'Readiness answers 503 because of the database',
    source: 'https://github.com/godaddy/terminus (readiness log)',
    root: 'The health check answers 503 because the database 10.0.8.4:5432 times out: security group or route.',
    given: unanswered('Health checks failed with these codes: [503]', [
      '{"level":"info","msg":"server listening on 0.0.0.0:8080"}',
      '{"level":"warn","msg":"statsd: connection refused 127.0.0.1:8125, metrics disabled"}',
      '{"level":"error","msg":"readiness: database down: connect ETIMEDOUT 10.0.8.4:5432"}',
      '{"level":"info","msg":"GET /up 503 5002ms"}',
      '{"level":"error","msg":"readiness: database down: connect ETIMEDOUT 10.0.8.4:5432"}',
      '{"level":"info","msg":"GET /up 503 5001ms"}',
    ]),
    named: /10\.0\.8\.4:5432/,
    fix: [/security group/i, /5432/],
    facts: ['503', '10.0.8.4'],
    never: /8125|grace period|another port/i,
  },
  {
    name: 'The task role trusts nobody',
    source: 'https://github.com/aws/aws-cdk/issues/10421',
    root: 'ECS cannot assume web-task: its trust policy lacks ecs-tasks.amazonaws.com.',
    given: neverStarts(
      "ECS was unable to assume the role 'arn:aws:iam::111122223333:role/web-task' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.",
    ),
    named: /web-task/,
    fix: [/ecs-tasks\.amazonaws\.com/, /trust/i],
    facts: ['arn:aws:iam::111122223333:role/web-task'],
    never: /does not exist in|secret|network|ecr:/i,
  },
  {
    name: 'A migration sidecar fails, and web only follows',
    source: 'https://github.com/aws/amazon-ecs-agent (dependencygraph/graph.go)',
    root: 'Container migrate ended with code 1: its login shop_migrator was refused; web waited for SUCCESS.',
    given: {
      ...failed,
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'migrate', condition: 'SUCCESS' }] },
        {
          ...SIDECAR,
          name: 'migrate',
          secrets: [
            {
              name: 'PGPASSWORD',
              valueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/migrator-Ab3dEf',
            },
          ],
        },
      ],
      tasks: [
        ...times(2, () => ({
          ...notStarted('Task failed to start'),
          containers: [
            {
              name: 'web',
              reason:
                'dependency graph: failed to resolve container ordering dependency [migrate(registry.example.com/web:2) (RUNNING->STOPPED) - Exit: 1] for target [web(registry.example.com/web:2) (NONE->RUNNING)] as dependency did not exit successfully.',
            },
            { name: 'migrate', exitCode: 1 },
          ],
        })),
        scaledIn,
      ],
      logs: logs(
        [
          'waiting for db: connection refused, retry 1',
          'db is up',
          '2026/09/01 10:00:03 goose run: failed to connect to `user=shop_migrator database=shop`: hostname resolving error? no: server error: FATAL: password authentication failed for user "shop_migrator" (SQLSTATE 28P01)',
        ],
        'migrate',
      ),
    },
    named: /shop_migrator/,
    fix: [/password|secret/i, /shop_migrator|migrator/],
    facts: ['migrate', 'shop_migrator'],
    never: /does not resolve|resolve the host|nothing is listening|container web exited/i,
  },
  {
    name: 'Parameter of SSM is not there',
    source: 'https://github.com/aws/amazon-ecs-agent/issues/1209',
    root: 'The parameter /prod/web/API_KEY does not exist in this Region (invalid parameters).',
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid parameters: /prod/web/API_KEY',
    ),
    named: /\/prod\/web\/API_KEY/,
    fix: [/parameter/i, /Region|create|name/i],
    facts: ['/prod/web/API_KEY'],
    never: /NAT|ssm:GetParameters.*(allow|Allow)|network connection/,
  },
];
