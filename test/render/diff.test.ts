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
      'EFS without authorization',
      { volumes: [{ name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs' } }] },
      {
        volumes: [
          { name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs', authorizationConfig: { iam: 'DISABLED' } } },
        ],
      },
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
    ['a role by its name', { taskRoleArn: 'web' }, { taskRoleArn: 'arn:aws:iam::123456789012:role/web' }],
    [
      'the platform that Fargate has by itself',
      { requiresCompatibilities: ['FARGATE'] },
      {
        requiresCompatibilities: ['FARGATE'],
        runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
      },
    ],
    [
      'the order of compatibilities',
      { requiresCompatibilities: ['EC2', 'FARGATE'] },
      { requiresCompatibilities: ['FARGATE', 'EC2'] },
    ],
    ['the order of volumes', { volumes: [{ name: 'a' }, { name: 'b' }] }, { volumes: [{ name: 'b' }, { name: 'a' }] }],
    [
      'the order of containers',
      { containerDefinitions: [{ name: 'a' }, { name: 'b' }] },
      { containerDefinitions: [{ name: 'b' }, { name: 'a' }] },
    ],
    [
      'the order of what a container lists, and what is off by itself',
      {
        containerDefinitions: [
          {
            secrets: [
              { name: 'A', valueFrom: 'a' },
              { name: 'B', valueFrom: 'b' },
            ],
            dependsOn: [
              { containerName: 'a', condition: 'START' },
              { containerName: 'b', condition: 'START' },
            ],
            portMappings: [{ containerPort: 53 }, { containerPort: 53, protocol: 'udp' }],
          },
        ],
      },
      {
        containerDefinitions: [
          {
            secrets: [
              { name: 'B', valueFrom: 'b' },
              { name: 'A', valueFrom: 'a' },
            ],
            dependsOn: [
              { containerName: 'b', condition: 'START' },
              { containerName: 'a', condition: 'START' },
            ],
            portMappings: [
              { containerPort: 53, protocol: 'udp' },
              { containerPort: 53, protocol: 'tcp' },
            ],
            privileged: false,
            readonlyRootFilesystem: false,
          },
        ],
      },
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
    ['a writable root', { readonlyRootFilesystem: true }, {}],
    ['the order of name servers', { dnsServers: ['a', 'b'] }, { dnsServers: ['b', 'a'] }],
    ['the order of environment files', { environmentFiles: ['a', 'b'] }, { environmentFiles: ['b', 'a'] }],
    ['the order of a command', { command: ['a', 'b'] }, { command: ['b', 'a'] }],
    ['an empty text', { user: '' }, {}],
    ['an empty item', { command: [''] }, { command: [] }],
  ])('what counts: %s', (_, before, after) => {
    expect(sameDefinition(app(before), app(after))).toBe(false);
  });

  test.each<[string, Partial<TaskDefinition>, Partial<TaskDefinition>]>([
    [
      'a role of another account',
      { taskRoleArn: 'arn:aws:iam::1:role/web' },
      { taskRoleArn: 'arn:aws:iam::2:role/web' },
    ],
    ['a role on a path', { taskRoleArn: 'web' }, { taskRoleArn: 'arn:aws:iam::1:role/team/web' }],
    ['the architecture on EC2', {}, { runtimePlatform: { cpuArchitecture: 'X86_64' } }],
  ])('what counts: %s', (_, before, after) => {
    expect(sameDefinition({ ...file, ...before }, { ...file, ...after })).toBe(false);
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
