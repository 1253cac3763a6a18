import { definitionNeeds } from '../../../src/check/preflight/definition-needs.ts';
import { judge, toProblems } from '../../../src/check/preflight/judge.ts';
import type { Need } from '../../../src/check/preflight/need.ts';
import type { Reader } from '../../../src/check/preflight/reader.ts';
import type { TaskDefinition } from '../../../src/model.ts';
import { QUICK_START } from '../../scenarios/play.ts';
import type { Example } from '../example.ts';
import { deployed } from '../played.ts';

const REGION = 'eu-west-1';
const ACCOUNT = '111122223333';
const LOCATE = () => ({ kind: 'file', file: 'task-definition.json', line: 1, column: 1 }) as const;
const TARGET_GROUP = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:targetgroup/web/0123456789abcdef`;
const trusts = (service: string): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] });

/** An AWS in which nothing is wrong. */
const SOUND: Reader = {
  role: async (name) => ({
    found: { arn: `arn:aws:iam::${ACCOUNT}:role/${name}`, trust: trusts('ecs-tasks.amazonaws.com') },
  }),
  secret: async () => ({ found: { deletedAt: undefined } }),
  parameter: async () => ({ found: true }),
  logGroup: async () => ({ found: true }),
  alarm: async () => ({ found: { isInAlarm: false } }),
  targetGroup: async () => ({ found: { type: 'ip' } }),
  findings: async () => ({ missing: true }),
};

const MISSING = async () => ({ missing: true }) as const;

/** Part of a task definition, and what AWS says about it. */
function written(note: string, part: object, answers: Partial<Reader>): Example {
  const needs = definitionNeeds({ definition: part as TaskDefinition, locate: LOCATE }, REGION);
  return { note, language: 'json', code: JSON.stringify(part, undefined, 2), find: () => find(needs, answers) };
}

/** What the service needs, as inputs or a service definition say it. */
function needed(note: string, code: string, need: Need, answers: Partial<Reader>): Example {
  return { note, language: 'yaml', code, find: () => find([need], answers) };
}

async function find(needs: readonly Need[], answers: Partial<Reader>) {
  const reader = { ...SOUND, ...answers };
  const found = await Promise.all(needs.map(async (need) => toProblems(need, await judge(need, ACCOUNT, reader))));
  return found.flat();
}

const ROLE = { taskRoleArn: `arn:aws:iam::${ACCOUNT}:role/web-task` };
const container = (fields: object): object => ({ containerDefinitions: [{ name: 'web', image: 'web:1', ...fields }] });
const secret = (valueFrom: string): object => container({ secrets: [{ name: 'DB_URL', valueFrom }] });
const SECRET = secret(`arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:shop-db2-Ab1Cd2:url::`);
const alarm = { kind: 'alarm', name: 'web-5xx', isLive: false, by: 'deployment alarms' } as const;
const atAlarms = { kind: 'input', input: 'deployment-alarms' } as const;
const group = { kind: 'target group', arn: TARGET_GROUP, networkMode: 'awsvpc', by: 'load balancers' } as const;
const BALANCERS = `loadBalancers:\n  - targetGroupArn: ${TARGET_GROUP}\n    containerName: web\n    containerPort: 8080`;

export const OF_PREFLIGHT = {
  'role-missing': written('When IAM does not have the role:', ROLE, { role: MISSING }),
  'role-trust': written('When the trust policy of the role names only EC2:', ROLE, {
    role: async () => ({ found: { arn: ROLE.taskRoleArn, trust: trusts('ec2.amazonaws.com') } }),
  }),
  'secret-missing': written('When Secrets Manager does not have the secret:', SECRET, { secret: MISSING }),
  'secret-deleted': written('When the secret was deleted a few days ago:', SECRET, {
    secret: async () => ({ found: { deletedAt: new Date('2026-12-01T00:00:00Z') } }),
  }),
  'parameter-missing': written('When Parameter Store does not have the parameter:', secret('/prod/db-url'), {
    parameter: MISSING,
  }),
  'log-group-missing': written(
    'When CloudWatch Logs does not have the log group:',
    container({
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': '/ecs/web', 'awslogs-region': REGION, 'awslogs-stream-prefix': 'ecs' },
      },
    }),
    { logGroup: MISSING },
  ),
  'alarm-missing': needed(
    'When CloudWatch does not have the alarm. It is a warning if the service has it already:',
    'deployment-alarms: web-5xx',
    { ...alarm, origin: atAlarms },
    { alarm: MISSING },
  ),
  'alarm-in-alarm': needed(
    'When the alarm is in ALARM now:',
    'deployment-alarms: web-5xx',
    { ...alarm, origin: atAlarms },
    { alarm: async () => ({ found: { isInAlarm: true } }) },
  ),
  'target-group-missing': needed(
    'A service definition that names a target group that does not exist:',
    BALANCERS,
    { ...group, origin: LOCATE() },
    { targetGroup: MISSING },
  ),
  'target-group-type': needed(
    'A service definition that names a target group with target type instance, for tasks with network mode awsvpc:',
    BALANCERS,
    { ...group, origin: LOCATE() },
    { targetGroup: async () => ({ found: { type: 'instance' } }) },
  ),
  'image-vulnerabilities': needed(
    'When the last scan of the image found something critical:',
    `image: ${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/web:1.4.2`,
    {
      kind: 'scan',
      image: { registryId: ACCOUNT, region: REGION, repositoryName: 'web', tag: '1.4.2' },
      name: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/web:1.4.2`,
      by: 'ECR',
      origin: { kind: 'input', input: 'image' },
    },
    { findings: async () => ({ found: { CRITICAL: 2, HIGH: 11 } }) },
  ),
  'rollback-impossible': deployed('When the live revision has a task role that does not exist any more:', {
    inputs: { ...QUICK_START, 'task-role-arn': 'arn:aws:iam::123456789012:role/web-task-2' },
    change: ({ roles }) => void roles.set('web-task', { missing: true }),
  }),
};
