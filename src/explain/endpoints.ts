/** Services of AWS that take encrypted connections alone, by their address, and how a client asks for them. */
const ENCRYPTED: readonly { address: RegExp; service: string; how: string }[] = [
  // docs.aws.amazon.com/amazon-mq: brokers have no plain listeners
  { address: /\.mq\.[\w-]+\.amazonaws\.com:5671$/u, service: 'Amazon MQ', how: '`amqps://` instead of `amqp://`' },
  {
    address: /\.mq\.[\w-]+\.amazonaws\.com(?::\d{4,5})?$/u,
    service: 'Amazon MQ',
    how: 'the TLS scheme and port of the protocol (`amqps://` 5671, `ssl://` 61617, `stomp+ssl://` 61614, `mqtt+ssl://` 8883)',
  },
  {
    address: /\.docdb(?:-elastic)?\.amazonaws\.com(?::\d{4,5})?$/u,
    service: 'Amazon DocumentDB',
    how: '`tls=true&tlsCAFile=/path/global-bundle.pem&retryWrites=false` in the `mongodb://` URL, with global-bundle.pem in the image',
  },
  {
    address: /\.memorydb\.[\w-]+\.amazonaws\.com(?::\d{4,5})?$/u,
    service: 'Amazon MemoryDB',
    how: '`rediss://` instead of `redis://`',
  },
  {
    address:
      /^(?:master|replica|clustercfg)\.\S{1,200}\.cache\.amazonaws\.com(?::\d{4,5})?$|\.serverless\.\w{1,8}\.cache\.amazonaws\.com(?::\d{4,5})?$/u,
    service: 'ElastiCache with encryption in transit',
    how: '`rediss://` instead of `redis://`',
  },
  {
    address: /\.neptune\.amazonaws\.com(?::\d{4,5})?$/u,
    service: 'Amazon Neptune',
    how: '`wss://` or `https://` on port 8182',
  },
  {
    address: /\.(?:es|aoss)\.amazonaws\.com(?::\d{2,5})?$/u,
    service: 'Amazon OpenSearch Service',
    how: '`https://` on port 443, not 9200',
  },
];

/** In the VPC, or reached through it: its security group decides. */
const INSIDE =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)|\.(?:internal|local|lan|corp|intranet|private|cluster)(?::\d{1,5})?$|\.(?:rds|cache|kafka|es|docdb|mq|memorydb|redshift|neptune|elb|dax|efs|fsx)(?:-elastic)?\.|\.(?:kafka|mq|cache|memorydb|elb)\.[\w-]+\.amazonaws\.com/u;
const API =
  /^(?:[\w.-]{1,100}\.)?(?<service>[a-z][\w-]{1,40})\.(?<region>(?:us|eu|ap|sa|ca|me|af|il|mx|cn|us-gov)-[a-z]+-\d)\.(?:amazonaws\.com|api\.aws)(?:\.cn)?(?::443)?$/u;
/** Names of the interface endpoints where they differ from the host name (docs: VPC, AWS services that integrate with PrivateLink). */
const ENDPOINTS: Record<string, string> = {
  email: 'email-smtp',
  monitoring: 'monitoring',
  streams: 'kinesis-streams',
  kinesis: 'kinesis-streams',
  queue: 'sqs',
};

/** Ports of databases, caches and brokers: these mostly stand in the VPC, whatever their names end with. */
const SERVER_PORT = /:(?:1433|1521|2181|27017|3306|4222|5432|5433|5671|5672|6379|6380|6432|909[2-8]|9042|11211)$/u;
/** Those that others run. */
const HOSTED =
  /(?:mongodb\.net|neon\.tech|supabase\.com?|pooler\.\S{1,60}|redns\.redis-cloud\.com|redis-cloud\.com|redislabs\.com|upstash\.io|cloudamqp\.com|aivencloud\.com|confluent\.cloud|psdb\.cloud|cockroachlabs\.cloud|timescale\.com|ondigitalocean\.com|render\.com|railway\.app|rlwy\.net|(?:database|cache|servicebus)\.windows\.net|azure\.com|elastic-cloud\.com):\d{1,5}$/u;

/** What an address is, one fact a line: what keeps a program from it depends on that. */
export function endpointFacts(address: string | undefined): string[] {
  if (address === undefined || address === '' || /^(?:localhost|127\.|0\.0\.0\.0|\[?::)/u.test(address)) return [];
  const encrypted = ENCRYPTED.find((one) => one.address.test(address));
  return [
    ...(encrypted === undefined ? [] : [`endpoint takes TLS alone: ${encrypted.service}; ${encrypted.how}`]),
    ...placeOf(address),
  ];
}

function placeOf(address: string): string[] {
  if (INSIDE.test(address)) return ['endpoint: inside'];
  const { service, region } = API.exec(address)?.groups ?? {};
  if (service !== undefined && region !== undefined)
    return [`endpoint: ${ENDPOINTS[service] ?? service} of AWS in ${region}`];
  if (SERVER_PORT.test(address) && !HOSTED.test(address)) return [];
  const isPublic = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?::\d{1,5})?$/u.test(address) && address.includes('.');
  return isPublic ? ['endpoint: on the internet, or private DNS'] : [];
}
