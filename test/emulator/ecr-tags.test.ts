import { expect, test } from 'vitest';
import { runLifecyclePolicy } from '../../emulator/lifecycle.ts';
import type { RepositoryRecord } from '../../emulator/world.ts';
import { errorOf, openScenario } from './lab.ts';

const repositoryName = 'web';

/** Repository `web` with the image of the live service under `1.0.0`. */
async function openRepository(record: RepositoryRecord = {}) {
  const lab = await openScenario('classic-healthy');
  lab.world.home.repositories.set(lab.image('').replace(/:$/, ''), record);
  const read = async (id: { imageTag?: string; imageDigest?: string }) => {
    const { images } = await lab.ecr.batchGetImage({ repositoryName, imageIds: [id] });
    return images?.[0];
  };
  const put = async (imageTag: string, from: { imageTag?: string; imageDigest?: string } = { imageTag: '1.0.0' }) => {
    const image = await read(from);
    return lab.ecr.putImage({
      repositoryName,
      imageTag,
      imageManifest: image?.imageManifest,
      imageManifestMediaType: image?.imageManifestMediaType,
    });
  };
  const digestOf = async (imageTag: string) => (await read({ imageTag }))?.imageId?.imageDigest;
  const remove = (...imageIds: { imageTag?: string; imageDigest?: string }[]) =>
    lab.ecr.batchDeleteImage({ repositoryName, imageIds });
  return { ...lab, read, put, remove, digestOf };
}

test('adds and moves a tag by pushing the manifest again', async () => {
  const { ecr, put, digestOf, read, world, image } = await openRepository();
  world.home.images.set(image('2.0.0'), { single: true, platforms: ['linux/arm64'] });
  const [one, two] = [await digestOf('1.0.0'), await digestOf('2.0.0')];
  expect((await put('kept')).image?.imageId).toEqual({ imageDigest: one, imageTag: 'kept' });
  expect(await digestOf('kept')).toBe(one);
  await put('kept', { imageDigest: two });
  expect(await digestOf('kept')).toBe(two);
  expect((await read({ imageTag: 'kept' }))?.imageManifestMediaType).toBe('application/vnd.oci.image.manifest.v1+json');
  const { imageDetails } = await ecr.describeImages({ repositoryName, imageIds: [{ imageDigest: two }] });
  expect(imageDetails?.[0]?.imageTags).toEqual(['2.0.0', 'kept']);
});

test('rejects a push that changes nothing or may not', async () => {
  const { ecr, put, image, world } = await openRepository({ tagMutability: 'IMMUTABLE' });
  world.home.images.set(image('2.0.0'), {});
  await put('kept');
  expect(await errorOf(put('kept'))).toMatch(/^ImageAlreadyExistsException/);
  expect(await errorOf(put('kept', { imageTag: '2.0.0' }))).toMatch(/^ImageTagAlreadyExistsException/);
  expect(await errorOf(put('bad/tag'))).toMatch(/^InvalidParameterException/);
  const wrong = { imageManifest: '{}', imageDigest: `sha256:${'0'.repeat(64)}`, imageTag: 'other' };
  expect(await errorOf(ecr.putImage({ repositoryName, ...wrong }))).toMatch(/^ImageDigestDoesNotMatchException/);
});

test.each([
  ['MUTABLE', [], 'kept-live', true],
  ['IMMUTABLE', [], 'kept-live', false],
  ['IMMUTABLE_WITH_EXCLUSION', ['kept-*'], 'kept-live', true],
  ['IMMUTABLE_WITH_EXCLUSION', ['kept-*'], '3.0.0', false],
  ['MUTABLE_WITH_EXCLUSION', ['kept-*'], 'kept-live', false],
  ['MUTABLE_WITH_EXCLUSION', ['kept-*'], '3.0.0', true],
] as const)('%s %j lets %s move: %s', async (tagMutability, exclusions, tag, moves) => {
  const { ecr, put, image, world } = await openRepository({ tagMutability, exclusions: [...exclusions] });
  world.home.images.set(image('2.0.0'), {});
  await put(tag);
  const moved = await errorOf(put(tag, { imageTag: '2.0.0' }));
  expect(moved).toMatch(moves ? /^no error/ : /^ImageTagAlreadyExistsException/);
  const { repositories } = await ecr.describeRepositories({ repositoryNames: [repositoryName] });
  expect(repositories?.[0]).toMatchObject({ repositoryName, imageTagMutability: tagMutability });
  expect(repositories?.[0]?.imageTagMutabilityExclusionFilters?.map(({ filter }) => filter) ?? []).toEqual(exclusions);
});

