import { GUIDE, type PatternGroup } from '../pattern.ts';

/** Lines of src/watch/diagnose/circumstances.ts. */
const MIGRATES = /^migrates: (?<tool>.+)$/m;
const ONE_OFF = /^one-off task$/m;
const STOPPED = `${GUIDE}/stopped-task-errors.html`;

/** Databases whose structure does not fit the program. */
export const MIGRATIONS = {
  title: 'The program reports: migrations',
  patterns: [
    {
      id: 'says-migration-locked',
      title: 'Another migration holds the lock',
      pattern:
        /Could not acquire change log lock\.(?: Currently locked by (?<holder>.{1,120}?)(?: since (?<since>.{4,40}))?$)?|Unable to (?:obtain|acquire) (?:table |advisory |database )?lock|(?:acquire|acquiring|obtain) (?:a )?(?:postgres(?:ql)? )?advisory lock|Unable to acquire (?:MySQL named|SQL Server application) lock|advisory lock .{0,60}timed? ?out|Migration table is already locked|MigrationLocked|ConcurrentMigrationError|another migration process is currently running|can't acquire (?:database )?lock|timeout: can't acquire|migration lock|Waiting for changelog lock|Waiting for lock on table "?(?<table>[\w."]{1,120}?)"? to be released|^waits for: .{0,80}\b(?:migration|schema|advisory|table|database) lock/i,
      plain:
        'The program cannot get the migration lock: another task or a killed migration still holds it[[: {holder}]][[, since {since}]].',
      causes: [
        { text: 'several new tasks run the migrations at the same time', unless: ONE_OFF },
        'an earlier task was killed during a migration and left the lock behind',
      ],
      fix: 'Run migrations once, as a one-off task before the deployment (`run-task`); release a stale lock (Liquibase: `release-locks`; Knex: `knex migrate:unlock`; PostgreSQL: end the session that holds it).',
      variants: [
        {
          where: 'a one-off task fails',
          when: ONE_OFF,
          fix: 'Check that no other migration is running, then release the lock (Liquibase: `release-locks`; Knex: `knex migrate:unlock`; PostgreSQL: end the session that holds it) and run the task again.',
        },
        {
          where: 'Flyway waits for its lock',
          when: /Waiting for lock on table (?<history>\S{1,200}) to be released/i,
          plain:
            'The migration waits for the lock on {history}: another task runs the same migration, or one that was killed still holds it.',
          fix: 'Make sure that no other task is migrating, then end the session that holds the lock on {history} (PostgreSQL: `pg_locks` and `pg_terminate_backend`; MySQL: `SHOW PROCESSLIST` and `KILL`). So that several tasks never migrate at once, run the migration as a one-off task before the deployment (`run-task`).',
        },
        {
          where: 'Knex finds its lock taken',
          when: /Migration table is already locked|MigrationLocked/,
          plain:
            'The migration finds the row in `knex_migrations_lock` taken: several tasks migrate at once, or an earlier one was killed and left it behind.',
          fix: 'Make sure that no other task is migrating, then release the lock (`knex migrate:unlock`, which resets `knex_migrations_lock`) and deploy again. So that several tasks never migrate at once, run the migration as a one-off task before the deployment (`run-task`).',
        },
        {
          where: 'Liquibase waits for its lock',
          when: /change ?log lock/i,
          fix: 'Make sure that no other migration is running, then release the lock (`liquibase release-locks`, or `UPDATE DATABASECHANGELOGLOCK SET LOCKED = FALSE`) and deploy again. So that several tasks never migrate at once, run the migration as a one-off task before the deployment (`run-task`).',
        },
      ],
      link: STOPPED,
      excludes: ['says-connection-timeout'],
      log: 'only',
      sources: [
        'https://github.com/liquibase/liquibase/blob/cdbdec7fa9dd7d547185b52db4e8c0b350f9789b/liquibase-standard/src/main/java/liquibase/lockservice/StandardLockService.java',
        'https://github.com/flyway/flyway/blob/c5e20fc77341d4117e7a291214e23f89c1371516/flyway-database/flyway-database-postgresql/src/main/java/org/flywaydb/database/postgresql/PostgreSQLAdvisoryLockTemplate.java',
        'https://github.com/knex/knex/blob/e25d54bcb707714a17f5a5744eba5c4246bb4d1d/lib/migrations/migrate/Migrator.js',
        'https://github.com/rails/rails/blob/2a2db1e8d6d104ee0611efcae7eb023af65cff34/activerecord/lib/active_record/migration.rb',
        'https://github.com/golang-migrate/migrate/blob/18966c755f83de2b250dd8e766bad8b769cd0e25/migrate.go',
      ],
    },
    {
      id: 'says-migration-failed',
      title: 'The database migrations do not match this version',
      pattern:
        /Found more than one migration with version (?<version12>[\w.]{1,40})|\bVersion(?:Missing|Mismatch)\((?<version13>\d{1,20})\)|version mismatch for keyspace\/database: "?(?<schema>[\w.-]{1,80})"?\.? Expected version: [\d.]{1,12} cannot be greater than|Dirty database version (?<version1>\d{1,20})|The '(?<version5>[^']{1,120})' migration started at .{1,60} failed|\bP3009\b|\bError: P30(?:18|05)\b|migrate found failed migrations|A migration failed to apply|Migration name: (?<version2>\S{1,120})|Detected failed migration to version (?<version3>[\w.]{1,40})|Migrations have failed validation|Migration checksum mismatch(?: for migration version (?<version7>[\w.]{1,40}))?|Validate failed: (?:Migrations|Detected|Migration)|Detected (?:resolved|applied) migration not|changesets? check sum|Can't locate revision identified by '(?<version4>\w{1,40})'|Multiple head revisions are present|Conflicting migrations detected|NodeNotFoundError|PendingMigrationError|Migrations are pending|could not (?:run|apply) migrations?|InconsistentMigrationHistory|StandardError: An error has occurred, (?:this and )?all later migrations canceled|there are pending migrations|found \d{1,4} missing migrations before current version (?<version8>\d{1,20})|The migration directory is corrupt, the following files are missing: (?<version9>[\w.-]{1,120})|The database schema is not empty\. Read more|Found non-empty schema\(s\) (?<version10>[\w", ]{1,120}) (?:but no|without) schema history table|The model for context '\w{1,80}' has pending changes|migration (?<version6>.{1,80}?) was previously applied but (?:is missing|has been modified)/i,
      plain:
        'The migration state of the database does not match the migrations of this version[[ (version {version})]].',
      causes: [
        { text: 'an earlier migration failed halfway', when: /dirty|failed migration|P3009/i },
        {
          text: 'a migration was changed or removed after it was applied',
          when: /checksum|check sum|locate revision|validat|previously applied|Detected/i,
        },
        { text: 'two branches each added a migration', when: /head revisions|Conflicting/i },
        { text: 'the migrations were not run before this version', when: /pending/i, unless: MIGRATES },
      ],
      fix: 'Repair the migration state[[ at version {version}]] (fix the database by hand, then mark it: `migrate force`, `prisma migrate resolve`, `flyway repair`, `alembic stamp`), then deploy again; run migrations as a one-off task before the deployment (`run-task`).',
      variants: [
        {
          where: 'two files have one version',
          when: /Found more than one migration with version (?<number>[\w.]{1,40})(?:[\s\S]*^migrations of one version: (?<files>.{1,500})$)?/m,
          plain:
            'The image has two migrations with version {number}[[: {files}]]. Most often two branches each added one.',
          fix: 'Rename the newer of the two[[ ({files})]] to the next free version (of a migration that a database has already applied, keep the name), then rebuild the image.',
        },
        {
          where: 'a migration of Prisma failed before',
          when: /P3009|P3018|migrate found failed migrations/,
          plain: 'An earlier migration[[ ({version})]] failed halfway, and Prisma runs no others until it is resolved.',
          fix: 'Undo or complete by hand what {version|the failed migration} did, then resolve it: `prisma migrate resolve --rolled-back` or `--applied` with {version|its name}; then run the migrations again, preferably as a one-off task (`run-task`).',
        },
        {
          where: 'Prisma finds a database that it did not make',
          when: /P3005|The database schema is not empty/,
          plain:
            'The database has tables, and no record of the migrations of Prisma: it was built in another way (`db push`, a dump).',
          fix: 'Set a baseline once: `prisma migrate resolve --applied` with the name of each migration that the database already has, then run `prisma migrate deploy` again, preferably as a one-off task (`run-task`).',
        },
        {
          where: 'Flyway finds a database that it did not make',
          when: /Found non-empty schema\(s\) (?<schemas>[\w", ]{1,120}?) (?:but no|without) schema history table/,
          plain:
            'The schema {schemas} has tables, and no record of the migrations of Flyway: it was built in another way.',
          fix: 'Set a baseline once: `flyway baseline` with the version that the database has (Spring: `spring.flyway.baseline-on-migrate=true` with `baseline-version`), or let the program use an empty schema.',
        },
        {
          where: 'migrations wait to be run',
          when: /PendingMigrationError|Migrations are pending|there are pending migrations/i,
          plain: 'Migrations of this version have not run on the database that the program connects to.',
          fix: 'Run them before the deployment, as a one-off task with the same image (`run-task`; Rails: `bin/rails db:migrate`), and check that it connects to the same database.',
        },
        {
          where: 'goose finds older migrations that did not run',
          when: /found (?<count>\d{1,4}) missing migrations before current version (?<now>\d{1,20})(?:[\s\S]{0,40}?version \d{1,20}: (?:[\w.-]{1,60}\/){0,8}(?<first>[\w.-]{1,120}))?/i,
          plain:
            'The image has {count} migrations[[ ({first} and on)]] with lower numbers than version {now}, to which the database has already gone.',
          fix: 'Give the new migrations numbers above {now} and build a new image, or let goose run them all the same (`-allow-missing`, `goose.WithAllowMissing()`) if their order does not matter.',
        },
        {
          where: 'Knex misses the file of a migration that ran',
          when: /following files are missing: (?<lost>[^\n]{1,300})/i,
          plain: 'The database has migrations that the image does not contain: {lost}.',
          fix: 'Deploy an image that contains {lost}: restore the files under their old names (the ending counts too: .ts and .js are different names), or take their rows out of knex_migrations if they are gone for good.',
        },
        {
          where: 'Django ran a migration before the one that it needs',
          when: /Migration (?<early>[\w.]{1,120}) is applied before its dependency (?<needs>[\w.]{1,120})/,
          plain: 'The database has {early}, but not {needs}, which must run before it.',
          fix: 'Mark {needs} as applied if its tables are there (`manage.py migrate --fake` with the app and the name), otherwise create them first; with a new user model on an old database the rows in django_migrations must be put in order by hand.',
        },
        {
          where: 'the database is ahead of the image',
          when: /Can't locate revision identified by|previously applied but is missing|VersionMissing\(|Detected applied migration not/i,
          plain:
            'The database has a migration[[ ({version})]] that the image does not contain: the image is older than the database, or the migration was never merged.',
          fix: 'Deploy an image that contains {version|that migration}, or downgrade the database with the image that does; do not just change the recorded version.',
        },
        {
          where: 'a migration of Flyway failed before',
          when: /Detected failed migration to version (?<broken>[\w.]{1,40})(?: \((?<about>[^)]{1,120})\))?/i,
          plain:
            'Migration {broken}[[ ({about})]] failed halfway in an earlier run, and Flyway runs no others until that is resolved.',
          fix: 'Undo by hand what migration {broken} did (MySQL and Oracle keep the half that ran), remove its failed row with `flyway repair`, correct the migration and deploy again; preferably migrate as a one-off task before the deployment (`run-task`).',
        },
        {
          where: 'golang-migrate finds the database dirty',
          when: /Dirty database version (?<dirty>\d{1,20})/i,
          plain:
            'Migration {dirty} failed halfway in an earlier run, and golang-migrate runs no others until that is resolved.',
          fix: 'Undo or complete by hand what migration {dirty} did, then tell golang-migrate: `migrate force {dirty}` if it is complete, or `migrate force` with the version before it if it is undone; then correct the migration and run the task again, or deploy again.',
        },
        {
          where: 'sqlx finds an applied migration changed',
          when: /migration (?<edited>.{1,80}?) was previously applied but has been modified/,
          plain:
            'The file of migration {edited} was changed after it ran on this database: even a comment or another line end counts.',
          fix: 'Restore the file of migration {edited} as it was applied (`git log` shows the change), put the change into a new migration, and build a new image.',
        },
        {
          where: 'it is the schema of Temporal',
          when: /version mismatch for keyspace\/database: "?(?<schema>[\w.-]{1,80})"?\.? Expected version: (?<wanted>[\d.]{1,12}) cannot be greater than Actual version: (?<has>[\d.]{1,12})/,
          plain: 'The schema of the Temporal database {schema} has version {has}, and this server needs {wanted}.',
          fix: 'Upgrade the schema of {schema} from {has} to {wanted} before the deployment: run `temporal-sql-tool update-schema` (or `temporal-cassandra-tool`) of the new version as a one-off task (`run-task`), with the image temporalio/admin-tools; until then, deploy the previous server.',
        },
        {
          where: 'a migration was changed after it ran',
          when: /checksum|check sum|VersionMismatch\(|previously applied but has been modified/i,
          plain: 'A migration[[ ({version})]] was changed after it ran on this database.',
          fix: 'Restore the migration[[ {version}]] as it was applied and put the change into a new one; accept the changed migration (Flyway: `repair`; Liquibase: `clear-checksums`) only if it does the same.',
        },
        {
          where: 'two branches each added a migration',
          when: /Multiple head revisions|Conflicting migrations/i,
          plain: 'Two branches each added a migration, so it is not clear which runs last.',
          fix: 'Merge them (`alembic merge heads`, `manage.py makemigrations --merge`) and build a new image.',
        },
        {
          where: 'the model of Entity Framework changed without a migration',
          when: /The model for context '(?<context>\w{1,80})' has pending changes/,
          plain: 'The code changed the model of {context}, and no migration makes that change.',
          fix: 'Add the migration (`dotnet ef migrations add`, with the same model and provider as in production) and build a new image.',
        },
        {
          where: 'a one-off task fails',
          when: ONE_OFF,
          fix: 'Repair the migration state[[ at version {version}]] (fix the database by hand, then mark it: `migrate force`, `prisma migrate resolve`, `flyway repair`, `alembic stamp`), then run the task again.',
        },
      ],
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/golang-migrate/migrate/blob/18966c755f83de2b250dd8e766bad8b769cd0e25/migrate.go',
        'https://github.com/prisma/prisma-engines/blob/0a9267bf3e1cc41eac5baaea7bef2d46063dead2/libs/user-facing-errors/src/schema_engine.rs',
        'https://github.com/flyway/flyway/blob/c5e20fc77341d4117e7a291214e23f89c1371516/flyway-core/src/main/java/org/flywaydb/core/internal/info/MigrationInfoImpl.java',
        'https://github.com/sqlalchemy/alembic/blob/20e58db01cad3432c24734e11b893303cdb687a4/alembic/script/base.py',
        'https://github.com/mozilla/addons-server/issues/21581',
        'https://github.com/launchbadge/sqlx/blob/9d6bf6629f172d32fe1e6cafe8071439d213fc75/sqlx-core/src/migrate/error.rs',
        'https://github.com/dotnet/efcore/blob/ecd0ba4c23377e479ce94c74119c499f1339351c/src/EFCore.Relational/Properties/RelationalStrings.resx',
        'https://github.com/rails/rails/blob/2a2db1e8d6d104ee0611efcae7eb023af65cff34/activerecord/lib/active_record/migration.rb',
      ],
    },
    {
      id: 'says-schema-exists',
      title: 'A migration creates what exists already',
      pattern:
        /(?:relation|table|type|index|constraint|column) "(?<what1>[^"]{1,120})" (?:of relation "[^"]{1,80}" )?already exists|Table '(?<what2>[^']{1,120})' already exists|table (?<what3>[\w.]{1,120}) already exists|Duplicate column name '(?<what4>[^']{1,120})'|There is already an object named '(?<what5>[^']{1,120})' in the database/i,
      plain:
        'The migration creates {what|something}, which the database has already: it ran halfway before, or the database was built without the record of its migrations.',
      causes: [],
      fix: 'Compare the database with the record of its migrations; if {what|it} is as the migration makes it, mark the migration as applied (`alembic stamp`, `manage.py migrate --fake`, `prisma migrate resolve --applied`, `flyway baseline`), otherwise remove the half that ran.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-schema-type',
      title: 'A column has another type than the program expects',
      pattern:
        /wrong column type encountered in column \[(?<column1>[^\]]{1,120})\] in table \[(?<table>[^\]]{1,120})\]; found \[(?<found1>[^\]]{1,80}?)(?: \(Types#\w{1,30}\))?\], but expecting \[(?<wanted1>[^\]]{1,80}?)(?: \(Types#\w{1,30}\))?\]|column "(?<column2>[^"]{1,120})" is of type (?<found2>[\w ]{1,60}) but expression is of type (?<wanted2>[\w ]{1,60})/i,
      plain:
        'Column {column}[[ of table {table}]] has the type {found} in the database, and the program expects {wanted}.',
      causes: [],
      fix: 'Change {column}[[ of {table}]] to {wanted} in a migration, or map it as {found} in the program (Hibernate: `columnDefinition` or `@JdbcTypeCode`); which one is right depends on the data.',
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/hibernate/hibernate-orm/blob/fad1729dce015f908198d57a8d80274a30f905a5/hibernate-core/src/main/java/org/hibernate/tool/schema/internal/AbstractSchemaValidator.java',
      ],
    },
    {
      id: 'says-database-extension',
      title: 'The database lacks an extension',
      pattern:
        /type \\?"(?<extension1>vector|halfvec|citext|hstore|ltree|geometry|geography)\\?" does not exist|extension "(?<extension2>[\w-]{1,60})" (?:is not available|does not exist)|could not open extension control file "[^"]{0,200}?(?<extension3>[\w-]{1,60})\.control"|function (?<extension4>uuid_generate_v\d\w{0,2}|gen_random_uuid|similarity|unaccent|st_\w{1,60})\([^)]{0,80}\) does not exist/i,
      plain:
        'The program or its migration uses {extension}, which the database does not have: its extension is not created there.',
      causes: [],
      fix: 'Create the extension of {extension} in this database before the migration (`CREATE EXTENSION IF NOT EXISTS {extension}`), as a user that may do so (RDS: a member of rds_superuser); if it is not available there, the engine version is too old or `rds.allowed_extensions` leaves it out.',
      variants: [
        {
          where: 'it is a type of PostGIS',
          when: /type \\?"(?:geometry|geography)|function st_/i,
          fix: 'Run `CREATE EXTENSION IF NOT EXISTS postgis` in this database before the migration, as a user that may do so (RDS: a member of rds_superuser).',
        },
        {
          where: 'it makes UUIDs',
          when: /uuid_generate_v/i,
          fix: 'Run `CREATE EXTENSION IF NOT EXISTS "uuid-ossp"` in this database before the migration, as a user that may do so (RDS: a member of rds_superuser); or use gen_random_uuid(), which PostgreSQL 13 and later have built in.',
        },
      ],
      link: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Extensions.html',
      log: 'only',
      sources: ['https://github.com/pgvector/pgvector/issues/301'],
    },
    {
      id: 'says-data-violates',
      title: 'Rows of the database break a rule that the migration adds, or the program keeps to',
      pattern:
        /column "(?<column1>[^"]{1,120})" of relation "(?<table1>[^"]{1,120})" contains null values|null value in column "(?<column2>[^"]{1,120})"(?: of relation "(?<table2>[^"]{1,120})")? violates not-null constraint|could not create unique index "(?<rule1>[^"]{1,120})"|duplicate key value violates unique constraint "(?<rule2>[^"]{1,120})"|(?:insert or update|update or delete) on table "(?<table3>[^"]{1,120})" violates foreign key constraint "(?<rule3>[^"]{1,120})"|(?:new row for|check constraint "(?<rule4>[^"]{1,120})" of) relation "(?<table4>[^"]{1,120})" (?:violates check constraint "(?<rule5>[^"]{1,120})"|is violated by some row)|Duplicate entry '[^']{1,200}' for key '(?<rule6>[^']{1,120})'/i,
      plain: 'A row breaks a rule of the database: {rule|the rule that the line names}[[ (table {table})]].',
      causes: [],
      fix: 'Look at the rows that break {rule|the rule}[[ in {table}]]: correct them in a migration of their own before this one; where the program inserts what is there already, let it skip or update that row (`ON CONFLICT`).',
      variants: [
        {
          where: 'old rows have no value in a column that must have one',
          when: /column "(?<column>[^"]{1,120})" of relation "(?<table>[^"]{1,120})" contains null values/i,
          plain: 'The migration wants a value in {column} of each row of {table}, and there are rows without one.',
          fix: 'Fill {column} of the old rows of {table} first (a default, or an update in an earlier migration), then set NOT NULL.',
        },
        {
          where: 'the program writes no value into a column that must have one',
          when: /null value in column "(?<column>[^"]{1,120})"(?: of relation "(?<table>[^"]{1,120})")? violates/i,
          plain: 'The program writes a row without a value in {column}[[ of {table}]], which must have one.',
          fix: 'Have the program write {column}, or give the column a default in a migration; a column that an older version does not know needs a default while both versions run.',
        },
        {
          where: 'rows are alike that a new unique index wants to be different',
          when: /could not create unique index "(?<index>[^"]{1,120})"/i,
          plain: 'The migration creates the unique index {index}, and there are rows with the same values.',
          fix: 'Merge or delete the rows that are alike in a migration before the one that creates {index} (the DETAIL of the error shows one of them).',
        },
      ],
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/001a573a2011d605f2a6e10aee9996de8581d099/src/backend/commands/tablecmds.c',
      ],
    },
    {
      id: 'says-schema-missing',
      title: 'A database table or column is missing',
      pattern:
        /[Yy]ou need to (?:initialize|upgrade|migrate) the database|[Dd]atabase (?:is not initiali[sz]ed|has not been initiali[sz]ed|needs to be (?:initiali[sz]ed|migrated|upgraded))|relation "(?<what1>[^"]{1,120})" does not exist|column "?(?<what2>[\w.]{1,120})"? (?:of relation "(?<table1>\w{1,80})" )?does not exist|Unknown column '(?<what3>[^']{1,120})'|no such table: (?<what4>[\w.]{1,120})|Table '(?<what5>[^']{1,120})' doesn't exist|Invalid object name '(?<what6>[^']{1,120})'|The (?:table|column) '(?<what7>[^']{1,120})' does not exist in the current database|Schema[- ]validation: missing (?:table|column) \[(?<what8>[^\]]{1,120})\](?: in table \[(?<table2>[^\]]{1,120})\])?/i,
      plain: 'The database does not have {what|a table or column that this version uses}[[ in {table}]].',
      causes: ['the migrations of this version have not run', 'the program uses the wrong database or schema'],
      fix: 'Run the migration that adds {what|them}[[ to {table}]] before the deployment (`run-task` runs it as a one-off task with this image), and check which database and schema the container connects to.',
      variants: [
        {
          where: 'the container runs the migrations itself',
          when: MIGRATES,
          plain:
            'The migration itself fails: it needs {what|a table or column}, which the database does not have. Either the database or schema is not the one that it expects, or no earlier migration made it.',
          fix: 'Check which database and schema the migration connects to (its URL, `search_path`), then the order of the migrations: the one that creates {what|it} must run first. For a database that was built without them, load the schema or set a baseline.',
        },
        {
          where: 'the program says how to set its database up',
          when: /(?:initiali[sz]e|initiali[sz]ed|upgrade|upgraded|migrate|migrated)\b.{0,80}[Rr]un ['"](?<command>[^'"]{3,120})['"]/,
          plain: 'The database has not the tables of this version: nobody has set it up or migrated it yet.',
          fix: 'Run `{command}` with the same image before the deployment, as a one-off task (`run-task`), and check which database the container connects to.',
        },
        {
          where: 'a one-off task fails',
          when: ONE_OFF,
          plain: 'The one-off task needs {what|a table or column}, which the database does not have.',
          fix: 'Check which database and schema the task connects to (its URL, `search_path`). If the task migrates the database, check the order of the migrations or set a baseline; if it does not, migrate the database first.',
        },
      ],
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/wger-project/docker/issues/63',
        'https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html',
        'https://github.com/hibernate/hibernate-orm/blob/fad1729dce015f908198d57a8d80274a30f905a5/hibernate-core/src/main/java/org/hibernate/tool/schema/internal/AbstractSchemaValidator.java',
      ],
    },
  ],
} as const satisfies PatternGroup;
