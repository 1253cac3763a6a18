import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { WEB, type Case } from './case.ts';
import { ends } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { unanswered } from './kinds.ts';

const withWeb = (more: Partial<ContainerDefinition>): Partial<Case> => ({ containers: [{ ...WEB, ...more }] });

/** Clients of databases, queues and caches in several runtimes, as they fail every week. */
export const EVERYDAY_CLIENTS: readonly Omit<Open, 'source' | 'root'>[] = [
  {
    name: 'Go does not trust the certificate of an internal service',
    given: ends(1, [
      '{"time":"2026-09-01T10:00:02Z","level":"INFO","msg":"starting","version":"1.9.0"}',
      '{"time":"2026-09-01T10:00:03Z","level":"ERROR","msg":"cannot load configuration","error":"Get \\"https://config.shop.internal/v1\\": tls: failed to verify certificate: x509: certificate signed by unknown authority"}',
    ]),
    named: /unknown authority/,
    fix: [/SSL_CERT_FILE|update-ca-certificates/],
    facts: ['config.shop.internal'],
    never: /NODE_EXTRA|hosted zone|security group/,
  },
  {
    name: 'Java does not trust the certificate of Kafka',
    given: ends(1, [
      'INFO  o.a.k.c.producer.ProducerConfig - ProducerConfig values:',
      'org.apache.kafka.common.errors.SslAuthenticationException: SSL handshake failed',
      'Caused by: javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
      '\tat java.base/sun.security.ssl.Alert.createSSLException(Alert.java:131)',
    ]),
    named: /certification path|PKIX/,
    fix: [/keytool|truststore/],
    facts: ['PKIX'],
    never: /NODE_EXTRA|security group/,
  },
  {
    name: 'Celery gets no login for Redis',
    given: ends(1, [
      ' -------------- celery@ip-10-0-3-4 v5.4.0 (opalescent)',
      "[2026-09-01 10:00:03,101: CRITICAL/MainProcess] Unrecoverable error: AuthenticationError('Authentication required.')",
      'Traceback (most recent call last):',
      '  File "/usr/local/lib/python3.12/site-packages/redis/connection.py", line 295, in connect',
      '    self.on_connect()',
      'redis.exceptions.AuthenticationError: Authentication required.',
    ]),
    named: /Authentication required/,
    fix: [/password of Redis/, /redis:\/\/:PASSWORD@HOST/],
    facts: ['Authentication required'],
    never: /security group|hosted zone/,
  },
  {
    name: 'MySQL counts too many connections',
    given: ends(1, [
      'Starting shop',
      'Error: ER_CON_COUNT_ERROR: Too many connections',
      '    at Handshake.Sequence._packetToError (/app/node_modules/mysql/lib/protocol/sequences/Sequence.js:47:14)',
      "  code: 'ER_CON_COUNT_ERROR',",
      '  errno: 1040,',
    ]),
    named: /Too many connections/,
    fix: [/max_connections/, /pool|RDS Proxy/i],
    facts: ['Too many connections'],
    never: /security group/,
  },
  {
    name: 'the database does not exist',
    given: ends(1, [
      'sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server at "shop.c1abc.us-east-1.rds.amazonaws.com" (10.0.8.20), port 5432 failed: FATAL:  database "shop_v2" does not exist',
      '(Background on this error at: https://sqlalche.me/e/20/e3q8)',
    ]),
    named: /shop_v2/,
    fix: [/shop_v2/, /create|CREATE|correct/i],
    facts: ['shop_v2'],
    never: /security group|password of/,
  },
  {
    name: 'uvicorn serves behind a slow query of its health check',
    given: unanswered('Request timed out', [
      'INFO:     Started server process [1]',
      'INFO:     Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)',
      '{"level":"info","path":"/up","status":200,"duration_ms":7312}',
    ]),
    named: /7\.3|7312|timed out/,
    fix: [/timeout/, /\/up/],
    facts: ['timed out', '5 s'],
    never: /127\.0\.0\.1/,
  },
  {
    name: 'the name of RDS has the Region of another account',
    given: ends(
      1,
      [
        'Migrating database...',
        'django.db.utils.OperationalError: could not translate host name "shop.c9xyz.us-west-2.rds.amazonaws.com" to address: Name or service not known',
      ],
      withWeb({ environment: [{ name: 'DATABASE_HOST', value: 'shop.c9xyz.us-west-2.rds.amazonaws.com' }] }),
    ),
    named: /shop\.c9xyz/,
    fix: [/DATABASE_HOST/, /endpoint/],
    facts: ['shop.c9xyz.us-west-2.rds.amazonaws.com'],
    never: /Service Connect/,
  },
  {
    name: 'Sidekiq times out on Redis, whose host is in a variable',
    given: ends(
      1,
      [
        'INFO: Booting Sidekiq 7.3.0 with Sidekiq::Config::DEFAULT_THREAD_COUNT',
        'RedisClient::CannotConnectError: Connection timed out - user specified timeout for cache.abc.0001.use1.cache.amazonaws.com:6379',
        "/usr/local/bundle/gems/redis-client-0.22.2/lib/redis_client/ruby_connection.rb:104:in `connect'",
      ],
      withWeb({
        environment: [{ name: 'REDIS_URL', value: 'redis://cache.abc.0001.use1.cache.amazonaws.com:6379/0' }],
      }),
    ),
    named: /cache\.abc\.0001/,
    fix: [/security group/, /6379/],
    facts: ['6379'],
    never: /hosted zone|password/,
  },
];
