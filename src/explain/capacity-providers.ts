import { ownReasons } from './own-reasons.ts';
import { GUIDE, LOWER_MINIMUM, type Pattern } from './pattern.ts';

/** What a capacity provider lacks, in sentences of src/watch/diagnose/capacity.ts and of AWS. */
export const CAPACITY_PROVIDERS = [
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
    fix: 'Look at why the group launches nothing (`aws autoscaling describe-scaling-activities --auto-scaling-group-name {group}`), and raise its maximum size if that is reached; if its instances run but do not join, set `ECS_CLUSTER` to the name of this cluster in the user data of its launch template, and check their instance profile and that they reach the ECS endpoints.',
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
    variants: [
      {
        where: 'it is Fargate Spot, which took tasks back',
        when: /for capacity provider FARGATE_SPOT$[\s\S]*^taken back by Spot: (?<tasks>\d{1,6} tasks?)$/m,
        plain:
          'AWS reclaimed the Spot capacity of {tasks}, and has no spare capacity for new ones in the Availability Zones of the subnets.',
        fix: 'Add FARGATE with a base of 1 or a weight in addition to FARGATE_SPOT (input `capacity-provider-strategy`), so that some tasks run on capacity that AWS does not take back; or give the service subnets in more Availability Zones.',
      },
      {
        where: 'it is Fargate Spot',
        when: /for capacity provider FARGATE_SPOT$/m,
        plain:
          'The tasks wait for FARGATE_SPOT: AWS has no spare capacity for them in the Availability Zones of the subnets.',
        fix: 'Add FARGATE with a base of 1 or a weight in addition to FARGATE_SPOT (input `capacity-provider-strategy`), give the service subnets in more Availability Zones, or wait.',
      },
      {
        where: 'it is Fargate',
        when: /for capacity provider FARGATE$/m,
        plain:
          'The tasks wait for Fargate: AWS has no capacity for them yet in the Availability Zones of the subnets, or they still get their network interface.',
        fix: 'Wait or deploy again; give the service subnets in more Availability Zones, and check the quota of Fargate vCPUs (Service Quotas).',
      },
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
      {
        text: 'EC2 has no capacity for the instance types that the provider allows, or it allows too few',
        unless: /LimitExceeded|MaxSpot/i,
      },
      {
        text: 'the quota of EC2 vCPUs or Spot requests is reached',
        unless: /UnfulfillableCapacity|InsufficientInstanceCapacity/i,
      },
      { text: 'the instance profile or the infrastructure role is wrong', unless: /Capacity\b|LimitExceeded|MaxSpot/i },
    ],
    variants: [
      {
        where: 'EC2 has none',
        when: /(?:capacity provider (?<provider>[\w-]{1,255})[\s\S]*)?(?:UnfulfillableCapacity|InsufficientInstanceCapacity)/i,
        plain:
          'ECS tried to launch an EC2 instance for the task, and EC2 has no capacity of the types that the capacity provider[[ {provider}]] allows in these Availability Zones.',
        fix: 'Allow more instance types (wider `instanceRequirements`) and subnets in more Availability Zones in the capacity provider[[ {provider}]], make the task smaller, or deploy again later.',
      },
      {
        where: 'the quota of Spot is reached',
        when: /MaxSpotInstanceCountExceeded/i,
        plain: 'ECS tried to launch a Spot instance for the task, and the quota of Spot vCPUs of EC2 is reached.',
        fix: 'Ask for a higher quota (Service Quotas, Amazon EC2: "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests", or that of the family of its types), or allow On-Demand instances in the capacity provider.',
      },
      {
        where: 'the quota of vCPUs is reached',
        when: /VcpuLimitExceeded(?:[\s\S]{0,200}?limit of (?<limit>\d{1,6}))?/i,
        plain:
          'ECS tried to launch an EC2 instance for the task, and the account runs as many vCPUs of that family as its quota allows[[ ({limit})]].',
        fix: 'Ask for a higher quota[[ than {limit} vCPUs]] (Service Quotas, Amazon EC2: "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances" for these families, else that of the family), stop instances that nothing uses, or allow types of another family in the capacity provider.',
      },
      {
        where: 'another quota of EC2 is reached',
        when: /InstanceLimitExceeded/i,
        plain: 'ECS tried to launch an EC2 instance for the task, and a quota of EC2 is reached.',
        fix: 'Ask for a higher quota (Service Quotas, Amazon EC2: running On-Demand instances of that family), or allow types of another family.',
      },
      {
        where: 'the zone does not offer the type',
        when: /(?:capacity provider (?<provider>[\w-]{1,255})[\s\S]*?)?instance type \(?(?<type>[\w.-]{3,40})\)? is not supported in your requested Availability Zone \(?(?<zone>[\w-]{5,30})\)?(?:[\s\S]{0,120}?choosing (?<zones>[a-z][\w, -]{5,200}?)\.)?/i,
        plain:
          'ECS tried to launch an instance of type {type} in {zone}, and EC2 does not offer that type in this zone.',
        fix: 'Use subnets in zones that have {type}[[ ({zones})]] for capacity provider {provider|of the service} instead of the one in {zone}, or allow other instance types there (wider `instanceRequirements`).',
      },
      {
        where: 'the KMS key of its volumes cannot be used',
        when: /(?:capacity provider (?<provider>[\w-]{1,255})[\s\S]*?)?(?:Client\.)?(?:Invalid)?KMSKey[\w.]{0,40}(?:: [^\n]{0,200}?(?<key>(?:key\/|arn:aws[\w-]{0,8}:kms:)[\w:/-]{4,200}))?/i,
        plain:
          'ECS tried to launch an EC2 instance for the task, and the KMS key that encrypts its volumes[[ ({key})]] is disabled, deleted or may not be used.',
        fix: 'Enable the key[[ {key}]] (`aws kms enable-key`) and allow the infrastructure role of capacity provider {provider|of the service} to use it (kms:CreateGrant, kms:Decrypt, kms:GenerateDataKeyWithoutPlaintext), or encrypt the volumes with another key.',
      },
      {
        where: 'no instance type is as the capacity provider asks',
        when: /(?:capacity provider (?<provider>[\w-]{1,255})[\s\S]*)?(?:not match any instance types?|no (?:matching )?instance types?)/i,
        plain:
          'No instance type of EC2 is as `instanceRequirements` of capacity provider {provider|of the service} ask and large enough for the task.',
        fix: 'Widen `instanceRequirements` in the launch template of capacity provider {provider|of the service} (vCPUs, memory, generations, architecture), so that they allow types which have the CPU and memory of the task; or make the task smaller.',
      },
      ...ownReasons({
        what: 'ECS tried to launch an EC2 instance for the task, which failed',
        role: 'the infrastructure role of the capacity provider',
        access: 'what AmazonECSInfrastructureRolePolicyForManagedInstances has',
        thing: 'what the capacity provider names',
        after: 'Unable to launch instance(?:\\(s\\))?[^\\n.]{0,200}\\. ',
      }),
    ],
    fix: 'Allow more instance types and Availability Zones in the capacity provider, ask for a higher EC2 quota, and check its roles.',
    link: `${GUIDE}/ManagedInstances.html`,
  },
] as const satisfies readonly Pattern[];
