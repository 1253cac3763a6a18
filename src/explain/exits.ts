import { GUIDE, type Pattern, type PatternGroup } from './pattern.ts';

const PAGE = `${GUIDE}/stopped-task-error-codes.html`;
const START_PAGE = `${GUIDE}/cannot-start-container.html`;

/** Containers that do not start, or that end. */
export const EXITS: PatternGroup = {
  title: 'Containers that do not start or that end',
  patterns: [
    {
      id: 'exec-format',
      title: 'The program is built for another processor',
      pattern: /exec format error/i,
      plain: 'The program in the image is built for another processor than the task has.',
      causes: [
        'the image was built on a Mac with Apple silicon or an ARM runner and the task is X86_64, or the other way round',
        'a start script has no `#!` line',
      ],
      mend: 'Build for the architecture of the task (`docker buildx build --platform linux/amd64`), or set `runtimePlatform.cpuArchitecture` to ARM64.',
      link: PAGE,
      noRetryMends: true,
      log: true,
    },
    {
      id: 'executable-missing',
      title: 'The command is not in the image',
      pattern:
        /executable file not found|exec:? "?(?<command>[^"\s:]+)"?: (?:stat [^:]+: )?no such file or directory|exec user process caused:? "?no such file or directory|starting container process caused.*no such file/i,
      plain: 'The container was to start {command|a program} that is not in the image.',
      causes: [
        '`command` or `entryPoint` is one string with blanks instead of a list',
        'the path is wrong, or the image was built without it',
        'a start script has Windows line ends or names a shell that the image lacks',
      ],
      mend: 'Correct `command` and `entryPoint` (one list item per word), or the image.',
      link: START_PAGE,
      noRetryMends: true,
      log: true,
    },
    {
      id: 'executable-denied',
      title: 'The command may not be executed',
      pattern:
        /exec:? "?(?<command>[^"\s:]+)"?: permission denied|exec user process caused:? "?permission denied|starting container process caused.*permission denied/i,
      plain: 'The container may not execute {command|its program}.',
      causes: ['the file lost its executable bit', '`user` may not execute it'],
      mend: 'Run `chmod +x` on the file in the Dockerfile, or correct `user`.',
      link: START_PAGE,
      noRetryMends: true,
      log: true,
    },
    {
      id: 'port-in-use',
      title: 'The port is taken',
      pattern: /port is already allocated|EADDRINUSE|address already in use/i,
      plain: 'Another process holds the port that the container wants.',
      causes: [
        'two containers of the task listen on the same port (they share one network in awsvpc mode)',
        'a fixed `hostPort` on a container instance where the old task still runs',
      ],
      mend: 'Give each container of the task its own port; with bridge networking set `hostPort` to 0.',
      link: START_PAGE,
      log: true,
    },
    {
      id: 'out-of-memory',
      title: 'The container ran out of memory',
      pattern: /OutOfMemory(?:Error)?: Container killed|Container killed due to memory usage|OOM-?killed/i,
      plain: 'The container wanted more memory than it may have and was killed.',
      causes: [
        '`memory` of the container or task is too small for this version',
        'the program leaks, or its heap limit is above the container’s',
      ],
      mend: 'Raise `memory` of the container (and of the task), or make the program use less.',
      link: PAGE,
    },
    {
      id: 'runtime-timeout',
      title: 'The container did not start in time',
      pattern:
        /(?:ContainerRuntimeTimeoutError|DockerTimeoutError|Could not transition to (?:running|started|created|stopped))/i,
      plain: 'The container runtime did not bring the container to the wanted state in time.',
      causes: ['very little CPU for a heavy start', 'log driver or volume hang', 'the host is overloaded'],
      mend: 'Give the task more CPU and memory, check log driver and volumes; if it was a single task, deploy again.',
      link: PAGE,
      passes: true,
    },
    {
      id: 'dependency-failed',
      title: 'A container that others wait for failed',
      pattern:
        /dependency (?:container )?(?:did not|failed|.*condition)|dependsOn|failed to (?:meet|satisfy).*dependency|Dependency .* (?:failed|not met)/i,
      plain: 'A container named in `dependsOn` did not reach the wanted condition, so the others were not started.',
      causes: [
        'a SUCCESS container ended with an error',
        'a HEALTHY container failed its health check',
        'its `startTimeout` is too short',
      ],
      mend: 'Look at the log of the container that others wait for; raise `startTimeout` if it is only slow.',
      link: `${GUIDE}/task_definition_parameters.html#container_definition_dependson`,
    },
    {
      id: 'cannot-create-container',
      title: 'The container cannot be created',
      pattern: /CannotCreate(?:Container|Volume)Error/i,
      plain: 'The container runtime refused the settings of the container.',
      causes: ['a mount, link, device or user that does not exist', 'a setting that the host does not know'],
      mend: 'Correct what the text names in the container definition.',
      link: PAGE,
    },
    {
      id: 'cannot-start-container',
      title: 'The container cannot be started',
      pattern:
        /CannotStart(?:Container)?Error|failed to create (?:new container runtime task|shim task|task for container)|OCI runtime (?:create|error)/i,
      plain: 'The image was pulled, but the container runtime could not start the container.',
      causes: [
        '`command`, `entryPoint`, `workingDirectory` or `user` do not fit the image',
        'a mount or device is missing',
        'too little memory to start',
      ],
      mend: 'Correct what the text names; try the image with `docker run` and the same command.',
      link: START_PAGE,
    },
    {
      id: 'cannot-inspect-container',
      title: 'The agent lost sight of the container',
      pattern: /Cannot(?:Inspect|Stop|Describe)ContainerError/i,
      plain: 'The agent could not ask or stop the container: a trouble of the host rather than of the image.',
      causes: ['the host or its container runtime is overloaded or broken'],
      mend: 'Deploy again; on EC2 replace the container instance if it happens twice.',
      link: PAGE,
      passes: true,
    },
    ...exitCodes(),
    {
      id: 'without-exit-code',
      title: 'The container never ran',
      pattern: /without an exit code/i,
      plain: 'The container has no exit code: it never started, or its host was lost.',
      causes: ['another container of the task failed first', 'the image or a resource of the task was not ready'],
      mend: 'Look at the reasons of the other containers and of the task.',
      link: PAGE,
    },
    {
      id: 'spot-interruption',
      title: 'Fargate Spot or EC2 Spot took the capacity back',
      pattern: /Spot (?:Task|Instance)? ?(?:was|has been)? ?interrupt|SpotInterruption/i,
      plain: 'AWS took the Spot capacity back that the task ran on.',
      causes: ['Spot capacity is short in these zones'],
      mend: 'Deploy again, and keep a base of on-demand capacity in `capacityProviderStrategy`.',
      link: `${GUIDE}/fargate-capacity-providers.html`,
      passes: true,
    },
    {
      id: 'host-gone',
      title: 'The host of the task is gone',
      pattern:
        /Host EC2(?: \(instance (?<instance>[\w-]+)\))? (?:terminated|stopped)|InfrastructureHealth|underlying (?:host|hardware|infrastructure)|TerminationNotice|task retirement|Fargate.*(?:retire|maintenance)/i,
      plain: 'The machine under the task ({instance|its host}) was stopped or replaced, or failed.',
      causes: ['the Auto Scaling group scaled in or replaced the instance', 'AWS retired the host'],
      mend: 'Deploy again; on EC2 let instances drain (managed instance draining) before they end.',
      link: PAGE,
      passes: true,
    },
    {
      id: 'stopped-by-user',
      title: 'Somebody stopped the task',
      pattern: /Task stopped by (?:user|a user)|stop(?:ped)? task by user|Request stop task by user|UserInitiated/i,
      plain: 'A person or a script called StopTask.',
      causes: ['someone restarts tasks by hand', 'a script cleans up'],
      mend: 'See in CloudTrail who called StopTask.',
      link: PAGE,
      passes: true,
    },
    {
      id: 'scaling-activity',
      title: 'The task was not needed any more',
      pattern: /Scaling activity initiated by/i,
      plain: 'ECS stopped the task because the service needs fewer of its revision: normal in a deployment.',
      causes: ['a deployment or a scaling event'],
      mend: 'Nothing is to be done.',
      link: PAGE,
      normal: true,
      echo: true,
    },
    {
      id: 'az-rebalance',
      title: 'The task moved to another zone',
      pattern: /AZ Rebalanc/i,
      plain: 'ECS moves tasks so that the zones carry the same load.',
      causes: ['availability zone rebalancing is on'],
      mend: 'Nothing is to be done.',
      link: `${GUIDE}/service-rebalancing.html`,
      normal: true,
      echo: true,
    },
    {
      id: 'essential-exited',
      title: 'An essential container ended',
      pattern: /Essential container in task exited/i,
      plain: 'A container that the task cannot be without ended, and took the task with it.',
      causes: ['the program failed: see exit code and log', 'the program ended by itself, which a service must not'],
      mend: 'Look at exit code and log of the container.',
      link: PAGE,
      echo: true,
    },
    {
      id: 'task-failed-to-start',
      title: 'The task failed to start',
      pattern: /^(?:Task failed to start|TaskFailedToStart)\b/i,
      plain: 'The task did not get as far as running its containers; the reason stands at a container.',
      causes: ['see the reasons of the containers'],
      mend: 'Look at the reasons of the containers.',
      link: `${GUIDE}/failed-to-start-error.html`,
      echo: true,
    },
  ],
};

