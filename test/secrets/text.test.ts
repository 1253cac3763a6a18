import { describe, expect, it } from 'vitest';
import { hideInText } from '../../src/secrets/text.ts';

/** With and without digits, so that no rule lives off the look of the value alone. */
const SECRETS = ['h7Kq2vX9zz', 'correcthorse', 'P@ss-w0rd!x', 'tr0ub4dor&3x'];
const KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27uhbUJU1p1r';
const PEM_LINE = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7';

const ASSIGNED: readonly string[] = [
  'password: §',
  'password = §',
  'password=§',
  'Password: §.',
  `PASSWORD='§ y'`,
  `PASSWORD="§ y"`,
  '"password":"§"',
  '"password": "§", "user": "app"',
  `{'password': '§', 'user': 'app'}`,
  String.raw`{\"password\":\"§\"}`,
  String.raw`{\\\"password\\\":\\\"§\\\"}`,
  ':password=>"§"',
  '{:password "§"}',
  'password => §',
  'password := "§"',
  'db.password=§',
  'spring.datasource.password: §',
  'DB_PASS=§',
  'dbPass: "§"',
  'PGPASSWORD=§ psql -h db',
  'MYSQL_PWD=§ mysqldump',
  'clientSecret: §',
  'client_secret=§&grant_type=x',
  'https://api/x?user=a&token=§&b=c',
  'secret_key_base: §',
  'aws_secret_access_key = §',
  'SecretAccessKey: §',
  'SharedAccessKey=§',
  'x-api-key: §',
  'api key: §',
  'passphrase is §',
  'token is §',
  'The token was §, which is too old',
  'password for user app is §',
  'with password §1 on db',
  `ALTER USER app PASSWORD '§'`,
  `CREATE USER app IDENTIFIED BY '§'`,
  '<password>§</password>',
  '<add key="db" password="§" />',
  'Config{user=app, password=§, host=db}',
  'Config{user:app password:§ host:db}',
  'host=db user=app password=§ dbname=shop',
  `host=db user=app password='§' dbname=shop`,
  'Server=db;User Id=sa;Password=§;Database=shop',
  'Server=db;User Id=sa;Pwd=§ z;Database=shop',
  'jdbc:mysql://db/shop?user=app&password=§',
  'jdbc:sqlserver://db:1433;user=sa;password=§;encrypt=true',
  'serve --password § --port 80',
  'serve --db-password=§',
  `serve --api-key '§'`,
  'redis-cli -h cache -a § ping',
  'mysql -u root -p§ shop',
  'mysqldump -u root -p § shop',
  'sshpass -p § ssh host',
  'docker login -u aws -p § registry',
  'curl -u app:§ https://db',
  'worker -p §',
  'requirepass §',
  'Set-Cookie: session=§; Path=/',
  '{"name":"DB_PASSWORD","value":"§"}',
  String.raw`{\"name\":\"DB_PASSWORD\",\"value\":\"§\"}`,
  'name: DB_PASSWORD\n  value: §',
  'Authorization: Bearer §',
  '"Authorization": "Bearer §"',
  'authorization: §',
  'map[Authorization:[Bearer §] Accept:[*/*]]',
  'token: Bearer §',
  '<add key="ApiSecret" value="§"/>',
  '<wsse:Password Type="text">§</wsse:Password>',
  'Config { password: Some("§") }',
  'password: Optional("§")',
  '["password"]=> string(15) "§"',
  'Map(password -> §)',
  'bindpw §1',
  'rootpw "§"',
];

/** A value beside its name, or in quotes after a word for a secret, is one if it looks random. */
const BESIDE: readonly string[] = [
  `[ 'password', '§' ]`,
  '{password,"§"}',
  '{password,<<"§">>}',
  '| password | § |',
  `Token '§' is expired`,
  `wrong client secret '§'`,
];

