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
      mend: 'Set {name|it} under `environment` (or `secrets`) of the container, then deploy again.',
      link: `${GUIDE}/taskdef-envfiles.html`,
      log: 'only',
    },
    {
      id: 'says-login-refused',
      title: 'A database refuses the login of the program',
      pattern:
        /password authentication failed|Access denied for user|SASL authentication failed|WRONGPASS|NOAUTH Authentication required|Login failed for user/i,
      plain: 'The program reached its database, and its user or password was refused.',
      causes: ['the password was changed or rotated', 'the secret holds another user or database'],
      mend: 'Correct user and password in the secret that the container gets, then deploy again.',
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
      mend: 'Correct the host name that the container gets, or the private zones of the VPC.',
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
      mend: 'Correct address and port that the container gets, see that the other side runs, and let the container depend on those that must start first (`dependsOn`).',
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
      mend: 'Let the security group of the task into that of the other side on its port, and check the routes of the subnets.',
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
      mend: 'Build the image with it, or correct `command` and `workingDirectory`; try it with `docker run`.',
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
      mend: 'Raise the heap limit of the program and `memory` of the container together.',
      link: `${GUIDE}/task_definition_parameters.html`,
      log: 'only',
    },
  ],
};
