import { GUIDE, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
/** A pool that cannot connect runs empty, and "cannot reach" says less than why: both only follow. */
const POOLS = ['says-pool-empty', 'says-pool-unfilled', 'says-unreachable'];

/** Servers that answer, and refuse. */
export const DATABASES = {
  title: 'The program reports: databases',
  patterns: [
    {
      id: 'says-pool-unfilled',
      title: 'The connection pool never got a connection',
      pattern:
        /Connection is not available, request timed out after (?<wait>\d{1,7}) ?ms \(total=0|pool initialization incomplete after (?<seconds>\d{1,6})/i,
      plain:
        'The connection pool is empty (total=0): the program did not get a single connection to its database within {wait} ms.',
      causes: [],
      fix: "Find the first connection error above this line; check the database's host, port and login, and allow the task's security group in the database's security group.",
      variants: [
        {
          where: 'it is the pool of psycopg',
          when: /pool initialization incomplete after (?<waited>\d{1,6})/,
          plain: 'The pool of psycopg could not make its first connections to the database within {waited} s.',
        },
      ],
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
        /Connection is not available, request timed out after (?<wait>\d{1,7}) ?ms|QueuePool limit of size (?<size1>\d{1,5}) overflow \d{1,5} reached|Timeout acquiring a connection\. The pool is probably full|Timed out fetching a new connection from the connection pool|timeout period elapsed prior to obtaining a connection from the pool|could not obtain a (?:database )?connection (?:from the pool )?within|pool timed out while waiting for an open connection|redis: connection pool timeout|connection not available and request was dropped from queue|SequelizeConnectionAcquireTimeoutError|Pool empty\. Unable to fetch a connection|timed out waiting for (?:a )?connection from (?:the )?pool|PoolTimeout: couldn't get a connection after|ResourceRequest timed out|timeout exceeded when trying to connect|waiting for a slot to become available|pool (?:is )?(?:exhausted|depleted|full)|connection pool exhausted|connection pool has been exhausted(?:, either raise '?(?<setting>[A-Z][A-Za-z ]{2,30}?)'? \(currently (?<size2>\d{1,5})\))?/i,
      plain: "All connections in the program's pool are in use, and none became free in time.",
      causes: [
        'the pool is smaller than the number of concurrent workers, threads or requests',
        'a long query or lock holds connections',
        'the program does not return connections to the pool',
      ],
      fix: "Raise {setting|the pool size}[[ (now {size})]] within the database's connection limit, or find the queries that hold connections: the pool has connections, so the way to the database is open.",
      variants: [
        {
          where: 'the container sets the size of its pool',
          when: /^pool of container (?<container>\S{1,255}): (?<variable>\w{1,80}) is (?<now>\d{1,5})$/m,
          fix: 'Raise `{variable}` of container {container} (now {now}) within the connection limit of the database (all tasks together, old and new ones during the deployment), or find the queries that hold connections.',
        },
        {
          where: 'it is the pool of node-postgres',
          when: /timeout exceeded when trying to connect/,
          plain:
            'The pool of node-postgres had no connection to give within `connectionTimeoutMillis`: all of its connections (`max`, 10 unless set) were in use or still being made.',
          fix: 'If queries worked before this, raise `max` of the pool within the connection limit of the database, or find what keeps its clients (a missing `release()`, a long query or transaction). If it is the first query, the connections themselves are slow or cannot be made: check host, port and security group of the database, or raise `connectionTimeoutMillis`.',
        },
        {
          where: 'the pool says the same where it cannot connect at all',
          when: /KnexTimeoutError|Knex: Timeout acquiring|pool timed out while waiting for an open connection|SequelizeConnectionAcquireTimeoutError|ResourceRequest timed out|request was dropped from queue|waiting for a slot to become available/,
          plain:
            'The program waited for a connection from its pool and got none; the error does not say whether all are in use or none could be made.',
          fix: "If queries worked before, raise the pool size within the database's connection limit, or find the queries that hold connections; if it fails at the first one, check the way to the database instead (host, port, security group, TLS).",
        },
        {
          where: 'it is HikariCP',
          when: /HikariPool-\d{1,3} - Connection is not available.{0,60}total=(?<total>\d{1,5})/,
          fix: 'Raise `spring.datasource.hikari.maximum-pool-size` (variable SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE, now {total}) within the connection limit of the database, or find the queries that hold connections (`leak-detection-threshold`): the pool has connections, so the way to the database is open.',
        },
      ],
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
        /too many clients already|too many connections|remaining connection slots are reserved|max_user_connections|max number of clients reached|ORA-12516|ORA-00018|connection limit exceeded for (?:non-superusers|role|database)|max client connections reached|max_client_conn|no more connections allowed/i,
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
          where: 'PgBouncer has no place left',
          when: /no more connections allowed|max_client_conn|max client connections reached/i,
          plain: 'PgBouncer rejects new connections: its `max_client_conn` is reached.',
          fix: 'Raise `max_client_conn` of PgBouncer, or make the pool of each task smaller; old and new tasks hold connections at the same time during a deployment (`maximum-percent`).',
        },
        {
          where: 'the role has a limit of its own',
          when: /too many connections for role "(?<role>[^"]{1,80})"/i,
          plain: 'The database rejects new connections of the role {role}: its own limit is reached.',
          fix: 'Raise the limit of the role (`ALTER ROLE {role} CONNECTION LIMIT`), make the pool of each task smaller, or lower `maximum-percent` so that fewer tasks run at once.',
        },
        {
          where: 'it is Redis',
          when: /max number of clients reached/i,
          plain: 'Redis[[ at {address}]] rejects new connections: its limit (`maxclients`) is reached.',
          fix: 'Make the pool of each task smaller, close connections that are not used (`timeout` in the parameter group), lower `maximum-percent` so that fewer tasks run at once, or use a larger node.',
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
      variants: [
        {
          where: 'it is an extension of PostgreSQL',
          when: /permission denied to create extension "(?<extension>[\w-]{1,80})"/,
          plain: 'The program logged in, but its database user may not create the extension {extension}.',
          fix: 'Create it once as the master user of the database (on RDS a member of rds_superuser): `CREATE EXTENSION IF NOT EXISTS "{extension}";` in the database of the program; its migration then finds it there. Trusted extensions only need `GRANT CREATE ON DATABASE` for its user.',
        },
      ],
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
        /cannot execute (?<what>[A-Z][A-Z ]{2,40}) in a read-only transaction|running with the --(?:super-)?read-only option|You can't write against a read only replica|NotWritablePrimary|not (?:primary|master) and (?:slaveOk|secondaryOk)/i,
      plain:
        'The database accepts no writes[[ ({what})]]: the program is connected to a replica, or to a primary that has just become one.',
      causes: [],
      fix: 'Connect the program to the writer (Aurora: the cluster endpoint, not the reader endpoint; Redis: the primary endpoint), and close old connections after a failover.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-data-directory',
      title: 'The data folder of the database is not empty',
      pattern:
        /initdb: error: directory "(?<folder1>[^"]{1,300})" exists but is not empty|--initialize specified but the data directory (?<folder2>\/\S{1,300} )?has files in it/i,
      plain:
        'The database finds files in {folder|its data folder}, but no database: usually the folder `lost+found` of a new volume, or what an attempt before left behind.',
      causes: [],
      fix: 'Use a folder below the mount point for the data (PostgreSQL: `PGDATA={folder|/var/lib/postgresql/data}/pgdata` in `environment`; MySQL: `--datadir`); if an attempt before broke off, look at what it left there first.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-flyway-database',
      title: 'Flyway does not know the database',
      pattern: /\bUnsupported Database: (?<database>[A-Za-z][\w -]{1,40}? v?\d[\w.]{0,12})/,
      plain: 'Flyway in the image does not know {database}: it lacks the module for it, or is older than that version.',
      causes: [],
      fix: 'Add the module of the database to the build (since Flyway 10 they are separate: `org.flywaydb:flyway-database-postgresql`, `org.flywaydb:flyway-mysql`), or update Flyway to a version that knows {database}, then rebuild the image.',
      link: STOPPED,
      log: 'only',
      sources: ['https://github.com/flyway/flyway/issues/3780'],
    },
    {
      id: 'says-jdbc-driver-missing',
      title: 'The program has no JDBC driver for its database',
      pattern:
        /Unable to find a JDBC driver corresponding to the database kind '(?<kind1>[\w-]{1,40})'|No suitable driver found for (?<url>jdbc:\w{1,30})|Cannot load JDBC driver class/,
      plain: 'The program has no JDBC driver for its database[[ ({kind})]][[ ({url})]].',
      causes: [],
      fix: 'Add the driver to the dependencies of the program and rebuild the image (Quarkus: the extension `quarkus-jdbc-{kind|postgresql}`; else `org.postgresql:postgresql`, `com.mysql:mysql-connector-j`), or correct the URL of the database: it must start with `jdbc:`, and an empty one is none.',
      link: STOPPED,
      log: 'only',
      sources: ['https://github.com/quarkusio/quarkus/issues/21227'],
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
        /data directory was initialized by PostgreSQL version (?<data1>[\d.]{1,10}), which is not compatible with this version (?<server1>\d[\d.]{0,8}\d|\d)|database files are incompatible with server|Invalid MySQL server (?:down|up)grade: Cannot (?:down|up)grade from (?<data2>\d{4,7}) to (?<server2>\d{4,7})|Cannot boot server version (?<server3>\d{4,7}) on data directory built by version (?<data3>\d{4,7})|cannot (?:up|down)grade a node from version \[(?<data4>[\d.]{1,12})\](?: directly)? to version \[(?<server4>[\d.]{1,12})\]|Invalid feature ?[Cc]ompatibility ?[Vv]ersion/,
      plain:
        'A different version of the database wrote the data on the volume[[: version {data}, while the image has {server}]].',
      causes: [],
      fix: 'Go back to an image with the version that wrote the data[[ ({data})]], or migrate the data to the new version before the deployment (dump and restore, or `pg_upgrade`), after a backup of the volume.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-data-newer',
      title: 'The data were written by a newer version of the program',
      pattern:
        /\b(?:database|data ?base|schema|data|data directory|store|storage|index|cluster|catalog|metadata|file|state|snapshot|volume|config(?:uration)?|keyspace|realm)\b[^\n]{0,80}?\b(?:is for a|(?:used|created|written|built|initiali[sz]ed|upgraded|migrated|saved|modified|opened) (?:with|by|in|using|from|to) (?:a|an|the)) (?:newer|later|higher|more recent) (?:version|release|schema|\w{2,30})\b[^\n]{0,160}|\b(?:database|schema|catalog|metadata|migration|format|storage|data) version (?:of the database )?(?:\(?\w{0,3}[\d.]{1,20}\)? )?(?:is )?(?:newer|higher|greater|later|more recent|too new|ahead)\b[^\n]{0,160}|\bexpected a catalog version <=\d[^\n]{0,80}|\bcannot downgrade\b[^\n]{0,160}|\bdowngrad(?:e|ing)\b[^\n]{0,60}\b(?:is |are )?not (?:supported|possible|allowed|permitted)\b|Can't handle RDB format version (?<wanted>\d{1,4})/i,
      plain:
        'The database or volume was written by a newer version of the program than the one in this image[[: {wanted}]].',
      causes: [],
      fix: 'Deploy an image that is at least as new as the one that wrote the data[[ ({wanted})]] (an older image cannot read them: pin the tag, so that no `latest` goes back), or restore a backup from before that upgrade.',
      variants: [
        {
          where: 'the error names both versions, the one of the data first',
          when: /^log says: .{0,300}?\bversion (?:of the \w{2,30} )?\(?(?<wanted>\d[\w.-]{0,20})\)? is (?:higher|newer|greater|later) than .{0,60}?\(?(?<has>\d[\w.-]{0,20})\)?/m,
          plain:
            'The database or volume was written by version {wanted} of the program, and the image has {has}, which is older.',
          fix: 'Deploy an image with {wanted} or newer (the tag that ran last on these data); {has} cannot read them. To go back, restore a backup from before that upgrade.',
        },
        {
          where: 'the error names both versions',
          when: /^log says: .{0,300}?(?:<= ?|at most |up to |supports? |supported |old \w{1,30} release |to version )[[("']{0,2}(?<has>\d[\w.-]{0,20})[^\n]{0,80}?(?:current (?:\w{1,20} )?(?:version )?(?:is )?|is |found |got |has )["'[(]{0,2}(?<wanted>\d[\w.-]{0,20})/m,
          plain:
            'The database or volume was written by a newer version of the program than the one in this image: it is at {wanted}, and the image takes at most {has}.',
          fix: 'Deploy an image that takes {wanted} (the tag that ran last on these data, or a newer one; this image takes at most {has}), or restore a backup from before that upgrade; an older image never reads newer data.',
        },
      ],
      link: STOPPED,
      excludes: ['says-migration-failed', 'error-version'],
      log: 'only',
      sources: ['https://github.com/hasura/graphql-engine/issues/7768'],
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
      id: 'says-socket-local',
      title: 'The client looks for the database in its own container',
      pattern:
        /Can't connect to local (?:MySQL|MariaDB|server).{0,40}through socket '(?<socket1>[^']{1,120})'|connection to server on socket "(?<socket2>[^"]{1,120})" failed|connections on Unix domain socket "(?<socket3>[^"]{1,120})"|SQLSTATE\[HY000\] \[2002\] No such file or directory|could not connect to server: No such file or directory/i,
      plain:
        'The client has no host, or `localhost`, and looks for the database by a socket[[ ({socket})]] in its own container, where none runs.',
      causes: [],
      fix: 'Set the host of the database (the endpoint of RDS, or a Service Connect or Cloud Map name) in `environment` or `secrets` of the container, under the name that the program reads; for a database in the same task write 127.0.0.1 instead of localhost.',
      variants: [
        {
          where: 'a variable of the container has localhost',
          when: /^local host in (?<variable>\w{1,80}) of container (?<holder>\S{1,255})$/m,
          fix: 'Set {variable} of container {holder} (now localhost) to the host of the database: the endpoint of RDS, or a Service Connect or Cloud Map name; for a database in the same task write 127.0.0.1.',
        },
      ],
      link: STOPPED,
      excludes: ['says-unreachable', 'says-connection-refused', 'says-file-missing', 'error-connection'],
      log: 'only',
    },
    {
      id: 'says-replicas-missing',
      title: 'Too few replicas of the database are alive',
      pattern:
        /Not enough replicas available for query at consistency (?<level1>\w{2,20}) \((?<wanted1>\d{1,4}) required but only (?<has1>\d{1,4}) alive\)|Cannot achieve consistency level (?<level2>\w{2,20})|\bNOREPLICAS\b|NotEnoughReplicas(?:AfterAppend)?Exception|UNAVAILABLE_REPLICAS|not enough in-?sync replicas|Replication factor: (?<wanted2>\d{1,3}) larger than available brokers: (?<has2>\d{1,3})/i,
      plain:
        'The database or broker answers, but too few of its replicas are alive for what the program asks[[ ({level}: {wanted} wanted, {has} alive)]].',
      causes: [],
      fix: 'Bring the missing nodes back (`nodetool status`; for Kafka the brokers in sync), or correct what demands them: the replication of the keyspace or topic for this data center, the local data center that the program names, or the consistency level[[ {level}]] (`acks`, `min.insync.replicas`).',
      link: STOPPED,
      excludes: ['says-unreachable', 'error-setting', 'error-connection'],
      log: 'only',
      sources: ['https://github.com/k2view-academy/K2View-Academy/issues/152'],
    },
    {
      id: 'says-host-blocked',
      title: 'MySQL has blocked the address of the task',
      pattern: /Host '(?<client>[^']{1,120})' is blocked because of many connection errors/i,
      plain:
        'MySQL blocks {client}: earlier connections from there broke off more often than `max_connect_errors` allows.',
      causes: [],
      fix: 'Run `FLUSH HOSTS` (`mysqladmin flush-hosts`) on the database, raise `max_connect_errors` in its parameter group, and find what breaks connections off: a TCP health check on the port of MySQL, or a wrong TLS setting.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-lock-wait',
      title: 'The program waits too long for a lock in the database',
      pattern: /Lock wait timeout exceeded|canceling statement due to lock timeout/i,
      plain:
        'A statement of the program waited too long for a lock that another session of the database holds. The error does not name that session.',
      causes: [],
      fix: 'Find the session that holds the lock (PostgreSQL: `pg_locks` with `pg_stat_activity`; MySQL: `SHOW ENGINE INNODB STATUS`): often a long transaction of the old tasks, or a migration in another task. End it or wait for it, then deploy again.',
      variants: [
        {
          where: 'the program migrates its database',
          when: /^migrates: (?<tool>.+)$/m,
          fix: 'Find the session that holds the lock (PostgreSQL: `pg_locks` with `pg_stat_activity`; MySQL: `SHOW ENGINE INNODB STATUS`): often a long transaction of the old tasks, or the same migration in another task. Run the migration ({tool}) once, as a one-off task before the deployment (`run-task`).',
        },
      ],
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-lock-table-full',
      title: 'The lock table of PostgreSQL is full',
      pattern: /(?:\bERROR:|\berror:|\bFATAL:|OutOfMemory|53200).{0,40}\bout of shared memory\b/i,
      plain:
        'PostgreSQL has no room for more locks: one transaction locks too many tables. It is not the memory of the task.',
      causes: [],
      fix: 'Raise `max_locks_per_transaction` in the parameter group of the database (it needs a restart), or split the transaction (a migration or dump of very many tables or partitions).',
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/001a573a2011d605f2a6e10aee9996de8581d099/src/backend/storage/lmgr/lock.c',
      ],
    },
    {
      id: 'says-statement-timeout',
      title: 'A statement takes longer than the program waits',
      pattern:
        /Execution Timeout Expired|canceling statement due to statement timeout|Query execution was interrupted, maximum statement execution time exceeded|maximum statement execution time exceeded/i,
      plain:
        'A statement took longer than its timeout. The program did reach the database: the network and the login are fine.',
      causes: [],
      fix: 'Find the statement (the lines around this one, or the slow query log of the database) and make it faster, or raise its timeout (SQL Server: `Command Timeout`; PostgreSQL: `statement_timeout`; MySQL: `max_execution_time`); run long migrations before the deployment, as a one-off task (`run-task`).',
      link: STOPPED,
      log: 'only',
    },
  ],
} as const satisfies PatternGroup;
