import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { secretSource } from './secret-source.ts';

const IS_URL = /(?:URL|URI|DSN|CONNECTION_?STRING)$/iu;
/** What errors call a service, and what variables with its URL call it. */
const SERVICES: readonly [RegExp, RegExp][] = [
  [/redis|\bAUTH\b|valkey/iu, /REDIS|CACHE|VALKEY/iu],
  [/amqp|rabbit|vhost/iu, /AMQP|RABBIT|BROKER|CELERY|QUEUE/iu],
  [/mongo/iu, /MONGO|DOCDB|DATABASE|DB_/iu],
  [
    /postgres|\bpgx?\b|psycopg|mysql|mariadb|sqlalchemy|rfc1738|jdbc/iu,
    /DATABASE|DATASOURCE|DB|POSTGRES|PG|MYSQL|SQL|JDBC/iu,
  ],
];

/** The variable of the container that holds the URL of what an error is about, where only one can be meant. */
export function urlFact(line: string, { name: container, environment = [], secrets = [] }: ContainerDefinition) {
  const told = [
    ...environment.map(({ name = '' }) => ({ name, source: '' })),
    ...secrets.map(({ name = '', valueFrom = '' }) => ({ name, source: `, from ${secretSource(valueFrom)}` })),
  ].filter(({ name }) => IS_URL.test(name));
  const [, named] = SERVICES.find(([said]) => said.test(line.slice(0, 2_000))) ?? [];
  const [url, ...others] = named === undefined ? told : told.filter(({ name }) => named.test(name));
  return url === undefined || others.length > 0 ? [] : [`url: ${url.name} of container ${container}${url.source}`];
}

/** The secret that a container gets as a whole, JSON and all, where only one can be meant. */
export function wholeSecretFact(line: string, { name: container, secrets = [] }: ContainerDefinition): string[] {
  if (!/\{\\?["']\w{1,60}\\?["']\s?:/u.test(line.slice(0, 2_000))) return [];
  const [secret, ...others] = secrets.filter(({ valueFrom = '' }) =>
    /:secretsmanager:[\w-]*:\d*:secret:[^:]{1,512}$/u.test(valueFrom),
  );
  return secret === undefined || others.length > 0
    ? []
    : [`whole secret: ${secret.name} of container ${container}, ${secret.valueFrom}`];
}
