import { describe, expect, it } from 'vitest';
import { explain, type Explanation } from '../../src/explain/explain.ts';
import { lastWords } from '../../src/explain/log.ts';
import { PATTERN_GROUPS } from '../../src/explain/patterns.ts';
import { WORDINGS } from './wordings.ts';

const PATTERNS = PATTERN_GROUPS.flatMap(({ patterns }) => patterns);
const CASES = Object.entries(WORDINGS).flatMap(([id, texts]) => texts.map((text) => ({ id, text })));

/** What only logs say is looked for in logs. */
function explained(id: string, text: string): Explanation | undefined {
  return PATTERNS.find((one) => one.id === id)?.log === 'only' ? lastWords([text])?.explanation : explain(text);
}

describe('the table of messages', () => {
  it('has at least two wordings for each entry, and no wording for an entry that is not there', () => {
    expect(Object.keys(WORDINGS).toSorted()).toEqual(PATTERNS.map(({ id }) => id).toSorted());
    expect(Object.entries(WORDINGS).filter(([, texts]) => texts.length < 2)).toEqual([]);
  });

  it('calls no two entries the same: their titles are the headings of one page', () => {
    const titles = [...PATTERNS, ...PATTERN_GROUPS].map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it.each(CASES)('$id: $text', ({ id, text }) => {
    expect(explained(id, text)?.id).toBe(id);
  });

  it.each(CASES)('survives curly quotes, broken lines and capitals: $text', ({ id, text }) => {
    expect(explained(id, text.replaceAll("'", '’').replaceAll('"', '”').replaceAll(' ', '\n '))?.id).toBe(id);
  });

  it.each(PATTERNS)('$id says what to do, in words without holes', ({ plain, fix, causes, link, title }) => {
    expect(fix).toMatch(/[.]$/);
    expect(plain).toMatch(/[.]$/);
    expect(title).not.toMatch(/[.]$/);
    expect(causes.length).toBeGreaterThan(0);
    expect(link).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  it.each(CASES)('fills every place: $text', ({ id, text }) => {
    const { plain = '', fix = '', causes = [] } = explained(id, text) ?? {};
    expect([plain, fix, ...causes].join(' ')).not.toMatch(/[{}]|undefined/);
  });
});

describe('what nobody has described', () => {
  it.each([
    '',
    'Hallo Welt',
    'タスクが停止しました',
    'has a steady hand',
    '(service web) (deployment ecs-svc/1) deployment alarms: the alarm web-5xx was in ALARM state when the deployment started and is not monitored.',
    'x'.repeat(200_000),
    '\u0000\u001b[31m::error::x',
  ])('stays as it is: %.20s', (text) => {
    expect(explain(text)).toBeUndefined();
  });
});

describe('the words', () => {
  it('name what the message names', () => {
    const secret = 'arn:aws:secretsmanager:us-east-1:1:secret:db-AbCdEf';
    expect(explain(`The task can’t retrieve the secret with ARN '${secret}' from Secrets Manager.`)?.plain).toContain(
      secret,
    );
    expect(explain('Host EC2 (instance i-0abc) terminated.')?.plain).toContain('i-0abc');
    expect(explain('Host EC2 terminated.')?.plain).toContain('its host');
    expect(
      explain('not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/exec because')?.fix,
    ).toContain('arn:aws:iam::1:role/exec');
  });

  it('say of a secret what is not allowed on what', () => {
    const [text = ''] = WORDINGS['secret-not-allowed'] ?? [];
    expect(explain(text)?.fix).toMatch(
      /^Allow secretsmanager:GetSecretValue on arn:aws:secretsmanager:\S+ to the role/,
    );
  });
});

describe('another attempt', () => {
  it.each([
    [
      "ResourceInitializationError: unable to pull secrets or registry auth: ECS was unable to assume the role 'arn:aws:iam::1:role/x'",
      false,
    ],
    ['CannotPullContainerError: write /usr/lib/x.so: no space left on device', true],
  ])('may help, or not: %s', (text, mayHelp) => {
    expect(explain(text)?.noRetryHelps).toBe(!mayHelp);
  });
});
