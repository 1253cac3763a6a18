import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { credentialFact } from './credential-fact.ts';
import { keyFact, keyStoreFact, loggedThing, thingFact } from './thing-fact.ts';
import { defaultFact } from './client-defaults.ts';
import { databaseFact } from './database-fact.ts';
import { heapFact } from './heap.ts';
import { secretSource } from './secret-source.ts';
import { urlFact, wholeSecretFact } from './url-fact.ts';

/** Facts that the log line or the environment of a container holds, one a line: what the variants of the patterns look for. */
export function programFacts({
  container,
  task,
  lines,
  logLine = '',
}: {
  container: ContainerDefinition;
  task: Task | undefined;
  lines: readonly string[];
  logLine: string | undefined;
}): string[] {
  return [
    ...javaFact(logLine),
    ...poolFact(container),
    ...heapFact(container, task, lines),
    ...passwordFact(container),
    ...databaseFact(logLine, container),
    ...urlFact(logLine, container),
    ...wholeSecretFact(logLine, container),
    ...thingFact(logLine, container),
    ...loggedThing(logLine, lines),
    ...keyFact(container),
    ...keyStoreFact(container),
    ...credentialFact(logLine, container),
    ...redisFact(container, lines),
    ...defaultFact(logLine, lines),
    ...serverFact(lines),
    ...gunicornFact(container, lines),
    ...npmFact(lines),
    ...nginxFact(logLine),
    ...profileFact(container),
    ...inLines(lines, LICENSE, 'license server'),
    ...sqliteFact(container),
    ...localhostFact(container),
    ...calculatorFact(logLine),
    ...jsonFact(lines),
    ...inLines(lines, KAFKA, 'kafka port'),
    ...inLines(lines, KAFKA_TOLD, 'kafka told'),
    ...inLines(lines, LARAVEL, 'database of the program'),
    ...flywayFact(lines),
    ...(logLine.includes('OutOfMemoryError') ? inLines(lines, KAFKA_RECEIVE, 'ran out of memory at') : []),
    ...inLines(lines, CONFIG_SERVER, 'config server'),
    ...inLines(lines, CONFIG_ANSWER, 'config server answers'),
    ...valueFact(container, logLine),
    ...variableFact(container, logLine),
    ...meantFact(container, logLine),
    ...configurationFact(container, lines),
    ...(lines.some((line) => /\benvsubst\b/u.test(line.slice(0, 300))) ? ['templates: envsubst'] : []),
  ];
}

/** A class file says the version of Java that it needs as a number 44 above it (docs: JVM specification 4.1). */
const CLASS_FILE_OFFSET = 44;

function javaFact(line: string): string[] {
  const groups = /class file version (?<built>\d{2})\.\d.{0,120}class file versions up to (?<has>\d{2})\.\d/iu.exec(
    line,
  )?.groups;
  if (groups === undefined) return [];
  const [built, has] = [Number(groups['built']), Number(groups['has'])].map((version) => version - CLASS_FILE_OFFSET);
  return [`built for Java ${built}, the image has Java ${has}`];
}

function poolFact({ name, environment = [] }: ContainerDefinition): string[] {
  const pool = environment.find(
    (one) =>
      /pool.?(?:max.?)?size|max.?pool|connection_?limit/iu.test(one.name ?? '') && /^\d{1,5}$/u.test(one.value ?? ''),
  );
  return pool === undefined ? [] : [`pool of container ${name}: ${pool.name} is ${pool.value}`];
}

/** The secret that a login comes from, where only one can be meant. */
function passwordFact({ name, secrets = [] }: ContainerDefinition): string[] {
  const passwords = secrets.filter((one) => /PASS(?:WORD|WD)?$|_PWD$/iu.test(one.name ?? ''));
  const urls = secrets.filter((one) => /(?:URL|URI|DSN|CONNECTION_?STRING)$/iu.test(one.name ?? ''));
  const [secret, ...others] = passwords.length > 0 ? passwords : urls;
  if (secret?.valueFrom === undefined || others.length > 0) return [];
  return [`password: ${secret.name} from ${secretSource(secret.valueFrom)} of container ${name}`];
}

/** Servers by what they say of themselves at the start. */
const SERVERS: readonly [string, RegExp][] = [
  ['flask', /^ \* Serving Flask app\b/u],
  ['uvicorn', /\bUvicorn running on\b/u],
  ['vite', /\bvite preview\b|\bVITE v\d|➜ {1,3}Local:/u],
  ['puma', /\bPuma (?:starting|version)|=> Booting Puma/u],
  ['kestrel', /^\s*Now listening on: /u],
];

