import { complaints } from './complaints.ts';
import { GUIDE, type Pattern, type Variant } from './pattern.ts';

const PAGE = `${GUIDE}/stopped-task-error-codes.html`;
/** Facts of a failure that its message does not hold: src/watch/diagnose/circumstances.ts writes these lines. */
export const UNREAD = /^log not shown: (?<how>.+)$/m;
const SHOWN = /^log: shown$/m;
const BY_ITSELF = /^ended: by itself$/m;
const KILLED_BY_ITSELF =
  'The program was killed (SIGKILL) although ECS had not stopped the task: most likely the container or the task ran out of memory.';
const MORE_MEMORY =
  'Raise `memory` of the container and of the task, or lower the heap limit or number of workers of the program.';

/** Exit codes as shells and kernels give them: 128 + the signal. */
export function exitCodes() {
  const code = <const Code extends number>(
    number: Code,
    words: Pick<Pattern, 'title' | 'plain' | 'causes' | 'fix' | 'variants'>,
  ) => ({
    id: `exit-code-${number}` as const,
    pattern: new RegExp(`(?:exited with code|exit code|exit status|exitCode)[: ]+${number}\\b`, 'i'),
    link: PAGE,
    symptom: true as const,
    ...words,
  });
  return [
    code(0, {
      title: 'Exit code 0: the program exited by itself',
      plain: 'The program exited without an error, but a service has to keep running.',
      causes: [
        '`command` runs a job or a shell instead of a server',
        {
          text: 'the server goes to the background',
          unless: /^command: .*(?:daemon off|--no-daemon|--nodaemon|-DFOREGROUND)/m,
        },
        {
          text: 'the program is a shell or interpreter that waits for input, and there is none',
          when: /^command: (?:\S*\/)?(?:ba|da|a)?sh$|^command: (?:\S*\/)?(?:node|python3?|irb|php|ruby)$|^log not shown: /m,
        },
      ],
      fix: 'Start the server in the foreground as the container’s command; run jobs as tasks, not as a service.',
      variants: [
        {
          where: 'its command builds or tests instead of serving',
          when: /^command: (?<command>(?:npm|yarn|pnpm|bun|npx|next|vite|webpack|make|mvn|gradle|go|cargo|dotnet)\b.{0,120}\b(?:build|test|lint|compile|install)\b.{0,80})$/m,
          plain: 'The container ran `{command}`, which ended without an error, but a service has to keep running.',
          fix: 'Change `command` of the container from `{command}` to what starts the server (such as `npm start`), and run the build in the Dockerfile.',
        },
        {
          where: 'it migrated the database, beside other containers',
          when: /container (?<ended>\S{1,255}) exited with code 0\b[\s\S]*^containers: \d+, beside it (?<others>.+)$[\s\S]*^migrates: (?!.*\n(?:.*\n)*log says: )/m,
          plain:
            'Container {ended} did its work (code 0), and since it is essential, ECS stopped the task with {others}.',
          fix: 'Set `essential` of container {ended} to false, and let {others} wait for it (`dependsOn` with condition SUCCESS); or run it once before the deployment as a one-off task (`run-task`).',
        },
        {
          where: 'other containers of the task had to end with it',
          when: /container (?<ended>\S{1,255}) exited with code 0\b[\s\S]*^containers: \d+, beside it (?<others>.+)\n(?![\s\S]*^log says: )/m,
          plain:
            'Container {ended} ended without an error, and since it is essential, ECS stopped the task with {others}.',
          fix: 'If {ended} is meant to end, set `essential` of container {ended} to false and let {others} wait for it (`dependsOn` with condition SUCCESS); if it is a server, start it in the foreground.',
        },
        {
          where: 'the log ends with an error',
          when: /^log says: /m,
          plain: 'The program exited with code 0, as if all went well, after an error that its log names.',
          fix: 'Resolve the error that the log names, and have the program exit with another code than 0 after an error.',
        },
      ],
    }),
    code(1, {
      title: 'Exit code 1: the program failed',
      plain: 'The program exited with code 1, an error.',
      causes: [
        'a variable, secret or file is missing',
        'a database or another service cannot be reached',
        'a bug in this version',
      ],
      fix: 'Resolve the error in the last lines of the log, then deploy again.',
      variants: byLog(),
    }),
    code(2, {
      title: 'Exit code 2: wrong usage, or a panic',
      plain: 'The program exited with code 2, an error.',
      causes: [
        { text: 'wrong arguments in `command`', unless: SHOWN },
        { text: 'a panic of a Go program', unless: SHOWN },
        { text: 'a syntax error in a start script', unless: SHOWN },
      ],
      fix: 'Check `command` and the last lines of the log.',
      variants: byLog('Check the arguments in `command`.'),
    }),
    code(126, {
      title: 'Exit code 126: the command cannot be executed',
      plain: 'The command was found but cannot be executed.',
      causes: [
        'the file has no executable bit',
        { text: 'it is built for another processor', unless: /permission denied/i },
        '`user` is not allowed to execute it',
      ],
      fix: 'Run `chmod +x` on the file in the Dockerfile, and build for the architecture of the task.',
      variants: [
        {
          where: 'the log says that permission is denied',
          when: /permission denied/i,
          fix: 'Run `chmod +x` on the file in the Dockerfile, or correct `user`.',
        },
        {
          where: '`command` and the image are known',
          when: /^command: (?<command>.{1,200})$[\s\S]*^image of the container: (?<image>\S{1,300})$/m,
          fix: 'Run `chmod +x` in the Dockerfile of {image} on the program that `{command}` starts, as a user that `user` of the container may be, and build it for the architecture of the task (`runtimePlatform`, x86_64 unless set).',
        },
        {
          where: 'only the image is known',
          when: /^image of the container: (?<image>\S{1,300})$/m,
          fix: 'Run `chmod +x` in the Dockerfile of {image} on the program of its ENTRYPOINT or CMD, and build it for the architecture of the task (`runtimePlatform`, x86_64 unless set).',
        },
      ],
    }),
    code(127, {
      title: 'Exit code 127: command not found',
      plain: 'The shell in the container did not find the command.',
      causes: [
        'a typo in `command` or `entryPoint`',
        'the program or a shared library is not in the image',
        'a start script has Windows line endings',
      ],
      fix: 'Correct `command` and `entryPoint`, or install the program in the image.',
      variants: [
        {
          where: '`command` and the image are known',
          when: /^command: (?<command>.{1,200})$[\s\S]*^image of the container: (?<image>\S{1,300})$/m,
          plain: 'The shell in the container did not find a program that `{command}` calls.',
          fix: 'Correct the name of the program in `command` or `entryPoint` (now `{command}`), or install it in the image {image}, in a folder of its PATH; a script that is there needs LF line endings and an interpreter that the image has (Alpine: `sh`, no bash).',
        },
        {
          where: 'only the image is known',
          when: /^image of the container: (?<image>\S{1,300})$/m,
          plain:
            'The shell in the container did not find a program that the ENTRYPOINT or CMD of the image {image} calls: the task definition has no `command`.',
          fix: 'Correct the program in ENTRYPOINT and CMD of the image {image}, or install it in the stage that runs, in a folder of its PATH; a start script needs LF line endings and an interpreter that the image has (Alpine: `sh`, no bash).',
        },
      ],
    }),
    code(134, {
      title: 'Exit code 134: aborted',
      plain: 'The program aborted itself (SIGABRT).',
      causes: [],
      fix: 'Check the last lines of the log for a failed assertion or a full heap; raise the heap limit and `memory` if the heap is full.',
      variants: [
        {
          where: 'the C library found its heap damaged',
          when: /\b(?:free|malloc|realloc|munmap_chunk)\(\): |double free or corruption|corrupted (?:size|double-linked)|stack smashing detected/,
          plain:
            'The C library found the memory of the program damaged, and aborted it: native code, or a native module, is at fault.',
          fix: 'In the Dockerfile, install native modules in the stage that runs them (no `node_modules`, virtual environment or `.so` copied from another base), and go back to the versions of base image and native libraries that the previous image has.',
        },
        ...byLog('It is a failed assertion, or a full heap: raise the heap limit and `memory` then.'),
      ],
    }),
    code(137, {
      title: 'Exit code 137: killed',
      plain: 'The program was killed (SIGKILL).',
      causes: [
        'the container reached its memory limit',
        { text: 'it did not exit within `stopTimeout` after SIGTERM', unless: BY_ITSELF },
        { text: 'its health check failed and it did not react to SIGTERM', when: /health check/i },
      ],
      fix: 'Raise `memory` if the container reached its limit; otherwise exit on SIGTERM, or raise `stopTimeout`.',
      variants: [
        {
          where: 'the log says that the program was asked to stop',
          when: /^log: asked to stop$/m,
          plain:
            'The program was asked to stop (SIGTERM, as its log says), did not end in time, and was killed (SIGKILL). That is no sign of too little memory.',
          fix: 'Have the program end soon after SIGTERM (close the server and its connections), or raise `stopTimeout` of the container (30 s unless set). What asked it to stop is in the events of the service, or is a process manager in the container.',
        },
        {
          where: 'ECS had not stopped the task, and the log cannot be shown',
          when: new RegExp(`${BY_ITSELF.source}[\\s\\S]*${UNREAD.source}`, 'm'),
          plain: KILLED_BY_ITSELF,
          fix: `${MORE_MEMORY} {how|Read its log.}`,
        },
        {
          where: 'ECS had not stopped the task, and its memory is known',
          when: new RegExp(
            `${BY_ITSELF.source}[\\s\\S]*^task has (?<limit>\\d{1,7}) MiB, next is (?<next>\\d{1,7}) MiB`,
            'm',
          ),
          plain: KILLED_BY_ITSELF,
          fix: 'Raise `memory` of the task from {limit} to {next} MiB (input `memory`), or lower the heap limit or number of workers of the program.',
        },
        {
          where: 'ECS had not stopped the task, and the memory of the container is known',
          when: new RegExp(
            `${BY_ITSELF.source}[\\s\\S]*^container (?<container>\\S{1,255}) has (?<limit>\\d{1,7}) MiB, twice that is (?<next>\\d{1,7}) MiB$`,
            'm',
          ),
          plain: KILLED_BY_ITSELF,
          fix: 'Raise `memory` of container {container} from {limit} to {next} MiB, and that of the task with it, or lower the heap limit or number of workers of the program.',
        },
        { where: 'ECS had not stopped the task', when: BY_ITSELF, plain: KILLED_BY_ITSELF, fix: MORE_MEMORY },
      ],
    }),
    code(139, {
      title: 'Exit code 139: segmentation fault',
      plain: 'The program accessed invalid memory (SIGSEGV).',
      causes: ['a native library does not match the base image or the processor', 'a bug in native code'],
      fix: 'Rebuild native modules in the image that runs them (glibc or musl, x86 or ARM).',
      variants: [
        {
          where: 'the image is known',
          when: /^image of the container: (?<image>\S{1,300})$/m,
          fix: 'In the Dockerfile of {image}, install native modules in the stage that runs them (no `node_modules`, virtual environment or `.so` copied from another base: glibc and musl, x86 and ARM do not mix), and go back to the base image and library versions of the previous image if these changed.',
        },
      ],
    }),
    code(143, {
      title: 'Exit code 143: terminated',
      plain: 'The program exited on SIGTERM: something stopped the task.',
      causes: [
        { text: 'another essential container ended', unless: /^containers: 1$/m },
        'health checks failed',
        'the task was replaced',
      ],
      fix: 'Find out what stopped the task: check the other containers and the health checks.',
      variants: [
        {
          where: 'ECS had not stopped the task',
          when: BY_ITSELF,
          plain:
            'The program exited on SIGTERM, although ECS had not stopped the task: the signal came from inside the container.',
          fix: 'Find what ends the program inside the container: a start script, a process manager or a watchdog.',
        },
      ],
    }),
    code(255, {
      title: 'Exit code 255: the runtime or a wrapper failed',
      plain: 'The program exited with code 255 (-1).',
      causes: [
        'an error without an exit code of its own',
        { text: 'the image is built for another processor', unless: SHOWN },
        { text: 'the host stopped the container', unless: BY_ITSELF },
      ],
      fix: 'Check the last lines of the log and the architecture of the image.',
      variants: byLog('Check the architecture of the image.'),
    }),
  ] as const;
}

