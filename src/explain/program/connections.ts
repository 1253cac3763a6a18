import { GUIDE, type PatternGroup, type Variant } from '../pattern.ts';
import { HOST_NAMES } from './host-names.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
const NETWORK = `${GUIDE}/task-networking-awsvpc.html`;
/** A pool that cannot connect runs empty, and "cannot reach" says less than why: both only follow. */
const POOLS = ['says-pool-empty', 'says-pool-unfilled', 'says-unreachable'];
const HERE = '(?:127\\.0\\.0\\.1|localhost|\\[?::1\\]?)';
const ADDRESS = '(?<address1>[\\w.-]{1,253}(?::\\d{1,5})?|\\[[\\da-f:]{2,40}\\]:\\d{1,5})';

/** Fact of src/watch/diagnose/program-facts.ts. */
const TOLD_BY_KAFKA: Variant = {
  where: 'it is a broker of Kafka by the address that another one told',
  when: /^containers: 1$[\s\S]*^kafka told: (?<at>localhost|127\.0\.0\.1)\S{0,12}:(?<on>\d{2,5})$/m,
  plain:
    'The first Kafka broker answered, and told the program the address {at}:{on} for a broker: that is the task itself.',
  fix: 'Correct `advertised.listeners` of that broker, now {at}:{on}, to an address that the tasks resolve and reach, and allow its port from the security group of the tasks; `bootstrap.servers` of the program is not the reason.',
};

