import { GUIDE, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
const SECRETS = `${GUIDE}/specifying-sensitive-data.html`;
const NETWORK = `${GUIDE}/task-networking-awsvpc.html`;
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
        /no pg_hba\.conf entry for host "?(?<client>[^",\s]{1,80})"?, user "?(?<user>[^",\s]{1,80})"?, database "?(?<database>[^",\s]{1,80})"?, (?:no encryption|SSL off)|pg_hba\.conf rejects connection for host .{1,200}(?:no encryption|SSL off)|Connections using insecure transport are prohibited|requires encryption but this machine does not support it|SSL connection is required|ECONNRESET.{0,40}rediss/i,
      plain: 'The program reached the database without TLS, and the database accepts only encrypted connections.',
      causes: [],
      fix: 'Turn TLS on in the connection settings of the program (PostgreSQL: `sslmode=require` in the URL, with node-postgres `ssl`; MySQL: `ssl-mode=REQUIRED`). RDS for PostgreSQL 15 and later requires it by default (`rds.force_ssl`).',
      link: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html',
      excludes: ['says-login-refused'],
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/master/src/backend/libpq/auth.c',
        'https://github.com/pgbouncer/pgbouncer/issues/812',
        'https://github.com/mysql/mysql-server (ER_SECURE_TRANSPORT_REQUIRED)',
      ],
    },
    {
      id: 'says-tls-not-offered',
      title: 'The other side does not speak TLS',
      pattern:
        /The server does not support SSL connections|SSL is not enabled on the server|server does not support SSL, but SSL was required|first record does not look like a TLS handshake|server gave HTTP response to HTTPS client|SSL_ERROR_RX_RECORD_TOO_LONG|ssl3_get_record:wrong version number|wrong version number \(_ssl|Unsupported or unrecognized SSL message/i,
      plain: 'The program wants an encrypted connection, and the other side answers without TLS.',
      causes: [],
      fix: 'Turn TLS off for this connection (for PostgreSQL `sslmode=disable`), or correct the port and protocol so that they lead to one that speaks TLS.',
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/brianc/node-postgres/blob/master/packages/pg/lib/connection.js',
        'https://github.com/lib/pq/blob/master/ssl.go',
        'https://github.com/golang/go/blob/master/src/crypto/tls/conn.go',
      ],
    },
    {
      id: 'says-certificate',
      title: 'The program does not trust a certificate',
      pattern:
        /self[- ]signed certificate|unable to verify the first certificate|UNABLE_TO_GET_ISSUER_CERT|unable to get (?:local )?issuer certificate|x509: certificate (?:signed by unknown authority|has expired|is valid for|relies on|is not)|CERTIFICATE_VERIFY_FAILED|certificate verify failed|PKIX path building failed|The remote certificate is invalid|invalid peer certificate|certificate has expired|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID/i,
      plain: 'The program got a connection, but does not trust the certificate of the other side.',
      causes: [
        { text: 'the certificate expired', when: /expired/i },
        {
          text: 'the image lacks the CA bundle (for RDS: https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem, for others `ca-certificates`)',
          unless: /expired|valid for|ALTNAME/i,
        },
        { text: 'the name in the address is not in the certificate', when: /valid for|ALTNAME|hostname/i },
        { text: 'a proxy or a private authority signs it', unless: /expired|valid for|ALTNAME/i },
      ],
      fix: 'Add the authority that signed the certificate to the image (for RDS its `global-bundle.pem`, otherwise `ca-certificates`) and point the program to it; do not turn verification off.',
      link: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html',
      log: 'only',
      sources: [
        'https://github.com/golang/go/blob/master/src/crypto/x509/verify.go',
        'https://github.com/nodejs/node/blob/main/src/crypto/crypto_common.cc',
        'https://github.com/openssl/openssl/blob/master/crypto/x509/x509_txt.c',
      ],
    },
    {
      id: 'says-pool-unfilled',
      title: 'The pool got no connection at all',
      pattern: /Connection is not available, request timed out after (?<wait>\d{1,7}) ?ms \(total=0/i,
      plain:
        'The connection pool is empty (total=0): the program never got a connection to its database within {wait} ms.',
      causes: [],
      fix: 'Look for the first connection error above it; check host, port and login of the database, and let its security group accept the security group of the task.',
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/brettwooldridge/HikariCP/blob/dev/src/main/java/com/zaxxer/hikari/pool/HikariPool.java',
      ],
    },
    {
      id: 'says-pool-empty',
      title: 'The connection pool of the program is exhausted',
      pattern:
        /Connection is not available, request timed out after (?<wait>\d{1,7}) ?ms|QueuePool limit of size (?<size1>\d{1,5}) overflow \d{1,5} reached|Timeout acquiring a connection\. The pool is probably full|Timed out fetching a new connection from the connection pool|timeout period elapsed prior to obtaining a connection from the pool|could not obtain a (?:database )?connection (?:from the pool )?within|pool timed out while waiting for an open connection|connection not available and request was dropped from queue|SequelizeConnectionAcquireTimeoutError|Pool empty\. Unable to fetch a connection|timed out waiting for (?:a )?connection from (?:the )?pool|PoolTimeout: couldn't get a connection after|ResourceRequest timed out|connection pool exhausted/i,
      plain: 'All connections of the pool of the program are in use, and none became free in time.',
      causes: [
        'the pool is smaller than what runs at once (workers, threads, requests)',
        'a query or a lock holds connections for long',
        'connections are not given back',
      ],
      fix: 'Raise the pool size of the program within the limit of the database, or find the queries that hold connections; the security group and the login are not the problem.',
      link: STOPPED,
      excludes: ['says-connection-timeout'],
      log: 'only',
      sources: [
        'https://github.com/brettwooldridge/HikariCP/issues/1111',
        'https://github.com/sqlalchemy/sqlalchemy/blob/main/lib/sqlalchemy/pool/impl.py',
        'https://github.com/knex/knex/blob/master/lib/client.js',
        'https://github.com/launchbadge/sqlx/blob/main/sqlx-core/src/error.rs',
        'https://github.com/elixir-ecto/db_connection/blob/master/lib/db_connection/connection_pool.ex',
        'https://github.com/rails/rails (ConnectionPool)',
      ],
    },
    {
      id: 'says-too-many-connections',
      title: 'The database has no connection left',
      pattern:
        /too many clients already|too many connections|remaining connection slots are reserved|max_user_connections|max number of clients reached|ORA-12516|ORA-00018|connection limit exceeded for (?:non-superusers|role|database)|max client connections reached|max_client_conn/i,
      plain: 'The database accepts no more connections: its limit is reached.',
      causes: [
        'old and new tasks hold their pools at the same time during a deployment',
        'the pools of all tasks together are larger than the limit of the database',
      ],
      fix: 'Make the pool of each task smaller, lower `maximum-percent` so that fewer tasks run at once, or raise the limit of the database (`max_connections`, RDS Proxy).',
      link: STOPPED,
      excludes: ['says-login-refused', 'says-connection-refused'],
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/master/src/backend/utils/init/postinit.c',
        'https://github.com/mysql/mysql-server (ER_CON_COUNT_ERROR)',
        'https://github.com/redis/redis/blob/unstable/src/networking.c',
      ],
    },
    {
      id: 'says-login-refused',
      title: 'The login of the program is refused',
      pattern:
        /(?:password|PAM|Peer|Ident|GSSAPI|SCRAM) authentication failed for user "?(?<user1>[^"\s]{1,80})|Access denied for user '(?<user2>[^']{1,80})'|SASL authentication failed|SaslAuthenticationException|WRONGPASS|NOAUTH Authentication required|Login failed for user '(?<user3>[^']{1,80})'|ACCESS_REFUSED - Login was refused|MongoServerError: (?:Authentication failed|bad auth)|AuthenticationFailed|invalid username-password pair|ORA-01017|SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string|error: authentication failed\b|fe_sendauth: no password supplied|role "(?<user4>[^"]{1,80})" does not exist/i,
      plain: 'The program reached the other side, which refused its user {user|name} or password.',
      causes: [
        {
          text: 'the password was changed or rotated after the secret was written',
          unless: /no password supplied|must be a string|role "/i,
        },
        { text: 'the secret is for another user or database', unless: /no password supplied|must be a string/i },
        {
          text: 'the program gets no password at all',
          when: /no password supplied|must be a string|using password: NO/i,
        },
      ],
      fix: 'Correct user {user|name} and password in the secret that the container gets, then deploy again: running tasks keep the old value.',
      link: SECRETS,
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/master/src/backend/libpq/auth.c',
        'https://github.com/mysql/mysql-server (ER_ACCESS_DENIED_ERROR)',
        'https://github.com/redis/redis/blob/unstable/src/acl.c',
        'https://github.com/brianc/node-postgres/blob/master/packages/pg/lib/crypto/sasl.js',
      ],
    },
    {
      id: 'says-database-missing',
      title: 'The database does not exist',
      pattern:
        /database "(?<database1>[^"]{1,80})" does not exist|Unknown database '(?<database2>[^']{1,80})'|Cannot open database "(?<database3>[^"]{1,80})" requested by the login|database (?<database4>[\w-]{1,80}) does not exist on the server|3D000/i,
      plain: 'The program logged in, but the server has no database {database|of that name}.',
      causes: [],
      fix: 'Create database {database|of that name}, or correct its name in the settings of the container.',
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/master/src/backend/utils/init/postinit.c',
        'https://github.com/mysql/mysql-server (ER_BAD_DB_ERROR)',
      ],
    },
    {
      id: 'says-upstream-unresolved',
      title: 'A host name from docker compose does not exist in a task',
      pattern:
        /host not found in upstream "(?<host1>[\w-]{1,63})(?::\d{1,5})?"|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<host2>(?!localhost\b)[a-z][\w-]{0,62})(?=$|[\s:,'")}])|could not translate host name "(?<host3>[\w-]{1,63})"|UnknownHostException: (?<host4>[\w-]{1,63})(?=$|[\s:,])|lookup (?<host5>[\w-]{1,63})(?: on [\d.:[\]a-f]{3,60})?: (?:no such host|server misbehaving)|getaddrinfo for (?<host6>[\w-]{1,63}) failed|Name or service not known \((?<host7>[\w-]{1,63}):\d|tcp connect \((?<host8>[\w-]{1,63}):\d{1,5}\): non-existing domain|\(host='(?<host9>[\w-]{1,63})', port=\d{1,5}\).{0,300}(?:Name or service not known|Failed to resolve|Temporary failure in name resolution)/i,
      plain:
        'The program asks for the host {host}, a bare name as docker compose gives it. No such name exists in the network of a task.',
      causes: [],
      fix: 'Replace {host}: use 127.0.0.1 if it is a container of the same task (with awsvpc they share one network), otherwise the full DNS name of the service or its Service Connect name.',
      link: NETWORK,
      excludes: ['says-name-unresolved'],
      log: 'only',
      sources: [
        'https://github.com/nginx/nginx/blob/master/src/http/ngx_http_upstream.c',
        'https://github.com/libuv/libuv/blob/v1.x/src/unix/getaddrinfo.c',
        'https://github.com/postgres/postgres/blob/master/src/interfaces/libpq/fe-connect.c',
        'https://github.com/golang/go/blob/master/src/net/net.go',
      ],
    },
    {
      id: 'says-name-unresolved',
      title: 'A host name does not resolve',
      pattern:
        /getaddrinfo (?:ENOTFOUND|EAI_AGAIN)(?: (?<host1>[\w.-]{1,253}))?|host not found in upstream "(?<host2>[\w.-]{1,253})|could not translate host name "(?<host3>[^"]{1,253})"|UnknownHostException: (?<host4>[\w.-]{1,253})|lookup (?<host5>[\w.-]{1,253})(?: on [\d.:[\]a-f]{3,60})?: (?:no such host|i\/o timeout|server misbehaving)|getaddrinfo (?:for (?<host6>[\w.-]{1,253}) )?failed|Name or service not known(?: \((?<host7>[\w.-]{1,253}):\d)?|Temporary failure in name resolution|: no such host|tcp connect \((?<host8>[\w.-]{1,253}):\d{1,5}\): non-existing domain|:nxdomain|failed to lookup address information|nodename nor servname|Name does not resolve|No such host is known(?:\. \((?<host9>[\w.-]{1,253}):\d)?|\(host='(?<host10>[\w.-]{1,253})', port=\d{1,5}\).{0,300}Failed to resolve|No address associated with hostname/i,
      plain: 'The program asks for the host {host|of something it needs}, and DNS does not know that name.',
      causes: [
        'the name has a typo, or belongs to something that was deleted',
        'it is a private name of another VPC',
        { text: 'DNS resolution is off in the VPC', unless: /amazonaws\.com/i },
      ],
      fix: 'Correct the host name {host|that the container gets}, or associate the private hosted zone that holds it with the VPC of the tasks.',
      link: NETWORK,
      log: 'only',
      sources: [
        'https://github.com/libuv/libuv/blob/v1.x/src/unix/getaddrinfo.c',
        'https://github.com/postgres/postgres/blob/master/src/interfaces/libpq/fe-connect.c',
        'https://github.com/golang/go/blob/master/src/net/net.go',
        'https://github.com/php/php-src/blob/master/main/network.c',
        'https://github.com/elixir-ecto/postgrex/blob/master/lib/postgrex/protocol.ex',
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
      plain: 'The program gets no answer from {address|something it needs}: the packets are dropped on the way.',
      causes: [
        'the security group of the other side does not accept the security group of the task on that port',
        'the subnets of the task have no route to it (NAT gateway, VPC endpoint, peering)',
      ],
      fix: 'Let the security group of {address|the other side} accept the security group of the task on its port, and check the routes of the subnets.',
      link: NETWORK,
      log: 'only',
      sources: [
        'https://github.com/nodejs/node/blob/main/lib/net.js',
        'https://github.com/golang/go/blob/master/src/net/net.go (i/o timeout)',
        'https://github.com/postgres/postgres/blob/master/src/interfaces/libpq/fe-connect.c',
        'https://github.com/mongodb/node-mongodb-native/blob/main/src/sdam/topology.ts',
        'https://github.com/dotnet/runtime (SocketError.TimedOut)',
      ],
    },
    {
      id: 'says-connection-refused-here',
      title: 'The program looks for another service in its own task',
      pattern: new RegExp(
        [
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
      plain:
        'The program connects to port {port|of something it needs} on localhost, that is inside its own task, and nothing listens there.',
      causes: [
        'the setting with the real address is missing, so the program uses its default',
        'a container of the same task should listen there and is not ready yet',
      ],
      fix: 'Set the address of the real host in `environment` or `secrets` of the container. If a container of the same task should listen on port {port|it}, let this one wait for it (`dependsOn` with condition HEALTHY).',
      link: NETWORK,
      excludes: ['says-connection-refused'],
      log: 'only',
      sources: [
        'https://github.com/nodejs/node/blob/main/lib/net.js',
        'https://github.com/golang/go/blob/master/src/net/dial.go',
        'https://github.com/pgjdbc/pgjdbc (ConnectionFactoryImpl)',
        'https://github.com/postgres/postgres/blob/master/src/interfaces/libpq/fe-connect.c',
      ],
    },
    {
      id: 'says-connection-refused',
      title: 'A connection is refused',
      pattern: new RegExp(
        [
          `connect ECONNREFUSED(?: ${ADDRESS})?`,
          `dial tcp (?<address2>[\\w.\\[\\]:-]{3,260}): connect: connection refused`,
          `Connection to (?<address3>[\\w.-]{1,253}:\\d{1,5}) refused`,
          `connection to server at "(?<address4>[\\w.-]{1,253})"(?: \\([\\d.:a-f]{2,45}\\))?, port (?<port4>\\d{1,5}) failed: Connection refused`,
          `tcp connect \\((?<address5>[\\w.-]{1,253}:\\d{1,5})\\): connection refused`,
          `Can't reach database server at '?(?<address6>[\\w.-]{1,253}:\\d{1,5})`,
          `Can't connect to (?:MySQL server on|local MySQL|PostgreSQL)(?: '(?<address7>[\\w.-]{1,253}(?::\\d{1,5})?)'(?! \\((?:110|timed out)))?`,
          `Unable to connect to any of the specified MySQL hosts`,
          `actively refused it\\.?(?: \\((?<address8>[\\w.-]{1,253}:\\d{1,5}))?`,
          `Connection refused: ?(?:no further information: )?/?(?<address9>[\\w.-]{1,253}[:/][\\d.:]{2,30})`,
          `Connection refused \\((?<address10>[\\w.-]{1,253}:\\d{1,5})\\)`,
          `\\(host='(?<address11>[\\w.-]{1,253})', port=(?<port11>\\d{1,5})\\).{0,300}Connection refused`,
          `Error \\d{1,4} connecting to (?<address12>[\\w.-]{1,253}:\\d{1,5})\\. Connection refused`,
          `(?:connect(?:ing)? to|connect\\(\\) to|Error connecting to) (?:Redis on )?(?<address13>[\\w.-]{1,253}:\\d{1,5}).{0,60}(?:refused|ECONNREFUSED)`,
          `could not connect to server: Connection refused`,
          `could not connect to server`,
          `connection refused`,
          `econnrefused`,
        ].join('|'),
        'i',
      ),
      plain: 'The program reached the host {address|it needs}, but nothing accepts connections on that port.',
      causes: [
        'the port or the host in the settings is wrong',
        'the service on the other side is down or still starting',
      ],
      fix: 'Check host and port ({address|as the container gets them}), and that the service behind it runs and listens on that port.',
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/nodejs/node/blob/main/lib/net.js',
        'https://github.com/golang/go/blob/master/src/net/dial.go',
        'https://github.com/pgjdbc/pgjdbc (ConnectionFactoryImpl)',
        'https://github.com/prisma/prisma-engines (P1001)',
        'https://github.com/redis/redis-py/blob/master/redis/connection.py',
        'https://github.com/elixir-ecto/postgrex/blob/master/lib/postgrex/protocol.ex',
      ],
    },
    {
      id: 'says-connection-reset',
      title: 'The other side closes the connection',
      pattern:
        /server closed the connection unexpectedly|Connection terminated unexpectedly|read ECONNRESET|Connection reset by peer|Connection reset(?: \(|$)|Lost connection to MySQL server|MySQL server has gone away|Socket closed unexpectedly|socket hang up|unexpected EOF/i,
      plain: 'The program was connected, and the other side closed the connection.',
      causes: [
        'the other side restarted or refused the protocol (TLS on one side only)',
        'a proxy or firewall ends connections that are idle',
      ],
      fix: 'Look at the log of the other side at this time, and check whether it expects TLS.',
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/master/src/interfaces/libpq/fe-misc.c',
        'https://github.com/brianc/node-postgres/blob/master/packages/pg/lib/client.js',
      ],
    },
    {
      id: 'says-waiting',
      title: 'The program keeps waiting for something',
      pattern: /^waits for: (?:.{0,120}?(?:wait(?:ing|s)? (?:for|on|until) )(?<what>[^,;(]{2,80})|.)/i,
      plain: 'The program never got further: to the end it waits for {what|what its last lines name}.',
      causes: [],
      fix: 'Make sure that {what|what it waits for} is up and that the task can reach it (address, port, security group); if it is only slow, give the program more time (`startPeriod`, `health-check-grace-period-seconds`).',
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/vishnubob/wait-for-it',
        'https://github.com/eficode/wait-for',
        'https://github.com/jwilder/dockerize',
      ],
    },
  ],
} as const satisfies PatternGroup;