/** What the log adds to an exit code: the error that it names, its last line, or how to get it. */
export function byLog(fix = ''): Variant[] {
  return [
    ...complaints(),
    {
      where: 'the log ends with how the program is called',
      when: /^log ends with: (?<usage>usage: .{1,200})$/im,
      plain: 'The program ended at once and printed how it is called: it does not accept its arguments.',
      fix: 'Correct the arguments in `command` (and `entryPoint`) of the container, one list item for each; the program prints "{usage}".',
    },
    {
      where: 'the log ends with gunicorn, whose workers do not start',
      when: /^log ends with: .{0,80}\bWorker failed to boot\b/m,
      plain: 'gunicorn ended because its workers could not load the application. The log does not say why.',
      fix: 'Run `python -c "import MODULE"` in the image with the same environment, with the module that `command` gives to gunicorn, or add `--preload` and `--log-level debug` to `command` of the container: the traceback names the reason. Until then, deploy the previous image.',
    },
    {
      where: 'the log ends without an error',
      when: /^log ends with: (?<last>.{1,200})$/m,
      fix: `${fix} Its log ends with "{last}", which is no error that is known here. Correct what that line is about, or what the program does after it, or have it log why it ends; until then, deploy the previous image.`.trim(),
    },
    { where: 'the log cannot be shown', when: UNREAD, fix: `${fix} {how|Read its log.}`.trim() },
  ];
}
