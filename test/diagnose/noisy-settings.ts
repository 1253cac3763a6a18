import { WEB } from './case.ts';
import { ends } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { unanswered } from './kinds.ts';
import { log } from './noisy-logs.ts';

/** What a program asks for and does not get, said in JSON, in one line, or far from what is to be done. */
export const NOISY_SETTINGS: readonly Open[] = [
  {
    name: 'Java: Kafka brokers out of reach',
    source: 'https://docs.aws.amazon.com/msk/latest/developerguide/troubleshooting.html',
    root: 'security group of the brokers',
    named: /b-1\.shop|reach/,
    fix: [/security group/],
    facts: ['9098'],
    never: /topic name|password/,
    given: ends(
      1,
      log(`
2026-09-01T10:00:05.002Z  WARN 1 --- [| adminclient-1] org.apache.kafka.clients.NetworkClient   : [AdminClient clientId=adminclient-1] Connection to node -1 (b-1.shop.k1abcd.c2.kafka.us-east-1.amazonaws.com/10.0.5.8:9098) could not be established. Node may not be available.
2026-09-01T10:00:05.003Z  WARN 1 --- [| adminclient-1] org.apache.kafka.clients.NetworkClient   : [AdminClient clientId=adminclient-1] Bootstrap broker b-1.shop.k1abcd.c2.kafka.us-east-1.amazonaws.com:9098 (id: -1 rack: null) disconnected
2026-09-01T10:01:06.020Z ERROR 1 --- [           main] o.s.boot.SpringApplication               : Application run failed

java.lang.IllegalStateException: Could not configure topics
	at org.springframework.kafka.core.KafkaAdmin.initialize(KafkaAdmin.java:262)
`),
    ),
  },
  {
    name: 'Hasura: a role that the database lacks',
    source: 'https://hasura.io/docs/2.0/deployment/logging/',
    root: 'The database has no role hasura.',
    named: /hasura/,
    fix: [/Create hasura/],
    facts: ['hasura'],
    never: /security group|rotated/,
    given: ends(
      1,
      log(`
{"type":"startup","timestamp":"2026-09-01T10:00:01.000+0000","level":"info","detail":{"kind":"server_configuration","info":{"port":8080}}}
{"type":"pg-client","timestamp":"2026-09-01T10:00:02.000+0000","level":"warn","detail":{"message":"postgres connection failed, retrying(0)."}}
{"type":"pg-client","timestamp":"2026-09-01T10:00:02.400+0000","level":"warn","detail":{"message":"postgres connection failed, retrying(1)."}}
{"type":"startup","timestamp":"2026-09-01T10:00:03.000+0000","level":"error","detail":{"kind":"catalog_migrate","info":{"internal":{"error":"FATAL:  role \\"hasura\\" does not exist"},"path":"$","error":"connection error","code":"postgres-error"}}}
`),
    ),
  },
  {
    name: 'Node: the native part of rollup',
    source: 'https://github.com/npm/cli/issues/4828',
    root: 'rollup native package missing',
    named: /rollup/,
    fix: [/npm ci/, /optional|platform/],
    facts: ['@rollup/rollup-linux-x64-musl'],
    never: /security group/,
    given: ends(
      1,
      log(`
> admin@1.0.0 preview
> vite preview --host --port 8080

Error: Cannot find module @rollup/rollup-linux-x64-musl. npm has a bug related to optional dependencies (https://github.com/npm/cli/issues/4828). Please try \`npm i\` again after removing both package-lock.json and node_modules directory.
    at requireWithFriendlyError (/app/node_modules/rollup/dist/native.js:64:9)
`),
    ),
  },
  {
    name: 'A directive that the new version dropped',
    source: 'https://man7.org/linux/man-pages/man3/sysexits.h.3head.html',
    root: 'This version does not know the directive.',
    named: /smtp_reply_timeout/,
    fix: [/Remove or rename/, /smtp_reply_timeout/],
    facts: ['smtp_reply_timeout'],
    never: /memory|security group|Create/,
    given: ends(
      78,
      log(`
[10:00:01] starting mailer 4.0
[10:00:01] reading /etc/mailer/mailer.conf
[10:00:01] mailer.conf:12: unknown directive "smtp_reply_timeout"
`),
    ),
  },
  {
    name: 'Python: a whole secret in a password',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',
    root: 'DB_PASSWORD holds the JSON',
    named: /DB_PASSWORD/,
    fix: [/:KEY::/, /DB_PASSWORD/],
    facts: ['DB_PASSWORD'],
    never: /rotated|security group/,
    given: ends(
      1,
      log(`
10:00:01 INFO api 2.0
10:00:02 ERROR django.db.utils.OperationalError: could not translate host name "{"username":"api","password":"x","host":"db.x.us-east-1.rds.amazonaws.com"}" to address: Name or service not known
`),
      {
        containers: [
          {
            ...WEB,
            secrets: [
              {
                name: 'DB_PASSWORD',
                valueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/api-AbCdEf',
              },
            ],
          },
        ],
      },
    ),
  },
  {
    name: 'Django: the health check asks by address',
    source: 'https://docs.djangoproject.com/en/5.1/ref/settings/',
    root: 'ALLOWED_HOSTS lacks the task address',
    named: /ALLOWED_HOSTS/,
    fix: [/ALLOWED_HOSTS/],
    facts: ['400'],
    never: /security group/,
    given: unanswered(
      'Health checks failed with these codes: [400]',
      log(`
[2026-09-01 10:00:01 +0000] [1] [INFO] Starting gunicorn 22.0.0
[2026-09-01 10:00:01 +0000] [1] [INFO] Listening at: http://0.0.0.0:8080 (1)
Invalid HTTP_HOST header: '10.0.3.4:8080'. You may need to add '10.0.3.4' to ALLOWED_HOSTS.
Bad Request: /up
`),
    ),
  },
  {
    name: 'Prisma: a table whose migration has not run',
    source: 'https://www.prisma.io/docs/orm/reference/error-reference',
    root: 'migrate deploy needed',
    named: /orders_v2/,
    fix: [/migrat/],
    facts: ['orders_v2'],
    never: /security group|Prisma generate/,
    given: ends(
      1,
      log(`
prisma:info Starting a postgresql pool with 3 connections.
{"level":"warn","msg":"cache cold"}
PrismaClientKnownRequestError: 
Invalid \`prisma.order.findMany()\` invocation:


The table \`public.orders_v2\` does not exist in the current database.
    at Pn.handleRequestError (/app/node_modules/@prisma/client/runtime/library.js:121:7315)
    at async bootstrap (/app/dist/main.js:44:18) {
  code: 'P2021',
  clientVersion: '5.20.0',
  meta: { modelName: 'Order', table: 'public.orders_v2' }
}
`),
    ),
  },
];
