/** Commands that migrate a database. */
const COMMANDS =
  /\b(?:alembic (?:-\S+ ){0,4}upgrade|manage\.py migrate|db:(?:migrate|prepare|schema:load|setup)|artisan migrate|flyway|liquibase|prisma (?:migrate deploy|db push)|(?:knex|sequelize(?:-cli)?|typeorm(?:-ts-node-\w{1,10})?|drizzle-kit|node-pg-migrate|db-migrate) (?:-\S+ ){0,4}(?:migrate|migration:run|db:migrate|up|latest)\b|knex migrate:latest|drizzle-kit migrate|goose|dbmate|sqlx migrate|diesel migration|refinery migrate|golang-migrate|migrate -(?:path|source|database)|atlas migrate|sqitch deploy|doctrine:migrations:migrate|dotnet ef database update|ecto\.migrate|flask db upgrade|mikro-orm migration:up|yoyo apply|\S{0,60}migrat(?:e|ions?)(?:\.\w{1,4})?$)/iu;
/** Lines that these tools write while they migrate. */
const LINES =
  /^.{0,80}(?:Running upgrade \w* ?-> \w|^ {2}Applying \w{1,60}\.\w{1,80}\.\.\.|== \S{1,40} \S{1,80}: migrating =|Migrating schema "|Successfully validated \d+ migrations?|Running Changeset: |Applying migration ['`"]|Context impl \w{1,30}Impl\.|goose(?:: | run)|\bApplying: \d{6,}|Migrations? (?:run|started)\b|Running migrations?\b|Running migrate\b|== Running \d{8,}|\bstart(?:ing|ed)? (?:database )?migrations?\b|-- Migrating|INFO +Running migrations\.|migrate: \d{6,}|Executing migration|migrating (?:database|schema|up)\b|== \d{8,}\S{0,80}: migrating ==)/iu;
/** They only ask for it. */
const ASKS = /\b(?:unapplied|pending|please|need(?:s)? to|must|before|have not|skip(?:ped|ping)?)\b|^.{0,40}Run '/iu;

/** How it is known that a container migrates a database: the words of its command or its log. */
export function migrationTool(command: string, lines: readonly string[]): string | undefined {
  const inCommand = COMMANDS.exec(command.slice(0, 2_000))?.[0];
  if (inCommand !== undefined) return inCommand.trim();
  const line = lines.find((one) => LINES.test(one.slice(0, 300)) && !ASKS.test(one.slice(0, 300)));
  return line?.trim().replace(/:$/u, '').slice(0, 80);
}
