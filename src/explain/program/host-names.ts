import { GUIDE, type Pattern } from '../pattern.ts';

const NETWORK = `${GUIDE}/task-networking-awsvpc.html`;
/** A pool that cannot connect runs empty, and "cannot reach" says less than why: both only follow. */
const POOLS = ['says-pool-empty', 'says-pool-unfilled', 'says-unreachable'];

/** Host names that do not resolve: short ones first, which no zone would hold. */
export const HOST_NAMES = [
  {
    id: 'says-upstream-unresolved',
    title: 'A Docker Compose host name does not resolve in a task',
    pattern:
      /Unknown MySQL server host '(?<host12>[\w-]{1,63})'|(?:failed to|[Cc]ould ?n[o']t) resolve (?:host|hostname)[ :]{1,3}'?(?<host13>[\w-]{1,63})(?=$|[\s'":;,)])|could not resolve address '(?<host10>[\w-]{1,63})'|invalid address: '(?<host16>[a-z][\w-]{0,62})' in '|Couldn't resolve server (?<host11>[\w-]{1,63}):\d{1,5} from bootstrap\.servers|host not found in upstream "(?<host1>[\w-]{1,63})(?::\d{1,5})?"|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<host2>(?!localhost\b)[a-z][\w-]{0,62})(?=$|[\s:,'")}])|could not translate host name "(?<host3>[\w-]{1,63})"|UnknownHostException: (?<host4>[\w-]{1,63})(?=$|[\s:,])|lookup (?<host5>[\w-]{1,63})(?: on [\d.:[\]a-f]{3,60})?: (?:no such host|server misbehaving)|getaddrinfo for (?<host6>[\w-]{1,63}) failed|Name or service not known \((?<host7>[\w-]{1,63}):\d|tcp connect \((?<host8>[\w-]{1,63}):\d{1,5}\): non-existing domain|\(host='(?<host9>[\w-]{1,63})', port=\d{1,5}\).{0,300}(?:Name or service not known|Failed to resolve|Temporary failure in name resolution)/i,
    plain:
      'The program connects to the host {host}, a short name as in Docker Compose. Such names do not resolve in an ECS task.',
    causes: [],
    fix: "Replace {host}: use 127.0.0.1 for a container in the same task (with awsvpc they share one network), otherwise the service's full DNS name or Service Connect name.",
    variants: [
      {
        where: 'the name is what an unset variable leaves',
        when: /(?:ENOTFOUND|EAI_AGAIN|host(?: name)?|lookup|UnknownHostException:|resolve) ['"]?(?<nothing>undefined|null|None|nil|NaN)\b/,
        plain: 'The program connects to a host called {nothing}: the variable that holds the host is not set.',
        fix: 'Set the variable of the host in `environment` or `secrets` of the container, under the name that the program reads: {nothing} is what it made of the missing value.',
      },
      {
        where: 'a variable of the container holds it',
        when: /^host: (?<host>\S+) from (?<variable>\S+) of container (?<container>\S+)$/m,
        fix: "Replace {host} in {variable} of container {container}: use 127.0.0.1 for a container in the same task (with awsvpc they share one network), otherwise the service's full DNS name or Service Connect name.",
      },
    ],
    link: NETWORK,
    excludes: ['says-name-unresolved', ...POOLS],
    log: 'only',
    sources: [
      'https://github.com/nginx/nginx/blob/3f6f7824d4e2eb1ac37dec76683d525ac0ff521c/src/core/ngx_inet.c',
      'https://github.com/nodejs/node/blob/0036caa828205fb95d6641c0f6d717f4eeb6a104/lib/internal/errors.js',
      'https://github.com/getsentry/self-hosted/issues/424',
      'https://github.com/golang/go/blob/055ecb7be5805e07498488c59c6f01644fdacccc/src/net/net.go',
    ],
  },
  {
    id: 'says-name-unresolved',
    title: 'A host name does not resolve',
    pattern:
      /\bDNS lookup failed for (?<host30>[\w.-]{1,253})|\[net\] getaddrinfo\(host='(?<host31>[\w.-]{1,253})', err=\d{1,3}\)|host not found in resolver "(?<host32>[\w.-]{1,253})"|SocketException \(0{0,7}1, 11\): Resource temporarily unavailable|Unknown MySQL server host '(?<host16>[\w.-]{1,253})'|(?:failed to|[Cc]ould ?n[o']t|unable to) resolve (?:the )?(?:host|hostname|host name|name|address)[ :]{1,3}['"]?(?<host15>[\w.-]{1,253})|could not resolve address '(?<host13>[\w.-]{1,253})'|invalid address: '(?<host17>[a-z][\w.-]{1,252})' in '|Couldn't resolve server (?<host14>[\w.-]{1,253}):\d{1,5} from bootstrap\.servers|No resolvable bootstrap urls given|query(?:Srv|A|Aaaa|Txt) (?:ENOTFOUND|ESERVFAIL|ETIMEOUT|EREFUSED|ENODATA) (?:_mongodb\._tcp\.)?(?<host12>[\w.-]{1,253})|getaddrinfo (?:ENOTFOUND|EAI_AGAIN)(?: (?<host1>[\w.-]{1,253}))?|host not found in upstream "(?<host2>[\w.-]{1,253})|could not translate host name "(?<host3>[^"]{1,253})"|UnknownHostException: (?<host4>[\w.-]{1,253})|lookup (?<host5>[\w.-]{1,253})(?: on [\d.:[\]a-f]{3,60})?: (?:no such host|(?:read udp \S{1,120}: )?i\/o timeout|server misbehaving)|getaddrinfo (?:for (?<host6>[\w.-]{1,253}) )?failed|Name or service not known(?: \((?<host7>[\w.-]{1,253}):\d)?|Temporary failure in name resolution|: no such host|tcp connect \((?<host8>[\w.-]{1,253}):\d{1,5}\): non-existing domain|:nxdomain|failed to lookup address information|nodename nor servname|Name does not resolve|No such host is known(?:\. \((?<host9>[\w.-]{1,253}):\d)?|\(host='(?<host10>[\w.-]{1,253})', port=\d{1,5}\).{0,300}Failed to resolve|No address associated with hostname|name resolver error: produced zero addresses|DNS resolution failed for (?:service: )?(?:dns:\/{0,3})?(?<host18>[\w.-]{1,253})|dns error: (?!.{0,200}refused)/i,
    plain: 'The program cannot resolve the host name {host|of a service it needs}.',
    causes: [
      'the name has a typo, or what it pointed to was deleted',
      { text: 'it is a private name in another VPC', unless: /\.docker\.internal|\bip-\d{1,3}(?:-\d{1,3}){3}/ },
      { text: 'DNS resolution is off in the VPC', unless: /amazonaws\.com/i },
    ],
    fix: 'Correct the host name {host|in the container settings}, or associate the private hosted zone that holds it with the VPC of the tasks.',
    variants: [
      {
        where: 'it is the DNS server that nginx asks',
        when: /host not found in resolver "(?<server>[\w.-]{1,253})"(?: in (?<file>\/[^\s:]{1,200}):(?<line>\d{1,6}))?/,
        plain: 'nginx finds no {server}, the DNS server that its `resolver` names[[ ({file}, line {line})]].',
        fix: 'Set `resolver 169.254.169.253;` (the DNS server of the VPC) in place of {server}[[ in {file}, line {line}]], or fill it in at the start from /etc/resolv.conf of the task (`NGINX_ENTRYPOINT_LOCAL_RESOLVERS=1` in the official image); then rebuild the image.',
      },
      {
        where: 'the DNS server does not answer',
        when: /lookup (?<asked>[\w.-]{1,253}) on (?<resolver>[\d.:[\]a-f]{3,60}?):53: (?:read udp \S{1,120}: )?i\/o timeout/,
        plain: 'The program cannot resolve {asked}: the DNS server {resolver} does not answer in time.',
        fix: 'Check the way to the DNS server {resolver}: outbound UDP and TCP port 53 in the security group and network ACLs of the tasks, and the DHCP options of the VPC if they name a DNS server of your own. The name itself may be right.',
      },
      {
        where: 'it is the name of the task itself',
        when: /^host: (?<host>ip-\d{1,3}(?:-\d{1,3}){3}(?:\.\S{1,200})?)$/m,
        plain: 'The program looks up the name of its own task, {host}, and the DNS of the VPC does not know it.',
        fix: 'Turn on `enableDnsHostnames` and `enableDnsSupport` in the VPC, and let its DHCP options use AmazonProvidedDNS (a DNS server of your own must forward these names); then deploy again.',
      },
      {
        where: 'it is a name that only Docker on a workstation knows',
        when: /^host: (?<host>(?:host|gateway|kubernetes)\.docker\.internal)(?: from (?<variable>\S+) of container (?<container>\S+))?$/m,
        plain: 'The program connects to {host}, a name that only Docker Desktop and Docker Compose know: ECS has none.',
        fix: 'Replace {host}[[ in {variable} of container {container}]] (`environment`, `command` or the configuration file): 127.0.0.1 for a container of the same task, else the Service Connect or Cloud Map name or the endpoint of the service that is meant.',
      },
      {
        where: 'it is a name of Kubernetes',
        when: /^host: (?<host>\S+\.(?:svc|cluster\.local))(?: from (?<variable>\S+) of container (?<container>\S+))?$/m,
        plain: 'The program connects to {host}, a name of Kubernetes, which does not resolve in an ECS task.',
        fix: 'Replace {host}[[ in {variable} of container {container}]] by the Service Connect name of the service, its Cloud Map name, or the name of its load balancer.',
      },
      {
        where: 'the service uses Service Connect, and the name may be one of it',
        when: /^host: (?<host>[\w-]{1,63}|(?:[\w-]{1,63}\.){1,4}(?!com$|net$|org$|io$|dev$|aws$)[a-z]{2,20})(?: from (?<variable>\S+) of container (?<container>\S+))?$[\s\S]*^Service Connect: namespace (?<namespace>\S{1,255})$/m,
        plain:
          'The program cannot resolve the host name {host}. The service uses Service Connect with namespace {namespace}: a task knows only the names that services had there when it started.',
        fix: 'Compare {host} with `clientAliases` (`dnsName`) of the services in namespace {namespace} (`aws ecs list-services-by-namespace --namespace {namespace}`). If one has it, deploy that service first and then this one again; if none has, correct {host}[[ in {variable} of container {container}]] or give the other service that alias.',
      },
      {
        where: 'it looks like a name of a namespace',
        when: /^host: (?<host>[\w-]+\.[\w.-]+\.local|[\w-]+\.local)(?: from (?<variable>\S+) of container (?<container>\S+))?$/m,
        fix: 'Correct the host name {host}[[ in {variable} of container {container}]], or register it. For Service Connect both services need `serviceConnectConfiguration` with that namespace, and this one must be deployed after the one that it calls; the namespace of Cloud Map, or the private hosted zone, must belong to the VPC of the tasks.',
      },
      {
        where: 'it is an endpoint of AWS',
        when: /^host: (?<host>[\w.-]+\.amazonaws\.com)(?: from (?<variable>\S+) of container (?<container>\S+))?$/m,
        fix: 'Copy the endpoint from the database, cache or cluster as it is now, and correct {host}[[ in {variable} of container {container}]]: the resource was deleted or renamed, or the name or Region has a typo.',
      },
      {
        where: 'a variable of the container holds it',
        when: /^host: (?<host>\S+) from (?<variable>\S+) of container (?<container>\S+)$/m,
        fix: 'Correct {host} in {variable} of container {container}, or associate the private hosted zone that holds it with the VPC of the tasks.',
      },
    ],
    link: NETWORK,
    excludes: POOLS,
    log: 'only',
    sources: [
      'https://github.com/nodejs/node/blob/0036caa828205fb95d6641c0f6d717f4eeb6a104/lib/internal/errors.js',
      'https://github.com/opensanctions/opensanctions/issues/44',
      'https://github.com/golang/go/blob/055ecb7be5805e07498488c59c6f01644fdacccc/src/net/net.go',
      'https://github.com/php/php-src/blob/00443c77e48cf43304addf6195b1e7986a9604c6/main/network.c',
      'https://github.com/elixir-ecto/postgrex/blob/f6e5f2fe7f7b34ba9416ffe67a563084589ff96b/lib/postgrex/protocol.ex',
    ],
  },
] as const satisfies readonly Pattern[];
