import type { ContainerDefinition, Task, TaskDefinition } from '@aws-sdk/client-ecs';

/** What the task reserves on an instance: its own size counts before those of its containers. */
export function sizeWords(containers: readonly ContainerDefinition[], whole: TaskDefinition): string[] {
  const sum = (of: (one: ContainerDefinition) => number | undefined): number =>
    containers.reduce((total, one) => total + (of(one) ?? 0), 0);
  const memory = Number(whole.memory ?? 0) || sum(({ memoryReservation, memory: limit }) => memoryReservation ?? limit);
  const cpu = Number(whole.cpu ?? 0) || sum((one) => one.cpu);
  return [
    ...(memory > 0 ? [`asks for memory: ${memory}`] : []),
    ...(cpu > 0 ? [`asks for CPU: ${cpu}`] : []),
    ...containers.flatMap(gpuWords),
  ];
}

/** Something that not every instance has, and how to come by it. */
interface Need {
  what: string;
  way: string;
}

/** What an instance must have besides room: drivers, processor, GPUs and abilities of the agent that the definition names. */
export function attributeWords(containers: readonly ContainerDefinition[], whole: TaskDefinition): string[] {
  const { placementConstraints = [], requiresAttributes = [] } = whole;
  const attributes = requiresAttributes.flatMap(({ name }) => name ?? []).filter((name) => !USUAL.test(name));
  const needs = [
    ...pluginNeeds(whole),
    ...containers.flatMap(driverNeeds),
    ...platformNeeds(whole),
    ...containers.flatMap(gpuNeeds),
    ...placementConstraints.flatMap(({ expression }) =>
      expression === undefined
        ? []
        : [
            {
              what: `members of ${expression}`,
              way: `start instances that match ${expression}, or correct \`placementConstraints\` of the task definition`,
            },
          ],
    ),
    ...attributes.flatMap(agentNeeds),
  ];
  const unique = [...new Map(needs.map((one) => [one.what, one])).values()];
  return [
    ...(unique.length === 0
      ? []
      : [
          `needs of an instance: ${unique.map(({ what }) => what).join(', ')}`,
          `to meet it: ${unique.map(({ way }) => way).join('; ')}`,
        ]),
    ...(attributes.length === 0 ? [] : [`requires attributes: ${attributes.join(', ')}`]),
  ];
}

function pluginNeeds({ volumes = [] }: TaskDefinition): Need[] {
  return volumes.flatMap(({ name, dockerVolumeConfiguration: { driver } = {} }) =>
    driver === undefined || driver === 'local'
      ? []
      : [
          {
            what: `the volume plugin ${driver} (volume ${name})`,
            way: `install the Docker plugin ${driver} on the instances before their agent starts (user data), or take ${driver} out of volume ${name}`,
          },
        ],
  );
}

function driverNeeds({ name, logConfiguration }: ContainerDefinition): Need[] {
  const logDriver = logConfiguration?.logDriver;
  return logDriver === undefined || ['awslogs', 'json-file', 'awsfirelens'].includes(logDriver)
    ? []
    : [
        {
          what: `the log driver ${logDriver}`,
          way: `add "${logDriver}" to \`ECS_AVAILABLE_LOGGING_DRIVERS\` in /etc/ecs/ecs.config of the instances (such as ["json-file","awslogs","${logDriver}"]) and restart the agent, or give container ${name} another \`logDriver\``,
        },
      ];
}

function platformNeeds({ runtimePlatform: { cpuArchitecture, operatingSystemFamily } = {} }: TaskDefinition): Need[] {
  const isArm = cpuArchitecture === 'ARM64';
  const other = isArm ? 'X86_64' : 'ARM64';
  const kind = isArm ? 'Graviton, with the arm64 AMI of ECS' : 'Intel or AMD';
  return [
    ...(cpuArchitecture === undefined
      ? []
      : [
          {
            what: `processor ${cpuArchitecture} (\`runtimePlatform\`)`,
            way: `for the processor, add instances with ${cpuArchitecture} (${kind}) to the cluster, or set \`runtimePlatform.cpuArchitecture\` to ${other} and build the image for that`,
          },
        ]),
    ...(operatingSystemFamily === undefined || operatingSystemFamily === 'LINUX'
      ? []
      : [
          {
            what: `operating system ${operatingSystemFamily}`,
            way: `for the operating system, add instances with the AMI of ECS for ${operatingSystemFamily}, or set \`runtimePlatform.operatingSystemFamily\` to that of the instances`,
          },
        ]),
  ];
}

