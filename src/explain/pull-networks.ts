import { ownReasons } from './own-reasons.ts';
import {
  BY_INSTANCE,
  GUIDE,
  HAS_PUBLIC_IP,
  noRoute,
  NOT_BY_TASK,
  ON_INSTANCES,
  PRIVATE_NETWORK,
  PUBLIC_NETWORK,
  RESOLVED,
  type Pattern,
} from './pattern.ts';

const PAGE = `${GUIDE}/task_cannot_pull_image.html`;
export const PULL = 'CannotPull(?:(?:Ecr)?Container(?:Error)?|ImageManifestError)\\b';
export const CONNECTION =
  'i/o timeout|connection issue|Check your (?:task )?network configuration|no such host|connection refused|Client\\.Timeout|deadline exceeded|request canceled|TLS handshake timeout|no route to host|network is unreachable|dial tcp|Could not reach any registry';

const PRIVATE_ADDRESS = '(?:10|192\\.168|172\\.(?:1[6-9]|2\\d|3[01]))(?:\\.\\d{1,3}){2,3}';

/** A registry that no VPC endpoint reaches, by the address that was asked. */
const OUTSIDE =
  '(?:Head|Get|Post) "?https:\\/\\/(?<registry>(?![\\w.-]{0,200}(?:amazonaws\\.com|\\.on\\.aws|public\\.ecr\\.aws))[\\w.-]{3,200})[/:"]';

