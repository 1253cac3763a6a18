import { GUIDE, type PatternGroup, type Variant } from '../pattern.ts';

const BUILD = `${GUIDE}/create-container-image.html`;

/** Which package brings a library along. */
function library(where: string, when: RegExp, { debian, alpine }: { debian: string; alpine: string }): Variant {
  return {
    where: `it is ${where}`,
    when,
    fix: `Run \`apt-get install -y ${debian}\` (Alpine: \`apk add ${alpine}\`) in the final stage of the Dockerfile, which brings {library} along, then rebuild the image.`,
  };
}

/** Programs that do not fit the image or the machine that runs them. */
export const BINARIES = {
  title: 'The program reports: image and runtime',
  patterns: [
    {
      id: 'says-browser-missing',
      title: 'The browser that the program drives is not in the image',
      pattern:
        /Could not find (?:Chrome|Chromium|Firefox|Browser)(?: \(ver\. (?<version>[\w.]{1,40})\)|[^\n]{0,60}?\brevision\b)|browserType\.launch\w{0,20}: Executable doesn't exist at (?<path>\/\S{1,300})/,
      plain: 'The image does not have the browser that the program drives[[ (Chrome {version})]][[ (at {path})]].',
      causes: [],
      fix: 'Install it in the Dockerfile, as the user that runs the program and in the stage that runs it: Puppeteer `npx puppeteer browsers install chrome` (with `PUPPETEER_CACHE_DIR` in a folder of the image), Playwright `npx playwright install --with-deps chromium` (with `PLAYWRIGHT_BROWSERS_PATH`); or start from their images. Or point to a browser that the image has (`PUPPETEER_EXECUTABLE_PATH`).',
      link: BUILD,
      log: 'only',
      excludes: ['says-file-missing', 'says-command-missing'],
      sources: ['https://github.com/puppeteer/puppeteer/issues/10729'],
    },
    {
      id: 'says-gpu-missing',
      title: 'The program finds no GPU',
      pattern:
        /Found no NVIDIA driver on your system|no CUDA-capable device is detected|No CUDA GPUs are available|CUDA driver version is insufficient|libcuda\.so\.1: cannot open shared object|could not select device driver "[^"]{0,40}" with capabilities: \[\[gpu|Torch not compiled with CUDA enabled|Failed to initialize NVML|\bCUDA error: no kernel image is available/i,
      plain:
        'The program needs a GPU of NVIDIA, and its container gets none, or not one that its libraries were built for.',
      causes: [],
      fix: 'Ask for a GPU in the task definition (`resourceRequirements` of the container: type GPU, value 1) and run it on container instances with GPUs (ECS-optimized GPU AMI, or managed instances with accelerators); Fargate has none. Without one, have the program run on the CPU (PyTorch: `device="cpu"`, the CPU wheels).',
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html',
      log: 'only',
      excludes: ['says-library-missing', 'error-advice'],
    },
    {
      id: 'says-line-ends',
      title: 'A script has Windows line endings',
      pattern:
        /env: (?:can't execute )?['‘"]?(?<shell1>\w{1,20})\\?(?:\r|\\r|\^M)|(?<script1>\S{1,200}): .{0,40}\/(?<shell2>\w{1,20})(?:\^M|\\r): bad interpreter|\$'\\r': command not found|: \\?r: (?:command )?not found|illegal option -\s*$|set: (?:Illegal option - ?|-\\r: invalid option)|syntax error near unexpected token '\$'(?:\{|do|in)?\\r''|\^M: (?:command not found|bad interpreter)|set: illegal option -\r?$|invalid option name: pipefail\\?r?/i,
      plain:
        'A script in the image has Windows line endings (CRLF), so the shell looks for a program whose name ends in an invisible character.',
      causes: [],
      fix: 'Save the script with LF line endings: add `*.sh text eol=lf` to .gitattributes, or run `sed -i "s/\\r$//"` on it in the Dockerfile; then rebuild the image.',
      link: BUILD,
      noRetryHelps: true,
      excludes: ['executable-missing', 'exit-code-127', 'says-shell-syntax'],
      log: true,
      sources: [
        'https://github.com/coreutils/coreutils/blob/aa0c0de3508e9150eb0ea610f696ee353dd9353d/src/env.c',
        'https://github.com/bminor/bash/blob/637f5c8696a6adc9b4519f1cd74aa78492266b7f/execute_cmd.c',
        'https://github.com/theanam/react-native-docker/issues/4',
      ],
    },
    {
      id: 'says-libc',
      title: 'A binary was built for another C library',
      pattern:
        /version '(?<library1>GLIBC(?:XX)?_[\d.]{1,12})' not found|(?:Error loading shared library |Could not open '|cannot open shared object file: .{0,20}|exec .{0,40})(?<library2>\/?(?:lib64\/)?ld-(?:linux|musl)[\w.-]{1,40})|Error relocating [^:]{1,200}: (?!(?:SSL|BIO|EVP|X509)_)(?<library3>\w{1,80}): symbol not found|libc\.musl-\w{1,20}\.so\.1: cannot open shared object/i,
      plain:
        'A program or library in the image was built for a different C library than the image has ({library}): glibc (Debian, Ubuntu, Amazon Linux) and musl (Alpine) are not compatible, and an older glibc lacks symbols of a newer one.',
      causes: [],
      fix: 'Build it in the base image that runs it (the same distribution and version in all stages of the Dockerfile), or link it statically (Go: `CGO_ENABLED=0`; Rust: the musl target).',
      variants: [
        {
          where: 'musl lacks a symbol that is none of the C library',
          when: /Error relocating (?<file>[^:\n]{1,200}): (?<symbol>(?!__|_Z|gnu_|[a-z]{2,12}64\b|backtrace|mallinfo|malloc_|qsort_r|secure_getenv|fcntl|getcontext|makecontext|swapcontext|argp_|error\b|re(?:comp|exec)\b|res_\w|ns_\w|strtol\w{0,3}_l|pthread_\w|dlmopen|parse_printf)\w{1,80}): symbol not found/,
          plain:
            'No library in the image has {symbol}, which {file} was built with: a package is missing, or is of another version or distribution than {file}.',
          fix: 'Install {file} and what it needs from the same source and for the same version as the program that loads it (for a module of nginx its package of the same version of nginx and Alpine), in the last stage of the Dockerfile; or build {file} there.',
        },
      ],
      link: BUILD,
      log: 'only',
      excludes: ['says-module-missing'],
      sources: [
        'https://github.com/bminor/glibc/blob/04e750e75b73957cf1c791535a3f4319534a52fc/elf/dl-version.c',
        'https://github.com/bminor/musl/blob/86373b4999bfd9a9379bc4a3ca877b1c80a2a340/ldso/dynlink.c',
        'https://github.com/cloudtty/cloudtty/issues/302',
        'https://github.com/stoplightio/prism/issues/35',
      ],
    },
    {
      id: 'says-constant-missing',
      title: 'Ruby does not know a constant',
      pattern: /uninitialized constant (?:#<Class:#<[\w:]{1,80}>>::)?(?<constant>[A-Z][\w:]{0,120})/,
      plain: 'The program uses {constant}, which nothing in the image defines or loads by then.',
      causes: [],
      fix: 'Add the gem that defines {constant} to the Gemfile outside of groups that production leaves out (`BUNDLE_WITHOUT`), without `require: false`, and rebuild the image; if it is a class of your own, its file must have the name that Zeitwerk expects, letter case included.',
      variants: [
        {
          where: 'the configuration of Puma uses it',
          when: /puma\.rb:(?<at>\d{1,5}):[\s\S]{0,120}uninitialized constant (?:Puma::DSL::|#<Class:#<Puma::DSL\S{0,40}>>::)(?<name>[A-Z][\w:]{0,80})/,
          plain: 'config/puma.rb uses {name} in line {at}, which is not loaded when Puma reads its configuration.',
          fix: 'Require the library of {name} at the top of config/puma.rb (for Concurrent: `require "concurrent-ruby"`), or do without {name} in line {at}: what it computes there can come from a variable in `environment` of the container (such as `WEB_CONCURRENCY`).',
        },
        {
          where: 'the place is known',
          when: /^place: (?<place>\S{1,300})$/m,
          plain: 'The program uses {constant} at {place}, and nothing in the image defines or loads it by then.',
          fix: 'Add the gem that defines {constant}, which {place} uses, to the Gemfile outside of groups that production leaves out (`BUNDLE_WITHOUT`), without `require: false`, and rebuild the image; if it is a class of your own, its file must have the name that Zeitwerk expects, letter case included.',
        },
      ],
      link: BUILD,
      log: 'only',
      excludes: ['says-crash'],
      sources: ['https://github.com/weg-li/weg-li/issues/960', 'https://github.com/rails/rails/issues/49323'],
    },
    {
      id: 'says-library-missing',
      title: 'A shared library is not in the image',
      pattern:
        /(?:error while loading shared libraries: |Could not open library '[^']{1,100}': |cannot load library '[^']{1,100}': |ImportError: |OSError: |LoadError.{0,80}|dlopen[^:]{0,100}: |^)?(?<library1>lib(?!ssl\.so\.1|crypto\.so\.1)[\w+.-]{1,60}\.so(?:\.\d{1,4}){0,3}): cannot open shared object file|Error loading shared library (?<library2>lib(?!c\.musl|c\.so|ssl|crypto)[\w+.-]{1,60}\.so(?:\.\d{1,4}){0,3}): No such file/,
      plain: 'The program needs the shared library {library}, which the image does not have.',
      causes: [],
      fix: 'Install the package with {library} in the final stage of the Dockerfile (Debian: `apt-file search {library}` names it, Alpine: `apk search -v "so:{library}"`), then rebuild the image.',
      variants: [
        library('libvips', /libvips\.so/, { debian: 'libvips42', alpine: 'vips' }),
        library('libpq', /libpq\.so/, { debian: 'libpq5', alpine: 'libpq' }),
        library('libGL', /libGL\.so|libEGL\.so/, { debian: 'libgl1', alpine: 'mesa-gl' }),
        library('libglib', /libglib-2|libgthread-2|libgobject-2/, { debian: 'libglib2.0-0', alpine: 'glib' }),
        library('libgomp', /libgomp\.so/, { debian: 'libgomp1', alpine: 'libgomp' }),
        library('libstdc++', /libstdc\+\+\.so|libgcc_s\.so/, { debian: 'libstdc++6', alpine: 'libstdc++' }),
        library('libxml2', /libxml2\.so/, { debian: 'libxml2', alpine: 'libxml2' }),
        library('libmysqlclient', /libmysqlclient\.so|libmariadb\.so/, {
          debian: 'libmariadb3',
          alpine: 'mariadb-connector-c',
        }),
        library('libmagic', /libmagic\.so/, { debian: 'libmagic1', alpine: 'libmagic' }),
        library('libfontconfig', /libfontconfig\.so|libfreetype\.so/, {
          debian: 'fontconfig libfreetype6',
          alpine: 'fontconfig freetype ttf-dejavu',
        }),
        library('libnss3', /libnss3\.so|libnspr4\.so|libatk|libgbm/, { debian: 'chromium', alpine: 'chromium' }),
        library('libgssapi', /libgssapi|libkrb5/, { debian: 'libgssapi-krb5-2', alpine: 'krb5-libs' }),
        library('libaio', /libaio\.so/, { debian: 'libaio1', alpine: 'libaio' }),
        library('libcurl', /libcurl\.so/, { debian: 'libcurl4', alpine: 'libcurl' }),
      ],
      link: BUILD,
      log: 'only',
      excludes: ['says-module-missing'],
    },
    {
      id: 'says-fonts-missing',
      title: 'The image has no fonts',
      pattern:
        /Fontconfig head is null|Fontconfig error: Cannot load default config file|no fonts? (?:found|available|installed)|libfontmanager|Cannot invoke "sun\.awt\.FontConfiguration/i,
      plain: 'The program draws text (a report, a picture or a PDF), and the image has no fonts.',
      causes: [],
      fix: 'Run `apt-get install -y fontconfig fonts-dejavu-core` (Alpine: `apk add fontconfig ttf-dejavu`, Amazon Linux: `dnf install fontconfig dejavu-sans-fonts`) in the final stage of the Dockerfile, then rebuild the image.',
      link: BUILD,
      log: 'only',
    },
    {
      id: 'says-assets-missing',
      title: 'The assets of the program were not built',
      pattern:
        /[Tt]he asset ["'](?<asset1>[^"']{1,120})["'] is not present in the asset pipeline|Asset [`'"](?<asset2>[^`'"]{1,120})[`'"] was not declared to be precompiled|can't find (?<asset3>[\w./-]{1,120}) in \S{1,200}manifest\.json|(?<asset4>Vite manifest|Mix manifest)(?: not found at| does not exist)|Unable to locate file in Vite manifest: (?<asset5>[\w./-]{1,160})|Missing staticfiles manifest entry for '(?<asset6>[^']{1,160})'/,
      plain: 'The image does not contain the built assets of the program ({asset}).',
      causes: [],
      fix: 'Build the assets in the Dockerfile, in the stage that runs the program (or copy them there), then rebuild the image; check that `.dockerignore` does not leave them out.',
      variants: [
        {
          where: 'it is Django',
          when: /staticfiles manifest/,
          plain: 'Django does not find {asset} among its collected static files.',
          fix: 'Run `python manage.py collectstatic --noinput` in the Dockerfile, in the stage that runs the program and after all files are copied (`STATIC_ROOT` must not lie below a volume); if {asset} is not there at all, correct its name in the template, letter case included.',
        },
        {
          where: 'it is Rails',
          when: /asset pipeline|precompiled|manifest\.json/,
          fix: 'Run `SECRET_KEY_BASE_DUMMY=1 bin/rails assets:precompile` in the Dockerfile (and copy public/assets into the stage that runs the program), then rebuild the image.',
        },
        {
          where: 'it is Laravel',
          when: /Vite manifest|Mix manifest/,
          fix: 'Run `npm ci && npm run build` in the Dockerfile and copy public/build into the stage that runs the program, then rebuild the image.',
        },
      ],
      link: BUILD,
      log: 'only',
    },
    {
      id: 'says-lock-platform',
      title: 'Gemfile.lock does not know the platform of the image',
      pattern:
        /Your bundle only supports platforms .{1,200} but your local platforms? (?:is|are) (?<platform>[\w-]{1,60})/i,
      plain: 'Gemfile.lock was written on another system and has no gems for {platform}.',
      causes: [],
      fix: 'Run `bundle lock --add-platform {platform}` and commit Gemfile.lock, then rebuild the image.',
      link: BUILD,
      log: 'only',
    },
    {
      id: 'says-extension-missing',
      title: 'PHP lacks an extension',
      pattern:
        /require the following PHP extensions to be installed: (?<extension3>[\w, -]{2,200}?)(?= in \/| PHP |$)|requires (?:PHP extension )?ext-(?<extension4>[\w-]{2,30})|Class "\\?(?<extension1>Redis|Imagick|Memcached|SoapClient|ZipArchive|IntlDateFormatter|NumberFormatter|Collator|DOMDocument|AMQPConnection|PDO|mysqli)" not found|Call to undefined function (?:\\?\w{1,60}\\){0,6}\\?(?<extension2>(?:mb|curl|imagecreate\w{0,20}|bc\w{2,4}|gmp|intl|mysqli|pg|pcntl|simplexml|socket|exif|ldap|openssl|sodium|iconv)(?:_\w{1,40})?)\(/,
      plain: 'PHP in the image lacks the extension that brings {extension}.',
      causes: [],
      fix: 'Install the extension of {extension} in the Dockerfile (`docker-php-ext-install`, for Redis, Imagick and Memcached `pecl install` and `docker-php-ext-enable`), in the stage that runs the program, then rebuild the image.',
      variants: [
        {
          where: 'it is Redis',
          when: /Class "\\?Redis" not found/,
          plain: 'PHP in the image lacks the extension redis (phpredis).',
          fix: 'Run `pecl install redis` and `docker-php-ext-enable redis` in the Dockerfile, or use the package predis (Laravel: `REDIS_CLIENT=predis`).',
        },
      ],
      link: BUILD,
      log: 'only',
      excludes: ['says-module-missing', 'says-crash'],
    },
    {
      id: 'says-cgo-off',
      title: 'A Go program needs C, and was built without it',
      pattern:
        /Binary was compiled with '?CGO_ENABLED=0'?, (?<library>[\w.-]{1,60}) requires cgo|(?<library2>go-sqlite3) requires cgo to work/i,
      plain:
        'The program was built without C (`CGO_ENABLED=0`), but {library} is a C library, so that only a stub of it is in the program.',
      causes: [],
      fix: 'Build it with `CGO_ENABLED=1` and a C compiler in the build stage (`apk add build-base`, `apt-get install gcc`), for the C library of the image that runs it; or use a driver that needs no C instead of {library} (SQLite: modernc.org/sqlite).',
      link: BUILD,
      log: 'only',
      sources: ['https://github.com/mattn/go-sqlite3/issues/855'],
    },
    {
      id: 'says-openssl-legacy',
      title: 'Node.js refuses an old hash (OpenSSL 3)',
      pattern: /digital envelope routines::unsupported|ERR_OSSL_EVP_UNSUPPORTED/i,
      plain: 'The program uses a hash that OpenSSL 3 (Node.js 17 and later) no longer has, usually MD4 in webpack 4.',
      causes: [],
      fix: 'Update what uses it (webpack to 5.61 or later, react-scripts to 5), and build in the Dockerfile rather than at the start; until then set `NODE_OPTIONS=--openssl-legacy-provider` in `environment` of the container.',
      link: BUILD,
      log: 'only',
      sources: ['https://github.com/webpack/webpack/issues/14532'],
    },
    {
      id: 'says-js-runtime',
      title: 'ExecJS finds no JavaScript runtime',
      pattern: /Could not find a JavaScript runtime|ExecJS::RuntimeUnavailable/i,
      plain:
        'The program loads ExecJS (an asset compressor or CoffeeScript needs it), and the image has no JavaScript runtime.',
      causes: [],
      fix: 'Install nodejs in the stage that runs the program (`apt-get install -y nodejs`, `apk add nodejs`), or add the gem mini_racer; if the assets are compiled in the build stage, put the gems that need ExecJS into a group that production leaves out (`BUNDLE_WITHOUT`).',
      link: BUILD,
      log: 'only',
    },
    {
      id: 'says-prisma-engine',
      title: 'Prisma has no engine for the system of the image',
      pattern:
        /Prisma Client could not locate the Query Engine for runtime "(?<target1>[\w.-]{1,60})"|Prisma Client was generated for "[\w.-]{1,60}", but the actual deployment required "(?<target2>[\w.-]{1,60})"|(?<library1>lib(?:ssl|crypto)\.so\.[\d.]{1,8}): No such file or directory \(needed by \S{1,200}(?:query|schema)[-_]engine-(?<built1>[\w.-]{1,60}?)(?:\.so\.node)?\)|(?:query|schema)[-_]engine-(?<built2>[\w.-]{1,60}?)(?:\.so\.node)?: (?:error while loading shared libraries: )?(?<library2>lib(?:ssl|crypto)\.so\.[\d.]{1,8}): cannot open/i,
      plain: 'The Prisma client in the image was generated for another system: this one needs {target|another engine}.',
      causes: [],
      fix: 'Run `prisma generate` in the image that runs the program, or add "{target|the target}" to `binaryTargets` in schema.prisma.',
      variants: [
        {
          where: 'the engine needs another OpenSSL, in Alpine',
          when: /lib(?:ssl|crypto)\.so\.1[\s\S]{0,300}musl/,
          plain:
            'The engine of Prisma in the image (for {built}) needs {library}, which the image does not have: Alpine has OpenSSL 3, and Prisma takes 1.1 where it finds no `openssl` while it is generated.',
          fix: 'Run `apk add openssl` before `prisma generate` in the Dockerfile, and add "linux-musl-openssl-3.0.x" (ARM: "linux-musl-arm64-openssl-3.0.x") to `binaryTargets` in schema.prisma; then rebuild the image.',
        },
        {
          where: 'the engine needs another OpenSSL',
          when: /lib(?:ssl|crypto)\.so/,
          plain:
            'The engine of Prisma in the image (for {built}) needs {library}, which the image does not have: it has another version of OpenSSL, or none.',
          fix: 'Run `apt-get install -y openssl` before `prisma generate` in the Dockerfile, and add "debian-openssl-3.0.x" (Amazon Linux: "rhel-openssl-3.0.x") to `binaryTargets` in schema.prisma; then rebuild the image.',
        },
      ],
      link: BUILD,
      log: 'only',
      sources: ['https://github.com/nodejs/docker-node/issues/1821', 'https://github.com/hudy9x/namviek/issues/301'],
    },
    {
      id: 'says-culture-missing',
      title: 'The image has no ICU (data about languages and countries)',
      pattern:
        /Only the invariant culture is supported in globali[sz]ation-invariant mode|Couldn't find a valid ICU package installed on the system|Globali[sz]ation Invariant Mode is not supported/i,
      plain:
        'The program needs ICU, but the image does not have it, or .NET runs in invariant mode, which supports no cultures.',
      causes: [],
      fix: 'Install ICU in the Dockerfile (`apk add icu-libs icu-data-full`, `apt-get install libicu-dev`) and set `DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false`, or use an `-extra` variant of the .NET images, which has it.',
      link: BUILD,
      log: 'only',
    },
    {
      id: 'says-browser-sandbox',
      title: 'The browser in the container refuses to run as root',
      pattern:
        /Running as root without --no-sandbox is not supported|No usable sandbox!|Failed to move to new namespace: PID namespaces supported/i,
      plain: 'Chromium in the container cannot use its sandbox: it runs as root, or the host allows no namespaces.',
      causes: [],
      fix: 'Start the browser with `--no-sandbox`, since Fargate does not allow it namespaces, and run the container as a `user` other than root.',
      link: BUILD,
      log: 'only',
    },
    {
      id: 'says-wrong-processor',
      title: 'A library was built for another processor',
      pattern:
        /wrong ELF class: (?<class>ELFCLASS\d{2})|invalid ELF header|(?:mach-o|incompatible architecture \(have '(?<have>\w{1,20})', need '(?<need>\w{1,20})')|CPU does not support (?<level>x86-64-v\d)|Illegal instruction|qemu-\w{1,20}: |(?:was compiled for|is not compatible with) (?:a different|this) (?:CPU|processor)|You installed esbuild for another platform|Cannot find module '@[\w/-]{1,80}-(?<platform1>linux-(?:x64|arm64)(?:-(?:gnu|musl))?)'|Could not load the "\w{1,40}" module using the (?<platform2>linux(?:musl)?-\w{1,20}) runtime/i,
      plain:
        'A program or library in the image was built for a different processor or system than the task runs on[[ ({class})]][[ ({platform})]].',
      causes: [],
      fix: "Install the dependencies for the task's platform: build the image with `docker buildx build --platform linux/amd64` (or linux/arm64), do not copy `node_modules` or virtual environments from another machine, or set `runtimePlatform.cpuArchitecture`.",
      variants: [
        {
          where: 'it is an instruction that the processor does not have',
          when: /Illegal instruction|CPU does not support x86-64/i,
          plain:
            'The program uses an instruction that the processor of the task does not have: it, or a library of it, was built for a newer or another processor.',
          fix: 'Build it for a baseline processor (no `-march=native`; x86-64-v2 instead of v3 or v4) and for the architecture of the task (`runtimePlatform.cpuArchitecture`).',
        },
      ],
      link: BUILD,
      log: 'only',
      excludes: ['says-module-missing'],
      sources: [
        'https://github.com/bminor/glibc/blob/04e750e75b73957cf1c791535a3f4319534a52fc/elf/dl-load.c',
        'https://github.com/lovell/sharp/blob/ea5bef24c187b2c7ee3fe3cad3b45c8cb67a46fd/lib/sharp.mjs',
        'https://github.com/evanw/esbuild/blob/f6058f8364fe7ab91ca57a83e02577ed74c9cae4/lib/npm/node-platform.ts',
      ],
    },
    {
      id: 'says-addon-rebuild',
      title: 'A native module was built for another version of Node.js',
      pattern:
        /(?:The module '(?<module>[^']{1,300})' )?was compiled against a different Node\.js version(?: using NODE_MODULE_VERSION (?<built>\d{1,4})\. This version of Node\.js requires NODE_MODULE_VERSION (?<needs>\d{1,4}))?|NODE_MODULE_VERSION (?<needs2>\d{1,4})\./i,
      plain:
        'The native module {module|in the image} was built for another version of Node.js than the image runs[[: NODE_MODULE_VERSION {built}, and the image needs {needs}]].',
      causes: [],
      fix: 'Install the dependencies in the stage that runs them, or in one with the same Node.js version (`npm ci`, or `npm rebuild`), and keep `node_modules` of other machines out of the image (`.dockerignore`).',
      link: BUILD,
      log: 'only',
      sources: ['https://github.com/nodejs/node/blob/005cbc9c269623a20bcdee635109f2bde82d1484/src/node_binding.cc'],
    },
  ],
} as const satisfies PatternGroup;
