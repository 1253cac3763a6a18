import { describe, expect, it } from 'vitest';
import { hideInEvents } from '../../src/secrets/events.ts';
import { createSecrets } from '../../src/secrets/secrets.ts';

const SECRET = `h7/Kq+2&vX9<"zz'`;

function knowing(...values: string[]) {
  const secrets = createSecrets();
  for (const value of values) secrets.learn([{ name: 'DB_PASSWORD', value }]);
  return secrets;
}

describe('a known value is hidden', () => {
  const json = JSON.stringify(SECRET).slice(1, -1);
  it.each([
    ['as it is', SECRET],
    ['in JSON', json],
    ['in JSON inside of JSON', JSON.stringify(json).slice(1, -1)],
    ['in the JSON of Go', String.raw`h7/Kq+2\u0026vX9\u003c\"zz'`],
    ['in the JSON of PHP', json.replaceAll('/', String.raw`\/`)],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a URL in lower case', encodeURIComponent(SECRET).replaceAll(/%\w\w/g, (code) => code.toLowerCase())],
    ['in HTML', 'h7/Kq+2&amp;vX9&lt;&quot;zz&#39;'],
    ['in a URL in a URL', encodeURIComponent(encodeURIComponent(SECRET))],
    ['in the HTML of a template', 'h7/Kq+2&#38;vX9&#60;&#34;zz&#39;'],
    ['in hexadecimal', Buffer.from(SECRET).toString('hex')],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64 for URLs', Buffer.from(SECRET).toString('base64url')],
  ])('%s', (_, written) => {
    expect(knowing(SECRET).hide(`before ${written} after`)).toBe('before *** after');
  });

  it.each(['app:', 'ap:', 'a:'])('in base64 behind %s', (before) => {
    const code = Buffer.from(`${before}${SECRET}:more`).toString('base64');
    const shown = knowing(SECRET).hide(`got ${code}`);
    expect(shown).toContain('***');
    expect(Buffer.from(shown.split('***')[1] ?? '', 'base64').toString('latin1')).not.toContain('X9');
  });

  it.each<[string, string]>([
    ['the name of its variable', 'MY_API_KEY'],
    ['a name in camel case', 'clientSecret'],
  ])('known by %s', (_, name) => {
    const secrets = createSecrets();
    secrets.learn({ containerDefinitions: [{ environment: [{ name, value: 'correcthorse' }] }] });
    expect(secrets.hide('tried correcthorse in vain')).toBe('tried *** in vain');
  });

  it('known as the password in a URL', () => {
    const secrets = createSecrets();
    secrets.learn([{ name: 'DATABASE_URL', value: 'postgres://app:correcthorse@db/shop' }]);
    expect(secrets.hide('app with correcthorse to db in shop')).toBe('app with *** to db in shop');
  });

  it('known as the argument of a command', () => {
    const secrets = createSecrets();
    secrets.learn({ command: ['mysql', '-u', 'app', '-pcorrecthorse'] });
    secrets.learn({ command: ['redis-cli', '-a', 'batterystaple'] });
    expect(secrets.hide('correcthorse, batterystaple')).toBe('***, ***');
  });

  it('line by line', () => {
    const shown = knowing('first-line\nsecond-line').hide('second-line of first-line');
    expect(shown).toBe('*** of ***');
  });

  it('if a text was cut in its middle', () => {
    expect(knowing('correct-horse-battery').hide('it was correct-horse-b')).toBe('it was ***');
    expect(knowing('correct-horse-battery').hide('it was correct-horse-b...')).toBe('it was ***...');
  });

  it('if something invisible is inside', () => {
    expect(knowing('correcthorse').hideAll({ text: 'correct\u200bhorse, corr\u001b[31mecthorse' }).text).toBe(
      '***, ***',
    );
  });

  it('the longer one first', () => {
    expect(knowing('correct', 'correcthorse').hide('correcthorse')).toBe('***');
  });
});

describe('a run hides values of its own environment', () => {
  const secrets = createSecrets({
    AWS_ACCESS_KEY_ID: 'made-up-key-id-1234',
    AWS_SECRET_ACCESS_KEY: 'made-up-secret-key-1234',
    AWS_SESSION_TOKEN: 'made-up-session-1234',
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'made-up-container-1234',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'made-up-request-1234',
    GITHUB_TOKEN: 'made-up-github-1234',
    DEPLOY_PASSWORD: 'made-up-password-1234',
    AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/made-up-file-1234',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://made-up-url-1234',
    INPUT_SECRETS: 'A=made-up-input-1234',
    AWS_REGION: 'made-up-region-1234',
  });
  it.each(['key-id', 'secret-key', 'session', 'container', 'request', 'github', 'password'])('its %s', (name) =>
    expect(secrets.hideKnown(`made-up-${name}-1234`)).toBe('***'),
  );
  it.each(['/var/run/made-up-file-1234', 'https://made-up-url-1234', 'made-up-input-1234', 'made-up-region-1234'])(
    'and not %s',
    (text) => expect(secrets.hideKnown(text)).toBe(text),
  );
});