/** Servers that a program does not reach. */
export const CONNECTIONS = {
  title: 'The program reports: connections',
  patterns: [
    {
      id: 'says-upstream-socket',
      title: 'The web server does not reach its program over a socket file',
      pattern:
        /connect\(\) to unix:(?<socket>\/[^\s:]{1,200}) failed \(\d{1,3}: (?<why>[^)]{1,80})\) while connecting to upstream/i,
      plain:
        'The web server passes requests on to {socket}, and nothing answers there ({why}): the program behind it does not run, or listens elsewhere.',
      causes: [],
      fix: 'Start the program that is to answer at {socket} in the same container and let it listen there (gunicorn: `--bind unix:{socket}`; PHP-FPM: `listen = {socket}`); if it has a container of its own, pass requests on to 127.0.0.1 and its port instead.',
      variants: [
        {
          where: 'the socket may not be opened',
          when: /failed \(13: Permission denied\)/,
          plain: 'The web server may not open {socket}, the socket of the program behind it.',
          fix: 'Give the user of the web server access to {socket} (PHP-FPM: `listen.owner` and `listen.group`; gunicorn: `--umask 007` and a common group).',
        },
      ],
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-no-upstream',
      title: 'A proxy has no healthy task of another service',
      pattern:
        /(?:https?:\/\/(?<address1>[\w.-]{1,253}(?::\d{1,5})?)\S{0,200}.{0,120})?(?:no healthy upstream|upstream connect error or disconnect\/reset before headers)/i,
      plain:
        'The proxy (Service Connect or a mesh) has no healthy task for {address|the service that the program calls}.',
      causes: [],
      fix: 'Check that the service behind {host|that name} has running and healthy tasks, and publishes this name and port in the same Service Connect namespace (`clientAliases`); if it was created after this one, deploy this one again. The program should try again instead of exiting.',
      link: `${GUIDE}/service-connect.html`,
      log: 'only',
    },
    {
      id: 'says-atlas-list',
      title: 'MongoDB Atlas does not admit the address of the task',
      pattern:
        /Could not connect to any servers in your MongoDB Atlas cluster|isn't whitelisted|not (?:on|in) (?:your|the) (?:Atlas )?(?:cluster's )?IP (?:access list|whitelist)/i,
      plain:
        'The program cannot connect to MongoDB Atlas: most likely the access list of the project does not include the address that the tasks connect from.',
      causes: [],
      fix: 'Add the public address of the NAT gateway of the subnets of the tasks to the IP access list of the Atlas project (or connect through a VPC peering or private endpoint), and allow outbound traffic on port 27017.',
      link: NETWORK,
      excludes: ['says-connection-timeout'],
      log: 'only',
    },
    ...HOST_NAMES,
    {
      id: 'says-connection-timeout',
      title: 'A connection times out',
      pattern: new RegExp(
        [
          `\\[2002\\] (?:Operation|Connection) timed out`,
          `connect ETIMEDOUT(?: (?<address1>[\\w.:\\[\\]-]{1,253}))?`,
          `dial tcp (?<address2>[\\w.\\[\\]:-]{3,260}): (?:i/o timeout|connect: (?:connection|operation) timed out)`,
          `connection to server at "(?<address3>[\\w.-]{1,253})"(?: \\([\\d.:a-f]{2,45}\\))?, port (?<port3>\\d{1,5}) failed: (?:Connection timed out|timeout expired)`,
          `Can't connect to MySQL server on '(?<address4>[\\w.-]{1,253}(?::\\d{1,5})?)' \\((?:110|timed out)`,
          `[Ff]ailed to connect to (?<address10>[\\w.-]{1,253}:\\d{1,5}) (?:in|within|after) \\d{1,9} ?(?:ms|s)\\b`,
          `tcp connect \\((?<address5>[\\w.-]{1,253}:\\d{1,5})\\): (?:timeout|connection timed out)`,
          `\\(host='(?<address6>[\\w.-]{1,253})', port=(?<port6>\\d{1,5})\\).{0,300}(?:timed out|ConnectTimeout)`,
          `Timeout connecting to server|Error connecting to (?<address7>[\\w.-]{1,253}:\\d{1,5}).{0,60}timed? ?out`,
          `ConnectTimeout(?:Error|Exception)?\\b`,
          `Failed to open TCP connection to (?<address9>[\\w.-]{1,253}:\\d{1,5}) \\((?:execution expired|Connection timed out)`,
          `Net::OpenTimeout`,
          `Connection timed out(?: \\((?<address8>[\\w.-]{1,253}:\\d{1,5})\\))?`,
          `connect(?:ion)? (?:attempt )?timed out`,
          `SocketTimeoutException: [Cc]onnect timed out`,
          `(?:SocketException|IOException) \\(110\\)|\\(os error 110\\)|\\[Errno 110\\]`,
          `Connection Timeout Expired`,
          `(?:MongoServerSelectionError|ServerSelectionTimeoutError|No suitable servers found|server selection (?:error|timeout))(?!.{0,400}(?:ECONNREFUSED|Connection refused|actively refused|Authentication|ECONNRESET|socket hang up|connection closed))`,
          `dial tcp (?!lookup ).{1,100}: i/o timeout|connect: operation timed out`,
          `Connection terminated due to connection timeout|KnexTimeoutError|Connection timeout\\b(?! ?[=:] ?\\d)`,
          `\\b(?:dial(?:ing)?|connect(?:ing|ion)?)\\b.{0,200}context deadline exceeded`,
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
          where: 'the address is one of OpenSearch Service, on another port than 443',
          when: /^endpoint takes TLS alone: Amazon OpenSearch Service; (?<how>.{1,200})$/m,
          plain:
            'The program cannot connect to {address}, because the connection times out: Amazon OpenSearch Service listens only on port 443.',
          fix: 'Use {how} in the address of {host} that the container gets, and allow the security group of the tasks on port 443 in that of the domain.',
        },
        {
          where: 'it is an API of AWS, and the subnets are known',
          when: /^endpoint: (?<service>[\w-]{1,60}) of AWS in (?<region>[\w-]{5,20})$[\s\S]*^subnets (?<subnets>.{1,400})$/m,
          plain:
            'The program cannot reach the API of AWS at {host|that address}, because the connection times out: its subnets have no way there.',
          fix: 'Give the subnets of the tasks ({subnets}) a NAT gateway, or the VPC endpoint com.amazonaws.{region}.{service} with a security group that allows port 443 from the tasks; and allow outbound traffic on port 443 in the security group of the tasks.',
        },
        {
          where: 'it is an API of AWS',
          when: /^endpoint: (?<service>[\w-]{1,60}) of AWS in (?<region>[\w-]{5,20})$/m,
          plain:
            'The program cannot reach the API of AWS at {host|that address}, because the connection times out: its subnets have no way there.',
          fix: 'Give the subnets of the tasks a NAT gateway, or the VPC endpoint com.amazonaws.{region}.{service} with a security group that allows port 443 from the tasks; and allow outbound traffic on port 443 in the security group of the tasks.',
        },
        {
          where: 'the address is on the internet, as far as its name shows',
          when: /^endpoint: on the internet/m,
          plain: 'The program cannot connect to {address}, because the connection times out.',
          fix: 'Give the subnets of the tasks a way to {host} (a NAT gateway, or `assignPublicIp` in public subnets), allow outbound traffic on port {port|of that server} in the security group of the tasks, and add the address of the NAT gateway to the allow list of {host} if it has one.',
        },
        {
          where: 'the security groups of the tasks are known',
          when: /^security groups (?<own>.{1,300})$/m,
          fix: 'Allow the security group of the tasks ({own}) in the security group of {host|the server} (port {port|of that server}), and check the routes of the subnets.',
        },
      ],
      link: NETWORK,
      excludes: [...POOLS, 'says-connection-reset'],
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
          `(?:[Cc]onnection refused|ECONNREFUSED|os error 111\\)).{0,120}?\\b\\w{1,12}://(?:[^\\s@/]{0,100}@)?${HERE}:(?<port12>\\d{1,5})`,
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
        TOLD_BY_KAFKA,
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
          where: 'it is nginx, and the task has no other container',
          when: /while connecting to upstream[\s\S]*^containers: 1$/m,
          plain:
            'nginx forwards to localhost:{port}, where nothing listens: the application that should run in the same container has ended or listens on another port, or its own container is missing from the task.',
          fix: 'Start the application on port {port} in the container of nginx and send its output to the log, or add it to the task definition as a container of its own; if it listens on another port, correct `proxy_pass` or `upstream` of nginx.',
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
          `Can't connect to MySQL server on(?: '(?<address7>[\\w.-]{1,253}(?::\\d{1,5})?)'(?= \\(111|:? ?\\[Errno 111))`,
          `actively refused it\\.?(?: \\((?<address8>[\\w.-]{1,253}:\\d{1,5}))?`,
          `Connection refused: ?(?:no further information: )?/?(?<address9>[\\w.-]{1,253}[:/][\\d.:]{2,30})`,
          `Connection refused \\((?<address10>[\\w.-]{1,253}:\\d{1,5})\\)`,
          `\\(host='(?<address11>[\\w.-]{1,253})', port=(?<port11>\\d{1,5})\\).{0,300}Connection refused`,
          `Error \\d{1,4} connecting to (?<address12>[\\w.-]{1,253}:\\d{1,5})\\. Connection refused`,
          `(?:connect(?:ing)? to|connect\\(\\) to|Error connecting to) (?:Redis on )?(?<address13>[\\w.-]{1,253}:\\d{1,5}).{0,60}(?:refused|ECONNREFUSED)`,
          `could not connect to server: Connection refused`,
          `Failed to open TCP connection to (?<address15>[\\w.-]{1,253}:\\d{1,5}) \\(Connection refused`,
          `Connect call failed \\('(?<address16>[\\w.:-]{1,253})', (?<port16>\\d{1,5})`,
          `ConnectionRefused(?:Error)?\\b|\\[Errno 111\\]|\\(os error 111\\)|Exception \\(111\\)`,
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
        /\bNoBrokersAvailable\b|Can't reach database server at '?(?<address1>[\w.-]{1,253}(?::\d{1,5})?)(?:':'(?<port1>\d{1,5}))?|NpgsqlException(?: \(0x\w{1,8}\))?: Failed to connect to (?<address2>[\w.-]{1,253}:\d{1,5})|It was not possible to connect to the redis server\(?s?\)?.{0,60}?(?:UnableToConnect on (?<address3>[\w.-]{1,253}:\d{1,5}))?|RedisConnectionException: Unable to connect to (?<address4>[\w.-]{1,253})(?:\/<unresolved>)?:(?<port4>\d{1,5})|MaxRetriesPerRequestError|Failed to refresh slots cache|Timed out waiting for a node assignment|Connection to node -?\d{1,4} \((?<address6>[\w.-]{1,253})\/[^):]{1,60}:(?<port6>\d{2,5})\) could not be established|DialectResolutionInfo cannot be null|Unable to connect to any of the specified MySQL hosts|Can't connect to (?:MySQL server on|local MySQL server|PostgreSQL)(?: '(?<address5>[\w.-]{1,253}(?::\d{1,5})?)')?|could not connect to server|Communications link failure|A network-related or instance-specific error occurred while establishing a connection|The Network Adapter could not establish the connection/i,
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
          where: 'it is a cluster of Redis',
          when: /Failed to refresh slots cache/,
          plain: 'The client gets no answer from any node of the Redis cluster[[ ({address})]].',
          fix: 'Allow the security group of the tasks in that of the cache (port {port|6379}), use its configuration endpoint, and with encryption in transit give the client TLS (ioredis: `dnsLookup: (address, callback) => callback(null, address)` and `redisOptions: { tls: {} }`).',
        },
        TOLD_BY_KAFKA,
        {
          where: 'it is Kafka',
          when: /NoBrokersAvailable|Timed out waiting for a node assignment|Connection to node -?\d{1,4} \(/,
          plain: 'The program gets no answer from its Kafka brokers that it can use.',
          fix: "Check `bootstrap.servers`[[ ({address})]] and the protocol of the client (Amazon MSK: port 9092 plain, 9094 TLS, 9096 SASL/SCRAM, 9098 IAM, with `security.protocol` to match), and allow the task's security group on that port in the security group of the brokers.",
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
      id: 'says-kafka-protocol',
      title: 'The Kafka brokers close the connection',
      pattern:
        /client has run out of available brokers to talk to\b.{0,400}\b(?:EOF|connection reset)|might be caused by incorrect security\.protocol configuration|Disconnected while requesting ApiVersion|Failed to read SASL handshake header|Connection to node -\d \([^)]{1,260}\) terminated during authentication|Bootstrap broker (?<address>[\w.-]{1,253}:\d{2,5}) \(id: -\d{1,4} rack: null\) disconnected/i,
      plain:
        'The Kafka brokers accept the connection and close it at once: the client speaks another protocol than this port expects (TLS, SASL or neither).',
      causes: [],
      fix: 'Give the Kafka client the protocol of the port (`security.protocol`; Amazon MSK: 9092 plain, 9094 TLS, 9096 SASL/SCRAM over TLS, 9098 IAM over TLS), or use the port of the protocol that it speaks.',
      variants: [
        {
          where: 'it is the TLS port of Amazon MSK',
          when: /^kafka port: (?<broker>\S{1,200}):9094$/m,
          plain:
            'The client speaks plain Kafka to {broker}:9094, which is the TLS port of the brokers: they accept the connection and close it at once.',
          fix: 'Turn on TLS in the Kafka client (`security.protocol=SSL`; sarama: `config.Net.TLS.Enable = true`; kafkajs: `ssl: true`), or use port 9092 if the cluster allows plain connections.',
        },
        {
          where: 'it is the SASL/SCRAM port of Amazon MSK',
          when: /^kafka port: (?<broker>\S{1,200}):9096$/m,
          plain:
            'The client does not speak SASL/SCRAM over TLS to {broker}:9096, and the brokers close the connection.',
          fix: 'Use `security.protocol=SASL_SSL` and `sasl.mechanism=SCRAM-SHA-512` in the Kafka client (sarama: `Net.TLS.Enable` and `Net.SASL.Enable`; kafkajs: `ssl: true` and `sasl`), with the user and password of the secret AmazonMSK_….',
        },
        {
          where: 'it is the IAM port of Amazon MSK',
          when: /^kafka port: (?<broker>\S{1,200}):9098$/m,
          plain: 'The client does not log in with IAM over TLS at {broker}:9098, and the brokers close the connection.',
          fix: 'Use `security.protocol=SASL_SSL` and `sasl.mechanism=AWS_MSK_IAM` (or OAUTHBEARER with the MSK IAM signer) in the Kafka client, and allow the task role `kafka-cluster:Connect` on the cluster.',
        },
        {
          where: 'it is the plain port of Amazon MSK',
          when: /^kafka port: (?<broker>\S{1,200}):9092$/m,
          plain: 'The client uses TLS or SASL with {broker}:9092, the plain port of the brokers.',
          fix: 'Use port 9094 for TLS (9096 with SASL/SCRAM, 9098 with IAM) in the addresses of the brokers, or turn TLS and SASL off in the client.',
        },
      ],
      link: STOPPED,
      excludes: ['says-connection-reset', 'says-tls-not-offered', 'says-tls-broken-off'],
      log: 'only',
      sources: ['https://github.com/IBM/sarama/issues/3037', 'https://github.com/danielqsj/kafka_exporter/issues/449'],
    },
    {
      id: 'says-connection-reset',
      title: 'The server closes the connection',
      pattern:
        /server closed the connection unexpectedly|Connection terminated unexpectedly|(?:Connection|Socket) closed by (?:the )?server|Connection lost \(ECONNRESET\)|Redis(?:Connection)?(?:Error|Exception)?:? .{0,60}(?:connection|socket) (?:is |was )?closed|read ECONNRESET|Connection reset by peer|Connection reset(?: \(|$)|Lost connection to MySQL server|MySQL server has gone away|Socket closed unexpectedly|socket hang up|(?:read|write|connection|handshake|startup message|pq|pgconn|mysql|driver)\b.{0,60}unexpected EOF/i,
      plain: 'The program was connected, and the server closed the connection.',
      causes: ['the server restarted, or only one side uses TLS', 'a proxy or firewall closes idle connections'],
      fix: "Check the server's log at this time, and whether it expects TLS[[ ({address})]].",
      variants: [
        {
          where: 'the server takes TLS alone',
          when: /^endpoint takes TLS alone: (?<service>[^;]{1,80}); (?<how>.{1,300})$/m,
          plain: 'The program connects to {address} without TLS, and {service} closes connections without TLS.',
          fix: 'Use {how} in the address of {host} that the container gets.',
        },
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
      pattern:
        /^waits for: (?:(?<what2>[\w.-]{1,253}:\d{2,5}) (?:is (?:unavailable|not (?:yet )?(?:ready|available|reachable|up))|unavailable|not ready)|.{0,120}?(?:wait(?:ing|s)? (?:for|on|until) )(?<what1>[^,;(]{2,80})|.)/i,
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
