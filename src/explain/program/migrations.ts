import { GUIDE, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;

/** Databases whose structure does not fit the program. */
export const MIGRATIONS = {
  title: 'The program reports: migrations',
  patterns: [
    {
      id: 'says-migration-locked',
      title: 'Another migration holds the lock',
      pattern:
        /Could not acquire change log lock\.(?: Currently locked by (?<holder>.{1,120}?)(?: since (?<since>.{4,40}))?$)?|Unable to (?:obtain|acquire) (?:table |advisory |database )?lock|(?:acquire|acquiring|obtain) (?:a )?(?:postgres )?advisory lock|advisory lock .{0,60}timed? ?out|Migration table is already locked|MigrationLocked|ConcurrentMigrationError|another migration process is currently running|can't acquire (?:database )?lock|timeout: can't acquire|migration lock|canceling statement due to lock timeout|Lock wait timeout exceeded/i,
      plain:
        'The program waits for the lock of its migrations, which another task or a migration that was killed still holds[[: {holder}]][[, since {since}]].',
      causes: [
        'several new tasks migrate at the same time',
        'an earlier task was killed in the middle of a migration and left the lock behind',
        { text: 'a long transaction of the old tasks holds a table', when: /lock timeout|lock wait/i },
      ],
      fix: 'Run migrations once, as a one-off task before the deployment (`run-task`); release a lock that was left behind (Liquibase: `release-locks`; Knex: `knex migrate:unlock`; PostgreSQL: end the session that holds it).',
      link: STOPPED,
      excludes: ['says-connection-timeout'],
      log: 'only',
      sources: [
        'https://github.com/liquibase/liquibase (StandardLockService)',
        'https://github.com/flyway/flyway (DatabaseLock)',
        'https://github.com/prisma/prisma-engines (P1002)',
        'https://github.com/knex/knex/blob/master/lib/migrations/migrate/Migrator.js',
        'https://github.com/rails/rails (ConcurrentMigrationError)',
        'https://github.com/golang-migrate/migrate/blob/master/migrate.go',
      ],
    },
    {
      id: 'says-migration-failed',
      title: 'A migration failed, now or earlier',
      pattern:
        /Dirty database version (?<version1>\d{1,20})|P3009|P3018|P3005|migrate found failed migrations|A migration failed to apply|Migration name: (?<version2>\S{1,120})|Detected failed migration to version (?<version3>[\w.]{1,40})|Migrations have failed validation|Migration checksum mismatch|Validate failed: |Detected (?:resolved|applied) migration not|changesets? check sum|Can't locate revision identified by '(?<version4>\w{1,40})'|Multiple head revisions are present|Conflicting migrations detected|NodeNotFoundError|PendingMigrationError|Migrations are pending|could not (?:run|apply) migrations?|InconsistentMigrationHistory|StandardError: An error has occurred, (?:this and )?all later migrations canceled|there are pending migrations|The model for context '\w{1,80}' has pending changes|migration .{1,80} was previously applied but (?:is missing|has been modified)/i,
      plain: 'The database is in a state that the migrations of this version do not accept[[ (version {version})]].',
      causes: [
        { text: 'an earlier migration broke off halfway', when: /dirty|failed migration|P3009/i },
        {
          text: 'a migration that was applied was changed or removed afterwards',
          when: /checksum|check sum|locate revision|validat|previously applied|Detected/i,
        },
        { text: 'two branches each added a migration', when: /head revisions|Conflicting/i },
        { text: 'the migrations were not run before this version', when: /pending/i },
      ],
      fix: 'Repair the migration state[[ at version {version}]] (fix the database by hand, then mark it: `migrate force`, `prisma migrate resolve`, `flyway repair`, `alembic stamp`), then deploy again; run migrations as a one-off task before the deployment (`run-task`).',
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/golang-migrate/migrate/blob/master/migrate.go (ErrDirty)',
        'https://www.prisma.io/docs/orm/reference/error-reference',
        'https://github.com/flyway/flyway (DbMigrate, DbValidate)',
        'https://github.com/sqlalchemy/alembic/blob/main/alembic/script/revision.py',
        'https://github.com/django/django/blob/main/django/core/management/commands/migrate.py',
        'https://github.com/launchbadge/sqlx/blob/main/sqlx-core/src/migrate/error.rs',
      ],
    },
    {
      id: 'says-schema-missing',
      title: 'A table or column is missing in the database',
      pattern:
        /relation "(?<what1>[^"]{1,120})" does not exist|column "?(?<what2>[\w.]{1,120})"? (?:of relation "\w{1,80}" )?does not exist|Unknown column '(?<what3>[^']{1,120})'|no such table: (?<what4>[\w.]{1,120})|Table '(?<what5>[^']{1,120})' doesn't exist|Invalid object name '(?<what6>[^']{1,120})'|The (?:table|column) '(?<what7>[^']{1,120})' does not exist in the current database|Schema-validation: missing (?:table|column) \[(?<what8>[^\]]{1,120})\]/i,
      plain: 'The database has no {what|table or column that this version uses}.',
      causes: ['the migrations of this version have not run', 'the program is connected to another database or schema'],
      fix: 'Run the migrations before the deployment (`run-task` runs them as a one-off task), and check which database the container connects to.',
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/master/src/backend/parser/parse_relation.c',
        'https://github.com/mysql/mysql-server (ER_NO_SUCH_TABLE)',
        'https://github.com/hibernate/hibernate-orm (SchemaManagementException)',
      ],
    },
  ],
} as const satisfies PatternGroup;
