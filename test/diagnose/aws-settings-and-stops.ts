import { T0, WEB } from './case.ts';
import { neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { alive, runningLogs, waiting } from './weekly.ts';
import { old, PRIVATE, ROLES, stands } from './stage.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';

/** Settings that a host does not take, logins and access points, and tasks that are slow to end. */
export const AWS_SETTINGS_AND_STOPS: readonly Open[] = [
  {
    name: 'a host without room for another cgroup',
    source: 'https://github.com/moby/moby/issues/29638',
    root: 'The host is out of cgroups/pids (fork: resource temporarily unavailable).',
    named: /pids|process|cgroup/i,
    fix: [/instance|pids|processes|ulimit/i],
    facts: [],
    never: /NAT|command|image lacks/,
    given: neverStarts(
      'CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: unable to apply cgroup configuration: mkdir /sys/fs/cgroup/memory/ecs/0a1b/7f: no space left on device: unknown',
      { service: { launchType: 'EC2' } },
    ),
  },
  {
    name: 'a capability that Linux does not have',
    source: `${DOCS}task_definition_parameters.html`,
    root: 'A capability is unknown / not permitted.',
    named: /CAP_FOO|capabilit/i,
    fix: [/capabilit/i, /CAP_FOO|NET_FOO/],
    facts: ['CAP_FOO'],
    never: /memory|NAT|executable/,
    given: neverStarts(
      'CannotCreateContainerError: Error response from daemon: invalid CapAdd: unknown capability: "CAP_FOO"',
      { service: { launchType: 'EC2' }, containers: [{ ...WEB, linuxParameters: { capabilities: { add: ['FOO'] } } }] },
    ),
  },
  {
    name: 'links with host networking',
    source: `${DOCS}task_definition_parameters.html`,
    root: 'links are not possible with this network mode.',
    named: /links?/i,
    fix: [/links/],
    facts: [],
    never: /NAT|memory/,
    given: neverStarts(
      "CannotCreateContainerError: Error response from daemon: conflicting options: host type networking can't be used with links. This would result in undefined behavior",
      { service: { launchType: 'EC2' }, definition: { networkMode: 'host' }, containers: [{ ...WEB, links: ['db'] }] },
    ),
  },
  {
    name: 'old workers that do not end on SIGTERM',
    source: `${DOCS}task-lifecycle-explanation.html`,
    root: 'Old workers take stopTimeout 120 s.',
    named: /old|stop/i,
    fix: [/SIGTERM|stopTimeout/],
    facts: [],
    never: /target group|health check path/,
    given: stands({
      counts: { desired: 2, running: 2, pending: 0 },
      service: { loadBalancers: [] },
      events: [
        '(service web) has started 2 tasks: (task 1) (task 2).',
        '(service web) has stopped 2 running tasks: (task 8) (task 9).',
      ],
      tasks: old().map((t) => ({
        ...t,
        desiredStatus: 'STOPPED',
        lastStatus: 'STOPPING',
        stoppedAt: undefined,
        stoppingAt: new Date(T0.getTime() - 100_000),
      })),
      running: alive(),
      containers: [{ ...WEB, stopTimeout: 120 }],
    }),
  },
  {
    name: 'a container that others wait for has ended',
    source: `${DOCS}task_definition_parameters.html`,
    root: 'otel collector exits and web waits for HEALTHY.',
    named: /otel/,
    fix: [/otel/],
    facts: ['otel'],
    never: /security group|capacity/,
    given: stands({
      counts: { desired: 2, running: 0, pending: 2 },
      running: [
        ...waiting([
          { name: 'web', lastStatus: 'PENDING' },
          { name: 'otel', lastStatus: 'STOPPED', exitCode: 1 },
        ]),
      ],
      containers: [
        { ...WEB, dependsOn: [{ containerName: 'otel', condition: 'HEALTHY' }] },
        {
          ...WEB,
          name: 'otel',
          essential: false,
          image: 'otel/opentelemetry-collector:0.100.0',
          healthCheck: { command: ['CMD', '/healthcheck'] },
        },
      ],
      logs: runningLogs(
        [
          'Error: failed to get config: cannot resolve the configuration: cannot retrieve the configuration: environment variable "OTLP_ENDPOINT" has invalid name',
        ],
        'otel',
      ),
    }),
  },
  {
    name: 'an access point that is gone, by its number in the definition',
    source: `${DOCS}efs-volumes.html`,
    root: 'access point fsap-1 deleted.',
    named: /fsap-0aa|access point/i,
    fix: [/access point|accessPointId/i],
    facts: ['fsap-0aa'],
    never: /security group|2049/,
    given: neverStarts(
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: access denied by server while mounting 127.0.0.1:/' AccessPointNotFound: Access point fsap-0aa does not exist. : unsuccessful EFS utils command execution; code: 32",
      {
        service: PRIVATE,
        definition: {
          ...ROLES,
          volumes: [
            {
              name: 'data',
              efsVolumeConfiguration: {
                fileSystemId: 'fs-0aa',
                transitEncryption: 'ENABLED',
                authorizationConfig: { accessPointId: 'fsap-0aa', iam: 'ENABLED' },
              },
            },
          ],
        },
      },
    ),
  },
  {
    name: 'FSx: a secret that holds no login',
    source: `${DOCS}wfsx-volumes.html`,
    root: 'FSx credentials',
    named: /FSx|credential/i,
    fix: [/credential|fsx/i],
    facts: [],
    never: /EFS|2049/,
    given: neverStarts(
      'ResourceInitializationError: invalid credentials for mounting fsxwindowsfileserver volume on the container instance',
      { service: { launchType: 'EC2' } },
    ),
  },
];
