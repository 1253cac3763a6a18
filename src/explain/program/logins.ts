import { GUIDE, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
const SECRETS = `${GUIDE}/specifying-sensitive-data.html`;
/** A pool that cannot connect runs empty, and "cannot reach" says less than why: both only follow. */
const POOLS = ['says-pool-empty', 'says-pool-unfilled', 'says-unreachable'];

/** Databases, caches and brokers that do not let the program in. */
export const LOGINS = {
  title: 'The program reports: logins',
  patterns: [
    {
      id: 'says-database-missing',
      title: 'The database does not exist',
      pattern:
        /[Ss]ervice "?(?<database7>[\w.$-]{1,80})"? is not registered with the listener|ORA-12514|ORA-12505|listener does not currently know of (?:service|SID)|database "(?<database1>[^"]{1,80})" does not exist|FATAL: {1,2}no such database: (?<database20>[\w.$-]{1,80})|Unknown database '(?<database2>[^']{1,80})'|Cannot open database "(?<database3>[^"]{1,80})" requested by the login|database (?<database4>[\w-]{1,80}) does not exist on the server|We could not find your database: (?<database5>[\w-]{1,80})|Database '(?<database6>[\w-]{1,80})(?:\.\w{1,80})?' does not exist|3D000(?:[^"\n]{0,80}database "(?<database8>[^"\n]{1,80})")?/i,
      plain: 'The program reached the server, but there is no database {database|with the name that it asks for}.',
      causes: [],
      fix: 'Create database {database|with that name}, or correct its name in the settings of the container (usually at the end of the database URL).',
      variants: [
        {
          where: 'it is a pooler of PostgreSQL that does not know the database',
          when: /no such database: (?<name>[\w.$-]{1,80})(?:[\s\S]*^database is in (?<variable>\w{1,80}) of container (?<holder>\S{1,255})$)?/m,
          plain: 'The pooler (PgBouncer) answers, and has no database {name} in its configuration.',
          fix: 'Add {name} to `[databases]` of PgBouncer (or a `*` entry) and reload it, or correct the name of the database[[ in {variable} of container {holder}]], usually at the end of the database URL.',
        },
        {
          where: 'it is SQL Server, which does not tell a missing database from a closed one',
          when: /Cannot open database "(?<name>[^"]{1,80})" requested by the login(?:[\s\S]{0,200}?Login failed for user '(?<login>[^']{1,80})')?(?:[\s\S]*^database is in (?<variable>\w{1,80}) of container (?<holder>\S{1,255})$)?/m,
          plain:
            'The login was accepted, but database {name} does not exist on that server, or the login[[ {login}]] has no user in it.',
          fix: 'Create database {name}, or correct its name[[ in {variable} of container {holder}]]; if it exists, run `CREATE USER {login|LOGIN} FOR LOGIN {login|LOGIN}` in {name} and give it a role.',
        },
        {
          where: 'the name is what an unset variable leaves',
          when: /[Dd]atabase ['"](?<nothing>undefined|null|None|nil|NaN|)['"]/,
          plain: 'The program asks for a database called "{nothing}": the variable that holds its name is not set.',
          fix: 'Set the variable of the database name in `environment` or `secrets` of the container, under the name that the program reads: "{nothing}" is what it made of the missing value.',
        },
        {
          where: 'it is a service of Oracle',
          when: /(?:[Ss]ervice "?(?<service>[\w.$-]{1,80})"? is not registered with the listener(?: at host "?(?<at>[\w.-]{1,253})"? port (?<on>\d{1,5}))?|ORA-125(?:14|05)|listener does not currently know of)/,
          plain:
            'The listener of Oracle[[ at {at}:{on}]] answers, and knows no service {service|with the name that the program asks for}.',
          fix: 'Correct the service name {service} in the connection string of the container (`lsnrctl services` lists those that the listener knows), or open the pluggable database; a SID needs another form of connection string than a service name.',
        },
        {
          where: 'a variable of the container names it',
          when: /^database is in (?<variable>\w{1,80}) of container (?<holder>\S{1,255})$/m,
          fix: 'Create database {database|with that name}, or correct its name in {variable} of container {holder}.',
        },
        {
          where: 'a secret of the container may name it',
          when: /^database may be in (?<variable>\w{1,80}) of container (?<holder>[^\s,]{1,255}), from (?<source>\S{1,300})$/m,
          fix: 'Create database {database|with that name}, or correct its name where the program gets it: most likely in {variable} of container {holder}, from {source}.',
        },
      ],
      link: STOPPED,
      excludes: ['says-login-refused', ...POOLS],
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/001a573a2011d605f2a6e10aee9996de8581d099/src/backend/utils/init/postinit.c',
        'https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html',
      ],
    },
    {
      id: 'says-login-method',
      title: 'Client and database know no common way to log in',
      pattern:
        /Public Key Retrieval is not allowed|ER_NOT_SUPPORTED_AUTH_MODE|Client does not support authentication protocol|(?:Authentication plugin|auth(?:entication)? (?:plugin|method)) '?(?<method1>\w{3,60})'? (?:cannot be loaded|is not supported|is unknown|not supported)|unknown auth(?:entication)? (?:plugin|method):? ?'?(?<method2>\w{3,60})|SCRAM authentication requires libpq|authentication method (?<method3>\d{1,2}) not supported|The authentication type (?<method4>\d{1,2}) is not supported/i,
      plain:
        'The database wants a login in a way[[ ({method})]] that the client library of the program does not know or does not allow. The password is not the reason.',
      causes: [],
      fix: 'Use a version of the client library that knows this way to log in (for MySQL 8 caching_sha2_password, for PostgreSQL 14 and later SCRAM), rebuild the image, or give the user the way that the client knows.',
      variants: [
        {
          where: 'Connector/J may not ask for the key',
          when: /Public Key Retrieval is not allowed/,
          plain:
            'MySQL Connector/J does not send the password: the connection has no TLS, and it may not ask the server for its public key.',
          fix: 'Turn on TLS in the JDBC URL (`sslMode=REQUIRED`), or add `allowPublicKeyRetrieval=true` to it; the URL comes from `environment` or `secrets` of the container.',
        },
        {
          where: 'an old client of Node.js logs in to MySQL 8',
          when: /ER_NOT_SUPPORTED_AUTH_MODE|Client does not support authentication protocol/,
          plain:
            'The client of MySQL in the program is too old for the way in which the server wants the login (caching_sha2_password of MySQL 8). The password is not the reason.',
          fix: 'Use mysql2 instead of mysql in the program (or a newer client library) and rebuild the image, or change the user on the server: `ALTER USER … IDENTIFIED WITH mysql_native_password` (up to MySQL 8.4).',
        },
      ],
      link: STOPPED,
      excludes: ['says-login-refused', ...POOLS],
      log: 'only',
      sources: ['https://github.com/mysqljs/mysql/issues/2046'],
    },
    {
      id: 'says-login-refused',
      title: 'The login is rejected',
      pattern:
        /(?:nats: )?Authorization Violation|AUTH <password> called without any password|Client sent AUTH, but no password is set|(?:password|PAM|Peer|Ident|GSSAPI|SCRAM) authentication failed for user "?(?<user1>[^"\s]{1,80})|Access denied for user '(?<user2>[^']{1,80})'|SASL (?:[A-Z][A-Z\d-]{3,20} )?authentication failed|SaslAuthenticationException|WRONGPASS|NOAUTH Authentication required|redis\.exceptions\.AuthenticationError: Authentication required|HELLO must be called with the client already authenticated|Login failed for user '(?<user3>[^']{1,80})'|ACCESS_REFUSED - Login was refused|MongoServerError: (?:Authentication failed|bad auth)|(?:Mongo\w*|OperationFailure).{0,80}AuthenticationFailed|\bcode: 18\b.{0,80}AuthenticationFailed|invalid username-password pair|ORA-01017|SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string|error: authentication failed\b|Authentication failed against (?:the )?database server.{0,120}?credentials for '?(?<user5>[^'\s]{1,80})'? are not valid|fe_sendauth: no password supplied|no password was provided|role \\?"(?<user4>[^"\\]{1,80})\\?" does not exist/i,
      plain: 'The server[[ {address}]] rejected the user {user|name} or the password.',
      causes: [
        {
          text: 'the password was changed or rotated after the secret was written',
          unless:
            /no password (?:supplied|was provided)|must be a string|role \\?"|no password is set|without any password/i,
        },
        {
          text: 'the secret belongs to another user or database',
          unless: /no password (?:supplied|was provided)|must be a string/i,
        },
        {
          text: 'the program gets no password',
          when: /no password (?:supplied|was provided)|must be a string|using password: NO/i,
        },
      ],
      fix: "Correct the user {user|name} and password in the container's secret, then deploy again: running tasks keep the old value.",
      variants: [
        {
          where: 'RDS checks a token of IAM',
          when: /PAM authentication failed for user|aws_iam.{0,40}authentication/i,
          plain: 'RDS rejected the IAM token of the user {user|name}.',
          fix: 'Allow the task role (`taskRoleArn`) `rds-db:connect` on arn:aws:rds-db:REGION:ACCOUNT:dbuser:RESOURCE-ID/{user|USER} (with the resource id of the database, not its name), run `GRANT rds_iam TO {user|USER}` there, and make the token for the same host, port, Region and user; a token is valid for 15 minutes.',
        },
        {
          where: 'it is NATS',
          when: /Authorization Violation/i,
          plain: 'NATS[[ at {address}]] rejected the user, password, token or NKey of the program, or it sends none.',
          fix: 'Give the container the credentials that this NATS server has for the program, in `secrets` (user and password or token in the URL `nats://USER:PASSWORD@HOST:4222`, or the path of a .creds file that is mounted), then deploy again: running tasks keep the old ones.',
        },
        {
          where: 'one variable of the container holds such a key',
          when: /^credential: (?<variable>\w{1,80}) of container (?<holder>[^\s,]{1,255}), from (?<source>.{1,300})$/m,
          plain: 'A service rejected the key or token of the program, which container {holder} has as {variable}.',
          fix: 'Correct {variable} of container {holder} (from {source}): it is wrong, revoked or of another environment; then deploy again, since running tasks keep the old value.',
        },
        {
          where: 'it is a key of another service',
          when: /\b(?<kind>SDK|API|app|access|client|license|ingestion)[ _-](?:key|token|secret)\b/i,
          plain: 'A service rejected the {kind} key of the program.',
          fix: 'Correct the {kind} key in `secrets` of the container: it is wrong, revoked or of another environment; then deploy again, since running tasks keep the old value.',
        },
        {
          where: 'Redis wants a password',
          when: /NOAUTH Authentication required|redis\.exceptions\.AuthenticationError: Authentication required|HELLO must be called with the client already authenticated/,
          plain: 'The program sent no password to Redis[[ ({host})]], and the server requires one.',
          fix: 'Put the password of Redis (ElastiCache: the AUTH token, or user and password of its user group) into `secrets` of the container, under the name that the program reads, or into its URL: `redis://:PASSWORD@HOST:6379`, with `rediss://` where encryption in transit is on, as an AUTH token demands.',
        },
        {
          where: 'Redis has no password, and the program sends one',
          when: /(?:AUTH <password> called without any password|Client sent AUTH, but no password is set)(?:[\s\S]*^url: (?<variable>\w{1,80}) of container (?<holder>[^\s,]{1,255})(?:, from (?<source>.{1,300}))?$)?/im,
          plain: 'The program sends a password to Redis[[ at {address}]], and the server has none for that user.',
          fix: 'Remove the password from {variable|the Redis URL or the variable that holds it}[[ of container {holder}]][[, which comes from {source}]], or turn on AUTH on the server (ElastiCache: an AUTH token, or a user with a password in its user group); check too that this is the Redis you mean.',
        },
        {
          where: 'it is Kafka',
          when: /(?<![\s\S])(?![\s\S]*^password: )[\s\S]*(?:Kafka|SASL (?:PLAIN|SCRAM|OAUTHBEARER|AWS_MSK_IAM))[\s\S]*(?:SASL|Sasl)/m,
          plain:
            'Kafka[[ at {address}]] rejected the user or password of the program, or the mechanism that it logs in with.',
          fix: 'Correct the user and password of Kafka in `secrets` of the container, and compare the mechanism (PLAIN, SCRAM-SHA-512) with what the listener at that port takes; on Amazon MSK the user is a secret AmazonMSK_… that must be associated with the cluster (port 9096). Then deploy again.',
        },
        {
          where: 'it is RabbitMQ',
          when: /(?<![\s\S])(?![\s\S]*^password: )[\s\S]*ACCESS_REFUSED - Login was refused/m,
          plain: 'RabbitMQ[[ at {address}]] rejected the user or password of the program.',
          fix: 'Correct the user and password of RabbitMQ in `secrets` of the container, or create that user there with a right on the virtual host; the user guest may connect only from the machine of the server. Then deploy again.',
        },
        {
          where: 'the program sends no password',
          when: /no password (?:supplied|was provided)|client password must be a string|using password: NO/i,
          plain: 'The program sent no password[[ for the user {user}]], and the server requires one.',
          fix: 'Give the container the password in `secrets`, under the name that the program reads; a password with characters such as `@`, `/` or `#` must be percent-encoded in a URL.',
        },
        {
          where: 'one secret of the container holds the password',
          when: /(?<![\s\S])(?![\s\S]*(?:role \\?"|no password (?:supplied|was provided)))[\s\S]*^password: (?<variable>\w{1,80}) from (?<source>.{1,300}) of container (?<holder>\S{1,255})$/m,
          plain:
            'The server rejected the user {user|name} or the password, which container {holder} gets as {variable} from {source}.',
          fix: 'Compare {source} with the password of {user|that user} in the database (after a rotation one of them is old), correct it, then deploy again with `force-new-deployment`: running tasks keep the value that they started with.',
        },
        {
          where: 'the database has no such user',
          when: /role \\?"(?<role>[^"\\]{1,80})\\?" does not exist/,
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
  ],
} as const satisfies PatternGroup;
