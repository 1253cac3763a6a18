import { GROUP, T0, WEB } from './case.ts';
import { ends, failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { FAILED_EVENTS, times } from './tasks.ts';
import { turnedAway, alive } from './weekly.ts';
import { ago, ECR, old, placed, ROLES, stands } from './stage.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';

/** Hosts and registries that refuse, tasks that are kept or ended again, and what is none of the new revision. */
export const AWS_SOCKETS_AND_SCALING: readonly Open[] = [
  {
    name: 'Google Artifact Registry names the permission',
    source: 'https://cloud.google.com/artifact-registry/docs/docker/authentication',
    root: 'Google denies the login downloadArtifacts.',
    named: /artifactregistry|google|pkg\.dev/i,
    fix: [/artifactregistry|Artifact Registry Reader|reader/i],
    facts: [],
    never: /NAT|ecr:|execution role/,
    given: neverStarts(
      'CannotPullContainerError: Error response from daemon: Head "https://us-docker.pkg.dev/v2/acme-prod/shop/web/manifests/1.4": denied: Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/acme-prod/locations/us/repositories/shop" (or it may not exist)',
      { service: { launchType: 'EC2' }, containers: [{ ...WEB, image: 'us-docker.pkg.dev/acme-prod/shop/web:1.4' }] },
    ),
  },
  {
    name: 'a login to ECR that expired on the instance',
    source: 'https://github.com/aws/amazon-ecs-agent',
    root: 'The ECR token of the instance is expired: agent cache or clock.',
    named: /token|login|expired/i,
    fix: [/agent|clock|time/i],
    facts: [],
    never: /NAT|no such image|secret/,
    given: neverStarts(
      `CannotPullContainerError: Error response from daemon: pull access denied for ${ECR}/web, repository does not exist or may require 'docker login': denied: Your authorization token has expired. Reauthenticate and try again.`,
      { service: { launchType: 'EC2' } },
    ),
  },
  {
    name: 'an environment that is too long for Linux',
    source: 'https://github.com/moby/moby',
    root: 'The environment/command is too long.',
    named: /long|environment|argument/i,
    fix: [/environment|variable|file/i],
    facts: [],
    never: /chmod|not in the image|architecture/,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/usr/local/bin/docker-entrypoint.sh": argument list too long: unknown',
      { service: { launchType: 'EC2' } },
    ),
  },
  {
    name: 'a working directory that is a file',
    source: 'https://github.com/moby/moby',
    root: 'workingDirectory /app is a file in the image.',
    named: /\/app/,
    fix: [/workingDirectory|WORKDIR/],
    facts: ['/app'],
    never: /NAT|memory|EFS/,
    given: neverStarts('CannotStartContainerError: Error response from daemon: Cannot mkdir: /app is not a directory', {
      service: { launchType: 'EC2' },
      containers: [{ ...WEB, workingDirectory: '/app' }],
    }),
  },
  {
    name: 'a path that a read-only host cannot make',
    source: 'https://github.com/bottlerocket-os/bottlerocket',
    root: 'Host path /srv/data cannot be created: read-only host file system.',
    named: /\/srv\/data/,
    fix: [/sourcePath|host/i, /\/local|\/mnt|\/var|writable/i],
    facts: ['/srv/data'],
    never: /readonlyRootFilesystem|NAT/,
    given: neverStarts(
      "CannotCreateContainerError: Error response from daemon: error while creating mount source path '/srv/data': mkdir /srv/data: read-only file system",
      {
        service: { launchType: 'EC2' },
        definition: { volumes: [{ name: 'data', host: { sourcePath: '/srv/data' } }] },
        containers: [{ ...WEB, mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] }],
      },
    ),
  },
  {
    name: 'a volume smaller than its snapshot',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-creating-volume.html',
    root: 'Volume of 10 GB is smaller than the snapshot of 50.',
    named: /50|smaller|size/i,
    fix: [/sizeInGiB/, /50/],
    facts: ['snap-0a1b2c3d'],
    never: /role|quota|NAT/,
    given: neverStarts(
      "Task failed to start: EBS volume creation failed: InvalidParameterValue: Volume of size 10GB is smaller than snapshot 'snap-0a1b2c3d', expect size >= 50GB",
      {
        service: {
          volumeConfigurations: [
            {
              name: 'data',
              managedEBSVolume: {
                roleArn: 'arn:aws:iam::111122223333:role/ecsInfrastructureRole',
                sizeInGiB: 10,
                snapshotId: 'snap-0a1b2c3d',
              },
            },
          ],
        } as never,
      },
    ),
  },
  {
    name: 'Service Connect may not ask for certificates',
    source: `${DOCS}service-connect-tls.html`,
    root: 'The TLS role may not issue certificates.',
    named: /acm-pca:IssueCertificate|certificate/i,
    fix: [/acm-pca:IssueCertificate/, /shop-sc-tls/],
    facts: ['shop-sc-tls'],
    never: /NAT|execution role|target group/,
    given: {
      ...failed,
      events: [
        '(service web) failed to launch a task with (error Service Connect: unable to issue a TLS certificate: User: arn:aws:sts::111122223333:assumed-role/shop-sc-tls/ECSServiceConnectForTLS is not authorized to perform: acm-pca:IssueCertificate on resource: arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/0a1b because no identity-based policy allows the acm-pca:IssueCertificate action).',
        ...FAILED_EVENTS,
      ],
      tasks: [],
    },
  },
  {
    name: 'gunicorn on a socket file',
    source: 'https://docs.gunicorn.org/en/stable/settings.html',
    root: 'Program listens on a socket file.',
    named: /socket|unix/i,
    fix: [/0\.0\.0\.0|port|bind/i, /8080/],
    facts: [],
    never: /security group first|grace/,
    given: turnedAway('Health checks failed', [
      '[2026-09-01 10:00:01 +0000] [1] [INFO] Starting gunicorn 21.2.0',
      '[2026-09-01 10:00:01 +0000] [1] [INFO] Listening at: unix:/run/gunicorn.sock (1)',
      '[2026-09-01 10:00:01 +0000] [7] [INFO] Booting worker with pid: 7',
    ]),
  },
  {
    name: 'no memory left, while an old task is unhealthy',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'Memory of instances; the unhealthy old task is noise.',
    named: /memory/i,
    fix: [/memory|instance/i],
    facts: [],
    never: /health check path|security group/,
    given: stands({
      service: { launchType: 'EC2' },
      definition: { memory: '2048', cpu: '512' },
      events: [
        placed('The closest matching (container-instance 0a1b2c3d4e5f) has insufficient memory available.'),
        `(service web) (instance i-0abc) (port 32768) is unhealthy in (target-group ${GROUP}) due to (reason Health checks failed with these codes: [502]).`,
      ],
    }),
  },
  {
    name: 'Java lists the credentials that it tried',
    source: 'https://github.com/aws/aws-sdk-java-v2',
    root: 'No taskRoleArn, so no credentials.',
    named: /credential|task role/i,
    fix: [/task-role-arn|taskRoleArn/],
    facts: [],
    never: /execution role lacks|NAT|security group/,
    given: ends(
      1,
      [
        'Exception in thread "main" software.amazon.awssdk.core.exception.SdkClientException: Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain(credentialsProviders=[SystemPropertyCredentialsProvider(), EnvironmentVariableCredentialsProvider(), WebIdentityTokenCredentialsProvider(), ProfileCredentialsProvider(), ContainerCredentialsProvider(), InstanceProfileCredentialsProvider()]) : [SystemPropertyCredentialsProvider(): Unable to load credentials from system settings. Access key must be specified either via environment variable (AWS_ACCESS_KEY_ID) or system property (aws.accessKeyId)., ContainerCredentialsProvider(): Cannot fetch credentials from container - neither AWS_CONTAINER_CREDENTIALS_FULL_URI or AWS_CONTAINER_CREDENTIALS_RELATIVE_URI environment variables are set.]',
        '\tat software.amazon.awssdk.core.exception.SdkClientException$BuilderImpl.build(SdkClientException.java:130)',
        '\tat com.acme.shop.Main.main(Main.java:31)',
      ],
      { definition: { executionRoleArn: ROLES.executionRoleArn } },
    ),
  },
  {
    name: 'old tasks that run on for no reason that ECS gives',
    source: `${DOCS}task-scale-in-protection.html`,
    root: 'Old tasks are kept (scale-in protection) while new ones are healthy.',
    named: /old|protect/i,
    fix: [/protect/i],
    facts: [],
    never: /health check path|capacity|security group/,
    given: stands({
      counts: { desired: 2, running: 2, pending: 0 },
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        `(service web) registered 2 targets in (target-group ${GROUP})`,
      ],
      running: [
        ...alive().map((task) => ({ ...task, startedAt: ago(900) })),
        ...old().map((t) => ({ ...t, desiredStatus: 'RUNNING' })),
      ],
      targets: [
        { id: '10.0.3.4', state: 'healthy' },
        { id: '10.0.3.5', state: 'healthy' },
      ],
    }),
  },
  {
    name: 'targets that are not checked yet, and an agent of ECS Exec that stopped',
    source: `${DOCS}ecs-exec-troubleshooting.html`,
    root: 'The targets are not healthy yet; the agent of ECS Exec stopped too.',
    named: /10\.0\.3\.4/,
    fix: [/health check|security group/],
    facts: ['10.0.3.4'],
    never: /capacity|memory/,
    given: stands({
      service: { enableExecuteCommand: true },
      counts: { desired: 1, running: 1, pending: 0 },
      events: ['(service web) has started 1 tasks: (task 1).'],
      targets: [
        {
          id: '10.0.3.4',
          state: 'initial',
          reason: 'Elb.InitialHealthChecking',
          description: 'Initial health checks in progress',
        },
      ],
      running: [
        {
          startedAt: T0,
          enableExecuteCommand: true,
          attachments: [
            { type: 'ElasticNetworkInterface', details: [{ name: 'privateIPv4Address', value: '10.0.3.4' }] },
          ],
          containers: [
            {
              name: 'web',
              lastStatus: 'RUNNING',
              managedAgents: [
                {
                  name: 'ExecuteCommandAgent',
                  lastStatus: 'STOPPED',
                  reason: 'ExecuteCommandAgent cannot be started: no task role credentials',
                },
              ],
            },
          ],
        },
      ],
    }),
  },
  {
    name: 'a desired count that falls and rises',
    source: `${DOCS}service-auto-scaling.html`,
    root: 'The desired count falls and rises while the deployment runs.',
    named: /ended 4 new tasks/,
    fix: [/suspend-auto-scaling/, /service\/prod\/web/],
    facts: ['4'],
    never: /capacity|health check/,
    given: stands({
      service: { desiredCount: 8 },
      counts: { desired: 8, running: 5, pending: 0 },
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        '(service web) has stopped 3 running tasks: (task 3) (task 4) (task 5).',
        '(service web) has started 3 tasks: (task 6) (task 7) (task 8).',
        '(service web) has stopped 2 running tasks: (task 1) (task 9).',
        '(service web) has started 4 tasks: (task 6) (task 7) (task 8).',
      ],
      running: alive(),
      tasks: times(4, () => ({
        stopCode: 'ServiceSchedulerInitiated' as const,
        stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/4965514251646323336)',
        startedAt: T0,
        containers: [{ name: 'web', exitCode: 0 }],
      })),
    }),
  },
  {
    name: 'a digest that no image has',
    source: `${DOCS}task_cannot_pull_image.html`,
    root: 'No image has that digest.',
    named: /digest sha256:4f5e6a7b8c9d/,
    fix: [/imagetools/, /digest/],
    facts: ['sha256:4f5e6a7b8c9d'],
    never: /typo|NAT/,
    given: neverStarts(
      `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${ECR}/web@sha256:4f5e6a7b8c9d: ${ECR}/web@sha256:4f5e6a7b8c9d: not found`,
      { definition: ROLES, containers: [{ ...WEB, image: `${ECR}/web@sha256:4f5e6a7b8c9d` }] },
    ),
  },
  {
    name: 'a digest that no image has, in short words',
    source: `${DOCS}task_cannot_pull_image.html`,
    root: 'No image has that digest.',
    named: /digest sha256:4f5e6a7b8c9d/,
    fix: [/imagetools/, /digest/],
    facts: ['sha256:4f5e6a7b8c9d'],
    never: /typo|NAT/,
    given: neverStarts("CannotPullContainerError: The task can't pull the image. Check whether the image exists", {
      definition: ROLES,
      containers: [{ ...WEB, image: `${ECR}/web@sha256:4f5e6a7b8c9d` }],
    }),
  },
];
