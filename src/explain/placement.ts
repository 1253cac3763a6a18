import { CAPACITY_PROVIDERS } from './capacity-providers.ts';
import { GUIDE, LOWER_MINIMUM, ON_DEMAND, type PatternGroup } from './pattern.ts';
import { TURNOVER } from './turnover.ts';

const PAGE = `${GUIDE}/service-event-messages-list.html`;

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
          fix: 'Add on-demand capacity to the strategy (input `capacity-provider-strategy`: FARGATE with a base of 1 or a weight in addition to FARGATE_SPOT); otherwise wait and deploy again, or give the service subnets in more Availability Zones.',
        },
        {
          where: 'the service runs on Fargate Spot too',
          when: /^capacity providers (?:.{1,200} )?FARGATE_SPOT\b/m,
          plain:
            'AWS has no Fargate capacity for the task in these Availability Zones at the moment, most likely for its share on FARGATE_SPOT.',
          fix: 'Raise the base or weight of FARGATE in addition to FARGATE_SPOT (input `capacity-provider-strategy`); otherwise wait and deploy again, or give the service subnets in more Availability Zones.',
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
      id: 'provisioning-limit',
      title: 'Too many tasks of the cluster wait for capacity',
      pattern: /limit on the number of tasks .{0,40}PROVISIONING/i,
      plain:
        'A cluster lets only so many tasks wait in PROVISIONING (500), and so many wait already: its capacity providers do not launch instances fast enough, or at all.',
      causes: [],
      fix: 'Find why the capacity providers of the cluster launch nothing (`aws autoscaling describe-scaling-activities` of their Auto Scaling groups: maximum size, quotas, capacity of EC2), and stop services and tasks that nobody needs.',
      link: PAGE,
    },
    {
      id: 'fargate-task-quota',
      title: 'The quota of running tasks or vCPUs is reached',
      pattern:
        /reached the limit on the number of (?<what>tasks|vCPUs)|reached (?:the|your) (?:vCPU|task) (?:limit|quota)|concurrent (?:task|vCPU) (?:limit|quota)/i,
      plain: 'The account runs as many {what|tasks} in this Region as its quota allows.',
      causes: ['a deployment runs old and new tasks at once', 'other services use the quota'],
      fix: 'Ask for a higher quota (Service Quotas, AWS Fargate, "Fargate On-Demand vCPU resource count").',
      alternatives: [LOWER_MINIMUM],
      variants: [
        {
          where: 'the service runs on Fargate Spot alone',
          when: /^capacity providers FARGATE_SPOT$/m,
          fix: 'Ask for a higher quota (Service Quotas, AWS Fargate, "Fargate Spot vCPU resource count")[[; each task takes {cpu}]].',
          alternatives: true,
        },
        {
          where: 'the size of the task is known',
          when: /^each task takes (?<cpu>[\d.]{1,6} vCPU)/m,
          fix: 'Ask for a higher quota (Service Quotas, AWS Fargate, "Fargate On-Demand vCPU resource count"): each task of the service takes {cpu}.',
          alternatives: true,
        },
      ],
      link: `${GUIDE}/service-quotas.html`,
    },
    {
      id: 'fargate-size-quota',
      title: 'The task is larger than the quota allows',
      pattern: /The requested (?<what>CPU|MEMORY) configuration is above your limit/i,
      plain: 'The task asks for more {what|CPU or memory} than the quota of the account allows.',
      causes: ['a new account with low quotas'],
      fix: 'Choose a smaller `cpu` and `memory`, or ask for a higher quota.',
      variants: [
        {
          where: 'the size of the task is known',
          when: /^each task takes (?<size>.{1,60}) \(cpu (?<cpu>\d{1,6}), memory (?<memory>\d{1,7})\)$/m,
          fix: 'Ask for a higher quota (Service Quotas, AWS Fargate) or choose a smaller size: the task takes {size} (`cpu` {cpu}, `memory` {memory}).',
        },
      ],
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
            'Container {container} takes host port {port}, and another task, usually an old one of the service, uses it on each instance.',
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
      pattern:
        /(?:container-instance (?<instance>[\w-]{1,64})\)? )?has insufficient (?<what1>CPU|memory|GPU)|RESOURCE:(?<what2>CPU|MEMORY|GPU)|has insufficient/i,
      plain: 'No container instance has enough {what|CPU or memory} left for the task.',
      causes: [
        'the cluster is full while old and new tasks run at once',
        'the task asks for more {what|CPU or memory} than an instance has',
      ],
      fix: 'Add instances or make the task smaller.',
      variants: [
        {
          where: 'CPU is lacking, and the definition says how much the task takes',
          when: /(?:insufficient |RESOURCE:)CPU[\s\S]*^asks for CPU: (?<asked>\d{1,7})$/im,
          plain:
            'No container instance has {asked} CPU units left, which the task reserves[[ (nearest to it: {instance})]].',
          fix: 'Add instances with {asked} CPU units free, or lower `cpu` of the task or its containers below {asked}.',
          alternatives: true,
        },
        {
          where: 'memory is lacking, and the definition says how much the task takes',
          when: /(?:insufficient |RESOURCE:)memory[\s\S]*^asks for memory: (?<asked>\d{1,7})$/im,
          plain:
            'No container instance has {asked} MiB of memory left, which the task reserves[[ (nearest to it: {instance})]].',
          fix: 'Add instances with {asked} MiB free, or lower `memory` or `memoryReservation` below {asked} MiB.',
          alternatives: true,
        },
        {
          where: 'a GPU is lacking, and the task takes one',
          when: /(?:insufficient |RESOURCE:)GPU[\s\S]*^asks for GPU: 1 \(container (?<container>\S{1,255})\)$/im,
          plain: 'Container {container} asks for 1 GPU, and no container instance has a free one.',
          fix: 'Add instances with a free GPU (GPU-optimized AMI of ECS, so that the agent registers it).',
          alternatives: true,
        },
        {
          where: 'a GPU is lacking, and the definition says how many the task takes',
          when: /(?:insufficient |RESOURCE:)GPU[\s\S]*^asks for GPU: (?<asked>\d{1,3}) \(container (?<container>\S{1,255})\)$/im,
          plain: 'Container {container} asks for {asked} GPUs, and no container instance has that many free.',
          fix: 'Add instances with {asked} GPUs free (GPU-optimized AMI of ECS, so that the agent registers them), or lower GPU in `resourceRequirements` of container {container} below {asked}.',
          alternatives: true,
        },
        {
          where: 'a GPU is lacking',
          when: /(?:insufficient |RESOURCE:)GPU/i,
          fix: 'Add instances with free GPUs (GPU-optimized AMI of ECS), or lower GPU in `resourceRequirements`.',
          alternatives: true,
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
      variants: [
        {
          where: 'a placement constraint of the service is not met',
          when: /constraint[\s\S]*^members of (?<expression>.{1,300})$/im,
          plain: 'No container instance meets the placement constraint of the service: {expression}.',
          fix: 'Start instances that meet {expression} (`aws ecs put-attributes` sets attributes of an instance), or correct the placement constraint of the service.',
        },
        {
          where: 'the definition asks for something out of the ordinary',
          when: /^needs of an instance: (?<needed>.{1,600})$[\s\S]*^to meet it: (?<ways>.{1,1500})$/m,
          plain: 'No container instance has all that the task needs: {needed}.',
          fix: 'Do what is missing (`aws ecs describe-container-instances` shows the attributes of an instance): {ways}.',
        },
        {
          where: 'the attributes of the revision are known',
          when: /^requires attributes: (?<attributes>.{1,600})$/m,
          plain: 'No container instance has all the attributes that the task needs: {attributes}.',
          fix: 'Compare {attributes} with the attributes of the instances (`aws ecs describe-container-instances`), and update the agent or AMI or turn on what is missing (such as `ECS_ENABLE_TASK_IAM_ROLE` for task-iam-role).',
        },
        {
          where: 'the service names the instances that may run its tasks',
          when: /^members of (?<expression>.{1,300})$/m,
          plain:
            'No container instance has what the task needs and meets the placement constraint of the service: {expression}.',
          fix: 'Start instances that meet {expression} (`aws ecs describe-container-instances` shows their attributes), or correct the placement constraint of the service.',
        },
      ],
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
    ...CAPACITY_PROVIDERS,
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
      fix: 'Start instances that join this cluster (`ECS_CLUSTER` in their user data, instance profile, route to ECS); or, for tasks that Fargate can run, use FARGATE (`capacity-provider-strategy`).',
      variants: [
        {
          where: 'the service has one capacity provider',
          when: /No Container Instances were found in your capacity provider(?! \(?\w{0,255}-)[\s\S]*^capacity providers (?<provider>[\w-]{1,255})$/im,
          plain: 'The service asks for capacity provider {provider}, and none of its instances is in the cluster.',
          fix: 'Look at the activity of the Auto Scaling group of {provider} (`aws autoscaling describe-scaling-activities`): it says why no instance starts (vCPU quota, launch template, capacity of the zone, maximum size). If instances start, find out why they do not join this cluster (`ECS_CLUSTER` in their user data, instance profile, route to ECS); or move the service to another capacity provider.',
        },
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
        {
          text: 'the instances lack CPU, memory, ports or network interfaces',
          unless: /encountered error|closest matching/,
        },
        { text: 'they lack a required attribute', unless: /encountered error|closest matching/ },
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
          fix: 'Add instances (at least {desired}, and as many as new tasks start at once), or remove the placement constraint distinctInstance.',
          alternatives: true,
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
      id: 'ecs-throttled',
      title: 'AWS throttles ECS or the load balancer',
      pattern:
        /operations are being throttled|(?:unable to place a task|failed to (?:launch a task|(?:de)?register targets?)).{0,200}(?:Rate exceeded|Throttling|RequestLimitExceeded)/i,
      plain: 'ECS makes more calls for this account than AWS allows, and retries later.',
      causes: ['many deployments run at the same time'],
      fix: 'Wait, and deploy fewer services at once.',
      link: PAGE,
      passes: true,
    },
    {
      id: 'platform-unfit',
      title: 'The platform version of Fargate does not have what the task asks for',
      pattern:
        /requested capabilities are not supported|PlatformTaskDefinitionIncompatibility|platform does not satisfy the task definition|platform version .{0,60}(?:does not support|is not compatible with) /i,
      plain:
        'The task definition asks for something that the platform version of the service does not have, such as EFS, ephemeral storage over 20 GiB, ARM64 or a size of 8 vCPU and more, which need 1.4.0.',
      causes: [],
      fix: 'Set `platform-version` of the service to LATEST (or 1.4.0), or take what it lacks out of the task definition.',
      link: `${GUIDE}/platform-fargate.html`,
      noRetryHelps: true,
    },
    {
      id: 'platform-retired',
      title: 'The platform version of Fargate does not exist or is retired',
      pattern:
        /platform version '?(?<version>\d[\d.]{0,10}\d)?'? ?.{0,60}(?:no longer|retired|not (?:valid|found|exist|supported|available)|deprecated)|PlatformUnknownException/i,
      plain: 'Fargate starts no tasks on platform version {version|of the service} any more, or does not have it.',
      causes: [],
      fix: 'Set `platform-version` of the service to LATEST[[ instead of {version}]].',
      link: `${GUIDE}/platform-fargate.html`,
      noRetryHelps: true,
    },
    {
      id: 'provider-not-ready',
      title: 'The capacity provider takes no tasks',
      pattern:
        /(?:unable to place|failed to launch).{0,200}capacity provider '?(?<provider>[\w-]{1,255})'? (?:is (?:not (?:in )?(?:the )?ACTIVE|in (?<status>[A-Z_]{3,40}))|(?:does not exist|was not found))/i,
      plain: 'The service asks for capacity provider {provider}, which is not ACTIVE[[ ({status})]].',
      causes: [],
      fix: 'Wait until {provider} is ACTIVE (`aws ecs describe-capacity-providers`), create it again, or set `capacity-provider-strategy` to one that is.',
      link: `${GUIDE}/cluster-auto-scaling.html`,
    },
    {
      id: 'cannot-place',
      title: 'A task cannot be placed',
      pattern:
        /(?:was )?unable to place a task\. Reason: (?<reason1>(?!Internal error).{3,400}?)\.?$|failed to launch a task with \(error (?<reason2>.{3,400}?)\.?\)\.?$|(?:was )?unable to place a task|failed to launch a task/i,
      plain: 'ECS could not start a task[[: {reason}]].',
      causes: [
        { text: 'there is no capacity', unless: /Reason: |with \(error /i },
        { text: 'a quota is reached', unless: /Reason: |with \(error /i },
        { text: 'a setting of the task is wrong', unless: /Reason: |with \(error /i },
      ],
      fix: 'Resolve what AWS gives as the reason, then deploy again; without one, look at the events and stopped tasks of the service.',
      variants: [
        {
          where: 'no instance type is as the capacity provider asks',
          when: /no (?:matching )?instance types?(?: in capacity provider (?<provider>[\w-]{1,255}))?/i,
          plain:
            'No instance type of EC2 is as `instanceRequirements` of capacity provider {provider|of the service} ask and large enough for the task.',
          fix: 'Widen `instanceRequirements` in the launch template of capacity provider {provider|of the service} (vCPUs, memory, generations, architecture), so that they allow types which have the CPU and memory of the task; or make the task smaller.',
        },
        {
          where: 'ECS did not find what the service names',
          when: /resources? could not be found/i,
          plain:
            'ECS looked for a place for the task and did not find something that the service names. AWS does not say what.',
          fix: 'Check what the service names, one after the other: that its capacity providers belong to the cluster (`aws ecs describe-clusters`), that the cluster has container instances unless it runs on Fargate (`aws ecs list-container-instances`), and that its subnets and security groups exist.',
        },
      ],
      link: PAGE,
    },
    ...TURNOVER,
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