function serverFact(lines: readonly string[]): string[] {
  const found = SERVERS.find(([, says]) => lines.some((line) => says.test(line.slice(0, 300))));
  return found === undefined ? [] : [`server: ${found[0]}`];
}

/** npm and yarn print the script that they run: `> next start -p 8080`, `$ next start`. */
function npmFact(lines: readonly string[]): string[] {
  const found = lines.filter((line) => /^(?:> (?!.{1,100}@\d)|\$ )\S/u.test(line.slice(0, 200))).at(-1);
  return found === undefined
    ? []
    : [
        `script of npm: ${found
          .replace(/^[>$] /u, '')
          .trim()
          .slice(0, 200)}`,
      ];
}

/** gunicorn kills a worker that it waited for in vain, and wonders about memory each time; one that it did not wait for was killed for its memory, and then more time helps none. */
function gunicornFact(
  { entryPoint = [], command = [], environment = [] }: ContainerDefinition,
  lines: readonly string[],
): string[] {
  const late = new Set(
    lines.flatMap((line) => /WORKER TIMEOUT \(pid:(?<pid>\d{1,8})\)/u.exec(line)?.groups?.['pid'] ?? []),
  );
  const killed = lines.flatMap(
    (line) => /Worker \(pid:(?<pid>\d{1,8})\) was sent SIGKILL/u.exec(line)?.groups?.['pid'] ?? [],
  );
  const [pid] = late;
  if (pid === undefined || killed.some((one) => !late.has(one))) return [];
  const texts = [...entryPoint, ...command, ...environment.map(({ value = '' }) => value)].join(' ');
  const timeout = Number(
    /(?:--timeout[= ]|-t )(?<seconds>\d{1,5})\b/u.exec(texts)?.groups?.['seconds'] ?? GUNICORN_SECONDS,
  );
  return [`gunicorn waits ${timeout} s, take ${4 * timeout}, ended worker ${pid}`];
}

/** docs.gunicorn.org: settings, timeout. */
const GUNICORN_SECONDS = 30;

/** nginx asks for the next power of two above what its table has. */
function nginxFact(line: string): string[] {
  const size = /you should increase (?:either )?\w{3,60}: (?<size>\d{1,8})/u.exec(line)?.groups?.['size'];
  return size === undefined ? [] : [`nginx wants ${2 * Number(size)}`];
}

function profileFact({ name, environment = [] }: ContainerDefinition): string[] {
  return environment.some((one) => one.name === 'AWS_PROFILE') ? [`profile is in ${name}`] : [];
}

/** A broker of Amazon MSK; its port tells whether it takes TLS. */
const KAFKA = /(?<found>[\w.-]{1,200}\.kafka(?:-serverless)?\.[\w.-]{1,60}\.amazonaws\.com:\d{4,5})/iu;
/** A node with its own number is one that another broker told of: the first ones have negative numbers (kafka-clients) or `bootstrap` (librdkafka). */
const KAFKA_TOLD =
  /(?:Connection to node \d{1,4} \(|\[thrd:)(?<found>(?:localhost|127\.0\.0\.1)(?:\/127\.0\.0\.1)?:\d{2,5})(?:\) could not be established|\/\d{1,10}\])/u;
