import { GUIDE, type PatternGroup } from '../pattern.ts';
import { MISSING_SETTING_VARIANTS } from './missing-setting.ts';

const ENVIRONMENT = `${GUIDE}/taskdef-envfiles.html`;
/** Words in capitals that are no names of settings. */
const NO_SETTING =
  '(?:SSL|TLS|HTTPS?|JSON|YAML|XML|SQL|ID|UUID|JWT|DNS|TCP|UDP|IP|GET|PUT|POST|API|TTL|TTY|CSRF|CORS|EOF|ERROR|FATAL|WARN|INFO|THIS|YOU|AND|NOT)';
const UNSET =
  "(?:(?:is|was|has|are|must be|cannot be|can't be|should not be) )?(?:not (?:set|defined|found|provided|configured|specified|present|been set)|missing|required|undefined|unset|unbound|empty|blank|set\\b|provided|defined|specified)";
const NAME = '[A-Za-z][\\w.:-]{1,80}';

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
          `ZodError: (?<name7>${NAME}): (?:Required|Invalid input: expected \\w{1,20}, received undefined)`,
          `Invalid environment variables:? \\{ (?<name8>${NAME}): \\[ ?['"](?:Required|Invalid input: expected)`,
          `key not found: :?"?(?<name9>[A-Za-z]\\w{1,80})`,
          `KeyError: ['"](?<name10>[A-Z][A-Z0-9_]{2,80})['"]`,
          `validation errors? for \\w{1,80}: (?<name11>${NAME}): (?:Field required|field required)`,
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
          `missing value for field (?<name24>\\w{1,80})`,
          `missing (?:configuration )?field ["'](?<name25>\\w{1,80})`,
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
          `ZodError: (?<name2>${NAME}): (?!Required)[A-Z]`,
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
          `validation errors? for \\w{1,80}: (?<name5>${NAME}): Input should be`,
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
        /Failed to load configuration from file '(?<file1>[^']{1,200})'|TOML parse error at line (?<line1>\d{1,6})|yaml\.(?:scanner|parser|constructor)\.\w{3,30}Error|YAMLException: .{1,160}|in "(?<file2>[^"]{1,200}\.ya?ml)", line (?<line2>\d{1,6})|(?:yaml|toml): line (?<line3>\d{1,6}): .{1,160}|json: cannot unmarshal .{1,160}/i,
      plain: 'The program cannot read its configuration[[ {file}]][[ (line {line})]]: its syntax is wrong.',
      causes: [],
      fix: 'Correct the syntax of {file|the file}[[ in line {line}]] (indentation, quotes, a comma too many), and check that what fills it in at the start or in the pipeline leaves nothing empty.',
      link: ENVIRONMENT,
      log: 'only',
    },
    {
      id: 'says-aws-missing',
      title: 'The program asks AWS for something that does not exist',
      pattern:
        /Secrets Manager can't find the specified secret|\(?(?<what1>NoSuchBucket|ParameterNotFound|NoSuchKey|QueueDoesNotExist|TableNotFoundException)\)?.{0,40}when calling the (?<operation1>\w{2,60}) operation|The specified bucket does not exist|Requested resource not found(?:: Table: (?<what2>[\w.-]{1,255}) not found)?|ResourceNotFoundException\) when calling the (?<operation2>\w{2,60}) operation/i,
      plain:
        'AWS answers the program that what it asks for does not exist[[ ({what})]][[ (call {operation})]]: not with this name, in this Region and account.',
      causes: [],
      fix: 'Correct the name in `environment` of the container, or its Region (`AWS_REGION`), or create it before the deployment; the role of the task was accepted.',
      link: `${GUIDE}/task-iam-roles.html`,
      log: 'only',
    },
    {
      id: 'says-aws-profile',
      title: 'The program looks for a profile of AWS that the container does not have',
      pattern:
        /failed to get shared config profile, (?<profile1>[\w.-]{1,60})|The config profile \((?<profile2>[\w.-]{1,60})\) could not be found|[Pp]rofile ['"]?(?<profile3>[\w.-]{1,60})['"]? (?:could not be found|not found|does not exist|could not be parsed)[\s\S]{0,80}(?:credentials|config|shared)|Could not resolve credentials using profile: \[(?<profile4>[\w.-]{1,60})\]|No match found for profile name: '(?<profile5>[\w.-]{1,60})'/,
      plain:
        'The program looks for the AWS profile {profile}, and the container has no file with profiles: they belong to the machines of developers.',
      causes: [],
      fix: 'Remove `AWS_PROFILE` (or the name of the profile in the settings of the program) from the container, so that it uses the task role (`taskRoleArn`).',
      variants: [
        {
          where: 'a variable of the container names it',
          when: /^value is in (?<variable>\w{1,80}) of container (?<holder>\S{1,255})$/m,
          fix: 'Remove {variable} from `environment` of container {holder}, so that the program uses the task role (`taskRoleArn`).',
        },
        {
          where: 'the container has AWS_PROFILE',
          when: /^profile is in (?<holder>\S{1,255})$/m,
          fix: 'Remove AWS_PROFILE from `environment` of container {holder}, so that the program uses the task role (`taskRoleArn`).',
        },
      ],
      link: `${GUIDE}/task-iam-roles.html`,
      log: 'only',
    },
    {
      id: 'says-bucket-region',
      title: 'The bucket is in another Region',
      pattern:
        /(?:https:\/\/(?<bucket>[\w.-]{3,63})\.s3[.-](?<asked>[\w-]{5,20})\.amazonaws\.com[\s\S]{0,400})?(?:PermanentRedirect|must be addressed using the specified endpoint|AuthorizationHeaderMalformed|[Tt]he bucket is in this region: (?<right>[\w-]{5,20})|the region '[\w-]{5,20}' is wrong; expecting '(?<right2>[\w-]{5,20})')/,
      plain:
        'The bucket {bucket|of the program} is in another Region[[ ({right})]] than the one that the program asks[[ ({asked})]].',
      causes: [],
      fix: 'Set the Region of the S3 client to that of the bucket {bucket|in question} (`aws s3api get-bucket-location`), or `AWS_REGION` in `environment` of the container if it uses no other; or correct the name of the bucket.',
      link: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
      log: 'only',
    },
    {
      id: 'says-aws-unsigned',
      title: 'AWS gets requests without a signature',
      pattern:
        /User: anonymous is not authorized to perform: (?<action>[\w-]{2,40}:\w{2,60})|Missing Authentication Token|MissingAuthenticationToken|Authorization header requires 'Credential' parameter/i,
      plain:
        'The program sends its requests[[ to {address}]] without a signature, so AWS does not know who asks[[ ({action})]].',
      causes: [],
      fix: 'Sign the requests[[ to {host}]] with SigV4 and the credentials of the task role (OpenSearch: the AWS request signer of the client), and allow that role[[ {action}]] in the access policy; with fine-grained access control use its user and password instead, and let the access policy admit everyone.',
      link: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/request-signing.html',
      log: 'only',
    },
    {
      id: 'says-aws-region-missing',
      title: 'The program has no AWS Region',
      pattern:
        /You must specify a region|Missing region in config|Region is missing|Unable to find a region via the region provider chain|MissingRegion|Unable to load region from any of the providers|NoRegionError/,
      plain: 'The program calls AWS, but no Region is set.',
      causes: [],
      fix: 'Set `AWS_REGION` in `environment` of the container.',
      link: ENVIRONMENT,
      log: 'only',
      sources: [
        'https://github.com/boto/botocore/blob/0e6e2404b85dc336dd2889814e089bde7d1a4c55/botocore/exceptions.py',
        'https://unpkg.com/@smithy/core@3.41.0/dist-cjs/submodules/config/index.js',
      ],
    },
    {
      id: 'says-aws-credentials-missing',
      title: 'The program has no AWS credentials',
      pattern:
        /Could not load credentials from any providers|Unable to locate credentials|NoCredentialProviders|Unable to load (?:AWS )?credentials|no EC2 IMDS role found|failed to refresh cached credentials|CredentialsProviderError|Unable to get IAM security credentials|no providers in chain provided credentials|CredentialsNotLoaded|credential provider was not enabled/i,
      plain: 'The program calls AWS without credentials: the task has no task role, or the program does not use it.',
      causes: [],
      fix: "Set `taskRoleArn` (input `task-role-arn`) to a role that allows the program's calls, and remove profiles and keys from its settings.",
      link: `${GUIDE}/task-iam-roles.html`,
      log: 'only',
      sources: [
        'https://github.com/boto/botocore/blob/0e6e2404b85dc336dd2889814e089bde7d1a4c55/botocore/exceptions.py',
        'https://unpkg.com/@aws-sdk/credential-provider-node@3.972.97/dist-cjs/index.js',
        'https://github.com/moby/moby/issues/16551',
      ],
    },
    {
      id: 'says-aws-token-expired',
      title: 'The AWS credentials of the program have expired',
      pattern:
        /ExpiredToken(?:Exception)?|The security token included in the request is (?:expired|invalid)|UnrecognizedClientException|InvalidClientTokenId|The provided token has expired/i,
      plain:
        'AWS rejects the credentials of the program: they are temporary keys from elsewhere that have expired, or belong to no one.',
      causes: [],
      fix: 'Remove `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` and profiles from the image, `environment` and `secrets`; the program then uses the role in `taskRoleArn`, whose keys ECS renews.',
      link: `${GUIDE}/task-iam-roles.html`,
      log: 'only',
    },
    {
      id: 'says-aws-denied',
      title: 'AWS denies a call of the program',
      pattern:
        /An error occurred \((?:403|AccessDenied(?:Exception)?|UnauthorizedOperation)\) when calling the (?<action2>\w{2,60}) operation: (?:Forbidden|Access Denied|Access to the resource \S{1,300} is denied|You are not authorized)|Access to the resource https:\/\/\S{1,300} is denied|operation error (?<service>[\w ]{2,40}): (?<action3>\w{2,60}), .{0,200}api error (?:AccessDenied\w{0,20}|Forbidden|UnauthorizedOperation)|Aws::\w{2,30}::Errors::(?:AccessDenied\w{0,20}|Forbidden)|(?:Access Denied|Forbidden) \(Service: [\w ]{2,40}[;,] Status Code: 403|Error executing "(?<action4>\w{2,60})" on "https:\/\/\S{1,300}"; AWS HTTP error: .{0,200}403 Forbidden|(?:SaslAuthentication\w{0,20}|Authentication failed).{0,60}\[[\da-f-]{36}\]: Access denied|invalid credentials with SASL mechanism AWS_MSK_IAM|is not authorized to perform: (?<action>[\w-]{2,40}:\w{2,60})(?: on resource: ["']?(?<resource>[^\s"',]{1,300}))?/i,
      plain: 'AWS denied the program {action|a call}[[ on {resource}]].',
      causes: [],
      fix: 'Allow {action|the call}[[ of {service}]][[ on {resource}]] in a policy of {caller|the task role} (`taskRoleArn`): the program uses that role, not the execution role.',
      variants: [
        {
          where: 'a Kafka cluster of Amazon MSK checks IAM',
          when: /\[[\da-f-]{36}\]: Access denied|SASL mechanism AWS_MSK_IAM/,
          plain:
            'Amazon MSK denied the program: it authenticates with IAM, and its role may not connect to the cluster.',
          fix: 'Allow the task role (`taskRoleArn`) kafka-cluster:Connect on the ARN of the cluster, kafka-cluster:DescribeTopic, ReadData and WriteData on its topics, and kafka-cluster:DescribeGroup and AlterGroup on its consumer groups.',
        },
        {
          where: 'it may not use SQS',
          when: /(?:when calling the |Error executing ")(?<call>\w{2,60})(?: operation: Access to the resource|" on) "?https:\/\/(?:sqs\.|queue\.|[\w-]{1,30}\.queue\.)/,
          plain: 'SQS denied the program {call}: the task role does not allow sqs:{call}.',
          fix: 'Allow the task role (`taskRoleArn`) sqs:{call} on the queue (sqs:ListQueues: on `*`); a client that lists the queues only to find its own can be given their URLs instead (Celery: `predefined_queues`).',
        },
        {
          where: 'SQS denies it, and the call is not named',
          when: /Access to the resource (?<queue>https:\/\/(?:sqs\.|queue\.|[\w-]{1,30}\.queue\.)\S{1,200}) is denied/,
          plain: 'SQS denied the program a call on {queue}.',
          fix: 'Allow the task role (`taskRoleArn`) the calls of the program on that queue: sqs:ReceiveMessage, DeleteMessage and GetQueueAttributes to read, sqs:SendMessage to write, sqs:ListQueues (on `*`) if the address ends with the host.',
        },
        {
          where: 'it reads an object of S3',
          when: /when calling the (?<call>HeadObject|GetObject) operation: (?:Forbidden|Access Denied)/,
          plain:
            'S3 denied the program {call}: the role may not read the object, or (without s3:ListBucket) the object does not exist.',
          fix: 'Allow the role in `taskRoleArn` s3:GetObject on the objects and s3:ListBucket on the bucket, and kms:Decrypt if a KMS key encrypts it; then check the name of the object.',
        },
        {
          where: 'a policy denies it',
          when: /with an explicit deny in an? (?<policy>[\w -]{3,40}? ?(?:policy|boundary))/i,
          plain:
            'An explicit deny in a {policy} keeps {caller|the role of the task} from {action|the call}[[ on {resource}]].',
          fix: 'Exempt {caller|the role of the task} from the deny of {action|the call} in the {policy}; another Allow changes nothing.',
        },
        {
          where: 'another policy than that of the role must allow it',
          when: /because no (?<policy>(?!identity)[\w -]{3,40}? ?(?:policy|boundary)) allows/i,
          fix: 'Allow {caller|the role of the task} {action|the call}[[ on {resource}]] in the {policy}: AWS names that one, not the policy of the role.',
        },
        {
          where: 'the program has only the role of its container instance',
          when: /:assumed-role\/(?<instance>[\w+=,.@-]{1,64})\/i-[0-9a-f]{6,}/,
          plain:
            'AWS denied the program {action|a call}[[ on {resource}]]: it uses {instance}, the role of the container instance, because the task has no role of its own.',
          fix: 'Set `taskRoleArn` of the task definition to a role that allows {action|the call}[[ on {resource}]].',
        },
      ],
      link: `${GUIDE}/task-iam-roles.html`,
      log: 'only',
      sources: [
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied-authorization-id.html',
        'https://github.com/celery/kombu/issues/1340',
        'https://github.com/aws/aws-sdk-php/issues/1623',
        'https://github.com/aws/aws-msk-iam-auth/issues/66',
        'https://github.com/dpkp/kafka-python/issues/2638',
      ],
    },
  ],
} as const satisfies PatternGroup;