it.each([
  ['a short word', 'app'],
  ['a word of every day', 'production'],
  ['a number', '3600'],
  ['a path', '/run/secrets/db'],
  ['an ARN', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:db'],
  ['an address without password', 'https://auth.example.com'],
  ['a reference', '${DB_PASSWORD}'],
])('%s is no secret, whatever its name', (_, value) => {
  expect(knowing(value).hide(`it is ${value} here`)).toBe(`it is ${value} here`);
});

it.each(['TOKEN_ISSUER', 'SECRET_NAME', 'passwordPolicy', 'AUTH_HOST'])('%s says nothing secret', (name) => {
  const secrets = createSecrets();
  secrets.learn([{ name, value: 'shop.internal' }]);
  expect(secrets.hide('from shop.internal')).toBe('from shop.internal');
});

it('a private key is hidden across log lines', () => {
  const body = ['MIIEvQIBADANBgkqhkiG9w0BAQEF', 'AASCBKcwggSjAgEAAoIBAQC7'];
  const lines = ['-----BEGIN PRIVATE KEY-----', ...body, '-----END PRIVATE KEY-----', 'listening'];
  const shown = ['-----BEGIN PRIVATE KEY-----', '***', '***', '-----END PRIVATE KEY-----', 'listening'];
  const secrets = createSecrets();
  expect(secrets.hideAll({ log: lines }).log).toEqual(shown);
  const hide = hideInEvents(secrets);
  const said = lines.map((line) => hide({ at: new Date(0), kind: 'task-log', container: 'web', line }));
  expect(said.map((event) => event.kind === 'task-log' && event.line)).toEqual(shown);
});

it('a value is hidden below its name, across log lines', () => {
  const secrets = createSecrets();
  const lines = ['- name: DB_PASSWORD', '  value: correcthorse', '- name: PORT', '  value: 8080'];
  const shown = ['- name: DB_PASSWORD', '  value: ***', '- name: PORT', '  value: 8080'];
  expect(secrets.hideAll({ log: lines }).log).toEqual(shown);
});

it.each<[string, string[], string[]]>([
  ['of several lines', ['first\nsecond', 'Value x is wrong'], ['first\nsecond', 'Value x is wrong']],
  [
    'with a value and more',
    ['name: DB_PASSWORD', 'value: correct\nport: 80'],
    ['name: DB_PASSWORD', 'value: ***\nport: 80'],
  ],
  [
    'below several lines',
    ['- one\n- name: DB_PASSWORD\n', 'value: correct'],
    ['- one\n- name: DB_PASSWORD\n', 'value: ***'],
  ],
])('an item of a list %s keeps its text', (_, log, shown) => {
  expect(createSecrets().hideAll({ log }).log).toEqual(shown);
});

it('what only stands where a password might is not hidden elsewhere, unless it looks like one', () => {
  const secrets = createSecrets();
  const value = 'room:checkout@chat.example.com/bot and app:h7Kq2vX9zz@chat.example.com/bot';
  secrets.learn({ environment: [{ name: 'ROOM', value }] });
  expect(secrets.hide('checkout with h7Kq2vX9zz')).toBe('checkout with ***');
  expect(secrets.hide('room:checkout@chat.example.com/bot')).toBe('room:***@chat.example.com/bot');
});

it('hides a value that lacks its beginning or its end, each time that it stands there', () => {
  const secrets = createSecrets();
  secrets.add('Kq7longenoughzV9wB2');
  const cut = 'longenoughzV9wB2';
  expect(secrets.hideKnown(`a ${cut} b ${cut}${cut} c Kq7longenoughzV and q7${cut}`)).toBe(
    'a *** b ****** c *** and ***',
  );
  expect(secrets.hideKnown('longenough, and Kq7 is another thing')).toBe('longenough, and Kq7 is another thing');
});

/** Such a text took from a minute to hours, longer than a test may: each repetition was read to the end of the text. */
it.each(['Authorization: ', 'password=arn:', 'kkkkjjjj', 'password="-', ' ', '<password>', ':password>', '\n'])(
  '300 KB of %j is read to its end',
  (part) => {
    const text = `x${part.repeat(300_000 / part.length)}x`;
    expect(knowing('kkkkjjjj9999').hideAll({ text }).text).not.toBe('');
  },
);
