import {
  BY_INSTANCE,
  GUIDE,
  HAS_PUBLIC_IP,
  noRoute,
  NOT_BY_TASK,
  ON_INSTANCES,
  PRIVATE_NETWORK,
  publicAnswer,
  PUBLIC_NETWORK,
  type PatternGroup,
} from './pattern.ts';
import { ownReasons } from './own-reasons.ts';

const PAGE = `${GUIDE}/resource-initialization-error.html`;
const CONNECTION =
  'i/o timeout|connection issue|Check your (?:task )?network c|network connection between|deadline exceeded|RequestCanceled|request (?:context )?canceled|RequestError|no such host|dial tcp|connection refused';
const LOG_GROUP = '(?<arn>arn:[\\w-]{3,12}:logs:[\\w-]{5,20}:\\d{12}:log-group:(?<group>[^\\s:]{1,512}))';
const DENIED = 'AccessDenied|not authorized to perform|Access to KMS is not allowed';

/** Log drivers and log routers, without which no container starts. */
export const LOGGING = {
  title: 'Preparing the task: logs',
  patterns: [
    {
      id: 'logging-credentials',
      title: 'The log driver has no AWS credentials',
      pattern:
        /(?:logging driver|logger args|log stream).{0,300}(?:NoCredentialProviders|CredentialsEndpointError|EC2RoleRequestError|no valid providers in chain|failed to (?:load|refresh cached|retrieve) credentials|EnvAccessKeyNotFound)/i,
      plain: 'The log driver needs AWS credentials to write to CloudWatch Logs, and the host has none.',
      causes: [
        { text: 'the container instance has no instance profile', unless: /169\.254\.170\.2/ },
        {
          text: "the host cannot reach the agent's credentials endpoint (169.254.170.2)",
          when: /169\.254\.170\.2/,
        },
        {
          text: 'the agent runs without `ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE`',
          when: /169\.254\.170\.2|CredentialsEndpoint/,
        },
      ],
      fix: 'Give the container instances an instance profile with AmazonEC2ContainerServiceforEC2Role, or set `executionRoleArn` and start the agent with ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true.',
      link: `${GUIDE}/using_awslogs.html`,
      excludes: ['log-group-missing', 'logging-driver', 'logging-unreachable'],
      sources: [
        'https://github.com/moby/moby/issues/16551',
        'https://github.com/aws/amazon-ecs-agent/issues/805',
        'https://github.com/aws/amazon-ecs-agent/issues/3074',
      ],
    },
    {
      id: 'log-group-missing',
      title: 'The log group does not exist',
      pattern:
        /(?:(?:validate logger args|logging driver|log stream|log group).*(?:ResourceNotFoundException|log group does not exist))|The specified log group does not exist/i,
      plain: 'The log group in `awslogs-group` does not exist, and a container does not start without its log group.',
      causes: ['the log group was never created, or is not in the Region `awslogs-region`', 'its name has a typo'],
      fix: 'Create the log group; or set `awslogs-create-group` to `true` and allow the execution role logs:CreateLogGroup.',
      variants: [
        {
          where: 'the log group is looked for in another Region than that of the service',
          when: /^container (?<container>\S{1,255}) logs to (?<group>\S{1,512}) of (?<region>[\w-]{1,30}), not of (?<own>[\w-]{1,30})$/m,
          plain:
            'Container {container} sends its log to {region} (`awslogs-region`), while the service runs in {own}, and there is no log group {group} in {region}.',
          fix: 'Set `awslogs-region` of container {container} from {region} to {own}, if the log group {group} is there; or create it in {region}.',
        },
        {
          where: 'the task definition names the log group',
          when: /^container (?<container>\S{1,255}) logs to (?<group>\S{1,512}) in (?<region>[\w-]{1,30})$/m,
          plain:
            'The log group {group} of container {container} does not exist in {region}, and a container does not start without its log group.',
          fix: 'Create the log group {group} in {region}; or set `awslogs-create-group` to `true` and allow the execution role logs:CreateLogGroup.',
        },
      ],
      link: PAGE,
      noRetryHelps: true,
    },
    {
      id: 'logging-key',
      title: 'The key of the log group cannot be used',
      pattern: /KMS key does not exist or is not allowed to be used with LogGroup/i,
      plain:
        'The log group is encrypted with a KMS key that no longer exists or that CloudWatch Logs is not allowed to use.',
      causes: [
        'the key policy does not allow logs.<region>.amazonaws.com',
        'the key is disabled, deleted or in another Region',
      ],
      fix: 'Allow logs.<region>.amazonaws.com to use the key in the key policy, or give the log group another key (`aws logs associate-kms-key`).',
      link: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
      noRetryHelps: true,
    },
    {
      id: 'logging-not-allowed',
      title: 'The execution role is not allowed to write logs',
      pattern: new RegExp(`(?:logger args|logging driver|log stream|log group).*(?:${DENIED})`, 'i'),
      plain: '{Caller|The execution role} is not allowed to create the log stream or log group.',
      causes: [
        '{caller|the role in `executionRoleArn`} lacks logs:CreateLogStream and logs:PutLogEvents',
        '`awslogs-create-group` is on without logs:CreateLogGroup',
      ],
      fix: 'Attach AmazonECSTaskExecutionRolePolicy to {caller|the execution role}, and allow it logs:CreateLogGroup if ECS should create the group.',
      variants: [
        {
          where: 'ECS should create the log group',
          when: new RegExp(`not authorized to perform: (?<action>logs:CreateLogGroup) on resource: ${LOG_GROUP}`),
          plain: '{Caller|The execution role} lacks {action} on the log group {group}, which ECS should create.',
          fix: 'Create the log group {group} yourself, or allow {caller|the execution role} {action} on {arn}:* (the policy AmazonECSTaskExecutionRolePolicy does not have it).',
        },
        {
          where: 'the text names action and log group',
          when: new RegExp(`not authorized to perform: (?<action>logs:\\w{3,40}) on resource: ${LOG_GROUP}`),
          plain: '{Caller|The execution role} lacks {action} on the log group {group}.',
          fix: 'Allow {caller|the execution role} logs:CreateLogStream and logs:PutLogEvents on {arn}:* (the policy AmazonECSTaskExecutionRolePolicy has both).',
        },
      ],
      link: `${GUIDE}/using_awslogs.html`,
      noRetryHelps: true,
    },
    {
      id: 'logging-option',
      title: 'The log driver does not accept an option',
      pattern:
        /unknown log opt '(?<option1>[^']{1,100})' (?:provided )?for (?<driver1>[\w-]{1,40}) log driver|(?:must specify a value for|invalid value for|missing) log opt '?(?<option2>[\w-]{1,100})'?|you cannot configure log opt '(?<option4>[^']{1,100})' and '[^']{1,100}' at the same time|(?:awslogs )?could not parse (?<option5>multiline pattern) key|compression cannot be enabled when (?<option6>max file count) is 1|(?<driver2>splunk|gelf|syslog|fluentd|journald|awslogs): (?<option3>(?:splunk|gelf|syslog|fluentd|awslogs)-[\w-]{1,60}) (?:is expected|is required|must be)/i,
      plain: 'The log driver[[ {driver}]] does not accept the option {option} of `logConfiguration` as it is.',
      causes: [],
      fix: 'Correct {option} in `logConfiguration.options` of the container.',
      variants: [
        {
          where: 'two options exclude each other',
          when: /you cannot configure log opt '(?<one>[^']{1,100})' and '(?<other>[^']{1,100})' at the same time/i,
          plain:
            'The log options have both {one} and {other}, and the driver takes only one of them, so the container does not start.',
          fix: 'Remove {one} or {other} from `logConfiguration.options` of the container: both say where a message of several lines begins.',
        },
        {
          where: 'the pattern cannot be read',
          when: /could not parse multiline pattern key (?:"(?<value>[^"]{1,200})")?/i,
          plain: 'The log driver cannot read the regular expression in `awslogs-multiline-pattern`[[ ({value})]].',
          fix: 'Correct `awslogs-multiline-pattern` in `logConfiguration.options` of the container: it is a Go regular expression (no lookahead, backslashes doubled in JSON).',
        },
        {
          where: 'the driver has no such option',
          when: /unknown log opt '(?<option>[^']{1,100})' (?:provided )?for (?<driver>[\w-]{1,40}) log driver/i,
          plain: 'The log driver {driver} has no option {option}, so the container does not start.',
          fix: 'Correct or remove {option} in `logConfiguration.options` of the container: {driver} does not know it. A typo is likely (awslogs has awslogs-group, awslogs-region, awslogs-stream-prefix, awslogs-create-group, awslogs-datetime-format, awslogs-multiline-pattern, mode and max-buffer-size).',
        },
        {
          where: 'an option is missing',
          when: /(?:must specify a value for|missing) log opt '?(?<option>[\w-]{1,100})'?|(?<wanted>(?:splunk|gelf|syslog|fluentd|awslogs)-[\w-]{1,60}) (?:is expected|is required)/i,
          plain: 'The log driver needs the option {option}, which `logConfiguration` does not have.',
          fix: 'Set {option} in `logConfiguration.options` of the container (`secretOptions` for a token).',
        },
      ],
      link: `${GUIDE}/using_awslogs.html`,
      noRetryHelps: true,
      excludes: ['logging-driver', 'log-group-missing'],
    },
    {
      id: 'logging-name',
      title: 'CloudWatch Logs does not accept the name of the log group or stream',
      pattern: /Value '(?<value>[^']{1,512})' at 'log(?<what>Group|Stream)Name' failed to satisfy constraint/i,
      plain: 'CloudWatch Logs accepts no log {what} with the name "{value}".',
      causes: [],
      fix: 'Correct "{value}" in `logConfiguration.options` of the container.',
      variants: [
        {
          where: 'it is the log group',
          when: /Value '(?<value>[^']{1,512})' at 'logGroupName'/i,
          plain:
            'CloudWatch Logs accepts no log group with the name "{value}": only letters, digits and `. - _ / #` are allowed.',
          fix: 'Correct `awslogs-group` in `logConfiguration.options` of the container from "{value}" to a name of only letters, digits and `. - _ / #` (no blanks, no placeholder that nobody filled).',
        },
        {
          where: 'it is the log stream',
          when: /Value '(?<value>[^']{1,512})' at 'logStreamName'/i,
          plain: 'CloudWatch Logs accepts no log stream with the name "{value}": `:` and `*` are not allowed.',
          fix: 'Correct `awslogs-stream-prefix` in `logConfiguration.options` of the container, so that "{value}" has neither `:` nor `*`.',
        },
      ],
      link: `${GUIDE}/using_awslogs.html`,
      noRetryHelps: true,
    },
    {
      id: 'logging-server',
      title: 'The log server refuses the log driver',
      pattern: /(?:logging driver|logger).*(?<server>splunk|gelf|syslog)/i,
      plain: 'The log driver could not connect to its server ({server}), and the container does not start without it.',
      causes: [
        'the address of the log server in `logConfiguration.options` is wrong',
        'its security group or firewall blocks the task',
        'the server is down',
      ],
      fix: 'Check the address and port in `logConfiguration.options`, and that the server accepts connections from the subnets of the tasks.',
      variants: [
        {
          where: 'Splunk rejects the token',
          when: /splunk.{0,300}(?:(?:401|403)\b|[Ii]nvalid token|[Tt]oken (?:is )?(?:required|disabled))/,
          plain:
            'Splunk answered and rejected the token of the log driver, and the container does not start without it.',
          fix: 'Correct `splunk-token` in `secretOptions` (or `options`) of `logConfiguration`: it must be a token of the HTTP Event Collector that is enabled and allowed to write to the index.',
        },
        {
          where: 'it does not answer, and its address is known',
          when: /(?:https?:\/\/|endpoint: |dial (?:tcp|udp) )(?<address>[\w.-]{3,253}:\d{2,5})[\s\S]{0,300}?(?<how>i\/o timeout|timed? ?out|deadline|connection refused|no route)(?:[\s\S]*^security groups (?<own>.{1,300})$)?/im,
          plain:
            'The log driver does not reach its server {address} ({how}), and the container does not start without it.',
          fix: 'Allow outbound traffic to {address} in the security group of the tasks[[ ({own})]], give their subnets a way there (NAT gateway, or peering for a private address), and allow the tasks on its side; or correct the address in `logConfiguration.options`.',
        },
        {
          where: 'its certificate is not trusted',
          when: /x509|certificate/i,
          plain: 'The log driver does not trust the certificate of its server ({server}).',
          fix: 'Give the log server a certificate from a public authority, or set `splunk-capath` and `splunk-caname` (Splunk).',
        },
      ],
      link: `${GUIDE}/using_awslogs.html`,
    },
    {
      id: 'logging-unreachable',
      title: 'CloudWatch Logs cannot be reached',
      pattern: new RegExp(
        `(?:logger args|logging driver|log stream|CloudWatch log group).*(?:${CONNECTION}|signal: killed)|connection issue between the task and Amazon CloudWatch`,
        'i',
      ),
      plain: 'The task could not connect to CloudWatch Logs.',
      causes: [
        { text: 'a private subnet without NAT gateway and without VPC endpoint for logs', unless: NOT_BY_TASK },
        { text: 'the subnets have no route to an internet gateway', when: HAS_PUBLIC_IP, unless: ON_INSTANCES },
        {
          text: 'the subnet of the container instance has no NAT gateway, public IP or VPC endpoint for logs',
          when: ON_INSTANCES,
        },
        'outbound traffic on port 443 is blocked',
      ],
      fix: 'Give the subnets a NAT gateway, a public IP or the VPC endpoint com.amazonaws.<region>.logs, and allow outbound traffic on port 443.',
      variants: [
        ...noRoute('com.amazonaws.<region>.logs'),
        publicAnswer({ store: 'CloudWatch Logs', endpoints: 'com.amazonaws.<region>.logs' }),
        {
          ...BY_INSTANCE,
          plain:
            'The container instance could not connect to CloudWatch Logs: on instances, Docker sends logs through its network, not that of the task.',
          fix: 'Give the subnet of the container instances a NAT gateway, a public IP or the VPC endpoint com.amazonaws.<region>.logs, and allow outbound traffic on port 443 in the security group of the instances.',
        },
        {
          where: 'the subnets have public IP addresses',
          when: new RegExp(PUBLIC_NETWORK, 'im'),
          fix: 'Give {subnets} a route to an internet gateway, and allow outbound traffic on port 443 in {own}.',
        },
        {
          where: 'the subnets have no public IP addresses',
          when: new RegExp(PRIVATE_NETWORK, 'im'),
          fix: 'Give {subnets} a NAT gateway or the VPC endpoint com.amazonaws.<region>.logs, or, if they are public subnets, `assignPublicIp` ENABLED; and allow outbound traffic on port 443 in {own}.',
        },
      ],
      link: PAGE,
    },
    {
      id: 'firelens-options',
      title: 'The options of FireLens are not valid',
      pattern:
        /unable to apply log options of container (?<container1>\S{1,255}) to firelens config: missing output (?:key|option) (?<key1>[\w@]{1,40}) which is required for firelens configuration of type (?<type1>\w{1,20})|unable to apply log options of container (?<container2>\S{1,255}) to firelens config(?:: (?<what2>.{1,200}))?|unable to generate firelens config(?!: unable to apply)(?:: (?<what3>.{1,200}))?|missing output (?:key|option) (?<key2>[\w@]{1,40}) which is required for firelens/i,
      plain:
        'ECS cannot make the configuration of the log router from the log options of the container {container|in the task}[[: {what}]].',
      causes: [],
      fix: 'Correct `logConfiguration.options` of the container {container|that logs through FireLens}: they become an output section of the router.',
      variants: [
        {
          where: 'the name of the plugin is missing',
          when: /missing output (?:key|option) (?<wanted>[\w@]{1,40}) which is required/i,
          plain:
            'The log options of the container {container|that logs through FireLens} do not say which output plugin the router uses: `{wanted}` is missing, and capital letters count.',
          fix: 'Add `{wanted}` (such as "{wanted}": "cloudwatch_logs") to `logConfiguration.options` of the container {container|that logs through FireLens}; `name` in small letters does not count. Without any options, the file of the router must have its own output.',
        },
      ],
      link: `${GUIDE}/firelens-taskdef.html`,
      noRetryHelps: true,
      sources: ['https://github.com/aws-samples/amazon-ecs-firelens-examples/issues/12'],
    },
    {
      id: 'firelens-file',
      title: 'The configuration of FireLens cannot be read from S3',
      pattern:
        /Unable to download firelens s3 config file(?:: unable to (?:parse s3 arn: ?(?<arn>\S{0,300})|(?:initialize s3 client|determine bucket region|get bucket region)|download s3 config (?<file>\S{1,300}) from bucket (?<bucket>[\w.-]{3,63}))(?:: (?<why>.{1,300}))?)?/i,
      plain: 'ECS cannot read the configuration of the log router from S3[[: {file} in the bucket {bucket}]].',
      causes: [],
      fix: 'Allow the execution role s3:GetObject on {file|that object} and s3:GetBucketLocation on the bucket, and check `config-file-value` of `firelensConfiguration.options`.',
      variants: [
        {
          where: 'the object or the bucket is not there',
          when: /download s3 config (?<object>\S{1,300}) from bucket (?<place>[\w.-]{3,63}): .{0,200}(?:NoSuchKey|NotFound|NoSuchBucket|does not exist|\b404\b)/i,
          plain: 'The configuration of the log router is missing: the bucket {place} has no {object}.',
          fix: 'Upload {object} to the bucket {place}, or correct `config-file-value` in `firelensConfiguration.options` (arn:aws:s3:::{place}/…) of the log router.',
        },
        {
          where: 'S3 answers that it is not there',
          when: /download firelens s3 config .{0,400}(?:NoSuchKey|NoSuchBucket|NotFound|\b404\b)/i,
          plain: 'The configuration of the log router is missing: S3 has no such object or bucket.',
          fix: 'Upload the configuration to the bucket, or correct `config-file-value` in `firelensConfiguration.options` of the log router.',
        },
        {
          where: 'S3 does not answer',
          when: /download firelens s3 config .{0,300}(?:tim(?:e|ed) ?out|deadline exceeded|dial tcp|RequestError)/i,
          plain:
            'ECS does not reach S3 from the subnets of the task, so it cannot read the configuration of the log router.',
          fix: 'Give the subnets of the task a route to S3 (gateway endpoint or NAT) and allow outbound traffic on port 443.',
        },
        {
          where: 'the ARN is not one of S3',
          when: /unable to parse s3 arn/i,
          plain: '`config-file-value` of the log router is not the ARN of an object of S3.',
          fix: 'Write `config-file-value` in `firelensConfiguration.options` as arn:aws:s3:::BUCKET/KEY.',
        },
        ...ownReasons({
          what: 'ECS could not read the configuration of the log router from S3',
          without: ['denied'],
          thing: 'the file or bucket that `config-file-value` names',
          after: 'from bucket \\S{3,63}: ',
        }),
        {
          where: 'the bucket and the object are named',
          when: /download s3 config (?<object>\S{1,300}) from bucket (?<place>[\w.-]{3,63})/i,
          fix: 'Allow the execution role s3:GetObject on arn:aws:s3:::{place}/{object} and s3:GetBucketLocation on arn:aws:s3:::{place}, and check `config-file-value` in `firelensConfiguration.options`.',
        },
      ],
      link: `${GUIDE}/firelens-taskdef.html`,
    },
    {
      id: 'logging-router',
      title: 'The log router cannot be reached',
      pattern: /(?:logging driver|logger).*fluent|dial unix \S{0,200}fluent/i,
      plain:
        'The log router or server that the log driver sends to did not answer, and the container does not start without it.',
      causes: [
        'the FireLens router (`firelensConfiguration`) crashed or is not running yet: add a `dependsOn` on it to the container',
        { text: 'the address of the log server is wrong', unless: /dial unix/i },
      ],
      fix: 'Check the log of the router; make it essential and let the container depend on it (START or HEALTHY).',
      variants: [
        {
          where: 'the container of the log router is known',
          when: /^log router of the task: (?<router>\S{1,255})$/m,
          plain:
            'The log router of the task, container {router}, does not run or did not answer when the container was to start, and the container does not start without it.',
          fix: 'Check the log and exit code of container {router}, the log router (FireLens); make it essential, and let the container depend on it (`dependsOn`: START, or HEALTHY with a health check).',
        },
      ],
      link: `${GUIDE}/using_firelens.html`,
      sources: ['https://github.com/aws/amazon-ecs-agent/issues/2792'],
    },
    {
      id: 'logging-driver',
      title: 'The log driver cannot start',
      pattern:
        /failed to (?:initialize logging driver|validate logger args|create Cloud ?[Ww]atch log)|cannot find the Amazon CloudWatch log group/i,
      plain: 'The log driver of a container did not start, so the container did not start either.',
      causes: [
        'the log group does not exist',
        'an option such as `awslogs-region` is missing or wrong',
        'no route to the log service',
      ],
      fix: 'Check the group, Region and stream prefix in `logConfiguration.options`; create the log group.',
      variants: [
        {
          where: 'a quota is reached',
          when: /LimitExceeded|Resource limit exceeded/i,
          plain:
            'CloudWatch Logs did not create the log group: the account has as many log groups as its quota allows.',
          fix: 'Delete log groups that nobody needs, or ask for a higher quota (Service Quotas, Amazon CloudWatch Logs, "Log groups"); or log to a group that exists (`awslogs-group`).',
        },
        ...ownReasons({
          what: 'The log driver of a container did not start',
          access: 'logs:CreateLogStream and logs:PutLogEvents on the log group',
          thing: 'the log group in `logConfiguration`',
          after: 'failed to create Cloudwatch log stream: ',
        }),
      ],
      link: PAGE,
    },
  ],
} as const satisfies PatternGroup;
