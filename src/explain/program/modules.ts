import { GUIDE, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
const BUILD = `${GUIDE}/create-container-image.html`;

/** Modules, commands and runtimes that the image does not have. */
export const MODULES = {
  title: 'The program reports: modules and versions',
  patterns: [
    {
      id: 'says-module-system',
      title: 'An ES module is loaded as CommonJS, or the other way round',
      pattern:
        /(?:ERR_REQUIRE_ESM\]: )?require\(\) of ES Module (?<module1>\S{1,300})(?: from (?<importer1>\S{1,300}))?|Cannot use import statement outside a module|Unexpected token '(?:export|import)'|require is not defined in ES module scope|The requested module '(?<module2>[^']{1,300})' (?:does not provide an export named '(?<export>[^']{1,120})'|is a CommonJS module)|Must use import to load ES Module: (?<module3>\S{1,300})|ERR_REQUIRE_(?:ESM|ASYNC_MODULE)|ERR_UNSUPPORTED_DIR_IMPORT|Directory import '(?<module4>[^']{1,300})' is not supported/,
      plain:
        'Node.js loads {module|a file} as the wrong kind of module: `require` and `import` of ES modules and CommonJS do not mix freely.',
      causes: [],
      fix: 'Load {module|it} with `import()`, or use a version of the package that still supports `require`; for your own files, make `"type"` in package.json, the file extension (`.mjs`, `.cjs`) and the output of the build agree.',
      variants: [
        {
          where: 'a package requires another that is an ES module',
          when: /require\(\) of ES Module \S{0,200}\/node_modules\/(?<package>(?:@[\w.-]{1,100}\/)?[\w.-]{1,100})\/\S{1,200} from \S{0,200}\/node_modules\/(?<owner>(?:@[\w.-]{1,100}\/)?[\w.-]{1,100})\//,
          plain: 'The package {owner} requires {package}, whose version in the image is an ES module only.',
          fix: 'Pin {package} in package.json (`overrides`) to the last version that has CommonJS, or upgrade {owner}; or build on Node.js 22.12 or newer, where `require` loads ES modules.',
        },
        {
          where: 'a file of the program requires a package that is an ES module',
          when: /require\(\) of ES Module \S{0,200}\/node_modules\/(?<package>(?:@[\w.-]{1,100}\/)?[\w.-]{1,100})\/\S{1,200} from (?<importer>\S{1,300})/,
          plain: '{importer} requires {package}, whose version in the image is an ES module only.',
          fix: "In {importer}, load {package} with `await import('{package}')`, or pin {package} in package.json to the last version that has CommonJS; or build on Node.js 22.12 or newer, where `require` loads ES modules.",
        },
        {
          where: 'the module lacks a name',
          when: /The requested module '(?<from>[^']{1,300})' does not provide an export named '(?<name>[^']{1,120})'/,
          plain: 'The program imports {name} from {from}, which exports nothing of that name.',
          fix: 'Correct the import of {name} from {from}, or install the version of it that exports {name}; a CommonJS module has only its default export.',
        },
      ],
      link: BUILD,
      log: 'only',
      excludes: ['says-module-missing', 'says-crash'],
      sources: ['https://github.com/nodejs/node/blob/0036caa828205fb95d6641c0f6d717f4eeb6a104/lib/internal/errors.js'],
    },
    {
      id: 'says-runtime-too-old',
      title: 'The runtime version in the image is wrong for the program',
      pattern:
        /UnsupportedClassVersionError|SyntaxError: Unexpected token '(?:\?\?=|\|\|=|&&=|\?\?|\?\.|\.)'(?!, .{0,80} is not valid JSON)|class file version (?<needs1>[\d.]{1,8})|Framework: 'Microsoft\.\w{1,40}\.App', version '(?<needs2>[\d.]{1,12})'|You must install or update \.NET|The engine "node" is incompatible with this module\. Expected version "(?<needs3>[^"]{1,40})"|require(?:s)? (?:a )?PHP (?:version )?"?(?<needs4>[>=^~ \d.]{1,12})|requires a different Python|Your Ruby version is [\d.]{1,10}, but your Gemfile specified (?<needs5>[\d.~> ]{1,12})/i,
      plain: 'The program needs a different version of its runtime than the image has[[ ({needs})]].',
      causes: [],
      fix: 'Use a base image with the version that the program needs[[ ({needs})]], or build the program for the version that the image has.',
      variants: [
        {
          where: 'Node.js does not know the syntax',
          when: /SyntaxError: Unexpected token '(?<token>[^']{1,5})'/,
          plain: 'Node.js in the image is too old for the code: it does not know {token}.',
          fix: 'Use a base image with the version of Node.js that the code is written for (such as `node:22-slim`), or compile for the one that the image has (`target` of TypeScript or esbuild).',
        },
        {
          where: '.NET names the framework that it misses',
          when: /Framework: '(?<framework>Microsoft\.(?<part>\w{1,40})\.App)', version '(?<wanted>(?<minor>\d{1,2}\.\d{1,2})[\w.-]{0,20})'(?:[\s\S]{0,300}?frameworks were found: (?<found>\d[\w.-]{0,20}))?/,
          plain: 'The program needs {framework} {wanted}, and the image has {found|none that fits}.',
          fix: 'Use a runtime image of .NET {minor} in the last stage of the Dockerfile (`mcr.microsoft.com/dotnet/aspnet:{minor}`; `runtime:{minor}` lacks AspNetCore.App), or build the program for the version that the image has (`TargetFramework`).',
        },
        {
          where: 'Composer compares the versions of PHP',
          when: /require a PHP version "(?<wanted>[^"]{1,20})"\. You are running (?<runs>\d[\d.]{0,10}\d)/,
          plain: 'The packages of Composer need PHP {wanted}, and the image runs PHP {runs}.',
          fix: 'Use a base image with PHP {wanted} instead of {runs}, or set `config.platform.php` in composer.json to {runs} and run `composer update`, so that older packages are taken.',
        },
        {
          where: 'the versions of Java are known',
          when: /^built for Java (?<built>\d{1,2}), the image has Java (?<has>\d{1,2})$/m,
          plain: 'The program was compiled for Java {built}, and the image runs it with Java {has}.',
          fix: 'Use a base image with Java {built} (such as `eclipse-temurin:{built}-jre`), or compile for Java {has} (`--release {has}`, in Gradle and Kotlin the toolchain or `jvmTarget`).',
        },
      ],
      link: BUILD,
      log: 'only',
      sources: [
        'https://github.com/docker/getting-started/issues/343',
        'https://github.com/GDATASoftwareAG/motornet/pull/1644',
        'https://github.com/rubygems/rubygems/blob/69ec4a3a5f1cafa633c569671ed9ef502bbdaf61/bundler/lib/bundler/definition.rb',
      ],
    },
    {
      id: 'says-started-as-file',
      title: 'A module of a package is started as a file',
      pattern:
        /attempted relative import (?:with no known parent package|beyond top-level package)|__main__' is not a package/i,
      plain: 'Python starts a file of a package by itself, so that its relative imports have no package.',
      causes: [],
      fix: 'Start it as a module in `command` of the container (`python -m PACKAGE.MODULE`, such as `python -m shop.main` for shop/main.py, from the folder above; gunicorn and uvicorn: `shop.main:app`), or make the imports absolute.',
      variants: [
        {
          where: 'the place is known',
          when: /^place: (?<folder>\/(?:[\w.-]{1,60}\/){0,6}?)(?<package>[\w-]{1,60})\/(?<module>[\w-]{1,60})\.py:\d{1,7}$/m,
          plain: 'Python starts {folder}{package}/{module}.py as a file, so that its relative imports have no package.',
          fix: 'Start it as a module in `command` of the container: `python -m {package}.{module}` with `workingDirectory` {folder} (gunicorn and uvicorn: `{package}.{module}:app`), or make the imports absolute.',
        },
      ],
      link: BUILD,
      log: 'only',
      excludes: ['says-module-missing'],
    },
    {
      id: 'says-odbc-driver',
      title: 'The image has no ODBC driver for the database',
      pattern:
        /Data source name not found,? and no default driver specified|Can't open lib '(?<driver>[^']{1,120})' ?: ?file not found|\bSQLAllocHandle on SQL_HANDLE_HENV failed\b|\blibodbc\.so\.\d\b/i,
      plain: 'The program asks unixODBC for a driver or data source that the image does not have[[: {driver}]].',
      causes: [],
      fix: 'Install unixODBC and {driver|the driver of the database} in the stage of the Dockerfile that runs the program (SQL Server: `msodbcsql18`), and name it in the connection string as /etc/odbcinst.ini does (SQL Server: `ODBC Driver 18 for SQL Server`); a DSN needs an entry in /etc/odbc.ini of the image.',
      link: BUILD,
      log: 'only',
      excludes: ['says-connection-refused', 'error-not-found'],
    },
    {
      id: 'says-command-missing',
      title: 'A start script calls a program that is not in the image',
      pattern:
        /(?:^|[\s:])(?:line )?\d{1,5}: (?:exec: )?(?<command1>[\w./@+-]{1,120}): (?:command )?not found|(?:^|[\s/])(?:sh|bash|ash|dash|zsh): (?:exec: )?(?<command2>[\w./@+-]{1,120}): (?:command )?not found|env: ['‘"]?(?<command3>[\w./@+-]{1,120})['’"]?: No such file or directory|exec: (?<command4>[\w./@+-]{1,120}): not found|\[FATAL tini \(\d{1,7}\)\] exec (?<command6>[\w./@+-]{1,120}) failed: No such file|\[dumb-init\] (?<command7>[\w./@+-]{1,120}): No such file|spawn (?<command5>[\w./@+-]{1,120}) ENOENT/i,
      plain: 'The start script calls {command}, which is not in the image or not in its PATH.',
      causes: [],
      fix: 'Install {command} in the image, or correct its name or path in the script or `command`.',
      variants: [
        {
          where: 'a script of npm calls it',
          when: /^script of npm: (?<line>.{1,200})$/m,
          plain:
            'The start script of package.json calls {command} (`{line}`), which node_modules in the image does not have.',
          fix: 'Copy node_modules with {command} into the stage that runs the program: list its package under `dependencies` (not `devDependencies`) if the image installs with `npm ci --omit=dev`, and run `npm ci` in the Dockerfile.',
        },
      ],
      link: `${GUIDE}/cannot-start-container.html`,
      log: 'only',
      excludes: ['exit-code-127'],
      sources: [
        'https://github.com/bminor/bash/blob/637f5c8696a6adc9b4519f1cd74aa78492266b7f/execute_cmd.c',
        'https://github.com/mirror/busybox/blob/371fe9f71d445d18be28c82a2a6d82115c8af19d/shell/ash.c',
      ],
    },
    {
      id: 'says-script-denied',
      title: 'A script is not executable',
      pattern:
        /(?:^|[\s/])(?:sh|bash|ash|dash|zsh): (?:line )?(?:\d{1,5}: )?(?:exec: )?(?:line \d{1,5}: )?(?<script1>[\w./@+-]{1,200}): Permission denied|(?:exec|spawn|fork\/exec) '?(?<script2>[\w./@+-]{1,200})'?(?: EACCES|: permission denied)|env: ['‘"]?(?<script3>[\w./@+-]{1,120})['’"]?: Permission denied/i,
      plain: 'The shell found {script}, but is not allowed to execute it.',
      causes: [],
      fix: 'Run `chmod +x {script}` in the Dockerfile (a checkout on Windows drops the executable bit), or start it with its interpreter (`sh {script}`).',
      link: `${GUIDE}/cannot-start-container.html`,
      excludes: ['exit-code-126'],
      log: 'only',
      sources: ['https://github.com/bminor/bash/blob/637f5c8696a6adc9b4519f1cd74aa78492266b7f/error.c'],
    },
    {
      id: 'says-module-missing',
      title: 'A module or file of the program is not in the image',
      pattern:
        /you may need to install the (?<module40>[\w:]{1,100}) module|Could not find a production build in the '(?<module29>[^']{1,200})' directory|open '(?<module30>\/[^']{1,200}\/\.next)\/BUILD_ID'|[Pp]lease install (?:the )?(?:package )?['"`]?(?<module31>(?:@[\w.-]{1,60}\/)?[a-z][\w.-]{1,80})['"`]? (?:package|module)\b|Error loading ASGI app\. Could not import module "(?<module17>[\w.]{1,200})"|Cannot find (?:module|package) [\x22'](?<module1>[^\x22'\n]{1,200})|Cannot find module (?<module32>@[\w.-]{1,60}\/[\w.-]{1,100}?)(?=\.? npm has a bug|[\s,;]|$)|No time zone found with key (?<module24>[\w/+-]{2,60})|unknown time zone (?<module27>[A-Z][\w/+-]{2,60})|TZInfo::DataSourceNotFound|ModuleNotFoundError: No module named '?(?<module2>[\w.-]{1,120})|No module named '?(?<module3>[\w.-]{1,120})|ClassNotFoundException: (?<module4>[\w.$-]{1,200})|NoClassDefFoundError: (?<module5>[\w./$-]{1,200})|cannot load such file -- (?<module6>[\w./-]{1,200})|error while loading shared libraries: (?<module7>[\w.+-]{1,120})|Unable to access jarfile (?<module8>[\w./-]{1,200})|can't open file '(?<module9>[^']{1,200})|Could not find or load main class (?<module10>[\w.$-]{1,200})|Could not (?:load file or assembly|find '?gem) '?(?<module11>[\w.-]{1,200})|Class "(?<module12>[\w\\]{1,200})" not found|ImportError: (?<module13>lib[\w.+-]{1,80}): cannot open shared object|Could not find (?:gem '?)?(?<module15>[\w.-]{1,80}[ -]\(?[\d.=~> ]{1,20}(?:-[\w-]{1,30})?)\)?'?(?:, [^\n]{1,2000})? in (?:any of the sources|(?:cached or )?locally installed gems)|Failed opening required '(?<module18>[^']{1,200}\.php)'|(?:require|include)(?:_once)?\((?<module19>[^)]{1,200}\.php)\): Failed to open stream|Error loading shared library (?<module16>lib[\w.+-]{1,80})|\[PM2\]\[ERROR\] Script not found: (?<module21>\S{1,200})|The application to execute does not exist: '(?<module22>[^']{1,200})|The application '(?<module25>[^']{1,200}\.dll)' does not exist|The project in (?<module28>\/\S{1,200}) doesn't seem to have been installed|Failed to load driver class (?<module26>[\w.$]{1,200})|Cannot load driver class: (?<module23>[\w.$]{1,200})|requires? ['"`](?<module42>[\w.@/-]{1,80})['"`] to be installed|(?<module41>lib(?:ssl|crypto)\.so\.1(?:\.\d{1,2})?): cannot open shared object|Unable to load shared library '(?<module20>[\w.+-]{1,80})'/i,
      plain: 'The image does not contain {module|a module or file that the program needs}.',
      causes: [
        'it is missing from the build (dependencies not installed, a wrong path in `COPY`, `.dockerignore`)',
        {
          text: 'it is listed only as a development dependency',
          when: /module|package|gem/i,
          unless: /Cannot find module [\x22\x27]\//,
        },
        '`command` or `workingDirectory` points to another path',
      ],
      fix: 'Install or copy {module|it} in the Dockerfile, or correct `command` and `workingDirectory`; check with `docker run` and the same command.',
      variants: [
        {
          where: 'an import of an ES module names a file without its ending',
          when: /Cannot find module '(?<path>\/(?!(?:[^'\n]{0,200}\/)?node_modules\/)[^'\n]{0,200}\/[\w-]{1,80})' imported from (?<from>\/[^\s']{1,300})/,
          plain: '{from} imports {path}, without an ending, and ES modules of Node.js add none.',
          fix: 'Write the ending in the imports of the source (`./orders.js`, `./orders/index.js`; TypeScript: `"module": "nodenext"` reports them), bundle the program, or compile it to CommonJS. If {path}.js is not in the image at all, check the build and `COPY`.',
        },
        {
          where: 'it is an alias of TypeScript',
          when: /Cannot find (?:module|package) \x27(?<alias>[@~]\/[^\x27\n]{1,200})\x27/,
          plain: 'The program loads {alias}, an alias of `paths` in tsconfig.json, which Node.js does not know.',
          fix: 'Have the build replace such aliases (`tsc-alias`, or a bundler such as esbuild or tsup), or write them as `imports` of package.json, which start with #; then rebuild the image.',
        },
        {
          where: 'a file of the program is missing',
          when: /Cannot find module [\x22\x27](?<path>\.{1,2}\/(?!(?:[^\x22\x27\n]{0,200}\/)?[^\x22\x27\n]{0,100}(?:linux|darwin|win32))[^\x22\x27\n]{1,200})[\x22\x27](?: from [\x22\x27](?<from>\/[^\x22\x27\n]{1,300})[\x22\x27])?/,
          plain: '{from|The program} loads its own file {path}, which is not in the image.',
          fix: 'Check that the build makes {path} (for TypeScript and bundlers: `include`, `outDir`, entry points) and that the Dockerfile copies it to its place beside {from|the file that loads it} (`COPY`, `.dockerignore`); the case of letters counts on Linux.',
        },
        {
          where: 'it is a bundle of Symfony',
          when: /Class "(?<bundle>(?:\w{1,60}\\){1,8}\w{1,60}Bundle)" not found/,
          plain:
            'Symfony loads {bundle}, which is not in the image: config/bundles.php lists it for the environment that the container runs in.',
          fix: 'If it is a bundle for development (DebugBundle, MakerBundle, WebProfilerBundle), set `APP_ENV=prod` in `environment` of the container: the image has no packages of `require-dev`. Otherwise move its package from `require-dev` to `require` in composer.json and rebuild the image.',
        },
        {
          where: 'Next.js was not built',
          when: /Could not find a production build in the '[^']{1,200}' directory|\/\.next\/BUILD_ID'/,
          plain: 'The image has no production build of Next.js in {module}.',
          fix: 'Run `next build` (usually `npm run build`) in the Dockerfile and copy {module} into the stage that runs the program; check .dockerignore and `workingDirectory`. With `output: standalone`, start `node server.js` instead of `next start`.',
        },
        {
          where: 'the error names a package of Python to install',
          when: /requires? ['"`](?<package>[\w.-]{1,80})['"`] to be installed[\s\S]*^runtime: Python$/m,
          plain: 'The image does not contain the Python package {package}, which the program uses.',
          fix: 'Add {package} to the requirements that the Dockerfile installs (`pip install {package}`), then rebuild the image.',
        },
        {
          where: 'Celery was told to use what it does not know',
          when: /Unknown result backend: '(?<backend>[^']{1,200})'/,
          plain: 'Celery knows no result backend "{backend}".',
          fix: 'Correct "{backend}" where the result backend is set (`result_backend` of the application, or the variable that it reads, such as `CELERY_RESULT_BACKEND`): Celery takes names and URLs such as `rpc://`, `redis://`, `rediss://` and `db+postgresql://`. Only if it is a class of your own, see that its module is in the image.',
        },
        {
          where: 'OpenSSL 1.1 is missing',
          when: /(?<library>lib(?:ssl|crypto)\.so\.1(?:\.[\d.]{1,4})?)\b/,
          plain:
            'The program or one of its modules was built for OpenSSL 1 ({library}), and the image has OpenSSL 3: current distributions have no package with {library}.',
          fix: 'Build or install it for OpenSSL 3 (rebuild native modules in the image that runs them, or take a newer version), or use a base image that still has OpenSSL 1.1, such as Debian 11.',
        },
        {
          where: 'System.Drawing has no native library',
          when: /Unable to load shared library 'libgdiplus/,
          plain:
            'The program uses System.Drawing, whose native library libgdiplus is not in the image; since .NET 7 System.Drawing runs on Windows only.',
          fix: 'Install libgdiplus in the Dockerfile (`apt-get install -y libgdiplus`; up to .NET 6), or use a library that runs on Linux, such as SkiaSharp or ImageSharp.',
        },
        {
          where: 'a native library of .NET is missing',
          when: /Unable to load shared library '(?<native>[\w.+-]{1,80})'/,
          plain: 'The image does not contain the native library {native}, or one that {native} itself needs.',
          fix: 'Install the system package that holds {native} in the Dockerfile (`apt-get install`, `apk add`), or add the NuGet package with its files for Linux (for SkiaSharp `SkiaSharp.NativeAssets.Linux.NoDependencies`); `LD_DEBUG=libs` shows which file it misses.',
        },
        {
          where: 'Composer did not install the packages',
          when: /(?<file>[\w./-]{0,200}vendor\/autoload\.php)/,
          plain: 'The image does not contain {file}: the packages of Composer are not installed there.',
          fix: 'Run `composer install --no-dev` in the Dockerfile, copy `vendor` into the stage that runs the program, and mount no volume over it.',
        },
        {
          where: 'a gem is missing',
          when: /locally installed gems|in any of the sources|cannot load such file -- (?!\/)|find '?gem/i,
          plain: 'The image does not contain the gem {module|that the program needs}.',
          fix: 'Run `bundle install` in the Dockerfile with the Gemfile.lock and the platform of the image, in a path that the last stage has too (`BUNDLE_PATH`); check `BUNDLE_WITHOUT` if the gem belongs to a group.',
        },
        {
          where: 'it is a native package of Node.js for one platform',
          when: /Cannot find (?:module|package) '?(?<native>(?:[./]{0,20}|@)[\w./-]{1,100}?[.-](?<platform>(?:linux(?:musl)?|darwin|win32)[.-](?:x64|arm64|arm|ia32)(?:[.-](?:gnu|musl|gnueabihf|msvc))?)(?:\.node)?)(?:'|\.? npm has a bug)/,
          plain:
            'The image lacks {native}, the native part of a package for the platform of the task ({platform}): node_modules was installed on another platform, or without optional dependencies.',
          fix: 'Run `npm ci` in the Dockerfile, in a stage with the base image and platform that run the program ({platform}), without `--omit=optional`, and list node_modules in .dockerignore; if it is still missing, package-lock.json was written on another platform: delete node_modules and package-lock.json, and run `npm install` again.',
        },
        {
          where: 'a package of Node.js is missing',
          when: /(?:Cannot find (?:module|package) '|[Pp]lease install (?:the )?(?:package )?['"`]?)(?<name>[^'./\s][^'\s]{0,200}?)(?:'|['"`]? (?:package|module)\b)/,
          plain: 'The image does not contain the package {name}.',
          fix: 'Add {name} to `dependencies` (not `devDependencies`), run `npm ci --omit=dev` in the Dockerfile, and copy `node_modules` into the stage that runs the program.',
        },
        {
          where: 'Go or Ruby has no time zones',
          when: /unknown time zone (?<zone>[A-Z][\w/+-]{2,60})|TZInfo::DataSourceNotFound/,
          plain:
            'The program finds no time zone[[ {zone}]]: the image has no time zone database[[, or the name {zone} is wrong]].',
          fix: 'Install tzdata in the last stage of the Dockerfile (`apk add tzdata`, `apt-get install -y tzdata`), or bring it along (Go: `import _ "time/tzdata"`; Ruby: the gem tzinfo-data); then check the spelling of {zone|the name}.',
        },
        {
          where: 'Python has no time zones',
          when: /No module named '?tzdata|No time zone found with key/,
          plain:
            'Python finds no time zone database: the image has neither the one of the system nor the package tzdata.',
          fix: 'Add `tzdata` to requirements.txt (`pip install tzdata`), or install it in the Dockerfile (`apt-get install -y tzdata`, Alpine: `apk add tzdata`), then rebuild the image.',
        },
        {
          where: 'yarn did not install the packages',
          when: /The project in (?<project>\/\S{1,200}) doesn't seem to have been installed/,
          plain: 'The image does not have what `yarn install` makes for {project}.',
          fix: 'Run `yarn install --immutable` in the Dockerfile and copy what it makes (`.pnp.cjs` and `.yarn`, or `node_modules`) into the stage that runs the program; mount no volume over it.',
        },
        {
          where: 'a program of .NET is missing',
          when: /The application(?: to execute does not exist:)? '(?<dll>[^']{1,200})'(?: does not exist)?/,
          plain: 'The image has no {dll} where the command looks for it.',
          fix: 'Check the name of {dll} in `command`, or in ENTRYPOINT of the Dockerfile: it must be that of the published project (case counts), and `workingDirectory` the folder to which the Dockerfile copies the output of `dotnet publish`.',
        },
        {
          where: 'a module of the program itself is missing',
          when: /No module named '?(?<own>[\w-]{1,60}\.(?:wsgi|asgi|settings|main|app|server|celery|urls)\b[\w.]{0,60})/,
          plain: 'Python does not find {own}, a module of the program itself.',
          fix: 'Check the name in `command` of the container, that the Dockerfile copies the folder of {own}, and that `workingDirectory` (or `PYTHONPATH`) is the folder above it.',
        },
        {
          where: 'a module of Python is missing',
          when: /No module named '?(?<name>[\w.-]{1,120})/,
          plain: 'The image does not contain the Python module {name}.',
          fix: 'Add the package of {name} to the requirements that the Dockerfile installs, and start the program with the same interpreter and virtual environment; for a module of your own, check `COPY`, `PYTHONPATH` and `workingDirectory`.',
        },
        {
          where: 'a class of Java is missing',
          when: /(?:ClassNotFoundException|NoClassDefFoundError|main class|driver class) ?:? ?(?<name>[\w./$-]{1,200})/,
          plain: 'The class path of the program does not contain {name}.',
          fix: 'Build the jar with its dependencies (a fat jar, or a `lib` folder that the Dockerfile copies), and check the main class and the class path in `command`.',
        },
      ],
      link: STOPPED,
      log: 'only',
      excludes: ['says-file-missing'],
      sources: [
        'https://github.com/lowercasename/gathio/issues/165',
        'https://github.com/nodejs/node/blob/0036caa828205fb95d6641c0f6d717f4eeb6a104/lib/internal/errors.js',
        'https://github.com/rubygems/rubygems/blob/69ec4a3a5f1cafa633c569671ed9ef502bbdaf61/bundler/lib/bundler/spec_set.rb',
        'https://github.com/openjdk/jdk/blob/0265b5941a908302a50106673b8669792bc1d565/src/java.base/share/classes/sun/launcher/resources/launcher.properties',
      ],
    },
  ],
} as const satisfies PatternGroup;
