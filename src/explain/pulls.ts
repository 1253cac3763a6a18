import { ownReasons } from './own-reasons.ts';
import { IMAGE_PLATFORMS } from './image-platforms.ts';
import { GUIDE, ON_FARGATE, ON_INSTANCES, type PatternGroup } from './pattern.ts';
import { IMAGE_NOT_ALLOWED } from './pull-access.ts';
import { CONNECTION, PULL, PULL_NETWORKS } from './pull-networks.ts';

const PAGE = `${GUIDE}/task_cannot_pull_image.html`;
/** The task definition itself asks for a digest, and no tag stands beside it. */
const BY_DIGEST = /^asked image: [^\s:@]{1,300}(?::\d{1,5}\/[^\s:@]{1,300})?@sha256:/m;
/** The text speaks of a digest, and the task definition of a tag: the first task of the service fixed the digest. */
const RESOLVED_TAG = /amazonaws\.com\/[^\s@]{1,300}@sha256:(?![\s\S]*^asked image: \S{1,400}@sha256:)/im;
const DIGEST =
  '(?<repository>[\\w.-]{1,253}(?::\\d{1,5})?(?:\\/[\\w.-]{1,128}){0,9})(?::[\\w.-]{1,128})?@(?<digest>sha256:[0-9a-f]{4,64})';
/** Words of what is wrong with the layer itself. */
const LAYER =
  'EOF|verification|digest|size validation|zstd|gzip|chown|\\btar\\b|media type|compression|overlay|too large|mount callback';
