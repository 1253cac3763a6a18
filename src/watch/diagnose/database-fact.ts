import type { ContainerDefinition } from '@aws-sdk/client-ecs';

/** How servers name a database that they do not have, or do not open. */
const NAMES = [
  /\bdatabase ['"](?<name>[^'"]{1,80})['"] (?:does not exist|requested by the login)/iu,
  /\bUnknown database ['"](?<name>[^'"]{1,80})['"]/iu,
  /\bdatabase (?<name>[\w-]{1,80}) does not exist on the server/iu,
];

/** The variable of the container that holds the name of the database that an error is about; of secrets, the one that may. */
export function databaseFact(
  line: string,
  { name: container, environment = [], secrets = [] }: ContainerDefinition,
): string[] {
  const database = NAMES.map((shape) => shape.exec(line.slice(0, 2_000))?.groups?.['name']).find(
    (found) => found !== undefined,
  );
  if (database === undefined) return [];
  const holders = environment.filter(({ value = '' }) => holds(value.slice(0, 4_000), database));
  if (holders.length === 1) return [`database is in ${holders[0]?.name} of container ${container}`];
  const [secret, ...others] = secrets.filter(({ name = '' }) =>
    /(?:DATABASE|DB|POSTGRES|PG|MYSQL).{0,20}(?:URL|URI|DSN|NAME)$|CONNECTION_?STRING|^PGDATABASE$/iu.test(name),
  );
  return secret === undefined || others.length > 0
    ? []
    : [`database may be in ${secret.name} of container ${container}, from ${secret.valueFrom}`];
}

/** The whole value, the path of a URL, or `Database=` of a connection string. */
function holds(value: string, database: string): boolean {
  return (
    value === database ||
    value
      .split(/[/?;&]|(?:database|initial catalog|dbname)=/iu)
      .slice(1)
      .includes(database)
  );
}
