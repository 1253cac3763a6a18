import { describe, expect, it } from 'vitest';
import { addHostedWeb, ecrImage } from '../../emulator/scenarios/live-web.ts';
import { addService, updateService } from '../../emulator/services.ts';
import { addTargetGroup } from '../../emulator/targets.ts';
import { deregisterTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import type { Mode, Problem } from '../../src/model.ts';
import { WEB } from './foreign.ts';
import { EXAMPLE, play, QUICK_START, type Played } from './play.ts';
import { deploySecond, registerSecond } from './rollback-history.ts';

const ACCOUNT = '123456789012';
const SECRET = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:prod/db-Ab1Cd2`;
const READS = [
  'GetRole',
  'DescribeSecret',
  'DescribeParameters',
  'DescribeLogGroups',
  'DescribeAlarms',
  'DescribeImageScanFindings',
];
const ACTIONS = [
  'iam:GetRole',
  'secretsmanager:DescribeSecret',
  'ssm:DescribeParameters',
  'logs:DescribeLogGroups',
  'cloudwatch:DescribeAlarms',
];

/** The example with two secrets. */
const FILE = EXAMPLE.replace(
  '      "environment":',
  `      "secrets": [
        { "name": "DB_PASSWORD", "valueFrom": "${SECRET}:password::" },
        { "name": "TOKEN", "valueFrom": "/prod/token" }
      ],
      "environment":`,
);
const INPUTS = { ...QUICK_START, image: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/web:2.0.0` };
const ALARMS = { ...INPUTS, 'deployment-alarms': 'web-5xx' };

type Request = Parameters<typeof play>[0];

const deploy = async (request: Partial<Request> = {}): Promise<Played> =>
  await play({ scenario: 'classic-healthy', inputs: INPUTS, files: { 'task-definition.json': FILE }, ...request });

interface Told {
  problems: (Problem & { origin: { file?: string; line?: number; column?: number } })[];
  notChecked?: { what: string[]; fix?: string };
}

const told = ({ report }: Played): Told => JSON.parse(report) as Told;
const rulesOf = (played: Played): string[] => told(played).problems.map(({ rule }) => rule);
const warnings = ({ log }: Played): string[] => log.split('\n').filter((line) => line.startsWith('::warning'));

const WRONG: [rule: string, change: (world: World) => unknown, at: string, facts: string[]][] = [
  ['role-missing', ({ roles }) => roles.set('web-task', { missing: true }), '"taskRoleArn"', ['web-task', ACCOUNT]],
  ['role-missing', ({ roles }) => roles.set('web-task', { path: '/team/' }), '"taskRoleArn"', ['web-task', 'path']],
  [
    'role-trust',
    ({ roles }) => roles.set('ecsTaskExecutionRole', { trusts: ['ec2.amazonaws.com'] }),
    '"executionRoleArn"',
    ['ecsTaskExecutionRole', 'ecs-tasks.amazonaws.com', 'ec2.amazonaws.com'],
  ],
  ['secret-missing', ({ home }) => home.secrets.set(SECRET, { missing: true }), SECRET, ['prod/db', 'DB_PASSWORD']],
  [
    'secret-deleted',
    ({ home }) => home.secrets.set(SECRET, { deletedAt: new Date('2026-12-01T00:00:00Z') }),
    SECRET,
    ['prod/db', '2026-12-01'],
  ],
  [
    'parameter-missing',
    ({ home }) => home.missingParameters.add('/prod/token'),
    '/prod/token',
    ['/prod/token', 'TOKEN'],
  ],
  ['log-group-missing', ({ home }) => home.logGroups.delete('/ecs/web'), '"awslogs-group"', ['/ecs/web', 'us-east-1']],
];

