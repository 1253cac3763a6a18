import { alive } from './weekly.ts';
import { WEB } from './case.ts';
import { ends, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { FAILED_EVENTS } from './tasks.ts';
import { ago, ECR, old, ROLES, stands, PRIVATE } from './stage.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';

/** Names, keys and users that do not fit, and what stands still behind the new tasks. */
export const AWS_NAMES_AND_KEYS: readonly Open[] = [
  {
    name: 'a repository that the account in the image does not have',
    source: `${DOCS}task_cannot_pull_image.html`,
    root: 'The account in the image is wrong: 999988887777 has no such repository.',
    named: /999988887777/,
    fix: [/999988887777|account/, /image/],
    facts: ['shop/web'],
    never: /NAT|role lacks|tag has a typo|lifecycle/,
    given: neverStarts(
      "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 999988887777.dkr.ecr.us-east-1.amazonaws.com/shop/web:2.1: name unknown: The repository with name 'shop/web' does not exist in the registry with id '999988887777'",
      {
        definition: ROLES,
        containers: [{ ...WEB, image: '999988887777.dkr.ecr.us-east-1.amazonaws.com/shop/web:2.1' }],
      },
    ),
  },
  {
    name: 'an encrypted image whose key is off',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html',
    root: 'The KMS key of the repository is disabled/denied.',
    named: /KMS|key/i,
    fix: [/key/i],
    facts: [],
    never: /NAT|tag has|repository policy/,
    given: neverStarts(
      `CannotPullContainerError: failed to resolve ref ${ECR}/web:2: failed to do request: KmsException: AWS KMS returned error code: DisabledException: arn:aws:kms:us-east-1:111122223333:key/1a2b3c4d is disabled.`,
      { definition: ROLES },
    ),
  },
  {
    name: 'a role of another account that the program may not assume',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html',
    root: 'Task role may not assume reader of 9999; both sides.',
    named: /sts:AssumeRole/,
    fix: [/trust/i, /shop-task/],
    facts: ['shop-task'],
    never: /NAT|execution role lacks/,
    given: ends(
      1,
      [
        'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:sts::111122223333:assumed-role/shop-task/0f1e is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::999988887777:role/reader',
      ],
      { definition: ROLES },
    ),
  },
  {
    name: 'a name that Service Connect may know',
    source: `${DOCS}service-connect-concepts.html`,
    root: 'Name of Service Connect does not resolve.',
    named: /api\.shop/,
    fix: [/Service Connect|api/i],
    facts: ['api.shop'],
    never: /enableDnsSupport first|password/,
    given: ends(
      1,
      [
        'Error: getaddrinfo ENOTFOUND api.shop',
        '    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26) {',
        "  errno: -3008, code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'api.shop'",
        '}',
      ],
      {
        service: {
          deployments: [{ status: 'PRIMARY', serviceConnectConfiguration: { enabled: true, namespace: 'shop' } }],
        },
      },
    ),
  },
  {
    name: 'an access point whose user may not write',
    source: 'https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html',
    root: 'User of the access point may not write /data.',
    named: /\/data/,
    fix: [/access point|fsap-/],
    facts: ['/data/db.sqlite'],
    never: /chmod \+x|security group/,
    given: ends(1, ["Error: EACCES: permission denied, open '/data/db.sqlite'"], {
      definition: {
        ...ROLES,
        volumes: [
          {
            name: 'data',
            efsVolumeConfiguration: {
              fileSystemId: 'fs-0a1b2c3d',
              authorizationConfig: { accessPointId: 'fsap-0123', iam: 'ENABLED' },
            },
          },
        ],
      },
      containers: [{ ...WEB, mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] }],
    }),
  },
  {
    name: 'a crash beside news of rebalancing',
    source: `${DOCS}service-rebalancing-event-messages-list.html`,
    root: 'Crash for a missing variable; rebalancing is noise.',
    named: /API_URL/,
    fix: [/API_URL/],
    facts: ['API_URL'],
    never: /Availability Zone|rebalanc/i,
    given: ends(1, ["KeyError: 'API_URL'"], {
      events: [
        '(service web) is not AZ balanced with 2 tasks in us-east-1a, 0 tasks in us-east-1b. AZ Rebalancing in progress.',
        '(service web) is unable to place a task in us-east-1b because no container instance met all of its requirements.',
        ...FAILED_EVENTS,
      ],
    }),
  },
  {
    name: 'a file system of the instance that does not answer',
    source: 'https://github.com/moby/moby',
    root: 'The NFS mount of the instance is stale.',
    named: /stale|\/mnt\/efs/i,
    fix: [/mount|instance/i],
    facts: ['/mnt/efs/data'],
    never: /readonly|containerPath first|image/,
    given: neverStarts(
      "CannotCreateContainerError: Error response from daemon: error while creating mount source path '/mnt/efs/data': mkdir /mnt/efs/data: stale NFS file handle",
      {
        service: { launchType: 'EC2' },
        definition: { volumes: [{ name: 'data', host: { sourcePath: '/mnt/efs/data' } }] },
      },
    ),
  },
  {
    name: 'an address that a load balancer has taken',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html',
    root: 'The IP of the task is used by the load balancer.',
    named: /IP|address/i,
    fix: [/again/i],
    facts: [],
    never: /path of|listens/,
    given: stands({
      counts: { desired: 2, running: 2, pending: 0 },
      running: [
        {
          startedAt: ago(300),
          attachments: [
            { type: 'ElasticNetworkInterface', details: [{ name: 'privateIPv4Address', value: '10.0.3.4' }] },
          ],
          containers: [{ name: 'web', lastStatus: 'RUNNING' }],
        },
      ],
      targets: [
        {
          id: '10.0.3.4',
          state: 'unused',
          reason: 'Target.IpUnusable',
          description: 'Target IP address is reserved for use by a load balancer',
        },
      ],
    }),
  },
  {
    name: 'a host name that Linux does not take',
    source: 'https://github.com/opencontainers/runc',
    root: 'Invalid hostname.',
    named: /hostname/i,
    fix: [/hostname/i],
    facts: [],
    never: /NAT|memory/,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: sethostname: invalid argument: unknown',
      { service: { launchType: 'EC2' }, containers: [{ ...WEB, hostname: 'a'.repeat(80) }] },
    ),
  },
  {
    name: 'old tasks that AWS does not release',
    source: `${DOCS}task-lifecycle-explanation.html`,
    root: 'Old tasks stand in DEPROVISIONING: ENI release.',
    named: /DEPROVISIONING|old task/i,
    fix: [/wait|network interface/i],
    facts: [],
    never: /health check|capacity/,
    given: stands({
      counts: { desired: 2, running: 2, pending: 0 },
      service: { loadBalancers: [] },
      running: alive(),
      tasks: old().map((t) => ({
        ...t,
        desiredStatus: 'STOPPED',
        lastStatus: 'DEPROVISIONING',
        stoppingAt: ago(900),
        stoppedAt: undefined,
        executionStoppedAt: ago(880),
      })),
    }),
  },
  {
    name: 'a parameter in another Region',
    source: `${DOCS}resource-initialization-error.html`,
    root: 'ssm.us-east-2 in a VPC w/o route: parameter ARN of other region.',
    named: /us-east-2/,
    fix: [/us-east-2|Region|route|endpoint/],
    facts: ['us-east-2'],
    never: /does not exist/,
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 5 time(s): RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration. Post "https://ssm.us-east-2.amazonaws.com/": dial tcp 52.95.21.1:443: i/o timeout',
      {
        definition: ROLES,
        service: { ...PRIVATE, launchType: 'FARGATE' },
        containers: [
          { ...WEB, secrets: [{ name: 'DB', valueFrom: 'arn:aws:ssm:us-east-2:111122223333:parameter/shop/db' }] },
        ],
      },
    ),
  },
  {
    name: 'a task that no allowed instance type takes',
    source: `${DOCS}ManagedInstances.html`,
    root: 'No type large enough.',
    named: /instance/i,
    fix: [/instanceRequirements|smaller|memory/i],
    facts: [],
    never: /role|NAT/,
    given: stands({
      service: { capacityProviderStrategy: [{ capacityProvider: 'shop-mi' }] },
      definition: { cpu: '32768', memory: '262144' },
      events: [
        '(service web) was unable to place a task. Reason: No instance types in capacity provider shop-mi match the task requirements.',
      ],
    }),
  },
  {
    name: 'an Express role that ECS may not assume',
    source: `${DOCS}infrastructure_IAM_role.html`,
    root: 'Trust of the infrastructure role.',
    named: /role/i,
    fix: [/ecs\.amazonaws\.com|trust/i],
    facts: ['ecsInfra'],
    never: /quota|subnet/,
    given: stands({
      resources: [
        {
          resource: 'load balancer',
          status: 'FAILED',
          reason:
            "AccessDenied: ECS was unable to assume the role 'arn:aws:iam::111122223333:role/ecsInfra'. Verify that the role exists and trusts ecs.amazonaws.com.",
        },
      ],
    }),
  },
  {
    name: 'a hook whose function does not answer',
    source: `${DOCS}lambda-lifecycle-hooks.html`,
    root: 'Hook function says IN_PROGRESS until timeout.',
    named: /hook|PRE_SCALE_UP/i,
    fix: [/IN_PROGRESS|timeout|function/i],
    facts: [],
    never: /health check path|ContinueServiceDeployment/,
    given: {
      deployment: {
        statusReason:
          'Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. Lifecycle hook target arn:aws:lambda:us-east-1:111122223333:function:gate timed out.',
      },
      events: FAILED_EVENTS,
      tasks: [],
    },
  },
];
