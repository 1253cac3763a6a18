import { GUIDE, type Pattern } from './pattern.ts';

/** The key of a secret or parameter is there, or was, and nobody can use it. */
export const SECRET_KEY_OFF = {
  id: 'secret-key-off',
  title: 'The KMS key of a secret is disabled or being deleted',
  pattern:
    /(?:secret|ssm\b|\basm\b|parameter|kms).{0,400}?(?:(?<key1>arn:[\w-]{3,12}:kms:[^\s,'"]{10,200}?) is (?<state1>disabled|pending deletion|not enabled)|DisabledException|KMSInvalidState\w{0,20})(?:.{0,80}?(?<key2>arn:[\w-]{3,12}:kms:[^\s,'"]{10,200}?)(?= |$) is (?<state2>pending \w{1,20}|disabled))?/i,
  plain:
    'The KMS key {key|of the secret or parameter} is {state|disabled or being deleted}, so nobody can decrypt what it encrypts.',
  causes: [],
  fix: 'Enable the key again (`aws kms enable-key --key-id {key|KEY}`; for one that is being deleted first `aws kms cancel-key-deletion`), or store the secret or parameter again with another key.',
  link: `${GUIDE}/specifying-sensitive-data.html`,
  noRetryHelps: true,
  excludes: ['secret-key-denied', 'secrets-or-registry'],
} as const satisfies Pattern;
