import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { clientException } from './api-error.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html: cpu units and their memory in MiB. */
const fargateMemory: Record<number, (memory: number) => boolean> = {
  256: (memory) => [512, 1024, 2048].includes(memory),
  512: (memory) => inSteps(memory, { from: 1024, to: 4096, step: 1024 }),
  1024: (memory) => inSteps(memory, { from: 2048, to: 8192, step: 1024 }),
  2048: (memory) => inSteps(memory, { from: 4096, to: 16384, step: 1024 }),
  4096: (memory) => inSteps(memory, { from: 8192, to: 30720, step: 1024 }),
  8192: (memory) => inSteps(memory, { from: 16384, to: 61440, step: 4096 }),
  16384: (memory) => inSteps(memory, { from: 32768, to: 122880, step: 8192 }),
  32768: (memory) => [61440, 122880, 249856].includes(memory),
};

const inSteps = (value: number, { from, to, step }: { from: number; to: number; step: number }): boolean =>
  value >= from && value <= to && (value - from) % step === 0;

/** Throws as RegisterTaskDefinition answers; the first mistake only, as AWS does. */
export function checkTaskDefinition(request: RegisterTaskDefinitionRequest): void {
  const containers = request.containerDefinitions ?? [];
  checkLimits(request, containers);
  for (const container of containers) checkContainer(request, container, containers);
  if (!containers.some((container) => container.essential !== false)) {
    throw clientException('Invalid setting: at least one container must be essential.');
  }
  if (request.requiresCompatibilities?.includes('FARGATE')) checkFargate(request, containers);
}

/** `1 vCPU`, `.5 vcpu` and `1024` are the same setting; AWS returns the integer. */
export function toCpuUnits(cpu: string): string {
  const virtualCpus = /^(\d*\.?\d+)\s*vcpu$/i.exec(cpu.trim());
  return virtualCpus ? String(Math.round(Number(virtualCpus[1]) * 1024)) : cpu.trim();
}

export function toMebibytes(memory: string): string {
  const gigabytes = /^(\d*\.?\d+)\s*gb$/i.exec(memory.trim());
  return gigabytes ? String(Math.round(Number(gigabytes[1]) * 1024)) : memory.trim();
}

function checkLimits(request: RegisterTaskDefinitionRequest, containers: ContainerDefinition[]): void {
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(request.family ?? '')) {
    throw clientException(
      'Invalid family. Family must contain only letters, numbers, underscores and hyphens, up to 255.',
    );
  }
  if (JSON.stringify(request).length > 64 * 1024) {
    throw clientException('Task definition size exceeds the limit of 64 KB.');
  }
  if (containers.length === 0) throw clientException('Container list cannot be empty.');
  if (containers.length > 10) throw clientException('A task definition can have at most 10 containers.');
  if ((request.tags ?? []).length > 50) throw clientException('Too many tags. The limit is 50.');
  for (const role of [request.taskRoleArn, request.executionRoleArn]) {
    if (role?.includes(':') && !/^arn:aws[\w-]*:iam::\d{12}:role\/.+/.test(role))
      throw clientException('Role is not valid');
  }
}

