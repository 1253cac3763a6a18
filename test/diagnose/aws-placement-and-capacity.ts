import type { Task } from '@aws-sdk/client-ecs';
import { BREAKER, exited, FAILED_EVENTS, scaledIn, times } from './tasks.ts';
import { WEB, type Case } from './case.ts';
import { failed, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const INSTANCE = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';
const NO_INSTANCE =
  '(service web) was unable to place a task because no container instance met all of its requirements.';
const MORE = ' For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';

/** No task is placed, and nothing else happens. */
const unplaced = (event: string, more: Partial<Case> = {}): Case => ({
  standsStill: true,
  events: [event + MORE],
  oldEvents: ['(service web) has reached a steady state.'],
  counts: { desired: 2, running: 0, pending: 0 },
  ...more,
});

/** Where tasks find no room, in AWS's own words. */
export const AWS_PLACEMENT_AND_CAPACITY: readonly Open[] = [
  {
    name: 'a fixed port on the host that the old task still holds',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'The new task needs port 80 of a host, which the old task holds until it may stop.',
    named: /port/,
    fix: [/hostPort/, /\b0\b/],
    facts: ['80'],
    never: /security group|memory|CPU/,
    given: unplaced(
      `${NO_INSTANCE} The closest matching container-instance ${INSTANCE} is already using a port required by your task.`,
      {
        service: {
          launchType: 'EC2',
          desiredCount: 2,
          deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
        },
        definition: { networkMode: 'bridge' },
        containers: [{ ...WEB, portMappings: [{ containerPort: 8080, hostPort: 80, protocol: 'tcp' }] }],
      },
    ),
  },
  {
    name: 'a task that asks for more memory than any instance has left',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'No instance has 7680 MiB left while the old tasks run.',
    named: /memory/i,
    fix: [/7680/],
    facts: ['7680', INSTANCE],
    never: /OutOfMemory|leak|port/,
    given: unplaced(
      `${NO_INSTANCE} The closest matching container-instance ${INSTANCE} has insufficient memory available.`,
      {
        service: {
          launchType: 'EC2',
          desiredCount: 2,
          deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
        },
        containers: [{ ...WEB, memory: 7680 }],
      },
    ),
  },
  {
    name: 'a task that asks for more CPU than any instance has left',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'No instance has 3072 CPU units left.',
    named: /CPU/,
    fix: [/3072/],
    facts: ['3072', INSTANCE],
    never: /memory|port|quota/i,
    given: unplaced(
      `${NO_INSTANCE} The closest matching container-instance ${INSTANCE} has insufficient CPU units available.`,
      {
        service: { launchType: 'EC2', desiredCount: 2 },
        definition: { cpu: '3072', memory: '1024' },
      },
    ),
  },
  {
    name: 'the agent of the instance is gone',
    source: 'https://repost.aws/knowledge-center/ecs-container-instance-agent-error',
    root: 'The ECS agent of the instance is not connected.',
    named: /agent/i,
    fix: [/agent/i, new RegExp(INSTANCE, 'u')],
    facts: [INSTANCE],
    never: /ECS Exec|memory|CPU/,
    given: unplaced(`${NO_INSTANCE} The closest matching container-instance ${INSTANCE} encountered error "AGENT".`, {
      service: { launchType: 'EC2' },
    }),
  },
  {
    name: 'no network interface left on the instances',
    source: 'https://repost.aws/knowledge-center/ecs-task-placement-eni',
    root: 'The instances have no free network interface for another awsvpc task.',
    named: /network interface|ENI/i,
    fix: [/awsvpcTrunking|trunking|more instances|larger instance/i],
    facts: ['RESOURCE:ENI'],
    never: /subnet.*(full|free addresses)|memory|CPU units/i,
    given: unplaced(`${NO_INSTANCE} Reason: encountered error "RESOURCE:ENI".`, {
      service: { launchType: 'EC2' },
      definition: { networkMode: 'awsvpc' },
    }),
  },
  {
    name: 'a volume plugin that the instances do not have',
    source: 'https://github.com/aws-samples/cost-effective-aws-deployment-of-comfyui/issues/8',
    root: 'The instances lack the volume plugin rexray/ebs that the task asks for.',
    named: /attribute/i,
    fix: [/rexray\/ebs/],
    facts: ['rexray/ebs'],
    never: /GPU|memory|port/,
    given: unplaced(
      `${NO_INSTANCE} The closest matching container-instance ${INSTANCE} is missing an attribute required by your task.`,
      {
        service: { launchType: 'EC2' },
        definition: {
          volumes: [
            {
              name: 'models',
              dockerVolumeConfiguration: { driver: 'rexray/ebs', scope: 'shared', autoprovision: true },
            },
          ],
        },
      },
    ),
  },
  {
    name: 'GPUs that no instance has',
    source: `${DOCS}ecs-gpu.html`,
    root: 'The task asks for a GPU, and no instance has a free one.',
    named: /GPU/,
    fix: [/GPU/],
    facts: ['GPU'],
    never: /rexray|port mapping|awsvpcTrunking/,
    given: unplaced(`${NO_INSTANCE} Reason: encountered error "RESOURCE:GPU".`, {
      service: { launchType: 'EC2' },
      containers: [{ ...WEB, resourceRequirements: [{ type: 'GPU', value: '2' }] }],
    }),
  },
  {
    name: 'a cluster without instances',
    source: 'https://github.com/ptokito/ECSClusterWithTerraform/issues/3',
    root: 'The cluster has no container instance at all.',
    named: /container instance/i,
    fix: [/cluster|instance/i, /FARGATE|Auto Scaling|register/i],
    facts: ['prod'],
    never: /memory|CPU units|closest/,
    given: unplaced(`${NO_INSTANCE} Reason: No Container Instances were found in your cluster.`, {
      service: { launchType: 'EC2' },
    }),
  },
  {
    name: 'the limit of vCPUs on Fargate',
    source: 'https://repost.aws/knowledge-center/ecs-fargate-task-limit-increase',
    root: 'The account has reached its quota of Fargate vCPUs.',
    named: /vCPU/,
    fix: [/quota/i],
    facts: ['vCPU'],
    never: /container instance|memory|subnet/,
    given: unplaced(
      '(service web) was unable to place a task. Reason: You’ve reached the limit on the number of vCPUs you can run concurrently.',
      {
        service: { launchType: 'FARGATE', desiredCount: 6 },
        definition: { cpu: '4096', memory: '8192' },
      },
    ),
  },
  {
    name: 'no Spot capacity, and nothing else to run on',
    source: `${DOCS}service-event-messages-list.html`,
    root: 'Fargate Spot has no capacity now, and the strategy names nothing else.',
    named: /capacity/i,
    fix: [/FARGATE\b/],
    facts: ['FARGATE_SPOT'],
    never: /quota|container instance/i,
    given: unplaced(
      '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
      {
        service: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }] },
      },
    ),
  },
  {
    name: 'a subnet without free addresses',
    source: `${DOCS}failed-to-start-error.html`,
    root: 'The subnet has no free addresses left.',
    named: /subnet-0aa1bb2cc3dd4ee5f/,
    fix: [/subnet/i],
    facts: ['subnet-0aa1bb2cc3dd4ee5f'],
    never: /NAT|endpoint|awsvpcTrunking/,
    given: neverStarts(
      "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-0aa1bb2cc3dd4ee5f': InsufficientFreeAddressesInSubnet",
    ),
  },
  {
    name: 'Spot takes the tasks back',
    source: `${DOCS}fargate-capacity-providers.html`,
    root: 'AWS took the Spot capacity back while the deployment went on.',
    named: /Spot/,
    fix: [/FARGATE\b|base/],
    facts: ['Spot'],
    never: /memory|crash|health check/,
    given: {
      ...failed,
      service: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
      tasks: [
        ...times(3, (): Partial<Task> => ({
          ...exited({ name: 'web', exitCode: 137 }),
          stopCode: 'SpotInterruption',
          stoppedReason: 'Your Spot Task was interrupted.',
          capacityProviderName: 'FARGATE_SPOT',
        })),
        scaledIn,
      ],
      logs: logs(['INFO listening on 8080', 'FATAL SIGTERM received, 12 requests aborted']),
    },
  },
  {
    name: 'the host goes away beneath its tasks',
    source: `${DOCS}stopped-task-error-codes.html`,
    root: 'The EC2 instance was terminated, so its tasks died with it.',
    named: /i-0abc12de34f567890/,
    fix: [/scale|termination protection|draining|Spot/i],
    facts: ['i-0abc12de34f567890'],
    never: /memory|OutOfMemory|health check/,
    given: {
      ...failed,
      tasks: times(2, (): Partial<Task> => ({
        ...exited({ name: 'web', exitCode: 137 }),
        stopCode: 'TerminationNotice',
        stoppedReason: 'Host EC2 (instance i-0abc12de34f567890) terminated.',
      })),
      logs: logs(['INFO listening on 8080', 'WARN cache miss ratio 0.9']),
    },
  },
  {
    name: 'one real crash among tasks that Spot took back',
    source: `${DOCS}deployment-circuit-breaker.html`,
    root: 'Three tasks crash for want of a table; one was a Spot interruption by the way.',
    named: /orders/,
    fix: [/migrat/i],
    facts: ['orders'],
    never: /out of memory/i,
    given: {
      deployment: BREAKER,
      events: FAILED_EVENTS,
      tasks: [
        {
          ...exited({ name: 'web', exitCode: 143 }),
          stopCode: 'SpotInterruption',
          stoppedReason: 'Your Spot Task was interrupted.',
        },
        ...times(3, () => exited({ name: 'web', exitCode: 1 })),
      ],
      logs: Object.fromEntries(
        [0, 1, 2, 3].map((number) => [
          `ecs/web/${number.toString(16).padStart(32, 'a')}`,
          ['INFO starting 4.12', 'ERROR:  relation "orders" does not exist', 'LINE 1: select * from orders'],
        ]),
      ),
    },
  },
];
