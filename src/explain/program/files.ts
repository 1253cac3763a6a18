import { GUIDE, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
const DEFINITION = `${GUIDE}/task_definition_parameters.html`;
const VOLUMES = `${GUIDE}/using_data_volumes.html`;
/** A line of src/watch/diagnose/circumstances.ts. */
const NO_MOUNTS = /^mounts: none$/m;
const PATH = '/[\\w.@+:-]{0,120}(?:/[\\w.@+:-]{1,120}){0,30}';

/** Files, folders and ports that a program cannot use. */
export const FILES = {
  title: 'The program reports: files and ports',
  patterns: [
    {
      id: 'says-read-only',
      title: 'The program writes to a read-only file system',
      pattern: new RegExp(
        `EROFS: read-only file system, \\w{1,20} '(?<path1>${PATH})'|\\[Errno 30\\] Read-only file system: '(?<path2>${PATH})'|(?<path3>${PATH})['"]?: Read-only file system|Read-only file system[^/]{0,20}(?<path4>${PATH})|(?:file|director(?:y|ies)|folder|path|fopen\\(|open\\(|mkdir\\() ?['"]?(?<path8>${PATH})['"]?[^/\n]{0,120}?Read-only file system|(?:open|mkdir|create|unlink|rename) (?<path5>${PATH}): read-only file system|Read-only file system|\\bEROFS\\b|\\(\\) "(?<path7>${PATH})" failed \\(30: Read-only file system|FileSystemException: (?<path6>${PATH}): Read-only`,
        'i',
      ),
      plain: 'The program writes to {path|a path}, which is read-only.',
      causes: ['`readonlyRootFilesystem` is true', 'the mount point has `readOnly: true`'],
      fix: 'Mount a writable volume at the directory of {path|the file}, or set `readonlyRootFilesystem` to false for this container.',
      variants: [
        {
          where: 'the mount point is read-only',
          when: /^mount (?<mount>\S{1,300}) of container (?<container>\S{1,255}) is read-only$/m,
          plain:
            'The program writes to {path}, and the mount point {mount} of container {container} has `readOnly: true`.',
          fix: 'Set `readOnly` to false for the mount point {mount} of container {container}, or have the program write somewhere else.',
        },
        {
          where: 'the root file system is read-only',
          when: /^root of container (?<container>\S{1,255}) is read-only, folder (?<folder>\S{1,300})$/m,
          plain: 'The program writes to {path}, and container {container} has `readonlyRootFilesystem: true`.',
          fix: 'Mount a writable volume at {folder} (`volumes`, and `mountPoints` of container {container}), or set `readonlyRootFilesystem` of container {container} to false.',
        },
      ],
      link: DEFINITION,
      log: 'only',
      sources: [
        'https://github.com/libuv/libuv/blob/6179e7af87413396d5853a1c3722c8b5749336c8/include/uv.h',
        'https://github.com/nginx/docker-nginx-unprivileged/issues/175',
      ],
    },
    {
      id: 'says-shared-memory',
      title: 'The shared memory of the container is full',
      pattern:
        /could not resize shared memory segment.{0,120}(?:No space left|to (?<bytes>\d{1,15}) bytes)|workers? (?:are|is|ran) out of shared memory|insufficient shared memory|\/dev\/shm.{0,80}(?:No space left|too small|full)/i,
      plain: 'The shared memory (/dev/shm) of the container is full: it has 64 MiB unless set otherwise.',
      causes: [],
      fix: 'On EC2 raise `sharedMemorySize` in `linuxParameters` of the container. Fargate cannot: use less there (PyTorch: `num_workers=0`; PostgreSQL: `dynamic_shared_memory_type=mmap`; Chromium: `--disable-dev-shm-usage`).',
      link: DEFINITION,
      log: 'only',
      excludes: ['says-disk-full'],
    },
    {
      id: 'says-file-watchers',
      title: 'The program watches more files than the host allows',
      pattern: /number of inotify instances has been reached|System limit for number of file watchers reached/i,
      plain: 'The program watches files for changes, and the host allows no more watchers (inotify).',
      causes: [],
      fix: 'Do not watch files in production: .NET: `DOTNET_hostBuilder__reloadConfigOnChange=false` in `environment` of the container; Node.js: start the built program, not a development server or nodemon.',
      link: DEFINITION,
      log: 'only',
      excludes: ['says-disk-full', 'says-too-many-files'],
    },
    {
      id: 'says-database-disk-full',
      title: 'The disk of the database is full',
      pattern:
        /(?<!\bPANIC: {1,2})could not (?:extend|write(?: to)?|create|open) file "(?<file>(?:base|global|pg_\w{2,20})\/[\w/.]{1,80})".{0,40}No space left on device|The table '(?<table>[^']{1,120})' is full|(?:could not allocate|could not grow) .{0,120}(?:filegroup is full|because the disk)/i,
      plain:
        'The disk of the database server is full[[ ({file})]][[ (table {table})]]: it is not the disk of the task.',
      causes: [],
      fix: 'Give the database more storage (RDS: raise `allocated-storage`, or turn on storage autoscaling with `max-allocated-storage`), or free some there (old replication slots, logs, tables); the task needs no larger disk.',
      link: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Troubleshooting.html',
      log: 'only',
      excludes: ['says-disk-full'],
      sources: [
        'https://github.com/postgres/postgres/blob/001a573a2011d605f2a6e10aee9996de8581d099/src/backend/storage/smgr/md.c',
      ],
    },
    {
      id: 'says-disk-full',
      title: 'The disk of the task is full',
      pattern: new RegExp(
        `ENOSPC: no space left on device(?:, \\w{1,20} '(?<path1>${PATH})')?|\\[Errno 28\\] No space left on device(?:: '(?<path2>${PATH})')?|(?:write|open|mkdir|copy) (?<path3>${PATH}): no space left on device|could not write(?: to)? file "(?<path4>[\\w./-]{1,120})": No space left on device|No space left on device|Disk quota exceeded|not enough space on the disk`,
        'i',
      ),
      plain: 'The disk of the task is full[[ ({path})]].',
      causes: [],
      fix: 'Raise `ephemeralStorage.sizeInGiB` of the task definition (Fargate: 20 GiB by default, up to 200), or write less to the disk; on EC2, enlarge the disk of the container instance.',
      link: `${GUIDE}/fargate-task-storage.html`,
      log: 'only',
      sources: [
        'https://github.com/libuv/libuv/blob/6179e7af87413396d5853a1c3722c8b5749336c8/include/uv.h',
        'https://github.com/golang/go/blob/2bd616b1a7d2544e05d55141b6575f17a9b17263/src/syscall/zerrors_linux_amd64.go',
      ],
    },
    {
      id: 'says-port-denied',
      title: 'The program is not allowed to listen on its port',
      pattern:
        /port (?<port12>\d{1,5}) requires elevated permissions|cannot bind (?:socket|UNIX socket)? ?\(Permission denied\) for \[\S{0,60}:(?<port9>\d{1,5})\]|could not bind to address \S{1,60}:(?<port10>\d{1,5})(?=.{0,400}Permission denied)|\(13\)Permission denied: AH00072: make_sock: could not bind to address \S{1,60}:(?<port11>\d{1,5})|:ranch_tcp:listen\(\[.{0,200}\bport: (?<port8>\d{1,5})\]\) for reason :eacces|Failed to bind to address https?:\/\/\S{1,60}:(?<port6>\d{1,5}): permission denied|cannot bind '\S{0,60}:(?<port7>\d{1,5})': Permission denied|listen EACCES: permission denied [\w.:[\]]{0,60}:(?<port1>\d{1,5})|bind\(\) to \S{0,60}:(?<port2>\d{1,5}) failed \(13: Permission denied\)|listen tcp \S{0,60}:(?<port3>\d{1,5}): bind: permission denied|bind\(\)? ?(?:to )?\S{0,60} ?failed \(13: Permission denied\)|bind: permission denied|Permission denied: (?:AH00072: )?(?:could not bind|make_sock)[^:]{0,40}(?::(?<port4>\d{1,5}))?|Permission denied - bind\(2\) for "?[\w.:]{1,40}"? port (?<port5>\d{1,5})|SocketException \(13\): Permission denied|listen EACCES|Errno::EACCES.{0,40}bind|PermissionDenied.{0,80}(?:bind|listen)/i,
      plain: 'The program is not allowed to listen on its port[[ {port}]]: only root can use ports below 1024.',
      causes: [],
      fix: 'Use port 1024 or higher (for example 8080, also in `containerPort` and the target group), or run the container as root (`user`).',
      variants: [
        {
          where: 'it is ASP.NET Core',
          when: /Failed to bind to address/,
          fix: 'Set `ASPNETCORE_HTTP_PORTS=8080` (and remove `ASPNETCORE_URLS`) in `environment` of the container, and use 8080 in `containerPort` and the target group too: since .NET 8 the images run as a user that is not root, on port 8080.',
        },
      ],
      link: DEFINITION,
      log: 'only',
      sources: [
        'https://github.com/nginx/nginx/blob/3f6f7824d4e2eb1ac37dec76683d525ac0ff521c/src/core/ngx_connection.c',
        'https://github.com/golang/go/blob/0226690a9b95ddafc72225f9c74cded1d72f12f5/src/net/sock_posix.go',
        'https://github.com/apache/httpd/blob/0cb680442ecaa6118cc610b5ecc6e824330bf61a/server/listen.c',
      ],
    },
    {
      id: 'says-address-unavailable',
      title: 'The program listens on an address that the task does not have',
      pattern:
        /bind on address \('(?<address1>[^']{1,80})', \d{1,5}\): cannot assign requested address|EADDRNOTAVAIL: address not available,? (?<address2>[\w.:[\]]{1,80}?)(?::\d{1,5})?(?=$|[\s)])|listen tcp (?<address3>[\w.:[\]]{1,80}?):\d{1,5}: bind: cannot assign requested address|bind\(\) to (?<address4>[\w.:[\]]{1,80}?):\d{1,5} failed \(99|\b(?:bind|listen)\b.{0,120}[Cc]annot assign requested address|Cannot assign requested address.{0,40}\bbind\b|AddrNotAvailable/i,
      plain:
        'The program listens on {address|an address}, which the task does not have: each task gets its own IP address.',
      causes: [],
      fix: 'Have the program listen on 0.0.0.0 (or `::`) instead of {address|a fixed address or host name}, often a setting such as `HOST`.',
      link: DEFINITION,
      log: 'only',
    },
    {
      id: 'says-file-denied',
      title: 'The program is not allowed to access a file',
      pattern: new RegExp(
        `(?:EACCES|EPERM): [^,]{1,60}, \\w{1,20} '(?<file1>[^']{1,200})'|PermissionError: .{0,60}: '(?<file2>[^']{1,200})'|(?:open|mkdir|stat|create|unlink) (?<file3>${PATH}): permission denied|(?:can(?:not|'t) (?:create directory|touch|open|create|access) |mkdir: )[‘'"]?(?<file4>${PATH})['"’]?: Permission denied|AccessDeniedException: (?<file5>${PATH})|Access to the path '(?<file6>[^']{1,200})' is denied|Permission denied @ \\w{1,30} - (?<file7>${PATH})|(?:failed to open stream|fopen\\((?<file8>${PATH})\\)).{0,60}Permission denied|open\\(\\) "(?<file9>${PATH})" failed \\(13: Permission denied\\)|mkdir\\(\\) "(?<file10>${PATH})" failed \\(13: Permission denied\\)|(?<file11>${PATH}): Permission denied|'(?<file12>${PATH})' is not writable|The (?<file15>${PATH}) directory must be present and writable|Failed to create cookie file '(?<file14>${PATH})': eacces|\\[Errno 13\\] Permission denied: '(?<file16>[\\w./@+-]{1,200})'|The stream or file "(?<file13>${PATH})" could not be opened.{0,60}Permission denied`,
        'i',
      ),
      plain: "The container's user is not allowed to access {file|a file}.",
      causes: [
        'the file does not belong to the user that the container runs as (`user`, or `USER` in the Dockerfile)',
        { text: 'the volume or EFS access point sets another owner', unless: NO_MOUNTS },
      ],
      fix: "Make the container's user the owner of {file|the file} (`COPY --chown` in the Dockerfile, or the owner of the EFS access point), or run the container as the owner (`user`).",
      variants: [
        {
          where: 'Laravel or Symfony writes its log, and the error says what it was to hold',
          when: /The stream or file "(?<log>[^"]{1,200})" could not be opened[\s\S]{0,300}?The exception occurred while attempting to log: (?<hidden>[^\n]{4,300}?)(?= Context: |$)/m,
          plain:
            'The program fails with another error, "{hidden}", and cannot write it down: its user may not write to {log}.',
          fix: 'Correct what that error says first: "{hidden}". So that such errors show, log to stderr (Laravel: `LOG_CHANNEL=stderr` in `environment`; Monolog: `php://stderr`), or make the user of PHP the owner of the folder of {log} in the Dockerfile (`chown -R www-data storage bootstrap/cache`).',
        },
        {
          where: 'Laravel or Symfony writes its log',
          when: /The stream or file "(?<log>[^"]{1,200})" could not be opened/,
          plain: 'The program is not allowed to write its log {log}, so it fails at the first thing that it logs.',
          fix: 'Log to stderr, where ECS picks it up (Laravel: `LOG_CHANNEL=stderr` in `environment`; Monolog: `php://stderr`), and make the user of PHP the owner of the folders that it writes to (in the Dockerfile of Laravel: `chown -R www-data storage bootstrap/cache`).',
        },
        {
          where: 'it may be missing too',
          when: /The (?<folder>\/\S{1,200}) directory must be present and writable/,
          plain: 'The folder {folder} is not in the image, or the user of the container may not write to it.',
          fix: 'Make it in the Dockerfile, owned by the user of the program (`RUN mkdir -p {folder} && chown -R www-data {folder}`; check that .dockerignore keeps it), and mount no volume over it that belongs to another user.',
        },
        {
          where: 'it is the home of a user that has none',
          when: /(?:^|[\s'"(])(?<file>\/(?:root\/|nonexistent|\.)[\w.@/-]{1,160})/m,
          plain:
            'The program writes to its home, {file}, which the user of the container may not: the user has no home of its own, or HOME is that of root.',
          fix: 'Set `HOME` in `environment` of the container to a folder that its user may write to (such as /tmp, or one that the Dockerfile makes with `useradd --create-home`); the program then no longer uses {file}.',
        },
        {
          where: 'nginx runs as another user than root',
          when: /nginx: \[emerg\].{0,60}(?:nginx\.pid|_temp)" failed \(13/,
          fix: 'Use the image nginxinc/nginx-unprivileged, which writes to /tmp only and listens on 8080 (also in `containerPort` and the target group), or run the container as root (`user`); in a configuration of your own, move `pid` and the `*_temp_path` to /tmp.',
        },
        {
          where: 'the file lies on EFS behind an access point',
          when: /^mounted at (?<folder>\S{1,300}): volume (?<volume>[^,\n]{1,255})(?:, user (?<user>\S{1,100}))?$[\s\S]*^EFS volume \k<volume>: (?<id>fs-\w{1,40}), access point (?<point>[\w-]{1,100}), iam (?<iam>\w{1,10}), (?<role>[^\n]{1,100})$/m,
          plain:
            'EFS does not let the program access {file|a file} on volume {volume}: access point {point} acts for everybody as one user, and that one may not, or {role} may only read (iam is {iam}).',
          fix: 'Compare the POSIX user of {point} with the owner of its root directory (`aws efs describe-access-points --access-point-id {point}`): they must fit, and neither can be changed, so make a new access point with the owner that the files have. If iam is ENABLED, allow {role} elasticfilesystem:ClientWrite on {id} too.',
        },
        {
          where: 'the file lies on a volume',
          when: /^mounted at (?<folder>\S{1,300}): volume (?<volume>[^,\n]{1,255})(?:, user (?<user>\S{1,100}))?$/m,
          plain:
            "The container's user[[ ({user})]] is not allowed to access {file|a file} on volume {volume}, which is mounted at {folder}: the owner of the volume counts there, not that of the image.",
          fix: "Make the container's user[[ ({user})]] the owner of volume {volume}: on EFS mount it through an access point with that POSIX user and a root directory that it owns; on an empty volume `chown` {folder} in the Dockerfile and declare it there as `VOLUME`. Or run the container as the owner (`user`).",
        },
        {
          where: 'nothing is mounted into the container',
          when: NO_MOUNTS,
          fix: "Make the container's user the owner of {file|the file} in the Dockerfile (`COPY --chown`, or `chown` in a `RUN`), or run the container as the owner (`user`).",
        },
      ],
      link: DEFINITION,
      log: 'only',
      sources: [
        'https://github.com/notAI-tech/NudeNet/issues/67',
        'https://github.com/dotnet/Docker.DotNet/issues/666',
        'https://github.com/nginx/docker-nginx/issues/524',
        'https://github.com/libuv/libuv/blob/6179e7af87413396d5853a1c3722c8b5749336c8/include/uv.h',
      ],
    },
    {
      id: 'says-too-many-files',
      title: 'The program has too many files open',
      pattern: /too many open files|\bEMFILE\b|\bENFILE\b/i,
      plain: 'The program reached its limit of open files and connections (`nofile`).',
      causes: [],
      fix: 'Raise `nofile` in `ulimits` of the container (`softLimit` and `hardLimit`; 65535 on Fargate, often 1024 on instances, unless set), or make the program close what it opens.',
      link: DEFINITION,
      log: 'only',
      sources: [
        'https://github.com/libuv/libuv/blob/6179e7af87413396d5853a1c3722c8b5749336c8/include/uv.h',
        'https://github.com/golang/go/blob/2bd616b1a7d2544e05d55141b6575f17a9b17263/src/syscall/zerrors_linux_amd64.go',
      ],
    },
    {
      id: 'says-socket-folder',
      title: 'The folder for a socket is missing',
      pattern: new RegExp(
        `unable to bind listening socket for address '(?<folder1>${PATH})/[\\w.-]{1,120}': No such file or directory|bind\\(\\) to unix:(?<folder2>${PATH})/[\\w.-]{1,120} failed \\(2: No such file|listen unix (?<folder3>${PATH})/[\\w.-]{1,120}: bind: no such file or directory|No such file or directory - connect\\(2\\) for (?<folder4>${PATH})/[\\w.-]{1,120}\\.sock|No such file or directory - bind\\(2\\) for "?(?<folder5>${PATH})/[\\w.-]{1,120}`,
        'i',
      ),
      plain: 'The program cannot make its socket, because the folder {folder} is not in the image.',
      causes: [],
      fix: 'Create it in the Dockerfile: `RUN mkdir -p {folder}`, owned by the user of the program; or listen on a port instead (php-fpm: `listen = 9000`). If another container uses the socket, mount one volume at {folder} in both.',
      link: VOLUMES,
      log: 'only',
      sources: ['https://github.com/phalcon/phalcon-compose/issues/26'],
    },
    {
      id: 'says-agent-missing',
      title: 'An agent for the JVM is not in the image',
      pattern:
        /Error opening zip file or JAR manifest missing ?: ?(?<agent1>\S{1,300})|Could not find agent library (?<agent2>\S{1,200}) (?:on the library path|in absolute path)|Failed to find Premain-Class manifest attribute in (?<agent3>\S{1,300})/i,
      plain: 'The JVM was told to load the agent {agent}, which is not in the image or is not a Java agent.',
      causes: [],
      fix: 'Copy the agent to {agent} in the Dockerfile (the stage that runs the program), or correct the path in `-javaagent` (`JAVA_TOOL_OPTIONS`, `JDK_JAVA_OPTIONS` or `command`). If a volume brings the file, let the container wait for the one that writes it (`dependsOn` SUCCESS).',
      link: VOLUMES,
      log: 'only',
      sources: [
        'https://github.com/openjdk/jdk/blob/0265b5941a908302a50106673b8669792bc1d565/src/java.instrument/share/native/libinstrument/InvocationAdapter.c',
      ],
    },
    {
      id: 'says-file-missing',
      title: 'A file is missing',
      pattern: new RegExp(
        `The configuration file '[^']{1,120}' was not found and is not optional\\. The expected physical path was '(?<file26>[^']{1,200})'|Path doesn't exist: '(?<file31>[^']{1,200})'|failed to open source, "file://(?<file30>[^"]{1,200})": open [^:]{1,200}: no such file|pattern matches no files: [#\`"]{0,2}(?<file25>[^#\`"\\s]{1,200})|root certificate file "(?<file23>[^"]{1,200})" does not exist|data_dir "(?<file24>[^"]{1,200})" does not exist|[Cc]onfig File "(?<file22>[^"]{1,200})" Not Found in "(?<place>[^"]{1,300})"|Couldn't find a (?<file21>package\\.json) file|ENOENT: no such file or directory, \\w{1,20} '(?<file1>[^']{1,200})'|FileNotFoundError: .{0,60}: '(?<file2>[^']{1,200})'|(?:open|stat|read) (?<file3>[\\w./@+-]{1,200}): no such file|FileNotFoundException: (?:No such [\\w ]{1,40} (?=/))?(?!No such |Could not |The |Cannot |Unable )(?<file4>[\\w./@+:-]{1,200})|NoSuchFileException: (?<file5>[\\w./@+-]{1,200})|Could not find (?:a part of the path|file) '(?<file6>[^']{1,200})'|No such file or directory @ \\w{1,30} - (?<file7>[\\w./@+-]{1,200})|(?:failed to open stream|Failed opening required '(?<file8>[^']{1,200})').{0,60}No such file or directory|(?:open\\(\\)|BIO_new_file\\(\\)|cannot load certificate) "?(?<file9>${PATH})"? ?failed|cannot load certificate "(?<file10>${PATH})"|Please provide a valid cache path`,
        'i',
      ),
      plain: 'The program cannot find {file|a file}[[ in {place}]].',
      causes: [
        'the image was built without it (a wrong path in `COPY`, `.dockerignore`)',
        'it should come from a volume or secret that is not mounted there',
      ],
      fix: 'Add {file|the file} to the image, or mount it at that path (`mountPoints`); check with `docker run --rm --entrypoint ls IMAGE`.',
      variants: [
        {
          where: 'Go looks for it with viper',
          when: /Config File "(?<config>[^"]{1,120})" Not Found in "\[(?<folders>[^\]]{1,300})\]"/,
          plain: 'The program finds no configuration file called {config} in {folders}.',
          fix: 'Copy {config}.yaml (or .toml, .json, .env) in the Dockerfile into a folder that the program looks in ({folders}), or mount it there; if all settings come from variables, let the program go on without the file (`viper.ConfigFileNotFoundError`).',
        },
        {
          where: 'Alembic finds no migrations',
          when: /Path doesn't exist: '(?<folder>[^']{1,200})'\. {1,2}Please use the 'init' command/,
          plain: 'Alembic finds no folder {folder} with its migrations in the image.',
          fix: 'Copy {folder} in the last stage of the Dockerfile too (`COPY`, and check .dockerignore), or correct `script_location` (a relative one counts from `WORKDIR`, or `workingDirectory` of the container). It is not to be created anew with `init`.',
        },
        {
          where: 'Next.js finds no build',
          when: /(?<manifest>\/[^'\n]{0,200}\.next\/[\w-]{3,40}\.json)/,
          plain: 'Next.js finds no complete build in the image: {manifest} is not there.',
          fix: 'Run `next build` in the Dockerfile and copy the whole folder .next into the last stage; with `output: "standalone"` copy .next/standalone, .next/static and public, and start `node server.js` in `command` instead of `next start`.',
        },
        {
          where: 'Logback or Log4j cannot create its log file',
          when: /(?:openFile\(|parent directories for \[|RollingFileManager )(?<log>\/[^\s,\])]{2,200})/,
          plain:
            'The program writes a log file, {log}, and cannot create it: its folder is not there, or the user of the container may not write to it.',
          fix: 'Log to the console, where ECS picks it up (take the appender for {log} out of the configuration of the logging), or make that folder in the Dockerfile, owned by the user of the container.',
        },
        {
          where: 'golang-migrate finds no migrations',
          when: /failed to open source, "file:\/\/(?<folder>[^"]{1,200})": open [^:]{1,200}: no such file/,
          plain: 'golang-migrate finds no folder {folder} with its migrations in the image.',
          fix: 'Copy the folder {folder} in the last stage of the Dockerfile too (`COPY`); a path without a slash in front counts from `WORKDIR` (or `workingDirectory` of the container). Or build the migrations into the program (`embed`, source `iofs`).',
        },
        {
          where: 'Go finds no template',
          when: /pattern matches no files: [#`"]{0,2}(?<glob>[^#`"\s]{1,200})/,
          plain: 'The program loads templates by the pattern {glob}, and no file in the image fits it.',
          fix: 'Copy the files of {glob} in the last stage of the Dockerfile too (`COPY`), and start the program in the folder from which that path counts (`WORKDIR`, or `workingDirectory` of the container); or build them into the program (`embed`).',
        },
        {
          where: 'it is the CA of PostgreSQL',
          when: /root certificate file "(?<ca>[^"]{1,200})" does not exist/,
          plain:
            'The PostgreSQL client is to check the certificate of the server and finds no CA: {ca} is not in the image.',
          fix: 'Put the CA into the image (for RDS its `global-bundle.pem`) and set `sslrootcert` in the database URL, or `PGSSLROOTCERT` in `environment`, to its path, or copy it to {ca}.',
        },
        {
          where: 'it is the data folder of Vector',
          when: /data_dir "(?<folder>[^"]{1,200})" does not exist/,
          plain: 'Vector keeps its state in {folder}, and the image has no such folder.',
          fix: 'Create {folder} in the Dockerfile (`mkdir -p`, owned by the user of Vector) or mount a volume there, or set `data_dir` in its configuration to a folder that exists.',
        },
        {
          where: 'it is a file .env',
          when: /(?<dotenv>\.env(?:\.\w{1,20})?)\b.{0,20}(?:file)?: (?:open|ENOENT|no such)|open (?<dotenv2>\.env(?:\.\w{1,20})?): no such file/,
          plain:
            'The program insists on a file {file|.env}, which belongs to the machines of developers and is not in the image.',
          fix: 'Have the program go on without {file|.env} (ignore the error of the loader, or load it only locally), and set its variables in `environment` and `secrets` of the container; `environmentFiles` takes such a file from S3.',
        },

        {
          where: 'Laravel has no folders for its cache',
          when: /valid cache path/,
          plain: 'Laravel does not find the folders below storage/framework that it writes its cache to.',
          fix: 'Run `mkdir -p storage/framework/cache storage/framework/sessions storage/framework/views` in the Dockerfile and make the user of PHP their owner: .gitignore or .dockerignore usually keeps empty folders out of the image.',
        },
      ],
      link: VOLUMES,
      log: 'only',
      sources: [
        'https://github.com/libuv/libuv/blob/6179e7af87413396d5853a1c3722c8b5749336c8/include/uv.h',
        'https://github.com/nginx/nginx/blob/3f6f7824d4e2eb1ac37dec76683d525ac0ff521c/src/event/ngx_event_openssl.c',
      ],
    },
    {
      id: 'says-script-missing',
      title: 'package.json has no such script',
      pattern:
        /Missing script: "?(?<script1>[\w:.-]{1,80})|error Command "(?<script2>[\w:.-]{1,80})" not found|ERR_PNPM_NO_SCRIPT.{0,40}: (?<script3>[\w:.-]{1,80})/i,
      plain: 'The container starts the npm script {script}, and package.json has no such script.',
      causes: [],
      fix: 'Add the script {script} to package.json, or correct `command` of the container.',
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/npm/cli/blob/780afc50e3a345feb1871a28e33fa48235bc3bd5/lib/commands/run-script.js',
        'https://github.com/yarnpkg/yarn/blob/c2dda503f3759b5be5f0e24ecd9cf5c97a540147/src/cli/commands/run.js',
        'https://github.com/pnpm/pnpm/blob/36e5ae6ac8d03743442f083680fa3015e4a774b3/pnpm/crates/cli/src/cli_args/run.rs',
      ],
    },
  ],
} as const satisfies PatternGroup;
