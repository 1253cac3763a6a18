import { describe, expect, it } from 'vitest';
import { listensWrong } from '../../src/explain/listening.ts';
import { lastWords, neverRan } from '../../src/explain/log.ts';

const said = (...lines: string[]): string | undefined => lastWords(lines)?.line;
const meant = (...lines: string[]): string | undefined => lastWords(lines)?.explanation?.id;

describe('the last error in a log', () => {
  it.each<[string, string[], string]>([
    [
      'after another that passed',
      [
        'Error: connect ECONNREFUSED 10.0.0.9:6379',
        'redis connected after 1 retry',
        'TypeError: app.listen is not a function',
      ],
      'TypeError: app.listen is not a function',
    ],
    [
      'after one that was waited out',
      [
        'waiting for db: connection refused',
        'db is up',
        'ERROR: column "tenant_id" of relation "users" contains null values',
      ],
      'ERROR: column "tenant_id" of relation "users" contains null values',
    ],
    [
      'beside a warning of the runtime',
      [
        '(node:1) MetadataLookupWarning: received unexpected error = getaddrinfo ENOTFOUND metadata.google.internal',
        'Error: config.yml: bad indentation of a mapping entry',
      ],
      'Error: config.yml: bad indentation of a mapping entry',
    ],
    [
      'beside what is switched off',
      ['warn: SENTRY_DSN is not set, error reporting disabled', 'Error: license key expired on 2026-11-01'],
      'Error: license key expired on 2026-11-01',
    ],
    [
      'beside information',
      ['info: NODE_ENV is not set, using production', "SyntaxError: Unexpected token '}'"],
      "SyntaxError: Unexpected token '}'",
    ],
    [
      'in front of a stack',
      ['Error: boom is missing', '    at main (/app/index.js:3:9)', '    at node:internal/x:1'],
      'Error: boom is missing',
    ],
    [
      'at the bottom of a chain of causes',
      [
        'ERROR 1 --- [main] o.s.boot.SpringApplication : Application run failed',
        'org.springframework.beans.factory.BeanCreationException: Error creating bean',
        '\tat org.springframework.A.a(A.java:1)',
        "Caused by: java.lang.IllegalArgumentException: Could not resolve placeholder 'STRIPE_KEY'",
        ...Array.from({ length: 60 }, (_, line) => `\tat org.springframework.B.b(B.java:${line})`),
        '\t... 40 more',
      ],
      "Caused by: java.lang.IllegalArgumentException: Could not resolve placeholder 'STRIPE_KEY'",
    ],
    [
      'above the talk of npm',
      [
        'P3009 migrate found failed migrations in the target database',
        'npm error code 1',
        'npm error path /app',
        'npm error command failed',
      ],
      'P3009 migrate found failed migrations in the target database',
    ],
    [
      'of npm itself',
      ['npm error Missing script: "start"', 'npm error', 'npm error To see a list of scripts, run:'],
      'npm error Missing script: "start"',
    ],
    [
      'above its own repetition',
      [
        'sqlalchemy.exc.OperationalError: could not connect to server',
        'ERROR:    Application startup failed. Exiting.',
      ],
      'sqlalchemy.exc.OperationalError: could not connect to server',
    ],
    [
      'of Go, above its frames',
      [
        'panic: open /etc/web.yml: no such file or directory',
        '',
        'goroutine 1 [running]:',
        'main.main()',
        '\t/app/main.go:10 +0x1d',
        'exit status 2',
      ],
      'panic: open /etc/web.yml: no such file or directory',
    ],
    [
      'of Node.js, above its properties',
      [
        "Error: Cannot find module './server'",
        '    at Module._load (node:internal:1)',
        "  code: 'MODULE_NOT_FOUND',",
        '  requireStack: []',
        '}',
        'Node.js v20.1.0',
      ],
      "Error: Cannot find module './server'",
    ],
    [
      'in JSON',
      ['{"level":30,"msg":"up"}', '{"level":60,"msg":"cannot open keystore /etc/ks.p12"}'],
      'cannot open keystore /etc/ks.p12',
    ],
    [
      'in JSON, with the error in a field of its own',
      ['{"level":"error","msg":"startup","err":{"message":"connect ECONNREFUSED 10.0.0.9:5432"}}'],
      'startup: connect ECONNREFUSED 10.0.0.9:5432',
    ],
    [
      'after the last try',
      ['ERROR: no connection after 5 retries, giving up'],
      'ERROR: no connection after 5 retries, giving up',
    ],
  ])('%s', (_, lines, wanted) => {
    expect(said(...lines)).toBe(wanted);
  });

  it.each<[string, string[]]>([
    [
      'an exporter without a collector',
      ['WARN otel: Failed to connect to localhost/127.0.0.1:4317: Connection refused'],
    ],
    [
      'an exporter that calls it an error',
      ['ERROR i.o.exporter.internal.http.HttpExporter - Failed to export spans: Connection refused'],
    ],
    ['an optional program', ['WARN exec: "ffmpeg": executable file not found in $PATH, video off']],
    ['a policy', ['INFO cache: no space left on device policy is evict']],
    [
      'what went well afterwards',
      [
        'FATAL: password authentication failed for user "report" (optional pool)',
        'listening on 8080',
        'SIGTERM received',
      ],
    ],
    ['what was tried again', ['Error: connect ECONNREFUSED 10.0.0.9:6379, retrying in 1 s']],
    ['a request', ['GET /health 404']],
    ['a goodbye', ['nothing more to do']],
    ['nothing', ['', '   ']],
  ])('is not %s', (_, lines) => {
    expect(lastWords(lines)).toBeUndefined();
  });

  it('is explained if its wording is known', () => {
    expect(meant('listening on 8080', 'FATAL:  password authentication failed for user "web"')).toBe(
      'says-login-refused',
    );
    expect(meant('starting', 'exec /bin/web: exec format error', '')).toBe('exec-format');
  });

  it('is the application’s own: AWS’s words in it are not AWS’s', () => {
    expect(meant('Error: User x is not authorized to perform: s3:GetObject')).toBe('says-aws-denied');
    expect(meant('CannotPullContainerError')).toBeUndefined();
  });
});

