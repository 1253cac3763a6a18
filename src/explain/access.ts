import { GUIDE, type PatternGroup, type Variant } from './pattern.ts';
import { phrase } from '../phrases.ts';

/** What ECS says of the roles of a task, and not of those that it uses itself. */
const FOR_TASK = /provided for this task/i;
const ROLE_PAGE = `${GUIDE}/task_execution_IAM_role.html`;

/** Roles that ECS cannot use: whatever it wanted to do with one, only the role fixes it. */
export const ROLES = {
  title: 'Roles that ECS uses',
  patterns: [
    {
      id: 'managed-instances-role',
      title: 'The infrastructure role of the capacity provider lacks a permission',
      pattern:
        /(?:Unable to launch instance|capacity provider|managed instances?|CreateFleet|RunInstances|CreateLaunchTemplate).{0,600}not authorized to perform: (?<action1>(?:ec2|iam):\w{1,60})(?: on resource: (?<resource1>[^\s,]{1,300}))?|not authorized to perform: (?<action2>ec2:(?:CreateFleet|RunInstances|CreateLaunchTemplate))(?: on resource: (?<resource2>[^\s,]{1,300}))?/i,
      plain:
        'ECS launches instances for the capacity provider with its infrastructure role, and {caller|that role} is not allowed to call {action}[[ on {resource}]].',
      causes: [],
      fix: 'Attach AmazonECSInfrastructureRolePolicyForManagedInstances to {caller|the infrastructure role of the capacity provider}, or allow it {action}[[ on {resource}]]; the role that deploys is not involved.',
      link: `${GUIDE}/infrastructure_IAM_role.html`,
      noRetryHelps: true,
      settles: true,
      excludes: ['not-authorized', 'pass-role'],
    },
    {
      id: 'express-infrastructure-role',
      title: 'The infrastructure role of an Express service lacks a permission',
      pattern:
        /^ECS could not (?:make|create) the .{1,80} of the service: (?:.*?:assumed-role\/(?<role>[\w+=,.@-]{1,64})\/\S{1,100} is |.*)not authorized to perform: (?<action>[\w-]{1,60}:\w{1,80})/i,
      plain:
        'ECS creates the resources of an Express service with the role in `infrastructure-role-arn`, and {role|that role} is not allowed to call {action|one of the actions this takes}.',
      causes: [
        'the role lacks the managed policy AmazonECSInfrastructureRoleforExpressGatewayServices',
        '`infrastructure-role-arn` names another role than the one meant',
        'the policy was attached a moment ago',
      ],
      fix: `Attach the managed policy AmazonECSInfrastructureRoleforExpressGatewayServices to {caller|the role} in \`infrastructure-role-arn\`, or allow it {action|that action} in another policy; then run ${phrase('step')} again.`,
      link: `${GUIDE}/infrastructure_IAM_role.html`,
      noRetryHelps: true,
      settles: true,
    },
    {
      id: 'resource-quota',
      title: 'A quota keeps ECS from creating a resource',
      pattern:
        /^(?:ECS could not (?:make|create) the|The) (?<resource>.{1,60}?) of the service(?: is still \w{1,30})?: .{0,600}?(?:reached your limit of (?<limit>\d{1,9})|TooMany(?<what1>[A-Z]\w{1,60})|maximum number of (?<what2>[\w -]{1,60}?)(?: on| for| in| per| has|$)|LimitExceeded|quota)/i,
      plain:
        'ECS cannot create the {resource} of the Express service: a quota of this account and Region is reached[[ ({limit})]][[ ({what})]].',
      causes: [],
      fix: 'Delete what is no longer used (Express services share a load balancer, up to 25 in a VPC), or ask for a higher quota in Service Quotas for the service that the message names; then deploy again.',
      variants: [
        quota(/TooManyRules/, { name: 'Rules per Application Load Balancer', usual: 100 }),
        quota(/TooManyCertificates/, { name: 'Certificates per Application Load Balancer', usual: 25 }),
        quota(/TooManyTargetGroups/, { name: 'Target Groups per Region', usual: 3000 }),
        quota(/TooManyLoadBalancers/, { name: 'Application Load Balancers per Region', usual: 50 }),
        quota(/certificates in the last year/, {
          name: 'ACM certificates created in last 365 days',
          of: 'AWS Certificate Manager (ACM)',
        }),
        quota(/\bACM?\b[\s\S]*LimitExceeded/i, { name: 'ACM certificates', of: 'AWS Certificate Manager (ACM)' }),
        quota(/RulesPerSecurityGroupLimitExceeded/, {
          name: 'Inbound or outbound rules per security group',
          usual: 60,
          of: 'Amazon VPC',
        }),
        quota(/SecurityGroupLimitExceeded/, { name: 'VPC security groups per Region', usual: 2500, of: 'Amazon VPC' }),
        quota(/scalable targets?[\s\S]*LimitExceeded/i, {
          name: 'Scalable targets for Amazon ECS',
          of: 'Application Auto Scaling',
        }),
        quota(/log ?group[\s\S]*LimitExceeded/i, { name: 'Log groups', of: 'Amazon CloudWatch Logs' }),
        quota(/TooManyListeners/, { name: 'Listeners per Application Load Balancer', usual: 50 }),
      ],
      link: 'https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html',
      noRetryHelps: true,
    },
    {
      id: 'express-conflict',
      title: 'A resource that ECS was to create for an Express service is there already',
      pattern:
        /^(?:ECS could not (?:make|create) the|The) (?<resource>.{1,60}?) of the service(?: is still \w{1,30})?: .{0,300}?(?:already exists|exists, but with different|is currently in use|PriorityInUse|AlreadyExists|Duplicate\w{3,40}Name)/i,
      plain:
        'ECS was to create the {resource} of the Express service, and something with its name or number is there already.',
      causes: [],
      fix: 'Deploy again: ECS then takes another name or number. If it stays so, delete the {resource} that the message names, unless something else needs it (mostly what a deleted service left behind).',
      variants: [
        {
          where: 'it is the log group',
          when: /the log group of the service/i,
          fix: 'Deploy again with `log-group` set to a name of its own, or delete the log group that is there, if nobody needs its logs.',
        },
      ],
      link: `${GUIDE}/express-service-troubleshooting.html`,
    },
    {
      id: 'express-account',
      title: 'The account may not have a load balancer yet',
      pattern:
        /^(?:ECS could not (?:make|create) the|The) (?<resource>.{1,60}?) of the service(?: is still \w{1,30})?: .{0,300}?(?:account currently does not support|OptInRequired|account is (?:not|pending)|OperationNotPermitted)/i,
      plain:
        'AWS does not let this account create the {resource} of the Express service: neither roles nor quotas are the reason.',
      causes: [],
      fix: 'Open a case with AWS Support (Account and billing) and ask for load balancers in this Region; new accounts are held back until AWS has verified them.',
      link: `${GUIDE}/express-service-troubleshooting.html`,
      noRetryHelps: true,
    },
    {
      id: 'express-network',
      title: 'The subnets of an Express service do not fit its load balancer',
      pattern:
        /^(?:ECS could not (?:make|create) the|The) (?<resource>.{1,60}?) of the service(?: is still \w{1,30})?: .{0,300}?(?:InvalidSubnet|subnets? in (?:at least )?two|two different Availability Zones|has no internet gateway|same Availability Zone|SubnetNotFound|not enough (?:free )?IP addresses|InvalidGroup|InvalidSecurityGroup|(?<missing>(?:subnet|sg|vpc)-\w{1,40})'? does not exist)/i,
      plain:
        'ECS cannot create the {resource} of the Express service in these subnets and security groups[[: {missing} does not exist]].',
      causes: [],
      fix: 'Correct `subnets` and `security-groups`: existing ones of one VPC, with subnets in two Availability Zones; then deploy again.',
      variants: [
        {
          where: 'the VPC has no internet gateway',
          when: /(?<vpc>vpc-\w{1,40}) has no internet gateway/i,
          plain: 'A public load balancer takes an internet gateway, and {vpc} has none.',
          fix: 'Attach an internet gateway to {vpc} and route 0.0.0.0/0 of the public subnets to it, or set `subnets` to those of a VPC that has one.',
        },
        {
          where: 'the subnets are in one zone',
          when: /two different Availability Zones|subnets? in (?:at least )?two/i,
          plain: 'A load balancer takes subnets in at least two Availability Zones, and `subnets` has those of one.',
          fix: 'Add a subnet in another Availability Zone of the same VPC to `subnets` (at least two zones), then deploy again.',
        },
        {
          where: 'two subnets are in one zone',
          when: /same Availability Zone/i,
          plain: 'A load balancer takes one subnet in each Availability Zone, and two of `subnets` are in the same.',
          fix: 'Take one of the two subnets of the same Availability Zone out of `subnets`, then deploy again.',
        },
      ],
      link: `${GUIDE}/express-service-troubleshooting.html`,
      noRetryHelps: true,
    },
    {
      id: 'express-certificate',
      title: 'The certificate of an Express service is not issued yet',
      pattern:
        /^(?:ECS could not (?:make|create) the certificate of the service|The certificate of the service is still \w{1,30}): (?<why>.{1,300}?)\.?$/i,
      plain: 'The HTTPS listener of an Express service needs its certificate, and ACM has not issued it: {why}.',
      causes: [],
      fix: 'Wait: ACM validates the certificate by DNS within minutes. If it stays so, look at it (`aws acm describe-certificate`) for its validation records, and for a CAA record of the domain that does not allow amazon.com.',
      link: `${GUIDE}/express-service-troubleshooting.html`,
    },
    {
      id: 'infrastructure-role',
      title: 'ECS cannot use the infrastructure role',
      pattern: /ECS Infrastructure Role '?(?<role>arn:[^\s'".]{1,300})?/i,
      plain:
        'ECS is not allowed to manage the load balancer or the volumes of the service with {role|the infrastructure role}.',
      causes: [
        'its trust policy does not name ecs.amazonaws.com',
        {
          text: 'it lacks AmazonECSInfrastructureRolePolicyForLoadBalancers or …ForVolumes',
          unless: /unable to assume/i,
        },
        'it was created or changed a moment ago',
      ],
      fix: 'Allow ecs.amazonaws.com to call sts:AssumeRole in the trust policy of {role|the role}, and attach the managed policy for the load balancer or the volumes.',
      variants: [
        {
          where: 'it cannot be assumed',
          when: /unable to assume/i,
          plain:
            'ECS cannot assume {role|the infrastructure role}: its trust policy does not name ecs.amazonaws.com, or it does not exist.',
          fix: 'Allow ecs.amazonaws.com to call sts:AssumeRole in the trust policy of {role|the infrastructure role}, and create the role if it does not exist.',
        },
        {
          where: 'it is for the load balancer',
          when: /ELB|load ?balancer/i,
          plain:
            'ECS may not manage the load balancer of the service with {role|the infrastructure role}: the role does not trust ecs.amazonaws.com, or lacks a permission.',
          fix: 'Allow ecs.amazonaws.com to call sts:AssumeRole in the trust policy of {role|the role}, and attach AmazonECSInfrastructureRolePolicyForLoadBalancers to it.',
        },
      ],
      link: `${GUIDE}/infrastructure_IAM_role.html`,
      noRetryHelps: true,
      settles: true,
    },
    {
      id: 'service-linked-role',
      title: 'The service-linked role of ECS is missing',
      pattern: /unable to assume (?:the )?service linked role|AWSServiceRoleForECS/i,
      plain:
        'ECS manages networks and load balancers with the role AWSServiceRoleForECS, and this account does not have it.',
      causes: [
        'this is the first service in the account',
        'somebody deleted the role',
        'a service names it as its task or execution role',
      ],
      fix: 'Create it once: `aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com`; never name it in a task definition.',
      link: `${GUIDE}/using-service-linked-roles.html`,
    },
    {
      id: 'role-not-assumable',
      title: 'ECS cannot assume the role',
      pattern:
        /^(?!.*hook(?:\(s\)|s)? failed).*?(?:unable to assume (?:the )?role ?'?(?<role>arn:[^\s'".]{1,300})?|Role is not valid|role.{0,300}(?:cannot|could not|can't) be assumed)/i,
      plain: 'ECS is not allowed to assume {role|the role} that the task definition names.',
      causes: [
        'the role does not exist',
        { text: 'its trust policy does not name ecs-tasks.amazonaws.com', when: FOR_TASK },
        {
          text: 'its trust policy does not name ecs-tasks.amazonaws.com (or ecs.amazonaws.com for infrastructure and hook roles)',
          unless: FOR_TASK,
        },
        'it was created seconds ago',
      ],
      fix: 'Allow ecs-tasks.amazonaws.com to call sts:AssumeRole in the trust policy of {role|the role}, or create the role if it does not exist.',
      variants: [
        {
          where: 'it is the role with which ECS makes what an Express service needs',
          when: /ECS could not create the [^\n]{3,60} of the service/i,
          plain:
            'ECS is not allowed to assume {role|the infrastructure role}, with which it makes what the Express service needs: the role does not exist, or its trust policy does not name ecs.amazonaws.com.',
          fix: 'Allow ecs.amazonaws.com to call sts:AssumeRole in the trust policy of {role|the infrastructure role}, or create the role if it does not exist; then deploy again.',
        },
      ],
      link: ROLE_PAGE,
      noRetryHelps: true,
      settles: true,
    },
  ],
} as const satisfies PatternGroup;

/** What one load balancer or Region may have (docs: elasticloadbalancing, load-balancer-limits). */
function quota(
  when: RegExp,
  { name, usual, of = 'Elastic Load Balancing' }: { name: string; usual?: number; of?: string },
): Variant {
  const unless = usual === undefined ? '' : `; ${usual} unless raised`;
  return {
    where: `it is the quota "${name}"`,
    when,
    fix: `Delete Express services and other users of that quota that nobody needs any more, or ask for a higher quota "${name}" (Service Quotas, ${of}${unless}); then deploy again.`,
  };
}

/** Permissions and credentials. */
export const ACCESS = {
  title: 'Permissions and credentials',
  patterns: [
    {
      id: 'pass-role',
      title: 'The deploying role is not allowed to pass the roles of the task',
      pattern: /not authorized to perform: iam:PassRole(?: on resource: (?<role>\S{1,300}))?/i,
      plain:
        'Registering a task definition passes its roles to ECS, which takes iam:PassRole on each of them: {role|it is missing here}.',
      causes: [
        'the policy of the deploying role lacks iam:PassRole on this role',
        'its condition iam:PassedToService names another service',
      ],
      fix: 'Allow iam:PassRole on {role|the roles in executionRoleArn and taskRoleArn} with iam:PassedToService ecs-tasks.amazonaws.com.',
      link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
      noRetryHelps: true,
    },
    {
      id: 'service-permissions-changed',
      title: 'ECS can no longer maintain the service',
      pattern: /IAM (?:permissions policies|trust relationship)s? ha(?:ve|s) been misconfigured or changed/i,
      plain: 'A role that ECS uses for the service lost its permissions or its trust policy.',
      causes: ['a policy was changed or removed', 'the service-linked role AWSServiceRoleForECS was deleted'],
      fix: "Restore the permissions and trust policies of the service's roles, and the service-linked role.",
      variants: [
        {
          where: 'the roles of the service are known',
          when: /IAM (?<what>permissions policies|trust relationship)[\s\S]*^roles of the service: (?<roles>.{1,600})$/im,
          plain: 'A role that ECS uses for the service ({roles}) lost its {what}.',
          fix: 'Restore the {what} of {roles}: trust for ecs.amazonaws.com, and the managed policy for load balancers, volumes or VPC Lattice (CloudTrail shows what was changed); create AWSServiceRoleForECS again if it is that (`aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com`).',
        },
        {
          where: 'the service uses the service-linked role alone',
          when: /IAM [\s\S]*^strategy /im,
          plain: 'ECS uses the service-linked role AWSServiceRoleForECS for the service, and may not use it any more.',
          fix: 'Create AWSServiceRoleForECS again (`aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com`), and look for a service control policy that denies what it does (CloudTrail, calls of AWSServiceRoleForECS).',
        },
      ],
      link: `${GUIDE}/service-event-messages-list.html`,
      noRetryHelps: true,
    },
    {
      id: 'not-authorized',
      title: 'A permission is missing',
      pattern:
        /not authorized to perform:? ?(?<action>[\w-]{1,60}:\w{1,80})(?: on resource: (?<resource>\S{1,300}))?|AccessDeniedException/i,
      plain: '{Caller|The role} is not allowed to call {action|this action}[[ on {resource}]].',
      causes: [
        'no policy of the role allows it',
        {
          text: 'a condition, boundary or service control policy forbids it',
          unless: /no identity-based policy allows/i,
        },
      ],
      fix: 'Allow {caller|the role} {action|the action in the message}[[ on {resource}]].',
      link: `${GUIDE}/security_iam_troubleshoot.html`,
      noRetryHelps: true,
    },
    {
      id: 'session-expired',
      title: 'The credentials expired',
      pattern: /security token included in the request is (?:expired|invalid)|ExpiredToken|RequestExpired/i,
      plain: 'The credentials expired before the wait was over.',
      causes: [
        '`role-duration-seconds` is shorter than the deployment',
        "the role's maximum session duration is shorter than the deployment",
      ],
      fix: `Raise ${phrase('duration-setting')} and the maximum session duration of the role.`,
      link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html',
    },
  ],
} as const satisfies PatternGroup;
