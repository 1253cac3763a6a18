import { GUIDE, type Pattern } from './pattern.ts';

const PAGE = `${GUIDE}/stopped-task-error-codes.html`;

/** Containers that were killed for want of memory, and the proxy of Service Connect. */
export const CONTAINER_MEMORY = [
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
        where: 'there was too little even to start it',
        when: /container init was OOM-killed[\s\S]*^container (?<container>\S{1,255}) has (?<limit>\d{1,7}) MiB/im,
        plain:
          'Container {container} has {limit} MiB (`memory`), and that is too little to start it at all: the kernel killed it before its program ran.',
        fix: 'Raise `memory` of container {container} from {limit} MiB to what its program needs (often 128 or more; the value is in MiB, not in GB), and `memory` of the task with it.',
      },
      {
        where: 'there was too little even to start it, and its limit is not known',
        when: /container init was OOM-killed/i,
        plain:
          'The memory limit is too low to start the container at all: the kernel killed it before its program ran.',
        fix: 'Raise `memory` of the container to what its program needs (the value is in MiB, not in GB), and `memory` of the task with it.',
      },
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
    pattern: /(?:container|health checks:) (?<proxy>ecs-service-connect-[\w-]{1,100})/i,
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
      {
        where: 'the whole task has no more than the proxy needs',
        when: /^all containers share (?<units>\d{1,6}) CPU units and (?<limit>\d{1,7}) MiB; take (?<more>\d{1,6}) and (?<larger>\d{1,7})$/m,
        fix: 'Raise `cpu` of the task from {units} to {more} and `memory` from {limit} to {larger} MiB (inputs `cpu`, `memory`): the proxy takes 256 CPU units and 64 MiB for itself. If it stays unhealthy, set `logConfiguration` of the Service Connect configuration to see its log.',
      },
    ],
    link: `${GUIDE}/service-connect.html`,
    excludes: ['container-health'],
    symptom: true,
  },
] as const satisfies readonly Pattern[];
