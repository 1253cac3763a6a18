import { ownReasons } from './own-reasons.ts';
import { GUIDE, type Pattern } from './pattern.ts';

/** The address of the file system is known, and something is there. */
const EFS_ANSWERS = /reset by peer|refused/i;

/** File systems of EFS, S3 Files and FSx that a task mounts. */
export const FILE_SYSTEMS = [
  {
    id: 'efs-directory-missing',
    title: 'The directory does not exist on the EFS file system',
    pattern:
      /mounting (?:(?<system>fs-\w{1,40})[\w.-]{0,100}|[\d.]{7,15}|localhost):(?<directory>\/\S{0,200}) failed, reason given by server: No such file or directory/i,
    plain: 'The file system {system|of the volume} has no directory {directory|with that name}.',
    causes: ['`rootDirectory` has a typo', 'nobody created the directory (ECS does not)'],
    fix: 'Create {directory|the directory} on the file system, correct `rootDirectory` of the volume, or use an access point, which creates its own directory.',
    variants: [
      {
        where: 'the volume uses an access point',
        when: /^EFS volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), access point (?<point>\S{1,255}), /m,
        plain:
          'The root directory of access point {point} does not exist on the file system {system} (volume {volume}), and the access point has no `CreationInfo` to create it with.',
        fix: 'Create the root directory of {point} on {system}, or make an access point with `CreationInfo` (owner and permissions), which creates it, and name it in `authorizationConfig.accessPointId` of volume {volume}.',
      },
      {
        where: 'the definition names the file system',
        when: /^EFS volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), root directory (?<directory>\S{1,300}), /m,
        plain: 'The file system {system} (volume {volume}) has no directory {directory}.',
        fix: 'Create {directory} on {system}, correct `rootDirectory` of volume {volume}, or use an access point with `CreationInfo`, which creates its own directory.',
      },
    ],
    link: `${GUIDE}/efs-volumes.html`,
    noRetryHelps: true,
    sources: ['https://github.com/acp-io/terraform-grafana/issues/4'],
  },
  {
    id: 'efs-access-point-missing',
    title: 'The access point of the file system does not exist',
    pattern:
      /Access point '?(?<point>fsap-\w{1,40})?'? ?(?:.{0,40}(?:does not exist|not found|is being deleted)|is invalid)|AccessPointNotFound/i,
    plain: 'The access point {point|of the volume} does not exist, or is being deleted.',
    causes: [],
    fix: 'Create an access point on the file system and set `authorizationConfig.accessPointId` of the volume to it[[, instead of {point}]].',
    variants: [
      {
        where: 'the definition names it',
        when: /^EFS volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), access point (?<own>fsap-\w{1,40}),/m,
        plain:
          'The access point {own} of volume {volume} does not exist on the file system {system}, or is being deleted.',
        fix: 'Create an access point on {system} (`aws efs create-access-point --file-system-id {system}`) and set `authorizationConfig.accessPointId` of volume {volume} to it, instead of {own}.',
      },
    ],
    link: `${GUIDE}/efs-volumes.html`,
    noRetryHelps: true,
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
        where: 'the volume is one of S3 Files, and the task definition has no task role',
        when: /^S3 Files volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), .{1,300}, no task role$/m,
        plain:
          'The S3 file system {system} (volume {volume}) refused the mount: the task definition has no `taskRoleArn` to be allowed anything.',
        fix: 'Set `taskRoleArn` to a role that is allowed s3files:ClientMount (and s3files:ClientWrite) on {system}, such as by AmazonS3FilesClientReadWriteAccess.',
      },
      {
        where: 'the volume is one of S3 Files',
        when: /^S3 Files volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), (?<place>.{1,300}), task role (?<role>\S{1,64})$/m,
        plain:
          'The S3 file system {system} (volume {volume}, {place}) refused the mount: no policy allows role {role} s3files:ClientMount, or the {place} is not one of this file system.',
        fix: 'Allow role {role}, the task role, s3files:ClientMount (and s3files:ClientWrite) on {system}, in a policy of the role and, if the file system has a policy, there too; check that {place} belongs to {system}.',
      },
      {
        where: 'IAM is on, and the task definition has no task role',
        when: /^EFS volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), .{1,300}, iam ENABLED, no task role$/m,
        plain:
          'The file system {system} (volume {volume}) refused the mount: the volume uses IAM, and the task definition has no `taskRoleArn` to be allowed anything.',
        fix: 'Set `taskRoleArn` to a role that is allowed elasticfilesystem:ClientMount (and ClientWrite) on {system}.',
      },
      {
        where: 'IAM is on, and the root directory is that of the file system',
        when: /^EFS volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), root directory \/, iam ENABLED, task role (?<role>\S{1,64})$/m,
        plain:
          'The file system {system} (volume {volume}) refused the mount: no policy allows role {role} elasticfilesystem:ClientMount.',
        fix: 'Allow role {role}, the task role, elasticfilesystem:ClientMount (and ClientWrite) on {system}, in a policy of the role and, if the file system has a policy, there too.',
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
        where: 'the volume is one of S3 Files',
        when: /^S3 Files volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), /m,
        plain:
          "The DNS name of the S3 file system {system} (volume {volume}) does not resolve in the task's VPC: most likely it has no mount target in the Availability Zone of the task, or DNS is off in the VPC.",
        fix: 'Create a mount target of {system} in each Availability Zone of the subnets, turn on `enableDnsSupport` and `enableDnsHostnames` of the VPC, and check `fileSystemArn` of volume {volume}.',
      },
      {
        where: 'the zone without a mount target is named',
        when: /No matching mount target in the az (?<zone>[\w-]{3,40})/i,
        plain:
          'The file system {system|of the volume} has no mount target in {zone}, the Availability Zone of the task.',
        fix: 'Create a mount target of {system|the file system} in {zone} (with a security group that allows port 2049 from the tasks), or remove the subnet in {zone} from the service.',
      },
      {
        where: 'the text also misses botocore',
        when: /install botocore(?:[\s\S]*^subnets (?<subnets>.{1,400})$)?/im,
        plain:
          "The DNS name of the EFS file system does not resolve in the task's VPC: most likely it has no mount target there, or DNS is off in the VPC. That botocore is missing follows from that, and you cannot install it on Fargate.",
        fix: 'Create a mount target of {system|the file system} in each Availability Zone of the subnets[[ ({subnets})]], turn on `enableDnsSupport` and `enableDnsHostnames` of the VPC, and check `fileSystemId`.',
      },
      {
        where: 'the subnets are known',
        when: /^subnets (?<subnets>.{1,400})$/m,
        fix: 'Create a mount target of {system|the file system} in each Availability Zone of the subnets ({subnets}), turn on `enableDnsSupport` and `enableDnsHostnames` of the VPC, and check `fileSystemId`.',
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
        where: 'the connection fails, and the volume is one of S3 Files',
        when: /(?:reset by peer|connection (?:refused|timed? ?out)|timed? ?out)[\s\S]*^S3 Files volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), /im,
        plain:
          'The mount target of the S3 file system {system} (volume {volume}) does not accept the connection of the task.',
        fix: 'Allow port 2049 from the security group of the tasks in the security group of the mount targets of {system}, then deploy again.',
      },
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
      ...ownReasons({
        what: 'The task could not mount its EFS file system',
        role: '`taskRoleArn` of the task definition',
        access: 'elasticfilesystem:ClientMount on the file system (and ClientWrite to write)',
        thing: 'the file system, access point or directory of the volume',
        after: 'stderr: ',
      }),
    ],
    link: `${GUIDE}/efs-volumes.html`,
    sources: ['https://github.com/docker-archive/compose-cli/issues/1490'],
  },
  {
    id: 'fsx-mount',
    title: 'The FSx volume cannot be mounted',
    pattern: /fsx ?windows ?file ?server|SmbGlobalMapping|\bFSx\b.{0,120}(?:fail|unable|could not)/i,
    plain: 'The task could not mount its file system of FSx for Windows File Server.',
    causes: [
      'the login in `credentialsParameter` is wrong or may not be read',
      'the network of the instance does not reach the file system on port 445, or does not resolve its name',
      'the container instance is not a member of the domain',
    ],
    fix: 'Check the login in `credentialsParameter`, `domain` and `fileSystemId` of the volume, and port 445 from the instances to the file system.',
    variants: [
      {
        where: 'the secret does not hold a login',
        when: /invalid credentials for mounting/i,
        plain: 'The secret in `credentialsParameter` of the FSx volume does not hold a login that the agent can use.',
        fix: 'Store the login as JSON, {"username": "…", "password": "…"}, in the secret or parameter in `credentialsParameter` of the volume; the user must be one of the `domain` of the file system.',
      },
      {
        where: 'the login is wrong, and the definition names it',
        when: /(?:user ?name or password|logon failure|password is incorrect|Access is denied)[\s\S]*^FSx volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), share (?<share>.{1,200}), login (?<login>\S{1,300}), domain (?<domain>\S{1,255})$/im,
        plain: 'The file system {system} refused the user that {login} holds (volume {volume}, domain {domain}).',
        fix: 'Correct `username` and `password` in {login} to a user of domain {domain} that may use the share {share} of {system}, then deploy again.',
      },
      {
        where: 'the share is not found, and the definition names it',
        when: /(?:network (?:name|path) (?:cannot|was not)|not be found)[\s\S]*^FSx volume (?<volume>\S{1,255}): (?<system>fs-\w{1,40}), share (?<share>.{1,200}), login (?<login>\S{1,300}), domain (?<domain>\S{1,255})$/im,
        plain: 'The instance did not find the share {share} of {system} (volume {volume}).',
        fix: 'Correct `rootDirectory` ({share}) of volume {volume}, have the DNS of the VPC resolve domain {domain}, and allow port 445 from the instances in the security group of {system}.',
      },
      ...ownReasons({
        what: 'The task could not mount its file system of FSx for Windows File Server',
        access: 'to read the login in `credentialsParameter` and fsx:DescribeFileSystems',
        thing: 'the file system or login of the volume',
        after: 'volume: ',
      }),
    ],
    link: `${GUIDE}/wfsx-volumes.html`,
    sources: ['https://github.com/aws/amazon-ecs-agent/pull/2563'],
  },
] as const satisfies readonly Pattern[];
