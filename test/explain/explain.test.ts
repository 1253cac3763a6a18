import { describe, expect, it } from 'vitest';
import { explain, type Explanation } from '../../src/explain/explain.ts';
import { explainKind, explainLine, lastWords } from '../../src/explain/log.ts';
import { PATTERN_GROUPS } from '../../src/explain/patterns.ts';
import { WORDINGS } from './wordings.ts';
import { inWords } from '../github/in-words.ts';

const PATTERNS = PATTERN_GROUPS.flatMap(({ patterns }) => patterns);
const CASES = Object.entries(WORDINGS).flatMap(([id, texts]) => texts.map((text) => ({ id, text })));

/** What is put together from numbers and definitions stands in no log. */
const OWN_WORDS = new Set([
  'slow-start',
  'slow-start-container',
  'still-starting',
  'says-waiting',
  'check-tool-missing',
  'check-host-wrong',
  'check-path-wrong',
  'check-form-wrong',
  'check-image-bare',
  'check-answer-late',
]);

/** What only logs say is looked for in logs. */
function explained(id: string, text: string): Explanation | undefined {
  if (OWN_WORDS.has(id)) return explainLine(text);
  const log = PATTERNS.find((one) => one.id === id)?.log;
  if (log === 'kind') return lastWords([text])?.explanation ?? explainKind(text);
  return log === 'only' ? lastWords([text])?.explanation : explain(text);
}

describe('the table of messages', () => {
  it('has at least two wordings for each entry, and none for a missing entry', () => {
    expect(Object.keys(WORDINGS).toSorted()).toEqual(PATTERNS.map(({ id }) => id).toSorted());
    expect(Object.entries(WORDINGS).filter(([, texts]) => texts.length < 2)).toEqual([]);
  });

  it('has unique titles: they are the headings of one page', () => {
    const titles = [...PATTERNS, ...PATTERN_GROUPS].map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('has sources that lead to one file at one commit, one issue or one page, never to a repository as a whole', () => {
    const exact =
      /^https:\/\/(?:github\.com\/[\w.-]+\/[\w.-]+\/(?:blob\/[0-9a-f]{40}\/\S+|(?:issues|pull)\/\d+)|unpkg\.com\/@[\w-]+\/[\w-]+@[\d.]+\/\S+|(?!github\.com)[\w.-]+\/\S+\.html)$/;
    const sources = PATTERNS.flatMap((one) => one.sources ?? []);
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.filter((source) => !exact.test(source))).toEqual([]);
  });

  it.each(CASES)('$id: $text', ({ id, text }) => {
    expect(explained(id, text)?.id).toBe(id);
  });

  it.each(CASES)('survives curly quotes, broken lines and capitals: $text', ({ id, text }) => {
    expect(explained(id, text.replaceAll("'", '’').replaceAll('"', '”').replaceAll(' ', '\n '))?.id).toBe(id);
  });

  it.each(PATTERNS)('$id has a fix without gaps', ({ plain, fix, link, title }) => {
    expect(inWords(fix)).toMatch(/[.]$/);
    expect(plain).toMatch(/[.]$/);
    expect(title).not.toMatch(/[.]$/);
    expect(link).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  it.each(CASES)('fills every placeholder: $text', ({ id, text }) => {
    const { plain = '', fix = '', causes = [] } = explained(id, text) ?? {};
    expect([plain, fix, ...causes.map((cause) => cause.text)].join(' ')).not.toMatch(/[{}]|\[\[|\]\]|undefined/);
  });
});

describe('unknown texts', () => {
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
    expect(explain('Host EC2 terminated.')?.plain).toContain('host of the task');
    expect(
      explain('not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/exec because')?.fix,
    ).toContain('arn:aws:iam::1:role/exec');
  });

  it('say which action on which secret is not allowed', () => {
    const [text = ''] = WORDINGS['secret-not-allowed'] ?? [];
    expect(explain(text)?.fix).toMatch(/^Allow .*secretsmanager:GetSecretValue on arn:aws:secretsmanager:/);
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

describe('a folder, mount or limit that the runtime rejects', () => {
  it.each([
    ['working-directory-denied', '/srv/data'],
    ['cgroup', '/sys/fs/cgroup/memory/ecs/0a1b'],
    ['mount-denied', '/data'],
  ])('%s names it, may pass, and is no matter of the executable bit', (id, named) => {
    const found = explain(WORDINGS[id]?.[0] ?? '');
    expect(found).toMatchObject({ id, noRetryHelps: false });
    expect(`${found?.plain} ${found?.fix}`).toContain(named);
    expect(`${found?.causes.map((cause) => cause.text).join()} ${found?.fix}`).not.toMatch(
      /chmod|executable bit|not in the image/,
    );
  });
});

describe('the role in the text', () => {
  const denied = (caller: string, action: string): string =>
    `ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/${caller} is not authorized to perform: ${action} on resource: arn:aws:secretsmanager:us-east-1:111122223333:secret:db because no identity-based policy allows the ${action} action`;
  const words = (text: string): string => {
    const { plain = '', fix = '', causes = [] } = explain(text) ?? {};
    return [plain, fix, ...causes.map((cause) => cause.text)].join(' ');
  };

  it('is named, and called the instance role if it is one', () => {
    const onInstance = words(denied('shop-EcsInstanceRole/i-0123456789abcdef0', 'secretsmanager:GetSecretValue'));
    expect(onInstance).toContain('the instance role shop-EcsInstanceRole');
    expect(onInstance).not.toMatch(/execution role|executionRoleArn/);
    expect(words(denied('exec/0a1b', 'ssm:GetParameters'))).toContain('the role exec');
  });

  it('is the execution role if the text names none', () => {
    expect(words('unable to retrieve secret from asm: AccessDeniedException')).toContain('execution role');
  });

  it.each([
    'unable to get ecr registry auth: ecr registry auth: AccessDeniedException: User: arn:aws:sts::1:assumed-role/shop-EcsInstanceRole/i-0123456789abcdef0 is not authorized to perform: ecr:GetAuthorizationToken on resource: *',
    'failed to initialize logging driver: failed to create Cloudwatch log stream: AccessDeniedException: User: arn:aws:sts::1:assumed-role/shop-EcsInstanceRole/i-0123456789abcdef0 is not authorized to perform: logs:CreateLogStream',
    'CannotPullContainerError: AccessDeniedException: User: arn:aws:sts::1:assumed-role/shop-EcsInstanceRole/i-0123456789abcdef0 is not authorized to perform: ecr:BatchGetImage',
  ])('also of %s', (text) => expect(words(text)).toContain('instance role shop-EcsInstanceRole'));
});
