import { PROGRAM_WORDINGS } from './program-wordings.ts';

const IMAGE = '111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1.4.2';
const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf';
const GROUP = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/6d0ecf831eec9f09';
const RETRIED =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:';

/** Texts as AWS writes them (documents, captures, issues), by the entry that explains them. */
export const WORDINGS: Record<string, string[]> = {
  'image-login-expired': [
    "CannotPullContainerError: Error response from daemon: pull access denied for 111122223333.dkr.ecr.us-east-1.amazonaws.com/web, repository does not exist or may require 'docker login': denied: Your authorization token has expired. Reauthenticate and try again.",
    'CannotPullContainerError: denied: Your Authorization Token has expired. Please run "aws ecr get-login --no-include-email" to fetch a new one.',
  ],
  'arguments-too-long': [
    'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/entrypoint.sh": argument list too long: unknown',
    'standard_init_linux.go:228: exec user process caused: argument list too long',
  ],
  'working-directory-file': [
    'CannotStartContainerError: Error response from daemon: Cannot mkdir: /app is not a directory',
    'CannotStartContainerError: OCI runtime create failed: runc create failed: unable to start container process: error during container init: chdir to cwd ("/app/server") set in config.json failed: not a directory: unknown',
  ],
  'listens-on-socket': [
    'listens on socket /run/gunicorn.sock alone, the load balancer asks port 8080',
    'listens on socket /app/tmp/sockets/puma.sock alone, the load balancer asks port 3000',
  ],
  'old-tasks-kept': [
    '2 old tasks run on, 900 s after the last new one started, and ECS gives no reason; the first: prod/0123456789abcdef0123456789abcdef',
    '1 old task runs on, 301 s after the last new one started, and ECS gives no reason; the first: prod/0123456789abcdef0123456789abcdef',
  ],
  'tasks-behind-stopping': [
    'Tasks wait in PENDING on a container instance where 1 task still stops',
    'Tasks wait in PENDING on a container instance where 12 tasks still stop',
  ],
  'old-tasks-leaving': [
    '2 old tasks are still in DEPROVISIONING, 880 s after the containers ended',
    '1 old task is still in DEPROVISIONING, 301 s after the containers ended',
  ],
  'image-key': [
    'CannotPullContainerError: failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/web:2: KmsException: AWS KMS returned error code: DisabledException: arn:aws:kms:us-east-1:111122223333:key/1a2b3c4d is disabled.',
    'CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: KMSException: The ciphertext refers to a customer master key that does not exist',
  ],
  'new-tasks-scaled-in': [
    'ECS ended 4 new tasks of prod/web again, because fewer were wanted',
    'ECS ended 2 new tasks of default/my_service-1 again, because fewer were wanted',
  ],
  'image-not-a-registry': [
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref registry.example.com/web:2: unexpected media type text/html for sha256:9e1c0f: not found',
    "CannotPullContainerError: Error response from daemon: error parsing HTTP 403 response body: invalid character '<' looking for beginning of value",
  ],
  'alarm-missing': [
    'Service deployment failed because the CloudWatch alarm web-5xx does not exist.',
    'The alarms web-5xx were not found.',
  ],
  'aws-limit': [
    'Task stopped: VolumeLimitExceeded: You have exceeded your maximum gp3 storage limit of 50 TiB in this region. Please contact AWS Support to request an Elastic Block Store service limit increase.',
    'TooManyTargets: The maximum number of targets for the load balancer has been reached',
  ],
  'aws-not-found': [
    'ServiceDiscovery: ServiceNotFound: No service found with id: srv-abcdefgh12345678',
    'ServiceDiscovery: InstanceNotFound: No instance found with id: 0123456789abcdef0123456789abcdef',
  ],
  'service-connect-namespace': [
    'ServiceConnect: NamespaceNotFound: namespace with ID ns-abc123def456gh78 was not found',
    '(service web) failed to launch a task with (error Service Connect: namespace shop.internal was not found in AWS Cloud Map).',
  ],
  'aws-invalid': [
    'InvalidVolumeConfiguration: the encrypted flag must be true',
    'UnsupportedOperationException: the subnet subnet-0a does not support this',
  ],
  'firelens-file': [
    'ResourceInitializationError: Unable to download firelens s3 config file: unable to download s3 config extra.conf from bucket shop-logs: AccessDenied: Access Denied',
    'Unable to download firelens s3 config file: unable to parse s3 arn: arn:aws:s3:::',
  ],
  'firelens-options': [
    'ResourceInitializationError: unable to generate firelens config: unable to apply log options of container app to firelens config: missing output key Name which is required for firelens configuration of type fluentbit',
    'unable to generate firelens config: unable to apply log options of container web to firelens config: missing output key @type which is required for firelens configuration of type fluentd',
  ],
  'tag-policy': [
    'Unexpected EC2 error while attempting to tag the network interface: TagPolicyViolation',
    'ResourceInitializationError: Unexpected EC2 error while attempting to tag the network interface: TagPolicyViolation',
  ],
  'target-limited': [
    'Health checks failed with these codes: [429]',
    '(service web) (task a) (port 80) is unhealthy in (target-group web) due to (reason Health checks failed with these codes: [429]).',
  ],
  'express-infrastructure-role': [
    'ECS could not create the load balancer of the service: User: arn:aws:sts::111122223333:assumed-role/infra/x is not authorized to perform: elasticloadbalancing:CreateLoadBalancer because no identity-based policy allows the elasticloadbalancing:CreateLoadBalancer action',
    'ECS could not create the security group of the service: User: arn:aws:sts::111122223333:assumed-role/ecsInfrastructureRole/ECS is not authorized to perform: ec2:CreateSecurityGroup on resource: arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1 because no identity-based policy allows the ec2:CreateSecurityGroup action',
  ],
  'denied-by-organization': [
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: AccessDeniedException: User: arn:aws:sts::1:assumed-role/exec/abc is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SECRET} with an explicit deny in a service control policy`,
    'AccessDeniedException: User: arn:aws:iam::1:user/ci is not authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:us-east-1:1:service/prod/web with an explicit deny in a service control policy: arn:aws:organizations::2:policy/o-abc/service_control_policy/p-abc',
    'User: arn:aws:iam::1:user/ci is not authorized to perform: ecs:ListServices because no service control policy allows the ecs:ListServices action',
    'User: arn:aws:sts::1:assumed-role/exec/1 is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:1:key/1 with an explicit deny in a resource control policy',
  ],
  'denied-by-endpoint': [
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: AccessDeniedException: User: arn:aws:sts::1:assumed-role/exec/abc is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SECRET} because no VPC endpoint policy allows the secretsmanager:GetSecretValue action`,
    'CannotPullContainerError: AccessDeniedException: User: arn:aws:sts::1:assumed-role/exec/1 is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-east-1:1:repository/web with an explicit deny in a VPC endpoint policy',
  ],
  'denied-by-boundary': [
    `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::1:assumed-role/exec/1 is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1:1:parameter/db because no permissions boundary allows the ssm:GetParameters action`,
    'User: arn:aws:sts::1:assumed-role/ci/1 is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/exec with an explicit deny in a permissions boundary',
  ],
  'denied-by-session': [
    'User: arn:aws:sts::1:assumed-role/ci/1 is not authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:us-east-1:1:service/prod/web because no session policy allows the ecs:UpdateService action',
    'User: arn:aws:sts::1:assumed-role/ci/1 is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/exec with an explicit deny in a session policy',
  ],
  'denied-by-resource': [
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: AccessDeniedException: User: arn:aws:sts::1:assumed-role/exec/abc is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SECRET} with an explicit deny in a resource-based policy`,
    'AccessDeniedException: User: arn:aws:sts::1:assumed-role/exec/1 is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:1:key/1 with an explicit deny in a resource-based policy',
  ],
  'denied-without-resource': [
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: AccessDeniedException: User: arn:aws:sts::9:assumed-role/exec/abc is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SECRET} because no resource-based policy allows the secretsmanager:GetSecretValue action`,
    'User: arn:aws:sts::1:assumed-role/exec/1 is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:2:key/1 because no resource-based policy allows the kms:Decrypt action',
  ],
  'denied-by-identity': [
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: AccessDeniedException: User: arn:aws:sts::1:assumed-role/exec/abc is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SECRET} with an explicit deny in an identity-based policy`,
    'User: arn:aws:sts::1:assumed-role/ci/1 is not authorized to perform: ecs:RunTask on resource: * with an explicit deny in an identity-based policy: arn:aws:iam::1:policy/region-only',
  ],
  'denied-explicitly': [
    'User: arn:aws:sts::1:assumed-role/ci/1 is not authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:us-east-1:1:service/prod/web with an explicit deny',
    'CannotPullECRContainerError: AccessDeniedException: User: arn:aws:sts::1:assumed-role/x/i-1 is not authorized to perform: ecr:GetAuthorizationToken on resource: * with an explicit deny',
  ],
  'image-rate-limit-public': [
    'CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref public.ecr.aws/docker/library/nginx:1.27: unexpected status code [manifests 1.27]: 429 Too Many Requests - Server message: toomanyrequests: Rate exceeded',
    'CannotPullContainerError: inspect image has been retried 5 time(s): httpReadSeeker: failed open: unexpected status code https://public.ecr.aws/v2/aws-observability/aws-otel-collector/manifests/sha256:aa: 429 Too Many Requests - Server message: toomanyrequests: Data limit exceeded',
  ],
  'endpoint-closed': [
    `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${IMAGE}: failed to do request: Head "https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/web/manifests/1.4.2": dial tcp 10.0.1.23:443: i/o timeout`,
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret ${SECRET} from secrets manager: RequestError: send request failed caused by: Post "https://secretsmanager.us-east-1.amazonaws.com/": dial tcp 172.31.9.4:443: i/o timeout`,
  ],
  'start-throttled': [
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret ${SECRET} from secrets manager: ThrottlingException: Rate exceeded`,
    `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 5 time(s): ThrottlingException: Rate exceeded status code: 400, request id: 2a2b`,
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 5 times: failed to create Cloudwatch log stream: ThrottlingException: Rate exceeded : exit status 1',
  ],
  'secret-default-key': [
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: InvalidRequestException: You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.`,
    "InvalidRequestException: You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key. status code: 400",
  ],
  'secret-value-missing': [
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT`,
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: ResourceNotFoundException: Secrets Manager can’t find the specified secret value for VersionId: 9d4cb84b-ad69-40c0-a0ab-cead36b9`,
  ],
  'parameter-version-missing': [
    `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /prod/API_KEY:7`,
    `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: arn:aws:ssm:us-east-1:111122223333:parameter/prod/API_KEY:live`,
    'Fetching secret data from SSM Parameter Store in us-east-1: invalid parameters: db-password:12',
  ],
  'logging-key': [
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with LogGroup : exit status 1',
    "failed to initialize logging driver: failed to create Cloudwatch log stream: AccessDeniedException: The specified KMS Key does not exist or is not allowed to be used with LogGroup 'arn:aws:logs:us-east-1:1:log-group:/ecs/web'",
  ],
  'efs-directory-missing': [
    'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: mounting fs-0abc1234.efs.us-east-1.amazonaws.com:/uploads failed, reason given by server: No such file or directory : unsuccessful EFS utils command execution; code: 32',
    'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b"mount.nfs4: mounting fs-0abc1234.efs.eu-central-1.amazonaws.com:/data/app failed, reason given by server: No such file or directory" Traceback (most recent call last)',
  ],
  'auto-scaling': [
    '(service web) Message: Successfully set desired count to 5. Change successfully fulfilled by ecs. Cause: monitor alarm TargetTracking-service/prod/web-AlarmHigh-1 in state ALARM triggered policy cpu60',
    'Message: Successfully set desired count to 2. Waiting for change to be fulfilled by ecs. Cause: monitor alarm web-low in state ALARM triggered policy step-in',
  ],
  'image-wrong-platform': [
    'CannotPullContainerError: image with reference acme/web:1 was found but does not match the specified platform: wanted linux/arm64, actual: linux/amd64',

    "CannotPullContainerError: pull image manifest has been retried 5 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'",
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): no match for platform in manifest: not found',
    `CannotPullContainerError: Error response from daemon: no matching manifest for linux/arm64/v8 in the manifest list entries`,
  ],
  'image-rate-limit': [
    'CannotPullContainerError: inspect image has been retried 5 time(s): httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/nginx/manifests/sha256:aa: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading',
    'CannotPullContainerError: toomanyrequests: Too Many Requests (HAP429)',
    'CannotPullContainerError: Error response from daemon: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
  ],
  'image-disk-full': [
    'CannotPullContainerError: failed to register layer: Error processing tar file(exit status 1): write /usr/lib/libLLVM.so: no space left on device',
    'CannotPullContainerError: ref pull has been retried 1 time(s): failed to extract layer sha256:ab: write /var/lib/containerd/x: no space left on device: unknown',
  ],
  'image-not-allowed': [
    `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${IMAGE}: unexpected status from HEAD request to https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/web/manifests/1.4.2: 403 Forbidden`,
    'CannotPullContainerError: The task can’t pull the image. Check that the role has the permissions to pull images from the registry. Error response from daemon: pull access denied for web, repository does not exist or may require ‘docker login’: denied: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-east-1:111122223333:repository/web because no identity-based policy allows the ecr:BatchGetImage action',
    'CannotPullECRContainerError: AccessDeniedException: User: arn:aws:sts::1:assumed-role/x/i-1 is not authorized to perform: ecr:GetAuthorizationToken on resource: *',
    'CannotPullContainerError: API error (500): Get https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/web/manifests/latest: no basic auth credentials',
  ],
  'image-not-found': [
    `CannotPullImageManifestError: Error response from daemon: manifest for ${IMAGE} not found: manifest unknown: Requested image not found`,
    'CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: content at https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/web/manifests/sha256:aa not found: not found',
    'CannotPullContainerError: Error: image web:9ce7d67bf402 not found',

    `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${IMAGE}: ${IMAGE}: not found`,
    `CannotPullContainerError: The task can’t pull the image. Check whether the image exists. Error response from daemon: pull access denied for some/nonsense, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
    'CannotPullContainerError: Error response from daemon: manifest for 111122223333.dkr.ecr.us-east-1.amazonaws.com/web:9 not found: manifest unknown: Requested image not found',
    'CannotPullContainerError: API error (404): repository serverless-batch not found: does not exist or no pull access',
    '(service web) was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/library/nginx:nope: docker.io/library/nginx:nope: not found.',
  ],
  'image-layer-unreachable': [
    'CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReaderSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/amazon/aws-xray-daemon/manifests/sha256:2d964e1dbe7a8c9f03f4e9580ff00220bc84ce0294539c6...',
    `CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/x: dial tcp 52.219.41.3:443: i/o timeout`,
  ],
  'image-unreachable': [
    `CannotPullContainerError: The task cannot pull '${IMAGE}' from the Amazon ECR repository '111122223333.dkr.ecr.us-east-1.amazonaws.com/web'. There is a connection issue between the task and Amazon ECR. Check your task network configuration.`,
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref docker.io/tryretool/backend:2.110.5: failed to do request: Head "https://registry-1.docker.io/v2/tryretool/backend/manifests/2.110.5": dial tcp 34.205.13.154:443: i/o timeout',
    'CannotPullContainerError: The task can’t pull the image. Check your network configuration. Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    'CannotPullContainerError: Could not reach any registry endpoint',
  ],
  'image-pulling': [
    'ECS has been pulling registry.example.com/ml:2 since 10:04:31 UTC',
    'ECS has been pulling web:2, redis:7 since 10:04:31 UTC',
  ],
  'image-pull-failed': [
    'CannotPullContainerError: inspect image has been retried 5 time(s):',
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve re...',
    'CannotPullImageManifestError: unknown',
  ],
  'parameter-unreachable': [
    'Fetching secret data from SSM Parameter Store in us-east-1: RequestError: send request failed caused by: Post https://ssm.us-east-1.amazonaws.com/: dial tcp 52.46.1.1:443: i/o timeout',
    'ResourceInitializationError: The task cannot pull secrets from AWS Systems Manager Parameter Store. Check your network connection between the task and AWS Systems Manager.',
    `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 5 time(s): RequestCanceled: request context canceled caused by: context deadli...`,
  ],
  'secret-unreachable': [
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret ${SECRET} from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.`,
    `ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager. Check your task network configuration. failed to fetch secret ${SECRET} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded`,
  ],
  'secret-not-allowed': [
    'Fetching secret data from AWS Secrets Manager in region us-east-1: secret arn:aws:secretsmanager:us-east-1:1:secret:x: AccessDeniedException: User: x is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:1:secret:x',

    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: AccessDeniedException: User: arn:aws:sts::1:assumed-role/exec/abc is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SECRET} because no identity-based policy allows the secretsmanager:GetSecretValue action status code: 400, request id: a87a66d9`,
    `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::1:assumed-role/exec/1 is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1:1:parameter/db because no identity-based policy allows the ssm:GetParameters action`,
  ],
  'secret-key-missing': [
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key password`,
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: retrieved secret from Secrets Manager did not contain json key DB_URL.',
  ],
  'secret-not-json': [
    `${RETRIED} invalid character 'p' in literal true (expecting 'r').`,

    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager: invalid character 'p' looking for beginning of value`,
    "invalid character 'x' looking for beginning of value",
  ],
  'secret-not-found': [
    `ResourceInitializationError: unable to pull secrets or registry auth: The task can't retrieve the secret with ARN '${SECRET}' from Secrets Manager. Check whether the secret exists in the specified Region.`,
    `ResourceInitializationError: The task can’t pull the secret from Secrets Manager. The task can’t retrieve the secret with ARN ‘${SECRET}’ from Secrets Manager. Check whether the secret exists in the specified Region.`,
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
  ],
  'parameter-not-found': [
    `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: arn:aws:ssm:us-east-1:111122223333:parameter/prod/API_KEY`,
    `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /prod/db/password`,
    'Fetching secret data from SSM Parameter Store in us-east-1: invalid parameters: DB_PASSWORD',
  ],
  'registry-auth-not-allowed': [
    `${RETRIED} unable to retrieve ecr registry auth: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::1:assumed-role/exec/1 is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action`,
    'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: AccessDeniedException: not authorized to perform: ecr:GetAuthorizationToken',
  ],
  'registry-auth-failed': [
    'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed caused by: Post "https://api.ecr.eu-west-2.amazonaws.com/": dial tcp 3.8.169.253:443: i/o timeout',
    `${RETRIED} unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request failed caused by: Post "https://api.ecr.us-east-1.amazonaws.com/": dial tcp 52.46.128.2:443: i/o timeout. Please check your task network configuration.`,
    'ResourceInitializationError: The task cannot pull registry authentication from Amazon ECR. There is a connection issue between the task and Amazon ECR. Check your task network configuration.',
  ],
  'secrets-or-registry': [
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ...',
    `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 1 time...`,
  ],
  'log-group-missing': [
    'ResourceInitializationError: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.',
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1',
    'CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: operation error CloudWatch Logs: CreateLogStream, https response error StatusCode: 400, ResourceNotFoundException: The specified log group does not exist.',
  ],
  'logging-not-allowed': [
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: AccessDeniedException: User: arn:aws:sts::1:assumed-role/exec/1 is not authorized to perform: logs:CreateLogStream on resource: arn:aws:logs:us-east-1:1:log-group:/ecs/web',
    'ResourceInitializationError: failed to initialize logging driver: failed to create Cloudwatch log group: AccessDeniedException: User is not authorized to perform: logs:CreateLogGroup',
  ],
  'logging-unreachable': [
    'ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed',
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: RequestError: send request failed caused by: Post "https://logs.us-east-1.amazonaws.com/": dial tcp 3.236.94.218:443: i/o timeout : exit status 1',
  ],
  'logging-driver': [
    'ResourceInitializationError: failed to initialize logging driver: something new',

    'ResourceInitializationError: failed to validate logger args: unable to get awslogs driver arguments: awslogs-region is required',
  ],
  'efs-mount': [
    'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: command failed',

    'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: Connection timed out : unsuccessful EFS utils command execution; code: 32',
  ],
  'env-file': [
    'ResourceInitializationError: failed to download env files: file download command: non empty error stream: RequestError: send request failed',
    'ResourceInitializationError: unable to download env file: AccessDenied: Access Denied status code: 403',
  ],
  'subnet-full': [
    'Unexpected EC2 error while attempting to Create Network Interface in subnet subnet-0aaa: InsufficientFreeAddressesInSubnet',
    "(service web) was unable to place a task. Reason: There are not enough free IP addresses in subnet 'subnet-0aaa'.",
  ],
  'network-interface': [
    'ResourceInitializationError: failed to configure ENI: failed to setup regular eni: netplugin failed with no error message',

    "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-0aaa'",
    'Timeout waiting for network interface provisioning to complete.',
  ],
  'volume-attach': [
    'ECS failed to set up the EBS volume. Encountered IdempotentParameterMismatch"; "The client token you have provided is associated with a resource that is already deleted.',
    'ECS timed out while configuring the EBS volume attachment to your Task.',

    'Timeout waiting for EBS volume attachment to complete',
    'TaskFailedToStart: unable to attach volume vol-0123',
  ],
  'resource-initialization': [
    'ResourceInitializationError: something new',
    'ResourceInitializationError: unable to...',
  ],
  'exec-format': [
    'exec /usr/local/bin/docker-entrypoint.sh: exec format error',
    'standard_init_linux.go:228: exec user process caused: exec format error',
    'CannotStartContainerError: failed to create shim task: exec format error: unknown',
  ],
  'working-directory-denied': [
    'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: chdir to cwd ("/srv/data") set in config.json failed: permission denied: unknown',
    "CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: crun: cannot chdir to '/app/data': Permission denied: unknown",
  ],
  cgroup: [
    'CannotStartContainerError: Error response from daemon: OCI runtime create failed: runc create failed: unable to start container process: unable to apply cgroup configuration: mkdir /sys/fs/cgroup/memory/ecs/0a1b: permission denied: unknown',
    'OCI runtime create failed: container_linux.go:380: starting container process caused: process_linux.go:508: setting cgroup config for procHooks process caused: failed to write "100000": open /sys/fs/cgroup/cpu/ecs/1/cpu.cfs_quota_us: no such file or directory: unknown',
    'runc create failed: unable to start container process: error during container init: error mounting "cgroup" to rootfs at "/sys/fs/cgroup": mount cgroup:/sys/fs/cgroup: permission denied: unknown',
  ],
  'mount-denied': [
    'CannotStartContainerError: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting "/var/lib/ecs/volumes/data" to rootfs at "/data": mkdir /var/lib/docker/overlay2/1/merged/data: permission denied: unknown',
    'OCI runtime create failed: container_linux.go:380: starting container process caused: process_linux.go:545: container init caused: rootfs_linux.go:76: mounting "/mnt/efs/shop" to rootfs at "/app/uploads" caused: mount through procfd: permission denied: unknown',
  ],
  'mount-hides-program': [
    'volume code at /app hides /app/server.js',
    'volume shared at /usr/local/bin hides /usr/local/bin/start.sh',
  ],
  'executable-missing': [
    'CannotStartContainerError: Error response from daemon: OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "python": executable file not found in $PATH: unknown',
    'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: OCI runtime create failed: container_linux.go:370: starting container process caused: exec: "/opt/sonarqube/bin/run.sh": stat /opt/sonarqube/bin/run.sh: no such file or directory',
    'exec /docker-entrypoint.sh: no such file or directory',
  ],
  'executable-denied': [
    'CannotStartContainerError: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/app/start.sh": permission denied: unknown',
    'exec /app/server: permission denied',
  ],
  'port-in-use': [
    'CannotStartContainerError: API error (500): driver failed programming external connectivity: Bind for 0.0.0.0:8080 failed: port is already allocated',
    'Error: listen EADDRINUSE: address already in use :::8080',
  ],
  'out-of-memory': [
    'OutOfMemoryError: Container killed due to memory usage',
    'OutOfMemory: Container killed due to memory usage',
  ],
  'runtime-timeout': [
    'ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting 1m: ...',
    'DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s',
  ],
  'dependency-failed': [
    'dependency container init did not reach condition SUCCESS',
    'Dependency failed: container db is not HEALTHY, dependsOn not met',
    'dependency graph: failed to resolve container ordering dependency [side] for target [web] as dependency did not exit successfully.',
    'dependency graph: failed to resolve container ordering dependency [side] for target [web] as dependency did not become healthy.',
    'dependency graph: container ordering dependency [config-sync(shop/config-sync:1) (RUNNING->RUNNING)] for target [web(shop/web:2) (NONE->RUNNING)] has timed out.',
    'Task failed to start: Error: dependency container side has exited with a non-zero code',
  ],
  'cannot-create-container': [
    'CannotCreateContainerError: API error (409): Conflict. The container name is already in use',

    'CannotCreateVolumeError: Agent could not create task’s volume resources',
  ],
  'cannot-start-container': [
    'ContainerRuntimeError: failed to start the container',

    'CannotStartContainerError: failed to get container status: ...',
    'CannotStartContainerError: Error response from daemon: failed to create task for container: something',
  ],
  'cannot-inspect-container': [
    'CannotInspectContainerError: Could not transition to inspecting'.replace(
      ': Could not transition to inspecting',
      ': agent lost it',
    ),
    'CannotStopContainerError: failed sending SIGTERM to container: gone',
  ],
  'exit-code-0': ['Essential container in task exited: container web exited with code 0', 'Exit Code: 0'],
  'exit-code-1': ['Essential container in task exited: container web exited with code 1', 'exit code 1'],
  'exit-code-signal': ['Container app exited with code 132', 'Exit code: 135'],
  'exit-code': ['Container app exited with code 78', 'Container app exited with code 128', 'exit code -1'],
  'user-missing': [
    'CannotStartContainerError: ResourceInitializationError: unable to create new container: mount callback failed on /tmp/containerd-mount2437188438: no users found',
    'CannotStartContainerError: failed to create new container runtime task: unable to find user appuser: no matching entries in passwd file',
    'CannotStartContainerError: Error response from daemon: unable to find group app: no matching entries in group file',
  ],
  'target-registration': [
    "(service web) failed to register targets in (target-group arn:x) with (error The following targets are not in the target group VPC 'vpc-1': 'i-1')",

    '(service web) failed to register targets in (target-group arn:x) with (error The target group with targetType instance is not compatible with awsvpc)',
    'service web was unable to register targets',
  ],
  'exit-code-2': ['Container app exited with code 2', 'exit status 2'],
  'exit-code-126': ['Container app exited with code 126', 'Exit code: 126'],
  'exit-code-127': ['Container app exited with code 127', 'Exit code: 127'],
  'exit-code-134': ['Container app exited with code 134', 'Exit code: 134'],
  'exit-code-137': ['Container app exited with code 137', 'Exit code: 137'],
  'exit-code-139': ['Container app exited with code 139', 'Exit code: 139'],
  'exit-code-143': ['Container app exited with code 143', 'Exit code: 143'],
  'exit-code-255': ['Container app exited with code 255', 'Exit code: 255'],
  'without-exit-code': [
    'Container app ended without an exit code',
    'Essential container in task exited: container app without an exit code',
  ],
  'spot-interruption': ['Your Spot Task was interrupted.', 'SpotInterruption'],
  'host-gone': [
    'Container instance deregistration forced by user',

    'Container instance was deregistered forcibly by user',
    'ECS is performing maintenance on the underlying infrastructure hosting the task.',
    'Host EC2 (instance i-0123456789abcdef0) terminated.',
    'Host EC2 (instance i-0123456789abcdef0) stopped.',
    'InfrastructureHealth',
  ],
  'stopped-by-user': ['Task stopped by user', 'UserInitiated'],
  'scaling-activity': [
    'Scaling activity initiated by (deployment ecs-svc/4965514251646323336)',
    'Scaling activity initiated by deployment ecs-svc/49655142516463',
  ],
  'az-rebalance': ['(service web) has started 1 tasks in us-east-1a to AZ Rebalance: (task 0123).', 'AZ Rebalancing'],
  'essential-exited': ['Essential container in task exited', 'essential container in task exited.'],
  'internal-error': [
    'InternalError: failed to start container: unexpected',
    'Task failed to start: InternalError: unable to stage volumes',
  ],
  'task-failed-to-start': ['Task failed to start', 'TaskFailedToStart'],
  'target-404': [
    `(service web) (task 8051afe7c704) (port 8080) is unhealthy in (target-group ${GROUP}) due to (reason Health checks failed with these codes: [404]).`,
    'Health checks failed with these codes: [404]',
  ],
  'target-redirect': [
    `service web (task 1) (port 80) is unhealthy in target-group web due to (reason Health checks failed with these codes: [301])`,
    'Health checks failed with these codes: [302]',
  ],
  'target-refused': [
    'Health checks failed with these codes: [401]',
    'Health checks failed with these codes: [403]',
    'Health checks failed with these codes: [400]',
  ],
  'target-5xx': [
    `(service web) (task 1) (port 8080) is unhealthy in (target-group ${GROUP}) due to (reason Health checks failed with these codes: [503]).`,
    'Health checks failed with these codes: [502]',
  ],
  'target-response-code': ['Health checks failed with these codes: [418]', 'Target.ResponseCodeMismatch'],
  'target-timeout': [
    `(service web) (task 1) (port 8080) is unhealthy in (target-group ${GROUP}) due to (reason Request timed out).`,
    'Request timed out',
    'Target.Timeout',
  ],
  'target-connection-failed': [
    `(service (web), taskSet ecs-svc/1) (instance i-1) (port 32768) is unhealthy in (target-group ${GROUP}) due to (reason Health checks failed)`,
    'Target.FailedHealthChecks',
    'Health checks failed',
  ],
  'target-group-gone': [
    'service (web) task set (ts-1) (task 1) is not healthy in target-group (arn) due to TARGET GROUP IS NOT FOUND.',
    'TargetGroupNotFound: One or more target groups not found',
  ],
  'target-zone-disabled': [
    'Target is in an Availability Zone that is not enabled for the load balancer',
    'Targets from this AZ are not routable',
  ],
  'target-not-forwarded': [
    'Target group is not configured to receive traffic from the load balancer',
    'The target group is not configured to receive traffic from the load balancer.',
  ],
  'target-zone-unused': ['Target is in the stopped state', 'Target.NotInUse', 'Target.InvalidState'],
  'target-not-registered': ['Target is not registered to the target group', 'Target.NotRegistered'],
  'target-initial': [
    'Target registration is in progress',
    'Initial health checks in progress',
    'Elb.InitialHealthChecking',
    'Elb.RegistrationInProgress',
  ],
  'target-draining': [
    'Target deregistration is in progress',
    '(service web) has begun draining connections on 2 tasks.',
    'Target.DeregistrationInProgress',
  ],
  'target-check-disabled': ['Health checks are disabled for this target group', 'Target.HealthCheckDisabled'],
  'target-internal-error': ['Health checks failed due to an internal error', 'Elb.InternalError'],
  'logging-option': [
    "ResourceInitializationError: failed to validate logger args: unknown log opt 'awslogs-prefix' for awslogs log driver: exit status 1",
    "failed to initialize logging driver: must specify a value for log opt 'awslogs-region'",
    'ResourceInitializationError: failed to initialize logging driver: splunk: splunk-token is expected',
    "ResourceInitializationError: failed to validate logger args: : you cannot configure log opt 'awslogs-datetime-format' and 'awslogs-multiline-pattern' at the same time",
    'ResourceInitializationError: failed to validate logger args: : awslogs could not parse multiline pattern key "(?<=x)": error parsing regexp: invalid or unsupported Perl syntax',
  ],
  'logging-name': [
    "failed to create Cloudwatch log group: InvalidParameterException: 1 validation error detected: Value '/ecs/web app' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern",
    "failed to create Cloudwatch log stream: InvalidParameterException: 1 validation error detected: Value 'web:1/web/1' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern",
  ],
  'ephemeral-storage': [
    'Timeout waiting for EphemeralStorage provisioning to complete.',
    'Task stopped while waiting for EphemeralStorage',
  ],
  'codedeploy-lambda-missing': [
    'The hook AfterAllowTestTraffic of the CodeDeploy deployment failed: The Lambda function arn:aws:lambda:us-east-1:111122223333:function:smoke does not exist. (INVALID_LAMBDA_FUNCTION)',
    'INVALID_LAMBDA_CONFIGURATION',
  ],
  'codedeploy-pass-role': [
    'The ECS service cannot be updated due to an unexpected error: User: arn:aws:sts::111122223333:assumed-role/ecsCodeDeployRole/AWSCodeDeploy is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/shop-execution (Service: AmazonECS; Status Code: 400)',
    'CodeDeploy: arn:aws:sts::111122223333:assumed-role/deploys/AWSCodeDeploy is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/shop-task',
  ],
  'codedeploy-rule-missing': [
    'The ELB could not be updated due to the following error: Rule not found: arn:aws:elasticloadbalancing:us-east-1:111122223333:listener-rule/app/shop/1/2/3 (Service: AmazonElasticLoadBalancing; Error Code: RuleNotFound)',
    "The ELB could not be updated due to the following error: Listener 'arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/shop/1/2' not found (Service: AmazonElasticLoadBalancing; Error Code: ListenerNotFound)",
  ],
  'codedeploy-missing': [
    'The deployment group could not be found. (DEPLOYMENT_GROUP_MISSING)',
    'The application was deleted. (APPLICATION_MISSING)',
  ],
  'codedeploy-service-unfit': [
    'The ECS service web cannot be deployed. (INVALID_ECS_SERVICE)',
    'the primary task set is not in steady state',
  ],
  'codedeploy-scaling': [
    'Application Auto Scaling changed the desired count (AUTO_SCALING_CONFIGURATION)',
    'The Auto Scaling group is not valid (AUTOSCALING_VALIDATION_ERROR)',
  ],
  'codedeploy-throttled': ['Too many calls were made (THROTTLED)', 'THROTTLED'],
  'codedeploy-limit': [
    'The number of task sets has reached its limit of 5. (RESOURCE_LIMIT_EXCEEDED)',
    'RESOURCE_LIMIT_EXCEEDED',
  ],
  'codedeploy-internal': ['There was an internal error. Please try again. (INTERNAL_ERROR)', 'INTERNAL_ERROR'],
  'codedeploy-elb': [
    'The ELB could not be updated due to the following error: A listener already exists on this port (Service: AmazonElasticLoadBalancing; Status Code: 400; Error Code: DuplicateListener)',
    'The ELB could not be updated due to the following error: The load balancer is being provisioned. (ELASTIC_LOAD_BALANCING_INVALID)',
  ],
  'hook-not-invoked': [
    'Service deployment rolled back because POST_SCALE_UP lifecycle hook(s) failed. ECS was unable to invoke hook target arn:aws:lambda:us-east-1:111122223333:function:smoke due to Function not found: arn:aws:lambda:us-east-1:111122223333:function:smoke',
    'PRE_SCALE_UP lifecycle hook failed. ECS was unable to invoke hook target arn:aws:lambda:us-east-1:111122223333:function:smoke:live due to Rate Exceeded. (TooManyRequestsException)',
  ],
  'traffic-throttled': [
    'Service deployment rolled back because PRODUCTION_TRAFFIC_SHIFT lifecycle hook(s) failed. Rate exceeded (Service: ElasticLoadBalancingV2, Status Code: 400)',
    'TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. ThrottlingException: Rate exceeded',
  ],
  'stage-timeout': [
    'Service deployment rolled back because the lifecycle stage SCALE_UP exceeded the maximum time of 24 hours.',
    'Service deployment stopped: BAKE_TIME exceeded the maximum duration',
  ],
  'efs-access-point-missing': [
    'failed to invoke EFS utils commands to set up EFS volumes: stderr: Access point fsap-0abc does not exist or is being deleted',
    'AccessPointNotFound',
  ],
  'platform-unfit': [
    '(service web) was unable to place a task. Reason: One or more of the requested capabilities are not supported.',
    'PlatformTaskDefinitionIncompatibilityException',
  ],
  'platform-retired': [
    '(service web) failed to launch a task with (error The platform version 1.3.0 is no longer supported.)',
    'PlatformUnknownException',
  ],
  'provider-not-ready': [
    '(service web) was unable to place a task. Reason: The specified capacity provider shop-cp is not in the ACTIVE state',
    '(service web) failed to launch a task with (error The capacity provider shop-cp is in DELETE_IN_PROGRESS)',
  ],
  'express-conflict': [
    "ECS could not create the listener rule of the service: Priority '3' is currently in use (Service: ElasticLoadBalancingV2, Error Code: PriorityInUse)",
    'ECS could not create the log group of the service: The specified log group already exists (Service: CloudWatchLogs, Error Code: ResourceAlreadyExistsException)',
  ],
  'express-account': [
    'ECS could not create the load balancer of the service: This AWS account currently does not support creating load balancers. For more information, please contact AWS Support.',
    'The load balancer of the service is still PROVISIONING: OperationNotPermitted',
  ],
  'secret-key-off': [
    'unable to retrieve secrets from ssm: service call has been retried 1 time(s): InvalidKeyId: arn:aws:kms:us-east-1:111122223333:key/1234abcd is disabled. (Service: AWSKMS; Status Code: 400; Error Code: DisabledException)',
    'unable to retrieve secret from asm: KMSInvalidStateException: the key is pending deletion',
  ],
  'codedeploy-gradual': [
    'Only ALB supports gradual traffic routing, use AllAtOnce Traffic routing instead when you create/update Deployment group. (ELASTIC_LOAD_BALANCING_INVALID)',
    'Only ALB supports gradual traffic routing',
  ],
  'provisioning-limit': [
    "(service web) was unable to place a task. Reason: You've reached the limit on the number of tasks that can be in the PROVISIONING state (500) for your cluster.",
    "You've reached the limit on the number of tasks in PROVISIONING",
  ],
  'target-address-taken': [
    'Target.IpUnusable',
    'The IP address cannot be used as a target because it is in use by a load balancer',
  ],
  'service-connect-tls': [
    'ECS Service Connect: AWS Private CA arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1 is not ACTIVE',
    'ResourceInitializationError: unable to set up Service Connect: failed to retrieve TLS certificate',
  ],
  'codedeploy-weights': [
    'The ELB could not be updated due to the following error: Green taskset target group cannot have non-zero weight prior to traffic shifting (ELASTIC_LOAD_BALANCING_INVALID)',
    'Green task set target group cannot have non-zero weight prior to traffic shifting on listener arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/web/1/2',
  ],
  'codedeploy-foreign-group': [
    'The ELB could not be updated due to the following error: Only target group in ECS deployment group (arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/blue/1, arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/green/2) can be set on listener arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/web/1/2.',
    'Only target groups in ECS deployment group (blue, green) can be set on listener arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/web/1/2',
  ],
  'codedeploy-refused': [
    'The ECS service cannot be updated due to an unexpected error: Tag key is reserved. (Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException; Request ID: 1; Proxy: null). Check your ECS service status. (ECS_UPDATE_ERROR)',
    'The ECS service cannot be updated due to an unexpected error: The platform version is not available',
  ],
  'revision-invalid': [
    'Invalid revision number. Number: latest',
    'The ECS service cannot be updated due to an unexpected error: Invalid revision number. Number: v3 (Service: AmazonECS; Status Code: 400)',
  ],
  'fsx-mount': [
    'ResourceInitializationError: fsxwindowsfileserver: failed to perform host mount of the remote share: New-SmbGlobalMapping : The network name cannot be found. : exit status 1',
    'New-SmbGlobalMapping : The user name or password is incorrect.',
  ],
  'elb-health': [
    '(service web) (instance i-1) is unhealthy in (elb web) due to (reason Instance has failed at least the UnhealthyThreshold number of health checks consecutively.)',

    `Task failed ELB health checks in (target-group ${GROUP})`,
    'Task failed ELB health checks in target-group web',
  ],
  'container-health': [
    'Task failed container health checks',
    '(service web) (task 0123) failed container health checks.',
  ],
  'discovery-health': [
    '(service web) (task 1) is unhealthy in service registry (arn)'.replace(
      'service registry (arn)',
      'service discovery srv-1',
    ),
    'VPC_LATTICE_TARGET_UNHEALTHY',
  ],
  'role-not-assumable': [
    "service web failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::1:role/web' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).",
    "(service web) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::1:role/x' that was provided for this task.)",
    'ClientException: Role is not valid',
    "ResourceInitializationError: unable to pull secrets or registry auth: unable to get execution role credentials: ECS was unable to assume the role 'arn:aws:iam::1:role/exec' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.",
    "ResourceInitializationError: The task cannot pull registry auth from Amazon ECR: ECS was unable to assume the role 'arn:aws:iam::1:role/exec'",
  ],
  'pass-role': [
    'User: arn:aws:sts::1:assumed-role/ci/run is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/exec because no identity-based policy allows the iam:PassRole action',
    'AccessDeniedException: not authorized to perform: iam:PassRole',
  ],
  'service-permissions-changed': [
    'IAM permissions policies have been misconfigured or changed, and ECS can no longer maintain your service',
    'IAM trust relationship has been misconfigured or changed, and ECS can no longer maintain your service',
  ],
  'not-authorized': [
    'User: arn:aws:sts::1:assumed-role/ci/run is not authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:us-east-1:1:service/prod/web because no identity-based policy allows the ecs:UpdateService action',
    'AccessDeniedException: no',
  ],
  'session-expired': ['The security token included in the request is expired', 'ExpiredTokenException: the token'],
  'fargate-capacity': [
    '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
    'Capacity is unavailable at this time',
  ],
  'fargate-task-quota': [
    "service (web) was unable to place a task. Reason: You've reached the limit on the number of tasks you can run concurrently",
    '(service web) was unable to place a task. Reason: You’ve reached the limit on the number of vCPUs you can run concurrently.',
  ],
  'fargate-size-quota': [
    '(service web) was unable to place a task. Reason: The requested CPU configuration is above your limit.',
    'The requested MEMORY configuration is above your limit',
  ],
  'placement-port': [
    'service web was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 0123) is already using a port required by your task.',
    'RESOURCE:PORTS',
  ],
  'placement-resources': [
    '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 1) has insufficient GPU resource available.',

    '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 0123) has insufficient CPU units available.',
    'The closest matching container-instance abc has insufficient memory available.',
    'RESOURCE:MEMORY',
  ],
  'placement-attribute': [
    '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching container-instance 1 is missing an attribute required by your task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',

    '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 1) is missing an attribute required by your task.',
  ],
  'no-instances': [
    'service web was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster.',
    '(service web) was unable to reach steady state. Reason: No Container Instances were found in your capacity provider.',
  ],
  placement: [
    '(service web) was unable to place a task because no container instance met all of its requirements.',
    'service (web) was unable to place a task because no container instance met all of its requirements.',
  ],
  'placement-internal': [
    '(service web) was unable to place a task. Reason: Internal error.',
    '(service web) could not launch 2 tasks for deployment ecs-svc/1.',
  ],
  'cannot-place': [
    '(service web) was unable to place a task. Reason: something new',
    '(service web) failed to launch a task with (error something new).',
  ],
  'percent-busy': [
    'With 4 desired, minimum 50% and maximum 200% leave room',
    'With 2 desired, minimum 0% and maximum 100% leave room',
  ],
  'old-tasks-stopping': [
    '2 old tasks are still stopping, asked 100 s ago; stopTimeout of container web: 120 s',
    '1 old task is still stopping, asked 45 s ago',
  ],
  'targets-draining': [
    '2 old targets are draining in (target-group web), deregistration delay 300 s',
    '1 old target is draining in (target-group web-blue)',
  ],
  'provider-unknown': [
    'Capacity provider gpu is not in cluster prod',
    'Capacity provider spot-pool_1 is not in cluster default',
  ],
  'provider-inactive': ['Capacity provider gpu is INACTIVE', 'Capacity provider gpu is DEPROVISIONING'],
  'provider-broken': [
    'Capacity provider gpu is at UPDATE_FAILED: The Auto Scaling group does not exist.',
    'Capacity provider gpu is at CREATE_FAILED',
  ],
  'provider-not-scaling': [
    'Capacity provider gpu does not scale its Auto Scaling group gpu-asg',
    'Capacity provider pool does not scale its Auto Scaling group ecs_pool.1',
  ],
  'provider-at-limit': [
    'Capacity provider gpu scales its Auto Scaling group gpu-asg',
    'Capacity provider pool scales its Auto Scaling group ecs_pool.1',
  ],
  'percent-deadlock': [
    'With 1 desired, minimum 100% keeps 1 running and maximum 150% allows 1; 200 or 0 works',

    '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
    'service (web) was unable to stop or start tasks during a deployment because of the service deployment configuration',
  ],
  'scale-in-protection': [
    '(service web) was unable to reach steady state because task set (ecs-svc/1) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.',

    '(service web) was unable to reach steady state because (taskSet ecs-svc/1) was unable to scale in due to (reason 2 tasks under protection)',
  ],
  'ecs-throttled': [
    '(service web) operations are being throttled. Will try again later.',
    'service (web) operations are being throttled on elb. Will try again later.'.replace(' on elb', ''),
  ],
  throttled: ['ThrottlingException: Rate exceeded', 'Rate exceeded'],
  'fargate-sizes': [
    'No Fargate configuration exists for given values.',
    'No Fargate configuration exists for given values: 4096 CPU, 4096 memory.',
  ],
  'invalid-cpu': [
    "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
    'Invalid ‘cpu’ setting for task',
  ],
  'fargate-cpu-missing': [
    "Fargate requires that 'cpu' be defined at the task level.",
    'Fargate requires that ‘memory’ be defined at the task level.',
  ],
  'fargate-network-mode': [
    'Fargate only supports network mode ‘awsvpc’.',
    "Fargate only supports network mode 'awsvpc'.",
  ],
  'execution-role-missing': [
    'Fargate requires task definition to have execution role ARN to support ECR images.',
    'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
  ],
  'container-memory-missing': [
    "Invalid setting for container 'web'. At least one of 'memory' or 'memoryReservation' must be specified.",
    'At least one of ‘memory’ or ‘memoryReservation’ must be specified.',
  ],
  'image-empty': [
    'Container.image should not be null or empty.',
    "Skip output 'registry' since it may contain secret.",
  ],
  'no-such-task-definition': [
    'TaskDefinition is inactive',
    '(service web) was unable to place a task. Reason: TaskDefinition is inactive.',
    'ClientException: TaskDefinition not found.',

    'Unable to describe task definition.',
    'ClientException: Unable to describe task definition.',
  ],
  'concurrent-registration': [
    'Too many concurrent attempts to create a new revision of the specified family.',
    'ClientException: Too many concurrent attempts to create a new revision',
  ],
  'network-configuration-missing': [
    "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    'InvalidParameterException: Network Configuration must be provided when networkMode ‘awsvpc’ is specified',
  ],
  'container-not-in-definition': [
    'The container web does not exist in the task definition.',
    'Invalid task definition: Could not find container definition with matching name',
  ],
  'container-port-missing': [
    'The container web did not have a container port 8080 defined.',
    'InvalidParameterException: The container app did not have a container port 80 defined.',
  ],
  'volume-not-configured': [
    'Volume configuration provided but no matching configuredAtLaunch volume found in task definition',
    'no matching configuredAtLaunch volume found',
  ],
  'cluster-not-found': ['Cluster not found.', 'ClusterNotFoundException: Cluster not found.'],
  'service-not-found': [
    'Cannot call DescribeServiceRevisions for a service that is INACTIVE',
    'Service not found.',
    'arn:aws:ecs:us-east-1:1:service/web is MISSING',
  ],
  'unknown-field': [
    "Unexpected key 'enableFaultInjection' found in params",
    'There were 2 validation errors: * UnexpectedParameter: Unexpected key ‘registeredBy’ found in params',
  ],
  'wrapped-definition': [
    'Invalid task definition format: containerDefinitions section is not present or is not an array',
    'containerDefinitions section is not present or is not an array',
  ],
  'empty-tags': ['Tags can not be empty.', 'InvalidParameterException: Tags can not be empty.'],
  'invalid-network': [
    '(service web) failed to launch a task with (error You have specified two resources that belong to different networks.)',

    "(service web) was unable to place a task. Reason: The security group 'sg-0abc' does not exist.",
    "TaskFailedToStart: Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-1': InvalidSubnetID.NotFound",
    'Service deployment rolled back because of invalid networking configuration. Check the subnets.',
    "InvalidParameterException: The subnet ID 'subnet-0aaa' does not exist",
  ],
  'hook-timeout': [
    'Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT pause hook timed out.',
    'Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) timed out.',
  ],
  'hook-rejected': [
    'Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. The pause was answered with ROLLBACK.',
    'Service deployment rolled back because PRE_PRODUCTION_TRAFFIC_SHIFT pause hook(s) failed. The pause was answered with ROLLBACK.',
  ],
  'hook-failed': [
    'Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. Lifecycle hook target arn:aws:lambda:us-west-2:503947800380:function:hook returned FAILED status.',
    'deployment failed: hook execution failure(s) detected.',

    'Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. Hook x returned FAILED.',
    '(service web) (deployment ecs-svc/1) deployment failed: Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed.',
  ],
  alarm: [
    'Service deployment rolled back because one or more alarms entered ALARM state',
    'Service deployment rolled back due to CloudWatch alarm web-5xx',

    '(service web) (deployment ecs-svc/1) deployment failed: alarm detected.',
    'Service deployment rolled back because an alarm was triggered: alarm detected',
    'CloudWatch alarm web-5xx went into ALARM during the deployment',
  ],
  'rolled-back-by-user': [
    'Service deployment rolled back because it was requested by the user.',
    'StopServiceDeployment',
  ],
  'circuit-breaker': [
    'ECS deployment circuit breaker: tasks failed to start.',
    'Service deployment rolled back because the circuit breaker threshold was exceeded.',
    '(service web) (deployment ecs-svc/1) deployment failed: tasks failed to start.',
    'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.',
  ],
  'inconsistent-start': [
    '(service web) is unable to consistently start tasks successfully.',
    'service web is unable to consistently start tasks successfully',
  ],
  'unable-steady': [
    '(service web) was unable to reach steady state.',
    '(service web) was unable to reach a steady state because of something new',
  ],
  'deployment-failed': [
    '(service web) (deployment ecs-svc/1) deployment failed: something new',
    '(service web) rolling back to deployment ecs-svc/9743799798921838597.',
  ],
  'run-task-resource': ['RunTask failed: RESOURCE:MEMORY', 'RunTask failed: RESOURCE:ENI'],
  'run-task-attribute': ['RunTask failed: ATTRIBUTE', 'RunTask failed: LOCATION'],
  'run-task-agent': ['RunTask failed: AGENT', 'RunTask failed: AGENT: agent disconnected'],
  'run-task-no-instances': ['RunTask failed: EMPTY CAPACITY PROVIDER', 'RunTask failed: MISSING'],
  'codedeploy-controller': [
    'Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
    'Unable to update network parameters on services with a CODE_DEPLOY deployment controller.',
  ],
  'codedeploy-busy': [
    "The Deployment Group 'DgpECS-prod-web' already has an active Deployment 'd-ABCDEF123'",
    'The Deployment Group ‘x’ already has an active Deployment ‘d-1’',
  ],
  'codedeploy-hook-not-allowed': [
    'The hook AfterAllowTestTraffic of the CodeDeploy deployment failed: The lifecycle event hook function smoke could not be invoked: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/CodeDeployECS/AWSCodeDeploy is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:111122223333:function:smoke',
    'The hook BeforeInstall of the CodeDeploy deployment failed: User: arn:aws:sts::1:assumed-role/CodeDeployECS/AWSCodeDeploy is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:1:function:smoke because no identity-based policy allows the lambda:InvokeFunction action',
  ],
  'codedeploy-hook-silent': [
    'The hook AfterAllowTestTraffic of the CodeDeploy deployment failed: The Lambda function smoke did not return a status within one hour.',
    'The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within one hour after a deployment hook is invoked.',
    'The deployment timed out while waiting for a status callback. (TIMEOUT)',
  ],
  'codedeploy-hook-failed': [
    'The deployment failed because one or more of the lifecycle event validation functions failed. (HOOK_EXECUTION_FAILURE)',
    'The hook BeforeAllowTraffic of the CodeDeploy deployment failed: smoke test returned 500',
  ],
  'codedeploy-alarm': [
    'One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <web-5xx> (ALARM_ACTIVE)',
    'ALARM_ACTIVE',
  ],
  'codedeploy-ready-timeout': [
    'The deployment timed out while waiting for a notification to continue. This time out period is 30 minutes.',
    'The deployment timed out while waiting for a notification to continue. (TIMEOUT)',
  ],
  'codedeploy-listener': [
    'The ELB could not be updated due to the following error: Primary taskset target group must be behind listener arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/web/1/2',
    'Primary taskset target group must be behind listener (INVALID_ECS_SERVICE)',
  ],
  'codedeploy-role': [
    'The IAM role arn:aws:iam::111122223333:role/codedeploy does not give you permission to perform operations in the following AWS service: AWSLambda.',
    'The service role is missing (IAM_ROLE_MISSING)',
  ],
  'codedeploy-stopped': ['MANUAL_STOP', 'The deployment was stopped by user. (MANUAL_STOP)'],
  'codedeploy-unhealthy': [
    'The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.',
    'The deployment timed out while waiting for the replacement task set to become healthy. (TIMEOUT)',
  ],
  'codedeploy-step': [
    'The step Install of the CodeDeploy deployment failed',
    'The step AllowTraffic of the CodeDeploy deployment failed: UnknownError',
  ],
  'advanced-configuration': [
    'Either all or none of the provided loadBalancers must have advancedConfiguration defined',

    'advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy',
    'InvalidParameterException: advancedConfiguration field is required for all loadBalancers',
  ],
  'waiter-gave-up': [
    'Resource is not in the state servicesStable',
    'Waiter ServicesStable failed: Max attempts exceeded',
  ],
  steady: [
    '(service web) has reached a steady state.',
    '(service web) (deployment ecs-svc/1) deployment completed.',
    'ECS deployment ecs-svc/1 in progress.',
  ],
  progress: [
    '(service web, taskSet ecs-svc/123) updated state to STEADY_STATE.',
    '(service web, taskSet ecs-svc/123) updated computedDesiredCount to 2.',

    '(service web) has started 2 tasks: (task 1) (task 2). Amazon ECS replaced 2 tasks due to an unhealthy status.',
    '(service web) has stopped 1 running tasks: (task 1).',
    '(service web) registered 2 targets in (target-group web)',
    '(service web) stopped 2 pending tasks.',
    'service (web) deregistered 2 targets in (target-group web)',
  ],
  'image-wrong-system': [
    'CannotPullContainerError: a Windows version 10.0.20348-based image is incompatible with a 10.0.17763 host',
    'CannotPullContainerError: image operating system "linux" cannot be used on this platform',
    'CannotStartContainerError: hcsshim::CreateComputeSystem 9f: The container operating system does not match the host operating system.',
  ],
  'image-name-invalid': [
    'CannotPullContainerError: Error response from daemon: invalid reference format',
    'CannotPullContainerError: inspect image has been retried 1 time(s): failed to resolve ref "": could not parse reference: invalid',
  ],
  'image-certificate': [
    'CannotPullContainerError: Error response from daemon: Get "https://registry.example.com/v2/": x509: certificate signed by unknown authority',
    'CannotPullContainerError: failed to do request: tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
  ],
  'image-login-missing': [
    'CannotPullContainerError: Error response from daemon: Head "https://ghcr.io/v2/acme/web/manifests/1": unauthorized',
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ghcr.io/acme/web:1: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Aacme%2Fweb%3Apull: 403 Forbidden',
    'CannotPullContainerError: inspect image has been retried 1 time(s): failed to resolve ref "docker.io/acme/web:2.0.0": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
  ],
  'image-registry-error': [
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref registry.example.com/web:1: unexpected status from HEAD request to https://registry.example.com/v2/web/manifests/1: 503 Service Unavailable',
    'CannotPullContainerError: Error response from daemon: received unexpected HTTP status: 500 Internal Server Error',
  ],
  'secret-key-denied': [
    `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.`,
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: AccessDeniedException: Access to KMS is not allowed status code: 400, request id: a87a66d9`,
    `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: The ciphertext refers to a customer master key that does not exist: User: arn:aws:sts::1:assumed-role/exec/1 is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:1:key/1 because no identity-based policy allows the kms:Decrypt action`,
    `${RETRIED} unable to retrieve secret from asm: failed to fetch secret ${SECRET} from secrets manager: DecryptionFailure: Secrets Manager can't decrypt the protected secret text using the provided KMS key.`,
  ],
  'registry-credentials': [
    `${RETRIED} unable to get registry auth from asm: service call has been retried 5 time(s): asm fetching secret from the service for ...`,
    `${RETRIED} unable to get registry auth from asm: ResourceNotFoundException`,
  ],
  'secret-deleted': [
    `${RETRIED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.`,
    "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.",
  ],
  'secret-reference-invalid': [
    'ResourceInitializationError: unable to pull secrets or registry auth: unexpected ARN format with parameters when trying to retrieve ASM secret',
    `${RETRIED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): ValidationException: Invalid parameter name. Please use correct syntax`,
  ],
  'logging-router': [
    'CannotStartContainerError: Error response from daemon: failed to initialize logging driver: dial unix /var/run/fluent.sock: connect: no such file or directory',
    'CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to connect to fluentd: dial unix /var/run/fluent.sock: connect: no such file or directory',
  ],
  'efs-not-allowed': [
    "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' : unsuccessful EFS utils command execution; code: 32",
    'ResourceInitializationError: not authorized to perform: elasticfilesystem:ClientMount',
  ],
  'efs-unresolved': [
    'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve "fs-0123.efs.us-east-1.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID.',
    'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: No mount target in this zone',
  ],
  'network-interface-quota': [
    "Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-1': NetworkInterfaceLimitExceeded",
    'The maximum number of network interfaces has been reached.',
  ],
  'service-connect-proxy': [
    'Essential container in task exited: container ecs-service-connect-4TzYx exited with code 1',
    'Task failed container health checks: container ecs-service-connect-4TzYx is unhealthy',
  ],
  'gpu-missing': [
    'CannotStartContainerError: Error response from daemon: could not select device driver "nvidia" with capabilities: [[gpu]]',
    'CannotStartContainerError: OCI runtime create failed: container init caused: Running hook #0:: error running hook: exit status 1, stderr: nvidia-container-cli: initialization error: nvml error: driver not loaded: unknown',
  ],
  'mount-source': [
    'CannotCreateContainerError: API error (400): Duplicate mount point: /data',
    "CannotStartContainerError: Error response from daemon: error while creating mount source path '/data': mkdir /data: read-only file system",
  ],
  'host-disk-full': [
    'CannotCreateContainerError: API error (500): devmapper: Thin Pool has 4350 free data blocks which is less than minimum required',
    "OSError: [Errno 28] No space left on device: '/tmp/x'",
  ],
  'discovery-registration': [
    'The Service Discovery instance could not be registered.',
    '(service web) failed to register instance in service registry srv-1',
    '(service web) was unable to register instance in (service-registry arn:aws:servicediscovery:us-east-1:111122223333:service/srv-1) due to (reason Service not found)',
  ],
  'infrastructure-role': [
    "ECS was unable to assume the configured ECS Infrastructure Role 'arn:aws:iam::111122223333:role/ecsInfrastructureRole'. Please verify that the role being passed has the proper trust relationship with Amazon ECS",
    "Service deployment rolled back because of invalid networking configuration. ECS was unable to manage the ELB resources due to missing permissions on ECS Infrastructure Role 'arn:aws:iam::123456789012:role/Admin'.",
  ],
  'service-linked-role': [
    'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
    "service web failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::1:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS' that was provided for this task.)",
  ],
  'agent-disconnected': [
    "service web was unable to place a task because no container instance met all of its requirements. The closest matching container-instance 0123 doesn't have the agent connected. For more information, see the Troubleshooting section.",
    'The closest matching container-instance 1 encountered error "AGENT"',
  ],
  'managed-instances': [
    '(service web) was unable to place a task. Reason: ResourceInitializationError: Unable to launch instance(s) for capacity provider web. UnfulfillableCapacity: Unable to fulfill capacity due to your request configuration',
    'UnfulfillableCapacity',
  ],
  'account-blocked': [
    '(service web) was unable to place a task. Reason: Your account is currently blocked.',
    '(service web) was unable to place a task. Reason: Your request has been blocked.',
  ],
  'too-many-deployments': [
    '5 active deployments exist, unable to create new deployment.',
    'InvalidParameterException: 5 active deployments exist, unable to create new deployment',
  ],
  'target-group-unfit': [
    'The target group with targetGroupArn arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/x/1 does not have an associated load balancer.',
    'The provided target group arn:x has target type instance, which is incompatible with the awsvpc network mode specified in the task definition.',
  ],
  'capacity-provider-unknown': [
    'The specified capacity provider FARGATE_SPOT was not found. Specify a valid name or ARN and try again.',
    'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster.',
  ],
  'launch-type-unfit': [
    'Task definition does not support launch_type FARGATE.',
    '(service web) failed to launch a task with (error No launch type satisfied)',
  ],
  'service-draining': [
    'Unable to Start a service that is still Draining.',
    'InvalidParameterException: Unable to Start a service that is still Draining.',
  ],
  'hook-not-allowed': [
    'Service deployment rolled back because TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. ECS was unable to assume role arn:aws:iam::123456789012:role/Admin',
    'Service deployment rolled back because TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. ECS was unable to invoke hook target arn:aws:lambda:us-west-2:123456789012:function:myHook due to User: arn:aws:sts::123456789012:assumed-role/myLambdaRole/ECS-Lambda-Execution is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-west-2:123456789012:function:myHook because no identity-based policy allows the lambda:InvokeFunction action',
  ],
  'traffic-not-allowed': [
    '(service web) failed to register targets in target-group web with (error User: arn:aws:sts::123456789012:assumed-role/myELBRole/ecs-service-scheduler is not authorized to perform: elasticloadbalancing:RegisterTargets on resource: arn:x because no identity-based policy allows the elasticloadbalancing:RegisterTargets action)',
    'Service deployment rolled back because TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. User: arn:aws:sts::123456789012:assumed-role/myELBRole/ECSNetworkingWithELB is not authorized to perform: elasticloadbalancing:ModifyListener on resource: arn:aws:elasticloadbalancing:us-west-2:123456789012:listener/app/my-alb/abc123/def456 because no',
    'Service deployment rolled back because PRODUCTION_TRAFFIC_SHIFT lifecycle hook(s) failed. User: arn:aws:sts::123456789012:assumed-role/lb/ECSNetworkingWithELB is not authorized to perform: elasticloadbalancing:ModifyRule on resource: arn:aws:elasticloadbalancing:us-west-2:123456789012:listener-rule/app/my-alb/abc123/def456/ghi because no identity-based policy allows the elasticloadbalancing:ModifyRule action',
  ],
  'express-provisioning': [
    'Service deployment rolled back because PROVISIONING lifecycle hook(s) failed. AccessDenied',
    '(service web) (deployment ecs-svc/1) deployment failed: Service deployment rolled back because PROVISIONING lifecycle hook(s) failed.',
  ],
  'image-layer-missing': [
    'CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: content at https://registry.example.com/v2/shop/web/blobs/sha256:77aa not found: not found',
    'CannotPullContainerError: Error response from daemon: blob unknown to registry',
  ],
  'dns-unknown': [
    'CannotPullContainerError: failed to resolve ref registry.exmaple.com/web:2: failed to do request: Head "https://registry.exmaple.com/v2/web/manifests/2": dial tcp: lookup registry.exmaple.com on 10.0.0.2:53: no such host',
    'ResourceInitializationError: unable to pull secrets or registry auth: RequestError: send request failed caused by: Post "https://api.ecr.us-east-1.amazonaws.com/": dial tcp: lookup api.ecr.us-east-1.amazonaws.com on 10.0.0.2:53: no such host',
  ],
  'compute-unfit': [
    'The selected task definition is not compatible with the selected compute strategy',
    '(service web) was unable to place a task. Reason: The selected task definition is not compatible with the selected compute strategy.',
  ],
  'express-certificate': [
    'The certificate of the service is still PROVISIONING: Certificate arn:aws:acm:us-east-1:111122223333:certificate/1a2b is PENDING_VALIDATION',
    'ECS could not create the certificate of the service: the domain has a CAA record',
  ],
  'device-missing': [
    'CannotStartContainerError: Error response from daemon: error gathering device information while adding custom device "/dev/fuse": no such file or directory',
    'error gathering device information while adding custom device "/dev/snd": not a device node',
  ],
  'sysctl-refused': [
    'CannotStartContainerError: OCI runtime create failed: error during container init: sysctl "net.core.rmem_max" is not in a separate kernel namespace: unknown',
    'CannotStartContainerError: OCI runtime create failed: open sysctl net.ipv4.ip_forward file: open /proc/sys/net/ipv4/ip_forward: read-only file system: unknown',
  ],
  'express-network': [
    'ECS could not create the load balancer of the service: InvalidConfigurationRequest: At least two subnets in two different Availability Zones must be specified',
    'ECS could not create the load balancer of the service: InvalidSubnet: VPC vpc-0abc12de34f567890 has no internet gateway',
    'ECS could not create the load balancer of the service: InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone',
  ],
  'targets-untested': [
    'Target 10.0.3.4:8080 has not passed its first health checks in (target-group web): Initial health checks in progress',
    'Target 10.0.3.4 has not passed its first health checks in (target-group web)',
  ],
  'tasks-provisioning': [
    'Tasks wait in PROVISIONING for a host and a network interface',
    'Tasks wait in PROVISIONING for a host and a network interface ',
  ],
  'tasks-before-pull': [
    'Tasks wait in PENDING and have not begun to pull their images',
    'Tasks wait in PENDING and have not begun to pull their images ',
  ],
  'tasks-after-pull': [
    'Tasks wait in PENDING although their images are pulled',
    'Tasks wait in PENDING although their images are pulled ',
  ],
  'tasks-activating': ['Tasks wait in ACTIVATING to be registered', 'Tasks wait in ACTIVATING to be registered '],
  'container-untested': [
    'Container web has no result of its health check yet (every 30 s, startPeriod 0 s)',
    'Container log_router has no result of its health check yet (every 300 s, startPeriod 300 s)',
  ],
  'nothing-started': [
    'ECS has started none of 2 tasks, and gives no reason',
    'ECS has started none of 40 tasks, and gives no reason',
  ],
  'image-attestation': [
    'CannotPullContainerError: ref pull has been retried 1 time(s): failed to unpack image on snapshotter overlayfs: failed to extract layer sha256:c023: failed to get stream processor for application/vnd.in-toto+json: no processor for media-type: unknown',
    'CannotPullContainerError: failed to unpack image on snapshotter overlayfs: mismatched image rootfs and manifest layers: unsupported media type application/vnd.in-toto+json',
  ],
  'target-taken-out': [
    'Target 10.0.3.4:8080 of running tasks was taken out of (target-group web)',
    'Targets 10.0.3.4:8080, 10.0.4.5:8080 of running tasks were taken out of (target-group web)',
  ],
  'hook-answer-invalid': [
    'Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. ECS was unable to parse the response from arn:aws:lambda:us-west-2:123456789012:function:myHook due to HookStatus must not be null',
    'HookStatus must not be null.',
  ],
  'traffic-rules': [
    'Service deployment rolled back because of invalid networking configuration: Target group arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/myAlternateTG/abc123 is not associated with either productionListenerRule or testListenerRule.',
    'Service deployment rolled back because of invalid networking configuration. One or more rules not found',
    'Service deployment rolled back because of invalid networking configuration. Production listener rule is forwarding traffic to unexpected target group arn:aws:x',
    'productionListenerRule has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB.',
  ],
  superseded: [
    'Service deployment stopped because a newer deployment was started',
    'Service deployment was superseded by another deployment',
  ],
  'pause-over': [
    'Provided hookId is either completed, unavailable, or not associated with the given Resource ARN',
    'Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}',
    'Continuing a service deployment is not allowed for service deployment in terminal states.',
  ],
  'service-deployment-gone': [
    'The service deployment does not exist.',
    'ClientException: The service deployment does not exist.',
  ],
  'limit-refused': [
    'CannotStartContainerError: Error response from daemon: error setting rlimits: error setting rlimit type 7: operation not permitted',
    'error setting rlimit type 7: operation not permitted',
  ],
  'managed-instances-role': [
    'Unable to launch instance(s) for capacity provider mi. User: arn:aws:sts::111122223333:assumed-role/ecsInfra/ECS is not authorized to perform: ec2:CreateFleet on resource: arn:aws:ec2:us-east-1:111122223333:launch-template/lt-1 because no identity-based policy allows the ec2:CreateFleet action',
    'ResourceInitializationError: Unable to launch instance(s). User: arn:aws:sts::111122223333:assumed-role/ecsInfra/ECS is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/ecsInstanceRole',
  ],
  'provider-stands-still': [
    'Tasks wait in PROVISIONING for capacity provider ec2-large',
    'Tasks wait in PROVISIONING for capacity provider FARGATE_SPOT',
  ],
  'image-login-refused': [
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ghcr.io/shop/web:2: failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://ghcr.io/token: 403 Forbidden',
    'CannotPullContainerError: Error response from daemon: Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password',
  ],
  'image-not-unpackable': [
    'CannotPullContainerError: failed to register layer: ApplyLayer exit status 1 stdout: stderr: archive/tar: invalid tar header',
    'CannotPullContainerError: ref pull has been retried 1 time(s): failed to extract layer sha256:aa: mount callback failed on /tmp/containerd-mount1: failed to Lchown "/app": lchown /app: invalid argument: unknown',
  ],
  'logging-credentials': [
    'CannotStartContainerError: Error response from daemon: failed to initialize logging driver: NoCredentialProviders: no valid providers in chain. Deprecated.',
    'CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: CredentialsEndpointError: failed to load credentials caused by: Get "http://169.254.170.2/v2/credentials/a7ea": dial tcp 169.254.170.2:80: i/o timeout',
  ],
  'exec-agent-stopped': [
    'The ECS Exec agent stopped in container web: ECS gives no reason',
    'The ECS Exec agent stopped in container api (readonlyRootFilesystem): unable to start ExecuteCommandAgent [create]: no such container',
  ],
  'dependency-awaited': [
    'Container web is waiting for container db (dependsOn HEALTHY), which is unhealthy',
    'Container web is waiting for container migrate (dependsOn SUCCESS), which is stopped with exit code 3',
  ],
  'container-stays-unhealthy': [
    'Container web is running and fails its health check',
    'Container log_router is running and fails its health check',
  ],
  'service-connect-port': [
    'InvalidParameterException: portName(api) does not refer to any named PortMapping in the Task Definition.',
    'portName(http-8080) does not refer to any named PortMapping in the Task Definition.',
  ],
  'image-cache-not-allowed': [
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/docker-hub/library/nginx:1.27: unexpected status from HEAD request: 403 Forbidden: User: arn:aws:sts::111122223333:assumed-role/ecsTaskExecutionRole/0123 is not authorized to perform: ecr:BatchImportUpstreamImage on resource: arn:aws:ecr:us-east-1:111122223333:repository/docker-hub/library/nginx',
    'CannotPullContainerError: denied: User: arn:aws:sts::111122223333:assumed-role/ecsTaskExecutionRole/0123 is not authorized to perform: ecr:CreateRepository on resource: arn:aws:ecr:us-east-1:111122223333:repository/ghcr/shop',
  ],
  'placement-interfaces': [
    '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 4ae3a0b6f4c94b3d8b3f6b0f5a1c2d3e) encountered error "RESOURCE:ENI". For more information, see the Troubleshooting section.',
    '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 4ae3) has insufficient network interfaces available.',
  ],
  'resource-quota': [
    'ECS could not create the certificate of the service: Error: you have reached your limit of 2500 certificates. (Service: AcmClient, Status Code: 400) LimitExceededException',
    "ECS could not create the listener rule of the service: The maximum number of rules on load balancer 'ecs-express-gateway-alb-1' has been reached (Service: ElasticLoadBalancingV2, Status Code: 400, Error Code: TooManyRules)",
    'The log group of the service is still PROVISIONING: Resource limit exceeded. (Service: CloudWatchLogs, Error Code: LimitExceededException)',
  ],
  'target-grpc': [
    'Health checks failed with these codes: [12]',
    '(service web) (task 0123) (port 8080) is unhealthy in (target-group web) due to (reason Health checks failed with these GRPC codes: [14]).',
  ],
  'dns-unanswered': [
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 5 time(s): RequestError: send request failed caused by: Post "https://secretsmanager.us-east-1.amazonaws.com/": dial tcp: lookup secretsmanager.us-east-1.amazonaws.com on 10.0.0.2:53: read udp 10.0.1.5:41234->10.0.0.2:53: i/o timeout',
    'CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve ref: failed to do request: Head "https://registry.example.com/v2/web/manifests/2": dial tcp: lookup registry.example.com on 10.0.0.2:53: server misbehaving',
  ],
  'logging-server': [
    'ResourceInitializationError: failed to initialize logging driver: splunk: failed to verify token',
    'CannotStartContainerError: Error response from daemon: failed to initialize logging driver: splunk: failed to verify connection - 403 Forbidden - {"text":"Invalid token","code":4}',
    'CannotStartContainerError: Error response from daemon: failed to initialize logging driver: gelf: cannot connect to GELF endpoint: logs.shop.internal:12201 dial tcp 10.0.4.9:12201: connect: connection refused',
  ],
  ...PROGRAM_WORDINGS,
};
