import { describe, expect, it } from 'vitest';
import { keepingRule, threatTo } from '../../src/plan/lifecycle-policy.ts';

const TAGS = ['protected.live.us-east-1.prod.web.app', 'v1.0.0'];

const rule = (rulePriority: number, selection: object, action = 'expire') => ({
  rulePriority,
  selection,
  action: { type: action },
});
const policy = (...rules: object[]): string => JSON.stringify({ rules });
const count = (countNumber: number) => ({ countType: 'imageCountMoreThan', countNumber });
const days = (countNumber: number) => ({ countType: 'sinceImagePushed', countUnit: 'days', countNumber });

describe('what can expire a protected image', () => {
  it.each<[what: string, text: string, found: object | undefined]>([
    [
      'any image',
      policy(rule(3, { tagStatus: 'any', ...count(10) })),
      { rulePriority: 3, does: 'expires all but the newest 10' },
    ],
    [
      'its other tag, by age',
      policy(rule(1, { tagStatus: 'tagged', tagPrefixList: ['v'], ...days(90) })),
      { rulePriority: 1, does: 'expires what was pushed more than 90 days ago' },
    ],
    [
      'an archive',
      policy(
        rule(
          1,
          { tagStatus: 'tagged', tagPatternList: ['*'], countType: 'sinceImagePulled', countNumber: 30 },
          'transition',
        ),
      ),
      { rulePriority: 1, does: 'archives what was not pulled for 30 days' },
    ],
    [
      'a way to count that is new',
      policy(rule(1, { tagStatus: 'any', countType: 'moonPhase' })),
      { does: 'expires what it selects' },
    ],
    ['another tag only', policy(rule(1, { tagStatus: 'tagged', tagPatternList: ['beta-*'], ...count(1) })), undefined],
    [
      'two tags, of which it has one',
      policy(rule(1, { tagStatus: 'tagged', tagPrefixList: ['v', 'beta'], ...count(1) })),
      undefined,
    ],
    ['untagged images', policy(rule(1, { tagStatus: 'untagged', ...days(1) })), undefined],
    ['archived images', policy(rule(1, { tagStatus: 'any', storageClass: 'archive', ...days(1) })), undefined],
    [
      'nothing behind a rule that keeps it',
      policy(
        rule(9, { tagStatus: 'any', ...count(1) }),
        rule(2, { tagStatus: 'tagged', tagPatternList: ['protected.*'], ...count(1000) }),
      ),
      undefined,
    ],
    [
      'a rule before the one that keeps it',
      policy(
        rule(1, { tagStatus: 'tagged', tagPrefixList: ['v1'], ...count(5) }),
        rule(2, { tagStatus: 'tagged', tagPatternList: ['protected.*'], ...count(1000) }),
      ),
      { rulePriority: 1 },
    ],
    [
      'a rule for protected images with too little room',
      policy(rule(1, { tagStatus: 'tagged', tagPatternList: ['protected.*'], ...count(2) })),
      { does: 'expires all but the newest 2' },
    ],
    [
      'a rule for protected images by age',
      policy(rule(1, { tagStatus: 'tagged', tagPrefixList: ['protected.live'], ...days(1000) })),
      { rulePriority: 1 },
    ],
    ['no policy', '{}', undefined],
    ['no JSON', 'rules:', undefined],
  ])('%s', (_, text, found) => {
    const threat = threatTo(TAGS, text);
    if (found === undefined) expect(threat).toBeUndefined();
    else expect(threat).toMatchObject(found);
  });
});

it('adds a rule before all others, which keeps what it is for', () => {
  const others = [rule(1, { tagStatus: 'any', ...count(10) })];
  const { rule: keeping, renumber } = keepingRule(policy(...others));
  expect(renumber).toBe(true);
  expect(threatTo(TAGS, policy(keeping, ...others.map((one) => ({ ...one, rulePriority: 2 }))))).toBeUndefined();
  expect(keepingRule(policy(rule(5, { tagStatus: 'any', ...count(10) }))).renumber).toBe(false);
});
