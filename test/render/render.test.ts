import { describe, expect, test } from 'vitest';
import type { Template } from '../../src/model.ts';
import { parseFile, toTemplate } from '../../src/render/document.ts';
import { render, type Changes } from '../../src/render/render.ts';
import { bytesOf, whereIs } from './reading.ts';

const image = (uri: string, container?: string) => ({
  image: uri,
  input: container === undefined ? 'image' : 'images',
  ...(container === undefined ? {} : { container }),
});

async function templateOf(value: unknown): Promise<Template> {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const { template, problems } = await parseFile({ file: 'td.json', bytes: bytesOf(text) });
  expect(problems).toEqual([]);
  if (template === undefined) throw new Error('no template');
  return template;
}

const renderOf = async (value: unknown, changes: Changes = {}) => render(await templateOf(value), changes);

const app = (rest: object) => ({ family: 'web', containerDefinitions: [{ name: 'app', image: 'i', ...rest }] });

const two = {
  family: 'web',
  containerDefinitions: [
    { name: 'app', image: 'old' },
    { name: 'log', image: 'router' },
  ],
};

describe('what is dropped and what survives', () => {
  test('choices without a value, as ecspresso and the official action take them, are left out', async () => {
    const { definition } = await renderOf({ ...app({ versionConsistency: '', user: '' }), pidMode: '', ipcMode: '' });
    expect(definition).toEqual(app({ user: '' }));
  });

  test('read-only attributes, nulls and an empty list of tags are dropped silently', async () => {
    const { definition, problems } = await renderOf({
      taskDefinitionArn: 'arn',
      family: 'web',
      revision: 7,
      status: 'ACTIVE',
      requiresAttributes: [{ name: 'x', value: null }],
      compatibilities: ['EC2'],
      registeredAt: 1,
      registeredBy: 'me',
      deregisteredAt: null,
      deleteRequestedAt: 3,
      cpu: null,
      tags: [],
      containerDefinitions: [null, { name: 'app', image: 'i', command: null, links: ['a', null, 'b'] }],
    });
    expect(problems).toEqual([]);
    expect(definition).toEqual({
      family: 'web',
      containerDefinitions: [{ name: 'app', image: 'i', links: ['a', 'b'] }],
    });
  });

  test.each([
    ['wrapped, tags beside', { taskDefinition: { taskDefinitionArn: 'arn', family: 'web' } }],
    ['not wrapped', { taskDefinitionArn: 'arn', family: 'web' }],
  ])('tags that AWS keeps for itself go from a describe answer: %s', async (...[, answer]) => {
    const tags = [
      { key: 'aws:cloudformation:stack-name', value: 'web' },
      { key: 'team', value: 'web' },
      { key: 'AWS:x', value: '1' },
      { key: 'env', value: 'prod' },
    ];
    const { definition, locate } = await renderOf({ ...answer, tags });
    expect(definition.tags).toEqual([tags[1], tags[3]]);
    const line = JSON.stringify({ ...answer, tags }, null, 2)
      .split('\n')
      .findIndex((text) => text.includes('"prod"'));
    expect(whereIs(locate(['tags', 1, 'value']))).toMatch(new RegExp(`^${line + 1}:`));
    const only = await renderOf({ ...answer, tags: [tags[0]] });
    expect(only.definition).not.toHaveProperty('tags');
  });

  test('a reserved tag stays in a hand-written file, and is reported', async () => {
    const tags = [{ key: 'aws:x', value: '1' }];
    expect((await renderOf({ family: 'web', tags })).definition.tags).toEqual(tags);
  });

  test('empty strings, zeros, false, empty lists and objects survive', async () => {
    const value = {
      family: '',
      volumes: [],
      containerDefinitions: [
        { name: 'app', image: '', cpu: 0, essential: false, command: [''], dockerLabels: {}, links: [] },
      ],
    };
    expect((await renderOf(value)).definition).toEqual(value);
  });

  test('positions stay right if nulls are dropped', async () => {
    const { locate } = await renderOf('{"containerDefinitions": [null,\n {"name": "app",\n "links": [null,\n "a"]}]}');
    expect(whereIs(locate(['containerDefinitions', 0, 'name']))).toBe('2:11-16');
    expect(whereIs(locate(['containerDefinitions', 0, 'links', 0]))).toBe('4:2-5');
    expect(whereIs(locate(['containerDefinitions', 0, 'image']))).toBe('2:2');
    expect(whereIs(locate(['containerDefinitions', 9, 'image']))).toBe('1:26');
  });

  test('something that is not an object', () => {
    const template = { ...toTemplate({ name: 'x', value: 7 }) };
    expect(render(template, { images: [image('i')], environment: [['A', '1']] }).definition).toEqual({});
  });
});