function checkContainer(
  request: RegisterTaskDefinitionRequest,
  container: ContainerDefinition,
  containers: ContainerDefinition[],
): void {
  const name = container.name ?? '';
  if (!name) throw clientException('Container.name should not be null or empty.');
  if (!container.image) throw clientException('Container.image should not be null or empty.');
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
    throw clientException(`Invalid container name '${name}'. Up to 255 letters, numbers, underscores and hyphens.`);
  }
  if (containers.filter((other) => other.name === name).length > 1) {
    throw clientException(`Duplicate container name '${name}' in the task definition.`);
  }
  checkPorts(request, container, containers);
  checkVolumesAndDependencies(request, container, containers);
  const fargate = request.requiresCompatibilities?.includes('FARGATE');
  if (!fargate && !request.memory && !container.memory && !container.memoryReservation) {
    throw clientException(
      `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
    );
  }
}

function checkPorts(
  request: RegisterTaskDefinitionRequest,
  container: ContainerDefinition,
  containers: ContainerDefinition[],
): void {
  const mode = request.networkMode ?? 'bridge';
  for (const mapping of container.portMappings ?? []) {
    if (mode === 'none') throw clientException("Port mappings are not allowed with networkMode 'none'.");
    const differs =
      mapping.hostPort !== undefined && mapping.hostPort !== 0 && mapping.hostPort !== mapping.containerPort;
    if ((mode === 'awsvpc' || mode === 'host') && differs) {
      throw clientException(
        `When networkMode=${mode}, the host ports and container ports in port mappings must match.`,
      );
    }
    if (mapping.name !== undefined && !/^[a-z0-9_][a-z0-9_-]{0,63}$/.test(mapping.name)) {
      throw clientException(`Invalid port mapping name '${mapping.name}'.`);
    }
  }
  const names = containers.flatMap((other) => (other.portMappings ?? []).flatMap((mapping) => mapping.name ?? []));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw clientException(`Duplicate port mapping name '${twice}' in the task definition.`);
}

function checkVolumesAndDependencies(
  request: RegisterTaskDefinitionRequest,
  container: ContainerDefinition,
  containers: ContainerDefinition[],
): void {
  for (const mount of container.mountPoints ?? []) {
    if (!(request.volumes ?? []).some((volume) => volume.name === mount.sourceVolume)) {
      throw clientException(`Unknown volume '${mount.sourceVolume ?? ''}'.`);
    }
  }
  for (const dependency of container.dependsOn ?? []) {
    if (!containers.some((other) => other.name === dependency.containerName)) {
      throw clientException(
        `Container '${container.name}' depends on unknown container '${dependency.containerName}'.`,
      );
    }
  }
  if (request.networkMode === 'awsvpc') {
    for (const field of ['links', 'hostname', 'dnsServers', 'dnsSearchDomains', 'extraHosts'] as const) {
      if (isSet(container[field]))
        throw clientException(`${field} is not supported on container when networkMode=awsvpc.`);
    }
  }
}

function checkFargate(request: RegisterTaskDefinitionRequest, containers: ContainerDefinition[]): void {
  if (request.networkMode !== 'awsvpc') throw clientException('Fargate only supports network mode ‘awsvpc’.');
  if (!request.cpu) throw clientException("Fargate requires that 'cpu' be defined at the task level.");
  if (!request.memory) throw clientException("Fargate requires that 'memory' be defined at the task level.");
  const [cpu, memory] = [toCpuUnits(request.cpu), toMebibytes(request.memory)];
  if (!/^\d+$/.test(cpu)) {
    throw clientException(
      "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
    );
  }
  if (!fargateMemory[Number(cpu)]?.(Number(memory))) {
    throw clientException('No Fargate configuration exists for given values.');
  }
  const storage = request.ephemeralStorage?.sizeInGiB;
  if (storage !== undefined && (storage < 21 || storage > 200)) {
    throw clientException('The ephemeralStorage size must be between 21 and 200 GiB.');
  }
  const taskLevel = [
    [(request.placementConstraints ?? []).length > 0, 'placementConstraints'],
    [request.ipcMode !== undefined, 'ipcMode'],
    [request.pidMode === 'host', 'pidMode host'],
    [(request.volumes ?? []).some((volume) => volume.dockerVolumeConfiguration), 'dockerVolumeConfiguration'],
  ] as const;
  refuseOnFargate(taskLevel);
  for (const container of containers) checkFargateContainer(request, container);
}

function checkFargateContainer(request: RegisterTaskDefinitionRequest, container: ContainerDefinition): void {
  const driver = container.logConfiguration?.logDriver;
  if (!request.executionRoleArn) {
    if (/\.dkr\.ecr\./.test(container.image ?? '')) {
      throw clientException('Fargate requires task definition to have execution role ARN to support ECR images.');
    }
    if (driver === 'awslogs') {
      throw clientException(
        'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
      );
    }
    if ((container.secrets ?? []).length > 0) {
      throw clientException(
        'When you are specifying container secrets, you must also specify a value for executionRoleArn.',
      );
    }
  }
  const linux = container.linuxParameters;
  refuseOnFargate([
    [container.privileged === true, 'privileged'],
    [container.disableNetworking === true, 'disableNetworking'],
    [(container.dockerSecurityOptions ?? []).length > 0, 'dockerSecurityOptions'],
    [(container.resourceRequirements ?? []).some((need) => need.type === 'GPU'), 'GPU resourceRequirements'],
    [(linux?.devices ?? []).length > 0, 'devices'],
    [linux?.sharedMemorySize !== undefined, 'sharedMemorySize'],
    [(linux?.tmpfs ?? []).length > 0, 'tmpfs'],
    [linux?.maxSwap !== undefined || linux?.swappiness !== undefined, 'swap settings'],
    [(linux?.capabilities?.add ?? []).some((name) => !/^(CAP_)?SYS_PTRACE$/.test(name)), 'added capabilities'],
  ]);
  if (driver !== undefined && !['awslogs', 'splunk', 'awsfirelens'].includes(driver)) {
    throw clientException(`Log driver '${driver}' is not supported on Fargate.`);
  }
}

function refuseOnFargate(found: readonly (readonly [boolean, string])[]): void {
  const first = found.find(([present]) => present);
  if (first) throw clientException(`Fargate compatible task definitions do not support ${first[1]}`);
}

const isSet = (value: string | string[] | object[] | undefined): boolean => value !== undefined && value.length > 0;
