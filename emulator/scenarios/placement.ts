import { failingWeb, type WebFailure } from './failing-web.ts';

const PLACE = 'was unable to place a task';
const NO_INSTANCE = `${PLACE} because no container instance met all of its requirements.`;
const CLOSEST = 'The closest matching (container-instance 05016874-f518-408e-b88c-6a8a1c2d4d1e)';

const place = (name: string, title: string, event: string): WebFailure => ({
  name,
  title,
  does: { kind: 'no-capacity', event },
});
/** The same, for a service on container instances. */
const onInstances = (failure: WebFailure): WebFailure => ({ ...failure, service: { launchType: 'EC2' } });

const PLACEMENT: WebFailure[] = [
  { name: 'fargate-capacity', title: 'Fargate has no room in these zones', does: { kind: 'no-capacity' } },
  place(
    'vcpu-quota',
    'the account has used up its vCPU quota',
    `${PLACE}. Reason: You’ve reached the limit on the number of vCPUs you can run concurrently.`,
  ),
  place(
    'task-quota',
    'the account has used up its task quota',
    `${PLACE}. Reason: You've reached the limit on the number of tasks you can run concurrently.`,
  ),
  place(
    'size-quota',
    'the task asks for more CPU than the account’s quota',
    `${PLACE}. Reason: The requested CPU configuration is above your limit.`,
  ),
  onInstances(place('no-container-instance', 'no container instance fits the task', NO_INSTANCE)),
  onInstances(
    place(
      'insufficient-cpu',
      'the container instances have no CPU left',
      `${NO_INSTANCE} ${CLOSEST} has insufficient CPU units available.`,
    ),
  ),
  onInstances(
    place(
      'port-taken',
      'another task is using the host port',
      `${NO_INSTANCE} ${CLOSEST} is already using a port required by your task.`,
    ),
  ),
  onInstances(
    place(
      'empty-capacity-provider',
      'the capacity provider has no container instance',
      'was unable to reach steady state. Reason: No Container Instances were found in your capacity provider.',
    ),
  ),
  place(
    'could-not-launch',
    'ECS cannot launch tasks for a reason of its own',
    'could not launch 2 tasks for deployment.',
  ),
  {
    name: 'throttled',
    title: 'AWS throttles the calls that ECS makes for the account',
    does: { kind: 'no-capacity', event: 'operations are being throttled. Will try again later.', counted: false },
  },
  {
    name: 'iam-misconfigured',
    title: 'the role that ECS uses lost its permissions',
    does: {
      kind: 'no-capacity',
      event: 'IAM permissions policies have been misconfigured or changed, and ECS can no longer maintain your service',
      counted: false,
    },
  },
  place(
    'role-gone',
    'someone deleted the execution role',
    "failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).",
  ),
  {
    name: 'percent-deadlock',
    title: 'the one task must stay healthy, and no second one may run',
    service: {
      desiredCount: 1,
      deploymentConfiguration: {
        minimumHealthyPercent: 100,
        maximumPercent: 150,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
    },
  },
];

export const placement = PLACEMENT.map(failingWeb);
