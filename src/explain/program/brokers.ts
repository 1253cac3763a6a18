import { GUIDE, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;

/** Brokers, caches and search servers that answer, and refuse. */
export const BROKERS = {
  title: 'The program reports: queues, caches, search and gRPC',
  patterns: [
    {
      id: 'says-topic-missing',
      title: 'A topic or queue does not exist',
      pattern:
        /Topic\(?s?\)? \[?(?<topic1>[\w.-]{1,249})[^\]]{0,500}\]? (?:is\/are not present|not present in metadata)|\{(?<topic2>[\w.-]{1,249})=UNKNOWN_TOPIC_OR_PARTITION|Subscribed topic not available: (?<topic3>[\w.-]{1,249})|[Tt]opic '?(?<topic4>[\w.-]{1,249})'? (?:does not exist|was not found)|no queue '(?<topic5>[^']{1,255})' in vhost|no exchange '(?<topic6>[^']{1,255})' in vhost|missing source topics?:? \[?(?<topic7>[\w.-]{1,249})|topic or partition that does not exist on this broker(?:\W{1,5}(?:topic:? )?(?<topic10>[\w.-]{1,249}))?|UNKNOWN_TOPIC_OR_PARTITION|UnknownTopicOrPartition|does not host this topic-partition(?: \(topic: '(?<topic9>[\w.-]{1,249})'\))?|[Uu]nknown [Tt]opic [Oo]r [Pp]artition/,
      plain: 'The broker has no topic or queue {topic|with the name that the program uses}.',
      causes: [],
      fix: 'Create {topic|it} before the deployment, with its partitions and permissions, or correct its name in the settings of the container; a Kafka client that is not allowed to describe a topic gets the same answer.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-vhost',
      title: 'RabbitMQ does not let the program into the virtual host',
      pattern:
        /vhost '?(?<vhost1>[^\s'"]{1,255}?)'? (?:not found|is down)|access to vhost '(?<vhost2>[^']{1,255})' refused for user '(?<user>[^']{1,120})'|NOT_ALLOWED - vhost (?<vhost3>\S{1,255}) not found/i,
      plain: 'RabbitMQ accepted the login, but it has no virtual host {vhost}.',
      causes: [],
      fix: 'Create the virtual host {vhost} in RabbitMQ (`rabbitmqctl add_vhost {vhost}`, then `set_permissions`), or correct the last part of the broker URL in `environment` or `secrets` of the container: a leading slash in its name must be written `%2F`.',
      variants: [
        {
          where: 'one variable of the container holds the URL',
          when: /(?<![\s\S])(?![\s\S]*refused for user)[\s\S]*^url: (?<variable>\w{1,80}) of container (?<holder>[^\s,]{1,255})(?:, from (?<source>.{1,300}))?$/m,
          fix: 'Create the virtual host {vhost} in RabbitMQ (`rabbitmqctl add_vhost {vhost}`, then `set_permissions`), or correct the last part of {variable} of container {holder}[[, which comes from {source}]]: a slash in the name of the virtual host must be written `%2F`.',
        },
        {
          where: 'its user may not use it',
          when: /access to vhost '(?<place>[^']{1,255})' refused for user '(?<who>[^']{1,120})'/i,
          plain: 'RabbitMQ does not allow the user {who} to use the virtual host {place}.',
          fix: 'Give the user {who} permissions on {place} (`rabbitmqctl set_permissions -p {place} {who} ".*" ".*" ".*"`), or correct the virtual host in the broker URL that the container gets.',
        },
      ],
      link: STOPPED,
      log: 'only',
      excludes: ['says-login-refused'],
      sources: ['https://github.com/amqp-node/amqplib/issues/237'],
    },
    {
      id: 'says-broker-denied',
      title: 'The broker does not allow the program what it asks',
      pattern:
        /ACCESS_REFUSED - (?<right>configure|write|read) access to (?<kind1>exchange|queue|topic) '(?<thing1>[^']{1,255})' in vhost '(?<vhost>[^']{1,255})' refused for user '(?<user>[^']{1,120})'|[Pp]ermissions [Vv]iolation for (?<right2>Publish|Subscription) to \\?"(?<thing2>[^"\\]{1,255})|NOPERM (?:this user has no permissions|User (?<user2>\S{1,80}) has no permissions) to (?:run|access|use)[^\n]{0,40}?(?:'(?<thing3>[\w|]{1,60})'|(?<kind3>channel|key)s?)|User (?<user4>[\w.@-]{1,80}) is not authorized to (?<right4>read from|write to|create): (?<thing4>\S{1,255})|(?<right5>publish|subscribe) (?:to \S{1,120} )?(?:is )?not authorized/,
      plain: 'The broker accepted the login, and does not allow[[ the user {user}]] {right|what it asks}[[: {thing}]].',
      causes: [],
      fix: 'Give the user[[ {user}]] of the program the right to {right|do that}[[ ({thing})]] in the broker, or let the program use another name or user (`environment` and `secrets` of the container).',
      variants: [
        {
          where: 'it is RabbitMQ',
          when: /ACCESS_REFUSED - (?<access>configure|write|read) access to (?<kind>exchange|queue|topic) '(?<name>[^']{1,255})' in vhost '(?<place>[^']{1,255})' refused for user '(?<who>[^']{1,120})'/,
          plain: 'RabbitMQ lets the user {who} in, and does not allow it to {access} the {kind} {name} in {place}.',
          fix: 'Give {who} the permission {access} on {name} (`rabbitmqctl set_permissions -p {place} {who} CONFIGURE WRITE READ`, each a pattern that fits {name} where it is needed); or let the program use the {kind} as it exists without declaring it (passive), if configure is all that is missing.',
        },
        {
          where: 'it is NATS',
          when: /[Pp]ermissions [Vv]iolation for (?<action>Publish|Subscription) to \\?"(?<subject>[^"\\]{1,255})/,
          plain: 'NATS does not allow the user of the program: {action} to {subject}.',
          fix: 'Add {subject} to `permissions` (`publish` or `subscribe`) of the user in the configuration or account of NATS, or correct the subject in the settings of the program; a request needs `_INBOX.>` to subscribe.',
        },
        {
          where: 'it is Redis',
          when: /NOPERM/,
          plain: 'Redis accepted the login, and the ACL of the user does not allow {thing|that command or key}.',
          fix: 'Allow it to the user[[ {user}]] in the ACL of Redis (`ACL SETUSER`, in ElastiCache the access string of the user: such as `+{thing|@all}` for the command, `~prefix:*` for keys, `&channel` for channels).',
        },
      ],
      link: STOPPED,
      log: 'only',
      excludes: ['says-login-refused'],
    },
    {
      id: 'says-sentinel',
      title: 'Redis Sentinel names no master',
      pattern:
        /No master found for '(?<master1>[^']{1,120})'|Can connect to sentinel, but (?<master2>[\w.-]{1,120}) seems to be not monitored|All sentinels down, cannot determine where(?: is|'s) (?<master3>[\w.-]{1,120}) master|ERR No such master with that name|SENTINEL master (?<master4>[\w.-]{1,120})\b[^\n]{0,40}(?:not found|unknown)|all sentinels specified in configuration are unreachable|[Aa]ll sentinels are unreachable/i,
      plain: 'Redis Sentinel does not name a master[[ called {master}]] to the program.',
      causes: [
        'the name of the master in the settings is not the one that Sentinel monitors',
        'the tasks do not reach the sentinels (port 26379), or these have another password',
      ],
      fix: 'Set the name of the master in the settings of the program[[ (now {master})]] to one of those that `SENTINEL masters` lists, and check that the tasks reach the sentinels on port 26379.',
      variants: [
        {
          where: 'Sentinel answers that it has no such master',
          when: /seems to be not monitored|No such master with that name/,
          plain: 'Redis Sentinel answers, and monitors no master[[ called {master}]].',
          fix: 'Set the name of the master in `environment` of the container (or the configuration in the image)[[, now {master},]] to one that `redis-cli -p 26379 SENTINEL masters` lists.',
        },
        {
          where: 'no sentinel answers',
          when: /All sentinels down|sentinels (?:specified in configuration )?are unreachable/i,
          plain: 'The program reaches none of the sentinels of Redis.',
          fix: 'Correct the addresses of the sentinels in `environment` of the container (port 26379, not 6379), and allow that port in their security group for the tasks. ElastiCache has no Sentinel: connect to its primary or configuration endpoint instead.',
        },
      ],
      link: STOPPED,
      log: 'only',
      excludes: ['says-connection-refused', 'says-crash'],
      sources: ['https://github.com/redis/jedis/pull/752', 'https://github.com/redis/redis-py/issues/3021'],
    },
    {
      id: 'says-other-search',
      title: 'The search client does not work with this server',
      pattern:
        /server is not (?:Elasticsearch and we do not support this unknown product|a supported distribution of Elasticsearch)|UnsupportedProductError|ProductNotSupportedError|media_type_header_exception|Accept version must be either version \d|The client is unable to verify (?:that )?the server/i,
      plain:
        'The client of Elasticsearch in the program refuses to work with the server[[ at {address}]]: it is OpenSearch, or another major version.',
      causes: [],
      fix: 'Use the OpenSearch client in the program (for Elasticsearch: the client with the major version of the server), or connect it to an Elasticsearch server; Elasticsearch clients check the product from version 7.14 on.',
      link: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/samplecode.html',
      log: 'only',
      sources: [
        'https://github.com/elastic/elasticsearch-js/issues/1520',
        'https://github.com/deric/es-dedupe/issues/12',
      ],
    },
    {
      id: 'says-redis-cluster',
      title: 'Redis is a cluster, and the client is not made for one',
      pattern: /\bMOVED \d{1,5} (?<host>[\w.:-]{1,253})|\bCROSSSLOT Keys|CLUSTERDOWN|\bASK \d{1,5} [\w.-]{1,253}:\d/,
      plain: 'The Redis server is a cluster and sends the client to another node[[ ({host})]].',
      causes: [],
      fix: 'Use the cluster mode of the client (ioredis: `new Redis.Cluster`; redis-py: `RedisCluster`) with the configuration endpoint, or a Redis without cluster mode.',
      variants: [
        {
          where: 'a command touches keys of several slots',
          when: /\bCROSSSLOT\b/,
          plain:
            'The Redis server is a cluster, and the program sends a command about several keys that lie in different slots of it.',
          fix: 'Use a Redis without cluster mode for this program (ElastiCache: cluster mode disabled; Celery, Sidekiq and Resque work with no other), or give keys that belong together one hash tag, a part in braces (BullMQ: in `prefix`).',
        },
        {
          where: 'the cluster is down',
          when: /\bCLUSTERDOWN\b/,
          plain: 'The Redis cluster does not serve all of its slots: it is down, or is still being set up.',
          fix: 'Bring the cluster up: each slot needs a primary (`CLUSTER INFO` must say `cluster_state:ok`; ElastiCache shows it as available), then deploy again.',
        },
      ],
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-kafka-denied',
      title: 'Kafka does not allow what the program does',
      pattern:
        /(?:Topic|Group|Cluster|TransactionalId)AuthorizationException(?:: (?:Not authorized to access (?:topics|group): ?\[?(?<resource1>[\w.-]{1,249})\]?)?)?|(?:Topic|Group|Cluster) authorization failed|SASL authentication error: (?:\[[\w-]{1,60}\]: )?Access denied/i,
      plain: 'Kafka knows the program and does not allow it to use {resource|what it asks for}.',
      causes: [],
      fix: 'Allow the user of the program Read or Write, and Describe, on {resource|the topic} and Read on its consumer group (`kafka-acls --add`); with IAM on Amazon MSK allow the task role kafka-cluster:DescribeTopic, ReadData or WriteData on the topic {resource|in question} and kafka-cluster:AlterGroup on the group.',
      variants: [
        {
          where: 'Amazon MSK refuses the login of a role',
          when: /SASL authentication error: (?:\[[\w-]{1,60}\]: )?Access denied/i,
          plain: 'The broker refuses the role of the program: it may not connect to the cluster.',
          fix: 'Allow the task role (`taskRoleArn`) kafka-cluster:Connect on the ARN of the cluster, and on its topics and groups what the program does (kafka-cluster:DescribeTopic, ReadData, WriteData, AlterGroup).',
        },
        {
          where: 'it is a consumer group',
          when: /Not authorized to access group: ?\[?(?<group>[\w.-]{1,249})/,
          plain: 'Kafka knows the program and does not allow it to use the consumer group {group}.',
          fix: 'Allow the user of the program Read on the group {group} (`kafka-acls --add --allow-principal User:NAME --operation Read --group {group}`); with IAM on Amazon MSK allow the task role kafka-cluster:DescribeGroup and AlterGroup on the ARN of the group {group}. Or set another group in the settings of the program.',
        },
      ],
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-queue-differs',
      title: 'The queue or exchange exists with other settings',
      pattern:
        /PRECONDITION_FAILED - inequivalent arg '(?<argument>[\w-]{1,60})' for (?<kind>queue|exchange) '(?<queue>[^']{1,255})' in vhost '[^']{1,255}': received (?<ours>none|(?:the value )?'[^']{0,80}')(?: of type '\w{1,20}')? but current is (?<theirs>none|(?:the value )?'[^']{0,80}')/i,
      plain:
        'RabbitMQ already has the {kind} {queue}, with another {argument} than the program declares: it has {theirs}, the program asks for {ours}.',
      causes: [],
      fix: 'Declare {queue} with the {argument} that it has ({theirs}), or delete the {kind} in RabbitMQ once it is empty, so that the program declares it again; other programs that declare it must then agree.',
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/celery/kombu/issues/824',
        'https://github.com/bschmitt/laravel-amqp/issues/110',
        'https://github.com/amqp-node/amqplib/issues/578',
      ],
    },
    {
      id: 'says-index-blocked',
      title: 'The index of Elasticsearch or OpenSearch accepts no writes',
      pattern:
        /(?:index \[(?<index>[^\]]{1,255})\] )?blocked by: \[(?:FORBIDDEN|TOO_MANY_REQUESTS)\/\d{1,3}\/(?<why>[^\]]{1,160})\]/i,
      plain: 'Elasticsearch or OpenSearch accepts no writes to {index|the index}: it is blocked ({why}).',
      causes: [],
      fix: 'Look up who set the block ({why}) on {index|the index} (`GET {index|INDEX}/_settings`), and remove it there.',
      variants: [
        {
          where: 'its disk is nearly full',
          when: /\bread-only \/ allow delete|disk usage exceeded flood-stage/i,
          plain:
            'Elasticsearch or OpenSearch made {index|the index} read-only because the disk of a node is nearly full (flood-stage watermark). It is not the disk of the task, and no permission is missing.',
          fix: 'Free disk space in the cluster (delete old indices) or give its nodes more storage, then remove the block from {index|the index}: set `index.blocks.read_only_allow_delete` to null.',
        },
        {
          where: 'the cluster takes no new indices',
          when: /cluster create-index blocked/i,
          plain:
            'Elasticsearch or OpenSearch creates no new indices: the cluster is blocked for that, usually because a disk is nearly full. It is no missing permission.',
          fix: 'Free disk space in the cluster (delete old indices) or give its nodes more storage, then set `cluster.blocks.create_index` to null if the block does not go by itself.',
        },
        {
          where: 'the cluster has no master',
          when: /no master|state not recovered/i,
          plain: 'The cluster of Elasticsearch or OpenSearch has no elected master yet, so it accepts nothing.',
          fix: 'Check the health of the cluster (`GET _cluster/health`), and deploy again once it has a master.',
        },
      ],
      link: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/handling-errors.html',
      log: 'only',
      sources: [
        'https://github.com/elastic/elasticsearch/pull/41489',
        'https://github.com/elastic/elasticsearch-py/issues/874',
      ],
    },
    {
      id: 'says-grpc-unknown',
      title: 'A gRPC server does not know what it is asked',
      pattern:
        /(?:Unimplemented|UNIMPLEMENTED)\b.{0,80}\b(?:unknown (?:service|method) (?<method1>[\w./]{1,200})|Method not found: (?<method2>[\w./]{1,200})|(?<method3>[\w./]{3,200}): unknown method)|(?:Unimplemented|UNIMPLEMENTED)\b.{0,40}\bunknown (?:service|method)/,
      plain:
        'The gRPC server that answers[[ at {address}]] does not have {method|what the program calls}: it is an older version, or another server than the program means.',
      causes: [],
      fix: 'Deploy the version of the server that has {method|it} before this one, or correct the address that the program calls for {method|it}[[ ({address})]].',
      link: STOPPED,
      log: 'only',
      sources: ['https://github.com/grpc/grpc-go/issues/3033'],
    },
    {
      id: 'says-redis-full',
      title: 'Redis is full',
      pattern: /OOM command not allowed when used memory > 'maxmemory'/i,
      plain:
        'Redis[[ at {address}]] has reached its `maxmemory` and takes no more writes: its memory is full, not that of the task.',
      causes: [],
      fix: 'Use a larger node for Redis[[ at {host}]], or set `maxmemory-policy` in its parameter group so that it evicts keys (`allkeys-lru` for a cache; a queue such as Sidekiq needs `noeviction` and more memory); look for keys without expiry.',
      link: STOPPED,
      log: 'only',
    },
  ],
} as const satisfies PatternGroup;
