import type { Variant } from '../pattern.ts';

/** What is said of a setting with a wrong value where more is known of it: what names the setting comes first. */
export const INVALID_SETTING_VARIANTS = [
  {
    where: 'convict gets a value with quotes of its own',
    when: /(?<![\w.-])(?<key>[A-Za-z][\w.-]{0,80}): (?<why>[^:\n]{3,60}(?:: \[[^\]\n]{1,160}\])?): value was "\\"(?<bare>[^"\\\n]{0,80})\\""/,
    plain: 'The program does not accept the value of {key}: the quotes around {bare} are a part of it.',
    fix: 'Take the quotes out of the value of {key}, so that it is {bare}, in the variable that the schema of convict names for it (`environment` or `secrets` of the container; an env file that Docker or ECS reads keeps quotes). {key} {why}.',
  },
  {
    where: 'convict checks the configuration of Node.js',
    when: /(?<![\w.-])(?<key>[A-Za-z][\w.-]{0,80}): (?<why>[^:\n]{3,60}(?:: \[[^\]\n]{1,160}\])?): value was (?:"(?<bad>(?:[^"\\\n]|\\.){0,80})"|(?<plain>[^\s,"]{1,60}))(?:, getter was '?`?env\[(?<own>\w{1,80})[^\]]{0,60}\])?(?: (?<more>[A-Za-z][\w.-]{0,80}: .{3,200}))?/,
    plain: 'The program does not accept the value [[{bad}]][[{plain}]] of {key}: {why}[[. It also rejects {more}]].',
    fix: 'Correct {key}[[ (variable {own})]], which is [[{bad}]][[{plain}]] now: {why}. It is read from the variable that the schema of convict names for it (`environment` or `secrets` of the container), or from the configuration file in the image[[. Correct the other one too: {more}]].',
  },
  {
    where: 'pydantic reads a list or an object',
    when: /error parsing value for field "(?<field>\w{1,80})" from source/,
    plain:
      'pydantic-settings expects JSON in the variable of the field {field}, since the field is a list or an object.',
    fix: 'Write the value of {field} (variable of the same name in capitals, with the prefix of the settings) as JSON in `environment` of the container, such as ["a", "b"]; or annotate the field with `NoDecode` and split the text in a validator.',
  },
  {
    where: 'Rust reads it with the crate figment',
    when: /(?:source: Some\(File\("(?<file>[^"]{1,200})"[\s\S]{0,300}?)?path: \[(?<keys>"[^\]]{1,160})\], kind: (?<kind>\w{1,30})\((?:\w{1,20}\()?"?(?<bad>[^",)]{0,80})"?\)?, (?<wanted>[^\n]{1,120}?)\)(?:, prev|\s*\})/,
    plain: 'The program cannot use the value "{bad}" of {keys}[[ in {file}]]: it must be {wanted}.',
    fix: 'Correct {keys} (each key below the one before) from "{bad}" to {wanted}, in [[{file} in the image, or in ]]the variable of the container that takes its place (the prefix of the program and the keys, in capitals).',
  },
  {
    where: 'Quarkus does not know the key',
    when: /SRCFG00050: (?<key>[\w.-]{1,160}) in (?<source>[^\n]{1,120}?) does not map to any root/,
    plain: 'The program does not know the setting {key}, which it gets from {source}.',
    fix: 'Remove {key} from where it comes from ({source}; as a variable it is written in capitals with `_` for each other sign), or correct its name: it is misspelled, or this version no longer has it.',
  },
  {
    where: 'it is an option class of .NET',
    when: /validation failed for '(?<options>\w{1,80}?)(?:Options|Settings|Config(?:uration)?)?' members: '(?<member>\w{1,80})'/,
    plain: 'The program does not accept the value of {member} of its options {options}: {why}.',
    fix: 'Set {options}__{member} in `environment` of the container to a value that fits ({why}), where {options} is the section that the program binds to that class (two underscores for each level), or correct it in the appsettings file in the image.',
  },
  {
    where: 'Spring gets a URL that is none of JDBC',
    when: /'url' must start with ["']?jdbc(?:[\s\S]*^url: (?<variable>\w{1,80}) of container (?<holder>[^\s,]{1,255})(?:, from (?<source>\S{1,300}))?$)?/m,
    plain: 'Spring gets a URL of the database that does not start with jdbc: (spring.datasource.url).',
    fix: 'Write {variable|SPRING_DATASOURCE_URL}[[ of container {holder}]][[, which comes from {source},]] as a URL of JDBC, without user and password in it: `jdbc:postgresql://HOST:5432/NAME` or `jdbc:mysql://HOST:3306/NAME`; these two go into SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.',
  },
  {
    where: 'the error lists the values that it knows',
    when: /\b(?:[Ee]xpected|[Vv]alid|[Aa]llowed|[Ss]upported|[Pp]ossible) (?:values|options|choices)(?: are)?:? (?<known>[^\n]{3,200}?)\.?$(?:[\s\S]*^setting \S+: (?:set|secret) in container (?<holder>[^\s,]{1,255}))?/m,
    plain: 'The program does not accept the value of {name}: it knows {known}.',
    fix: 'Set {name}[[ of container {holder}]] to one of the values that the program knows: {known}. Then deploy again.',
  },
  {
    where: 'it is a port',
    when: /(?:ERR_SOCKET_BAD_PORT\]: )?(?:options\.)?port should be >= 0 and < 65536\. Received (?:type \w{1,20} )?\(?'?(?<port>[^)'\s]{0,60})|ERR_SOCKET_BAD_PORT/,
    plain: 'The program gets something that is not a port number as its port[[: {port}]].',
    fix: 'Set the variable of the port (often `PORT`) in `environment` of the container to a number, such as that of `containerPort`; NaN means that it is not set, or is not a number.',
  },
  {
    where: 'SQLAlchemy no longer knows the scheme postgres',
    when: /sqlalchemy\.dialects:postgres\b/,
    plain: 'The URL of the database starts with postgres://, which SQLAlchemy 1.4 and later do not know.',
    fix: 'Let the URL start with postgresql:// instead of postgres:// (in the secret or variable, or in the program: `url.replace("postgres://", "postgresql://", 1)`).',
  },
  {
    where: 'Rust reads an address, and the error names the variable',
    when: /(?:AddrParseError\(|address syntax)[\s\S]*^(?:names variable|value is in) (?<variable>\w{2,80}) of container (?<holder>[^\s,]{1,255})(?:, (?:now (?<now>.{1,60})|from (?<source>\S{1,300})))?$/m,
    plain: 'The program cannot read {variable}[[ ("{now}")]] as an address: Rust takes an IP address with a port.',
    fix: 'Set {variable} of container {holder}[[ (now "{now}")]][[, which comes from {source},]] to an IP address and a port, such as 0.0.0.0:8080: no host name, no scheme, and not the port alone.',
  },
  {
    where: 'Rust reads an address',
    when: /AddrParseError\(|address syntax/,
    plain: 'The program cannot read a setting as an address: Rust takes an IP address with a port.',
    fix: 'Correct the variable of the address in `environment` of the container to an IP address and a port, such as 0.0.0.0:8080: no host name, no scheme, and not the port alone.',
  },
  {
    where: 'it is an address to listen on, without a colon',
    when: /listen tcp\d?: address (?<bare>\d{1,5}): missing port in address(?:[\s\S]*^value is in (?<setting>\w{1,80}) of container (?<place>\S{1,255})$)?/m,
    plain:
      'The program listens on the address "{bare}", which is a port without the colon that Go expects in front of it.',
    fix: 'Write :{bare} instead of {bare}[[ in {setting} of container {place}]], or have the program put the colon in front (`":" + port`).',
  },
  {
    where: 'it is an address without a port',
    when: /dial tcp\d?: address (?<bare>\S{1,200}): missing port in address(?:[\s\S]*^value is in (?<setting>\w{1,80}) of container (?<place>\S{1,255})$)?/m,
    plain: 'The program connects to "{bare}", an address without a port.',
    fix: 'Add the port: {bare}:PORT[[ in {setting} of container {place}]].',
  },
  {
    where: 'Spring names the variable',
    when: /Value: "(?<bad>[^"]{0,120})" Origin: System Environment Property "(?<variable>\w{1,120})"(?: Reason: (?<why>.{1,160}))?/,
    plain: 'Spring cannot use the value "{bad}" of the variable {variable}.',
    fix: 'Correct {variable} in `environment` or `secrets` of the container (now "{bad}"[[: {why}]]), then deploy again.',
  },
  {
    where: 'the schema of Prisma names the variable',
    when: /URL must start with the protocol(?: (?<scheme>.{3,60}?)\.)?[\s\S]*env\("(?<variable>\w{1,80})"\)/i,
    plain:
      'The value of {variable} is no connection string that Prisma takes: it must start with {scheme|the protocol of the database}.',
    fix: 'Correct {variable} in `environment` or `secrets` of the container: it must start with {scheme|the protocol of the database}, without quotes or spaces around it; for a JSON secret, `valueFrom` must name the key.',
  },
  {
    where: 'Go reads a bool, and a variable of the container has this value',
    when: /strconv\.ParseBool: parsing "(?<bad>[^"]{0,80})"[\s\S]*^value is in (?<setting>\w{1,80}) of container (?<place>\S{1,255})$/m,
    plain: 'The program reads {setting} as a bool, and "{bad}" is none of Go.',
    fix: 'Set {setting} in `environment` of container {place} to `true` or `false` instead of "{bad}" (Go also takes 1, 0, t and f, but no yes, no, on or off), then deploy again.',
  },
  {
    where: 'Go reads a bool',
    when: /(?:field "(?<field>\w{1,80})".{0,80})?strconv\.ParseBool: parsing "(?<bad>[^"]{0,80})"/,
    plain: 'The program reads a setting[[ ({field})]] as a bool, and "{bad}" is none of Go.',
    fix: 'Set the variable[[ that fills the field {field}]] to `true` or `false` instead of "{bad}" in `environment` of the container (Go also takes 1, 0, t and f, but no yes, no, on or off), then deploy again.',
  },
  {
    where: 'a variable of the container has this value',
    when: /^value is in (?<setting>\w{1,80}) of container (?<place>\S{1,255})$/m,
    fix: 'Correct {setting} in `environment` of container {place}, then deploy again.',
  },
  {
    where: '`environment` has the variable of that setting',
    when: /^setting \S+: set in (?<place>container \S+) as (?<own>\S+)$/m,
    plain: 'The program does not accept the value of {name}[[: "{value}"]][[ ({why})]].',
    fix: 'Correct {own} in `environment` of {place}[[ (now "{value}")]][[: {why}]], then deploy again.',
  },
  {
    where: 'the variable of that setting comes from a secret',
    when: /^setting \S+: secret in (?<place>container \S+) from (?<source>.+)$/m,
    plain: 'The program does not accept the value of {name}[[: "{value}"]][[ ({why})]].',
    fix: 'Correct what {source} holds, from which `secrets` of {place} takes {name}[[ (now "{value}")]][[: {why}]]; if it is a JSON secret, `valueFrom` must name the key. Then deploy again.',
  },
  {
    where: 'the name of the variable follows from the setting',
    when: /^setting \S+: not in (?<place>container \S+), (?:in capitals|read from) (?<own>\w+)$/m,
    plain: 'The program does not accept the value of {name}[[: "{value}"]][[ ({why})]].',
    fix: 'Set {own} (with the prefix of the settings, if any) in `environment` of {place} to a value that fits[[: {why}]][[, not "{value}"]]; or correct {name} in the configuration file in the image that gives it.',
  },
  {
    where: 'Zod says what is wrong with it',
    when: /ZodError: (?<variable>[A-Z][A-Z0-9_]{2,80}): (?!Required)[A-Z]/,
    plain: 'The program does not accept the value of {variable}[[ ({why})]].',
    fix: 'Correct {variable} in `environment` or `secrets` of the container[[: {why}]]; then deploy again.',
  },
  {
    where: 'a duration of Go has no unit',
    when: /assigning (?<variable>[A-Z][A-Z0-9_]{2,80}) to \w{1,80}: converting '(?<bad>[^']{0,80})' to type time\.Duration[\s\S]{0,80}?missing unit/,
    plain: 'The program reads {variable} as a duration of Go, and "{bad}" has no unit.',
    fix: 'Write the unit in {variable} of the container (`environment` or `secrets`): "{bad}s" for seconds, or ms, m, h; then deploy again.',
  },
  {
    where: 'the error names the variable and its value',
    when: /assigning (?<variable>[A-Z][A-Z0-9_]{2,80}) to \w{1,80}: converting '(?<bad>[^']{0,80})' to type (?<kind>[\w.]{0,59}\w)/,
    plain: 'The program cannot read the value "{bad}" of {variable} as {kind}.',
    fix: 'Correct {variable} in `environment` or `secrets` of the container (now "{bad}"): it must be a {kind}; then deploy again.',
  },
  {
    where: 'the error names the setting, and says that its value is wrong',
    when: /[Ee]nvironment variable "?(?<setting>[A-Z][A-Z0-9_]{2,80})"? (?:is )?invalid\b(?:: (?<why>.{1,160}))?/,
    plain: 'The program does not accept the value of {setting}[[: {why}]].',
    fix: 'Correct {setting} in `environment` or `secrets` of the container[[ ({why})]], then deploy again.',
  },
  {
    where: 'the driver is not compiled into the program',
    when: /unknown driver "(?<driver>[^"]{1,60})" \(forgotten import\?\)/,
    plain: 'The program asks database/sql for the driver "{driver}", which is not compiled into it.',
    fix: 'Import the package of the driver in the program (`import _ "github.com/jackc/pgx/v5/stdlib"` for pgx, `_ "github.com/lib/pq"` for postgres, `_ "github.com/go-sql-driver/mysql"` for mysql) and rebuild the image; or correct the name "{driver}" where the code or a setting gives it.',
  },
  {
    where: 'it is an address of a Kafka broker',
    when: /Invalid url in bootstrap\.servers: (?<bad>[^\s,]{1,200})/,
    plain: 'The Kafka client cannot read "{bad}" as the address of a broker.',
    fix: 'Write each broker as host:port, with commas between (`{bad}:9092`; Amazon MSK: 9094 TLS, 9096 SASL/SCRAM, 9098 IAM), without a scheme or quotes, in the variable or file that sets `bootstrap.servers`.',
  },
  {
    where: 'Rust reads a value or key that it does not know',
    when: /unknown (?<kind>variant|field) ['`](?<bad>[^'`]{1,80})['`], expected (?:one of )?(?<known>['`][^\n]{1,200})/,
    plain: 'The configuration of the program holds {bad}, which this version does not know.',
    fix: 'Correct {bad} in the configuration file in the image, or in the variable that takes its place: this version knows {known}.',
  },
  {
    where: 'it is a time with a unit',
    when: /(?:'(?<key>[\w.-]{1,120})':? )?time: (?:invalid duration|unknown unit \S{1,40} in duration|missing unit in duration) \\?"(?<bad>[^"\\]{0,80})/,
    plain: 'The program cannot read "{bad}"[[, the value of {key},]] as a time.',
    fix: 'Write the value[[ of {key}]] as Go reads it, a number with its unit (`30s`, `5m`, `1h30m`) instead of "{bad}", in `environment` or `secrets` of the container or in the file that holds it.',
  },
  {
    where: 'the error names the key of the configuration',
    when: /'(?<key>[\w.-]{1,120})' (?:strconv\.\w{1,20}: parsing "(?<bad>[^"]{0,80})"|expected type '?(?<wanted>[\w.]{1,40})|cannot parse|has invalid value)/,
    plain: 'The program cannot use the value of {key}[[: "{bad}"]][[, which must be {wanted}]].',
    fix: 'Correct {key}[[ (now "{bad}")]][[: it must be {wanted}]] in its configuration file, or in the variable of the container that takes its place.',
  },
  {
    where: 'Java reads no URL where a host has an underscore',
    when: /Illegal character in authority at index \d{1,5}: (?<url>[a-z][a-z\d+.-]{1,20}:\/\/(?<host>[\w.-]*_[\w.-]*)\S{0,200})/i,
    plain: 'Java does not accept the host {host} of {url}: a host name has no underscore.',
    fix: 'Give the service a name without an underscore (Service Connect, Cloud Map or DNS: `-` instead of `_`) and use it in the variable or file that holds {url}.',
  },
  {
    where: 'a part of a URL is not encoded',
    when: /(?:invalid URL escape|invalid userinfo|bad URI ?\(is not URI|Illegal character in (?:authority|path|query|user info|fragment)|URI::InvalidURIError|invalid (?:control )?character .{1,20} in (?:host|port|userinfo)|invalid port ":(?!\d{1,5}"))(?:[\s\S]*^url: (?<variable>\w{1,80}) of container (?<holder>[^\s,]{1,255})(?:, from (?<source>.{1,300}))?$)?/im,
    plain:
      'The program cannot read a URL that it is given[[, {variable} of container {holder}]]: it contains a character that must be percent-encoded, most often in the password.',
    fix: 'Percent-encode the special characters in the user and password of that URL (`@` as `%40`, `/` as `%2F`, `#` as `%23`, `%` as `%25`, `:` as `%3A`) in {variable|the secret or variable that holds it}[[ of container {holder}]][[, which comes from {source}]], and check that it has no quotes, blanks or line breaks around it; then deploy again.',
  },
  {
    where: 'Node.js gets a text that is no URL',
    when: /TypeError: Invalid URL(?:.{0,200}?\(input: (?<given>.{1,160}?)\)$)?/m,
    plain: 'The program parses a value as a URL that is not one[[: {given}]].',
    fix: 'Correct the setting that the program makes a URL of[[ (now {given})]] in `environment` or `secrets` of the container: a URL needs its scheme (`https://`, `redis://`), and no quotes or blanks around it; `undefined` or an empty text means that it is not set.',
  },
  {
    where: 'it is a connection string of .NET',
    when: /Format of the initialization string does not conform/,
    plain: 'The program gets a value that is not a connection string: .NET expects `Key=Value;` pairs.',
    fix: 'Correct the connection string in `secrets` or `environment` of the container (usually `ConnectionStrings__NAME`): a URL such as `postgres://…` or a JSON secret without its key in `valueFrom` is none, and quotes around it belong to no value.',
  },
  {
    where: 'a value is none of the allowed ones',
    when: /No enum constant (?:[\w$]{1,80}\.){0,8}(?<enum>[A-Z][\w$]{0,80})\.(?<bad>[\w-]{1,80})/,
    plain: 'The program does not know the value {bad}: {enum} has no such constant.',
    fix: 'Find the setting whose value is {bad} in `environment` or `secrets` of the container and give it one of the values of {enum}, in their exact spelling; if it comes from the database or a message, deploy the version that knows it.',
  },
  {
    where: 'Elixir reads a number',
    when: /not a textual representation of an? (?<kind>integer|float)(?:.{0,200}?binary_to_(?:integer|float)\("(?<bad>[^"]{0,80})")?/,
    plain: 'The program cannot read a value as a number[[: "{bad}"]].',
    fix: 'Correct the variable[[ whose value is "{bad}"]] in `environment` or `secrets` of the container: it must be a plain {kind}, without units, blanks or quotes; an empty value is none.',
  },
  {
    where: 'the error names the variable',
    when: /(?<![A-Z0-9_])(?<variable>[A-Z][A-Z0-9_]{2,80}) must be (?:a|an) (?<wanted>(?:\w{1,20} )?(?:number|integer|port|boolean|URL))\b/,
    plain: 'The value of {variable} is not a valid {wanted}.',
    fix: 'Correct {variable} in `environment` or `secrets` of the container: it must be a plain {wanted}, without units, blanks or quotes; then deploy again.',
  },
  {
    where: 'Rust names the variable and its value',
    when: /while parsing value \\?'(?<bad>[^'\\]{0,80})\\?' provided by (?<variable>[A-Z][A-Z0-9_]{1,80})/,
    plain: 'The program cannot read the value "{bad}" of {variable}.',
    fix: 'Correct {variable} in `environment` or `secrets` of the container (now "{bad}"): the field that it fills is of another type, most often a number; then deploy again.',
  },
  {
    where: 'a setting of Rust is of another type, and a variable of the container ends in its name',
    when: /, expected (?<wanted>[^\n]{2,100}?) for key ['`][\s\S]*^setting \S+: called (?<own>\S+) in (?<place>container \S+)$/m,
    plain: 'The program does not accept the value of {name}, which {own} of {place} holds: it expects {wanted}.',
    fix: 'Correct {own} in {place}: the program expects {wanted}, and a variable is read as text unless the program splits it; else set {name} in the configuration file in the image instead.',
  },
  {
    where: 'a setting of Rust is of another type',
    when: /, expected (?<wanted>[^\n]{2,100}?) for key ['`]/,
    plain: 'The program does not accept the value of {name}: it expects {wanted}.',
    fix: 'Correct {name} in the configuration file in the image, or the variable of the container that takes its place (the prefix of the program and the keys, in capitals), to {wanted}; a variable is read as text unless the program splits it.',
  },
  {
    where: 'a number cannot be read, and nothing says where it comes from',
    when: /(?:strconv\.\w{1,20}: parsing "|with base \d+: '|string to float: '|NumberFormatException: For input string: "|invalid value for Integer\(\): "|The input string ')(?<value>[^"']{0,80})["']|ParseIntError|invalid digit found in string/,
    plain:
      'The program cannot read a value as a number[[: "{value}"]]. The error does not say where the value comes from.',
    fix: 'Find out where the value[[ "{value}"]] comes from (the stack trace shows the place in the code): if it is a setting, correct it in `environment` or `secrets` of the container (no spaces, quotes or units; a JSON secret needs its key in `valueFrom`); otherwise correct the data or the code.',
  },
  {
    where: 'it is the scheme of a connection string',
    when: /start with "(?<first>\w{1,20}:\/\/)"|following schemes \((?<schemes>[^)]{1,100})\)/,
    plain: 'The program gets a connection string that does not start with {first|one of its schemes}[[ ({schemes})]].',
    fix: 'Correct the connection string in `environment` or `secrets` of the container: it must start with {first|one of these schemes}, without quotes or spaces around it; for a JSON secret, `valueFrom` must name the key.',
  },
] as const satisfies readonly Variant[];
