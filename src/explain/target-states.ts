import { GUIDE, type Pattern } from './pattern.ts';

const PAGE = `${GUIDE}/troubleshoot-service-load-balancers.html`;
const ELB = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';

/** What the load balancer says of a target that it does not check, or not any more. */
export const TARGET_STATES = [
  {
    id: 'target-group-gone',
    title: 'The target group does not exist',
    pattern: /TARGET GROUP IS NOT FOUND|TargetGroupNotFound|target groups? not found/i,
    plain: 'The target group of the service no longer exists.',
    causes: ['the load balancer was deleted or replaced'],
    fix: 'Create the target group again, or give the service another one with `aws ecs update-service --load-balancers`; then deploy again.',
    variants: [
      {
        where: 'CodeDeploy says so',
        when: /ELB could not be updated[\s\S]*?target groups? (?:'?(?:not found|do(?:es)? not exist)'?:? ?(?<groups>[\w:/, -]{1,400}?))?(?= \(|$)/im,
        plain: 'A target group of the CodeDeploy deployment group does not exist[[: {groups}]].',
        fix: 'Create target group {groups|again that is missing} with a rule of the listener that forwards to it, or name two that exist in `loadBalancerInfo.targetGroupPairInfoList` of the deployment group; then deploy again.',
      },
    ],
    link: PAGE,
    noRetryHelps: true,
  },
  {
    id: 'target-zone-disabled',
    title: 'The load balancer is not in the zone of the task',
    pattern: /Target is in an Availability Zone that is not enabled|Targets from this AZ are not routable/i,
    plain:
      'The service starts tasks in a subnet whose Availability Zone the load balancer does not have, so they never get traffic.',
    causes: [],
    fix: 'Enable that Availability Zone for the load balancer (`aws elbv2 set-subnets`, with all its subnets and one of that zone), or remove the subnet in that zone from the service (`subnets` of its network configuration), then deploy again.',
    variants: [
      {
        where: 'the subnets of its targets are known',
        when: /^unserved: (?<unserved>.{1,600})$/m,
        plain:
          'The load balancer is not enabled in the Availability Zone of these targets, so they never get traffic: {unserved}.',
        fix: 'Enable the Availability Zone of that subnet for the load balancer (`aws elbv2 set-subnets`, with all its subnets and one of that zone), or remove the subnet from the service ({unserved}), then deploy again.',
      },
      {
        where: 'the subnets of the service are known',
        when: /^subnets (?<subnets>.{1,400})$/m,
        fix: 'Enable the Availability Zones of all subnets of the service ({subnets}) for the load balancer (`aws elbv2 set-subnets`), or remove the subnet in the missing zone from the service, then deploy again.',
      },
    ],
    link: ELB,
  },
  {
    id: 'target-not-forwarded',
    title: 'No listener of the load balancer forwards to the target group',
    pattern: /not configured to receive traffic from the load balancer/i,
    plain: 'No listener rule forwards to the target group, so the load balancer does not even check its targets.',
    causes: [],
    fix: 'Add the target group to a listener rule of the load balancer; until then its targets stay unused.',
    link: ELB,
  },
  {
    id: 'target-address-taken',
    title: 'The address of the target belongs to a load balancer',
    pattern: /Target\.IpUnusable|cannot be used as a target(?:,)? because it is in use by a load balancer/i,
    plain: 'The target has an IP address that a load balancer uses itself, so it gets no traffic.',
    causes: [],
    fix: 'Deregister that address from the target group (`aws elbv2 deregister-targets`): it is none of a task of the service, or a load balancer took it over; then deploy again.',
    link: ELB,
  },
  {
    id: 'target-zone-unused',
    title: 'The load balancer does not serve the target',
    pattern: /Target\.(?:NotInUse|InvalidState)|Target is in the stopped state/i,
    plain:
      "The target group has no listener rule, or the load balancer is not enabled in the task's Availability Zone.",
    causes: [
      'no listener or rule forwards to the target group',
      'the zone of the subnet is not enabled for the load balancer',
    ],
    fix: "Add the target group to a listener rule, and enable the subnets' Availability Zones for the load balancer.",
    link: ELB,
  },
  {
    id: 'targets-untested',
    title: 'The load balancer has not finished checking the targets',
    pattern:
      /^Target (?<target>\S{1,100}) has not passed its first health checks in \(target-group (?<group>[^\s)]{1,255})\)/,
    plain:
      'The task runs, and the load balancer has not called its target {target} in target group {group} healthy yet: that takes as many checks in a row as its healthy threshold says.',
    causes: [],
    fix: 'Wait longer (`wait-for-minutes`), or have target group {group} decide sooner: a lower interval and healthy threshold (`aws elbv2 modify-target-group --health-check-interval-seconds 10 --healthy-threshold-count 2`). If it stays so, look for requests of ELB-HealthChecker in the log of the container: without any, a security group keeps them out.',
    link: ELB,
    passes: true,
  },
  {
    id: 'target-taken-out',
    title: 'Somebody took the targets of running tasks out of the load balancer',
    pattern:
      /^(?:Targets?|Tasks?) (?<targets>.{1,400}?) (?:of running tasks )?(?:was|were) taken out of \(target-group (?<group>[^\s)]{1,255})\)/,
    plain:
      'ECS registered {targets} in target group {group}, the tasks still run, and the load balancer does not have them any more: ECS does that only to tasks that it stops, so somebody or something else deregistered them.',
    causes: [],
    fix: 'Find who called DeregisterTargets on target group {group} (CloudTrail): usually another service or task set, Terraform, or a script that manages the same group. Give each a target group of its own, then deploy again with `force-new-deployment`: ECS does not register running tasks a second time.',
    link: ELB,
  },
  {
    id: 'target-not-registered',
    title: 'The task is not registered with the load balancer',
    pattern: /Target\.NotRegistered|Target is not registered to the target group/i,
    plain: 'The task is not registered with the target group.',
    causes: ['the task is not running yet, or was stopped', 'somebody deregistered it'],
    fix: 'Check the events and the load balancer settings of the service.',
    link: ELB,
    passes: true,
  },
  {
    id: 'target-initial',
    title: 'The first health checks are under way',
    pattern:
      /Elb\.(?:RegistrationInProgress|InitialHealthChecking)|Target registration is in progress|Initial health checks in progress/i,
    plain: 'The load balancer has not made its first health checks yet.',
    causes: ['the task has just started'],
    fix: 'Wait; a shorter health check interval makes this faster.',
    link: ELB,
    normal: true,
  },
  {
    id: 'target-draining',
    title: 'The target is draining',
    pattern: /Target\.DeregistrationInProgress|Target deregistration is in progress|has begun draining connections/i,
    plain: 'The load balancer lets requests in flight finish before the task stops (300 s by default).',
    causes: ['a deployment or scaling in'],
    fix: 'Lower `deregistration_delay.timeout_seconds` of the target group (30 s is enough for most) to make deployments faster.',
    link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
    normal: true,
  },
  {
    id: 'target-internal-error',
    title: 'The health checks failed inside the load balancer',
    pattern: /Elb\.InternalError|Health checks failed due to an internal error/i,
    plain:
      'The health checks failed for an internal error of Elastic Load Balancing. Nothing is known against the task.',
    causes: [],
    fix: 'Deploy again in a few minutes; if it stays so, look at Elastic Load Balancing in the AWS Health Dashboard and open a case with AWS Support, with the ARN of the target group.',
    link: ELB,
    passes: true,
  },
  {
    id: 'target-check-disabled',
    title: 'The health checks of the target group are off',
    pattern: /Target\.HealthCheckDisabled|Health checks are disabled/i,
    plain: 'The health checks of the target group are off, so nobody knows whether its targets are healthy.',
    causes: [],
    fix: 'Turn on the health checks of the target group (`aws elbv2 modify-target-group --health-check-enabled`).',
    link: ELB,
    passes: true,
  },
] as const satisfies readonly Pattern[];
