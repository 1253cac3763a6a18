import {
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
import { CONNECTION, SECRET_NETWORKS } from './secret-networks.ts';
import { ownReasons } from './own-reasons.ts';
import { SECRET_KEY_OFF } from './secret-key-off.ts';
import { START_THROTTLED } from './start-throttled.ts';

const PAGE = `${GUIDE}/resource-initialization-error.html`;
/** It answered, so it was reached. */
const ANSWERED = /AccessDenied|not authorized|NotFound|StatusCode: 4|status code: 4/i;
const DENIED = 'AccessDenied|not authorized to perform|Access to KMS is not allowed';

/** What the agent fetches before the first container runs. */
export const SECRETS = {
  title: 'Preparing the task: secrets and credentials',
  patterns: [
    START_THROTTLED,
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
    ...SECRET_NETWORKS,
    SECRET_KEY_OFF,
    {
      id: 'secret-key-denied',
      title: 'The execution role cannot use the KMS key of a secret',
      pattern:
        /Access to KMS is not allowed|DecryptionFailure|ciphertext refers to a customer master key|can't decrypt the protected secret|not authorized to perform: kms:Decrypt(?: on resource: (?<key>arn:[^\s]{1,300}))?/i,
      plain:
        'The secret exists, but it is encrypted with a customer-managed KMS key[[ ({key})]], and {caller|the execution role} is not allowed to use that key.',
      causes: [
        '{caller|the role in `executionRoleArn`} lacks kms:Decrypt on the key',
        'the key policy does not allow the role or its account',
        'the key is disabled, deleted or in another Region',
      ],
      fix: "Allow {caller|the role in `executionRoleArn`} kms:Decrypt on {key|the key}, both in the role's policy and in the key policy.",
      variants: [
        {
          where: 'AWS does not say that the role is denied',
          when: /(?<![\s\S])(?![\s\S]*(?:not authorized|AccessDenied|Access to KMS))[\s\S]*(?:DecryptionFailure|can't decrypt)/i,
          plain:
            'The secret exists, but it could not be decrypted with its customer-managed KMS key[[ ({key})]]: the key is disabled or deleted, or {caller|the execution role} may not use it. AWS does not say which.',
          fix: 'Look at the state of the key (`aws kms describe-key`, `KeyState`): enable it, or cancel its deletion, unless it is Enabled; then allow {caller|the role in `executionRoleArn`} kms:Decrypt on it, in the policy of the role and of the key.',
        },
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
        { text: 'no route to Secrets Manager: no NAT gateway, public IP or VPC endpoint', unless: ANSWERED },
        { text: 'the execution role lacks secretsmanager:GetSecretValue on it', unless: /ResourceNotFound/i },
        { text: 'the secret does not exist in this Region', unless: new RegExp(`${DENIED}|${CONNECTION}`, 'i') },
      ],
      fix: 'Check `repositoryCredentials.credentialsParameter`, the execution role and the route from the subnets to Secrets Manager.',
      variants: [
        {
          where: 'it is not JSON',
          when: /(?:unmarshal|invalid character|not (?:valid )?JSON|unexpected end of JSON)[\s\S]*?(?:^login: (?<login>arn:\S{1,300})$|$(?![\s\S]))/im,
          plain:
            'The secret[[ {login}]] in `repositoryCredentials` is there, and its value is not the JSON that ECS reads a login from.',
          fix: 'Store {"username": "…", "password": "…"} as the value of {login|the secret in `repositoryCredentials`}, then deploy again.',
        },
        {
          where: 'a key may not be used',
          when: /kms:Decrypt|Access to KMS is not allowed/,
          plain:
            'The secret in `repositoryCredentials` is encrypted with a KMS key that {caller|the execution role} is not allowed to use.',
          fix: 'Allow {caller|the role in `executionRoleArn`} kms:Decrypt on the key of the secret in `repositoryCredentials`, in the policy of the role and in the key policy.',
        },
        {
          where: 'the role is not allowed to read it',
          when: /perform: (?<action>secretsmanager:\w{1,60})(?: on resource: (?<resource>arn:\S{1,300}))?|AccessDenied/,
          plain:
            '{Caller|The execution role} is not allowed to read the secret in `repositoryCredentials`, which holds the login of the registry.',
          fix: 'Allow {caller|the role in `executionRoleArn`} {action|secretsmanager:GetSecretValue} on {resource|that secret}.',
        },
        {
          where: 'it does not exist',
          when: /ResourceNotFound|can't find the specified secret/i,
          plain: 'The secret in `repositoryCredentials` does not exist in this Region.',
          fix: 'Create the secret with `username` and `password` of the registry, or correct `repositoryCredentials.credentialsParameter`.',
        },
        {
          where: 'Secrets Manager is not reached, and the subnets are known',
          when: new RegExp(`(?:${CONNECTION})${PRIVATE_NETWORK}`, 'im'),
          plain: 'The secret in `repositoryCredentials` could not be read: the task does not reach Secrets Manager.',
          fix: 'Give {subnets} a NAT gateway or the VPC endpoint com.amazonaws.<region>.secretsmanager, and allow outbound traffic on port 443 in {own}.',
        },
        ...ownReasons({
          what: 'The secret in `repositoryCredentials`, which holds the login of the registry, could not be read',
          access: 'secretsmanager:GetSecretValue on it',
          thing: 'the secret in `repositoryCredentials`',
        }),
      ],
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
        { text: 'a customer-managed key needs kms:Decrypt', unless: /perform: (?:secretsmanager|ssm):/i },
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
        /retrieved secret from Secrets Manager.{0,300}?(?:invalid character|not.{0,60}JSON|unmarshal)|invalid character .{1,12} (?:looking for beginning of|in literal|in string|after )/i,
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
      variants: [
        {
          where: 'the text has the ARN',
          when: /(?<arn>arn:[\w-]{3,12}:secretsmanager:[\w-]{5,20}:\d{12}:secret:(?<name>[\w/+=.@-]{1,505}?)(?:-\w{6})?)(?=[\s'":,]|$)/,
          plain: 'The secret {name} is marked for deletion, and nobody can read it any more.',
          fix: 'Restore it (`aws secretsmanager restore-secret --secret-id {arn}`) and find who deleted it, or name another secret in `valueFrom`.',
        },
      ],
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
      fix: 'Create the secret, or correct `valueFrom` in the template: the ARN names account and Region.',
      variants: [
        {
          where: 'the text has the ARN',
          when: /arn:[\w-]{3,12}:secretsmanager:(?<region>[\w-]{5,20}):(?<account>\d{12}):secret:(?<name>[\w/+=.@-]{1,505}?)(?:-\w{6})?(?=[\s'":,]|$)/,
          plain: 'Secrets Manager has no secret {name} in {region} (account {account}).',
          fix: 'Create {name} in {region}, or correct its ARN in `valueFrom` in `secrets`: Secrets Manager shows it there, with the six characters at its end.',
        },
        {
          where: 'the text names none, and the definition has one secret',
          when: /^the secret is (?<secret>\S{1,512}): (?<variable>\S{1,255}) of container (?<container>\S{1,255})$/m,
          plain: 'Secrets Manager has no secret {secret} in <region>.',
          fix: 'Create {secret} in <region>, or correct `valueFrom` of {variable} in `secrets` of container {container}: the whole ARN, with the six characters at its end, or the name of a secret in this account and Region.',
        },
        {
          where: 'the text names none, and the definition has several secrets',
          when: /^secrets of the task: (?<secrets>.{1,900})$/m,
          plain:
            'Secrets Manager does not have one of the secrets of the task in <region>, and AWS does not say which.',
          fix: 'Find which of {secrets} does not exist in <region> (`aws secretsmanager describe-secret --secret-id …`), and create it, or correct its `valueFrom`.',
        },
      ],
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
        { text: '`valueFrom` has a typo', when: /invalid (?:ssm )?parameters?: ?\//i },
        {
          text: '`valueFrom` has a typo: a name with a path starts with `/`',
          unless: /invalid (?:ssm )?parameters?: ?\//i,
        },
      ],
      fix: 'Create the parameter[[ {parameter}]] in <region>, or correct `valueFrom` in the template.',
      variants: [
        {
          where: 'it holds a credential spec',
          when: /SSM Parameter Store in map\[/i,
          plain:
            'Parameter Store has no parameter {parameter|with that name} in this Region, which is to hold the credential spec (gMSA) of a container.',
          fix: 'Create the parameter[[ {parameter}]] with the credential spec in <region>, or correct its ARN in `credentialSpecs` of the container (`credentialspec:arn:aws:ssm:…`).',
        },
      ],
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
        {
          text: 'the policy of the VPC endpoint for ECR is too restrictive',
          unless: /no identity-based policy allows/i,
        },
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
          unless: NOT_BY_TASK,
        },
        { text: 'no route to ECR: the subnets have no internet gateway', when: HAS_PUBLIC_IP, unless: ON_INSTANCES },
        { text: 'no route to ECR from the subnet of the container instance', when: ON_INSTANCES },
        'outbound traffic on port 443 is blocked',
        { text: 'the execution role lacks ecr:GetAuthorizationToken', unless: new RegExp(CONNECTION, 'i') },
      ],
      fix: 'Give the subnets a route to ECR (NAT, public IP, or endpoints ecr.api, ecr.dkr and S3), allow outbound traffic on port 443, and attach AmazonECSTaskExecutionRolePolicy to the execution role.',
      variants: [
        ...noRoute('ecr.api, ecr.dkr and S3'),
        publicAnswer({ store: 'Amazon ECR', endpoints: 'ecr.api (and ecr.dkr and S3)' }),
        {
          where: 'ECR was not reached from an instance',
          when: new RegExp(`(?:${CONNECTION})[\\s\\S]*${ON_INSTANCES.source}`, 'im'),
          fix: 'Give the subnet of the container instances a route to ECR (NAT gateway, public IP, or VPC endpoints for ecr.api, ecr.dkr and S3), and allow outbound traffic on port 443 in the security group of the instances.',
        },
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
      variants: [
        {
          where: 'AWS cut the text off, and the definition names the secrets',
          when: /retrieve secrets? from (?:asm|ssm)[\s\S]{0,600}(?:\.{3}|…)[\s\S]*^secrets of the task: (?<secrets>.{1,900})$/m,
          plain:
            'ECS could not fetch a secret of the task ({secrets}), and AWS cut off the part of the text that says why.',
          fix: 'Check, in this order: that {secrets} exist in <region>, that the role in `executionRoleArn` may read them (CloudTrail has the denied call), and that the subnets reach the service that keeps them.',
        },
        ...ownReasons({
          what: 'ECS could not fetch a secret of the task or the login of the registry',
          access:
            'to read the secret (secretsmanager:GetSecretValue, ssm:GetParameters), or what AmazonECSTaskExecutionRolePolicy has',
          thing: 'the secret or parameter that it names',
          after:
            'has been retried \\d{1,3} time\\(s\\): (?:failed to fetch secret \\S{10,300} from secrets manager: )?',
        }),
      ],
      causes: [
        'no route from the subnets: no NAT gateway, public IP or VPC endpoint',
        'the execution role is not allowed to read the secret or lacks the ECR permissions',
        'the secret does not exist',
      ],
      fix: 'Give the subnets a route (NAT, public IP, or endpoints for ECR, S3, Secrets Manager and Systems Manager); check `executionRoleArn` and each `valueFrom`.',
      link: PAGE,
    },
  ],
} as const satisfies PatternGroup;
