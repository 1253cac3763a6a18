import { GUIDE, ON_DEMAND, type PatternGroup } from './pattern.ts';

const PAGE = `${GUIDE}/service-event-messages-list.html`;

/** Old tasks make room for new ones; at 0 they do so already. */
const LOWER_MINIMUM = {
  text: 'lower `minimumHealthyPercent`, so that old tasks stop first',
  unless: /^minimumHealthyPercent 0;|^strategy (?!ROLLING)/m,
} as const;

/** A task without a capacity provider strategy makes no group grow (docs: managed-scaling-behavior). */
const MOVE_TO_PROVIDER = {
  text: 'move the service to a capacity provider with managed scaling (`capacity-provider-strategy`)',
  when: /^launch type EC2$/m,
} as const;

/** Where no task can be placed. */
export const PLACEMENT = {
  title: 'Placement and capacity',
  patterns: [
    {
      id: 'fargate-capacity',
      title: 'Fargate has no capacity at the moment',
      pattern: /Capacity is unavailable at this time|RESOURCE:FARGATE|INSUFFICIENT_CAPACITY/i,
      plain: 'AWS has no capacity for the task in these Availability Zones at the moment.',
      causes: [
        { text: 'Fargate Spot has no capacity', unless: ON_DEMAND },
        'one Availability Zone has no capacity',
        'the task is large',
      ],
      fix: 'Wait or deploy again; give the service subnets in more Availability Zones.',
      alternatives: [{ text: 'give its strategy a base of on-demand FARGATE', unless: ON_DEMAND }],
      variants: [
        {
          where: 'the service runs on Fargate Spot alone',
          when: /^capacity providers FARGATE_SPOT$/m,
          plain:
            'AWS has no FARGATE_SPOT capacity for the task in these Availability Zones at the moment, and the service uses nothing else.',
          fix: 'Add on-demand capacity to the strategy (input `capacity-provider-strategy`: FARGATE with a base of 1 or a weight beside FARGATE_SPOT); otherwise wait and deploy again, or give the service subnets in more Availability Zones.',
        },
        {
          where: 'the service runs on Fargate Spot too',
          when: /^capacity providers (?:.{1,200} )?FARGATE_SPOT\b/m,
          plain:
            'AWS has no Fargate capacity for the task in these Availability Zones at the moment, most likely for its share on FARGATE_SPOT.',
          fix: 'Raise the base or weight of FARGATE beside FARGATE_SPOT (input `capacity-provider-strategy`); otherwise wait and deploy again, or give the service subnets in more Availability Zones.',
        },
        {
          where: 'the subnets of the service are known',
          when: /^on demand$[\s\S]*^subnets (?<subnets>.{1,400})$/m,
          plain:
            'AWS has no Fargate capacity for the task at the moment in the Availability Zones of the subnets of the service ({subnets}).',
          fix: 'Wait or deploy again; besides {subnets}, give the service subnets in other Availability Zones.',
        },
      ],
      link: PAGE,
      passes: true,
    },
    {
      id: 'fargate-task-quota',
      title: 'The quota of running tasks or vCPUs is reached',
      pattern:
        /reached the limit on the number of (?<what>tasks|vCPUs)|reached (?:the|your) (?:vCPU|task) (?:limit|quota)|concurrent (?:task|vCPU) (?:limit|quota)/i,
      plain: 'The account runs as many {what|tasks} in this Region as its quota allows.',
      causes: ['a deployment runs old and new tasks at once', 'other services use the quota'],
      fix: 'Ask for a higher quota (Service Quotas, AWS Fargate, "On-Demand vCPU resource count").',
      alternatives: [LOWER_MINIMUM],
      link: `${GUIDE}/service-quotas.html`,
    },
    {
      id: 'fargate-size-quota',
      title: 'The task is larger than the quota allows',
      pattern: /The requested (?<what>CPU|MEMORY) configuration is above your limit/i,
      plain: 'The task asks for more {what|CPU or memory} than the quota of the account allows.',
      causes: ['a new account with low quotas'],
      fix: 'Choose a smaller `cpu` and `memory`, or ask for a higher quota.',
      link: `${GUIDE}/service-quotas.html`,
      noRetryHelps: true,
    },
    {
      id: 'placement-port',
      title: 'The port is in use on every container instance',
      pattern: /already using a port required by your task|RESOURCE:PORTS/i,
      plain: 'The task needs a fixed host port, and another task uses it on each instance.',
      causes: ['`hostPort` is fixed, and the old task still runs', 'there are fewer instances than tasks'],
      fix: 'Set `hostPort` to 0 (dynamic) or use awsvpc.',
      alternatives: [LOWER_MINIMUM],
      variants: [
        {
          where: 'the definition names the port',
          when: /^host port (?<port>\d{1,5}) of container (?<container>\S{1,255})$/m,
          plain:
            'Container {container} takes host port {port}, and another task, mostly an old one of the service, uses it on each instance.',
          fix: 'Set `hostPort` of container {container} from {port} to 0, so that each task gets a free port (the load balancer finds it), or use awsvpc; otherwise let the old task stop first (`minimum-healthy-percent: 0`), or add an instance.',
        },
      ],
      link: PAGE,
    },
    {
      id: 'placement-interfaces',
      title: 'No container instance has a free network interface',
      pattern: /RESOURCE:ENI|insufficient (?:ENIs?|network interfaces)/i,
      plain:
        'With awsvpc each task needs a network interface of its own, and no container instance can take another one: its instance type limits how many it has.',
      causes: [],
      fix: 'Turn on the account setting `awsvpcTrunking` and start new instances of a type that supports it, or add instances.',
      alternatives: [LOWER_MINIMUM, MOVE_TO_PROVIDER],
      link: `${GUIDE}/container-instance-eni.html`,
      passes: true,
    },
    {
      id: 'placement-resources',
      title: 'No container instance has room',
      pattern: /has insufficient (?<what>CPU|memory|GPU)|RESOURCE:(?:CPU|MEMORY|GPU)|has insufficient/i,
      plain: 'No container instance has enough {what|CPU or memory} left for the task.',
      causes: [
        'the cluster is full while old and new tasks run at once',
        '`cpu` or `memory` is larger than an instance',
      ],
      fix: 'Add instances or make the task smaller.',
      variants: [
        {
          where: 'the definition says what the task asks for',
          when: /has insufficient (?<lacking>CPU|memory)[\s\S]*^the containers ask for (?<asked>.{1,200})$/im,
          fix: 'Add instances with that much {lacking} free, or lower what the task reserves (`memory`, `memoryReservation`, `cpu`; now {asked}); with a lower `minimumHealthyPercent` an old task stops first and leaves its room.',
        },
      ],
      alternatives: [LOWER_MINIMUM, MOVE_TO_PROVIDER],
      link: PAGE,
      passes: true,
    },
    {
      id: 'placement-attribute',
      title: 'No container instance has what the task needs',
      pattern:
        /missing an attribute required by your task|MISSING_ATTRIBUTE|\bATTRIBUTE\b.*required|placement constraints?.*(?:not|unable|violat)|MemberOf placement constraint unsatisfied/i,
      plain: 'No container instance has what the task needs: an architecture, IAM roles, a driver or an attribute.',
      causes: [
        '`runtimePlatform` or a GPU does not match the instances',
        'the agent or AMI is old',
        'no instance meets a placement constraint',
      ],
      fix: 'Compare `requiresAttributes` of the revision with the instances, update the agent or AMI, or correct the placement constraints.',
      link: `${GUIDE}/task-placement-constraints.html`,
      noRetryHelps: true,
    },
    {
      id: 'agent-disconnected',
      title: 'The agent of the container instance is not connected',
      pattern:
        /(?:container-instance (?<instance>[\w-]{1,64})\)? )?(?:doesn't have the agent connected|encountered error "?AGENT)|waiting for Amazon ECS Agent to start/i,
      plain: 'The container instance that fits best[[ ({instance})]] is disconnected from ECS.',
      causes: [
        'the agent was stopped, is updating or crashed',
        'the instance has no route to ECS',
        'its instance profile lacks permissions',
      ],
      fix: 'Restart the agent on {instance|the instance} (`sudo systemctl restart ecs`) or replace the instance; /var/log/ecs/ecs-agent.log on it says why.',
      link: PAGE,
      passes: true,
    },
    {
      id: 'provider-unknown',
      title: 'The capacity provider is not in the cluster',
      pattern: /^Capacity provider (?<provider>\S{1,255}) is not in cluster (?<cluster>\S{1,255})$/,
      plain: 'The service asks for capacity provider {provider}, and cluster {cluster} does not have it.',
      causes: [],
      fix: 'Create {provider} again and add it to cluster {cluster} (put-cluster-capacity-providers), or set `capacity-provider-strategy` to one that the cluster has.',
      link: `${GUIDE}/cluster-auto-scaling.html`,
    },
    {
      id: 'provider-inactive',
      title: 'The capacity provider is not active',
      pattern: /^Capacity provider (?<provider>\S{1,255}) is (?<status>[A-Z_]{1,40})$/,
      plain: 'Capacity provider {provider} is {status}, so ECS places no task on it.',
      causes: [],
      fix: 'Create {provider} again, or move the service to another capacity provider (`capacity-provider-strategy`).',
      link: `${GUIDE}/cluster-auto-scaling.html`,
    },
    {
      id: 'provider-broken',
      title: 'The last change of the capacity provider failed',
      pattern: /^Capacity provider (?<provider>\S{1,255}) is at (?<status>[A-Z_]{1,40})(?:: (?<reason>.{1,500}))?$/,
      plain: 'ECS could not set up capacity provider {provider}: it is at {status}[[ ({reason})]].',
      causes: [],
      fix: 'Resolve what ECS says of {provider}, then update it again (update-capacity-provider).',
      link: `${GUIDE}/cluster-auto-scaling.html`,
    },
    {
      id: 'provider-not-scaling',
      title: 'Managed scaling of the capacity provider is off',
      pattern: /^Capacity provider (?<provider>\S{1,255}) does not scale its Auto Scaling group (?<group>\S{1,255})$/,
      plain:
        'No instance has room for the task, and capacity provider {provider} launches none: its managed scaling is off, so Auto Scaling group {group} grows only by hand.',
      causes: [],
      fix: 'Turn on managed scaling of {provider} (`managed_scaling` in Terraform, `aws ecs update-capacity-provider` else), or raise the desired capacity of Auto Scaling group {group}.',
      link: `${GUIDE}/cluster-auto-scaling.html`,
    },
    {
      id: 'provider-at-limit',
      title: 'The Auto Scaling group of the capacity provider launches no instance',
      pattern: /^Capacity provider (?<provider>\S{1,255}) scales its Auto Scaling group (?<group>\S{1,255})$/,
      plain:
        'No instance has room for the task. Managed scaling of capacity provider {provider} is on, so ECS asks Auto Scaling group {group} for more instances, and none has joined.',
      causes: [
        'the group is at its maximum size',
        'EC2 cannot launch its instance types, or a quota is reached',
        'no instance type of the group is large enough for the task',
        'its new instances do not join the cluster',
      ],
      fix: 'Look at why the group launches nothing (`aws autoscaling describe-scaling-activities --auto-scaling-group-name {group}`), and raise its maximum size if that is reached.',
      alternatives: [LOWER_MINIMUM],
      link: `${GUIDE}/cluster-auto-scaling.html`,
    },
    {
      id: 'provider-stands-still',
      title: 'Tasks wait for an instance of their capacity provider',
      pattern: /^Tasks wait in \w{1,20} for capacity provider (?<provider>\S{1,255})$/i,
      plain: 'The tasks wait for capacity provider {provider}, which has no room for them and launches no instance.',
      causes: [
        { text: 'its Auto Scaling group is at its maximum size, or cannot launch instances', unless: /FARGATE/ },
        { text: 'managed scaling of the capacity provider is off', unless: /FARGATE/ },
        { text: 'no instance type of the group is large enough for the task', unless: /FARGATE/ },
        { text: 'Fargate has no capacity in the Availability Zones of the subnets', when: /FARGATE/ },
      ],
      fix: 'Check managed scaling of {provider} and the maximum size and activity history of its Auto Scaling group, or move the service to another capacity provider (`capacity-provider-strategy`).',
      link: `${GUIDE}/cluster-auto-scaling.html`,
    },
    {
      id: 'managed-instances',
      title: 'The capacity provider cannot launch an instance',
      pattern: /Unable to launch instance\(?s?\)?|UnfulfillableCapacity/i,
      plain: 'ECS tried to launch an EC2 instance for the task, and EC2 had none of the required types.',
      causes: [
        'EC2 has no capacity for the instance types that the provider allows, or it allows too few',
        'the quota of EC2 vCPUs or Spot requests is reached',
        'the instance profile or the infrastructure role is wrong',
      ],
      fix: 'Allow more instance types and Availability Zones in the capacity provider, ask for a higher EC2 quota, and check its roles.',
      link: `${GUIDE}/ManagedInstances.html`,
    },
    {
      id: 'account-blocked',
      title: 'AWS blocked the account',
      pattern: /account is currently blocked|request has been blocked/i,
      plain: 'AWS does not start tasks for this account at the moment.',
      causes: ['a bill is unpaid', 'AWS is still verifying a new account', 'AWS suspects abuse'],
      fix: 'Open a case with AWS Support (account and billing).',
      link: PAGE,
      noRetryHelps: true,
    },
    {
      id: 'no-instances',
      title: 'The cluster has no container instances',
      pattern: /No Container Instances were found in your (?:cluster|capacity provider)/i,
      plain: 'The service runs on EC2, and no instance is registered.',
      causes: [
        'the Auto Scaling group is empty, or the instances joined another cluster',
        { text: 'the launch type should be FARGATE', unless: /^capacity providers /m },
      ],
      fix: 'Start instances that join this cluster, or use FARGATE in `capacityProviderStrategy`.',
      variants: [
        {
          where: 'the capacity provider is known',
          when: /in your capacity provider \(?(?<provider>[\w-]{1,255})/i,
          plain: 'The service asks for capacity provider {provider}, and none of its instances is in the cluster.',
          fix: 'Find out why the Auto Scaling group of {provider} launches no instance, or why its instances do not join this cluster (`ECS_CLUSTER` in their user data, instance profile, route to ECS); or move the service to another capacity provider.',
        },
      ],
      link: PAGE,
    },
    {
      id: 'placement',
      title: 'No container instance met all of the requirements',
      pattern: /no container instance met all of its requirements/i,
      plain: 'No container instance can run the task. This often resolves itself when tasks end or instances join.',
      causes: [
        { text: 'the instances lack CPU, memory, ports or network interfaces', unless: /encountered error/ },
        { text: 'they lack a required attribute', unless: /encountered error/ },
        { text: 'the cluster has no instance', unless: /closest matching/ },
      ],
      fix: 'Add instances or make the task smaller.',
      alternatives: [LOWER_MINIMUM, MOVE_TO_PROVIDER],
      variants: [
        {
          where: 'the service allows one task an instance',
          when: /^one task an instance, (?<desired>\d{1,6}) desired$/m,
          plain:
            'No container instance is left for the task: the service allows one task an instance (placement constraint distinctInstance) and wants {desired}, so it needs {desired} instances, and more while old and new tasks run side by side.',
          fix: 'Add instances (at least {desired}, and as many as new tasks start at once), remove the placement constraint distinctInstance, or lower `minimumHealthyPercent`, so that an old task leaves its instance first (`minimum-healthy-percent`).',
        },
        {
          where: 'the service names the instances that may run its tasks',
          when: /^members of (?<expression>.{1,300})$/m,
          fix: 'Add instances that match the placement constraint of the service ({expression}), or correct it; then look at their free CPU, memory and ports.',
        },
      ],
      link: PAGE,
      passes: true,
    },
    {
      id: 'placement-internal',
      title: 'ECS could not place the task: internal error',
      pattern: /unable to place a task\. Reason: Internal error|could not launch \d+ tasks? for deployment/i,
      plain: 'ECS could not start the task because of an internal error.',
      causes: ['a temporary problem of AWS'],
      fix: 'Deploy again; check the AWS Health Dashboard if it persists.',
      link: PAGE,
      passes: true,
    },
    {
      id: 'cannot-place',
      title: 'A task cannot be placed',
      pattern: /(?:was )?unable to place a task|failed to launch a task/i,
      plain: 'ECS could not start a task; the message has the reason if AWS gives one.',
      causes: ['there is no capacity', 'a quota is reached', 'a setting of the task is wrong'],
      fix: 'Check the reason in the message and the events of the service.',
      link: PAGE,
    },
    {
      id: 'percent-deadlock',
      title: 'Minimum and maximum percent block the deployment',
      pattern:
        /unable to stop or start tasks during a deployment because of the service deployment configuration|^With (?<desired>\d{1,6}) desired, minimum (?<minimum>\d{1,6})% keeps (?<least>\d{1,6}) running and maximum (?<maximum>\d{1,6})% allows (?<most>\d{1,6}); (?<raised>\d{1,6}) or (?<lowered>\d{1,6}) works$/i,
      plain:
        '`minimumHealthyPercent` [[{minimum} ]]does not allow ECS to stop an old task, and `maximumPercent` [[{maximum} ]]does not allow it to start a new one[[: with {desired} desired, {least} must run and no more than {most} may]].',
      causes: [],
      fix: 'Raise `maximumPercent` to {raised|200}, or lower `minimumHealthyPercent`[[ to {lowered}]].',
      link: PAGE,
      noRetryHelps: true,
    },
    {
      id: 'percent-busy',
      title: 'Tasks that start or stop use up the room of the percents',
      pattern:
        /^With (?<desired>\d{1,6}) desired, minimum (?<minimum>\d{1,6})% and maximum (?<maximum>\d{1,6})% leave room$/,
      plain:
        'With {desired} desired, `minimumHealthyPercent` {minimum} and `maximumPercent` {maximum} leave room, so it was used up by tasks that were still starting, draining or stopping.',
      causes: [],
      fix: 'Wait until they have; to deploy faster, shorten the deregistration delay and `stopTimeout`.',
      alternatives: [{ text: 'raise `maximumPercent`', unless: /^strategy (?!ROLLING)/m }],
      link: PAGE,
      passes: true,
    },
    {
      id: 'targets-draining',
      title: 'Old targets are draining',
      pattern:
        /^(?<count>\d{1,6}) old targets? (?:is|are) draining in \(target-group (?<group>[^\s)]{1,255})\)(?:, deregistration delay (?<delay>\d{1,6}) s)?$/,
      plain:
        'The new tasks run. The deployment ends once the old ones have stopped, and they drain first[[: up to {delay} s, the deregistration delay of target group {group}]].',
      causes: [],
      fix: 'Lower the deregistration delay to what a request takes (`aws elbv2 modify-target-group-attributes --attributes Key=deregistration_delay.timeout_seconds,Value=30`), or raise `wait-for-minutes`.',
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
      passes: true,
    },
    {
      id: 'scale-in-protection',
      title: 'Old tasks have scale-in protection',
      pattern:
        /unable to scale in due to \(?reason (?<count>\d{1,6}) tasks? under protection|tasks? under protection|number of protected tasks/i,
      plain:
        '{count|Some} old tasks have scale-in protection, so the deployment waits until the protection is removed or expires.',
      causes: ['long jobs are running in the old tasks', 'the application does not remove the protection'],
      fix: 'Wait until these tasks have finished their jobs; or end the protection (`aws ecs update-task-protection --no-protection-enabled`) where their work may be interrupted, and have the application remove it when a job is done.',
      link: `${GUIDE}/task-scale-in-protection.html`,
    },
    {
      id: 'too-many-deployments',
      title: 'Too many earlier deployments are still running',
      pattern: /active deployments exist, unable to create new deployment|too many active deployments/i,
      plain: 'Tasks of several earlier deployments of the service are still running, so ECS starts no new deployment.',
      causes: [
        'old tasks have scale-in protection',
        'old targets take long to drain',
        'there were many deployments in a row',
      ],
      fix: 'Remove the scale-in protection of the old tasks, or stop them; then deploy again.',
      link: `${GUIDE}/task-scale-in-protection.html`,
    },
    {
      id: 'target-registration',
      title: 'ECS cannot register the task with the load balancer',
      pattern:
        /failed to (?:(?:de)?register targets? in|describe target health on)|unable to (?:de)?register targets?|not in the target group VPC/i,
      plain: 'The task is running, but ECS could not register it with the target group.',
      causes: [
        'the target type is `instance`, but tasks with awsvpc need `ip`',
        'the target group belongs to another VPC or has no load balancer',
        'the service-linked role of ECS lacks permissions',
      ],
      fix: 'Use a target group of type `ip` in the VPC of the tasks, and let a listener forward to it.',
      link: `${GUIDE}/troubleshoot-service-load-balancers.html`,
      noRetryHelps: true,
    },
    {
      id: 'ecs-throttled',
      title: 'AWS throttles ECS or the load balancer',
      pattern: /operations are being throttled/i,
      plain: 'ECS makes more calls for this account than AWS allows, and retries later.',
      causes: ['many deployments run at the same time'],
      fix: 'Wait, and deploy fewer services at once.',
      link: PAGE,
      passes: true,
    },
    {
      id: 'throttled',
      title: 'AWS throttles the calls of this account',
      pattern: /ThrottlingException|Rate exceeded|Too many requests/i,
      plain: 'This account makes more calls than AWS allows in this Region.',
      causes: ['many deployments or other tools run at the same time'],
      fix: 'Deploy fewer services at once, or raise `max-retries`.',
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html',
      passes: true,
    },
  ],
} as const satisfies PatternGroup;
