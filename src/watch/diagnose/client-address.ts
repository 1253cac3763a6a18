import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { namedIn } from '../../explain/named.ts';

/** What an error says of its client, the variables that such a client reads its address from, and the port that it uses without one. */
const CLIENTS: readonly { says: RegExp; variable: RegExp; port: number }[] = [
  { says: /redis|lettuce|jedis|MaxRetriesPerRequest/iu, variable: /REDIS|CACHE|VALKEY/iu, port: 6379 },
  { says: /mysql|mariadb/iu, variable: /MYSQL|MARIADB|DATABASE|\bDB_/iu, port: 3306 },
  { says: /postgres|psycopg|asyncpg|\bpg\b|pgx|npgsql/iu, variable: /POSTGRES|PG|DATABASE|\bDB_/iu, port: 5432 },
  { says: /mongo/iu, variable: /MONGO|DATABASE|\bDB_/iu, port: 27_017 },
  { says: /kafka|broker/iu, variable: /KAFKA|BROKER|BOOTSTRAP/iu, port: 9092 },
  { says: /amqp|rabbit|celery|kombu/iu, variable: /AMQP|RABBIT|BROKER/iu, port: 5672 },
  { says: /elastic|opensearch/iu, variable: /ELASTIC|OPENSEARCH|SEARCH/iu, port: 443 },
];

/** The address in the one variable that the client of this error would read; undefined where several would do. */
export function clientAddress(line: string, { environment = [] }: ContainerDefinition): string | undefined {
  const client = CLIENTS.find(({ says }) => says.test(line));
  if (client === undefined) return undefined;
  const found = environment.flatMap(({ name = '', value = '' }) => {
    if (!client.variable.test(name)) return [];
    const { address } = namedIn(value);
    const isHost =
      /(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER|ENDPOINT)$/iu.test(name) &&
      /^[a-z][\w.-]{1,252}(?::\d{1,5})?$/iu.test(value);
    return address === undefined ? (isHost ? [value] : []) : [address];
  });
  const addresses = [...new Set(found)];
  const [address] = addresses;
  if (address === undefined || addresses.length > 1) return undefined;
  return /:\d+$/u.test(address) ? address : `${address}:${client.port}`;
}
