import type { ExpressGatewayServiceConfiguration, Service } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { expressImages, imagesIn } from '../../src/check/images-to-run.ts';
import type { ExpressTarget, Rendered, ServiceTarget, TaskDefinition } from '../../src/model.ts';

const PLACE = { name: 'web', cluster: 'prod', region: 'us-east-1', changes: [], settings: {} };
const ARM: Partial<TaskDefinition> = { runtimePlatform: { cpuArchitecture: 'ARM64' } };
const FARGATE: Partial<TaskDefinition> = { requiresCompatibilities: ['FARGATE'] };
const BOTH: Partial<TaskDefinition> = { requiresCompatibilities: ['EC2', 'FARGATE'] };

function rendered(definition: Partial<Record<keyof TaskDefinition, unknown>>): Rendered {
  const whole = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1' }], ...definition };
  const locate: Rendered['locate'] = (path) => ({ kind: 'file', file: path.join('.'), line: 1, column: 1 });
  return { template: 'web.json', definition: whole as TaskDefinition, locate, spelling: () => undefined, problems: [] };
}

const classic = (service: Service, settings: ServiceTarget['settings'] = {}): ServiceTarget => ({
  kind: 'service',
  ...PLACE,
  service,
  settings,
});

function express(request: Partial<ExpressTarget['call']['request']>): ExpressTarget {
  const call: ExpressTarget['call'] = { verb: 'update', request: { serviceArn: 'arn', ...request } };
  return { kind: 'express', ...PLACE, definitionMode: 'image', call };
}

test.each<
  [
    name: string,
    definition: Partial<TaskDefinition>,
    target: ServiceTarget | ExpressTarget | undefined,
    expected: string | undefined,
  ]
>([
  ['EC2, nothing said', {}, undefined, undefined],
  ['Fargate', FARGATE, undefined, 'X86_64'],
  ['ARM64', ARM, undefined, 'ARM64'],
  ['either launch type, no service', BOTH, undefined, undefined],
  ['either, the service on Fargate', BOTH, classic({ launchType: 'FARGATE' }), 'X86_64'],
  ['either, the service on EC2', BOTH, classic({ launchType: 'EC2' }), undefined],
  ['a service on Spot', {}, classic({ capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }] }), 'X86_64'],
  ['a service on instances', {}, classic({ capacityProviderStrategy: [{ capacityProvider: 'my-asg' }] }), undefined],
  [
    'a service that moves to Fargate',
    BOTH,
    classic({ launchType: 'EC2' }, { capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] }),
    'X86_64',
  ],
  ['Express', {}, express({}), 'X86_64'],
])('the architecture that is wanted: %s', (...[, definition, target, expected]) => {
  expect(imagesIn(rendered(definition), target).map(({ wanted }) => wanted?.cpuArchitecture)).toEqual([expected]);
});

test('images are located where they were written', () => {
  expect(imagesIn(rendered({}))).toMatchObject([{ image: 'web:1', origin: { file: 'containerDefinitions.0.image' } }]);
});

test.each<[containers: unknown]>([['web'], [null], [[null]], [[{ image: 1 }]], [undefined]])(
  'no images in %j, and no harm',
  (containerDefinitions) => {
    expect(
      imagesIn(rendered({ containerDefinitions, requiresCompatibilities: 'FARGATE', runtimePlatform: null })),
    ).toEqual([]);
  },
);

const LIVE: ExpressGatewayServiceConfiguration = { cpuArchitecture: 'ARM64', primaryContainer: { image: 'web:1' } };

test.each<
  [name: string, request: Partial<ExpressTarget['call']['request']>, live: typeof LIVE | undefined, expected: string[]]
>([
  ['nothing changes', {}, LIVE, []],
  ['a new image', { primaryContainer: { image: 'web:2' } }, LIVE, ['web:2 for ARM64, image']],
  ['a new service', { primaryContainer: { image: 'web:2' } }, undefined, ['web:2 for X86_64, image']],
  ['a new architecture', { cpuArchitecture: 'X86_64' }, LIVE, ['web:1 for X86_64, cpu-architecture']],
])('Express from an image: %s', (...[, request, live, expected]) => {
  const told = expressImages(express(request), { live, input: 'image' }).map(
    ({ image, wanted, origin }) =>
      `${image} for ${wanted?.cpuArchitecture}, ${origin.kind === 'input' ? origin.input : ''}`,
  );
  expect(told).toEqual(expected);
});
