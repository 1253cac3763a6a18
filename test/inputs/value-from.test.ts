import { describe, expect, it } from 'vitest';
import { DEPLOY, parse } from './reading.ts';

const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf';

describe('where a secret may come from', () => {
  it.each([
    SECRET,
    `${SECRET}:password::`,
    `${SECRET}:password:AWSCURRENT:`,
    `${SECRET}:::a1b2c3d4-5678-90ab-cdef-EXAMPLE11111`,
    'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:db',
    'arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/prod/db',
    'arn:aws:ssm:us-east-1:123456789012:parameter/db:3',
    'arn:aws-eusc:ssm:eusc-de-east-1:123456789012:parameter/db',
    '/prod/db/password',
    '/prod/s3cr3t0/a1b2c3d4e5',
    'db-password',
    'DbPassword',
    'prod.db_password-2',
    'k8s-token',
    'ec2-key:7',
  ])('%s', (valueFrom) => {
    const { inputs, problems } = parse({ ...DEPLOY, secrets: `DB=${valueFrom}` });
    expect(problems).toEqual([]);
    expect(inputs.secrets).toEqual([['DB', valueFrom]]);
  });

  it.each([
    ['hunter2 and more', /may be the secret value itself|looks like the secret itself/],
    ['p@ssw0rd!', /may be the secret value itself|looks like the secret itself/],
    ['admin:letmein', /may be the secret value itself|looks like the secret itself/],
    ['postgres://user:letmein@host/db', /may be the secret value itself|looks like the secret itself/],
    ['AKIAIOSFODNN7EXAMPLE', /may be the secret value itself|looks like the secret itself/],
    ['ghp_0123456789abcdef0123456789abcdef0123', /may be the secret value itself|looks like the secret itself/],
    ['sk_live_abcdefghijklmnop', /may be the secret value itself|looks like the secret itself/],
    ['eyJhbGciOi.eyJzdWIi.c2ln', /may be the secret value itself|looks like the secret itself/],
    ['aB3dE5fG7hI9', /may be the secret value itself|looks like the secret itself/],
    ['5f4dcc3b5aa765d61d8327deb882cf99', /may be the secret value itself|looks like the secret itself/],
    ['123e4567-e89b-12d3-a456-426614174000', /may be the secret value itself|looks like the secret itself/],
    ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', /may be the secret value itself|looks like the secret itself/],
    ['arn:aws:s3:::bucket/key', /is an ARN of "s3"/],
    ['arn:aws:secretsmanager:us-east-1:1234:secret:db', /without a 12-digit account ID/],
    ['arn:aws:ssm:us-east-1:123456789012:document/x', /does not name a parameter/],
    ['', /"DB" is empty/],
  ])('not %s, which no message repeats', (value, message) => {
    const { inputs, problems } = parse({ ...DEPLOY, secrets: `OK=/ok\nDB=${value}` });
    expect(problems).toMatchObject([{ rule: 'secret-value', severity: 'error' }]);
    expect(problems[0]?.message).toMatch(message);
    if (value !== '') expect(JSON.stringify({ inputs, problems })).not.toContain(value);
    expect(inputs.secrets).toEqual([['OK', '/ok']]);
  });

  it.each([
    [SECRET, 0],
    ['registry/docker-hub', 0],
    ['user:letmein', 1],
    ['{"username": "u", "password": "letmein"}', 1],
    ['dckr_pat_aB3dE5fG7hI9', 1],
  ])('the same for a registry: %s', (value, count) => {
    const { inputs, problems } = parse({ ...DEPLOY, 'repository-credentials': value });
    expect(problems).toHaveLength(count);
    if (count > 0) expect(JSON.stringify({ inputs, problems })).not.toContain(value);
  });
});

describe('environment files', () => {
  it.each([
    ['s3://bucket/web.env', 'Write arn:aws:s3:::bucket/web.env '],
    ['https://bucket.s3.amazonaws.com/web.env', 'Upload the file to S3'],
    ['web.env', 'Upload the file to S3'],
    ['arn:aws:s3:::bucket', 'Upload the file to S3'],
  ])('%s', (file, fix) => {
    const { problems } = parse({ ...DEPLOY, 'env-files': `arn:aws:s3:::bucket/ok.env\n${file}` });
    expect(problems).toMatchObject([{ rule: 'environment-file', fix: expect.stringContaining(fix) }]);
  });
});
