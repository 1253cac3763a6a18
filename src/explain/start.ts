import { GUIDE, HAS_PUBLIC_IP, PRIVATE_NETWORK, PUBLIC_NETWORK, type PatternGroup } from './pattern.ts';

const PAGE = `${GUIDE}/resource-initialization-error.html`;
const CONNECTION =
  'i/o timeout|connection issue|Check your (?:task )?network c|network connection between|deadline exceeded|RequestCanceled|request (?:context )?canceled|RequestError|no such host|dial tcp|connection refused';
/** The address of the file system is known, and something is there. */
const EFS_ANSWERS = /reset by peer|refused/i;
const DENIED = 'AccessDenied|not authorized to perform|Access to KMS is not allowed';

/** The text itself says which of the reasons holds. */
const VOLUME_SAYS_WHY =
  /authorized|UnauthorizedOperation|AccessDenied|\bKMS|kmsKeyId|KeyId|LimitExceeded|quota|limit|Invalid\w|not (?:available|supported) in|does not exist/i;

/** What is prepared before the first container runs. */
export const START = {
  title: 'Preparing the task: secrets, logs, volumes, network',
  patterns: [
    {
      id: 'start-throttled',
      title: 'AWS throttles the requests of the task',
      pattern:
        /(?:ResourceInitializationError|retrieve secrets? from|ecr registry auth|log stream|log group).*(?:ThrottlingException|Rate exceeded|TooManyRequestsException)/i,
      plain: 'Many tasks request secrets, logins or log streams at once, more than AWS allows this account.',
      causes: ['many tasks start at the same time', 'other programs of the account call the same service very often'],
      fix: 'Deploy again later; start fewer tasks at once (`maximumPercent`, or one service after the other), or ask for a higher quota of the service.',
      link: PAGE,
      passes: true,
    },
    {
      id: 'secret-default-key',
      title: 'A secret of another account is encrypted with the default key',
      pattern: /can't access a secret from a different AWS account.{0,80}default KMS/i,
      plain:
        'The secret belongs to another account and is encrypted with aws/secretsmanager, the default KMS key, which accounts cannot share.',
      causes: ['the secret was made without a key of its own'],
      fix: 'Encrypt the secret with a customer-managed key whose policy lets the role in `executionRoleArn` use kms:Decrypt, and allow the role both the key and the secret.',
      link: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html',
      noRetryHelps: true,
    },
    {
      id: 'secret-unreachable',
      title: 'Secrets Manager or Parameter Store cannot be reached',
      pattern: new RegExp(
        `(?:retrieve secrets? from (?:asm|ssm)|pull (?:the )?secrets? (?:with \\S+ )?from (?:AWS )?(?:Secrets Manager|Systems Manager)|from secrets manager|secrets from ssm|Fetching secret data from|AWS (?:Secrets|Systems) Manager).*(?:${CONNECTION})`,
        'i',
      ),
      plain: 'The task could not connect to Secrets Manager or Parameter Store.',
      causes: [
        {
          text: 'a private subnet without NAT gateway and without VPC endpoint (secretsmanager, ssm, kms)',
          unless: HAS_PUBLIC_IP,
        },
        { text: 'a public subnet with `assignPublicIp` DISABLED', unless: HAS_PUBLIC_IP },
        { text: 'the subnets have no route to an internet gateway', when: HAS_PUBLIC_IP },
        'the security group does not allow outbound traffic on port 443, or the VPC has no DNS resolution',
      ],
      fix: 'Give the subnets a NAT gateway, a public IP or VPC endpoints for Secrets Manager or Systems Manager, and allow outbound traffic on port 443.',
      variants: [
        {
          where: 'the subnets have public IP addresses',
          when: new RegExp(PUBLIC_NETWORK, 'im'),
          fix: 'Give {subnets} a route to an internet gateway, and allow outbound traffic on port 443 in {own}.',
        },
        {
          where: 'the subnets have no public IP addresses',
          when: new RegExp(PRIVATE_NETWORK, 'im'),
          fix: 'Give {subnets} a NAT gateway, VPC endpoints for Secrets Manager or Systems Manager, or, if they are public subnets, `assignPublicIp` ENABLED; and allow outbound traffic on port 443 in {own}.',
        },
      ],
      link: PAGE,
    },
    {
      id: 'secret-key-denied',
      title: 'The execution role cannot use the KMS key of a secret',
      pattern:
        /Access to KMS is not allowed|DecryptionFailure|ciphertext refers to a customer master key|can't decrypt the protected secret|not authorized to perform: kms:Decrypt(?: on resource: (?<key>arn:[^\s]{1,300}))?/i,
      plain:
        'The secret exists, but it is encrypted with a customer-managed KMS key ({key|see the secret}), and {caller|the execution role} is not allowed to use that key.',
      causes: [
        '{caller|the role in `executionRoleArn`} lacks kms:Decrypt on the key',
        'the key policy does not allow the role or its account',
        'the key is disabled, deleted or in another Region',
      ],
      fix: "Allow {caller|the role in `executionRoleArn`} kms:Decrypt on {key|the key}, both in the role's policy and in the key policy.",
      variants: [
        {
          where: 'the definition names what it encrypts',
          when: /^encrypted: (?<secrets>.{1,600})$/m,
          fix: "Allow {caller|the role in `executionRoleArn`} kms:Decrypt on {key|the key} that encrypts {secrets}, both in the role's policy and in the key policy.",
        },
      ],
      link: `${GUIDE}/specifying-sensitive-data.html`,
      noRetryHelps: true,
    },
    {
      id: 'registry-credentials',
      title: 'The login of the private registry cannot be fetched',
      pattern: /unable to get registry auth from asm/i,
      plain: 'The secret in `repositoryCredentials`, which holds the login of the registry, could not be read.',
      causes: [
        'no route to Secrets Manager: no NAT gateway, public IP or VPC endpoint',
        'the execution role lacks secretsmanager:GetSecretValue on it',
        'the secret does not exist in this Region',
      ],
      fix: 'Check `repositoryCredentials.credentialsParameter`, the execution role and the route from the subnets to Secrets Manager.',
      link: `${GUIDE}/private-auth.html`,
    },
    {
      id: 'secret-not-allowed',
      title: 'The execution role is not allowed to read a secret',
      pattern: new RegExp(
        `^(?=.*(?:from (?:asm|ssm)\\b|fetch secret|secrets? manager|parameter store|systems manager|perform: (?:secretsmanager|ssm|kms):))(?=.*(?:${DENIED}))(?:.*?perform: (?<action>(?:secretsmanager|ssm|kms):\\w+)(?: on resource: (?<resource>arn:\\S+))?)?`,
        'i',
      ),
      plain:
        'ECS fetches secrets before the container starts, and {caller|the execution role} is not allowed to read {resource|one of them}.',
      causes: [
        '{caller|the role in `executionRoleArn`} lacks {action|secretsmanager:GetSecretValue or ssm:GetParameters}',
        'a customer-managed key needs kms:Decrypt',
        'the permission was given to the task role instead',
      ],
      fix: 'Allow {caller|the role in `executionRoleArn`} {action|secretsmanager:GetSecretValue (or ssm:GetParameters, and kms:Decrypt for a customer-managed key)} on {resource|the secret}.',
      link: `${GUIDE}/specifying-sensitive-data.html`,
      noRetryHelps: true,
    },
    {
      id: 'secret-key-missing',
      title: 'The secret has no such JSON key',
      pattern:
        /(?:retrieved secret from Secrets Manager did not contain json key|did not contain json key) ?(?<key>[\w.-]+)?/i,
      plain: 'The secret exists, but its JSON has no key {key|of that name}.',
      causes: ['the key in `valueFrom` (`…:secret:name:key::`) has a typo', 'the secret was changed'],
      fix: 'Add the key {key|that `valueFrom` names} to the secret, or correct `valueFrom`.',
      variants: [
        {
          where: 'the task definition names the secret',
          when: /^secret (?<secret>\S{1,512}) gives (?<variable>\S{1,255}) of container (?<container>\S{1,255})$/m,
          fix: 'Add the key {key} to the secret {secret}, or correct the key at the end of `valueFrom` of {variable} in `secrets` of container {container}; capital letters count.',
        },
      ],
      link: `${GUIDE}/specifying-sensitive-data.html`,
      noRetryHelps: true,
    },
    {
      id: 'secret-not-json',
      title: 'The secret is not JSON',
      pattern:
        /retrieved secret from Secrets Manager.*(?:invalid character|not.*JSON|unmarshal)|invalid character .{1,12} (?:looking for beginning of|in literal|in string|after )/i,
      plain: '`valueFrom` asks for one key of the secret, but the secret is not JSON.',
      causes: ['the secret is plain text', 'the JSON is broken'],
      fix: 'Store the secret as JSON, or leave the key out of `valueFrom`.',
      variants: [
        {
          where: 'the definition asks for a key of one secret',
          when: /^key (?<key>\S{1,200}) of secret (?<arn>\S{1,300}) gives (?<variable>\S{1,200}) of container (?<name>\S{1,255})$(?![\s\S]*^key )/m,
          plain:
            '`valueFrom` of {variable} (container {name}) asks for the key "{key}" of the secret {arn}, but the value of that secret is not JSON.',
          fix: 'Store the value of {arn} as JSON ({"{key}": "…"}); or, if it is plain text, take the key out of `valueFrom` of {variable}: {arn} instead of {arn}:{key}::.',
        },
        {
          where: 'the definition asks for keys of several secrets',
          when: /^keys are asked of secrets (?<secrets>.{1,900})$/m,
          fix: 'Store the value as JSON, or leave the key out of `valueFrom`, of the one that is not JSON: {secrets}.',
        },
      ],
      link: `${GUIDE}/specifying-sensitive-data.html`,
      noRetryHelps: true,
    },
    {
      id: 'secret-deleted',
      title: 'The secret is being deleted',
      pattern: /marked (?:for deletion|as deleted)|scheduled for deletion/i,
      plain: 'The secret is marked for deletion, and nobody can read it any more.',
      causes: ['somebody or Terraform deleted the secret; it can be brought back until its recovery window ends'],
      fix: 'Restore the secret (`aws secretsmanager restore-secret`), or name another one in `valueFrom`.',
      link: `${GUIDE}/specifying-sensitive-data.html`,
      noRetryHelps: true,
    },
    {
      id: 'secret-reference-invalid',
      title: 'The reference to a secret is not valid',
      pattern:
        /unexpected ARN format|Invalid parameter name|invalid ARN(?! format)|Invalid name\. Must be a valid name/i,
      plain: 'A `valueFrom` in the template is not a valid ARN or name.',
      causes: [
        'there is a colon too many or too few after the ARN: it ends in `:key:stage:version`, each of which may be empty',
        'a placeholder in `valueFrom` was not filled',
      ],
      fix: 'Correct `valueFrom`, for example `arn:aws:secretsmanager:…:secret:name-AbCdEf:key::` for one key of a secret.',
      link: `${GUIDE}/specifying-sensitive-data.html`,
      noRetryHelps: true,
    },
    {
      id: 'secret-value-missing',
      title: 'The secret has no value',
      pattern:
        /can't find the specified secret value(?: for (?:staging label|VersionId)(?:: ?(?<version>[\w.-]{1,100}))?)?/i,
      plain: 'The secret exists, but it has no value for {version|the requested version}.',
      causes: [
        'the secret was created without a value, as Terraform and CloudFormation can do',
        '`valueFrom` (`…:secret:name:key:stage:version`) names a stage or version that does not exist',
      ],
      fix: 'Put a value into the secret (`aws secretsmanager put-secret-value`), or correct the stage and version at the end of `valueFrom`.',
      link: `${GUIDE}/specifying-sensitive-data.html`,
      noRetryHelps: true,
    },
    {
      id: 'secret-not-found',
      title: 'The secret does not exist',
      pattern:
        /(?:can't (?:retrieve|pull) the secret|can't find the specified secret|failed to fetch secret.*ResourceNotFoundException|secret.*ResourceNotFoundException|Check whether the secret exists)(?:.*?with ARN '(?<secret>[^']+)')?/i,
      plain: 'Secrets Manager has no secret {secret|with that ARN} in this Region.',
      causes: [
        'the secret was deleted, or is in another Region or account',
        '`valueFrom` lacks the six characters at the end of the ARN, or has a typo',
        { text: 'the execution role is not allowed to read it', unless: /ResourceNotFound/i },
      ],
      fix: 'Create the secret, or correct `valueFrom` in the template; the secret must be in the Region of the task.',
      link: PAGE,
      noRetryHelps: true,
    },
    {
      id: 'parameter-version-missing',
      title: 'The version or label of the parameter does not exist',
      pattern:
        /(?:ssm|Parameter Store|Systems Manager).*(?:invalid (?:ssm )?parameters?: ?(?<parameter>arn:(?:[^\s:,\]]{0,60}:){4}[^\s:,\]]{1,300}|(?!arn:)[^\s:,\]]{1,300}):(?<version>\w[\w.-]{0,99})|ParameterVersion(?:Label)?NotFound)/i,
      plain:
        'Parameter Store has no version or label {version|with that name} for {parameter|the parameter}, or the parameter does not exist.',
      causes: [
        'the version is older than the 100 that AWS keeps, or the label was moved or never set',
        'the parameter was deleted and created again, so its versions start over',
        'the parameter is in another Region or account',
      ],
      fix: 'Correct the part after the last colon of `valueFrom`, or remove it to get the newest version (`aws ssm get-parameter-history` lists versions and labels); create the parameter if it does not exist.',
      link: `${GUIDE}/specifying-sensitive-data.html`,
      noRetryHelps: true,
    },
    {
      id: 'parameter-not-found',
      title: 'The parameter does not exist',
      pattern:
        /(?:ssm|Parameter Store|Systems Manager).*(?:invalid (?:ssm )?parameters?: ?(?<parameter>[^\s,\]]{1,300})?|ParameterNotFound)/i,
      plain: 'Parameter Store has no parameter {parameter|with that name} in this Region.',
      causes: [
        'the parameter is in another Region or account',
        '`valueFrom` has a typo: a name with a path starts with `/`',
      ],
      fix: 'Create the parameter, or correct `valueFrom` in the template.',
      link: `${GUIDE}/specifying-sensitive-data.html`,
      noRetryHelps: true,
    },
    {
      id: 'registry-auth-not-allowed',
      title: 'The execution role is not allowed to log in to Amazon ECR',
      pattern: new RegExp(
        `(?:ecr registry auth|registry auth from Amazon ECR|registry authentication from Amazon ECR).*(?:${DENIED})`,
        'i',
      ),
      plain:
        'Before pulling an image, ECS gets a login from ECR, and {caller|the execution role} is not allowed to get one.',
      causes: [
        '{caller|the role in `executionRoleArn`} lacks ecr:GetAuthorizationToken',
        'the policy of the VPC endpoint for ECR is too restrictive',
      ],
      fix: 'Attach AmazonECSTaskExecutionRolePolicy to {caller|the role in `executionRoleArn`}.',
      link: PAGE,
      noRetryHelps: true,
    },
    {
      id: 'registry-auth-failed',
      title: 'The task cannot log in to Amazon ECR',
      pattern:
        /cannot pull registry auth|unable to (?:retrieve|get) ecr registry auth|pull registry authentication from Amazon ECR/i,
      plain: 'Before pulling an image, ECS gets a login from ECR, and that failed.',
      causes: [
        {
          text: 'no route to ECR: private subnet without NAT or VPC endpoints (ecr.api, ecr.dkr, S3), or public subnet without public IP',
          unless: HAS_PUBLIC_IP,
        },
        { text: 'no route to ECR: the subnets have no internet gateway', when: HAS_PUBLIC_IP },
        'outbound traffic on port 443 is blocked',
        { text: 'the execution role lacks ecr:GetAuthorizationToken', unless: new RegExp(CONNECTION, 'i') },
      ],
      fix: 'Give the subnets a route to ECR (NAT, public IP, or endpoints ecr.api, ecr.dkr and S3), allow outbound traffic on port 443, and attach AmazonECSTaskExecutionRolePolicy to the execution role.',
      variants: [
        {
          where: 'ECR was not reached from subnets with public IP addresses',
          when: new RegExp(`(?:${CONNECTION})${PUBLIC_NETWORK}`, 'im'),
          fix: 'Give {subnets} a route to an internet gateway, and allow outbound traffic on port 443 in {own}.',
        },
        {
          where: 'ECR was not reached from subnets without public IP addresses',
          when: new RegExp(`(?:${CONNECTION})${PRIVATE_NETWORK}`, 'im'),
          fix: 'Give {subnets} a route to ECR: a NAT gateway, VPC endpoints for ecr.api, ecr.dkr and S3, or, if they are public subnets, `assignPublicIp` ENABLED; and allow outbound traffic on port 443 in {own}.',
        },
        {
          where: 'ECR was not reached',
          when: new RegExp(CONNECTION, 'i'),
          fix: 'Give the subnets a route to ECR (NAT gateway, public IP, or VPC endpoints for ecr.api, ecr.dkr and S3), and allow outbound traffic on port 443.',
        },
      ],
      link: PAGE,
    },
    {
      id: 'secrets-or-registry',
      title: 'Secrets or the registry login cannot be fetched',
      pattern:
        /unable to pull secrets or registry auth|task cannot pull secrets|unable to retrieve secrets? from (?:asm|ssm)/i,
      plain:
        'Before the containers start, ECS uses the execution role to fetch their secrets and the registry login, and one of these failed.',
      causes: [
        'no route from the subnets: no NAT gateway, public IP or VPC endpoint',
        'the execution role is not allowed to read the secret or lacks the ECR permissions',
        'the secret does not exist',
      ],
      fix: 'Give the subnets a route (NAT, public IP, or endpoints for ECR, S3, Secrets Manager and Systems Manager); check `executionRoleArn` and each `valueFrom`.',
      link: PAGE,
    },
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
        { text: 'a private subnet without NAT gateway and without VPC endpoint for logs', unless: HAS_PUBLIC_IP },
        { text: 'the subnets have no route to an internet gateway', when: HAS_PUBLIC_IP },
        'outbound traffic on port 443 is blocked',
      ],
      fix: 'Give the subnets a NAT gateway, a public IP or the VPC endpoint com.amazonaws.<region>.logs, and allow outbound traffic on port 443.',
      link: PAGE,
    },
    {
      id: 'firelens-options',
      title: 'The options of FireLens are not valid',
      pattern:
        /unable to apply log options of container (?<container1>\S{1,255}) to firelens config: missing output (?:key|option) (?<key1>[\w@]{1,40}) which is required for firelens configuration of type (?<type1>\w{1,20})|unable to apply log options of container (?<container2>\S{1,255}) to firelens config(?:: (?<what2>.{1,200}))?|unable to generate firelens config(?!: unable to apply)(?:: (?<what3>.{1,200}))?|missing output (?:key|option) (?<key2>[\w@]{1,40}) which is required for firelens/i,
      plain:
        'ECS cannot make the configuration of the log router from the log options of container {container|in the task}[[: {what}]].',
      causes: [],
      fix: 'Correct `logConfiguration.options` of container {container|that logs through FireLens}: they become an output section of the router.',
      variants: [
        {
          where: 'the name of the plugin is missing',
          when: /missing output (?:key|option) (?<wanted>[\w@]{1,40}) which is required/i,
          plain:
            'The log options of container {container|that logs through FireLens} do not say which output plugin the router uses: `{wanted}` is missing, and capital letters count.',
          fix: 'Add `{wanted}` (such as "{wanted}": "cloudwatch_logs") to `logConfiguration.options` of container {container|that logs through FireLens}; `name` in small letters does not count. Without any options, the file of the router must have its own output.',
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
      fix: 'Allow the execution role s3:GetObject on [[{file} in {bucket}]] and s3:GetBucketLocation on the bucket, and check `config-file-value` of `firelensConfiguration.options`.',
      variants: [
        {
          where: 'the object or the bucket is not there',
          when: /download s3 config (?<object>\S{1,300}) from bucket (?<place>[\w.-]{3,63}): .{0,200}(?:NoSuchKey|NotFound|NoSuchBucket|does not exist|\b404\b)/i,
          plain: 'The configuration of the log router is missing: the bucket {place} has no {object}.',
          fix: 'Upload {object} to the bucket {place}, or correct `config-file-value` in `firelensConfiguration.options` (arn:aws:s3:::{place}/…) of the log router.',
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
      link: PAGE,
    },
    {
      id: 'efs-directory-missing',
      title: 'The directory does not exist on the EFS file system',
      pattern:
        /mounting (?<system>fs-\w{1,40})[\w.-]{0,100}:(?<directory>\/\S{0,200}) failed, reason given by server: No such file or directory/i,
      plain: 'The file system {system|of the volume} has no directory {directory|with that name}.',
      causes: ['`rootDirectory` has a typo', 'nobody created the directory (ECS does not)'],
      fix: 'Create {directory|the directory} on the file system, correct `rootDirectory` of the volume, or use an access point, which creates its own directory.',
      link: `${GUIDE}/efs-volumes.html`,
      noRetryHelps: true,
      sources: ['https://github.com/acp-io/terraform-grafana/issues/4'],
    },
    {
      id: 'efs-not-allowed',
      title: 'The EFS file system refuses the task',
      pattern: /mount\.nfs4: access denied|access denied by server while mounting|elasticfilesystem:Client/i,
      plain: 'The EFS file system refused the mount.',
      causes: [
        'the file system policy does not allow the task role elasticfilesystem:ClientMount',
        'the access point or the directory does not exist',
        {
          text: '`authorizationConfig.iam` is DISABLED although the policy requires IAM, or transit encryption is off',
          unless: /\btls,iam\b/,
        },
      ],
      fix: 'Allow the task role elasticfilesystem:ClientMount (and ClientWrite) in the file system policy; check the access point and `rootDirectory`.',
      link: `${GUIDE}/efs-volumes.html`,
      noRetryHelps: true,
      sources: ['https://github.com/aws-samples/aws-cdk-examples/issues/920'],
    },
    {
      id: 'efs-unresolved',
      title: 'The name of the EFS file system does not resolve',
      pattern:
        /failed to resolve "?(?<system>fs-[0-9a-f]{4,40})|failed to resolve "?fs-|mount target (?:ip address )?(?:cannot|could not|is not|does not)|No mount target/i,
      plain: "The DNS name of the EFS file system does not resolve in the task's VPC.",
      causes: [
        'the file system id has a typo, or the file system is in another Region',
        "there is no mount target in the subnet's Availability Zone",
        'DNS resolution or DNS host names are off in the VPC',
      ],
      fix: 'Create a mount target of {system|the file system} in each Availability Zone of the subnets, turn on `enableDnsSupport` and `enableDnsHostnames` of the VPC, and check `fileSystemId`.',
      variants: [
        {
          where: 'the text also misses botocore',
          when: /install botocore/i,
          plain:
            "The DNS name of the EFS file system does not resolve in the task's VPC: most likely it has no mount target there, or DNS is off in the VPC. That botocore is missing follows from that, and you cannot install it on Fargate.",
        },
      ],
      link: `${GUIDE}/efs-volumes.html`,
      sources: ['https://github.com/aws/amazon-ecs-cli/issues/1083'],
    },
    {
      id: 'efs-mount',
      title: 'The EFS volume cannot be mounted',
      pattern: /EFS utils commands|mount\.nfs4|EFS volumes?.*(?:fail|timed? ?out|unsuccessful)/i,
      plain: 'The task could not mount its EFS file system.',
      causes: [
        'the security group of the mount target does not allow port 2049 from the task',
        { text: "there is no mount target in the subnet's Availability Zone", unless: EFS_ANSWERS },
        { text: 'the file system was created a moment ago', when: EFS_ANSWERS },
        {
          text: 'the file system, its access point or its policy refuses the role',
          unless: /reset by peer|refused|timed? ?out/i,
        },
        { text: 'DNS is off in the VPC', unless: /reset by peer|refused|timed? ?out|denied/i },
      ],
      fix: "Allow port 2049 from the task's security group in the security group of the mount targets (one per zone); check the file system id, access point and policy.",
      variants: [
        {
          where: 'the connection fails, and the security groups of the tasks are known',
          when: /(?:reset by peer|[Cc]onnection (?:refused|timed? ?out)|timed? ?out)[\s\S]*^security groups (?<own>.{1,300})$/im,
          fix: 'Allow port 2049 from {own} in the security group of the mount targets (one per zone), then deploy again.',
        },
        {
          where: 'the connection fails',
          when: /reset by peer|[Cc]onnection (?:refused|timed? ?out)|timed? ?out/i,
          fix: "Allow port 2049 from the task's security group in the security group of the mount targets (one per zone), then deploy again.",
        },
      ],
      link: `${GUIDE}/efs-volumes.html`,
      sources: ['https://github.com/docker-archive/compose-cli/issues/1490'],
    },
    {
      id: 'env-file',
      title: 'The environment file cannot be fetched',
      pattern:
        /(?:failed to )?download (?:env|environment) files?|environment files?.*(?:AccessDenied|NoSuchKey|not found)/i,
      plain: 'ECS could not download a file in `environmentFiles` from Amazon S3.',
      causes: [
        {
          text: '{caller|the execution role} lacks s3:GetObject or s3:GetBucketLocation',
          unless: /40[14]|NotFound|NoSuch|timed? ?out|deadline/i,
        },
        { text: 'the bucket or key does not exist', unless: /timed? ?out|deadline/i },
        { text: 'no route to S3', unless: /StatusCode: 4|Forbidden|Denied|NotFound|NoSuch/i },
      ],
      fix: 'Allow {caller|the execution role} s3:GetObject on the file and s3:GetBucketLocation on the bucket, and check the ARN.',
      variants: [
        {
          where: 'S3 has no such file',
          when: /(?:StatusCode: 404|NotFound|NoSuch)[\s\S]*^env files: (?<files>.{1,600})$/m,
          fix: 'Upload {files}, or correct its ARN in `environmentFiles`.',
        },
        {
          where: 'S3 does not answer',
          when: /timed? ?out|deadline/i,
          fix: "Give the task's subnets a route to S3 (gateway endpoint or NAT) and allow outbound traffic on port 443.",
        },
        {
          where: 'the definition names the file',
          when: /^env files: (?<files>.{1,600})$/m,
          fix: 'Allow {caller|the role in `executionRoleArn`} s3:GetObject on {files} and s3:GetBucketLocation on its bucket (and kms:Decrypt, if a KMS key encrypts it); check the ARN too.',
        },
      ],
      link: `${GUIDE}/use-environment-file.html`,
    },
    {
      id: 'subnet-full',
      title: 'The subnet has no free addresses',
      pattern:
        /in subnet '(?<subnet>subnet-[0-9a-f]{4,40})': InsufficientFreeAddressesInSubnet|InsufficientFreeAddressesInSubnet|not enough free (?:IP )?addresses|insufficient free addresses/i,
      plain: 'Each task needs its own IP address, and {subnet|the subnet} has none left.',
      causes: [
        'the subnet is small, and a deployment runs old and new tasks at once',
        'many other network interfaces are in the subnet',
      ],
      fix: 'Give the service larger subnets than {subnet|these}, or more of them; or free addresses there (network interfaces that nothing uses), or lower `maximumPercent` so that fewer tasks run at once.',
      link: `${GUIDE}/failed-to-start-error.html`,
    },
    {
      id: 'invalid-network',
      title: 'The network configuration is not valid',
      pattern:
        /invalid networking configuration(?!.*(?:listener|target ?group|rules not found|Infrastructure Role))|InvalidSubnetID|InvalidGroup\.NotFound|belong to different networks|subnet ID '?(?<subnet>subnet-\w{1,40})'? does not exist|security group '?(?<group>sg-\w{1,40})'? does not exist/i,
      plain: 'Some subnets or security groups of the service do not exist or do not belong together.',
      causes: ['a subnet or security group was deleted', 'they belong to different VPCs'],
      fix: 'Correct the subnets and security groups of the service.',
      variants: [
        {
          where: 'a security group is missing, and those of the service are known',
          when: /(?:InvalidGroup\.NotFound|security group)[\s\S]*^security groups (?<own>.{1,300})$/im,
          plain: 'A security group of the service ({own}) does not exist, or belongs to another VPC than its subnets.',
          fix: 'Replace what was deleted of {own} in the network configuration of the service (`service-definition`, for Express `security-groups`): all security groups must be in the VPC of the subnets.',
        },
        {
          where: 'a subnet is missing, and those of the service are known',
          when: /subnet[\s\S]*^subnets (?<own>.{1,400})$/im,
          plain: 'A subnet of the service ({own}) does not exist, or belongs to another VPC.',
          fix: 'Replace what was deleted of {own} in the network configuration of the service (`service-definition`, for Express `subnets`).',
        },
      ],
      link: `${GUIDE}/troubleshooting-blue-green.html`,
      noRetryHelps: true,
    },
    {
      id: 'network-interface-quota',
      title: 'The quota of network interfaces is reached',
      pattern:
        /NetworkInterfaceLimitExceeded|maximum number of network interfaces|limit on the number of (?:ENIs|elastic network interfaces)/i,
      plain: 'Each task needs its own network interface, and the account has reached its quota in this Region.',
      causes: ['many tasks, functions or load balancers in this Region', 'a deployment runs old and new tasks at once'],
      fix: 'Ask for a higher quota (Service Quotas, Amazon VPC, "Network interfaces per Region"), or lower `maximumPercent`.',
      link: 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
    },
    {
      id: 'tag-policy',
      title: 'A tag policy does not allow the network interface',
      pattern: /TagPolicyViolation|tag polic(?:y|ies) (?:does|do) not allow/i,
      plain:
        "A tag policy of the organization demands tags on network interfaces, and the task's network interface would not have them.",
      causes: [],
      fix: 'Give the service the tags that the tag policy demands, with values that it allows, and pass them on to tasks (`propagate-tags: SERVICE`); or take `ec2:network-interface` out of what the tag policy enforces.',
      link: `${GUIDE}/ecs-using-tags.html`,
      noRetryHelps: true,
    },
    {
      id: 'network-interface',
      title: 'The network interface of the task cannot be created',
      pattern:
        /(?:Unexpected EC2 error|unexpected error).*network interface|network interface provision|failed to (?:configure ENI|set ?up (?:regular )?eni)|netplugin failed|ElasticNetworkInterface.*(?:fail|timeout)|error (?:while )?creating (?:the )?(?:elastic )?network interface/i,
      plain: 'ECS could not create the network interface of a task.',
      causes: [
        'the subnet or security group no longer exists, or belongs to another VPC',
        'the quota of network interfaces is reached',
        'the service-linked role AWSServiceRoleForECS is missing',
      ],
      fix: 'Check the subnets and security groups of the service, and the quota "Network interfaces per Region".',
      variants: [
        {
          where: 'it took too long',
          when: /Timeout waiting for network interface|network interface provisioning to complete/i,
          plain: 'EC2 did not provide the network interface of the task in time. This usually resolves itself.',
          fix: 'Deploy again. If it happens often, check whether EC2 throttles calls in this account, and the quota "Network interfaces per Region".',
        },
      ],
      link: `${GUIDE}/failed-to-start-error.html`,
    },
    {
      id: 'volume-attach',
      title: 'The EBS volume cannot be attached',
      pattern:
        /(?:EBS|volume).{0,80}(?:attach|provision)\w{0,8} (?:fail|time)|(?:fail|unable|timeout|timed out).{0,80}(?:set up the EBS volume|configuring the EBS volume|(?:attach|creat|provision)\w{0,8} .{0,40}volume|(?:EBS volume|EphemeralStorage) (?:attach|creat|provision))|IdempotentParameterMismatch/i,
      plain: 'ECS could not create or attach the EBS volume of the task.',
      causes: [
        {
          text: 'the infrastructure role in `volumeConfigurations` is not allowed to create volumes',
          unless: VOLUME_SAYS_WHY,
        },
        {
          text: "the volume's KMS key (`kmsKeyId`) does not exist, or that role is not allowed to use it",
          unless: VOLUME_SAYS_WHY,
        },
        {
          text: 'the zone, size, type, file system or snapshot is not valid for the volume',
          unless: VOLUME_SAYS_WHY,
        },
        { text: 'the volume quota is reached', unless: VOLUME_SAYS_WHY },
      ],
      fix: 'Check the infrastructure role (AmazonECSInfrastructureRolePolicyForVolumes) and the volume configuration.',
      variants: [
        {
          where: 'the role lacks a permission',
          when: /not authorized to perform: (?<action>[\w-]{1,40}:\w{1,80})|UnauthorizedOperation|AccessDenied/,
          plain: 'The infrastructure role of the volume is not allowed to call {action|what ECS needs}.',
          fix: 'Attach AmazonECSInfrastructureRolePolicyForVolumes to the infrastructure role in `volumeConfigurations`; for an encrypted volume, also allow it to use the KMS key.',
        },
        {
          where: 'its KMS key cannot be used',
          when: /\bKMS|kmsKeyId|KeyId/,
          plain:
            'The KMS key of the volume does not exist, is disabled, or the infrastructure role is not allowed to use it.',
          fix: 'Check `kmsKeyId` in `volumeConfigurations`, that the key is enabled in this Region, and that its policy allows the infrastructure role.',
        },
        {
          where: 'a quota is reached',
          when: /(?:Volume|Snapshot|Storage)\w{0,40}LimitExceeded|MaxIOPSLimitExceeded|quota|limit (?:is )?(?:reached|exceeded)/i,
          plain: 'A quota of Amazon EBS is reached in this Region.',
          fix: 'Ask for a higher quota (Service Quotas, Amazon EBS), or delete volumes that nothing uses.',
        },
        {
          where: 'a value of the volume is not valid',
          when: /Invalid(?:Parameter|Snapshot|Volume)\w{0,40}|not (?:available|supported) in|does not exist/i,
          plain: 'EBS rejected a value in `volumeConfigurations`; the message names it.',
          fix: 'Correct the value that the message names in `volumeConfigurations` (type, size, IOPS, snapshot, file system), or leave out the zones that do not offer it.',
        },
      ],
      link: `${GUIDE}/troubleshoot-ebs-volumes.html`,
    },
    {
      id: 'resource-initialization',
      title: 'The task cannot be prepared',
      pattern:
        /ResourceInitializationError(?!:? (?:failed to create new container runtime task|Unable to launch instance|unable to create new container))/i,
      plain:
        'ECS could not prepare something that the task needs before its containers start. The message is new or was cut off.',
      causes: [
        {
          text: 'no route to ECR, S3, Secrets Manager or CloudWatch Logs',
          when: /tim(?:e|ed) ?out|timeout|dial|connect|network|request|retriev|fetch|pull|reach|\.{3}$|…|Error:?$/im,
        },
        {
          text: 'the execution role lacks a permission',
          when: /denied|authori[sz]|forbidden|credential|permission|retriev|fetch|pull|\.{3}$|…|Error:?$/im,
        },
        { text: 'the VPC has no DNS resolution', when: /lookup|resolv|no such host|dns|\.{3}$|…|Error:?$/im },
      ],
      fix: 'Correct what the message names. If it names nothing, check the routes of the subnets, outbound traffic on port 443, DNS in the VPC, and the execution role.',
      link: PAGE,
    },
  ],
} as const satisfies PatternGroup;
