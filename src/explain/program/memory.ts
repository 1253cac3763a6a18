import { GUIDE, type PatternGroup } from '../pattern.ts';

const DEFINITION = `${GUIDE}/task_definition_parameters.html`;

/** Programs that run out of memory before their container does. */
export const MEMORY = {
  title: 'The program reports: memory',
  patterns: [
    {
      id: 'says-worker-killed',
      title: 'Workers of the program are killed again and again',
      pattern:
        /Worker \(pid:(?<pid1>\d{1,8})\) was sent SIGKILL! Perhaps out of memory|WORKER TIMEOUT \(pid:(?<pid2>\d{1,8})\)|Worker \(pid:(?<pid3>\d{1,8})\) was sent SIGKILL|worker \d{1,5} \(pid: (?<pid4>\d{1,8})\) died, killed by signal 9|child (?<pid5>\d{1,8}) exited on signal 9|\[\d+\] Worker \d+ failed to boot within|Process SpawnProcess-\d+.{0,80}exitcode=-9|worker process (?<pid6>\d{1,8}) exited on signal 9/i,
      plain:
        'The server kills its own workers[[ (pid {pid})]]: one does not answer within its timeout, or the memory of the container does not suffice for all of them.',
      causes: [
        {
          text: '`memory` of the container is too small for the number of workers',
          when: /SIGKILL|signal 9|exitcode=-9/i,
        },
        {
          text: 'a worker needs longer to start or to answer than the worker timeout (gunicorn: 30 s)',
          when: /TIMEOUT|failed to boot within/i,
        },
      ],
      fix: 'Start fewer workers or raise `memory` of the container; if a worker is only slow, raise the worker timeout (gunicorn: `--timeout`).',
      link: DEFINITION,
      log: 'only',
      sources: [
        'https://github.com/benoitc/gunicorn/blob/master/gunicorn/arbiter.py',
        'https://github.com/unbit/uwsgi (core/master.c)',
        'https://github.com/php/php-src (fpm_children.c)',
        'https://github.com/puma/puma',
      ],
    },
    {
      id: 'says-heap-full',
      title: 'The heap of the program is full',
      pattern:
        /JavaScript heap out of memory|java\.lang\.OutOfMemoryError(?:: (?<what1>[\w ]{1,60}))?|Cannot allocate memory|std::bad_alloc|Allowed memory size of (?<limit>\d{1,15}) bytes exhausted|System\.OutOfMemoryException|NoMemoryError|^MemoryError|Could not reserve enough space for|GC heap initialization failed|runtime: out of memory|memory allocation of \d+ bytes failed|failed to allocate memory|There is insufficient memory for the Java Runtime/i,
      plain: 'The program has no memory left[[ ({what})]][[: its limit is {limit} bytes]].',
      causes: [
        {
          text: 'its own heap limit is smaller than what this version needs',
          when: /heap|Java|Allowed memory|OutOfMemory/i,
        },
        { text: '`memory` of the container is too small for this version', unless: /Allowed memory|JavaScript heap/i },
      ],
      fix: 'Raise the heap limit of the program (Node.js: `--max-old-space-size`; Java: `-XX:MaxRAMPercentage`; PHP: `memory_limit`) together with `memory` of the container.',
      link: DEFINITION,
      log: 'only',
      sources: [
        'https://github.com/nodejs/node (node_errors.cc)',
        'https://github.com/openjdk/jdk (memAllocator.cpp)',
        'https://github.com/php/php-src/blob/master/Zend/zend_alloc.c',
      ],
    },
  ],
} as const satisfies PatternGroup;
