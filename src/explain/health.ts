import { DISCOVERY } from './discovery.ts';
import { GUIDE, type PatternGroup } from './pattern.ts';
import { TARGET_GRPC } from './target-grpc.ts';
import { TARGET_STATES } from './target-states.ts';

const PAGE = `${GUIDE}/troubleshoot-service-load-balancers.html`;
const ELB = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';
/** Lines of src/watch/diagnose/circumstances.ts. */
const SERVES = /^listens: as the load balancer asks$/m;
const CHECK_SERVES = /^listens: as the health check asks$/m;
/** The program said when it was ready, and that was before its health check could fail. */
const READY_IN_TIME = /^ready in time: /m;
const CODES = 'Health checks failed with (?:these|the following) codes?: \\[?';

/** Health checks of the load balancer and of the container. */
export const HEALTH = {
  title: 'Health checks',
  patterns: [
    TARGET_GRPC,
    {
      id: 'target-404',
      title: 'The health check path does not exist (404)',
      pattern: new RegExp(`${CODES}404`, 'i'),
      plain: 'The application answers, but the path of the health check does not exist.',
      causes: [
        "the health check path of the target group is not one of the application's paths",
        'another process listens on the port',
        'the application is not ready yet',
      ],
      fix: 'Set the health check path of the target group to one that answers 200; for Express set `health-check-path`.',
      variants: [
        {
          where: 'the log shows where the application answers',
          when: /^Health check: \w{1,10} GET (?<path>\S{1,300}) on [\s\S]*^serves (?<served>\/\S{0,300}): (?<why>.{1,200})$/m,
          plain: 'The application has nothing at {path}, the health check path (404): {why}.',
          fix: 'Change the health check path of the target group from {path} to {served} (for Express `health-check-path`).',
        },
        {
          where: 'the path is known',
          when: /^Health check: \w{1,10} GET (?<path>\S{1,300}) on /m,
          plain: 'The application answers, but has nothing at {path}, the health check path (404).',
          fix: 'Change the health check path of the target group from {path} to one that the application answers with 200 (for Express `health-check-path`), or serve {path} in the application.',
        },
      ],
      link: ELB,
      symptom: true,
    },
    {
      id: 'target-redirect',
      title: 'The health check is redirected (301, 302, 307, 308)',
      pattern: new RegExp(`${CODES}30[1278]`, 'i'),
      plain:
        'The application redirects the health check, most often to https or to a login page, and a redirect does not count as healthy.',
      causes: ['the application forces https', 'the path needs a session or a trailing slash'],
      fix: 'Use a health check path that answers 200 without a redirect, or add the code to the matcher of the target group.',
      variants: [
        {
          where: 'the log shows a path that is answered',
          when: /codes?: \[?(?<code>30[1278])\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on [\s\S]*^serves (?<served>\/\S{0,300}): (?<why>.{1,200})$/m,
          plain:
            'The application redirects {path}, the health check path ({code}), and a redirect does not count as healthy; {why}.',
          fix: 'Change the health check path of the target group from {path} to {served} (for Express `health-check-path`).',
        },
        {
          where: 'the log shows that it redirects to https',
          when: /codes?: \[?(?<code>30[1278])\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on .{1,60}?, expects (?<expected>[\d,-]{3,40})[\s\S]*^redirects to: (?<place>https:\S{1,300})$/m,
          plain:
            'The application redirects {path} to {place} ({code}): the health check comes over plain HTTP, and a redirect does not count as healthy.',
          fix: 'Exempt {path} from the redirect to https (Rails: `config.ssl_options = { redirect: { exclude: ->(request) { request.path == "{path}" } } }`; Django: `SECURE_REDIRECT_EXEMPT`), so that it answers 200 over plain HTTP; or change the matcher of the target group from {expected} to {expected},{code}.',
        },
        {
          where: 'the log shows where it redirects to',
          when: /codes?: \[?(?<code>30[1278])\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on [\s\S]*^redirects to: (?<place>\S{1,300})$/m,
          plain: 'The application redirects {path} to {place} ({code}), and a redirect does not count as healthy.',
          fix: 'Answer {path} with 200 without a login or session, or change the health check path of the target group to one that needs none, before {place} comes into play.',
        },
        {
          where: 'it is redirected permanently (301, 308)',
          when: /codes?: \[?(?<code>30[18])\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on .{1,60}?, expects (?<expected>[\d,-]{3,40})/m,
          plain:
            'The application redirects {path} permanently ({code}), most often because it forces https: the health check comes over plain HTTP and without `X-Forwarded-Proto: https`. A redirect does not count as healthy.',
          fix: 'Exempt {path} from the redirect to https, so that it answers 200 over plain HTTP; or change the matcher of the target group from {expected} to {expected},{code}.',
        },
        {
          where: 'the path and code are known',
          when: /codes?: \[?(?<code>30[1278])\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on .{1,60}?, expects (?<expected>[\d,-]{3,40})/m,
          fix: 'Answer {path} with 200 without a redirect to https or to a login page, or let the health check path of the target group be one that is answered so; or change the matcher of the target group from {expected} to {expected},{code}.',
        },
      ],
      link: ELB,
      symptom: true,
    },
    {
      id: 'target-limited',
      title: 'The health check meets a rate limit (429)',
      pattern: new RegExp(`${CODES}429`, 'i'),
      plain:
        'The application answers the health check with 429: its rate limit counts the requests of the load balancer too.',
      causes: [],
      fix: 'Exempt the health check path from the rate limit of the application, or its user agent ELB-HealthChecker/2.0; do not accept 429 in the matcher.',
      variants: [
        {
          where: 'the path is known',
          when: /^Health check: \w{1,10} GET (?<path>\S{1,300}) on /m,
          fix: 'Exempt {path} from the rate limit of the application (429), or the user agent ELB-HealthChecker/2.0; do not accept 429 in the matcher, since a task that is overloaded answers the same.',
        },
      ],
      link: ELB,
      symptom: true,
    },
    {
      id: 'target-refused',
      title: 'The health check is refused (400, 401, 403)',
      pattern: new RegExp(`${CODES}40[013]`, 'i'),
      plain: 'The application answers, but rejects the health check.',
      causes: [
        { text: 'the path needs a login', unless: /codes?: \[?400/i },
        'the application accepts only its own host name, and a health check uses an IP address',
        { text: 'a firewall or rate limit in the application blocks it', when: /codes?: \[?403/i },
        {
          text: 'the port expects HTTPS, and the health check uses HTTP',
          when: /codes?: \[?400/i,
          unless: /^Health check: HTTPS/m,
        },
      ],
      fix: 'Use a health check path that needs no login, and accept the IP address of the task as host name.',
      variants: [
        {
          where: 'the log shows a path that is answered',
          when: /codes?: \[?(?<code>40[013])\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on [\s\S]*^serves (?<served>\/\S{0,300}): (?<why>.{1,200})$/m,
          plain: 'The application refuses {path}, the health check path ({code}); {why}.',
          fix: 'Change the health check path of the target group from {path} to {served} (for Express `health-check-path`), or answer {path} without a login.',
        },
        {
          where: 'the path needs a login (401)',
          when: /codes?: \[?401\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300})/m,
          plain:
            'The application requires a login at {path}, the health check path (401), and a load balancer cannot log in.',
          fix: 'Answer {path} without a login, or set the health check path of the target group to one that needs none.',
        },
        {
          where: 'the log shows that the program serves HTTPS there',
          when: /codes?: \[?400\b[\s\S]*?^Health check: HTTP GET \S{1,300} on (?:container )?port (?<port>\d{1,5})[\s\S]*^serves: https$/m,
          plain:
            'According to its log, the program serves HTTPS on port {port}, and the health check comes over plain HTTP.',
          fix: 'Serve plain HTTP on port {port}, since the load balancer ends TLS (Spring Boot: `server.ssl.enabled=false`); or use a target group with protocol and health check HTTPS.',
        },
        {
          where: 'the request itself is refused (400)',
          when: /codes?: \[?400\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on /m,
          fix: 'Find in the log why the application calls GET {path} a bad request: accept the IP address of the task as host name, and check that the health check speaks the protocol of the port.',
        },
        {
          where: 'the path is forbidden (403)',
          when: /codes?: \[?403\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on /m,
          fix: 'Answer {path} without a login or a token, for any host name and for the addresses of the load balancer; or set the health check path of the target group to one that is answered so.',
        },
      ],
      link: ELB,
      symptom: true,
    },
    {
      id: 'target-5xx',
      title: 'The application fails the health check (5xx)',
      pattern: new RegExp(`${CODES}5\\d\\d`, 'i'),
      plain: 'The application is running, but answers the health check with a server error.',
      causes: [
        'something it needs (database, configuration) is missing',
        'it is still starting',
        { text: 'a proxy in front of it cannot reach the application (502, 503, 504)', when: /codes?: \[?50[234]/i },
      ],
      fix: 'Check the log of the container; raise the grace period (`health-check-grace-period-seconds`) if it only starts slowly.',
      variants: [
        {
          where: 'a proxy cannot reach the application (502, 503, 504)',
          when: /codes?: \[?(?<code>50[234])\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on [\s\S]*^containers: \d{1,2}, beside it (?<others>.{1,300})$/m,
          fix: 'Request {path} in the container and read the logs of its containers ({others}): {code} usually comes from a proxy whose upstream is down; correct the upstream, or raise `health-check-grace-period-seconds` if it only starts later than the proxy.',
        },
        {
          where: 'the path and code are known',
          when: /codes?: \[?(?<code>5\d\d)\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on /m,
          fix: 'Find why the application answers {path} with {code} in the log of the container, and correct that; raise the grace period (`health-check-grace-period-seconds`) if it does so only while it starts.',
        },
      ],
      link: ELB,
      symptom: true,
    },
    {
      id: 'target-response-code',
      title: 'The health check gets an unexpected status code',
      pattern: /Health checks failed with (?:these|the following) codes?|Target\.ResponseCodeMismatch/i,
      plain: 'The application answers the health check with a status code that the target group does not accept.',
      causes: [
        'the path or port of the health check is wrong',
        'the matcher of the target group does not accept the code',
        'the application fails',
      ],
      fix: 'Check the path, port and matcher of the health check, and the log of the container.',
      variants: [
        {
          where: 'the code is a success, and the matcher another one',
          when: /codes?: \[?(?<code>2\d\d)\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on .{1,100}, expects (?<expected>[\d,-]{3,60})/m,
          plain:
            'The application answers {path} with {code}, which is a success, but the matcher of the target group accepts only {expected}.',
          fix: 'Set the matcher of the target group from {expected} to one with {code} (`aws elbv2 modify-target-group --matcher HttpCode=200-299`), or answer {path} with {expected}.',
        },
        {
          where: 'the method is not allowed (405)',
          when: /codes?: \[?405\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on /m,
          plain:
            'The application knows {path}, the health check path, and allows no GET there (405): health checks use GET.',
          fix: 'Allow GET at {path} in the application, or set the health check path of the target group to one that answers GET with 200.',
        },
        {
          where: 'the load balancer itself answers that the protocol versions do not fit (464)',
          when: /codes?: \[?464\b[\s\S]*?(?:^Health check: (?<check>.{1,200})$)?/m,
          plain:
            'The load balancer itself gives 464, not the application: the request has another protocol version than the target group.',
          fix: 'Create a target group with the protocol version that the application and its clients speak (`ProtocolVersion` HTTP1, HTTP2 or GRPC; it cannot be changed later) and let the service use it; HTTP2 and GRPC take an HTTPS listener.',
        },
        {
          where: 'another protocol or host is wanted (421, 426)',
          when: /codes?: \[?(?<code>421|426)\b[\s\S]*?^Health check: (?<protocol>\w{1,10}) GET (?<path>\S{1,300}) on /m,
          plain:
            'The application answers {path} with {code}: it wants another protocol version or host name than the health check has ({protocol}, and the IP address of the task).',
          fix: 'Answer {path} over {protocol} with HTTP/1.1 and for any host name, or change the protocol version of the target group (it takes a new one) to what the application speaks.',
        },
        {
          where: 'the request lacks a header that the application wants (406, 412, 415)',
          when: /codes?: \[?(?<code>406|412|415)\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on /m,
          plain:
            'The application answers {path} with {code}: it wants a header (Accept, Content-Type or a condition) that health checks do not send.',
          fix: 'Answer {path} without regard to headers, or set the health check path of the target group to one that does.',
        },
        {
          where: 'code, path and matcher are known',
          when: /codes?: \[?(?<code>\d{3})\b[\s\S]*?^Health check: \w{1,10} GET (?<path>\S{1,300}) on .{1,100}, expects (?<expected>[\d,-]{3,60})/m,
          plain:
            'The application answers {path}, the health check path, with {code}; the target group accepts {expected}.',
          fix: 'Find in the log why the application answers GET {path} with {code}, or change the health check path of the target group to one that answers {expected}.',
        },
      ],
      link: ELB,
      symptom: true,
    },
    {
      id: 'target-timeout',
      title: 'The health check gets no answer in time',
      pattern: /due to \(reason Request timed out\)|\bRequest timed out\b|Target\.Timeout/i,
      plain: 'The task did not answer the health check in time.',
      causes: [
        'the security group of the task does not allow the load balancer on that port',
        { text: 'the application listens on another port, or only on 127.0.0.1', unless: SERVES },
        { text: 'it is still starting, or has too little CPU', unless: SERVES },
        { text: 'it has too little CPU, or answers the path more slowly than the timeout allows', when: SERVES },
      ],
      fix: "Allow the load balancer's security group on the container port, listen on 0.0.0.0, and raise the grace period if the application starts slowly.",
      variants: [
        {
          where: 'the log shows that the program listens on the port that is checked',
          when: /^Health check: .{1,340} on (?:container )?port (?<port>\d{1,5})(?:[\s\S]*^security groups (?<own>.{1,300})$)?[\s\S]*^listens: as the load balancer asks$/m,
          fix: "Allow the load balancer's security group on port {port} in the security group of the tasks[[ ({own})]]; give the task more CPU, or the health check a longer timeout, if the application answers slowly.",
        },
        {
          where: 'the log shows that the program listens on the port',
          when: SERVES,
          fix: "Allow the load balancer's security group on the container port; give the task more CPU, or the health check a longer timeout, if the application answers slowly.",
        },
        {
          where: 'the port is known',
          when: /^Health check: .{1,340} on (?:container )?port (?<port>\d{1,5})(?:[\s\S]*^security groups (?<own>.{1,300})$)?/m,
          fix: "Allow the load balancer's security group on port {port} in the security group of the tasks[[ ({own})]], listen on 0.0.0.0:{port}, and raise `health-check-grace-period-seconds` if the application starts slowly.",
        },
      ],
      link: PAGE,
      symptom: true,
    },
    {
      id: 'target-connection-failed',
      title: 'The health check cannot connect',
      pattern:
        /due to \(reason Health checks failed\)|Target\.FailedHealthChecks|\bHealth checks failed\b(?! with| due to an internal)/i,
      plain: 'The load balancer could not connect to the task, or the connection was closed.',
      causes: [
        { text: 'nothing listens on the port of the target group', unless: SERVES },
        {
          text: 'the application uses https and the health check http, or the other way round',
          unless: /^Health check: TCP/m,
        },
        'it is still starting when the grace period ends',
        'the security group blocks the connection',
      ],
      fix: 'Check that the application listens on the container port on 0.0.0.0, and check the protocol and port of the health check; raise the grace period (`health-check-grace-period-seconds`) if it only starts slowly.',
      variants: [
        {
          where: 'the log shows that the program serves HTTPS there',
          when: /^Health check: HTTP GET \S{1,300} on (?:container )?port (?<port>\d{1,5})[\s\S]*^serves: https$/m,
          plain:
            'According to its log, the program serves HTTPS on port {port}, and the health check comes over plain HTTP.',
          fix: 'Serve plain HTTP on port {port}, since the load balancer ends TLS (Spring Boot: `server.ssl.enabled=false`); or use a target group with protocol and health check HTTPS.',
        },
        {
          where: 'it is checked by TCP, and the log shows that the program listens there',
          when: /^Health check: TCP .{0,340}on (?:container )?port (?<port>\d{1,5})(?:[\s\S]*^security groups (?<own>.{1,300})$)?[\s\S]*^listens: as the load balancer asks$/m,
          fix: 'Allow port {port} in the security group of the tasks[[ ({own})]] from the security group of the load balancer, or, if it is a Network Load Balancer without one, from the addresses of its subnets (and of its clients); raise `health-check-grace-period-seconds` if the application starts slowly.',
        },
        {
          where: 'the log shows that the program listens on the port that is checked',
          when: /^Health check: (?<protocol>\w{1,10}) .{0,340}on (?:container )?port (?<port>\d{1,5})(?:[\s\S]*^security groups (?<own>.{1,300})$)?[\s\S]*^listens: as the load balancer asks$/m,
          fix: 'Check that the application speaks {protocol} on port {port}, as the health check does, and that the security group of the tasks[[ ({own})]] allows the load balancer there; raise `health-check-grace-period-seconds` if the application starts slowly.',
        },
        {
          where: 'the port is known',
          when: /^Health check: (?<protocol>\w{1,10}) .{0,340}on (?:container )?port (?<port>\d{1,5})(?:[\s\S]*^security groups (?<own>.{1,300})$)?/m,
          fix: 'Have the application listen on 0.0.0.0:{port} and speak {protocol} there, as the health check does; then check that the security group of the tasks[[ ({own})]] allows the load balancer on port {port}, and raise `health-check-grace-period-seconds` if the application starts slowly.',
        },
      ],
      link: ELB,
      symptom: true,
    },
    ...TARGET_STATES,
    {
      id: 'elb-health',
      title: 'The task failed the health checks of the load balancer',
      pattern:
        /failed ELB health checks|is (?:unhealthy|not healthy) in \(?(?:target-group|elb)\b|UnhealthyThreshold number of health checks/i,
      plain: "The task failed the load balancer's health checks, so ECS replaced it.",
      causes: [
        'the path or port of the health check is wrong',
        'a security group blocks the load balancer',
        'the application starts more slowly than the grace period allows',
        'it crashed or answers with an error',
      ],
      fix: 'Check the path and port of the health check, the security group of the task and the grace period (`health-check-grace-period-seconds`).',
      link: PAGE,
      symptom: true,
    },
    {
      id: 'container-health',
      title: 'The container failed its own health check',
      pattern: /failed container health checks/i,
      plain: 'The `healthCheck` command in the task definition failed in the container, so ECS replaced the task.',
      causes: [
        { text: 'the command (`curl`, `wget`) is not in the image', unless: /^Health check: (?!.*\b(?:curl|wget)\b)/m },
        { text: 'the command is not in the image', when: /^Health check: (?!.*\b(?:curl|wget)\b)/m },
        { text: 'the port in the command is wrong', unless: CHECK_SERVES },
        { text: 'the path in the command is wrong', unless: /^Health check: (?!.*https?:)/m },
        { text: 'the application needs longer than `startPeriod`', unless: READY_IN_TIME },
        {
          text: '`localhost` means ::1 there, and the program listens on IPv4 alone: ask 127.0.0.1 instead',
          when: /^Health check: .*\bwget\b.*\/\/localhost\b/m,
        },
      ],
      fix: 'Try the command in the image; install the tool, correct the URL, or raise `startPeriod`.',
      variants: [
        {
          where: 'the log shows that the program was ready in time',
          when: /^Health check: (?<command>.{1,300})$[\s\S]*^ready in time: after (?<seconds>[\d.]{1,10}) s$/m,
          fix: 'Run `{command}` in the image (`docker run`, with the same user): install the tool, or correct the URL; the program was ready after {seconds} s, so more time changes nothing.',
        },
        {
          where: 'the command is known',
          when: /^Health check: (?<command>.{1,300})$/m,
          fix: 'Run `{command}` in the image (`docker run`, with the same user); install the tool, correct the URL, or raise `startPeriod`.',
        },
      ],
      link: `${GUIDE}/healthcheck.html`,
      symptom: true,
    },
    ...DISCOVERY,
  ],
} as const satisfies PatternGroup;