/** Exit codes as shells and kernels give them: 128 + the signal. */
function exitCodes(): Pattern[] {
  const code = (number: number, words: Pick<Pattern, 'title' | 'plain' | 'causes' | 'mend'>): Pattern => ({
    id: `exit-code-${number}`,
    pattern: new RegExp(`(?:exited with code|exit code|exit status|exitCode)[: ]+${number}\\b`, 'i'),
    link: PAGE,
    ...words,
  });
  return [
    code(0, {
      title: 'Exit code 0: the program ended by itself',
      plain: 'The program ended without an error, but a service has to go on running.',
      causes: [
        '`command` runs a job or a shell instead of a server',
        'the server goes to the background',
        'the program ended because its input was closed',
      ],
      mend: 'Start the server in the foreground as the container’s command; run jobs as tasks, not as a service.',
    }),
    code(1, {
      title: 'Exit code 1: the program failed',
      plain: 'The program ended itself with an error: the reason stands at the end of its log.',
      causes: [
        'a variable, secret or file is missing',
        'a database or another service cannot be reached',
        'a mistake in this version',
      ],
      mend: 'Mend what the last lines of the log say, then deploy again.',
    }),
    code(2, {
      title: 'Exit code 2: wrong usage',
      plain: 'The program or shell did not understand how it was called, or the runtime ended it after an error.',
      causes: ['wrong arguments in `command`', 'a panic of a Go program', 'a syntax error in a start script'],
      mend: 'Check `command` and the last lines of the log.',
    }),
    code(126, {
      title: 'Exit code 126: the command cannot be executed',
      plain: 'The command was found but cannot be executed.',
      causes: ['the file has no executable bit', 'it is built for another processor', '`user` may not execute it'],
      mend: 'Run `chmod +x` on the file in the Dockerfile, and build for the architecture of the task.',
    }),
    code(127, {
      title: 'Exit code 127: the command is not found',
      plain: 'The shell in the container did not find the command.',
      causes: [
        'a typing mistake in `command` or `entryPoint`',
        'the program or a shared library is not in the image',
        'a start script has Windows line ends',
      ],
      mend: 'Correct `command` and `entryPoint`, or install the program in the image.',
    }),
    code(134, {
      title: 'Exit code 134: aborted',
      plain: 'The program aborted itself (SIGABRT).',
      causes: ['a failed assertion or a full heap (Node.js: "JavaScript heap out of memory")'],
      mend: 'Look at the last lines of the log; raise the heap limit and `memory` if the heap is full.',
    }),
    code(137, {
      title: 'Exit code 137: killed',
      plain: 'The program was killed (SIGKILL).',
      causes: [
        'the container reached its memory limit',
        'it did not end within `stopTimeout` after SIGTERM',
        'its health check failed and it did not react to SIGTERM',
      ],
      mend: 'Raise `memory` if it grew to its limit; otherwise end on SIGTERM, or raise `stopTimeout`.',
    }),
    code(139, {
      title: 'Exit code 139: segmentation fault',
      plain: 'The program touched memory that is not its own (SIGSEGV).',
      causes: ['a native library that does not fit the base image or the processor', 'a bug in native code'],
      mend: 'Rebuild native modules in the image that runs them (glibc against musl, x86 against ARM).',
    }),
    code(143, {
      title: 'Exit code 143: asked to end',
      plain: 'The program ended on SIGTERM: something stopped the task.',
      causes: ['another essential container ended', 'health checks failed', 'the task was replaced'],
      mend: 'Look for what stopped the task: the other containers and the health checks.',
    }),
    code(255, {
      title: 'Exit code 255: the runtime or a wrapper failed',
      plain: 'The program ended with -1, or the container runtime lost it.',
      causes: [
        'an error that the program does not number',
        'the image is built for another processor',
        'the host stopped the container',
      ],
      mend: 'Look at the last lines of the log, and at the architecture of the image.',
    }),
  ];
}