describe('which container gets the image', () => {
  const marked = {
    family: 'web',
    containerDefinitions: [
      { name: 'log', image: 'router' },
      { name: 'app', image: '__IMAGE_URI__', environment: [{ name: 'IMAGE', value: 'at __IMAGE_URI__' }] },
    ],
  };
  const express = {
    family: 'web',
    containerDefinitions: [
      { name: 'Main', image: 'old' },
      { name: 'log', image: 'router' },
    ],
  };

  test.each<[string, unknown, Changes, string[], string[]]>([
    ['the only one', { containerDefinitions: [{ name: 'x' }] }, { images: [image('new')] }, ['new'], []],
    ['the one named', two, { images: [image('new')], containerNames: ['log'] }, ['old', 'new'], []],
    ['those named', two, { images: [image('new')], containerNames: ['log', 'app'] }, ['new', 'new'], []],
    ['the one with the placeholder', marked, { images: [image('new')] }, ['router', 'new'], []],
    ['Main on Express', express, { images: [image('new')], express: true }, ['new', 'router'], []],
    [
      'Main elsewhere is nothing special',
      express,
      { images: [image('new')] },
      ['old', 'router'],
      ['ambiguous-container'],
    ],
    ['each by name', two, { images: [image('a', 'app'), image('b', 'log')] }, ['a', 'b'], []],
    ['images go over image', two, { images: [image('a'), image('b', 'log')], containerNames: ['app'] }, ['a', 'b'], []],
    ['no choice', two, { images: [image('new')] }, ['old', 'router'], ['ambiguous-container']],
    ['unknown name', two, { images: [image('new')], containerNames: ['ap'] }, ['old', 'router'], ['unknown-container']],
    ['unknown name in images', two, { images: [image('new', 'lag')] }, ['old', 'router'], ['unknown-container']],
    ['an empty image', two, { images: [image('', 'app')] }, ['old', 'router'], ['empty-image']],
  ])('%s', async (...[, value, changes, images, rules]) => {
    const { definition, problems } = await renderOf(value, changes);
    expect(definition.containerDefinitions?.map((container) => container.image)).toEqual(images);
    expect(problems.map(({ rule }) => rule)).toEqual(rules);
  });

  test('the placeholder is replaced everywhere', async () => {
    const { definition } = await renderOf(marked, { images: [image('a/$&:1')] });
    expect(definition.containerDefinitions?.[1]).toEqual({
      name: 'app',
      image: 'a/$&:1',
      environment: [{ name: 'IMAGE', value: 'at a/$&:1' }],
    });
  });

  test('an unknown name is reported with the closest one, once', async () => {
    const changes = { images: [image('new')], containerNames: ['ap'], command: ['x'] };
    const { problems } = await renderOf(two, changes);
    expect(problems).toEqual([
      {
        rule: 'unknown-container',
        severity: 'error',
        message: 'The task definition has no container "ap". Its containers are: app, log.',
        fix: 'Did you mean "app"?',
        origin: { kind: 'input', input: 'container-name' },
      },
    ]);
  });
});