/** Registries and stores of layers that cannot be reached or fail. */
export const PULL_NETWORKS = [
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
        where: 'the registry is not Amazon ECR',
        when: /open: (?:unexpected status code |failed to do request: \w{3,5} "|\w{3,5} ")?https:\/\/(?<registry>(?![\w.-]{0,200}(?:amazonaws\.com|\.on\.aws))[\w.-]{3,200})[/:]/i,
        plain: 'The task could not download a layer of the image from {registry}.',
        fix: 'Allow outbound traffic on port 443 to {registry} and where it keeps its layers (NAT gateway, proxy, firewall), then deploy again; an ECR pull-through cache makes you independent of it.',
      },
      {
        where: 'S3 does not answer, and the subnets are known',
        when: /(?:starport-layer-bucket|\.s3\.)[\s\S]*?(?:i\/o timeout|timed? ?out|deadline|connection refused)[\s\S]*^subnets (?<subnets>.{1,400})$(?:\nsecurity groups (?<own>.{1,300})$)?/im,
        plain:
          'The task reached ECR, but not Amazon S3, where ECR stores the layers of images: the connection timed out.',
        fix: 'Add a gateway endpoint for S3 (com.amazonaws.<region>.s3) to the route tables of {subnets}, or give them a NAT gateway, and allow outbound traffic on port 443 in {own|the security group of the tasks}.',
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
      ...ownReasons({
        what: 'The task could not download a layer of the image',
        access: 'ecr:GetDownloadUrlForLayer on the repository',
        without: ['connection', 'missing'],
        after: 'failed open: ',
      }),
    ],
    link: `${GUIDE}/verify-connectivity.html`,
  },
  {
    id: 'dns-unknown',
    title: 'The VPC does not resolve the name of the registry or AWS service',
    pattern: new RegExp(
      `(?:${PULL}|ResourceInitializationError).*lookup (?<name>[\\w.-]{1,253})(?: on (?<server>[\\d.]{7,15}):53)?: no such host`,
      'i',
    ),
    plain:
      'The DNS server[[ {server}]] of the VPC answers that {name} does not exist, so nothing was even connected to.',
    causes: [
      { text: 'the name in `image` has a typo (account, Region, registry)', when: new RegExp(PULL, 'i') },
      {
        text: 'a private hosted zone of the VPC covers the name, such as one for a VPC endpoint',
        when: /amazonaws\.com/i,
      },
      'a DNS server of your own does not forward the name',
      { text: '`enableDnsSupport` is off in the VPC', when: /amazonaws\.com/i },
    ],
    variants: [
      {
        where: 'the host looks like one of Amazon ECR and is none',
        when: /lookup (?<name>(?<account>\d{12})\.dkr\.ecr\.(?<region>[\w-]{5,20})\.(?!amazonaws\.com(?:\.cn)?\b)[\w.-]{2,60})(?: on [\d.]{7,15}:53)?: no such host/i,
        plain: 'The image is on {name}, a host that does not exist: the hosts of Amazon ECR end in amazonaws.com.',
        fix: 'Correct the host in `image`: {account}.dkr.ecr.{region}.amazonaws.com (amazonaws.com.cn in China) instead of {name}.',
      },
      {
        where: 'the image is to come from another Region than the one of the task',
        when: /lookup (?<name>\d{12}\.dkr\.ecr\.[\w-]{5,20}\.amazonaws\.com)(?: on [\d.]{7,15}:53)?: no such host[\s\S]*^image from Region (?<region>[\w-]{5,20}), task in (?<own>[\w-]{5,20})$/m,
        plain:
          'The host {name} does not exist. It names the Region {region}, and the task runs in {own}: either there is no such Region, or a private hosted zone of the VPC covers it.',
        fix: 'Correct the Region in `image` from {region} to that of the repository, most likely {own}; if {region} is right, let no private hosted zone of the VPC cover {name}.',
      },
      {
        where: 'the log options name a Region that does not exist',
        when: /lookup (?<name>logs\.(?!(?:us|eu|ap|sa|ca|me|af|il|mx|cn|us-gov|us-isob?|eu-isoe|eusc-de)-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d{1,2}\.)(?<region>[\w-]{2,30})\.amazonaws\.com)\b/i,
        plain: 'There is no Region {region}: `awslogs-region` of a container has a typo.',
        fix: 'Correct `awslogs-region` in `logConfiguration.options` of the container from {region} to a Region of AWS (the service runs in <region>).',
      },
      {
        where: 'the image names a Region that does not exist',
        when: /lookup (?<name>(?:api\.ecr|(?<account>\d{12})\.dkr\.ecr)\.(?!(?:us|eu|ap|sa|ca|me|af|il|mx|cn|us-gov|us-isob?|eu-isoe|eusc-de)-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d{1,2}\.)(?<region>[\w-]{2,30})\.amazonaws\.com)\b/i,
        plain: 'There is no Region {region}: the host of the image ({name}) has a typo.',
        fix: 'Correct the Region in `image` from {region} to that of the repository (ACCOUNT.dkr.ecr.REGION.amazonaws.com; the service runs in <region>).',
      },
      {
        where: 'a secret or parameter names a Region that does not exist',
        when: /lookup (?<name>(?<store>ssm|secretsmanager|kms|s3)\.(?!(?:us|eu|ap|sa|ca|me|af|il|mx|cn|us-gov|us-isob?|eu-isoe|eusc-de)-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d{1,2}\.)(?<region>[\w-]{2,30})\.amazonaws\.com)\b/i,
        plain: 'There is no Region {region}: an ARN in the task definition, of {store}, has a typo.',
        fix: 'Correct the Region in the ARN (`valueFrom`, `environmentFiles` or `credentialsParameter`) from {region} to a Region of AWS (the service runs in <region>).',
      },
      {
        where: 'it is the server of a log driver',
        when: /(?:logging driver|logger args)[\s\S]*?lookup (?<name>(?![\w.-]{0,253}(?:amazonaws\.com|\.on\.aws))[\w.-]{1,253}\.[a-z]{2,24})(?: on (?<server>[\d.]{7,15}):53)?: no such host/i,
        plain:
          'The log driver sends to {name}, and the DNS of the VPC[[ ({server})]] answers that there is no such host.',
        fix: 'Correct {name} in `logConfiguration.options` of the container; if it is a private name, have the VPC resolve it: associate its private hosted zone with the VPC, or forward its domain to your DNS servers (Route 53 Resolver rule).',
      },
      {
        where: 'it is no name of AWS',
        when: /lookup (?<name>(?![\w.-]{0,253}(?:amazonaws\.com|\.on\.aws|public\.ecr\.aws))[\w.-]{1,253}\.[a-z]{2,24})(?: on (?<server>[\d.]{7,15}):53)?: no such host/i,
        plain:
          'The DNS server[[ {server}]] of the VPC answers that {name} does not exist, so nothing was even connected to.',
        fix: 'Correct {name} in `image`; if it is a private registry, have the VPC resolve it: associate its private hosted zone with the VPC, or forward its domain to your DNS servers (Route 53 Resolver rule).',
      },
    ],
    fix: 'Check {name} in the template; then turn on `enableDnsSupport` and `enableDnsHostnames` in the VPC, look for a private hosted zone that covers {name}, and have DNS servers of your own forward it.',
    link: 'https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html',
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
        unless: new RegExp(`${NOT_BY_TASK.source}|${OUTSIDE}|https:\\/\\/public\\.ecr\\.aws`, 'im'),
      },
      { text: 'a private subnet without NAT gateway', when: new RegExp(OUTSIDE, 'i'), unless: NOT_BY_TASK },
      { text: 'a public subnet with `assignPublicIp` DISABLED', unless: NOT_BY_TASK },
      { text: 'the subnets have no route to an internet gateway', when: HAS_PUBLIC_IP, unless: ON_INSTANCES },
      {
        text: 'the subnet of the container instance has no NAT gateway, public IP or VPC endpoints',
        when: ON_INSTANCES,
      },
      'the security group or network ACL does not allow outbound traffic on port 443',
      { text: 'the VPC has no DNS resolution', unless: RESOLVED },
    ],
    fix: 'Give the subnets a route to the registry: NAT gateway, public IP, or VPC endpoints for ecr.api, ecr.dkr and S3; and allow outbound traffic on port 443.',
    variants: [
      ...noRoute('ecr.api, ecr.dkr and S3'),
      {
        where: 'the address of the registry refuses the connection',
        when: new RegExp(
          `${OUTSIDE}[\\s\\S]{0,300}?dial tcp (?<to>[\\d.]{7,15}:\\d{1,5}): connect: connection refused`,
          'i',
        ),
        plain:
          'The task reached {to}, the address of {registry}, and was refused there: the way is open, but no registry listens at that address and port, or a firewall in front of it refuses.',
        fix: 'Check that {registry} is the right host in `image` (with `:port`, if it does not listen on 443), that its name resolves to the registry in the VPC ({to} now), and that the registry runs and accepts the subnets of the tasks.',
      },
      {
        where: 'it is Amazon ECR Public, and the subnets have no public IP addresses',
        when: new RegExp(`https:\\/\\/public\\.ecr\\.aws\\/${PRIVATE_NETWORK}`, 'im'),
        plain:
          'The task could not connect to public.ecr.aws. Its subnets reach that only over the internet: the VPC endpoints of Amazon ECR serve private repositories.',
        fix: 'Give {subnets} a NAT gateway or, if they are public subnets, set `assignPublicIp` to ENABLED, and allow outbound traffic on port 443 in {own}; or have the image in a private repository of Amazon ECR, which VPC endpoints reach (a copy, or a pull-through cache rule for public.ecr.aws), and name that in `image`.',
      },
      {
        ...BY_INSTANCE,
        plain:
          'The container instance could not connect to the registry: on instances, images are pulled through its network, not that of the task.',
        fix: 'Give the subnet of the container instances a route to the registry (NAT gateway, public IP, or for Amazon ECR VPC endpoints for ecr.api, ecr.dkr and S3), and allow outbound traffic on port 443 in the security group of the instances.',
      },
      {
        where: 'the subnets have public IP addresses',
        when: new RegExp(PUBLIC_NETWORK, 'im'),
        fix: 'Give {subnets} a route to an internet gateway, and allow outbound traffic on port 443 in {own}.',
      },
      {
        where: 'the registry is outside AWS, and the subnets are known',
        when: new RegExp(`${OUTSIDE}${PRIVATE_NETWORK}`, 'im'),
        plain: 'The task could not connect to {registry}, a registry outside AWS.',
        fix: 'Give {subnets} a way to {registry}: a NAT gateway or, if they are public subnets, `assignPublicIp` ENABLED; VPC endpoints reach only Amazon ECR, so the other way is to copy the image there (pull-through cache). Allow outbound traffic on port 443 in {own}.',
      },
      {
        where: 'the registry is outside AWS',
        when: new RegExp(OUTSIDE, 'i'),
        fix: 'Give the subnets a way to {registry}: a NAT gateway or, if they are public subnets, `assignPublicIp` ENABLED; VPC endpoints reach only Amazon ECR, so the other way is to copy the image there (pull-through cache). Allow outbound traffic on port 443.',
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
] as const satisfies readonly Pattern[];
