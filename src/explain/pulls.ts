import {
  GUIDE,
  HAS_PUBLIC_IP,
  ON_FARGATE,
  ON_INSTANCES,
  PRIVATE_NETWORK,
  PUBLIC_NETWORK,
  type PatternGroup,
} from './pattern.ts';

const PAGE = `${GUIDE}/task_cannot_pull_image.html`;
const PULL = 'CannotPull(?:(?:Ecr)?Container(?:Error)?|ImageManifestError)\\b';
const CONNECTION =
  'i/o timeout|connection issue|Check your (?:task )?network configuration|no such host|connection refused|Client\\.Timeout|deadline exceeded|request canceled|TLS handshake timeout|no route to host|dial tcp|Could not reach any registry';

const PRIVATE_ADDRESS = '(?:10|192\\.168|172\\.(?:1[6-9]|2\\d|3[01]))(?:\\.\\d{1,3}){2,3}';

/** A registry that no VPC endpoint reaches, by the address that was asked. */
const OUTSIDE =
  '(?:Head|Get|Post) "?https:\\/\\/(?<registry>(?![\\w.-]{0,200}(?:amazonaws\\.com|\\.on\\.aws|public\\.ecr\\.aws))[\\w.-]{3,200})[/:"]';

/** Images that do not arrive. */
export const PULLS = {
  title: 'Pulling the image',
  patterns: [
    {
      id: 'dns-unanswered',
      title: 'The DNS server of the VPC does not answer the task',
      pattern: new RegExp(
        `(?:${PULL}|ResourceInitializationError).*lookup (?<name>[\\w.-]{1,253})(?: on (?<server>[\\d.]{7,15}):53)?: (?:read udp .{1,100}|dial udp .{1,100})?(?:i/o timeout|server misbehaving|connection refused)`,
        'i',
      ),
      plain: 'The task cannot resolve {name}, because the DNS server[[ {server}]] does not answer.',
      causes: [
        'DNS resolution (`enableDnsSupport`) is off in the VPC',
        'the DHCP options of the VPC name a DNS server of your own that is down or does not accept these subnets',
        'a network ACL blocks port 53',
      ],
      fix: 'Turn on `enableDnsSupport` in the VPC; with a DNS server of your own, check that it runs, accepts the subnets of the tasks on port 53, and forwards amazonaws.com.',
      link: 'https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html',
    },
    {
      id: 'image-wrong-platform',
      title: 'The image is built for another processor or system',
      pattern:
        /(?:does not contain descriptor matching platform|no matching manifest for|no match for platform(?: in manifest)?:?|does not match the specified platform: wanted) ?'?(?<platform>[a-z]{1,20}\/[\w/]{1,40})?/i,
      plain: 'The image has no variant for {platform|the platform of the task}, so it cannot run there.',
      causes: [
        { text: 'the image was built on a Mac with Apple silicon or on an ARM runner', unless: /linux\/arm/ },
        { text: 'the image was built on an x86-64 machine or runner', when: /linux\/arm/ },
        '`runtimePlatform.cpuArchitecture` names the other architecture',
      ],
      fix: 'Build for the platform of the task (`docker buildx build --platform {platform|linux/amd64}`), or set `runtimePlatform.cpuArchitecture` to what the image is built for.',
      variants: [
        {
          where: 'the task runs on x86-64',
          when: /linux\/(?:amd64|x86_64)/,
          fix: 'Build for the platform of the task (`docker buildx build --platform linux/amd64`), or, for an ARM image, set `runtimePlatform.cpuArchitecture` to `ARM64`.',
        },
        {
          where: 'the task runs on ARM',
          when: /linux\/arm64/,
          fix: 'Build for the platform of the task (`docker buildx build --platform linux/arm64`), or, for an x86-64 image, set `runtimePlatform.cpuArchitecture` to `X86_64`.',
        },
      ],
      link: PAGE,
      noRetryHelps: true,
    },
    {
      id: 'image-wrong-system',
      title: 'The image is built for another operating system',
      pattern:
        /image operating system "?(?<system>\w{1,40})"? cannot be used on this platform|Windows version \S{1,40} image is incompatible|container operating system does not match the host operating system/i,
      plain: 'The image was built for a different operating system or Windows version than the one the task runs on.',
      causes: [
        '`runtimePlatform.operatingSystemFamily` does not match the base image',
        {
          text: 'the container instances run another version of Windows Server than the image was built on',
          unless: ON_FARGATE,
        },
      ],
      fix: 'Set `runtimePlatform.operatingSystemFamily` to the operating system of the image, or build the image for the version that the task runs on.',
      variants: [
        {
          where: 'the image is for Windows, the task runs on Linux',
          when: /image operating system "?windows/i,
          plain: 'The image was built for Windows, and the task runs on Linux.',
          fix: 'Build the image for Linux (a Linux base image, `docker buildx build --platform linux/amd64`), or run the task on Windows (`runtimePlatform.operatingSystemFamily`, such as WINDOWS_SERVER_2022_CORE).',
        },
        {
          where: 'the image is for Linux, the task runs on Windows',
          when: /image operating system "?linux/i,
          plain: 'The image was built for Linux, and the task runs on Windows.',
          fix: 'Set `runtimePlatform.operatingSystemFamily` to LINUX, or build the image on a Windows base image of the same version as the task.',
        },
      ],
      link: `${GUIDE}/windows_task_definitions.html`,
      noRetryHelps: true,
    },
    {
      id: 'image-rate-limit-public',
      title: 'The rate limit of Amazon ECR Public is reached',
      pattern: new RegExp(`${PULL}.*public\\.ecr\\.aws.*(?:toomanyrequests|429 Too Many|Rate exceeded)`, 'i'),
      plain: 'Amazon ECR Public limits how often one IP address may pull, and the limit is reached.',
      causes: ['many tasks pull at the same time', 'many tasks share the address of one NAT gateway'],
      fix: 'Deploy again, with fewer tasks at once; to avoid the limit, copy the image to a private repository of Amazon ECR or use its pull-through cache for public.ecr.aws.',
      link: PAGE,
      passes: true,
    },
    {
      id: 'image-rate-limit',
      title: 'The rate limit of the registry is reached',
      pattern: new RegExp(
        `${PULL}.*(?:toomanyrequests|too many requests|pull rate limit|status code 429|429 Too Many)|reached your (?:unauthenticated )?pull rate limit`,
        'i',
      ),
      plain: 'The registry limits how often this IP address or account may pull, and the limit is reached.',
      causes: ['images are pulled from Docker Hub without a login', 'many tasks share the address of one NAT gateway'],
      fix: 'Copy the image to Amazon ECR or use an ECR pull-through cache; or set `repositoryCredentials`.',
      link: PAGE,
      passes: true,
    },
    {
      id: 'image-disk-full',
      title: 'No room for the image',
      pattern: new RegExp(`${PULL}.*no space left on device`, 'i'),
      plain: 'The disk of the task or container instance filled up while the image was unpacked.',
      causes: [
        { text: 'the image is larger than the ephemeral storage (20 GiB on Fargate)', unless: ON_INSTANCES },
        { text: 'old images fill the disk of a container instance', unless: ON_FARGATE },
      ],
      fix: 'Make the image smaller.',
      alternatives: [
        { text: 'raise `ephemeralStorage.sizeInGiB` (up to 200, Fargate)', unless: ON_INSTANCES },
        { text: 'clean up or enlarge the disk of the container instances', unless: ON_FARGATE },
      ],
      link: PAGE,
    },
    {
      id: 'image-name-invalid',
      title: 'The name of the image is not valid',
      pattern: new RegExp(`${PULL}.*(?:invalid reference format|could not parse reference|invalid image name)`, 'i'),
      plain: 'The value of `image` is not a valid image name.',
      causes: [
        'a variable or step output was empty when the name was built',
        'the name contains a space, a capital letter or `https://`',
      ],
      fix: 'Correct `image`: registry/repository:tag in lower case, without `https://`.',
      link: PAGE,
      noRetryHelps: true,
    },
    {
      id: 'image-certificate',
      title: 'The certificate of the registry is not trusted',
      pattern: new RegExp(`${PULL}.*(?:x509:|certificate (?:signed by|has expired|is not valid))`, 'i'),
      plain: 'The registry answered with a certificate that the host of the task does not trust.',
      causes: ['your own registry has a private or expired certificate', 'a proxy intercepts TLS'],
      fix: 'Give the registry a certificate from a public authority, or copy the image to Amazon ECR.',
      link: PAGE,
      noRetryHelps: true,
    },
    {
      id: 'image-login-refused',
      title: 'The registry rejects the login in `repositoryCredentials`',
      pattern: new RegExp(
        `^(?!.*(?:amazonaws\\.com|\\becr:)).*${PULL}.*(?:incorrect username or password|unauthorized: (?:authentication failed|access token has (?:insufficient scopes|expired)|your account must log in|bad credentials)|invalid (?:username|token|credentials)|denied: (?:invalid token|The token provided)|token (?:has )?expired|HTTP Basic: Access denied|oauth token\\b.{1,300}(?:401|403))`,
        'i',
      ),
      plain:
        'The registry rejected the login in `repositoryCredentials`: the token is wrong, has expired, or is not allowed to read this image.',
      causes: [],
      fix: 'Create a new token that can read packages, store it with its user name in the secret of `repositoryCredentials`, then deploy again.',
      link: `${GUIDE}/private-auth.html`,
      noRetryHelps: true,
      excludes: ['image-login-missing', 'image-not-found'],
      sources: ['https://github.com/docker/for-win/issues/4298'],
    },
    {
      id: 'image-not-unpackable',
      title: 'The image cannot be unpacked',
      pattern: new RegExp(
        `${PULL}.*(?:failed to (?:register|extract|unpack) (?:layer|image)|invalid tar header|unexpected EOF|failed size validation|failed commit on ref|content digest .{1,120} not found|mount callback failed|unsupported (?:media type|compression)|zstd|gzip: invalid header|filesystem layer verification failed|error creating overlay mount|lchown .{1,200}invalid argument|too large to map|failed to Lchown)`,
        'i',
      ),
      plain: "The image exists, but the task's host cannot unpack its layers.",
      causes: [
        { text: 'a file in the image has a user or group id that is too large', when: /lchown|too large/i },
        {
          text: 'the host does not support the compression of the layers (zstd on an old agent)',
          when: /zstd|unsupported|invalid header|invalid tar/i,
        },
        {
          text: 'the layer was pushed incomplete, or was damaged in transit',
          when: /EOF|size validation|digest|verification|commit/i,
        },
      ],
      fix: 'Build and push the image again with gzip layers (`--output type=image,compression=gzip,force-compression=true`) and low user ids.',
      alternatives: [{ text: 'update the AMI of the container instances', unless: ON_FARGATE }],
      link: PAGE,
      excludes: ['image-not-found', 'image-not-allowed'],
      sources: [
        'https://github.com/moby/moby/issues/43576',
        'https://github.com/n8n-io/n8n/issues/24193',
        'https://github.com/containerd/containerd/issues/3604',
      ],
    },
    {
      id: 'image-login-missing',
      title: 'A registry outside AWS refuses the pull',
      pattern: new RegExp(
        `^(?!.*(?:amazonaws\\.com|\\becr:|Check whether the image exists)).*${PULL}.*(?:anonymous token|authorization failed|insufficient_scope|pull access denied|\\bunauthorized\\b|\\bdenied: |403 Forbidden)`,
        'i',
      ),
      plain: 'The registry has no such repository, or the repository is private and the task has no login for it.',
      causes: [
        'the image name has a typo or no registry, so Docker Hub is used',
        'the repository is private, and the container has no `repositoryCredentials`',
        'the token in the secret of `repositoryCredentials` expired',
      ],
      fix: 'Correct `image`; for a private registry, store the login in Secrets Manager and set `repositoryCredentials` of the container to it.',
      link: `${GUIDE}/private-auth.html`,
      noRetryHelps: true,
    },
    {
      id: 'image-cache-not-allowed',
      title: 'The role is not allowed to fill the pull-through cache',
      pattern:
        /not authorized to perform: (?<action>ecr:(?:BatchImportUpstreamImage|CreateRepository))(?: on resource: arn:[\w-]{1,20}:ecr:[\w-]{1,30}:\d{12}:repository\/(?<repository>[\w./-]{1,255}))?/i,
      plain:
        'The image is not in the pull-through cache of Amazon ECR yet, and {caller|the execution role} lacks {action} on {repository|its repository}, which the first pull requires.',
      causes: [],
      fix: 'Allow {caller|the role in `executionRoleArn`} ecr:BatchImportUpstreamImage and, for a repository that does not exist yet, ecr:CreateRepository on {repository|the repositories of the cache}; or pull the image once with a role that may.',
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html',
      noRetryHelps: true,
    },
    {
      id: 'image-not-allowed',
      title: 'The role is not allowed to pull the image',
      pattern: new RegExp(
        `${PULL}.*(?:not authorized to perform|AccessDenied|403 Forbidden|401 Unauthorized|no basic auth credentials|unauthorized\\b|authorization failed|Check that the role has the permissions)|can't pull the image\\. Check that the role has the permissions`,
        'i',
      ),
      plain: 'The registry answered, but refused the pull.',
      causes: [
        {
          text: '{caller|the execution role} lacks ecr:GetAuthorizationToken, ecr:BatchGetImage or ecr:GetDownloadUrlForLayer',
          when: /amazonaws\.com|can't pull the image/i,
        },
        { text: 'the repository policy of another account does not allow this account', when: /amazonaws\.com/i },
        {
          text: 'the registry needs a login (`repositoryCredentials`)',
          unless: /amazonaws\.com|can't pull the image/i,
        },
        { text: 'the policy of the VPC endpoint for S3 or ECR is too restrictive', when: /amazonaws\.com/i },
        {
          text: 'the tag or digest does not exist (some registries answer that with 403)',
          unless: /Amazon ECR has the image|not authorized to perform/i,
        },
      ],
      fix: 'Attach AmazonECSTaskExecutionRolePolicy to {caller|the role in `executionRoleArn`}; for another account, add this one to the repository policy. Then check that the tag exists.',
      variants: [
        {
          where: 'AWS names the action',
          when: /not authorized to perform: (?<action>ecr:\w{1,60}) on resource: (?<resource>arn:\S{1,300})/,
          plain: 'Amazon ECR refused the pull: {Caller|the execution role} is not allowed {action} on {resource}.',
          fix: 'Allow {caller|the role in `executionRoleArn`} {action} on {resource} (AmazonECSTaskExecutionRolePolicy has what a pull needs); for another account, also in the repository policy.',
        },
      ],
      link: PAGE,
    },
    {
      id: 'image-not-found',
      title: 'The image does not exist',
      pattern: new RegExp(
        `${PULL}(?!.*(?:${CONNECTION})).*(?:: not found\\b|manifest unknown|manifest for .+ not found|name unknown|repository .+ not found|image \\S+ not found|NotFoundException|pull access denied|repository does not exist|Check whether the image exists|API error \\(404\\)|404 Not Found)|can't pull the image\\. Check whether the image exists`,
        'i',
      ),
      plain: 'The registry has no such image: the repository, tag or digest does not exist.',
      causes: [
        'the push of the image failed, or went to another Region, account or repository',
        'the tag has a typo',
        {
          text: 'a lifecycle policy deleted the image, or the tag moved while the service kept its digest',
          when: /amazonaws\.com/i,
        },
        { text: 'a private registry outside AWS needs `repositoryCredentials`', unless: /amazonaws\.com/i },
      ],
      fix: 'Push the image, or correct `image`; then deploy again.',
      variants: [
        {
          where: 'Amazon ECR has no such repository',
          when: /^Amazon ECR: account (?<account>\d{12}) has no repository (?<repository>\S{1,256}) in (?<region>[\w-]{1,30}?)\.$/m,
          fix: 'Create the repository {repository} in {region} of account {account} and push the image, or correct the account, Region or repository in `image`; then deploy again.',
        },
        {
          where: 'the message names the image',
          when: /(?:failed to resolve ref(?:erence)? "?|manifest for )(?<image>[\w./:@-]{3,400}?)"?:? (?:\S{1,400}: )?not found/i,
          fix: 'Push the image {image}, or correct `image`; then deploy again.',
        },
      ],
      link: PAGE,
      noRetryHelps: true,
    },
    {
      id: 'image-layer-unreachable',
      title: 'The layers of the image cannot be fetched',
      pattern: new RegExp(
        `${PULL}.*(?:failed to copy: )?httpReadSeeker: failed open|${PULL}.*httpReaderSeeker: failed open|${PULL}.*failed to copy`,
        'i',
      ),
      plain: 'The task could not download a layer of the image. ECR stores layers in Amazon S3.',
      causes: [
        'the subnets reach ECR but not S3: a route table has no gateway endpoint for S3',
        'the policy of the S3 endpoint is too restrictive',
        'the connection was interrupted',
      ],
      fix: "Give the task's subnets a route to S3 (gateway endpoint or NAT) and allow outbound traffic on port 443.",
      variants: [
        {
          where: 'S3 does not answer, and the subnets are known',
          when: /(?:starport-layer-bucket|\.s3\.)[\s\S]*?(?:i\/o timeout|timed? ?out|deadline|connection refused)[\s\S]*^subnets (?<subnets>.{1,400})$/im,
          plain:
            'The task reached ECR, but not Amazon S3, where ECR stores the layers of images: the connection timed out.',
          fix: 'Add a gateway endpoint for S3 (com.amazonaws.<region>.s3) to the route tables of {subnets}, or give them a NAT gateway, and allow outbound traffic on port 443 in the security group of the tasks.',
        },
        {
          where: 'S3 does not answer',
          when: /(?:starport-layer-bucket|\.s3\.)[\s\S]*?(?:i\/o timeout|timed? ?out|deadline|connection refused)/i,
          plain:
            'The task reached ECR, but not Amazon S3, where ECR stores the layers of images: the connection timed out.',
          fix: "Add a gateway endpoint for S3 (com.amazonaws.<region>.s3) to the route table of each of the task's subnets, or give them a NAT gateway, and allow outbound traffic on port 443 in the security group of the tasks.",
        },
        {
          where: 'S3 refuses',
          when: /(?:starport-layer-bucket|\.s3\.)[\s\S]*?(?:403|Forbidden|AccessDenied)/i,
          plain: 'Amazon S3, where ECR stores the layers of images, refuses the task.',
          fix: 'Allow s3:GetObject on arn:aws:s3:::prod-<region>-starport-layer-bucket/* in the policy of the S3 endpoint of the subnets.',
        },
      ],
      link: `${GUIDE}/verify-connectivity.html`,
    },
    {
      id: 'image-pulling',
      title: 'The image is still being pulled',
      pattern: /^ECS has been pulling (?<image>.{1,400}) since (?<since>.{1,40})$/,
      plain: 'No container of a task starts before its images are complete.',
      causes: [],
      fix: 'Wait longer (`wait-for-minutes`), and make the pull shorter: a smaller image, layers that seldom change first, a registry in the same Region; on Fargate a SOCI index lets large images start before they are complete.',
      link: PAGE,
      symptom: true,
      passes: true,
    },
    {
      id: 'endpoint-closed',
      title: 'A VPC endpoint does not answer the task',
      pattern: new RegExp(
        `(?:${PULL}|ResourceInitializationError).*amazonaws\\.com.*dial tcp (?<address>${PRIVATE_ADDRESS}):443: (?:i/o timeout|connect: connection timed out)`,
        'i',
      ),
      plain:
        'The name of the AWS service resolves to {address|an address such as 10.0.1.23}, the private address of a VPC endpoint, and the endpoint does not answer the task.',
      causes: [
        'the security group of the VPC endpoint does not allow port 443 from the task',
        'the security group of the task does not allow outbound traffic on port 443',
        'a network ACL blocks traffic between the subnets of the task and of the endpoint',
      ],
      fix: 'In the security group of the VPC endpoint with {address|that address}, allow port 443 from the security group of the task.',
      link: `${GUIDE}/verify-connectivity.html`,
    },
    {
      id: 'image-unreachable',
      title: 'The registry cannot be reached',
      pattern: new RegExp(`${PULL}.*(?:${CONNECTION})|can't pull the image\\. Check your network configuration`, 'i'),
      plain: 'The task could not connect to the registry.',
      causes: [
        {
          text: 'a private subnet without NAT gateway and without VPC endpoints (ecr.api, ecr.dkr, S3)',
          unless: new RegExp(`${HAS_PUBLIC_IP.source}|${OUTSIDE}`, 'im'),
        },
        { text: 'a private subnet without NAT gateway', when: new RegExp(OUTSIDE, 'i'), unless: HAS_PUBLIC_IP },
        { text: 'a public subnet with `assignPublicIp` DISABLED', unless: HAS_PUBLIC_IP },
        { text: 'the subnets have no route to an internet gateway', when: HAS_PUBLIC_IP },
        'the security group or network ACL does not allow outbound traffic on port 443',
        'the VPC has no DNS resolution',
      ],
      fix: 'Give the subnets a route to the registry: NAT gateway, public IP, or VPC endpoints for ecr.api, ecr.dkr and S3; and allow outbound traffic on port 443.',
      variants: [
        {
          where: 'the subnets have public IP addresses',
          when: new RegExp(PUBLIC_NETWORK, 'im'),
          fix: 'Give {subnets} a route to an internet gateway, and allow outbound traffic on port 443 in {own}.',
        },
        {
          where: 'the registry is outside AWS, and the subnets are known',
          when: new RegExp(`${OUTSIDE}${PRIVATE_NETWORK}`, 'im'),
          plain: 'The task could not connect to {registry}, a registry outside AWS.',
          fix: 'Give {subnets} a way to {registry}: a NAT gateway or, if they are public subnets, `assignPublicIp` ENABLED; VPC endpoints reach Amazon ECR alone, so the other way is to copy the image there (pull-through cache). Allow outbound traffic on port 443 in {own}.',
        },
        {
          where: 'the registry is outside AWS',
          when: new RegExp(OUTSIDE, 'i'),
          fix: 'Give the subnets a way to {registry}: a NAT gateway or, if they are public subnets, `assignPublicIp` ENABLED; VPC endpoints reach Amazon ECR alone, so the other way is to copy the image there (pull-through cache). Allow outbound traffic on port 443.',
        },
        {
          where: 'the image is in Amazon ECR, and the subnets have no public IP addresses',
          when: new RegExp(`\\.dkr\\.ecr\\.${PRIVATE_NETWORK}`, 'im'),
          fix: 'Give {subnets} a route to the registry: a NAT gateway, VPC endpoints for ecr.api, ecr.dkr and S3, or, if they are public subnets, `assignPublicIp` ENABLED; and allow outbound traffic on port 443 in {own}.',
        },
        {
          where: 'the registry is outside AWS, and the subnets have no public IP addresses',
          when: new RegExp(PRIVATE_NETWORK, 'im'),
          fix: 'Give {subnets} a route to the registry: a NAT gateway or, if they are public subnets, `assignPublicIp` ENABLED; and allow outbound traffic on port 443 in {own}.',
        },
      ],
      link: `${GUIDE}/verify-connectivity.html`,
    },
    {
      id: 'image-registry-error',
      title: 'The registry failed',
      pattern: new RegExp(
        `${PULL}.*(?:\\b50[0234] (?:Internal|Bad|Service|Gateway)|status code:? 50[0234]\\b|Service Unavailable|server misbehaving)`,
        'i',
      ),
      plain: 'The registry answered with a server error.',
      causes: ['an outage of the registry', 'a proxy in front of it'],
      fix: 'Deploy again when the registry works; copy the image to Amazon ECR to avoid depending on it.',
      link: PAGE,
      passes: true,
    },
    {
      id: 'image-pull-failed',
      title: 'The image cannot be pulled',
      pattern: new RegExp(PULL, 'i'),
      plain: 'The image could not be pulled. AWS gives no reason, or the message was cut off.',
      causes: [
        'the image or tag does not exist',
        'the execution role is not allowed to pull',
        'no route to the registry',
        'the image is for another architecture',
      ],
      fix: 'Check that the image exists, that `executionRoleArn` may pull it, and that the subnets reach the registry.',
      link: PAGE,
    },
  ],
} as const satisfies PatternGroup;
