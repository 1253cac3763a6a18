import { GUIDE, ON_FARGATE, ON_INSTANCES, type Pattern } from './pattern.ts';

const START_PAGE = `${GUIDE}/cannot-start-container.html`;

/** What the image or the host lacks of what the container asks for. */
export const CONTAINER_HOSTS = [
  {
    id: 'user-missing',
    title: 'The user is not in the image',
    pattern:
      /unable to find (?:user|group) (?<user>[\w-]+)|no matching entries in (?:passwd|group) file|no (?:users|groups) found/i,
    plain: 'The container is set to run as {user|a user} that does not exist in the image.',
    causes: ['`user` has a typo', 'the base image changed'],
    fix: 'Correct `user` of the container (or `USER` in the Dockerfile), create the user in the Dockerfile (`RUN useradd -r {user|USER}`), or write it as numbers (`1000:1000`), which need no entry in /etc/passwd.',
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
    variants: [
      {
        where: 'the driver is older than the image needs',
        when: /unsatisfied condition: cuda ?>= ?(?<cuda>[\d.]{1,8})/i,
        plain:
          'The image needs CUDA {cuda} or newer, and the NVIDIA driver of the container instance is too old for that.',
        fix: 'Replace the container instances with the current ECS GPU-optimized AMI, whose driver supports CUDA {cuda}; or build the image on a CUDA version that the present driver supports (`nvidia-smi` on the instance shows it).',
      },
      {
        where: 'the GPU is of a kind that the image does not support',
        when: /unsatisfied condition: (?<condition>(?:brand|arch|driver)\S{1,80})/i,
        plain:
          'The image asks for a GPU with {condition} (`NVIDIA_REQUIRE_CUDA`), and that of the container instance is none.',
        fix: 'Use container instances whose GPU or driver meets {condition}, or another version of the image.',
      },
      {
        where: 'the driver does not run',
        when: /nvml error: driver not loaded|nvidia-smi.{0,60}(?:failed|couldn't)|driver rpc error|driver\/library version mismatch/i,
        plain: 'The container instance has the NVIDIA runtime, and its driver is not loaded or does not match it.',
        fix: 'Replace the container instance with one of the current ECS GPU-optimized AMI on an instance type with a GPU; after an update of the driver, a restart of the instance loads it.',
      },
    ],
    link: `${GUIDE}/ecs-gpu.html`,
  },
  {
    id: 'mount-source',
    title: 'A volume cannot be mounted into the container',
    pattern:
      /error while creating mount source path '?(?<path1>\/[^':]{1,300})?|(?:invalid mount config for type "?\w{1,20}"?: )?bind source path does not exist:? ?(?<path2>\/\S{1,300})?|Are you trying to mount a directory onto a file|error mounting .{1,300} to rootfs at \\?"(?<path4>\/[^"\\]{1,300})\\?".{1,300}: read-only file system|error mounting .{1,400}: not a directory|Duplicate mount point:? ?(?<path3>\/\S{1,300})?|invalid mount config/i,
    plain: '{path|A path in `mountPoints` or `volumes`} cannot be mounted into the container.',
    causes: [
      {
        text: '`sourcePath` does not exist, or its disk is read-only',
        unless: /Duplicate mount|directory onto a file|to rootfs at/i,
      },
      { text: 'two mounts use the same path', unless: /source path|directory onto a file/i },
      { text: 'a file is mounted onto a directory', unless: /source path|Duplicate mount/i },
    ],
    fix: 'Correct `volumes` and `mountPoints`; on EC2, create the path on the container instance first.',
    variants: [
      {
        where: 'the mount point lies in another mount, which is read-only',
        when: /to rootfs at [\s\S]*read-only file system[\s\S]*^mount (?<parent>\S{1,300}) of container (?<container>\S{1,255}) is read-only$/m,
        plain:
          'A volume is to be mounted at {path}, which lies in {parent}, another mount of container {container}. That one is read-only and has no directory for it, so the mount point cannot be created.',
        fix: 'Create the directory of {path} in the volume that is mounted at {parent}, or mount the second volume at a path outside {parent} (`containerPath`), or set `readOnly` of {parent} in `mountPoints` to false.',
      },
      {
        where: 'the file system below the mount point is read-only',
        when: /to rootfs at [\s\S]*read-only file system/i,
        plain:
          'A volume is to be mounted at {path}, the image has no such directory, and it cannot be created: what lies below it is read-only.',
        fix: 'Create the directory {path} in the image (`RUN mkdir -p {path}` in the Dockerfile), or mount the volume at a directory that exists (`containerPath` in `mountPoints`).',
      },
      {
        where: 'the host cannot create the path, because its disk is read-only',
        when: /mount source path '?(?<source>\/[^':]{1,300})'?: mkdir [\s\S]{1,300}?: read-only file system/i,
        plain:
          'The volume takes {source} of the container instance, which does not exist there and cannot be created: the root of that host is read-only, as with Bottlerocket.',
        fix: 'Set `host.sourcePath` of the volume from {source} to a folder below one that is writable there (/local on Bottlerocket, /var on most others), or leave `sourcePath` out for a volume that lives as long as the task.',
      },
      {
        where: 'what is mounted there on the host does not answer',
        when: /mount source path '?(?<source>\/[^':]{1,300})'?: (?:mkdir|stat|lstat|chown) [\s\S]{1,300}?: (?<why>stale (?:NFS )?file handle|transport endpoint is not connected|input\/output error|host is down|no such device)/i,
        plain:
          'The volume takes {source} of the container instance, which lies on a file system that is mounted there and does not answer any more ({why}).',
        fix: 'Mount it on the instance anew (`umount -l`, then `mount`, then restart the agent), or replace the instance. An EFS file system is better named in the task definition (`efsVolumeConfiguration`): ECS then mounts it for each task.',
      },
      {
        where: 'the host cannot create the path',
        when: /mount source path '?(?<source>\/[^':]{1,300})'?: (?:mkdir|chown) [\s\S]{1,300}?: (?<why>permission denied|not a directory|no space left on device|file exists|operation not permitted)/i,
        plain:
          'The volume takes {source} of the container instance, which does not exist there, and Docker cannot create it ({why}).',
        fix: 'Look at {source} on the container instance: its parents must be directories that root may write to. Correct that in the user data of the instances, or `host.sourcePath` of the volume.',
      },
      {
        where: 'a directory is mounted onto a file',
        when: /to rootfs at \\?"(?<target>[^"\\]{1,300})\\?"[\s\S]*(?:not a directory|directory onto a file)/,
        plain:
          'A volume, which is a directory, is mounted at {target}, which is a file in the image (or the other way round).',
        fix: 'Mount the volume at the directory of {target} instead (`containerPath` in `mountPoints`) and put the file there, or bake the file into the image; on EC2 a `sourcePath` that does not exist is created as a directory.',
      },
      {
        where: 'two mounts have one path',
        when: /Duplicate mount point:? ?(?<twice>\/[^\s'"]{0,300})/i,
        plain: 'Two mounts of the container have the same path, {twice}.',
        fix: 'Give one of the two `mountPoints` with `containerPath` {twice} another path, or remove it; `volumesFrom` and `tmpfs` of the container count too.',
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
      { text: 'old images and containers fill the disk of the container instance', unless: ON_FARGATE },
      {
        text: 'the program writes more than fits in the ephemeral storage (20 GiB on Fargate)',
        unless: ON_INSTANCES,
      },
    ],
    fix: 'Clean up or enlarge the disk of the container instance; on Fargate raise `ephemeralStorage.sizeInGiB` (up to 200).',
    variants: [
      {
        where: 'the storage of Docker is full',
        when: /Thin Pool has (?<free>\d{1,12}) free data blocks.{0,40}minimum required (?<wanted>\d{1,12})/i,
        plain:
          'The storage of Docker on the container instance is full: {free} blocks are free in its thin pool, and a container takes at least {wanted}.',
        fix: 'Remove stopped containers and old images on the container instance (`docker system prune`, or a shorter `ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION`), enlarge its data volume, or replace it with a current ECS-optimized AMI, which has no thin pool.',
      },
      {
        where: 'the task runs on Fargate',
        when: ON_FARGATE,
        plain: 'The ephemeral storage of the task is full (20 GiB unless `ephemeralStorage` says more).',
        fix: 'Raise `ephemeralStorage.sizeInGiB` of the task definition (21 to 200), or have the program write less.',
      },
      {
        where: 'the task runs on instances',
        when: ON_INSTANCES,
        plain: 'The disk of the container instance is full.',
        fix: 'Remove old images and containers on the container instance (`docker system prune`), or enlarge its disk.',
      },
    ],
    link: `${GUIDE}/CannotCreateContainerError.html`,
  },
  {
    id: 'device-missing',
    title: 'The host does not have the device',
    pattern: /error gathering device information while adding custom device \\?"(?<device>[^"\\]{1,200})/i,
    plain:
      'The container asks for the device {device|in `linuxParameters`}, which the container instance does not have.',
    causes: [],
    fix: 'Start container instances that have {device|the device} (AMI, kernel module, instance type), or take it out of `linuxParameters.devices` of the container.',
    link: START_PAGE,
    noRetryHelps: true,
  },
  {
    id: 'sysctl-refused',
    title: 'A kernel setting cannot be set for the container',
    pattern:
      /sysctl \\?"?(?<name>[\w.]{3,100})\\?"? is not in a separate kernel namespace|(?:writ(?:e|ing)|open|set)\w{0,6} sysctl .{0,200}(?:permission denied|read-only file system|no such file)/i,
    plain:
      'The kernel setting {name|in `systemControls`} belongs to the host, not to the container, so it cannot be set for one container.',
    causes: [],
    fix: 'Take {name|it} out of `systemControls` of the container; on EC2 set it on the container instances (user data), on Fargate it cannot be set.',
    link: START_PAGE,
    noRetryHelps: true,
  },
  {
    id: 'limit-refused',
    title: 'A ulimit cannot be set',
    pattern: /error setting rlimit/i,
    plain: 'A ulimit of the container is higher than the host allows.',
    causes: ['`ulimits` are higher than Fargate or the container instance allows'],
    fix: 'Lower the `ulimits` of the container; on Fargate only `nofile` can be set.',
    variants: [
      {
        where: 'the definition has the limits',
        when: /^ulimits of container (?<container>\S{1,255}): (?<limits>.{1,300})$/m,
        plain: 'A ulimit of container {container} is higher than the host allows: {limits}.',
        fix: 'Lower `ulimits` of container {container} ({limits}) to what the host allows (hard limit of Docker on the instance; on Fargate only `nofile`, up to 65535).',
      },
    ],
    link: `${GUIDE}/task_definition_parameters.html`,
  },
] as const satisfies readonly Pattern[];
