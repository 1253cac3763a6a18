import { taskId, WEB, type Case } from './case.ts';
import { byCodeDeploy, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { healthEvent, notStarted, scaledIn, times, unhealthy } from './tasks.ts';

const FARGATE: Case['service'] = {
  launchType: 'FARGATE',
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: ['subnet-0a', 'subnet-0b'],
      securityGroups: ['sg-0task'],
      assignPublicIp: 'DISABLED',
    },
  },
};

/** Texts of AWS in words that no table had. Where the page of the source does not print the text, it describes the failure. */
export const AWS_UNKNOWN_WORDS: readonly Open[] = [
  {
    name: 'a reason of a service deployment that no version knows',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html',
    root: 'what the reason says',
    named: /the capacity reservation of the service has ended.*no explanation is known/,
    fix: [/what the reason names/],
    facts: ['capacity reservation'],
    never: /circuit breaker|Check the stopped tasks/,
    given: {
      deployment: {
        statusReason: 'Service deployment rolled back because the capacity reservation of the service has ended.',
      },
    },
  },
  {
    name: 'an image in the format of before 2016',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html',
    root: 'old image format',
    named: /manifest\.v1|schema|format|rebuil/i,
    fix: [/rebuil|push/i],
    facts: [],
    never: /NAT|execution role|typo|does not exist|no login/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref registry.example.com/legacy/web:2: not implemented: media type "application/vnd.docker.distribution.manifest.v1+prettyjws" is no longer supported since containerd v2.1, please rebuild the image as "application/vnd.docker.distribution.manifest.v2+json" or "application/vnd.oci.image.manifest.v1+json"',
      { service: FARGATE },
    ),
  },
  {
    name: 'a quota of EBS in the words of EC2',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    root: 'account limit for gp3 storage',
    named: /50 TiB|limit|quota/i,
    fix: [/quota|Service Quotas|increase/i],
    facts: ['50 TiB'],
    never: /security group|execution role|NAT|infrastructure role/,
    given: neverStarts(
      'Task stopped: VolumeLimitExceeded: You have exceeded your maximum gp3 storage limit of 50 TiB in this region. Please contact AWS Support to request an Elastic Block Store service limit increase.',
      { service: FARGATE, definition: { volumes: [{ name: 'scratch', configuredAtLaunch: true }] } },
    ),
  },
  {
    name: 'a Cloud Map service that is gone',
    source: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html',
    root: 'Cloud Map service is gone',
    named: /srv-abcdefgh12345678|Cloud Map|registry/i,
    fix: [/serviceRegistries|Cloud Map/i, /srv-abcdefgh12345678|create/i],
    facts: ['srv-abcdefgh12345678'],
    never: /security group|NAT|container and port/,
    given: {
      ...failed,
      service: {
        ...FARGATE,
        serviceRegistries: [
          { registryArn: 'arn:aws:servicediscovery:us-east-1:111122223333:service/srv-abcdefgh12345678' },
        ],
      },
      tasks: [
        ...times(2, () =>
          notStarted('ServiceDiscovery: ServiceNotFound: No service found with id: srv-abcdefgh12345678'),
        ),
        scaledIn,
      ],
    },
  },
  {
    name: 'a hook whose function the AppSpec names',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html',
    root: 'hook function of AfterAllowTestTraffic failed',
    named: /AfterAllowTestTraffic/,
    fix: [/\/aws\/lambda\/smoke-test/],
    facts: ['/aws/lambda/smoke-test'],
    never: /security group|image|NAT/,
    given: {
      hooks: { AfterAllowTestTraffic: 'arn:aws:lambda:us-east-1:111122223333:function:smoke-test' },
      ...byCodeDeploy(
        'HOOK_EXECUTION_FAILURE',
        'The overall deployment failed because the AfterAllowTestTraffic lifecycle event hook failed.',
        {
          name: 'AfterAllowTestTraffic',
          message: 'The deployment failed because a validation function failed',
          log: '',
        },
      ),
    },
  },
  {
    name: 'a file of a user id that no host has',
    source: 'https://github.com/moby/moby/issues/43576',
    root: 'a file in the image has a uid that cannot be mapped',
    named: /UID|uid|owner/i,
    fix: [/uid|chown|user/i, /rebuild|Dockerfile|image/i],
    facts: ['1001320000'],
    never: /NAT|execution role|disk space|gzip|ephemeral/,
    given: neverStarts(
      'CannotPullContainerError: ref pull has been retried 1 time(s): failed to extract layer sha256:9a1c: mount callback failed on /var/lib/containerd/tmpmounts/containerd-mount1: failed to Lchown "/var/lib/containerd/tmpmounts/containerd-mount1/app/node_modules" for UID 1001320000, GID 0: lchown /var/lib/containerd/tmpmounts/containerd-mount1/app/node_modules: invalid argument (Hint: try increasing the number of subordinate IDs in /etc/subuid and /etc/subgid): unknown',
      { service: FARGATE },
    ),
  },
  {
    name: 'an image from a Region that does not exist',
    source: 'https://docs.aws.amazon.com/general/latest/gr/ecr.html',
    root: 'the Region in the image name does not exist',
    named: /us-west-3|resolve|host/i,
    fix: [/us-west-3|Region/, /image/],
    facts: ['us-west-3'],
    never: /AmazonECSTaskExecutionRolePolicy|lifecycle policy/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 111122223333.dkr.ecr.us-west-3.amazonaws.com/web:2: failed to do request: Head "https://111122223333.dkr.ecr.us-west-3.amazonaws.com/v2/web/manifests/2": dial tcp: lookup 111122223333.dkr.ecr.us-west-3.amazonaws.com on 10.0.0.2:53: no such host',
      { service: FARGATE, containers: [{ ...WEB, image: '111122223333.dkr.ecr.us-west-3.amazonaws.com/web:2' }] },
    ),
  },
  {
    name: 'a platform version that is too old',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html',
    root: 'platform version 1.3.0 cannot do what the task needs',
    named: /platform/i,
    fix: [/platformVersion|platform-version|1\.4\.0|LATEST/],
    facts: [],
    never: /NAT|capacity|CPU units/,
    given: {
      standsStill: true,
      service: { ...FARGATE, platformVersion: '1.3.0' },
      counts: { desired: 2, running: 0, pending: 0 },
      definition: { volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-0123456789abcdef0' } }] },
      events: [
        "(service web) was unable to place a task. Reason: The specified platform does not satisfy the task definition's required capabilities.",
      ],
    },
  },
  {
    name: 'a target group of another protocol version',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
    root: 'protocol version of target group does not match',
    named: /464|protocol/i,
    fix: [/protocol version|ProtocolVersion|HTTP1|gRPC|HTTP\/2/i],
    facts: ['464'],
    never: /security group|grace period|redirect/,
    given: {
      ...failed,
      tasks: [...times(2, unhealthy), scaledIn],
      group: { ProtocolVersion: 'GRPC' },
      events: [
        healthEvent(0, 'Health checks failed with these codes: [464]'),
        healthEvent(1, 'Health checks failed with these codes: [464]'),
      ],
      targets: [{ reason: 'Target.ResponseCodeMismatch', description: 'Health checks failed with these codes: [464]' }],
      logs: { [`ecs/web/${taskId(0)}`]: ['INFO:     Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)'] },
    },
  },
  {
    name: 'a target group without a listener',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html',
    root: 'target group without load balancer',
    named: /load balancer/i,
    fix: [/listener|load balancer/i, /web-green|target group/],
    facts: ['web-green'],
    never: /hook|alarm|NAT/,
    given: byCodeDeploy(
      'ECS_UPDATE_ERROR',
      'The ECS service cannot be updated due to an unexpected error: The target group arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web-green/0123456789abcdef does not have an associated load balancer. (Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException; Request ID: 1a2b; Proxy: null). Check your ECS service status.',
    ),
  },
  {
    name: 'a hook that answers without a status',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-lifecycle-hooks.html',
    root: 'the function smoke returned no valid hookStatus',
    named: /hookStatus|smoke/,
    fix: [/hookStatus|SUCCEEDED/, /smoke/],
    facts: ['smoke'],
    never: /lambda:InvokeFunction|security group|task role/,
    given: {
      deployment: {
        status: 'ROLLBACK_SUCCESSFUL',
        statusReason:
          'Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. The Lambda function response did not contain a valid hookStatus.',
      } as never,
      service: {
        deploymentConfiguration: {
          strategy: 'BLUE_GREEN',
          lifecycleHooks: [
            {
              hookTargetArn: 'arn:aws:lambda:us-east-1:111122223333:function:smoke',
              roleArn: 'arn:aws:iam::111122223333:role/ecs-hooks',
              lifecycleStages: ['PRE_SCALE_UP'],
            },
          ],
        },
      },
    },
  },
  {
    name: 'a firewall that opens TLS to ECR',
    source: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/tls-inspection-considerations.html',
    root: 'a proxy or firewall intercepts TLS',
    named: /certificate|x509/i,
    fix: [/firewall|proxy|inspection/i],
    facts: ['111122223333.dkr.ecr.us-east-1.amazonaws.com'],
    never: /execution role|typo|does not exist|NAT gateway/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/web:2: failed to do request: Head "https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/web/manifests/2": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      { service: FARGATE },
    ),
  },
  {
    name: 'a host that cannot set up the network',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/failed-to-start-error.html',
    root: 'AWS could not set up the network of the host',
    named: /network|ENI|netplugin/i,
    fix: [/deploy again|again|AWS Support/i],
    facts: [],
    never: /security group|execution role|image/,
    given: neverStarts(
      'ResourceInitializationError: failed to configure ENI: failed to setup regular eni: netplugin failed with no error message',
      { service: FARGATE },
    ),
  },
  {
    name: 'the bucket of the log router is gone',
    source: 'https://github.com/aws/amazon-ecs-agent/blob/master/agent/taskresource/firelens/firelens_unix.go',
    root: 'the bucket does not exist',
    named: /missing|no such/,
    fix: [/bucket/, /config-file-value/],
    facts: ['no such object or bucket'],
    never: /s3:GetObject| on {2}and /,
    given: neverStarts(
      'ResourceInitializationError: unable to download firelens s3 config file: unable to initialize s3 client for bucket shop-conf: NotFound: Not Found status code: 404, request id: 4442587FB7D0A2F9',
      { service: FARGATE },
    ),
  },
];
