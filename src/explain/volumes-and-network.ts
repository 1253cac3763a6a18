import { FILE_SYSTEMS } from './file-systems.ts';
import { ownReasons } from './own-reasons.ts';
import { GUIDE, type PatternGroup } from './pattern.ts';

const PAGE = `${GUIDE}/resource-initialization-error.html`;
/** The text itself says which of the reasons holds. */
const VOLUME_SAYS_WHY =
  /authorized|UnauthorizedOperation|AccessDenied|\bKMS|kmsKeyId|KeyId|LimitExceeded|quota|limit|Invalid\w|not (?:available|supported) in|does not exist/i;

/** The error of EC2 says which of the reasons holds. */
const EC2_SAYS_WHY =
  /AuthFailure|UnauthorizedOperation|OperationNotPermitted|LimitExceeded|Throttl|Rate exceeded|time ?out/i;

/** File systems, volumes and network interfaces of a task. */
export const VOLUMES_AND_NETWORK = {
  title: 'Preparing the task: volumes and network',
  patterns: [
    ...FILE_SYSTEMS,
    {
      id: 'env-file',
      title: 'The environment file cannot be fetched',
      pattern:
        /(?:failed to )?download (?:env|environment) files?|environment file resource: |environment files?.*(?:AccessDenied|NoSuchKey|not found)/i,
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
          where: 'a line of the file cannot be read',
          when: /(?=[\s\S]*(?:envfile data|parse|unexpected|invalid|malformed|illegal|too (?:long|large)))(?![\s\S]*(?:Denied|StatusCode|NoSuch|timed? ?out|dial tcp))(?<why>(?:unexpected|invalid|malformed|illegal|failed to parse|line)[^\n]{4,200}?)\.?(?: \(\d{1,4} tasks\))?$(?:[\s\S]*^env files: (?<files>.{1,600})$)?/im,
          plain: 'ECS downloaded the environment file[[ {files}]] and cannot read it: {why}.',
          fix: 'Correct {files|the file in `environmentFiles`} and upload it again: each line is VARIABLE=VALUE, without `export` and quotes; lines that start with # are comments, and the file ends with .env and LF line endings.',
        },
        {
          where: 'S3 has no such file, and the text names it',
          when: /env file with key (?<key>\S{1,300}) from bucket (?<bucket>[\w.-]{3,63})[\s\S]{0,400}?(?:StatusCode: 404|NotFound|NoSuch)/i,
          plain:
            'ECS could not download the environment file {key}: it is not in bucket {bucket}, or there is no such bucket.',
          fix: 'Upload {key} to bucket {bucket}, or correct its ARN in `environmentFiles` (arn:aws:s3:::{bucket}/{key}).',
        },
        {
          where: 'S3 has no such file',
          when: /(?:StatusCode: 404|NotFound|NoSuch)[\s\S]*^env files: (?<files>.{1,600})$/m,
          fix: 'Upload {files}, or correct its ARN in `environmentFiles`.',
        },
        {
          where: 'S3 does not answer, and file and subnets are known',
          when: /(?:timed? ?out|deadline)[\s\S]*^subnets (?<subnets>.{1,400})$(?:\nsecurity groups (?<own>.{1,300})$)?[\s\S]*^env files: (?<files>.{1,600})$/im,
          plain: 'ECS could not download {files} (`environmentFiles`): Amazon S3 did not answer in time.',
          fix: 'Give {subnets} a route to S3 (a gateway endpoint com.amazonaws.<region>.s3 in their route tables, or a NAT gateway), and allow outbound traffic on port 443 in {own|the security group of the tasks}.',
        },
        {
          where: 'S3 does not answer',
          when: /timed? ?out|deadline/i,
          fix: "Give the task's subnets a route to S3 (gateway endpoint or NAT) and allow outbound traffic on port 443.",
        },
        ...ownReasons({
          what: 'ECS could not download a file in `environmentFiles` from Amazon S3',
          without: ['denied'],
          thing: 'the file or bucket that `environmentFiles` names',
          after: 'error: ',
        }),
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
        /in subnet '(?<subnet>subnet-[0-9a-f]{4,40})': InsufficientFreeAddressesInSubnet|InsufficientFreeAddressesInSubnet(?:: .{0,80}? in subnet '?(?<subnet3>subnet-[0-9a-f]{4,40}))?|not enough free (?:IP )?addresses|insufficient free addresses|Not enough IP space available in (?<subnet2>subnet-[0-9a-f]{4,40})/i,
      plain: 'Each task needs its own IP address, and {subnet|the subnet} has none left.',
      causes: [
        'the subnet is small, and a deployment runs old and new tasks at once',
        'many other network interfaces are in the subnet',
      ],
      fix: 'Give the service larger subnets than {subnet|these}, or more of them; or free addresses there (network interfaces that nothing uses), or lower `maximumPercent` so that fewer tasks run at once.',
      variants: [
        {
          where: 'an instance was to be launched there',
          when: /capacity provider (?<provider>[\w-]{1,255})\. InsufficientFreeAddresses/i,
          plain:
            'ECS tried to launch an instance for capacity provider {provider}, and {subnet|its subnet} has no IP address left for it and its tasks.',
          fix: 'Add larger subnets than {subnet|these} to the network configuration of capacity provider {provider}, or free addresses there (network interfaces that nothing uses).',
        },
        {
          where: 'the load balancer lacks them',
          when: /Not enough IP space available in (?<subnet>subnet-[0-9a-f]{4,40}).{0,40}requires at least (?<free>\d{1,3})/i,
          plain: 'The load balancer needs {free} free IP addresses in each of its subnets, and {subnet} has fewer.',
          fix: 'Free addresses in {subnet} (network interfaces that nothing uses), or give the service another subnet of that zone with {free} free addresses or more (`subnets`).',
        },
      ],
      link: `${GUIDE}/failed-to-start-error.html`,
    },
    {
      id: 'invalid-network',
      title: 'The network configuration is not valid',
      pattern:
        /invalid networking configuration(?!.*(?:listener|target ?group|rules not found|Infrastructure Role))|(?:in subnet '(?<subnet1>subnet-\w{1,40})'.{0,20})?InvalidSubnetID|InvalidGroup\.NotFound|belong to different networks|subnet ID '?(?<subnet2>subnet-\w{1,40})'? does not exist|security group '?(?<group>sg-\w{1,40})'? does not exist/i,
      plain: 'Some subnets or security groups of the service do not exist or do not belong together.',
      causes: ['a subnet or security group was deleted', 'they belong to different VPCs'],
      fix: 'Correct the subnets and security groups of the service.',
      variants: [
        {
          where: 'subnets and security groups belong to different VPCs, and are known',
          when: /belong to different networks[\s\S]*^subnets (?<subnets>.{1,400})\nsecurity groups (?<own>.{1,300})$/im,
          plain: 'The security groups of the service ({own}) are in another VPC than its subnets ({subnets}).',
          fix: 'Set `securityGroups` in the network configuration of the service (`service-definition`, for Express `security-groups`) to groups of the VPC of {subnets}, instead of {own}; or the subnets to those of their VPC.',
        },
        {
          where: 'the text names the security group that is missing',
          when: /security group '?(?<group>sg-\w{1,40})'? does not exist/i,
          plain:
            'The security group {group} of the service does not exist, or belongs to another VPC than its subnets.',
          fix: 'Replace {group} in `securityGroups` of the network configuration of the service (`service-definition`, for Express `security-groups`) by a group that exists in the VPC of the subnets.',
        },
        {
          where: 'a security group is missing, and those of the service are known',
          when: /(?:InvalidGroup\.NotFound|security group)[\s\S]*^security groups (?<own>.{1,300})$/im,
          plain: 'A security group of the service ({own}) does not exist, or belongs to another VPC than its subnets.',
          fix: 'Replace what was deleted of {own} in the network configuration of the service (`service-definition`, for Express `security-groups`): all security groups must be in the VPC of the subnets.',
        },
        {
          where: 'the text names the subnet that is missing',
          when: /in subnet '(?<subnet>subnet-\w{1,40})'.{0,20}InvalidSubnetID|subnet ID '?(?<named>subnet-\w{1,40})'? does not exist/i,
          plain: 'The subnet {subnet} of the service does not exist any more.',
          fix: 'Replace {subnet} in `subnets` of the network configuration of the service (`service-definition`, for Express `subnets`) by a subnet that exists in the same VPC.',
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
        { text: 'the subnet or security group no longer exists, or belongs to another VPC', unless: EC2_SAYS_WHY },
        { text: 'the quota of network interfaces is reached', unless: EC2_SAYS_WHY },
        { text: 'the service-linked role AWSServiceRoleForECS is missing', unless: EC2_SAYS_WHY },
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
          where: 'ECS is not allowed to',
          when: /(?:in subnet '(?<subnet>subnet-\w{1,40})'.{0,20})?(?<error>AuthFailure|UnauthorizedOperation|OperationNotPermitted)/,
          plain:
            'EC2 does not let ECS create a network interface[[ in {subnet}]] ({error}): subnets and quotas are not the reason, permissions are.',
          fix: 'Create the service-linked role of ECS if it is gone (`aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com`), and look for a service control policy that denies ec2:CreateNetworkInterface; a subnet that another account shares takes security groups of the account that runs the task. CloudTrail has the refused call.',
        },
        {
          where: 'it has too many security groups',
          when: /SecurityGroupsPer(?:Instance|Interface)LimitExceeded/,
          plain: 'The network interface of a task takes at most five security groups, and the service has more.',
          fix: 'Take security groups out of `securityGroups` in the network configuration of the service until five are left, or ask for a higher quota (Service Quotas, Amazon VPC, "Security groups per network interface").',
        },
        {
          where: 'EC2 throttles ECS',
          when: /RequestLimitExceeded|Throttling|Rate exceeded/i,
          plain: 'EC2 took no more calls of this account for the moment, so the task got no network interface.',
          fix: 'Deploy again, and start fewer tasks at once (`maximumPercent`, or one service after the other).',
        },
        {
          where: 'it took too long',
          when: /Timeout waiting for network interface|network interface provisioning to complete|error timeout wait/i,
          plain: 'EC2 did not provide the network interface of the task in time. This usually resolves itself.',
          fix: 'Deploy again. If it happens often, check whether EC2 throttles calls in this account, and the quota "Network interfaces per Region".',
        },
        {
          where: 'the host could not set it up',
          when: /failed to (?:configure ENI|set ?up (?:regular )?eni)|netplugin failed/i,
          plain:
            'The network interface of the task exists, and its host could not set it up. That lies with the host, not with subnets or quotas.',
          fix: 'Deploy again: another host most likely does it. On instances of your own, update the agent or the AMI and replace the instance; if Fargate repeats it, open a case with AWS Support with the ARNs of the tasks.',
        },
        ...ownReasons({
          what: 'ECS could not create the network interface of a task',
          role: 'the service-linked role of ECS',
          thing: 'the subnet or security group that it names',
          after: "in subnet '[^']{1,60}': ",
        }),
        {
          where: 'the subnets and security groups are known',
          when: /(?:Unexpected EC2 error|unexpected error|creating)[\s\S]*^subnets (?<subnets>.{1,400})\nsecurity groups (?<own>.{1,300})$/im,
          fix: 'Check that {subnets} and {own} exist and are in one VPC, that AWSServiceRoleForECS exists, and the quota "Network interfaces per Region"; CloudTrail has the refused CreateNetworkInterface.',
        },
      ],
      link: `${GUIDE}/failed-to-start-error.html`,
    },
    {
      id: 'ephemeral-storage',
      title: 'Fargate did not provide the storage of the task in time',
      pattern: /EphemeralStorage (?:provision|creat)|waiting for EphemeralStorage/i,
      plain:
        'Fargate did not provide the ephemeral storage of the task in time. That lies with AWS, and usually resolves itself.',
      causes: [],
      fix: 'Deploy again. If it happens often, open a case with AWS Support with the ARNs of the tasks, and take a smaller `ephemeralStorage.sizeInGiB` if the task has more than it needs.',
      link: `${GUIDE}/fargate-task-storage.html`,
      passes: true,
    },
    {
      id: 'volume-attach',
      title: 'The EBS volume cannot be attached',
      pattern:
        /(?:EBS|volume).{0,80}(?:attach|provision)\w{0,8} (?:fail|time)|EBS volume.{0,80}could not be (?:attached|created|provisioned)[.: ]{1,3}\S|(?:fail|unable|timeout|timed out).{0,80}(?:set up the EBS volume|configuring the EBS volume|(?:attach|creat|provision)\w{0,8} .{0,40}volume|EBS volume (?:attach|creat|provision))|(?:unable|fail\w{0,3}) (?:to )?configur\w{1,3} the (?:Amazon )?EBS volume|IdempotentParameterMismatch/i,
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
          plain: '{Caller|The infrastructure role of the volume} is not allowed to call {action|what ECS needs}.',
          fix: 'Attach AmazonECSInfrastructureRolePolicyForVolumes to {caller|the infrastructure role in `volumeConfigurations`}; for an encrypted volume, also allow it to use the KMS key.',
        },
        {
          where: 'its KMS key cannot be used',
          when: /^(?=[\s\S]*\bKMS|[\s\S]*KeyId)(?:[\s\S]*?(?<key>arn:[\w-]{3,12}:kms:[^\s,'"]{10,200}?)(?=[\s,'".]))?/,
          plain:
            'The KMS key of the volume[[ ({key})]] does not exist, is disabled, or the infrastructure role is not allowed to use it.',
          fix: 'Enable {key|the key in `kmsKeyId`} in this Region and allow the infrastructure role to use it in the key policy, or set `kmsKeyId` in `volumeConfigurations` to another key.',
        },
        {
          where: 'a quota of volumes is reached',
          when: /(?<error>VolumeLimitExceeded|MaxIOPSLimitExceeded|SnapshotLimitExceeded|PendingSnapshotLimitExceeded|quota|limit (?:is )?(?:reached|exceeded))/i,
          plain: 'A quota of Amazon EBS is reached in this Region ({error}).',
          fix: 'Ask for a higher quota of EBS (Service Quotas, Amazon Elastic Block Store: "Storage for … volumes, in TiB" of the `volumeType`; for MaxIOPSLimitExceeded "IOPS for Provisioned IOPS SSD volumes"), make `sizeInGiB` or `iops` in `volumeConfigurations` smaller, or delete volumes that nothing uses.',
        },
        {
          where: 'the snapshot does not exist',
          when: /(?<snapshot>snap-[0-9a-f]{8,17})[\s\S]{0,80}?does not exist|InvalidSnapshot/i,
          plain:
            'The snapshot {snapshot|in `snapshotId`} from which ECS is to make the volume does not exist in this Region and account.',
          fix: 'Set `snapshotId` in `volumeConfigurations` of the service (`service-managed-ebs-volume`) to a snapshot that exists in <region> instead of {snapshot|this one}, or share or copy that snapshot to this account and Region.',
        },
        {
          where: 'the zone does not offer the volume type',
          when: /(?:volume type|'(?<type>io[12]|gp[23]|st1|sc1|standard)').{0,120}(?:not (?:available|supported)|zone)|UnsupportedVolumeType|InvalidZone/i,
          plain: 'The Availability Zone of the task does not offer the volume type {type|in `volumeType`}.',
          fix: 'Set `volumeType` in `volumeConfigurations` of the service (`service-managed-ebs-volume`) to one that all its zones offer, such as gp3, or remove the subnet in that zone from the service.',
        },
        {
          where: 'the volume is smaller than its snapshot',
          when: /(?:size (?:of )?(?<have>\d{1,6}) ?Gi?B.{0,40}smaller than (?:the )?snapshot|smaller than (?:the )?snapshot) ?'?(?<snapshot>snap-\w{4,40})?'?(?:.{0,40}>= ?(?<least>\d{1,6}) ?Gi?B)?/i,
          plain:
            'The volume is smaller[[ ({have} GiB)]] than the snapshot {snapshot|in `snapshotId`} from which it is made[[: it takes at least {least} GiB]].',
          fix: 'Raise `sizeInGiB` in `volumeConfigurations` of the service (`service-managed-ebs-volume`)[[ from {have}]] to {least|the size of the snapshot} or more, or leave it out: then the volume gets the size of the snapshot.',
        },
        {
          where: 'size, IOPS or throughput is out of range',
          when: /(?<what>iops|throughput|size)\b.{0,160}(?:ratio|maximum|minimum|too (?:small|large|high)|smaller than|greater than|between|out of range|invalid)|(?:ratio|Invalid\w{0,20}).{0,80}\b(?<which>iops|throughput|size)\b/i,
          plain: 'EBS does not accept the {what|size, IOPS or throughput} of the volume.',
          fix: 'Correct {what|it} in `volumeConfigurations` of the service (`service-managed-ebs-volume`: `sizeInGiB`, `iops`, `throughput`) to what the message and the `volumeType` allow.',
        },
        {
          where: 'the file system cannot be mounted',
          when: /file ?system (?:type )?.{0,80}(?:not|fail|unable|mismatch)|unable to mount|failed to mount|mount failed|wrong fs type|bad superblock/i,
          plain: 'The volume was attached, and its file system could not be mounted.',
          fix: 'Set `filesystemType` in `volumeConfigurations` of the service (`service-managed-ebs-volume`) to that of the snapshot (xfs, ext4, ext3 or ntfs); a volume without a snapshot is formatted by ECS.',
        },
        {
          where: 'it took too long',
          when: /timed? ?out/i,
          plain: 'ECS could not attach the EBS volume to the task in time.',
          fix: 'Deploy again; if it happens often, look in CloudTrail at the calls of the infrastructure role in `volumeConfigurations` (CreateVolume, AttachVolume) for refusals, and, for a volume of a large snapshot, set `volumeInitializationRate`.',
        },
        ...ownReasons({
          what: 'ECS could not create or attach the EBS volume of the task',
          role: 'the infrastructure role in `volumeConfigurations`',
          access: 'what AmazonECSInfrastructureRolePolicyForVolumes has',
          thing: 'what `volumeConfigurations` names',
          reasons: ['credentials', 'throttled', 'internal'],
          after: 'EBS volume creation failed: ',
        }),
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
        /ResourceInitializationError(?!.{0,80}Service Connect.{0,200}certificate|:? (?:failed to create new container runtime task|Unable to launch instance|unable to create new container))/i,
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
      variants: [
        ...ownReasons({
          what: 'ECS could not prepare something that the task needs before its containers start',
          after: 'ResourceInitializationError: ',
        }),
      ],
      fix: 'Correct what the message names. If it names nothing, check the routes of the subnets, outbound traffic on port 443, DNS in the VPC, and the execution role.',
      link: PAGE,
    },
  ],
} as const satisfies PatternGroup;
