import { expect, it } from 'vitest';
import type { InputName } from '../../src/inputs/spec.ts';
import { EXAMPLE, play, QUICK_START, REGISTRY } from './play.ts';

const ROLES = {
  'infrastructure-role-arn': 'arn:aws:iam::111122223333:role/ecsInfrastructureRole',
  'execution-role-arn': 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
};
const SLASH = `${REGISTRY}/web:feature/login`;
const SIDECAR = { ...QUICK_START, image: '', images: `web=${REGISTRY}/web:1` };

it.for<[name: string, play: { scenario: string; inputs: Partial<Record<InputName, string>>; file?: string }, RegExp]>([
  [
    'input image, classic service',
    { scenario: 'classic-healthy', inputs: { ...QUICK_START, image: SLASH } },
    /image: The image "[^"]*" of container "web" has the tag "feature\/login", which contains a slash\./,
  ],
  [
    'input images',
    { scenario: 'classic-healthy', inputs: { ...SIDECAR, images: `web=${REGISTRY}/shop/:1` } },
    /images: The image .* has a "\/" at the end of its repository/,
  ],
  [
    'a file',
    {
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, image: '', 'task-definition': 'file.json' },
      file: EXAMPLE.replace(/"image": "[^"]*"/, '"image": "a:1,b:latest"'),
    },
    /file\.json:\d+:\d+: The image "a:1,b:latest" of container "web" is more than one image/,
  ],
  [
    'Express, update from an image',
    { scenario: 'express-canary', inputs: { service: 'shop', image: 'undefined' } },
    /image: The image "undefined" is the text of a missing value/,
  ],
  [
    'Express, create from an image',
    {
      scenario: 'express-canary',
      inputs: { service: 'store', image: '12345678901.dkr.ecr.us-east-1.amazonaws.com/a:1', ...ROLES },
    },
    /image: The image .* has an AWS account ID of 11 digits/,
  ],
  [
    'CodeDeploy',
    { scenario: 'codedeploy-healthy', inputs: { ...QUICK_START, image: `sha256:${'5d'.repeat(32)}` } },
    /image: The image .* is a digest without a repository/,
  ],
  [
    'a one-off task',
    { scenario: 'classic-healthy', inputs: { ...QUICK_START, mode: 'run-task', image: `${REGISTRY}//web:1` } },
    /image: The image .* has "\/\/" in its repository/,
  ],
])(
  'an image that no registry can hold is refused before any write: %s',
  async ([, { scenario, inputs, file }, told]) => {
    const played = await play({ scenario, inputs, ...(file === undefined ? {} : { files: { 'file.json': file } }) });
    expect(played.log).toMatch(told);
    expect(played.log).toContain('(bad-image)');
    expect(played.exitCode).toBe(1);
    expect(played.writes).toEqual([]);
  },
);

it('the live definition is not blamed for the image that it runs', async () => {
  const played = await play({
    scenario: 'classic-healthy',
    inputs: { service: 'web', cluster: 'prod', 'environment-variables': 'A=1' },
    change: ({ home }) => {
      for (const { definition } of home.families.get('web') ?? [])
        for (const container of definition.containerDefinitions ?? []) container.image = 'Local/Built:1';
    },
  });
  expect(played.log).not.toContain('bad-image');
  expect(played.writes.map(({ action }) => action)).toContain('RegisterTaskDefinition');
});
