/** A client that asks its default address: who it is, by what the log says, and the setting that names the real one. */
const CLIENTS: readonly { port: string; says: RegExp; client: string; setting: string }[] = [
  // spring-cloud-config: ConfigClientProperties.uri
  {
    port: '8888',
    says: /ConfigServerConfigData|ConfigClient\w*|config server/iu,
    client: 'Spring Cloud Config',
    setting: 'SPRING_CLOUD_CONFIG_URI',
  },
  // spring-cloud-netflix: EurekaClientConfigBean.DEFAULT_URL
  { port: '8761', says: /eureka/iu, client: 'the Eureka client', setting: 'EUREKA_CLIENT_SERVICEURL_DEFAULTZONE' },
  // spring-boot: DataRedisProperties, RabbitProperties, KafkaProperties, MongoProperties
  {
    port: '6379',
    says: /org\.springframework|o\.s\.\w|lettuce/u,
    client: 'Spring Data Redis',
    setting: 'SPRING_DATA_REDIS_HOST',
  },
  { port: '5672', says: /org\.springframework|o\.s\.\w/u, client: 'Spring AMQP', setting: 'SPRING_RABBITMQ_HOST' },
  {
    port: '9092',
    says: /org\.springframework|o\.s\.\w/u,
    client: 'Spring Kafka',
    setting: 'SPRING_KAFKA_BOOTSTRAP_SERVERS',
  },
  {
    port: '27017',
    says: /org\.springframework|o\.s\.\w/u,
    client: 'Spring Data MongoDB',
    setting: 'SPRING_DATA_MONGODB_URI',
  },
  // celery: app/utils.py, Settings.broker_url
  { port: '5672', says: /celery@|\bcelery\b/iu, client: 'Celery', setting: 'CELERY_BROKER_URL' },
  // hashicorp: vault/api DefaultConfig, consul/api DefaultConfig
  { port: '8200', says: /\bvault\b/iu, client: 'the Vault client', setting: 'VAULT_ADDR' },
  { port: '8500', says: /\bconsul\b/iu, client: 'the Consul client', setting: 'CONSUL_HTTP_ADDR' },
  // sidekiq: RedisConnection, redis-client
  { port: '6379', says: /sidekiq/iu, client: 'Sidekiq', setting: 'REDIS_URL' },
  // laravel: config/database.php
  { port: '6379', says: /laravel|illuminate|artisan/iu, client: 'Laravel', setting: 'REDIS_HOST' },
  { port: '3306', says: /laravel|illuminate|artisan/iu, client: 'Laravel', setting: 'DB_HOST' },
  { port: '5432', says: /laravel|illuminate|artisan/iu, client: 'Laravel', setting: 'DB_HOST' },
  // rails: database.yml is merged with DATABASE_URL
  { port: '5432', says: /active_record|activerecord|ActiveRecord/u, client: 'Active Record', setting: 'DATABASE_URL' },
];

/** The setting that a known client reads its address from, where it asked the default one. */
export function defaultFact(logLine: string, lines: readonly string[]): string[] {
  const port = /(?:localhost|127\.0\.0\.1|\[?::1\]?)"?[:,/ ]{1,3}(?:port )?(?<port>\d{4,5})\b/u.exec(logLine)?.groups?.[
    'port'
  ];
  if (port === undefined) return [];
  const found = CLIENTS.find((one) => one.port === port && lines.some((line) => one.says.test(line.slice(0, 400))));
  return found === undefined ? [] : [`default of ${found.client}: set ${found.setting}`];
}
