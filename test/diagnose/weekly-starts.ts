import { WEB } from './case.ts';
import { neverStarts } from './endings.ts';
import { FAILED_EVENTS } from './tasks.ts';
import { unhealthyFor, type WeeklyFailure } from './weekly.ts';

/** Tasks that never start. */
export const WEEKLY_STARTS: readonly WeeklyFailure[] = [
  {
    name: 'secret without the key',
    cause: 'secret-key-missing',
    source: 'https://github.com/rileydakota/valheim-ecs-fargate-cdk/issues/9, agent text "did not contain json key"',
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key DB_PASSWORD',
      {
        containers: [
          {
            ...WEB,
            secrets: [
              { name: 'API_TOKEN', valueFrom: 'arn:aws:ssm:us-east-1:111122223333:parameter/prod/shop/token' },
              {
                name: 'SHOP_DB_PASSWORD',
                valueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/shop/db-AbCdEf:DB_PASSWORD::',
              },
            ],
          },
        ],
      },
    ),
    facts: ['DB_PASSWORD', 'prod/shop/db'],
    fix: [/key `?DB_PASSWORD`?/, /valueFrom|secrets/],
    never: /execution role|NAT gateway|log in to the registry|\/prod\/shop\/token/,
  },
  {
    name: 'layers of ECR out of reach',
    cause: 'image-layer-unreachable',
    source:
      'https://repost.aws/knowledge-center/ecs-pull-container-api-error-ecr, bucket prod-region-starport-layer-bucket',
    given: neverStarts(
      'CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/53f8f2-111122223333-4c1a/2f3e?X-Amz-Security-Token=...": dial tcp 52.217.103.12:443: i/o timeout',
    ),
    facts: ['starport-layer-bucket'],
    fix: [/S3/, /gateway endpoint/i, /route table/i],
    never: /tag .*does not exist|rate limit|ecr:BatchGetImage/,
  },
  {
    name: 'EFS: no mount target in the zone',
    cause: 'efs-unresolved',
    source:
      'https://github.com/kubernetes-sigs/aws-efs-csi-driver, text of efs-utils "No matching mount target in the az"',
    given: neverStarts(
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve "fs-0263715a9518b3f0c.efs.us-east-1.amazonaws.com". The file system mount target ip address cannot be found, please pass mount target ip address via mount options. No matching mount target in the az us-east-1b. Please create one mount target in us-east-1b, or try the mount target in another AZ by passing the availability zone option : unsuccessful EFS utils command execution; code: 1',
    ),
    facts: ['fs-0263715a9518b3f0c', 'us-east-1b'],
    fix: [/mount target/, /us-east-1b/],
    never: /enableDns|policy refuses|DNS resolution/,
  },
  {
    name: 'tag policy refuses the network interface',
    cause: 'tag-policy',
    source:
      'public report of stoppedReason "Unexpected EC2 error while attempting to tag the network interface: TagPolicyViolation"',
    given: neverStarts('Unexpected EC2 error while attempting to tag the network interface: TagPolicyViolation'),
    facts: ['TagPolicyViolation'],
    fix: [/tag policy/i, /propagate|tags/],
    never: /free addresses|subnet|security group/,
  },
  {
    name: 'image of Docker Hub from a subnet without a way out',
    cause: 'image-unreachable',
    source: 'https://github.com/deepfence/terraform-aws-cloud-scanner/issues/13',
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref docker.io/library/redis:7: failed to do request: Head "https://registry-1.docker.io/v2/library/redis/manifests/7": dial tcp 44.208.254.194:443: i/o timeout',
      {
        events: [
          '(service web) has started 2 tasks: (task 1) (task 2).',
          '(service web) was unable to place a task. Reason: Internal error.',
          '(service web) has started 2 tasks: (task 3) (task 4).',
          ...FAILED_EVENTS,
        ],
        service: {
          launchType: 'FARGATE',
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: ['subnet-0aa', 'subnet-0bb'],
              securityGroups: ['sg-0cc'],
              assignPublicIp: 'DISABLED',
            },
          },
        },
        containers: [WEB, { ...WEB, name: 'redis', image: 'redis:7' }],
      },
    ),
    facts: ['registry-1.docker.io', 'subnet-0aa'],
    fix: [/NAT/, /subnet-0aa/],
    never: /tag .*does not exist|VPC endpoint for ECR|log in|Internal error/,
  },
  {
    name: 'image for one processor, task for the other',
    cause: 'image-wrong-platform',
    source: 'public reports of "image Manifest does not contain descriptor matching platform \'linux/arm64 v8\'"',
    given: neverStarts(
      "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/arm64 v8'",
      { events: [unhealthyFor('Request timed out', 7), ...FAILED_EVENTS] },
    ),
    facts: ['linux/arm64'],
    fix: [/--platform linux\/arm64/, /X86_64/],
    never: /execution role|NAT|security group/,
  },
  {
    name: 'EFS refuses the task role',
    cause: 'efs-not-allowed',
    source:
      'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html (access denied by server while mounting 127.0.0.1:/)',
    given: neverStarts(
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' : unsuccessful EFS utils command execution; code: 32",
    ),
    facts: ['access denied by server'],
    fix: [/elasticfilesystem:ClientMount/, /task role/, /policy/],
    never: /2049|DNS|execution role/,
  },
  {
    name: 'secret of another Region',
    cause: 'secret-not-found',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html',
    given: neverStarts(
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf from secrets manager: ResourceNotFoundException: Secrets Manager can’t find the specified secret.',
      {
        containers: [
          {
            ...WEB,
            secrets: [
              { name: 'DB_PASSWORD', valueFrom: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf' },
            ],
          },
        ],
      },
    ),
    facts: ['prod/db-AbCdEf', 'eu-west-1'],
    fix: [/Region|eu-west-1/, /valueFrom|secrets/],
    never: /NAT|execution role lacks|json key/,
  },
  {
    name: 'execution role may not write the log',
    cause: 'logging-not-allowed',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
    given: neverStarts(
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/shop-exec/0f1e is not authorized to perform: logs:CreateLogStream on resource: arn:aws:logs:us-east-1:111122223333:log-group:/ecs/web:log-stream:ecs/web/0f1e because no identity-based policy allows the logs:CreateLogStream action : exit status 1',
      {
        events: [
          '(service web) was unable to place a task. Reason: Internal error.',
          '(service web) has started 2 tasks: (task 1) (task 2).',
          ...FAILED_EVENTS,
        ],
      },
    ),
    facts: ['shop-exec', '/ecs/web'],
    fix: ['logs:CreateLogStream', 'shop-exec', '/ecs/web'],
    never: /task role \(|Create the log group|NAT|Internal error/,
  },
];
