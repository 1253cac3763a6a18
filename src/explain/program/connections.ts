import { GUIDE, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
const SECRETS = `${GUIDE}/specifying-sensitive-data.html`;
const NETWORK = `${GUIDE}/task-networking-awsvpc.html`;
/** A pool that cannot connect runs empty, and "cannot reach" says less than why: both only follow. */
const POOLS = ['says-pool-empty', 'says-pool-unfilled', 'says-unreachable'];
const HERE = '(?:127\\.0\\.0\\.1|localhost|\\[?::1\\]?)';
const ADDRESS = '(?<address1>[\\w.-]{1,253}(?::\\d{1,5})?|\\[[\\da-f:]{2,40}\\]:\\d{1,5})';

/** Databases, caches and other services that a program needs. */
export const CONNECTIONS = {
  title: 'The program reports: connections',
  patterns: [
    {
      id: 'says-tls-required',
      title: 'The database accepts encrypted connections only',
      pattern:
        /SSL (?:connection )?is required|no pg_hba\.conf entry for host \\?"?(?<client>[^"\\,\s]{1,80})\\?"?, user \\?"?(?<user>[^"\\,\s]{1,80})\\?"?, database \\?"?(?<database>[^"\\,\s]{1,80})\\?"?, (?:no encryption|SSL off)|pg_hba\.conf rejects connection for host .{1,200}(?:no encryption|SSL off)|Connections using insecure transport are prohibited|requires encryption but this machine does not support it/i,
      plain: 'The program connects to the database without TLS, and the database accepts only encrypted connections.',
      causes: [],
      fix: "Turn on TLS in the program's connection settings (PostgreSQL: `sslmode=require` in the URL, node-postgres: `ssl`; MySQL: `ssl-mode=REQUIRED`). RDS for PostgreSQL 15 and later requires it by default (`rds.force_ssl`).",
      variants: [
        {
          where: 'the database is PostgreSQL',
          when: /pg_hba\.conf/,
          fix: 'Add `sslmode=require` to the PostgreSQL URL[[ of user {user}, database {database},]] that the container gets (node-postgres: `ssl`; Npgsql: `SSL Mode=Require`). RDS for PostgreSQL 15 and later requires TLS by default (`rds.force_ssl`).',
        },
        {
          where: 'the database is MySQL',
          when: /insecure transport/i,
          fix: "Set `ssl-mode=REQUIRED` in the program's MySQL connection (JDBC: `sslMode=REQUIRED`); the database has `require_secure_transport` on.",
        },
      ],
      link: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html',
      excludes: ['says-login-refused', ...POOLS],
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/006a829b2d1427974a4d7ae58f1191be2d0ae705/src/backend/libpq/auth.c',
        'https://github.com/pgbouncer/pgbouncer/issues/812',
        'https://github.com/dotnet/SqlClient/blob/c16adb7a11674b66f9e9ca5e5a38e768ce8d5ff3/src/Microsoft.Data.SqlClient/src/Resources/Strings.resx',
      ],
    },
    {
      id: 'says-tls-not-offered',
      title: 'The server does not use TLS',
      pattern:
        /The server does not support SSL connections|SSL is not enabled on the server|server does not support SSL, but SSL was required|first record does not look like a TLS handshake|server gave HTTP response to HTTPS client|SSL_ERROR_RX_RECORD_TOO_LONG|ssl3_get_record:wrong version number|wrong version number \(_ssl|Unsupported or unrecognized SSL message|socket disconnected before secure TLS connection was established|UNEXPECTED_EOF_WHILE_READING/i,
      plain: 'The program uses TLS, and the server answers without TLS.',
      causes: [],
      fix: 'Turn off TLS for this connection (PostgreSQL: `sslmode=disable`), or correct the host and port so that the program connects to a TLS endpoint.',
      variants: [
        {
          where: 'it is the plain port of Amazon MSK',
          when: /^kafka port: (?<broker>\S{1,200}):9092$/m,
          plain: 'The program uses TLS with {broker}:9092, which is the port without TLS of the Kafka brokers.',
          fix: 'Use port 9094 for TLS (9096 with SASL/SCRAM, 9098 with IAM) in the addresses of the brokers, or turn off TLS in the client (kafkajs: `ssl: false`) if the cluster allows plain connections; the security group of the brokers must allow that port.',
        },
      ],
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/brianc/node-postgres/blob/c9e57617bc92c2ded23a75345f50eadc527bd131/packages/pg/lib/connection.js',
        'https://github.com/lib/pq/blob/f4654a41a62bc974ea825de270c44f577721205e/conn.go',
        'https://github.com/golang/go/blob/00b256e9e3c0fa02a278ec9dfc3e191e02ceaf80/src/crypto/tls/conn.go',
      ],
    },
    {
      id: 'says-certificate',
      title: 'The program does not trust a certificate',
      pattern:
        /self[- ]signed certificate|unable to verify the first certificate|UNABLE_TO_GET_ISSUER_CERT|unable to get (?:local )?issuer certificate|x509: certificate (?:signed by unknown authority|has expired|is valid for|relies on|is not)|CERTIFICATE_VERIFY_FAILED|certificate verify failed|PKIX path building failed|unable to find valid certification path|issued by an authority that is not trusted|The remote certificate is invalid|invalid peer certificate|certificate has expired|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID|RemoteCertificateNameMismatch|Hostname\/IP does not match certificate|No subject alternative (?:DNS )?names?|SSL: no alternative certificate subject name/i,
      plain: "The program connected, but does not trust the server's certificate.",
      causes: [
        { text: 'the certificate expired', when: /expired/i },
        {
          text: 'the image lacks the CA bundle (for RDS: https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem, for others `ca-certificates`)',
          unless: /expired|valid for|ALTNAME/i,
        },
        { text: 'the name in the address is not in the certificate', when: /valid for|ALTNAME|hostname/i },
        { text: 'the certificate is signed by a proxy or a private authority', unless: /expired|valid for|ALTNAME/i },
      ],
      fix: 'Add the CA that signed the certificate to the image (for RDS its `global-bundle.pem`, otherwise `ca-certificates`) and configure the program to use it; do not turn off verification.',
      variants: [
        {
          where: 'the certificate expired',
          when: /certificate has expired|CERT_HAS_EXPIRED|certificate (?:has )?expired|not valid after/i,
          plain: "The program connected, but the server's certificate, or one that it is signed with, has expired.",
          fix: 'Renew the certificate on the server. If that one is valid, the CA bundle in the image is old: update it (`ca-certificates`, or the `global-bundle.pem` of RDS) and rebuild the image.',
        },
        {
          where: 'the certificate is for another name',
          when: /certificate is (?:valid for|not valid for) (?<names>[^,"]{1,200})|ERR_TLS_CERT_ALTNAME_INVALID|[Hh]ostname mismatch|does not match (?:certificate|target host)|No subject alternative (?:DNS )?names?|RemoteCertificateNameMismatch/,
          plain:
            "The program connected, but the server's certificate is for another name than the one in the address[[ ({names})]].",
          fix: 'Connect by a name that the certificate holds (for RDS or ElastiCache the endpoint, not an alias or an IP address), or give the server a certificate for the name in use.',
        },
        {
          where: 'the certificate has only a Common Name',
          when: /relies on legacy|certificate relies on/i,
          plain: "The server's certificate names its host only in the Common Name, which current libraries ignore.",
          fix: 'Give the server a certificate with a subject alternative name.',
        },
      ],
      link: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html',
      log: 'only',
      sources: [
        'https://github.com/golang/go/blob/0184fe5ece4f84fda9db04d2472b76efcaa8ef55/src/crypto/x509/verify.go',
        'https://github.com/openssl/openssl/blob/0223dfcf1e4d4d6f0a9a671ce570c6a1c057fe93/crypto/x509/x509_txt.c',
        'https://github.com/nodejs/node/blob/0036caa828205fb95d6641c0f6d717f4eeb6a104/lib/internal/errors.js',
      ],
    },
    {
      id: 'says-pool-unfilled',
      title: 'The connection pool never got a connection',
      pattern: /Connection is not available, request timed out after (?<wait>\d{1,7}) ?ms \(total=0/i,
      plain:
        'The connection pool is empty (total=0): the program did not get a single connection to its database within {wait} ms.',
      causes: [],
      fix: "Find the first connection error above this line; check the database's host, port and login, and allow the task's security group in the database's security group.",
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/brettwooldridge/HikariCP/blob/604d7d5838e96afbbdd4e19eedab7497cf368eb6/src/main/java/com/zaxxer/hikari/pool/HikariPool.java',
        'https://github.com/brettwooldridge/HikariCP/issues/1710',
      ],
    },
    {
      id: 'says-pool-empty',
      title: 'The connection pool of the program is exhausted',
      pattern:
        /Connection is not available, request timed out after (?<wait>\d{1,7}) ?ms|QueuePool limit of size (?<size1>\d{1,5}) overflow \d{1,5} reached|Timeout acquiring a connection\. The pool is probably full|Timed out fetching a new connection from the connection pool|timeout period elapsed prior to obtaining a connection from the pool|could not obtain a (?:database )?connection (?:from the pool )?within|pool timed out while waiting for an open connection|connection not available and request was dropped from queue|SequelizeConnectionAcquireTimeoutError|Pool empty\. Unable to fetch a connection|timed out waiting for (?:a )?connection from (?:the )?pool|PoolTimeout: couldn't get a connection after|ResourceRequest timed out|connection pool exhausted|connection pool has been exhausted(?:, either raise '?(?<setting>[A-Z][A-Za-z ]{2,30}?)'? \(currently (?<size2>\d{1,5})\))?/i,
      plain: "All connections in the program's pool are in use, and none became free in time.",
      causes: [
        'the pool is smaller than the number of concurrent workers, threads or requests',
        'a long query or lock holds connections',
        'the program does not return connections to the pool',
      ],
      fix: "Raise {setting|the pool size}[[ (now {size})]] within the database's connection limit, or find the queries that hold connections; the security group and login are fine.",
      link: STOPPED,
      excludes: ['says-connection-timeout'],
      log: 'only',
      sources: [
        'https://github.com/brettwooldridge/HikariCP/issues/1111',
        'https://github.com/sqlalchemy/sqlalchemy/blob/f35da7e2b9349a08b8de1f6bd3b07c8bf8616790/lib/sqlalchemy/pool/impl.py',
        'https://github.com/knex/knex/blob/e25d54bcb707714a17f5a5744eba5c4246bb4d1d/lib/client.js',
        'https://github.com/launchbadge/sqlx/blob/9d6bf6629f172d32fe1e6cafe8071439d213fc75/sqlx-core/src/error.rs',
        'https://github.com/elixir-ecto/db_connection/blob/0c6e67bf1b90cdd7c9c2f63aa60d2d785f206460/lib/db_connection/connection_pool.ex',
        'https://github.com/rails/rails/blob/2a2db1e8d6d104ee0611efcae7eb023af65cff34/activerecord/lib/active_record/connection_adapters/abstract/connection_pool/queue.rb',
        'https://github.com/dotnet/SqlClient/blob/c16adb7a11674b66f9e9ca5e5a38e768ce8d5ff3/src/Microsoft.Data.SqlClient/src/Resources/Strings.resx',
        'https://github.com/psycopg/psycopg/blob/c079c37c959a89a8684a3d3858cbaff7e5543e71/psycopg_pool/psycopg_pool/pool.py',
        'https://github.com/sfackler/r2d2/blob/c1b0d9f976e12e97f92554063a7c6bd295eee471/src/lib.rs',
        'https://github.com/coopernurse/node-pool/blob/ee5db9ddb54ce3a142fde3500116b393d4f2f755/lib/ResourceRequest.js',
      ],
    },
    {
      id: 'says-too-many-connections',
      title: 'The database has no free connections',
      pattern:
        /too many clients already|too many connections|remaining connection slots are reserved|max_user_connections|max number of clients reached|ORA-12516|ORA-00018|connection limit exceeded for (?:non-superusers|role|database)|max client connections reached|max_client_conn/i,
      plain: 'The database rejects new connections: its connection limit is reached.',
      causes: [
        'old and new tasks hold connections at the same time during a deployment',
        'the pools of all tasks together exceed the limit of the database',
      ],
      fix: 'Make the pool of each task smaller, lower `maximum-percent` so that fewer tasks run at once, or raise the limit of the database (`max_connections`, RDS Proxy).',
      variants: [
        {
          where: 'the container sets the size of its pool',
          when: /^pool of container (?<container>\S{1,255}): (?<setting>\w{1,80}) is (?<size>\d{1,5})$/m,
          fix: 'Lower `{setting}` of container {container} (now {size} for each process): all tasks together, old and new ones during the deployment, must stay below `max_connections` of the database. Otherwise lower `maximum-percent`, raise `max_connections` (a larger instance), or connect through RDS Proxy.',
        },
        {
          where: 'the program uses Ecto',
          when: /Postgrex|MyXQL|DBConnection/,
          fix: 'Lower `pool_size` of the Repo (usually the variable `POOL_SIZE` of the container, 10 if unset): all tasks together, old and new ones during the deployment, must stay below `max_connections` of the database. Otherwise lower `maximum-percent`, raise `max_connections` (a larger instance), or connect through RDS Proxy.',
        },
      ],
      link: STOPPED,
      excludes: ['says-login-refused', 'says-connection-refused', ...POOLS],
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/001a573a2011d605f2a6e10aee9996de8581d099/src/backend/utils/init/postinit.c',
        'https://github.com/redis/redis/blob/4f8cdc2a1ea53e42955af758aabffee67cb455dd/src/networking.c',
        'https://github.com/pgbouncer/pgbouncer/blob/13a344f2625381296fc02e29b986a11be9c6b983/src/client.c',
      ],
    },
    {
      id: 'says-database-denied',
      title: 'The database user lacks a privilege',
      pattern:
        /User '(?<user2>[^']{1,80})' was denied access on the (?<what4>database '[\w.-]{1,80}')|permission denied (?:for|to) (?<what1>(?:schema|table|relation|database|sequence|function|view|materialized view|language|create extension|create database|set role) ?"?[\w.-]{0,80})|must be owner of (?<what2>\w{1,20} "?[\w.-]{1,80})|(?<right>[A-Z]{3,20}) command denied to user '(?<user>[^']{1,80})'@'[^']{1,120}' for (?<what3>table '?[\w.-]{1,80})/i,
      plain:
        'The program logged in, but its database user[[ {user}]] lacks a privilege[[ ({right})]] on {what|an object of the database}.',
      causes: [],
      fix: 'Grant the privilege to the user of the program (`GRANT`; since PostgreSQL 15 `CREATE` on the schema public is no longer granted to everyone), or run migrations with a user that owns the objects.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-client-refused',
      title: 'The database does not accept the address of the task',
      pattern: /Host '(?<client>[^']{1,120})' is not allowed to connect to this (?:MySQL|MariaDB) server/i,
      plain: 'The database has no user for connections from {client|the address of the task}.',
      causes: [],
      fix: "Create the user for the addresses of the task's subnets (`'user'@'10.0.%'` or `'user'@'%'`), since each task has another address.",
      link: STOPPED,
      excludes: POOLS,
      log: 'only',
    },
    {
      id: 'says-database-starting',
      title: 'The database is starting or stopping',
      pattern:
        /the database system is (?:starting up|shutting down|in recovery mode|not yet accepting connections)|LOADING Redis is loading the dataset|ORA-01033/i,
      plain: 'The database answers, but accepts no connections yet: it is starting, stopping or recovering.',
      causes: [],
      fix: 'Deploy again once the database accepts connections, and let the program try again for a while instead of exiting.',
      link: STOPPED,
      passes: true,
      log: 'only',
    },
    {
      id: 'says-database-read-only',
      title: 'The program writes to a database that only reads',
      pattern:
        /cannot execute (?<what>[A-Z][A-Z ]{2,40}) in a read-only transaction|running with the --(?:super-)?read-only option|READONLY You can't write against a read only replica|NotWritablePrimary|not (?:primary|master) and (?:slaveOk|secondaryOk)/i,
      plain:
        'The database accepts no writes[[ ({what})]]: the program is connected to a replica, or to a primary that has just become one.',
      causes: [],
      fix: 'Connect the program to the writer (Aurora: the cluster endpoint, not the reader endpoint; Redis: the primary endpoint), and close old connections after a failover.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-topic-missing',
      title: 'A topic or queue does not exist',
      pattern:
        /Topic\(?s?\)? \[?(?<topic1>[\w.-]{1,249})[^\]]{0,500}\]? (?:is\/are not present|not present in metadata)|\{(?<topic2>[\w.-]{1,249})=UNKNOWN_TOPIC_OR_PARTITION|Subscribed topic not available: (?<topic3>[\w.-]{1,249})|[Tt]opic '?(?<topic4>[\w.-]{1,249})'? (?:does not exist|was not found)|no queue '(?<topic5>[^']{1,255})' in vhost|no exchange '(?<topic6>[^']{1,255})' in vhost|missing source topics?:? \[?(?<topic7>[\w.-]{1,249})|UNKNOWN_TOPIC_OR_PARTITION|UnknownTopicOrPartition|does not host this topic-partition|Unknown topic or partition|AWS\.SimpleQueueService\.NonExistentQueue|The specified queue does not exist/,
      plain: 'The broker has no topic or queue {topic|with the name that the program uses}.',
      causes: [],
      fix: 'Create {topic|it} before the deployment, with its partitions and permissions, or correct its name in the settings of the container; a Kafka client that is not allowed to describe a topic gets the same answer.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-data-directory',
      title: 'The data folder of the database is not empty',
      pattern:
        /initdb: error: directory "(?<folder1>[^"]{1,300})" exists but is not empty|--initialize specified but the data directory (?<folder2>\/\S{1,300} )?has files in it/i,
      plain:
        'The database finds files in {folder|its data folder}, but no database: mostly the folder `lost+found` of a new volume, or what an attempt before left behind.',
      causes: [],
      fix: 'Use a folder below the mount point for the data (PostgreSQL: `PGDATA={folder|/var/lib/postgresql/data}/pgdata` in `environment`; MySQL: `--datadir`); if an attempt before broke off, look at what it left there first.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-driver-missing',
      title: 'PHP has no driver for the database',
      pattern: /PDOException: could not find driver|could not find driver \(Connection: (?<kind1>\w{1,20})/i,
      plain: 'PHP in the image has no PDO driver for the database.',
      causes: [],
      fix: 'Install the extension in the Dockerfile (`docker-php-ext-install pdo_mysql`; for PostgreSQL `apt-get install -y libpq-dev` and `docker-php-ext-install pdo_pgsql`), then rebuild the image.',
      variants: [
        {
          where: 'it is MySQL or MariaDB',
          when: /^database of the program: (?:mysql|mariadb)$/m,
          plain: 'PHP in the image has no PDO driver for MySQL (pdo_mysql).',
          fix: 'Run `docker-php-ext-install pdo_mysql` in the Dockerfile (with the packages of Alpine, `apk add php83-pdo_mysql`), then rebuild the image.',
        },
        {
          where: 'it is PostgreSQL',
          when: /^database of the program: pgsql$/m,
          plain: 'PHP in the image has no PDO driver for PostgreSQL (pdo_pgsql).',
          fix: 'Run `apt-get install -y libpq-dev` and `docker-php-ext-install pdo_pgsql` in the Dockerfile (Alpine: `apk add postgresql-dev` before it), then rebuild the image.',
        },
      ],
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-data-version',
      title: 'The data on the volume is from another version of the database',
      pattern:
        /data directory was initialized by PostgreSQL version (?<data1>[\d.]{1,10}), which is not compatible with this version (?<server1>[\d.]{1,10})|database files are incompatible with server|Invalid MySQL server (?:down|up)grade: Cannot (?:down|up)grade from (?<data2>\d{4,7}) to (?<server2>\d{4,7})|Cannot boot server version (?<server3>\d{4,7}) on data directory built by version (?<data3>\d{4,7})|cannot (?:up|down)grade a node from version \[(?<data4>[\d.]{1,12})\](?: directly)? to version \[(?<server4>[\d.]{1,12})\]|Invalid feature ?[Cc]ompatibility ?[Vv]ersion/,
      plain:
        'A different version of the database wrote the data on the volume[[: version {data}, while the image has {server}]].',
      causes: [],
      fix: 'Go back to an image with the version that wrote the data[[ ({data})]], or migrate the data to the new version before the deployment (dump and restore, or `pg_upgrade`), after a backup of the volume.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-server-version',
      title: 'The server is too old for the library',
      pattern:
        /You are connecting to (?<server1>Redis) (?<has1>[\d.]{1,20}), (?<library1>Sidekiq) requires Redis (?<wanted1>[\d.]{1,20}) or greater|(?<server2>PostgreSQL|MySQL|MariaDB|Oracle Database|SQLite) (?<wanted2>[\d.]{1,20}) or later is required \(found (?<has2>[\d.]{1,20})\)|Your version of (?<server3>PostgreSQL|MySQL|MariaDB) \((?<has3>[\w.-]{1,40})\) is too old\. (?<library3>Active Record) supports \w{1,20} >= (?<wanted3>[\d.]{1,20}\d)|(?<server4>Redis) version needs to be greater or equal than (?<wanted4>[\d.]{1,20}) Current: (?<has4>[\d.]{1,20})|(?:reports (?:maximum )?wire version \d{1,3}, but this version of (?:the )?(?<library5>[\w. ]{2,40}?) requires at least \d{1,3} \((?<server5>MongoDB) (?<wanted5>[\d.]{1,20})\))/i,
      plain:
        '{library|The library in the image} needs {server} {wanted} or newer, and the server is[[ version {has}, which is]] older.',
      causes: [],
      fix: 'Upgrade {server} to {wanted} or newer (the engine version of the RDS, ElastiCache or DocumentDB cluster) before this image, or pin {library|the library} to the last version that supports {server}[[ {has}]].',
      link: STOPPED,
      excludes: ['says-crash'],
      log: 'only',
      noRetryHelps: true,
      sources: [
        'https://github.com/mongodb/node-mongodb-native/blob/bb35ded18aa1031d8e4be88cad4fc1cc1225b00e/src/sdam/topology.ts',
      ],
    },
    {
      id: 'says-redis-cluster',
      title: 'Redis is a cluster, and the client is not made for one',
      pattern: /\bMOVED \d{1,5} (?<host>[\w.:-]{1,253})|\bCROSSSLOT Keys|CLUSTERDOWN|\bASK \d{1,5} [\w.-]{1,253}:\d/,
      plain: 'The Redis server is a cluster and sends the client to another node[[ ({host})]].',
      causes: [],
      fix: 'Use the cluster mode of the client (ioredis: `new Redis.Cluster`; redis-py: `RedisCluster`) with the configuration endpoint, or a Redis without cluster mode.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-login-refused',
      title: 'The login is rejected',
      pattern:
        /(?:password|PAM|Peer|Ident|GSSAPI|SCRAM) authentication failed for user "?(?<user1>[^"\s]{1,80})|Access denied for user '(?<user2>[^']{1,80})'|SASL authentication failed|SaslAuthenticationException|WRONGPASS|NOAUTH Authentication required|Login failed for user '(?<user3>[^']{1,80})'|ACCESS_REFUSED - Login was refused|MongoServerError: (?:Authentication failed|bad auth)|AuthenticationFailed|invalid username-password pair|ORA-01017|SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string|error: authentication failed\b|Authentication failed against (?:the )?database server.{0,120}?credentials for '?(?<user5>[^'\s]{1,80})'? are not valid|fe_sendauth: no password supplied|role "(?<user4>[^"]{1,80})" does not exist/i,
      plain: 'The server rejected the user {user|name} or the password.',
      causes: [
        {
          text: 'the password was changed or rotated after the secret was written',
          unless: /no password supplied|must be a string|role "/i,
        },
        { text: 'the secret belongs to another user or database', unless: /no password supplied|must be a string/i },
        {
          text: 'the program gets no password',
          when: /no password supplied|must be a string|using password: NO/i,
        },
      ],
      fix: "Correct the user {user|name} and password in the container's secret, then deploy again: running tasks keep the old value.",
      variants: [
        {
          where: 'the program sends no password',
          when: /no password supplied|client password must be a string|using password: NO|NOAUTH Authentication required/i,
          plain: 'The program sent no password[[ for the user {user}]], and the server requires one.',
          fix: 'Give the container the password in `secrets`, under the name that the program reads; a password with characters such as `@`, `/` or `#` must be percent-encoded in a URL.',
        },
        {
          where: 'the database has no such user',
          when: /role "(?<role>[^"]{1,80})" does not exist/,
          plain: 'The database has no user {role}.',
          fix: 'Create {role} in the database, or correct the user in the settings of the container.',
        },
      ],
      link: SECRETS,
      excludes: POOLS,
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/006a829b2d1427974a4d7ae58f1191be2d0ae705/src/backend/libpq/auth.c',
        'https://github.com/redis/redis/blob/4f8cdc2a1ea53e42955af758aabffee67cb455dd/src/acl.c',
        'https://github.com/redis/redis/blob/4f8cdc2a1ea53e42955af758aabffee67cb455dd/src/server.c',
        'https://github.com/brianc/node-postgres/blob/c9e57617bc92c2ded23a75345f50eadc527bd131/packages/pg/lib/crypto/sasl.js',
      ],
    },
    {
      id: 'says-database-missing',
      title: 'The database does not exist',
      pattern:
        /database "(?<database1>[^"]{1,80})" does not exist|Unknown database '(?<database2>[^']{1,80})'|Cannot open database "(?<database3>[^"]{1,80})" requested by the login|database (?<database4>[\w-]{1,80}) does not exist on the server|We could not find your database: (?<database5>[\w-]{1,80})|Database '(?<database6>[\w-]{1,80})(?:\.\w{1,80})?' does not exist|3D000/i,
      plain: 'The program logged in, but the server has no database {database|with that name}.',
      causes: [],
      fix: 'Create database {database|with that name}, or correct its name in the settings of the container.',
      link: STOPPED,
      excludes: POOLS,
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/001a573a2011d605f2a6e10aee9996de8581d099/src/backend/utils/init/postinit.c',
        'https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html',
      ],
    },
    {
      id: 'says-upstream-unresolved',
      title: 'A Docker Compose host name does not resolve in a task',
      pattern:
        /could not resolve address '(?<host10>[\w-]{1,63})'|Couldn't resolve server (?<host11>[\w-]{1,63}):\d{1,5} from bootstrap\.servers|host not found in upstream "(?<host1>[\w-]{1,63})(?::\d{1,5})?"|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<host2>(?!localhost\b)[a-z][\w-]{0,62})(?=$|[\s:,'")}])|could not translate host name "(?<host3>[\w-]{1,63})"|UnknownHostException: (?<host4>[\w-]{1,63})(?=$|[\s:,])|lookup (?<host5>[\w-]{1,63})(?: on [\d.:[\]a-f]{3,60})?: (?:no such host|server misbehaving)|getaddrinfo for (?<host6>[\w-]{1,63}) failed|Name or service not known \((?<host7>[\w-]{1,63}):\d|tcp connect \((?<host8>[\w-]{1,63}):\d{1,5}\): non-existing domain|\(host='(?<host9>[\w-]{1,63})', port=\d{1,5}\).{0,300}(?:Name or service not known|Failed to resolve|Temporary failure in name resolution)/i,
      plain:
        'The program connects to the host {host}, a short name as in Docker Compose. Such names do not resolve in an ECS task.',
      causes: [],
      fix: "Replace {host}: use 127.0.0.1 for a container in the same task (with awsvpc they share one network), otherwise the service's full DNS name or Service Connect name.",
      link: NETWORK,
      excludes: ['says-name-unresolved', ...POOLS],
      log: 'only',
      sources: [
        'https://github.com/nginx/nginx/blob/3f6f7824d4e2eb1ac37dec76683d525ac0ff521c/src/core/ngx_inet.c',
        'https://github.com/nodejs/node/blob/0036caa828205fb95d6641c0f6d717f4eeb6a104/lib/internal/errors.js',
        'https://github.com/getsentry/self-hosted/issues/424',
        'https://github.com/golang/go/blob/055ecb7be5805e07498488c59c6f01644fdacccc/src/net/net.go',
      ],
    },
    {
      id: 'says-name-unresolved',
      title: 'A host name does not resolve',
      pattern:
        /could not resolve address '(?<host13>[\w.-]{1,253})'|Couldn't resolve server (?<host14>[\w.-]{1,253}):\d{1,5} from bootstrap\.servers|No resolvable bootstrap urls given|query(?:Srv|A|Aaaa|Txt) (?:ENOTFOUND|ESERVFAIL|ETIMEOUT|EREFUSED|ENODATA) (?:_mongodb\._tcp\.)?(?<host12>[\w.-]{1,253})|getaddrinfo (?:ENOTFOUND|EAI_AGAIN)(?: (?<host1>[\w.-]{1,253}))?|host not found in upstream "(?<host2>[\w.-]{1,253})|could not translate host name "(?<host3>[^"]{1,253})"|UnknownHostException: (?<host4>[\w.-]{1,253})|lookup (?<host5>[\w.-]{1,253})(?: on [\d.:[\]a-f]{3,60})?: (?:no such host|i\/o timeout|server misbehaving)|getaddrinfo (?:for (?<host6>[\w.-]{1,253}) )?failed|Name or service not known(?: \((?<host7>[\w.-]{1,253}):\d)?|Temporary failure in name resolution|: no such host|tcp connect \((?<host8>[\w.-]{1,253}):\d{1,5}\): non-existing domain|:nxdomain|failed to lookup address information|nodename nor servname|Name does not resolve|No such host is known(?:\. \((?<host9>[\w.-]{1,253}):\d)?|\(host='(?<host10>[\w.-]{1,253})', port=\d{1,5}\).{0,300}Failed to resolve|No address associated with hostname/i,
      plain: 'The program cannot resolve the host name {host|of a service it needs}.',
      causes: [
        'the name has a typo, or what it pointed to was deleted',
        'it is a private name in another VPC',
        { text: 'DNS resolution is off in the VPC', unless: /amazonaws\.com/i },
      ],
      fix: 'Correct the host name {host|in the container settings}, or associate the private hosted zone that holds it with the VPC of the tasks.',
      link: NETWORK,
      excludes: POOLS,
      log: 'only',
      sources: [
        'https://github.com/nodejs/node/blob/0036caa828205fb95d6641c0f6d717f4eeb6a104/lib/internal/errors.js',
        'https://github.com/opensanctions/opensanctions/issues/44',
        'https://github.com/golang/go/blob/055ecb7be5805e07498488c59c6f01644fdacccc/src/net/net.go',
        'https://github.com/php/php-src/blob/00443c77e48cf43304addf6195b1e7986a9604c6/main/network.c',
        'https://github.com/elixir-ecto/postgrex/blob/f6e5f2fe7f7b34ba9416ffe67a563084589ff96b/lib/postgrex/protocol.ex',
      ],
    },
    {
      id: 'says-connection-timeout',
      title: 'A connection times out',
      pattern: new RegExp(
        [
          `connect ETIMEDOUT(?: (?<address1>[\\w.:\\[\\]-]{1,253}))?`,
          `dial tcp (?<address2>[\\w.\\[\\]:-]{3,260}): (?:i/o timeout|connect: (?:connection|operation) timed out)`,
          `connection to server at "(?<address3>[\\w.-]{1,253})"(?: \\([\\d.:a-f]{2,45}\\))?, port (?<port3>\\d{1,5}) failed: (?:Connection timed out|timeout expired)`,
          `Can't connect to MySQL server on '(?<address4>[\\w.-]{1,253}(?::\\d{1,5})?)' \\((?:110|timed out)`,
          `tcp connect \\((?<address5>[\\w.-]{1,253}:\\d{1,5})\\): (?:timeout|connection timed out)`,
          `\\(host='(?<address6>[\\w.-]{1,253})', port=(?<port6>\\d{1,5})\\).{0,300}(?:timed out|ConnectTimeout)`,
          `Timeout connecting to server|Error connecting to (?<address7>[\\w.-]{1,253}:\\d{1,5}).{0,60}timed? ?out`,
          `ConnectTimeout(?:Error|Exception)?\\b`,
          `Connection timed out(?: \\((?<address8>[\\w.-]{1,253}:\\d{1,5})\\))?`,
          `connect(?:ion)? (?:attempt )?timed out`,
          `SocketTimeoutException: [Cc]onnect timed out`,
          `(?:SocketException|IOException) \\(110\\)|\\(os error 110\\)|\\[Errno 110\\]`,
          `Execution Timeout Expired|Connection Timeout Expired`,
          `MongoServerSelectionError|ServerSelectionTimeoutError|No suitable servers found|server selection (?:error|timeout)`,
          `dial tcp .{1,100}: i/o timeout|connect: operation timed out`,
          `Connection terminated due to connection timeout|timeout exceeded when trying to connect|KnexTimeoutError|Connection timeout\\b`,
          `context deadline exceeded`,
          `A connection attempt failed because the connected party did not properly respond`,
        ].join('|'),
        'i',
      ),
      plain: 'The program cannot connect to {address|a service it needs}, because the connection times out.',
      causes: [
        "the server's security group does not allow the task's security group on that port",
        "the task's subnets have no route to it (NAT gateway, VPC endpoint, peering)",
      ],
      fix: "Allow the task's security group in the security group of {host|the server} (port {port|of that server}), and check the routes of the subnets.",
      variants: [
        {
          where: 'the security groups of the tasks are known',
          when: /^security groups (?<own>.{1,300})$/m,
          fix: 'Allow the security group of the tasks ({own}) in the security group of {host|the server} (port {port|of that server}), and check the routes of the subnets.',
        },
      ],
      link: NETWORK,
      excludes: POOLS,
      log: 'only',
      sources: [
        'https://github.com/nodejs/node/blob/0036caa828205fb95d6641c0f6d717f4eeb6a104/lib/internal/errors.js',
        'https://github.com/golang/go/blob/055ecb7be5805e07498488c59c6f01644fdacccc/src/net/net.go',
        'https://github.com/mongodb/node-mongodb-native/blob/bb35ded18aa1031d8e4be88cad4fc1cc1225b00e/src/sdam/topology.ts',
        'https://github.com/brianc/node-postgres/blob/c9e57617bc92c2ded23a75345f50eadc527bd131/packages/pg-pool/index.js',
        'https://github.com/redis/redis-py/blob/34817ce2a2accc893a81180fe737e0c4f5ac6b0c/redis/connection.py',
        'https://github.com/DaxStudio/DaxStudio/issues/389',
      ],
    },
    {
      id: 'says-connection-refused-here',
      title: 'The program connects to localhost, where nothing listens',
      pattern: new RegExp(
        [
          `Connection refused\\) while connecting to upstream.{0,600}upstream: "\\w{1,10}://${HERE}:(?<port11>\\d{1,5})`,
          `connect ECONNREFUSED ${HERE}:(?<port1>\\d{1,5})`,
          `dial tcp ${HERE}:(?<port2>\\d{1,5}): connect: connection refused`,
          `Connection to ${HERE}:(?<port3>\\d{1,5}) refused`,
          `connection to server at "${HERE}"(?: \\([\\d.:a-f]{2,45}\\))?, port (?<port4>\\d{1,5}) failed: Connection refused`,
          `(?:to|with|at|on) (?:MySQL server on )?'?${HERE}:?(?<port5>\\d{1,5})?'?.{0,60}(?:Connection refused|\\(111\\)|ECONNREFUSED)`,
          `Connection refused.{0,20} ?\\(?${HERE}:(?<port6>\\d{1,5})`,
          `tcp connect \\(${HERE}:(?<port7>\\d{1,5})\\): connection refused`,
          `Connection refused: ${HERE}[:/](?<port8>\\d{1,5})`,
          `${HERE}:(?<port9>\\d{1,5}).{0,40}(?:Connection refused|connection refused|ECONNREFUSED|actively refused)`,
          `\\(host='${HERE}', port=(?<port10>\\d{1,5})\\).{0,300}Connection refused`,
        ].join('|'),
        'i',
      ),
      plain: 'The program connects to localhost[[, port {port}]]. That is its own task, and nothing listens there.',
      causes: [
        'the setting with the real host is missing, so the program uses its default',
        'a container in the same task should listen there but is not ready yet',
      ],
      fix: 'Set the real host in `environment` or `secrets` of the container. If a container in the same task should listen there[[ (port {port})]], make this container wait for it (`dependsOn` with condition HEALTHY).',
      variants: [
        {
          where: 'another container of the task listens on another port',
          when: /^beside: container (?<other>\S{1,255}) listens on port (?<own>\d{1,5}), not (?<asked>\d{1,5})$/m,
          plain:
            'The program connects to localhost:{asked}, where nothing listens: container {other} of the same task listens on port {own}, according to its log.',
          fix: 'Change port {asked} to {own} where this container is configured (nginx: `proxy_pass` or `upstream`), or have container {other} listen on port {asked} (often a variable such as `PORT`).',
        },
        {
          where: 'a client that is known uses its default',
          when: /^containers: 1$[\s\S]*^default of (?<client>[\w .]{1,40}): set (?<variable>[\w. ]{1,60})$/m,
          plain:
            'The program connects to localhost:{port}. That is the default address of {client}, and the only container of the task does not listen there: the setting with the real host is missing.',
          fix: 'Set `{variable}` in `environment` or `secrets` of the container to the real address of the service on port {port}, then deploy again.',
        },
        {
          where: 'the task has no other container',
          when: /^containers: 1$/m,
          plain:
            'The program connects to localhost[[, port {port}]]. That is its own task, whose only container does not listen there: most likely the setting with the real host is missing, so the program uses its default.',
          fix: 'Set the real host[[ of the service on port {port}]] in `environment` or `secrets` of the container.',
        },
      ],
      link: NETWORK,
      excludes: ['says-connection-refused', ...POOLS],
      log: 'only',
      sources: [
        'https://github.com/nodejs/node/blob/0036caa828205fb95d6641c0f6d717f4eeb6a104/lib/internal/errors.js',
        'https://github.com/golang/go/blob/055ecb7be5805e07498488c59c6f01644fdacccc/src/net/net.go',
        'https://github.com/pgjdbc/pgjdbc/blob/3a699d57d957ca0c2b86e619d001a8763a130027/pgjdbc/src/main/java/org/postgresql/core/v3/ConnectionFactoryImpl.java',
      ],
    },
    {
      id: 'says-connection-refused',
      title: 'A connection is refused',
      pattern: new RegExp(
        [
          `connect ECONNREFUSED(?: ${ADDRESS})?`,
          `(?<address14>[\\d.]{7,15}:\\d{1,5} \\([\\w.-]{1,253}\\)): dial error: .{0,80}connection refused`,
          `dial tcp (?<address2>[\\w.\\[\\]:-]{3,260}): connect: connection refused`,
          `Connection to (?<address3>[\\w.-]{1,253}:\\d{1,5}) refused`,
          `connection to server at "(?<address4>[\\w.-]{1,253})"(?: \\([\\d.:a-f]{2,45}\\))?, port (?<port4>\\d{1,5}) failed: Connection refused`,
          `tcp connect \\((?<address5>[\\w.-]{1,253}:\\d{1,5})\\): connection refused`,
          `Can't connect to (?:MySQL server on|local MySQL|PostgreSQL)(?: '(?<address7>[\\w.-]{1,253}(?::\\d{1,5})?)'(?! \\((?:110|timed out)))?`,
          `actively refused it\\.?(?: \\((?<address8>[\\w.-]{1,253}:\\d{1,5}))?`,
          `Connection refused: ?(?:no further information: )?/?(?<address9>[\\w.-]{1,253}[:/][\\d.:]{2,30})`,
          `Connection refused \\((?<address10>[\\w.-]{1,253}:\\d{1,5})\\)`,
          `\\(host='(?<address11>[\\w.-]{1,253})', port=(?<port11>\\d{1,5})\\).{0,300}Connection refused`,
          `Error \\d{1,4} connecting to (?<address12>[\\w.-]{1,253}:\\d{1,5})\\. Connection refused`,
          `(?:connect(?:ing)? to|connect\\(\\) to|Error connecting to) (?:Redis on )?(?<address13>[\\w.-]{1,253}:\\d{1,5}).{0,60}(?:refused|ECONNREFUSED)`,
          `could not connect to server: Connection refused`,
          `connection refused`,
          `econnrefused`,
        ].join('|'),
        'i',
      ),
      plain:
        'The program cannot connect to {address|a service it needs}, because nothing is listening at that address and port.',
      causes: ['the host or port in the settings is wrong', 'the server is down or still starting'],
      fix: 'Start the server at {address|that address}, or correct this host and port in `environment` or `secrets` of the container; the host itself refused, so the network up to it works.',
      link: STOPPED,
      excludes: POOLS,
      log: 'only',
      sources: [
        'https://github.com/nodejs/node/blob/0036caa828205fb95d6641c0f6d717f4eeb6a104/lib/internal/errors.js',
        'https://github.com/golang/go/blob/055ecb7be5805e07498488c59c6f01644fdacccc/src/net/net.go',
        'https://github.com/pgjdbc/pgjdbc/blob/3a699d57d957ca0c2b86e619d001a8763a130027/pgjdbc/src/main/java/org/postgresql/core/v3/ConnectionFactoryImpl.java',
        'https://github.com/redis/redis-py/blob/34817ce2a2accc893a81180fe737e0c4f5ac6b0c/redis/utils.py',
        'https://github.com/elixir-ecto/postgrex/blob/f6e5f2fe7f7b34ba9416ffe67a563084589ff96b/lib/postgrex/protocol.ex',
      ],
    },
    {
      id: 'says-unreachable',
      title: 'A server cannot be reached',
      pattern:
        /Can't reach database server at '?(?<address1>[\w.-]{1,253}(?::\d{1,5})?)(?:':'(?<port1>\d{1,5}))?|NpgsqlException(?: \(0x\w{1,8}\))?: Failed to connect to (?<address2>[\w.-]{1,253}:\d{1,5})|It was not possible to connect to the redis server\(?s?\)?.{0,60}?(?:UnableToConnect on (?<address3>[\w.-]{1,253}:\d{1,5}))?|RedisConnectionException: Unable to connect to (?<address4>[\w.-]{1,253})(?:\/<unresolved>)?:(?<port4>\d{1,5})|MaxRetriesPerRequestError|Timed out waiting for a node assignment|DialectResolutionInfo cannot be null|Unable to connect to any of the specified MySQL hosts|could not connect to server|Communications link failure|A network-related or instance-specific error occurred while establishing a connection|The Network Adapter could not establish the connection/i,
      plain:
        'The program cannot reach {address|the database}; the error does not say whether the connection was refused or timed out.',
      causes: [
        "the security group of the server does not allow the task's security group on that port",
        'the host or port in the settings is wrong',
        'the server is down or still starting',
      ],
      fix: "Check the host and port[[ ({address})]] and that the server runs, and allow the task's security group in the security group of the server.",
      variants: [
        {
          where: 'it is Kafka',
          when: /Timed out waiting for a node assignment/,
          plain: 'The program gets no answer from its Kafka brokers that it can use.',
          fix: "Check `bootstrap.servers` and the protocol of the client (Amazon MSK: port 9092 plain, 9094 TLS, 9096 SASL/SCRAM, 9098 IAM, with `security.protocol` to match), and allow the task's security group on that port in the security group of the brokers.",
        },
        {
          where: 'it is Redis without TLS, at an ElastiCache with encryption in transit',
          when: /^redis without TLS: (?<host>(?:(?:master|replica|clustercfg)\.\S{1,200}|\S{1,200}\.serverless\.\S{1,60})\.cache\.amazonaws\.com\S{0,6})$/m,
          plain:
            'The program connects to {host} without TLS (`redis://`), but this ElastiCache has encryption in transit, as its name shows.',
          fix: "Change `redis://` to `rediss://` in the address of {host} that the container gets; if it already times out before, allow the task's security group in the security group of the cache on its port.",
        },
      ],
      link: NETWORK,
      excludes: ['says-pool-empty', 'says-pool-unfilled'],
      log: 'only',
      sources: [
        'https://github.com/prisma/prisma-engines/blob/08de4fc535a68b747832dcb8d7eaf83ae43a7146/libs/user-facing-errors/src/common.rs',
      ],
    },
    {
      id: 'says-connection-reset',
      title: 'The server closes the connection',
      pattern:
        /server closed the connection unexpectedly|Connection terminated unexpectedly|(?:Connection|Socket) closed by (?:the )?server|Connection lost \(ECONNRESET\)|Redis(?:Connection)?(?:Error|Exception)?:? .{0,60}(?:connection|socket) (?:is |was )?closed|read ECONNRESET|Connection reset by peer|Connection reset(?: \(|$)|Lost connection to MySQL server|MySQL server has gone away|Socket closed unexpectedly|socket hang up|unexpected EOF/i,
      plain: 'The program was connected, and the server closed the connection.',
      causes: ['the server restarted, or only one side uses TLS', 'a proxy or firewall closes idle connections'],
      fix: "Check the server's log at this time, and whether it expects TLS.",
      variants: [
        {
          where: 'the address is one of ElastiCache with encryption in transit',
          when: /^redis without TLS: (?<host>(?:(?:master|replica|clustercfg)\.\S{1,200}|\S{1,200}\.serverless\.\S{1,60})\.cache\.amazonaws\.com\S{0,6})$/m,
          plain:
            'The program connects to {host} without TLS (`redis://`), but this ElastiCache has encryption in transit, as its name shows: it closes connections without TLS.',
          fix: 'Change `redis://` to `rediss://` in the address of {host} that the container gets (as an option: `ssl=True` in redis-py, `tls: {}` in ioredis, `spring.data.redis.ssl.enabled=true` in Spring).',
        },
        {
          where: 'the program uses Redis without TLS',
          when: /^redis without TLS: (?<host>\S{1,260})$/m,
          plain:
            'The program connects to {host} without TLS (`redis://`), and the server closes the connection: most likely it accepts only TLS (ElastiCache: encryption in transit).',
          fix: 'Change `redis://` to `rediss://` in the address of {host} that the container gets (as an option: `ssl=True` in redis-py, `tls: {}` in ioredis, `spring.data.redis.ssl.enabled=true` in Spring); if encryption in transit is off there, check whether the server restarted.',
        },
      ],
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/020794ee42a3413b416898e7931a8a3a5b43e9ab/src/interfaces/libpq/fe-misc.c',
        'https://github.com/brianc/node-postgres/blob/c9e57617bc92c2ded23a75345f50eadc527bd131/packages/pg/lib/client.js',
        'https://github.com/redis/redis-py/issues/2056',
        'https://github.com/redis/redis-rb/issues/771',
      ],
    },
    {
      id: 'says-waiting',
      title: 'The program keeps waiting for something',
      pattern: /^waits for: (?:.{0,120}?(?:wait(?:ing|s)? (?:for|on|until) )(?<what>[^,;(]{2,80})|.)/i,
      plain: 'The program is stuck waiting for {what|what its last lines name}.',
      causes: [],
      fix: 'Make sure that {what|what it waits for} is up and that the task can reach it (address, port, security group); if that is only slow, give the program more time (`startPeriod`, `health-check-grace-period-seconds`).',
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/vishnubob/wait-for-it/blob/81b1373f17855a4dc21156cfe1694c31d7d1792e/wait-for-it.sh',
        'https://github.com/jwilder/dockerize/blob/2b3e41aa277bb74d33981a2ec3cd239ab12cad72/main.go',
      ],
    },
  ],
} as const satisfies PatternGroup;
