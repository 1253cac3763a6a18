import { GUIDE, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
const ENVIRONMENT = `${GUIDE}/taskdef-envfiles.html`;

/** What programs expect around them: a locale, a license, a file that is whole, a framework that is set up. */
export const SURROUNDINGS = {
  title: 'The program reports: what it expects around it',
  patterns: [
    {
      id: 'says-epmd',
      title: 'A node of Erlang finds no port mapper',
      pattern: /Protocol:? ['"]inet6?_tcp(?:_tls)?['"]: register(?:\/listen)? error: ?:?(?<reason>\w{2,30})/,
      plain:
        'The Erlang VM cannot register its node with epmd, the port mapper, which does not run in the container[[ ({reason})]].',
      causes: [],
      fix: 'If the nodes need not know each other, turn distribution off: `RELEASE_DISTRIBUTION=none` in `environment` of the container (without releases, no `--name` and `--sname`). If they do, start epmd in the container first (`epmd -daemon`), or use a release that brings it.',
      link: STOPPED,
      log: 'only',
      excludes: ['says-connection-refused', 'says-crash'],
      sources: ['https://github.com/livebook-dev/livebook/issues/2378'],
    },
    {
      id: 'says-locale',
      title: 'The container has no UTF-8 locale',
      pattern:
        /Click will abort further execution because Python(?: 3)? was configured to use ASCII|locale\.Error: unsupported locale setting|'ascii' codec can't (?:encode|decode)|invalid byte sequence in US-ASCII|incompatible character encodings: (?:UTF-8 and (?:US-ASCII|ASCII-8BIT)|US-ASCII and UTF-8)|(?:cannot|can't) (?:change|set) (?:the )?locale to "?(?<name>[\w.@-]{2,40})|invalid locale (?:name|settings?)[: ]{1,2}"?(?<name2>[\w.@-]{2,40})/i,
      plain: 'The program needs UTF-8, and the container has no such locale[[: {name}]].',
      causes: [],
      fix: 'Set `LANG=C.UTF-8` and `LC_ALL=C.UTF-8` in `environment` of the container (Python: `PYTHONUTF8=1` does too; Ruby: `RUBYOPT=-Eutf-8`); a locale with a language[[, such as {name},]] must be in the image (package `locales`).',
      link: ENVIRONMENT,
      log: 'only',
      excludes: ['says-crash'],
    },
    {
      id: 'says-zone-unknown',
      title: '.NET does not know a time zone',
      pattern: /TimeZoneNotFoundException: The time zone ID '(?<zone>[^']{1,80})' was not found/,
      plain: 'The program asks for the time zone {zone}, which the container does not know.',
      causes: [],
      fix: 'Install `tzdata` in the stage of the Dockerfile that runs the program (Debian: `apt-get install -y tzdata`, Alpine: `apk add tzdata`), or correct the name {zone}.',
      variants: [
        {
          where: 'it is a name of Windows',
          when: /The time zone ID '(?<windows>[^'/]{1,60} (?:Standard )?Time)'/,
          plain:
            'The program asks for the time zone {windows} by its name on Windows; without ICU, .NET on Linux knows only names such as Europe/Berlin.',
          fix: 'Ask for the zone by its IANA name instead of {windows} (such as Europe/Berlin, in the setting or code that names it), and install `tzdata` in the stage that runs the program; or install ICU (`apk add icu-libs icu-data-full`) and set `DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false`, with which .NET translates the name.',
        },
      ],
      link: STOPPED,
      log: 'only',
      excludes: ['says-file-missing', 'says-crash', 'error-not-found'],
      sources: ['https://github.com/dotnet/runtime/issues/58163'],
    },
    {
      id: 'says-license-server',
      title: 'The program gets no license from its license server',
      pattern:
        /Unable to connect to the license server|[Cc]annot connect to (?:the )?license server(?: system)?(?: at (?<address1>[\w.-]{1,253}(?::\d{1,5})?))?|License server (?:machine )?(?:is )?(?:down or not responding|unreachable|not reachable)|License checkout failed|License Manager Error -\d{1,4}|Licensing error: ?-\d{1,4},|(?:failed|unable) to (?:check ?out|obtain|acquire) (?:a )?license\b/,
      plain: 'The program gets no license: it does not reach its license server, or that has none left.',
      causes: [],
      fix: 'Set the address of the license server in `environment` of the container (FlexNet: `LM_LICENSE_FILE` or `MLM_LICENSE_FILE` as PORT@HOST), and allow its port and the port of its vendor daemon from the security group of the tasks.',
      variants: [
        {
          where: 'the log names the license server',
          when: /^license server: (?<port>\d{2,5})@(?<server>[\w.-]{1,253})$/m,
          plain: 'The program gets no license from {server}, port {port}: it does not reach it, or that has none left.',
          fix: 'Check that {server} resolves in the VPC and that its security group allows the tasks port {port} and the port of its vendor daemon; if the server is another one, correct it (PORT@HOST) in `environment` of the container (FlexNet: `LM_LICENSE_FILE`, MATLAB: `MLM_LICENSE_FILE`).',
        },
      ],
      link: STOPPED,
      log: 'only',
      excludes: ['error-license', 'error-connection'],
      sources: ['https://github.com/mathworks-ref-arch/matlab-dockerfile/issues/15'],
    },
    {
      id: 'says-file-broken',
      title: 'A file in the image is not what it should be',
      pattern:
        /Invalid or corrupt jarfile (?<file1>\S{1,200})|no main manifest attribute, in (?<file4>\S{1,200})|zipfile\.BadZipFile: (?<why1>.{1,120})|(?:error in opening|zip file is empty|zip END header not found)(?: zip file)?(?: (?<file2>\/\S{1,200}))?|version https:\/\/git-lfs\.github\.com\/spec|cannot unpack (?<file3>\/\S{1,200})|(?:not in gzip format|gzip: invalid header|unexpected end of (?:zip|tar|gzip) (?:file|archive))/i,
      plain: 'The program cannot read {file|a file}: it is empty, cut off or of another kind than its name says.',
      causes: [],
      fix: 'Rebuild {file|the file} and copy the right one into the image (`COPY` of the artifact itself, not of a folder, a pointer of Git LFS or an empty placeholder); check its size in the image with `docker run --rm --entrypoint ls IMAGE -l {file|FILE}`.',
      variants: [
        {
          where: 'the archive of Java cannot be run',
          when: /no main manifest attribute, in (?<jar>\S{1,200})/,
          plain:
            'Java opens {jar}, and its manifest names no class to start (`Main-Class`): it is not the runnable archive.',
          fix: 'Copy the runnable archive to {jar} in the Dockerfile (Spring Boot: the one of `bootJar` or of the goal `repackage`, not the one that ends in `-plain.jar` or `.jar.original`; else the one of the shadow or assembly plugin), or start a class of it in `command` (`java -cp {jar} CLASS`), then rebuild the image.',
        },
        {
          where: 'it is an archive of Java',
          when: /corrupt jarfile (?<jar>\S{1,200})/,
          plain: 'Java cannot open {jar} in the image: it is empty, cut off, or no archive.',
          fix: 'Copy the runnable archive to {jar} in the Dockerfile (of Spring Boot the one without `-plain`; a wildcard in `COPY` may take another file, and a pointer of Git LFS is none), then rebuild the image; with `unzip -t {jar}` in the build a broken one never ships.',
        },
      ],
      link: STOPPED,
      log: 'only',
    },
    {
      id: 'says-sqlite-file',
      title: 'SQLite cannot open its file',
      pattern:
        /unable to open database file|attempt to write a readonly database|SQLITE_READONLY|SQLITE_CANTOPEN|\(code 14 SQLITE/i,
      plain:
        'SQLite cannot open or make its file: the folder is not there, or the user of the container may not write to it.',
      causes: [],
      fix: 'Make the folder of the file in the Dockerfile, owned by the user of the container, or mount a volume there that this user may write to (on EFS an access point with its POSIX user); the path is in the URL of the database in `environment` (four slashes make it absolute: `sqlite:////data/app.db`).',
      variants: [
        {
          where: 'the file is there and may only be read',
          when: /attempt to write a readonly database|SQLITE_READONLY/,
          plain:
            'SQLite may read its file, but not write it: the file or its folder belongs to another user, or is mounted read-only.',
          fix: 'Make the user of the container the owner of the file and of its folder (SQLite writes a journal beside it): `chown` in the Dockerfile, or the owner of the EFS access point; take `readOnly` off the mount point, and set `readonlyRootFilesystem` to false or mount a volume there.',
        },
        {
          where: 'a variable of the container has the path',
          when: /^sqlite: (?<variable>\w{1,80}) of container (?<holder>[^\s,]{1,255}) is (?<path>\S{1,300})$/m,
          plain:
            'SQLite cannot open or make {path} ({variable} of container {holder}): its folder is not there, or the user of the container may not write to it.',
          fix: 'Make the folder of {path} in the Dockerfile, owned by the user of the container, or mount a volume there that this user may write to (on EFS an access point with its POSIX user); or correct {variable} in `environment` of container {holder}.',
        },
      ],
      link: `${GUIDE}/using_data_volumes.html`,
      log: 'only',
      sources: ['https://github.com/open-edge-platform/geti-instant-learn/issues/591'],
    },
    {
      id: 'says-replica-set',
      title: 'The client of MongoDB expects another replica set',
      pattern:
        /no primary found in replicaset or invalid replica set name|(?:setName|replica set name) [\w '"()-]{0,60}(?:does not match|doesn't match|mismatch)|[Rr]eplica set name mismatch|expected (?:set|replica set) name '?(?<set1>[\w-]{1,80})|client is configured to connect to a replica set named '(?<set2>[^']{1,80})'|NotYetInitialized|no replset config has been received/,
      plain:
        'The client of MongoDB finds no primary in the replica set[[ {set}]] of its URL: the set has another name, or is not initiated.',
      causes: [],
      fix: 'Set `replicaSet` in the `mongodb://` URL that the container gets to the name that the server has (`rs.status().set`; Amazon DocumentDB: rs0), with the addresses that its members call themselves, or leave it out with `directConnection=true` for a single server; a new set must be initiated first (`rs.initiate()`).',
      link: STOPPED,
      log: 'only',
      sources: ['https://github.com/Automattic/mongoose/issues/7167'],
    },
    {
      id: 'says-sql-syntax',
      title: 'The database does not understand a statement',
      pattern:
        /syntax error at or near "(?<near1>[^"]{1,80})"|You have an error in your SQL syntax; .{0,160}near '(?<near2>[^']{1,80})|ERROR 1064 \(42000\)|\(SQLSTATE 42601\)|SQLSTATE\[42(?:601|000)\]: Syntax error|Incorrect syntax near '(?<near3>[^']{1,80})'|ORA-00(?:900|933|907|911)/i,
      plain:
        'The database does not understand a statement of the program[[, at {near}]]: it is wrong, or written for another version or product.',
      causes: [],
      fix: 'Correct the statement[[ at {near}]], or upgrade the database to the version that it is written for, before this deployment.',
      variants: [
        {
          where: 'a migration runs it',
          when: /^log says: .{0,400}?\bmigrat\w*\b(?:.{0,200}?\b(?:for|version|file|migration) ['"]?(?<migration>v?\d[\w.]{0,60}))?/im,
          plain:
            'The database does not understand a statement of a migration[[ ({migration})]][[, at {near}]]: it is wrong, or written for a newer version or another product.',
          fix: 'Correct the migration[[ {migration}]][[ at {near}]] and build a new image, or upgrade the database to the version that it is written for before this deployment (`SELECT version()` shows what runs now).',
        },
      ],
      link: STOPPED,
      log: 'only',
      excludes: ['error-format', 'says-shell-syntax'],
      sources: ['https://github.com/Tanguy-Boisset/bloodhound-automation/issues/30'],
    },
    {
      id: 'says-config-server',
      title: 'The program gets no configuration from its server',
      pattern:
        /Could not locate PropertySource and the fail ?fast property is set|ConfigClientFailFastException|Could not locate PropertySource: (?<why>.{1,160})/,
      plain:
        'Spring Cloud Config gives the program no settings[[ ({why})]]: it is not reached, or has none for this application and profile.',
      causes: [],
      fix: 'Set `SPRING_CLOUD_CONFIG_URI` in `environment` of the container to the address of the config server (without it http://localhost:8888 is asked; in newer versions `SPRING_CONFIG_IMPORT=configserver:URL`), allow its port from the security group of the tasks, and check the names that it looks up: `SPRING_APPLICATION_NAME`, `SPRING_PROFILES_ACTIVE`.',
      variants: [
        {
          where: 'the server wants a login',
          when: /^config server: (?<server>\S{1,300})$[\s\S]*^config server answers: 40[13]$/m,
          plain:
            'The Spring Cloud Config server at {server} rejects the user name or password of the program, or gets none.',
          fix: 'Set `SPRING_CLOUD_CONFIG_USERNAME` and `SPRING_CLOUD_CONFIG_PASSWORD` in `secrets` of the container to the login of {server}, then deploy again.',
        },
        {
          where: 'the server has no such configuration',
          when: /^config server: (?<server>\S{1,300})$[\s\S]*^config server answers: (?<status>\d{3})$/m,
          plain:
            'The Spring Cloud Config server at {server} answers {status} for the application and profiles of the program.',
          fix: 'Check that {server} has a configuration for this application name, profile and label (`spring.application.name`, `SPRING_PROFILES_ACTIVE`), and look at its log: it answers {status}.',
        },
        {
          where: 'the address of the server is known',
          when: /^config server: (?<server>\S{1,300})$/m,
          plain:
            'The program gets no configuration from the Spring Cloud Config server at {server}, and does not start without it.',
          fix: 'Check that the tasks reach {server} (its security group, its name), that it has a configuration for the application and its profiles, and its login (`SPRING_CLOUD_CONFIG_USERNAME`, `SPRING_CLOUD_CONFIG_PASSWORD` in `secrets`).',
        },
      ],
      link: ENVIRONMENT,
      log: 'only',
      sources: ['https://github.com/spring-projects/spring-boot/issues/14490'],
    },
    {
      id: 'says-not-set-up',
      title: 'The program uses its framework before it is set up',
      pattern:
        /AppRegistryNotReady|Apps aren't loaded yet|Models aren't loaded yet|A facade root has not been set|Working outside of application context/,
      plain: 'The program uses its framework before that is set up.',
      causes: [],
      fix: 'Set up the framework before the code that uses it, in the module that `command` of the container starts.',
      variants: [
        {
          where: 'it is Django',
          when: /aren't loaded yet|AppRegistryNotReady/,
          plain: 'The program uses the apps or models of Django before Django is set up.',
          fix: "Start through what sets Django up: in the module that `command` names (celery.py, asgi.py, wsgi.py) put `os.environ.setdefault('DJANGO_SETTINGS_MODULE', …)` and `django.setup()` (or `get_asgi_application()`) in front of the imports of models, and import no models in the `__init__.py` of an app.",
        },
        {
          where: 'it is Flask',
          when: /outside of application context/,
          plain: 'The program uses Flask outside of an application context, at its start.',
          fix: 'Put what runs at the start into `with app.app_context():`, or move it into a command of `flask` that runs before the deployment.',
        },
      ],
      link: STOPPED,
      log: 'only',
      excludes: ['says-crash'],
      sources: ['https://github.com/celery/django-celery-results/issues/11'],
    },
  ],
} as const satisfies PatternGroup;
