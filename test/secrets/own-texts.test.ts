import { expect, it } from 'vitest';
import { PATTERN_GROUPS } from '../../src/explain/patterns.ts';
import { hideInText } from '../../src/secrets/text.ts';

const PATTERNS = PATTERN_GROUPS.flatMap(({ patterns }) => patterns);

/** What the action itself says about secrets is never taken for one. */
it.each(PATTERNS)('the explanation of $id is shown whole', ({ plain, fix, title, causes }) => {
  for (const text of [title, plain, fix, ...causes.map((cause) => (typeof cause === 'string' ? cause : cause.text))]) {
    expect(hideInText(text)).toBe(text);
    expect(hideInText(`Likely causes: ${text}; or it lies in another Region.`)).toContain(text);
  }
});

it.each([
  'the secret was deleted, or is in another Region',
  'the password was changed or rotated after the secret was written',
  "pull access denied for web, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
  'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed (2 tasks)',
  'The secret is marked for deletion.',
])('AWS and its readers talk of secrets without one: %s', (text) => {
  expect(hideInText(text)).toBe(text);
});
