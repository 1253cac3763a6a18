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

/** What an instance must have besides room: the drivers, the processor and the GPUs that the definition names. */
export function attributeWords(containers: readonly ContainerDefinition[], whole: TaskDefinition): string[] {
  const { volumes = [], runtimePlatform, placementConstraints = [], requiresAttributes = [] } = whole;
  const plugins = volumes.flatMap(({ name, dockerVolumeConfiguration: { driver } = {} }) =>
    driver === undefined || driver === 'local' ? [] : [`the volume plugin ${driver} (volume ${name})`],
  );
  const { cpuArchitecture, operatingSystemFamily } = runtimePlatform ?? {};
  const platform = [cpuArchitecture, operatingSystemFamily].filter(Boolean).join(' ');
  const drivers = containers.flatMap(({ logConfiguration: { logDriver } = {} }) =>
    logDriver === undefined || ['awslogs', 'json-file', 'awsfirelens'].includes(logDriver)
      ? []
      : [`the log driver ${logDriver}`],
  );
  const needed = [
    ...plugins,
    ...drivers,
    ...(platform === '' ? [] : [`runtimePlatform ${platform}`]),
    ...containers.flatMap((one) => gpuWords(one).map((words) => words.replace('asks for GPU: ', 'GPUs: '))),
    ...placementConstraints.flatMap(({ expression }) => (expression === undefined ? [] : [`members of ${expression}`])),
  ];
  const attributes = requiresAttributes.flatMap(({ name }) => name ?? []).filter((name) => !USUAL.test(name));
  return [
    ...(needed.length === 0 ? [] : [`needs of an instance: ${[...new Set(needed)].join(', ')}`]),
    ...(attributes.length === 0 ? [] : [`requires attributes: ${attributes.join(', ')}`]),
  ];
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
