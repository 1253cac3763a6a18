import { GUIDE, type PatternGroup } from './pattern.ts';

const PAGE = `${GUIDE}/task_cannot_pull_image.html`;
const PULL = 'CannotPull(?:Ecr)?Container(?:Error)?\\b';
const CONNECTION =
  'i/o timeout|connection issue|Check your (?:task )?network configuration|no such host|connection refused|Client\\.Timeout|deadline exceeded|request canceled|TLS handshake timeout|no route to host|dial tcp|Could not reach any registry';

/** Images that do not arrive. */
export const PULLS: PatternGroup = {
  title: 'Pulling the image',
  patterns: [
    {
      id: 'image-wrong-platform',
      title: 'The image is built for another processor or system',
      pattern:
        /(?:does not contain descriptor matching platform|no matching manifest for|no match for platform(?: in manifest)?:?) ?'?(?<platform>[a-z]+\/[\w/]+)?/i,
      plain: 'The image has no variant for {platform|the platform of the task}, so it cannot run there.',
      causes: [
        'the image was built on a Mac with Apple silicon or on an ARM runner',
        '`runtimePlatform.cpuArchitecture` names the other architecture',
      ],
      mend: 'Build for the platform of the task (`docker buildx build --platform {platform|linux/amd64}`), or set `runtimePlatform.cpuArchitecture` to what the image is built for.',
      link: PAGE,
      noRetryMends: true,
    },
    {
      id: 'image-rate-limit',
      title: 'The registry refuses further pulls',
      pattern: new RegExp(
        `${PULL}.*(?:toomanyrequests|too many requests|pull rate limit|status code 429|429 Too Many)|reached your (?:unauthenticated )?pull rate limit`,
        'i',
      ),
      plain: 'The registry limits how often this address or account may pull, and the limit is reached.',
      causes: ['images of Docker Hub are pulled without login', 'many tasks share the address of one NAT gateway'],
      mend: 'Copy the image to Amazon ECR or use an ECR pull-through cache; or give `repositoryCredentials`.',
      link: PAGE,
      passes: true,
    },
    {
      id: 'image-disk-full',
      title: 'No room for the image',
      pattern: new RegExp(`${PULL}.*no space left on device`, 'i'),
      plain: 'The disk of the task or container instance is full before the image is unpacked.',
      causes: [
        'the image is larger than the ephemeral storage (20 GiB on Fargate)',
        'old images fill the disk of a container instance',
      ],
      mend: 'Raise `ephemeralStorage.sizeInGiB` (up to 200) on Fargate, clean or enlarge the disk on EC2, or make the image smaller.',
      link: PAGE,
      noRetryMends: true,
    },
    {
      id: 'image-not-allowed',
      title: 'The role may not pull the image',
      pattern: new RegExp(
        `${PULL}.*(?:not authorized to perform|AccessDenied|403 Forbidden|401 Unauthorized|no basic auth credentials|unauthorized\\b|authorization failed|Check that the role has the permissions)|can't pull the image\\. Check that the role has the permissions`,
        'i',
      ),
      plain: 'The registry answered, but refused the pull.',
      causes: [
        'the execution role lacks ecr:GetAuthorizationToken, ecr:BatchGetImage or ecr:GetDownloadUrlForLayer',
        'the repository policy of another account does not allow this account',
        'the policy of the VPC endpoint for S3 or ECR is too narrow',
        'the tag or digest does not exist, which some registries also call forbidden',
      ],
      mend: 'Attach AmazonECSTaskExecutionRolePolicy to the role in `executionRoleArn`; for another account, add this one to the repository policy. Then check that the tag exists.',
      link: PAGE,
    },
    {
      id: 'image-not-found',
      title: 'The image does not exist',
      pattern: new RegExp(
        `${PULL}(?!.*(?:${CONNECTION})).*(?:: not found\\b|manifest unknown|manifest for .+ not found|name unknown|repository .+ not found|NotFoundException|pull access denied|repository does not exist|Check whether the image exists|API error \\(404\\)|invalid reference format|404 Not Found)|can't pull the image\\. Check whether the image exists`,
        'i',
      ),
      plain: 'The registry has no such image: the repository, the tag or the digest is not there.',
      causes: [
        'the push of the image failed, or went to another Region, account or repository',
        'the tag has a typing mistake',
        'a lifecycle policy deleted the image, or the tag moved while the service kept its digest',
        'a private registry outside AWS needs `repositoryCredentials`',
      ],
      mend: 'Push the image, or correct `image` in the template; then deploy again.',
      link: PAGE,
      noRetryMends: true,
    },
    {
      id: 'image-layer-unreachable',
      title: 'The layers of the image cannot be fetched',
      pattern: new RegExp(
        `${PULL}.*(?:failed to copy: )?httpReadSeeker: failed open|${PULL}.*httpReaderSeeker: failed open|${PULL}.*failed to copy`,
        'i',
      ),
      plain:
        'The registry named the layers of the image, but one of them did not arrive; ECR keeps layers in Amazon S3.',
      causes: [
        'the subnets reach ECR but not S3: the gateway endpoint for S3 is missing in a route table',
        'the policy of the S3 endpoint is too narrow',
        'the connection broke',
      ],
      mend: 'Give the subnets of the task a way to S3 (gateway endpoint or NAT) and open port 443 outwards.',
      link: `${GUIDE}/verify-connectivity.html`,
    },
    {
      id: 'image-unreachable',
      title: 'The registry cannot be reached',
      pattern: new RegExp(`${PULL}.*(?:${CONNECTION})|can't pull the image\\. Check your network configuration`, 'i'),
      plain: 'The task got no connection to the registry.',
      causes: [
        'a private subnet without NAT gateway and without VPC endpoints (ecr.api, ecr.dkr, S3)',
        'a public subnet with `assignPublicIp` DISABLED',
        'the security group or network ACL does not let port 443 out',
        'the VPC has no DNS resolution',
      ],
      mend: 'Give the subnets a route to the registry: NAT gateway, public IP, or VPC endpoints for ecr.api, ecr.dkr and S3; and let port 443 out.',
      link: `${GUIDE}/verify-connectivity.html`,
    },
    {
      id: 'image-pull-failed',
      title: 'The image cannot be pulled',
      pattern: new RegExp(PULL, 'i'),
      plain: 'The image could not be pulled; AWS says no more, or the text was cut off.',
      causes: [
        'the image or tag does not exist',
        'the execution role may not pull',
        'no route to the registry',
        'the image is for another architecture',
      ],
      mend: 'Check that the image exists, that `executionRoleArn` may pull it, and that the subnets reach the registry.',
      link: PAGE,
    },
  ],
};
