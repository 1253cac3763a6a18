import { afterEach, expect, it, vi } from 'vitest';
import { parseEcrImage } from '../../src/aws/image.ts';
import { errorOf, openScenario } from '../emulator/lab.ts';
import { openAws } from './open-aws.ts';

afterEach(() => vi.unstubAllEnvs());

it('tags an image that is there, and removes the tag again', async () => {
  const lab = await openScenario('classic-healthy');
  const image = parseEcrImage(lab.image('1.0.0'));
  if (image === undefined) throw new Error('not an image of ECR');
  const ecr = await openAws(lab).ecr('us-east-1');
  const { images } = await ecr.manifests([image]);
  const [found = {}] = images;
  await ecr.putTag(image, 'kept', found);
  expect((await ecr.tagsOfImage(image)).toSorted((one, other) => one.localeCompare(other))).toEqual(['1.0.0', 'kept']);
  expect(await errorOf(ecr.putTag(image, 'kept', found))).toMatch(/^ImageAlreadyExistsException/);
  expect((await ecr.describeRepository(image))?.imageTagMutability).toBe('MUTABLE');
  expect(await errorOf(ecr.lifecyclePolicy(image))).toMatch(/^LifecyclePolicyNotFoundException/);
  expect(await ecr.deleteTags(image, ['kept'])).toEqual([]);
  expect((await ecr.deleteTags(image, ['kept'])).map(({ failureCode }) => failureCode)).toEqual(['ImageNotFound']);
  expect(await ecr.tagsOfImage(image)).toEqual(['1.0.0']);
});