describe('variables', () => {
  test('fill every string once', async () => {
    const variables = new Map([
      ['A', '${B}'],
      ['B', '$&'],
    ]);
    const { definition, problems } = await renderOf(
      { family: '${A}-${B}', containerDefinitions: [{ name: '${B}' }] },
      { variables },
    );
    expect(problems).toEqual([]);
    expect(definition).toEqual({ family: '${B}-$&', containerDefinitions: [{ name: '$&' }] });
  });

  test('a missing one is reported on its line, with the closest', async () => {
    const { problems } = await renderOf('{\n"family": "${FAMLY}${FAMLY}"}', { variables: new Map([['FAMILY', 'x']]) });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      rule: 'unresolved-variable',
      fix: expect.stringContaining('Did you mean "FAMILY"?'),
    });
    expect(whereIs(problems[0]?.origin)).toBe('2:11-29');
  });

  test.each<[string, unknown, Changes]>([
    ['a shell variable in a command', { containerDefinitions: [{ name: 'a', command: ['echo ${HOME}'] }] }, {}],
    ['a shell variable in an entry point', { containerDefinitions: [{ name: 'a', entryPoint: ['${HOME}/run'] }] }, {}],
    [
      'a shell variable in a health check',
      { containerDefinitions: [{ name: 'a', healthCheck: { command: ['${X}'] } }] },
      {},
    ],
    ['a text with a default, which only shells know', { family: '${A:-b}' }, {}],
    [
      'an image that an input gives',
      { containerDefinitions: [{ name: 'a', image: '${I}' }] },
      { images: [image('i')] },
    ],
    ['a role that an input gives', { taskRoleArn: '${R}' }, { taskRoleArn: 'arn' }],
    ['a read-only attribute', { taskDefinitionArn: '${R}' }, {}],
    ['a value from an input', { containerDefinitions: [{ name: 'a' }] }, { environment: [['A', '${B}']] }],
  ])('is no mistake: %s', async (...[, value, changes]) => {
    expect((await renderOf(value, changes)).problems).toEqual([]);
  });

  test.each<[string, object]>([
    ['an environment value', { environment: [{ name: 'A', value: 'jdbc:${B}' }] }],
    ['an option of a log driver', { logConfiguration: { logDriver: 'awsfirelens', options: { Host: '${B}' } } }],
    ['an option of the router', { firelensConfiguration: { type: 'fluentbit', options: { x: '${B}' } } }],
    ['a label', { dockerLabels: { rule: 'Host(`${B}`)' } }],
  ])('is left alone with advice in %s', async (...[, rest]) => {
    const { definition, problems } = await renderOf(app(rest));
    expect(definition.containerDefinitions?.[0]).toMatchObject(rest);
    expect(problems.map(({ rule, severity }) => [rule, severity])).toEqual([['placeholder-kept', 'advice']]);
    expect(problems[0]?.message).toContain('${B}');
    const filled = await renderOf(app(rest), { variables: new Map([['B', 'x']]) });
    expect(JSON.stringify(filled.definition)).not.toContain('${B}');
    expect(filled.problems).toEqual([]);
  });

  test.each<[string, object]>([
    ['a name', { ...app({}), family: '${B}' }],
    ['an image', app({ image: 'a:${B}' })],
    ['an ARN', { ...app({}), taskRoleArn: '${B}' }],
    ['a number', app({ portMappings: [{ containerPort: '${B}' }] })],
    ['the source of a secret', app({ secrets: [{ name: 'A', valueFrom: '/${B}/key' }] })],
    ['a log group', app({ logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/ecs/${B}' } } })],
    ['the Region of a log', app({ logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-region': '${B}' } } })],
    ['a path', app({ workingDirectory: '/srv/${B}' })],
  ])('is an error in %s', async (...[, value]) => {
    const { problems } = await renderOf(value);
    expect(problems.map(({ rule, severity }) => [rule, severity])).toEqual([['unresolved-variable', 'error']]);
  });

  test('a revision contains what AWS already accepted', () => {
    const value = { containerDefinitions: [{ name: 'a', environment: [{ name: 'A', value: '${B}' }] }] };
    expect(render(toTemplate({ name: 'arn', value }), {}).problems).toEqual([]);
  });
});

describe('changes', () => {
  test.each<[string, object, Changes, object]>([
    [
      'environment: keeps places, appends the new',
      {
        environment: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      },
      {
        environment: [
          ['C', 'x=y '],
          ['A', ''],
        ],
      },
      {
        environment: [
          { name: 'A', value: '' },
          { name: 'B', value: '2' },
          { name: 'C', value: 'x=y ' },
        ],
      },
    ],
    [
      'environment: takes the place of a secret',
      {
        secrets: [
          { name: 'A', valueFrom: 's' },
          { name: 'B', valueFrom: 't' },
        ],
      },
      { environment: [['A', '1']] },
      { environment: [{ name: 'A', value: '1' }], secrets: [{ name: 'B', valueFrom: 't' }] },
    ],
    [
      'secrets: take the place of a variable',
      {
        environment: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      },
      { secrets: [['A', 'arn']] },
      { environment: [{ name: 'B', value: '2' }], secrets: [{ name: 'A', valueFrom: 'arn' }] },
    ],
    [
      'labels: merge',
      { dockerLabels: { a: '1', b: '2' } },
      {
        dockerLabels: [
          ['b', '3'],
          ['c=d', '='],
        ],
      },
      { dockerLabels: { a: '1', b: '3', 'c=d': '=' } },
    ],
    [
      'logs: driver and options',
      { logConfiguration: { logDriver: 'awslogs', options: { a: '1' }, secretOptions: [] } },
      { logDriver: 'splunk', logOptions: [['b', '2']] },
      { logConfiguration: { logDriver: 'splunk', options: { a: '1', b: '2' }, secretOptions: [] } },
    ],
    ['logs: from nothing', {}, { logDriver: 'splunk' }, { logConfiguration: { logDriver: 'splunk' } }],
    [
      'environment files: replace',
      { environmentFiles: [{ value: 'a', type: 's3' }] },
      { environmentFiles: ['b'] },
      { environmentFiles: [{ value: 'b', type: 's3' }] },
    ],
    ['command: replaces', { command: ['a'] }, { command: ['b', 'c d'] }, { command: ['b', 'c d'] }],
  ])('%s', async (...[, container, changes, expected]) => {
    const { definition, problems } = await renderOf(app(container), changes);
    expect(problems).toEqual([]);
    expect(definition).toEqual(app(expected));
  });

  test('the task: roles, size, architecture, tags', async () => {
    const { definition } = await renderOf(
      {
        family: 'web',
        cpu: '256',
        tags: [{ key: 'a', value: '1' }],
        runtimePlatform: { operatingSystemFamily: 'LINUX' },
      },
      {
        cpu: '512',
        memory: '1 GB',
        taskRoleArn: 't',
        executionRoleArn: 'e',
        cpuArchitecture: 'ARM64',
        tags: [
          { key: 'b', value: '2' },
          { key: 'a', value: '3' },
        ],
      },
    );
    expect(definition).toEqual({
      family: 'web',
      cpu: '512',
      memory: '1 GB',
      taskRoleArn: 't',
      executionRoleArn: 'e',
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'ARM64' },
      tags: [
        { key: 'a', value: '3' },
        { key: 'b', value: '2' },
      ],
    });
  });

  test('every value set by an input is located at that input, the others in the file', async () => {
    const { locate } = await renderOf(
      app({
        environment: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
        secrets: [
          { name: 'C', valueFrom: 'x' },
          { name: 'D', valueFrom: 'y' },
        ],
      }),
      {
        images: [image('new')],
        environment: [
          ['B', '3'],
          ['C', '4'],
        ],
        memory: '512',
        dockerLabels: [['a', 'b']],
      },
    );
    const at = (...path: (string | number)[]) => whereIs(locate(path));
    const inApp = (...path: (string | number)[]) => at('containerDefinitions', 0, ...path);
    expect(inApp('image')).toBe('input image');
    expect(inApp('environment', 0, 'value')).toBe('10:20-23');
    expect(inApp('environment', 1, 'value')).toBe('input environment-variables');
    expect(inApp('environment', 2)).toBe('input environment-variables');
    expect(inApp('secrets', 0, 'name')).toBe('23:19-22');
    expect(inApp('dockerLabels', 'a')).toBe('input docker-labels');
    expect(at('memory')).toBe('input memory');
    expect(at('family')).toBe('2:13-18');
  });

  test('the template stays untouched', async () => {
    const template = await templateOf(two);
    render(template, {
      images: [image('new')],
      containerNames: ['app'],
      environment: [['A', '1']],
      tags: [{ key: 'a' }],
    });
    expect(template.value).toEqual(two);
  });
});

test('a definition from AWS is located at the input that named it, or where the caller says', () => {
  expect(toTemplate({ name: 'arn', value: {} }).locate(['cpu'])).toEqual({
    kind: 'input',
    input: 'task-definition-arn',
  });
  const origin = { kind: 'service', service: 'web' } as const;
  expect(toTemplate({ name: 'arn', value: {}, origin }).locate([])).toEqual(origin);
});

describe('a string that is nothing but a placeholder', () => {
  const variables = new Map([
    ['PORT', '8080'],
    ['ESSENTIAL', 'false'],
    ['CPU', '256'],
    ['LEVEL', '3'],
  ]);

  test('becomes a number or a boolean where the API takes one, and nowhere else', async () => {
    const { definition } = await renderOf(
      {
        ...app({
          essential: '${ESSENTIAL}',
          portMappings: [{ containerPort: '${PORT}', name: 'p${PORT}' }],
          environment: [{ name: 'LEVEL', value: '${LEVEL}' }],
        }),
        cpu: '${CPU}',
      },
      { variables },
    );
    expect(definition.cpu).toBe('256');
    expect(definition.containerDefinitions?.[0]).toMatchObject({
      essential: false,
      portMappings: [{ containerPort: 8080, name: 'p8080' }],
      environment: [{ name: 'LEVEL', value: '3' }],
    });
  });

  test.each(['eighty', '0x50', '08080', '', '1e3'])('stays as it is if its value is "%s"', async (value) => {
    const rendered = await renderOf(app({ portMappings: [{ containerPort: '${PORT}' }] }), {
      variables: new Map([['PORT', value]]),
    });
    expect(rendered.definition.containerDefinitions?.[0]?.portMappings?.[0]?.containerPort).toBe(value);
  });
});
