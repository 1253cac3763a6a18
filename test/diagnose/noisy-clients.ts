import type { Task } from '@aws-sdk/client-ecs';
import { WEB } from './case.ts';
import { ends } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { failsOwnCheck } from './kinds.ts';
import { log } from './noisy-logs.ts';

const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/orders-AbCdEf';
const reads = (...names: string[]) => ({
  ...WEB,
  secrets: names.map((name) => ({ name, valueFrom: `${SECRET}:${name.toLowerCase()}::` })),
});
const healthy: Partial<Task> = { containers: [{ name: 'web', lastStatus: 'RUNNING', healthStatus: 'HEALTHY' }] };

/** Programs that reach what they need and are turned away, or cannot tell where it is, among their everyday noise. */
export const NOISY_CLIENTS: readonly Open[] = [
  {
    name: 'Go: a password with a slash in a URL',
    source: 'https://github.com/jackc/pgx/blob/master/pgconn/errors.go',
    root: 'The password in DATABASE_URL has characters that a URL cannot hold as they are.',
    named: /encod|escap/i,
    fix: [/percent-encode|URL-encode/i, /DATABASE_URL/],
    facts: ['invalid port'],
    never: /security group|port number|listens? on|container port/,
    given: ends(
      1,
      log(`
{"time":"2026-09-01T10:00:01.114Z","level":"INFO","msg":"starting orders-api","version":"3.14.0","commit":"9f1c2ab","go":"go1.25.1"}
{"time":"2026-09-01T10:00:01.115Z","level":"INFO","msg":"GOMAXPROCS set from cgroup quota","procs":1}
{"time":"2026-09-01T10:00:01.131Z","level":"WARN","msg":"OTEL_EXPORTER_OTLP_ENDPOINT is not set, traces are dropped"}
{"time":"2026-09-01T10:00:01.307Z","level":"INFO","msg":"loaded feature flags","count":41}
{"time":"2026-09-01T10:00:01.482Z","level":"WARN","msg":"payment gateway ping failed, will retry","err":"Get \\"https://pay.example.com/ping\\": dial tcp 203.0.113.9:443: i/o timeout","attempt":1}
{"time":"2026-09-01T10:00:03.490Z","level":"INFO","msg":"payment gateway reachable","attempt":2}
{"time":"2026-09-01T10:00:03.512Z","level":"ERROR","msg":"open database","err":"cannot parse \`postgres://orders:xxxxxx@orders.cluster-c1abc.us-east-1.rds.amazonaws.com:5432/orders\`: failed to parse as URL (invalid port \\":Tr0ub\\" after host)"}
{"time":"2026-09-01T10:00:03.513Z","level":"INFO","msg":"flushing metrics"}
{"time":"2026-09-01T10:00:03.514Z","level":"INFO","msg":"bye"}
`),
      { containers: [reads('DATABASE_URL', 'STRIPE_KEY')] },
    ),
  },
  {
    name: 'Node: MongoDB Atlas without the address of the NAT gateway',
    source: 'https://github.com/Automattic/mongoose/blob/master/lib/error/serverSelection.js',
    root: 'Atlas refuses connections from addresses that are not on its access list.',
    named: /Atlas/,
    fix: [/access list/i, /NAT gateway|public (IP )?address/],
    facts: ['Atlas'],
    never: /inbound rule|security group of the database|password/,
    given: ends(
      1,
      log(`
> shop-api@5.2.0 start
> node --enable-source-maps dist/server.js

[10:00:02.018] INFO (1): config loaded
    env: "production"
[10:00:02.022] WARN (1): rate limiter falls back to memory, REDIS_URL is not set
(node:1) [MONGODB DRIVER] DeprecationWarning: useNewUrlParser is a deprecated option: useNewUrlParser has no effect since Node.js Driver version 4.0.0 and will be removed in the next major version
(Use \`node --trace-warnings ...\` to show where the warning was created)
[10:00:02.511] INFO (1): connecting to mongodb
MongooseServerSelectionError: Could not connect to any servers in your MongoDB Atlas cluster. One common reason is that you're trying to access the database from an IP that isn't whitelisted. Make sure your current IP address is on your Atlas cluster's IP whitelist: https://www.mongodb.com/docs/atlas/security-whitelist/
    at _handleConnectionErrors (/app/node_modules/mongoose/lib/connection.js:1110:11)
    at NativeConnection.openUri (/app/node_modules/mongoose/lib/connection.js:1041:11)
    at async main (file:///app/dist/server.js:31:3) {
  errorLabelSet: Set(0) {},
  reason: TopologyDescription {
    type: 'ReplicaSetNoPrimary',
    servers: Map(3) {
      'shop-shard-00-00.ab1cd.mongodb.net:27017' => [ServerDescription],
      'shop-shard-00-01.ab1cd.mongodb.net:27017' => [ServerDescription],
      'shop-shard-00-02.ab1cd.mongodb.net:27017' => [ServerDescription]
    },
    stale: false,
    compatible: true,
    setName: 'atlas-x1y2z3-shard-0',
    logicalSessionTimeoutMinutes: null
  },
  code: undefined
}
npm notice
npm notice New major version of npm available! 10.8.2 -> 11.6.0
npm notice
`),
      { containers: [reads('MONGODB_URI')] },
    ),
  },
  {
    name: 'Ruby: a password for a Redis that has none',
    source: 'https://github.com/redis-rb/redis-client',
    root: 'REDIS_URL has a password, and the Redis server has none.',
    named: /the server has none/,
    fix: [/password/, /REDIS_URL/],
    facts: ['ERR AUTH'],
    never: /password is wrong|was changed|security group|WRONGPASS/,
    given: ends(
      1,
      log(`
2026-09-01T10:00:03.114Z pid=1 tid=gn1 INFO: Booting Sidekiq 7.3.2 with Sidekiq::Config::DEFAULTS
W, [2026-09-01T10:00:03.201938 #1]  WARN -- : [Datadog] Unable to reach agent at http://localhost:8126: Failed to open TCP connection to localhost:8126 (Connection refused - connect(2) for "localhost" port 8126)
2026-09-01T10:00:05.771Z pid=1 tid=gn1 INFO: Booted Rails 7.2.1 application in production environment
2026-09-01T10:00:05.772Z pid=1 tid=gn1 INFO: Running in ruby 3.3.4 (2024-07-09 revision be1089c8ec) [x86_64-linux]
2026-09-01T10:00:05.772Z pid=1 tid=gn1 INFO: See LICENSE and the LGPL-3.0 for licensing details.
2026-09-01T10:00:05.772Z pid=1 tid=gn1 INFO: Upgrade to Sidekiq Pro for more features and support: https://sidekiq.org
ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct? (redis://cache.shop.internal:6379/1)
/usr/local/bundle/gems/redis-client-0.22.2/lib/redis_client/connection_mixin.rb:35:in \`call'
/usr/local/bundle/gems/redis-client-0.22.2/lib/redis_client.rb:775:in \`block in connect'
/usr/local/bundle/gems/redis-client-0.22.2/lib/redis_client/middlewares.rb:8:in \`call'
/usr/local/bundle/gems/sidekiq-7.3.2/lib/sidekiq/config.rb:166:in \`block in redis_info'
/usr/local/bundle/gems/sidekiq-7.3.2/lib/sidekiq/cli.rb:69:in \`run'
/usr/local/bundle/gems/sidekiq-7.3.2/bin/sidekiq:31:in \`<top (required)>'
/usr/local/bundle/bin/sidekiq:25:in \`<main>'
`),
      { containers: [reads('REDIS_URL', 'SECRET_KEY_BASE')] },
    ),
  },
  {
    name: 'Node: an Elasticsearch client on OpenSearch',
    source: 'https://github.com/elastic/elasticsearch-js/blob/main/test/unit/client.test.ts',
    root: 'The client of Elasticsearch refuses to talk to OpenSearch.',
    named: /OpenSearch/,
    fix: [/opensearch/i, /client/],
    facts: ['not Elasticsearch'],
    never: /security group|credentials|password/,
    given: ends(
      1,
      log(`
{"level":30,"time":1756720801114,"pid":1,"hostname":"ip-10-0-3-4","msg":"search-indexer 1.9.3"}
{"level":40,"time":1756720801310,"pid":1,"hostname":"ip-10-0-3-4","msg":"no synonyms file, going on without"}
{"level":30,"time":1756720801402,"pid":1,"hostname":"ip-10-0-3-4","msg":"sqs consumer ready","queue":"product-changes"}
{"level":60,"time":1756720802007,"pid":1,"hostname":"ip-10-0-3-4","err":{"type":"ProductNotSupportedError","message":"The client noticed that the server is not Elasticsearch and we do not support this unknown product.","stack":"ProductNotSupportedError: The client noticed that the server is not Elasticsearch and we do not support this unknown product.\\n    at SniffingTransport.request (/app/node_modules/@elastic/transport/lib/Transport.js:543:27)\\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)\\n    at async Client.InfoApi [as info] (/app/node_modules/@elastic/elasticsearch/lib/api/api/info.js:43:12)","name":"ProductNotSupportedError"},"msg":"cannot reach the index"}
{"level":30,"time":1756720802011,"pid":1,"hostname":"ip-10-0-3-4","msg":"sqs consumer stopped"}
`),
    ),
  },
  {
    name: 'Node: a private key that lost its line breaks',
    source: 'https://github.com/googleapis/google-auth-library-nodejs/issues/1720',
    root: 'JWT_PRIVATE_KEY holds no PEM: its line breaks are written as \\n.',
    named: /PEM|line breaks|private key/,
    fix: [/line breaks|newlines/, /JWT_PRIVATE_KEY/],
    facts: ['DECODER routines::unsupported'],
    never: /openssl-legacy-provider|certificate authority|CA bundle/,
    given: ends(
      1,
      log(`
{"severity":"INFO","message":"auth-service 2.0.7 booting","timestamp":"2026-09-01T10:00:00.912Z"}
{"severity":"WARNING","message":"SMTP_HOST is empty, mails are written to the log","timestamp":"2026-09-01T10:00:00.918Z"}
{"severity":"INFO","message":"postgres: connected","timestamp":"2026-09-01T10:00:01.204Z"}
node:internal/crypto/keys:620
    handle.init(kKeyTypePrivate, data, format, type, passphrase);
           ^

Error: error:1E08010C:DECODER routines::unsupported
    at createPrivateKey (node:internal/crypto/keys:620:12)
    at loadSigningKey (/app/dist/keys.js:14:22)
    at Object.<anonymous> (/app/dist/keys.js:29:20)
    at Module._compile (node:internal/modules/cjs/loader:1554:14) {
  library: 'DECODER routines',
  reason: 'unsupported',
  code: 'ERR_OSSL_UNSUPPORTED'
}

Node.js v22.14.0
`),
      { containers: [reads('JWT_PRIVATE_KEY', 'DATABASE_PASSWORD')] },
    ),
  },
  {
    name: 'Node: a whole secret where a host is wanted',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',
    root: 'DB_HOST holds the JSON of the whole secret, because its valueFrom names no key.',
    named: /JSON/,
    fix: [/DB_HOST/, /:host::/, /valueFrom/],
    facts: ['DB_HOST'],
    never: /hosted zone|security group|Cloud Map|Service Connect/,
    given: ends(
      1,
      log(`
[Nest] 1  - 09/01/2026, 10:00:02 AM     LOG [NestFactory] Starting Nest application...
[Nest] 1  - 09/01/2026, 10:00:02 AM     LOG [InstanceLoader] ConfigHostModule dependencies initialized +18ms
[Nest] 1  - 09/01/2026, 10:00:02 AM    WARN [CacheModule] no store configured, using memory
[Nest] 1  - 09/01/2026, 10:00:02 AM   ERROR [TypeOrmModule] Unable to connect to the database. Retrying (1)...
Error: getaddrinfo ENOTFOUND {"username":"orders","password":"x","engine":"postgres","host":"orders.c1abc.us-east-1.rds.amazonaws.com","port":5432}
    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26)
[Nest] 1  - 09/01/2026, 10:00:05 AM   ERROR [TypeOrmModule] Unable to connect to the database. Retrying (2)...
Error: getaddrinfo ENOTFOUND {"username":"orders","password":"x","engine":"postgres","host":"orders.c1abc.us-east-1.rds.amazonaws.com","port":5432}
    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26)
[Nest] 1  - 09/01/2026, 10:00:08 AM   ERROR [ExceptionHandler] getaddrinfo ENOTFOUND {"username":"orders","password":"x","engine":"postgres","host":"orders.c1abc.us-east-1.rds.amazonaws.com","port":5432}
`),
      { containers: [{ ...WEB, secrets: [{ name: 'DB_HOST', valueFrom: SECRET }] }] },
    ),
  },
  {
    name: 'Python: a virtual host that the broker does not have',
    source: 'https://github.com/celery/celery/issues/7961',
    root: 'RabbitMQ has no virtual host shop-prod.',
    named: /shop-prod/,
    fix: [/shop-prod/, /virtual host|vhost/, /BROKER_URL/],
    facts: ['shop-prod'],
    never: /password|security group|port 5671 is/,
    given: {
      ...failsOwnCheck(
        ['CMD-SHELL', 'celery -A shop inspect ping -d celery@$HOSTNAME'],
        log(`
 -------------- celery@ip-10-0-3-4.ec2.internal v5.4.0 (opalescent)
--- ***** -----
-- ******* ---- Linux-5.10.240-x86_64-with-glibc2.36 2026-09-01 10:00:03
- *** --- * ---
- ** ---------- [config]
- ** ---------- .> app:         shop:0x7f2b8c1d2e50
- ** ---------- .> transport:   amqps://shop:**@b-1234.mq.us-east-1.amazonaws.com:5671/shop-prod
- ** ---------- .> results:     disabled://
- *** --- * --- .> concurrency: 2 (prefork)
-- ******* ---- .> task events: OFF (enable -E to monitor tasks in this worker)

[tasks]
  . shop.tasks.capture_payment
  . shop.tasks.send_receipt

/usr/local/lib/python3.12/site-packages/celery/platforms.py:829: SecurityWarning: You're running the worker with superuser privileges: this is
absolutely not recommended!
[2026-09-01 10:00:04,110: ERROR/MainProcess] consumer: Cannot connect to amqps://shop:**@b-1234.mq.us-east-1.amazonaws.com:5671/shop-prod: Connection.open: (530) NOT_ALLOWED - vhost shop-prod not found.
Trying again in 2.00 seconds... (1/100)

[2026-09-01 10:00:06,301: ERROR/MainProcess] consumer: Cannot connect to amqps://shop:**@b-1234.mq.us-east-1.amazonaws.com:5671/shop-prod: Connection.open: (530) NOT_ALLOWED - vhost shop-prod not found.
Trying again in 4.00 seconds... (2/100)

[2026-09-01 10:00:10,502: ERROR/MainProcess] consumer: Cannot connect to amqps://shop:**@b-1234.mq.us-east-1.amazonaws.com:5671/shop-prod: Connection.open: (530) NOT_ALLOWED - vhost shop-prod not found.
Trying again in 6.00 seconds... (3/100)

`),
      ),
      containers: [
        {
          ...reads('BROKER_URL'),
          healthCheck: {
            command: ['CMD-SHELL', 'celery -A shop inspect ping -d celery@$HOSTNAME'],
            interval: 10,
            retries: 3,
            startPeriod: 10,
          },
        },
      ],
    },
  },
  {
    name: 'Java: a plaintext client on the TLS port of Kafka',
    source: 'https://github.com/aws/aws-msk-iam-auth/issues/49',
    root: 'The client speaks plaintext to brokers that accept only TLS, so they close each connection.',
    named: /TLS|security\.protocol|plaintext/i,
    fix: [/security\.protocol|SASL_SSL|SSL/, /909[248]/],
    facts: ['b-1.shop.k1abcd.c2.kafka.us-east-1.amazonaws.com:9094'],
    never: /security group|nothing (listens|accepts)|topic/,
    given: ends(
      1,
      log(`

  .   ____          _            __ _ _
 /\\\\ / ___'_ __ _ _(_)_ __  __ _ \\ \\ \\ \\
( ( )\\___ | '_ | '_| | '_ \\/ _\` | \\ \\ \\ \\
 \\\\/  ___)| |_)| | | | | || (_| |  ) ) ) )
  '  |____| .__|_| |_|_| |_\\__, | / / / /
 =========|_|==============|___/=/_/_/_/

 :: Spring Boot ::                (v3.3.4)

2026-09-01T10:00:02.100Z  INFO 1 --- [orders] [           main] c.e.orders.OrdersApplication             : Starting OrdersApplication v4.1.0 using Java 21.0.4 with PID 1
2026-09-01T10:00:04.217Z  WARN 1 --- [orders] [           main] JpaBaseConfiguration$JpaWebConfiguration : spring.jpa.open-in-view is enabled by default. Therefore, database queries may be performed during view rendering. Explicitly configure spring.jpa.open-in-view to disable this warning
2026-09-01T10:00:06.001Z  INFO 1 --- [orders] [| adminclient-1] org.apache.kafka.clients.NetworkClient   : [AdminClient clientId=adminclient-1] Node -1 disconnected.
2026-09-01T10:00:06.002Z  WARN 1 --- [orders] [| adminclient-1] org.apache.kafka.clients.NetworkClient   : [AdminClient clientId=adminclient-1] Bootstrap broker b-1.shop.k1abcd.c2.kafka.us-east-1.amazonaws.com:9094 (id: -1 rack: null) disconnected
2026-09-01T10:00:07.114Z  WARN 1 --- [orders] [| adminclient-1] org.apache.kafka.clients.NetworkClient   : [AdminClient clientId=adminclient-1] Bootstrap broker b-2.shop.k1abcd.c2.kafka.us-east-1.amazonaws.com:9094 (id: -2 rack: null) disconnected
2026-09-01T10:00:08.220Z  WARN 1 --- [orders] [| adminclient-1] org.apache.kafka.clients.NetworkClient   : [AdminClient clientId=adminclient-1] Bootstrap broker b-1.shop.k1abcd.c2.kafka.us-east-1.amazonaws.com:9094 (id: -1 rack: null) disconnected
2026-09-01T10:01:06.008Z ERROR 1 --- [orders] [           main] o.springframework.kafka.core.KafkaAdmin  : Could not configure topics

org.springframework.kafka.KafkaException: Timed out waiting to get existing topics
	at org.springframework.kafka.core.KafkaAdmin.lambda$checkPartitions$16(KafkaAdmin.java:535) ~[spring-kafka-3.2.4.jar!/:3.2.4]
Caused by: java.util.concurrent.TimeoutException: null
	at java.base/java.util.concurrent.CompletableFuture.timedGet(CompletableFuture.java:1960) ~[na:na]

2026-09-01T10:01:06.020Z ERROR 1 --- [orders] [           main] o.s.boot.SpringApplication               : Application run failed

java.lang.IllegalStateException: Could not configure topics
	at org.springframework.kafka.core.KafkaAdmin.initialize(KafkaAdmin.java:262) ~[spring-kafka-3.2.4.jar!/:3.2.4]
`),
      { running: [healthy] },
    ),
  },
];