test('deletes an image with its last tag', async () => {
  const { ecr, put, remove, read, digestOf } = await openRepository();
  const imageDigest = await digestOf('1.0.0');
  await put('kept');
  expect(await remove({ imageTag: '1.0.0' })).toMatchObject({
    imageIds: [{ imageDigest, imageTag: '1.0.0' }],
    failures: [],
  });
  expect([await read({ imageTag: '1.0.0' }), (await read({ imageDigest }))?.imageId?.imageDigest]).toEqual([
    undefined,
    imageDigest,
  ]);
  await remove({ imageTag: 'kept' });
  expect(await read({ imageDigest })).toBeUndefined();
  expect((await remove({ imageTag: 'kept' })).failures).toEqual([
    { imageId: { imageTag: 'kept' }, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' },
  ]);
  expect(await errorOf(ecr.describeImages({ repositoryName, imageIds: [{ imageDigest }] }))).toMatch(
    /^ImageNotFoundException/,
  );
});

test('deletes an image by its digest with all of its tags', async () => {
  const { put, remove, digestOf, read } = await openRepository();
  const imageDigest = await digestOf('1.0.0');
  await put('kept');
  const { imageIds } = await remove({ imageDigest });
  expect(imageIds?.map(({ imageTag }) => imageTag).toSorted()).toEqual(['1.0.0', 'kept']);
  expect([await read({ imageTag: '1.0.0' }), await read({ imageTag: 'kept' })]).toEqual([undefined, undefined]);
});

test('keeps the lifecycle policy of a repository', async () => {
  const lifecyclePolicy = { rules: [{ rulePriority: 1, selection: { tagStatus: 'any' }, action: { type: 'expire' } }] };
  const { ecr } = await openRepository({ lifecyclePolicy });
  const { lifecyclePolicyText = '' } = await ecr.getLifecyclePolicy({ repositoryName });
  expect(JSON.parse(lifecyclePolicyText)).toEqual(lifecyclePolicy);
  expect(await errorOf(ecr.getLifecyclePolicy({ repositoryName: 'other' }))).toMatch(
    /^LifecyclePolicyNotFoundException/,
  );
});

test('lists the tags of a repository page by page', async () => {
  const { ecr, put } = await openRepository();
  await put('kept');
  const first = await ecr.listImages({ repositoryName, maxResults: 1, filter: { tagStatus: 'TAGGED' } });
  const second = await ecr.listImages({ repositoryName, maxResults: 1, nextToken: first.nextToken });
  const listed = [...(first.imageIds ?? []), ...(second.imageIds ?? [])];
  expect(new Set(listed.map(({ imageTag }) => imageTag))).toEqual(new Set(['1.0.0', 'kept']));
  expect(new Set(listed.map(({ imageDigest }) => imageDigest)).size).toBe(1);
  expect(second.nextToken).toBeUndefined();
});

test('expires images as the lifecycle policy says, each by one rule at most', async () => {
  const select = (selection: object) => ({ selection, action: { type: 'expire' } });
  const lifecyclePolicy = {
    rules: [
      {
        rulePriority: 2,
        ...select({ tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 }),
      },
      {
        rulePriority: 1,
        ...select({
          tagStatus: 'tagged',
          tagPatternList: ['kept*'],
          countType: 'imageCountMoreThan',
          countNumber: 100,
        }),
      },
    ],
  };
  const { world, image, put, digestOf, read } = await openRepository({ lifecyclePolicy });
  for (const [tag, day] of Object.entries({ '0.8.0': 8, '0.9.0': 9, '1.0.0': 10, '1.1.0': 11 })) {
    world.home.images.set(image(tag), { pushedAt: new Date(`2026-11-${String(day).padStart(2, '0')}T00:00:00Z`) });
  }
  const imageDigest = await digestOf('0.8.0');
  await put('kept-live', { imageTag: '0.8.0' });
  const expired = runLifecyclePolicy(world.home, image('').replace(/:$/, ''));
  expect(new Set(expired)).toEqual(new Set(['0.9.0', '1.0.0']));
  expect((await read({ imageDigest }))?.imageId?.imageDigest).toBe(imageDigest);
});
