import { GUIDE, type PatternGroup } from '../pattern.ts';

const CHECK = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';

/** What the numbers of the service and its log prove of health checks: each text is put together in src/watch/diagnose/evidence.ts. */
export const CHECKS = {
  title: 'Health checks beside the log of the program',
  patterns: [
    {
      id: 'listens-elsewhere',
      title: 'The program listens on a different port than the load balancer uses',
      pattern: /listens on port (?<own>\d{1,5}), the load balancer asks port (?<asked>\d{1,5})/,
      plain: 'According to its log, the program listens on port {own}, but the load balancer checks port {asked}.',
      causes: [],
      fix: "Set the program's port to {asked} (often a variable such as `PORT`), or change `containerPort` in the template and in the service to {own}.",
      variants: [
        {
          where: 'the health check has a port of its own',
          when: /^Health check: .{1,400}? on port \d{1,5}\b/m,
          plain:
            'According to its log, the program listens on port {own}, but the health check of the target group has a port of its own, {asked}.',
          fix: 'Set the health check port of the target group from {asked} to `traffic-port`, so that it checks port {own} (`aws elbv2 modify-target-group --health-check-port traffic-port`), or have the program answer health checks on port {asked}.',
        },
        {
          where: 'another target group uses the port that it listens on',
          when: /^another target group asks the port that it listens on$/m,
          plain:
            'According to its log, the program listens on port {own}, which another target group of the service checks, but not on {asked}, which this one checks.',
          fix: 'Have the program listen on port {asked} too (admin, metrics or gRPC server), or remove the target group with port {asked} from the service.',
        },
      ],
      link: CHECK,
      excludes: ['target-timeout', 'target-connection-failed', 'elb-health'],
      log: 'only',
    },
    {
      id: 'listens-on-loopback',
      title: 'The program listens on localhost only',
      pattern:
        /listens on (?<loopback>127\.0\.0\.1|localhost|\[::1\]) alone(?: \(port (?<port>\d{1,5})\)|, port (?<own>\d{1,5}), the load balancer asks port (?<asked>\d{1,5}))?/,
      plain:
        'According to its log, the program listens on {loopback|localhost}[[:{port}]] only, so nothing outside the task can reach it[[, and on port {own}, while the load balancer checks port {asked}]].',
      causes: [],
      fix: 'Set the program to listen on 0.0.0.0 instead of {loopback|localhost} (often a setting such as `HOST`)[[, and on port {asked} instead of {own}]].',
      variants: [
        {
          where: 'it is Flask',
          when: /^server: flask$/m,
          fix: 'Start it with `flask run --host=0.0.0.0`[[ and `--port={asked}`]] (or `app.run(host="0.0.0.0")`), better with a production server: `gunicorn -b 0.0.0.0`.',
        },
        {
          where: 'it is Uvicorn',
          when: /^server: uvicorn$/m,
          fix: 'Add `--host 0.0.0.0`[[ and `--port {asked}`]] to the `command` of the container (uvicorn).',
        },
        {
          where: 'it is Vite',
          when: /^server: vite$/m,
          fix: 'Add `--host 0.0.0.0`[[ and `--port {asked}`]] to `vite preview` in the start script, better serve the built files with a web server such as nginx.',
        },
        {
          where: 'it is Puma',
          when: /^server: puma$/m,
          fix: 'Start Rails with `-b 0.0.0.0`[[ and `-p {asked}`]] (`bin/rails server -b 0.0.0.0`), or set `bind "tcp://0.0.0.0:PORT"` in config/puma.rb.',
        },
        {
          where: 'it is ASP.NET Core',
          when: /^server: kestrel$/m,
          fix: 'Set `ASPNETCORE_URLS` in `environment` of the container to listen on 0.0.0.0 instead of {loopback|localhost} (http://+:8080), and check that no `Kestrel:Endpoints` in appsettings.json takes its place.',
        },
      ],
      link: CHECK,
      excludes: ['target-timeout', 'target-connection-failed', 'elb-health'],
      log: 'only',
    },
    {
      id: 'listens-on-socket',
      title: 'The program listens on a socket file, not on a port',
      pattern: /listens on socket (?<socket>\/\S{1,200}) alone, the load balancer asks port (?<asked>\d{1,5})/,
      plain:
        'According to its log, the program listens on the socket file {socket}, which only processes of its container can use, and on no port; the load balancer checks port {asked}.',
      causes: [],
      fix: 'Have the program listen on 0.0.0.0:{asked} (gunicorn: `--bind 0.0.0.0:{asked}`; Puma: `bind "tcp://0.0.0.0:{asked}"`), or, if a web server in front of it is to use {socket}, check that it runs, listens on port {asked} and shares that folder.',
      link: CHECK,
      excludes: ['target-timeout', 'target-connection-failed', 'elb-health'],
      log: 'only',
    },
    {
      id: 'slow-start',
      title: 'The program needs longer than the grace period to start',
      pattern:
        /ready after (?<seconds>[\d.]{1,10}) s, grace period (?<grace>\d{1,7}) s, (?<checked>\d{1,7}) s of checks, take (?<wanted>\d{1,7}) s/,
      plain:
        'The program was ready after {seconds} s, but the grace period of the service is {grace} s, so ECS stopped a task that was still starting.',
      causes: [],
      fix: 'Raise the health check grace period from {grace} to {wanted} s (`health-check-grace-period-seconds: {wanted}`): the log shows that the program was ready after {seconds} s.',
      link: `${GUIDE}/load-balancer-healthcheck.html`,
      excludes: ['target-timeout', 'target-connection-failed', 'elb-health', 'target-5xx', 'target-404'],
      log: 'only',
    },
    {
      id: 'still-starting',
      title: 'The program was still starting when ECS stopped it',
      pattern:
        /still starting after (?<seconds>\d{1,7}) s, grace period (?<grace>\d{1,7}) s, take (?<wanted>\d{1,7}) s/,
      plain:
        'The program was still starting when ECS stopped it, {seconds} s after its start: its log shows that it began, and not that it was ready. The grace period of the service is {grace} s.',
      causes: [],
      fix: 'Raise the health check grace period from {grace} to {wanted} s or more (`health-check-grace-period-seconds: {wanted}`), or give the task more CPU; if it hangs rather than takes long, the last lines of its log show at what.',
      link: `${GUIDE}/load-balancer-healthcheck.html`,
      excludes: ['target-timeout', 'target-connection-failed', 'elb-health'],
      log: 'only',
    },
    {
      id: 'slow-start-container',
      title: 'The program needs longer than the start period of its health check',
      pattern:
        /container is ready after (?<seconds>[\d.]{1,10}) s, start period (?<period>\d{1,7}) s, (?<checked>\d{1,7}) s of checks, set (?<wanted>\d{1,7}) s/,
      plain:
        'The program was ready after {seconds} s. Its health check gave it {period} s (`startPeriod`) plus {checked} s (`interval` × `retries`).',
      causes: [],
      fix: 'Raise `startPeriod` of the health check from {period} to {wanted} s (at most 300): the log shows that the program was ready after {seconds} s.',
      link: `${GUIDE}/healthcheck.html`,
      excludes: ['container-health'],
      log: 'only',
    },
    {
      id: 'check-port-wrong',
      title: 'The health check asks a port that the program does not serve',
      pattern: /health check asks port (?<asked>\d{1,5}), the program listens on port (?<own>\d{1,5})/,
      plain:
        "The container's health check asks port {asked}, but according to its log the program listens on port {own}.",
      causes: [],
      fix: 'Change the port in `healthCheck` from {asked} to {own}, or set the port of the program to {asked} (often a variable such as `PORT`).',
      link: `${GUIDE}/healthcheck.html`,
      excludes: ['container-health'],
      log: 'only',
    },
    {
      id: 'check-host-wrong',
      title: 'The health check asks localhost, where the program does not listen',
      pattern:
        /health check asks (?<asked>[\w.[\]:]{3,60}), the program listens on (?<host>[\w.-]{1,120}) alone(?<next>, as Next\.js)?/,
      plain:
        "The container's health check asks {asked}, but according to its log the program listens on {host} only, the address of the task and not localhost.",
      causes: [],
      fix: 'Have the program listen on 0.0.0.0 instead of {host} (often a setting such as `HOST`).',
      variants: [
        {
          where: 'it is Next.js',
          when: /, as Next\.js$/m,
          plain:
            "The container's health check asks {asked}, but Next.js listens on {host} only: its standalone server takes the address from `HOSTNAME`, and ECS sets that to the name of the task.",
          fix: 'Set `HOSTNAME` to 0.0.0.0 in `environment` of the container: `ENV HOSTNAME` in the Dockerfile is not enough, since ECS replaces it.',
        },
      ],
      link: `${GUIDE}/healthcheck.html`,
      excludes: ['container-health', 'container-stays-unhealthy'],
      log: 'only',
      sources: ['https://github.com/vercel/next.js/issues/58657', 'https://github.com/DefangLabs/samples/pull/654'],
    },
    {
      id: 'check-path-wrong',
      title: 'The health check of the container gets an error status',
      pattern: /^health check asks (?<path>\/\S{0,300}) and gets (?<code>[34]\d\d)$/,
      plain: "The container's health check asks {path}, and according to its log the program answers with {code}.",
      causes: [],
      fix: 'Change {path} in `healthCheck.command` to a path that the program answers with 200, or have it answer {path} so ({code} now).',
      variants: [
        {
          where: 'the program redirects (30x)',
          when: /asks \/\S{0,300} and gets 30\d$/m,
          plain:
            "The container's health check asks {path}, and according to its log the program redirects it ({code}); the check follows to a place that does not answer inside the container, most likely the same path with HTTPS.",
          fix: 'Have the program answer {path} itself, without a redirect (Django: add it to `SECURE_REDIRECT_EXEMPT`; others: leave the path out of the rule that forces HTTPS), or ask a path in `healthCheck.command` that is not redirected.',
        },
        {
          where: 'the path does not exist (404)',
          when: /asks \/\S{0,300} and gets 404$/m,
          plain: "The container's health check asks {path}, which the program does not have: its log shows 404.",
        },
        {
          where: 'the path needs a login (401, 403)',
          when: /asks \/\S{0,300} and gets 40[13]$/m,
          plain: "The container's health check asks {path}, and the program refuses it: its log shows {code}.",
          fix: 'Answer {path} without a login and for every host name, or ask a path in `healthCheck.command` that needs none ({code} now).',
        },
      ],
      link: `${GUIDE}/healthcheck.html`,
      excludes: ['container-health', 'container-stays-unhealthy'],
      log: 'only',
    },
    {
      id: 'check-form-wrong',
      title: 'The command of the health check is written in the wrong form',
      pattern:
        /^health check (?<form>is one word after CMD|passes shell operators to CMD|splits its line after CMD-SHELL): (?<line>.{1,300})$/,
      plain: 'The command of the health check can never succeed.',
      causes: [],
      fix: 'Write it as ["CMD-SHELL", "{line}"].',
      variants: [
        {
          where: 'the whole line is one word after CMD',
          when: /is one word after CMD:/,
          plain:
            'The health check can never succeed: after CMD, ECS takes "{line}" as the name of one program, spaces included.',
          fix: 'Write it as ["CMD-SHELL", "{line}"] in `healthCheck.command`; after CMD each word is an item of its own, and there is no shell.',
        },
        {
          where: 'the words after CMD hold shell operators',
          when: /passes shell operators to CMD:/,
          plain:
            'The health check can never succeed: after CMD no shell runs, so the program gets `||`, `&&` or `|` and what follows as arguments.',
          fix: 'Write it as ["CMD-SHELL", "{line}"] in `healthCheck.command`, or leave out what follows the operator.',
        },
        {
          where: 'CMD-SHELL is followed by single words',
          when: /splits its line after CMD-SHELL:/,
          plain:
            'The health check can never succeed: the shell runs only the first item after CMD-SHELL, without its arguments.',
          fix: 'Write it as ["CMD-SHELL", "{line}"] in `healthCheck.command`: the whole line is one item.',
        },
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html',
      excludes: ['container-health', 'container-stays-unhealthy'],
      log: 'only',
      sources: ['https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html'],
    },
    {
      id: 'check-answer-late',
      title: 'The program answers the health check later than the check waits',
      pattern:
        /^(?<who>health check|load balancer) waits (?<timeout>[\d.]{1,8}) s for (?<path>\/\S{0,300}), answered after (?<seconds>[\d.]{1,10}) s; take (?<wanted>\d{1,4}) s$/,
      plain:
        'According to its log, the program answers {path} after {seconds} s, and the {who} waits {timeout} s for it.',
      causes: [],
      fix: 'Raise `timeout` of `healthCheck` from {timeout} to {wanted} s (and `interval` above that), or have {path} answer faster: it should ask no other service.',
      variants: [
        {
          where: 'it is the health check of the load balancer',
          when: /^load balancer waits /m,
          fix: 'Raise the timeout of the health check of the target group from {timeout} to {wanted} s (`aws elbv2 modify-target-group --health-check-timeout-seconds {wanted}`, with a longer interval), or have {path} answer faster: it should ask no other service.',
        },
      ],
      link: `${GUIDE}/healthcheck.html`,
      excludes: ['container-health', 'container-stays-unhealthy', 'target-timeout', 'elb-health'],
      log: 'only',
    },
    {
      id: 'check-image-bare',
      title: 'The image is known not to have what its health check calls',
      pattern:
        /health check calls (?<tool>[\w.-]{1,60}|a shell), and the image (?<image>\S{1,300}) (?<what>(?:has no|is) [^;]{1,80}); use (?<use>.{1,300})$/,
      plain: "The container's health check calls {tool}, and the image {image} {what}, so the check never succeeds.",
      causes: [],
      fix: 'Change `healthCheck.command` of the container: use {use}.',
      link: `${GUIDE}/healthcheck.html`,
      excludes: ['container-health', 'container-stays-unhealthy', 'dependency-awaited'],
      log: 'only',
      sources: [
        'https://github.com/aws-observability/aws-otel-collector/issues/2034',
        'https://github.com/open-telemetry/opentelemetry-collector-releases/issues/866',
        'https://github.com/signalfx/splunk-otel-collector/issues/1945',
      ],
    },
    {
      id: 'check-tool-missing',
      title: 'The health check calls a program that is not in the image',
      pattern: /health check calls (?<tool>[\w.-]{1,60}), which the image (?<image>\S{1,300}) lacks/,
      plain: "The container's health check calls {tool|a program}, and the log shows that the image does not have it.",
      causes: [],
      fix: "Install {tool|it} in the image, or have `healthCheck.command` of the container call something that is there (`wget -q --spider` in Alpine, or a small script in the program's language).",
      variants: [
        {
          where: 'it calls wget',
          when: /^Health check: wget\b/m,
          fix: "Install wget in the image, or have `healthCheck.command` of the container call something that is there (curl, or a small script in the program's language).",
        },
      ],
      link: `${GUIDE}/healthcheck.html`,
      excludes: ['container-health', 'container-stays-unhealthy'],
      log: 'only',
    },
  ],
} as const satisfies PatternGroup;
