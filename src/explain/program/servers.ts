import { GUIDE, type PatternGroup } from '../pattern.ts';
import { UPSTREAMS } from './upstreams.ts';
import { WEB_CONFIG } from './web-config.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;

/** Web servers, proxies and log routers. */
export const SERVERS = {
  title: 'The program reports: servers, proxies and log routers',
  patterns: [
    {
      id: 'says-index-missing',
      title: 'The web server finds no page at the path',
      pattern:
        /directory index of "(?<folder>[^"]{1,300})" is forbidden|Cannot serve directory (?<folder2>\/[^:\s]{1,300}): No matching DirectoryIndex/i,
      plain: 'The web server has no index page in {folder|the folder of the path}, so it refuses the request.',
      causes: [],
      fix: 'Copy the built files to {folder|the folder of the web server} in the Dockerfile (`COPY --from=build /app/dist/ {folder|FOLDER}`, so that index.html lies right there), or set `root` of the web server to the folder that has them; or set the health check path of the target group to a page that exists.',
      variants: [
        {
          where: 'a volume is mounted there',
          when: /^mounted at (?<place>\S{1,300}): volume (?<volume>[^,\n]{1,255})/m,
          plain:
            'The web server has no index page in {folder|its folder}: volume {volume} is mounted at {place} and hides the files of the image.',
          fix: 'Mount volume {volume} at another path than {place} (`containerPath` in `mountPoints`), or put index.html on the volume.',
        },
      ],
      link: `${GUIDE}/troubleshoot-service-load-balancers.html`,
      log: 'only',
    },
    ...UPSTREAMS,
    {
      id: 'says-ipv6-missing',
      title: 'The program listens on IPv6, which the task does not have',
      pattern:
        /socket\(\) (?<address1>\[[\da-f:]{2,40}\]:\d{1,5}) failed \(97|EAFNOSUPPORT(?:: address family not supported)?,? ?(?<address2>[\w.:[\]]{2,60})?|(?:listen|bind|socket).{0,80}address family not supported by protocol/i,
      plain: 'The program listens on {address|an IPv6 address}, and the host of the task has no IPv6.',
      causes: [],
      fix: 'Remove the `listen` for IPv6[[ ({address})]] from the configuration, and listen on 0.0.0.0 (often a setting such as `HOST`); the load balancer uses IPv4.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-system-user',
      title: 'The server runs as a user that the image does not have',
      pattern:
        /get(?:pw|gr)nam\("(?<user1>[^"]{1,80})"\) failed(?: in (?<file>\/[^\s:]{1,200}):(?<line>\d{1,6}))?|AH0054[34]: \S{1,40}: bad (?:user|group) name (?<user2>\S{1,80})|getpwuid\(\): uid not found: (?<user3>\d{1,10})|(?:cannot find name for user ID|unknown userid|could not look up effective user ID|no such user: uid|[Uu]ser ID) (?<user4>\d{1,10})(?=$|:|['"]?: (?:user|No))|(?:Invalid user|unknown user|no such user|User doesn't exist)[: ]{1,2}['"]?(?<user5>[a-z_][\w-]{0,31})['"]?$/i,
      plain:
        'The server is set up to run as {user}[[ ({file}, line {line})]], a user or group that the image does not have.',
      causes: [],
      fix: 'Name a user that the image has in the `user` directive[[ in {file}]] (official nginx images: `nginx`), or create {user} in the Dockerfile (`adduser -S {user}`).',
      variants: [
        {
          where: 'the number of a user has no name',
          when: /(?:uid not found: |user ID |userid |uid )(?<uid>\d{1,10})/i,
          plain:
            'The container runs as user {uid}, which has no entry in /etc/passwd of the image, and the program asks for its name or home.',
          fix: 'Add the user in the Dockerfile (`RUN useradd --uid {uid} --create-home app`, Alpine: `adduser -D -u {uid} app`), or set `user` of the container to one that the image has; for Python and Java `USER`, `LOGNAME` and `HOME` in `environment` often do too.',
        },
      ],
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-collector-config',
      title: 'The OpenTelemetry collector rejects its configuration',
      pattern:
        /error decoding '(?<section3>\w{1,40})': error reading configuration for \\?"(?<component>[^"\\]{1,80})\\?".{0,200}has invalid keys: (?<keys3>[\w., ]{1,200})|(?:error decoding )?'(?<section>\w{1,40})':? unknown type: "(?<type>[^"]{1,80})"(?: for id: "[^"]{1,80}")?(?: \(valid values: \[(?<known>[^\]]{1,600})\]\))?|(?:failed to get config: )?cannot unmarshal the configuration|references (?:exporter|receiver|processor|connector|extension) "(?<missing>[^"]{1,80})" which is not configured|'(?<section2>[\w.]{1,80})' has invalid keys: (?<keys>[\w, ]{1,200})/i,
      plain:
        'The OpenTelemetry collector rejects its configuration[[: {section} has no type "{type}"]][[: "{missing}" is used, but not configured]][[: {keys} in {section}]].',
      causes: [],
      fix: 'Correct the configuration of the collector (`AOT_CONFIG_CONTENT`, the file in its `command`, or the parameter that it comes from).',
      variants: [
        {
          where: 'it does not know a key of a component',
          when: /error decoding '(?<section>\w{1,40})': error reading configuration for \\?"(?<component>[^"\\]{1,80})\\?".{0,200}has invalid keys: (?<keys>[\w., ]{1,200})/,
          plain: 'The OpenTelemetry collector does not know {keys} of {component} under {section}.',
          fix: 'Remove or rename {keys} of {component} under `{section}` in the configuration of the collector (`AOT_CONFIG_CONTENT`, the file in its `command`, or the parameter that it comes from): this version of the collector has no such key there.',
        },
        {
          where: 'a pipeline uses what is not configured',
          when: /(?:service::pipelines::(?<pipeline>[\w/]{1,60}): )?references (?<part>exporter|receiver|processor|connector|extension) "(?<lost>[^"]{1,80})" which is not configured/,
          plain:
            'The pipeline[[ {pipeline}]] of the OpenTelemetry collector uses the {part} "{lost}", which its configuration does not define.',
          fix: 'Define "{lost}" under `{part}s` in the configuration of the collector (`AOT_CONFIG_CONTENT`, the file in its `command`, or the parameter that it comes from), or take it out of `service.pipelines`[[, {pipeline}]]; the names must be equal to the letter, `/` and what follows included.',
        },
        {
          where: 'the exporter was renamed',
          when: /'exporters':? unknown type: "logging"/,
          plain:
            'The configuration of the OpenTelemetry collector uses the exporter "logging", which collectors since 0.111 no longer have: its successor is "debug".',
          fix: 'Rename the exporter `logging` to `debug` in the configuration of the collector (`AOT_CONFIG_CONTENT`, or the file in its `command`), under `exporters` and in each of `service.pipelines` (`loglevel: debug` becomes `verbosity: detailed`).',
        },
        {
          where: 'the exporter gave way to OTLP',
          when: /'exporters':? unknown type: "(?<old>jaeger|loki|otlphttp\/loki)"/,
          plain:
            'The configuration of the OpenTelemetry collector uses the exporter "{old}", which collectors no longer have: {old} takes OTLP itself.',
          fix: 'Replace the exporter `{old}` with `otlp` (Jaeger, port 4317) or `otlphttp` (Loki, `endpoint: http://HOST:3100/otlp`) in the configuration of the collector, under `exporters` and in `service.pipelines`.',
        },
        {
          where: 'a component is not in this collector',
          when: /unknown type: "(?<unknown>[^"]{1,80})"/,
          fix: 'Correct "{unknown}" under `{section|exporters}` in the configuration of the collector (`AOT_CONFIG_CONTENT`, or the file in its `command`)[[: this build has {known}]]; if the name is right, use an image of the collector that contains it (such as contrib).',
        },
      ],
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-template-unset',
      title: 'nginx does not know a variable of its configuration',
      pattern: /\[emerg\] (?:\d+#\d+: )?unknown "(?<name>\w{1,80})" variable/i,
      plain: 'The configuration of nginx uses the variable {name}, which is not defined anywhere.',
      causes: [],
      fix: 'Define {name} (`set`, `map`), or correct its name; a variable of the environment must be replaced before nginx starts (`envsubst`, a file in /etc/nginx/templates).',
      variants: [
        {
          where: 'the image fills in a template',
          when: /^templates: envsubst$[\s\S]*^setting (?<variable>\S+): not in (?<place>container [^\s,]{1,255})/m,
          plain:
            'The configuration of nginx still holds {variable} of its template: the variable is not set in {place}, and the start script replaces only variables that are set.',
          fix: 'Set {variable} in `environment` of {place}, then deploy again.',
        },
      ],
      link: STOPPED,
      log: 'only',
    },
    WEB_CONFIG,
    {
      id: 'says-proxy-config',
      title: 'Envoy rejects its configuration',
      pattern:
        /error initializing config(?:uration)?(?!.{0,300}cannot bind .{1,80}Permission denied) '?(?<file1>[^':\s]{0,200})'?(?:: (?<what1>.{1,200}))?|Error adding\/updating (?:listener|cluster)\(?s?\)? (?<what2>.{1,160})|gRPC config (?:for \S{1,120} )?rejected: (?<what3>.{1,200})|Unable to parse JSON as proto|Proto constraint validation failed|Didn't find a registered implementation for/i,
      plain: 'Envoy rejects its configuration[[: {what}]].',
      causes: [],
      fix: 'Correct the configuration of Envoy[[ in {file}]] and test it in the image (`envoy --mode validate -c FILE`).',
      variants: [
        {
          where: 'it finds no certificate or key',
          when: /(?:Failed to load (?:incomplete )?(?:certificate chain|private key|trusted CA certificates)(?: and private key)? from |Invalid path: |unable to read file: )(?<path>\/[^\s:,'"]{1,200})/i,
          plain: 'Envoy cannot read {path}, a certificate or key that its configuration[[ {file}]] names.',
          fix: 'Put a PEM file at {path} that the user of the container may read: mount it (`mountPoints`), or have the start script of the image write it there from a secret (`secrets`); or correct the path in {file|the configuration of Envoy}.',
        },
        {
          where: 'it does not know a field',
          when: /initializing config(?:uration)? '?(?<source>[^':\s]{1,200})'?: [\s\S]{0,400}?(?:(?:\(|@ )(?<part>[\w.[\]]{1,80})(?:\) |: [\s\S]{0,200}?)(?:no such field: )?|no such field: )'?(?<field>\w{1,80})'?(?:: Cannot find field|(?<=no such field: '?\w{1,80}'?))/,
          plain: 'Envoy does not know the field {field}[[ under {part}]] in {source}.',
          fix: 'Remove or correct {field}[[ under {part}]] in {source}: it is misspelled, stands at the wrong level, or belongs to another version of the API of Envoy than the image has; test it in the image with `envoy --mode validate -c {source}`.',
        },
      ],
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/envoyproxy/envoy/issues/38173',
        'https://github.com/envoyproxy/envoy/blob/012a6c122ed14d43ec5cdde57690c0664edf5580/source/common/protobuf/utility.cc',
      ],
    },
    {
      id: 'says-mesh-refused',
      title: 'Envoy gets no configuration from App Mesh',
      pattern:
        /StreamAggregatedResources gRPC config stream(?: to (?<host>[\w.-]{1,200})(?::\d{1,5})?)? closed: (?<code>\d{1,3}),? ?(?<what>[^\n]{0,200}?)(?: \(previously .{1,120})?$/i,
      plain:
        'Envoy gets no configuration from the control plane of the mesh (code {code}[[: {what}]]), so it never becomes ready.',
      causes: [],
      fix: 'Check the route from the subnets to the Envoy management endpoint of App Mesh on port 443, and `APPMESH_RESOURCE_ARN` in `environment` of the Envoy container.',
      variants: [
        {
          where: 'the server is a cluster of its own configuration',
          when: /config stream to (?<cluster>[a-z][\w-]{1,100}) closed: (?<number>\d{1,3})/i,
          plain:
            'Envoy gets no configuration from its server, the cluster {cluster} of its bootstrap (code {number}[[: {what}]]), so it never becomes ready.',
          fix: 'Correct the address and port of the cluster {cluster} in the bootstrap of Envoy (its file in the image, or the variables that fill it), and check that this server runs and its security group allows the tasks; with code 7 or 16 it refuses the credentials of Envoy.',
        },
        {
          where: 'it has no credentials, or they are refused (7, 16)',
          when: /config stream(?: to \S{1,200})? closed: (?:7|16)\b/i,
          plain:
            'App Mesh refuses Envoy (code {code}[[: {what}]]): the task has no task role, or the role may not fetch the configuration of the mesh. So Envoy never becomes ready.',
          fix: 'Set `taskRoleArn` (input `task-role-arn`) to a role that allows `appmesh:StreamAggregatedResources` on the virtual node of the task (policy AWSAppMeshEnvoyAccess): Envoy uses the task role, not the one that pulls images.',
        },
        {
          where: 'the connection fails (13, 14)',
          when: /config stream(?: to \S{1,200})? closed: (?:13|14)\b/i,
          plain: 'Envoy cannot reach the control plane of App Mesh[[ ({host})]], so it never becomes ready.',
          fix: 'Open the way to {host|the Envoy management endpoint} on port 443 (security group, NAT gateway or VPC endpoint), and exempt port 443 from the proxy (`EgressIgnoredPorts` in `proxyConfiguration`) if it is not.',
        },
      ],
      link: 'https://docs.aws.amazon.com/app-mesh/latest/userguide/troubleshooting-setup.html',
      log: 'only',
      sources: [
        'https://github.com/aws/aws-app-mesh-roadmap/issues/80',
        'https://github.com/aws/aws-app-mesh-roadmap/issues/497',
        'https://github.com/aws-samples/eks-workshop/issues/1056',
      ],
    },
    {
      id: 'says-https-no-certificate',
      title: 'The program serves HTTPS without a certificate',
      pattern:
        /SSL_CTX_use_PrivateKey\w{0,10}\("(?<store2>[^"]{1,200})"\) failed.{0,120}key values mismatch|private key does not match public key|Key material not provided to setup HTTPS|Unable to configure HTTPS endpoint\. No server certificate was specified|(?:Could not load|Failed to load|Cannot load) (?:key ?store|store|SSL certificate)(?: (?:from )?'(?<store>[^']{1,200})')?/,
      plain: 'The program is set up to serve HTTPS, but has no usable certificate[[ ({store})]].',
      causes: [],
      fix: 'Serve plain HTTP in the container, since the load balancer terminates HTTPS, or mount a certificate and give its path and password.',
      variants: [
        {
          where: 'ASP.NET Core has no certificate',
          when: /Unable to configure HTTPS endpoint/,
          fix: 'Serve plain HTTP in the container, since the load balancer terminates HTTPS: set `ASPNETCORE_HTTP_PORTS` (or `ASPNETCORE_URLS=http://+:8080`) and remove `ASPNETCORE_HTTPS_PORTS`, or mount a certificate and set `ASPNETCORE_Kestrel__Certificates__Default__Path`.',
        },
        {
          where: 'Keycloak has no certificate',
          when: /Key material not provided to setup HTTPS/,
          fix: 'Serve plain HTTP in the container, since the load balancer terminates HTTPS: set `KC_HTTP_ENABLED=true` and `KC_PROXY_HEADERS=xforwarded`, or mount a certificate and set `KC_HTTPS_CERTIFICATE_FILE`.',
        },
        {
          where: 'key and certificate do not belong together',
          when: /key values mismatch|private key does not match public key/i,
          plain: 'The private key[[ {store}]] does not belong to the certificate that the server has.',
          fix: 'Give the server the key that its certificate was made with[[ as {store}]]: both come from the same secret or build step; or serve plain HTTP, since the load balancer terminates HTTPS.',
        },
        {
          where: 'the password of a key store is wrong',
          when: /password was incorrect/i,
          plain: 'The password that the program has for its key store is wrong.',
          fix: 'Correct the password of the key store in the secret, and check that the image holds the key store that it belongs to.',
        },
      ],
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-supervisor-gave-up',
      title: 'A supervisor in the container gave up on a program',
      pattern:
        /gave up: '?(?<program>[\w:.-]{1,80})'? entered FATAL state|spawnerr: can't find command '(?<program2>[^']{1,200})'/,
      plain:
        'supervisord gave up on {program} after several starts, and the container keeps running without it, so its health checks fail.',
      causes: [],
      fix: 'Find out why {program} exits: run it alone in the image, and send its output to the log of the container (`stdout_logfile=/dev/stdout`, `stdout_logfile_maxbytes=0`). Better still, give {program} its own container, so that ECS notices when it exits.',
      link: STOPPED,
      log: 'only',
      symptom: true,
      excludes: ['container-health', 'elb-health'],
    },
    {
      id: 'says-router-config',
      title: 'The log router rejects its configuration',
      pattern:
        /\[error\] \[config\] (?<what1>section '[^']{1,80}' (?:tried to instance a plugin name that (?:don't|doesn't) exists?|is missing the 'name' property)|error in (?<file1>\/[^\s:]{1,200}):(?<line1>\d{1,6}): .{1,160}|\S{1,60}: .{1,160})|\[config\] error in (?<file2>\/[^\s:]{1,200}):(?<line2>\d{1,6})|(?:Output|Input|Filter) plugin '(?<plugin1>[\w-]{1,60})' cannot be loaded|Unknown (?:output|filter|input) plugin '(?<plugin2>[\w-]{1,60})'|You must specify an output target|configuration file contains errors|\[fstore\]|\[(?:config|reader)[\w :./-]{0,40}\] could not open|\[output:(?<output>[\w-]{1,60}):\S{1,60}\] (?<what4>(?:no(?! upstream connections available)|missing|invalid) .{1,160})|config error file="(?<file3>[^"]{1,200})" error(?:_class)?=(?<what2>.{1,160})/i,
      plain: 'The log router (Fluent Bit or Fluentd) rejects its configuration[[: {what}]][[: plugin {plugin}]].',
      causes: [],
      fix: 'Correct the configuration of the log router[[ in {file}, line {line}]]: the options of `logConfiguration` become an output section, so `Name` must be a plugin in the image; the file in `firelensConfiguration` must use the classic format.',
      variants: [
        {
          where: 'its file cannot be opened',
          when: /could ?n[o']t open configuration file[: ]{1,2}(?<conf>\/[\w.@/+-]{2,200}?)(?=[,.:]? |[,.:]?$)/m,
          plain: 'Fluent Bit cannot open its configuration file {conf}: most likely it is not in the image.',
          fix: 'Copy the file to {conf} in the Dockerfile of the log router, or mount it there; or correct that path where it is named: `config-file-value` in `firelensConfiguration.options`, `-c` in `command`, or an `@INCLUDE`.',
        },
        {
          where: 'a plugin does not know a property',
          when: /(?<section>[\w-]{1,60}): unknown configuration property '(?<property>[^']{1,120})'(?:\. The following properties are allowed: (?<allowed>[^.]{1,300}))?/,
          plain: "Fluent Bit exits: its plugin {section} does not know the property '{property}'.",
          fix: "Remove '{property}' from the section of {section} in the configuration of the log router (the file in `firelensConfiguration`, or `logConfiguration.options`), or correct its name[[; {section} knows {allowed}]]. If it worked before, the image of the router is newer: versions since 1.9 check this.",
        },
        {
          where: 'the file from S3 is not in the classic format',
          when: /check config is in valid classic format[\s\S]*^\/fluent-bit\/etc\/external\.conf is (?<source>\S{1,400})$/m,
          plain:
            'Fluent Bit cannot read {source}, which ECS puts at {file} (line {line}): FireLens takes the classic format ([SECTION] and `Key Value`), not YAML.',
          fix: 'Rewrite {source} in the classic format (line {line} is wrong), or point `config-file-value` in `firelensConfiguration.options` to a file that is; then deploy again.',
        },
        {
          where: 'the file comes from S3',
          when: /error in \/fluent-bit\/etc\/external\.conf:\d[\s\S]*^\/fluent-bit\/etc\/external\.conf is (?<source>\S{1,400})$/m,
          fix: 'Correct line {line} of {source}, which ECS puts at {file}; then deploy again.',
        },
        {
          where: 'an output lacks an option',
          when: /\[output:(?<plugin>[\w-]{1,60}):\S{1,60}\] (?:no|missing) (?<option>\w{1,40})[\s\S]*^logs through the router: (?<senders>.{1,300})$/m,
          plain: 'Fluent Bit exits: its output {plugin} has no {option}.',
          fix: 'Give the output its {option}: as `apikey` (or the name that the plugin documents for {option}) in `secretOptions` of `logConfiguration` of container {senders}, or in the file of `firelensConfiguration`.',
        },
        {
          where: 'a plugin is not in the image',
          when: /section '(?<plugin>[^']{1,80})' tried to instance a plugin name|(?:Output|Input|Filter) plugin '(?<other>[\w-]{1,60})' cannot be loaded|Unknown (?:output|filter|input) plugin '(?<fluentd>[\w-]{1,60})'/i,
          fix: 'Correct the name of the plugin[[ {plugin}]][[ {other}]][[ {fluentd}]] (`Name` in `logConfiguration.options`, or in the file of `firelensConfiguration`), or use an image of the log router that contains it.',
        },
      ],
      link: `${GUIDE}/firelens-taskdef.html`,
      log: 'only',
      sources: [
        'https://github.com/fluent/fluent-bit/blob/d55459d492c5c019c0f7dc24db42e69ef47a5437/src/flb_config.c',
        'https://github.com/fluent/fluent-bit/blob/d55459d492c5c019c0f7dc24db42e69ef47a5437/src/config_format/flb_cf_fluentbit.c',
        'https://github.com/aws/aws-for-fluent-bit/issues/659',
        'https://github.com/aws/aws-for-fluent-bit/issues/1002',
        'https://github.com/aws/amazon-kinesis-firehose-for-fluent-bit/issues/10',
        'https://github.com/fluent/fluent-bit/issues/10052',
        'https://github.com/fluent/fluentd/blob/ff8682d797436bdadca8da39b862eb23f6700515/lib/fluent/registry.rb',
        'https://github.com/fluent/fluentd/blob/ff8682d797436bdadca8da39b862eb23f6700515/lib/fluent/supervisor.rb',
      ],
    },
  ],
} as const satisfies PatternGroup;
