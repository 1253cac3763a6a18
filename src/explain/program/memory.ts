import { GUIDE, type PatternGroup } from '../pattern.ts';

const DEFINITION = `${GUIDE}/task_definition_parameters.html`;

/** Programs that run out of memory before their container does. */
export const MEMORY = {
  title: 'The program reports: memory',
  patterns: [
    {
      id: 'says-worker-killed',
      title: 'Worker processes keep getting killed',
      pattern:
        /Worker \(pid:(?<pid1>\d{1,8})\) was sent SIGKILL! Perhaps out of memory|WORKER TIMEOUT \(pid:(?<pid2>\d{1,8})\)|Worker \(pid:(?<pid3>\d{1,8})\) was sent SIGKILL|worker \d{1,5} \(pid: (?<pid4>\d{1,8})\) died, killed by signal 9|child (?<pid5>\d{1,8}) exited on signal 9|Worker \d+ failed to boot within|worker process (?<pid6>\d{1,8}) exited on signal 9/i,
      plain:
        'The server kills its own workers[[ (pid {pid})]]: a worker does not answer within its timeout, or the container has too little memory for all of them.',
      causes: [
        {
          text: '`memory` of the container is too small for the number of workers',
          when: /SIGKILL|signal 9/i,
        },
        {
          text: 'a worker takes longer to start or answer than the worker timeout (gunicorn: 30 s)',
          when: /TIMEOUT|failed to boot within/i,
        },
      ],
      fix: 'Start fewer workers or raise `memory` of the container; if the workers are only slow, raise the worker timeout (gunicorn: `--timeout`).',
      variants: [
        {
          where: 'gunicorn waited too short for a worker, and memory was not the reason',
          when: /^gunicorn waits (?<timeout>\d{1,5}) s, take (?<wanted>\d{1,5}), ended worker (?<late>\d{1,8})$/m,
          plain:
            'A worker of gunicorn (pid {late}) did not report within {timeout} s, so gunicorn ended it, again and again: it starts or answers more slowly than that.',
          fix: 'Raise `--timeout` of gunicorn from {timeout} to {wanted} s in `command` of the container (or `GUNICORN_CMD_ARGS`), and load what takes long before the workers start (`--preload`).',
        },
        {
          where: 'they were killed from outside, and the limit is known',
          when: /(?<![\s\S])(?![\s\S]*WORKER TIMEOUT)[\s\S]*(?:SIGKILL|signal 9)[\s\S]*^container (?<container>\S{1,255}) has (?<limit>\d{1,7}) MiB, twice that is (?<twice>\d{1,7}) MiB$/im,
          fix: 'Raise `memory` of container {container} from {limit} MiB (for example to {twice}), and `memory` of the task with it, or start fewer workers; if the workers are only slow, raise the worker timeout (gunicorn: `--timeout`).',
        },
      ],
      link: DEFINITION,
      log: 'only',
      sources: [
        'https://github.com/benoitc/gunicorn/blob/65ac1a3a4c0aa00960968c720d6e6bd2ac32f1b9/gunicorn/arbiter.py',
        'https://github.com/unbit/uwsgi/blob/6cbb2177ae48af91d2799ff3135abda545cf634c/core/master.c',
        'https://github.com/php/php-src/blob/00443c77e48cf43304addf6195b1e7986a9604c6/sapi/fpm/fpm/fpm_children.c',
        'https://github.com/puma/puma/blob/ff2e2126ee2f0f97e21c57ce1967afde1b6f05a1/lib/puma/cluster.rb',
        'https://github.com/nginx/nginx/blob/3f6f7824d4e2eb1ac37dec76683d525ac0ff521c/src/os/unix/ngx_process.c',
      ],
    },
    {
      id: 'says-memory-refused',
      title: 'The program asks for more memory than it may have',
      pattern:
        /There is insufficient memory for the Java Runtime|os::commit_memory\(.{1,80}failed|Could not reserve enough space for (?<what>.{1,60})|fixed memory regions require (?<needs>\d{1,9}K) which is greater than (?<limit>\d{1,9}K) available|Native memory allocation \(m\w{2,6}\) failed/i,
      plain: 'The JVM did not get the memory that it asks for[[ ({what})]]: its heap does not fit in the container.',
      causes: [],
      fix: 'Lower the heap limit (`-Xmx`, or `-XX:MaxRAMPercentage=75` instead of a fixed size), or raise `memory` of the container.',
      variants: [
        {
          where: 'the memory calculator of a buildpack says what it needs',
          when: /fixed memory regions require (?<needed>\d{1,9}K) which is greater than (?<has>\d{1,9}K) available[\s\S]*^memory wanted: (?<wanted>\d{1,7}) MiB$/m,
          plain: 'The JVM needs {needed} besides its heap (threads, classes, code), and the container has {has}.',
          fix: 'Raise `memory` of the container and of the task to {wanted} MiB or more (input `memory`), or set `BPL_JVM_THREAD_COUNT` in `environment` of the container to fewer threads than 250 (such as 50): each takes 1 MiB.',
        },
      ],
      link: DEFINITION,
      log: 'only',
    },
    {
      id: 'says-threads-refused',
      title: 'The host does not allow the image to start threads',
      pattern:
        /(?:pthread_create failed|can't spawn (?:a )?new worker thread|(?:create|start) (?:\w{1,20} ){0,2}thread(?: "[^"]{1,60}")?)\b[^\n]{0,60}(?:Operation not permitted|\bEPERM\b)|Failed to create CoreCLR, HRESULT: (?<code>0x80070008)|Unable to create a thread with return code: 1\b|# Check failed: (?:Start\(\)|0 == uv_thread_create)/i,
      plain:
        'The container runtime of the host does not allow the system call with which the libraries of the image start threads (clone3): Docker before 20.10.10 does not know it, and the image has a newer glibc.',
      causes: [],
      fix: 'Update the container instances to the current ECS-optimized AMI (Docker 20.10.10 or later, with libseccomp 2.5), or build on an older base image (Debian 11, Ubuntu 20.04, Alpine 3.13) until then.',
      variants: [
        {
          where: 'Node.js cannot start its threads',
          when: /# Check failed: /,
          plain:
            'Node.js (V8) cannot start its threads: the host refuses the system call that the image uses (Docker before 20.10.10), or the limit of processes or the memory does not suffice.',
          fix: 'On EC2 update the container instances to the current ECS-optimized AMI, or build on an older base image (Debian 11) until then; if Docker is current, or on Fargate, raise `memory` of the container and `nproc` in `ulimits`.',
        },
        {
          where: '.NET does not start, on Fargate',
          when: /CoreCLR[\s\S]*^runs on Fargate$/m,
          plain: '.NET cannot start: it gets no memory or no threads (0x80070008, not enough resources).',
          fix: 'Raise `memory` of the container and of the task, and check that `DOTNET_GCHeapHardLimit`, if the container has it, is below that.',
        },
        {
          where: '.NET does not start',
          when: /CoreCLR/,
          plain:
            '.NET cannot start its threads (0x80070008): usually Docker on the host is older than 20.10.10 and refuses clone3, which newer base images use; otherwise the memory is too small.',
          fix: 'Update the container instances to the current ECS-optimized AMI, or build on an older base image (such as Debian 11) until then; if Docker is current, raise `memory` of the container.',
        },
      ],
      link: DEFINITION,
      log: 'only',
      excludes: ['says-thread-limit', 'says-crash'],
      sources: [
        'https://github.com/dotnet/dotnet-docker/issues/5219',
        'https://github.com/envoyproxy/envoy/issues/33247',
        'https://github.com/docker-library/golang/issues/467',
      ],
    },
    {
      id: 'says-thread-limit',
      title: 'The program cannot start another thread',
      pattern:
        /unable to create (?:new )?native thread|can't start new thread|pthread_create failed|Resource temporarily unavailable.{0,40}(?:fork|thread)|fork: (?:retry: )?Resource temporarily unavailable|failed to create new OS thread|can't spawn worker thread|failed to spawn (?:\w{1,20} )?thread/i,
      plain:
        'The program cannot start another thread or process: it reached the limit of the task, or there is no memory left for its stack.',
      causes: [],
      fix: 'Start fewer threads or workers (they are often counted from the processors of the host), or raise `memory` and, on EC2, `nproc` in `ulimits`.',
      link: DEFINITION,
      log: 'only',
    },
    {
      id: 'says-kernel-limit',
      title: 'A limit of the host is too low',
      pattern:
        /max virtual memory areas (?<limit1>vm\.max_map_count) \[\d{1,12}\] is too low, increase to at least \[(?<wanted1>\d{1,12})\]|(?<limit2>max file descriptors) \[\d{1,12}\] for .{1,60} is too low, increase to at least \[(?<wanted2>\d{1,12})\]|memory locking requested for (?<product>\w{1,40}) process but memory is not locked/i,
      plain: 'The program demands {wanted|more} for {limit|a limit of the host}, and the host has less.',
      causes: [],
      fix: 'For file descriptors, set `nofile` in `ulimits` to {wanted|more}. `vm.max_map_count` belongs to the host: set it on the container instance with `sysctl`; on Fargate it cannot be set, so turn off what needs it (Elasticsearch, OpenSearch: `node.store.allow_mmap: false`).',
      variants: [
        {
          where: 'memory is to be locked',
          when: /memory locking requested for (?<program>\w{1,40}) process/,
          plain:
            'The setting bootstrap.memory_lock has {program} lock its memory, and the limit of the container (memlock) does not allow it.',
          fix: 'Set `bootstrap.memory_lock=false` in `environment` of the container (there is no swap in a task), or on EC2 raise `memlock` in `ulimits` to -1, soft and hard; on Fargate it cannot be set.',
        },
      ],
      link: DEFINITION,
      log: 'only',
    },
    {
      id: 'says-gpu-memory',
      title: 'The memory of the GPU is full',
      pattern:
        /CUDA out of memory(?:\. Tried to allocate (?<wanted>[\d.]{1,8} [KMG]iB)(?:(?:\. GPU \d{1,2} has a total capaci?ty of | \(GPU \d{1,2}; )(?<total>[\d.]{1,8} [KMG]iB))?)?|CUDA error: out of memory|CUDA_ERROR_OUT_OF_MEMORY|cudaMalloc failed: out of memory/,
      plain:
        'The GPU has too little memory for what the program loads[[: it asked for {wanted} more]][[ of {total} in all]].',
      causes: [],
      fix: 'Load less onto the GPU (a smaller or quantized model, a smaller batch or context, fewer workers: each loads the model anew), or use an instance type whose GPU has more memory; `memory` of the container does not count there. If another task shares the GPU, give each its own (`resourceRequirements`, type GPU).',
      link: `${GUIDE}/ecs-gpu.html`,
      log: 'only',
      sources: ['https://github.com/pytorch/pytorch/issues/16417'],
    },
    {
      id: 'says-heap-full',
      title: 'The program ran out of memory',
      pattern:
        /JavaScript heap out of memory|java\.lang\.OutOfMemoryError(?!: unable to create)(?:: (?<what1>[\w ]{1,60}))?|Cannot allocate memory|std::bad_alloc|Allowed memory size of (?<limit>\d{1,15}) bytes exhausted|System\.OutOfMemoryException|NoMemoryError|^MemoryError|GC heap initialization failed|runtime: out of memory|memory allocation of \d+ bytes failed|failed to allocate memory|\w{2,12}_alloc: Cannot (?:re)?allocate (?<bytes1>\d{1,15}) bytes/i,
      plain: 'The program ran out of memory[[ ({what})]][[: its limit is {limit} bytes]].',
      causes: [
        {
          text: 'its heap limit is too low for this version',
          when: /heap|Java|Allowed memory|OutOfMemory/i,
        },
        { text: '`memory` of the container is too small for this version', unless: /Allowed memory|JavaScript heap/i },
      ],
      fix: 'Raise the heap limit of the program (Node.js: `--max-old-space-size`; Java: `-XX:MaxRAMPercentage`; PHP: `memory_limit`) together with `memory` of the container.',
      variants: [
        {
          where: 'the client of Kafka reads the answer of another protocol as a size',
          when: /^ran out of memory at: (?<frame>NetworkReceive\.readFrom)$/m,
          plain:
            'The client of Kafka took what the broker answered for the size of a message, and wanted that much memory: most often it speaks plain text to a port that takes TLS.',
          fix: 'Set `security.protocol` of the client to `SSL` or `SASL_SSL` (Spring: SPRING_KAFKA_PROPERTIES_SECURITY_PROTOCOL, also for `admin`), or use the port for plain text in `bootstrap.servers` (Amazon MSK: 9092 plain, 9094 TLS, 9096 SASL/SCRAM, 9098 IAM). More memory does not help.',
        },
        {
          where: 'its heap limit is far below the memory of the container',
          when: /^heap is small: (?<flag>\S{1,80}) in (?<place>\S{1,80}) of container (?<container>\S{1,255}), (?<limit>\d{1,7}) MiB; take (?<better>\S{1,80})$/m,
          plain: 'The program reached its heap limit: {flag} in {place}, while container {container} has {limit} MiB.',
          fix: 'Raise {flag} to {better} in {place} of container {container} (three quarters of its {limit} MiB); `memory` is large enough for that.',
        },
        {
          where: 'its heap limit takes up the memory of the container',
          when: /^heap (?:fits|leaves no room): (?<flag>\S{1,80}) in (?<place>\S{1,80}) of container (?<container>\S{1,255}), (?<limit>\d{1,7}) MiB; take (?<better>[^\n]{1,120})$/m,
          plain:
            'The program reached its heap limit ({flag} in {place}), which is already most of the {limit} MiB of container {container}.',
          fix: 'Raise `memory` of container {container} (now {limit} MiB) and the heap limit in {place} together: {better}; and look for what keeps growing.',
        },
        {
          where: 'it is Node.js, and the memory of the container is known',
          when: /JavaScript heap[\s\S]*^heap of container (?<container>\S{1,255}): (?<heap>\d{1,7}) of (?<limit>\d{1,7}) MiB$/m,
          plain: 'Node.js reached its heap limit.',
          fix: 'Set `NODE_OPTIONS=--max-old-space-size={heap}` in `environment` of container {container} (three quarters of its {limit} MiB); if the image sets that already, raise `memory` and this limit together, and look for what keeps growing.',
        },
        {
          where: 'it is Node.js',
          when: /JavaScript heap/,
          plain: 'Node.js reached its heap limit.',
          fix: 'Set `NODE_OPTIONS=--max-old-space-size` in `environment` of the container to about three quarters of its memory in MiB, or raise `memory` and this limit together.',
        },
        {
          where: 'it is Java',
          when: /java\.lang\.OutOfMemoryError/,
          fix: 'Let the heap follow the container (`JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=75` in `environment`, instead of a fixed `-Xmx`), and raise `memory` of the container; for Metaspace raise `-XX:MaxMetaspaceSize`.',
        },
        {
          where: 'it is PHP',
          when: /Allowed memory size of (?<bytes>\d{1,15})/,
          plain: 'PHP reached its own memory limit (`memory_limit`, {bytes} bytes).',
          fix: 'Raise `memory_limit` in php.ini of the image above {bytes} bytes, and keep `memory` of the container above that times the number of workers.',
        },
        {
          where: 'it has no heap limit of its own',
          when: /runtime: out of memory|memory allocation of|bad_alloc|MemoryError|NoMemoryError|Cannot allocate memory|_alloc: Cannot (?:re)?allocate/,
          fix: 'Raise `memory` of the container and of the task, or have the program hold less at once (smaller batches, fewer workers).',
        },
      ],
      link: DEFINITION,
      log: 'only',
      sources: [
        'https://github.com/aws/amazon-ecs-agent/issues/2231',
        'https://github.com/orientechnologies/orientdb/issues/10037',
        'https://github.com/tobybatch/kimai2/issues/107',
      ],
    },
  ],
} as const satisfies PatternGroup;