const toEntities = (text: string): string => text.replaceAll(/["'&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
const NAMED: Readonly<Record<string, string>> = { '=': '&equals;', ':': '&colon;', '\n': '&NewLine;', '\t': '&Tab;' };
const hexOf = (char: string): string => char.charCodeAt(0).toString(16);
/** As a text is written inside of a URL, HTML or JSON. */
const ENCODINGS: readonly (readonly [name: string, encode: (text: string) => string])[] = [
  ['in a URL', encodeURIComponent],
  ['in a URL in lower case', (text) => encodeURIComponent(text).replaceAll(/%\w\w/g, (code) => code.toLowerCase())],
  ['in a form', (text) => encodeURIComponent(text).replaceAll('%20', '+')],
  ['in a URL in a URL', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['in HTML', toEntities],
  ['in HTML in a URL', (text) => encodeURIComponent(toEntities(text))],
  ['in HTML with hexadecimal codes', (text) => text.replaceAll(/["'&<>\n]/g, (char) => `&#x${hexOf(char)};`)],
  ['in HTML with names', (text) => toEntities(text).replaceAll(/[=:\n\t]/g, (char) => NAMED[char] ?? char)],
  ['in the JSON of .NET', (text) => text.replaceAll(/["'&<>+\n]/g, (char) => `\\u${hexOf(char).padStart(4, '0')}`)],
  ['in JavaScript', (text) => text.replaceAll(/["'&<>\n]/g, (char) => `\\x${hexOf(char).padStart(2, '0')}`)],
];

const FORMS: readonly (readonly [text: string, secret: string])[] = [
  ['postgres://app:h7Kq2vX9zz@db:5432/shop', 'h7Kq2vX9zz'],
  ['postgres://app:p@ss/w0rd@db:5432/shop', 'w0rd'],
  ['redis://:h7Kq2vX9zz@cache:6379', 'h7Kq2vX9zz'],
  ['mongodb+srv://app:h7Kq2vX9zz@cluster0.mongodb.net/shop', 'h7Kq2vX9zz'],
  ['https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/42', '0123456789abcdef0123456789abcdef'],
  ['app:h7Kq2vX9zz@tcp(db:3306)/shop', 'h7Kq2vX9zz'],
  ['image "app:correcthorse@registry.example/web:1"', 'correcthorse'],
  ['jdbc:oracle:thin:app/h7Kq2vX9zz@db:1521/shop', 'h7Kq2vX9zz'],
  ['key AKIAIOSFODNN7EXAMPLE is not active', 'AKIAIOSFODNN7EXAMPLE'],
  [`Credentials(ASIAIOSFODNN7EXAMPLE, ${KEY})`, KEY],
  [`aws_secret_access_key=${KEY}`, KEY],
  [`got ${JWT} from the issuer`, JWT],
  [`Bearer ${JWT}`, JWT],
  ['Authorization: Basic YXBwOmg3S3Eydlg5', 'YXBwOmg3S3Eydlg5'],
  ['proxy said Basic YXBwOmg3S3Eydlg5 is wrong', 'YXBwOmg3S3Eydlg5'],
  [
    'Authorization: AWS4-HMAC-SHA256 Credential=ASIAIOSFODNN7EXAMPLE/20261101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=abcdef0123456789abcdef0123456789',
    'abcdef0123456789',
  ],
  [`https://s3/x?X-Amz-Security-Token=IQoJb3JpZ2luX2Vj${'Ab1'.repeat(40)}&X-Amz-Date=1`, 'Ab1Ab1Ab1'],
  [`x-amz-security-token:IQoJb3JpZ2luX2Vj${'Ab1'.repeat(40)}`, 'Ab1Ab1Ab1'],
  ['ghp_0123456789abcdefghijABCDEFGHIJ012345 is revoked', 'ghp_0123456789abcdefghij'],
  [`xoxb-123456789012-abcdefghijklmnop`, '123456789012-abcdefghijklmnop'],
  ['https://hooks.slack.com/services/T000/B000/abcdefghijklmnop', 'abcdefghijklmnop'],
  [`-----BEGIN PRIVATE KEY-----\n${PEM_LINE}\n${PEM_LINE}\n-----END PRIVATE KEY-----`, PEM_LINE],
  [`key=-----BEGIN RSA PRIVATE KEY-----\\n${PEM_LINE}\\n-----END RSA PRIVATE KEY-----\\n`, PEM_LINE],
  [`{"private_key": "-----BEGIN PRIVATE KEY-----\\n${PEM_LINE}\\n-----END PRIVATE KEY-----\\n"}`, PEM_LINE],
  [`-----BEGIN OPENSSH PRIVATE KEY-----\n${PEM_LINE}`, PEM_LINE],
];

const HARMLESS: readonly string[] = [
  'FATAL: password authentication failed for user "app"',
  `Access denied for user 'app'@'10.0.0.1' (using password: YES)`,
  'error: password authentication failed',
  'no password supplied',
  'fe_sendauth: no password supplied',
  'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string',
  'The security token included in the request is invalid',
  'The security token included in the request is expired',
  'ExpiredTokenException: The security token included in the request is expired',
  'JsonWebTokenError: jwt malformed',
  'token is invalid',
  'token is expired',
  'Your token was revoked.',
  'SyntaxError: Unexpected token } in JSON at position 12',
  `SyntaxError: Unexpected token 'h', "hello" is not valid JSON`,
  'DB_PASSWORD is not set',
  'DB_PASSWORD is required',
  'Missing required environment variable: DB_PASSWORD',
  'API_KEY: Field required',
  '"DB_PASSWORD": "Required"',
  `DB_PASSWORD: [ 'Required' ]`,
  'password: null',
  'token=undefined',
  'DB_PASSWORD=${DB_PASSWORD}',
  'DB_PASSWORD: {{ .Values.password }}',
  'password: [REDACTED]',
  'password=****',
  'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf',
  'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf:password::',
  'User: arn:aws:sts::111122223333:assumed-role/exec/0a1b is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf because no identity-based policy allows the secretsmanager:GetSecretValue action',
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf from secrets manager: AccessDeniedException: not authorized',
  `ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
  'The secret "shop-db-v2-AbCdEf" (DB of container "web") does not exist in Secrets Manager',
  'valueFrom of the secret "S3_BUCKET" is empty',
  'Error: secret "my-app-db1" not found',
  'secrets "my-tls-2024" is forbidden',
  'line 1: unexpected token "EOF1234"',
  `SyntaxError: Unexpected token 'export2x'`,
  'invalid token `user2id`',
  'mailto:john.doe@example.com/path',
  'npm:lodash@npm.example.com/pkg',
  'ROOM=xmpp:checkout@chat.example.com/bot',
  '"secrets": [{"name": "DB_PASSWORD", "valueFrom": "/prod/db-password"}]',
  '"secrets": [',
  '"credentialsParameter": "arn:aws:secretsmanager:us-east-1:111122223333:secret:hub"',
  '111122223333.dkr.ecr.us-east-1.amazonaws.com/token:1@sha256:5d5d5d5d',
  'registry/secret-service:v1.2.3',
  'my-token:1.2.3',
  'arn:aws:ecs:us-east-1:111122223333:task-definition/token:12',
  'Registered token:12.',
  'sha256:5d1f0c2a95d1f0c2a95d1f0c2a95d1f0c2a95d1f0c2a95d1f0c2a95d1f0c2a9',
  'commit 1f0c2a9d1f0c2a9d1f0c2a9d1f0c2a9d1f0c2a9d',
  'max_tokens=4096',
  'serve --tokenizer=fast --port 8080 -p 8080',
  'docker run -p 8080:80 web',
  'mkdir -p build',
  'ssh -p 2222 host',
  'token_ttl=3600',
  'SECRET_NAME=prod-db',
  'secretArn: prod-db',
  'PASSWORD_FILE=/run/secrets/db',
  'PWD=/app',
  'permissions: { id-token: write, contents: read }',
  '"id-token": "write"',
  'id-token: write-all',
  'secrets: inherit',
  'secrets: external',
  'credential_source = Ec2InstanceMetadata',
  'docker login --password stdin',
  'password: auto',
  'Basic authentication is required',
  'Bearer authentication is required',
  'https://example.com/a:b',
  'https://example.com:8443/x?mail=a@b.c',
  'bypass=true compass=north',
  'tests pass: 12, fail: 0',
  'tokens: 12',
  'the option --password requires an argument',
  'https://us-east-1.console.aws.amazon.com/ecs/v2/clusters/prod/services/web/deployments?region=us-east-1',
  'aws ecs describe-services --cluster prod --services web',
];

describe('a secret in a text is hidden', () => {
  it.each(ASSIGNED)('%s', (wording) => {
    for (const secret of SECRETS) {
      const shown = hideInText(wording.replace('§', () => secret));
      expect(shown).not.toContain(secret);
      expect(shown).toContain('***');
    }
  });

  it.each(BESIDE)('%s', (wording) => {
    const random = SECRETS.filter((secret) => /\d/.test(secret));
    for (const secret of random) expect(hideInText(wording.replace('§', () => secret))).not.toContain(secret);
  });

  it.each(ENCODINGS)('each of these %s', (_, encode) => {
    for (const wording of [...ASSIGNED, ...FORMS.slice(0, 4).map(([text, secret]) => text.replace(secret, '§'))]) {
      const encoded = encode(wording.replace('§', 'h7Kq2vX9zz'));
      const shown = hideInText(`GET /?q=%22&data=${encoded} 500`);
      expect(shown).not.toContain('h7Kq2vX9zz');
      expect(shown).toMatch(/^GET \/\?q=%22&.*\*{3}/s);
    }
  });

  it.each(FORMS)('%s', (text, secret) => {
    expect(text).toContain(secret);
    expect(hideInText(text)).not.toContain(secret);
  });
});

it.each(HARMLESS)('"%s" is shown as it is', (text) => expect(hideInText(text)).toBe(text));

describe('the text around a secret stays', () => {
  it.each([
    ['password: x1y2z3 at db', 'password: *** at db'],
    ['{"password":"x y", "user": "app"}', '{"password":"***", "user": "app"}'],
    ['host=db password=x1 dbname=shop', 'host=db password=*** dbname=shop'],
    ['?token=ab&user=b', '?token=***&user=b'],
    ['postgres://app:x1@db:5432/shop', 'postgres://app:***@db:5432/shop'],
    ['Server=db;Password=a b;Database=shop', 'Server=db;Password=***;Database=shop'],
    ['a=%7B%22password%22%3A%22x%20y%22%2C%22n%22%3A1%7D&b', 'a=%7B%22password%22%3A%22***%22%2C%22n%22%3A1%7D&b'],
    ['u=https%3A%2F%2Fx%2F%3Ftoken%3Dab%26n%3D1', 'u=https%3A%2F%2Fx%2F%3Ftoken%3D***%26n%3D1'],
    ['{&quot;token&quot;:&quot;ab&quot;}, é&amp;', '{&quot;token&quot;:&quot;***&quot;}, é&amp;'],
    ['Authorization: Bearer x1y2z3 was refused', 'Authorization: Bearer *** was refused'],
    [
      `-----BEGIN PRIVATE KEY-----\n${PEM_LINE}\n-----END PRIVATE KEY-----\nlistening on 80`,
      '-----BEGIN PRIVATE KEY-----\n***\n-----END PRIVATE KEY-----\nlistening on 80',
    ],
  ])('%s', (text, shown) => expect(hideInText(text)).toBe(shown));

  it('and hiding twice changes nothing', () => {
    for (const wording of ASSIGNED) {
      const once = hideInText(wording.replace('§', 'h7Kq2vX9zz'));
      expect(hideInText(once)).toBe(once);
    }
  });
});

it.each([
  ['password=', 20_000],
  ['-p x', 50_000],
  ['a:b@', 50_000],
  ['"name":"PASSWORD",', 10_000],
  ['https://', 30_000],
  ['token is ', 20_000],
  ['-----BEGIN PRIVATE KEY-----', 5_000],
  [' ', 200_000],
  ['eyJaaaaaaaaaaaa.', 20_000],
  ['%25', 60_000],
  ['%22password%22%3A', 10_000],
  ['password","', 20_000],
  ['<password a', 20_000],
])('a text of many "%s" takes no longer than it is long', (part, times) => {
  expect(hideInText(part.repeat(times)).length).toBeGreaterThan(0);
});
