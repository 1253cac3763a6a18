import { GUIDE, type Pattern } from '../pattern.ts';

const CHECK = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';

/** What web servers and proxies say of connections: those to what lies behind them, and those that do not speak their protocol. */
export const UPSTREAMS = [
  {
    id: 'says-upstream-slow',
    title: 'The program behind a proxy of the same task answers too slowly',
    pattern:
      /upstream timed out .{0,60}while (?<what>reading|connecting|sending)\b.{0,600}upstream: "\w{3,10}:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::(?<port>\d{1,5}))?(?<path>\/[^\s"?]{0,200})?/i,
    plain:
      'The proxy passed a request[[ for {path}]] on to the program behind it in the same task (port {port|80}), and got no answer in time.',
    causes: [],
    fix: 'Find why the program on port {port|80} answers[[ {path}]] late or not at all, in the log of its container: too few workers, too little CPU, or something that it waits for itself; only then raise the timeout of the proxy (nginx: `proxy_read_timeout`).',
    variants: [
      {
        where: 'the other containers of the task are known',
        when: /^containers: \d{1,2}, beside it (?<others>.{1,300})$/m,
        fix: 'Find in the log of {others} why the program on port {port|80} answers[[ {path}]] late or not at all: too few workers, too little CPU, or something that it waits for itself; only then raise the timeout of the proxy (nginx: `proxy_read_timeout`).',
      },
    ],
    link: `${GUIDE}/troubleshoot-service-load-balancers.html`,
    log: 'only',
    sources: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html'],
  },
  {
    id: 'says-http-to-https',
    title: 'The health check uses HTTP on an HTTPS port',
    pattern:
      /client sent an HTTP request to an HTTPS server|plain HTTP request (?:was sent )?to HTTPS port|http request \[?(?:error )?ssl|SSL routines:.{0,40}http request|TLS handshake error from (?<from>[\d.:[\]a-f]{3,60}): (?:.{0,40}HTTP request|tls: first record does not look)/i,
    plain: 'The program serves HTTPS on this port, but the health check or the target group sends plain HTTP.',
    causes: [],
    fix: 'Set the protocol and health check protocol of the target group to HTTPS, or have the program serve plain HTTP on this port (the load balancer terminates TLS).',
    variants: [
      {
        where: 'the health check is known to speak HTTP',
        when: /^Health check: HTTP GET (?<path>\S{1,300}) on (?<port>(?:container )?port \d{1,5})/m,
        plain: 'The program serves HTTPS on this port, and the health check asks GET {path} on {port} with plain HTTP.',
        fix: 'Set the health check protocol of the target group to HTTPS (`aws elbv2 modify-target-group --health-check-protocol HTTPS`) and use a target group with protocol HTTPS for the traffic, which takes a new one; or have the program serve plain HTTP on {port}, since the load balancer terminates TLS.',
      },
    ],
    link: CHECK,
    log: 'only',
    sources: [
      'https://github.com/golang/go/blob/003dbc4cda6a1418fc419461799320521d64f4e5/src/net/http/server.go',
      'https://github.com/nginx/nginx/blob/3f6f7824d4e2eb1ac37dec76683d525ac0ff521c/src/http/ngx_http_special_response.c',
      'https://github.com/Finsys/dockhand/issues/453',
    ],
  },
  {
    id: 'says-tls-to-http',
    title: 'The health check uses HTTPS on an HTTP port',
    pattern:
      /\\x16\\x03|PRI \* HTTP\/2\.0|Invalid HTTP request received|Invalid (?:HTTP request line|method in request) .{0,20}\\x16|HPE_INVALID_METHOD|Error parsing HTTP request header.{0,200}Invalid character found in method name/i,
    plain:
      'The program serves plain HTTP on this port, and gets requests that are not HTTP: most likely the health check of the target group uses HTTPS.',
    causes: [],
    fix: 'Set protocol and health check protocol of the target group to HTTP (`aws elbv2 modify-target-group --health-check-protocol HTTP`; the protocol of the group itself takes a new target group), or have the program serve HTTPS on this port.',
    variants: [
      {
        where: 'the target group speaks HTTP/2',
        when: /^Health check: \w{1,10} GET (?<path>\S{1,300}) on [\s\S]*^Protocol version of the target group: HTTP2\.$/m,
        plain:
          'The target group sends HTTP/2 (its protocol version is HTTP2) to {path} and everything else, and the program speaks only HTTP/1.1 there.',
        fix: 'Use a target group with protocol version HTTP1 (it cannot be changed, so make a new one and give it to the listener and the service), or have the program serve HTTP/2 without TLS (h2c).',
      },
      {
        where: 'the target group speaks gRPC',
        when: /^Protocol version of the target group: GRPC\.$/m,
        plain:
          'The target group sends gRPC, which is HTTP/2 (its protocol version is GRPC), and the program speaks only HTTP/1.1 on this port.',
        fix: 'Have the target group reach the port where the program serves gRPC; or, if it serves none, use a target group with protocol version HTTP1 (it cannot be changed, so make a new one).',
      },
      {
        where: 'the health check is known to speak HTTP',
        when: /^Health check: HTTP /m,
        plain:
          'The program serves plain HTTP on this port, and somebody sends it requests that are not HTTP/1.1. The health check speaks HTTP, so they come from another client.',
        fix: 'Find the client in the log (its address stands beside these lines): it speaks TLS or HTTP/2 to a port that serves plain HTTP/1.1.',
      },
    ],
    link: CHECK,
    excludes: ['target-connection-failed', 'target-timeout', 'elb-health'],
    log: 'only',
  },
  {
    id: 'says-host-refused',
    title: 'The program rejects the host name of the health check',
    pattern:
      /Invalid HTTP_HOST header: '(?<host1>[^']{1,120})'|DisallowedHost|Blocked hosts?: (?<host2>[\w.:-]{1,120})|This host \("(?<host3>[^"]{1,120})"\) is not allowed|HostAuthorization::\w{1,40}\] Blocked|HostAuthorization.{0,40}blocked|Invalid Host header|untrusted host "(?<host4>[^"]{1,120})"|The host '(?<host5>[^']{1,120})' does not match an allowed host/i,
    plain:
      "The program rejects requests for the host {host|of the health check}: a health check uses the task's IP address, not your domain.",
    causes: [],
    fix: 'Accept {host|the IP address of the task} on the health check path (Django: `ALLOWED_HOSTS`; Rails: `exclude` in `config.host_authorization`), or answer that path before the host check.',
    variants: [
      {
        where: 'Rails, and the path is known',
        when: /HostAuthorization[\s\S]*^Health check: \w{1,10} GET (?<path>\/\S{0,300}) on /m,
        fix: 'Exempt {path} from the host check of Rails in `config/environments/production.rb`: `config.host_authorization = { exclude: ->(request) { request.path == "{path}" } }`.',
      },
      {
        where: 'ASP.NET Core filters hosts',
        when: /does not match an allowed host/,
        fix: 'Set `AllowedHosts` to `*` in `environment` of the container (or in appsettings.json), since the load balancer lets only its own hosts through; or add the IP address of the task to `AllowedHosts` at the start.',
      },
      {
        where: 'Django, and the path is known',
        when: /(?:HTTP_HOST header|DisallowedHost)[\s\S]*^Health check: \w{1,10} GET (?<path>\/\S{0,300}) on /m,
        fix: 'Answer {path} in a middleware that stands before the host check of Django, or add the IP address of the task to `ALLOWED_HOSTS` at the start (from `ECS_CONTAINER_METADATA_URI_V4`).',
      },
    ],
    link: CHECK,
    log: 'only',
    sources: [
      'https://github.com/django/django/blob/0120a13f271f0cd7cff321ffb2d69ae3ea7faf22/django/http/request.py',
      'https://github.com/rails/rails/blob/2a2db1e8d6d104ee0611efcae7eb023af65cff34/actionpack/lib/action_dispatch/middleware/host_authorization.rb',
      'https://github.com/vitejs/vite/blob/a98c8d95d552c6fa98ab66fb810f5b39ad5abf49/packages/vite/src/node/server/middlewares/hostCheck.ts',
      'https://github.com/symfony/http-foundation/blob/3d7bbf071b25f802f7d55524d408bed414ea71e2/Request.php',
      'https://github.com/encode/starlette/blob/cb8f84f5284dc301ca7a31eb732b9e140769dd48/starlette/middleware/trustedhost.py',
    ],
  },
  {
    id: 'says-http2-only',
    title: 'The health check uses HTTP/1.1 on a port for HTTP/2 alone',
    pattern:
      /error reading preface from client (?<from1>[\d.:[\]a-f]{3,60}): bogus greeting "(?<request1>(?:GET|HEAD) \S{1,100}) HTTP\/1|Unexpected HTTP\/1\.x request: (?<request2>(?:GET|HEAD) \/\S{0,100})|HTTP\/2 client preface string missing or corrupt/i,
    plain:
      'The program speaks only HTTP/2 on this port (gRPC), and the health check asks it with HTTP/1.1[[ ({request})]].',
    causes: [],
    fix: 'Use a target group with protocol version GRPC (health check path /grpc.health.v1.Health/Check, matcher 0) or HTTP2: the protocol version of a target group cannot be changed, so create one and give it to the service; or serve the health check over HTTP/1.1 on a port of its own.',
    variants: [
      {
        where: 'the port is known',
        when: /^Health check: .{1,340} on (?:container )?port (?<checked>\d{1,5})/m,
        plain:
          'The program speaks only HTTP/2 on port {checked} (gRPC), and the health check asks it with HTTP/1.1[[ ({request})]].',
      },
    ],
    link: CHECK,
    excludes: ['target-connection-failed', 'target-timeout', 'elb-health'],
    log: 'only',
  },
] as const satisfies readonly Pattern[];
