import { byGrammar, NAMES_VARIABLE } from '../complaints.ts';
import { GUIDE, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;

/** Panics and exceptions of every kind; tried last, because most of them name a better cause. */
export const CRASHES = {
  title: 'The program reports: crashes',
  patterns: [
    {
      id: 'says-crash',
      title: 'The program crashed at an error in its code',
      pattern:
        /Unknown file extension "\.[cm]?(?:tsx?|jsx)"|^(?:panic: |fatal error: (?!.*(?:out of memory|Allowed memory)))|\b(?:(?:runtime error: |TypeError: |ReferenceError: |AttributeError: |NameError: |UnboundLocalError: |IndexError: |NoMethodError: |NotImplementedError: |ZeroDivisionError: |(?:java\.lang\.)?NullPointerException|(?:System\.)?NullReferenceException|(?:java\.lang\.)?(?:Array|String)?IndexOutOfBoundsException|ClassCastException|NoSuchMethodError|undefined method |Undefined (?:variable|array key|index|property)|Call to (?:undefined|a member) function ).{0,160})|called '?(?:Option|Result)::(?:unwrap|expect)\(\)'? on an? '?(?:None|Err)|index out of bounds: the len is|attempt to (?:subtract|add|multiply) with overflow|SyntaxError: (?:Unexpected (?:token '[^']{1,12}'|identifier(?: '[^']{1,60}')?|(?:strict mode )?reserved word)|Invalid or unexpected token)$|\(FunctionClauseError\)|\(MatchError\)|\(UndefinedFunctionError\)/,
      plain: 'The program crashed at an error that its code does not handle (its log names it).',
      causes: [],
      fix: 'Fix what the error names, in the code or in the settings that lead there: the stack trace in the log shows the place.',
      variants: [
        {
          where: 'Node.js is to run TypeScript as it is',
          when: /Unknown file extension "(?<ending>\.[cm]?(?:tsx?|jsx))" for (?<file>\S{1,300})/,
          plain: 'Node.js is to run {file}, which is not JavaScript ({ending}).',
          fix: 'Compile the program in the Dockerfile (`tsc`, or the build script) and start what that writes (such as `node dist/index.js`) in `command`, instead of {file}; or start it with a loader that the image has (`tsx`).',
        },
        {
          where: 'the JDK cannot read the cgroups of its host',
          when: /jdk\.internal\.platform\.Cgroup\w{1,20}|"anyController" is null/,
          plain:
            'The Java in the image is too old for the host of the task: it fails when it reads its limits from cgroups v2.',
          fix: 'Use the newest patch release of that Java in the base image (such as `eclipse-temurin:17-jre`, pulled anew), then rebuild the image. Until then, `-XX:-UseContainerSupport` in JAVA_TOOL_OPTIONS avoids it, with a heap that you set yourself (`-Xmx`).',
        },
        {
          where: 'a release of Elixir calls Mix',
          when: /function (?<call>Mix\.[\w.?!/]{1,60}) is undefined \(module Mix is not available\)(?:[\s\S]*^place: (?<place>\S{1,300})$)?/m,
          plain: 'The program calls {call}, and a release does not contain Mix.',
          fix: 'Take {call} out of what runs in the release (config/runtime.exs and the code): use `config_env()` in runtime.exs, `Application.get_env` with a value that config.exs sets, or a module attribute that is set when it is compiled; then rebuild the image.',
        },
        {
          where: 'Elixir calls a function that is not there',
          when: /\(UndefinedFunctionError\) function (?<call>[\w.:?!/]{2,120}) is undefined(?: \(module (?<module>[\w.:]{1,100}) is not available\)| or private)?/,
          plain: 'The program calls {call}, which is not in the release[[: it has no module {module}]].',
          fix: 'Add the dependency or application that has {call} to the release (`deps` without `only: :dev` or `runtime: false`, `extra_applications` in mix.exs), or correct its name and number of arguments; then rebuild the image.',
        },
        {
          where: 'Node.js no longer knows import assertions',
          when: /SyntaxError: Unexpected identifier 'assert'$/m,
          plain: 'Node.js in the image no longer takes `assert` behind an import (since version 22: `with`).',
          fix: "Write `with { type: 'json' }` instead of `assert { type: 'json' }` (TypeScript 5.3 and later compile it), or upgrade the package that has it; until then use a base image with Node.js 20.",
        },
        {
          where: 'Node.js cannot parse a file',
          when: /SyntaxError: (?<what>Unexpected (?:token '[^']{1,12}'|identifier(?: '[^']{1,60}')?|(?:strict mode )?reserved word)|Invalid or unexpected token)$/m,
          plain:
            'Node.js cannot parse a file of the program ({what}); the log shows the file and the line above this error.',
          fix: 'Look at that file: either Node.js in the image is older than the code or package (use a newer base image, such as `node:22-slim`), or the file is not JavaScript (TypeScript or JSX that was not compiled, an HTML page saved under its name).',
        },
        {
          where: 'Go cannot read its memory limit',
          when: /malformed (?<name>GOMEMLIMIT)\b(?:[\s\S]*^names variable GOMEMLIMIT of container (?<holder>\S{1,255}?)(?:, now (?<value>\S{1,40}))?$)?/m,
          plain: 'Go cannot read the value of {name}[[ ({value})]], so the program does not start.',
          fix: 'Write {name} in `environment` of the container[[ {holder}]] as a whole number with the unit B, KiB, MiB, GiB or TiB (such as `1500MiB`; about 90 % of the memory of the container)[[ instead of {value}]]: G, GB, m and fractions are none.',
        },
        {
          where: 'a nil pointer of Go, and the place is known',
          when: /nil pointer dereference[\s\S]*^place: (?<place>\S{1,300})$/m,
          plain: 'The program crashed at {place}: it uses a nil pointer there.',
          fix: 'Correct the code at {place}: check why the pointer is nil (a constructor that failed or was not called, an error that was ignored); until then, deploy the previous image.',
        },
        {
          where: 'Rust opens a file that is not there',
          when: /kind: NotFound, message: "No such file[\s\S]*^place: (?<place>\S{1,300})$/m,
          plain:
            'The program crashed at {place}: what it opens there does not exist. The error does not name the file.',
          fix: 'Look up which path {place} opens, and add that file to the image or mount it; a relative path starts at `workingDirectory` of the container.',
        },
        {
          where: 'Rust finds no value where the code expects one',
          when: /(?:^place: (?<place>\S{1,300})$[\s\S]*)?^log says: .{0,200}?called ['`]?Option::unwrap\(\)['`]? on a ['`]?None/m,
          plain:
            'The program crashed[[ at {place}]] because there is no value where its code expects one (`None`); the log does not say which.',
          fix: 'Look what gives `None` at {place|the place that `RUST_BACKTRACE=1` in `environment` of the container shows}: an unset variable (`env::var(…).ok()`), a key that the configuration lacks, an empty answer or row. Set that, or have the code say what is missing (`expect`, or an error); until then, deploy the previous image.',
        },
        {
          where: 'the error names a variable that the container does not have',
          when: /(?:^place: (?<place>\S{1,300})$[\s\S]*)?^setting (?<variable>\S+): not in container (?<holder>[^\s,]{1,255})/m,
          plain: 'The program crashed[[ at {place}]] because {variable} is not set in container {holder}.',
          fix: 'Set {variable} in `environment` or `secrets` of container {holder}[[ ({place} reads it)]]; if it is there under another name, correct the name.',
        },
        {
          where: 'something is read from a value that is not there',
          when: /^place: (?<place>\S{1,300})$[\s\S]*^log says: .{0,200}?(?:Cannot (?:read|set) propert(?:y|ies) (?:'(?<old>\w{1,60})' )?of (?:undefined|null)(?: \((?:reading|setting) '(?<part>\w{1,60})'\))?|'NoneType' object has no attribute '(?<python>\w{1,60})'|undefined method ['`](?<ruby>\w{1,60}[?!=]?)' for nil|Call to a member function (?<php>\w{1,60})\(\) on null|Cannot (?:invoke|read field|load from) "(?<java>[^"]{1,120})" because (?<why>.{1,160}? is null))/m,
          plain:
            'The program crashed at {place}: what it takes [[{part}]][[{old}]][[{python}]][[{ruby}]][[{php}]][[{java}]] from is not there[[ ({why})]].',
          fix: 'At {place}, the value before [[{part}]][[{old}]][[{python}]][[{ruby}]][[{php}]][[{java}]] is empty[[: {why}]]. Set what it comes from (a variable in `environment` or `secrets`, a key of the configuration, a row or an answer that is missing here), or have the code there do without it; until then, deploy the previous image.',
        },
        {
          where: 'the code uses a name that is not defined',
          when: /^place: (?<place>\S{1,300})$[\s\S]*^log says: .{0,200}?(?:(?:ReferenceError: |name ['"])(?<name>[\w.]{1,80})['"]? is not defined|undefined (?:local variable or )?method ['`](?<ruby>\w{1,80}[?!]?)'|(?:TypeError: )(?<call>[\w.$]{1,120}) is not a (?:function|constructor)|Call to undefined (?:function|method) (?<php>[\w\\:]{1,120})|module '[\w.]{1,80}' has no attribute '(?<python>\w{1,80})')/m,
          plain:
            'The program crashed at {place}: it uses [[{name}]][[{ruby}]][[{call}]][[{php}]][[{python}]], which is not defined.',
          fix: 'At {place}, import or define [[{name}]][[{ruby}]][[{call}]][[{php}]][[{python}]], or install the version of the library that has it (pin it in the lock file that the Dockerfile installs from); until then, deploy the previous image.',
        },
        ...byGrammar('(?:.{0,40}?\\bpanic: )'),
        {
          where: 'the error names a variable that the container has',
          when: NAMES_VARIABLE,
          plain: 'The program crashed at an error about {variable}, which container {holder} has.',
          fix: 'Correct {variable} of container {holder}[[ (now "{value}")]][[, which comes from {source}]], then deploy again.',
        },
        {
          where: 'the place is known',
          when: /^place: (?<place>\S{1,300})$(?:[\s\S]*^log says: (?:.{0,60}?panic: )?(?<said>.{1,200}))?/m,
          plain: 'The program crashed at {place}, at an error that its code does not handle (its log names it).',
          fix: 'Correct what leads to the error[[ "{said}"]] at {place}, the first line in its stack trace that belongs to no library, or the settings behind it; until then, deploy the previous image.',
        },
        {
          where: 'the error comes from a package',
          when: /^library: (?<library>\S{1,120})$[\s\S]*^log says: (?<said>.{1,200})/m,
          plain: 'The program crashed in the package {library}.',
          fix: 'Pin {library} to the version that the previous image has (its lock file), or correct what the program gives to it: it ends with "{said}". Until then deploy the previous image.',
        },
        {
          where: 'only the words of the error are known',
          when: /^log says: (?:.{0,60}?panic: )?(?<said>.{1,200})/m,
          fix: 'Correct the code, setting or data that leads to "{said}"; until then, deploy the previous image.',
        },
      ],
      link: STOPPED,
      log: 'only',
      sources: ['https://github.com/coroot/coroot/issues/402'],
    },
  ],
} as const satisfies PatternGroup;
