import { GUIDE, type PatternGroup } from './pattern.ts';

const PAGE = `${GUIDE}/troubleshoot-service-load-balancers.html`;
const ELB = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';
const CODES = 'Health checks failed with (?:these|the following) codes?: \\[?';

/** Health checks of the load balancer and of the container. */
export const HEALTH = {
  title: 'Health checks',
  patterns: [
    {
      id: 'target-404',
      title: 'The health check path does not exist (404)',
      pattern: new RegExp(`${CODES}404`, 'i'),
      plain: 'The application answers, but has nothing at the path of the health check.',
      causes: [
        'the path of the target group is not that of the application',
        'the port leads to another process',
        'the application is not ready yet',
      ],
      fix: 'Set the health check path of the target group to one that answers 200; for Express set `health-check-path`.',
      link: ELB,
      symptom: true,
    },
    {
      id: 'target-redirect',
      title: 'The health check is redirected (301, 302, 307, 308)',
      pattern: new RegExp(`${CODES}30[1278]`, 'i'),
      plain:
        'The application sends the health check elsewhere, most often to https or to a login page; a redirect is not a success.',
      causes: ['the application forces https', 'the path needs a session or a trailing slash'],
      fix: 'Check a path that answers 200 without a redirect, or add the code to the matcher of the target group.',
      link: ELB,
      symptom: true,
    },
    {
      id: 'target-refused',
      title: 'The health check is refused (400, 401, 403)',
      pattern: new RegExp(`${CODES}40[013]`, 'i'),
      plain: 'The application answers, but refuses the health check.',
      causes: [
        'the path needs a login',
        'the application only takes its own host name; a health check comes with an IP address',
        'a firewall or rate limit in the application',
      ],
      fix: 'Check a path that is open without login, and accept the address of the task as host name.',
      link: ELB,
      symptom: true,
    },
    {
      id: 'target-5xx',
      title: 'The application fails the health check (5xx)',
      pattern: new RegExp(`${CODES}5\\d\\d`, 'i'),
      plain: 'The application runs and answers the health check with an error of its own.',
      causes: [
        'something it needs (database, configuration) is not there',
        'it is still starting',
        'a proxy in front of it reaches no application (502, 503, 504)',
      ],
      fix: 'Look at the log of the container; raise the grace period (`health-check-grace-period-seconds`) if it is only slow to start.',
      link: ELB,
      symptom: true,
    },
    {
      id: 'target-response-code',
      title: 'The health check gets an unexpected answer',
      pattern: /Health checks failed with (?:these|the following) codes?|Target\.ResponseCodeMismatch/i,
      plain: 'The application answers the health check with a status that the target group does not take for healthy.',
      causes: ['path or port of the health check', 'the matcher of the target group', 'the application fails'],
      fix: 'Check path, port and matcher of the health check, and the log of the container.',
      link: ELB,
      symptom: true,
    },
    {
      id: 'target-timeout',
      title: 'The health check gets no answer in time',
      pattern: /due to \(reason Request timed out\)|\bRequest timed out\b|Target\.Timeout/i,
      plain: 'The load balancer got no answer from the task in time.',
      causes: [
        'the security group of the task does not let the load balancer in on that port',
        'the application listens on another port, or only on 127.0.0.1',
        'it is still starting or too busy: little CPU',
      ],
      fix: 'Let the security group of the load balancer reach the container port, listen on 0.0.0.0, and raise the grace period if the start is slow.',
      link: PAGE,
      symptom: true,
    },
    {
      id: 'target-connection-failed',
      title: 'The health check cannot connect',
      pattern:
        /due to \(reason Health checks failed\)|Target\.FailedHealthChecks|\bHealth checks failed\b(?! with| due to an internal)/i,
      plain: 'The load balancer could not connect to the task, or the connection broke.',
      causes: [
        'nothing listens on the port of the target group',
        'the application speaks https where the health check speaks http, or the other way round',
        'it is still starting when the grace period is over',
        'the security group refuses the connection',
      ],
      fix: 'Check that the application listens on the container port on 0.0.0.0, and protocol and port of the health check; raise the grace period (`health-check-grace-period-seconds`) if it is only slow to start.',
      link: ELB,
      symptom: true,
    },
    {
      id: 'target-group-gone',
      title: 'The target group does not exist',
      pattern: /TARGET GROUP IS NOT FOUND|TargetGroupNotFound|target groups? not found/i,
      plain: 'The service names a target group that is not there any more.',
      causes: ['the load balancer was deleted or replaced'],
      fix: 'Create the target group again, or give the service another one with `aws ecs update-service --load-balancers`; then deploy again.',
      link: PAGE,
      noRetryHelps: true,
    },
    {
      id: 'target-zone-unused',
      title: 'The load balancer does not serve the target',
      pattern:
        /Target\.(?:NotInUse|InvalidState|IpUnusable)|not configured to receive traffic from the load balancer|Target is in (?:an Availability Zone that is not enabled|the stopped state)|Targets from this AZ are not routable/i,
      plain: 'The target group has no listener rule, or the load balancer does not work in the zone of the task.',
      causes: [
        'no listener or rule leads to the target group',
        'the zone of the subnet is not enabled for the load balancer',
      ],
      fix: 'Add the target group to a listener rule, and enable the zones of the subnets for the load balancer.',
      link: ELB,
    },
    {
      id: 'target-not-registered',
      title: 'The task is not registered with the load balancer',
      pattern: /Target\.NotRegistered|Target is not registered to the target group/i,
      plain: 'The target group does not know the task.',
      causes: ['the task is not running yet, or was stopped', 'somebody deregistered it'],
      fix: 'Look at the events of the service, and at its load balancer settings.',
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
      fix: 'Wait; a shorter interval of the health check makes it faster.',
      link: ELB,
      normal: true,
    },
    {
      id: 'target-draining',
      title: 'The target drains',
      pattern: /Target\.DeregistrationInProgress|Target deregistration is in progress|has begun draining connections/i,
      plain: 'The load balancer lets running requests end before the task is stopped (300 s by default).',
      causes: ['a deployment or scaling in'],
      fix: 'Lower `deregistration_delay.timeout_seconds` of the target group (30 s do for most) to make deployments faster.',
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
      normal: true,
    },
    {
      id: 'target-check-disabled',
      title: 'Health checks are off, or fail inside the load balancer',
      pattern:
        /Target\.HealthCheckDisabled|Elb\.InternalError|Health checks (?:are disabled|failed due to an internal error)/i,
      plain: 'The load balancer cannot say whether the target is healthy.',
      causes: ['health checks of the target group are off', 'an internal error of the load balancer'],
      fix: 'Turn health checks of the target group on; wait and look again for an internal error.',
      link: ELB,
      passes: true,
    },
    {
      id: 'elb-health',
      title: 'The task failed the health checks of the load balancer',
      pattern:
        /failed ELB health checks|is (?:unhealthy|not healthy) in \(?(?:target-group|elb)\b|UnhealthyThreshold number of health checks/i,
      plain: 'The load balancer called the task unhealthy, so ECS replaced it.',
      causes: [
        'path or port of the health check',
        'security group between load balancer and task',
        'the application starts too slowly: grace period',
        'it crashed or answers with an error',
      ],
      fix: 'Check path and port of the health check, the security group of the task and the grace period (`health-check-grace-period-seconds`).',
      link: PAGE,
      symptom: true,
    },
    {
      id: 'container-health',
      title: 'The container failed its own health check',
      pattern: /failed container health checks/i,
      plain: 'The `healthCheck` command in the task definition failed in the container, so ECS replaced the task.',
      causes: [
        'the command (`curl`, `wget`) is not in the image',
        'path or port in the command are wrong',
        'the application needs longer than `startPeriod`',
      ],
      fix: 'Try the command in the image; install the tool, correct the URL, or raise `startPeriod`.',
      link: `${GUIDE}/healthcheck.html`,
      symptom: true,
    },
    {
      id: 'discovery-registration',
      title: 'The task cannot be registered in service discovery',
      pattern:
        /Service Discovery instance could not be registered|(?:unable|failed) to (?:de)?register .{0,80}(?:service[ -]registr|service discovery|Cloud ?Map)/i,
      plain: 'Cloud Map did not take the task into the registry of the service.',
      causes: [
        'the service or namespace in Cloud Map was deleted',
        'its quota of instances is reached',
        'the service-linked role of ECS lacks permissions',
      ],
      fix: 'Check `serviceRegistries` (or the Service Connect namespace) and its quota in Cloud Map.',
      link: `${GUIDE}/service-discovery.html`,
    },
    {
      id: 'discovery-health',
      title: 'The task is unhealthy in service discovery or VPC Lattice',
      pattern:
        /unhealthy in (?:\(?service registry|service discovery|VPC Lattice|(?:AWS )?Cloud ?Map)|VPC_LATTICE_TARGET_UNHEALTHY|SERVICE_DISCOVERY_INSTANCE_UNHEALTHY|Cloud ?Map.{0,200}unhealthy/i,
      plain: 'Cloud Map or VPC Lattice calls the task unhealthy.',
      causes: ['the health check of the registry or target group fails'],
      fix: 'Check the health check settings there, and the security group of the task.',
      link: `${GUIDE}/service-event-messages-list.html`,
    },
  ],
} as const satisfies PatternGroup;