describe('what a definition needs and AWS does not have is an error before any write', () => {
  it.each(WRONG)('%s (%#)', async (rule, change, at, facts) => {
    const played = await deploy({ change: (world) => void change(world) });
    expect(played.exitCode).toBe(1);
    expect(played.writes).toEqual([]);
    const { problems } = told(played);
    const [problem] = problems.filter((one) => one.rule === rule);
    for (const fact of facts) expect(problem?.message).toContain(fact);
    const line = FILE.split('\n').findIndex((text) => text.includes(at)) + 1;
    expect(problem?.origin).toMatchObject({ file: 'task-definition.json', line, column: expect.any(Number) });
    expect(problems.filter(({ severity }) => severity === 'error')).toHaveLength(1);
  });

  it.each<[Mode, string]>([
    ['deploy', 'failed'],
    ['plan', 'failed'],
    ['register', 'failed'],
    ['run-task', 'failed'],
  ])('in mode %s', async (mode, outcome) => {
    const service = mode === 'register' ? { service: '', cluster: '' } : {};
    const task = mode === 'run-task' ? { 'run-task': 'true' } : {};
    const played = await deploy({
      inputs: { ...INPUTS, ...service, ...task, mode },
      change: ({ roles }) => void roles.set('web-task', { missing: true }),
    });
    expect(played.outputs['outcome']).toBe(outcome);
    expect(rulesOf(played)).toContain('role-missing');
    expect(played.writes).toEqual([]);
  });

  it('is told beside all other mistakes', async () => {
    const played = await deploy({
      files: { 'task-definition.json': FILE.replace('"memory": "512"', '"memory": "513"') },
      change: ({ roles, home }) => {
        roles.set('web-task', { missing: true });
        home.secrets.set(SECRET, { missing: true });
      },
    });
    expect(rulesOf(played)).toEqual(expect.arrayContaining(['fargate-size', 'role-missing', 'secret-missing']));
    expect(played.writes).toEqual([]);
  });

  it('names an alarm that is given, and warns of one that the service has', async () => {
    const given = await deploy({ inputs: ALARMS, change: ({ home }) => void home.missingAlarms.add('web-5xx') });
    expect(given.writes).toEqual([]);
    expect(told(given).problems).toContainEqual(
      expect.objectContaining({ rule: 'alarm-missing', severity: 'error', origin: { input: 'deployment-alarms' } }),
    );
    const live = await deploy({
      scenario: 'canary',
      change: ({ home }) => void home.missingAlarms.add('web-5xx'),
    });
    expect(told(live).problems).toContainEqual(
      expect.objectContaining({ rule: 'alarm-missing', severity: 'warning', origin: { service: 'web' } }),
    );
  });

  it('checks the target group of a service that is created', async () => {
    const targetGroupArn = `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:targetgroup/shop/0123456789abcdef`;
    const text = JSON.stringify(
      {
        desiredCount: 1,
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0aaa1111'] } },
        loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 8080 }],
      },
      undefined,
      2,
    );
    const inputs = { ...INPUTS, service: 'shop', 'service-definition': text };
    const missing = await deploy({ inputs });
    expect(rulesOf(missing)).toContain('target-group-missing');
    const wrong = await deploy({
      inputs,
      change: ({ home }) => void addTargetGroup(home, { name: 'shop', arn: targetGroupArn, targetType: 'instance' }),
    });
    expect(rulesOf(wrong)).toContain('target-group-type');
    const line = text.split('\n').findIndex((one) => one.includes('loadBalancers')) + 2;
    expect(told(wrong).problems.find(({ rule }) => rule === 'target-group-type')?.origin).toMatchObject({
      input: 'service-definition',
      line,
    });
    for (const played of [missing, wrong]) expect(played.writes).toEqual([]);
  });

  it('checks what an Express call names itself', async () => {
    const role = `arn:aws:iam::${ACCOUNT}:role/shop-execution`;
    const played = await deploy({
      scenario: 'express-canary',
      inputs: {
        service: 'shop',
        image: INPUTS.image.replace('/web', '/shop'),
        'execution-role-arn': role,
        secrets: `DB_PASSWORD=${SECRET}`,
      },
      change: ({ roles, home }) => {
        roles.set('shop-execution', { missing: true });
        home.secrets.set(SECRET, { missing: true });
      },
    });
    expect(told(played).problems).toContainEqual(
      expect.objectContaining({ rule: 'role-missing', origin: { input: 'execution-role-arn' } }),
    );
    expect(told(played).problems).toContainEqual(
      expect.objectContaining({ rule: 'secret-missing', origin: { input: 'secrets' } }),
    );
    expect(played.writes).toEqual([]);
  });

  it('but not what a service keeps that stays as it is', async () => {
    const played = await deploy({
      inputs: { ...WEB, image: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/web:1.0.0` },
      change: ({ roles }) => void roles.set('web-task', { missing: true }),
    });
    expect(played.outputs['outcome']).toBe('unchanged');
    expect(rulesOf(played)).not.toContain('role-missing');
  });
});

describe('what is found is no obstacle', () => {
  it('when all is there: no warning, and nothing that was not checked', async () => {
    const played = await deploy({ inputs: ALARMS });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.calls).toEqual(expect.arrayContaining(READS));
    expect(warnings(played)).toEqual([]);
    expect(told(played).notChecked).toBeUndefined();
    expect(played.summary).not.toContain('Not checked');
  });

  it('when an alarm is in ALARM: a warning, and red under strict', async () => {
    const change = ({ home }: World): void => void home.alarms.set('web-5xx', 'ALARM');
    const played = await deploy({ inputs: ALARMS, change });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(warnings(played).join()).toMatch(/alarm-in-alarm.*web-5xx/);
    const strict = await deploy({ inputs: { ...ALARMS, checks: 'strict' }, change });
    expect(strict.exitCode).toBe(1);
    expect(strict.writes).toEqual([]);
  });

  it('when a scan has critical findings: advice in the summary alone', async () => {
    const played = await deploy({
      change: ({ home }) => void home.images.set(INPUTS.image, { findings: { CRITICAL: 3, HIGH: 4 } }),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(warnings(played)).toEqual([]);
    expect(played.summary).toMatch(/3 critical findings and 4 of high severity.*image-vulnerabilities/);
  });

  it('asks for one secret once, without its key, and for all parameters in one call', async () => {
    const two = FILE.replace(
      ':password::" },',
      `:password::" },\n{ "name": "DB_USER", "valueFrom": "${SECRET}:user::" },`,
    );
    const { emulator } = await deploy({
      files: {
        'task-definition.json': two.replace(
          '"/prod/token" }',
          '"/prod/token" }, { "name": "KEY", "valueFrom": "/prod/key" }',
        ),
      },
    });
    const asked = emulator.requests.filter(({ action }) => /^Describe(?:Secret|Parameters)$/.test(action));
    expect(asked.map(({ params }) => params)).toEqual(
      expect.arrayContaining([
        { SecretId: SECRET },
        expect.objectContaining({
          ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: ['/prod/token', '/prod/key'] }],
        }),
      ]),
    );
    expect(asked).toHaveLength(2);
  });
});

