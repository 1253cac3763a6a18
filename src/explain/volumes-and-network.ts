import { GUIDE, type PatternGroup } from './pattern.ts';

const PAGE = `${GUIDE}/resource-initialization-error.html`;
/** The address of the file system is known, and something is there. */
const EFS_ANSWERS = /reset by peer|refused/i;
/** The text itself says which of the reasons holds. */
const VOLUME_SAYS_WHY =
  /authorized|UnauthorizedOperation|AccessDenied|\bKMS|kmsKeyId|KeyId|LimitExceeded|quota|limit|Invalid\w|not (?:available|supported) in|does not exist/i;

/** File systems, volumes and network interfaces of a task. */
export const VOLUMES_AND_NETWORK = {
  title: 'Preparing the task: volumes and network',
  patterns: [
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
      variants: [
        {
          where: 'IAM is on, and the task definition has no task role',
          when: /^EFS volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), .{1,300}, iam ENABLED, no task role$/m,
          plain:
            'The file system {system} (volume {volume}) refused the mount: the volume uses IAM, and the task definition has no `taskRoleArn` to be allowed anything.',
          fix: 'Set `taskRoleArn` to a role that is allowed elasticfilesystem:ClientMount (and ClientWrite) on {system}.',
        },
        {
          where: 'IAM is on',
          when: /^EFS volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), (?<place>.{1,300}), iam ENABLED, task role (?<role>\S{1,64})$/m,
          plain:
            'The file system {system} (volume {volume}, {place}) refused the mount: no policy allows role {role} elasticfilesystem:ClientMount, or the {place} is not one of this file system.',
          fix: 'Allow role {role}, the task role, elasticfilesystem:ClientMount (and ClientWrite) on {system}, in a policy of the role and, if the file system has a policy, there too; check that {place} belongs to {system}.',
        },
        {
          where: 'IAM is off',
          when: /^EFS volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), (?<place>.{1,300}), iam DISABLED, /m,
          plain:
            'The file system {system} (volume {volume}, {place}) refused the mount: the volume does not use IAM, so the file system sees an anonymous client, and its policy or the {place} does not allow that.',
          fix: 'If the file system policy of {system} demands IAM, set `authorizationConfig.iam` of volume {volume} to ENABLED (with `transitEncryption` ENABLED) and allow the task role elasticfilesystem:ClientMount; else check that {place} exists on {system}.',
        },
      ],
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
          where: 'the zone without a mount target is named',
          when: /No matching mount target in the az (?<zone>[\w-]{3,40})/i,
          plain:
            'The file system {system|of the volume} has no mount target in {zone}, the Availability Zone of the task.',
          fix: 'Create a mount target of {system|the file system} in {zone} (with a security group that allows port 2049 from the tasks), or take the subnet in {zone} out of the service.',
        },
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
        {
          text: "there is no mount target in the subnet's Availability Zone",
          unless: /reset by peer|refused|tim(?:ed? ?out|eout)/i,
        },
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
          where: 'the connection fails, and file system and security groups are known',
          when: /(?:reset by peer|[Cc]onnection (?:refused|timed? ?out)|timed? ?out)[\s\S]*^security groups (?<own>.{1,300})$[\s\S]*^EFS volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), /im,
          plain:
            'The name of the file system {system} (volume {volume}) resolves, but its mount target does not accept the connection of the task.',
          fix: 'Allow port 2049 from {own} in the security group of the mount targets of {system}, and outbound traffic on port 2049 in {own}; if the file system was just created, wait a minute and deploy again.',
        },
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
        /(?:Unexpected EC2 error|unexpected error).*network interface|network interface provision|attach network interface to unused device|failed to (?:configure ENI|set ?up (?:regular )?eni)|netplugin failed|ElasticNetworkInterface.*(?:fail|timeout)|error (?:while )?creating (?:the )?(?:elastic )?network interface/i,
      plain: 'ECS could not create the network interface of a task.',
      causes: [
        'the subnet or security group no longer exists, or belongs to another VPC',
        'the quota of network interfaces is reached',
        'the service-linked role AWSServiceRoleForECS is missing',
      ],
      fix: 'Check the subnets and security groups of the service, and the quota "Network interfaces per Region".',
      variants: [
        {
          where: 'no interface fits on the instance',
          when: /unused device index/i,
          plain:
            'The container instance has no free place for the network interface of another awsvpc task: its instance type limits them.',
          fix: 'Turn on the account setting `awsvpcTrunking` and start new instances, use larger instances or more of them, or have each task reserve more CPU, so that fewer are placed on one.',
        },
        {
          where: 'the subnets and security groups are known',
          when: /(?:Unexpected EC2 error|unexpected error|creating)[\s\S]*^subnets (?<subnets>.{1,400})\nsecurity groups (?<own>.{1,300})$/im,
          fix: 'Check that {subnets} and {own} exist and are in one VPC, that AWSServiceRoleForECS exists, and the quota "Network interfaces per Region"; CloudTrail has the refused CreateNetworkInterface.',
        },
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
          when: /(?=[\s\S]*\bKMS|[\s\S]*KeyId)(?:[\s\S]*?(?<key>arn:[\w-]{3,12}:kms:[^\s,'"]{10,200}?)(?=[\s,'".]))?/,
          plain:
            'The KMS key of the volume[[ ({key})]] does not exist, is disabled, or the infrastructure role is not allowed to use it.',
          fix: 'Enable {key|the key in `kmsKeyId`} in this Region and allow the infrastructure role to use it in the key policy, or set `kmsKeyId` in `volumeConfigurations` to another key.',
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