/** docs: DG/private-auth. */
function loginWith(password: string): string {
  return `store {"username": …, "password": …} in Secrets Manager (as password ${password}), set \`credentialsParameter\` in \`repositoryCredentials\` of the container to the ARN of that secret, and allow the role in \`executionRoleArn\` secretsmanager:GetSecretValue on it`;
}

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
    ...IMAGE_PLATFORMS,
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
      causes: [
        {
          text: 'the image is pulled without a login, which has the lowest limit',
          unless: /rate limit as '|^login: (?!none)/m,
        },
        {
          text: 'many tasks share the address of one NAT gateway',
          unless: /rate limit as '/,
        },
      ],
      fix: 'Copy the image to Amazon ECR or use an ECR pull-through cache; or set `repositoryCredentials`.',
      variants: [
        {
          where: 'it is an official image of Docker Hub, pulled without a login',
          when: /\bdocker\.io\/(?:v2\/)?library\/(?<official>[\w.-]{1,100})(?::|\/manifests|@)[\s\S]*^login: none$/im,
          fix: `Set \`image\` to public.ecr.aws/docker/library/{official} with the same tag, where Amazon ECR Public keeps the official images without the limits of Docker Hub (a pull-through cache rule for public.ecr.aws needs no login), or copy the image to a repository of your own in Amazon ECR; or ${loginWith('an access token of Docker Hub')}.`,
        },
        {
          where: 'it is an image of Docker Hub, pulled without a login',
          when: /\bdocker\.io\/(?:v2\/)?(?<repository>[\w.-]{1,100}(?:\/[\w.-]{1,100})?)(?::|\/manifests|@)[\s\S]*^login: none$/im,
          fix: `Make a pull-through cache rule of Amazon ECR for Docker Hub (prefix docker-hub, with an access token of Docker Hub in Secrets Manager) and set \`image\` to ACCOUNT.dkr.ecr.<region>.amazonaws.com/docker-hub/{repository} with the same tag, or copy the image to a repository of your own there; or ${loginWith('an access token of Docker Hub')}.`,
        },
      ],
      link: PAGE,
      passes: true,
    },
    {
      id: 'image-disk-full',
      title: 'No room for the image',
      pattern: new RegExp(`${PULL}.*(?:no space left on device|disk quota exceeded)`, 'i'),
      plain: 'The disk filled up while the image was unpacked.',
      causes: [
        { text: 'the image is larger than the ephemeral storage (20 GiB on Fargate)', unless: ON_INSTANCES },
        { text: 'old images fill the disk of a container instance', unless: ON_FARGATE },
      ],
      fix: 'Make the image smaller.',
      variants: [
        {
          where: 'the storage of the task is known, and can be larger',
          when: /^storage of the task: (?<have>\d{1,3}) GiB, take (?<more>\d{1,3})$/m,
          plain: 'The image and what it unpacks to do not fit into the {have} GiB of ephemeral storage of the task.',
          fix: 'Raise `ephemeralStorage.sizeInGiB` in the task definition from {have} to {more} (Fargate takes up to 200), or make the image smaller.',
        },
        {
          where: 'the service runs on instances',
          when: ON_INSTANCES,
          plain: 'The disk of the container instance filled up while the image was unpacked.',
          fix: 'Give the instances a larger root volume (`BlockDeviceMappings` of their launch template) and replace them; `docker system prune -a` on the instance frees it at once. So that it stays free, let the agent delete old images sooner (`ECS_IMAGE_CLEANUP_INTERVAL=10m` in /etc/ecs/ecs.config), or make the image smaller.',
        },
      ],
      alternatives: [
        {
          text: 'raise `ephemeralStorage.sizeInGiB` of the task (20 on Fargate unless set, up to 200)',
          unless: ON_INSTANCES,
        },
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
      causes: [],
      fix: 'Give the registry a certificate from a public authority, or copy the image to Amazon ECR.',
      variants: [
        {
          where: 'it expired',
          when: /certificate has expired(?: or is not yet valid)?(?:: current time (?<now>\S{1,40}) is after (?<end>[\w:.+-]{1,40}))?/i,
          plain: 'The certificate of the registry has expired[[ (on {end})]].',
          fix: 'Renew the certificate of the registry, then deploy again; or copy the image to Amazon ECR.',
        },
        {
          where: 'it is for another name',
          when: /certificate is (?:valid for (?<names>.{1,200}?), not (?<name>[\w.:-]{1,253})|not valid for any names)/i,
          plain:
            'The certificate of the registry is not for the name in `image`[[: it is for {names}, not for {name}]].',
          fix: 'Use the name of the registry that its certificate has in `image`, or give the registry a certificate for the name that is used.',
        },
        {
          where: 'its authority is unknown, and it is a registry of AWS',
          when: /https:\/\/(?<registry>[\w.-]{1,200}\.(?:amazonaws\.com(?:\.cn)?|public\.ecr\.aws|on\.aws)|public\.ecr\.aws)[\s\S]*unknown authority/i,
          plain:
            'What answers for {registry} has a certificate that Amazon did not sign: a firewall or proxy on the way opens TLS connections and signs them itself.',
          fix: 'Exempt {registry} and the S3 buckets of ECR from TLS inspection in that firewall or proxy (AWS Network Firewall: its TLS inspection scope), or lead the traffic past it with the VPC endpoints com.amazonaws.<region>.ecr.api, ecr.dkr and the gateway endpoint for S3.',
        },
        {
          where: 'its authority is unknown, and the task runs on Fargate',
          when: /(?:https:\/\/(?<registry>[\w.:-]{3,253}))?[\s\S]*unknown authority[\s\S]*^runs on Fargate$/im,
          plain:
            'The certificate of the registry[[ {registry}]] is signed by an authority that Fargate does not trust, or a proxy between them signs it; Fargate takes no further authorities.',
          fix: 'Give the registry a certificate from a public authority, or copy the image to Amazon ECR.',
        },
        {
          where: 'its authority is unknown',
          when: /(?:https:\/\/(?<registry>[\w.:-]{3,253})[\s\S]*)?unknown authority/i,
          plain:
            'The certificate of the registry[[ {registry}]] is signed by an authority that the host of the task does not trust, or a proxy between them signs it.',
          fix: 'Have the container instances trust the authority: put its certificate into /etc/docker/certs.d/{registry|REGISTRY}/ca.crt (user data); or give the registry a certificate from a public authority, or copy the image to Amazon ECR.',
        },
      ],
      link: PAGE,
      noRetryHelps: true,
    },
    {
      id: 'image-login-expired',
      title: 'The login of the container instance to Amazon ECR has expired',
      pattern: new RegExp(`${PULL}.*authorization token has expired`, 'i'),
      plain:
        'Amazon ECR rejects the login with which the image was pulled, because its token has expired: a token lasts 12 hours, and the agent renews it.',
      causes: [],
      fix: 'Deploy again. If it comes back on instances: remove a login that Docker keeps there (`docker logout` as root, `ECS_ENGINE_AUTH_DATA` in /etc/ecs/ecs.config), so that the agent gets tokens itself; check the clock of the instance (`chronyc tracking`), and update the agent (`aws ecs update-container-agent`).',
      link: PAGE,
      excludes: ['image-not-found', 'image-login-missing', 'image-not-allowed'],
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
      variants: [
        {
          where: 'the definition names the secret',
          when: /^login: (?<login>arn:\S{1,300})$/m,
          plain:
            'The registry rejected the login that {login} holds (`repositoryCredentials`): user name or token is wrong, has expired, or may not read this image.',
          fix: 'Create a new token that can read packages and store it with its user name in {login} ({"username": "…", "password": "…"}), then deploy again.',
        },
      ],
      link: `${GUIDE}/private-auth.html`,
      noRetryHelps: true,
      excludes: ['image-login-missing', 'image-not-found'],
      sources: ['https://github.com/docker/for-win/issues/4298'],
    },
    {
      id: 'image-attestation',
      title: 'The image holds a build attestation that cannot be run',
      pattern: new RegExp(`${PULL}.*(?<type>application/vnd\\.in-toto\\+json)`, 'i'),
      plain:
        'The build pushed an attestation (provenance or SBOM, {type}) with the image, and what is pulled under this name is the attestation, not a program.',
      causes: [],
      fix: 'Build and push the image again without attestations (`docker buildx build --provenance=false --sbom=false`, or `provenance: false` of docker/build-push-action); with a digest in `image`, take the one of the platform, not of the attestation.',
      link: PAGE,
      noRetryHelps: true,
      excludes: ['image-not-unpackable', 'image-not-found'],
      sources: ['https://github.com/aws/aws-cdk/issues/30258'],
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
      variants: [
        {
          where: 'a file has an owner that does not exist on the host',
          when: /(?:failed to )?lchown "?(?<file>\/[^\s":]{1,400})"?(?: for UID (?<uid>\d{1,12}), GID (?<gid>\d{1,12}))?[\s\S]{0,500}?invalid argument|(?:uid|gid|id) (?<big>\d{6,12})[\s\S]{0,80}too large to map/i,
          plain:
            'A file in the image[[ ({file})]] belongs to a user or group id that the host of the task cannot map[[: UID {uid}, GID {gid}]][[: {big}]].',
          fix: 'Give the files low ids in the Dockerfile (`COPY --chown=1000:1000`, or `chown -R` in the layer that creates them; npm, tar and build hosts bring ids such as {uid|1001320000} along), then rebuild and push the image.',
        },
        ...ownReasons({
          what: "The image exists, but the task's host cannot unpack its layers",
          reasons: ['credentials', 'action', 'throttled', 'internal', 'certificate', 'name', 'connection', 'ended'],
          after: `failed to extract layer \\S{5,90}: (?![^\\n]*(?:${LAYER}))`,
        }),
      ],
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
        { text: 'the image name has no registry, so Docker Hub is used', when: /docker\.io/i },
        'the image name has a typo',
        {
          text: 'the repository is private, and the container has no `repositoryCredentials`',
          unless: /^login: (?!none)/m,
        },
        { text: 'the login in `repositoryCredentials` is not allowed to read it', unless: /^login: none$/m },
      ],
      fix: 'Correct `image`; for a private registry, store the login in Secrets Manager and set `repositoryCredentials` of the container to it.',
      variants: [
        {
          where: 'the name has no registry',
          when: /docker\.io\/library\/(?<name>[\w.-]{1,128}(?::[\w.-]{1,128})?)/i,
          plain:
            'Docker Hub was asked for docker.io/library/{name}, which is what a name without registry and owner means, and it has no official image of that name.',
          fix: 'Write the whole name in `image`: for Amazon ECR ACCOUNT.dkr.ecr.<region>.amazonaws.com/{name}, for another repository of Docker Hub OWNER/{name}; or correct the name of the official image.',
        },
        {
          where: 'it is ghcr.io, and the container has no login',
          when: /\bghcr\.io\/(?<repository>[\w.-]{1,100}\/[\w./-]{1,200})[\s\S]*^login: none$/im,
          plain: 'ghcr.io has no package {repository}, or the package is private and the task has no login for it.',
          fix: `Correct \`image\`; for a private package, ${loginWith('a GitHub token (classic) with read:packages')}; or make the package public.`,
        },
        {
          where: 'it is the registry of GitLab, and the container has no login',
          when: /\b(?<registry>registry\.gitlab\.com)\/[\s\S]*^login: none$/im,
          fix: `Correct \`image\`; for a private project, ${loginWith('a deploy token with read_registry')}.`,
        },
        {
          where: 'it is Google Artifact Registry, which names the permission',
          when: /Permission \\?"(?<permission>artifactregistry[\w.]{3,80})\\?" denied on resource \\?"(?<resource>projects\/[\w./:-]{3,300})[\s\S]*^login: none$/im,
          plain:
            'Google Artifact Registry lets nobody without a login read {resource}, and the task has none; or there is no such repository.',
          fix: `Correct \`image\`; for a private repository, ${loginWith('the JSON key of a service account with the role Artifact Registry Reader, as user name _json_key')}. Or copy the image to Amazon ECR.`,
        },
        {
          where: 'Google Artifact Registry refuses the login of the container',
          when: /Permission \\?"(?<permission>artifactregistry[\w.]{3,80})\\?" denied on resource \\?"(?<resource>projects\/[\w./:-]{3,300})[\s\S]*^login: (?!none)(?<login>\S{1,512})$/im,
          plain:
            'Google Artifact Registry does not allow the login in {login} {permission} on {resource}; or there is no such repository.',
          fix: 'Give the service account of that login the role Artifact Registry Reader on {resource}, or correct `image`; then deploy again.',
        },
        {
          where: 'it is quay.io, and the container has no login',
          when: /\bquay\.io\/[\s\S]*^login: none$/im,
          fix: `Correct \`image\`; for a private repository, ${loginWith('that of a robot account with read access')}.`,
        },
        {
          where: 'it is Docker Hub, and the container has no login',
          when: /\bdocker\.io\/(?!library\/)[\s\S]*^login: none$/im,
          fix: `Correct \`image\`; for a private repository of Docker Hub, ${loginWith('a read-only access token')}.`,
        },
        {
          where: 'the registry is known, and the container has no login',
          when: /https:\/\/(?<registry>[\w.-]{3,253}(?::\d{1,5})?)\/[\s\S]*^login: none$/im,
          fix: `Correct \`image\`; if the repository is private, ${loginWith('a token that may read it at {registry}')}.`,
        },
        {
          where: 'the container has a login',
          when: /^login: (?!none)(?<login>\S{1,512})$/m,
          fix: 'Correct `image`; if it is right, let the user of the login ({login}) read this repository.',
        },
      ],
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
    IMAGE_NOT_ALLOWED,
    {
      id: 'image-key',
      title: 'Amazon ECR cannot use the key that encrypts the image',
      pattern: new RegExp(
        `^(?=(?:.*?(?<key>arn:[\\w-]{3,12}:kms:\\S{10,200}?)(?=[\\s,'".]|$))?).*${PULL}.*(?:KmsException|\\bKMS\\b.{0,80}(?:disabled|denied|not allowed|does not exist|pending deletion))`,
        'i',
      ),
      plain: 'The image is encrypted, and Amazon ECR cannot use its KMS key[[ {key}]]: the text says why.',
      causes: [],
      fix: 'Look at the key (`aws kms describe-key`[[ --key-id {key}]]): enable it or cancel its deletion if `KeyState` is not Enabled; else give Amazon ECR back its grant on it, which the key policy or `aws kms list-grants` shows. Without the key the image is lost: push it to a repository with another key.',
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html',
      excludes: ['image-not-found'],
    },
    {
      id: 'image-layer-missing',
      title: 'A layer of the image is not in the registry',
      pattern: new RegExp(
        `${PULL}.*(?:content at \\S{1,300}/blobs/(?<layer1>sha256:[0-9a-f]{4,64}) not found|blob unknown|MANIFEST_BLOB_UNKNOWN|blob (?<layer2>sha256:[0-9a-f]{4,64}):? not found)`,
        'i',
      ),
      plain: 'The registry has the manifest of the image, but not its layer[[ {layer}]]: the image is damaged there.',
      causes: [],
      fix: 'Build and push the image again without cached layers (`docker buildx build --no-cache --push`), under a new tag if it is not taken over; a registry or mirror that cleans up must not delete layers in use.',
      link: PAGE,
      noRetryHelps: true,
      excludes: ['image-not-found', 'image-layer-unreachable'],
    },
    {
      id: 'image-not-a-registry',
      title: 'What answers for the registry is none',
      pattern: new RegExp(
        `${PULL}.*(?:unexpected media type text/\\w{3,10}|invalid character '<' looking for beginning of value|error parsing HTTP \\d{3} response body: invalid character '<')`,
        'i',
      ),
      plain: 'What answers at the address of the image is no registry: it sends a web page.',
      causes: [],
      fix: 'Correct the host and path in `image` (a registry below a folder of the host, or a login page, answers like this), or have the proxy or firewall on the way let requests to the registry through unchanged.',
      link: PAGE,
      noRetryHelps: true,
      excludes: ['image-not-found'],
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
        { text: 'the tag has a typo', unless: BY_DIGEST },
        { text: 'the digest is that of another repository, or of the image before it was pushed', when: BY_DIGEST },
        { text: 'a lifecycle policy deleted the image', when: /amazonaws\.com/i },
        { text: 'the tag moved while the service kept its digest', when: RESOLVED_TAG },
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
          where: 'the registry says that it has no such repository',
          when: /repository with name '(?<repository>[^']{1,256})' does not exist in the registry with id '(?<account>\d{12})'(?:[\s\S]*^repository \S{1,256} of account \d{12}, task of account (?<own>\d{12})$)?/im,
          plain:
            'Account {account} has no repository {repository} in the Region that the image names[[; the task runs in account {own}]].',
          fix: 'Correct account, Region or repository in `image`, or create {repository} in account {account} (`aws ecr create-repository`) and push the image to it; then deploy again.',
        },
        {
          where: 'the task definition asks for a digest',
          when: new RegExp(`^asked image: ${DIGEST}$`, 'm'),
          plain: 'The registry has no image with the digest {digest} in {repository}.',
          fix: 'Take the digest that the push printed (`docker buildx imagetools inspect {repository}:TAG` shows the one that a tag has now), and correct it in `image`; if the image was deleted, build and push it again, which gives it a new digest.',
        },
        {
          where: 'the digest is the one that ECS found behind a tag',
          when: new RegExp(DIGEST),
          plain: 'The registry has no image with the digest {digest} in {repository}.',
          fix: 'Push the image again, then deploy with `force-new-deployment`, so that ECS looks up anew which digest the tag has: it keeps the first one for the whole deployment. If a lifecycle policy deletes images in use, let it keep more.',
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
    ...PULL_NETWORKS,
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
      variants: [
        {
          where: 'the registry speaks plain HTTP',
          when: /(?:"https?:\/\/(?<registry>[\w.:-]{3,253})\/[\s\S]*)?server gave HTTP response to HTTPS client/i,
          plain: 'The registry[[ {registry}]] serves plain HTTP, and images are pulled over HTTPS.',
          fix: 'Give the registry[[ {registry}]] a certificate of a public authority and serve HTTPS, or copy the image to Amazon ECR; on instances of your own, Docker can also be told to trust it (`insecure-registries`).',
        },
        {
          where: 'the format of the image is too old',
          when: /media type "?(?<media>application\/[\w.+-]{5,120})"? is no longer supported/,
          plain: 'The image has an old format ({media}), which the hosts of tasks no longer read.',
          fix: 'Rebuild the image with a current builder and push it again (`docker buildx build --push`; to convert it as it is: `crane copy` or `skopeo copy --format v2s2`), then deploy again.',
        },
        {
          where: 'the text says what to do',
          when: /CannotPull\w{0,30}Error: [\s\S]{0,1000}?\b[Pp]lease (?<advice>[^\n]{6,300}?)\.?(?: \(\d+ tasks\))?$/m,
          fix: 'Do as the text says: {advice}; then push the image and deploy again.',
        },
        ...ownReasons({ what: 'The image could not be pulled', reasons: ['internal', 'ended'] }),
        {
          where: 'the text gives a reason that no entry knows',
          when: /^(?:\S{3,40} )?CannotPull\w{0,30}Error: (?:Error response from daemon: )?(?:[\w ]{3,30} has been retried \d{1,3} time\(s\): )?(?:failed to resolve ref \S{1,400}: )?(?<why>(?![^\n]*(?:\.{3}|…) ?$)[^\n]{12,400}?)\.?$/m,
          plain: 'The image could not be pulled: {why}.',
          fix: 'Correct what that says of the image (`image`), its registry or the way there. No more is known of it here.',
        },
      ],
      link: PAGE,
    },
  ],
} as const satisfies PatternGroup;
