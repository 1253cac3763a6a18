import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideSecrets } from '../../src/secrets/document.ts';

const SECRET = 'h7Kq2vX9';
const URL = 'postgres://user:h7Kq2vX9@db:5432/app';

const shown = (value: unknown): string => JSON.stringify(hideSecrets(undefined, value).after);

describe('what looks secret', () => {
  it.each<[string, unknown]>([
    ['a variable by its name', { environment: [{ name: 'DB_PASSWORD', value: SECRET }] }],
    ['the password of a URL', { environment: [{ name: 'DATABASE_URL', value: URL }] }],
    ['a flag with =', { command: ['serve', `--token=${SECRET}`] }],
    ['a flag before its value', { command: ['serve', '--db-password', SECRET, '--port', '80'] }],
    ['a flag in a line', { command: ['sh', '-c', `serve --api-key ${SECRET} --port 80`] }],
    ['a variable in a line', { entryPoint: ['sh', '-c', `DB_PASSWORD=${SECRET} exec serve`] }],
    ['JSON in a string', { environment: [{ name: 'CONFIG', value: `{"clientSecret": "${SECRET}"}` }] }],
    ['an option of a log driver', { logConfiguration: { options: { 'splunk-token': SECRET } } }],
    [
      'a bearer token',
      { healthCheck: { command: ['CMD-SHELL', `curl -H "Authorization: Bearer ${SECRET}" localhost`] } },
    ],
    ['a tag', { tags: [{ key: 'api-key', value: SECRET }] }],
    ['a label', { dockerLabels: { 'com.example.api_key': SECRET } }],
  ])('%s is hidden', (_, value) => {
    expect(shown(value)).not.toContain(SECRET);
    expect(shown(value)).toContain('***');
  });

  it('is reported as changed, if it was', () => {
    const environment = (value: string) => [{ name: 'DB_PASSWORD', value }];
    expect(hideSecrets(environment('one'), environment('two'))).toEqual({
      before: environment('***'),
      after: environment('*** (changed)'),
    });
    expect(hideSecrets(environment('one'), environment('one')).after).toEqual(environment('***'));
    const url = (password: string) => ({ value: `redis://:${password}@cache:6379` });
    expect(hideSecrets(url('one'), url('two')).after.value).toBe('redis://:*** (changed)@cache:6379');
  });

  it.each<[string, unknown]>([
    ['where a secret is kept', { secrets: [{ name: 'DB_PASSWORD', valueFrom: '/prod/db-password' }] }],
    ['the ARN of a secret', { repositoryCredentials: { credentialsParameter: 'arn:aws:secretsmanager:x:1:secret:y' } }],
    ['a URL without password', { value: 'https://example.com/a:b' }],
    ['who wrote it', { dockerLabels: { 'org.opencontainers.image.authors': 'web team' } }],
    ['an image', { image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/token:1@sha256:abc' }],
    ['a plain flag', { command: ['serve', '--port', '8080', '--tokenizer=fast'] }],
  ])('does not cover %s', (_, value) => expect(hideSecrets(value, value).after).toEqual(value));

  it('is never shown, wherever it is', () => {
    const place = fc.constantFrom(
      (name: string) => ({ environment: [{ name: `${name}_TOKEN`, value: SECRET }] }),
      (name: string) => ({ command: [name, `--${name}-secret=${SECRET}`] }),
      (name: string) => ({ command: [name, `--${name}-secret`, SECRET] }),
      (name: string) => ({ [name]: { deep: [{ url: `amqp://${name}:${SECRET}@host/${name}` }] } }),
    );
    fc.assert(
      fc.property(place, fc.stringMatching(/^[a-z]{1,12}$/), (make, name) => {
        expect(shown(make(name))).not.toContain(SECRET);
      }),
    );
  });

  it('takes linear time', () => {
    const long = 'password='.repeat(20_000);
    expect(shown({ value: long }).length).toBeLessThan(long.length * 2);
    expect(shown({ value: `a://${'b'.repeat(200_000)}` })).toContain('bbb');
  });
});
