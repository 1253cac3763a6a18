import { expect, test } from 'vitest';
import { findValueFromFault } from '../../src/aws/value-from.ts';

const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/web-AbCdEf';

test.each([
  SECRET,
  `${SECRET}:password::`,
  `${SECRET}:password:AWSPREVIOUS:`,
  `${SECRET}:::7d72d3f0-0b1c-4bf1-9ea0-0a0ea8bcd1b8`,
  'arn:aws:secretsmanager:us-east-1:999988887777:secret:shared/db-AbCdEf',
  'arn:aws:secretsmanager:us-east-1:111122223333:secret:name-without-suffix',
  'arn:aws:secretsmanager:us-east-1:111122223333:secret:rds!cluster-0f1e-AbCdEf:username::',
  'arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:web-AbCdEf',
  'arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/web/key',
  'arn:aws-iso-b:ssm:us-isob-east-1:111122223333:parameter/web',
  'arn:aws-eusc:ssm:eusc-de-east-1:111122223333:parameter/web',
  'arn:aws:ssm:ap-southeast-3:111122223333:parameter/web/database-url',
  'arn:aws:ssm:us-east-1:111122223333:parameter/web:3',
  '/web/database-url',
  'DATABASE_URL',
  'web.key:3',
  '/aws/reference/secretsmanager/prod/web',
  'string',
])('%s can be read', (text) => {
  expect(findValueFromFault(text)).toBeUndefined();
});

test.each([
  ['', 'is empty'],
  ['  ', 'is empty'],
  ['arn:aws:s3:::x', 'is an ARN of "s3"'],
  ['arn:aws:s3:::bucket/prod.env', 'is an ARN of "s3"'],
  ['arn:aws:kms:us-east-1:111122223333:key/abc', 'is an ARN of "kms"'],
  ['arn:aws:secretmanager:us-east-1:111122223333:secret:web-AbCdEf', 'is an ARN of "secretmanager"'],
  [
    'arn:aws:secretsmanager:us-east-1:111122223333:web-AbCdEf',
    'is an ARN of "secretsmanager" that does not name a secret',
  ],
  ['arn:aws:secretsmanager:us-east-1:111122223333:secret:', 'does not name a secret'],
  [`${SECRET}:a:b:c:d`, 'does not name a secret'],
  ['arn:aws:secretsmanager:us-east-1:11112222333:secret:web-AbCdEf', 'without a 12-digit account ID'],
  ['arn:aws:secretsmanager::111122223333:secret:web-AbCdEf', 'without a valid Region'],
  ['arn:aws:ssm:us-east-1::parameter/web', 'without a 12-digit account ID'],
  ['arn:aws:ssm:us-east-1:111122223333:/web/key', 'is an ARN of "ssm" that does not name a parameter'],
  ['arn:aws:ssm:us-east-1:111122223333:parameter:web', 'does not name a parameter'],
  ['arn:aws:ssm', 'is not a complete ARN'],
  ['arn:AWS:ssm:us-east-1:111122223333:parameter/web', 'unknown partition'],
  ['p@ssw0rd!', 'may be the secret value itself'],
  ['correct horse battery', 'may be the secret value itself'],
  ['postgres://web:hunter2@db:5432/web', 'may be the secret value itself'],
  ['c2VjcmV0LXZhbHVl+A==', 'may be the secret value itself'],
  [`ghp_${'a'.repeat(36)}`, 'may be the secret value itself'],
  ['AKIAIOSFODNN7EXAMPLE', 'may be the secret value itself'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP', 'may be the secret value itself'],
  ['x'.repeat(1012), 'may be the secret value itself'],
])('%s cannot', (text, what) => {
  const fault = findValueFromFault(text);
  expect(fault?.what).toContain(what);
  const tail = text.split(':').at(-1) ?? '';
  if (tail.length > 4) expect(`${fault?.what} ${fault?.fix}`).not.toContain(tail);
});
