import type { Variant } from '../pattern.ts';

/** What is said of a missing setting where more is known of it: special ones first, then what the task definition says. */
export const MISSING_SETTING_VARIANTS = [
  {
    where: 'Spring has no data source',
    when: /Failed to configure a DataSource/,
    plain: 'Spring finds no URL of a database: spring.datasource.url is not set.',
    fix: 'Set SPRING_DATASOURCE_URL (with SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD) in `secrets` or `environment` of the container; if a profile holds them, set SPRING_PROFILES_ACTIVE.',
  },
  {
    where: 'a JSON schema demands a property of a document',
    when: /(?:(?<![\w/.])(?<path>(?!data\b(?![/.]))[\w-]{0,40}(?:[/.][\w~-]{1,40}){1,8}) )?must have required property '(?<property>(?![A-Z][A-Z\d_]{1,80}')[\w.-]{1,120})'/,
    plain: 'What the program checks against its JSON schema lacks the property {property}[[ of {path}]].',
    fix: 'Add {property}[[ below {path}]] to what the program checks, most often its configuration file in the image, or JSON in a variable or secret of the container.',
  },
  {
    where: 'a validator of Go names a field of a struct',
    when: /Key: '(?<field>[\w.]{1,120})' Error:Field validation for '\w{1,80}' failed on the 'required' tag/,
    plain: 'The program finds no value for {field}, a field of its configuration.',
    fix: 'Set what the program fills {field} from: the variable in the tag of that field (`environment` or `secrets` of the container), or its key in the configuration file in the image.',
  },
  {
    where: 'it is an option class of .NET',
    when: /validation failed for '(?<options>\w{1,80}?)(?:Options|Settings|Config(?:uration)?)?' members: '(?<member>\w{1,80})'/,
    plain: 'The program needs {member} of its options {options}, which is not set.',
    fix: 'Set {options}__{member} in `environment` (or `secrets`) of the container, where {options} is the section that the program binds to that class (two underscores for each level), then deploy again.',
  },
  {
    where: 'it is a connection string of .NET',
    when: /(?:Parameter 'connectionString'|The ConnectionString property has not been initialized)(?:[\s\S]*^setting \S+: not in (?<place>container \S+)$)?/m,
    plain: 'The program opens its database without a connection string: the one that it reads is null or empty.',
    fix: 'Set the variable `ConnectionStrings__NAME` in `secrets` (or `environment`) of {place|the container}, where NAME is what the program passes to `GetConnectionString`; then deploy again.',
  },
  {
    where: 'it is a section of .NET',
    when: /Section '(?<section>[\w:.-]{1,80})' not found in configuration/,
    plain:
      'The program needs the section {section} of its configuration, which neither its files nor its variables have.',
    fix: 'Set the keys of {section} as variables {section}__KEY in `environment` or `secrets` of the container (two underscores for each level), or add the section to the appsettings file of this environment (`ASPNETCORE_ENVIRONMENT` or `DOTNET_ENVIRONMENT` chooses it).',
  },
  {
    where: 'Rust reads it with the crate config',
    when: /missing configuration field "(?<field>[\w.]{1,80})"/,
    plain: 'The configuration of the program lacks {field}: neither its files nor its variables have it.',
    fix: 'Set the variable of {field} in `environment` (or `secrets`) of the container, with the prefix and separator that the program uses (such as `APP__` and `__`), or add it to the configuration file in the image.',
  },
  {
    where: 'it is the key of Laravel',
    when: /No application encryption key/,
    plain: 'Laravel needs APP_KEY, which is not set.',
    fix: 'Set APP_KEY in `secrets` of the container to the key of this application, `base64:` included (a new one: `php artisan key:generate --show`).',
  },
  {
    where: 'it is the key of Flask',
    when: /[Nn]o secret key was set|A secret key is required/,
    plain: 'Flask has no secret key for its sessions and forms: SECRET_KEY of its configuration is not set.',
    fix: 'Set the variable that the program reads `SECRET_KEY` of its configuration from (often SECRET_KEY or FLASK_SECRET_KEY) in `secrets` of the container, with one value for all tasks, or have the program read it (`app.config["SECRET_KEY"]`).',
  },
  {
    where: 'it is the data center of Cassandra',
    when: /the local DC must be explicitly set(?:[\s\S]{0,400}?\)=(?<dc>[\w-]{1,60}))?/,
    plain: 'The driver of Cassandra is not told which data center is its own[[: the contact point is in {dc}]].',
    fix: 'Set the local data center[[ to {dc}]]: `SPRING_CASSANDRA_LOCAL_DATACENTER` in `environment` of the container with Spring Boot, else `basic.load-balancing-policy.local-datacenter` in the configuration of the driver (Amazon Keyspaces: the name of the Region).',
  },
  {
    where: 'it is the key base of Rails',
    when: /Missing ['`]?secret_key_base/,
    plain: 'Rails needs a secret_key_base: neither SECRET_KEY_BASE nor a readable credentials file gives one.',
    fix: 'Set RAILS_MASTER_KEY in `secrets` of the container, so that Rails reads it from its credentials, or SECRET_KEY_BASE (`bin/rails secret`).',
  },
  {
    where: 'it is the password of a new MySQL',
    when: /Database is uninitialized and password option/,
    plain: 'MySQL creates a new database and has no password for root.',
    fix: 'Set MYSQL_ROOT_PASSWORD in `secrets` of the container (MariaDB: MARIADB_ROOT_PASSWORD).',
  },
  {
    where: 'it is the secret of jsonwebtoken',
    when: /secretOrPrivateKey must have a value/,
    plain: 'The program signs or checks tokens (jsonwebtoken) with a secret that it does not get.',
    fix: 'Set the variable that holds this secret (often JWT_SECRET) in `secrets` of the container, under the name that the code reads.',
  },
  {
    where: 'Rust does not say which, but where',
    when: /(?:NotPresent|environment variable not found)[\s\S]*^place: (?<at>\S{1,300})$/m,
    plain: 'The program needs a variable that is not set. The error does not name it: it reads it at {at}.',
    fix: 'Look up which variable {at} reads, and set it in `environment` (or `secrets`) of the container.',
  },
  {
    where: 'it is the home folder',
    when: /^setting HOME: not in (?<place>container \S+)$/m,
    plain: 'The program needs HOME, which is not set: the user of {place} has no home folder.',
    fix: 'Set HOME in `environment` of {place} to a folder that its user may write to, such as /tmp, or create the user with a home folder in the Dockerfile (`useradd -m`).',
  },
  {
    where: 'Quarkus does not load a setting that is there',
    when: /Failed to load config value of type (?:class )?(?<type>[\w.$]{1,120}) for: [\w.-]{1,120}[\s\S]*^setting \S+: set in (?<place>container \S+) as (?<own>\S+)$/m,
    plain: 'The program cannot load {name}, which is set: its value is no {type}.',
    fix: 'Correct {own} in `environment` of {place} to a value of type {type}, then deploy again.',
  },
  {
    where: 'its value is empty',
    when: /^setting \S+: empty in (?<place>container \S+) as (?<own>\S+)$/m,
    plain: 'The program needs {own}, and its value in `environment` of {place} is empty.',
    fix: 'Give {own} a value in `environment` (or `secrets`) of {place}: an empty value often comes from a variable of the pipeline that is empty itself.',
  },
  {
    where: 'it is set all the same',
    when: /^setting \S+: set in (?<place>container \S+) as (?<own>\S+)$/m,
    plain: 'The program does not find {own}, although `environment` of {place} sets it.',
    fix: 'Check how the program starts: `sudo`, `su` or `env -i` in a start script drops {own}, a `.env` file in the image may replace it, and a front end reads it when the image is built.',
  },
  {
    where: 'it comes from a secret',
    when: /^setting \S+: secret in (?<place>container \S+) from (?<source>.+)$/m,
    plain: 'The program finds no value in {name}, which `secrets` of {place} takes from {source}.',
    fix: 'Check that {source} holds a value, then how the program starts: `sudo`, `su` or `env -i` in a start script drops variables.',
  },
  {
    where: 'the name of the variable holds a colon',
    when: /^setting \S+: called (?<own>\S+) in (?<place>container \S+), write (?<right>\S+)$/m,
    plain: 'The program needs {name}; {place} has {own}, but .NET reads no variable with a colon in its name on Linux.',
    fix: 'Rename {own} to {right} in {place} (two underscores for each colon), then deploy again.',
  },
  {
    where: 'a setting that ends in the name of the field',
    when: /^setting (?=[a-z][a-z\d]{0,40}(?:_[a-z\d]{1,40}){0,8}:)\S+: called (?<own>[A-Z\d_]+) in (?<place>container \S+)$/m,
    plain: 'The program finds no value for {name}; {place} has {own}, which may be meant for it.',
    fix: 'Compare {own} in {place} with the variable that the program reads {name} from (its prefix, and the sign between two levels: often `_` or `__`), rename it, then deploy again.',
  },
  {
    where: 'a setting has almost the same name',
    when: /^setting \S+: called (?<own>\S+) in (?<place>container \S+)$/m,
    plain: 'The program needs {name}, which is not set; {place} has {own}.',
    fix: 'Rename {own} to {name} in {place}, or have the program read {own}; then deploy again.',
  },
  {
    where: 'only another container has it',
    when: /^setting \S+: not in (?<place>container \S+), but in (?<other>container \S+)$/m,
    plain: 'The program needs {name}, which only {other} has: each container has its own environment.',
    fix: 'Set {name} in `environment` (or `secrets`) of {place} too, then deploy again.',
  },
  {
    where: 'the container has environment files',
    when: /^setting \S+: not in (?<place>container \S+), perhaps in (?<files>.+)$/m,
    plain: 'The program needs {name}, which is not set: {place} has it neither in `environment` nor in `secrets`.',
    fix: 'Set {name} in {files} or in `environment` (or `secrets`) of {place}, then deploy again.',
  },
  {
    where: 'the name is that of a field',
    when: /^setting \S+: not in (?<place>container \S+), in capitals (?<variable>\w+)$/m,
    plain: 'The program needs {name}, which is not set: {place} has it neither in `environment` nor in `secrets`.',
    fix: 'Set {variable} in `environment` (or `secrets`) of {place}, with the prefix in front that the settings of the program have, if any; then deploy again.',
  },
  {
    where: 'the variable for it is known',
    when: /^setting \S+: not in (?<place>container \S+), read from (?<variable>\w+)$/m,
    plain: 'The program needs {name}, which is not set: {place} has it neither in `environment` nor in `secrets`.',
    fix: 'Set {variable} in `environment` (or `secrets`) of {place}: the program reads {name} from that variable; then deploy again.',
  },
  {
    where: 'the setting is not called like a variable',
    when: /^setting (?=[a-z]|[A-Z][A-Za-z\d]*[a-z])\S+: not in (?<place>container \S+)$/m,
    plain: 'The program needs the setting {name}, which it does not get.',
    fix: 'Give {name} a value where the program reads it: in its configuration file in the image, or in the variable of {place} (`environment` or `secrets`) that takes its place, whose name the program decides; then deploy again.',
  },
  {
    where: 'the task definition does not have it',
    when: /^setting \S+: not in (?<place>container \S+)$/m,
    plain: 'The program needs {name}, which is not set: {place} has it neither in `environment` nor in `secrets`.',
    fix: 'Set {name} in `environment` (or `secrets`) of {place}, under the name that this version expects, then deploy again.',
  },
] as const satisfies readonly Variant[];