/** FlexNet writes `27000@host`, or a list of them. */
const LICENSE = /\b(?<found>\d{4,5}@[a-z\d][\w.-]{1,252}[\w])/iu;
/** laravel/framework: QueryException names the connection. */
const LARAVEL = /could not find driver \(Connection: (?<found>\w{1,20})/u;

/** kafka-clients: where the client makes room for an answer. */
const KAFKA_RECEIVE = /\borg\.apache\.kafka\.common\.network\.(?<found>NetworkReceive\.readFrom)\(/u;

/** spring-cloud-config: ConfigServerConfigDataLoader. */
const CONFIG_SERVER = /Fetching config from server at ?: (?<found>https?:\/\/[^\s,]{1,300})/u;
const CONFIG_ANSWER = /Could not locate PropertySource \(.{1,600}?\): (?<found>\d{3}) /u;

/** Flyway lists the files of one version below its error: `-> db/migration/V31__add_vat.sql (SQL)`. */
function flywayFact(lines: readonly string[]): string[] {
  const files = lines.flatMap(
    (line) => /^-> (?:\S{0,300}\/)?(?<file>[\w.-]{1,200}) \(\w{1,20}\)$/u.exec(line.trim())?.groups?.['file'] ?? [],
  );
  return files.length < 2 ? [] : [`migrations of one version: ${[...new Set(files)].join(' and ')}`];
}

function inLines(lines: readonly string[], shape: RegExp, what: string): string[] {
  const found = lines
    .map((line) => shape.exec(line.slice(0, 2_000))?.groups?.['found'])
    .findLast((one) => one !== undefined);
  return found === undefined ? [] : [`${what}: ${found}`];
}

/** The variable whose whole value the error quotes; a short one might be anything. */
function valueFact({ name, environment = [] }: ContainerDefinition, line: string): string[] {
  const quoted = [
    ...line.matchAll(/(?:["'`(]|address |parsing "|value:? )(?<value>[^"'`()\s]{2,200}?)(?=["'`)]|: | |$)/gu),
  ].map(({ groups }) => groups?.['value']);
  const words = new Set(line.split(/[\s"'`(),;=]+/u).map((word) => word.replace(/[.:]+$/u, '')));
  const exact = environment.filter(({ value }) => value !== undefined && quoted.includes(value));
  const told = environment.filter(({ value = '' }) => isTelling(value) && words.has(value));
  const found = exact.length > 0 ? exact : told;
  if (found.length > 0) return found.length === 1 ? [`value is in ${found[0]?.name} of container ${name}`] : [];
  const parts = [...line.matchAll(PART)].flatMap(({ groups }) => groups?.['part'] ?? []);
  const cut = [...line.matchAll(CUT)].flatMap(({ groups }) => groups?.['start'] ?? []);
  const holders = environment.filter(({ value = '' }) =>
    cut.length > 0 ? cut.some((start) => value.startsWith(start)) : parts.some((part) => isPart(part, value)),
  );
  return holders.length === 1 ? [`value is part of ${holders[0]?.name} of container ${name}`] : [];
}

const PART = /["'`([](?<part>[\w.:/@+-]{4,120})["'`)\]]/gu;

/** A long value is quoted up to three dots: `tcp://1...`. */
const CUT = /["'`](?<start>[^"'`\s]{4,60})\.{3}["'`]/gu;

/** A whole word of it: `eu-midle-1` in `eu-west-1,eu-midle-1`, `UseFoo` in `-Xmx1g -XX:+UseFoo`. */
function isPart(part: string, value: string): boolean {
  const at = isTelling(part) ? value.indexOf(part) : -1;
  return at >= 0 && !/\w/u.test(`${value[at - 1] ?? ''}${value[at + part.length] ?? ''}`);
}

/** Long enough to stand in an error by no accident. */
function isTelling(value: string): boolean {
  return (
    value.length >= 5 &&
    !/^(?:\d+|true|false|debug|info|error|prod(?:uction)?|staging|development|default|enabled|disabled)$/iu.test(value)
  );
}

/** `accountSid` or `Fernet key` for TWILIO_ACCOUNT_SID or AIRFLOW__CORE__FERNET_KEY: the one variable that ends with these letters. */
function meantFact({ name: container, environment = [], secrets = [] }: ContainerDefinition, line: string): string[] {
  const words = line.slice(0, 1_000).match(/[A-Za-z][A-Za-z\d]*/gu) ?? [];
  const said = words.flatMap((word, index) => [
    ...(/[a-z][A-Z]/u.test(word) ? [word] : []),
    `${word}${words[index + 1] ?? ''}`,
  ]);
  const ends = new Set(said.map((one) => one.toLowerCase()).filter((one) => one.length >= 7));
  const isMeant = (name = ''): boolean => {
    const parts = name.toLowerCase().split(/_+/u);
    return (
      parts.length > 1 && parts.some((_, index) => index < parts.length - 1 && ends.has(parts.slice(index).join('')))
    );
  };
  const found = [
    ...environment.filter(({ name }) => isMeant(name)).map(({ name }) => ({ name, from: '' })),
    ...secrets
      .filter(({ name }) => isMeant(name))
      .map(({ name, valueFrom = '' }) => ({ name, from: `, from ${secretSource(valueFrom)}` })),
  ];
  const [one, ...others] = found;
  return one === undefined || others.length > 0
    ? []
    : [`meant variable ${one.name} of container ${container}${one.from}`];
}

const CONFIGURATION =
  /(?:^|\s)--?(?:c|f|config(?:[.-]?(?:file|path|url))?)[= ](?:file:(?:\/\/)?)?(?<file>\/?[\w@.+/-]{2,200}\.(?:ya?ml|json|toml|ini|conf|cfg|properties|xml|hcl))(?=\s|$)/u;
const LOADED =
  /\b(?:load(?:ed|ing)|us(?:ed|ing)|read(?:ing)?|pars(?:ed|ing)) (?:the )?config(?:uration|s)?\b.{0,40}?(?<file>\/[\w@.+/-]{2,200}\.(?:ya?ml|json|toml|ini|conf|cfg|properties|xml|hcl))(?![\w/])/iu;

/** The file that the program reads its settings from, as its command or its log says. */
function configurationFact({ entryPoint = [], command = [] }: ContainerDefinition, lines: readonly string[]): string[] {
  const asked = CONFIGURATION.exec([...entryPoint, ...command].join(' ').slice(0, 4_000))?.groups?.['file'];
  const loaded = lines
    .map((line) => LOADED.exec(line.slice(0, 1_000))?.groups?.['file'])
    .find((one) => one !== undefined);
  const file = asked ?? loaded;
  return file === undefined ? [] : [`configuration file: ${file}`];
}

/** What may be a secret although it stands in `environment` is not repeated. */
const MAY_BE_SECRET = /PASS|PWD|SECRET|TOKEN|KEY|CRED|AUTH|DSN|SALT|CERT|UR[LI]|CONN/iu;

/** The variable of the container that an error calls by its name. */
function variableFact(
  { name: container, environment = [], secrets = [] }: ContainerDefinition,
  line: string,
): string[] {
  const words = new Set(line.slice(0, 2_000).match(/(?<![\w-])[A-Z][A-Z\d]{2,40}(?:_[A-Z\d]{1,40}){0,8}(?![\w-])/gu));
  const given = environment.find(({ name = '' }) => words.has(name));
  const { name = '', value = '' } = given ?? {};
  const isShown = value !== '' && value.length <= 60 && !/\s/u.test(value) && !MAY_BE_SECRET.test(name);
  if (given !== undefined)
    return [`names variable ${name} of container ${container}${isShown ? `, now ${value}` : ''}`];
  const secret = secrets.find(({ name: own = '' }) => words.has(own));
  const source = secretSource(secret?.valueFrom ?? '');
  return secret === undefined ? [] : [`names variable ${secret.name} of container ${container}, from ${source}`];
}

/** System.Text.Json counts lines from 0. */
function jsonFact(lines: readonly string[]): string[] {
  const found = lines
    .map(
      (line) =>
        /\bLineNumber: (?<line>\d{1,7}) \| BytePositionInLine: (?<byte>\d{1,7})/u.exec(line.slice(0, 2_000))?.groups,
    )
    .findLast((one) => one !== undefined);
  return found === undefined ? [] : [`json is broken at line ${Number(found['line']) + 1}, byte ${found['byte']}`];
}

/** What a JVM needs besides its heap, and half as much for that, in steps of 512 MiB. */
function calculatorFact(line: string): string[] {
  const needed = /fixed memory regions require (?<needed>\d{1,9})K/u.exec(line)?.groups?.['needed'];
  return needed === undefined ? [] : [`memory wanted: ${Math.ceil((Number(needed) * 1.5) / 1024 / 512) * 512} MiB`];
}

/** The one variable for the host of a database that holds `localhost`. */
function localhostFact({ name: container, environment = [] }: ContainerDefinition): string[] {
  const [one, ...others] = environment.filter(
    ({ name = '', value = '' }) =>
      /(?:DB|DATABASE|MYSQL|MARIADB|POSTGRES|PG).{0,20}(?:HOST|HOSTNAME|SERVER)$/iu.test(name) &&
      /^localhost(?::\d{1,5})?$/iu.test(value),
  );
  return one === undefined || others.length > 0 ? [] : [`local host in ${one.name} of container ${container}`];
}

/** The file of SQLite, where one variable has it. */
function sqliteFact({ name: container, environment = [] }: ContainerDefinition): string[] {
  const found = environment.flatMap(({ name = '', value = '' }) => {
    const path =
      /^(?:\w{0,20}sqlite\d?(?:\+\w{1,20})?:(?:\/\/)?|file:)?(?<path>\/?[\w./-]{1,200}\.(?:db|sqlite3?))\b/iu.exec(
        value,
      )?.groups?.['path'];
    return path === undefined ? [] : [`sqlite: ${name} of container ${container} is ${path.replace(/^\/{2,}/u, '/')}`];
  });
  return found.length === 1 ? found : [];
}

/** The user and password in the URL stay out. */
const PLAIN_REDIS = /\bredis:\/\/(?:[^@\s/"']{0,200}@)?(?<host>[\w.-]{1,253}(?::\d{1,5})?)/iu;

function redisFact({ environment = [] }: ContainerDefinition, lines: readonly string[]): string[] {
  const texts = [...lines.toReversed(), ...environment.map(({ value = '' }) => value)];
  const host = texts
    .map((text) => PLAIN_REDIS.exec(text.slice(0, 2_000))?.groups?.['host'])
    .find((found) => found !== undefined);
  return host === undefined ? [] : [`redis without TLS: ${host}`];
}
