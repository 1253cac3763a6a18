import { GUIDE, type PatternGroup } from '../pattern.ts';
import { MISSING_SETTING_VARIANTS } from './missing-setting.ts';

const ENVIRONMENT = `${GUIDE}/taskdef-envfiles.html`;
/** Words in capitals that are no names of settings. */
const NO_SETTING =
  '(?:SSL|TLS|HTTPS?|JSON|YAML|XML|SQL|ID|UUID|JWT|DNS|TCP|UDP|IP|GET|PUT|POST|API|TTL|TTY|CSRF|CORS|EOF|ERROR|FATAL|WARN|INFO|THIS|YOU|AND|NOT)';
const UNSET =
  "(?:(?:is|was|has|are|must be|cannot be|can't be|should not be) )?(?:not (?:set|defined|found|provided|configured|specified|present|been set)|missing|required|undefined|unset|unbound|empty|blank|set\\b|provided|defined|specified)";
const NAME = '[A-Za-z][\\w.:-]{1,80}';
/** What is written like this is a variable of the environment, whoever misses it. */
const VARIABLE = '[A-Z][A-Z0-9_]{2,80}';

/** Settings that a program does not get, or cannot read. */
export const SETTINGS = {
  title: 'The program reports: settings',
  patterns: [
    {
      id: 'says-setting-missing',
      title: 'A setting is missing',
      pattern: new RegExp(
        [
          `required key (?<name1>${NAME}) missing value`,
          `\\b(?:Missing|Unset|NotSet|Absent)\\w{0,20}\\(\\\\?["'](?<name47>[A-Z][A-Z0-9_]{2,80})\\\\?["']\\)`,
          `required environment variable "(?<name2>${NAME})" is not set`,
          `Environment variable "(?<name3>${NAME})" not set`,
          `Environment variable not found: "?(?<name4>[A-Za-z_]\\w{1,80})`,
          `[Mm]issing (?:required |mandatory )?(?:environment|env|config(?:uration)?)(?: (?:variables?|vars?|keys?|values?|settings?))?(?: \\w{1,20}){0,2}:? [[({]?['"]?(?<name5>[A-Z][A-Z0-9_]{2,80})`,
          `"(?<name6>[A-Z][A-Z0-9_]{2,80})" is required`,
          `ZodError: (?<name7>${VARIABLE}): (?:Required|Invalid input: expected \\w{1,20}, received undefined)`,
          `Invalid environment variables:? \\{ (?<name8>${NAME}): \\[ ?['"](?:Required|Invalid input: expected)`,
          `key not found: :?"?(?<name9>${VARIABLE})\\b`,
          `KeyError: ['"](?<name10>[A-Z][A-Z0-9_]{2,80})['"]`,
          `validation errors? for (?:\\w{0,60}(?:[Ss]ettings?|[Cc]onfig(?:uration)?|[Ee]nv(?:ironment)?)\\w{0,20}): (?<name11>${NAME}): [Ff]ield required`,
          `UndefinedValueError: (?<name12>${NAME}) not found\\. Declare it`,
          `Set the (?<name13>${NAME}) environment variable`,
          `The (?<name14>[A-Z][A-Z0-9_]{2,80}) setting must not be empty`,
          `Could not resolve placeholder '(?<name15>[\\w.:-]{1,120})'`,
          `(?:SRCFG00014|SRCFG\\d{5}): .{0,40}?(?:config property|property) (?<name16>[\\w.-]{1,120}) is required`,
          `Failed to configure a DataSource: '(?<name17>url)' attribute is not specified`,
          `Value cannot be null\\. \\(Parameter '(?<name18>connectionString)'`,
          `The (?<name19>ConnectionString) property has not been initialized`,
          `DataAnnotation validation failed for .{1,160}The (?<name20>\\w{1,80}) field is required`,
          `Missing '?(?<name21>secret_key_base)'?`,
          `No application encryption key has been specified`,
          `secretOrPrivateKey must have a value`,
          `Section '(?<name45>[\\w:.-]{1,80})' not found in configuration`,
          `[Ii]nvalid configuration: (?<name46>[a-z][\\w.-]{1,80}) is required`,
          `Database is uninitialized and password option is not specified`,
          `environment variables failed assertions: (?<name23>${NAME}) is (?:missing|empty)`,
          `missing value for field (?<name24>\\w{1,80})(?! at line)`,
          `missing (?:configuration )?field ["'](?<name25>\\w{1,80})["'](?! at line \\d| in line \\d)`,
          `value: NotPresent|environment variable not found`,
          `environment variable "?(?<name26>[A-Z][A-Z0-9_]{2,80})"? (?:is missing|because it is not set|must be (?:set|provided|defined)|is required|is empty|was not (?:set|found))`,
          `could not fetch (?:application )?environment variable "(?<name27>${NAME})"`,
          `\\b(?<name28>[A-Z][A-Z0-9]{1,40}(?:_[A-Z0-9]{1,40}){1,8})['"]? (?:(?:environment|env) variable )?(?:is|was|must be|cannot be|can't be|has) (?:not (?:set|defined|found|provided|configured|been set)|missing|required|undefined|empty|blank|unset|set\\b|provided)`,
          `not (?:present|defined|set) in the environment: (?<name29>${NAME})`,
          `[Ee]nvironment variable:? ['"]?(?<name30>[A-Z][A-Z0-9_]{1,80})['"]? ${UNSET}`,
          `\\b(?<name31>[A-Z][A-Z0-9_]{1,80})['"]? (?:environment|env) var(?:iable)?s? ${UNSET}`,
          `process\\.env\\.(?<name32>\\w{2,80})['"]? ${UNSET}`,
          `env-var: "(?<name33>${NAME})" is a required variable`,
          `(?<name34>[A-Z][A-Z0-9_]{1,80}): (?:unbound variable|parameter (?:null or )?not set)`,
          `Config '(?<name35>${NAME})' is missing, and has no default`,
          `(?<name36>[A-Z][A-Z0-9_]{1,80}) is required in env `,
          `missing required value: (?<name37>[A-Z][A-Z0-9_]{1,80})`,
          `field "(?<name38>\\w{1,80})" is required but the value is not provided`,
          `Could not resolve placeholder \\$\\{(?<name39>[\\w.-]{1,120})`,
          `Could not resolve substitution to a value: \\$\\{\\??(?<name40>[\\w.-]{1,120})`,
          `No configuration setting found for key '(?<name41>[\\w.-]{1,120})'`,
          `[Cc]onnection string (?:named )?['"](?<name42>[\\w:.-]{1,80})['"] (?:was |is |could )?not (?:be )?found`,
          `[Yy]ou (?:must|need to) (?:specify|set|define|provide) (?:the |an? )?['"]?(?<name43>[A-Z][A-Z0-9]{1,40}(?:_[A-Z0-9]{1,40}){1,8})`,
          `(?<!ReferenceError: )(?<![\\w.-])\\$?(?<name44>(?!${NO_SETTING}\\b)[A-Z][A-Z0-9]{2,40})['"]? (?:is|was|must be|has) (?:not (?:set|defined|provided|configured|been set)|missing|required|unset|set\\b|provided|defined)`,
          `(?:missing|required|undefined) (?:required )?(?:environment|env) var(?:iable)?s?`,
          `[Ee]nvironment variables? .{1,80} (?:not set|not defined|missing|required)`,
        ].join('|'),
      ),
      plain: 'The program needs {name|a variable}, which is not set.',
      causes: [],
      fix: 'Set {name|it} in `environment` (or `secrets`) of the container, under the name that this version expects, then deploy again.',
      variants: MISSING_SETTING_VARIANTS,
      link: ENVIRONMENT,
      log: 'only',
      sources: [
        'https://github.com/benawad/lireddit/issues/9',
        'https://github.com/CrunchyData/crunchy-containers/issues/706',
        'https://github.com/kelseyhightower/envconfig/blob/10e87fe9eaec671f89425dc366f004a9336bcc8f/envconfig.go',
        'https://github.com/caarlos0/env/blob/a3a36cc60fa222b41957573b94fefa5624dd6365/error.go',
        'https://github.com/sloria/environs/blob/19d9a36674d1eeda150ad52b9fd8f38b5f3dd636/src/environs/__init__.py',
        'https://github.com/HBNetwork/python-decouple/blob/0573e6f96637f08fb4cb85e0552f0622d36827d4/decouple.py',
        'https://github.com/spring-projects/spring-framework/blob/91eb42645e26a7ef9382b4a655bcefe5c8682fee/spring-core/src/main/java/org/springframework/util/PlaceholderParser.java',
        'https://github.com/spring-projects/spring-boot/blob/c329ffa25dc160a90ebe5e4b006ad4cdf89d8683/module/spring-boot-jdbc/src/main/java/org/springframework/boot/jdbc/autoconfigure/DataSourceBeanCreationFailureAnalyzer.java',
        'https://github.com/smallrye/smallrye-config/blob/3f13795e84c79cfc656d006c313170c2b2fbe275/implementation/src/main/java/io/smallrye/config/_private/ConfigMessages.java',
        'https://github.com/elixir-lang/elixir/blob/63a7a054ceb2383d795731db8e6ea28aa30e4a03/lib/elixir/lib/system.ex',
        'https://github.com/symfony/dependency-injection/blob/c4600c5cb4ff879ea6a050adacc0894596683cb0/EnvVarProcessor.php',
        'https://github.com/vlucas/phpdotenv/blob/416df702837983f8d5ff48c9c3fee4f5f57b980b/src/Validator.php',
        'https://github.com/laravel/framework/blob/bd71b45fbb7e672957bf6ff61baddefe15fbca6a/src/Illuminate/Encryption/MissingAppKeyException.php',
        'https://github.com/rails/rails/blob/2a2db1e8d6d104ee0611efcae7eb023af65cff34/railties/lib/rails/application/configuration.rb',
        'https://github.com/pydantic/pydantic/blob/2151025aa51263f3016502b00010b78e4481eaa1/pydantic-core/src/errors/types.rs',
      ],
    },
    {
      id: 'says-key-wrong',
      title: 'The program cannot decrypt with its key',
      pattern:
        /MessageEncryptor::InvalidMessage|Missing encryption key to decrypt file with|EncryptedFile::(?:MissingKey|InvalidKeyLength)Error|DecryptException: The (?:MAC|payload) is invalid|cryptography\.fernet\.InvalidToken|\bbad decrypt\b|Unsupported cipher or incorrect key length/,
      plain:
        'The program cannot decrypt its credentials or data: its key is missing, or is not the one that encrypted them.',
      causes: [],
      fix: 'Give the container the key that belongs to this file or data, through `secrets`, unchanged and with no newline at its end.',
      variants: [
        {
          where: 'Rails opens its credentials',
          when: /MessageEncryptor::InvalidMessage|Missing encryption key to decrypt file|EncryptedFile::/,
          plain:
            'Rails cannot decrypt its credentials file: `RAILS_MASTER_KEY` is missing, or is not the key that the file was encrypted with.',
          fix: 'Set `RAILS_MASTER_KEY` in `secrets` of the container to the key of this credentials file (`config/credentials/production.key`, else `config/master.key`), with no newline at its end.',
        },
        {
          where: 'Laravel decrypts with its key',
          when: /DecryptException|Unsupported cipher/,
          fix: 'Set `APP_KEY` in `secrets` of the container to the key that encrypted the data, `base64:` included.',
        },
      ],
      link: ENVIRONMENT,
      log: 'only',
    },
    {
      id: 'says-key-format',
      title: 'A key or certificate is not in the form that the program reads',
      pattern:
        /DECODER routines::unsupported|PEM routines:.{0,60}(?:no start line|bad base64|bad end line)|ERR_OSSL_PEM\w{0,40}|secretOrPrivateKey must be an asymmetric key|Could not deserialize key data|Invalid PEM formatted message|(?:failed to (?:parse|decode|find)|invalid|no) PEM (?:block|data|format)\b|could not find any PEM data|not PEM encoded|InvalidKeyFormat|Neither PUB key nor PRIV key|error:0909006C/i,
      plain: 'The program cannot read a key or certificate that it is given: the text is not PEM as it expects.',
      causes: [
        'its line breaks were lost, or are the two characters `\\n`',
        'it has quotes or spaces around it, or only a part of it is there',
        'the variable holds a path or a JSON document instead of the key',
      ],
      fix: 'Store the key with its real line breaks in the secret, from the line BEGIN to the line END; where it must be one line, store it in Base64 and decode it in the program, or replace the characters `\\n` by line breaks there.',
      variants: [
        {
          where: 'one secret of the container holds a key',
          when: /^key: (?<variable>\w{1,80}) of container (?<holder>[^\s,]{1,255}), from (?<source>\S{1,300})$/m,
          fix: 'Look at {variable} of container {holder} first, from {source}: it needs its real line breaks, from the line BEGIN to the line END, without quotes. Where it must be one line, store it in Base64 and decode it in the program, or replace the characters `\\n` by line breaks there.',
        },
      ],
      link: `${GUIDE}/specifying-sensitive-data.html`,
      log: 'only',
      sources: ['https://github.com/auth0/node-jsonwebtoken/issues/893'],
    },
    {
      id: 'says-setting-invalid',
      title: 'A setting has a value that the program cannot read',
      pattern: new RegExp(
        [
          `strconv\\.\\w{1,20}: parsing "(?<value1>[^"]{0,80})": (?:invalid syntax|value out of range)`,
          `invalid literal for int\\(\\) with base \\d+: '(?<value2>[^']{0,80})'`,
          `could not convert string to float: '(?<value3>[^']{0,80})'`,
          `NumberFormatException: For input string: "(?<value4>[^"]{0,80})"`,
          `Failed to bind properties under '(?<name1>[\\w.-]{1,100})'`,
          `Failed to convert value of type .{1,80} for input string: "(?<value5>[^"]{0,80})"`,
          `(?:ERR_SOCKET_BAD_PORT\\]: )?(?:options\\.)?port should be >= 0 and < 65536\\. Received (?:type \\w{1,20} )?\\(?'?(?<value7>[^)'\\s]{0,60})`,
          `ERR_SOCKET_BAD_PORT`,
          `(?:listen|dial) (?:tcp|udp)\\d?: address (?<value14>\\S{1,200}): (?:missing port|too many colons) in address`,
          `lookup tcp/(?<value15>[^:\\s]{1,80}): unknown port`,
          `MongoParseError: (?:URI must include|Unescaped|Protocol and host|option )`,
          `[Ii]nvalid scheme, expected connection string to start with`,
          `Redis URL must specify one of the following schemes`,
          `unsupported (?:URL|database) scheme|no driver specified|unknown driver "(?<value12>[^"]{1,60})"`,
          `Can't load plugin: sqlalchemy\\.dialects:(?<value13>[\\w.]{1,60})`,
          `ERR_INVALID_URL`,
          `ZodError: (?<name2>${VARIABLE}): (?!Required)[A-Z]`,
          `(?<name3>[A-Z][A-Z0-9_]{2,80}): Invalid \\w{1,20} input: "(?<value8>[^"]{0,80})"`,
          `"(?<name4>[A-Z][A-Z0-9_]{2,80})" must be (?:a|an|one of|less|greater|larger) `,
          `ParseIntError \\{ kind: InvalidDigit|invalid digit found in string`,
          `Format of the initialization string does not conform`,
          `invalid port "(?<value9>[^"]{0,60})" after host`,
          `first path segment in URL cannot contain colon`,
          `Could not parse (?:rfc1738|SQLAlchemy) URL from`,
          `(?:the )?URL must start with the protocol`,
          `invalid value for Integer\\(\\): "(?<value10>[^"]{0,80})"`,
          `invalid (?:dsn|connection string|database url|connection uri)`,
          `The input string '(?<value11>[^']{0,80})' was not in a correct format`,
          `error parsing value for field "(?<name6>\\w{1,80})" from source "(?:Env|DotEnv|Secrets)\\w{0,40}"`,
          `validation errors? for (?:\\w{0,60}(?:settings?|config(?:uration)?|env(?:ironment)?)\\w{0,20}): (?<name5>${NAME}): Input should be`,
        ].join('|'),
        'i',
      ),
      plain: 'The program cannot use the value of {name|a setting}[[: "{value}"]].',
      causes: [
        'the value has the wrong type, or contains extra spaces or quotes',
        {
          text: 'the secret holds JSON, and `valueFrom` does not select one of its keys',
          unless: /port should be|parsing "\d|base \d+: '\d/i,
        },
        {
          text: 'special characters in a password are not URL-encoded',
          when: /\bur[il]\b|dsn|connection|after host|colon/i,
        },
      ],
      fix: 'Correct the value of {name|the setting} in `environment` or `secrets` of the container, then deploy again.',
      variants: [
        {
          where: 'pydantic reads a list or an object',
          when: /error parsing value for field "(?<field>\w{1,80})" from source/,
          plain:
            'pydantic-settings expects JSON in the variable of the field {field}, since the field is a list or an object.',
          fix: 'Write the value of {field} (variable of the same name in capitals, with the prefix of the settings) as JSON in `environment` of the container, such as ["a", "b"]; or annotate the field with `NoDecode` and split the text in a validator.',
        },
        {
          where: 'it is a port',
          when: /(?:ERR_SOCKET_BAD_PORT\]: )?(?:options\.)?port should be >= 0 and < 65536\. Received (?:type \w{1,20} )?\(?'?(?<port>[^)'\s]{0,60})|ERR_SOCKET_BAD_PORT/,
          plain: 'The program gets something that is not a port number as its port[[: {port}]].',
          fix: 'Set the variable of the port (often `PORT`) in `environment` of the container to a number, such as that of `containerPort`; NaN means that it is not set, or is no number.',
        },
        {
          where: 'SQLAlchemy no longer knows the scheme postgres',
          when: /sqlalchemy\.dialects:postgres\b/,
          plain: 'The URL of the database starts with postgres://, which SQLAlchemy 1.4 and later do not know.',
          fix: 'Let the URL start with postgresql:// instead of postgres:// (in the secret or variable, or in the program: `url.replace("postgres://", "postgresql://", 1)`).',
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
          where: 'a variable of the container has this value',
          when: /^value is in (?<setting>\w{1,80}) of container (?<place>\S{1,255})$/m,
          fix: 'Correct {setting} in `environment` of container {place}, then deploy again.',
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
          plain:
            'The program gets a connection string that does not start with {first|one of its schemes}[[ ({schemes})]].',
          fix: 'Correct the connection string in `environment` or `secrets` of the container: it must start with {first|one of these schemes}, without quotes or spaces around it; for a JSON secret, `valueFrom` must name the key.',
        },
      ],
      link: ENVIRONMENT,
      log: 'only',
      sources: [
        'https://github.com/golang/go/blob/00a5bb14c8de99eecf8cf2893c17fd48f4d80e78/src/strconv/atoi.go',
        'https://github.com/spring-projects/spring-boot/blob/c329ffa25dc160a90ebe5e4b006ad4cdf89d8683/core/spring-boot/src/main/java/org/springframework/boot/context/properties/bind/BindException.java',
        'https://github.com/nodejs/node/blob/0036caa828205fb95d6641c0f6d717f4eeb6a104/lib/internal/errors.js',
        'https://github.com/af/envalid/blob/1f67e8d91a5ef5d6fdebdebd6c79f8e634c9de0a/src/validators.ts',
        'https://github.com/sqlalchemy/sqlalchemy/blob/f35da7e2b9349a08b8de1f6bd3b07c8bf8616790/lib/sqlalchemy/engine/url.py',
      ],
    },
    {
      id: 'says-config-syntax',
      title: 'A configuration file cannot be read',
      pattern:
        /Failed to load configuration from file '(?<file1>[^']{1,200})'|TOML parse error at line (?<line1>\d{1,6})|yaml\.(?:scanner|parser|constructor)\.\w{3,30}Error|YAMLException: .{1,160}|in "(?<file2>[^"]{1,200}\.ya?ml)", line (?<line2>\d{1,6})|(?:yaml|toml): line (?<line3>\d{1,6}): .{1,160}/i,
      plain: 'The program cannot read its configuration[[ {file}]][[ (line {line})]]: its syntax is wrong.',
      causes: [],
      fix: 'Correct the syntax of {file|the file}[[ in line {line}]] (indentation, quotes, a comma too many), and check that what fills it in at the start or in the pipeline leaves nothing empty.',
      link: ENVIRONMENT,
      log: 'only',
    },
  ],
} as const satisfies PatternGroup;