describe('the port that a program listens on', () => {
  it.each<[string, string | undefined]>([
    ['Server listening on 0.0.0.0:3000', 'listens on port 3000, the load balancer asks port 8080'],
    ['Listening on http://127.0.0.1:8080', 'listens on 127.0.0.1 alone (port 8080)'],
    [
      'Tomcat started on port(s): 9090 (http) with context path',
      'listens on port 9090, the load balancer asks port 8080',
    ],
    ['server listening at http://localhost:8080', 'listens on localhost alone (port 8080)'],
    ['listening on 8080', undefined],
    ['listening on :8080', undefined],
    ['Listening on port 8080', undefined],
    ['Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)', undefined],
    ['started 12:30:45', undefined],
    ['connected to db.internal:5432', undefined],
  ])('%s', (line, wanted) => {
    expect(listensWrong([line], 8080)).toBe(wanted);
  });

  it('is one of several', () => {
    expect(listensWrong(['listening on :9090', 'listening on :8080'], 8080)).toBeUndefined();
    expect(listensWrong(['listening on 127.0.0.1:8080', 'listening on 10.0.0.7:8080'], 8080)).toBeUndefined();
  });
});

describe('an application that never ran', () => {
  it.each([
    ['exec /docker-entrypoint.sh: exec format error', true],
    ['exec /app/start.sh: no such file or directory', true],
    ['standard_init_linux.go:228: exec user process caused: exec format error', true],
    ['WARN plugin loader: fork/exec /plugins/gpu: exec format error, skipped', false],
    ['exec: "ffmpeg": executable file not found in $PATH', false],
    ['Error: boom', false],
  ])('%s: %s', (line, wanted) => {
    expect(neverRan([line, ''])).toBe(wanted);
  });

  it('leaves no other line in its log', () => {
    expect(neverRan(['starting', 'exec /app/start.sh: exec format error'])).toBe(false);
  });
});
