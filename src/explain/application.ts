import { GUIDE, type PatternGroup } from './pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;

/** What programs of many kinds write last; looked for in logs alone, and said as what the program says. */
export const APPLICATION: PatternGroup = {
  title: 'What the program says in its log',
  patterns: [
    {
      id: 'says-setting-missing',
      title: 'The program misses a setting',
      pattern:
        /\b(?<name>[A-Z][A-Z0-9]{1,40}(?:_[A-Z0-9]{1,40}){1,8})['"`]? (?:environment variable )?(?:is|was|must be) (?:not set|not defined|missing|required|undefined|empty|set\b)|(?:missing|required|undefined) (?:required )?(?:environment|env) var(?:iable)?s?|environment variables? .{1,80} (?:not set|not defined|missing|required)|KeyError: ['"](?<key>[A-Z][A-Z0-9_]{2,80})['"]/,
      plain: 'The program says that {name|a variable it needs} is not set.',
      causes: [
        '`environment`, `secrets` or `environmentFiles` of the container lack it',
        'it has another name than this version reads',
      ],
      fix: 'Set {name|it} under `environment` (or `secrets`) of the container, then deploy again.',
      link: `${GUIDE}/taskdef-envfiles.html`,
      log: 'only',
    },
    {
      id: 'says-port-denied',
      title: 'The program may not listen on its port',
      pattern:
        /listen EACCES|bind\(\)? ?(?:to )?\S{0,60} ?failed \(13: Permission denied\)|bind: permission denied|Permission denied: (?:could not bind|make_sock)/i,
      plain: 'The program may not listen on the port that it wants.',
      causes: ['ports below 1024 are for root in this image or network mode', '`user` was set for the first time'],
      fix: 'Let the program listen on a port from 1024 on (`containerPort` and target group follow), or run it as root.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-read-only',
      title: 'The program writes to a read-only file system',
      pattern: /Read-only file system|\bEROFS\b/i,
      plain: 'The program writes to a place that is read-only.',
      causes: ['`readonlyRootFilesystem` is true', 'the mount point has `readOnly: true`'],
      fix: 'Mount a volume at the path it writes to, or set `readonlyRootFilesystem` to false.',
      link: `${GUIDE}/task_definition_parameters.html`,
      log: 'only',
    },
    {
      id: 'says-file-denied',
      title: 'The program may not use a file',
      pattern:
        /(?:\b(?:EACCES|EPERM): [^,]{1,60}, \w{1,20} '|PermissionError: .{0,60}: '|(?:open|mkdir|stat) (?=\/\S{1,200}: permission denied))(?<file>[^':\s]{1,200})/,
      plain: 'The program may not use {file|a file}.',
      causes: [
        'the file belongs to another user than the `user` of the container',
        'a volume or EFS access point gives other ids',
      ],
      fix: 'Give the file to the user of the container (`chown` in the Dockerfile), or correct `user` or the access point.',
      link: `${GUIDE}/task_definition_parameters.html`,
      log: 'only',
    },
    {
      id: 'says-too-many-files',
      title: 'The program has too many files open',
      pattern: /too many open files|\bEMFILE\b/i,
      plain: 'The program reached the limit of open files and connections.',
      causes: [
        'the limit (`nofile`) of the container is too low for this version',
        'files or connections are not closed',
      ],
      fix: 'Raise `ulimits` `nofile` of the container, or close what is opened.',
      link: `${GUIDE}/task_definition_parameters.html`,
      log: 'only',
    },
    {
      id: 'says-too-many-connections',
      title: 'The database has no connection left',
      pattern:
        /too many clients already|too many connections|remaining connection slots are reserved|max_user_connections/i,
      plain: 'The database takes no more connections.',
      causes: [
        'old and new tasks hold their pools at the same time during a deployment',
        'the pool of each task is too large for the limit of the database',
      ],
      fix: 'Make the pool of each task smaller, lower `maximum-percent`, or raise the limit of the database (`max_connections`, RDS Proxy).',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-aws-credentials-missing',
      title: 'The program has no AWS credentials',
      pattern:
        /Could not load credentials from any providers|Unable to locate credentials|NoCredentialProviders|Unable to load (?:AWS )?credentials|no EC2 IMDS role found/i,
      plain: 'The program calls AWS and has no credentials.',
      causes: [
        'the task definition has no `taskRoleArn`',
        'the program looks for a profile or keys that are not in the container',
      ],
      fix: 'Set `taskRoleArn` (input `task-role-arn`) to a role that allows what the program calls.',
      link: `${GUIDE}/task-iam-roles.html`,
      log: 'only',
    },
    {
      id: 'says-aws-denied',
      title: 'AWS refuses a call of the program',
      pattern: /is not authorized to perform: (?<action>[\w-]{2,40}:\w{2,60})/i,
      plain: 'The program says that AWS refused its call of {action|AWS}.',
      causes: ['the role in `taskRoleArn` lacks it', 'a policy of the resource, endpoint or organisation denies it'],
      fix: 'Allow {action|it} to the role in `taskRoleArn`, with which the program calls AWS.',
      link: `${GUIDE}/task-iam-roles.html`,
      log: 'only',
    },
    {
      id: 'listens-elsewhere',
      title: 'The program listens on another port than the load balancer asks',
      pattern: /listens on port (?<own>\d{1,5}), the load balancer asks port (?<asked>\d{1,5})/,
      plain:
        'The log says that the program listens on port {own|of its own}; the load balancer asks port {asked|of the target group}.',
      causes: [
        'this version listens on another port',
        'the port is set by a variable (`PORT`) that the container lacks',
      ],
      fix: 'Let the program listen on port {asked|of the target group}, or change `containerPort` of the template and of the service.',
      link: `${GUIDE}/load-balancer-healthcheck.html`,
      log: 'only',
    },
    {
      id: 'listens-on-loopback',
      title: 'The program listens to itself only',
      pattern: /listens on (?<address>127\.0\.0\.1|localhost|\[::1\]) alone/,
      plain: 'The log says that the program listens on {address|localhost}: from outside the task, nobody reaches it.',
      causes: ['the address to listen on is that of a developer’s machine'],
      fix: 'Let the program listen on 0.0.0.0 (in awsvpc mode the load balancer asks the task’s own address).',
      link: `${GUIDE}/load-balancer-healthcheck.html`,
      log: 'only',
    },
    {
      id: 'says-login-refused',
      title: 'A database refuses the login of the program',
      pattern:
        /password authentication failed|Access denied for user|SASL authentication failed|WRONGPASS|NOAUTH Authentication required|Login failed for user/i,
      plain: 'The program reached its database, and its user or password was refused.',
      causes: ['the password was changed or rotated', 'the secret holds another user or database'],
      fix: 'Correct user and password in the secret that the container gets, then deploy again.',
      link: `${GUIDE}/specifying-sensitive-data.html`,
      log: 'only',
    },
    {
      id: 'says-name-unresolved',
      title: 'The program does not find a host',
      pattern:
        /getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|could not translate host name|Name or service not known|Temporary failure in name resolution|UnknownHostException|: no such host/i,
      plain: 'The program says that the name of a host it needs leads nowhere.',
      causes: [
        'the name has a typing mistake or is not set',
        'it is a private name of another VPC',
        'DNS resolution is off in the VPC',
      ],
      fix: 'Correct the host name that the container gets, or the private zones of the VPC.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-connection-refused',
      title: 'The program cannot connect',
      pattern:
        /connect ECONNREFUSED|connection refused|could not connect to server|Can't connect to (?:MySQL|local MySQL|PostgreSQL)|connect: connection refused/i,
      plain:
        'The program says that something it needs refuses the connection: nothing listens at that address and port.',
      causes: [
        'address or port are not right: 127.0.0.1 is the task itself',
        'the database, queue or other service is down',
        'a container of the same task is not ready yet',
      ],
      fix: 'Correct address and port that the container gets, see that the other side runs, and let the container depend on those that must start first (`dependsOn`).',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-connection-timeout',
      title: 'The program gets no connection in time',
      pattern:
        /connect ETIMEDOUT|ConnectTimeout(?:Error)?\b|Connection timed out|connect: operation timed out|dial tcp \S{1,100}: i\/o timeout/i,
      plain: 'The program says that something it needs does not answer.',
      causes: [
        'the security group of the other side does not let that of the task in',
        'the subnets have no route to it: NAT gateway, VPC endpoint or peering',
      ],
      fix: 'Let the security group of the task into that of the other side on its port, and check the routes of the subnets.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-module-missing',
      title: 'A part of the program is not in the image',
      pattern:
        /Cannot find (?:module|package) '|ModuleNotFoundError|No module named|ClassNotFoundException|NoClassDefFoundError|cannot load such file|error while loading shared libraries|Unable to access jarfile|can't open file '/i,
      plain: 'The program says that a file or module it needs is not there.',
      causes: [
        'the image was built without it (a wrong path, `.dockerignore`, only development dependencies)',
        '`command` or `workingDirectory` name another path',
      ],
      fix: 'Build the image with it, or correct `command` and `workingDirectory`; try it with `docker run`.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-file-missing',
      title: 'The program misses a file',
      pattern:
        /(?:\bENOENT: no such file or directory, \w{1,20} '|FileNotFoundError: .{0,60}: '|(?:open|stat) (?=\/\S{1,200}: no such file))(?<file>[^':\s]{1,200})/,
      plain: 'The program says that {file|a file} is not there.',
      causes: ['the image was built without it', 'a volume or secret file is not mounted there'],
      fix: 'Build the image with it, or mount it (`mountPoints`); try it with `docker run`.',
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-heap-full',
      title: 'The heap of the program is full',
      pattern: /JavaScript heap out of memory|java\.lang\.OutOfMemoryError|Cannot allocate memory|std::bad_alloc/i,
      plain: 'The program says that it has no memory left.',
      causes: [
        'its own heap limit is smaller than `memory` of the container',
        '`memory` is too small for this version',
        'a leak',
      ],
      fix: 'Raise the heap limit of the program and `memory` of the container together.',
      link: `${GUIDE}/task_definition_parameters.html`,
      log: 'only',
    },
  ],
};
