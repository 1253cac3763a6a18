import { GUIDE, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
const COMMAND = `${GUIDE}/task_definition_parameters.html#container_definition_environment`;
const WORD = '[\'"‘`]?(?<option>-{0,2}[\\w.=<>:-]{0,79}[\\w=<>])';

/** A word that is an argument of a command line beyond doubt. */
const DASHED = '[\'"‘`]?(?<option>-{1,2}[\\w.=<>-]{1,80})';

/** What programs and shells say of how they are called. */
export const ARGUMENTS = {
  title: 'The program reports: arguments and start scripts',
  patterns: [
    {
      id: 'says-usage',
      title: 'The program does not accept its arguments',
      pattern: new RegExp(
        [
          `error: the following arguments are required: ${WORD.replace('option', 'option1')}`,
          `unrecognized (?:arguments?|option):? ${WORD.replace('option', 'option2')}`,
          `flag (?:provided but not defined|needs an argument): ${WORD.replace('option', 'option3')}`,
          `(?<!\\bERR )\\b(?:unknown|bad) (?:shorthand )?(?:flag|command|switch):? ${WORD.replace('option', 'option4')}`,
          `(?:unknown|bad) (?:option|argument):? ${DASHED.replace('option', 'option12')}`,
          `(?:unexpected|invalid) (?:argument|option)(?: --)? ${DASHED.replace('option', 'option5')}`,
          `(?:illegal|invalid) option(?: --|:) ${WORD.replace('option', 'option6')}`,
          `No such (?:option|command):? ${WORD.replace('option', 'option7')}`,
          `[Mm]issing (?:required )?(?:option|argument|parameter|flag):? ${DASHED.replace('option', 'option8')}`,
          `Got unexpected extra arguments? \\(${WORD.replace('option', 'option9')}`,
          `required (?:arguments|flag\\(s\\)) (?:were not provided|${WORD.replace('option', 'option10')}['"]?(?:, ['"]?[\\w-]{1,60}['"]?){0,20} not set)`,
          `invalid value '[^'\\n]{1,120}' for '(?<option13>--[\\w-]{1,60})`,
          `Unrecognized (?:VM )?option:? ${WORD.replace('option', 'option11')}`,
        ].join('|'),
        'i',
      ),
      plain: 'The program does not accept its arguments[[: {option}]].',
      causes: [],
      fix: 'Correct the arguments in `command` (and `entryPoint`) of the container[[: check {option}]]; one list item for each argument.',
      variants: [
        {
          where: 'the JVM does not know an option, and a variable of the container has it',
          when: /Unrecogni[sz]ed (?:VM )?option:? ['"]?(?<flag>[-\w:+.=]{2,80})['"]?[\s\S]*^(?:value is|option is) (?:in|part of) (?<variable>\w{1,80}) of container (?<holder>\S{1,255})$/im,
          plain: 'The JVM in the image does not know the option {flag}, which {variable} of container {holder} has.',
          fix: 'Remove {flag} from {variable} in `environment` of container {holder}: this version of Java no longer has it, or not yet (UseCGroupMemoryLimitForHeap: `-XX:MaxRAMPercentage=75` instead; PermSize and CMS: drop them; PrintGCDetails: `-Xlog:gc*`).',
        },
        {
          where: 'the JVM does not know an option',
          when: /Unrecogni[sz]ed VM option ['"]?(?<flag>[-\w:+.=]{2,80})['"]?/i,
          plain: 'The JVM in the image does not know the option {flag}.',
          fix: 'Remove {flag} from where the container gets it (`JAVA_TOOL_OPTIONS`, `JAVA_OPTS` or `JDK_JAVA_OPTIONS` in `environment`, `command`, or the start script in the image): this version of Java no longer has it, or not yet (UseCGroupMemoryLimitForHeap: `-XX:MaxRAMPercentage=75` instead; PermSize and CMS: drop them; PrintGCDetails: `-Xlog:gc*`).',
        },
        {
          where: 'several arguments are missing',
          when: /required flag\(s\) (?<flags>"[\w-]{1,60}"(?:, "[\w-]{1,60}"){1,20}) not set/,
          plain: 'The program was started without its flags {flags}, which it requires.',
          fix: 'Add the flags {flags} with their values to `command` of the container (each a list item of its own, with `--` in front), or set the variables that the program takes instead of them.',
        },
        {
          where: 'clap lists the values of an argument',
          when: /invalid value '(?<bad>[^'\n]{1,120})' for '(?<flag>--[\w-]{1,60})(?: <(?<variable>\w{1,60})>)?.{0,40}\[possible values: (?<values>[^\]\n]{1,400})\]/,
          plain: 'The program does not accept the value "{bad}" of its argument {flag}: it takes {values}.',
          fix: 'Correct {flag} in `command` of the container, or the variable that the program takes instead of it[[ (often {variable})]]: it takes {values}.',
        },
        {
          where: 'clap rejects the value of an argument',
          when: /invalid value '(?<bad>[^'\n]{1,120})' for '(?<flag>--[\w-]{1,60})(?: <(?<variable>\w{1,60})>)?/,
          plain: 'The program does not accept the value "{bad}" of its argument {flag}.',
          fix: 'Correct {flag} in `command` of the container, or the variable that the program takes instead of it[[ (often {variable})]], to a value that it knows instead of "{bad}": the log or `--help` lists them.',
        },
        {
          where: 'clap lists the arguments that are missing',
          when: /required arguments were not provided:? (?<flags>(?:-{1,2}|<)[^\n]{1,300})/,
          plain: 'The program was started without arguments that it requires: {flags}.',
          fix: 'Add {flags} to `command` of the container (each a list item of its own), or set the variables that the program takes instead of them in `environment` or `secrets` (often the names in <>).',
        },
        {
          where: 'an argument is missing',
          when: /(?:required (?:flags?(?:\(s\))?|arguments?|options?|parameters?)|following arguments are required)[: ]{1,2}['"]?(?<flag>(?!were\b|was\b|is\b|are\b|not\b)-{0,2}[\w-]{1,60})['"]? ?(?:not set|(?:is|was) (?:missing|required|not (?:set|provided)))?/i,
          plain: 'The program was started without its argument {flag}, which it requires.',
          fix: 'Add {flag} with its value to `command` of the container (each a list item of its own), under the name that `--help` of the program shows.',
        },
        {
          where: 'the ENTRYPOINT of the image is the program that `command` starts with',
          when: /unexpected extra arguments? \((?<extra>[\w.:-]{1,80})[\s\S]*^command: (?<program>[\w./-]{1,80}) \k<extra>\b(?<rest>.{0,160})$/im,
          plain:
            'The program takes {extra} as one argument too many: `command` starts with {program}, and the ENTRYPOINT of the image is {program} already.',
          fix: 'Take {program} out of `command` of the container (["{extra}", …]), or set `entryPoint` to ["{program}"]: `command` replaces only CMD of the image, and ENTRYPOINT stays in front of it.',
        },
        {
          where: 'the application reads the arguments of gunicorn',
          when: /gunicorn: error: unrecognized arguments: (?<given>[^\n]{1,160})/,
          plain:
            'The application reads the command line itself (argparse, at its import), and does not know the arguments of gunicorn: {given}.',
          fix: 'In the application, call `parse_args` only under `if __name__ == "__main__"`, or use `parse_known_args`; until then give gunicorn its options in `GUNICORN_CMD_ARGS` in `environment` of the container instead of `command`.',
        },
        {
          where: '`command` has the argument',
          when: /(?:arguments?|option|flag|command|switch)[^\w-]{0,12}(?:-- )?(?<given>-{1,2}[\w-]{1,60})[\s\S]*^command: (?<command>.{0,160}\k<given>.{0,160})$/im,
          plain: 'The program does not know {given}, which `command` of the container has.',
          fix: 'Remove {given} from `command` of the container (now `{command}`), or correct its name: this version of the program has no such option; one list item for each argument.',
        },
        {
          where: '`command` is known',
          when: /^command: (?<command>.{1,200})/m,
          plain: 'The program does not accept its arguments[[: {option}]]. Its command is `{command}`.',
        },
      ],
      link: COMMAND,
      log: 'only',
      sources: [
        'https://github.com/EricJMarti/inventory-hunter/issues/56',
        'https://github.com/dgarros/py-metric-collector/issues/61',
      ],
    },
    {
      id: 'says-app-missing',
      title: 'The server does not find the application',
      pattern:
        /Attribute "(?<app1>[\w.]{1,100})" not found in module "(?<module1>[\w.]{1,200})"|Failed to find attribute '(?<app2>[\w.]{1,100})' in '(?<module2>[\w.]{1,200})'|Failed to find Flask or Quart application in module '(?<module3>[\w.]{1,200})'|unable to load app \d{1,3} \(mountpoint=|no python application found, check your startup logs|Could not find a Flask application|Error: Could not locate a Flask application/i,
      plain: 'The server does not find the application[[ {app}]][[ in the module {module}]].',
      causes: [],
      fix: 'Define {app|the application} at the top level of {module|the module}, or name in `command` of the container what that module has (`{module|shop.main}:NAME`, for a factory `{module|shop.main}:create_app()`).',
      link: COMMAND,
      log: 'only',
      sources: [
        'https://github.com/fastapi/fastapi/issues/4172',
        'https://github.com/Hybridhash/FastAPI-HTMX/issues/1',
      ],
    },
    {
      id: 'says-wiring',
      title: 'The program cannot wire up its components',
      pattern:
        /Nest can't resolve dependencies of the (?<user1>[\w.$]{1,120}) .{0,200}?argument (?:"|'|)(?:Symbol\()?(?<part1>[\w.$?]{1,120})\)?(?:"|'|) at index|(?:Parameter \d{1,3} of (?:constructor|method \w{1,80})|Field \w{1,80}) in (?<user2>[\w.$]{1,200}) required a (?:single )?bean(?: of type)?(?: named)?,? (?:'(?<part2>[\w.$]{1,200})'|but \d{1,3} were found)|No qualifying bean of type '(?<part3>[\w.$<>, ]{1,200})'|Unable to resolve service for type '(?<part4>[^']{1,200})' while attempting to activate '(?<user4>[^']{1,200})'|(?:Unsatisfied|Ambiguous) dependenc(?:y|ies) (?:for type|expressed through \w{1,30}) (?<part5>[\w.$<>]{1,200})|No implementation for (?<part6>[\w.$]{1,200}) was bound|No bean of type \[(?<part7>[\w.$]{1,200})\]|Target (?:class )?\[(?<part8>[\w\\]{1,200})\] (?:is not instantiable|does not exist)|beans? in the application context form a cycle|A circular dependency was detected|[Tt]he service "(?<user6>[^"\n]{1,200})" has a dependency on a non-existent service "(?<part10>[^"\n]{1,200})"|[Yy]ou have requested a non-existent service "(?<part11>[^"\n]{1,200})"|No metadata for "(?<part9>\w{1,120})" was found|could not lookup Ecto repo (?<repo>[\w.]{1,120}) because it was not started/i,
      plain:
        'The program cannot wire up its components: {user|one of them} needs {part|another}, which is not registered.',
      causes: [],
      fix: 'Register {part|it}: import the module that provides it, add the annotation, or check whether a profile or setting enables it only in other environments. Starting the image once with production settings finds this before a deployment.',
      variants: [
        {
          where: 'Spring finds several beans for one place',
          when: /in (?<asker>[\w.$]{1,200}) required a single bean, but (?<count>\d{1,3}) were found/,
          plain: '{asker} takes one bean, and {count} fit.',
          fix: 'Say which one is meant: `@Primary` on it, `@Qualifier` where {asker} takes it, or a profile or property that leaves only one in this environment (the log lists them); then build a new image.',
        },
        {
          where: 'Spring finds several beans of a type',
          when: /No qualifying bean of type '(?<type>[\w.$<>, ]{1,200})' available: expected single matching bean but found (?<count>\d{1,3})(?:: (?<beans>[\w$,. -]{1,300}))?/,
          plain: 'The program needs one bean of type {type}, and {count} fit[[: {beans}]].',
          fix: 'Say which one is meant: `@Primary` on it, `@Qualifier` where it is taken, or a profile or property that leaves only one in this environment; then build a new image.',
        },
        {
          where: 'Symfony does not know the service',
          when: /non-existent service "(?<service>[^"\n]{1,200})"/,
          plain: 'The container of Symfony has no service {service}[[, which {user} needs]], in this environment.',
          fix: 'Register {service} for the environment that the container runs in (`APP_ENV`): its bundle in config/bundles.php, its entry in config/services.yaml, its package without `--dev`; or correct that name. Then build the cache in the Dockerfile (`bin/console cache:clear`), where such an error shows before a deployment.',
        },
        {
          where: 'components depend on each other in a circle',
          when: /form a cycle|circular dependency/i,
          plain: 'Some components of the program depend on each other in a circle, so none can be created first.',
          fix: 'Break the circle that the log lists, for example with a third component, or by injecting one of them lazily.',
        },
        {
          where: 'a module of Nest lacks a provider',
          when: /Nest can't resolve dependencies of the (?<asker>[\w.$]{1,120}) .{0,200}?argument (?:"|)(?!Object\b|dependency\b)(?:Symbol\()?(?<provider>[\w.$]{1,120})\)?(?:"|) at index \[\d{1,3}\] is available in the (?<module>\w{1,120})/,
          plain: 'Nest cannot create {asker}: {provider} is not available in {module}.',
          fix: 'In {module}, add {provider} to `providers`, or add the module that exports it to `imports` (for a repository of TypeORM `TypeOrmModule.forFeature` with its entity, for a model of Mongoose `MongooseModule.forFeature`).',
        },
        {
          where: 'TypeORM does not know an entity',
          when: /No metadata for "(?<entity>\w{1,120})" was found/,
          plain: 'TypeORM does not know the entity {entity}: the data source of the running program does not list it.',
          fix: 'Add {entity} to `entities` of the data source (Nest: `autoLoadEntities: true` and `TypeOrmModule.forFeature`); where `entities` is a pattern of files, it must fit the compiled files in the image (`dist/**/*.entity.js`, not `src/**/*.ts`).',
        },
        {
          where: 'a repository of Ecto is not started',
          when: /could not lookup Ecto repo (?<name>[\w.]{1,120})/,
          plain: 'The program uses {name} before it is started, or never starts it.',
          fix: 'Add {name} to the supervision tree ahead of what uses it; in release tasks, start it first (`Ecto.Migrator.with_repo`, `Application.ensure_all_started`).',
        },
      ],
      link: STOPPED,
      log: 'only',
      excludes: ['says-crash'],
    },
    {
      id: 'says-library-version',
      title: 'The code does not match the version of a library in the image',
      pattern:
        /Package subpath '(?<what20>[^'\n]{1,120})' is not defined by "exports" in \S{0,200}node_modules\/(?<package20>(?:@[\w.-]{1,60}\/)?[\w.-]{1,80})\/package\.json|'(?<what1>\w{1,80})' has been moved to the '(?<package1>[\w.-]{1,80})' package|cannot import name '(?<what2>\w{1,80})' from (?:partially initialized module )?'(?<package2>[\w.-]{1,120})'(?! \(most likely due to a circular)|got an unexpected keyword argument '(?<what3>\w{1,80})'|(?:java\.lang\.)?(?:NoSuchMethodError|NoSuchFieldError|AbstractMethodError|IncompatibleClassChangeError): '?(?<what4>[^'\s]{1,200})|MissingMethodException: Method not found: '(?<what5>[^']{1,200})'|already activated (?<package6>[\w-]{1,80} [\d.]{1,20}), but your Gemfile requires (?<needs>[\w-]{1,80} [\d.]{1,20})|module '(?<package7>[\w.]{1,80})' has no attribute '(?<what7>\w{1,80})'|The located assembly's manifest definition does not match|(?:VersionConflict|DistributionNotFound): \(?(?:(?<package8>[\w.-]{1,80}) (?<has8>[\w.]{1,30}) \([^)]{1,200}\), Requirement\.parse\('(?<needs8>[^']{1,120})'\)|The '(?<needs9>[^']{1,120})' distribution was not found)/i,
      plain:
        'The code uses {what|something}, which {package|a library} in the image does not have: it was written for another version.',
      causes: [],
      fix: 'Pin the versions (a lock file that the Dockerfile installs from: `npm ci`, `pip install -r` with `==`, `poetry.lock`, `Gemfile.lock`), then rebuild the image, or adapt the code to the new version of {package|the library}.',
      variants: [
        {
          where: 'it is a module of the program itself',
          when: /cannot import name '(?<name>\w{1,80})' from '(?<module>[\w.]{1,120})' \((?<file>\/(?![^)\n]{0,200}(?:site|dist)-packages\/)[^)\n]{1,200}\.py)\)/,
          plain: '{module}, a module of the program itself, has no {name} in the image ({file}).',
          fix: 'Check that the image is built from one commit (a stale layer or volume may hold an old {file}) and that {name} is spelled and defined as it is imported; where two modules import each other, move the import into the function that needs it.',
        },
        {
          where: 'Python has another version of a package',
          when: /VersionConflict: \(?(?<name>[\w.-]{1,80}) (?<has>[\w.]{1,30}) \([^)]{1,200}\), Requirement\.parse\('(?<wanted>[^']{1,120})'\)(?:, \{'(?<asker>[\w.-]{1,80})'\})?/,
          plain: 'The image has {name} {has}, and {asker|a package of the program} needs {wanted}.',
          fix: 'Pin "{wanted}" in the requirements or lock file that the Dockerfile installs from, or upgrade {asker|the package that asks for it} to a version that takes {name} {has}; then rebuild the image (`pip check` in the build finds this).',
        },
        {
          where: 'Python lacks a package',
          when: /The '(?<wanted>[^']{1,120})' distribution was not found/,
          plain: 'The image lacks the Python package {wanted}.',
          fix: 'Add {wanted} to the requirements or lock file that the Dockerfile installs from, and rebuild the image (`pip check` in the build finds this).',
        },
        {
          where: 'Ruby has loaded another version of a gem',
          when: /already activated (?<loaded>[\w-]{1,80} [\d.]{1,20}), but your Gemfile requires (?<wanted>[\w-]{1,80} \d[\d.]{0,18}\d)/,
          plain:
            'The program was started without Bundler, so Ruby had loaded {loaded} when the Gemfile asked for {wanted}.',
          fix: 'Start it through Bundler: put `bundle exec` in front of the `command` of the container (or use the stubs in `bin/`), or update Gemfile.lock to {loaded}.',
        },
        {
          where: 'a call or an attribute does not fit, which may be in the own code too',
          when: /unexpected keyword argument '(?<argument>\w{1,80})'|module '(?<module>[\w.]{1,80})' has no attribute '(?<attribute>\w{1,80})'/,
          plain:
            'The code uses [[{argument}]][[{attribute}]], which {module|what it calls} does not have: the two are not of the same version.',
          fix: 'If {module|what it calls} is a library, pin the version that the code is written for (a lock file that the Dockerfile installs from) or adapt the code to the new one; if it is your own code, correct it there. The stack trace in the log shows the place.',
        },
        {
          where: 'a part of the library has moved to another package',
          when: /[`'](?<name>\w{1,80})[`'] has been moved to the [`'](?<package>[\w.-]{1,80})[`'] package/,
          plain: 'The library in the image is newer than the code: {name} has moved to the package {package}.',
          fix: 'Add {package} to the requirements and import {name} from it, or pin the library to the version before the move.',
        },
      ],
      link: STOPPED,
      log: 'only',
      excludes: ['says-crash'],
    },
    {
      id: 'says-pid-file',
      title: 'A PID file says that the server is already running',
      pattern:
        /A server is already running(?: \(pid: \d{1,7}, file: (?<file1>[^)\s]{1,200})\)|\. Check (?<file2>[^\s]{1,200}?)\.?(?:\s|$))|(?:pid|lock) ?file (?<file3>\/\S{1,200}) (?:already )?exists|Already running on PID \d{1,7} \(or pid file '(?<file4>[^']{1,200})' is stale\)/i,
      plain:
        'The server finds {file|its PID file}, which an earlier run left behind, and assumes that it is already running.',
      causes: [],
      fix: 'Delete {file|the file} before the server starts (`rm -f` in the start script), and keep it out of the image (.dockerignore) and off volumes.',
      link: COMMAND,
      log: 'only',
      sources: ['https://github.com/Freika/dawarich/issues/689', 'https://github.com/samvera/hyku/issues/1261'],
    },
    {
      id: 'says-shell-syntax',
      title: 'A start script has a syntax error',
      pattern:
        /(?<![\w./-])(?<file1>[\w./-]{1,200}): (?:line )?(?<line1>\d{1,6}): (?:\S{1,200}: )?syntax error(?: near unexpected token .{1,40}|: .{1,120})?|(?<![\w./-])(?<file2>[\w./-]{1,200}): -c: line (?<line2>\d{1,6}): (?:syntax error|unexpected EOF)|(?<![\w./-])(?<file3>[\w./-]{1,200}): line (?<line3>\d{1,6}): unexpected EOF/i,
      plain: 'The shell cannot read {file|a script}: syntax error[[ in line {line}]].',
      causes: [],
      fix: 'Correct[[ line {line} of]] {file|the script} (or `command`, if it is `sh -c`) and try it in the image with `sh -n`: a script with bash syntax needs bash, not sh.',
      link: COMMAND,
      log: 'only',
      sources: [
        'https://github.com/docker-library/wordpress/issues/173',
        'https://github.com/lemonldap-ng-controller/lemonldap-ng-controller/pull/8',
        'https://github.com/orcfoss/Rboxlo/issues/66',
      ],
    },
  ],
} as const satisfies PatternGroup;
