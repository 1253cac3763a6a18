import { expect, it } from 'vitest';
import { replaceTag } from '../../src/aws/image.ts';
import { checkTag } from '../../src/check/images.ts';
import { DEPLOY, told } from './reading.ts';

const DIGEST = `sha256:${'5d'.repeat(32)}`;

it.each([
  ['nginx', 'nginx:2'],
  ['nginx:1', 'nginx:2'],
  ['team/web:1.0', 'team/web:2'],
  ['localhost:5000/web', 'localhost:5000/web:2'],
  ['localhost:5000/web:1', 'localhost:5000/web:2'],
  ['111122223333.dkr.ecr.us-east-1.amazonaws.com/a/web:1', '111122223333.dkr.ecr.us-east-1.amazonaws.com/a/web:2'],
])('the tag of %s is replaced', (image, expected) => {
  expect(replaceTag(image, '2')).toEqual({ image: expected });
  expect(replaceTag(`${image}@${DIGEST}`, '2')).toEqual({ image: expected, digest: DIGEST });
});

it.each<[tag: string, message: RegExp]>([
  ['feature/login', /contains a slash/],
  [DIGEST, /is a digest/],
  [`@${DIGEST}`, /is a digest/],
  ['web:1.4.2', /is more than a tag/],
  [':1.4.2', /starts with ":"/],
  ['undefined', /missing value/],
  ['.x', /not a valid tag/],
  ['a b', /not a valid tag/],
  ['x'.repeat(129), /129 characters/],
])('%s is no tag', (tag, message) => {
  expect(checkTag(tag)).toMatchObject([
    { rule: 'bad-image', message: expect.stringMatching(message), origin: { input: 'image-tag' } },
  ]);
});

it.each(['1.4.2', 'latest', '1f0c2a9', '_x', 'x'.repeat(128)])('%s is a tag', (tag) => {
  expect(checkTag(tag)).toEqual([]);
});

const { image: _, ...SERVICE } = DEPLOY;

it('is enough for a deploy', () => {
  expect(told({ ...SERVICE, 'image-tag': '1.4.2' })).toEqual([]);
  expect(told({ ...SERVICE, 'image-tag': '1.4.2', 'container-name': 'web' })).toEqual([]);
});

it('contradicts another image for the same container', () => {
  expect(told({ ...DEPLOY, 'image-tag': '1' })).toEqual(['input-combination image-tag']);
  expect(told({ ...SERVICE, 'image-tag': '1', images: 'web=a:1', 'container-name': 'web' })).toEqual([
    'input-combination images',
  ]);
  expect(told({ ...SERVICE, 'image-tag': '1', images: 'log=a:1', 'container-name': 'web' })).toEqual([]);
});
