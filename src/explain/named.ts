const HOST = '(?:[a-z\\d](?:[\\w-]{0,62}\\.)+[a-z][a-z\\d-]{1,62}|\\d{1,3}(?:\\.\\d{1,3}){3})';
/** Ends of file names, which look like those of hosts. */
const FILE_END =
  /\.(?:c|cc|cpp|cs|erl|hrl|ex|exs|go|h|java|js|jsx|mjs|cjs|json|kt|lua|md|php|pl|py|rb|rs|scala|sh|so|sql|toml|ts|tsx|txt|xml|ya?ml|conf|ini|jar|dll)$/iu;
/** `name/10.0.1.2:6379` of Java. */
const IN_JAVA =
  /\b(?<name>[a-z\d][\w-]{0,62}(?:\.[\w-]{1,62}){1,8})\/(?:<unresolved>|\d{1,3}(?:\.\d{1,3}){3}):(?<port>\d{2,5})\b/iu;
const IN_URL = new RegExp(
  `\\b[a-z][a-z\\d+.-]{1,20}:\\/{2,3}(?:[^\\s@/]{1,200}@)?(?<address>${HOST}(?::\\d{1,5})?)`,
  'iu',
);
const WITH_PORT = new RegExp(`(?<![\\w./@-])(?<address>${HOST}:\\d{2,5})(?!\\d|:\\S|\\.\\d)`, 'giu');
/** What ends in none of these is a key or a module (`django.db.utils`, `shop.permission.cache`), not a host. */
const ZONE =
  'com|net|org|io|dev|app|cloud|info|biz|tech|site|online|shop|store|xyz|internal|local|lan|corp|int|intranet|private|cluster|consul|svc|home|localdomain|example|invalid|[a-z]{2}';
const BARE = new RegExp(
  `(?<![\\w./@:-])(?<address>(?:[a-z\\d][a-z\\d-]{0,62}\\.){2,8}(?:${ZONE}))(?![\\w(:-]|\\.[a-z])`,
  'gu',
);
/** Host and port as two values: `('10.0.1.2', 5432)`, `"db.shop", port 5432`, `tcp:sql.shop.local,1433`. */
const APART = new RegExp(
  `(?:\\(['"]|(?:host|server|at)[ :=]{1,3}['"]?|\\btcp:)(?<name>${HOST})['"]?(?:\\s?\\([\\d.:a-f]{2,45}\\))?(?:, |,|[ ,;]{1,2}port[ :=]{1,3}['"]?)(?:port )?(?<port>\\d{2,5})\\b`,
  'iu',
);
/** Not one with the number of a line behind it: that is a place in code. */
const FILE = /(?<![\w:/.~-])(?<file>\/(?:[\w.@+-]{1,100}\/){1,20}[\w.@+-]{1,120})(?![\w.@+-]|\/[\w.@+-]|:\d)/u;
/** The name of a configuration file without a path: `datasource.yaml`. */
const BARE_FILE =
  /(?<![\w/.@-])(?<file>[a-z][\w.-]{1,60}\.(?:ya?ml|json|toml|ini|conf|cfg|properties|hcl))(?![\w/(-]|\.\w|:\d)/iu;
/** Not a symbol of JavaScript, a level, a status or a member of a class: those are written alike. */
const VARIABLE =
  /(?<![\w/.-])(?<!Symbol\(|\b(?:level|status|state|code|consistency|event|reason|mode|type|enum|constant):? ["'`]?)(?<setting>(?!E[A-Z]{3,}\b|SQLSTATE|HTTP_\d)[A-Z][A-Z\d]{1,30}(?:_[A-Z\d]{1,30}){1,8})(?![\w/-])/gu;
/** Codes of errors are written like variables of the environment: those of MySQL, AMQP, gRPC, Kafka and TLS. */
const ERROR_CODE =
  /^(?:ERR?|CR|UNABLE_TO|NOT|UNKNOWN|INVALID|UNSUPPORTED)_|_(?:ALLOWED|FOUND|IMPLEMENTED|REFUSED|FAILED|ERROR|EXHAUSTED|DENIED|EXCEEDED|EXISTS|PERMITTED|SUPPORTED|AVAILABLE|CLOSED|RESET|MISMATCH|EXPIRED|INVALID|CHAIN)$/u;

/** A file that settings stand in. */
const CONFIGURATION = /\.(?:ya?ml|json|jsonc|toml|ini|conf|cfg|config|env|properties|xml)$|\/\.env(?:\.\w{1,20})?$/u;

/** What a line names, whoever wrote it: `shop.db.internal:5432`, `/etc/shop.yaml`, `STRIPE_KEY`. */
export function namedIn(line: string): Record<string, string | undefined> {
  const text = line.slice(0, 2_000);
  const address =
    javaAddress(text) ??
    apart(text) ??
    IN_URL.exec(text)?.groups?.['address'] ??
    hostIn(text, WITH_PORT) ??
    hostIn(text, BARE);
  const file = FILE.exec(text)?.groups?.['file']?.replace(/[.]+$/u, '');
  return {
    address: address === undefined || isFile(address) ? undefined : address,
    file,
    configuration: file !== undefined && CONFIGURATION.test(file) ? file : BARE_FILE.exec(text)?.groups?.['file'],
    setting: settingIn(text),
  };
}

/** Values in a list of what a setting may be: not the names of settings. */
const CHOICES =
  /\b(?:(?:set|equal) to|(?:must|should|can|may|has to|needs to) be|values? (?:are|is)):? (?:one of:? |either )?["'`[(]{0,2}[A-Z][A-Z\d_]{1,60}["'`]?(?:(?:, or |, | or |\|)["'`]?[A-Z][A-Z\d_]{1,60}["'`]?){1,12}/gu;

/** supervisord writes `%(ENV_UI_PORT)s` for the variable UI_PORT. */
function settingIn(text: string): string | undefined {
  const names = [...text.replace(CHOICES, ' ').matchAll(VARIABLE)].flatMap(({ groups }) => groups?.['setting'] ?? []);
  const found = names.find((name) => !ERROR_CODE.test(name));
  return text.includes('%(ENV_') ? found?.replace(/^ENV_/u, '') : found;
}

function javaAddress(text: string): string | undefined {
  const { name, port } = IN_JAVA.exec(text)?.groups ?? {};
  return name === undefined || port === undefined ? undefined : `${name}:${port}`;
}

function apart(text: string): string | undefined {
  const { name, port } = APART.exec(text)?.groups ?? {};
  return name === undefined || port === undefined ? undefined : `${name}:${port}`;
}

function hostIn(text: string, shape: RegExp): string | undefined {
  return [...text.matchAll(shape)].flatMap(({ groups }) => groups?.['address'] ?? []).find((one) => !isFile(one));
}

/** Classes of Java and files of a stack are written like hosts. */
function isFile(address: string): boolean {
  const name = address.replace(/:\d+$/u, '');
  return (
    /^(?:0\.0\.0\.0|127\.)/u.test(name) ||
    FILE_END.test(name) ||
    /^(?:com|org|io|net|java|javax|jakarta|kotlin|scala|sun|dev)\.[\w.]+$/u.test(name) ||
    /\.[A-Z]/u.test(name)
  );
}
