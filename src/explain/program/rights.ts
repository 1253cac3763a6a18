import { GUIDE, type PatternGroup } from '../pattern.ts';

const DEFINITION = `${GUIDE}/task_definition_parameters.html`;

/** What programs do on a machine of their own, and may not do in a container of a task. */
export const RIGHTS = {
  title: 'The program reports: what a container may not do',
  patterns: [
    {
      id: 'says-pid-one',
      title: 'The init of the image is not process 1',
      pattern: /\bcan only run as pid 1\b|must (?:be )?run as (?:pid|process) 1\b|\bnot running as pid 1\b/i,
      plain: 'The image starts with its own init (such as s6-overlay), which must be process 1, and something else is.',
      causes: [],
      fix: 'Set `initProcessEnabled` in `linuxParameters` of the container to false and take `pidMode` out of the task definition, and let no shell or `tini` in `entryPoint` or `command` start the init of the image.',
      link: DEFINITION,
      log: 'only',
    },
    {
      id: 'says-needs-root',
      title: 'The start script drops rights that the container does not have',
      pattern:
        /\b(?<tool1>su-exec|gosu|setpriv|s6-setuidgid|s6-applyuidgid|runuser|chpst|setuidgid|su|sudo)\b: (?:.{0,60}\b)?(?:setgroups|setgid|setuid|initgroups|cannot set (?:user|group)s? ?id|unable to set supplementary groups|effective uid is not 0|must be (?:run as )?root|error: failed switching to)|error: failed switching to "[^"]{1,60}": operation not permitted|\b(?:setgroups|setgid|setuid|initgroups)\b\(?\)?.{0,40}: ?(?:\(1: )?Operation not permitted/i,
      plain:
        'The start script switches to another user[[ ({tool})]], which only root may do, and the container does not start as root.',
      causes: [],
      fix: 'Leave `user` of the container out of the task definition (and `USER` out of the Dockerfile), so that the start script runs as root and drops its rights itself; or keep the user and take the switch out of the start script. SETUID and SETGID must not be in `linuxParameters.capabilities.drop`.',
      link: DEFINITION,
      excludes: ['says-file-denied', 'error-file-permission'],
      log: 'only',
    },
    {
      id: 'says-not-as-root',
      title: 'The program refuses to run as root',
      pattern:
        /\b(?:should|must|can|may|shall) ?not (?:be )?(?:run|started?|executed?)\b.{0,40}\bas (?:the )?(?:root|superuser|"root")|\b(?:cannot|can't|refus\w{2,4} to|don't|do not) (?:be )?(?:run|start|started|execute)\b.{0,40}\bas root\b|"root" execution of .{1,60} is not permitted|\brunning (?:\S{1,40} )?as (?:root|superuser) is (?:not (?:allowed|supported|permitted)|disallowed|forbidden)/i,
      plain: 'The program refuses to run as root, and the container runs it as root.',
      causes: [],
      fix: 'Set `user` of the container to a user that the image has (its number, such as 1000:1000, or its name), or `USER` in the Dockerfile after the `RUN chown` of what the program writes; if the start script drops rights itself, start it instead of the program.',
      link: DEFINITION,
      excludes: ['error-advice'],
      log: 'only',
    },
    {
      id: 'says-device-missing',
      title: 'The program needs a device of the host',
      pattern:
        /(?:open|opening|access|find|mknod|stat)\b.{0,40}?(?<device1>\/dev\/(?!shm|std|null|zero|u?random|fd\b|tty\b|log\b)[\w/.-]{1,60})['"]?.{0,40}(?:No such file|No such device|Operation not permitted|Permission denied|not found)|(?<device2>\/dev\/(?:net\/tun|fuse|kvm|snd|video\d|ttyUSB\d|ttyACM\d|dri\/\w{1,20}))\b.{0,60}(?:No such file|No such device|not (?:found|permitted|available)|denied)|can't initialize iptables table|iptables: .{0,60}you must be root/i,
      plain: 'The program needs {device|rights on the network} of its host, which a container does not have by itself.',
      causes: [],
      fix: 'Run the task on container instances (EC2) with {device|the device} in `linuxParameters.devices` and what it needs in `capabilities.add` (a tunnel or iptables: NET_ADMIN); Fargate gives containers neither devices nor NET_ADMIN, so there have the program do without (userspace mode).',
      link: DEFINITION,
      excludes: ['says-file-missing', 'error-not-found', 'error-file-permission'],
      log: 'only',
    },
    {
      id: 'says-docker-daemon',
      title: 'The program needs the Docker daemon',
      pattern:
        /Cannot connect to the Docker daemon at (?<socket1>[^\s,]{3,120}?)\.? |(?<socket2>\/var\/run\/docker\.sock)\b.{0,80}(?:no such file|connection refused|permission denied|not found)|Could not find a valid Docker environment/i,
      plain: 'The program talks to the Docker daemon[[ at {socket}]], and the container has none.',
      causes: [],
      fix: 'On container instances (EC2) mount /var/run/docker.sock of the host (`host.sourcePath` of a volume, and `mountPoints`), as a user that may use it; Fargate has no Docker, so there do what it is for with calls of ECS (`RunTask`), or build images elsewhere (Kaniko, CodeBuild).',
      link: DEFINITION,
      excludes: ['says-file-missing', 'says-connection-refused', 'error-connection', 'error-not-found'],
      log: 'only',
    },
  ],
} as const satisfies PatternGroup;
