import { describe, expect, it } from 'vitest';
import { canMove, isOwnTag, protectedTag, withDigest } from '../../src/plan/protected-tags.ts';

const PLACE = { region: 'us-east-1', cluster: 'prod', service: 'web' };
const LONG = 'a'.repeat(255);

it('names role, Region, cluster, service and container', () => {
  expect(protectedTag('live', PLACE, 'app')).toBe('protected.live.us-east-1.prod.web.app');
  const digest = `sha256:1a2b3c4d5e6f${'0'.repeat(52)}`;
  expect(withDigest('protected.live.us-east-1.prod.web.app', digest)).toBe(
    'protected.live.us-east-1.prod.web.app.1a2b3c4d5e6f',
  );
});

it('is a tag that ECR and Docker take, however long the names are, and one of its own', () => {
  const names = [`${LONG}1`, `${LONG}2`];
  const tags = names.flatMap((cluster) =>
    names.flatMap((service) =>
      names.flatMap((container) =>
        (['live', 'previous'] as const).map((role) =>
          withDigest(
            protectedTag(role, { region: 'ap-southeast-1', cluster, service }, container),
            `sha256:${'f'.repeat(64)}`,
          ),
        ),
      ),
    ),
  );
  expect(new Set(tags).size).toBe(16);
  for (const tag of tags) expect(tag).toMatch(/^\w[\w.-]{0,127}$/);
});

it('knows its own tags and nobody else’s', () => {
  const own = (tag: string): boolean => isOwnTag(tag, PLACE);
  expect(own(protectedTag('previous', PLACE, 'app'))).toBe(true);
  expect(own(withDigest(protectedTag('live', PLACE, 'gone'), `sha256:${'f'.repeat(64)}`))).toBe(true);
  expect(own(protectedTag('live', { ...PLACE, service: 'web-admin' }, 'app'))).toBe(false);
  expect(own(protectedTag('live', { ...PLACE, region: 'eu-west-1' }, 'app'))).toBe(false);
  expect(own('protected.live.us-east-1.prod.web')).toBe(false);
  expect(own('1.0.0')).toBe(false);
});

describe('a tag can be moved', () => {
  it.each([
    ['MUTABLE', [], true],
    ['IMMUTABLE', [], false],
    ['MUTABLE_WITH_EXCLUSION', ['protected.*'], false],
    ['MUTABLE_WITH_EXCLUSION', ['v*'], true],
    ['IMMUTABLE_WITH_EXCLUSION', ['protected.*'], true],
    ['IMMUTABLE_WITH_EXCLUSION', ['*live*'], true],
    ['IMMUTABLE_WITH_EXCLUSION', ['protectedxlive*'], false],
    ['SOMETHING_NEW', [], false],
    [undefined, [], false],
  ])('%s %j: %s', (imageTagMutability, filters, moves) => {
    const imageTagMutabilityExclusionFilters = filters.map((filter) => ({ filter }));
    expect(canMove('protected.live.x', { imageTagMutability, imageTagMutabilityExclusionFilters })).toBe(moves);
  });
});
