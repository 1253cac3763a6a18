import { describe, expect, test } from 'vitest';
import type { TaskDefinition } from '../../src/model.ts';
import { diffDefinitions, normalize, sameDefinition } from '../../src/render/diff.ts';

const file: TaskDefinition = {
  family: 'web',
  networkMode: 'awsvpc',
  cpu: '.25 vCPU',
  memory: '0.5 GB',
  containerDefinitions: [
    {
      name: 'app',
      image: 'a:1',
      portMappings: [{ containerPort: 80 }],
      environment: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
    },
  ],
};

const registered = {
  ...file,
  taskDefinitionArn: 'arn',
  revision: 3,
  status: 'ACTIVE',
  cpu: '256',
  memory: '512',
  volumes: [],
  placementConstraints: [],
  compatibilities: ['EC2', 'FARGATE'],
  containerDefinitions: [
    {
      name: 'app',
      image: 'a:1',
      cpu: 0,
      essential: true,
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      mountPoints: [],
      volumesFrom: [],
    },
  ],
} as TaskDefinition;

const app = (rest: object): TaskDefinition => ({
  family: 'web',
  containerDefinitions: [{ name: 'app', image: 'a:1', ...rest }],
});
const diff = (before: TaskDefinition, after: TaskDefinition) =>
  diffDefinitions({ before, after, beforeName: 'web:3', afterName: 'new' });

const env = (value: string) =>
  app({
    environment: [
      { name: 'DB_PASSWORD', value },
      { name: 'MODE', value },
    ],
  });

describe('whether two definitions are the same', () => {
  test('what AWS adds does not count', async () => {
    expect(sameDefinition(file, registered)).toBe(true);
    expect(normalize(registered)).toEqual(normalize(file));
    expect(await diff(file, registered)).toBe('');
  });

  test.each<[string, Partial<TaskDefinition>, Partial<TaskDefinition>]>([
    ['fault injection off', {}, { enableFaultInjection: false }],
    ['a volume by name', { volumes: [{ name: 'a' }] }, { volumes: [{ name: 'a', host: {} }] }],
    [
      'EFS from its root',
      { volumes: [{ name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs' } }] },
      { volumes: [{ name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs', rootDirectory: '/' } }] },
    ],
    [
      'the timing of a health check',
      { containerDefinitions: [{ healthCheck: { command: ['x'] } }] },
      { containerDefinitions: [{ healthCheck: { command: ['x'], interval: 30, timeout: 5, retries: 3 } }] },
    ],
    [
      'a mount that may be written',
      { containerDefinitions: [{ mountPoints: [{ sourceVolume: 'a' }] }] },
      { containerDefinitions: [{ mountPoints: [{ sourceVolume: 'a', readOnly: false }] }] },
    ],
    ['the order of tags', { tags: [{ key: 'b' }, { key: 'a' }] }, { tags: [{ key: 'a' }, { key: 'b' }] }],
  ])('what does not count: %s', (_, before, after) => {
    expect(sameDefinition({ ...file, ...before }, { ...file, ...after })).toBe(true);
  });

  test.each<[string, object, object]>([
    ['essential', {}, { essential: false }],
    [
      'a host port under bridge',
      { portMappings: [{ containerPort: 80 }] },
      { portMappings: [{ containerPort: 80, hostPort: 80 }] },
    ],
    ['the order of a command', { command: ['a', 'b'] }, { command: ['b', 'a'] }],
    ['an empty text', { user: '' }, {}],
    ['an empty item', { command: [''] }, { command: [] }],
  ])('what counts: %s', (_, before, after) => {
    expect(sameDefinition(app(before), app(after))).toBe(false);
  });
});

describe('the diff', () => {
  test('is unified, with names first', async () => {
    expect(await diff(app({ cpu: 1 }), app({ cpu: 2 }))).toBe(
      [
        '--- web:3',
        '+++ new',
        '@@ -2,7 +2,7 @@',
        '   "containerDefinitions": [',
        '     {',
        '       "name": "app",',
        '-      "cpu": 1,',
        '+      "cpu": 2,',
        '       "image": "a:1"',
        '     }',
        '   ],',
        '',
      ].join('\n'),
    );
  });

  test('hides values that look secret, and still shows that they changed', async () => {
    const text = await diff(env('hunter2'), env('correct horse'));
    const lines = text.split('\n').filter((line) => line.includes('"value"'));
    expect(lines.map((line) => line.replace(/\s+/g, ' '))).toEqual([
      '- "value": "***"',
      '+ "value": "*** (changed)"',
      '- "value": "hunter2"',
      '+ "value": "correct horse"',
    ]);
  });
});