function gpuNeeds(one: ContainerDefinition): Need[] {
  return gpuWords(one).map((words) => ({
    what: words.replace('asks for GPU: ', 'GPUs: '),
    way: 'for the GPUs, add GPU instances with the GPU-optimized AMI of ECS (or `ECS_ENABLE_GPU_SUPPORT=true`), so that the agent registers them',
  }));
}

/** Abilities that the agent has only with a setting, a version or an instance type (docs: DG/ecs-agent-config). */
const ABILITIES: readonly [attribute: RegExp, what: string, way: string][] = [
  [
    /task-iam-role(?:-network-host)?$/u,
    'IAM roles for tasks',
    'set `ECS_ENABLE_TASK_IAM_ROLE=true` (and `ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=true` for network mode host) in /etc/ecs/ecs.config and restart the agent',
  ],
  [
    /task-eni$/u,
    'network mode awsvpc',
    'start instances with a current ECS-optimized AMI, whose agent offers network mode awsvpc',
  ],
  [
    /task-eni-trunking$|awsvpc-trunk-id$/u,
    'trunk network interfaces',
    'turn on the account setting `awsvpcTrunking` and start new instances of a type that supports it',
  ],
  [
    /\befs(?:Auth)?$/iu,
    'EFS volumes',
    'start instances with a current ECS-optimized AMI, or install amazon-efs-utils and `ECS_VOLUME_PLUGIN_CAPABILITIES=["efsAuth"]`',
  ],
  [/fsxWindowsFileServer$/u, 'FSx volumes', 'start Windows instances with a current ECS-optimized AMI'],
  [/firelens\./u, 'FireLens', 'start instances with a current ECS-optimized AMI (agent 1.30 or later)'],
  [
    /execute-command$/u,
    'ECS Exec',
    'start instances with a current ECS-optimized AMI (agent 1.50.2 or later), or turn `enable-execute-command` off',
  ],
  [
    /secrets\.|env-files\.|container-health-check$|container-ordering$|private-registry-authentication/u,
    'a newer agent',
    'update the agent of the instances (`aws ecs update-container-agent`), or start new ones with a current ECS-optimized AMI',
  ],
];

/** Several of the attributes ask for one ability. */
function agentNeeds(attribute: string): Need[] {
  return ABILITIES.filter(([pattern]) => pattern.test(attribute)).map(([, what, way]) => ({ what, way }));
}

/** What every ECS-optimized AMI of the last years has. */
const USUAL = /docker-remote-api\.|ecr-auth$|logging-driver\.awslogs$|execution-role-(?:awslogs|ecr-pull)$/u;

function gpuWords({ name, resourceRequirements = [] }: ContainerDefinition): string[] {
  return resourceRequirements.flatMap(({ type, value }) =>
    type === 'GPU' ? [`asks for GPU: ${value} (container ${name})`] : [],
  );
}

/** vCPUs that one task takes of the quota of Fargate. */
export function quotaWords({ cpu, memory }: TaskDefinition): string[] {
  const units = Number(cpu ?? 0);
  return units > 0 ? [`each task takes ${units / 1024} vCPU and ${memory} MiB (cpu ${units}, memory ${memory})`] : [];
}

/** The processor that the task ran on: by what ECS says of the task, else by the definition; Fargate's default is x86-64. */
export function processorWords({ runtimePlatform }: TaskDefinition, task: Task | undefined): string[] {
  const seen = task?.attributes?.find(({ name }) => name === 'ecs.cpu-architecture')?.value;
  const asked = seen ?? runtimePlatform?.cpuArchitecture ?? (task?.launchType === 'FARGATE' ? 'x86_64' : undefined);
  return asked === undefined ? [] : [`processor: ${asked.toLowerCase()}`];
}