describe('makes no call', () => {
  it.each(['preflight', 'checks'])('with %s: off', async (input) => {
    const played = await deploy({ inputs: { ...ALARMS, [input]: 'off' } });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.calls.filter((call) => READS.includes(call))).toEqual([]);
  });

  it('where nothing is needed', async () => {
    const text = JSON.stringify({
      family: 'web',
      networkMode: 'bridge',
      requiresCompatibilities: ['EC2'],
      containerDefinitions: [
        { name: 'web', image: 'nginx:1.29.3', memory: 256, portMappings: [{ containerPort: 8080, hostPort: 0 }] },
      ],
    });
    const played = await play({
      scenario: 'empty',
      change: (world) => {
        addHostedWeb(world);
        for (const { definition } of world.home.families.get('web') ?? []) {
          Object.assign(definition, { executionRoleArn: undefined });
          for (const container of definition.containerDefinitions ?? []) container.logConfiguration = undefined;
        }
      },
      files: { 'task-definition.json': text },
      inputs: { ...WEB, 'task-definition': 'task-definition.json' },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.calls.filter((call) => READS.includes(call))).toEqual([]);
  });
});

describe('what cannot be read is listed once, in the summary', () => {
  it('with one statement that allows it, and without a warning', async () => {
    const played = await deploy({
      inputs: ALARMS,
      change: ({ faults }) => {
        for (const action of ACTIONS) faults.deny.add(action);
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(warnings(played)).toEqual([]);
    const { what = [], fix = '' } = told(played).notChecked ?? {};
    expect(new Set(what.map((line) => /: (\S+) is not allowed$/.exec(line)?.[1]))).toEqual(new Set(ACTIONS));
    expect(what).toHaveLength(ACTIONS.length);
    expect(what).toContainEqual(expect.stringMatching(/"ecsTaskExecutionRole".*"web-task"/));
    const statement = JSON.parse(/\{.*\}/.exec(fix)?.[0] ?? '') as { Action: string[] };
    expect(statement.Action.toSorted()).toEqual(ACTIONS.toSorted());
    expect(played.summary.match(/Not checked before the first write/g)).toHaveLength(1);
    expect(played.summary.match(/"Effect":/g)).toHaveLength(1);
  });

  it.each<[string, (world: World) => unknown, RegExp]>([
    ['throttled', ({ faults }) => faults.throttle.set('iam:GetRole', 99), /role .*throttled/],
    [
      'failing',
      ({ faults }) =>
        faults.fail.set('iam:GetRole', { name: 'ServiceFailure', message: 'x', httpStatus: 500, times: 99 }),
      /role .*ServiceFailure/,
    ],
    [
      'unknown to the endpoint',
      ({ faults }) => faults.unsupported.add('logs:DescribeLogGroups'),
      /log group .*logs:DescribeLogGroups/,
    ],
    ['silent', ({ faults }) => faults.hang.set('iam:GetRole', 'before'), /role .*within 5 s/],
  ])('when AWS is %s', async (_, change, why) => {
    const played = await deploy({ change: (world) => void change(world) });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(warnings(played)).toEqual([]);
    expect(told(played).notChecked?.what).toEqual([expect.stringMatching(why)]);
    expect(told(played).notChecked?.fix).toBeUndefined();
  });

  it('and a silent AWS costs no more than a few seconds', async () => {
    const { seconds } = await deploy({ inputs: ALARMS });
    const silent = await deploy({
      inputs: ALARMS,
      change: ({ faults }) => {
        for (const action of ACTIONS) faults.hang.set(action, 'before');
      },
    });
    expect(silent.outputs['outcome']).toBe('succeeded');
    expect(silent.seconds - seconds).toBeLessThanOrEqual(6);
  });

  it('when a role is of another account', async () => {
    const text = FILE.replace(`${ACCOUNT}:role/web-task`, '999988887777:role/web-task');
    const played = await deploy({ files: { 'task-definition.json': text } });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(told(played).notChecked?.what).toEqual([expect.stringMatching(/"web-task".*999988887777/)]);
  });
});

describe('a rollback that would be impossible', () => {
  const other = { ...INPUTS, 'task-role-arn': `arn:aws:iam::${ACCOUNT}:role/other` };
  const LIVE_IMAGE = `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/web:1.0.0`;

  it.each<[string, (world: World) => unknown, string]>([
    ['its role is gone', ({ roles }) => roles.set('web-task', { missing: true }), 'web-task'],
    ['its image is gone', ({ home }) => home.images.set(LIVE_IMAGE, { missing: true }), LIVE_IMAGE],
    ['it was deregistered', ({ home }) => deregisterTaskDefinition(home, { taskDefinition: 'web:1' }), 'deregistered'],
  ])('is a warning before the write: %s', async (_, begin, fact) => {
    const played = await deploy({ inputs: other, begin: (world) => void begin(world) });
    expect(played.outputs['outcome']).toBe('succeeded');
    const [problem, ...more] = told(played).problems.filter(({ rule }) => rule === 'rollback-impossible');
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ severity: 'warning', origin: { service: 'web' } });
    for (const text of ['web:1', fact]) expect(problem?.message).toContain(text);
    expect(played.log.indexOf('could not roll back')).toBeLessThan(played.log.indexOf('Registered web:2'));
  });

  it('says nothing of what the new definition needs as well', async () => {
    const played = await deploy({ change: ({ roles }) => void roles.set('web-task', { missing: true }) });
    expect(rulesOf(played)).toContain('role-missing');
    expect(rulesOf(played)).not.toContain('rollback-impossible');
  });

  it('looks at the last revision that succeeded, not at one that failed', async () => {
    const played = await deploy({
      scenario: 'no-breaker-crash-loop',
      inputs: other,
      begin: (world) => {
        const taskDefinition = registerSecond(world);
        world.behaviours.byImage.set(ecrImage(world.home, 'web', '2.0.0'), { kind: 'exits', exitCode: 1 });
        updateService(world.home, { cluster: 'prod', service: 'web', taskDefinition });
        world.clock.advance(10 * 60_000);
        world.home.images.set(LIVE_IMAGE, { missing: true });
      },
    });
    expect(told(played).problems.find(({ rule }) => rule === 'rollback-impossible')?.message).toContain('web:1');
  });
});

describe('a manifest', () => {
  const family = (name: string): string => FILE.replace('"family": "web"', `"family": "${name}"`);
  const files = { 'web.json': family('web'), 'api.json': family('api') };
  const system = async (change: (world: World) => unknown): Promise<Played> =>
    await deploy({
      inputs: { manifest: 'system.yml', variables: 'REGION=us-east-1' },
      files: {
        ...files,
        'system.yml': `defaults:\n  cluster: prod\n  image: ${INPUTS.image}\nservices:\n  web:\n    task-definition: web.json\n  api:\n    task-definition: api.json\n`,
      },
      change: (world) => {
        const { networkConfiguration } = world.home.services[0]?.settings ?? {};
        const settings = { cluster: 'prod', desiredCount: 1, launchType: 'FARGATE', networkConfiguration } as const;
        addService(world.home, { ...settings, serviceName: 'api', taskDefinition: 'web:1' });
        world.clock.advance(10 * 60_000);
        change(world);
      },
    });

  it('reads what its services share once', async () => {
    const played = await system(() => undefined);
    expect(played.outputs['outcome']).toBe('succeeded');
    const counts = Map.groupBy(
      played.calls.filter((call) => READS.includes(call)),
      (call) => call,
    );
    expect(Object.fromEntries([...counts].map(([call, all]) => [call, all.length]))).toEqual({
      GetRole: 2,
      DescribeSecret: 1,
      DescribeParameters: 1,
      DescribeLogGroups: 1,
      DescribeImageScanFindings: 1,
    });
  });

  it('tells of each file what is missing, and writes nothing anywhere', async () => {
    const played = await system(({ roles }) => roles.set('web-task', { missing: true }));
    expect(played.exitCode).toBe(1);
    expect(played.writes).toEqual([]);
    const missing = told(played).problems.filter(({ rule }) => rule === 'role-missing');
    expect(missing.map(({ origin }) => origin.file)).toEqual(['web.json', 'api.json']);
  });

  it('lists once what cannot be read', async () => {
    const played = await system(({ faults }) => faults.deny.add('iam:GetRole'));
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(told(played).notChecked?.what).toHaveLength(1);
  });
});

describe('a rollback', () => {
  it('to a revision whose role is gone is an error that says to choose another', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, mode: 'rollback' },
      change: (world) => {
        deploySecond(world);
        world.roles.set('web-task', { missing: true });
      },
    });
    expect(played.exitCode).toBe(1);
    expect(played.writes).toEqual([]);
    const problem = told(played).problems.find(({ rule }) => rule === 'role-missing');
    expect(problem?.fix).toContain('rollback-to');
  });

  it('goes on where nothing can be read', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, mode: 'rollback' },
      change: (world) => {
        deploySecond(world);
        world.faults.deny.add('iam:GetRole').add('logs:DescribeLogGroups');
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(told(played).notChecked?.what).toHaveLength(2);
  });
});
