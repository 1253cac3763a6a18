import { describe, expect, it } from 'vitest';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { container, definition, DEPLOY, ECR, errors, files, ROLE, SECRET, sent, warnings } from './official.ts';
import { play, type Played } from './play.ts';

/** The inputs of amazon-ecs-render-task-definition beside those of the deploy step that followed it. */
const render = (
  inputs: Partial<Record<InputName, string>>,
  options: { files?: Record<string, string>; change?: (world: World) => void } = {},
): Promise<Played> =>
  play({
    scenario: 'classic-healthy',
    files: files(),
    ...options,
    inputs: { ...DEPLOY, 'container-name': 'web', image: `${ECR}/web:3.1.0`, ...inputs },
  });

describe('examples of amazon-ecs-render-task-definition', () => {
  it('renders image, a variable and a secret from a file, which wins over ARN, family and revision', async () => {
    const played = await render({
      'task-definition-arn': 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:1',
      'task-definition-family': 'web',
      'task-definition-revision': '1',
      'environment-variables': 'LOG_LEVEL=warn',
      secrets: `API_KEY=${SECRET}:api-key`,
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(sent(played, 'RegisterTaskDefinition')).toMatchObject({ cpu: '512' });
    expect(container(played)).toMatchObject({
      image: `${ECR}/web:3.1.0`,
      environment: [{ name: 'LOG_LEVEL', value: 'warn' }],
      secrets: [{ name: 'API_KEY', valueFrom: `${SECRET}:api-key` }],
    });
    expect(warnings(played)).toEqual(
      expect.arrayContaining(
        ['arn', 'family', 'revision'].map(
          (which) => `Input "task-definition-${which}" is ignored when "task-definition" is set.`,
        ),
      ),
    );
  });

  it('gives several containers their images in one step, where two steps were chained', async () => {
    const agent = { name: 'agent', image: `${ECR}/agent:1.0.0`, essential: false, portMappings: [] };
    const played = await play({
      scenario: 'classic-healthy',
      inputs: {
        ...DEPLOY,
        'container-name': 'web',
        images: `web=${ECR}/web:3.1.0\nagent=${ECR}/agent:2.0.0`,
        'environment-variables': 'LOG_LEVEL=debug\nSTAGE=live',
        'docker-labels': 'team=shop\nrule=Host(`shop.test`) && Path(`/a=b`)',
        secrets: `API_KEY=${SECRET}:api-key\nTOKEN=arn:aws:ssm:us-east-1:123456789012:parameter/token`,
      },
      files: files({}, {}, agent),
    });
    expect(container(played)).toMatchObject({
      image: `${ECR}/web:3.1.0`,
      environment: [
        { name: 'LOG_LEVEL', value: 'debug' },
        { name: 'STAGE', value: 'live' },
      ],
      dockerLabels: { team: 'shop', rule: 'Host(`shop.test`) && Path(`/a=b`)' },
      secrets: [{ name: 'API_KEY' }, { name: 'TOKEN' }],
    });
    expect(container(played, 'agent')).toMatchObject({
      image: `${ECR}/agent:2.0.0`,
      environment: [{ name: 'LOG_LEVEL', value: 'info' }],
    });
  });

  it('gives several containers the same image', async () => {
    const worker = { name: 'worker', essential: false, portMappings: [] };
    const played = await render({ 'container-name': 'web, worker' }, { files: files({}, {}, worker) });
    expect([container(played).image, container(played, 'worker').image]).toEqual([
      `${ECR}/web:3.1.0`,
      `${ECR}/web:3.1.0`,
    ]);
  });

  it('sets the log driver and its options', async () => {
    const played = await render({
      'log-configuration-log-driver': 'awslogs',
      'log-configuration-options':
        'awslogs-create-group=true\nawslogs-group=/ecs/web\nawslogs-region=us-east-1\nawslogs-stream-prefix=ecs\n',
    });
    expect(container(played).logConfiguration).toEqual({
      logDriver: 'awslogs',
      options: {
        'awslogs-create-group': 'true',
        'awslogs-group': '/ecs/web',
        'awslogs-region': 'us-east-1',
        'awslogs-stream-prefix': 'ecs',
      },
    });
  });
});

describe('inputs of amazon-ecs-render-task-definition', () => {
  it.each<[string, Partial<Record<InputName, string>>, object]>([
    [
      'env-files',
      { 'env-files': 'arn:aws:s3:::conf/a.env\n\n arn:aws:s3:::conf/b.env' },
      {
        environmentFiles: [
          { value: 'arn:aws:s3:::conf/a.env', type: 's3' },
          { value: 'arn:aws:s3:::conf/b.env', type: 's3' },
        ],
      },
    ],
    ['command, split as a shell does', { command: `sh -c "echo 'a b'"` }, { command: ['sh', '-c', "echo 'a b'"] }],
    [
      'values after a second =',
      {
        'log-configuration-log-driver': 'awslogs',
        'log-configuration-options':
          'awslogs-group=/ecs/web\nawslogs-region=us-east-1\nawslogs-stream-prefix=ecs\nawslogs-multiline-pattern=^k=v',
      },
      {
        logConfiguration: { options: { 'awslogs-multiline-pattern': '^k=v' } },
      },
    ],
    [
      'values as they are',
      { 'environment-variables': 'PADDED=  x \nEMPTY=\n# a remark\nURL=https://a.test/?b=c' },
      {
        environment: [
          { name: 'LOG_LEVEL', value: 'info' },
          { name: 'PADDED', value: '  x ' },
          { name: 'EMPTY', value: '' },
          { name: 'URL', value: 'https://a.test/?b=c' },
        ],
      },
    ],
    [
      'variables as JSON',
      { 'environment-variables': '[{"name":"A","value":"1"}]' },
      {
        environment: [
          { name: 'LOG_LEVEL', value: 'info' },
          { name: 'A', value: '1' },
        ],
      },
    ],
    [
      'a secret in the place of a variable',
      { secrets: `LOG_LEVEL=${SECRET}:level` },
      {
        environment: [],
        secrets: [{ name: 'LOG_LEVEL', valueFrom: `${SECRET}:level` }],
      },
    ],
  ])('takes %s', async (_, inputs, expected) => {
    expect(container(await render(inputs))).toMatchObject(expected);
  });

  it('takes roles, by ARN or by name', async () => {
    const played = await render({ 'task-role-arn': 'web-task', 'execution-role-arn': `${ROLE}/other` });
    expect(sent(played, 'RegisterTaskDefinition')).toMatchObject({
      taskRoleArn: 'web-task',
      executionRoleArn: `${ROLE}/other`,
    });
  });

  it.each<[string, Partial<Record<InputName, string>>]>([
    ['ARN', { 'task-definition-arn': 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:2' }],
    ['family', { 'task-definition-family': 'web' }],
    ['family and revision', { 'task-definition-family': 'web', 'task-definition-revision': '2' }],
  ])('takes the template by %s, tags and all', async (_, named) => {
    const { 'task-definition': __, ...target } = DEPLOY;
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...target, ...named, 'container-name': 'web', image: `${ECR}/web:3.1.0` },
      change: ({ home }) =>
        void registerTaskDefinition(home, {
          ...definition({ cpu: '1024', memory: '2048' }),
          tags: [{ key: 'Team', value: 'shop' }],
        }),
    });
    expect(sent(played, 'RegisterTaskDefinition')).toMatchObject({
      cpu: '1024',
      tags: [{ key: 'Team', value: 'shop' }],
    });
  });

  it.each<[string, Partial<Record<InputName, string>>, RegExp]>([
    ['a container that is not there', { 'container-name': 'wbe' }, /container "wbe".*: web/],
    ['a line without =', { 'environment-variables': 'A=1\nJUSTANAME' }, /Input "environment-variables".*no "="/],
    [
      'JSON that does not end',
      { secrets: '[{"name": "A",\n "valueFrom" "x"}]' },
      /not valid JSON .* at line 2, column 14/,
    ],
    ['a log driver that ECS does not have', { 'log-configuration-log-driver': 'logentries' }, /not one of its values/],
  ])('refuses %s before any write', async (_, inputs, message) => {
    const played = await render(inputs);
    expect(played.exitCode).toBe(1);
    expect(played.writes).toEqual([]);
    expect(errors(played)).toEqual([expect.stringMatching(message)]);
  });

  it('refuses a revision without a family', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { service: 'web', cluster: 'prod', 'task-definition-revision': '2' },
    });
    expect(played.writes).toEqual([]);
    expect(errors(played)).toEqual([
      expect.stringMatching(/"task-definition-revision".*"task-definition-family" is empty/),
    ]);
  });

  it('only renders with mode plan and no service', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      files: files(),
      inputs: { mode: 'plan', 'task-definition': 'taskdef.json', image: `${ECR}/web:3.1.0` },
    });
    expect(played.exitCode).toBe(0);
    expect(played.writes).toEqual([]);
    expect(played.outputs['task-definition']).toMatch(/\/task-definition-web\.json$/);
  });
});
