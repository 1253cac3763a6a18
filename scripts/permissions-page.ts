import { PERMISSIONS, type Need, type Use } from '../src/aws/permissions.ts';
import { toPolicy } from '../src/aws/policy.ts';

/** Each use of a role, with the heading of its policy and what else that covers. */
export const USES: Record<Use, { title: string; about: string }> = {
  deploy: {
    title: 'Deploy a classic service',
    about: '`mode: deploy` for a service whose deployments ECS makes: rolling, blue/green, linear or canary.',
  },
  express: {
    title: 'Deploy an Express service',
    about: '`mode: deploy` for an Express service, created or updated, here in the cluster `default`.',
  },
  codedeploy: {
    title: 'Deploy with CodeDeploy',
    about:
      '`mode: deploy` for a service with the deployment controller CODE_DEPLOY. Other modes on such a service need this policy besides their own.',
  },
  plan: {
    title: 'Plan',
    about: '`mode: plan`, which only reads. For an Express service add `ecs:DescribeExpressGatewayService`.',
  },
  register: { title: 'Register', about: '`mode: register`.' },
  'run-task': {
    title: 'Run a one-off task',
    about: '`mode: run-task`; and `run-task: true` in a deploy, besides the policy of the deploy.',
  },
  rollback: {
    title: 'Roll back',
    about: '`mode: rollback` on a classic service. For an Express service use the policy of its deploy too.',
  },
  watch: { title: 'Watch', about: '`mode: watch`.' },
  continue: { title: 'Continue', about: '`mode: continue`.' },
  stop: { title: 'Stop', about: '`mode: stop`.' },
  'provenance-tags': {
    title: 'Provenance tags',
    about: '`provenance-tags`, besides the policy of the mode.',
  },
  'keep-revisions': {
    title: 'Keep revisions',
    about:
      '`keep-revisions`, besides the policy of the deploy. It reads every schedule and rule, so that no revision that one of them runs is deregistered.',
  },
  schedules: {
    title: 'Schedules',
    about:
      '`schedules`, besides the policy of the mode. `ecsEventsRole` is the role in the targets of your rules and schedules: what changes such a target must be allowed to pass it.',
  },
  'suspend-auto-scaling': {
    title: 'Suspend auto scaling',
    about: '`suspend-auto-scaling`, besides the policy of the mode.',
  },
  'protect-images': {
    title: 'Protect images',
    about: '`protect-images`, besides the policy of the mode.',
  },
  'smoke-test': {
    title: 'Smoke tests',
    about:
      '`smoke-test`, besides the policies of the mode and of [rollback](#roll-back). Only `{endpoint}` and `{test-endpoint}` of a classic service need `elasticloadbalancing:…`, and only `on-pause: verify` needs `ecs:ContinueServiceDeployment`.',
  },
  'metric-checks': {
    title: 'Metric checks',
    about: '`metric-checks`, besides the policies of the mode and of [rollback](#roll-back).',
  },
  delete: { title: 'Delete', about: '`mode: delete` with `confirm`, and with the number of a preview.' },
  sweep: {
    title: 'Delete the previews of closed pull requests',
    about: '`mode: delete` with `preview: closed`. The job needs `pull-requests: read` too.',
  },
  create: {
    title: 'Create a classic service',
    about:
      '`service-definition` for a service that does not exist yet, besides the policy of the deploy. With `tags` in the document add `ecs:TagResource`; with EBS volumes or load balancers of blue/green deployments, `iam:PassRole` for their roles.',
  },
};

/** What fails without a permission that is optional elsewhere. */
const NEEDS: Record<Need, string> = {
  continue: '`mode: continue`',
  stop: '`mode: stop`',
  rollback: '`mode: rollback`',
  'rollback-in-flight': 'rolling back what is in flight',
  'rollback-at-pause': 'rolling back at a pause',
  'rollback-to-commit': '`rollback-to: commit:…`',
  create: 'a service that does not exist',
  delete: '`mode: delete`',
  'run-task': '`run-task`',
  tags: '`tags`',
  'live-template': 'a template that is live',
  schedules: '`schedules`',
  'suspend-auto-scaling': '`suspend-auto-scaling`',
  endpoint: '`{endpoint}` and `{test-endpoint}`',
  'metric-checks': '`metric-checks`',
  'verify-at-pause': '`on-pause: verify`',
  sweep: '`preview: closed`',
};

/** docs/permissions.md: a policy for each use, and what goes without it. */
export function permissionsPage(): string {
  const uses = Object.keys(USES) as Use[];
  const policies = uses.map((use) => `## ${USES[use].title}\n\n${USES[use].about}\n\n${policy([use])}`);
  const rows = PERMISSIONS.filter(({ without }) => without !== undefined).map(
    ({ action, without = '', neededFor = [] }) =>
      `| \`${action}\` | ${without.charAt(0).toUpperCase()}${without.slice(1)} | ${neededFor.map((need) => NEEDS[need]).join(', ')} |`,
  );
  return (
    [
      '# Permissions',
      '<!-- Generated from src/aws/permissions.ts by "npm run generate". -->',
      'One policy for each use of the action. Put your own Region, account, cluster, family, roles and log groups into it; a role that does several of these needs the statements of each. The tests run every use with exactly its policy, and again without each of its permissions.',
      'Without an [optional permission](#optional-permissions), the step ends with one warning that contains the statement to add. Without one that only the [preflight](checks.md#preflight) uses, there is no warning: the summary lists what was not checked, with the statement.',
      ...policies,
      '## Optional permissions',
      'Without one of these the step still works, but you lose something. Only what the last column names fails, with the statement to add. Every permission that is not listed here is required.',
      `| without | what you lose | fails without it |\n| --- | --- | --- |\n${rows.join('\n')}`,
    ].join('\n\n') + '\n'
  );
}

/** The JSON of a policy, with names that a reader puts their own in place of. */
/** A policy with a statement a line, where it should not fill the page. */
export function shortPolicy(uses: Use[]): string {
  const { Statement: statements, ...rest } = examplePolicy(uses);
  const lines = statements.map((statement) => `    ${JSON.stringify(statement)}`).join(',\n');
  return `\`\`\`json\n${JSON.stringify({ ...rest, Statement: [] }, undefined, 2).replace('[]', `[\n${lines}\n  ]`)}\n\`\`\``;
}

function policy(uses: Use[]): string {
  return `\`\`\`json\n${JSON.stringify(examplePolicy(uses), undefined, 2)}\n\`\`\``;
}

function examplePolicy(uses: Use[]): ReturnType<typeof toPolicy> {
  const taskRoles = ['ecsTaskExecutionRole', uses.includes('express') ? 'shop-task' : 'web-task'];
  const names = {
    partition: 'aws',
    region: 'us-east-1',
    account: '111122223333',
    cluster: uses.includes('express') ? 'default' : 'prod',
    family: uses.includes('express') ? 'default-shop' : 'web',
    taskRoles,
    roles: [...taskRoles, ...(uses.includes('express') ? ['ecsInfrastructureRole'] : [])],
    infrastructureRole: 'ecsInfrastructureRole',
    logGroups: [uses.includes('express') ? '/aws/ecs/*' : '/ecs/*'],
    application: 'AppECS-prod-*',
    scheduleRole: 'ecsEventsRole',
  };
  return toPolicy(uses, names);
}
