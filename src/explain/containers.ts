import { exitCodes } from './exit-codes.ts';
import { GUIDE, type PatternGroup } from './pattern.ts';
import { PORT_IN_USE } from './port-in-use.ts';

const PAGE = `${GUIDE}/stopped-task-error-codes.html`;
const FILE = '/[\\w.@+:-]{0,120}(?:/[\\w.@+:-]{1,120}){0,30}';
/** The file itself is missing, not what it needs to run. */
const NOT_THERE = /executable file not found|: stat [^:]{1,200}: no such file/i;
const START_PAGE = `${GUIDE}/cannot-start-container.html`;

/** What keeps a container from running at all. */
export const CONTAINERS = {
  title: 'Containers that do not start',
  patterns: [
    {
      id: 'exec-format',
      title: 'The program is built for another processor',
      pattern: /exec format error/i,
      plain: "The program in the image was built for a different processor architecture than the task's.",
      causes: [
        'the image was built on a Mac with Apple silicon or an ARM runner and the task is X86_64, or the other way round',
        'a start script has no `#!` line',
      ],
      fix: 'Build for the architecture of the task (`docker buildx build --platform linux/amd64`), or set `runtimePlatform.cpuArchitecture` to ARM64.',
      link: PAGE,
      noRetryHelps: true,
      log: true,
    },
    {
      id: 'working-directory-denied',
      title: 'The container cannot enter its working directory',
      pattern:
        /chdir to cwd \(?\\?"(?<directory>[^"\\]{1,300})\\?"\)?.{0,80}permission denied|cannot chdir to '(?<folder>[^']{1,300})': permission denied/i,
      plain: "The container's user has no access to its working directory {directory|in the image}.",
      causes: [
        'the directory belongs to another user, and `user` (or `USER` in the Dockerfile) changed',
        'a volume that is mounted there belongs to another user',
      ],
      fix: "Run the container as the owner of {directory|the directory} (`user`), make the container's user its owner (`chown` in the Dockerfile, or the owner of the EFS access point), or set `workingDirectory` to another directory.",
      link: START_PAGE,
    },
    {
      id: 'cgroup',
      title: 'The host refuses the resource limits of the container',
      pattern:
        /(?:starting|start) container process(?:.*?(?<file>\/sys\/fs\/cgroup[^\s:"]{0,300})|.*?\bcgroups?\b)|cgroup(?:s|v[12]| config)?.{0,120}(?:permission denied|no such file|device or resource busy|no space left|read-only)/i,
      plain: "The container runtime could not set the container's resource limits ({file|its cgroup} on the host).",
      causes: [
        'the host or its agent is in a bad state',
        '`memory`, `cpu` or `linuxParameters` ask for what the host does not offer',
        'the host runs cgroup v2 and its agent expects v1, or the other way round',
      ],
      fix: 'Deploy again. On EC2, replace the container instance with a current ECS-optimized AMI if it happens again. Check `memory`, `cpu` and `linuxParameters` of the container.',
      link: START_PAGE,
      passes: true,
    },
    {
      id: 'mount-denied',
      title: 'A volume cannot be mounted: permission denied',
      pattern:
        /(?:error |failed )?mounting \\?"(?<source>[^"\\]{1,300})\\?" to rootfs (?:\\?"[^"\\]{1,300}\\?" )?at \\?"(?<target>[^"\\]{1,300})\\?".{0,400}permission denied/i,
      plain:
        'The volume {source|of the container} could not be mounted at {target|its mount point}: permission denied.',
      causes: [
        'the volume is on a network file system that gives root no rights',
        'the EFS access point or its directory belongs to another user',
        'SELinux or AppArmor on the container instance forbids it',
      ],
      fix: 'Check the mount at {target|that path} in `mountPoints`: give the container access to {source|the volume} (the owner of the EFS access point, or of `host.sourcePath` on the container instance), or mount it elsewhere.',
      link: START_PAGE,
    },
    {
      id: 'mount-hides-program',
      title: 'A volume hides the files of the image',
      pattern: /^volume (?<volume>[^\s]{1,255}) at (?<folder>\S{1,300}) hides (?<file>\S{1,300})$/,
      plain:
        "The volume {volume|of the task} is mounted at {folder|a folder of the image}, so the container sees the volume's files there instead of the image's, such as {file|the program}.",
      causes: [
        "the mount point is the program's own folder",
        'the volume is empty, or holds an older version',
        '{file|the program} is not in the image either',
      ],
      fix: "Mount the volume at another path than {folder|the program's folder} (`containerPath` in `mountPoints`), or put {file|the program} on the volume.",
      link: `${GUIDE}/using_data_volumes.html`,
      noRetryHelps: true,
      log: 'only',
    },
    {
      id: 'executable-missing',
      title: 'The command is not in the image',
      pattern:
        /exec:? "?(?<command>[^"\s:]{1,200})"?: (?:stat [^:]{1,200}: )?(?:no such file or directory|executable file not found)|executable file not found|exec user process caused:? "?no such file or directory|starting? container process(?: caused)?:.{0,40}exec: .*no such file/i,
      plain: 'The container tries to start {command|a program} that is not in the image.',
      causes: [
        'the path is wrong, or the image was built without it',
        {
          text: 'it is a script with Windows line endings or the name of a shell that the image lacks',
          unless: NOT_THERE,
        },
        { text: 'another image than the one meant was built or tagged', when: NOT_THERE },
      ],
      fix: 'Correct {command|the path} in `command` and `entryPoint`, or add it to the image.',
      variants: [
        {
          where: 'the name of the program holds spaces',
          when: /exec:? \\?"(?<words>[^"\\]{1,100} [^"\\]{1,100})\\?": /,
          plain:
            'The container tries to start one program that is called "{words}": `command` or `entryPoint` is one string instead of a list of words.',
          fix: 'Write each word of "{words}" as an item of its own (["npm", "start"], not ["npm start"]), or start a shell: ["sh", "-c", "{words}"].',
        },
      ],
      link: START_PAGE,
      noRetryHelps: true,
      log: true,
    },
    {
      id: 'executable-denied',
      title: 'The command cannot be executed',
      pattern:
        /exec:? "?(?<command>[^"\s:]{1,200})"?: permission denied|exec user process caused:? "?permission denied|starting? container process(?: caused)?:.{0,40}exec: .*permission denied/i,
      plain: 'The container is not allowed to run {command|its program}.',
      causes: ['the file lost its executable bit', '`user` is not allowed to execute it'],
      fix: 'Run `chmod +x` on the file in the Dockerfile, or correct `user`.',
      link: START_PAGE,
      noRetryHelps: true,
      log: true,
    },
    PORT_IN_USE,
    {
      id: 'out-of-memory',
      title: 'The container ran out of memory',
      pattern: /OutOfMemory|Container killed due to memory usage|OOM[- ]?killed/i,
      plain: 'The container used more memory than its limit and was killed.',
      causes: [
        '`memory` of the container or task is too small for this version',
        'the program leaks memory, or its heap limit is above the container’s limit',
      ],
      fix: 'Raise `memory` of the container (and of the task), or make the program use less.',
      variants: [
        {
          where: 'it is the proxy of Service Connect',
          when: /container (?<proxy>ecs-service-connect-[\w-]{1,100})[\s\S]*^task has (?<limit>\d{1,7}) MiB, next is (?<next>\d{1,7}) MiB(?<cpu> with more cpu)?$/m,
          plain:
            'The proxy of Service Connect ({proxy}) ran out of memory: it gets what the containers leave of the {limit} MiB of the task.',
          fix: 'Raise `memory` of the task from {limit} to {next} MiB (input `memory`)[[{cpu}, which this size needs]], or lower `memory` of its containers: the proxy needs 64 MiB and more with many connections.',
        },
        {
          where: 'it is the proxy of Service Connect, and the size of the task is not known',
          when: /container (?<proxy>ecs-service-connect-[\w-]{1,100})/,
          plain:
            'The proxy that Service Connect adds to the task ({proxy}) ran out of memory: it gets what the containers leave of the memory of the task.',
          fix: 'Raise `memory` of the task (input `memory`), or lower `memory` of its containers: the proxy needs 64 MiB and more with many connections.',
        },
        {
          where: 'its heap limit leaves no room',
          when: /^heap leaves no room: (?<flag>\S{1,80}) in (?<place>\S{1,80}) of container (?<container>\S{1,255}), (?<limit>\d{1,7}) MiB; take (?<better>\S{1,80}), or (?<more>\d{1,7}) MiB$/m,
          plain:
            'The container used more memory than its {limit} MiB and was killed: its heap alone may take all of that ({flag} in {place}), and stacks, buffers and the runtime come on top.',
          fix: 'Lower {flag} to {better} in {place} of container {container} (three quarters of {limit} MiB; or `-XX:MaxRAMPercentage=75` for Java), or raise `memory` of the container from {limit} to {more} MiB, and that of the task with it.',
        },
        {
          where: 'the limit of the task is known',
          when: /^task has (?<limit>\d{1,7}) MiB, next is (?<next>\d{1,7}) MiB(?<cpu> with more cpu)?$/m,
          plain:
            'The container used more memory than the task has ({limit} MiB), and was killed: it has no limit of its own.',
          fix: 'Raise `memory` of the task from {limit} to {next} MiB (input `memory`)[[{cpu}, which this size needs]], or limit the heap or the workers of the program.',
        },
        {
          where: 'its limit is known',
          when: /^container (?<container>\S{1,255}) has (?<limit>\d{1,7}) MiB, twice that is (?<twice>\d{1,7}) MiB$/m,
          fix: 'Raise `memory` of container {container} above {limit} MiB (for example to {twice}), and `memory` of the task with it; or limit the heap of the program to about three quarters of {limit} MiB.',
        },
      ],
      link: PAGE,
    },
    {
      id: 'service-connect-proxy',
      title: 'The Service Connect proxy failed',
      pattern: /container (?<proxy>ecs-service-connect-[\w-]{1,100})/i,
      plain:
        'ECS adds a proxy ({proxy}) to each task of a Service Connect service, and the proxy ended or never became healthy.',
      causes: [
        'the task has too little CPU and memory for the proxy: it needs 256 CPU units and 64 MiB for itself',
        'the subnets have no route to ECS and Cloud Map, or to S3 for its image',
        'a container already uses the port of a Service Connect service',
      ],
      fix: 'Give the task more CPU and memory, check the routes of the subnets, and set `logConfiguration` of the Service Connect configuration to see its log.',
      variants: [
        {
          where: 'the containers leave the proxy too little of the task',
          when: /^the containers leave (?<cpu>\d{1,6}) of (?<units>\d{1,6}) CPU units and (?<memory>\d{1,7}) of (?<limit>\d{1,7}) MiB; take (?<more>\d{1,6}) and (?<larger>\d{1,7})$/m,
          plain:
            'ECS adds a proxy ({proxy}) to each task of a Service Connect service, and it never became healthy: the other containers leave it {cpu} of {units} CPU units and {memory} of {limit} MiB, and it needs 256 CPU units and 64 MiB.',
          fix: 'Raise `cpu` of the task from {units} to {more} and `memory` from {limit} to {larger} MiB (inputs `cpu`, `memory`), so that 256 CPU units and 64 MiB are left for the proxy; if it stays unhealthy, set `logConfiguration` of the Service Connect configuration to see its log.',
        },
      ],
      link: `${GUIDE}/service-connect.html`,
      excludes: ['container-health'],
      symptom: true,
    },
    {
      id: 'runtime-timeout',
      title: 'The container did not start in time',
      pattern:
        /(?:ContainerRuntimeTimeoutError|DockerTimeoutError|Could not transition to (?:running|started|created|stopped))/i,
      plain: 'The container runtime did not start or stop the container in time.',
      causes: ['the task has too little CPU to start', 'the log driver or a volume hangs', 'the host is overloaded'],
      fix: 'Give the task more CPU and memory, check the log driver and volumes; if it was a single task, deploy again.',
      link: PAGE,
      passes: true,
    },
    {
      id: 'dependency-awaited',
      title: 'Containers wait for one that never gets ready',
      pattern:
        /^Container (?<name>\S{1,255}) is waiting for container (?<awaited>\S{1,255}) \(dependsOn (?<condition>\w{1,20})\), which is (?<state>.{1,120})$/i,
      plain: 'The task is stuck: container {name} starts only when {awaited} is {condition}, and {awaited} is {state}.',
      causes: [],
      fix: 'Check the log and health check of container {awaited}: they show why it is not {condition}.',
      variants: [
        {
          where: 'the other one has no health check',
          when: /which is without a health check/,
          plain:
            'The task is stuck: container {name} starts only when {awaited} is {condition}, and {awaited} has no `healthCheck` in the task definition. ECS does not read the HEALTHCHECK of an image.',
          fix: 'Add a `healthCheck` to container {awaited} (for Redis ["CMD-SHELL", "redis-cli ping"], for PostgreSQL ["CMD-SHELL", "pg_isready"]), or let {name} wait for START only.',
        },
        {
          where: 'the other one migrates the database',
          when: /\(dependsOn (?:SUCCESS|COMPLETE)\), which is still[\s\S]*^migrates: /m,
          plain:
            'The task is stuck: container {name} starts only after {awaited}, which migrates the database, has ended ({condition}), and {awaited} is {state}.',
          fix: 'Check the log of {awaited}: a migration that takes long, or that waits for a lock which another task or session holds. Run long migrations before the deployment (`run-task`).',
        },
        {
          where: 'the other one is to end, and goes on running',
          when: /\(dependsOn (?:SUCCESS|COMPLETE)\), which is still/,
          plain:
            'The task is stuck: container {name} starts only after {awaited} has ended ({condition}), and {awaited} is {state}.',
          fix: 'If {awaited} is meant to keep running, such as a server or a proxy, let {name} wait for START or HEALTHY instead; if it is meant to end, its log shows what it is doing, and `startTimeout` limits how long it may take.',
        },
      ],
      link: `${GUIDE}/task_definition_parameters.html#container_definition_dependson`,
      symptom: true,
    },
    {
      id: 'container-stays-unhealthy',
      title: 'A running container fails its health check',
      pattern: /^Container (?<name>\S{1,255}) is running and fails its health check$/i,
      plain:
        'Container {name} is running but fails its own health check (`healthCheck`), so ECS does not count the task as healthy.',
      causes: [
        'the command of the health check is not in the image',
        'the path or port in the command is wrong',
        'the program is not ready',
      ],
      fix: 'Run the command of the health check in the image (`docker run`), correct it, or raise `startPeriod`.',
      link: `${GUIDE}/healthcheck.html`,
      symptom: true,
    },
    {
      id: 'dependency-failed',
      title: 'A container that others wait for failed',
      pattern:
        /(?:dependency graph: .{0,80})?container ordering dependency {0,2}(?:\[(?<awaited>[^\](]{1,255})(?:\([^\]]{0,300}\))?(?: {1,2}\([A-Z_]{1,30}->[A-Z_]{1,30}\))?(?: - {1,2}Exit: (?<code>\d{1,3}))?\])?|dependency (?:container )?(?:did not|failed|.{0,80}condition)|dependency container \S{1,255} (?:has )?exited|dependsOn|failed to (?:meet|satisfy).{0,80}dependency|Dependency .{1,80} (?:failed|not met)/i,
      plain:
        'Container {awaited|named in `dependsOn`} did not reach the condition that other containers wait for[[: it exited with code {code}]], so these were not started.',
      causes: [
        { text: 'it ended with an error (condition SUCCESS)', unless: /healthy/i },
        {
          text: 'its health check failed (condition HEALTHY)',
          unless: /Exit: [1-9]|exit successfully|exited with code/i,
        },
        { text: 'its `startTimeout` is too short', unless: /Exit: \d|exited with code/i },
      ],
      fix: 'Resolve the error in the log of {awaited|the container that others wait for}[[ before exit code {code}]]; raise `startTimeout` only if the container is just slow.',
      link: `${GUIDE}/task_definition_parameters.html#container_definition_dependson`,
      symptom: true,
    },
    {
      id: 'user-missing',
      title: 'The user is not in the image',
      pattern:
        /unable to find (?:user|group) (?<user>[\w-]+)|no matching entries in (?:passwd|group) file|no (?:users|groups) found/i,
      plain: 'The container is set to run as {user|a user} that does not exist in the image.',
      causes: ['`user` has a typo', 'the base image changed'],
      fix: 'Correct `user`, or create the user in the Dockerfile.',
      link: START_PAGE,
      noRetryHelps: true,
    },
    {
      id: 'gpu-missing',
      title: 'The host has no GPU for the container',
      pattern: /could not select device driver|nvidia-container-cli|nvml error/i,
      plain: 'The container needs a GPU, and the host has none or lacks the driver.',
      causes: [
        'the container instance type has no GPU',
        'its AMI is not the GPU variant of the ECS-optimized AMI',
        'the driver and the CUDA version of the image do not match',
      ],
      fix: 'Run the task on GPU instances with the ECS GPU-optimized AMI and ask for the GPU in `resourceRequirements`.',
      link: `${GUIDE}/ecs-gpu.html`,
    },
    {
      id: 'mount-source',
      title: 'A volume cannot be mounted into the container',
      pattern:
        /error while creating mount source path '?(?<path1>\/[^':]{1,300})?|(?:invalid mount config for type "?\w{1,20}"?: )?bind source path does not exist:? ?(?<path2>\/\S{1,300})?|Are you trying to mount a directory onto a file|Duplicate mount point:? ?(?<path3>\/\S{1,300})?|invalid mount config/i,
      plain: '{path|A path in `mountPoints` or `volumes`} cannot be mounted into the container.',
      causes: [
        {
          text: '`sourcePath` does not exist, or its disk is read-only',
          unless: /Duplicate mount|directory onto a file/i,
        },
        { text: 'two mounts use the same path', unless: /source path|directory onto a file/i },
        { text: 'a file is mounted onto a directory', unless: /source path|Duplicate mount/i },
      ],
      fix: 'Correct `volumes` and `mountPoints`; on EC2, create the path on the container instance first.',
      variants: [
        {
          where: 'a directory is mounted onto a file',
          when: /to rootfs at \\?"(?<target>[^"\\]{1,300})\\?"[\s\S]*(?:not a directory|directory onto a file)/,
          plain:
            'A volume, which is a directory, is mounted at {target}, which is a file in the image (or the other way round).',
          fix: 'Mount the volume at the directory of {target} instead (`containerPath` in `mountPoints`) and put the file there, or bake the file into the image; on EC2 a `sourcePath` that does not exist is created as a directory.',
        },
        {
          where: 'the container instance lacks the path',
          when: /bind source path does not exist/i,
          plain: 'The container instance has no {path|path of that name} to mount into the container.',
          fix: 'Create {path|it} on each container instance (user data), mount the file system there before the agent starts, or correct `sourcePath` of the volume.',
        },
      ],
      link: START_PAGE,
      noRetryHelps: true,
    },
    {
      id: 'host-disk-full',
      title: 'The disk is full',
      pattern: /no space left on device|devmapper: Thin Pool/i,
      plain: 'The disk of the task or container instance is full.',
      causes: [
        'old images and containers fill the disk of the container instance',
        'the program writes more than fits in the ephemeral storage (20 GiB on Fargate)',
      ],
      fix: 'Clean up or enlarge the disk of the container instance; on Fargate raise `ephemeralStorage.sizeInGiB` (up to 200).',
      link: `${GUIDE}/CannotCreateContainerError.html`,
    },
    {
      id: 'limit-refused',
      title: 'A ulimit cannot be set',
      pattern: /error setting rlimit/i,
      plain: 'A ulimit of the container is higher than the host allows.',
      causes: ['`ulimits` are higher than Fargate or the container instance allows'],
      fix: 'Lower the `ulimits` of the container; on Fargate only `nofile` can be set.',
      link: `${GUIDE}/task_definition_parameters.html`,
    },
    {
      id: 'says-chown-refused',
      title: 'The program cannot change the owner of its files',
      pattern: new RegExp(
        `chown: (?:changing ownership of |cannot (?:access|read directory) )?[‘'"]?(?<path1>${FILE})['"’]?: Operation not permitted|EPERM: operation not permitted, l?chown '(?<path2>${FILE})'|(?:lchown|chown) (?<path3>${FILE}): operation not permitted|chmod: changing permissions of [‘'"]?(?<path4>${FILE})['"’]?: Operation not permitted|chmod (?<path5>${FILE}): operation not permitted|could not change permissions of directory "(?<path6>${FILE})": Operation not permitted`,
        'i',
      ),
      plain:
        'The program tries to change the owner of {path|its files}, and the file system refuses: an EFS access point sets the owner and group of all files itself.',
      causes: [],
      fix: 'Set the EFS access point of {path|the mount} to the user and group that the program runs as, and remove `chown` from the start script; or mount the file system without an access point.',
      link: 'https://docs.aws.amazon.com/efs/latest/ug/enforce-identity-access-points.html',
      log: true,
      sources: [
        'https://github.com/bitnami/bitnami-docker-magento/issues/223',
        'https://github.com/aws/copilot-cli/issues/4431',
      ],
    },
    {
      id: 'cannot-create-container',
      title: 'The container cannot be created',
      pattern: /CannotCreate(?:Container|Volume)Error/i,
      plain: 'The container runtime refused the settings of the container.',
      causes: ['a mount, link, device or user that does not exist', 'a setting that the host does not support'],
      fix: 'Correct the setting named in the message in the container definition.',
      link: PAGE,
    },
    {
      id: 'cannot-start-container',
      title: 'The container cannot be started',
      pattern:
        /CannotStart(?:Container)?Error|ContainerRuntimeError\b|failed to create (?:new container runtime task|shim task|task for container)|OCI runtime (?:create|error)/i,
      plain: 'The image was pulled, but the container runtime could not start the container.',
      causes: [
        '`command`, `entryPoint`, `workingDirectory` or `user` does not match the image',
        'a mount or device is missing',
        'there is too little memory to start',
      ],
      fix: 'Correct what the message names; try the image with `docker run` and the same command.',
      link: START_PAGE,
    },
    {
      id: 'cannot-inspect-container',
      title: 'The agent lost the container',
      pattern: /Cannot(?:Inspect|Stop|Describe)ContainerError/i,
      plain: 'The agent could not inspect or stop the container. The problem is the host, not the image.',
      causes: ['the host or its container runtime is overloaded or broken'],
      fix: 'Deploy again; on EC2, replace the container instance if it happens twice.',
      link: PAGE,
      passes: true,
    },
    ...exitCodes(),
  ],
} as const satisfies PatternGroup;
