import { CONTAINER_HOSTS } from './container-hosts.ts';
import { CONTAINER_MEMORY } from './container-memory.ts';
import { exitCodes } from './exit-codes.ts';
import { GUIDE, ON_FARGATE, type PatternGroup } from './pattern.ts';
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
        {
          text: 'the image was built on a Mac with Apple silicon or an ARM runner and the task is X86_64, or the other way round',
          unless: /^processor: /m,
        },
        { text: 'the image was built on a Mac with Apple silicon or an ARM runner', when: /^processor: x86_64$/m },
        { text: 'the image was built on an x86-64 machine or runner', when: /^processor: arm64$/m },
        {
          text: 'a start script has no `#!` line',
          unless: /exec:? "?\/\S{0,200}\/(?:node|python[\d.]*|java|ruby|php|nginx|bash|sh|dotnet)\b(?!\.)/i,
        },
      ],
      fix: 'Build for the architecture of the task (`docker buildx build --platform linux/amd64`), or set `runtimePlatform.cpuArchitecture` to ARM64.',
      variants: [
        {
          where: 'the task runs on ARM',
          when: /^processor: arm64$/m,
          fix: 'Build for the processor of the task, which is ARM64 (`docker buildx build --platform linux/arm64`), or, for an x86-64 image, set `runtimePlatform.cpuArchitecture` to X86_64.',
        },
        {
          where: 'the task runs on x86-64',
          when: /^processor: x86_64$/m,
          fix: 'Build for the processor of the task, which is x86-64 (`docker buildx build --platform linux/amd64`), or, for an ARM image, set `runtimePlatform.cpuArchitecture` to ARM64.',
        },
      ],
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
      variants: [
        {
          where: 'the host has no room for another cgroup',
          when: /(?:mkdir \S{1,300}|cgroup.{0,120}): no space left on device/i,
          plain:
            'The kernel of the host gives no further cgroup: its limit of memory cgroups is reached, often by those that containers which ended left behind. The disk is not full.',
          fix: 'Replace the container instance, or restart it, which removes them; if it comes back, use a current ECS-optimized AMI with a newer kernel, or place fewer short tasks on one instance. Nothing is wrong with the task definition.',
        },
      ],
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
        { text: 'SELinux or AppArmor on the container instance forbids it', unless: ON_FARGATE },
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
      plain: 'The container tries to start {command|a program}, which is not in its image.',
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
          where: 'an assignment stands where the program should',
          when: /exec:? \\?"(?<assignment>[A-Za-z_]\w{0,80}=[^"\\]{0,200})\\?": /,
          plain:
            'The container tries to start a program that is called "{assignment}": only a shell reads that as a variable, and none is asked.',
          fix: 'Move {assignment} from `command` to `environment` of the container, so that `command` begins with the program; or start a shell: ["sh", "-c", "{assignment} …"].',
        },
        {
          where: 'it is a script',
          when: /exec:? \\?"?(?<script>\/[^"\s:\\]{1,200}(?:\.(?:sh|py|rb|pl)|entrypoint))\\?"?: no such file or directory/,
          fix: 'Check that {script} is in the image under that path. If it is, its first line is the reason: save it with LF instead of CRLF line endings (`.gitattributes`: `*.sh text eol=lf`), and name an interpreter there that the image has (Alpine has `sh`, but no bash); then rebuild the image.',
        },
        {
          where: 'the image has no shell',
          when: /exec:? \\?"(?:\/bin\/)?(?<shell>sh|bash|ash)\\?": /,
          plain: 'The container is to start {shell}, and the image has no such shell.',
          fix: 'Take {shell} out of `entryPoint` and `command` and name the program itself (["/app/server", "serve"]), or build on an image with {shell}.',
        },
        {
          where: 'the name of the program holds spaces',
          when: /exec:? \\?"(?<words>[^"\\]{1,100} [^"\\]{1,100})\\?": /,
          plain:
            'The container tries to start one program that is called "{words}": `command` or `entryPoint` is one string instead of a list of words.',
          fix: 'Write each word of "{words}" as an item of its own (["npm", "start"], not ["npm start"]), or start a shell: ["sh", "-c", "{words}"].',
        },
        {
          where: 'the definition names it',
          when: /^(?<program>\S{1,200}) is the (?<place>entryPoint|command) of container (?<holder>\S{1,255}), image (?<image>\S{1,300})$/m,
          fix: 'Correct {program} in `{place}` of container {holder}, or add it to a folder of the PATH in the image {image}.',
        },
        {
          where: 'the image names it',
          when: /^container (?<holder>\S{1,255}) sets neither entryPoint nor command, image (?<image>\S{1,300})$/m,
          fix: 'Correct {command|the path} in ENTRYPOINT or CMD of the Dockerfile of {image} (container {holder} sets neither `entryPoint` nor `command`), or add it to the image.',
        },
      ],
      link: START_PAGE,
      noRetryHelps: true,
      log: true,
    },
    {
      id: 'arguments-too-long',
      title: 'The environment and arguments of the container are too long',
      pattern:
        /exec:? \\?"?(?<file>[^"\s:\\]{1,200})\\?"?: argument list too long|exec user process caused:? "?argument list too long/i,
      plain:
        'Linux does not start {file|the program}: its arguments and environment variables are too long. One of them may have 128 KiB, all together a quarter of the stack limit, which is 2 MiB usually.',
      causes: [],
      fix: 'Move what is long out of `environment`, `secrets`, `environmentFiles` and `command` of the container (certificates, JSON, lists) into a file: in the image, on a volume, or read from S3 or Secrets Manager at the start.',
      link: START_PAGE,
      noRetryHelps: true,
      log: true,
    },
    {
      id: 'working-directory-file',
      title: 'The working directory is a file in the image',
      pattern:
        /Cannot mkdir: (?<directory>\/\S{0,300}) is not a directory|chdir to cwd \(?\\?"(?<folder>[^"\\]{1,300})\\?"\)?.{0,80}not a directory/i,
      plain: 'The container is to start in {directory|its working directory}, and the image has a file of that name.',
      causes: [],
      fix: 'Correct `workingDirectory` of the container, or `WORKDIR` in the Dockerfile, to a directory; or rename the file {directory|of that name} in the image (`COPY app /app` makes a file if `app` is one: `COPY app /app/`).',
      link: START_PAGE,
      noRetryHelps: true,
    },
    {
      id: 'executable-denied',
      title: 'The command cannot be executed',
      pattern:
        /exec:? "?(?<command>[^"\s:]{1,200})"?: permission denied|exec user process caused:? "?permission denied|starting? container process(?: caused)?:.{0,40}exec: .*permission denied/i,
      plain: 'The container is not allowed to run {command|its program}.',
      causes: ['the file lost its executable bit', '`user` is not allowed to execute it'],
      fix: 'Run `chmod +x {command|on the file}` in the Dockerfile, or correct `user`.',
      variants: [
        {
          where: 'the file and the container are known',
          when: /exec:? \\?"?(?<file>\/[^"\s:\\]{1,200})\\?"?: permission denied[\s\S]*^failed container: (?<holder>\S{1,255}), image (?<image>\S{1,300})$/m,
          plain: 'Container {holder} is not allowed to run {file} of its image.',
          fix: 'Make {file} executable in the image {image}: `RUN chmod +x {file}` in its Dockerfile before `USER`, or `git update-index --chmod=+x` for the file that it copies. If it is executable, let `user` of container {holder} be one that may run it.',
        },
      ],
      link: START_PAGE,
      noRetryHelps: true,
      log: true,
    },
    PORT_IN_USE,
    ...CONTAINER_MEMORY,
    {
      id: 'runtime-timeout',
      title: 'The container did not start in time',
      pattern:
        /(?:ContainerRuntimeTimeoutError|DockerTimeoutError|Could not transition to (?:running|started|created|stopped))/i,
      plain: 'The container runtime did not start or stop the container in time.',
      causes: ['the task has too little CPU to start', 'the log driver or a volume hangs', 'the host is overloaded'],
      fix: 'Give the task more CPU and memory, check the log driver and volumes; if it was a single task, deploy again.',
      variants: [
        {
          where: 'Docker on an instance was too slow to create the container',
          when: /Could not transition to created[\s\S]*?(?:timed out after waiting (?<limit>[\dhms.]{1,10}))?[\s\S]*^runs on instances$/im,
          plain:
            'Docker on the container instance did not create the container in time: its disk or daemon is overloaded or hangs.',
          fix: 'Replace the container instance, or restart Docker on it (`sudo systemctl restart docker`); if it happens often, give the instances a faster volume (gp3 with more IOPS) or place fewer tasks on one, or raise `ECS_CONTAINER_CREATE_TIMEOUT` of the agent.',
        },
        {
          where: 'the size of the task is known',
          when: /timed out after waiting (?<limit>[\dhms.]{1,10})[\s\S]*^each task takes (?<size>.{1,60}) \(cpu (?<cpu>\d{1,6}), memory (?<memory>\d{1,7})\)$/im,
          plain: 'The container runtime did not start or stop the container within {limit}.',
          fix: 'Give the task more than {size} (inputs `cpu`, now {cpu}, and `memory`, now {memory}), and check its log driver and volumes, which must answer before a container starts; if it was a single task, deploy again.',
        },
      ],
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
          where: 'the other one has ended',
          when: /which is stopped with exit code (?<code>\d{1,3})/,
          plain:
            'The task is stuck: container {name} starts only when {awaited} is {condition}, and {awaited} ended with exit code {code}, so it never will be.',
          fix: 'Resolve what ended container {awaited} (exit code {code}): its log says why. It does not start again by itself; with `essential: true` the task would be replaced instead of waiting.',
        },
        {
          where: 'the health check of the other one is known',
          when: /\(dependsOn HEALTHY\)[\s\S]*^Health check: (?<command>.{1,300})$/m,
          fix: 'Find why `{command}` fails in container {awaited}: run it in the image (is the tool there, are port and path right?), and look for its reason in the log of {awaited}; or let {name} wait for START only.',
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
          fix: 'If {awaited} is meant to keep running, such as a server or a proxy, let {name} wait for START or HEALTHY instead of {condition}; if it is meant to end, its log shows what it is doing, and `startTimeout` limits how long it may take.',
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
        {
          text: 'its `startTimeout` is too short',
          unless: /Exit: \d|exited with code|did not become healthy|exit successfully/i,
        },
      ],
      fix: 'Resolve the error in the log of {awaited|the container that others wait for}[[ before exit code {code}]]; raise `startTimeout` only if the container is just slow.',
      variants: [
        {
          where: 'it stayed unhealthy, and its check is known',
          when: /did not become healthy[\s\S]*^Health check: (?<command>.{1,300})$/m,
          plain:
            'Container {awaited|named in `dependsOn`} never passed its health check, and other containers wait for that, so these were not started.',
          fix: 'Find why `{command}` fails in the container {awaited|that others wait for}: run it in the image (is the tool there, are address, user and password right?), and look for its reason in the log; if it only needs longer, raise `startPeriod` of its `healthCheck`.',
        },
        {
          where: 'its time ran out, and the definition has it',
          when: /has timed out[\s\S]*^startTimeout of container (?<name>\S{1,255}): (?<seconds>\d{1,6}) s$/m,
          plain:
            'Container {name} did not reach the condition that other containers wait for within {seconds} s (`startTimeout`), so ECS gave up and ended it.',
          fix: 'Raise `startTimeout` of container {name} from {seconds} s to more than it needs (Fargate takes at most 120), or make it faster: its log shows how far it got.',
        },
        {
          where: 'its time ran out',
          when: /has timed out/,
          plain:
            'Container {awaited|named in `dependsOn`} did not reach the condition that other containers wait for in time, so ECS gave up and ended it.',
          fix: 'Set `startTimeout` of the container {awaited|that others wait for} to more seconds than it needs (Fargate takes at most 120, on instances the agent waits 3 minutes unless it is set), or make it faster: its log shows how far it got.',
        },
      ],
      link: `${GUIDE}/task_definition_parameters.html#container_definition_dependson`,
      symptom: true,
    },
    ...CONTAINER_HOSTS,
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
      variants: [
        {
          where: 'Docker itself does it, and the definition names the volume',
          when: /CannotCreate[\s\S]*^Docker fills volume (?<volume>\S{1,255}) from (?<folder>\S{1,300}) of container (?<container>\S{1,255})$/m,
          plain:
            'Docker gives volume {volume} the owner that {folder} has in the image of container {container}, and the EFS access point does not allow that.',
          fix: 'Mount volume {volume} at a path that the image of container {container} does not have (`containerPath`, such as {folder}/data), and let the program use that; or give the access point the user that owns {folder} in the image.',
        },
        {
          where: 'Docker itself does it',
          when: /CannotCreate/,
          plain:
            'Docker gives the volume the owner that its mount point has in the image, and the file system, an EFS access point usually, does not allow that.',
          fix: 'Mount the volume at a path that the image does not have (`containerPath`), or give the access point the user that owns the mount point in the image.',
        },
        {
          where: 'nothing is mounted into the container',
          when: /^mounts: none$/m,
          plain: 'The program tries to change the owner or mode of {path|its files}, which only root or the owner may.',
          fix: 'Set the owner in the Dockerfile (`RUN chown`, or `COPY --chown`, before `USER`) and remove `chown` of {path|the files} from the start script; or let the container start as root (`user`) and drop its rights after that.',
        },
        {
          where: 'the definition mounts an EFS file system through an access point',
          when: /^EFS volume (?<volume>\S{1,255}): (?<id>fs-\w{1,40}), access point (?<point>[\w-]{1,100}),/m,
          plain:
            'The program tries to change the owner of {path|its files}, and EFS refuses: access point {point} of {id} (volume {volume}) sets the owner and group of all files itself.',
          fix: 'Give volume {volume} an access point of {id} whose POSIX user and group are those that the program runs as (that of {point} cannot be changed), and remove `chown` from the start script; or mount {volume} without an access point.',
        },
        {
          where: 'the definition mounts an EFS file system without an access point',
          when: /^EFS volume (?<volume>\S{1,255}): (?<id>fs-\w{1,40}), root directory /m,
          plain:
            'The program tries to change the owner or mode of {path|its files}, and the file system refuses: it does not run as root, or {id} (volume {volume}) does not treat it as root.',
          fix: 'Mount volume {volume} through an access point of {id} with the user and group that the program runs as, and remove `chown` from the start script; or run the container as root (`user`) and, with IAM, allow the task role elasticfilesystem:ClientRootAccess.',
        },
        {
          where: 'it lies on another volume',
          when: /^mounted at (?<folder>\S{1,300}): volume (?<volume>[^,\n]{1,255})/m,
          plain:
            'The program tries to change the owner or mode of {path|its files} on volume {volume}, which only root or the owner may.',
          fix: 'Let the container start as root (`user`) and drop its rights after that, or remove `chown` of {path|the files} from the start script and make the user of the program the owner of volume {volume} (mounted at {folder}).',
        },
      ],
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
      variants: [
        {
          where: 'a container of that name is left on the instance',
          when: /Conflict\. The container name "?\/?(?<name>[\w.-]{1,255})"? is already in use by container "?(?<id>[0-9a-f]{4,64})?/i,
          plain:
            'Docker on the container instance still has a container with the name that the agent gave to the new one ({name}); nothing is wrong with the task definition.',
          fix: 'Remove the container on the instance (`docker rm -f {id|NAME}`) and restart the agent there (`sudo systemctl restart ecs`), or drain and replace the container instance; then deploy again.',
        },
        {
          where: 'a volume plugin is missing',
          when: /volume plugin "?(?<plugin>[\w./:-]{1,200}?)"?(?::|\s|$)/i,
          plain:
            'The container instance does not have the Docker plugin {plugin}, which a volume of the task asks for.',
          fix: 'Install {plugin} on the container instances (`docker plugin install`, in their user data before the agent starts), or take {plugin} out of `dockerVolumeConfiguration.driver`.',
        },
        {
          where: 'a capability is not one that Linux has',
          when: /invalid Cap(?<list>Add|Drop): .{0,40}?capability[: ]{1,3}"?(?<capability>[\w-]{2,40})/i,
          plain: 'Linux has no capability {capability}, which `linuxParameters.capabilities` of the container lists.',
          fix: 'Correct {capability} in `linuxParameters.capabilities` of the container (`add` or `drop`): names stand there in capitals and without CAP_, such as NET_ADMIN or SYS_PTRACE (Fargate takes only SYS_PTRACE).',
        },
        {
          where: 'links do not go with the network mode',
          when: /conflicting options: .{0,60}(?:links|hostname|dns|port|publish)|can't be used with links/i,
          plain:
            'Two settings of the container exclude each other with the network mode of the task: links, a host name, DNS servers or published ports need a network of its own (bridge).',
          fix: 'Take what the message names (`links`, `hostname`, `dnsServers`) out of the container definition, and reach the other containers at localhost; or set `networkMode` to bridge.',
        },
        {
          where: 'the memory is less than Docker takes',
          when: /Minimum memory (?:limit|reservation) allowed is (?<least>\d{1,4} ?[KM]i?B)/i,
          plain: 'The container asks for less memory than Docker takes: at least {least}.',
          fix: 'Raise `memory` (or `memoryReservation`) of the container to {least} or more; ECS counts in MiB, so a value in GB is too small.',
        },
        {
          where: 'the image is damaged on the instance',
          when: /CannotCreate\w{6,9}Error: [^\n]{0,200}(?:layer does not exist|unable to find layer|error creating overlay mount|getting the final child's pid|no such image: sha256|image .{1,200} not found: does not exist)/i,
          plain:
            'The image was pulled, but Docker on the container instance does not find all of it on its disk any more: its data is damaged, or something deleted layers.',
          fix: 'Remove the image on the container instance (`docker rmi -f`, then `docker system prune -a`) so that it is pulled anew, or replace the instance; look for scripts that delete in /var/lib/docker. Neither the task definition nor the image is to blame.',
        },
        {
          where: 'the text gives the reason',
          when: /CannotCreate\w{6,9}Error: (?:Error response from daemon: |API error \(\d{3}\): )?(?<why>(?![^\n]*(?:\.{3}|…) ?$)[^\n]{8,300}?)\.?(?: \(\d{1,4} tasks\))?$/im,
          plain: 'The container runtime did not create the container: {why}.',
          fix: 'Correct in the container definition (or on the container instance) what that says: {why}.',
        },
      ],
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
      variants: [
        {
          where: 'the runtime itself failed',
          when: /unable to retrieve OCI runtime error|runc did not terminate successfully|failed to start shim|shim (?:disconnected|exited)|containerd.{0,40}(?:not running|connection refused)|context deadline exceeded|ttrpc: closed/i,
          plain:
            'The container runtime of the host failed before it came to the container: image and command are not to blame.',
          fix: 'Deploy again: another host most likely starts it. On instances of your own, look at `dmesg` and the logs of containerd and Docker there (no memory, a full disk), and replace the instance; if Fargate repeats it, open a case with AWS Support with the ARNs of the tasks.',
        },
        {
          where: 'the bridge of the instance is full',
          when: /on network (?<network>[\w.-]{1,60})[\s\S]{0,200}(?:exchange full|no available IPv4 addresses|could not find an available, non-overlapping)/i,
          plain:
            'Docker network {network} of the container instance takes no further container: it has no address or port left (a Linux bridge takes 1023).',
          fix: 'Place fewer tasks on one instance (more CPU or memory for each, or more instances), use awsvpc, or give Docker a larger network (`bip` or `default-address-pools` in /etc/docker/daemon.json); networks that ended containers left behind go with `docker network prune` and a restart of Docker.',
        },
        {
          where: 'rules of Docker in iptables are gone',
          when: /iptables failed[\s\S]{0,400}(?:No chain\/target\/match by that name|Chain '?DOCKER'? does not exist)|iptables[\s\S]{0,200}resource temporarily unavailable/i,
          plain:
            'Docker on the container instance cannot publish the port: its rules in iptables are gone, as after a firewall (firewalld, iptables) was started or reloaded behind it.',
          fix: 'Restart Docker on the container instance (`sudo systemctl restart docker`), which sets its rules up again, or replace the instance; in its user data, start the firewall before Docker, or leave it out.',
        },
        {
          where: 'the host name is not valid',
          when: /sethostname: invalid argument|invalid hostname format/i,
          plain:
            'Linux does not take `hostname` of the container: it has more than 64 characters, or some that a host name cannot have.',
          fix: 'Shorten or correct `hostname` in the container definition, or leave it out.',
        },
        {
          where: 'the AppArmor profile cannot be applied',
          when: /apparmor[\s\S]{0,200}(?:failed to apply profile|no such file|unable to apply)/i,
          plain:
            'The container instance cannot apply the AppArmor profile of the container: the profile is not loaded there, or the kernel has no AppArmor.',
          fix: 'Load the profile on each instance (`apparmor_parser` in the user data), or take `apparmor:…` out of `dockerSecurityOptions` of the container; Amazon Linux has no AppArmor, an AMI of Ubuntu or Debian has.',
        },
        {
          where: 'the daemon gives the reason',
          when: /CannotStart\w{0,10}Error: (?:Error response from daemon: |API error \(\d{3}\): )(?!failed to create (?:task|shim|new|the)|OCI runtime|[^\n]*starting container process)(?<why>(?![^\n]*(?:\.{3}|…) ?$)[^\n]{8,300}?)(?:: unknown)?\.?(?: \(\d{1,4} tasks\))?$/im,
          plain: 'The image was pulled, but the container runtime could not start the container: {why}.',
          fix: 'Correct in the container definition, the image or on the container instance what that says: {why}.',
        },
        {
          where: 'the text gives the reason',
          when: /(?:unable to start container process|error during container init|starting container process caused)\b[^\n]*?: (?:error during container init: )?(?<why>(?![^\n]*(?:\.{3}|…))[^\n]{12,300}?)(?:: unknown)?\.?(?: \(\d{1,4} tasks\))?$/im,
          plain: 'The image was pulled, but the container runtime could not start the container: {why}.',
          fix: 'Correct in the container definition or the image what that says: {why}.',
        },
      ],
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
