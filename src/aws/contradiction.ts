import type { ContainerDefinition, DescribeTaskDefinitionResponse, TaskDefinition } from '@aws-sdk/client-ecs';

/**
 * Whether a response of AWS contradicts itself: a registered revision without something that ECS demands when it registers one (docs:
 * API_RegisterTaskDefinition, API_ContainerDefinition). A member that is missing once may be there in the next response; one that is missing
 * again has to be believed.
 */
export function contradictsItself(operation: string, answer: unknown): boolean {
  return operation === 'DescribeTaskDefinition' && isUnregistrable(answer as DescribeTaskDefinitionResponse);
}

function isUnregistrable({ taskDefinition }: DescribeTaskDefinitionResponse): boolean {
  if (taskDefinition === undefined) return false;
  const { family, containerDefinitions = [], memory } = taskDefinition;
  return (
    !isGiven(family) ||
    containerDefinitions.length === 0 ||
    containerDefinitions.some((container) => lacksSomething(container, isGiven(memory))) ||
    (isForFargate(taskDefinition) && lacksForFargate(taskDefinition))
  );
}

function lacksSomething(container: ContainerDefinition, taskHasMemory: boolean): boolean {
  const { name, image, memory, memoryReservation, portMappings } = container;
  const hasMemory = taskHasMemory || (memory ?? memoryReservation) !== undefined;
  const ports = portMappings ?? [];
  const arePorts = ports.every((port) => (port.containerPort ?? port.containerPortRange) !== undefined);
  return !isGiven(name) || !isGiven(image) || !hasMemory || !arePorts;
}

function isForFargate({ requiresCompatibilities, compatibilities }: TaskDefinition): boolean {
  return [...(requiresCompatibilities ?? []), ...(compatibilities ?? [])].includes('FARGATE');
}

function lacksForFargate({ networkMode, cpu, memory, executionRoleArn, ...task }: TaskDefinition): boolean {
  const containers = task.containerDefinitions ?? [];
  const writesLogs = containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs');
  return ![networkMode, cpu, memory, ...(writesLogs ? [executionRoleArn] : [])].every((value) => isGiven(value));
}

/** The SDK passes on a null that AWS sent. */
function isGiven(value: string | null | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}
