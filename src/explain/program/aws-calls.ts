import { GUIDE, type PatternGroup } from '../pattern.ts';

const ENVIRONMENT = `${GUIDE}/taskdef-envfiles.html`;

/** Calls of AWS that the program makes itself. */
export const AWS_CALLS = {
  title: 'The program reports: calls of AWS',
  patterns: [
    {
      id: 'says-config-import',
      title: 'Spring does not find what it imports its settings from',
      pattern:
        /Config data resource '[^\n]{1,400}?' (?:via location '(?<location1>[^'\n]{1,200})' )?(?:cannot be found|does not exist)|Config data location '(?<location2>[^'\n]{1,200})' (?:cannot be found|does not exist)/,
      plain: 'Spring does not find {location|what it imports}, from which `spring.config.import` has it read settings.',
      causes: [],
      fix: 'Create what {location|the location} names before the deployment (parameters below that path, the secret, or the file), or correct it in `spring.config.import`; with `optional:` in front the program starts without it.',
      variants: [
        {
          where: 'it is a path of Parameter Store',
          when: /Param(?:eter)?Store\w{0,40}[^\n]{0,60}?\bcontext ?= ?'(?<path>[^'\n]{1,200})'/,
          plain:
            'Spring reads its settings from the path {path} of Parameter Store, and finds none there or may not read them: it says the same of both.',
          fix: 'Create the parameters below {path} in the Region of the task, allow the task role (`taskRoleArn`) ssm:GetParametersByPath on that path (and kms:Decrypt), or correct it in `spring.config.import`.',
        },
        {
          where: 'it is a secret',
          when: /via location 'aws-secretsmanager:(?<secret>[^'\n]{1,200})'/,
          plain:
            'Spring reads its settings from the secret {secret} of Secrets Manager, and does not find it or may not read it: it says the same of both.',
          fix: 'Create the secret {secret} in the Region of the task, allow the task role (`taskRoleArn`) secretsmanager:GetSecretValue on it, or correct its name in `spring.config.import`.',
        },
      ],
      link: ENVIRONMENT,
      log: 'only',
      sources: ['https://github.com/awspring/spring-cloud-aws/issues/706'],
    },
    {
      id: 'says-aws-missing',
      title: 'The program asks AWS for something that does not exist',
      pattern:
        /Secrets Manager can't find the specified secret|AWS\.SimpleQueueService\.NonExistentQueue|The specified queue does not exist|\(?(?<what1>NoSuchBucket|ParameterNotFound|NoSuchKey|QueueDoesNotExist|TableNotFoundException)\)?.{0,40}when calling the (?<operation1>\w{2,60}) operation|The specified bucket does not exist|Requested resource not found(?:: Table: (?<what2>[\w.-]{1,255}) not found)?|ResourceNotFoundException\) when calling the (?<operation2>\w{2,60}) operation/i,
      plain:
        'AWS answers the program that what it asks for does not exist[[ ({what})]][[ (call {operation})]]: not with this name, in this Region and account.',
      causes: [],
      fix: 'Correct the name in `environment` of the container, or its Region (`AWS_REGION`), or create it before the deployment; the role of the task was accepted.',
      variants: [
        {
          where: 'it is a secret, and a variable of the container names one',
          when: /specified secret[\s\S]*^secret: (?<variable>\w{1,80}) of container (?<holder>\S{1,255}) is (?<value>\S{1,300})$/m,
          plain:
            'Secrets Manager has no secret with the name that the program asks for, in this Region and account: {variable} of container {holder} is {value}.',
          fix: 'Correct {variable} of container {holder} (now {value}), or the Region of the client (`AWS_REGION`), or create the secret before the deployment.',
        },
        {
          where: 'it is a secret',
          when: /Secrets Manager can't find the specified secret/,
          plain: 'Secrets Manager has no secret with the name that the program asks for, in this Region and account.',
          fix: 'Correct the name or ARN of the secret that the program asks for (in `environment` of the container or in its configuration), or its Region (`AWS_REGION`), or create the secret before the deployment; the role of the task was accepted.',
        },
        {
          where: 'it is a queue, and a variable of the container names one',
          when: /(?:NonExistentQueue|QueueDoesNotExist|specified queue)[\s\S]*^queue: (?<variable>\w{1,80}) of container (?<holder>\S{1,255}) is (?<value>\S{1,300})$/m,
          plain:
            'SQS has no queue with the name or URL that the program uses, in this Region and account: {variable} of container {holder} is {value}.',
          fix: 'Correct {variable} of container {holder} (now {value}), or the Region of the client (`AWS_REGION`), or create the queue before the deployment.',
        },
        {
          where: 'it is a queue, and only the log names it',
          when: /(?:NonExistentQueue|QueueDoesNotExist|specified queue)[\s\S]*^queue in the log: (?<value>\S{1,300})$/m,
          plain:
            'SQS has no queue with the name or URL that the program uses, in this Region and account; the only one that the log names is {value}.',
          fix: 'Create the queue {value} in <region> before the deployment, or correct its name in `environment` of the container or the settings in the image; for a queue elsewhere, set the Region of the client (`AWS_REGION`) or give its whole URL.',
        },
        {
          where: 'it is a queue',
          when: /NonExistentQueue|QueueDoesNotExist|specified queue/,
          plain: 'SQS has no queue with the name or URL that the program uses, in this Region and account.',
          fix: 'Correct the name or URL of the queue in `environment` of the container, or the Region of the client (`AWS_REGION`), or create the queue before the deployment.',
        },
        {
          where: 'a variable of the container names a thing of that kind',
          when: /^(?:bucket|table|topic|stream): (?<variable>\w{1,80}) of container (?<holder>\S{1,255}) is (?<value>\S{1,300})$/m,
          fix: 'Correct {variable} of container {holder} (now {value}), or the Region of the client (`AWS_REGION`), or create it before the deployment; the role of the task was accepted.',
        },
        {
          where: 'the log names a thing of that kind',
          when: /^(?<thing>bucket|table|topic|stream) in the log: (?<value>\S{1,300})$/m,
          fix: 'Create the {thing} {value}, the only one that the log names, in <region> before the deployment, or correct its name in `environment` of the container or the settings in the image, or the Region of the client (`AWS_REGION`).',
        },
      ],
      link: `${GUIDE}/task-iam-roles.html`,
      log: 'only',
    },
    {
      id: 'says-aws-parameter',
      title: 'AWS does not accept what a call of the program holds',
      pattern:
        /An error occurred \((?<error1>InvalidParameter(?:Value|Combination|Exception)?|ValidationException|ValidationError|InvalidArgument|MissingParameter|InvalidAddress|InvalidInput\w{0,20})\) when calling the (?<call1>\w{2,60}) operation: (?<why1>.{1,240})|botocore\.exceptions\.ParamValidationError: Parameter validation failed: ?(?<why2>.{0,240})|operation error (?<service>[\w ]{2,40}): (?<call3>\w{2,60}), .{0,200}api error (?<error3>InvalidParameter\w{0,20}|ValidationException|ValidationError|InvalidArgument|MissingParameter): (?<why3>.{1,240})|(?<error4>InvalidParameterException|InvalidParameterValueException|ValidationException): (?<why4>(?:Invalid parameter|\d{1,2} validation errors? detected|Value ').{1,240})/i,
      plain: 'AWS does not accept what the program gives[[ the call {call}]] ({why|a value is wrong}).',
      causes: [],
      fix: 'Correct the value that AWS names ({why|see the line}) where the program takes it from: `environment` or `secrets` of the container, or its configuration. An empty value, or a name where an ARN or a URL belongs, is the usual reason.',
      variants: [
        {
          where: 'a variable of the container names a thing of that kind',
          when: /^(?:queue|bucket|table|topic|stream): (?<variable>\w{1,80}) of container (?<holder>\S{1,255}) is (?<value>\S{1,300})$/m,
          fix: 'Correct {variable} in `environment` of container {holder} (now {value}): AWS says "{why|it is not valid}".',
        },
        {
          where: 'AWS names the parameter',
          when: /(?:Invalid parameter: |parameter |for |at ')(?<parameter>[A-Z]\w{2,60})\b/,
          fix: 'Correct the value that the program passes as {parameter}[[ to {call}]] ({why|see the line}): set the variable that it reads it from in `environment` of the container to a whole value, for an ARN `arn:aws:…` with Region and account; an empty variable or a bare name is none.',
        },
      ],
      link: `${GUIDE}/taskdef-envfiles.html`,
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
        /(?:https:\/\/(?<bucket>[\w.-]{3,63})\.s3[.-](?<asked>[\w-]{5,20})\.amazonaws\.com[\s\S]{0,400})?(?:PermanentRedirect|must be addressed using the specified endpoint|AuthorizationHeaderMalformed|[Tt]he bucket is in this region: (?<right>[\w-]{5,20})|the region '[\w-]{5,20}' is wrong; expecting '(?<right2>[\w-]{5,20})'|location constraint is incompatible for the region)/,
      plain:
        'The bucket {bucket|of the program} is in another Region[[ ({right})]] than the one that the program asks[[ ({asked})]].',
      causes: [],
      fix: 'Set the Region of the S3 client to that of the bucket {bucket|in question} (`aws s3api get-bucket-location`), or `AWS_REGION` in `environment` of the container if it uses no other; or correct the name of the bucket.',
      variants: [
        {
          where: 'the program creates the bucket',
          when: /The (?<wanted>[\w-]{5,20}) location constraint is incompatible for the region/,
          plain:
            'The program creates a bucket with the location constraint {wanted}, and asks the endpoint of another Region for it.',
          fix: 'Make the Region of the S3 client (`AWS_REGION` in `environment` of the container, or its endpoint) and the location constraint of the bucket ({wanted}) the same; better, create the bucket before the deployment, so that the program finds it.',
        },
      ],
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
      variants: [
        {
          where: 'API Gateway may have answered, which says the same of a path that it does not know',
          when: /execute-api|"message": ?"Missing Authentication Token"/,
          plain:
            'The answer "Missing Authentication Token" comes from AWS for a request without a signature, and from Amazon API Gateway also for a path, stage or method that does not exist.',
          fix: 'Check stage, path and method of the URL[[ at {host}]] first; if they are right, sign the request with SigV4 and the credentials of the task role.',
        },
      ],
      link: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/request-signing.html',
      log: 'only',
    },
    {
      id: 'says-aws-region-missing',
      title: 'The program has no AWS Region',
      pattern:
        /You must specify a region|Missing region in config|Region is missing(?=$|['"]| in config)|Unable to find a region via the region provider chain|MissingRegion|Unable to load region from any of the providers|NoRegionError/,
      plain: 'The program calls AWS, but no Region is set.',
      causes: [],
      fix: 'Set `AWS_REGION` in `environment` of the container to <region>, or to the Region of what it calls.',
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
        /Could not load credentials from any providers|Unable to locate credentials|NoCredentialProviders|Unable to load AWS credentials|Unable to load credentials from (?:any of the providers|service endpoint|system settings)|no EC2 IMDS role found|failed to refresh cached credentials|CredentialsProviderError|Unable to get IAM security credentials|no providers in chain provided credentials|CredentialsNotLoaded|credential provider was not enabled/i,
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
        /\(ExpiredToken(?:Exception)?\)|ExpiredToken(?:Exception)?: |api error ExpiredToken|The security token included in the request is (?:expired|invalid)|UnrecognizedClientException|InvalidClientTokenId|The provided token has expired|\bSignatureDoesNotMatch\b/i,
      plain:
        'AWS rejects the credentials of the program: they are temporary keys from elsewhere that have expired, or belong to no one.',
      causes: [],
      fix: 'Remove `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` and profiles from the image, `environment` and `secrets`; the program then uses the role in `taskRoleArn`, whose keys ECS renews.',
      variants: [
        {
          where: 'the signature does not fit',
          when: /SignatureDoesNotMatch/,
          plain:
            'AWS rejects the signature of the program: its secret access key does not belong to its access key ID, or something on the way changes the request.',
          fix: 'Remove `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` from the image, `environment` and `secrets`, so that the program uses the role in `taskRoleArn`. If it needs keys of its own, store both again, without quotes or a line break at the end; if it has none, look at a proxy or an endpoint of its own between it and AWS.',
        },
      ],
      link: `${GUIDE}/task-iam-roles.html`,
      log: 'only',
    },
    {
      id: 'says-aws-denied',
      title: 'AWS denies a call of the program',
      pattern:
        /An error occurred \((?:403|AccessDenied(?:Exception)?|UnauthorizedOperation)\) when calling the (?<action2>\w{2,60}) operation: (?:Forbidden|Access Denied|Access to the resource \S{1,300} is denied|You are not authorized)|Access to the resource https:\/\/\S{1,300} is denied|operation error (?<service>[\w ]{2,40}): (?<action3>\w{2,60}), (?!.{0,600}is not authorized to perform: [\w-]{2,40}:).{0,200}api error (?:AccessDenied\w{0,20}|Forbidden|UnauthorizedOperation)|Aws::\w{2,30}::Errors::(?:AccessDenied\w{0,20}|Forbidden)|(?:Access Denied|Forbidden) \(Service: [\w ]{2,40}[;,] Status Code: 403|Error executing "(?<action4>\w{2,60})" on "https:\/\/\S{1,300}"; AWS HTTP error: .{0,200}403 Forbidden|(?:SaslAuthentication\w{0,20}|Authentication failed).{0,60}\[[\da-f-]{36}\]: Access denied|invalid credentials with SASL mechanism AWS_MSK_IAM|The ciphertext refers to a customer master key that does not exist|Access to KMS is not allowed|is not authorized to perform: (?<action>[\w-]{2,40}:\w{2,60})(?: on resource: ["']?(?<resource>[^\s"',]{1,300}))?/i,
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
          where: 'it is to assume another role',
          when: /not authorized to perform: sts:(?:AssumeRole|TagSession)\w{0,20} on resource: (?<target>arn:[\w-]{3,12}:iam::\d{12}:role\/[\w+=,.@/-]{1,200})/,
          plain: 'AWS does not let the program assume {target}.',
          fix: 'Two policies must allow it: the trust policy of {target} must name {caller|the task role} (`taskRoleArn`) as principal, and a policy of {caller|the task role} must allow sts:AssumeRole on {target}; in one account the trust policy alone is enough if it names that role.',
        },
        {
          where: 'it is a key of KMS',
          when: /ciphertext refers to a customer master key|Access to KMS is not allowed/,
          plain:
            'AWS KMS does not decrypt for the program: its role may not use the key, or the key is of another Region or account, or deleted.',
          fix: 'Allow the task role (`taskRoleArn`) kms:Decrypt on the ARN of the key, in its own policy and in the policy of the key; then check that the program asks in the Region in which the data was encrypted (`AWS_REGION`).',
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
