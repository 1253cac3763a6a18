import { GUIDE, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
const ENVIRONMENT = `${GUIDE}/taskdef-envfiles.html`;
const SECRETS = `${GUIDE}/specifying-sensitive-data.html`;

/** What single products say of their own settings, data and surroundings. */
export const PRODUCTS = {
  title: 'The program reports: products',
  patterns: [
    {
      id: 'says-documentdb',
      title: 'Amazon DocumentDB lacks what the client of MongoDB asks for',
      pattern:
        /Retryable writes are not supported|Unsupported mechanism \[ -?301 \]|does not support retryable writes|Feature not supported: (?<feature>[\w $.-]{1,80})/i,
      plain: 'The client of MongoDB uses something that Amazon DocumentDB does not have[[: {feature}]].',
      causes: [],
      fix: 'Do without {feature|it} in the program or the options of the client; the functional differences of DocumentDB list what it lacks.',
      variants: [
        {
          where: 'the client retries writes',
          when: /Retryable writes are not supported|does not support retryable writes/i,
          plain:
            'The client of MongoDB retries writes, which the server does not support (Amazon DocumentDB has no retryable writes).',
          fix: 'Add `retryWrites=false` to the `mongodb://` URL that the container gets (or to the options of the client).',
        },
        {
          where: 'the way to log in is another',
          when: /Unsupported mechanism/i,
          plain: 'The client of MongoDB logs in in a way that Amazon DocumentDB does not know.',
          fix: 'Add `authMechanism=SCRAM-SHA-1` to the `mongodb://` URL that the container gets, or use a client that chooses it itself.',
        },
      ],
      link: 'https://docs.aws.amazon.com/documentdb/latest/developerguide/functional-differences.html',
      log: 'only',
      sources: ['https://github.com/sorry-cypress/sorry-cypress/issues/854'],
    },
    {
      id: 'says-corepack',
      title: 'Corepack fetches the package manager when the container starts',
      pattern:
        /Cannot find matching keyid: \{"signatures"|Error when performing the request to (?<url>https?:\/\/[^\s;]{4,200}); for troubleshooting help, see https:\/\/github\.com\/nodejs\/corepack/,
      plain:
        'Corepack fetches the package manager (pnpm, Yarn) anew at each start, and that fails[[: it does not reach {url}]].',
      causes: [],
      fix: 'Have the image hold it: in the Dockerfile `corepack prepare --activate` (or `npm install --global pnpm@VERSION`), as the user that runs the program, or start the program without it (`node dist/index.js` in `command`).',
      variants: [
        {
          where: 'it does not know the key',
          when: /Cannot find matching keyid/,
          plain:
            'Corepack in the image is too old: it does not know the key with which the npm registry signs the package manager (pnpm, Yarn) that it fetches at the start.',
          fix: 'In the Dockerfile, `npm install --global corepack@latest` (or a newer Node.js image) in front of `corepack enable`, and `corepack prepare --activate`, so that nothing is fetched when the container starts; or start the program without it (`node dist/index.js` in `command`).',
        },
      ],
      link: STOPPED,
      log: 'only',
      sources: ['https://github.com/nodejs/corepack/issues/612'],
    },
    {
      id: 'says-nltk-data',
      title: 'Data of NLTK is not in the image',
      pattern: /\bResource (?<name>[a-z][\w.]{2,60}) not found\.(?: Please use the NLTK Downloader\b|$)/,
      plain: 'The image does not have {name}, data that NLTK loads when it is needed.',
      causes: [],
      fix: 'Download it in the Dockerfile: `RUN python -m nltk.downloader -d /usr/share/nltk_data {name}`, and rebuild the image; a download at the start would need a way to the internet and a folder that the user of the container may write to.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-account-locked',
      title: 'The account in the database is locked, or its password has expired',
      pattern:
        /ORA-28000|ORA-28001|[Tt]he account is locked|Account is blocked because of too many|role "(?<user1>[^"]{1,80})" is not permitted to log in|User "?'?(?<user2>[\w@.%-]{1,80})"?'? account is locked|Your password has expired|[Pp]assword (?:of|for) user '?(?<user3>[\w@.-]{1,80})'? has expired|Login failed for user '(?<user4>[^']{1,80})'\. Reason: The (?:account is disabled|password of the account has expired)/,
      plain:
        'The database knows the user {user|of the program}, whose account is locked, disabled or has an expired password.',
      causes: [],
      fix: 'Unlock the account {user|of the program} or give it a new password in the database (Oracle: `ALTER USER … ACCOUNT UNLOCK`; PostgreSQL: `ALTER ROLE … LOGIN`; MySQL: `ALTER USER … ACCOUNT UNLOCK`), then put the same password into `secrets` of the container: a wrong one that is tried again and again locks it anew.',
      link: SECRETS,
      excludes: ['says-login-refused'],
      log: 'only',
    },
    {
      id: 'says-data-damaged',
      title: 'The data on the volume are damaged',
      pattern:
        /(?:Bad file format|Unexpected end of file) reading the append only file(?: (?<file>[\w./-]{1,120}\w))?|Short read or OOM loading DB|Wrong signature trying to load DB from file|PANIC: {1,2}could not locate a valid checkpoint record/,
      plain:
        'The server cannot read its data[[ ({file})]]: they are damaged, most likely because a task was killed while it wrote.',
      causes: [],
      fix: 'Make a copy of the volume first. Then repair the file with the tool of the server (Redis: `redis-check-aof --fix`, `redis-check-rdb`), or restore the last backup; give the container a longer `stopTimeout`, so that it ends its writes.',
      link: STOPPED,
      log: 'only',
      sources: ['https://github.com/redis/redis/issues/4931'],
    },
    {
      id: 'says-data-locked',
      title: 'Another process uses the data folder',
      pattern:
        /Unable to lock (?<file1>\.?\/?[\w./-]{1,120}),? error: (?:11|35)|DBPathInUse: [^\n]{0,60}(?<file2>\/[\w./-]{1,200}\.lock)|lock file "(?<file3>[^"]{1,200}\.pid)" already exists|failed to obtain node locks?,? ?(?:tried )?\[+(?<file4>[^\]]{1,200})|Lock held by (?:this|another|current)|(?:lock|LOCK)\b[^\n]{0,120}Resource temporarily unavailable|\bdatabase is locked\b|another (?:process|instance) is (?:already )?using (?:the )?(?:data|this)/i,
      plain:
        'The data[[ ({file})]] is locked: another process uses it, usually the old task of the service on the same volume.',
      causes: [],
      fix: 'Let the old task stop before the new one starts (`minimum-healthy-percent: 0`, `maximum-percent: 100`, one task), since such data serves one process at a time; if no other task uses the volume, remove the lock[[ {file}]] that a killed one left behind.',
      variants: [
        {
          where: 'InnoDB locks its data files themselves',
          when: /Unable to lock (?<data>\.?\/?[\w./-]{1,120}),? error: (?:11|35)/,
          plain:
            'InnoDB cannot lock its data ({data}): another server has it open, usually the old task of the service on the same volume.',
          fix: 'Let the old task stop before the new one starts (`minimum-healthy-percent: 0`, `maximum-percent: 100`, one task): one server at a time can use the data. Never delete {data}: it is the data, not a lock.',
        },
      ],
      link: STOPPED,
      log: 'only',
      sources: ['https://github.com/goharbor/harbor/issues/8381'],
    },
    {
      id: 'says-clock',
      title: 'The clock of the task is wrong',
      pattern:
        /RequestTimeTooSkewed|difference between the request time and the (?:current|server's) time is too large|Signature (?:expired|not yet current): \d{8}T\d{6}Z|[Tt]oken (?:used before issued|is not yet valid|is not valid yet)|Invalid JWT: Token must be a short-lived token|\bjwt not active\b|ImmatureSignatureError/,
      plain: 'The other side refuses what the program signed, because the clocks of the two differ too much.',
      causes: [],
      fix: 'Correct the clock: on EC2 let the container instance use the Amazon Time Sync Service (chrony, 169.254.169.123); on Fargate the clock is right, so look for a fixed or faked time in the container and at the clock of the other side, and allow a few seconds of difference where tokens are checked.',
      link: STOPPED,
      log: 'only',
      sources: ['https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html'],
    },
    {
      id: 'says-keycloak',
      title: 'Keycloak has no host name',
      pattern:
        /hostname is not configured; either configure hostname|Strict hostname resolution configured but no hostname setting/i,
      plain: 'Keycloak runs in production mode and has no host name: KC_HOSTNAME is not set.',
      causes: [],
      fix: 'Set `KC_HOSTNAME` to the public URL of Keycloak (such as https://auth.example.com) in `environment` of the container, and behind a load balancer `KC_PROXY_HEADERS=xforwarded`; or `KC_HOSTNAME_STRICT=false` if it is reached under several names.',
      link: ENVIRONMENT,
      log: 'only',
    },
    {
      id: 'says-time-zone',
      title: 'PostgreSQL does not know the time zone of the program',
      pattern: /invalid value for parameter \\?"TimeZone\\?": \\?"(?<zone>[^"\\]{1,80})/i,
      plain: 'PostgreSQL rejects the connection because it does not know the time zone {zone}, which the client sends.',
      causes: [],
      fix: 'Set a time zone that the server knows: `-Duser.timezone=UTC` in `JAVA_TOOL_OPTIONS`, elsewhere `TZ=UTC`, in `environment` of the container (or the option `timezone` of the connection); `SELECT name FROM pg_timezone_names` lists those it knows. A newer minor version of PostgreSQL knows newer names.',
      link: ENVIRONMENT,
      log: 'only',
      sources: ['https://github.com/pgjdbc/pgjdbc/issues/2747'],
    },
    {
      id: 'says-erlang-node',
      title: 'Erlang cannot start under the name of its node',
      pattern:
        /Can't set (?<kind>long|short) node name!|\b(?:Invalid node name|Hostname (?<node>\S{1,120}) is illegal)/,
      plain: 'Erlang cannot start its distribution: the name of the node does not fit the way in which it is given.',
      causes: [],
      fix: 'Set `RELEASE_DISTRIBUTION=name` and `RELEASE_NODE` to a name with an IP address or a full host name behind the @ (such as shop@127.0.0.1) in `environment` of the container; a short name (`sname`) has no dot behind it. A program that needs no cluster starts with `RELEASE_DISTRIBUTION=none`.',
      link: ENVIRONMENT,
      log: 'only',
      sources: ['https://github.com/elixir-lang/elixir/issues/9195'],
    },
    {
      id: 'says-product-setting',
      title: 'A product refuses to start with its settings',
      pattern:
        /App keys are required\. Please set (?<key1>app\.keys)|Refusing to start due to insecure (?<key2>SECRET_KEY)|requirement failed: (?<key3>[a-z]\w{1,40}(?:\.\w{1,40}){1,4}) (?<why1>[^\n]{3,160})|Mismatching encryption keys\.|Invalid (?:maximum|initial|minimum) heap size: (?<key4>-X\S{1,40})|Cookie file (?<key5>\/\S{1,200}) must be accessible by owner only|\bBadDsn: (?<why2>[^\n]{1,120})|(?<key6>jdbcUrl) is required with/,
      plain: 'The program does not start with the value that it has for {key|a setting}[[: {why1}]].',
      causes: [],
      fix: 'Correct {key|the setting that the line names} in `environment` or `secrets` of the container, or in the configuration in the image[[: it {why1}]].',
      variants: [
        {
          where: 'it is Strapi',
          when: /App keys are required/,
          plain: 'Strapi has no keys for its sessions: app.keys is empty.',
          fix: "Set `APP_KEYS` in `secrets` of the container (several keys, with commas between), which `app.keys` in config/server.js reads with `env.array('APP_KEYS')`.",
        },
        {
          where: 'it is Superset',
          when: /Refusing to start due to insecure SECRET_KEY/,
          plain: 'Superset refuses to start with its default SECRET_KEY.',
          fix: 'Set `SUPERSET_SECRET_KEY` in `secrets` of the container to a long random text (`openssl rand -base64 42`), or SECRET_KEY in superset_config.py; keep it the same from then on, because it encrypts what the database holds.',
        },
        {
          where: 'it is n8n',
          when: /Mismatching encryption keys\.(?: The encryption key in the settings file (?<file>\S{1,200}))?/,
          plain:
            'n8n has two encryption keys: that of its settings file[[ {file}]], and another one in N8N_ENCRYPTION_KEY.',
          fix: 'Set `N8N_ENCRYPTION_KEY` in `secrets` of the container to the key in the file[[ {file}]] on its volume, which encrypted the credentials that it stores; do not make a new one.',
        },
        {
          where: 'the option of the heap has a wrong form',
          when: /heap size: (?<option>-X\S{1,40})/,
          plain: 'The JVM does not understand {option}.',
          fix: 'Write a number with one letter (`-Xmx2g`, `-Xmx1536m`) instead of {option}, where the container gets it: `JAVA_TOOL_OPTIONS` or `JAVA_OPTS` in `environment`, or `command`.',
        },
        {
          where: 'it is the cookie of RabbitMQ',
          when: /Cookie file (?<cookie>\/\S{1,200}) must be accessible/,
          plain: 'Others than its owner may read {cookie}, so RabbitMQ does not start.',
          fix: 'Give {cookie} the mode 400 and the user of RabbitMQ as its owner (`chmod 400`); on EFS through an access point with that POSIX user; or remove the file and set `RABBITMQ_ERLANG_COOKIE` in `secrets`.',
        },
        {
          where: 'it is the DSN of Sentry',
          when: /BadDsn: (?<reason>[^\n]{1,120})/,
          plain: 'The DSN of Sentry is not a URL ({reason}).',
          fix: 'Correct the variable of the DSN (usually `SENTRY_DSN`) in `environment` or `secrets` of the container: it starts with `https://`; to do without Sentry remove the variable, since not every version accepts an empty DSN.',
        },
        {
          where: 'HikariCP gets no URL',
          when: /jdbcUrl is required with/,
          plain: 'HikariCP gets a driver, but no URL: jdbcUrl is not set.',
          fix: 'Set the URL of the database in `environment` or `secrets` of the container, under the property that the program binds to HikariCP: a DataSource of your own reads `jdbc-url` (variable ending with `_JDBC_URL`), not `url`.',
        },
        {
          where: 'Kafka does not accept a listener',
          when: /requirement failed: (?<key>(?:advertised\.)?listeners?\S{0,40}) (?<why>[^\n]{3,160})/,
          plain: 'Kafka does not accept its {key}: {why}',
          fix: 'Set `KAFKA_ADVERTISED_LISTENERS` (or {key} in server.properties) to an address that clients reach, such as the Service Connect or Cloud Map name of the broker; 0.0.0.0 belongs in `listeners` alone.',
        },
      ],
      link: ENVIRONMENT,
      log: 'only',
      sources: [
        'https://github.com/rigby-sh/solace-medusa-starter/issues/96',
        'https://github.com/apache/superset/issues/23288',
      ],
    },
  ],
} as const satisfies PatternGroup;
